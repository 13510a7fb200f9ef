//! The words of the interface: the same in both languages, and nothing without a word; what people type as dates and
//! numbers; and sentences about every change that can be made.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use jiff::civil::{Date, Time, date, time};
use proptest::prelude::*;
use ron::Value as Ron;
use werksessie::domain::edit::{Edit, Place, apply, removal};
use werksessie::domain::id::Id;
use werksessie::domain::problem::{Position, Problem, ProblemKind, Trouble};
use werksessie::domain::session::{Count, Item, Section, Session};
use werksessie::domain::value::{ChoiceKind, Decimal, Kind, Value};
use werksessie::guide::{Guide, Language};
use werksessie::i18n::dates::{long_date, parse_date, parse_time, short_date, time_text};
use werksessie::i18n::numbers::{count, decimal_text, euros_text, parse_decimal, parse_whole, whole_text};
use werksessie::i18n::{DUTCH, ENGLISH, Files, Words};
use werksessie::store::form::reading::parse;
use werksessie::telling::problems::{problem_text, trouble_text};
use werksessie::telling::sentences::{Sentences, shorten};

use crate::support::arbitrary::{edits, session, step};

fn dutch() -> Words {
    Words::dutch().expect("the Dutch words can be read")
}

fn english() -> Words {
    Words::english().expect("the English words can be read")
}

// The data files

/// Every text of a language, by its path.
fn all_texts(files: &Files) -> BTreeMap<String, String> {
    let mut all = texts(files.interface);
    for (section, file) in files.later {
        all.extend(texts(file).into_iter().map(|(path, text)| (format!("/{section}{path}"), text)));
    }
    all
}

/// Every text of a data file, by its path. Only the length of a list that people type from may differ.
fn texts(file: &str) -> BTreeMap<String, String> {
    fn walk(value: &Ron, path: &str, texts: &mut BTreeMap<String, String>) {
        match value {
            Ron::Map(map) => {
                for (key, value) in map.iter() {
                    let Ron::String(key) = key else { panic!("a name at {path}") };
                    walk(value, &format!("{path}/{key}"), texts);
                }
            }
            Ron::Seq(values) => {
                for (position, value) in values.iter().enumerate() {
                    walk(value, &format!("{path}/{position}"), texts);
                }
            }
            Ron::String(text) => drop(texts.insert(path.to_owned(), text.clone())),
            Ron::Char(mark) => drop(texts.insert(path.to_owned(), mark.to_string())),
            other => drop(texts.insert(path.to_owned(), format!("{other:?}"))),
        }
    }
    let value: Ron = ron::from_str(file).expect("the file can be read");
    let mut found = BTreeMap::new();
    walk(&value, "", &mut found);
    assert!(!found.is_empty());
    found
}

fn is_list_to_type_from(path: &str) -> bool {
    let Some((list, _)) = path.rsplit_once('/') else { return false };
    let dates = ["days", "weeks", "months_unit", "years", "ordinal_endings", "hours"];
    list == "/sentences/names" || dates.iter().any(|name| list == format!("/dates/{name}"))
}

fn placeholders(text: &str) -> BTreeSet<&str> {
    text.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name).collect()
}

#[test]
fn both_languages_have_the_same_words_with_the_same_placeholders() {
    let (dutch, english) = (all_texts(&DUTCH), all_texts(&ENGLISH));
    let keys = |texts: &BTreeMap<String, String>| -> BTreeSet<String> {
        texts.keys().filter(|path| !is_list_to_type_from(path)).cloned().collect()
    };
    let (in_dutch, in_english) = (keys(&dutch), keys(&english));
    let only_one: Vec<_> = in_dutch.symmetric_difference(&in_english).collect();
    assert!(only_one.is_empty(), "in one language only: {only_one:?}");
    for path in in_dutch {
        assert_eq!(placeholders(&dutch[&path]), placeholders(&english[&path]), "placeholders of {path}");
    }
}

#[test]
fn no_text_is_empty() {
    for files in [DUTCH, ENGLISH] {
        for (path, text) in all_texts(&files) {
            assert!(!text.trim().is_empty(), "{path} is empty");
        }
    }
}

#[test]
fn every_placeholder_is_one_that_the_program_fills() {
    let known: BTreeMap<&str, &[&str]> = BTreeMap::from([
        ("dates", &["weekday", "day", "month", "year", "days"][..]),
        ("numbers", &["amount"]),
        (
            "sentences",
            &[
                "record", "title", "number", "words", "question", "new", "old", "subject", "field", "added", "taken",
                "value",
            ],
        ),
        (
            "problems",
            &[
                "line",
                "column",
                "record",
                "id",
                "section",
                "suggestion",
                "options",
                "example",
                "found",
                "known",
                "name",
                "kind",
                "field",
                "target",
                "wanted",
            ],
        ),
    ]);
    for (path, text) in all_texts(&DUTCH) {
        let Some(known) = path.split('/').nth(1).and_then(|section| known.get(section)) else { continue };
        for name in placeholders(&text) {
            assert!(known.contains(&name), "{{{name}}} in {path}");
        }
    }
}

/// All fixed sets of words that a field of a session can hold.
fn choice_sets() -> Vec<&'static ChoiceKind> {
    let fields = Section::ALL.iter().flat_map(|section| section.kind().fields);
    let sets = fields.filter_map(|field| match field.kind {
        Kind::Choice(set) | Kind::Choices(set) => Some(set),
        _ => None,
    });
    sets.collect()
}

#[test]
fn every_record_field_and_choice_has_words_and_nothing_else_has() {
    for words in [dutch(), english()] {
        let mut records: BTreeSet<&str> = words.records().records.keys().map(String::as_str).collect();
        for section in Section::ALL {
            let kind = section.kind();
            records.remove(kind.name);
            let word = &words.records().records[kind.name];
            let known: Vec<&str> = kind.fields.iter().map(|field| field.name).collect();
            let mut named: Vec<&str> = word.fields.keys().map(String::as_str).collect();
            for field in &known {
                assert!(named.contains(field), "no word for {}.{field}", kind.name);
            }
            named.extend(word.hints.keys().map(String::as_str));
            for field in named {
                assert!(known.contains(&field), "a word for {}.{field}, which is not there", kind.name);
            }
        }
        assert!(records.is_empty(), "words for records that are not there: {records:?}");

        let mut sets: BTreeSet<&str> = words.records().choices.keys().map(String::as_str).collect();
        for set in choice_sets() {
            sets.remove(set.name);
            let named: BTreeSet<&str> = words.records().choices[set.name].keys().map(String::as_str).collect();
            assert_eq!(named, set.options.iter().copied().collect(), "the words of {}", set.name);
        }
        assert!(sets.is_empty(), "words for sets that are not there: {sets:?}");
    }
}

#[test]
fn the_labels_of_a_record_and_the_words_of_a_set_differ_from_each_other() {
    for words in [dutch(), english()] {
        for (name, record) in &words.records().records {
            let labels: BTreeSet<&String> = record.fields.values().collect();
            assert_eq!(labels.len(), record.fields.len(), "two fields of {name} have one label");
        }
        for (name, set) in &words.records().choices {
            let different: BTreeSet<&String> = set.values().collect();
            assert_eq!(different.len(), set.len(), "two words of {name} are the same");
        }
    }
}

// Dates and times

/// A Sunday.
const TODAY: Date = date(2026, 11, 22);

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
        ("do 12 mrt", date(2026, 3, 12)),
        ("vr 12 mrt", date(2027, 3, 12)),
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
        ("Thu 12 Mar", date(2026, 3, 12)),
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
        "di 12 mrt 2026",
        "ma 12 mrt",
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

// Numbers

fn decimal(thousandths: i64) -> Option<Decimal> {
    Decimal::from_thousandths(thousandths)
}

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
        ("€ 1.250", Some(1250)),
        ("€1250", Some(1250)),
        ("€ 1.250,-", Some(1250)),
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
        ("€", None),
        ("7k", None),
        ("ongeveer 7000", None),
        ("７", None),
    ] {
        assert_eq!(parse_whole(typed, &words), expected, "{typed:?}");
    }
    let words = english();
    for (typed, expected) in [("7,420", Some(7420)), ("7420", Some(7420)), ("7.420", None), ("€1,250.00", Some(1250))]
    {
        assert_eq!(parse_whole(typed, &words), expected, "{typed:?} in English");
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
        ("twaalf", None),
        ("99999999999", None),
        ("1e3", None),
        ("NaN", None),
    ] {
        assert_eq!(parse_decimal(typed, &words), expected, "{typed:?}");
    }
    let words = english();
    for (typed, expected) in [
        ("12.3", decimal(12_300)),
        ("12,3", decimal(12_300)),
        ("1,010", decimal(1_010_000)),
        ("1.010", decimal(1010)),
        ("1,234.5", decimal(1_234_500)),
    ] {
        assert_eq!(parse_decimal(typed, &words), expected, "{typed:?} in English");
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
    assert_eq!(count(1, "actie", "acties", &dutch), "1 actie");
    assert_eq!(count(0, "actie", "acties", &dutch), "0 acties");
    assert_eq!(count(3000, "actie", "acties", &dutch), "3.000 acties");
}

// Sentences

const SESSION: &str = r#"Session(
    format: 1,
    id: "s-1",
    round: 1,
    neighbourhood: Neighbourhood(name: "Linden", residents: 7420),
    meeting: Meeting(private_notes: "Piet praat veel."),
    people: [
        Person(id: "p-joke", name: "Joke de Wit"),
        Person(id: "p-karim", name: "Karim Aziz", ambassador: true),
        Person(id: "p-nobody"),
    ],
    groups: [Group(id: "g-res", name: "Bewoners", kind: residents)],
    decisions: [Decision(id: "d-1", what: "Elke maand overleg", people: ["p-joke"])],
    answers: [
        Answer(id: "follow_up.2.2", marks: ["residents"]),
        Answer(id: "follow_up.3.1", status: open),
        Answer(id: "profile_sources.experience@t-lonely", text: "Ja, nu"),
    ],
    indicators: [Indicator(id: "i-1", name: "Voelt zich eenzaam", neighbourhood: 12.5, year: 2024)],
    scores: [GroupScore(id: "w-1", group: "g-res", dimension: meaning, scores: [5, 6, 8], reasons: "Veel stilte")],
    quotes: [Quote(id: "u-1", text: ["", "Ik mis", "de bakker."])],
    themes: [
        Theme(id: "t-lonely", name: "Eenzaamheid", domains: [participation, lifestyle]),
        Theme(id: "t-blank", reason: "Om de buurt"),
    ],
    votes: [Vote(id: "v-1", theme: "t-lonely", group: "g-res", votes: 3)],
    roles: [Role(id: "r-1", role: puller, person: "p-joke", note: "samen"), Role(id: "r-2", note: "later")],
    actions: [
        Action(id: "a-1", what: "Soeptafel starten", owner: "p-joke", due: "2026-04-09", note: ["Een.", "", "Twee."]),
        Action(id: "a-2"),
    ],
    costs: [Cost(id: "m-1", action: "a-1", amount: 1250)],
)
"#;

fn example() -> Session {
    parse(SESSION).expect("the example can be read")
}

static DUTCH_GUIDE: LazyLock<Guide> = LazyLock::new(|| Guide::load(Language::Dutch).expect("the guide ships"));
static ENGLISH_GUIDE: LazyLock<Guide> = LazyLock::new(|| Guide::load(Language::English).expect("the guide ships"));

fn sentences(words: &Words) -> Sentences<'_> {
    let guide = if words.dates.today == "vandaag" { &DUTCH_GUIDE } else { &ENGLISH_GUIDE };
    Sentences { words, guide, today: Some(date(2026, 3, 12)) }
}

fn set(section: Section, item: &str, field: &str, value: Value) -> Edit {
    let field = section.kind().position(field).expect("a field");
    Edit::Set { place: Place { section, item: Id::new(item), field }, value }
}

fn insert(section: Section, id: &str, fields: &[(&str, Value)]) -> Edit {
    let mut values = vec![Value::Empty; section.kind().fields.len()];
    for (field, value) in fields {
        values[section.kind().position(field).expect("a field")] = value.clone();
    }
    Edit::Insert { section, item: Item { id: Id::new(id), values }, after: None }
}

fn text(text: &str) -> Value {
    Value::text(text)
}

fn members(members: &[&str]) -> Value {
    Value::set(members.iter().map(|member| (*member).to_owned()).collect())
}

/// A sentence with `<field>` for the label of a field and `<new>` for the heading of a new item, chosen elsewhere.
fn with_labels(sentence: &str, section: Section, words: &Words) -> String {
    let mut sentence = sentence.replace("<new>", &words.record(section.kind()).new);
    for field in section.kind().fields {
        let label = words.field(section.kind(), field.name);
        let lower = label.chars().take(1).flat_map(char::to_lowercase).chain(label.chars().skip(1));
        sentence = sentence.replace(&format!("<{}>", field.name), lower.collect::<String>().trim_end_matches('?'));
    }
    sentence
}

/// Checks sentences in Dutch and in English.
#[track_caller]
fn check_sentences(rows: &[(Edit, &str, &str)]) {
    let (session, in_dutch, in_english) = (example(), dutch(), english());
    for (edit, expected_dutch, expected_english) in rows {
        for (words, expected) in [(&in_dutch, expected_dutch), (&in_english, expected_english)] {
            assert_eq!(sentences(words).tell(edit, &session), with_labels(expected, edit.section(), words));
        }
    }
}

fn remove(section: Section, item: &str) -> Edit {
    Edit::Remove { section, item: Id::new(item) }
}

fn move_first(section: Section, item: &str) -> Edit {
    Edit::Move { section, item: Id::new(item), after: None }
}

#[test]
fn a_field_that_is_filled_changed_or_emptied_is_told() {
    use Section::Actions;
    check_sentences(&[
        (
            set(Actions, "a-1", "due", Value::Date(date(2026, 4, 16))),
            "Actie ‘Soeptafel starten’: <due> do 9 apr → do 16 apr",
            "Action “Soeptafel starten”: <due> Thu 9 Apr → Thu 16 Apr",
        ),
        (
            set(Actions, "a-2", "owner", Value::Link(Id::new("p-karim"))),
            "Actie zonder naam: <owner> → Karim Aziz",
            "Action without a name: <owner> → Karim Aziz",
        ),
        (
            set(Actions, "a-1", "owner", Value::Empty),
            "Actie ‘Soeptafel starten’: <owner> leeggemaakt (was Joke de Wit)",
            "Action “Soeptafel starten”: <owner> cleared (was Joke de Wit)",
        ),
        (
            set(Actions, "a-1", "owner", Value::Link(Id::new("p-gone"))),
            "Actie ‘Soeptafel starten’: <owner> Joke de Wit → —",
            "Action “Soeptafel starten”: <owner> Joke de Wit → —",
        ),
        (
            set(Actions, "a-1", "due", Value::AsTyped("na de zomer".into())),
            "Actie ‘Soeptafel starten’: <due> do 9 apr → na de zomer",
            "Action “Soeptafel starten”: <due> Thu 9 Apr → na de zomer",
        ),
        (
            set(Actions, "a-1", "note", text("Een.\nDrie.")),
            "Actie ‘Soeptafel starten’: <note> Een. / Twee. → Een. / Drie.",
            "Action “Soeptafel starten”: <note> Een. / Twee. → Een. / Drie.",
        ),
        (
            set(Actions, "a-1", "note", text("Een.\nTwee.")),
            "Actie ‘Soeptafel starten’: <note> gewijzigd",
            "Action “Soeptafel starten”: <note> changed",
        ),
    ]);
}

#[test]
fn values_of_every_kind_are_told_as_they_change() {
    use Section::{Costs, Decisions, Groups, Indicators, Meeting, Neighbourhood, People, Themes, Votes};
    check_sentences(&[
        (
            set(Neighbourhood, "neighbourhood", "name", text("Lindenkwartier")),
            "Wijk: <name> Linden → Lindenkwartier",
            "Neighbourhood: <name> Linden → Lindenkwartier",
        ),
        (
            set(Neighbourhood, "neighbourhood", "cbs_code", text("WK01")),
            "Wijk: CBS-code → WK01",
            "Neighbourhood: CBS code → WK01",
        ),
        (
            set(Neighbourhood, "neighbourhood", "residents", Value::Whole(7500)),
            "Wijk: <residents> 7.420 → 7.500",
            "Neighbourhood: <residents> 7,420 → 7,500",
        ),
        (
            set(Meeting, "meeting", "private_notes", text("Piet praat nog meer.")),
            "Sessie: <private_notes> gewijzigd",
            "Session: <private_notes> changed",
        ),
        (
            set(People, "p-karim", "ambassador", Value::Empty),
            "Persoon ‘Karim Aziz’: <ambassador> ja → nee",
            "Person “Karim Aziz”: <ambassador> yes → no",
        ),
        (
            set(Indicators, "i-1", "country", Value::Decimal(decimal(9250).expect("within the limit"))),
            "Cijfer ‘Voelt zich eenzaam’: Nederland → 9,25",
            "Figure “Voelt zich eenzaam”: Netherlands → 9.25",
        ),
        (
            set(Indicators, "i-1", "year", Value::Whole(2025)),
            "Cijfer ‘Voelt zich eenzaam’: <year> 2024 → 2025",
            "Figure “Voelt zich eenzaam”: <year> 2024 → 2025",
        ),
        (
            set(Costs, "m-1", "amount", Value::Whole(1500)),
            "Kostenpost ‘Soeptafel starten’: <amount> € 1.250 → € 1.500",
            "Cost “Soeptafel starten”: <amount> €1,250 → €1,500",
        ),
        (
            set(Votes, "v-1", "votes", Value::Whole(5)),
            "Stem ‘Eenzaamheid · Bewoners’: <votes> 3 → 5",
            "Vote “Eenzaamheid · Bewoners”: <votes> 3 → 5",
        ),
        (
            set(Groups, "g-res", "kind", Value::Choice("mixed")),
            "Groep ‘Bewoners’: <kind> bewoners → gemengd",
            "Group “Bewoners”: <kind> residents → mixed",
        ),
        (
            set(Decisions, "d-1", "people", members(&["p-joke", "p-karim"])),
            "Besluit ‘Elke maand overleg’, <people>: Karim Aziz erbij",
            "Decision “Elke maand overleg”, <people>: Karim Aziz added",
        ),
        (
            set(Themes, "t-lonely", "domains", members(&["care", "participation"])),
            "Thema ‘Eenzaamheid’, <domains>: zorg en preventie erbij, leefstijl eraf",
            "Theme “Eenzaamheid”, <domains>: care and prevention added, lifestyle removed",
        ),
        (
            set(Themes, "t-blank", "domains", Value::Empty),
            "Thema ‘Om de buurt’: niets veranderd",
            "Theme “Om de buurt”: nothing changed",
        ),
    ]);
}

#[test]
fn an_item_that_comes_goes_or_moves_is_told() {
    use Section::{Actions, Quotes, Votes};
    check_sentences(&[
        (insert(Actions, "a-3", &[("what", text("Flyer"))]), "Nieuwe actie: ‘Flyer’", "New action: “Flyer”"),
        (insert(Actions, "a-3", &[]), "Nieuwe actie", "New action"),
        (
            insert(Votes, "v-2", &[("theme", Value::Link(Id::new("t-lonely"))), ("votes", Value::Whole(2))]),
            "<new>: ‘Eenzaamheid’",
            "<new>: “Eenzaamheid”",
        ),
        (remove(Actions, "a-1"), "Actie ‘Soeptafel starten’ weggehaald", "Action “Soeptafel starten” removed"),
        (move_first(Actions, "a-1"), "Actie ‘Soeptafel starten’ verplaatst", "Action “Soeptafel starten” moved"),
        (move_first(Quotes, "u-1"), "Uitspraak ‘Ik mis’ verplaatst", "Quote “Ik mis” moved"),
        (remove(Actions, "a-gone"), "Actie zonder naam weggehaald", "Action without a name removed"),
    ]);
}

#[test]
fn an_answer_is_told_by_its_question() {
    use Section::Answers;
    check_sentences(&[
        (
            set(Answers, "follow_up.3.1", "status", Value::Choice("done")),
            "Vraag 3.1 ‘Wie schrijft het plan’: open → ja",
            "Question 3.1 “Who writes the plan”: open → yes",
        ),
        (
            set(Answers, "follow_up.3.1", "owner", Value::Link(Id::new("p-joke"))),
            "Vraag 3.1 ‘Wie schrijft het plan’: <owner> → Joke de Wit",
            "Question 3.1 “Who writes the plan”: <owner> → Joke de Wit",
        ),
        (
            set(Answers, "follow_up.2.2", "status", Value::Choice("partly")),
            "Vraag 2.2 ‘Brede steun voor de keuzes’: open → deels",
            "Question 2.2 “Broad support for the choices”: open → partly",
        ),
        (
            set(Answers, "follow_up.2.2", "marks", members(&["Kerk"])),
            "Vraag 2.2 ‘Brede steun voor de keuzes’: Kerk erbij, bewoners eraf",
            "Question 2.2 “Broad support for the choices”: Kerk added, residents removed",
        ),
        (
            set(Answers, "follow_up.2.2", "choice", text("process")),
            "Vraag 2.2 ‘Brede steun voor de keuzes’: het proces",
            "Question 2.2 “Broad support for the choices”: the process",
        ),
        (
            set(Answers, "profile_sources.experience@t-lonely", "text", text("Nee")),
            "Vraag ‘Ervaringen uit de wijk’ bij ‘Eenzaamheid’: Ja, nu → Nee",
            "Question “Experiences from the neighbourhood” about “Eenzaamheid”: Ja, nu → Nee",
        ),
        (
            insert(
                Answers,
                "follow_up.7.1",
                &[("text", text("Soep koken")), ("owner", Value::Link(Id::new("p-joke")))],
            ),
            "Vraag 7.1 ‘De eerste activiteit na vandaag’: Soep koken, <owner> Joke de Wit",
            "Question 7.1 “The first activity after today”: Soep koken, <owner> Joke de Wit",
        ),
        (
            insert(Answers, "follow_up.7.1", &[]),
            "Vraag 7.1 ‘De eerste activiteit na vandaag’: open",
            "Question 7.1 “The first activity after today”: open",
        ),
        (
            remove(Answers, "follow_up.3.1"),
            "Vraag 3.1 ‘Wie schrijft het plan’: antwoord weggehaald",
            "Question 3.1 “Who writes the plan”: answer removed",
        ),
        (
            insert(Answers, "plan_content.4", &[("text", text("Els"))]),
            "Vraag 4 ‘Wat het moet opleveren’: Els",
            "Question 4 “What it should yield”: Els",
        ),
        (
            insert(Answers, "gone.1@t-gone", &[("status", Value::Choice("done"))]),
            "Een vraag die hier niet bekend is: ja",
            "A question that is not known here: yes",
        ),
    ]);
}

#[test]
fn the_place_where_two_long_texts_differ_can_be_seen() {
    let words = dutch();
    let before = "De ruimte is vrij op donderdag en de sleutel ligt bij de beheerder, die er om negen uur is.";
    let after = "De ruimte is vrij op donderdag en de sleutel ligt bij de beheerder, die er om tien uur is.";
    let mut session = example();
    apply(&mut session, set(Section::Actions, "a-1", "note", text(before))).expect("it fits");
    for (new, expected) in [
        (after, "Actie ‘Soeptafel starten’: <note> …die er om negen uur is. → …die er om tien uur is."),
        (
            "Vol.",
            "Actie ‘Soeptafel starten’: <note> De ruimte is vrij op donderdag en de sleutel ligt bij de be… → Vol.",
        ),
    ] {
        let told = sentences(&words).tell(&set(Section::Actions, "a-1", "note", text(new)), &session);
        assert_eq!(told, with_labels(expected, Section::Actions, &words));
    }
}

#[test]
fn every_item_has_a_title() {
    let words = dutch();
    let session = example();
    for (section, id, expected) in [
        (Section::Actions, "a-1", "Soeptafel starten"),
        (Section::Actions, "a-2", "zonder naam"),
        (Section::Actions, "a-gone", "—"),
        (Section::People, "p-nobody", "zonder naam"),
        (Section::Neighbourhood, "neighbourhood", "Linden"),
        (Section::Votes, "v-1", "Eenzaamheid · Bewoners"),
        (Section::Roles, "r-1", "kartrekker · Joke de Wit"),
        (Section::Roles, "r-2", "later"),
        (Section::Scores, "w-1", "Bewoners · zingeving"),
        (Section::Costs, "m-1", "Soeptafel starten"),
        (Section::Quotes, "u-1", "Ik mis"),
        (Section::Themes, "t-blank", "Om de buurt"),
        (Section::Meeting, "meeting", "Sessie"),
        (Section::Answers, "follow_up.2.2", "Vraag 2.2 ‘Brede steun voor de keuzes’"),
        (Section::Answers, "profile_sources.experience@t-lonely", "Vraag ‘Ervaringen uit de wijk’ bij ‘Eenzaamheid’"),
    ] {
        assert_eq!(sentences(&words).title(section, &Id::new(id), &session), expected, "{id}");
    }
}

#[test]
fn values_are_told_in_words() {
    let words = dutch();
    let session = example();
    let told = |section: Section, field: &str, value: Value| {
        let field = section.kind().position(field).expect("a field");
        sentences(&words).value_text(section, field, &value, &session)
    };
    let long = "woord ".repeat(100);
    for (section, field, value, expected) in [
        (Section::Actions, "note", Value::Empty, ""),
        (Section::Actions, "note", text("Een.\n\n Twee."), "Een. / Twee."),
        (Section::Actions, "note", text(&long), long.as_str()),
        (Section::Actions, "status", Value::Choice("started"), "bezig"),
        (Section::Actions, "hours", Value::Whole(1200), "1.200"),
        (Section::Actions, "due", Value::AsTyped("straks".into()), "straks"),
        (Section::Themes, "domains", members(&["participation", "lifestyle"]), "leefstijl, meedoen (participatie)"),
        (Section::Themes, "energy", Value::Yes, "ja"),
        (Section::Decisions, "people", members(&["p-gone", "p-joke"]), "—, Joke de Wit"),
        (Section::Scores, "scores", Value::Scores(vec![5, 6, 8]), "5, 6, 8"),
        (Section::Meeting, "start", Value::Time(time(9, 30, 0, 0)), "09:30"),
        (Section::Pilots, "cost", Value::Whole(12_500), "€ 12.500"),
        (Section::Groups, "budget", Value::Whole(300), "€ 300"),
        (Section::Answers, "marks", members(&["Kerk", "residents"]), "Kerk, bewoners"),
        (Section::Answers, "own", members(&["residents"]), "residents"),
        (Section::Answers, "choice", text("process"), "het proces"),
        (Section::Answers, "year", Value::Whole(2024), "2024"),
    ] {
        assert_eq!(told(section, field, value), expected, "{field}");
    }
    let note = Section::Actions.kind().position("note").expect("a field");
    let brief = |value: &Value| sentences(&words).brief_value_text(Section::Actions, note, value, &session);
    assert_eq!(brief(&text(&long)).chars().count(), 60);
    assert_eq!(brief(&text(" \n ")), "—");
    assert_eq!(brief(&Value::Empty), "");
}

#[test]
fn text_is_cut_between_letters_as_a_reader_counts_them() {
    for (whole, most, expected) in [
        ("soep", 4, "soep"),
        ("soepje", 4, "soe…"),
        ("één é", 5, "één é"),
        ("een twee", 5, "een…"),
        ("👩‍👩‍👧👩‍👩‍👧👩‍👩‍👧", 3, "👩‍👩‍👧👩‍👩‍👧👩‍👩‍👧"),
        ("👩‍👩‍👧👩‍👩‍👧👩‍👩‍👧", 2, "👩‍👩‍👧…"),
        ("e\u{301}e\u{301}e\u{301}", 2, "e\u{301}…"),
        ("", 0, ""),
        ("soep", 0, "…"),
        ("soep", 1, "…"),
    ] {
        assert_eq!(shorten(whole, most), expected, "{whole:?} to {most}");
    }
}

// Problems

#[test]
fn problems_say_what_is_wrong_where_and_what_would_mend_it() {
    let words = dutch();
    let problem = |kind| Problem {
        kind,
        position: Position { line: 14, column: 9 },
        item: Some((Section::Actions, Id::new("a-9c3hzt5e01"))),
    };
    let told =
        problem_text(&problem(ProblemKind::UnknownName { found: "ownr".into(), suggestion: Some("owner") }), &words);
    assert_eq!(told.what, "De naam ‘ownr’ hoort hier niet.");
    assert_eq!(told.remedy, "Bedoelde je ‘owner’?");
    assert_eq!(told.place, "regel 14, teken 9, bij actie ‘a-9c3hzt5e01’ (onder ‘actions’)");
    assert_eq!(
        told.to_string(),
        "regel 14, teken 9, bij actie ‘a-9c3hzt5e01’ (onder ‘actions’): De naam ‘ownr’ hoort hier niet. Bedoelde je ‘owner’?"
    );
    for (kind, what, remedy) in [
        (
            ProblemKind::UnknownWord { found: "opn".into(), suggestion: Some("open"), options: &["open", "done"] },
            "Het woord ‘opn’ kan hier niet.",
            "Bedoelde je ‘open’? Kies uit: open, done.",
        ),
        (
            ProblemKind::UnknownWord { found: "soep".into(), suggestion: None, options: &["open", "done"] },
            "Het woord ‘soep’ kan hier niet.",
            "Kies uit: open, done.",
        ),
        (
            ProblemKind::WrongKind { wanted: Kind::Date },
            "Hier hoort een datum (jaar-maand-dag) te staan.",
            "Schrijf het zo: \"2026-04-09\"",
        ),
        (
            ProblemKind::WrongKind { wanted: Section::Actions.kind().fields[3].kind },
            "Hier hoort een woord uit een vaste rij te staan.",
            "Kies uit: open, started, done, dropped.",
        ),
        (
            ProblemKind::Dangling { field: "owner", target: "p-gone".into() },
            "Bij ‘owner’ staat ‘p-gone’, maar dat id is er niet.",
            "Zet er een id dat wel in het bestand staat, of haal het weg.",
        ),
        (
            ProblemKind::NewerFormat { found: 3, known: 1 },
            "Dit bestand komt uit een nieuwere werksessie: het heeft vorm 3, en deze versie kent alleen tot en met 1.",
            "Zet een nieuwere versie van werksessie op deze computer. Aan het bestand is niets veranderd.",
        ),
    ] {
        let told = problem_text(&problem(kind), &words);
        assert_eq!((told.what.as_str(), told.remedy.as_str()), (what, remedy));
    }
    let nowhere = Problem { kind: ProblemKind::TooLarge, position: Position::default(), item: None };
    assert_eq!(problem_text(&nowhere, &words).place, "in het bestand");
    let single = (Section::Meeting, Id::new("meeting"));
    let single = Problem { item: Some(single), ..nowhere };
    assert_eq!(problem_text(&single, &words).place, "bij sessie (‘meeting’)");
}

#[test]
fn every_problem_and_trouble_has_words() {
    let found = || "{found}\u{1b}[31m".repeat(50);
    let mut kinds = vec![
        ProblemKind::EmptyFile,
        ProblemKind::TooLarge,
        ProblemKind::NotText,
        ProblemKind::ConflictMarkers,
        ProblemKind::NotASession,
        ProblemKind::NoFormat,
        ProblemKind::NewerFormat { found: 2, known: 1 },
        ProblemKind::UnknownName { found: found(), suggestion: None },
        ProblemKind::UnknownWord { found: found(), suggestion: None, options: &[] },
        ProblemKind::TwiceNamed { name: found() },
        ProblemKind::NoId,
        ProblemKind::BadId { found: found() },
        ProblemKind::TwiceTheId { found: found() },
        ProblemKind::Dangling { field: "owner", target: found() },
        ProblemKind::TooMany,
        ProblemKind::UnclosedText,
        ProblemKind::CutShort,
        ProblemKind::MissingComma,
        ProblemKind::Wanted("]"),
        ProblemKind::Unreadable,
    ];
    let fields = Section::ALL.iter().flat_map(|section| section.kind().fields);
    kinds.extend(fields.map(|field| ProblemKind::WrongKind { wanted: field.kind }));
    let troubles = [
        Trouble::Gone,
        Trouble::NotPermitted,
        Trouble::Full,
        Trouble::NotAFile,
        Trouble::TooLarge,
        Trouble::AlreadyThere,
        Trouble::Other,
    ];
    for words in [dutch(), english()] {
        for kind in &kinds {
            let problem = Problem { kind: kind.clone(), position: Position { line: 1, column: 1 }, item: None };
            let told = problem_text(&problem, &words);
            for part in [&told.what, &told.remedy, &told.place] {
                assert!(!part.is_empty() && part.chars().count() < 300, "{kind:?}: {part}");
            }
            assert!(told.what.ends_with('.'), "{kind:?}: {}", told.what);
        }
        for trouble in troubles {
            let told = trouble_text(trouble, &words);
            assert!(told.what.ends_with('.') && told.remedy.ends_with('.'));
        }
    }
}

// What holds for all

/// Whether text of the session or the edit itself holds a brace.
fn holds_brace(session: &Session, edits: &[Edit]) -> bool {
    fn in_value(value: &Value) -> bool {
        match value {
            Value::Text(text) | Value::AsTyped(text) => text.contains('{'),
            Value::Set(members) => members.iter().any(|member| member.contains('{')),
            _ => false,
        }
    }
    let in_edit = |edit: &Edit| match edit {
        Edit::Set { value, .. } => in_value(value),
        Edit::Insert { item, .. } => item.values.iter().any(in_value),
        Edit::Remove { .. } | Edit::Move { .. } => false,
    };
    let in_section = |section: &Section| {
        let table = session.table(*section);
        table.records().any(|record| record.values().iter().any(in_value))
    };
    edits.iter().any(in_edit) || Section::ALL.iter().any(in_section)
}

/// The ids of all items that have a random one.
fn ids(session: &Session, edits: &[Edit]) -> Vec<String> {
    let mut ids: Vec<String> =
        edits.iter().filter(|edit| edit.section().count() != Count::One).map(|edit| edit.item().to_string()).collect();
    for section in Section::ALL.iter().filter(|section| section.count() != Count::One) {
        let table = session.table(*section);
        ids.extend(table.records().map(|record| record.id().to_string()));
    }
    ids
}

fn any_date() -> impl Strategy<Value = Date> {
    (1900i16..2200, 1i8..=12, 1i8..=31).prop_filter_map("a day that there is", |(y, m, d)| Date::new(y, m, d).ok())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_edit_is_told_without_ids_in_both_languages(before in session(40), steps in prop::collection::vec(step(), 1..4)) {
        let mut session = before;
        let (in_dutch, in_english) = (dutch(), english());
        for step in &steps {
            let edits = edits(&session, step);
            let (brace, ids) = (holds_brace(&session, &edits), ids(&session, &edits));
            for edit in edits {
                for words in [&in_dutch, &in_english] {
                    let told = sentences(words).tell(&edit, &session);
                    prop_assert!(!told.trim().is_empty());
                    prop_assert!(brace || !told.contains('{'), "{}", told);
                    for id in &ids {
                        prop_assert!(!told.contains(id.as_str()), "{} in {}", id, told);
                    }
                }
                apply(&mut session, edit).expect("made to fit");
            }
        }
    }

    #[test]
    fn an_edit_that_does_not_fit_is_told_too(before in session(10), others in session(10), step in step(), field in 0usize..40) {
        let words = dutch();
        for edit in edits(&others, &step) {
            prop_assert!(!sentences(&words).tell(&edit, &before).is_empty());
            if let Edit::Set { place, value } = edit {
                let place = Place { field, ..place };
                let told = sentences(&words).tell(&Edit::Set { place, value }, &before);
                prop_assert!(!told.is_empty());
            }
        }
        for &section in Section::ALL {
            let table = others.table(section);
            for record in table.records() {
                prop_assert!(!sentences(&words).item_title(section, record, &before).is_empty());
                for edit in removal(&others, section, record.id()) {
                    prop_assert!(!sentences(&words).tell(&edit, &before).is_empty());
                }
            }
        }
    }

    #[test]
    fn a_date_that_is_told_is_understood(meant in any_date(), today in any_date()) {
        for words in [dutch(), english()] {
            for told in [short_date(meant, today, &words), long_date(meant, &words), meant.to_string()] {
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
            prop_assert!((-184..=366).contains(&days), "{} on {}: {}", typed, today, understood);
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
    fn a_number_that_is_told_is_understood(whole in any::<u32>(), thousandths in -Decimal::LIMIT..=Decimal::LIMIT) {
        let number = Decimal::from_thousandths(thousandths).expect("within the limit");
        for words in [dutch(), english()] {
            prop_assert_eq!(parse_whole(&whole_text(u64::from(whole), &words), &words), Some(whole));
            prop_assert_eq!(parse_whole(&euros_text(u64::from(whole), &words), &words), Some(whole));
            prop_assert_eq!(parse_decimal(&decimal_text(number, &words), &words), Some(number));
            let plain = number.to_string();
            if !words.numbers.thousands.eq(&'.') {
                prop_assert_eq!(parse_decimal(&plain, &words), Some(number));
            }
        }
    }

    #[test]
    fn nothing_that_is_typed_makes_it_panic(typed in any::<String>(), pieces in "[-+0-9:., uvrdmaj€/]{0,12}", today in any_date()) {
        for words in [dutch(), english()] {
            for typed in [typed.as_str(), pieces.as_str()] {
                let _ = parse_date(typed, today, &words);
                let _ = parse_time(typed, &words);
                let _ = parse_whole(typed, &words);
                let _ = parse_decimal(typed, &words);
                let _ = shorten(typed, 5);
            }
        }
    }
}
