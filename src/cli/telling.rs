//! The words with which commands tell about sessions: those of the guide, in the language that was chosen.

use jiff::civil::Date;

use crate::guide::Guide;
use crate::telling::sentences::Sentences;

use super::failure::Failure;
use super::setting::Setting;

/// Makes something with a sentences. Seen from no year at all, every date is told with its year, so that what is told stays
/// the same.
///
/// # Errors
/// The guide in the program itself cannot be read.
pub(super) fn with_sentences<Made>(
    setting: &Setting,
    make: impl FnOnce(&Sentences<'_>, &Guide) -> Made,
) -> Result<Made, Failure> {
    let guide = setting.guide()?;
    let question = |answer: &str| guide.question_label(answer);
    let mark = |mark: &str| guide.word(mark).to_owned();
    Ok(make(&Sentences { words: &setting.words, today: Date::MIN, question: &question, mark: &mark }, &guide))
}
