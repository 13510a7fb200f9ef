//! The clock of a session: when each block of the agenda begins and ends, by the plan and by what really happened, how
//! far the room is over its time, and where minutes can be found. Times are in minutes after the midnight before the start:
//! what comes after the next midnight is more than a day.

use jiff::civil::{Date, Time};

use super::edit::Edit;
use super::id::Id;
use super::records::meeting::{Block, BlockKind, Meeting};
use super::session::{Section, Session};
use super::value::Value;

/// What a block keeps when minutes are taken from it.
const SHORTEST: u32 = 5;
/// How many minutes one key gives or takes.
const STEP: u32 = 5;
/// No session is over its time for longer than a day, whatever a file says.
const MINUTES_OF_A_DAY: i64 = 2 * HALF_A_DAY as i64;
const HALF_A_DAY: u32 = 12 * 60;

/// When a block begins and ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Timing {
    /// When it began, or will begin; nothing as long as nobody knows when the first one does.
    pub from: Option<u32>,
    /// When it ended, or will end.
    pub until: Option<u32>,
}

/// How a session is doing for time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clock {
    /// Of each block of the agenda.
    pub blocks: Vec<Timing>,
    /// The last block that really began; what comes after it is still to come.
    pub current: Option<usize>,
    /// When the session is to end.
    pub planned_end: Option<u32>,
    /// When it will end if nothing changes.
    pub expected_end: Option<u32>,
    /// What time it is.
    pub now: Option<u32>,
}

impl Clock {
    /// The clock at a moment of the day of the session; at no moment, on any other day.
    pub fn at(session: &Session, now: Option<Time>) -> Self {
        let agenda = &session.agenda;
        let noted = |number: usize| agenda.get(number).and_then(|block| block.began.known()).map(minutes);
        let current = (0..agenda.len()).rev().find(|number| noted(*number).is_some());
        let start = session.the_meeting().start.known().map(minutes).or(noted(0));
        // What is so much earlier than the start is of the night behind it.
        let behind = |at: u32| if at + HALF_A_DAY < start.unwrap_or(0) { at + 2 * HALF_A_DAY } else { at };
        let (began, now) = (|number: usize| noted(number).map(behind), now.map(|now| behind(minutes(now))));
        let mut at = start;
        let mut blocks = Vec::with_capacity(agenda.len());
        for (number, block) in agenda.iter().enumerate() {
            let from = began(number).or(at);
            let mut until = from.map(|from| from.saturating_add(block.minutes.known().unwrap_or(0)));
            if current == Some(number) {
                // It goes on until the next begins.
                until = until.max(now);
            }
            if let Some(next) = began(number + 1) {
                until = Some(next);
            }
            at = until;
            blocks.push(Timing { from, until });
        }
        let length = || agenda.iter().map(|block| block.minutes.known().unwrap_or(0)).fold(0, u32::saturating_add);
        let by_plan = start.map(|start| start.saturating_add(length()));
        let planned_end = session.the_meeting().end.known().map(|end| behind(minutes(end))).or(by_plan);
        Self { blocks, current, planned_end, expected_end: at, now }
    }

    /// How many minutes the session is over its time; fewer than none where it is ahead. Nothing before it began.
    pub fn late(&self) -> Option<i64> {
        self.current?;
        Some(i64::from(self.expected_end?) - i64::from(self.planned_end?))
    }
}

/// The moment on the clock of a session: on its day, or in the night behind it. Where its day is not known, it is now.
pub fn moment_of(session: &Session, today: Date, now: Time) -> Option<Time> {
    let meeting = session.the_meeting();
    let is_night = meeting.start.known().is_some_and(|start| minutes(now) + HALF_A_DAY < minutes(start));
    let is_on = |date: Date| date == today || (is_night && date.tomorrow().ok() == Some(today));
    meeting.date.known().is_none_or(is_on).then_some(now)
}

/// A moment of the day, in minutes after midnight.
pub fn minutes(time: Time) -> u32 {
    u32::try_from(time.hour()).unwrap_or(0) * 60 + u32::try_from(time.minute()).unwrap_or(0)
}

/// The edits that take the minutes that the session is over its time from the blocks still to come: from the longest
/// first, never from a break, and never all of a block. Empty where there is nothing to take. The end that was planned
/// is written down with them, because a shorter agenda alone would tell of another.
pub fn catch_up(session: &Session, now: Option<Time>) -> Vec<Edit> {
    let clock = Clock::at(session, now);
    let (Some(current), Some(late)) = (clock.current, clock.late()) else { return Vec::new() };
    let mut to_come: Vec<(Id, u32, u32)> = session
        .agenda
        .iter()
        .skip(current + 1)
        .filter(|block| block.kind != Some(BlockKind::Pause))
        .filter_map(|block| block.minutes.known().map(|minutes| (block.id.clone(), minutes, minutes)))
        .collect();
    for _ in 0..late.min(MINUTES_OF_A_DAY) {
        let longest = to_come.iter_mut().rev().max_by_key(|(_, _, left)| *left).filter(|(_, _, left)| *left > SHORTEST);
        let Some((_, _, left)) = longest else { break };
        *left -= 1;
    }
    let mut edits: Vec<Edit> =
        to_come.into_iter().filter(|(_, before, left)| left < before).map(|(id, _, left)| last(&id, left)).collect();
    if !edits.is_empty() {
        edits.extend(agreed_end(session, now));
    }
    edits
}

/// The edit that writes down the end that was planned, where none is: once the session has begun, a block that becomes
/// shorter or longer does not move the end that was agreed.
pub fn agreed_end(session: &Session, now: Option<Time>) -> Option<Edit> {
    let (clock, meeting) = (Clock::at(session, now), session.the_meeting());
    let end = clock.planned_end.and_then(time).filter(|_| meeting.end.is_empty() && clock.current.is_some())?;
    Some(Edit::set(Section::Meeting, &meeting.id, Meeting::end, Value::Time(end)))
}

/// The edit that notes that a block begins now.
pub fn begin(block: &Id, now: Time) -> Option<Edit> {
    let now = Time::new(now.hour(), now.minute(), 0, 0).ok()?;
    Some(Edit::set(Section::Agenda, block, Block::began, Value::Time(now)))
}

/// The minutes of a block that is made longer.
pub fn longer(minutes: u32) -> u32 {
    minutes.saturating_add(STEP)
}

/// The minutes of a block that is made shorter, if it can be.
pub fn shorter(minutes: u32) -> Option<u32> {
    (minutes > SHORTEST).then(|| minutes.saturating_sub(STEP).max(SHORTEST))
}

/// The edit that gives a block so many minutes.
pub fn last(block: &Id, minutes: u32) -> Edit {
    Edit::set(Section::Agenda, block, Block::minutes, Value::Whole(minutes))
}

/// The time of the day that is so many minutes after midnight.
pub fn time(minutes: u32) -> Option<Time> {
    Time::new(i8::try_from(minutes / 60 % 24).ok()?, i8::try_from(minutes % 60).ok()?, 0, 0).ok()
}

#[cfg(test)]
mod tests {
    use super::{Clock, begin, catch_up, moment_of};
    use crate::domain::edit::{Edit, apply, apply_all};
    use crate::domain::id::Id;
    use crate::domain::record::Record;
    use crate::domain::records::meeting::{Block, BlockKind, Meeting};
    use crate::domain::session::{Item, Section, Session};
    use crate::domain::value::{Typed, Value};
    use jiff::civil::{Time, date, time};

    fn at(hour: i8, minute: i8) -> Time {
        time(hour, minute, 0, 0)
    }

    /// A session that is to start at 13:00, of blocks of so many minutes, the first of which began then; one of 15
    /// minutes is a break.
    fn session(lengths: &[u32], began: &[Time]) -> Session {
        let mut session = Session::empty(Id::new("s-1"));
        let meeting = session.the_meeting().id().clone();
        let start = Edit::set(Section::Meeting, &meeting, Meeting::start, Value::Time(at(13, 0)));
        apply(&mut session, start).expect("it fits");
        let mut after = None;
        for (number, length) in lengths.iter().enumerate() {
            let block = Block {
                id: Id::new(format!("b-{number}")),
                minutes: Typed::Known(*length),
                kind: (*length == 15).then_some(BlockKind::Pause),
                ..Block::default()
            };
            let item = Item { id: block.id.clone(), values: block.values() };
            let id = item.id.clone();
            apply(&mut session, Edit::Insert { section: Section::Agenda, item, after }).expect("it fits");
            if let Some(began) = began.get(number) {
                apply(&mut session, begin(&id, *began).expect("a field")).expect("it fits");
            }
            after = Some(id);
        }
        session
    }

    #[test]
    fn a_block_that_runs_on_moves_those_after_it() {
        let lengths = [10, 35, 15, 30];
        // What began, what time it is; then the current block, where the next one is expected, and how late that is.
        let cases = [
            (&[][..], Some(at(12, 0)), None, 13 * 60 + 10, None),
            (&[at(13, 4)], Some(at(13, 5)), Some(0), 13 * 60 + 14, Some(4)),
            (&[at(13, 4)], Some(at(13, 20)), Some(0), 13 * 60 + 20, Some(10)),
            (&[at(13, 4)], None, Some(0), 13 * 60 + 14, Some(4)),
            (&[at(13, 0), at(13, 6)], Some(at(13, 7)), Some(1), 13 * 60 + 41, Some(-4)),
            (&[at(13, 0), at(13, 10)], Some(at(9, 0)), Some(1), 13 * 60 + 45, Some(0)),
        ];
        for (began, now, current, next, late) in cases {
            let clock = Clock::at(&session(&lengths, began), now);
            assert_eq!((clock.current, clock.late()), (current, late), "{began:?} at {now:?}");
            assert_eq!(clock.blocks[current.map_or(1, |current| current + 1)].from, Some(next), "{began:?} at {now:?}");
            assert_eq!(clock.planned_end, Some(14 * 60 + 30));
        }
    }

    #[test]
    fn minutes_are_taken_from_the_longest_blocks_to_come_and_not_from_breaks() {
        // The blocks, what time it is in the first of them; then the minutes of all, and how late it is after.
        let cases: [(&[u32], Time, &[u32], i64); 5] = [
            (&[10, 35, 15, 30], at(13, 10), &[10, 35, 15, 30], 0),
            (&[10, 35, 15, 30], at(13, 17), &[10, 29, 15, 29], 0),
            (&[10, 8, 15, 30], at(13, 17), &[10, 8, 15, 23], 0),
            (&[10, 8, 15, 6], at(13, 17), &[10, 5, 15, 5], 3),
            (&[10], at(13, 17), &[10], 7),
        ];
        for (lengths, now, after, late) in cases {
            let mut session = session(lengths, &[at(13, 0)]);
            let edits = catch_up(&session, Some(now));
            apply_all(&mut session, &edits).expect("they fit");
            let left: Vec<u32> = session.agenda.iter().filter_map(|block| block.minutes.known()).collect();
            assert_eq!(left, after, "{lengths:?} at {now}");
            assert_eq!(Clock::at(&session, Some(now)).late(), Some(late), "{lengths:?} at {now}");
            assert_eq!(edits.is_empty(), lengths == after);
        }
    }

    #[test]
    fn a_session_may_go_on_after_midnight() {
        let mut session = session(&[90, 60, 45], &[at(22, 0)]);
        let meeting = session.the_meeting().id().clone();
        apply(&mut session, Edit::set(Section::Meeting, &meeting, Meeting::start, Value::Time(at(22, 0))))
            .expect("it fits");
        assert_eq!(Clock::at(&session, Some(at(23, 0))).late(), Some(0));
        let shorter = catch_up(&session, Some(at(23, 40)));
        assert_eq!(shorter.last(), Some(&Edit::set(Section::Meeting, &meeting, Meeting::end, Value::Time(at(1, 15)))));
        apply_all(&mut session, &shorter).expect("they fit");
        let left: Vec<u32> = session.agenda.iter().filter_map(|block| block.minutes.known()).collect();
        assert_eq!(left, [90, 50, 45]);
        assert_eq!(Clock::at(&session, Some(at(23, 40))).late(), Some(0), "the end that was agreed is of the next day");
        apply(&mut session, begin(&Id::new("b-1"), at(23, 40)).expect("a field")).expect("it fits");
        apply(&mut session, begin(&Id::new("b-2"), at(0, 25)).expect("a field")).expect("it fits");
        assert_eq!(Clock::at(&session, Some(at(0, 30))).late(), Some(-5));
        assert_eq!(Clock::at(&session, Some(at(1, 25))).late(), Some(10));
        let (day, next) = (date(2026, 3, 12), date(2026, 3, 13));
        apply(&mut session, Edit::set(Section::Meeting, &meeting, Meeting::date, Value::Date(day))).expect("it fits");
        for (today, now, is_on) in [(day, 9, true), (day, 23, true), (next, 1, true), (next, 11, false)] {
            assert_eq!(moment_of(&session, today, at(now, 0)).is_some(), is_on, "{today} {now}");
        }
    }

    #[test]
    fn nobody_knows_the_times_of_an_agenda_without_a_start() {
        let mut session = session(&[10, 20], &[]);
        let meeting = session.the_meeting().id().clone();
        apply(&mut session, Edit::set(Section::Meeting, &meeting, Meeting::start, Value::Empty)).expect("it fits");
        let clock = Clock::at(&session, Some(at(13, 0)));
        assert_eq!((clock.blocks[1].from, clock.planned_end, clock.late()), (None, None, None));
        // Until the first block begins.
        let first = Id::new("b-0");
        apply(&mut session, begin(&first, at(13, 2)).expect("a field")).expect("it fits");
        let clock = Clock::at(&session, Some(at(13, 15)));
        assert_eq!((clock.planned_end, clock.late()), (Some(13 * 60 + 32), Some(3)));
    }
}
