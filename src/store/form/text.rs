//! A session as text: our own canonical form, the same bytes for the same session on every machine and with every
//! version of every library. One field per line, four spaces, a fixed order, a comma behind everything.

use std::fmt::Write as _;

use crate::domain::edit::Edit;
use crate::domain::history::Change;
use crate::domain::invisible::{is_invisible, is_plain};
use crate::domain::record::Record;
use crate::domain::session::{Count, Section, Session};
use crate::domain::value::{Kind, Value, Version};

/// The format that this version writes; [`crate::store::form::reading`] reads it and all before it.
pub const FORMAT: u32 = 1;

/// The text of a session.
pub fn print(session: &Session) -> String {
    let mut out = String::with_capacity(16 * 1024);
    let _ = writeln!(out, "Session(\n    format: {FORMAT},\n    id: \"{}\",", session.id);
    for &section in Section::ALL {
        print_section(&mut out, session, section);
    }
    out.push_str(")\n");
    out
}

fn print_section(out: &mut String, session: &Session, section: Section) {
    let table = session.table(section);
    if section == Section::Header {
        if let Some(record) = table.get(0) {
            print_fields(out, record, 1);
        }
        return;
    }
    if section.count() == Count::One {
        if let Some(record) = table.get(0).filter(|record| record.values().iter().any(|value| !value.is_empty())) {
            let _ = writeln!(out, "    {}: {}(", section.name(), section.kind().name);
            print_fields(out, record, 2);
            out.push_str("    ),\n");
        }
        return;
    }
    if table.is_empty() {
        return;
    }
    let _ = writeln!(out, "    {}: [", section.name());
    for position in 0..table.len() {
        if let Some(record) = table.get(position) {
            if position > 0 {
                out.push('\n');
            }
            let _ = writeln!(out, "        {}(\n            id: \"{}\",", section.kind().name, record.id());
            print_fields(out, record, 3);
            out.push_str("        ),\n");
        }
    }
    out.push_str("    ],\n");
}

pub(super) fn print_fields(out: &mut String, record: &dyn Record, depth: usize) {
    for (number, field) in record.kind().fields.iter().enumerate() {
        let begin = |out: &mut String| {
            indent(out, depth);
            out.push_str(field.name);
            out.push_str(": ");
        };
        // Most of a session is text, which need not be taken out of its record first.
        if let (Kind::Line | Kind::Text, [text]) = (field.kind, record.texts(number)) {
            begin(out);
            print_words(out, text, field.kind, depth);
            out.push_str(",\n");
            continue;
        }
        let value = record.value(number);
        if !value.is_empty() {
            begin(out);
            print_value(out, &value, field.kind, depth);
            out.push_str(",\n");
        }
    }
}

fn indent(out: &mut String, depth: usize) {
    for _ in 0..depth {
        out.push_str("    ");
    }
}

fn print_value(out: &mut String, value: &Value, kind: Kind, depth: usize) {
    match value {
        Value::Empty => {}
        Value::Text(text) => print_words(out, text, kind, depth),
        Value::AsTyped(text) => print_text(out, text),
        Value::Date(date) => {
            let _ = write!(out, "\"{date}\"");
        }
        Value::Time(time) => {
            let _ = write!(out, "\"{:02}:{:02}\"", time.hour(), time.minute());
        }
        Value::Whole(number) => {
            let _ = write!(out, "{number}");
        }
        Value::Decimal(number) => {
            let _ = write!(out, "{number}");
        }
        Value::Yes => out.push_str("true"),
        Value::Choice(word) => out.push_str(word),
        Value::Link(id) => print_text(out, id.as_str()),
        Value::Set(members) => print_set(out, members, kind),
        Value::Scores(scores) => {
            out.push('[');
            let mut separator = "";
            for score in scores {
                let _ = write!(out, "{separator}{score}");
                separator = ", ";
            }
            out.push(']');
        }
        Value::Versions(versions) => print_versions(out, versions, depth),
    }
}

/// A text; one of several lines stands with a line for each.
fn print_words(out: &mut String, text: &str, kind: Kind, depth: usize) {
    if kind != Kind::Text || !text.contains('\n') {
        return print_text(out, text);
    }
    out.push_str("[\n");
    for line in text.split('\n') {
        indent(out, depth + 1);
        print_text(out, line);
        out.push_str(",\n");
    }
    indent(out, depth);
    out.push(']');
}

/// Versions to choose from, each as its item would stand there.
fn print_versions(out: &mut String, versions: &[Version], depth: usize) {
    out.push_str("[\n");
    for version in versions {
        let kind = version.section.kind();
        indent(out, depth + 1);
        let _ = writeln!(out, "{}(", kind.name);
        for (number, value) in version.values() {
            if let Some(field) = kind.fields.get(*number) {
                indent(out, depth + 2);
                let _ = write!(out, "{}: ", field.name);
                print_value(out, value, field.kind, depth + 2);
                out.push_str(",\n");
            }
        }
        indent(out, depth + 1);
        out.push_str("),\n");
    }
    indent(out, depth);
    out.push(']');
}

/// Words of a fixed set stand in its own order, everything else sorted.
fn print_set(out: &mut String, members: &[String], kind: Kind) {
    out.push('[');
    let mut separator = "";
    if let Kind::Choices(choices) = kind {
        for option in choices.options.iter().filter(|option| members.iter().any(|member| member == *option)) {
            let _ = write!(out, "{separator}{option}");
            separator = ", ";
        }
    } else {
        for member in members {
            out.push_str(separator);
            print_text(out, member);
            separator = ", ";
        }
    }
    out.push(']');
}

/// Whether a value is written as this behind the name of its field; of a text of several lines each line is asked alone.
pub(super) fn is_written_as(value: &Value, kind: Kind, written: &str) -> bool {
    if let Value::Text(text) | Value::AsTyped(text) = value
        && is_plain(text)
    {
        return written.strip_prefix('"').and_then(|written| written.strip_suffix('"')) == Some(text);
    }
    let mut out = String::with_capacity(written.len());
    print_value(&mut out, value, kind, 0);
    out == written
}

/// A text between quotes. Only what would break the line or could not be seen is escaped; letters, accents and emoji
/// stay as they are.
fn print_text(out: &mut String, text: &str) {
    out.push('"');
    // Most texts do.
    if is_plain(text) {
        out.push_str(text);
        out.push('"');
        return;
    }
    let mut plain_from = 0;
    let mut last = '\0';
    for (at, character) in text.char_indices() {
        let before = std::mem::replace(&mut last, character);
        let escape = match character {
            '"' => "\\\"",
            '\\' => "\\\\",
            '\n' => "\\n",
            '\r' => "\\r",
            '\t' => "\\t",
            _ if character.is_control() || is_invisible(before, character) => "",
            _ => continue,
        };
        out.push_str(&text[plain_from..at]);
        out.push_str(escape);
        if escape.is_empty() {
            let _ = write!(out, "\\u{{{:x}}}", character as u32);
        }
        plain_from = at + character.len_utf8();
    }
    out.push_str(&text[plain_from..]);
    out.push('"');
}

/// Stands before what undoes the edit on the next line.
pub(super) const BEFORE: &str = "was ";

/// A change as text for the journal, which [`crate::store::form::reading::parse_changes`] reads: its edits, a line each, behind
/// what undoes it, so that it is known later what was there before.
/// A version that does not know of that still reads the edits.
pub fn print_change(change: &Change) -> String {
    let mut out = String::new();
    let Change { edits, inverse } = change;
    let mut undoing = inverse.iter().rev();
    for edit in edits {
        let undo = undoing.next();
        let is_told = matches!(edit, Edit::Set { .. } | Edit::Remove { .. });
        if let Some(undo) = undo.filter(|undo| is_told && undo.item() == edit.item()) {
            out.push_str(BEFORE);
            print_edit(&mut out, undo);
            out.push('\n');
        }
        print_edit(&mut out, edit);
        out.push('\n');
    }
    out
}

fn print_edit(out: &mut String, edit: &Edit) {
    let section = edit.section();
    let _ = match edit {
        Edit::Set { .. } => write!(out, "set {} {}", section.name(), edit.item()),
        Edit::Insert { after, .. } => {
            write!(out, "insert {} {}{}", section.name(), edit.item(), behind(after.as_ref()))
        }
        Edit::Remove { .. } => write!(out, "remove {} {}", section.name(), edit.item()),
        Edit::Move { after, .. } => write!(out, "move {} {}{}", section.name(), edit.item(), behind(after.as_ref())),
    };
    match edit {
        Edit::Set { place, value } => {
            if let Some(field) = section.kind().fields.get(place.field) {
                let _ = write!(out, " {} (", field.name);
                print_flat_field(out, field.name, value, field.kind);
                out.push(')');
            }
        }
        Edit::Insert { item, .. } => {
            out.push_str(" (");
            for (field, value) in section.kind().fields.iter().zip(&item.values) {
                print_flat_field(out, field.name, value, field.kind);
            }
            out.push(')');
        }
        Edit::Remove { .. } | Edit::Move { .. } => {}
    }
}

fn behind(after: Option<&crate::domain::id::Id>) -> String {
    after.map_or_else(|| " -".to_owned(), |id| format!(" {id}"))
}

/// A field on the same line: text of several lines as one, with `\n` in it.
fn print_flat_field(out: &mut String, name: &str, value: &Value, kind: Kind) {
    if let Value::Versions(versions) = value {
        let _ = write!(out, "{name}: [");
        for version in versions {
            let kind = version.section.kind();
            let _ = write!(out, "{}(", kind.name);
            for (number, value) in version.values() {
                if let Some(field) = kind.fields.get(*number) {
                    print_flat_field(out, field.name, value, field.kind);
                }
            }
            out.push_str("), ");
        }
        out.push_str("], ");
    } else if !value.is_empty() {
        let _ = write!(out, "{name}: ");
        let flat = if kind == Kind::Text { Kind::Line } else { kind };
        print_value(out, value, flat, 0);
        out.push_str(", ");
    }
}
