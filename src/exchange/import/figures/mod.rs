//! Figures of the neighbourhood, from the tables in which Dutch professionals get them: told by their shape, read for one
//! area, with the municipality and the country beside it.

mod areas;
mod columns;
mod known;
mod numbers;
mod odata;
mod shapes;
mod statline;
mod swing;
mod table;
mod wide;

use crate::domain::edit::Edit;
use crate::domain::id::IdSource;
use crate::domain::in_order::sort_by;
use crate::domain::record::RecordType;
use crate::domain::records::meeting::Neighbourhood;
use crate::domain::records::profile::Indicator;
use crate::domain::session::{Item, Section, Session};
use crate::domain::value::{ChoiceSet, Typed, Value};
use crate::i18n::Words;
use crate::i18n::import::{NoteKind, RefusalKind, ShapeKind};
use crate::i18n::numbers::decimal_text;

use areas::{AreaKind, folded_area};
use columns::{Entry, FiguresFound};
use numbers::FigureCell;
use table::FigureTable;
use wide::{Wide, year_in};

use super::brought::Brought;
use super::note::ImportNote;
use super::preview::{Ask, ImportChoices, ImportKind, Prepared, Preview, ROWS_SHOWN, folded};
use super::refusal::Refusal;
use super::sheet::Sheet;
use super::{RowTally, line};

/// So many columns are named of those that are left out for one reason.
const COLUMNS_NAMED: usize = 4;

/// Whether the tables that were brought are one, each with a part of it.
pub(super) fn is_bundle(brought: &Brought) -> bool {
    matches!(find(brought, &brought.sheets), Ok(Some(found)) if found.wide.shape == ShapeKind::ODataBundle)
}

/// The table of figures in what was brought, if there is one.
///
/// # Errors
/// It is a table that is known, and of which no figures are taken.
pub(super) fn find(brought: &Brought, sheets: &[Sheet]) -> Result<Option<FigureSource>, Refusal> {
    let mut refused = None;
    for sheet in sheets {
        match shapes::recognise(sheet, &brought.sheets) {
            // Beside a table that is known, one that only looks like a table is no way out.
            Ok(Some(wide)) if refused.is_some() && wide.shape.is_plain() => {}
            Ok(Some(wide)) => return Ok(Some(FigureSource { wide })),
            Ok(None) => {}
            Err(refusal) => refused = refused.or(Some(refusal)),
        }
    }
    refused.map_or(Ok(None), Err)
}

/// A table of figures that was recognised.
pub(super) struct FigureSource {
    wide: Wide,
}

/// The area, the year and the people of which figures are read.
struct Chosen {
    focus: usize,
    rows: columns::Rows,
    year: Option<u32>,
    people: usize,
}

impl FigureSource {
    /// Makes the changes, and what is shown of them.
    pub(super) fn prepare(
        self,
        brought: &Brought,
        session: &Session,
        choices: &ImportChoices,
        ids: &mut IdSource,
        words: &Words,
    ) -> Result<Prepared, Refusal> {
        let table = FigureTable::of(self.wide);
        if table.areas.iter().all(|area| area.kind() == AreaKind::Country) {
            let kind = if table.areas.is_empty() { RefusalKind::NoAreas } else { RefusalKind::OnlyCountry };
            return Err(kind.into());
        }
        let mut preview = Preview::begun(&words.import.figures, brought, words);
        preview.facts.push((words.import.shape.clone(), table.wide.shape.words(&words.import.shapes).to_owned()));
        let measures = table.wide.heads.iter().filter(|head| head.role == wide::HeadRole::Measure);
        preview.mappable = measures.map(|head| [head.title.clone(), head.name.clone()]).collect();
        let rows = table.wide.rows().len().to_string();
        preview.facts.push((words.import.rows.clone(), rows));
        let (mut ask, focus) = area_ask(&table, session, choices, words);
        if let (Some(_), None) = (choices.answer("area", &ask.label), ask.chosen) {
            let found = choices.answer("area", &ask.label).unwrap_or("");
            return Err(Refusal::naming(RefusalKind::NoSuchArea, &[("found", &found)]));
        }
        if ask.chosen.is_none() && table.areas.iter().all(|area| area.name.is_empty() && !area.code.is_empty()) {
            ask.label.clone_from(&words.import.area_by_code);
        }
        preview.asks.push(ask);
        let Some(focus) = focus else {
            return Ok(Prepared { kind: ImportKind::Figures, preview, edits: Vec::new(), receipt: String::new() });
        };
        let chosen = choose(&table, focus, session, choices, words, &mut preview);
        let found = columns::read(&table, chosen.rows, chosen.year, choices);
        if found.is_nothing() {
            return Err(RefusalKind::NoFigures.into());
        }
        let mut year = chosen.year.or_else(|| year_in(&table.wide.title));
        if year.is_none() && found.entries.iter().any(|entry| entry.year.is_none()) {
            year = named_year(brought, words, &mut preview);
        }
        let context = EnteringFigures { table: &table, chosen: &chosen, year, session, words };
        Ok(context.enter(found, preview, ids))
    }
}

/// A year from the name of a file, where nothing in it tells: the first that is named, and not the day of the download.
fn named_year(brought: &Brought, words: &Words, preview: &mut Preview) -> Option<u32> {
    let pieces = brought.name.split(|character: char| !character.is_ascii_digit());
    let year = pieces.filter(|piece| piece.len() == 4).find_map(year_in);
    let note = match year {
        Some(year) => ImportNote::naming(NoteKind::YearOfName, &[("year", &year)]),
        None => NoteKind::NoYear.into(),
    };
    preview.notes.push(note.text(words));
    year
}

/// What the areas are called in a list: kind, name and code.
fn area_label(area: &areas::Area, words: &Words) -> String {
    let kind = match area.kind() {
        AreaKind::District => &words.import.district,
        AreaKind::Neighbourhood => &words.import.neighbourhood,
        AreaKind::Municipality => &words.import.municipality,
        AreaKind::Country if area.name.is_empty() && area.code.is_empty() => &words.import.country_head,
        AreaKind::Country | AreaKind::Unknown => "",
    };
    let kind = if area.name.to_lowercase().starts_with(kind) { "" } else { kind };
    let parts = [kind, area.name.as_str(), area.code.as_str()];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

/// The question of which area figures are read, with the likeliest answer.
fn area_ask(table: &FigureTable, session: &Session, choices: &ImportChoices, words: &Words) -> (Ask, Option<usize>) {
    let mut offered: Vec<usize> =
        (0..table.areas.len()).filter(|area| table.areas[*area].kind() != AreaKind::Country).collect();
    sort_by(&mut offered, |one, other| {
        // A neighbourhood stands below the district that it lies in.
        let key = |area: &usize| (table.areas[*area].code.get(2..).unwrap_or(""), *area);
        key(one).cmp(&key(other))
    });
    let usual = usual_area(table, &offered, session);
    let value = |area: &usize| {
        let area = &table.areas[*area];
        if area.code.is_empty() { area.name.clone() } else { area.code.clone() }
    };
    let options = offered.iter().map(|area| (value(area), area_label(&table.areas[*area], words))).collect();
    let mut ask = Ask::new(choices, "area", &words.import.area, options, usual);
    if let Some(answer) = choices.answer("area", &ask.label) {
        let name = |at: usize| table.areas[offered[at]].name.as_str();
        let by_label = |(value, label): &(String, String)| [value, label].iter().any(|it| folded(it) == folded(answer));
        let exact = || only(offered.len(), |at| folded(name(at)) == folded(answer));
        let alike = || only(offered.len(), |at| folded_area(name(at)) == folded_area(answer));
        ask.chosen = ask.options.iter().position(by_label).or_else(exact).or_else(alike);
    }
    let focus = ask.chosen.map(|at| offered[at]);
    (ask, focus)
}

/// The only position that fits, if there is exactly one.
fn only(count: usize, fits: impl Fn(usize) -> bool) -> Option<usize> {
    let mut fitting = (0..count).filter(|at| fits(*at));
    fitting.next().filter(|_| fitting.next().is_none())
}

/// The area that the session is about; if it does not tell, the only one there is.
fn usual_area(table: &FigureTable, offered: &[usize], session: &Session) -> Option<usize> {
    let about = session.the_neighbourhood();
    let area = |at: usize| &table.areas[offered[at]];
    let by_code = (0..offered.len()).find(|at| !about.cbs_code.is_empty() && area(*at).code == *about.cbs_code);
    let count = offered.len();
    let is_within = |at: usize| area(at).kind() != AreaKind::Municipality;
    let name = folded_area(&about.name);
    let by_name = || only(count, |at| !name.is_empty() && is_within(at) && folded_area(&area(at).name) == name);
    let municipality = folded_area(&about.municipality);
    let has_within = (0..count).any(is_within);
    let by_municipality =
        || only(count, |at| !has_within && !municipality.is_empty() && folded_area(&area(at).name) == municipality);
    by_code
        .or_else(by_name)
        .or_else(by_municipality)
        .or_else(|| only(count, is_within))
        .or_else(|| only(count, |_| true))
}

/// Chooses people and year for an area, and tells so.
fn choose(
    table: &FigureTable,
    focus: usize,
    session: &Session,
    choices: &ImportChoices,
    words: &Words,
    preview: &mut Preview,
) -> Chosen {
    let import = &words.import;
    let about = session.the_neighbourhood();
    let country = table.country();
    let is_municipality = table.areas[focus].kind() == AreaKind::Municipality;
    let municipality = if is_municipality { Some(focus) } else { table.municipality_of(focus, &about.municipality) };
    let areas = [(!is_municipality).then_some(focus), municipality, country];
    let mut people = table.usual_people();
    if table.people.len() > 1 {
        let options = table.people.iter().map(|people| (people.clone(), people.clone())).collect();
        let ask = Ask::new(choices, "People", &import.people_group, options, Some(people));
        people = ask.chosen.unwrap_or(people);
        preview.asks.push(ask);
    } else if !table.people[people].is_empty() {
        preview.facts.push((import.people_group.clone(), table.people[people].clone()));
    }
    let rows = |year: Option<u32>| areas.map(|area| area.and_then(|area| table.row(area, people, year)));
    let newest = table.years.iter().position(|year| {
        let found = columns::read(table, rows(Some(*year)), Some(*year), choices);
        for column in found.odd.iter().filter(|_| found.is_nothing()) {
            let column = format!("{column} {year}");
            preview.notes.push(ImportNote::naming(NoteKind::NoNumber, &[("column", &column)]).text(words));
        }
        !found.is_nothing()
    });
    let newest = newest.unwrap_or(0);
    let mut year = table.years.get(newest).copied();
    if table.years.len() > 1 {
        let options = table.years.iter().map(|year| (year.to_string(), year.to_string())).collect();
        let ask = Ask::new(choices, "Year", &import.year, options, Some(newest));
        year = ask.chosen.map(|chosen| table.years[chosen]);
        preview.asks.push(ask);
    } else if let Some(year) = year {
        preview.facts.push((import.year.clone(), year.to_string()));
    }
    if table.wide.column(wide::HeadRole::Margin).is_some() {
        preview.facts.push((import.margin.clone(), import.margin_value.clone()));
    }
    let label = |area: Option<usize>| {
        area.map_or_else(|| import.not_in_table.clone(), |area| area_label(&table.areas[area], words))
    };
    let mut beside = vec![label(municipality), label(country)];
    beside.dedup();
    preview.facts.push((import.beside.clone(), beside.join("; ")));
    let mut note = |kind: NoteKind| preview.notes.push(ImportNote::from(kind).text(words));
    if is_municipality {
        note(NoteKind::OnlyMunicipality);
    }
    let stands_alone = table.wide.shape.stands_alone();
    if municipality.is_none() && !stands_alone {
        note(NoteKind::NoMunicipality);
    }
    if country.is_none() && !stands_alone {
        note(NoteKind::NoCountry);
    }
    let name = &table.areas[focus].name;
    if !about.name.is_empty() && !name.is_empty() && !is_municipality && folded_area(&about.name) != folded_area(name) {
        let told = ImportNote::naming(NoteKind::OtherArea, &[("session", &&*about.name), ("area", name)]);
        preview.notes.push(told.text(words));
    }
    for (first, second) in table.conflicting.iter().take(3) {
        preview
            .notes
            .push(ImportNote::naming(NoteKind::Conflicting, &[("first", first), ("second", second)]).text(words));
    }
    if table.skipped > 0 {
        preview.left_out.push(ImportNote::naming(NoteKind::RowsSkipped, &[("count", &table.skipped)]).text(words));
    }
    Chosen { focus, rows: rows(year), year, people }
}

/// What is needed to make the changes.
struct EnteringFigures<'all> {
    table: &'all FigureTable,
    chosen: &'all Chosen,
    year: Option<u32>,
    session: &'all Session,
    words: &'all Words,
}

impl EnteringFigures<'_> {
    fn enter(&self, found: FiguresFound, mut preview: Preview, ids: &mut IdSource) -> Prepared {
        let words = self.words;
        let mut edits = self.about_the_neighbourhood(&found, &mut preview);
        let mut tally = RowTally::default();
        let mut after = self.session.indicators.last().map(|last| last.id.clone());
        for entry in &found.entries {
            let values = self.values(entry);
            preview.columns.push((entry.column.clone(), values_name(&values)));
            if preview.first.len() < ROWS_SHOWN {
                preview.first.push(self.row_shown(entry));
            }
            let known = self.session.indicators.iter().find(|known| is_same(known, &values));
            let Some(known) = known else {
                let item = Item { id: ids.next_id('i'), values };
                let id = item.id.clone();
                edits.push(Edit::Insert { section: Section::Indicators, item, after: after.replace(id) });
                tally.added += 1;
                continue;
            };
            let sets = super::blanks(known, &values);
            let differs = [Indicator::neighbourhood, Indicator::municipality, Indicator::country]
                .into_iter()
                .any(|field| super::differs(known, field, &values[field]));
            if differs {
                preview.notes.push(ImportNote::naming(NoteKind::Differs, &[("name", &entry.name)]).text(words));
            }
            if sets.is_empty() {
                tally.same += 1;
            } else {
                tally.filled += 1;
            }
            edits
                .extend(sets.into_iter().map(|(field, value)| Edit::set(Section::Indicators, &known.id, field, value)));
        }
        preview.heads = vec![
            words.import.figure.clone(),
            words.import.here.clone(),
            words.import.municipality_head.clone(),
            words.import.country_head.clone(),
        ];
        for odd in &found.odd {
            preview.notes.push(ImportNote::naming(NoteKind::NoNumber, &[("column", odd)]).text(words));
        }
        let left_out = found.left_out.len();
        preview.left_out.extend(by_reason(found.left_out, words));
        let receipt = self.receipt(tally, left_out);
        Prepared { kind: ImportKind::Figures, preview, edits, receipt }
    }

    fn receipt(&self, tally: RowTally, left_out: usize) -> String {
        let import = &self.words.import;
        let area = area_label(&self.table.areas[self.chosen.focus], self.words);
        let people = &self.table.people[self.chosen.people];
        let slice = [self.year.map_or(String::new(), |year| year.to_string()), people.clone()];
        let slice = slice.iter().filter(|part| !part.is_empty()).map(String::as_str).collect::<Vec<_>>().join(", ");
        let counts = tally.told(self.words);
        let area = if area.is_empty() { &import.here } else { &area };
        let slice = if slice.is_empty() { slice } else { format!(" ({slice})") };
        import.figures_receipt(area, slice, counts, self.source(), left_out)
    }

    /// What the session does not tell yet of its neighbourhood, and the table does.
    fn about_the_neighbourhood(&self, found: &FiguresFound, preview: &mut Preview) -> Vec<Edit> {
        let about = self.session.the_neighbourhood();
        let area = &self.table.areas[self.chosen.focus];
        // What kind of area it is a table of one's own does not tell: it is the one that is called so.
        let is_within = match area.kind() {
            AreaKind::District | AreaKind::Neighbourhood => true,
            AreaKind::Unknown => !about.name.is_empty(),
            AreaKind::Municipality | AreaKind::Country => false,
        };
        if !is_within || !about.cbs_code.is_empty() && *about.cbs_code != *area.code {
            return Vec::new();
        }
        let residents = found.residents.and_then(|number| u32::try_from(number.thousandths() / 1000).ok());
        if let (Some(known), Some(found)) = (about.residents.known(), residents)
            && known != found
        {
            let [known, found] = [known, found].map(|it| crate::i18n::numbers::whole_text(u64::from(it), self.words));
            let note = ImportNote::naming(NoteKind::ResidentsDiffer, &[("known", &known), ("found", &found)]);
            preview.notes.push(note.text(self.words));
        }
        if !about.name.is_empty() && !area.name.is_empty() && folded_area(&about.name) != folded_area(&area.name) {
            return Vec::new();
        }
        let municipality = self.chosen.rows[1].and_then(|_| {
            let at = self.table.municipality_of(self.chosen.focus, &about.municipality)?;
            Some(self.table.areas[at].name.as_str()).filter(|name| !name.is_empty())
        });
        let municipality = municipality.unwrap_or(&area.municipality);
        let values = [
            (Neighbourhood::name, line(&area.name), about.name.is_empty()),
            (Neighbourhood::municipality, line(municipality), about.municipality.is_empty()),
            (Neighbourhood::cbs_code, line(&area.code), about.cbs_code.is_empty()),
            (Neighbourhood::residents, residents.map_or(Value::Empty, Value::Whole), about.residents.is_empty()),
        ];
        let fits = values.into_iter().filter(|(_, value, is_blank)| *is_blank && !value.is_empty());
        let mut edits = Vec::new();
        for (field, value, _) in fits {
            let kind = Neighbourhood::KIND_REF;
            let text = match &value {
                Value::Text(text) => text.clone(),
                Value::Whole(number) => crate::i18n::numbers::whole_text(u64::from(*number), self.words),
                _ => String::new(),
            };
            let label = format!("{}: {}", self.words.record(kind).one, self.words.field(kind, kind.fields[field].name));
            preview.columns.push((text, label));
            edits.push(Edit::set(Section::Neighbourhood, &about.id, field, value));
        }
        edits
    }

    /// The values of the record of a figure.
    fn values(&self, entry: &Entry) -> Vec<Value> {
        let people = self.people_told();
        let name = match people {
            Some(people) => format!("{} ({people})", entry.name),
            None => entry.name.clone(),
        };
        let number = |figure: FigureCell| match figure {
            FigureCell::Number(number) => Value::Decimal(number),
            _ => Value::Empty,
        };
        let mut values = vec![Value::Empty; Indicator::KIND_REF.fields.len()];
        values[Indicator::name] = super::line(&name);
        values[Indicator::unit] = super::line(&entry.unit);
        values[Indicator::neighbourhood] = number(entry.values[0]);
        values[Indicator::municipality] = number(entry.values[1]);
        values[Indicator::country] = number(entry.values[2]);
        values[Indicator::favourable] = entry.favourable.map_or(Value::Empty, |way| Value::Choice(way.word()));
        values[Indicator::factor] = entry.factor.map_or(Value::Empty, |factor| Value::Choice(factor.word()));
        values[Indicator::year] = entry.year.or(self.year).map_or(Value::Empty, Value::Whole);
        values[Indicator::source] = super::line(&self.source());
        values[Indicator::note] = Value::text(self.remark(entry));
        values
    }

    /// The people that figures are about, where those are not all adults.
    fn people_told(&self) -> Option<&str> {
        let people = self.table.people[self.chosen.people].as_str();
        (!matches!(people, "" | "18 jaar of ouder" | "19 jaar of ouder" | "Totaal")).then_some(people)
    }

    /// What has to be known with a figure.
    fn remark(&self, entry: &Entry) -> String {
        let import = &self.words.import;
        let mut parts = Vec::new();
        if let Some((part, whole)) = &entry.parts {
            parts.push(import.worked_out(part, whole));
        }
        if self.is_monitor() {
            parts.push(import.estimate.clone());
        }
        if entry.values[0] == FigureCell::Withheld {
            parts.push(import.withheld.clone());
        }
        parts.join(" ")
    }

    fn is_monitor(&self) -> bool {
        self.table.wide.column(wide::HeadRole::Margin).is_some()
    }

    /// Where the figures come from.
    fn source(&self) -> String {
        let sources = &self.words.import.sources;
        let year = self.year.map_or(String::new(), |year| format!(" {year}"));
        let title = self.table.wide.title.trim();
        if self.is_monitor() {
            return sources.monitor(year);
        }
        // A year at the end of the title is not told twice.
        let title = title.strip_suffix(&year).unwrap_or(title);
        let title = if title.is_empty() { sources.untitled.as_str() } else { title };
        self.table.wide.shape.source(title, &year, sources)
    }

    /// A figure as it is shown before it enters.
    fn row_shown(&self, entry: &Entry) -> Vec<String> {
        let text = |figure: &FigureCell| match figure {
            FigureCell::Number(number) => decimal_text(*number, self.words),
            FigureCell::Withheld => ".".to_owned(),
            FigureCell::Blank | FigureCell::Other => "–".to_owned(),
        };
        let unit = if entry.unit.is_empty() { String::new() } else { format!(" ({})", entry.unit) };
        std::iter::once(format!("{}{unit}", entry.name)).chain(entry.values.iter().map(text)).collect()
    }
}

/// Columns that are left out, with those of one reason together.
fn by_reason(left_out: Vec<(String, NoteKind)>, words: &Words) -> Vec<String> {
    let mut reasons: Vec<(NoteKind, Vec<String>)> = Vec::new();
    for (column, reason) in left_out {
        match reasons.iter_mut().find(|(known, _)| *known == reason) {
            Some((_, columns)) => columns.push(column),
            None => reasons.push((reason, vec![column])),
        }
    }
    let text = |(reason, columns): (NoteKind, Vec<String>)| {
        let more = columns.len().saturating_sub(COLUMNS_NAMED);
        let mut names = columns[..columns.len() - more].join("; ");
        if more > 0 {
            names.push_str(&words.import.and_more(more));
        }
        ImportNote::naming(reason, &[("column", &names)]).text(words)
    };
    reasons.into_iter().map(text).collect()
}

/// Whether a figure of the session is the one that was brought.
fn is_same(known: &Indicator, values: &[Value]) -> bool {
    let is_text = |known: &str, value: &Value| matches!(value, Value::Text(text) if folded(known) == folded(text));
    let same_year = match (&known.year, &values[Indicator::year]) {
        (Typed::Known(known), Value::Whole(year)) => known == year,
        (Typed::AsTyped(_), Value::Whole(_)) => false,
        _ => true,
    };
    let same_unit = known.unit.is_empty() || is_text(&known.unit, &values[Indicator::unit]);
    is_text(&known.name, &values[Indicator::name]) && same_year && same_unit
}

fn values_name(values: &[Value]) -> String {
    if let Value::Text(name) = &values[Indicator::name] { name.clone() } else { String::new() }
}
