//! How far a session is, step by step: derived from what was entered, never stored.

use jiff::civil::Date;

use crate::domain::begin::is_as_begun;
use crate::domain::id::{Id, IdSource};
use crate::domain::plan_blocks::PlanBlock;
use crate::domain::question::{QuestionKind, Tally, state};
use crate::domain::record::Record;
use crate::domain::records::meeting::{Answer, AnswerState, Remark};
use crate::domain::round::{LeftOpen, RoundQuestions};
use crate::domain::session::{Section, Session};
use crate::domain::value::{ChoiceSet, Value};

use super::grid::GridView;
use super::laid::Laid;
use super::{Content, List, Panel, Question, Step, Structure};

/// How far a step is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct StepProgress {
    /// How many of its parts hold something, or for a list or form: all of it.
    pub filled: usize,
    /// How many of its parts hold anything at all.
    pub begun: usize,
    /// How many parts it has.
    pub parts: usize,
}

impl StepProgress {
    /// Whether nothing, something or all of it is filled in.
    pub fn state(self) -> AnswerState {
        match self {
            Self { begun: 0, .. } => AnswerState::Open,
            Self { filled, parts, .. } if filled >= parts => AnswerState::Done,
            Self { .. } => AnswerState::Partly,
        }
    }
}

/// How far the answers are of which these were counted.
pub fn tally_progress(tally: Tally) -> StepProgress {
    StepProgress { filled: tally.settled(), begun: tally.settled() + tally.partly, parts: tally.total() }
}

/// How far a step is. The checklist counts its items, every other step its panels, each with its parts; a picture is no
/// part of its own.
pub fn step(structure: &Structure, step: &Step, session: &Session) -> StepProgress {
    let board = step.panels.iter().filter(|panel| panel.view.is_board()).find_map(|panel| list_of(structure, panel));
    if let Some(list) = board {
        return tally_progress(list_tally(list, session));
    }
    let states =
        step.whole_panels().into_iter().filter_map(|parts| parts_state(structure, &step.panels[parts], session));
    states.fold(StepProgress::default(), |progress, state| StepProgress {
        filled: progress.filled + usize::from(state == AnswerState::Done),
        begun: progress.begun + usize::from(state != AnswerState::Open),
        parts: progress.parts + 1,
    })
}

/// How far a panel is together with its parts: done when all are; `None` where all are pictures.
pub fn parts_state(structure: &Structure, parts: &[Panel], session: &Session) -> Option<AnswerState> {
    let states: Vec<AnswerState> = parts.iter().filter_map(|panel| panel_state(structure, panel, session)).collect();
    let all = |wanted: AnswerState| states.iter().all(|state| *state == wanted);
    match states.first()? {
        AnswerState::Done if all(AnswerState::Done) => Some(AnswerState::Done),
        AnswerState::Open if all(AnswerState::Open) => Some(AnswerState::Open),
        _ => Some(AnswerState::Partly),
    }
}

/// How far a panel is; `None` for a picture of what was entered elsewhere.
pub fn panel_state(structure: &Structure, panel: &Panel, session: &Session) -> Option<AnswerState> {
    if panel.view.is_plan_parts() {
        return Some(blocks(session).state());
    }
    match panel.view.content() {
        Content::Nothing => None,
        Content::Items(section) if session.table(section).is_empty() || is_as_begun(session, section) => {
            Some(AnswerState::Open)
        }
        // What was parked waits until somebody says what became of it.
        Content::Items(Section::Parked) if session.parked.iter().any(Remark::is_open) => Some(AnswerState::Partly),
        Content::Items(_) => Some(AnswerState::Done),
        Content::Cells(grid) => Some(grid_state(grid, structure, session)),
        Content::Fields(section, fields) => {
            let record = session.table(section).get(0)?;
            let asked = form_fields(record, fields);
            let filled = asked.iter().filter(|field| !record.value(**field).is_empty()).count();
            Some(StepProgress { filled, begun: filled, parts: asked.len() }.state())
        }
        Content::Answers(list) => Some(tally_progress(list_tally(structure.list(list)?, session)).state()),
    }
}

/// How far a grid is, by its cells.
pub fn grid_state(grid: &GridView, structure: &Structure, session: &Session) -> AnswerState {
    let (filled, parts) = Laid::new(grid, structure, session).filled();
    StepProgress { filled, begun: filled, parts }.state()
}

/// How far the seven blocks of the plan are, by what was written down elsewhere and not only by what was marked.
pub fn blocks(session: &Session) -> StepProgress {
    let blocks = PlanBlock::ALL.map(|block| block.state(session));
    let filled = blocks.iter().filter(|state| state.is_settled()).count();
    let partly = blocks.iter().filter(|state| **state == AnswerState::Partly).count();
    StepProgress { filled, begun: filled + partly, parts: blocks.len() }
}

/// The list of which a panel holds the answers, if it holds any.
fn list_of<'structure>(structure: &'structure Structure, panel: &Panel) -> Option<&'structure List> {
    match panel.view.content() {
        Content::Answers(list) => structure.list(list),
        _ => None,
    }
}

/// The numbers of the fields that a form shows: those that are named, or all.
pub fn form_fields(record: &dyn Record, names: &[String]) -> Vec<usize> {
    let kind = record.kind();
    if names.is_empty() {
        return (0..kind.fields.len()).collect();
    }
    names.iter().filter_map(|name| kind.position(name)).collect()
}

/// How many answers of a list are in each state.
pub fn list_tally(list: &List, session: &Session) -> Tally {
    let asked = list.asked(session);
    asked.iter().map(|asked| state(&asked.question.kind, session.answer(&asked.answer_id()), session)).collect()
}

/// How far an answer to an item of the checklist is; `None` for an answer to anything else.
pub fn checklist_state(structure: &Structure, answer: &Answer, session: &Session) -> Option<AnswerState> {
    let (list, question) = structure.question(answer.id.as_str())?;
    is_checklist(structure, list).then(|| state(&question.kind, Some(answer), session))
}

fn is_checklist(structure: &Structure, list: &List) -> bool {
    let mut panels = structure.steps.iter().flat_map(|step| &step.panels);
    panels.any(|panel| panel.view.is_board() && panel.view.content() == Content::Answers(&list.id))
}

/// The next round of a session; what it leaves to decide and can no longer be counted there comes along in words.
pub fn next_round(
    structure: &Structure,
    session: &Session,
    left: Vec<LeftOpen>,
    ids: &mut IdSource,
    date: Option<Date>,
) -> Session {
    let how_far = |answer: &Answer| checklist_state(structure, answer, session);
    let lists = structure.lists.iter().filter(|list| is_checklist(structure, list));
    let items: Vec<_> = lists.flat_map(List::questions).collect();
    let id = |question: &Question| Id::new(question.id.as_str());
    let questions = RoundQuestions {
        how_far: &how_far,
        asked: items.iter().map(|question| id(question)).collect(),
        anew: structure.lists.iter().flat_map(List::questions).filter(|question| question.anew).map(id).collect(),
        left,
    };
    let mut next = crate::domain::round::next_round(session, ids, date, &questions);
    // Who was invited is expected now, and says no more that the answer was done: the answer says it itself.
    for question in items.iter().filter(|question| question.kind == QuestionKind::Wanted) {
        let is_done =
            |session: &Session| state(&question.kind, session.answer(&question.id), session) == AnswerState::Done;
        let answers = next.table(Section::Answers);
        let at = answers.position(&id(question)).filter(|_| is_done(session) && !is_done(&next));
        let answer = at.and_then(|at| next.table_mut(Section::Answers).get_mut(at));
        if let Some(answer) = answer {
            let round = Value::Whole(session.round());
            let done = Value::Choice(AnswerState::Done.word());
            for (field, value) in [(Answer::status, done), (Answer::carried, Value::Empty), (Answer::of_round, round)] {
                answer.replace(field, value).ok();
            }
        }
    }
    next
}
