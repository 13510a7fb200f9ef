//! How long it takes to read, write, save, change, merge and draw a session: the one that ships, and one grown to two
//! thousand items. Each measurement is one line of a table below.
#![allow(missing_docs, reason = "criterion makes a function without one")]

#[path = "../tests/it/support/mod.rs"]
#[expect(dead_code, reason = "the tests use the rest")]
mod support;

use std::fs;
use std::hint::black_box;
use std::time::Duration;

use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use jiff::civil::date;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use werksessie::domain::edit::{Edit, Place, apply};
use werksessie::domain::history::History;
use werksessie::domain::id::Id;
use werksessie::domain::merge::merge;
use werksessie::domain::session::{Count, Item, Section, Session};
use werksessie::domain::value::Value;
use werksessie::guide::Guide;
use werksessie::i18n::Words;
use werksessie::i18n::language::Language;
use werksessie::store::disk::RealDisk;
use werksessie::store::form::reading::parse;
use werksessie::store::form::text::print;
use werksessie::store::safety::save::{Base, save};
use werksessie::tui::model::layout::Size;
use werksessie::tui::view::render;

use support::screen::{BEGUN, FULL, Screen, context, shipped, styles};
use support::tour::{Stop, panels, some_sessions};

const SIZES: [Size; 2] = [Size { columns: 80, rows: 24 }, Size { columns: 240, rows: 67 }];
const MANY: usize = 2_000;

/// All sections that hold any number of items.
fn lists() -> impl Iterator<Item = Section> {
    Section::ALL.iter().copied().filter(|section| section.count() != Count::One)
}

fn size(session: &Session) -> usize {
    lists().map(|section| session.table(section).len()).sum()
}

/// The shipped session with its items again and again, until there are so many. Answers are not repeated: their ids are
/// those of the questions.
fn grown() -> Session {
    let first = shipped(FULL);
    let mut session = first.clone();
    let repeated: Vec<Section> = lists().filter(|section| *section != Section::Answers).collect();
    let mut number = 0;
    loop {
        for &section in &repeated {
            let table = first.table(section);
            for record in table.records() {
                if size(&session) >= MANY {
                    return session;
                }
                number += 1;
                let id = Id::new(format!("{:.2}{number:010}", record.id().as_str()));
                let last = session.table(section);
                let after = last.get(last.len() - 1).map(|record| record.id().clone());
                let item = Item { id, values: record.values() };
                apply(&mut session, Edit::Insert { section, item, after }).expect("an id that is not there yet");
            }
        }
    }
}

fn sessions() -> [(&'static str, Session); 2] {
    [("shipped", shipped(FULL)), ("two thousand", grown())]
}

/// The session of the second round: 60 KB.
fn second_round() -> Session {
    parse(include_str!("../tests/sessions/lindenkwartier-2026-09-17.ron")).expect("a session that ships")
}

/// Sets one field of the action in the middle.
fn an_edit(session: &Session, field: &str, text: &str) -> Edit {
    let item = session.actions[session.actions.len() / 2].id.clone();
    let field = Section::Actions.kind().position(field).expect("a field of an action");
    Edit::Set { place: Place { section: Section::Actions, item, field }, value: Value::text(text) }
}

fn with(session: &Session, edit: Edit) -> Session {
    let mut session = session.clone();
    apply(&mut session, edit).expect("an action of this session");
    session
}

fn text(criterion: &mut Criterion) {
    for (name, session) in sessions() {
        let text = print(&session);
        let mut group = criterion.benchmark_group(format!("{name}, {} KB", text.len() / 1024));
        group.bench_function("parse", |bencher| bencher.iter(|| parse(black_box(&text))));
        group.bench_function("write", |bencher| bencher.iter(|| print(black_box(&session))));
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("sessie.ron");
        let texts = [text, print(&with(&session, an_edit(&session, "resources", "Twee grote pannen")))];
        fs::write(&path, &texts[0]).expect("a file");
        let mut turn = 0;
        group.bench_function("save", |bencher| {
            bencher.iter(|| {
                let base = Base::Known(texts[turn % 2].clone().into_bytes().into());
                turn += 1;
                save(&RealDisk, &path, &texts[turn % 2], &base).expect("a disk that works")
            });
        });
    }
}

fn changes(criterion: &mut Criterion) {
    for (name, session) in sessions().into_iter().chain([("60 KB", second_round())]) {
        let mut group = criterion.benchmark_group(name);
        let edit = an_edit(&session, "resources", "Twee grote pannen");
        group.bench_function("apply an edit", |bencher| {
            bencher.iter_batched_ref(
                || (session.clone(), History::default(), vec![edit.clone()]),
                |(session, history, edits)| history.make(session, std::mem::take(edits)),
                BatchSize::LargeInput,
            );
        });
        let ours = with(&session, edit);
        let theirs = with(&session, an_edit(&session, "what", "Soep, en brood erbij"));
        let texts = [print(&session), print(&ours), print(&theirs)];
        group.bench_function("read three, merge, write", |bencher| {
            bencher.iter(|| {
                let [base, ours, theirs] = texts.each_ref().map(|text| parse(black_box(text)).expect("just written"));
                print(&merge(&base, &ours, &theirs).expect("there is room").session)
            });
        });
        group.bench_function("merge", |bencher| {
            bencher.iter(|| merge(black_box(&session), &ours, &theirs).expect("there is room"));
        });
    }
}

/// Each kind of thing that can lie on top: its name, the panel below it, and the keys that put it there.
const ON_TOP: [(&str, &str, &str); 6] = [
    ("form", "actions", "Enter"),
    ("palette", "actions", ":"),
    ("search", "actions", "/ ‘soep’"),
    ("help", "actions", "?"),
    ("clock", "cycle", "t"),
    ("presentation", "cycle", "F5"),
];

/// The list of sessions, every panel, and what can lie on top of one.
fn stops(session: &Session) -> Vec<Stop> {
    let start = Stop { name: "start".to_owned(), show: Box::new(some_sessions) };
    let on_top = ON_TOP.into_iter().map(|(name, panel, script)| {
        let session = session.clone();
        let show = move |language, size| {
            let mut screen = Screen::open(language, size, session.clone());
            screen.go_to(panel).press(script);
            screen
        };
        Stop { name: name.to_owned(), show: Box::new(show) }
    });
    std::iter::once(start).chain(panels(session)).chain(on_top).collect()
}

fn frames(criterion: &mut Criterion) {
    for (name, session) in sessions() {
        for size in SIZES {
            let mut group = criterion.benchmark_group(format!("{name}, {}x{}", size.columns, size.rows));
            for stop in stops(&session) {
                let screen = (stop.show)(Language::Dutch, size);
                let mut buffer = Buffer::empty(Rect::new(0, 0, size.columns, size.rows));
                group.bench_function(&stop.name, |bencher| {
                    bencher.iter(|| render(&screen.model, context(Language::Dutch), styles(), &mut buffer));
                });
            }
        }
    }
}

/// More themes and groups than a room has: forty by twelve, each cell filled in.
fn grid(criterion: &mut Criterion) {
    let mut session = shipped(BEGUN);
    let mut add = |section: Section, id: String, values: &[(usize, Value)]| {
        let mut all = vec![Value::Empty; section.kind().fields.len()];
        for (field, value) in values {
            all[*field] = value.clone();
        }
        let item = Item { id: Id::new(id), values: all };
        apply(&mut session, Edit::Insert { section, item, after: None }).expect("it fits");
    };
    for row in 0..39 {
        add(Section::Themes, format!("t-{row:010}"), &[(0, Value::text(format!("Thema {row}")))]);
    }
    for column in 0..10 {
        add(Section::Groups, format!("g-{column:010}"), &[(0, Value::text(format!("Groep {column}")))]);
        for row in 0..39 {
            let link = |letter: char, number: usize| Value::Link(Id::new(format!("{letter}-{number:010}")));
            let values = [(0, link('t', row)), (1, link('g', column)), (2, Value::Whole(3))];
            add(Section::Votes, format!("v-{row:05}{column:05}"), &values);
        }
    }
    for size in SIZES {
        let mut screen = Screen::open(Language::Dutch, size, session.clone());
        screen.go_to("votes").press("r");
        let mut buffer = Buffer::empty(Rect::new(0, 0, size.columns, size.rows));
        criterion.bench_function(&format!("a grid of 40 by 12, {}x{}", size.columns, size.rows), |bencher| {
            bencher.iter(|| render(&screen.model, context(Language::Dutch), styles(), &mut buffer));
        });
    }
}

/// What a session asks and offers, as it is worked out after every change.
fn asked(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("what is asked");
    let sentences = context(Language::Dutch).sentences(Some(date(2026, 11, 22)));
    for (name, session) in sessions() {
        group.bench_function(format!("signals, {name}"), |bencher| bencher.iter(|| sentences.signals(&session)));
        group.bench_function(format!("offers, {name}"), |bencher| bencher.iter(|| sentences.offers(&session, &[])));
    }
}

fn content(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("at a start");
    group.bench_function("words", |bencher| bencher.iter(|| Words::load(Language::Dutch)));
    group.bench_function("guide", |bencher| bencher.iter(|| Guide::load(black_box(Language::Dutch))));
}

criterion_group! {
    name = all;
    config = Criterion::default()
        .without_plots()
        .sample_size(20)
        .warm_up_time(Duration::from_millis(50))
        .measurement_time(Duration::from_millis(250));
    targets = text, changes, asked, content, frames, grid
}
criterion_main!(all);
