//! A report of a session: for everybody, for the team, for the municipality, or of what changed. What stands in it is data
//! (`outline`); how it is written is decided by who renders it.

mod figures;
pub(super) mod outline;
mod parts;
mod progress;

use crate::domain::session::{Section, Session};
use crate::guide::Guide;
use crate::guide::covers::CoverSheet;
use crate::i18n::Words;

use super::document::{Block, Document, DocumentTable};
use super::outgoing::Outgoing;
pub use super::told::title;
use super::told::{Told, under};
use outline::{CHAPTERS, chapter_of};
pub(crate) use outline::{fields_for_everybody, is_for_everybody};
use parts::Writer;

/// The kinds of report, by whom they are for.
#[expect(missing_docs, reason = "a name says what it is; a sentence stands where that is not all")]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ReportKind {
    #[default]
    Public,
    Team,
    /// For the municipality: with a cover sheet that tells where each part stands that is asked for.
    Plan,
    /// What changed since an earlier round.
    Progress,
}

impl ReportKind {
    /// All kinds, in the order in which they are offered.
    pub const ALL: [Self; 4] = [Self::Public, Self::Team, Self::Plan, Self::Progress];

    /// The name on the command line, in the words and in the name of a file.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Public => "verslag",
            Self::Team => "intern",
            Self::Plan => "plan",
            Self::Progress => "voortgang",
        }
    }

    /// The kind with this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name().eq_ignore_ascii_case(name))
    }

    /// The session as far as this kind of report may hold it.
    #[must_use]
    pub fn outgoing(self, session: &Session, with_private: bool, words: &Words) -> Outgoing {
        match self {
            Self::Team => Outgoing::for_the_team(session, with_private),
            Self::Public | Self::Plan | Self::Progress => Outgoing::for_everybody(session, words),
        }
    }
}

/// What a report is about beside the session itself.
#[derive(Clone, Copy, Debug, Default)]
pub struct ReportFrame<'a> {
    /// The rounds before, oldest first.
    pub earlier: &'a [Outgoing],
    /// Which of them it is compared with.
    pub since: usize,
    /// The cover sheets of a plan.
    pub covers: &'a [CoverSheet],
}

/// The report of a session.
#[must_use]
pub fn report(session: &Outgoing, kind: ReportKind, frame: ReportFrame<'_>, guide: &Guide, words: &Words) -> Document {
    let writer = Writer { told: Told::new(session, guide, words) };
    let kind_words = words.outgoing.kinds.get(kind.name());
    let kind_name = kind_words.map_or("", |kind| kind.name.as_str());
    let about = title(session, words);
    let mut blocks = Vec::new();
    if kind == ReportKind::Progress {
        blocks = progress::progress(&writer.told, frame.earlier, frame.since);
    } else {
        for chapter in CHAPTERS {
            let parts: Vec<Block> = chapter.parts.iter().flat_map(|part| writer.part(*part)).collect();
            let nothing = || vec![Block::Paragraph(words.outgoing.nothing.clone())];
            let parts = if parts.is_empty() { nothing() } else { parts };
            blocks.extend(under(Block::heading(1, words.outgoing.chapter(chapter.name)), parts));
        }
    }
    if kind == ReportKind::Plan {
        blocks.push(Block::heading(1, words.outgoing.cover.clone()));
        for cover in frame.covers {
            let name = words.outgoing.cover_of(&cover.title, &cover.dated);
            blocks.push(Block::heading(2, name.clone()));
            blocks.push(Block::Table(cover_table(session, cover, name, words)));
        }
    }
    let mark = kind_words.map(|kind| kind.mark.clone()).filter(|mark| !mark.is_empty());
    Document { title: words.outgoing.title(kind_name, about), mark, blocks }
}

/// Each part that is asked for, and where it stands.
fn cover_table(session: &Outgoing, cover: &CoverSheet, caption: String, words: &Words) -> DocumentTable {
    let out = &words.outgoing;
    let rows = cover.parts.iter().map(|part| {
        let is_filled = |section: &Section| {
            let table = session.table(*section);
            table.records().any(|record| record.values().iter().any(|value| !value.is_empty()))
        };
        let filled: Vec<Section> = part.sections().filter(is_filled).collect();
        let place = |section: &Section| {
            let chapter = chapter_of(*section, session.is_public()).map(|name| out.chapter(name));
            // What these readers do not get is in the report for the team.
            let team = || out.kinds.get(ReportKind::Team.name()).map_or("", |kind| kind.name.as_str());
            format!("{}: {}", chapter.unwrap_or_else(team), words.record(section.kind()).many)
        };
        let places: Vec<String> = filled.iter().map(place).collect();
        vec![part.text.clone(), if places.is_empty() { out.not_yet.clone() } else { places.join("\n") }]
    });
    let rows = rows.collect();
    DocumentTable { caption, headings: vec![out.asked_part.clone(), out.stands.clone()], rows, states: None }
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
