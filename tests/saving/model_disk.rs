//! A disk in memory that remembers what a power cut after each call may leave of it, and that fails when told to.

use crate::stored::{Bytes, NameChange, Stored};
use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::{Duration, SystemTime};
use werksessie::store::disk::{
    Access, Contents, DirEntry, Disk, DiskError, DiskFile, LockAttempt, LockFile, LockGuard, Owner, SyncHandle,
};

/// When a disk fails, and how.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Fault {
    /// The call with this number does at most half of its work and gives this error.
    Undone(usize, i32),
    /// The call with this number does its work and gives this error all the same, as a network disk may.
    Done(usize, i32),
    /// As `Undone`, with every call after it too.
    FromThere(usize, i32),
}

impl Fault {
    fn undone(self, call: usize) -> Option<i32> {
        match self {
            Self::Undone(number, code) if number == call => Some(code),
            Self::FromThere(number, code) if number <= call => Some(code),
            _ => None,
        }
    }

    fn done(self, call: usize) -> Option<i32> {
        match self {
            Self::Done(number, code) if number == call => Some(code),
            _ => None,
        }
    }
}

#[derive(Clone, Default)]
pub(crate) struct ModelDisk {
    state: Arc<Mutex<State>>,
    gate: Option<Gate>,
}

/// Called before each call of one program, with its name and path, on a disk that several programs share.
pub(crate) type Gate = Arc<dyn Fn(&str, &Path) + Send + Sync>;

#[derive(Default)]
struct State {
    stored: Stored,
    locks: BTreeSet<PathBuf>,
    /// The lock files that are held, and the number of each holding.
    brief_locks: BTreeMap<PathBuf, u64>,
    holders: u64,
    has_no_locks: bool,
    calls: usize,
    fault: Option<Fault>,
    intruder: Option<(usize, &'static str, &'static str)>,
    /// What a power cut could have found after each call, and what had been promised by then.
    moments: Vec<Moment>,
    promised: usize,
}

#[derive(Clone)]
pub(crate) struct Moment {
    pub(crate) call: String,
    pub(crate) stored: Stored,
    pub(crate) promised: usize,
}

impl ModelDisk {
    /// A disk that holds just this, as after starting the machine.
    pub(crate) fn holding(stored: Stored) -> Self {
        let disk = Self::default();
        disk.state().stored = stored;
        disk
    }

    /// A disk on which files were written long ago.
    pub(crate) fn with(files: &[(&str, &str)]) -> Self {
        let disk = Self::default();
        for (path, text) in files {
            disk.put(path, text, text);
        }
        disk
    }

    /// The same disk as another program has it, whose every call passes this gate.
    pub(crate) fn behind(&self, gate: Gate) -> Self {
        Self { state: Arc::clone(&self.state), gate: Some(gate) }
    }

    /// From here on it refuses to lock, as some network disks do.
    pub(crate) fn without_locks(self) -> Self {
        self.state().has_no_locks = true;
        self
    }

    /// Another process holds this lock file, and does nothing with it.
    pub(crate) fn hold(&self, path: &str) {
        let mut state = self.state();
        state.holders += 1;
        let holder = state.holders;
        state.brief_locks.insert(path.into(), holder);
    }

    pub(crate) fn lock_files(&self) -> usize {
        self.state().brief_locks.len()
    }

    fn pass(&self, name: &str, path: &Path) {
        if let Some(gate) = &self.gate {
            gate(name, path);
        }
    }

    /// Writes a file, of which only `safe` would survive a power cut.
    pub(crate) fn put(&self, path: &str, now: &str, safe: &str) {
        self.state().stored.put(path, now, safe);
    }

    pub(crate) fn text(&self, path: &str) -> Option<String> {
        let state = self.state();
        let file = state.stored.find(Path::new(path)).ok()?;
        Some(String::from_utf8_lossy(&state.stored.files[file].now).into_owned())
    }

    pub(crate) fn names(&self) -> Vec<String> {
        self.state().stored.names.keys().map(|path| path.to_string_lossy().into_owned()).collect()
    }

    pub(crate) fn fail(&self, fault: Fault) {
        self.state().fault = Some(fault);
    }

    /// Another process writes a file just before the call with this number.
    pub(crate) fn intrude(&self, number: usize, path: &'static str, text: &'static str) {
        self.state().intruder = Some((number, path, text));
    }

    pub(crate) fn calls(&self) -> usize {
        self.state().calls
    }

    /// The program has said that this much is safe.
    pub(crate) fn promise(&self, promised: usize) {
        let mut state = self.state();
        state.promised = state.promised.max(promised);
        state.remember("promise");
    }

    pub(crate) fn moments(&self) -> Vec<Moment> {
        self.state().moments.clone()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().expect("no test panics while it has this")
    }

    fn call<T>(
        &self,
        name: &str,
        path: &Path,
        work: impl FnOnce(&mut Stored) -> Result<T, DiskError>,
        half: impl FnOnce(&mut Stored),
    ) -> Result<T, DiskError> {
        self.pass(name, path);
        let mut state = self.state();
        state.calls += 1;
        let (calls, fault) = (state.calls, state.fault);
        if let Some((_, path, text)) = state.intruder.filter(|(number, ..)| *number == calls) {
            state.stored.put(path, text, text);
        }
        let result = if let Some(code) = fault.and_then(|fault| fault.undone(calls)) {
            half(&mut state.stored);
            Err(io::Error::from_raw_os_error(code).into())
        } else if let Some(code) = fault.and_then(|fault| fault.done(calls)) {
            work(&mut state.stored).ok();
            Err(io::Error::from_raw_os_error(code).into())
        } else {
            work(&mut state.stored)
        };
        state.remember(&format!("{calls} {name} {}", path.display()));
        result
    }
}

impl State {
    fn remember(&mut self, call: &str) {
        let moment = Moment { call: call.to_owned(), stored: self.stored.clone(), promised: self.promised };
        self.moments.push(moment);
    }
}

fn nothing(_: &mut Stored) {}

impl Disk for ModelDisk {
    fn resolve(&self, path: &Path) -> Result<PathBuf, DiskError> {
        self.call("resolve", path, |_| Ok(path.to_owned()), nothing)
    }

    fn read(&self, path: &Path, limit: u64) -> Result<Contents, DiskError> {
        let read = |stored: &mut Stored| {
            let bytes = stored.files[stored.find(path)?].now.clone();
            if bytes.len() as u64 > limit {
                return Err(DiskError::TooLarge);
            }
            Ok(Contents { bytes, owner: Owner::default() })
        };
        self.call("read", path, read, nothing)
    }

    fn check_writable(&self, path: &Path) -> Result<(), DiskError> {
        self.call("check_writable", path, |stored| stored.find(path).map(|_| ()), nothing)
    }

    fn create(&self, path: &Path, _access: Access) -> Result<Box<dyn DiskFile>, DiskError> {
        let create = |stored: &mut Stored| {
            if stored.find(path).is_ok() {
                return Err(io::Error::from(io::ErrorKind::AlreadyExists).into());
            }
            let file = stored.files.len();
            stored.files.push(Bytes::default());
            stored.change(NameChange { from: None, to: Some(path.to_owned()), file });
            Ok(file)
        };
        let file = self.call("create", path, create, nothing)?;
        Ok(Box::new(ModelFile { disk: self.clone(), path: path.to_owned(), file }))
    }

    fn rename(&self, from: &Path, to: &Path) -> Result<(), DiskError> {
        let rename = |stored: &mut Stored| {
            let file = stored.find(from)?;
            stored.change(NameChange { from: Some(from.to_owned()), to: Some(to.to_owned()), file });
            Ok(())
        };
        self.call("rename", to, rename, nothing)
    }

    fn remove(&self, path: &Path) -> Result<(), DiskError> {
        let remove = |stored: &mut Stored| {
            let file = stored.find(path)?;
            stored.change(NameChange { from: Some(path.to_owned()), to: None, file });
            Ok(())
        };
        self.call("remove", path, remove, nothing)
    }

    fn sync_file(&self, path: &Path) -> Result<(), DiskError> {
        let sync = |stored: &mut Stored| {
            let file = stored.find(path)?;
            stored.files[file].sync();
            Ok(())
        };
        self.call("sync_file", path, sync, nothing)
    }

    fn sync_folder(&self, folder: &Path) -> Result<(), DiskError> {
        let sync = |stored: &mut Stored| {
            for change in std::mem::take(&mut stored.unsafe_changes) {
                if change.is_in(folder) {
                    change.apply(&mut stored.safe_names);
                } else {
                    stored.unsafe_changes.push(change);
                }
            }
            Ok(())
        };
        self.call("sync_folder", folder, sync, nothing)
    }

    fn list(&self, folder: &Path) -> Result<Vec<DirEntry>, DiskError> {
        let list = |stored: &mut Stored| {
            let inside = stored.names.keys().filter(|path| path.parent() == Some(folder));
            let names = inside.filter_map(|path| path.file_name()?.to_str());
            Ok(names.map(|name| DirEntry { name: name.to_owned(), modified: SystemTime::UNIX_EPOCH }).collect())
        };
        self.call("list", folder, list, nothing)
    }

    fn create_private_folder(&self, folder: &Path) -> Result<Vec<PathBuf>, DiskError> {
        self.call("create_private_folder", folder, |_| Ok(Vec::new()), nothing)
    }

    fn lock(&self, path: &Path) -> Result<Option<LockGuard>, DiskError> {
        self.call("lock", path, |_| Ok(()), nothing)?;
        let got = self.state().locks.insert(path.to_owned());
        Ok(got.then(|| Box::new(ModelLock { disk: self.clone(), path: path.to_owned() }) as LockGuard))
    }

    fn lock_briefly(&self, path: &Path) -> Result<LockAttempt, DiskError> {
        self.call("lock_briefly", path, |_| Ok(()), nothing)?;
        let mut state = self.state();
        if state.has_no_locks {
            return Err(io::Error::from(io::ErrorKind::Unsupported).into());
        }
        if let Some(&holder) = state.brief_locks.get(path) {
            return Ok(LockAttempt::Taken { holder });
        }
        state.holders += 1;
        let holder = state.holders;
        state.brief_locks.insert(path.to_owned(), holder);
        Ok(LockAttempt::Held(Box::new(ModelLockFile { disk: self.clone(), path: path.to_owned(), holder })))
    }

    fn break_lock(&self, path: &Path, holder: u64) -> Result<(), DiskError> {
        self.call("break_lock", path, |_| Ok(()), nothing)?;
        let mut state = self.state();
        if state.brief_locks.get(path) == Some(&holder) {
            state.brief_locks.remove(path);
        }
        Ok(())
    }

    fn pause(&self, _time: Duration) {
        self.pass("pause", Path::new(""));
    }
}

impl ModelDisk {
    fn holder_of(&self, path: &Path) -> Option<u64> {
        self.state().brief_locks.get(path).copied()
    }
}

struct ModelLockFile {
    disk: ModelDisk,
    path: PathBuf,
    holder: u64,
}

impl LockFile for ModelLockFile {
    fn is_ours(&self) -> bool {
        self.disk.pass("is_ours", &self.path);
        self.disk.holder_of(&self.path) == Some(self.holder)
    }
}

impl Drop for ModelLockFile {
    fn drop(&mut self) {
        self.disk.pass("unlock", &self.path);
        if self.disk.holder_of(&self.path) == Some(self.holder) {
            self.disk.state().brief_locks.remove(&self.path);
        }
    }
}

struct ModelLock {
    disk: ModelDisk,
    path: PathBuf,
}

impl Drop for ModelLock {
    fn drop(&mut self) {
        self.disk.state().locks.remove(&self.path);
    }
}

struct ModelFile {
    disk: ModelDisk,
    path: PathBuf,
    file: usize,
}

impl DiskFile for ModelFile {
    fn append(&mut self, bytes: &[u8]) -> Result<(), DiskError> {
        let append = |stored: &mut Stored, bytes: &[u8]| stored.files[self.file].now.extend_from_slice(bytes);
        let half = &bytes[..bytes.len() / 2];
        let whole = |stored: &mut Stored| {
            append(stored, bytes);
            Ok(())
        };
        self.disk.call("append", &self.path, whole, |stored| append(stored, half))
    }

    fn sync(&mut self) -> Result<(), DiskError> {
        let file = self.file;
        let sync = |stored: &mut Stored| {
            stored.files[file].sync();
            Ok(())
        };
        self.disk.call("sync", &self.path, sync, |stored| stored.files[file].sync_has_failed = true)
    }

    fn handle(&self) -> Box<dyn SyncHandle> {
        Box::new(Self { disk: self.disk.clone(), path: self.path.clone(), file: self.file })
    }
}

impl SyncHandle for ModelFile {
    fn sync_data(&self) -> Result<(), DiskError> {
        let mut file = Self { disk: self.disk.clone(), path: self.path.clone(), file: self.file };
        file.sync()
    }
}
