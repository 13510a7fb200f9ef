//! What a terminal can show. Reads no environment: what stands there comes in as data.

/// How many colours a terminal can show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColourSupport {
    /// Every colour, as red, green and blue.
    TrueColour,
    /// The 256 colours of xterm.
    Palette256,
    /// The 16 named colours, which the terminal fills in as it likes.
    Ansi16,
    /// No colour, by nature or because the user asked for none.
    None,
}

impl ColourSupport {
    /// What the variables `NO_COLOR`, `COLORTERM` and `TERM` say about it.
    ///
    /// `NO_COLOR` counts when it holds anything at all (no-color.org).
    #[must_use]
    pub fn from_environment(no_color: Option<&str>, colorterm: Option<&str>, term: Option<&str>) -> ColourSupport {
        if no_color.is_some_and(|value| !value.is_empty()) {
            return ColourSupport::None;
        }
        // A Windows console sets no TERM; those that draw this program at all show every colour.
        let unknown = if cfg!(windows) { ColourSupport::TrueColour } else { ColourSupport::Ansi16 };
        let Some(term) = term.filter(|term| !term.is_empty()) else {
            return if promises_all(colorterm) { ColourSupport::TrueColour } else { unknown };
        };
        if MONOCHROME.iter().any(|start| term.starts_with(start)) || term.ends_with("-mono") || term.ends_with("-m") {
            return ColourSupport::None;
        }
        // GNU screen hands on the COLORTERM of the terminal around it, but not its colours.
        let believed = if term.starts_with("screen") { None } else { colorterm };
        if promises_all(believed) || TRUE_COLOUR.iter().any(|part| term.contains(part)) {
            ColourSupport::TrueColour
        } else if term.contains("256col") {
            ColourSupport::Palette256
        } else {
            ColourSupport::Ansi16
        }
    }
}

/// How the names of terminals without colour begin.
const MONOCHROME: &[&str] = &["dumb", "vt1", "vt2", "vt3"];

/// What stands in the names of terminals that show every colour; not all of them set `COLORTERM` over ssh.
const TRUE_COLOUR: &[&str] = &["direct", "truecolor", "alacritty", "contour", "foot", "ghostty", "kitty", "wezterm"];

fn promises_all(colorterm: Option<&str>) -> bool {
    matches!(colorterm, Some("truecolor" | "24bit"))
}
