//! Reads the sessions of a folder beside the screen, for their list; rows appear as they are read.

use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::Sender;
use std::time::{Duration, Instant};

use crate::overview::read_rows;
use crate::tui::model::Context;

use super::background;
use super::event::ShellEvent;

/// Rows go to the screen this often, so that it never draws more often than a reader can follow.
const DEBOUNCE: Duration = Duration::from_millis(40);

/// Reads the sessions of a folder.
#[derive(Clone)]
pub(crate) struct Listing {
    context: Arc<Context>,
    folder: PathBuf,
    /// Where it is kept what was read before.
    cache: Option<PathBuf>,
    /// How often the folder was read.
    count: Arc<AtomicU64>,
}

impl Listing {
    pub(crate) fn new(context: Arc<Context>, folder: PathBuf, cache: Option<PathBuf>) -> Self {
        Self { context, folder, cache, count: Arc::default() }
    }

    /// Whether the folder was not read again since this reading.
    pub(crate) fn is_newest(&self, reading: u64) -> bool {
        self.count.load(Ordering::Relaxed) == reading
    }

    /// Reads the folder anew; a reading that is under way ends.
    pub(crate) fn read(&self, events: &Sender<ShellEvent>) {
        let reading = self.count.fetch_add(1, Ordering::Relaxed) + 1;
        let (listing, events) = (self.clone(), events.clone());
        background::run("folder", move || listing.read_all(reading, &events));
    }

    fn read_all(&self, reading: u64, events: &Sender<ShellEvent>) {
        let mut rows = Vec::new();
        let mut last: Option<Instant> = None;
        read_rows(&self.folder, &self.context.guide.structure, self.cache.as_deref(), |row| {
            rows.push(row);
            if last.is_some_and(|last| last.elapsed() < DEBOUNCE) {
                return ControlFlow::Continue(());
            }
            last = Some(Instant::now());
            let sent = events.send(ShellEvent::Rows { reading, rows: std::mem::take(&mut rows), is_last: false });
            if sent.is_ok() && self.is_newest(reading) { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        });
        events.send(ShellEvent::Rows { reading, rows, is_last: true }).ok();
    }
}
