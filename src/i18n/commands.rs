//! The words of the command line, of reports, and of what a check finds.

use super::by_name::ByName;
use super::doctor_words::DoctorWords;
use super::texts::{Message, texts};

texts! {
    /// The words of the command line.
    CliWords {
        about,
        after,
        usage,
        arguments,
        options,
        commands,
        some_options,
        some_command,
        command_help: ByName<String>,
        argument_help: ByName<String>,
        value_names: ByName<String>,
        manual: ManualWords,
        groups: NewGroups,
        usage_errors: UsageWords,
        made(path),
        doctor: DoctorWords,
        no_date(found): Message,
        no_number(found): Message,
        no_step(found, options): Message,
        no_theme(found, options): Message,
        no_folder(found): Message,
        no_configured_folder(found),
        no_terminal: Message,
        terminal: Message,
        broken: Message,
        not_kept: Message,
        output: Message,
        changed: Message,
        formatted(path),
        not_formatted(path),
        bad_config: Message,
        unknown_setting(found, options): Message,
        bad_theme(theme, problem),
        weak_theme(theme, role, ground, contrast, needed),
        theme_problems: ThemeProblemWords,
        theme(id, name),
        broken_theme(id, problem),
    }

    /// The headings of the manual page.
    ManualWords = "Manual" {
        name,
        synopsis,
        description,
    }

    /// The names of the groups of a new session.
    NewGroups = "Groups" {
        residents,
        professionals,
    }

    /// What was typed is no command as the program knows it.
    UsageWords = "Usage" {
        see_help,
        open_file,
        unknown(found),
        missing(missing),
        no_value(option),
        bad_value(found, option),
        twice(option),
        not_text,
        other,
    }

    /// What is wrong with a theme.
    ThemeProblemWords = "ThemeProblems" {
        malformed(line, column),
        no_name,
        entry_twice(entry),
        entry_no_colour(entry, value),
        unknown_role(role),
        role_missing(role),
        role_twice(role),
        role_no_colour(role, value),
    }

    /// The words of a report.
    ReportWords {
        first_activity_open,
        not_treated,
        private_notes,
        group(name, settled, total, partly),
        total(settled, total, partly),
        state(question, state),
        unknown_answers,
        unknown_question(id),
        missing,
        gap(gap, titles),
        from_a_day,
        from_day(day, line),
        explained,
        confirmed,
        nobody_missed,
    }

    /// The words of what a check finds.
    CheckWords {
        finding(severity, item, text),
        problem,
        warning,
        notice,
        in_field(item, field),
        in_file,
        not_canonical: Message,
        comment: Message,
        same_id(other): Message,
        same_round(other): Message,
        same_name(name, other): Message,
        no_driver: Message,
        no_files(path),
        all_well[count],
        summary[count](found),
        problems[count],
        warnings[count],
        notices[count],
    }
}
