//! The words of `doctor`: what the terminal, the folder, git and the clock can do.

use super::texts::texts;

texts! {
    /// What the terminal, the folder, git and the clock can do.
    DoctorWords = "Doctor" {
        well(name, text),
        attention(name, text),
        unseen(name, text),
        terminal,
        folder,
        journal,
        git,
        clock,
        terminal_well(columns, rows, colours),
        terminal_elsewhere,
        terminal_dumb,
        terminal_small(columns, rows),
        terminal_accents,
        colours_all,
        colours_256,
        colours_16,
        colours_none,
        folder_well(path, count),
        folder_new(path),
        folder_closed(path),
        journal_well(path),
        journal_closed,
        git_well(version),
        git_missing,
        git_no_repository,
        git_no_driver,
        git_no_identity,
        git_no_remote,
        clock_well(date, time, zone),
        clock_no_zone(zone),
        clock_behind(date),
    }
}
