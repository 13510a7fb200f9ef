//! What the documents for developers say is true: files that they name are there, codes of the mission lead somewhere, and
//! the example of a session file is one.

use std::collections::BTreeSet;

use werksessie::domain::session::Section;
use werksessie::store::form::reading::parse;
use werksessie::store::form::text::print;

use crate::source::{files, root, text};

const DOCUMENTS: &[&str] = &[
    "ARCHITECTURE.md",
    "CONTRIBUTING.md",
    "README.md",
    "docs/decisions.md",
    "docs/format.md",
    "docs/mission.md",
    "docs/performance.md",
    "docs/release.md",
];

/// What stands between two back quotes.
fn quoted(text: &str) -> impl Iterator<Item = &str> {
    text.lines().flat_map(|line| line.split('`').skip(1).step_by(2))
}

/// Whether this names a file or folder of the repository.
fn is_path(name: &str) -> bool {
    let is_top = ["README.md", "CHANGELOG.md", "Cargo.toml", "Cargo.lock", "deny.toml", "justfile"].contains(&name);
    let folders = ["src/", "tests/", "docs/", "benches/", "themes/", "sessions/", ".ci/", ".github/"];
    let is_plain = !name.contains(['*', ' ', '<', '…']);
    is_top || is_plain && folders.iter().any(|folder| name.starts_with(folder))
}

#[test]
fn every_file_that_is_named_is_there() {
    let mut wrong = Vec::new();
    for document in DOCUMENTS {
        let text = text(document);
        let links = text.split("](").skip(1).filter_map(|rest| rest.split(')').next());
        let beside = root().join(document).parent().expect("a folder").to_path_buf();
        for link in links.filter(|link| !link.starts_with("https://")) {
            if !beside.join(link).exists() {
                wrong.push(format!("{document}: the link {link}"));
            }
        }
        for name in quoted(&text).filter(|name| is_path(name) && !root().join(name).exists()) {
            wrong.push(format!("{document}: {name}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(quoted(&text("CONTRIBUTING.md")).filter(|name| is_path(name)).count() > 40, "recipes name their files");
}

#[test]
fn every_room_stands_on_a_floor() {
    let page = text("ARCHITECTURE.md");
    let floors: Vec<&str> =
        page.lines().filter(|line| line.starts_with(|first: char| first.is_ascii_digit())).collect();
    let rooms = files("src", "rs").into_iter().filter_map(|file| {
        let (room, _) = file.strip_prefix("src/")?.split_once('/')?;
        Some(room.to_owned())
    });
    for room in rooms.collect::<BTreeSet<_>>() {
        let stands = floors.iter().any(|floor| floor.split_whitespace().any(|word| word == room));
        assert!(stands, "{room} stands on no floor");
    }
}

/// The rows of the mission: number, what, where, state.
fn mission(page: &str) -> Vec<(u32, &str, &str, &str)> {
    let rows = page.lines().filter_map(|line| line.strip_prefix("| M")?.strip_suffix(" |"));
    let cells = rows.map(|row| row.split(" | ").collect::<Vec<_>>());
    cells.map(|cells| (cells[0].parse().expect("a number"), cells[1], cells[2], cells[3])).collect()
}

#[test]
fn every_code_of_the_mission_leads_somewhere() {
    let page = text("docs/mission.md");
    let rows = mission(&page);
    let mut numbers: Vec<u32> = rows.iter().map(|(number, ..)| *number).collect();
    numbers.sort_unstable();
    assert_eq!(numbers, (1..=139).collect::<Vec<_>>());
    for file in files("src", "rs").into_iter().chain(files("src", "ron")) {
        for rest in text(&file).split(|letter: char| !letter.is_ascii_alphanumeric()) {
            let code = rest.strip_prefix('M').filter(|digits| digits.len() > 1).and_then(|digits| digits.parse().ok());
            assert!(code.is_none_or(|code: u32| numbers.contains(&code)), "{file}: {rest}");
        }
    }
}

#[test]
fn where_a_row_of_the_mission_lives_is_there() {
    let records: BTreeSet<&str> = Section::ALL.iter().map(|section| section.kind().name).collect();
    let ids = text("src/guide/structure.ron") + &text("src/domain/signals/mod.rs") + &text("src/domain/session.rs");
    let ids: BTreeSet<&str> = ids.split(|letter: char| !letter.is_alphanumeric() && letter != '_').collect();
    let commands = text("README.md");
    let page = text("docs/mission.md");
    let mut wrong = Vec::new();
    for (number, what, place, state) in mission(&page) {
        assert!(!what.is_empty() && quoted(place).next().is_some(), "M{number} has no place");
        let (state, reason) = state.split_once(": ").unwrap_or((state, ""));
        let is_told = matches!(state, "explained" | "left") && !reason.is_empty();
        assert!(state == "works" && reason.is_empty() || is_told, "M{number} is {state}");
        let is_there = |name: &str| match name.chars().next() {
            _ if is_path(name) => root().join(name).exists(),
            _ if name.starts_with("werksessie ") => commands.contains(&format!("`{name}")),
            Some(first) if first.is_uppercase() => records.contains(name),
            _ => ids.contains(name),
        };
        wrong.extend(quoted(place).filter(|name| !is_there(name)).map(|name| format!("M{number}: {name}")));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_example_of_a_session_file_is_one() {
    let page = text("docs/format.md");
    let (_, example) = page.split_once("```ron\n").expect("an example");
    let (example, _) = example.split_once("```").expect("an end");
    let session = parse(example).expect("a session");
    assert_eq!(print(&session), example);
}

#[test]
fn no_library_opens_a_socket() {
    let (rules, lock) = (text("deny.toml"), text("Cargo.lock"));
    let (_, banned) = rules.split_once("deny = [").expect("a list");
    let (banned, _) = banned.split_once(']').expect("an end");
    let banned: Vec<&str> = banned.split('"').skip(1).step_by(2).collect();
    assert!(banned.contains(&"tokio") && banned.contains(&"reqwest"));
    for name in banned {
        assert!(!lock.contains(&format!("name = \"{name}\"\n")), "{name} opens sockets");
    }
}

#[test]
fn the_oldest_toolchain_is_the_same_everywhere() {
    let manifest = text("Cargo.toml");
    let (_, version) = manifest.split_once("rust-version = \"").expect("a version");
    let (version, _) = version.split_once('"').expect("an end");
    assert!(text(".github/workflows/ci.yml").contains(&format!("cargo +{version} check")));
    assert!(text("README.md").contains(&format!("{version} or newer")));
}
