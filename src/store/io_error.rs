//! What the disk said, as trouble that a person can do something about.

use crate::domain::problem::Trouble;

use super::disk::DiskError;

impl From<DiskError> for Trouble {
    fn from(error: DiskError) -> Self {
        match error {
            DiskError::Full => Self::Full,
            DiskError::ReadOnly | DiskError::NotPermitted => Self::NotPermitted,
            DiskError::Gone => Self::Gone,
            DiskError::NotAFile => Self::NotAFile,
            DiskError::TooLarge => Self::TooLarge,
            DiskError::Other { .. } => Self::Other,
        }
    }
}
