//! A session in the words of a document: fields, questions and what is missing, for every document alike.

use crate::domain::hidden::Veil;
use crate::domain::id::Id;
use crate::domain::question::{FIRST_ACTIVITY, QuestionKind, Tally, state};
use crate::domain::record::Record;
use crate::domain::records::meeting::{Answer, AnswerState};
use crate::domain::session::{Section, Session};
use crate::domain::signals::Signal;
use crate::domain::value::Value;
use crate::guide::{Asked, Guide, List, QuestionGroup, SectionName};
use crate::i18n::Words;
use crate::i18n::dates::long_date;
use crate::telling::sentences::Sentences;

use super::document::{Block, LabelledText};
use super::outgoing::Outgoing;

/// What a document about a session is called.
#[must_use]
pub fn title(session: &Session, words: &Words) -> String {
    let neighbourhood = session.the_neighbourhood();
    let name = if neighbourhood.name.trim().is_empty() { &words.screen.no_name } else { &*neighbourhood.name };
    let round = words.screen.round(session.round());
    let date = session.the_meeting().date.known().map(|date| long_date(date, words));
    [Some(name.to_owned()), Some(round), date].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// What telling a session takes.
pub(super) struct Told<'a> {
    pub(super) session: &'a Outgoing,
    pub(super) guide: &'a Guide,
    pub(super) words: &'a Words,
    pub(super) sentences: Sentences<'a>,
}

impl<'a> Told<'a> {
    pub(super) fn new(session: &'a Outgoing, guide: &'a Guide, words: &'a Words) -> Self {
        Self { session, guide, words, sentences: Sentences { words, guide, today: None, veil: Veil::default() } }
    }

    fn group_name(&self, list: &List, group: &str) -> Option<&'a str> {
        self.guide.list_text(&list.id)?.groups.get(group).map(String::as_str)
    }

    /// A list group by group: every answer that it asks for in this session, given or not.
    pub(super) fn groups(&self, list: &'a List) -> Vec<ToldGroup<'a>> {
        let asked = list.asked(self.session);
        let group = |group: &'a QuestionGroup| {
            let is_of_group = |asked: &&Asked<'_>| group.questions.iter().any(|it| it.id == asked.question.id);
            let told = |asked: &Asked<'a>| {
                let id = asked.answer_id();
                let answer = self.session.answer(&id);
                ToldAnswer {
                    state: state(&asked.question.kind, answer, self.session),
                    kind: &asked.question.kind,
                    id,
                    answer,
                }
            };
            let answers: Vec<ToldAnswer<'a>> = asked.iter().filter(is_of_group).map(told).collect();
            let name = self.group_name(list, &group.id);
            ToldGroup { id: &group.id, name, tally: answers.iter().map(|answer| answer.state).collect(), answers }
        };
        list.groups.iter().map(group).collect()
    }

    /// How much of a list, or of a group by its name, is settled, in a line.
    pub(super) fn counts(&self, name: Option<&str>, tally: Tally) -> String {
        let report = &self.words.report;
        match name {
            Some(name) => report.group(name, tally.settled(), tally.total(), tally.partly),
            None => report.total(tally.settled(), tally.total(), tally.partly),
        }
    }

    /// A question by its number and short text, with the item that it is about.
    pub(super) fn question_title(&self, answer: &str) -> String {
        let label = self.guide.question_label(answer);
        let about = answer.split_once('@').and_then(|(question, item)| {
            let (list, _) = self.guide.structure.question(question)?;
            let SectionName(section) = list.per?;
            let record = self.session.find(section, &Id::new(item))?;
            Some(self.sentences.item_title(section, record, self.session))
        });
        match about {
            Some(title) => self.words.sentences.question_about(&label, &title),
            None => label,
        }
    }

    /// Answers to questions that are not asked: of an item that is gone, or of another version of the guide.
    pub(super) fn unknown_answers(&self) -> Vec<Block> {
        let asked = self.guide.structure.asked_ids(self.session);
        let unknown = self.session.answers.iter().filter(|answer| !asked.contains(answer.id.as_str()));
        let items = unknown.map(|answer| Block::Item {
            title: self.words.report.unknown_question(&answer.id),
            fields: self.fields_of(Section::Answers, answer, &[]),
        });
        items.collect()
    }

    /// What every document begins with: what the first activity is, and the answer that says so (M18).
    pub(super) fn first_step(&self) -> (Block, Option<&Answer>) {
        let answer = self.session.answer(FIRST_ACTIVITY);
        let text = answer.map(|answer| &*answer.text).filter(|text| !text.trim().is_empty());
        (Block::Paragraph(text.unwrap_or(&self.words.report.first_activity_open).to_owned()), answer)
    }

    /// What is still open, under headings of this level: what is missing whatever the day is, and what asks something from a
    /// day on; of what these readers get.
    pub(super) fn missing(&self, level: usize, is_told: impl Fn(&Signal) -> bool) -> Vec<Block> {
        let words = &self.words.report;
        let parts = [
            (&words.missing, self.sentences.still_open(self.session, &is_told)),
            (&words.from_a_day, self.sentences.open_from_a_day(self.session, &is_told)),
        ];
        let told = parts.into_iter().filter(|(_, lines)| !lines.is_empty());
        told.flat_map(|(heading, lines)| [Block::heading(level, heading), Block::List(lines)]).collect()
    }

    /// All fields that are filled in, but for these.
    pub(super) fn fields_of(&self, section: Section, record: &dyn Record, but: &[usize]) -> Vec<LabelledText> {
        let fields = (0..record.kind().fields.len()).filter(|number| !but.contains(number));
        fields.filter_map(|number| self.field(section, record, number)).collect()
    }

    pub(super) fn field(&self, section: Section, record: &dyn Record, number: usize) -> Option<LabelledText> {
        let value = match record.value(number) {
            Value::Empty => return None,
            Value::Date(date) => long_date(date, self.words),
            _ => self.value(section, record, number),
        };
        Some(LabelledText { label: self.label(section, number), value })
    }

    /// What a field is called.
    pub(super) fn label(&self, section: Section, number: usize) -> String {
        let kind = section.kind();
        let name = kind.fields.get(number).map_or("", |field| field.name);
        self.words.field(kind, name).trim_end_matches('?').to_owned()
    }

    /// What a field holds in words; empty for nothing.
    pub(super) fn value(&self, section: Section, record: &dyn Record, number: usize) -> String {
        match record.value(number) {
            Value::Text(text) if text.contains('\n') => text,
            value => self.sentences.value_text(section, number, &value, self.session),
        }
    }
}

/// A group of a list as a document tells it.
pub(super) struct ToldGroup<'a> {
    pub(super) id: &'a str,
    pub(super) name: Option<&'a str>,
    pub(super) answers: Vec<ToldAnswer<'a>>,
    pub(super) tally: Tally,
}

/// An answer that a list asks for.
pub(super) struct ToldAnswer<'a> {
    pub(super) id: String,
    pub(super) kind: &'a QuestionKind,
    /// How far it is, by all that was filled in.
    pub(super) state: AnswerState,
    pub(super) answer: Option<&'a Answer>,
}

impl ToldAnswer<'_> {
    /// What is not told again beside the state: that which a person gave, where the answer as a whole is in no other.
    pub(super) fn told_already(&self) -> &'static [usize] {
        if self.answer.is_some_and(|it| it.status == Some(self.state)) { &[Answer::status] } else { &[] }
    }
}

/// A heading with what stands under it; nothing if nothing does.
pub(super) fn under(heading: Block, content: Vec<Block>) -> Vec<Block> {
    if content.is_empty() { content } else { std::iter::once(heading).chain(content).collect() }
}
