//! Every record, field and choice has words, and nothing else has.

use std::collections::BTreeSet;

use werksessie::domain::session::Section;
use werksessie::domain::value::{ChoiceKind, Kind};

use werksessie::domain::question::{CONFIRMED, EXPLAINED, NOBODY_MISSED, QuestionKind, RESIDENTS};
use werksessie::guide::List;
use werksessie::i18n::language::Language;

use super::{dutch, english};
use crate::support::screen::context;

/// All fixed sets of words that a field of a session can hold.
fn choice_sets() -> Vec<&'static ChoiceKind> {
    let fields = Section::ALL.iter().flat_map(|section| section.kind().fields);
    let sets = fields.filter_map(|field| match field.kind {
        Kind::Choice(set) | Kind::Choices(set) => Some(set),
        _ => None,
    });
    sets.collect()
}

#[test]
fn every_record_field_and_choice_has_words_and_nothing_else_has() {
    for words in [dutch(), english()] {
        let mut records: BTreeSet<&str> = words.records().records.iter().map(|(name, _)| name).collect();
        for section in Section::ALL {
            let kind = section.kind();
            records.remove(kind.name);
            let word = &words.records().records[kind.name];
            let known: Vec<&str> = kind.fields.iter().map(|field| field.name).collect();
            let mut named: Vec<&str> = word.fields.keys().map(String::as_str).collect();
            for field in &known {
                assert!(named.contains(field), "no word for {}.{field}", kind.name);
            }
            named.extend(word.hints.keys().map(String::as_str));
            for field in named {
                assert!(known.contains(&field), "a word for {}.{field}, which is not there", kind.name);
            }
        }
        assert!(records.is_empty(), "words for records that are not there: {records:?}");

        let mut sets: BTreeSet<&str> = words.records().choices.iter().map(|(name, _)| name).collect();
        for set in choice_sets() {
            sets.remove(set.name);
            let named: BTreeSet<&str> = words.records().choices[set.name].keys().map(String::as_str).collect();
            assert_eq!(named, set.options.iter().copied().collect(), "the words of {}", set.name);
        }
        assert!(sets.is_empty(), "words for sets that are not there: {sets:?}");
    }
}

#[test]
fn the_labels_of_a_record_and_the_words_of_a_set_differ_from_each_other() {
    for words in [dutch(), english()] {
        for (name, record) in words.records().records.iter() {
            let labels: BTreeSet<&String> = record.fields.values().collect();
            assert_eq!(labels.len(), record.fields.len(), "two fields of {name} have one label");
        }
        for (name, set) in words.records().choices.iter() {
            let different: BTreeSet<&String> = set.values().collect();
            assert_eq!(different.len(), set.len(), "two words of {name} are the same");
        }
    }
}

/// Every id of the structure that can come onto the wall: marks, options, and the marks that the program sets itself.
#[test]
fn every_mark_and_option_has_words() {
    for language in Language::ALL {
        let context = context(*language);
        let sentences = context.sentences(None);
        let mut marks = vec![CONFIRMED, EXPLAINED, NOBODY_MISSED, RESIDENTS];
        for question in context.guide.structure.lists.iter().flat_map(List::questions) {
            match &question.kind {
                QuestionKind::Marks { marks: all } | QuestionKind::Groups { groups: all, .. } => {
                    marks.extend(all.iter().map(String::as_str));
                }
                QuestionKind::Choice(options) => marks.extend(options.iter().map(|(option, _)| option.as_str())),
                _ => {}
            }
            assert!(context.guide.question_text(&question.id).is_some(), "no text for {}", question.id);
        }
        let panels = context.guide.structure.steps.iter().flat_map(|step| &step.panels);
        let nameless = panels.map(|panel| panel.id.as_str()).filter(|id| context.guide.panel_title(id) == *id);
        // A word of English that is the same in English is no id.
        let wordless = marks
            .into_iter()
            .filter(|mark| sentences.mark(mark) == *mark && (mark.contains('_') || *language != Language::English));
        let wordless: Vec<&str> = wordless.chain(nameless).filter(|id| !SAME_IN_DUTCH.contains(id)).collect();
        assert!(wordless.is_empty(), "{}: {wordless:?}", language.code());
    }
}

/// Ids that are Dutch words as well.
const SAME_IN_DUTCH: &[&str] = &["school"];
