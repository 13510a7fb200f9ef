//! What the room fills in without showing it: votes, scores, the three greatest themes. That an instrument is hidden is a
//! fact in the session, so that it holds through a crash, on another computer, and in everything that is told.

use super::edit::Edit;
use super::grid::filled;
use super::record::Meaning;
use super::records::meeting::{Instrument, Meeting};
use super::session::{Section, Session};
use super::value::{ChoiceSet, Value};

/// What is hidden, whatever session is told about: what was hidden before a change or is after it stays hidden in what
/// is told of the change.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Veil([bool; Instrument::ALL.len()]);

impl Veil {
    /// What a session hides until its groups have filled in what they think.
    pub fn of(session: &Session) -> Self {
        Self::default().and(session)
    }

    /// With what this session hides.
    #[must_use]
    pub fn and(mut self, session: &Session) -> Self {
        for instrument in &session.the_meeting().hidden.0 {
            self.0[*instrument as usize] = true;
        }
        self
    }

    /// Whether a field of the records of a section must not be told.
    pub fn covers(self, section: Section, field: usize) -> bool {
        let is_hidden = self.0 != Self::default().0 && instrument(section).is_some_and(|it| self.0[it as usize]);
        is_hidden && is_secret(section, field)
    }
}

/// The instrument of a section, if the room may hide it.
pub fn instrument(section: Section) -> Option<Instrument> {
    Instrument::ALL.iter().copied().find(|instrument| instrument.word() == section.name())
}

/// The sections of which nothing is shown yet.
pub fn hidden_sections(session: &Session) -> Vec<Section> {
    let hidden = session.the_meeting().hidden.0.iter();
    hidden.filter_map(|instrument| Section::named(instrument.word())).collect()
}

/// Whether nothing of a section is shown yet.
pub fn is_hidden(session: &Session, section: Section) -> bool {
    instrument(section).is_some_and(|instrument| session.the_meeting().hidden.0.contains(&instrument))
}

/// Whether a field of the records of a section is what is hidden there: all but what tells which cell it is.
pub fn is_secret(section: Section, field: usize) -> bool {
    instrument(section).is_some() && section.kind().pair.is_none_or(|pair| !pair.contains(&field))
}

/// Whether what a field of a section holds is not told in words: only the facilitator reads it, it is hidden, or it would
/// be as soon as something stands there.
pub fn is_untold(session: &Session, section: Section, field: usize) -> bool {
    let is_private = section.kind().fields.get(field).is_some_and(|field| field.means(Meaning::Private));
    let is_hidden = is_secret(section, field) && (is_hidden(session, section) || hides_at_first(session, section));
    is_private || is_hidden
}

/// The edit that hides a section or shows it; none where that is so already.
pub fn hide(session: &Session, section: Section, is_to_be: bool) -> Option<Edit> {
    let instrument = instrument(section).filter(|_| is_hidden(session, section) != is_to_be)?;
    let meeting = session.the_meeting();
    let others = meeting.hidden.0.iter().filter(|known| **known != instrument).map(|known| known.word().to_owned());
    let words = others.chain(is_to_be.then(|| instrument.word().to_owned())).collect();
    Some(Edit::set(Section::Meeting, &meeting.id, Meeting::hidden, Value::set(words)))
}

/// Whether what is typed into a section first hides it: nothing stands there yet.
pub fn hides_at_first(session: &Session, section: Section) -> bool {
    instrument(section).is_some() && filled(session, section) == 0
}

/// The session as anybody may see it: without what is still hidden.
pub fn seen(session: &Session) -> std::borrow::Cow<'_, Session> {
    let hidden = hidden_sections(session);
    if hidden.is_empty() {
        return std::borrow::Cow::Borrowed(session);
    }
    let mut seen = session.clone();
    for section in hidden {
        let table = seen.table_mut(section);
        for position in 0..table.len() {
            let Some(record) = table.get_mut(position) else { continue };
            for field in (0..section.kind().fields.len()).filter(|field| is_secret(section, *field)) {
                let emptied = record.replace(field, Value::Empty);
                debug_assert!(emptied.is_ok(), "any field may be empty");
            }
        }
    }
    std::borrow::Cow::Owned(seen)
}

#[cfg(test)]
mod tests {
    use super::{hide, hides_at_first, instrument, is_hidden, seen};
    use crate::domain::edit::{Edit, apply};
    use crate::domain::id::Id;
    use crate::domain::records::meeting::Instrument;
    use crate::domain::records::priorities::Vote;
    use crate::domain::session::{Item, Section, Session};
    use crate::domain::value::{ChoiceSet, Value};

    #[test]
    fn an_instrument_is_called_as_its_section_and_has_cells() {
        for kind in Instrument::ALL {
            let section = Section::named(kind.word()).expect("a section");
            assert_eq!(instrument(section), Some(*kind));
            assert!(section.kind().pair.is_some(), "{}", section.name());
        }
    }

    #[test]
    fn what_is_hidden_is_not_seen_and_can_be_shown_and_hidden_again() {
        let mut session = Session::empty(Id::new("s-1"));
        assert!(hides_at_first(&session, Section::Votes) && !hides_at_first(&session, Section::Actions));
        let mut values = vec![Value::Empty; 3];
        values[Vote::votes] = Value::Whole(7);
        let item = Item { id: Id::new("v-1"), values };
        apply(&mut session, Edit::Insert { section: Section::Votes, item, after: None }).expect("it fits");
        assert!(!hides_at_first(&session, Section::Votes));
        assert_eq!(*seen(&session), session);
        for is_to_be in [true, false, true] {
            let edit = hide(&session, Section::Votes, is_to_be).expect("it changes");
            apply(&mut session, edit).expect("it fits");
            assert_eq!(is_hidden(&session, Section::Votes), is_to_be);
            assert_eq!(hide(&session, Section::Votes, is_to_be), None);
            assert_eq!(seen(&session).votes[0].votes.is_empty(), is_to_be);
        }
    }
}
