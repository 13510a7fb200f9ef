//! What is being typed or chosen, in any field, is in the journal with each key, and comes back from there.

use werksessie::domain::edit::{Edit, apply};
use werksessie::domain::id::Id;
use werksessie::domain::question::QuestionKind;
use werksessie::domain::record::{Meaning, Record};
use werksessie::domain::records::meeting::{Answer, AnswerState, Attendance, Meeting, Person};
use werksessie::domain::records::priorities::Vote;
use werksessie::domain::records::profile::{Dimension, Stand};
use werksessie::domain::recovery::{LeftDraft, LeftEdit};
use werksessie::domain::session::{Item, Section, Session};
use werksessie::domain::value::{ChoiceSet, Kind, Value};
use werksessie::guide::List;
use werksessie::i18n::language::Language;
use werksessie::store::form::reading::parse;
use werksessie::store::form::text::print;
use werksessie::tui::keymap::{Chord, Key};
use werksessie::tui::model::form::Purpose;
use werksessie::tui::model::{Overlay, Recovery};
use werksessie::tui::update::{Effect, FileMsg};

use crate::support::left;
use crate::support::screen::{BEGUN, FULL, Screen, WIDE, context, shipped};
use crate::support::tour::theirs_disagrees;

/// The session after what an earlier run left in a field was put back there; with the form still open.
fn put_back(place: &str, text: &str) -> Screen {
    let recovery = Recovery { edits: Vec::new(), unread: 0, drafts: vec![left(place, text)] };
    let mut screen = Screen::open_after(Language::Dutch, WIDE, shipped(FULL), recovery);
    screen.press_chord(Chord::plain(Key::Enter));
    screen
}

#[test]
fn what_was_typed_in_one_cell_of_a_row_comes_back_in_that_cell() {
    let place = "stands h-2222222222 reasons";
    let mut session = shipped(FULL);
    let mut values = vec![Value::Empty; Section::Stands.kind().fields.len()];
    values[Stand::dimension] = Value::Choice(Dimension::ALL[0].word());
    values[Stand::count] = Value::Whole(4);
    let item = Item { id: Id::new("h-2222222222"), values };
    apply(&mut session, Edit::Insert { section: Section::Stands, item, after: None }).expect("it fits");
    let recovery = Recovery { edits: Vec::new(), unread: 0, drafts: vec![left(place, "Veel licht")] };
    let mut screen = Screen::open_after(Language::Dutch, WIDE, session, recovery);
    screen.press("Enter Enter");
    let stand = screen.session().stands.find(&Id::new("h-2222222222")).expect("there").clone();
    assert_eq!((stand.count.known(), &*stand.reasons), (Some(4), "Veel licht"));
}

#[test]
fn what_is_typed_or_chosen_in_any_field_comes_back_from_the_journal() {
    let session = shipped(FULL);
    let mut fields = 0;
    for &section in Section::ALL {
        let Some(record) = session.table(section).records().next() else { continue };
        for field in section.kind().fields {
            let place = format!("{} {} {}", section.name(), record.id(), field.name);
            let mut screen = put_back(&place, "");
            if screen.model.form().is_none() {
                continue;
            }
            fields += 1;
            for key in ['x', '7', ' '] {
                let before = screen.effects.len();
                screen.press_chord(Chord::plain(Key::Char(key)));
                let is_kept = screen.effects[before..].iter().any(|effect| matches!(effect, Effect::Draft { .. }));
                assert!(is_kept || screen.model.refused.is_some(), "{key:?} in {place}");
            }
            let last = screen.effects.iter().rev().find_map(|effect| match effect {
                Effect::Draft { place, text } => Some((place.clone(), text.clone())),
                _ => None,
            });
            let (there, text) = last.expect("it was typed in");
            assert_eq!(there, place);
            let mut again = put_back(&place, &text);
            for screen in [&mut screen, &mut again] {
                screen.press_chord(Chord::plain(Key::Esc));
            }
            let sessions = [&screen, &again].map(|screen| screen.model.desk().expect("open").session.clone());
            assert_eq!(sessions[0], sessions[1], "{place}: {text:?}");
        }
    }
    assert!(fields > 100, "{fields} fields were typed in");
}

/// What somebody else may put in a field of this kind, other than what stands there.
fn other(kind: Kind, now: &Value, session: &Session) -> Option<Value> {
    let items = |section: Section| session.table(section).records().map(|record| record.id().clone());
    let values: Vec<Value> = match kind {
        Kind::Line | Kind::Text => vec![Value::text("Van hen")],
        Kind::Date | Kind::Time | Kind::Whole | Kind::Decimal | Kind::Scores => {
            vec![Value::AsTyped("van hen".to_owned())]
        }
        Kind::Flag => vec![Value::Yes],
        Kind::Choice(choices) => choices.options.iter().map(|option| Value::Choice(option)).collect(),
        Kind::Choices(choices) => choices.options.iter().map(|option| Value::set(vec![(*option).to_owned()])).collect(),
        Kind::Link(to) => items(to).map(Value::Link).collect(),
        Kind::Links(to) => items(to).map(|item| Value::set(vec![item.to_string()])).collect(),
        Kind::Marks => vec![Value::set(vec!["van hen".to_owned()])],
        Kind::Versions => Vec::new(),
    };
    values.into_iter().rev().find(|value| value != now)
}

/// Whether what was put in a field, in the place of `before`, stands there or waits to be chosen.
fn is_kept(session: &Session, (section, item, field): (Section, &Id, usize), before: &Value, value: &Value) -> bool {
    let holds = |held: &Value| {
        let added = || value.members().iter().filter(|member| !before.members().contains(member));
        match (held, value) {
            (Value::Text(held), Value::Text(text)) => text.lines().all(|line| held.lines().any(|of| of == line)),
            (_, Value::Empty) if matches!(before, Value::Set(_)) => true,
            (Value::Set(_) | Value::Empty, Value::Set(_)) => added().all(|member| held.members().contains(member)),
            _ => held == value,
        }
    };
    let stands = session.find(section, item).is_some_and(|record| holds(&record.value(field)));
    let open = session.conflicts.iter().filter_map(|conflict| conflict.open(session));
    let mut open = open.filter(|open| open.section == section && open.item == *item);
    stands
        || open.any(|open| {
            let at = open.fields.iter().position(|of| *of == field);
            at.is_some_and(|at| open.values.others.iter().any(|other| holds(&other[at])))
        })
}

/// Closes the form, past a question about a name.
fn close(screen: &mut Screen) {
    for _ in 0..3 {
        if screen.model.form().is_some() {
            screen.press_chord(Chord::plain(Key::Esc));
        }
    }
    assert!(screen.model.form().is_none(), "{}", screen.text());
}

/// What is being typed, as the journal has it.
fn draft_in_the_journal(screen: &Screen) -> Option<LeftDraft> {
    let mut draft = LeftDraft::default();
    for effect in &screen.effects {
        match effect {
            Effect::DraftBegun(before) => draft.before.clone_from(before),
            Effect::Draft { place, text } => (draft.place, draft.text) = (place.clone(), text.clone()),
            Effect::DraftClosed => draft = LeftDraft::default(),
            _ => {}
        }
    }
    (!draft.place.is_empty()).then_some(draft)
}

/// What a session becomes in which something is typed, where another process changes it meanwhile; and where the program
/// is killed, the file is changed, and what was typed is put back.
fn both_ways(mut typing: Screen, base: &Session, changed: &Session) -> [Session; 2] {
    typing.send(FileMsg::Theirs { base: Box::new(base.clone()), theirs: Box::new(changed.clone()) });
    let left = draft_in_the_journal(&typing).expect("it is in the journal");
    let recovery = Recovery { drafts: vec![left], ..Recovery::default() };
    let mut after_a_crash = Screen::open_after(Language::Dutch, WIDE, changed.clone(), recovery);
    after_a_crash.press("Enter");
    [typing, after_a_crash].map(|mut screen| {
        assert!(screen.model.form().is_some(), "{}", screen.text());
        close(&mut screen);
        screen.session().clone()
    })
}

#[test]
fn what_another_puts_where_something_is_typed_is_not_lost_and_nor_is_what_is_typed() {
    let session = shipped(FULL);
    let mut fields = 0;
    for &section in Section::ALL {
        let Some(record) = session.table(section).records().next() else { continue };
        for (number, field) in section.kind().fields.iter().enumerate() {
            let name = format!("{} {} {}", section.name(), record.id(), field.name);
            let (before, place) = (record.value(number), (section, record.id(), number));
            let typed = || {
                let mut screen = put_back(&name, "");
                if screen.model.form().is_some() {
                    screen.press("x 7 Space");
                }
                screen
            };
            let mut alone = typed();
            let (Some(theirs), true) = (other(field.kind, &before, &session), alone.model.form().is_some()) else {
                continue;
            };
            close(&mut alone);
            let mine = alone.session().find(section, record.id()).map_or(Value::Empty, |record| record.value(number));
            let mut changed = session.clone();
            if apply(&mut changed, Edit::set(section, record.id(), number, theirs.clone())).is_err() {
                continue;
            }
            fields += 1;
            for now in both_ways(typed(), &session, &changed) {
                assert!(is_kept(&now, place, &before, &theirs), "{name}: {theirs:?} is gone");
                assert!(mine == before || is_kept(&now, place, &before, &mine), "{name}: {mine:?} is gone");
                assert_eq!(parse(&print(&now)).as_ref(), Ok(&now), "{name}");
            }
        }
    }
    assert!(fields > 100, "{fields} fields were typed in");
}

#[test]
fn of_two_judgements_that_are_given_at_once_no_third_is_made() {
    let session = shipped(FULL);
    let guide = &Screen::start(Language::Dutch, WIDE).context.guide;
    let has_marks = |answer: &&Answer| {
        let question = guide.structure.question(answer.id.as_str()).map(|(_, question)| &question.kind);
        matches!(question, Some(QuestionKind::Marks { .. })) && !answer.marks.0.is_empty()
    };
    let answer = session.answers.iter().find(has_marks).expect("one was ticked").id.clone();
    let judgement = Section::Answers.kind().judgement();
    let reason = Section::Answers.kind().field_that_means(Meaning::Reason).expect("a field");
    let given = |session: &Session| -> Vec<Value> {
        let record = session.find(Section::Answers, &answer).expect("it is there");
        judgement.iter().map(|field| record.value(*field)).collect()
    };
    let typed = || {
        let mut screen = put_back(&format!("answers {answer} marks"), "");
        screen.press("Right Space");
        screen
    };
    let mut alone = typed();
    close(&mut alone);
    let mine = given(alone.session());
    let mut changed = session.clone();
    for (field, value) in [
        (Answer::marks, Value::Empty),
        (Answer::status, Value::Choice(AnswerState::No.word())),
        (reason, Value::text("Niet nu")),
    ] {
        apply(&mut changed, Edit::set(Section::Answers, &answer, field, value)).expect("it fits");
    }
    let theirs = given(&changed);
    for now in both_ways(typed(), &session, &changed) {
        assert_eq!(given(&now), mine, "what was typed stands");
        let open = now.conflicts[0].open(&now).expect("it is known");
        let other: Vec<&Value> = judgement
            .iter()
            .map(|field| {
                let at = open.fields.iter().position(|of| of == field);
                at.map_or(&theirs[0], |at| &open.values.others[0][at])
            })
            .collect();
        for (field, value) in judgement.iter().zip(&theirs).filter(|(field, _)| open.fields.contains(field)) {
            assert!(other.contains(&value), "{field} {value:?} of {open:?}");
        }
        assert!([Answer::marks, Answer::status, reason].iter().all(|field| open.fields.contains(field)));
    }
}

/// A session in which two people were missed, with the question about them.
fn with_missed() -> (Session, [Id; 2], String) {
    let mut session = shipped(FULL);
    let missed = [session.people[0].id.clone(), session.people[1].id.clone()];
    for person in &missed {
        let wanted = Value::Choice(Attendance::Wanted.word());
        apply(&mut session, Edit::set(Section::People, person, Person::attendance, wanted)).expect("it fits");
    }
    let guide = &Screen::start(Language::Dutch, WIDE).context.guide;
    let mut questions = guide.structure.lists.iter().flat_map(List::questions);
    let question = questions.find(|question| question.kind == QuestionKind::Wanted).expect("it is asked");
    (session, missed, question.id.clone())
}

fn opened_at(session: &Session, place: &str, text: &str) -> Screen {
    let recovery = Recovery { drafts: vec![left(place, text)], ..Recovery::default() };
    let mut screen = Screen::open_after(Language::Dutch, WIDE, session.clone(), recovery);
    screen.press("Enter");
    screen
}

#[test]
fn who_is_invited_comes_back_as_that_and_not_as_the_name_of_somebody_who_is_missed() {
    let (session, [one, other], question) = with_missed();
    let invited = |session: &Session, person: &Id| {
        session.people.find(person).is_some_and(|person| person.attendance == Some(Attendance::Invited))
    };
    let mut screen = opened_at(&session, &format!("answers {question} @invited"), &format!("{one}\n"));
    close(&mut screen);
    assert!(invited(screen.session(), &one) && !invited(screen.session(), &other));
    assert_eq!(
        (screen.session().people.len(), screen.session().parked.len()),
        (session.people.len(), session.parked.len())
    );
    let mut screen = opened_at(&session, &format!("answers {question} @missed"), "De wijkagent");
    close(&mut screen);
    assert!(screen.session().people.iter().any(|person| &*person.name == "De wijkagent"));

    // Another process invites the other meanwhile: both are.
    let mut changed = session.clone();
    let set = Edit::set(Section::People, &other, Person::attendance, Value::Choice(Attendance::Invited.word()));
    apply(&mut changed, set).expect("it fits");
    let mut typing = opened_at(&session, &format!("answers {question} @invited"), &format!("*{one}\n"));
    typing.press("Space");
    for now in both_ways(typing, &session, &changed) {
        assert!(invited(&now, &one) && invited(&now, &other), "{:?}", now.people);
    }
}

#[test]
fn what_is_said_of_several_takes_nothing_from_what_another_said_of_one_of_them() {
    let session = shipped(FULL);
    let mut screen = Screen::open(Language::Dutch, WIDE, session.clone());
    screen.go_to("actions").press("* * = Tab ‘1 mei 2027’");
    assert!(screen.model.form().is_some(), "{}", screen.text());
    let second = session.actions[1].id.clone();
    let mut changed = session.clone();
    let due = Section::Actions.kind().position("due").expect("a field");
    let theirs = Value::AsTyped("van hen".to_owned());
    apply(&mut changed, Edit::set(Section::Actions, &second, due, theirs.clone())).expect("it fits");
    screen.send(FileMsg::Theirs { base: Box::new(session.clone()), theirs: Box::new(changed) });
    close(&mut screen);
    let (now, before) = (screen.session(), session.actions[1].value(due));
    assert!(is_kept(now, (Section::Actions, &second, due), &before, &theirs));
    assert_ne!(now.actions[0].value(due), session.actions[0].value(due));
    assert_eq!(now.actions[0].value(due), now.actions[1].value(due));
}

#[test]
fn what_is_typed_in_a_cell_and_changed_by_another_waits_for_a_choice() {
    let session = shipped(FULL);
    let vote = session.votes[0].clone();
    let name = format!("votes {} votes", vote.id);
    let mut changed = session.clone();
    let place = (Section::Votes, &vote.id, Vote::votes);
    apply(&mut changed, Edit::set(place.0, place.1, place.2, Value::Whole(31))).expect("it fits");
    let typing = || {
        let mut screen = opened_at(&session, &name, "");
        screen.press("1 2");
        screen
    };
    let mut meanwhile = typing();
    meanwhile.send(FileMsg::Theirs { base: Box::new(session.clone()), theirs: Box::new(changed.clone()) });
    let left = draft_in_the_journal(&meanwhile).expect("it is in the journal");
    let recovery = Recovery { drafts: vec![left], ..Recovery::default() };
    let mut after_a_crash = Screen::open_after(Language::Dutch, WIDE, changed, recovery);
    after_a_crash.press("Enter");
    for screen in [&mut meanwhile, &mut after_a_crash] {
        screen.press("Esc");
        assert_eq!(screen.session().votes.find(&vote.id).expect("there").votes.known(), Some(12));
        assert!(is_kept(screen.session(), place, &vote.value(Vote::votes), &Value::Whole(31)));
    }
}

#[test]
fn what_somebody_else_settled_is_not_asked_any_more() {
    let motto = |session: &Session, text: &str| {
        let mut session = session.clone();
        let edit = Edit::set(Section::Meeting, &session.the_meeting().id.clone(), Meeting::motto, Value::text(text));
        apply(&mut session, edit).expect("it fits");
        session
    };
    let base = shipped(FULL);
    let theirs =
        |base: &Session, theirs: Session| FileMsg::Theirs { base: Box::new(base.clone()), theirs: Box::new(theirs) };
    let mut screen = Screen::open(Language::Dutch, WIDE, motto(&base, "Van ons"));
    screen.send(theirs(&base, motto(&base, "Van hen")));
    screen.press("c");
    assert!(matches!(screen.model.overlays.last(), Some(Overlay::Resolver { .. })), "{}", screen.text());
    let disputed = screen.session().clone();
    // Something else comes in: it is asked still.
    let mut elsewhere = disputed.clone();
    apply(&mut elsewhere, Edit::Remove { section: Section::Parked, item: base.parked[0].id.clone() }).expect("it fits");
    screen.send(theirs(&disputed, elsewhere.clone()));
    assert!(matches!(screen.model.overlays.last(), Some(Overlay::Resolver { .. })), "{}", screen.text());
    // They chose.
    let mut settled = motto(&elsewhere, "Van hen");
    let conflict = settled.conflicts[0].id.clone();
    apply(&mut settled, Edit::Remove { section: Section::Conflicts, item: conflict }).expect("it fits");
    screen.send(theirs(&elsewhere, settled));
    assert!(screen.model.overlays.is_empty(), "{}", screen.text());
    assert!(screen.text().contains("Van hen") || screen.notice().contains("Overal is gekozen"), "{}", screen.notice());
    // A key is one of the panel again.
    screen.press("p");
    assert!(screen.model.form().is_some(), "{}", screen.text());
}

#[test]
fn an_item_of_which_nothing_was_typed_is_in_no_file_and_counts_nowhere() {
    let mut forms = 0;
    for (step, declared) in context(Language::Dutch).guide.structure.steps.iter().enumerate() {
        for (panel, declared) in declared.panels.iter().enumerate() {
            let mut screen = Screen::open(Language::Dutch, WIDE, shipped(BEGUN));
            screen.go(step, panel).press("n");
            let is_new = screen.model.form().is_some_and(|(form, _)| form.purpose == Purpose::Add);
            if !is_new {
                continue;
            }
            forms += 1;
            let journaled = |screen: &Screen| {
                let changes = screen.effects.iter().filter(|effect| matches!(effect, Effect::Journal(_)));
                changes.count()
            };
            let began = shipped(BEGUN);
            assert_eq!(journaled(&screen), 0, "{}", declared.id);
            assert_eq!(*screen.desk().kept(), began, "{}", declared.id);
            let counted = |screen: &Screen| {
                let steps = (0..context(Language::Dutch).guide.structure.steps.len())
                    .map(|step| screen.desk().progress.step(step));
                (steps.collect::<Vec<_>>(), screen.desk().signals.in_the_room().cloned().collect::<Vec<_>>())
            };
            assert_eq!(
                counted(&screen),
                counted(&Screen::open(Language::Dutch, WIDE, shipped(BEGUN))),
                "{}",
                declared.id
            );
            // Left as it is, it is gone without a trace.
            let mut left = Screen::open(Language::Dutch, WIDE, shipped(BEGUN));
            left.go(step, panel).press("n Esc");
            assert_eq!((journaled(&left), &left.desk().session), (0, &began), "{}", declared.id);
            // The first letter brings it into the journal, before the letter itself.
            screen.press("x");
            let told = screen.effects.iter().filter(|effect| !matches!(effect, Effect::Save | Effect::DraftBegun(_)));
            let told: Vec<&Effect> = told.collect();
            if let [Effect::Journal(change), Effect::Draft { .. }] = told.as_slice() {
                let mut back = began.clone();
                change.edits.iter().for_each(|edit| drop(apply(&mut back, edit.clone()).expect("it fits")));
                assert_eq!(back, screen.desk().session, "{}", declared.id);
            } else {
                panic!("{}: {told:?}", declared.id);
            }
            // What is taken back after that is taken back in the journal too.
            screen.press("Backspace Esc");
            assert_eq!(screen.desk().session, began, "{}", declared.id);
            let changes = screen.effects.iter().filter_map(|effect| match effect {
                Effect::Journal(change) => Some(change),
                _ => None,
            });
            let mut back = began.clone();
            for edit in changes.flat_map(|change| &change.edits) {
                apply(&mut back, edit.clone()).expect("it fits");
            }
            assert_eq!(back, began, "{}", declared.id);
        }
    }
    assert!(forms > 20, "{forms}");
}

#[test]
fn a_new_item_that_comes_back_and_is_emptied_goes_as_one_that_was_just_added() {
    let mut screen = Screen::open(Language::Dutch, WIDE, shipped(BEGUN));
    screen.go_to("actions").press("n ‘So’");
    let changes = screen.effects.iter().filter_map(|effect| match effect {
        Effect::Journal(change) => Some(change.edits.iter().cloned().map(LeftEdit::from)),
        _ => None,
    });
    let edits: Vec<LeftEdit> = changes.flatten().collect();
    let draft = screen.effects.iter().rev().find_map(|effect| match effect {
        Effect::Draft { place, text } => Some(left(place, text)),
        _ => None,
    });
    let recovery = Recovery { edits, unread: 0, drafts: draft.into_iter().collect() };
    for (keys, count) in [("Enter Backspace Backspace Esc", 0), ("Enter ‘ep’ Esc", 1)] {
        let recovery = recovery.clone();
        let mut again = Screen::open_after(Language::Dutch, WIDE, shipped(BEGUN), recovery);
        again.press(keys);
        assert_eq!(again.session().actions.len(), count, "{keys}\n{}", again.text());
    }
}

/// The session after what the journal was told.
fn journaled(mut session: Session, screen: &Screen) -> Session {
    let changes = screen.effects.iter().filter_map(|effect| match effect {
        Effect::Journal(change) => Some(change),
        _ => None,
    });
    for edit in changes.flat_map(|change| &change.edits) {
        apply(&mut session, edit.clone()).expect("it fits");
    }
    session
}

#[test]
fn a_new_item_of_which_all_is_undone_is_in_no_file_and_comes_back_whole() {
    let began = shipped(BEGUN);
    let mut screen = Screen::open(Language::Dutch, WIDE, shipped(BEGUN));
    screen.go_to("actions").press("n ‘Soep’ Tab Ctrl-z");
    assert!(screen.model.form().is_some(), "its form stays open");
    assert_eq!(*screen.desk().kept(), began, "a file has no empty row");
    assert_eq!(journaled(shipped(BEGUN), &screen), began, "and a journal has none");
    screen.press("Ctrl-y");
    assert_eq!(journaled(shipped(BEGUN), &screen), *screen.session());
    screen.press("Ctrl-z Esc");
    assert_eq!((screen.session(), &journaled(shipped(BEGUN), &screen)), (&began, &began));
    screen.press("U");
    let names: Vec<&str> = screen.session().actions.iter().map(|action| &*action.what).collect();
    assert_eq!(names, ["Soep"], "what was undone in it is made again with it");
    assert_eq!(journaled(shipped(BEGUN), &screen), *screen.session());
}

#[test]
fn undo_in_a_new_item_that_is_empty_leaves_nothing_of_it() {
    let mut screen = Screen::open(Language::Dutch, WIDE, shipped(BEGUN));
    screen.go_to("actions").press("n Ctrl-z");
    assert!(screen.model.form().is_none(), "there is nothing to fill in any more");
    assert!(!screen.effects.iter().any(|effect| matches!(effect, Effect::Journal(_))), "not even for a moment");
    screen.press("U");
    assert_eq!(*screen.session(), shipped(BEGUN), "no empty row comes back");
}

#[test]
fn what_was_pasted_and_is_parked_is_in_the_journal_before_a_key_is_pressed() {
    let mut screen = Screen::open(Language::Dutch, WIDE, shipped(BEGUN));
    screen.go_to("actions").press("“Zin over de speeltuin” p");
    let left = draft_in_the_journal(&screen).expect("it is in the journal");
    assert_eq!(left.text, "Zin over de speeltuin", "{}", screen.text());
    assert!(screen.effects.iter().any(|effect| matches!(effect, Effect::Journal(_))), "and so is what it is about");
}

#[test]
fn an_item_of_which_nothing_was_typed_is_no_part_of_what_somebody_else_brings() {
    let base = shipped(BEGUN);
    let mut theirs = base.clone();
    apply(&mut theirs, Edit::set(Section::Meeting, &Id::new("meeting"), Meeting::motto, Value::text("Samen")))
        .expect("it fits");
    let mut screen = Screen::open(Language::Dutch, WIDE, base.clone());
    screen.go_to("actions").press("n");
    screen.send(FileMsg::Theirs { base: Box::new(base.clone()), theirs: Box::new(theirs.clone()) });
    assert_eq!(*screen.desk().kept(), theirs);
    screen.press("‘Soep’ Esc");
    assert_eq!(screen.session().actions.len(), base.actions.len() + 1);
    assert_eq!(&*screen.session().the_meeting().motto, "Samen");
    let mut empty = Screen::open(Language::Dutch, WIDE, base.clone());
    empty.go_to("actions").press("n");
    empty.send(FileMsg::Theirs { base: Box::new(base), theirs: Box::new(theirs.clone()) });
    empty.press("Esc");
    assert_eq!(empty.session(), &theirs);
}

#[test]
fn one_more_item_stands_where_the_empty_one_stood_before_it() {
    let mut screen = Screen::open(Language::Dutch, WIDE, shipped(FULL));
    screen.go_to("actions").press("End n ‘Eerste’ Ctrl-n Ctrl-n ‘Tweede’ Esc");
    let names: Vec<&str> = screen.session().actions.iter().map(|action| &*action.what.0).collect();
    assert_eq!(names[names.len() - 2..], ["Eerste", "Tweede"], "{names:?}");
}

#[test]
fn nothing_that_is_being_typed_settles_what_two_people_changed() {
    let mut screen = Screen::open(Language::Dutch, WIDE, shipped(FULL));
    screen.go_to("actions");
    let disagrees = theirs_disagrees(&screen);
    screen.send(disagrees);
    assert_eq!(screen.session().conflicts.len(), 1);
    screen.press("n ‘12 stoelen halen’ Esc");
    assert_eq!(screen.session().conflicts.len(), 1, "{}", screen.text());
    screen.press("c 1");
    assert!(screen.session().conflicts.is_empty(), "{}", screen.text());
}

#[test]
fn a_cursor_stays_on_its_item_when_another_puts_one_above_it() {
    let session = shipped(FULL);
    let mut screen = Screen::open(Language::Dutch, WIDE, session.clone());
    screen.go_to("people").press("Down Down w Down Down Down");
    let below = |screen: &Screen| screen.desk().record(&screen.context.guide).map(|(_, record)| record.id().clone());
    let on_top = |screen: &Screen| {
        let at = screen.model.cursor(screen.context).expect("a list lies on top").at;
        screen.session().people[at].id.clone()
    };
    let before = (below(&screen), on_top(&screen));
    let mut theirs = session.clone();
    let values = vec![Value::Empty; Section::People.kind().fields.len()];
    let person = Item { id: Id::new("p-0000000000"), values };
    apply(&mut theirs, Edit::Insert { section: Section::People, after: None, item: person }).expect("it fits");
    screen.send(FileMsg::Theirs { base: Box::new(session.clone()), theirs: Box::new(theirs) });
    assert_eq!(screen.session().people.len(), session.people.len() + 1);
    assert_eq!((below(&screen), on_top(&screen)), before, "{}", screen.text());
}

#[test]
fn what_only_the_facilitator_reads_is_not_read_where_two_people_changed_it() {
    let note = |session: &Session, text: &str| {
        let mut session = session.clone();
        let edit =
            Edit::set(Section::Meeting, &session.the_meeting().id.clone(), Meeting::private_notes, Value::text(text));
        apply(&mut session, edit).expect("it fits");
        session
    };
    let base = shipped(FULL);
    let mut screen = Screen::open(Language::Dutch, WIDE, note(&base, "Geheim van ons"));
    let theirs = note(&base, "Geheim van hen");
    screen.send(FileMsg::Theirs { base: Box::new(base), theirs: Box::new(theirs) });
    screen.press("c");
    assert!(matches!(screen.model.overlays.last(), Some(Overlay::Resolver { .. })), "{}", screen.text());
    assert!(!screen.text().contains("Geheim"), "{}", screen.text());
}
