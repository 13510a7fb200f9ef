//! The picture as a whole: nothing is shown shorter in a wider window, and on the wall stands no more than the room reads at
//! a glance, whatever the panel.

use std::collections::{BTreeMap, BTreeSet};

use werksessie::domain::session::Session;
use werksessie::guide::PanelView;
use werksessie::i18n::language::Language;
use werksessie::tui::model::layout::{Size, WALL_LINES};
use werksessie::tui::update::Msg;

use crate::support::screen::{FULL, NARROW, Screen, WIDE, empty, shipped};

/// The sessions of the tests, each as it is opened: a first round, the round after it, and one in which nothing is filled in.
fn opened(size: Size) -> [(&'static str, Screen); 3] {
    let open = |session: Session| Screen::open(Language::Dutch, size, session);
    [("first", open(shipped(FULL))), ("second", Screen::open_second(Language::Dutch, size)), ("empty", open(empty()))]
}

/// Every panel, by its step and its place there.
fn panels(screen: &Screen) -> Vec<(usize, usize, String)> {
    let steps = screen.context.guide.structure.steps.iter().enumerate();
    steps
        .flat_map(|(step, declared)| {
            declared.panels.iter().enumerate().map(move |(panel, it)| (step, panel, it.id.clone()))
        })
        .collect()
}

/// The words of the panel, without those that are cut, and without what tells how many come after the page or had no room.
fn words(screen: &Screen) -> BTreeSet<String> {
    let rows = screen.rows();
    let size = screen.model.size;
    let body = &rows[usize::from(size.body_top())..usize::from(size.rows) - 2];
    let told = body.iter().filter(|row| !row.trim_start().starts_with(['▼', '▲']));
    let all: Vec<&str> = told.flat_map(|row| row.split_whitespace()).collect();
    let is_count = |at: usize| all.get(at).is_some_and(|word| word.bytes().all(|byte| byte.is_ascii_digit()));
    let is_nog = |at: usize| all.get(at) == Some(&"nog") && is_count(at + 1);
    let is_left_out = |at: usize| is_nog(at) || all[at] == "en" && is_nog(at + 1);
    let words = (0..all.len()).filter(|at| !is_left_out(*at)).map(|at| all[at]).filter(|word| !word.contains('…'));
    let plain = |word: &str| word.trim_matches(|sign: char| !sign.is_alphanumeric()).to_owned();
    words.map(plain).filter(|word| word.chars().filter(|sign| sign.is_alphabetic()).count() > 1).collect()
}

/// Widths from the smallest to a very wide one, and those around which something is placed otherwise.
fn widths() -> impl Iterator<Item = u16> {
    (60..=200).filter(|columns| columns % 10 == 0 || [71, 72, 73, 99, 119, 126, 139].contains(columns))
}

#[test]
fn nothing_that_a_window_shows_is_left_out_or_cut_in_a_wider_one() {
    // So high that no list has a second page: what turns a page is not left out.
    let rows = 60;
    let mut wrong = Vec::new();
    for (name, mut screen) in opened(Size { columns: 60, rows }) {
        let guide = &screen.context.guide;
        let steps: Vec<String> =
            (0..guide.structure.steps.len()).map(|step| guide.step_text(step).tiny.clone()).collect();
        for (step, panel, id) in panels(&screen) {
            screen.go(step, panel);
            let mut known: BTreeMap<String, u16> = BTreeMap::new();
            let mut lost: BTreeMap<(u16, u16), Vec<String>> = BTreeMap::new();
            for columns in widths() {
                screen.send(Msg::Resize(Size { columns, rows }));
                let mut shown = words(&screen);
                // The shortest name of a step gives way to a longer one.
                shown.extend(steps.iter().cloned());
                for (word, at) in known.extract_if(.., |word, _| !shown.contains(word)) {
                    lost.entry((at, columns)).or_default().push(word);
                }
                known.extend(shown.into_iter().map(|word| (word, columns)));
            }
            let told = |((from, to), words): ((u16, u16), Vec<String>)| {
                format!("{id}, {name}, {from} → {to}: {}", words.join(" "))
            };
            wrong.extend(lost.into_iter().map(told));
        }
    }
    assert!(wrong.is_empty(), "{} times\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn what_is_told_of_a_row_stands_near_it_however_wide_the_window_is() {
    for keys in ["t", "w"] {
        let mut screen = Screen::open(Language::Dutch, Size { columns: 200, rows: 60 }, shipped(FULL));
        screen.press(keys);
        let rows = screen.rows();
        let body = &rows[usize::from(screen.model.size.body_top())..usize::from(screen.model.size.rows) - 2];
        let told: Vec<usize> =
            body.iter().enumerate().filter(|(_, row)| !row.trim().is_empty()).map(|(at, _)| at).collect();
        assert!(told.len() > 3 && body.iter().all(|row| row.chars().count() < 110), "{}", screen.text());
        assert!(told.windows(2).all(|pair| pair[1] - pair[0] < 4), "{}", screen.text());
    }
    let mut screen = Screen::open_second(Language::Dutch, Size { columns: 200, rows: 60 });
    screen.go_to("carried");
    let rows = screen.rows();
    let body = &rows[usize::from(screen.model.size.body_top())..usize::from(screen.model.size.rows) - 2];
    // What was decided ends with the list, and what is under the cursor begins right beside it.
    let beside: Vec<String> = body.iter().map(|row| row.chars().skip(102).collect()).collect();
    assert!(beside.iter().all(|row| row.is_empty() || row.starts_with("   ")), "{}", screen.text());
    assert!(beside.iter().any(|row| row.len() > 3 && !row[3..].starts_with(' ')), "{}", screen.text());
}

#[test]
fn on_the_wall_stand_no_more_lines_than_are_read_at_a_glance() {
    let mut wrong = Vec::new();
    for size in [NARROW, WIDE, Size { columns: 200, rows: 60 }] {
        for (name, mut screen) in opened(size) {
            for (step, panel, id) in panels(&screen) {
                screen.go(step, panel).press("F5 PgDn");
                let rows = screen.rows();
                let body = &rows[4..usize::from(size.rows) - 2];
                let is_line =
                    |row: &&String| row.chars().any(char::is_alphabetic) && !row.trim_start().starts_with(['▼', '▲']);
                let lines = body.iter().filter(is_line).count();
                let besides = match &screen.desk().panel(&screen.context.guide).view {
                    // How much is filled in, and the names of the columns or the signs of the bars.
                    PanelView::Grid(_) | PanelView::Chart(_) => 2,
                    // The first activity stands below the checklist, in two lines and its name.
                    PanelView::Board(_) => 3,
                    _ => 0,
                };
                if lines > usize::from(WALL_LINES) + besides {
                    wrong.push(format!("{id}, {name}: {lines}\n{}", screen.text()));
                }
                screen.press("Esc");
            }
        }
    }
    assert!(wrong.is_empty(), "{} times\n{}", wrong.len(), wrong.join("\n\n"));
}
