//! Each rule of the table of offers: it is there, accepting it makes it go, one undo brings everything back, and done by
//! hand it is not offered.

use werksessie::domain::edit::apply_all;
use werksessie::domain::id::{Id, IdSource};
use werksessie::domain::offers::{Offer, RULES};
use werksessie::domain::records::profile::{Dimension, InsightKind};
use werksessie::domain::session::{Section, Session};
use werksessie::domain::value::Kind;
use werksessie::guide::Content;
use werksessie::i18n::language::Language;
use werksessie::store::form::reading::parse;
use werksessie::store::form::text::print;
use werksessie::tui::keymap::Scope;
use werksessie::tui::model::form::answer_edits;
use werksessie::tui::model::layout::Size;

use crate::support::screen::{Screen, WIDE, context};

fn session(body: &str) -> Session {
    let text = format!("Session(format: 1, id: \"s-1111111111\", round: 1, {body})");
    parse(&text).unwrap_or_else(|problem| panic!("{problem:?} in {text}"))
}

fn offered(session: &Session, rule: &str) -> Option<Offer> {
    let offers = context(Language::Dutch).sentences(None).offers(session, &[]);
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
        "top_themes",
        r#"groups: [Group(id: "g-1", name: "A"), Group(id: "g-2", name: "B")],
           top_themes: [TopTheme(id: "r-1", rank: 1, group: "g-1", theme: "Slapen 😴"), TopTheme(id: "r-2", rank: 1, group: "g-2", theme: "slapen"),
                        TopTheme(id: "r-3", rank: 2, group: "g-1", theme: "Geld")]"#,
        "name: \"Geld\"",
        r#"meeting: Meeting(hidden: [top_themes]), groups: [Group(id: "g-1", name: "A")],
           top_themes: [TopTheme(id: "r-1", rank: 1, group: "g-1", theme: "Slapen")]"#,
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

/// Whether this is offered under the cursor. What is offered there before it is waved away, which changes nothing in the
/// session.
fn is_offered_here(screen: &mut Screen, begin: &str) -> bool {
    for _ in 0..4 {
        let words = screen.words();
        if words.contains(&format!("› Neem over: {begin}")) {
            return true;
        }
        if !words.contains("› Neem over: ") {
            return false;
        }
        screen.press(if types_letters(screen) { "Alt-A" } else { "A" });
    }
    false
}

/// Whether a letter goes into the cell under the cursor.
fn types_letters(screen: &Screen) -> bool {
    screen.model.scopes(screen.context).contains(&Scope::Letters)
}

/// Looks with the cursor for the place where this is offered, over all panels, rows and cells, those of its section first,
/// and then over the pages of the steps; false where it is nowhere.
fn look_for(screen: &mut Screen, section: Section, text: &str) -> bool {
    let begin: String = text.chars().take(24).collect();
    let steps = &screen.context.guide.structure.steps;
    let panels = steps.iter().enumerate();
    let panels = panels.flat_map(|(step, declared)| (0..declared.panels.len()).map(move |at| (step, at)));
    let mut panels: Vec<(usize, usize)> = panels.collect();
    panels.sort_by_key(|(step, at)| steps[*step].panels[*at].view.content() != Content::Items(section));
    for (step, panel) in panels {
        screen.go(step, panel).press("Home");
        for _ in 0..21 {
            let columns = screen.desk().laid(&screen.context.guide).map_or(1, |laid| laid.columns.len().max(1));
            for column in 0..columns {
                if is_offered_here(screen, &begin) {
                    return true;
                }
                screen.press(if column + 1 < columns { "Right" } else { "" });
            }
            screen.press(&"Left ".repeat(columns - 1));
            let before = screen.state();
            screen.press("Down");
            if screen.state() == before {
                break;
            }
        }
    }
    // What is shown to the room has no cell under the cursor; then the page of the step offers it.
    for (step, declared) in steps.iter().enumerate() {
        screen.go(usize::from(step == 0), 0).press(&format!("{step} {step}"));
        for _ in declared.whole_panels() {
            if is_offered_here(screen, &begin) {
                return true;
            }
            screen.press("Down");
        }
        screen.press("Esc");
    }
    false
}

#[test]
fn each_offer_is_found_with_the_cursor_taken_with_a_key_and_taken_back_with_another() {
    for (rule, holds, entered, _) in CASES {
        let session_of = session(holds);
        let offer = offered(&session_of, rule).unwrap_or_else(|| panic!("{rule} offers nothing in: {holds}"));
        let text = context(Language::Dutch).sentences(None).offer(&offer);
        let mut screen = Screen::open(Language::Dutch, Size { columns: 100, rows: 60 }, session_of);
        let before = print(screen.session());
        assert!(look_for(&mut screen, offer.section, &text), "{rule}: ‘{text}’ is shown nowhere");
        assert_eq!(print(screen.session()), before, "{rule}: looking changed something");
        screen.press(if types_letters(&screen) { "Alt-a" } else { "a" });
        let after = print(screen.session());
        assert!(after.contains(entered) && !before.contains(entered), "{rule}: {after}\n{}", screen.text());
        assert!(!screen.words().contains(&format!("› Neem over: {text}")), "{rule}\n{}", screen.text());
        screen.press("Ctrl-z");
        assert_eq!(print(screen.session()), before, "{rule} is taken back");
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
    screen.press("Alt-A");
    assert!(screen.text().contains("› Neem over: de actie ‘Bankjes’"), "{}", screen.text());
    assert_eq!(print(screen.session()), before);
    // Where a letter begins a text, the key that undoes there is named.
    assert!(screen.notice().ends_with("Terugdraaien: toets Ctrl-Z."), "{}", screen.notice());
    screen.press("Alt-a");
    assert!(screen.notice().ends_with("Terugdraaien: toets Ctrl-Z."), "{}", screen.notice());
    assert_eq!(screen.session().table(Section::Actions).len(), 1);
    assert!(!screen.text().contains("› Neem over"), "{}", screen.text());
    screen.press("Ctrl-z");
    assert_eq!(print(screen.session()), before);
    assert!(screen.session().find(Section::Chances, &Id::new("c-1")).is_some());
}

#[test]
fn every_card_has_words_and_fields_that_there_are() {
    for language in Language::ALL {
        let guide = &context(*language).guide;
        let mut cards = 0;
        for panel in guide.structure.steps.iter().flat_map(|step| &step.panels) {
            let texts = guide.texts.panels.get(&panel.id);
            let known: Vec<&str> = texts.iter().flat_map(|texts| texts.cards.keys()).map(String::as_str).collect();
            let mut declared: Vec<&str> = panel.cards.iter().map(|card| card.id.as_str()).collect();
            declared.sort_unstable();
            assert_eq!(known, declared, "{} in {language:?}", panel.id);
            let told = guide.panel_cards(panel);
            assert!(told.iter().all(|card| !card.text.is_empty() && !card.source.is_empty()), "{}", panel.id);
            cards += told.len();
            let section = match panel.view.content() {
                Content::Items(section) => section,
                Content::Cells(grid) => grid.section,
                _ => continue,
            };
            for card in &panel.cards {
                for (name, word) in &card.fields {
                    let field = section.kind().position(name).map(|field| section.kind().fields[field].kind);
                    let Some(Kind::Choice(choices)) = field else { panic!("{}: {name}", card.id) };
                    assert!(choices.options.contains(&word.as_str()), "{}: {word}", card.id);
                }
                assert!(
                    card.cited.as_deref().is_none_or(|name| section.kind().position(name).is_some()),
                    "{}",
                    card.id
                );
            }
        }
        assert!(cards > 8, "{cards}");
    }
}

#[test]
fn a_card_is_taken_over_with_one_key_and_tells_where_it_comes_from() {
    let mut screen = Screen::open(Language::Dutch, WIDE, session(""));
    screen.go_to("interventions");
    let before = print(screen.session());
    screen.press("y");
    assert!(screen.text().contains("Welzijn op Recept") && screen.text().contains("GezondNL"), "{}", screen.text());
    screen.press("Enter");
    let taken = &screen.session().interventions;
    assert_eq!((taken.len(), &*taken[0].name), (1, "Welzijn op Recept"));
    assert!(taken[0].reference.contains("GezondNL"));
    assert!(!screen.text().contains("› Welzijn"), "{}", screen.text());
    // The other is still to be had, and once it is taken there is nothing left to choose.
    screen.press("Enter");
    assert_eq!(screen.session().interventions.len(), 2);
    assert!(screen.model.overlays.is_empty());
    screen.press("y");
    assert!(screen.model.overlays.is_empty(), "nothing is left");
    screen.press("u u");
    assert_eq!(print(screen.session()), before);
}

#[test]
fn an_answer_that_others_gave_comes_behind_ones_own() {
    let body = r#"answers: [Answer(id: "learning.resident.works", text: ["Samen eten"])]"#;
    let mut screen = Screen::open(Language::Dutch, WIDE, session(body));
    screen.go_to("learning").press("y Enter Esc");
    let answer = screen.session().answer("learning.resident.works").expect("given");
    let lines: Vec<&str> = answer.text.lines().collect();
    assert_eq!(lines.len(), 2, "{lines:?}");
    assert_eq!(lines[0], "Samen eten");
    screen.press("u");
    assert_eq!(&*screen.session().answer("learning.resident.works").expect("given").text, "Samen eten");
}

#[test]
fn an_example_of_the_surroundings_stands_at_its_dimension() {
    let mut screen = Screen::open(Language::Dutch, WIDE, session(""));
    screen.go_to("insights").press("Alt-y ‘bankjes’ Enter Esc");
    let insight = &screen.session().insights[0];
    assert_eq!(insight.dimension, Some(Dimension::BodilyFunctions));
    assert_eq!(insight.kind, Some(InsightKind::Surroundings));
}

#[test]
fn the_page_of_a_step_offers_what_its_panels_do() {
    let body = r#"chances: [Chance(id: "c-1", dimension: bodily_functions, kind: opportunity, what: "Bankjes")]"#;
    let mut screen = Screen::open(Language::Dutch, WIDE, session(body));
    screen.go_to("chances").press("1");
    assert!(screen.text().contains("› Neem over: het thema ‘Bankjes’"), "{}", screen.text());
    screen.press("a");
    assert_eq!(screen.session().themes.len(), 1);
    screen.press("Up");
    assert!(!screen.text().contains("› Neem over"), "it belongs to another panel: {}", screen.text());
}

#[test]
fn a_figure_in_the_place_of_the_web_brings_its_own_baseline() {
    let mut session = session(
        r#"indicators: [Indicator(id: "i-w", name: "Score op het spinnenweb", neighbourhood: 1),
                        Indicator(id: "i-1", name: "Eenzaam", neighbourhood: 47)],
           goals: [Goal(id: "e-1", what: "Minder eenzaam", indicator: "i-w", baseline: 6.2)]"#,
    );
    let offer = offered(&session, "figure_for_goal").expect("a figure of the neighbourhood is offered");
    let edits = offer.edits(&session, &mut IdSource::new(7), &|_, _, _| Vec::new());
    apply_all(&mut session, &edits).expect("it fits");
    assert!(print(&session).contains("baseline: 47,"), "{}", print(&session));
}

#[test]
fn of_many_figures_that_deviate_a_few_are_named_and_no_note_is_longer_than_it_can_be() {
    let figure = |number: usize| {
        let name = "Eenzaam of niet ".repeat(20);
        let values = "neighbourhood: 40, municipality: 30, favourable: lower";
        format!(r#"Indicator(id: "i-{number}", name: "{number} {name}", {values})"#)
    };
    let figures = |count: usize| (0..count).map(figure).collect::<Vec<_>>().join(", ");
    let body = |count: usize| format!(r#"indicators: [{}], themes: [Theme(id: "t-1", name: "Samen")]"#, figures(count));
    let told = |count: usize| {
        let session = session(&body(count));
        let offer = offered(&session, "deviations_of_theme").expect("an offer");
        let edits = offer.edits(&session, &mut IdSource::new(1), &|id, field, value| {
            answer_edits(&session, &context(Language::Dutch).guide, id, field, value)
        });
        let mut session = session;
        apply_all(&mut session, &edits).expect("they fit");
        (offer.name, session.answers[0].note.0.clone())
    };
    let (name, note) = told(3);
    assert_eq!(name, note);
    let (name, note) = told(400);
    assert!(name.ends_with("; …") && name.len() < 2000 && note.starts_with(name.trim_end_matches('…')), "{name}");
    assert!((60_000..=64 * 1024).contains(&note.len()), "{}", note.len());
}

#[test]
fn what_was_waved_away_by_itself_is_not_offered_with_the_others() {
    let body = r#"top_themes: [TopTheme(id: "o-1", theme: "Bewegen"), TopTheme(id: "o-2", theme: "Slapen"), TopTheme(id: "o-3", theme: "bewegen")]"#;
    let (session, context) = (session(body), context(Language::Dutch));
    let offers = |waved_away: &[Offer]| context.sentences(None).offers(&session, waved_away);
    let together = |offers: &[Offer]| offers.iter().find(|it| it.rule == "top_themes").map(|it| it.name.clone());
    let all = offers(&[]);
    assert_eq!(together(&all).as_deref(), Some("2"));
    let alone = all.into_iter().find(|it| it.rule == "top_theme" && it.name == "Bewegen").expect("it is offered");
    assert_eq!(together(&offers(&[alone])).as_deref(), Some("1"));
}

#[test]
fn a_goal_is_measured_first_by_the_figure_that_has_its_words() {
    let body = r#"indicators: [Indicator(id: "i-1", name: "Rookt", neighbourhood: 22, municipality: 18, favourable: lower),
                              Indicator(id: "i-2", name: "Mensen met overgewicht", neighbourhood: 40),
                              Indicator(id: "i-3", name: "Voelt zich eenzaam", neighbourhood: 52),
                              Indicator(id: "i-4", name: "Mensen die eenzaam zijn", neighbourhood: 12)],
                  goals: [Goal(id: "e-1", what: "Minder eenzaamheid onder mensen"), Goal(id: "e-2", what: "Samen eten")]"#;
    let offers = context(Language::Dutch).sentences(None).offers(&session(body), &[]);
    let of = |goal: &str| {
        let of_goal = offers.iter().filter(|it| it.rule == "figure_for_goal" && it.item == Some(Id::new(goal)));
        of_goal.map(|offer| offer.name.as_str()).collect::<Vec<_>>()
    };
    assert_eq!(of("e-1"), ["Mensen die eenzaam zijn", "Mensen met overgewicht", "Voelt zich eenzaam"]);
    assert_eq!(of("e-2")[0], "Rookt", "else what is worse here comes first");
}

#[test]
fn what_was_waved_away_comes_back_in_its_place_in_the_order_of_undo() {
    let body = r#"small_steps: [SmallStep(id: "k-1", wish: "Wandelen", first_step: "Route kiezen")]"#;
    let mut screen = Screen::open(Language::Dutch, WIDE, session(body));
    let is_offered = |screen: &Screen| screen.text().contains("› Neem over: de actie ‘Route kiezen’");
    screen.go_to("small_steps").press("A");
    assert!(!is_offered(&screen), "{}", screen.text());
    assert!(screen.notice().contains("Terugdraaien: toets u"), "{}", screen.notice());
    screen.press("u");
    assert!(is_offered(&screen) && screen.notice().contains("de actie ‘Route kiezen’"), "{}", screen.text());
    // What was done since goes back first, and what was done before it last.
    screen.press("p ‘Eerder’ Enter A p ‘Parkeren’ Enter u");
    assert!(screen.session().parked.iter().count() == 1 && !is_offered(&screen), "{}", screen.text());
    screen.press("u");
    assert!(screen.session().parked.iter().count() == 1 && is_offered(&screen), "{}", screen.text());
    screen.press("u");
    assert!(screen.session().parked.is_empty() && is_offered(&screen), "{}", screen.text());
}
