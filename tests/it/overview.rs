//! The overview of many sessions: which rounds count, what a filter leaves, files that cannot be read, what a spreadsheet
//! must not run; and a memory that is never wrong, whatever happens to the files or to itself.

#![expect(clippy::unwrap_used, reason = "a test says where it breaks")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, SystemTime};

use assert_cmd::Command;
use jiff::civil::date;
use unicode_width::UnicodeWidthStr;
use werksessie::domain::hidden::Veil;
use werksessie::domain::problem::{Trouble, Unread};
use werksessie::domain::records::meeting::AnswerState;
use werksessie::domain::session::Session;
use werksessie::domain::signals::Rule;
use werksessie::guide::Guide;
use werksessie::i18n::Words;
use werksessie::i18n::language::Language;
use werksessie::i18n::overview::ColumnWords;
use werksessie::overview::{
    AskedByRule, AskedOnce, COLUMNS, Checklist, ChecklistDetail, Filter, FolderQuestion, Row, Sort, Summary, TableView,
    csv, doubles, from_bytes, matrix, newest_rounds, read_answers, sort, table, to_bytes, totals, version,
};
use werksessie::store::form::reading::{Parts, parse, skim};
use werksessie::store::scan::{Digest, scan};
use werksessie::telling::sentences::Sentences;

use crate::support::sessions;

const TODAY: jiff::civil::Date = date(2026, 11, 22);

fn guide() -> Guide {
    Guide::load(Language::Dutch).expect("the guide ships with the program")
}

fn session(name: &str, id: &str, round: u32) -> String {
    format!(
        "Session(\n    format: 1,\n    id: \"{id}\",\n    round: {round},\n    neighbourhood: Neighbourhood(\n        name: \
         \"{name}\",\n    ),\n)\n"
    )
}

fn summary(name: &str, id: &str, round: u32) -> Summary {
    let session: Session = parse(&session(name, id, round)).unwrap();
    Summary::of(&session, &guide().structure)
}

fn row(summary: Summary) -> Row {
    Row { path: format!("{}.ron", summary.id).into(), content: Ok(summary) }
}

fn broken() -> Row {
    Row { path: "kapot.ron".into(), content: Err(Unread::Trouble(Trouble::NotPermitted)) }
}

#[test]
fn the_shipped_session_is_summed_up() {
    let text = fs::read_to_string(sessions().join("lindenkwartier-2026-09-17.ron")).unwrap();
    let summary = Summary::of(&parse(&text).unwrap(), &guide().structure);
    assert_eq!((&*summary.neighbourhood, summary.round, summary.items.len()), ("Lindenkwartier", 2, 21));
    let asks = |rule| summary.asks(rule, TODAY);
    assert_eq!((summary.open, asks("action_overdue"), asks("action_without_owner")), (8, 2, 1));
    assert_eq!(summary.next_date(TODAY), Some(date(2026, 12, 10)));
    assert_eq!(from_bytes(&to_bytes(&summary)), Some(summary.clone()));
    let bytes = to_bytes(&summary);
    for length in 0..bytes.len() {
        assert_eq!(from_bytes::<Summary>(&bytes[..length]), None, "{length} of {} bytes", bytes.len());
    }
}

#[test]
fn the_newest_round_of_a_neighbourhood_counts() {
    let third = Summary { previous: Some("s-2".into()), ..summary("Linden", "s-3", 3) };
    let renamed = Summary { previous: Some("s-8".into()), ..summary("Haven Noord", "s-9", 2) };
    let elsewhere = Summary { municipality: "Elders".into(), ..summary("linden", "s-4", 1) };
    let hill = |id: &str, round| Summary { municipality: "Zee".into(), ..summary("Heuvel", id, round) };
    let rows: Vec<Row> = [
        summary("Linden", "s-1", 1),
        summary("linden ", "s-2", 2),
        third,
        elsewhere,
        hill("s-10", 1),
        hill("s-11", 2),
        summary("", "s-5", 1),
        summary("", "s-6", 1),
        summary("Haven", "s-8", 1),
        renamed,
    ]
    .map(row)
    .into_iter()
    .chain([broken()])
    .collect();
    let counts = newest_rounds(&rows);
    // The first stands for itself: as long as no municipality is known, it may be another neighbourhood of that name.
    assert_eq!(counts, [true, false, true, true, false, true, true, true, false, true, true]);
}

#[test]
fn of_the_files_of_one_session_the_one_with_the_shortest_name_counts() {
    let file = |path: &str, id: &str| Row { path: path.into(), content: Ok(summary("Linden", id, 1)) };
    let rows =
        [file("a (1).ron", "s-1"), file("a.ron", "s-1"), file("b.ron", "s-2"), file("a-PC.ron", "s-1"), broken()];
    assert_eq!(doubles(&rows), [(0, 1), (3, 1)]);
    assert_eq!(newest_rounds(&rows), [false, true, true, false, true]);
}

#[test]
fn filters_leave_what_they_say_and_orders_put_what_is_broken_last() {
    let of = |name: &str, id: &str| summary(name, id, 1);
    let mut settled = of("Alfa", "s-1");
    settled.items = vec![AnswerState::Done; 21].into();
    let asked = |rule: &str, since| AskedByRule::new(Rule::named(rule).unwrap(), since);
    let due = [date(2026, 1, 2), date(2027, 1, 2)].map(|since| asked("action_overdue", Some(since)));
    let late = Summary { open: 2, asked: due.into(), ..of("Bravo", "s-2") };
    let nobody = ["action_without_owner", "goal_without_baseline"].map(|rule| asked(rule, None));
    let missing = Summary { open: 1, asked: nobody.into(), municipality: "Zee".into(), ..of("Charlie", "s-3") };
    let asking = |rule: &str| Filter { asked: vec![Rule::named(rule).unwrap()], ..Filter::default() };
    let rows: Vec<Row> = [late, missing, settled].map(row).into_iter().chain([broken()]).collect();
    let ids = |filter: Filter| -> String {
        let mut numbers: Vec<usize> = (0..rows.len()).filter(|number| filter.fits(&rows[*number], TODAY)).collect();
        sort(&rows, &mut numbers, Sort::Neighbourhood, TODAY);
        let names = numbers
            .iter()
            .map(|number| rows[*number].content.as_ref().map_or('!', |row| row.neighbourhood.chars().next().unwrap()));
        names.collect()
    };
    let item = Checklist::of(&guide().structure).position("3.2");
    for (filter, expected) in [
        (Filter::default(), "ABC!"),
        (Filter { open_item: item, ..Filter::default() }, "BC!"),
        (asking("action_overdue"), "B!"),
        (asking("action_without_owner"), "C!"),
        (asking("goal_without_baseline"), "C!"),
        (Filter { municipality: "ZE".into(), ..Filter::default() }, "C!"),
        (Filter { words: "char zee".into(), ..Filter::default() }, "C"),
        (Filter { words: "kapot".into(), ..Filter::default() }, "!"),
    ] {
        assert_eq!(ids(filter.clone()), expected, "{filter:?}");
    }
    for order in Sort::ALL {
        let mut numbers: Vec<usize> = (0..rows.len()).collect();
        sort(&rows, &mut numbers, order, TODAY);
        assert_eq!(numbers.last(), Some(&3), "{order:?}");
    }
    let sums = totals(&rows, TODAY);
    assert_eq!((sums.sessions, sums.unread, sums.sum("open"), sums.sum("overdue")), (3, 1, 3, 1));
    assert_eq!(sums.items[0], [2, 0, 1, 0, 0]);
}

#[test]
fn every_column_has_words_and_no_two_are_called_the_same() {
    for &language in Language::ALL {
        let (words, guide) = (Words::load(language).unwrap(), Guide::load(language).unwrap());
        let known = &words.overview.columns;
        let keys: BTreeSet<&str> = COLUMNS.iter().map(|column| column.key).collect();
        assert_eq!(keys.len(), COLUMNS.len(), "a key stands for two columns");
        let questions = [FolderQuestion::Actions, FolderQuestion::Lights, FolderQuestion::Results];
        let asked: Vec<_> = questions.iter().flat_map(|question| question.columns(&guide, &words)).collect();
        // Those of lights are questions of the guide.
        let asked =
            asked.iter().map(|column| column.key.as_str()).filter(|key| guide.structure.question(key).is_none());
        let all: BTreeSet<&str> = keys.iter().copied().chain(asked).collect();
        assert_eq!(all, known.keys().map(String::as_str).collect(), "columns and their words");
        for column in COLUMNS {
            let ColumnWords { heading, narrow } = &known[column.key];
            assert!(!heading.is_empty(), "{}", column.key);
            assert_eq!(narrow.is_empty(), column.narrow.is_none(), "{}", column.key);
            assert!(narrow.chars().count() <= 5, "{narrow}");
        }
    }
}

#[test]
fn a_spreadsheet_runs_nothing_of_it() {
    let words = Words::load(Language::Dutch).unwrap();
    let checklist = Checklist::of(&guide().structure);
    for evil in ["=1+1", "+1", "-1", "@SUM(A1)", "  =1", "\t=1", "=cmd|' /C calc'!A0", "＝1", "a;b\"c"] {
        let mut summary = summary("x", "s-1", 1);
        summary.neighbourhood = evil.into();
        let row = row(summary);
        let rows = [&row];
        let view = TableView { detail: ChecklistDetail::Items, rules: &[] };
        let table = table(&rows, &totals(rows, TODAY), &checklist, view, TODAY, &words);
        let text = csv(&table);
        assert!(text.starts_with('\u{feff}') && text.ends_with("\r\n"), "{text}");
        let line = text.lines().nth(1).unwrap();
        let cell = line.strip_prefix('"').unwrap_or(line).trim_start();
        assert!(!cell.starts_with(['=', '+', '-', '@', '＝']), "{evil}: {line}");
        assert!(!text.contains('\t'), "{line}");
    }
}

/// A letter of two columns at the place where a name is cut moves nothing out of its column.
#[test]
fn a_name_that_is_too_long_is_cut_between_whole_letters() {
    let words = Words::load(Language::Dutch).unwrap();
    let checklist = Checklist::of(&guide().structure);
    for before in 20..32 {
        let mut summary = summary("x", "s-1", 1);
        summary.neighbourhood = format!("{}❤️👩‍👩‍👧 en nog veel meer letters", "a".repeat(before)).into();
        summary.municipality = "Zeestad".into();
        let short = Summary { municipality: "Zeestad".into(), ..self::summary("kort", "s-2", 1) };
        let rows = [row(summary), row(short)];
        let rows: Vec<&Row> = rows.iter().collect();
        let view = TableView { detail: ChecklistDetail::Sections, rules: &[] };
        let table = table(&rows, &totals(rows.iter().copied(), TODAY), &checklist, view, TODAY, &words);
        let mut told = String::new();
        let take = |lines: &str| {
            told.push_str(lines);
            Ok::<(), ()>(())
        };
        matrix(&table, Some(60), take).unwrap();
        let at = |name: &str| {
            let line = told.lines().find(|line| line.contains(name)).unwrap();
            line.split("Zeestad").next().unwrap().width()
        };
        assert_eq!(at("aaaa"), at("kort"), "{told}");
    }
}

/// Looks through a folder and counts how many sessions were read for it.
fn looked(root: &Path, memory: Option<&Path>) -> (BTreeMap<String, Result<String, Unread>>, usize) {
    let guide = guide();
    let read = AtomicUsize::new(0);
    let of = |session: &Session| {
        read.fetch_add(1, Ordering::Relaxed);
        Summary::of(session, &guide.structure)
    };
    let digest =
        Digest { parts: Parts::of(Summary::PARTS), of: &of, to_bytes, from_bytes, version: version(&guide.structure) };
    let mut found = BTreeMap::new();
    scan(root, &digest, memory, |seen| {
        let name = seen.path.strip_prefix(root).unwrap().to_string_lossy().into_owned();
        found.insert(name, seen.content.map(|summary| summary.neighbourhood.to_string()));
        ControlFlow::Continue(())
    });
    (found, read.load(Ordering::Relaxed))
}

/// Writes a file that was not touched for long, as far as its own time tells.
fn write_old(path: &Path, text: &str) {
    fs::write(path, text).unwrap();
    let long_ago = SystemTime::now() - Duration::from_hours(1);
    File::options().write(true).open(path).unwrap().set_modified(long_ago).unwrap();
}

/// Waits until a file that was changed just now is old enough to be remembered.
fn settle() {
    std::thread::sleep(Duration::from_millis(3100));
}

#[test]
fn what_is_remembered_is_never_wrong() {
    let place = tempfile::tempdir().unwrap();
    let (root, memory) = (place.path().join("sessies"), place.path().join("geheugen"));
    fs::create_dir_all(root.join("onder")).unwrap();
    for number in 1..=4 {
        write_old(
            &root.join(format!("onder/{number}.ron")),
            &session(&format!("Wijk{number}"), &format!("s-{number}"), 1),
        );
    }
    fs::write(root.join("kapot.ron"), "Session(").unwrap();
    let name = |found: &BTreeMap<String, Result<String, Unread>>, file: &str| found[file].clone().unwrap();

    // Just written: nothing of it is trusted yet.
    assert_eq!(looked(&root, Some(&memory)).1, 4);
    assert_eq!(looked(&root, Some(&memory)).1, 4);
    settle();
    assert_eq!(looked(&root, Some(&memory)).1, 4);
    let (found, read) = looked(&root, Some(&memory));
    assert_eq!((found.len(), read), (5, 0));
    assert!(found["kapot.ron"].is_err());

    // Changed in place, with the same size and the same time as before.
    write_old(&root.join("onder/1.ron"), &session("Dorp1", "s-1", 1));
    // Replaced by another file with the same size and time.
    let modified = fs::metadata(root.join("onder/2.ron")).unwrap().modified().unwrap();
    let new = root.join("nieuw");
    fs::write(&new, session("Stad2", "s-2", 1)).unwrap();
    File::options().write(true).open(&new).unwrap().set_modified(modified).unwrap();
    fs::rename(&new, root.join("onder/2.ron")).unwrap();
    // Taken away.
    fs::remove_file(root.join("onder/3.ron")).unwrap();
    let (found, read) = looked(&root, Some(&memory));
    assert_eq!((found.len(), read), (4, 2));
    assert_eq!((name(&found, "onder/1.ron"), name(&found, "onder/2.ron")), ("Dorp1".to_owned(), "Stad2".to_owned()));
    assert_eq!(name(&found, "onder/4.ron"), "Wijk4");
    assert!(!found.contains_key("onder/3.ron"));

    settle();
    looked(&root, Some(&memory));
    assert_eq!(looked(&root, Some(&memory)).1, 0);
    // One byte of the memory is another, or it is cut short, or empty: then it is no memory.
    let file = fs::read_dir(&memory).unwrap().next().unwrap().unwrap().path();
    let whole = fs::read(&file).unwrap();
    for at in (0..whole.len()).step_by(7) {
        let mut bytes = whole.clone();
        bytes[at] ^= 1;
        fs::write(&file, bytes).unwrap();
        assert_eq!(looked(&root, Some(&memory)).1, 3, "byte {at}");
    }
    for length in [0, 1, whole.len() / 2, whole.len() - 1] {
        fs::write(&file, &whole[..length]).unwrap();
        assert_eq!(looked(&root, Some(&memory)).1, 3, "{length} bytes");
    }
    fs::remove_dir_all(&memory).unwrap();
    assert_eq!(looked(&root, Some(&memory)).1, 3);
    assert_eq!(looked(&root, Some(&memory)).1, 0);
    assert_eq!(looked(&root, None).1, 3);
}

#[test]
fn a_file_that_cannot_be_read_is_a_row_that_says_why_wherever_it_is_wrong() {
    let text = fs::read_to_string(sessions().join("lindenkwartier-2026-09-17.ron")).unwrap();
    let parts = Parts::of(Summary::PARTS);
    let skimmed = skim(text.as_bytes(), &parts).expect("a session in its fixed form");
    let guide = guide();
    assert_eq!(Summary::of(&skimmed, &guide.structure), Summary::of(&parse(&text).unwrap(), &guide.structure));
    // Each of these is in a place that no summary is made of: what stands there, and what stands there instead.
    let long = format!("what: \"{}\"", "x".repeat(70_000));
    let place = tempfile::tempdir().unwrap();
    for (what, from, to) in [
        ("an id twice", "b-lc3bda6jjt", "b-c8khvxdnxl"),
        ("a link to nothing", "theme: \"t-", "theme: \"t-0"),
        ("an unknown word", "kind: opening", "kind: openinge"),
        ("an unknown field", "minutes: ", "minuten: "),
        ("a field twice", "minutes: 15,", "minutes: 15,\n            minutes: 15,"),
        ("no number", "minutes: ", "minutes: x"),
        ("a text in pieces", "role: \"", "role: \"x\" \""),
        ("an open text", "role: \"", "role: \"\\"),
        ("two lines in one", "role: \"", "role: \"x\ry"),
        ("a text without end", "what: \"Pauze\"", &long),
        ("a comma too few", "minutes: 15,", "minutes: 15"),
        ("cut short", "    actions: [", ""),
    ] {
        let at = text.find(from).unwrap_or_else(|| panic!("{what}: {from} is in the session that ships"));
        let changed = if to.is_empty() { text[..at].to_owned() } else { text.replacen(from, to, 1) };
        let problem = parse(&changed).expect_err(what);
        assert_eq!(skim(changed.as_bytes(), &parts), None, "{what}");
        fs::write(place.path().join("een.ron"), changed).unwrap();
        assert_eq!(looked(place.path(), None).0["een.ron"], Err(Unread::Problem(problem)), "{what}");
    }
}

#[cfg(unix)]
#[test]
fn pipes_and_circles_hang_nothing() {
    let place = tempfile::tempdir().unwrap();
    let root = place.path();
    fs::create_dir(root.join("onder")).unwrap();
    fs::write(root.join("onder/een.ron"), session("Een", "s-1", 1)).unwrap();
    assert!(std::process::Command::new("mkfifo").arg(root.join("pijp.ron")).status().unwrap().success());
    std::os::unix::fs::symlink("pijp.ron", root.join("naar-pijp.ron")).unwrap();
    std::os::unix::fs::symlink("..", root.join("onder/rond")).unwrap();
    std::os::unix::fs::symlink("rondje.ron", root.join("rondje.ron")).unwrap();
    // The same file under a second name is one session; a file elsewhere, or one that is hidden, is met by its link alone.
    std::os::unix::fs::symlink("onder/een.ron", root.join("ook-een.ron")).unwrap();
    let elsewhere = tempfile::tempdir().unwrap();
    fs::write(elsewhere.path().join("twee.ron"), session("Twee", "s-2", 1)).unwrap();
    std::os::unix::fs::symlink(elsewhere.path().join("twee.ron"), root.join("ook-twee.ron")).unwrap();
    fs::write(root.join(".drie.ron"), session("Drie", "s-3", 1)).unwrap();
    std::os::unix::fs::symlink(".drie.ron", root.join("ook-drie.ron")).unwrap();
    std::os::unix::fs::symlink("nergens", root.join("weg.ron")).unwrap();
    let (found, read) = looked(root, None);
    let names: Vec<&str> = found.iter().filter(|(_, row)| row.is_ok()).map(|(name, _)| name.as_str()).collect();
    assert_eq!((names, read), (vec!["onder/een.ron", "ook-drie.ron", "ook-twee.ron"], 3));
    for name in ["weg.ron", "rondje.ron"] {
        assert!(found.get(name).is_some_and(Result::is_err), "{name} leads nowhere, and that is told");
    }
    // Who stops listening is not kept waiting.
    let guide = guide();
    let of = |session: &Session| Summary::of(session, &guide.structure);
    let digest = Digest { parts: Parts::of(Summary::PARTS), of: &of, to_bytes, from_bytes, version: String::new() };
    scan(root, &digest, None, |_| ControlFlow::Break(()));
}

fn overview(cache: &Path, arguments: &[&str]) -> (String, String, i32) {
    let output = Command::cargo_bin("werksessie")
        .unwrap()
        .env("XDG_CACHE_HOME", cache)
        .env("LC_ALL", "C")
        .arg("overview")
        .args(arguments)
        .output()
        .unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (text(output.stdout), text(output.stderr), output.status.code().unwrap())
}

#[test]
fn the_command_tells_all_of_it_and_ends_as_it_should() {
    let place = tempfile::tempdir().unwrap();
    let cache = place.path().join("cache");
    let folder = sessions();
    let folder = folder.to_str().unwrap();
    let (text, _, code) = overview(&cache, &[folder]);
    assert_eq!(code, 0);
    assert!(text.contains("Havenbuurt") && text.contains("Lindenkwartier") && text.contains("2 sessies"), "{text}");
    assert_eq!(overview(&cache, &[folder, "--all-rounds"]).0.matches("Lindenkwartier").count(), 2);
    assert!(!overview(&cache, &[folder, "--overdue"]).0.contains("Havenbuurt"));
    assert!(overview(&cache, &[folder, "--items"]).0.contains("7.6"));
    // What is behind a count: the things themselves, also where it takes reading sessions whole, and from memory.
    for _ in 0..2 {
        let (text, _, code) = overview(&cache, &[folder, "--signal", "action_without_deputy"]);
        assert_eq!(code, 0);
        assert!(text.contains("Nog geen vervanger") || text.contains("vervanger"), "{text}");
        assert!(!text.contains("Havenbuurt"), "{text}");
    }
    assert_eq!(overview(&cache, &[folder, "--signal", "no_such_rule"]).2, 2);
    let json: serde_json::Value = serde_json::from_str(&overview(&cache, &[folder, "--json"]).0).unwrap();
    assert_eq!(json["sessions"][1]["items"]["1.2"], "partly");
    assert_eq!(json["totals"]["sessions"], 2);
    fs::write(place.path().join("kapot.ron"), "Session(\n    format: 1,\n    id \"x\",\n)\n").unwrap();
    let (text, told, code) = overview(&cache, &[folder, place.path().join("kapot.ron").to_str().unwrap()]);
    assert_eq!(code, 1);
    assert!(
        text.contains("! ") && text.contains("kapot.ron") && text.contains("Havenbuurt") && !told.is_empty(),
        "{text}"
    );
    assert_eq!(overview(&cache, &[folder, "niet-hier"]).2, 2);
    assert_eq!(overview(&cache, &[folder, "--open", "9.9"]).2, 2);
    assert_eq!(overview(&cache, &[folder, "--csv", "--json"]).2, 2);
}

/// The answers of the sessions of the tests, as rows of JSON.
fn answers(cache: &Path, asked: &[&str]) -> Vec<serde_json::Map<String, serde_json::Value>> {
    let folder = sessions();
    let (told, warned, code) = overview(cache, &[&[folder.to_str().unwrap(), "--json"], asked].concat());
    assert_eq!(code, 0, "{asked:?}: {warned}");
    serde_json::from_str(&told).unwrap()
}

#[test]
fn a_coordinator_asks_who_does_what_and_when_over_all_sessions() {
    let cache = tempfile::tempdir().unwrap();
    let answers = |asked: &[&str]| answers(cache.path(), asked);
    let all = answers(&["--actions"]);
    let of = |rows: &[serde_json::Map<String, serde_json::Value>], section: &str| {
        rows.iter().filter(|row| row["section"] == section).count()
    };
    // Those of the newest round that are not done, and what else was promised.
    assert_eq!(of(&all, "actions"), 8);
    assert!(of(&all, "embeddings") == 3 && of(&all, "answers") > 0, "{all:?}");
    let due: Vec<Option<&str>> = all.iter().map(|row| row["due"].as_str()).collect();
    assert!(due.is_sorted_by_key(|due| (due.is_none(), *due)), "{due:?}");
    let until = answers(&["--actions", "--due", "10-12-2026"]);
    assert_eq!(until.len(), due.iter().filter(|due| due.is_some_and(|due| due <= "2026-12-10")).count());
    assert!(!until.is_empty() && until.len() < all.len());
    let late = answers(&["--actions", "--overdue"]);
    let today = jiff::Zoned::now().date().to_string();
    assert_eq!(late.len(), due.iter().filter(|due| due.is_some_and(|due| due < &*today)).count());
    // By name or organisation, whether they are the first or the second who takes care of it.
    let hers = answers(&["--actions", "--owner", "anneke"]);
    assert!(hers.len() > 3 && hers.len() < all.len(), "{hers:?}");
    assert!(hers.iter().any(|row| row["who"] == "Anneke Bos") && hers.iter().all(|row| all.contains(row)));
    assert_eq!(answers(&["--actions", "--owner", "niemand"]), []);
    let folder = sessions();
    let of = |owner| overview(cache.path(), &[folder.to_str().unwrap(), "--actions", "--owner", owner]);
    let (_, told, code) = of("Annekke Bosch");
    assert!(code == 0 && told.contains("‘Annekke Bosch’") && told.contains("Anneke Bos"), "{told}");
    assert_eq!(of("anneke").1, "", "who is there needs no words");
    let blank = of(" ");
    assert!(blank.2 == 2 && blank.1.contains("--actions --no-owner"), "{blank:?}");
    let nobodys = answers(&["--actions", "--no-owner"]);
    assert!(!nobodys.is_empty() && nobodys.iter().all(|row| row["who"] == "" && all.contains(row)), "{nobodys:?}");
    for asked in [
        &["--owner", "x"][..],
        &["--actions", "--owner", ""],
        &["--due", "1-1-2026"],
        &["--actions", "--lights"],
        &["--actions", "--due", "?"],
    ] {
        let folder = sessions();
        assert_eq!(overview(cache.path(), &[&[folder.to_str().unwrap()], asked].concat()).2, 2, "{asked:?}");
    }
}

/// What is to be ready in a month is late once it is over, as the screen says too.
#[test]
fn a_month_by_which_something_is_to_be_counts_as_its_last_day() {
    let (cache, folder) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let action = |id: &str, due: &str| format!("Action(id: \"a-{id}\", what: \"Actie {id}\", due: \"{due}\"), ");
    let actions = [action("1", "2026-10"), action("2", "2025"), action("3", "2999-01"), action("4", "ooit")].concat();
    let text = format!("Session(format: 1, id: \"s-1\", actions: [{actions}])");
    fs::write(folder.path().join("een.ron"), text).unwrap();
    let path = folder.path().to_str().unwrap();
    let told = |asked: &[&str]| {
        let (told, warned, code) = overview(cache.path(), &[&[path, "--json", "--actions"], asked].concat());
        assert_eq!(code, 0, "{warned}");
        let rows: Vec<serde_json::Map<String, serde_json::Value>> = serde_json::from_str(&told).unwrap();
        rows.iter().map(|row| (row["what"].to_string(), row["due"].clone())).collect::<Vec<_>>()
    };
    let (second, first) =
        (("\"Actie 2\"".to_owned(), "2025-12-31".into()), ("\"Actie 1\"".to_owned(), "2026-10-31".into()));
    assert_eq!(told(&["--overdue"]), [second.clone(), first.clone()]);
    assert_eq!(told(&["--due", "31-10-2026"]), [second, first]);
    assert_eq!(told(&[]).len(), 4);
}

/// What a report calls filled in, held or at hand is not to be done; what it calls partly done is so here too.
#[test]
fn what_is_done_is_not_to_be_done() {
    let cache = tempfile::tempdir().unwrap();
    let all = answers(cache.path(), &["--actions"]);
    let is_of = |row: &serde_json::Map<String, serde_json::Value>, section: &str| row["section"] == section;
    let nothing_ends = ["channels", "outreach", "interviews", "developments", "agreements"];
    assert!(!all.iter().any(|row| nothing_ends.iter().any(|section| is_of(row, section))), "{all:?}");
    let answer = |title: &str| {
        let mut rows = all.iter().filter(|row| is_of(row, "answers"));
        rows.find(|row| row["what"].as_str().is_some_and(|what| what.contains(title)))
    };
    for settled in ["Hoe we evalueren", "Wijkscan van zorg dichtbij"] {
        assert_eq!(answer(settled), None, "{all:?}");
    }
    assert_eq!(answer("5.2").map(|row| &row["state"]), Some(&serde_json::json!("partly")), "{all:?}");
}

#[test]
fn lights_and_results_stand_beside_each_other() {
    let cache = tempfile::tempdir().unwrap();
    let lights = answers(cache.path(), &["--lights"]);
    let asked: Vec<&String> = lights[0].keys().filter(|key| key.contains('.')).collect();
    assert_eq!((lights.len(), asked.len()), (2, 17), "three lights and fourteen preconditions");
    let first = lights.iter().find(|row| row["neighbourhood"] == "Lindenkwartier").unwrap();
    assert_eq!(first["success_factors.capacity"], "partly");
    assert_eq!(first["preconditions.aware.1"], serde_json::Value::Null, "nobody looked at it");
    let results = answers(cache.path(), &["--results", "--all-rounds"]);
    let soup = |row: &&serde_json::Map<String, serde_json::Value>| {
        row["path"].as_str().unwrap().ends_with("lindenkwartier-2026-09-17.ron") && row["latest"] == 22.0
    };
    let soup = results.iter().find(soup).unwrap();
    assert_eq!((&soup["before"], &soup["target"], &soup["reached"]), (&8.0.into(), &25.0.into(), &"partly".into()));
    let folder = sessions();
    let (told, _, _) = overview(cache.path(), &[folder.to_str().unwrap(), "--results", "--csv"]);
    assert!(told.contains(";51,8;;;47;;"), "a comma as Dutch spreadsheets have it: {told}");
    // A spreadsheet is for people: what is a code for a program is a word there.
    for asked in ["--lights", "--actions"] {
        let (told, _, _) = overview(cache.path(), &[folder.to_str().unwrap(), asked, "--csv"]);
        assert!(told.contains(";deels;") && !told.contains(";partly;"), "{told}");
    }
    // Where nobody looks at it on a screen, nothing is cut.
    for asked in [&["--actions"][..], &[]] {
        let (told, _, _) = overview(cache.path(), &[&[folder.to_str().unwrap()], asked].concat());
        assert!(!told.contains('…'), "{told}");
    }
    let (told, _, _) = overview(cache.path(), &[folder.to_str().unwrap(), "--actions"]);
    assert!(told.lines().any(|line| line.chars().count() > 160), "{told}");
    let (told, _, _) = overview(cache.path(), &[folder.to_str().unwrap(), "--lights"]);
    assert!(told.contains("17 "), "the questions stand below by number: {told}");
}

#[test]
fn a_table_takes_the_room_that_the_screen_has() {
    let (guide, words) = (guide(), Words::load(Language::Dutch).unwrap());
    let mut asked = AskedOnce::new(FolderQuestion::Actions, None, None);
    let sentences = Sentences { words: &words, guide: &guide, today: None, veil: Veil::default() };
    read_answers(&sessions(), &sentences, None, |session| {
        asked.add(session);
        ControlFlow::Continue(())
    });
    let answers = asked.answers((0..asked.rows().len()).collect(), &words);
    let on = |columns: usize| {
        let mut lines = Vec::new();
        let mut tell = |line: &str| {
            lines.push(line.trim_end().to_owned());
            Ok(())
        };
        answers.text(&guide, Some(columns), &mut tell).unwrap();
        lines
    };
    let cut = |columns: usize| on(columns).iter().filter(|line| line.contains('…')).count();
    let path = on(80).iter().map(|line| line.split_whitespace().next_back().unwrap().len()).max().unwrap();
    assert!(cut(80) > cut(150 + path) && cut(400) == 0, "{:#?}", on(150 + path));
    for columns in [140 + path, 150 + path, 400] {
        let widest = on(columns).iter().map(|line| line.chars().count()).max().unwrap();
        let is_full = columns == 400 || widest + 1 >= columns;
        assert!(widest <= columns && is_full, "{widest} of {columns}");
    }
}
