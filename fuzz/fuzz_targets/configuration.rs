//! Whatever stands in the configuration: a command does its work all the same.
#![no_main]

use std::fs;
use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;

static FOLDER: LazyLock<tempfile::TempDir> = LazyLock::new(|| {
    let folder = tempfile::tempdir().expect("a folder");
    fs::create_dir(folder.path().join("werksessie")).expect("made");
    // SAFETY: nothing else runs yet.
    unsafe { std::env::set_var("XDG_CONFIG_HOME", folder.path()) };
    folder
});

fuzz_target!(|bytes: &[u8]| {
    fs::write(FOLDER.path().join("werksessie/config.ron"), bytes).expect("written");
    let ended = werksessie::cli::run(["werksessie", "themes"].map(Into::into));
    assert_eq!(format!("{ended:?}"), format!("{:?}", std::process::ExitCode::SUCCESS));
});
