//! What a room fills in together: how few keys that takes, what is told while somebody types, and that nothing of what is
//! hidden is told anywhere before it is shown.

use std::fmt::Write;
use werksessie::domain::edit::{Edit, apply};
use werksessie::domain::hidden::is_hidden;
use werksessie::domain::id::Id;
use werksessie::domain::record::Record;
use werksessie::domain::records::meeting::{Decision, Group, GroupKind, Meeting};
use werksessie::domain::records::plan::{Pilot, PilotState};
use werksessie::domain::records::priorities::Vote;
use werksessie::domain::records::profile::Dimension;
use werksessie::domain::session::{Item, Section, Session};
use werksessie::domain::sums::scores_of;
use werksessie::domain::value::{ChoiceSet, Kind, Value};
use werksessie::guide::grid::GridRows;
use werksessie::i18n::language::Language;
use werksessie::tui::keymap::{Action, Scope};
use werksessie::tui::model::layout::Size;

use crate::support::left;
use crate::support::screen::{BEGUN, FULL, NARROW, Screen, WIDE, context, empty, shipped};

fn add(session: &mut Session, section: Section, id: &str, values: &[(usize, Value)]) {
    let mut all = vec![Value::Empty; section.kind().fields.len()];
    for (field, value) in values {
        all[*field] = value.clone();
    }
    let after = session.table(section).before(session.table(section).len());
    let item = Item { id: Id::new(id), values: all };
    apply(session, Edit::Insert { section, item, after }).expect("it fits");
}

/// Twelve people in two groups, with three dots each, six themes, and three pilots.
fn a_room() -> Session {
    let mut session = empty();
    let meeting = session.the_meeting().id.clone();
    let dots = Edit::set(Section::Meeting, &meeting, Meeting::dots, Value::Whole(3));
    apply(&mut session, dots).expect("it fits");
    for (id, name, kind, size) in [
        ("g-0000000001", "Bewoners", GroupKind::Residents, 7),
        ("g-0000000002", "Professionals", GroupKind::Professionals, 5),
    ] {
        let values = [
            (Group::name, Value::text(name)),
            (Group::kind, Value::Choice(kind.word())),
            (Group::size, Value::Whole(size)),
            (Group::budget, Value::Whole(1000)),
        ];
        add(&mut session, Section::Groups, id, &values);
    }
    for (number, name) in
        ["Elkaar kennen", "Fietsen leren", "Rekeningen de baas", "Licht op de paden", "Een moestuin", "Samen eten"]
            .iter()
            .enumerate()
    {
        add(&mut session, Section::Themes, &format!("t-000000000{number}"), &[(0, Value::text(*name))]);
    }
    for (number, name) in ["Soeptafel", "Fietsles", "Buurtapp"].iter().enumerate() {
        let values = [(Pilot::name, Value::text(*name)), (Pilot::cost, Value::Whole(600))];
        add(&mut session, Section::Pilots, &format!("z-000000000{number}"), &values);
    }
    session
}

fn at(panel: &str, size: Size) -> Screen {
    let mut screen = Screen::open(Language::Dutch, size, a_room());
    screen.go_to(panel);
    screen
}

/// The votes, row by row.
const VOTES: [[u32; 2]; 6] = [[6, 4], [5, 2], [4, 3], [3, 5], [2, 1], [1, 0]];

fn voted(size: Size) -> Screen {
    let mut screen = at("votes", size);
    for votes in VOTES.iter().flatten() {
        screen.press(&format!("{votes} Enter"));
    }
    screen
}

#[test]
fn twelve_people_vote_with_twelve_numbers_and_the_sum_is_told_once_it_is_right() {
    for size in [NARROW, WIDE] {
        let mut screen = at("votes", size);
        assert!(screen.words().contains("12 mensen × 3 stippen"), "{}", screen.text());
        for votes in VOTES.iter().flatten() {
            screen.press(&format!("{votes} Enter"));
        }
        let session = screen.session();
        assert_eq!(session.votes.len(), 12);
        let cast: u32 = session.votes.iter().filter_map(|vote| vote.votes.known()).sum();
        assert_eq!(cast, 36);
        assert!(is_hidden(session, Section::Votes));
        assert!(screen.words().contains("36 van 36 · nog verborgen"), "{}", screen.text());
        assert!(screen.words().contains("21 van 21"), "{}", screen.text());
        screen.press("1");
        let words = screen.words();
        assert!(!words.contains("36 van 36") && !words.contains("37 van") && !words.contains("te veel"), "{words}");
        // Shown, a sum is told whatever it is, and what is wrong with it.
        screen.press("Enter r");
        assert!(screen.words().contains("37 van 36 stippen"), "{}", screen.text());
    }
}

#[test]
fn no_sum_moves_with_a_vote_that_is_hidden() {
    for size in [NARROW, WIDE] {
        let mut screen = at("votes", size);
        let sums = |screen: &Screen| -> Vec<String> {
            screen.rows().into_iter().filter(|row| row.contains("verborgen") || row.contains("samen")).collect()
        };
        screen.press("5 Enter");
        let first = sums(&screen);
        assert!(first.len() == 2 && !first.concat().contains("van 21"), "{first:?}");
        for keys in ["4", "Enter 6", "Enter 2 Enter", "Up 3", "Enter", "Up Left 8 Enter", "Up Right d"] {
            screen.press(keys);
            assert_eq!(sums(&screen), first, "{keys}\n{}", screen.text());
            assert!(!screen.words().contains("nog 1"), "nor what is left\n{}", screen.text());
        }
    }
}

#[test]
fn how_many_scores_were_typed_is_told_before_they_are_hidden() {
    let mut screen = at("scores", NARROW);
    screen.press("‘66758’");
    assert!(screen.words().contains("5 scores: 5 6 6 7 8 · 5 van 7 mensen"), "{}", screen.text());
    screen.press("‘ 7 7’");
    assert!(screen.words().contains("7 van 7 mensen"), "{}", screen.text());
}

#[test]
fn a_number_that_another_takes_the_place_of_is_told_and_comes_back_with_one_key() {
    for size in [NARROW, WIDE] {
        let mut screen = at("auction", size);
        screen.press("‘500’ Enter Left 2");
        assert!(screen.words().contains("Hier stond € 500"), "{}", screen.text());
        screen.press("Enter u");
        let bids: Vec<_> = screen.session().bids.iter().filter_map(|bid| bid.amount.known()).collect();
        assert_eq!(bids, [500]);
        screen.go_to("stands").press("3 Enter Left 5 Enter");
        assert!(screen.notice().contains("Hier stond 3"), "{}", screen.text());
        // Nothing is told of a number that stays as it was.
        screen.press("Left 5 Enter");
        assert!(!screen.notice().contains("Hier stond"), "{}", screen.text());
    }
}

#[test]
fn a_sentence_on_a_cell_with_a_choice_goes_whole_to_the_words_behind_it() {
    for size in [NARROW, WIDE] {
        for sentence in ["je kent er niemand", "niemand kent elkaar", "aandacht voor elkaar"] {
            let mut screen = at("stands", size);
            screen.press(&format!("3 Enter ‘{sentence}’ Enter"));
            let stand = &screen.session().stands[0];
            assert_eq!((&*stand.reasons.0, stand.feeling), (sentence, None), "{}", screen.text());
        }
        // A letter, and more of them, choose all the same.
        let mut screen = at("stands", size);
        screen.press("3 Enter p n");
        assert_eq!(screen.session().stands[0].feeling.map(ChoiceSet::word), Some("negative"));
    }
}

#[test]
fn a_wrong_vote_after_the_reveal_takes_three_keys_and_the_digits() {
    for size in [NARROW, WIDE] {
        let mut screen = voted(size);
        screen.press("r");
        assert!(screen.words().contains("6 + 4"), "{}", screen.text());
        assert!(screen.words().contains("getoond"), "{}", screen.text());
        // The cursor goes back to where it was.
        screen.press("r 2 Enter");
        assert!(!screen.words().contains("6 + 4"), "{}", screen.text());
        screen.press("r");
        assert!(screen.words().contains("1 + 2"), "{}", screen.text());
    }
}

#[test]
fn after_the_reveal_the_cursor_is_at_the_top_and_goes_back_to_what_it_is_moved_to() {
    let mut screen = voted(WIDE);
    let at = |screen: &Screen| screen.desk().selected(&screen.context.guide);
    assert_eq!((at(&screen), at(screen.press("r"))), (5, 0));
    assert_eq!(at(screen.press("r")), 5, "nobody moved it");
    // Of the result the second is Licht op de paden, the fourth theme of the vote.
    assert_eq!(at(screen.press("r Down r")), 3, "{}", screen.text());
}

#[test]
fn a_letter_on_a_cell_of_words_is_text_and_no_command() {
    let (context, mut cells) = (context(Language::Dutch), 0);
    for panel in context.guide.structure.steps.iter().flat_map(|step| &step.panels) {
        if panel.view.grid().is_none() {
            continue;
        }
        for letter in ('a'..='z').chain('A'..='Z').chain(['ë', 'Ş']) {
            let mut screen = at(&panel.id, NARROW);
            if !screen.model.scopes(screen.context).contains(&Scope::Letters) {
                continue;
            }
            cells += 1;
            let before = screen.session().clone();
            screen.press(&letter.to_string());
            let typed = match screen.model.overlays.as_slice() {
                [top] if top.cell().is_some() => top.cell().map(|cell| cell.line.text().to_owned()),
                [top] => top.form().map(|form| form.editor.draft()),
                _ => None,
            };
            assert_eq!(typed, Some(letter.to_string()), "{}\n{}", panel.id, screen.text());
            assert_eq!(*screen.session(), before, "{} {letter}", panel.id);
            // Kept by Esc, and behind what stands there comes what is typed next.
            screen.press("Esc ‘wandelen’ Esc");
            assert!(screen.model.overlays.is_empty(), "{}", screen.text());
        }
    }
    assert!(cells > 100, "{cells}");
}

#[test]
fn a_command_on_a_cell_of_words_is_its_letter_with_alt_or_behind_esc() {
    for keys in ["Alt-r", "Esc r"] {
        let mut screen = at("top_themes", NARROW);
        screen.press("‘Eenzaamheid’ Enter");
        assert!(is_hidden(screen.session(), Section::TopThemes));
        screen.press("Esc");
        assert!(screen.words().contains("Alt-r") || screen.words().contains(" r "), "{}", screen.text());
        screen.press(keys);
        assert!(!is_hidden(screen.session(), Section::TopThemes), "{keys}\n{}", screen.text());
    }
    // What is typed behind the last cell is no command either.
    let mut screen = at("chances", NARROW);
    screen.press("End Right ‘Wonen’ Enter ‘prettig’ Esc");
    let told: Vec<_> = screen.session().chances.iter().map(|chance| chance.what.0.as_str()).collect();
    assert_eq!(told, ["Wonen", "prettig"], "{}", screen.text());
}

#[test]
fn seventy_two_scores_take_digits_spaces_and_six_times_enter() {
    for size in [NARROW, WIDE] {
        let mut session = a_room();
        session.table_mut(Section::Groups).remove(1);
        let mut screen = Screen::open(Language::Dutch, size, session);
        screen.go_to("scores");
        let keys = "‘6 6 7 5 8 7 6 6 7 5 8 7’ Enter ".repeat(6);
        screen.press(&keys);
        let is_untold = |it: &&Dimension| scores_of(screen.session(), **it, None).is_empty();
        assert_eq!(Dimension::ALL.iter().filter(is_untold).count(), 6, "they are hidden");
        screen.press("r");
        for dimension in Dimension::ALL {
            assert_eq!(scores_of(screen.session(), *dimension, None).len(), 12);
        }
    }
}

#[test]
fn more_scores_than_people_stay_in_their_cell_and_are_told() {
    for size in [NARROW, WIDE] {
        let mut screen = at("scores", size);
        screen.press("‘6 6 7 5 8 7 6 6 ’");
        assert!(screen.words().contains("8 van 7 mensen"), "{}", screen.text());
        screen.press("Enter");
        assert!(screen.notice().contains("8 scores") && screen.notice().contains("7 mensen"), "{}", screen.text());
        let all: Vec<usize> = screen.session().scores.iter().map(|it| it.scores.known.len()).collect();
        assert_eq!(all, [8], "nothing goes to the next group by itself");
    }
}

#[test]
fn a_score_that_is_no_whole_number_of_the_scale_is_refused_by_name_and_nothing_is_entered() {
    let scores = |screen: &Screen| {
        screen
            .session()
            .scores
            .iter()
            .flat_map(|it| it.scores.known.clone())
            .map(|it| it.to_string())
            .collect::<Vec<_>>()
    };
    for (typed, wrong) in [("7 8 6,5", "6,5"), ("11", "11"), ("7 6.5", "6.5"), ("8 12 7", "12")] {
        let mut screen = at("scores", NARROW);
        screen.press(&format!("‘{typed}’ Enter"));
        assert!(screen.notice().contains(&format!("‘{wrong}’")), "{typed}\n{}", screen.text());
        // What is typed takes its place in the same cell; Esc leaves the cell as it was.
        screen.press("‘10 9’ Enter");
        assert_eq!(scores(&screen), ["9", "10"], "{typed}");
        screen.press("‘3,5’ Enter Esc");
        assert_eq!(scores(&screen), ["9", "10"], "{typed}\n{}", screen.text());
        assert!(screen.model.overlays.is_empty());
    }
    for (typed, taken) in [("10", "10"), ("6, 7 8;9", "6 7 8 9"), ("1066", "6 6 10")] {
        let mut screen = at("scores", NARROW);
        screen.press(&format!("‘{typed}’ Enter"));
        assert_eq!(scores(&screen).join(" "), taken, "{typed}");
    }
    // Where no number has two digits, two are two scores, and that is told.
    let mut session = a_room();
    let meeting = session.the_meeting().id.clone();
    apply(&mut session, Edit::set(Section::Meeting, &meeting, Meeting::scale, Value::Whole(9))).expect("it fits");
    let mut screen = Screen::open(Language::Dutch, NARROW, session);
    screen.go_to("scores").press("‘65’");
    assert!(screen.words().contains("2 scores: 5 6"), "{}", screen.text());
}

#[test]
fn what_takes_the_place_of_hidden_scores_is_told_before_and_after() {
    let mut screen = at("scores", NARROW);
    screen.press("‘6 6 7’ Enter Left 8");
    assert!(screen.words().contains("Hier is al iets ingevuld"), "{}", screen.text());
    screen.press("Enter");
    assert!(screen.notice().contains("eerst 3, nu 1"), "{}", screen.text());
    screen.press("u");
    assert_eq!(screen.session().scores[0].scores.known, [6, 6, 7]);
}

#[test]
fn the_questions_about_the_themes_are_counted_alike_on_their_panel_and_on_the_page_of_the_step() {
    for size in [NARROW, WIDE] {
        let mut screen = Screen::open(Language::Dutch, size, shipped("lindenkwartier-2026-09-17.ron"));
        screen.go_to("choosing");
        assert!(screen.words().contains("3 van 42 ingevuld"), "{}", screen.text());
    }
}

/// The second round of the neighbourhood that ships, with a panel of it in front.
fn second_round(panel: &str, size: Size) -> Screen {
    let mut screen = Screen::open_second(Language::Dutch, size);
    screen.go_to(panel);
    screen
}

#[test]
fn the_web_has_its_numbers_its_signs_and_whoever_gave_no_scores() {
    for (size, keys) in [(WIDE, ""), (NARROW, "F5")] {
        let mut screen = second_round("scores", size);
        screen.press(keys);
        let words = screen.words();
        let drawn = words.chars().filter(|sign| ('\u{2801}'..='\u{28ff}').contains(sign)).count();
        assert!(drawn > 20, "{}", screen.text());
        assert!(words.contains("◆ nu ▒ de helft ◇ ronde 1"), "{}", screen.text());
        let ends = screen.rows().iter().filter(|row| row.contains(" 0 ") && row.trim_end().contains(" 10")).count();
        assert!(ends >= 6, "{}", screen.text());
    }
    let screen = second_round("scores", WIDE);
    assert!(screen.words().contains("Geen scores van Jongeren"), "{}", screen.text());
}

#[test]
fn below_the_votes_stands_who_was_counted_with_whom_and_what_the_signs_mean() {
    let screen = second_round("votes", WIDE);
    let words = screen.words();
    for told in ["bewoners 12 (Bewoners + Jongeren)", "= evenveel", "✓ gekozen"] {
        assert!(words.contains(told), "{told}\n{}", screen.text());
    }
}

#[test]
fn of_the_course_of_a_goal_its_beginning_its_newest_number_and_its_end_are_in_sight() {
    for (size, keys) in [(WIDE, ""), (NARROW, ""), (NARROW, "F5")] {
        let mut screen = second_round("course", size);
        screen.press(keys);
        let rows = screen.rows();
        let heads = rows.iter().find(|row| row.contains("nulmeting")).cloned().unwrap_or_default();
        assert!(heads.contains("2026") && heads.contains("doel"), "{}", screen.text());
        assert!(size != WIDE || heads.contains("richting"), "{}", screen.text());
        assert!(screen.words().contains("doel: 25"), "{}", screen.text());
    }
}

#[test]
fn what_was_measured_in_an_earlier_round_is_not_typed_over_and_a_new_measurement_is_of_the_goal_of_the_row() {
    let mut screen = second_round("course", WIDE);
    let before = screen.session().clone();
    screen.press("Home Right 9 9");
    assert!(screen.notice().contains("eerdere ronde"), "{}", screen.text());
    assert_eq!(*screen.session(), before);
    let goal = before.goals[0].id.clone();
    screen.press("n");
    assert!(screen.session().measurements.last().is_some_and(|it| it.goal.is(&goal)), "{}", screen.text());
    screen.press("Esc");
    assert_eq!(*screen.session(), before, "left empty it is none");
}

#[test]
fn on_a_narrow_wall_what_a_pilot_costs_stands_beside_what_each_group_offers() {
    let mut screen = at("auction", NARROW);
    screen.press("‘500’ Enter F5");
    for _ in 0..2 {
        let words = screen.words();
        assert!(words.contains("Kosten") && words.contains("€ 600"), "{}", screen.text());
        screen.press("Right");
    }
}

#[test]
fn few_scores_are_asked_about_before_they_are_shown() {
    let mut screen = at("scores", NARROW);
    screen.press("‘6 6 7’ Enter r");
    assert!(is_hidden(screen.session(), Section::Scores), "{}", screen.text());
    assert!(screen.notice().contains("maar een paar scores"), "{}", screen.text());
    screen.press("r");
    assert!(!is_hidden(screen.session(), Section::Scores));
    // Of five nobody can tell whose they are.
    let mut screen = at("scores", NARROW);
    screen.press("‘6 6 7 5 8’ Enter r");
    assert!(!is_hidden(screen.session(), Section::Scores), "{}", screen.text());
}

#[test]
fn what_is_no_number_of_dots_is_refused_and_more_than_there_are_is_told() {
    for (typed, told) in [("1,5", "‘1,5’"), ("5 a", "‘a’"), ("-3", "‘-3’")] {
        let mut screen = at("votes", NARROW);
        screen.press(&format!("‘{typed}’"));
        if !typed.contains('a') {
            screen.press("Enter");
        }
        assert!(screen.notice().contains(told), "{typed}\n{}", screen.text());
        screen.press("Esc");
        let all: Vec<Value> = screen.session().votes.iter().map(|it| it.value(Vote::votes)).collect();
        assert!(all.iter().all(|value| *value == Value::Whole(5)), "{typed} {all:?}");
    }
    let mut screen = at("votes", NARROW);
    screen.press("‘50’ Enter");
    assert!(screen.notice().contains("meer dan 21 stippen"), "{}", screen.text());
    assert_eq!(screen.session().votes[0].votes.known(), Some(50));
}

#[test]
fn commands_that_are_typed_into_an_open_cell_of_numbers_are_told_and_are_no_vote() {
    let mut screen = at("votes", NARROW);
    screen.press("2 Enter Left 5 r");
    assert!(screen.notice().contains("is open"), "{}", screen.text());
    screen.press("r u u u Enter");
    assert!(screen.notice().contains("‘5rruuu’ is niet ingevuld"), "{}", screen.text());
    assert_eq!(screen.session().votes[0].votes.known(), Some(2), "{}", screen.text());
    // The unit of a number is no command.
    let mut screen = at("auction", WIDE);
    screen.press("Home Right ‘500 euro’ Enter");
    assert_eq!(screen.session().bids[0].amount.known(), Some(500), "{}", screen.text());
    // The unit of another number makes it none, and not the number before it.
    screen.press("‘3 uur’ Enter");
    assert!(screen.notice().contains("‘3 uur’ is niet ingevuld"), "{}", screen.text());
    assert_eq!(screen.session().bids.len(), 1, "{}", screen.text());
}

#[test]
fn the_result_of_an_auction_puts_no_pilot_back_and_is_told_once_it_is_untrue() {
    let mut session = a_room();
    let pilot = session.pilots[0].id.clone();
    let running = Value::Choice(PilotState::Running.word());
    apply(&mut session, Edit::set(Section::Pilots, &pilot, Pilot::state, running)).expect("it fits");
    let mut screen = Screen::open(Language::Dutch, WIDE, session);
    screen.go_to("auction").press("‘300’ Enter ‘400’ Enter Esc r");
    assert_eq!(screen.session().pilots[0].state, Some(PilotState::Running));
    assert!(screen.notice().contains("1 veranderd"), "{}", screen.text());
    screen.press("r");
    assert!(screen.notice().contains("0 veranderd"), "{}", screen.text());
    screen.press("Home ‘100’ Enter");
    assert!(screen.notice().contains("klopt niet meer"), "{}", screen.text());
    screen.press("Esc r Home ‘200’ Enter Esc r");
    assert!(!screen.notice().contains("klopt niet meer"), "{}", screen.text());
}

#[test]
fn a_decision_that_names_the_theme_is_opened_and_no_other_is_made() {
    let mut screen = voted(WIDE);
    screen.press("r Home Enter ‘Daar is energie voor.’ Esc");
    let what = Value::text("Elkaar kennen wordt het eerste thema");
    let decision = screen.session().decisions[0].id.clone();
    let mut session = screen.session().clone();
    apply(&mut session, Edit::set(Section::Decisions, &decision, Decision::what, what)).expect("it fits");
    let mut screen = Screen::open(Language::Dutch, WIDE, session);
    screen.go_to("votes").press("Home Enter");
    assert!(screen.words().contains("Daar is energie voor."), "{}", screen.text());
    screen.press("Esc");
    assert_eq!(screen.session().decisions.len(), 1);
    // Of another theme a decision is made, and left as it is it was not made.
    let before = screen.session().clone();
    screen.press("Down Enter Esc");
    assert_eq!(*screen.session(), before, "{}", screen.text());
}

#[test]
fn what_a_group_names_is_written_down_before_what_the_next_does_and_taken_over_with_one_key_each() {
    let mut session = empty();
    for group in ["g-0000000001", "g-0000000002"] {
        add(&mut session, Section::Groups, group, &[(Group::name, Value::text(group))]);
    }
    let mut screen = Screen::open(Language::Dutch, WIDE, session);
    screen
        .go_to("top_themes")
        .press("‘Rust’ Enter ‘Groen’ Enter ‘Eten’ Enter ‘Geld’ Enter ‘rust’ Enter ‘Licht’ Esc Alt-r");
    let of = |group: &str| {
        let named = screen.session().top_themes.iter().filter(|top| top.group.is(&Id::new(group)));
        named.map(|top| top.theme.0.clone()).collect::<Vec<_>>()
    };
    assert_eq!(
        (of("g-0000000001").join(" "), of("g-0000000002").join(" ")),
        ("Rust Groen Eten".into(), "Geld rust Licht".into())
    );
    let mut one_by_one = Screen::open(Language::Dutch, WIDE, screen.session().clone());
    one_by_one.go_to("top_themes").press("Home a a a a a a a");
    let themes =
        |screen: &Screen| screen.session().themes.iter().map(|it| it.name.0.clone()).collect::<Vec<_>>().join(" ");
    assert_eq!(themes(&one_by_one), "Rust Groen Eten Geld Licht", "{}", one_by_one.text());
    // On the panel of the themes all that is left comes with one.
    screen.press("Home a").go_to("themes").press("a");
    assert_eq!(themes(&screen), "Rust Groen Eten Geld Licht", "{}", screen.text());
}

#[test]
fn a_second_count_of_an_auction_takes_the_place_of_the_first_and_leaves_what_people_wrote() {
    let mut screen = at("auction", WIDE);
    let pilot = screen.session().pilots[0].id.clone();
    let wrote = Edit::set(Section::Pilots, &pilot, Pilot::result, Value::text("Zonder ruzie."));
    let mut session = screen.session().clone();
    apply(&mut session, wrote).expect("it fits");
    screen = Screen::open(Language::Dutch, WIDE, session);
    screen.go_to("auction").press("‘300’ Enter ‘400’ Enter r Home ‘100’ Enter r");
    let result = |screen: &Screen| screen.session().pilots[0].result.to_string();
    assert_eq!(result(&screen), "Zonder ruzie.\nNiet gehaald in de veiling: € 500 geboden, € 600 nodig.");
    screen.press("u");
    assert_eq!(result(&screen), "Zonder ruzie.\nGehaald in de veiling: € 700 geboden, € 600 nodig.");
}

#[test]
fn a_count_in_another_language_takes_the_place_of_the_first_too() {
    let mut screen = at("auction", WIDE);
    let written = "Paid for in the auction: €900 offered, €600 needed.";
    let id = screen.session().pilots[0].id.clone();
    let set = Edit::set(Section::Pilots, &id, Pilot::result, Value::text(format!("Zonder ruzie.\n{written}")));
    apply(&mut screen.model.desk_mut().expect("a session is open").session, set).expect("it fits");
    screen.press("‘300’ Enter ‘400’ Enter r");
    let told = "Zonder ruzie.\nGehaald in de veiling: € 700 geboden, € 600 nodig.";
    assert_eq!(screen.session().pilots[0].result.0.replace('\u{a0}', " "), told);
}

#[test]
fn an_auction_takes_a_number_for_each_bid_and_one_key_for_its_result() {
    for size in [NARROW, WIDE] {
        let mut screen = at("auction", size);
        for bid in [300, 400, 100, 300, 600, 100] {
            screen.press(&format!("‘{bid}’ Enter"));
        }
        let session = screen.session();
        assert_eq!(session.bids.len(), 6);
        let words = screen.words();
        let (paid, short) = if size == WIDE { ("gehaald", "nog € 200") } else { ("✓", "−€ 200") };
        assert!(words.contains(paid) && words.contains(short) && words.contains("Kosten"), "{words}");
        screen.press("r");
        let states: Vec<_> = screen.session().pilots.iter().map(|pilot| pilot.state).collect();
        assert_eq!(states, [Some(PilotState::Chosen), Some(PilotState::NotChosen), Some(PilotState::Chosen)]);
        assert!(screen.words().contains("2 gehaald, 1 niet"), "{}", screen.text());
        screen.press("u");
        assert!(screen.session().pilots.iter().all(|pilot| pilot.state.is_none()), "one undo");
    }
}

#[test]
fn a_tie_is_settled_with_its_reason() {
    let mut screen = voted(WIDE);
    // 7 and 7: the second and the third; 8 is the fourth.
    screen.press("r Home Down Down");
    assert!(screen.words().contains("Gelijk"), "{}", screen.text());
    screen.press("Enter ‘Daar is energie voor.’ Esc");
    let session = screen.session();
    assert_eq!(&*session.decisions[0].reason, "Daar is energie voor.");
    assert!(session.decisions[0].what.contains("Gekozen: "));
    screen.press("u u");
    assert!(screen.session().decisions.is_empty());
}

#[test]
fn a_theme_is_chosen_once_and_its_reason_can_be_written_later() {
    let mut screen = voted(WIDE);
    screen.press("r Home Enter ‘Daar is’ Esc");
    assert!(screen.words().contains("✓ Gekozen"), "{}", screen.text());
    screen.press("Enter ‘ energie voor.’ Esc");
    let reasons: Vec<_> = screen.session().decisions.iter().map(|it| it.reason.0.as_str()).collect();
    assert_eq!(reasons, ["Daar is energie voor."]);
}

#[test]
fn what_was_bid_for_and_has_no_costs_is_named() {
    let mut screen = at("auction", WIDE);
    screen.press("‘300’ Enter");
    let pilots: Vec<_> = screen.session().pilots.iter().map(|it| (it.id.clone(), it.name.0.clone())).collect();
    let none = werksessie::domain::edit::Edit::set(Section::Pilots, &pilots[0].0, Pilot::cost, Value::Empty);
    let mut session = screen.session().clone();
    werksessie::domain::edit::apply(&mut session, none).expect("it fits");
    let mut screen = Screen::open(Language::Dutch, WIDE, session);
    screen.go_to("auction").press("r");
    assert!(screen.notice().contains(&pilots[0].1), "{}", screen.text());
    assert!(screen.session().pilots.iter().all(|pilot| pilot.state.is_none()));
}

#[test]
fn what_groups_named_becomes_a_theme_on_its_own_panel_once_it_is_shown() {
    let mut screen = at("top_themes", WIDE);
    let before = screen.session().themes.len();
    screen.press("Enter ‘Stilte 🌙’ Esc Right Enter ‘stilte’ Esc");
    assert!(!screen.words().contains("Neem over"), "nothing is told while it is hidden\n{}", screen.text());
    screen.press("Alt-r");
    let words = screen.words();
    assert!(words.contains("Neem over") && words.contains("door alle groepen genoemd: Stilte"), "{}", screen.text());
    screen.press("a");
    assert_eq!(screen.session().themes.last().map(|theme| theme.name.0.as_str()), Some("Stilte 🌙"));
    assert_eq!(screen.session().themes.len(), before + 1);
    screen.press("a Down a Right a");
    assert_eq!(screen.session().themes.len(), before + 1, "the same letters are the same theme");
}

#[test]
fn what_is_asked_in_words_names_its_answers() {
    use werksessie::tui::update::FileMsg;
    for is_kept in [true, false] {
        let mut screen = Screen::open(Language::Dutch, WIDE, shipped(FULL));
        screen.send(FileMsg::CannotLeave { is_kept });
        let told = werksessie::tui::view::lines(&screen.model, screen.context).lines;
        let offered = werksessie::tui::update::in_footer(&screen.model, screen.context);
        assert!(offered.len() > 1);
        for (_, binding, _) in offered {
            let words = binding.words(&screen.model, screen.context);
            assert!(told.iter().any(|line| line.ends_with(&words)), "{words} in {told:#?}");
        }
    }
}

#[test]
fn whose_scores_are_missing_is_told_with_the_web() {
    let mut screen = at("scores", WIDE);
    let group = screen.session().groups[0].name.0.clone();
    screen.press("‘7’ Enter r r");
    let told = werksessie::tui::view::lines(&screen.model, screen.context).lines;
    assert!(told.iter().any(|line| line.contains(&group) && line.contains("terwijl de groep")), "{told:#?}");
}

#[test]
fn undoing_a_cell_is_one_undo_and_the_first_takes_the_veil_along() {
    let mut screen = at("votes", NARROW);
    screen.press("4 Enter 5 Enter");
    screen.press("u");
    assert_eq!(screen.session().votes.len(), 1);
    assert!(is_hidden(screen.session(), Section::Votes));
    screen.press("u");
    assert!(screen.session().votes.is_empty());
    assert!(!is_hidden(screen.session(), Section::Votes));
}

#[test]
fn what_is_typed_in_a_cell_is_in_the_journal_and_comes_back() {
    use werksessie::tui::model::Recovery;
    use werksessie::tui::update::Effect;
    let mut screen = at("votes", NARROW);
    screen.press("4 Enter ‘37’");
    let drafts = screen.effects.iter().rev().find_map(|effect| match effect {
        Effect::Draft { place, text } => Some(left(place, text)),
        _ => None,
    });
    let draft = drafts.expect("it is in the journal");
    assert_eq!(draft.text, "37");
    let session = screen.session().clone();
    let recovery = Recovery { drafts: vec![draft], ..Recovery::default() };
    let mut again = Screen::open_after(Language::Dutch, NARROW, session, recovery);
    assert!(!again.text().contains("37"), "nothing is shown by a crash\n{}", again.text());
    again.press("Enter");
    assert!(!again.text().contains("37"), "nor by putting it back\n{}", again.text());
    assert!(again.notice().contains("verborgen"), "{}", again.text());
    assert_eq!(again.session().votes.len(), 2);
    assert_eq!(again.session().votes[1].votes.known(), Some(37));
}

#[test]
fn texts_are_typed_one_after_another() {
    let mut screen = at("chances", WIDE);
    screen.press("Enter ‘Een tuin’ Enter ‘Geen geld’ Enter ‘Samen wandelen’ Esc");
    let told: Vec<_> = screen.session().chances.iter().map(|chance| chance.what.0.as_str()).collect();
    assert_eq!(told, ["Een tuin", "Geen geld", "Samen wandelen"]);
    let dimensions: Vec<_> = screen.session().chances.iter().map(|chance| chance.dimension).collect();
    assert_eq!(dimensions, [Some(Dimension::ALL[0]), Some(Dimension::ALL[0]), Some(Dimension::ALL[1])]);
}

/// Does what a line asks, as who hears the screen types it, and tells what is said then.
fn say(screen: &mut Screen, line: &str) -> String {
    use werksessie::tui::update::{do_in_words, update};
    let effects = do_in_words(&mut screen.model, screen.context, update, line);
    screen.effects.extend(effects);
    let told = werksessie::tui::view::lines(&screen.model, screen.context);
    told.lines.into_iter().chain(told.once).collect::<Vec<_>>().join("\n")
}

#[test]
fn every_grid_is_filled_in_by_who_hears_the_screen() {
    let context = context(Language::Dutch);
    let mut grids = 0;
    for panel in context.guide.structure.steps.iter().flat_map(|step| &step.panels) {
        let Some(grid) = panel.view.grid() else { continue };
        grids += 1;
        let mut screen = at(&panel.id, NARROW);
        let cells = screen.desk().laid(&context.guide).expect("a grid").filled().1;
        for cell in 1..=cells {
            if screen.model.overlays.is_empty() {
                let told = say(&mut screen, &cell.to_string());
                assert!(!screen.model.overlays.is_empty(), "{} {cell}: {told}", panel.id);
            }
            let line = match screen.model.overlays.last().and_then(|top| top.cell()).map(|it| it.place.kind()) {
                Some(Kind::Line | Kind::Text) => "Woorden",
                Some(Kind::Choice(_)) => "2",
                // A number; of an answer, which has a form of its own, what was decided.
                Some(_) | None => "3",
            };
            let name = format!("Naam {cell}");
            // What is put into a cell is found by its name, or is new.
            let line = if matches!(grid.rows, GridRows::Words(_)) { name.as_str() } else { line };
            say(&mut screen, line);
            if screen.model.form().is_some() {
                say(&mut screen, ".");
            }
        }
        let laid = screen.desk().laid(&context.guide).expect("a grid");
        let (filled, total) = laid.filled();
        assert_eq!((filled, total, screen.model.overlays.len()), (cells, cells, 0), "{} {:?}", panel.id, grid.section);
    }
    assert!(grids > 6, "{grids}");
}

#[test]
fn a_cell_is_asked_by_its_name_and_what_is_hidden_is_not_said() {
    let mut screen = at("votes", NARROW);
    let told = say(&mut screen, "1");
    assert!(told.starts_with("Elkaar kennen") || told.contains("(1 van 12): nog niets"), "{told}");
    let told = say(&mut screen, "6");
    assert!(told.contains("(2 van 12)"), "{told}");
    let told = say(&mut screen, "hoepla");
    assert!(told.contains("‘hoepla’ is niet ingevuld") && told.contains("(2 van 12)"), "{told}");
    let told = say(&mut screen, ".");
    assert!(told.contains("1. ") && told.contains("nog verborgen"), "{told}");
    assert_eq!(screen.session().votes[0].votes.known(), Some(6));
    let told = say(&mut screen, "3");
    assert!(told.contains("(3 van 12)"), "{told}");
    say(&mut screen, ".");
    let told = say(&mut screen, "uitleg");
    assert!(!told.is_empty());
}

#[test]
fn in_words_a_sum_that_is_hidden_has_a_word_and_dots_are_told_of_votes_alone() {
    let mut screen = at("votes", NARROW);
    say(&mut screen, "1");
    let told = say(&mut screen, "5");
    assert!(told.contains("samen: Bewoners nog verborgen") && !told.contains('•'), "{told}");
    // A question mark asks and is no value.
    let told = say(&mut screen, "?");
    assert!(told.contains("(2 van 12)") && !told.contains("blijft staan"), "{told}");
    assert_eq!(screen.session().votes.len(), 1);
    say(&mut screen, ".");
    for panel in ["scores", "top_themes"] {
        let told = say(screen.go_to(panel), "1");
        assert!(!told.contains("stip"), "{told}");
        say(&mut screen, ".");
    }
}

#[test]
fn in_words_a_letter_is_a_command_where_no_cell_is_open_and_is_told_as_one() {
    let mut screen = at("top_themes", NARROW);
    say(&mut screen, "1");
    for line in ["Eenzaamheid", "Geld", "", "", "", ""] {
        say(&mut screen, line);
    }
    assert!(screen.model.overlays.is_empty());
    let told = say(&mut screen, "6");
    assert!(told.contains("(6 van 6)"), "{told}");
    let told = say(&mut screen, "Fietsen");
    assert!(told.contains("toets r."), "{told}");
    let told = say(&mut screen, "r");
    assert!(told.contains("Weer verbergen: toets r") && told.contains("Eenzaamheid"), "{told}");
    assert!(told.contains("1. plaats 1, Bewoners: Eenzaamheid"), "{told}");
    let told = say(&mut screen, "2");
    assert!(told.contains("Neem over: het thema ‘Geld’"), "{told}");
    let told = say(&mut screen, ".");
    assert!(!told.contains("opdracht"), "there is nothing to go back from\n{told}");
    let told = say(&mut screen, "?");
    assert!(told.contains("Bladen van deze stap: Bronnen"), "{told}");
}

#[test]
fn in_words_a_panel_is_gone_to_by_its_name_and_what_stands_side_by_side_is_told_below_each_other() {
    let mut screen = Screen::open(Language::Dutch, NARROW, shipped(FULL));
    say(&mut screen, "doelen");
    assert_eq!(
        screen.desk().panel(&screen.context.guide).id,
        "goals",
        "a panel, and not the step that has it in its name"
    );
    let told = say(&mut screen, "0");
    assert_eq!(screen.desk().step, 0, "{told}");
    let told = say(&mut screen, "voortgang");
    let lines: Vec<&str> = told.lines().collect();
    assert!(lines.iter().any(|line| line.starts_with("1 Wijkgezondheidsprofiel: ")), "{told}");
    assert!(lines.iter().all(|line| line.matches("ingevuld").count() < 2), "{told}");
    // A question about each theme names the theme.
    let told = say(&mut screen, "afwegen");
    let themes = &screen.session().themes;
    assert!(themes.iter().all(|theme| told.contains(&format!("{}, ", theme.name.0))), "{told}");
    // Where there is nothing yet, tips stand below, each in lines of their own.
    let mut screen = Screen::open(Language::Dutch, NARROW, shipped(BEGUN));
    let told = say(&mut screen, "veiling");
    assert!(!told.contains("Tips Wat"), "{told}");
}

#[test]
fn in_words_a_form_says_what_it_is_about_and_what_was_chosen_is_told() {
    let mut screen = voted(WIDE);
    screen.press("r Home");
    let told = say(&mut screen, "1");
    assert!(told.contains("Gekozen: Elkaar kennen") && told.contains("Waarom"), "{told}");
    let told = say(&mut screen, "Daar is energie voor.");
    assert!(told.contains("Elkaar kennen: 10") && told.contains(", gekozen"), "{told}");
    let told = say(&mut screen, "hulp");
    assert!(!told.contains("meer ("), "help is told whole\n{told}");
}

#[test]
fn in_words_no_name_of_the_file_is_told_and_figures_are_told_with_what_they_are_compared_with() {
    let context = context(Language::Dutch);
    let mut screen = Screen::open(Language::Dutch, NARROW, shipped(FULL));
    let mut told = String::new();
    for panel in context.guide.structure.steps.iter().flat_map(|step| &step.panels) {
        screen.go_to(&panel.id);
        let lines = werksessie::tui::view::lines(&screen.model, screen.context).lines;
        told.push_str(&(lines.join("\n") + "\n"));
    }
    for question in context.guide.structure.lists.iter().flat_map(werksessie::guide::List::questions) {
        let name = question.number();
        let is_code = name.contains('_') || name.ends_with(char::is_alphabetic);
        assert!(!is_code || !told.contains(&format!(". {name} ")), "{name}");
    }
    assert!(told.contains("vergeleken met de gemeente: ") && told.contains("% beter"), "{told}");
}

#[test]
fn in_words_a_number_goes_to_a_person_and_says_nothing_about_them() {
    let mut screen = Screen::open(Language::Dutch, NARROW, shipped(FULL));
    let before = screen.session().clone();
    say(&mut screen, "wie is er");
    let told = say(&mut screen, "3");
    assert!(told.contains("3. ") && told.contains("(hier sta je)"), "{told}");
    assert_eq!(*screen.session(), before);
    say(&mut screen, "komt niet");
    assert_ne!(*screen.session(), before);
    say(&mut screen, ".");
    let mut screen = Screen::open(Language::Dutch, NARROW, empty());
    let told = say(&mut screen, "wie is er");
    assert!(told.contains("nog niemand"), "{told}");
}

#[test]
fn after_esc_a_digit_goes_to_a_step_and_into_no_number() {
    for keys in ["‘300’ Esc", "‘300’ Enter ? Esc", "Right o Esc", "w Esc", "t Esc"] {
        let mut screen = at("auction", WIDE);
        screen.press(keys);
        let bids = screen.session().bids.clone();
        screen.press("7");
        assert_eq!((screen.desk().step, &screen.session().bids), (7, &bids), "{keys}\n{}", screen.text());
    }
    // Enter and the arrows go on filling in.
    let mut screen = at("auction", WIDE);
    screen.press("‘300’ Esc Right ‘400’ Enter");
    assert_eq!(screen.session().bids.len(), 2, "{}", screen.text());
}

#[test]
fn after_the_result_of_an_auction_a_digit_goes_to_a_step_and_into_no_bid() {
    let mut screen = at("auction", WIDE);
    screen.press("‘500’ Enter ‘100’ Enter r 2");
    assert_eq!((screen.desk().step, screen.session().bids.len()), (2, 2), "{}", screen.text());
}

/// A number and words that stand nowhere else.
const SECRET: &str = "417";

#[test]
fn what_is_hidden_is_told_nowhere_on_the_screen() {
    let mut screen = at("votes", WIDE);
    screen.press("‘417’ Enter 3 Enter 5 Enter 6 Enter");
    let mut seen = Vec::new();
    let mut look = |screen: &Screen, what: &str| {
        if screen.text().contains(SECRET) {
            seen.push(what.to_owned());
        }
    };
    look(&screen, "grid");
    screen.press("Up Left Left");
    look(&screen, "cursor");
    screen.press("F5");
    look(&screen, "wall");
    screen.press("Esc h");
    look(&screen, "history");
    screen.press("Esc u");
    look(&screen, "undo");
    screen.press("U");
    look(&screen, "redo");
    screen.press("Tab / ‘417’");
    look(&screen, "search");
    assert!(screen.model.overlays.last().and_then(|top| top.chooser()).is_some_and(|it| it.choice().is_none()));
    screen.press("Esc ?");
    look(&screen, "help");
    screen.press("Esc 2 2");
    look(&screen, "page of the step");
    screen.press("Esc 0 0");
    look(&screen, "cycle");
    // Shown, hidden again: what was told while it was shown is not told any more.
    screen.go_to("votes").press("r r h");
    look(&screen, "history after hiding again");
    assert_eq!(seen, ["search"], "only what is typed there by the user");
}

#[test]
fn a_row_in_words_tells_what_is_asked_of_it() {
    let mut screen = Screen::open(Language::Dutch, WIDE, empty());
    screen.go_to("actions").press("n ‘Flyer’ Esc");
    let told = werksessie::tui::view::lines(&screen.model, screen.context).lines;
    assert!(told.iter().any(|line| line.starts_with("1. Flyer") && line.contains("nog te verdelen")), "{told:#?}");
}

#[test]
fn what_can_be_chosen_has_a_number_in_words() {
    let full = |keys: &str| {
        let mut screen = Screen::open(Language::Dutch, WIDE, shipped(FULL));
        screen.press(keys);
        screen
    };
    let mut along = Screen::open_second(Language::Dutch, WIDE);
    along.go_to("carried");
    let agenda = shipped(FULL).agenda.len();
    let guide = &context(Language::Dutch).guide;
    let panels = guide.structure.steps[3].whole_panels().len();
    let rows = along.desk().rows(guide);
    assert!(agenda > 3 && panels > 3 && rows > 3);
    let mut lens = full("");
    lens.go_to("seven_steps_lens");
    let lines = lens.desk().rows(guide);
    for (mut screen, count) in [(full("t"), agenda), (full("3 3"), panels), (along, rows), (lens, lines)] {
        let told = werksessie::tui::view::lines(&screen.model, screen.context).lines;
        let number = |line: &String| line.trim_start_matches("> ").split_once(". ")?.0.parse::<usize>().ok();
        let numbers: Vec<usize> = told.iter().filter_map(number).collect();
        assert_eq!(numbers, (1..=count).collect::<Vec<_>>(), "{told:#?}");
        // The number leads to what it stands in front of.
        say(&mut screen, "2");
    }
    let mut screen = full("3 3");
    say(&mut screen, "2");
    assert_eq!(
        (screen.desk().panels[3], screen.model.overlays.len()),
        (guide.structure.steps[3].whole_panels()[1].start, 0)
    );
}

#[test]
fn a_number_that_no_row_has_does_nothing_and_says_so() {
    for (panel, number) in [("actions", "16"), ("votes", "13"), ("checklist", "22"), ("actions", "007")] {
        let mut screen = at(panel, WIDE);
        if panel == "actions" {
            screen.press("n ‘Soeptafel’ Esc");
        }
        let before = screen.session().clone();
        let told = say(&mut screen, number);
        assert!(screen.model.overlays.is_empty() && told.contains(&format!("‘{number}’ is hier geen")), "{told}");
        assert_eq!(*screen.session(), before);
    }
}

#[test]
fn a_theme_is_chosen_from_the_result_of_a_vote_by_its_number() {
    let mut screen = voted(WIDE);
    let told = say(&mut screen, "uitslag");
    assert!(told.contains("1. Elkaar kennen: 10 (Bewoners 6 · Professionals 4)"), "{told}");
    assert!(told.contains("3. Fietsen leren: 7 = ") && told.contains("6. Samen eten: 1 "), "{told}");
    say(&mut screen, "3");
    say(&mut screen, "Daar is energie voor.");
    assert!(screen.session().decisions[0].what.contains("Fietsen leren"), "{:?}", screen.session().decisions);
}

#[test]
fn the_sessions_of_the_list_have_a_number_in_words() {
    let screen = crate::support::tour::some_sessions(Language::Dutch, WIDE);
    let told = werksessie::tui::view::lines(&screen.model, screen.context).lines;
    let numbers: Vec<usize> = told.iter().filter_map(|line| line.split_once(". ")?.0.parse().ok()).collect();
    assert!(numbers.len() > 2 && numbers.iter().copied().eq(1..=numbers.len()), "{told:#?}");
}

/// What no output may hold: a number of votes, one that was not understood, a theme, scores and their reasons.
const SECRETS: &[&str] = &["417", "vierduizend", "Geheimzinnig", "917", "Omdat het stil is"];

/// A room in which all that can be hidden is filled in, hidden or not.
fn filled_in(is_hidden: bool) -> Session {
    use werksessie::domain::hidden::hide;
    use werksessie::domain::records::priorities::Vote;
    use werksessie::domain::records::profile::{GroupScore, TopTheme};
    let mut session = a_room();
    let link = |id: &str| Value::Link(Id::new(id));
    let (group, theme) = (link("g-0000000001"), link("t-0000000001"));
    let vote = |theme, votes| vec![(Vote::theme, theme), (Vote::group, group.clone()), (Vote::votes, votes)];
    add(&mut session, Section::Votes, "v-0000000001", &vote(theme, Value::Whole(417)));
    let typed = Value::AsTyped("vierduizend".to_owned());
    add(&mut session, Section::Votes, "v-0000000002", &vote(link("t-0000000002"), typed));
    let named = [
        (TopTheme::group, group.clone()),
        (TopTheme::rank, Value::Whole(1)),
        (TopTheme::theme, Value::text("Geheimzinnig")),
    ];
    add(&mut session, Section::TopThemes, "o-0000000001", &named);
    let scored = [
        (GroupScore::group, group),
        (GroupScore::dimension, Value::Choice(Dimension::ALL[0].word())),
        (GroupScore::scores, Value::Scores(vec![3, 917])),
        (GroupScore::reasons, Value::text("Omdat het stil is")),
    ];
    add(&mut session, Section::Scores, "w-0000000001", &scored);
    for section in [Section::Votes, Section::TopThemes, Section::Scores] {
        if let Some(edit) = hide(&session, section, is_hidden) {
            apply(&mut session, edit).expect("it fits");
        }
    }
    session
}

#[test]
#[cfg(unix)]
fn what_is_hidden_leaves_the_program_by_no_command() {
    use crate::git::World;
    use werksessie::store::form::text::print;
    let world = World::new();
    let folder = world.path("een");
    std::fs::create_dir(&folder).expect("made");
    world.git(&folder, &["init", "--quiet", "--initial-branch=main"]);
    world.name(&folder, "Joke");
    world.git(&folder, &["init", "--quiet", "--bare", "../gedeeld.git"]);
    world.git(&folder, &["remote", "add", "origin", "../gedeeld.git"]);
    let write = |session: &Session| std::fs::write(folder.join("a.ron"), print(session)).expect("written");
    std::fs::write(folder.join("leeg.ron"), print(&a_room())).expect("written");
    let mut told = String::new();
    let mut run = |arguments: &[&str]| {
        let (_, out, errors) = world.werksessie(&folder, arguments);
        let _ = write!(told, "{arguments:?}\n{out}{errors}\n");
    };
    // Shown once, then hidden again: the history must not tell either.
    write(&a_room());
    run(&["share", "."]);
    write(&filled_in(false));
    world.git(&folder, &["commit", "--quiet", "--all", "--message=getoond"]);
    write(&filled_in(true));
    run(&["share", "."]);
    for arguments in [
        &["show", "a.ron"][..],
        &["show", "--rounds", "a.ron"],
        &["show", "a.ron", "--step", "1"],
        &["show", "a.ron", "--step", "2"],
        &["diff", "leeg.ron", "a.ron"],
        &["diff", "a.ron", "leeg.ron"],
        &["diff", "--json", "leeg.ron", "a.ron"],
        &["log", "a.ron"],
        &["log", "a.ron", "--item", "v-0000000001"],
        &["log", "a.ron", "--item", "o-0000000001"],
        &["check", "."],
        &["check", "--json", "."],
        &["overview", "."],
        &["overview", ".", "--items"],
        &["overview", ".", "--csv"],
        &["overview", ".", "--json"],
        &["--lang", "en", "show", "a.ron"],
    ] {
        run(arguments);
    }
    told.push_str(&world.git(&folder, &["log", "--format=%B"]));
    for secret in SECRETS {
        let line = told.lines().find(|line| line.contains(secret));
        assert_eq!(line, None, "{secret}\n{told}");
    }
    assert!(told.contains("nog verborgen") && told.contains("still hidden"), "{told}");
    // The same values are told once they are shown: the walk looks where they would stand.
    write(&filled_in(false));
    let (_, shown, _) = world.werksessie(&folder, &["show", "a.ron"]);
    assert!(SECRETS.iter().all(|secret| shown.contains(secret)), "{shown}");
}

#[test]
fn what_is_hidden_raises_no_signal_in_the_overview() {
    use werksessie::overview::Summary;
    let context = context(Language::Dutch);
    let asked = |is_hidden: bool| {
        let summary = Summary::of_all(&filled_in(is_hidden), &context.guide.structure);
        summary.asks("score_above_scale", jiff::civil::date(2026, 11, 20))
    };
    assert_eq!((asked(false), asked(true)), (1, 0));
}

#[test]
fn what_is_hidden_is_on_no_panel_and_does_not_come_along() {
    use werksessie::guide::progress::next_round;
    let mut screen = Screen::open(Language::Dutch, Size { columns: 120, rows: 40 }, filled_in(true));
    for (step, declared) in screen.context.guide.structure.steps.iter().enumerate() {
        for panel in 0..declared.panels.len() {
            screen.go(step, panel);
            let text = screen.text();
            // The sum of a group is told while people vote; a vote by itself is not.
            let told = SECRETS.iter().find(|secret| {
                text.lines()
                    .any(|line| line.contains(*secret) && !line.contains("samen") && !line.contains("verborgen"))
            });
            assert_eq!(told, None, "{}\n{text}", declared.panels[panel].id);
        }
    }
    let mut ids = werksessie::domain::id::IdSource::new(1);
    let next = next_round(&screen.context.guide.structure, screen.session(), Vec::new(), &mut ids, None);
    let told = werksessie::store::form::text::print(&next);
    assert!(SECRETS.iter().all(|secret| !told.contains(secret)), "{told}");
    assert!(next.the_meeting().hidden.0.is_empty());
}

#[test]
fn what_does_nothing_is_told_once_to_who_hears_the_screen() {
    let mut screen = Screen::open(Language::Dutch, WIDE, shipped(FULL));
    let parked = screen.session().parked.len();
    screen.go_to("actions");
    for line in ["nieuw", "Soep", "", ""] {
        say(&mut screen, line);
    }
    let told = say(&mut screen, "misschien");
    assert!(told.contains("Kies uit: open, bezig, klaar, vervallen."), "{told}");
    for line in ["klaar", ".", "verslag"] {
        say(&mut screen, line);
    }
    assert_eq!(screen.session().parked.len(), parked, "nothing was parked");
    for line in ["zzz", "x"] {
        let told = say(&mut screen, line);
        assert_eq!(told.matches(&format!("‘{line}’")).count(), 1, "{told}");
    }
    say(&mut screen, "verslag");
    for line in ["stop", "q"] {
        screen.effects.clear();
        say(&mut screen, line);
        assert!(format!("{:?}", screen.effects).contains("Leave"), "{line}: {:?}", screen.effects);
    }
}

#[test]
fn words_in_the_place_of_others_are_taken_back_without_those() {
    // An empty top 3 with a cell that is filled in, and then written over.
    let mut screen = at("top_themes", NARROW);
    screen.press("‘Licht op de paden’ Esc ‘raa’ Esc");
    let themes = |screen: &Screen| -> Vec<String> {
        screen.session().top_themes.iter().map(|top| top.theme.0.clone()).filter(|theme| !theme.is_empty()).collect()
    };
    assert_eq!(themes(&screen), ["raa"]);
    screen.press("Ctrl-z");
    assert_eq!(themes(&screen), ["Licht op de paden"], "{}", screen.text());
    screen.press("Ctrl-z");
    assert!(themes(&screen).is_empty(), "{}", screen.text());
}

#[test]
fn how_to_give_a_command_on_a_cell_of_numbers_is_told_on_the_smallest_screen() {
    let mut screen = at("votes", Size::SMALLEST);
    let commands = Action::Commands.words(&screen.context.words).to_owned();
    for keys in ["", "r"] {
        screen.press(keys);
        assert!(screen.rows().last().is_some_and(|row| row.contains(&commands)), "{}", screen.text());
    }
    screen.press("Esc 0");
    assert_eq!(screen.desk().step, 0, "{}", screen.text());
}

#[test]
fn in_words_a_panel_tells_nothing_of_what_a_large_window_has_room_for() {
    let guide = &context(Language::Dutch).guide;
    let tips = &context(Language::Dutch).words.screen.tips;
    for (step, declared) in guide.structure.steps.iter().enumerate() {
        for (panel, declared) in declared.panels.iter().enumerate() {
            let mut screen = Screen::open(Language::Dutch, WIDE, shipped(BEGUN));
            screen.go(step, panel);
            let told = werksessie::tui::view::lines(&screen.model, screen.context).lines;
            assert!(told.iter().all(|line| !line.starts_with(&**tips)), "{}: {told:#?}", declared.id);
        }
    }
}
