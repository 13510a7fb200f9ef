//! `themes`: which colour themes there are, the user's own included, and which of those cannot be used.

use clap::Args;

use crate::tui::theme::{ColourTheme, available};

use crate::cli::failure::Failure;
use crate::cli::out::Out;
use crate::cli::setting::{Outcome, Setting};
use crate::cli::theme::{own_themes, weak_contrasts};

#[derive(Debug, Args)]
pub(in crate::cli) struct ThemesArgs {}

impl ThemesArgs {
    #[expect(clippy::unused_self, reason = "every command runs what it was asked")]
    pub(super) fn run(&self, setting: &Setting, out: &mut Out) -> Result<Outcome, Failure> {
        let words = &setting.words;
        let mut outcome = Outcome::Fine;
        for (id, text) in available(own_themes(&setting.folders)) {
            match ColourTheme::parse(&text) {
                Ok(theme) => {
                    let name = theme.name(setting.language.code());
                    out.line(&words.cli.theme(&id, name))?;
                    for weakness in weak_contrasts(&id, &theme, words) {
                        outcome = Outcome::Found;
                        out.line(&weakness)?;
                    }
                }
                Err(error) => {
                    outcome = Outcome::Found;
                    out.line(&Failure::BrokenTheme { id, error }.text(Some(words)))?;
                }
            }
        }
        Ok(outcome)
    }
}
