//! Older formats, made current by a chain of pure functions: the first takes format 1 to 2, and so on. A change of the
//! format adds one function here and one file in `tests/formats`.

use super::text::FORMAT;

/// Takes the text of one format to the next.
pub type Migration = fn(&str) -> String;

/// The migrations, from format 1 on. There is one format so far.
pub const CHAIN: &[Migration] = &[];

/// The text of an older format in the current one; `None` for a format that never was.
pub fn to_current(text: &str, format: u32, chain: &[Migration]) -> Option<String> {
    let done = usize::try_from(format).ok()?.checked_sub(1)?;
    let rest = chain.get(done..)?;
    debug_assert!(u32::try_from(chain.len()) == Ok(FORMAT - 1) || cfg!(test), "one migration for each older format");
    Some(rest.iter().fold(text.to_owned(), |text, migration| migration(&text)))
}

#[cfg(test)]
mod tests {
    use super::{Migration, to_current};

    #[test]
    fn a_file_of_an_older_format_passes_every_step_after_it() {
        let chain: &[Migration] = &[|text| text.replace("een", "twee"), |text| text.replace("twee", "drie")];
        assert_eq!(to_current("een", 1, chain).as_deref(), Some("drie"));
        assert_eq!(to_current("twee", 2, chain).as_deref(), Some("drie"));
        assert_eq!(to_current("drie", 3, chain).as_deref(), Some("drie"));
        assert_eq!(to_current("nul", 0, chain), None);
        assert_eq!(to_current("vier", 4, chain), None);
    }
}
