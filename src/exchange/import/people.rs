//! People who are invited, from a form, a workbook or a list. The same name with the same organisation is the same person;
//! the same name elsewhere is a question. What tells more of a person than a session needs is named and left out.

use std::collections::{HashMap, HashSet};

use jiff::civil::Date;

use crate::domain::edit::Edit;
use crate::domain::id::{Id, IdSource};
use crate::domain::record::{Record, RecordType};
use crate::domain::records::meeting::{Attendance, Person, PersonKind};
use crate::domain::session::{Item, Section, Session};
use crate::domain::signals::personal::holds_personal_number;
use crate::domain::value::{ChoiceSet, Value};
use crate::exchange::contacts::without_contacts;
use crate::i18n::Words;
use crate::i18n::import::{NoteKind, RefusalKind};
use crate::telling::personal::without_personal_numbers;

use super::brought::Brought;
use super::headings::Listed;
use super::lists::{answers, is_word, labels, left_out, named, row_shown, says};
use super::note::ImportNote;
use super::preview::{Ask, ImportChoices, ImportKind, Prepared, Preview, ROWS_SHOWN, folded};
use super::refusal::Refusal;
use super::sheet::Sheet;
use super::{RowTally, is_cut, line, told_on};

/// The list of people in a sheet, if it is one.
pub(super) fn find<'sheet>(sheet: &'sheet Sheet, choices: &ImportChoices, words: &Words) -> Option<Listed<'sheet>> {
    let is_wanted = choices.kind == Some(ImportKind::People);
    let labels = labels(Person::KIND_REF, &TAKEN, words);
    let told = [Person::organisation, Person::role, Person::kind, Person::attendance].map(field_name);
    let found = Listed::find(sheet, ImportKind::People, choices, &labels, |has| {
        let is_told = has("*email") || told.iter().any(|field| has(field));
        (has(field_name(Person::name)) || has("+first") || has("+last")) && (is_wanted || is_told)
    });
    // Without a head: a name first, and perhaps an organisation and a role behind it.
    let bare = || {
        let fields = [Person::name, Person::organisation, Person::role];
        let fields = fields.map(|field| field_name(field).to_owned()).to_vec();
        is_wanted.then(|| Listed::without_heads(sheet, fields))
    };
    found.or_else(bare)
}

/// What a list tells of a person.
const TAKEN: [usize; 6] =
    [Person::name, Person::organisation, Person::role, Person::kind, Person::attendance, Person::note];

fn field_name(field: usize) -> &'static str {
    Person::KIND.fields[field].name
}

/// What is worked with while the rows are read.
struct EnteringPeople<'all> {
    session: &'all Session,
    choices: &'all ImportChoices,
    words: &'all Words,
    today: Date,
    /// Who is in the session already, by folded name.
    known: HashMap<String, Vec<&'all Person>>,
    /// Who is new in this list, by folded name, with name and organisation.
    new: HashMap<String, (Id, String, String)>,
    /// The folded names of which it was asked who they are.
    asked: HashSet<String>,
}

/// Makes the changes, and what is shown of them.
pub(super) fn prepare(
    listed: &Listed<'_>,
    brought: &Brought,
    session: &Session,
    choices: &ImportChoices,
    ids: &mut IdSource,
    today: Date,
    words: &Words,
) -> Result<Prepared, Refusal> {
    let mut known: HashMap<String, Vec<&Person>> = HashMap::new();
    session.people.iter().for_each(|person| known.entry(folded(&person.name)).or_default().push(person));
    let mut entering =
        EnteringPeople { session, choices, words, today, known, new: HashMap::new(), asked: HashSet::new() };
    let mut preview = Preview::begun(&words.import.people, brought, words);
    preview.facts.push((words.import.rows.clone(), listed.rows().len().to_string()));
    preview.columns = answers(listed, Person::KIND_REF, words);
    preview.left_out = left_out(listed, words);
    (preview.mappable, preview.fields) = (listed.heads(), labels(Person::KIND_REF, &TAKEN, words));
    let shown = &TAKEN[..5];
    preview.heads = shown.iter().map(|field| words.field(Person::KIND_REF, field_name(*field)).to_owned()).collect();

    let mut edits = Vec::new();
    let mut after = session.people.last().map(|last| last.id.clone());
    let mut tally = RowTally::default();
    let mut differing: Vec<String> = Vec::new();
    let (mut cut, mut without) = (Vec::new(), Vec::new());
    // Who each name with its organisation is; nobody where the row is not wanted.
    let mut seen: HashMap<(String, String), Option<Id>> = HashMap::new();
    // What will stand of each, and where the edit is that enters who is new.
    let mut held: HashMap<Id, (Vec<Value>, Option<usize>)> = HashMap::new();
    for row in listed.rows() {
        let mut is_without = false;
        let (values, whole) = entering.values(listed, row, &mut is_without);
        let [name, organisation] = [Person::name, Person::organisation].map(|field| text(&values[field]).to_owned());
        if listed.is_odd(row) || name.contains('@') {
            preview.left_out.push(ImportNote::naming(NoteKind::OddRow, &[("line", &listed.line(row))]).text(words));
            tally.odd += 1;
            continue;
        }
        let key = (folded(&name), folded(&organisation));
        if key.0.is_empty() {
            tally.blank += 1;
            continue;
        }
        without.extend(is_without.then(|| listed.line(row)));
        let texts = [Person::organisation, Person::role, Person::note].map(|field| listed.cell(row, field_name(field)));
        cut.extend((is_cut(&whole) || texts.iter().any(|text| is_cut(text))).then(|| listed.line(row)));
        let is_seen = seen.contains_key(&key);
        let found = match seen.get(&key) {
            Some(Some(id)) => KnownPerson::Same(id.clone()),
            Some(None) => KnownPerson::NotWanted,
            None => entering.known(&key, &values, &mut preview),
        };
        if preview.first.len() < ROWS_SHOWN && !is_seen {
            preview.first.push(row_shown(shown, &values, Person::KIND_REF, words));
        }
        let id = match found {
            KnownPerson::Same(id) => {
                let of_session = || session.people.find(&id).map(Record::values).unwrap_or_default();
                let is_met = held.contains_key(&id);
                let (there, entered) = held.entry(id.clone()).or_insert_with(|| (of_session(), None));
                let is_told = !listed.cell(row, field_name(Person::attendance)).is_empty();
                differing.extend(differs_in(there, &values, is_told, words));
                let sets = blanks(there, &values);
                *match (is_met, sets.is_empty()) {
                    (true, _) => &mut tally.doubled,
                    (false, true) => &mut tally.same,
                    (false, false) => &mut tally.filled,
                } += 1;
                for (field, value) in sets {
                    there[field] = value.clone();
                    match entered.and_then(|at| edits.get_mut(at)) {
                        Some(Edit::Insert { item, .. }) => item.values[field] = value,
                        _ => edits.push(Edit::set(Section::People, &id, field, value)),
                    }
                }
                Some(id)
            }
            KnownPerson::New => {
                let item = Item { id: ids.next_id('p'), values };
                let id = item.id.clone();
                entering.new.entry(folded(&name)).or_insert_with(|| (id.clone(), name, organisation));
                held.insert(id.clone(), (item.values.clone(), Some(edits.len())));
                edits.push(Edit::Insert { section: Section::People, item, after: after.replace(id.clone()) });
                tally.added += 1;
                Some(id)
            }
            KnownPerson::NotWanted => {
                tally.doubled += usize::from(is_seen);
                None
            }
        };
        seen.entry(key).or_insert(id);
    }
    if seen.is_empty() {
        return Err(RefusalKind::NoRows.into());
    }
    let mut told = HashSet::new();
    differing.retain(|name| told.insert(name.clone()));
    if !differing.is_empty() {
        let names = named(differing.iter().map(String::as_str), ", ", words);
        preview.notes.push(ImportNote::naming(NoteKind::RowsDiffer, &[("names", &names)]).text(words));
    }
    tally.cut_on(&cut, &mut preview, words);
    told_on(NoteKind::ContactsLeftOut, &without, &mut preview, words);
    tally.unwanted = preview.asks.iter().filter(|ask| ask.answer() == Some("skip")).count();
    preview.left_out.extend(tally.left_out(words));
    let receipt = words.import.people_receipt(tally.told(words), &brought.name);
    Ok(Prepared { kind: ImportKind::People, preview, edits, receipt })
}

/// A person of whom the list says otherwise than what is there already, and in what.
fn differs_in(there: &[Value], values: &[Value], is_told: bool, words: &Words) -> Option<String> {
    let differs = |field: &usize| match (&there[*field], &values[*field]) {
        (Value::Empty, _) | (_, Value::Empty) => false,
        // Who is expected may have come.
        (there, value) if *field == Person::attendance => {
            let absent = Value::Choice(Attendance::Absent.word());
            is_told && (*value == absent) != (*there == absent)
        }
        (Value::Text(there), Value::Text(text)) => folded(there) != folded(text),
        (there, value) => there != value,
    };
    let labels: Vec<&str> = TAKEN[1..]
        .iter()
        .filter(|field| differs(field))
        .map(|field| words.field(Person::KIND_REF, field_name(*field)))
        .collect();
    (!labels.is_empty()).then(|| format!("{} ({})", text(&there[Person::name]), labels.join(", ")))
}

/// The fields that hold nothing, and for which there is a value.
fn blanks(there: &[Value], values: &[Value]) -> Vec<(usize, Value)> {
    let fits = values.iter().enumerate().filter(|(field, value)| !value.is_empty() && there[*field].is_empty());
    fits.map(|(field, value)| (field, value.clone())).collect()
}

/// Whether a person is in the session already.
enum KnownPerson {
    Same(Id),
    New,
    /// The user does not want the row.
    NotWanted,
}

fn text(value: &Value) -> &str {
    if let Value::Text(text) = value { text } else { "" }
}

impl EnteringPeople<'_> {
    /// What a row tells of a person, and the whole name; it is told whether an address or a number was left out.
    fn values(&self, listed: &Listed<'_>, row: usize, is_without: &mut bool) -> (Vec<Value>, String) {
        let outgoing = &self.words.outgoing;
        let mut cell = |field: &str| {
            let text = listed.cell(row, field);
            let is_name = field == field_name(Person::name);
            if (!text.contains('@') || is_name) && !holds_personal_number(text) {
                return text.to_owned();
            }
            let told = without_personal_numbers(text, outgoing).unwrap_or_else(|| text.to_owned());
            let told = if is_name { told } else { without_contacts(&told, outgoing).unwrap_or(told) };
            *is_without |= told != text;
            // An address alone says nothing.
            let is_alone = [&outgoing.email_address, &outgoing.personal_number].contains(&&told);
            if is_alone { String::new() } else { told }
        };
        let (whole, last) = (cell(field_name(Person::name)), cell("+last"));
        let (first, infix) = (cell("+first"), cell("+infix"));
        let (whole, last) = (whole.as_str(), last.as_str());
        // A last name in a column of its own belongs to what stands under the name, unless it stands there already.
        let is_whole = !whole.is_empty() && (listed.has("+first") || folded(whole).ends_with(&folded(last)));
        let parts = if is_whole { [whole, "", "", ""] } else { [whole, &first, &infix, last] };
        let name = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
        let kind = cell(field_name(Person::kind));
        let mut values = vec![Value::Empty; Person::KIND.fields.len()];
        values[Person::name] = line(&name);
        values[Person::role] = line(&cell(field_name(Person::role)));
        values[Person::organisation] = line(&cell(field_name(Person::organisation)));
        values[Person::kind] = self.kind(&kind).map_or(Value::Empty, |kind| Value::Choice(kind.word()));
        values[Person::note] = line(&cell(field_name(Person::note)));
        values[Person::attendance] = Value::Choice(self.attendance(&cell(field_name(Person::attendance))).word());
        (values, name)
    }

    fn kind(&self, text: &str) -> Option<PersonKind> {
        let import = &self.words.import;
        if says(text, &import.resident_words) {
            Some(PersonKind::Resident)
        } else {
            says(text, &import.professional_words).then_some(PersonKind::Professional)
        }
    }

    /// Before the day of the meeting people are expected at most.
    fn attendance(&self, text: &str) -> Attendance {
        let import = &self.words.import;
        let is_past = self.session.the_meeting().date.known().is_some_and(|day| day <= self.today);
        if says(text, &import.no_words) {
            Attendance::Absent
        } else if text.split_whitespace().any(|word| is_word(word.trim_matches([',', '.', '!']), &import.later_words)) {
            Attendance::Later
        } else if is_past && says(text, &import.yes_words) {
            Attendance::Present
        } else {
            Attendance::Expected
        }
    }

    /// Whether a person is in the session already, by folded name and organisation; asks where only the name is the same.
    fn known(&mut self, key: &(String, String), values: &[Value], preview: &mut Preview) -> KnownPerson {
        let name = text(&values[Person::name]);
        let organisation = text(&values[Person::organisation]);
        let alike = self.known.get(&key.0).map_or(&[][..], Vec::as_slice);
        if let Some(known) = alike.iter().find(|known| folded(&known.organisation) == key.1) {
            return KnownPerson::Same(known.id.clone());
        }
        let in_session = alike.first().map(|other| (&other.id, other.name.0.as_str(), &other.organisation.0));
        let in_list = || self.new.get(&key.0).map(|(id, name, of)| (id, name.as_str(), of));
        let Some((other, known, of)) = in_session.or_else(in_list) else { return KnownPerson::New };
        let import = &self.words.import;
        let told = |name: &str, organisation: &str| match organisation {
            "" => name.to_owned(),
            _ => format!("{name} ({organisation})"),
        };
        let label = import.same_person(told(name, organisation), told(known, of));
        let options = [("same", &import.is_same), ("other", &import.is_other), ("skip", &import.is_skipped)];
        let options = options.map(|(value, label)| (value.to_owned(), label.clone())).to_vec();
        // Of two who are called the same each has an answer of its own.
        let whole = told(name, organisation);
        let is_first = self.asked.insert(key.0.clone());
        let ask = Ask::new(self.choices, if is_first { name } else { &whole }, &label, options, None);
        let known = match ask.answer() {
            Some("same") => KnownPerson::Same(other.clone()),
            Some("other") => KnownPerson::New,
            _ => KnownPerson::NotWanted,
        };
        preview.asks.push(ask);
        known
    }
}
