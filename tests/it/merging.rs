//! The laws of merging, over arbitrary sessions that grew apart: nothing that either side entered is lost, nothing is
//! there twice, and the result does not depend on who merges.

use std::collections::BTreeSet;

use proptest::collection::vec;
use proptest::prelude::*;
use werksessie::domain::conflict::{Dispute, dispute};
use werksessie::domain::diff::diff;
use werksessie::domain::edit::{apply, apply_all};
use werksessie::domain::merge::{Disagreement, merge};
use werksessie::domain::session::{Section, Session};
use werksessie::domain::value::{Kind, Value};
use werksessie::git::merging::merge_sessions;
use werksessie::store::form::reading::parse;
use werksessie::store::form::text::print;

use crate::support::arbitrary::{Step, edits, session, step};

/// A session and two that grew from it.
fn triple() -> impl Strategy<Value = (Session, Session, Session)> {
    (session(25), vec(step(), 0..8), vec(step(), 0..8)).prop_map(|(base, left, right)| {
        let (one, two) = (grown(&base, &left), grown(&base, &right));
        (base, one, two)
    })
}

fn grown(base: &Session, steps: &[Step]) -> Session {
    let mut session = base.clone();
    for step in steps {
        for edit in edits(&session, step) {
            apply(&mut session, edit).expect("made to fit");
        }
    }
    session
}

/// All values of all items, by place.
fn values(session: &Session) -> Vec<(Section, String, usize, Value)> {
    let mut all = Vec::new();
    for &section in Section::ALL {
        let table = session.table(section);
        for record in table.records() {
            let id = record.id().to_string();
            all.extend(
                record.values().into_iter().enumerate().map(|(field, value)| (section, id.clone(), field, value)),
            );
        }
    }
    all
}

fn holds(merged: &Session, disagreements: &[Disagreement], place: &(Section, String, usize, Value)) -> bool {
    let (section, id, field, value) = place;
    let Some(record) = merged.find(*section, &werksessie::domain::id::Id::new(id.as_str())) else { return false };
    let stands = record.value(*field);
    if stands == *value {
        return true;
    }
    let is_disputed = disagreements.iter().any(|disagreement| {
        disagreement.section == *section
            && disagreement.item.as_str() == id
            && disagreement.values.as_ref().is_some_and(|disputed| {
                disputed.field == *field && (disputed.kept == *value || disputed.other == *value)
            })
    });
    let is_merged =
        matches!(section.kind().fields[*field].kind, Kind::Choices(_) | Kind::Links(_) | Kind::Marks | Kind::Text);
    is_disputed || is_merged
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: std::env::var("MERGE_TRIPLES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(2_000),
        failure_persistence: None,
        max_shrink_iters: 2_000,
        ..ProptestConfig::default()
    })]

    #[test]
    fn a_diff_leads_from_one_session_to_the_other((base, one, two) in triple()) {
        for (from, to) in [(&base, &one), (&one, &two), (&two, &base)] {
            let mut session = from.clone();
            let edits = diff(from, to);
            apply_all(&mut session, &edits).map_err(|refused| TestCaseError::fail(format!("{refused:?} {edits:?}")))?;
            prop_assert_eq!(&session, to);
            prop_assert!(diff(&session, to).is_empty());
        }
    }

    #[test]
    fn what_only_one_side_changed_is_taken((base, one, _) in triple()) {
        prop_assert_eq!(merge(&base, &one, &base), (one.clone(), vec![]));
        prop_assert_eq!(merge(&base, &base, &one), (one.clone(), vec![]));
        prop_assert_eq!(merge(&base, &one, &one), (one.clone(), vec![]));
    }

    #[test]
    fn nothing_is_lost_or_doubled_and_the_sides_are_alike((base, one, two) in triple()) {
        let (merged, disagreements) = merge(&base, &one, &two);
        let (mirrored, other_disagreements) = merge(&base, &two, &one);
        prop_assert_eq!(print(&merged), print(&mirrored));
        prop_assert_eq!(&disagreements, &other_disagreements);
        let parsed = parse(&print(&merged)).map_err(|problem| TestCaseError::fail(format!("{problem:?}")))?;
        prop_assert_eq!(&parsed, &merged);
        for &section in Section::ALL {
            let ids = |session: &Session| -> Vec<String> {
                let table = session.table(section);
                table.records().map(|record| record.id().to_string()).collect()
            };
            let (before, left, right, after) = (ids(&base), ids(&one), ids(&two), ids(&merged));
            let unique: BTreeSet<&String> = after.iter().collect();
            prop_assert_eq!(unique.len(), after.len());
            for id in left.iter().chain(&right) {
                let was_removed = before.contains(id) && !(left.contains(id) && right.contains(id));
                prop_assert!(after.contains(id) || was_removed, "{} {} is gone", section.name(), id);
            }
        }
        let mut with_conflicts = merged.clone();
        werksessie::domain::conflict::record(&mut with_conflicts, &disagreements);
        let open: Vec<_> = with_conflicts.conflicts.iter().filter_map(|conflict| dispute(&with_conflicts, conflict)).collect();
        for disagreement in &disagreements {
            let is_open = open.iter().any(|dispute| match (dispute, &disagreement.values) {
                (Dispute::Removed(section, id), None) => (*section, id) == (disagreement.section, &disagreement.item),
                (Dispute::Values { place, other, .. }, Some(values)) => {
                    (place.section, &place.item, place.field) == (disagreement.section, &disagreement.item, values.field)
                        && *other == values.other
                }
                _ => false,
            });
            prop_assert!(is_open, "{disagreement:?}");
        }
        let text = print(&with_conflicts);
        prop_assert_eq!(parse(&text).map(|session| print(&session)), Ok(text));
        let before = values(&base);
        for side in [&one, &two] {
            for place in values(side).iter().filter(|place| !before.contains(place)) {
                prop_assert!(holds(&merged, &disagreements, place), "{place:?}");
            }
        }
    }
}

#[test]
fn the_head_is_merged_by_the_same_laws_as_every_field() {
    let session = |round: u32, previous: &str| {
        let head = if previous.is_empty() { String::new() } else { format!("    previous: \"{previous}\",\n") };
        parse(&format!("Session(\n    format: 1,\n    id: \"s-1\",\n    round: {round},\n{head})\n"))
            .expect("a session")
    };
    let cases = [
        ((1, ""), (1, "s-x"), (1, "s-y"), 1),
        ((2, "s-x"), (2, "s-x"), (1, "s-x"), 0),
        ((2, "s-x"), (3, "s-x"), (1, "s-x"), 1),
        ((2, "s-x"), (3, "s-y"), (3, "s-y"), 0),
        ((2, "s-x"), (3, "s-x"), (2, "s-y"), 0),
    ];
    for (base, one, two, conflicts) in cases {
        let [base, one, two] = [base, one, two].map(|(round, previous)| session(round, previous));
        let (merged, mirrored) = (merge_sessions(&base, &one, &two), merge_sessions(&base, &two, &one));
        assert_eq!(print(&merged.session), print(&mirrored.session));
        assert_eq!(merged.session.conflicts.len(), conflicts, "{}", print(&merged.session));
    }
}
