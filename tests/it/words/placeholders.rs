//! The data files of the words: the same words with the same placeholders in every language, and no text empty. Which
//! placeholders a text must have stands in its declaration, which a test beside it holds the files against.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value as Json;
use werksessie::i18n::language::Language;

/// Every text of a language, by its path.
pub(super) fn all_texts(language: Language) -> BTreeMap<String, String> {
    let mut all = BTreeMap::new();
    for (file, text) in language.files() {
        all.extend(texts(text).into_iter().map(|(path, text)| (format!("{file}{path}"), text)));
    }
    all
}

/// Every text of a data file, by its path. Only the length of a list that people type from may differ.
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
    assert!(!found.is_empty());
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
        || list == "interface/numbers/units"
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

#[test]
fn both_languages_have_the_same_words_with_the_same_placeholders() {
    let (dutch, english) = (all_texts(Language::Dutch), all_texts(Language::English));
    let keys = |texts: &BTreeMap<String, String>| -> BTreeSet<String> {
        let is_plural = |path: &str| {
            path.rsplit_once('/').is_some_and(|(text, _)| is_form(path) && texts.contains_key(&format!("{text}/other")))
        };
        texts.keys().filter(|path| !is_list_to_type_from(path) && !is_plural(path)).cloned().collect()
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
    for &language in Language::ALL {
        for (path, text) in all_texts(language) {
            assert!(!text.trim().is_empty(), "{path} is empty");
        }
    }
}
