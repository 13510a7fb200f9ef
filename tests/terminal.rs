//! The real program in a real terminal: it is started, typed into, resized, killed, hung up and broken, and each time the
//! terminal is as it was and nothing that was typed is lost. Nothing here sleeps: every wait is for something to be seen.
#![cfg(unix)]

#[path = "support/terminal.rs"]
mod terminal;

use std::fs;

use rustix::process::Signal;
use terminal::{DEADLINE, Fresh, SHIPPED, TO_AN_EMPTY_FIELD, eventually, saved, words};

#[test]
fn the_start_page_shows_the_sessions_and_opens_one() {
    let fresh = Fresh::new();
    let before = fresh.text();
    let mut terminal = fresh.start(&[], &[]);
    terminal.wait_for("Lindenkwartier");
    terminal.wait_for("Havenbuurt");
    assert!(terminal.parser.screen().alternate_screen());
    terminal.press("\r");
    terminal.wait_for(&saved());
    terminal.wait_for("· ronde");
    terminal.leave();
    assert_eq!(fresh.text(), before, "looking changes nothing");
}

#[test]
fn typing_goes_on_while_the_window_changes() {
    let fresh = Fresh::new();
    let mut terminal = fresh.open_and_type("Eén");
    terminal.press(" ëş");
    terminal.resize(60, 20);
    terminal.press(" 🌳");
    terminal.wait_for("Eén ëş 🌳");
    // Too small for anything: it says so, and nothing that cannot be seen changes.
    terminal.resize(40, 8);
    terminal.wait_for("te klein");
    terminal.resize(80, 24);
    terminal.wait_for("Eén ëş 🌳");
    terminal.press(" klein");
    terminal.wait_for("Eén ëş 🌳 klein");
    terminal.press("\x1b[200~ geplakt\x1b[201~");
    terminal.wait_for("Eén ëş 🌳 klein geplakt");
    terminal.finish();
    terminal.leave();
    assert!(fresh.text().contains("\"Eén ëş 🌳 klein geplakt\""));
}

#[test]
fn a_kill_in_the_middle_of_a_word_loses_nothing() {
    let fresh = Fresh::new();
    let terminal = fresh.open_and_type("Koffiemid");
    fresh.wait_for_journal("Koffiemid");
    terminal.signal(Signal::KILL);
    let (status, _) = terminal.end();
    assert!(status.signal().is_some());
    fresh.gets_back("Koffiemid");
}

#[test]
fn a_signal_keeps_what_was_typed_and_gives_the_terminal_back() {
    for (signal, code) in [(Signal::TERM, 143), (Signal::HUP, 129), (Signal::INT, 130), (Signal::QUIT, 131)] {
        let fresh = Fresh::new();
        let terminal = fresh.open_and_type("Koffiemid");
        terminal.signal(signal);
        assert_eq!(terminal.ends_with(code).trim(), "");
        fresh.gets_back("Koffiemid");
    }
}

#[test]
fn a_window_that_is_closed_keeps_what_was_typed() {
    let fresh = Fresh::new();
    let ended = fresh.open_and_type("Koffiemid").close();
    ended.recv_timeout(DEADLINE).expect("it ends by itself");
    fresh.gets_back("Koffiemid");
}

#[test]
#[cfg(debug_assertions)]
fn a_program_that_breaks_keeps_what_was_typed_and_says_one_line() {
    let fresh = Fresh::new();
    let path = format!("sessions/{SHIPPED}");
    let mut terminal = fresh.start(&["open", &path], &[("WERKSESSIE_BREAKS_AT_F12", "1")]);
    terminal.wait_for("Lindenkwartier · ronde 1");
    terminal.press(TO_AN_EMPTY_FIELD);
    terminal.press("Koffiemid");
    terminal.wait_for("Koffiemid");
    terminal.press("\x1b[24~");
    let told = terminal.ends_with(2);
    let broken = &words().cli.broken;
    let expected = format!("werksessie: {} {}", broken.what, broken.remedy);
    let in_one = |text: &str| text.split_whitespace().collect::<String>();
    assert_eq!(in_one(&told), in_one(&expected));
    fresh.gets_back("Koffiemid");
}

#[test]
fn what_is_no_terminal_for_a_screen_is_told_so() {
    let fresh = Fresh::new();
    let told = fresh.start(&[], &[("TERM", "dumb")]).ends_with(2);
    assert!(told.starts_with("werksessie: "), "{told}");
    let first: String = words().cli.no_terminal.what.chars().take(30).collect();
    assert!(told.contains(&first), "{told}");
}

#[test]
fn a_folder_that_is_away_for_a_while_loses_nothing() {
    let fresh = Fresh::new();
    let mut terminal = fresh.open_and_type("Zonder map");
    let away = fresh.folder.path().join("weg");
    fs::rename(fresh.sessions(), &away).expect("moved");
    terminal.finish();
    terminal.wait_for(&words().screen.not_saved);
    fs::rename(&away, fresh.sessions()).expect("moved back");
    // By itself, without a key.
    terminal.wait_for(&saved());
    terminal.leave();
    assert!(fresh.text().contains("Zonder map"));
}

#[test]
fn a_file_that_cannot_be_replaced_is_told_and_what_was_typed_comes_back() {
    let fresh = Fresh::new();
    let mut terminal = fresh.open_and_type("Zonder bestand");
    let aside = fresh.folder.path().join("opzij.ron");
    fs::rename(fresh.file(), &aside).expect("moved");
    fs::create_dir(fresh.file()).expect("a folder in its place");
    terminal.finish();
    terminal.wait_for(&words().screen.not_saved);
    fresh.wait_for_journal("Zonder bestand");
    terminal.signal(Signal::KILL);
    terminal.end();
    fs::remove_dir(fresh.file()).expect("removed");
    fs::rename(&aside, fresh.file()).expect("moved back");
    fresh.put_back("Zonder bestand").leave();
    assert!(fresh.text().contains("Zonder bestand"));
}

#[test]
fn what_somebody_else_wrote_is_not_overwritten() {
    // Another field than ours, and the very field that we are typing in.
    for theirs in ["Schuif aan, loop mee", "Soeptafel elke donderdag in De Linde"] {
        let fresh = Fresh::new();
        let mut terminal = fresh.open_and_type("Van ons");
        let before = fresh.text();
        assert!(before.contains(theirs));
        fs::write(fresh.file(), before.replace(theirs, "Van de ander")).expect("written");
        terminal.press("\x1b");
        eventually(theirs, || ["Van ons", "Van de ander"].iter().all(|text| fresh.text().contains(text)));
        terminal.signal(Signal::TERM);
        terminal.ends_with(143);
        assert!(["Van ons", "Van de ander"].iter().all(|text| fresh.text().contains(text)));
    }
}

#[test]
fn a_new_session_that_gets_no_file_is_asked_for_again() {
    let fresh = Fresh::new();
    let mut terminal = fresh.start(&[], &[]);
    terminal.wait_for("Lindenkwartier");
    terminal.press("n");
    terminal.wait_for("Nieuwe sessie");
    terminal.press("\x1b[200~Nieuwland\x1b[201~");
    terminal.wait_for("Nieuwland");
    let away = fresh.folder.path().join("weg");
    fs::rename(fresh.sessions(), &away).expect("moved");
    fs::write(fresh.sessions(), "").expect("a file in its place");
    terminal.press("\x1b");
    terminal.wait_for("! ");
    terminal.wait_for("Nieuwland");
    fs::remove_file(fresh.sessions()).expect("removed");
    fs::rename(&away, fresh.sessions()).expect("moved back");
    terminal.press("\x1b");
    terminal.wait_for("Nieuwland · ronde 1");
    terminal.leave();
    let made = fs::read_dir(fresh.sessions()).expect("there").flatten();
    assert!(made.into_iter().any(|entry| entry.file_name().to_string_lossy().starts_with("nieuwland")));
}

#[test]
fn what_comes_in_from_somebody_else_keeps_what_is_being_typed() {
    let fresh = Fresh::new();
    let mut terminal = fresh.open_and_type("Koffiemid");
    fresh.wait_for_journal("Koffiemid");
    fs::write(fresh.file(), fresh.text().replace("Schuif aan, loop mee", "Van de ander")).expect("written");
    terminal.wait_for("Van iemand anders");
    // The journal has what came in, and whatever was written with it.
    fresh.wait_for_journal("saved ");
    terminal.signal(Signal::KILL);
    terminal.end();
    fresh.gets_back("Koffiemid");
    assert!(fresh.text().contains("Van de ander"));
}
