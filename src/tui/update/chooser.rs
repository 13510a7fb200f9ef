//! Choosing from a list while typing what to look for: the palette, search, the help pages, a name to save under.

use crate::domain::record::Meaning;
use crate::domain::safe_text::tidy;
use crate::domain::session::{Section, Session};
use crate::domain::value::Value;
use crate::telling::sentences::Sentences;
use crate::tui::keymap::{Action, Chord};
use crate::tui::model::field::TextField;
use crate::tui::model::{Chooser, Context, Hit, Model, Overlay, Reader, Reading};

use super::effect::{Effect, Effects};
use super::operations::{go_in_list, go_to, moved};
use super::text::tell_with;

/// More hits than this help nobody; typing on narrows them.
const MOST_HITS: usize = 200;

pub(super) fn open_palette(model: &mut Model, context: &Context) {
    let actions = commands(model, context, "");
    model.overlays.push(Overlay::Palette(Chooser::new(actions)));
}

pub(super) fn open_pages(model: &mut Model, context: &Context) {
    model.overlays.push(Overlay::Pages(Chooser::new(pages(context, ""))));
}

pub(super) fn typed(model: &mut Model, context: &Context, chord: Chord) -> Effects {
    let width = usize::from(model.size.inner());
    if let Some(Err(limit)) = query(model).map(|query| query.press(chord, false, width)) {
        model.refused = Some(limit);
    }
    look(model, context);
    Effects::new()
}

pub(super) fn paste(model: &mut Model, context: &Context, text: &str) -> Effects {
    if let Some(Err(limit)) = query(model).map(|query| query.insert(text, false)) {
        model.refused = Some(limit);
    }
    look(model, context);
    Effects::new()
}

fn query(model: &mut Model) -> Option<&mut TextField> {
    match model.overlays.last_mut()? {
        Overlay::Palette(chooser) => Some(&mut chooser.query),
        Overlay::Search(chooser) => Some(&mut chooser.query),
        Overlay::Pages(chooser) => Some(&mut chooser.query),
        Overlay::SaveAs(text) | Overlay::Narrow(text) | Overlay::Share(text) => Some(text),
        _ => None,
    }
}

/// Finds anew what fits the words that were typed.
fn look(model: &mut Model, context: &Context) {
    let Some(top) = model.overlays.pop() else { return };
    let top = match top {
        Overlay::Palette(Chooser { query, .. }) => {
            let matches = commands(model, context, query.text());
            Overlay::Palette(Chooser { query, matches, selected: 0 })
        }
        Overlay::Search(Chooser { query, .. }) => {
            let matches = hits(model, context, query.text());
            Overlay::Search(Chooser { query, matches, selected: 0 })
        }
        Overlay::Pages(Chooser { query, .. }) => {
            let matches = pages(context, query.text());
            Overlay::Pages(Chooser { query, matches, selected: 0 })
        }
        Overlay::Narrow(words) => {
            words.text().clone_into(&mut model.outlook.filter.words);
            model.arrange_list();
            Overlay::Narrow(words)
        }
        other => other,
    };
    model.overlays.push(top);
}

pub(super) fn perform(model: &mut Model, context: &Context, action: Action) -> Effects {
    if action == Action::Choose {
        return choose(model, context);
    }
    if action == Action::Back {
        if let Some(Overlay::Narrow(_)) = model.overlays.pop() {
            model.widen_list();
        }
        return Effects::new();
    }
    if let Some(Overlay::Narrow(_)) = model.overlays.last() {
        go_in_list(model, action);
        return Effects::new();
    }
    let screenful = model.size.screenful();
    let (selected, count) = match model.overlays.last_mut() {
        Some(Overlay::Palette(Chooser { selected, matches, .. })) => (selected, matches.len()),
        Some(Overlay::Search(Chooser { selected, matches, .. })) => (selected, matches.len()),
        Some(Overlay::Pages(Chooser { selected, matches, .. })) => (selected, matches.len()),
        _ => return Effects::new(),
    };
    *selected = moved(*selected, count.saturating_sub(1), screenful, action);
    Effects::new()
}

/// Closes the palette and tells which of its actions was chosen.
pub(super) fn chosen_action(model: &mut Model) -> Option<Action> {
    match model.overlays.pop() {
        Some(Overlay::Palette(Chooser { matches, selected, .. })) => matches.get(selected).copied(),
        _ => None,
    }
}

fn choose(model: &mut Model, context: &Context) -> Effects {
    match model.overlays.pop() {
        Some(Overlay::Search(Chooser { matches, selected, .. })) => {
            if let Some(hit) = matches.get(selected) {
                go_to(model, context, hit.section, &hit.item, Some(hit.field));
            }
            Effects::new()
        }
        Some(Overlay::Pages(Chooser { matches, selected, .. })) => {
            if let Some(page) = matches.get(selected) {
                model.overlays.push(Overlay::Reader(Reader { text: Reading::Page(page.clone()), scroll: 0 }));
            }
            Effects::new()
        }
        Some(Overlay::SaveAs(name)) => vec![Effect::SaveAs(name.text().trim().to_owned())],
        _ => Effects::new(),
    }
}

/// The commands that would do something now and whose words hold all that was typed.
fn commands(model: &Model, context: &Context, query: &str) -> Vec<Action> {
    let works = |action: &Action| model.overlays.is_empty() && model.is_available(*action, context);
    let wanted = folded(query);
    let fits = |action: &Action| holds(&folded(action.words(&context.words)), &wanted);
    let moves =
        [Action::Up, Action::Down, Action::PageUp, Action::PageDown, Action::First, Action::Last, Action::Palette];
    Action::ALL.iter().copied().filter(|action| !moves.contains(action) && fits(action) && works(action)).collect()
}

fn pages(context: &Context, query: &str) -> Vec<String> {
    let wanted = folded(query);
    let title = |id: &String| context.guide.page(id).map_or(String::new(), |page| folded(&page.title));
    context.guide.structure.pages.iter().filter(|id| holds(&title(id), &wanted)).cloned().collect()
}

/// Every place of the session where all words that were typed stand.
fn hits(model: &Model, context: &Context, query: &str) -> Vec<Hit> {
    let wanted = folded(query);
    let Some(desk) = model.desk().filter(|_| !wanted.trim().is_empty()) else { return Vec::new() };
    tell_with(context, model.today, |sentences| hits_in(&desk.session, &wanted, sentences))
}

fn hits_in(session: &Session, wanted: &str, sentences: &Sentences<'_>) -> Vec<Hit> {
    let mut found = Vec::new();
    // What two people changed differently is told by the resolver, in words; its record names places as the file does.
    for &section in Section::ALL.iter().filter(|section| **section != Section::Conflicts) {
        let table = session.table(section);
        for record in table.records() {
            for (field, declared) in section.kind().fields.iter().enumerate() {
                // What only the facilitator reads does not come onto the wall by looking for a word.
                if declared.means(Meaning::Private) {
                    continue;
                }
                let text = match record.value(field) {
                    Value::Empty => continue,
                    Value::Text(text) => text,
                    value => sentences.value_text(section, field, &value, session),
                };
                if holds(&folded(&text), wanted) {
                    found.push(Hit { section, item: record.id().clone(), field });
                    if found.len() == MOST_HITS {
                        return found;
                    }
                }
            }
        }
    }
    found
}

/// Without capitals, so that a hand can be fast.
fn folded(text: &str) -> String {
    tidy(text).to_lowercase()
}

fn holds(text: &str, wanted: &str) -> bool {
    wanted.split_whitespace().all(|word| text.contains(word))
}
