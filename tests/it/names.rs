//! A name stands for one thing, and everything that may be named from elsewhere is.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{Delimiter, TokenTree};
use syn::Item;

use crate::source::{Crate, Source, files, is_public};

/// Types that share their name with another, and why both keep it. The list gets no longer.
const SHARED: &[(&str, &str)] = &[
    ("Block", "a block of the agenda stands so in every session file; a document has blocks in every format"),
    ("Scope", "keys hold in a scope, signals look at one; no file names both"),
];

/// What the program does not name itself, and why it is there. The list gets no longer.
const FOR_TESTS: &[(&str, &str)] = &[];

/// What declares something with a name.
const DECLARING: &[&str] = &["fn", "struct", "enum", "trait", "type", "const", "static", "union", "mod", "macro_rules"];

/// The types that a file declares, those that a macro makes of `Name { … }` too.
fn types(items: &[Item]) -> Vec<String> {
    let mut found = Vec::new();
    for item in items {
        match item {
            Item::Struct(item) => found.push(item.ident.to_string()),
            Item::Enum(item) => found.push(item.ident.to_string()),
            Item::Trait(item) => found.push(item.ident.to_string()),
            Item::Type(item) => found.push(item.ident.to_string()),
            Item::Macro(item) => {
                let tokens: Vec<TokenTree> = item.mac.tokens.clone().into_iter().collect();
                for pair in tokens.windows(2) {
                    if let [TokenTree::Ident(name), TokenTree::Group(group)] = pair
                        && group.delimiter() == Delimiter::Brace
                        && name.to_string().starts_with(char::is_uppercase)
                    {
                        found.push(name.to_string());
                    }
                }
            }
            _ => {}
        }
    }
    found
}

#[test]
fn no_two_types_have_the_same_name() {
    let mut places: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for source in Crate::read().sources {
        for name in types(&source.items) {
            places.entry(name).or_default().push(source.file.clone());
        }
    }
    assert!(places.contains_key("Action") && places.contains_key("ActionState"), "records are seen");
    places.retain(|_, files| files.len() > 1);
    for (name, reason) in SHARED {
        assert!(places.remove(*name).is_some(), "{name} has its name to itself: take it off the list ({reason})");
    }
    assert!(places.is_empty(), "{places:#?}");
}

/// Whether a token is a name.
fn is_name(token: &str) -> bool {
    token.starts_with(|letter: char| letter.is_alphabetic() || letter == '_')
}

/// The texts that are declared in a `texts! { Words { saved, shared(name), } }`: the first name of each entry.
fn declared_texts(item: &syn::ItemMacro) -> Vec<String> {
    let mut found = Vec::new();
    for token in item.mac.tokens.clone() {
        let TokenTree::Group(group) = token else { continue };
        let (mut is_first, mut inside) = (true, 0);
        for token in group.stream() {
            match token {
                TokenTree::Punct(mark) if mark.as_char() == '<' => inside += 1,
                TokenTree::Punct(mark) if mark.as_char() == '>' => inside -= 1,
                TokenTree::Ident(name) if is_first => {
                    found.push(name.to_string());
                    is_first = false;
                }
                TokenTree::Punct(mark) if mark.as_char() == ',' => is_first = inside == 0,
                _ => {}
            }
        }
    }
    found
}

/// The public names that a file declares, and whether each is a field.
fn declared(source: &Source) -> BTreeSet<(String, bool)> {
    let tokens = &source.tokens;
    let mut found = BTreeSet::new();
    for at in (0..tokens.len()).filter(|at| tokens[*at] == "pub") {
        let mut rest = tokens[at + 1..].iter().map(String::as_str).peekable();
        if rest.peek() == Some(&"(") {
            rest.by_ref().find(|token| *token == ")");
        }
        let words: Vec<&str> = rest.take(4).collect();
        let (name, is_field) = match words[..] {
            ["const", "fn", name, ..]
            | ["fn" | "struct" | "enum" | "trait" | "type" | "const" | "static", name, ..] => (name, false),
            [name, ":", ..] => (name, true),
            _ => continue,
        };
        found.extend(is_name(name).then(|| (name.to_owned(), is_field)));
    }
    for item in &source.items {
        if let Item::Macro(item) = item
            && item.mac.path.is_ident("texts")
        {
            found.extend(declared_texts(item).into_iter().map(|name| (name, true)));
        }
        let names: Vec<String> = match item {
            Item::Enum(item) if is_public(&item.vis) => {
                item.variants.iter().map(|variant| variant.ident.to_string()).collect()
            }
            Item::Trait(item) if is_public(&item.vis) => item
                .items
                .iter()
                .filter_map(|item| match item {
                    syn::TraitItem::Fn(function) => Some(function.sig.ident.to_string()),
                    _ => None,
                })
                .collect(),
            _ => Vec::new(),
        };
        found.extend(names.into_iter().map(|name| (name, false)));
    }
    found
}

/// The names that are used: read, called, or only filled in with a value. Not where they are declared or imported.
#[derive(Default)]
struct Used {
    read: BTreeSet<String>,
    filled_in: BTreeSet<String>,
}

impl Used {
    fn add(&mut self, tokens: &[String]) {
        let mut is_import = false;
        let mut depth_of_texts = 0;
        for (at, token) in tokens.iter().enumerate() {
            let is_texts = tokens[..at].ends_with(&["texts".to_owned(), "!".to_owned()]);
            if depth_of_texts > 0 || is_texts {
                depth_of_texts += i32::from(token == "{") - i32::from(token == "}");
                continue;
            }
            is_import = token == "use" || is_import && token != ";";
            let before = at.checked_sub(1).map_or("", |at| tokens[at].as_str());
            let after = tokens.get(at + 1).map_or("", String::as_str);
            let is_declared = DECLARING.contains(&before) || ["pub", ")"].contains(&before) && after == ":";
            if is_name(token) && !is_import && !is_declared {
                let is_filled_in = ["{", ","].contains(&before) && after == ":";
                let names = if is_filled_in { &mut self.filled_in } else { &mut self.read };
                names.insert(token.clone());
            }
        }
    }

    fn has(&self, name: &str, is_field: bool) -> bool {
        self.read.contains(name) || !is_field && self.filled_in.contains(name)
    }
}

#[test]
fn every_public_name_is_used() {
    let whole = Crate::read();
    let mut used = Used::default();
    for source in &whole.sources {
        used.add(&source.tokens);
    }
    for file in files("benches", "rs") {
        used.add(&Source::read(&file).tokens);
    }
    let is_known = |name: &str| FOR_TESTS.iter().any(|(known, _)| *known == name);
    let mut dead = Vec::new();
    for source in &whole.sources {
        let unused =
            declared(source).into_iter().filter(|(name, is_field)| !used.has(name, *is_field) && !is_known(name));
        dead.extend(unused.map(|(name, _)| format!("{}: {name}", source.file)));
    }
    assert!(dead.is_empty(), "used nowhere:\n{}", dead.join("\n"));
}

#[test]
fn what_is_used_is_told_from_what_is_declared() {
    let source = Source::parse(
        "src/here.rs",
        "use crate::a::imported; pub(crate) fn called() {} pub fn dead() {} pub struct Made { pub read: u8, pub filled: u8 }
         fn f() -> Made { called(); let made = Made { filled: 1, read: 2 }; made.read; made }
         texts! { Words = \"Words\" { told(name), #[serde(default)] never, } }
         fn g(words: Words) { words.told(1); }",
    );
    let mut used = Used::default();
    used.add(&source.tokens);
    let unused = declared(&source).into_iter().filter(|(name, is_field)| !used.has(name, *is_field));
    let dead: Vec<String> = unused.map(|(name, _)| name).collect();
    assert_eq!(dead, ["dead", "filled", "never"]);
    assert!(!used.read.contains("imported"));
}
