//! JSON that holds a table: the longest list of objects in it, wherever that stands. The order of the keys is kept.

use std::cell::Cell;
use std::collections::HashMap;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};

use crate::i18n::import::RefusalKind;

use super::refusal::Refusal;
use super::sheet::{MOST_COLUMNS, Sheet, count_cells};

/// The most values that a file may hold.
const MOST_VALUES: usize = 1_500_000;

/// A value of JSON, as far as a table needs it.
enum Node {
    Scalar(Box<str>),
    List(Vec<Node>),
    Map(Vec<(Box<str>, Node)>),
}

/// Reads values for as long as there are not too many.
struct JsonReader<'left> {
    left: &'left Cell<usize>,
}

impl<'de> DeserializeSeed<'de> for &JsonReader<'_> {
    type Value = Node;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Node, D::Error> {
        let left = self.left.get().checked_sub(1).ok_or_else(|| D::Error::custom("too many values"))?;
        self.left.set(left);
        deserializer.deserialize_any(self)
    }
}

fn scalar(value: &impl ToString) -> Node {
    Node::Scalar(value.to_string().into())
}

impl<'de> Visitor<'de> for &JsonReader<'_> {
    type Value = Node;

    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("a value")
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Node, E> {
        Ok(scalar(&value))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Node, E> {
        Ok(scalar(&value))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Node, E> {
        Ok(scalar(&value))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Node, E> {
        Ok(scalar(&value))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Node, E> {
        Ok(scalar(&value))
    }

    fn visit_unit<E: Error>(self) -> Result<Node, E> {
        Ok(Node::Scalar("".into()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Node, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element_seed(self)? {
            list.push(item);
        }
        Ok(Node::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Node, A::Error> {
        let mut map = Vec::new();
        while let Some(key) = entries.next_key::<Box<str>>()? {
            map.push((key, entries.next_value_seed(self)?));
        }
        Ok(Node::Map(map))
    }
}

/// The table in a JSON text.
///
/// # Errors
/// It is no JSON, holds no list of objects, or holds too much.
pub(super) fn table(text: &str) -> Result<Sheet, Refusal> {
    let left = Cell::new(MOST_VALUES);
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let whole = (&JsonReader { left: &left }).deserialize(&mut deserializer);
    let whole = whole.and_then(|node| deserializer.end().map(|()| node)).map_err(|error| {
        if left.get() == 0 {
            RefusalKind::TooMuchUnpacked.into()
        } else {
            Refusal::naming(RefusalKind::BrokenJson, &[("line", &error.line())])
        }
    })?;
    let mut longest: &[Node] = &[];
    longest_list(&whole, &mut longest);
    let mut columns = JsonKeys::default();
    let (mut sheet, mut cells) = (Sheet::default(), 0);
    for (number, item) in longest.iter().enumerate() {
        let mut row = Vec::new();
        fill_row(item, &mut columns, &mut row)?;
        count_cells(&mut cells, row.len())?;
        sheet.push(row.into_iter().collect(), number + 2)?;
    }
    sheet.rows.insert(0, columns.names.into_iter().collect());
    sheet.lines.insert(0, 1);
    if sheet.len() < 2 { Err(RefusalKind::NoTable.into()) } else { Ok(sheet) }
}

/// The keys of the objects, in the order in which they came, and where each stands.
#[derive(Default)]
struct JsonKeys<'node> {
    names: Vec<&'node str>,
    places: HashMap<&'node str, usize>,
}

/// Puts the values of an object in a row; those of an object in it (such as `properties`) beside them.
fn fill_row<'node>(item: &'node Node, columns: &mut JsonKeys<'node>, row: &mut Vec<&'node str>) -> Result<(), Refusal> {
    let Node::Map(entries) = item else { return Ok(()) };
    for (key, value) in entries {
        match value {
            Node::Map(_) if **key == *"properties" => fill_row(value, columns, row)?,
            Node::Map(_) | Node::List(_) => {}
            Node::Scalar(text) => {
                let column = *columns.places.entry(key).or_insert_with(|| {
                    columns.names.push(key);
                    columns.names.len() - 1
                });
                if column >= MOST_COLUMNS {
                    return Err(Refusal::naming(RefusalKind::TooManyColumns, &[("most", &MOST_COLUMNS)]));
                }
                row.resize(row.len().max(column + 1), "");
                row[column] = text;
            }
        }
    }
    Ok(())
}

fn longest_list<'node>(node: &'node Node, longest: &mut &'node [Node]) {
    match node {
        Node::List(items) => {
            if matches!(items.first(), Some(Node::Map(_))) && items.len() > longest.len() {
                *longest = items;
            }
            for item in items {
                longest_list(item, longest);
            }
        }
        Node::Map(entries) => entries.iter().for_each(|(_, value)| longest_list(value, longest)),
        Node::Scalar(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_list_of_objects_is_the_table() {
        let sheet = table(
            r#"{"n": [{"x": 1}], "data": {"records": [{"b": 2.5, "a": null}, {"a": "é", "properties": {"c": true}}]}}"#,
        )
        .unwrap();
        let rows: Vec<Vec<&str>> = (0..sheet.len()).map(|row| sheet.row(row).collect()).collect();
        assert_eq!(rows, [vec!["b", "a", "c"], vec!["2.5", ""], vec!["", "é", "true"]]);
    }

    #[test]
    fn what_is_no_table_is_told() {
        for (text, kind) in [
            ("[1, 2]", RefusalKind::NoTable),
            ("{\"a\": [{\"b\": 1}", RefusalKind::BrokenJson),
            (&"[".repeat(5_000), RefusalKind::BrokenJson),
            (&format!("[{}0]", "0,".repeat(MOST_VALUES)), RefusalKind::TooMuchUnpacked),
        ] {
            assert_eq!(table(text).unwrap_err().kind, kind);
        }
    }
}
