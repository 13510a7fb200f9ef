//! `report`: what people take home of a session, in the form that the name of the file asks for.

use std::collections::HashSet;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::process::{Command as Process, Stdio};

use clap::Args;

use crate::domain::naming::is_same;
use crate::domain::newest::{NewestRounds, Standing, earlier_rounds};
use crate::domain::problem::Trouble;
use crate::domain::session::{Count, Section, Session};
use crate::exchange::form::{OutputForm, Wanted};
use crate::exchange::outgoing::{Outgoing, people_called};
use crate::exchange::report::{ReportFrame, ReportKind, fields_for_everybody};
use crate::guide::covers::{CoverSheet, cover, shipped_covers};
use crate::i18n::dates::parse_date;
use crate::store::disk::{Disk, LARGEST_SESSION, RealDisk};
use crate::store::local_time;
use crate::store::safety::output::{NotWritten, write};
use crate::store::scan::folder::{FolderFiles, folder_of};
use crate::store::scan::many::each_file;
use crate::store::scan::rounds::earlier;

use crate::cli::failure::Failure;
use crate::cli::files::{files_at, read_session};
use crate::cli::out::{Out, warn, warn_of_nothing};
use crate::cli::setting::{Outcome, Setting};

#[derive(Debug, Args)]
pub(in crate::cli) struct ReportArgs {
    #[arg(id = "session_path")]
    session_path: PathBuf,
    #[arg(id = "report_out", short = 'o', long = "out")]
    report_out: Option<PathBuf>,
    #[arg(long, ignore_case = true, value_parser = ReportKind::ALL.map(ReportKind::name))]
    kind: Option<String>,
    #[arg(long)]
    private: bool,
    #[arg(long)]
    since: Option<String>,
    #[arg(long)]
    pack: Option<String>,
    #[arg(id = "mine", long)]
    mine: Option<String>,
    #[arg(id = "table_name", long = "table")]
    table: Option<String>,
    #[arg(id = "open_it", long = "open", requires = "report_out")]
    open_it: bool,
}

impl ReportArgs {
    pub(super) fn run(&self, setting: &Setting, out: &mut Out) -> Result<Outcome, Failure> {
        let kind = self.kind()?;
        let form = match &self.report_out {
            None => OutputForm::Markdown,
            Some(path) => OutputForm::of(path).ok_or_else(|| no_form(path, &OutputForm::ALL))?,
        };
        if !OutputForm::of_kind(kind).contains(&form) {
            let option = format!("--kind {}", kind.name()).into();
            return Err(Failure::OnlyWith { option, wanted: "-o …html / …md" });
        }
        let section = match &self.table {
            None => Section::Actions,
            Some(name) => section_called(name, setting)?,
        };
        if self.mine.is_some() && form != OutputForm::Calendar {
            return Err(Failure::OnlyWith { option: "--mine".into(), wanted: "-o …ics" });
        }
        if let Some(name) = self.table.as_ref().filter(|_| {
            form == OutputForm::Csv && kind == ReportKind::Public && fields_for_everybody(section).is_empty()
        }) {
            return Err(Failure::OnlyForTheTeam(name.clone()));
        }
        let guide = setting.guide()?;
        let covers = self.covers()?;
        let (read, outcome) = self.read(setting)?;
        if read.is_empty() {
            if outcome == Outcome::Fine {
                warn_of_nothing(&self.session_path, &setting.words);
            }
            return Ok(outcome);
        }
        let (read, earlier) = self.with_rounds(read, kind, form, setting);
        let sessions = self.outgoing(&read, kind, setting)?;
        let since = self.since(&earlier, setting)?;
        let frames = earlier.iter().zip(since).map(|(earlier, since)| ReportFrame {
            earlier: if since.is_some() { earlier } else { &[] },
            since: since.unwrap_or(0),
            covers: &covers,
        });
        let frames: Vec<ReportFrame<'_>> = frames.collect();
        let wanted = Wanted {
            frames: &frames,
            sessions: &sessions,
            is_of_many: self.session_path.is_dir(),
            kind,
            section,
            guide: &guide,
            words: &setting.words,
        };
        let too_much = || Failure::File(self.session_path.clone(), Trouble::TooLarge);
        let contents = form.render(&wanted).ok_or_else(too_much)?;
        let again = || {
            if let Some(again) = Outgoing::to_read_again(&sessions, &setting.words) {
                warn(&again);
            }
        };
        let Some(path) = &self.report_out else {
            out.lines(&String::from_utf8_lossy(&contents))?;
            again();
            return Ok(outcome);
        };
        match write(path, &contents, &|there| form.is_ours(there, &wanted)) {
            Ok(()) => {
                out.line(&setting.words.outgoing.written(path.display()))?;
                again();
                if self.open_it {
                    show_to_user(path);
                }
                Ok(outcome)
            }
            Err(NotWritten::NotOurs) => Err(Failure::NotOurs(path.clone())),
            Err(NotWritten::Disk(trouble)) => Err(Failure::File(path.clone(), trouble)),
        }
    }

    /// The cover sheets that are asked for: one by its name or file, or all.
    fn covers(&self) -> Result<Vec<CoverSheet>, Failure> {
        let shipped = shipped_covers();
        let Some(name) = &self.pack else { return Ok(shipped) };
        let options = shipped.iter().map(|cover| cover.id.clone()).collect::<Vec<_>>().join(", ");
        let read = || {
            let contents = RealDisk.read(Path::new(name), LARGEST_SESSION).ok()?;
            cover(std::str::from_utf8(&contents.bytes).ok()?).ok()
        };
        let found = shipped.into_iter().find(|cover| is_same(&cover.id, name)).or_else(read);
        found.map(|cover| vec![cover]).ok_or_else(|| Failure::NoPack { found: name.clone(), options })
    }

    /// The kind that is asked for; who asks since when wants to know what changed.
    fn kind(&self) -> Result<ReportKind, Failure> {
        let named = self.kind.as_deref().and_then(ReportKind::named);
        let kind = named.unwrap_or(if self.since.is_some() { ReportKind::Progress } else { ReportKind::default() });
        if self.since.is_some() && kind != ReportKind::Progress {
            return Err(Failure::OnlyWith { option: "--since".into(), wanted: "--kind voortgang" });
        }
        Ok(kind)
    }

    /// Of what changed: the sessions, of a folder only the newest of each neighbourhood, and the rounds before each, oldest
    /// first. Of a calendar, which holds what is still to come: the newest. Of anything else: all of them, and no rounds.
    fn with_rounds(
        &self,
        read: Vec<Session>,
        kind: ReportKind,
        form: OutputForm,
        setting: &Setting,
    ) -> (Vec<Session>, Vec<Vec<Outgoing>>) {
        let outgoing = |round: &Session| kind.outgoing(round, false, &setting.words);
        let is_folder = self.session_path.is_dir();
        if kind != ReportKind::Progress && !(form == OutputForm::Calendar && is_folder) {
            let none = vec![Vec::new(); read.len()];
            return (read, none);
        }
        if !is_folder {
            let of = |session: &Session| {
                let rounds = earlier(&folder_of(&self.session_path), &session.id, session.previous().cloned());
                rounds.iter().map(outgoing).collect()
            };
            let rounds = read.iter().map(of).collect();
            return (read, rounds);
        }
        let mut seen = HashSet::new();
        let is_copy: Vec<bool> = read.iter().map(|session| !seen.insert(session.id.as_str())).collect();
        let standings: Vec<Standing<'_>> = read.iter().map(Standing::from).collect();
        let mut newest = NewestRounds::default();
        for standing in &standings {
            newest.add(*standing);
        }
        let is_newest = newest.newest(|number| is_copy[number]);
        let before = earlier_rounds(&standings, |number| is_copy[number]);
        let rounds = before.iter().zip(&is_newest).filter(|(_, is_newest)| **is_newest);
        let rounds = rounds.map(|(rounds, _)| rounds.iter().map(|round| outgoing(&read[*round])).collect()).collect();
        let read = read.into_iter().zip(is_newest).filter_map(|(session, is_newest)| is_newest.then_some(session));
        (read.collect(), rounds)
    }

    /// Which of the earlier rounds of each session is meant: by its number, or the last one up to a day; the last where none
    /// is named. Of a folder, a session that has no such round is compared with none.
    fn since(&self, earlier: &[Vec<Outgoing>], setting: &Setting) -> Result<Vec<Option<usize>>, Failure> {
        let Some(asked) = &self.since else {
            return Ok(earlier.iter().map(|rounds| rounds.len().checked_sub(1)).collect());
        };
        let number = asked.parse::<u32>().ok();
        let date = parse_date(asked, local_time::now().date(), &setting.words);
        let of = |rounds: &Vec<Outgoing>| {
            let by_number = number.and_then(|number| rounds.iter().position(|it| it.round() == number));
            let by_day = || {
                let date = date?;
                rounds.iter().rposition(|it| it.the_meeting().date.known().is_some_and(|day| day <= date))
            };
            by_number.or_else(by_day)
        };
        let since: Vec<Option<usize>> = earlier.iter().map(of).collect();
        if since.iter().all(Option::is_none) { Err(Failure::NoRound(asked.clone())) } else { Ok(since) }
    }

    /// The session, or all sessions of a folder; of those that cannot be read it is told why, and the others stand.
    fn read(&self, setting: &Setting) -> Result<(Vec<Session>, Outcome), Failure> {
        if !self.session_path.is_dir() {
            return Ok((vec![read_session(&self.session_path)?], Outcome::Fine));
        }
        let found = files_at(&self.session_path).map_err(|it| Failure::File(self.session_path.clone(), it))?;
        let FolderFiles { files, closed } = found;
        let (mut sessions, mut outcome) = (Vec::new(), Outcome::Fine);
        for (folder, trouble) in closed {
            warn(&Failure::File(folder, trouble).text(Some(&setting.words)));
            outcome = Outcome::Found;
        }
        let _: ControlFlow<()> = each_file(&files, read_session, |read| {
            match read {
                Ok(session) => sessions.push(session),
                Err(failure) => {
                    warn(&failure.text(Some(&setting.words)));
                    outcome = Outcome::Found;
                }
            }
            ControlFlow::Continue(())
        });
        Ok((sessions, outcome))
    }

    /// Sessions without what may not leave, and in a calendar only what is of whom was named.
    fn outgoing(&self, read: &[Session], kind: ReportKind, setting: &Setting) -> Result<Vec<Outgoing>, Failure> {
        let mine = |session: &Session| self.mine.as_deref().map(|name| people_called(session, name));
        if let Some(name) = &self.mine
            && read.iter().all(|session| people_called(session, name).is_empty())
        {
            return Err(Failure::NobodyCalled(name.clone()));
        }
        let outgoing =
            read.iter().map(|session| kind.outgoing(session, self.private, &setting.words).of_these(mine(session)));
        Ok(outgoing.collect())
    }
}

/// The section with this name, as a file or as the screen calls it.
fn section_called(name: &str, setting: &Setting) -> Result<Section, Failure> {
    let many = |section: &Section| setting.words.record(section.kind()).many.to_lowercase();
    let of_items = || Section::ALL.iter().copied().filter(|section| section.count() != Count::One);
    of_items().find(|section| is_same(section.name(), name) || is_same(&many(section), name)).ok_or_else(|| {
        Failure::NoTable {
            found: name.to_owned(),
            options: of_items().map(|section| many(&section)).collect::<Vec<_>>().join(", "),
        }
    })
}

/// The name of a file asks for none of these forms.
pub(super) fn no_form(path: &Path, forms: &[OutputForm]) -> Failure {
    let found = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
    let options = forms.iter().map(|form| format!(".{}", form.ending())).collect::<Vec<_>>().join(", ");
    Failure::NoForm { found, options }
}

/// Opens a file with what the system opens such files with; that it does not is no failure, the file is there.
fn show_to_user(path: &Path) {
    let mut process = if cfg!(target_os = "macos") {
        Process::new("open")
    } else if cfg!(windows) {
        Process::new("explorer")
    } else {
        Process::new("xdg-open")
    };
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    process.arg(path).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().ok();
}
