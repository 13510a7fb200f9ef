//! Tables with a row for each pair of two things: the votes of each group for each theme, the scores of each group for
//! each dimension. Which rows are still to be made, and which value each of them asks for.

use super::record::{Meaning, RecordKind};
use super::session::{Section, Session};
use super::value::{Kind, Value};

/// How many themes a group names (M08).
const RANKS: u32 = 3;

/// A table with a row for each pair.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Grid {
    /// The fields that name the pair, the one that changes slowest first.
    pub pair: [usize; 2],
    /// The field that is asked of each.
    pub asked: usize,
}

/// The grid of a section, if it is one.
pub fn grid(section: Section) -> Option<Grid> {
    let kind = section.kind();
    Some(Grid { pair: kind.pair?, asked: kind.field_that_means(Meaning::Asked)? })
}

/// The values of the rows that are not there yet, in order; none for a section that is no grid.
pub fn missing_rows(session: &Session, section: Section) -> Vec<Vec<Value>> {
    let Some(Grid { pair: [slow, fast], .. }) = grid(section) else { return Vec::new() };
    let kind = section.kind();
    let table = session.table(section);
    let is_there =
        |row: &[Value]| table.records().any(|record| [slow, fast].iter().all(|at| record.value(*at) == row[*at]));
    let mut missing = Vec::new();
    for first in along(session, kind, slow) {
        for second in along(session, kind, fast) {
            let mut row = vec![Value::Empty; kind.fields.len()];
            (row[slow], row[fast]) = (first.clone(), second);
            if !is_there(&row) {
                missing.push(row);
            }
        }
    }
    missing
}

/// How many rows of a grid hold what is asked of them; of any other section, how many there are.
pub fn filled_rows(session: &Session, section: Section) -> usize {
    let table = session.table(section);
    let asked = grid(section).map(|grid| grid.asked);
    table.records().filter(|record| asked.is_none_or(|asked| !record.value(asked).is_empty())).count()
}

/// All values that a field of a pair can have.
fn along(session: &Session, kind: &RecordKind, field: usize) -> Vec<Value> {
    match kind.fields[field].kind {
        Kind::Link(to) => {
            let table = session.table(to);
            table.records().map(|record| Value::Link(record.id().clone())).collect()
        }
        Kind::Choice(choices) => choices.options.iter().map(|option| Value::Choice(option)).collect(),
        _ => (1..=RANKS).map(Value::Whole).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::{filled_rows, grid, missing_rows};
    use crate::domain::edit::{Edit, apply};
    use crate::domain::id::Id;
    use crate::domain::record::Meaning;
    use crate::domain::records::priorities::Vote;
    use crate::domain::session::{Item, Section, Session};
    use crate::domain::value::Value;

    fn add(session: &mut Session, section: Section, id: &str, values: Vec<Value>) {
        let item = Item { id: Id::new(id), values };
        apply(session, Edit::Insert { section, item, after: None }).expect("it fits");
    }

    fn named(section: Section, name: &str) -> Vec<Value> {
        let mut values = vec![Value::Empty; section.kind().fields.len()];
        values[section.kind().title().expect("it has a name")] = Value::text(name);
        values
    }

    #[test]
    fn there_is_a_row_for_each_pair_and_none_twice() {
        let mut session = Session::empty(Id::new("s-1"));
        assert!(missing_rows(&session, Section::Votes).is_empty(), "without themes and groups there is nothing to ask");
        for group in ["g-1", "g-2"] {
            add(&mut session, Section::Groups, group, named(Section::Groups, group));
        }
        assert_eq!(missing_rows(&session, Section::Scores).len(), 12);
        assert_eq!(missing_rows(&session, Section::TopThemes).len(), 6);
        assert!(missing_rows(&session, Section::Actions).is_empty());
        for theme in ["t-1", "t-2", "t-3"] {
            add(&mut session, Section::Themes, theme, named(Section::Themes, theme));
        }
        let rows = missing_rows(&session, Section::Votes);
        assert_eq!(rows.len(), 6);
        for (number, row) in rows.into_iter().take(4).enumerate() {
            add(&mut session, Section::Votes, &format!("v-{number}"), row);
        }
        assert_eq!(missing_rows(&session, Section::Votes).len(), 2);
        assert_eq!(filled_rows(&session, Section::Votes), 0, "a row is not a vote");
        let vote = Edit::set(Section::Votes, &Id::new("v-0"), Vote::votes, Value::Whole(3));
        apply(&mut session, vote).expect("it fits");
        assert_eq!(filled_rows(&session, Section::Votes), 1);
        assert_eq!(filled_rows(&session, Section::Groups), 2);
    }

    #[test]
    fn every_pair_has_something_that_is_asked_of_it() {
        for section in Section::ALL {
            assert_eq!(section.kind().pair.is_some(), grid(*section).is_some(), "{}", section.name());
            let asks = section.kind().field_that_means(Meaning::Asked).is_some();
            assert_eq!(section.kind().pair.is_some(), asks, "{}", section.name());
        }
    }
}
