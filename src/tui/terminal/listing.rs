//! Reads the sessions of a folder beside the screen: for their list, and for what is asked of all of them. What is read
//! appears as it comes.

use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::Sender;
use std::time::{Duration, Instant};

use crate::overview::{read_answers, read_rows};
use crate::tui::model::Context;

use super::background;
use super::event::ShellEvent;

/// What was read goes to the screen this often, so that it never draws more often than a reader can follow.
const DEBOUNCE: Duration = Duration::from_millis(40);

/// Reads the sessions of a folder.
#[derive(Clone)]
pub(crate) struct Listing {
    context: Arc<Context>,
    folder: PathBuf,
    /// Where it is kept what was read before.
    cache: Option<PathBuf>,
    /// How often the folder was read for its list, and how often it was asked.
    lists: Readings,
    askings: Readings,
}

/// Counts readings: a newer one ends those that are under way.
#[derive(Clone, Default)]
struct Readings(Arc<AtomicU64>);

impl Readings {
    fn begin(&self) -> u64 {
        self.0.fetch_add(1, Ordering::Relaxed) + 1
    }

    fn is_newest(&self, reading: u64) -> bool {
        self.0.load(Ordering::Relaxed) == reading
    }

    /// Hands on what is read, several at a time, until it is all or a newer reading began.
    fn hand_on<Read>(
        &self,
        reading: u64,
        read: impl FnOnce(&mut dyn FnMut(Read) -> ControlFlow<()>),
        hand: impl Fn(Vec<Read>, bool) -> bool,
    ) {
        let mut waiting = Vec::new();
        let mut last: Option<Instant> = None;
        read(&mut |one| {
            waiting.push(one);
            if last.is_some_and(|last| last.elapsed() < DEBOUNCE) {
                return ControlFlow::Continue(());
            }
            last = Some(Instant::now());
            let is_taken = hand(std::mem::take(&mut waiting), false);
            if is_taken && self.is_newest(reading) { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        });
        hand(waiting, true);
    }
}

impl Listing {
    pub(crate) fn new(context: Arc<Context>, folder: PathBuf, cache: Option<PathBuf>) -> Self {
        Self { context, folder, cache, lists: Readings::default(), askings: Readings::default() }
    }

    /// Whether the folder was not read again since this reading.
    pub(crate) fn is_newest(&self, reading: u64) -> bool {
        self.lists.is_newest(reading)
    }

    /// Whether the folder was not asked again since this reading.
    pub(crate) fn is_newest_asking(&self, reading: u64) -> bool {
        self.askings.is_newest(reading)
    }

    /// Reads the folder anew; a reading that is under way ends.
    pub(crate) fn read(&self, events: &Sender<ShellEvent>) {
        let reading = self.lists.begin();
        let (listing, events) = (self.clone(), events.clone());
        background::run("folder", move || {
            let Self { context, folder, cache, .. } = &listing;
            listing.lists.hand_on(
                reading,
                |take| read_rows(folder, &context.guide.structure, cache.as_deref(), take),
                |rows, is_last| events.send(ShellEvent::Rows { reading, rows, is_last }).is_ok(),
            );
        });
    }

    /// Asks the folder anew; an asking that is under way ends.
    pub(crate) fn ask(&self, events: &Sender<ShellEvent>) {
        let reading = self.askings.begin();
        let (listing, events) = (self.clone(), events.clone());
        background::run("answers", move || {
            let Self { context, folder, cache, .. } = &listing;
            listing.askings.hand_on(
                reading,
                |take| read_answers(folder, &context.sentences(None), cache.as_deref(), take),
                |sessions, is_last| events.send(ShellEvent::Answers { reading, sessions, is_last }).is_ok(),
            );
        });
    }
}
