//! The words of sentences about what changed, and those for values that have none of their own.

use super::texts::texts;

texts! {
    /// The sentences about changes, and the words for values that have none of their own.
    SentenceWords = "Sentences" {
        item(record, title),
        untitled_item(record),
        untitled,
        question(number, words),
        question_by_number(number),
        question_in_words(words),
        unknown_question,
        question_about(question, title),
        sources_missing(names),
        not_complete(word),
        absent(names),
        and_more(names, count),
        horizons(short, long),
        no_goal,
        inserted(new, title),
        removed(subject),
        answer_removed(subject),
        settled(subject),
        moved(subject),
        unchanged(subject),
        altered(subject, field),
        field: FieldEditWords,
        answer: AnswerEditWords,
        answer_part(field, value),
        yes,
        no,
        nothing,
        empty,
        names: Vec<String>,
        previous_session,
        other_session,
    }

    /// The sentences about a field that was changed.
    FieldEditWords = "Change" {
        changed(subject, field, old, new),
        filled(subject, field, new),
        emptied(subject, field, old),
        again(subject, field, old),
        added(subject, field, added),
        taken(subject, field, taken),
        swapped(subject, field, added, taken),
    }

    /// The sentences about an answer that was changed.
    AnswerEditWords = "Change" {
        changed(subject, old, new),
        filled(subject, new),
        emptied(subject, old),
        again(subject, old),
        added(subject, added),
        taken(subject, taken),
        swapped(subject, added, taken),
    }
}
