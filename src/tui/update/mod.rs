//! What a message does to the model: pure. No terminal, no file, no clock; the time, ids and everything from disk come in
//! as data, and what is to be done outside goes out as effects.

mod arrivals;
mod asking;
mod attendance;
mod binding;
mod bringing;
mod cards;
mod carried;
mod chooser;
mod clock;
mod closing;
mod desk;
mod draft;
mod effect;
mod files;
mod focus;
mod forms;
mod grid;
mod leaving;
mod moves;
mod msg;
mod offers;
mod on_cell;
mod operations;
mod options;
mod overlay;
mod palette;
mod pasting;
mod pick;
mod pitch;
mod plain;
mod report;
mod resolver;
mod result;
mod several;
mod share;
mod start;
mod steps;
mod table;
mod understand;

pub use binding::{Binding, Run};
pub use effect::{Effect, Effects, Phase};
pub use msg::{ExchangeMsg, FileMsg, FolderMsg, Msg};
pub use plain::do_in_words;
pub use steps::panel_key;
pub use table::{bindings, in_footer, reachable, resolve, with_keys, with_words};
pub use understand::{Expected, not_understood, told_beside, understood};

use crate::telling::problems::limit_text;

use super::keymap::{Action, Chord, Key, Scope, is_typing};
use super::model::{CellKeys, Context, Model, Overlay, Tone, TypedChoice};
use draft::{draft, keep_draft};
use effect::warn;
use table::available;

/// Does what a message asks.
pub fn update(model: &mut Model, context: &Context, msg: Msg) -> Effects {
    if let Msg::AtOnce(text) = msg {
        return at_once(model, context, &text);
    }
    let is_typed = matches!(msg, Msg::Key(_) | Msg::Paste(_) | Msg::Do(_));
    let before = if is_typed { draft(model) } else { None };
    let mut effects = answer(model, context, msg);
    if let (Some((was_at, before)), false) = (before, effects.contains(&Effect::DraftClosed)) {
        // Whatever the field is: what was typed or chosen in it is safe before the next frame.
        let now = draft(model).filter(|(place, text)| *place == was_at && *text != before);
        effects.extend(now.map(|now| keep_draft(model, now)).unwrap_or_default());
    }
    if let Some(desk) = model.desk_mut()
        && !desk.progress.is_of(desk.revision)
    {
        desk.as_it_counts(|desk| {
            desk.progress.refresh(&context.guide.structure, &desk.session, desk.revision);
        });
    }
    refresh_signals(model, context);
    if let Some(limit) = model.refused.take() {
        warn(model, limit_text(limit, &context.words));
    }
    effects
}

/// Works out what the session asks, if it changed; what has just been typed and asks something is told at once.
pub(super) fn refresh_signals(model: &mut Model, context: &Context) {
    let today = model.today;
    let Some(desk) = model.desk_mut().filter(|desk| !desk.signals.is_of(desk.revision, today)) else { return };
    let raised = desk.as_it_counts(|desk| desk.signals.refresh(&desk.session, desk.revision, today, context));
    let is_warned = model.notice.as_ref().is_some_and(|notice| notice.tone == Tone::Warning);
    let (Some(raised), Some(desk), false) = (raised, model.desk(), is_warned) else { return };
    let text = context.sentences(today).signal_line(&raised, &desk.session);
    warn(model, text);
}

fn answer(model: &mut Model, context: &Context, msg: Msg) -> Effects {
    match msg {
        Msg::Key(chord) => return press(model, context, chord),
        Msg::Paste(text) | Msg::AtOnce(text) => return paste(model, context, &text),
        Msg::Do(action) => return named(model, context, action),
        Msg::File(news) => return arrivals::of_file(model, context, news),
        Msg::Folder(news) => return arrivals::of_folder(model, context, news),
        Msg::Exchange(news) => return arrivals::of_exchange(model, context, news),
        Msg::Theme(name) => effect::tell(model, context.words.screen.theme_is(name)),
        Msg::Resize(size) => model.size = size,
        Msg::Moment { today, now } => (model.today, model.now) = (today, now),
    }
    Effects::new()
}

fn press(model: &mut Model, context: &Context, chord: Chord) -> Effects {
    let mut scopes = model.scopes(context);
    if model.cell_keys == CellKeys::StepAgain && model.last_key == Some(chord) {
        scopes.retain(|scope| *scope != Scope::Number);
    }
    if chord != Chord::plain(Key::Esc) {
        model.cell_keys = CellKeys::IntoCell;
    }
    let bound = resolve(&scopes, chord);
    let has_top = !model.overlays.is_empty();
    let mut is_choosing = false;
    let effects = match bound {
        // What cannot be seen must not change; but a sentence that is being typed goes on, and leaving works.
        _ if !model.size.is_enough() => match bound {
            Some(binding) if binding.action == Action::Leave && chord == Chord::control('q') => {
                (binding.run)(model, context, chord)
            }
            None if model.overlays.last().is_some_and(Overlay::takes_text) => typed(model, context, chord),
            _ => Effects::new(),
        },
        Some(binding) if (binding.when)(model, context) => {
            model.notice = None;
            perform(model, context, binding, chord)
        }
        // Where nothing can be counted down it is the sign of a number.
        Some(binding) if binding.action == Action::Fewer && grid::is_on_number(model, context) => {
            model.notice = None;
            grid::begin(model, context, chord.letter(), false)
        }
        // Where text is typed, a key whose action has no use there does what it does in a text: Home, End.
        Some(binding) if !scopes.iter().copied().any(is_typing) => desk::instead(model, context, binding.action, chord),
        Some(_) | None => {
            model.notice = None;
            is_choosing = true;
            typed(model, context, chord)
        }
    };
    model.last_key = Some(chord);
    if chord == Chord::plain(Key::Esc) && has_top && grid::is_on_number(model, context) {
        // Who closed what lay on top is done here: the next digit goes to a step, and into no vote or bid.
        model.cell_keys = CellKeys::Commands;
    }
    if !is_choosing {
        model.typed_choice = TypedChoice::default();
    }
    if bound.is_none_or(|binding| binding.action != Action::Park) {
        model.pasted = None;
    }
    palette::look(model, context);
    palette::tell_keys(model, context);
    effects
}

/// Does an action by its name, where it would do something.
fn named(model: &mut Model, context: &Context, action: Action) -> Effects {
    let Some(binding) = available(model, context, action) else { return Effects::new() };
    model.notice = None;
    let effects = (binding.run)(model, context, Chord::plain(Key::Enter));
    palette::look(model, context);
    palette::tell_keys(model, context);
    effects
}

/// Does what a row of the table asks; a command that is chosen from their list is a row too.
fn perform(model: &mut Model, context: &Context, binding: &Binding, chord: Chord) -> Effects {
    let chosen = (binding.action == Action::Choose).then(|| palette::chosen(model)).flatten();
    match chosen {
        Some(action) => available(model, context, action)
            .map_or_else(Effects::new, |binding| (binding.run)(model, context, Chord::plain(Key::Enter))),
        None => (binding.run)(model, context, chord),
    }
}

/// A key that no binding takes is text for what is being typed.
fn typed(model: &mut Model, context: &Context, chord: Chord) -> Effects {
    match model.overlays.last() {
        Some(top) if top.form().is_some() => forms::typed(model, context, chord),
        Some(top) if top.minutes().is_some() => clock::type_minutes(model, chord),
        Some(top) if top.cell().is_some() => grid::typed(model, context, chord),
        Some(top) if top.pitch().is_some() => pitch::typed(model, chord),
        Some(_) => chooser::typed(model, context, chord),
        None => {
            let mut effects = on_cell::open_to_type(model, context, chord);
            if !model.overlays.is_empty() {
                effects.extend(typed(model, context, chord));
            } else if effects.is_empty() && model.notice.is_none() {
                desk::tell_of_no_use(model, context, chord);
            }
            effects
        }
    }
}

/// Text that came in at once: keys as long as text is being written; the rest of it was pasted, and none of it is a command.
fn at_once(model: &mut Model, context: &Context, text: &str) -> Effects {
    let mut effects = Effects::new();
    for (at, letter) in text.char_indices() {
        if !pasting::is_writing(model, context, &text[at..]) {
            effects.extend(update(model, context, Msg::Paste(text[at..].to_owned())));
            break;
        }
        let key = match letter {
            '\r' | '\n' => Key::Enter,
            '\t' => Key::Tab,
            letter => Key::Char(letter),
        };
        effects.extend(update(model, context, Msg::Key(Chord::plain(key))));
    }
    effects
}

fn paste(model: &mut Model, context: &Context, text: &str) -> Effects {
    let has_line = model.overlays.last_mut().is_some_and(|top| top.line_mut().is_some());
    match model.overlays.last() {
        Some(top) if top.form().is_some() => forms::paste(model, context, text),
        Some(top) if top.cell().is_some() => grid::paste(model, text),
        Some(top) if top.pitch().is_some() => pitch::paste(model, text),
        Some(_) if has_line => {
            let effects = chooser::paste(model, context, text);
            palette::look(model, context);
            effects
        }
        _ => pasting::pasted(model, context, text),
    }
}
