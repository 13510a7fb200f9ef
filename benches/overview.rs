//! What the overview of many sessions takes: reading one file for it, a summary out of its bytes, a thousand rows put in
//! order and written as a matrix, the first and the second look through a folder, and the check of all that is in it.

use std::fs;
use std::hint::black_box;
use std::ops::ControlFlow;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

use criterion::{Criterion, criterion_group, criterion_main};
use jiff::civil::date;
use werksessie::guide::Guide;
use werksessie::i18n::Words;
use werksessie::i18n::language::Language;
use werksessie::overview::{
    Checklist, ChecklistDetail, Row, Sort, Summary, TableView, from_bytes, matrix, newest_rounds, read_rows, sort,
    table, to_bytes, totals,
};
use werksessie::store::form::reading::{Parts, parse, parse_any, skim};

const SECOND_ROUND: &str = include_str!("../tests/sessions/lindenkwartier-2026-09-17.ron");

fn overview(criterion: &mut Criterion) {
    let guide = Guide::load(Language::Dutch).expect("the guide ships with the program");
    let words = Words::load(Language::Dutch).expect("the words ship with the program");
    let checklist = Checklist::of(&guide.structure);
    let today = date(2026, 11, 22);
    let session = parse(SECOND_ROUND).expect("a session that ships");
    let summary = Summary::of(&session, &guide.structure);
    let rows: Vec<Row> = (0..1000)
        .map(|number| {
            let summary = Summary { neighbourhood: format!("Wijk {number}").into(), ..summary.clone() };
            Row { path: format!("sessies/{number}.ron").into(), content: Ok(summary) }
        })
        .collect();
    criterion.bench_function("read 60 KB in its fixed form", |bench| bench.iter(|| parse(black_box(SECOND_ROUND))));
    criterion.bench_function("read 60 KB in any form", |bench| bench.iter(|| parse_any(black_box(SECOND_ROUND))));
    let parts = Parts::of(Summary::PARTS);
    criterion.bench_function("read what is summed up of 60 KB", |bench| {
        bench.iter(|| skim(black_box(SECOND_ROUND.as_bytes()), &parts));
    });
    criterion.bench_function("sum up a session", |bench| bench.iter(|| Summary::of(&session, &guide.structure)));
    let bytes = to_bytes(&summary);
    criterion.bench_function("recall a summary", |bench| bench.iter(|| from_bytes::<Summary>(black_box(&bytes))));
    criterion.bench_function("a matrix of 1,000 sessions", |bench| {
        bench.iter(|| {
            let newest = newest_rounds(&rows);
            let mut numbers: Vec<usize> = (0..rows.len()).filter(|number| newest[*number]).collect();
            sort(&rows, &mut numbers, Sort::Date, today);
            let shown: Vec<&Row> = numbers.iter().map(|number| &rows[*number]).collect();
            let totals = totals(shown.iter().copied(), today);
            let view = TableView { detail: ChecklistDetail::Sections, rules: &[] };
            let mut text = String::new();
            matrix(&table(&shown, &totals, &checklist, view, today, &words), Some(80), |lines| {
                text.push_str(lines);
                Ok::<(), ()>(())
            })
            .expect("a text takes all");
            text
        });
    });
}

/// As many sessions as a province has neighbourhoods with a plan.
const FILES: usize = 500;
/// What was written this long ago is remembered.
const SETTLED: Duration = Duration::from_secs(4);

fn looks(criterion: &mut Criterion) {
    let guide = Guide::load(Language::Dutch).expect("the guide ships with the program");
    let place = tempfile::tempdir().expect("a folder");
    let (root, memory) = (place.path().join("sessies"), place.path().join("geheugen"));
    fs::create_dir(&root).expect("a folder");
    for number in 0..FILES {
        let text = SECOND_ROUND.replace("Lindenkwartier", &format!("Wijk {number}"));
        fs::write(root.join(format!("{number}.ron")), text).expect("a file");
    }
    thread::sleep(SETTLED);
    let count = |memory: Option<&Path>| {
        let mut read = 0;
        read_rows(&root, &guide.structure, memory, |row| {
            read += usize::from(row.content.is_ok());
            ControlFlow::Continue(())
        });
        read
    };
    let mut group = criterion.benchmark_group(format!("{FILES} sessions of 60 KB"));
    group.sample_size(20);
    group.bench_function("first look", |bench| {
        bench.iter(|| {
            fs::remove_dir_all(&memory).ok();
            count(Some(&memory))
        });
    });
    group.bench_function("second look", |bench| bench.iter(|| count(Some(&memory))));
    assert_eq!(count(Some(&memory)), FILES);
    group.sample_size(10);
    group.bench_function("check", |bench| {
        bench.iter(|| {
            let mut program = Command::new(env!("CARGO_BIN_EXE_werksessie"));
            let checked = program.args(["check", "--json"]).arg(&root).stdout(Stdio::null()).status();
            // Every file is a copy, and so the same session as the first.
            assert_eq!(checked.expect("it runs").code(), Some(1));
        });
    });
}

criterion_group!(benches, overview, looks);
criterion_main!(benches);
