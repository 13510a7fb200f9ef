//! What is shown before anything enters, and what is told when it has: the same for every kind of thing that can be
//! brought, on the screen and on the command line.

use std::collections::BTreeMap;

use crate::domain::edit::Edit;
use crate::domain::naming::plain;
use crate::domain::session::Section;
use crate::i18n::Words;
use crate::i18n::import::RefusalKind;

use super::brought::Brought;
use super::refusal::Refusal;

/// The rows that are shown of a table.
pub(super) const ROWS_SHOWN: usize = 5;

/// So many answers are named of a question that has none yet.
const OPTIONS_NAMED: usize = 12;

/// What can be brought from a file of others.
#[expect(missing_docs, reason = "a name says what it is; a sentence stands where that is not all")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ImportKind {
    Figures,
    People,
    /// Actions of an earlier plan.
    Actions,
    /// Scores of the six dimensions.
    Scores,
}

impl ImportKind {
    /// All kinds, in the order in which they are looked for in a table.
    pub const ALL: [Self; 4] = [Self::Figures, Self::People, Self::Actions, Self::Scores];

    /// The word by which the command line calls it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Figures => "figures",
            Self::People => Section::People.name(),
            Self::Actions => Section::Actions.name(),
            Self::Scores => Section::Scores.name(),
        }
    }
}

/// What was chosen by the user; what is not chosen is worked out, and shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ImportChoices {
    /// What it is taken for.
    pub kind: Option<ImportKind>,
    /// Answers to questions, by their keys or labels.
    pub answers: BTreeMap<String, String>,
    /// Columns, and the field or the name that each is to have; `-` leaves one out.
    pub columns: Vec<(String, String)>,
}

impl ImportChoices {
    /// The answer to a question.
    pub(super) fn answer(&self, key: &str, label: &str) -> Option<&str> {
        let is_it = |name: &String| folded(name) == folded(key) || folded(name) == folded(label);
        self.answers.iter().find(|(name, _)| is_it(name)).map(|(_, answer)| answer.as_str())
    }

    /// What a column is to be, if that was said.
    pub(super) fn column(&self, names: &[&str]) -> Option<&str> {
        let is_it = |column: &str| names.iter().any(|name| !name.is_empty() && folded(name) == folded(column));
        self.columns.iter().find(|(column, _)| is_it(column)).map(|(_, field)| field.trim())
    }
}

/// Something that the user is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ask {
    /// By which it is answered.
    pub key: String,
    /// The question, in a word or a short sentence.
    pub label: String,
    /// The answers: what is kept, and what is shown.
    pub options: Vec<(String, String)>,
    /// The answer that holds; nothing enters while there is none.
    pub chosen: Option<usize>,
}

impl Ask {
    /// A question of which the answer was given, or is this one.
    pub(super) fn new(
        choices: &ImportChoices,
        key: &str,
        label: &str,
        options: Vec<(String, String)>,
        usual: Option<usize>,
    ) -> Self {
        let mut ask = Self { key: key.to_owned(), label: label.to_owned(), options, chosen: usual };
        ask.chosen = choices.answer(key, label).and_then(|answer| ask.answered(answer)).or(usual);
        ask
    }

    /// The answer that a text is, or begins.
    pub(super) fn answered(&self, answer: &str) -> Option<usize> {
        let wanted = folded(answer);
        let is_it = |(value, label): &(String, String)| folded(value) == wanted || folded(label) == wanted;
        let begins = |(_, label): &(String, String)| !wanted.is_empty() && folded(label).starts_with(&wanted);
        self.options.iter().position(is_it).or_else(|| self.options.iter().position(begins))
    }

    /// What is kept of the answer.
    pub(super) fn answer(&self) -> Option<&str> {
        self.chosen.and_then(|chosen| self.options.get(chosen)).map(|(value, _)| value.as_str())
    }
}

/// What is shown before anything enters.
#[expect(missing_docs, reason = "a name says what it is; a sentence stands where that is not all")]
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Preview {
    pub title: String,
    /// What was found and chosen: what each is called, and what it is.
    pub facts: Vec<(String, String)>,
    pub asks: Vec<Ask>,
    /// Which column becomes which field.
    pub columns: Vec<(String, String)>,
    /// The heads of what will stand in the session.
    pub heads: Vec<String>,
    /// The first rows of what will stand in the session, a cell for each head.
    pub first: Vec<Vec<String>>,
    /// What is left out, and why.
    pub left_out: Vec<String>,
    /// What is good to know.
    pub notes: Vec<String>,
    /// The columns that can be mapped: their heads, and how else they are called.
    pub mappable: Vec<[String; 2]>,
    /// The fields that a column can be mapped to, with their labels; none where any name is one.
    pub fields: Vec<(String, String)>,
}

impl Preview {
    /// A preview with this title, and what was noticed while the files were read.
    pub(super) fn begun(title: &str, brought: &Brought, words: &Words) -> Self {
        let notes = brought.told(words).collect();
        Self { title: title.to_owned(), notes, ..Self::default() }
    }
}

/// What was brought, ready to enter.
#[expect(missing_docs, reason = "a name says what it is; a sentence stands where that is not all")]
#[derive(Clone, Debug)]
pub struct Prepared {
    /// What it was taken for.
    pub kind: ImportKind,
    pub preview: Preview,
    /// The changes, which belong together.
    pub edits: Vec<Edit>,
    /// What is told once they are made.
    pub receipt: String,
}

impl Prepared {
    /// Whether nothing has to be answered any more.
    pub fn is_ready(&self) -> bool {
        self.preview.asks.iter().all(|ask| ask.chosen.is_some())
    }

    /// Why it does not enter although it is ready: the session would hold more than it can.
    pub fn too_much(&self) -> Refusal {
        RefusalKind::SessionFull.into()
    }
}

/// What a line of a preview is.
#[expect(missing_docs, reason = "a name says what it is; a sentence stands where that is not all")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PreviewPart {
    /// The head of a part.
    Heading,
    /// A question, by its number.
    Ask(usize),
    Item,
}

impl PreviewPart {
    /// Whether it is the head of a part.
    pub fn is_heading(self) -> bool {
        self == Self::Heading
    }

    /// The question that it is.
    pub fn asked(self) -> Option<usize> {
        if let Self::Ask(ask) = self { Some(ask) } else { None }
    }
}

/// A line of a preview.
#[expect(missing_docs, reason = "a name says what it is; a sentence stands where that is not all")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PreviewRow {
    pub text: String,
    pub part: PreviewPart,
}

impl Preview {
    /// What would happen, line by line, as the screen and the command show it.
    pub fn rows(&self, words: &Words) -> Vec<PreviewRow> {
        let import = &words.import;
        let row = |part: PreviewPart, text: String| PreviewRow { text, part };
        let mut all = vec![row(PreviewPart::Heading, self.title.clone())];
        for (number, ask) in self.asks.iter().enumerate() {
            let options: Vec<&str> = ask.options.iter().map(|(_, label)| label.as_str()).take(OPTIONS_NAMED).collect();
            let text = match ask.chosen.and_then(|chosen| ask.options.get(chosen)) {
                Some((_, label)) => format!("{}: {label}", ask.label),
                None => import.to_answer(&ask.label, options.join("; ")),
            };
            all.push(row(PreviewPart::Ask(number), text));
        }
        all.extend(self.facts.iter().map(|(label, value)| row(PreviewPart::Item, format!("{label}: {value}"))));
        let rows = std::iter::once(&self.heads).chain(&self.first).filter(|row| !row.is_empty());
        let parts = [
            (&import.first, rows.map(|row| row.join(" | ")).collect()),
            (&import.left_out, self.left_out.clone()),
            (&import.good_to_know, self.notes.clone()),
            (&import.columns, self.columns.iter().map(|(from, to)| format!("{from} → {to}")).collect::<Vec<_>>()),
        ];
        for (title, items) in parts.into_iter().filter(|(_, items)| !items.is_empty()) {
            all.push(row(PreviewPart::Heading, title.clone()));
            all.extend(items.into_iter().map(|item| row(PreviewPart::Item, item)));
        }
        all
    }
}

/// Text as it is compared: without capitals, accents, and differences in blanks and quotes.
pub(super) fn folded(text: &str) -> String {
    plain(text).replace('`', "'").split_whitespace().collect::<Vec<_>>().join(" ")
}
