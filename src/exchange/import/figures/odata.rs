//! The tables of the data services of Statistics Netherlands: one row for each combination of keys, with names such as
//! `Eenzaam_28`; and the bundle in which every figure is a row.

use std::collections::HashMap;

use crate::i18n::import::{RefusalKind, ShapeKind};

use super::known::{catalogue, key, stem};
use super::numbers::Mark;
use super::wide::{FigureHead, HeadRole, Wide};
use crate::exchange::import::refusal::Refusal;
use crate::exchange::import::sheet::{MOST_COLUMNS, Sheet, count_cells};

/// What heads the column with the keys of areas.
const AREA_KEYS: [&str; 2] = ["wijkenenbuurten", "regios"];

/// A table with a row for each area, typed or not; also when a colleague put a word before all its names.
pub(super) fn flat(sheet: &Sheet) -> Option<Wide> {
    let header: Vec<&str> = sheet.row(0).collect();
    let prefix = header.iter().find_map(|head| {
        let found = ["WijkenEnBuurten", "RegioS"].into_iter().find_map(|known| head.strip_suffix(known))?;
        (found.is_empty() || found.ends_with('_')).then_some(found)
    })?;
    let bare = |head: &str| head.strip_prefix(prefix).unwrap_or(head).to_owned();
    if !header.iter().any(|head| key(&bare(head)) == "id") {
        return None;
    }
    let is_monitor = header.iter().any(|head| key(stem(&bare(head))) == "marges");
    let stems: Vec<String> = header.iter().map(|head| stem(&bare(head)).to_owned()).collect();
    let heads = header.iter().zip(&stems).map(|(head, stem)| {
        let is_twice = stems.iter().filter(|other| *other == stem).count() > 1;
        let has_prefix = head.starts_with(prefix);
        match key(stem).as_str() {
            "leeftijd" | "persoonskenmerken" | "geslacht" => FigureHead::of(HeadRole::People),
            "marges" => FigureHead::of(HeadRole::Margin),
            "perioden" => FigureHead::of(HeadRole::Period),
            "gemeentenaam" => FigureHead::of(HeadRole::Municipality),
            "soortregio" => FigureHead::of(HeadRole::Kind),
            "wijknaam" | "buurtnaam" | "naamgebied" | "regionaam" => FigureHead::of(HeadRole::Name),
            name if AREA_KEYS.contains(&name) => FigureHead::of(HeadRole::Code),
            "id"
            | "codering"
            | "gemeentecode"
            | "wijkcode"
            | "buurtcode"
            | ""
            | "meestvoorkomendepostcode"
            | "dekkingspercentage" => FigureHead::of(HeadRole::Skip),
            name if name.starts_with("indelingswijziging") => FigureHead::of(HeadRole::Skip),
            // What the number behind a name told apart cannot be told apart by the name.
            _ if is_twice || !has_prefix => FigureHead::of(HeadRole::Skip),
            _ => match catalogue().column(stem) {
                Some(column) => FigureHead::measure(stem, &column.title, &column.unit),
                None => FigureHead::measure(stem, &spelled(stem), if is_monitor { "%" } else { "" }),
            },
        }
    });
    Some(Wide::of(
        if sheet.is_quoted { ShapeKind::ODataUntyped } else { ShapeKind::ODataTyped },
        heads.collect(),
        sheet,
        Mark::Point,
    ))
}

/// A name of one piece as words: `MoeiteMetRondkomen`, `moeite_met_rondkomen`.
pub(super) fn spelled(name: &str) -> String {
    let name = name.strip_prefix("k_").unwrap_or(name);
    let mut words = String::with_capacity(name.len() + 8);
    let mut before = ' ';
    for character in name.chars() {
        let is_break = (character.is_uppercase() && before.is_lowercase())
            || (character.is_ascii_digit() != before.is_ascii_digit() && before.is_alphanumeric());
        if character == '_' || character == '.' {
            words.push(' ');
        } else if is_break {
            words.push(' ');
            words.extend(character.to_lowercase());
        } else {
            words.push(character);
        }
        before = character;
    }
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// The bundle: observations as rows, with the names of figures and areas in files beside them.
///
/// # Errors
/// The file with the names is not there, there are no areas, or there is another key that would have to be chosen.
pub(super) fn bundle(sheet: &Sheet, others: &[Sheet]) -> Result<Wide, Refusal> {
    let header: Vec<String> = sheet.row(0).map(key).collect();
    let at = |name: &str| header.iter().position(|head| *head == key(name));
    let (Some(measure), Some(value)) = (at("measure"), at("Value")) else { return Err(RefusalKind::NoTable.into()) };
    let area = AREA_KEYS.iter().find_map(|name| at(name)).ok_or(RefusalKind::NoAreas)?;
    let names = coded(others, "measurecodes").ok_or(RefusalKind::NoMeasureCodes)?;
    let areas = coded(others, "wijkenenbuurtencodes").or_else(|| coded(others, "regioscodes")).unwrap_or_default();
    let (period, margin) = (at("perioden"), at("marges"));
    let people = ["leeftijd", "persoonskenmerken"].iter().find_map(|name| at(name));
    let known = [
        "id",
        "measure",
        "Value",
        "stringvalue",
        "valueattribute",
        "perioden",
        "marges",
        "leeftijd",
        "persoonskenmerken",
    ];
    let is_other = |(number, name): (usize, &String)| {
        let varies = || (2..sheet.len()).any(|row| sheet.cell(row, number) != sheet.cell(1, number));
        number != area && !known.iter().any(|known| key(known) == *name) && varies()
    };
    if let Some((_, name)) = header.iter().enumerate().find(|(number, name)| is_other((*number, name))) {
        return Err(Refusal::naming(RefusalKind::TooManyKeys, &[("name", name)]));
    }
    let mut heads = [HeadRole::Code, HeadRole::Name, HeadRole::Period, HeadRole::People, HeadRole::Margin]
        .map(FigureHead::of)
        .to_vec();
    let fixed = heads.len();
    let mut columns: HashMap<&str, usize> = HashMap::new();
    let mut places: HashMap<[&str; 4], usize> = HashMap::new();
    let (mut rows, mut room): (Vec<Vec<&str>>, usize) = (Vec::new(), 0);
    for row in 1..sheet.len() {
        let cell = |column: Option<usize>| column.map_or("", |column| sheet.cell(row, column));
        let keys = [cell(Some(area)), cell(period), cell(people), cell(margin)];
        let place = *places.entry(keys).or_insert_with(|| {
            let name = areas.get(keys[0]).map_or("", |(title, _)| title.as_str());
            rows.push(vec![keys[0], name, keys[1], keys[2], keys[3]]);
            rows.len() - 1
        });
        let code = cell(Some(measure));
        let column = *columns.entry(code).or_insert_with(|| {
            let (title, unit) = names.get(code).cloned().unwrap_or_default();
            let title = if title.is_empty() { code.to_owned() } else { title };
            heads.push(FigureHead::measure(&title, &title, &unit));
            heads.len() - 1
        });
        if column > MOST_COLUMNS {
            return Err(Refusal::naming(RefusalKind::TooManyColumns, &[("most", &MOST_COLUMNS)]));
        }
        let cells = &mut rows[place];
        count_cells(&mut room, (column + 1).saturating_sub(cells.len()))?;
        cells.resize(cells.len().max(column + 1).max(fixed), "");
        cells[column] = cell(Some(value));
    }
    let mut wide = Sheet::named(&sheet.name);
    for (number, row) in rows.iter().enumerate() {
        wide.push(row.iter().collect(), number + 2)?;
    }
    Ok(Wide::made(ShapeKind::ODataBundle, heads, wide, Mark::Comma))
}

/// The title and unit of each code, from the file of this name.
fn coded(others: &[Sheet], name: &str) -> Option<HashMap<String, (String, String)>> {
    let sheet = others.iter().find(|sheet| key(sheet.name.trim_end_matches(".csv")) == name)?;
    let header: Vec<String> = sheet.row(0).map(key).collect();
    let at = |name: &str| header.iter().position(|head| *head == key(name));
    let (code, title, unit) = (at("identifier")?, at("title")?, at("Unit"));
    let of = |row: usize| {
        let cell = |column: Option<usize>| column.map_or("", |column| sheet.cell(row, column)).to_owned();
        (cell(Some(code)), (cell(Some(title)), cell(unit)))
    };
    Some((1..sheet.len()).map(of).collect())
}

#[cfg(test)]
mod tests {
    use super::spelled;

    #[test]
    fn a_name_of_one_piece_becomes_words() {
        for (name, words) in [
            ("MoeiteMetRondkomen", "Moeite met rondkomen"),
            ("k_65JaarOfOuder", "65 jaar of ouder"),
            ("self_rated_health", "Self rated health"),
            ("percentageKoopwoningen", "Percentage koopwoningen"),
            ("", ""),
        ] {
            assert_eq!(spelled(name), words);
        }
    }
}
