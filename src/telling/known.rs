//! What a session holds already of what a question asks.

use crate::domain::question::{QuestionKind, absentees, missing_sources};
use crate::domain::records::meeting::AnswerState;
use crate::domain::records::priorities::Horizon;
use crate::domain::session::{Section, Session};
use crate::domain::value::ChoiceSet;

use super::sentences::Sentences;

/// The word for a text that was written: it says neither yes nor no.
const FILLED_IN: &str = "filled_in";

impl Sentences<'_> {
    /// The word for how far the answer to a question of this kind is.
    #[must_use]
    pub fn state_word(&self, kind: &QuestionKind, state: AnswerState) -> &str {
        match (kind, state) {
            (QuestionKind::Text, AnswerState::Done) => self.guide.word(FILLED_IN),
            _ => self.words.choice(AnswerState::KIND_REF.name, state.word()),
        }
    }

    /// What is known of what a question asks: which sources are missing (1.1), who was absent (1.2), which goals there are
    /// by when, and what is lacking (7.6). Of each at most so many by name, and how many more there are.
    #[must_use]
    pub fn known_of(&self, kind: &QuestionKind, session: &Session, most: usize) -> Option<String> {
        let words = &self.words.sentences;
        let listed = |names: &[String], between: &str| {
            let shown = names[..names.len().min(most)].join(between);
            match names.len().saturating_sub(most) {
                0 => shown,
                more => words.and_more(shown, more),
            }
        };
        let named = |names: Vec<String>| (!names.is_empty()).then(|| listed(&names, ", "));
        match kind {
            QuestionKind::Sources => {
                let name = |(section, id): (Section, &crate::domain::id::Id)| match section {
                    Section::Answers => self.short_question(id.as_str()),
                    section => self.title(section, id, session),
                };
                named(missing_sources(session).map(name).collect()).map(|names| words.sources_missing(names))
            }
            QuestionKind::Absentees => {
                named(absentees(session).map(|person| person.name.0.clone()).collect()).map(|names| words.absent(names))
            }
            QuestionKind::Horizons => {
                let goals = |horizon: Horizon| {
                    let of_horizon = session.goals.iter().filter(|goal| goal.horizon == Some(horizon));
                    let names: Vec<String> = of_horizon.map(|goal| goal.what.0.clone()).collect();
                    if names.is_empty() { words.no_goal.clone() } else { listed(&names, "; ") }
                };
                let (short, long) = (goals(Horizon::Short), goals(Horizon::Long));
                Some(words.horizons(short, long))
            }
            _ => None,
        }
    }

    /// A question in a few words.
    pub(super) fn short_question(&self, answer: &str) -> String {
        let text = self.guide.question_text(answer);
        text.map_or_else(|| self.guide.question_label(answer), |text| text.short.clone())
    }
}
