//! Ready-made cards: what a source names, to begin from. They are never filled in beforehand; a person takes one over, and sees
//! where it comes from.

use serde::Deserialize;

use super::{Guide, List, Panel, Question};

/// A card of a panel with items; its text stands with those of the panel.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Card {
    /// By this name its text is found.
    pub id: String,
    /// Fields of the item that it becomes, and the words of a fixed set that they hold.
    #[serde(default)]
    pub fields: Vec<(String, String)>,
    /// The field that tells where it comes from.
    #[serde(default)]
    pub cited: Option<String>,
}

/// A ready-made card in the words of a language.
#[expect(missing_docs, reason = "a name says what it is; a sentence stands where that is not all")]
#[derive(Clone, Copy, Debug)]
pub struct CardText<'guide> {
    pub text: &'guide str,
    pub source: &'guide str,
    /// What its item holds beside that; nothing for an answer.
    pub card: Option<&'guide Card>,
}

impl Guide {
    /// The cards of a panel with items.
    #[must_use]
    pub fn panel_cards<'guide>(&'guide self, panel: &'guide Panel) -> Vec<CardText<'guide>> {
        let Some(texts) = self.texts.panels.get(&panel.id) else { return Vec::new() };
        let cards = panel.cards.iter().filter_map(|card| {
            let text = texts.cards.get(&card.id)?;
            Some(CardText { text, source: &texts.cards_by, card: Some(card) })
        });
        cards.collect()
    }

    /// The cards of a question: answers that others gave.
    #[must_use]
    pub fn answer_cards<'guide>(&'guide self, list: &List, question: &Question) -> Vec<CardText<'guide>> {
        let (source, starters) = self.starters(&list.id, question);
        starters.iter().map(|text| CardText { text, source, card: None }).collect()
    }
}
