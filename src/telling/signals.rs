//! A signal in words: what it is about, what is so, and what would settle it.

use crate::domain::hidden::seen;
use jiff::civil::Date;

use crate::domain::id::{Id, IdSource};
use crate::domain::in_order::sort_by_key;
use crate::domain::problem::{Position, Problem, ProblemKind};
use crate::domain::question::FIRST_ACTIVITY;
use crate::domain::record::{Meaning, Record as _};
use crate::domain::records::meeting::Answer;
use crate::domain::round::LeftOpen;
use crate::domain::session::{Count, Section, Session};
use crate::domain::signals::{Detail, Rule, RuleMark, Scope, Signal, TextPlace, Weight, signals};
use crate::guide::progress::next_round;
use crate::i18n::dates::short_date;
use crate::i18n::numbers::{euros_text, whole_text};
use crate::i18n::{Words, all_months};

use super::changes::tell_conflict;
use super::personal::without_personal_data;
use super::problems::problem_text;
use super::sentences::Sentences;
use super::shorten::shorten;

/// What was typed is repeated no further than this.
const LONGEST_QUOTE: usize = 60;
/// No more than this is told of what is left to decide to a next round.
const LONGEST_REMARK: usize = 500;
/// Most that is told of a signal is no longer, in bytes.
const USUAL_SENTENCES: usize = 240;

/// A signal in words: what is so in the session, and what would settle it.
#[expect(missing_docs, reason = "a name says what it is; a sentence stands where that is not all")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignalLine {
    /// What it is about: the title of the item, or what its section is called.
    pub subject: String,
    pub told: String,
    pub remedy: String,
}

impl Sentences<'_> {
    /// The same, and what this session hides is not told of any other either.
    #[must_use]
    pub fn hiding(self, session: &Session) -> Self {
        Self { veil: self.veil.and(session), ..self }
    }

    /// Whether a field is hidden: in the session that is told about, or in what is told anyway.
    pub(super) fn is_covered(&self, section: Section, field: usize, session: &Session) -> bool {
        self.veil.and(session).covers(section, field)
    }

    /// All that a session asks on the day of these sentences; without a day, what it asks on every day.
    #[must_use]
    pub fn signals(&self, session: &Session) -> Vec<Signal> {
        self.signals_of(session, None)
    }

    /// The same of a session that was just read, where its reader knows which texts are worth a look.
    #[must_use]
    pub fn signals_of(&self, session: &Session, unusual_texts: Option<&[TextPlace]>) -> Vec<Signal> {
        let questions = self.guide.structure.questions_asked(session);
        // What is hidden raises no signal: its number would stand in it.
        let session = &*seen(session);
        let scope = Scope::new(session, &questions, all_months()).with_unusual_texts(unusual_texts);
        signals(&scope, self.today)
    }

    /// What a session leaves open in these sections, by name: a line for each kind of thing.
    #[must_use]
    pub fn still_open(&self, session: &Session, is_told: impl Fn(&Signal) -> bool) -> Vec<String> {
        let signals = self.signals(session);
        let is_open = |signal: &&Signal| signal.rule.weight > Weight::Tell && is_told(signal);
        let open: Vec<&Signal> = signals.iter().filter(is_open).collect();
        open.chunk_by(|one, next| one.rule == next.rule).flat_map(|alike| self.named(alike, session)).collect()
    }

    /// What a session asks from some day on, by name and in the order of those days: the same on whatever day it is told.
    #[must_use]
    pub fn open_from_a_day(&self, session: &Session, is_told: impl Fn(&Signal) -> bool) -> Vec<String> {
        // Nothing begins to hold after the last of days.
        let mut dated = Self { today: Some(Date::MAX), ..*self }.signals(session);
        dated.retain(|signal| signal.since.is_some() && is_told(signal));
        sort_by_key(&mut dated, |signal| signal.since);
        let dated: Vec<&Signal> = dated.iter().collect();
        let alike = dated.chunk_by(|one, next| (one.since, one.rule) == (next.since, next.rule));
        let lines = alike.flat_map(|alike| {
            let day = alike[0].since.map_or_else(String::new, |since| short_date(since, None, self.words));
            self.named(alike, session).into_iter().map(move |line| self.words.report.from_day(&day, line))
        });
        lines.collect()
    }

    /// Signals of one rule by name: several items on one line.
    fn named(&self, alike: &[&Signal], session: &Session) -> Vec<String> {
        if alike.len() > 1 && alike.iter().all(|signal| signal.item.is_some()) {
            let titles: Vec<String> = alike.iter().map(|signal| self.signal_subject(signal, session)).collect();
            let what = signal_count(alike[0].rule, alike.len(), self.words);
            return vec![self.words.report.gap(&what, titles.join("; "))];
        }
        alike.iter().map(|signal| self.signal_line(signal, session)).collect()
    }

    /// The next round of a session, as every part of the program begins one.
    #[must_use]
    pub fn next_round(&self, session: &Session, ids: &mut IdSource, date: Option<Date>) -> Session {
        let signals = self.signals(session);
        let left = signals.iter().filter(|signal| signal.rule.is(RuleMark::OfTheDay)).map(|signal| {
            let item = signal.item.as_ref().map_or(signal.section.name(), Id::as_str);
            (format!("{}/{item}", signal.rule.name), self.signal_line(signal, session))
        });
        let left = left.chain(self.first_activity(session)).map(|(about, text)| {
            let text = shorten(&text, LONGEST_REMARK);
            LeftOpen { about, text }
        });
        next_round(&self.guide.structure, session, left.collect(), ids, date)
    }

    /// The first activity that was agreed on, which a next round asks anew: what became of it is asked there too.
    fn first_activity(&self, session: &Session) -> Option<(String, String)> {
        let agreed = session.answer(FIRST_ACTIVITY).filter(|answer| !answer.text.trim().is_empty())?;
        let text = self.words.rounds.agreed_first(agreed.text.lines().next().unwrap_or_default());
        let date = self.value_text(Section::Answers, Answer::date, &agreed.value(Answer::date), session);
        let text = if date.is_empty() { text } else { format!("{text}, {date}") };
        Some((format!("{FIRST_ACTIVITY}/{}", session.id), text))
    }

    /// A signal on one line with the person who takes care of what it is about.
    #[must_use]
    pub fn signal_with_owner(&self, signal: &Signal, session: &Session) -> String {
        let line = self.signal_line(signal, session);
        let kind = signal.section.kind();
        let owner = kind.field_that_means(Meaning::Owner).zip(signal.item.as_ref());
        let owner = owner.and_then(|(field, item)| {
            let value = session.find(signal.section, item)?.value(field);
            Some(self.value_text(signal.section, field, &value, session)).filter(|name| !name.is_empty())
        });
        match owner {
            Some(owner) => format!("{line} ({owner})"),
            None => line,
        }
    }

    /// A signal in words: what is so in the session, and what would settle it.
    #[must_use]
    pub fn signal(&self, signal: &Signal, session: &Session) -> SignalLine {
        let subject = self.signal_subject(signal, session);
        let Some(words) = self.words.signals.rule(signal.rule.name) else {
            return SignalLine { subject, told: String::new(), remedy: String::new() };
        };
        let found = self.details(signal, session);
        SignalLine { subject, told: words.told.fill(&found), remedy: words.remedy.fill(&found) }
    }

    /// The same without what it is about, as one text: what is so, and what would settle it.
    #[must_use]
    pub fn signal_sentences(&self, signal: &Signal, session: &Session) -> String {
        let mut text = String::with_capacity(USUAL_SENTENCES);
        if let Some(words) = self.words.signals.rule(signal.rule.name) {
            let found = self.details(signal, session);
            words.told.add(&found, &mut text);
            text.push_str(". ");
            words.remedy.add(&found, &mut text);
        }
        text
    }

    fn details(&self, signal: &Signal, session: &Session) -> Vec<(&'static str, String)> {
        signal.values.iter().map(|(name, detail)| (*name, self.detail(detail, session))).collect()
    }

    /// A signal on one line: `Verlichting melden: nog te verdelen`.
    #[must_use]
    pub fn signal_line(&self, signal: &Signal, session: &Session) -> String {
        let SignalLine { subject, told, .. } = self.signal(signal, session);
        self.words.signals.line(&subject, &told)
    }

    /// What a signal is about. What looks like personal data is not repeated, not even in a title.
    #[must_use]
    pub fn signal_subject(&self, signal: &Signal, session: &Session) -> String {
        let record = || self.words.record(signal.section.kind());
        match named_after(signal) {
            None if signal.item.is_none() || signal.rule.is(RuleMark::OfTheWhole) => record().many.clone(),
            None => record().one.clone(),
            // A question that was not answered yet is no item.
            Some(item) if session.find(signal.section, item).is_none() => self.guide.question_label(item.as_str()),
            Some(item) => self.title_to_repeat(signal.section, item, session),
        }
    }

    fn title_to_repeat(&self, section: Section, item: &Id, session: &Session) -> String {
        let title = self.title(section, item, session);
        without_personal_data(&title, &self.words.outgoing).unwrap_or(title)
    }

    fn detail(&self, detail: &Detail, session: &Session) -> String {
        match detail {
            Detail::Number(number) => whole_text(*number, self.words),
            Detail::Euros(euros) => euros_text(*euros, self.words),
            Detail::Date(date) => short_date(*date, self.today, self.words),
            Detail::Typed(text) => {
                let told = without_personal_data(text, &self.words.outgoing);
                shorten(told.as_deref().unwrap_or(text), LONGEST_QUOTE)
            }
            Detail::Wanted(kind) => {
                let kind = ProblemKind::WrongKind { wanted: *kind };
                let wanted = problem_text(&Problem { kind, position: Position::default(), item: None }, self.words);
                format!("{} {}", wanted.what, wanted.remedy)
            }
            Detail::Code(character) => format!("U+{:04X}", u32::from(*character)),
            Detail::Titles(section, items) => {
                items.iter().map(|item| self.title_to_repeat(*section, item, session)).collect::<Vec<_>>().join(", ")
            }
            Detail::Choices(set, words) => {
                words.iter().map(|word| self.words.choice(set, word)).collect::<Vec<_>>().join(", ")
            }
            Detail::Conflict(id) => {
                let conflict = session.conflicts.find(id);
                conflict.map_or_else(String::new, |conflict| tell_conflict(self, session, conflict))
            }
            Detail::Questions(answers) => {
                answers.iter().map(|answer| self.guide.question_label(answer)).collect::<Vec<_>>().join(", ")
            }
        }
    }
}

/// How many there are of each rule, in the order in which they stand.
pub fn signal_counts<'all>(signals: impl Iterator<Item = &'all Signal>, words: &Words) -> Vec<String> {
    let all: Vec<&Signal> = signals.collect();
    let of_rule = all.chunk_by(|one, next| one.rule == next.rule);
    let count = |of_rule: &[&Signal]| of_rule.iter().map(|signal| signal.things()).sum();
    of_rule.map(|of_rule| signal_count(of_rule[0].rule, count(of_rule), words)).collect()
}

/// So many signals of a rule: `3 acties nog te verdelen`.
#[must_use]
fn signal_count(rule: &Rule, count: usize, words: &Words) -> String {
    let text =
        words.signals.rule(rule.name).map(|rule| if words.count(count).is_one() { &rule.one } else { &rule.many });
    text.map(|text| format!("{count} {text}")).unwrap_or_default()
}

/// The item after which it is called what a signal is about, if it is called after one.
#[must_use]
pub fn named_after(signal: &Signal) -> Option<&Id> {
    let is_named = !signal.rule.is(RuleMark::OfTheWhole) && signal.section.count() != Count::One;
    signal.item.as_ref().filter(|_| is_named)
}
