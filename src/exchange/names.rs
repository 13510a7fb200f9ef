//! Names and ways to reach somebody, as they stand in what people type: found however they are written, and told by what
//! everybody may read instead.

use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::{BTreeMap, HashSet};

use unicode_normalization::char::is_combining_mark;

use crate::domain::in_order::sort_by_key;
use crate::domain::naming::plain;
use crate::domain::session::Session;
use crate::i18n::outgoing::OutgoingWords;
use crate::telling::personal::without_personal_data;

use super::contacts::without_contacts;

/// What stands before a surname and is often written in another way, or left out.
const LOOSE: &[&str] = &["van", "de", "den", "der", "vd", "v", "d"];
/// Behind these a name follows.
const TITLES: &[&str] = &["meneer", "mevrouw", "mevr", "mw", "dhr", "heer", "mr", "mrs", "ms"];
/// Behind these a surname is the word that it once was: `het Bos`, `bij de Bakker`.
const ARTICLES: &[&str] = &["de", "het", "t", "een", "the"];
/// Before these it is none all the same: `het Bos gezin`.
const FAMILY: &[&str] = &["gezin", "familie", "family"];
/// With these a sentence about somebody may begin: they are no first name.
const BEGINNINGS: &[&str] = &[
    "aan", "als", "bel", "bij", "door", "en", "maar", "mail", "met", "naar", "of", "ook", "over", "samen", "spreek",
    "van", "volgens", "voor", "vraag", "want", "and", "ask", "but", "call", "for", "if", "or",
];
/// What ties two names to one.
const HYPHENS: [char; 3] = ['-', '‐', '‑'];
/// How letters that a keyboard may lack are written out.
const WRITTEN_OUT: [(char, &str); 5] = [('ä', "ae"), ('ö', "oe"), ('ü', "ue"), ('å', "aa"), ('ø', "oe")];

/// When a word is the surname of somebody.
#[derive(Clone, Copy, PartialEq, Eq)]
enum NamedBy {
    /// However it is written.
    Itself,
    /// With a capital, or behind another word of the name.
    Capital,
    /// Beside another word of the name or behind a title: by itself it is the first name of somebody else.
    Company,
}

/// Somebody who has a surname.
struct Bearer<'labels> {
    /// The words of the whole name, as they are looked for.
    name: Vec<String>,
    label: &'labels str,
    by: NamedBy,
}

/// A name in a text: its surname, its first and last word, and what is told instead.
struct Span<'labels> {
    at: usize,
    first: usize,
    last: usize,
    label: &'labels str,
    /// Whether no other word of the name stands beside the surname.
    is_alone: bool,
}

/// A word of a text: where it begins, how it was typed, and how it is looked for.
struct Word<'text> {
    from: usize,
    typed: &'text str,
    plain: String,
}

impl Word<'_> {
    fn end(&self) -> usize {
        self.from + self.typed.len()
    }

    fn has_capital(&self) -> bool {
        self.typed.starts_with(|first: char| !first.is_lowercase())
    }

    fn is_loose(&self) -> bool {
        self.is_of(LOOSE)
    }

    fn is_of(&self, words: &[&str]) -> bool {
        words.contains(&self.plain.as_str())
    }
}

/// The names that do not leave, by their surnames.
pub(super) struct NamesToHide<'labels> {
    known: BTreeMap<String, Vec<Bearer<'labels>>>,
    /// The first names, as they are looked for: those stay.
    first_names: HashSet<String>,
    words: &'labels OutgoingWords,
}

impl<'labels> NamesToHide<'labels> {
    pub(super) fn of(session: &Session, labels: &'labels [String], words: &'labels OutgoingWords) -> Self {
        let place = session.the_neighbourhood();
        let places: Vec<Word<'_>> =
            [&place.name, &place.municipality].into_iter().flat_map(|it| words_of(it)).collect();
        let people: Vec<(Vec<Word<'_>>, usize)> = session.people.iter().map(|person| in_order(&person.name)).collect();
        // A name of one word may be a surname, so it is no first name of a person whose last word it is.
        let (lone, whole): (Vec<_>, Vec<_>) = people.iter().partition(|(name, given)| name.len() <= *given);
        let first_names = |of: &[&'_ (Vec<Word<'_>>, usize)]| -> HashSet<String> {
            of.iter().flat_map(|(name, given)| &name[..*given]).map(|word| word.plain.clone()).collect()
        };
        let (lone, whole) = (first_names(&lone), first_names(&whole));
        let mut known: BTreeMap<String, Vec<Bearer<'_>>> = BTreeMap::new();
        for ((name, given), label) in people.iter().zip(labels) {
            let name_of = || name.iter().map(|word| word.plain.clone()).collect::<Vec<_>>();
            let mut add = |key: String, by| known.entry(key).or_default().push(Bearer { name: name_of(), label, by });
            for (at, word) in name.iter().enumerate().skip(*given) {
                let is_place = places.iter().any(|place| place.typed == word.typed);
                if is_place || !word.has_capital() || word.typed.chars().count() < 2 {
                    continue;
                }
                let is_lone = at + 1 < name.len() && lone.contains(&word.plain);
                let is_first_name = is_lone || whole.contains(&word.plain);
                add(word.plain.clone(), if is_first_name { NamedBy::Company } else { NamedBy::Capital });
                let written_out: String = word.typed.to_lowercase().chars().map(written_out).collect();
                if written_out != word.typed.to_lowercase() {
                    add(plain(&written_out), NamedBy::Capital);
                }
            }
            // `vanderBerg`, as it is typed in a hurry.
            let joined = name.iter().skip((*given).max(1)).skip_while(|word| !word.is_loose());
            let joined: Vec<&str> = joined.map(|word| word.plain.as_str()).collect();
            if joined.len() > 1 {
                add(joined.concat(), NamedBy::Itself);
            }
        }
        let is_place = |name: &String| places.iter().any(|place| place.plain == *name);
        let first_names = lone.into_iter().chain(whole).filter(|name| name.len() > 1 && !is_place(name)).collect();
        Self { known, first_names, words }
    }

    /// A text without names, addresses and numbers; `None` where there are none.
    pub(super) fn told(&self, text: &str) -> Option<String> {
        let numbered = without_personal_data(text, self.words);
        let reached = without_contacts(numbered.as_deref().unwrap_or(text), self.words).or(numbered);
        let named = self.without_names(reached.as_deref().unwrap_or(text));
        named.or(reached)
    }

    /// The first names that stand in a text.
    pub(super) fn first_names<'text>(&self, text: &'text str) -> impl Iterator<Item = &'text str> {
        let words = words_of(text).filter(|word| word.has_capital() && self.first_names.contains(&word.plain));
        words.map(|word| word.typed)
    }

    /// Who have this surname, which may be written as what is theirs: `jansens`, `smit's`.
    fn bearers(&self, word: &str) -> Option<&Vec<Bearer<'labels>>> {
        let short = word.strip_suffix('s').map(|short| short.trim_end_matches('\''));
        self.known.get(word).or_else(|| self.known.get(short?))
    }

    /// Text with a label for each name: the surname, with the words of the same name that stand right before or behind it.
    fn without_names(&self, text: &str) -> Option<String> {
        if self.known.is_empty() {
            return None;
        }
        let words: Vec<Word<'_>> = words_of(text).collect();
        let mut spans: Vec<Span<'_>> = (0..words.len()).filter_map(|at| self.span(text, &words, at)).collect();
        if spans.is_empty() {
            return None;
        }
        // A whole name wins over a part of another.
        sort_by_key(&mut spans, |span| Reverse(span.last - span.first));
        let mut is_taken = vec![false; words.len()];
        spans.retain_mut(|span| {
            if is_taken[span.at] {
                return false;
            }
            while is_taken[span.first..span.at].contains(&true) {
                span.first += 1;
            }
            while is_taken[span.at..=span.last].contains(&true) {
                span.last -= 1;
            }
            is_taken[span.first..=span.last].fill(true);
            true
        });
        sort_by_key(&mut spans, |span| span.first);
        let mut told = String::new();
        let mut copied = 0;
        for span in &spans {
            told.push_str(&text[copied..words[span.first].from]);
            told.push_str(span.label);
            copied = words[span.last].end();
        }
        told.push_str(&text[copied..]);
        Some(told)
    }

    /// The name of which this word is the surname: that of who fits best, and of nobody where more fit as well.
    fn span(&self, text: &str, words: &[Word<'_>], at: usize) -> Option<Span<'labels>> {
        let bearers = self.bearers(&words[at].plain)?;
        let spans = bearers.iter().filter_map(|bearer| bearer.span(text, words, at));
        let best = spans.reduce(|best, other| match (best.last - best.first).cmp(&(other.last - other.first)) {
            std::cmp::Ordering::Greater => best,
            std::cmp::Ordering::Less => other,
            std::cmp::Ordering::Equal if best.label == other.label => best,
            std::cmp::Ordering::Equal => Span { label: &self.words.somebody, ..best },
        })?;
        Some(if best.is_alone { self.of_another(text, words, best) } else { best })
    }

    /// The same surname, and behind the first name or initial of somebody else no role is told. With what may also be the
    /// first word of a sentence that first name stays.
    fn of_another(&self, text: &str, words: &[Word<'_>], span: Span<'labels>) -> Span<'labels> {
        let Some((before, word)) = span.first.checked_sub(1).map(|before| (before, &words[before])) else {
            return span;
        };
        let between = &text[word.end()..words[span.first].from];
        let is_initial = word.plain.len() == 1 && between.starts_with('.');
        let is_near = between[usize::from(is_initial)..].chars().all(|it| " \u{a0}".contains(it));
        let has_small = |word: &Word<'_>| word.typed.contains(char::is_lowercase);
        let is_first_name = is_near
            && word.typed.starts_with(char::is_uppercase)
            && (is_initial || has_small(word) || !has_small(&words[span.at]))
            && !word.is_of(TITLES);
        let ahead = before.checked_sub(1).map(|ahead| (&words[ahead], &text[words[ahead].end()..word.from]));
        let goes_on = |(ahead, between): (&Word<'_>, &str)| {
            ahead.is_of(TITLES) || between.chars().all(|it| " ,\u{a0}".contains(it))
        };
        let label = self.words.somebody.as_str();
        if !is_first_name {
            span
        } else if is_initial || ahead.is_some_and(goes_on) {
            Span { first: before, label, ..span }
        } else if word.is_of(BEGINNINGS) {
            span
        } else {
            Span { label, ..span }
        }
    }
}

impl<'labels> Bearer<'labels> {
    fn has(&self, word: &Word<'_>) -> bool {
        self.name.contains(&word.plain)
    }

    /// Whether a word before the surname belongs to it: one of the name, an initial, or `van den` for `van der`.
    fn leads(&self, word: &Word<'_>) -> bool {
        let is_initial = word.plain.len() == 1 && word.has_capital();
        self.has(word)
            || is_initial && self.name.iter().any(|part| part.starts_with(&word.plain))
            || word.is_loose() && self.name.iter().any(|part| LOOSE.contains(&part.as_str()))
    }

    fn span(&self, text: &str, words: &[Word<'_>], at: usize) -> Option<Span<'labels>> {
        let hangs = |one: usize, sign: char| {
            let between = &text[words[one].end()..words[one + 1].from];
            between.chars().all(|it| " .'’\u{a0}".contains(it) || HYPHENS.contains(&it) || it == sign)
        };
        let leads = |before: &usize| {
            let word = &words[*before];
            self.leads(word) && word.plain != words[at].plain && hangs(*before, ' ')
        };
        let mut first = (0..at).rev().take_while(leads).last().unwrap_or(at);
        // `Berg, Anna`.
        let sign = |behind: usize| if first == at && behind == at + 1 { ',' } else { ' ' };
        let follows = |behind: &usize| {
            let word = &words[*behind];
            self.has(word) && word.plain != words[at].plain && hangs(behind - 1, sign(*behind))
        };
        let mut last = (at + 1..words.len()).take_while(follows).last().unwrap_or(at);
        // `van` in front of a whole name, or behind it, is none of it.
        while words[first..at].iter().any(|word| !word.is_loose()) && words[first].is_loose() {
            first += 1;
        }
        // Nor is it where the name has another loose word: `van De Boer`.
        while words[first..at].iter().skip(1).any(|word| self.has(word))
            && !self.has(&words[first])
            && words[first].is_loose()
        {
            first += 1;
        }
        while last > at && words[last].is_loose() {
            last -= 1;
        }
        let is_titled = first.checked_sub(1).is_some_and(|before| words[before].is_of(TITLES) && hangs(before, ' '));
        let is_alone = words[first..at].iter().chain(&words[at + 1..=last]).all(Word::is_loose);
        let before = at.checked_sub(1).map(|before| &words[before]);
        let is_word = || {
            let is_exact = self.name.contains(&words[at].plain);
            let is_family = words.get(at + 1).is_some_and(|next| next.is_of(FAMILY));
            is_exact && !is_family && first + 1 >= at && before.is_some_and(|it| it.is_of(ARTICLES) && !self.has(it))
        };
        let own = || words[first..at].iter().filter(|word| self.has(word));
        // Of a name without its first name one loose word is no proof: `de boer`.
        let is_led = || own().any(|word| !word.is_loose()) || own().count() > 1;
        let is_named = match self.by {
            NamedBy::Itself => true,
            _ if is_titled => true,
            NamedBy::Capital => (words[at].has_capital() || is_led()) && !(is_alone && is_word()),
            NamedBy::Company => !is_alone,
        };
        if !is_named {
            return None;
        }
        // What is tied to a name with a hyphen is a name too.
        let is_tied = |one: usize| {
            words.get(one + 1).is_some_and(|next| {
                let between = &text[words[one].end()..next.from];
                between.strip_prefix(HYPHENS).is_some_and(str::is_empty)
            })
        };
        while first > 0 && is_tied(first - 1) && words[first - 1].has_capital() {
            first -= 1;
        }
        while is_tied(last) && words[last + 1].has_capital() {
            last += 1;
        }
        Some(Span { at, first, last, label: self.label, is_alone: is_alone && !is_titled })
    }
}

/// The words of the name of a person in the order in which it is said, `Jansen, Petra` turned, and how many of them are
/// the first name.
fn in_order(name: &str) -> (Vec<Word<'_>>, usize) {
    let comma = name.find(',');
    let (surname, first): (Vec<_>, Vec<_>) =
        words_of(name).partition(|word| comma.is_some_and(|comma| word.from < comma));
    let is_tied = |pair: &&[Word<'_>]| pair[0].end() + 1 == pair[1].from && name[pair[0].end()..].starts_with('-');
    let given = if first.is_empty() { 0 } else { 1 + first.windows(2).take_while(is_tied).count() };
    (first.into_iter().chain(surname).collect(), given)
}

fn written_out(letter: char) -> Cow<'static, str> {
    let written = WRITTEN_OUT.iter().find(|(special, _)| *special == letter);
    written.map_or_else(|| letter.to_string().into(), |(_, written)| Cow::Borrowed(*written))
}

/// The words of a text; a name such as `O'Brien` is one, `Smit-Jansen` are two.
fn words_of(text: &str) -> impl Iterator<Item = Word<'_>> {
    let is_part = |letter: char| {
        letter.is_alphanumeric() || matches!(letter, '\'' | '’') || !letter.is_ascii() && is_combining_mark(letter)
    };
    let start = text.as_ptr() as usize;
    text.split(move |letter| !is_part(letter))
        .map(|word| word.trim_matches(['\'', '’']))
        .filter(|word| !word.is_empty())
        .map(move |typed| Word { from: typed.as_ptr() as usize - start, typed, plain: plain(typed) })
}
