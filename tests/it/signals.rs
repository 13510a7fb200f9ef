//! Each rule of the table of signals, with a session in which it just holds and one in which it just does not.

use jiff::ToSpan;
use jiff::civil::{Date, date};
use ratatui::buffer::Buffer;
use werksessie::domain::session::{Section, Session};
use werksessie::domain::signals::{RULES, Scope, Signal, Weight, signals};
use werksessie::domain::value::{Kind, Value};
use werksessie::guide::{Content, Guide};
use werksessie::i18n::Words;
use werksessie::i18n::language::Language;
use werksessie::store::form::reading::{parse, parse_exactly};
use werksessie::store::form::text::print;
use werksessie::telling::signals::signal_counts;
use werksessie::tui::model::layout::Size;
use werksessie::tui::update::{Effect, Msg};
use werksessie::tui::view::render_side;

use crate::support::screen::{FULL, NARROW, Screen, WIDE, shipped, styles};

const TODAY: Date = date(2026, 11, 25);

fn session(body: &str) -> Session {
    let text = format!("Session(format: 1, id: \"s-1111111111\", round: 1, {body})");
    parse(&text).unwrap_or_else(|problem| panic!("{problem:?} in {text}"))
}

fn found(session: &Session) -> Vec<Signal> {
    let guide = Guide::load(Language::Dutch).expect("the guide can be read");
    let questions = guide.structure.questions_asked(session);
    let months = [("maart", 3)];
    signals(&Scope::new(session, &questions, &months), Some(TODAY))
}

#[test]
fn a_reader_that_knows_which_texts_are_worth_a_look_leaves_no_signal_out() {
    let guide = Guide::load(Language::Dutch).expect("the guide can be read");
    let months = [("maart", 3)];
    for typed in ["bsn 111222333", "geboren 12 maart 1950", "‘Ş’ – 111 222 333"] {
        let mut session = shipped("lindenkwartier-2026-03-12.ron");
        for &section in Section::ALL {
            let table = session.table_mut(section);
            for position in 0..table.len() {
                for (number, field) in section.kind().fields.iter().enumerate() {
                    let value = match field.kind {
                        Kind::Line | Kind::Text => Value::text(typed),
                        Kind::Marks => Value::set(vec![typed.to_owned()]),
                        Kind::Date | Kind::Whole | Kind::Decimal => Value::AsTyped(typed.to_owned()),
                        _ => continue,
                    };
                    // What stands in the head of a session is nobody's text.
                    drop(table.get_mut(position).expect("an item").replace(number, value));
                }
            }
        }
        let text = print(&session);
        let (session, _, places) = parse_exactly(&text).expect("it is as it is written");
        let questions = guide.structure.questions_asked(&session);
        let scope = || Scope::new(&session, &questions, &months);
        let all = signals(&scope(), Some(TODAY));
        assert!(all.iter().filter(|signal| signal.rule.name != "as_typed").count() > 300, "{typed}: {}", all.len());
        assert_eq!(signals(&scope().with_unusual_texts(Some(&places)), Some(TODAY)), all, "{typed}");
    }
}

/// A rule; the part of a session in which it just holds; the one in which it just does not.
const CASES: &[(&str, &str, &str)] = &[
    (
        "open_conflict",
        r#"conflicts: [Conflict(id: "actions.a-1.due", section: "actions", item: "a-1", field: "due")]"#,
        "conflicts: []",
    ),
    (
        "bid_above_budget",
        r#"groups: [Group(id: "g-1", name: "A", budget: 100)], pilots: [Pilot(id: "z-1", name: "P")],
           bids: [Bid(id: "x-1", pilot: "z-1", group: "g-1", amount: 101)]"#,
        r#"groups: [Group(id: "g-1", name: "A", budget: 100)], pilots: [Pilot(id: "z-1", name: "P")],
           bids: [Bid(id: "x-1", pilot: "z-1", group: "g-1", amount: 100)]"#,
    ),
    (
        "score_above_scale",
        r#"scores: [GroupScore(id: "w-1", dimension: meaning, scores: [3, 11])]"#,
        r#"scores: [GroupScore(id: "w-1", dimension: meaning, scores: [3, 10])]"#,
    ),
    (
        "first_activity_missing",
        r#"themes: [Theme(id: "t-1", name: "Slapen")]"#,
        r#"themes: [Theme(id: "t-1", name: "Slapen")], answers: [Answer(id: "follow_up.7.1", text: ["Soep"])]"#,
    ),
    (
        "action_overdue",
        r#"actions: [Action(id: "a-1", what: "Bellen", due: "2026-11-24")]"#,
        r#"actions: [Action(id: "a-1", what: "Bellen", due: "2026-11-25")]"#,
    ),
    (
        "action_without_owner",
        r#"actions: [Action(id: "a-1", what: "Bellen", status: started)]"#,
        r#"actions: [Action(id: "a-1", what: "Bellen", status: done)]"#,
    ),
    (
        "action_without_date",
        r#"actions: [Action(id: "a-1", what: "Bellen")]"#,
        r#"actions: [Action(id: "a-1", what: "Bellen", due: "in het voorjaar")]"#,
    ),
    (
        "started_without_baseline",
        r#"goals: [Goal(id: "e-1", what: "Minder eenzaam", kind: societal_effect)],
           actions: [Action(id: "a-1", what: "Bellen", status: started, goal: "e-1")]"#,
        r#"goals: [Goal(id: "e-1", what: "Minder eenzaam", kind: societal_effect)],
           actions: [Action(id: "a-1", what: "Bellen", status: open, goal: "e-1")]"#,
    ),
    (
        "goal_without_baseline",
        r#"goals: [Goal(id: "e-1", what: "Minder eenzaam", kind: societal_effect)]"#,
        r#"goals: [Goal(id: "e-1", what: "Minder eenzaam", kind: societal_effect, baseline: 0)]"#,
    ),
    (
        "feedback_due",
        r#"chances: [Chance(id: "c-1", what: "Bankje", feedback_on: "2026-11-24")]"#,
        r#"chances: [Chance(id: "c-1", what: "Bankje", feedback_on: "2026-11-24", result: ["Staat er"])]"#,
    ),
    (
        "hand_over_late",
        r#"hand_overs: [HandOver(id: "h-1", occasion: "Eten", promised: "2026-11-24")]"#,
        r#"hand_overs: [HandOver(id: "h-1", occasion: "Eten", promised: "2026-11-24", confirmed: "2026-11-20")]"#,
    ),
    (
        "answer_overdue",
        r#"answers: [Answer(id: "follow_up.4.3", status: partly, date: "2026-11-24")]"#,
        r#"answers: [Answer(id: "follow_up.4.3", status: done, date: "2026-11-24")]"#,
    ),
    (
        "done_without_date",
        r#"answers: [Answer(id: "follow_up.6.2", status: done)]"#,
        r#"answers: [Answer(id: "follow_up.6.2", status: partly)]"#,
    ),
    (
        "done_without_person",
        r#"answers: [Answer(id: "follow_up.3.1", status: done)]"#,
        r#"people: [Person(id: "p-1", name: "Gül")],
           answers: [Answer(id: "follow_up.3.1", status: done, owner: "p-1")]"#,
    ),
    (
        "measurement_due",
        r#"goals: [Goal(id: "e-1", what: "Slapen", next_measurement: "2026-10-01")],
           measurements: [Measurement(id: "t-1", goal: "e-1", date: "2026-09-30")]"#,
        r#"goals: [Goal(id: "e-1", what: "Slapen", next_measurement: "2026-10-01")],
           measurements: [Measurement(id: "t-1", goal: "e-1", date: "2026-10-01")]"#,
    ),
    (
        "evaluation_due",
        r#"evaluations: [EvaluationRow(id: "e-1", what: "Eten", date: "2026-11-24")]"#,
        r#"evaluations: [EvaluationRow(id: "e-1", what: "Eten", date: "2026-11-24", finding: ["Meer mensen"])]"#,
    ),
    (
        "project_feedback_due",
        r#"interventions: [Intervention(id: "f-1", name: "A", feedback_on: "2026-11-24")]"#,
        r#"interventions: [Intervention(id: "f-1", name: "A", feedback_on: "2026-11-25")]"#,
    ),
    (
        "money_ends",
        r#"costs: [Cost(id: "m-1", what: "Zaal", until: "2027-05-24")]"#,
        r#"costs: [Cost(id: "m-1", what: "Zaal", until: "2027-05-25")]"#,
    ),
    (
        "event_passed",
        r#"calendar: [CalendarEvent(id: "t-1", what: "Markt", date: "2026-11-24", state: planned)]"#,
        r#"calendar: [CalendarEvent(id: "t-1", what: "Markt", date: "2026-11-24", state: called_off)]"#,
    ),
    (
        "table_lacks_field",
        r#"people: [Person(id: "p-1", name: "A", participant: primary_care), Person(id: "p-2", name: "B", participant: public_health)]"#,
        r#"people: [Person(id: "p-1", name: "A", participant: primary_care), Person(id: "p-2", name: "B", participant: public_health),
                    Person(id: "p-3", name: "C", participant: sports_coach)]"#,
    ),
    (
        "group_not_heard",
        r#"population: [PopulationGroup(id: "p-1", who: "A", spoken_to: 3), PopulationGroup(id: "p-2", who: "B")]"#,
        r#"population: [PopulationGroup(id: "p-1", who: "A"), PopulationGroup(id: "p-2", who: "B")]"#,
    ),
    (
        "tie_without_decision",
        r#"themes: [Theme(id: "t-1", name: "Slapen"), Theme(id: "t-2", name: "Eten")],
           votes: [Vote(id: "v-1", theme: "t-1", votes: 4), Vote(id: "v-2", theme: "t-2", votes: 4)]"#,
        r#"themes: [Theme(id: "t-1", name: "Slapen", state: chosen), Theme(id: "t-2", name: "Eten")],
           votes: [Vote(id: "v-1", theme: "t-1", votes: 4), Vote(id: "v-2", theme: "t-2", votes: 4)]"#,
    ),
    // Below a theme that stands in front a tie decides nothing; once that is put off it does.
    (
        "tie_without_decision",
        r#"themes: [Theme(id: "t-1", name: "Slapen"), Theme(id: "t-2", name: "Eten"), Theme(id: "t-3", name: "Rust", state: later)],
           votes: [Vote(id: "v-1", theme: "t-1", votes: 4), Vote(id: "v-2", theme: "t-2", votes: 4), Vote(id: "v-3", theme: "t-3", votes: 9)]"#,
        r#"themes: [Theme(id: "t-1", name: "Slapen"), Theme(id: "t-2", name: "Eten"), Theme(id: "t-3", name: "Rust")],
           votes: [Vote(id: "v-1", theme: "t-1", votes: 4), Vote(id: "v-2", theme: "t-2", votes: 4), Vote(id: "v-3", theme: "t-3", votes: 9)]"#,
    ),
    (
        "result_not_shown",
        r#"meeting: Meeting(hidden: [votes]), groups: [Group(id: "g-1", name: "A")],
           themes: [Theme(id: "t-1", name: "Slapen")], votes: [Vote(id: "v-1", theme: "t-1", group: "g-1", votes: 7)]"#,
        r#"meeting: Meeting(hidden: [scores]), groups: [Group(id: "g-1", name: "A")],
           themes: [Theme(id: "t-1", name: "Slapen")], votes: [Vote(id: "v-1", theme: "t-1", group: "g-1", votes: 7)]"#,
    ),
    (
        "votes_do_not_add_up",
        r#"meeting: Meeting(dots: 3), groups: [Group(id: "g-1", name: "A", size: 2)],
           themes: [Theme(id: "t-1", name: "Slapen")], votes: [Vote(id: "v-1", theme: "t-1", group: "g-1", votes: 7)]"#,
        r#"meeting: Meeting(dots: 3), groups: [Group(id: "g-1", name: "A", size: 2)],
           themes: [Theme(id: "t-1", name: "Slapen")], votes: [Vote(id: "v-1", theme: "t-1", group: "g-1", votes: 6)]"#,
    ),
    (
        "domain_untouched",
        r#"themes: [Theme(id: "t-1", name: "A", domains: [lifestyle, care, environment]),
                    Theme(id: "t-2", name: "B", domains: [participation], state: later)],
           actions: [Action(id: "a-1", what: "C", domains: [participation], status: dropped)]"#,
        r#"themes: [Theme(id: "t-1", name: "A", domains: [lifestyle, care, environment])],
           actions: [Action(id: "a-1", what: "C", domains: [participation])]"#,
    ),
    (
        "web_as_indicator",
        r#"indicators: [Indicator(id: "i-1", name: "Score op het Spinnenweb")],
           goals: [Goal(id: "e-1", what: "Beter", indicator: "i-1")]"#,
        r#"indicators: [Indicator(id: "i-1", name: "Voelt zich gezond")],
           goals: [Goal(id: "e-1", what: "Een spinnenweb invullen", indicator: "i-1")]"#,
    ),
    (
        "role_without_person",
        r#"roles: [Role(id: "r-1", role: puller)]"#,
        r#"people: [Person(id: "p-1", name: "Gül")], roles: [Role(id: "r-1", role: puller, person: "p-1")]"#,
    ),
    (
        "person_missed",
        r#"people: [Person(id: "p-1", name: "Gül", attendance: wanted)]"#,
        r#"people: [Person(id: "p-1", name: "Gül", attendance: invited)]"#,
    ),
    (
        "parked_without_outcome",
        r#"parked: [Remark(id: "k-1", text: "Parkeren")]"#,
        r#"parked: [Remark(id: "k-1", text: "Parkeren", state: done)]"#,
    ),
    (
        "group_recognisable",
        r#"scores: [GroupScore(id: "w-1", dimension: meaning, scores: [6, 7, 8, 9])]"#,
        r#"scores: [GroupScore(id: "w-1", dimension: meaning, scores: [6, 7, 8, 9, 9])]"#,
    ),
    (
        "source_without_asker",
        r#"answers: [Answer(id: "profile_sources.gp_system", choice: "missing")]"#,
        r#"people: [Person(id: "p-1", name: "Gül")],
           answers: [Answer(id: "profile_sources.gp_system", choice: "missing", owner: "p-1")]"#,
    ),
    (
        "source_overdue",
        r#"sources: [Source(id: "s-1", name: "Monitor", availability: missing, due: "2026-11-24")]"#,
        r#"sources: [Source(id: "s-1", name: "Monitor", availability: have, due: "2026-11-24")]"#,
    ),
    (
        "pilot_short",
        r#"pilots: [Pilot(id: "z-1", name: "Kas", cost: 100)], bids: [Bid(id: "x-1", pilot: "z-1", amount: 99)]"#,
        r#"pilots: [Pilot(id: "z-1", name: "Kas", cost: 100)], bids: [Bid(id: "x-1", pilot: "z-1", amount: 100)]"#,
    ),
    (
        "money_not_promised",
        r#"actions: [Action(id: "a-1", what: "C", status: started)],
           costs: [Cost(id: "m-1", action: "a-1", amount: 50, state: requested)]"#,
        r#"actions: [Action(id: "a-1", what: "C", status: started)],
           costs: [Cost(id: "m-1", action: "a-1", amount: 50, state: promised)]"#,
    ),
    (
        "provision_not_secured",
        r#"answers: [Answer(id: "basic_provisions.data", status: done)]"#,
        r#"answers: [Answer(id: "basic_provisions.data", status: done, financing: "Gemeente")]"#,
    ),
    (
        "embedding_overdue",
        r#"embeddings: [Embedding(id: "e-1", activity: "Soep", date: "2026-11-24", state: talking)]"#,
        r#"embeddings: [Embedding(id: "e-1", activity: "Soep", date: "2026-11-24", state: agreed)]"#,
    ),
    (
        "citizen_number",
        r#"parked: [Remark(id: "k-1", text: "bsn 111222333")]"#,
        r#"parked: [Remark(id: "k-1", text: "bsn 111222334")]"#,
    ),
    (
        "birth_date",
        r#"parked: [Remark(id: "k-1", text: "geboren 12 maart 1950")]"#,
        r#"parked: [Remark(id: "k-1", text: "gepland 12 maart 2027")]"#,
    ),
    (
        "as_typed",
        r#"actions: [Action(id: "a-1", what: "C", due: "na de zomer")]"#,
        r#"actions: [Action(id: "a-1", what: "C", due: "2026-12-01")]"#,
    ),
    (
        "invisible",
        "parked: [Remark(id: \"k-1\", text: \"a\\u{202e}b\")]",
        "parked: [Remark(id: \"k-1\", text: \"een 👩‍👩‍👧\")]",
    ),
    (
        "unknown_question",
        r#"answers: [Answer(id: "follow_up.9.9", status: done)]"#,
        r#"answers: [Answer(id: "follow_up.1.1", status: done)]"#,
    ),
    (
        "theme_without_goal",
        r#"themes: [Theme(id: "t-1", name: "Slapen", state: chosen)]"#,
        r#"themes: [Theme(id: "t-1", name: "Slapen", state: chosen)], goals: [Goal(id: "e-1", what: "G", theme: "t-1")]"#,
    ),
    (
        "theme_unasked",
        r#"themes: [Theme(id: "t-1", name: "Slapen")], answers: [Answer(id: "choosing.1@t-1", status: done)]"#,
        r#"themes: [Theme(id: "t-1", name: "Slapen", state: later)], answers: [Answer(id: "choosing.1@t-1", status: done)]"#,
    ),
    (
        "scores_other_than_people",
        r#"groups: [Group(id: "g-1", name: "A", size: 3)],
           scores: [GroupScore(id: "w-1", group: "g-1", dimension: meaning, scores: [6, 7])]"#,
        r#"groups: [Group(id: "g-1", name: "A", size: 2)],
           scores: [GroupScore(id: "w-1", group: "g-1", dimension: meaning, scores: [6, 7])]"#,
    ),
    (
        "factor_without_figure",
        r#"indicators: [Indicator(id: "i-1", name: "A", factor: health), Indicator(id: "i-2", name: "A", factor: poverty),
            Indicator(id: "i-3", name: "A", factor: income), Indicator(id: "i-4", name: "A", factor: loneliness),
            Indicator(id: "i-5", name: "A", factor: safety)]"#,
        r#"indicators: [Indicator(id: "i-2", name: "A", factor: poverty),
            Indicator(id: "i-3", name: "A", factor: income), Indicator(id: "i-4", name: "A", factor: loneliness),
            Indicator(id: "i-5", name: "A", factor: safety), Indicator(id: "i-6", name: "A", factor: living_environment)]"#,
    ),
    (
        "plan_lacks_blocks",
        r#"actions: [Action(id: "a-1", what: "C")]"#,
        r#"agreements: [Agreement(id: "y-1", what: "Elke maand bellen")]"#,
    ),
    (
        "action_without_deputy",
        r#"people: [Person(id: "p-1", name: "Gül")], actions: [Action(id: "a-1", what: "C", owner: "p-1")]"#,
        r#"actions: [Action(id: "a-1", what: "C")]"#,
    ),
    (
        "embedding_without_deputy",
        r#"people: [Person(id: "p-1", name: "Gül")], embeddings: [Embedding(id: "e-1", activity: "Soep", owner: "p-1")]"#,
        r#"people: [Person(id: "p-1", name: "Gül")],
           embeddings: [Embedding(id: "e-1", activity: "Soep", owner: "p-1", deputy: "p-1")]"#,
    ),
    (
        "everything_on_one",
        r#"people: [Person(id: "p-1", name: "Gül")], actions: [Action(id: "a-1", what: "C", owner: "p-1"),
            Action(id: "a-2", what: "D", owner: "p-1"), Action(id: "a-3", what: "E", owner: "p-1")]"#,
        r#"people: [Person(id: "p-1", name: "Gül"), Person(id: "p-2", name: "Ben")], actions: [
            Action(id: "a-1", what: "C", owner: "p-1"), Action(id: "a-2", what: "D", owner: "p-1"),
            Action(id: "a-3", what: "E", owner: "p-1"), Action(id: "a-4", what: "F", owner: "p-2")]"#,
    ),
    (
        "everything_on_one",
        r#"people: [Person(id: "p-1", name: "Gül")], actions: [Action(id: "a-1", what: "C", owner: "p-1"),
            Action(id: "a-2", what: "D", owner: "p-1"), Action(id: "a-3", what: "E", owner: "p-1"),
            Action(id: "a-4", what: "F", status: done)]"#,
        r#"people: [Person(id: "p-1", name: "Gül")], actions: [Action(id: "a-1", what: "C", owner: "p-1"),
            Action(id: "a-2", what: "D", owner: "p-1"), Action(id: "a-3", what: "E", owner: "p-1"),
            Action(id: "a-4", what: "F")]"#,
    ),
    (
        "layer_empty",
        r#"people: [Person(id: "p-1", name: "Gül", layer: professionals)]"#,
        r#"people: [Person(id: "p-1", name: "Gül")]"#,
    ),
    (
        "team_role_missing",
        r#"people: [Person(id: "p-1", name: "Gül", team_roles: [researcher])]"#,
        r#"people: [Person(id: "p-1", name: "Gül", team_roles: [researcher, knows_neighbourhood, knows_health,
            knows_government, public_health, municipality, health_centre, social_work, health_network, active_resident])]"#,
    ),
    (
        "commissioner_missing",
        r#"actions: [Action(id: "a-1", what: "C")],
           roles: [Role(id: "r-1", role: coordinator), Role(id: "r-2", role: municipal_commissioner)]"#,
        r#"actions: [Action(id: "a-1", what: "C")], roles: [Role(id: "r-1", role: coordinator),
            Role(id: "r-2", role: municipal_commissioner), Role(id: "r-3", role: insurer_commissioner)]"#,
    ),
    (
        "party_brings_nothing",
        r#"interests: [Interest(id: "l-1", party: "School")]"#,
        r#"interests: [Interest(id: "l-1", party: "School", brings: "Een gymzaal")]"#,
    ),
    (
        "only_own_interventions",
        r#"interventions: [Intervention(id: "f-1", name: "A", recognition: own), Intervention(id: "f-2", name: "B", recognition: own)]"#,
        r#"interventions: [Intervention(id: "f-1", name: "A", recognition: own), Intervention(id: "f-2", name: "B", recognition: promising)]"#,
    ),
    (
        "entry_not_checked",
        r#"social_map: [Provision(id: "m-1", what: "Kapper", last_checked: "2026-05-24")]"#,
        r#"social_map: [Provision(id: "m-1", what: "Kapper", last_checked: "2026-05-25")]"#,
    ),
    (
        "wish_without_policy",
        r#"wishes: [Wish(id: "j-1", what: "Bankjes")]"#,
        r#"wishes: [Wish(id: "j-1", what: "Bankjes", policy: "Groen")]"#,
    ),
    (
        "meeting_passed",
        r#"gatherings: [Gathering(id: "g-1", name: "Overleg", next: "2026-11-24")]"#,
        r#"gatherings: [Gathering(id: "g-1", name: "Overleg", next: "2026-11-25")]"#,
    ),
    (
        "step_not_treated",
        r#"agenda: [Block(id: "b-1", what: "Plan", kind: step, step: plan), Block(id: "b-2", what: "Slot", kind: closing, began: "21:00")]"#,
        r#"agenda: [Block(id: "b-1", what: "Plan", kind: step, step: plan), Block(id: "b-2", what: "Slot", kind: closing)]"#,
    ),
    (
        "profile_due",
        r#"meeting: Meeting(date: "2025-11-24"), indicators: [Indicator(id: "i-1", name: "A")]"#,
        r#"meeting: Meeting(date: "2025-11-25"), indicators: [Indicator(id: "i-1", name: "A")]"#,
    ),
    (
        "many_residents",
        "neighbourhood: Neighbourhood(residents: 15001)",
        "neighbourhood: Neighbourhood(residents: 15000)",
    ),
];

/// With the month before each day in place of that day: `2026-11-24` becomes `2026-10`.
fn in_months(body: &str) -> String {
    let mut told = String::new();
    let mut rest = body;
    while let Some(at) = rest.find("\"20") {
        let (before, from) = rest.split_at(at + 1);
        told.push_str(before);
        let day: Option<Date> = from.get(..10).and_then(|day| day.parse().ok());
        rest = from;
        if let Some(month) = day.map(|day| day.saturating_sub(1.month())) {
            told.push_str(&month.strftime("%Y-%m").to_string());
            rest = &from[10..];
        }
    }
    told + rest
}

#[test]
fn a_month_where_a_day_may_stand_passes_as_a_day_does() {
    let mut told = 0;
    for (rule, holds, _) in CASES {
        let of_rule = |session: &Session| found(session).into_iter().filter(|signal| signal.rule.name == *rule).count();
        if found(&session(holds)).iter().any(|signal| signal.rule.name == *rule && signal.since.is_some()) {
            let body = in_months(holds);
            assert_ne!(body, *holds);
            assert_eq!(of_rule(&session(&body)), of_rule(&session(holds)), "{rule}: {body}");
            told += 1;
        }
    }
    assert!(told > 10, "{told}");
}

#[test]
fn what_names_several_things_counts_them() {
    let words = Words::load(Language::Dutch).expect("the words ship with the program");
    let session = session(
        r#"themes: [Theme(id: "t-1", name: "Slapen")],
           indicators: [Indicator(id: "n-1", name: "Slaapt slecht", factor: health)]"#,
    );
    let counts = signal_counts(found(&session).iter(), &words);
    for told in ["4 domeinen waarvoor nog niets is", "5 onderwerpen zonder cijfer"] {
        assert!(counts.iter().any(|count| count == told), "{told}: {counts:?}");
    }
}

#[test]
fn each_rule_holds_where_it_should_and_not_beside_it() {
    let tried: Vec<&str> = CASES.iter().map(|(rule, ..)| *rule).collect();
    for rule in RULES {
        assert!(tried.contains(&rule.name), "no case for {}", rule.name);
    }
    for (rule, holds, beside) in CASES {
        let names = |body: &str| -> Vec<&str> { found(&session(body)).iter().map(|signal| signal.rule.name).collect() };
        assert!(names(holds).contains(rule), "{rule} does not hold in: {holds}\n{:?}", names(holds));
        assert!(!names(beside).contains(rule), "{rule} holds in: {beside}");
    }
}

#[test]
fn a_session_that_was_only_begun_asks_nothing_in_the_room() {
    let asked: Vec<&str> = found(&Session::empty(werksessie::domain::id::Id::new("s-1111111111")))
        .iter()
        .map(|signal| signal.rule.name)
        .collect();
    assert!(asked.is_empty(), "{asked:?}");
}

#[test]
fn what_is_asked_stands_whole_under_the_cursor_by_name() {
    for size in [NARROW, WIDE] {
        let mut screen = Screen::open(Language::Dutch, size, shipped(FULL));
        let asked: Vec<Signal> = screen.desk().signals.in_the_room().cloned().collect();
        for signal in asked {
            while screen.desk().signal(&screen.context.guide) != Some(&signal) {
                screen.press("Down");
            }
            let line = screen.context.sentences(screen.model.today).signal_line(&signal, screen.session());
            let words = line.split_whitespace().collect::<Vec<_>>().join(" ");
            assert!(screen.words().contains(&words), "‘{words}’\n{}", screen.text());
        }
    }
}

#[test]
fn a_personal_number_is_repeated_by_no_signal() {
    let body = "meeting: Meeting(date: \"2026-11-22\"), actions: [Action(id: \"a-1\", what: \"Bezoek bij 111222333\")]";
    let mut screen = Screen::open(Language::Dutch, WIDE, session(body));
    assert!(screen.words().contains("Bezoek bij [persoonlijk nummer]: nog te verdelen"), "{}", screen.text());
    screen.press("q");
    let told = "Bezoek bij [persoonlijk nummer]: hier lijkt een persoonlijk nummer te staan";
    assert!(screen.words().contains(told), "{}", screen.text());
    assert!(!screen.text().contains("111222333"), "{}", screen.text());
    // Nor by what is told of a step back.
    screen.press("Esc p ‘Gebeld met 111222333’ Enter u");
    assert!(screen.words().contains("Gebeld met [persoonlijk nummer]"), "{}", screen.text());
    assert!(!screen.text().contains("111222333"), "{}", screen.text());
}

#[test]
fn a_personal_number_stands_beside_the_wall_no_more_than_on_it() {
    let body = "neighbourhood: Neighbourhood(name: \"Wijk 111222333\"), \
                meeting: Meeting(date: \"2026-11-22\", private_notes: [\"bel 111 222 333\"]), \
                agenda: [Block(id: \"b-1\", what: \"111222333\")], parked: [Remark(id: \"k-1\", text: \"111222333\")]";
    let screen = Screen::open(Language::Dutch, WIDE, session(body));
    let mut buffer = Buffer::empty(screen.buffer().area);
    render_side(&screen.model, screen.context, styles(), &mut buffer);
    let text: String = buffer.content.iter().map(ratatui::buffer::Cell::symbol).collect();
    assert!(!text.contains("111222333") && !text.contains("111 222 333"), "{text}");
    assert_eq!(text.matches("[persoonlijk nummer]").count(), 6, "{text}");
}

#[test]
fn a_personal_number_where_a_number_belongs_is_told_of() {
    let mut screen = Screen::open(Language::Dutch, WIDE, session("meeting: Meeting(date: \"2026-11-22\")"));
    screen.go_to("neighbourhood");
    for (typed, count) in [("111222333", 1), ("111222334", 0), ("111.222.333", 0)] {
        screen.press(&format!("Enter Down Down Home Ctrl-k ‘{typed}’ Esc"));
        let found = found(screen.session());
        let told = found.iter().filter(|signal| signal.rule.name == "citizen_number").count();
        assert_eq!(told, count, "{typed}: {:?}", screen.session().the_neighbourhood());
    }
}

#[test]
fn an_answer_that_says_yes_and_is_not_done_says_why() {
    let mut screen = Screen::open(
        Language::Dutch,
        WIDE,
        session(r#"answers: [Answer(id: "profile_sources.experience", choice: "missing")]"#),
    );
    screen.press("7 Space Space");
    let told = screen.words();
    assert!(told.contains("1.1 Profiel compleet, extra bronnen") && told.contains("deels"), "{told}");
    assert!(told.contains("Nog niet compleet: "), "{told}");
}

#[test]
fn what_wants_an_answer_and_is_not_shown_is_counted() {
    // However many rows each of them takes, so that the last may leave a row that the next has no room in.
    for columns in 60..80 {
        let actions = (0..12)
            .map(|at| format!("Action(id: \"a-{at}\", what: \"{}\")", "Samen koffie drinken ".repeat(1 + at % 3)));
        let body =
            format!("meeting: Meeting(date: \"2026-11-22\"), actions: [{}]", actions.collect::<Vec<_>>().join(", "));
        let mut screen = Screen::open(Language::Dutch, Size { columns, rows: 20 }, session(&body));
        screen.press("q");
        assert!(screen.text().contains("▼ meer ("), "{}", screen.text());
    }
}

#[test]
fn leaving_shows_once_what_wants_an_answer_and_never_keeps_from_it() {
    let today = "meeting: Meeting(date: \"2026-11-22\"), themes: [Theme(id: \"t-1\", name: \"Slapen\")]";
    let leaves = |screen: &mut Screen| {
        screen.effects.clear();
        screen.press("q");
        screen.effects.contains(&Effect::Leave)
    };
    let mut screen = Screen::open(Language::Dutch, WIDE, session(today));
    assert!(!leaves(&mut screen));
    assert!(screen.text().contains("Voor jullie naar huis gaan") && screen.text().contains("7.1"), "{}", screen.text());
    // Enter goes to the place and opens what is to be filled in, and the next time the program just ends.
    screen.press("Enter");
    assert!(screen.model.desk().is_some_and(|desk| desk.step == 7) && screen.model.form().is_some());
    screen.press("Esc");
    assert!(leaves(&mut screen));
    let mut again = Screen::open(Language::Dutch, WIDE, session(today));
    assert!(!leaves(&mut again) && leaves(&mut again));
    // On another day nobody is there to answer.
    let other = today.replace("2026-11-22", "2026-11-21");
    assert!(leaves(&mut Screen::open(Language::Dutch, WIDE, session(&other))));
}

/// Whether what a signal is about carries a mark on a panel: in its row, or under its field.
fn is_marked(screen: &mut Screen, signal: &Signal, is_list: bool) -> bool {
    let told = screen.context.sentences(screen.model.today).signal(signal, screen.session()).told;
    let begin: String = told.chars().take(12).collect();
    for _ in 0..=screen.desk().rows(&screen.context.guide) {
        let rows = screen.rows();
        let row = rows.iter().skip(4).find(|row| row.contains('▸'));
        let is_told = signal.rule.weight == Weight::Tell;
        let in_row = row.is_some_and(|row| row.contains('!') || is_told && row.contains("▸·"));
        // What a column adds up to is marked at its name.
        let in_head = !is_list && signal.rule.adds_up.is_some() && rows[6].contains('!');
        // A picture tells it in its heading.
        let words = screen.context.words.signals.rule(signal.rule.name).expect("it has words");
        let in_heading = !is_list && [&words.one, &words.many].into_iter().any(|told| rows[5].contains(told.as_str()));
        if in_row || in_head || in_heading || !is_list && rows.iter().any(|row| row.contains(&format!("! {begin}"))) {
            return true;
        }
        screen.press("Down");
    }
    false
}

/// A sign at the thing itself, on every panel that shows it, and not only in the list of all that is asked.
#[test]
fn what_is_asked_is_marked_on_the_thing_itself() {
    let of_cases = CASES.iter().map(|(rule, holds, _)| (Some(*rule), session(holds)));
    for (rule, session) in of_cases.chain([(None, shipped(FULL))]) {
        let asks = |signal: &Signal| {
            let is_meant = rule.is_none_or(|rule| rule == signal.rule.name);
            // What two people changed is settled where it is found, and what nobody asks stands on no panel.
            is_meant
                && signal.rule.name != "unknown_question"
                && signal.item.is_some()
                && signal.section != Section::Conflicts
        };
        let wanted: Vec<Signal> = found(&session).into_iter().filter(asks).collect();
        let mut screen = Screen::open(Language::Dutch, WIDE, session);
        screen.send(Msg::Moment { today: TODAY, now: screen.model.now });
        for signal in wanted {
            let guide = &screen.context.guide;
            let desk = screen.desk();
            let panels: Vec<(usize, usize, bool)> = guide
                .structure
                .steps
                .iter()
                .enumerate()
                .flat_map(|(step, declared)| {
                    let shown = declared.panels.iter().enumerate().filter(|(_, panel)| match panel.view.content() {
                        Content::Items(section) => section == signal.section,
                        Content::Cells(grid) => !grid.elsewhere && desk.signals.of_panel(panel).any(|it| *it == signal),
                        _ => desk.signals.of_panel(panel).any(|it| *it == signal),
                    });
                    let is_list = |content| matches!(content, Content::Items(_));
                    shown.map(|(at, panel)| (step, at, is_list(panel.view.content()))).collect::<Vec<_>>()
                })
                .collect();
            assert!(!panels.is_empty(), "{} is on no panel", signal.rule.name);
            // What is only told is marked in the rows of a list.
            let is_told = signal.rule.weight == Weight::Tell;
            for (step, panel, is_list) in panels.into_iter().filter(|(_, _, is_list)| *is_list || !is_told) {
                screen.go(step, panel);
                assert!(is_marked(&mut screen, &signal, is_list), "{}\n{}", signal.rule.name, screen.text());
            }
        }
    }
}

#[test]
fn a_promise_that_passed_is_marked_at_its_day() {
    let body = r#"hand_overs: [HandOver(id: "h-1", occasion: "Eten", promised: "2026-11-12"),
                               HandOver(id: "h-2", occasion: "Lopen", promised: "2026-12-24")]"#;
    let mut screen = Screen::open(Language::Dutch, WIDE, session(body));
    screen.go_to("hand_overs");
    assert!(screen.text().contains("! do 12 nov") && !screen.text().contains("! do 24 dec"), "{}", screen.text());
}

#[test]
fn what_has_no_room_below_its_row_is_counted() {
    let body = r#"goals: [Goal(id: "e-1", what: "Minder eenzaam", kind: societal_effect)],
                  actions: [Action(id: "a-1", what: "Bellen", status: started, goal: "e-1")]"#;
    let mut screen = Screen::open(Language::Dutch, WIDE, session(body));
    screen.go_to("actions");
    let told = screen.rows().into_iter().find(|row| row.ends_with(" en nog 1") && row.contains("! "));
    assert!(told.is_some(), "{}", screen.text());
}

#[test]
fn an_auction_tells_who_offers_too_much() {
    let (_, holds, _) = CASES.iter().find(|(rule, ..)| *rule == "bid_above_budget").expect("a case");
    let mut screen = Screen::open(Language::Dutch, WIDE, session(holds));
    screen.go_to("auction");
    let rows = screen.rows();
    assert!(rows.iter().any(|row| row.contains("1 groep biedt meer dan zij heeft")), "{}", screen.text());
    let heads = rows.iter().find(|row| row.contains("Kosten")).expect("the names of its columns");
    assert!(heads.contains('!'), "{}", screen.text());
    let screen = screen.press("1");
    assert!(screen.text().contains("groep biedt meer"), "the page of the step: {}", screen.text());
}

#[test]
fn every_step_that_asks_something_says_so_below_its_name() {
    for language in [Language::Dutch, Language::English] {
        for size in [NARROW, WIDE, Size { columns: 140, rows: 40 }] {
            let screen = Screen::open(language, size, shipped(FULL));
            let steps = 1..screen.context.guide.structure.steps.len();
            let asking = steps.filter(|step| screen.desk().signals.count(*step) > 0).count();
            let rows = screen.rows();
            assert!(asking > 3 && rows[2].matches('!').count() == asking, "{asking}\n{}", screen.text());
            let own = format!(" !{}", screen.desk().signals.count(0));
            assert!(rows[0].contains(&own), "{}", screen.text());
        }
    }
}

#[test]
fn a_heading_counts_what_it_has_no_room_to_tell() {
    let mut least = usize::MAX;
    for columns in 60..=95 {
        let mut screen =
            Screen::open(Language::Dutch, Size { columns, rows: 24 }, shipped("lindenkwartier-2026-09-17.ron"));
        screen.go_to("actions");
        let rows = screen.rows();
        let heading = rows.iter().find(|row| row.trim_start().starts_with("Acties  ")).expect("a heading");
        let left = heading.rsplit_once(" en nog ").map_or(0, |(_, left)| left.trim().parse().expect("a number"));
        let told = heading.matches(" · ").count();
        assert_eq!(told + left, 4, "{columns}: {heading}");
        least = told.min(least);
    }
    assert!(least < 4, "it is narrow somewhere");
}

#[test]
fn what_is_told_about_a_picture_has_its_sign_where_it_is() {
    for size in [NARROW, WIDE] {
        let mut screen = Screen::open(Language::Dutch, size, shipped("lindenkwartier-2026-09-17.ron"));
        screen.go_to("scores");
        // On the widest screens the picture stands beside its grid.
        let axes = |screen: &Screen| (1..=6).filter(|axis| screen.text().contains(&format!("· {axis} "))).count();
        assert_eq!(axes(&screen), 6, "{}", screen.text());
        screen.press("F5");
        assert_eq!(axes(&screen), 0, "not on the wall\n{}", screen.text());
        screen.press("Esc").go_to("votes");
        assert!(screen.text().contains("✓·Een eigen plek"), "{}", screen.text());
    }
}
