//! The folders of `src/` are the architecture: who may name whom, which rooms are pure, and where text may reach a cell or
//! a pipe. Read from the source itself, without comments, texts and tests.

use std::collections::{BTreeMap, BTreeSet};

use crate::source::{Crate, files, text};

/// Each room, and the rooms that it names. A new arrow is a decision: it is made here first.
const ARROWS: &[(&str, &[&str])] = &[
    ("domain", &[]),
    ("guide", &["domain", "i18n"]),
    ("i18n", &["domain"]),
    ("store", &["domain"]),
    ("telling", &["domain", "guide", "i18n"]),
    ("exchange", &["domain", "guide", "i18n", "store", "telling"]),
    ("overview", &["domain", "guide", "i18n", "store", "telling"]),
    ("git", &["domain", "store", "telling"]),
    ("tui/keymap", &["i18n"]),
    ("tui/model", &["domain", "exchange", "guide", "i18n", "overview", "telling", "tui/keymap"]),
    ("tui/update", &["domain", "exchange", "guide", "i18n", "telling", "tui/keymap", "tui/model"]),
    ("tui/theme", &["domain"]),
    (
        "tui/view",
        &[
            "domain",
            "exchange",
            "guide",
            "i18n",
            "overview",
            "telling",
            "tui/keymap",
            "tui/model",
            "tui/theme",
            "tui/update",
        ],
    ),
    (
        "tui/terminal",
        &[
            "domain",
            "exchange",
            "git",
            "guide",
            "overview",
            "store",
            "tui/keymap",
            "tui/model",
            "tui/theme",
            "tui/update",
            "tui/view",
        ],
    ),
];

/// The rooms at the top may name everything below them, and nothing names them; the program itself names the command
/// line, and no more.
const TOP: &[&str] = &["cli", "lib", "main"];

/// Rooms that know no terminal, no file, no clock and no environment.
const PURE: &[&str] = &["domain", "tui/keymap", "tui/model", "tui/update"];

/// What a pure room must not name: crates and types, and modules of the standard library.
const IMPURE_NAMES: &[&str] = &[
    "ratatui",
    "crossterm",
    "SystemTime",
    "Instant",
    "Zoned",
    "Timestamp",
    "getrandom",
    "directories",
    "rustix",
    "signal_hook",
];
const IMPURE_STD: &[&str] = &["fs", "io", "env", "process", "thread", "net", "time"];

/// Names that only some files may name.
const ONLY_IN: &[(&str, &[&str])] = &[
    ("ratatui", &["src/tui/view", "src/tui/theme", "src/tui/terminal"]),
    ("crossterm", &["src/tui/terminal"]),
    ("set_string", &["src/tui/view/paint.rs"]),
    ("set_stringn", &["src/tui/view/paint.rs"]),
    ("set_line", &["src/tui/view/paint.rs"]),
    ("set_span", &["src/tui/view/paint.rs"]),
    ("set_symbol", &["src/tui/view/paint.rs"]),
    ("set_char", &["src/tui/view/paint.rs"]),
    ("Span::", &["src/tui/view/paint.rs", "src/i18n/dates.rs"]),
    ("Paragraph::new", &[]),
    ("println!", &["src/cli/out.rs"]),
    ("print!", &["src/cli/out.rs"]),
    ("eprintln!", &["src/cli/out.rs"]),
    ("eprint!", &["src/cli/out.rs"]),
    ("dbg!", &[]),
    // What is named may be a pipe, or a device without end: a read has a limit, and waits for nothing.
    ("fs::read", &[]),
    ("read_to_string", &[]),
    ("File::open", &["src/store/disk/real.rs", "src/store/scan/rounds.rs"]),
    ("Zoned::now", &["src/store/local_time.rs"]),
    ("TimeZone::system", &[]),
    ("super::super", &[]),
];

/// Files that may name each other in a circle, by how their paths begin: records, their values and the session that holds
/// them are declared by one macro. The list gets no longer.
const CIRCLES: &[&[&str]] = &[
    &["src/domain/record", "src/domain/session.rs", "src/domain/value", "src/domain/limits.rs", "src/domain/id.rs"],
    &["src/tui/theme/"],
];

/// A file longer than this is two files.
const MOST_LINES: usize = 600;

/// The room of a path in the tree of modules.
fn room(path: &[String]) -> String {
    match path {
        [] => "lib".to_owned(),
        [tui, part, ..] if tui == "tui" => format!("tui/{part}"),
        [room, ..] => room.clone(),
    }
}

/// The rooms that each room names, each with a file that does.
fn graph() -> BTreeMap<String, BTreeMap<String, String>> {
    let mut graph: BTreeMap<String, BTreeMap<String, String>> = BTreeMap::new();
    for source in Crate::read().sources {
        let here = if source.file == "src/main.rs" { "main".to_owned() } else { room(&source.module) };
        let named = source.paths().into_iter().map(|path| room(&path)).filter(|named| *named != here);
        let arrows = graph.entry(here.clone()).or_default();
        for named in named {
            arrows.entry(named).or_insert_with(|| source.file.clone());
        }
    }
    graph
}

/// All that can be reached from here, but for what is only reached by standing still.
fn reached<'graph>(graph: &BTreeMap<&'graph str, BTreeSet<&'graph str>>, from: &'graph str) -> BTreeSet<&'graph str> {
    let mut reached = BTreeSet::new();
    let mut next: Vec<&str> = graph[from].iter().copied().collect();
    while let Some(other) = next.pop() {
        if reached.insert(other) {
            next.extend(graph.get(other).into_iter().flatten());
        }
    }
    reached
}

/// The largest sets in which each leads to each.
fn circles<'graph>(graph: &BTreeMap<&'graph str, BTreeSet<&'graph str>>) -> Vec<BTreeSet<&'graph str>> {
    let reach: BTreeMap<&str, BTreeSet<&str>> = graph.keys().map(|name| (*name, reached(graph, name))).collect();
    let circle = |name: &str| reach[name].iter().copied().filter(|other| reach[other].contains(name)).collect();
    let all: BTreeSet<BTreeSet<&str>> =
        graph.keys().map(|name| circle(name)).filter(|set: &BTreeSet<_>| !set.is_empty()).collect();
    all.into_iter().collect()
}

#[test]
fn the_rooms_name_each_other_as_the_table_says() {
    let allowed: BTreeMap<&str, BTreeSet<&str>> =
        ARROWS.iter().map(|(room, named)| (*room, named.iter().copied().collect())).collect();
    let mut wrong = Vec::new();
    for (room, named) in graph() {
        for (other, file) in &named {
            let is_allowed = TOP.contains(&room.as_str())
                || allowed.get(room.as_str()).is_some_and(|allowed| allowed.contains(other.as_str()));
            let is_the_program = room == "main" && other == "cli";
            if !is_allowed || TOP.contains(&other.as_str()) && !is_the_program {
                wrong.push(format!("{file}: {room} names {other}"));
            }
        }
        for unused in allowed.get(room.as_str()).into_iter().flatten().filter(|other| !named.contains_key(**other)) {
            wrong.push(format!("the table lets {room} name {unused}, and it does not: take the arrow out"));
        }
        if !allowed.contains_key(room.as_str()) && !TOP.contains(&room.as_str()) && !named.is_empty() {
            wrong.push(format!("{room} is not in the table"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn no_room_leads_back_to_itself() {
    let graph = graph();
    let graph: BTreeMap<&str, BTreeSet<&str>> =
        graph.iter().map(|(room, named)| (room.as_str(), named.keys().map(String::as_str).collect())).collect();
    assert_eq!(circles(&graph), Vec::<BTreeSet<&str>>::new());
}

#[test]
fn no_file_leads_back_to_itself() {
    let whole = Crate::read();
    let found = circles(&whole.arrows());
    let wrong: Vec<_> = found
        .iter()
        .filter(|circle| {
            !CIRCLES.iter().any(|known| circle.iter().all(|file| known.iter().any(|start| file.starts_with(start))))
        })
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn the_core_knows_no_terminal_file_clock_or_environment() {
    let mut wrong = Vec::new();
    for source in Crate::read().sources.iter().filter(|source| PURE.contains(&room(&source.module).as_str())) {
        for name in IMPURE_NAMES.iter().filter(|name| source.has(name)) {
            wrong.push(format!("{} names {name}", source.file));
        }
        let of_std = source.paths_of("std");
        for name in IMPURE_STD.iter().filter(|name| of_std.iter().any(|path| path[0] == **name)) {
            wrong.push(format!("{} names std::{name}", source.file));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_only_some_files_may_name_is_named_nowhere_else() {
    let mut wrong = Vec::new();
    for source in &Crate::read().sources {
        for (name, places) in ONLY_IN {
            if source.has(name) && !places.iter().any(|place| source.file.starts_with(place)) {
                wrong.push(format!("{} names {name}", source.file));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_file_says_what_it_is_and_stays_short() {
    let mut wrong = Vec::new();
    for file in ["src", "tests", "benches"].into_iter().flat_map(|folder| files(folder, "rs")) {
        let text = text(&file);
        if !text.starts_with("//! ") {
            wrong.push(format!("{file} does not say what it is"));
        }
        let lines = text.lines().count();
        if lines > MOST_LINES && file.starts_with("src/") {
            wrong.push(format!("{file} has {lines} lines"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
