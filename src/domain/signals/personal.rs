//! What looks as if it is about one person's identity: a citizen service number, a birth date.

use std::ops::Range;

/// Years in which a person in the room may have been born; a day after them is rather one of the plan.
const BIRTH_YEARS: std::ops::Range<u32> = 1900..2015;

/// No date of a person has fewer digits: `1 mei 1950`.
const FEWEST_DIGITS: usize = 5;
/// So many digits has a citizen service number.
const DIGITS_OF_A_NUMBER: usize = 9;

/// Whether a text holds nine digits that can be a citizen service number.
pub fn holds_citizen_number(text: &str) -> bool {
    is_citizen_number(&pieces(text))
}

/// Where citizen service numbers stand in a text, in order.
pub fn citizen_numbers(text: &str) -> Vec<Range<usize>> {
    let (pieces, mut found) = (pieces(text), Vec::<Range<usize>>::new());
    let begin_of = |digits: &str| digits.as_ptr() as usize - text.as_ptr() as usize;
    for (first, last) in (0..pieces.len()).filter_map(|start| citizen_number(&pieces, start)) {
        if found.last().is_none_or(|before| before.end <= begin_of(first)) {
            found.push(begin_of(first)..begin_of(last) + last.len());
        }
    }
    found
}

/// What of a person's identity some texts hold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Personal {
    /// Nine digits that can be a citizen service number.
    pub(super) citizen_number: bool,
    /// A day on which a person may have been born.
    pub(super) birth_date: bool,
}

impl Personal {
    /// Looks at one more text.
    pub(super) fn look_at(&mut self, text: &str, months: &[(&str, u32)]) {
        let pieces = pieces(text);
        self.citizen_number |= is_citizen_number(&pieces);
        self.birth_date |= is_birth_date(&pieces, months);
    }
}

/// A piece of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Piece<'text> {
    Digits(&'text str),
    Word(&'text str),
    Other(char),
}

fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    // Most text holds few digits or none, or those of a day in the years of a plan: then there is nothing to look for.
    let digits = digits(text);
    if digits < FEWEST_DIGITS || digits < DIGITS_OF_A_NUMBER && !may_hold_birth_year(text) {
        return pieces;
    }
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let until = |is: fn(char) -> bool| rest.find(|character| !is(character)).unwrap_or(rest.len());
        let (piece, end) = if first.is_ascii_digit() {
            let end = until(|character| character.is_ascii_digit());
            (Piece::Digits(&rest[..end]), end)
        } else if first.is_alphabetic() {
            let end = until(char::is_alphabetic);
            (Piece::Word(&rest[..end]), end)
        } else {
            (Piece::Other(first), first.len_utf8())
        };
        pieces.push(piece);
        rest = &rest[end..];
    }
    pieces
}

/// How many digits a text has, counted piece by piece in the smallest number: many bytes at a time.
fn digits(text: &str) -> usize {
    let count = |piece: &[u8]| piece.iter().fold(0u8, |count, byte| count + u8::from(byte.is_ascii_digit()));
    text.as_bytes().chunks(usize::from(u8::MAX)).map(|piece| usize::from(count(piece))).sum()
}

/// Whether there are four digits that can be a year in which a person was born.
fn may_hold_birth_year(text: &str) -> bool {
    let is_digit = |byte: &u8| byte.is_ascii_digit();
    let mut runs = text.as_bytes().chunk_by(|one, next| is_digit(one) == is_digit(next));
    let year = |run: &[u8]| run.iter().fold(0, |year, digit| year * 10 + u32::from(digit.wrapping_sub(b'0')));
    runs.any(|run| run.len() == 4 && is_digit(&run[0]) && BIRTH_YEARS.contains(&year(run)))
}

/// Nine digits, at once or in groups of two to four with a point, dash, space or new line between them, that pass the
/// test of a citizen service number.
fn is_citizen_number(pieces: &[Piece<'_>]) -> bool {
    (0..pieces.len()).any(|start| citizen_number(pieces, start).is_some())
}

/// The first and last group of digits of the number that starts with this piece.
fn citizen_number<'text>(pieces: &[Piece<'text>], start: usize) -> Option<(&'text str, &'text str)> {
    let (before, mut rest) = pieces.split_at(start);
    let Some(Piece::Digits(first)) = rest.first() else { return None };
    let mut number = String::new();
    while let [Piece::Digits(digits), after @ ..] = rest {
        number.push_str(digits);
        if number.len() >= DIGITS_OF_A_NUMBER {
            let is_inside_word = [before.last(), after.first()].iter().any(|it| matches!(it, Some(Piece::Word(_))));
            let is_number = number.len() == DIGITS_OF_A_NUMBER && !is_inside_word && passes_eleven_test(&number);
            return is_number.then_some((*first, *digits));
        }
        rest = match after {
            [Piece::Other('.' | '-' | ' ' | '\n' | '\u{a0}'), after @ ..] if (2..=4).contains(&digits.len()) => after,
            _ => return None,
        };
    }
    None
}

/// The digits times 9, 8, … 2 and -1 add up to a multiple of eleven, and are not all zero.
fn passes_eleven_test(digits: &str) -> bool {
    let weights = [9, 8, 7, 6, 5, 4, 3, 2, -1];
    let sum: i32 = digits.bytes().zip(weights).map(|(digit, weight)| i32::from(digit - b'0') * weight).sum();
    sum % 11 == 0 && digits.bytes().any(|digit| digit != b'0')
}

/// A day with its year, as `12-3-1950`, `12 maart 1950` or `1950-03-12`, in a year in which people in the room were born.
fn is_birth_date(pieces: &[Piece<'_>], months: &[(&str, u32)]) -> bool {
    let number = |digits: &str| digits.parse::<u32>().ok();
    let month = |piece: &Piece<'_>| match piece {
        Piece::Digits(digits) if digits.len() <= 2 => number(digits).filter(|month| (1..=12).contains(month)),
        Piece::Word(word) => {
            let word = word.to_lowercase();
            months.iter().find(|(name, _)| *name == word).map(|(_, month)| *month)
        }
        _ => None,
    };
    let is_day = |piece: &Piece<'_>| match piece {
        Piece::Digits(digits) => digits.len() <= 2 && number(digits).is_some_and(|day| (1..=31).contains(&day)),
        _ => false,
    };
    let is_year = |piece: &Piece<'_>| match piece {
        Piece::Digits(digits) => digits.len() == 4 && number(digits).is_some_and(|year| BIRTH_YEARS.contains(&year)),
        _ => false,
    };
    let parts = |window: &[Piece<'_>]| match window {
        [first, Piece::Other('-' | '/' | '.' | ' '), second, Piece::Other('-' | '/' | '.' | ' '), third] => {
            let (first_to_last, last_to_first) = ((first, third), (third, first));
            let fits = |(day, year)| is_day(day) && is_year(year) && month(second).is_some();
            fits(first_to_last) || fits(last_to_first)
        }
        _ => false,
    };
    pieces.windows(5).any(parts)
}

#[cfg(test)]
mod tests {
    use super::{Personal, citizen_numbers, holds_citizen_number};

    /// Whether a text holds a number or a date of a person.
    fn kinds(text: &str) -> (bool, bool) {
        let months = [("maart", 3), ("mrt", 3)];
        let mut personal = Personal::default();
        personal.look_at(text, &months);
        assert_eq!(holds_citizen_number(text), personal.citizen_number);
        assert_eq!(citizen_numbers(text).is_empty(), !personal.citizen_number);
        (personal.citizen_number, personal.birth_date)
    }

    #[test]
    fn what_looks_like_a_citizen_service_number_is_found() {
        for text in ["111222333", "bsn 1112.22.333.", "111 222 333", "nr: 111-222-333!", "11 12 22 333", "111 222\n333"]
        {
            assert_eq!(kinds(text), (true, false), "{text}");
        }
        for text in [
            "111222334",
            "000000000",
            "0318 123456",
            "06 12345678",
            "088-1234567",
            "1112223330",
            "NL11INGB0111222333",
            "€ 1.250",
            "7420",
            "12-3-2026",
            "111222333x",
            "1 112 223 33",
            "",
        ] {
            assert_eq!(kinds(text), (false, false), "{text}");
        }
    }

    #[test]
    fn a_citizen_service_number_is_found_where_it_stands() {
        let text = "ë bsn 1112.22.333, en 111 222 333!";
        let found: Vec<&str> = citizen_numbers(text).into_iter().map(|at| &text[at]).collect();
        assert_eq!(found, ["1112.22.333", "111 222 333"]);
    }

    #[test]
    fn what_looks_like_a_birth_date_is_found() {
        for text in [
            "geboren 12-3-1950",
            "12/03/1950",
            "op 12 maart 1950.",
            "12 Mrt 1950",
            "1950-03-12",
            "1.1.2014",
            "1 mrt 1950",
        ] {
            assert_eq!(kinds(text), (false, true), "{text}");
        }
        for text in ["12-3-2026", "maart 1950", "1950", "32-3-1950", "12-13-1950", "12 bomen 1950", "2026-03-12"] {
            assert_eq!(kinds(text), (false, false), "{text}");
        }
    }
}
