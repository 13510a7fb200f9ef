//! What stands above the sessions of a folder: the region, its partners and their ambition, in `region.ron` beside them
//! (M97). A person writes it in any editor; the program only reads it.

use std::path::Path;

use ron::extensions::Extensions;
use serde::Deserialize;

use super::disk::{Disk, DiskError, RealDisk};

/// The name of the file; no session has it.
pub const REGION_FILE: &str = "region.ron";
/// More than any region needs.
const LARGEST: u64 = 64 * 1024;

/// A region with its partners and what they want to reach together.
#[expect(missing_docs, reason = "a name says what it is; a sentence stands where that is not all")]
#[derive(Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Region {
    pub name: String,
    /// What the partners want to reach.
    pub ambition: String,
    pub year: Option<u32>,
    pub partners: Vec<String>,
}

impl Region {
    /// The region of a folder, if there is one.
    ///
    /// # Errors
    /// There is a file, and it cannot be read as a region: at this line, if its text is the reason.
    pub fn of(folder: &Path) -> Result<Option<Self>, Option<usize>> {
        match RealDisk.read(&folder.join(REGION_FILE), LARGEST) {
            Ok(contents) => Self::parse(&String::from_utf8_lossy(&contents.bytes)).map(Some).map_err(Some),
            Err(DiskError::Gone) => Ok(None),
            Err(_) => Err(None),
        }
    }

    fn parse(text: &str) -> Result<Self, usize> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let options = ron::Options::default().with_default_extension(Extensions::IMPLICIT_SOME).with_recursion_limit(8);
        options.from_str(text).map_err(|error| error.span.start.line)
    }
}

#[cfg(test)]
mod tests {
    use super::Region;

    #[test]
    fn a_region_is_read_and_what_is_wrong_in_it_has_a_line() {
        let text = "Region(\n    name: \"Merenland\",\n    year: 2030,\n    partners: [\"GGD\", \"Welzijn\"],\n)";
        let region = Region::parse(text).expect("a region");
        assert_eq!((region.name.as_str(), region.year, region.partners.len()), ("Merenland", Some(2030), 2));
        assert_eq!(Region::parse("Region(\n    naam: \"Merenland\",\n)"), Err(2));
    }
}
