//! Each rule of the table of offers: it is there, accepting it makes it go, one undo brings everything back, and done by
//! hand it is not offered.

use werksessie::domain::edit::apply_all;
use werksessie::domain::id::{Id, IdSource};
use werksessie::domain::offers::{Offer, RULES};
use werksessie::domain::session::{Section, Session};
use werksessie::i18n::language::Language;
use werksessie::store::form::reading::parse;
use werksessie::store::form::text::print;
use werksessie::tui::model::form::answer_edits;

use crate::support::screen::{Screen, WIDE, context};

fn session(body: &str) -> Session {
    let text = format!("Session(format: 1, id: \"s-1111111111\", round: 1, {body})");
    parse(&text).unwrap_or_else(|problem| panic!("{problem:?} in {text}"))
}

fn offered(session: &Session, rule: &str) -> Option<Offer> {
    let offers = context(Language::Dutch).sentences(None).offers(session);
    offers.into_iter().find(|offer| offer.rule == rule)
}

/// A rule; a session in which it offers something; what is in the file once that is accepted; one in which it just does
/// not offer anything.
const CASES: &[(&str, &str, &str, &str)] = &[
    (
        "deviations_of_theme",
        r#"indicators: [Indicator(id: "i-1", name: "Eenzaam", neighbourhood: 40, municipality: 30, favourable: lower)],
           themes: [Theme(id: "t-1", name: "Samen")]"#,
        "note: \"Eenzaam\"",
        r#"indicators: [Indicator(id: "i-1", name: "Eenzaam", neighbourhood: 30, municipality: 30, favourable: lower)],
           themes: [Theme(id: "t-1", name: "Samen")]"#,
    ),
    (
        "tell_absentees",
        r#"people: [Person(id: "p-1", name: "Gül", attendance: absent)]"#,
        "note: \"Nog bijpraten: Gül\"",
        r#"people: [Person(id: "p-1", name: "Gül", attendance: present)]"#,
    ),
    (
        "confirm_goals",
        r#"goals: [Goal(id: "e-1", what: "A", horizon: short), Goal(id: "e-2", what: "B", horizon: long)]"#,
        "marks: [\"confirmed\"]",
        r#"goals: [Goal(id: "e-1", what: "A", horizon: short)]"#,
    ),
    (
        "date_of_gathering",
        r#"gatherings: [Gathering(id: "g-1", name: "Overleg", next: "2026-12-01")],
           answers: [Answer(id: "follow_up.7.2", date: "2026-11-30")]"#,
        "date: \"2026-12-01\"",
        r#"gatherings: [Gathering(id: "g-1", name: "Overleg", next: "na de zomer")]"#,
    ),
    (
        "ask_for_source",
        r#"people: [Person(id: "p-1", name: "Gül")],
           sources: [Source(id: "s-1", name: "Monitor", availability: missing, owner: "p-1")]"#,
        "what: \"Opvragen: Monitor\"",
        r#"sources: [Source(id: "s-1", name: "Monitor")]"#,
    ),
    (
        "invite_absentee",
        r#"people: [Person(id: "p-1", name: "Gül", attendance: absent)]"#,
        "attendance: wanted",
        r#"people: [Person(id: "p-1", name: "Gül", attendance: invited)]"#,
    ),
    (
        "top_theme",
        r#"top_themes: [TopTheme(id: "r-1", rank: 1, theme: "Slapen")]"#,
        "name: \"Slapen\"",
        r#"top_themes: [TopTheme(id: "r-1", rank: 1, theme: "slapen ")], themes: [Theme(id: "t-1", name: "Slapen")]"#,
    ),
    (
        "chance_to_theme",
        r#"chances: [Chance(id: "c-1", what: "Bankjes")]"#,
        "name: \"Bankjes\"",
        r#"chances: [Chance(id: "c-1", what: "Bankjes")], actions: [Action(id: "a-1", what: "Bankjes")]"#,
    ),
    (
        "chance_to_action",
        r#"people: [Person(id: "p-1", name: "Gül")], chances: [Chance(id: "c-1", what: "Bankjes", taken_by: "p-1")]"#,
        "owner: \"p-1\"",
        r#"chances: [Chance(id: "c-1", what: "Bankjes", result: ["Staan er"])]"#,
    ),
    (
        "insight_to_theme",
        r#"insights: [Insight(id: "x-1", what: "Rust")]"#,
        "name: \"Rust\"",
        r#"insights: [Insight(id: "x-1", what: "Rust")], themes: [Theme(id: "t-1", name: "Rust")]"#,
    ),
    (
        "decide_tie",
        r#"themes: [Theme(id: "t-1", name: "Slapen"), Theme(id: "t-2", name: "Eten")],
           votes: [Vote(id: "v-1", theme: "t-1", votes: 4), Vote(id: "v-2", theme: "t-2", votes: 4)]"#,
        "what: \"‘Slapen’ gaat voor, met evenveel stemmen als Eten\"",
        r#"themes: [Theme(id: "t-1", name: "Slapen"), Theme(id: "t-2", name: "Eten")],
           votes: [Vote(id: "v-1", theme: "t-1", votes: 4), Vote(id: "v-2", theme: "t-2", votes: 3)]"#,
    ),
    (
        "figure_for_goal",
        r#"indicators: [Indicator(id: "i-1", name: "Eenzaam", neighbourhood: 40)],
           goals: [Goal(id: "e-1", what: "Samen", source: "Spinnenweb")]"#,
        "baseline: 40",
        r#"indicators: [Indicator(id: "i-1", name: "Spinnenweb", neighbourhood: 6)], goals: [Goal(id: "e-1", what: "Samen")]"#,
    ),
    (
        "baseline_for_goal",
        r#"indicators: [Indicator(id: "i-1", name: "Eenzaam", neighbourhood: 40)],
           goals: [Goal(id: "e-1", what: "Samen", indicator: "i-1")]"#,
        "baseline: 40",
        r#"indicators: [Indicator(id: "i-1", name: "Eenzaam")], goals: [Goal(id: "e-1", what: "Samen", indicator: "i-1")]"#,
    ),
    (
        "pilot_to_plan",
        r#"pilots: [Pilot(id: "z-1", name: "Kas", state: chosen)]"#,
        "recognition: own",
        r#"pilots: [Pilot(id: "z-1", name: "Kas", state: proposed)]"#,
    ),
    (
        "small_step_to_action",
        r#"small_steps: [SmallStep(id: "k-1", wish: "Wandelen", first_step: "Route kiezen")]"#,
        "what: \"Route kiezen\"",
        r#"small_steps: [SmallStep(id: "k-1", wish: "Wandelen")]"#,
    ),
    (
        "commissioners",
        r#"actions: [Action(id: "a-1", what: "C")]"#,
        "role: insurer_commissioner",
        r#"roles: [Role(id: "r-1", role: coordinator)]"#,
    ),
];

#[test]
fn each_offer_is_there_is_accepted_is_undone_and_goes_when_it_is_done() {
    let tried: Vec<&str> = CASES.iter().map(|(rule, ..)| *rule).collect();
    for rule in RULES {
        assert!(tried.contains(&rule.name), "no case for {}", rule.name);
    }
    let guide = &context(Language::Dutch).guide;
    for (rule, holds, entered, beside) in CASES {
        let mut session_of = session(holds);
        let before = print(&session_of);
        let offer = offered(&session_of, rule).unwrap_or_else(|| panic!("{rule} offers nothing in: {holds}"));
        let text = context(Language::Dutch).sentences(None).offer(&offer);
        assert!(text.len() > 5 && !text.contains('{'), "{rule}: {text}");
        let edits = offer.edits(&session_of, &mut IdSource::new(7), &|answer, field, value| {
            answer_edits(&session_of, guide, answer, field, value)
        });
        let undo = apply_all(&mut session_of, &edits).unwrap_or_else(|refused| panic!("{rule}: {refused:?}"));
        let after = print(&session_of);
        assert!(!before.contains(entered) && after.contains(entered), "{rule}: {after}");
        assert_ne!(offered(&session_of, rule).as_ref(), Some(&offer), "{rule} is still there when it is done");
        apply_all(&mut session_of, &undo).unwrap_or_else(|refused| panic!("{rule}: {refused:?}"));
        assert_eq!(print(&session_of), before, "{rule} is undone");
        assert_eq!(offered(&session(beside), rule), None, "{rule} offers something in: {beside}");
    }
}

#[test]
fn an_offer_stands_under_what_it_concerns_and_one_key_takes_it_over() {
    let body = r#"chances: [Chance(id: "c-1", dimension: bodily_functions, kind: opportunity, what: "Bankjes")]"#;
    let mut screen = Screen::open(Language::Dutch, WIDE, session(body));
    screen.go_to("chances");
    assert!(screen.text().contains("› Neem over: het thema ‘Bankjes’"), "{}", screen.text());
    let before = print(screen.session());
    // Waved away, the next thing is offered; nothing in the session changed.
    screen.press("A");
    assert!(screen.text().contains("› Neem over: de actie ‘Bankjes’"), "{}", screen.text());
    assert_eq!(print(screen.session()), before);
    screen.press("a");
    assert_eq!(screen.session().table(Section::Actions).len(), 1);
    assert!(!screen.text().contains("› Neem over"), "{}", screen.text());
    screen.press("u");
    assert_eq!(print(screen.session()), before);
    assert!(screen.session().find(Section::Chances, &Id::new("c-1")).is_some());
}
