//! Tables of many sessions: all that is declared is in them and nothing that may not leave; the same sessions give the same
//! bytes, however they lie and however the work is divided; and no file is lost to them.

#![expect(clippy::unwrap_used, reason = "a test says where it breaks")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use proptest::prelude::*;
use serde_json::Value as Json;

use werksessie::domain::edit::{Edit, apply};
use werksessie::domain::hidden::hide;
use werksessie::domain::record::Meaning;
use werksessie::domain::records::meeting::{Meeting, Person};
use werksessie::domain::records::plan::Action;
use werksessie::domain::session::{Section, Session};
use werksessie::domain::value::{Kind, Value};
use werksessie::exchange::outgoing::Outgoing;
use werksessie::exchange::tables::{
    DERIVED, KEYS, SessionKeys, Shard, TableFolder, TableFormat, TableMaker, TableOptions,
};
use werksessie::guide::Guide;
use werksessie::i18n::Words;
use werksessie::i18n::language::Language;
use werksessie::store::form::reading::parse;
use werksessie::store::form::text::print;

use crate::support::arbitrary;
use crate::support::screen::shipped as sample;
use crate::support::sessions;

const SAMPLES: [&str; 3] =
    ["havenbuurt-2026-11-19.ron", "lindenkwartier-2026-03-12.ron", "lindenkwartier-2026-09-17.ron"];

fn with<T>(language: Language, options: TableOptions, tell: impl FnOnce(&TableMaker<'_>) -> T) -> T {
    let (guide, words) = (Guide::load(language).unwrap(), Words::load(language).unwrap());
    let maker = TableMaker::new(options, &guide, &words);
    tell(&maker.unwrap_or_else(|(name, _)| panic!("no table {name}")))
}

fn of(is_public: bool) -> TableOptions {
    TableOptions { is_public, ..TableOptions::default() }
}

/// The rows of a session, in the order of the tables, made where those of another were.
fn texts(maker: &TableMaker<'_>, session: &Session) -> Vec<String> {
    let mut texts = Vec::new();
    maker.rows(sample(SAMPLES[0]), SessionKeys::default(), &mut texts);
    maker.rows(session.clone(), SessionKeys::default(), &mut texts);
    texts
}

/// The rows of a session, by table.
fn rows(session: &Session, options: TableOptions) -> BTreeMap<String, Vec<Json>> {
    with(Language::Dutch, options, |maker| {
        let names = maker.tables().iter().map(|table| table.name.to_owned());
        let texts = texts(maker, session);
        let rows = texts.iter().map(|text| text.lines().map(|line| serde_json::from_str(line).unwrap()).collect());
        names.zip(rows).collect()
    })
}

#[test]
fn every_section_and_field_is_in_a_table_but_what_is_private() {
    for is_public in [false, true] {
        with(Language::Dutch, of(is_public), |maker| {
            let names: Vec<&str> = maker.tables().iter().map(|table| table.name).collect();
            assert!(DERIVED.iter().all(|(name, _)| names.contains(name)));
            for &section in Section::ALL.iter().filter(|section| **section != Section::Header) {
                let Some(table) = maker.tables().iter().find(|table| table.name == section.name()) else {
                    assert!(is_public, "{}", section.name());
                    continue;
                };
                let columns: BTreeSet<&str> = table.columns.iter().map(|column| column.name.as_str()).collect();
                assert_eq!(columns.len(), table.columns.len(), "{}: each column has a name of its own", table.name);
                for field in section.kind().fields {
                    let names = ["", "_id", "_ids"].map(|end| format!("{}{end}", field.name));
                    let own = format!("_{}", field.name);
                    let is_column = names.iter().any(|name| columns.contains(&**name) && !is_key(name))
                        || columns.iter().any(|column| column.ends_with(&own) && is_key(field.name));
                    let is_told = !field.means(Meaning::Private) && field.kind != Kind::Versions;
                    assert!(is_column == is_told || is_public && is_told, "{}.{}", table.name, field.name);
                }
            }
            let of_team = [Section::People, Section::Scores, Section::HandOvers, Section::Conflicts];
            assert!(of_team.iter().all(|section| names.contains(&section.name()) != is_public));
        });
    }
}

fn is_key(name: &str) -> bool {
    KEYS.iter().any(|(key, _)| *key == name)
}

#[test]
fn every_column_and_table_has_words_in_every_language_and_there_are_no_others() {
    for &language in Language::ALL {
        let words = Words::load(language).unwrap();
        let mut used = BTreeSet::new();
        with(language, of(false), |maker| {
            for table in maker.tables() {
                assert_ne!(table.label, "", "{}", table.name);
                for column in &table.columns {
                    assert!(!column.label.is_empty(), "{}.{}", table.name, column.name);
                    if words.tables.columns.contains_key(&column.name) {
                        used.insert(column.name.clone());
                    }
                }
            }
        });
        assert_eq!(used, words.tables.columns.keys().cloned().collect());
        let derived: BTreeSet<&str> = DERIVED.iter().map(|(name, _)| *name).collect();
        assert_eq!(derived, words.tables.derived.keys().map(String::as_str).collect());
    }
}

#[test]
fn what_stands_in_a_session_stands_in_its_rows() {
    let session = sample(SAMPLES[1]);
    let rows = rows(&session, of(false));
    for &section in Section::ALL.iter().filter(|section| **section != Section::Header) {
        assert_eq!(rows[section.name()].len(), session.table(section).len(), "{}", section.name());
    }
    let action = &rows["actions"][0];
    for (column, value) in [
        ("session_id", Json::from("s-a0mebmehol")),
        ("neighbourhood", "Lindenkwartier".into()),
        ("date", "2026-03-12".into()),
        ("year", 2026.into()),
        ("round", 1.into()),
        ("what", "Soeptafel elke donderdag in De Linde".into()),
        ("owner_label", "Ria Vermeulen".into()),
        ("due", "2026-04-09".into()),
        ("status", "done".into()),
        ("domains", serde_json::json!(["environment", "participation"])),
        ("hours", 6.into()),
        ("note", "Eerste keer: 11 gasten, één pan te weinig.\nSleutel ligt bij de beheerder.".into()),
    ] {
        assert_eq!(action[column], value, "{column}");
    }
    assert_eq!(action.get("dropped_because"), None, "what is missing is left out");
    // A figure of the neighbourhood is not the name of the neighbourhood.
    let figure = &rows["indicators"][0];
    assert_eq!(figure["neighbourhood"], "Lindenkwartier");
    assert!(figure["indicator_neighbourhood"].is_number(), "{figure}");
    assert_eq!(rows["checklist"].len(), 21);
    assert_eq!(rows["sessions"][0]["checklist_settled"], 13);
    assert_eq!(rows["sessions"][0]["actions_open"], 6);
    let late = |row: &&Json| row["rule"] == "action_overdue" && row["item_id"] == action["id"];
    assert_eq!(rows["signals"].iter().filter(late).count(), 0, "it is done");
    assert!(rows["signals"].iter().any(|row| row["rule"] == "action_overdue" && row["since"].is_string()));
}

#[test]
fn a_month_by_which_something_is_to_be_stands_as_its_last_day() {
    let mut session = sample(SAMPLES[2]);
    let action = session.table_mut(Section::Actions).get_mut(0).unwrap();
    action.replace(Action::due, Value::AsTyped("2027-02".into())).unwrap();
    let rows = rows(&session, of(false));
    assert_eq!(rows["actions"][0]["due"], "2027-02-28");
}

#[test]
fn both_forms_have_the_same_rows() {
    for name in SAMPLES {
        let session = sample(name);
        let json = rows(&session, of(false));
        let options = TableOptions { format: TableFormat::Csv, ..TableOptions::default() };
        with(Language::Dutch, options, |maker| {
            for (table, text) in maker.tables().iter().zip(texts(maker, &session)) {
                let text = maker.heading(table) + &text;
                let mut reader = csv::ReaderBuilder::new().delimiter(b';').from_reader(text.as_bytes());
                let headings: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
                assert_eq!(headings, table.columns.iter().map(|column| column.name.clone()).collect::<Vec<_>>());
                let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
                assert_eq!(rows.len(), json[table.name].len(), "{}", table.name);
                for (row, json) in rows.iter().zip(&json[table.name]) {
                    for (heading, cell) in headings.iter().zip(row) {
                        let told = match &json[heading] {
                            Json::Null => String::new(),
                            Json::String(text) => text.clone(),
                            other => other.to_string(),
                        };
                        // A cell that a spreadsheet would run begins with an apostrophe.
                        assert_eq!(cell.strip_prefix('\'').unwrap_or(cell), told, "{}.{heading}", table.name);
                    }
                }
            }
        });
    }
}

/// All text of all rows.
fn all_text(rows: &BTreeMap<String, Vec<Json>>) -> String {
    rows.values().flatten().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

#[test]
fn nothing_private_leaves_and_for_everybody_no_name_and_no_small_count() {
    let words = Words::load(Language::Dutch).unwrap();
    for name in SAMPLES {
        let session = sample(name);
        let [team, public] = [false, true].map(|is_public| rows(&session, of(is_public)));
        for line in session.the_meeting().private_notes.lines() {
            assert!(!all_text(&team).contains(line), "{name}: {line}");
        }
        let people: Vec<&str> =
            session.people.iter().map(|person| &*person.name).filter(|it| it.contains(' ')).collect();
        assert!(people.iter().all(|person| all_text(&team).contains(person)), "{name}");
        let told = all_text(&public);
        assert_eq!(people.iter().find(|person| told.contains(**person)), None, "{name}");
        let outgoing = Outgoing::for_everybody(&session, &words);
        for row in public["actions"].iter().filter(|row| row["owner_id"].is_string()) {
            let owner = outgoing.people.iter().find(|person| row["owner_id"] == *person.id.as_str()).unwrap();
            assert_eq!(row["owner_label"], *owner.name);
        }
        assert!(public["score_counts"].iter().all(|row| row["n"].as_u64() >= Some(5)), "{name}");
        let known = session.scores.iter().map(|row| row.scores.known.len() as u64).sum::<u64>();
        assert_eq!(team["score_counts"].iter().filter_map(|row| row["n"].as_u64()).sum::<u64>(), known, "{name}");
    }
}

#[test]
fn a_count_of_five_is_told_to_everybody_and_one_of_four_is_not() {
    let mut session = sample(SAMPLES[1]);
    let scores = session.scores[0].clone();
    let field = Section::Scores.kind().fields.iter().position(|field| field.kind == Kind::Scores).unwrap();
    let set = Edit::set(Section::Scores, &scores.id, field, Value::Scores(vec![3, 3, 3, 3, 7, 7, 7, 7, 7]));
    apply(&mut session, set).unwrap();
    let public = rows(&session, of(true));
    let told: Vec<(&Json, &Json)> = public["score_counts"].iter().map(|row| (&row["value"], &row["n"])).collect();
    assert_eq!(told, [(&Json::from(7), &Json::from(5))]);
}

#[test]
fn what_is_hidden_is_in_no_table() {
    let mut session = sample(SAMPLES[1]);
    for section in [Section::Votes, Section::Scores, Section::TopThemes] {
        let edit = hide(&session, section, true).unwrap();
        apply(&mut session, edit).unwrap();
    }
    let rows = rows(&session, of(false));
    let asks = |section: Section| -> Vec<&str> {
        let fields = section.kind().fields.iter().filter(|field| field.means(Meaning::Asked));
        fields.map(|field| field.name).collect()
    };
    for section in [Section::Votes, Section::Scores] {
        assert!(!asks(section).is_empty());
        for row in &rows[section.name()] {
            assert!(asks(section).iter().all(|field| row.get(field).is_none()), "{row}");
        }
    }
    assert_eq!(rows["score_counts"], Vec::<Json>::new());
    let of_hidden = |row: &&Json| row["rule"] == "group_recognisable" || row["rule"] == "votes_do_not_add_up";
    assert_eq!(rows["signals"].iter().filter(of_hidden).count(), 0);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn any_session_gives_rows_that_can_be_read_and_keep_secrets(session in arbitrary::session(3)) {
        for is_public in [false, true] {
            let mut session = session.clone();
            let notes = Edit::set(Section::Meeting, &session.the_meeting().id.clone(), Meeting::private_notes,
                Value::text("geheim-9f3"));
            apply(&mut session, notes).unwrap();
            let rows = rows(&session, of(is_public));
            prop_assert!(!all_text(&rows).contains("geheim-9f3"));
            prop_assert_eq!(rows["sessions"].len(), 1);
        }
    }
}

/// Runs the program, and hands back its exit code with what it printed and told.
fn run(arguments: &[&str], input: &[u8]) -> (i32, String, String) {
    let mut command = Command::cargo_bin("werksessie").unwrap();
    let output = command.args(["tables", "--lang", "en"]).args(arguments).write_stdin(input).output().unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (output.status.code().unwrap(), text(&output.stdout), text(&output.stderr))
}

/// All files of a folder, with their contents.
fn files(folder: &Path) -> BTreeMap<PathBuf, String> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(&next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                found.insert(path.strip_prefix(folder).unwrap().to_owned(), fs::read_to_string(&path).unwrap());
            }
        }
    }
    found
}

/// The lines of a table, over all its files, in order.
fn lines(folder: &Path, table: &str) -> Vec<String> {
    let files = files(&folder.join(table));
    let mut lines: Vec<String> = files.values().flat_map(|text| text.lines().map(str::to_owned)).collect();
    lines.sort();
    lines
}

/// Sessions of several neighbourhoods and years, one without a day.
fn many(folder: &Path) {
    fs::create_dir_all(folder).unwrap();
    let text = fs::read_to_string(sessions().join(SAMPLES[1])).unwrap();
    for number in 0..12 {
        let year = 2024 + number % 3;
        let text = text
            .replace("s-a0mebmehol", &format!("s-{number:010}"))
            .replace("Lindenkwartier", &format!("Wijk {}", number / 2))
            .replace("date: \"2026-03-12\"", &format!("date: \"{year}-03-12\""));
        fs::write(folder.join(format!("sessie-{number:02}.ron")), text).unwrap();
    }
    let blank = Session::empty(werksessie::domain::id::Id::new("s-zonderdag0"));
    fs::write(folder.join("zonder-dag.ron"), print(&blank)).unwrap();
}

#[test]
fn a_file_that_only_begins_well_says_nothing_of_the_others() {
    let place = tempfile::tempdir().unwrap();
    let at = |name: &str| place.path().join(name);
    many(&at("een"));
    let paths = [at("een").to_str().unwrap().to_owned(), at("uit").to_str().unwrap().to_owned()];
    run(&[&paths[0], "-o", &paths[1]], b"");
    let mut whole = files(&at("uit"));
    let newest = |tables: &BTreeMap<PathBuf, String>| {
        tables.values().flat_map(|text| text.lines()).filter(|line| line.contains("\"is_newest\":true")).count()
    };
    assert!(newest(&whole) > 0);
    // One with a shorter name that is the same session as another, and one of a later round of a neighbourhood.
    let text = fs::read_to_string(at("een").join("sessie-01.ron")).unwrap();
    let end = text.len() - 200;
    fs::write(at("een").join("a.ron"), &text[..end]).unwrap();
    let later = text.replace("s-0000000001", "s-zzzzzzzzzz").replace("round: 1", "round: 9");
    fs::write(at("een").join("b.ron"), &later[..end]).unwrap();
    let (code, told, warned) = run(&[&paths[0], "-o", &paths[1]], b"");
    assert_eq!(code, 1, "{told}");
    assert!(told.contains("13 sessions"), "{told}");
    assert_eq!(warned.lines().count(), 3, "{warned}");
    let mut broken = files(&at("uit"));
    let problems = |path: &PathBuf| path.starts_with("problems");
    let rows: usize = broken.iter().filter(|(path, _)| problems(path)).map(|(_, text)| text.lines().count()).sum();
    assert_eq!(rows, 2);
    broken.retain(|path, _| !problems(path));
    whole.retain(|path, _| !problems(path));
    assert_eq!(broken, whole);
}

#[test]
fn the_same_sessions_give_the_same_bytes_wherever_they_lie() {
    let place = tempfile::tempdir().unwrap();
    let at = |name: &str| place.path().join(name);
    let path = |name: &str| at(name).to_str().unwrap().to_owned();
    many(&at("een"));
    let (code, told, warned) = run(&[&path("een"), "-o", &path("uit")], b"");
    assert_eq!((code, warned.as_str()), (0, ""), "{told}");
    assert!(told.contains("13 sessions"), "{told}");
    let first = files(&at("uit"));
    assert!(first.contains_key(Path::new("actions/year=2024/part-1-of-1.ndjson")));
    // Again, over what is there.
    run(&[&path("een"), "-o", &path("uit")], b"");
    assert_eq!(files(&at("uit")), first);
    // In other folders, under other names.
    for (number, file) in fs::read_dir(at("een")).unwrap().enumerate() {
        let folder = at("twee").join(format!("map-{}", number % 3));
        fs::create_dir_all(&folder).unwrap();
        fs::copy(file.unwrap().path(), folder.join(format!("{number}.ron"))).unwrap();
    }
    run(&[&path("twee"), "-o", &path("uit-2")], b"");
    let mut second = files(&at("uit-2"));
    let mut first = first;
    for tables in [&mut first, &mut second] {
        // Only this table names files.
        tables.retain(|path, _| !path.starts_with("sessions"));
    }
    assert_eq!(second, first);
}

#[test]
fn parts_together_are_the_whole_and_the_newest_round_is_known_in_each() {
    let place = tempfile::tempdir().unwrap();
    let at = |name: &str| place.path().join(name);
    let path = |name: &str| at(name).to_str().unwrap().to_owned();
    many(&at("in"));
    assert_eq!(run(&[&path("in"), "-o", &path("heel")], b"").0, 0);
    for part in 1..=3 {
        let shard = format!("{part}/3");
        assert_eq!(run(&[&path("in"), "-o", &path("delen"), "--shard", &shard], b"").0, 0);
    }
    let tables: Vec<String> =
        with(Language::English, of(false), |maker| maker.tables().iter().map(|table| table.name.to_owned()).collect());
    for table in tables {
        assert_eq!(lines(&at("delen"), &table), lines(&at("heel"), &table), "{table}");
    }
    let newest = |line: &&String| line.contains("\"is_newest\":true");
    // Six neighbourhoods, and one session that has none.
    assert_eq!(lines(&at("heel"), "sessions").iter().filter(newest).count(), 7);
    for part in ["0/3", "4/3", "x", "1/0"] {
        let (code, _, told) = run(&[&path("in"), "-o", &path("delen"), "--shard", part], b"");
        assert_eq!(code, 2, "{part}: {told}");
    }
    let parts: Vec<usize> = (1..=3)
        .map(|part| (0..900).filter(|it| Shard::parse(&format!("{part}/3")).unwrap().holds(&format!("s-{it}"))).count())
        .collect();
    assert!(parts.iter().sum::<usize>() == 900 && parts.iter().all(|count| (250..350).contains(count)), "{parts:?}");
}

#[test]
fn paths_that_come_in_give_the_same_rows() {
    let place = tempfile::tempdir().unwrap();
    let (folder, out) = (place.path().join("in"), place.path().join("uit"));
    many(&folder);
    let new_name = folder.join("met\neen regel.ron");
    fs::rename(folder.join("zonder-dag.ron"), &new_name).unwrap();
    run(&[folder.to_str().unwrap(), "-o", out.to_str().unwrap()], b"");
    let paths: Vec<String> =
        fs::read_dir(&folder).unwrap().map(|it| it.unwrap().path().display().to_string()).collect();
    let (code, told, _) = run(&["--stdin", "--null"], paths.join("\0").as_bytes());
    assert_eq!(code, 0);
    let mut by_table: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for line in told.lines() {
        let mut row: serde_json::Map<String, Json> = serde_json::from_str(line).unwrap();
        let table = row.remove("table").unwrap().as_str().unwrap().to_owned();
        assert_eq!(row.get("is_newest"), None, "who reads one file knows of no other");
        row.remove("file");
        by_table.entry(table).or_default().push(Json::from(row).to_string());
    }
    for (table, mut rows) in by_table {
        rows.sort();
        let whole = lines(&out, &table).into_iter().map(|line| {
            let mut row: serde_json::Map<String, Json> = serde_json::from_str(&line).unwrap();
            row.remove("is_newest");
            row.remove("file");
            Json::from(row).to_string()
        });
        let mut whole: Vec<String> = whole.collect();
        whole.sort();
        assert_eq!(rows, whole, "{table}");
    }
    let in_lines = paths.iter().filter(|path| !path.contains('\n')).cloned().collect::<Vec<_>>().join("\r\n");
    let (code, told, _) = run(&["--stdin", "--only", "sessions"], in_lines.as_bytes());
    assert_eq!((code, told.lines().count()), (0, 12));
    assert_eq!(run(&["--stdin", "--only", "sessions"], b"").1, "");
}

#[test]
fn a_file_that_cannot_be_read_is_told_and_counted_and_stops_nothing() {
    let place = tempfile::tempdir().unwrap();
    let (folder, out) = (place.path().join("in"), place.path().join("uit"));
    many(&folder);
    fs::create_dir(folder.join("wijk")).unwrap();
    fs::write(folder.join("wijk/kapot.ron"), "Session(\n    format: 1,\n    id: \"s-1\",\n    bogus: 3,\n)\n").unwrap();
    fs::copy(folder.join("sessie-03.ron"), folder.join("wijk/kopie.ron")).unwrap();
    let (code, told, warned) = run(&[folder.to_str().unwrap(), "-o", out.to_str().unwrap()], b"");
    assert_eq!(code, 1, "{told} {warned}");
    assert!(
        told.contains("14 sessions") && warned.contains("kapot.ron") && warned.contains("1 file"),
        "{told} {warned}"
    );
    let problems: Vec<Json> = lines(&out, "problems").iter().map(|line| serde_json::from_str(line).unwrap()).collect();
    let told: Vec<(&Json, &Json, &Json)> =
        problems.iter().map(|row| (&row["file"], &row["problem"], &row["line"])).collect();
    let [file, copy] = [Json::from("wijk/kapot.ron"), "wijk/kopie.ron".into()];
    assert_eq!(told, [(&file, &"unknown_name".into(), &4.into()), (&copy, &"same_id".into(), &Json::Null)]);
    let (code, told, warned) =
        run(&["--stdin", "--only", "problems"], folder.join("wijk/kapot.ron").to_str().unwrap().as_bytes());
    assert_eq!(code, 1, "{warned}");
    assert!(told.starts_with("{\"table\":\"problems\",\"file\":") && told.contains("unknown_name"), "{told}");
    // For everybody it is not repeated what stands in a file.
    let (_, told, _) =
        run(&["--stdin", "--only", "problems", "--public"], folder.join("wijk/kapot.ron").to_str().unwrap().as_bytes());
    assert!(!told.contains("bogus") && !told.contains("kapot"), "{told}");
}

/// Rows that are for the team never lie beside a read-me that says that they are for everybody.
#[test]
fn what_stands_beside_tables_is_replaced_when_they_are() {
    let place = tempfile::tempdir().unwrap();
    let (folder, out) = (place.path().join("in"), place.path().join("uit"));
    many(&folder);
    assert_eq!(run(&[folder.to_str().unwrap(), "-o", out.to_str().unwrap()], b"").0, 0);
    let before = files(&out);
    with(Language::English, of(true), |maker| {
        drop(TableFolder::new(&out, maker, Shard::default()).unwrap());
        assert_eq!(files(&out), before, "a run that ended early");
        // What a run left that was killed goes with the next.
        let left = out.join("actions/year=2025/.werksessie-part-1-of-1.csv.1.tmp");
        fs::write(&left, "half").unwrap();
        TableFolder::new(&out, maker, Shard::default()).unwrap().finish().unwrap();
        assert!(!left.exists());
    });
    let after = files(&out);
    assert!(after[Path::new("README.md")] != before[Path::new("README.md")]);
    // A schema that cannot be read is not taken for that of somebody else.
    fs::remove_file(out.join("schema.json")).unwrap();
    fs::create_dir(out.join("schema.json")).unwrap();
    let (code, _, told) = run(&[folder.to_str().unwrap(), "-o", out.to_str().unwrap()], b"");
    assert!(code == 2 && told.contains("schema.json") && !told.contains("another file"), "{told}");
}

#[test]
fn no_file_is_replaced_that_is_not_of_these_tables() {
    let place = tempfile::tempdir().unwrap();
    let at = |name: &str| place.path().join(name);
    let path = |name: &str| at(name).to_str().unwrap().to_owned();
    many(&at("in"));
    fs::create_dir(at("mijn")).unwrap();
    fs::write(at("mijn/README.md"), "van mij").unwrap();
    let (code, _, told) = run(&[&path("in"), "-o", &path("mijn")], b"");
    assert_eq!(code, 2, "{told}");
    assert_eq!(files(&at("mijn")), BTreeMap::from([("README.md".into(), "van mij".to_owned())]));
    fs::write(at("bestand"), "van mij").unwrap();
    assert_eq!(run(&[&path("in"), "-o", &path("bestand")], b"").0, 2);
    assert_eq!(fs::read_to_string(at("bestand")).unwrap(), "van mij");

    // What an earlier run made goes, and nothing else.
    assert_eq!(run(&[&path("in"), "-o", &path("uit")], b"").0, 0);
    fs::write(at("uit/actions/year=2024/mijn.txt"), "van mij").unwrap();
    fs::write(at("uit/README.md"), "van mij").unwrap();
    assert_eq!(run(&[&path("in"), "-o", &path("uit"), "--only", "actions"], b"").0, 2, "this read-me is not ours");
    fs::remove_file(at("uit/README.md")).unwrap();
    let (code, _, told) = run(
        &[&path("in"), "-o", &path("uit"), "--only", "actions,goals", "--since", "1-1-2025", "--format", "csv"],
        b"",
    );
    assert_eq!(code, 0, "{told}");
    let left: BTreeSet<String> = files(&at("uit")).into_keys().map(|path| path.display().to_string()).collect();
    let none = "year=__HIVE_DEFAULT_PARTITION__";
    let mut expected = vec!["README.md".to_owned(), "load.sql".into(), "schema.json".into()];
    expected.push("actions/year=2024/mijn.txt".into());
    for table in ["actions", "goals"] {
        expected.extend(["year=2025", "year=2026", none].map(|year| format!("{table}/{year}/part-1-of-1.csv")));
    }
    assert_eq!(left, expected.into_iter().collect());

    // Parts that were asked for or divided otherwise do not come together.
    assert_eq!(run(&[&path("in"), "-o", &path("delen"), "--shard", "1/2"], b"").0, 0);
    let before = files(&at("delen"));
    for asked in [&["--shard", "2/3"][..], &["--shard", "2/2", "--public"], &["--shard", "2/2", "--only", "goals"], &[]]
    {
        let (code, _, told) = run(&[&[&*path("in"), "-o", &*path("delen")], asked].concat(), b"");
        assert_eq!(code, 2, "{asked:?}: {told}");
        assert_eq!(files(&at("delen")), before, "{asked:?}");
    }
}

#[test]
fn what_is_asked_for_and_is_not_there_is_told() {
    let place = tempfile::tempdir().unwrap();
    let path = |name: &str| place.path().join(name).to_str().unwrap().to_owned();
    many(&place.path().join("in"));
    for (asked, told) in [
        (&["--only", "acties"][..], "actions"),
        (&["--public", "--only", "people"], "people"),
        (&["--since", "ooit"], "ooit"),
        (&["--format", "parquet"], "parquet"),
        (&["--stdin"], ""),
    ] {
        let (code, _, warned) = run(&[&[&*path("in"), "-o", &*path("uit")], asked].concat(), b"");
        assert!(code == 2 && warned.contains(told), "{asked:?}: {code} {warned}");
    }
    assert_eq!(run(&[&path("weg"), "-o", &path("uit")], b"").0, 2);
    assert_eq!(run(&[&path("in")], b"").0, 2);
    assert!(!place.path().join("uit").exists());
}

#[test]
fn what_stands_beside_the_tables_tells_of_each_of_them() {
    for &language in Language::ALL {
        for is_public in [false, true] {
            with(language, of(is_public), |maker| {
                let schema: Json = serde_json::from_str(&maker.schema()).unwrap();
                assert_eq!(schema["is_public"], is_public);
                let tables = schema["tables"].as_array().unwrap();
                assert_eq!(tables.len(), maker.tables().len());
                for (told, table) in tables.iter().zip(maker.tables()) {
                    let names = told["columns"].as_array().unwrap().iter().map(|it| it["name"].as_str().unwrap());
                    assert!(names.eq(table.columns.iter().map(|column| column.name.as_str())), "{}", table.name);
                    assert!(maker.load_sql().contains(&format!("\"{}\" AS SELECT", table.name)));
                    assert!(maker.read_me().contains(&table.name.replace('_', "\\_")));
                    for column in &table.columns {
                        let is_there = |name: &str| maker.tables().iter().any(|table| table.name == name);
                        assert!(is_public || column.refers_to.is_none_or(is_there), "{}.{}", table.name, column.name);
                    }
                }
            });
        }
    }
}

#[test]
fn who_makes_tables_for_everybody_hears_what_is_to_be_read_again() {
    let folder = tempfile::tempdir().unwrap();
    let [public, team] = ["public", "team"].map(|name| folder.path().join(name).display().to_string());
    let from = sessions().display().to_string();
    let (_, _, told) = run(&[&from, "-o", &public, "--public"], b"");
    assert!(
        told.contains("a name or number was replaced") && told.contains(" first names are still there: "),
        "{told}"
    );
    assert!(told.contains(" and "), "no more than some are named: {told}");
    assert_eq!(run(&[&from, "-o", &team], b"").2, "");
}

#[test]
fn a_person_is_called_by_role_and_organisation_for_everybody() {
    let session = parse(&fs::read_to_string(sessions().join(SAMPLES[1])).unwrap()).unwrap();
    let rows = rows(&session, of(true));
    let owner = session.people.find(session.actions[0].owner.target.as_ref().unwrap()).unwrap();
    let Person { role, organisation, .. } = owner;
    let called = [&**role, &**organisation].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ");
    assert!(!called.is_empty());
    assert!(rows["actions"][0]["owner_label"].as_str().unwrap().starts_with(&called), "{}", rows["actions"][0]);
}
