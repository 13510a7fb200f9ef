//! A tour of everything that can be on the screen: each panel of each step, and whatever can lie on top of one.

use std::ops::ControlFlow;

use jiff::civil::date;
use werksessie::domain::conflict::{Origin, Origins};
use werksessie::domain::edit::{Edit, Place, apply};
use werksessie::domain::problem::{Position, Problem, ProblemKind, Trouble};
use werksessie::domain::records::meeting::AnswerState;
use werksessie::domain::session::{Section, Session};
use werksessie::domain::sharing::{Named, ShareStep, Stop as End};
use werksessie::domain::signals::Rule;
use werksessie::domain::value::Value;
use werksessie::exchange::import::brought::Brought;
use werksessie::i18n::language::Language;
use werksessie::overview::{AskedByRule, Summary, read_answers};
use werksessie::store::form::reading::parse;
use werksessie::tui::model::layout::Size;
use werksessie::tui::model::start::Row;
use werksessie::tui::model::{Overlay, Recovery, Unread};
use werksessie::tui::update::{ExchangeMsg, FileMsg, FolderMsg, Msg};

use super::left;
use super::screen::{FULL, Screen, context, shipped};

/// Something that can be on the screen.
pub(crate) struct Stop {
    /// What it is called in a message of a test.
    pub(crate) name: String,
    /// Shows it, in this language and on a window of this size.
    pub(crate) show: Box<dyn Fn(Language, Size) -> Screen>,
}

fn stop(name: &str, show: impl Fn(Language, Size) -> Screen + 'static) -> Stop {
    Stop { name: name.to_owned(), show: Box::new(show) }
}

/// Every panel of a step.
pub(crate) fn panels_of(step: usize, session: &Session) -> Vec<Stop> {
    let panels = &context(Language::Dutch).guide.structure.steps[step].panels;
    let show = |(panel, declared): (usize, &werksessie::guide::Panel)| {
        let session = session.clone();
        stop(&declared.id, move |language, size| {
            let mut screen = Screen::open(language, size, session.clone());
            screen.go(step, panel);
            screen
        })
    };
    panels.iter().enumerate().map(show).collect()
}

/// Every panel of every step.
pub(crate) fn panels(session: &Session) -> Vec<Stop> {
    let steps = context(Language::Dutch).guide.structure.steps.len();
    (0..steps).flat_map(|step| panels_of(step, session)).collect()
}

/// The list of sessions: before anything was read, without any, and with some, of which one cannot be read.
pub(crate) fn start_pages() -> Vec<Stop> {
    vec![
        stop("start, looking", Screen::start),
        stop("start, none", |language, size| {
            let mut screen = Screen::start(language, size);
            screen.send(FolderMsg::AllRead);
            screen
        }),
        stop("start, some", some_sessions),
        on_the_list("start, a matrix of sections", "m"),
        on_the_list("start, a matrix of items", "m m"),
        on_the_list("start, narrowed", "f o r"),
        stop("start, a second file of a session", second_file),
        stop("start, a matrix with a second file", |language, size| {
            let mut screen = second_file(language, size);
            screen.press("m");
            screen
        }),
        stop("asked of all, being read", |language, size| {
            let mut screen = some_sessions(language, size);
            screen.press("a");
            screen
        }),
        asked("asked of all, who is late", ""),
        asked("asked of all, due by a day", "Tab ‘10-12-2026’"),
        asked("asked of all, due by what is no day", "Tab ‘ooit’"),
        asked("asked of all, of one person", "Tab Tab ‘anneke’ Down"),
        asked("asked of all, of nobody", "Tab Tab ‘qqq’"),
        asked("asked of all, lights", "Tab Tab Tab Right Right Down"),
        asked("asked of all, results", "Shift-Tab Down"),
        stop("two files of a session to merge", |language, size| {
            let mut screen = second_file(language, size);
            screen.press("v");
            screen
        }),
    ]
}

/// What the sessions of the tests answer, after these keys.
fn asked(name: &str, script: &'static str) -> Stop {
    stop(name, move |language, size| {
        let mut sessions = Vec::new();
        read_answers(&super::sessions(), &context(language).sentences(None), None, |session| {
            sessions.push(session);
            ControlFlow::Continue(())
        });
        sessions.sort_by(|one, other| one.row.path.cmp(&other.row.path));
        let mut screen = Screen::start(language, size);
        screen.send(FolderMsg::Found(sessions.iter().map(|session| session.row.clone()).collect()));
        screen.send(FolderMsg::AllRead);
        screen.press("a");
        screen.send(FolderMsg::Answered { sessions, is_last: true });
        screen.press(script);
        screen
    })
}

/// The list of sessions, of which the one under the cursor is in a second file.
fn second_file(language: Language, size: Size) -> Screen {
    let mut screen = some_sessions(language, size);
    let current = match &screen.model.screen {
        werksessie::tui::model::Screen::Start(start) => start.current().cloned(),
        werksessie::tui::model::Screen::Session(_) => None,
    };
    let row = current.expect("a session is under the cursor");
    screen.send(FolderMsg::Found(vec![Row { path: "sessions/linden-1 (1).ron".into(), ..row }]));
    screen
}

/// The list of sessions with four on it, the second under the cursor.
pub(crate) fn some_sessions(language: Language, size: Size) -> Screen {
    let card = |name: &str, day, round, settled, (open, overdue)| {
        let mut items = vec![AnswerState::Done; settled];
        items.resize(21, AnswerState::Open);
        let rule = |name| Rule::named(name).expect("there is such a rule");
        let late = std::iter::repeat_n(AskedByRule::new(rule("action_overdue"), None), overdue);
        let nobody = [AskedByRule::new(rule("action_without_owner"), None)];
        Ok(Summary {
            id: format!("s-{name}").into(),
            previous: None,
            round,
            neighbourhood: name.into(),
            municipality: "Merendam".into(),
            date: day,
            items: items.into(),
            open,
            planned: vec![date(2026, 12, 10)].into(),
            asked: late.chain(nobody).collect(),
        })
    };
    let position = Position { line: 12, column: 9 };
    let broken = Problem { kind: ProblemKind::MissingComma, position, item: None };
    let mut screen = Screen::start(language, size);
    for (file, content) in [
        ("linden-1", card("Lindenkwartier", Some(date(2026, 3, 12)), 1, 13, (7, 2))),
        ("haven", card("Havenbuurt", Some(date(2026, 11, 19)), 1, 0, (0, 0))),
        ("naamloos", card("", None, 1, 0, (1, 0))),
        ("kapot", Err(Unread::Problem(broken))),
    ] {
        screen.send(FolderMsg::Found(vec![Row { path: format!("sessions/{file}.ron").into(), content }]));
    }
    screen.send(FolderMsg::AllRead);
    screen.press("Down");
    screen
}

/// What is shown after these keys on a panel of the full session.
fn keys(name: &str, panel: &'static str, script: &'static str) -> Stop {
    stop(name, move |language, size| {
        let mut screen = Screen::open(language, size, shipped(FULL));
        screen.go_to(panel).press(script);
        screen
    })
}

/// What is shown after these keys on the list of some sessions.
fn on_the_list(name: &str, script: &'static str) -> Stop {
    stop(name, move |language, size| {
        let mut screen = some_sessions(language, size);
        screen.press(script);
        screen
    })
}

/// What is shown after these keys on a panel of the second round.
fn later(name: &str, panel: &'static str, script: &'static str) -> Stop {
    stop(name, move |language, size| {
        let mut screen = Screen::open_second(language, size);
        screen.go_to(panel).press(script);
        screen
    })
}

/// A round that comes after another: what came along, and what was measured and scored before.
pub(crate) fn second_round() -> Vec<Stop> {
    vec![
        stop("second round, opened", Screen::open_second),
        later("second round, cycle", "cycle", ""),
        later("second round, further on", "carried", "End"),
        later("second round, one goes on", "carried", "m l"),
        later("second round, all decided", "carried", "m l l l l l"),
        later("second round, a question", "success_factors", "Down"),
        later("second round, goals", "course", "Down"),
        later("second round, web", "scores", ""),
        later("second round, web of a group", "scores", "Down Down"),
    ]
}

/// Each kind of form, at each kind of editor.
pub(crate) fn forms() -> Vec<Stop> {
    vec![
        stop("form of a new session", |language, size| {
            let mut screen = Screen::start(language, size);
            screen.press("n ‘Vogelwijk’ Tab ‘Merendam’ Tab");
            screen
        }),
        keys("form, a line", "actions", "Enter"),
        keys("form, a person", "actions", "Enter Tab"),
        keys("form, a person by some letters", "actions", "Enter Tab ‘el’"),
        keys("form, a date", "actions", "Enter Tab Tab Ctrl-u ‘+2w’"),
        keys("form, a date that is none", "actions", "Enter Tab Tab Ctrl-u ‘eens’"),
        keys("form, one of several", "actions", "Enter Tab Tab Tab"),
        keys("form, any of several", "themes", "Enter Tab"),
        keys("form, yes or not", "themes", "Enter Tab Tab Tab"),
        keys("form, several people", "decisions", "Enter Shift-Tab"),
        keys("form, text of several lines", "decisions", "Enter Tab End ‘ Ook omdat het kan.’ Enter ‘En mag.’"),
        keys("form, a decimal", "indicators", "Enter Tab Tab"),
        keys("form, scores", "scores", "Enter Tab Tab"),
        keys("form, fields of the meeting", "meeting", "Down Down Down Down Enter"),
        keys("form, what only the facilitator reads", "meeting", "End Enter"),
        keys("form, a status", "checklist", "Enter"),
        keys("form, marks", "checklist", "Down Down Down Enter"),
        keys("form, groups", "checklist", "Home Down Down Down Down Down Down Down Down Down Down Down Down Enter"),
        keys("form, a choice", "profile_sources", "Enter"),
        keys("form, people of a question", "checklist", "End Up Up Enter"),
        keys("form, people who were missed", "checklist", "End Up Up Up Enter"),
        keys("form, the first activity", "checklist", "End Up Up Up Up Up Enter"),
        keys("form, a new action", "actions", "n"),
        keys("form, a remark to park", "scores", "p ‘Wie belt de school?’"),
        keys("form, a decision", "scores", "b"),
        later("form, why something is dropped", "carried", "m v ‘Te duur’"),
        later("form, what was done", "carried", "m Down Down Down Down Down Down Down Down Down Down k"),
        keys("form, with a notice", "actions", "Enter Tab Tab Ctrl-u ‘eens’ Tab"),
    ]
}

/// What else can lie on top, of a session.
pub(crate) fn overlays() -> Vec<Stop> {
    let mut stops = vec![
        on_the_list("sessions being looked for", "/ ‘linden’"),
        keys("palette", "actions", ":"),
        keys("palette, some words", "actions", ": ‘stap’ Down"),
        keys("palette, nothing", "actions", ": ‘qqq’"),
        keys("page of a step", "actions", "3"),
        keys("page of a step, further on", "people", "0 Down Down"),
        keys("palette, a panel", "actions", ": ‘geld’"),
        keys("search, a question by its number", "actions", "/ ‘3.2’"),
        keys("search", "actions", "/"),
        keys("search, some words", "actions", "/ ‘soep’"),
        keys("search, nothing", "actions", "/ ‘qqq’"),
        keys("help", "actions", "?"),
        keys("help, further on", "checklist", "? PgDn"),
        keys("pages", "actions", "? m"),
        keys("a page", "actions", "? m ‘positi’ Enter"),
        keys("history", "actions", "End Up Space Space h"),
        keys("save under another name", "actions", "Ctrl-s ‘lindenkwartier kopie’"),
        keys("clock", "cycle", "t Down"),
        keys("clock, minutes", "cycle", "t Down ‘12’"),
        keys("who is here", "cycle", "w"),
        keys("a next round, asked about", "cycle", "Ctrl-r"),
        on_the_list("a session to throw away", "d"),
        stop("before the people go home", |language, size| {
            let meeting = "meeting: Meeting(date: \"2026-11-22\"), themes: [Theme(id: \"t-1\", name: \"Slapen\")]";
            let parked = "parked: [Remark(id: \"k-1\", text: \"De lift staat vaak stil\")]";
            let text = format!("Session(format: 1, id: \"s-1111111111\", round: 1, {meeting}, {parked})");
            let mut screen = Screen::open(language, size, parse(&text).expect("a session"));
            screen.press("q");
            screen
        }),
        keys("removed", "people", "d"),
        keys("presentation", "cycle", "F5"),
        keys("presentation of a table", "actions", "F5"),
        keys("presentation of the checklist", "checklist", "F5 End"),
        keys("presentation of figures", "deviation", "F5"),
        on_the_list("help of the start page", "?"),
        on_the_list("palette of the start page", ":"),
        stop("recovery", |language, size| Screen::open_after(language, size, shipped(FULL), recovery())),
        stop("changed on disk", |language, size| {
            let mut screen = Screen::open(language, size, shipped(FULL));
            screen.send(FileMsg::ChangedOnDisk);
            screen
        }),
        stop("changed on disk while filling in", |language, size| {
            let mut screen = Screen::open(language, size, shipped(FULL));
            screen.go_to("actions").press("Enter ‘x’").send(FileMsg::ChangedOnDisk);
            screen
        }),
        stop("leaving", |language, size| {
            let mut screen = Screen::open(language, size, shipped(FULL));
            screen.press("Ctrl-s Esc").send(FileMsg::NotSaved(Trouble::Full));
            screen.press("q");
            screen
        }),
        keys("share, what to say", "actions", "g"),
        keys("share, something to say", "actions", "g ‘Na de bijeenkomst’"),
        on_the_list("share from the list of sessions", "g"),
        keys("a report, for whom", "actions", "e"),
        keys("a report, in which form", "actions", "e Enter"),
        keys("sharing, just begun", "actions", "g Enter"),
        stop("sharing, half way", |language, size| sharing(language, size, &STEPS[..2], None)),
        stop("sharing, done", |language, size| sharing(language, size, &STEPS, Some(Ok(())))),
        stop("sharing, no place", |language, size| sharing(language, size, &STEPS[..1], Some(Err(End::NoRemote)))),
        stop("sharing, two changed the same", |language, size| {
            let named = |path: &str| Named { path: path.into(), neighbourhood: "Lindenkwartier".to_owned(), round: 1 };
            let end = Err(End::NewConflicts(vec![named("sessies/lindenkwartier.ron")]));
            let mut screen = sharing(language, size, &STEPS[..2], None);
            screen.send(theirs_disagrees(&screen));
            screen.send(ExchangeMsg::SharingEnded(end));
            screen
        }),
        stop("sharing, ended while working", |language, size| {
            let mut screen = Screen::open(language, size, shipped(FULL));
            screen.go_to("actions").press("g Enter Esc Enter").send(ExchangeMsg::SharingEnded(Err(End::Offline)));
            screen
        }),
        stop("two people changed the same", disagreeing),
        stop("two people changed the same, and who they are", |language, size| {
            let mut screen = disagreeing(language, size);
            let conflict = screen.session().conflicts[0].id.clone();
            let by = |author: &str, day| Some(Origin { author: author.to_owned(), date: date(2026, 11, day) });
            let origins = Origins { base: by("Joke de Wit", 2), kept: None, other: by("Ahmed Aziz", 20) };
            screen.send(FileMsg::Origins { path: "sessions/proef.ron".into(), origins: vec![(conflict, origins)] });
            screen
        }),
        stop("not saved", |language, size| {
            let mut screen = Screen::open(language, size, shipped(FULL));
            screen.send(FileMsg::NotSaved(Trouble::NotPermitted));
            screen
        }),
    ];
    stops.extend(brought());
    stops
}

/// A file that is brought.
fn brought() -> Vec<Stop> {
    vec![
        keys("bringing, no files", "actions", "i"),
        stop("bringing, which file", |language, size| {
            let mut screen = Screen::open(language, size, shipped(FULL));
            screen
                .press("i")
                .send(ExchangeMsg::Files(["wijken 2024.csv", "genodigden.xlsx"].map(str::to_owned).to_vec()));
            screen
        }),
        stop("bringing, which area", |language, size| bringing(language, size, FIGURES)),
        stop("bringing, figures", |language, size| {
            let mut screen = bringing(language, size, FIGURES);
            screen.press("‘zuid’ Enter");
            screen
        }),
        stop("bringing, people", |language, size| bringing(language, size, PEOPLE)),
        stop("bringing, further on", |language, size| {
            let mut screen = bringing(language, size, PEOPLE);
            screen.press("End");
            screen
        }),
        stop("bringing, refused", |language, size| bringing(language, size, "<html>")),
    ]
}

/// A small table of figures of two neighbourhoods.
const FIGURES: &str = "Wijken en buurten;Codering (code);Roker (%);Eenzaam (%)\nNederland;NL00;17,9;47\nMerendam;GM9999;16,8;44,0\n\
    Zuidrand;WK999901;21,3;51,4\nNoordrand;WK999902;.;48,8\n";
/// A small list of people, one of whom could be known.
const PEOPLE: &str = "Naam;Organisatie;Functie;E-mail\nIris Kuipers;Bibliotheek;medewerker;i@b.nl\nBas van Dam;;;\n";

/// A session with a file that was chosen to be brought.
pub(crate) fn bringing(language: Language, size: Size, text: &str) -> Screen {
    let mut screen = Screen::open(language, size, shipped(FULL));
    screen.go_to("actions").send(ExchangeMsg::Brought(Ok(Brought::read("lijst.csv", text.as_bytes()))));
    screen
}

/// What is told while a session is shared.
const STEPS: [ShareStep; 4] = [ShareStep::NothingNew, ShareStep::Fetched, ShareStep::Merged, ShareStep::Sent];

/// A session that is being shared, so far or to its end.
fn sharing(language: Language, size: Size, steps: &[ShareStep], end: Option<Result<(), End>>) -> Screen {
    let mut screen = Screen::open(language, size, shipped(FULL));
    screen.press("g Enter");
    for step in steps {
        screen.send(ExchangeMsg::Shared(step.clone()));
    }
    if let Some(end) = end {
        screen.send(ExchangeMsg::SharingEnded(end));
    }
    screen
}

/// What two people changed differently, in front.
fn disagreeing(language: Language, size: Size) -> Screen {
    let mut screen = Screen::open(language, size, shipped(FULL));
    screen.send(theirs_disagrees(&screen));
    screen.press("c");
    screen
}

/// Another process wrote the name of the first action, which was changed here too.
pub(crate) fn theirs_disagrees(screen: &Screen) -> Msg {
    let with = |text: &str| {
        let mut session = screen.session().clone();
        let place = Place { section: Section::Actions, item: session.actions[0].id.clone(), field: 0 };
        apply(&mut session, Edit::Set { place, value: Value::text(text) }).expect("a field of an action");
        Box::new(session)
    };
    Msg::File(FileMsg::Theirs { base: with("Soep koken"), theirs: with("Soep koken op donderdag") })
}

/// A change and a text that an earlier run left behind.
pub(crate) fn recovery() -> Recovery {
    let session = shipped(FULL);
    let action = session.actions[0].id.clone();
    let place = |field: &str| {
        let field = Section::Actions.kind().position(field).expect("a field of an action");
        Place { section: Section::Actions, item: action.clone(), field }
    };
    let edits = vec![Edit::Set { place: place("resources"), value: Value::text("Twee grote pannen") }.into()];
    Recovery { edits, unread: 0, drafts: vec![left(format!("actions {action} note"), "Vraag ook de bakker")] }
}

/// Everything that can lie on top of a panel, forms and all.
pub(crate) fn on_top() -> Vec<Stop> {
    forms().into_iter().chain(overlays()).collect()
}

/// Whether something lies on top.
pub(crate) fn is_covered(screen: &Screen) -> bool {
    screen.model.is_presenting || !screen.model.overlays.is_empty()
}

/// Whether an earlier run left something behind that wants an answer now.
pub(crate) fn is_recovery(screen: &Screen) -> bool {
    matches!(screen.model.overlays.last(), Some(Overlay::Recovery(_)))
}
