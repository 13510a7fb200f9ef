//! Offers: what one place of a session has ready for another. Each is a sentence and the edits that would carry it out. An
//! offer is never carried out by itself, and is no longer there when it is done.
//!
//! A new rule is one line in [`RULES`], its function in the file of its subject, and its words in each language.

mod answers;
mod items;

use std::collections::HashSet;

use super::edit::Edit;
use super::hidden::is_hidden;
use super::id::{Id, IdSource};
use super::naming::letters;
use super::records::plan::{Action, Intervention};
use super::records::priorities::Theme;
use super::session::{Count, Item, Section, Session};
use super::value::Value;

/// A text that is entered, in the language of the session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Entered<'names> {
    /// An action to ask for a source.
    AskForSource(&'names str),
    /// A note about who still has to hear of it.
    TellThem(&'names str),
    /// A decision for one theme above others.
    Decision {
        /// The theme that was chosen.
        chosen: &'names str,
        /// The themes with as many votes.
        others: &'names str,
    },
}

/// What belongs to the language of the session.
#[derive(Clone, Copy)]
pub struct OfferTexts<'a> {
    /// A text that is entered.
    pub entered: &'a dyn Fn(Entered<'_>) -> String,
    /// What the question of an answer is called in a few words.
    pub question: &'a dyn Fn(&str) -> String,
}

/// What the rules look at.
struct OfferScope<'a> {
    session: &'a Session,
    texts: OfferTexts<'a>,
    waved_away: &'a [Offer],
    themes: Names,
    actions: Names,
    interventions: Names,
}

/// What the items of a section are called; names of the same letters are one.
struct Names(HashSet<String>);

impl Names {
    fn of(session: &Session, section: Section, field: usize) -> Self {
        let names = session.table(section).records().filter_map(|record| match record.value(field) {
            Value::Text(name) => Some(letters(&name)),
            _ => None,
        });
        Self(names.collect())
    }

    fn have(&self, name: &str) -> bool {
        self.0.contains(&letters(name))
    }
}

/// A rule of the table.
pub struct OfferRule {
    /// Its name in the language files.
    pub name: &'static str,
    find: fn(&OfferScope<'_>) -> Vec<Offer>,
}

/// Something that is offered: where it would go, and the edits that carry it out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// The name of its rule.
    pub rule: &'static str,
    /// The section of what it concerns.
    pub section: Section,
    /// The item that it concerns; `None` where the section as a whole is meant.
    pub item: Option<Id>,
    /// What the sentence of the offer names, such as the title of an item.
    pub name: String,
    deeds: Vec<Deed>,
}

/// What accepting an offer does.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Deed {
    /// A field of an item that is there.
    Set(Section, Id, usize, Value),
    /// A field of the answer with this id.
    Answer(String, usize, Value),
    /// A new item, with some fields; another deed may link to it by the number of this one.
    Add(Section, Vec<(usize, Value)>),
    /// A field of a new item or of one that is there, with a link to the item that the deed of this number adds.
    Link(Linking, usize, usize),
}

/// What links to a new item.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Linking {
    /// The item that the deed of this number adds.
    New(usize),
    /// An item that is there.
    Known(Section, Id),
}

macro_rules! rules {
    ($($name:ident => $subject:ident;)*) => {
        /// All rules, in the order in which their offers are shown.
        pub static RULES: &[OfferRule] = &[$(OfferRule { name: stringify!($name), find: $subject::$name },)*];
    };
}

rules! {
    deviations_of_theme => answers;
    tell_absentees => answers;
    confirm_goals => answers;
    date_of_gathering => answers;
    ask_for_source => items;
    invite_absentee => items;
    top_theme => items;
    top_themes => items;
    chance_to_theme => items;
    chance_to_action => items;
    insight_to_theme => items;
    decide_tie => items;
    figure_for_goal => items;
    baseline_for_goal => items;
    pilot_to_plan => items;
    small_step_to_action => items;
    commissioners => items;
}

/// All that is offered in a session, but for what was waved away.
pub fn offers(session: &Session, texts: OfferTexts<'_>, waved_away: &[Offer]) -> Vec<Offer> {
    let scope = OfferScope {
        session,
        texts,
        waved_away,
        themes: Names::of(session, Section::Themes, Theme::name),
        actions: Names::of(session, Section::Actions, Action::what),
        interventions: Names::of(session, Section::Interventions, Intervention::name),
    };
    let mut all = Vec::new();
    for rule in RULES {
        all.extend((rule.find)(&scope).into_iter().map(|offer| Offer { rule: rule.name, ..offer }));
    }
    // What is offered names what was filled in.
    all.retain(|offer| !is_hidden(session, offer.section) && !waved_away.contains(offer));
    all
}

impl Offer {
    /// An offer of which the table knows the rule.
    fn about(section: Section, item: Option<&Id>, name: impl Into<String>, deeds: Vec<Deed>) -> Self {
        Self { rule: "", section, item: item.cloned(), name: name.into(), deeds }
    }

    /// Whether it concerns this item.
    pub fn is_of(&self, section: Section, item: &Id) -> bool {
        self.section == section && self.item.as_ref() == Some(item)
    }

    /// The edits that carry it out, with ids from here; `answer` makes those that put a value in a field of an answer.
    pub fn edits(
        &self,
        session: &Session,
        ids: &mut IdSource,
        answer: &dyn Fn(&str, usize, Value) -> Vec<Edit>,
    ) -> Vec<Edit> {
        let new: Vec<Id> = self.deeds.iter().map(|deed| deed.new_id(ids)).collect();
        let mut edits = Vec::new();
        for (number, deed) in self.deeds.iter().enumerate() {
            match deed {
                Deed::Set(section, item, field, value) => edits.push(Edit::set(*section, item, *field, value.clone())),
                Deed::Answer(id, field, value) => edits.extend(answer(id, *field, value.clone())),
                Deed::Add(section, fields) => {
                    let mut values = vec![Value::Empty; section.kind().fields.len()];
                    for (field, value) in fields {
                        values[*field] = value.clone();
                    }
                    // What was added before in the same section comes first.
                    let before =
                        self.deeds[..number].iter().rposition(|deed| matches!(deed, Deed::Add(of, _) if of == section));
                    let after = before.map(|before| new[before].clone()).or_else(|| {
                        let table = session.table(*section);
                        table.before(table.len())
                    });
                    edits.push(Edit::Insert {
                        section: *section,
                        item: Item { id: new[number].clone(), values },
                        after,
                    });
                }
                Deed::Link(linking, field, to) => {
                    let (section, item) = match linking {
                        Linking::Known(section, item) => (*section, item.clone()),
                        Linking::New(from) => match &self.deeds[*from] {
                            Deed::Add(section, _) => (*section, new[*from].clone()),
                            _ => continue,
                        },
                    };
                    edits.push(Edit::set(section, &item, *field, Value::Link(new[*to].clone())));
                }
            }
        }
        edits
    }
}

impl Deed {
    /// The id of what it adds; that of a deed that adds nothing is never used.
    fn new_id(&self, ids: &mut IdSource) -> Id {
        match self {
            Self::Add(section, _) => match section.count() {
                Count::Many(letter) => ids.next_id(letter),
                Count::One => Id::new(section.name()),
            },
            _ => Id::new(""),
        }
    }
}
