//! Notices that another process wrote the open file, without looking at it again and again: the system tells. Where it
//! cannot, the change is noticed at the next save.

use std::path::Path;
use std::sync::mpsc::Sender;

use super::event::ShellEvent;

/// Watches the folders of the sessions that are opened.
pub(crate) struct FileWatch {
    #[cfg(target_os = "linux")]
    folders: Option<std::sync::Arc<std::os::fd::OwnedFd>>,
}

#[cfg(target_os = "linux")]
impl FileWatch {
    /// Begins to listen; each name that is written in a watched folder events the loop.
    pub(crate) fn begin(events: Sender<ShellEvent>) -> Self {
        use rustix::fs::inotify::{CreateFlags, init};
        use std::sync::Arc;
        let folders = init(CreateFlags::CLOEXEC).ok().map(Arc::new);
        let Some(listening) = folders.clone() else { return Self { folders: None } };
        let thread = std::thread::Builder::new().name("watch".to_owned()).spawn(move || listen(&listening, &events));
        Self { folders: folders.filter(|_| thread.is_ok()) }
    }

    /// Watches the folder of a file.
    pub(crate) fn watch(&self, file: &Path) {
        use rustix::fs::inotify::{WatchFlags, add_watch};
        let (Some(folders), Some(folder)) = (&self.folders, file.parent()) else { return };
        let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
        // A link is written where it leads to.
        let behind = file.canonicalize().ok().and_then(|path| path.parent().map(Path::to_owned));
        for folder in [folder].into_iter().chain(behind.as_deref()) {
            // If it cannot be watched, the next save notices.
            add_watch(folders, folder, WatchFlags::CLOSE_WRITE | WatchFlags::MOVED_TO).ok();
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
    pub(crate) fn watch(&self, _file: &Path) {}
}
