//! Ready-made cards for what is in front: those that were not taken over yet, and the edits that take one over.

use crate::domain::edit::Edit;
use crate::domain::id::{Id, IdSource};
use crate::domain::records::meeting::Answer;
use crate::domain::session::{Count, Item, Section};
use crate::domain::value::{Kind, Value};
use crate::guide::cards::{Card, CardText};
use crate::guide::{Content, Guide, Panel};

use super::desk::Desk;
use super::form::answer_edits;

impl Desk {
    /// The cards for the question under the cursor, or for the panel in front, that are not taken over yet.
    pub fn cards<'guide>(&self, guide: &'guide Guide) -> Vec<CardText<'guide>> {
        if let Some((list, asked)) = self.asked(guide) {
            let given = self.session.answer(&asked.answer_id()).map_or("", |answer| &answer.text);
            let list =
                guide.structure.list(&list.id).map_or_else(Vec::new, |list| guide.answer_cards(list, asked.question));
            return list.into_iter().filter(|card| !given.lines().any(|line| line == card.text)).collect();
        }
        let cards = guide.panel_cards(self.panel(guide));
        let Some(section) = section_of(self.panel(guide)).filter(|_| !cards.is_empty()) else { return Vec::new() };
        let table = self.session.table(section);
        let is_there = |text: &str| table.records().any(|record| record.name().is_some_and(|name| name == text));
        cards.into_iter().filter(|card| !is_there(card.text)).collect()
    }

    /// The edits that take over the card with this text, and the item that it becomes or belongs to.
    pub fn take_card(&self, guide: &Guide, text: &str, ids: &mut IdSource) -> Option<(Vec<Edit>, Section, Id)> {
        let card = self.cards(guide).into_iter().find(|card| card.text == text)?;
        let Some(declared) = card.card else {
            let (_, asked) = self.asked(guide)?;
            let answer = asked.answer_id();
            let given = self.session.answer(&answer).map_or(String::new(), |given| given.text.0.clone());
            let lines = given.lines().chain([card.text]).filter(|line| !line.trim().is_empty());
            let value = Value::text(lines.collect::<Vec<_>>().join("\n"));
            let edits = answer_edits(&self.session, guide, &answer, Answer::text, value);
            return Some((edits, Section::Answers, Id::new(answer)));
        };
        let section = section_of(self.panel(guide))?;
        let Count::Many(letter) = section.count() else { return None };
        let id = ids.next_id(letter);
        let table = self.session.table(section);
        let item = Item { id: id.clone(), values: values(section, declared, card) };
        Some((vec![Edit::Insert { section, item, after: table.before(table.len()) }], section, id))
    }
}

/// The section of the items that the cards of a panel become.
fn section_of(panel: &Panel) -> Option<Section> {
    match panel.view.content() {
        Content::Items(section) => Some(section),
        Content::Cells(grid) => Some(grid.section),
        _ => None,
    }
}

/// What the item of a card holds.
fn values(section: Section, declared: &Card, card: CardText<'_>) -> Vec<Value> {
    let kind = section.kind();
    let mut values = vec![Value::Empty; kind.fields.len()];
    for (name, word) in &declared.fields {
        let Some(field) = kind.position(name) else { continue };
        if let Kind::Choice(choices) = kind.fields[field].kind {
            let option = choices.options.iter().find(|option| *option == word);
            values[field] = option.map_or(Value::Empty, |option| Value::Choice(option));
        }
    }
    if let Some(field) = declared.cited.as_deref().and_then(|name| kind.position(name)) {
        values[field] = Value::text(card.source);
    }
    if let Some(title) = kind.title() {
        values[title] = Value::text(card.text);
    }
    values
}
