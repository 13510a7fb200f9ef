//! What a frame takes does not grow with the session, and what a list takes grows no faster than the list: counted is how
//! often memory is asked for, which is the same on every machine and in every run. Nothing else is tested in this program, and
//! no two at a time, because all of it is counted together.

use jiff::civil::{date, time};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};
use std::alloc::System;
use std::sync::{Mutex, PoisonError};

use werksessie::domain::edit::{Edit, apply, apply_all};
use werksessie::domain::id::{Id, IdSource};
use werksessie::domain::records::meeting::Person;
use werksessie::domain::records::plan::Action;
use werksessie::domain::session::{Item, Section, Session};
use werksessie::domain::value::Value;
use werksessie::exchange::import::brought::Brought;
use werksessie::exchange::import::prepare;
use werksessie::exchange::import::preview::ImportChoices;
use werksessie::guide::{Guide, PanelView};
use werksessie::i18n::Words;
use werksessie::i18n::language::Language;
use werksessie::tui::model::layout::Size;
use werksessie::tui::model::{Context, Model};
use werksessie::tui::theme::{BUILT_IN, ColourSupport, ColourTheme, Styles};
use werksessie::tui::update::{FolderMsg, update};
use werksessie::tui::view::{last_screenful, render};

#[global_allocator]
static COUNTED: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

/// What is counted by one test at a time.
static ALONE: Mutex<()> = Mutex::new(());

/// As much as a wall shows: with room for what a step asks beside its panel.
const LARGE: Size = Size { columns: 160, rows: 50 };
/// So much more or less is no growth: a list of places grows by doubling.
const SPARE: usize = 50;
/// A table of records looks at each of them to know how wide its columns are.
const EACH_ROW: usize = 2;

/// A session of so many actions, of which each asks for an owner and a day, and of as many people who are missed.
fn with_signals(count: usize) -> Session {
    let mut session = Session::empty(Id::new("s-0000000001"));
    for (section, letter, field) in [(Section::People, 'p', Person::name), (Section::Actions, 'a', Action::what)] {
        let mut after = None;
        for number in 0..count {
            let mut values = vec![Value::Empty; section.kind().fields.len()];
            values[field] = Value::text(format!("Wat er te doen is, nummer {number}"));
            if section == Section::People {
                values[Person::attendance] = Value::Choice("wanted");
            }
            let item = Item { id: Id::new(format!("{letter}-{number:010}")), values };
            let id = item.id.clone();
            apply(&mut session, Edit::Insert { section, item, after: after.replace(id) }).expect("an item that fits");
        }
    }
    session
}

fn frame(model: &mut Model, context: &Context, styles: &Styles) {
    let mut buffer = Buffer::empty(Rect::new(0, 0, LARGE.columns, LARGE.rows));
    let last = last_screenful(model, context);
    model.read_no_further(last);
    render(model, context, styles, &mut buffer);
}

/// How often memory is asked for, for a frame of each panel; one that stands by itself first draws what stays.
fn asked_by_frames(count: usize, context: &Context, styles: &Styles) -> Vec<(String, usize)> {
    let mut model = Model::new(LARGE, date(2026, 11, 22), time(14, 12, 0, 0), 1);
    let session = Box::new(with_signals(count));
    let opened = FolderMsg::Opened { path: "sessions/proef.ron".into(), session, is_saved: true };
    update(&mut model, context, opened.into());
    let steps = context.guide.structure.steps.iter().enumerate();
    let panels = steps.flat_map(|(step, declared)| {
        declared.panels.iter().enumerate().map(move |(panel, declared)| (step, panel, declared))
    });
    let counted = panels.map(|(step, panel, declared)| {
        let desk = model.desk_mut().expect("a session is open");
        desk.step = step;
        desk.panels[step] = panel;
        frame(&mut model, context, styles);
        let counted = Region::new(COUNTED);
        frame(&mut model, context, styles);
        let each = if matches!(declared.view, PanelView::Records(_)) { EACH_ROW } else { 0 };
        (declared.id.clone(), counted.change().allocations.saturating_sub(each * count))
    });
    counted.collect()
}

#[test]
fn a_frame_asks_for_no_more_memory_where_a_session_is_larger() {
    let _alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
    let context = Context {
        words: Words::load(Language::Dutch).expect("the words ship with the program"),
        guide: Guide::load(Language::Dutch).expect("the guide ships with the program"),
    };
    let (_, theme) = BUILT_IN.iter().find(|(id, _)| *id == "light").expect("a light theme");
    let theme = ColourTheme::parse(theme).expect("the theme is right");
    let styles = Styles::resolve(&theme, ColourSupport::TrueColour);
    let [some, more] = [2_000, 4_000].map(|count| asked_by_frames(count, &context, &styles));
    let grow = some.iter().zip(&more).filter(|((_, some), (_, more))| *more > some + SPARE);
    let grow: Vec<String> = grow.map(|((id, some), (_, more))| format!("{id}: {some}, {more}")).collect();
    assert_eq!(grow, Vec::<String>::new(), "panels of 2,000 and of 4,000 actions and people");
}

/// How often memory is asked for where lists of so many people, and of as many actions of theirs, come in once and again.
fn asked_by_lists(count: usize, words: &Words) -> usize {
    let numbers = || (0..count).map(|number| number.to_string());
    let people: String = numbers().map(|number| ["Joke Smit ", &number, ";Wijkteam\n"].concat()).collect();
    let actions: String =
        numbers().map(|number| ["Bel ", &number, ";Joke Smit ", &number, ";1 mei\n"].concat()).collect();
    let mut session = Session::empty(Id::new("s-0000000001"));
    let (mut ids, choices) = (IdSource::new(1), ImportChoices::default());
    let counted = Region::new(COUNTED);
    for list in [format!("Naam;Organisatie\n{people}"), format!("Actie;Wie;Wanneer\n{actions}")] {
        for is_there in [false, true] {
            let brought = Brought::read("lijst.csv", list.as_bytes()).unwrap_or_else(|_| panic!("it is a list"));
            let prepared = prepare(&brought, &session, &choices, &mut ids, date(2026, 3, 12), words);
            let edits = prepared.unwrap_or_else(|_| panic!("it comes in")).edits;
            assert_eq!(edits.is_empty(), is_there, "the same once more");
            apply_all(&mut session, &edits).expect("it fits");
        }
    }
    let asked = counted.change().allocations;
    assert_eq!((session.people.len(), session.actions.len()), (count, count));
    assert!(session.actions.iter().all(|action| !action.owner.is_empty()));
    asked
}

#[test]
fn a_list_that_is_twice_as_long_takes_twice_as_much_to_come_in_again() {
    let _alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
    let words = Words::load(Language::Dutch).expect("the words ship with the program");
    // What is made once is made before.
    asked_by_lists(10, &words);
    let [some, more] = [400, 800].map(|count| asked_by_lists(count, &words));
    // Where each row is compared with each that is there it is four times as much.
    assert!(more < some * 5 / 2, "{some} for 400, {more} for 800");
}
