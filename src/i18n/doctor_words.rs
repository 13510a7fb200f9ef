//! The words of `doctor`: what the terminal, the folder, git and the clock can do.

use serde::Deserialize;

/// What the terminal, the folder, git and the clock can do.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename = "Doctor")]
pub struct DoctorWords {
    /// A line about something that is well.
    pub well: String,
    /// A line about something that needs attention.
    pub attention: String,
    /// What is looked at: the terminal.
    pub terminal: String,
    /// The folder with sessions.
    pub folder: String,
    /// The folder with the journals.
    pub journal: String,
    /// Git.
    pub git: String,
    /// The clock.
    pub clock: String,
    /// The size of the terminal and its colours.
    pub terminal_well: String,
    /// The output goes elsewhere.
    pub terminal_elsewhere: String,
    /// The terminal cannot draw.
    pub terminal_dumb: String,
    /// The terminal is too small.
    pub terminal_small: String,
    /// The terminal may not show accents.
    pub terminal_accents: String,
    /// The terminal has every colour.
    pub colours_all: String,
    /// It has those of xterm.
    pub colours_256: String,
    /// It has the named ones.
    pub colours_16: String,
    /// It has none, or the user asked for none.
    pub colours_none: String,
    /// The folder, how many sessions are in it, and that it can be written.
    pub folder_well: String,
    /// The folder is still to be made.
    pub folder_new: String,
    /// Nothing can be saved in the folder.
    pub folder_closed: String,
    /// Where what is typed is kept until it is saved.
    pub journal_well: String,
    /// It can be kept nowhere.
    pub journal_closed: String,
    /// The folder can be shared.
    pub git_well: String,
    /// There is no git.
    pub git_missing: String,
    /// The folder is in no repository.
    pub git_no_repository: String,
    /// Git would merge sessions as plain text.
    pub git_no_driver: String,
    /// Git does not know who the user is.
    pub git_no_identity: String,
    /// There is no place to share.
    pub git_no_remote: String,
    /// The day, the time and the zone.
    pub clock_well: String,
    /// The system names a zone that is not known.
    pub clock_no_zone: String,
    /// The clock stands years back.
    pub clock_behind: String,
}
