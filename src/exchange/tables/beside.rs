//! What stands beside tables: which columns they have, how to load them, and what to know.

use std::fmt::Write as _;

use serde_json::{Value as Json, json as as_json};

use crate::exchange::document::{Block, Document, DocumentTable};
use crate::exchange::render::markdown;

use super::columns::{ColumnType, DataColumn, DataTable, KEYS};
use super::{TableFormat, TableMaker};

/// The names and columns that are promised; another number where one changes or goes.
const FORMAT: u32 = 1;
/// By these a file is known as made by this program.
pub(super) const SCHEMA_MARK: &str = "{\n  \"made_by\": \"werksessie tables\"";
pub(super) const SQL_MARK: &str = "-- werksessie tables\n";

impl ColumnType {
    /// Its name in SQL as `DuckDB` has it.
    fn sql(self) -> &'static str {
        match self {
            Self::Text => "VARCHAR",
            Self::Whole => "BIGINT",
            Self::Decimal => "DECIMAL(18,3)",
            Self::Day => "DATE",
            Self::Time => "TIME",
            Self::Yes => "BOOLEAN",
            Self::Texts => "VARCHAR[]",
            Self::Wholes => "BIGINT[]",
        }
    }
}

impl TableMaker<'_> {
    /// Which tables there are with which columns, for programs.
    #[must_use]
    pub fn schema(&self) -> String {
        let column = |column: &DataColumn| {
            let mut told = serde_json::Map::new();
            told.insert("name".to_owned(), as_json!(column.name));
            told.insert("type".to_owned(), as_json!(column.holds.name()));
            told.insert("label".to_owned(), as_json!(column.label));
            if !column.choices.is_empty() {
                told.insert("choices".to_owned(), as_json!(column.choices));
            }
            told.extend(column.refers_to.map(|table| ("refers_to".to_owned(), as_json!(table))));
            Json::from(told)
        };
        let table = |table: &DataTable| {
            as_json!({
                "name": table.name,
                "label": table.label,
                "columns": table.columns.iter().map(column).collect::<Vec<_>>(),
            })
        };
        let rest = as_json!({
            "format": FORMAT,
            "files": format!("TABLE/year=YEAR/part-K-of-N.{}", self.options.format.name()),
            "is_public": self.options.is_public,
            "since": self.options.since.map(|day| day.to_string()),
            "keys": KEYS.iter().map(|(name, _)| name).collect::<Vec<_>>(),
            "tables": self.tables.iter().map(table).collect::<Vec<_>>(),
        });
        let rest = serde_json::to_string_pretty(&rest).unwrap_or_default();
        format!("{SCHEMA_MARK},{}\n", rest.strip_prefix('{').unwrap_or(&rest))
    }

    /// How `DuckDB` takes the tables in.
    #[must_use]
    pub fn load_sql(&self) -> String {
        let ending = self.options.format.name();
        let mut out = SQL_MARK.to_owned();
        for DataTable { name, columns, .. } in &self.tables {
            let columns = columns.iter().map(|column| format!("\"{}\": '{}'", column.name, column.holds.sql()));
            let columns = columns.collect::<Vec<_>>().join(", ");
            let read = match self.options.format {
                TableFormat::Ndjson => "read_json(FILES, format = 'newline_delimited', REST)",
                TableFormat::Csv => "read_csv(FILES, header = true, delim = ';', quote = '\"', escape = '\"', REST)",
            };
            let files = format!("'{name}/*/part-*.{ending}'");
            let rest = format!("hive_partitioning = false, columns = {{{columns}}}");
            let read = read.replace("FILES", &files).replace("REST", &rest);
            let _ = writeln!(out, "CREATE OR REPLACE TABLE \"{name}\" AS SELECT * FROM {read};");
        }
        out.push_str("-- EXPORT DATABASE 'parquet' (FORMAT parquet, COMPRESSION zstd);\n");
        out
    }

    /// What a person should know of the tables.
    #[must_use]
    pub fn read_me(&self) -> String {
        let words = &self.words.tables;
        let audience = words.audience.get(usize::from(self.options.is_public)).cloned().unwrap_or_default();
        let mut blocks = vec![Block::Paragraph(audience)];
        blocks.extend(words.about.iter().cloned().map(Block::Paragraph));
        blocks.push(Block::heading(1, &words.which));
        let rows = self.tables.iter().map(|table| vec![table.name.to_owned(), table.label.clone()]);
        blocks.push(Block::Table(DocumentTable {
            headings: vec![words.table.clone(), words.holds.clone()],
            rows: rows.collect(),
            ..DocumentTable::default()
        }));
        blocks.push(Block::heading(1, &words.reading));
        blocks.push(Block::List(vec![words.duckdb.clone(), words.spark.clone()]));
        blocks.push(Block::heading(1, &words.rules));
        blocks.push(Block::List(words.rule_lines.clone()));
        markdown(&Document { title: words.title.clone(), mark: None, blocks })
    }
}
