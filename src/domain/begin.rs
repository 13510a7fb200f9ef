//! A session that begins: what is known beforehand, two groups, and the roles that people will have to take. Words come
//! in as data: this file has no language.

use jiff::civil::Date;

use super::id::IdSource;
use super::record::Record;
use super::records::meeting::{Group, GroupKind, Meeting, Neighbourhood};
use super::records::plan::{Role, RoleName};
use super::session::{Item, Section, Session};
use super::value::{Typed, Value};

/// What is known of a session before it begins; empty where it is not.
#[expect(missing_docs, reason = "a name says what it is; a sentence stands where that is not all")]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Beginning<'text> {
    /// The name of the neighbourhood.
    pub neighbourhood: &'text str,
    /// The municipality it lies in.
    pub municipality: &'text str,
    /// How many people live there.
    pub residents: Option<u32>,
    /// The day of the session.
    pub date: Option<Date>,
    pub place: &'text str,
    /// What the group of residents is called.
    pub residents_group: &'text str,
    /// What the group of professionals is called.
    pub professionals_group: &'text str,
}

/// The roles that every plan needs (M04); nobody has them yet.
const NEEDED: [RoleName; 3] = [RoleName::Puller, RoleName::Director, RoleName::PlanWriter];

/// A session with what is known beforehand, a group of residents and one of professionals, and the roles that every plan
/// needs, open.
#[must_use]
pub fn begun(ids: &mut IdSource, beginning: &Beginning<'_>) -> Session {
    let mut session = Session::empty(ids.next_id('s'));
    fill(&mut session, Section::Neighbourhood, Neighbourhood::name, Value::text(beginning.neighbourhood));
    fill(&mut session, Section::Neighbourhood, Neighbourhood::municipality, Value::text(beginning.municipality));
    let residents = beginning.residents.map_or(Value::Empty, Value::Whole);
    fill(&mut session, Section::Neighbourhood, Neighbourhood::residents, residents);
    fill(&mut session, Section::Meeting, Meeting::date, beginning.date.map_or(Value::Empty, Value::Date));
    fill(&mut session, Section::Meeting, Meeting::place, Value::text(beginning.place));
    let groups =
        [(beginning.residents_group, GroupKind::Residents), (beginning.professionals_group, GroupKind::Professionals)];
    for (name, kind) in groups {
        let group = Group { id: ids.next_id('g'), name: name.into(), kind: Some(kind), ..Group::default() };
        add(&mut session, Section::Groups, &group);
    }
    for role in NEEDED {
        let role = Role { id: ids.next_id('r'), role: Some(role), ..Role::default() };
        add(&mut session, Section::Roles, &role);
    }
    session
}

/// Whether something was typed of what is asked at first, so that a file is made of it: a name may come later.
#[must_use]
pub fn is_begun(session: &Session) -> bool {
    let (neighbourhood, meeting) = (session.the_neighbourhood(), session.the_meeting());
    let Neighbourhood { name, municipality, residents, .. } = neighbourhood;
    let has_date = matches!(meeting.date, Typed::AsTyped(_));
    !(name.is_empty() && municipality.is_empty() && residents.is_empty() && meeting.place.is_empty()) || has_date
}

/// Whether a section holds no more than what every session begins with, and nothing of what people said.
#[must_use]
pub fn is_as_begun(session: &Session, section: Section) -> bool {
    let is_open = |role: &Role| *role == Role { id: role.id.clone(), role: role.role, ..Role::default() };
    section == Section::Roles && session.roles.iter().all(is_open)
}

/// Fills a field of the only item of a section.
fn fill(session: &mut Session, section: Section, field: usize, value: Value) {
    let record = session.table_mut(section).get_mut(0);
    let filled = record.map(|record| record.replace(field, value));
    debug_assert!(matches!(filled, Some(Ok(_))), "the field holds such a value");
}

fn add(session: &mut Session, section: Section, record: &dyn Record) {
    let table = session.table_mut(section);
    let end = table.len();
    let added = table.insert(end, Item { id: record.id().clone(), values: record.values() });
    debug_assert!(added.is_ok(), "the values are those of the record");
}

#[cfg(test)]
mod tests {
    use super::{Beginning, begun, is_as_begun};
    use crate::domain::id::IdSource;
    use crate::domain::records::plan::Role;
    use crate::domain::session::Section;
    use crate::domain::signals::{Scope, signals};
    use crate::domain::value::Value;
    use jiff::civil::date;

    #[test]
    fn what_every_session_begins_with_counts_as_nothing_until_somebody_says_something() {
        let mut session = begun(&mut IdSource::new(1), &Beginning::default());
        assert!(is_as_begun(&session, Section::Roles) && !is_as_begun(&session, Section::Groups));
        let role = session.table_mut(Section::Roles).get_mut(0).unwrap();
        role.replace(Role::note, Value::text("Ria vragen")).unwrap();
        assert!(!is_as_begun(&session, Section::Roles));
    }

    #[test]
    fn a_session_begins_with_two_groups_and_three_open_roles() {
        let beginning = Beginning {
            neighbourhood: "Lindenkwartier",
            residents: Some(7420),
            date: Some(date(2026, 3, 12)),
            residents_group: "Bewoners",
            professionals_group: "Professionals",
            ..Beginning::default()
        };
        let session = begun(&mut IdSource::new(7), &beginning);
        assert_eq!(&*session.the_neighbourhood().name, "Lindenkwartier");
        assert_eq!(session.the_neighbourhood().residents.known(), Some(7420));
        assert_eq!(session.the_meeting().date.known(), Some(date(2026, 3, 12)));
        assert_eq!(session.groups.iter().map(|group| &*group.name).collect::<Vec<_>>(), ["Bewoners", "Professionals"]);
        let asked = signals(&Scope::new(&session, &[], &[]), Some(date(2026, 3, 12)));
        let asked: Vec<&str> = asked.iter().map(|signal| signal.rule.name).collect();
        assert_eq!(asked, ["role_without_person"; 3]);
    }
}
