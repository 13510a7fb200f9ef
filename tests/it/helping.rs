//! Help where it is needed: every tip, example, factor, tool and answer of others can be reached from the step that it
//! belongs to, with its source; and the guide for who leads is the same in the help, beside the wall, and on paper.

use werksessie::exchange::leaflet::leaflet;
use werksessie::exchange::render::plain::plain;
use werksessie::guide::leading::{HEADING, ITEM, LEADING};
use werksessie::i18n::language::Language;
use werksessie::tui::model::Context;
use werksessie::tui::model::layout::Size;
use werksessie::tui::update::Msg;

use crate::support::screen::{FULL, Screen, WIDE, context, shipped};
use crate::support::tour::some_sessions;

/// A window on which all of a help is seen at once.
const WHOLE: Size = Size { columns: 100, rows: 400 };

/// The help of a panel, after these keys, with single blanks between its words.
fn help(language: Language, panel: &str, keys: &str) -> String {
    let mut screen = Screen::open(language, WHOLE, shipped(FULL));
    screen.go_to(panel).press(keys).press("?");
    screen.words()
}

/// The thirteen tips of the source on the integral approach, by words of ours that only they have, with their step.
const TIPS: &[(usize, &str)] = &[
    (0, "kleine kerngroep waarin bewoners zitten"),
    (0, "kenners van buiten"),
    (0, "Tien soorten mensen maken het team sterk"),
    (1, "Bolk-model om te ordenen"),
    (2, "waarom jullie met Positieve Gezondheid werken"),
    (3, "motto of logo"),
    (3, "blijft van bewoners, ook als jullie helpen"),
    (4, "om bewoners te leren kennen"),
    (4, "het gezicht van het plan"),
    (4, "waar zij nieuws lezen of horen"),
    (6, "Vertel het team vaak wat de metingen laten zien"),
    (6, "wat blijft er over als het project stopt"),
    (6, "niet aan één persoon hangt"),
];

/// Its five examples.
const EXAMPLES: &[(usize, &str)] = &[
    (0, "In Venserpolder zaten bewoners"),
    (2, "Delft begon het nieuwe gezondheidsplan"),
    (2, "In Eindhoven en Groningen"),
    (3, "Op een veiling boden bewoners"),
    (4, "er echt iets met de ideeën gebeurde"),
];

#[test]
fn every_tip_and_example_is_in_the_help_of_each_panel_of_its_step() {
    for &language in Language::ALL {
        let guide = &context(language).guide;
        for (number, step) in guide.structure.steps.iter().enumerate() {
            let notes = guide.notes(number).expect("each step has notes");
            for panel in [&step.panels[0], &step.panels[step.panels.len() - 1]] {
                let told = help(language, &panel.id, "");
                for note in notes.tips.iter().chain(&notes.examples) {
                    assert!(told.contains(&note.text) && told.contains(&note.source), "{}: {}", panel.id, note.text);
                }
            }
        }
    }
    let guide = &context(Language::Dutch).guide;
    for (all, is_tip) in [(TIPS, true), (EXAMPLES, false)] {
        for (step, words) in all {
            let notes = guide.notes(*step).expect("each step has notes");
            let notes = if is_tip { &notes.tips } else { &notes.examples };
            let found = notes.iter().find(|note| note.text.contains(words)).unwrap_or_else(|| panic!("{words}"));
            assert!(found.source.starts_with("Handleiding Integrale Wijkaanpak"), "{words}: {}", found.source);
        }
    }
}

#[test]
fn help_begins_with_what_the_thing_under_the_cursor_needs() {
    for &language in Language::ALL {
        let Context { words, guide } = context(language);
        for (number, step) in guide.structure.steps.iter().enumerate() {
            for panel in &step.panels {
                let told = help(language, &panel.id, "");
                let (own, others) = guide.tips(number, &panel.id);
                let notes = guide.notes(number).expect("each step has notes");
                let named = guide.places().tips.get(&panel.id).map_or(0, Vec::len);
                assert_eq!((own.len(), own.len() + others.len()), (named, notes.tips.len()), "{}", panel.id);
                let at = |text: &str| told.find(text).unwrap_or_else(|| panic!("{}: {text}", panel.id));
                let part = guide.leading_of(number, Some(&panel.id)).expect("each panel is led");
                let led = at(&format!("{}: {}", guide.leading().here, part.title));
                let keys = at(&words.screen.keys_here);
                assert!(own.iter().all(|tip| at(&tip.text) < led), "{}", panel.id);
                assert!(led < keys, "{}", panel.id);
                assert!(others.iter().all(|tip| (led..keys).contains(&at(&tip.text))), "{}", panel.id);
            }
        }
    }
}

#[test]
fn what_lies_on_top_is_helped_too_and_stays_as_it_was() {
    for (on_top, keys) in [("the page of a step", "3"), ("the clock", "t"), ("who is here", "w"), ("a report", "e")] {
        for &language in Language::ALL {
            let mut screen = Screen::open(language, WHOLE, shipped(FULL));
            screen.go_to("actions").press(keys);
            let before = screen.words();
            screen.press("?");
            assert!(screen.words().contains(&context(language).words.screen.keys_here), "{on_top}: {}", screen.words());
            screen.press("Esc");
            assert_eq!(screen.words(), before, "{on_top}");
        }
    }
}

#[test]
fn help_of_what_lies_on_top_begins_with_what_that_needs() {
    for &language in Language::ALL {
        let Context { guide, .. } = context(language);
        for (keys, panel) in [("t", "agenda"), ("w", "people"), ("e", "progress")] {
            let (step, number) = guide.structure.find_panel(|it| it.id == panel).expect("a panel");
            let part = guide.leading_of(step, Some(panel)).expect("it is led");
            let (own, _) = guide.tips(step, panel);
            let told = help(language, "goals", keys);
            let title = guide.panel_title(&guide.structure.steps[step].panels[number].id);
            assert!(told.contains(&format!("{} · {title}", guide.step_text(step).name)), "{keys}: {told}");
            assert!(told.contains(&format!("{}: {}", guide.leading().here, part.title)), "{keys}: {told}");
            assert!(own.iter().all(|tip| told.contains(&tip.text)), "{keys}: {told}");
            assert!(!told.contains(guide.panel_hint("goals")), "{keys}: {told}");
        }
        let told = help(language, "goals", "2");
        let part = guide.leading_of(2, None).expect("each step is led");
        assert!(told.contains(&part.title) && !told.contains(guide.panel_hint("goals")), "{told}");
        for (name, panel) in &guide.places().on_top {
            assert!(guide.panel_on_top(name).is_some(), "{name}: there is no panel {panel}");
        }
    }
}

#[test]
fn a_question_has_its_tip_and_the_signs_their_legend() {
    let told = help(Language::Dutch, "checklist", "Down Down");
    let guide = &context(Language::Dutch).guide;
    let (_, asked) = guide.structure.question("follow_up.2.1").expect("there is such a question");
    let tip = &guide.question_text(&asked.id).expect("it has texts").tip;
    assert!(told.contains(tip.as_str()), "{told}");
    assert!(told.contains("○ open · ◐ deels · ✓ ja · ✗ nee · – past hier niet"), "{told}");
    assert!(told.contains("! hier is nog iets te doen, met een · kan het wachten · ★ eerste"), "{told}");
    for question in guide.structure.list("follow_up").expect("the checklist").questions() {
        assert!(!guide.question_text(&question.id).expect("it has texts").tip.is_empty(), "{}", question.id);
    }
}

#[test]
fn factors_tools_and_answers_of_others_are_at_their_step() {
    let guide = &context(Language::Dutch).guide;
    let list = guide.structure.list("integral_success").expect("nine factors");
    assert_eq!(list.questions().count(), 9);
    let told = help(Language::Dutch, "integral_success", "");
    assert!(
        told.contains("Handleiding Integrale Wijkaanpak") && told.contains("De integrale aanpak in 7 stappen"),
        "{told}"
    );

    let mut screen = Screen::open(Language::Dutch, WHOLE, shipped(FULL));
    screen.go_to("tools").press("? m Enter");
    for tool in
        ["Interviews", "Scan van een plek", "Workshops", "Het Bolk-model", "Kosten en baten", "Evaluatie van proces"]
    {
        assert!(screen.words().contains(tool), "{tool}\n{}", screen.text());
    }
    assert!(screen.words().contains("Handleiding Integrale Wijkaanpak"));

    let learning = guide.structure.list("learning").expect("the learning questions");
    let mut all = 0;
    for (number, question) in learning.questions().enumerate() {
        let (by, starters) = guide.starters("learning", question);
        let told = help(Language::Dutch, "learning", &"Down ".repeat(number));
        assert!(!by.is_empty() && told.contains(by) && told.contains("Leeratelier"), "{}", question.id);
        assert!(starters.iter().all(|starter| told.contains(starter.as_str())), "{}", question.id);
        all += starters.len();
    }
    assert_eq!(all, 24 * 4, "24 answers, for each of four groups");
}

#[test]
fn every_panel_is_led_and_no_part_of_the_guide_is_led_by_nothing() {
    for &language in Language::ALL {
        let guide = &context(language).guide;
        let (places, texts) = (guide.places(), guide.leading());
        let ids: Vec<&str> = places.parts.iter().map(|place| place.id.as_str()).collect();
        assert_eq!(ids.len(), texts.parts.len(), "parts without a place, or without words");
        let panels: Vec<&str> =
            guide.structure.steps.iter().flat_map(|step| &step.panels).map(|panel| panel.id.as_str()).collect();
        for place in &places.parts {
            assert!(texts.parts.contains_key(&place.id), "{} has no words", place.id);
            assert!(place.panels.iter().all(|panel| panels.contains(&panel.as_str())), "{}: no such panel", place.id);
        }
        for step in &guide.structure.steps {
            let led = places.parts.iter().filter(|place| place.steps.contains(&step.id));
            let parts: Vec<_> = led.map(|place| &texts.parts[&place.id]).collect();
            assert_eq!(parts.len(), 1, "{} is led once", step.id);
            assert!(!parts[0].say.is_empty() && !parts[0].minutes.is_empty(), "{} has opening words and time", step.id);
            assert_eq!(parts[0].say.matches(['.', '?', '!']).count(), 1, "{}: {}", step.id, parts[0].say);
        }
        for (panel, pages) in &places.pages {
            assert!(panels.contains(&panel.as_str()), "no panel {panel}");
            assert!(pages.iter().all(|page| guide.page(page).is_some()), "{panel}: no such page");
        }
        assert!(places.tips.keys().all(|panel| panels.contains(&panel.as_str())), "a tip of a panel that is not there");
    }
}

/// What somebody who leads for the first time has to find, at the panel where it is needed.
const FOR_A_NEWCOMER: &[(&str, &str)] = &[
    ("cycle", "praten samen over één wijk"),
    ("agenda", "Voorbeeld van tweeënhalf uur"),
    ("meeting", "Tijdbewaker: zegt wanneer het tijd is"),
    ("seven_steps_lens", "We noemen geen namen of ziektes van anderen"),
    ("cycle", "Een ronde is één keer door de stappen"),
    ("scores", "Doe één dimensie tegelijk"),
    ("scores", "Zo lees je de lijn"),
    ("indicators", "Vijf tot acht cijfers is genoeg"),
    ("stands", "Leg zes vellen op de vloer"),
    ("votes", "De stippen helpen kiezen, maar jullie beslissen"),
    ("vision", "over vijf jaar kan iedereen in onze wijk"),
    ("goals", "kan iemand die er niet bij was zien of het is gelukt"),
    ("roles", "Kartrekker: houdt de vaart erin"),
    ("interventions", "Erkend: onderzocht en goed bevonden"),
    ("auction", "Geef elke groep evenveel te besteden"),
    ("interests", "Doe dit met de kerngroep"),
    ("gatherings", "De regiegroep stuurt"),
    ("successes", "Laat drie dingen noemen"),
    ("contacts", "Een signaal is iets wat je opvalt"),
    ("hand_overs", "Vraag of het mag. Bel of ga samen"),
    ("referrals", "bij dit signaal, van wie, naar wie"),
    ("measurements", "Kies een cijfer dat al bestaat"),
    ("interviews", "weet je wat je moet doen"),
    ("learning", "Neem tien minuten per vraag"),
    ("rhythm", "wanneer was het laatste rondje"),
    ("checklist", "Lees de eerste activiteit hardop voor"),
    ("checklist", "eerste koffie-inloop, Hatice ontvangt"),
    ("groups", "Maak groepen van drie tot zes mensen"),
    ("decisions", "Zeg het besluit in één zin"),
    ("agreements", "Spreek af wie het plan schrijft"),
    ("evaluation_plan", "Spreek vooraf af wat, hoe, wie en wanneer"),
];

/// And what he or she has to find on a page of the help.
const ON_A_PAGE: &[(&str, &str)] = &[
    ("positive_health", "Zingeving: waar je het voor doet"),
    ("positive_health", "met alle vragen per dimensie, op iph.nl"),
    ("health_definitions", "Eerste jaren"),
    ("health_definitions", "Kinderen en jongeren"),
    ("health_definitions", "Volwassenen"),
    ("health_definitions", "Ouderen"),
    ("bolk", "De Omgevingswet"),
    ("bolk", "Blue Zones"),
    ("bolk", "louisbolk.nl"),
    ("cycle", "loketgezondleven.nl/gezonde-wijkaanpak"),
    ("tools", "limburgpositiefgezond.nl"),
    ("tools", "vilans.nl"),
    ("services", "gezondnl.nl"),
    ("services", "1sociaaldomein.nl"),
    ("services", "werkplaatsensociaaldomein.nl"),
    ("practice_examples", "Slimmer Leven 2020"),
    ("practice_examples", "mag ik je leren kennen"),
    ("practice_examples", "ijsschotsen"),
];

#[test]
fn who_leads_for_the_first_time_finds_what_is_needed_where_it_is_needed() {
    let guide = &context(Language::Dutch).guide;
    for (panel, words) in FOR_A_NEWCOMER {
        let told = help(Language::Dutch, panel, "");
        assert!(told.contains(words), "{panel}: {words}\n{told}");
    }
    for (page, words) in ON_A_PAGE {
        let page = guide.page(page).expect("there is such a page");
        assert!(page.text.iter().any(|text| text.contains(words)), "{}: {words}", page.title);
    }
    for (number, step) in guide.structure.steps.iter().enumerate() {
        let of_step = &guide.leading_of(number, None).expect("each step is led").title;
        let is_shown = |panel: &str| guide.leading_of(number, Some(panel)).is_some_and(|part| part.title == *of_step);
        assert!(step.panels.iter().any(|panel| is_shown(&panel.id)), "{of_step} stands at no panel of its step");
    }
}

#[test]
fn the_guide_is_the_same_in_the_help_beside_the_wall_and_on_paper() {
    for &language in Language::ALL {
        let guide = &context(language).guide;
        let page = guide.page(LEADING).expect("it is among the pages");
        let printed = plain(&leaflet(page));
        let mut screen = Screen::open(language, WHOLE, shipped(FULL));
        screen.press("? m Enter");
        let shown = screen.words();
        for text in &page.text {
            let text = text.strip_prefix(HEADING).or_else(|| text.strip_prefix(ITEM)).unwrap_or(text);
            assert!(printed.contains(text), "on paper: {text}");
            assert!(shown.contains(text), "in the help: {text}\n{}", screen.text());
        }
        assert_eq!(guide.structure.pages[0], LEADING, "it is the first of the pages");
    }
    let mut screen = Screen::open(Language::Dutch, WIDE, shipped(FULL));
    screen.press("? m");
    assert!(screen.text().contains("Een sessie leiden"), "{}", screen.text());
}

#[test]
fn a_file_that_does_not_open_says_so_plainly_and_why_behind_a_key() {
    let mut screen = some_sessions(Language::Dutch, WIDE);
    let (plainly, why) = ("Gaat niet open. Waarom, zie je met Enter.", "Hier ontbreekt een komma");
    assert!(screen.words().contains(plainly) && !screen.words().contains(why), "{}", screen.text());
    screen.press("End Enter");
    assert!(screen.words().contains(why), "{}", screen.text());
    screen.press("Esc");
    assert!(screen.words().contains(plainly), "{}", screen.text());
}

#[test]
fn the_guide_is_printed_by_a_command() {
    let folder = tempfile::tempdir().expect("a folder");
    let run = |arguments: &[&str]| {
        let mut command = assert_cmd::Command::new(env!("CARGO_BIN_EXE_werksessie"));
        let output = command.args(arguments).current_dir(folder.path()).output().expect("it runs");
        (output.status.code(), String::from_utf8_lossy(&output.stdout).into_owned())
    };
    let page = context(Language::Dutch).guide.page(LEADING).expect("it is among the pages");
    let parts = || page.text.iter().filter_map(|text| text.strip_prefix(HEADING));
    let (code, told) = run(&["guide", "--lang", "nl"]);
    assert!(code == Some(0) && parts().all(|part| told.contains(part)), "{told}");
    assert_eq!(run(&["guide", "--lang", "nl", "-o", "gids.html"]).0, Some(0));
    let printed = std::fs::read_to_string(folder.path().join("gids.html")).expect("written");
    assert!(printed.contains("<html lang=nl>"), "{printed}");
    assert!(parts().all(|part| printed.contains(&part.replace('\'', "&#39;"))), "{printed}");
    assert_eq!(run(&["guide", "-o", "gids.xlsx"]).0, Some(2), "a guide is no workbook");
    std::fs::write(folder.path().join("eigen.html"), "van een ander").expect("written");
    assert_eq!(run(&["guide", "-o", "eigen.html"]).0, Some(2), "a file of another stays");
}

#[test]
fn what_is_read_ends_where_its_text_ends_and_the_next_key_goes_back() {
    let footer = |screen: &mut Screen| screen.rows().pop().unwrap_or_default();
    let mut screen = Screen::open(Language::Dutch, Size::SMALLEST, shipped(FULL));
    screen.go_to("people").press("?");
    let (down, up) = ("↓ omlaag", "↑ omhoog");
    assert!(footer(&mut screen).contains(down) && !footer(&mut screen).contains(up), "{}", screen.text());
    let pages = "PgDn ".repeat(60);
    for further in ["End", "End Down Down PgDn", pages.trim_end()] {
        let end = screen.press("End").text();
        assert!(!footer(&mut screen).contains(down) && footer(&mut screen).contains(up), "{end}");
        screen.press(further);
        assert_eq!(screen.text(), end, "{further}");
        assert_ne!(screen.press("Up").text(), end, "{further}");
    }
    screen.press("End").send(Msg::Resize(WHOLE));
    assert!(!footer(&mut screen).contains(up), "all of it is seen: {}", screen.text());
}
