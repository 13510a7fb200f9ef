//! The tables of Swing, in which many municipalities show their own figures: the databank, and the viewer with areas as
//! rows or as columns. They have no codes, and mostly nothing to compare with.

use crate::i18n::import::ShapeKind;

use super::numbers::Mark;
use super::wide::{FigureHead, HeadRole, Wide, year_of_period};
use crate::exchange::import::refusal::Refusal;
use crate::exchange::import::sheet::Sheet;

/// The parts of `per 1000 inw+arb [promillage] [2016]`: name, kind of figure, year.
fn parts(text: &str) -> Option<(String, Option<&str>, u32)> {
    let (rest, last) = text.trim_end().strip_suffix(']')?.rsplit_once('[')?;
    let year = (last.len() == 4).then(|| year_of_period(last)).flatten()?;
    match rest.trim_end().strip_suffix(']').and_then(|rest| rest.rsplit_once('[')) {
        Some((name, kind)) => Some((name.trim().to_owned(), Some(kind), year)),
        None => Some((rest.trim().to_owned(), None, year)),
    }
}

/// A figure by such a text, below a title that may hold its name.
fn measure_of(text: &str, title: &str, has_percents: bool) -> Option<FigureHead> {
    let (name, kind, year) = parts(text)?;
    let (name, from_name) = match name.strip_prefix("% ") {
        Some(name) => (name.to_owned(), Some("%")),
        None => (name, None),
    };
    let kind_unit = match kind {
        Some("aantal") => Some("aantal"),
        Some("percentage" | "%") => Some("%"),
        Some("promillage") if name.starts_with("per ") => Some(""),
        Some("promillage") => Some("per 1.000"),
        Some("gemiddelde") | None => None,
        Some(other) => Some(other),
    };
    let unit = from_name.or(kind_unit).unwrap_or(if has_percents { "%" } else { "" });
    let mut head = if name.is_empty() {
        FigureHead::measure(title, title, unit)
    } else if name.starts_with("per ") && !title.is_empty() {
        FigureHead::measure(title, title, &name)
    } else {
        FigureHead::measure(&name, &name, unit)
    };
    head.year = Some(year);
    Some(head)
}

/// The title above a table of the viewer, without the kind of area behind it.
fn title_of(sheet: &Sheet) -> String {
    let title = sheet.row(0).find(|cell| !cell.is_empty()).unwrap_or("");
    title.rsplit_once(" - ").map_or(title, |(title, _)| title).trim().to_owned()
}

/// A table of the viewer: a title above, and years between brackets.
pub(super) fn viewer(sheet: &Sheet) -> Result<Option<Wide>, Refusal> {
    if sheet.filled(0) != 1 || sheet.len() < 3 {
        return Ok(None);
    }
    let title = title_of(sheet);
    let sheet = sheet.clone().without_first(1);
    let has_years = |cells: &mut dyn Iterator<Item = &str>| {
        let cells: Vec<&str> = cells.filter(|cell| !cell.is_empty()).collect();
        !cells.is_empty() && cells.iter().filter(|cell| parts(cell).is_some()).count() * 2 > cells.len()
    };
    let (shape, sheet) = if has_years(&mut sheet.row(0)) {
        (ShapeKind::SwingRows, sheet)
    } else if has_years(&mut (1..sheet.len()).map(|row| sheet.cell(row, 0))) {
        (ShapeKind::SwingColumns, sheet.turned()?)
    } else {
        return Ok(None);
    };
    let heads = (0..sheet.width()).map(|column| {
        if column == 0 {
            return FigureHead::of(HeadRole::Name);
        }
        let has_percents = (1..sheet.len()).any(|row| sheet.cell(row, column).ends_with('%'));
        measure_of(sheet.cell(0, column), &title, has_percents).unwrap_or_else(|| FigureHead::of(HeadRole::Skip))
    });
    let heads = heads.collect();
    Ok(Some(Wide { shape, title, heads, sheet, first: 1, mark: Mark::Comma, is_of_municipalities: false }))
}

/// A table of the databank: `indicator|year` above the columns.
pub(super) fn databank(sheet: &Sheet) -> Option<Wide> {
    let header: Vec<&str> = sheet.row(0).collect();
    let split = |head: &str| {
        let (name, year) = head.rsplit_once('|')?;
        Some((name.trim().to_owned(), (year.trim().len() == 4).then(|| year_of_period(year.trim())).flatten()?))
    };
    if header.iter().skip(1).filter(|head| split(head).is_some()).count() == 0 {
        return None;
    }
    let heads = header.iter().enumerate().map(|(number, head)| match split(head) {
        Some((name, year)) => {
            let (title, unit) = name
                .rsplit_once(" per ")
                .map_or((name.as_str(), String::new()), |(title, unit)| (title, format!("per {unit}")));
            let mut head = FigureHead::measure(&name, title, &unit);
            head.year = Some(year);
            head
        }
        None => FigureHead::of(if number == 0 { HeadRole::Name } else { HeadRole::Skip }),
    });
    Some(Wide::of(ShapeKind::SwingDatabank, heads.collect(), sheet, Mark::Comma))
}
