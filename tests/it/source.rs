//! The program's own source as a graph of files, for tests about its shape: who names whom, and what is declared where.
//! Comments, texts and tests are not seen; what macros hold is.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;
use syn::{Attribute, Item, UseTree, Visibility};

/// Segments of a path: `tui`, `view`, `form`.
pub(crate) type Names = Vec<String>;

pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// All files below a folder with this ending, by their path from the root of the repository.
pub(crate) fn files(folder: &str, ending: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut folders: Vec<PathBuf> = vec![root().join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display())) {
            let path = entry.expect("a readable folder").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == ending) {
                let path = path.strip_prefix(root()).expect("below the root");
                found.push(path.to_string_lossy().replace('\\', "/"));
            }
        }
    }
    found.sort();
    found
}

pub(crate) fn text(file: &str) -> String {
    fs::read_to_string(root().join(file)).unwrap_or_else(|error| panic!("{file}: {error}"))
}

/// One file of the source.
pub(crate) struct Source {
    pub(crate) file: String,
    /// Where it stands in the tree of modules: `src/tui/view/form.rs` is `tui::view::form`.
    pub(crate) module: Names,
    pub(crate) items: Vec<Item>,
    /// Names and signs, those in macros too.
    pub(crate) tokens: Vec<String>,
    /// What a name that is imported here stands for, from the root of the crate.
    imports: BTreeMap<String, Names>,
    /// Modules that are named whole, `name::*`.
    globs: Vec<Names>,
    /// Modules that are declared here.
    children: BTreeSet<String>,
}

impl Source {
    pub(crate) fn read(file: &str) -> Self {
        Self::parse(file, &text(file))
    }

    pub(crate) fn parse(file: &str, text: &str) -> Self {
        let parsed = syn::parse_file(text).unwrap_or_else(|error| panic!("{file}: {error}"));
        let items: Vec<Item> = parsed.items.into_iter().filter(|item| !is_of_a_test(attributes(item))).collect();
        let path = file.trim_start_matches("src/").trim_end_matches(".rs").trim_end_matches("/mod");
        let is_root = ["lib", "main"].contains(&path);
        let module = if is_root { Vec::new() } else { path.split('/').map(str::to_owned).collect() };
        let mut tokens = Vec::new();
        for item in &items {
            flatten(item.to_token_stream(), &mut tokens);
        }
        let children = items.iter().filter_map(|item| match item {
            Item::Mod(child) if child.content.is_none() => Some(child.ident.to_string()),
            _ => None,
        });
        let children = children.collect();
        let (imports, globs) = (BTreeMap::new(), Vec::new());
        let mut source = Self { file: file.to_owned(), module, items, tokens, imports, globs, children };
        let mut found = Vec::new();
        for item in &source.items {
            if let Item::Use(import) = item {
                import_names(&import.tree, &mut Vec::new(), &mut found);
            }
        }
        for (name, path) in found {
            let Some(path) = source.below_root(&path) else { continue };
            if name == "*" {
                source.globs.push(path);
            } else {
                source.imports.insert(name, path);
            }
        }
        source
    }

    /// A path as it is written here, from the root of the crate; none where it leads out of the crate or stays in this
    /// file.
    fn below_root(&self, path: &[String]) -> Option<Names> {
        let (first, rest) = path.split_first()?;
        let above = || self.module[..self.module.len().saturating_sub(1)].to_vec();
        let start = match first.as_str() {
            "crate" | "werksessie" => Vec::new(),
            "self" => self.module.clone(),
            "super" => above(),
            name if self.children.contains(name) => [self.module.as_slice(), &[name.to_owned()]].concat(),
            name => self.imports.get(name)?.clone(),
        };
        Some([start.as_slice(), rest].concat())
    }

    /// All paths that this file writes, from the root of the crate.
    pub(crate) fn paths(&self) -> Vec<Names> {
        let written = paths(&self.tokens);
        written.iter().filter_map(|path| self.below_root(path)).collect()
    }

    /// All paths that begin with a module of the standard library, or another crate.
    pub(crate) fn paths_of(&self, first: &str) -> Vec<Names> {
        paths(&self.tokens).into_iter().filter(|path| path[0] == first).map(|path| path[1..].to_vec()).collect()
    }

    /// Whether these names and signs follow each other somewhere.
    pub(crate) fn has(&self, wanted: &str) -> bool {
        let mut tokens = Vec::new();
        flatten(wanted.parse().expect("names and signs"), &mut tokens);
        self.tokens.windows(tokens.len()).any(|window| window == tokens)
    }
}

/// The whole source.
pub(crate) struct Crate {
    pub(crate) sources: Vec<Source>,
    by_module: BTreeMap<Names, usize>,
}

impl Crate {
    pub(crate) fn read() -> Self {
        Self::of(files("src", "rs").iter().map(|file| Source::read(file)).collect())
    }

    fn of(sources: Vec<Source>) -> Self {
        let modules = sources.iter().enumerate().filter(|(_, source)| source.file != "src/main.rs");
        let by_module = modules.map(|(number, source)| (source.module.clone(), number)).collect();
        Self { sources, by_module }
    }

    /// The file that declares what a path leads to: names that a module hands on are followed.
    pub(crate) fn file_of(&self, path: &[String]) -> Option<&Source> {
        let mut path = path.to_vec();
        for _ in 0..8 {
            let depth = (0..=path.len()).rev().find(|depth| self.by_module.contains_key(&path[..*depth]))?;
            let source = &self.sources[self.by_module[&path[..depth]]];
            let handed_on = path.get(depth).and_then(|name| source.imports.get(name));
            match handed_on {
                Some(target) if *target != path => path = [target.as_slice(), &path[depth + 1..]].concat(),
                _ => return Some(source),
            }
        }
        None
    }

    /// Which files each file names. That the front of a folder, its `mod.rs`, calls what is in the folder is no arrow: it is
    /// what a front is for.
    pub(crate) fn arrows(&self) -> BTreeMap<&str, BTreeSet<&str>> {
        let named = |source: &Source| {
            let paths = source.paths().into_iter().chain(source.globs.iter().cloned());
            let files: Vec<&Source> = paths.filter_map(|path| self.file_of(&path)).collect();
            let folder = format!("src/{}/", source.module.join("/"));
            let names = files.into_iter().map(|named| named.file.as_str());
            names.filter(|file| *file != source.file && !file.starts_with(&folder)).collect()
        };
        self.sources.iter().map(|source| (source.file.as_str(), named(source))).collect()
    }
}

pub(crate) fn attributes(item: &Item) -> &[Attribute] {
    match item {
        Item::Const(item) => &item.attrs,
        Item::Enum(item) => &item.attrs,
        Item::Fn(item) => &item.attrs,
        Item::Impl(item) => &item.attrs,
        Item::Macro(item) => &item.attrs,
        Item::Mod(item) => &item.attrs,
        Item::Static(item) => &item.attrs,
        Item::Struct(item) => &item.attrs,
        Item::Trait(item) => &item.attrs,
        Item::Type(item) => &item.attrs,
        Item::Use(item) => &item.attrs,
        _ => &[],
    }
}

/// Whether this is there only while tests run.
fn is_of_a_test(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| attribute.to_token_stream().to_string().replace(' ', "") == "#[cfg(test)]")
}

/// Whether other files may name this.
pub(crate) fn is_public(visibility: &Visibility) -> bool {
    !matches!(visibility, Visibility::Inherited)
}

/// Names and signs one after the other, without documentation; `::` is one sign.
fn flatten(stream: TokenStream, tokens: &mut Vec<String>) {
    let mut stream = stream.into_iter().peekable();
    while let Some(token) = stream.next() {
        match token {
            TokenTree::Punct(sign) if sign.as_char() == '#' && is_documentation(stream.peek()) => {
                stream.next();
            }
            TokenTree::Punct(sign) if sign.as_char() == ':' && tokens.last().is_some_and(|last| last == ":") => {
                tokens.pop();
                tokens.push("::".to_owned());
            }
            TokenTree::Group(group) => {
                let (open, close) = match group.delimiter() {
                    proc_macro2::Delimiter::Brace => ("{", "}"),
                    proc_macro2::Delimiter::Bracket => ("[", "]"),
                    _ => ("(", ")"),
                };
                tokens.push(open.to_owned());
                flatten(group.stream(), tokens);
                tokens.push(close.to_owned());
            }
            TokenTree::Literal(literal) if literal.to_string().contains('"') => tokens.push("\"\"".to_owned()),
            other => tokens.push(other.to_string()),
        }
    }
}

fn is_documentation(token: Option<&TokenTree>) -> bool {
    let Some(TokenTree::Group(group)) = token else { return false };
    matches!(group.stream().into_iter().next(), Some(TokenTree::Ident(name)) if name == "doc")
}

/// The name that an import gives, and the path that it stands for.
fn import_names(tree: &UseTree, before: &mut Names, found: &mut Vec<(String, Names)>) {
    match tree {
        UseTree::Path(path) => {
            before.push(path.ident.to_string());
            import_names(&path.tree, before, found);
            before.pop();
        }
        UseTree::Group(group) => group.items.iter().for_each(|tree| import_names(tree, before, found)),
        UseTree::Name(name) if name.ident == "self" => {
            found.extend(before.last().cloned().map(|name| (name, before.clone())));
        }
        UseTree::Name(name) => {
            found.push((name.ident.to_string(), [before.as_slice(), &[name.ident.to_string()]].concat()));
        }
        UseTree::Rename(rename) => {
            found.push((rename.rename.to_string(), [before.as_slice(), &[rename.ident.to_string()]].concat()));
        }
        UseTree::Glob(_) => found.push(("*".to_owned(), before.clone())),
    }
}

/// All paths of two names and more, to their ends, those in braces too.
fn paths(tokens: &[String]) -> Vec<Names> {
    let is_name = |token: &str| token.starts_with(|letter: char| letter.is_alphabetic() || letter == '_');
    let mut found = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        let is_inside = at > 0 && tokens[at - 1] == "::";
        if is_name(token) && !is_inside && tokens.get(at + 1).is_some_and(|next| next == "::") {
            ends(tokens, at + 2, &mut vec![token.clone()], &mut found);
        }
    }
    found
}

/// Reads a path from here on; tells where it ends.
fn ends(tokens: &[String], mut at: usize, before: &mut Names, found: &mut Vec<Names>) -> usize {
    let depth = before.len();
    loop {
        match tokens.get(at).map(String::as_str) {
            Some("{") => {
                at += 1;
                while tokens.get(at).is_some_and(|token| token != "}") {
                    at = if tokens[at] == "," { at + 1 } else { ends(tokens, at, before, found) };
                }
                at += 1;
                break;
            }
            Some("self") => found.push(before.clone()),
            Some(name) if name.starts_with(|letter: char| letter.is_alphabetic() || letter == '_') => {
                before.push(name.to_owned());
            }
            _ => {
                found.push(before.clone());
                at += 1;
                break;
            }
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

#[test]
fn the_reader_of_sources_sees_what_it_should() {
    let cases: &[(&str, &[&str])] = &[
        (
            "use crate::a::{b, c::{d, e as f}, self}; fn f() { crate::g::h(); f::x() }",
            &["a b", "a c d", "a c e", "a", "g h", "a c e x"],
        ),
        ("/// crate::a::b\nconst A: &str = \"crate::e\"; /* crate::c */ const B: u8 = crate::g::X;", &["g X"]),
        ("#[cfg(test)] mod tests { use crate::a::b; fn f() { {} } } use crate::c::d;", &["c d"]),
        (
            "use std::{fs, collections::BTreeMap}; mod x; records! { A { b: x::C, d: $crate::e::F } }",
            &["here x C", "e F"],
        ),
        ("use super::a::B; use crate::c; fn f<'a>(x: &'a str) { c::d::E::<B>::new() }", &["a B", "c", "c d E"]),
    ];
    for (text, expected) in cases {
        let source = Source::parse("src/here.rs", text);
        let mut found: Vec<String> = source.paths().into_iter().map(|path| path.join(" ")).collect();
        found.dedup();
        assert_eq!(&found, expected, "{text}");
    }
    let sources = [
        ("src/lib.rs", "pub mod a; pub mod b;"),
        ("src/a/mod.rs", "mod c; pub use c::{D, self as other};"),
        ("src/a/c.rs", "pub struct D; use crate::b::E;"),
        ("src/b.rs", "use crate::a::D; pub struct E(D);"),
    ];
    let whole = Crate::of(sources.iter().map(|(file, text)| Source::parse(file, text)).collect());
    assert_eq!(whole.arrows()["src/b.rs"], BTreeSet::from(["src/a/c.rs"]), "what is handed on is followed");
}
