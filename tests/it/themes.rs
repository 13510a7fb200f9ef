//! Every shipped theme can be read from seven metres, on every terminal; a bad one says what is wrong with it.

use std::collections::BTreeMap;

use ratatui::style::{Color, Modifier, Style};
use serde::Deserialize;
use serde::de::IgnoredAny;
use werksessie::tui::theme::{
    Ansi, BUILT_IN, Colour, ColourSupport, ColourTheme, Rgb, Role, Styles, ThemeError, ThemeProblem, available,
    contrast,
};

const ALL_SUPPORT: [ColourSupport; 4] =
    [ColourSupport::TrueColour, ColourSupport::Palette256, ColourSupport::Ansi16, ColourSupport::None];

fn shipped() -> impl Iterator<Item = (&'static str, ColourTheme)> {
    BUILT_IN.iter().map(|&(id, text)| (id, ColourTheme::parse(text).unwrap_or_else(|error| panic!("{id}: {error}"))))
}

fn styles(support: ColourSupport) -> impl Iterator<Item = (&'static str, Styles)> {
    shipped().map(move |(id, theme)| (id, Styles::resolve(&theme, support)))
}

/// What is shown on what, as (name, what, ground, contrast needed), read from the styles: the invariant as the wall sees
/// it.
fn shown(styles: &Styles) -> Vec<(&'static str, Style, Style, f64)> {
    let Styles { screen, selected, step_active, field, field_marked, .. } = *styles;
    let chart = styles.chart;
    let text = [
        ("screen", screen, screen),
        ("text", styles.text, screen),
        ("strong", styles.strong, screen),
        ("heading", styles.heading, screen),
        ("big", styles.big, screen),
        ("step", styles.step, screen),
        ("tab", styles.tab, screen),
        ("key", styles.key, screen),
        ("field", field, field),
    ];
    let rest = [
        ("muted", styles.muted, screen),
        ("accent", styles.accent, screen),
        ("tab_active", styles.tab_active, screen),
        ("key_label", styles.key_label, screen),
        ("border", styles.border, screen),
        ("good", styles.good, screen),
        ("warn", styles.warn, screen),
        ("bad", styles.bad, screen),
        ("selected", selected, selected),
        ("step_active", step_active, step_active),
        ("field_marked", field_marked, field_marked),
        ("chart.axis", chart.axis, screen),
        ("chart.neighbourhood", chart.neighbourhood, screen),
        ("chart.comparison", chart.comparison, screen),
        ("chart.band", chart.band, screen),
    ];
    let needs = |needed: f64| move |(name, front, ground)| (name, front, ground, needed);
    text.map(needs(7.0)).into_iter().chain(rest.map(needs(4.5))).collect()
}

/// The colour of an RGB value or of one of the fixed 240 of xterm.
fn rgb(colour: Option<Color>) -> Option<Rgb> {
    const LEVELS: [u8; 6] = [0, 95, 135, 175, 215, 255];
    match colour? {
        Color::Rgb(red, green, blue) => Some(Rgb(red, green, blue)),
        Color::Indexed(number @ 232..) => {
            let grey = 8 + 10 * (number - 232);
            Some(Rgb(grey, grey, grey))
        }
        Color::Indexed(number @ 16..) => {
            let level = |step: u8| LEVELS[usize::from(step % 6)];
            let number = number - 16;
            Some(Rgb(level(number / 36), level(number / 6), level(number)))
        }
        _ => None,
    }
}

fn ansi(colour: Option<Color>) -> Option<Ansi> {
    let name = match colour? {
        Color::Black => "black",
        Color::Red => "red",
        Color::Green => "green",
        Color::Yellow => "yellow",
        Color::Blue => "blue",
        Color::Magenta => "magenta",
        Color::Cyan => "cyan",
        Color::Gray => "white",
        Color::DarkGray => "bright_black",
        Color::LightRed => "bright_red",
        Color::LightGreen => "bright_green",
        Color::LightYellow => "bright_yellow",
        Color::LightBlue => "bright_blue",
        Color::LightMagenta => "bright_magenta",
        Color::LightCyan => "bright_cyan",
        Color::White => "bright_white",
        _ => return None,
    };
    match name.parse() {
        Ok(Colour::Ansi(ansi)) => Some(ansi),
        _ => None,
    }
}

/// What a cell looks like, with reversal done.
fn look(ground: Style, style: Style) -> (Option<Color>, Option<Color>, Modifier) {
    let style = ground.patch(style);
    if style.add_modifier.contains(Modifier::REVERSED) {
        (style.bg, style.fg, style.add_modifier)
    } else {
        (style.fg, style.bg, style.add_modifier)
    }
}

#[test]
fn every_shipped_theme_parses_and_has_a_name_in_both_languages() {
    assert_eq!(BUILT_IN[0].0, "light", "the theme to start with");
    for (id, theme) in shipped() {
        assert_ne!(theme.name("nl"), "", "{id}");
        assert_ne!(theme.name("en"), theme.name("nl"), "{id}");
        assert_eq!(theme.name("fy"), theme.name("nl"), "{id}: another language gets the first name");
    }
}

#[test]
fn every_file_of_the_folder_is_built_in() {
    let folder = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/themes")).unwrap();
    let mut files: Vec<String> = folder.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    files.sort();
    let mut built_in: Vec<String> = BUILT_IN.iter().map(|(id, _)| format!("{id}.ron")).collect();
    built_in.sort();
    assert_eq!(files, built_in);
}

#[test]
fn every_shipped_theme_uses_each_entry_of_its_palette_and_names_colours_only_there() {
    #[derive(Deserialize)]
    #[serde(rename = "Theme")]
    struct Written {
        #[serde(rename = "name")]
        _name: IgnoredAny,
        palette: BTreeMap<String, String>,
        #[serde(rename = "roles")]
        _roles: IgnoredAny,
    }
    for (id, text) in BUILT_IN {
        let written: Written = ron::from_str(text).unwrap();
        let (_, roles) = text.split_once("roles:").unwrap();
        let used: Vec<&str> = roles.split('"').skip(1).step_by(2).collect();
        assert_eq!(used.len(), Role::ALL.len(), "{id}");
        for entry in written.palette.keys() {
            assert!(used.contains(&entry.as_str()), "{id}: nothing uses {entry}");
        }
        for entry in used {
            assert!(written.palette.contains_key(entry), "{id}: {entry} is not in the palette");
        }
    }
}

#[test]
fn text_has_a_contrast_of_seven_and_the_rest_of_four_and_a_half() {
    for (id, theme) in shipped() {
        assert_eq!(theme.weak_contrasts(), [], "{id}");
        for support in [ColourSupport::TrueColour, ColourSupport::Palette256] {
            for (name, front, ground, needed) in shown(&Styles::resolve(&theme, support)) {
                let Some((front, ground)) = rgb(front.fg).zip(rgb(ground.bg)) else {
                    assert_eq!(id, "sixteen", "{name} is no colour that can be judged");
                    continue;
                };
                let contrast = contrast(front, ground);
                assert!(contrast >= needed, "{id}, {support:?}: {name} has {contrast:.2}");
            }
        }
    }
}

#[test]
fn colours_that_mean_something_stay_apart_in_256() {
    for support in [ColourSupport::TrueColour, ColourSupport::Palette256] {
        for (id, styles) in styles(support).filter(|(id, _)| *id != "sixteen") {
            let meanings = [styles.text, styles.accent, styles.good, styles.warn, styles.bad].map(|style| style.fg);
            for (position, colour) in meanings.iter().enumerate() {
                assert!(!meanings[..position].contains(colour), "{id}, {support:?}: {colour:?}");
                let Some(Rgb(red, green, blue)) = rgb(*colour) else { panic!("{colour:?}") };
                let grey = red.max(green).max(blue) - red.min(green).min(blue) < 32;
                assert_eq!(grey, position == 0, "{id}, {support:?}: {colour:?}");
            }
        }
    }
}

#[test]
fn high_contrast_reaches_seven_everywhere() {
    let (_, styles) = styles(ColourSupport::TrueColour).find(|(id, _)| *id == "high-contrast").unwrap();
    for (name, front, ground, _) in shown(&styles) {
        let contrast = contrast(rgb(front.fg).unwrap(), rgb(ground.bg).unwrap());
        assert!(contrast >= 7.0, "{name} has {contrast:.2}");
    }
}

#[test]
fn the_formula_of_contrast_is_that_of_wcag() {
    let near = |left: Rgb, right: Rgb, expected: f64| {
        let found = contrast(left, right);
        assert!((found - expected).abs() < 0.005, "{left:?} on {right:?}: {found}");
    };
    near(Rgb(0, 0, 0), Rgb(255, 255, 255), 21.0);
    near(Rgb(255, 255, 255), Rgb(0, 0, 0), 21.0);
    near(Rgb(118, 118, 118), Rgb(255, 255, 255), 4.54);
    near(Rgb(9, 8, 7), Rgb(9, 8, 7), 1.0);
}

#[test]
fn sixteen_colours_keep_everything_readable() {
    for (id, styles) in styles(ColourSupport::Ansi16) {
        for (name, front, ground, needed) in shown(&styles) {
            for colour in [front.fg, ground.bg].into_iter().flatten() {
                assert!(colour == Color::Reset || ansi(Some(colour)).is_some(), "{id}: {name} is {colour:?}");
            }
            let Some((front, ground)) = ansi(front.fg).zip(ansi(ground.bg)) else {
                assert_eq!(id, "sixteen", "{name}");
                continue;
            };
            let contrast = front.contrast(ground);
            // the lesser colours of a terminal are not ours to choose
            assert!(contrast >= if needed > 5.0 { 7.0 } else { 4.0 }, "{id}: {name} has {contrast:.2}");
        }
    }
}

#[test]
fn the_theme_of_sixteen_colours_leaves_text_and_background_to_the_terminal() {
    for support in [ColourSupport::TrueColour, ColourSupport::Palette256, ColourSupport::Ansi16] {
        let (_, styles) = styles(support).find(|(id, _)| *id == "sixteen").unwrap();
        assert_eq!((styles.screen.fg, styles.screen.bg), (Some(Color::Reset), Some(Color::Reset)));
        for selected in [styles.selected, styles.step_active, styles.field_marked] {
            assert!(selected.add_modifier.contains(Modifier::REVERSED));
        }
        assert!(styles.field.add_modifier.contains(Modifier::UNDERLINED));
    }
}

#[test]
fn what_is_selected_open_or_edited_shows_on_every_terminal() {
    for support in ALL_SUPPORT {
        for (id, styles) in styles(support) {
            let Styles { screen, text, .. } = styles;
            let differ = |name: &str, left: Style, right: Style| {
                assert_ne!(look(screen, left), look(screen, right), "{id}, {support:?}: {name}");
            };
            differ("selected", styles.selected, text);
            differ("open step", styles.step_active, styles.step);
            differ("open panel", styles.tab_active, styles.tab);
            differ("heading", styles.heading, text);
            differ("key", styles.key, styles.key_label);
            differ("field", styles.field, text);
            differ("marked text", styles.field_marked, styles.field);
            differ("bad", styles.bad, styles.good);
            differ("warn", styles.warn, styles.good);
        }
    }
}

#[test]
fn a_selected_row_covers_the_colours_that_were_painted_on_it() {
    for support in ALL_SUPPORT {
        for (id, styles) in styles(support) {
            let row = |style: Style| {
                let (front, back, _) = look(styles.screen, style.patch(styles.selected));
                (front, back)
            };
            for style in [styles.text, styles.muted, styles.good, styles.warn, styles.bad, styles.accent] {
                assert_eq!(row(style), row(Style::new()), "{id}, {support:?}");
            }
        }
    }
}

#[test]
fn without_colour_no_style_holds_one() {
    for (id, styles) in styles(ColourSupport::None) {
        assert_eq!(styles, Styles::plain(), "{id}");
    }
    // A style is written as `Style::new()` and what it sets, so this holds for the styles of later too.
    let mut written = format!("{:?}", Styles::plain());
    for weight in [".bold()", ".underlined()", ".reversed()"] {
        assert!(written.contains(weight), "{written}");
        written = written.replace(weight, "");
    }
    assert!(!written.contains("()."), "{written}");
    assert!(format!("{:?}", Style::new().fg(Color::Rgb(1, 2, 3))).contains("()."));
}

#[test]
fn nothing_is_faint_italic_or_blinking() {
    let avoided = Modifier::DIM | Modifier::ITALIC | Modifier::SLOW_BLINK | Modifier::RAPID_BLINK;
    for support in ALL_SUPPORT {
        for (id, styles) in styles(support) {
            for (name, style, ..) in shown(&styles) {
                assert!(!style.add_modifier.intersects(avoided), "{id}, {support:?}: {name}");
            }
        }
    }
}

#[test]
fn the_nearest_of_256_is_the_nearest() {
    for red in (0..=255).step_by(15) {
        for green in (0..=255).step_by(17) {
            for blue in (0..=255).step_by(5) {
                let colour = Rgb(red, green, blue);
                let distance = |number: u8| {
                    let Rgb(r, g, b) = rgb(Some(Color::Indexed(number))).unwrap();
                    [(red, r), (green, g), (blue, b)].map(|(x, y)| u32::from(x.abs_diff(y)).pow(2)).iter().sum::<u32>()
                };
                let best = (16..=255).map(distance).min().unwrap();
                assert_eq!(distance(colour.nearest_256()), best, "{colour:?}");
            }
        }
    }
}

#[test]
fn the_nearest_of_sixteen_keeps_the_hue_where_it_can_be_read() {
    let check = |colour: &str, ground: &str, expected: &str| {
        let Ok(Colour::Rgb(rgb)) = colour.parse() else { panic!("{colour}") };
        let nearest = Colour::Ansi(rgb.nearest_16(ground.parse().unwrap()));
        assert_eq!(Ok(nearest), expected.parse(), "{colour} on {ground}");
    };
    check("#1a56a3", "bright_white", "blue");
    check("#94bfee", "black", "bright_blue");
    check("#a82a1c", "bright_white", "red");
    check("#a82a1c", "black", "bright_red");
    check("#ffee80", "default", "bright_yellow");
    check("#fffdf8", "default", "bright_white");
    check("#171411", "default", "black");
    // yellow and green cannot be read on white, nor dark grey on black
    check("#865200", "bright_white", "black");
    check("#0f6a2c", "bright_white", "black");
    check("#555555", "black", "white");
}

#[test]
fn the_environment_tells_how_many_colours_there_are() {
    use ColourSupport::{Ansi16, None as NoColour, Palette256, TrueColour};
    let check = |no_color: Option<&str>, colorterm: Option<&str>, term: Option<&str>, expected: ColourSupport| {
        let found = ColourSupport::from_environment(no_color, colorterm, term);
        assert_eq!(found, expected, "NO_COLOR={no_color:?} COLORTERM={colorterm:?} TERM={term:?}");
    };
    check(Some("1"), Some("truecolor"), Some("xterm-256color"), NoColour);
    check(Some(""), Some("truecolor"), Some("xterm-256color"), TrueColour);
    check(None, Some("truecolor"), Some("xterm-256color"), TrueColour);
    check(None, Some("24bit"), Some("xterm"), TrueColour);
    check(None, Some("yes"), Some("xterm"), Ansi16);
    check(None, None, Some("xterm-256color"), Palette256);
    check(None, None, Some("tmux-256color"), Palette256);
    check(None, Some("truecolor"), Some("tmux-256color"), TrueColour);
    check(None, Some("truecolor"), Some("screen-256color"), Palette256);
    check(None, Some("truecolor"), Some("screen"), Ansi16);
    check(None, None, Some("xterm-kitty"), TrueColour);
    check(None, None, Some("xterm-direct"), TrueColour);
    check(None, None, Some("linux"), Ansi16);
    check(None, None, Some("xterm"), Ansi16);
    check(None, None, Some("dumb"), NoColour);
    check(None, Some("truecolor"), Some("dumb"), NoColour);
    check(None, None, Some("vt220"), NoColour);
    check(None, Some("truecolor"), None, TrueColour);
    check(None, None, None, if cfg!(windows) { TrueColour } else { Ansi16 });
    check(None, None, Some(""), if cfg!(windows) { TrueColour } else { Ansi16 });
}

/// The light theme with one piece of its text changed.
fn changed(from: &str, to: &str) -> Result<ColourTheme, ThemeError> {
    let text = BUILT_IN[0].1;
    assert!(text.contains(from), "{from}");
    ColourTheme::parse(&text.replacen(from, to, 1))
}

fn problems(from: &str, to: &str) -> Vec<ThemeProblem> {
    match changed(from, to) {
        Err(ThemeError::Problems(problems)) => problems,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_role_may_name_a_colour_of_its_own() {
    let check = |value: &str, expected: Colour| {
        let theme = changed("border: \"pencil\"", &format!("border: \"{value}\"")).unwrap();
        assert_eq!(theme.colour(Role::Border), expected);
    };
    check("#0a1B2c", Colour::Rgb(Rgb(0x0a, 0x1b, 0x2c)));
    check("default", Colour::Default);
    check("bright_black", "bright_black".parse().unwrap());
}

#[test]
fn a_bad_theme_says_what_is_wrong_by_name() {
    for value in ["#12345", "#1234567", "#12345g", "#+12345", "123456", "Blue", "", "#é1234"] {
        let entry = || "blue".to_owned();
        assert_eq!(
            problems("#1a56a3", value),
            [ThemeProblem::EntryNoColour { entry: entry(), value: value.to_owned() }],
            "{value}"
        );
    }
    assert_eq!(problems("\"slate\":", "\"ink\":")[0], ThemeProblem::EntryTwice("ink".to_owned()));
    assert_eq!(
        problems("accent: \"blue\"", "accent: \"bleu\""),
        [ThemeProblem::RoleNoColour { role: Role::Accent, value: "bleu".to_owned() }]
    );
    assert_eq!(problems("border: \"pencil\",", ""), [ThemeProblem::RoleMissing(Role::Border)]);
    assert_eq!(
        problems("border:", "bordre:"),
        [ThemeProblem::UnknownRole("bordre".to_owned()), ThemeProblem::RoleMissing(Role::Border)]
    );
    assert_eq!(
        problems("border:", "text:"),
        [ThemeProblem::RoleTwice(Role::Text), ThemeProblem::RoleMissing(Role::Border)]
    );
    assert_eq!(problems("\"nl\": \"Licht\", \"en\": \"Light\"", ""), [ThemeProblem::NoName]);
    assert_eq!(problems("\"nl\": \"Licht\", \"en\": \"Light\"", "\"nl\": \" \""), [ThemeProblem::NoName]);
}

#[test]
fn all_problems_of_a_theme_are_told_at_once() {
    let text = "Theme(name: {}, palette: {\"a\": \"#zzzzzz\"}, roles: Roles(text: \"a\", muted: \"b\", colour: \"a\"))";
    let Err(ThemeError::Problems(problems)) = ColourTheme::parse(text) else { panic!() };
    assert_eq!(problems.len(), 4 + Role::ALL.len() - 2);
    let told = ThemeError::Problems(problems).to_string();
    for part in [
        "name: empty",
        "palette \"a\": \"#zzzzzz\" is no colour",
        "roles, muted: \"b\" is neither in the palette nor a colour",
        "roles, colour: no such role",
        "roles, series_neighbourhood: missing",
    ] {
        assert!(told.contains(part), "{part} in {told}");
    }
}

#[test]
fn what_is_no_theme_at_all_is_told_with_line_and_column() {
    let check = |from: &str, to: &str, line: usize| match changed(from, to) {
        Err(ThemeError::Malformed { line: found, column, reason }) => {
            assert_eq!(found, line, "{reason}");
            assert!(column > 0 && !reason.is_empty());
        }
        other => panic!("{other:?}"),
    };
    check("palette: {", "palet: {", 4);
    check("text: \"ink\"", "text: 12", 17);
    check("\"ink\": \"#1d1a16\",", "\"ink\": \"#1d1a16\"", 7);
    check("roles: Roles(", "roles: [", 15);
    check("roles: Roles(", "roles: Roles(1, ", 15);
    check("Theme(", "Thema(", 2);
    for text in ["", "Theme(", "\u{0}", "Theme(name: {}, palette: {}, roles: Roles())) x"] {
        assert!(matches!(ColourTheme::parse(text), Err(ThemeError::Malformed { .. })), "{text}");
    }
}

#[test]
fn a_users_theme_takes_the_place_of_the_built_in_one_with_its_id() {
    let user = [("zee", "z"), ("dark", "own"), ("appel", "a")];
    let themes = available(user.map(|(id, text)| (id.to_owned(), text.to_owned())));
    let ids: Vec<&str> = themes.iter().map(|(id, _)| id.as_str()).collect();
    assert_eq!(ids, ["light", "dark", "high-contrast", "sixteen", "appel", "zee"]);
    assert_eq!(themes[1].1, "own");
    assert_eq!(themes[0].1, BUILT_IN[0].1);
    assert_eq!(available([]).len(), BUILT_IN.len());
}
