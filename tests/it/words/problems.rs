//! What is told when a file is wrong, or something does not work.

use werksessie::domain::id::Id;
use werksessie::domain::problem::{Position, Problem, ProblemKind, Trouble};
use werksessie::domain::session::Section;
use werksessie::domain::value::Kind;
use werksessie::telling::problems::{problem_text, trouble_text};

use super::{dutch, english};

#[test]
fn problems_say_what_is_wrong_where_and_what_would_mend_it() {
    let words = dutch();
    let problem = |kind| Problem {
        kind,
        position: Position { line: 14, column: 9 },
        item: Some((Section::Actions, Id::new("a-9c3hzt5e01"))),
    };
    let told =
        problem_text(&problem(ProblemKind::UnknownName { found: "ownr".into(), suggestion: Some("owner") }), &words);
    assert_eq!(told.what, "De naam ‘ownr’ hoort hier niet.");
    assert_eq!(told.remedy, "Bedoelde je ‘owner’?");
    assert_eq!(told.place, "regel 14, teken 9, bij actie ‘a-9c3hzt5e01’ (onder ‘actions’)");
    assert_eq!(
        told.to_string(),
        "regel 14, teken 9, bij actie ‘a-9c3hzt5e01’ (onder ‘actions’): De naam ‘ownr’ hoort hier niet. Bedoelde je ‘owner’?"
    );
    for (kind, what, remedy) in [
        (
            ProblemKind::UnknownWord { found: "opn".into(), suggestion: Some("open"), options: &["open", "done"] },
            "Het woord ‘opn’ kan hier niet.",
            "Bedoelde je ‘open’? Kies uit: open, done.",
        ),
        (
            ProblemKind::UnknownWord { found: "soep".into(), suggestion: None, options: &["open", "done"] },
            "Het woord ‘soep’ kan hier niet.",
            "Kies uit: open, done.",
        ),
        (
            ProblemKind::WrongKind { wanted: Kind::Date },
            "Hier hoort een datum (jaar-maand-dag) te staan.",
            "Schrijf het zo: \"2026-04-09\"",
        ),
        (
            ProblemKind::WrongKind { wanted: Section::Actions.kind().fields[3].kind },
            "Hier hoort een woord uit een vaste rij te staan.",
            "Kies uit: open, started, done, dropped.",
        ),
        (
            ProblemKind::Dangling { field: "owner", target: "p-gone".into() },
            "Bij ‘owner’ staat ‘p-gone’, maar dat id is er niet.",
            "Zet er een id dat wel in het bestand staat, of haal het weg.",
        ),
        (
            ProblemKind::NewerFormat { found: 3, known: 1 },
            "Dit bestand komt uit een nieuwere werksessie: het heeft vorm 3, en deze versie kent alleen tot en met 1.",
            "Zet een nieuwere versie van werksessie op deze computer. Aan het bestand is niets veranderd.",
        ),
    ] {
        let told = problem_text(&problem(kind), &words);
        assert_eq!((told.what.as_str(), told.remedy.as_str()), (what, remedy));
    }
    let nowhere = Problem { kind: ProblemKind::TooLarge, position: Position::default(), item: None };
    assert_eq!(problem_text(&nowhere, &words).place, "in het bestand");
    let single = (Section::Meeting, Id::new("meeting"));
    let single = Problem { item: Some(single), ..nowhere };
    assert_eq!(problem_text(&single, &words).place, "bij sessie (‘meeting’)");
}

#[test]
fn every_problem_and_trouble_has_words() {
    let found = || "{found}\u{1b}[31m".repeat(50);
    let mut kinds = vec![
        ProblemKind::EmptyFile,
        ProblemKind::TooLarge,
        ProblemKind::NotText,
        ProblemKind::ConflictMarkers,
        ProblemKind::TwoSessions,
        ProblemKind::NotASession,
        ProblemKind::Pointer,
        ProblemKind::NoFormat,
        ProblemKind::NewerFormat { found: 2, known: 1 },
        ProblemKind::UnknownName { found: found(), suggestion: None },
        ProblemKind::UnknownWord { found: found(), suggestion: None, options: &[] },
        ProblemKind::TwiceNamed { name: found() },
        ProblemKind::OutOfRange { least: -1_000_000_000, most: 1_000_000_000 },
        ProblemKind::NoId,
        ProblemKind::BadId { found: found() },
        ProblemKind::TwiceTheId { found: found() },
        ProblemKind::Dangling { field: "owner", target: found() },
        ProblemKind::TooMany,
        ProblemKind::UnclosedText,
        ProblemKind::CutShort,
        ProblemKind::MissingComma,
        ProblemKind::Wanted("]"),
        ProblemKind::Unreadable,
    ];
    let fields = Section::ALL.iter().flat_map(|section| section.kind().fields);
    kinds.extend(fields.map(|field| ProblemKind::WrongKind { wanted: field.kind }));
    let troubles = [
        Trouble::Gone,
        Trouble::Moved,
        Trouble::NotPermitted,
        Trouble::Full,
        Trouble::NotAFile,
        Trouble::TooLarge,
        Trouble::AlreadyThere,
        Trouble::TooDeep,
        Trouble::TooDifferent,
        Trouble::TwoSessions,
        Trouble::Other,
    ];
    for words in [dutch(), english()] {
        for kind in &kinds {
            let problem = Problem { kind: kind.clone(), position: Position { line: 1, column: 1 }, item: None };
            let told = problem_text(&problem, &words);
            for part in [&told.what, &told.remedy, &told.place] {
                assert!(!part.is_empty() && part.chars().count() < 300, "{kind:?}: {part}");
            }
            assert!(told.what.ends_with('.'), "{kind:?}: {}", told.what);
        }
        for trouble in troubles {
            let told = trouble_text(trouble, &words);
            assert!(told.what.ends_with('.') && told.remedy.ends_with('.'));
        }
    }
}
