//! All that leaves the program, in one walk: whatever stands in a session, a file name or on the command line, nothing of
//! it reaches an output, an error, a commit message or an argument of git as anything but text that can be seen.
//!
//! `LEAVING_TURNS=64 cargo test --test it leaving::` puts every payload first in every field.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;

use werksessie::domain::conflict::waiting;
use werksessie::domain::edit::{Edit, Place, apply};
use werksessie::domain::hidden::{hide, instrument, is_secret};
use werksessie::domain::id::Id;
use werksessie::domain::invisible::is_invisible;
use werksessie::domain::record::{Meaning, Record};
use werksessie::domain::session::{Section, Session};
use werksessie::domain::value::{Kind, Value};
use werksessie::store::form::reading::parse;
use werksessie::store::form::text::print;

use crate::git::World;
#[cfg(unix)]
use crate::support::commands::{commands, texts};

const SESSION: &str = "sessions/lindenkwartier-2026-03-12.ron";

/// What an enemy, or a copy from a web page, puts in a field. None but the last holds a new line.
fn payloads() -> Vec<String> {
    let mut payloads: Vec<String> = [
        "\u{1b}[31m",
        "\u{1b}[2J",
        "\u{1b}]0;titel\u{7}",
        "\u{1b}]52;c;aGFjaw==\u{7}",
        "\u{1b}]8;;http://x\u{1b}\\",
        "\u{1b}P1$r\u{1b}\\",
        "\u{1b}c",
        "\u{1b}[6n",
        "\u{1b}[200~",
        "\u{1b}_Ga=T\u{1b}\\",
        "\u{9b}31m",
        "\u{90}q\u{9c}",
        "\u{9d}0;x\u{9c}",
        "\u{85}",
        "\u{84}",
        "\u{9f}",
        "\u{0}",
        "\u{1}",
        "\u{2}",
        "\u{7}",
        "\u{8}\u{8}\u{8}",
        "\u{b}",
        "\u{c}",
        "\u{e}",
        "\u{f}",
        "\u{18}",
        "\u{1a}",
        "\u{1f}",
        "\u{7f}",
        "\u{202a}a",
        "\u{202b}a",
        "\u{202c}",
        "\u{202d}a",
        "\u{202e}nor.txt",
        "\u{2066}a",
        "\u{2067}a",
        "\u{2068}a",
        "\u{2069}",
        "\u{61c}",
        "\u{200e}",
        "\u{200f}",
        "\u{ad}",
        "\u{34f}",
        "\u{115f}",
        "\u{1160}",
        "\u{17b4}",
        "\u{180e}",
        "a\u{200b}b",
        "a\u{200c}b",
        "a\u{200d}b",
        "\u{2028}",
        "\u{2029}",
        "\u{2060}",
        "\u{2063}",
        "\u{206a}",
        "\u{3164}",
        "\u{ffa0}",
        "a\u{fe0f}",
        "a\u{fe00}",
        "\u{feff}",
        "\u{fff9}a\u{fffa}b\u{fffb}",
        "\u{e0041}\u{e007f}",
        "a\u{e0100}",
        "\u{1d173}",
        "--output=x",
        "-rf",
        "=1+1",
        "@SUM(A1)",
        "+1",
        "%s%n",
        "$(touch x)",
        "`touch x`",
        "'; touch x; '",
        "\\u{1b}[31m",
        "{name}",
        "<script>",
        "\" onload=\"",
    ]
    .map(str::to_owned)
    .to_vec();
    payloads.push("x".repeat(500));
    payloads.push("\u{301}".repeat(40));
    payloads
}

/// All payloads, this one first.
fn in_turn(first: usize) -> String {
    let mut payloads = payloads();
    let count = payloads.len();
    payloads.rotate_left(first % count);
    payloads.join(" z")
}

/// A session with the payloads in every field that holds text, each field beginning with another one.
fn session(first: usize) -> Session {
    let mut session = parse(&fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(SESSION)).expect("shipped"))
        .expect("read");
    for &section in Section::ALL {
        if matches!(section, Section::Conflicts | Section::Header) {
            continue;
        }
        let table = session.table_mut(section);
        for position in 0..table.len() {
            let record: &mut dyn Record = table.get_mut(position).expect("it is there");
            for (number, field) in section.kind().fields.iter().enumerate() {
                let text = in_turn(first + 7 * position + number);
                let short: String = text.chars().take(190).collect();
                let value = match field.kind {
                    Kind::Line => Value::text(short),
                    Kind::Text => Value::text(format!("{text}\n{short}\n-{short}")),
                    Kind::Date | Kind::Time | Kind::Whole | Kind::Decimal | Kind::Scores if position % 3 == 0 => {
                        Value::AsTyped(short)
                    }
                    Kind::Marks => Value::set(vec![short]),
                    _ => continue,
                };
                record.replace(number, value).unwrap_or_else(|_| panic!("{} of {}", field.name, section.name()));
            }
        }
    }
    session
}

/// The first character that leaves as it is and should not.
fn raw(text: &str) -> Option<String> {
    let before = std::iter::once('\0').chain(text.chars());
    let is_raw = |(before, character): &(char, char)| {
        *character != '\n' && (character.is_control() || is_invisible(*before, *character))
    };
    let (_, found) = before.zip(text.chars()).find(is_raw)?;
    Some(format!("U+{:04X}", u32::from(found)))
}

#[track_caller]
fn check(output: &Output, what: &[&str]) -> String {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap_or_else(|_| panic!("{what:?}: no text"));
    let (out, errors) = (text(&output.stdout), text(&output.stderr));
    assert!(!errors.contains("panicked"), "{what:?}: {errors}");
    // A table for a spreadsheet begins with a mark of its own, and ends its lines as that wants.
    let is_table = what.contains(&"--csv");
    let body = out.strip_prefix('\u{feff}').filter(|_| is_table).unwrap_or(&out);
    let body = if is_table { body.replace("\r\n", "\n") } else { body.to_owned() };
    for text in [&body, &errors] {
        assert_eq!(raw(text), None, "{what:?}: {text}");
    }
    out
}

/// A git that writes down what it is given before it does its work.
fn listening_git(world: &World) -> (PathBuf, PathBuf) {
    let (folder, heard) = (world.path("bin"), world.path("heard"));
    fs::create_dir_all(&folder).expect("made");
    let path = std::env::var_os("PATH").expect("a path");
    let mut programs = std::env::split_paths(&path).map(|folder| folder.join("git"));
    let real = programs.find(|git| git.is_file()).expect("git is there");
    let script = format!(
        "#!/bin/sh\nfor a; do printf '%s\\n' \"$a\"; done >> '{heard}'\n\
         for a; do case \"$a\" in --file=*) cat \"${{a#--file=}}\" >> '{heard}';; esac; done\nexec '{git}' \"$@\"\n",
        heard = heard.display(),
        git = real.display()
    );
    fs::write(folder.join("git"), script).expect("written");
    #[cfg(unix)]
    fs::set_permissions(folder.join("git"), std::os::unix::fs::PermissionsExt::from_mode(0o755)).expect("runs");
    (folder, heard)
}

#[test]
#[cfg(unix)]
fn nothing_of_a_session_leaves_as_it_is() {
    let turns = std::env::var("LEAVING_TURNS").ok().and_then(|count| count.parse().ok()).unwrap_or(1);
    for turn in 0..turns {
        let world = World::new();
        let folder = world.path("een");
        fs::create_dir_all(folder.join("out")).expect("made");
        world.git(&folder, &["init", "--quiet", "--initial-branch=main"]);
        world.name(&folder, "Joke");
        world.git(&folder, &["init", "--quiet", "--bare", "../gedeeld.git"]);
        world.git(&folder, &["remote", "add", "origin", "../gedeeld.git"]);
        world.git(&folder, &["config", "user.name", "Jo\u{202e}ke\u{200b}"]);
        let first = turn * 80 / turns;
        for (name, number) in [("a.ron", first), ("b.ron", first + 1), ("c.ron", first + 2)] {
            fs::write(folder.join(name), print(&session(number))).expect("written");
        }
        fs::write(
            folder.join("plain.ron"),
            fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(SESSION)).expect("there"),
        )
        .expect("written");
        // A file with control characters is no text, and refused as a whole.
        let is_text = |payload: &&String| !payload.contains(|letter: char| letter.is_control() || letter == '"');
        let brought: Vec<String> =
            payloads().iter().filter(is_text).map(|payload| format!("{payload};{payload};{payload}")).collect();
        fs::write(folder.join("brought.csv"), format!("Actie;Wie;Wanneer\n{}\n", brought.join("\n"))).expect("written");
        let (bin, heard) = listening_git(&world);
        let mut path = vec![bin];
        path.extend(std::env::split_paths(&std::env::var_os("PATH").expect("a path")));
        let path = std::env::join_paths(path).expect("a path");
        let run = |arguments: &[&str]| {
            let mut command = world.command(env!("CARGO_BIN_EXE_werksessie"), &folder);
            check(&command.args(arguments).env("PATH", &path).output().expect("runs"), arguments)
        };
        let language = ["nl", "en"][turn % 2];
        let message = in_turn(first);
        run(&["--lang", language, "share", ".", "-m", &message.replace('\0', "")]);
        run(&["--lang", language, "share", "."]);
        fs::write(folder.join("a.ron"), print(&session(first + 11))).expect("written");
        for arguments in commands() {
            let arguments: Vec<&str> =
                ["--lang", language].into_iter().chain(arguments.iter().map(|it| &**it)).collect();
            let mut command = world.command(env!("CARGO_BIN_EXE_werksessie"), &folder);
            let output = command.args(&arguments).env("PATH", &path).output().expect("runs");
            let told = texts(&folder, &output);
            for (where_to, text) in &told {
                assert!(!text.contains("panicked"), "{arguments:?}: {text}");
                assert_eq!(raw(text), None, "{arguments:?}, {where_to}: {text}");
            }
            let is_told = told.iter().any(|(_, text)| !text.is_empty());
            assert!(is_told || arguments.contains(&"fmt"), "{arguments:?} tells something");
        }
        let heard = fs::read_to_string(heard).expect("git was asked");
        // There may be more files than fit on a command line.
        let named = |command: &str| heard.split("\ncommit\n").nth(1).is_some_and(|it| it.contains(command));
        assert!(named("--pathspec-from-file=-\n") && !named("\nplain.ron\n"), "{turn}");
        assert_eq!(raw(&heard), None, "what git is given");
        let messages = world.git(&folder, &["log", "--format=%B"]);
        assert!(messages.lines().count() > 100, "much was changed");
        assert_eq!(raw(&messages), None, "what stays in the history");
    }
}

#[test]
#[cfg(unix)]
fn nothing_that_is_typed_or_named_leaves_as_it_is() {
    let world = World::new();
    let folder = world.path("namen");
    fs::create_dir(&folder).expect("made");
    for payload in payloads().iter().filter(|payload| !payload.contains(['\0', '/']) && payload.len() < 200) {
        fs::write(folder.join(format!("{payload}.ron")), "Session(\n    format: 1,\n").expect("written");
    }
    fs::write(folder.join("a\nb.ron"), "Session(").expect("written");
    let run = |arguments: &[&str]| {
        let mut command = world.command(env!("CARGO_BIN_EXE_werksessie"), &folder);
        check(&command.args(arguments).output().expect("runs"), arguments)
    };
    for arguments in
        [&["check", "."][..], &["check", "--json", "."], &["fmt", "."], &["overview", "."], &["overview", ".", "--csv"]]
    {
        run(arguments);
    }
    let mut payloads = payloads();
    payloads.push("een\ntwee".to_owned());
    for payload in payloads.iter().filter(|payload| !payload.contains('\0')).step_by(3) {
        for arguments in [
            &["show", "--", payload][..],
            &["show", "a\nb.ron", "--step", payload],
            &[payload],
            &["--theme", payload],
            &["overview", ".", "--open", payload],
            &["new", "x.ron", "--date", payload],
        ] {
            run(arguments);
        }
    }
}

/// In a text that only the facilitator reads, or that the room has not shown yet.
const SECRET: &str = "GEHEIM";
/// The same in a number.
const SECRET_NUMBER: u32 = 91_717;

/// A session in which all that is private or hidden holds the secret, also what two people disagree on there.
fn with_secrets(base: &str) -> Session {
    let mut session =
        parse(&fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(base)).expect("shipped")).expect("read");
    for instrument in Section::ALL.iter().filter(|section| instrument(**section).is_some()) {
        if let Some(edit) = hide(&session, *instrument, true) {
            apply(&mut session, edit).expect("it fits");
        }
    }
    let mut secrets = 0;
    for &section in Section::ALL {
        let is_secret =
            |field: usize| is_secret(section, field) || section.kind().fields[field].means(Meaning::Private);
        let items: Vec<Id> = session.table(section).records().map(|record| record.id().clone()).collect();
        for (item, field) in
            items.iter().flat_map(|item| (0..section.kind().fields.len()).map(move |field| (item, field)))
        {
            let place = Place { section, item: item.clone(), field };
            let secret = |word: &str| match section.kind().fields[field].kind {
                Kind::Line | Kind::Text => Some(Value::text(format!("{SECRET} {word}"))),
                Kind::Whole if word == "now" => Some(Value::Whole(SECRET_NUMBER)),
                Kind::Whole | Kind::Scores | Kind::Decimal => Some(Value::AsTyped(format!("{SECRET} {word}"))),
                _ => None,
            };
            let (Some(now), true) = (secret("now"), is_secret(field)) else { continue };
            apply(&mut session, Edit::Set { place: place.clone(), value: now }).expect("it fits");
            if secrets < 40 {
                let (before, other) = (secret("before").expect("as above"), secret("other").expect("as above"));
                for edit in waiting(&session, &place, &before, &other) {
                    apply(&mut session, edit).expect("it fits");
                }
            }
            secrets += 1;
        }
    }
    assert!(secrets > 10, "{secrets} places hold something that is not told");
    session
}

/// A repository of somebody, with a folder for what goes out, and the text of a session to put in it.
#[cfg(unix)]
fn repository() -> (World, PathBuf, String) {
    let world = World::new();
    let folder = world.path("een");
    fs::create_dir_all(folder.join("out")).expect("made");
    world.git(&folder, &["init", "--quiet", "--initial-branch=main"]);
    world.name(&folder, "Joke");
    let plain = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(SESSION)).expect("there");
    (world, folder, plain)
}

#[test]
#[cfg(unix)]
fn what_is_private_or_hidden_leaves_with_no_command() {
    let (world, folder, plain) = repository();
    let secrets = print(&with_secrets(SESSION));
    fs::write(folder.join("plain.ron"), &plain).expect("written");
    fs::write(folder.join("brought.csv"), "Actie;Wie\nSoep;Joke\n").expect("written");
    for (name, text) in [("a.ron", &plain), ("b.ron", &secrets), ("a.ron", &secrets)] {
        fs::write(folder.join(name), text).expect("written");
        let (code, _, told) = world.werksessie(&folder, &["share", "."]);
        assert!(code < 3 && !told.contains(SECRET), "{told}");
    }
    let other = secrets.replace(SECRET, "GEHEIMPJE").replace(&SECRET_NUMBER.to_string(), "917170");
    fs::write(folder.join("b.ron"), other).expect("written");
    let mut looked_at = 0;
    for arguments in commands() {
        // What goes on in a file of its own has all of it.
        if ["next", "new"].contains(&&*arguments[0]) || arguments.ends_with(&["out/merged.ron".to_owned()]) {
            continue;
        }
        let mut command = world.command(env!("CARGO_BIN_EXE_werksessie"), &folder);
        let output = command.args(&arguments).output().expect("runs");
        for (where_to, text) in texts(&folder, &output) {
            // A session goes out as it is.
            let is_session = arguments[0] == "merge" && where_to == "printed";
            let is_told = text.contains(SECRET) || text.contains(&SECRET_NUMBER.to_string());
            assert!(!is_told || is_session, "{arguments:?}, {where_to}: {text}");
            looked_at += usize::from(!text.is_empty());
        }
    }
    assert!(looked_at > 100, "{looked_at} texts");
    let messages = world.git(&folder, &["log", "--format=%B"]);
    assert!(!messages.contains(SECRET) && !messages.contains(&SECRET_NUMBER.to_string()), "{messages}");
}

/// What looks like the number of a person, typed in every text.
#[test]
#[cfg(unix)]
fn a_personal_number_is_told_by_no_command() {
    let (world, folder, plain) = repository();
    let mut numbered = parse(&plain).expect("read");
    let mut count = 0;
    for &section in Section::ALL {
        let items: Vec<Id> = numbered.table(section).records().map(|record| record.id().clone()).collect();
        for (item, field) in
            items.iter().flat_map(|item| (0..section.kind().fields.len()).map(move |field| (item, field)))
        {
            if let Kind::Line | Kind::Text = section.kind().fields[field].kind {
                // It stands at another place in each, so that it is also where lines are broken.
                let value = Value::text(format!("{} 111 222 333", "w".repeat(1 + count % 90)));
                let place = Place { section, item: item.clone(), field };
                count += usize::from(apply(&mut numbered, Edit::Set { place, value }).is_ok());
            }
        }
    }
    assert!(count > 300, "{count} texts");
    fs::write(folder.join("plain.ron"), &plain).expect("written");
    fs::write(folder.join("brought.csv"), "Actie;Wie\nBel 111222333;Joke\n").expect("written");
    for (name, text) in [("a.ron", &plain), ("b.ron", &print(&numbered)), ("a.ron", &print(&numbered))] {
        fs::write(folder.join(name), text).expect("written");
        world.werksessie(&folder, &["share", "."]);
    }
    let for_the_team = |of: &[String]| match &*of[0] {
        "report" => of.contains(&"intern".to_owned()),
        "tables" => !of.contains(&"--public".to_owned()),
        "merge" => of.len() == 4,
        name => ["next", "new"].contains(&name),
    };
    let (mut told, mut repeated) = (0, Vec::new());
    for arguments in commands().into_iter().filter(|arguments| !for_the_team(arguments)) {
        let mut command = world.command(env!("CARGO_BIN_EXE_werksessie"), &folder);
        let output = command.args(&arguments).output().expect("runs");
        for (where_to, text) in texts(&folder, &output).iter().filter(|(_, text)| !text.starts_with("Session(")) {
            let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
            if words.contains("111 222 333") || words.contains("111222333") {
                repeated.push(format!("{arguments:?}, {where_to}"));
            }
            told += words.matches("[persoonlijk nummer]").count();
        }
    }
    assert!(repeated.is_empty() && told > 100, "told {told} times, and repeated by {repeated:#?}");
}
