//! Whether all that was chosen for what was brought can be: what is not there is named, with what there is.

use crate::i18n::Words;
use crate::i18n::import::RefusalKind;

use super::headings::field_of;
use super::lists::named;
use super::preview::{ImportChoices, Prepared, Preview, folded};
use super::refusal::Refusal;

impl Prepared {
    /// Sees whether all that was chosen can be: a question, an answer, a column or a field that is not there is named, with
    /// what there is.
    ///
    /// # Errors
    /// Something was chosen that is not there.
    pub fn heard(&self, choices: &ImportChoices, words: &Words) -> Result<(), Refusal> {
        let Preview { asks, facts, mappable, fields, .. } = &self.preview;
        let refused = |kind, found: &String, question: &str, options: Vec<&str>| {
            let options = if options.is_empty() { "–".to_owned() } else { named(options.into_iter(), "; ", words) };
            Err(Refusal::naming(kind, &[("found", found), ("question", &question), ("options", &options)]))
        };
        let is_same = |one: &str, other: &str| folded(one) == folded(other);
        for (key, answer) in &choices.answers {
            let fact = facts.iter().find(|(label, _)| is_same(label, key));
            match (asks.iter().find(|ask| is_same(&ask.key, key) || is_same(&ask.label, key)), fact) {
                // Of an area it was told already.
                (Some(ask), _) if ask.key == "area" || ask.answered(answer).is_some() => {}
                (Some(ask), _) => {
                    let options = ask.options.iter().map(|(_, label)| label.as_str()).collect();
                    return refused(RefusalKind::NoSuchAnswer, answer, &ask.label, options);
                }
                (None, Some((_, only))) if is_same(only, answer) => {}
                (None, Some((label, only))) => return refused(RefusalKind::NoSuchAnswer, answer, label, vec![only]),
                // Some questions come after others.
                (None, None) if !self.is_ready() => {}
                (None, None) => {
                    let options = asks.iter().map(|ask| ask.label.as_str()).collect();
                    return refused(RefusalKind::NoSuchQuestion, key, "", options);
                }
            }
        }
        for (column, field) in &choices.columns {
            if !mappable.iter().flatten().any(|head| !head.is_empty() && is_same(head, column)) {
                let options = mappable.iter().map(|[head, _]| head.as_str()).filter(|head| !head.is_empty()).collect();
                return refused(RefusalKind::NoSuchColumn, column, "", options);
            }
            let is_it = |(name, label): &(String, String)| name == field || is_same(label, field);
            if field != "-" && !fields.is_empty() && !fields.iter().any(is_it) && field_of(self.kind, field).is_none() {
                let options = fields.iter().map(|(_, label)| label.as_str()).collect();
                return refused(RefusalKind::NoSuchField, field, column, options);
            }
        }
        Ok(())
    }
}
