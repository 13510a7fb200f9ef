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
use crate::i18n::Words;
use crate::i18n::import::{NoteKind, RefusalKind};

use super::brought::Brought;
use super::headings::Listed;
use super::lists::{answers, is_word, labels, left_out, named, row_shown, says};
use super::note::ImportNote;
use super::preview::{Ask, ImportChoices, ImportKind, Prepared, Preview, ROWS_SHOWN, folded};
use super::refusal::Refusal;
use super::sheet::Sheet;
use super::{RowTally, blanks, is_cut, line};

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
    let mut entering = EnteringPeople { session, choices, words, today, known, new: HashMap::new() };
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
    let mut cut = Vec::new();
    let mut seen: HashSet<(String, String)> = HashSet::new();
    for row in listed.rows() {
        let values = entering.values(listed, row);
        let [name, organisation] = [Person::name, Person::organisation].map(|field| text(&values[field]).to_owned());
        if listed.is_odd(row) || name.contains('@') {
            preview.left_out.push(ImportNote::naming(NoteKind::OddRow, &[("line", &listed.line(row))]).text(words));
            tally.odd += 1;
            continue;
        }
        let key = (folded(&name), folded(&organisation));
        if key.0.is_empty() || seen.contains(&key) {
            *if key.0.is_empty() { &mut tally.blank } else { &mut tally.doubled } += 1;
            continue;
        }
        let texts = [Person::name, Person::organisation, Person::role, Person::note];
        cut.extend(texts.iter().any(|field| is_cut(listed.cell(row, field_name(*field)))).then(|| listed.line(row)));
        let found = entering.known(&key, &values, &mut preview);
        seen.insert(key);
        if preview.first.len() < ROWS_SHOWN {
            preview.first.push(row_shown(shown, &values, Person::KIND_REF, words));
        }
        match found {
            KnownPerson::Same(id) => {
                let Some(known) = session.people.find(&id) else {
                    // One who stands higher in the list: what that row does not tell, this one may.
                    tally.doubled += 1;
                    for edit in &mut edits {
                        if let Edit::Insert { item, .. } = edit
                            && item.id == id
                        {
                            let blank = item.values.iter_mut().zip(values.clone()).filter(|(held, _)| held.is_empty());
                            blank.for_each(|(held, value)| *held = value);
                        }
                    }
                    continue;
                };
                let sets = blanks(known, &values);
                if sets.is_empty() {
                    tally.same += 1;
                } else {
                    tally.filled += 1;
                }
                let is_told = !listed.cell(row, field_name(Person::attendance)).is_empty();
                differing.extend(differs_in(known, &values, is_told, words));
                edits.extend(sets.into_iter().map(|(field, value)| Edit::set(Section::People, &id, field, value)));
            }
            KnownPerson::New => {
                let item = Item { id: ids.next_id('p'), values };
                let id = item.id.clone();
                entering.new.entry(folded(&name)).or_insert_with(|| (id.clone(), name, organisation));
                edits.push(Edit::Insert { section: Section::People, item, after: after.replace(id) });
                tally.added += 1;
            }
            KnownPerson::NotWanted => {}
        }
    }
    if seen.is_empty() {
        return Err(RefusalKind::NoRows.into());
    }
    if !differing.is_empty() {
        let names = named(differing.iter().map(String::as_str), ", ", words);
        preview.notes.push(ImportNote::naming(NoteKind::RowsDiffer, &[("names", &names)]).text(words));
    }
    tally.cut_on(&cut, &mut preview, words);
    tally.unwanted = preview.asks.iter().filter(|ask| ask.answer() == Some("skip")).count();
    preview.left_out.extend(tally.left_out(words));
    let receipt = words.import.people_receipt(tally.told(words), &brought.name);
    Ok(Prepared { kind: ImportKind::People, preview, edits, receipt })
}

/// A person of whom the list says otherwise than the session does, and in what.
fn differs_in(known: &Person, values: &[Value], is_told: bool, words: &Words) -> Option<String> {
    let differs = |field: &usize| {
        super::differs(known, *field, &values[*field])
            && match (&values[*field], *field) {
                // Who is expected may have come.
                (value, Person::attendance) => {
                    let is_absent = *value == Value::Choice(Attendance::Absent.word());
                    is_told && is_absent != (known.attendance == Some(Attendance::Absent))
                }
                (Value::Text(text), field) => {
                    !matches!(known.value(field), Value::Text(it) if folded(&it) == folded(text))
                }
                _ => true,
            }
    };
    let labels: Vec<&str> = TAKEN[1..]
        .iter()
        .filter(|field| differs(field))
        .map(|field| words.field(Person::KIND_REF, field_name(*field)))
        .collect();
    (!labels.is_empty()).then(|| format!("{} ({})", known.name.0, labels.join(", ")))
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
    /// What a row tells of a person.
    fn values(&self, listed: &Listed<'_>, row: usize) -> Vec<Value> {
        let cell = |field: &str| {
            let text = listed.cell(row, field);
            if text.contains('@') && field != field_name(Person::name) || holds_personal_number(text) {
                ""
            } else {
                text
            }
        };
        let (whole, last) = (cell(field_name(Person::name)), cell("+last"));
        // A last name in a column of its own belongs to what stands under the name, unless it stands there already.
        let is_whole = !whole.is_empty() && (listed.has("+first") || folded(whole).ends_with(&folded(last)));
        let parts = if is_whole { [whole, "", "", ""] } else { [whole, cell("+first"), cell("+infix"), last] };
        let name = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
        let kind = cell(field_name(Person::kind));
        let mut values = vec![Value::Empty; Person::KIND.fields.len()];
        values[Person::name] = line(&name);
        values[Person::role] = line(cell(field_name(Person::role)));
        values[Person::organisation] = line(cell(field_name(Person::organisation)));
        values[Person::kind] = self.kind(kind).map_or(Value::Empty, |kind| Value::Choice(kind.word()));
        values[Person::note] = line(cell(field_name(Person::note)));
        values[Person::attendance] = Value::Choice(self.attendance(cell(field_name(Person::attendance))).word());
        values
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
    fn known(&self, key: &(String, String), values: &[Value], preview: &mut Preview) -> KnownPerson {
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
        let ask = Ask::new(self.choices, name, &label, options, None);
        let known = match ask.answer() {
            Some("same") => KnownPerson::Same(other.clone()),
            Some("other") => KnownPerson::New,
            _ => KnownPerson::NotWanted,
        };
        preview.asks.push(ask);
        known
    }
}
