//! A work session with the keyboard alone: keys as they are pressed, and what is in the session, on the screen or on its
//! way to the disk after them. The scripts stand in `tests/scripts`; everything is drawn after every key.

use std::fs;
use std::path::Path;

use werksessie::domain::conflict::{Origin, Origins};
use werksessie::domain::edit::{Edit, apply};
use werksessie::domain::id::Id;
use werksessie::domain::problem::{Position, Trouble, Unkept};
use werksessie::domain::question::state;
use werksessie::domain::record::Record;
use werksessie::domain::session::{Section, Session};
use werksessie::domain::sharing::{ShareStep, Stop};
use werksessie::domain::value::{ChoiceSet, Kind, Value};
use werksessie::i18n::language::Language;
use werksessie::store::form::reading::parse;
use werksessie::store::form::text::print;
use werksessie::tui::model::Saving;
use werksessie::tui::model::form::Editor;
use werksessie::tui::update::{Effect, ExchangeMsg, FileMsg, Msg};

use crate::support::screen::{BEGUN, FULL, NARROW, Screen, WIDE, empty, shipped};
use crate::support::tour;

/// Keys, and what holds after them; [`check`] tells how that is written.
struct Script {
    name: String,
    start: String,
    keys: String,
    promises: Vec<String>,
}

fn begin(start: &str) -> Screen {
    let (start, panel) = start.split_once(' ').unwrap_or((start, ""));
    let mut screen = match start {
        "start" => Screen::start(Language::Dutch, WIDE),
        "sessions" => tour::some_sessions(Language::Dutch, WIDE),
        "empty" => Screen::open(Language::Dutch, WIDE, empty()),
        "begun" => Screen::open(Language::Dutch, WIDE, shipped(BEGUN)),
        "full" | "unsaved" => Screen::open(Language::Dutch, WIDE, shipped(FULL)),
        "second" => Screen::open_second(Language::Dutch, WIDE),
        "english" => Screen::open(Language::English, NARROW, shipped(BEGUN)),
        "recovery" => Screen::open_after(Language::Dutch, WIDE, shipped(FULL), tour::recovery()),
        _ => panic!("no start {start}"),
    };
    if start == "unsaved" {
        screen.send(FileMsg::NotSaved(Trouble::Full));
    }
    if !panel.is_empty() {
        screen.go_to(panel);
    }
    screen
}

/// The session as the keys left it: the open one, the one being made, or the one that was made.
fn session(screen: &Screen) -> &Session {
    let made = screen.effects.iter().rev().find_map(|effect| match effect {
        Effect::Create(session) => Some(&**session),
        _ => None,
    });
    match (&screen.model.screen, made) {
        (werksessie::tui::model::Screen::Start(_), Some(made)) => made,
        _ => screen.session(),
    }
}

fn record<'session>(session: &'session Session, section: Section, which: &str) -> Option<&'session dyn Record> {
    let table = session.table(section);
    match which {
        "last" => table.get(table.len().checked_sub(1)?),
        which => match which.parse() {
            Ok(position) => table.get(position),
            Err(_) => session.find(section, &Id::new(which)),
        },
    }
}

/// A value in a few letters: a link by the name of what it points at.
fn told(session: &Session, section: Section, field: usize, value: &Value) -> String {
    let name = |section: Section, id: &str| {
        session.find(section, &Id::new(id)).map_or("dangling".to_owned(), |record| match record.value(0) {
            Value::Text(name) => name,
            other => format!("{other:?}"),
        })
    };
    match (value, section.kind().fields[field].kind) {
        (Value::Empty, _) => "nothing".to_owned(),
        (Value::Text(text), _) => text.clone(),
        (Value::AsTyped(text), _) => format!("? {text}"),
        (Value::Date(date), _) => date.to_string(),
        (Value::Time(time), _) => time.strftime("%H:%M").to_string(),
        (Value::Whole(number), _) => number.to_string(),
        (Value::Decimal(number), _) => number.to_string(),
        (Value::Yes, _) => "yes".to_owned(),
        (Value::Choice(word), _) => (*word).to_owned(),
        (Value::Link(id), Kind::Link(to)) => name(to, id.as_str()),
        (Value::Set(members), Kind::Links(to)) => {
            let mut names: Vec<String> = members.iter().map(|id| name(to, id)).collect();
            names.sort();
            names.join(", ")
        }
        (Value::Set(members), _) => members.join(", "),
        (Value::Scores(scores), _) => scores.iter().map(ToString::to_string).collect::<Vec<_>>().join(" "),
        (other, _) => format!("{other:?}"),
    }
}

/// What a promise asks for, and what is there.
///
/// `actions/last/what = Flyer` a value by its place; `actions/# = 3` how many; `state/follow_up.1.1 = done`; `at = web 0`
/// the panel in front and the row; `top = nothing` what lies on top; `shows` and `hides` words on the screen; `asks` and
/// `asks not` an effect; `as it began` the session.
fn check(screen: &Screen, before: &str, promise: &str) -> Result<(), String> {
    let contains = |text: &str, wanted: &str, is_wanted: bool| {
        let holds = text.contains(wanted) == is_wanted;
        if holds { Ok(()) } else { Err(format!("{promise:?} does not hold:\n{text}")) }
    };
    if let Some(wanted) = promise.strip_prefix("shows ") {
        return contains(&screen.words(), wanted, true);
    }
    if let Some(wanted) = promise.strip_prefix("hides ") {
        return contains(&screen.words(), wanted, false);
    }
    if let Some(wanted) = promise.strip_prefix("asks not ") {
        return contains(&format!("{:?}", screen.effects), wanted, false);
    }
    if let Some(wanted) = promise.strip_prefix("asks ") {
        return contains(&format!("{:?}", screen.effects), wanted, true);
    }
    if promise == "as it began" {
        let now = print(session(screen));
        return if now == before { Ok(()) } else { Err(format!("the session is another one:\n{now}")) };
    }
    let (what, wanted) = promise.split_once(" = ").unwrap_or_else(|| panic!("no promise: {promise}"));
    let found = found(screen, what);
    if found == wanted { Ok(()) } else { Err(format!("{what} is {found:?} and not {wanted:?}\n{}", screen.text())) }
}

fn found(screen: &Screen, what: &str) -> String {
    let guide = &screen.context.guide;
    match what {
        "at" => {
            let desk = screen.desk();
            return format!("{} {}", desk.panel(guide).id, desk.selected(guide));
        }
        "top" => {
            let top = screen.model.overlays.last();
            let sought = top.and_then(|top| top.chooser()).map(|chooser| format!("{:?}", chooser.sought));
            let name = sought.or_else(|| top.map(|top| format!("{top:?}"))).unwrap_or("nothing".to_owned());
            return name.split(|letter: char| !letter.is_alphanumeric()).next().unwrap_or_default().to_owned();
        }
        "typing" => {
            return screen.model.form().map_or(String::new(), |(form, _)| match &form.editor {
                werksessie::tui::model::form::Editor::Text { field, .. } => field.text().to_owned(),
                other => format!("{other:?}"),
            });
        }
        _ => {}
    }
    let session = session(screen);
    let mut parts = what.split('/');
    let (section, which, field) = (parts.next().unwrap_or(""), parts.next().unwrap_or(""), parts.next());
    if section == "state" {
        let (_, question) = guide.structure.question(which).unwrap_or_else(|| panic!("no question {which}"));
        return state(&question.kind, session.answer(which), session).word().to_owned();
    }
    let section = Section::named(section).unwrap_or_else(|| panic!("no section {section}"));
    if which == "#" {
        return session.table(section).len().to_string();
    }
    let Some(record) = record(session, section, which) else { return "not there".to_owned() };
    let name = field.unwrap_or_else(|| panic!("no field: {what}"));
    let field = section.kind().position(name).unwrap_or_else(|| panic!("no field {name}"));
    told(session, section, field, &record.value(field))
}

/// The scripts of a file: `# name`, then `start: keys`, then a promise on each line; an empty line between two.
fn scripts(file: &str) -> Vec<Script> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/scripts").join(file).with_extension("txt");
    let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let script = |block: &str| {
        let mut lines = block.lines().map(unescaped);
        let name = lines.next().unwrap_or_default();
        let keys = lines.next().unwrap_or_default();
        let (start, keys) = keys.split_once(':').unwrap_or_else(|| panic!("{file}: no keys: {block}"));
        let promises: Vec<String> = lines.map(|line| line.trim_start().to_owned()).collect();
        assert!(!promises.is_empty(), "{file}: {name} promises nothing");
        Script { name, start: start.to_owned(), keys: keys.to_owned(), promises }
    };
    text.split("\n\n").map(script).collect()
}

/// `\n`, `\r` and `\u{202e}` as in a Rust text.
fn unescaped(line: &str) -> String {
    let mut plain = String::new();
    let mut rest = line;
    while let Some((before, escape)) = rest.split_once('\\') {
        plain.push_str(before);
        let (letter, after) = match escape.strip_prefix("u{").and_then(|code| code.split_once('}')) {
            Some((code, after)) => (u32::from_str_radix(code, 16).ok().and_then(char::from_u32), after),
            None => (
                match &escape[..1] {
                    "n" => Some('\n'),
                    "r" => Some('\r'),
                    _ => None,
                },
                &escape[1..],
            ),
        };
        plain.push(letter.unwrap_or_else(|| panic!("no letter: {line}")));
        rest = after;
    }
    plain + rest
}

fn run(file: &str) {
    let scripts = scripts(file);
    let mut wrong = Vec::new();
    for Script { name, start, keys, promises } in &scripts {
        let mut screen = begin(start);
        let before = screen.model.desk().map_or(String::new(), |desk| print(&desk.session));
        screen.press(keys);
        for promise in promises {
            if let Err(broken) = check(&screen, &before, promise) {
                wrong.push(format!("{name} [{start}] {keys}\n{broken}"));
            }
        }
        // Whatever was done, the session is one that a file can hold.
        if screen.model.desk().is_some() {
            let session = screen.session();
            assert_eq!(parse(&print(session)).as_ref(), Ok(session), "{name}");
        }
    }
    assert!(wrong.is_empty(), "{}\n{} of {} scripts", wrong.join("\n\n"), wrong.len(), scripts.len());
}

#[test]
fn a_session_is_made_with_a_few_keys() {
    run("a_session_is_made_with_a_few_keys");
}

#[test]
fn every_panel_is_three_keys_away() {
    run("every_panel_is_three_keys_away");
}

#[test]
fn who_is_there_is_told_with_one_key() {
    run("who_is_there_is_told_with_one_key");
}

#[test]
fn choices_are_taken_by_their_key() {
    run("choices_are_taken_by_their_key");
}

#[test]
fn enter_keeps_and_goes_on() {
    run("enter_keeps_and_goes_on");
}

#[test]
fn records_of_every_step_are_filled_in() {
    run("records_of_every_step_are_filled_in");
}

#[test]
fn dates_are_typed_as_people_say_them() {
    let cases = [
        ("12-3", "2027-03-12"),
        ("12 maart", "2027-03-12"),
        ("1-11", "2026-11-01"),
        ("+2w", "2026-12-06"),
        ("over 2 weken", "2026-12-06"),
        ("vr", "2026-11-27"),
        ("morgen", "2026-11-23"),
        ("eens", "? eens"),
        ("31-2", "? 31-2"),
        ("", "nothing"),
    ];
    for (typed, expected) in cases {
        let mut screen = begin("begun actions");
        screen.press(&format!("n Tab Tab ‘{typed}’"));
        let row = |sign: char| screen.rows().iter().any(|row| row.contains(&format!("  {sign} ")));
        assert_eq!(
            (row('='), row('?')),
            (expected.starts_with('2'), expected.starts_with('?')),
            "{typed}\n{}",
            screen.text()
        );
        screen.press("Tab");
        let is_explained = screen.words().contains("nog geen datum");
        assert_eq!(is_explained, expected.starts_with('?'), "{typed}");
        screen.press("Shift-Tab Esc");
        if !expected.starts_with("nothing") {
            check(&screen, "", &format!("actions/0/due = {expected}"))
                .unwrap_or_else(|broken| panic!("{typed}: {broken}"));
        }
    }
}

#[test]
fn people_are_found_by_name() {
    run("people_are_found_by_name");
}

#[test]
fn nothing_typed_is_lost_and_letters_are_text() {
    run("nothing_typed_is_lost_and_letters_are_text");
}

#[test]
fn what_was_done_can_be_undone() {
    run("what_was_done_can_be_undone");
}

#[test]
fn things_are_written_down_from_anywhere() {
    run("things_are_written_down_from_anywhere");
}

#[test]
fn every_kind_of_question_of_the_checklist_is_answered() {
    run("every_kind_of_question_of_the_checklist_is_answered");
}

#[test]
fn what_came_along_is_decided_one_by_one() {
    run("what_came_along_is_decided_one_by_one");
}

#[test]
fn trouble_is_told_and_nothing_is_chosen_silently() {
    run("trouble_is_told_and_nothing_is_chosen_silently");
}

#[test]
fn sharing_is_one_key_and_never_waits() {
    run("sharing_is_one_key_and_never_waits");
}

#[test]
fn how_sharing_ended_is_told_wherever_one_is() {
    let (offline, conflicts) = (Err(Stop::Offline), Err(Stop::NewConflicts(Vec::new())));
    let cases = [
        ("g Enter", Ok(()), "", "Sharing", "Gedeeld."),
        ("g Enter", Ok(()), "Esc g", "Share", "Wil je er iets bij schrijven"),
        ("g Enter Esc", Ok(()), "", "nothing", "→ Gedeeld."),
        ("g Enter", offline.clone(), "", "Sharing", "niet te bereiken"),
        ("g Enter Esc", offline.clone(), "", "nothing", "Met toets g zie je"),
        ("g Enter Esc", offline.clone(), "g", "Sharing", "niet te bereiken"),
        ("g Enter Esc", offline, "g Esc g", "Share", "Wil je er iets bij schrijven"),
        ("g Enter", conflicts.clone(), "", "Sharing", "c twee versies"),
        ("g Enter", conflicts.clone(), "c", "Resolver", "Soep koken op donderdag"),
        ("g Enter Esc", conflicts.clone(), "c", "Resolver", "Soep koken op donderdag"),
        ("g Enter Esc Enter", conflicts, "", "Form", "Kies straks met toets c"),
    ];
    for (keys, end, after, top, shown) in cases {
        let mut screen = begin("full actions");
        screen.press(keys).send(ExchangeMsg::Shared(ShareStep::Sent));
        if end == Err(Stop::NewConflicts(Vec::new())) {
            screen.send(tour::theirs_disagrees(&screen));
        }
        screen.send(ExchangeMsg::SharingEnded(end));
        screen.press(after);
        for promise in [format!("top = {top}"), format!("shows {shown}")] {
            check(&screen, "", &promise).unwrap_or_else(|broken| panic!("{keys} | {after}: {broken}"));
        }
    }
    // What came into the folder is read anew.
    for (step, is_read) in [(ShareStep::Merged, true), (ShareStep::Sent, false)] {
        let mut screen = begin("sessions");
        screen.press("g Enter").send(ExchangeMsg::Shared(step));
        screen.send(ExchangeMsg::SharingEnded(Ok(())));
        assert_eq!(screen.effects.contains(&Effect::ReadFolder), is_read);
    }
}

#[test]
fn who_wrote_what_is_told_of_the_session_that_is_open() {
    let mut screen = begin("full");
    screen.send(tour::theirs_disagrees(&screen));
    screen.press("c");
    assert!(screen.effects.contains(&Effect::FindOrigins));
    let conflict = screen.session().conflicts[0].id.clone();
    let ahmed = Origin { author: "Ahmed".to_owned(), date: jiff::civil::date(2026, 3, 9) };
    let origins = vec![(conflict, Origins { other: Some(ahmed), ..Origins::default() })];
    screen.send(FileMsg::Origins { path: "sessions/ander.ron".into(), origins: origins.clone() });
    assert!(!screen.words().contains("Ahmed"));
    screen.send(FileMsg::Origins { path: "sessions/proef.ron".into(), origins });
    assert!(screen.words().contains("De ander schreef · Ahmed, ma 9 mrt"), "{}", screen.text());
}

#[test]
fn a_file_that_changed_is_told_at_once_or_after_the_word() {
    let mut screen = begin("full actions");
    screen.send(FileMsg::ChangedOnDisk);
    assert_eq!(found(&screen, "top"), "Changed");
    screen.press("l");
    assert!(screen.effects.contains(&Effect::Reload));

    let mut screen = begin("full actions");
    screen.press("Enter End ‘x’").send(FileMsg::ChangedOnDisk);
    assert_eq!(found(&screen, "top"), "Form", "a word is not broken off");
    assert!(screen.words().contains("Iemand anders heeft deze sessie ook gewijzigd"));
    screen.press("Esc");
    assert!(screen.words().contains("iemand anders schreef ook"), "{}", screen.text());
    screen.press("q");
    assert_eq!(found(&screen, "top"), "Leaving");
}

/// Text that came in at once without being marked as a paste: where it came, and what it did.
const AT_ONCE: &[(&str, &str, &[&str])] = &[
    ("full actions", "Koffie met de buren\rdxqn", &["as it began", "top = Import"]),
    ("full cycle", "Lindenkwartier", &["as it began", "shows er is niets mee gedaan", "shows Parkeer het met p"]),
    ("start", "Koffie met de buren", &["shows Open eerst een vak"]),
    ("full people", "Naam;Organisatie\rAnna Jansen;GGD\rPiet Bos;Buurthuis", &["as it began", "top = Import"]),
    ("full agreements", "Naam\tWat\rAnna Jansen\tkoken\r", &["as it began"]),
    ("empty stands", "niemand kwam hier", &["as it began"]),
    ("empty chances", "Koffie met de buren\r", &["chances/0/what = Koffie met de buren"]),
];

#[test]
fn what_is_pasted_without_a_mark_runs_no_command() {
    for (start, text, promises) in AT_ONCE {
        for is_marked in [false, true] {
            let mut screen = begin(start);
            let before = if *start == "start" { String::new() } else { print(session(&screen)) };
            let text = (*text).to_owned();
            screen.send(if is_marked { Msg::Paste(text) } else { Msg::AtOnce(text) });
            for promise in promises.iter().filter(|promise| !is_marked || !promise.contains("chances")) {
                check(&screen, &before, promise)
                    .unwrap_or_else(|broken| panic!("{start}, marked {is_marked}: {broken}"));
            }
        }
    }
    // What has no place is parked with one key, and only with the next one.
    for (keys, wanted) in [("p Esc", "Koffie met de buren"), ("Down p ‘Iets anders’ Esc", "Iets anders")] {
        let mut screen = begin("full cycle");
        screen.send(Msg::AtOnce("Koffie met de buren".to_owned()));
        screen.press(keys);
        check(&screen, "", &format!("parked/last/text = {wanted}")).unwrap_or_else(|broken| panic!("{keys}: {broken}"));
    }
}

#[test]
fn what_was_typed_ahead_into_a_form_is_typed() {
    let mut screen = begin("empty decisions");
    screen.press("n");
    screen.send(Msg::AtOnce("Soep uitdelen\rOmdat het kan".to_owned()));
    for promise in ["decisions/last/what = Soep uitdelen", "shows Omdat het kan"] {
        check(&screen, "", promise).unwrap_or_else(|broken| panic!("{broken}"));
    }
    // Where the field for text is gone in the middle of it, the rest is no command.
    let mut screen = begin("full actions");
    let before = print(screen.session());
    screen.press("/");
    screen.send(Msg::AtOnce("soeptafel\rdood en dxq".to_owned()));
    check(&screen, &before, "as it began").unwrap_or_else(|broken| panic!("{broken}"));
}

#[test]
fn the_names_that_were_chosen_stand_whole_while_one_more_is_typed() {
    let mut screen = Screen::open(Language::Dutch, NARROW, shipped(FULL));
    let names = ["Karim Bouzidi", "Sandra Blok", "Anneke Bos", "Joost van der Wal"];
    screen.go_to("decisions").press("n ‘Samen’ Shift-Tab");
    for name in names {
        screen.press(&format!("‘{name}’ Right Enter"));
    }
    screen.press("‘Ann’");
    for name in names {
        assert!(screen.text().contains(name), "{name}:\n{}", screen.text());
    }
}

#[test]
fn saved_is_shown_only_when_the_last_change_is() {
    let mut screen = begin("full actions");
    screen.press("Down Down Down Space u");
    let revision = screen.desk().revision;
    assert_eq!(screen.desk().saving, Saving::Underway);
    screen.send(FileMsg::Saved { revision: revision - 1 });
    assert!(!screen.words().contains("opgeslagen"), "{}", screen.text());
    screen.send(FileMsg::Saved { revision });
    assert!(screen.words().contains("● opgeslagen"));
}

#[test]
fn what_does_not_come_along_with_a_save_is_told() {
    let mut screen = begin("full actions");
    let remark = Some(Position { line: 12, column: 5 });
    screen.send(FileMsg::NotKept(Unkept { remark, ..Unkept::NOTHING }));
    assert!(screen.words().contains("Op regel 12 van het bestand"), "{}", screen.text());
    screen.send(FileMsg::NotKept(Unkept { second_name: true, ..Unkept::NOTHING }));
    assert!(screen.words().contains("nog een andere naam"), "{}", screen.text());
}

#[test]
fn a_message_is_shown_to_its_end() {
    let scripts = [
        ("people", "d", "u"),
        ("actions", "Enter Tab Tab Ctrl-u ‘ooit’ Tab", "vr."),
        ("indicators", "Enter Tab Tab Ctrl-u ‘veel’ Tab", "een percentage."),
        ("scores", "r ‘7,5’ Enter", "niets ingevuld."),
        ("decisions", "Enter Shift-Tab ‘Fatma’ Tab", "(persoon)."),
        ("actions", "Down Down Down Down Space u", "weer bezig"),
    ];
    for (panel, keys, end) in scripts {
        let mut screen = Screen::open(Language::Dutch, NARROW, shipped(FULL));
        screen.go_to(panel).press(keys);
        let notice = screen.notice();
        assert!(notice.contains(end), "{keys}: {notice}");
        assert!(screen.words().contains(&notice), "{keys}: {notice}\n{}", screen.text());
    }
}

#[test]
fn the_guide_in_english_knows_the_same_keys() {
    let mut screen = begin("english actions");
    screen.press("n ‘Flyer’ Tab ‘rik’ Tab ‘12 march’ Esc");
    check(&screen, "", "actions/0/due = 2027-03-12").unwrap_or_else(|broken| panic!("{broken}"));
    assert!(screen.words().contains("Flyer"), "{}", screen.text());
}

#[test]
fn the_arrow_goes_by_the_rows_that_are_drawn() {
    for typed in 20..80 {
        let mut screen = Screen::open(Language::Dutch, WIDE, shipped(FULL));
        screen.go_to("actions").press("n ‘Zaal’");
        let takes_lines = |screen: &Screen| {
            screen.model.form().is_some_and(|(form, _)| matches!(form.editor, Editor::Text { lines: true, .. }))
        };
        for _ in 0..30 {
            if !takes_lines(&screen) {
                screen.press("Tab");
            }
        }
        assert!(takes_lines(&screen), "{}", screen.text());
        let at = |screen: &Screen| screen.model.form().map(|(form, _)| form.focus);
        let long = "x".repeat(typed);
        screen.press(&format!("‘{long}’"));
        let drawn = screen.rows().iter().filter(|row| row.contains("xx") || row.trim_end().ends_with(" x")).count();
        let before = at(&screen);
        assert!(drawn > 0, "{}", screen.text());
        screen.press("Up");
        assert_eq!(at(&screen) == before, drawn > 1, "{typed} letters: {}", screen.text());
    }
}

#[test]
fn of_people_without_number_no_sum_is_made_that_is_too_large() {
    let mut session = shipped(FULL);
    let size = Section::Groups.kind().position("size").expect("a field");
    for group in &shipped(FULL).groups {
        let many = Edit::set(Section::Groups, &group.id, size, Value::Whole(4_000_000_000));
        apply(&mut session, many).expect("it fits");
    }
    for panel in ["votes", "scores", "auction"] {
        let mut screen = Screen::open(Language::Dutch, WIDE, session.clone());
        screen.go_to(panel);
        assert!(!screen.text().is_empty());
    }
}

#[test]
fn words_that_are_pasted_behind_others_stand_apart_from_them() {
    let mut screen = Screen::open(Language::Dutch, WIDE, shipped(FULL));
    screen.go_to("choosing").press("“plek voor iedereen” Esc “en gauw” Esc");
    let answers = screen.session().answers.iter().map(|answer| answer.note.to_string());
    let told: Vec<String> = answers.filter(|text| text.contains("plek voor iedereen")).collect();
    assert!(told.iter().all(|text| text.contains("iedereen en gauw")), "{told:?}");
}
