//! The languages of the program: each is one folder of data files beside this file and one line below. Words and guide
//! read their texts here, whatever the language.

use serde::Deserialize;
use serde::de::DeserializeOwned;

/// Declares the languages: the name of each in the code, and its folder, which is also what users call it by.
macro_rules! languages {
    ($($(#[$doc:meta])* $name:ident = $code:literal,)*) => {
        /// The languages that the program speaks.
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
        pub enum Language {
            $($(#[$doc])* #[serde(rename = $code)] $name,)*
        }

        impl Language {
            /// All of them, the language of the room first.
            pub const ALL: &[Self] = &[$(Self::$name),*];

            /// How a user names it, on the command line and in the configuration.
            #[must_use]
            pub fn code(self) -> &'static str {
                match self {
                    $(Self::$name => $code,)*
                }
            }

            /// Its data files, as (name, text).
            #[must_use]
            pub fn files(self) -> &'static [(&'static str, &'static str)] {
                match self {
                    $(Self::$name => folder!($code),)*
                }
            }
        }
    };
}

/// The data files in the folder of a language.
macro_rules! folder {
    ($code:literal) => {
        folder!(
            $code: "interface" "attendance" "checks" "cli" "files" "git" "grids" "import" "offers" "outgoing" "overview" "problems" "records" "report" "rounds" "sentences" "side" "signals" "typing"
            "guide/steps" "guide/questions" "guide/notes" "guide/pages"
        )
    };
    ($code:literal: $($name:literal)*) => {
        &[$(($name, include_str!(concat!($code, "/", $name, ".ron")))),*]
    };
}

languages! {
    /// Dutch.
    #[default]
    Dutch = "nl",
    /// English.
    English = "en",
}

impl Language {
    /// The language that a user calls by this code.
    #[must_use]
    pub fn named(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|language| language.code() == code)
    }

    /// What a data file of this language holds.
    ///
    /// # Errors
    /// It cannot be read; a test keeps such a program from being released.
    pub fn read<T: DeserializeOwned>(self, file: &str) -> Result<T, ron::error::SpannedError> {
        let text = self.files().iter().find(|(name, _)| *name == file).map_or("", |(_, text)| text);
        ron::Options::default().with_default_extension(ron::extensions::Extensions::IMPLICIT_SOME).from_str(text)
    }
}
