//! `report`: what people take home of a session, in the form that the name of the file asks for.

use std::path::{Path, PathBuf};
use std::process::{Command as Process, Stdio};

use clap::Args;

use crate::domain::session::Session;
use crate::exchange::document::Document;
use crate::exchange::file::{NotWritten, write};
use crate::exchange::form::OutputForm;
use crate::exchange::report::{ReportKind, report, together};

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
        let document = self.document(kind, setting)?;
        let text = form.render(&document, setting.language.code(), &setting.words);
        let Some(path) = &self.report_out else {
            out.lines(&text)?;
            return Ok(Outcome::Fine);
        };
        match write(path, text.as_bytes(), &|contents| form.is_ours(contents)) {
            Ok(()) => {
                let name = path.display().to_string();
                out.line(&setting.words.outgoing.written(&name))?;
                if self.open_it {
                    show_to_user(path);
                }
                Ok(Outcome::Fine)
            }
            Err(NotWritten::NotOurs) => Err(Failure::NotOurs(path.clone())),
            Err(NotWritten::Disk(trouble)) => Err(Failure::File(path.clone(), trouble)),
        }
    }

    /// The report of the session, or of all sessions of a folder one behind the other.
    fn document(&self, kind: ReportKind, setting: &Setting) -> Result<Document, Failure> {
        let guide = setting.guide()?;
        let words = &setting.words;
        let of = |session: &Session| report(&kind.outgoing(session, self.private, words), kind, &guide, words);
        if !self.session_path.is_dir() {
            return Ok(of(&read_session(&self.session_path)?));
        }
        let files =
            files_at(&self.session_path).map_err(|trouble| Failure::File(self.session_path.clone(), trouble))?;
        let documents = files.iter().map(|file| read_session(file).map(|session| of(&session)));
        Ok(together(documents.collect::<Result<Vec<_>, _>>()?, kind, words))
    }
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
