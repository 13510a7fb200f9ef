//! Looking through many session files at once: on as many threads as the machine has processors, each file told as soon
//! as it is read. What is kept of a file is remembered, so that the second look reads only what changed since.
//!
//! Nothing here waits for a pipe, follows a link round in circles or keeps more than a few files in memory.

mod cache;
pub mod doubles;
pub mod folder;
pub mod many;
pub mod rounds;
pub mod trash;

use std::fs::{self, Metadata};
use std::ops::ControlFlow;
use std::path::{MAIN_SEPARATOR, Path, PathBuf};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Mutex, OnceLock, PoisonError};
use std::thread;

use crate::domain::problem::{Trouble, Unread};
use crate::domain::session::Session;

use self::cache::{Cache, CacheUpdate, Stamp};
use self::folder::Visit;
use crate::store::disk::{DiskError, LARGEST_SESSION, RealDisk};
use crate::store::form::open;
use crate::store::form::reading::{Parts, skim};

/// So many files go from one thread to another at a time.
const BATCH: usize = 64;
/// Of so many files it is told at a time what was seen.
const TOLD: usize = 128;
/// So many batches wait between two threads.
const WAITING: usize = 16;
/// Most files are smaller than this, in bytes.
pub const USUAL_SIZE: usize = 256 * 1024;
/// More threads than this only wait for each other.
const MOST_THREADS: usize = 16;

/// What is kept of a session, and how it is remembered.
pub struct Digest<'digest, Kept> {
    /// All that is asked of a session.
    pub parts: Parts,
    /// What is kept of one of which only these parts were read.
    pub of: &'digest (dyn Fn(&Session) -> Kept + Sync),
    /// What is kept of a file, as the bytes of the cache.
    pub to_bytes: fn(&Kept) -> Vec<u8>,
    /// And back; `None` for bytes that are not right.
    pub from_bytes: fn(&[u8]) -> Option<Kept>,
    /// What was remembered under another version is of no use.
    pub version: String,
}

/// A file that was looked at.
#[expect(missing_docs, reason = "a name says what it is; a sentence stands where that is not all")]
#[derive(Debug, PartialEq, Eq)]
pub struct ScannedFile<Kept> {
    pub path: PathBuf,
    /// What is kept of it, or why it was not read.
    pub content: Result<Kept, Unread>,
}

/// Looks through a session file, or through all of a folder and those below it, and tells each file in no certain order
/// until it is told to stop. What is remembered is in `memory`, a folder that may be emptied at any time.
pub fn scan<Kept: Send>(
    root: &Path,
    digest: &Digest<'_, Kept>,
    memory: Option<&Path>,
    mut tell: impl FnMut(ScannedFile<Kept>) -> ControlFlow<()>,
) {
    // What cannot be looked at is taken for a folder: walking it tells why it cannot be read.
    if fs::metadata(root).is_ok_and(|found| !found.is_dir()) {
        let content = open::read(root).map(|(session, _)| (digest.of)(&session));
        let _ = tell(ScannedFile { path: root.to_owned(), content });
        return;
    }
    let recalled = OnceLock::new();
    let mut learned = CacheUpdate::default();
    let (found, to_look_at) = sync_channel(WAITING);
    let to_look_at = &Mutex::new(Some(to_look_at));
    let (seen, told) = sync_channel(WAITING);
    let is_whole = thread::scope(|scope| {
        let is_walked = thread::Builder::new().spawn_scoped(scope, move || walk(root, &found)).is_ok();
        let memory = memory.map(|folder| recalled.get_or_init(|| Cache::recall(folder, root, &digest.version)));
        let threads = thread::available_parallelism().map_or(1, std::num::NonZero::get).min(MOST_THREADS);
        let start = |_: &usize| {
            let (scanner, seen) = (Scanner { root, digest, memory, found: to_look_at }, seen.clone());
            thread::Builder::new().spawn_scoped(scope, move || scanner.run(&seen)).is_ok()
        };
        let at_work = if is_walked { (0..threads).filter(start).count() } else { 0 };
        drop(seen);
        let is_whole = if at_work > 0 {
            gather(told, &mut learned, &mut tell)
        } else {
            // The system gives no threads.
            Scanner { root, digest, memory, found: to_look_at }.one_by_one(&mut learned, &mut tell)
        };
        // Should the caller stop, the channels close behind it and the threads end by themselves.
        to_look_at.lock().unwrap_or_else(PoisonError::into_inner).take();
        is_whole
    });
    if let Some(memory) = recalled.into_inner().filter(|_| is_whole) {
        memory.keep(&learned);
    }
}

/// What a thread tells of a batch, or of a few.
struct BatchResult<Kept> {
    seen: Vec<ScannedFile<Kept>>,
    learned: CacheUpdate,
}

impl<Kept> BatchResult<Kept> {
    fn nothing() -> Self {
        Self { seen: Vec::new(), learned: CacheUpdate::default() }
    }
}

fn gather<Kept>(
    told: Receiver<BatchResult<Kept>>,
    learned: &mut CacheUpdate,
    tell: &mut impl FnMut(ScannedFile<Kept>) -> ControlFlow<()>,
) -> bool {
    for batch in told {
        learned.add(batch.learned);
        if batch.seen.into_iter().try_for_each(&mut *tell).is_break() {
            return false;
        }
    }
    true
}

/// Walks the folders and hands on what it meets: the first files at once, so that the first rows are there soon.
fn walk(root: &Path, to: &SyncSender<Vec<Visit>>) {
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

/// What a thread looks at files with: all share what was found and is not looked at yet.
struct Scanner<'scan, Kept> {
    root: &'scan Path,
    digest: &'scan Digest<'scan, Kept>,
    memory: Option<&'scan Cache>,
    found: &'scan Mutex<Option<Receiver<Vec<Visit>>>>,
}

impl<Kept> Scanner<'_, Kept> {
    fn run(&self, to: &SyncSender<BatchResult<Kept>>) {
        let (mut bytes, mut told, mut size) = (Vec::new(), BatchResult::nothing(), 1);
        loop {
            let ready = self.found.try_lock().ok().and_then(|found| found.as_ref()?.try_recv().ok());
            // The first are told at once, and nothing waits for what is to be found yet; but who takes it is seldom woken.
            if ready.is_none() || told.seen.len() >= size {
                size = (size * 2).min(TOLD);
                let told = std::mem::replace(&mut told, BatchResult::nothing());
                if !told.seen.is_empty() && to.send(told).is_err() {
                    return;
                }
            }
            let next = || self.found.lock().unwrap_or_else(PoisonError::into_inner).as_ref()?.recv().ok();
            let Some(batch) = ready.or_else(next) else { return };
            for found in batch {
                told.seen.extend(self.look_at(found, &mut bytes, &mut told.learned));
            }
            // One large file is no reason to stay large.
            bytes.clear();
            bytes.shrink_to(USUAL_SIZE);
        }
    }

    /// Looks at all files of the folder by itself.
    fn one_by_one(
        &self,
        learned: &mut CacheUpdate,
        tell: &mut impl FnMut(ScannedFile<Kept>) -> ControlFlow<()>,
    ) -> bool {
        let mut bytes = Vec::new();
        let walked = folder::walk(self.root, &mut |found| {
            self.look_at(found, &mut bytes, learned).map_or(ControlFlow::Continue(()), &mut *tell)
        });
        walked.is_continue()
    }

    fn look_at(&self, found: Visit, bytes: &mut Vec<u8>, learned: &mut CacheUpdate) -> Option<ScannedFile<Kept>> {
        let unread = |path, trouble| ScannedFile { path, content: Err(Unread::Trouble(trouble)) };
        let (path, is_linked) = match found {
            Visit::Named(path) => (path, false),
            Visit::Linked(path) => (path, true),
            Visit::Closed(path, trouble) => return Some(unread(path, trouble)),
        };
        match fs::metadata(&path) {
            Ok(file) if file.is_file() => {
                let content = self.look_at_file(&path, &file, bytes, learned);
                Some(ScannedFile { path, content })
            }
            // A pipe, a folder with an ending: no session file.
            Ok(_) => None,
            Err(error) => {
                let trouble = Trouble::from(DiskError::from(error));
                // A file may be taken away meanwhile; a link that leads nowhere stays where it is.
                (is_linked || trouble != Trouble::Gone).then(|| unread(path, trouble))
            }
        }
    }

    /// The path of a file from the root on. Every path of a walk begins with that of its root.
    fn name_of<'path>(&self, path: &'path Path) -> &'path [u8] {
        let path = path.as_os_str().as_encoded_bytes();
        let below = path.get(self.root.as_os_str().len()..).unwrap_or(path);
        below.strip_prefix(&[MAIN_SEPARATOR as u8]).unwrap_or(below)
    }

    /// What is kept of a file: what is remembered of it if it is the same still, or else what is read from it, into a
    /// buffer that serves all files.
    fn look_at_file(
        &self,
        path: &Path,
        file: &Metadata,
        bytes: &mut Vec<u8>,
        learned: &mut CacheUpdate,
    ) -> Result<Kept, Unread> {
        let name = self.name_of(path);
        let before = Stamp::of(file);
        if let Some(memory) = self.memory
            && let Some(number) = memory.find(name, &before, learned.next())
            && let Some(kept) = (self.digest.from_bytes)(memory.kept(number))
        {
            learned.still(number);
            return Ok(kept);
        }
        let is_settled = before.is_settled();
        let after =
            RealDisk::read_into(bytes, path, file, LARGEST_SESSION).map_err(|error| Unread::Trouble(error.into()))?;
        let session = skim(bytes, &self.digest.parts).map_or_else(|| open::session_of(bytes), Ok)?;
        let kept = (self.digest.of)(&session);
        if self.memory.is_some() && is_settled && Stamp::of(&after) == before {
            learned.read(name, &before, &(self.digest.to_bytes)(&kept));
        }
        Ok(kept)
    }
}
