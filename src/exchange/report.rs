//! A session as a document: headings, items and fields in the order in which people read them, whatever they are
//! rendered as. Everything that can be typed is in it. The same session gives the same document on every day: what
//! depends on today is not told.

use crate::domain::question::{Tally, state};
use crate::domain::record::{Meaning, Record};
use crate::domain::records::meeting::{Answer, AnswerState};
use crate::domain::session::{Section, Session};
use crate::domain::value::{ChoiceSet, Value};
use crate::guide::progress::form_fields;
use crate::guide::{Asked, Content, Guide, List, Panel, SectionName};
use crate::i18n::Words;
use crate::i18n::dates::long_date;
use crate::telling::sentences::Sentences;

/// The question whose answer every report begins with (M18).
const FIRST_ACTIVITY: &str = "follow_up.7.1";

/// A document about a session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// What it is about, on one line.
    pub title: String,
    /// What it says, in order.
    pub blocks: Vec<Block>,
}

/// A part of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// A heading: 1 for a step, 2 for a panel of it, 3 for a group of questions.
    Heading {
        /// From 1.
        level: usize,
        /// The text.
        text: String,
    },
    /// Text, with `\n` between its lines.
    Paragraph(String),
    /// Fields that belong to the heading above them.
    Fields(Vec<Field>),
    /// An item or answer with its fields.
    Item {
        /// What it is called.
        title: String,
        /// What is filled in, beside what is in the title already.
        fields: Vec<Field>,
    },
    /// Short lines.
    List(Vec<String>),
}

/// A field that is filled in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// What it is.
    pub label: String,
    /// What it holds, with `\n` between lines.
    pub value: String,
}

/// The whole session.
#[must_use]
pub fn report(session: &Session, guide: &Guide, words: &Words) -> Report {
    let writer = ReportWriter::new(session, guide, words);
    let mut blocks = writer.first_activity();
    for step in 0..guide.structure.steps.len() {
        blocks.extend(writer.step(step));
    }
    blocks.extend(writer.unknown_answers());
    blocks.extend(writer.missing());
    Report { title: title(session, words), blocks }
}

/// One step of a session, by its number in the guide.
#[must_use]
pub fn step_report(session: &Session, guide: &Guide, words: &Words, step: usize) -> Report {
    Report { title: title(session, words), blocks: ReportWriter::new(session, guide, words).step(step) }
}

/// The number of the step with this name, short name or number.
#[must_use]
pub fn step_named(guide: &Guide, name: &str) -> Option<usize> {
    let name = name.trim().to_lowercase();
    let numbers = 0..guide.structure.steps.len();
    numbers.into_iter().find(|&number| {
        let text = guide.step_text(number);
        let names = [&guide.structure.steps[number].id, &text.name, &text.short];
        number.to_string() == name || names.iter().any(|known| known.to_lowercase() == name)
    })
}

/// What a document about a session is called.
#[must_use]
pub fn title(session: &Session, words: &Words) -> String {
    let neighbourhood = session.the_neighbourhood();
    let name = if neighbourhood.name.trim().is_empty() { &words.screen.no_name } else { &*neighbourhood.name };
    let round = words.screen.round(session.round());
    let date = session.the_meeting().date.known().map(|date| long_date(date, words));
    [Some(name.to_owned()), Some(round), date].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// What writing the document takes.
struct ReportWriter<'a> {
    session: &'a Session,
    guide: &'a Guide,
    words: &'a Words,
    sentences: Sentences<'a>,
}

impl<'a> ReportWriter<'a> {
    fn new(session: &'a Session, guide: &'a Guide, words: &'a Words) -> Self {
        Self { session, guide, words, sentences: Sentences { words, guide, today: None } }
    }

    fn first_activity(&self) -> Vec<Block> {
        let answer = self.session.answer(FIRST_ACTIVITY);
        let text = answer.map(|answer| &*answer.text).filter(|text| !text.trim().is_empty());
        let mut blocks = vec![
            heading(1, &self.words.screen.first_activity_label),
            Block::Paragraph(text.unwrap_or(&self.words.report.first_activity_open).to_owned()),
        ];
        if let Some(answer) = answer {
            let mut fields = self.fields_of(Section::Answers, answer, &[]);
            fields.retain(|field| Some(field.value.as_str()) != text);
            if !fields.is_empty() {
                blocks.push(Block::Fields(fields));
            }
        }
        blocks
    }

    fn step(&self, number: usize) -> Vec<Block> {
        let Some(step) = self.guide.structure.steps.get(number) else { return Vec::new() };
        let name = &self.guide.step_text(number).name;
        let text = if number == 0 { name.clone() } else { format!("{number} {name}") };
        let mut blocks = vec![heading(1, &text)];
        for panel in &step.panels {
            blocks.extend(self.panel(panel));
        }
        if number == 0 {
            // Not on a panel: they are settled where they are found.
            let conflicts = &self.words.record(Section::Conflicts.kind()).many;
            blocks.extend(under(heading(2, conflicts), self.records(Section::Conflicts)));
        }
        if blocks.len() == 1 {
            blocks.push(Block::Paragraph(self.words.report.not_treated.clone()));
        }
        blocks
    }

    /// A panel under its title; nothing where nothing was filled in.
    fn panel(&self, panel: &Panel) -> Vec<Block> {
        let content = match panel.view.content() {
            Content::Nothing => Vec::new(),
            Content::Fields(section, names) => return self.form(panel, section, names),
            Content::Items(section) => self.records(section),
            Content::Answers(list) => match self.guide.structure.list(list) {
                Some(list) if panel.view.is_board() => self.board(list),
                Some(list) => self.answers(list),
                None => Vec::new(),
            },
        };
        under(heading(2, self.guide.panel_title(&panel.id)), content)
    }

    fn form(&self, panel: &Panel, section: Section, names: &[String]) -> Vec<Block> {
        let Some(record) = self.session.table(section).get(0) else { return Vec::new() };
        let shown = form_fields(record, names);
        // What only the facilitator reads has a heading of its own.
        let is_private = |field: &usize| section.kind().fields[*field].means(Meaning::Private);
        let (private, open): (Vec<usize>, Vec<usize>) = shown.into_iter().partition(is_private);
        let fields = open.into_iter().filter_map(|field| self.field(section, record, field)).collect::<Vec<_>>();
        let fields = if fields.is_empty() { Vec::new() } else { vec![Block::Fields(fields)] };
        let mut blocks = under(heading(2, self.guide.panel_title(&panel.id)), fields);
        for field in private.into_iter().filter_map(|field| self.field(section, record, field)) {
            blocks.push(heading(2, &self.words.report.private_notes));
            blocks.push(Block::Paragraph(field.value));
        }
        blocks
    }

    fn records(&self, section: Section) -> Vec<Block> {
        let table = self.session.table(section);
        let records = table.records();
        let items = records.map(|record| {
            let title = self.sentences.item_title(section, record, self.session);
            let mut fields = self.fields_of(section, record, &[]);
            if let Some(same) = fields.iter().position(|field| field.value == title) {
                fields.remove(same);
            }
            Block::Item { title, fields }
        });
        items.collect()
    }

    /// Every answer that was given to a list, under the names of its groups.
    fn answers(&self, list: &List) -> Vec<Block> {
        let asked = list.asked(self.session);
        let mut blocks = Vec::new();
        for group in &list.groups {
            let of_group = |asked: &&Asked<'_>| group.questions.iter().any(|question| question.id == asked.question.id);
            let given = asked.iter().filter(of_group).filter_map(|asked| self.session.answer(&asked.answer_id()));
            let items = given.map(|answer| Block::Item {
                title: self.question_title(answer.id.as_str()),
                fields: self.fields_of(Section::Answers, answer, &[]),
            });
            let items: Vec<Block> = items.collect();
            match self.group_name(list, &group.id) {
                Some(name) => blocks.extend(under(heading(3, name), items)),
                None => blocks.extend(items),
            }
        }
        blocks
    }

    /// Every question of a list with its state, and the counts of each group and of all.
    fn board(&self, list: &List) -> Vec<Block> {
        let mut total = Tally::default();
        let mut blocks = Vec::new();
        for group in &list.groups {
            let mut tally = Tally::default();
            let mut items = Vec::new();
            for question in &group.questions {
                let answer = self.session.answer(&question.id);
                let state = state(&question.kind, answer, self.session);
                tally.add(state);
                total.add(state);
                items.push(self.state_of(&question.id, state, answer));
            }
            let name = self.group_name(list, &group.id).unwrap_or_default();
            let name = format!("{} {name}", group.id);
            blocks.push(heading(3, &self.words.report.group(&name, tally.settled(), tally.total(), tally.partly)));
            blocks.extend(items);
        }
        blocks.insert(0, Block::Paragraph(self.words.report.total(total.settled(), total.total(), total.partly)));
        blocks
    }

    fn state_of(&self, question: &str, state: AnswerState, answer: Option<&Answer>) -> Block {
        let word = self.words.choice(AnswerState::KIND_REF.name, state.word());
        let title = self.words.report.state(&self.question_title(question), word);
        // A state that a person gave is told again only where the answer as a whole is in another.
        let told: &[usize] = if answer.is_some_and(|it| it.status == Some(state)) { &[Answer::status] } else { &[] };
        let fields = answer.map_or_else(Vec::new, |answer| self.fields_of(Section::Answers, answer, told));
        Block::Item { title, fields }
    }

    fn group_name<'list>(&'list self, list: &List, group: &str) -> Option<&'list str> {
        self.guide.list_text(&list.id)?.groups.get(group).map(String::as_str)
    }

    /// A question by its number and short text, with the item that it is about.
    fn question_title(&self, answer: &str) -> String {
        let label = self.guide.question_label(answer);
        let about = answer.split_once('@').and_then(|(question, item)| {
            let (list, _) = self.guide.structure.question(question)?;
            let SectionName(section) = list.per?;
            let record = self.session.find(section, &crate::domain::id::Id::new(item))?;
            Some(self.sentences.item_title(section, record, self.session))
        });
        match about {
            Some(title) => self.words.sentences.question_about(&label, &title),
            None => label,
        }
    }

    /// Answers to questions that are not asked: of an item that is gone, or of another version of the guide.
    fn unknown_answers(&self) -> Vec<Block> {
        let asked = self.guide.structure.asked_ids(self.session);
        let unknown = self.session.answers.iter().filter(|answer| !asked.contains(answer.id.as_str()));
        let items = unknown.map(|answer| Block::Item {
            title: self.words.report.unknown_question(&answer.id),
            fields: self.fields_of(Section::Answers, answer, &[]),
        });
        under(heading(1, &self.words.report.unknown_answers), items.collect())
    }

    /// What is missing whatever the day is.
    fn missing(&self) -> Vec<Block> {
        let lines = self.sentences.still_open(self.session);
        let list = if lines.is_empty() { Vec::new() } else { vec![Block::List(lines)] };
        under(heading(1, &self.words.report.missing), list)
    }

    /// All fields that are filled in, but for these.
    fn fields_of(&self, section: Section, record: &dyn Record, but: &[usize]) -> Vec<Field> {
        let fields = (0..record.kind().fields.len()).filter(|number| !but.contains(number));
        fields.filter_map(|number| self.field(section, record, number)).collect()
    }

    fn field(&self, section: Section, record: &dyn Record, number: usize) -> Option<Field> {
        let kind = record.kind();
        let label = self.words.field(kind, kind.fields.get(number)?.name).trim_end_matches('?').to_owned();
        let value = match record.value(number) {
            Value::Empty => return None,
            Value::Text(text) if text.contains('\n') => text,
            Value::Date(date) => long_date(date, self.words),
            value => self.sentences.value_text(section, number, &value, self.session),
        };
        Some(Field { label, value })
    }
}

fn heading(level: usize, text: &str) -> Block {
    Block::Heading { level, text: text.to_owned() }
}

/// A heading with what stands under it; nothing if nothing does.
fn under(heading: Block, content: Vec<Block>) -> Vec<Block> {
    if content.is_empty() { content } else { std::iter::once(heading).chain(content).collect() }
}
