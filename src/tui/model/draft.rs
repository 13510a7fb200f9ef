//! What is being typed or chosen in a field, as text for the journal, and back: a text as it is, and of what is chosen from
//! a list a line for each, with what is being typed as the last.

use crate::domain::carried::asked_fields;
use crate::domain::id::Id;
use crate::domain::safe_text::typed;
use crate::domain::session::{Section, Session};
use crate::domain::value::Kind;
use crate::guide::Guide;
use crate::telling::sentences::Sentences;

use super::field::TextField;
use super::form::{Editor, Form};

impl Editor {
    /// What is being typed or chosen.
    pub fn draft(&self) -> String {
        let lines = |chosen: &mut dyn Iterator<Item = &str>, last: &str| {
            chosen.chain([last]).collect::<Vec<_>>().join("\n")
        };
        match self {
            Self::Text { field, .. } => field.text().to_owned(),
            Self::Options { chosen, .. } => lines(&mut chosen.iter().map(String::as_str), ""),
            Self::Pick { chosen, query, .. } => lines(&mut chosen.iter().map(Id::as_str), query.text()),
        }
    }

    /// Puts back what was being typed or chosen; what can be chosen no more is left out. What comes from a file is tidied
    /// as if it were typed.
    pub fn put_back(&mut self, draft: &str, session: &Session) {
        let (lines, last) = draft.rsplit_once('\n').unwrap_or(("", draft));
        let lines = lines.lines();
        match self {
            Self::Text { field, .. } => *field = TextField::new(typed(draft)),
            Self::Options { options, chosen, cursor, .. } => {
                *chosen = lines.filter(|line| options.iter().any(|option| option == line)).map(str::to_owned).collect();
                *cursor = options.iter().position(|option| chosen.contains(option)).unwrap_or(*cursor);
            }
            Self::Pick { section, chosen, query, .. } => {
                let ids = lines.map(Id::new);
                *chosen = ids.filter(|id| session.find(*section, id).is_some()).collect();
                *query = TextField::new(typed(last));
            }
        }
    }
}

impl Form {
    /// The form of a place as the journal names it, with the focus there; nothing if the place is not there.
    pub fn at(session: &Session, guide: &Guide, place: &str) -> Option<Self> {
        let mut words = place.split(' ');
        let section = words.next().and_then(Section::named)?;
        let (item, field) = (Id::new(words.next()?), words.next()?);
        let mut form = match (section, guide.structure.question(item.as_str())) {
            (Section::Answers, Some((list, question))) => Self::of_answer(session, list, question, item.as_str()),
            _ => {
                session.find(section, &item)?;
                let (mut numbers, number) = (asked_fields(section), section.kind().position(field)?);
                if !numbers.contains(&number) {
                    numbers.push(number);
                }
                Self::of_item(session, section, &item, &numbers)
            }
        };
        form.focus_on(form.position(place)?, session);
        Some(form)
    }

    /// What a draft says, in words.
    pub fn draft_words(session: &Session, guide: &Guide, sentences: &Sentences<'_>, place: &str, draft: &str) -> String {
        let Some(mut form) = Self::at(session, guide, place) else { return typed_alone(place, draft) };
        form.editor.put_back(draft, session);
        let words: Vec<String> = match &form.editor {
            Editor::Text { field, .. } => vec![field.text().to_owned()],
            Editor::Options { chosen, .. } => {
                chosen.iter().map(|option| form.option_label(session, sentences, option)).collect()
            }
            Editor::Pick { section, chosen, query, .. } => {
                let named = chosen.iter().filter_map(|id| session.find(*section, id)?.name());
                named.chain(Some(query.text().to_owned()).filter(|text| !text.is_empty())).collect()
            }
        };
        words.join(", ")
    }
}

/// What somebody typed of a draft of which the place is gone.
fn typed_alone(place: &str, draft: &str) -> String {
    let mut words = place.split(' ');
    let kind = words.next().and_then(Section::named).and_then(|section| {
        let field = section.kind().position(words.nth(1)?)?;
        Some(section.kind().fields[field].kind)
    });
    match kind {
        Some(Kind::Choice(_) | Kind::Choices(_) | Kind::Flag) => String::new(),
        Some(Kind::Link(_) | Kind::Links(_)) => draft.rsplit('\n').next().unwrap_or_default().to_owned(),
        _ => draft.to_owned(),
    }
}
