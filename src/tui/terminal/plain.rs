//! The same model and the same edits as numbered lines and a prompt: for a screen reader, a braille line, or a terminal
//! that can do nothing but print. What was printed stays; nothing but text goes out.

use std::io::{self, BufRead, Write};
use std::sync::mpsc::{self, Receiver};
use std::time::Duration;

use crate::domain::safe_text::SafeText;
use crate::tui::model::Overlay;
use crate::tui::model::layout::Size;
use crate::tui::update::{do_in_words, update};
use crate::tui::view::{PlainLines, form_in_words, lines};

use super::app::App;
use super::ending::EmergencyExit;
use super::event::ShellEvent;
use super::guard::SharedTerminal;
use super::{Launch, LoopEnd, ScreenError};

/// The size that the model reckons with: wide enough for every name, and as long as any list.
const SIZE: Size = Size { columns: 100, rows: 200 };

/// What other threads tell within so long is printed with the rest.
const NEWS_TIMEOUT: Duration = Duration::from_millis(150);

/// Works with lines until the user leaves or the input ends.
///
/// # Errors
/// Nothing could be printed, or not all that was typed is safe.
pub(super) fn run(launch: Launch) -> Result<(), ScreenError> {
    let Launch { context, folders, open, is_rehearsal, tell_broken, .. } = launch;
    let (events, received) = mpsc::channel();
    let mut app = App::new(context, folders, is_rehearsal, SIZE, events)?;
    app.model.has_colours = false;
    EmergencyExit::of(&app.runtime, &SharedTerminal::default()).taken_at_panic(tell_broken);
    let mut lines = PlainScreen { app, told: Vec::new(), panel: Vec::new(), is_asked: true };
    lines.app.begin(open);
    // However it ends, what was typed is kept first.
    let end = lines.stay(&received).map_or_else(LoopEnd::Refused, |()| LoopEnd::Left);
    end.told(lines.app.finish())
}

fn write_lines(out: &mut impl Write, lines: &[String]) -> io::Result<()> {
    let mut lines = lines.iter().flat_map(|line| line.split('\n'));
    lines.try_for_each(|line| writeln!(out, "{}", SafeText::new(line).as_str()))
}

/// The app, with lines around it.
struct PlainScreen {
    app: App,
    /// What was told last, without what is told once.
    told: Vec<String>,
    /// What was told of the panel that was in front last, below what lay on top since.
    panel: Vec<String>,
    /// Whether it was asked to tell all that is in front.
    is_asked: bool,
}

impl PlainScreen {
    /// Answers line after line, until the user leaves or the input ends.
    fn stay(&mut self, received: &Receiver<ShellEvent>) -> io::Result<()> {
        let stdin = io::stdin();
        let mut typed = Vec::new();
        loop {
            self.settle();
            // What other threads tell: the files of the folder, and how a save went.
            while let Ok(event) = received.recv_timeout(NEWS_TIMEOUT) {
                self.app.hear(event);
                self.settle();
            }
            self.print()?;
            typed.clear();
            if stdin.lock().read_until(b'\n', &mut typed)? == 0 {
                return Ok(());
            }
            self.app.tell_time();
            // A terminal may send letters that are not UTF-8: those alone are lost.
            let line = String::from_utf8_lossy(&typed);
            let line = line.trim_end_matches(['\n', '\r']);
            self.ask(line)?;
            self.answer(line);
            if self.app.can_leave(received) {
                return Ok(());
            }
        }
    }

    /// Does what waits for a frame: nothing is painted that could be waited for.
    fn settle(&mut self) {
        self.app.run_waiting();
        while let Some(msg) = self.app.runtime.settle() {
            self.app.update(msg);
            self.app.run_waiting();
        }
    }

    /// Does what a line asks: a number goes to a row, a word is that of an action, and in a form the line is the value.
    fn answer(&mut self, line: &str) {
        let effects = do_in_words(&mut self.app.model, &self.app.context, update, line);
        self.app.run(effects);
    }

    /// What is asked and changes nothing: an empty line tells again where one is, a question mark in a form all of it.
    fn ask(&mut self, line: &str) -> io::Result<()> {
        let top = self.app.model.overlays.last();
        let is_filling = self.app.model.form().is_some() || top.is_some_and(|top| top.cell().is_some());
        match line.trim() {
            // There an empty line is an answer.
            "" if is_filling => {}
            "" => self.is_asked = true,
            "?" if top.is_some_and(|top| top.cell().is_some()) => self.is_asked = true,
            "?" => write_lines(&mut io::stdout().lock(), &form_in_words(&self.app.model, &self.app.context))?,
            _ => {}
        }
        Ok(())
    }

    /// Tells what is in front. What was told just before is not told again: only what came of the line. Who comes back to a
    /// panel from what lay on it hears where that is and what changed there, and not the whole list once more.
    fn print(&mut self) -> io::Result<()> {
        let mut out = io::stdout().lock();
        let PlainLines { lines, once } = lines(&self.app.model, &self.app.context);
        let is_panel = self.app.model.overlays.is_empty();
        let is_known = is_panel && !self.is_asked && lines.first() == self.panel.first();
        let is_list = self.app.model.overlays.last().is_some_and(Overlay::is_list);
        let here = |line: &str| self.app.context.words.screen.here(line);
        // Of a form that is filled in what it is about is not told for each field, of a list only what changed in it.
        let goes_on = !self.is_asked && lines.first() == self.told.first();
        if self.is_asked || lines != self.told {
            let is_new = |(at, line): &(usize, &String)| match *at {
                0 => !goes_on || is_panel,
                _ if is_known => !self.panel.contains(line),
                _ if goes_on && is_list => !self.told.contains(line) && !self.told.contains(&here(line)),
                _ => true,
            };
            let fresh: Vec<String> = lines.iter().enumerate().filter(is_new).map(|(_, line)| line.clone()).collect();
            write_lines(&mut out, &fresh)?;
        }
        if is_panel {
            self.panel.clone_from(&lines);
        }
        self.told = lines;
        self.is_asked = false;
        write_lines(&mut out, once.as_slice())?;
        // It is told: it does not stand anywhere until the next line.
        self.app.model.notice = None;
        write!(out, "> ")?;
        out.flush()
    }
}
