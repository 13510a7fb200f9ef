//! Reads the overview of a folder: each session as its row, remembered between two runs.

use std::ops::ControlFlow;
use std::path::Path;

use crate::domain::session::Session;
use crate::guide::Structure;
use crate::store::form::reading::Parts;
use crate::store::scan::{Digest, scan};
use crate::telling::sentences::Sentences;

use super::answers::{SessionAnswers, lights_asked};
use super::remembered::{from_bytes, to_bytes, version};
use super::{AnsweredSession, Row, Summary};

/// Where it is remembered what all rules ask, below the rest.
const WHOLE: &str = "signals";
/// Where it is remembered what sessions answer, below the rest.
const ANSWERS: &str = "answers";

/// Reads a session file, or all of a folder and those below it, and hands over each as a row, in no certain order, until
/// it is told to stop. What is remembered is in `memory`, a folder that may be emptied at any time.
pub fn read_rows(root: &Path, structure: &Structure, memory: Option<&Path>, take: impl FnMut(Row) -> ControlFlow<()>) {
    let of = |session: &Session| Summary::of(session, structure);
    read(root, structure, (Parts::of(Summary::PARTS), &of), memory, take);
}

/// As [`read_rows`], with what all rules ask: each session is read whole.
pub fn read_rows_whole(
    root: &Path,
    structure: &Structure,
    memory: Option<&Path>,
    take: impl FnMut(Row) -> ControlFlow<()>,
) {
    let of = |session: &Session| Summary::of_all(session, structure);
    let memory = memory.map(|folder| folder.join(WHOLE));
    read(root, structure, (Parts::ALL, &of), memory.as_deref(), take);
}

fn read(
    root: &Path,
    structure: &Structure,
    (parts, of): (Parts, &(dyn Fn(&Session) -> Summary + Sync)),
    memory: Option<&Path>,
    mut take: impl FnMut(Row) -> ControlFlow<()>,
) {
    let digest = Digest { parts, of, to_bytes, from_bytes, version: version(structure) };
    scan(root, &digest, memory, |file| take(Row { path: file.path, content: file.content }));
}

/// As [`read_rows`], with what each session answers to a coordinator. It is remembered in the words of its language.
pub fn read_answers(
    root: &Path,
    sentences: &Sentences<'_>,
    memory: Option<&Path>,
    mut take: impl FnMut(AnsweredSession) -> ControlFlow<()>,
) {
    let structure = &sentences.guide.structure;
    let of = |session: &Session| (Summary::of(session, structure), SessionAnswers::of(session, sentences));
    let lights: Vec<_> = lights_asked(sentences.guide).map(|question| (&question.id, &question.kind)).collect();
    let version = format!("{} {} {lights:?}", version(structure), sentences.guide.language().code());
    let digest = Digest { parts: Parts::ALL, of: &of, to_bytes, from_bytes, version };
    let memory = memory.map(|folder| folder.join(ANSWERS));
    scan(root, &digest, memory.as_deref(), |file| {
        let (content, answers) = match file.content {
            Ok((summary, answers)) => (Ok(summary), answers),
            Err(unread) => (Err(unread), SessionAnswers::default()),
        };
        take(AnsweredSession { row: Row { path: file.path, content }, answers })
    });
}
