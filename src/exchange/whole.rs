//! A whole session step by step, as it stands on the screen: everything that can be typed is in it. The same session gives
//! the same document on every day: what depends on today is told with its day.

use crate::domain::hidden::is_hidden;
use crate::domain::naming::is_same;
use crate::domain::record::Meaning;
use crate::domain::records::meeting::{Answer, AnswerState};
use crate::domain::session::Section;
use crate::domain::value::ChoiceSet;
use crate::guide::progress::form_fields;
use crate::guide::{Content, Guide, List, Panel};
use crate::i18n::Words;

use super::document::{Block, Document};
use super::outgoing::Outgoing;
use super::told::{Told, ToldAnswer, title, under};

/// The whole session as a document, each step with all its panels.
#[must_use]
pub fn whole(session: &Outgoing, guide: &Guide, words: &Words) -> Document {
    let writer = Told::new(session, guide, words);
    let mut blocks = writer.first_activity();
    for step in 0..guide.structure.steps.len() {
        blocks.extend(writer.step(step));
    }
    let unknown = Block::heading(1, &words.report.unknown_answers);
    blocks.extend(under(unknown, writer.unknown_answers()));
    blocks.extend(writer.missing(1, |_| true));
    Document { title: title(session, words), mark: None, blocks }
}

/// One step of a session, by its number in the guide.
#[must_use]
pub fn whole_step(session: &Outgoing, guide: &Guide, words: &Words, step: usize) -> Document {
    Document { title: title(session, words), mark: None, blocks: Told::new(session, guide, words).step(step) }
}

/// The number of the step with this name, short name or number.
#[must_use]
pub fn step_named(guide: &Guide, name: &str) -> Option<usize> {
    let numbers = 0..guide.structure.steps.len();
    numbers.into_iter().find(|&number| {
        let text = guide.step_text(number);
        let names = [&guide.structure.steps[number].id, &text.name, &text.short];
        number.to_string() == name.trim() || names.iter().any(|known| is_same(known, name))
    })
}

impl<'a> Told<'a> {
    fn first_activity(&self) -> Vec<Block> {
        let (first, answer) = self.first_step();
        let mut blocks = vec![Block::heading(1, &self.words.screen.first_activity_label), first];
        let fields = answer.map(|answer| self.fields_of(Section::Answers, answer, &[Answer::text]));
        blocks.extend(fields.filter(|fields| !fields.is_empty()).map(Block::Fields));
        blocks
    }

    fn step(&self, number: usize) -> Vec<Block> {
        let Some(step) = self.guide.structure.steps.get(number) else { return Vec::new() };
        let name = &self.guide.step_text(number).name;
        let text = if number == 0 { name.clone() } else { format!("{number} {name}") };
        let mut blocks = vec![Block::heading(1, text)];
        for panel in &step.panels {
            blocks.extend(self.panel(panel));
        }
        if number == 0 {
            // Not on a panel: they are settled where they are found.
            let conflicts = &self.words.record(Section::Conflicts.kind()).many;
            blocks.extend(under(Block::heading(2, conflicts), self.records(Section::Conflicts)));
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
            Content::Cells(grid) if is_hidden(self.session, grid.section) => {
                vec![Block::Paragraph(self.words.grids.still_hidden.clone())]
            }
            Content::Cells(grid) => {
                let shown = Section::ALL.iter().filter(|section| grid.shows(**section));
                shown.flat_map(|section| self.records(*section)).collect()
            }
            Content::Answers(list) => match self.guide.structure.list(list) {
                Some(list) if panel.view.is_board() => self.board(list),
                Some(list) => self.answers(list),
                None => Vec::new(),
            },
        };
        under(Block::heading(2, self.guide.panel_title(&panel.id)), content)
    }

    fn form(&self, panel: &Panel, section: Section, names: &[String]) -> Vec<Block> {
        let Some(record) = self.session.table(section).get(0) else { return Vec::new() };
        let shown = form_fields(record, names);
        // What only the facilitator reads has a heading of its own.
        let is_private = |field: &usize| section.kind().fields[*field].means(Meaning::Private);
        let (private, open): (Vec<usize>, Vec<usize>) = shown.into_iter().partition(is_private);
        let fields = open.into_iter().filter_map(|field| self.field(section, record, field)).collect::<Vec<_>>();
        let fields = if fields.is_empty() { Vec::new() } else { vec![Block::Fields(fields)] };
        let mut blocks = under(Block::heading(2, self.guide.panel_title(&panel.id)), fields);
        for field in private.into_iter().filter_map(|field| self.field(section, record, field)) {
            blocks.push(Block::heading(2, &self.words.report.private_notes));
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
    fn answers(&self, list: &'a List) -> Vec<Block> {
        let mut blocks = Vec::new();
        for group in self.groups(list) {
            let items = group.answers.iter().filter_map(|told| told.answer).map(|answer| Block::Item {
                title: self.question_title(answer.id.as_str()),
                fields: self.fields_of(Section::Answers, answer, &[]),
            });
            let items: Vec<Block> = items.collect();
            match group.name {
                Some(name) => blocks.extend(under(Block::heading(3, name), items)),
                None => blocks.extend(items),
            }
        }
        blocks
    }

    /// Every question of a list with its state, and the counts of each group and of all.
    fn board(&self, list: &'a List) -> Vec<Block> {
        let groups = self.groups(list);
        let total = groups.iter().flat_map(|group| &group.answers).map(|told| told.state).collect();
        let mut blocks = vec![Block::Paragraph(self.counts(None, total))];
        for group in groups {
            let name = format!("{} {}", group.id, group.name.unwrap_or_default());
            blocks.push(Block::heading(3, self.counts(Some(&name), group.tally)));
            blocks.extend(group.answers.iter().map(|told| self.state_of(told)));
        }
        blocks
    }

    fn state_of(&self, told: &ToldAnswer<'_>) -> Block {
        let word = self.words.choice(AnswerState::KIND_REF.name, told.state.word());
        let title = self.words.report.state(self.question_title(&told.id), word);
        let fields = told.answer.map(|answer| self.fields_of(Section::Answers, answer, told.told_already()));
        Block::Item { title, fields: fields.unwrap_or_default() }
    }
}
