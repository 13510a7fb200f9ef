//! Sessions as a calendar: what is to be done by a day as whole days, and the meetings with their zone (RFC 5545). The same
//! session gives the same bytes, and what is read in a second time takes the place of what was.

use std::fmt::Write as _;

use jiff::SignedDuration;
use jiff::civil::{Date, Time};

use crate::domain::clock::{Clock, minutes, time};
use crate::domain::id::{Id, stable_number};
use crate::domain::naming::plain;
use crate::domain::period::last_day_of;
use crate::domain::record::{Meaning, Record, links_of};
use crate::domain::records::execution::{CalendarEvent, Gathering};
use crate::domain::records::meeting::AnswerState;
use crate::domain::safe_text::SafeText;
use crate::domain::session::{Count, Section};
use crate::domain::value::Value;
use crate::exchange::outgoing::Outgoing;
use crate::exchange::sheet::{columns, rows};
use crate::exchange::told::Told;
use crate::guide::Guide;
use crate::i18n::Words;

/// By this line a calendar is known as made by this program.
pub(in crate::exchange) const CALENDAR_MARK: &str = "PRODID:-//werksessie//werksessie//NL";
/// A line is folded after so many bytes.
const LONGEST_LINE: usize = 75;
/// A meeting of which no end is known takes so many hours.
const USUAL_HOURS: i64 = 2;
/// When the clock changes, in the zone of all meetings.
const ZONE: &str = "BEGIN:VTIMEZONE\r\nTZID:Europe/Amsterdam\r\nBEGIN:DAYLIGHT\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0200\r\n\
                    TZNAME:CEST\r\nDTSTART:19700329T020000\r\nRRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\r\nEND:DAYLIGHT\r\n\
                    BEGIN:STANDARD\r\nTZOFFSETFROM:+0200\r\nTZOFFSETTO:+0100\r\nTZNAME:CET\r\nDTSTART:19701025T030000\r\n\
                    RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n";

/// The calendar of these sessions: all that has a day, or of a session that is only of these people what they take care
/// of or help with. A month or a year stands on its last day.
#[must_use]
pub fn calendar(sessions: &[Outgoing], guide: &Guide, words: &Words) -> String {
    let mut out =
        format!("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{CALENDAR_MARK}\r\nCALSCALE:GREGORIAN\r\nMETHOD:PUBLISH\r\n{ZONE}");
    for session in sessions {
        let told = Told::new(session, guide, words);
        meeting(&mut out, &told);
        for &section in Section::ALL {
            days(&mut out, &told, section);
        }
    }
    out.push_str("END:VCALENDAR\r\n");
    out
}

/// The meeting itself, at its time; a whole day where no time is known.
fn meeting(out: &mut String, told: &Told<'_>) {
    let session = told.session;
    let meeting = session.the_meeting();
    let Some(date) = meeting.date.known().filter(|_| session.mine().is_none()) else { return };
    let name = &told.words.record(Section::Meeting.kind()).one;
    begin(out, session, Section::Meeting, &meeting.id, &summary(told, name));
    match meeting.start.known() {
        Some(start) => {
            let planned = Clock::at(session, None).planned_end.filter(|end| *end > minutes(start));
            at_time(out, date, start, meeting.end.known().or_else(|| planned.and_then(time)));
        }
        None => whole_day(out, date),
    }
    if !meeting.place.trim().is_empty() {
        line(out, "LOCATION", &meeting.place);
    }
    out.push_str("END:VEVENT\r\n");
}

/// The fields of a section that make an entry: the day, and where that is known the time and the place.
fn fields_of_entry(section: Section) -> Option<(usize, Option<usize>, Option<usize>)> {
    match section {
        Section::Gatherings => Some((Gathering::next, Some(Gathering::time), Some(Gathering::place))),
        Section::Calendar => Some((CalendarEvent::date, Some(CalendarEvent::start), Some(CalendarEvent::place))),
        _ => section.kind().field_that_means(Meaning::Due).map(|due| (due, None, None)),
    }
}

/// What is to be done by a day, the meetings that come back, and what is on the calendar.
fn days(out: &mut String, told: &Told<'_>, section: Section) {
    let told_here = columns(section, told.session.is_public());
    let Some((due, start, place)) = fields_of_entry(section).filter(|(due, ..)| told_here.contains(due)) else {
        return;
    };
    let owner = section.kind().field_that_means(Meaning::Owner);
    for record in rows(told, section) {
        let Some(date) = last_day_of(&record.value(due)) else { continue };
        let is_mine =
            |mine: &[Id]| links_of(record).iter().any(|(_, to, id)| *to == Section::People && mine.contains(id));
        if is_settled(record) || !told.session.mine().is_none_or(is_mine) {
            continue;
        }
        let title = told.sentences.item_title(section, record, told.session);
        let whom = owner
            .filter(|owner| told_here.contains(owner))
            .map(|owner| told.value(section, record, owner))
            .filter(|whom| !whom.is_empty());
        let title = whom.map_or(title.clone(), |whom| format!("{title} ({whom})"));
        begin(out, told.session, section, record.id(), &summary(told, &title));
        let [start, place] = [start, place].map(|field| field.filter(|field| told_here.contains(field)));
        match start.map(|start| record.value(start)) {
            Some(Value::Time(start)) => at_time(out, date, start, None),
            _ => whole_day(out, date),
        }
        let place = place.map_or_else(String::new, |place| told.value(section, record, place));
        if !place.trim().is_empty() {
            line(out, "LOCATION", &place);
        }
        out.push_str("END:VEVENT\r\n");
    }
}

fn is_settled(record: &dyn Record) -> bool {
    record.state().is_some_and(AnswerState::is_settled)
        || !record.meant(Meaning::Settles).is_empty()
        || !record.meant(Meaning::Reason).is_empty()
}

/// What an entry is called: with the neighbourhood, since a calendar holds much else.
fn summary(told: &Told<'_>, title: &str) -> String {
    let name = told.session.the_neighbourhood().name.trim();
    if name.is_empty() { title.to_owned() } else { format!("{title} · {name}") }
}

fn begin(out: &mut String, session: &Outgoing, section: Section, item: &Id, summary: &str) {
    out.push_str("BEGIN:VEVENT\r\n");
    // Items of two sections may have one id. What came along to a next round is what it was, in the same neighbourhood; an
    // answer and the meeting are of their session.
    let whose = match section.count() {
        Count::Many(_) if section != Section::Answers => {
            let place = session.the_neighbourhood();
            format!("{:016x}", stable_number(plain(&[&*place.name, "\n", &*place.municipality].concat()).as_bytes()))
        }
        _ => session.id.to_string(),
    };
    line(out, "UID", &format!("{}.{item}.{whose}@werksessie", section.name()));
    // Of the session, not of the day on which it is written.
    let made = session.the_meeting().date.known().unwrap_or(Date::constant(2000, 1, 1));
    let _ = write!(out, "DTSTAMP:{}T000000Z\r\n", basic(made));
    line(out, "SUMMARY", summary);
}

fn whole_day(out: &mut String, date: Date) {
    let next = date.tomorrow().unwrap_or(date);
    let (from, to) = (basic(date), basic(next));
    let _ = write!(out, "DTSTART;VALUE=DATE:{from}\r\nDTEND;VALUE=DATE:{to}\r\nTRANSP:TRANSPARENT\r\n");
}

/// From a time on; as long as is known, or as is usual. What ends earlier than it begins ends on the next day.
fn at_time(out: &mut String, date: Date, start: Time, end: Option<Time>) {
    let end = end.filter(|end| *end != start);
    let end = end.unwrap_or_else(|| start.wrapping_add(SignedDuration::from_hours(USUAL_HOURS)));
    let last = if end < start { date.tomorrow().unwrap_or(date) } else { date };
    moment(out, "DTSTART", date, start);
    moment(out, "DTEND", last, end);
}

/// A day as `20260312`.
fn basic(date: Date) -> String {
    date.to_string().replace('-', "")
}

fn moment(out: &mut String, name: &str, date: Date, time: Time) {
    let (date, hour, minute) = (basic(date), time.hour(), time.minute());
    let _ = write!(out, "{name};TZID=Europe/Amsterdam:{date}T{hour:02}{minute:02}00\r\n");
}

/// A line with text, folded between letters so that none is longer than the standard wants.
fn line(out: &mut String, name: &str, text: &str) {
    let lines: Vec<String> = text.split('\n').map(|line| SafeText::new(line).as_str().to_owned()).collect();
    let text = lines.join("\n").replace('\\', "\\\\").replace(';', "\\;").replace(',', "\\,").replace('\n', "\\n");
    let mut length = 0;
    for letter in format!("{name}:{text}").chars() {
        if length + letter.len_utf8() > LONGEST_LINE {
            out.push_str("\r\n ");
            length = 1;
        }
        out.push(letter);
        length += letter.len_utf8();
    }
    out.push_str("\r\n");
}
