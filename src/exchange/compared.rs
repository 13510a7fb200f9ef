//! Rounds beside each other as a document: the goals with what was measured of them in each round, and the spider web
//! as it was scored before.

use crate::domain::course::{course, scored_before};
use crate::domain::records::profile::Dimension;
use crate::domain::session::Session;
use crate::domain::sums::{scores_of, spread};
use crate::domain::value::ChoiceSet;
use crate::i18n::Words;
use crate::telling::rounds::{Stage, before_text, direction_text, spread_text, stages, unit_of};

use super::document::{Block, Document, LabelledText};
use super::told::title;

/// The goals and the spider web of a session beside those of the rounds before, oldest first.
#[must_use]
pub fn compared(session: &Session, earlier: &[Session], words: &Words) -> Document {
    let heading = |level, text: &str| Block::Heading { level, text: text.to_owned() };
    let mut blocks = vec![heading(1, &words.rounds.compared), heading(2, &words.rounds.goals)];
    for goal in &session.goals {
        let course = course(session, earlier, goal);
        let stages = stages(&course, unit_of(session, goal), words).into_iter();
        let mut fields: Vec<LabelledText> =
            stages.map(|Stage { label, value }| LabelledText { label, value }).collect();
        let value = direction_text(&course, words).to_owned();
        fields.push(LabelledText { label: words.rounds.direction.clone(), value });
        blocks.push(Block::Item { title: goal.what.to_string(), fields });
    }
    let groups = session.groups.iter().map(|group| (Some(&group.id), group.name.to_string()));
    for (group, name) in std::iter::once((None, words.rounds.all_groups.clone())).chain(groups) {
        let item = |dimension: &Dimension| {
            let now = spread(&scores_of(session, *dimension, group));
            let before = scored_before(earlier, *dimension, group);
            let told = now.map(|now| (spread_text(now, words), before.map(|before| before_text(now, before, words))));
            let (now, before) = told?;
            let value = [Some(now), before].into_iter().flatten().collect::<Vec<_>>().join(" · ");
            Some(LabelledText { label: words.choice(Dimension::KIND_REF.name, dimension.word()).to_owned(), value })
        };
        let fields: Vec<LabelledText> = Dimension::ALL.iter().filter_map(item).collect();
        if !fields.is_empty() {
            blocks.push(heading(2, &words.rounds.web_of(&name)));
            blocks.push(Block::Fields(fields));
        }
    }
    Document { title: title(session, words), mark: None, blocks }
}
