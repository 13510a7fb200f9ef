//! A number with decimals, kept exactly: no floats, which would change on the way to a file and back.

use std::fmt;

/// A number with at most three decimals, kept exactly.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Decimal {
    thousandths: i64,
}

impl Decimal {
    /// The largest size of a number, on either side of zero.
    pub const LIMIT: i64 = 1_000_000_000_000;

    /// So many thousandths; `None` beyond a thousand million.
    pub fn from_thousandths(thousandths: i64) -> Option<Self> {
        (-Self::LIMIT..=Self::LIMIT).contains(&thousandths).then_some(Self { thousandths })
    }

    /// The number times a thousand.
    pub fn thousandths(self) -> i64 {
        self.thousandths
    }

    /// Reads digits with at most three decimals behind a point, as a file holds them.
    pub fn parse(text: &str) -> Option<Self> {
        let (negative, digits) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
        let all_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        if !all_digits(whole) || !all_digits(fraction) || fraction.len() > 3 || whole.len() > 10 {
            return None;
        }
        let thousandths = fraction.bytes().chain([b'0'; 2]).take(3);
        let size = whole.bytes().chain(thousandths).fold(0, |size, digit| size * 10 + i64::from(digit - b'0'));
        Self::from_thousandths(if negative { -size } else { size })
    }
}

/// Digits with a point and no superfluous zeros, as a file holds them.
impl fmt::Display for Decimal {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.thousandths < 0 { "-" } else { "" };
        let size = self.thousandths.unsigned_abs();
        write!(formatter, "{sign}{}", size / 1000)?;
        match size % 1000 {
            0 => Ok(()),
            fraction => write!(formatter, ".{}", format!("{fraction:03}").trim_end_matches('0')),
        }
    }
}
