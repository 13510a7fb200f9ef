//! What is being typed or chosen, in any field, is in the journal with each key, and comes back from there.

use werksessie::domain::edit::{Edit, apply};
use werksessie::domain::id::Id;
use werksessie::domain::records::profile::{Dimension, Stand};
use werksessie::domain::session::{Item, Section};
use werksessie::domain::value::{ChoiceSet, Value};
use werksessie::i18n::language::Language;
use werksessie::tui::keymap::{Chord, Key};
use werksessie::tui::model::Recovery;
use werksessie::tui::update::Effect;

use crate::support::screen::{FULL, Screen, WIDE, shipped};

/// The session after what an earlier run left in a field was put back there; with the form still open.
fn put_back(place: &str, text: &str) -> Screen {
    let recovery = Recovery { edits: Vec::new(), unread: 0, drafts: vec![(place.to_owned(), text.to_owned())] };
    let mut screen = Screen::open_after(Language::Dutch, WIDE, shipped(FULL), recovery);
    screen.press_chord(Chord::plain(Key::Enter));
    screen
}

#[test]
fn what_was_typed_in_one_cell_of_a_row_comes_back_in_that_cell() {
    let place = "stands h-2222222222 reasons";
    let mut session = shipped(FULL);
    let mut values = vec![Value::Empty; Section::Stands.kind().fields.len()];
    values[Stand::dimension] = Value::Choice(Dimension::ALL[0].word());
    values[Stand::count] = Value::Whole(4);
    let item = Item { id: Id::new("h-2222222222"), values };
    apply(&mut session, Edit::Insert { section: Section::Stands, item, after: None }).expect("it fits");
    let recovery = Recovery { edits: Vec::new(), unread: 0, drafts: vec![(place.to_owned(), "Veel licht".to_owned())] };
    let mut screen = Screen::open_after(Language::Dutch, WIDE, session, recovery);
    screen.press("Enter Enter");
    let stand = screen.session().stands.find(&Id::new("h-2222222222")).expect("there").clone();
    assert_eq!((stand.count.known(), &*stand.reasons), (Some(4), "Veel licht"));
}

#[test]
fn what_is_typed_or_chosen_in_any_field_comes_back_from_the_journal() {
    let session = shipped(FULL);
    let mut fields = 0;
    for &section in Section::ALL {
        let Some(record) = session.table(section).records().next() else { continue };
        for field in section.kind().fields {
            let place = format!("{} {} {}", section.name(), record.id(), field.name);
            let mut screen = put_back(&place, "");
            if screen.model.form().is_none() {
                continue;
            }
            fields += 1;
            for key in ['x', '7', ' '] {
                let before = screen.effects.len();
                screen.press_chord(Chord::plain(Key::Char(key)));
                let is_kept = screen.effects[before..].iter().any(|effect| matches!(effect, Effect::Draft { .. }));
                assert!(is_kept || screen.model.refused.is_some(), "{key:?} in {place}");
            }
            let last = screen.effects.iter().rev().find_map(|effect| match effect {
                Effect::Draft { place, text } => Some((place.clone(), text.clone())),
                _ => None,
            });
            let (there, text) = last.expect("it was typed in");
            assert_eq!(there, place);
            let mut again = put_back(&place, &text);
            for screen in [&mut screen, &mut again] {
                screen.press_chord(Chord::plain(Key::Esc));
            }
            let sessions = [&screen, &again].map(|screen| screen.model.desk().expect("open").session.clone());
            assert_eq!(sessions[0], sessions[1], "{place}: {text:?}");
        }
    }
    assert!(fields > 100, "{fields} fields were typed in");
}
