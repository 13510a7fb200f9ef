//! A session from text: strict, so that nothing this version does not know is ever dropped, and kind, so that a user who
//! mended a file by hand is told where and what. Names and words are checked against the declarations of the records.

mod canonical;
mod context;
mod edits;
mod old_conflicts;
mod seeds;

use std::collections::HashSet;

use ron::options::Options;

use crate::domain::limits::LARGEST_FILE;
use crate::domain::problem::{Position, Problem, ProblemKind};
use crate::domain::session::{Section, Session};
use crate::domain::signals::TextPlace;

use crate::store::form::migration;
use crate::store::form::spans::sides::are_two_sessions;
use crate::store::form::spans::{ItemStarts, Marker, head, spans};
use crate::store::form::text::FORMAT;
use canonical::Exactness;
use context::ParseContext;
use seeds::SessionSeed;

pub use edits::parse_changes;

/// Deep enough for a session (4 levels) and far from where the parser runs out of stack.
const DEPTH: usize = 16;

/// Reads the bytes of a session file.
///
/// # Errors
/// The first thing that keeps it from being read, with its place.
pub fn parse_bytes(bytes: &[u8]) -> Result<Session, Problem> {
    if bytes.len() > LARGEST_FILE {
        return Err(problem(ProblemKind::TooLarge, Position::default()));
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => parse(text),
        Err(error) => {
            let valid = String::from_utf8_lossy(&bytes[..error.valid_up_to()]);
            Err(problem(ProblemKind::NotText, position_at(&valid, valid.len())))
        }
    }
}

/// Reads the text of a session file, of this format or an older one.
///
/// # Errors
/// The first thing that keeps it from being read, with its place.
pub fn parse(text: &str) -> Result<Session, Problem> {
    match canonical::read(text, &Parts::ALL, Exactness::AsRead) {
        Some(read) => Ok(read.session),
        None => parse_any(text),
    }
}

/// Reads the text of a session file that is as [`print`](crate::store::form::text::print) writes the session in it, byte
/// for byte, with where its items begin and the only places of texts with a digit or an unusual sign; `None` for any other
/// file. To know that, nothing has to be written.
#[must_use]
pub fn parse_exactly(text: &str) -> Option<(Session, ItemStarts, Vec<TextPlace>)> {
    let is_small = text.len() <= LARGEST_FILE;
    let read = is_small.then(|| canonical::read(text, &Parts::ALL, Exactness::ToTheByte)).flatten()?;
    Some((read.session, read.starts, read.unusual_texts))
}

/// Which sections of a session are wanted, and which of their fields.
#[derive(Clone, Debug)]
pub struct Parts {
    /// For each section a bit for each field; none for a section of which not even the items are wanted.
    fields: [Option<u64>; Section::ALL.len()],
}

impl Parts {
    /// All fields of all sections.
    pub const ALL: Self = Self { fields: [Some(u64::MAX); Section::ALL.len()] };

    /// These sections with the fields of these numbers.
    #[must_use]
    pub fn of(wanted: &[(Section, &[usize])]) -> Self {
        let mut fields = [None; Section::ALL.len()];
        for (section, numbers) in wanted {
            fields[*section as usize] = Some(numbers.iter().fold(0, |bits, number| bits | 1 << number));
        }
        Self { fields }
    }

    fn of_section(&self, section: Section) -> Option<u64> {
        self.fields[section as usize]
    }

    /// Whether neither this section is wanted nor one behind it.
    fn end_before(&self, section: Section) -> bool {
        self.fields[section as usize..].iter().all(Option::is_none)
    }
}

/// Reads some parts of a session file in its fixed form, many times faster than all of it. What is left out is held to
/// the same rules: this gives a session only where [`parse_bytes`] does, with the same in these parts and nothing in
/// the others. `None` for any other file, which it takes [`parse_bytes`] to judge. Such a session is never to be saved.
#[must_use]
pub fn skim(bytes: &[u8], parts: &Parts) -> Option<Session> {
    let text = std::str::from_utf8(bytes).ok().filter(|text| text.len() <= LARGEST_FILE)?;
    canonical::read(text, parts, Exactness::AsRead).map(|read| read.session)
}

/// Reads the parts of a session that stand first, out of the beginning of a file in its fixed form. What comes behind
/// them is not looked at: the file may still be none that [`parse_bytes`] reads. `None` where it does not begin so.
#[must_use]
pub fn skim_beginning(bytes: &[u8], parts: &Parts) -> Option<Session> {
    let whole = std::str::from_utf8(bytes).map_or_else(|error| error.valid_up_to(), str::len);
    let text = std::str::from_utf8(&bytes[..whole]).ok()?;
    canonical::read(text, parts, Exactness::AtTheBeginning).map(|read| read.session)
}

/// With which a file begins that stands for one that git keeps elsewhere.
const POINTER: &str = "version https://git-lfs";

/// Reads the text of a session file as the parser does, whatever form it has: slower, and the one whose word counts.
/// [`parse`] gives the same for every text; a test holds that.
///
/// # Errors
/// The first thing that keeps it from being read, with its place.
pub fn parse_any(text: &str) -> Result<Session, Problem> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let at_the_start = Position { line: 1, column: 1 };
    if text.trim().is_empty() {
        return Err(problem(ProblemKind::EmptyFile, at_the_start));
    }
    let head = head(text);
    let read = match head.format {
        Some((FORMAT, _)) => parse_current(text),
        Some((found, at)) if found > FORMAT => Err(problem(ProblemKind::NewerFormat { found, known: FORMAT }, at)),
        Some((found, at)) => match migration::to_current(text, found, migration::CHAIN) {
            Some(migrated) => parse_current(&migrated),
            None => Err(problem(ProblemKind::NoFormat, at)),
        },
        None if text.starts_with(POINTER) => Err(problem(ProblemKind::Pointer, at_the_start)),
        None if !head.is_session => Err(problem(ProblemKind::NotASession, at_the_start)),
        None => parse_current(text).and_then(|_| Err(problem(ProblemKind::NoFormat, at_the_start))),
    };
    // Lines that look like markers are those of git only in a file that is not a session as it stands.
    read.map_err(|other| {
        let marker = spans(text).markers.into_iter().find(|(_, marker)| matches!(marker, Marker::Ours | Marker::End));
        let kind = || if are_two_sessions(text) { ProblemKind::TwoSessions } else { ProblemKind::ConflictMarkers };
        marker.map_or(other, |(line, _)| problem(kind(), Position { line, column: 1 }))
    })
}

fn parse_current(text: &str) -> Result<Session, Problem> {
    let context = ParseContext::default();
    let mut session = options()
        .from_str_seed(text, SessionSeed { context: &context })
        .map_err(|error| context.explain(text, &error))?;
    old_conflicts::upgrade(&mut session, context.old_conflicts.take()).map_err(|id| Problem {
        kind: ProblemKind::Unreadable,
        position: spans(text).of_id(Section::Conflicts, &id),
        item: Some((Section::Conflicts, id)),
    })?;
    check_links(&session, text)?;
    Ok(session)
}

fn options() -> Options {
    Options::default().with_recursion_limit(DEPTH)
}

fn problem(kind: ProblemKind, position: Position) -> Problem {
    Problem { kind, position, item: None }
}

fn position_at(text: &str, offset: usize) -> Position {
    let before = &text[..offset];
    let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
    Position { line: before.matches('\n').count() + 1, column: before[line_start..].chars().count() + 1 }
}

/// Every id is there once, and every link points at something.
fn check_links(session: &Session, text: &str) -> Result<(), Problem> {
    let mut known: Vec<HashSet<&str>> = Vec::with_capacity(Section::ALL.len());
    for &section in Section::ALL {
        let mut ids = HashSet::new();
        for record in session.table(section).records() {
            if !ids.insert(record.id().as_str()) {
                let found = record.id().to_string();
                return Err(Problem {
                    kind: ProblemKind::TwiceTheId { found },
                    position: spans(text).of_id(section, record.id()),
                    item: Some((section, record.id().clone())),
                });
            }
        }
        known.push(ids);
    }
    for &section in Section::ALL {
        let links: Vec<(usize, Section)> = section.kind().links().collect();
        if links.is_empty() {
            continue;
        }
        for record in session.table(section).records() {
            for &(number, to) in &links {
                let value = record.value(number);
                if let Some(target) = value.ids().find(|target| !known[to as usize].contains(target)) {
                    let field = section.kind().fields[number].name;
                    return Err(Problem {
                        kind: ProblemKind::Dangling { field, target: target.to_owned() },
                        position: spans(text).of(section, record.id(), Some(number)),
                        item: Some((section, record.id().clone())),
                    });
                }
            }
        }
    }
    Ok(())
}
