//! The panel that is in front: what it lists, what is under the cursor, and which actions it takes.

use crate::domain::carried::{Carrying, Decided, Done, came_along, undecided};
use crate::domain::id::Id;
use crate::domain::offers::Offer;
use crate::domain::plan_blocks::{Lacking, PlanBlock};
use crate::domain::question::QuestionKind;
use crate::domain::record::{Meaning, Record};
use crate::domain::records::meeting::Group;
use crate::domain::session::{Section, Session};
use crate::domain::signals::Signal;
use crate::domain::value::Value;
use crate::guide::order::{LensRow, rows};
use crate::guide::progress::{checklist_state, form_fields};
use crate::guide::{Asked, Chart, Content, Guide, List, Panel, PanelView, SectionName, Step};

use super::Context;
use super::desk::{Desk, ProgressBySteps, Saving};
use super::grid::first_columns;
use super::sides::RememberedSides;
use super::signals::{Signals, offer_on};

/// The step at which a session opens: its cycle.
pub const SESSION_STEP: usize = 0;
/// The step of the checklist.
pub const CHECKLIST_STEP: usize = 7;

/// What opening the thing under the cursor shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum OpenTarget {
    Step(usize),
    /// These fields of an item, at one of them.
    Fields(Section, Id, Vec<usize>, usize),
    /// All fields of an item.
    Item(Section, Id),
    /// An answer, by its id.
    Answer(Id),
    /// Where a signal is settled: a section, and in it an item and a field if they are known.
    Place(Section, Option<Id>, Option<usize>),
    /// A panel, by its step and its place there.
    Panel(usize, usize),
}

impl Desk {
    /// A session as it is opened: at the cycle.
    pub fn new(path: std::path::PathBuf, session: Session, guide: &Guide) -> Self {
        let steps = &guide.structure.steps;
        Self {
            path,
            progress: ProgressBySteps::of(&guide.structure, &session, 0),
            session,
            earlier: Vec::new(),
            history: crate::domain::history::History::default(),
            saving: Saving::Saved,
            journal_works: true,
            revision: 0,
            step: SESSION_STEP,
            panels: vec![0; steps.len()],
            across: steps.iter().map(first_columns).collect(),
            cursors: steps.iter().map(|step| vec![0; step.panels.len()]).collect(),
            shown_from: None,
            was_asked: None,
            signals: Signals::default(),
            sides: RememberedSides::default(),
            marked: Vec::new(),
            brought: Vec::new(),
            fresh: None,
            was_closed: false,
        }
    }

    /// The step of the guide that is in front.
    pub fn step<'guide>(&self, guide: &'guide Guide) -> &'guide Step {
        &guide.structure.steps[self.step]
    }

    /// The panel of the guide that is in front in that step.
    pub fn panel<'guide>(&self, guide: &'guide Guide) -> &'guide Panel {
        &self.step(guide).panels[self.panels[self.step]]
    }

    /// What is under the cursor, counted from the top; never beyond the last.
    pub fn selected(&self, guide: &Guide) -> usize {
        let cursor = self.cursors[self.step][self.panels[self.step]];
        cursor.min(self.rows(guide).saturating_sub(1))
    }

    /// Puts the cursor of the panel in front somewhere.
    pub fn select(&mut self, row: usize) {
        let panel = self.panels[self.step];
        self.cursors[self.step][panel] = row;
    }

    /// How many things the panel in front lists.
    pub fn rows(&self, guide: &Guide) -> usize {
        let list = |id: &str| guide.structure.list(id).map_or(0, |list| list.asked(&self.session).len());
        match &self.panel(guide).view {
            PanelView::Cycle => guide.structure.steps.len() - 1 + self.signals.in_the_room().count(),
            PanelView::Form(SectionName(section), names) => {
                self.session.table(*section).get(0).map_or(0, |record| form_fields(record, names).len())
            }
            PanelView::Records(SectionName(section)) => self.session.table(*section).len(),
            PanelView::Questions(id) | PanelView::Board(id) | PanelView::Blocks(id) => list(id),
            PanelView::Carried => came_along(&self.session).len(),
            PanelView::Lens(_) => self.lens_rows(guide).len(),
            PanelView::Grid(grid) => match grid.picture.filter(|_| self.is_shown(grid)) {
                Some(picture) if picture != Chart::Named => self.picture_rows(picture),
                _ => self.sides(grid, guide).count(),
            },
            PanelView::Chart(picture) => self.picture_rows(*picture),
        }
    }

    /// How many things a picture lists.
    fn picture_rows(&self, picture: Chart) -> usize {
        match picture {
            Chart::Deviation => self.session.indicators.len(),
            Chart::Votes => self.session.themes.len(),
            Chart::Course => self.session.goals.len(),
            // All groups together, and each by itself where there is more than one.
            Chart::Web => Some(self.scored_groups().len()).filter(|groups| *groups > 1).unwrap_or(0) + 1,
            Chart::Named | Chart::Progress => 0,
        }
    }

    /// What the key that opens things does with what is under the cursor.
    pub(crate) fn opening(&self, guide: &Guide) -> Option<OpenTarget> {
        let selected = self.selected(guide);
        match &self.panel(guide).view {
            PanelView::Cycle => Some(match self.signal(guide) {
                None => OpenTarget::Step(selected + 1),
                Some(signal) => OpenTarget::Place(signal.section, signal.item.clone(), signal.field),
            }),
            PanelView::Form(SectionName(section), names) => {
                let record = self.session.table(*section).get(0)?;
                Some(OpenTarget::Fields(*section, record.id().clone(), form_fields(record, names), selected))
            }
            PanelView::Records(_) => {
                self.record(guide).map(|(section, record)| OpenTarget::Item(section, record.id().clone()))
            }
            PanelView::Questions(_) | PanelView::Board(_) => {
                self.asked(guide).map(|(_, asked)| OpenTarget::Answer(Id::new(asked.answer_id())))
            }
            PanelView::Blocks(_) => {
                let block = PlanBlock::ALL.get(selected)?;
                let lacking = block.lacking(&self.session).into_iter().next();
                let whole = Lacking { section: block.section(), item: None, field: None };
                let Lacking { section, item, field } = lacking.unwrap_or(whole);
                Some(OpenTarget::Place(section, item, field))
            }
            PanelView::Carried => self.carried(guide).map(|(carrying, id)| match carrying.section {
                Section::Answers => OpenTarget::Answer(id),
                section => OpenTarget::Item(section, id),
            }),
            PanelView::Lens(_) => match self.lens_rows(guide).get(selected)? {
                LensRow::Panel(step, panel) => Some(OpenTarget::Panel(*step, *panel)),
                LensRow::Item(section, id) | LensRow::Tie(section, _, id) => {
                    Some(OpenTarget::Item(*section, id.clone()))
                }
                LensRow::Word(..) | LensRow::Named(_) => None,
            },
            PanelView::Grid(_) | PanelView::Chart(_) => None,
        }
    }

    /// The rows of the lens in front.
    pub(crate) fn lens_rows(&self, guide: &Guide) -> Vec<LensRow> {
        let PanelView::Lens(id) = &self.panel(guide).view else { return Vec::new() };
        guide.structure.lens(id).map_or_else(Vec::new, |lens| rows(&guide.structure, lens, &self.session))
    }

    /// The signal under the cursor of the cycle, which stands behind its steps.
    pub fn signal(&self, guide: &Guide) -> Option<&Signal> {
        let is_cycle = matches!(self.panel(guide).view, PanelView::Cycle);
        let at = self.selected(guide).checked_sub(guide.structure.steps.len() - 1).filter(|_| is_cycle)?;
        self.signals.in_the_room().nth(at)
    }

    /// What is offered first for one of the panels of the step, with the parts that belong to it.
    pub(crate) fn offer_on(&self, context: &Context, panel: usize) -> Option<&Offer> {
        let step = self.step(&context.guide);
        let parts = step.whole_panels().get(panel).cloned()?;
        let offers = self.signals.offers(&self.session, context);
        step.panels[parts].iter().find_map(|panel| offer_on(offers, panel))
    }

    /// What is offered for an item first, or for the section as a whole.
    pub(crate) fn offer_for(&self, context: &Context, section: Section, item: Option<&Id>) -> Option<&Offer> {
        let offers = self.signals.offers(&self.session, context);
        let of_item = item.and_then(|item| offers.iter().find(|offer| offer.is_of(section, item)));
        of_item.or_else(|| offers.iter().find(|offer| offer.section == section && offer.item.is_none()))
    }

    /// What is offered for what is under the cursor.
    pub(crate) fn offer(&self, context: &Context) -> Option<&Offer> {
        let guide = &context.guide;
        let offer = |section, item| self.offer_for(context, section, item);
        if let Some(signal) = self.signal(guide) {
            return offer(signal.section, signal.item.as_ref());
        }
        if let Some((_, asked)) = self.asked(guide) {
            return offer(Section::Answers, Some(&Id::new(asked.answer_id())));
        }
        if let Some(place) = self.seen_cell(guide) {
            return offer(place.section, self.record_or_cell(guide).map(|(_, record)| record.id()));
        }
        offer(self.section(guide)?, self.record(guide).map(|(_, record)| record.id()))
    }

    /// Whether there is something to open.
    pub(crate) fn can_open(&self, guide: &Guide) -> bool {
        match self.opening(guide) {
            Some(_) => self.rows(guide) > 0,
            None => false,
        }
    }

    /// The groups that scored a dimension of positive health.
    pub fn scored_groups(&self) -> Vec<&Group> {
        let has_scored = |group: &&Group| {
            self.session.scores.iter().any(|score| score.group.is(&group.id) && !score.scores.known.is_empty())
        };
        self.session.groups.iter().filter(has_scored).collect()
    }

    /// The section of the panel in front, if it is a table.
    pub fn section(&self, guide: &Guide) -> Option<Section> {
        match &self.panel(guide).view {
            PanelView::Records(SectionName(section)) => Some(*section),
            _ => None,
        }
    }

    /// The record under the cursor of a table.
    pub fn record(&self, guide: &Guide) -> Option<(Section, &dyn Record)> {
        let section = self.section(guide)?;
        self.session.table(section).get(self.selected(guide)).map(|record| (section, record))
    }

    /// The question under the cursor of a list.
    pub fn asked<'a>(&'a self, guide: &'a Guide) -> Option<(&'a List, Asked<'a>)> {
        let Content::Answers(id) = self.panel(guide).view.content() else { return None };
        let list = guide.structure.list(id)?;
        let at = match self.laid(guide) {
            Some(laid) => self.selected(guide) * laid.columns.len() + self.column(laid.columns.len()),
            None => self.selected(guide),
        };
        list.asked(&self.session).get(at).map(|asked| (list, *asked))
    }

    /// Whether what came along from an earlier round is in front.
    pub(crate) fn is_at_carried(&self, guide: &Guide) -> bool {
        self.panel(guide).view == PanelView::Carried
    }

    /// What is under the cursor among what came along from an earlier round.
    pub fn carried(&self, guide: &Guide) -> Option<(&'static Carrying, Id)> {
        self.is_at_carried(guide).then(|| came_along(&self.session).into_iter().nth(self.selected(guide)))?
    }

    /// What was decided about an item that came along.
    pub fn decided(&self, guide: &Guide, carrying: &Carrying, id: &Id) -> Option<Decided> {
        carrying.decided(&self.session, id, &|answer| checklist_state(&guide.structure, answer, &self.session))
    }

    /// How many items that came along wait for a decision.
    pub fn undecided(&self, guide: &Guide) -> usize {
        undecided(&self.session, &|answer| checklist_state(&guide.structure, answer, &self.session))
    }

    /// Whether something else than this was decided about what is under the cursor. What is done because the user wrote
    /// down how does not go on with one key, and the reason why something was let go may always be told better.
    pub(crate) fn can_be_decided(&self, guide: &Guide, decided: Decided) -> bool {
        let Some((carrying, id)) = self.carried(guide) else { return false };
        let now = self.decided(guide, carrying, &id);
        let is_in_words = matches!(carrying.done, Done::Text(_) | Done::Answer);
        match decided {
            Decided::Dropped => now != Some(Decided::Done) || !is_in_words,
            Decided::GoesOn => now != Some(decided) && (now != Some(Decided::Done) || !is_in_words),
            Decided::Done => now != Some(decided),
        }
    }

    /// What the record under the cursor counts, if it counts anything.
    pub(crate) fn counted(&self, guide: &Guide) -> Option<Value> {
        let (section, record) = self.record(guide)?;
        section.kind().field_that_means(Meaning::Counted).map(|field| record.value(field))
    }

    /// Whether what is under the cursor has a next state.
    pub(crate) fn marks(&self, guide: &Guide) -> bool {
        match self.record(guide) {
            Some((section, _)) => section.kind().state().is_some(),
            None if matches!(self.panel(guide).view, PanelView::Blocks(_)) => false,
            None => self.asked(guide).is_some_and(|(_, asked)| has_next_state(&asked.question.kind)),
        }
    }
}

/// Whether a question goes from one state to the next with one key.
pub fn has_next_state(kind: &QuestionKind) -> bool {
    matches!(kind, QuestionKind::Status | QuestionKind::Sources | QuestionKind::Absentees | QuestionKind::Choice(_))
}

/// Which panel of the first step shows what came along from an earlier round.
pub fn carried_panel(guide: &Guide) -> Option<usize> {
    guide.structure.steps[SESSION_STEP].panels.iter().position(|panel| panel.view == PanelView::Carried)
}

/// Where a section is shown: its step and panel.
pub fn panel_of_section(guide: &Guide, section: Section, field: Option<usize>) -> Option<(usize, usize)> {
    let shows = |panel: &Panel| match panel.view.content() {
        Content::Items(shown) => shown == section,
        Content::Cells(grid) => grid.shows(section),
        Content::Fields(shown, names) if shown == section => {
            names.is_empty()
                || field.is_some_and(|field| names.iter().any(|name| name == section.kind().fields[field].name))
        }
        _ => false,
    };
    guide.structure.find_panel(shows)
}

/// Where an answer is asked: its step, panel and row.
pub fn place_of_answer(guide: &Guide, session: &Session, answer: &Id) -> Option<(usize, usize, usize)> {
    let (list, _) = guide.structure.question(answer.as_str())?;
    let shows = |panel: &Panel| panel.view.content() == Content::Answers(&list.id);
    let (step, panel) = guide.structure.find_panel(shows)?;
    let row = list.asked(session).iter().position(|asked| asked.answer_id() == answer.as_str())?;
    Some((step, panel, row))
}
