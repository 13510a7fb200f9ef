//! What a room of people needs of the screen: few keys to anything, a pitch in which only writing works, grids in which
//! people and actions are put where they belong, and nothing that cannot be reached.

use jiff::civil::time;
use werksessie::domain::edit::{Edit, apply};
use werksessie::domain::records::meeting::{Attendance, Block, TeamLayer, TeamRole};
use werksessie::domain::records::profile::{ChanceKind, Dimension};
use werksessie::domain::session::{Section, Session};
use werksessie::domain::value::{ChoiceSet, Value};
use werksessie::i18n::language::Language;
use werksessie::telling::shorten::shorten;
use werksessie::tui::model::form::Form;
use werksessie::tui::model::layout::Size;
use werksessie::tui::update::{Effect, FolderMsg, Msg};
use werksessie::tui::view::form_in_words;

use crate::support::screen::{FULL, NARROW, Screen, WIDE, context, empty, messages, shipped};
use crate::support::tour::{Stop, on_top, panels};

/// How many keys a script takes.
fn count(script: &str) -> usize {
    messages(script).len()
}

/// Keys on the session that ships, from its cycle.
fn press(size: Size, script: &str) -> Screen {
    let mut screen = Screen::open(Language::Dutch, size, shipped(FULL));
    screen.press(script);
    screen
}

#[test]
fn any_panel_is_three_keys_away() {
    for size in [NARROW, WIDE] {
        let steps = &press(size, "").context.guide.structure.steps;
        for (step, declared) in steps.iter().enumerate() {
            for (number, parts) in declared.whole_panels().into_iter().enumerate() {
                // The page of the step in front is one key away.
                let keys =
                    if step == 0 { format!("0 {}", number + 1) } else { format!("{step} {step} {}", number + 1) };
                let screen = press(size, &keys);
                assert!(count(&keys) <= 3 && screen.model.overlays.is_empty(), "{keys}");
                let desk = screen.desk();
                assert_eq!((desk.step, desk.panels[desk.step]), (step, parts.start), "{keys}\n{}", screen.text());
            }
        }
    }
}

#[test]
fn any_question_of_the_checklist_is_four_keys_away() {
    for size in [NARROW, WIDE] {
        let list = press(size, "").context.guide.structure.list("follow_up").expect("the checklist");
        for question in list.questions() {
            let digits = question.number().replace('.', "");
            let keys = format!("/ ‘{digits}’ Enter");
            assert_eq!(count(&keys), 4);
            let screen = press(size, &keys);
            let asked = screen.desk().asked(&screen.context.guide).map(|(_, asked)| asked.answer_id());
            assert_eq!(asked.as_deref(), Some(question.id.as_str()), "{keys}\n{}", screen.text());
            let with_dot = press(size, &format!("/ ‘{}’ Enter", question.number()));
            assert_eq!(with_dot.desk().cursors, screen.desk().cursors);
        }
    }
}

#[test]
fn a_remark_is_parked_with_two_keys_and_its_words() {
    for size in [NARROW, WIDE] {
        let before = press(size, "3").session().parked.len();
        let screen = press(size, "3 p ‘Wie belt de school?’ Esc");
        assert_eq!(count("p Esc"), 2);
        assert_eq!(screen.session().parked.len(), before + 1);
        assert!(screen.model.overlays.is_empty() && screen.desk().step == 3, "back at once");
    }
}

#[test]
fn somebody_who_comes_late_is_here_after_three_keys() {
    for size in [NARROW, WIDE] {
        let mut session = shipped(FULL);
        let late = session.people.iter().position(|it| it.attendance == Some(Attendance::Present)).expect("somebody");
        let person = session.people.get(late).expect("a person").id.clone();
        let edit = werksessie::domain::edit::Edit::set(
            Section::People,
            &person,
            werksessie::domain::records::meeting::Person::attendance,
            werksessie::domain::value::Value::Choice("expected"),
        );
        werksessie::domain::edit::apply(&mut session, edit).expect("it fits");
        let keys = "w h Esc";
        assert_eq!(count(keys), 3);
        let mut screen = Screen::open(Language::Dutch, size, session);
        screen.press(keys);
        let person = screen.session().people.find(&person).expect("the person");
        assert_eq!(person.attendance, Some(Attendance::Present));
        assert!(screen.model.overlays.is_empty());
    }
}

#[test]
fn a_report_is_on_the_table_after_three_keys() {
    for size in [NARROW, WIDE] {
        let keys = "e Enter Enter";
        assert_eq!(count(keys), 3);
        let screen = press(size, keys);
        assert!(screen.effects.iter().any(|effect| matches!(effect, Effect::Report { .. })), "{}", screen.text());
    }
}

fn pitching(size: Size) -> Screen {
    let mut session = shipped(FULL);
    while !session.table(Section::Chances).is_empty() {
        session.table_mut(Section::Chances).remove(0);
    }
    let mut screen = Screen::open(Language::Dutch, size, session);
    screen.go_to("chances").press("Alt-x");
    screen
}

#[test]
fn in_a_pitch_what_a_group_says_is_written_down_and_nothing_else_works() {
    for size in [NARROW, WIDE] {
        let mut screen = pitching(size);
        let groups: Vec<String> = screen.session().groups.iter().map(|group| group.name.0.clone()).collect();
        assert!(screen.words().contains(&groups[0]), "{}", screen.text());
        let before = screen.session().clone();
        let is_same = |screen: &Screen| {
            let strip = |session: &Session| (session.votes.len(), session.decisions.len(), session.parked.len());
            strip(screen.session()) == strip(&before)
        };
        // What is a key elsewhere is a letter here.
        screen.press("‘b 3 r + - n d u’ Enter Tab ‘Geluid’ Enter PgDn Tab Down ‘Een tuin’ Esc");
        assert!(screen.model.overlays.is_empty() && is_same(&screen), "{}", screen.text());
        let said: Vec<_> = screen
            .session()
            .chances
            .iter()
            .map(|it| (it.what.0.as_str(), it.kind, it.dimension, it.group.target.clone()))
            .collect();
        let group = |at: usize| before.groups.get(at).map(|group| group.id.clone());
        let expected = [
            ("b 3 r + - n d u", Some(ChanceKind::Opportunity), None, group(0)),
            ("Geluid", Some(ChanceKind::Barrier), None, group(0)),
            ("Een tuin", Some(ChanceKind::Opportunity), Some(Dimension::ALL[0]), group(1)),
        ];
        assert_eq!(said, expected);
        screen.press("Ctrl-z Ctrl-z Ctrl-z");
        assert!(screen.session().chances.is_empty(), "each is one undo");
    }
}

#[test]
fn a_pitch_tells_how_long_a_group_has_and_that_its_time_is_up() {
    let mut screen = pitching(WIDE);
    let today = screen.model.today;
    screen.send(Msg::Moment { today, now: time(14, 13, 20, 0) });
    let desk = screen.desk();
    let left = screen.model.overlays.last().and_then(|top| top.pitch()).expect("a pitch");
    assert_eq!(left.seconds_left(today.to_datetime(time(14, 13, 20, 0))), 100);
    assert!(left.speaker(&desk.session).is_some());
    assert!(!screen.words().contains("de tijd is om"), "{}", screen.text());
    screen.send(Msg::Moment { today, now: time(14, 15, 1, 0) });
    assert!(screen.words().contains("de tijd is om"), "{}", screen.text());
    // A minute more, and the next group has all its minutes.
    screen.press("Alt-Up");
    assert!(!screen.words().contains("de tijd is om"), "{}", screen.text());
    screen.press("PgDn");
    let pitch = screen.model.overlays.last().and_then(|top| top.pitch()).expect("a pitch");
    assert_eq!(pitch.seconds_left(today.to_datetime(time(14, 15, 1, 0))), 240);
}

#[test]
fn what_is_typed_in_a_pitch_is_in_the_journal() {
    let mut screen = pitching(NARROW);
    screen.press("‘Ruimte’");
    let draft = screen.effects.iter().rev().find_map(|effect| match effect {
        Effect::Draft { place, text } => Some((place.clone(), text.clone())),
        _ => None,
    });
    let (place, text) = draft.expect("it is in the journal");
    assert!(place.starts_with("chances ") && text == "Ruimte", "{place} {text}");
}

#[test]
fn people_are_put_in_a_layer_and_in_roles_by_name_and_taken_out_again() {
    for size in [NARROW, WIDE] {
        let mut screen = Screen::open(Language::Dutch, size, empty());
        screen.go_to("team_layers").press("Enter ‘Joke de Wit’ Enter ‘Karim Aziz’ Enter Enter Esc");
        let people: Vec<_> =
            screen.session().people.iter().map(|person| (person.name.0.as_str(), person.layer)).collect();
        let first = TeamLayer::ActiveResidents;
        assert_eq!(people, [("Joke de Wit", Some(first)), ("Karim Aziz", Some(first))], "{}", screen.text());
        // Found by a part of the name, and in more than one role.
        screen.go_to("team_roles").press("Enter ‘wit’ Enter Enter ‘joke’ Enter Esc");
        let roles = &screen.session().people[0].team_roles.0;
        assert_eq!(roles, &[TeamRole::ALL[0], TeamRole::ALL[1]]);
        assert_eq!(screen.session().people.len(), 2, "nobody is there twice");
        screen.press("Home Del");
        assert_eq!(screen.session().people[0].team_roles.0, [TeamRole::ALL[1]]);
        assert_eq!(screen.session().people.len(), 2, "only taken out of the role");
        screen.press("Ctrl-z Ctrl-z Ctrl-z Ctrl-z Ctrl-z");
        assert!(screen.session().people.iter().all(|person| person.team_roles.0.is_empty()));
    }
}

#[test]
fn an_action_is_put_in_an_area_of_life_beside_who_does_it() {
    let mut screen = Screen::open(Language::Dutch, WIDE, shipped(FULL));
    let before = screen.session().actions.len();
    screen.go_to("who_does_what").press("Down Enter ‘sociale kaart’ Enter Esc");
    let holds =
        |action: &werksessie::domain::records::plan::Action| action.life_areas.0.iter().any(|area| *area as usize == 1);
    assert_eq!(screen.session().actions.iter().filter(|action| holds(action)).count(), 1, "{}", screen.text());
    assert_eq!(screen.session().actions.len(), before);
}

#[test]
fn a_measurement_is_typed_beside_its_goal_and_the_rounds_before_can_be_read() {
    let mut screen = Screen::open_second(Language::Dutch, Size { columns: 120, rows: 40 });
    let before = screen.session().measurements.len();
    screen.go_to("course");
    let text = screen.text();
    let earlier: Vec<_> = shipped(FULL).measurements.iter().filter_map(|it| it.value.known()).collect();
    assert!(!earlier.is_empty() && text.contains("doel"), "{text}");
    let columns = screen.desk().laid(&screen.context.guide).expect("a grid").columns.len();
    // Over every column: where nothing can be typed nothing changes.
    for _ in 0..columns {
        screen.press("Right");
    }
    assert_eq!(screen.session().measurements.len(), before);
}

/// Everything that can be on the screen of this size.
fn everything() -> Vec<Stop> {
    let with = |session: Session, name: &str| {
        let name = name.to_owned();
        panels(&session).into_iter().map(move |stop| Stop { name: format!("{}, {name}", stop.name), ..stop })
    };
    with(shipped(FULL), "full").chain(with(empty(), "empty")).chain(on_top()).collect()
}

#[test]
fn whatever_comes_after_the_page_can_be_reached() {
    const SIGN: &str = "▼";
    let mut wrong = Vec::new();
    for size in [NARROW, WIDE, Size { columns: 120, rows: 40 }] {
        for stop in everything() {
            let mut screen = (stop.show)(Language::Dutch, size);
            if !screen.text().contains(SIGN) {
                continue;
            }
            // The keys of lists and texts, and those of a form.
            let ways = ["End"].into_iter().chain([&["PgDn"; 14][..], &["Tab"; 30]].concat());
            let is_reached = ways.into_iter().any(|key| {
                screen.press(key);
                !screen.text().contains(SIGN)
            });
            if !is_reached {
                wrong.push(format!("{} {size:?}\n{}", stop.name, screen.text()));
            }
        }
    }
    assert!(wrong.is_empty(), "{} screens\n{}", wrong.len(), wrong.join("\n\n"));
}

#[test]
fn a_form_stands_beside_its_list_where_there_is_room() {
    for (columns, is_beside) in [(60, false), (80, false), (99, false), (100, true), (120, true), (200, true)] {
        let size = Size { columns, rows: 40 };
        let mut screen = Screen::open(Language::Dutch, size, shipped(FULL));
        screen.go_to("actions");
        let second = screen.session().actions[1].what.0.clone();
        let begin: String = second.chars().take(20).collect();
        screen.press("Enter");
        assert_eq!(screen.text().contains(&begin), is_beside, "{columns}\n{}", screen.text());
        // What is typed goes into the same place.
        screen.press("End ‘, en meer’ Esc");
        assert!(screen.session().actions[0].what.ends_with(", en meer"));
    }
}

#[test]
fn the_figures_that_differ_most_come_first_and_bars_and_numbers_have_one_measure() {
    use werksessie::domain::sums::{by_difference, share_of_difference};
    let session = shipped(FULL);
    let shares: Vec<Option<i64>> = by_difference(&session)
        .into_iter()
        .map(|it| {
            let elsewhere = [it.municipality.known(), it.country.known()];
            elsewhere.into_iter().find_map(|value| share_of_difference(it, value))
        })
        .collect();
    assert!(shares.windows(2).all(|pair| pair[0] >= pair[1]), "{shares:?}");
    assert!(shares.first().is_some_and(Option::is_some));
    let screen = press(Size { columns: 80, rows: 40 }, "1 1 2 .");
    let first = shares[0].map(|share| format!("{}%", (share + 5) / 10)).expect("a share");
    assert!(screen.text().contains(&first), "{first}\n{}", screen.text());
}

#[test]
fn who_takes_several_entries_along_and_when_is_said_once() {
    for (panel, section) in [("chances", Section::Chances), ("actions", Section::Actions)] {
        let mut screen = Screen::open(Language::Dutch, WIDE, shipped(FULL));
        screen.go_to(panel).press("* * *");
        let marked: Vec<_> = screen.desk().marked.iter().map(|(_, id)| id.clone()).collect();
        assert!(marked.len() >= 3 && screen.text().contains('*'), "{}", screen.text());
        screen.press("=");
        assert!(screen.words().contains(&format!("{} tegelijk", marked.len())), "{}", screen.text());
        screen.press("‘anneke’ Enter Ctrl-u ‘12-12-2026’ Esc");
        let kind = section.kind();
        let field = |meaning| kind.field_that_means(meaning).expect("a field");
        let person = screen.session().people.iter().find(|it| it.name.starts_with("Anneke")).expect("she is there");
        for item in &marked {
            let record = screen.session().find(section, item).expect("it is there");
            let owner = record.value(field(werksessie::domain::record::Meaning::Owner));
            assert_eq!(owner, werksessie::domain::value::Value::Link(person.id.clone()));
            let due = record.value(field(werksessie::domain::record::Meaning::Due));
            assert_eq!(due, werksessie::domain::value::Value::Date(jiff::civil::date(2026, 12, 12)));
        }
        assert!(screen.desk().marked.is_empty() && screen.model.overlays.is_empty());
        let before = screen.session().clone();
        screen.press("Ctrl-z");
        let changed = |item: &&werksessie::domain::id::Id| {
            let value = |session: &Session| {
                session.find(section, item).map(|it| it.value(field(werksessie::domain::record::Meaning::Due)))
            };
            value(&before) != value(screen.session())
        };
        assert_eq!(marked.iter().filter(changed).count(), marked.len(), "one undo for all");
    }
}

#[test]
fn who_takes_several_items_of_the_checklist_and_when_is_said_once() {
    let mut screen = Screen::open(Language::Dutch, WIDE, empty());
    // Marked from the last to the first: they stand in the order of the list all the same.
    screen.press("n").go_to("people").press("n ‘Joke de Wit’ Esc").go_to("checklist");
    screen.press("Down Down Down * Up Up * =");
    assert!(screen.words().contains("2 tegelijk"), "{}", screen.text());
    screen.press("‘joke’ Enter ‘12-12-2026’ Esc");
    let session = screen.session();
    let person = &session.people[0].id;
    let taken: Vec<_> = session.answers.iter().filter(|answer| answer.owner.is(person)).collect();
    let ids: Vec<_> = taken.iter().map(|answer| answer.id.as_str()).collect();
    assert_eq!(ids.len(), 2, "{}", screen.text());
    assert!(
        ids.is_sorted() && taken.iter().all(|it| it.date.known() == Some(jiff::civil::date(2026, 12, 12))),
        "{ids:?}"
    );
    assert!(screen.desk().marked.is_empty());
    let both = screen.text().matches("Joke de Wit").count();
    assert_eq!(both, 2, "{}", screen.text());
}

#[test]
fn where_there_is_no_session_yet_enter_begins_the_first() {
    for size in [NARROW, WIDE] {
        let mut screen = Screen::start(Language::Dutch, size);
        screen.send(FolderMsg::AllRead);
        assert!(screen.words().contains("Druk op Enter"), "{}", screen.text());
        screen.press("Enter ‘Vogelwijk’ Esc");
        assert!(screen.effects.iter().any(|effect| matches!(effect, Effect::Create(_))), "{}", screen.text());
    }
}

#[test]
fn a_letter_that_does_nothing_is_answered() {
    for (panel, key) in [("people", "*"), ("checklist", "n"), ("participants", "Enter"), ("deviation", "z")] {
        let mut screen = Screen::open(Language::Dutch, NARROW, empty());
        screen.go_to(panel).press(key);
        assert!(screen.notice().contains("doet hier niets"), "{panel} {key}\n{}", screen.text());
        screen.press("Tab");
        assert!(screen.notice().is_empty(), "{}", screen.text());
    }
}

#[test]
fn no_two_signs_stand_in_a_row_behind_what_is_asked_about() {
    let mut screen = Screen::open(Language::Dutch, WIDE, empty());
    screen.press("p ‘Wie belt de school?’ Esc 0 0 1");
    assert!(screen.words().contains("Wie belt de school?") && !screen.words().contains("?:"), "{}", screen.text());
}

#[test]
fn a_step_is_called_the_same_whether_it_is_open_or_not() {
    for language in [Language::Dutch, Language::English] {
        for columns in 60..=100 {
            let mut screen = Screen::open(language, Size { columns, rows: 24 }, empty());
            let names: Vec<String> = (0..8).map(|step| screen.press(&step.to_string()).rows()[1].clone()).collect();
            assert!(names.iter().all(|row| *row == names[0]), "{columns}: {names:#?}");
        }
    }
}

#[test]
fn the_wall_shows_at_most_nine_lines_with_white_between_and_the_time() {
    for size in [NARROW, WIDE] {
        for panel in ["actions", "people", "indicators", "checklist", "themes"] {
            let mut screen = Screen::open(Language::Dutch, size, shipped(FULL));
            screen.go_to(panel).press("F5");
            for _ in 0..screen.desk().rows(&screen.context.guide) {
                let rows = screen.rows();
                let body = &rows[4..usize::from(size.rows) - 2];
                let lines = body.iter().filter(|row| !row.trim().is_empty()).count();
                // The first activity stands below the checklist, in two lines and its name.
                assert!(lines <= 12 && body.iter().any(|row| row.trim().is_empty()), "{}", screen.text());
                let items = body.iter().filter(|row| row.contains(['○', '◐', '✓', '–'])).count();
                assert!(items <= 9, "{}", screen.text());
                screen.press("Down");
            }
        }
        let mut screen = press(size, "3 F5");
        screen.send(Msg::Moment { today: screen.model.today, now: time(15, 7, 0, 0) });
        assert_eq!(screen.text().contains("15:07"), size == NARROW, "large where there is room\n{}", screen.text());
        assert_eq!(screen.model.changes_after(), Some(60));
    }
}

#[test]
fn every_answer_of_the_checklist_does_something_with_the_key_of_its_state() {
    let guide = &context(Language::Dutch).guide;
    let questions = guide.structure.list("follow_up").expect("the checklist").asked(&empty()).len();
    assert_eq!(questions, 21);
    for number in 0..questions {
        let mut screen = Screen::open(Language::Dutch, WIDE, shipped(FULL));
        screen.go_to("checklist").press(&"Down ".repeat(number));
        let (before, below) = (screen.session().clone(), screen.model.overlays.len());
        screen.press("Space");
        let is_open = screen.model.overlays.len() > below;
        assert!(is_open || *screen.session() != before, "{}", screen.text());
    }
}

#[test]
fn what_is_asked_of_a_field_stands_in_its_row_too() {
    for size in [NARROW, WIDE] {
        let mut screen = Screen::open(Language::Dutch, size, empty());
        screen.go_to("neighbourhood");
        assert!(!screen.words().contains("15.000"));
        screen.press("Down Down Enter ‘18.000’ Esc Esc");
        assert_eq!(screen.session().the_neighbourhood().residents.known(), Some(18_000));
        screen.go_to("people").go_to("neighbourhood");
        assert!(screen.words().contains("· 18.000 bewoners"), "{}", screen.text());
    }
}

#[test]
fn going_on_does_not_go_round_in_a_form_and_behind_its_last_field_enter_closes_it() {
    for size in [NARROW, WIDE] {
        let mut screen = Screen::open(Language::Dutch, size, empty());
        screen.go_to("neighbourhood").press("Enter ‘Wijk’ Down Down Down Down Down Down ‘x’");
        assert!(screen.text().contains("Laatste veld"), "{}", screen.text());
        assert!(screen.notice().contains("niets mee gedaan"), "{}", screen.text());
        assert!(screen.words().contains("Enter klaar"), "{}", screen.text());
        let name = screen.session().the_neighbourhood().name.0.clone();
        assert!(name.ends_with("Wijk"), "{name}");
        screen.press("Enter");
        assert!(screen.model.overlays.is_empty());
        // A last field of several lines keeps Enter for itself, and Tab goes behind it.
        screen.go_to("vision").press("Enter ‘Samen’ Enter ‘sterk’ Tab");
        assert_eq!(screen.session().the_meeting().vision.0, "Samen\nsterk");
    }
}

#[test]
fn a_form_about_the_session_is_called_as_its_panel() {
    for (panel, title) in [("ambition", "Ambitie"), ("vision", "Visie"), ("meeting", "Vandaag")] {
        let mut screen = Screen::open(Language::Dutch, NARROW, empty());
        screen.go_to(panel).press("Enter");
        let row = screen.rows().into_iter().skip(4).find(|row| !row.trim().is_empty()).unwrap_or_default();
        assert!(row.contains(title), "{}", screen.text());
    }
}

#[test]
fn nothing_typed_in_the_form_of_a_new_session_is_thrown_away() {
    for (keys, what) in
        [("Down Ede", "municipality"), ("Down Down morgenochtend", "date"), ("Down Down Down Down 2000", "residents")]
    {
        let mut screen = Screen::start(Language::Dutch, NARROW);
        let (moves, text) = keys.rsplit_once(' ').expect("words");
        screen.press(&format!("n {moves} ‘{text}’ Esc"));
        let is_made = screen.effects.iter().any(|effect| matches!(effect, Effect::Create(_)));
        assert!(is_made, "{what}\n{}", screen.text());
    }
    let mut screen = Screen::start(Language::Dutch, NARROW);
    screen.press("n Esc");
    assert!(screen.effects.iter().any(|effect| matches!(effect, Effect::Abandon)));
    assert!(screen.notice().contains("geen sessie gemaakt"), "{}", screen.text());
}

#[test]
fn the_clock_without_an_agenda_goes_where_one_is_made() {
    let mut screen = Screen::open(Language::Dutch, NARROW, empty());
    screen.go_to("actions").press("t");
    assert!(screen.notice().contains("nog geen agenda"), "{}", screen.text());
    screen.press("n ‘Welkom’ Esc t");
    assert_eq!(screen.session().agenda.len(), 1);
    assert!(matches!(screen.model.overlays.last(), Some(werksessie::tui::model::Overlay::Clock { .. })));
}

#[test]
fn undoing_tells_what_really_changed_and_calls_a_new_item_by_its_name() {
    let mut screen = Screen::open(Language::Dutch, NARROW, empty());
    screen.go_to("people").press("n ‘Els Jansen’ Esc u");
    assert!(screen.notice().contains("Nieuwe persoon: ‘Els Jansen’"), "{}", screen.text());
    screen.press("n ‘Mehmet’ Esc w w h Esc u");
    assert!(screen.notice().contains("tot"), "{}", screen.text());
    assert!(!screen.notice().contains("niets veranderd"), "{}", screen.text());
}

#[test]
fn a_large_window_tells_below_the_panel_what_the_step_still_asks_and_takes_nothing_for_it() {
    let large = Size { columns: 200, rows: 60 };
    let mut screen = press(large, "");
    screen.go_to("interests");
    let words = &context(Language::Dutch).words.screen;
    let told = screen.words();
    assert!(told.contains(&words.tips) && told.contains(&words.step_asks), "{}", screen.text());
    assert!(told.contains("namens de verzekeraar: nog gezocht"), "{}", screen.text());
    // Below the rows that a panel uses, and above the keys.
    let at = |text: &str, screen: &Screen| screen.rows().iter().position(|row| row.contains(text));
    assert!(at(&words.tips, &screen) > at("Nog geen belangen", &screen), "{}", screen.text());
    for size in [NARROW, Size { columns: 80, rows: 24 }] {
        let small = press(size, "3 3 5").words();
        assert!(!small.contains(&words.step_asks), "{small}");
    }
    // Where a panel fills its rows, and on the wall, nothing is told besides.
    screen.go_to("people").send(Msg::Resize(Size { columns: 200, rows: 24 }));
    assert!(!screen.words().contains(&words.step_asks), "{}", screen.text());
    screen.go_to("interests").press("F5");
    assert!(!screen.words().contains(&words.tips), "{}", screen.text());
}

#[test]
fn no_two_fields_of_a_question_are_called_the_same() {
    let mut forms = 0;
    for size in [NARROW, WIDE] {
        for list in &context(Language::Dutch).guide.structure.lists {
            for question in list.questions() {
                let session = shipped(FULL);
                let form = Form::of_answer(&session, list, question, &question.id);
                let mut screen = Screen::open(Language::Dutch, size, session);
                screen.model.overlays.push(form.into());
                let named: Vec<String> = form_in_words(&screen.model, screen.context);
                let labels: Vec<&str> =
                    named.iter().filter_map(|line| line.split_once(": ")).map(|(label, _)| label).collect();
                forms += 1;
                for (at, label) in labels.iter().enumerate() {
                    assert!(!labels[..at].contains(label), "{}: {labels:?}", question.id);
                }
            }
        }
    }
    assert!(forms > 100, "{forms}");
}

#[test]
fn what_is_cut_is_cut_between_words_where_half_of_it_is_left() {
    for (text, most, expected) in [
        ("Sociale kaart nalopen en afdrukken", 24, "Sociale kaart nalopen …"),
        ("Sociale kaart nalopen en afdrukken", 25, "Sociale kaart nalopen en…"),
        ("Sociale kaart", 13, "Sociale kaart"),
        ("Wijkgezondheidsprofiel maken", 12, "Wijkgezondh…"),
        ("De wijkgezondheidsprofielen", 12, "De wijkgezo…"),
        ("Één kopje thee bij Ayşe", 19, "Één kopje thee bij…"),
        ("Één kopje theeën bij Ayşe", 14, "Één kopje …"),
    ] {
        assert_eq!(shorten(text, most), expected);
    }
    // Cells hold as many letters as there are columns, and none is cut in the middle of a word.
    let mut screen = Screen::open(Language::Dutch, NARROW, shipped(FULL));
    screen.press("Down");
    assert!(screen.text().contains("naar …") || screen.text().contains("zelf …"), "{}", screen.text());
}

#[test]
fn what_is_filled_in_of_a_new_session_is_undone_and_redone_in_its_form() {
    let mut screen = Screen::start(Language::Dutch, WIDE);
    screen.send(FolderMsg::AllRead);
    screen.press("n ‘Lindenkwartier’ Enter ‘Zwolle’ Ctrl-z");
    let place = screen.session().the_neighbourhood();
    assert!(place.municipality.is_empty() && !place.name.is_empty(), "{}", screen.text());
    assert!(screen.notice().contains("gemeente: weer leeg"), "{}", screen.notice());
    screen.press("Ctrl-z");
    assert!(screen.session().the_neighbourhood().name.is_empty(), "{}", screen.text());
    screen.press("Ctrl-y Ctrl-y");
    let place = screen.session().the_neighbourhood().clone();
    assert_eq!((place.name.0.as_str(), place.municipality.0.as_str()), ("Lindenkwartier", "Zwolle"));
    screen.press("Ctrl-z ‘Zwolle-Zuid’ Esc");
    let made = screen.effects.iter().rev().find_map(|effect| match effect {
        Effect::Create(session) => Some(session.the_neighbourhood().municipality.0.clone()),
        _ => None,
    });
    assert_eq!(made.as_deref(), Some("Zwolle-Zuid"));
}

#[test]
fn a_block_of_the_clock_is_called_by_its_whole_name_where_there_are_rows_for_it() {
    let mut session = shipped(FULL);
    let long = "Elkaar leren kennen met soep en brood en een rondje langs de tafels";
    let what = Edit::set(Section::Agenda, &session.agenda[0].id.clone(), Block::what, Value::text(long));
    apply(&mut session, what).expect("it fits");
    let mut screen = Screen::open(Language::Dutch, NARROW, session);
    screen.press("t");
    assert!(screen.words().contains("rondje langs") && screen.words().contains("de tafels"), "{}", screen.text());
    assert!(!screen.text().contains('…'), "{}", screen.text());
}

#[test]
fn a_step_is_called_the_same_above_the_panels_and_in_the_cycle() {
    for &language in Language::ALL {
        for size in [NARROW, WIDE] {
            let mut screen = Screen::open(language, size, shipped(FULL));
            screen.go_to("cycle");
            let rows = screen.rows();
            for number in 1..=6 {
                let (_, from) = rows[1].split_once(&format!("{number} ")).expect("a step");
                let (name, _) = from.split_once(&format!(" {} ", number + 1)).expect("the next step");
                let called = format!(" {number} {} ", name.trim());
                assert!(rows[3..].iter().any(|row| format!("{row} ").contains(&called)), "{called}\n{}", screen.text());
            }
        }
    }
}
