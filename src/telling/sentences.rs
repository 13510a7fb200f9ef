//! A session in sentences: the title of an item, a value in words, and what an edit changes. Diff, history, notices,
//! tables, search and the report all read these. Total: text from a file may be anything, a link may point nowhere, and
//! an id never reaches the reader. Making text safe to show is not done here but where it is shown.

use jiff::civil::Date;
use unicode_segmentation::UnicodeSegmentation;

use crate::domain::conflict::{About, OpenConflict};
use crate::domain::edit::{Edit, Place};
use crate::domain::hidden::Veil;
use crate::domain::id::Id;
use crate::domain::question::{CONFIRMED, EXPLAINED, NOBODY_MISSED};
use crate::domain::record::{Field, Meaning, Record, RecordKind};
use crate::domain::records::meeting::{Answer, AnswerState, Conflict};
use crate::domain::session::{Count, Item, Section, Session};
use crate::domain::value::{ChoiceSet, Kind, Value};

use super::personal::veiled;
use super::shorten::shorten;
use crate::guide::Guide;
use crate::i18n::Words;
use crate::i18n::dates::{period_or, short_date, time_text};
use crate::i18n::numbers::{decimal_text, euros_text, whole_text};
use crate::i18n::sentence_words::SentenceWords;

/// A title is no longer than this in a sentence, in letters as a reader counts them.
const LONGEST_TITLE: usize = 40;
/// A value is no longer than this in a sentence.
const LONGEST_VALUE: usize = 60;
/// So many letters that two long values share are kept before the place where they differ.
const SHARED: usize = 12;
/// Two texts are compared no further than this for a sentence.
const FURTHEST_COMPARED: usize = 20_000;
/// An item that is called after others, which are called after others: never deeper than this.
const DEEPEST_TITLE: usize = 3;
/// Between the parts of a title that is made of several fields.
const BETWEEN_PARTS: &str = " · ";
/// Between the lines of a text on one line.
const BETWEEN_LINES: &str = " / ";
/// The fields of an answer that are the answer itself: a sentence does not name them.
const ANSWER_ITSELF: &[usize] = &[Answer::status, Answer::choice, Answer::marks, Answer::text];

/// Tells about a session in words: made once from the words, the guide and the day.
#[derive(Clone, Copy, Debug)]
pub struct Sentences<'a> {
    /// The words of the language.
    pub words: &'a Words,
    /// The names of questions and marks.
    pub guide: &'a Guide,
    /// The day on which it is told. Without one every date is told with its year, so that a text stays the same.
    pub today: Option<Date>,
    /// What is hidden, beside what the session itself hides that is told about.
    pub veil: Veil,
}

impl Sentences<'_> {
    /// What an edit changes, in one sentence; `before` is the session to which it is about to be applied.
    #[must_use]
    pub fn tell(&self, edit: &Edit, before: &Session) -> String {
        veiled(self.tell_whole(edit, before, false), &self.words.outgoing)
    }

    /// The same of an edit that was taken back: of a value that was changed, what stands there again.
    #[must_use]
    pub fn tell_undone(&self, edit: &Edit, before: &Session) -> String {
        veiled(self.tell_whole(edit, before, true), &self.words.outgoing)
    }

    fn tell_whole(&self, edit: &Edit, before: &Session, is_undone: bool) -> String {
        match edit {
            Edit::Set { place, value } => self.tell_set(place, value, before, is_undone),
            Edit::Insert { section, item, .. } => self.tell_insert(*section, item, before),
            Edit::Remove { section, item } => {
                let sentences = &self.words.sentences;
                let subject = self.subject(*section, item, before);
                match section {
                    Section::Answers => sentences.answer_removed(subject),
                    Section::Conflicts => sentences.settled(subject),
                    _ => sentences.removed(subject),
                }
            }
            Edit::Move { section, item, .. } => self.words.sentences.moved(self.subject(*section, item, before)),
        }
    }

    /// The best short title of an item: what it is called, or what it is made of (`Eenzaamheid · Bewoners`). The record
    /// need not stand in the session, which is where its links are looked up.
    #[must_use]
    pub fn item_title(&self, section: Section, record: &dyn Record, session: &Session) -> String {
        if section == Section::Answers {
            return self.question_title(record.id(), session);
        }
        if section.count() == Count::One {
            return self.only_title(section, record);
        }
        let title = self.title_of(section, &|field| record.value(field), session, 0);
        title.unwrap_or_else(|| self.words.sentences.untitled.clone())
    }

    /// The title of the item with this id, or a dash if the session does not have it.
    #[must_use]
    pub fn title(&self, section: Section, id: &Id, session: &Session) -> String {
        self.linked_title(section, id, session, 0)
    }

    /// The value of a field in words, in full: links by their titles, the words of fixed sets, dates, numbers, several
    /// lines on one. Empty for an empty value.
    #[must_use]
    pub fn value_text(&self, section: Section, field: usize, value: &Value, session: &Session) -> String {
        self.text_of(section, field, value, session, 0)
    }

    /// The value of a field in words as it fits in a sentence: long text is cut, blank text is a dash.
    #[must_use]
    pub fn brief_value_text(&self, section: Section, field: usize, value: &Value, session: &Session) -> String {
        let text = self.value_text(section, field, value, session);
        if text.trim().is_empty() && !value.is_empty() {
            return self.words.sentences.nothing.clone();
        }
        shorten(&text, LONGEST_VALUE)
    }

    /// The word for a mark or option of a question; a mark that was added by hand is its own word.
    #[must_use]
    pub fn mark<'text>(&'text self, mark: &'text str) -> &'text str {
        match mark {
            CONFIRMED => &self.words.report.confirmed,
            EXPLAINED => &self.words.report.explained,
            NOBODY_MISSED => &self.words.report.nobody_missed,
            mark => self.guide.word(mark),
        }
    }

    fn tell_insert(&self, section: Section, item: &Item, before: &Session) -> String {
        if section == Section::Answers {
            return self.tell_answer(item, before);
        }
        let new = &self.words.record(section.kind()).new;
        match self.title_of(section, &|field| value_at(item, field), before, 0) {
            None => new.clone(),
            Some(title) => {
                let title = shorten(&title, LONGEST_TITLE);
                self.words.sentences.inserted(new, &title)
            }
        }
    }

    /// An answer that was given at once, such as one that came in from another file.
    fn tell_answer(&self, item: &Item, before: &Session) -> String {
        let section = Section::Answers;
        let mut parts = Vec::new();
        for (number, field) in section.kind().fields.iter().enumerate() {
            let value = value_at(item, number);
            if value.is_empty() || field.means(Meaning::Private) {
                continue;
            }
            let text = self.brief_value_text(section, number, &value, before);
            parts.push(if ANSWER_ITSELF.contains(&number) {
                text
            } else {
                let label = self.label(section.kind(), field.name);
                self.words.sentences.answer_part(&label, &text)
            });
        }
        if parts.is_empty() {
            parts.push(self.words.choice(AnswerState::KIND_REF.name, AnswerState::Open.word()).to_owned());
        }
        let subject = self.question_title(&item.id, before);
        self.words.sentences.answer.filled(&subject, parts.join(", "))
    }

    fn tell_set(&self, place: &Place, value: &Value, before: &Session, is_undone: bool) -> String {
        let sentences = &self.words.sentences;
        let subject = self.subject(place.section, &place.item, before);
        let kind = place.section.kind();
        let record = before.find(place.section, &place.item);
        let old = record.map_or(Value::Empty, |record| record.value(place.field));
        let Some(field) = kind.fields.get(place.field).filter(|_| old != *value) else {
            return sentences.unchanged(&subject);
        };
        let label = self.label(kind, field.name);
        let altered = || sentences.altered(&subject, &label);
        if is_private(place.section, place.field) || self.is_covered(place.section, place.field, before) {
            return altered();
        }
        let itself = place.section == Section::Answers && ANSWER_ITSELF.contains(&place.field);
        let change =
            FieldChange { words: sentences, subject: &subject, label: Some(label.as_str()).filter(|_| !itself) };
        if matches!(field.kind, Kind::Choices(_) | Kind::Links(_) | Kind::Marks) {
            return self.tell_members(&change, place, &old, value, before);
        }
        let (old, new) = self.pair(place, &old, value, before);
        // Values that differ only in blank lines, or in how a number was typed, read the same.
        match () {
            () if old == new => altered(),
            () if is_undone => change.tell_again(if old.is_empty() { &sentences.empty } else { &old }),
            () => change.tell(&old, &new),
        }
    }

    /// The members that came into a set and those that went out of it.
    fn tell_members(
        &self,
        change: &FieldChange<'_>,
        place: &Place,
        old: &Value,
        new: &Value,
        before: &Session,
    ) -> String {
        let only_in = |value: &Value, other: &Value| {
            let members = value.members().iter().filter(|member| !other.members().contains(member));
            let members = Value::set(members.cloned().collect());
            self.brief_value_text(place.section, place.field, &members, before)
        };
        change.tell_members(&only_in(new, old), &only_in(old, new))
    }

    /// The old and the new value in words; empty for nothing, unless nothing has a word of its own.
    fn pair(&self, place: &Place, old: &Value, new: &Value, before: &Session) -> (String, String) {
        let kind = place.section.kind().fields.get(place.field).map(|field| field.kind);
        let full = |value: &Value| match (kind, value) {
            (Some(Kind::Flag), Value::Empty) => self.words.sentences.no.clone(),
            (Some(Kind::Choice(set)), Value::Empty) if place.section == Section::Answers => {
                set.options.first().map_or_else(String::new, |word| self.words.choice(set.name, word).to_owned())
            }
            (_, Value::Empty) => String::new(),
            _ => {
                let text = self.value_text(place.section, place.field, value, before);
                if text.trim().is_empty() { self.words.sentences.nothing.clone() } else { text }
            }
        };
        shorten_pair(&full(old), &full(new))
    }

    /// What a sentence is about: the item with its title, the question, or the only item of its section.
    pub(super) fn subject(&self, section: Section, id: &Id, session: &Session) -> String {
        let sentences = &self.words.sentences;
        if section == Section::Answers {
            return self.question_title(id, session);
        }
        let record = capitalised(&self.words.record(section.kind()).one);
        if section.count() == Count::One {
            return record;
        }
        let item = session.find(section, id);
        match item.and_then(|item| self.title_of(section, &|field| item.value(field), session, 0)) {
            None => sentences.untitled_item(&record),
            Some(title) => sentences.item(&record, shorten(&title, LONGEST_TITLE)),
        }
    }

    /// The only item of its section is called by its name if it has one, and otherwise what it is.
    fn only_title(&self, section: Section, record: &dyn Record) -> String {
        record.name().and_then(first_line).unwrap_or_else(|| capitalised(&self.words.record(section.kind()).one))
    }

    /// A question by its number or words, with the item that it is about.
    fn question_title(&self, answer: &Id, session: &Session) -> String {
        let sentences = &self.words.sentences;
        let (question, about) = answer.as_str().split_once('@').unwrap_or((answer.as_str(), ""));
        let label = self.guide.question_label(question);
        let (number, in_words) = number_and_words(label.trim());
        let in_words = shorten(in_words, LONGEST_TITLE);
        let named = match (number.is_empty(), in_words.is_empty()) {
            (true, true) => sentences.unknown_question.clone(),
            (true, false) => sentences.question_in_words(in_words),
            (false, true) => sentences.question_by_number(number),
            (false, false) => sentences.question(number, in_words),
        };
        match self.title_anywhere(about, session) {
            None => named,
            Some(title) => {
                let title = shorten(&title, LONGEST_TITLE);
                sentences.question_about(&named, &title)
            }
        }
    }

    /// The title of an item of which the section is not known: the first letter of an id narrows it down.
    fn title_anywhere(&self, id: &str, session: &Session) -> Option<String> {
        let letter = id.chars().next()?;
        let id = Id::new(id);
        Section::ALL.iter().filter(|section| section.count() == Count::Many(letter)).find_map(|&section| {
            let record = session.find(section, &id)?;
            Some(self.item_title(section, record, session))
        })
    }

    fn linked_title(&self, section: Section, id: &Id, session: &Session, depth: usize) -> String {
        let sentences = &self.words.sentences;
        match session.find(section, id) {
            None => sentences.nothing.clone(),
            Some(record) if depth == 0 => self.item_title(section, record, session),
            Some(record) => self
                .title_of(section, &|field| record.value(field), session, depth)
                .unwrap_or_else(|| sentences.untitled.clone()),
        }
    }

    /// What two people changed differently is called after the item that they changed; its own fields name places as the
    /// file does.
    fn disputed_title(&self, value: &dyn Fn(usize) -> Value, session: &Session) -> Option<String> {
        let text = |field: usize| match value(field) {
            Value::Text(text) => text,
            _ => String::new(),
        };
        let section = Section::named(&text(Conflict::section)).filter(|section| *section != Section::Conflicts)?;
        let record = session.find(section, &Id::new(text(Conflict::item)));
        Some(record.map_or_else(
            || self.words.record(section.kind()).one.clone(),
            |record| self.item_title(section, record, session),
        ))
    }

    /// What an item is called: what its record declares as the title. One that is called after words and has none is
    /// called after other words that are filled in, or else after its first links, choices or dates.
    fn title_of(
        &self,
        section: Section,
        value: &dyn Fn(usize) -> Value,
        session: &Session,
        depth: usize,
    ) -> Option<String> {
        if depth > DEEPEST_TITLE {
            return None;
        }
        let fields = section.kind().fields;
        if section == Section::Conflicts {
            return self.disputed_title(value, session);
        }
        let value = |field: usize| {
            let is_covered = self.is_covered(section, field, session);
            if is_covered { Value::Empty } else { value(field) }
        };
        let first_text = || {
            let texts = fields.iter().enumerate().filter(|(_, field)| is_text(field.kind));
            texts.filter(|(_, field)| !field.means(Meaning::Private)).find_map(|(number, _)| match value(number) {
                Value::Text(text) => first_line(text),
                _ => None,
            })
        };
        let is_in_words = section.kind().title().is_some_and(|title| is_text(fields[title].kind));
        let combination = || {
            let is_part = |field: &Field| {
                if is_in_words { can_be_part_of_title(field.kind) } else { field.means(Meaning::Title) }
            };
            let parts = fields.iter().enumerate().filter(|(_, field)| is_part(field)).take(2);
            let parts = parts.map(|(number, _)| self.text_of(section, number, &value(number), session, depth + 1));
            let parts: Vec<String> = parts.filter(|part| !part.trim().is_empty()).collect();
            if parts.is_empty() { None } else { Some(parts.join(BETWEEN_PARTS)) }
        };
        if is_in_words { first_text().or_else(combination) } else { combination().or_else(first_text) }
    }

    fn text_of(&self, section: Section, field: usize, value: &Value, session: &Session, depth: usize) -> String {
        let number = field;
        let Some(field) = section.kind().fields.get(number) else { return String::new() };
        match value {
            Value::Empty => String::new(),
            _ if self.is_covered(section, number, session) => self.words.grids.still_hidden.clone(),
            Value::Text(text) if section == Section::Answers && number == Answer::choice => self.mark(text).to_owned(),
            Value::Text(id) if section == Section::Header => self.round_before(id, session),
            Value::Text(text) if text.contains('\n') => on_one_line(text),
            Value::AsTyped(text) if field.kind == Kind::Date => period_or(text, self.words),
            Value::Text(text) | Value::AsTyped(text) => text.clone(),
            Value::Date(date) => short_date(*date, self.today, self.words),
            Value::Time(time) => time_text(*time),
            Value::Whole(number) => self.whole(field, *number),
            Value::Decimal(number) => decimal_text(*number, self.words),
            Value::Yes => self.words.sentences.yes.clone(),
            Value::Choice(word) => match field.kind {
                Kind::Choice(set) => self.words.choice(set.name, word).to_owned(),
                _ => self.words.sentences.nothing.clone(),
            },
            Value::Link(id) => match field.kind {
                Kind::Link(to) => self.linked_title(to, id, session, depth),
                _ => self.words.sentences.nothing.clone(),
            },
            Value::Set(members) => self.set_text(section, number, members, session, depth),
            Value::Scores(scores) => joined(scores.iter().map(ToString::to_string)),
            Value::Versions(versions) => joined(versions.iter().flat_map(|version| {
                let told = version.values().iter().filter(|(field, _)| !is_private(version.section, *field));
                told.map(|(field, value)| self.text_of(version.section, *field, value, session, depth))
            })),
        }
    }

    /// The session of the round before, which has no name here: whether it is the one that is named now.
    fn round_before(&self, id: &str, session: &Session) -> String {
        let is_named = session.previous().is_some_and(|previous| previous.as_str() == id);
        let words = &self.words.sentences;
        if is_named { words.previous_session.clone() } else { words.other_session.clone() }
    }

    /// The fields that a conflict is about.
    #[must_use]
    pub fn fields_text(&self, conflict: &OpenConflict) -> String {
        let kind = conflict.section.kind();
        joined(conflict.fields.iter().map(|&field| self.label(kind, kind.fields[field].name)))
    }

    /// A version of what a conflict is about: the value, or each with the name of its field.
    #[must_use]
    pub fn version_text(&self, conflict: &OpenConflict, version: &[Value], session: &Session) -> String {
        let kind = conflict.section.kind();
        let text = |field: usize, value: &Value| match value {
            Value::Empty => self.words.git.conflict.nothing.clone(),
            value => self.brief_value_text(conflict.section, field, value, session),
        };
        let values: Vec<(usize, &Value)> = match conflict.about {
            About::Fields => conflict.fields.iter().copied().zip(version).collect(),
            _ => version.iter().enumerate().filter(|(_, value)| !value.is_empty()).collect(),
        };
        match values.as_slice() {
            [(field, value)] => text(*field, value),
            values => joined(values.iter().map(|(field, value)| {
                format!("{}: {}", self.label(kind, kind.fields[*field].name), text(*field, value))
            })),
        }
    }

    /// Words of a fixed set in its own order, everything else in that of the file.
    fn set_text(&self, section: Section, field: usize, members: &[String], session: &Session, depth: usize) -> String {
        match section.kind().fields[field].kind {
            Kind::Choices(set) => {
                let chosen = set.options.iter().filter(|option| members.iter().any(|member| member == *option));
                joined(chosen.map(|option| self.words.choice(set.name, option).to_owned()))
            }
            Kind::Links(to) => {
                let ids = members.iter().map(|member| Id::new(member.as_str()));
                joined(ids.map(|id| self.linked_title(to, &id, session, depth)))
            }
            Kind::Marks if section == Section::Answers && field == Answer::marks => {
                joined(members.iter().map(|member| self.mark(member).to_owned()))
            }
            _ => members.join(", "),
        }
    }

    /// A year has no mark between its thousands, an amount of money has its sign.
    fn whole(&self, field: &Field, number: u32) -> String {
        if field.means(Meaning::Year) {
            number.to_string()
        } else if field.means(Meaning::Euro) {
            euros_text(u64::from(number), self.words)
        } else {
            whole_text(u64::from(number), self.words)
        }
    }

    /// The label of a field in the middle of a sentence.
    pub(super) fn label(&self, kind: &RecordKind, field: &str) -> String {
        let label = self.words.field(kind, field).trim_end_matches('?');
        let is_name = self.words.sentences.names.iter().any(|name| label.starts_with(name.as_str()));
        match label.chars().next() {
            Some(first) if !is_name => first.to_lowercase().chain(label[first.len_utf8()..].chars()).collect(),
            _ => label.to_owned(),
        }
    }
}

/// Whether the values of a field are never told.
pub(super) fn is_private(section: Section, field: usize) -> bool {
    let field = section.kind().fields.get(field);
    field.is_some_and(|field| field.means(Meaning::Private))
}

/// A sentence about a field, without the values yet; one without a label is about an answer itself.
struct FieldChange<'a> {
    words: &'a SentenceWords,
    subject: &'a str,
    label: Option<&'a str>,
}

impl FieldChange<'_> {
    fn tell(&self, old: &str, new: &str) -> String {
        let (field, answer, subject) = (&self.words.field, &self.words.answer, self.subject);
        match (self.label, old.is_empty(), new.is_empty()) {
            (Some(label), _, true) => field.emptied(subject, label, old),
            (Some(label), true, false) => field.filled(subject, label, new),
            (Some(label), false, false) => field.changed(subject, label, old, new),
            (None, _, true) => answer.emptied(subject, old),
            (None, true, false) => answer.filled(subject, new),
            (None, false, false) => answer.changed(subject, old, new),
        }
    }

    /// That a value stands there again.
    fn tell_again(&self, old: &str) -> String {
        match self.label {
            Some(label) => self.words.field.again(self.subject, label, old),
            None => self.words.answer.again(self.subject, old),
        }
    }

    fn tell_members(&self, added: &str, taken: &str) -> String {
        let (field, answer, subject) = (&self.words.field, &self.words.answer, self.subject);
        match (self.label, added.is_empty(), taken.is_empty()) {
            (Some(label), _, true) => field.added(subject, label, added),
            (Some(label), true, false) => field.taken(subject, label, taken),
            (Some(label), false, false) => field.swapped(subject, label, added, taken),
            (None, _, true) => answer.added(subject, added),
            (None, true, false) => answer.taken(subject, taken),
            (None, false, false) => answer.swapped(subject, added, taken),
        }
    }
}

/// Two values that both fit in a sentence, cut so that the place where they differ can be seen.
fn shorten_pair(old: &str, new: &str) -> (String, String) {
    let fits = |text: &str| text.len() <= LONGEST_VALUE;
    let from = if fits(old) && fits(new) { 0 } else { shared_beginning(old, new) };
    let cut = |text: &str| {
        let rest = text.get(from..).unwrap_or(text);
        if from == 0 {
            shorten(rest, LONGEST_VALUE)
        } else {
            format!("…{}", shorten(rest.trim_start(), LONGEST_VALUE - 1))
        }
    };
    (cut(old), cut(new))
}

/// Where to begin two texts so that a few letters that they share are left before they part; 0 if they part early.
fn shared_beginning(old: &str, new: &str) -> usize {
    let mut recent = [0; SHARED];
    let (mut count, mut end) = (0, 0);
    let letters = old.grapheme_indices(true).zip(new.graphemes(true));
    let shared = letters.take_while(|((_, old), new)| old == new).take(FURTHEST_COMPARED);
    for ((at, _), _) in shared {
        recent[count % SHARED] = at;
        end = at;
        count += 1;
    }
    if count <= LONGEST_VALUE / 2 {
        return 0;
    }
    // The oldest of the last letters, or the word that begins after it.
    let from = recent[count % SHARED];
    old[from..end].find(' ').map_or(from, |space| from + space + 1)
}

/// The number that the label of a question begins with, and the rest; either may be empty.
fn number_and_words(label: &str) -> (&str, &str) {
    let (first, rest) = label.split_once(' ').unwrap_or((label, ""));
    let is_number = first.chars().all(|character| character.is_ascii_digit() || character == '.');
    if is_number { (first, rest.trim_start()) } else { ("", label) }
}

fn value_at(item: &Item, field: usize) -> Value {
    item.values.get(field).cloned().unwrap_or_default()
}

fn is_text(kind: Kind) -> bool {
    matches!(kind, Kind::Line | Kind::Text)
}

fn can_be_part_of_title(kind: Kind) -> bool {
    matches!(kind, Kind::Link(_) | Kind::Choice(_) | Kind::Date)
}

/// The first line with something on it.
fn first_line(text: String) -> Option<String> {
    if !text.contains('\n') && text.trim().len() == text.len() {
        return if text.is_empty() { None } else { Some(text) };
    }
    text.lines().map(str::trim).find(|line| !line.is_empty()).map(str::to_owned)
}

/// The lines that hold something, one behind the other.
fn on_one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len() + 16);
    for part in text.lines().map(str::trim).filter(|part| !part.is_empty()) {
        if !line.is_empty() {
            line.push_str(BETWEEN_LINES);
        }
        line.push_str(part);
    }
    line
}

fn joined(parts: impl Iterator<Item = String>) -> String {
    let mut text = String::new();
    for part in parts {
        if !text.is_empty() {
            text.push_str(", ");
        }
        text.push_str(&part);
    }
    text
}

pub(super) fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
