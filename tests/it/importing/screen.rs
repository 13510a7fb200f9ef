//! Bringing something on the screen: shown first, entered with one key, taken back with one.

use werksessie::domain::problem::Trouble;
use werksessie::domain::records::meeting::Person;
use werksessie::domain::session::Item;
use werksessie::tui::model::{Choice, Overlay};
use werksessie::tui::update::{Effect, ExchangeMsg, FileMsg, Msg};

use super::*;
use crate::support::screen::{FULL, Screen, WIDE, shipped};
use crate::support::tour::bringing;

const LIST: &str = "Naam\tOrganisatie\nIris Kuipers\tBibliotheek\nBas van Dam\t\n";

#[test]
fn a_file_is_chosen_shown_taken_in_and_taken_back() {
    let mut screen = Screen::open(Language::Dutch, WIDE, shipped(FULL));
    let before = screen.session().clone();
    screen.go_to("actions").press("i");
    assert!(screen.effects.iter().any(|effect| matches!(effect, Effect::ListFiles)), "the files are looked for");
    screen.send(ExchangeMsg::Files(vec!["genodigden.csv".to_owned()]));
    screen.press("Enter");
    let asked = |effect: &Effect| matches!(effect, Effect::Bring(path) if path == "genodigden.csv");
    assert!(screen.effects.iter().any(asked), "{:?}", screen.effects);
    screen.send(ExchangeMsg::Brought(Ok(Brought::read("genodigden.csv", LIST.as_bytes()))));
    assert!(*screen.session() == before, "nothing enters before it was seen");
    assert!(screen.text().contains("Iris Kuipers"), "{}", screen.text());
    screen.press("Enter");
    assert_eq!(screen.session().people.len(), before.people.len() + 2);
    assert!(screen.text().contains("2 nieuw"), "the receipt: {}", screen.text());
    screen.press("u");
    assert!(*screen.session() == before, "one undo takes all of it back");
    assert!(screen.text().contains("genodigden.csv: 2 nieuw"), "what was taken back: {}", screen.text());
}

#[test]
fn what_is_asked_of_what_was_brought_does_not_hide_the_receipt() {
    let mut screen = Screen::open(Language::Dutch, WIDE, shipped(FULL));
    let list = "Actie;Wie\nBel Joke Smit op 06 12345678 of joke@voorbeeld.nl;Iris\n";
    screen.send(ExchangeMsg::Brought(Ok(Brought::read("lijst.csv", list.as_bytes()))));
    let asks = |screen: &Screen| screen.model.desk().map_or(0, |desk| desk.signals.in_the_room().count());
    let before = asks(&screen);
    screen.press("Enter");
    assert!(asks(&screen) > before, "something is asked");
    assert!(screen.text().contains("lijst.csv: 1 nieuw"), "{}", screen.text());
}

#[test]
fn what_is_more_than_fits_stays_as_it_was_shown() {
    let mut screen = Screen::open(Language::Dutch, WIDE, shipped(FULL));
    let before = screen.session().clone();
    let list = (1..20_000).map(|number| format!("P{number};")).collect::<Vec<_>>().join("\n");
    screen.go_to("cycle").send(Msg::Paste(format!("Naam;Organisatie\n{list}\n")));
    let place = (screen.desk().step, screen.desk().panels.clone());
    screen.press("Enter");
    assert!(screen.text().contains("20.000"), "{}", screen.text());
    assert!(matches!(screen.model.overlays.last(), Some(Overlay::Import(_))), "{}", screen.text());
    assert!(*screen.session() == before && (screen.desk().step, screen.desk().panels.clone()) == place);
}

#[test]
fn a_folder_is_told_from_a_file_that_is_brought() {
    let mut screen = Screen::open(Language::Dutch, WIDE, shipped(FULL));
    screen.send(ExchangeMsg::Brought(Err(Trouble::NotAFile)));
    assert!(screen.text().contains("een map met de"), "{}", screen.text());
}

#[test]
fn another_list_is_chosen_where_there_are_several() {
    let mut screen = Screen::open(Language::Dutch, WIDE, shipped(FULL));
    let before = screen.session().clone();
    let files =
        [("acties.csv", "Actie;Wie\nSoep koken;Iris\n"), ("mensen.csv", "Naam;Organisatie\nIris Kuipers;Bieb\n")];
    let files = files.map(|(name, text)| (name.to_owned(), text.as_bytes().to_vec())).to_vec();
    screen.send(ExchangeMsg::Brought(Ok(Brought::bundle("map", files))));
    assert!(screen.text().contains("Lijst: acties.csv") && screen.text().contains("mensen.csv"), "{}", screen.text());
    screen.press("Space");
    assert!(screen.text().contains("mensen.csv"), "{}", screen.text());
    screen.press("‘mens’ Enter");
    assert!(screen.text().contains("Iris Kuipers"), "{}", screen.text());
    screen.press("Enter");
    assert_eq!(screen.session().people.len(), before.people.len() + 1);
    assert_eq!(screen.session().actions.len(), before.actions.len());
}

#[test]
fn a_table_that_is_pasted_is_shown_first() {
    for (panel, text, shows) in [
        ("people", LIST, true),
        ("actions", "- [ ] Bankjes zetten\n- [ ] Bellen\n", true),
        ("actions", "- [x] Bankjes zetten\n- [X] Bellen\n", true),
        ("cycle", "1. [-] Bankjes zetten\n", true),
        ("actions", "| Actie | Wie |\n|---|---|\n| Bankjes zetten | Iris |\n", true),
        ("actions", "| Actie | Wie |\r|---|---|\r| Bankjes zetten | Iris |\r", true),
        ("actions", "zomaar een regel", false),
        ("actions", "Bankjes zetten\nBellen met Iris\nFlyer maken\n", true),
        ("people", "Iris Kuipers\nBas van Dam\n", true),
        ("cycle", "Bankjes zetten\nBellen met Iris\n", false),
        ("cycle", LIST, true),
    ] {
        let mut screen = Screen::open(Language::Dutch, WIDE, shipped(FULL));
        let before = screen.session().clone();
        screen.go_to(panel).send(Msg::Paste(text.to_owned()));
        let is_shown = matches!(screen.model.overlays.last(), Some(Overlay::Import(_)));
        assert_eq!(is_shown, shows, "{panel}: {text}");
        screen.press("Esc");
        assert!(*screen.session() == before, "{panel}");
    }
}

#[test]
fn lines_that_are_pasted_enter_one_by_one_and_the_first_of_them_is_in_sight() {
    for (panel, section, text, first) in [
        (
            "actions",
            Section::Actions,
            "- Bankjes zetten\n- Bellen, daarna mailen\n\nFlyer maken (1 mei)\n",
            "Bankjes zetten",
        ),
        ("people", Section::People, "Iris Kuipers\nBas van Dam, Wijkteam\nAns Vos\n", "Iris Kuipers"),
    ] {
        let mut screen = Screen::open(Language::Dutch, WIDE, shipped(FULL));
        let before = screen.session().table(section).len();
        screen.go_to(panel).send(Msg::Paste(text.to_owned()));
        screen.press("Enter");
        assert_eq!(screen.session().table(section).len(), before + 3, "{}", screen.text());
        let desk = screen.model.desk().expect("a session is open");
        assert_eq!(desk.cursors[desk.step][desk.panels[desk.step]], before, "{panel}");
        assert!(screen.text().contains(first), "{}", screen.text());
    }
}

#[test]
fn a_long_question_about_what_was_brought_stands_whole() {
    let heads = "Groep;Lichaamsfuncties;Zingeving;Meedoen;Kwaliteit van leven\n";
    let rows = format!("{heads}Professionals van de wijk;6;7;8;5\n");
    let mut screen = Screen::open(Language::Dutch, WIDE, shipped(FULL));
    screen.send(ExchangeMsg::Brought(Ok(Brought::read("lijst.csv", rows.as_bytes()))));
    let shown = screen.text().split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(shown.contains("herkennen. Wat kies je?"), "{}", screen.text());
}

#[test]
fn what_is_asked_is_answered_on_the_way() {
    let text = "Wijken en buurten;Codering (code);Speelplekken (%)\nMerendam;GM9999;16,8\nZuidrand;WK999901;21,3\nNoordrand;WK999902;20\n";
    let mut screen = bringing(Language::Dutch, WIDE, text);
    let count = screen.session().indicators.len();
    assert!(screen.text().contains("Noordrand"), "the areas are asked at once: {}", screen.text());
    screen.press("‘noord’ Enter Enter");
    assert_eq!(screen.session().indicators.len(), count + 1);
    let last = screen.session().indicators.last().expect("it entered");
    assert_eq!(last.neighbourhood.known().map(|it| it.to_string()).as_deref(), Some("20"));
}

#[test]
fn the_area_that_is_called_after_the_neighbourhood_is_under_the_cursor() {
    let table = "Wijken en buurten;Codering (code);Roker (%)\nMerendam;GM9999;16,8\nZuidrand;WK999901;21,3\n\
                 Buurt ’t Noorden-Óost;BU99990102;18\n";
    for (neighbourhood, expected) in [("noorden-oost", "Noorden"), ("Elders", "Merendam"), ("", "Merendam")] {
        let mut session = shipped(FULL);
        let place = session.table_mut(Section::Neighbourhood).get_mut(0).expect("it has one");
        place.replace(Neighbourhood::name, Value::text(neighbourhood)).expect("a text");
        let mut screen = Screen::open(Language::Dutch, WIDE, session);
        screen.send(ExchangeMsg::Brought(Ok(Brought::read("lijst.csv", table.as_bytes()))));
        let choice =
            screen.model.overlays.last().and_then(Overlay::chooser).and_then(|chooser| chooser.choice().cloned());
        let Some(Choice::Answer(_, label)) = choice else { panic!("no area is asked for: {}", screen.text()) };
        assert!(label.contains(expected), "{neighbourhood}: {label}");
    }
}

#[test]
fn what_is_shown_is_worked_out_anew_where_somebody_else_changes_the_session_meanwhile() {
    let base = shipped(FULL);
    let person = |id: &str, name: &str, organisation: &str| {
        let mut values = vec![Value::Empty; Section::People.kind().fields.len()];
        values[Person::name] = Value::text(name);
        values[Person::organisation] = Value::text(organisation);
        let mut session = base.clone();
        let edit = Edit::Insert { section: Section::People, item: Item { id: Id::new(id), values }, after: None };
        apply(&mut session, edit).expect("it fits");
        session
    };
    // What comes in meanwhile, how many people enter then, and whether something is asked first.
    for (changed, entering, asks) in [
        (base.clone(), 2, false),
        (person("p-x1", "Iris Kuipers", "Bibliotheek"), 1, false),
        (person("p-x2", "Iris Kuipers", "Zwembad"), 0, true),
        (person("p-x3", "Joke Smit", ""), 2, false),
    ] {
        let mut screen = Screen::open(Language::Dutch, WIDE, base.clone());
        screen.go_to("people").send(Msg::Paste(LIST.to_owned()));
        assert!(screen.text().contains("Iris Kuipers"), "{}", screen.text());
        screen.send(FileMsg::Theirs { base: Box::new(base.clone()), theirs: Box::new(changed.clone()) });
        assert!(*screen.session() == changed, "it came in, and nothing else");
        assert!(matches!(screen.model.overlays.last(), Some(Overlay::Import(_))), "{}", screen.text());
        screen.press("Enter");
        assert_eq!(screen.session().people.len(), changed.people.len() + entering, "{}", screen.text());
        assert_eq!(screen.model.overlays.is_empty(), !asks, "{}", screen.text());
        if !asks {
            screen.press("u");
            assert!(*screen.session() == changed, "one undo takes back what was brought, and nothing of theirs");
        }
    }
}
