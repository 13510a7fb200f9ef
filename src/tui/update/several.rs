//! Several items filled in at once: they are marked one by one, and what is said then holds for all of them.

use crate::domain::id::Id;
use crate::domain::in_order::sort_by_key;
use crate::domain::record::Meaning;
use crate::domain::session::Section;
use crate::guide::{List, PanelView};
use crate::tui::keymap::{Action as A, Scope as S};
use crate::tui::model::form::Form;
use crate::tui::model::{Context, Desk, Model};

use super::binding::{Binding, bind, letter};
use super::effect::Effects;
use super::focus::focus;
use super::operations::fill_in;

/// The keys for several items.
pub(super) const BINDINGS: &[Binding] = &[
    bind(S::Panel, A::MarkItem, &[letter('*')], |model, context, _| mark(model, context)).when(can_mark),
    bind(S::Panel, A::SetMarked, &[letter('=')], |model, context, _| set(model, context)).footer(2).when(has_marked),
];

/// The fields that are said of several items at once: who, and by when.
fn asked(section: Section) -> Vec<usize> {
    let kind = section.kind();
    [Meaning::Owner, Meaning::Due].into_iter().filter_map(|meaning| kind.field_that_means(meaning)).collect()
}

/// What is under the cursor, by its section and id: an item of the checklist too, whether it has an answer yet or not.
fn here(desk: &Desk, context: &Context) -> Vec<(Section, Id)> {
    let guide = &context.guide;
    if matches!(desk.panel(guide).view, PanelView::Board(_)) {
        let answer = desk.asked(guide).map(|(_, asked)| (Section::Answers, Id::new(asked.answer_id())));
        return answer.into_iter().collect();
    }
    let here = desk.records_here(guide).into_iter().filter(|(section, _)| *section != Section::Answers);
    here.map(|(section, record)| (section, record.id().clone())).collect()
}

/// The section of what is under the cursor.
fn section(model: &Model, context: &Context) -> Option<Section> {
    let section = here(model.desk()?, context).first().map(|(section, _)| *section)?;
    (!asked(section).is_empty()).then_some(section)
}

fn can_mark(model: &Model, context: &Context) -> bool {
    section(model, context).is_some()
}

/// The marked items of the section in front that are still there.
fn marked(model: &Model, context: &Context) -> Option<(Section, Vec<Id>)> {
    let (desk, section) = (model.desk()?, section(model, context)?);
    let is_there = |id: &Id| section == Section::Answers || desk.session.find(section, id).is_some();
    let of_section = desk.marked.iter().filter(|(of, id)| *of == section && is_there(id));
    let mut items: Vec<Id> = of_section.map(|(_, id)| id.clone()).collect();
    if section == Section::Answers {
        let asked: Vec<&str> = context
            .guide
            .structure
            .lists
            .iter()
            .flat_map(List::questions)
            .map(|question| question.id.as_str())
            .collect();
        sort_by_key(&mut items, |id| asked.iter().position(|known| *known == id.as_str()));
    }
    (!items.is_empty()).then_some((section, items))
}

fn has_marked(model: &Model, context: &Context) -> bool {
    marked(model, context).is_some()
}

/// Marks what is under the cursor, or takes its mark away, and goes on to the next row.
fn mark(model: &mut Model, context: &Context) -> Effects {
    let Some(desk) = model.desk_mut() else { return Effects::new() };
    let here = here(desk, context);
    let is_marked = here.iter().all(|(section, id)| desk.is_marked(*section, id));
    desk.marked.retain(|known| !here.contains(known));
    if !is_marked {
        desk.marked.extend(here);
    }
    let (row, last) = (desk.selected(&context.guide), desk.rows(&context.guide).saturating_sub(1));
    desk.select((row + 1).min(last));
    Effects::new()
}

/// Asks what is to hold for all that is marked; then nothing is marked any more.
fn set(model: &mut Model, context: &Context) -> Effects {
    let Some((section, items)) = marked(model, context) else { return Effects::new() };
    let Some(desk) = model.desk_mut() else { return Effects::new() };
    desk.marked.clear();
    let Some(mut form) = Form::of_several(&desk.session, section, &items, &asked(section)) else {
        return Effects::new();
    };
    focus(&mut form, 0, &desk.session, context);
    fill_in(model, form)
}
