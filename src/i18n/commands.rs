//! The words of the command line, of reports, and of what a check finds.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::doctor_words::DoctorWords;
use super::problem_words::Message;

/// The words of the command line.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CliWords {
    /// What the program is, in one sentence.
    pub about: String,
    /// Under the help of the program.
    pub after: String,
    /// Above how a command is written.
    pub usage: String,
    /// Above what stands behind a command.
    pub arguments: String,
    /// Above the options.
    pub options: String,
    /// Above the commands.
    pub commands: String,
    /// Where options may stand.
    pub some_options: String,
    /// Where a command may stand.
    pub some_command: String,
    /// What each command does, by its name.
    pub command_help: BTreeMap<String, String>,
    /// What each option and argument is, by its name.
    pub argument_help: BTreeMap<String, String>,
    /// What stands for the value of an option or argument, by its name.
    pub value_names: BTreeMap<String, String>,
    /// The headings of the manual page.
    pub manual: ManualWords,
    /// The names of the groups of a new session.
    pub groups: NewGroups,
    /// What was typed is no command as the program knows it.
    pub usage_errors: UsageWords,
    /// A session was made.
    pub made: String,
    /// What the terminal, the folder, git and the clock can do.
    pub doctor: DoctorWords,
    /// A date that is not understood.
    pub no_date: Message,
    /// A number that is not understood.
    pub no_number: Message,
    /// A step that is not there.
    pub no_step: Message,
    /// A theme that is not there.
    pub no_theme: Message,
    /// A folder that is not there.
    pub no_folder: Message,
    /// A folder of the configuration that is not there.
    pub no_configured_folder: String,
    /// The screen without a terminal.
    pub no_terminal: Message,
    /// The terminal refused.
    pub terminal: Message,
    /// The program broke.
    pub broken: Message,
    /// What was typed is in no file.
    pub not_kept: Message,
    /// What it tells could not be written.
    pub output: Message,
    /// Somebody else wrote a file meanwhile.
    pub changed: Message,
    /// A file was made canonical.
    pub formatted: String,
    /// A file is not canonical.
    pub not_formatted: String,
    /// The configuration cannot be read at this place.
    pub bad_config: Message,
    /// The configuration has a name that is not known.
    pub unknown_setting: Message,
    /// The configuration names a theme that cannot be used.
    pub bad_theme: String,
    /// “{theme}: {role} on {ground} is hard to read, its contrast is {contrast} and should be {needed}.”
    pub weak_theme: String,
    /// What is wrong with a theme.
    pub theme_problems: ThemeProblemWords,
    /// A line of the list of themes.
    pub theme: String,
    /// A line of it for a theme that cannot be used.
    pub broken_theme: String,
}

/// The headings of the manual page.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename = "Manual")]
pub struct ManualWords {
    /// What the program is called.
    pub name: String,
    /// How it is called upon.
    pub synopsis: String,
    /// What it is.
    pub description: String,
}

/// The names of the groups of a new session.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename = "Groups")]
pub struct NewGroups {
    /// People who live there.
    pub residents: String,
    /// People who work there.
    pub professionals: String,
}

/// What was typed is no command as the program knows it.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename = "Usage")]
pub struct UsageWords {
    /// Where to read more.
    pub see_help: String,
    /// How to open a file.
    pub open_file: String,
    /// An option or word that does not belong there.
    pub unknown: String,
    /// Something that is missing.
    pub missing: String,
    /// An option without its value.
    pub no_value: String,
    /// A value that is not one of those that fit.
    pub bad_value: String,
    /// An option that is there twice, or with one that excludes it.
    pub twice: String,
    /// Text that is not UTF-8.
    pub not_text: String,
    /// Anything else.
    pub other: String,
}

/// What is wrong with a theme.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename = "ThemeProblems")]
pub struct ThemeProblemWords {
    /// It cannot be read at this place.
    pub malformed: String,
    /// It has no name.
    pub no_name: String,
    /// An entry of the palette is there twice.
    pub entry_twice: String,
    /// An entry of the palette is no colour.
    pub entry_no_colour: String,
    /// There is no such role.
    pub unknown_role: String,
    /// A role is missing.
    pub role_missing: String,
    /// A role is there twice.
    pub role_twice: String,
    /// A role names nothing that is a colour.
    pub role_no_colour: String,
}

/// The words of a report.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReportWords {
    /// No first follow-up activity was chosen.
    pub first_activity_open: String,
    /// Nothing was filled in at a step.
    pub not_treated: String,
    /// Above what only the facilitator reads.
    pub private_notes: String,
    /// A group of questions with its counts.
    pub group: String,
    /// The counts of a whole list.
    pub total: String,
    /// A question with its state.
    pub state: String,
    /// Above answers to questions that are not asked.
    pub unknown_answers: String,
    /// A question that is not known.
    pub unknown_question: String,
    /// Above what is missing.
    pub missing: String,
    /// Something that is missing, and where.
    pub gap: String,
    /// The mark that a person confirmed what was suggested.
    pub confirmed: String,
    /// The mark that nobody was missed.
    pub nobody_missed: String,
}

/// The words of what a check finds.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CheckWords {
    /// A finding behind its place.
    pub finding: String,
    /// Something that keeps a file from being read, or cannot be right.
    pub problem: String,
    /// Something that wants to be looked at.
    pub warning: String,
    /// Something that is good to know.
    pub notice: String,
    /// A field of an item.
    pub in_field: String,
    /// The file as a whole.
    pub in_file: String,
    /// The file is not canonical.
    pub not_canonical: Message,
    /// The file holds remarks that are no part of the session.
    pub comment: Message,
    /// Two files are the same session: `{other}`.
    pub same_id: Message,
    /// Two neighbourhoods are called the same: `{name}`, `{other}`.
    pub same_name: Message,
    /// The repository asks for a merge driver that this computer has not.
    pub no_driver: Message,
    /// Nothing was found to check.
    pub no_files: String,
    /// One file, and nothing to tell about it.
    pub all_well_one: String,
    /// Files, and nothing to tell about them.
    pub all_well_many: String,
    /// One file, and how much there is to tell about it.
    pub summary_one: String,
    /// Files, and how much there is to tell about them.
    pub summary_many: String,
    /// How many problems.
    pub problems_one: String,
    /// How many problems.
    pub problems_many: String,
    /// How many warnings.
    pub warnings_one: String,
    /// How many warnings.
    pub warnings_many: String,
    /// How many notices.
    pub notices_one: String,
    /// How many notices.
    pub notices_many: String,
}
