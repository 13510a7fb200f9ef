//! Draws the model, and changes nothing: one file per kind of panel, plain arithmetic on rectangles.

mod asking;
mod attendance;
mod big;
mod blocks;
mod board;
mod bringing;
mod carried;
mod charts;
mod clock;
mod closing;
mod cycle;
mod detail;
mod footer;
mod form;
mod grid;
mod grid_lines;
mod guidance;
mod header;
mod help;
mod lens;
mod matrix;
mod overlay;
mod paint;
mod pitch;
mod plain;
mod questions;
mod records;
mod report;
mod scene;
mod share;
mod side;
mod start;
mod step_page;
mod sums;
mod symbol;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::domain::hidden::instrument;
use crate::domain::records::meeting::Meeting;
use crate::domain::session::Section;
use crate::guide::grid::GridView;
use crate::guide::{Chart, PanelView, SectionName};
use crate::i18n::dates;

use super::model::layout::{PanelPart, Size, picture_beside};
use super::model::{Context, Desk, Model, Screen};
use super::theme::Styles;
use paint::Painter;
pub use plain::{PlainLines, form_in_words, lines};
use scene::Scene;
pub use side::render_side;

/// Draws the model and tells where the cursor of the text is, if one is being typed.
pub fn render(model: &Model, context: &Context, styles: &Styles, buffer: &mut Buffer) -> Option<(u16, u16)> {
    let area = buffer.area;
    let mut painter = Painter::new(buffer, styles);
    painter.clear(area);
    let size = Size { columns: area.width, rows: area.height };
    let scene = Scene::new(model, context);
    if !size.is_enough() {
        too_small(&scene, &mut painter);
        return None;
    }
    if model.is_presenting
        && model.overlays.iter().all(|top| top.cell().is_some())
        && let Screen::Session(desk) = &model.screen
    {
        present(&scene, desk, &mut painter);
        return painter.cursor;
    }
    match &model.screen {
        Screen::Start(start) => start::draw(&scene, start, &mut painter, size),
        Screen::Session(desk) => {
            header::draw(&scene, desk, &mut painter, size);
            if let Some((list, _)) = model.form_beside(context) {
                draw_panel(&scene, desk, &mut painter, part_of(body(size), list));
            } else if !model.overlays.last().is_some_and(overlay::covers_body) {
                draw_panel(&scene, desk, &mut painter, body(size));
                if !matches!(desk.panel(&context.guide).view, PanelView::Cycle) {
                    guidance::draw(&scene, desk, &mut painter, body(size));
                }
            }
        }
    }
    let place = model.form_beside(context).map_or(body(size), |(_, form)| part_of(body(size), form));
    let typed = model.overlays.last().and_then(|top| overlay::draw(&scene, top, &mut painter, place));
    let cursor = typed.or(painter.cursor);
    footer::draw(&scene, &mut painter, size);
    cursor
}

/// Where the last screenful of what is read begins, if something is: so that no key goes further than there is text.
pub fn last_screenful(model: &Model, context: &Context) -> Option<usize> {
    let reader = model.overlays.last()?.reader()?;
    model.size.is_enough().then(|| overlay::last_screenful(&Scene::new(model, context), reader, body(model.size)))
}

/// The cells of the panel.
fn body(size: Size) -> Rect {
    Rect { x: size.margin(), y: size.body_top(), width: size.inner(), height: size.body_rows() }
}

/// A part of an area, within it.
pub(crate) fn part_of(area: Rect, part: PanelPart) -> Rect {
    Rect { x: area.x + part.x, y: area.y + part.y, width: part.columns, height: part.rows }.intersection(area)
}

/// What the room talks about, above the panels that are about it; hands back what is left for the panel.
fn on_the_table(scene: &Scene<'_>, desk: &Desk, painter: &mut Painter<'_>, area: Rect) -> Rect {
    let guide = &scene.context.guide;
    let subject = &desk.session.the_meeting().subject;
    if subject.is_empty() || !guide.structure.on_the_table.contains(&desk.panel(guide).id) {
        return area;
    }
    let kind = Section::Meeting.kind();
    let label = scene.context.words.field(kind, kind.fields[Meeting::subject].name);
    painter.put(area.x, area.y, area.width, &format!("{label}: {}", &**subject), painter.styles.accent);
    Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area }
}

fn draw_panel(scene: &Scene<'_>, desk: &Desk, painter: &mut Painter<'_>, area: Rect) {
    let area = on_the_table(scene, desk, painter, area);
    match &desk.panel(&scene.context.guide).view {
        PanelView::Cycle => cycle::draw(scene, desk, painter, area),
        PanelView::Carried => carried::draw(scene, desk, painter, area),
        PanelView::Form(SectionName(section), names) => form::draw_closed(scene, desk, *section, names, painter, area),
        PanelView::Records(SectionName(section)) => records::draw(scene, desk, *section, painter, area),
        PanelView::Questions(_) => questions::draw(scene, desk, painter, area),
        PanelView::Blocks(list) => blocks::draw(scene, desk, list, painter, area),
        PanelView::Board(list) => board::draw(scene, desk, list, painter, area),
        PanelView::Lens(id) => lens::draw(scene, desk, id, painter, area),
        PanelView::Grid(declared) => draw_grid(scene, desk, declared, painter, area),
        PanelView::Chart(picture) => draw_picture(scene, desk, *picture, painter, area),
    }
}

/// A grid, its picture, or the two beside each other.
fn draw_grid(scene: &Scene<'_>, desk: &Desk, declared: &GridView, painter: &mut Painter<'_>, area: Rect) {
    let is_shown = desk.is_shown(declared);
    let is_open = is_shown || instrument(declared.section).is_none();
    let beside =
        picture_beside(area.width, area.height).filter(|(left, _)| grid::has_room(scene, desk, declared, left.columns));
    match (declared.picture.filter(|_| is_open), beside) {
        (Some(Chart::Named), _) => charts::named::draw(scene, desk, declared, painter, area),
        (Some(picture), Some((left, right))) => {
            grid::draw(scene, desk, declared, painter, part_of(area, left));
            draw_picture(scene, desk, picture, painter, part_of(area, right));
        }
        (Some(picture), None) if is_shown => draw_picture(scene, desk, picture, painter, area),
        _ => {
            grid::draw(scene, desk, declared, painter, area);
        }
    }
}

fn draw_picture(scene: &Scene<'_>, desk: &Desk, picture: Chart, painter: &mut Painter<'_>, area: Rect) {
    match picture {
        Chart::Deviation => charts::deviation::draw(scene, desk, painter, area),
        Chart::Web => charts::web::draw(scene, desk, painter, area),
        Chart::Course => charts::course::draw(scene, desk, painter, area),
        Chart::Votes => charts::votes::draw(scene, desk, painter, area),
        // Drawn with the grid of which it is.
        Chart::Named => {}
        Chart::Progress => charts::progress::draw(scene, desk, painter, area),
    }
}

/// From so many columns on the time stands on the wall in figures that the whole room reads.
const ROOM_FOR_TIME: u16 = 80;

/// The panel alone, with its title above it and as much white around it as there is.
fn present(scene: &Scene<'_>, desk: &Desk, painter: &mut Painter<'_>) {
    let area = painter.area();
    let title = scene.context.guide.panel_title(&desk.panel(&scene.context.guide).id);
    // No wider than what is read at a glance, with as much white at the sides as there is.
    let side = (area.width.saturating_sub(present_columns(scene, desk)) / 2).max(2);
    painter.put_centred(area, 1, title, painter.styles.big);
    let name = &desk.session.the_neighbourhood().name;
    painter.put_centred(area, 2, name, painter.styles.muted);
    if area.width >= ROOM_FOR_TIME {
        let time = dates::time_text(scene.model.now);
        big::put_right(area.right().saturating_sub(2), 0, &time, painter.styles.muted, painter);
    } else {
        painter.put_right(
            area.right().saturating_sub(1),
            0,
            5,
            &dates::time_text(scene.model.now),
            painter.styles.muted,
        );
    }
    let inner = Rect { x: side, y: 4, width: area.width - 2 * side, height: area.height.saturating_sub(6) };
    draw_panel(scene, desk, painter, inner);
    let size = Size { columns: area.width, rows: area.height };
    footer::draw(scene, painter, size);
}

/// How many columns a panel takes on the wall: a text or a table few, a picture what it can use.
fn present_columns(scene: &Scene<'_>, desk: &Desk) -> u16 {
    match &desk.panel(&scene.context.guide).view {
        PanelView::Records(_) | PanelView::Questions(_) | PanelView::Form(..) | PanelView::Lens(_) => 60,
        PanelView::Board(_) | PanelView::Blocks(_) | PanelView::Carried => 76,
        PanelView::Cycle | PanelView::Grid(_) | PanelView::Chart(_) => 110,
    }
}

fn too_small(scene: &Scene<'_>, painter: &mut Painter<'_>) {
    let area = painter.area();
    let text = scene.context.words.screen.too_small(Size::SMALLEST.columns, Size::SMALLEST.rows);
    let middle = Rect { y: area.height / 3, height: area.height - area.height / 3, ..area };
    painter.put_wrapped(middle, &text, painter.styles.text);
}
