//! The words about who is there.

use super::texts::{Keyed, texts};

texts! {
    /// The words about who is there.
    AttendanceWords = "Attendance" {
        title,
        gone(count),
        not_said,
        since(time),
        till(time),
        all_here[count],
        nobody,
        minutes_typed(count): Keyed,
    }
}
