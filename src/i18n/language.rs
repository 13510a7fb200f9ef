//! The languages of the program: each is one folder of data files beside this file and one line below. Words and guide
//! read their texts here, whatever the language. A language need not be finished: what its folder does not say yet,
//! `build.rs` takes from the language of the room.

use flate2::{Decompress, FlushDecompress, Status};
use serde::Deserialize;
use serde::de::Error as _;

use super::word_fields::WordSlot;
#[cfg(test)]
use super::word_fields::read_into;
use super::word_lines::WordLines;

/// A data file of the program: lines that `build.rs` made of what is written beside this file, completed.
#[derive(Clone, Copy, Debug)]
pub struct DataFile {
    /// Its name, with the folder that it is in.
    pub name: &'static str,
    kept: Kept,
}

/// How the text of a data file is kept.
#[derive(Clone, Copy, Debug)]
enum Kept {
    AsItIs(&'static str),
    Packed(&'static [u8]),
}

impl DataFile {
    /// The text; one that was packed stays as long as the program runs, because its words are read when they are asked for.
    ///
    /// # Errors
    /// It cannot be unpacked; a test keeps such a program from being released.
    pub fn text(self) -> serde_json::Result<&'static str> {
        match self.kept {
            Kept::AsItIs(text) => Ok(text),
            Kept::Packed(bytes) => {
                let whole = unpacked(bytes).and_then(|bytes| String::from_utf8(bytes).ok());
                let whole = whole.ok_or_else(|| serde_json::Error::custom("a data file that cannot be unpacked"))?;
                Ok(whole.leak())
            }
        }
    }
}

/// What was packed; nothing where it cannot be unpacked.
pub fn unpacked(bytes: &[u8]) -> Option<Vec<u8>> {
    /// Most texts become so many times smaller; where it is more, there is another turn.
    const PACKED: usize = 4;
    let (mut unpacking, mut whole) = (Decompress::new(false), Vec::new());
    loop {
        whole.reserve(bytes.len() * PACKED);
        let (read, written) = (unpacking.total_in(), whole.len());
        let rest = &bytes[usize::try_from(read).ok()?..];
        match unpacking.decompress_vec(rest, &mut whole, FlushDecompress::Finish) {
            Ok(Status::StreamEnd) => return Some(whole),
            Ok(_) if unpacking.total_in() > read || whole.len() > written => {}
            _ => return None,
        }
    }
}

/// Declares the languages: the name of each in the code, and its folder, which is also what users call it by.
macro_rules! languages {
    ($($(#[$doc:meta])* $name:ident = $code:literal $place:ident,)*) => {
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

            /// Its data files.
            #[must_use]
            pub fn files(self) -> &'static [DataFile] {
                match self {
                    $(Self::$name => folder!($code $place),)*
                }
            }
        }
    };
}

/// The data files in the folder of a language: those that a start reads as they are, the others packed. Of another language
/// than that of the room all are packed.
macro_rules! folder {
    ($code:literal $place:ident) => {
        folder!(
            @files $place $code
            ["interface" "attendance" "checks" "grids" "offers" "records" "report" "rounds" "sentences" "side" "signals"
             "typing" "guide/steps" "guide/questions"]
            ["cli" "files" "git" "import" "outgoing" "overview" "problems" "tables" "guide/notes" "guide/pages"
             "guide/leading"]
        )
    };
    (@files of_the_room $code:literal [$($name:literal)*] [$($packed:literal)*]) => {
        &[
            $(DataFile { name: $name, kept: Kept::AsItIs(include_str!(folder!(@path $code $name ".lines"))) },)*
            $(folder!(@packed $code $packed),)*
        ]
    };
    (@files beside_it $code:literal [$($name:literal)*] [$($packed:literal)*]) => {
        &[$(folder!(@packed $code $name),)* $(folder!(@packed $code $packed),)*]
    };
    (@packed $code:literal $name:literal) => {
        DataFile { name: $name, kept: Kept::Packed(include_bytes!(folder!(@path $code $name ".deflate"))) }
    };
    (@path $code:literal $name:literal $ending:literal) => {
        concat!(env!("OUT_DIR"), "/src/i18n/", $code, "/", $name, $ending)
    };
}

languages! {
    /// Dutch, which the room reads; what another language lacks is said in it.
    #[default]
    Dutch = "nl" of_the_room,
    /// English, for teams and for rooms that read it.
    English = "en" beside_it,
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

    /// Reads a data file of this language into its place.
    pub(super) fn read_into(self, words: &mut dyn WordSlot, file: &str) -> serde_json::Result<()> {
        let text = self.files().iter().find(|known| known.name == file).map_or(Ok(""), |file| file.text())?;
        words.read(&mut WordLines::of(text)).map_err(serde_json::Error::custom)
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
