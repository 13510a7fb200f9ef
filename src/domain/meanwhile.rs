//! What a person typed over something that another process changed meanwhile: both are merged as if they had been made
//! beside each other, from the session as it was when typing began.

use super::conflict::{About, Conflicted, OpenConflict, record_of};
use super::diff::diff;
use super::edit::{Edit, Place, Refused, apply, apply_all};
use super::id::Id;
use super::in_order::sort;
use super::merge::{Merged, merge};
use super::record::Record;
use super::records::meeting::Conflict;
use super::session::{Count, Section, Session};

/// What became of what was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TypedOver {
    /// The edits that put it into the session.
    pub edits: Vec<Edit>,
    /// Whether another process put something else there: both are kept until a person chooses.
    pub is_disputed: bool,
}

/// The edits that put back what stands at a place now, with all that makes one judgement with it: what is typed there begins
/// from that.
pub fn standing(session: &Session, Place { section, item, field }: &Place) -> Vec<Edit> {
    let Some(record) = session.find(*section, item) else {
        let is_one = section.count() == Count::One;
        return if is_one { Vec::new() } else { vec![Edit::Remove { section: *section, item: item.clone() }] };
    };
    let judgement = section.kind().judgement();
    let fields = if judgement.contains(field) { judgement } else { vec![*field] };
    fields.into_iter().map(|field| Edit::set(*section, item, field, record.value(field))).collect()
}

/// The session as it was when typing began, of which [`standing`] tells; none where what stood there stands there still.
pub fn began(session: &Session, before: &[Edit]) -> Option<Session> {
    let mut began = session.clone();
    for edit in before {
        // What is gone since has no place to be put back in.
        apply(&mut began, edit.clone()).ok();
    }
    (began != *session).then_some(began)
}

/// Fits edits that were made for the session as it `began` to the session as it is `now`. Where another process put
/// something else, what was typed stands, and the other waits beside it.
///
/// # Errors
/// The edits do not fit where they began, more would wait than a session can hold, or it is another session now.
pub fn entered(began: &Session, now: &Session, edits: &[Edit]) -> Result<TypedOver, Refused> {
    let mut ours = began.clone();
    apply_all(&mut ours, edits)?;
    let Merged { session: mut merged, conflicts } = merge(began, &ours, now)?;
    for id in &conflicts {
        let open = merged.conflicts.find(id).and_then(|conflict| conflict.open(&merged));
        for edit in open.map(|open| ours_stands(id, open, &ours)).unwrap_or_default() {
            apply(&mut merged, edit)?;
        }
    }
    Ok(TypedOver { edits: diff(now, &merged), is_disputed: !conflicts.is_empty() })
}

/// The edits by which of two values the one that waits stands, if that is ours, and the one that stands waits.
fn ours_stands(conflict: &Id, open: OpenConflict, ours: &Session) -> Vec<Edit> {
    let Some(record) = ours.find(open.section, &open.item) else { return Vec::new() };
    let mine: Vec<_> = open.fields.iter().map(|&field| record.value(field)).collect();
    if open.about != About::Fields || !open.values.others.contains(&mine) {
        return Vec::new();
    }
    let OpenConflict { section, item, about, fields, values } = open;
    let set = |(&field, value): (&usize, &_)| Edit::set(section, &item, field, Clone::clone(value));
    let mut edits: Vec<Edit> = fields.iter().zip(&mine).map(set).collect();
    let mut others: Vec<_> = values.others.into_iter().filter(|other| *other != mine).collect();
    others.push(values.stands);
    sort(&mut others);
    let values = Conflicted { stands: mine, others, before: values.before };
    let record = record_of(&OpenConflict { section, item, about, fields, values });
    edits.push(Edit::set(Section::Conflicts, conflict, Conflict::others, record.value(Conflict::others)));
    edits
}
