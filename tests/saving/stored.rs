//! What is on a disk, and what a power cut may leave of it.
//!
//! As unreliable as POSIX permits: bytes that were not synced may be gone, half there, half there and half zeros, or
//! there; of the names that changed since their folder was synced any may be old and any new, in any combination; and
//! bytes of which a sync has failed are never safe again, even if a later sync succeeds.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use werksessie::store::disk::DiskError;

#[derive(Clone, Default)]
pub(crate) struct Stored {
    pub(crate) files: Vec<Bytes>,
    pub(crate) names: BTreeMap<PathBuf, usize>,
    pub(crate) safe_names: BTreeMap<PathBuf, usize>,
    /// Changes of names since their folder was synced, in order.
    pub(crate) unsafe_changes: Vec<NameChange>,
}

#[derive(Clone, Default)]
pub(crate) struct Bytes {
    pub(crate) now: Vec<u8>,
    pub(crate) safe: Vec<u8>,
    pub(crate) sync_has_failed: bool,
}

#[derive(Clone)]
pub(crate) struct NameChange {
    pub(crate) from: Option<PathBuf>,
    pub(crate) to: Option<PathBuf>,
    pub(crate) file: usize,
}

impl NameChange {
    pub(crate) fn apply(&self, names: &mut BTreeMap<PathBuf, usize>) {
        if let Some(from) = self.from.as_ref().filter(|from| names.get(*from) == Some(&self.file)) {
            names.remove(from);
        }
        if let Some(to) = &self.to {
            names.insert(to.clone(), self.file);
        }
    }

    pub(crate) fn is_in(&self, folder: &Path) -> bool {
        [&self.from, &self.to].into_iter().flatten().any(|path| path.parent() == Some(folder))
    }
}

impl Stored {
    pub(crate) fn put(&mut self, path: &str, now: &str, safe: &str) {
        self.names.insert(path.into(), self.files.len());
        self.safe_names.insert(path.into(), self.files.len());
        self.files.push(Bytes { now: now.into(), safe: safe.into(), sync_has_failed: false });
    }

    pub(crate) fn change(&mut self, change: NameChange) {
        change.apply(&mut self.names);
        self.unsafe_changes.push(change);
    }

    pub(crate) fn find(&self, path: &Path) -> Result<usize, DiskError> {
        self.names.get(path).copied().ok_or(DiskError::Gone)
    }

    /// Everything that a power cut may leave.
    pub(crate) fn after_power_cut(&self) -> Vec<Stored> {
        let mut names = vec![self.safe_names.clone()];
        for change in &self.unsafe_changes {
            for mut with in names.clone() {
                change.apply(&mut with);
                names.push(with);
            }
        }
        names.sort();
        names.dedup();
        names.into_iter().flat_map(|names| self.with_names(&names)).collect()
    }

    pub(crate) fn with_names(&self, names: &BTreeMap<PathBuf, usize>) -> Vec<Stored> {
        let mut states = vec![Stored { names: names.clone(), safe_names: names.clone(), ..Stored::default() }];
        for (number, bytes) in self.files.iter().enumerate() {
            let reachable = names.values().any(|file| *file == number);
            let possible = if reachable { bytes.possible() } else { vec![Vec::new()] };
            states = states
                .into_iter()
                .flat_map(|state| {
                    possible.iter().map(move |now| {
                        let mut state = state.clone();
                        state.files.push(Bytes { now: now.clone(), safe: now.clone(), sync_has_failed: false });
                        state
                    })
                })
                .collect();
        }
        states
    }
}

impl Bytes {
    pub(crate) fn sync(&mut self) {
        if !self.sync_has_failed {
            self.safe.clone_from(&self.now);
        }
    }

    pub(crate) fn possible(&self) -> Vec<Vec<u8>> {
        if self.now == self.safe {
            return vec![self.safe.clone()];
        }
        let half = self.now[..usize::midpoint(self.safe.len(), self.now.len())].to_vec();
        let mut zeros = half.clone();
        zeros.resize(self.now.len(), 0);
        vec![self.safe.clone(), half, zeros, self.now.clone()]
    }
}
