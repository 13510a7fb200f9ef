//! A data file of the program as `build.rs` writes it: a line for each field, with its value in JSON; where that is values
//! by their names, a line for each of those below it. So one of many can be read without the others.

use super::word_fields::{TakeMember, TakeValue, UnreadWords, WordShape, WordValue, WordsRead};

/// What a line holds instead, where something else is wanted.
const HAS_NAMES: &str = "values by their names";

/// The lines of a data file, or those below that of one field.
#[derive(Debug)]
pub(super) struct WordLines {
    lines: &'static str,
    are_below: bool,
}

impl WordLines {
    /// The lines of a data file.
    pub(super) fn of(file: &'static str) -> Self {
        Self { lines: file, are_below: false }
    }

    fn members(&self, take: &mut TakeMember<'_>) -> WordsRead {
        let mut rest = self.lines;
        while let Some((line, behind)) = rest.split_once('\n') {
            rest = behind;
            let line = if self.are_below { line.strip_prefix('\t').unwrap_or(line) } else { line };
            if let Some((name, json)) = line.split_once('\t') {
                let words = &mut serde_json::Deserializer::from_str(json);
                take(name, &mut UnreadWords { unread: Some(words), text: Some(json) })?;
                continue;
            }
            while rest.starts_with('\t') {
                rest = rest.split_once('\n').map_or("", |(_, rest)| rest);
            }
            take(line, &mut Self { lines: &behind[..behind.len() - rest.len()], are_below: true })?;
        }
        Ok(())
    }
}

impl WordValue for WordLines {
    fn text(&mut self) -> WordsRead<String> {
        Err(HAS_NAMES.to_owned())
    }

    fn word(&mut self) -> WordsRead<String> {
        Err(HAS_NAMES.to_owned())
    }

    fn character(&mut self) -> WordsRead<char> {
        Err(HAS_NAMES.to_owned())
    }

    fn list(&mut self, _: &mut TakeValue<'_>) -> WordsRead {
        Err(HAS_NAMES.to_owned())
    }

    fn row(&mut self, _: usize, _: &mut TakeValue<'_>) -> WordsRead {
        Err(HAS_NAMES.to_owned())
    }

    fn entries(&mut self, take: &mut TakeMember<'_>) -> WordsRead {
        self.members(take)
    }

    fn fields(&mut self, _: &WordShape, take: &mut TakeMember<'_>) -> WordsRead {
        self.members(take)
    }

    fn unread(&mut self) -> Option<&'static str> {
        None
    }
}
