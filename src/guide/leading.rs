//! How an evening is led: the guide for the facilitator, part by part, and which part, tips and help pages belong to which
//! step and panel. One source for the help, the view beside the wall, and the printed page.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::i18n::by_name::ByName;
use crate::i18n::word_fields::words_of;

use super::{Guide, HelpPage, SourcedNote};

/// Which part of the guide, which tips and which help pages belong where, without a word.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Places {
    /// The parts, in the order in which they are read.
    pub parts: Vec<PartPlace>,
    /// The numbers of the tips of its step that a panel needs most, from 1.
    pub tips: BTreeMap<String, Vec<usize>>,
    /// The help pages that explain a panel.
    pub pages: BTreeMap<String, Vec<String>>,
    /// The panel that tells of what can lie on top of any other, by what that is called.
    pub on_top: BTreeMap<String, String>,
}

/// Where a part belongs; nowhere in particular, where it holds for all of the evening.
#[expect(missing_docs, reason = "a name says what it is; a sentence stands where that is not all")]
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename = "Part")]
pub struct PartPlace {
    pub id: String,
    /// The steps that it leads.
    #[serde(default)]
    pub steps: Vec<String>,
    /// The panels that it leads.
    #[serde(default)]
    pub panels: Vec<String>,
}

words_of! {
    /// The texts of the guide in one language.
    #[expect(missing_docs, reason = "a name says what it is; a sentence stands where that is not all")]
    Leading = "Leading" {
        /// What the guide is called.
        title: String,
        /// Before what can be said at the start of a part.
        say: String,
        /// Before how long a part takes.
        minutes: String,
        /// Where what no source says comes from.
        ours: String,
        /// Above the part that belongs to what is on the screen.
        here: String,
        /// What holds for all of it.
        about: String,
        parts: ByName<LeadingPart>,
    }

    /// A part of the guide.
    #[expect(missing_docs, reason = "a name says what it is; a sentence stands where that is not all")]
    LeadingPart = "Part" {
        title: String,
        /// The opening words, in one sentence; empty where none are needed.
        say [optional]: String,
        /// How long it takes; empty where that is not asked.
        minutes [optional]: String,
        /// What to do, in order.
        lines: Vec<LeadingLine>,
    }

    /// Something for the facilitator to do, with the source that names it.
    #[expect(missing_docs, reason = "a name says what it is; a sentence stands where that is not all")]
    LeadingLine = "Line" {
        text: String,
        /// Where it comes from; empty where it is ours.
        source [optional]: String,
    }
}

impl Leading {
    /// A part line by line: what to say, how long it takes, and what to do, with where that comes from. An item of a list
    /// begins as on a help page.
    #[must_use]
    pub fn lines(&self, part: &LeadingPart) -> Vec<String> {
        let labels = [(&self.say, &part.say), (&self.minutes, &part.minutes)];
        let labelled = labels.into_iter().filter(|(_, text)| !text.is_empty());
        let mut lines: Vec<String> = labelled.map(|(label, text)| format!("{label}: {text}")).collect();
        lines.extend(part.lines.iter().map(|line| match line.source.as_str() {
            "" => format!("{ITEM}{}", line.text),
            source => format!("{ITEM}{} ({source})", line.text),
        }));
        lines
    }
}

impl Guide {
    /// The guide for who leads the evening, as a help page with a heading for each part.
    pub fn leading_page(&self) -> &HelpPage {
        self.leading_page.get_or_init(|| {
            let texts = &self.leading;
            let mut text = vec![texts.about.clone()];
            for part in self.places().parts.iter().filter_map(|place| texts.parts.get(&place.id)) {
                text.push(format!("{HEADING}{}", part.title));
                text.extend(texts.lines(part));
            }
            HelpPage { title: texts.title.clone(), source: texts.ours.clone(), text }
        })
    }

    /// The texts of the guide for who leads.
    pub fn leading(&self) -> &Leading {
        &self.leading
    }

    /// How a panel is led; how its step is, where the panel has no part of its own.
    pub fn leading_of(&self, step: usize, panel: Option<&str>) -> Option<&LeadingPart> {
        let parts = &self.places().parts;
        let of_panel = |panel: &str| parts.iter().find(|place| place.panels.iter().any(|it| it == panel));
        let step = &self.structure.steps.get(step)?.id;
        let of_step = || parts.iter().find(|place| place.steps.contains(step));
        let place = panel.and_then(of_panel).or_else(of_step)?;
        self.leading.parts.get(&place.id)
    }

    /// The tips of a step: those that a panel needs most, and the others.
    pub fn tips(&self, step: usize, panel: &str) -> (Vec<&SourcedNote>, Vec<&SourcedNote>) {
        let tips = self.notes(step).map_or(&[][..], |notes| &notes.tips);
        let first = self.places().tips.get(panel).map_or(&[][..], Vec::as_slice);
        let others = tips.iter().enumerate().filter(|(at, _)| !first.contains(&(at + 1)));
        let of_panel = first.iter().filter_map(|number| tips.get(number.checked_sub(1)?));
        (of_panel.collect(), others.map(|(_, tip)| tip).collect())
    }

    /// The help pages that explain a panel, with their ids.
    pub fn pages_of(&self, panel: &str) -> impl Iterator<Item = (&str, &HelpPage)> {
        let ids = self.places().pages.get(panel).map_or(&[][..], Vec::as_slice);
        ids.iter().filter_map(|id| Some((id.as_str(), self.page(id)?)))
    }

    /// The panel that tells of something that lies on top: its step, and its number there.
    pub fn panel_on_top(&self, name: &str) -> Option<(usize, usize)> {
        let id = self.places().on_top.get(name)?;
        self.structure.find_panel(|panel| panel.id == *id)
    }

    /// Which part of the guide, which tips and which pages belong to which panel.
    pub fn places(&self) -> &Places {
        self.places.get_or_init(|| serde_json::from_str(PLACES).unwrap_or_default())
    }
}

/// The id of the guide for who leads, among those of the help pages.
pub const LEADING: &str = "leading";
/// How a paragraph of a help page begins that is a heading.
pub const HEADING: &str = "# ";
/// How a paragraph of a help page begins that is an item of a list.
pub const ITEM: &str = "- ";
pub(super) const PLACES: &str = include_str!(concat!(env!("OUT_DIR"), "/src/guide/leading.json"));
