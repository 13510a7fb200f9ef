//! What a system keeps with a file beside its bytes: labels, access lists, the notes of other programs.

use std::path::Path;

/// Gives one file the extended attributes of another, and no access list that the other has not; false if one of them could
/// not come along.
pub(super) fn copy(from: &Path, to: &Path) -> bool {
    system::copy(from, to)
}

#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
mod system {
    use std::os::unix::fs::MetadataExt;
    use std::path::Path;

    use rustix::fs::{XattrFlags, getxattr, getxattr_query, listxattr, listxattr_query, removexattr, setxattr};
    use rustix::io::{Errno, Result};

    /// The access list of a file, beyond its mode.
    const ACCESS_LIST: &[u8] = b"system.posix_acl_access";

    pub(super) fn copy(from: &Path, to: &Path) -> bool {
        let (wanted, present) = match (names(from), names(to)) {
            (Ok(wanted), Ok(present)) => (wanted, present),
            (Err(Errno::NOTSUP | Errno::NOSYS), _) => return true,
            _ => return false,
        };
        if present.iter().any(|name| name == ACCESS_LIST) && !wanted.iter().any(|name| name == ACCESS_LIST) {
            // It came from the folder.
            removexattr(to, ACCESS_LIST).ok();
        }
        // Told is what did not come along; what the system itself sets is the same there already.
        wanted.iter().filter(|name| !is_same(from, to, name) && !copy_one(from, to, name)).count() == 0
    }

    /// The names of the attributes of a file.
    fn names(path: &Path) -> Result<Vec<Vec<u8>>> {
        let length = listxattr_query(path)?;
        let mut bytes = vec![0; length];
        if length > 0 {
            let length = listxattr(path, &mut *bytes)?;
            bytes.truncate(length);
        }
        Ok(bytes.split(|byte| *byte == 0).filter(|name| !name.is_empty()).map(<[u8]>::to_vec).collect())
    }

    fn value(path: &Path, name: &[u8]) -> Result<Vec<u8>> {
        let length = getxattr_query(path, name)?;
        let mut bytes = vec![0; length];
        if length > 0 {
            let length = getxattr(path, name, &mut *bytes)?;
            bytes.truncate(length);
        }
        Ok(bytes)
    }

    fn is_same(from: &Path, to: &Path, name: &[u8]) -> bool {
        matches!((value(from, name), value(to, name)), (Ok(one), Ok(other)) if one == other)
    }

    fn copy_one(from: &Path, to: &Path, name: &[u8]) -> bool {
        if name == ACCESS_LIST && !have_one_owner(from, to) {
            // It speaks of another user or group there.
            return false;
        }
        value(from, name).and_then(|value| setxattr(to, name, &value, XattrFlags::empty())).is_ok()
    }

    fn have_one_owner(from: &Path, to: &Path) -> bool {
        let owner = |path: &Path| std::fs::metadata(path).map(|metadata| (metadata.uid(), metadata.gid()));
        matches!((owner(from), owner(to)), (Ok(one), Ok(other)) if one == other)
    }
}

/// Systems whose attributes have no common call.
#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
mod system {
    use std::path::Path;

    pub(super) fn copy(_from: &Path, _to: &Path) -> bool {
        true
    }
}
