//! Looking through many session files at once: on as many threads as the machine has processors, each file told as soon
//! as it is read. What is kept of a file is remembered, so that the second look reads only what changed since.
//!
//! Nothing here waits for a pipe, follows a link round in circles or keeps more than a few files in memory.

use std::fs;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Mutex, PoisonError};
use std::thread;

use crate::domain::problem::{Trouble, Unread};
use crate::domain::session::Session;

use super::disk::DiskError;
use super::folder::{self, Found};
use super::memory::{Learned, Memory, Stamp};
use super::open;

/// So many files go from one thread to another at a time.
const BATCH: usize = 32;
/// So many batches wait between two threads.
const WAITING: usize = 16;
/// More threads than this only wait for each other.
const MOST_THREADS: usize = 16;

/// What is kept of a session, and how it is remembered.
pub struct Digest<'digest, Kept> {
    /// What is kept.
    pub of: &'digest (dyn Fn(&Session) -> Kept + Sync),
    /// That as bytes.
    pub to_bytes: fn(&Kept) -> Vec<u8>,
    /// And back; `None` for bytes that are not right.
    pub from_bytes: fn(&[u8]) -> Option<Kept>,
    /// What was remembered under another version is of no use.
    pub version: String,
}

/// A file that was looked at.
#[derive(Debug, PartialEq, Eq)]
pub struct Seen<Kept> {
    /// Where it is.
    pub path: PathBuf,
    /// What is kept of it, or why it was not read.
    pub content: Result<Kept, Unread>,
}

/// Looks through a session file, or through all of a folder and those below it, and tells each file in no certain order
/// until it is told to stop. What is remembered is in `memory`, a folder that may be emptied at any time.
pub fn look<Kept: Send>(
    root: &Path,
    digest: &Digest<'_, Kept>,
    memory: Option<&Path>,
    mut tell: impl FnMut(Seen<Kept>) -> ControlFlow<()>,
) {
    if !root.is_dir() {
        let content = open::read(root).map(|(session, _)| (digest.of)(&session));
        let _ = tell(Seen { path: root.to_owned(), content });
        return;
    }
    let memory = memory.map(|folder| Memory::recall(folder, root, &digest.version));
    let mut learned = Learned::default();
    let (found, to_look_at) = sync_channel(WAITING);
    let to_look_at = Mutex::new(Some(to_look_at));
    let (seen, told) = sync_channel(WAITING);
    let looker = Looker { root, digest, memory: memory.as_ref(), found: &to_look_at };
    let is_whole = thread::scope(|scope| {
        scope.spawn(move || walk(root, &found));
        let threads = thread::available_parallelism().map_or(1, std::num::NonZero::get).min(MOST_THREADS);
        for _ in 0..threads {
            let (looker, seen) = (&looker, seen.clone());
            scope.spawn(move || looker.run(&seen));
        }
        drop(seen);
        let is_whole = gather(told, &mut learned, &mut tell);
        // Should the caller stop, the channels close behind it and the threads end by themselves.
        to_look_at.lock().unwrap_or_else(PoisonError::into_inner).take();
        is_whole
    });
    if let Some(memory) = memory.filter(|_| is_whole) {
        memory.keep(&learned);
    }
}

/// What a thread tells of a batch.
type Told<Kept> = Vec<(Seen<Kept>, Learned)>;

fn gather<Kept>(
    told: Receiver<Told<Kept>>,
    learned: &mut Learned,
    tell: &mut impl FnMut(Seen<Kept>) -> ControlFlow<()>,
) -> bool {
    for batch in told {
        for (seen, of_file) in batch {
            learned.add(&of_file);
            if tell(seen).is_break() {
                return false;
            }
        }
    }
    true
}

/// Walks the folders and hands on what it meets: the first files at once, so that the first rows are there soon.
fn walk(root: &Path, to: &SyncSender<Vec<Found>>) {
    let mut batch = Vec::new();
    let mut size = 1;
    let walked = folder::walk(root, &mut |found| {
        batch.push(found);
        if batch.len() < size {
            return ControlFlow::Continue(());
        }
        size = (size * 2).min(BATCH);
        match to.send(std::mem::take(&mut batch)) {
            Ok(()) => ControlFlow::Continue(()),
            Err(_) => ControlFlow::Break(()),
        }
    });
    if walked.is_continue() {
        // Nobody listens any more: then nobody misses it.
        to.send(batch).ok();
    }
}

/// Looks at files.
struct Looker<'look, Kept> {
    root: &'look Path,
    digest: &'look Digest<'look, Kept>,
    memory: Option<&'look Memory>,
    found: &'look Mutex<Option<Receiver<Vec<Found>>>>,
}

impl<Kept> Looker<'_, Kept> {
    fn run(&self, to: &SyncSender<Told<Kept>>) {
        loop {
            let batch = self.found.lock().unwrap_or_else(PoisonError::into_inner).as_ref().map(Receiver::recv);
            let Some(Ok(batch)) = batch else { return };
            let seen = batch.into_iter().filter_map(|found| self.look_at(found)).collect();
            if to.send(seen).is_err() {
                return;
            }
        }
    }

    fn look_at(&self, found: Found) -> Option<(Seen<Kept>, Learned)> {
        let unread = |path, trouble| (Seen { path, content: Err(Unread::Trouble(trouble)) }, Learned::default());
        let path = match found {
            Found::Named(path) => path,
            Found::Closed(path, trouble) => return Some(unread(path, trouble)),
        };
        let before = match fs::metadata(&path) {
            Ok(metadata) if metadata.is_file() => Stamp::of(&metadata),
            // A pipe, a folder with an ending, a link to nothing: no session file.
            Ok(_) => return None,
            Err(error) => {
                let trouble = Trouble::from(DiskError::from(error));
                return (trouble != Trouble::Gone).then(|| unread(path, trouble));
            }
        };
        Some(self.look_at_file(path, before))
    }

    fn look_at_file(&self, path: PathBuf, before: Stamp) -> (Seen<Kept>, Learned) {
        let name = path.strip_prefix(self.root).unwrap_or(&path).as_os_str().as_encoded_bytes();
        let remembered = self.memory.and_then(|memory| memory.of(name, &before));
        if let Some((bytes, kept)) = remembered.and_then(|bytes| Some((bytes, (self.digest.from_bytes)(bytes)?))) {
            let learned = Learned::known(name, &before, bytes);
            return (Seen { path, content: Ok(kept) }, learned);
        }
        let is_settled = before.is_settled();
        let content = open::read(&path).map(|(session, _)| (self.digest.of)(&session));
        let is_same = || fs::metadata(&path).is_ok_and(|after| Stamp::of(&after) == before);
        let learned = match &content {
            Ok(kept) if is_settled && self.memory.is_some() && is_same() => {
                Learned::new(name, &before, &(self.digest.to_bytes)(kept))
            }
            _ => Learned::default(),
        };
        (Seen { path, content }, learned)
    }
}
