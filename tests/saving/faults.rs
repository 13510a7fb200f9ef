//! One save, with every call failing once with each of ten errors.

use crate::model_disk::{Fault, ModelDisk};
use crate::power::PATH;
use std::io::Error;
use std::path::Path;
use werksessie::domain::problem::Unkept;
use werksessie::store::disk::DiskError::{self, Full, Gone, NotPermitted, ReadOnly};
use werksessie::store::disk::LARGEST_SESSION;
use werksessie::store::safety::save::{Base, SaveError, Saved, save};

/// ENOSPC, EIO, EACCES, EROFS, EDQUOT, EINTR, ENOENT, EPERM, ESTALE and EMFILE, as Linux numbers them.
pub(crate) const ERRORS: [i32; 10] = [28, 5, 13, 30, 122, 4, 2, 1, 116, 24];

const OLD: &str = "the old text\n";
const NEW: &str = "the new text, which is longer\n";

fn disk_with(old: Option<&str>) -> (ModelDisk, Base) {
    match old {
        Some(old) => (ModelDisk::with(&[(PATH, old)]), Base::Known(old.as_bytes().into())),
        None => (ModelDisk::default(), Base::New),
    }
}

#[cfg(target_os = "linux")]
#[test]
fn errors_are_told_apart() {
    let told = ERRORS.map(|code| DiskError::from(Error::from_raw_os_error(code)));
    let other = |code| DiskError::Other { kind: Error::from_raw_os_error(code).kind(), code: Some(code) };
    assert_eq!(
        told,
        [Full, other(5), NotPermitted, ReadOnly, Full, other(4), Gone, NotPermitted, other(116), other(24)]
    );
}

#[test]
fn whatever_call_fails_the_old_text_stays_or_the_new_one_is_whole() {
    for old in [Some(OLD), None] {
        let (disk, base) = disk_with(old);
        assert_eq!(
            save(&disk, Path::new(PATH), NEW, &base),
            Ok(Saved { confirmed: true, locked: true, unkept: Unkept::NOTHING })
        );
        let calls = disk.moments();
        for (number, moment) in (1..).zip(&calls) {
            for code in ERRORS {
                let (disk, base) = disk_with(old);
                disk.fail(Fault::Undone(number, code));
                let result = save(&disk, Path::new(PATH), NEW, &base);
                let last = number == calls.len();
                // That a new file cannot be looked at because it is not there is no failure.
                let looked = old.is_none() && code == 2 && moment.call.contains("read /sessies/wijk");
                let expected = match &result {
                    // Some disks have no locks.
                    Ok(Saved { confirmed: true, locked: false, unkept: Unkept::NOTHING })
                        if moment.call.contains("lock") =>
                    {
                        Some(NEW)
                    }
                    Ok(Saved { confirmed, .. }) if last != *confirmed => Some(NEW),
                    Err(_) if !last && !looked => old,
                    _ => panic!("{} failed with {code}: {result:?}", moment.call),
                };
                assert_eq!(disk.text(PATH).as_deref(), expected, "{} failed with {code}", moment.call);
                assert_eq!(disk.names().len(), usize::from(expected.is_some()), "a file was left: {:?}", disk.names());
            }
        }
    }
}

#[test]
fn a_save_that_failed_succeeds_when_the_disk_works_again() {
    let (disk, base) = disk_with(Some(OLD));
    save(&disk, Path::new(PATH), NEW, &base).expect("nothing fails");
    for number in 1..=disk.calls() {
        for fault in [Fault::Undone(number, 5), Fault::Done(number, 5)] {
            let (disk, base) = disk_with(Some(OLD));
            disk.fail(fault);
            save(&disk, Path::new(PATH), NEW, &base).ok();
            let saved = save(&disk, Path::new(PATH), NEW, &base).map(|saved| saved.confirmed);
            assert_eq!(saved, Ok(true));
            assert_eq!(disk.text(PATH).as_deref(), Some(NEW));
        }
    }
}

#[test]
fn what_somebody_else_wrote_is_not_overwritten() {
    let disk = ModelDisk::with(&[(PATH, "theirs")]);
    let changed = Err(SaveError::Changed { on_disk: b"theirs".to_vec() });
    assert_eq!(save(&disk, Path::new(PATH), NEW, &Base::Known(OLD.as_bytes().into())), changed);
    assert_eq!(save(&disk, Path::new(PATH), NEW, &Base::New), changed);
    assert_eq!(disk.text(PATH).as_deref(), Some("theirs"));
    let empty = ModelDisk::default();
    assert_eq!(save(&empty, Path::new(PATH), NEW, &Base::Known(OLD.as_bytes().into())), Err(SaveError::Removed));
}

#[test]
fn what_somebody_else_writes_during_the_save_is_not_overwritten() {
    for old in [Some(OLD), None] {
        let (disk, base) = disk_with(old);
        save(&disk, Path::new(PATH), NEW, &base).expect("nothing fails");
        let calls = disk.moments();
        let rename = 1 + calls.iter().position(|moment| moment.call.contains("rename")).expect("a save renames");
        for number in 1..=calls.len() {
            let (disk, base) = disk_with(old);
            disk.intrude(number, PATH, "theirs");
            let result = save(&disk, Path::new(PATH), NEW, &base);
            if number < rename {
                assert_eq!(result, Err(SaveError::Changed { on_disk: b"theirs".to_vec() }), "before call {number}");
            }
            if number != rename {
                assert_eq!(disk.text(PATH).as_deref(), Some("theirs"), "before call {number}");
            }
        }
    }
}

#[test]
fn a_text_that_could_not_be_read_again_is_not_written() {
    let disk = ModelDisk::default();
    let large = "x".repeat(usize::try_from(LARGEST_SESSION).expect("fits") + 1);
    let refused = Err(SaveError::Disk(DiskError::TooLarge));
    assert_eq!(save(&disk, Path::new(PATH), &large, &Base::New), refused);
    assert_eq!(
        save(&disk, Path::new(PATH), &large[1..], &Base::New),
        Ok(Saved { confirmed: true, locked: true, unkept: Unkept::NOTHING })
    );
}
