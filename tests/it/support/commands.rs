//! Every command that tells something of sessions, in each of its forms, and all the text that leaves the program with it:
//! what it prints, what it complains of, and the files that it writes.

use std::collections::BTreeSet;
use std::fs;
use std::io::{Cursor, Read};
use std::path::{Path, PathBuf};
use std::process::Output;

use werksessie::domain::session::{Count, Section};
use werksessie::exchange::form::OutputForm;
use werksessie::exchange::report::ReportKind;
use werksessie::exchange::tables::TableFormat;

/// The commands that tell nothing of a session, or only in a terminal, which has walks of its own.
const TELL_NOTHING: &[&str] = &["completions", "man", "themes", "guide", "doctor", "side", "open", "git-setup"];

/// What can be asked of a folder with the sessions `a.ron` and `b.ron`, one that was changed in another way, `plain.ron`, and
/// the table `brought.csv`. What is written goes to `out`.
pub(crate) fn commands() -> Vec<Vec<String>> {
    let fixed: &[&[&str]] = &[
        &["show", "a.ron"],
        &["show", "--rounds", "a.ron"],
        &["show", "a.ron", "--step", "3"],
        &["diff", "a.ron", "b.ron"],
        &["diff", "--json", "a.ron", "plain.ron"],
        &["log", "a.ron"],
        &["log", "b.ron"],
        &["check", "."],
        &["check", "--json", "."],
        &["overview", "."],
        &["overview", ".", "--items"],
        &["overview", ".", "--items", "--json"],
        &["overview", ".", "--items", "--csv"],
        &["overview", ".", "--csv"],
        &["overview", ".", "--json"],
        &["overview", ".", "--actions"],
        &["overview", ".", "--actions", "--csv"],
        &["overview", ".", "--actions", "--json"],
        &["overview", ".", "--all-rounds", "--overdue", "--no-owner"],
        &["merge", "plain.ron", "a.ron", "b.ron"],
        &["merge", "plain.ron", "a.ron", "b.ron", "--out", "out/merged.ron"],
        &["fmt", "--check", "."],
        &["share", "."],
        &["intervision", "."],
        &["new", "out/new.ron", "--neighbourhood", "Dorp"],
        &["next", "a.ron", "--out", "out/next.ron"],
        &["import", "brought.csv", "--into", "b.ron", "--as", "actions", "--dry-run"],
        &["import", "brought.csv", "--into", "b.ron", "--as", "people", "--dry-run"],
        &["import", "brought.csv", "--into", "b.ron", "--as", "figures", "--dry-run"],
        &["import", "brought.csv", "--into", "b.ron", "--as", "scores", "--dry-run"],
    ];
    let mut all: Vec<Vec<String>> =
        fixed.iter().map(|words| words.iter().map(|word| (*word).to_owned()).collect()).collect();
    let mut add = |words: String| all.push(words.split(' ').map(str::to_owned).collect());
    for asked in ["lights", "results", "actions --owner a", "actions --due 1-1-2030"] {
        for form in ["", " --csv", " --json"] {
            add(format!("overview . --{asked}{form}"));
        }
    }
    for of in ["a.ron", "."] {
        for kind in ReportKind::ALL.map(ReportKind::name) {
            add(format!("report {of} --kind {kind}"));
            for ending in OutputForm::ALL.map(OutputForm::ending) {
                add(format!("report {of} --kind {kind} -o out/r.{ending}"));
            }
        }
    }
    let sections = Section::ALL.iter().filter(|section| section.count() != Count::One);
    for (section, kind) in sections.zip(["verslag", "intern"].into_iter().cycle()) {
        add(format!("report a.ron --kind {kind} --table {} -o out/r.csv", section.name()));
    }
    for format in TableFormat::ALL.map(TableFormat::name) {
        for more in ["", " --public"] {
            add(format!("tables . -o out/tables --format {format}{more}"));
        }
    }
    let asked: BTreeSet<&str> = all.iter().map(|words| words[0].as_str()).chain(TELL_NOTHING.iter().copied()).collect();
    for name in names() {
        assert!(asked.contains(&*name), "nobody looks at what `{name}` tells");
    }
    all
}

/// The names of all commands: each has a file.
fn names() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/cli/commands");
    let files = fs::read_dir(folder).expect("it is there").map(|entry| entry.expect("readable").path());
    let stems = files.map(|path| path.file_stem().unwrap_or_default().to_string_lossy().replace('_', "-"));
    stems.filter(|name| name != "mod").collect()
}

/// All text that left with a command that ran in this folder: what it printed and complained of, and what it wrote to `out`,
/// which is empty afterwards. Of a workbook each of its parts. That a table begins with a mark and ends its lines as a
/// spreadsheet wants is taken off.
pub(crate) fn texts(folder: &Path, output: &Output) -> Vec<(String, String)> {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("text");
    let plain = |bytes: &[u8]| text(bytes).trim_start_matches('\u{feff}').replace("\r\n", "\n");
    let mut all = vec![("printed".to_owned(), plain(&output.stdout)), ("told".to_owned(), text(&output.stderr))];
    let out = folder.join("out");
    for path in files(&out) {
        let (name, bytes) = (path.display().to_string(), fs::read(&path).expect("readable"));
        if path.extension().is_some_and(|ending| ending == "xlsx") {
            let mut book = zip::ZipArchive::new(Cursor::new(bytes)).expect("a workbook");
            for part in 0..book.len() {
                let mut part = book.by_index(part).expect("whole");
                let mut bytes = Vec::new();
                part.read_to_end(&mut bytes).expect("whole");
                all.push((format!("{name}, part {}", all.len()), plain(&bytes)));
            }
        } else {
            all.push((name, plain(&bytes)));
        }
    }
    fs::remove_dir_all(&out).ok();
    fs::create_dir(&out).expect("made");
    all
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() { found.extend(files(&path)) } else { found.push(path) }
    }
    found
}
