//! The commands, one file each: a file declares its arguments and does the work. A new command is its file, its module
//! and its row here, and its words in the language files.

mod check;
mod completions;
mod diff;
mod doctor;
mod fmt;
mod git_setup;
mod guide;
mod import;
mod intervision;
mod log;
mod man;
mod merge;
mod new;
mod next;
pub(super) mod open;
mod overview;
mod report;
mod share;
mod show;
mod side;
mod tables;
mod themes;

use clap::Subcommand;

use super::failure::Failure;
use super::out::Out;
use super::setting::{Outcome, Setting};

macro_rules! commands {
    ($($name:ident($arguments:ty),)*) => {
        /// A command that prints what it has to say; in the order of the help.
        #[derive(Debug, Subcommand)]
        pub(super) enum Command {
            $($name($arguments),)*
        }

        impl Command {
            pub(super) fn run(&self, setting: &Setting, out: &mut Out) -> Result<Outcome, Failure> {
                match self {
                    $(Self::$name(arguments) => arguments.run(setting, out),)*
                }
            }
        }
    };
}

commands! {
    New(new::NewArgs),
    Check(check::CheckArgs),
    Fmt(fmt::FmtArgs),
    Show(show::ShowArgs),
    Side(side::SideArgs),
    Report(report::ReportArgs),
    Guide(guide::GuideArgs),
    Overview(overview::OverviewArgs),
    Intervision(intervision::IntervisionArgs),
    Tables(tables::TablesArgs),
    Diff(diff::DiffArgs),
    Merge(merge::MergeArgs),
    GitSetup(git_setup::GitSetupArgs),
    Next(next::NextArgs),
    Import(import::ImportArgs),
    Log(log::LogArgs),
    Share(share::ShareArgs),
    Doctor(doctor::DoctorArgs),
    Themes(themes::ThemesArgs),
    Completions(completions::CompletionsArgs),
    Man(man::ManArgs),
}
