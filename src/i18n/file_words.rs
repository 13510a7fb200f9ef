//! The words about files: what is asked before one is made or removed, and where one stands.

use super::texts::texts;

texts! {
    FileWords = "Files" {
        ask_round(round),
        ask_round_text[count],
        ask_throw(name),
        ask_throw_text(file),
        thrown(file, key),
        ask_join(name),
        ask_join_text(file, other),
        joined(file, key),
        joined_differing[count](file, key),
        brought_back(file),
        stays(file, reason),
        abandoned,
        where_title,
        where_file(file),
        where_folder(folder),
        where_above(folders),
        where_here,
        where_safe,
    }
}
