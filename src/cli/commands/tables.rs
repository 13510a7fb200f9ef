//! `tables`: many sessions as tables for analysis. What cannot be read is a row of its own, and stops nothing. Of each
//! session no more than its place among the others is kept, so that a country fits in the memory of a laptop.

use std::collections::HashSet;
use std::io::{self, BufRead};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use clap::Args;
use jiff::civil::Date;

use crate::domain::in_order::{sort, sort_by};
use crate::domain::newest::{NewestRounds, Standing};
use crate::domain::problem::{Position, Trouble};
use crate::domain::records::meeting::{Meeting, Neighbourhood};
use crate::domain::session::{Section, Session};
use crate::domain::signals::folder::FolderRule;
use crate::exchange::tables::{
    NotMade, SessionKeys, Shard, TableFolder, TableFormat, TableMaker, TableOptions, TableProblem,
};
use crate::git::run::path_from_bytes;
use crate::i18n::dates::parse_date;
use crate::store::form::reading::Parts;
use crate::store::local_time;
use crate::store::safety::output::NotWritten;
use crate::store::scan::many::each;

use crate::cli::failure::Failure;
use crate::cli::files::{MetFiles, files_at, read_beginning, read_parts, read_session};
use crate::cli::out::{Out, warn, warn_of_nothing};
use crate::cli::setting::{Outcome, Setting};

/// What tells the place of a session among the others.
const HEAD: &[(Section, &[usize])] = &[
    (Section::Neighbourhood, &[Neighbourhood::name, Neighbourhood::municipality]),
    (Section::Meeting, &[Meeting::date]),
];
/// So many heads of sessions wait at a time.
const HEADS: usize = 256;
/// The rows of so many sessions wait at a time.
const SESSIONS: usize = 32;
/// The rows of most sessions take no more room than this, in bytes.
const LARGEST_SPARE: usize = 1024 * 1024;

#[derive(Debug, Args)]
pub(in crate::cli) struct TablesArgs {
    #[arg(required_unless_present = "stdin")]
    paths: Vec<PathBuf>,
    #[arg(id = "tables_out", short = 'o', long = "out", required_unless_present = "stdin")]
    out: Option<PathBuf>,
    #[arg(long, default_value = "ndjson", hide_default_value = true, ignore_case = true, value_parser = TableFormat::ALL.map(TableFormat::name))]
    format: String,
    #[arg(long)]
    public: bool,
    #[arg(long, value_delimiter = ',')]
    only: Vec<String>,
    #[arg(id = "from_day", long = "since")]
    since: Option<String>,
    #[arg(long)]
    shard: Option<String>,
    #[arg(long, conflicts_with_all = ["paths", "tables_out", "format"])]
    stdin: bool,
    #[arg(long, short = '0', requires = "stdin")]
    null: bool,
}

/// A session whose rows are to be written.
struct Head {
    date: Option<Date>,
    id: Box<str>,
    path: PathBuf,
    /// Which of the folders that were asked for it is in.
    root: usize,
    /// Its number among all sessions that were seen.
    number: usize,
}

impl Head {
    /// Of the files of one session the first of these counts.
    fn rank(&self) -> (&str, usize, &Path) {
        (&self.id, self.path.as_os_str().len(), &self.path)
    }
}

/// What is told of a file that could not be read.
struct UnreadFile {
    file: String,
    position: Position,
    name: &'static str,
    text: String,
    /// What is said aloud of it, once all is written.
    warning: String,
}

/// The files that were found, each with which of the folders it is in that were asked for, and the folders below these
/// that may not be read.
struct FoundFiles<'a> {
    roots: &'a [PathBuf],
    files: Vec<(PathBuf, usize)>,
    closed: Vec<(PathBuf, usize, Trouble)>,
}

/// What all files say by how they begin.
struct Heads {
    all: Vec<Head>,
    rounds: NewestRounds,
    problems: Vec<UnreadFile>,
    /// All that was looked at was read whole.
    are_sure: bool,
}

/// What came of making tables: so many sessions, so many files that were not read, and all that is told of files.
#[derive(Default)]
struct MadeTables {
    sessions: usize,
    unread: usize,
    problems: Vec<UnreadFile>,
}

/// Reads some parts of a session, and tells whether the whole file was looked at for that.
type ReadHead = dyn Fn(&Path, &Parts) -> (Result<Session, Failure>, bool) + Sync;

fn read_head(path: &Path, parts: &Parts) -> (Result<Session, Failure>, bool) {
    (read_parts(path, parts), true)
}

fn skim_or_read(path: &Path, parts: &Parts) -> (Result<Session, Failure>, bool) {
    read_beginning(path, parts).map_or_else(|| read_head(path, parts), |session| (Ok(session), false))
}

fn lock<Locked>(mutex: &Mutex<Locked>) -> MutexGuard<'_, Locked> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl TablesArgs {
    pub(super) fn run(&self, setting: &Setting, out: &mut Out) -> Result<Outcome, Failure> {
        let guide = setting.guide()?;
        let since = self.since.as_ref().map(|day| {
            parse_date(day, local_time::now().date(), &setting.words).ok_or_else(|| Failure::NoDate(day.clone()))
        });
        let options = TableOptions {
            format: TableFormat::ALL
                .into_iter()
                .find(|format| format.name().eq_ignore_ascii_case(&self.format))
                .unwrap_or_default(),
            is_public: self.public,
            only: self.only.clone(),
            since: since.transpose()?,
            are_mixed: self.stdin,
        };
        let shard = self.shard.as_ref().map(|text| Shard::parse(text).ok_or_else(|| Failure::NoShard(text.clone())));
        let shard = shard.transpose()?.unwrap_or_default();
        let since = options.since;
        let maker = TableMaker::new(options, &guide, &setting.words)
            .map_err(|(found, options)| Failure::NoTable { found, options: options.join(", ") })?;
        let tables = Tables { maker, shard, since, setting, unread: 0 };
        match &self.out {
            Some(folder) if !self.stdin => tables.into_folder(&self.paths, folder, out),
            _ => tables.through(if self.null { 0 } else { b'\n' }, out),
        }
    }
}

struct Tables<'a> {
    maker: TableMaker<'a>,
    shard: Shard,
    since: Option<Date>,
    setting: &'a Setting,
    unread: usize,
}

impl Tables<'_> {
    /// The sessions of these folders as tables in a folder.
    fn into_folder(mut self, roots: &[PathBuf], folder: &Path, out: &mut Out) -> Result<Outcome, Failure> {
        let (mut files, mut closed) = (Vec::new(), Vec::new());
        for (number, root) in roots.iter().enumerate() {
            let found = files_at(root).map_err(|trouble| Failure::File(root.clone(), trouble))?;
            if found.files.is_empty() && found.closed.is_empty() {
                warn_of_nothing(root, &self.setting.words);
            }
            files.extend(found.files.into_iter().map(|file| (file, number)));
            closed.extend(found.closed.into_iter().map(|(folder, trouble)| (folder, number, trouble)));
        }
        let mut met = MetFiles::below(roots);
        sort(&mut files);
        files.retain(|(file, _)| met.is_new(file));
        let found = FoundFiles { roots, files, closed };
        // How a session begins tells its place among the others, as long as all of them are read whole afterwards.
        let are_all_read = self.shard == Shard::default() && self.since.is_none();
        let made = if are_all_read { self.make(&found, folder, &skim_or_read)? } else { None };
        let made = if let Some(made) = made {
            made
        } else {
            // Those rows are made anew.
            drop(self.maker.to_read_again());
            self.make(&found, folder, &read_head)?.unwrap_or_default()
        };
        made.problems.iter().for_each(|problem| warn(&problem.warning));
        self.warn_of_names();
        out.line(&self.setting.words.tables.made(self.setting.words.count(made.sessions), folder.display()))?;
        self.unread = made.unread;
        Ok(self.outcome(!made.problems.is_empty()))
    }

    /// Makes the tables of some files; `None` where a session is not what its beginning said.
    fn make(&self, found: &FoundFiles<'_>, folder: &Path, head: &ReadHead) -> Result<Option<MadeTables>, Failure> {
        let FoundFiles { roots, files, closed } = found;
        let mut made = TableFolder::new(folder, &self.maker, self.shard).map_err(failure)?;
        let Heads { all: mut heads, rounds, mut problems, are_sure } = self.heads(files, roots, head);
        for (folder, root, trouble) in closed {
            let name = below(folder, roots.get(*root));
            if self.shard.holds(&name) {
                problems.push(self.unread(&name, &Failure::File(folder.clone(), *trouble)));
            }
        }
        let mut unread = problems.len();
        let copies = copies(&heads);
        problems.extend(copies.iter().map(|(copy, first)| self.copy(copy, first, roots)));
        let copies: HashSet<usize> = copies.iter().map(|(copy, _)| copy.number).collect();
        let newest = rounds.newest(|number| copies.contains(&number));
        heads.retain(|head| self.is_late(head.date));
        // Rows are made where others were: all sessions have about as many.
        let spare = Mutex::new(Vec::new());
        let look = |head: &Head| {
            let file = below(&head.path, roots.get(head.root));
            let keys = SessionKeys { file: &file, is_newest: newest.get(head.number).copied() };
            let session = read_session(&head.path)?;
            let is_it = session.id.as_str() == &*head.id && session.the_meeting().date.known() == head.date;
            let mut rows = lock(&spare).pop().unwrap_or_default();
            self.maker.rows(session, keys, &mut rows);
            Ok((is_it, rows))
        };
        let mut next = heads.iter();
        let mut sessions = 0;
        let written = each(&heads, SESSIONS, look, |read| {
            let Some(head) = next.next() else { return ControlFlow::Break(None) };
            match read {
                Ok((false, _)) | Err(_) if !are_sure => return ControlFlow::Break(None),
                Ok((_, rows)) => {
                    if let Err(error) = made.add(head.date.map(Date::year), &rows) {
                        return ControlFlow::Break(Some(error));
                    }
                    sessions += 1;
                    // One large session is no reason to stay large.
                    if rows.iter().map(String::capacity).sum::<usize>() <= LARGEST_SPARE {
                        lock(&spare).push(rows);
                    }
                }
                Err(failure) => {
                    problems.push(self.unread(&below(&head.path, roots.get(head.root)), &failure));
                    unread += 1;
                }
            }
            ControlFlow::Continue(())
        });
        let disk = |error: io::Error| failure(NotMade::Disk(folder.to_owned(), error.into()));
        match written {
            ControlFlow::Continue(()) => {}
            ControlFlow::Break(None) => return Ok(None),
            ControlFlow::Break(Some(error)) => return Err(disk(error)),
        }
        let mut in_order: Vec<&UnreadFile> = problems.iter().collect();
        sort_by(&mut in_order, |one, other| (&one.file, one.name).cmp(&(&other.file, other.name)));
        for problem in in_order {
            made.add(None, &self.maker.problem(&problem.told())).map_err(disk)?;
        }
        made.finish().map_err(failure)?;
        Ok(Some(MadeTables { sessions, unread, problems }))
    }

    /// The sessions of this part in the order in which they are written, where each stands among all, and what could not
    /// be read.
    fn heads(&self, files: &[(PathBuf, usize)], roots: &[PathBuf], head: &ReadHead) -> Heads {
        let parts = Parts::of(HEAD);
        let (mut heads, mut rounds, mut problems) = (Vec::new(), NewestRounds::default(), Vec::new());
        let mut next = files.iter();
        let (mut number, mut are_sure) = (0, true);
        let look = |(file, _): &(PathBuf, usize)| head(file, &parts);
        let _: ControlFlow<()> = each(files, HEADS, look, |(read, is_sure)| {
            let Some((file, root)) = next.next() else { return ControlFlow::Break(()) };
            are_sure &= is_sure;
            match read {
                Ok(session) => {
                    rounds.add(Standing::from(&session));
                    if self.shard.holds(session.id.as_str()) {
                        let (id, date) = (session.id.as_str().into(), session.the_meeting().date.known());
                        heads.push(Head { date, id, path: file.clone(), root: *root, number });
                    }
                    number += 1;
                }
                Err(failure) => {
                    let name = below(file, roots.get(*root));
                    if self.shard.holds(&name) {
                        problems.push(self.unread(&name, &failure));
                    }
                }
            }
            ControlFlow::Continue(())
        });
        sort_by(&mut heads, |one, other| {
            let order = |head: &Head| (head.date.is_none(), head.date.map(Date::year));
            (order(one), &one.id, &one.path).cmp(&(order(other), &other.id, &other.path))
        });
        Heads { all: heads, rounds, problems, are_sure }
    }

    /// The sessions of which the paths come in, as rows that go out.
    fn through(mut self, end: u8, out: &mut Out) -> Result<Outcome, Failure> {
        let mut input = io::stdin().lock();
        let mut has_found = false;
        loop {
            let paths = some_paths(&mut input, end)?;
            if paths.is_empty() {
                self.warn_of_names();
                return Ok(self.outcome(has_found));
            }
            let look = |path: &PathBuf| {
                let file = path.to_string_lossy().replace('\\', "/");
                match read_session(path) {
                    Ok(session) if !self.is_wanted(&session) => Ok(Vec::new()),
                    Ok(session) => {
                        let mut rows = Vec::new();
                        self.maker.rows(session, SessionKeys { file: &file, is_newest: None }, &mut rows);
                        Ok(rows)
                    }
                    Err(_) if !self.shard.holds(&file) => Ok(Vec::new()),
                    Err(failure) => {
                        let unread = self.unread(&file, &failure);
                        warn(&unread.warning);
                        Err(self.maker.problem(&unread.told()))
                    }
                }
            };
            let mut unread = 0;
            let written = each(&paths, SESSIONS, look, |rows| {
                unread += usize::from(rows.is_err());
                let rows = rows.unwrap_or_else(|rows| rows);
                match rows.iter().try_for_each(|rows| out.made_for_a_program(rows.as_bytes())) {
                    Ok(()) => ControlFlow::Continue(()),
                    Err(error) => ControlFlow::Break(error),
                }
            });
            if let ControlFlow::Break(error) = written {
                return Err(error.into());
            }
            has_found |= unread > 0;
            self.unread += unread;
        }
    }

    /// Whether a session is of this part, and late enough.
    fn is_wanted(&self, session: &Session) -> bool {
        self.shard.holds(session.id.as_str()) && self.is_late(session.the_meeting().date.known())
    }

    /// What is for everybody is to be read again.
    fn warn_of_names(&self) {
        self.maker.to_read_again().iter().for_each(|again| warn(again));
    }

    fn is_late(&self, date: Option<Date>) -> bool {
        self.since.is_none_or(|since| date.is_some_and(|date| date >= since))
    }

    /// What is told of a file that is the same session as another: its rows are there as well.
    fn copy(&self, copy: &Head, first: &Head, roots: &[PathBuf]) -> UnreadFile {
        let file = |head: &Head| below(&head.path, roots.get(head.root));
        let text = self.setting.words.checks.same_id(file(first)).to_string();
        let warning = format!("{}: {text}", copy.path.display());
        UnreadFile { file: file(copy), position: Position::default(), name: FolderRule::SameId.name(), text, warning }
    }

    /// What is told of a file that could not be read.
    fn unread(&self, file: &str, failure: &Failure) -> UnreadFile {
        let text = failure.text(Some(&self.setting.words));
        let (name, position) = match failure {
            Failure::Session(_, problem) => (problem.kind.name(), problem.position),
            _ => ("unread", Position::default()),
        };
        UnreadFile { file: file.to_owned(), position, name, warning: text.clone(), text }
    }

    fn outcome(&self, has_found: bool) -> Outcome {
        if self.unread > 0 {
            warn(&self.setting.words.overview.not_read(self.setting.words.count(self.unread)));
        }
        if has_found { Outcome::Found } else { Outcome::Fine }
    }
}

impl UnreadFile {
    fn told(&self) -> TableProblem<'_> {
        TableProblem { file: &self.file, position: self.position, name: self.name, text: &self.text }
    }
}

/// The files that hold a session of which another file counts, each with that one: the one with the shortest name.
fn copies(heads: &[Head]) -> Vec<(&Head, &Head)> {
    let mut by_id: Vec<&Head> = heads.iter().collect();
    sort_by(&mut by_id, |one, other| one.rank().cmp(&other.rank()));
    let same = by_id.chunk_by(|one, other| one.id == other.id);
    same.flat_map(|same| same.iter().skip(1).map(|copy| (*copy, same[0]))).collect()
}

/// The name of a file from the folder on that was asked for, the same on every machine.
fn below(path: &Path, root: Option<&PathBuf>) -> String {
    let below = root.and_then(|root| path.strip_prefix(root).ok()).filter(|below| !below.as_os_str().is_empty());
    let below = below.unwrap_or_else(|| path.file_name().map_or(path, Path::new));
    let parts: Vec<_> = below.iter().map(|part| part.to_string_lossy()).collect();
    parts.join("/")
}

/// The next paths of a list, each behind its end.
fn some_paths(input: &mut impl BufRead, end: u8) -> io::Result<Vec<PathBuf>> {
    let mut paths = Vec::new();
    let mut bytes = Vec::new();
    while paths.len() < SESSIONS && input.read_until(end, &mut bytes)? > 0 {
        if bytes.last() == Some(&end) {
            bytes.pop();
        }
        if end == b'\n' && bytes.last() == Some(&b'\r') {
            bytes.pop();
        }
        if !bytes.is_empty() {
            paths.extend(path_from_bytes(&bytes));
        }
        bytes.clear();
    }
    Ok(paths)
}

fn failure(why: NotMade) -> Failure {
    match why {
        NotMade::NotOurs(path) | NotMade::Disk(path, NotWritten::NotOurs) => Failure::NotOurs(path),
        NotMade::OtherTables(path) => Failure::OtherTables(path),
        NotMade::Disk(path, NotWritten::Disk(trouble)) => Failure::File(path, trouble),
    }
}
