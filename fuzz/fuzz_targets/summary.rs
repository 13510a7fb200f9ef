//! Bytes that are taken for a remembered row of the overview: they are none, or one that can be shown and remembered again.
#![no_main]

use jiff::civil::date;
use libfuzzer_sys::fuzz_target;
use werksessie::domain::signals::RULES;
use werksessie::overview::{Row, Sort, Summary, doubles, from_bytes, newest_rounds, sort, to_bytes, totals};

fuzz_target!(|bytes: &[u8]| {
    let Some(summary) = from_bytes::<Summary>(bytes) else { return };
    assert_eq!(from_bytes(&to_bytes(&summary)), Some(summary.clone()));
    let today = date(2026, 11, 22);
    let _ = (summary.progress(), summary.next_date(today));
    RULES.iter().for_each(|rule| _ = std::hint::black_box(summary.asks(rule.name, today)));
    let rows = [
        Row { path: "a.ron".into(), content: Ok(summary.clone()) },
        Row { path: "b.ron".into(), content: Ok(summary) },
    ];
    assert_eq!((doubles(&rows), newest_rounds(&rows).len()), (vec![(1, 0)], 2));
    totals(&rows, today);
    for order in Sort::ALL {
        sort(&rows, &mut [0, 1], order, today);
    }
});
