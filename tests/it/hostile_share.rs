//! Sharing a folder that somebody sent starts nothing that the folder names, in whichever of the ways that git knows. What
//! the settings of the user name is started as ever.

use std::fs;
use std::io::{Read, Write};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::thread;

use crate::git::World;

const SESSION: &str = "sessions/lindenkwartier-2026-03-12.ron";

/// Where the folder is shared.
#[derive(Clone, Copy, PartialEq)]
enum Place {
    Folder,
    Url(&'static str),
}
use Place::{Folder, Url};

/// What git is told so that it starts a program: `RUN` stands for the program, and `PORT` for a place that wants a password.
#[derive(Clone, Copy)]
enum Trap {
    /// Settings of the repository or of the user, and attributes.
    Settings(&'static str, &'static str),
    /// Settings in a file that those of the repository take in.
    Included(&'static str),
    /// Settings of one work tree.
    OfWorktree(&'static str),
    Hook,
    HookOfPlace,
}
use Trap::{Hook, HookOfPlace, Included, OfWorktree, Settings};

/// Whether plain git springs the trap, and whether it is one that the user can set too.
#[derive(Clone, Copy, PartialEq)]
enum Bites {
    Both,
    HereOnly,
    /// Nothing that sharing does, as far as this git goes.
    Never,
}
use Bites::{Both, HereOnly, Never};

const HTTP: Place = Url("http://127.0.0.1:PORT/x.git");
const SSH: Place = Url("ssh://nergens.invalid/x");

const WAYS: &[(&str, Trap, Place, Bites)] = &[
    ("pre-commit", Hook, Folder, Both),
    ("prepare-commit-msg", Hook, Folder, Both),
    ("commit-msg", Hook, Folder, Both),
    ("post-commit", Hook, Folder, Both),
    ("pre-merge-commit", Hook, Folder, Both),
    ("post-merge", Hook, Folder, Both),
    ("post-index-change", Hook, Folder, Both),
    ("reference-transaction", Hook, Folder, Both),
    ("pre-push", Hook, Folder, Both),
    ("pre-receive", HookOfPlace, Folder, HereOnly),
    ("update", HookOfPlace, Folder, HereOnly),
    ("post-receive", HookOfPlace, Folder, HereOnly),
    ("post-update", HookOfPlace, Folder, HereOnly),
    ("reference-transaction", HookOfPlace, Folder, HereOnly),
    ("hooks-path", Settings("[core]\n\thooksPath = HOOKS\n", ""), Folder, Both),
    ("hook-command", Settings("[hook \"x\"]\n\tcommand = RUN\n\tevent = pre-commit\n", ""), Folder, Never),
    ("fsmonitor", Settings("[core]\n\tfsmonitor = RUN\n", ""), Folder, HereOnly),
    ("ssh", Settings("[core]\n\tsshCommand = RUN\n", ""), SSH, Both),
    ("ssh-included", Included("[core]\n\tsshCommand = RUN\n"), SSH, HereOnly),
    ("ssh-of-worktree", OfWorktree("[core]\n\tsshCommand = RUN\n"), SSH, HereOnly),
    ("proxy", Settings("[core]\n\tgitProxy = RUN\n", ""), Url("git://nergens.invalid/x"), Both),
    ("askpass", Settings("[core]\n\taskPass = RUN\n", ""), HTTP, Both),
    ("helper", Settings("[credential]\n\thelper = \"!RUN\"\n", ""), HTTP, Both),
    ("helper-by-path", Settings("[credential]\n\thelper = RUN\n", ""), HTTP, Both),
    ("helper-behind-a-word", Settings("[credential]\n\thelper = \"store; RUN\"\n", ""), HTTP, Both),
    ("helper-of-a-place", Settings("[credential \"http://127.0.0.1:PORT\"]\n\thelper = RUN\n", ""), HTTP, Both),
    ("gpg", Settings("[commit]\n\tgpgSign = true\n[gpg]\n\tprogram = RUN\n", ""), Folder, Both),
    ("openpgp", Settings("[commit]\n\tgpgSign = true\n[gpg \"openpgp\"]\n\tprogram = RUN\n", ""), Folder, Both),
    (
        "x509",
        Settings("[commit]\n\tgpgSign = true\n[gpg]\n\tformat = x509\n[gpg \"x509\"]\n\tprogram = RUN\n", ""),
        Folder,
        Both,
    ),
    (
        "signing-by-ssh",
        Settings(
            "[commit]\n\tgpgSign = true\n[user]\n\tsigningKey = /nergens\n[gpg]\n\tformat = ssh\n[gpg \"ssh\"]\n\tprogram = RUN\n",
            "",
        ),
        Folder,
        Both,
    ),
    (
        "signing-key",
        Settings(
            "[commit]\n\tgpgSign = true\n[gpg]\n\tformat = ssh\n[gpg \"ssh\"]\n\tdefaultKeyCommand = RUN\n\tprogram = false\n",
            "",
        ),
        Folder,
        Both,
    ),
    ("clean", Settings("[filter \"f\"]\n\tclean = RUN\n", "*.ron filter=f\n"), Folder, Both),
    ("smudge", Settings("[filter \"f\"]\n\tsmudge = RUN\n", "ander.txt filter=f\n"), Folder, Both),
    ("process", Settings("[filter \"f\"]\n\tprocess = RUN\n", "*.ron filter=f\n"), Folder, Both),
    ("filter-with-a-sign", Settings("[filter \"a=b c\"]\n\tsmudge = RUN\n", "nieuw.txt filter=a=b\n"), Folder, Never),
    ("merge-driver", Settings("[merge \"evil\"]\n\tdriver = RUN\n", "samen.txt merge=evil\n"), Folder, Both),
    ("merge-of-sessions", Settings("[merge \"evil\"]\n\tdriver = RUN\n", "*.ron merge=evil\n"), Folder, Both),
    ("merge-default", Settings("[merge]\n\tdefault = evil\n[merge \"evil\"]\n\tdriver = RUN\n", ""), Folder, Both),
    ("uploadpack", Settings("[remote \"origin\"]\n\tuploadpack = \"RUN; git-upload-pack\"\n", ""), Folder, HereOnly),
    ("receivepack", Settings("[remote \"origin\"]\n\treceivepack = \"RUN; git-receive-pack\"\n", ""), Folder, HereOnly),
    (
        "ext",
        Settings("[protocol]\n\tallow = always\n[protocol \"ext\"]\n\tallow = always\n", ""),
        Url("ext::RUN"),
        HereOnly,
    ),
    (
        "ext-by-kind",
        Settings("[remote \"origin\"]\n\tvcs = ext\n[protocol \"ext\"]\n\tallow = user\n", ""),
        Url("RUN"),
        HereOnly,
    ),
    (
        "ext-instead",
        Settings("[protocol]\n\tallow = always\n[url \"ext::RUN \"]\n\tinsteadOf = \"plek:\"\n", ""),
        Url("plek:x"),
        HereOnly,
    ),
    ("alternates", Settings("[core]\n\talternateRefsCommand = RUN\n", ""), Folder, HereOnly),
    ("recent-objects", Settings("[gc]\n\trecentObjectsHook = RUN\n\tauto = 1\n", ""), Folder, Never),
    ("external", Settings("[diff]\n\texternal = RUN\n", ""), Folder, Never),
    ("textconv", Settings("[diff \"d\"]\n\ttextconv = RUN\n\tcommand = RUN\n", "*.ron diff=d\n"), Folder, Never),
    ("editor", Settings("[core]\n\teditor = RUN\n[sequence]\n\teditor = RUN\n", ""), Folder, Never),
    ("pager", Settings("[core]\n\tpager = RUN\n[pager]\n\tstatus = RUN\n\tmerge = RUN\n", ""), Folder, Never),
    ("alias", Settings("[alias]\n\tstatus = !RUN\n\tcommit = !RUN\n\tpush = !RUN\n", ""), Folder, Never),
    ("trailer", Settings("[trailer \"a\"]\n\tkey = a\n\tcommand = RUN\n\tcmd = RUN\n", ""), Folder, Never),
];

/// Who set the trap.
#[derive(Clone, Copy, Debug, PartialEq)]
enum SetBy {
    Sender,
    User,
}

/// A folder with a place beside it, on both sides of which was worked, as they come in a zip.
struct Sent {
    world: World,
    folder: PathBuf,
    sign: PathBuf,
}

fn text(name: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(name)).expect("shipped")
}

fn append(path: &Path, text: &str) {
    let mut whole = fs::read_to_string(path).unwrap_or_default();
    whole.push_str(text);
    fs::create_dir_all(path.parent().expect("a folder")).expect("made");
    fs::write(path, whole).expect("written");
}

fn script(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().expect("a folder")).expect("made");
    fs::write(path, format!("#!/bin/sh\n{text}\n")).expect("written");
    #[cfg(unix)]
    fs::set_permissions(path, std::os::unix::fs::PermissionsExt::from_mode(0o755)).expect("runs");
}

/// The folder and the place, made once: `zip` and `plek.git`.
fn template() -> World {
    let world = World::new();
    let (zip, other) = (world.path("zip"), world.path("ander"));
    fs::create_dir(&zip).expect("made");
    world.git(&zip, &["init", "--quiet", "--initial-branch=main"]);
    world.name(&zip, "Joke");
    world.git(&zip, &["config", "--unset", "commit.gpgsign"]);
    fs::write(zip.join("s.ron"), text(SESSION)).expect("written");
    for name in ["samen.txt", "ander.txt"] {
        fs::write(zip.join(name), "een\n").expect("written");
    }
    world.git(&zip, &["add", "--all"]);
    world.git(&zip, &["commit", "--quiet", "-m", "begin"]);
    world.git(&zip, &["clone", "--quiet", "--bare", ".", "../plek.git"]);
    world.git(&zip, &["remote", "add", "origin", "../plek.git"]);
    world.git(&zip, &["clone", "--quiet", "../plek.git", "../ander"]);
    world.name(&other, "Ahmed");
    fs::write(other.join("s.ron"), text(SESSION).replace("residents: 7420", "residents: 7421")).expect("written");
    for name in ["samen.txt", "ander.txt", "nieuw.txt"] {
        fs::write(other.join(name), "twee\n").expect("written");
    }
    world.git(&other, &["add", "--all"]);
    world.git(&other, &["commit", "--quiet", "-m", "van een ander"]);
    world.git(&other, &["push", "--quiet"]);
    fs::write(zip.join(".git/objects/info/alternates"), "../../../plek.git/objects\n").expect("written");
    fs::write(zip.join("s.ron"), text(SESSION).replace("Schuif aan, loop mee", "Kom erbij")).expect("written");
    fs::write(world.path("plek.git/HEAD"), "ref: refs/heads/main\n").expect("written");
    world
}

impl Sent {
    fn new(template: &World, port: u16, (name, trap, place, _): (&str, Trap, Place, Bites), by: SetBy) -> Self {
        let world = World::new();
        for part in ["zip", "plek.git"] {
            let copied = world.command("cp", &template.path("")).args(["-a", part]).arg(world.path(part)).status();
            assert!(copied.expect("runs").success());
        }
        let (folder, sign) = (world.path("zip"), world.path("sign"));
        let sent = Self { world, folder, sign };
        let program = sent.world.path("programma.sh");
        script(&program, &format!(": > '{}'", sent.sign.display()));
        let hooks = sent.world.path("haken");
        let filled = |text: &str| {
            let text = text.replace("RUN", &program.display().to_string()).replace("PORT", &port.to_string());
            text.replace("HOOKS", &hooks.display().to_string())
        };
        let git = sent.folder.join(".git");
        let user = sent.world.path(".gitconfig");
        let settings = if by == SetBy::User { &user } else { &git.join("config") };
        let sign = fs::read_to_string(&program).expect("there");
        let sign = sign.trim_start_matches("#!/bin/sh\n");
        match trap {
            Settings(text, attributes) => {
                append(settings, &filled(text));
                append(&git.join("info/attributes"), attributes);
                script(&hooks.join("pre-commit"), sign);
            }
            Included(text) => {
                append(settings, "[include]\n\tpath = erbij\n");
                append(&git.join("erbij"), &filled(text));
            }
            OfWorktree(text) => {
                append(settings, "[core]\n\trepositoryFormatVersion = 1\n[extensions]\n\tworktreeConfig = true\n");
                append(&git.join("config.worktree"), &filled(text));
            }
            Hook if by == SetBy::User => {
                append(settings, &filled("[core]\n\thooksPath = HOOKS\n"));
                script(&hooks.join(name), sign);
            }
            Hook => script(&git.join("hooks").join(name), sign),
            HookOfPlace => script(&sent.world.path("plek.git/hooks").join(name), sign),
        }
        if let Url(url) = place {
            sent.world.git(&sent.folder, &["config", "remote.origin.url", &filled(url)]);
        }
        if name.starts_with("merge-d") {
            // Recorded here as well, so that there is something to merge.
            fs::write(sent.folder.join("samen.txt"), "drie\n").expect("written");
            let commit = ["-c", "core.hooksPath=/dev/null", "commit", "--quiet", "-m", "samen", "samen.txt"];
            sent.world.git(&sent.folder, &commit);
        }
        fs::remove_file(&sent.sign).ok();
        sent
    }

    fn is_sprung(&self) -> bool {
        self.sign.exists()
    }

    /// What a person would do with git alone.
    fn use_git(&self) {
        let all: [&[&str]; 5] = [
            &["add", "s.ron"],
            &["commit", "--quiet", "-m", "werk"],
            &["fetch", "--quiet", "origin", "main"],
            &["merge", "--quiet", "--no-edit", "FETCH_HEAD"],
            &["push", "--quiet", "origin", "HEAD:main"],
        ];
        for arguments in all {
            let mut git = self.world.command("git", &self.folder);
            git.args(arguments).env("GIT_TERMINAL_PROMPT", "0").stdin(Stdio::null());
            git.stdout(Stdio::null()).stderr(Stdio::null()).status().expect("git runs");
        }
    }
}

/// A place that wants a password, whoever asks.
fn place_with_a_password() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = listener.local_addr().expect("bound").port();
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            thread::spawn(move || {
                let mut stream = stream;
                let mut asked = [0; 4096];
                if stream.read(&mut asked).is_ok() {
                    let answer = "HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Basic realm=\"x\"\r\n\
                                  Content-Length: 0\r\nConnection: close\r\n\r\n";
                    stream.write_all(answer.as_bytes()).ok();
                }
            });
        }
    });
    port
}

#[test]
#[cfg(unix)]
fn sharing_starts_nothing_that_the_folder_brings_and_all_that_the_user_named() {
    let (template, port) = (template(), place_with_a_password());
    for &way in WAYS {
        let (name, _, _, bites) = way;
        let sent = Sent::new(&template, port, way, SetBy::Sender);
        let (code, out, told) = sent.world.werksessie(&sent.folder, &["share", "."]);
        assert!(!sent.is_sprung(), "{name} ran: {code} {out}{told}");
        if bites == Never {
            continue;
        }
        if name != "fsmonitor" && !name.starts_with("ext") && name != "alternates" {
            let is_told =
                out.contains("eigen programma's of controles mee") || told.contains("programma dat ze zelf meebrengt");
            assert!(is_told, "{name} is not told: {out}{told}");
        }
        let sent = Sent::new(&template, port, way, SetBy::Sender);
        sent.use_git();
        assert!(sent.is_sprung(), "{name} is no trap any more");
        if bites == Both {
            let sent = Sent::new(&template, port, way, SetBy::User);
            let (code, out, told) = sent.world.werksessie(&sent.folder, &["share", "."]);
            assert!(sent.is_sprung(), "{name} of the user does not run: {code} {out}{told}");
            assert!(!out.contains("eigen programma's"), "{name}: {out}");
        }
    }
}

/// A filter may lock what is recorded: without it, all could read what was not to be read.
#[test]
#[cfg(unix)]
fn what_a_filter_of_the_folder_would_have_converted_is_not_shared_without_it() {
    let (template, port) = (template(), 1);
    let way = WAYS.iter().find(|way| way.0 == "clean").expect("listed");
    let sent = Sent::new(&template, port, *way, SetBy::Sender);
    let (code, _, told) = sent.world.werksessie(&sent.folder, &["share", "."]);
    assert!(code == 2 && told.contains("Er is niets gedaan"), "{told}");
    assert_eq!(sent.world.git(&sent.folder, &["log", "--format=%s"]), "begin\n");
    // The user's own filter of that name does its work.
    let user = sent.world.path(".gitconfig");
    append(&user, "[filter \"f\"]\n\tclean = sed s/Kom/KOM/\n");
    let (code, _, told) = sent.world.werksessie(&sent.folder, &["share", "."]);
    assert_eq!(code, 0, "{told}");
    assert!(sent.world.git(&sent.folder, &["cat-file", "blob", "HEAD:s.ron"]).contains("KOM erbij"));
    assert!(!sent.is_sprung());
}

/// Settings of a folder can also choose how is merged, so that a side gets lost without a word.
#[test]
#[cfg(unix)]
fn how_is_merged_is_not_for_the_folder_to_say() {
    let template = template();
    for settings in ["[branch \"main\"]\n\tmergeOptions = -s ours\n", "[pull]\n\ttwohead = ours\n"] {
        let way = ("merging", Settings("", ""), Folder, Never);
        let sent = Sent::new(&template, 1, way, SetBy::Sender);
        append(&sent.folder.join(".git/config"), settings);
        let (code, _, told) = sent.world.werksessie(&sent.folder, &["share", "."]);
        assert_eq!(code, 0, "{told}");
        let both = fs::read_to_string(sent.folder.join("s.ron")).expect("there");
        assert!(both.contains("residents: 7421") && both.contains("Kom erbij"), "{settings}");
    }
}
