//! Which shape a table of figures has: told by what stands in it, never by its name. The first that fits, in the order in
//! which one cannot be taken for another.

use crate::i18n::import::{RefusalKind, ShapeKind};

use super::areas::kind_of_code;
use super::known::{catalogue, key, stem};
use super::numbers::Mark;
use super::odata;
use super::statline;
use super::swing;
use super::wide::{AREA_HEADS, FigureHead, HeadRole, Wide};
use crate::exchange::import::refusal::Refusal;
use crate::exchange::import::sheet::Sheet;

/// Other heads of a column of areas.
const OTHER_AREA_HEADS: [&str; 10] =
    ["wijk", "buurt", "subwijken", "wijken", "buurten", "gebied", "gebieden", "wijknaam", "buurtnaam", "naamgebied"];

/// The table of figures in a sheet, if it is one.
///
/// # Errors
/// It is a table that is known, and of which no figures are taken.
pub(super) fn recognise(sheet: &Sheet, others: &[Sheet]) -> Result<Option<Wide>, Refusal> {
    if sheet.len() < 2 {
        return Ok(None);
    }
    let header: Vec<String> = sheet.row(0).map(key).collect();
    let has = |name: &str| header.contains(&key(name));
    if has("gemeentenaam") && header.iter().any(|name| name.starts_with("kosten")) {
        return Err(RefusalKind::Vektis.into());
    }
    if header.starts_with(&["key", "title", "description"].map(str::to_owned)) && has("Municipality") {
        return Err(RefusalKind::NamesOnly.into());
    }
    if has("gwbcode10") || has("gwbcode") && has("ainw") {
        return Ok(Some(key_figures(sheet)));
    }
    if has("id") && has("measure") && has("Value") {
        return odata::bundle(sheet, others).map(Some);
    }
    if let Some(wide) = odata::flat(sheet) {
        return Ok(Some(wide));
    }
    if has("lbm") && has("afw") {
        return Ok(Some(liveability(sheet)));
    }
    if let Some(wide) = statline::layout(sheet)? {
        return Ok(Some(wide));
    }
    if let Some(wide) = swing::viewer(sheet)? {
        return Ok(Some(wide));
    }
    if let Some(wide) = swing::databank(sheet) {
        return Ok(Some(wide));
    }
    if let Some(wide) = statline::via_r(sheet) {
        return Ok(Some(wide));
    }
    if let Some(wide) = statline::portal(sheet) {
        return Ok(Some(wide));
    }
    if let Some(wide) = own(sheet) {
        return Ok(Some(wide));
    }
    Ok(by_codes(sheet))
}

/// The key figures of districts and neighbourhoods with short names, as in the workbooks of Statistics Netherlands.
fn key_figures(sheet: &Sheet) -> Wide {
    let heads = sheet.row(0).map(|name| match name.to_lowercase().as_str() {
        "gwb_code_10" | "gwb_code" => FigureHead::of(HeadRole::Code),
        "regio" => FigureHead::of(HeadRole::Name),
        "gm_naam" => FigureHead::of(HeadRole::Municipality),
        "recs" => FigureHead::of(HeadRole::Kind),
        "jaar" => FigureHead::of(HeadRole::Period),
        "gwb_code_8" | "ind_wbi" => FigureHead::of(HeadRole::Skip),
        short => match catalogue().column(short) {
            Some(column) => FigureHead::measure(&column.short, &column.title, &column.unit),
            None => FigureHead::measure(short, short, ""),
        },
    });
    Wide::of(ShapeKind::KeyFigures, heads.collect(), sheet, Mark::Mixed)
}

/// The scores of the Leefbaarometer. `afw` is the difference with the country, of which the other five are the parts; the
/// score itself goes by another scale.
fn liveability(sheet: &Sheet) -> Wide {
    let heads = sheet.row(0).map(|name| match name.to_lowercase().as_str() {
        "jaar" => FigureHead::of(HeadRole::Period),
        part @ ("afw" | "fys" | "onv" | "soc" | "vrz" | "won") => {
            FigureHead::measure(&format!("lbm_{part}"), part, "score")
        }
        code if code.ends_with("_code") => FigureHead::of(HeadRole::Code),
        area if area.ends_with("_naam") => FigureHead::of(HeadRole::Name),
        _ => FigureHead::of(HeadRole::Skip),
    });
    Wide::of(ShapeKind::Liveability, heads.collect(), sheet, Mark::Point)
}

/// A table that the user made, with a row for each figure and columns for the neighbourhood, the municipality and the
/// country, or for areas by their names beside the country: it is turned so that those are its rows.
fn own(sheet: &Sheet) -> Option<Wide> {
    let header: Vec<String> = sheet.row(0).map(key).collect();
    let at = |names: &[&str]| header.iter().position(|head| names.iter().any(|name| key(name) == *head));
    let name = at(&["Cijfer", "Indicator", "Naam", "Onderwerp", "Figure", "Name"])?;
    let here = at(&["Wijk", "Buurt", "In de wijk", "Hier", "Neighbourhood"]);
    let municipality = at(&["Gemeente", "In de gemeente", "Municipality"]);
    let country = at(&["Nederland", "Land", "In Nederland", "Country", "Netherlands"]);
    let (unit, year) = (at(&["Eenheid", "Unit"]), at(&["Jaar", "Year"]));
    let is_number = |cell: &str| cell.starts_with(|it: char| it.is_ascii_digit() || "-.".contains(it));
    // Here and there stands something else, which is told.
    let holds_figures = |column: usize| {
        let cells = || (1..sheet.len()).map(|row| sheet.cell(row, column)).filter(|cell| !cell.is_empty());
        cells().filter(|cell| is_number(cell)).count() * 2 > cells().count()
    };
    let kind_of = |column: usize| match Some(column) {
        it if it == here => Some("buurt"),
        it if it == municipality => Some("gemeente"),
        it if it == country => Some("land"),
        it if here.is_some() || it == Some(name) || it == unit || it == year => None,
        _ => Some(""),
    };
    let areas = (0..header.len()).filter_map(|column| kind_of(column).map(|kind| (column, kind)));
    let is_sure = |kind: &str| here.is_some() && matches!(kind, "gemeente" | "land");
    let areas: Vec<(usize, &str)> = areas.filter(|(column, kind)| is_sure(kind) || holds_figures(*column)).collect();
    let has = |wanted: &str| areas.iter().any(|(_, kind)| *kind == wanted);
    if !(has("buurt") && areas.len() > 1 || has("land") && has("")) {
        return None;
    }
    let mut heads = [HeadRole::Kind, HeadRole::Name].map(FigureHead::of).to_vec();
    let mut rows: Vec<(usize, Vec<String>)> = Vec::new();
    for (column, kind) in areas {
        let name = if kind.is_empty() { sheet.cell(0, column) } else { "" };
        rows.push((column, vec![kind.to_owned(), name.to_owned()]));
    }
    for row in 1..sheet.len() {
        let title = sheet.cell(row, name);
        let is_share = unit.is_none() && rows.iter().any(|(column, _)| sheet.cell(row, *column).ends_with('%'));
        let unit = unit.map_or(if is_share { "%" } else { "" }, |column| sheet.cell(row, column));
        let year = year.and_then(|column| year_cell(sheet.cell(row, column)));
        heads.push(FigureHead { year, ..FigureHead::measure(title, title, unit) });
        for (column, cells) in &mut rows {
            cells.push(sheet.cell(row, *column).to_owned());
        }
    }
    let mut turned = Sheet { is_quoted: sheet.is_quoted, ..Sheet::named(&sheet.name) };
    for (_, cells) in rows {
        turned.push(cells.iter().collect(), 1).ok()?;
    }
    Some(Wide::made(ShapeKind::OwnTable, heads, turned, Mark::Mixed))
}

fn year_cell(cell: &str) -> Option<u32> {
    super::wide::year_of_period(cell)
}

/// Any other table in which a column holds codes of areas, or the first is headed by areas.
fn by_codes(sheet: &Sheet) -> Option<Wide> {
    let code = (0..sheet.width()).find(|column| {
        let cells = (1..sheet.len()).map(|row| sheet.cell(row, *column)).filter(|cell| !cell.is_empty());
        let (codes, all) =
            cells.fold((0, 0), |(codes, all), cell| (codes + usize::from(kind_of_code(cell).is_some()), all + 1));
        codes > 0 && codes * 10 >= all * 6
    });
    let header: Vec<&str> = sheet.row(0).collect();
    let is_area = |head: &str| {
        let head = key(head);
        AREA_HEADS.contains(&head.as_str()) || OTHER_AREA_HEADS.contains(&head.as_str())
    };
    let name = header.iter().position(|head| is_area(head));
    if code.is_none() && !(name == Some(0) && has_numbers(sheet)) {
        return None;
    }
    let is_statistics = header.iter().any(|head| catalogue().column(stem(head)).is_some());
    let heads = header.iter().enumerate().map(|(number, head)| {
        let folded = key(head);
        match folded.as_str() {
            _ if Some(number) == code => FigureHead::of(HeadRole::Code),
            _ if Some(number) == name => FigureHead::of(HeadRole::Name),
            "gemeentenaam" | "gemeente" | "gmnaam" => FigureHead::of(HeadRole::Municipality),
            "jaar" | "perioden" | "periode" => FigureHead::of(HeadRole::Period),
            "soortregio" | "soort" => FigureHead::of(HeadRole::Kind),
            "id" | "gemeentecode" | "gmcode" | "" => FigureHead::of(HeadRole::Skip),
            name if name.ends_with("naam") || name.ends_with("code") => FigureHead::of(HeadRole::Skip),
            _ => measure_of(head),
        }
    });
    Some(Wide::of(
        if is_statistics || folded_percentages(&header) { ShapeKind::MapAttributes } else { ShapeKind::Plain },
        heads.collect(),
        sheet,
        Mark::Mixed,
    ))
}

/// Whether most cells behind the first column are numbers.
fn has_numbers(sheet: &Sheet) -> bool {
    let cells = (1..sheet.len().min(50)).flat_map(|row| sheet.row(row).skip(1)).filter(|cell| !cell.is_empty());
    let (numbers, all) = cells.fold((0, 0), |(numbers, all), cell| {
        (
            numbers + usize::from(cell.starts_with(|letter: char| letter.is_ascii_digit() || "-.".contains(letter))),
            all + 1,
        )
    });
    numbers > 0 && numbers * 10 >= all * 8
}

fn folded_percentages(header: &[&str]) -> bool {
    header.iter().filter(|head| head.starts_with("percentage") || head.starts_with("aantal")).count() > 1
}

/// A figure by a head such as `percentageKoopwoningen` or `Roken (%)`.
fn measure_of(head: &str) -> FigureHead {
    let (title, unit) = statline::unit_behind(head).unwrap_or((head, ""));
    let unit = match unit {
        "" if head.starts_with("percentage") => "%",
        "" if head.starts_with("aantal") => "aantal",
        unit => unit,
    };
    FigureHead::measure(stem(title), &odata::spelled(stem(title)), unit)
}
