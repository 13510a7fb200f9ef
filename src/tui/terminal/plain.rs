//! The same model and the same edits as numbered lines and a prompt: for a screen reader, a braille line, or a terminal
//! that can do nothing but print. What was printed stays; nothing but text goes out.

use std::io::{self, BufRead, Write};
use std::sync::Arc;
use std::sync::mpsc;
use std::time::Duration;

use jiff::Zoned;

use crate::domain::safe_text::SafeText;
use crate::tui::model::layout::Size;
use crate::tui::model::{Context, Model};
use crate::tui::update::{Effect, Effects, FolderMsg, Msg, Phase, do_in_words, update};
use crate::tui::view::{PlainLines, form_in_words, lines};

use super::event::ShellEvent;
use super::runtime::Runtime;
use super::{FLUSH_TIMEOUT, Launch, LoopEnd, ScreenError};

/// The size that the model reckons with: wide enough for every name, and as long as any list.
const SIZE: Size = Size { columns: 100, rows: 200 };

/// What other threads tell within so long is printed with the rest.
const NEWS_TIMEOUT: Duration = Duration::from_millis(150);

/// Works with lines until the user leaves or the input ends.
///
/// # Errors
/// Nothing could be printed, or not all that was typed is safe.
pub(super) fn run(launch: Launch) -> Result<(), ScreenError> {
    let Launch { context, folders, open, is_rehearsal, .. } = launch;
    let (events, received) = mpsc::channel();
    let now = Zoned::now().datetime();
    let seed = getrandom::u64().map_err(io::Error::other)?;
    let model = Model::new(SIZE, now.date(), now.time(), seed);
    let mut runtime = Runtime::new(Arc::clone(&context), folders, events);
    runtime.is_rehearsal = is_rehearsal;
    let mut lines = PlainScreen { model, context, runtime, is_leaving: false, told: Vec::new() };
    lines.model.is_rehearsal = is_rehearsal;
    match open {
        Some(opened) => {
            let msg = lines.runtime.open(&opened.path, opened.read);
            lines.update(msg);
        }
        None => lines.run(vec![Effect::ReadFolder]),
    }
    let stdin = io::stdin();
    let mut typed = String::new();
    loop {
        if let Some(msg) = lines.runtime.settle() {
            lines.update(msg);
        }
        // What other threads tell: the files of the folder, and how a save went.
        while let Ok(event) = received.recv_timeout(NEWS_TIMEOUT) {
            lines.take(event);
        }
        lines.print()?;
        typed.clear();
        if stdin.lock().read_line(&mut typed)? == 0 {
            break;
        }
        let now = Zoned::now().datetime();
        lines.update(Msg::Moment { today: now.date(), now: now.time() });
        let line = typed.trim_end_matches(['\n', '\r']);
        lines.ask(line)?;
        lines.answer(line);
        if lines.is_leaving {
            break;
        }
    }
    let flushed = lines.runtime.file.finish(FLUSH_TIMEOUT);
    LoopEnd::Left.told(flushed)
}

fn write_lines(out: &mut impl Write, lines: &[String]) -> io::Result<()> {
    lines.iter().try_for_each(|line| writeln!(out, "{}", SafeText::new(line).as_str()))
}

/// The model, with lines around it.
struct PlainScreen {
    model: Model,
    context: Arc<Context>,
    runtime: Runtime,
    is_leaving: bool,
    /// What was told last, without what is told once.
    told: Vec<String>,
}

impl PlainScreen {
    fn update(&mut self, msg: impl Into<Msg>) {
        let effects = update(&mut self.model, &self.context, msg.into());
        self.run(effects);
    }

    fn run(&mut self, effects: Effects) {
        // Nothing is painted that could be waited for, but the order is kept.
        let (first, later): (Effects, Effects) =
            effects.into_iter().partition(|effect| effect.phase() == Phase::BeforePaint);
        for effect in first.into_iter().chain(later) {
            if matches!(effect, Effect::Leave | Effect::LeaveUnsaved) {
                self.is_leaving = true;
            } else if let Some(msg) = self.runtime.run(&self.model, effect) {
                self.update(msg);
            }
        }
    }

    fn take(&mut self, event: ShellEvent) {
        let msg = match event {
            ShellEvent::Message(msg) => Some(msg),
            ShellEvent::Saver(report) => self.runtime.saver_told(report),
            ShellEvent::FileWritten(name) => self.runtime.was_written(&name),
            ShellEvent::LookAgain => self.runtime.look_again(),
            ShellEvent::Rows { reading, rows, is_last } if self.runtime.is_newest_reading(reading) => {
                self.update(FolderMsg::Found(rows));
                is_last.then_some(Msg::Folder(FolderMsg::AllRead))
            }
            ShellEvent::Answers { reading, sessions, is_last } if self.runtime.is_newest_asking(reading) => {
                Some(Msg::Folder(FolderMsg::Answered { sessions, is_last }))
            }
            _ => None,
        };
        if let Some(msg) = msg {
            self.update(msg);
        }
    }

    /// Does what a line asks: a number goes to a row, a word is that of an action, and in a form the line is the value.
    fn answer(&mut self, line: &str) {
        let effects = do_in_words(&mut self.model, &self.context, update, line);
        self.run(effects);
    }

    /// What is asked and changes nothing: an empty line tells again where one is, a question mark in a form all of it.
    fn ask(&mut self, line: &str) -> io::Result<()> {
        match line.trim() {
            "" => self.told.clear(),
            "?" => write_lines(&mut io::stdout().lock(), &form_in_words(&self.model, &self.context))?,
            _ => {}
        }
        Ok(())
    }

    /// Tells what is in front. What was told just before is not told again: only what came of the line.
    fn print(&mut self) -> io::Result<()> {
        let mut out = io::stdout().lock();
        let PlainLines { lines, once } = lines(&self.model, &self.context);
        if lines != self.told {
            write_lines(&mut out, &lines)?;
            self.told = lines;
        }
        write_lines(&mut out, once.as_slice())?;
        write!(out, "> ")?;
        out.flush()
    }
}
