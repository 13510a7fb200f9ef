//! The twelve rules of the words, as far as a program can hold one that is not about single words: who is spoken to, what a
//! label and a question look like, where a sentence begins. The words themselves are held in `style.rs`.

use std::collections::BTreeSet;

use werksessie::domain::question::QuestionKind;
use werksessie::guide::{CHECKLIST, List};
use werksessie::i18n::language::Language;

use super::placeholders::all_texts;
use super::style::{plain, sentences};
use crate::support::screen::context;

/// Whether a text in plain letters has one of these words.
fn has(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| text.contains(&format!(" {word} ")))
}

/// Rule 3: what is ticked or chosen is said in the words of the question.
#[test]
fn a_tick_uses_a_word_of_its_question() {
    let mut wrong = Vec::new();
    for &language in Language::ALL {
        let guide = &context(language).guide;
        let mut looked_at = 0;
        let questions = guide.structure.lists.iter().flat_map(List::questions);
        for question in questions {
            let marks: Vec<&String> = match &question.kind {
                QuestionKind::Marks { marks } => marks.iter().collect(),
                QuestionKind::Choice(options) if question.id.starts_with(CHECKLIST) => {
                    options.iter().map(|(option, _)| option).collect()
                }
                _ => continue,
            };
            looked_at += marks.len();
            let asked = plain(&guide.question_text(&question.id).expect("it has texts").text);
            for mark in marks {
                let word = guide.word(mark);
                let stems = plain(word);
                let mut stems = stems.split_whitespace().filter(|word| word.chars().count() > 3);
                let is_in = |stem: &str| {
                    let stem: String = stem.chars().take(5).collect();
                    asked.contains(&format!(" {stem}"))
                };
                // Of two things that are asked, a tick may be for both.
                if !stems.any(is_in) && *mark != "both" {
                    wrong.push(format!("{} {}: {word}", language.code(), question.id));
                }
            }
        }
        assert!(looked_at > 8, "{looked_at} ticks");
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Rule 4: two panels, two lists, two questions of a list are not called alike.
#[test]
fn two_things_of_a_kind_are_not_called_alike() {
    for &language in Language::ALL {
        let guide = &context(language).guide;
        let mut panels = BTreeSet::new();
        for panel in guide.structure.steps.iter().flat_map(|step| &step.panels) {
            let title = guide.panel_title(&panel.id);
            assert!(panels.insert(title), "{}: two panels are called {title}", language.code());
        }
        for list in &guide.structure.lists {
            let mut names = BTreeSet::new();
            for question in list.questions() {
                let short = &guide.question_text(&question.id).expect("it has texts").short;
                assert!(names.insert(short), "{} {}: two are called {short}", language.code(), list.id);
            }
        }
    }
}

/// Rule 5: a label is a noun and ends as one, a question is a sentence and ends as one.
#[test]
fn a_label_ends_as_a_noun_and_a_question_as_a_sentence() {
    let mut wrong = Vec::new();
    for &language in Language::ALL {
        for (path, text) in all_texts(language) {
            let is_label =
                path.contains("/fields/") || path.starts_with("guide/questions/") && path.ends_with("/short");
            let is_question = path.starts_with("guide/questions/questions/") && path.ends_with("/text");
            let ends = text.ends_with(['.', '?', '!', ':']);
            if is_label && ends || is_question && !ends {
                wrong.push(format!("{} {path}: {text}", language.code()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Words that point at something named before: at the start of a text there is nothing before.
const POINTING: &[&str] = &[
    "ermee",
    "eraan",
    "ervan",
    "erop",
    "hiermee",
    "daarmee",
    "daarvoor",
    "hij",
    "hem",
    "het is",
    "het mag",
    "het kan",
    "het gaat",
    "het wordt",
    "it is",
    "it may",
    "it can",
    "this is",
    "that is",
    "those are",
];

/// Rule 7: a text that is read on its own does not begin with a word that points at another.
#[test]
fn no_text_begins_with_a_word_that_points_elsewhere() {
    let mut wrong = Vec::new();
    for &language in Language::ALL {
        let of_the_guide = ["guide/questions/", "guide/steps/", "guide/notes/", "guide/leading/parts/"];
        let read =
            all_texts(language).into_iter().filter(|(path, _)| of_the_guide.iter().any(|of| path.starts_with(of)));
        for (path, text) in read {
            let text = plain(&text);
            if POINTING.iter().any(|word| text.starts_with(&format!(" {word} "))) {
                wrong.push(format!("{} {path}: {text}", language.code()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Rule 8: the room and one person are not spoken to in one sentence.
#[test]
fn a_sentence_speaks_to_the_room_or_to_one_person() {
    let mut wrong = Vec::new();
    for (path, text) in all_texts(Language::Dutch) {
        for sentence in sentences(&text) {
            let words = plain(sentence);
            if has(&words, &["jullie"]) && has(&words, &["je", "jij", "jou", "jouw"]) {
                wrong.push(format!("{path}: {sentence}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Where the program itself speaks, and not the room in its own words.
const OF_THE_PROGRAM: &[&str] = &[
    "interface/screen",
    "files",
    "typing",
    "grids",
    "offers",
    "attendance",
    "side",
    "git",
    "problems",
    "checks",
    "import",
    "overview",
    "rounds",
    "cli",
];

/// Rule 8: the program is not an `ik` and not a `wij`.
#[test]
fn the_program_is_nobody() {
    let mut wrong = Vec::new();
    for (language, persons) in [
        (Language::Dutch, &["ik", "mij", "mijn", "wij", "we", "ons", "onze"][..]),
        (Language::English, &["i", "me", "my", "we", "us", "our"][..]),
    ] {
        // What the room says of its own first activity, and the answers of people who are invited.
        let own = ["interface/screen/first_activity_label", "import/yes_words", "import/no_words"];
        for (path, text) in all_texts(language) {
            let is_own = own.iter().any(|own| path.starts_with(own));
            let speaks = OF_THE_PROGRAM.iter().any(|of| path.starts_with(of)) && !is_own;
            if speaks && has(&plain(&text), persons) {
                wrong.push(format!("{} {path}: {text}", language.code()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Rule 10: a question on the wall names the session, and not what it is kept in.
#[test]
fn no_text_of_a_session_is_about_its_file() {
    for &language in Language::ALL {
        for (path, text) in all_texts(language) {
            // Where it stands is what was asked.
            let is_asked = !path.starts_with("files/") || path.starts_with("files/where_");
            assert!(
                is_asked || !has(&plain(&text), &["bestand", "bestanden", "file", "files", "map", "folder"]),
                "{path}"
            );
            assert!(is_asked || !text.contains("{file}"), "{path}");
        }
    }
}

/// A key that opens a sentence reads as a word of it: `u haalt het terug` is said to somebody else.
#[test]
fn no_sentence_begins_with_a_key() {
    let mut wrong = Vec::new();
    for &language in Language::ALL {
        for (path, text) in all_texts(language) {
            // Keys beside each other with what they do, as in a footer, are no sentence.
            let is_sentence = text.ends_with(['.', '?', '!']);
            let begins = sentences(&text).iter().any(|sentence| sentence.trim_start().starts_with("{key"));
            if is_sentence && begins || text.starts_with("Enter ") {
                wrong.push(format!("{} {path}: {text}", language.code()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A `wijk` is a neighbourhood; an area is only what Dutch calls a `gebied`, on a map or of life.
#[test]
fn a_neighbourhood_is_not_an_area() {
    let dutch: std::collections::BTreeMap<String, String> = all_texts(Language::Dutch).into_iter().collect();
    let mut wrong = Vec::new();
    for (path, text) in all_texts(Language::English).into_iter().filter(|(path, _)| !path.starts_with("import/")) {
        let is_area = has(&plain(&text), &["area", "areas"]);
        if is_area && !dutch.get(&path).is_some_and(|dutch| dutch.to_lowercase().contains("gebied")) {
            wrong.push(format!("{path}: {text}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
