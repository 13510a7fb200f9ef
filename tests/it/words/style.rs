//! The style of the words, as far as a program can hold it: one word for one thing, nothing of the machine on the wall, no
//! abbreviation that is explained nowhere, short sentences, and as many of them in each language. The rules themselves stand
//! in CONTRIBUTING.md.

use std::collections::BTreeSet;

use werksessie::domain::naming::sort_key;
use werksessie::i18n::language::Language;

use super::placeholders::all_texts;

/// A thing, with what it is called and what it is not called.
type Term = (&'static str, &'static [&'static str]);

const DUTCH: &[Term] = &[
    ("bewoner", &["inwoner", "inwoners"]),
    ("botsen", &["wringt", "wringen"]),
    ("buurtsportcoach", &["sportbuurtcoach", "sportcoach"]),
    ("datum voorbij", &["te laat"]),
    ("doorgeschoven, uit de vorige ronde", &["meegenomen", "meegekomen", "kwam mee", "kwamen mee", "ging mee"]),
    ("eerste activiteit", &["eerste stap na"]),
    ("evalueren", &["terugkijken"]),
    ("kerngroep", &["kernteam"]),
    ("kartrekker", &["de kar trekt", "kar trekken", "trekt de kar", "iemand trekt"]),
    ("loket, online", &["loket op internet", "loket op het scherm"]),
    ("nog te doen, nog niet actief", &["niet gedaan", "vergeten", "nagelaten", "inactief", "inactieve"]),
    ("nog te verdelen, nog niemand", &["eigenaar", "zonder eigenaar"]),
    ("ontbreekt", &["wie mist", "wat mist", "mist nog", "nog mist", "hier mist"]),
    ("opmerking", &["toelichting"]),
    ("regisseur", &["de leiding", "wie leidt"]),
    ("status", &["stand van zaken"]),
    ("streefcijfer", &["streefwaarde"]),
    ("uitvoeren", &["plan te doen", "plannen werden gedaan"]),
    ("vastgesteld", &["goedgekeurd"]),
    ("vervolglijst", &["vervolgchecklist", "checklist"]),
    ("voorblad", &["oplegger"]),
    ("warme overdracht", &["warm door", "warm doorgeven"]),
    ("zorg en ziekte", &["ziekte en zorg"]),
    ("zelf beslissen", &["aan het stuur"]),
];

const ENGLISH: &[Term] = &[
    ("adjust", &["adapt", "adapts", "adapted", "adapting"]),
    ("again", &["anew"]),
    ("a tie", &["as many votes", "equal number of votes"]),
    ("core group", &["core team"]),
    ("different conversation", &["other conversation"]),
    ("driving force", &["puller", "pulls", "pull the work"]),
    ("first activity", &["first step after"]),
    ("nobody yet, to be shared out", &["no owner", "without owner"]),
    ("opportunity", &["chance", "chances"]),
    ("panel", &["tab", "tabs"]),
    ("past the date", &["overdue"]),
    ("peer learning", &["intervision"]),
    ("photo booklet", &["booklet of faces", "book of faces"]),
    ("previous round", &["came along", "come along"]),
    ("community work", &["welfare"]),
    ("two versions", &["changed twice"]),
    ("what stays", &["lasting home", "lasting homes"]),
];

/// What is never on the wall: the command line, what is wrong with a file, and what people bring at a desk. In it stand
/// names of commands and columns, and words to type.
const NOT_ON_THE_WALL: &[&str] =
    &["cli", "problems", "checks", "import", "tables", "git/conflict", "git/setup", "git/share/by_hand"];

/// Where names stand that are typed as they are, of commands, of files and of columns.
const WITH_NAMES_TO_TYPE: &[&str] =
    &["cli/argument_help/sort", "cli/no_terminal", "problems", "checks", "import", "git/conflict", "git/setup"];

/// What is told of files and of sharing on the command line alone.
const OF_A_DESK: &[&str] = &["git/", "overview/intervision/", "report/unknown_question"];

/// Words of the machine.
const MACHINE: &[&str] =
    &["git", "ron", "json", "utf-8", "commit", "id", "noodbestand", "emergency file", "html", "csv"];

/// Names, which are no abbreviations of anything that a room asks about.
const NAMES: &[&str] = &["LIJF", "URBAN40", "A4", "WK", "BU", "OK", "GP", "TV"];

/// Longer sentences are not followed when they are read aloud.
const MOST_WORDS: usize = 25;

fn is_in(path: &str, parts: &[&str]) -> bool {
    parts.iter().any(|part| path.starts_with(part))
}

/// The text in small letters, with single blanks between its words, for looking for words. A place that is filled in, of
/// which the name is English, is left out.
pub(super) fn plain(text: &str) -> String {
    let text: String = text.split('{').map(|part| part.split_once('}').map_or(part, |(_, rest)| rest)).collect();
    let text = text.to_lowercase().replace(|letter: char| !letter.is_alphanumeric() && letter != '-', " ");
    format!(" {} ", text.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// The sentences of a text; a place that is filled in is a word.
pub(super) fn sentences(text: &str) -> Vec<&str> {
    text.split_inclusive(['.', '!', '?']).filter(|sentence| sentence.contains(char::is_alphabetic)).fold(
        Vec::new(),
        |mut all: Vec<&str>, sentence| {
            // `Loketgezondleven.nl` and `15.000` end no sentence.
            match all.last_mut() {
                Some(last) if !sentence.starts_with(char::is_whitespace) => {
                    let from = last.as_ptr() as usize - text.as_ptr() as usize;
                    let to = sentence.as_ptr() as usize - text.as_ptr() as usize + sentence.len();
                    *last = &text[from..to];
                }
                _ => all.push(sentence),
            }
            all
        },
    )
}

#[test]
fn one_thing_has_one_word() {
    let mut wrong = Vec::new();
    for (language, terms) in [(Language::Dutch, DUTCH), (Language::English, ENGLISH)] {
        for (path, text) in all_texts(language).into_iter().filter(|(path, _)| !is_in(path, WITH_NAMES_TO_TYPE)) {
            let is_to_type = path.starts_with("interface/numbers/units");
            let text = plain(&text);
            let used = terms.iter().flat_map(|(term, others)| others.iter().map(move |other| (term, other)));
            let found = used.filter(|(_, other)| !is_to_type && text.contains(&format!(" {other} ")));
            wrong.extend(
                found.map(|(term, other)| format!("{} {path}: {other}, which is called {term}", language.code())),
            );
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn nothing_of_the_machine_is_on_the_wall() {
    let mut wrong = Vec::new();
    for &language in Language::ALL {
        let on_the_wall = |path: &str| {
            let is_shown = path.starts_with("git/share/") && !path.contains("/by_hand/");
            is_shown || !(is_in(path, NOT_ON_THE_WALL) || is_in(path, OF_A_DESK))
        };
        // The forms in which a report is made are chosen by the ending of a file.
        let all =
            all_texts(language).into_iter().filter(|(path, _)| on_the_wall(path) && !path.contains("outgoing/forms"));
        for (path, text) in all {
            let text = plain(&text);
            let found = MACHINE.iter().filter(|word| text.contains(&format!(" {word} ")));
            wrong.extend(found.map(|word| format!("{} {path}: {word}", language.code())));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The abbreviations of a text, with where each stands.
fn abbreviations(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let is_abbreviation = |word: &str| {
        word.chars().filter(|letter| letter.is_uppercase()).count() > 1
            && word.chars().all(|letter| letter.is_uppercase() || letter.is_ascii_digit())
            && !NAMES.contains(&word)
    };
    text.split(|letter: char| !letter.is_alphanumeric())
        .filter(move |word| is_abbreviation(word))
        .map(|word| (word.as_ptr() as usize - text.as_ptr() as usize, word))
}

/// Whether an abbreviation stands behind the words that it stands for, or before them: `de gezondheidsdienst (GGD)`.
fn is_spelt_out(text: &str, (at, word): (usize, &str)) -> bool {
    let (before, after) = (&text[..at], &text[at + word.len()..]);
    let is_behind = before.strip_suffix('(').is_some_and(|words| words.contains(char::is_alphabetic));
    let is_before = after.strip_prefix(": ").or(after.strip_prefix(" (")).is_some_and(|words| !words.is_empty());
    is_behind || is_before
}

/// Whether the room reads this: not what is said on the command line and at a desk, and not where something comes from.
fn is_read_by_the_room(path: &str) -> bool {
    ["guide/", "records", "signals", "interface", "grids", "offers"].iter().any(|part| path.starts_with(part))
        && !path.ends_with("source")
        && !path.contains("cards_by")
}

#[test]
fn every_abbreviation_is_explained() {
    for &language in Language::ALL {
        let texts = all_texts(language);
        let of = |text: &str| abbreviations(text).map(|(_, word)| word.to_owned()).collect::<Vec<_>>();
        let explained: BTreeSet<String> = texts
            .iter()
            .filter(|(path, _)| path.starts_with("guide/pages/pages/words/text"))
            .filter_map(|(_, text)| text.strip_prefix("- ")?.split_once(':').map(|(word, _)| of(word)))
            .flatten()
            .collect();
        let used = texts
            .iter()
            .filter(|(path, _)| is_read_by_the_room(path))
            .flat_map(|(path, text)| of(text).into_iter().map(move |word| (path, word)));
        let wrong: Vec<_> = used.filter(|(_, word)| !explained.contains(word)).collect();
        assert!(wrong.is_empty(), "{}: {wrong:?}", language.code());
    }
}

/// What is read at once: a page of help, a question, a part of the guide for who leads, the form of a record. The folders
/// of the words that are one screen each; another text is one by itself.
const SCREENS: &[&str] = &[
    "guide/leading/parts/",
    "guide/pages/pages/",
    "guide/questions/lists/",
    "guide/questions/questions/",
    "guide/steps/panels/",
    "records/records/",
    "records/choices/",
    "signals/rules/",
];

/// The screen on which a text stands, and where in the order of reading; a list has its texts in order.
fn screen_of(path: &str) -> (String, Vec<String>) {
    let inside = |folder: &&&str| path.starts_with(**folder);
    let Some(folder) = SCREENS.iter().find(inside) else { return (path.to_owned(), Vec::new()) };
    let (screen, rest) = path[folder.len()..].split_once('/').unwrap_or((&path[folder.len()..], ""));
    let in_order = |part: &str| part.parse::<usize>().map_or_else(|_| part.to_owned(), |number| format!("{number:04}"));
    (format!("{folder}{screen}"), rest.split('/').map(in_order).collect())
}

#[test]
fn an_abbreviation_is_spelt_out_where_it_is_first_read_on_its_screen() {
    let mut wrong = Vec::new();
    for &language in Language::ALL {
        let texts = all_texts(language);
        let mut read: Vec<_> = texts
            .iter()
            .filter(|(path, _)| is_read_by_the_room(path))
            .map(|(path, text)| (screen_of(path), text))
            .collect();
        read.sort();
        let mut known: BTreeSet<(&str, &str)> = BTreeSet::new();
        for ((screen, _), text) in &read {
            for (at, word) in abbreviations(text) {
                if known.insert((screen, word)) && !is_spelt_out(text, (at, word)) {
                    wrong.push(format!("{} {screen}: {word} in: {text}", language.code()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn an_abbreviation_is_seen_whether_it_is_spelt_out() {
    for (text, expected) in [
        ("de gezondheidsdienst (GGD)", true),
        ("- GGD: de dienst van gemeenten", true),
        ("GGD (gezondheidsdienst)", true),
        ("vraag de GGD", false),
        ("(GGD)", false),
        ("GGD:", false),
    ] {
        let found: Vec<_> = abbreviations(text).collect();
        assert_eq!(found.iter().map(|found| is_spelt_out(text, *found)).collect::<Vec<_>>(), [expected], "{text}");
    }
    assert_eq!(abbreviations("op A4, voor LIJFstyle en URBAN40").count(), 0);
}

#[test]
fn sentences_are_short_and_as_many_in_each_language() {
    let (dutch, english) = (all_texts(Language::Dutch), all_texts(Language::English));
    let mut wrong = Vec::new();
    for (path, text) in dutch.iter().filter(|(path, _)| !is_in(path, NOT_ON_THE_WALL)) {
        let Some(other) = english.get(path) else { continue };
        // The titles of sources are as long as they are.
        if path.ends_with("/source") {
            continue;
        }
        for text in [text, other] {
            let long = sentences(text).into_iter().filter(|sentence| sentence.split_whitespace().count() > MOST_WORDS);
            wrong.extend(long.map(|sentence| format!("{path} is long: {sentence}")));
        }
        if path.starts_with("guide/") && sentences(text).len() != sentences(other).len() {
            wrong.push(format!(
                "{path}: {} and {}\n  {text}\n  {other}",
                sentences(text).len(),
                sentences(other).len()
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn sentences_end_where_a_reader_would_end_them() {
    for (text, expected) in [
        ("Een zin. Nog een? En nog een!", 3),
        ("Kijk op Loketgezondleven.nl. Het zijn er 15.000.", 2),
        ("zonder punt", 1),
        ("…", 0),
    ] {
        assert_eq!(sentences(text).len(), expected, "{text}");
    }
}

/// An apostrophe that is a quotation mark that ends, where none began.
fn has_curly_apostrophe(text: &str) -> bool {
    let depth = text.chars().try_fold(0, |open, sign| match sign {
        '‘' => Some(open + 1),
        '’' if open == 0 => None,
        '’' => Some(open - 1),
        _ => Some(open),
    });
    depth.is_none()
}

#[test]
fn one_thing_has_one_sign() {
    let mut wrong = Vec::new();
    for &language in Language::ALL {
        // What stands between two names that are quoted ends one and begins the other.
        let texts = all_texts(language).into_iter().filter(|(path, _)| path != "git/conflict/or");
        for (path, text) in texts {
            if text.contains(['“', '”']) {
                wrong.push(format!("{} {path}: quoted with ‘ ’: {text}", language.code()));
            }
            if has_curly_apostrophe(&text) {
                wrong.push(format!("{} {path}: an apostrophe is ': {text}", language.code()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_words_that_are_explained_are_in_the_order_of_the_alphabet() {
    for &language in Language::ALL {
        let mut explained: Vec<(usize, String)> = all_texts(language)
            .into_iter()
            .filter_map(|(path, text)| {
                let number = path.strip_prefix("guide/pages/pages/words/text/")?.parse().ok()?;
                Some((number, text.strip_prefix("- ")?.split([':', '(']).next()?.trim().to_owned()))
            })
            .collect();
        explained.sort();
        let words: Vec<String> = explained.into_iter().map(|(_, word)| sort_key(&word.replace(' ', ""))).collect();
        assert!(words.len() > 50, "{} words", words.len());
        let wrong: Vec<_> = words.windows(2).filter(|pair| pair[0] > pair[1]).collect();
        assert!(wrong.is_empty(), "{}: {wrong:?}", language.code());
    }
}

/// For who reads them all at once: `cargo test --test it words::style::all -- --nocapture`.
#[test]
#[expect(clippy::print_stdout, reason = "the list is what somebody reads")]
fn all_texts_are_listed_with_their_place() {
    for &language in Language::ALL {
        let all = all_texts(language);
        assert!(all.len() > 2000, "{} texts", all.len());
        for (path, text) in all {
            println!("{} {path}: {text}", language.code());
        }
    }
}

/// Before the value of a field on the smallest window there is room for so many letters.
const LONGEST_LABEL: usize = 18;

#[test]
fn a_label_is_never_cut() {
    for &language in Language::ALL {
        // Which session was the one before is not told in a form.
        let labels = all_texts(language).into_iter().filter(|(path, _)| {
            path.starts_with("records/records/") && path.contains("/fields/") && !path.contains("/Header/")
        });
        let long: Vec<_> = labels.filter(|(_, label)| label.chars().count() > LONGEST_LABEL).collect();
        assert!(long.is_empty(), "{}: {long:?}", language.code());
    }
}
