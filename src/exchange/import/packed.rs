//! Files that are packed in another: workbooks, and bundles of tables. All is unpacked within a limit before anything is
//! read, because what a zip says of its own size may be a lie.

use std::borrow::Cow;
use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use crate::i18n::import::RefusalKind;

use super::refusal::Refusal;
use super::sheet::LARGEST_UNPACKED;

/// The most files in a zip.
const MOST_PARTS: usize = 2_000;

/// The files in a zip, by name.
pub(super) struct PackedFiles {
    parts: Vec<(String, Vec<u8>)>,
}

impl PackedFiles {
    /// Unpacks a zip.
    ///
    /// # Errors
    /// It is broken, has a password, or would be too large.
    pub(super) fn unpack(bytes: &[u8]) -> Result<Self, Refusal> {
        let broken = |error: ZipError| match error {
            ZipError::UnsupportedArchive(_) | ZipError::InvalidPassword => Refusal::from(RefusalKind::Protected),
            _ => RefusalKind::BrokenWorkbook.into(),
        };
        let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(broken)?;
        if archive.len() > MOST_PARTS {
            return Err(RefusalKind::TooMuchUnpacked.into());
        }
        let mut parts = Vec::new();
        let mut left = LARGEST_UNPACKED;
        for number in 0..archive.len() {
            let file = archive.by_index(number).map_err(broken)?;
            let name = file.name().map_or_else(|_| Cow::from(""), |name| name.into_owned().into());
            let mut content = Vec::new();
            let limit = left as u64 + 1;
            file.take(limit).read_to_end(&mut content).map_err(|_| RefusalKind::BrokenWorkbook)?;
            left = left.checked_sub(content.len()).ok_or(RefusalKind::TooMuchUnpacked)?;
            parts.push((name.into_owned(), content));
        }
        Ok(Self { parts })
    }

    /// The file with this name.
    pub(super) fn named(&self, name: &str) -> Option<&[u8]> {
        self.parts.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, content)| content.as_slice())
    }

    /// Whether this holds for one of them.
    pub(super) fn any(&self, holds: impl Fn(&str, &[u8]) -> bool) -> bool {
        self.parts.iter().any(|(name, content)| holds(name, content))
    }

    /// Those that are tables by themselves, and what each is called, without its folders.
    pub(super) fn into_tables(self) -> Vec<(String, Vec<u8>)> {
        let base = |name: &str| name.rsplit(['/', '\\']).next().unwrap_or("").to_owned();
        let is_table = |name: &str| {
            let name = name.to_lowercase();
            !name.contains("__macosx") && [".csv", ".txt", ".json", ".xlsx"].iter().any(|end| name.ends_with(end))
        };
        let tables = self.parts.into_iter().filter(|(name, _)| is_table(name));
        tables.map(|(name, content)| (base(&name), content)).collect()
    }
}
