//! The data files of the words: the same words with the same placeholders in both languages of the program, and no text
//! empty. A language that was begun may lack texts, and has none of its own making. Which
//! placeholders a text must have stands in its declaration, which a test beside it holds the files against.

#[path = "../../../build/data.rs"]
mod data;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use data::Data;
use serde_json::Value as Json;
use werksessie::i18n::language::Language;

/// Every text of a language as the program reads it, by its path.
pub(super) fn all_texts(language: Language) -> BTreeMap<String, String> {
    let mut all = BTreeMap::new();
    for file in language.files() {
        let (lines, file) = (file.text().expect("the file can be unpacked"), file.name);
        let mut field = "";
        for line in lines.lines() {
            let (path, value) = match line.split('\t').collect::<Vec<_>>()[..] {
                [name] => {
                    field = name;
                    continue;
                }
                [name, value] => (format!("{file}/{name}"), value),
                ["", name, value] => (format!("{file}/{field}/{name}"), value),
                _ => panic!("{line} is no line of a data file"),
            };
            all.extend(texts(value).into_iter().map(|(below, text)| (format!("{path}{below}"), text)));
        }
    }
    all
}

/// Every text that is written in the folder of a language, by its path.
fn written_texts(language: Language) -> BTreeMap<String, String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/i18n").join(language.code());
    let mut all = BTreeMap::new();
    for file in language.files().iter().map(|file| file.name) {
        let Ok(text) = fs::read_to_string(folder.join(file).with_extension("ron")) else { continue };
        let data = Data::read(&text).unwrap_or_else(|wrong| panic!("{file}: {wrong}"));
        all.extend(texts(&data.to_json()).into_iter().map(|(path, text)| (format!("{file}{path}"), text)));
    }
    all
}

/// Every text of a data file or a part of it, by its path. Only the length of a list that people type from may differ.
fn texts(file: &str) -> BTreeMap<String, String> {
    fn walk(value: &Json, path: &str, texts: &mut BTreeMap<String, String>) {
        match value {
            Json::Object(map) => map.iter().for_each(|(key, value)| walk(value, &format!("{path}/{key}"), texts)),
            Json::Array(values) => {
                for (position, value) in values.iter().enumerate() {
                    walk(value, &format!("{path}/{position}"), texts);
                }
            }
            Json::String(text) => drop(texts.insert(path.to_owned(), text.clone())),
            other => drop(texts.insert(path.to_owned(), other.to_string())),
        }
    }
    let value: Json = serde_json::from_str(file).expect("the file can be read");
    let mut found = BTreeMap::new();
    walk(&value, "", &mut found);
    found
}

fn is_list_to_type_from(path: &str) -> bool {
    let Some((list, _)) = path.rsplit_once('/') else { return false };
    let dates = ["days", "weeks", "months_unit", "years", "ordinal_endings", "hours", "coming", "counts"];
    let parts = ["start_of", "middle_of", "end_of"];
    let is_date = |list: &str| dates.iter().chain(&parts).any(|name| list == format!("interface/dates/{name}"));
    let of_counts = list.rsplit_once('/').is_some_and(|(list, _)| is_date(list));
    list == "sentences/names"
        || list.strip_prefix("import/").is_some_and(|name| name.ends_with("_words") || name == "before_a_date")
        || list.starts_with("interface/numbers/units/")
        || of_counts
        || is_date(list)
}

fn placeholders(text: &str) -> BTreeSet<&str> {
    text.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name).collect()
}

/// A form for some numbers, beside that for all others: each language has its own.
fn is_form(path: &str) -> bool {
    ["/one", "/few", "/many"].iter().any(|form| path.ends_with(form))
}

/// The paths of the texts that a language has to have: not how long its lists are, and not which forms it has for numbers.
fn keys(texts: &BTreeMap<String, String>) -> BTreeSet<String> {
    let is_plural = |path: &str| {
        path.rsplit_once('/').is_some_and(|(text, _)| is_form(path) && texts.contains_key(&format!("{text}/other")))
    };
    texts.keys().filter(|path| !is_list_to_type_from(path) && !is_plural(path)).cloned().collect()
}

#[test]
#[expect(clippy::print_stdout, reason = "the list is what who translates reads")]
fn both_languages_have_the_same_words_with_the_same_placeholders() {
    let dutch = written_texts(Language::Dutch);
    let wanted = keys(&dutch);
    assert!(wanted.len() > 2000);
    for &language in Language::ALL {
        let own = written_texts(language);
        let has = keys(&own);
        let unknown: Vec<_> = has.difference(&wanted).collect();
        assert!(unknown.is_empty(), "{} alone says {unknown:#?}", language.code());
        for path in &has {
            assert_eq!(placeholders(&dutch[path]), placeholders(&own[path]), "placeholders of {path}");
        }
        let lacking: Vec<_> = wanted.difference(&has).collect();
        println!("{} lacks {} of {} texts: {lacking:#?}", language.code(), lacking.len(), wanted.len());
        let may_lack = !matches!(language, Language::Dutch | Language::English);
        assert!(may_lack || lacking.is_empty(), "{} lacks {lacking:#?}", language.code());
        assert_eq!(keys(&all_texts(language)), wanted, "{} is completed", language.code());
    }
}

#[test]
fn a_language_that_was_begun_is_completed() {
    let begun = r#"Words(save: "bewarje", records: { "Action": Record(one: "aksje") }, sent: (one: "1", few: "2", other: "3"), days: ["moandei"])"#;
    let whole = r#"Words(
        program: "x", save: "opslaan", records: { "Action": Record(one: "actie", many: "Acties"), "Goal": Record(one: "doel") },
        sent: (one: "{count} bericht", other: "{count} berichten"), days: ["ma", "di"],
    )"#;
    let read = |text| Data::read(text).expect("it can be read");
    let completed = read(begun).completed(read(whole));
    let expected = r#"{"program":"x","save":"bewarje","records":{"Action":{"one":"aksje","many":"Acties"},"Goal":{"one":"doel"}},"sent":{"one":"1","few":"2","other":"3"},"days":["moandei"]}"#;
    assert_eq!(completed.to_json(), expected);
    assert_eq!(read(whole).completed(read(whole)), read(whole), "what is whole stays as it is");
}

#[test]
fn no_text_is_empty() {
    for &language in Language::ALL {
        for (path, text) in all_texts(language) {
            assert!(!text.trim().is_empty(), "{path} is empty");
        }
    }
}
