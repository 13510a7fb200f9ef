//! What sharing puts in a repository, and what it says when it cannot: text of a session stays text, one odd file does not
//! stop a folder, and why git refused is told in words.

use std::fs;
use std::path::{Path, PathBuf};

use werksessie::domain::safe_text::SafeText;

use crate::git::World;

const SESSION: &str = "sessions/lindenkwartier-2026-03-12.ron";
const NAME: &str = "name: \"Lindenkwartier\"";

fn session() -> String {
    let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(SESSION)).expect("shipped");
    assert!(text.contains(NAME), "the example is another one");
    text
}

/// A repository with one session, and a place to share it.
fn shared(world: &World) -> PathBuf {
    let folder = world.path("een");
    fs::create_dir(&folder).expect("made");
    world.git(&folder, &["init", "--quiet", "--initial-branch=main"]);
    world.name(&folder, "Joke");
    let bare = world.path("gedeeld.git");
    world.git(&folder, &["init", "--quiet", "--bare", "--initial-branch=main", &bare.to_string_lossy()]);
    world.git(&folder, &["remote", "add", "origin", &bare.to_string_lossy()]);
    fs::write(folder.join("s.ron"), session()).expect("written");
    world.git(&folder, &["add", "--all"]);
    world.git(&folder, &["commit", "--quiet", "-m", "begin"]);
    folder
}

#[test]
fn a_commit_message_holds_what_the_screen_would_show() {
    let world = World::new();
    let folder = shared(&world);
    let raw = "\u{1b}]52;c;aGFja2Vk\u{7}\u{9b}31m\u{202e}";
    let escaped = "\\u{1b}]52;c;aGFja2Vk\\u{7}\\u{9b}31m\\u{202e}";
    for (words, typed) in
        [("name", None), ("name again", Some("Zo\u{1b}[31m\u{202e} dan\n-\u{9b}31m\u{200b}".to_owned()))]
    {
        fs::write(folder.join("s.ron"), session().replace(NAME, &format!("name: \"{words} {escaped}\"")))
            .expect("written");
        let message: Vec<&str> = typed.iter().flat_map(|typed| ["-m", typed]).collect();
        let (code, out, told) = world.werksessie(&folder, &[&["share", "."], &message[..]].concat());
        assert_eq!(code, 0, "{told}");
        let message = world.git(&folder, &["log", "-1", "--format=%B"]);
        assert!(message.contains(SafeText::new(raw).as_str()), "{message:?}");
        for text in [&message, &out] {
            assert!(text.lines().all(|line| SafeText::new(line).as_str() == line), "{text:?}");
        }
    }
}

#[test]
#[cfg(target_os = "linux")]
fn a_name_that_not_every_computer_can_write_does_not_stop_the_others() {
    use std::os::unix::ffi::OsStrExt;
    let world = World::new();
    let folder = shared(&world);
    fs::write(folder.join("t.ron"), session()).expect("written");
    fs::write(folder.join(std::ffi::OsStr::from_bytes(b"caf\xe9.ron")), session()).expect("written");
    let (code, out, told) = world.werksessie(&folder, &["share", "."]);
    assert_eq!(code, 1, "something was found: {told}");
    assert!(out.contains("caf\u{fffd}.ron: niet gedeeld"), "{out}");
    assert_eq!(world.git(&folder, &["ls-tree", "--name-only", "origin/main"]), "s.ron\nt.ron\n");
    assert_eq!(world.git(&folder, &["diff", "--cached", "--name-only"]), "", "nothing is left prepared");
}

/// Something that git runs.
#[cfg(unix)]
fn script(path: &Path, text: &str) {
    fs::write(path, format!("#!/bin/sh\n{text}\n")).expect("written");
    fs::set_permissions(path, std::os::unix::fs::PermissionsExt::from_mode(0o755)).expect("runs");
}

#[test]
#[cfg(unix)]
fn why_git_takes_no_commit_is_told() {
    let world = World::new();
    let folder = shared(&world);
    let program = world.path("gpg");
    let git = folder.join(".git");
    let prepare: [(&str, &dyn Fn()); 8] = [
        ("sleutel er niet", &|| {
            script(&program, "echo 'gpg: signing failed: No secret key' >&2; exit 2");
            world.git(&folder, &["config", "commit.gpgsign", "true"]);
            world.git(&folder, &["config", "--global", "gpg.program", &program.to_string_lossy()]);
        }),
        ("niet meer geldig", &|| script(&program, "echo 'gpg: Note: secret key expired at once' >&2; exit 2")),
        ("wachtwoord", &|| script(&program, "echo 'gpg: signing failed: Inappropriate ioctl for device' >&2; exit 2")),
        ("kon niet worden gezet.", &|| script(&program, "exit 2")),
        ("programma dat dat doet", &|| fs::remove_file(&program).expect("there")),
        ("schijf is vol", &|| script(&program, "echo 'error: No space left on device' >&2; exit 2")),
        ("ander programma", &|| {
            world.git(&folder, &["config", "commit.gpgsign", "false"]);
            fs::write(git.join("index.lock"), "").expect("written");
        }),
        ("een controle", &|| {
            fs::remove_file(git.join("index.lock")).expect("there");
            world.hook("pre-commit", "echo 'not on a Wednesday' >&2; exit 1");
        }),
    ];
    fs::write(folder.join("s.ron"), session().replace(NAME, "name: \"Anders\"")).expect("written");
    for (reason, prepare) in prepare {
        prepare();
        let (code, _, told) = world.werksessie(&folder, &["share", "."]);
        assert_eq!(code, 2, "{reason}: {told}");
        assert!(told.contains(reason), "{reason}: {told}");
        assert_eq!(world.git(&folder, &["log", "--format=%s"]), "begin\n", "{reason}");
    }
}

#[test]
#[cfg(unix)]
fn a_check_that_keeps_work_from_being_sent_is_told_as_that() {
    let world = World::new();
    let folder = shared(&world);
    world.hook("pre-push", "echo 'not on a Wednesday' >&2; exit 1");
    let (code, _, told) = world.werksessie(&folder, &["share", "."]);
    assert_eq!(code, 2, "{told}");
    assert!(told.contains("Een controle die bij deze map hoort, hield het delen tegen."), "{told}");
    fs::remove_dir_all(world.path("gedeeld.git")).expect("there");
    let (code, _, told) = world.werksessie(&folder, &["share", "."]);
    assert_eq!(code, 2, "{told}");
    assert!(told.contains("is niet te bereiken"), "{told}");
}

#[test]
fn merging_replaces_no_file_but_its_own_sides() {
    let world = World::new();
    let folder = world.path("samen");
    fs::create_dir(&folder).expect("made");
    for name in ["a.ron", "b.ron", "c.ron"] {
        fs::write(folder.join(name), session()).expect("written");
    }
    fs::write(folder.join("brief.txt"), "Beste buren,").expect("written");
    let (code, _, told) = world.werksessie(&folder, &["merge", "a.ron", "b.ron", "c.ron", "--out", "brief.txt"]);
    assert_eq!(code, 2, "{told}");
    assert!(told.contains("brief.txt"), "{told}");
    assert_eq!(fs::read_to_string(folder.join("brief.txt")).expect("there"), "Beste buren,");
    for out in ["./b.ron", "nieuw.ron"] {
        let (code, _, told) = world.werksessie(&folder, &["merge", "a.ron", "b.ron", "c.ron", "--out", out]);
        assert_eq!(code, 0, "{out}: {told}");
        assert!(folder.join(out).exists(), "{out}");
    }
}

/// Where nothing can be written, git gets neither our merge nor its own, and what stands there stays.
#[test]
#[cfg(unix)]
fn a_merge_without_room_on_the_disk_leaves_the_file_whole() {
    let world = World::new();
    let folder = world.path("vol");
    fs::create_dir(&folder).expect("made");
    let text = session();
    for (name, text) in
        [("a.ron", text.clone()), ("ours.ron", text.clone()), ("b.ron", text.replace("Merendam", "West"))]
    {
        fs::write(folder.join(name), text).expect("written");
    }
    for driven in [&["--driver"][..], &[]] {
        let limited = "ulimit -f 0; trap '' XFSZ; exec \"$@\"";
        let mut command = world.command("sh", &folder);
        command.args(["-c", limited, "sh", env!("CARGO_BIN_EXE_werksessie"), "merge"]).args(driven);
        command.args(["a.ron", "ours.ron", "b.ron"]);
        if driven.is_empty() {
            command.args(["--out", "ours.ron"]);
        }
        let output = command.output().expect("runs");
        assert_eq!(output.status.code(), Some(2), "{output:?}");
        assert!(!output.stderr.is_empty(), "it is told");
        assert_eq!(fs::read_to_string(folder.join("ours.ron")).expect("there"), text);
    }
}

#[test]
fn what_stands_in_the_place_of_a_session_is_told_and_nothing_of_it_is_shared() {
    let pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a2146\nsize 12345\n";
    for text in [pointer, "<<<<<<< een\nSession(\n=======\n>>>>>>> twee\n", "Session(\n    format: 1,\n"] {
        let world = World::new();
        let folder = shared(&world);
        fs::write(folder.join("s.ron"), text).expect("written");
        let (code, _, told) = world.werksessie(&folder, &["share", "."]);
        assert!(code == 2 && told.contains("s.ron"), "{text}: {told}");
        assert_eq!(world.git(&folder, &["show", "HEAD:s.ron"]), session());
        assert_eq!(fs::read_to_string(folder.join("s.ron")).expect("there"), text);
    }
}

/// A folder that is a repository with a place to share it, and nothing recorded in it yet.
fn begun(world: &World, name: &str, place: &str) -> PathBuf {
    let folder = world.path(name);
    fs::create_dir(&folder).expect("made");
    world.git(&folder, &["init", "--quiet", "--initial-branch=main"]);
    world.name(&folder, "Joke");
    world.git(&folder, &["remote", "add", "origin", place]);
    folder
}

#[test]
fn a_folder_that_was_begun_apart_from_the_place_is_told_so() {
    let world = World::new();
    let first = shared(&world);
    // An empty folder, and a place where nothing is yet.
    let empty = begun(&world, "leeg", "../gedeeld.git");
    let (code, _, told) = world.werksessie(&empty, &["share", "."]);
    assert!(code == 2 && told.contains("nog niets om te delen"), "{told}");
    let (code, _, told) = world.werksessie(&first, &["share", "."]);
    assert_eq!(code, 0, "{told}");
    // An empty folder gets what others shared.
    let (code, _, told) = world.werksessie(&empty, &["share", "."]);
    assert_eq!(code, 0, "{told}");
    assert_eq!(fs::read_to_string(empty.join("s.ron")).expect("it came"), session());
    // One with work of its own, of which nothing is sent or lost.
    let own = begun(&world, "eigen", "../gedeeld.git");
    let text = session().replace(NAME, "name: \"Eigen\"");
    fs::write(own.join("s.ron"), &text).expect("written");
    for _ in 0..2 {
        let (code, _, told) = world.werksessie(&own, &["share", "."]);
        assert!(code == 2 && told.contains("apart van deze map is begonnen"), "{told}");
        assert_eq!(fs::read_to_string(own.join("s.ron")).expect("there"), text);
        assert_eq!(world.git(&own, &["show", "HEAD:s.ron"]), text);
        assert_eq!(world.git(&own, &["show", "origin/main:s.ron"]), session());
    }
}

#[test]
fn who_cloned_another_branch_sees_what_others_share_on_this_one() {
    let world = World::new();
    let folder = shared(&world);
    world.git(&folder, &["push", "--quiet", "origin", "main", "main:ander"]);
    let clone = world.path("ander");
    let place = format!("file://{}", world.path("gedeeld.git").display());
    world.git(&folder, &["clone", "--quiet", "--single-branch", "--branch=ander", &place, &clone.to_string_lossy()]);
    world.name(&clone, "Ahmed");
    world.git(&clone, &["switch", "--quiet", "-c", "main"]);
    let change = |folder: &Path, from: &str, to: &str| {
        let text = fs::read_to_string(folder.join("s.ron")).expect("there");
        assert!(text.contains(from), "{from}");
        fs::write(folder.join("s.ron"), text.replace(from, to)).expect("written");
        let (code, _, told) = world.werksessie(folder, &["share", "."]);
        assert_eq!(code, 0, "{told}");
    };
    change(&folder, "residents: 7420", "residents: 7421");
    change(&clone, NAME, "name: \"Anders\"");
    let both = world.git(&clone, &["show", "origin/main:s.ron"]);
    assert!(both.contains("residents: 7421") && both.contains("name: \"Anders\""));
}

/// What the place says is not all: it is told as shared where others look for it, or it is told that it is not.
#[test]
#[cfg(unix)]
fn what_is_told_as_shared_is_where_others_look() {
    type Prepare = fn(&World, &Path);
    let cases: [(Prepare, &str); 4] = [
        (
            |world, folder| {
                world.git(folder, &["init", "--quiet", "--bare", "../elders.git"]);
                world.git(folder, &["remote", "set-url", "--push", "origin", "../elders.git"]);
            },
            "staat het niet",
        ),
        (
            |world, _| {
                world.hook("post-receive", "read old new name; git update-ref -d $name");
            },
            "staat het niet",
        ),
        (
            |world, _| {
                let lock = world.path("gedeeld.git/refs/heads/main.lock");
                fs::write(lock, "").expect("written");
            },
            "weigert het",
        ),
        (|world, folder| drop(world.git(folder, &["config", "remote.origin.mirror", "true"])), ""),
    ];
    for (number, (prepare, expected)) in cases.into_iter().enumerate() {
        let world = World::new();
        let folder = shared(&world);
        world.git(&folder, &["branch", "eigen"]);
        prepare(&world, &folder);
        let (code, out, told) = world.werksessie(&folder, &["share", "."]);
        let is_there = world.try_git(&world.path("gedeeld.git"), &["rev-parse", "--verify", "main"]).status.success();
        assert_eq!((code == 0, out.contains("Gedeeld.")), (is_there, is_there), "{number}: {out}{told}");
        assert!(told.contains(expected), "{number}: {told}");
        let others = world.git(&world.path("gedeeld.git"), &["branch", "--list", "eigen"]);
        assert_eq!(others, "", "{number}: only what is shared is sent");
    }
}
