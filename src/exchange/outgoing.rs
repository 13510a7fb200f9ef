//! A session on its way out. Whatever leaves the program is made from an [`Outgoing`], never from a session: what may not
//! leave was taken out when it was made, for all forms at once: also what the room has not shown yet.

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap};
use std::ops::Deref;
use std::sync::LazyLock;

use crate::domain::hidden::seen;
use crate::domain::id::Id;
use crate::domain::naming::{BY_WORDS, fit};
use crate::domain::record::Meaning;
use crate::domain::records::meeting::{Person, PersonKind};
use crate::domain::retold::retell;
use crate::domain::session::{Section, Session};
use crate::domain::value::{ChoiceSet, Value};
use crate::i18n::Words;

use super::names::NamesToHide;
use super::report::outline::fields_for_everybody;

/// So many first names are told.
const MOST_NAMED: usize = 5;

/// Of each section the fields that everybody reads.
static TOLD: LazyLock<Vec<Vec<usize>>> =
    LazyLock::new(|| Section::ALL.iter().copied().map(fields_for_everybody).collect());

/// A session without what may not leave.
#[derive(Clone, Debug)]
pub struct Outgoing {
    session: Session,
    is_public: bool,
    /// The people whose things are asked for, where not all are.
    mine: Option<Vec<Id>>,
    /// What is to be read again; only in what is for everybody.
    again: ReadAgain,
}

/// What is to be read again before it goes to everybody.
#[derive(Clone, Debug, Default)]
pub struct ReadAgain {
    /// In how many texts something else stands than was typed.
    replaced: usize,
    /// The first names that still stand there.
    first_names: BTreeSet<String>,
}

impl ReadAgain {
    /// With what is to be read again in this session.
    pub fn add(&mut self, session: &Outgoing) {
        self.replaced += session.again.replaced;
        self.first_names.extend(session.again.first_names.iter().cloned());
    }

    /// In words; `None` where there is nothing.
    #[must_use]
    pub fn text(&self, words: &Words) -> Option<String> {
        let outgoing = &words.outgoing;
        let replaced = (self.replaced > 0).then(|| outgoing.read_again(words.count(self.replaced)));
        let count = self.first_names.len();
        let named = self.first_names.iter().take(MOST_NAMED).cloned().collect::<Vec<_>>().join(", ");
        let named = if count > MOST_NAMED { words.sentences.and_more(&named, count - MOST_NAMED) } else { named };
        let first_names = (count > 0).then(|| outgoing.first_names(words.count(count), named));
        let told: Vec<String> = [replaced, first_names].into_iter().flatten().collect();
        (!told.is_empty()).then(|| told.join(" "))
    }
}

impl Deref for Outgoing {
    type Target = Session;

    fn deref(&self) -> &Session {
        &self.session
    }
}

impl Outgoing {
    /// For everybody: no private notes, no conflicts, and for each person the role and organisation instead of the name,
    /// wherever the name stands; addresses and phone numbers are left out.
    #[must_use]
    pub fn for_everybody(session: &Session, words: &Words) -> Self {
        let mut session = seen(session).into_owned();
        take_private(&mut session);
        let conflicts = session.table_mut(Section::Conflicts);
        while !conflicts.is_empty() {
            conflicts.remove(conflicts.len() - 1);
        }
        let again = RefCell::new(ReadAgain::default());
        let labels = labels(&session, words);
        let names = NamesToHide::of(&session, &labels, &words.outgoing);
        for (at, label) in labels.iter().enumerate() {
            let table = session.table_mut(Section::People);
            table.get_mut(at).and_then(|person| person.replace(Person::name, Value::text(label.as_str())).ok());
        }
        retell(&mut session, &|section, field, text| {
            let is_label = section == Section::People && field == Person::name;
            let told = if is_label { None } else { names.told(text) };
            let mut again = again.borrow_mut();
            again.replaced += usize::from(told.is_some());
            if TOLD[section as usize].contains(&field) {
                let found = names.first_names(told.as_deref().unwrap_or(text)).map(str::to_owned);
                again.first_names.extend(found);
            }
            told
        });
        Self { session, is_public: true, mine: None, again: again.into_inner() }
    }

    /// For the team: everything, the private notes only where they are asked for.
    #[must_use]
    pub fn for_the_team(session: &Session, with_private: bool) -> Self {
        Self::of_the_team(seen(session).into_owned(), with_private)
    }

    /// The same of a session that nobody else needs, without private notes.
    #[must_use]
    pub fn whole_for_the_team(session: Session) -> Self {
        let without_hidden = match seen(&session) {
            Cow::Owned(seen) => Some(seen),
            Cow::Borrowed(_) => None,
        };
        Self::of_the_team(without_hidden.unwrap_or(session), false)
    }

    fn of_the_team(mut session: Session, with_private: bool) -> Self {
        if !with_private {
            take_private(&mut session);
        }
        Self { session, is_public: false, mine: None, again: ReadAgain::default() }
    }

    /// Only the things of these people, in a form that can.
    #[must_use]
    pub fn of_these(self, mine: Option<Vec<Id>>) -> Self {
        Self { mine, ..self }
    }

    /// What is to be read again: where something else stands than was typed, and which first names still do.
    #[must_use]
    pub fn to_read_again(sessions: &[Self], words: &Words) -> Option<String> {
        let mut again = ReadAgain::default();
        for session in sessions {
            again.add(session);
        }
        again.text(words)
    }

    /// The people whose things are asked for, where not all are.
    pub(super) fn mine(&self) -> Option<&[Id]> {
        self.mine.as_deref()
    }

    /// Whether it is for everybody.
    pub(super) fn is_public(&self) -> bool {
        self.is_public
    }
}

/// The people of a session who are called so, or whose organisation is: those whom the name fits best, by whole words or
/// their beginnings, never by letters inside one.
#[must_use]
pub fn people_called(session: &Session, name: &str) -> Vec<Id> {
    let fits = |person: &Person| {
        let fits = [&*person.name, &*person.organisation].into_iter().filter_map(|text| fit(text, name));
        fits.min().filter(|fit| *fit <= BY_WORDS)
    };
    let fitting: Vec<(u8, &Person)> =
        session.people.iter().filter_map(|person| Some((fits(person)?, person))).collect();
    let best = fitting.iter().map(|(fit, _)| *fit).min();
    fitting.into_iter().filter(|(fit, _)| Some(*fit) == best).map(|(_, person)| person.id.clone()).collect()
}

/// Empties what only the facilitator reads.
fn take_private(session: &mut Session) {
    for &section in Section::ALL {
        let private = |field: &usize| section.kind().fields[*field].means(Meaning::Private);
        let fields: Vec<usize> = (0..section.kind().fields.len()).filter(private).collect();
        let table = session.table_mut(section);
        for at in 0..if fields.is_empty() { 0 } else { table.len() } {
            let Some(record) = table.get_mut(at) else { continue };
            for field in &fields {
                record.replace(*field, Value::Empty).ok();
            }
        }
    }
}

/// What each person is called without a name: role and organisation, or else resident or professional. Who would be called
/// the same gets a number.
fn labels(session: &Session, words: &Words) -> Vec<String> {
    let label = |person: &Person| {
        let parts = [person.role.trim(), person.organisation.trim()];
        let told = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ");
        let kind = person.kind.map(|kind| words.choice(PersonKind::KIND_REF.name, kind.word()).to_owned());
        if told.is_empty() { kind.unwrap_or_else(|| words.outgoing.participant.clone()) } else { told }
    };
    let labels: Vec<String> = session.people.iter().map(label).collect();
    let mut count: HashMap<&str, usize> = HashMap::new();
    for label in &labels {
        *count.entry(label).or_default() += 1;
    }
    let mut seen: HashMap<&str, usize> = HashMap::new();
    let numbered = labels.iter().map(|label| {
        let seen = seen.entry(label).or_default();
        *seen += 1;
        if count[label.as_str()] > 1 { format!("{label} ({seen})") } else { label.clone() }
    });
    let numbered: Vec<String> = numbered.collect();
    // A role may itself hold the name of a person.
    let participants = vec![words.outgoing.participant.clone(); labels.len()];
    let names = NamesToHide::of(session, &participants, &words.outgoing);
    numbered.into_iter().map(|label| names.told(&label).unwrap_or(label)).collect()
}
