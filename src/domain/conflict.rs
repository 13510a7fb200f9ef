//! What two people changed differently, as one value: [`Conflicted`] holds what stands, what else waits, and what was there
//! before. It is closed under merging: merging two of them gives a third, and nothing that waits in either is lost, however
//! often and by whomever it is merged again. In a session the waiting values are a record of their own until they are
//! settled; what stands is in its place.

use jiff::civil::Date;

use super::edit::{Edit, Place, removal};
use super::id::{Id, IdSource, stable_number};
use super::in_order::sort;
use super::record::{Meaning, Record, RecordType};
use super::records::meeting::Conflict;
use super::session::{Item, Section, Session};
use super::value::{Marks, Value, Version, Versions};

/// A value on which two sides may disagree.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Conflicted<T> {
    /// What stands in its place.
    pub stands: T,
    /// What else it may become, sorted; none where nobody disagrees.
    pub others: Vec<T>,
    /// What it was before the sides disagreed; only to be shown.
    pub before: Option<T>,
}

impl<T: Clone + Ord> Conflicted<T> {
    /// A value on which all agree.
    pub fn agreed(value: T) -> Self {
        Self { stands: value, others: Vec::new(), before: None }
    }

    /// Whether both sides, and all others that were merged into them, say the same.
    pub fn is_agreed(&self) -> bool {
        self.others.is_empty()
    }

    fn holds(&self, value: &T) -> bool {
        self.stands == *value || self.others.contains(value)
    }

    fn all(&self) -> impl Iterator<Item = &T> {
        std::iter::once(&self.stands).chain(&self.others)
    }

    /// What two sides make of a value. Whatever a side put there or settled on is in the result, and what waits goes only
    /// where a side let go of it. The same for both orders of the sides.
    pub fn merge(base: &Self, one: &Self, two: &Self) -> Self {
        if one == two || two == base {
            return one.clone();
        }
        if one == base {
            return two.clone();
        }
        let chose = |side: &Self| side.stands != base.stands || (side.is_agreed() && !base.is_agreed());
        let mut all: Vec<T> = Vec::new();
        for (side, other) in [(one, two), (two, one)] {
            all.extend(side.all().filter(|value| !base.holds(value) || other.holds(value)).cloned());
            all.extend(Some(&side.stands).filter(|_| chose(side)).cloned());
        }
        sort(&mut all);
        all.dedup();
        let stands = match (one.stands == base.stands, two.stands == base.stands) {
            (true, false) => &two.stands,
            (false, true) => &one.stands,
            _ => (&one.stands).max(&two.stands),
        }
        .clone();
        all.retain(|value| *value != stands);
        let before = base.before.clone().or_else(|| Some(base.stands.clone()));
        Self { stands, before: before.filter(|_| !all.is_empty()), others: all }
    }
}

/// What of an item there is to choose.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum About {
    /// What some of its fields hold.
    Fields,
    /// Whether it stays: one side took it away, and the other changed it or pointed at it.
    Removal,
    /// Whether it is put in its section, in which there was no room for it.
    NoRoom,
}

/// A conflict of a session.
#[expect(missing_docs, reason = "a name says what it is; a sentence stands where that is not all")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenConflict {
    pub section: Section,
    pub item: Id,
    pub about: About,
    /// The numbers of the fields, in order; none where it is about the item as a whole.
    pub fields: Vec<usize>,
    /// The values of these fields: as they stand, the others, and those before; of an item without room, all values.
    pub values: Conflicted<Vec<Value>>,
}

impl OpenConflict {
    /// About an item that one side took away.
    pub(super) fn of_removal(section: Section, item: &Id) -> Self {
        let values = Conflicted { stands: Vec::new(), others: Vec::new(), before: None };
        Self { section, item: item.clone(), about: About::Removal, fields: Vec::new(), values }
    }

    /// Whether only the facilitator reads what it is about.
    pub fn is_private(&self) -> bool {
        self.fields.iter().any(|&field| self.section.kind().fields[field].means(Meaning::Private))
    }

    /// The edits that put one of its versions in its place. Links to what is no longer there are left out.
    pub fn taking(&self, session: &Session, version: &[Value]) -> Vec<Edit> {
        let Self { section, item, fields, .. } = self;
        if self.about == About::Removal {
            return removal(session, *section, item);
        }
        let value = |field: usize, value: &Value| without_lost_links(session, section.kind().fields[field].kind, value);
        if self.about == About::NoRoom {
            let values = version.iter().enumerate().map(|(field, of)| value(field, of)).collect();
            let table = session.table(*section);
            let item = Item { id: item.clone(), values };
            return vec![Edit::Insert { section: *section, item, after: table.before(table.len()) }];
        }
        let places = fields.iter().zip(version).map(|(&field, of)| {
            let place = Place { section: *section, item: item.clone(), field };
            Edit::Set { place, value: value(field, of) }
        });
        places.collect()
    }
}

fn without_lost_links(session: &Session, kind: super::value::Kind, value: &Value) -> Value {
    let is_lost = |id: &&str| kind.link().is_some_and(|to| session.find(to, &Id::new(*id)).is_none());
    value.ids().filter(is_lost).fold(value.clone(), |left, id| left.without(id).unwrap_or_default())
}

/// Who put a value in its place, and when.
#[expect(missing_docs, reason = "a name says what it is; a sentence stands where that is not all")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    pub author: String,
    pub date: Date,
}

/// Where the values of a conflict come from, as far as that is known.
#[expect(missing_docs, reason = "a name says what it is; a sentence stands where that is not all")]
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Origins {
    /// The value from before both changed it.
    pub base: Option<Origin>,
    pub kept: Option<Origin>,
    /// The other one, or taking it away.
    pub other: Option<Origin>,
}

impl Conflict {
    /// The fields that it names; `None` where it names a section, an item or a field that there is not.
    pub(super) fn subject(&self) -> Option<(Section, Id, Vec<usize>)> {
        let section = Section::named(&self.section).filter(|section| *section != Section::Conflicts)?;
        let fields: Option<Vec<usize>> = self.fields.0.iter().map(|name| section.kind().position(name)).collect();
        let mut fields = fields?;
        fields.sort_unstable();
        Some((section, Id::may_be(&self.item).then(|| Id::new(&*self.item))?, fields))
    }

    /// What it is about in this session; `None` where its place is no longer there, and it can only be let go.
    pub fn open(&self, session: &Session) -> Option<OpenConflict> {
        let (section, item, fields) = self.subject()?;
        let versions = self.before.0.iter().chain(&self.others.0);
        if versions.into_iter().any(|version| version.section != section) {
            return None;
        }
        let record = session.find(section, &item);
        let all: Vec<usize> = (0..section.kind().fields.len()).collect();
        let values = |version: &Version| version.of(if fields.is_empty() { &all } else { &fields });
        let others: Vec<Vec<Value>> = self.others.0.iter().map(values).collect();
        let about = match (record, fields.is_empty(), others.is_empty()) {
            (Some(_), true, true) => About::Removal,
            (None, true, false) => About::NoRoom,
            (Some(_), false, _) => About::Fields,
            _ => return None,
        };
        let stands: Vec<Value> =
            fields.iter().map(|&field| record.map_or(Value::Empty, |record| record.value(field))).collect();
        let mut others: Vec<Vec<Value>> = others.into_iter().filter(|other| *other != stands).collect();
        sort(&mut others);
        others.dedup();
        let before = self.before.0.first().map(values);
        Some(OpenConflict { section, item, about, fields, values: Conflicted { stands, others, before } })
    }
}

/// The record of a conflict, without its id.
pub(super) fn record_of(conflict: &OpenConflict) -> Conflict {
    let OpenConflict { section, item, fields, values, .. } = conflict;
    let version = |values: &Vec<Value>| {
        let all: Vec<usize> = (0..values.len()).collect();
        Version::new(*section, if fields.is_empty() { &all } else { fields }, values)
    };
    let mut record = Conflict::with_id(Id::default());
    record.section = section.name().into();
    record.item = item.as_str().into();
    let mut names: Vec<String> = fields.iter().map(|&field| section.kind().fields[field].name.to_owned()).collect();
    names.sort_unstable();
    record.fields = Marks(names);
    record.before = Versions(values.before.iter().map(version).collect());
    record.others = Versions(values.others.iter().map(version).collect());
    record
}

/// The id of a new conflict: what it is about, or letters that follow from that where it would be too long. The same on
/// every machine; `is_taken` tells which there are already.
pub(super) fn id_of(conflict: &Conflict, is_taken: impl Fn(&Id) -> bool) -> Id {
    let field = conflict.fields.0.first().map_or("", String::as_str);
    let name = format!("{}.{}.{field}", &*conflict.section, &*conflict.item);
    let name = name.trim_end_matches('.');
    let plain = Some(Id::new(name)).filter(|id| id.is_well_formed() && !is_taken(id));
    plain.unwrap_or_else(|| {
        let mut ids = IdSource::new(stable_number(name.as_bytes()));
        std::iter::repeat_with(|| ids.next_id('x')).find(|id| !is_taken(id)).unwrap_or_default()
    })
}

/// The edits that keep another value of a field beside the one that stands there, until a person chooses.
pub fn waiting(session: &Session, place: &Place, before: &Value, other: &Value) -> Vec<Edit> {
    let Place { section, item, field } = place;
    let stands = session.find(*section, item).map_or(Value::Empty, |record| record.value(*field));
    let is_of_place = |conflict: &&Conflict| {
        conflict.subject().is_some_and(|(of, id, fields)| of == *section && id == *item && fields == [*field])
    };
    let known = session.conflicts.iter().find(is_of_place);
    let mut others: Vec<Vec<Value>> =
        known.and_then(|known| known.open(session)).map(|open| open.values.others).unwrap_or_default();
    others.push(vec![other.clone()]);
    sort(&mut others);
    others.dedup();
    let before = Some(vec![before.clone()]);
    let values = Conflicted { stands: vec![stands], others, before };
    let open =
        OpenConflict { section: *section, item: item.clone(), about: About::Fields, fields: vec![*field], values };
    match known {
        Some(known) => {
            let others = record_of(&open).value(Conflict::others);
            vec![Edit::set(Section::Conflicts, &known.id, Conflict::others, others)]
        }
        None => vec![opening(session, &open)],
    }
}

/// The edits that ask whether an item stays that one side took away and another changed; none where that is asked already.
pub fn asking_to_remove(session: &Session, section: Section, item: &Id) -> Option<Edit> {
    let is_of_item = |conflict: &Conflict| {
        conflict.subject().is_some_and(|(of, id, fields)| of == section && id == *item && fields.is_empty())
    };
    let is_asked = session.conflicts.iter().any(is_of_item);
    (!is_asked).then(|| opening(session, &OpenConflict::of_removal(section, item)))
}

/// The edit that puts a conflict in the session, behind all others.
fn opening(session: &Session, open: &OpenConflict) -> Edit {
    let mut record = record_of(open);
    let table = session.table(Section::Conflicts);
    record.id = id_of(&record, |id| table.position(id).is_some());
    let item = Item { id: record.id.clone(), values: record.values() };
    Edit::Insert { section: Section::Conflicts, item, after: table.before(table.len()) }
}

/// The edit that lets go of a conflict once it is settled.
pub fn settled(conflict: &Id) -> Edit {
    Edit::Remove { section: Section::Conflicts, item: conflict.clone() }
}

/// The edits that let go of the first of the values that wait; of the conflict, if it was the last.
pub fn settled_one(session: &Session, conflict: &Conflict) -> Vec<Edit> {
    let Some(open) = conflict.open(session).filter(|open| open.values.others.len() > 1) else {
        return vec![settled(&conflict.id)];
    };
    let values = Conflicted { others: open.values.others[1..].to_vec(), ..open.values.clone() };
    let left = record_of(&OpenConflict { values, ..open });
    let place = Place { section: Section::Conflicts, item: conflict.id.clone(), field: Conflict::others };
    vec![Edit::Set { place, value: left.value(Conflict::others) }]
}
