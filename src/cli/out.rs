//! The only way out for what commands print: line by line, each made safe to show, without colours.

use std::io::{self, BufWriter, Write};
use std::path::Path;

use crate::domain::problem::Unkept;
use crate::domain::safe_text::{SafeLines, SafeText, visible_json};
use crate::i18n::Words;
use crate::store::form::spans::remarks;
use crate::telling::problems::unkept_text;

/// So much goes out at a time: what is told of many files is more than a screen full.
const AT_A_TIME: usize = 64 * 1024;

/// What the user asked for, on its way out.
pub(super) struct Out {
    stdout: BufWriter<io::Stdout>,
}

impl Out {
    pub(super) fn new() -> Self {
        Self { stdout: BufWriter::with_capacity(AT_A_TIME, io::stdout()) }
    }

    pub(super) fn line(&mut self, text: &str) -> io::Result<()> {
        writeln!(self.stdout, "{}", SafeText::new(text))
    }

    /// Lines that were made safe already.
    pub(super) fn safe_lines(&mut self, lines: &SafeLines) -> io::Result<()> {
        self.stdout.write_all(lines.as_str().as_bytes())
    }

    pub(super) fn lines(&mut self, text: &str) -> io::Result<()> {
        text.lines().try_for_each(|line| self.line(line))
    }

    /// JSON. What a terminal could take amiss is written as the escapes that JSON has for it.
    pub(super) fn json(&mut self, json: &str) -> io::Result<()> {
        writeln!(self.stdout, "{}", visible_json(json))
    }

    /// What the program itself makes for other programs: no typed text in it, or only with escapes.
    pub(super) fn made_for_a_program(&mut self, text: &[u8]) -> io::Result<()> {
        self.stdout.write_all(text)
    }

    /// A line that is out before what comes next is begun.
    pub(super) fn line_at_once(&mut self, text: &str) -> io::Result<()> {
        self.line(text)?;
        self.stdout.flush()
    }

    /// Writes what is still waiting.
    pub(super) fn finish(mut self) -> io::Result<()> {
        self.stdout.flush()
    }
}

/// Says that there is no session at a path: every command says it alike.
pub(super) fn warn_of_nothing(path: &Path, words: &Words) {
    warn(&words.checks.no_files(path.display()));
}

/// Tells which remarks of a person in the bytes of a file do not come along when it is written anew.
pub(super) fn warn_of_remarks(path: &Path, bytes: &[u8], words: &Words) {
    for (at, text) in remarks(bytes) {
        warn(&words.problems.unkept.remark_told(path.display(), at.line, text));
    }
}

/// Tells what stood with a file and did not come along.
pub(super) fn warn_of_unkept(path: &Path, unkept: Unkept, words: &Words) {
    if !unkept.is_nothing() {
        warn(&format!("{}: {}", path.display(), unkept_text(unkept, words)));
    }
}

/// Prints a warning or an error on one line, on standard error.
pub(super) fn warn(text: &str) {
    // If not even this can be written, there is no other way to say so.
    writeln!(io::stderr(), "werksessie: {}", SafeText::new(text)).ok();
}
