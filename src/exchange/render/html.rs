//! A document as one HTML file: no script, nothing from elsewhere, readable by screen readers, on a telephone and on paper.

use std::fmt::Write as _;

use crate::domain::safe_text::SafeText;
use crate::exchange::document::{Block, Document, DocumentTable, LabelledText, Tick};
use crate::i18n::Words;
use crate::telling::signs::sign;

use super::escape::text;
use super::svg::svg;

/// By this a page is known as made by this program.
pub(in crate::exchange) const HTML_MARK: &str = "<meta name=generator content=werksessie>";
const STYLE: &str = include_str!("style.css");
/// A longer word may be broken anywhere: it would make its table wider than the page.
const LONG_WORD: usize = 24;
/// Only the style that stands in the file itself may be used.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'";

/// The HTML of a document in this language (`nl`).
#[must_use]
pub fn html(document: &Document, language: &str, words: &Words) -> String {
    let words = &words.outgoing;
    let mut page = Page { body: String::with_capacity(64 * 1024), style: String::new(), tables: 0, figures: 0 };
    let title = text(&document.title);
    let _ = write!(page.body, "<a class=skip href=#main>{}</a>\n<header><h1>{title}</h1>", text(&words.skip));
    if let Some(mark) = &document.mark {
        let _ = write!(page.body, "<p class=mark>{}</p>", text(mark));
    }
    page.body.push_str("</header>\n");
    page.contents(document, &words.contents);
    page.body.push_str("<main id=main tabindex=-1>\n");
    let mut chapter = 0;
    for block in &document.blocks {
        if let Block::Heading { level: 1, text: name } = block {
            chapter += 1;
            let _ = writeln!(page.body, "<h2 id=c{chapter}>{}</h2>", text(name));
        } else {
            page.block(block);
        }
    }
    let small: String = if page.style.is_empty() {
        String::new()
    } else {
        format!("@media screen and (max-width:70rem){{{}}}\n", page.style)
    };
    // On paper it stands in the margin of every page.
    let mark = document.mark.as_deref().map(css_text).map_or(String::new(), |mark| {
        format!("@page{{@top-right{{content:\"{mark}\";font:700 9pt system-ui,sans-serif}}}}\n")
    });
    let mark_of_maker = HTML_MARK;
    format!(
        "<!doctype html>\n<html lang={language}>\n<head>\n<meta charset=utf-8>\n{mark_of_maker}\n<meta \
         http-equiv=Content-Security-Policy content=\"{POLICY}\">\n<meta name=viewport \
         content=\"width=device-width,initial-scale=1\">\n<title>{title}</title>\n<style>\n{STYLE}{small}{mark}</style>\n</head>\n\
         <body>\n{}</main>\n</body>\n</html>\n",
        page.body
    )
}

struct Page {
    body: String,
    /// What is said before each cell where a table has become a list.
    style: String,
    tables: usize,
    figures: usize,
}

impl Page {
    fn contents(&mut self, document: &Document, heading: &str) {
        let chapters = document.blocks.iter().filter_map(|block| match block {
            Block::Heading { level: 1, text } => Some(text),
            _ => None,
        });
        let _ = write!(self.body, "<nav aria-label=\"{}\"><ol>", text(heading));
        for (number, name) in chapters.enumerate() {
            let _ = write!(self.body, "<li><a href=#c{}>{}</a>", number + 1, text(name));
        }
        self.body.push_str("</ol></nav>\n");
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Heading { level, text: name } => {
                let level = level + 1;
                let _ = writeln!(self.body, "<h{level}>{}</h{level}>", text(name));
            }
            Block::Paragraph(paragraph) => {
                let _ = writeln!(self.body, "<p>{}</p>", lines(paragraph));
            }
            Block::Fields(fields) => {
                self.body.push_str("<dl>");
                for LabelledText { label, value } in fields {
                    let _ = write!(self.body, "<dt>{}</dt><dd>{}</dd>", text(label), lines(value));
                }
                self.body.push_str("</dl>\n");
            }
            Block::Item { title, fields } => {
                let _ = write!(self.body, "<ul><li>{}", lines(title));
                self.said(fields);
                self.body.push_str("</ul>\n");
            }
            Block::List(list) => {
                self.body.push_str("<ul>");
                for line in list {
                    {
                        let _ = write!(self.body, "<li>{}", lines(line));
                    }
                }
                self.body.push_str("</ul>\n");
            }
            Block::Table(table) => self.table(table),
            Block::Figure(figure) => {
                self.figures += 1;
                let _ = write!(self.body, "<figure><figcaption>{}</figcaption>", text(&figure.title));
                svg(&mut self.body, figure, self.figures);
                self.body.push_str("</figure>\n");
                self.table(&figure.table);
            }
            Block::Ticks(ticks) => {
                // A list whose dots were taken away is still announced as one.
                self.body.push_str("<ul class=t role=list>");
                for Tick { state, word, title, fields } in ticks {
                    let sign = sign(*state);
                    let _ =
                        write!(self.body, "<li><i aria-hidden=true>{sign}</i>{}: <b>{}</b>", text(title), text(word));
                    self.said(fields);
                }
                self.body.push_str("</ul>\n");
            }
        }
    }

    fn said(&mut self, fields: &[LabelledText]) {
        for LabelledText { label, value } in fields {
            let _ = write!(self.body, "<span class=s>{}: {}</span>", text(label), lines(value));
        }
    }

    fn table(&mut self, table: &DocumentTable) {
        self.tables += 1;
        let number = self.tables;
        let _ = write!(self.body, "<table id=t{number}><caption>{}</caption><thead><tr>", text(&table.caption));
        for (column, heading) in table.headings.iter().enumerate() {
            let _ = write!(self.body, "<th scope=col>{}", text(heading));
            if column > 0 {
                let label = css_text(heading);
                let _ = write!(self.style, "#t{number} td:nth-child({})::before{{content:\"{label}\"}}", column + 1);
            }
        }
        self.body.push_str("</thead><tbody>");
        for row in &table.rows {
            self.body.push_str("<tr>");
            for (column, cell) in row.iter().enumerate() {
                let is_long = cell.split_whitespace().any(|word| word.len() > LONG_WORD);
                self.body.push_str(match (column, is_long, cell.contains('\n')) {
                    (0, false, _) => "<th scope=row>",
                    (0, true, _) => "<th scope=row class=x>",
                    (_, false, false) => "<td>",
                    (_, false, true) => "<td class=m>",
                    (_, true, false) => "<td class=x>",
                    (_, true, true) => "<td class=\"m x\">",
                });
                self.body.push_str(&lines(cell));
            }
            self.body.push('\n');
        }
        self.body.push_str("</table>\n");
    }
}

fn lines(all: &str) -> String {
    if all.contains('\n') { all.split('\n').map(text).collect::<Vec<_>>().join("<br>") } else { text(all) }
}

/// Text inside quotes of a style.
fn css_text(text: &str) -> String {
    let safe = SafeText::new(text);
    let mut told = String::new();
    for character in safe.as_str().chars() {
        if character.is_alphanumeric() || matches!(character, ' ' | '-' | ',' | '.' | '(' | ')') {
            told.push(character);
        } else {
            let _ = write!(told, "\\{:x} ", character as u32);
        }
    }
    told
}
