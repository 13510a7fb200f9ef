//! What looks as if it is about one person's identity: a citizen service number, a birth date.

use std::ops::Range;

/// Years in which a person in the room may have been born; a day after them is rather one of the plan.
const BIRTH_YEARS: std::ops::Range<u32> = 1900..2015;

/// No date of a person has fewer digits: `1 mei 1950`.
const FEWEST_DIGITS: usize = 5;
/// So many digits has a citizen service number.
const DIGITS_OF_A_NUMBER: usize = 9;
/// The number of a bank account is no shorter, in whatever country.
const SHORTEST_ACCOUNT: usize = 15;
/// Nor is it longer.
const LONGEST_ACCOUNT: usize = 34;

/// What is about one person's identity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PersonalData {
    /// Nine digits that can be a citizen service number.
    CitizenNumber,
    /// The number of a bank account (IBAN).
    BankAccount,
    /// A day on which a person may have been born.
    BirthDate,
}

impl PersonalData {
    /// Whether it is a number that is a person's own.
    pub fn is_number(self) -> bool {
        self != Self::BirthDate
    }
}

/// What in a text is about one person's identity and where it stands, in order.
pub fn personal_data(text: &str, months: &[(&str, u32)]) -> Vec<(Range<usize>, PersonalData)> {
    let (pieces, mut found) = (pieces(text), Vec::<(Range<usize>, PersonalData)>::new());
    let begin_of = |piece: &str| piece.as_ptr() as usize - text.as_ptr() as usize;
    for start in 0..pieces.len() {
        let data = bank_account(&pieces, start).map(|ends| (ends, PersonalData::BankAccount));
        let data = data.or_else(|| Some((citizen_number(&pieces, start)?, PersonalData::CitizenNumber)));
        let data = data.or_else(|| Some((birth_date(&pieces[start..], months)?, PersonalData::BirthDate)));
        if let Some(((first, last), data)) = data
            && found.last().is_none_or(|(before, _)| before.end <= begin_of(first))
        {
            found.push((begin_of(first)..begin_of(last) + last.len(), data));
        }
    }
    found
}

/// Whether a text holds a number that is a person's own.
pub fn holds_personal_number(text: &str) -> bool {
    personal_data(text, &[]).iter().any(|(_, data)| data.is_number())
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

/// The first and last piece of the number of a bank account that starts here, written at once or in groups.
fn bank_account<'text>(pieces: &[Piece<'text>], start: usize) -> Option<(&'text str, &'text str)> {
    let (before, mut rest) = pieces.split_at(start);
    let [Piece::Word(first), Piece::Digits(_), ..] = rest else { return None };
    if first.len() != 2 || matches!(before.last(), Some(Piece::Digits(_))) {
        return None;
    }
    let mut number = String::new();
    while let [Piece::Word(part) | Piece::Digits(part), after @ ..] = rest {
        number.push_str(part);
        rest = match after {
            _ if !number.is_ascii() || number.len() > LONGEST_ACCOUNT => return None,
            [Piece::Word(_) | Piece::Digits(_), ..] => after,
            _ if number.len() >= SHORTEST_ACCOUNT && passes_account_test(&number) => return Some((first, part)),
            // A bank has four letters; another word is the next of the text.
            [Piece::Other('.' | '-' | ' ' | '\n' | '\u{a0}'), Piece::Word(word), ..] if word.len() != 4 => return None,
            [Piece::Other('.' | '-' | ' ' | '\n' | '\u{a0}'), after @ ..] => after,
            _ => return None,
        };
    }
    None
}

/// The country and the two digits put last, and each letter as a number from ten on, leave one when divided by 97.
fn passes_account_test(number: &str) -> bool {
    let (country, rest) = number.split_at(4);
    let digits = rest.chars().chain(country.chars()).filter_map(|it| it.to_digit(36));
    digits.fold(0, |left, digit| (left * if digit > 9 { 100 } else { 10 } + digit) % 97) == 1
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
/// The first and last piece of one that begins here.
fn birth_date<'text>(pieces: &[Piece<'text>], months: &[(&str, u32)]) -> Option<(&'text str, &'text str)> {
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
    let sign = |piece: &Piece<'_>| matches!(piece, Piece::Other('-' | '/' | '.' | ' ' | '\u{a0}'));
    let [first, one, second, other, third, ..] = pieces else { return None };
    let fits = |day, year| is_day(day) && is_year(year) && month(second).is_some() && sign(one) && sign(other);
    let (Piece::Digits(begin), Piece::Digits(end)) = (first, third) else { return None };
    (fits(first, third) || fits(third, first)).then_some((begin, end))
}

#[cfg(test)]
mod tests {
    use super::personal_data;

    /// Whether a text holds a number or a date of a person.
    fn kinds(text: &str) -> (bool, bool) {
        let found = personal_data(text, &[("maart", 3), ("mrt", 3)]);
        (found.iter().any(|(_, data)| data.is_number()), found.iter().any(|(_, data)| !data.is_number()))
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
    fn the_number_of_a_bank_account_passes_its_test() {
        for text in
            ["NL91ABNA0417164300", "nl91 abna 0417 1643 00.", "BE68 5390 0754 7034", "op NL91-ABNA-0417164300 van ons"]
        {
            assert_eq!(kinds(text), (true, false), "{text}");
        }
        for text in ["NL92ABNA0417164300", "NL91ABNA041716430", "xNL91ABNA0417164300", "om 10 uur, 0417 1643 00"] {
            assert_eq!(kinds(text), (false, false), "{text}");
        }
    }

    #[test]
    fn what_is_personal_is_found_where_it_stands() {
        let text = "ë bsn 1112.22.333, en 111 222 333! Geb. 4-3-1961: NL91 ABNA 0417 1643 00";
        let found: Vec<&str> = personal_data(text, &[]).into_iter().map(|(at, _)| &text[at]).collect();
        assert_eq!(found, ["1112.22.333", "111 222 333", "4-3-1961", "NL91 ABNA 0417 1643 00"]);
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
