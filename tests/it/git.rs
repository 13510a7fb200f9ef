//! Sessions in real repositories: whatever two people do in their clones, nothing is lost, nothing is there twice, and
//! nobody is asked about what they did not both change.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use tempfile::TempDir;
use werksessie::domain::conflict;
use werksessie::domain::edit::apply;
use werksessie::domain::id::Id;
use werksessie::domain::session::{Section, Session};
use werksessie::domain::value::Value;
use werksessie::store::form::reading::parse;
use werksessie::store::form::text::print;

use crate::support::arbitrary::{self, Step};

const FILE: &str = "wijk.ron";
/// The first action is taken up.
const STARTED: (&str, &str) = ("2026-04-09\",\n            status: open", "2026-04-09\",\n            status: started");

/// Which driver git has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Driver {
    Present,
    Absent,
    BinaryMissing,
}

/// A folder with a bare repository and clones of it, away from the settings of the user who runs this.
pub(crate) struct World {
    folder: TempDir,
}

impl World {
    pub(crate) fn new() -> Self {
        Self { folder: tempfile::tempdir().expect("a folder") }
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn command(&self, program: &str, folder: &Path) -> Command {
        let mut command = Command::new(program);
        command.current_dir(folder).env("HOME", self.folder.path()).env("XDG_CONFIG_HOME", self.folder.path());
        command.env("GIT_CONFIG_NOSYSTEM", "1").env("LC_ALL", "C").env("GIT_EDITOR", "true");
        for name in ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_CONFIG_GLOBAL", "LANG", "LC_MESSAGES"] {
            command.env_remove(name);
        }
        command
    }

    pub(crate) fn try_git(&self, folder: &Path, arguments: &[&str]) -> Output {
        self.command("git", folder).args(arguments).output().expect("git runs")
    }

    pub(crate) fn git(&self, folder: &Path, arguments: &[&str]) -> String {
        let output = self.try_git(folder, arguments);
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success(), "git {arguments:?}: {told}{}", String::from_utf8_lossy(&output.stdout));
        String::from_utf8_lossy(&output.stdout).into_owned()
    }

    pub(crate) fn werksessie(&self, folder: &Path, arguments: &[&str]) -> (i32, String, String) {
        let output = self.command(env!("CARGO_BIN_EXE_werksessie"), folder).args(arguments).output().expect("runs");
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("text");
        (output.status.code().expect("no signal"), text(output.stdout), text(output.stderr))
    }

    pub(crate) fn name(&self, clone: &Path, name: &str) {
        self.git(clone, &["config", "user.name", name]);
        self.git(clone, &["config", "user.email", "x@example.org"]);
        self.git(clone, &["config", "commit.gpgsign", "false"]);
    }

    /// A hook of the user, which git starts in each repository.
    pub(crate) fn hook(&self, name: &str, script: &str) {
        let hooks = self.path("haken");
        let hook = hooks.join(name);
        fs::create_dir_all(&hooks).expect("made");
        fs::write(&hook, format!("#!/bin/sh\n{script}\n")).expect("written");
        assert!(Command::new("chmod").arg("+x").arg(&hook).status().expect("runs").success());
        self.git(self.folder.path(), &["config", "--global", "core.hooksPath", &hooks.to_string_lossy()]);
    }

    /// A repository with one session.
    fn repository(&self, session: &Session, driver: Driver) -> PathBuf {
        let folder = self.path("een");
        fs::create_dir(&folder).expect("a folder");
        self.git(&folder, &["init", "--quiet", "--initial-branch=main"]);
        self.name(&folder, "Joke");
        fs::write(folder.join(FILE), print(session)).expect("written");
        self.install(&folder, driver);
        self.git(&folder, &["add", "--all"]);
        self.git(&folder, &["commit", "--quiet", "-m", "begin"]);
        folder
    }

    fn install(&self, clone: &Path, driver: Driver) {
        if driver != Driver::Absent {
            let (code, _, told) = self.werksessie(clone, &["git-setup"]);
            assert_eq!(code, 0, "{told}");
        }
        if driver == Driver::BinaryMissing {
            let line = self.git(clone, &["config", "merge.werksessie.driver"]);
            let line = line.trim_end().replace(env!("CARGO_BIN_EXE_werksessie"), "/nowhere/werksessie");
            self.git(clone, &["config", "merge.werksessie.driver", &line]);
        }
    }

    /// Two clones of one bare repository with one session.
    fn two_clones(&self, session: &Session, driver: Driver) -> (PathBuf, PathBuf) {
        let bare = self.path("gedeeld.git");
        self.git(self.folder.path(), &["init", "--quiet", "--bare", "--initial-branch=main", "gedeeld.git"]);
        let one = self.repository(session, driver);
        self.git(&one, &["remote", "add", "origin", &bare.to_string_lossy()]);
        self.git(&one, &["push", "--quiet", "--set-upstream", "origin", "main"]);
        self.git(self.folder.path(), &["clone", "--quiet", "gedeeld.git", "twee"]);
        let two = self.path("twee");
        self.name(&two, "Ahmed");
        self.install(&two, driver);
        (one, two)
    }

    fn commit(&self, folder: &Path, session: &Session) {
        fs::write(folder.join(FILE), print(session)).expect("written");
        self.git(folder, &["add", "--all"]);
        self.git(folder, &["commit", "--quiet", "--allow-empty", "-m", "edit"]);
    }
}

fn text_of(folder: &Path) -> String {
    fs::read_to_string(folder.join(FILE)).expect("there")
}

fn session_in(folder: &Path) -> Session {
    let text = text_of(folder);
    parse(&text).unwrap_or_else(|problem| panic!("{problem:?}\n{text}"))
}

fn example() -> Session {
    parse(
        r#"Session(format: 1, id: "s-een", round: 1,
            neighbourhood: Neighbourhood(name: "Lindenkwartier"),
            actions: [
                Action(id: "a-1", what: "Soeptafel starten", due: "2026-04-09", status: open),
                Action(id: "a-2", what: "Bellen", status: open),
                Action(id: "a-3", what: "Schilderen"),
            ],
            answers: [Answer(id: "follow_up.1.1", status: open)],
        )"#,
    )
    .expect("a session")
}

fn changed(session: &Session, from: &str, to: &str) -> Session {
    let text = print(session);
    assert!(text.contains(from), "{from} in {text}");
    parse(&text.replacen(from, to, 1)).expect("still a session")
}

/// The session with three more actions, in front of the others.
fn with_three(session: &Session, letter: char) -> Session {
    let items = [1, 2, 3].map(|n| format!("Action(id: \"a-{letter}{n}\", what: \"{letter} {n}\"),\n")).concat();
    changed(session, "    actions: [\n", &format!("    actions: [\n{items}"))
}

#[test]
fn two_teams_are_asked_only_what_they_really_disagree_on() {
    let world = World::new();
    let base = example();
    let (one, two) = world.two_clones(&base, Driver::Absent);
    let left = with_three(&changed(&base, "2026-04-09", "2026-04-16"), 'x');
    let left = changed(
        &left,
        "\"follow_up.1.1\",\n            status: open,",
        "\"follow_up.1.1\",\n            status: open,\n            note: \"Eerst bellen\",",
    );
    let right = with_three(&changed(&base, STARTED.0, STARTED.1), 'y');
    let right =
        changed(&right, "\"follow_up.1.1\",\n            status: open", "\"follow_up.1.1\",\n            status: done");
    fs::write(one.join(FILE), print(&left)).expect("written");
    fs::write(two.join(FILE), print(&right)).expect("written");
    let (code, told, trouble) = world.werksessie(&one, &["share"]);
    assert_eq!((code, trouble.as_str()), (0, ""), "{told}");
    assert!(told.contains("Vastgelegd:") && told.contains("Gedeeld."), "{told}");
    let (code, told, trouble) = world.werksessie(&two, &["share", FILE]);
    assert_eq!((code, trouble.as_str()), (0, ""), "{told}");
    assert!(told.contains("Samengevoegd"), "{told}");
    let merged = session_in(&two);
    assert_eq!(merged.actions.len(), 9);
    assert!(merged.conflicts.is_empty());
    let action = merged.actions.iter().find(|action| action.id.as_str() == "a-1").expect("kept");
    assert_eq!(action.due.known(), Some(jiff::civil::date(2026, 4, 16)));
    let (code, _, _) = world.werksessie(&one, &["share"]);
    assert_eq!(code, 0);
    assert_eq!(text_of(&one), text_of(&two));
    // The one real question.
    world.commit(&one, &changed(&session_in(&one), "\"Bellen\"", "\"Bellen met Gül\""));
    world.commit(&two, &changed(&session_in(&two), "\"Bellen\"", "\"Mailen\""));
    assert_eq!(world.werksessie(&one, &["share"]).0, 0);
    let (code, _, trouble) = world.werksessie(&two, &["share"]);
    assert_eq!(code, 1, "{trouble}");
    assert_eq!(session_in(&two).conflicts.len(), 1);
    assert_eq!(world.git(&two, &["status", "--porcelain"]), "");
    let (code, told, _) = world.werksessie(&two, &["check", FILE]);
    assert!(code == 1 && told.contains("Mailen"), "{told}");
    let (code, _, trouble) = world.werksessie(&two, &["share"]);
    assert!(code == 1 && trouble.contains("twee versies"), "{trouble}");
    fs::write(two.join(FILE), print(&settled(&session_in(&two)))).expect("written");
    let (code, _, trouble) = world.werksessie(&two, &["share"]);
    assert_eq!(code, 0, "{trouble}");
    let (code, told, _) = world.werksessie(&two, &["log", FILE, "--item", "a-1"]);
    assert_eq!(code, 0);
    assert!(told.contains("Joke") && told.contains("Ahmed") && told.contains("16 apr 2026"), "{told}");
    let (_, told, _) = world.werksessie(&two, &["log", FILE]);
    assert!(told.contains("Sessie begonnen"), "{told}");
}

#[test]
fn sharing_explains_what_it_cannot_do_and_leaves_nothing_half_done() {
    let world = World::new();
    let base = example();
    let (one, two) = world.two_clones(&base, Driver::Present);
    let edited = changed(&base, "\"Bellen\"", "\"Mailen\"");
    // Another file that conflicts: the merge is taken back.
    for (clone, text) in [(&one, "een\n"), (&two, "twee\n")] {
        fs::write(clone.join("leesmij.txt"), text).expect("written");
        world.git(clone, &["add", "leesmij.txt"]);
        world.git(clone, &["commit", "--quiet", "-m", "readme"]);
    }
    assert_eq!(world.werksessie(&one, &["share"]).0, 0);
    fs::write(two.join(FILE), print(&edited)).expect("written");
    let (code, _, trouble) = world.werksessie(&two, &["share"]);
    assert!(code == 2 && trouble.contains("leesmij.txt"), "{trouble}");
    assert!(!two.join(".git/MERGE_HEAD").exists());
    assert_eq!(session_in(&two), edited);
    assert_eq!(fs::read_to_string(two.join("leesmij.txt")).expect("there"), "twee\n");
    // No place that can be reached.
    world.git(&one, &["remote", "set-url", "origin", "/nowhere/at/all.git"]);
    fs::write(one.join(FILE), print(&edited)).expect("written");
    let (code, told, trouble) = world.werksessie(&one, &["share", "-m", "Gebeld"]);
    assert!(code == 2 && told.contains("Gebeld") && trouble.contains("niet te bereiken"), "{told}{trouble}");
    world.git(&one, &["remote", "remove", "origin"]);
    let (code, _, trouble) = world.werksessie(&one, &["share"]);
    assert!(code == 2 && trouble.contains("nog geen plek"), "{trouble}");
    // Nobody known.
    world.git(&one, &["config", "--unset", "user.email"]);
    let (code, _, trouble) = world.werksessie(&one, &["share"]);
    assert!(code == 2 && trouble.contains("wie je bent"), "{trouble}");
    // No branch, no repository.
    world.git(&two, &["checkout", "--quiet", "--detach"]);
    let (code, _, trouble) = world.werksessie(&two, &["share"]);
    assert!(code == 2 && trouble.contains("oude versie"), "{trouble}");
    let (code, _, trouble) = world.werksessie(world.folder.path(), &["share"]);
    assert!(code == 2 && trouble.contains("git init"), "{trouble}");
    let (code, _, _) = world.werksessie(world.folder.path(), &["git-setup"]);
    assert_eq!(code, 2);
}

#[test]
fn a_refused_commit_and_a_refused_push_leave_the_files_as_they_were() {
    let world = World::new();
    let base = example();
    let (one, _) = world.two_clones(&base, Driver::Absent);
    world.hook("pre-commit", "exit 1");
    fs::write(one.join(FILE), print(&changed(&base, "\"Bellen\"", "\"Mailen\""))).expect("written");
    let (code, _, trouble) = world.werksessie(&one, &["share"]);
    assert!(code == 2 && trouble.contains("Vastleggen lukte niet"), "{trouble}");
    assert_eq!(world.git(&one, &["diff", "--cached", "--name-only"]), "");
    fs::remove_file(world.path("haken/pre-commit")).expect("removed");
    world.hook("pre-receive", "exit 1");
    let (code, _, trouble) = world.werksessie(&one, &["share"]);
    assert!(code == 2 && trouble.contains("weigert"), "{trouble}");
}

#[test]
fn what_is_typed_while_sharing_is_shared_too() {
    let world = World::new();
    let base = example();
    let (one, two) = world.two_clones(&base, Driver::Absent);
    world.commit(&two, &changed(&base, "\"Schilderen\"", "\"Verven\""));
    assert_eq!(world.werksessie(&two, &["share"]).0, 0);
    fs::write(one.join(FILE), print(&changed(&base, "\"Bellen\"", "\"Mailen\""))).expect("written");
    // Between recording and merging the user types on, once.
    let typed = format!("[ -e typed ] || {{ touch typed; sed -i 's/2026-04-09/2026-04-16/' {FILE}; }}");
    world.hook("post-commit", &typed);
    let (code, told, trouble) = world.werksessie(&one, &["share", FILE]);
    assert_eq!((code, trouble.as_str()), (0, ""), "{told}");
    assert_eq!(told.matches("Vastgelegd").count(), 2, "{told}");
    let merged = world.git(&world.path("gedeeld.git"), &["show", &format!("main:{FILE}")]);
    assert!(["Mailen", "Verven", "2026-04-16"].iter().all(|text| merged.contains(text)), "{merged}");
}

#[test]
fn a_session_that_one_took_away_and_another_worked_on_stays_and_is_told() {
    let world = World::new();
    let base = example();
    let (one, two) = world.two_clones(&base, Driver::Absent);
    world.commit(&two, &changed(&base, "\"Bellen\"", "\"Mailen\""));
    assert_eq!(world.werksessie(&two, &["share"]).0, 0);
    fs::remove_file(one.join(FILE)).expect("removed");
    let (code, told, trouble) = world.werksessie(&one, &["share"]);
    assert_eq!((code, trouble.as_str()), (0, ""), "{told}");
    assert!(told.contains("Lindenkwartier (ronde 1): de een haalde deze sessie weg"), "{told}");
    assert!(text_of(&one).contains("Mailen"));
}

#[test]
fn what_makes_git_merge_by_place_is_shared_with_the_team() {
    let world = World::new();
    let (one, two) = world.two_clones(&example(), Driver::Absent);
    // Whatever else was written there is not ours to share.
    let own = one.join("sub");
    fs::create_dir(&own).expect("made");
    fs::write(own.join(".gitattributes"), "*.png binary\n").expect("written");
    assert_eq!(world.werksessie(&one, &["git-setup", "sub"]).0, 0);
    assert_eq!(world.werksessie(&one, &["git-setup"]).0, 0);
    let (code, told, trouble) = world.werksessie(&one, &["share", FILE]);
    assert_eq!((code, trouble.as_str()), (0, ""), "{told}");
    assert!(told.contains("git voegt sessies voortaan per veld samen"), "{told}");
    assert_eq!(world.git(&one, &["status", "--porcelain", "-uall"]), "?? sub/.gitattributes\n");
    assert_eq!(world.werksessie(&two, &["share"]).0, 0);
    assert!(two.join(".gitattributes").exists());
    let (_, told, _) = world.werksessie(&one, &["share"]);
    assert!(told.contains("niets nieuws"), "{told}");
}

#[test]
fn setting_up_twice_changes_nothing_and_can_be_taken_back() {
    let world = World::new();
    let one = world.repository(&example(), Driver::Absent);
    let below = one.join("sessies en meer");
    fs::create_dir(&below).expect("made");
    fs::write(below.join(".gitattributes"), "*.png binary").expect("written");
    let before = fs::read_to_string(one.join(".git/config")).expect("there");
    assert_eq!(world.werksessie(&below, &["git-setup"]).0, 0);
    let attributes = fs::read_to_string(below.join(".gitattributes")).expect("there");
    assert_eq!(attributes, "*.png binary\n*.ron text eol=lf merge=werksessie diff=werksessie\n");
    let config = fs::read_to_string(one.join(".git/config")).expect("there");
    assert_eq!(world.werksessie(&one, &["git-setup", "sessies en meer"]).0, 0);
    assert_eq!(fs::read_to_string(below.join(".gitattributes")).expect("there"), attributes);
    assert_eq!(fs::read_to_string(one.join(".git/config")).expect("there"), config);
    assert_eq!(world.werksessie(&below, &["git-setup", "--undo"]).0, 0);
    assert_eq!(fs::read_to_string(below.join(".gitattributes")).expect("there"), "*.png binary\n");
    assert_eq!(fs::read_to_string(one.join(".git/config")).expect("there"), before);
    // The attribute without the driver.
    fs::write(one.join(".gitattributes"), "*.ron merge=werksessie\n").expect("written");
    let (code, told, _) = world.werksessie(&one, &["check", FILE]);
    assert!(code == 1 && told.contains("git-setup"), "{told}");
}

#[test]
fn git_tells_differences_in_prose_and_versions_that_cannot_be_read_as_they_are() {
    let world = World::new();
    let one = world.repository(&example(), Driver::Present);
    fs::write(one.join(FILE), print(&changed(&example(), "\"Bellen\"", "\"Mailen\""))).expect("written");
    let told = world.git(&one, &["diff"]);
    assert!(told.contains('+') && told.contains("Mailen") && !told.contains("what:"), "{told}");
    fs::write(one.join(FILE), "Session(\n<<<<<<< HEAD\n").expect("written");
    assert!(world.git(&one, &["diff"]).contains("<<<<<<< HEAD"));
}

#[test]
fn a_clone_with_other_line_ends_merges_all_the_same() {
    for driver in [Driver::Present, Driver::Absent] {
        let world = World::new();
        let base = example();
        let one = world.repository(&base, driver);
        world.git(&one, &["config", "core.autocrlf", "true"]);
        world.git(&one, &["switch", "--quiet", "--create", "zij"]);
        let crlf = |session: &Session| print(session).replace('\n', "\r\n");
        fs::write(one.join(FILE), crlf(&changed(&base, STARTED.0, STARTED.1))).expect("written");
        world.git(&one, &["commit", "--quiet", "--all", "-m", "theirs"]);
        world.git(&one, &["switch", "--quiet", "main"]);
        fs::write(one.join(FILE), crlf(&changed(&base, "2026-04-09", "2026-04-16"))).expect("written");
        world.git(&one, &["commit", "--quiet", "--all", "-m", "ours"]);
        let merged = world.try_git(&one, &["merge", "--no-edit", "zij"]);
        if driver == Driver::Present {
            assert!(merged.status.success());
            let merged = session_in(&one);
            assert!(
                merged.conflicts.is_empty()
                    && print(&merged).contains("2026-04-16")
                    && print(&merged).contains("started")
            );
        } else {
            assert!(text_of(&one).contains("2026-04-16") && text_of(&one).contains("started"));
        }
    }
}

#[test]
fn sides_that_cannot_be_read_get_markers_and_a_base_may_be_anything() {
    let world = World::new();
    let folder = world.folder.path();
    let base = example();
    let write = |name: &str, text: &str| fs::write(folder.join(name), text).expect("written");
    write("base", &print(&base));
    write("ours", &print(&changed(&base, "\"Bellen\"", "\"Mailen\"")));
    write("theirs", "Theme(\n");
    let (code, out, _) = world.werksessie(folder, &["merge", "base", "ours", "theirs"]);
    assert_eq!((code, out.as_str()), (2, ""));
    let (code, _, trouble) = world.werksessie(folder, &["merge", "--driver", "base", "ours", "theirs", "wijk.ron"]);
    let text = fs::read_to_string(folder.join("ours")).expect("there");
    assert!(code == 1 && text.contains("<<<<<<<") && text.contains("Mailen") && text.contains("Theme("), "{trouble}");
    for odd in ["", "niets", "<<<<<<< a\nSession(\n||||||| b\n=======\n>>>>>>> c\n"] {
        write("base", odd);
        write("ours", &print(&changed(&base, "\"Bellen\"", "\"Mailen\"")).replace('\n', "\r\n"));
        write("theirs", &print(&base));
        let (code, out, trouble) = world.werksessie(folder, &["merge", "base", "ours", "theirs"]);
        assert!(code == 1 && trouble.contains("CONFLICT"), "{trouble}");
        assert_eq!(parse(&out).expect("a session").conflicts.len(), 1);
    }
    write("base", &print(&base));
    let (code, out, trouble) = world.werksessie(folder, &["merge", "base", "ours", "theirs", "-o", "out.ron"]);
    assert_eq!((code, out.as_str(), trouble.as_str()), (0, "", ""));
    let (code, told, _) = world.werksessie(folder, &["diff", "base", "out.ron"]);
    assert!(code == 1 && told.contains("3 Plan van aanpak") && told.contains("Mailen"), "{told}");
    let (code, told, _) = world.werksessie(folder, &["diff", "base", "base", "--json"]);
    assert_eq!((code, told.as_str()), (0, "[]\n"));
    assert_eq!(world.werksessie(folder, &["diff", "base", "nergens"]).0, 2);
    let (code, told, _) = world.werksessie(folder, &["next", "out.ron"]);
    assert!(code == 0 && folder.join("lindenkwartier-ronde-2.ron").exists(), "{told}");
    assert_eq!(world.werksessie(folder, &["next", "out.ron"]).0, 2);
}

#[test]
fn what_both_settled_differently_is_asked_again_and_what_both_settled_alike_is_not() {
    let world = World::new();
    let folder = world.folder.path();
    let write = |name: &str, session: &Session| fs::write(folder.join(name), print(session)).expect("written");
    let base = example();
    write("base", &base);
    write("ours", &changed(&base, "\"Bellen\"", "\"Mailen\""));
    write("theirs", &changed(&base, "\"Bellen\"", "\"Schrijven\""));
    assert_eq!(world.werksessie(folder, &["merge", "base", "ours", "theirs", "-o", "virtual"]).0, 1);
    let disputed = fs::read_to_string(folder.join("virtual")).expect("there");
    let disputed = parse(&disputed).expect("a session");
    let kept = settled(&disputed);
    let swapped = parse(&print(&kept).replace("Mailen", "?").replace("Schrijven", "Mailen").replace('?', "Schrijven"));
    let swapped = swapped.expect("a session");
    write("ours", &kept);
    for (theirs, conflicts) in [(&swapped, 1), (&kept, 0)] {
        write("theirs", theirs);
        let (code, out, trouble) = world.werksessie(folder, &["merge", "virtual", "ours", "theirs"]);
        let found = parse(&out).expect("a session").conflicts.len();
        assert_eq!((code, found), (i32::from(conflicts > 0), conflicts), "{trouble}");
    }
    // A base in which git left its markers: what both grew from counts.
    let marked = print(&base).replace(
        "            what: \"Bellen\",\n",
        "<<<<<<<<< a\n            what: \"Mailen\",\n||||||||| b\n            what: \"Bellen\",\n=========\n            what: \"Schrijven\",\n>>>>>>>>> c\n",
    );
    fs::write(folder.join("base"), marked).expect("written");
    write("theirs", &base);
    let (code, out, trouble) = world.werksessie(folder, &["merge", "base", "ours", "theirs"]);
    assert_eq!((code, out), (0, print(&kept)), "{trouble}");
}

/// The values of a session by place, but for those of conflicts.
fn values(session: &Session) -> BTreeMap<(Section, Id, usize), Value> {
    let mut all = BTreeMap::new();
    for &section in Section::ALL.iter().filter(|section| **section != Section::Conflicts) {
        let table = session.table(section);
        for record in table.records() {
            all.extend(
                record
                    .values()
                    .into_iter()
                    .enumerate()
                    .map(|(field, value)| ((section, record.id().clone(), field), value)),
            );
        }
    }
    all
}

fn ids(session: &Session) -> BTreeSet<(Section, Id)> {
    values(session).into_keys().map(|(section, id, _)| (section, id)).collect()
}

fn grown(base: &Session, steps: &[Step]) -> Session {
    let mut session = base.clone();
    for step in steps {
        // Conflicts come from merging alone.
        for edit in arbitrary::edits(&session, step).into_iter().filter(|edit| edit.section() != Section::Conflicts) {
            apply(&mut session, edit).expect("made to fit");
        }
    }
    session
}

/// How two branches come together.
#[derive(Clone, Copy, Debug)]
enum Way {
    Merge,
    Rebase,
    CherryPick,
    CrissCross,
}

fn how_many(default: usize) -> usize {
    std::env::var("GIT_HISTORIES").ok().and_then(|count| count.parse().ok()).unwrap_or(default)
}

#[test]
fn no_history_loses_or_doubles_anything() {
    let config = Config { failure_persistence: None, ..Config::default() };
    let mut runner = TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha));
    let way = prop_oneof![Just(Way::Merge), Just(Way::Rebase), Just(Way::CherryPick), Just(Way::CrissCross)];
    let driver = prop_oneof![4 => Just(Driver::Present), 1 => Just(Driver::BinaryMissing)];
    let steps = || vec(arbitrary::step(), 1..4);
    let history = (arbitrary::session(12), steps(), steps(), way, driver, any::<bool>());
    for number in 0..how_many(40) {
        let drawn = history.new_tree(&mut runner).expect("a history").current();
        let (base, left, right, way, driver, renamed) = drawn;
        let base = settled(&base);
        let (one, two) = (grown(&base, &left), grown(&base, &right));
        check_history(number, [&base, &one, &two], way, driver, renamed);
    }
}

/// The session, with nothing left to settle.
fn settled(session: &Session) -> Session {
    let mut settled = session.clone();
    for conflict in &session.conflicts {
        apply(&mut settled, conflict::settled(&conflict.id)).expect("there");
    }
    settled
}

#[test]
fn whatever_two_clones_share_arrives_in_both() {
    let config = Config { failure_persistence: None, ..Config::default() };
    let mut runner = TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha));
    let steps = || vec(arbitrary::step(), 1..4);
    let history = (arbitrary::session(12), steps(), steps());
    for number in 0..how_many(40) / 5 {
        let (base, left, right) = history.new_tree(&mut runner).expect("a history").current();
        let base = settled(&base);
        let (one, two) = (grown(&base, &left), grown(&base, &right));
        let world = World::new();
        let (here, there) = world.two_clones(&base, Driver::Absent);
        for (folder, session) in [(&here, &one), (&there, &two)] {
            fs::write(folder.join(FILE), print(session)).expect("written");
            let (code, told, trouble) = world.werksessie(folder, &["share"]);
            assert!(code < 2, "{number}: {told}{trouble}");
        }
        let merged = session_in(&there);
        check_merged(&merged, [&base, &one, &two], &format!("shared {number}"));
        fs::write(there.join(FILE), print(&settled(&merged))).expect("written");
        for folder in [&there, &here] {
            let (code, told, trouble) = world.werksessie(folder, &["share"]);
            assert_eq!(code, 0, "{number}: {told}{trouble}");
        }
        assert_eq!(text_of(&here), text_of(&there), "{number}");
        // What stands in the history is meant for people, the merges too.
        let history = world.git(&there, &["log", "--format=%B"]);
        assert!(!["Merge ", "# Conflicts", "refs/"].iter().any(|sign| history.contains(sign)), "{number}: {history}");
    }
}

fn check_history(number: usize, [base, one, two]: [&Session; 3], way: Way, driver: Driver, renamed: bool) {
    let world = World::new();
    let folder = world.repository(base, driver);
    world.git(&folder, &["branch", "zij"]);
    world.commit(&folder, one);
    world.git(&folder, &["switch", "--quiet", "zij"]);
    world.commit(&folder, two);
    let picked = world.git(&folder, &["rev-parse", "HEAD"]);
    if renamed && driver == Driver::Present {
        world.git(&folder, &["mv", FILE, "anders.ron"]);
        world.git(&folder, &["commit", "--quiet", "-m", "rename"]);
        world.git(&folder, &["mv", "anders.ron", FILE]);
        world.git(&folder, &["commit", "--quiet", "-m", "rename back"]);
    }
    world.git(&folder, &["switch", "--quiet", "main"]);
    let output = match way {
        Way::Merge | Way::CrissCross => world.try_git(&folder, &["merge", "--no-edit", "zij"]),
        Way::CherryPick => {
            world.try_git(&folder, &["cherry-pick", "--allow-empty", "--keep-redundant-commits", picked.trim_end()])
        }
        Way::Rebase => world.try_git(&folder, &["rebase", "zij"]),
    };
    let told = format!("history {number} {way:?} {driver:?}: {}", String::from_utf8_lossy(&output.stderr));
    assert!(output.status.code().is_some_and(|code| code < 128), "{told}");
    assert!(folder.join(FILE).exists(), "{told}{}", String::from_utf8_lossy(&output.stdout));
    if driver == Driver::BinaryMissing {
        return check_markers(&folder, [base, one, two], output.status.success(), &told);
    }
    let merged = session_in(&folder);
    check_merged(&merged, [base, one, two], &told);
    assert_eq!(output.status.success(), merged.conflicts.is_empty(), "{told}");
    if matches!(way, Way::CrissCross) {
        check_criss_cross(&world, &folder, [base, one, two], &told);
    }
}

/// Without the program both sides are there, between markers if they touch each other.
fn check_markers(folder: &Path, [base, one, two]: [&Session; 3], is_clean: bool, told: &str) {
    let text = text_of(folder);
    if is_clean {
        return;
    }
    assert!(text.contains("<<<<<<<") && text.contains(">>>>>>>"), "{told}\n{text}");
    let before: BTreeSet<String> = print(base).lines().map(str::to_owned).collect();
    for side in [one, two] {
        let side = print(side);
        let new = side.lines().filter(|line| !before.contains(*line));
        new.for_each(|line| assert!(text.contains(line), "{told}\n{line} is lost"));
    }
}

fn check_merged(merged: &Session, [base, one, two]: [&Session; 3], told: &str) {
    let (before, left, right, after) = (values(base), values(one), values(two), values(merged));
    for (section, id) in ids(one).union(&ids(two)) {
        let is_removed = ids(base).contains(&(*section, id.clone()))
            && !(ids(one).contains(&(*section, id.clone())) && ids(two).contains(&(*section, id.clone())));
        assert!(is_removed || ids(merged).contains(&(*section, id.clone())), "{told}: {id} is lost");
    }
    for open in merged.conflicts.iter().filter_map(|conflict| conflict.open(merged)) {
        let place = |field: &usize| (open.section, open.item.clone(), *field);
        let of = |side: &BTreeMap<(Section, Id, usize), Value>| -> Vec<Value> {
            open.fields.iter().map(|field| side.get(&place(field)).cloned().unwrap_or_default()).collect()
        };
        let values = [&before, &left, &right].map(of);
        let is_real = values[1] != values[2] && (values[0] != values[1] || values[0] != values[2]);
        assert!(is_real || open.fields.is_empty(), "{told}: {open:?} is no conflict");
    }
    // What makes one judgement is in conflict as one.
    let is_open = |(section, id, field): &(Section, Id, usize)| {
        let mut open = merged.conflicts.iter().filter_map(|conflict| conflict.open(merged));
        open.any(|open| open.section == *section && open.item == *id && open.fields.contains(field))
    };
    for (place, value) in left.iter().chain(&right) {
        let is_edited = before.get(place) != Some(value);
        let Some(stands) = after.get(place).filter(|_| is_edited) else { continue };
        let is_alone = [&left, &right].iter().filter(|side| side.get(place) != before.get(place)).count() == 1;
        assert!(
            !is_alone || stands == value || is_open(place) || matches!(value, Value::Link(_) | Value::Set(_)),
            "{told}: {place:?} is lost"
        );
    }
}

/// Both branches take each other in, each from before the other did, go on, and meet again.
fn check_criss_cross(world: &World, folder: &Path, [base, one, two]: [&Session; 3], told: &str) {
    world.git(folder, &["add", "--all"]);
    world.git(folder, &["commit", "--quiet", "--allow-empty", "--no-edit", "-m", "met"]);
    world.git(folder, &["switch", "--quiet", "zij"]);
    world.try_git(folder, &["merge", "--no-edit", "main~1"]);
    let theirs = settled(&session_in(folder));
    world.commit(folder, &theirs);
    world.git(folder, &["switch", "--quiet", "main"]);
    let ours = settled(&session_in(folder));
    world.commit(folder, &ours);
    let output = world.try_git(folder, &["merge", "--no-edit", "zij"]);
    assert!(output.status.code().is_some_and(|code| code < 128), "{told}");
    let merged = session_in(folder);
    for id in ids(&ours).intersection(&ids(&theirs)) {
        assert!(ids(&merged).contains(id), "{told}: {id:?} is lost in the second merge");
    }
    for id in ids(one).intersection(&ids(two)) {
        assert!(ids(&merged).contains(id) || ids(base).is_empty(), "{told}: {id:?} is lost");
    }
}
