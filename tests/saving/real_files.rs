//! Saving on the disk of this machine: links, modes, and what is no file.

#![cfg(unix)]

use rustix::fs::{CWD, FileType, Mode, mknodat};
use std::fs::{self, File, Permissions};
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, SystemTime};
use werksessie::domain::problem::Unkept;
use werksessie::store::disk::{Disk, DiskError, LARGEST_SESSION, RealDisk};
use werksessie::store::safety::journal::{Fingerprint, Frame, Journal, JournalQuery, find_abandoned};
use werksessie::store::safety::save::{Base, SaveError, Saved, save, sweep};

const SAVED: Result<Saved, SaveError> = Ok(Saved { confirmed: true, locked: true, unkept: Unkept::NOTHING });

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().expect("a folder for the test")
}

fn save_over(path: &Path, old: &str) -> Result<Saved, SaveError> {
    save(&RealDisk, path, "new", &Base::Known(old.as_bytes().into()))
}

fn refused(error: DiskError) -> Result<Saved, SaveError> {
    Err(SaveError::Disk(error))
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("the folder is there");
    let mut names: Vec<_> =
        entries.map(|entry| entry.expect("readable").file_name().into_string().expect("text")).collect();
    names.sort();
    names
}

#[test]
fn a_link_stays_a_link() {
    let folder = folder();
    let (file, link) = (folder.path().join("file.ron"), folder.path().join("link.ron"));
    fs::write(&file, "old").expect("written");
    symlink("file.ron", &link).expect("linked");
    assert_eq!(save_over(&link, "old"), SAVED);
    assert!(fs::symlink_metadata(&link).expect("there").is_symlink());
    assert_eq!(fs::read_to_string(&file).expect("there"), "new");
    assert_eq!(names(folder.path()), ["file.ron", "link.ron"]);
}

#[test]
fn a_link_to_nothing_makes_what_it_points_to() {
    let folder = folder();
    let link = folder.path().join("link.ron");
    fs::create_dir(folder.path().join("sub")).expect("made");
    symlink("sub/file.ron", &link).expect("linked");
    assert_eq!(save(&RealDisk, &link, "new", &Base::New), SAVED);
    assert_eq!(fs::read_to_string(folder.path().join("sub/file.ron")).expect("there"), "new");
    symlink("loop.ron", folder.path().join("loop.ron")).expect("linked");
    assert!(save(&RealDisk, &folder.path().join("loop.ron"), "new", &Base::New).is_err());
}

#[test]
fn mode_and_owner_stay_and_a_new_file_gets_the_usual_mode() {
    let folder = folder();
    let file = folder.path().join("file.ron");
    fs::write(&file, "old").expect("written");
    let usual = fs::metadata(&file).expect("there").mode();
    for mode in [0o600, 0o640, 0o664, 0o755] {
        fs::write(&file, "old").expect("written");
        fs::set_permissions(&file, Permissions::from_mode(mode)).expect("ours");
        // Only the administrator may do this; for others the test goes on with their own files.
        std::os::unix::fs::chown(&file, Some(4321), Some(1234)).ok();
        let before = fs::metadata(&file).expect("there");
        assert_eq!(save_over(&file, "old"), SAVED);
        let after = fs::metadata(&file).expect("there");
        assert_eq!((after.mode(), after.uid(), after.gid()), (before.mode(), before.uid(), before.gid()));
        assert_ne!(after.ino(), before.ino(), "it was replaced, not overwritten");
    }
    let new = folder.path().join("new.ron");
    assert_eq!(save(&RealDisk, &new, "new", &Base::New), SAVED);
    assert_eq!(fs::metadata(&new).expect("there").mode(), usual);
}

#[test]
fn a_read_only_file_is_refused_and_one_that_is_right_is_not() {
    let folder = folder();
    let file = folder.path().join("file.ron");
    fs::write(&file, "old").expect("written");
    fs::set_permissions(&file, Permissions::from_mode(0o444)).expect("ours");
    assert_eq!(save_over(&file, "old"), refused(DiskError::NotPermitted));
    assert_eq!(fs::read_to_string(&file).expect("there"), "old");
    let right = save(&RealDisk, &file, "old", &Base::Known((*b"older").into()));
    assert_eq!(right, Ok(Saved { confirmed: true, locked: false, unkept: Unkept::NOTHING }));
    assert_eq!(names(folder.path()), ["file.ron"]);
}

#[test]
fn what_is_no_file_is_refused_at_once() {
    let folder = folder();
    let pipe = folder.path().join("pipe.ron");
    mknodat(CWD, &pipe, FileType::Fifo, Mode::from_raw_mode(0o644), 0).expect("a pipe");
    for path in [pipe.as_path(), folder.path(), Path::new("/dev/null"), Path::new("/")] {
        assert_eq!(RealDisk.read(path, 10), Err(DiskError::NotAFile), "{}", path.display());
        assert_eq!(save_over(path, "old"), refused(DiskError::NotAFile), "{}", path.display());
    }
    assert_eq!(names(folder.path()), ["pipe.ron"]);
}

#[test]
fn a_file_that_is_too_large_is_refused_before_it_is_read() {
    let folder = folder();
    let path = folder.path().join("large.ron");
    let file = File::create(&path).expect("made");
    file.set_len(LARGEST_SESSION).expect("a hole");
    assert!(RealDisk.read(&path, LARGEST_SESSION).is_ok());
    file.set_len(1 << 40).expect("a larger hole");
    assert_eq!(RealDisk.read(&path, LARGEST_SESSION), Err(DiskError::TooLarge));
    assert_eq!(save_over(&path, "old"), refused(DiskError::TooLarge));
}

#[test]
fn what_is_missing_or_changed_is_told() {
    let folder = folder();
    let file = folder.path().join("file.ron");
    assert_eq!(save_over(&folder.path().join("no/file.ron"), "old"), refused(DiskError::Gone));
    assert_eq!(save_over(&file, "old"), Err(SaveError::Removed));
    fs::write(&file, "theirs").expect("written");
    assert_eq!(save_over(&file, "old"), Err(SaveError::Changed { on_disk: b"theirs".to_vec() }));
    assert_eq!(names(folder.path()), ["file.ron"]);
}

#[test]
fn only_our_own_old_temporary_files_are_swept() {
    let folder = folder();
    let all = [".werksessie-1-1.tmp", ".werksessie-1-2.tmp", ".other-1-1.tmp", "sessie.ron"];
    let now = SystemTime::now();
    for (name, age) in all.iter().zip([3700, 3500, 3700, 3700]) {
        let file = File::create(folder.path().join(name)).expect("made");
        file.set_modified(now - Duration::from_secs(age)).expect("ours");
    }
    sweep(&RealDisk, folder.path(), now).expect("readable");
    assert_eq!(names(folder.path()), [".other-1-1.tmp", ".werksessie-1-2.tmp", "sessie.ron"]);
}

#[test]
fn the_journal_is_for_the_user_only_and_locked() {
    let folder = folder();
    let (state, file) = (folder.path().join("state/werksessie"), folder.path().join("Wijk Één.ron"));
    let base = Fingerprint::Absent;
    let mut journal = Journal::new(Arc::new(RealDisk), Some(state.clone()), &file, "s-1", base);
    assert!(!state.exists(), "nothing is made before it is needed");
    journal.append(Frame::Edits("edit".to_owned())).expect("written");
    journal.append(Frame::Edits("another".to_owned())).expect("written");
    let mode = |path: &Path| fs::metadata(path).expect("there").mode() & 0o777;
    assert_eq!((mode(&state), mode(state.parent().expect("a folder"))), (0o700, 0o700));
    let files = names(&state);
    assert!(files.len() == 2 && files.iter().all(|name| name.starts_with("wijk-n-")), "{files:?}");
    assert!(files.iter().all(|name| mode(&state.join(name)) == 0o600));
    let session = JournalQuery { path: &file, session: "s-1", on_disk: base, is_in: &|_| false };
    let found = || find_abandoned(&RealDisk, &state, &session).expect("readable");
    assert!(found().is_empty(), "its program still runs");
    drop(journal);
    let left = found().pop().expect("one was left");
    assert_eq!(left.unsaved.edits, ["edit", "another"]);
    assert!(found().is_empty(), "it is being recovered");
    left.discard(&RealDisk).expect("set aside");
    assert!(found().is_empty());
}

#[test]
fn attributes_and_access_lists_come_along_and_a_second_name_is_told() {
    use rustix::fs::{XattrFlags, getxattr, setxattr};
    let folder = folder();
    let (file, second) = (folder.path().join("file.ron"), folder.path().join("second.ron"));
    fs::write(&file, "old").expect("written");
    // A user who may read and write beside the owner: version, then tag, rights and id of each entry.
    let entries: [(u16, u16, u32); 5] = [(1, 6, !0), (2, 6, 1234), (4, 4, !0), (16, 6, !0), (32, 4, !0)];
    let mut list = 2_u32.to_le_bytes().to_vec();
    for (tag, rights, id) in entries {
        list.extend([&tag.to_le_bytes()[..], &rights.to_le_bytes(), &id.to_le_bytes()].concat());
    }
    let attributes = [("user.note", b"van Joke".to_vec()), ("system.posix_acl_access", list)];
    let has = |name: &str, value: &[u8]| setxattr(&file, name, value, XattrFlags::empty()).is_ok();
    // Not every disk has them: those that it takes are asked for.
    let kept: Vec<_> = attributes.iter().filter(|(name, value)| has(name, value)).collect();
    let mode = fs::metadata(&file).expect("there").mode();
    assert_eq!(save_over(&file, "old"), SAVED);
    for (name, value) in &kept {
        let mut found = vec![0; value.len() + 1];
        let length = getxattr(&file, *name, &mut *found).expect("it came along");
        assert_eq!(&found[..length], value, "{name}");
    }
    assert_eq!(fs::metadata(&file).expect("there").mode(), mode);
    fs::hard_link(&file, &second).expect("linked");
    let unkept = Unkept { second_name: true, ..Unkept::NOTHING };
    let saved = save(&RealDisk, &file, "newer", &Base::Known(b"new"[..].into()));
    assert_eq!(saved, Ok(Saved { confirmed: true, locked: true, unkept }));
    assert_eq!(fs::read_to_string(&second).expect("there"), "new");
}
