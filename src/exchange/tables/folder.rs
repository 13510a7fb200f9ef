//! Tables in a folder: a folder for each table, in it one for each year, in that a file for each part of all sessions. The
//! parts may be made at the same time on many machines. What was there is there until all is written, and a file that this
//! program did not make stays as it is.

use std::collections::HashSet;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::exchange::render::MARKDOWN_MARK;
use crate::store::disk::{Disk, DiskError, LARGEST_SESSION, RealDisk};
use crate::store::safety::output::{NotWritten, write};

use super::beside::{SCHEMA_MARK, SQL_MARK};
use super::{Shard, TableFormat, TableMaker};

/// What stands beside the tables.
const SCHEMA: &str = "schema.json";
/// The year of what has none, as engines call it that know years by the names of folders.
const NO_YEAR: &str = "__HIVE_DEFAULT_PARTITION__";
/// So much of a file is written at a time, always from a multiple of it on: what begins or ends within a page of the system
/// takes nearly twice as long.
const AT_A_TIME: usize = 32 * 1024;

/// Why tables were not made.
#[derive(Debug)]
pub enum NotMade {
    /// Something else is in the folder.
    NotOurs(PathBuf),
    /// Tables are there that were asked for, or divided, otherwise.
    OtherTables(PathBuf),
    /// This file could not be written, and why.
    Disk(PathBuf, NotWritten),
}

/// A file of a table, and what is still to be written of it.
struct OpenFile {
    file: File,
    waiting: Vec<u8>,
}

impl OpenFile {
    fn add(&mut self, mut rows: &[u8]) -> io::Result<()> {
        while !rows.is_empty() {
            let (fitting, rest) = rows.split_at(rows.len().min(AT_A_TIME - self.waiting.len()));
            self.waiting.extend_from_slice(fitting);
            rows = rest;
            if self.waiting.len() == AT_A_TIME {
                self.flush()?;
            }
        }
        Ok(())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.write_all(&self.waiting)?;
        self.waiting.clear();
        Ok(())
    }
}

/// A folder in which tables are being made.
pub struct TableFolder<'a> {
    maker: &'a TableMaker<'a>,
    root: PathBuf,
    name: String,
    /// The year of which rows are being written, and a file for each table that has some.
    year: Option<i16>,
    open: Vec<Option<OpenFile>>,
    /// All that was begun, with the names under which it is to be found.
    begun: Vec<(PathBuf, PathBuf)>,
    is_finished: bool,
}

impl<'a> TableFolder<'a> {
    /// Begins to make a part of the tables in a folder, with what stands beside them.
    ///
    /// # Errors
    /// See [`NotMade`].
    pub fn new(root: &Path, maker: &'a TableMaker<'a>, shard: Shard) -> Result<Self, NotMade> {
        let disk = |error: io::Error| NotMade::Disk(root.to_owned(), error.into());
        let beside = beside(maker);
        match fs::symlink_metadata(root) {
            Ok(found) if !found.is_dir() => return Err(NotMade::NotOurs(root.to_owned())),
            Ok(_) => check(root, &beside, shard)?,
            Err(error) if error.kind() == io::ErrorKind::NotFound => fs::create_dir_all(root).map_err(disk)?,
            Err(error) => return Err(disk(error)),
        }
        // In a new folder they say from the first moment on whose it is. Of older tables they stay as long as those do.
        if !root.join(SCHEMA).exists() {
            write_beside(root, &beside)?;
        }
        let name = format!("part-{}-of-{}.{}", shard.part, shard.of, maker.options.format.name());
        let open = maker.tables.iter().map(|_| None).collect();
        Ok(Self { maker, root: root.to_owned(), name, year: None, open, begun: Vec::new(), is_finished: false })
    }

    /// Adds rows of sessions of a year, those of each table. Years come one after the other, and what has none last.
    ///
    /// # Errors
    /// The disk refuses.
    pub fn add(&mut self, year: Option<i16>, rows: &[String]) -> io::Result<()> {
        if self.year != year {
            self.close()?;
            self.year = year;
        }
        for (table, rows) in rows.iter().enumerate().filter(|(_, rows)| !rows.is_empty()) {
            if self.open[table].is_none() {
                self.begin(table)?;
            }
            if let Some(file) = &mut self.open[table] {
                file.add(rows.as_bytes())?;
            }
        }
        Ok(())
    }

    /// Puts all that was written in its place, takes away what an earlier run made or left of the same part, and tells
    /// beside the tables what they are.
    ///
    /// # Errors
    /// The disk refuses.
    pub fn finish(mut self) -> Result<(), NotMade> {
        self.put_in_place().map_err(|error| NotMade::Disk(self.root.clone(), error.into()))?;
        write_beside(&self.root, &beside(self.maker))
    }

    fn put_in_place(&mut self) -> io::Result<()> {
        if self.year.is_some() {
            self.close()?;
            self.year = None;
        }
        // Every table has a file, whether it has rows or not: who reads it needs at least one.
        for table in 0..self.open.len() {
            if self.open[table].is_none() {
                self.begin(table)?;
            }
        }
        self.close()?;
        for (beside, path) in &self.begun {
            fs::rename(beside, path)?;
        }
        self.is_finished = true;
        let made: HashSet<&PathBuf> = self.begun.iter().map(|(_, path)| path).collect();
        let part = self.name.split('.').next().unwrap_or_default();
        let left = format!(".werksessie-{part}.");
        for path in files(&self.root)?.into_iter().filter(|path| !made.contains(path)) {
            if is_part(&path) && path.file_stem().is_some_and(|stem| stem == part) || name_of(&path).starts_with(&left)
            {
                fs::remove_file(&path)?;
                // A folder in which nothing is left goes as well; another part may have a file in it.
                path.ancestors().skip(1).take(2).try_for_each(fs::remove_dir).ok();
            }
        }
        Ok(())
    }

    fn begin(&mut self, table: usize) -> io::Result<()> {
        let known = &self.maker.tables[table];
        let year = self.year.map_or_else(|| NO_YEAR.to_owned(), |year| year.to_string());
        let folder = self.root.join(known.name).join(format!("year={year}"));
        fs::create_dir_all(&folder)?;
        let beside = folder.join(format!(".werksessie-{}.{}.tmp", self.name, std::process::id()));
        let mut file = OpenFile { file: File::create(&beside)?, waiting: Vec::with_capacity(AT_A_TIME) };
        self.begun.push((beside, folder.join(&self.name)));
        file.add(self.maker.heading(known).as_bytes())?;
        self.open[table] = Some(file);
        Ok(())
    }

    /// Closes the files of a year.
    fn close(&mut self) -> io::Result<()> {
        self.open.iter_mut().filter_map(Option::take).try_for_each(|mut file| file.flush())
    }
}

impl Drop for TableFolder<'_> {
    /// What was begun and not finished goes.
    fn drop(&mut self) {
        if !self.is_finished {
            self.begun.iter().for_each(|(beside, _)| drop(fs::remove_file(beside)));
        }
    }
}

/// Nothing, if tables may be made in this folder: it is empty, or holds tables that were divided alike. Those of one part
/// may be made anew whatever was asked; of several, all must have been asked for alike.
fn check(root: &Path, beside: &[Beside; 3], shard: Shard) -> Result<(), NotMade> {
    let disk = |error: io::Error| NotMade::Disk(root.to_owned(), error.into());
    let mut schema = None;
    for Beside { name, mark, .. } in beside.iter().rev() {
        let path = root.join(name);
        schema = match RealDisk.read(&path, LARGEST_SESSION) {
            Ok(there) if there.bytes.starts_with(mark.as_bytes()) => Some(there.bytes),
            Ok(_) => return Err(NotMade::NotOurs(path)),
            Err(DiskError::Gone) => None,
            Err(error) => return Err(NotMade::Disk(path, NotWritten::Disk(error.into()))),
        };
    }
    let Some(there) = schema else {
        let is_empty = fs::read_dir(root).map_err(disk)?.next().is_none();
        return if is_empty { Ok(()) } else { Err(NotMade::NotOurs(root.to_owned())) };
    };
    let division = format!("-of-{}", shard.of);
    let is_alike = |path: &PathBuf| path.file_stem().is_some_and(|stem| stem.to_string_lossy().ends_with(&division));
    let are_alike = files(root).map_err(disk)?.iter().filter(|path| is_part(path)).all(is_alike);
    let may_be = are_alike && (shard.of == 1 || there == beside[0].contents.as_bytes());
    if may_be { Ok(()) } else { Err(NotMade::OtherTables(root.to_owned())) }
}

/// A file that stands beside the tables, and how those begin that this program made.
struct Beside {
    name: &'static str,
    contents: String,
    mark: &'static str,
}

/// What stands beside the tables. The first says of all others that they are of this program.
fn beside(maker: &TableMaker<'_>) -> [Beside; 3] {
    [
        Beside { name: SCHEMA, contents: maker.schema(), mark: SCHEMA_MARK },
        Beside { name: "load.sql", contents: maker.load_sql(), mark: SQL_MARK },
        Beside { name: "README.md", contents: maker.read_me(), mark: MARKDOWN_MARK },
    ]
}

fn write_beside(root: &Path, beside: &[Beside; 3]) -> Result<(), NotMade> {
    beside.iter().try_for_each(|Beside { name, contents, mark }| {
        let path = root.join(name);
        write(&path, contents.as_bytes(), &|there| there.starts_with(mark.as_bytes())).map_err(|why| match why {
            NotWritten::NotOurs => NotMade::NotOurs(path.clone()),
            why @ NotWritten::Disk(_) => NotMade::Disk(path.clone(), why),
        })
    })
}

/// The files in the years of all tables of a folder.
fn files(root: &Path) -> io::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for table in folders(root)? {
        for year in folders(&table)?.into_iter().filter(|path| name_of(path).starts_with("year=")) {
            for entry in fs::read_dir(&year)? {
                found.push(entry?.path());
            }
        }
    }
    Ok(found)
}

/// Whether it is a part of a table.
fn is_part(path: &Path) -> bool {
    let is_table = TableFormat::ALL.iter().any(|it| path.extension().is_some_and(|end| end == it.name()));
    is_table && name_of(path).starts_with("part-")
}

fn folders(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            found.push(entry.path());
        }
    }
    Ok(found)
}

fn name_of(path: &Path) -> std::borrow::Cow<'_, str> {
    path.file_name().unwrap_or_default().to_string_lossy()
}
