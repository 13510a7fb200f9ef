//! The pictures of a report, each with the table of which it is drawn.

use crate::domain::course::course;
use crate::domain::decimal::Decimal;
use crate::domain::id::Id;
use crate::domain::records::priorities::Goal;
use crate::domain::records::profile::{Dimension, Indicator};
use crate::domain::session::Section;
use crate::domain::signals::SMALLEST_GROUP;
use crate::domain::sums::deviation as deviation_of;
use crate::domain::sums::{Deviation, Verdict, scale, scores_of, spread, votes as votes_of};
use crate::domain::value::ChoiceSet;
use crate::exchange::document::{Bar, DocumentTable, Figure, Picture};
use crate::exchange::told::Told;
use crate::i18n::numbers::decimal_text;
use crate::telling::rounds::{direction_text, unit_of, with_unit};

/// A bar is full where a figure differs by this share of that of the municipality, in thousandths.
const FULL: i64 = 500;
/// More rows than this make a picture that nobody reads; the table has them all.
const MOST_ROWS: usize = 40;

/// How far the figures lie from those of the municipality.
pub(super) fn deviation(told: &Told<'_>) -> Option<Figure> {
    let words = &told.words.outgoing;
    let compared =
        |indicator: &Indicator| Some((deviation_of(indicator, indicator.municipality.known())?, indicator.clone()));
    let compared: Vec<(Deviation, Indicator)> = told.session.indicators.iter().filter_map(compared).collect();
    if compared.is_empty() {
        return None;
    }
    let verdict = |verdict: Verdict| {
        let name = match verdict {
            Verdict::Better => "better",
            Verdict::Worse => "worse",
            Verdict::Same => "same",
            Verdict::Different => "different",
        };
        words.verdicts.get(name).cloned().unwrap_or_default()
    };
    let difference = |deviation: &Deviation, indicator: &Indicator| {
        let sign = if deviation.thousandths > 0 { "+" } else { "" };
        let value = Decimal::from_thousandths(deviation.thousandths);
        // Two percentages do not differ by a percentage.
        let unit = match indicator.unit.as_ref() {
            "%" => words.percentage_points.as_str(),
            unit => unit,
        };
        value.map_or(String::new(), |value| format!("{sign}{}", with_unit(value, unit, told.words)))
    };
    let bars = compared.iter().take(MOST_ROWS).map(|(deviation, indicator)| {
        let size = indicator.municipality.known().map_or(1, |value| value.thousandths().abs()).max(1);
        let share = deviation.thousandths.saturating_mul(1000) / size;
        Bar {
            name: indicator.name.to_string(),
            length: share.clamp(-FULL, FULL) * 1000 / FULL,
            told: format!("{} {}", difference(deviation, indicator), verdict(deviation.verdict)),
            is_hatched: deviation.verdict == Verdict::Worse,
        }
    });
    let picture = Picture::Deviation(bars.collect());
    let label = |field| told.label(Section::Indicators, field);
    let headings = vec![
        label(Indicator::name),
        label(Indicator::neighbourhood),
        label(Indicator::municipality),
        words.difference.clone(),
        words.verdict.clone(),
    ];
    let rows = compared.iter().map(|(deviation, indicator)| {
        vec![
            indicator.name.to_string(),
            told.value(Section::Indicators, indicator, Indicator::neighbourhood),
            told.value(Section::Indicators, indicator, Indicator::municipality),
            difference(deviation, indicator),
            verdict(deviation.verdict),
        ]
    });
    let table = DocumentTable { caption: words.deviation.clone(), headings, rows: rows.collect(), states: None };
    Some(Figure { title: words.deviation.clone(), description: words.deviation_told.clone(), picture, table })
}

/// The scores of the six dimensions: of all groups in the picture, of each group in the table. In what everybody reads
/// nothing is told of fewer than five scores, nor what they could be worked out from.
pub(super) fn web(told: &Told<'_>) -> Option<Figure> {
    let (words, session) = (&told.words.outgoing, told.session);
    let fewest = if session.is_public() { SMALLEST_GROUP } else { 1 };
    let tenths = |tenths: u32| {
        Decimal::from_thousandths(i64::from(tenths) * 100)
            .map_or(String::new(), |value| decimal_text(value, told.words))
    };
    let name = |dimension: Dimension| told.words.choice(Dimension::KIND_REF.name, dimension.word()).to_owned();
    let all = |dimension: Dimension| {
        let scores = scores_of(session, dimension, None);
        spread(&scores).filter(|spread| spread.count >= fewest)
    };
    let axes: Vec<_> = Dimension::ALL
        .iter()
        .map(|dimension| {
            let spread =
                all(*dimension).map(|it| [it.lowest, it.lower_quartile, it.median, it.upper_quartile, it.highest]);
            (name(*dimension), spread)
        })
        .collect();
    if axes.iter().all(|(_, spread)| spread.is_none()) {
        return None;
    }
    let groups: Vec<(Option<&Id>, String)> = std::iter::once((None, told.words.rounds.all_groups.clone()))
        .chain(session.groups.iter().map(|group| (Some(&group.id), group.name.to_string())))
        .collect();
    let mut rows = Vec::new();
    for dimension in Dimension::ALL {
        // What a few gave must not be the difference between all and the groups that are told.
        let count = |group| scores_of(session, *dimension, group).len();
        let groups_told = session.groups.iter().map(|group| count(Some(&group.id))).filter(|count| *count >= fewest);
        let few = count(None).saturating_sub(groups_told.sum());
        let told = if (1..fewest).contains(&few) { 1 } else { groups.len() };
        for (group, group_name) in &groups[..told] {
            let Some(spread) = spread(&scores_of(session, *dimension, *group)) else { continue };
            let mut row = vec![name(*dimension), group_name.clone()];
            if spread.count < fewest {
                row.extend([String::new(), String::new(), String::new(), words.few.clone()]);
            } else {
                row.extend([
                    tenths(spread.lowest),
                    tenths(spread.median),
                    tenths(spread.highest),
                    spread.count.to_string(),
                ]);
            }
            rows.push(row);
        }
    }
    let headings = vec![
        told.label(Section::Scores, crate::domain::records::profile::GroupScore::dimension),
        told.label(Section::Scores, crate::domain::records::profile::GroupScore::group),
        words.lowest.clone(),
        words.median.clone(),
        words.highest.clone(),
        words.count.clone(),
    ];
    let highest = axes.iter().filter_map(|(_, spread)| spread.map(|spread| spread[4].div_ceil(10))).max().unwrap_or(1);
    let scale = scale(session).max(highest);
    let table = DocumentTable { caption: words.web.clone(), headings, rows, states: None };
    let picture = Picture::Web { scale, axes };
    Some(Figure { title: words.web.clone(), description: words.web_told.clone(), picture, table })
}

/// The votes for each theme, most first.
pub(super) fn votes(told: &Told<'_>) -> Option<Figure> {
    let (words, session) = (&told.words.outgoing, told.session);
    let all: Vec<_> = votes_of(session).into_iter().filter(|votes| votes.total > 0).collect();
    if all.is_empty() {
        return None;
    }
    let mut parts: Vec<String> = session.groups.iter().map(|group| group.name.to_string()).collect();
    parts.push(words.no_group.clone());
    // A part in which nobody voted is none.
    let kept: Vec<usize> = (0..parts.len()).filter(|part| all.iter().any(|votes| votes.per_group[*part] > 0)).collect();
    let of = |counts: &[u32]| kept.iter().map(|part| counts[*part]).collect::<Vec<_>>();
    let parts: Vec<String> = kept.iter().map(|part| parts[*part].clone()).collect();
    let name = |theme: &Id| session.themes.find(theme).map_or(String::new(), |theme| theme.name.to_string());
    let rows: Vec<(String, Vec<u32>)> = all.iter().map(|votes| (name(&votes.theme), of(&votes.per_group))).collect();
    let headings = std::iter::once(told.words.record(Section::Themes.kind()).one.clone())
        .chain(parts.clone())
        .chain([words.total.clone()])
        .collect();
    let cells = all.iter().zip(&rows).map(|(votes, (name, counts))| {
        let counts = counts.iter().map(ToString::to_string);
        std::iter::once(name.clone()).chain(counts).chain([votes.total.to_string()]).collect()
    });
    let table = DocumentTable { caption: words.votes.clone(), headings, rows: cells.collect(), states: None };
    let picture = Picture::Stacked { parts, rows: rows.into_iter().take(MOST_ROWS).collect() };
    Some(Figure { title: words.votes.clone(), description: words.votes_told.clone(), picture, table })
}

/// The goals of which something was measured, from baseline to target.
pub(super) fn tracks(told: &Told<'_>) -> Option<Figure> {
    let (words, session) = (&told.words.outgoing, told.session);
    let mut tracks = Vec::new();
    let mut rows = Vec::new();
    for goal in &session.goals {
        let course = course(session, &[], goal);
        let latest = course.rounds.last().and_then(|(_, values)| values.last()).copied();
        let (Some(baseline), Some(target), Some(latest)) = (course.baseline, course.target, latest) else { continue };
        let whole = target.thousandths() - baseline.thousandths();
        if whole == 0 {
            continue;
        }
        let along = (latest.thousandths() - baseline.thousandths()).saturating_mul(1000) / whole;
        tracks.push((goal.what.to_string(), along.clamp(-250, 1250)));
        let unit = unit_of(session, goal);
        let value = |value| with_unit(value, unit, told.words);
        let direction = direction_text(&course, told.words).to_owned();
        rows.push(vec![goal.what.to_string(), value(baseline), value(latest), value(target), direction]);
    }
    if tracks.is_empty() {
        return None;
    }
    tracks.truncate(MOST_ROWS);
    let rounds = &told.words.rounds;
    let headings = vec![
        told.words.record(Section::Goals.kind()).one.clone(),
        rounds.baseline.clone(),
        words.latest.clone(),
        told.label(Section::Goals, Goal::target),
        rounds.direction.clone(),
    ];
    let table = DocumentTable { caption: words.tracks.clone(), headings, rows, states: None };
    let picture = Picture::Tracks(tracks);
    Some(Figure { title: words.tracks.clone(), description: words.tracks_told.clone(), picture, table })
}
