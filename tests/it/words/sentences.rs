//! Sentences about every change that can be made, and the titles and values in them.

use std::sync::LazyLock;

use jiff::civil::{date, time};
use proptest::prelude::*;
use werksessie::domain::edit::{Edit, Place, apply, removal};
use werksessie::domain::hidden::Veil;
use werksessie::domain::id::Id;
use werksessie::domain::session::{Count, Item, Section, Session};
use werksessie::domain::value::Value;
use werksessie::guide::Guide;
use werksessie::i18n::Words;
use werksessie::i18n::language::Language;
use werksessie::store::form::reading::parse;
use werksessie::telling::sentences::Sentences;
use werksessie::telling::shorten::shorten;

use crate::support::arbitrary::{edits, session, step};

use super::{decimal, dutch, english};

const SESSION: &str = r#"Session(
    format: 1,
    id: "s-1",
    round: 1,
    neighbourhood: Neighbourhood(name: "Linden", residents: 7420),
    meeting: Meeting(private_notes: "Piet praat veel."),
    people: [
        Person(id: "p-joke", name: "Joke de Wit"),
        Person(id: "p-karim", name: "Karim Aziz", ambassador: true),
        Person(id: "p-nobody"),
    ],
    groups: [Group(id: "g-res", name: "Bewoners", kind: residents)],
    decisions: [Decision(id: "d-1", what: "Elke maand overleg", people: ["p-joke"])],
    answers: [
        Answer(id: "follow_up.2.2", marks: ["residents"]),
        Answer(id: "follow_up.3.1", status: open),
        Answer(id: "profile_sources.experience@t-lonely", text: "Ja, nu"),
    ],
    indicators: [Indicator(id: "i-1", name: "Voelt zich eenzaam", neighbourhood: 12.5, year: 2024)],
    scores: [GroupScore(id: "w-1", group: "g-res", dimension: meaning, scores: [5, 6, 8], reasons: "Veel stilte")],
    quotes: [Quote(id: "u-1", text: ["", "Ik mis", "de bakker."])],
    themes: [
        Theme(id: "t-lonely", name: "Eenzaamheid", domains: [participation, lifestyle]),
        Theme(id: "t-blank", reason: "Om de buurt"),
    ],
    votes: [Vote(id: "v-1", theme: "t-lonely", group: "g-res", votes: 3)],
    roles: [Role(id: "r-1", role: puller, person: "p-joke", note: "samen"), Role(id: "r-2", note: "later")],
    actions: [
        Action(id: "a-1", what: "Soeptafel starten", owner: "p-joke", due: "2026-04-09", note: ["Een.", "", "Twee."]),
        Action(id: "a-2"),
    ],
    costs: [Cost(id: "m-1", action: "a-1", amount: 1250)],
)
"#;

fn example() -> Session {
    parse(SESSION).expect("the example can be read")
}

static DUTCH_GUIDE: LazyLock<Guide> = LazyLock::new(|| Guide::load(Language::Dutch).expect("the guide ships"));
static ENGLISH_GUIDE: LazyLock<Guide> = LazyLock::new(|| Guide::load(Language::English).expect("the guide ships"));

fn sentences(words: &Words) -> Sentences<'_> {
    let guide = if words.dates.today == "vandaag" { &DUTCH_GUIDE } else { &ENGLISH_GUIDE };
    Sentences { words, guide, today: Some(date(2026, 3, 12)), veil: Veil::default() }
}

fn set(section: Section, item: &str, field: &str, value: Value) -> Edit {
    let field = section.kind().position(field).expect("a field");
    Edit::Set { place: Place { section, item: Id::new(item), field }, value }
}

fn insert(section: Section, id: &str, fields: &[(&str, Value)]) -> Edit {
    let mut values = vec![Value::Empty; section.kind().fields.len()];
    for (field, value) in fields {
        values[section.kind().position(field).expect("a field")] = value.clone();
    }
    Edit::Insert { section, item: Item { id: Id::new(id), values }, after: None }
}

fn text(text: &str) -> Value {
    Value::text(text)
}

fn members(members: &[&str]) -> Value {
    Value::set(members.iter().map(|member| (*member).to_owned()).collect())
}

/// A sentence with `<field>` for the label of a field and `<new>` for the heading of a new item, chosen elsewhere.
fn with_labels(sentence: &str, section: Section, words: &Words) -> String {
    let mut sentence = sentence.replace("<new>", &words.record(section.kind()).new);
    for field in section.kind().fields {
        let label = words.field(section.kind(), field.name);
        let lower = label.chars().take(1).flat_map(char::to_lowercase).chain(label.chars().skip(1));
        sentence = sentence.replace(&format!("<{}>", field.name), lower.collect::<String>().trim_end_matches('?'));
    }
    sentence
}

/// Checks sentences in Dutch and in English.
#[track_caller]
fn check_sentences(rows: &[(Edit, &str, &str)]) {
    let (session, in_dutch, in_english) = (example(), dutch(), english());
    for (edit, expected_dutch, expected_english) in rows {
        for (words, expected) in [(&in_dutch, expected_dutch), (&in_english, expected_english)] {
            assert_eq!(sentences(words).tell(edit, &session), with_labels(expected, edit.section(), words));
        }
    }
}

fn remove(section: Section, item: &str) -> Edit {
    Edit::Remove { section, item: Id::new(item) }
}

fn move_first(section: Section, item: &str) -> Edit {
    Edit::Move { section, item: Id::new(item), after: None }
}

#[test]
fn a_field_that_is_filled_changed_or_emptied_is_told() {
    use Section::Actions;
    check_sentences(&[
        (
            set(Actions, "a-1", "due", Value::Date(date(2026, 4, 16))),
            "Actie ‘Soeptafel starten’, <due>: do 9 apr → do 16 apr",
            "Action ‘Soeptafel starten’, <due>: Thu 9 Apr → Thu 16 Apr",
        ),
        (
            set(Actions, "a-2", "owner", Value::Link(Id::new("p-karim"))),
            "Actie zonder naam, <owner>: Karim Aziz",
            "Action without a name, <owner>: Karim Aziz",
        ),
        (
            set(Actions, "a-1", "owner", Value::Empty),
            "Actie ‘Soeptafel starten’, <owner>: leeggemaakt (was Joke de Wit)",
            "Action ‘Soeptafel starten’, <owner>: cleared (was Joke de Wit)",
        ),
        (
            set(Actions, "a-1", "owner", Value::Link(Id::new("p-gone"))),
            "Actie ‘Soeptafel starten’, <owner>: Joke de Wit → —",
            "Action ‘Soeptafel starten’, <owner>: Joke de Wit → —",
        ),
        (
            set(Actions, "a-1", "due", Value::AsTyped("na de zomer".into())),
            "Actie ‘Soeptafel starten’, <due>: do 9 apr → na de zomer",
            "Action ‘Soeptafel starten’, <due>: Thu 9 Apr → na de zomer",
        ),
        (
            set(Actions, "a-1", "note", text("Een.\nDrie.")),
            "Actie ‘Soeptafel starten’, <note>: Een. / Twee. → Een. / Drie.",
            "Action ‘Soeptafel starten’, <note>: Een. / Twee. → Een. / Drie.",
        ),
        (
            set(Actions, "a-1", "note", text("Een.\nTwee.")),
            "Actie ‘Soeptafel starten’: <note> gewijzigd",
            "Action ‘Soeptafel starten’: <note> changed",
        ),
    ]);
}

#[test]
fn values_of_every_kind_are_told_as_they_change() {
    use Section::{Costs, Decisions, Groups, Indicators, Meeting, Neighbourhood, People, Themes, Votes};
    check_sentences(&[
        (
            set(Neighbourhood, "neighbourhood", "name", text("Lindenkwartier")),
            "Wijk, <name>: Linden → Lindenkwartier",
            "Neighbourhood, <name>: Linden → Lindenkwartier",
        ),
        (
            set(Neighbourhood, "neighbourhood", "cbs_code", text("WK01")),
            "Wijk, gebiedscode: WK01",
            "Neighbourhood, code of the area: WK01",
        ),
        (
            set(Neighbourhood, "neighbourhood", "residents", Value::Whole(7500)),
            "Wijk, <residents>: 7.420 → 7.500",
            "Neighbourhood, <residents>: 7,420 → 7,500",
        ),
        (
            set(Meeting, "meeting", "private_notes", text("Piet praat nog meer.")),
            "Sessie: <private_notes> gewijzigd",
            "Session: <private_notes> changed",
        ),
        (
            set(People, "p-karim", "ambassador", Value::Empty),
            "Persoon ‘Karim Aziz’, <ambassador>: ja → nee",
            "Person ‘Karim Aziz’, <ambassador>: yes → no",
        ),
        (
            set(Indicators, "i-1", "country", Value::Decimal(decimal(9250).expect("within the limit"))),
            "Cijfer ‘Voelt zich eenzaam’, Nederland: 9,25",
            "Figure ‘Voelt zich eenzaam’, Netherlands: 9.25",
        ),
        (
            set(Indicators, "i-1", "year", Value::Whole(2025)),
            "Cijfer ‘Voelt zich eenzaam’, <year>: 2024 → 2025",
            "Figure ‘Voelt zich eenzaam’, <year>: 2024 → 2025",
        ),
        (
            set(Costs, "m-1", "amount", Value::Whole(1500)),
            "Bedrag ‘Soeptafel starten’, <amount>: € 1.250 → € 1.500",
            "Amount ‘Soeptafel starten’, <amount>: €1,250 → €1,500",
        ),
        (
            set(Votes, "v-1", "votes", Value::Whole(5)),
            "Stem ‘Eenzaamheid · Bewoners’, <votes>: 3 → 5",
            "Vote ‘Eenzaamheid · Bewoners’, <votes>: 3 → 5",
        ),
        (
            set(Groups, "g-res", "kind", Value::Choice("mixed")),
            "Groep ‘Bewoners’, <kind>: bewoners → gemengd",
            "Group ‘Bewoners’, <kind>: residents → mixed",
        ),
        (
            set(Decisions, "d-1", "people", members(&["p-joke", "p-karim"])),
            "Besluit ‘Elke maand overleg’, <people>: Karim Aziz erbij",
            "Decision ‘Elke maand overleg’, <people>: Karim Aziz added",
        ),
        (
            set(Themes, "t-lonely", "domains", members(&["care", "participation"])),
            "Thema ‘Eenzaamheid’, <domains>: zorg en preventie erbij, leefstijl eraf",
            "Theme ‘Eenzaamheid’, <domains>: care and prevention added, lifestyle removed",
        ),
        (
            set(Themes, "t-blank", "domains", Value::Empty),
            "Thema ‘Om de buurt’: niets veranderd",
            "Theme ‘Om de buurt’: nothing changed",
        ),
    ]);
}

#[test]
fn an_item_that_comes_goes_or_moves_is_told() {
    use Section::{Actions, Quotes, Votes};
    check_sentences(&[
        (insert(Actions, "a-3", &[("what", text("Flyer"))]), "Nieuwe actie: ‘Flyer’", "New action: ‘Flyer’"),
        (insert(Actions, "a-3", &[]), "Nieuwe actie", "New action"),
        (
            insert(Votes, "v-2", &[("theme", Value::Link(Id::new("t-lonely"))), ("votes", Value::Whole(2))]),
            "<new>: ‘Eenzaamheid’",
            "<new>: ‘Eenzaamheid’",
        ),
        (remove(Actions, "a-1"), "Actie ‘Soeptafel starten’ weggehaald", "Action ‘Soeptafel starten’ removed"),
        (move_first(Actions, "a-1"), "Actie ‘Soeptafel starten’ verplaatst", "Action ‘Soeptafel starten’ moved"),
        (move_first(Quotes, "u-1"), "Uitspraak ‘Ik mis’ verplaatst", "Quote ‘Ik mis’ moved"),
        (remove(Actions, "a-gone"), "Actie zonder naam weggehaald", "Action without a name removed"),
    ]);
}

#[test]
fn an_answer_is_told_by_its_question() {
    use Section::Answers;
    check_sentences(&[
        (
            set(Answers, "follow_up.3.1", "status", Value::Choice("done")),
            "Vraag 3.1 ‘Wie schrijft het plan’: open → ja",
            "Question 3.1 ‘Who writes the plan’: open → yes",
        ),
        (
            set(Answers, "follow_up.3.1", "owner", Value::Link(Id::new("p-joke"))),
            "Vraag 3.1 ‘Wie schrijft het plan’, <owner>: Joke de Wit",
            "Question 3.1 ‘Who writes the plan’, <owner>: Joke de Wit",
        ),
        (
            set(Answers, "follow_up.2.2", "status", Value::Choice("partly")),
            "Vraag 2.2 ‘Brede steun voor de keuzes’: open → deels",
            "Question 2.2 ‘Broad support for the choices’: open → partly",
        ),
        (
            set(Answers, "follow_up.2.2", "marks", members(&["Kerk"])),
            "Vraag 2.2 ‘Brede steun voor de keuzes’: Kerk erbij, bewoners eraf",
            "Question 2.2 ‘Broad support for the choices’: Kerk added, residents removed",
        ),
        (
            set(Answers, "follow_up.2.2", "choice", text("process")),
            "Vraag 2.2 ‘Brede steun voor de keuzes’: het proces",
            "Question 2.2 ‘Broad support for the choices’: the process",
        ),
        (
            set(Answers, "profile_sources.experience@t-lonely", "text", text("Nee")),
            "Vraag ‘Ervaringen uit de wijk’ bij ‘Eenzaamheid’: Ja, nu → Nee",
            "Question ‘Experiences from the neighbourhood’ about ‘Eenzaamheid’: Ja, nu → Nee",
        ),
        (
            insert(
                Answers,
                "follow_up.7.1",
                &[("text", text("Soep koken")), ("owner", Value::Link(Id::new("p-joke")))],
            ),
            "Vraag 7.1 ‘De eerste activiteit na vandaag’: Soep koken, <owner> Joke de Wit",
            "Question 7.1 ‘The first activity after today’: Soep koken, <owner> Joke de Wit",
        ),
        (
            insert(Answers, "follow_up.7.1", &[]),
            "Vraag 7.1 ‘De eerste activiteit na vandaag’: open",
            "Question 7.1 ‘The first activity after today’: open",
        ),
        (
            remove(Answers, "follow_up.3.1"),
            "Vraag 3.1 ‘Wie schrijft het plan’: antwoord weggehaald",
            "Question 3.1 ‘Who writes the plan’: answer removed",
        ),
        (
            insert(Answers, "plan_content.4", &[("text", text("Els"))]),
            "Vraag 4 ‘Het resultaat’: Els",
            "Question 4 ‘The result’: Els",
        ),
        (
            insert(Answers, "gone.1@t-gone", &[("status", Value::Choice("done"))]),
            "Een vraag die hier niet bekend is: ja",
            "A question that is not known here: yes",
        ),
    ]);
}

#[test]
fn the_place_where_two_long_texts_differ_can_be_seen() {
    let words = dutch();
    let before = "De ruimte is vrij op donderdag en de sleutel ligt bij de beheerder, die er om negen uur is.";
    let after = "De ruimte is vrij op donderdag en de sleutel ligt bij de beheerder, die er om tien uur is.";
    let mut session = example();
    apply(&mut session, set(Section::Actions, "a-1", "note", text(before))).expect("it fits");
    for (new, expected) in [
        (after, "Actie ‘Soeptafel starten’, <note>: …die er om negen uur is. → …die er om tien uur is."),
        (
            "Vol.",
            "Actie ‘Soeptafel starten’, <note>: De ruimte is vrij op donderdag en de sleutel ligt bij de … → Vol.",
        ),
    ] {
        let told = sentences(&words).tell(&set(Section::Actions, "a-1", "note", text(new)), &session);
        assert_eq!(told, with_labels(expected, Section::Actions, &words));
    }
}

#[test]
fn every_item_has_a_title() {
    let words = dutch();
    let session = example();
    for (section, id, expected) in [
        (Section::Actions, "a-1", "Soeptafel starten"),
        (Section::Actions, "a-2", "zonder naam"),
        (Section::Actions, "a-gone", "—"),
        (Section::People, "p-nobody", "zonder naam"),
        (Section::Neighbourhood, "neighbourhood", "Linden"),
        (Section::Votes, "v-1", "Eenzaamheid · Bewoners"),
        (Section::Roles, "r-1", "kartrekker · Joke de Wit"),
        (Section::Roles, "r-2", "later"),
        (Section::Scores, "w-1", "Bewoners · zingeving"),
        (Section::Costs, "m-1", "Soeptafel starten"),
        (Section::Quotes, "u-1", "Ik mis"),
        (Section::Themes, "t-blank", "Om de buurt"),
        (Section::Meeting, "meeting", "Sessie"),
        (Section::Answers, "follow_up.2.2", "Vraag 2.2 ‘Brede steun voor de keuzes’"),
        (Section::Answers, "profile_sources.experience@t-lonely", "Vraag ‘Ervaringen uit de wijk’ bij ‘Eenzaamheid’"),
    ] {
        assert_eq!(sentences(&words).title(section, &Id::new(id), &session), expected, "{id}");
    }
}

#[test]
fn values_are_told_in_words() {
    let words = dutch();
    let session = example();
    let told = |section: Section, field: &str, value: Value| {
        let field = section.kind().position(field).expect("a field");
        sentences(&words).value_text(section, field, &value, &session)
    };
    let long = "woord ".repeat(100);
    for (section, field, value, expected) in [
        (Section::Actions, "note", Value::Empty, ""),
        (Section::Actions, "note", text("Een.\n\n Twee."), "Een. / Twee."),
        (Section::Actions, "note", text(&long), long.as_str()),
        (Section::Actions, "status", Value::Choice("started"), "bezig"),
        (Section::Actions, "hours", Value::Whole(1200), "1.200"),
        (Section::Actions, "due", Value::AsTyped("straks".into()), "straks"),
        (Section::Themes, "domains", members(&["participation", "lifestyle"]), "leefstijl, meedoen in de samenleving"),
        (Section::Themes, "energy", Value::Yes, "ja"),
        (Section::Decisions, "people", members(&["p-gone", "p-joke"]), "—, Joke de Wit"),
        (Section::Scores, "scores", Value::Scores(vec![5, 6, 8]), "5, 6, 8"),
        (Section::Meeting, "start", Value::Time(time(9, 30, 0, 0)), "09:30"),
        (Section::Pilots, "cost", Value::Whole(12_500), "€ 12.500"),
        (Section::Groups, "budget", Value::Whole(300), "€ 300"),
        (Section::Answers, "marks", members(&["Kerk", "residents"]), "Kerk, bewoners"),
        (Section::Answers, "own", members(&["residents"]), "residents"),
        (Section::Answers, "choice", text("process"), "het proces"),
        (Section::Answers, "year", Value::Whole(2024), "2024"),
    ] {
        assert_eq!(told(section, field, value), expected, "{field}");
    }
    let note = Section::Actions.kind().position("note").expect("a field");
    let brief = |value: &Value| sentences(&words).brief_value_text(Section::Actions, note, value, &session);
    assert_eq!(brief(&text(&long)).chars().count(), 60);
    assert_eq!(brief(&text(" \n ")), "—");
    assert_eq!(brief(&Value::Empty), "");
}

#[test]
fn text_is_cut_between_letters_as_a_reader_counts_them() {
    for (whole, most, expected) in [
        ("soep", 4, "soep"),
        ("soepje", 4, "soe…"),
        ("één é", 5, "één é"),
        ("een twee", 5, "een…"),
        ("👩‍👩‍👧👩‍👩‍👧👩‍👩‍👧", 3, "👩‍👩‍👧👩‍👩‍👧👩‍👩‍👧"),
        ("👩‍👩‍👧👩‍👩‍👧👩‍👩‍👧", 2, "👩‍👩‍👧…"),
        ("e\u{301}e\u{301}e\u{301}", 2, "e\u{301}…"),
        ("", 0, ""),
        ("soep", 0, "…"),
        ("soep", 1, "…"),
    ] {
        assert_eq!(shorten(whole, most), expected, "{whole:?} to {most}");
    }
}

/// Whether text of the session or the edit itself holds a brace.
fn holds_brace(session: &Session, edits: &[Edit]) -> bool {
    fn in_value(value: &Value) -> bool {
        match value {
            Value::Text(text) | Value::AsTyped(text) => text.contains('{'),
            Value::Set(members) => members.iter().any(|member| member.contains('{')),
            _ => false,
        }
    }
    let in_edit = |edit: &Edit| match edit {
        Edit::Set { value, .. } => in_value(value),
        Edit::Insert { item, .. } => item.values.iter().any(in_value),
        Edit::Remove { .. } | Edit::Move { .. } => false,
    };
    let in_section = |section: &Section| {
        let table = session.table(*section);
        table.records().any(|record| record.values().iter().any(in_value))
    };
    edits.iter().any(in_edit) || Section::ALL.iter().any(in_section)
}

/// The ids of all items that have a random one.
fn ids(session: &Session, edits: &[Edit]) -> Vec<String> {
    let mut ids: Vec<String> =
        edits.iter().filter(|edit| edit.section().count() != Count::One).map(|edit| edit.item().to_string()).collect();
    for section in Section::ALL.iter().filter(|section| section.count() != Count::One) {
        let table = session.table(*section);
        ids.extend(table.records().map(|record| record.id().to_string()));
    }
    ids
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_edit_is_told_without_ids_in_both_languages(before in session(40), steps in prop::collection::vec(step(), 1..4)) {
        let mut session = before;
        let (in_dutch, in_english) = (dutch(), english());
        for step in &steps {
            let edits = edits(&session, step);
            let (brace, ids) = (holds_brace(&session, &edits), ids(&session, &edits));
            for edit in edits {
                for words in [&in_dutch, &in_english] {
                    let told = sentences(words).tell(&edit, &session);
                    prop_assert!(!told.trim().is_empty());
                    prop_assert!(brace || !told.contains('{'), "{}", told);
                    for id in &ids {
                        prop_assert!(!told.contains(id.as_str()), "{} in {}", id, told);
                    }
                }
                apply(&mut session, edit).expect("made to fit");
            }
        }
    }

    #[test]
    fn an_edit_that_does_not_fit_is_told_too(before in session(10), others in session(10), step in step(), field in 0usize..40) {
        let words = dutch();
        for edit in edits(&others, &step) {
            prop_assert!(!sentences(&words).tell(&edit, &before).is_empty());
            if let Edit::Set { place, value } = edit {
                let place = Place { field, ..place };
                let told = sentences(&words).tell(&Edit::Set { place, value }, &before);
                prop_assert!(!told.is_empty());
            }
        }
        for &section in Section::ALL {
            let table = others.table(section);
            for record in table.records() {
                prop_assert!(!sentences(&words).item_title(section, record, &before).is_empty());
                for edit in removal(&others, section, record.id()) {
                    prop_assert!(!sentences(&words).tell(&edit, &before).is_empty());
                }
            }
        }
    }
}
