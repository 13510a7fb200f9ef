//! `themes`: which colour themes there are, the user's own included, and which of those cannot be used.

use crate::i18n::fill;
use crate::tui::theme::{Theme, available};

use super::failure::Failure;
use super::out::Out;
use super::theme::{own_themes, problem_text};
use super::{Outcome, Setting, language};

pub(super) fn run(setting: &Setting, out: &mut Out) -> Result<Outcome, Failure> {
    let words = &setting.words;
    let mut outcome = Outcome::Fine;
    for (id, text) in available(own_themes(&setting.places)) {
        let line = match Theme::parse(&text) {
            Ok(theme) => fill(&words.cli.theme, &[("id", &id), ("name", theme.name(language::code(setting.language)))]),
            Err(error) => {
                outcome = Outcome::Found;
                fill(&words.cli.broken_theme, &[("id", &id), ("problem", &problem_text(&error, words))])
            }
        };
        out.line(&line)?;
    }
    Ok(outcome)
}
