//! How the program grows: from one file to thousands, and from ten items in a session to twenty thousand. Writes
//! `docs/performance.md` and the picture beside it: `cargo bench --bench growth`, or with `-- 100000` up to so many files;
//! with `PROGRAM=` another program than the one of this build. All is measured as a process, from its start to its end.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};
use std::{env, fs};

use werksessie::domain::edit::{Edit, apply};
use werksessie::domain::id::Id;
use werksessie::domain::records::meeting::Person;
use werksessie::domain::records::plan::Action;
use werksessie::domain::session::{Item, Section, Session};
use werksessie::domain::value::Value;
use werksessie::store::form::text::print;

const SECOND_ROUND: &str = include_str!("../tests/sessions/lindenkwartier-2026-09-17.ron");
const FILES: [usize; 6] = [1, 10, 100, 1_000, 10_000, 100_000];
/// More takes a while, and much room.
const USUAL_MOST: usize = 10_000;
const PEOPLE: usize = 10;
const ITEMS: [usize; 5] = [10, 100, 1_000, 5_000, 20_000];
/// Each is measured so often, and the one in the middle counts.
const TURNS: usize = 3;
/// What was written this long ago is remembered.
const SETTLED: Duration = Duration::from_secs(4);
/// Between two looks at how much memory a process has.
const BETWEEN_LOOKS: Duration = Duration::from_micros(500);

/// A row of a table: how many there are, and what each measurement gave.
type Row = (usize, Vec<f64>);

fn main() {
    let most = env::args().skip(1).find_map(|argument| argument.parse().ok()).unwrap_or(USUAL_MOST);
    let files: Vec<Row> =
        FILES.into_iter().filter(|count| *count <= most).map(|count| (count, of_files(count))).collect();
    let items: Vec<Row> = ITEMS.into_iter().map(|count| (count, of_items(count))).collect();
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs");
    fs::write(docs.join("performance.md"), page(&files, &items)).expect("the folder of the documents");
    fs::write(docs.join("performance.svg"), picture(&files, &items)).expect("the folder of the documents");
}

/// What is measured of so many files, in milliseconds; the last ones are how much memory it took, in MiB.
const OF_FILES: [&str; 7] =
    ["overview, first", "overview, again", "check", "tables", "MiB: overview", "MiB: check", "MiB: tables"];

fn of_files(count: usize) -> Vec<f64> {
    let place = tempfile::tempdir().expect("a folder");
    let (sessions, cache) = (place.path().join("sessies"), place.path().join("geheugen"));
    fs::create_dir(&sessions).expect("a folder");
    for number in 0..count {
        let folder = sessions.join(format!("{:03}", number / 1000));
        fs::create_dir_all(&folder).expect("a folder");
        let text = SECOND_ROUND.replace("Lindenkwartier", &format!("Wijk {number}"));
        let text = text.replacen("s-sibfzyvcsu", &format!("s-{number:010}"), 1);
        fs::write(folder.join(format!("{number:06}.ron")), text).expect("a file");
    }
    thread::sleep(SETTLED);
    let tables = place.path().join("tabellen");
    let run = |command: &[&str]| run(command, &[&sessions], &cache);
    let first = middle(|| {
        fs::remove_dir_all(&cache).ok();
        run(&["overview", "--json"])
    });
    let again = middle(|| run(&["overview", "--json"]));
    let check = middle(|| run(&["check", "--json"]));
    let tables = middle(|| {
        fs::remove_dir_all(&tables).ok();
        run(&["tables", "--out", &tables.to_string_lossy()])
    });
    vec![first.0, again.0, check.0, tables.0, first.1, check.1, tables.1]
}

/// How long the program takes for a command, and the most memory that it had.
fn run(command: &[&str], paths: &[&Path], cache: &Path) -> (f64, f64) {
    let program = env::var_os("PROGRAM").unwrap_or_else(|| env!("CARGO_BIN_EXE_werksessie").into());
    let mut program = Command::new(program);
    program.args(command).args(paths).env("XDG_CACHE_HOME", cache).stdout(Stdio::null()).stderr(Stdio::null());
    let begin = Instant::now();
    let mut running = program.spawn().expect("it runs");
    let status = PathBuf::from(format!("/proc/{}/status", running.id()));
    let memory = thread::spawn(move || {
        let mut most = 0.0f64;
        // The most that it had only grows, so that the last look tells.
        while let Ok(text) = fs::read_to_string(&status) {
            let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
            let Some(kilobytes) = line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<f64>().ok()) else {
                break;
            };
            most = most.max(kilobytes / 1024.0);
            thread::sleep(BETWEEN_LOOKS);
        }
        most
    });
    running.wait().expect("it ends");
    let taken = begin.elapsed().as_secs_f64() * 1000.0;
    (taken, memory.join().expect("it counts"))
}

/// What is measured of so many items, in milliseconds: of the second check each looks as if it names a day of birth. The
/// last one is how much memory the check took, in MiB.
const OF_ITEMS: [&str; 7] = ["check", "show", "report", "diff", "merge", "check: birth dates", "MiB: check"];

fn of_items(count: usize) -> Vec<f64> {
    let place = tempfile::tempdir().expect("a folder");
    let file = |name: &str, session: &Session| {
        let path = place.path().join(name);
        fs::write(&path, print(session)).expect("a file");
        path
    };
    let session = with_actions(count, "");
    let born = file("geboren.ron", &with_actions(count, ", geboren 12-3-1950"));
    let base = file("basis.ron", &session);
    let (ours, theirs) =
        (file("een.ron", &changed(&session, "Pannen")), file("ander.ron", &changed(&session, "Stoelen")));
    let (page, merged) = (place.path().join("verslag.html"), place.path().join("samen.ron"));
    let run = |command: &[&str], paths: &[&Path]| middle(|| run(command, paths, place.path()));
    let check = run(&["check", "--json"], &[&base]);
    vec![
        check.0,
        run(&["show"], &[&base]).0,
        run(&["report", "--out"], &[&page, &base]).0,
        run(&["diff"], &[&base, &ours]).0,
        run(&["merge", "--out"], &[&merged, &base, &ours, &theirs]).0,
        run(&["check", "--json"], &[&born]).0,
        check.1,
    ]
}

/// A session of ten people with so many actions, each with an owner, and with these words behind its name.
fn with_actions(count: usize, words: &str) -> Session {
    let mut session = Session::empty(Id::new("s-0000000001"));
    let mut after = None;
    let mut add = |section: Section, id: String, values: [(usize, Value); 2], is_first: bool| {
        let mut all = vec![Value::Empty; section.kind().fields.len()];
        for (field, value) in values {
            all[field] = value;
        }
        let item = Item { id: Id::new(id), values: all };
        let behind = after.replace(item.id.clone()).filter(|_| !is_first);
        apply(&mut session, Edit::Insert { section, item, after: behind }).expect("an id that is not there yet");
    };
    for number in 0..PEOPLE {
        let values = [(Person::name, Value::text(format!("Mens {number}"))), (Person::note, Value::Empty)];
        add(Section::People, format!("p-{number:010}"), values, number == 0);
    }
    for number in 0..count {
        let owner = Value::Link(Id::new(format!("p-{:010}", number % PEOPLE)));
        let values = [(Action::what, Value::text(format!("Actie {number}{words}"))), (Action::owner, owner)];
        add(Section::Actions, format!("a-{number:010}"), values, number == 0);
    }
    session
}

fn changed(session: &Session, what: &str) -> Session {
    let mut session = session.clone();
    let item = session.actions[session.actions.len() / 2].id.clone();
    let edit = Edit::set(Section::Actions, &item, Action::resources, Value::text(what));
    apply(&mut session, edit).expect("an action of this session");
    session
}

fn middle(mut measure: impl FnMut() -> (f64, f64)) -> (f64, f64) {
    let mut all: Vec<(f64, f64)> = (0..TURNS).map(|_| measure()).collect();
    all.sort_by(|one, other| one.0.total_cmp(&other.0));
    // A process may be gone before anybody looked how much memory it has.
    let memory = all.iter().map(|(_, memory)| *memory).fold(0.0, f64::max);
    (all[TURNS / 2].0, memory)
}

fn page(files: &[Row], items: &[Row]) -> String {
    let kilobytes = SECOND_ROUND.len() / 1024;
    let mut page = format!(
        "# How it grows\n\nMade by `cargo bench --bench growth`, on a machine with {} processors. Times are milliseconds, the \
         middle of {TURNS} runs; a\ncommand is measured as a process, from its start to its end. What counts is how a row \
         grows beside the one above it.\n\n![Time beside number, both in powers of ten](performance.svg)\n\n## Files of \
         {kilobytes} KB in a folder\n\n",
        thread::available_parallelism().map_or(1, usize::from),
    );
    page += &table("files", &OF_FILES, files);
    page += "\n## Actions with an owner in one session\n\n";
    page += &table("actions", &OF_ITEMS, items);
    page
}

fn table(of: &str, names: &[&str], rows: &[Row]) -> String {
    let mut text = format!("| {of} | {} |\n|--:|{}\n", names.join(" | "), "--:|".repeat(names.len()));
    for (count, values) in rows {
        let cell = |value: &f64| if *value > 0.0 { format!("{value:.1}") } else { "–".to_owned() };
        let cells: Vec<String> = values.iter().map(cell).collect();
        let _ = writeln!(text, "| {count} | {} |", cells.join(" | "));
    }
    text
}

const COLOURS: [&str; 5] = ["#1b6ca8", "#c8553d", "#3a7d44", "#7d4e9e", "#8a6d1b"];

/// Both tables as lines, side by side; times and numbers in powers of ten, so that what is linear is a straight line.
fn picture(files: &[Row], items: &[Row]) -> String {
    let mut svg = String::from(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"-10 0 890 360\" font-family=\"sans-serif\" font-size=\"12\">\n\
         <rect x=\"-10\" width=\"890\" height=\"360\" fill=\"#ffffff\"/>\n",
    );
    chart(&mut svg, 50.0, "files in a folder", (&OF_FILES[..4], files));
    chart(&mut svg, 490.0, "actions in a session", (&OF_ITEMS[..5], items));
    svg + "</svg>\n"
}

fn chart(svg: &mut String, left: f64, title: &str, (names, rows): (&[&str], &[Row])) {
    const WIDTH: f64 = 300.0;
    const TOP: f64 = 40.0;
    const HEIGHT: f64 = 270.0;
    /// From a hundredth of a millisecond to a hundred seconds.
    const DECADES: (i32, i32) = (-2, 5);
    let most = rows.last().map_or(1.0, |row| number(row.0)).log10();
    let x = |count: usize| left + WIDTH * number(count).log10() / most;
    let y = |time: f64| {
        let share = (time.max(0.01).log10() - f64::from(DECADES.0)) / f64::from(DECADES.1 - DECADES.0);
        TOP + HEIGHT * (1.0 - share)
    };
    let _ = writeln!(svg, "<text x=\"{left}\" y=\"22\" font-weight=\"bold\">{title}: ms</text>");
    for decade in DECADES.0..=DECADES.1 {
        let (at, right) = (y(10f64.powi(decade)), left + WIDTH);
        let _ = writeln!(svg, "<path d=\"M{left} {at:.0}H{right}\" stroke=\"#dddddd\"/>");
        let _ = writeln!(
            svg,
            "<text x=\"{}\" y=\"{:.0}\" text-anchor=\"end\">{}</text>",
            left - 6.0,
            at + 4.0,
            10f64.powi(decade)
        );
    }
    for (count, _) in rows {
        let _ = writeln!(
            svg,
            "<text x=\"{:.0}\" y=\"{}\" text-anchor=\"middle\">{count}</text>",
            x(*count),
            TOP + HEIGHT + 18.0
        );
    }
    let mut ends = Vec::new();
    for (at, name) in names.iter().enumerate() {
        let points: Vec<String> =
            rows.iter().map(|(count, values)| format!("{:.1},{:.1}", x(*count), y(values[at]))).collect();
        let colour = COLOURS[at];
        let _ = writeln!(
            svg,
            "<polyline points=\"{}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"2\"/>",
            points.join(" ")
        );
        ends.push((rows.last().map_or(TOP, |(_, values)| y(values[at]) + 4.0), *name, colour));
    }
    ends.sort_by(|one, other| one.0.total_cmp(&other.0));
    // The names of lines that end beside each other stand below each other.
    let mut free = TOP;
    for (end, name, colour) in ends {
        let at = end.max(free);
        let _ = writeln!(svg, "<text x=\"{}\" y=\"{at:.0}\" fill=\"{colour}\">{name}</text>", left + WIDTH + 6.0);
        free = at + 14.0;
    }
}

/// A number of files or items, to be measured off.
fn number(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}
