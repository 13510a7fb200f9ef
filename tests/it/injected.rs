//! The real program where the system is slow or refuses something: a disk that takes seconds, a rename that takes as long
//! as on a network, threads that are not given, a terminal that takes little or nothing. That needs `strace`, so it runs
//! only when asked for: `cargo test --test it injected:: -- --ignored`.

use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use rustix::process::Signal;

use crate::support::terminal::{Fresh, SHIPPED, Terminal, eventually, saved, session_journals, words};
use crate::system_calls::{SCREEN, Tracer};
use crate::terminal::Team;

/// In the footer of a form, to see that it is open.
const IN_A_FORM: &str = "volgend veld";
/// What two people changed, waiting for one of them to choose.
const DISPUTE: &str = "Twee mensen wijzigden hetzelfde";
/// A rename as on a network, and a sync as on a stick that is busy.
const SLOW: [&str; 2] = ["rename,renameat,renameat2:delay_enter=20000", "fsync,fdatasync:delay_enter=500000"];

/// The shipped session in a program to whose calls these things happen.
fn open_with(fresh: &Fresh, injections: &[&str]) -> Terminal {
    let calls: Vec<&str> = injections.iter().filter_map(|injection| injection.split(':').next()).collect();
    let trace = format!("trace={}", calls.join(","));
    let injections: Vec<String> = injections.iter().map(|injection| format!("inject={injection}")).collect();
    // The tracer is no parent of the program, whose number, end and exit code are its own.
    let mut by = vec!["strace", "-D", "-f", "-qq", "-o", "/dev/null", "-e", &trace];
    by.extend(injections.iter().flat_map(|injection| ["-e", injection.as_str()]));
    let mut terminal = fresh.start_by(&by, &["open", &format!("sessions/{SHIPPED}")], &[]);
    terminal.let_go();
    terminal
}

fn is_shown(terminal: &mut Terminal) -> bool {
    terminal.lives_until("the session", |screen| screen.contains("Lindenkwartier · ronde 1"))
}

/// Types a remark of one word into its form; false if the program ended before.
fn type_remark(terminal: &mut Terminal, word: &str) -> bool {
    let is_open = |terminal: &mut Terminal| {
        terminal.press("p");
        terminal.lives_until("a form", |screen| screen.contains(IN_A_FORM) || screen.contains(DISPUTE))
    };
    while is_open(terminal) && terminal.screen().contains(DISPUTE) {
        // Git wrote over a save that came in between, so that a person is asked: what was typed stays.
        terminal.press("1");
        terminal.wait_until_gone(DISPUTE);
    }
    terminal.screen().contains(IN_A_FORM) && {
        terminal.press(word);
        terminal.lives_until(word, |screen| screen.contains(word))
    }
}

/// Types a remark of one word; false if the program ended before.
fn park(terminal: &mut Terminal, word: &str) -> bool {
    type_remark(terminal, word) && {
        terminal.press("\x1b");
        terminal.lives_until("no form", |screen| !screen.contains(IN_A_FORM))
    }
}

fn is_saved(terminal: &mut Terminal) -> bool {
    terminal.lives_until("that it is saved", |screen| screen.contains(&saved()))
}

/// Leaves from wherever it is, with this exit code.
#[track_caller]
fn leaves(mut terminal: Terminal) {
    terminal.press("\x11");
    terminal.ends_with(0);
}

/// What was left behind is put back, and all is in the file.
#[track_caller]
fn all_come_back(fresh: &Fresh, words_typed: &[String]) {
    let mut terminal = fresh.open();
    if !session_journals(&fresh.folder.path().join("state")).is_empty() {
        let title = words().screen.recovery_title.clone();
        terminal.wait_for(&title);
        terminal.press("\r");
        terminal.wait_until_gone(&title);
    }
    leaves(terminal);
    let text = fresh.text();
    let lost: Vec<&String> = words_typed.iter().filter(|word| !text.contains(*word)).collect();
    assert!(lost.is_empty(), "of {words_typed:?} these are gone: {lost:?}");
}

#[test]
#[ignore = "needs strace"]
fn where_the_system_gives_no_thread_it_says_so_or_saves_all_the_same() {
    let mut sessions_shown = 0;
    for (number, more) in (1..=8).flat_map(|number| [(number, ""), (number, "+")]) {
        let case = format!("clone3:error=EAGAIN:when={number}{more}");
        let fresh = Fresh::new();
        let mut terminal = open_with(&fresh, &[&case]);
        if !is_shown(&mut terminal) {
            let (status, terminal) = terminal.end();
            assert_ne!(status.exit_code(), 0, "{case}: {}", terminal.screen());
            assert!(terminal.screen().contains("werksessie: "), "{case}: {}", terminal.screen());
            terminal.is_as_before();
            continue;
        }
        if !park(&mut terminal, "WOORDEN") {
            // It ends before a key was read.
            let (status, terminal) = terminal.end();
            assert!(status.exit_code() != 0 && terminal.screen().contains("werksessie: "), "{case}");
            continue;
        }
        assert!(is_saved(&mut terminal), "{case}");
        leaves(terminal);
        assert!(fresh.text().contains("WOORDEN"), "{case}");
        sessions_shown += 1;
    }
    assert!(sessions_shown > 4, "mostly it works: {sessions_shown}");
}

/// What a command prints in the folder of the sessions, where the threads are refused from this one on.
fn printed(fresh: &Fresh, arguments: &[&str], refused: Option<u32>) -> (Option<i32>, String) {
    let mut command = Command::new("strace");
    command.args(["-f", "-qq", "-o", "/dev/null", "-e", "trace=clone3"]);
    if let Some(from) = refused {
        command.arg("-e").arg(format!("inject=clone3:error=EAGAIN:when={from}+"));
    }
    command.arg(env!("CARGO_BIN_EXE_werksessie")).args(arguments).current_dir(fresh.folder.path());
    command.env("HOME", fresh.folder.path()).env("XDG_STATE_HOME", fresh.folder.path().join("state"));
    let output = command.stdin(Stdio::null()).output().expect("strace is installed");
    (output.status.code(), String::from_utf8_lossy(&output.stdout).into_owned())
}

#[test]
#[ignore = "needs strace"]
fn a_command_does_its_work_where_the_system_gives_no_threads() {
    let fresh = Fresh::new();
    std::fs::copy(fresh.file(), fresh.sessions().join("nog-een.ron")).expect("copied");
    for arguments in [&["overview", "sessions"][..], &["check", "sessions"], &["show", "sessions"], &["--plain"]] {
        let expected = printed(&fresh, arguments, None);
        for from in 1..=4 {
            assert_eq!(printed(&fresh, arguments, Some(from)), expected, "{arguments:?} from {from}");
        }
    }
}

#[test]
#[ignore = "needs strace"]
fn a_sync_that_takes_seconds_keeps_no_word_out_of_the_journal() {
    let fresh = Fresh::new();
    let mut terminal = open_with(&fresh, &["fsync,fdatasync:delay_enter=25000000"]);
    assert!(is_shown(&mut terminal) && type_remark(&mut terminal, "k00"));
    let typed: Vec<String> = (0..20).map(|number| format!("k{number:02}")).collect();
    for word in &typed[1..] {
        terminal.press(&format!(" {word}"));
        terminal.wait_for(word);
    }
    let begun = Instant::now();
    fresh.wait_for_journal("k19");
    assert!(begun.elapsed() < Duration::from_secs(20), "it waited for the sync");
    terminal.signal(Signal::KILL);
    terminal.wait_for_end();
    all_come_back(&fresh, &typed);
}

#[test]
#[ignore = "needs strace"]
fn a_terminal_that_refuses_every_second_write_gets_whole_frames() {
    let screens = [None, Some("inject=write:error=EAGAIN:when=1+2")].map(|injection| {
        let fresh = Fresh::new();
        let mut terminal = fresh.open();
        terminal.let_go();
        let log = fresh.folder.path().join("traced");
        let tracer = injection.map(|injection| Tracer::hold(terminal.process, &[SCREEN], Some(injection), &log));
        assert!(park(&mut terminal, "WOORDEN") && is_saved(&mut terminal));
        terminal.press("0");
        // The footer of the page of a step, which is written last.
        terminal.wait_for("omlaag");
        let screen = terminal.screen();
        leaves(terminal);
        let traced = tracer.map(Tracer::end).unwrap_or_default();
        assert_eq!(traced.contains("INJECTED"), injection.is_some());
        screen
    });
    assert_eq!(screens[0], screens[1]);
}

#[test]
#[ignore = "needs strace"]
fn a_terminal_that_is_broken_ends_the_program_which_says_so_and_keeps_what_was_typed() {
    for is_form_open in [true, false] {
        let fresh = Fresh::new();
        let mut terminal = fresh.open();
        terminal.let_go();
        if is_form_open {
            assert!(type_remark(&mut terminal, "WOORDEN"));
            fresh.wait_for_journal("WOORDEN");
        } else {
            assert!(park(&mut terminal, "WOORDEN"));
        }
        let log = fresh.folder.path().join("traced");
        let tracer = Tracer::hold(terminal.process, &[SCREEN], Some("inject=write:error=EIO:when=1"), &log);
        terminal.press("9");
        let (status, terminal) = terminal.end();
        tracer.end();
        assert!(status.exit_code() != 0 && status.signal().is_none(), "{status:?}");
        terminal.is_as_before();
        assert!(terminal.screen().contains("werksessie: "), "{}", terminal.screen());
        all_come_back(&fresh, &["WOORDEN".to_owned()]);
    }
}

#[test]
#[ignore = "needs strace"]
fn a_signal_while_a_frame_goes_out_slowly_gives_the_terminal_back() {
    for delay in [50_000, 200_000, 1_000_000] {
        let fresh = Fresh::new();
        let mut terminal = fresh.open();
        terminal.let_go();
        assert!(type_remark(&mut terminal, "Koffie"));
        let log = fresh.folder.path().join("traced");
        let injection = format!("inject=write:delay_enter={delay}");
        let tracer = Tracer::hold(terminal.process, &[SCREEN], Some(&injection), &log);
        terminal.press(" en thee");
        fresh.wait_for_journal("Koffie en thee");
        terminal.signal(Signal::TERM);
        let (status, terminal) = terminal.end();
        tracer.end();
        assert_ne!(status.exit_code(), 0);
        terminal.is_as_before();
        all_come_back(&fresh, &["Koffie en thee".to_owned()]);
    }
}

#[test]
#[ignore = "needs strace"]
fn what_two_windows_type_on_a_slow_share_is_all_there() {
    let fresh = Fresh::new();
    let mut windows = [open_with(&fresh, &SLOW), open_with(&fresh, &SLOW)];
    assert!(windows.iter_mut().all(is_shown));
    let mut typed = Vec::new();
    for number in 0..8 {
        for (window, name) in windows.iter_mut().zip(["AAA", "BBB"]) {
            typed.push(format!("{name}{number}"));
            assert!(park(window, &typed[typed.len() - 1]));
        }
    }
    windows.into_iter().for_each(leaves);
    // Who leaves does not wait for such a disk: what is not in the file yet is in a journal.
    all_come_back(&fresh, &typed);
}

/// Two colleagues with one session, one of them on a slow share; a third shares from elsewhere; one window is killed, the
/// disk of the other is full for a while, and the file is somewhere else for a while.
#[test]
#[ignore = "needs strace"]
fn whatever_happens_to_a_team_every_sentence_that_was_typed_is_in_the_file() {
    let team = Team::new();
    let (fresh, sessions) = (&team.fresh, team.fresh.sessions());
    let own = "        Remark(\n            id: \"k-0elsewhere\",\n            text: \"Van Corrie\",\n        ),\n\n";
    fresh.start(&["git-setup", "sessions"], &[]).ends_with(0);
    team.others_write("    parked: [\n", &format!("    parked: [\n{own}"));

    let mut typed = vec!["Van Corrie".to_owned()];
    let mut say = |window: &mut Terminal, what: &str| {
        typed.push(what.to_owned());
        assert!(park(window, what), "{what}");
    };
    let mut near = fresh.open();
    near.let_go();
    let mut slow = open_with(fresh, &SLOW);
    assert!(is_shown(&mut slow));
    for number in 0..3 {
        say(&mut near, &format!("Hier {number}"));
        say(&mut slow, &format!("Daar {number}"));
    }
    // A pull in the middle of a word.
    assert!(type_remark(&mut near, "Midden in"));
    eventually("pulled", || {
        team.asks_git(&sessions, &["commit", "--quiet", "-am", "tussendoor"]);
        team.asks_git(&sessions, &["pull", "--quiet", "--no-rebase", "--no-edit"]).status.success()
    });
    near.press(" een zin\x1b");
    assert!(near.lives_until("no form", |screen| !screen.contains(IN_A_FORM)));
    // One of them dies in the middle of a word, and comes back.
    assert!(type_remark(&mut slow, "Half een woord"));
    fresh.wait_for_journal("Half een woord");
    slow.signal(Signal::KILL);
    slow.wait_for_end();
    let mut slow = fresh.open();
    slow.wait_for(&words().screen.recovery_title);
    slow.press("\r");
    slow.wait_until_gone(&words().screen.recovery_title);
    slow.press("\x1b");
    assert!(slow.lives_until("no form", |screen| !screen.contains(IN_A_FORM)));
    // The disk of the other is full for a while.
    let log = fresh.folder.path().join("traced");
    assert!(is_saved(&mut near));
    let tracer = Tracer::hold(near.process, &["saving"], Some("inject=write:error=ENOSPC"), &log);
    say(&mut near, "Op een volle schijf");
    near.wait_for(&words().screen.disk_full);
    tracer.end();
    assert!(is_saved(&mut near));
    // The file is somewhere else for a while.
    let away = fresh.file().with_extension("weg");
    std::fs::rename(fresh.file(), &away).expect("moved");
    say(&mut near, "Zonder bestand");
    near.wait_until("that it is not saved", |screen| !screen.contains(&saved()));
    std::fs::rename(&away, fresh.file()).expect("moved back");
    assert!(is_saved(&mut near));
    say(&mut slow, "Tot slot");
    leaves(slow);
    leaves(near);
    typed.extend(["Midden in een zin", "Half een woord"].map(str::to_owned));
    all_come_back(fresh, &typed);
}

#[test]
#[ignore = "needs strace"]
fn who_leaves_the_lines_of_text_is_asked_first_where_no_disk_takes_what_was_typed() {
    for (calls, asks) in [("fsync,fdatasync", true), ("getppid", false)] {
        let fresh = Fresh::new();
        let typed = fresh.folder.path().join("typed");
        std::fs::write(&typed, "parkeer\nWOORDEN\nstop\n").expect("written");
        let mut command = Command::new("strace");
        command.args(["-f", "-qq", "-o", "/dev/null", "-e", &format!("trace={calls}")]);
        command.arg("-e").arg(format!("inject={calls}:error=ENOSPC"));
        command.args([env!("CARGO_BIN_EXE_werksessie"), "open", &format!("sessions/{SHIPPED}"), "--plain"]);
        command.current_dir(fresh.folder.path());
        command.env("HOME", fresh.folder.path()).env("XDG_STATE_HOME", fresh.folder.path().join("state"));
        command.stdin(std::fs::File::open(&typed).expect("there"));
        let output = command.output().expect("strace is installed");
        let told = String::from_utf8_lossy(&output.stdout);
        assert_eq!(told.contains(&words().screen.leaving_title), asks, "{calls}: {told}");
        assert_eq!(output.status.success(), !asks, "{calls}: {output:?}");
        assert_eq!(fresh.text().contains("WOORDEN"), !asks, "{calls}");
    }
}

/// A cloud folder makes a copy in which somebody works on, and the file gets another name while two have it open, one of
/// them on a slow share. The next morning each opens what is there, and the two files are made one.
#[test]
#[ignore = "needs strace"]
fn a_file_that_is_copied_and_renamed_while_two_have_it_open_is_one_again_with_every_sentence() {
    let fresh = Fresh::new();
    for entry in std::fs::read_dir(fresh.sessions()).expect("a folder").flatten() {
        if entry.path() != fresh.file() {
            std::fs::remove_file(entry.path()).expect("removed");
        }
    }
    let mut typed = Vec::new();
    let mut say = |window: &mut Terminal, what: &str| {
        typed.push(what.to_owned());
        assert!(park(window, what), "{what}");
    };
    let mut near = fresh.open();
    near.let_go();
    let mut slow = open_with(&fresh, &SLOW);
    assert!(is_shown(&mut slow));
    say(&mut near, "Hier voor de kopie");
    say(&mut slow, "Daar voor de kopie");
    eventually("both are in the file", || ["Hier voor", "Daar voor"].iter().all(|text| fresh.text().contains(text)));
    let copy = fresh.file().with_file_name("lindenkwartier-2026-03-12 (1).ron");
    std::fs::copy(fresh.file(), &copy).expect("copied");
    let mut third = fresh.start(&["open", &copy.to_string_lossy()], &[]);
    third.wait_for("Lindenkwartier · ronde 1");
    third.let_go();
    say(&mut third, "Op de kopie");
    leaves(third);
    assert!(is_saved(&mut near) && is_saved(&mut slow));
    let renamed = fresh.file().with_file_name("lindenkwartier versie 2.ron");
    std::fs::rename(fresh.file(), &renamed).expect("renamed");
    for (mut window, what) in [(near, "Hier na het hernoemen"), (slow, "Daar na het hernoemen")] {
        say(&mut window, what);
        window.wait_for(&words().screen.not_saved);
        window.press("q");
        window.wait_for(&words().screen.leaving_title);
        window.wait_for_words(&words().problems.trouble.moved.what);
        window.press("q");
        window.ends_with(0);
    }
    let mut next_day = fresh.start(&["open", &renamed.to_string_lossy()], &[]);
    next_day.wait_for(&words().screen.recovery_title);
    next_day.press("\r");
    next_day.wait_until_gone(&words().screen.recovery_title);
    leaves(next_day);
    let mut list = fresh.start(&["open", "sessions"], &[]);
    list.wait_for("staat er 2 keer");
    list.press("v");
    list.wait_for_words("Twee keer dezelfde sessie");
    list.press("\r");
    list.wait_for_words("is samengevoegd");
    leaves(list);
    let left = std::fs::read_dir(fresh.sessions()).expect("a folder").flatten();
    let left: Vec<_> = left.map(|entry| entry.path()).filter(|path| path.is_file()).collect();
    let [file] = &left[..] else { panic!("one file is left: {left:?}") };
    let text = std::fs::read_to_string(file).expect("there");
    let lost: Vec<&String> = typed.iter().filter(|what| !text.contains(*what)).collect();
    assert!(lost.is_empty(), "of {typed:?} these are gone: {lost:?}");
}
