//! A form: the fields of one item, one of which is being changed. What a field shows comes from the session; only the
//! one that has the focus holds something of its own, which goes into the session when the focus leaves it.

use crate::domain::edit::{Edit, Place};
use crate::domain::grid::{CellPlace, GATHERED};
use crate::domain::id::Id;
use crate::domain::meanwhile::standing;
use crate::domain::question::{CONFIRMED, EXPLAINED, INVITED, NOBODY_MISSED, QuestionKind, RESIDENTS, employed};
use crate::domain::record::Record;
use crate::domain::records::meeting::{Answer, AnswerState, Attendance, Meeting, Person};
use crate::domain::session::{Count, Section, Session};
use crate::domain::value::{ChoiceSet, Kind, Value};
use crate::guide::{Content, Guide, List, Panel, Question};
use crate::telling::sentences::Sentences;

use super::field::TextField;

/// Stands for the field in the place of a draft of a person who was missed, who is not there yet.
const MISSED: &str = "@missed";

/// The fields of one item.
#[expect(missing_docs, reason = "a name says what it is; a sentence stands where that is not all")]
#[derive(Clone, Debug)]
pub struct Form {
    pub subject: Subject,
    /// Its fields in order; there is always one.
    pub fields: Vec<FormField>,
    /// Which of them has the focus.
    pub focus: usize,
    /// What is being typed or chosen there.
    pub editor: Editor,
    /// What the field held when it got the focus: another process may change it meanwhile.
    pub before: Value,
    /// The session as it was then, if another process changed it since.
    pub since: Option<Box<Session>>,
    /// Whether the journal knows what the field held then.
    pub is_noted: bool,
    /// The other items of the section that get the same value.
    pub others: Vec<Id>,
    /// What it was opened for.
    pub purpose: Purpose,
    /// Whether what was typed is asked about before it is taken.
    pub doubt: Doubt,
    /// Whether the last field was left: then the next key closes it, and letters go nowhere.
    pub is_at_end: bool,
}

/// Whether a new name is asked about: one that is a number, or much like a name that is there.
#[expect(missing_docs, reason = "a name says what it is; a sentence stands where that is not all")]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Doubt {
    #[default]
    Unasked,
    /// It was asked whether it is meant.
    Asked,
    Meant,
}

/// What a form was opened for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Purpose {
    /// To fill in what is there.
    #[default]
    Fill,
    /// To fill in an item that was added by opening it, and goes again if nothing is.
    Add,
    /// To fill in one more after such an item; leaving it empty is the end of them.
    AddOneMore,
    /// To say why something was chosen; leaving it empty takes the choice back.
    Choose,
    /// To say what became of an item that came along from an earlier round.
    Decide,
    /// To say why such an item is let go, which it is when that is said.
    Drop,
    /// To fill in several items at once.
    Several,
}

/// What a form is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Subject {
    /// An item of a section.
    Item(Section, Id),
    /// The answer to a question, by the id of the answer.
    Answer(String),
    /// A cell of a grid in which items stand.
    Gathered(CellPlace),
}

/// A field of a form.
#[expect(missing_docs, reason = "a name says what it is; a sentence stands where that is not all")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormField {
    pub target: Target,
    pub shape: Shape,
}

/// Where the value of a field goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// Into a field of an item that is there.
    Field(Place),
    /// Into a field of an answer, which may not be there yet.
    Answer(usize),
    /// Into the attendance of the people who were missed (7.3).
    Invitations,
    /// Into a new person who was missed (7.3).
    MissedPerson,
    /// Into the items that stand in a cell.
    Gathered,
}

/// What a field of a form holds, and how it is filled in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A value of this kind.
    Value(Kind),
    /// One of these options of a question.
    OneOf(Vec<String>),
    /// Any of these marks of a question.
    AnyOf(Vec<String>),
}

/// What is being typed or chosen.
#[expect(missing_docs, reason = "a name says what it is; a sentence stands where that is not all")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Editor {
    /// A text, of one line or of several.
    Text {
        field: TextField,
        /// Whether it may have several lines.
        lines: bool,
    },
    Options {
        /// The options, as a session holds them.
        options: Vec<String>,
        /// The one that is marked, to be taken; none in a choice that is empty and was not touched.
        marked: Option<usize>,
        chosen: Vec<String>,
        /// Whether more than one may be.
        many: bool,
        /// The letters that were typed to go to one.
        typed: String,
    },
    /// Items of another section, by name.
    Pick {
        section: Section,
        chosen: Vec<Id>,
        /// Whether more than one may be.
        many: bool,
        /// What was typed to find one.
        query: TextField,
        /// The one of the matches that is taken, or behind the last of them a new item; none as long as nothing was
        /// typed or marked.
        marked: Option<usize>,
    },
}

impl Form {
    /// The form of an item, with the focus on one of its fields.
    pub fn of_item(session: &Session, section: Section, item: &Id, numbers: &[usize]) -> Self {
        let kind = section.kind();
        let field = |number: &usize| FormField {
            target: Target::Field(Place { section, item: item.clone(), field: *number }),
            shape: Shape::Value(kind.fields[*number].kind),
        };
        Self::new(session, Subject::Item(section, item.clone()), numbers.iter().map(field).collect())
    }

    /// The form of an answer: first what the question asks, then what its list asks beside it.
    pub fn of_answer(session: &Session, list: &List, question: &Question, answer: &str) -> Self {
        let mut fields = question_fields(session, &question.kind, session.answer(answer));
        let rest = list.fields.iter().filter(|name| !question.asks.contains(name));
        let numbers = question.asks.iter().chain(rest).filter_map(|name| Section::Answers.kind().position(name));
        let is_taken = |number: &usize| fields.iter().any(|field| field.target == Target::Answer(*number));
        let beside: Vec<FormField> = numbers.filter(|number| !is_taken(number)).map(answer_field).collect();
        fields.extend(beside);
        if !matches!(question.kind, QuestionKind::Status | QuestionKind::Sources | QuestionKind::Absentees) {
            fields.extend(no_field(&question.kind));
        }
        Self::new(session, Subject::Answer(answer.to_owned()), fields)
    }

    /// The form in which several items of a section, never none, get the same values.
    pub fn of_several(session: &Session, section: Section, items: &[Id], numbers: &[usize]) -> Option<Self> {
        let (first, others) = items.split_first()?;
        let mut form = match section {
            // An answer may not be there yet.
            Section::Answers => {
                let field = |number: &usize| FormField {
                    target: Target::Answer(*number),
                    shape: Shape::Value(section.kind().fields[*number].kind),
                };
                let fields = numbers.iter().map(field).collect();
                Self::new(session, Subject::Answer(first.to_string()), fields)
            }
            _ => Self::of_item(session, section, first, numbers),
        };
        (form.others, form.purpose) = (others.to_vec(), Purpose::Several);
        form.focus_on(0, session);
        Some(form)
    }

    /// The form of a cell in which items stand: which they are.
    pub fn of_cell(session: &Session, place: CellPlace) -> Self {
        let field = FormField { target: Target::Gathered, shape: Shape::Value(Kind::Links(place.section)) };
        Self::new(session, Subject::Gathered(place), vec![field])
    }

    fn new(session: &Session, subject: Subject, fields: Vec<FormField>) -> Self {
        let editor = Editor::Text { field: TextField::default(), lines: false };
        let mut form = Self {
            subject,
            fields,
            focus: 0,
            editor,
            before: Value::Empty,
            since: None,
            is_noted: false,
            others: Vec::new(),
            purpose: Purpose::Fill,
            doubt: Doubt::Unasked,
            is_at_end: false,
        };
        form.focus_on(0, session);
        form
    }

    /// Gives a field the focus, with its value as the session has it.
    pub fn focus_on(&mut self, field: usize, session: &Session) {
        self.focus = field.min(self.fields.len().saturating_sub(1));
        (self.doubt, self.is_at_end) = (Doubt::Unasked, false);
        (self.since, self.is_noted) = (None, false);
        self.before = self.value(self.focus, session);
        self.editor = Editor::for_field(&self.fields[self.focus], self.before.clone(), session);
    }

    /// The session from which what is typed begins: as it was when the field got the focus.
    pub fn began<'session>(&'session self, session: &'session Session) -> &'session Session {
        self.since.as_deref().unwrap_or(session)
    }

    /// Lets what is typed begin from another session than the one that is there now.
    pub fn begin_from(&mut self, began: Session) {
        self.before = self.value(self.focus, &began);
        self.since = Some(Box::new(began));
    }

    /// The edits that put back what stood where something is typed.
    pub fn standing(&self, session: &Session) -> Vec<Edit> {
        let began = self.began(session);
        let of =
            |section: Section, item: &Id, field: usize| standing(began, &Place { section, item: item.clone(), field });
        match (&self.focused().target, &self.subject) {
            (Target::Field(place), _) => {
                let all = std::iter::once(&place.item).chain(&self.others);
                all.flat_map(|item| of(place.section, item, place.field)).collect()
            }
            (Target::Answer(number), Subject::Answer(answer)) => {
                let all = std::iter::once(Id::new(answer.as_str())).chain(self.others.iter().cloned());
                all.flat_map(|answer| of(Section::Answers, &answer, *number)).collect()
            }
            (Target::Invitations, _) => {
                let missed = began.people.iter().filter(|person| is_missed(person.attendance));
                missed.flat_map(|person| of(Section::People, &person.id, Person::attendance)).collect()
            }
            // A new person stands over nobody, and a cell has no place to come back to.
            _ => Vec::new(),
        }
    }

    /// The field that has the focus.
    pub fn focused(&self) -> &FormField {
        &self.fields[self.focus]
    }

    /// The record behind the form, if it is there.
    pub fn record<'session>(&self, session: &'session Session) -> Option<&'session dyn Record> {
        match &self.subject {
            Subject::Item(section, item) => session.find(*section, item),
            Subject::Answer(answer) => session.find(Section::Answers, &Id::new(answer.as_str())),
            Subject::Gathered(_) => None,
        }
    }

    /// The value of a field as the session has it.
    pub fn value(&self, field: usize, session: &Session) -> Value {
        match &self.fields[field].target {
            Target::Field(place) => {
                let value =
                    |item: &Id| session.find(place.section, item).map_or(Value::Empty, |it| it.value(place.field));
                let own = value(&place.item);
                // Of several it is shown what all hold.
                if self.others.iter().all(|item| value(item) == own) { own } else { Value::Empty }
            }
            Target::Answer(number) => {
                let value =
                    |item: &Id| session.find(Section::Answers, item).map_or(Value::Empty, |it| it.value(*number));
                let own = self.record(session).map_or(Value::Empty, |record| record.value(*number));
                if self.others.iter().all(|item| value(item) == own) { own } else { Value::Empty }
            }
            Target::Invitations => {
                let invited = session.people.iter().filter(|person| person.attendance == Some(Attendance::Invited));
                Value::set(invited.map(|person| person.id.to_string()).collect())
            }
            Target::MissedPerson => Value::Empty,
            Target::Gathered => match &self.subject {
                Subject::Gathered(place) => {
                    Value::set(place.records(session).iter().map(|record| record.id().to_string()).collect())
                }
                _ => Value::Empty,
            },
        }
    }

    /// Where what is being typed belongs, for the journal.
    pub fn place_name(&self) -> String {
        self.name_of(self.focused())
    }

    /// Which field has the place of this name.
    pub fn position(&self, place: &str) -> Option<usize> {
        self.fields.iter().position(|field| self.name_of(field) == place)
    }

    fn name_of(&self, field: &FormField) -> String {
        match (&field.target, &self.subject) {
            (Target::Field(place), _) => {
                format!("{} {} {}", place.section.name(), place.item, place.section.kind().fields[place.field].name)
            }
            (Target::Answer(number), Subject::Answer(answer)) => {
                format!("{} {answer} {}", Section::Answers.name(), Section::Answers.kind().fields[*number].name)
            }
            (Target::Gathered, Subject::Gathered(place)) => {
                let kind = place.section.kind();
                format!("{} {GATHERED} {}", place.section.name(), kind.fields[place.field].name)
            }
            (Target::Invitations, Subject::Answer(answer)) => {
                format!("{} {answer} {INVITED}", Section::Answers.name())
            }
            (_, Subject::Answer(answer)) => format!("{} {answer} {MISSED}", Section::Answers.name()),
            _ => String::new(),
        }
    }
}

/// The fields that a kind of question asks.
fn question_fields(session: &Session, kind: &QuestionKind, given: Option<&Answer>) -> Vec<FormField> {
    let marks = |marks: &[String]| answer_shape(Answer::marks, Shape::AnyOf(marks.to_vec()));
    let one = |mark: &str| answer_shape(Answer::marks, Shape::AnyOf(vec![mark.to_owned()]));
    let fields = match kind {
        QuestionKind::Status | QuestionKind::Sources | QuestionKind::Absentees => vec![answer_field(Answer::status)],
        QuestionKind::Text => vec![answer_field(Answer::text)],
        QuestionKind::Marks { marks: all } => vec![marks(all)],
        QuestionKind::Motto => vec![meeting_field(Meeting::motto), one(RESIDENTS)],
        QuestionKind::Groups { groups, explained } => {
            let own = given.map_or(&[][..], |answer| &answer.own.0);
            let explained = explained.then(|| one(EXPLAINED));
            [Some(marks(&[groups, own].concat())), Some(answer_field(Answer::own)), explained]
                .into_iter()
                .flatten()
                .collect()
        }
        QuestionKind::Choice(options) => {
            let options = options.iter().map(|(option, _)| option.clone()).collect();
            vec![answer_shape(Answer::choice, Shape::OneOf(options))]
        }
        QuestionKind::Wanted => {
            let missed = session.people.iter().filter(|person| is_missed(person.attendance));
            let ids = missed.map(|person| person.id.to_string()).collect();
            let invitations = FormField { target: Target::Invitations, shape: Shape::AnyOf(ids) };
            let add = FormField { target: Target::MissedPerson, shape: Shape::Value(Kind::Line) };
            vec![add, invitations, one(NOBODY_MISSED)]
        }
        QuestionKind::PerPerson => {
            let ids = employed(session).map(|person| person.id.to_string()).collect();
            vec![answer_shape(Answer::people, Shape::AnyOf(ids))]
        }
        QuestionKind::Horizons => vec![one(CONFIRMED)],
    };
    let some = |field: &FormField| !matches!(&field.shape, Shape::AnyOf(options) if options.is_empty());
    fields.into_iter().filter(some).collect()
}

/// Whether a person was missed, invited since or not.
pub fn is_missed(attendance: Option<Attendance>) -> bool {
    matches!(attendance, Some(Attendance::Wanted | Attendance::Invited))
}

/// The field in which any question can be answered with a no, or be said not to matter here.
fn no_field(kind: &QuestionKind) -> Option<FormField> {
    let words = [AnswerState::No, AnswerState::NotApplicable].map(|state| state.word().to_owned());
    match kind {
        QuestionKind::Choice(_) => None,
        _ => Some(answer_shape(Answer::status, Shape::OneOf(words.into()))),
    }
}

fn answer_field(number: usize) -> FormField {
    answer_shape(number, Shape::Value(Section::Answers.kind().fields[number].kind))
}

fn answer_shape(number: usize, shape: Shape) -> FormField {
    FormField { target: Target::Answer(number), shape }
}

fn meeting_field(field: usize) -> FormField {
    let place = Place { section: Section::Meeting, item: Id::new(Section::Meeting.name()), field };
    FormField { target: Target::Field(place), shape: Shape::Value(Section::Meeting.kind().fields[field].kind) }
}

impl Editor {
    /// What is shown of a field when it gets the focus; a text starts with its own words, everything else as chosen.
    fn for_field(field: &FormField, value: Value, session: &Session) -> Self {
        let words = |options: &[&str]| options.iter().map(|word| (*word).to_owned()).collect();
        match (&field.shape, value) {
            (Shape::OneOf(options), value) => Self::options(options.clone(), &value, false),
            (Shape::AnyOf(options), value) => Self::options(options.clone(), &value, true),
            (Shape::Value(Kind::Choice(choices)), Value::Empty) if choices.name == AnswerState::CHOICES.name => {
                // What nobody answered is open.
                Self::options(words(choices.options), &Value::Choice(AnswerState::Open.word()), false)
            }
            (Shape::Value(Kind::Choice(choices)), value) => Self::options(words(choices.options), &value, false),
            (Shape::Value(Kind::Choices(choices)), value) => Self::options(words(choices.options), &value, true),
            (Shape::Value(Kind::Flag), value) => Self::options(vec!["yes".to_owned()], &value, true),
            (Shape::Value(Kind::Link(section)), value) => {
                let chosen = if let Value::Link(id) = value { vec![id] } else { Vec::new() };
                Self::pick(*section, chosen, false)
            }
            (Shape::Value(Kind::Links(section)), value) => {
                let known = |id: &Id| session.find(*section, id).is_some();
                let chosen = value.members().iter().map(|id| Id::new(id.as_str())).filter(known).collect();
                Self::pick(*section, chosen, true)
            }
            (Shape::Value(kind), value) => {
                Self::Text { field: TextField::new(as_typed(&value)), lines: *kind == Kind::Text }
            }
        }
    }

    fn options(options: Vec<String>, value: &Value, many: bool) -> Self {
        let chosen = match value {
            Value::Set(members) => members.clone(),
            Value::Choice(word) => vec![(*word).to_owned()],
            Value::Text(word) => vec![word.clone()],
            Value::Yes => vec!["yes".to_owned()],
            _ => Vec::new(),
        };
        let marked = options.iter().position(|option| chosen.contains(option)).or(many.then_some(0));
        Self::Options { options, marked, chosen, many, typed: String::new() }
    }

    fn pick(section: Section, chosen: Vec<Id>, many: bool) -> Self {
        Self::Pick { section, chosen, many, query: TextField::default(), marked: None }
    }
}

/// A value as a person would type it; dates and numbers come from `update`, which knows the language.
fn as_typed(value: &Value) -> String {
    match value {
        Value::Text(text) | Value::AsTyped(text) => text.clone(),
        Value::Set(members) => members.join(", "),
        Value::Scores(scores) => {
            let scores: Vec<String> = scores.iter().map(ToString::to_string).collect();
            scores.join(" ")
        }
        _ => String::new(),
    }
}

/// The edits that put a value in the field of an answer: the answer is added in the order of its list if it is not there
/// yet, and goes when nothing is left of it.
pub fn answer_edits(session: &Session, guide: &Guide, answer: &str, field: usize, value: Value) -> Vec<Edit> {
    let id = Id::new(answer);
    let Some(record) = session.find(Section::Answers, &id) else {
        if value.is_empty() {
            return Vec::new();
        }
        let mut values = vec![Value::Empty; Section::Answers.kind().fields.len()];
        values[field] = value;
        let item = crate::domain::session::Item { id, values };
        return vec![Edit::Insert { section: Section::Answers, item, after: answer_before(session, guide, answer) }];
    };
    let is_left = |(number, other): (usize, &Value)| ![field, Answer::of_round].contains(&number) && !other.is_empty();
    if value.is_empty() && !record.values().iter().enumerate().any(is_left) {
        return vec![Edit::Remove { section: Section::Answers, item: id }];
    }
    // What the change is about comes last.
    let mut edits: Vec<Edit> = looked_at(session, answer).into_iter().collect();
    edits.push(Edit::set(Section::Answers, &id, field, value));
    edits
}

/// The edit that says of an answer of an earlier round that it was looked at again; none for any other answer.
pub fn looked_at(session: &Session, answer: &str) -> Option<Edit> {
    let given = session.answer(answer).filter(|given| !given.of_round.is_empty())?;
    Some(Edit::set(Section::Answers, &given.id, Answer::of_round, Value::Empty))
}

/// The edit that takes away a note that an answer has from the round before: it would contradict the state that the answer
/// gets now. None where the note was written in this round.
pub fn note_taken(session: &Session, earlier: &[Session], answer: &str) -> Option<Edit> {
    let given = session.answer(answer).filter(|given| !given.note.is_empty())?;
    let before = earlier.iter().rev().find_map(|round| round.answer(answer))?;
    (before.note == given.note).then(|| Edit::set(Section::Answers, &given.id, Answer::note, Value::Empty))
}

/// The answer behind which a new one stands: the last that the guide asks before it.
fn answer_before(session: &Session, guide: &Guide, answer: &str) -> Option<Id> {
    let mut before = None;
    for list in &guide.structure.lists {
        for asked in list.asked(session) {
            let id = asked.answer_id();
            if id == answer {
                return before;
            }
            if session.answer(&id).is_some() {
                before = Some(Id::new(id));
            }
        }
    }
    session.answers.last().map(|last| last.id.clone())
}

/// What a form shows in words.
impl Form {
    /// What stands above the form: the record or question that it is about.
    #[must_use]
    pub fn heading(&self, session: &Session, sentences: &Sentences<'_>) -> String {
        match &self.subject {
            _ if self.purpose == Purpose::Several => {
                let section = if let Subject::Item(section, _) = &self.subject { *section } else { Section::Answers };
                let words = sentences.words.record(section.kind());
                sentences.words.typing.together(sentences.words.count(self.others.len() + 1), &words.many)
            }
            Subject::Answer(answer) => sentences.guide.question_label(answer),
            Subject::Gathered(place) => {
                let keys = place.keys.iter().filter(|(_, key)| !key.is_empty());
                let told = keys.map(|(field, key)| sentences.key_text(place.section, *field, key, session));
                told.collect::<Vec<_>>().join(" · ")
            }
            Subject::Item(section, id) => {
                let words = sentences.words.record(section.kind());
                if let Some(title) = self.panel_title(*section, session, sentences) {
                    return title;
                }
                match session.find(*section, id) {
                    Some(record) if !matches!(self.purpose, Purpose::Add | Purpose::AddOneMore) => {
                        let title = sentences.item_title(*section, record, session);
                        if title.is_empty() { words.many.clone() } else { title }
                    }
                    _ => words.new.clone(),
                }
            }
        }
    }

    /// The only item of a section that has no name is told by the panel that asks for the first field: of the session as a
    /// whole each panel asks something else.
    fn panel_title(&self, section: Section, session: &Session, sentences: &Sentences<'_>) -> Option<String> {
        let Target::Field(place) = &self.fields.first()?.target else { return None };
        let has_name = session.find(section, &place.item).and_then(Record::name).is_some();
        if section.count() != Count::One || has_name {
            return None;
        }
        let field = section.kind().fields[place.field].name;
        let asks = |panel: &Panel| match panel.view.content() {
            Content::Fields(asked, names) => asked == section && names.iter().any(|name| name == field),
            _ => false,
        };
        let (step, panel) = sentences.guide.structure.find_panel(asks)?;
        let panel = &sentences.guide.structure.steps[step].panels[panel];
        Some(sentences.guide.panel_title(&panel.id).to_owned())
    }

    /// What an option of the field that has the focus is called.
    #[must_use]
    pub fn option_label(&self, session: &Session, sentences: &Sentences<'_>, option: &str) -> String {
        match &self.focused().shape {
            Shape::Value(Kind::Choice(choices) | Kind::Choices(choices)) => {
                sentences.words.choice(choices.name, option).to_owned()
            }
            Shape::Value(Kind::Flag) => sentences.words.screen.yes.clone(),
            _ => match session.people.find(&Id::new(option)) {
                Some(person) => person.name.0.clone(),
                None if self.focused().target == Target::Answer(Answer::status) => {
                    sentences.words.choice(AnswerState::KIND_REF.name, option).to_owned()
                }
                None => sentences.mark(option).to_owned(),
            },
        }
    }
}
