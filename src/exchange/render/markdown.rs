//! A document as Markdown: things to do as boxes to tick, and nothing that was typed is taken for a mark.

use std::fmt::Write as _;

use crate::domain::records::meeting::AnswerState;
use crate::domain::safe_text::SafeText;
use crate::exchange::document::{Block, Document, DocumentTable, LabelledText, Tick};
use crate::telling::signs::sign;

/// By this a text is known as made by this program.
pub(in crate::exchange) const MARKDOWN_MARK: &str = "<!-- werksessie -->";

/// The Markdown of a document; its first line tells who made it.
#[must_use]
pub fn markdown(document: &Document) -> String {
    let mut out = MARKDOWN_MARK.to_owned();
    let _ = write!(out, "\n\n# {}\n", inline(&document.title));
    if let Some(mark) = &document.mark {
        let _ = write!(out, "\n**{}**\n", inline(mark));
    }
    for block in &document.blocks {
        out.push('\n');
        self::block(&mut out, block);
    }
    out
}

fn block(out: &mut String, block: &Block) {
    match block {
        Block::Heading { level, text } => {
            let _ = writeln!(out, "{} {}", "#".repeat(level + 1), inline(text));
        }
        Block::Paragraph(text) => lines(out, text, ""),
        Block::Fields(fields) => fields_list(out, fields, ""),
        Block::Item { title, fields } => {
            let _ = writeln!(out, "- {}", on_a_line(title));
            fields_list(out, fields, "  ");
        }
        Block::List(lines) => lines.iter().for_each(|line| {
            let _ = writeln!(out, "- {}", on_a_line(line));
        }),
        Block::Table(table) => self::table(out, table),
        Block::Figure(figure) => {
            let _ = writeln!(out, "**{}**\n", inline(&figure.title));
            self::table(out, &figure.table);
        }
        Block::Ticks(ticks) => ticks.iter().for_each(|Tick { state, word, title, fields }| {
            let _ = writeln!(out, "- {} {}: {}", sign(*state), on_a_line(title), inline(word));
            fields_list(out, fields, "  ");
        }),
    }
}

fn table(out: &mut String, table: &DocumentTable) {
    if let Some(states) = &table.states {
        for (row, state) in table.rows.iter().zip(states) {
            let (title, fields) = table.item(row);
            let mark = match state {
                AnswerState::Done => 'x',
                // Let go is not done: the word for it stands below.
                AnswerState::NotApplicable => '-',
                AnswerState::Open | AnswerState::Partly | AnswerState::No => ' ',
            };
            let _ = writeln!(out, "- [{mark}] {}", on_a_line(&title));
            fields_list(out, &fields, "  ");
        }
        return;
    }
    let row = |out: &mut String, cells: &[String]| {
        let cells: Vec<String> = cells.iter().map(|cell| on_a_line(cell)).collect();
        let _ = writeln!(out, "| {} |", cells.join(" | "));
    };
    row(out, &table.headings);
    let _ = writeln!(out, "|{}", " --- |".repeat(table.headings.len()));
    table.rows.iter().for_each(|cells| row(out, cells));
}

fn fields_list(out: &mut String, fields: &[LabelledText], indent: &str) {
    for LabelledText { label, value } in fields {
        let _ = writeln!(out, "{indent}- {}: {}", inline(label), on_a_line(value));
    }
}

fn lines(out: &mut String, text: &str, indent: &str) {
    let lines: Vec<String> = text.split('\n').map(inline).collect();
    // Two blanks at its end keep a line from running into the next.
    let _ = writeln!(out, "{indent}{}", lines.join("  \n"));
}

fn on_a_line(text: &str) -> String {
    let lines: Vec<String> = text.split('\n').filter(|line| !line.trim().is_empty()).map(inline).collect();
    lines.join(" / ")
}

/// Text in which every sign that Markdown knows stands for itself.
fn inline(text: &str) -> String {
    let safe = SafeText::new(text);
    let safe = safe.as_str().trim();
    let mut told = String::with_capacity(safe.len() + 8);
    let digits = safe.bytes().take_while(u8::is_ascii_digit).count();
    let is_numbered = digits > 0 && [". ", ") "].iter().any(|mark| safe[digits..].starts_with(mark));
    let opens_a_list = safe.starts_with(['#', '+', '-', '=']) || is_numbered;
    let mark = safe.find(|character: char| !character.is_ascii_digit()).filter(|_| opens_a_list);
    for (at, character) in safe.char_indices() {
        if matches!(character, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '&' | '!' | '$' | '~' | '{' | '}')
            || mark == Some(at)
        {
            told.push('\\');
        }
        told.push(character);
    }
    // An address that would be made a link of its own.
    told.replace("://", ":\\//").replace("www.", "www\\.").replace('@', "\\@")
}
