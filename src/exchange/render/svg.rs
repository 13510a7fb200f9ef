//! The pictures of a document as SVG. A pattern tells what colour tells, and everything is in the table beside it too.

use std::fmt::Write as _;

use crate::exchange::document::{Bar, Figure, Picture};
use crate::telling::shorten::shorten;

use super::escape::text;

/// How wide a picture is drawn; it shrinks with the page.
const WIDTH: i64 = 640;
/// So much room has a name above its bar.
const ROW: i64 = 40;
/// The corners of a web of six axes, in thousandths of its radius, from the top to the right.
const CORNERS: [(i64, i64); 6] = [(0, -1000), (866, -500), (866, 500), (0, 1000), (-866, 500), (-866, -500)];
/// So much room is left beside the longest bar for what it tells.
const TOLD: i64 = 170;
/// A name is cut after so many letters; in the table it is whole.
const LONGEST: usize = 70;

/// Writes the picture of a figure; the number says which figure of its document it is.
pub(super) fn svg(out: &mut String, figure: &Figure, number: usize) {
    let height = match &figure.picture {
        Picture::Deviation(bars) => ROW * count(bars.len()) + 10,
        Picture::Stacked { parts, rows } => ROW * count(rows.len()) + 24 * count(parts.len()) + 16,
        Picture::Web { .. } => 420,
        Picture::Tracks(rows) => ROW * count(rows.len()) + 10,
    };
    let _ = write!(
        out,
        "<svg role=img viewBox=\"0 0 {WIDTH} {height}\" width={WIDTH} height={height} aria-labelledby=\"f{number} \
         g{number}\"><title id=f{number}>{}</title><desc id=g{number}>{}</desc>",
        text(&figure.title),
        text(&figure.description)
    );
    match &figure.picture {
        Picture::Deviation(bars) => deviation(out, bars, number),
        Picture::Stacked { parts, rows } => stacked(out, parts, rows, number),
        Picture::Web { scale, axes } => web(out, i64::from(*scale), axes),
        Picture::Tracks(rows) => tracks(out, rows),
    }
    out.push_str("</svg>");
}

fn count(length: usize) -> i64 {
    i64::try_from(length).unwrap_or(i64::MAX / 1000)
}

fn label(out: &mut String, x: i64, y: i64, anchor: &str, told: &str) {
    let anchor = if anchor.is_empty() { String::new() } else { format!(" text-anchor={anchor}") };
    let _ = write!(out, "<text x={x} y={y}{anchor}>{}</text>", text(&shorten(told, LONGEST)));
}

/// A pattern for each part: full, slanted, dotted, crossed, and so on.
fn pattern(out: &mut String, number: usize, part: usize) {
    let drawn = match part % 5 {
        0 => "<path d=\"M0 0h8v8H0z\" class=b stroke=none />",
        1 => "<path d=\"M0 8L8 0M-2 2L2-2M6 10L10 6\" class=w />",
        2 => "<circle cx=4 cy=4 r=2 class=b />",
        3 => "<path d=\"M0 8L8 0M0 0L8 8\" class=w />",
        _ => "<path d=\"M0 4h8\" class=w />",
    };
    let _ = write!(out, "<pattern id=p{number}-{part} width=8 height=8 patternUnits=userSpaceOnUse>{drawn}</pattern>");
}

fn deviation(out: &mut String, bars: &[Bar], number: usize) {
    pattern(out, number, 1);
    let (zero, half) = (WIDTH / 2, WIDTH / 2 - TOLD);
    for (row, Bar { name, length, told, is_hatched }) in bars.iter().enumerate() {
        let y = ROW * count(row) + 14;
        label(out, 0, y, "", name);
        let wide = length.abs() * half / 1000;
        let from = if *length < 0 { zero - wide } else { zero };
        let fill = if *is_hatched { format!(" style=\"fill:url(#p{number}-1)\"") } else { String::new() };
        let _ = write!(out, "<rect class=b x={from} y={} width={} height=14{fill} />", y + 4, wide.max(1));
        let (x, anchor) = if *length < 0 { (zero - wide - 6, "end") } else { (zero + wide + 6, "start") };
        label(out, x, y + 16, anchor, told);
    }
    let _ = write!(out, "<path class=a d=\"M{zero} 0V{}\" />", ROW * count(bars.len()) + 6);
}

fn stacked(out: &mut String, parts: &[String], rows: &[(String, Vec<u32>)], number: usize) {
    (0..parts.len()).for_each(|part| pattern(out, number, part));
    let fill = |part: usize| format!(" style=\"fill:url(#p{number}-{part})\"");
    for (part, name) in parts.iter().enumerate() {
        let y = 24 * count(part) + 4;
        let _ = write!(out, "<rect class=b x=0 y={y} width=28 height=14{} />", fill(part));
        label(out, 36, y + 12, "", name);
    }
    let sum = |counts: &[u32]| counts.iter().map(|count| i64::from(*count)).sum::<i64>();
    let most = rows.iter().map(|(_, counts)| sum(counts)).max().unwrap_or(1).max(1);
    for (row, (name, counts)) in rows.iter().enumerate() {
        let y = 24 * count(parts.len()) + ROW * count(row) + 24;
        label(out, 0, y, "", name);
        let mut so_far = 0;
        let at = |votes: i64| votes * (WIDTH - 60) / most;
        for (part, votes) in counts.iter().enumerate().filter(|(_, votes)| **votes > 0) {
            let (from, to) = (at(so_far), at(so_far + i64::from(*votes)));
            let _ = write!(
                out,
                "<rect class=b x={from} y={} width={} height=14{} />",
                y + 4,
                (to - from).max(1),
                fill(part)
            );
            so_far += i64::from(*votes);
        }
        label(out, at(so_far) + 6, y + 16, "", &so_far.to_string());
    }
}

fn web(out: &mut String, scale: i64, axes: &[(String, Option<[u32; 5]>)]) {
    const RADIUS: i64 = 150;
    let (x, y) = (WIDTH / 2, 210);
    let at = |axis: usize, tenths: i64| {
        let (across, down) = CORNERS[axis % CORNERS.len()];
        let far = tenths * RADIUS / (scale * 10).max(1);
        (x + far * across / 1000, y + far * down / 1000)
    };
    let ring = |out: &mut String, class: &str, of: &dyn Fn(usize) -> Option<i64>| {
        let corners = (0..axes.len()).filter_map(|axis| of(axis).map(|tenths| at(axis, tenths)));
        let path: Vec<String> = corners.map(|(x, y)| format!("{x} {y}")).collect();
        if path.len() > 1 {
            let _ = write!(out, "<path class={class} d=\"M{}z\" />", path.join("L"));
        }
    };
    for part in 1..=2 {
        ring(out, "a", &|_| Some(scale * 5 * part));
    }
    for (axis, (name, spread)) in axes.iter().enumerate() {
        let (end_x, end_y) = at(axis, scale * 10);
        let _ = write!(out, "<path class=a d=\"M{x} {y}L{end_x} {end_y}\" />");
        if let Some([lowest, _, _, _, highest]) = spread {
            let ((from_x, from_y), (to_x, to_y)) = (at(axis, i64::from(*lowest)), at(axis, i64::from(*highest)));
            let _ = write!(out, "<path class=r d=\"M{from_x} {from_y}L{to_x} {to_y}\" />");
        }
        let (name_x, name_y) = at(axis, scale * 11);
        let anchor = match CORNERS[axis % CORNERS.len()].0 {
            0 => "middle",
            across if across > 0 => "start",
            _ => "end",
        };
        label(out, name_x, name_y + 5, anchor, name);
    }
    ring(out, "w", &|axis| axes[axis].1.map(|spread| i64::from(spread[2])));
    for (axis, spread) in axes.iter().enumerate().filter_map(|(axis, (_, spread))| Some((axis, (*spread)?))) {
        let (x, y) = at(axis, i64::from(spread[2]));
        let _ = write!(out, "<circle class=b cx={x} cy={y} r=5 />");
    }
}

fn tracks(out: &mut String, rows: &[(String, i64)]) {
    let (from, to) = (100, WIDTH - 100);
    for (row, (name, along)) in rows.iter().enumerate() {
        let y = ROW * count(row) + 14;
        label(out, 0, y, "", name);
        let x = from + along * (to - from) / 1000;
        let line = y + 12;
        let _ = write!(
            out,
            "<path class=a d=\"M{from} {line}H{to}M{from} {}v12M{to} {}v12\" /><path class=w d=\"M{from} {line}H{x}\" \
             /><circle class=b cx={x} cy={line} r=6 />",
            line - 6,
            line - 6
        );
    }
}
