//! The real program, run in fresh folders without a terminal: every command, its exit code and what it tells, in both
//! languages, and whatever a file holds.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant, SystemTime};

use proptest::prelude::*;
use tempfile::TempDir;
use werksessie::domain::safe_text::SafeText;
use werksessie::domain::session::Session;
use werksessie::exchange::outgoing::Outgoing;
use werksessie::exchange::render::plain::plain;
use werksessie::exchange::whole::{step_named, whole};
use werksessie::guide::Guide;
use werksessie::i18n::Words;
use werksessie::i18n::language::Language;
use werksessie::store::form::reading::parse;
use werksessie::store::form::text::print;

use crate::support::texts::texts;
use crate::support::{arbitrary, sessions};

/// A folder of its own for each test, with the user's folders in it.
struct Fresh {
    folder: TempDir,
}

impl Fresh {
    fn new() -> Self {
        Self { folder: tempfile::tempdir().expect("a fresh folder") }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn write(&self, name: &str, text: &str) -> PathBuf {
        let path = self.path(name);
        fs::create_dir_all(path.parent().expect("in the folder")).expect("a folder");
        fs::write(&path, text).expect("written");
        path
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).expect("a file")
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_werksessie"));
        command.args(arguments).current_dir(self.folder.path()).env_clear().stdin(Stdio::null());
        for (name, folder) in
            [("HOME", "home"), ("XDG_CONFIG_HOME", "config"), ("XDG_STATE_HOME", "state"), ("XDG_DATA_HOME", "data")]
        {
            command.env(name, self.path(folder));
        }
        command.env("LC_ALL", "C.UTF-8");
        command
    }

    fn run(&self, arguments: &[&str]) -> Ran {
        Ran::of(self.command(arguments).output().expect("the program runs"))
    }
}

/// What the program told.
#[derive(Debug)]
struct Ran {
    code: Option<i32>,
    out: String,
    err: String,
}

impl Ran {
    fn of(output: Output) -> Self {
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("text");
        Self { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
    }

    #[track_caller]
    fn expect(&self, code: i32, out: &str, err: &str) {
        assert_eq!((self.code, self.out.as_str(), self.err.as_str()), (Some(code), out, err));
    }

    /// The exit code is this one, and all these texts were told somewhere.
    #[track_caller]
    fn tells(&self, code: i32, texts: &[&str]) {
        assert_eq!(self.code, Some(code), "{self:?}");
        for text in texts {
            assert!(self.out.contains(text) || self.err.contains(text), "{text:?} in {self:?}");
        }
    }
}

const SHIPPED: &str = "lindenkwartier-2026-03-12.ron";

fn shipped(name: &str) -> String {
    fs::read_to_string(sessions().join(name)).expect("it ships")
}

/// A session with these lines in it.
fn with(lines: &str) -> String {
    format!("Session(\n    format: 1,\n    id: \"s-0000000001\",\n    round: 1,\n{lines})\n")
}

/// A session with an action with these fields.
fn with_action(fields: &str) -> String {
    with(&format!("    actions: [\n        Action(\n            id: \"a-0000000001\",\n{fields}        ),\n    ],\n"))
}

// Help and usage

#[test]
fn help_is_in_the_language_that_was_asked_for() {
    let fresh = Fresh::new();
    fresh.run(&["--help"]).tells(0, &["Zo gebruik je het:", "Opdrachten:", "Maak een bestand voor een nieuwe sessie"]);
    fresh.run(&["--help", "--lang", "en"]).tells(0, &["How to use it:", "Commands:", "Make a file for a new session"]);
    fresh.run(&["--lang=en", "fmt", "-h"]).tells(0, &["werksessie fmt [OPTIONS] <PATH>...", "--check"]);
    fresh.run(&["--version"]).expect(0, concat!("werksessie ", env!("CARGO_PKG_VERSION"), "\n"), "");
    for command in ["open", "new", "check", "fmt", "show", "report", "themes", "completions", "man"] {
        let help = fresh.run(&[command, "--help"]);
        help.tells(0, &[&format!("werksessie {command} [OPTIES]"), "Opties:", "Laat deze hulp zien"]);
        for english in ["Usage", "Options", "Arguments", "Print help", "possible values"] {
            assert!(!help.out.contains(english), "{english} in {}", help.out);
        }
    }
}

#[test]
fn the_locale_and_the_configuration_choose_the_language_too() {
    let fresh = Fresh::new();
    let tells = |variables: &[(&str, &str)], text: &str| {
        let mut command = fresh.command(&["--help"]);
        command.env_remove("LC_ALL").envs(variables.iter().copied());
        Ran::of(command.output().expect("the program runs")).tells(0, &[text]);
    };
    tells(&[], "Opdrachten");
    tells(&[("LANG", "de_DE.UTF-8")], "Opdrachten");
    tells(&[("LANG", "en_GB.UTF-8")], "Commands");
    tells(&[("LC_MESSAGES", "nl_NL.UTF-8"), ("LANG", "en_GB.UTF-8")], "Opdrachten");
    tells(&[("LC_ALL", "en_US"), ("LANG", "nl_NL")], "Commands");
    fresh.write("config/werksessie/config.ron", "Config(language: nl)");
    tells(&[("LANG", "en_GB.UTF-8")], "Opdrachten");
}

#[test]
fn what_is_no_command_is_explained() {
    let fresh = Fresh::new();
    for (arguments, dutch, english) in [
        (&["--foo"][..], "‘--foo’ hoort hier niet. Meer uitleg", "‘--foo’ does not belong here. More help"),
        (&["sessie.ron"], "werksessie open BESTAND", "werksessie open FILE"),
        (&["shwo", "x"], "Bedoelde je ‘show’?", "Did you mean ‘show’?"),
        (&["show", "--stap", "x"], "Bedoelde je ‘--step’?", "Did you mean ‘--step’?"),
        (&["fmt"], "Hier hoort nog <PAD>... bij.", "This still needs <PATH>... with it."),
        (&["--theme"], "Bij --theme <THEMA> hoort nog een waarde.", "--theme <THEME> needs a value."),
        (&["completions", "tcsh"], "‘tcsh’ kan niet bij <SHELL>.", "‘tcsh’ does not fit <SHELL>."),
        (&["completions", "qqq"], "Kies uit: bash, elvish", "Choose from: bash, elvish"),
        (&["check", "--json", "--json", "x"], "--json kan hier niet nog eens", "--json cannot be here again"),
        (&["fout\u{1b}[31m"], "‘fout␛[31m’", "‘fout␛[31m’"),
    ] {
        let ran = fresh.run(arguments);
        ran.tells(2, &[dutch]);
        assert_eq!((ran.out.as_str(), ran.err.lines().count()), ("", 1), "on one line");
        let in_english = [&["--lang", "en"], arguments].concat();
        fresh.run(&in_english).tells(2, &[english]);
    }
    fresh.run(&["--lang", "fr"]).expect(2, "", "werksessie: ‘fr’ kan niet bij --lang <TAAL>. Kies uit: nl, en.\n");
}

#[cfg(unix)]
#[test]
fn arguments_that_are_no_text_are_explained_or_used_as_paths() {
    use std::os::unix::ffi::OsStrExt;
    let fresh = Fresh::new();
    let odd = std::ffi::OsStr::from_bytes(b"x\xff.ron");
    Ran::of(fresh.command(&["show"]).arg(odd).output().expect("runs")).tells(2, &["Het bestand of de map is er niet."]);
    Ran::of(fresh.command(&["new", "a", "--date"]).arg(odd).output().expect("runs")).tells(2, &["dat geen tekst is"]);
}

// The screen

#[test]
fn without_a_terminal_the_screen_is_refused_with_a_hint() {
    let fresh = Fresh::new();
    fresh.write("a.ron", &with(""));
    for arguments in [&[][..], &["open", "a.ron"], &["--dir", "."], &["open", "a.ron", "--theme", "dark"]] {
        let ran = fresh.run(arguments);
        ran.tells(2, &["Zonder venster werken: new, check, fmt, show, report, guide, overview, intervision, tables, "]);
        assert_eq!(ran.out, "", "nothing of the screen");
    }
    fresh.run(&["--lang", "en"]).tells(2, &["The screen needs a terminal", "These work without one"]);
    fresh.run(&["open", "."]).tells(2, &["Het scherm heeft een venster"]);
    fresh.run(&["open", "nee.ron"]).tells(2, &["nee.ron: Het bestand of de map is er niet."]);
    fresh.run(&["--dir", "nee"]).tells(2, &["‘nee’ is geen map."]);
    fresh.run(&["--theme", "roze"]).tells(2, &["Een thema ‘roze’ is er niet.", "light, dark"]);
    fresh.run(&["--theme", "../x"]).tells(2, &["Een thema ‘../x’ is er niet."]);
}

// The configuration

#[test]
fn a_bad_configuration_is_told_with_its_place_and_keeps_nobody_from_working() {
    let fresh = Fresh::new();
    for (text, told) in [
        ("Config(\n    language: fr,\n)", "config.ron:2:"),
        ("Config(thema: \"x\")", "Een instelling ‘thema’ is er niet."),
        ("niets", "config.ron:1:1: De instellingen zijn hier niet te lezen."),
        ("Config(theme: 12)", "Daarom gelden de gewone instellingen."),
        ("Config(\"\u{1b}[2J\")", "config.ron:1:"),
    ] {
        fresh.write("config/werksessie/config.ron", text);
        let ran = fresh.run(&["themes"]);
        ran.tells(0, &["light: Licht", told]);
        assert!(!ran.err.contains('\u{1b}'));
    }
    fresh.write("config/werksessie/config.ron", "Config(theme: \"roze\", folder: \"/er/niet\")");
    fresh
        .run(&[])
        .tells(2, &["De map ‘/er/niet’ uit de instellingen is er niet.", "Het thema ‘roze’ uit de instellingen"]);
}

#[test]
fn the_users_own_themes_count_and_a_broken_one_is_told() {
    let fresh = Fresh::new();
    fresh.run(&["themes"]).expect(
        0,
        "light: Licht\ndark: Donker\nhigh-contrast: Hoog contrast\nsixteen: Zestien kleuren\n",
        "",
    );
    let dark = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/dark.ron")).expect("it ships");
    fresh.write("config/werksessie/themes/nacht.ron", &dark.replace("Donker", "Nacht"));
    fresh.run(&["themes"]).tells(0, &["sixteen: Zestien kleuren\nnacht: Nacht\n"]);
    fresh.write("config/werksessie/themes/vaal.ron", &dark.replace("muted: \"sand\"", "muted: \"#333333\""));
    let too_weak = "Het thema ‘vaal’: muted op background is slecht te lezen. Het contrast is 1,";
    fresh.run(&["themes"]).tells(1, &[too_weak, "4,5 is nodig."]);
    fresh.write("config/werksessie/themes/kapot.ron", "Theme(");
    fresh.run(&["themes"]).tells(1, &["kapot: niet te gebruiken, het bestand is niet te lezen (regel 1"]);
    fresh.run(&["--theme", "kapot"]).tells(2, &["kapot: niet te gebruiken"]);
    fresh.run(&["--theme", "nacht"]).tells(2, &["Het scherm heeft een venster"]);
}

// New

#[test]
fn a_new_session_is_canonical_and_never_overwrites() {
    let fresh = Fresh::new();
    let arguments = [
        "new",
        "linde.ron",
        "--neighbourhood",
        "Lindenkwartier\u{202e}",
        "--municipality",
        "Merendam",
        "--date",
        "12-3-2026",
        "--residents",
        "7.420",
        "--place",
        "Buurthuis\nDe Linde",
    ];
    fresh.run(&arguments).expect(0, "Gemaakt: linde.ron\n", "");
    let text = fresh.read("linde.ron");
    for line in [
        "        name: \"Lindenkwartier\",",
        "        municipality: \"Merendam\",",
        "        residents: 7420,",
        "        date: \"2026-03-12\",",
        "        place: \"Buurthuis De Linde\",",
        "            name: \"Bewoners\",",
        "            kind: professionals,",
        "            role: puller,",
        "            role: director,",
        "            role: plan_writer,",
    ] {
        assert!(text.lines().any(|found| found == line), "{line} in\n{text}");
    }
    let again = fresh.run(&arguments);
    again.expect(2, "", "werksessie: linde.ron: Er is al een bestand met deze naam. Kies een andere naam.\n");
    assert_eq!(fresh.read("linde.ron"), text);
    fresh.run(&["check", "linde.ron"]).tells(0, &["1 bestand nagekeken: 3 aandachtspunten."]);
    fresh.run(&["fmt", "--check", "linde.ron"]).expect(0, "", "");
}

#[test]
fn a_new_session_needs_no_more_than_a_name() {
    let fresh = Fresh::new();
    fresh.run(&["--lang", "en", "new", "wijk"]).expect(0, "Made: wijk.ron\n", "");
    let text = fresh.read("wijk.ron");
    assert!(text.contains("name: \"Residents\"") && !text.contains("neighbourhood"), "{text}");
    let session = parse(&text).expect("canonical");
    assert!(session.the_meeting().date.known().is_some(), "today");
    fresh.run(&["new", "x", "--date", "31-2"]).tells(2, &["‘31-2’ is geen datum."]);
    fresh.run(&["new", "x", "--residents", "veel"]).tells(2, &["‘veel’ is geen aantal."]);
    fresh.run(&["new", "nee/x"]).tells(2, &["Het bestand of de map is er niet."]);
    assert!(!fresh.path("x.ron").exists());
}

#[cfg(unix)]
#[test]
fn a_new_session_is_not_made_through_a_link_to_an_older_one() {
    let fresh = Fresh::new();
    let old = fresh.write("oud.ron", &with(""));
    std::os::unix::fs::symlink(&old, fresh.path("nieuw.ron")).expect("a link");
    fresh.run(&["new", "nieuw.ron"]).tells(2, &["Er is al een bestand met deze naam."]);
    assert_eq!(fresh.read("oud.ron"), with(""));
}

// Check

/// The expected answers stand in `tests/malformed`; `UPDATE=1 cargo test` writes them anew.
#[test]
fn every_malformed_file_gets_its_message() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/malformed");
    let fresh = Fresh::new();
    for language in ["nl", "en"] {
        let ran =
            Ran::of(fresh.command(&["check", ".", "--lang", language]).current_dir(&folder).output().expect("runs"));
        assert_eq!((ran.code, ran.err.as_str()), (Some(1), ""));
        let expected = folder.join(format!("expected_{language}.txt"));
        if std::env::var_os("UPDATE").is_some() {
            fs::write(&expected, &ran.out).expect("written");
        }
        assert_eq!(ran.out, fs::read_to_string(&expected).expect("what is expected"), "{}", expected.display());
        let files = fs::read_dir(&folder).expect("a folder").flatten();
        let files = files.filter(|file| file.path().extension().is_some_and(|ending| ending == "ron")).count();
        assert_eq!(ran.out.lines().count(), files + 1, "one line for each file, and the summary");
        assert!(files >= 30);
    }
}

#[test]
fn every_kind_of_problem_is_among_the_malformed_files() {
    let fresh = Fresh::new();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/malformed");
    let ran = Ran::of(fresh.command(&["check", "--json", "."]).current_dir(folder).output().expect("runs"));
    let remarks: Vec<serde_json::Value> = serde_json::from_str(&ran.out).expect("JSON");
    let found: std::collections::BTreeSet<&str> =
        remarks.iter().map(|remark| remark["kind"].as_str().expect("a kind")).collect();
    let mut all = std::collections::BTreeSet::from([
        "empty_file",
        "too_large",
        "not_text",
        "conflict_markers",
        "not_a_session",
        "pointer",
        "no_format",
        "newer_format",
        "unknown_name",
        "unknown_word",
        "out_of_range",
        "twice_named",
        "wrong_kind",
        "no_id",
        "bad_id",
        "twice_the_id",
        "dangling",
        "too_many",
        "unclosed_text",
        "cut_short",
        "missing_comma",
        "wanted",
        "unreadable",
    ]);
    // Eight megabytes do not belong in a repository; another test makes such a file.
    all.remove("too_large");
    assert_eq!(found, all);
    for remark in &remarks {
        assert_eq!(remark["severity"], "problem");
        assert!(remark["line"].as_u64() > Some(0) && remark["column"].as_u64() > Some(0), "{remark}");
    }
}

#[test]
fn a_file_that_is_too_large_is_a_problem_of_the_file() {
    let fresh = Fresh::new();
    fresh.write("groot.ron", &with(&format!("    // {}\n", "x".repeat(8 * 1024 * 1024))));
    let told = "groot.ron: fout: in het bestand: Het bestand is te groot voor een sessie. Een sessie is hooguit 8 MB.";
    fresh.run(&["check", "groot.ron"]).tells(1, &[told]);
    fresh.run(&["show", "groot.ron"]).tells(2, &["te groot"]);
}

#[test]
fn what_deserves_a_second_look_is_told_with_its_place() {
    let fresh = Fresh::new();
    for (text, code, told) in [
        (
            with_action("            due: \"binnenkort\",\n"),
            0,
            "a.ron:8:13: let op: actie ‘binnenkort’, Klaar op: ‘binnenkort’ is niet begrepen en blijft staan zoals \
             het is getypt. Hier hoort een datum (jaar-maand-dag) te staan. Schrijf het zo: \"2026-04-09\"",
        ),
        (
            with_action("            what: \"Soep\\u{202e}tafel\",\n"),
            0,
            "a.ron:8:13: let op: actie ‘Soep⟨U+202E⟩tafel’, Wat: in de tekst staat een teken dat je niet ziet (U+202E).",
        ),
        (
            with_action(
                "            note: [\n                \"Bel eerst\",\n                \"bsn 111.222.333\",\n            ],\n",
            ),
            1,
            "a.ron:8:13: fout: actie ‘Bel eerst’, Opmerking: hier lijkt een persoonlijk nummer te staan.",
        ),
        (
            with_action("            what: \"Bloemen voor Joke, geboren 12 maart 1950\",\n"),
            1,
            "a.ron:8:13: fout: actie ‘Bloemen voor Joke, geboren …’, Wat: hier staat misschien een geboortedatum.",
        ),
        (
            with(
                "    answers: [\n        Answer(\n            id: \"choosing.1@t-0000000009\",\n            note: \"ja\",\n        ),\n    ],\n",
            ),
            0,
            "a.ron:6:9: let op: ",
        ),
        (
            with(
                "    conflicts: [\n        Conflict(\n            id: \"actions.a-1.due\",\n            section: \"actions\",\n            \
                 item: \"a-1\",\n            field: \"due\",\n        ),\n    ],\n",
            ),
            1,
            "a.ron:6:9: fout: ",
        ),
        (
            with("    neighbourhood: Neighbourhood(\n        residents: 15001,\n    ),\n"),
            0,
            "a.ron:6:9: ter info: wijk, Aantal bewoners: 15.001 bewoners; deze aanpak werkt het best tot \
             15.000.",
        ),
        (
            with("    meeting: Meeting( motto: \"Samen\" ),\n"),
            0,
            "a.ron:5:22: ter info: in het bestand: Het bestand staat niet in de vaste vorm. ‘werksessie fmt’ zet het zo",
        ),
        (
            with("    // even onthouden\n"),
            0,
            "a.ron:5:5: ter info: in het bestand: In het bestand staan losse opmerkingen.",
        ),
        (
            with("").replace('\n', "\r\n"),
            0,
            "a.ron:1:9: ter info: in het bestand: Het bestand staat niet in de vaste vorm.",
        ),
    ] {
        fresh.write("a.ron", &text);
        fresh.run(&["check", "a.ron"]).tells(code, &[told, "1 bestand nagekeken: "]);
    }
}

#[test]
fn personal_numbers_are_not_repeated() {
    let fresh = Fresh::new();
    fresh.write(
        "a.ron",
        &with_action("            what: \"Bel 111222333, geboren 1-2-1950\",\n            due: \"111 222 333\",\n"),
    );
    for arguments in [&["check", "a.ron"][..], &["check", "--json", "a.ron"]] {
        let ran = fresh.run(arguments);
        ran.tells(1, &[]);
        let repeated = ["111222333", "111 222 333", "1950"].into_iter().find(|number| ran.out.contains(number));
        assert_eq!(repeated, None, "{}", ran.out);
        assert!(ran.out.contains("‘[persoonlijk nummer]’ is niet begrepen"), "{}", ran.out);
        let is_named = ran.out.contains("Bel [persoonlijk nummer], geboren …");
        assert!(is_named || arguments.len() > 2, "{}", ran.out);
    }
}

#[test]
fn findings_are_the_same_in_every_language() {
    let fresh = Fresh::new();
    fresh.write(
        "a.ron",
        &with_action("            what: \"geboren 12 maart 1950\",\n            note: \"born 12 may 1950\",\n"),
    );
    let kinds = |language| {
        let ran = fresh.run(&["check", "--json", "a.ron", "--lang", language]);
        let remarks: Vec<serde_json::Value> = serde_json::from_str(&ran.out).expect("JSON");
        let kinds = remarks.iter().map(|remark| format!("{} {}", remark["kind"], remark["line"]));
        kinds.filter(|kind| kind.contains("birth_date")).collect::<Vec<_>>()
    };
    assert_eq!(kinds("nl"), ["\"birth_date\" 8", "\"birth_date\" 9"]);
    assert_eq!(kinds("nl"), kinds("en"));
}

#[test]
fn a_check_walks_folders_and_adds_up() {
    let fresh = Fresh::new();
    fresh.write("map/goed.ron", &with(""));
    fresh.write("map/diep/er/fout.ron", "Session(");
    fresh.write("map/.verborgen.ron", "Session(");
    fresh.write("map/lees.mij", "Session(");
    fresh.write("map/let-op.ron", &with_action("            due: \"ooit\",\n").replace("s-0000000001", "s-0000000002"));
    let ran = fresh.run(&["check", "map"]);
    ran.tells(
        1,
        &["fout.ron:1:8: fout", "let-op.ron:8:13: let op", "3 bestanden nagekeken: 1 fout, 4 aandachtspunten"],
    );
    fresh.run(&["check", "map/goed.ron", "map/goed.ron"]).expect(0, "1 bestand nagekeken: alles in orde.\n", "");
    fs::create_dir(fresh.path("leeg")).expect("a folder");
    fresh.run(&["check", "leeg"]).expect(0, "", "werksessie: Hier staan geen sessies: leeg\n");
    fresh.run(&["check", "--json", "map/goed.ron"]).expect(0, "[]\n", "");
    fresh
        .run(&["check", "nee", "map/goed.ron"])
        .tells(2, &["nee: fout: in het bestand: Het bestand of de map is er niet."]);
    fresh.run(&["check", "--json", "nee"]).tells(2, &["\"kind\":\"unread\""]);
}

#[test]
fn a_folder_that_lies_too_deep_is_told() {
    let fresh = Fresh::new();
    let deepest = "map/".repeat(16);
    fresh.write(&format!("map/{deepest}goed.ron"), &with(""));
    fresh.run(&["check", "map"]).expect(0, "1 bestand nagekeken: alles in orde.\n", "");
    fresh.write(&format!("map/{deepest}dieper/weg.ron"), &with(""));
    let told = "Deze map ligt te diep in andere mappen.";
    fresh.run(&["check", "map"]).tells(2, &["dieper: fout: in het bestand: ", told]);
    fresh.run(&["fmt", "map"]).tells(2, &["dieper: ", told]);
    for command in ["overview", "intervision", "report"] {
        fresh.run(&[command, "map"]).tells(1, &["dieper: ", told]);
    }
}

#[test]
fn a_check_tells_what_files_ask_together() {
    let fresh = Fresh::new();
    let named = |id: &str| {
        with("    neighbourhood: Neighbourhood(\n        name: \"Linden\",\n    ),\n").replace("s-0000000001", id)
    };
    fresh.write("map/a.ron", &named("s-0000000001"));
    fresh.write("map/b.ron", &named("s-0000000001"));
    fresh
        .run(&["check", "map"])
        .tells(1, &["map/b.ron: fout: in het bestand: Dit bestand en ‘map/a.ron’ zijn dezelfde"]);
    fresh.write("map/b.ron", &named("s-0000000002"));
    fresh.run(&["check", "map"]).tells(0, &["map/a.ron: let op: in het bestand: Er is nog een wijk die ‘Linden’ heet"]);
    fresh.run(&["check", "map/a.ron", "map/a.ron"]).expect(0, "1 bestand nagekeken: alles in orde.\n", "");
}

#[cfg(unix)]
#[test]
fn a_pipe_named_like_a_session_hangs_nothing() {
    let fresh = Fresh::new();
    fresh.write("map/goed.ron", &with(""));
    let status = Command::new("mkfifo").arg(fresh.path("map/pijp.ron")).status().expect("mkfifo is everywhere");
    assert!(status.success());
    let begun = Instant::now();
    fresh.run(&["check", "map"]).expect(0, "1 bestand nagekeken: alles in orde.\n", "");
    for arguments in [&["check", "map/pijp.ron"][..], &["fmt", "map/pijp.ron"], &["show", "map/pijp.ron"]] {
        fresh.run(arguments).tells(2, &["Dit is geen gewoon bestand."]);
    }
    fs::create_dir_all(fresh.path("config/werksessie")).expect("a folder");
    let config = fresh.path("config/werksessie/config.ron");
    assert!(Command::new("mkfifo").arg(config).status().expect("mkfifo").success());
    fresh.run(&["themes"]).tells(0, &["Dit is geen gewoon bestand.", "light: Licht"]);
    assert!(begun.elapsed() < Duration::from_secs(20));
}

#[cfg(unix)]
#[test]
fn what_may_not_be_read_is_told() {
    use std::os::unix::fs::PermissionsExt;
    let fresh = Fresh::new();
    let path = fresh.write("map/dicht.ron", &with(""));
    fs::set_permissions(&path, fs::Permissions::from_mode(0o000)).expect("closed");
    if fs::read(&path).is_ok() {
        return; // The administrator may read everything.
    }
    fresh.run(&["check", "map"]).tells(2, &["dicht.ron: fout: in het bestand: Dit mag niet van deze computer."]);
    fs::set_permissions(fresh.path("map"), fs::Permissions::from_mode(0o000)).expect("closed");
    fresh.run(&["check", "map"]).tells(2, &["Dit mag niet van deze computer."]);
    fs::set_permissions(fresh.path("map"), fs::Permissions::from_mode(0o700)).expect("opened");
}

// Fmt

#[test]
fn fmt_makes_a_file_canonical_and_leaves_others_alone() {
    let fresh = Fresh::new();
    let canonical = with("    meeting: Meeting(\n        motto: \"Samen\",\n    ),\n");
    fresh.write("map/los.ron", &with("    meeting: Meeting( motto: \"Samen\" ),\n"));
    fresh.write("map/vast.ron", &canonical);
    fresh.run(&["fmt", "--check", "map"]).expect(1, "map/los.ron: nog niet in de vaste vorm\n", "");
    assert_ne!(fresh.read("map/los.ron"), canonical);
    let before = fs::metadata(fresh.path("map/vast.ron")).expect("there").modified().expect("a time");
    fresh.run(&["fmt", "map"]).expect(0, "map/los.ron: in de vaste vorm gezet\n", "");
    assert_eq!(fresh.read("map/los.ron"), canonical);
    assert_eq!(fs::metadata(fresh.path("map/vast.ron")).expect("there").modified().expect("a time"), before);
    fresh.run(&["fmt", "map"]).expect(0, "", "");
    fresh.run(&["fmt", "--check", "map"]).expect(0, "", "");
}

#[test]
fn a_remark_that_is_no_part_of_a_session_is_told_before_it_goes() {
    let fresh = Fresh::new();
    let text =
        with("    // let op: Corrie belt nog\n    meeting: Meeting(\n        motto: \"Samen\", // van Joke\n    ),\n");
    let told = |path: &str| {
        let line = |at: usize, text: &str| {
            format!("werksessie: {path}:{at}: wat hier erbij is geschreven, gaat weg: ‘{text}’\n")
        };
        let at = |found: &str| text.lines().position(|line| line.contains(found)).map_or(0, |at| at + 1);
        line(at("let op"), "let op: Corrie belt nog") + &line(at("van Joke"), "van Joke")
    };
    fresh.write("a.ron", &text);
    fresh.write("b.ron", &with(""));
    fresh.run(&["fmt", "--check", "a.ron"]).expect(1, "a.ron: nog niet in de vaste vorm\n", "");
    let merged = fresh.run(&["merge", "b.ron", "b.ron", "a.ron", "-o", "c.ron"]);
    merged.expect(0, "", &told("a.ron"));
    fresh.run(&["fmt", "a.ron"]).expect(0, "a.ron: in de vaste vorm gezet\n", &told("a.ron"));
    assert!(!fresh.read("a.ron").contains("Corrie"));
}

#[test]
fn a_command_that_writes_takes_away_what_a_killed_one_left() {
    let fresh = Fresh::new();
    fresh.write("a.ron", &with("    meeting: Meeting( motto: \"Samen\" ),\n"));
    fresh.write(".werksessie-1-1.tmp", "half");
    let left = fs::File::options().write(true).open(fresh.path(".werksessie-1-1.tmp")).expect("there");
    left.set_modified(SystemTime::now() - Duration::from_hours(2)).expect("old");
    fresh.run(&["fmt", "a.ron"]).expect(0, "a.ron: in de vaste vorm gezet\n", "");
    assert!(!fresh.path(".werksessie-1-1.tmp").exists());
}

#[test]
fn fmt_changes_no_file_that_it_cannot_read() {
    let fresh = Fresh::new();
    fresh.write("map/fout.ron", "Session(");
    fresh.write("map/los.ron", &with("    meeting: Meeting( motto: \"Samen\" ),\n"));
    let ran = fresh.run(&["fmt", "map", "nee"]);
    ran.tells(
        2,
        &["map/los.ron: in de vaste vorm gezet", "map/fout.ron: regel 1", "nee: Het bestand of de map is er niet."],
    );
    assert_eq!(fresh.read("map/fout.ron"), "Session(");
}

// Show

#[test]
fn a_folder_without_sessions_is_told_alike_by_every_command() {
    let fresh = Fresh::new();
    std::fs::create_dir(fresh.path("leeg")).expect("made");
    let told = "werksessie: Hier staan geen sessies: leeg\n";
    for command in [
        &["check"][..],
        &["report"],
        &["report", "--kind", "intern", "-o", "x.html"],
        &["overview"],
        &["overview", "--actions"],
        &["intervision"],
    ] {
        let arguments = [&["--lang", "nl", command[0], "leeg"], &command[1..]].concat();
        fresh.run(&arguments).expect(0, "", told);
    }
    assert!(!fresh.path("x.html").exists());
    let tables = fresh.run(&["--lang", "nl", "tables", "leeg", "-o", "uit"]);
    assert_eq!((tables.code, &*tables.err), (Some(0), told));
}

#[test]
fn two_rounds_are_told_as_rounds_cell_by_cell() {
    let fresh = Fresh::new();
    let old = shipped("lindenkwartier-2026-03-12.ron");
    fresh.write("a.ron", &old);
    fresh.run(&["next", "a.ron", "-o", "b.ron"]);
    let told = fresh.run(&["--lang", "nl", "diff", "a.ron", "b.ron"]);
    assert!(told.out.contains("Dit zijn ronde 1 en ronde 2 van dezelfde wijk."), "{}", told.out);
    let other = fresh.run(&[
        "--lang",
        "nl",
        "diff",
        &sessions().join("havenbuurt-2026-11-19.ron").display().to_string(),
        "b.ron",
    ]);
    assert!(other.out.contains("Dit zijn twee verschillende sessies."), "{}", other.out);
}

#[test]
fn what_is_not_there_is_not_there_for_every_command() {
    let fresh = Fresh::new();
    fresh.write("a.ron", &shipped(SHIPPED));
    fresh.run(&["--lang", "nl", "--theme", "foo", "themes"]).tells(2, &["foo"]);
    fresh.run(&["--lang", "nl", "show", "a.ron", "--step", "9"]).tells(2, &["uitvoeren"]);
    let doctor = fresh.run(&["--lang", "nl", "doctor"]);
    assert!(doctor.out.contains("Scherm: niet nagekeken."), "{}", doctor.out);
}

#[test]
fn show_begins_with_the_first_activity_and_ends_with_what_is_missing() {
    let fresh = Fresh::new();
    fresh.write("s.ron", &shipped(SHIPPED));
    fresh.run(&["show", "s.ron", "--private"]).tells(0, &["Eigen notities van de begeleider"]);
    let ran = fresh.run(&["show", "s.ron"]);
    assert!(!ran.out.contains("Eigen notities"), "private notes are told only where they are asked for");
    let headings: Vec<&str> = ran.out.lines().filter(|line| !line.is_empty() && !line.starts_with(' ')).collect();
    assert_eq!(
        headings,
        [
            "Lindenkwartier · ronde 1 · donderdag 12 maart 2026",
            "Onze eerste activiteit",
            "De sessie",
            "1 Wijkgezondheidsprofiel",
            "2 Prioriteiten en doelen",
            "3 Plan van aanpak",
            "4 Uitvoeren",
            "5 Signaleren en verwijzen",
            "6 Monitoren en evalueren",
            "7 Verder na de sessie",
            "Wat er nog ontbreekt",
            "Wat later aandacht vraagt, als er niets verandert",
        ]
    );
    assert!(ran.out.contains("    Samen: 13 van 21 afgehandeld, 5 deels\n"));
    assert!(ran.out.contains("      7.5 Samenwerken: afspraken op papier: open\n"));
    assert_eq!(fresh.run(&["show", "s.ron"]).out, ran.out);
    fresh.run(&["show", "s.ron", "--lang", "en"]).tells(0, &["Neighbourhood health profile", "What is still missing"]);
}

#[test]
fn show_can_be_asked_for_one_step() {
    let fresh = Fresh::new();
    fresh.write("s.ron", &shipped(SHIPPED));
    let plan = fresh.run(&["show", "s.ron", "--step", "plan"]);
    plan.tells(0, &["3 Plan van aanpak\n"]);
    assert!(!plan.out.contains("4 Uitvoeren"));
    for name in ["3", "Plan", "plan van aanpak", "PLAN"] {
        assert_eq!(fresh.run(&["show", "s.ron", "--step", name]).out, plan.out, "{name}");
    }
    fresh.run(&["show", "s.ron", "--step", "8"]).tells(2, &["Een stap ‘8’ is er niet.", "verder na de sessie"]);
    fresh.write("leeg.ron", &with(""));
    fresh.run(&["show", "leeg.ron", "--step", "monitoring"]).expect(
        0,
        "Naam volgt · ronde 1\n\n6 Monitoren en evalueren\n  Nog niets ingevuld.\n",
        "",
    );
    let guide = Guide::load(Language::Dutch).expect("it ships");
    assert_eq!(step_named(&guide, "0"), Some(0));
    assert_eq!(step_named(&guide, "follow_up"), Some(7));
}

#[test]
fn rounds_stand_beside_each_other_as_far_as_they_are_found() {
    const SECOND: &str = "lindenkwartier-2026-09-17.ron";
    let fresh = Fresh::new();
    fresh.write("map/twee.ron", &shipped(SECOND));
    let alone = fresh.run(&["show", "map/twee.ron", "--rounds"]);
    alone.tells(
        0,
        &["Rondes naast elkaar", "nulmeting: 8\n      ronde 2: 22\n", "lichaamsfuncties: 4–8 · middelste 6 · 17\n"],
    );
    // Whatever else is in the folder, and however the file of the first round is called.
    fresh.write("map/een.ron", &shipped(SHIPPED));
    fresh.write("map/kapot.ron", "Session(format: 1, id: \"s-a0mebmehol\", round: één)");
    #[cfg(unix)]
    assert!(Command::new("mkfifo").arg(fresh.path("map/pijp.ron")).status().expect("mkfifo").success());
    let beside = fresh.run(&["show", "map/twee.ron", "--rounds"]);
    let meaning = "zingeving: 6–10 · middelste 8 · 17 · ronde 1: 7 · nu hoger\n";
    beside.tells(0, &["      ronde 1: 14, 19\n      ronde 2: 22\n      doel: 25 mensen\n", meaning]);
    assert!(beside.out.contains("Richting: dichter bij het doel") && beside.out.contains("Spinnenweb: Bewoners"));
    // A round after the next finds both, and one that says it came before itself is looked at once.
    fresh.run(&["next", "map/twee.ron", "--out", "map/drie"]).tells(0, &["(ronde 3)"]);
    let third = fresh.run(&["show", "map/drie.ron", "--rounds", "--lang", "en"]);
    third.tells(0, &["      round 1: 14, 19\n      round 2: 22\n      goal: 25 mensen\n"]);
    let circle = shipped(SHIPPED).replacen("    round: 1,", "    round: 1,\n    previous: \"s-sibfzyvcsu\",", 1);
    fresh.write("map/een.ron", &circle);
    assert_eq!(fresh.run(&["show", "map/drie.ron", "--rounds", "--lang", "en"]).out, third.out);
    assert_eq!(fresh.run(&["show", "map/twee.ron", "--rounds"]).out, beside.out);
}

#[test]
fn a_change_of_one_field_changes_one_line() {
    let fresh = Fresh::new();
    let before = shipped(SHIPPED);
    let after = before.replacen("municipality: \"Merendam\"", "municipality: \"Oosterdam\"", 1);
    assert_ne!(before, after);
    fresh.write("a.ron", &before);
    fresh.write("b.ron", &after);
    let (a, b) = (fresh.run(&["show", "a.ron"]).out, fresh.run(&["show", "b.ron"]).out);
    let different: Vec<_> = a.lines().zip(b.lines()).filter(|(a, b)| a != b).collect();
    assert_eq!(different, [("    Gemeente: Merendam", "    Gemeente: Oosterdam")]);
}

#[test]
fn a_file_that_is_no_session_is_not_shown() {
    let fresh = Fresh::new();
    fresh.write("a.ron", &with_action("            onwer: \"x\",\n"));
    let told = "werksessie: a.ron: regel 8, teken 13, bij actie ‘a-0000000001’ (onder ‘actions’): De naam ‘onwer’ hoort \
                hier niet. Bedoelde je ‘owner’?\n";
    fresh.run(&["show", "a.ron"]).expect(2, "", told);
}

/// The first line of what was typed that is not on the page.
fn not_shown(session: &Session, shown: &str) -> Option<String> {
    let texts = texts(session);
    let mut lines = texts.iter().flat_map(|text| text.split('\n'));
    let is_missing = |line: &&str| {
        // Blanks at the ends are left out, also those of which the screen would show a sign; and a sign without a letter joins
        // the blank before it, and is cut with it.
        let line = format!(" {}", line.trim());
        !shown.contains(SafeText::new(&line).as_str().trim())
    };
    lines.find(is_missing).map(str::to_owned)
}

#[test]
fn a_line_that_ends_in_a_blank_of_another_kind_is_shown_without_it() {
    let (guide, words) =
        (Guide::load(Language::Dutch).expect("it ships"), Words::load(Language::Dutch).expect("it ships"));
    for blank in ['\u{b}', '\u{c}', '\u{85}', '\u{a0}', '\u{1680}', '\u{2028}', '\u{2029}', '\u{3000}'] {
        for text in [format!("{blank}een{blank}"), format!("een\n{blank}twee{blank}\n{blank}\ndrie")] {
            let session = parse(&with_action(&format!("            note: {text:?},\n"))).expect("a session");
            let shown = plain(&whole(&Outgoing::for_the_team(&session, true), &guide, &words));
            assert_eq!(not_shown(&session, &shown), None, "{shown}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: std::env::var("SHOWN_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(200),
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn everything_that_was_typed_is_shown(session in arbitrary::session(60)) {
        let (guide, words) = (Guide::load(Language::Dutch).expect("it ships"), Words::load(Language::Dutch).expect("it ships"));
        let shown = plain(&whole(&Outgoing::for_the_team(&session, true), &guide, &words));
        // What is hidden is not shown, and is all that is not.
        let missing = not_shown(&session, &shown);
        prop_assert!(missing.is_none(), "{:?} is not in\n{}", missing, shown);
        prop_assert!(shown.lines().all(|line| SafeText::new(line).as_str() == line), "safe to show");
        prop_assert!(shown.ends_with('\n'));
    }

    #[test]
    fn what_is_shown_is_the_same_after_saving(session in arbitrary::session(30)) {
        let (guide, words) = (Guide::load(Language::English).expect("it ships"), Words::load(Language::English).expect("it ships"));
        let back = parse(&print(&session)).expect("canonical");
        let told = |session| plain(&whole(&Outgoing::for_the_team(session, true), &guide, &words));
        prop_assert_eq!(told(&back), told(&session));
    }
}

// What files hold is safe to show

/// Escape sequences, bidi overrides and invisible characters, as a file may hold them.
const HOSTILE: &str = "\\u{1b}[2J\\u{9b}31mrood\\u{7}\\u{202e}mo\\u{200b}\\u{feff}\\u{2028}x";

fn assert_safe(text: &str) {
    for character in text.chars() {
        let is_unsafe = character.is_control() && character != '\n'
            || matches!(character, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200b}' | '\u{feff}' | '\u{2028}');
        assert!(!is_unsafe, "{character:?} in {text:?}");
    }
}

#[test]
fn whatever_a_file_holds_nothing_of_it_reaches_a_terminal() {
    let fresh = Fresh::new();
    let towers = "e\u{301}".repeat(3) + &"\u{302}".repeat(300);
    let lines = format!(
        "    neighbourhood: Neighbourhood(\n        name: \"{HOSTILE}{towers}\",\n    ),\n    actions: [\n        Action(\n            \
         id: \"a-1\",\n            what: \"{HOSTILE}\",\n            due: \"{HOSTILE}\",\n            note: [\n                \
         \"{HOSTILE}\",\n                \"b\",\n            ],\n        ),\n    ],\n    answers: [\n        Answer(\n            \
         id: \"x.y@z\",\n            marks: [\"{HOSTILE}\"],\n        ),\n    ],\n"
    );
    fresh.write("a.ron", &with(&lines));
    fresh.write("b.ron", &with_action(&format!("            owner: \"{HOSTILE}\",\n")));
    for arguments in [
        &["show", "a.ron"][..],
        &["check", "a.ron", "b.ron"],
        &["check", "--json", "a.ron", "b.ron"],
        &["fmt", "--check", "a.ron", "b.ron"],
        &["show", "b.ron"],
        &["fmt", "a.ron"],
    ] {
        let ran = fresh.run(arguments);
        assert_ne!(ran.code, None);
        assert_safe(&ran.out);
        assert_safe(&ran.err);
        assert!(!ran.out.contains(&"\u{302}".repeat(9)), "towers of accents are cut");
    }
    let json: serde_json::Value = serde_json::from_str(&fresh.run(&["check", "--json", "a.ron"]).out).expect("JSON");
    assert!(json.as_array().is_some_and(|remarks| remarks.len() > 3));
}

#[cfg(unix)]
#[test]
fn names_of_files_are_safe_to_show_too() {
    let fresh = Fresh::new();
    fresh.write("map/a\u{1b}[31m\u{202e}\n.ron", "Session(");
    fresh.write("map/b\u{1b}[31m.ron", &with("    meeting: Meeting( motto: \"x\" ),\n"));
    for arguments in [&["check", "map"][..], &["check", "--json", "map"], &["fmt", "--check", "map"], &["fmt", "map"]] {
        let ran = fresh.run(arguments);
        assert_safe(&ran.out);
        assert_safe(&ran.err);
    }
    let ran = fresh.run(&["check", "--json", "map"]);
    let json: serde_json::Value = serde_json::from_str(&ran.out).expect("JSON");
    assert_eq!(json[0]["path"], "map/a\u{1b}[31m\u{202e}\n.ron", "other programs get the name as it is");
}

// For other programs

#[test]
fn completions_and_the_manual_are_made_without_a_terminal() {
    let fresh = Fresh::new();
    for (shell, part) in [
        ("bash", "_werksessie()"),
        ("zsh", "#compdef werksessie"),
        ("fish", "complete -c werksessie"),
        ("powershell", "Register-ArgumentCompleter"),
        ("elvish", "edit:completion"),
    ] {
        fresh.run(&["completions", shell]).tells(0, &[part, "themes"]);
    }
    let manual = fresh.run(&["man"]);
    manual.tells(0, &[".SH \"NAAM\"", ".SH \"CHECK\"", "Kijk sessies na", "\\-\\-json"]);
    for english in ["NAME", "SYNOPSIS", "Usage", "SUBCOMMANDS", "Print help"] {
        assert!(!manual.out.contains(english), "{english}");
    }
    fresh.run(&["man", "--lang", "en"]).tells(0, &[".SH \"NAME\"", "Check sessions"]);
}

#[cfg(unix)]
#[test]
fn somebody_who_stops_reading_is_no_failure() {
    let fresh = Fresh::new();
    fresh.write("s.ron", &shipped(SHIPPED));
    for arguments in [&["show", "s.ron"][..], &["completions", "bash"], &["--help"], &["check", "s.ron"]] {
        let mut child =
            fresh.command(arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program runs");
        drop(child.stdout.take());
        let output = child.wait_with_output().expect("it ends");
        assert_eq!((output.status.code(), output.stderr.as_slice()), (Some(0), &b""[..]), "{arguments:?}");
    }
    if Path::new("/dev/full").exists() {
        let full = fs::OpenOptions::new().write(true).open("/dev/full").expect("there");
        let output = fresh.command(&["show", "s.ron"]).stdout(full).stderr(Stdio::piped()).output().expect("runs");
        Ran::of(output).tells(2, &["De uitkomst kon niet worden weggeschreven."]);
    }
}

#[test]
fn today_is_that_of_the_zone_by_name_and_by_rule() {
    // A day and two hours apart: their dates differ at every moment.
    let zones = [("Pacific/Kiritimati", "<+14>-14"), ("Etc/GMT+12", "<-12>12")];
    let today = |zone: &str| {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("x.ron");
        let mut command = assert_cmd::Command::new(env!("CARGO_BIN_EXE_werksessie"));
        command.env("TZ", zone).env("HOME", folder.path()).arg("new").arg(&file).assert().success();
        let text = std::fs::read_to_string(file).expect("made");
        let date = text.split("date: \"").nth(1).expect("a date");
        date[..10].to_owned()
    };
    let mut dates = Vec::new();
    for (name, rule) in zones {
        let (before, named, after) = (today(rule), today(name), today(rule));
        assert!(named == before || named == after, "{name}: {named} and not {before}");
        dates.push(named);
    }
    assert_ne!(dates[0], dates[1]);
}

#[test]
fn the_doctor_tells_what_works_and_what_does_not() {
    let fresh = Fresh::new();
    let doctor = |zone: &str, folder: &str| {
        let home = tempfile::tempdir().expect("a folder");
        let mut command = assert_cmd::Command::new(env!("CARGO_BIN_EXE_werksessie"));
        command.env("TZ", zone).env("HOME", home.path()).env("XDG_STATE_HOME", home.path());
        command.current_dir(fresh.folder.path()).args(["--lang", "nl", "doctor", folder]);
        let output = command.output().expect("runs");
        (output.status.code(), String::from_utf8(output.stdout).expect("text"))
    };
    let (code, out) = doctor("Europe/Amsterdam", ".");
    assert_eq!(code, Some(0), "{out}");
    assert_eq!(out.lines().count(), 5, "{out}");
    assert!(out.contains("tijdzone Europe/Amsterdam"), "{out}");
    let left = std::fs::read_dir(fresh.folder.path()).expect("there").flatten();
    assert!(
        !left.into_iter().any(|file| file.file_name().to_string_lossy().starts_with(".werksessie")),
        "a trial stays"
    );
    let (code, out) = doctor("Mars/Olympus", ".");
    assert_eq!(code, Some(1), "{out}");
    assert!(out.contains("Klok: let op. De tijdzone ‘Mars/Olympus’"), "{out}");
    assert_eq!(doctor("UTC", "nergens").0, Some(2));
}

#[test]
fn bringing_something_in_tells_which_remarks_of_a_person_go() {
    let fresh = Fresh::new();
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sessions/havenbuurt-2026-11-19.ron");
    let text = fs::read_to_string(sample).expect("there");
    fresh.write("een.ron", &format!("// bel Joke terug\n{text}"));
    fresh.write("acties.md", "- [ ] Soep koken\n- [ ] Stoelen halen\n");
    let ran = fresh.run(&["--lang", "nl", "import", "acties.md", "--into", "een.ron"]);
    assert_eq!(ran.code, Some(0), "{ran:?}");
    assert!(ran.err.contains("bel Joke terug"), "{ran:?}");
    assert!(fresh.read("een.ron").contains("Stoelen halen") && !fresh.read("een.ron").contains("bel Joke"), "{ran:?}");
}

#[test]
fn a_report_of_a_folder_stands_without_what_cannot_be_read() {
    let fresh = Fresh::new();
    fresh.write("map/een.ron", &shipped(SHIPPED));
    fresh.write("map/stuk.ron", "Session(format: 1, oeps");
    let ran = fresh.run(&["--lang", "nl", "report", "map"]);
    assert_eq!(ran.code, Some(1), "{ran:?}");
    assert!(ran.out.contains("Lindenkwartier") && ran.err.contains("stuk.ron"), "{ran:?}");
}

#[test]
fn what_changed_in_a_folder_is_told_of_the_newest_round_of_each_neighbourhood() {
    let folder = crate::support::sessions();
    let fresh = Fresh::new();
    let folder = folder.to_str().expect("a path");
    let ran = fresh.run(&["--lang", "nl", "report", folder, "--kind", "voortgang"]);
    assert_eq!(ran.code, Some(0), "{ran:?}");
    // The second round is compared with the first, which has no chapter of its own; the other neighbourhood has one round.
    assert!(ran.out.contains("Vergeleken met Lindenkwartier · ronde 1"), "{ran:?}");
    assert!(ran.out.contains("dichter bij het doel"), "{ran:?}");
    assert_eq!(ran.out.matches("geen eerdere ronde").count(), 1, "{ran:?}");
    assert_eq!(ran.out.lines().filter(|line| line.starts_with("## ")).count(), 2, "{ran:?}");
    let since = |asked: &str| fresh.run(&["--lang", "nl", "report", folder, "--kind", "voortgang", "--since", asked]);
    assert!(since("1").out.contains("Vergeleken met Lindenkwartier"));
    assert!(since("1-4-2026").out.contains("Vergeleken met Lindenkwartier"));
    since("7").tells(2, &["Een eerdere ronde of dag ‘7’ is er niet"]);
}

#[test]
fn options_of_a_report_that_would_do_nothing_are_told() {
    let fresh = Fresh::new();
    fresh.write("een.ron", &shipped(SHIPPED));
    let ran = |arguments: &[&str]| fresh.run(&[&["--lang", "nl", "report", "een.ron"], arguments].concat());
    ran(&["--mine", "Gül"]).tells(2, &["--mine hoort bij"]);
    ran(&["-o", "a.ics", "--mine", "Niemandsman"]).tells(2, &["Niemand heet ‘Niemandsman’"]);
    ran(&["--kind", "intern", "--since", "1"]).tells(2, &["--since hoort bij"]);
    ran(&["--kind", "plan", "-o", "x.xlsx"]).tells(2, &["--kind plan hoort bij -o …html"]);
    ran(&["--since", "1", "-o", "x.csv"]).tells(2, &["--kind voortgang hoort bij -o …html"]);
    ran(&["--since", "1"]).tells(2, &["Een eerdere ronde of dag ‘1’ is er niet"]);
    ran(&["-o", "stemmen.csv", "--table", "stemmen"]).tells(0, &["Gemaakt: stemmen.csv"]);
    for table in ["mensen", "scores"] {
        let file = format!("{table}.csv");
        ran(&["-o", &file, "--table", table]).tells(2, &[&format!("‘{table}’ staat nooit in wat voor iedereen is")]);
        ran(&["-o", &file, "--table", table, "--kind", "intern"]).tells(0, &[]);
    }
    fresh.run(&["--lang", "nl", "report", ".", "--since", "1"]).tells(2, &["Een eerdere ronde of dag ‘1’ is er niet"]);
}

#[test]
fn a_name_is_known_without_its_apostrophes_capitals_and_accents() {
    let fresh = Fresh::new();
    fresh.write("een.ron", &shipped(SHIPPED));
    let asked: &[&[&str]] = &[
        &["report", "een.ron", "--kind", "Intern", "--table", "themas", "-o", "a.csv"],
        &["report", "een.ron", "--kind", "PLAN", "--pack", "Regioplan", "-o", "a.html"],
        &["show", "een.ron", "--step", "Prioriteiten"],
        &["tables", ".", "-o", "t", "--only", "Top-themes", "--format", "CSV"],
        &["overview", ".", "--signal", "Action_overdue", "--sort", "Open"],
    ];
    for arguments in asked {
        let ran = fresh.run(arguments);
        assert_eq!(ran.code, Some(0), "{arguments:?}: {ran:?}");
    }
    assert!(fresh.read("a.csv").lines().count() > 1, "the themes are in it");
}

#[test]
fn the_lists_that_do_not_enter_are_named_and_can_be_chosen() {
    let fresh = Fresh::new();
    fresh.write("een.ron", &shipped(SHIPPED));
    fresh.write("map/acties.csv", "Actie;Wie\nSoep koken;Gül\n");
    fresh.write("map/Mensen.csv", "Naam;Organisatie\nIris Kuipers;Bieb\n");
    let ran = |more: &[&str]| fresh.run(&[&["import", "map", "--into", "een.ron"], more].concat());
    ran(&["--dry-run"]).tells(0, &["Lijst: Mensen.csv", "Niet overgenomen: acties.csv", "--sheet NAAM"]);
    ran(&["--sheet", "9"]).tells(2, &["‘9’ is geen antwoord op ‘Lijst’", "Mensen.csv; acties.csv"]);
    let chosen = ran(&["--sheet", "ACTIES"]);
    chosen.tells(0, &["1 nieuw", "Niet overgenomen: Mensen.csv"]);
    assert!(!chosen.err.contains("--sheet"), "who chose knows how: {}", chosen.err);
    assert!(fresh.read("een.ron").contains("Soep koken") && !fresh.read("een.ron").contains("Iris Kuipers"));
    ran(&["--sheet", "1"]).tells(0, &["1 nieuw"]);
    assert!(fresh.read("een.ron").contains("Iris Kuipers"));
}

#[test]
fn a_day_that_is_not_understood_is_told_before_it_enters() {
    let fresh = Fresh::new();
    fresh.write("een.ron", &shipped(SHIPPED));
    fresh.write("acties.csv", "Actie;Wie;Klaar op\nA;;32-13-2026\nB;;1-5-2026\nC;;ooit\nD;;maart 2027\nE;;\n");
    let ran = fresh.run(&["import", "acties.csv", "--into", "een.ron", "--dry-run"]);
    ran.tells(0, &["Een dag is niet begrepen en blijft staan zoals hij er staat. Regel: 2, 4."]);
    fresh.run(&["import", "acties.csv", "--into", "een.ron"]).tells(0, &["5 nieuw"]);
    let text = fresh.read("een.ron");
    assert!(text.contains("due: \"32-13-2026\"") && text.contains("due: \"2027-03\""), "{text}");
}

#[test]
#[cfg(unix)]
fn a_link_that_leads_nowhere_is_told_as_a_file_that_cannot_be_read() {
    let fresh = Fresh::new();
    fresh.write("map/een.ron", &shipped(SHIPPED));
    std::os::unix::fs::symlink("nergens.ron", fresh.path("map/weg.ron")).expect("a link");
    let asked: &[&[&str]] =
        &[&["overview", "map"], &["overview", "map", "--actions"], &["check", "map"], &["tables", "map", "-o", "t"]];
    for arguments in asked {
        let linked = fresh.run(arguments);
        let is_told = linked.out.contains("weg.ron") || linked.err.contains("1 bestand niet gelezen");
        assert!(is_told, "{arguments:?}: {linked:?}");
        // It ends as with any other file that the disk does not give.
        assert!(linked.code > Some(0), "{arguments:?}: {linked:?}");
    }
}

#[test]
fn what_was_replaced_for_everybody_is_to_be_read_again() {
    let fresh = Fresh::new();
    let people = "people: [Person(id: \"p-0000000001\", name: \"Joost Bos\")],";
    let replaced = with_action("what: \"Bel Bos of 0612345678\", note: [\"Van Joost Bos\"]");
    fresh.write("een.ron", &replaced.replace("    actions:", &format!("    {people}\n    actions:")));
    let told = "werksessie: In 2 teksten is een naam of nummer vervangen: lees ze na.\n";
    assert_eq!(fresh.run(&["--lang", "nl", "report", "een.ron"]).err, told);
    fresh.run(&["--lang", "nl", "report", "een.ron", "-o", "een.html"]).expect(0, "Gemaakt: een.html\n", told);
    assert_eq!(fresh.run(&["--lang", "nl", "report", "een.ron", "--kind", "intern"]).err, "");
    fresh.write("twee.ron", &with_action("what: \"Bel de buurt\""));
    assert_eq!(fresh.run(&["--lang", "nl", "report", "twee.ron"]).err, "");
}

#[test]
fn a_folder_with_more_tables_than_belong_together_is_refused_in_words() {
    let fresh = Fresh::new();
    fresh.write("een.ron", &shipped(SHIPPED));
    for number in 0..41 {
        fresh.write(&format!("tabellen/{number}.csv"), "Naam;Organisatie\nGül;Buurthuis\n");
    }
    let ran = fresh.run(&["--lang", "nl", "import", "tabellen", "--into", "een.ron"]);
    ran.tells(2, &["In deze map staan 41 tabellen"]);
}

// Without a screen

#[test]
fn the_same_edits_are_made_in_lines_of_text() {
    let fresh = tempfile::tempdir().expect("a folder");
    let file = fresh.path().join("een.ron");
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sessions/havenbuurt-2026-11-19.ron");
    fs::copy(sample, &file).expect("copied");
    let run = |options: &[&str], typed: &str| {
        let mut command = assert_cmd::Command::cargo_bin("werksessie").expect("it is built");
        command.current_dir(fresh.path()).env("XDG_STATE_HOME", fresh.path()).env("TERM", "dumb");
        let done = command.args(["open", "een.ron", "--lang", "nl"]).args(options).write_stdin(typed).assert();
        let told = String::from_utf8(done.success().get_output().stdout.clone()).expect("text");
        assert!(!told.contains('\u{1b}'), "{told}");
        told
    };
    let typed = "mensen\nn\nFatma Aydin\nBuurvrouw\n?\n.\nhoepla\nwie is\n.\nverslag\n.\nq\nq\n";
    let before = fs::read(&file).expect("there");
    let told = run(&["--plain", "--rehearse"], typed);
    assert!(told.contains("Fatma Aydin"), "{told}");
    assert_eq!(fs::read(&file).expect("there"), before, "a rehearsal writes nothing");
    // A terminal that writes letters in another way ends nothing, and what was typed before is kept.
    let mut sent = b"mensen\nn\nFatma Aydin\nBuurvrouw ".to_vec();
    sent.extend(b"caf\xe9\n.\nq\nq\n");
    let mut command = assert_cmd::Command::cargo_bin("werksessie").expect("it is built");
    command.current_dir(fresh.path()).env("XDG_STATE_HOME", fresh.path()).env("TERM", "dumb");
    fs::copy(&file, fresh.path().join("twee.ron")).expect("copied");
    command.args(["open", "twee.ron", "--plain", "--lang", "nl"]).write_stdin(sent).assert().success();
    let written = fs::read_to_string(fresh.path().join("twee.ron")).expect("there");
    assert!(written.contains("Buurvrouw caf"), "{written}");
    let files = || fs::read_dir(fresh.path()).expect("there").count();
    let before = files();
    run(&["--plain", "--rehearse"], "verslag\n1\n1\n\nq\nq\n");
    assert_eq!(files(), before, "a rehearsal makes no report");
    let told = run(&[], typed);
    assert!(told.contains("1. ") && told.contains("‘hoepla’ is hier geen opdracht"), "{told}");
    // A field at a time, and all of the form when it is asked for; a word that is none repeats nothing.
    let times = |wanted: &str| told.matches(wanted).count();
    assert!(
        times("Wat iemand doet (2 van") == 1 && times("Organisatie: ") == 1 && times("Organisatie (3 van") == 1,
        "{told}"
    );
    // Whoever comes back to the panel hears what changed there, and not all of it once more.
    assert_eq!((times("Noteer wie er is"), times("2. Fatma Aydin, Aanwezig")), (1, 1), "{told}");
    assert!(told.contains("\n1. Verslag: voor iedereen"), "{told}");
    assert!(told.contains("1. Corrie Bleeker: aanwezig (hier sta je)") && !told.contains("1 Profiel"), "{told}");
    // Of a list only what changed in it, and an empty line that answers a form tells nothing once more.
    let told = run(&[], "w\nl\n1\nw\n.\nmensen\n1\n\n.\nq\nq\n");
    let times = |wanted: &str| told.matches(wanted).count();
    assert_eq!((times("Wie is er?"), times("2. Fatma Aydin: aanwezig\n")), (1, 1), "{told}");
    let after = fs::read_to_string(&file).expect("there");
    assert!(after.contains("name: \"Fatma Aydin\"") && after.contains("role: \"Buurvrouw\""), "{told}");
}

#[test]
fn behind_the_last_field_a_line_of_text_is_for_what_lies_below() {
    let fresh = tempfile::tempdir().expect("a folder");
    let mut command = assert_cmd::Command::cargo_bin("werksessie").expect("it is built");
    command.env("XDG_STATE_HOME", fresh.path()).env("TERM", "dumb").args(["--plain", "--lang", "nl", "--dir"]);
    // An own session of five fields, a remark right behind it, a person of whom no more than the name is told.
    let typed = "\nTestwijk\n\n\n\n\np\neen opmerking\nmensen\nn\nGül\n.\nq\nq\n";
    let done = command.arg(fresh.path()).write_stdin(typed).assert().success();
    let told = String::from_utf8_lossy(&done.get_output().stdout).into_owned();
    let files = fs::read_dir(fresh.path()).expect("there").map(|entry| entry.expect("there").path());
    let sessions: Vec<_> = files.filter(|path| path.extension().is_some_and(|end| end == "ron")).collect();
    let text = fs::read_to_string(sessions.first().expect("a session")).expect("there");
    assert!(text.contains("een opmerking") && text.contains("Gül"), "{told}{text}");
}

#[test]
fn a_second_next_round_is_told_and_made() {
    let fresh = Fresh::new();
    fresh.write("een.ron", &shipped(SHIPPED));
    let first = fresh.run(&["next", "een.ron", "--out", "twee.ron"]);
    assert_eq!((first.code, first.err.as_str()), (Some(0), ""));
    let second = fresh.run(&["next", "een.ron", "--out", "nog-een.ron"]);
    second.tells(0, &["Gemaakt: nog-een.ron (ronde 2)"]);
    assert!(second.err.contains("Van deze sessie is er al een volgende ronde: ") && second.err.contains("twee.ron"));
    assert!(!second.err.contains("nog-een.ron"), "{}", second.err);
    let seen = fresh.run(&["overview", "."]);
    seen.tells(0, &["twee.ron: Net als ‘./nog-een.ron’ is dit de volgende ronde van dezelfde sessie. Kies met welke"]);
    let refused = fresh.run(&["next", "een.ron", "--out", "twee.ron"]);
    assert!(refused.code == Some(2) && !refused.err.contains("Er komt nog een naast"), "{}", refused.err);
}

#[test]
fn what_may_stand_on_a_wall_repeats_no_personal_number() {
    let fresh = Fresh::new();
    fresh.write("oud.ron", &with_action("what: \"Bezoek\""));
    fresh.write("nieuw.ron", &with_action("what: \"Bezoek bij 111222333\", note: [\"bsn 111 222 333\"]"));
    for arguments in
        [&["show", "nieuw.ron"][..], &["diff", "oud.ron", "nieuw.ron"], &["diff", "oud.ron", "nieuw.ron", "--json"]]
    {
        let ran = fresh.run(arguments);
        assert!(!ran.out.contains("111222333") && !ran.out.contains("111 222 333"), "{}", ran.out);
        assert!(ran.out.matches("[persoonlijk nummer]").count() >= 2, "{}", ran.out);
    }
    assert!(fresh.read("nieuw.ron").contains("111222333"), "the file keeps what was typed");
}

/// A folder that is named twice, in two ways or through a link, holds each session once.
#[test]
fn a_session_that_is_reached_along_two_ways_is_one() {
    let fresh = Fresh::new();
    fresh.write("map/een.ron", &shipped(SHIPPED));
    std::os::unix::fs::symlink(fresh.path("map"), fresh.path("ander")).expect("linked");
    let whole = fresh.path("map").to_string_lossy().into_owned();
    for other in ["./map", "ander", &whole] {
        for command in [&["overview", "--json"][..], &["overview", "--json", "--actions"], &["check", "--json"]] {
            let once = fresh.run(&[command, &["map"]].concat());
            let again = fresh.run(&[command, &["map", other]].concat());
            assert_eq!(again.out.lines().count(), once.out.lines().count(), "{command:?} {other}: {}", again.out);
        }
        fresh.run(&["tables", "map", other, "--out", &format!("tabellen{}", other.len())]).tells(0, &["1 sessie in"]);
    }
}
