//! Sharing beside the screen: first all that was typed is saved, then git is at work on a thread of its own, and each step
//! wakes the loop. Typing goes on meanwhile; what the merge brings in comes in as anybody else's write does.
//!
//! A program that ends in the middle waits for the merge, not for the network: see `git::share`. A signal waits half a
//! second. Git is out of reach of the terminal, for keys and for a window that is closed: it goes on to its end, and what it
//! did not begin, the next sharing does.

use std::env;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::Sender;
use std::time::Duration;

use crate::domain::sharing::{Audience, Stop};
use crate::git::share::{ShareRequest, share};
use crate::store::disk::{Disk, LARGEST_SESSION, RealDisk};
use crate::store::safety::saver::{BackgroundSaver, Flushed};
use crate::store::safety::write_lock::WriteLock;
use crate::tui::model::Context;
use crate::tui::update::{ExchangeMsg, Msg};

use super::background;
use super::event::ShellEvent;

/// How long sharing waits for what was typed to be in the file.
const SAVE_TIMEOUT: Duration = Duration::from_secs(10);

/// What is to be shared, and with what.
pub(crate) struct SharingJob {
    pub(crate) context: Arc<Context>,
    /// A session, or a folder of them.
    pub(crate) path: PathBuf,
    pub(crate) message: Option<String>,
    /// The saver of the open session, and the text that has to be in its file.
    pub(crate) unsaved: Option<(Arc<BackgroundSaver>, Vec<u8>)>,
    pub(crate) write_lock: WriteLock,
    pub(crate) is_sharing: Arc<AtomicBool>,
    pub(crate) events: Sender<ShellEvent>,
}

impl SharingJob {
    /// Begins, unless it was begun already.
    pub(crate) fn begin(self) {
        if self.is_sharing.swap(true, Ordering::SeqCst) {
            return;
        }
        let (is_sharing, events) = (Arc::clone(&self.is_sharing), self.events.clone());
        let ended = move |end| {
            is_sharing.store(false, Ordering::SeqCst);
            // What came into the open session is on the screen before it is told how it ended.
            events
                .send(ShellEvent::LookAgain)
                .and_then(|()| events.send(Msg::Exchange(ExchangeMsg::SharingEnded(end)).into()))
                .ok();
        };
        let not_begun = ended.clone();
        let is_begun = background::start("sharing", move || ended(self.make()));
        if !is_begun {
            not_begun(Err(Stop::GitFailed));
        }
    }

    fn make(mut self) -> Result<(), Stop> {
        self.save()?;
        let program = env::current_exe().unwrap_or_else(|_| PathBuf::from("werksessie"));
        let asked = ShareRequest {
            path: &self.path,
            message: self.message.as_deref(),
            program: &program,
            audience: Audience::Room,
            write_lock: self.write_lock.clone(),
        };
        // Without a day, every date in the message is told with its year.
        let sentences = self.context.sentences(None);
        share(&asked, &sentences, &mut |step| {
            self.events.send(Msg::Exchange(ExchangeMsg::Shared(step.clone())).into()).ok();
        })
    }

    /// Waits until all that was typed before is in the file.
    fn save(&mut self) -> Result<(), Stop> {
        let Some((saver, text)) = self.unsaved.take() else { return Ok(()) };
        let is_saved = saver.flush(SAVE_TIMEOUT) == Flushed::Saved;
        // Who types on is not saved at any moment, but was: the file tells.
        let is_in_file = || RealDisk.read(&self.path, LARGEST_SESSION).is_ok_and(|file| file.bytes == text);
        if is_saved || is_in_file() { Ok(()) } else { Err(Stop::NotSaved) }
    }
}
