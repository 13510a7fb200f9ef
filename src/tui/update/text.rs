//! Sentences that need the language and the guide.

use jiff::civil::Date;

use crate::domain::record::Record;
use crate::domain::session::{Section, Session};
use crate::telling::sentences::Sentences;
use crate::tui::model::{Context, Unread};

/// Why a file was not read, in a line.
pub fn unread_text(unread: &Unread, context: &Context) -> String {
    match unread {
        Unread::Trouble(trouble) => {
            let told = crate::telling::problems::trouble_text(*trouble, &context.words);
            format!("{} {}", told.what, told.remedy)
        }
        Unread::Problem(problem) => crate::telling::problems::problem_text(problem, &context.words).to_string(),
    }
}

/// Does something with somebody who tells edits, values and items in words.
pub fn tell_with<Told>(context: &Context, today: Date, with: impl FnOnce(&Sentences<'_>) -> Told) -> Told {
    let question = |answer: &str| question_label(context, answer);
    let mark = |mark: &str| context.guide.word(mark).to_owned();
    with(&Sentences { words: &context.words, today, question: &question, mark: &mark })
}

/// What a question is called in a sentence.
pub fn question_label(context: &Context, answer: &str) -> String {
    let text = context.guide.question_text(answer);
    let number = context.guide.structure.question(answer).map_or("", |(_, question)| question.number());
    let short = text.map_or("", |text| text.short.as_str());
    let is_number = !number.is_empty() && !number.contains(|character: char| character.is_ascii_alphabetic());
    if is_number { format!("{number} {short}") } else { short.to_owned() }
}

/// The title of an item.
pub(super) fn title(
    context: &Context,
    today: Date,
    session: &Session,
    section: Section,
    record: &dyn Record,
) -> String {
    tell_with(context, today, |sentences| sentences.item_title(section, record, session))
}
