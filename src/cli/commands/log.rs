//! `log`: who changed what in a session, and when, in sentences.

use std::path::PathBuf;

use clap::Args;
use jiff::civil::Date;

use crate::domain::edit::{Edit, apply_all};
use crate::domain::id::Id;
use crate::domain::session::{Section, Session};
use crate::git::log::{CommitChange, LogError, LoggedCommit, log};
use crate::i18n::dates::long_date;
use crate::store::disk::DiskError;
use crate::telling::changes::tell_changes;
use crate::telling::personal::veiled;
use crate::telling::sentences::Sentences;

use crate::cli::failure::Failure;
use crate::cli::out::Out;
use crate::cli::setting::{Outcome, Setting};

#[derive(Debug, Args)]
pub(in crate::cli) struct LogArgs {
    file: PathBuf,
    #[arg(long)]
    item: Option<String>,
}

impl LogArgs {
    pub(super) fn run(&self, setting: &Setting, out: &mut Out) -> Result<Outcome, Failure> {
        let entries = log(&self.file).map_err(|reason| match reason {
            LogError::Git(reason) => Failure::Git(reason),
            LogError::NoRepository => Failure::NoRepository(self.file.clone()),
        })?;
        // A file that is gone has a history; one that never was has none.
        if entries.is_empty() && !self.file.exists() {
            return Err(Failure::File(self.file.clone(), DiskError::Gone.into()));
        }
        let item = self.item.as_deref().map(Id::new);
        let guide = setting.guide()?;
        let mut sentences = setting.sentences(&guide);
        if let Some(newest) = entries.iter().find_map(newest) {
            // What is hidden now is not told of any earlier version either.
            sentences = sentences.hiding(&newest);
        }
        let all = entries.iter().map(|commit| (commit, change_sentences(commit, item.as_ref(), &sentences)));
        let described: Vec<_> = all.filter(|(_, changes)| !changes.is_empty()).collect();
        let words = &setting.words.git.log;
        if described.is_empty() {
            out.line(&match &item {
                None => words.nothing.clone(),
                Some(item) => words.nothing_of_item(item.as_str()),
            })?;
        }
        for (entry, sentences) in described {
            let date =
                entry.date.parse::<Date>().map_or_else(|_| entry.date.clone(), |date| long_date(date, &setting.words));
            out.line(&words.entry(&date, &entry.author))?;
            sentences.iter().try_for_each(|sentence| out.line(&format!("  {sentence}")))?;
        }
        Ok(Outcome::Fine)
    }
}

/// The session as a commit left it, as far as what is hidden goes.
fn newest(entry: &LoggedCommit) -> Option<Session> {
    match &entry.change {
        CommitChange::Begun(session) => Some((**session).clone()),
        CommitChange::Edited(before, edits) => {
            let mut session = (**before).clone();
            apply_all(&mut session, edits).ok();
            Some(session)
        }
        CommitChange::Removed | CommitChange::Unreadable => None,
    }
}

/// What a commit did, or what it did to one item.
fn change_sentences(entry: &LoggedCommit, item: Option<&Id>, sentences: &Sentences<'_>) -> Vec<String> {
    let words = &sentences.words.git.log;
    let whole = |text: &String| if item.is_none() { vec![text.clone()] } else { Vec::new() };
    match &entry.change {
        CommitChange::Begun(session) => match item {
            None => vec![words.begun.clone()],
            Some(item) => begun_with(session, item, sentences),
        },
        CommitChange::Edited(before, edits) => {
            let about = |edit: &Edit| item.is_none_or(|item| edit.item() == item);
            let all = edits.iter().zip(tell_changes(sentences, before, edits));
            let chosen: Vec<String> = all.filter(|(edit, _)| about(edit)).map(|(_, sentence)| sentence).collect();
            if edits.is_empty() { whole(&words.form) } else { chosen }
        }
        CommitChange::Removed => whole(&words.removed),
        CommitChange::Unreadable => whole(&words.unreadable),
    }
}

/// An item that was there from the beginning.
fn begun_with(session: &Session, item: &Id, sentences: &Sentences<'_>) -> Vec<String> {
    let found = Section::ALL.iter().find_map(|section| session.find(*section, item).map(|record| (*section, record)));
    let title = found.map(|(section, record)| sentences.item_title(section, record, session));
    let words = sentences.words;
    title.map(|title| format!("{}: {}", words.git.log.begun, veiled(title, &words.outgoing))).into_iter().collect()
}
