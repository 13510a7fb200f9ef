//! The folders of `src/` are the architecture: who may name whom, which rooms are pure, and where text may reach a cell or
//! a pipe. Read from the source itself, without comments, strings and tests.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// Each room, and the rooms that it names. A new arrow is a decision: it is made here first.
const ARROWS: &[(&str, &[&str])] = &[
    ("domain", &[]),
    ("guide", &["domain"]),
    ("i18n", &["domain"]),
    ("store", &["domain"]),
    ("telling", &["domain", "guide", "i18n"]),
    ("exchange", &["domain", "guide", "i18n", "telling"]),
    ("overview", &["domain", "guide", "i18n", "telling"]),
    ("git", &["domain", "i18n", "store", "telling"]),
    ("tui/keymap", &["i18n"]),
    ("tui/model", &["domain", "guide", "i18n", "overview", "telling", "tui/keymap"]),
    ("tui/update", &["domain", "guide", "i18n", "telling", "tui/keymap", "tui/model"]),
    ("tui/theme", &[]),
    ("tui/view", &["domain", "guide", "i18n", "overview", "telling", "tui/keymap", "tui/model", "tui/theme"]),
    (
        "tui/terminal",
        &["domain", "git", "overview", "store", "tui/keymap", "tui/model", "tui/theme", "tui/update", "tui/view"],
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
    ("super::super", &[]),
];

/// A file longer than this is two files.
const MOST_LINES: usize = 600;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// All `.rs` files below a folder, by their path from the root of the repository.
fn files(folder: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut folders: Vec<PathBuf> = vec![root().join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).into_iter().flatten() {
            let path = entry.expect("a readable folder").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let path = path.strip_prefix(root()).expect("below the root");
                found.push(path.to_string_lossy().replace('\\', "/"));
            }
        }
    }
    found.sort();
    found
}

fn source(file: &str) -> String {
    fs::read_to_string(root().join(file)).unwrap_or_else(|error| panic!("{file}: {error}"))
}

/// A name, or a sign.
type Token = String;

/// The names and signs of a source text: no comments, no text between quotes, no `#[cfg(test)] mod`.
fn tokens(source: &str) -> Vec<Token> {
    let letters: Vec<char> = source.chars().collect();
    let mut tokens = Vec::new();
    let mut at = 0;
    while at < letters.len() {
        let rest = &letters[at..];
        at += match rest {
            ['/', '/', ..] => rest.iter().take_while(|letter| **letter != '\n').count(),
            ['/', '*', ..] => block_comment(rest),
            ['r', '"' | '#', ..] if raw_text(rest) > 0 => raw_text(rest),
            ['"', ..] => quoted(rest),
            ['\'', '\\', ..] => 3 + rest[3..].iter().take_while(|letter| **letter != '\'').count() + 1,
            ['\'', _, '\'', ..] => 3,
            [letter, ..] if letter.is_alphanumeric() || *letter == '_' => {
                let name: String =
                    rest.iter().take_while(|letter| letter.is_alphanumeric() || **letter == '_').collect();
                let taken = name.chars().count();
                tokens.push(name);
                taken
            }
            [':', ':', ..] => {
                tokens.push("::".to_owned());
                2
            }
            [sign, ..] => {
                if !sign.is_whitespace() {
                    tokens.push(sign.to_string());
                }
                1
            }
            [] => 1,
        };
    }
    without_tests(&tokens)
}

fn block_comment(letters: &[char]) -> usize {
    let mut depth = 0;
    let mut at = 0;
    while at < letters.len() {
        match &letters[at..] {
            ['/', '*', ..] => (depth, at) = (depth + 1, at + 2),
            ['*', '/', ..] => (depth, at) = (depth - 1, at + 2),
            _ => at += 1,
        }
        if depth == 0 {
            break;
        }
    }
    at
}

fn quoted(letters: &[char]) -> usize {
    let mut at = 1;
    while at < letters.len() && letters[at] != '"' {
        at += if letters[at] == '\\' { 2 } else { 1 };
    }
    at + 1
}

fn raw_text(letters: &[char]) -> usize {
    let hashes = letters[1..].iter().take_while(|letter| **letter == '#').count();
    if letters.get(1 + hashes) != Some(&'"') {
        return 0;
    }
    let end: Vec<char> = std::iter::once('"').chain(std::iter::repeat_n('#', hashes)).collect();
    let from = hashes + 2;
    letters[from..]
        .windows(end.len())
        .position(|window| window == end)
        .map_or(letters.len(), |at| from + at + end.len())
}

fn without_tests(tokens: &[Token]) -> Vec<Token> {
    let mark: Vec<&str> = vec!["#", "[", "cfg", "(", "test", ")", "]", "mod"];
    let mut kept: Vec<Token> = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        if tokens[at..].iter().map(String::as_str).take(mark.len()).eq(mark.iter().copied()) {
            let open = at + tokens[at..].iter().position(|token| token == "{").unwrap_or(0);
            at = after_braces(tokens, open);
        } else {
            kept.push(tokens[at].clone());
            at += 1;
        }
    }
    kept
}

fn after_braces(tokens: &[Token], open: usize) -> usize {
    let mut depth = 0;
    for (at, token) in tokens.iter().enumerate().skip(open) {
        match token.as_str() {
            "{" => depth += 1,
            "}" => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return at + 1;
        }
    }
    tokens.len()
}

/// Where a file stands in the tree of modules: `src/tui/view/form.rs` is `tui::view::form`.
fn module(file: &str) -> Vec<String> {
    let path = file.trim_start_matches("src/").trim_end_matches(".rs").trim_end_matches("/mod");
    if path == "lib" { Vec::new() } else { path.split('/').map(str::to_owned).collect() }
}

/// The room of a path in the tree of modules.
fn room(path: &[String]) -> String {
    match path {
        [] => "lib".to_owned(),
        [tui, part, ..] if tui == "tui" => format!("tui/{part}"),
        [room, ..] => room.clone(),
    }
}

/// All paths that begin with `first`, to their ends, those in braces too.
fn paths(tokens: &[Token], first: &str) -> Vec<Vec<String>> {
    let mut found = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        let is_inside = at > 0 && tokens[at - 1] == "::";
        if token == first && !is_inside && tokens.get(at + 1).is_some_and(|next| next == "::") {
            tree(tokens, at + 2, &mut Vec::new(), &mut found);
        }
    }
    found
}

/// Reads a path from here on; tells where it ends.
fn tree(tokens: &[Token], mut at: usize, before: &mut Vec<String>, found: &mut Vec<Vec<String>>) -> usize {
    let depth = before.len();
    loop {
        match tokens.get(at).map(String::as_str) {
            Some("{") => {
                at += 1;
                while tokens.get(at).is_some_and(|token| token != "}") {
                    at = if tokens[at] == "," { at + 1 } else { tree(tokens, at, before, found) };
                }
                at += 1;
                break;
            }
            Some(name) => before.push(name.to_owned()),
            None => break,
        }
        at += 1;
        if tokens.get(at).is_none_or(|token| token != "::") {
            // `name as other`
            if tokens.get(at).is_some_and(|token| token == "as") {
                at += 2;
            }
            found.push(before.clone());
            break;
        }
        at += 1;
    }
    before.truncate(depth);
    at
}

/// The rooms that each room names, each with a file that does.
fn graph() -> BTreeMap<String, BTreeMap<String, String>> {
    let mut graph: BTreeMap<String, BTreeMap<String, String>> = BTreeMap::new();
    for file in files("src") {
        let module = module(&file);
        let here = room(&module);
        let tokens = tokens(&source(&file));
        let above = &module[..module.len().saturating_sub(1)];
        let of_super = paths(&tokens, "super").into_iter().map(|path| [above, &path].concat());
        let of_crate = paths(&tokens, "crate").into_iter().chain(paths(&tokens, "werksessie"));
        let named = of_super.chain(of_crate).map(|path| room(&path)).filter(|named| *named != here);
        let arrows = graph.entry(here.clone()).or_default();
        for named in named {
            arrows.entry(named).or_insert_with(|| file.clone());
        }
    }
    graph
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
    for room in graph.keys() {
        let mut reached: BTreeSet<&String> = BTreeSet::new();
        let mut next: Vec<&String> = graph[room].keys().collect();
        while let Some(other) = next.pop() {
            assert!(other != room, "{room} is in a circle: {reached:?}");
            if reached.insert(other) {
                next.extend(graph.get(other).into_iter().flat_map(BTreeMap::keys));
            }
        }
    }
}

#[test]
fn the_core_knows_no_terminal_file_clock_or_environment() {
    let mut wrong = Vec::new();
    for file in files("src").into_iter().filter(|file| PURE.contains(&room(&module(file)).as_str())) {
        let tokens = tokens(&source(&file));
        for name in IMPURE_NAMES.iter().filter(|name| tokens.iter().any(|token| token == *name)) {
            wrong.push(format!("{file} names {name}"));
        }
        let of_std = paths(&tokens, "std");
        for name in IMPURE_STD.iter().filter(|name| of_std.iter().any(|path| path[0] == **name)) {
            wrong.push(format!("{file} names std::{name}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_only_some_files_may_name_is_named_nowhere_else() {
    let mut wrong = Vec::new();
    for file in files("src") {
        let text = tokens(&source(&file)).join(" ");
        for (name, places) in ONLY_IN {
            let wanted = tokens(name).join(" ");
            let named = format!(" {text} ").contains(&format!(" {wanted} "));
            if named && !places.iter().any(|place| file.starts_with(place)) {
                wrong.push(format!("{file} names {name}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_file_says_what_it_is_and_stays_short() {
    let mut wrong = Vec::new();
    for file in ["src", "tests", "benches", "examples"].into_iter().flat_map(files) {
        let text = source(&file);
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

#[test]
fn the_reader_of_sources_sees_what_it_should() {
    let cases: &[(&str, &str, &[&str])] = &[
        (
            "use crate::a::{b, c::{d, e as f}, self}; crate::g::h()",
            "crate",
            &["a b", "a c d", "a c e", "a self", "g h"],
        ),
        (
            "// crate::a::b\n/* crate::c /* x */ crate::d */ \"crate::e\" r#\"crate::\"f\"# 'x' '\\'' crate::g",
            "crate",
            &["g"],
        ),
        ("#[cfg(test)] mod tests { use crate::a::b; fn f() { {} } } use crate::c::d;", "crate", &["c d"]),
        (
            "use std::{fs, collections::BTreeMap}; self::crate_::x; fn f<'a>(x: &'a str) { std::io::stdin() }",
            "std",
            &["fs", "collections BTreeMap", "io stdin"],
        ),
    ];
    for (source, first, expected) in cases {
        let found: Vec<String> = paths(&tokens(source), first).into_iter().map(|path| path.join(" ")).collect();
        assert_eq!(&found, expected, "{source}");
    }
}
