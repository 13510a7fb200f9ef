//! What a colour can be for. A theme gives each role exactly one colour; nothing else about a theme can be set.

use std::fmt;

/// Declares the roles once: the enum, the list of all, and the names in the file.
macro_rules! roles {
    ($($(#[doc = $doc:literal])+ $role:ident = $name:literal,)+) => {
        /// What a colour of a theme is for.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Role { $($(#[doc = $doc])+ $role,)+ }

        impl Role {
            /// All roles, in the order of the file.
            pub const ALL: &[Role] = &[$(Role::$role,)+];

            /// The name in a theme file.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self { $(Role::$role => $name,)+ }
            }
        }
    };
}

roles! {
    /// What lies behind everything on the screen.
    Background = "background",
    /// The text that is read from the back of the room.
    Text = "text",
    /// What is there for who looks for it: hints, units, dates.
    Muted = "muted",
    /// Where you are; the one colour that is not text.
    Accent = "accent",
    /// Text on the accent: what is selected.
    OnAccent = "on_accent",
    /// Lines between panels, and around what lies on top.
    Border = "border",
    /// Headings of panels, tables and lists.
    Heading = "heading",
    /// The keys in the footer.
    Key = "key",
    /// What is done, or better than elsewhere.
    Good = "good",
    /// What is partly done, or wanted soon.
    Warn = "warn",
    /// What is late, worse than elsewhere, or failed.
    Bad = "bad",
    /// Behind the text that is being edited.
    Field = "field",
    /// The neighbourhood in a chart, beside the municipality and the country.
    SeriesNeighbourhood = "series_neighbourhood",
    /// What it is compared with, in charts.
    SeriesComparison = "series_comparison",
    /// The spread between low and high, in charts.
    Band = "band",
}

impl Role {
    /// The role with this name in a theme file.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Role> {
        Role::ALL.iter().copied().find(|role| role.name() == name)
    }
}

impl fmt::Display for Role {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name())
    }
}
