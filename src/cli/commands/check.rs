//! `check`: what keeps session files from being read, and what deserves a second look in those that can be.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use clap::Args;
use serde::Serialize;

use crate::domain::check::{Finding, FindingKind, Known, MOST_RESIDENTS, Severity, check};
use crate::domain::id::Id;
use crate::domain::problem::{Position, Problem, ProblemKind, Trouble};
use crate::domain::records::meeting::Conflict;
use crate::domain::session::{Count, Section, Session};
use crate::git::setup::lacks_driver;
use crate::guide::Guide;
use crate::i18n::language::Language;
use crate::i18n::numbers::whole_text;
use crate::i18n::{Words, fill};
use crate::store::form::spans::{Spans, spans};
use crate::store::form::text::print;
use crate::store::scan::folder::folder_of;
use crate::telling::changes::tell_conflict;
use crate::telling::problems::{problem_text, trouble_text};
use crate::telling::sentences::{Sentences, shorten};

use crate::cli::failure::{Failure, message_text};
use crate::cli::files::{FileRead, files_at, read};
use crate::cli::language;
use crate::cli::out::{Out, warn};
use crate::cli::setting::{Outcome, Setting};

/// No more of a text than this is repeated.
const LONGEST_QUOTE: usize = 40;
/// The kind of remark about a file that the disk does not give.
const UNREAD: &str = "unread";

/// A problem, warning or notice about a file.
#[derive(Serialize)]
struct Remark {
    path: String,
    line: usize,
    column: usize,
    kind: &'static str,
    severity: &'static str,
    item: Option<String>,
    text: String,
    #[serde(skip)]
    weight: Severity,
    /// The item and field, in words.
    #[serde(skip)]
    place: String,
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
        let checker = Checker::new(setting, setting.guide()?)?;
        let mut remarks = Vec::new();
        let mut count = 0;
        let mut folders = HashSet::new();
        let mut take = |of_file: Vec<Remark>| -> Result<(), Failure> {
            if !self.json {
                of_file.iter().try_for_each(|remark| out.line(&checker.line(remark)))?;
            }
            count += 1;
            remarks.extend(of_file);
            Ok(())
        };
        for path in &self.paths {
            match files_at(path) {
                Err(trouble) => take(vec![checker.unread(path, trouble)])?,
                Ok(files) if files.is_empty() => {
                    warn(&fill(&setting.words.checks.no_files, &[("path", &path.display().to_string())]));
                }
                Ok(files) => {
                    for file in &files {
                        let mut of_file = checker.at(file);
                        // Git is asked once for a folder: all sessions in it are merged alike.
                        if folders.insert(folder_of(file)) && is_in_repository(file) && lacks_driver(file) {
                            of_file.push(checker.no_driver(file));
                        }
                        take(of_file)?;
                    }
                }
            }
        }
        if self.json {
            let remarks: Vec<String> = remarks.iter().filter_map(|remark| serde_json::to_string(remark).ok()).collect();
            let lines = if remarks.is_empty() { String::new() } else { format!("\n{}\n", remarks.join(",\n")) };
            out.json(&format!("[{lines}]"))?;
        } else if count > 0 {
            out.line(&checker.summary(count, &remarks))?;
        }
        Ok(outcome(&remarks))
    }
}

fn outcome(remarks: &[Remark]) -> Outcome {
    if remarks.iter().any(|remark| remark.kind == UNREAD) {
        Outcome::CouldNot
    } else if remarks.iter().any(|remark| remark.weight > Severity::Notice) {
        Outcome::Found
    } else {
        Outcome::Fine
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
    months: Vec<(String, u32)>,
}

impl<'a> Checker<'a> {
    fn new(setting: &'a Setting, guide: Guide) -> Result<Self, Failure> {
        // A file is the same for every user: the months of all languages count, whichever is chosen here.
        let mut months = Vec::new();
        for &language in Language::ALL {
            let dates = language::words(language)?.dates;
            for names in [&dates.months, &dates.short_months] {
                months.extend((1..).zip(names).map(|(number, name)| (name.to_lowercase(), number)));
            }
        }
        Ok(Self { words: &setting.words, guide, months })
    }

    /// All remarks about a file.
    fn at(&self, path: &Path) -> Vec<Remark> {
        match read(path) {
            Ok(read) => self.file(path, &read),
            Err(trouble) => vec![self.unread(path, trouble)],
        }
    }

    /// All remarks about a file that was read.
    fn file(&self, path: &Path, read: &FileRead) -> Vec<Remark> {
        let session = match &read.session {
            Ok(session) => session,
            Err(problem) => return vec![self.problem(path, problem)],
        };
        let asked: HashSet<String> = self.guide.structure.asked_ids(session);
        let known = Known { is_asked: &|id| asked.contains(id), months: &self.months };
        let text = String::from_utf8_lossy(&read.bytes);
        let findings = check(session, &known);
        let places = spans(&text);
        let mut remarks: Vec<Remark> =
            findings.iter().map(|finding| self.finding(path, finding, session, &places)).collect();
        remarks.extend(session.conflicts.iter().map(|conflict| self.open_conflict(path, conflict, session, &places)));
        let canonical = print(session);
        if let Some(at) = places.comment {
            // The canonical form holds no such remarks, so that is what there is to know about it first.
            remarks.push(self.of_file(path, at, "comment", &message_text(&self.words.checks.comment, &[])));
        } else if canonical != text {
            let at = first_difference(&canonical, &text);
            remarks.push(self.of_file(path, at, "not_canonical", &message_text(&self.words.checks.not_canonical, &[])));
        }
        remarks
    }

    fn unread(&self, path: &Path, trouble: Trouble) -> Remark {
        let text = message_text(trouble_text(trouble, self.words), &[]);
        let remark = self.of_file(path, Position::default(), UNREAD, &text);
        Remark { weight: Severity::Problem, severity: "problem", ..remark }
    }

    fn problem(&self, path: &Path, problem: &Problem) -> Remark {
        // Line and column stand before the sentence already.
        let placeless = Problem { position: Position::default(), ..problem.clone() };
        let message = problem_text(&placeless, self.words);
        Remark {
            path: path.display().to_string(),
            line: problem.position.line,
            column: problem.position.column,
            kind: problem_name(&problem.kind),
            severity: "problem",
            item: problem.item.as_ref().map(|(section, id)| item_name(*section, id)),
            text: format!("{} {}", message.what, message.remedy),
            weight: Severity::Problem,
            place: message.place,
        }
    }

    fn finding(&self, path: &Path, finding: &Finding, session: &Session, places: &Spans) -> Remark {
        let Position { line, column } = places.of(finding.section, &finding.item, finding.field);
        let weight = finding.kind.severity();
        let (kind, text) = self.finding_text(finding);
        Remark {
            path: path.display().to_string(),
            line,
            column,
            kind,
            severity: if weight == Severity::Notice { "notice" } else { "warning" },
            item: Some(item_name(finding.section, &finding.item)),
            text,
            weight,
            place: self.place(finding, session),
        }
    }

    /// Something that two people changed differently, and that is not settled yet.
    fn open_conflict(&self, path: &Path, conflict: &Conflict, session: &Session, places: &Spans) -> Remark {
        let at = places.of(Section::Conflicts, &conflict.id, None);
        let text = tell_conflict(&self.sentences(), session, conflict);
        Remark {
            severity: "problem",
            weight: Severity::Problem,
            item: Some(item_name(Section::Conflicts, &conflict.id)),
            ..self.of_file(
                path,
                at,
                "open_conflict",
                &message_text(&self.words.checks.open_conflict, &[("text", &text)]),
            )
        }
    }

    /// A file that git would merge as plain text on this computer, though the repository asks for more.
    fn no_driver(&self, path: &Path) -> Remark {
        let text = message_text(&self.words.checks.no_driver, &[]);
        Remark {
            severity: "warning",
            weight: Severity::Warning,
            ..self.of_file(path, Position::default(), "no_driver", &text)
        }
    }

    fn sentences(&self) -> Sentences<'_> {
        Sentences { words: self.words, guide: &self.guide, today: None }
    }

    fn of_file(&self, path: &Path, at: Position, kind: &'static str, text: &str) -> Remark {
        Remark {
            path: path.display().to_string(),
            line: at.line,
            column: at.column,
            kind,
            severity: "notice",
            item: None,
            text: text.to_owned(),
            weight: Severity::Notice,
            place: self.words.checks.in_file.clone(),
        }
    }

    /// The name of a kind of finding for other programs, and its sentence for a person.
    fn finding_text(&self, finding: &Finding) -> (&'static str, String) {
        let words = &self.words.checks;
        match &finding.kind {
            FindingKind::AsTyped { typed, wanted } => {
                let kind = ProblemKind::WrongKind { wanted: *wanted };
                let wanted = problem_text(&Problem { kind, position: Position::default(), item: None }, self.words);
                let wanted = format!("{} {}", wanted.what, wanted.remedy);
                let typed = shorten(typed, LONGEST_QUOTE);
                ("as_typed", message_text(&words.as_typed, &[("found", &typed), ("wanted", &wanted)]))
            }
            FindingKind::Invisible(character) => {
                let code = format!("U+{:04X}", u32::from(*character));
                ("invisible", message_text(&words.invisible, &[("code", &code)]))
            }
            FindingKind::UnknownQuestion => {
                ("unknown_question", message_text(&words.unknown_question, &[("id", finding.item.as_str())]))
            }
            FindingKind::CitizenNumber => ("citizen_number", message_text(&words.citizen_number, &[])),
            FindingKind::BirthDate => ("birth_date", message_text(&words.birth_date, &[])),
            FindingKind::ManyResidents(residents) => {
                let number = |number: u32| whole_text(u64::from(number), self.words);
                let values = [("residents", &*number(*residents)), ("most", &*number(MOST_RESIDENTS))];
                ("many_residents", message_text(&words.many_residents, &values))
            }
        }
    }

    /// The item and field in words. What looks like personal data is not repeated, not even as a title.
    fn place(&self, finding: &Finding, session: &Session) -> String {
        let kind = finding.section.kind();
        let record = self.words.record(kind).one.as_str();
        let is_nameless = finding.section.count() == Count::One || finding.section == Section::Conflicts;
        let item = if finding.kind.is_personal() || is_nameless {
            record.to_owned()
        } else {
            let title = self.sentences().title(finding.section, &finding.item, session);
            let title = shorten(&title, LONGEST_QUOTE);
            match finding.section {
                Section::Answers => title,
                _ => fill(&self.words.sentences.item, &[("record", record), ("title", &title)]),
            }
        };
        match finding.field.and_then(|field| kind.fields.get(field)) {
            None => item,
            Some(field) => {
                let label = self.words.field(kind, field.name);
                fill(&self.words.checks.in_field, &[("item", &item), ("field", label)])
            }
        }
    }

    /// A remark on one line, so that an editor can jump to its place.
    fn line(&self, remark: &Remark) -> String {
        let words = &self.words.checks;
        let severity = match remark.weight {
            Severity::Problem => &words.problem,
            Severity::Warning => &words.warning,
            Severity::Notice => &words.notice,
        };
        let at = if remark.line > 0 { format!(":{}:{}", remark.line, remark.column) } else { String::new() };
        let values = [("severity", severity.as_str()), ("item", &*remark.place), ("text", &*remark.text)];
        format!("{}{at}: {}", remark.path, fill(&words.finding, &values))
    }

    fn summary(&self, files: usize, remarks: &[Remark]) -> String {
        let words = &self.words.checks;
        let pick = |count, one, many| -> &str { if count == 1 { one } else { many } };
        let kinds = [
            (Severity::Problem, &words.problems_one, &words.problems_many),
            (Severity::Warning, &words.warnings_one, &words.warnings_many),
            (Severity::Notice, &words.notices_one, &words.notices_many),
        ];
        let found = kinds.into_iter().filter_map(|(severity, one, many)| {
            let count = remarks.iter().filter(|remark| remark.weight == severity).count();
            (count > 0).then(|| fill(pick(count, one, many), &[("count", &count.to_string())]))
        });
        let found = found.collect::<Vec<_>>().join(", ");
        let template = if found.is_empty() {
            pick(files, &words.all_well_one, &words.all_well_many)
        } else {
            pick(files, &words.summary_one, &words.summary_many)
        };
        fill(template, &[("count", &files.to_string()), ("found", &found)])
    }
}

fn item_name(section: Section, id: &Id) -> String {
    format!("{}/{id}", section.name())
}

/// Where two texts part.
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

/// The name of a kind of problem for other programs.
fn problem_name(kind: &ProblemKind) -> &'static str {
    match kind {
        ProblemKind::EmptyFile => "empty_file",
        ProblemKind::TooLarge => "too_large",
        ProblemKind::NotText => "not_text",
        ProblemKind::ConflictMarkers => "conflict_markers",
        ProblemKind::NotASession => "not_a_session",
        ProblemKind::NoFormat => "no_format",
        ProblemKind::NewerFormat { .. } => "newer_format",
        ProblemKind::UnknownName { .. } => "unknown_name",
        ProblemKind::UnknownWord { .. } => "unknown_word",
        ProblemKind::TwiceNamed { .. } => "twice_named",
        ProblemKind::WrongKind { .. } => "wrong_kind",
        ProblemKind::NoId => "no_id",
        ProblemKind::BadId { .. } => "bad_id",
        ProblemKind::TwiceTheId { .. } => "twice_the_id",
        ProblemKind::Dangling { .. } => "dangling",
        ProblemKind::TooMany => "too_many",
        ProblemKind::UnclosedText => "unclosed_text",
        ProblemKind::CutShort => "cut_short",
        ProblemKind::MissingComma => "missing_comma",
        ProblemKind::Wanted(_) => "wanted",
        ProblemKind::Unreadable => "unreadable",
    }
}
