//! The method as the guide declares it: steps that can be kept in view, the same data in other orders, and what
//! neighbourhoods learn from each other.

use std::fs;

use werksessie::domain::id::Id;
use werksessie::domain::session::{Section, Session};
use werksessie::guide::lens::LensRows;
use werksessie::guide::order::{LensRow, rows};
use werksessie::i18n::language::Language;
use werksessie::store::form::reading::parse;

use crate::support::screen::{Screen, WIDE, context};

fn session(sections: &str) -> Session {
    parse(&format!("Session(format: 1, id: \"s-1\", {sections})")).expect("a session")
}

fn lens(id: &str, session: &Session) -> Vec<LensRow> {
    let structure = &context(Language::Dutch).guide.structure;
    rows(structure, structure.lens(id).expect("a lens"), session)
}

#[test]
fn a_digit_opens_each_panel_of_a_step() {
    for step in &context(Language::Dutch).guide.structure.steps {
        let panels = step.whole_panels();
        assert!(!step.panels[0].part, "{} begins with a part", step.id);
        assert!(panels.len() <= 9, "{} has {} panels", step.id, panels.len());
        assert_eq!(
            panels.iter().flat_map(Clone::clone).collect::<Vec<_>>(),
            (0..step.panels.len()).collect::<Vec<_>>()
        );
    }
}

#[test]
fn a_word_under_which_nothing_stands_stays_visible() {
    let empty = session("");
    for declared in &context(Language::Dutch).guide.structure.lenses {
        let shown = lens(&declared.id, &empty);
        match &declared.rows {
            LensRows::Words(set) => {
                let is_empty = |row: &LensRow| matches!(row, LensRow::Word(of, _, 0) if of == set);
                assert!(shown.len() > 2 && shown.iter().all(is_empty), "{}: {shown:?}", declared.id);
            }
            LensRows::Panels(names) => {
                let panels: usize = names.iter().map(|(_, panels)| panels.len()).sum();
                assert_eq!(shown.len(), names.len() + panels, "{} names a panel that is not there", declared.id);
                for &language in Language::ALL {
                    let guide = &context(language).guide;
                    for (name, _) in names {
                        assert_ne!(guide.lens_name(&declared.id, name), name, "{} has no name {name}", declared.id);
                    }
                }
            }
            LensRows::Ties(_) => assert!(shown.is_empty(), "{}", declared.id),
        }
    }
}

#[test]
fn an_item_stands_under_each_of_its_words() {
    let session = session(
        r#"people: [Person(id: "p-1", name: "Gül", participant: resident)],
           themes: [Theme(id: "t-1", name: "Slapen", domains: [lifestyle, care])],
           goals: [Goal(id: "e-1", what: "Beter slapen", domains: [care])],"#,
    );
    let under = |id: &str, word: &str| {
        let all = lens(id, &session);
        let from = all.iter().position(|row| matches!(row, LensRow::Word(_, found, _) if *found == word));
        let rest = all.into_iter().skip(from.expect("the word is there") + 1);
        rest.take_while(|row| !matches!(row, LensRow::Word(..))).collect::<Vec<_>>()
    };
    let item = |section, id| LensRow::Item(section, Id::new(id));
    assert_eq!(under("domains", "lifestyle"), [item(Section::Themes, "t-1")]);
    assert_eq!(under("domains", "care"), [item(Section::Themes, "t-1"), item(Section::Goals, "e-1")]);
    assert_eq!(under("domains", "participation"), []);
    assert_eq!(under("participants", "resident"), [item(Section::People, "p-1")]);
}

#[test]
fn a_party_stands_with_those_that_it_strengthens_and_those_with_which_it_is_at_odds() {
    let session = session(
        r#"interests: [Interest(id: "l-1", party: "School", strengthens: ["l-2"]),
                       Interest(id: "l-2", party: "Club", at_odds: ["l-1"])],"#,
    );
    let told: Vec<(bool, &str)> = lens("ties", &session)
        .iter()
        .map(|row| match row {
            LensRow::Item(_, id) => (false, if *id == Id::new("l-1") { "l-1" } else { "l-2" }),
            LensRow::Tie(_, _, id) => (true, if *id == Id::new("l-1") { "l-1" } else { "l-2" }),
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(told, [(false, "l-1"), (true, "l-2"), (false, "l-2"), (true, "l-1")]);
}

#[test]
fn what_stands_in_a_lens_is_opened_from_it() {
    let session = session(r#"themes: [Theme(id: "t-1", name: "Slapen", domains: [lifestyle])],"#);
    let mut screen = Screen::open(Language::Dutch, WIDE, session);
    screen.go_to("domains").press("Down Enter");
    assert!(
        screen.model.form().is_some_and(|(form, _)| form.record(&screen.model.desk().expect("open").session).is_some())
    );
    screen.press("Esc").go_to("seven_steps_lens").press("Down Enter");
    let desk = screen.model.desk().expect("a session");
    assert_eq!(desk.panel(&screen.context.guide).id, "people");
}

#[test]
fn neighbourhoods_are_seen_beside_each_other_under_their_region() {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).expect("written");
    let run = || {
        let mut command = assert_cmd::Command::new(env!("CARGO_BIN_EXE_werksessie"));
        let output = command.args(["--lang", "nl", "intervision"]).arg(folder.path()).output().expect("it runs");
        (output.status.code(), String::from_utf8_lossy(&output.stdout).into_owned())
    };
    write(
        "west.ron",
        r#"Session(format: 1, id: "s-1", neighbourhood: Neighbourhood(name: "West"),
            growth: [Growth(id: "u-1", year: 2026, maturity: ["We kennen elkaar"])],
            lessons: [Lesson(id: "l-1", what: "Eerst eten", kind: works)])"#,
    );
    write(
        "oost.ron",
        r#"Session(format: 1, id: "s-2", neighbourhood: Neighbourhood(name: "Oost"),
            lessons: [Lesson(id: "l-1", what: "Wie rijdt?", kind: question, asked_of: "West")])"#,
    );
    let (code, told) = run();
    assert_eq!(code, Some(0));
    assert!(told.contains("region.ron"), "how a region is told of: {told}");
    write("west-kopie.ron", &fs::read_to_string(folder.path().join("west.ron")).expect("written"));
    assert_eq!(run().1.matches("West: Eerst eten").count(), 1, "a copy is no neighbourhood");
    fs::remove_file(folder.path().join("west-kopie.ron")).expect("a copy");
    write("region.ron", "Region(name: \"Merenland\", ambition: \"Gezond in 2030\", partners: [\"GGD\"])");
    let (code, told) = run();
    assert_eq!(code, Some(0), "a region is no session");
    for line in
        ["Merenland", "Gezond in 2030", "GGD", "We kennen elkaar", "West: Eerst eten", "Oost: Wie rijdt? → West"]
    {
        assert!(told.contains(line), "{line} in {told}");
    }
    write("region.ron", "Region(\n    naam: \"Merenland\",\n)");
    assert_eq!(run().0, Some(1), "what is wrong in it is told");
}
