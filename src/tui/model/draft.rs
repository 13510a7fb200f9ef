//! What is being typed or chosen in a field, as text for the journal, and back: a text as it is, and of what is chosen from
//! a list a line for each, with what is being typed as the last.

use crate::domain::id::Id;
use crate::domain::safe_text::typed;
use crate::domain::session::Session;

use super::field::TextField;
use super::form::Editor;

/// Stands before the option that is marked and not taken yet; no option begins with it.
const MARK: char = '*';

impl Editor {
    /// What is being typed or chosen.
    pub fn draft(&self) -> String {
        match self {
            Self::Text { field, .. } => field.text().to_owned(),
            Self::Options { options, marked, chosen, typed, .. } => {
                let marked = marked.and_then(|at| options.get(at)).map(|option| format!("{MARK}{option}"));
                lines(chosen.iter().cloned().chain(marked), typed)
            }
            Self::Pick { chosen, query, .. } => lines(chosen.iter().map(ToString::to_string), query.text()),
        }
    }

    /// Puts back what was being typed or chosen; what can be chosen no more is left out. What comes from a file is tidied
    /// as if it were typed.
    pub fn put_back(&mut self, draft: &str, session: &Session) {
        let (before, last) = draft.rsplit_once('\n').unwrap_or(("", draft));
        let mut before = before.lines();
        match self {
            Self::Text { field, .. } => *field = TextField::new(typed(draft)),
            Self::Options { options, marked, chosen, typed: letters, .. } => {
                chosen.clear();
                for line in before {
                    match line.strip_prefix(MARK) {
                        Some(line) => *marked = options.iter().position(|option| option == line),
                        None => chosen.extend(options.iter().find(|option| *option == line).cloned()),
                    }
                }
                *letters = typed(last);
            }
            Self::Pick { section, chosen, query, marked, .. } => {
                *chosen = before.by_ref().map(Id::new).filter(|id| session.find(*section, id).is_some()).collect();
                *query = TextField::new(typed(last));
                *marked = (!last.is_empty()).then_some(0);
            }
        }
    }
}

fn lines(chosen: impl Iterator<Item = String>, last: &str) -> String {
    chosen.chain([last.to_owned()]).collect::<Vec<_>>().join("\n")
}
