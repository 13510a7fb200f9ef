//! What an earlier run left behind, in words: changes that fit nowhere any more, and what was being typed or chosen in a
//! field, from its draft in the journal.

use crate::domain::edit::Edit;
use crate::domain::grid::GATHERED;
use crate::domain::hidden::is_untold;
use crate::domain::id::Id;
use crate::domain::question::INVITED;
use crate::domain::records::meeting::Person;
use crate::domain::recovery::DraftPlace;
use crate::domain::session::{Section, Session};
use crate::domain::value::{Kind, Value};

use super::sentences::Sentences;

impl Sentences<'_> {
    /// What an edit would have put into the session, in full, with the names of its fields; nothing where the room may
    /// not read all of it: what only the facilitator reads, and what is hidden.
    #[must_use]
    pub fn left_text(&self, edit: &Edit, session: &Session) -> Option<String> {
        let is_untold = |section: Section, field: usize, value: &Value| {
            !value.is_empty() && (is_untold(session, section, field) || self.is_covered(section, field, session))
        };
        let may_be_told = match edit {
            Edit::Set { place, value } => !is_untold(place.section, place.field, value),
            Edit::Insert { section, item, .. } => {
                let mut values = item.values.iter().enumerate();
                !values.any(|(field, value)| is_untold(*section, field, value))
            }
            Edit::Remove { .. } | Edit::Move { .. } => false,
        };
        if !may_be_told {
            return None;
        }
        let part = |section: Section, field: usize, value: &Value| {
            let declared = section.kind().fields.get(field)?;
            let text = self.value_text(section, field, value, session);
            let label = self.words.field(section.kind(), declared.name).trim_end_matches('?').to_owned();
            (!text.is_empty()).then(|| format!("{label}: {text}"))
        };
        match edit {
            Edit::Set { place, value } => part(place.section, place.field, value),
            Edit::Insert { section, item, .. } => {
                let values = item.values.iter().enumerate();
                let parts: Vec<String> = values.filter_map(|(field, value)| part(*section, field, value)).collect();
                (!parts.is_empty()).then(|| parts.join(" · "))
            }
            Edit::Remove { .. } | Edit::Move { .. } => None,
        }
    }

    /// A draft in words. Never the words of a file: those are told as the screen shows them, or left out.
    #[must_use]
    pub fn draft_text(&self, place: &str, draft: &str, session: &Session) -> String {
        let found = DraftPlace::named(place).and_then(|place| {
            if place.field == INVITED {
                return Some((Section::People, Person::attendance, Kind::Links(Section::People)));
            }
            let (section, number) = (place.section, place.number()?);
            let kind = section.kind().fields[number].kind;
            Some((section, number, if place.item == GATHERED { Kind::Links(section) } else { kind }))
        });
        let Some((section, number, kind)) = found else { return draft.to_owned() };
        let (chosen, typed) = draft.rsplit_once('\n').unwrap_or(("", draft));
        let told: Vec<String> = match kind {
            Kind::Link(to) | Kind::Links(to) => {
                let ids = chosen.lines().map(Id::new).filter(|id| session.find(to, id).is_some());
                ids.map(|id| self.title(to, &id, session)).collect()
            }
            Kind::Choice(choices) | Kind::Choices(choices) => {
                let known = chosen.lines().filter_map(|line| {
                    let line = line.trim_start_matches('*');
                    choices.options.iter().copied().find(|option| *option == line)
                });
                let text = |word: &'static str| match kind {
                    Kind::Choice(_) => self.value_text(section, number, &Value::Choice(word), session),
                    _ => self.value_text(section, number, &Value::set(vec![word.to_owned()]), session),
                };
                known.map(text).collect()
            }
            Kind::Flag | Kind::Marks | Kind::Versions => Vec::new(),
            Kind::Line | Kind::Text | Kind::Date | Kind::Time | Kind::Whole | Kind::Decimal | Kind::Scores => {
                return draft.to_owned();
            }
        };
        let mut told: Vec<String> = told.into_iter().filter(|text| !text.is_empty()).collect();
        told.dedup();
        told.extend(Some(typed.to_owned()).filter(|typed| !typed.trim().is_empty()));
        told.join(", ")
    }
}
