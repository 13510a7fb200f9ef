//! Actions of an earlier plan: a table from a document, a workbook or the clipboard, or a list with boxes to tick. Owners
//! are looked for among the people of the session, dates are read as people write them, and nothing that was written is lost.

use std::collections::{HashMap, HashSet};

use jiff::civil::Date;

use crate::domain::edit::Edit;
use crate::domain::id::{Id, IdSource};
use crate::domain::period::Period;
use crate::domain::record::{Record, RecordType};
use crate::domain::records::plan::{Action, ActionState};
use crate::domain::session::{Item, Section, Session};
use crate::domain::value::{ChoiceSet, Value};
use crate::i18n::Words;
use crate::i18n::dates::{parse_date, parse_period};
use crate::i18n::import::{NoteKind, RefusalKind};

use super::brought::Brought;
use super::headings::{Listed, field_of};
use super::lists::{answers, is_word, labels, left_out, named, row_shown, says};
use super::markdown::Ticked;
use super::note::ImportNote;
use super::preview::{ImportChoices, ImportKind, Prepared, Preview, ROWS_SHOWN, folded};
use super::refusal::Refusal;
use super::sheet::Sheet;
use super::{RowTally, blanks, is_cut, line, told_on};

/// An action as it was brought.
#[derive(Clone, Debug, Default)]
pub(super) struct BroughtAction {
    what: String,
    owner: String,
    due: String,
    status: String,
    partner: String,
    resources: String,
    note: String,
    /// What a box before it says.
    ticked: Option<ActionState>,
    /// On which line of the file it stands.
    line: usize,
}

/// The list of actions in a sheet, if it is one.
pub(super) fn find<'sheet>(
    sheet: &'sheet Sheet,
    session: &Session,
    choices: &ImportChoices,
    today: Date,
    words: &Words,
) -> Option<Listed<'sheet>> {
    let is_wanted = choices.kind == Some(ImportKind::Actions);
    let labels = labels(Action::KIND_REF, &TAKEN, words);
    let found = Listed::find(sheet, ImportKind::Actions, choices, &labels, |has| {
        let told = [Action::owner, Action::due, Action::status].map(field_name);
        has(field_name(Action::what)) && (is_wanted || told.iter().any(|field| has(field)))
    });
    found.or_else(|| {
        is_wanted.then(|| Listed::without_heads(sheet, worked_out(sheet, &Owners::of(session), today, words)))
    })
}

/// What a list tells of an action.
const TAKEN: [usize; 7] =
    [Action::what, Action::owner, Action::due, Action::status, Action::partner, Action::resources, Action::note];

fn field_name(field: usize) -> &'static str {
    Action::KIND.fields[field].name
}

/// The fields of a table without heads: dates are days by which, names are owners, and the longest text is what.
fn worked_out(sheet: &Sheet, owners: &Owners<'_>, today: Date, words: &Words) -> Vec<String> {
    let cells =
        |column: usize| (0..sheet.len()).map(move |row| sheet.cell(row, column)).filter(|cell| !cell.is_empty());
    let mostly = |column: usize, holds: &dyn Fn(&str) -> bool| {
        let (count, all) = cells(column).fold((0, 0), |(count, all), cell| (count + usize::from(holds(cell)), all + 1));
        count > 0 && count * 2 >= all
    };
    let mut fields = vec![String::new(); sheet.width()];
    let mut taken = |name: &str, holds: &dyn Fn(&str) -> bool| {
        if let Some(column) = (0..fields.len()).find(|column| fields[*column].is_empty() && mostly(*column, holds)) {
            name.clone_into(&mut fields[column]);
        }
    };
    taken(field_name(Action::due), &|cell| date_of(cell, today, words).is_some());
    taken(field_name(Action::owner), &|cell| owners.person(cell).is_some());
    let length = |column: &usize| cells(*column).map(str::len).sum::<usize>();
    let longest = (0..fields.len()).filter(|column| fields[*column].is_empty()).max_by_key(length);
    if let Some(column) = longest {
        field_name(Action::what).clone_into(&mut fields[column]);
    }
    fields
}

/// The actions of a table, and how many rows are none.
pub(super) fn of_table(listed: &Listed<'_>, preview: &mut Preview, words: &Words) -> (Vec<BroughtAction>, usize) {
    preview.columns = answers(listed, Action::KIND_REF, words);
    preview.left_out.extend(left_out(listed, words));
    (preview.mappable, preview.fields) = (listed.heads(), labels(Action::KIND_REF, &TAKEN, words));
    let mut found = Vec::new();
    for row in listed.rows() {
        if listed.is_odd(row) {
            preview.left_out.push(ImportNote::naming(NoteKind::OddRow, &[("line", &listed.line(row))]).text(words));
            continue;
        }
        let cell = |field: usize| listed.cell(row, field_name(field)).to_owned();
        found.push(BroughtAction {
            what: cell(Action::what),
            owner: cell(Action::owner),
            due: cell(Action::due),
            status: cell(Action::status),
            partner: cell(Action::partner),
            resources: cell(Action::resources),
            note: cell(Action::note),
            ticked: None,
            line: listed.line(row),
        });
    }
    let odd = listed.rows().len() - found.len();
    (found, odd)
}

/// The actions of a list with boxes to tick; who and when stand behind a dash or between brackets.
pub(super) fn of_list(text: &str, session: &Session, today: Date, words: &Words) -> Vec<BroughtAction> {
    let owners = Owners::of(session);
    let of_line = |(number, line)| {
        let Ticked { text, state } = super::markdown::ticked(line)?;
        let mut found = BroughtAction { ticked: state, line: number, ..BroughtAction::default() };
        let (what, behind, mark) = parted(text);
        let mut what = what.to_owned();
        let mut is_taken = |part: &str| {
            // `Wie: Jan`; in `Let op: Jan` and `9:30-10` what stands before it says something else.
            let fields = [Action::owner, Action::due].map(field_name);
            let is_told = |head: &str| field_of(ImportKind::Actions, head).is_some_and(|field| fields.contains(&field));
            let named = part.split_once(':').filter(|(head, _)| is_told(head)).map_or(part, |(_, rest)| rest.trim());
            if found.due.is_empty() && date_of(named, today, words).is_some() {
                named.clone_into(&mut found.due);
            } else if found.owner.is_empty() && (owners.person(named).is_some() || looks_like_a_name(named)) {
                named.clone_into(&mut found.owner);
            } else {
                return false;
            }
            true
        };
        for part in behind {
            let pieces = part.split([',', ';']).map(str::trim);
            let rest: Vec<&str> = pieces.filter(|piece| !piece.is_empty() && !is_taken(piece)).collect();
            if !rest.is_empty() {
                what = format!("{what}{mark}{}", rest.join(", "));
            }
        }
        // `@name`, and perhaps a day behind it.
        let (before, named) = what.split_once(" @").unwrap_or((&what, ""));
        let (name, day) = named.split_once(' ').unwrap_or((named, ""));
        if !name.is_empty() && is_taken(name) && (day.is_empty() || is_taken(day)) {
            let end = before.len();
            what.truncate(end);
        }
        found.what = what;
        Some(found)
    };
    (1..).zip(text.lines()).filter_map(of_line).collect()
}

/// A text without what stands between brackets at its end or behind dashes, the parts of that, and what stands before a
/// part that goes back into the text.
fn parted(text: &str) -> (&str, Vec<&str>, &'static str) {
    if let Some((what, inside)) = text.strip_suffix(')').and_then(|text| text.rsplit_once('(')) {
        return (what.trim_end(), vec![inside], ", ");
    }
    let mut parts = text.split(" — ").flat_map(|part| part.split(" – ")).flat_map(|part| part.split(" | "));
    let what = parts.next().unwrap_or("").trim();
    (what, parts.collect(), " — ")
}

fn looks_like_a_name(text: &str) -> bool {
    text.starts_with(char::is_uppercase)
        && text.split(' ').count() <= 4
        && !text.contains(|it: char| it.is_ascii_digit() || it == ':')
}

/// A day as people write it in a list, with or without a word before it.
fn date_of(text: &str, today: Date, words: &Words) -> Option<Date> {
    let text = text.trim().trim_end_matches('.');
    let day = text.get(..10).filter(|day| text.len() > 10 && day.parse::<Date>().is_ok());
    let bare = words.import.before_a_date.split(" | ").find_map(|word| {
        let start =
            text.get(..word.len()).filter(|start| start.eq_ignore_ascii_case(word) || folded(start) == folded(word))?;
        text[start.len()..].strip_prefix(' ')
    });
    parse_date(day.or(bare).unwrap_or(text), today, words)
}

/// The people of a session, to be found by their names.
struct Owners<'session> {
    people: Vec<(String, &'session Id)>,
    /// Which of them are called so, whole.
    whole: HashMap<String, Vec<usize>>,
    /// Which of them have this word in their name.
    by_word: HashMap<String, Vec<usize>>,
}

impl<'session> Owners<'session> {
    fn of(session: &'session Session) -> Self {
        let people: Vec<_> = session.people.iter().map(|person| (folded(&person.name), &person.id)).collect();
        let (mut whole, mut by_word) = (HashMap::<_, Vec<usize>>::new(), HashMap::<_, Vec<usize>>::new());
        for (at, (name, _)) in people.iter().enumerate() {
            whole.entry(name.clone()).or_default().push(at);
            name.split(' ').for_each(|word| by_word.entry(word.to_owned()).or_default().push(at));
        }
        Self { people, whole, by_word }
    }

    /// The only person who is meant by a name, or by a part of one.
    fn person(&self, name: &str) -> Option<Id> {
        let wanted = folded(name);
        if wanted.is_empty() {
            return None;
        }
        let called = |map: &HashMap<String, Vec<usize>>, name: &str| map.get(name).cloned().unwrap_or_default();
        if let [only] = called(&self.whole, &wanted)[..] {
            return Some(self.people[only].1.clone());
        }
        // An initial and the whole last name.
        if let Some((initials, last)) = wanted.split_once(". ")
            && initials.split('.').all(|initial| initial.chars().count() == 1)
        {
            let is_it = |(name, _): &&(String, &Id)| {
                name.starts_with(&initials[..initials.find('.').unwrap_or(initials.len())])
                    && name.strip_suffix(last).is_some_and(|first| first.ends_with(' '))
            };
            let mut fitting = self.people.iter().filter(is_it);
            return fitting.next().filter(|_| fitting.next().is_none()).map(|(_, id)| (*id).clone());
        }
        let rarest = wanted.split(' ').map(|word| called(&self.by_word, word)).min_by_key(Vec::len)?;
        let holds_all = |at: &usize| {
            let words: Vec<&str> = self.people[*at].0.split(' ').collect();
            wanted.split(' ').all(|word| words.contains(&word))
        };
        let mut fitting = rarest.into_iter().filter(holds_all);
        let found = fitting.next()?;
        fitting.all(|other| other == found).then(|| self.people[found].1.clone())
    }
}

/// Names that stand together in a cell.
fn names(text: &str) -> Vec<&str> {
    let parts = text
        .split([',', ';', '/', '&', '\n', '+'])
        .flat_map(|part| part.split(" en "))
        .flat_map(|part| part.split(" and "));
    parts.map(str::trim).filter(|part| !part.is_empty()).collect()
}

/// Makes the changes, and what is shown of them.
pub(super) fn prepare(
    (found, odd): (Vec<BroughtAction>, usize),
    mut preview: Preview,
    brought: &Brought,
    session: &Session,
    ids: &mut IdSource,
    today: Date,
    words: &Words,
) -> Result<Prepared, Refusal> {
    preview.title.clone_from(&words.import.actions);
    let rows = found.len() + odd;
    preview.facts.push((words.import.rows.clone(), rows.to_string()));
    preview.notes.extend(brought.told(words));
    let shown = [Action::what, Action::owner, Action::due, Action::status];
    preview.heads =
        shown.map(|field| words.field(Action::KIND_REF, Action::KIND.fields[field].name).to_owned()).to_vec();
    let mut edits = Vec::new();
    let mut after = session.actions.last().map(|last| last.id.clone());
    let mut tally = RowTally::default();
    let mut seen: HashMap<String, Vec<(String, String)>> = HashMap::new();
    let (mut unknown, mut states, mut cut, mut differing, mut odd_days) =
        (Vec::new(), Vec::new(), Vec::new(), Vec::new(), Vec::new());
    let owners = Owners::of(session);
    // An action of the session that a row was about is not filled in by another row.
    let (mut known, mut taken) = (HashMap::<String, Vec<&Action>>::new(), HashSet::new());
    session.actions.iter().for_each(|action| known.entry(folded(&action.what)).or_default().push(action));
    for action in found {
        let (key, own) = (folded(&action.what), (folded(&action.owner), folded(&action.due)));
        if key.is_empty() {
            tally.blank += 1;
            continue;
        }
        if is_word(key.trim_end_matches([':', '.']), &words.import.total_words) {
            preview.left_out.push(ImportNote::naming(NoteKind::Total, &[("line", &action.line)]).text(words));
            continue;
        }
        // The same text is the same action, unless each has an owner of its own.
        let rows = seen.entry(key).or_default();
        let is_one = |(owner, _): &&(String, String)| *owner == own.0 || owner.is_empty() || own.0.is_empty();
        if let Some(first) = rows.iter().find(is_one) {
            tally.doubled += 1;
            let fields = [(&first.0, &own.0, Action::owner), (&first.1, &own.1, Action::due)];
            let fields = fields.into_iter().filter(|(first, own, _)| !own.is_empty() && first != own);
            differing.extend(in_what(&action.what, fields.map(|(.., field)| field), words));
            continue;
        }
        rows.push(own);
        // What was cut stands in the session as it was cut.
        let held = if let Value::Text(what) = line(&action.what) { folded(&what) } else { String::new() };
        let alike = known.get(&held).map_or(&[][..], Vec::as_slice);
        let (values, partner) = values(&action, &brought.name, &owners, today, words, &mut unknown);
        let texts = [&action.what, &partner, &action.resources, &action.due];
        cut.extend(texts.iter().any(|text| is_cut(text)).then_some(action.line));
        let is_day = !matches!(&values[Action::due], Value::AsTyped(due) if Period::read(due).is_none());
        odd_days.extend((!is_day).then_some(action.line));
        let is_odd = action.ticked.is_none() && !action.status.is_empty() && state(&action.status, words).is_none();
        states.extend(is_odd.then(|| action.status.clone()));
        if preview.first.len() < ROWS_SHOWN {
            let mut row = row_shown(&shown, &values, Action::KIND_REF, words);
            action.owner.clone_into(&mut row[1]);
            preview.first.push(row);
        }
        let owner =
            |known: &&Action| known.owner.target.clone().map_or(Value::Empty, Value::Link) == values[Action::owner];
        let is_open = |known: &&Action| known.owner.is_empty() || values[Action::owner].is_empty();
        let free = || alike.iter().copied().filter(|known| !taken.contains(known.id.as_str()));
        let found = free().find(owner).or_else(|| free().find(is_open));
        let other = || alike.iter().copied().find(|known| !is_open(known));
        if let Some(known) = found.or_else(other) {
            let is_own = found.is_some_and(|known| taken.insert(known.id.as_str().to_owned()));
            let mut sets = if is_own { blanks(known, &values) } else { Vec::new() };
            // Who could not be found then is the owner now.
            let who = words.import.who(&action.owner);
            if sets.iter().any(|(field, _)| *field == Action::owner) && known.note.lines().any(|line| line == who) {
                let rest: Vec<&str> = known.note.lines().filter(|line| *line != who).collect();
                sets.push((Action::note, Value::text(rest.join("\n"))));
            }
            let fields = [Action::owner, Action::due, Action::status].into_iter();
            let differs = |field: &usize| !values[*field].is_empty() && known.value(*field) != values[*field];
            let fields = fields.filter(|field| differs(field) && !sets.iter().any(|(set, _)| set == field));
            differing.extend(in_what(&action.what, fields, words));
            *if sets.is_empty() { &mut tally.same } else { &mut tally.filled } += 1;
            edits.extend(sets.into_iter().map(|(field, value)| Edit::set(Section::Actions, &known.id, field, value)));
        } else {
            let item = Item { id: ids.next_id('a'), values };
            let id = item.id.clone();
            edits.push(Edit::Insert { section: Section::Actions, item, after: after.replace(id) });
            tally.added += 1;
        }
    }
    if seen.is_empty() {
        return Err(RefusalKind::NoRows.into());
    }
    let told =
        [(NoteKind::UnknownOwners, unknown), (NoteKind::UnknownStates, states), (NoteKind::RowsDiffer, differing)];
    for (kind, mut names) in told {
        let mut told = HashSet::new();
        names.retain(|name| told.insert(name.clone()));
        if !names.is_empty() {
            let names = named(names.iter().map(String::as_str), ", ", words);
            preview.notes.push(ImportNote::naming(kind, &[("names", &names)]).text(words));
        }
    }
    tally.odd = odd;
    tally.cut_on(&cut, &mut preview, words);
    told_on(NoteKind::OddDays, &odd_days, &mut preview, words);
    preview.left_out.extend(tally.left_out(words));
    let receipt = words.import.actions_receipt(tally.told(words), &brought.name);
    Ok(Prepared { kind: ImportKind::Actions, preview, edits, receipt })
}

/// What differs of something that is there already: its name, with the labels of these fields.
fn in_what(name: &str, fields: impl Iterator<Item = usize>, words: &Words) -> Option<String> {
    let labels: Vec<&str> = fields.map(|field| words.field(Action::KIND_REF, field_name(field))).collect();
    (!labels.is_empty()).then(|| format!("{name} ({})", labels.join(", ")))
}

/// The values of the record of an action, and all who help, before that is cut.
fn values(
    action: &BroughtAction,
    source: &str,
    owners: &Owners<'_>,
    today: Date,
    words: &Words,
    unknown: &mut Vec<String>,
) -> (Vec<Value>, String) {
    let import = &words.import;
    let mut values = vec![Value::Empty; Action::KIND.fields.len()];
    let mut note = vec![action.note.clone()];
    let status = action.ticked.or_else(|| state(&action.status, words));
    if status.is_none() && !action.status.is_empty() {
        note.push(import.stands(&action.status));
    }
    let whole = owners.person(&action.owner).map(|id| (id, Vec::new()));
    let (owner, with) = if let Some((id, with)) = whole {
        (Some(id), with)
    } else {
        let all = names(&action.owner);
        let first = all.iter().find_map(|name| owners.person(name).map(|id| (id, *name)));
        let with = all.iter().copied().filter(|name| first.as_ref().is_none_or(|(_, first)| first != name));
        (first.as_ref().map(|(id, _)| id.clone()), with.collect::<Vec<_>>())
    };
    if owner.is_none() && !action.owner.is_empty() {
        note.push(import.who(&action.owner));
        unknown.push(action.owner.clone());
    }
    let with: Vec<&str> = with.into_iter().filter(|_| owner.is_some()).chain(Some(action.partner.as_str())).collect();
    note.push(import.taken_over(source));
    let note: Vec<&str> = note.iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
    let due = match date_of(&action.due, today, words) {
        Some(date) => Value::Date(date),
        None => match line(&action.due) {
            Value::Text(text) => Value::AsTyped(parse_period(&text, words).map_or(text, |period| period.to_string())),
            _ => Value::Empty,
        },
    };
    values[Action::what] = line(&action.what);
    values[Action::owner] = owner.map_or(Value::Empty, Value::Link);
    values[Action::due] = due;
    values[Action::status] = status.map_or(Value::Empty, |state| Value::Choice(state.word()));
    let partner = with.into_iter().filter(|name| !name.is_empty()).collect::<Vec<_>>().join(", ");
    values[Action::partner] = line(&partner);
    values[Action::resources] = line(&action.resources);
    values[Action::note] = Value::text(crate::domain::safe_text::typed(&note.join("\n")));
    (values, partner)
}

fn state(text: &str, words: &Words) -> Option<ActionState> {
    let import = &words.import;
    let share = text.trim().strip_suffix('%').and_then(|share| share.trim_end().parse().ok());
    if let Some(1..=99_u32) = share {
        return Some(ActionState::Started);
    }
    let states = [
        (ActionState::Done, &import.done_words),
        (ActionState::Started, &import.started_words),
        (ActionState::Dropped, &import.dropped_words),
        (ActionState::Open, &import.open_words),
    ];
    states.into_iter().find(|(_, words)| says(text, words)).map(|(state, _)| state)
}
