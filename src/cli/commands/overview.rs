//! `overview`: what is open in many sessions, as a matrix. Rows that cannot be read say why; the others stand.

use std::fs;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use clap::Args;
use jiff::civil::Date;

use crate::domain::in_order::sort_by;
use crate::domain::signals::{RULES, Rule};
use crate::exchange::report::title;
use crate::guide::Guide;
use crate::i18n::dates::parse_date;
use crate::overview::{
    AskedOnce, COUNTED, Checklist, ChecklistDetail, Filter, FolderQuestion, Row, Sort, TableView, csv, doubles, json,
    matrix, newest_rounds, read_answers, read_rows, read_rows_whole, sort, table, totals, twins,
};
use crate::store::disk::DiskError;
use crate::store::local_time;
use crate::store::scan::many::each_file;
use crate::telling::personal::{on_a_wall, veiled};
use crate::telling::sentences::Sentences;

use crate::cli::failure::Failure;
use crate::cli::files::{MetFiles, read_session};
use crate::cli::out::{Out, warn, warn_of_nothing};
use crate::cli::setting::{Outcome, Setting};
use crate::tui::terminal;

#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is an option of its own")]
pub(in crate::cli) struct OverviewArgs {
    #[arg(required = true)]
    paths: Vec<PathBuf>,
    #[arg(long)]
    items: bool,
    #[arg(long)]
    json: bool,
    #[arg(long, conflicts_with = "json")]
    csv: bool,
    #[arg(long)]
    open: Option<String>,
    #[arg(long)]
    overdue: bool,
    #[arg(long)]
    no_owner: bool,
    #[arg(long)]
    no_baseline: bool,
    #[arg(long, ignore_case = true, value_parser = RULES.iter().map(|rule| rule.name).collect::<Vec<_>>())]
    signal: Vec<String>,
    #[arg(id = "of_municipality", long = "municipality")]
    of_municipality: Option<String>,
    #[arg(long)]
    all_rounds: bool,
    #[arg(long, conflicts_with_all = ["items", "signal"])]
    actions: bool,
    #[arg(id = "due_by", long = "due", requires = "actions")]
    due: Option<String>,
    #[arg(long, requires = "actions")]
    owner: Option<String>,
    #[arg(long, conflicts_with_all = ["items", "signal", "actions"])]
    lights: bool,
    #[arg(long, conflicts_with_all = ["items", "signal", "actions", "lights"])]
    results: bool,
    #[arg(long, ignore_case = true, value_parser = Sort::ALL.map(Sort::name))]
    sort: Option<String>,
}

impl OverviewArgs {
    pub(super) fn run(&self, setting: &Setting, out: &mut Out) -> Result<Outcome, Failure> {
        let guide = setting.guide()?;
        let checklist = Checklist::of(&guide.structure);
        let filter = filter(self, &checklist)?;
        for path in &self.paths {
            reachable(path)?;
        }
        let today = local_time::now().date();
        let rules: Vec<&'static Rule> = self.signal.iter().filter_map(|name| Rule::named(name)).collect();
        if let Some(question) = self.question() {
            return self.answer(question, &filter, &guide, setting, out);
        }
        let mut rows = read(&self.paths, &guide, &rules, setting);
        if self.is_nothing(rows.len(), setting) {
            return Ok(Outcome::Fine);
        }
        let numbers = chosen(&rows, &filter, self, today);
        for row in &mut rows {
            row.veil(&setting.words);
        }
        let shown: Vec<&Row> = numbers.into_iter().map(|number| &rows[number]).collect();
        let totals = totals(shown.iter().copied(), today);
        let detail = if self.items { ChecklistDetail::Items } else { ChecklistDetail::Sections };
        if self.json {
            json(&shown, &totals, &checklist, &rules, today, &setting.words, |line| out.json(line))?;
        } else {
            let view = TableView { detail, rules: &rules };
            let table = table(&shown, &totals, &checklist, view, today, &setting.words);
            if self.csv {
                out.made_for_a_program(csv(&table).as_bytes())?;
            } else {
                let words = &setting.words.overview;
                matrix(&table, screen(), |lines| out.made_for_a_program(lines.as_bytes()))?;
                out.line("")?;
                out.line(if self.items { &words.legend_items } else { &words.legend_sections })?;
                if !rules.is_empty() {
                    out.line("")?;
                    name_each(&shown, &rules, today, &guide, setting, out)?;
                }
            }
        }
        Ok(outcome(&rows, setting))
    }

    /// Whether there is no session to tell of, which is said; other programs get a table of nothing all the same.
    fn is_nothing(&self, rows: usize, setting: &Setting) -> bool {
        if rows == 0 {
            self.paths.iter().for_each(|path| warn_of_nothing(path, &setting.words));
        }
        rows == 0 && !self.json && !self.csv
    }

    /// What is asked instead of the overview.
    fn question(&self) -> Option<FolderQuestion> {
        let asked = [
            (self.actions, FolderQuestion::Actions),
            (self.lights, FolderQuestion::Lights),
            (self.results, FolderQuestion::Results),
        ];
        asked.into_iter().find_map(|(is_asked, question)| is_asked.then_some(question))
    }

    /// The day by which things are to be done that are asked for; what is late was to be done by yesterday.
    fn due_by(&self, today: Date, setting: &Setting) -> Result<Option<Date>, Failure> {
        let by = match &self.due {
            Some(day) => Some(parse_date(day, today, &setting.words).ok_or_else(|| Failure::NoDate(day.clone()))?),
            None => None,
        };
        let late = (self.actions && self.overdue).then(|| today.yesterday().unwrap_or(today));
        Ok(by.into_iter().chain(late).min())
    }

    fn answer(
        &self,
        question: FolderQuestion,
        filter: &Filter,
        guide: &Guide,
        setting: &Setting,
        out: &mut Out,
    ) -> Result<Outcome, Failure> {
        let today = local_time::now().date();
        let by = self.due_by(today, setting)?;
        let cache = setting.folders.cache.as_deref();
        if self.owner.as_deref().is_some_and(|owner| owner.trim().is_empty()) {
            return Err(Failure::NoOwner);
        }
        let whose = self.owner.clone().or_else(|| self.no_owner.then(String::new));
        let mut sessions = AskedOnce::new(question, by, whose);
        let mut met = MetFiles::below(&self.paths);
        for path in &self.paths {
            read_answers(path, &setting.sentences(guide), cache, |session| {
                if met.is_new(&session.row.path) {
                    sessions.add(session);
                }
                ControlFlow::Continue(())
            });
        }
        if self.paths.len() > 1 {
            sessions.sort_by_file();
        }
        if self.is_nothing(sessions.rows().len(), setting) {
            return Ok(Outcome::Fine);
        }
        let answers = sessions.answers(chosen(sessions.rows(), filter, self, today), &setting.words);
        if self.json {
            answers.json(guide, &mut |line| out.json(line))?;
        } else {
            let mut tell = |line: &str| out.made_for_a_program(line.as_bytes());
            if self.csv { answers.csv(guide, &mut tell) } else { answers.text(guide, screen(), &mut tell) }?;
        }
        if let Some((found, names)) = sessions.nobody_called() {
            let options = if names.is_empty() { "–".to_owned() } else { names.join("; ") };
            let told = setting.words.overview.nobody_called(found, options).to_string();
            warn(&veiled(told, &setting.words.outgoing));
        }
        Ok(outcome(sessions.rows(), setting))
    }
}

/// How many columns the screen has, where the output goes to one.
fn screen() -> Option<usize> {
    terminal::size().map(|size| usize::from(size.columns))
}

/// Whether all files were read, and each session once; said aloud where not.
fn outcome(rows: &[Row], setting: &Setting) -> Outcome {
    let words = &setting.words.overview;
    let doubles = doubles(rows);
    let path = |number: usize| rows[number].path.display();
    for (copy, counted) in &doubles {
        warn(&words.same_session(path(*counted), path(*copy)).to_string());
    }
    for (later, first) in twins(rows).into_iter().filter(|(later, first)| later > first) {
        warn(&format!("{}: {}", path(later), setting.words.checks.same_round(path(first))));
    }
    let unread = rows.iter().filter(|row| row.content.is_err()).count();
    if unread > 0 {
        warn(&words.not_read(setting.words.count(unread)));
    }
    if unread == 0 && doubles.is_empty() { Outcome::Fine } else { Outcome::Found }
}

/// Nothing, if there is something to read at a path.
fn reachable(path: &Path) -> Result<(), Failure> {
    let found = fs::metadata(path).and_then(|found| if found.is_dir() { fs::read_dir(path).map(drop) } else { Ok(()) });
    found.map_err(|error| Failure::File(path.to_owned(), DiskError::from(error).into()))
}

/// What a row must hold, from what was asked.
fn filter(asked: &OverviewArgs, checklist: &Checklist) -> Result<Filter, Failure> {
    let position = |number: &String| {
        checklist
            .position(number.trim())
            .ok_or_else(|| Failure::NoItem { found: number.clone(), options: checklist.numbers.join(", ") })
    };
    Ok(Filter {
        open_item: asked.open.as_ref().map(position).transpose()?,
        asked: asked_rules(asked),
        municipality: asked.of_municipality.clone().unwrap_or_default(),
        words: String::new(),
    })
}

/// The rules that are asked for, by name or by a short option.
fn asked_rules(asked: &OverviewArgs) -> Vec<&'static Rule> {
    let short = [
        (asked.overdue, "action_overdue"),
        (asked.no_owner, "action_without_owner"),
        (asked.no_baseline, "goal_without_baseline"),
    ];
    let short = short.into_iter().filter_map(|(is_asked, name)| is_asked.then_some(name));
    short.chain(asked.signal.iter().map(String::as_str)).filter_map(Rule::named).collect()
}

/// What is behind the counts of these rules, session by session: each thing by name, with who takes care of it.
fn name_each(
    rows: &[&Row],
    rules: &[&'static Rule],
    today: Date,
    guide: &Guide,
    setting: &Setting,
    out: &mut Out,
) -> Result<(), Failure> {
    let sentences = Sentences { today: Some(today), ..setting.sentences(guide) };
    let files: Vec<PathBuf> = rows.iter().filter(|row| row.content.is_ok()).map(|row| row.path.clone()).collect();
    let look = |path: &Path| -> Option<(String, Vec<String>)> {
        // A file that changed just now is looked at as it is now; one that is gone was told of already.
        let session = read_session(path).ok()?;
        let mut asked = sentences.signals(&session);
        asked.retain(|signal| rules.contains(&signal.rule));
        let session = on_a_wall(session, &setting.words.outgoing);
        let lines = asked.iter().map(|signal| sentences.signal_with_owner(signal, &session)).collect();
        Some((title(&session, &setting.words), lines))
    };
    let mut told = Ok(());
    let _ = each_file(&files, look, |seen| {
        let lines = seen.into_iter().filter(|(_, lines)| !lines.is_empty());
        let mut lines = lines
            .flat_map(|(title, lines)| [title].into_iter().chain(lines.into_iter().map(|line| format!("  {line}"))));
        told = lines.try_for_each(|line| out.line(&line));
        if told.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    });
    told.map_err(Failure::from)
}

/// All session files at these paths.
fn read(paths: &[PathBuf], guide: &Guide, rules: &[&'static Rule], setting: &Setting) -> Vec<Row> {
    let cache = setting.folders.cache.as_deref();
    let mut rows = Vec::new();
    let is_whole = rules.iter().any(|rule| !COUNTED.contains(&rule.name));
    for path in paths {
        let take = |row| {
            rows.push(row);
            ControlFlow::Continue(())
        };
        if is_whole {
            read_rows_whole(path, &guide.structure, cache, take);
        } else {
            read_rows(path, &guide.structure, cache, take);
        }
    }
    if paths.len() > 1 {
        let mut met = MetFiles::below(paths);
        sort_by(&mut rows, |one, other| one.path.cmp(&other.path));
        rows.retain(|row| met.is_new(&row.path));
    }
    rows
}

/// The numbers of the rows that are shown, in order.
fn chosen(rows: &[Row], filter: &Filter, asked: &OverviewArgs, today: Date) -> Vec<usize> {
    let counts = if asked.all_rounds { vec![true; rows.len()] } else { newest_rounds(rows) };
    let fits = |number: &usize| counts[*number] && filter.fits(&rows[*number], today);
    let mut numbers: Vec<usize> = (0..rows.len()).filter(fits).collect();
    let by = Sort::ALL
        .into_iter()
        .find(|sort| asked.sort.as_ref().is_some_and(|asked| asked.eq_ignore_ascii_case(sort.name())))
        .unwrap_or_default();
    sort(rows, &mut numbers, by, today);
    numbers
}
