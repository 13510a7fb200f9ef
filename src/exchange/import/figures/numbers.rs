//! Numbers as tables write them. Which mark stands before the decimals follows from the shape of a table, or from all
//! cells of a column together, and never from one cell: `1.010` is a little more than one in one table and a thousand and
//! ten in another.

use crate::domain::decimal::Decimal;

/// What stands before the decimals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    /// A point: the shape of the table says so.
    Point,
    /// A comma: the shape of the table says so.
    Comma,
    /// Either; the cells of a column tell.
    Mixed,
}

/// What a cell holds where a number is expected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FigureCell {
    Number(Decimal),
    /// There is a figure, but it is unknown, not reliable or secret.
    Withheld,
    /// Nothing: it was not asked.
    Blank,
    Other,
}

/// Signs for a figure that is not given.
const WITHHELD: [&str; 12] = [".", "-", "–", "x", "X", "?", ",", "*", "NA", "NaN", "null", "n.b."];
/// Numbers that stand for a figure that is not given.
const SENTINELS: [&str; 6] = ["-99995", "-99996", "-99997", "-99998", "-99999", "-99999999"];

/// What stands between groups of digits or around a number, and means nothing.
fn is_gap(character: char) -> bool {
    character.is_whitespace() || character == '%' || character == '€'
}

/// How the cells of a column write their numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Writing {
    /// Whether a point before exactly three digits stands between thousands.
    point_groups: bool,
    /// Whether a comma before exactly three digits does.
    comma_groups: bool,
}

impl Writing {
    /// How a column writes its numbers: from the shape of its table, and from all its cells. `is_count` where the unit
    /// is a number of people or euros, `is_quoted` where every cell stands between quotes.
    pub(super) fn of<'cells>(
        mark: Mark,
        is_count: bool,
        is_quoted: bool,
        cells: impl Iterator<Item = &'cells str>,
    ) -> Self {
        let (mut has_point_decimals, mut has_groups, mut has_comma) = (false, false, false);
        if mark != Mark::Point {
            for cell in cells {
                let digits = cell.trim_matches(is_gap).trim_start_matches(['-', '+', '\u{2212}']);
                has_comma |= digits.contains(',');
                match digits.split_once('.') {
                    Some((whole, rest)) if rest.contains('.') => has_groups |= !whole.is_empty(),
                    Some((whole, rest)) => {
                        let digits = rest.split(',').next().unwrap_or("");
                        has_groups |= rest.contains(',');
                        has_point_decimals |=
                            !rest.contains(',') && (digits.len() != 3 || whole.starts_with('0') || whole.len() > 3);
                    }
                    None => {}
                }
            }
        }
        let may_group = match mark {
            Mark::Point => false,
            Mark::Comma => is_count || has_groups || !is_quoted,
            Mark::Mixed => is_count || has_groups || has_comma,
        };
        Self { point_groups: may_group && !has_point_decimals, comma_groups: mark == Mark::Point }
    }

    pub(super) fn read(self, cell: &str) -> FigureCell {
        let cell = cell.trim_matches(is_gap);
        if cell.is_empty() {
            return FigureCell::Blank;
        }
        if WITHHELD.contains(&cell) || SENTINELS.contains(&cell.trim_end_matches(".0")) {
            return FigureCell::Withheld;
        }
        self.number(cell).map_or(FigureCell::Other, FigureCell::Number)
    }

    fn number(self, cell: &str) -> Option<Decimal> {
        let (sign, digits) = match cell.strip_prefix(['-', '\u{2212}']) {
            Some(digits) => ("-", digits),
            None => ("", cell.strip_prefix('+').unwrap_or(cell)),
        };
        let digits: String = digits.chars().filter(|character| !is_gap(*character)).collect();
        let is_grouped = |mark: char| {
            let mut groups = digits.split(mark);
            let first = groups.next().unwrap_or("");
            (1..=3).contains(&first.len()) && !first.starts_with('0') && groups.all(|group| group.len() == 3)
        };
        let digits = match (digits.contains('.'), digits.contains(',')) {
            // The last of the two stands before the decimals.
            (true, true) if digits.rfind('.') > digits.rfind(',') => digits.replace(',', ""),
            (true, true) => digits.replace('.', "").replace(',', "."),
            (true, false) if digits.matches('.').count() > 1 || self.point_groups && is_grouped('.') => {
                is_grouped('.').then(|| digits.replace('.', ""))?
            }
            (false, true) if digits.matches(',').count() > 1 || self.comma_groups && is_grouped(',') => {
                is_grouped(',').then(|| digits.replace(',', ""))?
            }
            _ => digits.replace(',', "."),
        };
        rounded(&format!("{sign}{digits}"))
    }
}

/// A number with a point, rounded to the three decimals that a session keeps.
fn rounded(text: &str) -> Option<Decimal> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let whole = match whole {
        "" => "0",
        "-" => "-0",
        whole => whole,
    };
    if fraction.len() <= 3 {
        return Decimal::parse(&format!("{whole}.{}", if fraction.is_empty() { "0" } else { fraction }));
    }
    if !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let cut = Decimal::parse(&format!("{whole}.{}", &fraction[..3]))?.thousandths();
    let up = i64::from(fraction.as_bytes()[3] >= b'5');
    Decimal::from_thousandths(if whole.starts_with('-') { cut - up } else { cut + up })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(mark: Mark, is_count: bool, cells: &[&str]) -> Vec<String> {
        let writing = Writing::of(mark, is_count, true, cells.iter().copied());
        let text = |cell: &&str| match writing.read(cell) {
            FigureCell::Number(number) => number.to_string(),
            other => format!("{other:?}"),
        };
        cells.iter().map(text).collect()
    }

    #[test]
    fn a_decimal_point_is_no_thousands_sign() {
        for (mark, is_count, cells, expected) in [
            (
                Mark::Point,
                false,
                vec!["1.010", "-0.100", "  457400", "    20.8"],
                vec!["1.01", "-0.1", "457400", "20.8"],
            ),
            (Mark::Comma, true, vec!["1.010", "17942942", "12,5"], vec!["1010", "17942942", "12.5"]),
            (Mark::Comma, false, vec!["1.010", "12,5"], vec!["1.01", "12.5"]),
            (Mark::Comma, true, vec!["1.010", "0.892"], vec!["1.01", "0.892"]),
            (Mark::Mixed, false, vec!["1.010", "2.2"], vec!["1.01", "2.2"]),
            (Mark::Mixed, false, vec!["2,1", "     2.2"], vec!["2.1", "2.2"]),
            (Mark::Mixed, true, vec!["1.234.567", "1.010", "1.234,5"], vec!["1234567", "1010", "1234.5"]),
            (Mark::Point, true, vec!["1,234", "1,234.5"], vec!["1234", "1234.5"]),
            (Mark::Comma, false, vec!["42%", "1 010", "1\u{a0}010,5", "€ 3"], vec!["42", "1010", "1010.5", "3"]),
        ] {
            assert_eq!(read(mark, is_count, &cells), expected, "{mark:?} {cells:?}");
        }
    }

    #[test]
    fn what_is_not_given_is_no_number() {
        let cells = ["", "   ", ".", "-", ",", "NA", "-99997", "-99995.0", "onbekend", "1.2.3", "12a", "=1+1", "--5"];
        let expected = ["Blank", "Blank"].into_iter().chain(["Withheld"; 6]).chain(["Other"; 5]);
        assert_eq!(read(Mark::Point, false, &cells), expected.collect::<Vec<_>>());
    }

    #[test]
    fn what_a_session_cannot_keep_is_rounded() {
        let cells = ["0.1683347537237974", "-0.0036676345541941", "4.270599604867483", "0.9996", ".5", "-.25"];
        assert_eq!(read(Mark::Point, false, &cells), ["0.168", "-0.004", "4.271", "1", "0.5", "-0.25"]);
    }
}
