//! The words of the program: the same in every language, and nothing without a word; what people type, understood; and
//! everything that happens, told. A subject in each file.

mod dates;
mod keys;
mod numbers;
mod placeholders;
mod problems;
mod records;
mod rules;
mod sentences;
mod style;

use jiff::civil::{Date, date};
use werksessie::domain::decimal::Decimal;
use werksessie::i18n::Words;
use werksessie::i18n::language::Language;

/// A Sunday.
const TODAY: Date = date(2026, 11, 22);

fn dutch() -> Words {
    Words::load(Language::Dutch).expect("the Dutch words can be read")
}

fn english() -> Words {
    Words::load(Language::English).expect("the English words can be read")
}

fn decimal(thousandths: i64) -> Option<Decimal> {
    Decimal::from_thousandths(thousandths)
}
