//! The words for what is wrong with a file, and what would mend it.

use super::texts::{Keyed, Message, texts};

texts! {
    /// The words for problems and trouble.
    ProblemWords = "Problems" {
        not_opened: Keyed,
        line_and_column(line, column),
        in_item(record, id, section),
        in_list(list, line),
        in_section(record, section),
        somewhere,
        did_you_mean(suggestion),
        choose_from(options),
        write_like(example),
        empty_file: Message,
        too_large: Message,
        not_text: Message,
        conflict_markers: Message,
        two_sessions: Message,
        not_a_session: Message,
        pointer: Message,
        no_format: Message,
        newer_format(found, known): Message,
        unknown_name(found): Message,
        unknown_word(found),
        twice_named(name): Message,
        wrong_kind(kind),
        out_of_range(least, most): Message,
        no_id: Message,
        bad_id(found): Message,
        twice_the_id(found): Message,
        dangling(field, target): Message,
        too_many: Message,
        unclosed_text: Message,
        cut_short: Message,
        missing_comma: Message,
        wanted(wanted): Message,
        unreadable: Message,
        kinds: KindWords,
        trouble: TroubleWords,
        unkept: UnkeptWords,
    }

    /// The kinds of value: what belongs there, and an example as it stands in a file.
    KindWords = "Kinds" {
        line: KindWord,
        text: KindWord,
        date: KindWord,
        time: KindWord,
        whole: KindWord,
        decimal: KindWord,
        flag: KindWord,
        choice,
        choices,
        link: KindWord,
        links: KindWord,
        marks: KindWord,
        versions: KindWord,
        scores: KindWord,
    }

    KindWord = "Kind" {
        what,
        example,
    }

    /// Why a file could not be read or saved.
    TroubleWords = "Trouble" {
        gone: Message,
        moved: Message,
        not_permitted: Message,
        full: Message,
        not_a_file: Message,
        too_large: Message,
        already_there: Message,
        too_deep: Message,
        too_different: Message,
        two_sessions: Message,
        other: Message,
    }

    /// What does not come along when a file is saved.
    UnkeptWords = "Unkept" {
        remark(line),
        remark_told(path, line, text),
        attributes,
        second_name,
    }
}
