//! The model and what works for it, without a terminal: what other threads tell becomes messages, what a message asks is
//! done, and nobody leaves before what was typed is safe. The screen and the lines of text stand around it.

use std::io;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender};
use std::time::Duration;

use jiff::civil::{Date, Time};

use crate::store::form::open::Opened;
use crate::store::local_time;
use crate::store::safety::saver::Flushed;
use crate::tui::model::layout::Size;
use crate::tui::model::{Context, Desk, Model};
use crate::tui::update::{Effect, Effects, FileMsg, FolderMsg, Msg, Phase, update};

use super::Folders;
use super::event::ShellEvent;
use super::runtime::Runtime;

/// How long leaving waits for a disk before it trusts the journal.
const FLUSH_TIMEOUT: Duration = Duration::from_secs(3);
/// How long leaving waits for a merge that is being made.
const MERGE_TIMEOUT: Duration = Duration::from_secs(10);

/// The model with its runtime.
pub(super) struct App {
    pub(super) model: Model,
    pub(super) context: Arc<Context>,
    pub(super) runtime: Runtime,
    /// The effects that wait until the frame is painted.
    waiting: Effects,
    /// Whether the user asked to leave, and how.
    leaving: Option<Effect>,
    /// Whether the colours of another theme were asked for.
    pub(super) wants_theme: bool,
    /// Whether a frame would look different from the last one, as far as is known.
    is_changed: bool,
}

impl App {
    /// A model of this size; `is_rehearsal` where nothing may reach the disk.
    ///
    /// # Errors
    /// The system gives no chance.
    pub(super) fn new(
        context: Arc<Context>,
        folders: Folders,
        is_rehearsal: bool,
        size: Size,
        events: Sender<ShellEvent>,
    ) -> io::Result<Self> {
        let now = local_time::now().datetime();
        let seed = getrandom::u64().map_err(io::Error::other)?;
        let mut model = Model::new(size, now.date(), now.time(), seed);
        model.is_rehearsal = is_rehearsal;
        model.here = std::env::current_dir().unwrap_or_default();
        let mut runtime = Runtime::new(Arc::clone(&context), folders, events);
        runtime.is_rehearsal = is_rehearsal;
        Ok(Self {
            model,
            context,
            runtime,
            waiting: Effects::new(),
            leaving: None,
            wants_theme: false,
            is_changed: true,
        })
    }

    /// Opens the session that was asked for, or lists those of the folder.
    pub(super) fn begin(&mut self, open: Option<Opened>) {
        match open {
            Some(Opened { path, read }) => {
                let msg = self.runtime.open(&path, read);
                self.update(msg);
            }
            None => self.run(vec![Effect::ReadFolder]),
        }
    }

    pub(super) fn tell_time(&mut self) {
        let now = local_time::now().datetime();
        let minute = |date: Date, time: Time| (date, time.hour(), time.minute());
        let is_shown = minute(now.date(), now.time()) != minute(self.model.today, self.model.now);
        self.is_changed |= is_shown || self.model.changes_after().is_some();
        self.follow(Msg::Moment { today: now.date(), now: now.time() });
    }

    /// Follows what other threads tell.
    pub(super) fn hear(&mut self, event: ShellEvent) {
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
            // An older reading tells nothing any more; what becomes of the terminal is the business of who holds it.
            _ => None,
        };
        if let Some(msg) = msg {
            self.update(msg);
        }
    }

    pub(super) fn update(&mut self, msg: impl Into<Msg>) {
        self.is_changed = true;
        self.follow(msg.into());
    }

    fn follow(&mut self, msg: Msg) {
        let effects = update(&mut self.model, &self.context, msg);
        self.run(effects);
    }

    /// Whether there is something new to draw since this was last asked.
    pub(super) fn take_changed(&mut self) -> bool {
        std::mem::take(&mut self.is_changed)
    }

    /// Runs the effects of which the next frame shows the result, and what keeps the last word typed safe; the others wait.
    pub(super) fn run(&mut self, effects: Effects) {
        for effect in effects {
            if matches!(effect, Effect::Leave | Effect::LeaveUnsaved) {
                self.leaving = Some(effect);
            } else if effect == Effect::NextTheme {
                self.wants_theme = true;
            } else if effect.phase() == Phase::AfterPaint {
                self.waiting.push(effect);
            } else if let Some(msg) = self.runtime.run(&self.model, effect) {
                self.update(msg);
            }
        }
    }

    /// Runs the effects that waited for the frame.
    pub(super) fn run_waiting(&mut self) {
        for effect in std::mem::take(&mut self.waiting) {
            if let Some(msg) = self.runtime.run(&self.model, effect) {
                self.update(msg);
            }
        }
    }

    /// Where the user asked to leave: saves, and tells whether that went so well that it can be done; if not, asks.
    pub(super) fn can_leave(&mut self, received: &Receiver<ShellEvent>) -> bool {
        let Some(leaving) = self.leaving.take() else { return false };
        self.run_waiting();
        let flushed = self.runtime.file.flush(FLUSH_TIMEOUT);
        if leaving == Effect::LeaveUnsaved || flushed == Flushed::Saved {
            return true;
        }
        // What the saver told meanwhile; a key behind the one that leaves is for no one.
        for event in received.try_iter() {
            if matches!(event, ShellEvent::Saver(_)) {
                self.hear(event);
            }
        }
        let is_kept = flushed == Flushed::Journalled;
        if is_kept && !self.model.desk().is_some_and(Desk::is_stuck) {
            return true;
        }
        self.update(FileMsg::CannotLeave { is_kept });
        false
    }

    /// Keeps what was typed, waits for what is being shared, and tells where all of it is.
    pub(super) fn finish(&mut self) -> Flushed {
        let flushed = self.runtime.file.finish(FLUSH_TIMEOUT);
        self.runtime.end_sharing(MERGE_TIMEOUT);
        flushed
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use crate::guide::Guide;
    use crate::i18n::Words;
    use crate::i18n::language::Language;

    use super::*;

    #[test]
    fn what_changes_nothing_asks_for_no_frame() {
        let words = Words::load(Language::Dutch).expect("the words can be read");
        let guide = Guide::load(Language::Dutch).expect("the guide can be read");
        let folders = Folders { sessions: "sessions".into(), state: None, cache: None };
        let (events, _received) = mpsc::channel();
        let size = Size { columns: 80, rows: 24 };
        let mut app = App::new(Arc::new(Context { words, guide }), folders, true, size, events).expect("a chance");
        assert!(app.take_changed(), "the first frame");
        assert!(!app.take_changed(), "it was drawn");
        app.hear(ShellEvent::LookAgain);
        assert!(!app.take_changed(), "the file is as it was");
        app.update(Msg::Resize(Size { columns: 60, rows: 20 }));
        assert!(app.take_changed(), "another size");
        // A minute that passed meanwhile.
        app.model.now = app.model.now.saturating_sub(jiff::Span::new().minutes(1));
        app.tell_time();
        assert!(app.take_changed(), "another minute");
    }
}
