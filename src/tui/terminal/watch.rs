//! Notices that another process wrote the open file, without looking at it again and again: the system tells. Where it
//! cannot, the change is noticed at the next save.

use std::path::Path;
use std::sync::mpsc::Sender;

use super::event::ShellEvent;

/// Watches the folders of the sessions that are opened.
pub(crate) struct FileWatch {
    #[cfg(target_os = "linux")]
    folders: Option<std::sync::Arc<std::os::fd::OwnedFd>>,
    /// The file that is watched, and the folder that it leads to where it is a link.
    #[cfg(target_os = "linux")]
    watched: (std::path::PathBuf, Option<std::path::PathBuf>),
    #[cfg(target_os = "linux")]
    events: Sender<ShellEvent>,
}

#[cfg(target_os = "linux")]
impl FileWatch {
    /// Begins to listen; each name that is written in a watched folder events the loop.
    pub(crate) fn begin(events: Sender<ShellEvent>) -> Self {
        use rustix::fs::inotify::{CreateFlags, init};
        use std::sync::Arc;
        let folders = init(CreateFlags::CLOEXEC).ok().map(Arc::new);
        let told = events.clone();
        let thread = folders.clone().map(|listening| {
            std::thread::Builder::new().name("watch".to_owned()).spawn(move || listen(&listening, &told))
        });
        let folders = folders.filter(|_| matches!(thread, Some(Ok(_))));
        Self { folders, watched: Default::default(), events }
    }

    /// Watches the folder of a file. What happened to it before that is looked at once.
    pub(crate) fn watch(&mut self, file: &Path) {
        use rustix::fs::inotify::{WatchFlags, add_watch};
        let (Some(folders), Some(folder)) = (&self.folders, file.parent()) else { return };
        let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
        let is_new = self.watched.0 != file;
        if is_new {
            // A link is written where it leads to.
            let behind = file.canonicalize().ok().and_then(|path| path.parent().map(Path::to_owned));
            self.watched = (file.to_owned(), behind);
        }
        for folder in [folder].into_iter().chain(self.watched.1.as_deref()) {
            // If it cannot be watched, the next save notices.
            add_watch(folders, folder, WatchFlags::CLOSE_WRITE | WatchFlags::MOVED_TO).ok();
        }
        if is_new {
            self.events.send(ShellEvent::LookAgain).ok();
        }
    }
}

#[cfg(target_os = "linux")]
fn listen(folders: &std::os::fd::OwnedFd, events: &Sender<ShellEvent>) {
    use std::os::unix::ffi::OsStrExt;
    let mut buffer = [std::mem::MaybeUninit::uninit(); 4096];
    let mut written = rustix::fs::inotify::Reader::new(folders, &mut buffer);
    loop {
        let name = match written.next() {
            Ok(event) => event.file_name().map(|name| std::ffi::OsStr::from_bytes(name.to_bytes()).to_owned()),
            Err(rustix::io::Errno::INTR) => continue,
            Err(_) => return,
        };
        if let Some(name) = name
            && events.send(ShellEvent::FileWritten(name)).is_err()
        {
            return;
        }
    }
}

#[cfg(not(target_os = "linux"))]
impl FileWatch {
    /// Nothing tells on this system.
    pub(crate) fn begin(_events: Sender<ShellEvent>) -> Self {
        Self {}
    }

    /// Nothing to do on this system.
    pub(crate) fn watch(&mut self, _file: &Path) {}
}
