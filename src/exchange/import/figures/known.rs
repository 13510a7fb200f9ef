//! Figures that are known by name, in all the ways in which tables call them. The data stands beside this file.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::domain::records::profile::{Factor, Favourable};
use crate::domain::value::ChoiceSet;
use crate::exchange::import::text::brought_along;

/// A figure that is known.
#[derive(Debug)]
pub(super) struct KnownFigure {
    /// What it is called in a session.
    pub(super) name: String,
    /// In what it is counted.
    pub(super) unit: String,
    pub(super) favourable: Option<Favourable>,
    pub(super) factor: Option<Factor>,
    /// For a share: the columns that it is worked out from.
    pub(super) share: Option<(String, String)>,
    /// Why it is left out unless the user asks for it.
    pub(super) aside: Aside,
}

/// Why a figure that is known is left out unless the user asks for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Aside {
    /// It is not left out.
    No,
    /// It counts people, and cannot be set beside a larger area.
    Count,
    /// It does not belong on a wall.
    Sensitive,
    /// It is a class and no measure.
    Class,
}

/// A column of the key figures of districts and neighbourhoods.
#[derive(Debug)]
pub(super) struct KeyColumn {
    /// Its short name, such as `a_inw`.
    pub(super) short: String,
    pub(super) title: String,
    pub(super) unit: String,
}

#[derive(Debug, Default)]
pub(super) struct Catalogue {
    pub(super) figures: Vec<KnownFigure>,
    by_key: HashMap<String, usize>,
    by_short: HashMap<String, usize>,
    columns: Vec<KeyColumn>,
    columns_by_key: HashMap<String, usize>,
}

/// Read when the first table comes in.
static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(Catalogue::load);

pub(super) fn catalogue() -> &'static Catalogue {
    &CATALOGUE
}

/// A name of a column as it is compared: small letters and digits only.
pub(super) fn key(name: &str) -> String {
    name.chars().filter(|character| character.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// A name of `OData` without the number behind it, which changes every year.
pub(super) fn stem(name: &str) -> &str {
    match name.rsplit_once('_') {
        Some((stem, number)) if !stem.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()) => stem,
        _ => name,
    }
}

impl Catalogue {
    fn load() -> Self {
        let mut whole = Self::default();
        for row in brought_along(include_bytes!(concat!(env!("OUT_DIR"), "/figures_kwb.deflate"))) {
            let at = |number: usize| row.get(number).unwrap_or("").to_owned();
            let number = whole.columns.len();
            whole.columns.push(KeyColumn { short: at(0), title: at(2), unit: at(3) });
            // A name that two columns have leads to neither.
            for name in [at(0), at(1), at(2)].iter().map(|name| key(name)).filter(|name| !name.is_empty()) {
                let entry = whole.columns_by_key.entry(name).or_insert(number);
                *entry = if *entry == number { number } else { usize::MAX };
            }
        }
        for row in brought_along(include_bytes!(concat!(env!("OUT_DIR"), "/figures_indicators.deflate"))) {
            let at = |number: usize| row.get(number).unwrap_or("");
            let number = whole.figures.len();
            whole.figures.push(KnownFigure {
                name: at(1).to_owned(),
                unit: at(2).to_owned(),
                favourable: Favourable::ALL.iter().copied().find(|way| way.word() == at(3)),
                factor: Factor::ALL.iter().copied().find(|factor| factor.word() == at(4)),
                share: at(6).split_once('/').map(|(part, whole)| (part.to_owned(), whole.to_owned())),
                aside: match at(8) {
                    "counted" => Aside::Count,
                    "sensitive" => Aside::Sensitive,
                    "class" => Aside::Class,
                    _ => Aside::No,
                },
            });
            let is_share = at(6).contains('/');
            let titles = if is_share { "" } else { at(7) };
            for name in
                [at(1)].into_iter().chain(at(5).split('|')).chain(titles.split('|')).filter(|name| !name.is_empty())
            {
                whole.by_key.entry(key(name)).or_insert(number);
            }
            for short in at(6).split('|').filter(|short| !short.is_empty() && !is_share) {
                whole.by_short.insert(short.to_owned(), number);
            }
        }
        whole
    }

    /// The figure that a column of this name holds.
    pub(super) fn figure(&self, name: &str) -> Option<usize> {
        let by_name = self.by_key.get(&key(name)).copied();
        by_name.or_else(|| self.by_short.get(&self.column(name)?.short).copied())
    }

    /// The column of the key figures that has this name.
    pub(super) fn column(&self, name: &str) -> Option<&KeyColumn> {
        self.columns_by_key.get(&key(name)).and_then(|number| self.columns.get(*number))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_data_is_sound() {
        let all = catalogue();
        assert!(all.figures.len() > 80 && all.columns.len() > 115, "{} {}", all.figures.len(), all.columns.len());
        for known in &all.figures {
            assert!(!known.name.is_empty() && !known.unit.is_empty(), "{known:?}");
            assert!(known.favourable.is_some() && known.factor.is_some(), "{known:?}");
            for short in known.share.iter().flat_map(|(part, whole)| [part, whole]) {
                assert!(all.column(short).is_some(), "{short}");
            }
        }
        for short in all.by_short.keys() {
            assert!(all.column(short).is_some(), "{short}");
        }
    }

    #[test]
    fn a_figure_is_known_by_its_whole_name_in_every_edition() {
        let name = |column: &str| catalogue().figure(column).map(|number| catalogue().figures[number].name.as_str());
        assert_eq!(name("Eenzaam"), Some("Eenzaam"));
        assert_eq!(name("ErnstigZeerErnstigEenzaam"), name("SterkEenzaam"));
        assert_ne!(name("EmotioneelEenzaam"), name("Eenzaam"));
        assert_eq!(name("Roker"), name("RooktTabak"));
        assert_eq!(name("p_koopw"), name("Koopwoningen"));
        assert_eq!(name("Ervaren gezondheid (goed/zeer goed)"), name("GoedErvarenGezondheid"));
        assert_eq!(name("Nederland"), None, "two columns have this name");
    }

    #[test]
    fn a_stem_has_no_number() {
        for (name, expected) in [("Eenzaam_28", "Eenzaam"), ("k_65JaarOfOuder_12", "k_65JaarOfOuder"), ("_5", "_5")] {
            assert_eq!(stem(name), expected);
        }
    }
}
