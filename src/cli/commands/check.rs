//! `check`: what keeps session files from being read, and what deserves a second look in those that can be.

use std::collections::{BTreeMap, HashSet};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use clap::Args;
use jiff::Zoned;
use jiff::civil::Date;
use serde::Serialize;

use crate::domain::hidden::Veil;
use crate::domain::id::Id;
use crate::domain::in_order::{sort_by, sort_by_key};
use crate::domain::newest::Standing;
use crate::domain::problem::{Position, Problem, Trouble};
use crate::domain::session::{Count, Section, Session};
use crate::domain::signals::folder::{FolderRule, FolderSignal, among};
use crate::domain::signals::{Signal, Weight};
use crate::git::setup::lacks_driver;
use crate::guide::Guide;
use crate::i18n::Words;
use crate::store::form::spans::{Spans, WantedPlace, places_by_line, spans};
use crate::store::form::text::print;
use crate::store::scan::folder::{FolderFiles, folder_of};
use crate::store::scan::many::each_file;
use crate::telling::problems::{problem_text, trouble_text};
use crate::telling::sentences::{Sentences, shorten};

use crate::cli::failure::Failure;
use crate::cli::files::{FileRead, files_at, read_exactly};
use crate::cli::out::{Out, warn};
use crate::cli::setting::{Outcome, Setting};

/// No more of a text than this is repeated.
const LONGEST_QUOTE: usize = 40;
/// The kind of remark about a file that the disk does not give.
const UNREAD: &str = "unread";

#[derive(Serialize)]
struct Finding {
    path: String,
    line: usize,
    column: usize,
    kind: &'static str,
    severity: &'static str,
    item: Option<String>,
    text: String,
    #[serde(skip)]
    weight: Weight,
    /// The item and field, in words; no program is told them.
    #[serde(skip)]
    place: String,
}

/// Something about a file, as it is told.
struct ToldFinding {
    weight: Weight,
    is_unread: bool,
    /// The line, or the JSON.
    text: String,
}

/// What came of looking at a file.
struct Checked {
    path: PathBuf,
    remarks: Vec<ToldFinding>,
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
        let checker =
            Checker { words: &setting.words, guide: setting.guide()?, today: Zoned::now().date(), is_json: self.json };
        let mut findings = Findings { is_json: self.json, ..Findings::default() };
        let mut folders = HashSet::new();
        for path in &self.paths {
            match files_at(path) {
                Err(trouble) => {
                    findings.files += 1;
                    findings.take(vec![checker.told(&checker.unread(path, trouble))], out)?;
                }
                Ok(FolderFiles { files, closed }) if files.is_empty() && closed.is_empty() => {
                    warn(&setting.words.checks.no_files(path.display()));
                }
                Ok(FolderFiles { files, closed }) => {
                    let unread = closed.iter().map(|(folder, trouble)| checker.told(&checker.unread(folder, *trouble)));
                    findings.files += closed.len();
                    findings.take(unread.collect(), out)?;
                    let stopped = each_file(
                        &files,
                        |file| checker.at(file),
                        |mut checked| {
                            // Git is asked once for a folder: all sessions in it are merged alike.
                            let file = &checked.path;
                            if folders.insert(folder_of(file)) && is_in_repository(file) && lacks_driver(file) {
                                checked.remarks.push(checker.told(&checker.no_driver(file)));
                            }
                            findings.files += 1;
                            findings.known.extend(checked.about.map(|about| (checked.path, about)));
                            match findings.take(checked.remarks, out) {
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
        findings.take(together.iter().map(|remark| checker.told(remark)).collect(), out)?;
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
    is_json: bool,
    /// The last remark as JSON: whether another one follows it is not known yet.
    last: Option<String>,
    files: usize,
    /// How many remarks there were of each weight.
    weights: BTreeMap<Weight, usize>,
    has_unread: bool,
    known: Vec<(PathBuf, SessionKey)>,
}

impl Findings {
    fn take(&mut self, remarks: Vec<ToldFinding>, out: &mut Out) -> Result<(), Failure> {
        for ToldFinding { weight, is_unread, text } in remarks {
            *self.weights.entry(weight).or_default() += 1;
            self.has_unread |= is_unread;
            if self.is_json {
                match self.last.replace(text) {
                    None => out.json("[")?,
                    Some(before) => out.json(&(before + ","))?,
                }
            } else {
                out.line(&text)?;
            }
        }
        Ok(())
    }

    fn end_json(&mut self, out: &mut Out) -> Result<(), Failure> {
        match self.last.take() {
            None => out.json("[]")?,
            Some(last) => out.json(&(last + "\n]"))?,
        }
        Ok(())
    }

    fn outcome(&self) -> Outcome {
        match self.has_unread {
            true => Outcome::CouldNot,
            false if self.weights.contains_key(&Weight::Wrong) => Outcome::Found,
            false => Outcome::Fine,
        }
    }
}

/// Where the items and fields of signals stand in a text: in the spans of it, or in one that is as the program writes it.
fn places(text: &str, spans: Option<&Spans<'_>>, signals: &[Signal]) -> Vec<Position> {
    let unknown = Id::default();
    let wanted = signals.iter();
    let wanted = wanted.map(|signal| (signal.section, signal.item.as_ref().unwrap_or(&unknown), signal.field));
    let wanted: Vec<WantedPlace<'_>> = wanted.collect();
    match spans {
        Some(spans) => wanted.iter().map(|(section, item, field)| spans.of(*section, item, *field)).collect(),
        None => places_by_line(text, &wanted),
    }
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
        match read_exactly(path) {
            Ok(read) => self.file(path, &read),
            Err(trouble) => {
                let remarks = vec![self.told(&self.unread(path, trouble))];
                Checked { path: path.to_owned(), remarks, about: None }
            }
        }
    }

    /// All remarks about a file that was read, in the order of its lines.
    fn file(&self, path: &Path, read: &FileRead) -> Checked {
        let session = match &read.session {
            Ok(session) => session,
            Err(problem) => {
                let remarks = vec![self.told(&self.problem(path, problem))];
                return Checked { path: path.to_owned(), remarks, about: None };
            }
        };
        // What is no text is no session either.
        let text = std::str::from_utf8(&read.bytes).unwrap_or_default();
        let signals = self.sentences().signals(session);
        let canonical = (!read.is_exact).then(|| print(session)).filter(|canonical| canonical != text);
        // All of it is looked for only in a file that a person changed.
        let spans = canonical.as_ref().map(|_| spans(text));
        let places = places(text, spans.as_ref(), &signals);
        // An item that holds what looks like personal data is not called by its title, whatever else is told of it.
        let personal = signals.iter().filter(|signal| signal.rule.is_personal);
        let personal: HashSet<_> = personal.map(|signal| (signal.section, signal.item.as_ref())).collect();
        let is_quoted = |signal: &Signal| !personal.contains(&(signal.section, signal.item.as_ref()));
        let remarks = signals.iter().zip(places);
        let remarks = remarks.map(|(signal, place)| self.signal(path, signal, is_quoted(signal), session, place));
        let mut remarks: Vec<Finding> = remarks.collect();
        if let Some(canonical) = &canonical {
            // The canonical form holds no remarks of a person, so that is what there is to know about it first.
            let (at, kind, text) = if let Some(at) = spans.as_ref().and_then(|spans| spans.comment) {
                (at, "comment", &self.words.checks.comment)
            } else {
                (first_difference(canonical, text), "not_canonical", &self.words.checks.not_canonical)
            };
            remarks.push(self.of_file(path, at, kind, &text.to_string()));
        }
        sort_by_key(&mut remarks, |remark| (remark.line == 0, remark.line, remark.column));
        let neighbourhood = session.the_neighbourhood();
        let about = SessionKey {
            id: session.id.clone(),
            previous: session.previous().cloned(),
            neighbourhood: neighbourhood.name.to_string(),
            municipality: neighbourhood.municipality.to_string(),
        };
        Checked {
            path: path.to_owned(),
            remarks: remarks.iter().map(|remark| self.told(remark)).collect(),
            about: Some(about),
        }
    }

    fn together(&self, sessions: &mut Vec<(PathBuf, SessionKey)>) -> Vec<Finding> {
        // A file that is reached along two ways is one session.
        sort_by(sessions, |(one, _), (other, _)| one.cmp(other));
        sessions.dedup_by(|(one, _), (other, _)| one == other);
        let known: Vec<Standing<'_>> = sessions.iter().map(|(_, about)| about.known()).collect();
        let remark = |FolderSignal { rule, session, other }| {
            let other = sessions[other].0.display();
            let message = match rule {
                FolderRule::SameId => self.words.checks.same_id(other),
                FolderRule::SameName => self.words.checks.same_name(known[session].neighbourhood, other),
            };
            let text = message.to_string();
            let remark = self.of_file(&sessions[session].0, Position::default(), rule.name(), &text);
            Finding { weight: rule.weight(), severity: rule.weight().name(), ..remark }
        };
        among(&known).into_iter().map(remark).collect()
    }

    fn unread(&self, path: &Path, trouble: Trouble) -> Finding {
        let text = trouble_text(trouble, self.words).to_string();
        let remark = self.of_file(path, Position::default(), UNREAD, &text);
        Finding { weight: Weight::Wrong, severity: Weight::Wrong.name(), ..remark }
    }

    fn problem(&self, path: &Path, problem: &Problem) -> Finding {
        // Line and column stand before the sentence already.
        let placeless = Problem { position: Position::default(), ..problem.clone() };
        let message = problem_text(&placeless, self.words);
        Finding {
            path: path.display().to_string(),
            line: problem.position.line,
            column: problem.position.column,
            kind: problem.kind.name(),
            severity: Weight::Wrong.name(),
            item: problem.item.as_ref().map(|(section, id)| item_name(*section, id)),
            text: format!("{} {}", message.what, message.remedy),
            weight: Weight::Wrong,
            place: message.place,
        }
    }

    fn signal(&self, path: &Path, signal: &Signal, is_quoted: bool, session: &Session, at: Position) -> Finding {
        let (told, remedy) = self.sentences().signal_words(signal, session);
        let name = signal.section.name();
        Finding {
            path: path.display().to_string(),
            line: at.line,
            column: at.column,
            kind: signal.rule.name,
            severity: signal.rule.weight.name(),
            item: Some(signal.item.as_ref().map_or_else(|| name.to_owned(), |item| item_name(signal.section, item))),
            text: format!("{told}. {remedy}"),
            weight: signal.rule.weight,
            place: if self.is_json { String::new() } else { self.place(signal, is_quoted, session) },
        }
    }

    /// A file that git would merge as plain text on this computer, though the repository asks for more.
    fn no_driver(&self, path: &Path) -> Finding {
        let text = self.words.checks.no_driver.to_string();
        Finding {
            severity: Weight::Wrong.name(),
            weight: Weight::Wrong,
            ..self.of_file(path, Position::default(), "no_driver", &text)
        }
    }

    fn sentences(&self) -> Sentences<'_> {
        Sentences { words: self.words, guide: &self.guide, today: Some(self.today), veil: Veil::default() }
    }

    fn of_file(&self, path: &Path, at: Position, kind: &'static str, text: &str) -> Finding {
        Finding {
            path: path.display().to_string(),
            line: at.line,
            column: at.column,
            kind,
            severity: Weight::Tell.name(),
            item: None,
            text: text.to_owned(),
            weight: Weight::Tell,
            place: self.words.checks.in_file.clone(),
        }
    }

    /// The item and field in words. What looks like personal data is not repeated, not even as a title.
    fn place(&self, signal: &Signal, is_quoted: bool, session: &Session) -> String {
        let kind = signal.section.kind();
        let words = self.words.record(kind);
        // A question is told in so many letters already, with its number and between quotes.
        let is_question = signal.section == Section::Answers;
        let subject = self.sentences().signal_subject(signal, session);
        let subject = if is_question { subject } else { shorten(&subject, LONGEST_QUOTE) };
        let place = match signal.section {
            Section::Answers if is_quoted => subject,
            Section::Conflicts => words.one.clone(),
            _ if !is_quoted => words.one.clone(),
            section if signal.item.is_some() && section.count() != Count::One => {
                self.words.sentences.item(&words.one, &subject)
            }
            _ => subject,
        };
        match signal.field.and_then(|field| kind.fields.get(field)) {
            None => place,
            Some(field) => {
                let label = self.words.field(kind, field.name);
                self.words.checks.in_field(&place, label)
            }
        }
    }

    /// A remark as it is told: made where the file was looked at, on whichever processor that was.
    fn told(&self, remark: &Finding) -> ToldFinding {
        let text = if self.is_json { serde_json::to_string(remark).unwrap_or_default() } else { self.line(remark) };
        ToldFinding { weight: remark.weight, is_unread: remark.kind == UNREAD, text }
    }

    /// A remark on one line, so that an editor can jump to its place.
    fn line(&self, remark: &Finding) -> String {
        let words = &self.words.checks;
        let severity = match remark.weight {
            Weight::Wrong => &words.problem,
            Weight::Open => &words.warning,
            Weight::Tell => &words.notice,
        };
        let at = if remark.line > 0 { format!(":{}:{}", remark.line, remark.column) } else { String::new() };
        format!("{}{at}: {}", remark.path, words.finding(severity, &remark.place, &remark.text))
    }

    fn summary(&self, findings: &Findings) -> String {
        let words = &self.words.checks;
        let found = [Weight::Wrong, Weight::Open, Weight::Tell].into_iter().filter_map(|weight| {
            let count = self.words.count(*findings.weights.get(&weight)?);
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
    format!("{}/{id}", section.name())
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
