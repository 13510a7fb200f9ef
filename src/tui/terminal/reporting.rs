//! Writes a report beside the session, beside the screen.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::Sender;

use crate::domain::problem::Trouble;
use crate::domain::session::{Section, Session};
use crate::exchange::form::{OutputForm, Wanted};
use crate::exchange::outgoing::Outgoing;
use crate::exchange::report::{ReportFrame, ReportKind};
use crate::guide::covers::shipped_covers;
use crate::store::safety::output::{NotWritten, write_beside};
use crate::store::scan::folder::folder_of;
use crate::store::scan::rounds::earlier;
use crate::tui::model::Context;
use crate::tui::update::{ExchangeMsg, Msg};

use super::background;
use super::event::ShellEvent;

/// A report that is to be written.
pub(crate) struct ReportJob {
    pub(crate) context: Arc<Context>,
    /// The file of the session, beside which the report comes.
    pub(crate) path: PathBuf,
    pub(crate) session: Session,
    pub(crate) kind: ReportKind,
    pub(crate) form: OutputForm,
    pub(crate) events: Sender<ShellEvent>,
}

impl ReportJob {
    /// Begins; what came of it is a message.
    pub(crate) fn begin(self) {
        background::run("report", move || {
            let written = self.write();
            self.events.send(Msg::Exchange(ExchangeMsg::ReportWritten(written)).into()).ok();
        });
    }

    /// The name of the file, and what is to be read again in it.
    fn write(&self) -> Result<[String; 2], Trouble> {
        let (guide, words) = (&self.context.guide, &self.context.words);
        let sessions = [self.kind.outgoing(&self.session, false, words)];
        let covers = shipped_covers();
        let rounds = match self.kind {
            ReportKind::Progress => earlier(&folder_of(&self.path), &self.session.id, self.session.previous().cloned()),
            _ => Vec::new(),
        };
        let rounds: Vec<_> = rounds.iter().map(|round| self.kind.outgoing(round, false, words)).collect();
        let frame = ReportFrame { earlier: &rounds, since: rounds.len().saturating_sub(1), covers: &covers };
        let wanted = Wanted {
            sessions: &sessions,
            is_of_many: false,
            kind: self.kind,
            section: Section::Actions,
            frames: &[frame],
            guide,
            words,
        };
        let contents = self.form.render(&wanted).ok_or(Trouble::TooLarge)?;
        let stem = self.path.file_stem().unwrap_or_default().to_string_lossy();
        let path = self.path.with_file_name(format!("{stem}-{}.{}", self.kind.name(), self.form.ending()));
        match write_beside(&path, &contents, &|there| self.form.is_ours(there, &wanted)) {
            Ok(path) => {
                let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
                Ok([name, Outgoing::to_read_again(&sessions, words).unwrap_or_default()])
            }
            Err(NotWritten::NotOurs) => Err(Trouble::AlreadyThere),
            Err(NotWritten::Disk(trouble)) => Err(trouble),
        }
    }
}
