//! The content pack: steps with their panels, question lists with their kinds of answer, and the texts of both in each
//! language. Structure and texts are data; a session holds ids only.

pub mod cards;
pub mod covers;
pub mod grid;
pub mod laid;
pub mod leading;
pub mod lens;
mod names;
pub mod order;
mod parts;
pub mod place;
pub mod progress;

use std::borrow::Cow;
use std::collections::HashSet;
use std::sync::OnceLock;

use leading::{LEADING, Leading, Places};
use lens::Lens;
use serde::Deserialize;

use crate::domain::id::Id;
use crate::domain::question::QuestionKind;
use crate::domain::record::Record;
use crate::domain::session::{Section, Session};
use crate::domain::signals::AskedQuestion;
use crate::i18n::by_name::ByName;
use crate::i18n::each_later::EachLater;
use crate::i18n::language::Language;
use crate::i18n::later::Later;
use crate::i18n::word_fields::words_of;

use grid::GridView;
pub use names::{Chart, SectionName};

/// The list of 21 items that is followed up after a session.
pub const CHECKLIST: &str = "follow_up";
/// Most sessions are asked no more questions than this, of all lists together.
const USUAL_QUESTIONS: usize = 256;

/// What is where, without a word.
#[expect(missing_docs, reason = "a name says what it is; a sentence stands where that is not all")]
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Structure {
    /// The session itself, the six steps, the checklist.
    pub steps: Vec<Step>,
    pub lists: Vec<List>,
    /// The panels above which stands what the room talks about, if it talks about a plan (M133).
    pub on_the_table: Vec<String>,
    /// The orders in which the same data can be seen.
    pub lenses: Vec<Lens>,
    /// The ids of the help pages.
    pub pages: Vec<String>,
}

/// A step and its panels.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// `session`, one of the six steps, or `follow_up`.
    pub id: String,
    /// What the step shows, in order.
    pub panels: Vec<Panel>,
}

/// One thing on the screen.
#[expect(missing_docs, reason = "a name says what it is; a sentence stands where that is not all")]
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Panel {
    pub id: String,
    pub view: PanelView,
    /// It is a part of the panel before it: the page of the step gives it no number of its own.
    #[serde(default)]
    pub part: bool,
    /// What a source names, to begin from.
    #[serde(default)]
    pub cards: Vec<cards::Card>,
}

/// How a panel shows what.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PanelView {
    /// The cycle around the neighbourhood.
    Cycle,
    /// Fields of a section that holds one item; all of them if none is named.
    Form(SectionName, Vec<String>),
    /// A table of a section.
    Records(SectionName),
    /// What people fill in together, cell by cell.
    Grid(GridView),
    /// A list, a card per question.
    Questions(String),
    /// A list, all states at a glance.
    Board(String),
    /// The blocks of the plan, by the list of their names: each derived from what was written down elsewhere.
    Blocks(String),
    /// What came along from an earlier round, to decide about.
    Carried,
    /// What was entered elsewhere in another order, by the id of the lens.
    Lens(String),
    /// A picture of what was entered elsewhere.
    Chart(Chart),
}

/// What of a session a panel holds, however it shows it.
#[expect(missing_docs, reason = "a name says what it is; a sentence stands where that is not all")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Content<'view> {
    Nothing,
    /// Fields of a section that holds one item; all of them if none is named.
    Fields(Section, &'view [String]),
    /// The items of a section.
    Items(Section),
    /// The cells of a grid.
    Cells(&'view GridView),
    /// The answers to a list, by its id.
    Answers(&'view str),
}

impl PanelView {
    /// What of a session it holds.
    #[must_use]
    pub fn content(&self) -> Content<'_> {
        match self {
            Self::Cycle | Self::Carried | Self::Lens(_) | Self::Chart(_) => Content::Nothing,
            Self::Form(SectionName(section), names) => Content::Fields(*section, names),
            Self::Records(SectionName(section)) => Content::Items(*section),
            Self::Grid(grid) if grid.elsewhere => Content::Nothing,
            Self::Grid(grid) => grid.list().map_or(Content::Cells(grid), Content::Answers),
            Self::Questions(list) | Self::Board(list) | Self::Blocks(list) => Content::Answers(list),
        }
    }

    /// Its grid, if it is one.
    #[must_use]
    pub fn grid(&self) -> Option<&GridView> {
        if let Self::Grid(grid) = self { Some(grid) } else { None }
    }

    /// Whether it shows the parts of the plan, which are counted from all of the session and not from answers.
    #[must_use]
    pub fn is_plan_parts(&self) -> bool {
        matches!(self, Self::Blocks(_))
    }

    /// Whether it shows the states of its list, of which the step counts each.
    #[must_use]
    pub fn is_board(&self) -> bool {
        matches!(self, Self::Board(_))
    }
}

/// A question list: its questions, and what is asked beside each answer.
#[expect(missing_docs, reason = "a name says what it is; a sentence stands where that is not all")]
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct List {
    /// Its id, with which the ids of its questions begin.
    pub id: String,
    /// The section of which each item gets the list's questions of its own.
    #[serde(default)]
    pub per: Option<SectionName>,
    /// The fields of an answer that are asked beside the answer itself.
    pub fields: Vec<String>,
    pub groups: Vec<QuestionGroup>,
}

/// Questions of a list that stand under one heading.
#[expect(missing_docs, reason = "a name says what it is; a sentence stands where that is not all")]
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename = "Group")]
pub struct QuestionGroup {
    /// Its id; empty where a list has one group.
    pub id: String,
    pub questions: Vec<Question>,
}

/// A question: its id, which answers have too, and the kind of its answer.
#[expect(missing_docs, reason = "a name says what it is; a sentence stands where that is not all")]
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// Its id, under which a session holds the answer.
    pub id: String,
    pub kind: QuestionKind,
    /// Which of the fields of its list it asks for by name: they come first.
    #[serde(default)]
    pub asks: Vec<String>,
    /// It is about the meeting itself: each round asks it anew.
    #[serde(default)]
    pub anew: bool,
}

impl Question {
    /// The part behind the name of the list: `3.1` of `follow_up.3.1`.
    pub fn number(&self) -> &str {
        self.id.split_once('.').map_or(&self.id, |(_, number)| number)
    }
}

impl Structure {
    /// The first panel of which this holds: its step, and its number there.
    pub fn find_panel(&self, is_it: impl Fn(&Panel) -> bool) -> Option<(usize, usize)> {
        let mut steps = self.steps.iter().enumerate();
        steps.find_map(|(number, step)| step.panels.iter().position(&is_it).map(|panel| (number, panel)))
    }

    /// The list with this id.
    pub fn list(&self, id: &str) -> Option<&List> {
        self.lists.iter().find(|list| list.id == id)
    }

    /// The ids of all answers that are asked for in a session.
    pub fn asked_ids(&self, session: &Session) -> HashSet<String> {
        let asked = self.lists.iter().flat_map(|list| list.asked(session));
        asked.map(|asked| asked.answer_id()).collect()
    }

    /// All questions that are asked in a session.
    pub fn questions_asked(&self, session: &Session) -> Vec<AskedQuestion<'_>> {
        let mut all = Vec::with_capacity(USUAL_QUESTIONS);
        for list in &self.lists {
            let about: Vec<Option<Id>> = match list.per {
                None => vec![None],
                Some(SectionName(section)) => {
                    session.table(section).records().map(|item| Some(item.id().clone())).collect()
                }
            };
            for about in about {
                all.extend(list.questions().map(|question| AskedQuestion {
                    list: &list.id,
                    answer: answer_id(question, about.as_ref()),
                    about: about.clone(),
                    kind: &question.kind,
                    asks: &question.asks,
                }));
            }
        }
        all
    }

    /// The lens with this id.
    pub fn lens(&self, id: &str) -> Option<&Lens> {
        self.lenses.iter().find(|lens| lens.id == id)
    }

    /// The list and question of an answer.
    pub fn question(&self, answer: &str) -> Option<(&List, &Question)> {
        let id = answer.split('@').next().unwrap_or(answer);
        let list = self.list(id.split('.').next()?)?;
        list.questions().find(|question| question.id == id).map(|question| (list, question))
    }
}

impl List {
    /// All questions of the list, in the order of its groups.
    pub fn questions(&self) -> impl Iterator<Item = &Question> {
        self.groups.iter().flat_map(|group| &group.questions)
    }

    /// All answers that the list asks for in this session, in order: each question once, or once for each item that the
    /// list is about, with that item.
    pub fn asked<'list>(&'list self, session: &'list Session) -> Vec<Asked<'list>> {
        let Some(SectionName(section)) = self.per else {
            return self.questions().map(|question| Asked { question, about: None }).collect();
        };
        let table = session.table(section);
        let items = table.records();
        items.flat_map(|item| self.questions().map(move |question| Asked { question, about: Some(item) })).collect()
    }
}

/// A question as it is asked in a session.
#[expect(missing_docs, reason = "a name says what it is; a sentence stands where that is not all")]
#[derive(Clone, Copy)]
pub struct Asked<'list> {
    pub question: &'list Question,
    /// The item that it is about, in a list that is asked for each item of a section.
    pub about: Option<&'list dyn Record>,
}

impl Asked<'_> {
    /// The id of the answer.
    pub fn answer_id(&self) -> String {
        answer_id(self.question, self.about.map(Record::id)).into_owned()
    }
}

/// The id of the answer to a question, about an item or about the session as a whole.
fn answer_id<'guide>(question: &'guide Question, about: Option<&Id>) -> Cow<'guide, str> {
    match about {
        None => Cow::Borrowed(&question.id),
        Some(item) => Cow::Owned([&question.id, "@", item.as_str()].concat()),
    }
}

words_of! {
    /// The texts of the guide in one language.
    #[expect(missing_docs, reason = "a name says what it is; a sentence stands where that is not all")]
    Texts = "Texts" {
        steps: ByName<StepText>,
        panels: EachLater<PanelText>,
        /// The names of a lens, by lens.
        lenses: ByName<ByName<String>>,
    }

    /// The texts of the question lists in one language.
    #[expect(missing_docs, reason = "a name says what it is; a sentence stands where that is not all")]
    Questions = "Questions" {
        lists: EachLater<ListText>,
        questions: EachLater<QuestionText>,
        /// The words for marks and options.
        words: ByName<String>,
    }

    /// The tips and examples of all steps in one language.
    #[expect(missing_docs, reason = "a name says what it is; a sentence stands where that is not all")]
    StepNotes = "StepNotes" {
        steps: EachLater<Notes>,
    }

    /// The tips and examples of a step.
    #[expect(missing_docs, reason = "a name says what it is; a sentence stands where that is not all")]
    Notes = "Notes" {
        tips: Vec<SourcedNote>,
        examples: Vec<SourcedNote>,
    }

    /// The texts of a step.
    #[expect(missing_docs, reason = "a name says what it is; a sentence stands where that is not all")]
    StepText = "Step" {
        name: String,
        /// Its short name, of at most twelve letters.
        short: String,
        /// Its shortest name, of at most nine letters.
        tiny: String,
        /// What it is for, in one sentence.
        purpose: String,
    }

    /// A tip or example with its source.
    #[expect(missing_docs, reason = "a name says what it is; a sentence stands where that is not all")]
    SourcedNote = "Note" {
        text: String,
        /// Where the fact comes from.
        source: String,
    }

    /// The texts of a panel.
    #[expect(missing_docs, reason = "a name says what it is; a sentence stands where that is not all")]
    PanelText = "Panel" {
        title: String,
        hint: String,
        /// Where its cards come from, empty where there are none.
        cards_by [optional]: String,
        /// The texts of its ready-made cards, by the id of each.
        cards [optional]: ByName<String>,
    }

    /// The texts of a list.
    #[expect(missing_docs, reason = "a name says what it is; a sentence stands where that is not all")]
    ListText = "List" {
        title: String,
        /// What it is for, or when to use it; empty where the title says it.
        intro [optional]: String,
        source: String,
        /// The names of its groups.
        groups: ByName<String>,
        /// Who gave the answers to begin from, empty where there are none.
        starters_by [optional]: String,
        /// Answers that others gave, by the last part of the ids of the questions that they belong to.
        starters [optional]: ByName<Vec<String>>,
    }

    /// The texts of a question.
    #[expect(missing_docs, reason = "a name says what it is; a sentence stands where that is not all")]
    QuestionText = "Question" {
        /// On a board or in a sentence.
        short: String,
        text: String,
        tip [optional]: String,
    }

    /// The help pages in one language.
    Pages = "Pages" {
        /// The help pages, by the id that panels name.
        pages: EachLater<HelpPage>,
    }

    /// A help page.
    #[expect(missing_docs, reason = "a name says what it is; a sentence stands where that is not all")]
    HelpPage = "Page" {
        title: String,
        source: String,
        /// Its paragraphs; one that begins with `- ` is an item of a list, one that begins with `# ` a heading.
        text: Vec<String>,
    }
}

/// The guide in one language. What the first screen does not show is read when it is first asked for: a start should cost
/// no more than it shows. That every data file can be read is held by a test.
#[expect(missing_docs, reason = "a name says what it is; a sentence stands where that is not all")]
#[derive(Debug)]
pub struct Guide {
    pub structure: Structure,
    pub texts: Texts,
    language: Language,
    questions: Later<Questions>,
    notes: Later<StepNotes>,
    pages: Later<Pages>,
    leading: Later<Leading>,
    places: OnceLock<Places>,
    leading_page: OnceLock<HelpPage>,
}

impl Guide {
    /// The guide in this language.
    ///
    /// # Errors
    /// A data file of the guide cannot be read; a test keeps such a program from being released.
    pub fn load(language: Language) -> serde_json::Result<Self> {
        Ok(Self {
            structure: serde_json::from_str(include_str!(concat!(env!("OUT_DIR"), "/src/guide/structure.json")))?,
            texts: language.read("guide/steps")?,
            language,
            questions: Later::new(language, "guide/questions"),
            notes: Later::new(language, "guide/notes"),
            pages: Later::new(language, "guide/pages"),
            leading: Later::new(language, "guide/leading"),
            places: OnceLock::new(),
            leading_page: OnceLock::new(),
        })
    }

    /// Reads every data file of this language.
    ///
    /// # Errors
    /// One of them cannot be read.
    pub fn check(language: Language) -> serde_json::Result<(Questions, StepNotes, Pages, Leading, Places)> {
        let read = (language.read("guide/questions")?, language.read("guide/notes")?, language.read("guide/pages")?);
        Ok((read.0, read.1, read.2, language.read("guide/leading")?, serde_json::from_str(leading::PLACES)?))
    }

    /// The texts of the question lists.
    pub fn questions(&self) -> &Questions {
        &self.questions
    }

    /// The tips and examples of a step.
    pub fn notes(&self, step: usize) -> Option<&Notes> {
        self.notes.steps.get(&self.structure.steps.get(step)?.id)
    }

    /// A help page by its id; `None` where no page has it.
    pub fn page(&self, id: &str) -> Option<&HelpPage> {
        if id == LEADING { Some(self.leading_page()) } else { self.pages.pages.get(id) }
    }

    /// The language it is in.
    pub fn language(&self) -> Language {
        self.language
    }

    /// The texts of a step; empty ones for an id it has not.
    pub fn step_text(&self, step: usize) -> &StepText {
        static NONE: StepText =
            StepText { name: String::new(), short: String::new(), tiny: String::new(), purpose: String::new() };
        self.structure.steps.get(step).and_then(|step| self.texts.steps.get(&step.id)).unwrap_or(&NONE)
    }

    /// A name of a lens.
    pub fn lens_name<'guide>(&'guide self, lens: &str, name: &'guide str) -> &'guide str {
        self.texts.lenses.get(lens).and_then(|names| names.get(name)).map_or(name, String::as_str)
    }

    /// The title of a panel.
    pub fn panel_title<'guide>(&'guide self, panel: &'guide str) -> &'guide str {
        self.texts.panels.get(panel).map_or(panel, |text| &text.title)
    }

    /// What to do at a panel.
    pub fn panel_hint(&self, panel: &str) -> &str {
        self.texts.panels.get(panel).map_or("", |text| &text.hint)
    }

    /// The texts of a list.
    pub fn list_text(&self, list: &str) -> Option<&ListText> {
        self.questions().lists.get(list)
    }

    /// The texts of a question, by the id of the question or of an answer to it.
    pub fn question_text(&self, answer: &str) -> Option<&QuestionText> {
        self.questions().questions.get(answer.split('@').next().unwrap_or(answer))
    }

    /// Answers that others gave to a question, with who they were.
    pub fn starters(&self, list: &str, question: &Question) -> (&str, &[String]) {
        let last = question.id.rsplit('.').next().unwrap_or("");
        let text = self.list_text(list);
        let starters = text.and_then(|text| text.starters.get(last)).map_or(&[][..], Vec::as_slice);
        (text.map_or("", |text| text.starters_by.as_str()), starters)
    }

    /// What a question is called on a line, by the id of the question or of an answer to it: `3.1 Wie schrijft het
    /// plan`. A number that is none is left out; empty for a question that is not known.
    pub fn question_label(&self, answer: &str) -> String {
        let short = self.question_text(answer).map_or("", |text| text.short.as_str());
        self.question_number(answer).map_or_else(|| short.to_owned(), |number| format!("{number} {short}"))
    }

    /// The number of a question by which people know it, by the id of the question or of an answer to it.
    pub fn question_number(&self, answer: &str) -> Option<&str> {
        let number = self.structure.question(answer)?.1.number();
        let is_number = !number.is_empty() && !number.contains(|character: char| character.is_ascii_alphabetic());
        is_number.then_some(number)
    }

    /// The word for a mark or option; one that was added by hand is its own word.
    pub fn word<'guide>(&'guide self, mark: &'guide str) -> &'guide str {
        self.questions().words.get(mark).map_or(mark, String::as_str)
    }
}

#[cfg(test)]
#[test]
fn the_guide_is_read_as_it_is_written() {
    use crate::i18n::language::{WHOLE, as_written};

    for &language in WHOLE {
        let guide = Guide::load(language).unwrap();
        let as_json = format!("{:?} {:?} {:?}", guide.structure, guide.texts, Guide::check(language).unwrap());
        let written: (Questions, StepNotes, Pages, Leading, Places) = (
            language.read_as_written("guide/questions"),
            language.read_as_written("guide/notes"),
            language.read_as_written("guide/pages"),
            language.read_as_written("guide/leading"),
            as_written("src/guide/leading.ron"),
        );
        let structure: Structure = as_written("src/guide/structure.ron");
        let texts: Texts = language.read_as_written("guide/steps");
        assert_eq!(as_json, format!("{structure:?} {texts:?} {written:?}"));
    }
}
