//! `check`: what keeps session files from being read, and what deserves a second look in those that can be.

use std::collections::HashSet;
use std::fmt::Write as _;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use clap::Args;
use jiff::civil::Date;

use crate::domain::hidden::Veil;
use crate::domain::id::Id;
use crate::domain::in_order::{sort_by, sort_by_key};
use crate::domain::newest::Standing;
use crate::domain::problem::{Position, Problem, Trouble};
use crate::domain::safe_text::SafeLines;
use crate::domain::session::{Count, Section, Session};
use crate::domain::signals::folder::{FolderRule, FolderSignal, among};
use crate::domain::signals::{RuleMark, Signal, Weight};
use crate::git::setup::lacks_driver;
use crate::guide::Guide;
use crate::i18n::Words;
use crate::store::disk::DiskError;
use crate::store::form::reading::{parse_bytes, parse_exactly};
use crate::store::form::spans::spans;
use crate::store::form::text::print;
use crate::store::local_time;
use crate::store::scan::folder::{FolderFiles, folder_of};
use crate::store::scan::many::each_file;
use crate::telling::json::add_text;
use crate::telling::personal::{on_a_wall, veiled};
use crate::telling::problems::{problem_text, trouble_text};
use crate::telling::sentences::Sentences;
use crate::telling::shorten::shorten;

use crate::cli::failure::Failure;
use crate::cli::files::{MetFiles, files_at, look_at, too_large};
use crate::cli::out::{Out, warn_of_nothing};
use crate::cli::setting::{Outcome, Setting};

/// No more of a text than this is repeated.
const LONGEST_QUOTE: usize = 40;
/// Most remarks are not longer than this as JSON, in bytes.
const USUAL_JSON: usize = 300;
/// Most remarks are not longer than this as a line behind the path, in bytes.
const USUAL_LINE: usize = 240;
/// From the heaviest on.
const WEIGHTS: [Weight; 3] = [Weight::Wrong, Weight::Open, Weight::Tell];
/// The kind of remark about a file that the disk does not give.
const UNREAD: &str = "unread";

struct Finding<'path> {
    path: &'path str,
    line: usize,
    column: usize,
    kind: &'static str,
    /// Only a program is told it.
    item: Option<String>,
    text: String,
    weight: Weight,
    /// The item and field, in words; no program is told them.
    place: String,
}

impl Finding<'_> {
    /// Adds it as JSON.
    fn add_json(&self, out: &mut String) {
        out.push_str("{\"path\":");
        add_text(self.path, out);
        let _ = write!(out, ",\"line\":{},\"column\":{}", self.line, self.column);
        let severity = self.weight.name();
        let texts = [("kind", Some(self.kind)), ("severity", Some(severity)), ("item", self.item.as_deref())];
        for (name, text) in texts.into_iter().chain([("text", Some(self.text.as_str()))]) {
            out.extend([",\"", name, "\":"]);
            match text {
                Some(text) => add_text(text, out),
                None => out.push_str("null"),
            }
        }
        out.push('}');
    }
}

/// Findings about a file, as they are told.
#[derive(Default)]
struct ToldFindings {
    /// How many there are of each weight.
    weights: [usize; WEIGHTS.len()],
    has_unread: bool,
    /// A line for each,
    lines: SafeLines,
    /// or JSON for all.
    json: String,
}

/// What came of looking at a file.
struct Checked {
    path: PathBuf,
    told: ToldFindings,
    /// What is known of the session beside others, if there is one.
    about: Option<SessionKey>,
}

/// A session, as far as others in a folder have to do with it.
struct SessionKey {
    id: Id,
    previous: Option<Id>,
    neighbourhood: String,
    municipality: String,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct CheckArgs {
    #[arg(required = true)]
    paths: Vec<PathBuf>,
    #[arg(long)]
    json: bool,
}

impl CheckArgs {
    pub(super) fn run(&self, setting: &Setting, out: &mut Out) -> Result<Outcome, Failure> {
        let checker = Checker {
            words: &setting.words,
            guide: setting.guide()?,
            today: local_time::now().date(),
            is_json: self.json,
        };
        let mut findings = Findings::default();
        let (mut met, mut folders) = (MetFiles::below(&self.paths), HashSet::new());
        for path in &self.paths {
            match files_at(path) {
                Err(trouble) => {
                    findings.files += 1;
                    findings.take(&checker.told(&[checker.unread(&shown(path), trouble)]), out)?;
                }
                Ok(FolderFiles { files, closed }) if files.is_empty() && closed.is_empty() => {
                    warn_of_nothing(path, &setting.words);
                }
                Ok(FolderFiles { mut files, closed }) => {
                    files.retain(|file| met.is_new(file));
                    findings.files += closed.len();
                    for (folder, trouble) in closed {
                        findings.take(&checker.told(&[checker.unread(&shown(&folder), trouble)]), out)?;
                    }
                    let stopped = each_file(
                        &files,
                        |file| checker.at(file),
                        |checked| {
                            // Git is asked once for a folder: all sessions in it are merged alike.
                            let Checked { path: file, told, about } = checked;
                            let driver =
                                folders.insert(folder_of(&file)) && is_in_repository(&file) && lacks_driver(&file);
                            let driver = driver.then(|| checker.told(&[checker.no_driver(&shown(&file))]));
                            findings.files += 1;
                            findings.known.extend(about.map(|about| (file, about)));
                            match [told].iter().chain(&driver).try_for_each(|told| findings.take(told, out)) {
                                Ok(()) => ControlFlow::Continue(()),
                                Err(failure) => ControlFlow::Break(failure),
                            }
                        },
                    );
                    if let ControlFlow::Break(failure) = stopped {
                        return Err(failure);
                    }
                }
            }
        }
        let together = checker.together(&mut findings.known);
        findings.take(&together, out)?;
        if self.json {
            findings.end_json(out)?;
        } else if findings.files > 0 {
            out.line(&checker.summary(&findings))?;
        }
        Ok(findings.outcome())
    }
}

impl SessionKey {
    fn known(&self) -> Standing<'_> {
        Standing {
            id: self.id.as_str(),
            previous: self.previous.as_ref().map(Id::as_str),
            neighbourhood: &self.neighbourhood,
            municipality: &self.municipality,
            ..Standing::default()
        }
    }
}

/// What was found so far. A remark is told at once and no longer kept: there may be a great many.
#[derive(Default)]
struct Findings {
    has_told: bool,
    files: usize,
    /// How many remarks there were of each weight.
    weights: [usize; WEIGHTS.len()],
    has_unread: bool,
    known: Vec<(PathBuf, SessionKey)>,
}

impl Findings {
    fn take(&mut self, told: &ToldFindings, out: &mut Out) -> Result<(), Failure> {
        self.weights.iter_mut().zip(told.weights).for_each(|(all, more)| *all += more);
        self.has_unread |= told.has_unread;
        if !told.json.is_empty() {
            // Whether another one follows it is not known yet.
            out.made_for_a_program(if self.has_told { b",\n" } else { b"[\n" })?;
            out.made_for_a_program(told.json.as_bytes())?;
            self.has_told = true;
        }
        Ok(out.safe_lines(&told.lines)?)
    }

    fn end_json(&mut self, out: &mut Out) -> Result<(), Failure> {
        Ok(out.made_for_a_program(if self.has_told { b"\n]\n" } else { b"[]\n" })?)
    }

    fn outcome(&self) -> Outcome {
        match self.has_unread {
            true => Outcome::CouldNot,
            false if self.weights[Weight::Wrong as usize] > 0 => Outcome::Found,
            false => Outcome::Fine,
        }
    }
}

/// A path as it is told.
fn shown(path: &Path) -> String {
    path.display().to_string()
}

/// Whether there is a repository at all: outside one, git need not be asked.
fn is_in_repository(file: &Path) -> bool {
    let folder = std::path::absolute(folder_of(file)).unwrap_or_default();
    folder.ancestors().any(|folder| folder.join(".git").exists())
}

/// Checks files and makes the remarks about them.
struct Checker<'a> {
    words: &'a Words,
    guide: Guide,
    today: Date,
    is_json: bool,
}

impl Checker<'_> {
    /// All remarks about a file.
    fn at(&self, path: &Path) -> Checked {
        let shown = shown(path);
        let (told, about) = match look_at(path, |bytes| self.file(&shown, bytes)) {
            Ok(checked) => checked,
            Err(DiskError::TooLarge) => (self.told(&[self.problem(&shown, &too_large())]), None),
            Err(error) => (self.told(&[self.unread(&shown, error.into())]), None),
        };
        Checked { path: path.to_owned(), told, about }
    }

    /// All remarks about a file that was read, in the order of its lines, and what is known of the session in it.
    fn file(&self, path: &str, bytes: &[u8]) -> (ToldFindings, Option<SessionKey>) {
        // What is no text is no session either.
        let text = std::str::from_utf8(bytes).unwrap_or_default();
        let exactly = parse_exactly(text).map(|(session, starts, texts)| (session, Some((starts, texts))));
        let (session, seen) = match exactly.map_or_else(|| parse_bytes(bytes).map(|session| (session, None)), Ok) {
            Ok(read) => read,
            Err(problem) => return (self.told(&[self.problem(path, &problem)]), None),
        };
        let (starts, unusual_texts) = seen.unzip();
        let signals = self.sentences().signals_of(&session, unusual_texts.as_deref());
        // All of it is looked at once more only in a file that a person changed.
        let spans = starts.is_none().then(|| spans(text));
        let unknown = Id::default();
        let place = |signal: &Signal| {
            let (section, item, field) = (signal.section, signal.item.as_ref().unwrap_or(&unknown), signal.field);
            let of_starts = starts.as_ref().map(|starts| starts.of(text, &session, section, item, field));
            of_starts.or_else(|| Some(spans.as_ref()?.of(section, item, field))).unwrap_or_default()
        };
        // What is told of an item that holds a number of a person is told without it.
        let is_personal = signals.iter().any(|signal| signal.rule.is(RuleMark::Personal));
        let veiled = is_personal.then(|| on_a_wall(session.clone(), &self.words.outgoing));
        let told = veiled.as_ref().unwrap_or(&session);
        let remarks = signals.iter().map(|signal| self.signal(path, signal, told, place(signal)));
        let mut remarks: Vec<Finding<'_>> = remarks.collect();
        let canonical = starts.is_none().then(|| print(&session)).filter(|canonical| canonical != text);
        if let Some(canonical) = &canonical {
            // The canonical form holds no remarks of a person, so that is what there is to know about it first.
            let (at, kind, text) = if let Some(at) = spans.as_ref().and_then(|spans| spans.comment) {
                (at, "comment", &self.words.checks.comment)
            } else {
                (first_difference(canonical, text), "not_canonical", &self.words.checks.not_canonical)
            };
            remarks.push(self.of_file(path, at, kind, text.to_string()));
        }
        sort_by_key(&mut remarks, |remark| (remark.line == 0, remark.line, remark.column));
        let neighbourhood = session.the_neighbourhood();
        let about = SessionKey {
            id: session.id.clone(),
            previous: session.previous().cloned(),
            neighbourhood: neighbourhood.name.to_string(),
            municipality: neighbourhood.municipality.to_string(),
        };
        (self.told(&remarks), Some(about))
    }

    fn together(&self, sessions: &mut [(PathBuf, SessionKey)]) -> ToldFindings {
        sort_by(sessions, |(one, _), (other, _)| one.cmp(other));
        let known: Vec<Standing<'_>> = sessions.iter().map(|(_, about)| about.known()).collect();
        let remark = |FolderSignal { rule, session, other }| {
            let other = sessions[other].0.display();
            let message = match rule {
                FolderRule::SameId => self.words.checks.same_id(other),
                FolderRule::SameRound => self.words.checks.same_round(other),
                FolderRule::SameName => {
                    let name = veiled(known[session].neighbourhood.to_owned(), &self.words.outgoing);
                    self.words.checks.same_name(name, other)
                }
            };
            (shown(&sessions[session].0), rule, message.to_string())
        };
        let remarks: Vec<_> = among(&known).into_iter().map(remark).collect();
        let remarks = remarks.iter().map(|(path, rule, text)| Finding {
            weight: rule.weight(),
            ..self.of_file(path, Position::default(), rule.name(), text.clone())
        });
        self.told(&remarks.collect::<Vec<_>>())
    }

    fn unread<'path>(&self, path: &'path str, trouble: Trouble) -> Finding<'path> {
        let text = trouble_text(trouble, self.words).to_string();
        Finding { weight: Weight::Wrong, ..self.of_file(path, Position::default(), UNREAD, text) }
    }

    fn problem<'path>(&self, path: &'path str, problem: &Problem) -> Finding<'path> {
        // Line and column stand before the sentence already.
        let placeless = Problem { position: Position::default(), ..problem.clone() };
        let message = problem_text(&placeless, self.words);
        Finding {
            path,
            line: problem.position.line,
            column: problem.position.column,
            kind: problem.kind.name(),
            item: problem.item.as_ref().map(|(section, id)| item_name(*section, id)),
            text: format!("{} {}", message.what, message.remedy),
            weight: Weight::Wrong,
            place: message.place,
        }
    }

    fn signal<'path>(&self, path: &'path str, signal: &Signal, session: &Session, at: Position) -> Finding<'path> {
        let item = || {
            let name = signal.section.name();
            signal.item.as_ref().map_or_else(|| name.to_owned(), |item| item_name(signal.section, item))
        };
        Finding {
            path,
            line: at.line,
            column: at.column,
            kind: signal.rule.name,
            item: self.is_json.then(item),
            text: self.sentences().signal_sentences(signal, session),
            weight: signal.rule.weight,
            place: if self.is_json { String::new() } else { self.place(signal, session) },
        }
    }

    /// A file that git would merge as plain text on this computer, though the repository asks for more.
    fn no_driver<'path>(&self, path: &'path str) -> Finding<'path> {
        let text = self.words.checks.no_driver.to_string();
        Finding { weight: Weight::Wrong, ..self.of_file(path, Position::default(), "no_driver", text) }
    }

    fn sentences(&self) -> Sentences<'_> {
        Sentences { words: self.words, guide: &self.guide, today: Some(self.today), veil: Veil::default() }
    }

    fn of_file<'path>(&self, path: &'path str, at: Position, kind: &'static str, text: String) -> Finding<'path> {
        Finding {
            path,
            line: at.line,
            column: at.column,
            kind,
            item: None,
            text,
            weight: Weight::Tell,
            place: self.words.checks.in_file.clone(),
        }
    }

    /// The item and field in words. What looks like personal data is not repeated, not even as a title.
    fn place(&self, signal: &Signal, session: &Session) -> String {
        let kind = signal.section.kind();
        let words = self.words.record(kind);
        // A question is told in so many letters already, with its number and between quotes.
        let is_question = signal.section == Section::Answers;
        let subject = self.sentences().signal_subject(signal, session);
        let subject = if is_question { subject } else { shorten(&subject, LONGEST_QUOTE) };
        let place = match signal.section {
            Section::Answers => subject,
            Section::Conflicts => words.one.clone(),
            section if signal.item.is_some() && section.count() != Count::One => {
                self.words.sentences.item(&words.one, &subject)
            }
            _ => subject,
        };
        match signal.field.and_then(|field| kind.fields.get(field)) {
            None => place,
            Some(field) => {
                let label = words.fields.get(field.name).map_or(field.name, String::as_str);
                self.words.checks.in_field(&place, label)
            }
        }
    }

    /// Remarks as they are told: made where the file was looked at, on whichever processor that was.
    fn told(&self, remarks: &[Finding<'_>]) -> ToldFindings {
        let (mut told, mut at) = (ToldFindings::default(), String::new());
        if self.is_json {
            told.json.reserve(remarks.len() * USUAL_JSON);
        } else {
            told.lines = SafeLines::with_room(remarks.iter().map(|remark| remark.path.len() + USUAL_LINE).sum());
        }
        for remark in remarks {
            told.weights[remark.weight as usize] += 1;
            told.has_unread |= remark.kind == UNREAD;
            if !self.is_json {
                self.add_line(remark, &mut at, &mut told.lines);
                continue;
            }
            if !told.json.is_empty() {
                told.json.push_str(",\n");
            }
            remark.add_json(&mut told.json);
        }
        told
    }

    /// Adds a remark as one line, so that an editor can jump to its place, which is written where there is room for it.
    fn add_line(&self, remark: &Finding<'_>, at: &mut String, lines: &mut SafeLines) {
        let words = &self.words.checks;
        let severity = match remark.weight {
            Weight::Wrong => &words.problem,
            Weight::Open => &words.warning,
            Weight::Tell => &words.notice,
        };
        at.clear();
        if remark.line > 0 {
            let _ = write!(at, ":{}:{}", remark.line, remark.column);
        }
        lines.add(&[remark.path, at, ": ", &words.finding(severity, &remark.place, &remark.text)]);
    }

    fn summary(&self, findings: &Findings) -> String {
        let words = &self.words.checks;
        let found = WEIGHTS.into_iter().filter_map(|weight| {
            let count = Some(findings.weights[weight as usize]).filter(|count| *count > 0)?;
            let count = self.words.count(count);
            Some(match weight {
                Weight::Wrong => words.problems(count),
                Weight::Open => words.warnings(count),
                Weight::Tell => words.notices(count),
            })
        });
        let (found, files) = (found.collect::<Vec<_>>().join(", "), self.words.count(findings.files));
        if found.is_empty() { words.all_well(files) } else { words.summary(files, found) }
    }
}

fn item_name(section: Section, id: &Id) -> String {
    [section.name(), "/", id.as_str()].concat()
}

fn first_difference(canonical: &str, text: &str) -> Position {
    let mut at = Position { line: 1, column: 1 };
    for (wanted, found) in canonical.chars().zip(text.chars()) {
        if wanted != found {
            break;
        }
        let next = Position { column: at.column + 1, ..at };
        at = if found == '\n' { Position { line: at.line + 1, column: 1 } } else { next };
    }
    at
}
