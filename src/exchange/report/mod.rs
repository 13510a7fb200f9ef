//! A report of a session: for everybody, for the team, for the municipality, or of what changed. What stands in it is data
//! (`outline`); how it is written is decided by who renders it.

mod figures;
mod outline;
mod parts;

use crate::guide::Guide;
use crate::i18n::Words;

use super::document::{Block, Document};
use super::outgoing::Outgoing;
pub use super::told::title;
use super::told::{Told, under};
use outline::CHAPTERS;
pub(super) use outline::is_for_everybody;
use parts::Writer;

/// The kinds of report.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ReportKind {
    /// For everybody.
    #[default]
    Public,
    /// For the team.
    Team,
}

impl ReportKind {
    /// All kinds, in the order in which they are offered.
    pub const ALL: [Self; 2] = [Self::Public, Self::Team];

    /// The name on the command line, in the words and in the name of a file.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Public => "verslag",
            Self::Team => "intern",
        }
    }

    /// The kind with this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// The session as far as this kind of report may hold it.
    #[must_use]
    pub fn outgoing(self, session: &crate::domain::session::Session, with_private: bool, words: &Words) -> Outgoing {
        match self {
            Self::Team => Outgoing::for_the_team(session, with_private),
            Self::Public => Outgoing::for_everybody(session, words),
        }
    }
}

/// The report of a session.
#[must_use]
pub fn report(session: &Outgoing, kind: ReportKind, guide: &Guide, words: &Words) -> Document {
    let writer = Writer { told: Told::new(session, guide, words) };
    let kind_words = words.outgoing.kinds.get(kind.name());
    let kind_name = kind_words.map_or("", |kind| kind.name.as_str());
    let about = title(session, words);
    let mut blocks = Vec::new();
    for chapter in CHAPTERS {
        let parts: Vec<Block> = chapter.parts.iter().flat_map(|part| writer.part(*part)).collect();
        let nothing = || vec![Block::Paragraph(words.outgoing.nothing.clone())];
        let parts = if parts.is_empty() { nothing() } else { parts };
        blocks.extend(under(Block::heading(1, words.outgoing.chapter(chapter.name)), parts));
    }
    let mark = kind_words.map(|kind| kind.mark.clone()).filter(|mark| !mark.is_empty());
    Document { title: words.outgoing.title(kind_name, about), mark, blocks }
}

/// Reports of several sessions as one document, each a chapter of it.
#[must_use]
pub fn together(documents: Vec<Document>, kind: ReportKind, words: &Words) -> Document {
    let kind_words = words.outgoing.kinds.get(kind.name());
    let title = kind_words.map_or_else(String::new, |kind| kind.name.clone());
    let mark = kind_words.map(|kind| kind.mark.clone()).filter(|mark| !mark.is_empty());
    let mut blocks = Vec::new();
    for document in documents {
        blocks.push(Block::heading(1, document.title));
        blocks.extend(document.blocks.into_iter().map(|block| match block {
            Block::Heading { level, text } => Block::Heading { level: level + 1, text },
            other => other,
        }));
    }
    Document { title, mark, blocks }
}
