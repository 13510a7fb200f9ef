//! Numbers, as people type them and as they are told.

use proptest::prelude::*;
use werksessie::domain::decimal::Decimal;
use werksessie::domain::record::Meaning;
use werksessie::domain::session::Section;
use werksessie::domain::value::Kind;
use werksessie::i18n::numbers::{
    Unit, decimal_text, euros_text, parse_decimal, parse_minutes, parse_whole, whole_text,
};

use super::{decimal, dutch, english};

#[test]
fn whole_numbers_are_understood_as_people_type_them() {
    let words = dutch();
    for (typed, expected) in [
        ("7420", Some(7420)),
        ("7.420", Some(7420)),
        ("7 420", Some(7420)),
        ("7\u{202f}420", Some(7420)),
        (" 7420 ", Some(7420)),
        ("1.234.567", Some(1_234_567)),
        ("0", Some(0)),
        ("007", Some(7)),
        ("1.250,-", Some(1250)),
        ("1.250,00", Some(1250)),
        ("4294967295", Some(u32::MAX)),
        ("4294967296", None),
        ("7.42", None),
        ("0.125", None),
        ("007.420", None),
        ("7.4200", None),
        ("74.2.0", None),
        ("1234.567", None),
        ("7,420", None),
        ("12,5", None),
        ("7 42", None),
        ("1.000 000", None),
        (".420", None),
        ("7.", None),
        ("-3", None),
        ("", None),
        ("%", None),
        ("uur", None),
        ("3 uren en nog wat", None),
        ("€", None),
        ("7k", None),
        ("ongeveer 7000", None),
        ("７", None),
    ] {
        assert_eq!(parse_whole(typed, &Unit::None, &words), expected, "{typed:?}");
    }
    let words = english();
    for (typed, expected) in [("7,420", Some(7420)), ("7420", Some(7420)), ("7.420", None), ("1,250.00", Some(1250))] {
        assert_eq!(parse_whole(typed, &Unit::None, &words), expected, "{typed:?} in English");
    }
}

/// Numbers with a unit, and the declarations of fields that understand them.
const WITH_UNIT: &[(&str, &[Meaning])] = &[
    ("€ 1.200", &[Meaning::Euro]),
    ("€1.200,-", &[Meaning::Euro]),
    ("1.200 euro", &[Meaning::Euro]),
    ("1.200,- euro", &[Meaning::Euro]),
    ("40 min", &[Meaning::Minutes]),
    ("40 Minuten", &[Meaning::Minutes]),
    ("3 uur", &[Meaning::Hours, Meaning::WeeklyHours]),
    ("3u", &[Meaning::Hours, Meaning::WeeklyHours]),
    ("3 uur per week", &[Meaning::WeeklyHours]),
    ("12 mensen", &[Meaning::People]),
    ("12 inwoners", &[Meaning::People]),
    ("36 stippen", &[Meaning::Dots]),
    ("7 stemmen", &[Meaning::Dots]),
    ("52%", &[]),
    ("52 procent", &[]),
    ("3 jaar", &[]),
    ("3 appels", &[]),
];

#[test]
fn only_the_unit_of_the_field_may_stand_behind_a_number() {
    let words = dutch();
    for section in Section::ALL {
        for field in section.kind().fields.iter().filter(|field| field.kind == Kind::Whole) {
            let unit = Unit::of(field);
            for (typed, understood_by) in WITH_UNIT {
                let is_its_own = understood_by.iter().any(|meaning| field.means(*meaning));
                let is_number = parse_whole(typed, &unit, &words).is_some();
                assert_eq!(is_number, is_its_own, "{typed:?} in {} of {}", field.name, section.kind().name);
            }
        }
    }
}

#[test]
fn a_figure_takes_the_unit_that_was_written_down_for_it() {
    let words = dutch();
    for (unit, typed, expected) in [
        ("%", "52%", decimal(52_000)),
        ("%", "52,5 procent", decimal(52_500)),
        ("% van de volwassenen", "52 %", decimal(52_000)),
        ("per 1.000 inwoners", "4,5 per 1.000 inwoners", decimal(4500)),
        ("euro per jaar", "€ 300", decimal(300_000)),
        ("cijfer", "7 cijfer", decimal(7000)),
        ("cijfer", "7%", None),
        ("%", "3 uur", None),
        ("", "7%", None),
    ] {
        assert_eq!(parse_decimal(typed, &Unit::Named(unit.to_owned()), &words), expected, "{typed:?} in {unit:?}");
    }
}

#[test]
fn minutes_may_be_told_in_hours() {
    let words = dutch();
    for (typed, expected) in [
        ("90", Some(90)),
        ("90 min", Some(90)),
        ("30 minuten", Some(30)),
        ("3 uur", Some(180)),
        ("1,5 uur", Some(90)),
        ("1u30", Some(90)),
        ("1:30", Some(90)),
        ("1 uur 15", Some(75)),
        ("uur", None),
        ("1:", None),
        ("-1 uur", None),
        ("lang", None),
    ] {
        assert_eq!(parse_minutes(typed, &words), expected, "{typed:?}");
    }
}

#[test]
fn decimals_are_understood_as_people_type_them() {
    let words = dutch();
    for (typed, expected) in [
        ("12,3", decimal(12_300)),
        ("12.3", decimal(12_300)),
        ("12", decimal(12_000)),
        ("-12,3", decimal(-12_300)),
        ("\u{2212}4", decimal(-4000)),
        ("+4", decimal(4000)),
        (",5", decimal(500)),
        ("0,125", decimal(125)),
        ("0.125", decimal(125)),
        ("1.010", decimal(1_010_000)),
        ("12.345", decimal(12_345_000)),
        ("1.234,5", decimal(1_234_500)),
        ("1 234,5", decimal(1_234_500)),
        ("1.234.567", decimal(1_234_567_000)),
        ("1234.567", decimal(1_234_567)),
        ("1234.5", decimal(1_234_500)),
        ("12.34", decimal(12_340)),
        ("12,3456", None),
        ("12.3456", None),
        ("1.23.4", None),
        ("1,2,3", None),
        ("12,", None),
        ("12.", None),
        (",", None),
        ("", None),
        ("-", None),
        ("--4", None),
        ("12,3%", None),
        ("% 4", None),
        ("twaalf", None),
        ("99999999999", None),
        ("1e3", None),
        ("NaN", None),
    ] {
        assert_eq!(parse_decimal(typed, &Unit::None, &words), expected, "{typed:?}");
    }
    let words = english();
    for (typed, expected) in [
        ("12.3", decimal(12_300)),
        ("12,3", decimal(12_300)),
        ("1,010", decimal(1_010_000)),
        ("1.010", decimal(1010)),
        ("1,234.5", decimal(1_234_500)),
    ] {
        assert_eq!(parse_decimal(typed, &Unit::None, &words), expected, "{typed:?} in English");
    }
}

#[test]
fn numbers_are_told_with_the_marks_of_the_language() {
    let (dutch, english) = (dutch(), english());
    for (number, in_dutch, in_english) in
        [(0, "0", "0"), (999, "999", "999"), (7420, "7.420", "7,420"), (1_234_567, "1.234.567", "1,234,567")]
    {
        assert_eq!(whole_text(number, &dutch), in_dutch);
        assert_eq!(whole_text(number, &english), in_english);
    }
    for (thousandths, in_dutch, in_english) in [
        (12_300, "12,3", "12.3"),
        (12_000, "12", "12"),
        (-125, "-0,125", "-0.125"),
        (-1_234_500, "-1.234,5", "-1,234.5"),
        (1010, "1,01", "1.01"),
    ] {
        let number = decimal(thousandths).expect("within the limit");
        assert_eq!(decimal_text(number, &dutch), in_dutch);
        assert_eq!(decimal_text(number, &english), in_english);
    }
    assert_eq!(euros_text(1250, &dutch), "€ 1.250");
    assert_eq!(euros_text(1250, &english), "€1,250");
    assert_eq!(dutch.screen.open_actions(dutch.count(1u32)), "1 open actie");
    assert_eq!(dutch.screen.open_actions(dutch.count(0u32)), "0 open acties");
    assert_eq!(dutch.screen.open_actions(dutch.count(3000u32)), "3.000 open acties");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_number_that_is_told_is_understood(whole in any::<u32>(), thousandths in -Decimal::LIMIT..=Decimal::LIMIT) {
        let number = Decimal::from_thousandths(thousandths).expect("within the limit");
        for words in [dutch(), english()] {
            prop_assert_eq!(parse_whole(&whole_text(u64::from(whole), &words), &Unit::None, &words), Some(whole));
            prop_assert_eq!(parse_whole(&euros_text(u64::from(whole), &words), &Unit::Declared(Meaning::Euro), &words), Some(whole));
            prop_assert_eq!(parse_decimal(&decimal_text(number, &words), &Unit::None, &words), Some(number));
            let plain = number.to_string();
            if !words.numbers.thousands.eq(&'.') {
                prop_assert_eq!(parse_decimal(&plain, &Unit::None, &words), Some(number));
            }
        }
    }
}
