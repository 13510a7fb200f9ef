//! The real program in a real terminal: it is started, typed into, resized, killed, hung up and broken, and each time the
//! terminal is as it was and nothing that was typed is lost. Nothing here sleeps: every wait is for something to be seen.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::time::{Duration, Instant};

use crate::support::terminal::{
    DEADLINE, Fresh, SHIPPED, TO_AN_EMPTY_FIELD, Terminal, eventually, saved, session_journals, words,
};
use rustix::process::Signal;

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
fn what_a_session_asks_and_says_comes_without_a_key() {
    let fresh = Fresh::new();
    let mut terminal = fresh.start(&["open", &format!("sessions/{SHIPPED}")], &[]);
    terminal.wait_for("Vervoer regelen");
    terminal.leave();
}

#[test]
fn a_second_round_opens_on_what_came_along_and_finds_the_first() {
    let fresh = Fresh::new();
    let mut terminal = fresh.start(&["open", "sessions/lindenkwartier-2026-09-17.ron"], &[]);
    terminal.wait_for("nog 5 te beslissen");
    terminal.wait_for("uit ronde 1 van do 12 mrt");
    terminal.press("1\t\t\t");
    terminal.wait_for("ronde 1: 5,5 · nu hoger");
    terminal.leave();
}

#[test]
fn typing_goes_on_while_the_window_changes() {
    let fresh = Fresh::new();
    let mut terminal = fresh.open_and_type("Eén");
    terminal.press(" ëş");
    terminal.resize(60, 20);
    terminal.press(" 🌳");
    terminal.wait_for("Eén ëş 🌳");
    // Too small for anything: it says so, and the sentence goes on.
    terminal.resize(40, 8);
    terminal.wait_for("te klein");
    terminal.press(" klein");
    terminal.resize(80, 24);
    terminal.wait_for("Eén ëş 🌳 klein");
    terminal.press("\x1b[200~ geplakt\x1b[201~");
    terminal.wait_for("Eén ëş 🌳 klein geplakt");
    terminal.finish();
    terminal.leave();
    assert!(fresh.text().contains("\"Eén ëş 🌳 klein geplakt\""));
}

#[test]
fn a_session_that_is_being_begun_survives_a_kill() {
    let fresh = Fresh::new();
    let sessions = || fs::read_dir(fresh.sessions()).expect("a folder").count();
    let shipped = sessions();
    let start = || {
        let mut terminal = fresh.start(&[], &[]);
        terminal.wait_for("Havenbuurt");
        terminal
    };
    let heading = "Gemeente";
    let mut terminal = start();
    terminal.press("n");
    terminal.wait_for(heading);
    terminal.press("Dorpskern Oost\tMeerë");
    terminal.wait_for("Meerë");
    fresh.wait_for_journal("Meerë");
    terminal.signal(Signal::KILL);
    terminal.end();
    assert_eq!(sessions(), shipped, "no file was asked for yet");

    // The form is back as it was, with the cursor behind the last letter; it can be killed again.
    for (there, more) in [("Meerë", "n"), ("Meerën", "dam")] {
        let mut terminal = fresh.start(&[], &[]);
        terminal.wait_for("Dorpskern Oost");
        terminal.wait_for(there);
        terminal.press(more);
        terminal.wait_for(&format!("{there}{more}"));
        fresh.wait_for_journal(&format!("{there}{more}"));
        terminal.signal(Signal::KILL);
        terminal.end();
    }
    let mut terminal = fresh.start(&[], &[]);
    terminal.wait_for("Meerëndam");
    terminal.press("\x1b");
    terminal.wait_for("Dorpskern Oost · ronde 1");
    terminal.wait_for(&saved());
    terminal.leave();
    assert_eq!(sessions(), shipped + 1);

    // It is there once, and nothing asks about it any more.
    let mut terminal = fresh.start(&[], &[]);
    terminal.wait_for("Meerëndam");
    assert!(!terminal.screen().contains(heading), "{}", terminal.screen());
    terminal.press("n");
    terminal.wait_for(heading);
    terminal.press("Nog een wijk");
    terminal.wait_for("Nog een wijk");
    // Leaving at once makes it.
    terminal.press("\x11");
    terminal.ends_with(0);
    assert_eq!(sessions(), shipped + 2);
    let mut terminal = fresh.start(&[], &[]);
    terminal.wait_for("Nog een wijk");
    terminal.leave();
    assert!(session_journals(&fresh.folder.path().join("state")).is_empty(), "nothing is left to ask about");
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
    let signals = [
        (Signal::TERM, 143),
        (Signal::HUP, 129),
        (Signal::INT, 130),
        (Signal::QUIT, 131),
        (Signal::USR1, 138),
        (Signal::ALARM, 142),
        (Signal::XCPU, 152),
    ];
    for (signal, code) in signals {
        let fresh = Fresh::new();
        let terminal = fresh.open_and_type("Koffiemid");
        terminal.signal(signal);
        assert_eq!(terminal.ends_with(code).trim(), "");
        fresh.gets_back("Koffiemid");
    }
}

#[test]
fn a_signal_at_any_moment_of_a_start_leaves_the_terminal_as_it_was() {
    let moments = std::env::var("STARTS").ok().and_then(|count| count.parse().ok()).unwrap_or(10);
    let fresh = Fresh::new();
    let begin = Instant::now();
    let terminal = fresh.open();
    let whole_start = begin.elapsed();
    terminal.leave();
    let path = format!("sessions/{SHIPPED}");
    for moment in 0..moments {
        let mut terminal = fresh.start(&["open", &path], &[]);
        terminal.runs_for(whole_start * moment / moments);
        terminal.signal(Signal::TERM);
        let (status, terminal) = terminal.end();
        assert!(!status.success(), "{moment}: {status:?}");
        terminal.is_as_before();
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
fn a_terminal_that_can_only_print_gets_lines_and_a_prompt() {
    let fresh = Fresh::new();
    let mut terminal = fresh.start(&[], &[("TERM", "dumb")]);
    terminal.wait_for("> ");
    terminal.press("q\r");
    assert!(terminal.wait_for_end().success());
}

#[test]
fn a_folder_that_is_away_for_a_while_loses_nothing() {
    let fresh = Fresh::new();
    let mut terminal = fresh.open_and_type("Zonder map");
    let away = fresh.folder.path().join("weg");
    fs::rename(fresh.sessions(), &away).expect("moved");
    terminal.finish();
    terminal.wait_for(&words().screen.not_saved);
    terminal.wait_for_words(&words().problems.trouble.gone.what);
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

/// Two clones of one repository: the sessions that are on the screen, and those of a colleague.
pub(crate) struct Team {
    pub(crate) fresh: Fresh,
}

impl Team {
    pub(crate) fn new() -> Self {
        let team = Self { fresh: Fresh::new() };
        let sessions = team.fresh.sessions();
        let at = |folder: &Path, arguments: &[&str]| team.git(folder, arguments);
        at(team.fresh.folder.path(), &["init", "--quiet", "--bare", "--initial-branch=main", "gedeeld.git"]);
        at(&sessions, &["init", "--quiet", "--initial-branch=main"]);
        team.introduce(&sessions, "Joke");
        at(&sessions, &["add", "--all"]);
        at(&sessions, &["commit", "--quiet", "-m", "begin"]);
        at(&sessions, &["remote", "add", "origin", "../gedeeld.git"]);
        at(&sessions, &["push", "--quiet", "--set-upstream", "origin", "main"]);
        at(team.fresh.folder.path(), &["clone", "--quiet", "gedeeld.git", "ander"]);
        team.introduce(&team.others(), "Ahmed");
        team
    }

    fn others(&self) -> PathBuf {
        self.fresh.folder.path().join("ander")
    }

    pub(crate) fn git(&self, folder: &Path, arguments: &[&str]) -> String {
        let output = self.asks_git(folder, arguments);
        assert!(output.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8_lossy(&output.stdout).into_owned()
    }

    /// What becomes of what git is asked, which may be refused.
    pub(crate) fn asks_git(&self, folder: &Path, arguments: &[&str]) -> Output {
        let mut command = Command::new("git");
        command.current_dir(folder).args(arguments).env("HOME", self.fresh.folder.path().join("home"));
        command.env("GIT_CONFIG_NOSYSTEM", "1").env_remove("XDG_CONFIG_HOME").env_remove("GIT_DIR");
        command.output().expect("git runs")
    }

    /// A setting of the user, in each repository.
    fn set(&self, name: &str, value: &str) {
        fs::create_dir_all(self.fresh.folder.path().join("home")).expect("made");
        self.git(self.fresh.folder.path(), &["config", "--global", name, value]);
    }

    /// A hook of the user.
    fn hook(&self, name: &str, script: &str) {
        let hooks = self.fresh.folder.path().join("haken");
        fs::create_dir_all(&hooks).expect("made");
        let hook = hooks.join(name);
        fs::write(&hook, format!("#!/bin/sh\n{script}\n")).expect("written");
        assert!(Command::new("chmod").arg("+x").arg(&hook).status().expect("runs").success());
        self.set("core.hooksPath", &hooks.to_string_lossy());
    }

    fn introduce(&self, clone: &Path, name: &str) {
        self.git(clone, &["config", "user.name", name]);
        self.git(clone, &["config", "user.email", "x@example.org"]);
    }

    /// What the colleague has after looking.
    fn theirs(&self) -> String {
        self.git(&self.others(), &["pull", "--quiet", "--ff-only"]);
        fs::read_to_string(self.others().join(SHIPPED)).expect("there")
    }

    /// The colleague changes something and shares it.
    pub(crate) fn others_write(&self, from: &str, to: &str) {
        let before = self.theirs();
        assert!(before.contains(from), "{from}");
        fs::write(self.others().join(SHIPPED), before.replace(from, to)).expect("written");
        self.git(&self.others(), &["commit", "--quiet", "--all", "-m", "theirs"]);
        self.git(&self.others(), &["push", "--quiet"]);
    }
}

impl Terminal {
    /// Types in the name of the first action, and leaves the form.
    #[track_caller]
    fn rename_action(&mut self, text: &str) {
        self.press(TO_AN_EMPTY_FIELD);
        self.press(text);
        self.wait_for(text);
        self.finish();
    }

    #[track_caller]
    fn close_sharing(&mut self) {
        self.press("\x1b");
        self.wait_until_gone(&words().screen.share_title);
    }

    /// Shares, with this message.
    #[track_caller]
    fn share(&mut self, message: &str) {
        self.press("g");
        self.wait_for(&words().screen.share_message[..30]);
        self.press(message);
        self.press("\r");
        self.wait_until_gone(&words().screen.share_message[..30]);
    }
}

/// A pipe that is read until this writes, or goes.
fn gate(path: &Path) -> fs::File {
    assert!(Command::new("mkfifo").arg(path).status().expect("runs").success());
    fs::OpenOptions::new().read(true).write(true).open(path).expect("it opens")
}

#[test]
fn leaving_waits_for_a_merge_and_not_for_the_network() {
    let team = Team::new();
    let git_folder = team.fresh.sessions().join(".git");
    let at = |name: &str| git_folder.join(name);
    let disputed = "Soeptafel elke donderdag in De Linde";
    team.others_write(disputed, "Van hen");
    fs::write(team.fresh.file(), team.fresh.text().replace(disputed, "Van ons")).expect("written");
    let mut terminal = team.fresh.start(&["open", "sessions"], &[]);
    terminal.wait_for("2 sessies");
    // Git stands still in the middle of the merge, where nobody but this program can finish it.
    let mut gate = gate(&at("pipe"));
    let stand_still = "[ -z \"$(git ls-files --unmerged)\" ] || { touch .git/began; read line; } < .git/pipe";
    team.hook("post-index-change", stand_still);
    terminal.share("");
    eventually("a merge", || at("began").exists());
    terminal.close_sharing();
    terminal.press("q");
    assert!(terminal.ended.recv_timeout(Duration::from_millis(500)).is_err(), "it waits for the merge");
    gate.write_all(b"on\n").expect("git goes on");
    terminal.ends_with(0);
    assert!(!at("MERGE_HEAD").exists());
    let merged = team.git(&team.fresh.sessions(), &["show", &format!("HEAD:{SHIPPED}")]);
    assert!(["Van ons", "Van hen"].iter().all(|text| merged.contains(text)));
    // A network that does not answer holds nobody.
    let team = Team::new();
    let pipe = team.fresh.folder.path().join("stil");
    let _gate = self::gate(&pipe);
    let asleep =
        format!("[ -e {0}.began ] && exit 1; exec < {0}; touch {0}.began; read line; exit 1 #", pipe.display());
    team.set("core.sshCommand", &asleep);
    team.set("ssh.variant", "simple");
    team.git(&team.fresh.sessions(), &["remote", "set-url", "origin", "ssh://nergens/gedeeld.git"]);
    let mut terminal = team.fresh.open();
    terminal.share("");
    eventually("somebody asks the network", || pipe.with_extension("began").exists());
    terminal.close_sharing();
    terminal.leave();
}

#[test]
fn a_team_shares_from_the_screen() {
    let team = Team::new();
    let mut terminal = team.fresh.open();
    let share = &words().git.share;
    terminal.share("");
    terminal.wait_for(&share.nothing_new);
    terminal.wait_for(&share.up_to_date);
    terminal.close_sharing();
    // Different places: both are there, on the screen, in the file and with the colleague.
    team.others_write("Schuif aan, loop mee", "Van de ander");
    terminal.rename_action("Van ons");
    terminal.share("Na de bijeenkomst");
    terminal.wait_for("Vastgelegd: Na de bijeenkomst.");
    terminal.wait_for(&share.merged);
    terminal.wait_for(&share.pushed);
    terminal.wait_for_words("→ Van de ander");
    assert!(["Van ons", "Van de ander"].iter().all(|text| team.theirs().contains(text)));
    terminal.close_sharing();
    // The same place: who wrote what is told, nothing is sent before the user chose.
    team.others_write("\"Van ons\"", "\"Van hen\"");
    terminal.rename_action("Van mij");
    terminal.share("");
    terminal.wait_for_words("wijzigden twee mensen hetzelfde");
    assert!(!team.theirs().contains("Van mij"));
    terminal.press("c");
    terminal.wait_for(&words().screen.resolver_title);
    terminal.wait_for(&format!("{} · Joke", words().screen.stands_now));
    terminal.wait_for(&format!("{} · Ahmed", words().screen.other_wrote));
    terminal.press("1");
    terminal.wait_for(&words().screen.all_settled);
    terminal.share("");
    terminal.wait_for("Vastgelegd: Twee versies ‘Van mij’: gekozen.");
    terminal.wait_for(&share.pushed);
    assert!(team.theirs().contains("\"Van mij\""));
    terminal.close_sharing();
    terminal.leave();
    assert_eq!(team.fresh.text(), team.theirs());
}

#[test]
fn a_folder_is_shared_from_the_list() {
    let team = Team::new();
    team.others_write("Lindenkwartier", "Lindehof");
    let mut terminal = team.fresh.start(&["open", "sessions"], &[]);
    terminal.wait_for("2 sessies");
    // All rounds.
    terminal.press("r");
    terminal.wait_for("3 sessies");
    terminal.share("");
    terminal.wait_for(&words().git.share.up_to_date);
    terminal.close_sharing();
    terminal.wait_for("Lindehof");
    terminal.leave();
}

#[test]
fn sharing_tells_why_it_stops_and_leaves_nothing_half_done() {
    let words = words();
    let share = &words.git.share;
    let cases: [(&[&[&str]], &str); 5] = [
        (&[&["config", "--unset", "user.name"], &["config", "--unset", "user.email"]], &share.no_identity.what),
        (&[&["remote", "remove", "origin"]], &share.no_remote.what),
        (&[&["remote", "set-url", "origin", "../nergens.git"]], &share.offline.what),
        (&[], &share.refused.what),
        (&[&["checkout", "--quiet", "--detach"]], &share.no_branch.what),
    ];
    for (arguments, told) in cases {
        let team = Team::new();
        for arguments in arguments {
            team.git(&team.fresh.sessions(), arguments);
        }
        if *told == share.refused.what {
            team.hook("pre-receive", "exit 1");
        }
        let mut terminal = team.fresh.open();
        terminal.rename_action("Van ons");
        terminal.share("");
        terminal.wait_for_words(&format!("! {told}"));
        assert!(!terminal.screen().contains("git config") && !terminal.screen().contains("../"));
        terminal.close_sharing();
        terminal.leave();
        assert!(team.fresh.text().contains("Van ons"));
        assert!(!team.fresh.sessions().join(".git/MERGE_HEAD").exists());
        assert!(!team.theirs().contains("Van ons"));
    }
    // No repository at all.
    let mut terminal = Fresh::new().open();
    terminal.share("");
    terminal.wait_for(&share.no_repository.what[..30]);
    terminal.close_sharing();
    terminal.leave();
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
    terminal.wait_for("Iemand anders wijzigde");
    // The journal has what came in, and whatever was written with it.
    fresh.wait_for_journal("saved ");
    terminal.signal(Signal::KILL);
    terminal.end();
    fresh.gets_back("Koffiemid");
    assert!(fresh.text().contains("Van de ander"));
}

/// Puts another session in the place of the file while a word is typed, and types on to the end.
fn put_another_there(fresh: &Fresh, mut terminal: Terminal) -> String {
    let other = fs::read_to_string(fresh.sessions().join("havenbuurt-2026-11-19.ron")).expect("it ships");
    fs::write(fresh.file(), &other).expect("written");
    terminal.wait_for_words("is een andere gezet");
    terminal.press("dag");
    terminal.wait_for("Koffiemiddag");
    terminal.finish();
    terminal.wait_for(&saved());
    terminal.leave();
    other
}

#[test]
fn another_session_in_the_place_of_the_file_is_not_merged_with_this_one() {
    let fresh = Fresh::new();
    let terminal = fresh.open_and_type("Koffiemid");
    let other = put_another_there(&fresh, terminal);
    assert_eq!(fs::read_to_string(fresh.file()).expect("there"), other, "it is as it was put there");
    let beside = fresh.file().with_file_name("lindenkwartier-2026-03-12-2.ron");
    let text = fs::read_to_string(beside).expect("it goes on beside it");
    assert!(text.contains("Koffiemiddag") && text.contains("name: \"Lindenkwartier\""), "{text}");
}

#[test]
fn a_session_that_made_room_for_another_goes_on_in_the_file_that_it_was_moved_to() {
    let fresh = Fresh::new();
    let terminal = fresh.open_and_type("Koffiemid");
    let moved = fresh.file().with_file_name("verhuisd.ron");
    fs::copy(fresh.file(), &moved).expect("copied");
    let count = || fs::read_dir(fresh.sessions()).expect("there").count();
    let before = count();
    let other = put_another_there(&fresh, terminal);
    assert_eq!(fs::read_to_string(fresh.file()).expect("there"), other);
    assert!(fs::read_to_string(moved).expect("there").contains("Koffiemiddag"));
    assert_eq!(count(), before, "no session is there twice");
}

#[test]
fn a_session_is_saved_elsewhere_with_the_folder_in_front_of_its_name() {
    let fresh = Fresh::new();
    let mut terminal = fresh.open_and_type("Koffiemid");
    terminal.finish();
    terminal.wait_for(&saved());
    let elsewhere = fresh.folder.path().join("elders");
    terminal.press("\x13");
    terminal.wait_for(&words().screen.save_as_title);
    terminal.press("../elders/Mijn kopie");
    terminal.press("\r");
    terminal.wait_for_words(&words().problems.trouble.gone.what);
    fs::create_dir(&elsewhere).expect("made");
    terminal.wait_for("elders/Mijn kopie");
    terminal.press("\r");
    terminal.wait_until_gone(&words().screen.save_as_title);
    terminal.wait_for(&saved());
    // From here on it is that one that is written, and looked at.
    let copy = elsewhere.join("mijn-kopie.ron");
    eventually("a copy", || copy.is_file());
    let before = fresh.text();
    let text = fs::read_to_string(&copy).expect("there");
    assert!(text.contains("Koffiemid"));
    fs::write(&copy, text.replace("Schuif aan, loop mee", "Van de ander")).expect("written");
    terminal.wait_for_words("Iemand anders wijzigde");
    terminal.wait_for(&saved());
    terminal.leave();
    assert_eq!(fresh.text(), before);
}

#[test]
fn who_types_the_name_that_the_file_was_given_goes_on_in_it() {
    let fresh = Fresh::new();
    let mut terminal = fresh.open_and_type("Koffiemid");
    let renamed = fresh.file().with_file_name("hernoemd.ron");
    fs::rename(fresh.file(), &renamed).expect("renamed");
    terminal.finish();
    terminal.wait_for(&words().screen.not_saved);
    terminal.press("\x13");
    terminal.wait_for(&words().screen.save_as_title);
    terminal.press("hernoemd\r");
    terminal.wait_for(&saved());
    terminal.leave();
    assert!(fs::read_to_string(&renamed).expect("there").contains("Koffiemid"));
    let left = fs::read_dir(fresh.sessions()).expect("there").flatten();
    let named = left.filter(|entry| entry.file_name().to_string_lossy().starts_with("hernoemd")).count();
    assert_eq!((named, fresh.file().exists()), (1, false));
}

#[test]
#[cfg(unix)]
fn what_somebody_writes_behind_a_link_is_noticed() {
    let fresh = Fresh::new();
    let behind = fresh.folder.path().join("elders");
    fs::create_dir(&behind).expect("made");
    let behind = behind.join("echt.ron");
    fs::rename(fresh.file(), &behind).expect("moved");
    std::os::unix::fs::symlink(&behind, fresh.file()).expect("linked");
    let mut terminal = fresh.open();
    fs::write(&behind, fresh.text().replace("Schuif aan, loop mee", "Van de ander")).expect("written");
    terminal.wait_for("Van de ander");
    terminal.leave();
}

#[test]
#[cfg(unix)]
fn where_files_may_not_grow_so_far_it_is_told_and_nothing_is_lost() {
    let fresh = Fresh::new();
    let limited = ["sh", "-c", "ulimit -f 40; exec \"$@\"", "sh"];
    let mut terminal = fresh.start_by(&limited, &["open", &format!("sessions/{SHIPPED}")], &[]);
    terminal.wait_for("Lindenkwartier · ronde 1");
    terminal.press(TO_AN_EMPTY_FIELD);
    terminal.press("Koffiemid");
    terminal.wait_for("Koffiemid");
    terminal.finish();
    terminal.wait_for(&words().screen.disk_full);
    terminal.press("q");
    terminal.wait_for(&words().screen.leaving_title);
    terminal.press("q");
    terminal.ends_with(0);
    fresh.put_back("Koffiemid").leave();
    assert!(fresh.text().contains("Koffiemid"));
}

#[test]
fn a_program_that_was_stopped_for_a_while_goes_on() {
    let fresh = Fresh::new();
    let mut terminal = fresh.open_and_type("Koffie");
    terminal.stop_and_continue();
    terminal.press("mid");
    terminal.wait_for("Koffiemid");
}
