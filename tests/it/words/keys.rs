//! Keys stand in the table of keys alone: a text names what a key does, and the table names the key.

use werksessie::i18n::language::Language;

/// The names of keys, as a text would have them. “Enter” is a word of English too, with which the guide asks for figures.
const KEYS: &[&str] = &["Enter", "Esc", "Tab", "Spatie", "Space", "Backspace", "PgUp", "PgDn", "Del", "↑", "↓"];

/// What comes before a key in a sentence.
const BEFORE: &[&str] = &["druk op", "drukt op", "toets", "press", "key", "met", "with"];

/// The keys that a text names by hand.
fn keys_by_hand(text: &str) -> Vec<String> {
    let words: Vec<&str> = text.split(|letter: char| letter.is_whitespace() || ".,;:()‘’“”".contains(letter)).collect();
    let is_held = |word: &str| ["Ctrl-", "Alt-", "Shift-", "Ctrl+"].iter().any(|held| word.starts_with(held));
    let is_function = |word: &str| {
        word.strip_prefix('F')
            .is_some_and(|number| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()))
    };
    let is_letter = |at: usize| {
        let before = words[..at].join(" ").to_lowercase();
        words[at].chars().count() == 1
            && words[at] != "a"
            && !words[at].starts_with(|letter: char| letter.is_uppercase() || letter.is_ascii_digit())
            && BEFORE.iter().any(|word| before.ends_with(word))
    };
    let is_key = |at: usize| KEYS.contains(&words[at]) || is_held(words[at]) || is_function(words[at]) || is_letter(at);
    (0..words.len()).filter(|at| is_key(*at)).map(|at| words[at].to_owned()).collect()
}

#[test]
fn no_text_names_a_key_by_hand() {
    let mut wrong = Vec::new();
    for &language in Language::ALL {
        for (path, text) in super::placeholders::all_texts(language) {
            let mut found = keys_by_hand(&text);
            found.retain(|key| !(path.starts_with("guide/") && key == "Enter"));
            if !found.is_empty() && !path.starts_with("interface/keys/") {
                wrong.push(format!("{} {path}: {}", language.code(), found.join(", ")));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_key_that_is_named_by_hand_is_found() {
    for (text, expected) in [
        ("Nog geen doelen. Druk op n voor het eerste.", &["n"][..]),
        ("Press Enter, or Ctrl-Z.", &["Enter", "Ctrl-Z"]),
        ("kies met c", &["c"]),
        ("Esc laat alles weer zien; F5 toont groot.", &["Esc", "F5"]),
        ("Druk op {key:new}. Met 5 mensen, with a map.", &[]),
    ] {
        assert_eq!(keys_by_hand(text), expected, "{text}");
    }
}
