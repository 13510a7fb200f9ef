//! The result of a vote: a bar for each theme, most votes first, with a pattern for each group and their numbers; a tie is
//! announced, and any theme can be chosen.

use ratatui::layout::Rect;

use crate::domain::in_order::sort_by_key;
use crate::domain::records::meeting::GroupKind;
use crate::domain::records::priorities::ThemeState;
use crate::domain::session::Section;
use crate::domain::sums::{Votes, ties, votes};
use crate::domain::value::ChoiceSet;
use crate::tui::model::Desk;
use crate::tui::model::layout::{WALL_LINES, page};
use crate::tui::view::paint::{Painter, rows, width};
use crate::tui::view::records;
use crate::tui::view::scene::Scene;
use crate::tui::view::sums::{cast_of, votes_told};
use crate::tui::view::symbol;

/// A window with fewer columns than this is narrow.
const NARROW: u16 = 70;

/// Lines beside the bars: the legend, and what is told below them.
const BESIDES: u16 = 3;

/// The patterns of the groups, in their order.
const PATTERNS: [&str; 5] = ["█", "▓", "▒", "░", "▚"];

pub(crate) fn draw(scene: &Scene<'_>, desk: &Desk, painter: &mut Painter<'_>, area: Rect) {
    let all = votes(&desk.session);
    let words = &scene.context.words.grids;
    let told = format!("{} · {}", votes_told(scene, &desk.session, None), words.shown);
    let guide = &scene.context.guide;
    let title = if scene.model.is_presenting { "" } else { guide.panel_title(&desk.panel(guide).id) };
    let used = painter.put(area.x, area.y, area.width, title, painter.styles.heading);
    records::beside_heading(scene, desk, told, used, painter, area);
    let tied = ties(&all);
    let is_chosen = |votes: &Votes| {
        desk.session.themes.find(&votes.theme).is_some_and(|theme| theme.state == Some(ThemeState::Chosen))
    };
    let signs = [
        all.iter().any(is_chosen).then(|| format!("✓ {}", words.is_chosen)),
        (!tied.is_empty()).then(|| format!("= {}", words.as_many)),
    ];
    let signs = signs.into_iter().flatten().collect::<Vec<_>>().join("  ");
    // What the signs mean stands behind the groups, or else below the bars.
    let left = legend(desk, painter, rows(area, 1, 1));
    let is_beside = left > width(&signs);
    if is_beside {
        painter.put_right(area.right(), area.y + 1, left, &signs, painter.styles.muted);
    }
    // The wall has no line to spare for them.
    let signs = Some(signs).filter(|signs| !is_beside && !signs.is_empty() && !scene.model.is_presenting);
    let selected = desk.selected(&scene.context.guide);
    let list = rows(area, 3, area.height.saturating_sub(6));
    let tall = usize::from(list.height) >= all.len() * 2;
    let per_row: u16 = if tall { 2 } else { 1 };
    // The legend and what is told below are lines of the wall too.
    let most = if scene.model.is_presenting { usize::from(WALL_LINES - BESIDES) } else { usize::MAX };
    let shown = page(selected, all.len(), usize::from(list.height / per_row).clamp(1, most));
    let most = all.first().map_or(0, |votes| votes.total);
    let names = all.iter().filter_map(|votes| desk.session.themes.find(&votes.theme)).map(|theme| width(&theme.name));
    let longest = names.max().unwrap_or(0).max(12);
    // On a narrow screen the names stay whole, and what each group gave stands below, of the theme under the cursor.
    let is_tight = longest > area.width * 2 / 5 && area.width < NARROW;
    let names = longest.min(area.width * 3 / 5);
    let beside = if is_tight { 0 } else { all.iter().map(|votes| width(&parts(desk, votes))).max().unwrap_or(0) };
    for (number, theme) in all.iter().skip(shown.first).take(shown.count).enumerate() {
        let line = rows(list, u16::try_from(number).unwrap_or(0) * per_row, 1);
        let is_tied = tied.contains(&theme.total);
        bar(desk, theme, (names, beside), most, is_tied, painter, line);
        let asked = desk.signals.weight_of(Section::Themes, &theme.theme).filter(|_| !scene.model.is_presenting);
        symbol::mark(asked, painter, line.x + 2, line.y);
        if shown.first + number == selected {
            painter.put(line.x, line.y, 1, "▸", painter.styles.accent);
            painter.restyle(Rect { width: names + 8, ..line }, painter.styles.selected);
        }
    }
    // Near the bars that it is about, however high the window is.
    let used = 3 + u16::try_from(shown.count).unwrap_or(0) * per_row + u16::from(shown.count < all.len());
    records::more(scene, shown, painter, rows(area, 0, used));
    let below = rows(area, used.min(area.height.saturating_sub(2)), area.height);
    let mut y = below.y;
    let here = all.get(selected).filter(|_| is_tight).map(|votes| by_group(desk, votes));
    let declared = all.get(selected).and_then(|votes| desk.session.themes.find(&votes.theme));
    // A name that is cut in its row stands whole below.
    let whole = declared.filter(|theme| width(&theme.name) > names).map(|theme| theme.name.0.clone());
    for told in whole.into_iter().chain(here).chain(apart(scene, desk)).chain(signs) {
        if y + 1 < area.bottom() {
            painter.put(below.x + 2, y, below.width, &told, painter.styles.text);
            y += 1;
        }
    }
    let is_tied = all.get(selected).is_some_and(|votes| tied.contains(&votes.total));
    let is_chosen = all.get(selected).is_some_and(is_chosen);
    let (sign, text, style) = match (is_chosen, is_tied) {
        (true, _) => ("✓", &words.chosen_already, painter.styles.muted),
        (false, true) => ("=", &words.tie, painter.styles.warn),
        (false, false) => ("›", &words.choose, painter.styles.muted),
    };
    let text = format!("{sign} {}", scene.with_keys(text));
    let place = Rect { y, height: area.bottom().saturating_sub(y), ..area };
    painter.put_wrapped(place, &text, style);
}

/// The pattern of each group; tells how many columns are left behind them.
fn legend(desk: &Desk, painter: &mut Painter<'_>, line: Rect) -> u16 {
    let mut x = line.x + 2;
    for (number, group) in desk.session.groups.iter().enumerate() {
        let left = line.right().saturating_sub(x);
        x += painter.put(x, line.y, left, PATTERNS[number % PATTERNS.len()], painter.styles.chart.neighbourhood);
        let text = format!(" {}   ", &*group.name);
        x += painter.put(x, line.y, line.right().saturating_sub(x), &text, painter.styles.muted);
    }
    line.right().saturating_sub(x)
}

/// What each group gave, where there are several and something was given.
fn parts(desk: &Desk, theme: &Votes) -> String {
    let parts: Vec<String> = theme.per_group.iter().take(desk.session.groups.len()).map(u32::to_string).collect();
    if theme.total > 0 && parts.len() > 1 { parts.join(" + ") } else { String::new() }
}

/// The cells of each part of a bar: as many for each vote where there is room for that, so that what is equal looks equal;
/// or else the whole by its total, shared out with the largest rest first.
fn lengths(counts: &[u32], most: u32, room: u16) -> Vec<u16> {
    let (room, most) = (u64::from(room), u64::from(most.max(1)));
    let each = room / most;
    let total: u64 = counts.iter().copied().map(u64::from).sum();
    let whole = if each > 0 { each * total } else { total * room / most };
    let shares = counts.iter().map(|count| u64::from(*count) * whole);
    let mut cells: Vec<u64> = shares.clone().map(|share| share / total.max(1)).collect();
    let rests: Vec<u64> = shares.map(|share| share % total.max(1)).collect();
    let mut order: Vec<usize> = (0..cells.len()).collect();
    sort_by_key(&mut order, |at| std::cmp::Reverse(rests[*at]));
    let left = usize::try_from(whole - cells.iter().sum::<u64>()).unwrap_or(0);
    order.into_iter().take(left).for_each(|at| cells[at] += 1);
    cells.into_iter().map(|cells| u16::try_from(cells).unwrap_or(u16::MAX)).collect()
}

/// `13   ██████▓▓▓▓   7 + 6`
fn bar(
    desk: &Desk,
    theme: &Votes,
    (names, beside): (u16, u16),
    most: u32,
    is_tied: bool,
    painter: &mut Painter<'_>,
    line: Rect,
) {
    let declared = desk.session.themes.find(&theme.theme);
    let name = declared.map_or("", |theme| &theme.name);
    let is_chosen = declared.is_some_and(|theme| theme.state == Some(ThemeState::Chosen));
    if is_chosen {
        painter.put(line.x + 1, line.y, 1, "✓", painter.styles.good);
    }
    if is_tied {
        painter.put(line.x + 3 + names + 6, line.y, 1, "=", painter.styles.warn);
    }
    painter.put(line.x + 3, line.y, names, name, painter.styles.text);
    let total = theme.total.to_string();
    painter.put_right(line.x + 3 + names + 5, line.y, 5, &total, painter.styles.strong);
    let start = line.x + 3 + names + 8;
    let room = line.right().saturating_sub(start + beside + 2);
    let mut x = start;
    for (group, cells) in lengths(&theme.per_group, most, room).into_iter().enumerate() {
        let bar = PATTERNS[group % PATTERNS.len()].repeat(usize::from(cells));
        x += painter.put(x, line.y, (start + room).saturating_sub(x), &bar, painter.styles.chart.neighbourhood);
    }
    painter.put_right(line.right(), line.y, beside, &parts(desk, theme), painter.styles.muted);
}

/// The result in words: the themes with their votes, most first, and what is told below them.
pub(crate) fn lines(scene: &Scene<'_>, desk: &Desk) -> (Vec<String>, Vec<String>) {
    let (all, words) = (votes(&desk.session), &scene.context.words.grids);
    let tied = ties(&all);
    let told = |votes: &Votes| {
        let theme = desk.session.themes.find(&votes.theme);
        let name = theme.map_or("", |theme| &*theme.name);
        let sign = if tied.contains(&votes.total) { " =" } else { "" };
        let chosen = theme.and_then(|theme| theme.state).filter(|state| *state == ThemeState::Chosen);
        let chosen = chosen.map(|state| scene.context.words.choice(ThemeState::KIND_REF.name, state.word()));
        let chosen = chosen.map_or(String::new(), |word| format!(", {word}"));
        format!("{name}: {}{sign} ({}){chosen}", votes.total, by_group(desk, votes))
    };
    let tie = (!tied.is_empty()).then(|| format!("= {}", scene.with_keys(&words.tie)));
    let sum = format!("{} · {}", votes_told(scene, &desk.session, None), words.shown);
    (all.iter().map(told).collect(), std::iter::once(sum).chain(apart(scene, desk)).chain(tie).collect())
}

/// What each group gave for a theme.
fn by_group(desk: &Desk, votes: &Votes) -> String {
    let groups = desk.session.groups.iter().zip(&votes.per_group);
    groups.map(|(group, count)| format!("{} {count}", &*group.name)).collect::<Vec<_>>().join(" · ")
}

/// What residents and professionals gave, where there are more than two groups.
fn apart(scene: &Scene<'_>, desk: &Desk) -> Option<String> {
    let session = &desk.session;
    let of = |kind: GroupKind| -> (u32, String) {
        let groups = || session.groups.iter().filter(|group| group.kind == Some(kind));
        let cast = groups().map(|group| cast_of(session, &group.id)).fold(0, u32::saturating_add);
        // Which groups were counted together.
        let names: Vec<&str> = groups().map(|group| &*group.name).collect();
        (cast, if names.len() > 1 { format!("{cast} ({})", names.join(" + ")) } else { cast.to_string() })
    };
    let ((residents, of_residents), (professionals, of_professionals)) =
        (of(GroupKind::Residents), of(GroupKind::Professionals));
    (residents > 0 && professionals > 0).then(|| scene.context.words.grids.apart(of_residents, of_professionals))
}

#[cfg(test)]
mod tests {
    use super::lengths;

    #[test]
    fn equal_numbers_have_equal_bars_and_parts_make_up_the_whole() {
        for room in 4..60 {
            for counts in [[3, 3, 2], [4, 1, 1], [2, 4, 0], [6, 0, 2], [1, 1, 1]] {
                let cells = lengths(&counts, 8, room);
                let whole: u16 = cells.iter().sum();
                let total = counts.iter().copied().fold(0, u32::saturating_add);
                let alone: u16 = lengths(&[total], 8, room).iter().sum();
                assert_eq!(whole, alone, "{counts:?} {room}");
                assert!(whole <= room);
                for (one, other) in
                    [(0, 1), (1, 2), (0, 2)].iter().filter(|(one, other)| counts[*one] == counts[*other])
                {
                    let differ = cells[*one].abs_diff(cells[*other]);
                    assert!(differ == 0 || room < 8 && differ == 1, "{counts:?} {room} {cells:?}");
                }
            }
        }
        assert_eq!(lengths(&[3, 3, 2], 8, 24), [9, 9, 6]);
        assert_eq!(lengths(&[4, 1, 1], 8, 24), [12, 3, 3]);
    }
}
