//! What people bring, on the screen: a file is chosen or a table pasted, what would happen is shown, `Enter` lets it enter,
//! and one undo takes all of it back.

use crate::domain::edit::Edit;
use crate::domain::naming::plain;
use crate::domain::problem::Trouble;
use crate::domain::session::Section;
use crate::exchange::import::brought::Brought;
use crate::exchange::import::preview::{ImportChoices, ImportKind};
use crate::exchange::import::refusal::Refusal;
use crate::exchange::import::{SHEET, prepare};
use crate::i18n::import::RefusalKind;
use crate::telling::problems::trouble_text;
use crate::tui::keymap::{Action as A, Key, Scope as S};
use crate::tui::model::bringing::Bringing;
use crate::tui::model::{Choice, Chooser, Context, Model, Overlay, Screen, Sought};

use super::binding::{Binding, bind, key, letter};
use super::effect::{Effect, Effects, make, tell};
use super::operations::{close, go_to};

/// The keys of bringing something.
pub(super) const BINDINGS: &[Binding] = &[
    bind(S::Session, A::Import, &[letter('i')], |model, _, _| ask_file(model)),
    bind(S::Import, A::TakeIn, &[key(Key::Enter)], |model, context, _| take_in(model, context))
        .footer(1)
        .when(|model, _| bringing(model).is_some_and(|it| it.prepared.is_ready())),
    bind(S::Import, A::Answer, &[letter(' ')], |model, _, _| choose_answer(model))
        .footer(2)
        .when(|model, _| bringing(model).is_some_and(|it| it.asked().is_some())),
    bind(S::Import, A::Back, &[key(Key::Esc)], |model, _, _| close(model)).footer(8),
];

fn bringing(model: &Model) -> Option<&Bringing> {
    model.overlays.last().and_then(Overlay::bringing)
}

/// Asks which file; those beside the session are looked for.
fn ask_file(model: &mut Model) -> Effects {
    model.overlays.push(Chooser::new(Sought::File, Vec::new()).into());
    vec![Effect::ListFiles]
}

/// The files beside the session are known.
pub(super) fn listed(model: &mut Model, files: Vec<String>) {
    if let Some(chooser) = model.overlays.last_mut().and_then(Overlay::chooser_mut)
        && chooser.sought == Sought::File
        && chooser.query.text().is_empty()
    {
        let files: Vec<Choice> = files.into_iter().map(Choice::File).collect();
        chooser.matches.clone_from(&files);
        chooser.among = files;
    }
}

/// A file or a folder was read, or could not be.
pub(super) fn brought(
    model: &mut Model,
    context: &Context,
    read: Result<Result<Brought, Refusal>, Trouble>,
) -> Effects {
    match read {
        Ok(Ok(read)) => show(model, context, read, ImportChoices::default()),
        Ok(Err(refusal)) => refuse(model, refusal.text(&context.words)),
        Err(Trouble::NotAFile) => refuse(model, Refusal::from(RefusalKind::NotAFile).text(&context.words)),
        Err(trouble) => refuse(model, trouble_text(trouble, &context.words).to_string()),
    }
}

/// A table was pasted.
pub(super) fn table_pasted(model: &mut Model, context: &Context, text: &str) -> Effects {
    let kind = match model.desk().and_then(|desk| desk.section(&context.guide)) {
        Some(Section::People) => Some(ImportKind::People),
        Some(Section::Actions) => Some(ImportKind::Actions),
        Some(Section::Scores | Section::Groups) => Some(ImportKind::Scores),
        Some(Section::Indicators) => Some(ImportKind::Figures),
        _ => None,
    };
    match Brought::read(&context.words.import.clipboard, text.as_bytes()) {
        Ok(read) => show(model, context, read, ImportChoices { kind, ..ImportChoices::default() }),
        Err(refusal) => refuse(model, refusal.text(&context.words)),
    }
}

/// Lines of plain text were pasted on a panel of actions or people: each may enter as one.
pub(super) fn lines_pasted(model: &mut Model, context: &Context, text: &str) -> Option<Effects> {
    let lines: Vec<&str> = text.split(['\r', '\n']).map(str::trim).filter(|line| !line.is_empty()).collect();
    let section = model.desk().and_then(|desk| desk.section(&context.guide)).filter(|_| lines.len() > 1)?;
    let mark = match section {
        Section::Actions => "\n- [ ] ",
        Section::People => "\n",
        _ => return None,
    };
    let bare = lines.iter().map(|line| line.trim_start_matches(['-', '*', '•', ' ']));
    let listed: String = bare.flat_map(|line| [mark, line]).collect();
    Some(table_pasted(model, context, &listed))
}

fn refuse(model: &mut Model, text: String) -> Effects {
    model.overlays.push(Overlay::Refused(text));
    Effects::new()
}

/// Lays on top what would happen; asks at once what has no answer yet.
fn show(model: &mut Model, context: &Context, brought: Brought, choices: ImportChoices) -> Effects {
    let Screen::Session(desk) = &model.screen else { return Effects::new() };
    let prepared = prepare(&brought, &desk.session, &choices, &mut model.ids, model.today, &context.words);
    match prepared {
        Ok(prepared) => {
            let bringing = Bringing::new(brought, choices, prepared, &context.words);
            let is_open = bringing.unanswered().is_some();
            model.overlays.push(Overlay::Import(Box::new(bringing)));
            if is_open { choose_answer(model) } else { Effects::new() }
        }
        Err(refusal) => refuse(model, refusal.text(&context.words)),
    }
}

/// Another process changed the session: what would happen is worked out anew for it as it is now.
pub(super) fn again(model: &mut Model, context: &Context) {
    let Screen::Session(desk) = &model.screen else { return };
    let Some(at) = model.overlays.iter().position(|top| matches!(top, Overlay::Import(_))) else { return };
    let Overlay::Import(bringing) = model.overlays.remove(at) else { return };
    let Bringing { brought, choices, .. } = *bringing;
    let prepared = prepare(&brought, &desk.session, &choices, &mut model.ids, model.today, &context.words);
    let top = match prepared {
        Ok(prepared) => Overlay::Import(Box::new(Bringing::new(brought, choices, prepared, &context.words))),
        Err(refusal) => Overlay::Refused(refusal.text(&context.words)),
    };
    model.overlays.insert(at, top);
    // The answers that could be given may be others now.
    model.overlays.retain(|top| top.chooser().is_none_or(|chooser| chooser.sought != Sought::Answer));
}

/// Asks for an answer to the question under the cursor.
fn choose_answer(model: &mut Model) -> Effects {
    let Some(ask) = bringing(model).and_then(Bringing::asked) else { return Effects::new() };
    let options = ask.options.iter().enumerate();
    let options: Vec<Choice> = options.map(|(number, (_, label))| Choice::Answer(number, label.clone())).collect();
    // The area that is called after the neighbourhood of the session is under the cursor: mostly it is that one.
    let place = model.desk().map_or_else(String::new, |desk| plain(desk.session.the_neighbourhood().name.trim()));
    let is_place = |(_, label): &(String, String)| !place.is_empty() && plain(label).contains(&place);
    let selected = ask.chosen.or_else(|| ask.options.iter().position(is_place)).unwrap_or(0);
    let mut chooser = Chooser::new(Sought::Answer, options.clone());
    (chooser.among, chooser.selected) = (options, selected);
    model.overlays.push(chooser.into());
    Effects::new()
}

/// A question was answered: what would happen is worked out anew.
pub(super) fn answered(model: &mut Model, context: &Context, option: usize) -> Effects {
    let Some(Overlay::Import(bringing)) = model.overlays.pop() else { return Effects::new() };
    let Bringing { brought, mut choices, prepared, rows, selected } = *bringing;
    let asked = rows.get(selected).and_then(|row| row.part.asked()).and_then(|ask| prepared.preview.asks.get(ask));
    if let Some((ask, (value, _))) = asked.and_then(|ask| Some((ask, ask.options.get(option)?))) {
        if ask.key == SHEET {
            // What was chosen of another list is not about this one.
            choices.answers.clear();
        }
        choices.answers.insert(ask.key.clone(), value.clone());
    }
    show(model, context, brought, choices)
}

/// Lets it enter, as one change.
fn take_in(model: &mut Model, context: &Context) -> Effects {
    let Some(Overlay::Import(bringing)) = model.overlays.pop() else { return Effects::new() };
    let prepared = &bringing.prepared;
    let first = prepared.edits.first().cloned();
    let section = first_panel(prepared.kind);
    let new = prepared.edits.iter().find_map(|edit| match edit {
        Edit::Insert { section: into, item, .. } if *into == section => Some(item.id.clone()),
        _ => None,
    });
    let effects = make(model, prepared.edits.clone());
    if model.refused.is_some() {
        model.overlays.push(Overlay::Import(bringing));
        return effects;
    }
    // What it asks stands in the list of signals: here it would hide what was brought.
    super::refresh_signals(model, context);
    if let Some(desk) = model.desk_mut() {
        desk.brought.extend(first.map(|first| (first, prepared.receipt.clone())));
    }
    tell(model, prepared.receipt.clone());
    if let Some(new) = new {
        go_to(model, context, section, &new, None);
    } else if let Some(desk) = model.desk() {
        let place = crate::tui::model::panel::panel_of_section(&context.guide, section, None);
        if desk.section(&context.guide) != Some(section)
            && let (Some((step, panel)), Some(desk)) = (place, model.desk_mut())
        {
            (desk.step, desk.panels[step]) = (step, panel);
        }
    }
    effects
}

/// The section on the panel of which what entered is shown.
fn first_panel(kind: ImportKind) -> Section {
    match kind {
        ImportKind::Figures => Section::Indicators,
        ImportKind::People => Section::People,
        ImportKind::Actions => Section::Actions,
        ImportKind::Scores => Section::Scores,
    }
}
