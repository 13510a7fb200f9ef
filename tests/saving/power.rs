//! One save, with the power cut after every call.

use crate::model_disk::{Fault, ModelDisk};
use std::path::Path;
use werksessie::domain::problem::Unkept;
use werksessie::store::safety::save::{Base, Saved, save};

pub(crate) const PATH: &str = "/sessies/wijk.ron";
const OLD: &str = "the old text\n";
const NEW: &str = "the new text, which is longer\n";

/// Runs a save and looks at every state that a power cut could leave; how many there were.
fn survives(disk: &ModelDisk, old: Option<&str>, base: &Base) -> usize {
    let saved = save(disk, Path::new(PATH), NEW, base);
    disk.promise(usize::from(saved.is_ok_and(|saved| saved.confirmed)));
    let mut states = 0;
    for moment in disk.moments() {
        for stored in moment.stored.after_power_cut() {
            let found = ModelDisk::holding(stored).text(PATH);
            let fine = found.as_deref() == Some(NEW) || (moment.promised == 0 && found.as_deref() == old);
            assert!(fine, "power cut after {}: {found:?}", moment.call);
            states += 1;
        }
    }
    states
}

#[test]
fn a_power_cut_leaves_the_old_or_the_new_text_and_success_means_the_new() {
    let replaced = survives(&ModelDisk::with(&[(PATH, OLD)]), Some(OLD), &Base::Known(OLD.as_bytes().into()));
    let made = survives(&ModelDisk::default(), None, &Base::New);
    assert!(replaced > 15 && made > 15, "the model must have something to show: {replaced}, {made}");
}

#[test]
fn a_power_cut_after_a_failed_call_does_too() {
    let calls = {
        let disk = ModelDisk::with(&[(PATH, OLD)]);
        survives(&disk, Some(OLD), &Base::Known(OLD.as_bytes().into()));
        disk.calls()
    };
    let mut states = 0;
    for number in 1..=calls {
        for fault in [Fault::Undone(number, 5), Fault::Done(number, 5)] {
            let disk = ModelDisk::with(&[(PATH, OLD)]);
            disk.fail(fault);
            states += survives(&disk, Some(OLD), &Base::Known(OLD.as_bytes().into()));
            let disk = ModelDisk::default();
            disk.fail(fault);
            states += survives(&disk, None, &Base::New);
        }
    }
    assert!(states > 500, "{states}");
}

#[test]
fn a_text_that_somebody_else_wrote_already_is_safe_when_we_say_so() {
    let disk = ModelDisk::default();
    disk.put(PATH, NEW, "");
    assert_eq!(
        save(&disk, Path::new(PATH), NEW, &Base::Known(OLD.as_bytes().into())),
        Ok(Saved { confirmed: true, locked: false, unkept: Unkept::NOTHING })
    );
    let last = disk.moments().pop().expect("a save makes calls").stored;
    for stored in last.after_power_cut() {
        assert_eq!(ModelDisk::holding(stored).text(PATH).as_deref(), Some(NEW));
    }
}
