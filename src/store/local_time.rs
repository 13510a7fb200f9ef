//! The clock of this machine, in the zone that the system or the variable `TZ` names, by name, by rule or by file. What is
//! named may be anything: a device without end or a pipe is no zone, and holds nobody.

use std::path::{Path, PathBuf};
use std::{env, fs};

use jiff::tz::{TimeZone, db};
use jiff::{Timestamp, Zoned};

/// Larger than the file of any zone.
const LARGEST_ZONE: u64 = 1024 * 1024;
/// Where the zone of the system stands, on systems that have it in a file.
const OF_THE_SYSTEM: &str = "/etc/localtime";

/// This moment, on the clocks here; in universal time where no zone can be read.
pub fn now() -> Zoned {
    if zone_file().is_some_and(|path| is_no_file_of_a_zone(&path)) {
        return Timestamp::now().to_zoned(TimeZone::unknown());
    }
    Zoned::now()
}

/// The file that would be read to know the zone; none where its name says all.
fn zone_file() -> Option<PathBuf> {
    let Some(named) = env::var_os("TZ") else { return Some(OF_THE_SYSTEM.into()) };
    let named = named.to_str().map(|named| named.strip_prefix(':').unwrap_or(named))?;
    let is_known = named.is_empty() || db().get(named).is_ok() || TimeZone::posix(named).is_ok();
    (!is_known).then(|| named.into())
}

/// Whether something stands there from which no zone can be read, and reading might never end. What is not there at all
/// is told by who looks for it.
fn is_no_file_of_a_zone(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|found| !found.is_file() || found.len() > LARGEST_ZONE)
}
