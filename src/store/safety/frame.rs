//! What a journal holds, and how it is written: one record per line, each with its length and a checksum.
//!
//! ```text
//! {length} {checksum:08x} {payload}\n
//! ```
//!
//! A payload is text and may have several lines; its length is in bytes. A journal begins with a header that tells the
//! version, the state of the session file that the edits start from, the id of the session, and the path of its file, which
//! may be renamed later. Reading stops at the first record that is torn or wrong in any way: the bytes may come from a power cut, or from anybody. Nothing here
//! touches a disk.

use super::save::Base;

/// The most bytes that a journal may have.
pub(super) const LARGEST_JOURNAL: usize = 16 * 1024 * 1024;

const HEADER: &str = "werksessie-journal";
const VERSION: &str = "3";
/// The version before this one, which did not tell what stood in a field before it was typed in.
const VERSION_WITHOUT_BEFORE: &str = "2";
/// The version before that, whose header has no id of a session.
const VERSION_WITHOUT_ID: &str = "1";
/// Stands in the header for a session without an id.
const NO_ID: &str = "-";

/// Something that is not in the session file yet.
#[expect(missing_docs, reason = "a name says what it is; a sentence stands where that is not all")]
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Frame {
    /// A session of which there is no file yet, as text: what the edits after it start from.
    Whole(String),
    /// The edits of one change, as text.
    Edits(String),
    /// What stood there before anything was typed, as the edits that put it back. It goes before the first draft of a field.
    DraftBegun(String),
    /// The text that is being typed somewhere. Each draft takes the place of the one before.
    Draft {
        /// Where it is being typed, as text.
        place: String,
        text: String,
    },
    /// Nothing is being typed any more: the text is in an edit now, or was thrown away.
    DraftClosed,
}

/// Tells one state of a session file from another: its length and checksum, or that there is no such file.
#[expect(missing_docs, reason = "a name says what it is; a sentence stands where that is not all")]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fingerprint {
    /// There is no such file.
    Absent,
    Bytes {
        length: usize,
        /// The CRC-32 of the bytes.
        checksum: u32,
    },
}

impl Fingerprint {
    /// That of a file that holds this text.
    #[must_use]
    pub fn of_text(text: &str) -> Self {
        Self::of_bytes(text.as_bytes())
    }

    fn of_bytes(bytes: &[u8]) -> Self {
        Self::Bytes { length: bytes.len(), checksum: crc32fast::hash(bytes) }
    }

    fn to_text(self) -> String {
        match self {
            Self::Absent => "absent".to_owned(),
            Self::Bytes { length, checksum } => format!("{length}-{checksum:08x}"),
        }
    }

    fn from_text(text: &str) -> Option<Self> {
        if text == "absent" {
            return Some(Self::Absent);
        }
        let (length, checksum) = text.split_once('-')?;
        Some(Self::Bytes { length: number(length)?, checksum: u32::from_str_radix(checksum, 16).ok()? })
    }
}

impl From<&Base> for Fingerprint {
    fn from(base: &Base) -> Self {
        match base {
            Base::New => Self::Absent,
            Base::Known(bytes) => Self::of_bytes(bytes),
        }
    }
}

/// What was typed in a field that was still open.
#[expect(missing_docs, reason = "a name says what it is; a sentence stands where that is not all")]
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// Where, as the [`Frame`] said it.
    pub place: String,
    pub text: String,
    /// What stood there before, as the edits that put it back; empty where that is not known.
    pub before: String,
}

/// What a journal holds that is not in the session file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unsaved {
    /// The session that there is no file of yet, as it was before the edits.
    pub whole: Option<String>,
    /// The edits of each change, in the order in which they were made.
    pub edits: Vec<String>,
    /// The text that was being typed.
    pub draft: Option<Draft>,
    /// Whether the edits start from exactly what is in the session file. If not, another process wrote it since, and
    /// some of the edits may be in it.
    pub fits: bool,
}

impl Unsaved {
    /// Whether there is nothing to bring back.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.whole.is_none() && self.edits.is_empty() && self.draft.is_none()
    }
}

/// All that a journal holds.
///
/// Whenever a save is asked for, the journal notes among the edits how the file will look when that save succeeds. So
/// the reader after a crash sees from the file which of the saves succeeded, and which edits are in it: there is
/// no moment in which the journal and the file disagree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct JournalContents {
    pub(super) path: String,
    /// The id of the session; empty where it is not known.
    pub(super) session: String,
    base: Fingerprint,
    steps: Vec<JournalStep>,
    /// What stood where the draft is, or the first draft will be.
    before: String,
    draft: Option<Draft>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum JournalStep {
    Whole(String),
    Edits(String),
    Saving(Fingerprint),
}

impl JournalContents {
    /// Nothing yet, on top of a file that looks like `base`.
    pub(super) fn new(path: String, session: &str, base: Fingerprint) -> Self {
        let is_word = !session.is_empty() && session != NO_ID && session.bytes().all(|byte| byte.is_ascii_graphic());
        let session = if is_word { session.to_owned() } else { String::new() };
        Self { path, session, base, steps: Vec::new(), before: String::new(), draft: None }
    }

    /// Whether there is no session, no edit and no draft.
    pub(super) fn is_empty(&self) -> bool {
        self.draft.is_none() && self.steps.iter().all(|step| matches!(step, JournalStep::Saving(_)))
    }

    pub(super) fn add(&mut self, record: Frame) {
        match record {
            Frame::Whole(session) => self.steps.push(JournalStep::Whole(session)),
            Frame::Edits(edits) => self.steps.push(JournalStep::Edits(edits)),
            Frame::DraftBegun(before) => self.before = before,
            Frame::Draft { place, text } => self.draft = Some(Draft { place, text, before: self.before.clone() }),
            Frame::DraftClosed => (self.before, self.draft) = (String::new(), None),
        }
    }

    /// A save was asked for that will make the file look so, and that holds every edit so far.
    pub(super) fn saving(&mut self, file: Fingerprint) {
        self.steps.push(JournalStep::Saving(file));
    }

    /// The save that makes the file look so has succeeded: the edits before it need not be kept.
    pub(super) fn saved(&mut self, file: Fingerprint) {
        if let Some(index) = self.last_save_of(file) {
            self.steps.drain(..=index);
            self.base = file;
        }
    }

    /// The same journal with nothing in it, on top of a file that looks like `base`.
    pub(super) fn emptied(&self, base: Fingerprint) -> Self {
        Self::new(self.path.clone(), &self.session, base)
    }

    /// What is not in the file, if the file looks so.
    pub(super) fn unsaved(self, file: Fingerprint) -> Unsaved {
        let saved = self.last_save_of(file);
        let fits = saved.is_some() || self.base == file;
        let mut unsaved = Unsaved { whole: None, edits: Vec::new(), draft: self.draft, fits };
        for step in self.steps.into_iter().skip(saved.map_or(0, |index| index + 1)) {
            match step {
                JournalStep::Whole(session) => unsaved.whole = Some(session),
                JournalStep::Edits(edits) => unsaved.edits.push(edits),
                JournalStep::Saving(_) => {}
            }
        }
        unsaved
    }

    fn last_save_of(&self, file: Fingerprint) -> Option<usize> {
        self.steps.iter().rposition(|step| *step == JournalStep::Saving(file))
    }

    /// A whole journal that holds just this.
    pub(super) fn to_text(&self) -> String {
        let mut text = {
            let session = if self.session.is_empty() { NO_ID } else { &self.session };
            line(&format!("{HEADER} {VERSION} {} {session} {}", self.base.to_text(), self.path))
        };
        for step in &self.steps {
            text += &match step {
                JournalStep::Whole(session) => whole_line(session),
                JournalStep::Edits(edits) => edits_line(edits),
                JournalStep::Saving(file) => saving_line(*file),
            };
        }
        let mut before = "";
        if let Some(draft) = &self.draft {
            before = &draft.before;
            if !before.is_empty() {
                text += &begun_line(before);
            }
            text += &draft_line(&draft.place, &draft.text);
        }
        if self.before != before {
            text += &begun_line(&self.before);
        }
        text
    }

    /// Reads a journal up to the first record that is torn or wrong; `None` if that is the header already, or if a
    /// newer version of the program wrote it.
    pub(super) fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (header, mut rest) = next_payload(bytes)?;
        let (version, header) = header.strip_prefix(HEADER)?.strip_prefix(' ')?.split_once(' ')?;
        let (base, header) = header.split_once(' ')?;
        let (session, path) = match version {
            VERSION | VERSION_WITHOUT_BEFORE => header.split_once(' ')?,
            VERSION_WITHOUT_ID => (NO_ID, header),
            _ => return None,
        };
        let mut held = Self::new(path.to_owned(), session, Fingerprint::from_text(base)?);
        while let Some((payload, after)) = next_payload(rest)
            && held.replay(payload).is_some()
        {
            rest = after;
        }
        Some(held)
    }

    fn replay(&mut self, payload: &str) -> Option<()> {
        let (kind, content) = payload.split_once(' ').unwrap_or((payload, ""));
        match kind {
            "whole" => self.add(Frame::Whole(content.to_owned())),
            "edits" => self.add(Frame::Edits(content.to_owned())),
            "begun" => self.add(Frame::DraftBegun(content.to_owned())),
            "draft" => {
                let (length, content) = content.split_once(' ')?;
                let (place, text) = content.split_at_checked(number(length)?)?;
                self.add(Frame::Draft { place: place.to_owned(), text: text.strip_prefix(' ')?.to_owned() });
            }
            "closed" => self.add(Frame::DraftClosed),
            "saving" => self.saving(Fingerprint::from_text(content)?),
            "saved" => self.saved(Fingerprint::from_text(content)?),
            _ => return None,
        }
        Some(())
    }
}

/// The line of a record.
pub(super) fn frame_line(record: &Frame) -> String {
    match record {
        Frame::Whole(session) => whole_line(session),
        Frame::Edits(edits) => edits_line(edits),
        Frame::DraftBegun(before) => begun_line(before),
        Frame::Draft { place, text } => draft_line(place, text),
        Frame::DraftClosed => line("closed"),
    }
}

/// The line that says that a save was asked for.
pub(super) fn saving_line(file: Fingerprint) -> String {
    line(&format!("saving {}", file.to_text()))
}

/// The line that says that it succeeded.
pub(super) fn saved_line(file: Fingerprint) -> String {
    line(&format!("saved {}", file.to_text()))
}

fn whole_line(session: &str) -> String {
    line(&format!("whole {session}"))
}

fn edits_line(edits: &str) -> String {
    line(&format!("edits {edits}"))
}

fn begun_line(before: &str) -> String {
    line(&format!("begun {before}"))
}

fn draft_line(place: &str, text: &str) -> String {
    line(&format!("draft {} {place} {text}", place.len()))
}

fn line(payload: &str) -> String {
    format!("{} {} {payload}\n", payload.len(), checksum_of(payload.as_bytes()))
}

fn checksum_of(payload: &[u8]) -> String {
    format!("{:08x}", crc32fast::hash(payload))
}

/// The payload of the first line, and what comes after that line; `None` if there is no whole and right line.
fn next_payload(bytes: &[u8]) -> Option<(&str, &[u8])> {
    let (length, rest) = split_at_space(bytes, LARGEST_JOURNAL.to_string().len())?;
    let (checksum, rest) = split_at_space(rest, 8)?;
    let (payload, rest) = rest.split_at_checked(number(length)?)?;
    let rest = rest.strip_prefix(b"\n")?;
    (checksum == checksum_of(payload)).then_some((std::str::from_utf8(payload).ok()?, rest))
}

fn split_at_space(bytes: &[u8], most: usize) -> Option<(&str, &[u8])> {
    let end = bytes.iter().take(most + 1).position(|byte| *byte == b' ')?;
    Some((std::str::from_utf8(&bytes[..end]).ok()?, &bytes[end + 1..]))
}

/// A number in plain digits; the standard library would take a plus sign too.
fn number(text: &str) -> Option<usize> {
    text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(text: &str) -> Fingerprint {
        Fingerprint::of_text(text)
    }

    /// Every kind of line, with the awkward contents that each can have.
    fn lines() -> Vec<String> {
        let draft = |text: &str| Frame::Draft { place: "actie 3 é\n".to_owned(), text: text.to_owned() };
        let mut lines =
            vec![JournalContents::new("/map/mijn bestand\n.ron".to_owned(), "s-1", Fingerprint::Absent).to_text()];
        lines.push(frame_line(&Frame::Whole("Session(\n)\n".to_owned())));
        lines.extend(["one", "", "two\nlines 3 00000000 x\n"].map(|edits| frame_line(&Frame::Edits(edits.to_owned()))));
        lines.push(frame_line(&Frame::DraftBegun("set x\n".to_owned())));
        lines.push(frame_line(&draft("half a w")));
        lines.push(frame_line(&Frame::DraftBegun("set y\n".to_owned())));
        lines.push(saving_line(file("a")));
        lines.push(frame_line(&Frame::Edits("four".to_owned())));
        lines.push(frame_line(&Frame::DraftClosed));
        lines.push(saved_line(file("a")));
        lines.push(frame_line(&draft("")));
        lines
    }

    #[test]
    fn every_prefix_replays_to_a_prefix_of_the_records() {
        let lines = lines();
        let whole = lines.concat();
        let mut ends = Vec::new();
        for line in &lines {
            ends.push(ends.last().copied().unwrap_or(0) + line.len());
        }
        for length in 0..=whole.len() {
            let complete = ends.iter().filter(|end| **end <= length).count();
            let expected = JournalContents::from_bytes(lines[..complete].concat().as_bytes());
            assert_eq!(expected.is_some(), complete > 0);
            assert_eq!(JournalContents::from_bytes(&whole.as_bytes()[..length]), expected, "cut at {length}");
        }
    }

    #[test]
    fn a_wrong_byte_ends_the_replay_there_and_never_panics() {
        let lines = lines();
        let whole = lines.concat().into_bytes();
        let states: Vec<_> =
            (0..=lines.len()).map(|count| JournalContents::from_bytes(lines[..count].concat().as_bytes())).collect();
        let mut start = 0;
        for (number, line) in lines.iter().enumerate() {
            for place in start..start + line.len() {
                for wrong in [0, b' ', b'+', b'9', b'\n', 0xff, whole[place] ^ 1] {
                    let mut bytes = whole.clone();
                    bytes[place] = wrong;
                    if wrong != whole[place] {
                        assert_eq!(JournalContents::from_bytes(&bytes), states[number], "byte {place} became {wrong}");
                    }
                }
            }
            start += line.len();
        }
    }

    #[test]
    fn a_journal_written_anew_holds_the_same() {
        for count in 1..=lines().len() {
            let held = JournalContents::from_bytes(lines()[..count].concat().as_bytes()).expect("a whole header");
            assert_eq!(JournalContents::from_bytes(held.to_text().as_bytes()), Some(held));
        }
    }

    #[test]
    fn the_file_tells_which_edits_are_in_it() {
        let mut held = JournalContents::new("x".to_owned(), "", file("0"));
        held.add(Frame::Edits("1".to_owned()));
        held.saving(file("01"));
        held.add(Frame::Edits("2".to_owned()));
        let edits = |on_disk: &str| {
            let unsaved = held.clone().unsaved(file(on_disk));
            (unsaved.edits.concat(), unsaved.fits)
        };
        assert_eq!(edits("0"), ("12".to_owned(), true));
        assert_eq!(edits("01"), ("2".to_owned(), true));
        assert_eq!(edits("somebody else's"), ("12".to_owned(), false));
    }

    #[test]
    fn hostile_lengths_are_refused() {
        let header = JournalContents::new("x".to_owned(), "", Fingerprint::Absent);
        for hostile in ["99999999999999999999 00000000 x\n", "+1 00000000 x\n", "-1 00000000 x\n", " \n", "1 0 x\n"] {
            assert_eq!(JournalContents::from_bytes((header.to_text() + hostile).as_bytes()), Some(header.clone()));
        }
        for wrong in ["draft 9 short x", "draft 1 é x", "draft", "saving", "saved 1", "unknown"] {
            assert_eq!(
                JournalContents::from_bytes((header.to_text() + &line(wrong)).as_bytes()),
                Some(header.clone()),
                "{wrong}"
            );
        }
    }

    #[test]
    fn a_newer_journal_is_not_read() {
        assert_eq!(JournalContents::from_bytes(line("werksessie-journal 4 absent - x").as_bytes()), None);
        assert_eq!(JournalContents::from_bytes(line("werksessie-journal 10 absent - x").as_bytes()), None);
    }

    #[test]
    fn a_journal_of_a_version_before_is_read() {
        let old = JournalContents::from_bytes(line("werksessie-journal 1 absent /map/a b.ron").as_bytes());
        assert_eq!(old, Some(JournalContents::new("/map/a b.ron".to_owned(), "", Fingerprint::Absent)));
        let old = JournalContents::from_bytes(line("werksessie-journal 2 absent s-1 /map/a b.ron").as_bytes());
        assert_eq!(old, Some(JournalContents::new("/map/a b.ron".to_owned(), "s-1", Fingerprint::Absent)));
    }
}
