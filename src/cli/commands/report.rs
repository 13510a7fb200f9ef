//! `report`: what people take home of a session, in the form that the name of the file asks for.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command as Process, Stdio};

use clap::Args;
use jiff::Zoned;

use crate::domain::problem::Trouble;
use crate::domain::session::{Count, Section};
use crate::exchange::file::{NotWritten, write};
use crate::exchange::form::{OutputForm, Wanted};
use crate::exchange::outgoing::{Outgoing, people_called};
use crate::exchange::report::{ReportFrame, ReportKind};
use crate::guide::covers::{CoverSheet, cover, shipped_covers};
use crate::i18n::dates::parse_date;
use crate::store::scan::folder::{FolderFiles, folder_of};
use crate::store::scan::rounds::earlier;

use crate::cli::failure::Failure;
use crate::cli::files::{files_at, read_session};
use crate::cli::out::Out;
use crate::cli::setting::{Outcome, Setting};

#[derive(Debug, Args)]
pub(in crate::cli) struct ReportArgs {
    #[arg(id = "session_path")]
    session_path: PathBuf,
    #[arg(id = "report_out", short = 'o', long = "out")]
    report_out: Option<PathBuf>,
    #[arg(long, value_parser = ReportKind::ALL.map(ReportKind::name))]
    kind: Option<String>,
    #[arg(long)]
    private: bool,
    #[arg(long)]
    since: Option<String>,
    #[arg(long)]
    pack: Option<String>,
    #[arg(id = "mine", long)]
    mine: Option<String>,
    #[arg(id = "table_name", long = "table")]
    table: Option<String>,
    #[arg(id = "open_it", long = "open", requires = "report_out")]
    open_it: bool,
}

impl ReportArgs {
    pub(super) fn run(&self, setting: &Setting, out: &mut Out) -> Result<Outcome, Failure> {
        let kind = self.kind.as_deref().and_then(ReportKind::named).unwrap_or_default();
        let form = match &self.report_out {
            None => OutputForm::Markdown,
            Some(path) => OutputForm::of(path).ok_or_else(|| no_form(path))?,
        };
        let section = match &self.table {
            None => Section::Actions,
            Some(name) => section_called(name, setting)?,
        };
        let guide = setting.guide()?;
        let sessions = self.sessions(kind, setting)?;
        let covers = self.covers()?;
        let earlier = self.earlier(kind, setting)?;
        let frame = ReportFrame { since: self.since(&earlier, setting)?, earlier: &earlier, covers: &covers };
        let wanted = Wanted {
            frame,
            sessions: &sessions,
            is_of_many: self.session_path.is_dir(),
            kind,
            section,
            guide: &guide,
            words: &setting.words,
        };
        let too_much = || Failure::File(self.session_path.clone(), Trouble::TooLarge);
        let contents = form.render(&wanted).ok_or_else(too_much)?;
        let Some(path) = &self.report_out else {
            out.lines(&String::from_utf8_lossy(&contents))?;
            return Ok(Outcome::Fine);
        };
        match write(path, &contents, &|there| form.is_ours(there, &wanted)) {
            Ok(()) => {
                out.line(&setting.words.outgoing.written(path.display()))?;
                if self.open_it {
                    show_to_user(path);
                }
                Ok(Outcome::Fine)
            }
            Err(NotWritten::NotOurs) => Err(Failure::NotOurs(path.clone())),
            Err(NotWritten::Disk(trouble)) => Err(Failure::File(path.clone(), trouble)),
        }
    }

    /// The cover sheets that are asked for: one by its name or file, or all.
    fn covers(&self) -> Result<Vec<CoverSheet>, Failure> {
        let shipped = shipped_covers();
        let Some(name) = &self.pack else { return Ok(shipped) };
        let options = shipped.iter().map(|cover| cover.id.clone()).collect::<Vec<_>>().join(", ");
        let read = || fs::read_to_string(name).ok().and_then(|text| cover(&text).ok());
        let found = shipped.into_iter().find(|cover| cover.id == *name).or_else(read);
        found.map(|cover| vec![cover]).ok_or_else(|| Failure::NoPack { found: name.clone(), options })
    }

    /// The rounds before that of the session, oldest first.
    fn earlier(&self, kind: ReportKind, setting: &Setting) -> Result<Vec<Outgoing>, Failure> {
        if kind != ReportKind::Progress || self.session_path.is_dir() {
            return Ok(Vec::new());
        }
        let session = read_session(&self.session_path)?;
        let rounds = earlier(&folder_of(&self.session_path), &session.id, session.previous().cloned());
        Ok(rounds.iter().map(|round| kind.outgoing(round, false, &setting.words)).collect())
    }

    /// Which of the earlier rounds is meant: by its number, or the last one up to a day; the last where none is named.
    fn since(&self, earlier: &[Outgoing], setting: &Setting) -> Result<usize, Failure> {
        let Some(asked) = &self.since else { return Ok(earlier.len().saturating_sub(1)) };
        let by_number = asked.parse().ok().and_then(|round: u32| earlier.iter().position(|it| it.round() == round));
        let date = parse_date(asked, Zoned::now().date(), &setting.words);
        let by_day = || {
            let date = date?;
            earlier.iter().rposition(|it| it.the_meeting().date.known().is_some_and(|day| day <= date))
        };
        by_number.or_else(by_day).ok_or_else(|| Failure::NoRound(asked.clone()))
    }

    /// The session, or all sessions of a folder, without what may not leave.
    fn sessions(&self, kind: ReportKind, setting: &Setting) -> Result<Vec<Outgoing>, Failure> {
        let trouble = |trouble| Failure::File(self.session_path.clone(), trouble);
        let FolderFiles { files, closed } = files_at(&self.session_path).map_err(trouble)?;
        if let Some((folder, trouble)) = closed.into_iter().next() {
            // A report in which sessions are missing would not tell so.
            return Err(Failure::File(folder, trouble));
        }
        let sessions = files.iter().map(|file| {
            let session = read_session(file)?;
            let mine = self.mine.as_deref().map(|name| people_called(&session, name));
            Ok(kind.outgoing(&session, self.private, &setting.words).of_these(mine))
        });
        sessions.collect()
    }
}

/// The section with this name, as a file or as the screen calls it.
fn section_called(name: &str, setting: &Setting) -> Result<Section, Failure> {
    let folded = name.trim().to_lowercase();
    let many = |section: &Section| setting.words.record(section.kind()).many.to_lowercase();
    let of_items = || Section::ALL.iter().copied().filter(|section| section.count() != Count::One);
    of_items().find(|section| section.name() == folded || many(section) == folded).ok_or_else(|| Failure::NoTable {
        found: name.to_owned(),
        options: of_items().map(|section| many(&section)).collect::<Vec<_>>().join(", "),
    })
}

fn no_form(path: &Path) -> Failure {
    let found = path.extension().map_or_else(String::new, |ending| format!(".{}", ending.to_string_lossy()));
    let options = OutputForm::ALL.map(|form| format!(".{}", form.ending())).join(", ");
    Failure::NoForm { found, options }
}

/// Opens a file with what the system opens such files with; that it does not is no failure, the file is there.
fn show_to_user(path: &Path) {
    let mut process = if cfg!(target_os = "macos") {
        Process::new("open")
    } else if cfg!(windows) {
        Process::new("explorer")
    } else {
        Process::new("xdg-open")
    };
    let path = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    process.arg(path).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().ok();
}
