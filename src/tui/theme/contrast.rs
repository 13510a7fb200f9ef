//! Which roles are shown on which, and whether the contrast between them is enough for a wall.

use super::colour::{Colour, contrast};
use super::file::ColourTheme;
use super::role::Role;

/// A role that is hard to read on another.
#[expect(missing_docs, reason = "a name says what it is; a sentence stands where that is not all")]
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct WeakContrast {
    pub role: Role,
    /// What it is shown on.
    pub on: Role,
    /// The contrast there is, 1 to 21.
    pub contrast: f64,
    /// The contrast it should have.
    pub needed: f64,
}

/// The least contrast of text with what lies behind it.
const TEXT: f64 = 7.0;
/// The least contrast of lines, bars and signs.
const REST: f64 = 4.5;

/// What is shown on what, and the contrast that it needs.
const SHOWN: &[(Role, Role, f64)] = &[
    (Role::Text, Role::Background, TEXT),
    (Role::Text, Role::Field, TEXT),
    (Role::Heading, Role::Background, TEXT),
    (Role::Key, Role::Background, TEXT),
    (Role::Muted, Role::Background, REST),
    (Role::Muted, Role::Field, REST),
    (Role::Accent, Role::Background, REST),
    (Role::OnAccent, Role::Accent, REST),
    (Role::Border, Role::Background, REST),
    (Role::Good, Role::Background, REST),
    (Role::Warn, Role::Background, REST),
    (Role::Bad, Role::Background, REST),
    (Role::SeriesNeighbourhood, Role::Background, REST),
    (Role::SeriesComparison, Role::Background, REST),
    (Role::Band, Role::Background, REST),
];

impl ColourTheme {
    /// The roles that are too hard to read. What the terminal fills in (names, `default`) cannot be judged and is not.
    #[must_use]
    pub fn weak_contrasts(&self) -> Vec<WeakContrast> {
        let judged = |&(role, on, needed): &(Role, Role, f64)| {
            let (Colour::Rgb(front), Colour::Rgb(back)) = (self.colour(role), self.colour(on)) else { return None };
            let contrast = contrast(front, back);
            (contrast < needed).then_some(WeakContrast { role, on, contrast, needed })
        };
        SHOWN.iter().filter_map(judged).collect()
    }
}
