//! The message of a commit: a line that says what was changed, and a sentence for each edit.

use std::path::{Path, PathBuf};

use crate::domain::diff::diff;
use crate::domain::safe_text::SafeText;
use crate::domain::session::Session;
use crate::telling::changes::{summary, tell_changes};
use crate::telling::personal::veiled;
use crate::telling::sentences::Sentences;

/// A line of a message is no longer than this, where it can be helped.
const LONGEST_SUBJECT: usize = 72;

/// What is to be recorded.
#[derive(Default)]
pub(super) struct Uncommitted {
    pub(super) sessions: Vec<ChangedSession>,
    /// Files in which git was told to merge sessions by place, and nothing else was changed.
    pub(super) attributes: Vec<PathBuf>,
    /// New sessions whose name not every computer can write: they are left out.
    pub(super) odd_names: Vec<PathBuf>,
}

/// A session that was changed since the last commit.
pub(super) struct ChangedSession {
    pub(super) path: PathBuf,
    pub(super) old: Option<Session>,
    pub(super) new: Option<Session>,
}

/// The first line of a message and the whole of it: what the user typed or a summary, then a sentence for each edit.
///
/// A message stays in the history of every clone, and other programs print it as it is: text from a
/// session and what was typed go in as they would be shown.
pub(super) fn message_of(found: &Uncommitted, typed: Option<&str>, sentences: &Sentences<'_>) -> (String, String) {
    let words = &sentences.words.git.summary;
    let name_of = |path: &Path, session: Option<&Session>| veiled(name_of(path, session), &sentences.words.outgoing);
    let changed = &found.sessions;
    let mut summaries = Vec::new();
    let mut body = Vec::new();
    for ChangedSession { path, old, new } in changed {
        let of_this = match (old, new) {
            (_, None) => words.gone_session(name_of(path, old.as_ref())),
            (None, Some(new)) => words.new_session(name_of(path, Some(new))),
            (Some(old), Some(new)) => {
                let edits = diff(old, new);
                let changes = tell_changes(sentences, old, &edits);
                let short = match &changes[..] {
                    [] => words.form.clone(),
                    [only] if only.chars().count() <= LONGEST_SUBJECT => only.clone(),
                    _ => summary(&edits, sentences.words),
                };
                if changed.len() > 1 {
                    body.push(format!("{}:", name_of(path, Some(new))));
                }
                body.extend(changes.into_iter().map(|sentence| format!("- {sentence}")));
                if changed.len() > 1 { words.of_session(name_of(path, Some(new)), &short) } else { short }
            }
        };
        summaries.push(of_this);
    }
    if !found.attributes.is_empty() {
        if summaries.is_empty() {
            summaries.push(words.attributes.clone());
        } else {
            body.push(format!("- {}", words.attributes));
        }
    }
    let summary = SafeText::new(&summaries.join("; ")).to_string();
    let typed = typed.map(str::trim).filter(|typed| !typed.is_empty());
    let mut lines: Vec<String> =
        typed.into_iter().flat_map(str::lines).map(|line| SafeText::new(line).to_string()).collect();
    if lines.is_empty() {
        lines.push(summary);
    } else {
        body.insert(0, summary);
    }
    let first = lines[0].clone();
    if !body.is_empty() {
        lines.push(String::new());
        lines.extend(body.iter().map(|line| SafeText::new(line).to_string()));
    }
    (first, format!("{}\n", lines.join("\n")))
}

/// What a session is called, or its file.
fn name_of(path: &Path, session: Option<&Session>) -> String {
    let name =
        session.map(|session| session.the_neighbourhood().name.trim().to_owned()).filter(|name| !name.is_empty());
    name.unwrap_or_else(|| path.file_stem().unwrap_or_default().to_string_lossy().into_owned())
}
