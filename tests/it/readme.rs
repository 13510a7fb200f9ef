//! What the README says of keys and files is true.

use std::fs;
use std::path::Path;

use werksessie::i18n::Words;
use werksessie::i18n::language::Language;
use werksessie::tui::keymap::Scope;
use werksessie::tui::theme::BUILT_IN;
use werksessie::tui::update::{Binding, bindings};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn readme() -> String {
    fs::read_to_string(root().join("README.md")).expect("a README")
}

/// The rows of the table with this heading: the keys, and what each of them does.
fn table<'text>(readme: &'text str, heading: &str) -> Vec<(Vec<&'text str>, Vec<&'text str>)> {
    let heading = format!("| {heading} | what they do |\n|---|---|\n");
    let (_, table) = readme.split_once(&heading).unwrap_or_else(|| panic!("no table {heading}"));
    let rows = table.lines().take_while(|line| line.starts_with('|'));
    let cells = rows.filter_map(|row| row.trim_matches('|').split_once(" | "));
    cells
        .map(|(keys, does)| (keys.split('`').skip(1).step_by(2).collect(), does.trim().split("; ").collect()))
        .collect()
}

/// Every binding of these scopes stands in the table, with all its keys and the words that the help has for it.
fn check(heading: &str, scopes: &[Scope]) {
    let words = Words::load(Language::English).expect("they ship with the program");
    let bindings: Vec<&Binding> =
        bindings().filter(|binding| scopes.contains(&binding.scope) && !binding.chords.is_empty()).collect();
    let keys = |binding: &Binding| binding.chords.iter().map(|chord| chord.name(&words)).collect::<Vec<_>>();
    let mut missing = bindings.clone();
    let readme = readme();
    for (shown, does) in table(&readme, heading) {
        let mut expected = Vec::new();
        for what in &does {
            let place = missing.iter().position(|binding| {
                binding.action.words(&words) == *what && keys(binding).iter().all(|key| shown.contains(&key.as_str()))
            });
            let place = place.unwrap_or_else(|| panic!("{heading}: {shown:?} does not {what}"));
            expected.extend(keys(missing.remove(place)));
        }
        assert_eq!(shown, expected, "{heading}: {does:?}");
    }
    assert!(missing.is_empty(), "{heading}: {missing:#?}");
}

#[test]
fn the_keys_are_those_of_the_keymap() {
    check("keys in the list of sessions", &[Scope::Start]);
    check("keys in a session", &[Scope::Session, Scope::Panel, Scope::Everywhere]);
    check("keys in a form", &[Scope::Form, Scope::Options, Scope::Lines]);
}

#[test]
fn every_file_that_is_named_is_there() {
    let readme = readme();
    let links = readme.split("](").skip(1).filter_map(|rest| rest.split(')').next());
    for link in links.filter(|link| !link.starts_with("https://")) {
        assert!(root().join(link).is_file(), "{link}");
    }
}

#[test]
fn every_theme_is_named() {
    let readme = readme();
    for (theme, _) in BUILT_IN {
        assert!(readme.contains(&format!("`{theme}`")), "{theme}");
    }
}

#[test]
fn every_command_is_named() {
    let (readme, words) = (readme(), Words::load(Language::English).expect("they ship with the program"));
    for command in words.cli.command_help.keys() {
        assert!(readme.contains(&format!("`werksessie {command}")), "{command}");
    }
}
