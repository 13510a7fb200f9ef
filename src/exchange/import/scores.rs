//! Scores of the six dimensions that people filled in beforehand. Only how often each value was given by a group enters; the
//! rows of persons are let go of at once, and never shown. Of a group with few answers it is asked whether it goes with
//! another, because people can be recognised in it.

use std::collections::{BTreeMap, HashSet};

use crate::domain::edit::Edit;
use crate::domain::id::{Id, IdSource};
use crate::domain::record::RecordType;
use crate::domain::records::meeting::{Group, GroupKind};
use crate::domain::records::profile::{Dimension, GroupScore};
use crate::domain::session::{Item, Section, Session};
use crate::domain::signals::SMALLEST_GROUP;
use crate::domain::sums::scale;
use crate::domain::value::{ChoiceSet, Value};
use crate::i18n::Words;
use crate::i18n::import::{NoteKind, RefusalKind};

use super::brought::Brought;
use super::headings::Listed;
use super::lists::{is_word, left_out, says};
use super::note::ImportNote;
use super::preview::{Ask, ImportChoices, ImportKind, Prepared, Preview, folded};
use super::refusal::Refusal;
use super::sheet::Sheet;
use super::{RowTally, line};

/// So many of the six dimensions make a table one of scores.
const FEWEST_DIMENSIONS: usize = 4;
/// A room has no more groups than this: a column with more of them tells something else.
const MOST_GROUPS: usize = 40;

/// What a group gave: for each dimension its scores, in no order of persons.
#[derive(Clone, Debug, Default)]
struct Given {
    name: String,
    answers: usize,
    scores: [Vec<u16>; Dimension::ALL.len()],
}

impl Given {
    /// How many scores the dimension has of which there are fewest: in those few people can be recognised.
    fn fewest(&self) -> usize {
        self.scores.iter().map(Vec::len).filter(|count| *count > 0).min().unwrap_or(0)
    }
}

/// The table of scores in a sheet, if it is one.
pub(super) fn find<'sheet>(sheet: &'sheet Sheet, choices: &ImportChoices, words: &Words) -> Option<Listed<'sheet>> {
    let is_wanted = choices.kind == Some(ImportKind::Scores);
    Listed::find(sheet, ImportKind::Scores, choices, &labels(words), |has| {
        let count = Dimension::ALL.iter().filter(|dimension| has(dimension.word())).count();
        count >= if is_wanted { 1 } else { FEWEST_DIMENSIONS }
    })
}

/// The group and the dimensions with their names on the screen.
fn labels(words: &Words) -> Vec<(String, String)> {
    let label = |word: &str, label: &str| (word.to_owned(), label.to_owned());
    let names = Dimension::CHOICES.name;
    let dimensions = Dimension::ALL.iter().map(|it| label(it.word(), words.choice(names, it.word())));
    std::iter::once(label("+group", &words.import.group)).chain(dimensions).collect()
}

/// Makes the changes, and what is shown of them.
pub(super) fn prepare(
    listed: &Listed<'_>,
    brought: &Brought,
    session: &Session,
    choices: &ImportChoices,
    ids: &mut IdSource,
    words: &Words,
) -> Result<Prepared, Refusal> {
    let import = &words.import;
    let mut preview = Preview::begun(&import.scores, brought, words);
    preview.facts.push((import.rows.clone(), listed.rows().len().to_string()));
    preview.left_out = left_out(listed, words);
    (preview.mappable, preview.fields) = (listed.heads(), labels(words));
    preview.notes.push(ImportNote::from(NoteKind::OnlyCounts).text(words));
    for (head, field) in listed.taken() {
        let label =
            if field == "+group" { import.group.as_str() } else { words.choice(Dimension::CHOICES.name, field) };
        preview.columns.push((head.to_owned(), label.to_owned()));
    }
    let without_group =
        if listed.has("+group") { None } else { Some(group_ask(session, choices, words, &mut preview)) };
    let mut tally = RowTally::default();
    let groups = read(listed, session, without_group.as_deref(), words, &mut preview, &mut tally);
    if groups.is_empty() {
        return Err(RefusalKind::NoRows.into());
    }
    if groups.len() > MOST_GROUPS {
        let column = listed.taken().find(|(_, field)| *field == "+group").map_or("", |(head, _)| head);
        let values: [(&'static str, &dyn ToString); 2] = [("column", &column), ("count", &groups.len())];
        return Err(Refusal::naming(RefusalKind::TooManyGroups, &values));
    }
    let groups = joined(groups, session, choices, words, &mut preview, &mut tally);
    let edits = enter(&groups, session, ids, words, &mut preview, &mut tally);
    preview.left_out.extend(tally.left_out(words));
    preview.heads = vec![import.group.clone(), import.dimension.clone(), import.how_often.clone()];
    let receipt = import.scores_receipt(tally.told(words), &brought.name);
    Ok(Prepared { kind: ImportKind::Scores, preview, edits, receipt })
}

/// Which group gave the answers, where the table has no column for it.
fn group_ask(session: &Session, choices: &ImportChoices, words: &Words, preview: &mut Preview) -> String {
    let import = &words.import;
    let mut options: Vec<(String, String)> =
        session.groups.iter().map(|group| (group.name.0.clone(), group.name.0.clone())).collect();
    options.push((import.everybody.clone(), import.new_group(&import.everybody)));
    let ask = Ask::new(choices, "Group", &import.group, options, Some(0));
    let name = ask.answer().unwrap_or(&import.everybody).to_owned();
    preview.asks.push(ask);
    name
}

/// The scores of each group. A row is one person's, and is gone after this.
fn read(
    listed: &Listed<'_>,
    session: &Session,
    without_group: Option<&str>,
    words: &Words,
    preview: &mut Preview,
    tally: &mut RowTally,
) -> Vec<Given> {
    let highest = scale(session);
    let mut groups: BTreeMap<String, Given> = BTreeMap::new();
    let mut odd = 0;
    for row in listed.rows() {
        if listed.is_odd(row) {
            preview.left_out.push(ImportNote::naming(NoteKind::OddRow, &[("line", &listed.line(row))]).text(words));
            tally.odd += 1;
            continue;
        }
        let name = without_group.unwrap_or_else(|| listed.cell(row, "+group"));
        let name = if name.is_empty() { &words.import.everybody } else { name };
        let known = session.groups.iter().map(|group| group.name.0.as_str());
        let known = known.chain(groups.values().map(|group| group.name.as_str())).take(MOST_GROUPS);
        let exact = known.clone().find(|known| folded(known) == folded(name));
        let alike = exact.or_else(|| known.clone().find(|known| is_same_group(known, name, words)));
        let name = alike.unwrap_or(name).to_owned();
        let scores = Dimension::ALL.iter().map(|dimension| listed.cell(row, dimension.word()));
        let scores: Vec<Option<u16>> = scores
            .map(|cell| {
                let score = score_of(cell).filter(|score| u32::from(*score) <= highest);
                odd += usize::from(score.is_none() && !cell.is_empty());
                score
            })
            .collect();
        if scores.iter().all(Option::is_none) {
            tally.blank += 1;
            continue;
        }
        let group = groups.entry(folded(&name)).or_insert_with(|| Given { name, ..Given::default() });
        group.answers += 1;
        for (all, score) in group.scores.iter_mut().zip(scores) {
            all.extend(score);
        }
    }
    if odd > 0 {
        let values: [(&'static str, &dyn ToString); 2] = [("count", &odd), ("highest", &highest)];
        preview.left_out.push(ImportNote::naming(NoteKind::OddScores, &values).text(words));
    }
    groups.into_values().collect()
}

/// Whether two names are of one group: one of them in the plural, or both words for residents or for professionals.
fn is_same_group(one: &str, other: &str, words: &Words) -> bool {
    let is_both = |known: &str| is_word(one, known) && is_word(other, known);
    let (one, other) = (folded(one), folded(other));
    let is_plural = |one: &str, other: &str| matches!(one.strip_prefix(other), Some("" | "s" | "n" | "en" | "'s"));
    let is_plural = is_plural(&one, &other) || is_plural(&other, &one);
    is_plural || is_both(&words.import.resident_words) || is_both(&words.import.professional_words)
}

/// A whole number, with or without words behind it, such as `8 (goed)`.
fn score_of(cell: &str) -> Option<u16> {
    let digits = cell.bytes().take_while(u8::is_ascii_digit).count();
    let (number, rest) = cell.split_at(digits);
    let is_whole =
        matches!(rest, ".0" | ",0") || !rest.starts_with(['.', ',']) && !rest.starts_with(char::is_alphanumeric);
    number.parse().ok().filter(|_| is_whole)
}

/// Groups with few answers, each with what the user wants: to be alone, to go with another, or not to enter.
fn joined(
    mut groups: Vec<Given>,
    session: &Session,
    choices: &ImportChoices,
    words: &Words,
    preview: &mut Preview,
    tally: &mut RowTally,
) -> Vec<Given> {
    let import = &words.import;
    let mut seen = HashSet::new();
    let names = groups.iter().map(|group| &group.name).chain(session.groups.iter().map(|group| &group.name.0));
    let names = names.map(|name| (folded(name), name.clone())).filter(|(key, _)| seen.insert(key.clone()));
    let names: Vec<(String, String)> = names.collect();
    let mut moved = Vec::new();
    for (number, group) in groups.iter().enumerate().filter(|(_, group)| group.fewest() < SMALLEST_GROUP) {
        let own = folded(&group.name);
        let others = names.iter().filter(|(key, _)| *key != own);
        let mut options = vec![("skip".to_owned(), import.is_skipped.clone())];
        options.extend(others.map(|(_, name)| (name.clone(), import.with_group(name))));
        // What is safe stands first, and under the cursor.
        options.push(("alone".to_owned(), import.alone.clone()));
        let label = import.few_answers(&group.name, group.fewest());
        let ask = Ask::new(choices, &group.name, &label, options, None);
        let place = |name: &str| names.iter().position(|(key, _)| *key == folded(name));
        let to = match ask.answer() {
            Some("skip") => names.len(),
            Some("alone") => number,
            other => other.and_then(place).unwrap_or(names.len() + 1),
        };
        moved.push((number, to));
        preview.asks.push(ask);
    }
    // Behind the groups: what does not enter, and what waits for an answer.
    groups.resize_with(names.len() + 2, Given::default);
    groups.iter_mut().zip(&names).for_each(|(group, (_, name))| group.name.clone_from(name));
    // Where the answers of each are now: who goes with a group that went with another goes along.
    let mut places: Vec<usize> = (0..groups.len()).collect();
    for (number, to) in moved {
        let to = places[to];
        if to != number {
            let taken = std::mem::take(&mut groups[number]);
            groups[to].answers += taken.answers;
            groups[to].scores.iter_mut().zip(taken.scores).for_each(|(all, more)| all.extend(more));
            places.iter_mut().filter(|place| **place == number).for_each(|place| *place = to);
        }
    }
    groups.truncate(names.len() + 1);
    tally.unwanted += groups.pop().map_or(0, |unwanted| unwanted.answers);
    groups.retain(|group| group.answers > 0);
    groups
}

/// The changes; how many rows are new is counted.
fn enter(
    groups: &[Given],
    session: &Session,
    ids: &mut IdSource,
    words: &Words,
    preview: &mut Preview,
    tally: &mut RowTally,
) -> Vec<Edit> {
    let mut edits = Vec::new();
    let mut last_group = session.groups.last().map(|last| last.id.clone());
    let mut last_score = session.scores.last().map(|last| last.id.clone());
    for given in groups {
        let known = session.groups.iter().find(|group| folded(&group.name) == folded(&given.name));
        let id = known.map_or_else(|| ids.next_id('g'), |group| group.id.clone());
        if known.is_none() {
            let item = Item { id: id.clone(), values: group_values(given, words) };
            edits.push(Edit::Insert { section: Section::Groups, item, after: last_group.replace(id.clone()) });
        }
        for (dimension, scores) in Dimension::ALL.iter().zip(&given.scores).filter(|(_, scores)| !scores.is_empty()) {
            let mut scores = scores.clone();
            scores.sort_unstable();
            let label = words.choice(Dimension::CHOICES.name, dimension.word()).to_owned();
            preview.first.push(vec![given.name.clone(), label.clone(), how_often(&scores)]);
            let row = session.scores.iter().find(|row| row.group.is(&id) && row.dimension == Some(*dimension));
            let held = row.map(|row| crate::domain::record::Record::value(row, GroupScore::scores)).unwrap_or_default();
            match (row, held) {
                (Some(row), Value::Empty) => {
                    tally.filled += 1;
                    edits.push(Edit::set(Section::Scores, &row.id, GroupScore::scores, Value::Scores(scores)));
                }
                (Some(_), Value::Scores(held)) if held == scores => tally.same += 1,
                (Some(_), _) => {
                    let name = format!("{}, {label}", given.name);
                    preview.notes.push(ImportNote::naming(NoteKind::ScoresThere, &[("name", &name)]).text(words));
                }
                (None, _) => {
                    tally.added += 1;
                    let item = Item { id: ids.next_id('w'), values: score_values(&id, *dimension, scores) };
                    let row = item.id.clone();
                    edits.push(Edit::Insert { section: Section::Scores, item, after: last_score.replace(row) });
                }
            }
        }
    }
    edits
}

fn group_values(given: &Given, words: &Words) -> Vec<Value> {
    let import = &words.import;
    let kind = if says(&given.name, &import.resident_words) {
        Some(GroupKind::Residents)
    } else {
        says(&given.name, &import.professional_words).then_some(GroupKind::Professionals)
    };
    let mut values = vec![Value::Empty; Group::KIND.fields.len()];
    values[Group::name] = line(&given.name);
    values[Group::kind] = kind.map_or(Value::Empty, |kind| Value::Choice(kind.word()));
    values[Group::size] = u32::try_from(given.answers).map_or(Value::Empty, Value::Whole);
    values
}

fn score_values(group: &Id, dimension: Dimension, scores: Vec<u16>) -> Vec<Value> {
    let mut values = vec![Value::Empty; GroupScore::KIND.fields.len()];
    values[GroupScore::group] = Value::Link(group.clone());
    values[GroupScore::dimension] = Value::Choice(dimension.word());
    values[GroupScore::scores] = Value::Scores(scores);
    values
}

/// How often each score was given, lowest first: `5 × 2, 7 × 3`.
fn how_often(scores: &[u16]) -> String {
    let runs = scores.chunk_by(|one, other| one == other);
    runs.map(|run| format!("{} × {}", run[0], run.len())).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_whole_number_is_a_score() {
        for (cell, expected) in [
            ("8", Some(8)),
            ("8 (goed)", Some(8)),
            ("8.0", Some(8)),
            ("7,5", None),
            ("8a", None),
            ("goed", None),
            ("", None),
            ("-3", None),
            ("99999999", None),
        ] {
            assert_eq!(score_of(cell), expected, "{cell}");
        }
        assert_eq!(how_often(&[5, 5, 7]), "5 × 2, 7 × 1");
    }
}
