//! The tables that the website of Statistics Netherlands gives: with and without symbols, in the layout of the screen with
//! areas as rows or as columns, and the same after a colleague read and wrote them with R.

use crate::i18n::import::{RefusalKind, ShapeKind};

use super::known::key;
use super::numbers::Mark;
use super::wide::{AREA_HEADS, FigureHead, HeadRole, Wide};
use crate::exchange::import::refusal::Refusal;
use crate::exchange::import::sheet::Sheet;

/// Columns that go before the figures, by their names.
fn role_of(name: &str) -> Option<HeadRole> {
    match key(name).as_str() {
        "perioden" | "periode" | "jaar" => Some(HeadRole::Period),
        "leeftijd" | "persoonskenmerken" | "geslacht" => Some(HeadRole::People),
        "marges" => Some(HeadRole::Margin),
        "gemeentenaam" => Some(HeadRole::Municipality),
        "soortregio" => Some(HeadRole::Kind),
        "codering" | "regiocode" | "regiocodegemeentewijkbuurt" => Some(HeadRole::Code),
        "meestvoorkomendepostcode" | "dekkingspercentage" => Some(HeadRole::Skip),
        name if name.starts_with("indelingswijziging") => Some(HeadRole::Skip),
        name if AREA_HEADS.contains(&name) => Some(HeadRole::Name),
        _ => None,
    }
}

/// The title and the unit of `Path/Of/Topic (unit)`. A unit may hold blanks and digits.
pub(super) fn unit_behind(head: &str) -> Option<(&str, &str)> {
    let head = head.trim_end();
    let inside = head.strip_suffix(')')?;
    let at = inside.rfind(" (")?;
    Some((inside[..at].trim_end(), &inside[at + 2..]))
}

/// Last parts of a path that tell nothing by themselves.
const BARE_PARTS: [&str; 3] = ["waarde", "gemiddeldescore", "totaal"];

/// A figure by its path and unit.
fn measure_of(path: &str, separator: char, unit: &str) -> FigureHead {
    let mut parts: Vec<&str> = path.split(separator).map(str::trim).filter(|part| !part.is_empty()).collect();
    while parts.len() > 1 && parts.last().is_some_and(|part| BARE_PARTS.contains(&key(part).as_str())) {
        parts.pop();
    }
    let name = parts.last().copied().unwrap_or("");
    if let Some(role) = role_of(name) {
        return FigureHead::of(role);
    }
    let from = parts.len().saturating_sub(2);
    FigureHead::measure(name, &parts[from..].join(": "), unit)
}

/// Tells figures with the same title apart by the whole path.
fn tell_apart(heads: &mut [FigureHead], paths: &[String]) {
    let is_twice: Vec<bool> = heads
        .iter()
        .map(|head| {
            head.role == HeadRole::Measure && heads.iter().filter(|other| other.title == head.title).count() > 1
        })
        .collect();
    for ((head, path), is_twice) in heads.iter_mut().zip(paths).zip(is_twice) {
        if is_twice {
            path.clone_into(&mut head.title);
        }
    }
}

/// `CSV met` or `zonder statistische symbolen`: a head with path and unit, and a column of areas.
pub(super) fn portal(sheet: &Sheet) -> Option<Wide> {
    let header: Vec<&str> = sheet.row(0).collect();
    let has_units = header.iter().filter(|head| unit_behind(head).is_some()).count();
    let has_area =
        header.iter().any(|head| role_of(unit_behind(head).map_or(head, |(title, _)| title)) == Some(HeadRole::Name));
    if has_units == 0 || !has_area {
        return None;
    }
    let head_of = |head: &&str| match unit_behind(head) {
        Some((path, unit)) => measure_of(path, '/', unit),
        None => role_of(head).map_or_else(|| measure_of(head, '/', ""), FigureHead::of),
    };
    let mut heads: Vec<FigureHead> = header.iter().map(head_of).collect();
    let paths: Vec<String> =
        header.iter().map(|head| unit_behind(head).map_or(*head, |it| it.0).replace('/', ": ")).collect();
    tell_apart(&mut heads, &paths);
    let (shape, mark) = if sheet.is_quoted {
        (ShapeKind::PortalWithSymbols, Mark::Point)
    } else {
        (ShapeKind::PortalWithoutSymbols, Mark::Comma)
    };
    let is_of_municipalities = header.iter().any(|head| key(head) == "regios");
    Some(Wide { shape, title: String::new(), heads, sheet: sheet.clone(), first: 1, mark, is_of_municipalities })
}

/// `CSV volgens tabelindeling`: the title stands alone above, and the areas are rows or columns.
///
/// # Errors
/// It is laid out so, and has no areas.
pub(super) fn layout(sheet: &Sheet) -> Result<Option<Wide>, Refusal> {
    if sheet.filled(0) != 1 || sheet.len() < 4 {
        return Ok(None);
    }
    let title = sheet.row(0).find(|cell| !cell.is_empty()).unwrap_or("").to_owned();
    let is_area = |cell: &str| AREA_HEADS.contains(&key(cell).as_str());
    for row in 1..sheet.len().min(7) {
        if is_area(sheet.cell(row, 0)) && row > 1 {
            return Ok(Some(as_rows(sheet, title, row)));
        }
        if is_area(sheet.cell(row, 2)) && sheet.filled(row) == 1 {
            return as_columns(sheet, title, row + 1).map(Some);
        }
    }
    let has_topics = (1..sheet.len().min(7))
        .any(|row| sheet.row(row).any(|cell| matches!(key(cell).as_str(), "onderwerp" | "onderwerpen")));
    if has_topics { Err(RefusalKind::NoAreas.into()) } else { Ok(None) }
}

/// Takes the lines below a table off: where it comes from, and who made it.
fn without_footer(mut sheet: Sheet) -> Sheet {
    while sheet.len() > 2 && sheet.filled(sheet.len() - 1) == 1 {
        sheet.pop();
    }
    sheet
}

/// The row of units stands below that of the paths, and begins with the name of the areas.
fn as_rows(sheet: &Sheet, title: String, units: usize) -> Wide {
    let sheet = without_footer(sheet.clone().without_first(units - 1));
    let is_of_municipalities = key(sheet.cell(1, 0)) == "regios";
    let mut heads = Vec::new();
    let mut paths = Vec::new();
    for column in 0..sheet.width() {
        let (path, unit) = (sheet.cell(0, column), sheet.cell(1, column));
        paths.push(path.replace('|', ": "));
        heads.push(match role_of(if path.is_empty() { unit } else { path }) {
            Some(role) => FigureHead::of(role),
            None => measure_of(path, '|', unit),
        });
    }
    tell_apart(&mut heads, &paths);
    let shape = ShapeKind::TableRows;
    Wide { shape, title, heads, sheet, first: 2, mark: Mark::Comma, is_of_municipalities }
}

/// Each row is a figure, with its path and unit in front: the table is turned.
fn as_columns(sheet: &Sheet, title: String, names: usize) -> Result<Wide, Refusal> {
    let is_of_municipalities = (0..names).any(|row| key(sheet.cell(row, 2)) == "regios");
    let turned = without_footer(sheet.clone().without_first(names)).turned()?;
    let mut heads = Vec::new();
    let mut paths = Vec::new();
    for column in 0..turned.width() {
        let (path, unit) = (turned.cell(0, column), turned.cell(1, column));
        paths.push(path.replace('|', ": "));
        heads.push(if column == 0 { FigureHead::of(HeadRole::Name) } else { measure_of(path, '|', unit) });
    }
    tell_apart(&mut heads, &paths);
    let shape = ShapeKind::TableColumns;
    Ok(Wide { shape, title, heads, sheet: turned, first: 2, mark: Mark::Comma, is_of_municipalities })
}

/// A portal table that R wrote: blanks, strokes and brackets of the heads have become points.
pub(super) fn via_r(sheet: &Sheet) -> Option<Wide> {
    let header: Vec<&str> = sheet.row(0).collect();
    let has_area = header.iter().any(|head| AREA_HEADS.contains(&key(head).as_str()));
    let has_units = header.iter().filter(|head| head.ends_with('.') && head.contains("..")).count();
    if !has_area || has_units == 0 {
        return None;
    }
    let heads = header.iter().map(|head| {
        let (path, unit) = split_r(head);
        if let Some(role) = role_of(&path).or_else(|| role_of(path.rsplit(". ").next().unwrap_or(&path))) {
            return FigureHead::of(role);
        }
        let known = known_part(&path);
        match (known.is_empty(), path.is_empty()) {
            (true, true) => FigureHead::of(HeadRole::Skip),
            (true, false) => FigureHead::measure(&path, &path, &unit),
            (false, _) => role_of(&known).map_or_else(|| FigureHead::measure(&known, &path, &unit), FigureHead::of),
        }
    });
    Some(Wide::of(ShapeKind::ViaR, heads.collect(), sheet, Mark::Mixed))
}

/// The path and the unit of `Path.Of.Topic..unit.`.
fn split_r(head: &str) -> (String, String) {
    let spaced = |text: &str| text.split('.').filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
    if let Some(path) = head.strip_suffix("....") {
        return (spaced(path), "%".to_owned());
    }
    match head.strip_suffix('.').and_then(|inside| inside.rsplit_once("..")) {
        Some((path, unit)) => (spaced(path), spaced(unit)),
        None => (spaced(head), String::new()),
    }
}

/// The longest end of a path that is known as a figure, a column or a part before the figures: where one part of the
/// path ends and the next begins cannot be seen any more.
fn known_part(path: &str) -> String {
    let words: Vec<&str> = path.split(' ').collect();
    let ends = (0..words.len()).map(|from| words[from..].join(" "));
    let is_known = |end: &String| {
        let all = super::known::catalogue();
        role_of(end).is_some() || all.figure(end).is_some() || all.column(end).is_some()
    };
    ends.into_iter().find(is_known).unwrap_or_default()
}
