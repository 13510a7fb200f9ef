//! Choosing from a list while typing what to look for: the palette, search, the help pages, a name to save under.

use crate::domain::hidden::Veil;
use crate::domain::id::Id;
use crate::domain::in_order::sort_by_key;
use crate::domain::naming::plain;
use crate::domain::record::Meaning;
use crate::domain::safe_text::tidy;
use crate::domain::session::{Section, Session};
use crate::domain::value::Value;
use crate::telling::sentences::Sentences;
use crate::tui::keymap::{Action as A, Chord, Key, Scope as S};
use crate::tui::model::field::TextField;
use crate::tui::model::{Choice, Chooser, Context, Model, Overlay, Reading, Screen, Sought};

use super::binding::{Binding, bind, key, letter};
use super::effect::{Effect, Effects};
use super::operations::{close, go_to, read};

/// The page of all keys, which is made from their table and so is none of the guide.
const ALL_KEYS: &str = "";
/// More hits than this help nobody; typing on narrows them.
const MOST_HITS: usize = 200;

/// The keys of lists to choose from.
pub(super) const BINDINGS: &[Binding] = &[
    bind(S::Chooser, A::Choose, &[key(Key::Enter)], |model, context, _| choose(model, context))
        .footer(1)
        .when(|model, _| model.overlays.last().is_some_and(has_choice)),
    bind(S::Chooser, A::Back, &[key(Key::Esc)], |model, _, _| back(model)).footer(8),
    bind(S::Reader, A::Pages, &[letter('m')], open_pages).footer(3),
    bind(S::Session, A::Pages, &[], open_pages),
    bind(S::Session, A::Search, &[letter('/')], |model, _, _| open(model, Chooser::new(Sought::Place, Vec::new()))),
    bind(S::Everywhere, A::Palette, &[letter(':'), Chord::control('p')], |model, _, _| {
        // What fits is found by the list of commands itself, which stands above the table of keys.
        open(model, Chooser::new(Sought::Command, Vec::new()))
    })
    .when(|model, _| model.overlays.is_empty()),
];

/// Those that explain what is on the screen come first.
fn open_pages(model: &mut Model, context: &Context, _: Chord) -> Effects {
    let guide = &context.guide;
    let here = model.desk().map_or("", |desk| desk.panel(guide).id.as_str());
    let is_of_here =
        |choice: &Choice| matches!(choice, Choice::Page(id) if guide.pages_of(here).any(|(it, _)| it == id));
    let mut found = pages(context, "");
    sort_by_key(&mut found, |choice| !is_of_here(choice));
    open(model, Chooser::new(Sought::Page, found))
}

fn open(model: &mut Model, chooser: Chooser) -> Effects {
    model.overlays.push(Overlay::Chooser(chooser));
    Effects::new()
}

/// Asks what sessions are looked for on their list.
pub(super) fn narrow(model: &mut Model) -> Effects {
    if let Screen::Start(start) = &mut model.screen {
        start.mark_place();
    }
    model.overlays.push(Overlay::Narrow(TextField::new(model.outlook.filter.words.clone())));
    Effects::new()
}

/// Asks for a name to save under, which may have been begun.
pub(super) fn save_as(model: &mut Model, begun: String) -> Effects {
    model.overlays.push(Overlay::SaveAs(TextField::new(begun)));
    Effects::new()
}

/// Whether there is something to choose.
fn has_choice(top: &Overlay) -> bool {
    match top {
        Overlay::SaveAs(name) => !name.text().trim().is_empty(),
        Overlay::Narrow(_) => true,
        _ => top.chooser().is_some_and(|chooser| chooser.choice().is_some()),
    }
}

pub(super) fn typed(model: &mut Model, context: &Context, chord: Chord) -> Effects {
    let width = usize::from(model.size.inner());
    let line = model.overlays.last_mut().and_then(Overlay::line_mut);
    if let Some(Err(limit)) = line.map(|line| line.press(chord, false, width)) {
        model.refused = Some(limit);
    }
    look(model, context);
    Effects::new()
}

pub(super) fn paste(model: &mut Model, context: &Context, text: &str) -> Effects {
    let line = model.overlays.last_mut().and_then(Overlay::line_mut);
    if let Some(Err(limit)) = line.map(|line| line.insert(text, false)) {
        model.refused = Some(limit);
    }
    look(model, context);
    Effects::new()
}

/// Finds anew what fits the words that were typed. Which commands do, the list of commands finds.
fn look(model: &mut Model, context: &Context) {
    match model.overlays.last() {
        Some(Overlay::Chooser(chooser)) => {
            let found = match chooser.sought {
                Sought::Command => None,
                Sought::Place => Some(places(model, context, chooser.query.text())),
                Sought::Page => Some(pages(context, chooser.query.text())),
                Sought::File | Sought::Answer | Sought::Card => Some(of_list(chooser)),
            };
            if let Some(chooser) = model.overlays.last_mut().and_then(Overlay::chooser_mut) {
                chooser.selected = 0;
                chooser.matches = found.unwrap_or_default();
            }
        }
        Some(top) if top.asking().is_some() => model.narrow_answers(&context.words),
        Some(Overlay::Narrow(words)) => {
            words.text().clone_into(&mut model.outlook.filter.words);
            model.arrange_list();
        }
        _ => {}
    }
}

/// Closes the list with nothing chosen.
fn back(model: &mut Model) -> Effects {
    if let Some(Overlay::Narrow(_)) = model.overlays.last() {
        if let Screen::Start(start) = &mut model.screen {
            start.return_to_place();
        }
        model.widen_list();
    }
    close(model)
}

/// Takes what is under the cursor.
fn choose(model: &mut Model, context: &Context) -> Effects {
    match model.overlays.pop() {
        Some(Overlay::Chooser(chooser)) => match chooser.choice() {
            Some(Choice::Place(section, item, field)) => go_to(model, context, *section, item, Some(*field)),
            Some(Choice::Question(answer)) => {
                let answer = Id::new(answer.as_str());
                go_to(model, context, Section::Answers, &answer, None);
            }
            Some(Choice::Panel(step, panel)) => {
                if let Some(desk) = model.desk_mut() {
                    desk.step = *step;
                    desk.panels[*step] = *panel;
                }
            }
            Some(Choice::Page(page)) if page.is_empty() => return read(model, Reading::Keys),
            Some(Choice::Page(page)) => return read(model, Reading::Page(page.clone())),
            Some(Choice::File(path)) => return vec![Effect::Bring(path.clone())],
            Some(Choice::Answer(option, _)) => return super::bringing::answered(model, context, *option),
            Some(Choice::Card { text, .. }) => return super::cards::take(model, context, text),
            Some(Choice::Command(_)) | None => {}
        },
        Some(Overlay::SaveAs(name)) => return vec![Effect::SaveAs(name.text().trim().to_owned())],
        _ => {}
    }
    Effects::new()
}

/// What fits of all that there is; for a file, what was typed may be its whole path.
fn of_list(chooser: &Chooser) -> Vec<Choice> {
    let wanted = folded(chooser.query.text());
    let fits = |choice: &&Choice| match choice {
        Choice::File(label) | Choice::Answer(_, label) | Choice::Card { text: label, .. } => {
            holds(&folded(label), &wanted)
        }
        _ => false,
    };
    let mut found: Vec<Choice> = chooser.among.iter().filter(fits).cloned().collect();
    let typed = chooser.query.text().trim();
    if chooser.sought == Sought::File && !typed.is_empty() {
        found.push(Choice::File(typed.to_owned()));
    }
    found
}

/// The help pages of which the title or the text holds all that was typed, those by title first.
pub(super) fn pages(context: &Context, query: &str) -> Vec<Choice> {
    let wanted = folded(query);
    let title = |id: &str| match context.guide.page(id) {
        Some(page) => folded(&page.title),
        None => folded(&context.words.screen.all_keys),
    };
    let text = |id: &str| context.guide.page(id).map_or(String::new(), |page| folded(&page.text.join(" ")));
    let all = || context.guide.structure.pages.iter().map(String::as_str).chain([ALL_KEYS]);
    let by_title = all().filter(|id| holds(&title(id), &wanted));
    let by_text = all().filter(|id| !holds(&title(id), &wanted) && holds(&text(id), &wanted));
    by_title.chain(by_text).map(|id| Choice::Page(id.to_owned())).collect()
}

/// The panels of which the title holds all that was typed, and then those of which the hint does: people call a thing by
/// what it is for.
pub(super) fn panels(model: &Model, context: &Context, query: &str) -> Vec<Choice> {
    if model.desk().is_none() {
        return Vec::new();
    }
    let (guide, wanted) = (&context.guide, folded(query));
    let all = || {
        let steps = guide.structure.steps.iter().enumerate();
        steps.flat_map(|(step, declared)| {
            declared.panels.iter().enumerate().map(move |(number, panel)| (step, number, panel.id.as_str()))
        })
    };
    let by_title = |id: &str| holds(&folded(guide.panel_title(id)), &wanted);
    let by_hint = |id: &str| !by_title(id) && holds(&folded(guide.panel_hint(id)), &wanted);
    let named = all().filter(|(.., id)| by_title(id)).chain(all().filter(|(.., id)| by_hint(id)));
    named.map(|(step, number, _)| Choice::Panel(step, number)).collect()
}

/// The questions with the number that was typed: `3.2`, the same as `32`, or all of `3.`.
fn questions(model: &Model, context: &Context, query: &str) -> Vec<Choice> {
    let wanted = query.trim();
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    let is_number = wanted.len() > 1 && wanted.chars().all(|letter| letter.is_ascii_digit() || letter == '.');
    let Some(desk) = model.desk().filter(|_| is_number) else { return Vec::new() };
    let asked = context.guide.structure.lists.iter().flat_map(|list| list.asked(&desk.session));
    let fits = |number: &str| {
        let is_whole = !wanted.contains('.') && number.contains('.') && digits(number) == wanted;
        is_whole || wanted.contains('.') && number.starts_with(wanted)
    };
    let numbered = asked.filter(|asked| fits(asked.question.number()));
    numbered.map(|asked| Choice::Question(asked.answer_id())).collect()
}

/// Questions by their number, panels by their name, and then every place of the session where the words stand.
fn places(model: &Model, context: &Context, query: &str) -> Vec<Choice> {
    if query.trim().is_empty() {
        return Vec::new();
    }
    let mut found = questions(model, context, query);
    found.extend(panels(model, context, query));
    found.extend(hits(model, context, query));
    found
}

/// Every place of the session where all words that were typed stand.
fn hits(model: &Model, context: &Context, query: &str) -> Vec<Choice> {
    let wanted = folded(query);
    let Some(desk) = model.desk().filter(|_| !wanted.trim().is_empty()) else { return Vec::new() };
    hits_in(&desk.session, &wanted, &context.sentences(model.today))
}

fn hits_in(session: &Session, wanted: &str, sentences: &Sentences<'_>) -> Vec<Choice> {
    let mut found = Vec::new();
    let veil = Veil::of(session);
    // What two people changed differently is told by the resolver, in words; its record names places as the file does.
    // The head stands on no panel to go to.
    let elsewhere = [Section::Header, Section::Conflicts];
    for &section in Section::ALL.iter().filter(|section| !elsewhere.contains(section)) {
        let table = session.table(section);
        for record in table.records() {
            for (field, declared) in section.kind().fields.iter().enumerate() {
                // What only the facilitator reads, and what is still hidden, is not found by looking for a word.
                if declared.means(Meaning::Private) || veil.covers(section, field) {
                    continue;
                }
                let text = match record.value(field) {
                    Value::Empty => continue,
                    Value::Text(text) => text,
                    value => sentences.value_text(section, field, &value, session),
                };
                if holds(&folded(&text), wanted) {
                    found.push(Choice::Place(section, record.id().clone(), field));
                    if found.len() == MOST_HITS {
                        return found;
                    }
                    // An item stands there once.
                    break;
                }
            }
        }
    }
    found
}

/// Without capitals and accents, which nobody types while looking for something.
pub(super) fn folded(text: &str) -> String {
    plain(&tidy(text))
}

pub(super) fn holds(text: &str, wanted: &str) -> bool {
    wanted.split_whitespace().all(|word| text.contains(word))
}
