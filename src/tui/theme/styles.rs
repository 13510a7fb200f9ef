//! The named styles that widgets use, made once from a theme and from what the terminal can show.
//!
//! Every state differs from its neighbours by weight, underline or reversal too, so that it also shows without colour.
//! Faint and italic are left out: a projector swallows the first, many terminals the second.

use ratatui::style::{Color, Modifier, Style};

use super::colour::Colour;
use super::file::ColourTheme;
use super::role::Role;
use super::support::ColourSupport;

/// A style for everything that a widget can show. Paint `screen` over everything first; most others set no background,
/// so they can be laid on it, and `selected` can be laid over them.
#[expect(missing_docs, reason = "a name says what it is; a sentence stands where that is not all")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Styles {
    /// The whole screen: text and background.
    pub screen: Style,
    pub text: Style,
    /// Hints, units, dates. Without colour the same as text.
    pub muted: Style,
    /// Words that matter in a text.
    pub strong: Style,
    pub heading: Style,
    /// The large letters of the presentation.
    pub big: Style,
    /// A sign in the colour of where you are: a pointer, a bullet.
    pub accent: Style,

    /// A step that is not open.
    pub step: Style,
    pub step_active: Style,
    /// A panel that is not open.
    pub tab: Style,
    pub tab_active: Style,

    /// The row under the cursor, over its whole width.
    pub selected: Style,

    /// A key in the footer.
    pub key: Style,
    pub key_label: Style,

    /// Lines between panels, and around what lies on top.
    pub border: Style,

    /// Done, favourable. Say it with a symbol and a word too.
    pub good: Style,
    /// Partly done, soon due. Say it with a symbol and a word too.
    pub warn: Style,
    /// Overdue, unfavourable, failed. Say it with a symbol and a word too.
    pub bad: Style,

    /// A text field that is being edited, over its whole width.
    pub field: Style,
    pub field_marked: Style,

    /// What charts are drawn with.
    pub chart: ChartStyles,
}

/// What charts are drawn with. The series differ in pattern too: that is the widget's part.
#[expect(missing_docs, reason = "a name says what it is; a sentence stands where that is not all")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ChartStyles {
    pub axis: Style,
    pub neighbourhood: Style,
    /// What it is compared with.
    pub comparison: Style,
    /// The spread between low and high.
    pub band: Style,
}

impl Styles {
    /// The styles of a theme on a terminal that shows this many colours.
    #[must_use]
    pub fn resolve(theme: &ColourTheme, support: ColourSupport) -> Styles {
        match support {
            ColourSupport::None => Styles::plain(),
            _ => Paint { theme: Some(theme), support }.styles(),
        }
    }

    /// Styles without any colour, which need no theme and so always work.
    #[must_use]
    pub fn plain() -> Styles {
        Paint { theme: None, support: ColourSupport::None }.styles()
    }
}

/// A theme, if colours may be used at all, and the terminal it is painted on.
struct Paint<'theme> {
    theme: Option<&'theme ColourTheme>,
    support: ColourSupport,
}

impl Paint<'_> {
    /// The colour of a role as this terminal has it, such that it can be read on `ground`.
    fn colour(&self, role: Role, ground: Option<Colour>) -> Option<Colour> {
        let colour = self.theme?.colour(role);
        Some(match (self.support, colour) {
            (ColourSupport::Ansi16, Colour::Rgb(rgb)) => {
                Colour::Ansi(rgb.nearest_16(ground.unwrap_or(Colour::Default)))
            }
            _ => colour,
        })
    }

    /// The colour in the words of the terminal library.
    fn shown(&self, colour: Colour) -> Color {
        match colour {
            Colour::Default => Color::Reset,
            Colour::Ansi(ansi) => NAMED[usize::from(ansi.number())],
            Colour::Rgb(rgb) if self.support == ColourSupport::Palette256 => Color::Indexed(rgb.nearest_256()),
            Colour::Rgb(rgb) => Color::Rgb(rgb.0, rgb.1, rgb.2),
        }
    }

    fn pair(&self, front: Option<Colour>, back: Option<Colour>) -> Style {
        let shown = |colour: Option<Colour>| colour.map(|colour| self.shown(colour));
        Style { fg: shown(front), bg: shown(back), ..Style::new() }
    }

    /// What is selected: text on the accent, or reversed where the accent does not show as a background.
    fn selected(&self, screen: Style) -> Style {
        let accent = self.colour(Role::Accent, self.colour(Role::Background, None));
        let block = self.pair(self.colour(Role::OnAccent, accent), accent);
        if block.bg.is_none_or(|accent| accent == Color::Reset || Some(accent) == screen.bg) {
            screen.add_modifier(Modifier::REVERSED)
        } else {
            block
        }
    }

    fn styles(&self) -> Styles {
        let background = self.colour(Role::Background, None);
        let front = |role| self.pair(self.colour(role, background), None);
        let bold = |role| front(role).add_modifier(Modifier::BOLD);
        let screen = self.pair(self.colour(Role::Text, background), background);
        let selected = self.selected(screen);

        let field_ground = self.colour(Role::Field, None);
        let mut field = self.pair(self.colour(Role::Text, field_ground), field_ground);
        if field.bg == screen.bg {
            // a line to write on, where its background does not show
            field = field.add_modifier(Modifier::UNDERLINED);
        }
        let mut bad = bold(Role::Bad);
        if self.theme.is_none() {
            bad = bad.add_modifier(Modifier::UNDERLINED);
        }

        Styles {
            screen,
            text: front(Role::Text),
            muted: front(Role::Muted),
            strong: bold(Role::Text),
            heading: bold(Role::Heading),
            big: bold(Role::Heading),
            accent: bold(Role::Accent),
            step: front(Role::Text),
            step_active: selected.add_modifier(Modifier::BOLD),
            tab: front(Role::Text),
            tab_active: bold(Role::Accent).add_modifier(Modifier::UNDERLINED),
            selected: selected.add_modifier(Modifier::BOLD),
            key: bold(Role::Key),
            key_label: front(Role::Muted),
            border: front(Role::Border),
            good: front(Role::Good),
            warn: bold(Role::Warn),
            bad,
            field,
            field_marked: selected,
            chart: ChartStyles {
                axis: front(Role::Border),
                neighbourhood: bold(Role::SeriesNeighbourhood),
                comparison: front(Role::SeriesComparison),
                band: front(Role::Band),
            },
        }
    }
}

/// The 16 in the terminal library, in the order of the terminal's numbers.
const NAMED: [Color; 16] = [
    Color::Black,
    Color::Red,
    Color::Green,
    Color::Yellow,
    Color::Blue,
    Color::Magenta,
    Color::Cyan,
    Color::Gray,
    Color::DarkGray,
    Color::LightRed,
    Color::LightGreen,
    Color::LightYellow,
    Color::LightBlue,
    Color::LightMagenta,
    Color::LightCyan,
    Color::White,
];
