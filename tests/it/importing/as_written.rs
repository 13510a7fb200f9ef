//! Lists as people keep them: names in two columns, cells over two rows, totals, remarks, newer versions of the same list.

use werksessie::domain::records::meeting::Attendance;

use super::broken::{book_with, cell};
use super::lists::{actions, of_kind, with_people};
use super::*;
use werksessie::exchange::import::preview::ImportKind;

fn names(session: &Session) -> Vec<&str> {
    session.people.iter().map(|person| &*person.name).collect()
}

/// All that is told before it enters, in one text.
fn told(prepared: &Prepared) -> String {
    let rows = prepared.preview.rows(&dutch());
    rows.iter().map(|row| row.text.as_str()).collect::<Vec<_>>().join("\n")
}

#[test]
fn what_the_preview_promises_of_people_enters_and_the_rest_is_left_out() {
    let list = "Naam;Organisatie;Opmerking;Aanwezig;Ambassadeur\n\
        Kees Bosman;Woonstede;komt later, om 20:15;Ja, ik kom later;ja\n\
        Lies Bos;;;Nee, misschien later;nee\nAns Vos;;;Ja;\n";
    let mut session = session_of("", "", "");
    let done = enter(&mut session, "n.csv", list.as_bytes(), &answers(&[]));
    assert_eq!(&*session.people[0].note, "komt later, om 20:15");
    let there: Vec<_> = session.people.iter().map(|person| person.attendance).collect();
    assert_eq!(there, [Attendance::Later, Attendance::Absent, Attendance::Expected].map(Some));
    assert!(done.preview.left_out.iter().any(|line| line.contains("Ambassadeur")), "{:?}", done.preview.left_out);
    assert!(!told(&done).contains("Ambassadeur →"), "{}", told(&done));
    let list = "Actie;Wie;Hulpmiddel;Doel\nBellen;Henk;telefoon;rust\n";
    let done = enter(&mut session, "n.csv", list.as_bytes(), &answers(&[]));
    assert!(!told(&done).contains("Doel →"), "{}", told(&done));
}

#[test]
fn a_name_in_two_columns_is_one_name() {
    for (list, expected) in [
        ("Naam;Naam;Organisatie\nGülşen;Yıldız;X\nKees;Bos;Y\n", ["Gülşen Yıldız", "Kees Bos"]),
        ("Naam;Achternaam;Organisatie\nGülşen;Yıldız;X\nKees Bos;Bos;Y\n", ["Gülşen Yıldız", "Kees Bos"]),
        ("Naam;Organisatie;Naam\nKees Bos;X;Kees Bos\nLies;Y;\n", ["Kees Bos", "Lies"]),
    ] {
        let mut session = session_of("", "", "");
        enter(&mut session, "x", list.as_bytes(), &answers(&[]));
        assert_eq!(names(&session), expected, "{list}");
    }
}

#[test]
fn a_cell_over_two_rows_holds_for_both() {
    let rows = format!(
        "<row r=\"1\">{}{}</row><row r=\"2\">{}{}</row><row r=\"3\">{}</row><row r=\"4\">{}</row>",
        cell("A1", "Naam"),
        cell("B1", "Organisatie"),
        cell("A2", "Kees"),
        cell("B2", "Woonstede"),
        cell("A3", "Lies"),
        cell("A4", "Ans"),
    );
    let merged = "<mergeCells count=\"1\"><mergeCell ref=\"B2:B3\"/></mergeCells>";
    let mut session = session_of("", "", "");
    enter(&mut session, "x.xlsx", &book_with(&rows, merged, &[]), &answers(&[]));
    let of: Vec<&str> = session.people.iter().map(|person| &*person.organisation).collect();
    assert_eq!(of, ["Woonstede", "Woonstede", ""]);
}

#[test]
fn the_same_name_twice_in_one_list_is_a_question() {
    let list = "Naam;Organisatie;Functie\nJan Jansen;;\njan jansen;Woonstede;consulent\nJan Jansen;;\n";
    let session = session_of("", "", "");
    let asked = prepared(&session, "x", list.as_bytes(), &answers(&[])).expect("a list");
    assert!(!asked.is_ready(), "{:?}", asked.preview);
    assert_eq!(asked.preview.asks[0].label, "Is jan jansen (Woonstede) dezelfde als Jan Jansen?");
    for (answer, expected) in [("dezelfde", vec!["Woonstede"]), ("iemand anders", vec!["", "Woonstede"])] {
        let mut session = session.clone();
        enter(&mut session, "x", list.as_bytes(), &answers(&[("Jan Jansen", answer)]));
        let of: Vec<&str> = session.people.iter().map(|person| &*person.organisation).collect();
        assert_eq!(of, expected, "{answer}");
    }
}

#[test]
fn a_newer_list_of_actions_makes_no_doubles_and_tells_what_differs() {
    let mut session = with_people();
    let first = "Wat;Wie;Wanneer;Status\nMoestuin aanleggen;Henk;3-4-2027;open\n";
    enter(&mut session, "een", first.as_bytes(), &answers(&[]));
    let newer = "Wat;Wie;Wanneer;Status\nMoestuin aanleggen;Fatima Bouali;1-5-2027;gereed\nMoestuin aanleggen ;;2-5-2027;\n\
        Flyeren;Henk;;\nFlyeren;Fatima;;\n";
    let done = enter(&mut session, "twee", newer.as_bytes(), &answers(&[]));
    let whats: Vec<&str> = session.actions.iter().map(|action| &*action.what).collect();
    assert_eq!(whats, ["Moestuin aanleggen", "Flyeren", "Flyeren"], "two owners have each their own");
    assert!(actions(&session)[0].contains("Henk de Wit | 2027-04-03 | open"), "{:?}", actions(&session));
    let note = done.preview.notes.iter().find(|note| note.contains("anders")).expect("it is told");
    assert!(note.contains("Moestuin aanleggen (Wie, Klaar op, Status)"), "{note}");
    assert!(done.receipt.contains("1 dubbel"), "{}", done.receipt);
}

#[test]
fn of_two_rows_one_fills_an_action_that_is_there_and_the_other_is_one_of_its_own() {
    for (there, list, expected) in [
        (
            "Bankje;;",
            "Bankje;Henk;1-5-2027\nBankje;Fatima;2-5-2027\n",
            ["Henk de Wit | 2027-05-01", "Fatima Bouali | 2027-05-02"],
        ),
        ("Bankje;;", "Bankje;Jaap;1-5-2027\nBankje;Joke;2-5-2027\n", ["- | 2027-05-01", "- | 2027-05-02"]),
    ] {
        let mut session = with_people();
        enter(&mut session, "een", format!("Wat;Wie;Wanneer\n{there}\n").as_bytes(), &answers(&[]));
        let done = enter(&mut session, "twee", format!("Wat;Wie;Wanneer\n{list}").as_bytes(), &answers(&[]));
        let found = actions(&session);
        assert_eq!(found.len(), 2, "{found:?}");
        assert!(found.iter().zip(expected).all(|(found, it)| found.contains(it)), "{found:?}");
        assert!(done.receipt.contains("1 nieuw, 1 aangevuld"), "{}", done.receipt);
    }
    // What somebody else's row says of it is told, and does not enter.
    let mut session = with_people();
    enter(&mut session, "een", b"Wat;Wie;Wanneer\nBankje;Henk;\n", &answers(&[]));
    let list = "Wat;Wie;Wanneer\nBankje;Fatima;1-5-2027\nBankje;Henk;2-5-2027\n";
    let done = enter(&mut session, "twee", list.as_bytes(), &answers(&[]));
    let found = actions(&session);
    assert!(found.len() == 1 && found[0].contains("Henk de Wit | 2027-05-02"), "{found:?}");
    assert!(done.preview.notes.iter().any(|note| note.contains("Bankje (Wie, Klaar op)")), "{:?}", done.preview.notes);
}

#[test]
fn an_owner_who_is_found_later_leaves_the_remark_and_an_initial_is_enough() {
    let mut session = session_of("", "", "");
    let list = "Wat;Wie\nBellen;Anne-Fleur\nFlyeren;N. van der Wal\nMaaien;P. van der Wal\n";
    enter(&mut session, "het klembord", list.as_bytes(), &answers(&[]));
    let people = "Naam;Organisatie\nAnne-Fleur ’t Hart;Gemeente\nNoël van der Wal;De Linde\nNina Vos;\n";
    enter(&mut session, "mensen", people.as_bytes(), &answers(&[]));
    enter(&mut session, "het klembord", list.as_bytes(), &answers(&[]));
    assert_eq!(
        actions(&session),
        [
            "Bellen | Anne-Fleur ’t Hart | - | - |  | Overgenomen uit het klembord.",
            "Flyeren | Noël van der Wal | - | - |  | Overgenomen uit het klembord.",
            "Maaien | - | - | - |  | Wie: P. van der Wal. / Overgenomen uit het klembord.",
        ]
    );
}

#[test]
fn a_total_is_no_action() {
    let mut session = session_of("", "", "");
    let list = "Wat;Wie;Kosten\nBellen;Henk;3\nTotaaloverzicht maken;Henk;\nTotaal:;;3\n";
    let done = enter(&mut session, "x", list.as_bytes(), &answers(&[]));
    assert_eq!(session.actions.len(), 2);
    assert!(done.preview.left_out.iter().any(|line| line.contains("Regel 4")), "{:?}", done.preview.left_out);
}

#[test]
fn a_list_of_boxes_and_the_tables_below_it_are_both_read() {
    let table = "\n| Wat | Wie | Wanneer |\n|---|---|---|\n| Bankjes | Henk | 1-5-2027 |\n";
    let other = "\n| Kleur | Maat |\n|---|---|\n| rood | 3 |\n";
    let list = "- [ ] Licht op de paden — Kees Bos, voor 1 februari 2027\n- [ ] Wandelclub @Fatima vóór eind maart\n\
        - [ ] Flyer — eerst bellen, dan schrijven\n- [ ] Mail naar a@b\n";
    let mut session = with_people();
    let done = enter(&mut session, "x.md", format!("{list}{table}{other}").as_bytes(), &answers(&[]));
    let read: Vec<String> = actions(&session).iter().map(|it| it.replace(" / Overgenomen uit x.md.", "")).collect();
    assert_eq!(
        read,
        [
            "Licht op de paden | - | 2027-02-01 | - |  | Wie: Kees Bos.",
            "Wandelclub | Fatima Bouali | 2026-03-31 | - |  | Overgenomen uit x.md.",
            "Flyer — eerst bellen, dan schrijven | - | - | - |  | Overgenomen uit x.md.",
            "Mail naar a@b | - | - | - |  | Overgenomen uit x.md.",
            "Bankjes | Henk de Wit | 2027-05-01 | - |  | Overgenomen uit x.md.",
        ]
    );
    assert!(done.preview.left_out.iter().any(|line| line.contains("regel 10")), "{:?}", done.preview.left_out);
}

#[test]
fn groups_of_scores_are_those_of_the_session_also_in_the_singular() {
    let heads = "Groep;Lichaamsfuncties;Zingeving;Meedoen;Kwaliteit van leven\n";
    let rows = |names: [&str; 2]| names.map(|name| format!("{name};6;7;8;5\n").repeat(5)).concat();
    let mut session = session_of("", "", "");
    let first = format!("{heads}{}", rows(["Bewoners", "Professionals"]));
    enter(&mut session, "x", first.as_bytes(), &answers(&[]));
    for names in [["Bewoner", "professional"], ["inwoners", "PROFESSIONALS"]] {
        let done =
            prepared(&session, "x", format!("{heads}{}", rows(names)).as_bytes(), &answers(&[])).expect("scores");
        assert_eq!(done.edits, [], "{names:?}");
    }
    let more = format!("{heads}{}", rows(["Bewoners noord", "Ouderen"]).replace("Ouderen;6", "Ouders;6"));
    let mixed = format!("{more}{}", "Ouderen;6;7;8;5\n".repeat(5));
    enter(&mut session, "x", mixed.as_bytes(), &answers(&[]));
    assert_eq!(session.groups.len(), 5, "others stay apart");
    // Of a group with few answers what is safe stands first.
    let few = format!("{heads}Jongeren;6;7;8;5\n");
    let asked = prepared(&session, "x", few.as_bytes(), &answers(&[])).expect("scores");
    assert_eq!(asked.preview.asks[0].options.first().map(|(value, _)| value.as_str()), Some("skip"));
}

#[test]
fn a_column_that_is_called_by_hand_leads_only_where_a_list_goes() {
    let columns = vec![("Club".to_owned(), "Ambassadeur".to_owned())];
    let choices = ImportChoices { columns, ..of_kind(ImportKind::People) };
    let done = prepared(&session_of("", "", ""), "x", b"Naam;Club\nAns;De Kade\n", &choices).expect("a list");
    assert!(done.heard(&choices, &dutch()).is_err(), "{:?}", done.preview.columns);
}
