//! How long it takes to bring a large table: 20,000 neighbourhoods in at most 200 ms.

use std::fmt::Write;
use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use jiff::civil::date;
use werksessie::domain::id::{Id, IdSource};
use werksessie::domain::session::Session;
use werksessie::exchange::import::brought::Brought;
use werksessie::exchange::import::prepare;
use werksessie::exchange::import::preview::ImportChoices;
use werksessie::i18n::Words;
use werksessie::i18n::language::Language;

/// A table of so many areas, with twenty figures of each.
fn table(rows: usize) -> String {
    let mut text = String::from("\u{feff}Wijken en buurten;Codering (code);Roker (%);Eenzaam (%)");
    for figure in 0..18 {
        let _ = write!(text, ";Thema {figure} (%)");
    }
    text.push_str("\r\nNederland;NL00;17,9;47");
    text.push_str(&";1,5".repeat(18));
    for row in 0..rows - 1 {
        let _ = write!(text, "\r\nBuurt {row};BU{row:08};{},{};4,5", row % 90, row % 10);
        text.push_str(&";12,5".repeat(18));
    }
    text.push_str("\r\n");
    text
}

fn bring(criterion: &mut Criterion) {
    let (bytes, words) = (table(19_998).into_bytes(), Words::load(Language::Dutch).expect("the words"));
    let session = Session::empty(Id::new("s-0000000001"));
    let answers = [("area".to_owned(), "BU00000042".to_owned())].into();
    let choices = ImportChoices { answers, ..ImportChoices::default() };
    criterion.bench_function("a table of 20,000 rows", |bencher| {
        bencher.iter(|| {
            let brought = Brought::read("tabel.csv", black_box(&bytes)).expect("a table");
            let mut ids = IdSource::new(1);
            prepare(&brought, &session, &choices, &mut ids, date(2026, 3, 12), &words).expect("figures")
        });
    });
}

criterion_group!(benches, bring);
criterion_main!(benches);
