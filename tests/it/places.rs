//! What a change touches is counted: an action, something that lies on top and a kind of panel each have few places.

use crate::source;

/// The sources of the program, by their path from the root.
fn sources() -> Vec<(String, String)> {
    source::files("src", "rs").into_iter().map(|path| (path.clone(), source::text(&path))).collect()
}

/// The variants of an enum, from the file that declares it.
fn variants(file: &str, name: &str) -> Vec<String> {
    let (_, source) = sources().into_iter().find(|(path, _)| path == file).expect("the file is there");
    let parsed = syn::parse_file(&source).expect("it compiles");
    let found = parsed.items.into_iter().find_map(|item| match item {
        syn::Item::Enum(item) if item.ident == name => Some(item),
        _ => None,
    });
    found.expect("it is declared there").variants.iter().map(|variant| variant.ident.to_string()).collect()
}

/// The files that name a variant, the one that declares it included.
fn naming(sources: &[(String, String)], declared: &str, name: &str, variant: &str) -> Vec<String> {
    let path = format!("{name}::{variant}");
    let is_named = |source: &str| {
        source.match_indices(&path).any(|(at, _)| {
            let before = source[..at].chars().next_back();
            let behind = source[at + path.len()..].chars().next();
            let is_letter =
                |letter: Option<char>| letter.is_some_and(|letter| letter.is_alphanumeric() || letter == '_');
            !is_letter(before) && !is_letter(behind)
        })
    };
    sources.iter().filter(|(file, source)| file == declared || is_named(source)).map(|(file, _)| file.clone()).collect()
}

#[test]
fn what_lies_on_top_is_named_in_three_files_and_a_kind_of_panel_in_four() {
    let sources = sources();
    let mut wrong = Vec::new();
    for (declared, name, most) in [("src/tui/model/overlay.rs", "Overlay", 3), ("src/guide/mod.rs", "PanelView", 4)] {
        for variant in variants(declared, name) {
            let files = naming(&sources, declared, name, &variant);
            if files.len() > most {
                wrong.push(format!("{name}::{variant} is named in {files:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A new action is its words and its row: nothing that knows the keys, the model or the terminal asks which one it is.
#[test]
fn an_action_is_named_where_it_has_words_and_where_it_is_performed() {
    let asks = |file: &str| {
        ["src/tui/keymap.rs", "src/tui/model/", "src/tui/terminal/"].iter().any(|room| file.starts_with(room))
    };
    let wrong: Vec<String> = sources()
        .into_iter()
        .filter(|(file, source)| asks(file) && source.contains("Action::"))
        .map(|(file, _)| file)
        .collect();
    assert!(wrong.is_empty(), "{wrong:?} name an action");
}
