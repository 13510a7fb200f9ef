//! A repository may come from anybody, in a zip with a session in it. Looking at the session starts no program that the
//! repository names, in whichever of the ways that git knows; and no name in it is taken for an option.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use werksessie::git::log::{log, origins};
use werksessie::store::form::reading::parse;

use crate::git::World;

const SESSION: &str = "sessions/lindenkwartier-2026-03-12.ron";
/// What git itself does that starts the program; nothing where it takes a terminal or a network.
type Bait = &'static [&'static str];

/// A way to have git start a program: what stands in the configuration, with `RUN` for the program, and what git command
/// shows that the trap works.
const TRAPS: &[(&str, &str, Bait)] = &[
    ("fsmonitor", "[include]\n\tpath = included\n", &["status"]),
    ("hook", "", &["add", "s.ron"]),
    ("hooks-path", "", &["update-ref", "refs/x", "HEAD"]),
    ("external", "[diff]\n\texternal = RUN\n", &["diff", "HEAD", "--", "s.ron"]),
    ("textconv", "[diff \"conv\"]\n\ttextconv = RUN\n", &["log", "-p", "--no-ext-diff", "-1", "s.ron"]),
    ("diff-command", "[diff \"command\"]\n\tcommand = RUN\n", &["diff", "HEAD", "--", "command.txt"]),
    ("clean", "[filter \"clean\"]\n\tclean = RUN\n", &["add", "clean.txt"]),
    ("smudge", "[filter \"clean\"]\n\tsmudge = RUN\n", &["checkout", "HEAD", "--", "clean.txt"]),
    ("process", "[filter \"process\"]\n\tprocess = RUN\n", &["add", "process.txt"]),
    ("signature", "[log]\n\tshowSignature = true\n[gpg]\n\tprogram = RUN\n", &["log", "-2", "--format=%H"]),
    ("editor", "[core]\n\teditor = RUN\n", &["commit", "--allow-empty"]),
    ("credential", "[credential]\n\thelper = \"!RUN\"\n", &["credential", "fill"]),
    ("askpass", "[core]\n\taskPass = RUN\n", &["credential", "fill"]),
    ("alternates", "[core]\n\talternateRefsCommand = RUN\n", &[]),
    ("proxy", "[core]\n\tgitProxy = RUN\n", &[]),
    ("pager", "[core]\n\tpager = RUN\n[pager]\n\tlog = RUN\n\tshow = RUN\n", &[]),
    ("alias", "[alias]\n\tlog = !RUN\n\tcat-file = !RUN\n\trev-parse = !RUN\n", &[]),
    ("merge-driver", "[merge \"evil\"]\n\tdriver = RUN\n[merge]\n\tdefault = evil\n", &[]),
    ("recent-objects", "[gc]\n\trecentObjectsHook = RUN\n\tauto = 1\n[maintenance]\n\tauto = true\n", &[]),
    ("sequence-editor", "[sequence]\n\teditor = RUN\n", &[]),
    (
        "trailer",
        "[trailer \"a\"]\n\tkey = a\n\tcommand = RUN\n\tcmd = RUN\n",
        &["interpret-trailers", "--trailer=a=1", "s.ron"],
    ),
    (
        "uploadpack",
        "[remote \"een\"]\n\tpromisor = true\n\turl = .\n\tuploadpack = \"RUN; git-upload-pack\"\n",
        &["cat-file", "-p", "HEAD~3:s.ron"],
    ),
    (
        "ext",
        "[protocol]\n\tallow = always\n[protocol \"ext\"]\n\tallow = always\n[remote \"ext\"]\n\tpromisor = true\n\turl = \"ext::RUN\"\n",
        &["cat-file", "-p", "HEAD~3:s.ron"],
    ),
    (
        "ssh",
        "[core]\n\tsshCommand = RUN\n[remote \"ssh\"]\n\tpromisor = true\n\turl = ssh://nergens.invalid/x\n",
        &["cat-file", "-p", "HEAD~3:s.ron"],
    ),
];

/// A repository in which every trap is set, and the folder in which their programs leave a sign.
struct Trapped {
    world: World,
    folder: PathBuf,
    signs: PathBuf,
}

impl Trapped {
    fn new() -> Self {
        let world = World::new();
        let (folder, signs) = (world.path("zip"), world.path("signs"));
        fs::create_dir_all(&folder).expect("made");
        fs::create_dir_all(&signs).expect("made");
        let trapped = Self { world, folder, signs };
        trapped.commits();
        trapped.set();
        trapped
    }

    /// The program of a trap: it leaves a sign and does no more.
    fn program(&self, name: &str) -> PathBuf {
        let path = self.signs.join(format!("{name}.sh"));
        fs::write(&path, format!("#!/bin/sh\n: > '{}'\n", self.signs.join(name).display())).expect("written");
        #[cfg(unix)]
        fs::set_permissions(&path, std::os::unix::fs::PermissionsExt::from_mode(0o755)).expect("runs");
        path
    }

    /// Three versions of a session, the last of which holds a conflict, and is signed.
    fn commits(&self) {
        let (world, folder) = (&self.world, &*self.folder);
        world.git(folder, &["init", "--quiet", "--initial-branch=main"]);
        world.name(folder, "Joke");
        let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(SESSION)).expect("shipped");
        let residents = "residents: 7420";
        assert!(text.contains(residents), "the example is another one");
        let number = |number: &str| text.replace(residents, &format!("residents: {number}"));
        let conflict = "    conflicts: [\n        Conflict(\n            id: \"neighbourhood.neighbourhood.residents\",\n            \
             section: \"neighbourhood\",\n            item: \"neighbourhood\",\n            field: \"residents\",\n            \
             base: \"7420\",\n            kept: \"7500\",\n            other: \"7600\",\n        ),\n    ],\n)\n";
        let last = number("7500");
        let last = format!("{}{conflict}", last.strip_suffix(")\n").expect("the end"));
        for version in [text.clone(), number("7421"), number("7500"), last] {
            fs::write(folder.join("s.ron"), &version).expect("written");
            for name in ["command.txt", "clean.txt", "process.txt"] {
                fs::write(folder.join(name), &version[version.len() - 20..]).expect("written");
            }
            world.git(folder, &["add", "--all"]);
            world.git(folder, &["commit", "--quiet", "--allow-empty", "-m", "versie"]);
        }
        let commit = world.git(folder, &["cat-file", "commit", "HEAD"]);
        let signature = "\ngpgsig -----BEGIN PGP SIGNATURE-----\n \n AAAA\n -----END PGP SIGNATURE-----\n\n";
        let mut hash = world.command("git", folder);
        hash.args(["hash-object", "-t", "commit", "-w", "--stdin"]).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut hash = hash.spawn().expect("git runs");
        let signed = commit.replacen("\n\n", signature, 1);
        hash.stdin.take().expect("piped").write_all(signed.as_bytes()).expect("read");
        let signed = String::from_utf8(hash.wait_with_output().expect("ends").stdout).expect("an id");
        world.git(folder, &["reset", "--quiet", "--hard", signed.trim()]);
    }

    fn set(&self) {
        let git = self.folder.join(".git");
        let mut configuration = String::new();
        for (name, text, _) in TRAPS {
            configuration.push_str(&text.replace("RUN", &self.program(name).display().to_string()));
        }
        let hooks = self.world.path("hooks");
        fs::create_dir_all(&hooks).expect("made");
        let hook = |name: &str, path: PathBuf| fs::copy(self.program(name), path).expect("copied");
        hook("hook", hooks.join("post-index-change"));
        hook("hooks-path", hooks.join("reference-transaction"));
        configuration = format!("{configuration}[core]\n\thooksPath = {}\n", hooks.display());
        configuration.push_str("\trepositoryFormatVersion = 1\n[extensions]\n\tpartialClone = een\n");
        let included = format!("[core]\n\tfsmonitor = {}\n", self.program("fsmonitor").display());
        fs::write(git.join("included"), included).expect("written");
        let attributes =
            "*.ron diff=conv\ncommand.txt diff=command\nclean.txt filter=clean\nprocess.txt filter=process\n";
        fs::write(git.join("info/attributes"), attributes).expect("written");
        // A version that is not there has to be fetched.
        let missing = self.world.git(&self.folder, &["rev-parse", "HEAD~3:s.ron"]);
        let (start, end) = missing.trim().split_at(2);
        fs::remove_file(git.join("objects").join(start).join(end)).expect("there");
        let mut whole = fs::read_to_string(git.join("config")).expect("there");
        whole.push_str(&configuration);
        fs::write(git.join("config"), whole).expect("written");
    }

    /// The traps that were sprung since the last time.
    fn sprung(&self) -> Vec<&'static str> {
        let names = TRAPS.iter().map(|(name, ..)| *name);
        names.filter(|name| fs::remove_file(self.signs.join(name)).is_ok()).collect()
    }
}

#[test]
fn looking_at_a_session_starts_no_program_that_its_repository_names() {
    let trapped = Trapped::new();
    let (world, folder) = (&trapped.world, &*trapped.folder);
    let looking: &[&[&str]] = &[
        &["log", "s.ron"],
        &["log", "s.ron", "--item", "neighbourhood"],
        &["check", "."],
        &["check", "--json", "s.ron"],
        &["show", "s.ron"],
        &["show", "--rounds", "s.ron"],
        &["overview", "."],
        &["diff", "s.ron", "s.ron"],
        &["fmt", "--check", "."],
        &["merge", "s.ron", "s.ron", "s.ron"],
        &["merge", "--driver", "clean.txt", "command.txt", "process.txt", "s.ron"],
    ];
    for command in looking {
        let (code, _, told) = world.werksessie(folder, command);
        assert!(code <= 1 || command.contains(&"overview"), "{command:?}: {told}");
        assert_eq!(trapped.sprung(), [""; 0], "{command:?}");
    }
    let file = folder.join("s.ron");
    let session = parse(&fs::read_to_string(&file).expect("there")).expect("a session");
    let found = origins(&file, &session);
    assert_eq!(found.len(), 1, "the screen asks who wrote what");
    assert!(log(&file).is_ok_and(|commits| commits.len() == 4));
    assert_eq!(trapped.sprung(), [""; 0], "what the screen asks");

    // Each of them bites where git itself is used: else nothing was tried.
    for (name, _, bait) in TRAPS.iter().filter(|(_, _, bait)| !bait.is_empty()) {
        fs::write(folder.join("s.ron"), format!("{}\n", fs::read_to_string(&file).expect("there"))).expect("written");
        for file in ["command.txt", "clean.txt", "process.txt"] {
            fs::write(folder.join(file), name).expect("written");
        }
        let mut git = world.command("git", folder);
        git.args(*bait).env_remove("GIT_EDITOR").env_remove("GIT_ASKPASS").env("TERM", "xterm");
        git.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null());
        let mut git = git.spawn().expect("git runs");
        git.stdin.take().expect("piped").write_all(b"protocol=https\nhost=nergens.invalid\n\n").ok();
        git.wait().expect("ends");
        assert!(trapped.sprung().contains(name), "{name} is no trap any more");
    }
}

#[test]
fn a_folder_that_is_itself_a_repository_is_not_taken_for_one() {
    let trapped = Trapped::new();
    let (world, folder) = (&trapped.world, trapped.world.path("kaal"));
    fs::rename(trapped.folder.join(".git"), &folder).expect("moved");
    fs::copy(trapped.folder.join("s.ron"), folder.join("s.ron")).expect("copied");
    let (code, ..) = world.werksessie(&folder, &["log", "s.ron"]);
    assert_eq!(code, 2, "it has no history");
    let (code, ..) = world.werksessie(&folder, &["share", "."]);
    assert_eq!(code, 2, "it cannot be shared");
    assert_eq!(trapped.sprung(), [""; 0]);
}

#[test]
fn no_name_becomes_an_option() {
    let world = World::new();
    let folder = world.path("een");
    fs::create_dir(&folder).expect("made");
    world.git(&folder, &["init", "--quiet", "--initial-branch=main"]);
    world.name(&folder, "Joke");
    let sign = folder.join("ran");
    let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(SESSION)).expect("shipped");
    let names = ["--output=ran.ron", "-O.ron", ":(exclude)x.ron", "--.ron", "a\nb.ron", "*.ron", "HEAD.ron"];
    for name in names {
        fs::write(folder.join(name), &text).expect("written");
    }
    world.git(&folder, &["commit", "--quiet", "--allow-empty", "-m", "leeg"]);
    let remote = format!("--upload-pack=touch {};", sign.display());
    let configuration = format!(
        "[remote \"{remote}\"]\n\turl = .\n\tfetch = +refs/heads/*:refs/remotes/x/*\n\
         [branch \"main\"]\n\tremote = \"{remote}\"\n\tmerge = refs/heads/main\n"
    );
    let mut config = fs::OpenOptions::new().append(true).open(folder.join(".git/config")).expect("there");
    config.write_all(configuration.as_bytes()).expect("written");
    let (code, out, told) = world.werksessie(&folder, &["share", "."]);
    assert_eq!(code, 2, "there is no place to share: {out}{told}");
    assert!(!sign.exists(), "a remote became an option");
    let committed = world.git(&folder, &["ls-tree", "-z", "--name-only", "HEAD"]);
    let mut committed: Vec<&str> = committed.split_terminator('\0').collect();
    committed.sort_unstable();
    let mut expected = names.to_vec();
    expected.sort_unstable();
    assert_eq!(committed, expected, "each is a file like any other");
    for name in names {
        let (code, out, told) = world.werksessie(&folder, &["log", "--", name]);
        assert_eq!(code, 0, "{name}: {told}");
        assert!(out.contains("Joke"), "{name}: {out}");
    }
}

/// A repository in which git waits for what never comes. Looking at its session ends all the same.
#[test]
#[cfg(unix)]
fn a_pipe_in_the_place_of_a_file_of_git_holds_nobody() {
    let world = World::new();
    let folder = world.path("zip");
    fs::create_dir(&folder).expect("made");
    world.git(&folder, &["init", "--quiet", "--initial-branch=main"]);
    fs::copy(Path::new(env!("CARGO_MANIFEST_DIR")).join(SESSION), folder.join("s.ron")).expect("copied");
    fs::remove_file(folder.join(".git/HEAD")).expect("there");
    assert!(world.command("mkfifo", &folder).arg(".git/HEAD").status().expect("runs").success());
    let (code, ..) = world.werksessie(&folder, &["log", "s.ron"]);
    assert_eq!(code, 2, "it has no history");
}

/// The same where it is shared: neither its settings nor what they name are read without end.
#[test]
#[cfg(target_os = "linux")]
fn a_pipe_that_the_settings_name_does_not_hold_who_shares() {
    for setting in ["include.path", "core.attributesFile"] {
        let world = World::new();
        let folder = world.path("zip");
        fs::create_dir(&folder).expect("made");
        world.git(&folder, &["init", "--quiet", "--initial-branch=main"]);
        world.name(&folder, "Joke");
        world.git(&folder, &["init", "--quiet", "--bare", "../gedeeld.git"]);
        world.git(&folder, &["remote", "add", "origin", "../gedeeld.git"]);
        let session = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(SESSION)).expect("there");
        fs::write(folder.join("s.ron"), &session).expect("written");
        let pipe = world.path("pijp");
        assert!(world.command("mkfifo", &folder).arg(&pipe).status().expect("runs").success());
        world.git(&folder, &["config", setting, &pipe.display().to_string()]);
        let (code, _, told) = world.werksessie(&folder, &["share", "."]);
        assert_eq!(code, 2, "{setting}: {told}");
        assert_eq!(fs::read_to_string(folder.join("s.ron")).expect("there"), session, "{setting}");
    }
}

/// A file of git without an end takes no memory without an end.
#[test]
#[cfg(target_os = "linux")]
fn a_device_in_the_place_of_a_file_of_git_holds_nobody() {
    let world = World::new();
    let folder = world.path("zip");
    fs::create_dir(&folder).expect("made");
    world.git(&folder, &["init", "--quiet", "--initial-branch=main"]);
    fs::copy(Path::new(env!("CARGO_MANIFEST_DIR")).join(SESSION), folder.join("s.ron")).expect("copied");
    world.name(&folder, "Joke");
    world.git(&folder, &["add", "--all"]);
    world.git(&folder, &["commit", "--quiet", "-m", "begin"]);
    fs::create_dir_all(folder.join(".git/objects/info")).expect("made");
    std::os::unix::fs::symlink("/dev/zero", folder.join(".git/objects/info/alternates")).expect("linked");
    let (code, ..) = world.werksessie(&folder, &["log", "s.ron"]);
    assert_eq!(code, 2, "it cannot be read");
}

/// On a slow share, or in a long history, git may be silent for long while it is at work.
#[test]
#[cfg(target_os = "linux")]
fn git_that_is_at_work_is_waited_for() {
    let world = World::new();
    let folder = world.path("traag");
    fs::create_dir(&folder).expect("made");
    world.git(&folder, &["init", "--quiet", "--initial-branch=main"]);
    world.name(&folder, "Joke");
    fs::copy(Path::new(env!("CARGO_MANIFEST_DIR")).join(SESSION), folder.join("s.ron")).expect("copied");
    world.git(&folder, &["add", "--all"]);
    world.git(&folder, &["commit", "--quiet", "-m", "begin"]);
    world.git(&folder, &["init", "--quiet", "--bare", "../gedeeld.git"]);
    world.git(&folder, &["remote", "add", "origin", "../gedeeld.git"]);
    // Git that first works for longer than it may say nothing, and one that waits as long for another program.
    let path = std::env::var("PATH").expect("set");
    let slow = world.path("programma");
    fs::create_dir(&slow).expect("made");
    let script = "#!/bin/sh\ncase \"$*\" in *' log '*) end=$(($(date +%s) + 12)); \
         while [ $(date +%s) -lt $end ]; do :; done; ulimit -d > \"$0.limit\";; *' status '*) sleep 12;; esac\nPATH=\"${PATH#*:}\" exec git \"$@\"\n";
    fs::write(slow.join("git"), script).expect("written");
    fs::set_permissions(slow.join("git"), std::os::unix::fs::PermissionsExt::from_mode(0o755)).expect("runs");
    let run = |arguments: &[&str]| {
        let mut command = world.command(env!("CARGO_BIN_EXE_werksessie"), &folder);
        command.args(arguments).env("PATH", format!("{}:{path}", slow.display())).output().expect("runs")
    };
    let output = run(&["share", "."]);
    assert!(output.status.success(), "{output:?}");
    let output = run(&["log", "s.ron"]);
    let told = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success() && told.contains("Joke"), "{output:?}");
    // In kilobytes: what has no end does not take all the memory there is.
    let limit = fs::read_to_string(slow.join("git.limit")).expect("told");
    assert!(limit.trim().parse::<u64>().is_ok_and(|limit| limit <= 1 << 20), "{limit}");
}

/// Sharing a folder of which git believes that it is another one would record that all of that other one was thrown away.
#[test]
#[cfg(unix)]
fn a_folder_whose_history_is_that_of_another_is_not_shared() {
    use std::os::unix::fs::symlink;
    // Where the history of the other one is: in its folder, or somewhere else, under this name or that.
    for store in ["eigen/.git", "winkel/.git", "winkel/eigen.git"] {
        let world = World::new();
        let (own, zip, history) = (world.path("eigen"), world.path("zip"), world.path(store));
        fs::create_dir_all(history.parent().expect("a folder")).expect("made");
        let init = ["init", "--quiet", "--initial-branch=main"];
        if store == "eigen/.git" {
            world.git(&own, &init);
        } else {
            let apart = format!("--separate-git-dir={}", history.display());
            world.git(&world.path(""), &[&init[..], &[&apart, "eigen"]].concat());
        }
        let session = Path::new(env!("CARGO_MANIFEST_DIR")).join(SESSION);
        for name in ["mijn.ron", "ook.ron"] {
            fs::copy(&session, own.join(name)).expect("copied");
        }
        world.name(&own, "Joke");
        let is_own = |folder: &Path| {
            let (code, out, told) = world.werksessie(folder, &["share", "."]);
            assert_eq!(code, 2, "{out}{told}");
            assert!(told.contains("nog geen plek") || told.contains("bij een andere map"), "{out}{told}");
            told.contains("nog geen plek")
        };
        assert!(is_own(&own), "{store}: nothing is recorded yet");
        // A save puts another file in the place.
        let text = fs::read_to_string(&session).expect("shipped").replace("residents: 7420", "residents: 7421");
        for name in ["mijn.ron", "ook.ron"] {
            fs::remove_file(own.join(name)).expect("there");
            fs::write(own.join(name), &text).expect("written");
        }
        assert!(is_own(&own), "{store}: all of it was worked on");
        let before = world.git(&own, &["log", "--format=%H"]);
        let init_zip = || drop(world.git(&zip, &init));
        let link = |part: &str| {
            let at = zip.join(".git").join(part);
            fs::remove_dir_all(&at).expect("there");
            symlink(history.join(part), at).expect("linked");
        };
        let leads: [(&str, &dyn Fn()); 7] = [
            ("a file", &|| fs::write(zip.join(".git"), format!("gitdir: ../{store}\n")).expect("written")),
            ("a link", &|| symlink(&history, zip.join(".git")).expect("linked")),
            ("a work tree", &|| {
                init_zip();
                world.name(&zip, "Joke");
                world.git(&zip, &["config", "core.worktree", "../../eigen"]);
            }),
            ("what work trees have in common", &|| {
                init_zip();
                fs::write(zip.join(".git/commondir"), format!("../../{store}\n")).expect("written");
            }),
            ("one of several work trees", &|| {
                init_zip();
                fs::write(zip.join(".git/commondir"), format!("../../{store}\n")).expect("written");
                fs::write(zip.join(".git/gitdir"), format!("{}\n", zip.join(".git").display())).expect("written");
            }),
            ("linked branches", &|| {
                init_zip();
                world.name(&zip, "Joke");
                link("refs");
                link("objects");
            }),
            ("a linked branch", &|| {
                init_zip();
                world.name(&zip, "Joke");
                link("objects");
                symlink(history.join("refs/heads/main"), zip.join(".git/refs/heads/main")).expect("linked");
            }),
        ];
        for (what, lead) in leads {
            fs::create_dir(&zip).expect("made");
            fs::copy(&session, zip.join("s.ron")).expect("copied");
            lead();
            assert!(!is_own(&zip), "{store}: {what}");
            assert_eq!(world.git(&own, &["log", "--format=%H"]), before, "{store}: {what}");
            fs::remove_dir_all(&zip).expect("removed");
        }
        // A second work tree of one repository is its own folder, and so is one that was thrown away in part.
        world.git(&own, &["worktree", "add", "--quiet", "../tweede"]);
        assert!(is_own(&world.path("tweede")), "{store}");
        fs::remove_file(own.join("ook.ron")).expect("there");
        assert!(is_own(&own), "{store}: one was thrown away");
    }
}
