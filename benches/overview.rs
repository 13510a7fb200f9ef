//! What the overview of many sessions takes: reading one file for it, a summary out of its bytes, and a thousand rows put
//! in order and written as a matrix.

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use jiff::civil::date;
use werksessie::exchange::overview::{
    Checklist, Detail, Row, Sort, Summary, from_bytes, matrix, newest_rounds, sort, table, to_bytes, totals,
};
use werksessie::guide::{Guide, Language};
use werksessie::i18n::Words;
use werksessie::store::read::{parse, parse_any};

const SECOND_ROUND: &str = include_str!("../sessions/lindenkwartier-2026-09-17.ron");

fn overview(criterion: &mut Criterion) {
    let guide = Guide::load(Language::Dutch).expect("the guide ships with the program");
    let words = Words::dutch().expect("the words ship with the program");
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
    criterion.bench_function("sum up a session", |bench| bench.iter(|| Summary::of(&session, &guide.structure)));
    let bytes = to_bytes(&summary);
    criterion.bench_function("recall a summary", |bench| bench.iter(|| from_bytes(black_box(&bytes))));
    criterion.bench_function("a matrix of 1,000 sessions", |bench| {
        bench.iter(|| {
            let newest = newest_rounds(&rows);
            let mut numbers: Vec<usize> = (0..rows.len()).filter(|number| newest[*number]).collect();
            sort(&rows, &mut numbers, Sort::Date, today);
            let shown: Vec<&Row> = numbers.iter().map(|number| &rows[*number]).collect();
            let totals = totals(shown.iter().copied(), today);
            matrix(&table(&shown, &totals, &checklist, Detail::Sections, today, &words))
        });
    });
}

criterion_group!(benches, overview);
criterion_main!(benches);
