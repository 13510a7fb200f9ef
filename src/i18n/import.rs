//! The words for what people bring: what it was taken for, why it does not come in, what is asked and told.

use serde::Deserialize;

use super::problem_words::Message;

/// Declares what is told: a name for each, and the name of its words in the data files.
macro_rules! told {
    ($(#[$doc:meta])* $kind:ident in $words_type:ident of $text:ty { $($name:ident = $words:ident,)* }) => {
        $(#[$doc])*
        #[expect(missing_docs, reason = "its words in the data files say what each is")]
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum $kind {
            $($name,)*
        }

        $(#[$doc])*
        #[derive(Debug, Default, Deserialize)]
        #[serde(deny_unknown_fields)]
        pub struct $words_type {
            $($words: $text,)*
        }

        impl $kind {
            /// The words for it.
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
    RefusalKind in RefusalWords of Message {
        Empty = empty,
        TooLarge = too_large,
        TooMuchUnpacked = too_much_unpacked,
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
        NoAreas = no_areas,
        OnlyCountry = only_country,
        NoSuchArea = no_such_area,
        NoSuchSheet = no_such_sheet,
        NoMeasureCodes = no_measure_codes,
        TooManyKeys = too_many_keys,
        NoFigures = no_figures,
        SessionFull = session_full,
    }
}

told! {
    /// What is told about what was brought, in a line.
    NoteKind in NoteWords of String {
        Encoding = encoding,
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
        Count = count,
        NotKnown = not_known,
        NotPublished = not_published,
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
    pub fn source(self, sources: &SourceWords) -> &str {
        match self {
            Self::KeyFigures
            | Self::ODataTyped
            | Self::ODataUntyped
            | Self::ODataBundle
            | Self::ViaR
            | Self::MapAttributes => &sources.key_figures,
            Self::PortalWithSymbols | Self::PortalWithoutSymbols | Self::TableRows | Self::TableColumns => {
                &sources.statline
            }
            Self::SwingDatabank | Self::SwingRows | Self::SwingColumns => &sources.swing,
            Self::Liveability => &sources.liveability,
            Self::OwnTable | Self::Plain => &sources.other,
        }
    }
}

/// Where figures come from, as a session keeps it.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename = "Sources")]
pub struct SourceWords {
    /// The health monitor.
    pub monitor: String,
    /// The key figures of districts and neighbourhoods.
    pub key_figures: String,
    /// Any other table of Statistics Netherlands, by its title.
    pub statline: String,
    /// The databank of a municipality.
    pub swing: String,
    /// The Leefbaarometer.
    pub liveability: String,
    /// Something else.
    pub other: String,
    /// A table without a title.
    pub untitled: String,
}

/// The words for what people bring.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename = "Import")]
pub struct ImportWords {
    /// Why it does not come in.
    pub refusals: RefusalWords,
    /// What is told about it.
    pub notes: NoteWords,
    /// The shapes of tables.
    pub shapes: ShapeWords,
    /// Where figures come from.
    pub sources: SourceWords,
    /// Figures, as a title.
    pub figures: String,
    /// The shape.
    pub shape: String,
    /// How many rows.
    pub rows: String,
    /// The area.
    pub area: String,
    /// The people that figures are about.
    pub people_group: String,
    /// The year.
    pub year: String,
    /// Which end of what a value may be.
    pub margin: String,
    /// The value itself.
    pub margin_value: String,
    /// What stands beside the area.
    pub beside: String,
    /// It is not in the table.
    pub not_in_table: String,
    /// A district, before its name.
    pub district: String,
    /// A neighbourhood, before its name.
    pub neighbourhood: String,
    /// A municipality, before its name.
    pub municipality: String,
    /// Above the figures.
    pub figure: String,
    /// Above those of the neighbourhood.
    pub here: String,
    /// Above those of the municipality.
    pub municipality_head: String,
    /// Above those of the country.
    pub country_head: String,
    /// How a share was worked out.
    pub worked_out: String,
    /// That a figure is an estimate.
    pub estimate: String,
    /// That there is no figure.
    pub withheld: String,
    /// Which column becomes which field.
    pub columns: String,
    /// The first rows.
    pub first: String,
    /// What is left out.
    pub left_out: String,
    /// What is good to know.
    pub good_to_know: String,
    /// Behind some that are named, how many more there are.
    pub and_more: String,
    /// A question that waits for an answer.
    pub to_answer: String,
    /// How many are new.
    pub added: String,
    /// Of how many something was filled in.
    pub filled: String,
    /// How many were there already.
    pub same: String,
    /// Everything was there already.
    pub nothing_new: String,
    /// What is told once figures have entered.
    pub figures_receipt: String,
    /// Nothing was entered, because something has to be answered first.
    pub asked: String,
    /// Nothing was entered, as it was asked.
    pub dry_run: String,
}
