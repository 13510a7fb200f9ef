//! Reads the overview of a folder: each session as its row, remembered between two runs.

use std::ops::ControlFlow;
use std::path::Path;

use crate::guide::Structure;
use crate::store::form::reading::Parts;
use crate::store::scan::{Digest, scan};

use super::remembered::{from_bytes, to_bytes, version};
use super::{Row, Summary};

/// Reads a session file, or all of a folder and those below it, and hands over each as a row, in no certain order, until
/// it is told to stop. What is remembered is in `memory`, a folder that may be emptied at any time.
pub fn read_rows(
    root: &Path,
    structure: &Structure,
    memory: Option<&Path>,
    mut take: impl FnMut(Row) -> ControlFlow<()>,
) {
    let digest = Digest {
        parts: Parts::of(Summary::PARTS),
        of: &|session| Summary::of(session, structure),
        to_bytes,
        from_bytes,
        version: version(structure),
    };
    scan(root, &digest, memory, |file| take(Row { path: file.path, content: file.content }));
}
