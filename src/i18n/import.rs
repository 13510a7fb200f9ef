//! The words for what people bring: what it was taken for, why it does not come in, what is asked and told.

use super::texts::{Details, Message, texts};

/// Declares what is told: a name for each, and the name of its words in the data files.
macro_rules! told {
    ($(#[$doc:meta])* $kind:ident in $words_type:ident of $text:ty { $($name:ident = $words:ident,)* }) => {
        $(#[$doc])*
        #[expect(missing_docs, reason = "its words in the data files say what each is")]
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum $kind {
            $($name,)*
        }

        texts! {
            $(#[$doc])*
            $words_type {
                $($words: $text,)*
            }
        }

        impl $kind {
            /// The text of this line or question in one language.
            pub fn words(self, words: &$words_type) -> &$text {
                match self {
                    $(Self::$name => &words.$words,)*
                }
            }
        }
    };
}

told! {
    /// Why something that was brought does not come in.
    RefusalKind in RefusalWords of Details<Message> {
        Empty = empty,
        TooLarge = too_large,
        TooMuchUnpacked = too_much_unpacked,
        TooManyFiles = too_many_files,
        TooManyRows = too_many_rows,
        TooManyColumns = too_many_columns,
        NotText = not_text,
        UnclosedQuote = unclosed_quote,
        CutShort = cut_short,
        BrokenWorkbook = broken_workbook,
        Protected = protected,
        Macros = macros,
        OldWorkbook = old_workbook,
        WebPage = web_page,
        Pdf = pdf,
        Word = word,
        Pointer = pointer,
        Metadata = metadata,
        Vektis = vektis,
        NamesOnly = names_only,
        NoTable = no_table,
        BrokenJson = broken_json,
        NotKnown = not_known,
        Pivot = pivot,
        NoAreas = no_areas,
        OnlyCountry = only_country,
        NoSuchArea = no_such_area,
        NoSuchQuestion = no_such_question,
        NoSuchAnswer = no_such_answer,
        NoSuchColumn = no_such_column,
        NoSuchField = no_such_field,
        NotAFile = not_a_file,
        NotThere = not_there,
        NoMeasureCodes = no_measure_codes,
        TooManyKeys = too_many_keys,
        NoFigures = no_figures,
        NoRows = no_rows,
        TooManyGroups = too_many_groups,
        SessionFull = session_full,
    }
}

told! {
    /// What is told about what was brought, in a line.
    NoteKind in NoteWords of Details<String> {
        Encoding = encoding,
        OddLetters = odd_letters,
        DoubledLetters = doubled_letters,
        DoubledQuotes = doubled_quotes,
        ControlCharacters = control_characters,
        Formulas = formulas,
        YearOfName = year_of_name,
        NoYear = no_year,
        OnlyMunicipality = only_municipality,
        NoMunicipality = no_municipality,
        NoCountry = no_country,
        OtherArea = other_area,
        Conflicting = conflicting,
        RowsSkipped = rows_skipped,
        Differs = differs,
        NoNumber = no_number,
        NoFigure = no_figure,
        Unwanted = unwanted,
        Sensitive = sensitive,
        Class = class,
        Residents = residents,
        ResidentsDiffer = residents_differ,
        Count = count,
        NotKnown = not_known,
        NotPublished = not_published,
        Personal = personal,
        NoField = no_field,
        OddRow = odd_row,
        RowsLeftOut = rows_left_out,
        RowsDoubled = rows_doubled,
        TextCut = text_cut,
        ContactsLeftOut = contacts_left_out,
        FileRefused = file_refused,
        OddDays = odd_days,
        OtherLists = other_lists,
        RowsUnwanted = rows_unwanted,
        RowsDiffer = rows_differ,
        Total = total,
        OtherTable = other_table,
        UnknownOwners = unknown_owners,
        UnknownStates = unknown_states,
        OnlyCounts = only_counts,
        OddScores = odd_scores,
        ScoresThere = scores_there,
    }
}

told! {
    /// The shapes in which tables of figures come.
    ShapeKind in ShapeWords of String {
        PortalWithSymbols = portal_with_symbols,
        PortalWithoutSymbols = portal_without_symbols,
        TableRows = table_rows,
        TableColumns = table_columns,
        ODataUntyped = odata_untyped,
        ODataTyped = odata_typed,
        ODataBundle = odata_bundle,
        KeyFigures = key_figures,
        SwingDatabank = swing_databank,
        SwingRows = swing_rows,
        SwingColumns = swing_columns,
        Liveability = liveability,
        MapAttributes = map_attributes,
        ViaR = via_r,
        OwnTable = own_table,
        Plain = plain,
    }
}

impl ShapeKind {
    /// Whether no more than columns and numbers told it.
    pub fn is_plain(self) -> bool {
        matches!(self, Self::Plain | Self::OwnTable)
    }

    /// Whether each figure has a year of its own.
    pub fn has_a_year_for_each(self) -> bool {
        self == Self::OwnTable
    }

    /// Whether its figures are differences already, which need nothing beside them.
    pub fn stands_alone(self) -> bool {
        self == Self::Liveability
    }

    /// Where figures in this shape come from.
    pub fn source(self, title: &str, year: &str, sources: &SourceWords) -> String {
        match self {
            Self::KeyFigures
            | Self::ODataTyped
            | Self::ODataUntyped
            | Self::ODataBundle
            | Self::ViaR
            | Self::MapAttributes => sources.key_figures(year),
            Self::PortalWithSymbols | Self::PortalWithoutSymbols | Self::TableRows | Self::TableColumns => {
                sources.statline(title, year)
            }
            Self::SwingDatabank | Self::SwingRows | Self::SwingColumns => sources.swing(year),
            Self::Liveability => sources.liveability(year),
            Self::OwnTable | Self::Plain => sources.other(year),
        }
    }
}

texts! {
    /// Where figures come from, as a session keeps it.
    SourceWords = "Sources" {
        monitor(year),
        key_figures(year),
        statline(title, year),
        swing(year),
        liveability(year),
        other(year),
        untitled,
    }

    /// The words for what people bring.
    ImportWords = "Import" {
        refusals: RefusalWords,
        notes: NoteWords,
        shapes: ShapeWords,
        sources: SourceWords,
        figures,
        shape,
        rows,
        area,
        area_by_code,
        people_group,
        year,
        margin,
        margin_value,
        beside,
        not_in_table,
        district,
        neighbourhood,
        municipality,
        figure,
        here,
        municipality_head,
        country_head,
        worked_out(part, whole),
        estimate,
        withheld,
        columns,
        first,
        list,
        left_out,
        good_to_know,
        and_more(count),
        to_answer(question, options),
        added(count),
        filled(count),
        same[count],
        nothing_new,
        doubled(count),
        blank(count),
        odd(count),
        cut(count),
        unwanted(count),
        figures_receipt(area, slice, counts, source, left_out),
        people,
        people_receipt(counts, source),
        same_person(name, known),
        is_same,
        is_other,
        is_skipped,
        resident_words,
        professional_words,
        yes_words,
        no_words,
        later_words,
        actions,
        actions_receipt(counts, source),
        pivot_words,
        total_words,
        taken_over(source),
        who(name),
        stands(state),
        before_a_date,
        done_words,
        started_words,
        dropped_words,
        open_words,
        scores,
        scores_receipt(counts, source),
        group,
        dimension,
        how_often,
        everybody,
        new_group(name),
        few_answers(name, count),
        alone,
        with_group(name),
        clipboard,
        choose_file,
        no_files,
        refused,
        or_say_it,
        asked(option),
        by_sheet,
        dry_run,
    }
}
