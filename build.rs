//! Works out before the program is compiled what it would else work out at every start: the words and the guide, written in
//! RON, as JSON, which is read many times faster, and of words one by one; the months in all languages; and which characters
//! Unicode calls invisible, as ranges. What is written stays the only source. A language of which not all is written yet is
//! completed. What no start reads is there packed as well.

#[path = "build/data.rs"]
mod data;

use std::fmt::Write as _;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use data::Data;
use flate2::Compression;
use flate2::write::DeflateEncoder;

/// The language of the room: what another does not say yet is read in it.
const COMPLETING: &str = "nl";
/// The tables that an import looks things up in.
const TABLES: [&str; 3] = ["figures/indicators", "figures/kwb", "headings"];

fn main() {
    let made = PathBuf::from(env::var_os("OUT_DIR").expect("cargo says where"));
    for source in ["build.rs", "build", "src/i18n", "src/guide"] {
        println!("cargo::rerun-if-changed={source}");
    }
    data_files(Path::new("src/guide"), None, &made.join("src/guide"));
    let languages = Path::new("src/i18n");
    let folders = fs::read_dir(languages).expect("the folders of the languages are there").flatten();
    let mut folders: Vec<PathBuf> = folders.map(|entry| entry.path()).filter(|path| path.is_dir()).collect();
    folders.sort();
    for own in &folders {
        data_files(&languages.join(COMPLETING), Some(own), &made.join(own));
    }
    for table in TABLES {
        let from = format!("src/exchange/import/{table}.csv");
        println!("cargo::rerun-if-changed={from}");
        let into = made.join(table.replace('/', "_")).with_extension("deflate");
        fs::write(into, packed(&fs::read(from).expect("the table is there"))).expect("a place to write");
    }
    fs::write(made.join("months.rs"), months(&folders)).expect("a place to write");
    fs::write(made.join("invisible.rs"), invisible::source()).expect("a place to write");
    stay_where_linked();
    bring_what_unwinds();
    tell_linker(&made);
}

/// Has the program linked for the addresses at which it will stand. Otherwise each of some eleven thousand pointers in its
/// tables is set anew at every start, in pages that it then has of its own, and a list of them is a part of the program.
fn stay_where_linked() {
    if is("CARGO_CFG_TARGET_OS", "linux") && is("CARGO_CFG_TARGET_ENV", "gnu") && is("PROFILE", "release") {
        println!("cargo::rustc-link-arg-bins=-no-pie");
    }
}

/// Takes along what unwinds a stack, where the compiler of C, which links the program, has it to take. It is a tenth of a
/// library that each start would have to find, open and map.
fn bring_what_unwinds() {
    if is("TARGET", "x86_64-unknown-linux-gnu") && is("PROFILE", "release") {
        let asked = Command::new("cc").arg("-print-file-name=libgcc_eh.a").output();
        let found = asked.ok().and_then(|told| String::from_utf8(told.stdout).ok()).unwrap_or_default();
        if Path::new(found.trim()).is_absolute() {
            println!("cargo::rustc-link-lib=static:-bundle=gcc_eh");
        }
    }
}

/// Tells the linker that comes with the compiler, where it does, to keep functions that came out the same only once, and to
/// put what runs in the first minute together. Another linker may not know the words.
fn tell_linker(made: &Path) {
    let is_another = env::var_os("RUSTC_LINKER").is_some()
        || env::var("CARGO_ENCODED_RUSTFLAGS").is_ok_and(|flags| flags.contains("link"));
    if is("TARGET", "x86_64-unknown-linux-gnu") && is("PROFILE", "release") && !is_another && has_own_linker() {
        println!("cargo::rustc-link-arg-bins=-Wl,--icf=all");
        let script = made.join("first_minute.ld");
        fs::write(&script, first_minute_together()).expect("a place to write");
        println!("cargo::rustc-link-arg-bins=-T{}", script.display());
    }
}

/// A script for the linker that puts the functions of the first minute before the others. The system reads a program in
/// pieces of 64 KB: what is needed of it comes in a third of them, which is as much less memory and time.
fn first_minute_together() -> String {
    let functions = include_str!("build/first_minute.txt").lines();
    let lines: Vec<String> = functions.map(|name| format!("*(.text.{name} .text.unlikely.{name})\n")).collect();
    format!("SECTIONS {{ .text : {{\n{}*(.text .text.*)\n}} }} INSERT AFTER .eh_frame;\n", lines.concat())
}

/// Whether the compiler brings a linker.
fn has_own_linker() -> bool {
    let rustc = env::var_os("RUSTC").expect("cargo says which");
    let asked = Command::new(rustc).args(["--print", "target-libdir"]).output();
    let folder = asked.ok().and_then(|told| String::from_utf8(told.stdout).ok()).unwrap_or_default();
    Path::new(folder.trim()).with_file_name("bin/gcc-ld/ld.lld").exists()
}

/// Whether cargo says this of what is built.
fn is(what: &str, value: &str) -> bool {
    env::var(what).is_ok_and(|is| is == value)
}

/// Writes each data file of a folder and those below it into another: as it stands there, as JSON; or as it stands in a
/// second folder, completed, as lines, packed and not.
fn data_files(folder: &Path, own: Option<&Path>, made: &Path) {
    fs::create_dir_all(made).expect("a place to write");
    let is_of_language = own.is_some();
    for entry in fs::read_dir(folder).expect("the folders of the data files are there").flatten() {
        let (path, name) = (entry.path(), entry.file_name());
        let own = own.map(|own| own.join(&name));
        if path.is_dir() {
            data_files(&path, own.as_deref(), &made.join(name));
        } else if path.extension().is_some_and(|ending| ending == "ron") {
            let own = own.filter(|own| own.exists()).map(|own| read(&own));
            let whole = match own {
                Some(own) => own.completed(read(&path)),
                None => read(&path),
            };
            let path = made.join(name);
            if is_of_language {
                let lines = lines_of(&whole);
                fs::write(path.with_extension("deflate"), packed(lines.as_bytes())).expect("a place to write");
                fs::write(path.with_extension("lines"), lines).expect("a place to write");
            } else {
                fs::write(path.with_extension("json"), whole.to_json()).expect("a place to write");
            }
        }
    }
}

/// The months as they are written in each language, in small letters, with their numbers from 1, as Rust.
fn months(languages: &[PathBuf]) -> String {
    let mut months = String::from("&[");
    for folder in languages {
        // What a language lacks is said in another, which has its own months.
        let Some(words) = Some(folder.join("interface.ron")).filter(|path| path.exists()).map(|path| read(&path))
        else {
            continue;
        };
        for names in ["months", "short_months"] {
            let Some(Data::List(names)) = member(&words, "dates").and_then(|dates| member(dates, names)) else {
                continue;
            };
            for (number, name) in (1..).zip(names) {
                let Data::Text(name) = name else { panic!("{name:?} is no month") };
                write!(months, "({:?}, {number}), ", name.to_lowercase()).expect("memory takes all");
            }
        }
    }
    months + "]\n"
}

fn member<'data>(data: &'data Data, name: &str) -> Option<&'data Data> {
    let Data::Map(values) = data else { return None };
    values.iter().find(|(known, _)| known == name).map(|(_, value)| value)
}

/// A data file of words as lines: one for each field, with its value in JSON; where that is values by their names, one for
/// each of those below it. So one of them can be read without the others.
fn lines_of(file: &Data) -> String {
    let Data::Map(fields) = file else { panic!("a data file of words has fields") };
    let mut lines = String::new();
    let with_value = |name: &str, value: &Data| format!("{name}\t{}\n", value.to_json());
    for (name, value) in fields {
        match value {
            Data::Map(entries) if !entries.is_empty() => {
                lines.extend([name, "\n"]);
                let mut entries: Vec<&(String, Data)> = entries.iter().collect();
                // Where all are of one kind their names are data, in which they are looked up.
                if entries.iter().all(|(_, value)| matches!(value, Data::Map(_))) {
                    entries.sort_by(|one, other| one.0.cmp(&other.0));
                }
                lines.extend(entries.iter().map(|(name, value)| format!("\t{}", with_value(name, value))));
            }
            value => lines.push_str(&with_value(name, value)),
        }
    }
    lines
}

/// As small as it can be: what no start reads.
fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut into = DeflateEncoder::new(Vec::new(), Compression::best());
    into.write_all(bytes).and_then(|()| into.finish()).expect("memory takes all")
}

fn read(path: &Path) -> Data {
    let text = fs::read_to_string(path).expect("a data file is text");
    Data::read(&text).unwrap_or_else(|wrong| panic!("{}:{wrong}", path.display()))
}

mod invisible {
    //! Characters that cannot be seen, by their properties in Unicode, so that none is forgotten.

    use regex_syntax::hir::{Class, HirKind};

    /// What has no picture of its own. Signs that stand before an Arabic number have one, though Unicode calls them
    /// formatting.
    const INVISIBLE: &str = r"[\p{Default_Ignorable_Code_Point}\p{Cf}\p{Zl}\p{Zp}--\p{Prepended_Concatenation_Mark}]";
    /// What changes the picture of the character before it.
    const SELECTORS: &str = r"[\p{Join_Control}\p{Variation_Selector}]";
    /// What has another picture with a joiner or selector behind it: pictures, and letters outside the scripts of Europe.
    const SELECTABLE: &str = concat!(
        r"[[\p{Extended_Pictographic}\p{Emoji_Modifier}\p{Alphabetic}\p{M}\p{Sm}\x{fe0f}]",
        r"--[\p{Latin}\p{Greek}\p{Cyrillic}\p{ASCII}]--[\p{Inherited}--\x{fe0f}]]"
    );

    /// The ranges of each class, in order, as Rust.
    pub(super) fn source() -> String {
        let code = |character: char| format!("'{}'", character.escape_unicode());
        let range = |(first, last)| format!("({}, {})", code(first), code(last));
        let table = |(name, class)| {
            let ranges: Vec<String> = ranges(class).into_iter().map(range).collect();
            format!("const {name}: &[(char, char)] = &[{}];\n", ranges.join(", "))
        };
        [("INVISIBLE", INVISIBLE), ("SELECTORS", SELECTORS), ("SELECTABLE", SELECTABLE)].map(table).concat()
    }

    fn ranges(class: &str) -> Vec<(char, char)> {
        match regex_syntax::parse(class).expect("the class can be read").into_kind() {
            HirKind::Class(Class::Unicode(class)) => {
                class.ranges().iter().map(|range| (range.start(), range.end())).collect()
            }
            _ => panic!("{class} is no class of characters"),
        }
    }
}
