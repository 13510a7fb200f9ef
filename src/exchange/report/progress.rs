//! What changed since an earlier round: actions, goals, the checklist, and what was let go and why.

use super::outline::fields_for_everybody;
use crate::domain::carried::{Decided, carrying};
use crate::domain::course::course;
use crate::domain::question::state;
use crate::domain::record::{Meaning, Record};
use crate::domain::records::meeting::{Answer, AnswerState};
use crate::domain::records::plan::Action;
use crate::domain::session::{Section, Session};
use crate::exchange::document::{Block, DocumentTable};
use crate::exchange::outgoing::Outgoing;
use crate::exchange::told::{Told, under};
use crate::guide::CHECKLIST;
use crate::guide::progress::checklist_state;
use crate::telling::rounds::{direction_text, stages, unit_of};

/// What changed, as chapters; the earlier rounds oldest first, of which `since` is the place of the one to compare with.
pub(super) fn progress(told: &Told<'_>, earlier: &[Outgoing], since: usize) -> Vec<Block> {
    let words = &told.words.outgoing;
    let Some(before) = earlier.get(since) else { return vec![Block::Paragraph(words.no_earlier.clone())] };
    let mut blocks = vec![Block::Paragraph(words.since(crate::exchange::told::title(before, told.words)))];
    let chapters = [
        (told.words.record(Section::Actions.kind()).many.clone(), actions(told, before)),
        (told.words.rounds.goals.clone(), goals(told, earlier)),
        (told.guide.list_text(CHECKLIST).map_or("", |text| &text.title).to_owned(), checklist(told, before)),
        (words.let_go.clone(), let_go(told, before)),
    ];
    for (name, table) in chapters {
        let nothing = Block::Paragraph(words.unchanged.clone());
        let table = table.map_or(nothing, |table| Block::Table(DocumentTable { caption: name.clone(), ..table }));
        blocks.extend(under(Block::heading(1, name), vec![table]));
    }
    blocks
}

/// Actions that are new or further than they were.
fn actions(told: &Told<'_>, before: &Outgoing) -> Option<DocumentTable> {
    let section = Section::Actions;
    let then = |action: &Action| {
        let old = before.actions.find(&action.id);
        old.map_or_else(|| told.words.outgoing.is_new.clone(), |old| told.value(section, old, Action::status))
    };
    let is_other = |action: &&Action| before.actions.find(&action.id).is_none_or(|old| old.status != action.status);
    let rows = told.session.actions.iter().filter(is_other).map(|action| {
        let value = |field| told.value(section, action, field);
        vec![value(Action::what), value(Action::owner), then(action), value(Action::status), value(Action::due)]
    });
    let label = |field| told.label(section, field);
    let words = &told.words.outgoing;
    let headings =
        vec![label(Action::what), label(Action::owner), words.then.clone(), words.now.clone(), label(Action::due)];
    table(headings, rows.collect())
}

/// Goals of which something was measured, through the rounds.
fn goals(told: &Told<'_>, earlier: &[Outgoing]) -> Option<DocumentTable> {
    let rows = told.session.goals.iter().filter_map(|goal| {
        let course = course(told.session, earlier.iter().map(|round| &**round), goal);
        if course.rounds.is_empty() {
            return None;
        }
        let stages = stages(&course, unit_of(told.session, goal), told.words).into_iter();
        let stages = stages.map(|stage| format!("{}: {}", stage.label, stage.value)).collect::<Vec<_>>();
        Some(vec![goal.what.to_string(), stages.join("\n"), direction_text(&course, told.words).to_owned()])
    });
    let words = &told.words.outgoing;
    let goal = told.words.record(Section::Goals.kind()).one.clone();
    table(vec![goal, words.latest.clone(), told.words.rounds.direction.clone()], rows.collect())
}

/// Questions of the checklist that are in another state.
fn checklist(told: &Told<'_>, before: &Outgoing) -> Option<DocumentTable> {
    let list = told.guide.structure.list(CHECKLIST)?;
    let rows = list.questions().filter_map(|question| {
        let of = |session: &Session| state(&question.kind, session.answer(&question.id), session);
        let (then, now) = (of(before), of(told.session));
        let word = |state: AnswerState| told.sentences.state_word(&question.kind, state).to_owned();
        (then != now).then(|| vec![told.question_title(&question.id), word(then), word(now)])
    });
    let words = &told.words.outgoing;
    table(vec![words.point.clone(), words.then.clone(), words.now.clone()], rows.collect())
}

/// What was let go since, with the reason where one was given: what is done may have words of its own, and no reason.
fn let_go(told: &Told<'_>, before: &Outgoing) -> Option<DocumentTable> {
    let mut rows = Vec::new();
    for &section in Section::ALL {
        let public = told.session.is_public().then(|| fields_for_everybody(section));
        let reason = section.kind().field_that_means(Meaning::Reason);
        let Some(reason) = reason.filter(|_| public.as_ref().is_none_or(|fields| !fields.is_empty())) else { continue };
        let is_told = public.is_none_or(|fields| fields.contains(&reason));
        for record in told.session.table(section).records() {
            let old = before.find(section, record.id());
            let is_known = old
                .is_some_and(|old| is_let_go(told, section, old, before) && old.value(reason) == record.value(reason));
            if is_let_go(told, section, record, told.session) && !is_known {
                let title = told.sentences.item_title(section, record, told.session);
                rows.push(vec![
                    title,
                    told.words.record(section.kind()).one.clone(),
                    if is_told { told.value(section, record, reason) } else { String::new() },
                ]);
            }
        }
    }
    let words = &told.words.outgoing;
    table(vec![words.point.clone(), words.what_it_is.clone(), words.why.clone()], rows)
}

fn is_let_go(told: &Told<'_>, section: Section, record: &dyn Record, session: &Session) -> bool {
    let how_far = |answer: &Answer| checklist_state(&told.guide.structure, answer, session);
    match carrying(section) {
        Some(carrying) => carrying.decided(session, record.id(), &how_far) == Some(Decided::Dropped),
        None => record.state() == Some(AnswerState::NotApplicable),
    }
}

fn table(headings: Vec<String>, rows: Vec<Vec<String>>) -> Option<DocumentTable> {
    (!rows.is_empty()).then(|| DocumentTable { headings, rows, ..DocumentTable::default() }.without_empty_columns())
}
