//! The words of tables for analysis.

use super::by_name::ByName;
use super::texts::{Message, texts};

texts! {
    /// The words of tables for analysis.
    TablesWords = "Tables" {
        derived: ByName<String>,
        columns: ByName<String>,
        still_open(things),
        made[count](path),
        no_shard(found): Message,
        other_tables(path): Message,
        title,
        audience: Vec<String>,
        about: Vec<String>,
        which,
        table,
        holds,
        reading,
        duckdb,
        spark,
        rules,
        rule_lines: Vec<String>,
    }
}

impl TablesWords {
    /// What a table is called that is worked out.
    #[must_use]
    pub fn derived<'words>(&'words self, name: &'words str) -> &'words str {
        self.derived.get(name).map_or(name, String::as_str)
    }

    /// What a column is called that is no field.
    #[must_use]
    pub fn column<'words>(&'words self, name: &'words str) -> &'words str {
        self.columns.get(name).map_or(name, String::as_str)
    }
}
