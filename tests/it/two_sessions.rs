//! Two different sessions in one place: git brings them together because their files are called the same. They make no
//! third one; both stay, whole, and it is told how to go on.

use std::fs;
use std::path::{Path, PathBuf};

use werksessie::domain::problem::{ProblemKind, Unread};
use werksessie::store::form::open;
use werksessie::store::form::reading::parse;

use crate::git::World;

const FILE: &str = "wijk.ron";

/// A session of this id, so small that git takes any two of them for versions of one.
fn session(id: &str, name: &str) -> String {
    let text = format!(
        "Session(\n    format: 1,\n    id: \"{id}\",\n    round: 1,\n    neighbourhood: Neighbourhood(\n        \
         name: \"{name}\",\n        residents: 700,\n    ),\n    groups: [\n        Group(\n            \
         id: \"g-{id}\",\n            name: \"Buren van {name}\",\n        ),\n    ],\n)\n"
    );
    parse(&text).expect("a session");
    text
}

fn text(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// All that the session files of a folder hold, in their order.
fn all_in(folder: &Path) -> Vec<String> {
    let mut files: Vec<PathBuf> = fs::read_dir(folder).expect("there").flatten().map(|entry| entry.path()).collect();
    files.retain(|path| path.extension().is_some_and(|ending| ending == "ron"));
    let mut texts: Vec<String> = files.iter().map(|path| text(path)).collect();
    texts.sort_unstable();
    texts
}

#[test]
fn a_merge_of_two_sessions_is_refused_in_words_and_writes_nothing() {
    let world = World::new();
    let folder = world.path("samen");
    fs::create_dir(&folder).expect("made");
    let (ours, theirs) = (session("s-linde", "Linde"), session("s-haven", "Haven"));
    fs::write(folder.join("ours.ron"), &ours).expect("written");
    fs::write(folder.join("theirs.ron"), &theirs).expect("written");
    for base in ["", &ours, &theirs, &session("s-derde", "Derde"), "niets"] {
        fs::write(folder.join("base.ron"), base).expect("written");
        for out in [&[][..], &["--out", "ours.ron"], &["--out", "nieuw.ron"]] {
            let arguments = [&["merge", "base.ron", "ours.ron", "theirs.ron"], out].concat();
            let (code, printed, told) = world.werksessie(&folder, &arguments);
            assert_eq!((code, printed.as_str()), (2, ""), "{told}");
            assert!(told.contains("theirs.ron") && told.contains("twee verschillende sessies"), "{told}");
            assert!(!folder.join("nieuw.ron").exists());
            assert_eq!(
                (text(&folder.join("ours.ron")), text(&folder.join("theirs.ron"))),
                (ours.clone(), theirs.clone())
            );
        }
    }
}

/// A repository in which two branches have another session under one name: both began it, or one of them put another
/// in its place.
fn two_branches(world: &World, base: Option<&str>, ours: &str, theirs: &str) -> PathBuf {
    let folder = world.path("wijk");
    fs::create_dir(&folder).expect("made");
    world.git(&folder, &["init", "--quiet", "--initial-branch=main"]);
    world.name(&folder, "Joke");
    let (code, _, told) = world.werksessie(&folder, &["git-setup"]);
    assert_eq!(code, 0, "{told}");
    let commit = |text: Option<&str>| {
        if let Some(text) = text {
            fs::write(folder.join(FILE), text).expect("written");
        }
        world.git(&folder, &["add", "--all"]);
        world.git(&folder, &["commit", "--quiet", "--allow-empty", "-m", "werk"]);
    };
    commit(base);
    world.git(&folder, &["switch", "--quiet", "--create", "zij"]);
    commit(Some(theirs));
    world.git(&folder, &["switch", "--quiet", "main"]);
    commit(Some(ours));
    folder
}

#[test]
fn git_leaves_both_sessions_whole_and_says_how_each_gets_its_own_file() {
    let (one, two) = (session("s-linde", "Linde"), session("s-haven", "Haven"));
    let before = session("s-linde", "Lindeboom");
    let ways: [&[&str]; 3] = [&["merge", "--no-edit", "zij"], &["rebase", "zij"], &["cherry-pick", "zij"]];
    for way in ways {
        for (base, ours, theirs) in [(None, &one, &two), (Some(&*before), &one, &two), (Some(&*before), &two, &one)] {
            let case = format!("{way:?}, base {}", base.is_some());
            let world = World::new();
            let folder = two_branches(&world, base, ours, theirs);
            let merged = world.try_git(&folder, way);
            let told = String::from_utf8_lossy(&merged.stderr).into_owned();
            assert!(!merged.status.success(), "{case}: {told}");
            let left = text(&folder.join(FILE));
            assert!(left.contains(ours) && left.contains(theirs), "{case}: each is whole in {left}");
            let refused = open::read(&folder.join(FILE)).expect_err("no session");
            assert!(matches!(refused, Unread::Problem(problem) if problem.kind == ProblemKind::TwoSessions), "{case}");
            let (code, told_by_check, _) = world.werksessie(&folder, &["check", FILE]);
            assert!(code == 1 && told_by_check.contains("twee verschillende sessies"), "{case}: {told_by_check}");
            // What is told can be typed as it stands.
            let told_line = told.lines().find(|line| line.contains("CONFLICT in")).expect("it is told");
            let commands = told_line.split("git ").skip(1).map(|command| {
                let command = command.trim_end_matches(|it: char| !it.is_ascii_alphanumeric());
                command.split(", ").next().expect("a command").replace("ANDERE-NAAM", "ander")
            });
            for command in commands {
                let done = world.command("sh", &folder).args(["-c", &format!("git {command}")]).status();
                assert!(done.expect("runs").success(), "{case}: {command}");
            }
            let mut expected = vec![ours.clone(), theirs.clone()];
            expected.sort_unstable();
            assert_eq!(all_in(&folder), expected, "{case}");
        }
    }
}

#[test]
fn versions_of_one_session_that_were_begun_from_a_copy_merge_as_before() {
    let world = World::new();
    let (one, two) = (session("s-linde", "Linde"), session("s-linde", "Haven"));
    let folder = two_branches(&world, None, &one, &two);
    let merged = world.try_git(&folder, &["merge", "--no-edit", "zij"]);
    assert!(!merged.status.success(), "they are called differently");
    let session = parse(&text(&folder.join(FILE))).expect("one session, with what differs to choose from");
    assert!(!session.conflicts.is_empty());
}

/// A clone in which somebody works.
fn clone(world: &World, name: &str) -> PathBuf {
    world.git(&world.path(""), &["clone", "--quiet", "gedeeld.git", name]);
    let folder = world.path(name);
    world.name(&folder, name);
    folder
}

#[test]
fn two_sessions_that_two_teams_gave_one_file_name_are_shared_side_by_side() {
    let (linde, haven) = (session("s-linde", "Linde"), session("s-haven", "Haven"));
    // Both began it; or it was there, and one put another in its place while the other worked on.
    for before in [None, Some(session("s-linde", "Lindeboom"))] {
        let world = World::new();
        world.git(&world.path(""), &["init", "--quiet", "--bare", "--initial-branch=main", "gedeeld.git"]);
        let joke = clone(&world, "joke");
        fs::write(
            joke.join(before.as_ref().map_or("ander.ron", |_| FILE)),
            before.clone().unwrap_or_else(|| session("s-3", "Derde")),
        )
        .expect("written");
        let share = |folder: &Path| {
            let (code, out, told) = world.werksessie(folder, &["share", "."]);
            assert_eq!(code, 0, "{out}{told}");
            out
        };
        share(&joke);
        let ahmed = clone(&world, "ahmed");
        fs::write(joke.join(FILE), &linde).expect("written");
        fs::write(ahmed.join(FILE), &haven).expect("written");
        share(&joke);
        let out = share(&ahmed);
        assert!(out.contains("Haven (ronde 1): anderen gaven een andere sessie dezelfde bestandsnaam"), "{out}");
        assert_eq!(text(&ahmed.join(FILE)), linde, "what others have stays where they have it");
        let both = all_in(&ahmed);
        for text in [&linde, &haven] {
            assert_eq!(both.iter().filter(|found| *found == text).count(), 1, "{both:?}");
        }
        // The others get the second one, nobody's file moves, and that is the end of it.
        for folder in [&joke, &ahmed, &joke] {
            assert!(!share(folder).contains("dezelfde bestandsnaam"));
            assert_eq!(all_in(folder), both);
            assert_eq!(world.git(folder, &["status", "--porcelain"]), "");
        }
        assert_eq!(text(&joke.join(FILE)), linde);
    }
}
