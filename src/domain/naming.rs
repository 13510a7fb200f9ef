//! Names as people look for them: without capitals and accents, under the part that a list sorts them by, and what is so
//! much like another name that it may be the same.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// What may stand before the main part of a family name.
const BEFORE_THE_MAIN_PART: &[&str] = &[
    "van", "von", "de", "den", "der", "des", "het", "'t", "t", "'s", "te", "ten", "ter", "op", "in", "aan", "bij",
    "uit", "el", "al", "la", "le", "du", "da", "dos", "di", "d'", "ben", "bin", "ibn", "mac", "mc", "st",
];

/// Without capitals, accents and what a Dutch keyboard has not: `Özlem` and `ozlem` are one, and so are `Yıldız` and
/// `yildiz`. The words stay apart.
#[must_use]
pub fn plain(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let mut plain = String::with_capacity(text.len());
    for letter in text.nfkd().flat_map(char::to_lowercase).filter(|letter| !is_combining_mark(*letter)) {
        match letter {
            'ı' => plain.push('i'),
            'ø' => plain.push('o'),
            'ł' => plain.push('l'),
            'đ' | 'ð' => plain.push('d'),
            'ß' => plain.push_str("ss"),
            'æ' => plain.push_str("ae"),
            'œ' => plain.push_str("oe"),
            '’' | '‘' | 'ʼ' => plain.push('\''),
            letter => plain.push(letter),
        }
    }
    plain
}

/// What a list of names is sorted by: the main part of the family name first, `wal, rob van der` for `Rob van der Wal`.
#[must_use]
pub fn sort_key(name: &str) -> String {
    let plain = plain(name);
    let words: Vec<&str> = plain.split_whitespace().collect();
    let stands_before = |word: &str| BEFORE_THE_MAIN_PART.contains(&word);
    let particle = words.iter().position(|word| stands_before(word)).filter(|at| *at + 1 < words.len());
    let main = match particle {
        Some(at) => words.iter().skip(at).position(|word| !stands_before(word)).map_or(words.len() - 1, |on| at + on),
        None => usize::from(words.len() > 1),
    };
    let (before, main) = words.split_at(main.min(words.len()));
    format!("{}, {}", main.join(" "), before.join(" "))
}

/// A name fits this well or better where the words that are looked for begin words of it.
pub const BY_WORDS: u8 = 2;

/// How well a name fits what is looked for, best first; `None` where some of the words are not in it.
#[must_use]
pub fn fit(name: &str, wanted: &str) -> Option<u8> {
    let (name, wanted) = (plain(name), plain(wanted));
    let wanted = wanted.trim();
    if name == wanted {
        return Some(0);
    }
    if name.starts_with(wanted) {
        return Some(1);
    }
    let begins = |word: &str| name.split([' ', '-', '\'']).any(|part| part.starts_with(word));
    if wanted.split_whitespace().all(begins) {
        return Some(BY_WORDS);
    }
    wanted.split_whitespace().all(|word| name.contains(word)).then_some(3)
}

/// Whether two names are one to whoever types them: in [`letters`] they are the same.
#[must_use]
pub fn is_same(one: &str, other: &str) -> bool {
    letters(one) == letters(other)
}

/// The letters and digits of a name alone, without capitals and accents: what is written with another sign between or behind
/// them is the same. A name that has none is what it is.
#[must_use]
pub fn letters(name: &str) -> String {
    let plain = plain(name.trim());
    let letters: String = plain.chars().filter(|letter| letter.is_alphanumeric()).collect();
    if letters.is_empty() { plain } else { letters }
}

/// Whether two names that differ are so much alike that they may be meant for one: but for accents, capitals and what
/// stands between the letters they are the same, or a letter was missed, doubled or changed for another.
#[must_use]
pub fn resemble(one: &str, other: &str) -> bool {
    let (one, other) = (letters(one), letters(other));
    if one == other {
        return !one.is_empty();
    }
    let shortest = one.chars().count().min(other.chars().count());
    // A name that ends in another number is another one: group 1 and group 2.
    let number = |name: &str| name.chars().filter(char::is_ascii_digit).collect::<String>();
    if number(&one) != number(&other) {
        return false;
    }
    let most = match shortest {
        0..=3 => return false,
        4..=7 => 1,
        _ => 2,
    };
    strsim::osa_distance(&one, &other) <= most
}

/// Whether a name is no more than a number, as a figure typed in the wrong field is.
#[must_use]
pub fn is_number(name: &str) -> bool {
    let name = name.trim();
    name.chars().any(|letter| letter.is_ascii_digit())
        && name.chars().all(|letter| letter.is_ascii_digit() || " .,-+/%€:".contains(letter))
}

#[cfg(test)]
mod tests {
    use super::{fit, is_number, resemble, sort_key};

    #[test]
    fn names_are_found_without_accents_and_by_any_part() {
        for (name, wanted, expected) in [
            ("Yıldız Demir", "yildiz", Some(1)),
            ("Özlem Kaplan", "ozlem kaplan", Some(0)),
            ("Naïma Bensaïd", "bensaid", Some(2)),
            ("Rob van der Wal", "wal", Some(2)),
            ("Rob van der Wal", "rob wal", Some(2)),
            ("Łukasz Søby", "lukasz soby", Some(0)),
            ("Anne-Marie", "marie", Some(2)),
            ("Rik Hoekstra", "stra", Some(3)),
            ("Rik Hoekstra", "rak", None),
            ("Rik", "", Some(1)),
        ] {
            assert_eq!(fit(name, wanted), expected, "{wanted:?} in {name:?}");
        }
    }

    #[test]
    fn names_are_sorted_under_their_main_part() {
        for (name, expected) in [
            ("Rob van der Wal", "wal, rob van der"),
            ("Joke de Wit", "wit, joke de"),
            ("Özlem Kaplan", "kaplan, ozlem"),
            ("van Dijk", "dijk, van"),
            ("Fatma", "fatma, "),
            ("Els van", "van, els"),
            ("", ", "),
        ] {
            assert_eq!(sort_key(name), expected, "{name:?}");
        }
    }

    #[test]
    fn what_may_be_one_name_resembles() {
        for (one, other, expected) in [
            ("Ozlem Kaplan", "Özlem Kaplan", true),
            ("Joke de Wit", "Joke de Witt", true),
            ("Joke de Wit", "joke dewit", true),
            ("Fatma", "Fatme", true),
            ("Karim", "Karin", true),
            ("Jan", "Jen", false),
            ("Els", "Elske", false),
            ("Groep 1", "Groep 2", false),
            ("Fatma Aydin", "Rik Hoekstra", false),
            ("", "", false),
        ] {
            assert_eq!(resemble(one, other), expected, "{one:?} {other:?}");
        }
    }

    #[test]
    fn a_figure_is_no_name() {
        for (name, expected) in [
            ("7", true),
            ("€ 1.200", true),
            ("12-3", true),
            ("5%", true),
            ("Groep 7", false),
            ("", false),
            ("-", false),
        ] {
            assert_eq!(is_number(name), expected, "{name:?}");
        }
    }
}
