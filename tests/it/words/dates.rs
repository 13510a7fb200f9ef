//! Dates and times, as people type them and as they are told.

use jiff::civil::{Date, Time, date, time};
use proptest::prelude::*;
use werksessie::domain::value::Value;
use werksessie::i18n::Words;
use werksessie::i18n::dates::{long_date, parse_date, parse_time, short_date, time_text};
use werksessie::i18n::numbers::{Unit, parse_decimal, parse_whole};
use werksessie::telling::shorten::shorten;

use super::{TODAY, dutch, english};

#[track_caller]
fn check_date(words: &Words, today: Date, typed: &str, expected: Option<Date>) {
    assert_eq!(parse_date(typed, today, words), expected, "{typed:?} on {today}");
}

#[test]
fn dutch_dates_are_understood_as_people_type_them() {
    let words = dutch();
    for (typed, expected) in [
        ("12-3-2026", date(2026, 3, 12)),
        ("12/3/26", date(2026, 3, 12)),
        ("12.3.2026", date(2026, 3, 12)),
        ("12-03-2026", date(2026, 3, 12)),
        ("2026-03-12", date(2026, 3, 12)),
        ("  12 - 3 - 2026 ", date(2026, 3, 12)),
        ("12 3 2026", date(2026, 3, 12)),
        ("12 maart 2026", date(2026, 3, 12)),
        ("12 mrt. 2026", date(2026, 3, 12)),
        ("12 MAART 2026", date(2026, 3, 12)),
        ("12  maart   2026", date(2026, 3, 12)),
        ("12e maart 2026", date(2026, 3, 12)),
        ("12-mrt-26", date(2026, 3, 12)),
        ("donderdag 12 maart 2026", date(2026, 3, 12)),
        ("do. 12 mrt, 2026", date(2026, 3, 12)),
        ("12-3", date(2027, 3, 12)),
        ("12 maart", date(2027, 3, 12)),
        ("12 mrt", date(2027, 3, 12)),
        ("1-11", date(2026, 11, 1)),
        ("22-5", date(2026, 5, 22)),
        ("21-5", date(2027, 5, 21)),
        ("31-12", date(2026, 12, 31)),
        ("1 sept", date(2026, 9, 1)),
        ("do 12 mrt", date(2027, 3, 12)),
        ("vr 12 mrt", date(2027, 3, 12)),
        ("di 2 dec", date(2026, 12, 2)),
        ("wo 2 dec", date(2026, 12, 2)),
        ("ma 20 juli", date(2026, 7, 20)),
        ("di 12 mrt 2026", date(2026, 3, 12)),
        ("volgende vrijdag", date(2026, 11, 27)),
        ("volgende ma", date(2026, 11, 23)),
        ("komende vrijdag", date(2026, 11, 27)),
        ("a.s. vrijdag", date(2026, 11, 27)),
        ("over een maand", date(2026, 12, 22)),
        ("over één week", date(2026, 11, 29)),
        ("over twee weken", date(2026, 12, 6)),
        ("over een half jaar", date(2027, 5, 22)),
        ("week 50", date(2026, 12, 7)),
        ("week 3", date(2027, 1, 18)),
        ("vrijdag week 50", date(2026, 12, 11)),
        ("week 50 vr", date(2026, 12, 11)),
        ("week 3 2028", date(2028, 1, 17)),
        ("eind januari", date(2027, 1, 31)),
        ("half mei", date(2027, 5, 15)),
        ("begin maart", date(2027, 3, 1)),
        ("medio maart 2028", date(2028, 3, 15)),
        ("eind februari 2028", date(2028, 2, 29)),
        ("vandaag", date(2026, 11, 22)),
        ("Morgen", date(2026, 11, 23)),
        ("overmorgen", date(2026, 11, 24)),
        ("gisteren", date(2026, 11, 21)),
        ("volgende week", date(2026, 11, 23)),
        ("volgende  week vrijdag", date(2026, 11, 27)),
        ("volgende week vr", date(2026, 11, 27)),
        ("ma", date(2026, 11, 23)),
        ("vr", date(2026, 11, 27)),
        ("vrij", date(2026, 11, 27)),
        ("Vrijdag", date(2026, 11, 27)),
        ("zo", date(2026, 11, 29)),
        ("zondag", date(2026, 11, 29)),
        ("+2w", date(2026, 12, 6)),
        ("+ 2 weken", date(2026, 12, 6)),
        ("over 2 weken", date(2026, 12, 6)),
        ("+10d", date(2026, 12, 2)),
        ("+1 dag", date(2026, 11, 23)),
        ("+3m", date(2027, 2, 22)),
        ("+3 maanden", date(2027, 2, 22)),
        ("+1j", date(2027, 11, 22)),
        ("+1y", date(2027, 11, 22)),
        ("-2d", date(2026, 11, 20)),
    ] {
        check_date(&words, TODAY, typed, Some(expected));
    }
}

#[test]
fn a_date_without_a_year_is_near_today() {
    let words = dutch();
    for (today, typed, expected) in [
        (date(2027, 1, 10), "20-12", date(2026, 12, 20)),
        (date(2027, 1, 10), "9-12", date(2027, 12, 9)),
        (date(2027, 1, 10), "10-1", date(2027, 1, 10)),
        (date(2026, 2, 10), "1-9", date(2026, 9, 1)),
        (date(2026, 3, 12), "12-3", date(2026, 3, 12)),
        (date(2026, 3, 12), "11 mrt", date(2026, 3, 11)),
        (date(2026, 12, 31), "1-1", date(2027, 1, 1)),
        (date(2027, 11, 22), "29-2", date(2028, 2, 29)),
        (date(2028, 1, 31), "+1m", date(2028, 2, 29)),
    ] {
        check_date(&words, today, typed, Some(expected));
    }
}

#[test]
fn english_dates_are_understood_as_people_type_them() {
    let words = english();
    for (typed, expected) in [
        ("12/3/2026", date(2026, 3, 12)),
        ("12 March 2026", date(2026, 3, 12)),
        ("March 12, 2026", date(2026, 3, 12)),
        ("Thu 12 Mar", date(2027, 3, 12)),
        ("in a month", date(2026, 12, 22)),
        ("next Friday", date(2026, 11, 27)),
        ("week 50", date(2026, 12, 7)),
        ("end of January", date(2027, 1, 31)),
        ("mid May", date(2027, 5, 15)),
        ("Mar 12", date(2027, 3, 12)),
        ("12th march", date(2027, 3, 12)),
        ("Friday", date(2026, 11, 27)),
        ("fr", date(2026, 11, 27)),
        ("today", date(2026, 11, 22)),
        ("tomorrow", date(2026, 11, 23)),
        ("the day after tomorrow", date(2026, 11, 24)),
        ("next week", date(2026, 11, 23)),
        ("next week Tue", date(2026, 11, 24)),
        ("in 2 weeks", date(2026, 12, 6)),
        ("+2w", date(2026, 12, 6)),
        ("+1y", date(2027, 11, 22)),
    ] {
        check_date(&words, TODAY, typed, Some(expected));
    }
}

#[test]
fn what_is_no_date_is_not_understood() {
    let words = dutch();
    for typed in [
        "",
        " ",
        "-",
        "+",
        "12",
        "2026",
        "31-2",
        "30-2-2026",
        "12-13",
        "0-1",
        "1-0",
        "29-2",
        "12-3-126",
        "12-3-20266",
        "1-2-3-4",
        "32 maart",
        "12 blauwe",
        "na de zomer",
        "v",
        "vrijdags",
        "week",
        "week 54",
        "week 50 blauw",
        "eind",
        "half",
        "eind blauw",
        "volgende 12",
        "komende",
        "over een",
        "+2",
        "+w",
        "+2x",
        "+99999d",
        "+9999j",
        "volgende",
        "volgende maand",
        "volgende weekend",
        "maart",
        "12 ma",
        "99999999999999999999-1",
        "12:3",
        "½-3",
        "１２-３",
        "12-3-2026 om 9:30",
        "\u{202e}",
        "👩‍👩‍👧",
        "-12-3",
        "over",
        "2026-13-01",
    ] {
        check_date(&words, TODAY, typed, None);
    }
}

#[test]
fn dates_are_told_short_and_long() {
    let words = dutch();
    let april = date(2026, 4, 9);
    assert_eq!(short_date(april, TODAY, &words), "do 9 apr");
    assert_eq!(short_date(april, date(2025, 12, 31), &words), "do 9 apr 2026");
    assert_eq!(long_date(april, &words), "donderdag 9 april 2026");
    let words = english();
    assert_eq!(short_date(april, TODAY, &words), "Thu 9 Apr");
    assert_eq!(long_date(april, &words), "Thursday 9 April 2026");
}

#[test]
fn times_are_understood_as_people_type_them() {
    let words = dutch();
    for (typed, hour, minute) in [
        ("9:30", 9, 30),
        ("09:30", 9, 30),
        ("9.30", 9, 30),
        ("930", 9, 30),
        ("0930", 9, 30),
        ("9u30", 9, 30),
        ("9U30", 9, 30),
        ("9h30", 9, 30),
        (" 9:30 uur ", 9, 30),
        ("9.30u", 9, 30),
        ("9 30", 9, 30),
        ("9", 9, 0),
        ("9u", 9, 0),
        ("9 uur", 9, 0),
        ("19", 19, 0),
        ("1930", 19, 30),
        ("0", 0, 0),
        ("0:00", 0, 0),
        ("23:59", 23, 59),
    ] {
        assert_eq!(parse_time(typed, &words), Some(time(hour, minute, 0, 0)), "{typed:?}");
    }
    for typed in [
        "",
        " ",
        ":",
        "24",
        "24:00",
        "9:60",
        "9:5",
        "960",
        "12345",
        "9:30:00",
        "half tien",
        "u",
        "uur",
        "-9",
        "9é30",
        "９:30",
    ] {
        assert_eq!(parse_time(typed, &words), None, "{typed:?}");
    }
    assert_eq!(time_text(time(9, 30, 0, 0)), "09:30");
    assert_eq!(time_text(Time::midnight()), "00:00");
}

fn any_date() -> impl Strategy<Value = Date> {
    (1900i16..2200, 1i8..=12, 1i8..=31).prop_filter_map("a day that there is", |(y, m, d)| Date::new(y, m, d).ok())
}

#[test]
fn what_is_no_day_here_is_none_in_a_file_either() {
    let words = dutch();
    for typed in [
        "-3000j",
        "-1500 jaar",
        "0900-05-01",
        "0999-12-31",
        "-000974-05-01",
        "2026-02-30",
        "+2026-05-01",
        "10000-01-01",
    ] {
        assert_eq!((parse_date(typed, TODAY, &words), Value::date(typed)), (None, None), "{typed:?}");
    }
    for day in ["1000-01-01", "2026-03-12", "9999-12-30"] {
        assert_eq!(parse_date(day, TODAY, &words).map(Value::Date), Value::date(day), "{day:?}");
        assert!(Value::date(day).is_some(), "{day:?}");
    }
    for typed in ["+9:30", "-0:30", "24:00", "09:3 ", "９:30", "9:30:0"] {
        assert_eq!((parse_time(typed, &words), Value::time(typed)), (None, None), "{typed:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_date_that_is_told_is_understood(meant in any_date(), today in any_date()) {
        for words in [dutch(), english()] {
            // A day of a year that is not told is the nearest ahead, within half a year.
            let again = date(meant.year() + 1, 1, 1).with().month(meant.month()).day(meant.day().min(28)).build();
            let is_told = meant >= today || again.is_ok_and(|again| (again - today).get_days() > 190);
            let short = is_told.then(|| short_date(meant, today, &words));
            for told in [long_date(meant, &words), meant.to_string()].into_iter().chain(short) {
                prop_assert_eq!(parse_date(&told, today, &words), Some(meant), "{}", told);
                prop_assert_eq!(parse_date(&format!(" {} ", told.to_uppercase()), today, &words), Some(meant));
            }
        }
    }

    #[test]
    fn a_day_and_month_are_meant_within_a_year(meant in any_date(), today in any_date()) {
        let typed = format!("{}-{}", meant.day(), meant.month());
        if let Some(understood) = parse_date(&typed, today, &dutch()) {
            prop_assert_eq!((understood.day(), understood.month()), (meant.day(), meant.month()));
            let days = today.until(understood).expect("days").get_days();
            // The 29th of February does not come every year.
            let is_within = (-184..=366).contains(&days) || typed == "29-2";
            prop_assert!(is_within, "{} on {}: {}", typed, today, understood);
        } else {
            prop_assert_eq!(typed, "29-2");
        }
    }

    #[test]
    fn a_time_that_is_told_is_understood(hour in 0i8..24, minute in 0i8..60) {
        let meant = time(hour, minute, 0, 0);
        prop_assert_eq!(parse_time(&time_text(meant), &dutch()), Some(meant));
        prop_assert_eq!(parse_time(&format!("{hour}u{minute:02}"), &dutch()), Some(meant));
    }

    #[test]
    fn nothing_that_is_typed_makes_it_panic(typed in any::<String>(), pieces in "[-+0-9:., uvrdmaj€/]{0,12}", today in any_date()) {
        for words in [dutch(), english()] {
            for typed in [typed.as_str(), pieces.as_str()] {
                let _ = parse_date(typed, today, &words);
                let _ = parse_time(typed, &words);
                let _ = parse_whole(typed, &Unit::None, &words);
                let _ = parse_decimal(typed, &Unit::None, &words);
                let _ = shorten(typed, 5);
            }
        }
    }
}
