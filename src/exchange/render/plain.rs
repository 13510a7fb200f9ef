//! A document as plain text: one field per line, never wrapped, so that a line of `git diff` is one field. Safe to show.

use crate::domain::safe_text::SafeText;

use crate::exchange::document::{Block, Document, DocumentTable, LabelledText, Tick};

/// The text of a document; every line ends with `\n`.
#[must_use]
pub fn plain(document: &Document) -> String {
    let mut page = PlainPage { text: String::with_capacity(8 * 1024), depth: 0 };
    page.line(&document.title);
    document.mark.iter().for_each(|mark| page.line(mark));
    for block in &document.blocks {
        page.block(block);
    }
    page.text
}

struct PlainPage {
    text: String,
    /// How far what stands under the last heading is indented, in steps of two spaces.
    depth: usize,
}

impl PlainPage {
    fn block(&mut self, block: &Block) {
        match block {
            Block::Heading { level, text } => {
                if *level < 3 {
                    self.text.push('\n');
                }
                self.depth = level - 1;
                self.line(text);
                self.depth = *level;
            }
            Block::Paragraph(text) => self.lines(text),
            Block::Fields(fields) => self.fields(fields),
            Block::Item { title, fields } => self.item(title, fields),
            Block::List(lines) => lines.iter().for_each(|line| self.line(&format!("- {line}"))),
            Block::Table(table) => self.table(table),
            Block::Figure(figure) => {
                self.line(&figure.title);
                self.depth += 1;
                self.line(&figure.description);
                self.table(&figure.table);
                self.depth -= 1;
            }
            Block::Ticks(ticks) => {
                for Tick { word, title, fields, .. } in ticks {
                    self.item(&format!("{title}: {word}"), fields);
                }
            }
        }
    }

    fn table(&mut self, table: &DocumentTable) {
        for row in &table.rows {
            let (title, fields) = table.item(row);
            self.item(&title, &fields);
        }
    }

    fn item(&mut self, title: &str, fields: &[LabelledText]) {
        self.lines(title);
        self.depth += 1;
        self.fields(fields);
        self.depth -= 1;
    }

    fn fields(&mut self, fields: &[LabelledText]) {
        for LabelledText { label, value } in fields {
            if value.contains('\n') {
                self.line(&format!("{label}:"));
                self.depth += 1;
                self.lines(value);
                self.depth -= 1;
            } else {
                self.line(&format!("{label}: {value}"));
            }
        }
    }

    fn lines(&mut self, text: &str) {
        text.split('\n').for_each(|line| self.line(line));
    }

    fn line(&mut self, line: &str) {
        if !line.is_empty() {
            // As a whole: an accent without a letter joins the blank before it.
            let line = format!("{}{line}", "  ".repeat(self.depth));
            self.text.push_str(SafeText::new(&line).as_str());
        }
        self.text.push('\n');
    }
}
