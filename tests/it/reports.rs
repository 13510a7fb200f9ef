//! What goes out: reports in all kinds and forms hold what they should and nothing else.

use std::collections::BTreeSet;

use calamine::Reader as _;
use proptest::prelude::*;

use werksessie::domain::edit::{Edit, apply};
use werksessie::domain::hidden::hide;
use werksessie::domain::id::Id;
use werksessie::domain::question::{self, QuestionKind};
use werksessie::domain::record::Meaning;
use werksessie::domain::records::execution::{CalendarEvent, EventState};
use werksessie::domain::records::meeting::{AnswerState, Group, Meeting, Neighbourhood, Person};
use werksessie::domain::records::monitoring::{Embedding, EvaluationRow};
use werksessie::domain::records::plan::{Action, ActionState, Bid};
use werksessie::domain::records::profile::GroupScore;
use werksessie::domain::records::signalling::HandOver;
use werksessie::domain::safe_text::SafeText;
use werksessie::domain::session::{Item, Section, Session};
use werksessie::domain::value::{ChoiceSet as _, Kind, Value};
use werksessie::exchange::form::{OutputForm, Wanted};
use werksessie::exchange::outgoing::Outgoing;
use werksessie::exchange::render::{html, plain::plain};
use werksessie::exchange::report::{ReportFrame, ReportKind, report};
use werksessie::guide::Guide;
use werksessie::guide::covers::shipped_covers;
use werksessie::i18n::Words;
use werksessie::i18n::language::Language;
use werksessie::store::form::reading::parse;
use werksessie::tui::update::{Effect, ExchangeMsg};

use crate::support::arbitrary;
use crate::support::screen::{Screen, WIDE, shipped as sample};
use crate::support::texts::texts;

const SAMPLES: [&str; 3] =
    ["lindenkwartier-2026-03-12.ron", "lindenkwartier-2026-09-17.ron", "havenbuurt-2026-11-19.ron"];

fn dutch() -> (Guide, Words) {
    (Guide::load(Language::Dutch).expect("it ships"), Words::load(Language::Dutch).expect("it ships"))
}

fn rendered(session: &Session, kind: ReportKind, form: OutputForm) -> String {
    let (guide, words) = dutch();
    let (sessions, covers) = ([kind.outgoing(session, false, &words)], shipped_covers());
    let frame = ReportFrame { covers: &covers, ..ReportFrame::default() };
    let wanted = Wanted {
        frames: &[frame],
        sessions: &sessions,
        is_of_many: false,
        kind,
        section: Section::Actions,
        guide: &guide,
        words: &words,
    };
    let contents = form.render(&wanted).expect("room for it");
    assert!(form.is_ours(&contents, &wanted), "{form:?}");
    assert_eq!(form.render(&wanted).expect("room for it"), contents, "{form:?}");
    if form != OutputForm::Workbook {
        return String::from_utf8(contents).expect("text");
    }
    let mut book = calamine::Xlsx::new(std::io::Cursor::new(contents)).expect("a workbook");
    let names = book.sheet_names();
    let sheets = names.iter().filter_map(|name| book.worksheet_range(name).ok());
    let cells = sheets.flat_map(|sheet| sheet.cells().map(|(_, _, cell)| cell.to_string()).collect::<Vec<_>>());
    cells.collect::<Vec<_>>().join("\n")
}

/// The words of a rendered text that are names of people.
fn surnames_in(text: &str, session: &Session) -> BTreeSet<String> {
    let words: BTreeSet<&str> = text.split(|sign: char| !sign.is_alphanumeric() && sign != '-').collect();
    let surnames = session.people.iter().filter_map(|person| {
        person
            .name
            .split_whitespace()
            .nth(1)
            .map(|_| person.name.split_whitespace().last().unwrap_or_default().to_owned())
    });
    surnames.filter(|surname| words.contains(surname.as_str())).collect()
}

#[test]
fn nobody_is_named_in_what_is_for_everybody() {
    for name in SAMPLES {
        let session = sample(name);
        for kind in ReportKind::ALL {
            for form in OutputForm::ALL {
                let text = rendered(&session, kind, form);
                let named = surnames_in(&text, &session);
                assert_eq!(
                    named.is_empty(),
                    kind != ReportKind::Team
                        || named.is_empty() && form != OutputForm::Html
                        || session.people.is_empty(),
                    "{name} {form:?}: {named:?}"
                );
            }
        }
    }
}

#[test]
fn private_notes_leave_only_where_they_are_asked_for() {
    let (guide, words) = dutch();
    for name in SAMPLES {
        let session = sample(name);
        let Some(first) = session.the_meeting().private_notes.lines().next() else { continue };
        let in_text =
            |out: &Outgoing, kind| plain(&report(out, kind, ReportFrame::default(), &guide, &words)).contains(first);
        for kind in ReportKind::ALL {
            assert!(!in_text(&kind.outgoing(&session, false, &words), kind), "{name} {kind:?}");
            assert_eq!(
                in_text(&kind.outgoing(&session, true, &words), kind),
                kind == ReportKind::Team,
                "{name} {kind:?}"
            );
        }
    }
}

#[test]
fn names_are_recognised_as_people_write_them() {
    let (_, words) = dutch();
    let mut session = sample(SAMPLES[0]);
    let mut say = |name: &str, role: &str, text: &str| {
        let people = session.table_mut(Section::People);
        let person = people.get_mut(0).expect("somebody");
        person.replace(0, Value::text(name)).expect("a name");
        person.replace(1, Value::text(role)).expect("a role");
        person.replace(2, Value::Empty).expect("an organisation");
        let meeting = session.table_mut(Section::Meeting).get_mut(0).expect("one");
        meeting.replace(Meeting::ambition, Value::text(text)).expect("a text");
        Outgoing::for_everybody(&session, &words).the_meeting().ambition.to_string()
    };
    for (name, text, told) in [
        ("Anna van der Berg", "Anna van der Berg belt.", "Kok belt."),
        ("Anna van der Berg", "Mevrouw Van der Berg belt.", "Mevrouw Kok belt."),
        ("Anna van der Berg", "Ze klimmen op de berg.", "Ze klimmen op de berg."),
        // With a capital it cannot be told from the name; without one it is a word, but behind a first name.
        ("Kees Groen", "Groen belt. Meer groen, kees groen", "Kok belt. Meer groen, Kok"),
        ("Anna van der Berg", "Bergs plan, en anna berg", "Kok plan, en Kok"),
        ("Smit-Jansen, Piet", "Piet Smit-Jansen: ja", "Kok: ja"),
        ("Fatima", "Fatima belt.", "Fatima belt."),
        ("Ana Lindenkwartier", "Het Lindenkwartier", "Het Lindenkwartier"),
        ("Anna van der Berg", "De brief van Anna van der Berg, A. Berg", "De brief van Kok, Kok"),
        ("Anna van der Berg", "vanderBerg, Van den Berg en v.d. Berg", "Kok, Kok en Kok"),
        ("Berg, Anna van der", "Anna van der Berg, vanderberg", "Kok, Kok"),
        ("Şerife Işık", "mevrouw Isik, ISIK en Işık-Demir", "mevrouw Kok, Kok en Kok"),
        ("Gülay Erdogan", "Erdoğan, Erdog\u{306}an", "Kok, Kok"),
        ("René Müller", "Muller en Rene Mueller", "Kok en Kok"),
        ("René Müller", "Muller, Rene Mueller", "Kok Kok"),
        ("Ed Strauß", "Strauss", "Kok"),
        ("Anne Wiradinata", "Wiradinata-Jansen belt", "Kok belt"),
        ("Anne-Marie Bos", "Marie en Anne-Marie Bos, het Bos gezin", "Marie en Kok, het iemand gezin"),
        ("Fatima", "Mail jan.vanderberg@ede.nl.", "Mail [e-mailadres]."),
        (
            "Fatima",
            "Bel 06-12345678, 06 12 34 56 78, +31 (0)6 12345678",
            "Bel [telefoonnummer], [telefoonnummer], [telefoonnummer]",
        ),
        (
            "Fatima",
            "bsn 111222333 of 111 222 333, nr 111222334",
            "bsn [persoonlijk nummer] of [persoonlijk nummer], nr 111222334",
        ),
        (
            "Fatima",
            "geboren 4-3-1961, geb. 4 maart 1961, geb 4-3-61, gepland 4 maart 2027",
            "geboren [geboortedatum], geb. [geboortedatum], geb 4-3-61, gepland 4 maart 2027",
        ),
        (
            "Fatima",
            "Op NL91ABNA0417164300 of NL91 ABNA 0417 1643 00, niet NL92ABNA0417164300",
            "Op [rekeningnummer] of [rekeningnummer], niet NL92ABNA0417164300",
        ),
        (
            "Fatima",
            "https://wa.me/31612345678, wa.me/+31612345678, tel:+31612345678, op 12/06/2026 1400",
            "https://wa.me/[telefoonnummer], wa.me/[telefoonnummer], tel:[telefoonnummer], op 12/06/2026 1400",
        ),
        (
            "Fatima",
            "ria (at) ziggo.nl, ria [AT] ziggo punt nl, Fatima (at) de markt, bbr@ede.nl punt",
            "[e-mailadres], [e-mailadres], Fatima (at) de markt, [e-mailadres] punt",
        ),
        (
            "Fatima",
            "Jan,0612345678 tel.0612345678 -0612345678 0318 123456/0318 654321, niet 12.0612345678 of 1-0612345678",
            "Jan,[telefoonnummer] tel.[telefoonnummer] -[telefoonnummer] [telefoonnummer]/[telefoonnummer], niet 12.0612345678 of 1-0612345678",
        ),
        ("Fatima", "(0318) 123 456, tel:0612345678", "([telefoonnummer], tel:[telefoonnummer]"),
        (
            "Fatima",
            "01-02-2026 10:00, 01-02-2026 12 keer, 0900-8844, 10 000 000, @buurt",
            "01-02-2026 10:00, 01-02-2026 12 keer, 0900-8844, 10 000 000, @buurt",
        ),
    ] {
        assert_eq!(say(name, "Kok", text), told, "{name}");
    }
}

/// A first name of one is in the name of another, or two have the same surname: nobody is told to be somebody else.
#[test]
fn a_name_is_not_taken_for_that_of_somebody_else() {
    let (_, words) = dutch();
    let mut session = sample(SAMPLES[0]);
    let people = session.table_mut(Section::People);
    let names = [
        ("Pieter Jan Oud", "Beheerder"),
        ("Jan van der Berg", "Kok"),
        ("Anna van der Berg", "Tolk"),
        ("Kees Thomas", "Tuinman"),
        ("Thomas Wit", "Kapper"),
    ];
    for (at, (name, role)) in names.into_iter().enumerate() {
        let person = people.get_mut(at).expect("somebody");
        for (field, value) in [(0, Value::text(name)), (1, Value::text(role)), (2, Value::Empty)] {
            person.replace(field, value).expect("it fits");
        }
    }
    for (text, told) in [
        ("Jan van der Berg kan niet slapen", "Kok kan niet slapen"),
        ("Jan en Anneke bellen", "Jan en Anneke bellen"),
        ("Pieter Jan Oud en Jan Oud", "Beheerder en Beheerder"),
        ("Mevrouw Van der Berg belt", "Mevrouw iemand belt"),
        ("Thomas en meneer Thomas, of Kees Thomas, Thomas Wit", "Thomas en meneer Tuinman, of Tuinman, Kapper"),
    ] {
        let meeting = session.table_mut(Section::Meeting).get_mut(0).expect("one");
        meeting.replace(Meeting::ambition, Value::text(text)).expect("a text");
        assert_eq!(&*Outgoing::for_everybody(&session, &words).the_meeting().ambition, told, "{text}");
    }
}

/// A surname that is a word of the language stays where it is that word, and nobody is told to be a namesake.
#[test]
fn a_surname_that_is_a_word_or_of_another_is_told_of_nobody() {
    let (_, words) = dutch();
    let mut session = sample(SAMPLES[0]);
    let people = session.table_mut(Section::People);
    let names = [
        ("Piet Bakker", "Sportcoach"),
        ("Joost Bos", "Huismeester"),
        ("Zoë de Boer", "Adviseur"),
        ("Noël van der Kade", "Huisarts"),
        ("Thijs Linden", "Bezoeker"),
    ];
    for at in 0..people.len() {
        let (name, role) = names.get(at).copied().unwrap_or(("Fatima", "Bewoner"));
        let person = people.get_mut(at).expect("somebody");
        for (field, value) in [(0, Value::text(name)), (1, Value::text(role)), (2, Value::Empty)] {
            person.replace(field, value).expect("it fits");
        }
    }
    for (text, told) in [
        (
            "Wandelen in het Bos en het bos bij de Bakker om de hoek, met Linden",
            "Wandelen in het Bos en het bos bij de Bakker om de hoek, met Bezoeker",
        ),
        ("Zorg in de Kade. Van der Kade komt, zei Van de Kade", "Zorg in de Kade. Huisarts komt, zei Huisarts"),
        ("Melk van de boer, en van De Boer en zoë de boer", "Melk van de boer, en van Adviseur en Adviseur"),
        ("De heer Bos, mevrouw bakker en meneer de Kade", "De heer Huismeester, mevrouw Sportcoach en meneer Huisarts"),
        ("Het gezin Bos, de Bossen en het Bos gezin", "Het gezin Huismeester, de Bossen en het Huismeester gezin"),
        ("Ook Kees Bos, K. Bos en dhr. Jan de Boer", "Ook iemand, iemand en dhr. iemand"),
        ("Kees Bos komt.\nVraag Bakker. Joost Bos", "Kees iemand komt.\nVraag Sportcoach. Huismeester"),
        ("J. Bos en Dag mevrouw, bakker of niet", "Huismeester en Dag mevrouw, bakker of niet"),
    ] {
        let meeting = session.table_mut(Section::Meeting).get_mut(0).expect("one");
        meeting.replace(Meeting::ambition, Value::text(text)).expect("a text");
        assert_eq!(&*Outgoing::for_everybody(&session, &words).the_meeting().ambition, told, "{text}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn everything_that_was_typed_is_in_the_report_for_the_team(session in arbitrary::session(60)) {
        let (guide, words) = dutch();
        let out = Outgoing::for_the_team(&session, true);
        let shown = plain(&report(&out, ReportKind::Team, ReportFrame::default(), &guide, &words));
        for text in texts(&session) {
            for line in text.split('\n') {
                let line = format!(" {line}");
                let line = SafeText::new(&line);
                prop_assert!(shown.contains(line.as_str().trim()), "{:?} is not in\n{}", line, shown);
            }
        }
    }

    #[test]
    fn every_form_of_any_session_is_sound(session in arbitrary::session(40)) {
        let (guide, words) = dutch();
        for kind in ReportKind::ALL {
            let document = report(&kind.outgoing(&session, true, &words), kind, ReportFrame::default(), &guide, &words);
            sound(&html(&document, "nl", &words));
            for form in OutputForm::ALL {
                rendered(&session, kind, form);
            }
        }
    }
}

/// What a reader of the page counts on: one first heading, none skipped, every table with its name and heads, every picture
/// with its description, every link with its goal, no script and nothing from elsewhere.
fn sound(page: &str) {
    let tags: Vec<&str> = page.split('<').skip(1).filter_map(|part| part.split('>').next()).collect();
    let count = |begin: &str| {
        let is = |tag: &&&str| tag.split([' ', '/']).next() == Some(begin);
        tags.iter().filter(is).count()
    };
    assert!(page.starts_with("<!doctype html>\n<html lang=nl>"));
    assert!(page.find("<meta charset=utf-8>").is_some_and(|at| at < 1024));
    assert_eq!((count("h1"), count("main"), count("title") - count("svg"), count("script")), (1, 1, 1, 0));
    let mut last = 1;
    for tag in &tags {
        if let Some(level) = tag.strip_prefix('h').and_then(|rest| rest[..1].parse::<usize>().ok()) {
            assert!(level <= last + 1, "h{last} is followed by h{level}");
            last = level;
        }
    }
    assert_eq!(count("table"), count("caption"));
    assert_eq!(count("table"), count("thead"));
    assert_eq!((count("svg"), count("svg")), (count("desc"), count("figure")));
    for head in tags.iter().filter(|tag| tag.starts_with("th ") || **tag == "th") {
        assert!(head.contains("scope="), "{head}");
    }
    let ids: Vec<&str> = tags.iter().filter_map(|tag| tag.split(" id=").nth(1)?.split(' ').next()).collect();
    assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len(), "an id stands for one thing");
    for goal in tags.iter().filter_map(|tag| tag.split("href=#").nth(1)) {
        assert!(ids.contains(&goal), "{goal}");
    }
    assert!(!page.contains(" src="), "{page}");
    for outside in ["http:", "https:", "@import", "javascript:"] {
        assert!(!tags.iter().any(|tag| tag.contains(outside)), "{outside}");
    }
}

#[test]
fn a_page_is_small_and_says_what_it_is() {
    for name in SAMPLES {
        let session = sample(name);
        for kind in ReportKind::ALL {
            let page = rendered(&session, kind, OutputForm::Html);
            sound(&page);
            assert!(page.len() <= 150 * 1024, "{name} {kind:?}: {}", page.len());
            assert_eq!(page.contains("<p class=mark>"), kind == ReportKind::Team);
        }
    }
}

#[test]
fn what_was_typed_is_no_mark() {
    const ODD: &str =
        "<script>alert(1)</script> & \"q\" | `code` *ster* _a_b_ [x](javascript:1) # ~ \u{1b}[2J \u{202e}om";
    let mut session = sample(SAMPLES[0]);
    let action = session.table_mut(Section::Actions).get_mut(0).expect("an action");
    action.replace(0, Value::text(ODD)).expect("a text");
    let page = rendered(&session, ReportKind::Team, OutputForm::Html);
    sound(&page);
    assert!(page.contains("&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;q&quot;"));
    assert!(!page.contains('\u{1b}') && !page.contains('\u{202e}'));
    let text = rendered(&session, ReportKind::Team, OutputForm::Markdown);
    assert!(text.contains(
        "\\<script\\>alert(1)\\</script\\> \\& \"q\" \\| \\`code\\` \\*ster\\* \\_a\\_b\\_ \\[x\\](javascript:1)"
    ));
    assert!(text.lines().any(|line| line.starts_with("- [ ] ")) && text.lines().any(|line| line.starts_with("- [x] ")));
}

#[test]
fn progress_tells_what_changed_since_the_round_before() {
    let (guide, words) = dutch();
    let kind = ReportKind::Progress;
    let [before, now] = [SAMPLES[0], SAMPLES[1]].map(|name| kind.outgoing(&sample(name), false, &words));
    let told = |earlier: &[Outgoing]| {
        let frame = ReportFrame { earlier, ..ReportFrame::default() };
        plain(&report(&now, kind, frame, &guide, &words))
    };
    let shown = told(std::slice::from_ref(&before));
    assert!(
        shown.contains("Vergeleken met Lindenkwartier · ronde 1") && shown.contains("dichter bij het doel"),
        "{shown}"
    );
    assert!(shown.contains("Toen: ") && shown.contains("Waarom: "), "{shown}");
    assert!(told(std::slice::from_ref(&now)).contains("Hier veranderde niets."));
    assert!(told(&[]).contains("geen eerdere ronde"));
}

#[test]
fn what_is_done_was_not_let_go_and_what_was_let_go_needs_no_reason() {
    let (guide, words) = dutch();
    let kind = ReportKind::Progress;
    let mut session = sample(SAMPLES[1]);
    let dropped = session.actions.iter().find(|action| action.is_open()).expect("an open action").clone();
    let put = Edit::set(Section::Actions, &dropped.id, Action::status, Value::Choice(ActionState::Dropped.word()));
    apply(&mut session, put).expect("it fits");
    let [before, now] = [sample(SAMPLES[0]), session].map(|session| kind.outgoing(&session, false, &words));
    let frame = ReportFrame { earlier: std::slice::from_ref(&before), ..ReportFrame::default() };
    let shown = plain(&report(&now, kind, frame, &guide, &words));
    let (changed, let_go) = shown.split_once("Wat is vervallen").expect("a chapter");
    assert!(let_go.contains(&*dropped.what) && let_go.contains("wachtlijst"), "{let_go}");
    assert!(!let_go.contains("De lift"), "what is done was not let go: {let_go}");
    assert!(!changed.contains("Wat is nog open") && changed.contains("Verder na de sessie"), "{changed}");
}

#[test]
fn a_plan_ends_with_where_each_part_stands_that_is_asked_for() {
    let page = rendered(&sample(SAMPLES[0]), ReportKind::Plan, OutputForm::Markdown);
    let cover = page.split("## Voorblad").nth(1).expect("a cover sheet");
    assert!(cover.contains("| Geld en uren | Wat gaan we doen: "), "{cover}");
    let begun = rendered(&sample(SAMPLES[2]), ReportKind::Plan, OutputForm::Markdown);
    assert!(begun.contains("| Geld en uren | nog niet |"));
}

/// A book over many sessions: no two columns of a sheet are called the same, and of an answer it stands what it answers.
#[test]
fn no_two_columns_of_a_book_are_called_the_same() {
    for &language in Language::ALL {
        let (guide, words) = (Guide::load(language).expect("it ships"), Words::load(language).expect("it ships"));
        let kind = ReportKind::Team;
        let sessions = [kind.outgoing(&marked(), false, &words), kind.outgoing(&sample(SAMPLES[1]), false, &words)];
        let wanted = Wanted {
            frames: &[],
            sessions: &sessions,
            is_of_many: true,
            kind,
            section: Section::Actions,
            guide: &guide,
            words: &words,
        };
        let book = OutputForm::Workbook.render(&wanted).expect("room for it");
        let mut book = calamine::Xlsx::new(std::io::Cursor::new(book)).expect("a workbook");
        assert!(book.sheet_names().len() > 50);
        for name in book.sheet_names() {
            let sheet = book.worksheet_range(&name).expect("a sheet");
            let headings: Vec<String> = sheet.rows().next().expect("heads").iter().map(ToString::to_string).collect();
            assert_eq!(headings.iter().collect::<BTreeSet<_>>().len(), headings.len(), "{name}: {headings:?}");
            if name == words.record(Section::Answers.kind()).many {
                let told: Vec<String> = sheet.rows().map(|row| row[3].to_string()).collect();
                assert_eq!(told[0], words.outgoing.question);
                assert!(told.contains(&guide.question_label("follow_up.7.6")), "{told:?}");
            }
        }
    }
}

/// The screen offers the forms that a kind of report can be written in, and writes the one under the cursor.
#[test]
fn the_screen_offers_the_forms_of_a_kind_and_no_other() {
    let (_, words) = dutch();
    for (number, kind) in ReportKind::ALL.into_iter().enumerate() {
        let forms = OutputForm::of_kind(kind);
        for (at, form) in OutputForm::ALL.into_iter().enumerate() {
            let mut screen = Screen::open(Language::Dutch, WIDE, sample(SAMPLES[0]));
            screen.press("e").press(&"Down ".repeat(number)).press("Enter").press(&"Down ".repeat(at));
            let is_offered = screen.text().contains(&words.outgoing.forms[form.ending()]);
            assert_eq!(is_offered, forms.contains(&form), "{kind:?} {form:?}: {}", screen.text());
            screen.press("Enter");
            let written = screen.effects.iter().find_map(|effect| match effect {
                Effect::Report { kind, form } => Some((*kind, *form)),
                _ => None,
            });
            let expected = forms.get(at).or(forms.last()).copied();
            assert_eq!(written, expected.map(|form| (kind, form)), "{kind:?} {at}");
        }
    }
    assert_eq!(OutputForm::of_kind(ReportKind::Plan), [OutputForm::Html, OutputForm::Markdown]);
    assert_eq!(OutputForm::of_kind(ReportKind::Progress), [OutputForm::Html, OutputForm::Markdown]);
}

/// A text that stands nowhere else.
fn mark_of(section: Section, field: usize) -> String {
    format!("merk{}x{field}.", Section::ALL.iter().position(|known| *known == section).unwrap_or_default())
}

/// A sample with an item in every section, and in every field for words a text that tells which field it is.
fn marked() -> Session {
    let mut session = sample(SAMPLES[0]);
    for &section in Section::ALL {
        let kind = section.kind();
        let table = session.table_mut(section);
        if table.is_empty() {
            let item = Item { id: Id::new("z-0000000001"), values: vec![Value::Empty; kind.fields.len()] };
            table.insert(0, item).expect("room");
        }
        let record = table.get_mut(0).expect("one");
        for (field, _) in kind.fields.iter().enumerate().filter(|(_, it)| matches!(it.kind, Kind::Line | Kind::Text)) {
            record.replace(field, Value::text(mark_of(section, field))).expect("a text");
        }
    }
    session
}

#[test]
fn a_workbook_for_everybody_tells_nothing_that_the_page_leaves_out() {
    let (guide, words) = dutch();
    let session = marked();
    let page = rendered(&session, ReportKind::Public, OutputForm::Html);
    let mut others = rendered(&session, ReportKind::Public, OutputForm::Workbook);
    others.push_str(&rendered(&session, ReportKind::Public, OutputForm::Calendar));
    others.push_str(&rendered(&session, ReportKind::Progress, OutputForm::Html));
    let sessions = [ReportKind::Public.outgoing(&session, false, &words)];
    for section in Section::ALL.iter().copied().filter(|section| *section != Section::Header) {
        let kind = ReportKind::Public;
        let frame = ReportFrame::default();
        let wanted = Wanted {
            frames: &[frame],
            sessions: &sessions,
            is_of_many: false,
            kind,
            section,
            guide: &guide,
            words: &words,
        };
        let table = OutputForm::Csv.render(&wanted).expect("room for it");
        others.push_str(&String::from_utf8(table).expect("text"));
    }
    let mut told = 0;
    for &section in Section::ALL {
        for field in 0..section.kind().fields.len() {
            let mark = mark_of(section, field);
            let is_private = section.kind().fields[field].means(Meaning::Private);
            assert!(!is_private || !page.contains(&mark), "{} {field}", section.name());
            assert!(page.contains(&mark) || !others.contains(&mark), "{} {field} is only elsewhere", section.name());
            told += usize::from(others.contains(&mark));
        }
    }
    assert!(told > 30, "{told} fields are told to everybody");
    let secret = words.field(Section::Meeting.kind(), "private_notes");
    assert!(!others.contains(secret), "not even its heading");
    let team = rendered(&session, ReportKind::Team, OutputForm::Workbook);
    assert!(team.contains(&mark_of(Section::HandOvers, 0)) && !page.contains(&mark_of(Section::HandOvers, 0)));
}

/// What everybody sees of the votes is in the list of them too; before that it says why there is nothing.
#[test]
fn a_list_of_votes_says_that_they_are_hidden_until_they_are_shown() {
    let (guide, words) = dutch();
    let list = |session: &Session, kind: ReportKind| {
        let wanted = Wanted {
            frames: &[ReportFrame::default()],
            sessions: &[kind.outgoing(session, false, &words)],
            is_of_many: false,
            kind,
            section: Section::Votes,
            guide: &guide,
            words: &words,
        };
        String::from_utf8(OutputForm::Csv.render(&wanted).expect("room for it")).expect("text")
    };
    let shown = sample(SAMPLES[0]);
    let mut hidden = shown.clone();
    apply(&mut hidden, hide(&shown, Section::Votes, true).expect("it changes")).expect("it fits");
    let secret = words.grids.still_hidden.as_str();
    for kind in [ReportKind::Public, ReportKind::Team] {
        let [shown_list, hidden_list] = [&shown, &hidden].map(|session| list(session, kind));
        let rows: Vec<&str> = shown_list.lines().skip(1).collect();
        assert!(rows.iter().any(|row| row.ends_with(char::is_numeric)), "{shown_list}");
        assert!(hidden_list.lines().skip(1).all(|row| row.ends_with(secret)), "{hidden_list}");
        assert_eq!(hidden_list.matches(secret).count(), rows.len(), "{hidden_list}");
        let [shown_book, hidden_book] = [&shown, &hidden].map(|it| rendered(it, kind, OutputForm::Workbook));
        assert!(!shown_book.contains(secret) && hidden_book.contains(secret), "{kind:?}");
    }
}

#[test]
fn the_screen_tells_what_is_to_be_read_again() {
    let mut screen = Screen::open(Language::Dutch, WIDE, sample(SAMPLES[0]));
    let out = [ReportKind::Public.outgoing(screen.session(), false, &screen.context.words)];
    let again = Outgoing::to_read_again(&out, &screen.context.words).expect("names stand in it");
    assert!(again.contains(" voornamen: ") && again.contains("Kijk of dat mag."), "{again}");
    screen.send(ExchangeMsg::ReportWritten(Ok(["a.html".to_owned(), again.clone()])));
    assert!(screen.words().contains(&again), "{}", screen.text());
}

/// A first name stays in a text: who sends it to everybody hears which, but none that only the team reads.
#[test]
fn first_names_that_still_stand_there_are_told() {
    let (_, words) = dutch();
    let mut session = Session::empty(Id::new("s-0000000001"));
    let names = ["Hatice Kaya", "Wim", "Karim Aziz", "Roos Bos", "Ede Berg"];
    for (number, name) in names.iter().enumerate() {
        let mut values = vec![Value::Empty; Section::People.kind().fields.len()];
        values[Person::name] = Value::text(*name);
        let item = Item { id: Id::new(format!("p-000000000{number}")), values };
        session.table_mut(Section::People).insert(number, item).expect("room");
    }
    let mut say = |field, text: &str| {
        let meeting = session.table_mut(Section::Meeting).get_mut(0).expect("one");
        meeting.replace(field, Value::text(text)).expect("a text");
        let place = session.table_mut(Section::Neighbourhood).get_mut(0).expect("one");
        place.replace(Neighbourhood::municipality, Value::text("Ede")).expect("a name");
        Outgoing::to_read_again(&[Outgoing::for_everybody(&session, &words)], &words)
    };
    assert_eq!(say(Meeting::private_notes, "Wim komt"), None);
    assert_eq!(say(Meeting::ambition, "een roos in Ede"), None);
    let told = say(Meeting::ambition, "Wim ontvangt, Hatice Kaya schuift aan bij WIM en Hatice.");
    let told = told.expect("names");
    assert!(told.contains("In 1 tekst is") && told.contains("Er staan nog 3 voornamen: Hatice, WIM, Wim. "), "{told}");
}

#[test]
fn what_the_team_let_go_of_is_not_told_to_everybody() {
    let (guide, words) = dutch();
    let mut session = marked();
    let dropped = Value::Choice(ActionState::Dropped.word());
    let cancelled = Value::Choice(EventState::CalledOff.word());
    for (section, field, value) in [
        (Section::Actions, Action::status, dropped),
        (Section::HandOvers, HandOver::fed_back, Value::Empty),
        (Section::Calendar, CalendarEvent::state, cancelled),
    ] {
        session.table_mut(section).get_mut(0).expect("one").replace(field, value).expect("it fits");
    }
    let kind = ReportKind::Progress;
    let [before, now] = [sample(SAMPLES[0]), session].map(|session| kind.outgoing(&session, false, &words));
    let frame = ReportFrame { earlier: std::slice::from_ref(&before), ..ReportFrame::default() };
    let shown = plain(&report(&now, kind, frame, &guide, &words));
    let reason = |section: Section| {
        mark_of(section, section.kind().field_that_means(Meaning::Reason).expect("why it was let go"))
    };
    assert!(shown.contains(&reason(Section::Actions)), "{shown}");
    assert!(!shown.contains(&reason(Section::HandOvers)), "{shown}");
    let what = mark_of(Section::Calendar, CalendarEvent::what);
    assert!(shown.contains(&what) && !shown.contains(&reason(Section::Calendar)), "{shown}");
}

/// What only the team reads is not told by what is missing either.
#[test]
fn what_is_open_in_a_field_for_the_team_is_not_told_to_everybody() {
    let mut session = sample(SAMPLES[0]);
    let person = session.people[0].id.clone();
    let late = Value::AsTyped("na 20u, moeder ligt in Ede".to_owned());
    apply(&mut session, Edit::set(Section::People, &person, Person::from, late)).expect("it fits");
    let group = session.groups[0].id.clone();
    apply(&mut session, Edit::set(Section::Groups, &group, Group::budget, Value::Whole(100))).expect("it fits");
    let mut values = vec![Value::Empty; Section::Bids.kind().fields.len()];
    values[Bid::group] = Value::Link(group);
    values[Bid::amount] = Value::Whole(4321);
    let item = Item { id: Id::new("y-0000000001"), values };
    apply(&mut session, Edit::Insert { section: Section::Bids, item, after: None }).expect("it fits");
    let told = |kind| rendered(&session, kind, OutputForm::Markdown);
    for secret in ["moeder", "4.321"] {
        assert!(told(ReportKind::Team).contains(secret), "{secret}");
        assert!(!told(ReportKind::Public).contains(secret), "{secret}");
    }
}

/// Who knows all scores and those of the groups that are told would know those of the few that are not.
#[test]
fn what_a_few_scored_cannot_be_worked_out() {
    let mut session = sample(SAMPLES[0]);
    let dimension = session.scores[0].dimension;
    let of_dimension: Vec<Id> =
        session.scores.iter().filter(|row| row.dimension == dimension).map(|row| row.id.clone()).collect();
    let rows = |session: &Session| {
        let page = rendered(session, ReportKind::Public, OutputForm::Markdown);
        let name = dutch().1.choice("Dimension", dimension.expect("one").word()).to_owned();
        page.lines()
            .filter(|line| line.starts_with(&format!("| {name} |")) && line.matches('|').count() == 7)
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    for (few, told) in [(3, 1), (5, of_dimension.len() + 1)] {
        for (at, row) in of_dimension.iter().enumerate() {
            let scores = vec![6; if at == 0 { few } else { 7 }];
            apply(&mut session, Edit::set(Section::Scores, row, GroupScore::scores, Value::Scores(scores)))
                .expect("it fits");
        }
        assert_eq!(rows(&session).len(), told, "{:?}", rows(&session));
    }
}

#[test]
fn a_calendar_holds_two_items_of_one_id_and_what_is_on_the_calendar() {
    let mut session = sample(SAMPLES[2]);
    let same = Id::new("e-0000000009");
    let day = Value::Date(jiff::civil::date(2027, 3, 4));
    let mut put = |section: Section, values: &[(usize, Value)]| {
        let mut all = vec![Value::Empty; section.kind().fields.len()];
        for (field, value) in values {
            all[*field] = value.clone();
        }
        session.table_mut(section).insert(0, Item { id: same.clone(), values: all }).expect("room");
    };
    put(Section::Evaluations, &[(0, Value::text("Meten")), (EvaluationRow::date, day.clone())]);
    put(Section::Embeddings, &[(0, Value::text("Blijven")), (Embedding::date, day.clone())]);
    let start = Value::Time(jiff::civil::time(19, 30, 0, 0));
    put(
        Section::Calendar,
        &[
            (CalendarEvent::what, Value::text("Buurtmarkt")),
            (CalendarEvent::date, day),
            (CalendarEvent::start, start),
            (CalendarEvent::place, Value::text("Het plein")),
        ],
    );
    let calendar = rendered(&session, ReportKind::Team, OutputForm::Calendar);
    let ids: Vec<&str> = calendar.lines().filter(|line| line.starts_with("UID:")).collect();
    assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len(), "{calendar}");
    assert_eq!(ids.iter().filter(|id| id.contains("e-0000000009")).count(), 3, "{calendar}");
    assert!(calendar.contains("SUMMARY:Buurtmarkt") && calendar.contains("LOCATION:Het plein"), "{calendar}");
    assert!(calendar.contains("DTSTART;TZID=Europe/Amsterdam:20270304T193000"), "{calendar}");
}

/// What came along to a next round is no second entry, a month stands on its last day, and who only helps finds it too.
#[test]
fn a_calendar_of_two_rounds_holds_each_thing_once() {
    let mut session = sample(SAMPLES[1]);
    let action = session.actions[0].id.clone();
    let helper = session.people[5].id.clone();
    for (field, value) in [
        (Action::due, Value::AsTyped("2027-02".into())),
        (Action::status, Value::Empty),
        (Action::deputy, Value::Link(helper.clone())),
    ] {
        session.table_mut(Section::Actions).get_mut(0).expect("one").replace(field, value).expect("it fits");
    }
    let mut other = session.clone();
    other.id = Id::new("s-another");
    let entry = |session: &Session| {
        let calendar = rendered(session, ReportKind::Team, OutputForm::Calendar);
        let entry = calendar.split("BEGIN:VEVENT").find(|entry| entry.contains(action.as_str())).expect("an entry");
        entry.to_owned()
    };
    assert!(entry(&session).contains("DTSTART;VALUE=DATE:20270228"), "{}", entry(&session));
    let id = |session: &Session| entry(session).lines().find(|line| line.starts_with("UID:")).expect("one").to_owned();
    assert_eq!(id(&session), id(&other));
    let place = other.table_mut(Section::Neighbourhood).get_mut(0).expect("one");
    place.replace(Neighbourhood::name, Value::text("Elders")).expect("it fits");
    assert_ne!(id(&session), id(&other), "a copy for another neighbourhood is another thing");
    let guide = Guide::load(Language::Dutch).expect("it ships with the program");
    let words = Words::load(Language::Dutch).expect("they ship with the program");
    let theirs = ReportKind::Team.outgoing(&session, false, &words).of_these(Some(vec![helper]));
    let wanted = Wanted {
        frames: &[ReportFrame::default()],
        sessions: &[theirs],
        is_of_many: false,
        kind: ReportKind::Team,
        section: Section::Actions,
        guide: &guide,
        words: &words,
    };
    let theirs = String::from_utf8(OutputForm::Calendar.render(&wanted).expect("small")).expect("text");
    assert!(theirs.contains(action.as_str()), "{theirs}");
}

/// A meeting that begins late ends on the next day, also where only the agenda tells how long it takes.
#[test]
fn what_goes_on_behind_midnight_ends_on_the_next_day() {
    for (end, told) in [("01:00", "20261128T010000"), ("", "20261128T013000"), ("23:30", "20261127T233000")] {
        let mut session = sample(SAMPLES[1]);
        let meeting = session.table_mut(Section::Meeting).get_mut(0).expect("one");
        let end = Value::time(end).unwrap_or(Value::Empty);
        for (field, value) in [
            (Meeting::date, Value::Date(jiff::civil::date(2026, 11, 27))),
            (Meeting::start, Value::time("23:00").expect("a time")),
            (Meeting::end, end),
        ] {
            meeting.replace(field, value).expect("it fits");
        }
        let calendar = rendered(&session, ReportKind::Team, OutputForm::Calendar);
        let times = format!("DTSTART;TZID=Europe/Amsterdam:20261127T230000\r\nDTEND;TZID=Europe/Amsterdam:{told}\r\n");
        assert!(calendar.contains(&times), "{calendar}");
    }
}

/// Where the offset of a zone is told to change in a year: the last Sunday of a month, and the offsets before and behind.
fn change(calendar: &str, kind: &str, year: i16) -> (jiff::civil::DateTime, i32, i32) {
    let (_, part) = calendar.split_once(&format!("BEGIN:{kind}\r\n")).expect("the zone tells it");
    let field = |name: &str| part.lines().find_map(|line| line.strip_prefix(name)).expect("a line");
    let hours = |name: &str| field(name)[..3].parse::<i32>().expect("hours");
    let (_, month) = field("RRULE:").split_once("BYMONTH=").expect("a month");
    assert!(month.ends_with(";BYDAY=-1SU"), "{month}");
    let month: i8 = month.trim_end_matches(";BYDAY=-1SU").parse().expect("a month");
    let hour: i8 = field("DTSTART:").split_once('T').expect("a time").1[..2].parse().expect("an hour");
    let first = jiff::civil::date(year, month, 1);
    let sunday = first.nth_weekday_of_month(-1, jiff::civil::Weekday::Sunday).expect("a month has Sundays");
    (sunday.at(hour, 0, 0, 0), hours("TZOFFSETFROM:"), hours("TZOFFSETTO:"))
}

#[test]
fn days_and_times_are_right_when_the_clock_changes() {
    let amsterdam = jiff::tz::TimeZone::get("Europe/Amsterdam").expect("it comes along");
    for (day, next) in [
        (jiff::civil::date(2026, 3, 29), "20260330"),
        (jiff::civil::date(2026, 10, 25), "20261026"),
        (jiff::civil::date(2027, 3, 28), "20270329"),
        (jiff::civil::date(2027, 10, 31), "20271101"),
    ] {
        let mut session = sample(SAMPLES[1]);
        let due = Section::Actions.kind().field_that_means(Meaning::Due).expect("a day");
        let table = session.table_mut(Section::Actions);
        let action =
            (0..table.len()).find(|at| table.get(*at).is_some_and(|record| record.state() == Some(AnswerState::Open)));
        let action = table.get_mut(action.expect("an open one")).expect("a record");
        action.replace(due, Value::Date(day)).expect("a day");
        let id = action.id().clone();
        let meeting = session.table_mut(Section::Meeting).get_mut(0).expect("one");
        meeting.replace(Meeting::date, Value::Date(day)).expect("a day");
        meeting.replace(Meeting::start, Value::time("01:30").expect("a time")).expect("a time");
        meeting.replace(Meeting::end, Value::time("03:30").expect("a time")).expect("a time");
        let calendar = rendered(&session, ReportKind::Team, OutputForm::Calendar);
        let entry = calendar.split("BEGIN:VEVENT").find(|entry| entry.contains(id.as_str())).expect("an entry");
        let told = day.strftime("%Y%m%d");
        assert!(entry.contains(&format!("DTSTART;VALUE=DATE:{told}\r\nDTEND;VALUE=DATE:{next}\r\n")), "{entry}");
        for (name, time) in [("DTSTART", "013000"), ("DTEND", "033000")] {
            assert!(calendar.contains(&format!("{name};TZID=Europe/Amsterdam:{told}T{time}\r\n")), "{calendar}");
        }
        // What the calendar says of the zone is what the zone does, a minute before and a minute behind.
        for year in 2024..2040 {
            for kind in ["DAYLIGHT", "STANDARD"] {
                let (moment, from, to) = change(&calendar, kind, year);
                let at = jiff::tz::Offset::from_hours(i8::try_from(from).expect("few")).expect("an offset");
                let moment = at.to_timestamp(moment).expect("a moment");
                for (beside, expected) in [(-60, from), (60, to)] {
                    let beside = moment + jiff::SignedDuration::from_secs(beside);
                    assert_eq!(amsterdam.to_offset(beside).seconds(), expected * 3600, "{kind} {year}");
                }
            }
        }
    }
}

#[test]
fn what_was_let_go_is_not_told_as_done() {
    let session = r#"Session(format: 1, id: "s-1111111111", round: 1, actions: [
        Action(id: "a-1", what: "Bellen"), Action(id: "a-2", what: "Kookavond", status: done),
        Action(id: "a-3", what: "Kermis", status: dropped), Action(id: "a-4", what: "Tuin", status: started)])"#;
    let session = parse(session).expect("a session");
    for kind in [ReportKind::Public, ReportKind::Team, ReportKind::Plan] {
        let text = rendered(&session, kind, OutputForm::Markdown);
        for line in ["- [ ] Bellen", "- [x] Kookavond", "- [-] Kermis\n  - Status: vervallen", "- [ ] Tuin"] {
            assert!(text.contains(line), "{line}\n{text}");
        }
    }
}

/// The session is the same on every day, and so is its report: who reads it knows which day it is.
#[test]
fn what_is_open_from_a_day_on_is_told_with_that_day() {
    let session = r#"Session(format: 1, id: "s-1111111111", round: 1,
        actions: [Action(id: "a-1", what: "Bellen", due: "2026-10-11"), Action(id: "a-2", what: "Bankjes", due: "2026-10-11"),
            Action(id: "a-3", what: "Kermis", due: "2026-10-11", status: dropped)],
        evaluations: [EvaluationRow(id: "e-1", what: "Soeptafel", date: "2026-09-30")],
        hand_overs: [HandOver(id: "h-1", occasion: "Eten", promised: "2026-11-24")])"#;
    let session = parse(session).expect("a session");
    for (kind, told) in [(ReportKind::Public, false), (ReportKind::Team, true)] {
        for form in [OutputForm::Html, OutputForm::Markdown] {
            let text = rendered(&session, kind, form);
            let lines = [
                "vanaf do 1 okt 2026: Soeptafel: nog te evalueren, afgesproken voor wo 30 sep 2026",
                "vanaf ma 12 okt 2026: 2 acties met datum voorbij: Bellen; Bankjes",
            ];
            let places = lines.map(|line| text.find(line).unwrap_or_else(|| panic!("{line}\n{text}")));
            assert!(places.is_sorted(), "{text}");
            // What is for the team alone raises no signal for everybody.
            assert_eq!(text.contains("vanaf wo 25 nov 2026: Eten: beloofd vóór"), told, "{text}");
        }
    }
}

#[test]
fn the_table_of_answers_tells_how_far_ticks_are_as_the_checklist_does() {
    let (guide, words) = dutch();
    let session = sample(SAMPLES[1]);
    let kind = ReportKind::Team;
    let sessions = [kind.outgoing(&session, false, &words)];
    let wanted = Wanted {
        frames: &[ReportFrame::default()],
        sessions: &sessions,
        is_of_many: false,
        kind,
        section: Section::Answers,
        guide: &guide,
        words: &words,
    };
    let table = OutputForm::Csv.render(&wanted).expect("room for it");
    let mut rows = csv::ReaderBuilder::new().delimiter(b';').from_reader(&table[..]);
    let status = rows.headers().expect("headings").iter().position(|heading| heading == "Status").expect("a column");
    let cells: Vec<String> = rows.records().map(|row| row.expect("a row")[status].to_owned()).collect();
    let mut ticked = 0;
    for (answer, told) in session.answers.iter().zip(&cells) {
        let Some((_, question)) = guide.structure.question(answer.id.as_str()) else { continue };
        if let QuestionKind::Marks { .. } | QuestionKind::Groups { .. } = question.kind {
            let state = question::state(&question.kind, Some(answer), &session);
            assert_eq!(*told, words.choice(AnswerState::KIND_REF.name, state.word()), "{}", answer.id);
            ticked += 1;
        }
    }
    assert!(ticked > 4 && cells.len() == session.answers.len(), "{ticked} of {cells:?}");
}
