//! The languages of the program: each is one folder of data files beside this file and one line below. Words and guide
//! read their texts here, whatever the language. A language need not be finished: what its folder does not say yet,
//! `build.rs` takes from the language of the room.

use serde::Deserialize;

use super::word_fields::{WordSlot, read_into};

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

            /// Its data files, as (name, text); the text is JSON that `build.rs` made of what is written beside this file, completed.
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
            $code: "interface" "attendance" "checks" "cli" "files" "git" "grids" "import" "offers" "outgoing" "overview" "problems" "records" "report" "rounds" "sentences" "side" "signals" "tables" "typing"
            "guide/steps" "guide/questions" "guide/notes" "guide/pages" "guide/leading"
        )
    };
    ($code:literal: $($name:literal)*) => {
        &[$(($name, include_str!(concat!(env!("OUT_DIR"), "/src/i18n/", $code, "/", $name, ".json")))),*]
    };
}

languages! {
    /// Dutch, which the room reads; what another language lacks is said in it.
    #[default]
    Dutch = "nl",
    /// English, for teams and for rooms that read it.
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
    pub fn read<T: WordSlot + Default>(self, file: &str) -> serde_json::Result<T> {
        let mut words = T::default();
        self.read_into(&mut words, file)?;
        Ok(words)
    }

    fn read_into(self, words: &mut dyn WordSlot, file: &str) -> serde_json::Result<()> {
        let text = self.files().iter().find(|(name, _)| *name == file).map_or("", |(_, text)| text);
        let mut json = serde_json::Deserializer::from_str(text);
        read_into(words, &mut json)?;
        json.end()
    }

    /// What a data file of this language holds, from the RON in which it is written.
    #[cfg(test)]
    pub(crate) fn read_as_written<T: WordSlot + Default>(self, file: &str) -> T {
        let text = written(&format!("src/i18n/{}/{file}.ron", self.code()));
        let (mut words, mut ron) = (T::default(), ron::Deserializer::from_str(&text).unwrap());
        read_into(&mut words, &mut ron).unwrap();
        ron.end().unwrap();
        words
    }
}

/// The languages of which every text is written.
#[cfg(test)]
pub(crate) const WHOLE: &[Language] = &[Language::Dutch, Language::English];

#[cfg(test)]
fn written(path: &str) -> String {
    std::fs::read_to_string(std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap()
}

/// What a data file of the program holds, from the RON in which it is written.
#[cfg(test)]
pub(crate) fn as_written<T: serde::de::DeserializeOwned>(path: &str) -> T {
    let options = ron::Options::default().with_default_extension(ron::extensions::Extensions::IMPLICIT_SOME);
    options.from_str(&written(path)).unwrap()
}
