//! The words about files: what is asked before one is made or removed, and where one stands.

use super::texts::{Keyed, texts};

texts! {
    FileWords = "Files" {
        ask_round(round),
        ask_round_text[count],
        round_is_there(name),
        ask_throw,
        ask_throw_text(name),
        thrown(name): Keyed,
        ask_join,
        ask_join_text(name),
        joined(name): Keyed,
        joined_differing[count](name): Keyed,
        brought_back(name),
        stays(name, reason),
        abandoned,
        where_title,
        goes_on_beside,
        where_file(file),
        where_folder(folder),
        where_here,
        where_safe,
    }
}
