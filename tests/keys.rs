//! A work session with the keyboard alone: keys as a hand presses them, and what is in the session, on the screen or on its
//! way to the disk after them. Everything is drawn after every key.

#[path = "support/screen.rs"]
mod screen;
#[path = "support/tour.rs"]
mod tour;

use werksessie::domain::id::Id;
use werksessie::domain::problem::Trouble;
use werksessie::domain::question::state;
use werksessie::domain::record::Record;
use werksessie::domain::session::{Section, Session};
use werksessie::domain::value::{ChoiceSet, Kind, Value};
use werksessie::guide::Language;
use werksessie::store::read::parse;
use werksessie::store::text::print;
use werksessie::tui::model::{Overlay, Saving};
use werksessie::tui::update::{Effect, Msg};

use screen::{BEGUN, FULL, NARROW, Screen, WIDE, context, empty, shipped};

/// A name, where it starts, the keys, and what holds after them; [`check`] tells how that is written.
type Script = (&'static str, &'static str, &'static str, &'static [&'static str]);

fn begin(start: &str) -> Screen {
    let (start, panel) = start.split_once(' ').unwrap_or((start, ""));
    let mut screen = match start {
        "start" => Screen::start(Language::Dutch, WIDE),
        "sessions" => tour::some_sessions(Language::Dutch, WIDE),
        "empty" => Screen::open(Language::Dutch, WIDE, empty()),
        "begun" => Screen::open(Language::Dutch, WIDE, shipped(BEGUN)),
        "full" => Screen::open(Language::Dutch, WIDE, shipped(FULL)),
        "english" => Screen::open(Language::English, NARROW, shipped(BEGUN)),
        "recovery" => Screen::open_after(Language::Dutch, WIDE, shipped(FULL), tour::recovery()),
        "unsaved" => Screen::open(Language::Dutch, WIDE, shipped(FULL)),
        _ => panic!("no start {start}"),
    };
    if start == "unsaved" {
        screen.send(Msg::NotSaved(Trouble::Full));
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
        if text.contains(wanted) == is_wanted { Ok(()) } else { Err(format!("{promise:?} does not hold:\n{text}")) }
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
            let name = top.map_or("nothing".to_owned(), |top| format!("{top:?}"));
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

fn run(scripts: &[Script]) {
    let mut wrong = Vec::new();
    for (name, start, keys, promises) in scripts {
        let mut screen = begin(start);
        let before = screen.model.desk().map_or(String::new(), |desk| print(&desk.session));
        screen.press(keys);
        for promise in *promises {
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
    run(&[
        (
            "all fields",
            "start",
            "n ‘Vogelwijk’ Enter ‘Merendam’ Enter Ctrl-u ‘12-3’ Enter ‘Kerk’ Enter ‘7.420’ Enter",
            &[
                "asks Create",
                "neighbourhood/0/name = Vogelwijk",
                "neighbourhood/0/municipality = Merendam",
                "meeting/0/date = 2027-03-12",
                "meeting/0/place = Kerk",
                "neighbourhood/0/residents = 7420",
                "top = nothing",
            ],
        ),
        (
            "a name is enough, and today",
            "start",
            "n ‘Vogelwijk’ Esc",
            &["asks Create", "neighbourhood/0/name = Vogelwijk", "meeting/0/date = 2026-11-22"],
        ),
        ("a place is enough", "start", "n Tab Tab Tab ‘Kerk’ Esc", &["asks Create", "meeting/0/place = Kerk"]),
        ("nothing filled in makes nothing", "start", "n Esc", &["asks not Create", "top = nothing"]),
        ("back to a field", "start", "n ‘Vogel’ Tab Shift-Tab ‘wijk’ Esc", &["neighbourhood/0/name = Vogelwijk"]),
        ("a date that is none is kept", "start", "n ‘V’ Tab Tab Ctrl-u ‘ooit’ Esc", &["meeting/0/date = ? ooit"]),
        (
            "the name of the place is shown at once",
            "start",
            "n ‘Vogelwijk’ Tab",
            &["shows Vogelwijk", "shows Nieuwe sessie"],
        ),
        ("open one of the list", "sessions", "Enter", &["asks Open", "asks linden-1.ron"]),
        (
            "one that cannot be read is not opened",
            "sessions",
            "End Enter",
            &["asks not Open", "shows regel 12, teken 9"],
        ),
        ("help and back", "sessions", "? Esc", &["top = nothing", "shows Havenbuurt"]),
        ("a command by its name", "sessions", ": ‘nieuw’ Enter", &["top = NewSession"]),
        ("leave", "sessions", "q", &["asks Leave"]),
    ]);
}

#[test]
fn records_of_every_step_are_filled_in() {
    run(&[
        (
            "a person",
            "empty",
            "0 Tab Tab Tab n ‘Joke de Wit’ Tab ‘Voorzitter’ Esc",
            &[
                "at = people 0",
                "people/0/name = Joke de Wit",
                "people/0/role = Voorzitter",
                "people/0/attendance = present",
                "asks Save",
            ],
        ),
        (
            "one more person",
            "empty people",
            "n ‘Joke’ Ctrl-n ‘Karim’ Ctrl-n ‘Els’ Esc",
            &["people/# = 3", "people/0/name = Joke", "people/1/name = Karim", "people/2/name = Els", "at = people 2"],
        ),
        ("a new one and nothing filled in is none", "empty people", "n Esc", &["people/# = 0", "as it began"]),
        ("Ctrl-n without a word adds nobody", "empty people", "n ‘Joke’ Ctrl-n Esc", &["people/# = 1"]),
        (
            "a figure with a decimal comma",
            "empty",
            "1 Tab Tab n ‘Eenzaam’ Tab ‘%’ Tab ‘43,9’ Tab ‘46.2’ Tab ‘-1.234,5’ Esc",
            &[
                "indicators/0/neighbourhood = 43.9",
                "indicators/0/municipality = 46.2",
                "indicators/0/country = -1234.5",
            ],
        ),
        (
            "a figure in English",
            "english indicators",
            "Enter Tab Tab Ctrl-u ‘1,234.5’ Esc",
            &["indicators/0/neighbourhood = 1234.5"],
        ),
        (
            "a figure that is none is kept and explained",
            "empty indicators",
            "n Tab Tab ‘veel’ Esc",
            &["indicators/0/neighbourhood = ? veel", "shows ‘veel’ is geen getal dat ik ken.", "shows ? veel"],
        ),
        (
            "scores",
            "begun scores",
            "n ‘inw’ Tab Right Tab ‘7 5, 8’ Esc",
            &["scores/0/group = Inwoners", "scores/0/scores = 5 7 8"],
        ),
        (
            "scores that are none",
            "begun scores",
            "n Tab Tab ‘zeven’ Esc",
            &["scores/0/scores = ? zeven", "shows geen scores"],
        ),
        (
            "the next row is about the same group",
            "begun scores",
            "n ‘inw’ Tab Right Tab ‘7’ Esc n Tab Tab ‘6’ Esc",
            &["scores/1/group = Inwoners", "scores/1/scores = 6"],
        ),
        (
            "a theme with two domains",
            "empty themes",
            "n ‘Rust’ Tab Space Right Space Tab Tab Space Esc",
            &[
                "themes/0/name = Rust",
                "themes/0/domains = care, lifestyle",
                "themes/0/energy = yes",
                "themes/0/state = candidate",
            ],
        ),
        (
            "a goal for a theme",
            "begun goals",
            "n ‘Minder lawaai’ Tab ‘rust’ Tab Right Right Tab Right Esc",
            &["goals/0/what = Minder lawaai", "goals/0/theme = Rust aan de kade", "goals/0/horizon = short"],
        ),
        (
            "an action",
            "begun",
            "3 Tab Tab Tab n ‘Flyer’ Enter ‘Corrie’ Enter ‘+2w’ Enter Esc",
            &[
                "actions/0/what = Flyer",
                "actions/0/owner = Corrie Bleeker",
                "actions/0/due = 2026-12-06",
                "actions/0/status = open",
                "at = actions 0",
            ],
        ),
        (
            "a new one stands behind the one under the cursor",
            "full actions",
            "n ‘Flyer’ Esc",
            &["actions/1/what = Flyer", "at = actions 1"],
        ),
        (
            "the social map",
            "empty",
            "5 Tab n ‘Soep’ Tab ‘iedereen’ Tab ‘bel’ Esc",
            &["social_map/0/what = Soep", "social_map/0/for_whom = iedereen", "social_map/0/how_to_refer = bel"],
        ),
        (
            "a measurement of a goal",
            "full measurements",
            "n Tab ‘12 maart’ Tab ‘41,5’ Esc",
            &["measurements/1/date = 2027-03-12", "measurements/1/value = 41.5"],
        ),
        (
            "the neighbourhood",
            "empty",
            "0 Tab Enter ‘Linde’ Enter Enter ‘WK0344’ Esc",
            &["neighbourhood/0/name = Linde", "neighbourhood/0/cbs_code = WK0344", "shows 0 Linde"],
        ),
        (
            "the field under the cursor is the one that opens",
            "empty meeting",
            "Down Enter ‘9:30’ Esc",
            &["meeting/0/start = 09:30"],
        ),
        (
            "a time that is none",
            "empty meeting",
            "Down Enter ‘vroeg’ Esc",
            &["meeting/0/start = ? vroeg", "shows geen tijd"],
        ),
        ("the next state with one key", "begun themes", "Space", &["themes/0/state = chosen"]),
        (
            "an action that is dropped wants a reason",
            "begun actions",
            "n ‘Flyer’ Esc Space Space Space",
            &["actions/0/status = dropped", "shows Vervallen."],
        ),
        ("a tie is announced", "full tally", "", &["shows Gelijk aantal stemmen (18): kies samen."]),
    ]);
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
        let is_explained = screen.words().contains("geen datum die ik ken");
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
    run(&[
        (
            "the beginning of a name",
            "begun actions",
            "n ‘x’ Tab ‘öz’ Esc",
            &["actions/0/owner = Özlem Kaplan", "people/# = 6"],
        ),
        (
            "capitals do not matter",
            "begun actions",
            "n ‘x’ Tab ‘RIK HOEKSTRA’ Tab Esc",
            &["actions/0/owner = Rik Hoekstra"],
        ),
        ("a part of a name", "begun actions", "n ‘x’ Tab ‘saïd’ Tab Esc", &["actions/0/owner = Naïma Bensaïd"]),
        (
            "the second that fits",
            "begun actions",
            "n ‘x’ Tab ‘k’ Down Down Tab Esc",
            &["actions/0/owner = Rik Hoekstra"],
        ),
        (
            "somebody new",
            "begun actions",
            "n ‘x’ Tab ‘Fatma’ Tab",
            &["actions/0/owner = Fatma", "people/# = 7", "shows ‘Fatma’ is nieuw", "people/6/attendance = nothing"],
        ),
        (
            "somebody new, undone",
            "begun actions",
            "n ‘x’ Tab ‘Fatma’ Esc u",
            &["actions/0/owner = nothing", "people/# = 6"],
        ),
        (
            "another owner",
            "begun actions",
            "n ‘x’ Tab ‘rik’ Tab Shift-Tab ‘corrie’ Tab Esc",
            &["actions/0/owner = Corrie Bleeker"],
        ),
        (
            "no owner any more",
            "begun actions",
            "n ‘x’ Tab ‘rik’ Tab Shift-Tab Backspace Tab Esc",
            &["actions/0/owner = nothing"],
        ),
        (
            "several",
            "begun decisions",
            "n ‘x’ Shift-Tab ‘rik’ Enter ‘corrie’ Enter ‘Bram’ Enter Esc",
            &["decisions/0/people = Bram, Corrie Bleeker, Rik Hoekstra", "people/# = 7"],
        ),
        (
            "the last that is shown goes first",
            "begun decisions",
            "n ‘x’ Shift-Tab ‘rik’ Enter ‘corrie’ Enter Backspace Esc",
            &["decisions/0/people = Corrie Bleeker"],
        ),
        (
            "passing through a field changes nothing",
            "full actions",
            "Enter Tab Tab Tab Tab Tab Tab Tab Esc",
            &["as it began"],
        ),
    ]);
}

#[test]
fn nothing_typed_is_lost_and_letters_are_text() {
    run(&[
        (
            "keys of the panel are letters",
            "begun actions",
            "n ‘q u? 7 0 :/ b p t n d’ Esc",
            &["actions/0/what = q u? 7 0 :/ b p t n d"],
        ),
        (
            "in a text of several lines too",
            "begun decisions",
            "n ‘x’ Tab ‘quit? u’ Enter ‘7 0 d’ Esc",
            &["decisions/0/reason = quit? u\n7 0 d"],
        ),
        (
            "a line in the middle",
            "begun decisions",
            "n ‘x’ Tab ‘een’ Enter ‘drie’ Home Enter Up ‘twee’ Esc",
            &["decisions/0/reason = een\ntwee\ndrie"],
        ),
        ("Home and End are of the line", "begun actions", "n ‘bc’ Home ‘a’ End ‘d’ Esc", &["actions/0/what = abcd"]),
        (
            "letters and words go back",
            "begun actions",
            "n ‘een twee’ Backspace Ctrl-w Left Del ‘!’ Esc",
            &["actions/0/what = een!"],
        ),
        (
            "Esc keeps what was typed",
            "full actions",
            "Enter End ‘ samen’ Esc",
            &["shows samen", "top = nothing", "asks Save"],
        ),
        (
            "Esc keeps a name that is half typed",
            "begun actions",
            "n ‘x’ Tab ‘piet’ Esc",
            &["actions/0/owner = Pieter Jan Oud"],
        ),
        (
            "leaving the program keeps it",
            "begun actions",
            "n ‘half een wo’ Ctrl-q",
            &["actions/0/what = half een wo", "asks Save", "asks Leave"],
        ),
        ("every letter goes to the journal", "begun actions", "n ‘ab’", &["asks Draft", "asks text: \"ab\""]),
        ("an emoji and an accent", "begun actions", "n ‘🌳 Gu\u{308}l’ Esc", &["actions/0/what = 🌳 Gül"]),
        (
            "pasted lines become one",
            "begun actions",
            "n “een\r\ntwee\u{1b}[31m\u{202e}drie” Esc",
            &["actions/0/what = een twee[31mdrie"],
        ),
        (
            "pasted lines stay lines",
            "begun decisions",
            "n ‘x’ Tab “een\r\ntwee” Esc",
            &["decisions/0/reason = een\ntwee"],
        ),
        (
            "a window that changes while typing",
            "begun actions",
            "n ‘Fly’ 60x20 ‘er’ 200x50 ‘ en app’ 80x24 Esc",
            &["actions/0/what = Flyer en app"],
        ),
        (
            "keys in a window that is too small do nothing",
            "full actions",
            "40x10 n ‘abc’ d Space Enter Esc 80x24",
            &["as it began"],
        ),
        (
            "typing goes on when it grows",
            "begun actions",
            "n ‘ab’ 40x10 ‘cd’ Enter Esc 80x24 ‘ef’ Esc",
            &["actions/0/what = abef"],
        ),
        (
            "what is pasted in it waits too",
            "begun actions",
            "n ‘ab’ 40x10 “cd” 80x24 ‘ef’ Esc",
            &["actions/0/what = abef"],
        ),
        ("leaving works in it", "full actions", "40x10 Ctrl-q", &["asks Leave"]),
        ("a letter goes to an option", "begun themes", "Enter Tab Tab Tab Tab ‘l’ Esc", &["themes/0/state = later"]),
        ("undo in a form", "full actions", "Enter End ‘zzz’ Ctrl-z", &["as it began", "top = Form", "hides zzz"]),
        (
            "undo and redo in a form",
            "begun actions",
            "n ‘een’ Tab Shift-Tab ‘twee’ Ctrl-z Ctrl-y Esc",
            &["actions/0/what = eentwee"],
        ),
    ]);
}

#[test]
fn what_was_done_can_be_undone() {
    run(&[
        (
            "undo goes to what changed",
            "full actions",
            "Down Down Space 1 u",
            &["at = actions 2", "as it began", "shows Ongedaan gemaakt"],
        ),
        ("redo too", "full actions", "Down Down Space u 0 U", &["at = actions 2", "shows Opnieuw gedaan"]),
        (
            "undo goes to a field of a form",
            "full meeting",
            "Down Down Enter ‘x’ Esc 4 u",
            &["at = meeting 2", "as it began"],
        ),
        (
            "undo goes to a question",
            "full checklist",
            "End Up Up Up Up Space 1 u",
            &["at = checklist 16", "as it began"],
        ),
        (
            "all the way",
            "begun",
            "3 Tab Tab Tab n ‘x’ Tab ‘Fatma’ Tab ‘vr’ Esc Space p ‘y’ Esc u u u u u u u u",
            &["as it began"],
        ),
        ("nothing to undo", "full actions", "u U", &["as it began"]),
        (
            "a person goes with all that points there",
            "full people",
            "d",
            &["shows is weggehaald", "shows u zet alles terug"],
        ),
        ("and comes back with all of it", "full people", "d u", &["as it began", "at = people 0"]),
        ("every person", "full people", "d d d d d d u u u u u u", &["as it began"]),
        ("every theme, with its questions", "full themes", "Del Del Del u u u", &["as it began"]),
        ("down and up", "full actions", "Alt-Down", &["at = actions 1"]),
        ("down and up again", "full actions", "Alt-Down Alt-Up", &["as it began", "at = actions 0"]),
        ("to the end and back", "full people", "Alt-Down Alt-Down Alt-Down u u u", &["as it began", "at = people 0"]),
        ("the first goes no higher", "full people", "Alt-Up", &["as it began"]),
        ("the last goes no lower", "full people", "End Alt-Down", &["as it began"]),
        ("what changed here", "full actions", "Space h", &["top = Reader", "shows Wat is veranderd", "shows →"]),
    ]);
}

#[test]
fn things_are_written_down_from_anywhere() {
    run(&[
        (
            "park a remark and be back",
            "begun web",
            "p ‘Wie belt de school?’ Esc",
            &[
                "parked/0/text = Wie belt de school?",
                "parked/0/state = open",
                "parked/0/step = profile",
                "parked/0/date = 2026-11-22",
                "at = web 0",
                "top = nothing",
            ],
        ),
        (
            "with Enter too",
            "full actions",
            "End p ‘Later’ Enter",
            &["parked/last/text = Later", "parked/last/step = plan", "top = nothing"],
        ),
        ("park nothing", "begun web", "p Esc", &["parked/# = 0"]),
        (
            "decide and be back",
            "begun tally",
            "b ‘Soep’ Enter ‘Omdat het’ Enter ‘kan.’ Esc",
            &[
                "decisions/0/what = Soep",
                "decisions/0/reason = Omdat het\nkan.",
                "decisions/0/step = priorities",
                "at = tally 0",
            ],
        ),
        ("search goes there", "full", "/ ‘elke donderdag in’ Enter", &["top = nothing", "at = actions 0"]),
        ("search in the people", "begun", "/ ‘kade zuid’ Enter", &["at = people 1"]),
        ("search in a choice", "begun", "/ ‘roeivereniging’ Down Enter", &["at = people 2"]),
        ("search for nothing", "begun", "/ ‘qqqq’ Enter Esc", &["top = nothing", "at = cycle 0"]),
        (
            "what only the facilitator reads is not found",
            "full",
            "/ ‘portemonnee’",
            &["top = Search", "shows Niets gevonden."],
        ),
        ("the palette runs a command", "begun actions", ": ‘vervolglijst’ Enter", &["at = checklist 0"]),
        ("with some letters", "begun web", ": ‘besl’ Enter ‘x’ Esc", &["decisions/0/what = x", "at = web 0"]),
        ("the palette is left alone", "begun web", "Ctrl-p ‘zzz’ Enter Esc", &["as it began", "top = nothing"]),
        ("steps by their number", "full", "3 5 2", &["at = themes 0"]),
        ("the number of the step here goes to its first panel", "full", "2 Tab Tab 2", &["at = themes 0"]),
        ("panels go round", "full", "5 Shift-Tab", &["at = hand_overs 0"]),
        ("a step remembers its panel and row", "full actions", "Down Down 1 3", &["at = actions 2"]),
        ("Enter on the cycle goes to a step", "full", "Down Down Enter", &["at = ambition 0"]),
        ("presentation and back", "full actions", "F5 Down Esc", &["at = actions 1", "shows opgeslagen"]),
        (
            "a form in presentation",
            "begun actions",
            "F5 n ‘Flyer’ Esc",
            &["actions/0/what = Flyer", "hides opgeslagen"],
        ),
        ("help and back in three ways", "full actions", "? Esc ? q F1 Enter", &["at = actions 0", "top = nothing"]),
        ("a page of help, and back to help", "full", "? m Enter Esc", &["top = Reader"]),
        ("all sessions", "full", "s", &["asks ReadFolder"]),
        ("save under another name", "full", "Ctrl-s ‘kopie’ Enter", &["asks SaveAs(\"kopie\")"]),
        ("the clock", "full", "t", &["top = Clock", "shows 14:12"]),
        (
            "what only the facilitator reads stays off the wall",
            "full meeting",
            "",
            &["shows (verborgen, open om te lezen)"],
        ),
    ]);
}

#[test]
fn every_kind_of_question_of_the_checklist_is_answered() {
    run(&[
        (
            "1.1 is done",
            "empty checklist",
            "Space Space",
            &["answers/follow_up.1.1/status = done", "state/follow_up.1.1 = done"],
        ),
        (
            "1.1 is not done while a source is missing",
            "begun checklist",
            "Space Space",
            &["answers/follow_up.1.1/status = done", "state/follow_up.1.1 = partly"],
        ),
        (
            "1.2 goes round and leaves nothing behind",
            "empty checklist",
            "Down Space Space Space Space",
            &["as it began"],
        ),
        (
            "2.1 does not matter here",
            "empty checklist",
            "Down Down Space Space Space",
            &["state/follow_up.2.1 = not_applicable"],
        ),
        (
            "2.2 two of four marks",
            "empty checklist",
            "Down Down Down Enter Space Right Space Esc",
            &["answers/0/marks = care_professionals, residents", "state/follow_up.2.2 = partly"],
        ),
        (
            "2.2 explained",
            "empty checklist",
            "Down Down Down Enter Space Tab ‘Er is geen bestuur.’ Esc",
            &["state/follow_up.2.2 = done"],
        ),
        (
            "2.2 all four",
            "empty checklist",
            "Down Down Down Enter Space Right Space Right Space Right Space Esc",
            &["state/follow_up.2.2 = done"],
        ),
        (
            "2.2 and a mark less",
            "empty checklist",
            "Down Down Down Enter Space Space Esc",
            &["state/follow_up.2.2 = open", "as it began"],
        ),
        (
            "2.2 does not matter here",
            "empty checklist",
            "Down Down Down Enter Shift-Tab Space Esc",
            &["state/follow_up.2.2 = not_applicable"],
        ),
        (
            "2.3 both",
            "empty checklist",
            "Down Down Down Down Enter Space Right Space Esc",
            &["state/follow_up.2.3 = done"],
        ),
        (
            "3.1 a status, and who",
            "begun checklist",
            "Down Down Down Down Down Enter Right Right Right Tab Tab ‘rik’ Esc",
            &[
                "answers/follow_up.3.1/status = done",
                "answers/follow_up.3.1/owner = Rik Hoekstra",
                "shows Rik Hoekstra",
            ],
        ),
        (
            "3.3 the motto and the residents",
            "empty checklist",
            "Down Down Down Down Down Down Down Enter ‘Samen’ Tab Space Esc",
            &["meeting/0/motto = Samen", "state/follow_up.3.3 = done"],
        ),
        (
            "3.3 the motto alone",
            "empty checklist",
            "Down Down Down Down Down Down Down Enter ‘Samen’ Esc",
            &["state/follow_up.3.3 = partly"],
        ),
        (
            "4.3 and when",
            "empty checklist",
            "Down Down Down Down Down Down Down Down Down Down Space Space Enter Shift-Tab ‘+2w’ Esc",
            &["answers/follow_up.4.3/date = 2026-12-06", "state/follow_up.4.3 = done", "shows zo 6 dec"],
        ),
        (
            "5.2 a group of the list",
            "empty checklist",
            "End Up Up Up Up Up Up Up Up Enter Space Esc",
            &["answers/follow_up.5.2/marks = volunteers", "state/follow_up.5.2 = partly"],
        ),
        (
            "5.2 groups of our own count too",
            "empty checklist",
            "End Up Up Up Up Up Up Up Up Enter Space Right Space Right Space Right Space Right Space Tab ‘moskee, voetbalclub’ Esc",
            &["answers/follow_up.5.2/own = moskee, voetbalclub", "state/follow_up.5.2 = partly"],
        ),
        (
            "5.2 and can be marked",
            "empty checklist",
            "End Up Up Up Up Up Up Up Up Enter Space Right Space Right Space Right Space Right Space Tab ‘moskee’ Shift-Tab Left Space Esc",
            &[
                "answers/follow_up.5.2/marks = district_nursing, gp_practice, moskee, school, social_team, volunteers",
                "state/follow_up.5.2 = done",
            ],
        ),
        (
            "6.1 a choice with one key",
            "empty checklist",
            "End Up Up Up Up Up Up Up Space Space",
            &["answers/follow_up.6.1/choice = process", "state/follow_up.6.1 = done"],
        ),
        ("6.1 goes round", "empty checklist", "End Up Up Up Up Up Up Up Space Space Space Space", &["as it began"]),
        (
            "6.1 in the form",
            "empty checklist",
            "End Up Up Up Up Up Up Up Enter Right Right Right Esc",
            &["answers/follow_up.6.1/choice = both"],
        ),
        (
            "7.1 in words",
            "empty checklist",
            "End Up Up Up Up Up Enter ‘Soep op donderdag’ Esc",
            &[
                "answers/follow_up.7.1/text = Soep op donderdag",
                "state/follow_up.7.1 = done",
                "shows Soep op donderdag",
            ],
        ),
        (
            "7.1 only spaces is nothing",
            "empty checklist",
            "End Up Up Up Up Up Enter ‘   ’ Esc",
            &["state/follow_up.7.1 = open"],
        ),
        (
            "7.3 who was missed",
            "begun checklist",
            "End Up Up Up Enter ‘Fatma’ Enter ‘Bram’ Enter Esc",
            &["people/# = 8", "people/6/attendance = wanted", "people/7/name = Bram", "state/follow_up.7.3 = open"],
        ),
        (
            "7.3 one of them invited",
            "begun checklist",
            "End Up Up Up Enter ‘Fatma’ Enter ‘Bram’ Enter Tab Space Esc",
            &["people/6/attendance = invited", "state/follow_up.7.3 = partly"],
        ),
        (
            "7.3 all of them",
            "begun checklist",
            "End Up Up Up Enter ‘Fatma’ Enter ‘Bram’ Enter Tab Space Right Space Esc",
            &["state/follow_up.7.3 = done"],
        ),
        (
            "7.3 nobody was missed",
            "begun checklist",
            "End Up Up Up Enter Tab Space Esc",
            &["state/follow_up.7.3 = done", "people/# = 6"],
        ),
        (
            "7.4 two of six",
            "begun checklist",
            "End Up Up Enter Space Right Space Esc",
            &["answers/follow_up.7.4/people = Corrie Bleeker, Özlem Kaplan", "state/follow_up.7.4 = partly"],
        ),
        (
            "7.4 all",
            "begun checklist",
            "End Up Up Enter Space Right Space Right Space Right Space Right Space Right Space Esc",
            &["state/follow_up.7.4 = done"],
        ),
        (
            "7.4 without participants there is nobody to mark",
            "empty checklist",
            "End Up Up Enter Esc",
            &["as it began"],
        ),
        (
            "7.5 three marks",
            "empty checklist",
            "End Up Enter Space Right Space Right Space Esc",
            &["state/follow_up.7.5 = done"],
        ),
        ("7.6 waits for a person", "full checklist", "End Enter Space Esc", &["state/follow_up.7.6 = partly"]),
        ("7.6 confirmed", "full checklist", "End Enter Space Esc Enter Space Esc", &["state/follow_up.7.6 = done"]),
        ("7.6 is not suggested without goals", "begun checklist", "End", &["state/follow_up.7.6 = open"]),
        (
            "an answer of another list",
            "begun choosing",
            "Space Space Down Space",
            &["answers/choosing.1@t-wpw6bvksrj/status = done", "answers/choosing.2@t-wpw6bvksrj/status = partly"],
        ),
        (
            "a source",
            "empty profile_sources",
            "Enter Right Right Tab ‘2025’ Tab ‘GGD’ Esc",
            &[
                "answers/profile_sources.experience/choice = partly",
                "answers/profile_sources.experience/year = 2025",
                "answers/profile_sources.experience/holder = GGD",
            ],
        ),
        (
            "a learning question",
            "empty learning",
            "Down Enter ‘een’ Enter ‘twee’ Esc",
            &["answers/learning.resident.hard/text = een\ntwee"],
        ),
        (
            "answers stand in the order of the guide",
            "empty checklist",
            "End Up Enter Space Esc Home Space",
            &["answers/0/status = partly"],
        ),
    ]);
}

#[test]
fn trouble_is_told_and_nothing_is_chosen_silently() {
    run(&[
        (
            "what was left behind is shown",
            "recovery",
            "",
            &["top = Recovery", "shows Vraag ook de bakker", "shows Twee grote pannen"],
        ),
        (
            "it is put back",
            "recovery",
            "Enter",
            &["actions/0/resources = Twee grote pannen", "typing = Vraag ook de bakker", "top = Form"],
        ),
        ("and kept", "recovery", "Enter Esc", &["actions/0/note = Vraag ook de bakker", "asks Save"]),
        ("it is let go", "recovery", "w", &["as it began", "asks DiscardRecovery", "top = nothing"]),
        ("Esc does not lose it", "recovery", "Esc", &["top = Recovery", "asks not DiscardRecovery"]),
        (
            "leaving while not all is saved asks first",
            "unsaved",
            "q",
            &["top = Leaving", "asks not Leave", "shows schijf vol"],
        ),
        ("back to work", "unsaved", "q Esc", &["top = nothing", "asks not Leave"]),
        ("leave anyway", "unsaved", "q w", &["asks Leave"]),
        ("another name", "unsaved", "q s ‘anders’ Enter", &["asks SaveAs(\"anders\")"]),
    ]);
}

#[test]
fn a_file_that_changed_is_told_at_once_or_after_the_word() {
    let mut screen = begin("full actions");
    screen.send(Msg::ChangedOnDisk);
    assert_eq!(found(&screen, "top"), "Changed");
    screen.press("l");
    assert!(screen.effects.contains(&Effect::Reload));

    let mut screen = begin("full actions");
    screen.press("Enter End ‘x’").send(Msg::ChangedOnDisk);
    assert_eq!(found(&screen, "top"), "Form", "a word is not broken off");
    assert!(screen.words().contains("Iemand anders heeft dit bestand ook gewijzigd"));
    screen.press("Esc");
    assert!(screen.words().contains("iemand anders schreef ook"), "{}", screen.text());
    screen.press("q");
    assert_eq!(found(&screen, "top"), "Leaving");
}

#[test]
fn saved_is_shown_only_when_the_last_change_is() {
    let mut screen = begin("full actions");
    screen.press("Space Space");
    let revision = screen.desk().revision;
    assert_eq!(screen.desk().saving, Saving::Underway);
    screen.send(Msg::Saved { revision: revision - 1 });
    assert!(!screen.words().contains("opgeslagen"), "{}", screen.text());
    screen.send(Msg::Saved { revision });
    assert!(screen.words().contains("● opgeslagen"));
}

#[test]
fn a_message_is_shown_to_its_end() {
    let scripts = [
        ("people", "d", "u"),
        ("actions", "Enter Tab Tab Ctrl-u ‘ooit’ Tab", "vr."),
        ("indicators", "Enter Tab Tab Ctrl-u ‘veel’ Tab", "12,5."),
        ("scores", "Enter Tab Tab Ctrl-u ‘zeven’ Tab", "ertussen."),
        ("decisions", "Enter Shift-Tab ‘Fatma’ Tab", "(persoon)."),
        ("actions", "Space u", "klaar → vervallen"),
    ];
    for (panel, keys, end) in scripts {
        let mut screen = Screen::open(Language::Dutch, NARROW, shipped(FULL));
        screen.go_to(panel).press(keys);
        let notice = screen.model.notice.as_ref().map_or("", |notice| &notice.text).to_owned();
        assert!(notice.contains(end), "{keys}: {notice}");
        assert!(screen.words().contains(&notice), "{keys}: {notice}\n{}", screen.text());
    }
}

#[test]
fn the_guide_in_english_knows_the_same_keys() {
    let mut screen = begin("english actions");
    screen.press("n ‘Flyer’ Tab ‘rik’ Tab ‘12 march’ Esc");
    check(&screen, "", "actions/0/due = 2027-03-12").unwrap_or_else(|broken| panic!("{broken}"));
    assert!(screen.model.overlays.last().is_none());
    assert!(!context(Language::English).words.screen.saved.is_empty());
}
