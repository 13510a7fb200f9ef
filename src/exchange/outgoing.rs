//! A session on its way out. Whatever leaves the program is made from an [`Outgoing`], never from a session: what may not
//! leave was taken out when it was made, for all forms at once: also what the room has not shown yet.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::ops::Deref;

use crate::domain::hidden::seen;
use crate::domain::id::Id;
use crate::domain::naming::{BY_WORDS, fit};
use crate::domain::record::Meaning;
use crate::domain::records::meeting::{Person, PersonKind};
use crate::domain::session::{Section, Session};
use crate::domain::value::{ChoiceSet, Value};
use crate::i18n::Words;

/// A session without what may not leave.
#[derive(Clone, Debug)]
pub struct Outgoing {
    session: Session,
    is_public: bool,
    /// The people whose things are asked for, where not all are.
    mine: Option<Vec<Id>>,
}

impl Deref for Outgoing {
    type Target = Session;

    fn deref(&self) -> &Session {
        &self.session
    }
}

impl Outgoing {
    /// For everybody: no private notes, no conflicts, and for each person the role and organisation instead of the name,
    /// wherever the name stands.
    #[must_use]
    pub fn for_everybody(session: &Session, words: &Words) -> Self {
        let mut session = seen(session).into_owned();
        take_private(&mut session);
        let conflicts = session.table_mut(Section::Conflicts);
        while conflicts.remove(0).is_some() {}
        let labels = labels(&session, words);
        let names = NamesToHide::of(&session, &labels);
        for (at, label) in labels.iter().enumerate() {
            let table = session.table_mut(Section::People);
            table.get_mut(at).and_then(|person| person.replace(Person::name, Value::text(label.as_str())).ok());
        }
        for &section in Section::ALL {
            let is_named = section == Section::People;
            let table = session.table_mut(section);
            for at in 0..table.len() {
                let Some(record) = table.get_mut(at) else { continue };
                for field in (0..record.kind().fields.len()).filter(|field| !(is_named && *field == Person::name)) {
                    if let Some(value) = names.without(record.value(field)) {
                        // What has become too long to be kept is left out rather than told with names.
                        if record.replace(field, value).is_err() {
                            record.replace(field, Value::Empty).ok();
                        }
                    }
                }
            }
        }
        Self { session, is_public: true, mine: None }
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
        Self { session, is_public: false, mine: None }
    }

    /// Only the things of these people, in a form that can.
    #[must_use]
    pub fn of_these(self, mine: Option<Vec<Id>>) -> Self {
        Self { mine, ..self }
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
    let names = NamesToHide::of(session, &participants);
    numbered.into_iter().map(|label| names.without_names(&label).map_or(label.clone(), Cow::into_owned)).collect()
}

/// The names that do not leave, by their last words.
struct NamesToHide<'labels> {
    /// For each surname in small letters the people who have it: the words of their whole names, and their labels.
    known: BTreeMap<String, Vec<(Vec<String>, &'labels str)>>,
}

impl<'labels> NamesToHide<'labels> {
    fn of(session: &Session, labels: &'labels [String]) -> Self {
        let place = session.the_neighbourhood();
        let places: Vec<&str> =
            words_of(&place.name).chain(words_of(&place.municipality)).map(|(_, word)| word).collect();
        let mut known: BTreeMap<String, Vec<(Vec<String>, &str)>> = BTreeMap::new();
        for (person, label) in session.people.iter().zip(labels) {
            let typed: Vec<&str> = words_of(&person.name).map(|(_, word)| word).collect();
            let name: Vec<String> = typed.iter().map(|word| word.to_lowercase()).collect();
            // `Jansen, Petra` begins with the surname.
            let is_turned = person.name.contains(',');
            let surnames = typed.iter().enumerate().filter(|(at, word)| {
                let is_surname = *at > 0 || is_turned;
                is_surname && word.chars().count() > 1 && word.starts_with(|first: char| !first.is_lowercase())
            });
            for (_, surname) in surnames.filter(|(_, word)| !places.contains(word)) {
                known.entry(surname.to_lowercase()).or_default().push((name.clone(), label));
            }
        }
        Self { known }
    }

    /// A value in which names stand, without them; `None` where there are none.
    fn without(&self, value: Value) -> Option<Value> {
        if self.known.is_empty() {
            return None;
        }
        match value {
            Value::Text(text) => self.without_names(&text).map(|text| Value::Text(text.into_owned())),
            Value::AsTyped(text) => self.without_names(&text).map(|text| Value::AsTyped(text.into_owned())),
            Value::Set(members) if members.iter().any(|member| self.without_names(member).is_some()) => {
                let told = |member: String| self.without_names(&member).map_or(member.clone(), Cow::into_owned);
                Some(Value::set(members.into_iter().map(told).collect()))
            }
            _ => None,
        }
    }

    /// Who have this surname in small letters, which may be written as what is theirs: `jansens`, `smit's`.
    fn people_called(&self, word: &str) -> Option<&Vec<(Vec<String>, &'labels str)>> {
        let short = word.strip_suffix('s').map(|short| short.trim_end_matches(['\'', '’']));
        self.known.get(word).or_else(|| self.known.get(short?))
    }

    /// Text with a label for each name: the surname, with the words of the same name that stand right before or behind it.
    fn without_names<'text>(&self, text: &'text str) -> Option<Cow<'text, str>> {
        let words: Vec<(usize, &str)> = words_of(text).collect();
        let small: Vec<String> = words.iter().map(|(_, word)| word.to_lowercase()).collect();
        let mut told = String::new();
        let (mut copied, mut next) = (0, 0);
        while next < words.len() {
            let word = words[next].1;
            let belongs = |name: &[String], at: usize| name.contains(&small[at]);
            // A name that is no more than a word in small letters, such as a trade, is one only behind a first name.
            let is_name = |people: &&Vec<(Vec<String>, &str)>| {
                word.starts_with(|first: char| !first.is_lowercase())
                    || next.checked_sub(1).is_some_and(|before| people.iter().any(|(name, _)| belongs(name, before)))
            };
            let Some(people) = self.people_called(&small[next]).filter(is_name) else {
                next += 1;
                continue;
            };
            let reach = |name: &[String]| {
                let free = (0..next).rev().take_while(|&at| words[at].0 >= copied && belongs(name, at));
                let behind = (next + 1..words.len()).take_while(|&at| belongs(name, at)).count();
                (free.count(), behind)
            };
            let best = people.iter().map(|(name, label)| (reach(name), *label)).max_by_key(|((back, on), _)| back + on);
            let Some(((back, on), label)) = best else { break };
            let (from, last) = (words[next - back].0, words[next + on]);
            told.push_str(&text[copied..from]);
            told.push_str(label);
            copied = last.0 + last.1.len();
            next += on + 1;
        }
        if copied == 0 {
            return None;
        }
        told.push_str(&text[copied..]);
        Some(Cow::Owned(told))
    }
}

/// The words of a text and where each begins; a name such as `Smit-Jansen` or `O'Brien` is one.
fn words_of(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let is_part = |character: char| character.is_alphanumeric() || matches!(character, '-' | '\'' | '’');
    let start = text.as_ptr() as usize;
    text.split(move |character| !is_part(character))
        .map(|word| word.trim_matches(['-', '\'', '’']))
        .filter(|word| !word.is_empty())
        .map(move |word| (word.as_ptr() as usize - start, word))
}
