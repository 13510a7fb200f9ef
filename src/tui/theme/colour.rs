//! One colour, as a theme file writes it, the nearest one that a terminal with fewer colours can show, and the contrast
//! between two.

use std::str::FromStr;

/// A colour of a theme.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Colour {
    /// `"default"`: what the terminal uses by itself.
    Default,
    /// One of the 16 names; the terminal decides what it looks like.
    Ansi(Ansi),
    /// `"#rrggbb"`.
    Rgb(Rgb),
}

/// Red, green and blue, 0 to 255 each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rgb(pub u8, pub u8, pub u8);

/// One of the 16 named colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ansi(u8);

/// The names in a theme file, in the order of the terminal's numbers.
const NAMES: [&str; 16] = [
    "black",
    "red",
    "green",
    "yellow",
    "blue",
    "magenta",
    "cyan",
    "white",
    "bright_black",
    "bright_red",
    "bright_green",
    "bright_yellow",
    "bright_blue",
    "bright_magenta",
    "bright_cyan",
    "bright_white",
];

/// The 16 colours of the Linux console and of xterm: of all common ones, these lie furthest apart.
#[rustfmt::skip]
const COMMON: [[Rgb; 16]; 2] = [
    [
        Rgb(0x00, 0x00, 0x00), Rgb(0xaa, 0x00, 0x00), Rgb(0x00, 0xaa, 0x00), Rgb(0xaa, 0x55, 0x00),
        Rgb(0x00, 0x00, 0xaa), Rgb(0xaa, 0x00, 0xaa), Rgb(0x00, 0xaa, 0xaa), Rgb(0xaa, 0xaa, 0xaa),
        Rgb(0x55, 0x55, 0x55), Rgb(0xff, 0x55, 0x55), Rgb(0x55, 0xff, 0x55), Rgb(0xff, 0xff, 0x55),
        Rgb(0x55, 0x55, 0xff), Rgb(0xff, 0x55, 0xff), Rgb(0x55, 0xff, 0xff), Rgb(0xff, 0xff, 0xff),
    ],
    [
        Rgb(0x00, 0x00, 0x00), Rgb(0xcd, 0x00, 0x00), Rgb(0x00, 0xcd, 0x00), Rgb(0xcd, 0xcd, 0x00),
        Rgb(0x00, 0x00, 0xee), Rgb(0xcd, 0x00, 0xcd), Rgb(0x00, 0xcd, 0xcd), Rgb(0xe5, 0xe5, 0xe5),
        Rgb(0x7f, 0x7f, 0x7f), Rgb(0xff, 0x00, 0x00), Rgb(0x00, 0xff, 0x00), Rgb(0xff, 0xff, 0x00),
        Rgb(0x5c, 0x5c, 0xff), Rgb(0xff, 0x00, 0xff), Rgb(0x00, 0xff, 0xff), Rgb(0xff, 0xff, 0xff),
    ],
];

/// The least contrast that two of the 16 must have, in every common palette, before one is put on the other. Less than
/// elsewhere: more would leave no colour but black and white.
const ENOUGH: f64 = 4.0;

/// Below this distance between the strongest and the weakest of red, green and blue, a colour is a grey.
const GREY: u8 = 64;

impl FromStr for Colour {
    type Err = ();

    fn from_str(text: &str) -> Result<Colour, ()> {
        if let Some(digits) = text.strip_prefix('#') {
            return Rgb::from_digits(digits).map(Colour::Rgb).ok_or(());
        }
        if text == "default" {
            return Ok(Colour::Default);
        }
        (0..).zip(NAMES).find(|&(_, name)| name == text).map(|(number, _)| Colour::Ansi(Ansi(number))).ok_or(())
    }
}

impl Rgb {
    fn from_digits(digits: &str) -> Option<Rgb> {
        // from_str_radix would take a sign
        if digits.len() != 6 || !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return None;
        }
        let [_, red, green, blue] = u32::from_str_radix(digits, 16).ok()?.to_be_bytes();
        Some(Rgb(red, green, blue))
    }

    /// The number of the nearest of the colours 16 to 255 of xterm. The first 16 are left out: they differ per terminal.
    #[must_use]
    pub fn nearest_256(self) -> u8 {
        const LEVELS: [u8; 6] = [0, 95, 135, 175, 215, 255];
        let level = |channel: u8| match channel {
            0..=47 => 0,
            48..=114 => 1,
            _ => (channel - 35) / 40,
        };
        let steps = [level(self.0), level(self.1), level(self.2)];
        let [red, green, blue] = steps.map(|step| LEVELS[usize::from(step)]);
        let mean = (u16::from(self.0) + u16::from(self.1) + u16::from(self.2)) / 3;
        let step = u8::try_from(mean.saturating_sub(3) / 10).unwrap_or(23).min(23);
        let grey = 8 + 10 * step;
        if self.distance(Rgb(grey, grey, grey)) < self.distance(Rgb(red, green, blue)) {
            232 + step
        } else {
            16 + 36 * steps[0] + 6 * steps[1] + steps[2]
        }
    }

    fn distance(self, other: Rgb) -> u32 {
        let square = |left: u8, right: u8| u32::from(left.abs_diff(right)).pow(2);
        square(self.0, other.0) + square(self.1, other.1) + square(self.2, other.2)
    }

    /// The nearest of the 16 that can be read on `ground`: hue before lightness, because hue is what a reader names.
    #[must_use]
    pub fn nearest_16(self, ground: Colour) -> Ansi {
        let candidates = self.candidates();
        let Colour::Ansi(ground) = ground else { return candidates[0] };
        let readable = |candidate: &Ansi| candidate.contrast(ground) >= ENOUGH;
        candidates.into_iter().find(readable).unwrap_or_else(|| ground.opposite())
    }

    /// The named colours that come close, best first.
    fn candidates(self) -> [Ansi; 4] {
        let strongest = self.0.max(self.1).max(self.2);
        let chroma = strongest - self.0.min(self.1).min(self.2);
        // the weights of the three in what an eye calls light
        let light = (u32::from(self.0) * 3 + u32::from(self.1) * 6 + u32::from(self.2)) / 10;
        if chroma < GREY {
            return match light {
                0..64 => [0, 8, 7, 15],
                64..150 => [8, 0, 7, 15],
                150..242 => [7, 8, 15, 0],
                _ => [15, 7, 8, 0],
            }
            .map(Ansi);
        }
        // One bit each for red, green and blue; those in the upper half of what the colour spans are on.
        let middle = strongest - chroma / 2;
        let bit = |channel: u8, value: u8| if channel >= middle { value } else { 0 };
        let hue = bit(self.0, 1) | bit(self.1, 2) | bit(self.2, 4);
        if light < 128 { [hue, hue + 8, 0, 15] } else { [hue + 8, hue, 15, 0] }.map(Ansi)
    }
}

impl Ansi {
    /// The terminal's number for it, 0 to 15.
    #[must_use]
    pub fn number(self) -> u8 {
        self.0
    }

    /// The contrast with another one, in the common palette where it is least.
    #[must_use]
    pub fn contrast(self, other: Ansi) -> f64 {
        let in_palette = |palette: &[Rgb; 16]| contrast(palette[usize::from(self.0)], palette[usize::from(other.0)]);
        COMMON.iter().map(in_palette).fold(f64::INFINITY, f64::min)
    }

    /// Black or white, whichever is easier to read on this.
    fn opposite(self) -> Ansi {
        let [black, white] = [Ansi(0), Ansi(15)];
        if self.contrast(black) >= self.contrast(white) { black } else { white }
    }
}

/// The contrast between two colours, 1 (the same) to 21 (black and white), by the formula of WCAG 2.
#[must_use]
pub fn contrast(left: Rgb, right: Rgb) -> f64 {
    let [left, right] = [luminance(left), luminance(right)];
    (left.max(right) + 0.05) / (left.min(right) + 0.05)
}

fn luminance(Rgb(red, green, blue): Rgb) -> f64 {
    let linear = |channel: u8| {
        let share = f64::from(channel) / 255.0;
        if share <= 0.04045 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
}
