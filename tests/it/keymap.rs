//! The table of keys keeps its promises: every action has a key, words in both languages and a line in the help; no key
//! hides another by accident; and what the footer shows works where it is shown.

use std::collections::BTreeMap;

use werksessie::i18n::language::Language;
use werksessie::tui::keymap::{Action, Chord, Key, Scope, is_typing};
use werksessie::tui::model::Reading;
use werksessie::tui::model::layout::Size;
use werksessie::tui::update::{Binding, bindings, reachable, resolve};

use crate::support::screen::{FULL, NARROW, Screen, context, empty, shipped};
use crate::support::tour::{Stop, is_covered, is_recovery, on_top, panels, second_round, start_pages};

/// Everything that can be on the screen.
fn everywhere() -> Vec<Stop> {
    let named = |session: &str, stops: Vec<Stop>| {
        let session = session.to_owned();
        stops.into_iter().map(move |stop| Stop { name: format!("{}, {session}", stop.name), ..stop })
    };
    let panels = named("full", panels(&shipped(FULL))).chain(named("empty", panels(&empty())));
    start_pages().into_iter().chain(panels).chain(second_round()).chain(on_top()).collect()
}

#[test]
fn every_action_has_a_key_and_words_in_both_languages() {
    for action in Action::ALL {
        assert!(
            bindings().any(|binding| binding.action == *action && !binding.chords.is_empty()),
            "{action:?} has no key"
        );
        for &language in Language::ALL {
            assert!(!action.words(&context(language).words).trim().is_empty(), "{action:?} has no words");
        }
    }
}

#[test]
fn the_page_of_all_keys_lists_every_action_with_its_keys() {
    for &language in Language::ALL {
        let mut screen = Screen::open(language, Size { columns: 100, rows: 250 }, shipped(FULL));
        let words = &context(language).words;
        let all = screen.press(&format!("? m ‘{}’ Enter", words.screen.all_keys)).text();
        for binding in bindings()
            .filter(|binding| !matches!(binding.scope, Scope::Start | Scope::NoSessions) && !binding.chords.is_empty())
        {
            let names: Vec<String> = binding.chords.iter().map(|chord| chord.name(words)).collect();
            let keys =
                if names.len() > 4 { format!("{} – {}", names[0], names[names.len() - 1]) } else { names.join("  ") };
            let line = |line: &str| line.contains(&keys) && line.contains(binding.action.words(words));
            assert!(all.lines().any(line), "{binding:?}\n{all}");
        }
    }
}

#[test]
fn help_names_the_keys_that_work_here_and_no_other() {
    for stop in everywhere() {
        let before = (stop.show)(Language::Dutch, Size { columns: 100, rows: 250 });
        let mut screen = (stop.show)(Language::Dutch, Size { columns: 100, rows: 250 });
        let words = &context(Language::Dutch).words;
        let depth = screen.model.overlays.len();
        screen.press("F1");
        let is_open = screen.model.overlays.len() > depth
            && screen.model.overlays.last().is_some_and(|top| matches!(top.reading(), Some(Reading::Help(_))));
        if !is_open {
            continue;
        }
        let text = screen.text();
        let (_, keys) = text.split_once(&words.screen.keys_here).expect("help names keys");
        // Not the footer of help itself.
        let keys = keys.lines().take_while(|line| !line.contains('─')).collect::<Vec<_>>().join("\n");
        let works = |binding: &&Binding| (binding.when)(&before.model, before.context);
        let scopes = before.model.scopes(before.context);
        let listed = reachable(&scopes).map(|(binding, _)| binding);
        let (here, not_here): (Vec<_>, Vec<_>) = listed.partition(works);
        let named = |binding: &&Binding| {
            keys.lines().any(|line| line.trim_end().ends_with(&format!("  {}", binding.action.words(words))))
        };
        assert!(here.iter().all(named), "{}: a key that works is not named\n{text}", stop.name);
        let words_here: Vec<&str> = here.iter().map(|binding| binding.action.words(words)).collect();
        let wrong =
            not_here.iter().find(|binding| named(binding) && !words_here.contains(&binding.action.words(words)));
        assert!(wrong.is_none(), "{}: {wrong:?} does not work and is named", stop.name);
    }
}

#[test]
fn no_key_does_two_things_in_one_scope() {
    let mut seen: Vec<(Scope, Chord, Action)> = Vec::new();
    for binding in bindings() {
        for chord in binding.chords {
            let other = seen.iter().find(|(scope, known, _)| *scope == binding.scope && known == chord);
            // Questions share a scope, and no question offers both answers of a key.
            assert!(other.is_none(), "{chord} does {:?} and {other:?}", binding.action);
            seen.push((binding.scope, *chord, binding.action));
        }
    }
}

#[test]
fn no_key_is_one_that_terminals_cannot_send() {
    for binding in bindings() {
        for chord in binding.chords {
            let Key::Char(letter) = chord.key else { continue };
            // Tab, Enter, Esc, Backspace and new line are sent as Control with these; Shift is lost with Control.
            let is_lost = chord.control && (matches!(letter, 'i' | 'm' | '[' | 'h' | 'j') || letter.is_uppercase());
            assert!(!is_lost, "{chord} does not arrive");
            assert!(!(chord.control && chord.alt), "{chord} types a letter on many keyboards");
        }
    }
}

/// Why a digit goes to no step.
const DIGIT: &str = "a digit is typed into the cell";

/// Why Esc does not go back at once.
const ESC: &str = "Esc leaves the cells first, and goes back when it is pressed again";

/// Keys that an inner scope takes on purpose from an action that is then out of reach.
const TAKEN: &[(Scope, Action, &str)] = &[
    (Scope::NoSessions, Action::Open, "there is nothing to open, and Enter begins the first"),
    (Scope::Number, Action::Cycle, DIGIT),
    (Scope::Number, Action::Step1, DIGIT),
    (Scope::Number, Action::Step2, DIGIT),
    (Scope::Number, Action::Step3, DIGIT),
    (Scope::Number, Action::Step4, DIGIT),
    (Scope::Number, Action::Step5, DIGIT),
    (Scope::Number, Action::Step6, DIGIT),
    (Scope::Number, Action::Checklist, DIGIT),
    (Scope::Number, Action::Back, ESC),
    (Scope::Letters, Action::Back, ESC),
    (Scope::Words, Action::NextCell, "a cell of words is written in"),
    (Scope::Result, Action::NextCell, "a result has no cells"),
    (Scope::Grid, Action::Open, "a cell is no form"),
    (Scope::Grid, Action::Remove, "a cell is emptied"),
    (Scope::Form, Action::Up, "goes to the field above"),
    (Scope::Form, Action::Down, "goes to the field below"),
    (Scope::Form, Action::Back, "Esc is ready with the form, which goes back too"),
    (Scope::Presentation, Action::Present, "the key of the large picture goes back from it"),
];

#[test]
fn no_inner_key_puts_an_outer_action_out_of_reach() {
    let mut wrong: BTreeMap<String, String> = BTreeMap::new();
    let mut used: Vec<(String, Action)> = Vec::new();
    for stop in everywhere() {
        let screen = (stop.show)(Language::Dutch, NARROW);
        let scopes = screen.model.scopes(screen.context);
        for (depth, scope) in scopes.iter().enumerate() {
            for binding in bindings().filter(|binding| binding.scope == *scope && !binding.chords.is_empty()) {
                let inner = &scopes[..depth];
                let leads =
                    |chord: &Chord| resolve(&scopes, *chord).is_some_and(|found| found.action == binding.action);
                let is_reached = reachable(&scopes).any(|(other, _)| other.action == binding.action);
                let is_taken =
                    |(by, action, _): &(Scope, Action, &str)| inner.contains(by) && *action == binding.action;
                if is_reached || binding.chords.iter().any(leads) {
                    continue;
                }
                used.extend(
                    TAKEN.iter().filter(|taken| is_taken(taken)).map(|(by, action, _)| (format!("{by:?}"), *action)),
                );
                if !TAKEN.iter().any(is_taken) {
                    wrong.insert(format!("{:?} of {scope:?} below {inner:?}", binding.action), stop.name.clone());
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    for (scope, action, _) in TAKEN {
        assert!(used.contains(&(format!("{scope:?}"), *action)), "{action:?} is not taken by {scope:?} any more");
    }
}

#[test]
fn letters_are_text_wherever_text_is_typed() {
    for stop in on_top() {
        let screen = (stop.show)(Language::Dutch, NARROW);
        let scopes = screen.model.scopes(screen.context);
        if !scopes.iter().copied().any(is_typing) || scopes.contains(&Scope::Options) {
            continue;
        }
        for letter in ('!'..='~').chain([' ', 'é', '🌳']) {
            let found = resolve(&scopes, Chord::plain(Key::Char(letter)));
            assert!(found.is_none(), "{letter} in {}", stop.name);
        }
    }
}

/// The keys in the footer, each with its binding: read from the screen, not from the table.
fn footer(screen: &Screen, language: Language) -> Result<Vec<(&'static Binding, Chord)>, String> {
    let words = &context(language).words;
    let rows = screen.rows();
    let row = rows.last().map_or("", |row| row.trim()).to_owned();
    let mut rest = row.as_str();
    let mut found = Vec::new();
    let scopes = screen.model.scopes(screen.context);
    let known: Vec<(String, &'static Binding, Chord)> = reachable(&scopes)
        .map(|(binding, chord)| {
            let last = binding.chords.last().filter(|_| binding.chords.len() > 4);
            // A row of digits is named by its ends.
            let last = last.map_or(String::new(), |last| format!("–{}", last.name(words)));
            let name = chord.name(words);
            (format!("{name}{last} {}", binding.words(&screen.model, context(language))), binding, chord)
        })
        .collect();
    while !rest.is_empty() {
        let fits = known.iter().filter(|(text, ..)| rest == text || rest.starts_with(&format!("{text}  ")));
        let Some((text, binding, chord)) = fits.max_by_key(|(text, ..)| text.len()) else {
            return Err(format!("no key of this place: {rest:?} in {row:?}"));
        };
        found.push((*binding, *chord));
        rest = rest[text.len()..].trim_start();
    }
    Ok(found)
}

#[test]
fn what_the_footer_shows_works_now() {
    let mut wrong = Vec::new();
    for &language in Language::ALL {
        let name = language.code();
        for stop in everywhere() {
            let screen = (stop.show)(language, NARROW);
            let before = (screen.state(), screen.effects.len());
            let keys = match footer(&screen, language) {
                Ok(keys) => keys,
                Err(cut) => {
                    wrong.push(format!("{name}, {}: {cut}", stop.name));
                    continue;
                }
            };
            for (binding, chord) in keys {
                let mut pressed = (stop.show)(language, NARROW);
                pressed.press_chord(chord);
                if (pressed.state(), pressed.effects.len()) == before {
                    wrong.push(format!("{name}, {}: {chord} ({:?}) does nothing", stop.name, binding.action));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_footer_always_shows_a_way_on_and_a_way_back() {
    let mut wrong = Vec::new();
    for &language in Language::ALL {
        let name = language.code();
        for stop in everywhere() {
            let screen = (stop.show)(language, NARROW);
            let keys = footer(&screen, language).unwrap_or_default();
            let shows = |key: Key| keys.iter().any(|(_, chord)| chord.key == key);
            // What an earlier run left behind is put back or let go; there is no third way that keeps it.
            if is_covered(&screen) && !is_recovery(&screen) && !shows(Key::Esc) {
                wrong.push(format!("{name}, {}: no way back", stop.name));
            }
            let shows_both = shows(Key::Char('?')) && shows(Key::Char('q'));
            if !is_covered(&screen) && !shows_both {
                wrong.push(format!("{name}, {}: no help or no way to stop", stop.name));
            }
            if !(2..=8).contains(&keys.len()) && !is_covered(&screen) {
                wrong.push(format!("{name}, {}: {} keys", stop.name, keys.len()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
