//! What deserves a second look in a session that can be read: what was not understood, what cannot be seen, and what
//! looks as if it is about one person's identity. Nothing here is ever mended or left out.

use super::id::Id;
use super::invisible::first_invisible;
use super::record::Record;
use super::records::meeting::Neighbourhood;
use super::session::{Section, Session};
use super::value::{Kind, Value};

/// A health profile works up to so many residents (M75): more gets a notice, no block.
pub const MOST_RESIDENTS: u32 = 15_000;
/// Years in which somebody in the room may have been born; a day after them is rather one of the plan.
const BIRTH_YEARS: std::ops::Range<u32> = 1900..2015;

/// Something that deserves a second look.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What it is.
    pub kind: FindingKind,
    /// The section of the item.
    pub section: Section,
    /// The item.
    pub item: Id,
    /// The number of the field; nothing where it is about the item as a whole.
    pub field: Option<usize>,
}

/// The kinds of finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FindingKind {
    /// A date or number that is kept as it was typed.
    AsTyped {
        /// What was typed.
        typed: String,
        /// What belongs there.
        wanted: Kind,
    },
    /// A character that cannot be seen, or that turns the order of what follows.
    Invisible(char),
    /// An answer to a question that is not asked.
    UnknownQuestion,
    /// Nine digits that can be a citizen service number.
    CitizenNumber,
    /// A day on which somebody may have been born.
    BirthDate,
    /// More residents than a profile works for.
    ManyResidents(u32),
}

/// How much a finding matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Good to know.
    Notice,
    /// Wants to be looked at.
    Warning,
    /// Keeps the file from being read.
    Problem,
}

impl FindingKind {
    /// How much it matters.
    #[must_use]
    pub fn severity(&self) -> Severity {
        if matches!(self, Self::ManyResidents(_)) { Severity::Notice } else { Severity::Warning }
    }

    /// Whether telling more than the place would repeat what should not be in the file.
    #[must_use]
    pub fn is_personal(&self) -> bool {
        matches!(self, Self::CitizenNumber | Self::BirthDate)
    }
}

/// What the check has to know from elsewhere.
#[derive(Clone, Copy)]
pub struct Known<'a> {
    /// Whether this is the id of an answer that is asked in the session.
    pub is_asked: &'a dyn Fn(&str) -> bool,
    /// The months as people write them, in small letters, with their numbers from 1.
    pub months: &'a [(String, u32)],
}

/// All findings, in the order of the file.
#[must_use]
pub fn check(session: &Session, known: &Known<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for &section in Section::ALL {
        let table = session.table(section);
        for record in table.records() {
            check_record(section, record, known, &mut findings);
        }
    }
    findings
}

fn check_record(section: Section, record: &dyn Record, known: &Known<'_>, findings: &mut Vec<Finding>) {
    let mut found = |kind, field| findings.push(Finding { kind, section, item: record.id().clone(), field });
    if section == Section::Answers && !(known.is_asked)(record.id().as_str()) {
        found(FindingKind::UnknownQuestion, None);
    }
    for (number, field) in section.kind().fields.iter().enumerate() {
        let value = record.value(number);
        if section == Section::Neighbourhood
            && number == Neighbourhood::residents
            && let Value::Whole(residents) = value
            && residents > MOST_RESIDENTS
        {
            found(FindingKind::ManyResidents(residents), Some(number));
        }
        let texts = match &value {
            Value::AsTyped(typed) => {
                found(FindingKind::AsTyped { typed: typed.clone(), wanted: field.kind }, Some(number));
                std::slice::from_ref(typed)
            }
            Value::Text(text) => std::slice::from_ref(text),
            Value::Set(members) if field.kind == Kind::Marks => members,
            _ => continue,
        };
        for kind in texts.iter().flat_map(|text| in_text(text, known)) {
            found(kind, Some(number));
        }
    }
}

/// What deserves a second look in a text; each kind at most once.
fn in_text(text: &str, known: &Known<'_>) -> impl Iterator<Item = FindingKind> {
    let invisible = first_invisible(text).map(FindingKind::Invisible);
    let pieces = pieces(text);
    let number = holds_citizen_number(&pieces).then_some(FindingKind::CitizenNumber);
    let birth = holds_birth_date(&pieces, known.months).then_some(FindingKind::BirthDate);
    [invisible, number, birth].into_iter().flatten()
}

/// A piece of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Piece<'text> {
    Digits(&'text str),
    Word(&'text str),
    Other(char),
}

pub(super) fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    // Most text holds no digit at all, and then there is nothing to look for.
    if !text.bytes().any(|byte| byte.is_ascii_digit()) {
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

/// Nine digits, at once or in groups of two to four with a point, dash or space between them, that pass the test of a
/// citizen service number.
pub(super) fn holds_citizen_number(pieces: &[Piece<'_>]) -> bool {
    (0..pieces.len()).any(|start| {
        let is_inside_word = start > 0 && matches!(pieces[start - 1], Piece::Word(_));
        !is_inside_word && starts_with_citizen_number(&pieces[start..])
    })
}

fn starts_with_citizen_number(pieces: &[Piece<'_>]) -> bool {
    let mut number = String::new();
    let mut rest = pieces;
    while let [Piece::Digits(digits), after @ ..] = rest {
        number.push_str(digits);
        if number.len() >= 9 {
            let is_cut = matches!(after.first(), Some(Piece::Word(_)));
            return number.len() == 9 && !is_cut && passes_eleven_test(&number);
        }
        rest = match after {
            [Piece::Other('.' | '-' | ' ' | '\u{a0}'), after @ ..] if (2..=4).contains(&digits.len()) => after,
            _ => return false,
        };
    }
    false
}

/// The digits times 9, 8, … 2 and -1 add up to a multiple of eleven, and are not all zero.
fn passes_eleven_test(digits: &str) -> bool {
    let weights = [9, 8, 7, 6, 5, 4, 3, 2, -1];
    let sum: i32 = digits.bytes().zip(weights).map(|(digit, weight)| i32::from(digit - b'0') * weight).sum();
    sum % 11 == 0 && digits.bytes().any(|digit| digit != b'0')
}

/// A day with its year, as `12-3-1950`, `12 maart 1950` or `1950-03-12`, in a year in which people in the room were born.
pub(super) fn holds_birth_date(pieces: &[Piece<'_>], months: &[(String, u32)]) -> bool {
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
    use super::{FindingKind, Known, in_text};

    fn kinds(text: &str) -> Vec<FindingKind> {
        let months = [("maart".to_owned(), 3), ("mrt".to_owned(), 3)];
        in_text(text, &Known { is_asked: &|_| true, months: &months }).collect()
    }

    #[test]
    fn what_looks_like_a_citizen_service_number_is_found() {
        for text in ["111222333", "bsn 1112.22.333.", "111 222 333", "nr: 111-222-333!", "11 12 22 333"] {
            assert_eq!(kinds(text), [FindingKind::CitizenNumber], "{text}");
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
            assert_eq!(kinds(text), [], "{text}");
        }
    }

    #[test]
    fn what_looks_like_a_birth_date_is_found() {
        for text in ["geboren 12-3-1950", "12/03/1950", "op 12 maart 1950.", "12 Mrt 1950", "1950-03-12", "1.1.2014"] {
            assert_eq!(kinds(text), [FindingKind::BirthDate], "{text}");
        }
        for text in ["12-3-2026", "maart 1950", "1950", "32-3-1950", "12-13-1950", "12 bomen 1950", "2026-03-12"] {
            assert_eq!(kinds(text), [], "{text}");
        }
    }

    #[test]
    fn what_cannot_be_seen_is_found() {
        assert_eq!(kinds("a\u{202e}b\u{200b}"), [FindingKind::Invisible('\u{202e}')]);
        assert_eq!(kinds("\u{1b}[31mrood"), [FindingKind::Invisible('\u{1b}')]);
        assert_eq!(kinds("een\ntwee\tdrie 👩‍👩‍👧"), []);
    }
}
