//! What a field means is declared with its record and nowhere else: no code knows a field by its name, and what is
//! declared private is hidden wherever the room can see.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use jiff::civil::date;
use syn::visit::{self, Visit};
use werksessie::domain::edit::{Edit, apply};
use werksessie::domain::id::Id;
use werksessie::domain::record::{Meaning, NextRound};
use werksessie::domain::session::{Count, Item, Section, Session};
use werksessie::domain::value::{Kind, Value};
use werksessie::i18n::language::Language;
use werksessie::telling::changes::tell_changes;

use crate::support::screen::{FULL, Screen, WIDE, context, shipped};
use crate::support::tour::panels;

/// Words that are the name of a field by chance, and what they are.
const BY_CHANCE: &[(&str, &[&str], &str)] = &[
    ("src/domain/question.rs", &["confirmed", "residents"], "marks of the checklist"),
    ("src/exchange/sheet.rs", &["date", "neighbourhood", "round"], "columns of the overview"),
    ("src/exchange/render/svg.rs", &["end", "start"], "where a text is held"),
    ("src/exchange/report/outline.rs", &["organisation"], "a question list"),
    ("src/exchange/tables/beside.rs", &["name"], "what tells of a table"),
    (
        "src/exchange/tables/columns.rs",
        &["cbs_code", "date", "item", "municipality", "section", "state", "text", "time", "value"],
        "what stands in front of every row, columns that are worked out, and types",
    ),
    ("src/git/belonging.rs", &["size"], "what git remembers of a file"),
    ("src/git/share.rs", &["status"], "a command of git"),
    ("src/i18n/language.rs", &["attendance", "offers"], "files of words"),
    ("src/overview/choose.rs", &["date", "neighbourhood", "municipality"], "columns of the overview"),
    ("src/overview/columns.rs", &["date", "neighbourhood", "municipality", "round"], "columns of the overview"),
    ("src/overview/questions.rs", &["due", "municipality", "who"], "columns of the answers to a coordinator"),
    ("src/overview/table.rs", &["previous"], "names for other programs"),
    ("src/tui/theme/role.rs", &["text"], "roles of a theme"),
];

fn field_names() -> BTreeSet<&'static str> {
    Section::ALL.iter().flat_map(|section| section.kind().fields).map(|field| field.name).collect()
}

/// Collects the files of a folder whose name ends so.
fn files(folder: &Path, ending: &str, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder of sources") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            files(&path, ending, found);
        } else if path.extension().is_some_and(|extension| extension == ending) {
            found.push(path);
        }
    }
}

fn sources(ending: &str) -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    files(&root.join("src"), ending, &mut found);
    found.sort();
    let read = |path: PathBuf| {
        let name = path.strip_prefix(root).expect("it is in the repository").display().to_string();
        (name, fs::read_to_string(&path).expect("a text"))
    };
    found.into_iter().map(read).collect()
}

/// What the texts of the languages leave open: `{name}`.
fn placeholders() -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for (_, text) in sources("ron") {
        for piece in text.split('{').skip(1) {
            found.extend(piece.split_once('}').map(|(name, _)| name.to_owned()));
        }
    }
    found
}

/// Finds the names of fields among the texts in a file, but for tests and attributes.
struct Finder<'a> {
    names: &'a BTreeSet<&'static str>,
    placeholders: &'a BTreeSet<String>,
    found: BTreeSet<String>,
}

impl<'ast> Visit<'ast> for Finder<'_> {
    fn visit_attribute(&mut self, _: &'ast syn::Attribute) {}

    fn visit_item_mod(&mut self, module: &'ast syn::ItemMod) {
        if module.ident != "tests" {
            visit::visit_item_mod(self, module);
        }
    }

    fn visit_expr_tuple(&mut self, pair: &'ast syn::ExprTuple) {
        // A placeholder of a text with what comes in its place.
        let is_filled_in = match pair.elems.first() {
            Some(syn::Expr::Lit(syn::ExprLit { lit: syn::Lit::Str(name), .. })) => {
                pair.elems.len() == 2 && self.placeholders.contains(&name.value())
            }
            _ => false,
        };
        pair.elems.iter().skip(usize::from(is_filled_in)).for_each(|element| self.visit_expr(element));
    }

    fn visit_expr_method_call(&mut self, call: &'ast syn::ExprMethodCall) {
        // What a signal names goes into its sentence.
        let is_filled_in = call.method == "naming";
        self.visit_expr(&call.receiver);
        call.args.iter().skip(usize::from(is_filled_in)).for_each(|argument| self.visit_expr(argument));
    }

    fn visit_lit_str(&mut self, text: &'ast syn::LitStr) {
        if self.names.contains(text.value().as_str()) {
            self.found.insert(text.value());
        }
    }

    fn visit_macro(&mut self, invoked: &'ast syn::Macro) {
        let arguments = syn::punctuated::Punctuated::<syn::Expr, syn::Token![,]>::parse_terminated;
        if let Ok(arguments) = invoked.parse_body_with(arguments) {
            // What lives only as long as the body is looked at here and now.
            let mut inner = Finder { names: self.names, placeholders: self.placeholders, found: BTreeSet::new() };
            arguments.iter().for_each(|argument| inner.visit_expr(argument));
            self.found.append(&mut inner.found);
            return;
        }
        let body = invoked.tokens.to_string();
        self.found
            .extend(self.names.iter().filter(|name| body.contains(&format!("\"{name}\""))).map(ToString::to_string));
    }
}

fn found_in(source: &str, names: &BTreeSet<&'static str>, placeholders: &BTreeSet<String>) -> BTreeSet<String> {
    let file = syn::parse_file(source).expect("Rust");
    let mut finder = Finder { names, placeholders, found: BTreeSet::new() };
    finder.visit_file(&file);
    finder.found
}

#[test]
fn no_code_knows_a_field_by_its_name() {
    let (names, placeholders) = (field_names(), placeholders());
    let mut wrong = Vec::new();
    for (file, source) in sources("rs").iter().filter(|(file, _)| !file.starts_with("src/domain/records/")) {
        let found = found_in(source, &names, &placeholders);
        let known = BY_CHANCE.iter().find(|(known, ..)| known == file).map_or(&[][..], |(_, words, _)| words);
        let known: BTreeSet<String> = known.iter().map(ToString::to_string).collect();
        wrong.extend(found.difference(&known).map(|name| format!("{file} knows a field by its name: {name}")));
        wrong.extend(known.difference(&found).map(|name| format!("{file} does not say {name} any more")));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_name_is_found_wherever_it_stands() {
    let (names, placeholders) = (field_names(), placeholders());
    let cases: &[(&str, &[&str])] = &[
        (r#"fn f() { g("owner"); }"#, &["owner"]),
        (r#"const A: &[&str] = &["due", "what"];"#, &["due", "what"]),
        (
            r#"fn f(name: &str) -> bool { match name { "owner" => true, _ => matches!(name, "due" | "what") } }"#,
            &["due", "owner", "what"],
        ),
        (r#"const A: (&str, &str) = ("status", "done");"#, &["status"]),
        (r#"fn f() { fill(text, &[("date", &date)]); assert!(g("owner")); }"#, &["owner"]),
        (r#"#[arg(long = "date")] struct A; /* "due" */ mod tests { const A: &str = "due"; }"#, &[]),
    ];
    for (source, expected) in cases {
        let found = found_in(source, &names, &placeholders);
        assert_eq!(found.iter().map(String::as_str).collect::<Vec<_>>(), *expected, "{source}");
    }
}

/// What stands in a private field, and nowhere else.
const SECRET: &str = "ZWIJGEN";

/// The places that are declared private: one in each record of their section.
fn private_places(session: &Session) -> Vec<Edit> {
    let mut edits = Vec::new();
    for &section in Section::ALL {
        let fields = section.kind().fields.iter().enumerate();
        for (field, _) in fields.filter(|(_, field)| field.means(Meaning::Private)) {
            for record in session.table(section).records() {
                edits.push(Edit::set(section, record.id(), field, Value::text(SECRET)));
            }
        }
    }
    edits
}

#[test]
fn what_is_private_is_nowhere_on_the_wall() {
    let before = shipped(FULL);
    let edits = private_places(&before);
    assert!(!edits.is_empty());
    let mut session = before.clone();
    for edit in &edits {
        apply(&mut session, edit.clone()).expect("a private field holds text");
    }
    for &language in Language::ALL {
        let code = language.code();
        for stop in panels(&session) {
            let mut screen = (stop.show)(language, WIDE);
            // Of every item under the cursor, too.
            for _ in 0..12 {
                assert!(!screen.text().contains(SECRET), "{code} {}:\n{}", stop.name, screen.text());
                screen.press("Down");
            }
        }
        let mut screen = Screen::open(language, WIDE, session.clone());
        screen.press(&format!("/ ‘{}’", SECRET.to_lowercase()));
        assert!(!screen.text().contains(SECRET), "{code} found by a word:\n{}", screen.text());
        let sentences = context(language).sentences(date(2026, 11, 22));
        for told in tell_changes(&sentences, &before, &edits) {
            assert!(!told.contains(SECRET), "{told}");
        }
        for &section in Section::ALL {
            for record in session.table(section).records() {
                let mut titles = vec![sentences.item_title(section, record, &session)];
                if section.count() != Count::One {
                    let item = Item { id: Id::new("a-new"), values: record.values() };
                    titles.push(sentences.tell(&Edit::Insert { section, item, after: None }, &session));
                }
                assert!(titles.iter().all(|title| !title.contains(SECRET)), "{titles:?}");
            }
        }
    }
}

/// The only file that may name a private field: it says in which part of a report the field stands.
const PLACES_FIELDS: &str = "src/exchange/report/outline.rs";

#[test]
fn no_code_knows_which_field_is_private_but_by_its_declaration() {
    // What is hidden is asked of the declaration alone: a second private field is hidden wherever the first is.
    let private = Section::ALL.iter().flat_map(|section| {
        let kind = section.kind();
        let fields = kind.fields.iter().filter(|field| field.means(Meaning::Private));
        fields.map(move |field| format!("{}::{}", kind.name, field.name))
    });
    let private: Vec<String> = private.collect();
    assert!(!private.is_empty());
    for (file, source) in sources("rs").iter().filter(|(file, _)| file != PLACES_FIELDS) {
        for name in &private {
            assert!(!source.contains(name.as_str()), "{file} names {name}");
        }
    }
}

#[test]
fn a_field_means_only_what_its_kind_can_hold() {
    for &section in Section::ALL {
        let kind = section.kind();
        for field in kind.fields {
            for meaning in field.meanings {
                let fits = match meaning {
                    Meaning::Private => matches!(field.kind, Kind::Line | Kind::Text),
                    Meaning::Euro
                    | Meaning::Minutes
                    | Meaning::Hours
                    | Meaning::WeeklyHours
                    | Meaning::People
                    | Meaning::Dots
                    | Meaning::Year
                    | Meaning::Counted
                    | Meaning::Carried
                    | Meaning::OfRound => field.kind == Kind::Whole,
                    Meaning::Owner => field.kind == Kind::Link(Section::People),
                    Meaning::Due => field.kind == Kind::Date,
                    Meaning::Reason | Meaning::Unit => field.kind == Kind::Line,
                    Meaning::GoesOn => field.kind == Kind::Flag,
                    Meaning::Settles => matches!(field.kind, Kind::Text | Kind::Date),
                    Meaning::Title
                    | Meaning::Needed
                    | Meaning::Asked
                    | Meaning::Judgement
                    | Meaning::Explains
                    | Meaning::OfTheDay => true,
                };
                assert!(fits, "{meaning:?} of {} of {}", field.name, kind.name);
            }
            let unlike: BTreeSet<String> = field.meanings.iter().map(|meaning| format!("{meaning:?}")).collect();
            assert_eq!(unlike.len(), field.meanings.len(), "{} of {}", field.name, kind.name);
        }
        // What wants a decision in a next round has all that one is made of.
        if let NextRound::Open(_) = kind.next_round {
            for meaning in [Meaning::Carried, Meaning::GoesOn, Meaning::Reason] {
                assert!(kind.field_that_means(meaning).is_some(), "{} has no {meaning:?}", kind.name);
            }
        }
    }
}
