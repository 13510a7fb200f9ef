//! People, actions and scores, from the lists that people have.

use std::fmt::Write;
use werksessie::domain::records::meeting::{Attendance, Meeting, Person, PersonKind};
use werksessie::domain::records::plan::ActionState;
use werksessie::domain::safe_text::{tidy, typed};
use werksessie::exchange::import::preview::ImportKind;
use werksessie::i18n::import::RefusalKind;
use werksessie::store::form::reading::parse;
use werksessie::store::form::text::print;

use super::*;

/// A list that a form gives, with the columns that forms add by themselves.
const FORM: &str = "Id;Begintijd;E-mail;Naam;Wat is uw naam?;Organisatie;Functie;Ben je bewoner of professional?;Kom je op 12 maart?;Postcode;Geboortedatum\r\n\
    1;2026-02-01;anonymous;;Fatima  Bouali;GGD;adviseur;professional;Ja;7123 AB;1-2-1980\r\n\
    2;2026-02-01;anonymous;;Henk de Wit;;;Bewoner;nee, helaas;;\r\n\
    3;2026-02-02;anonymous;;Ans Hummel;Buurthuis 't Anker;beheerder, a@b.nl;professional;Misschien;;\r\n\
    4;2026-02-03;anonymous;;henk  de wit;;;;;;\r\n\
    5;2026-02-03;anonymous;;=HYPERLINK(\"x\");;;;;;\r\n\
    6;2026-02-03;anonymous;;Kees\u{1b}[31m;;;;;;\r\n";

pub(super) fn of_kind(kind: ImportKind) -> ImportChoices {
    ImportChoices { kind: Some(kind), ..ImportChoices::default() }
}

/// Name, organisation, role, kind and presence.
type Told<'a> = (&'a str, &'a str, &'a str, Option<PersonKind>, Option<Attendance>);

fn people(session: &Session) -> Vec<Told<'_>> {
    fn told(person: &Person) -> Told<'_> {
        (&*person.name, &*person.organisation, &*person.role, person.kind, person.attendance)
    }
    session.people.iter().map(told).collect()
}

#[test]
fn people_of_a_form_are_expected_and_what_is_not_needed_is_left_out() {
    let mut session = session_of("Zuidrand", "Vlietdam", "");
    let done = enter(&mut session, "Aanmelding.csv", FORM.as_bytes(), &answers(&[]));
    let professional = Some(PersonKind::Professional);
    assert_eq!(
        people(&session),
        [
            ("Fatima Bouali", "GGD", "adviseur", professional, Some(Attendance::Expected)),
            ("Henk de Wit", "", "", Some(PersonKind::Resident), Some(Attendance::Absent)),
            ("Ans Hummel", "Buurthuis 't Anker", "beheerder, [e-mailadres]", professional, Some(Attendance::Expected)),
        ]
    );
    let left_out = done.preview.left_out.join("\n");
    for told in ["E-mail", "Postcode", "Geboortedatum", "Regel 6", "Regel 7"] {
        assert!(left_out.contains(told), "{told}: {left_out}");
    }
    assert!(!format!("{:?}{}", done.preview, done.receipt).contains("7123"), "not even to be looked at");
    assert!(done.receipt.contains("3 nieuw"), "{}", done.receipt);
}

#[test]
fn on_the_day_itself_who_came_is_there() {
    let mut session = session_of("Zuidrand", "Vlietdam", "");
    let meeting = session.the_meeting().id.clone();
    let day = Edit::set(Section::Meeting, &meeting, Meeting::date, Value::Date(date(2026, 3, 12)));
    apply(&mut session, day).expect("it fits");
    let list = "Voornaam\tTussenvoegsel\tAchternaam\tAanwezig\nHenk\tde\tWit\tx\nAns\t\tHummel\t\n";
    enter(&mut session, "lijst", list.as_bytes(), &answers(&[]));
    let there: Vec<_> = session.people.iter().map(|person| (&*person.name, person.attendance)).collect();
    assert_eq!(there, [("Henk de Wit", Some(Attendance::Present)), ("Ans Hummel", Some(Attendance::Expected))]);
}

#[test]
fn the_same_name_elsewhere_is_a_question() {
    let list = "Naam;Organisatie;Functie\nFatima Bouali;GGD;adviseur\n";
    let mut session = session_of("Zuidrand", "Vlietdam", "");
    enter(&mut session, "een", list.as_bytes(), &answers(&[]));
    let elsewhere = "Naam;Organisatie;Functie\nFATIMA BOUALI;Wijkteam;ouderenwerker\n";
    let asked = prepared(&session, "twee", elsewhere.as_bytes(), &answers(&[])).expect("a list");
    assert!(!asked.is_ready() && asked.edits.is_empty(), "{:?}", asked.preview.asks);
    for (answer, count) in [("dezelfde", 1), ("iemand anders", 2), ("niet overnemen", 1)] {
        let mut session = session.clone();
        enter(&mut session, "twee", elsewhere.as_bytes(), &answers(&[("fatima bouali", answer)]));
        assert_eq!(session.people.len(), count, "{answer}");
        assert_eq!((&*session.people[0].organisation, &*session.people[0].role), ("GGD", "adviseur"), "filled stays");
    }
}

#[test]
fn a_column_is_called_as_the_user_says() {
    let list = "Genodigden;Club;Kleur\nHenk de Wit;De Kade;rood\n";
    let columns = [("Genodigden", "Naam"), ("Club", "organisatie"), ("Kleur", "-")];
    let columns = columns.map(|(column, field)| (column.to_owned(), field.to_owned())).to_vec();
    let mut session = session_of("", "", "");
    let choices = ImportChoices { columns, ..of_kind(ImportKind::People) };
    enter(&mut session, "x", list.as_bytes(), &choices);
    assert_eq!((&*session.people[0].name, &*session.people[0].organisation), ("Henk de Wit", "De Kade"));
}

/// A session with two people in it.
pub(super) fn with_people() -> Session {
    let mut session = session_of("Zuidrand", "Vlietdam", "");
    let list = "Naam;Organisatie\nFatima Bouali;GGD\nHenk de Wit;\n";
    enter(&mut session, "mensen", list.as_bytes(), &of_kind(ImportKind::People));
    session
}

/// The actions of a session in words: what, owner, day, state, partner, remark.
pub(super) fn actions(session: &Session) -> Vec<String> {
    let told = |action: &werksessie::domain::records::plan::Action| {
        let owner = action.owner.target.as_ref().and_then(|id| session.person_name(id)).unwrap_or("-");
        let due =
            match werksessie::domain::record::Record::value(action, werksessie::domain::records::plan::Action::due) {
                Value::Date(date) => date.to_string(),
                Value::AsTyped(text) => format!("'{text}'"),
                _ => "-".to_owned(),
            };
        let state = match action.status {
            Some(ActionState::Done) => "done",
            Some(ActionState::Started) => "started",
            Some(ActionState::Dropped) => "dropped",
            Some(ActionState::Open) => "open",
            None => "-",
        };
        format!(
            "{} | {owner} | {due} | {state} | {} | {}",
            &*action.what,
            &*action.partner,
            action.note.replace('\n', " / ")
        )
    };
    session.actions.iter().map(told).collect()
}

#[test]
fn actions_of_an_earlier_list_find_their_owners_and_days() {
    let mut session = with_people();
    let list = "Actiepunt\tWie\tWanneer\tStand van zaken\tKosten\n\
        Bankjes langs de singel\tFatima\t2026-05-01\tbezig\t300\n\
        Wandelgroep op dinsdag\tHenk de Wit en Fatima Bouali\tvóór 12 april\tGereed\t\n\
        Flyer voor de flat\tmevrouw Jansen\tna de zomer\t\t\n\
        \t\t\t\t\n";
    let done = enter(&mut session, "Actielijst 2025.docx", list.as_bytes(), &answers(&[]));
    assert_eq!(
        actions(&session),
        [
            "Bankjes langs de singel | Fatima Bouali | 2026-05-01 | started |  | Overgenomen uit Actielijst 2025.docx.",
            "Wandelgroep op dinsdag | Henk de Wit | 2026-04-12 | done | Fatima Bouali | Overgenomen uit Actielijst 2025.docx.",
            "Flyer voor de flat | - | 'na de zomer' | - |  | Wie: mevrouw Jansen. / Overgenomen uit Actielijst 2025.docx.",
        ]
    );
    assert!(done.preview.left_out.iter().any(|line| line.contains("Kosten")), "{:?}", done.preview.left_out);
    assert!(done.preview.notes.iter().any(|line| line.contains("mevrouw Jansen")), "{:?}", done.preview.notes);
}

#[test]
fn a_list_with_boxes_to_tick_is_a_list_of_actions() {
    let mut session = with_people();
    let list = "# Acties\n\n- [ ] Bankjes langs de singel (Fatima, 1 mei)\n- [x] Flyer voor de flat — Henk de Wit — 3-2-2026\n\
        * [ ] Bellen met de gemeente (samen met de school)\n- gewoon een regel\n";
    enter(&mut session, "notities.md", list.as_bytes(), &answers(&[]));
    assert_eq!(
        actions(&session),
        [
            "Bankjes langs de singel | Fatima Bouali | 2026-05-01 | - |  | Overgenomen uit notities.md.",
            "Flyer voor de flat | Henk de Wit | 2026-02-03 | done |  | Overgenomen uit notities.md.",
            "Bellen met de gemeente, samen met de school | - | - | - |  | Overgenomen uit notities.md.",
        ]
    );
}

#[test]
fn a_table_without_heads_is_read_by_what_stands_in_it() {
    let mut session = with_people();
    let list = "Bankjes langs de singel zetten\tHenk\t1 mei\nFlyer voor de hele flat maken\tFatima\t12-4\n";
    enter(&mut session, "het klembord", list.as_bytes(), &of_kind(ImportKind::Actions));
    assert_eq!(
        actions(&session)[1],
        "Flyer voor de hele flat maken | Fatima Bouali | 2026-04-12 | - |  | Overgenomen uit het klembord."
    );
}

/// Answers to a survey: seven residents, two professionals, with a name that nobody should see again.
fn survey() -> String {
    let mut text = String::from(
        "Naam,Bewoner of professional?,Lichaamsfuncties,Zingeving,Mentaal welbevinden,Meedoen,Kwaliteit van leven,Dagelijks functioneren,Waarom?\n",
    );
    for (number, group) in ["Bewoners"; 7].into_iter().chain(["Professionals"; 2]).enumerate() {
        let low = 4 + number % 3;
        let _ = writeln!(
            text,
            "Geheim {number},{group},{low},7,8,\"6 (voldoende)\",9,{},omdat",
            if number == 0 { "7,5" } else { "5" }
        );
    }
    text.replace("7,5", "\"7,5\"")
}

#[test]
fn of_scores_only_counts_enter_and_a_small_group_is_asked_about() {
    let text = survey();
    let session = session_of("Zuidrand", "Vlietdam", "");
    let asked = prepared(&session, "Vragenlijst", text.as_bytes(), &answers(&[])).expect("scores");
    assert!(!asked.is_ready(), "two professionals can be recognised");
    assert!(asked.preview.asks[0].label.contains("antwoorden (2)"), "{:?}", asked.preview.asks);
    for (answer, groups, scores) in [("toch apart", 2, 7), ("niet overnemen", 1, 7), ("bij Bewoners", 1, 9)] {
        let mut session = session.clone();
        let done = enter(&mut session, "Vragenlijst", text.as_bytes(), &answers(&[("Professionals", answer)]));
        assert_eq!(session.groups.len(), groups, "{answer}");
        let first = &session.scores[0].scores.known;
        assert_eq!(first.len(), scores, "{answer}: {first:?}");
        assert!(first.is_sorted(), "in no order of persons");
        assert_eq!(session.scores.len(), groups * 6);
        let everything = format!("{:?}{}{session:?}", done.preview, done.receipt);
        assert!(!everything.contains("Geheim") && !everything.contains("omdat"), "rows of persons are let go of");
    }
}

#[test]
fn a_column_with_more_groups_than_a_room_has_is_none() {
    let mut text = String::from("Groep,Wijkdeel,Zingeving,Meedoen,Kwaliteit van leven,Lichaam\n");
    (0..60).for_each(|number| _ = writeln!(text, "Groep {number},Geheim {},7,8,6,9", number % 3));
    let mut session = session_of("", "", "");
    let refused = prepared(&session, "x", text.as_bytes(), &answers(&[])).expect_err("sixty groups");
    assert_eq!(refused.kind, RefusalKind::TooManyGroups);
    let columns = |columns: &[(&str, &str)]| {
        let columns = columns.iter().map(|(from, to)| ((*from).to_owned(), (*to).to_owned())).collect();
        ImportChoices { columns, ..ImportChoices::default() }
    };
    for (choices, count) in [(columns(&[("Groep", "-"), ("Wijkdeel", "Groep")]), 3), (columns(&[("Groep", "-")]), 1)] {
        let mut session = session.clone();
        enter(&mut session, "x", text.as_bytes(), &choices);
        assert_eq!(session.groups.len(), count);
    }
    // Where a small group goes, each group is offered once.
    let mut few = String::from("Groep,Zingeving,Meedoen,Kwaliteit van leven,Lichaam\n");
    (0..40).for_each(|number| _ = writeln!(few, "Groep {number},7,8,6,9"));
    enter(&mut session, "x", text.as_bytes(), &columns(&[("Groep", "-")]));
    let asked = prepared(&session, "x", few.as_bytes(), &answers(&[])).expect("scores");
    assert_eq!(asked.preview.asks.len(), 40);
    assert!(asked.preview.asks.iter().all(|ask| ask.options.len() == 2 + 39 + 1), "{:?}", asked.preview.asks[0]);
}

#[test]
fn what_is_chosen_and_is_not_there_is_refused() {
    let list = "Naam;Club\nFatima Bouali;Wijkteam\n";
    let session = with_people();
    let choosing = |answers: &[(&str, &str)], columns: &[(&str, &str)]| {
        let owned = |pairs: &[(&str, &str)]| {
            pairs.iter().map(|(one, other)| ((*one).to_owned(), (*other).to_owned())).collect::<Vec<_>>()
        };
        let answers = owned(answers).into_iter().collect();
        ImportChoices { answers, columns: owned(columns), ..of_kind(ImportKind::People) }
    };
    let heard = |choices: &ImportChoices| {
        let prepared = prepared(&session, "x", list.as_bytes(), choices).expect("a list");
        prepared.heard(choices, &dutch()).map_err(|refusal| (refusal.kind, refusal.text(&dutch())))
    };
    let same = ("Fatima Bouali", "dezelfde");
    for (answers, columns, expected, told) in [
        (vec![("Fatima Bouali", "dezelve")], vec![], RefusalKind::NoSuchAnswer, "iemand anders"),
        (vec![("Fatima Bouali", "")], vec![], RefusalKind::NoSuchAnswer, "iemand anders"),
        (vec![same, ("Jarr", "2016")], vec![], RefusalKind::NoSuchQuestion, "Fatima Bouali"),
        (vec![same], vec![("Bestaatniet", "Naam")], RefusalKind::NoSuchColumn, "Naam; Club"),
        (vec![same], vec![("Club", "Organisatei")], RefusalKind::NoSuchField, "Organisatie"),
    ] {
        let (kind, text) = heard(&choosing(&answers, &columns)).expect_err("it is not there");
        assert!(kind == expected && text.contains(told), "{kind:?} {text}");
    }
    assert_eq!(heard(&choosing(&[], &[("Club", "-")])), Ok(()));
    assert_eq!(heard(&choosing(&[same], &[("club", "organisatie")])), Ok(()));
}

#[test]
fn a_status_that_is_not_known_stands_in_the_remark() {
    let mut session = with_people();
    let list = "Actie;Wie;Status\nBankjes;Henk;geannuleerd\nFlyer;Henk;in uitvoering\nBellen;Henk;50%\nKookavond;Henk;uitgesteld\nBus;Henk;100%\n";
    let done = enter(&mut session, "x", list.as_bytes(), &answers(&[]));
    let told = actions(&session);
    let states: Vec<&str> = told.iter().filter_map(|action| action.split(" | ").nth(3)).collect();
    assert_eq!(states, ["dropped", "started", "started", "-", "done"]);
    assert!(told[3].contains("Status: uitgesteld."), "{told:?}");
    assert!(done.preview.notes.iter().any(|note| note.contains("uitgesteld")), "{:?}", done.preview.notes);
}

#[test]
fn the_receipt_tells_what_did_not_enter_and_the_preview_who_is_there_otherwise() {
    let mut session = session_of("", "", "");
    let list = "Naam;Organisatie;Soort;Aanwezig\nHenk de Wit;GGD;professional;ja\nhenk de wit;GGD;;\n;GGD;;\nIris;;;\n";
    let done = enter(&mut session, "x", list.as_bytes(), &answers(&[]));
    assert!(done.receipt.contains("2 nieuw, 1 dubbel, 1 zonder naam"), "{}", done.receipt);
    assert!(done.preview.left_out.iter().any(|line| line.contains("dubbel")), "{:?}", done.preview.left_out);
    let otherwise = "Naam;Organisatie;Soort;Aanwezig\nHenk de Wit;GGD;bewoner;nee\nIris;;bewoner;\n";
    let done = enter(&mut session, "x", otherwise.as_bytes(), &answers(&[]));
    let note = done.preview.notes.iter().find(|note| note.contains("anders")).expect("Henk is there otherwise");
    assert!(note.contains("Henk de Wit") && !note.contains("Iris"), "{note}");
    assert_eq!(people(&session)[0].3, Some(PersonKind::Professional), "what is filled stays");
    for (list, told) in [("Henk de Wit;GGD\n", "1 stond er al"), ("Henk de Wit;GGD\nIris;\n", "2 stonden er al")] {
        let again = enter(&mut session, "x", format!("Naam;Organisatie\n{list}").as_bytes(), &answers(&[]));
        assert!(again.receipt.contains(told), "{}", again.receipt);
    }
}

#[test]
fn a_text_that_is_cut_is_told_with_its_line() {
    let long = "vergaderen ".repeat(300);
    let mut session = with_people();
    let actions = format!("Actie;Wie\nBellen;Henk\n{long};Henk\n");
    let list = format!("- [ ] Bellen\n\n- [ ] {long}anders\n");
    let people = format!("Naam;Organisatie\nIris;{long}\nBas;GGD\n");
    for (text, line) in [(actions, 3), (list, 3), (people, 2)] {
        let done = enter(&mut session, "x", text.as_bytes(), &answers(&[]));
        assert!(done.receipt.contains("1 ingekort"), "{}", done.receipt);
        let told = format!("Regel: {line}.");
        assert!(done.preview.notes.iter().any(|note| note.contains(&told)), "{:?}", done.preview.notes);
    }
    let whole = enter(&mut session, "x", b"Naam;Organisatie\nAns;GGD\n", &answers(&[]));
    assert!(!whole.receipt.contains("ingekort") && whole.preview.notes.is_empty(), "{whole:?}");
}

#[test]
fn one_letter_that_is_stored_otherwise_spoils_no_other() {
    let list = b"Naam;Organisatie\nGa\xc3\xabl D\xc3\xa9nes;GGD\nRen\xe9;GGD\n";
    let mut session = session_of("", "", "");
    let done = enter(&mut session, "x", list, &answers(&[]));
    let names: Vec<&str> = session.people.iter().map(|person| &*person.name).collect();
    assert_eq!(names, ["Gaël Dénes", "René"]);
    assert!(done.preview.notes.iter().any(|note| note.contains("Regel: 3.")), "{:?}", done.preview.notes);
}

#[test]
fn a_table_and_a_numbered_list_of_markdown_are_read() {
    let table = "# Acties\n\n| Actie | Wie | Wanneer |\n|:---|---|---|\n| Bankjes \\| stoelen | Henk | 1 mei |\n| Flyer | | |\n\ntot ziens\n";
    let mut session = with_people();
    enter(&mut session, "x.md", table.as_bytes(), &answers(&[]));
    let numbered = "1. [ ] Bellen\n2. [x] Kookavond\n- [-] Kermis\n";
    enter(&mut session, "x.md", numbered.as_bytes(), &answers(&[]));
    let told: Vec<String> =
        actions(&session).iter().map(|it| it.rsplit_once(" | ").unwrap_or_default().0.to_owned()).collect();
    assert_eq!(
        told,
        [
            "Bankjes | stoelen | Henk de Wit | 2026-05-01 | - | ",
            "Flyer | - | - | - | ",
            "Bellen | - | - | - | ",
            "Kookavond | - | - | done | ",
            "Kermis | - | - | dropped | ",
        ]
    );
    // A box may be the first of a file.
    for (list, state) in [("[x] Bankjes\n", "done"), ("[-] Bankjes\n[ ] Bellen\n", "dropped")] {
        let mut session = with_people();
        enter(&mut session, "x.md", list.as_bytes(), &answers(&[]));
        assert!(actions(&session)[0].starts_with(&format!("Bankjes | - | - | {state}")), "{:?}", actions(&session));
    }
    let long = "- [ ] Bellen\n".repeat(20_001);
    assert_eq!(
        prepared(&session, "x", long.as_bytes(), &answers(&[])).expect_err("too long").kind,
        RefusalKind::TooManyRows
    );
}

#[test]
fn an_empty_cell_at_the_edge_of_a_table_of_markdown_is_one() {
    let table = "|Nr|Wie|Actie|Middelen|\n|--|--|--|--|\n||Henk|Bellen|telefoon\\|\n||Fatima|Flyer||\n";
    let mut session = with_people();
    enter(&mut session, "x.md", table.as_bytes(), &answers(&[]));
    let told: Vec<_> = session.actions.iter().map(|action| (&*action.what, &*action.resources)).collect();
    assert_eq!(told, [("Bellen", "telefoon|"), ("Flyer", "")]);
    assert!(actions(&session)[1].contains("Fatima Bouali"), "{:?}", actions(&session));
}

#[test]
fn a_small_group_goes_along_where_the_group_that_it_goes_with_goes() {
    let heads = "Groep;Lichaamsfuncties;Zingeving;Meedoen;Kwaliteit van leven\n";
    let rows = |name: &str, count: usize| format!("{name};6;7;8;5\n").repeat(count);
    let list = [heads.to_owned(), rows("Beheer", 2), rows("Cursus", 6), rows("Ouders", 3)].concat();
    for (answers_given, expected, unwanted) in [
        ([("Beheer", "Cursus"), ("Ouders", "Beheer")], vec![("Cursus", 11)], 0),
        ([("Beheer", "Ouders"), ("Ouders", "Cursus")], vec![("Cursus", 11)], 0),
        ([("Beheer", "Ouders"), ("Ouders", "Beheer")], vec![("Cursus", 6), ("Ouders", 5)], 0),
        ([("Beheer", "niet overnemen"), ("Ouders", "Beheer")], vec![("Cursus", 6)], 5),
        ([("Beheer", "Ouders"), ("Ouders", "niet overnemen")], vec![("Cursus", 6)], 5),
        ([("Beheer", "toch apart"), ("Ouders", "Beheer")], vec![("Beheer", 5), ("Cursus", 6)], 0),
    ] {
        let mut session = session_of("", "", "");
        let done = enter(&mut session, "x", list.as_bytes(), &answers(&answers_given));
        let groups: Vec<_> = session.groups.iter().map(|group| &*group.name).collect();
        let counts: Vec<usize> =
            groups.iter().zip(session.scores.chunks(4)).map(|(_, rows)| rows[0].scores.known.len()).collect();
        let found: Vec<(&str, usize)> = groups.into_iter().zip(counts).collect();
        assert_eq!(found, expected, "{answers_given:?}");
        let is_told = done.preview.left_out.iter().any(|line| line.contains(&unwanted.to_string()));
        assert_eq!(is_told, unwanted > 0, "{:?}", done.preview.left_out);
    }
}

#[test]
fn what_stands_beside_an_address_stays_and_a_second_row_adds_what_the_first_lacks() {
    let list = "Naam;Organisatie;Functie;Opmerking\nAns;GGD;;belt liever dan mail a@b.nl\nAns;GGD;adviseur;komt later\nBas;;a@b.nl;\n";
    let mut session = session_of("", "", "");
    let done = enter(&mut session, "x", list.as_bytes(), &answers(&[]));
    let ans = &session.people[0];
    assert_eq!((&*ans.role, &*ans.note), ("adviseur", "belt liever dan mail [e-mailadres]"));
    assert_eq!((session.people.len(), &*session.people[1].role), (2, ""));
    let notes = done.preview.notes.join("\n");
    assert!(notes.contains("Regel: 2, 4.") && notes.contains("Ans (Opmerking)"), "{notes}");
}

#[test]
fn two_who_are_called_the_same_are_asked_about_each() {
    let mut session = session_of("", "", "");
    enter(&mut session, "x", b"Naam;Organisatie\nJan Jansen;GGD\n", &answers(&[]));
    let list = b"Naam;Organisatie\nJan Jansen;Woonstede\nJan Jansen;School\n";
    let given = answers(&[("Jan Jansen", "skip"), ("Jan Jansen (School)", "other")]);
    enter(&mut session, "x", list, &given);
    let of: Vec<&str> = session.people.iter().map(|person| &*person.organisation).collect();
    assert_eq!(of, ["GGD", "School"]);
}

#[test]
fn what_stands_before_a_colon_stays_unless_it_says_who_or_when() {
    let list =
        "- [ ] Bellen — Let op: Jan\n- [ ] Overleg (9:30-10)\n- [ ] Flyer (wie: Henk; klaar: 1 mei; wanneer: 2 mei)\n";
    let mut session = with_people();
    enter(&mut session, "x.md", list.as_bytes(), &answers(&[]));
    let told: Vec<_> = session.actions.iter().map(|action| (&*action.what, action.due.known().is_some())).collect();
    assert_eq!(told, [("Bellen — Let op: Jan", false), ("Overleg, 9:30-10", false), ("Flyer, klaar: 1 mei", true)]);
}

#[test]
fn helpers_that_do_not_fit_and_a_name_in_parts_are_told_as_cut() {
    let helpers = "Een heel lange naam / ".repeat(120);
    let names = "lang ".repeat(500);
    for list in [
        format!("Actie;Wie\nBellen;Henk / {helpers}\n"),
        format!("Voornaam;Achternaam;Organisatie\nIris;{names};GGD\n"),
    ] {
        let done = enter(&mut with_people(), "x", list.as_bytes(), &answers(&[]));
        assert!(done.receipt.contains("1 ingekort"), "{}", done.receipt);
    }
}

#[test]
fn a_group_of_which_few_gave_a_score_of_one_dimension_is_asked_about() {
    let heads = "Groep;Lichaamsfuncties;Zingeving;Meedoen;Kwaliteit van leven\n";
    let list = [heads.to_owned(), "Ouders;6;7;8;5\n".to_owned(), "Ouders;6;7;8;\n".repeat(5)].concat();
    let found = prepared(&session_of("", "", ""), "x", list.as_bytes(), &answers(&[])).expect("scores");
    assert!(!found.is_ready(), "{:?}", found.preview.asks);
    assert!(found.preview.asks[0].label.contains("(1)"), "{:?}", found.preview.asks);
}

#[test]
fn a_row_of_scores_with_a_formula_is_told_with_its_line() {
    let row = "Ouders;6;7;8;5\n";
    let list =
        format!("Groep;Lichaamsfuncties;Zingeving;Meedoen;Kwaliteit van leven\n{}Ouders;=1+1;7;8;5\n", row.repeat(5));
    let done = enter(&mut session_of("", "", ""), "x", list.as_bytes(), &answers(&[]));
    let left_out = done.preview.left_out.join("\n");
    assert!(left_out.contains("Regel 7: een formule") && !left_out.contains("zonder naam"), "{left_out}");
    assert!(!done.receipt.contains("zonder naam"), "{}", done.receipt);
}

#[test]
fn a_table_that_says_nothing_is_refused() {
    for (kind, text, expected) in [
        (ImportKind::People, "Naam;Organisatie\n;GGD\n", RefusalKind::NoRows),
        (ImportKind::Actions, "Wat;Wie\n;Henk\n", RefusalKind::NoRows),
        (ImportKind::Scores, "Zingeving;Meedoen\ngoed;best\n", RefusalKind::NoRows),
        (ImportKind::Figures, "Naam;Organisatie\nHenk;GGD\n", RefusalKind::NotKnown),
    ] {
        let refused =
            prepared(&session_of("", "", ""), "x", text.as_bytes(), &of_kind(kind)).expect_err("nothing in it");
        assert_eq!(refused.kind, expected, "{kind:?}");
    }
}

#[test]
fn what_a_list_of_people_brings_is_read_back_as_it_entered() {
    for name in ["n\u{303}\u{3}\u{320}", "e\u{200b}\u{301}", "a\u{7}\u{30a}b", "Zuid\rrand", "\u{1112}\u{0}\u{1161}"] {
        let mut session = session_of("", "", "");
        let list = format!("Naam;Organisatie\nJoke {name};\"{name}\"\n");
        let choices = of_kind(ImportKind::People);
        let Ok(prepared) = prepared(&session, "x", list.as_bytes(), &choices) else { continue };
        apply_all(&mut session, &prepared.edits).expect("it fits");
        assert_eq!(parse(&print(&session)), Ok(session), "{name:?}");
    }
    // By hand, the same.
    for name in ["n\u{303}\u{3}\u{320}", "e\u{200b}\u{301}", "\u{1112}\u{0}\u{1161}"] {
        let typed = typed(name);
        assert_eq!(tidy(&typed), typed, "{name:?}");
    }
}
