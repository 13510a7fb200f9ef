//! Areas by their codes: `BU02280301` lies in `WK022803`, which lies in `GM0228`.

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum AreaKind {
    Country,
    Municipality,
    /// A district (`wijk`).
    District,
    /// A neighbourhood (`buurt`).
    Neighbourhood,
    /// The table does not tell.
    Unknown,
}

/// An area of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Area {
    /// Its code; empty where the table has none.
    pub(super) code: String,
    /// Its name; empty where the table has none.
    pub(super) name: String,
    /// The municipality that it lies in, as far as the table tells.
    pub(super) municipality: String,
    /// What the table says that it is, where no code tells.
    pub(super) said: Option<AreaKind>,
}

/// What an area with this code is; `None` for anything that is no code of an area within a municipality or the country.
pub(super) fn kind_of_code(code: &str) -> Option<AreaKind> {
    let (letters, rest) = code.split_at_checked(2)?;
    let (digits, own) = rest.split_at_checked(4).unwrap_or((rest, ""));
    let is_number = digits.len() == 4 && digits.bytes().all(|byte| byte.is_ascii_digit());
    let is_own = own.bytes().all(|byte| byte.is_ascii_digit() || byte.is_ascii_uppercase());
    match (letters, own.len()) {
        ("NL", _) if matches!(rest, "00" | "01") => Some(AreaKind::Country),
        ("GM", 0) if is_number => Some(AreaKind::Municipality),
        ("WK", 2) if is_number && is_own => Some(AreaKind::District),
        ("BU", 4) if is_number && is_own => Some(AreaKind::Neighbourhood),
        _ => None,
    }
}

/// Whether this is a code of a larger region: a province, a part of the country, a region of the public health service.
pub(super) fn is_larger_region(code: &str) -> bool {
    let letters = code.get(..2).unwrap_or("");
    let rest = code.get(2..).unwrap_or("");
    matches!(letters, "LD" | "PV" | "CR" | "GG" | "CG" | "JZ" | "RE" | "RU" | "VR")
        && !rest.is_empty()
        && rest.bytes().all(|byte| byte.is_ascii_digit())
}

/// The code of the municipality that an area lies in.
pub(super) fn municipality_code(code: &str) -> Option<String> {
    matches!(kind_of_code(code)?, AreaKind::District | AreaKind::Neighbourhood | AreaKind::Municipality)
        .then(|| format!("GM{}", &code[2..6]))
}

/// A name without what some tables put behind it, and without differences in how it is typed.
pub(super) fn folded_area(name: &str) -> String {
    let name = name.replace(['’', '‘', '`'], "'");
    let name = name.trim();
    let name = name.strip_suffix(" (gemeente)").or_else(|| name.strip_suffix(" (wijk)")).unwrap_or(name);
    let name = match name.split_once(' ') {
        Some(("Wijk", rest)) => rest.split_once(' ').filter(|(number, _)| is_number(number)).map_or(name, |(_, it)| it),
        _ => name,
    };
    name.to_lowercase()
}

fn is_number(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

impl Area {
    /// Whether the table calls it by its kind alone, without a name.
    pub(super) fn is_called(&self, kind: AreaKind) -> bool {
        self.said == Some(kind) && self.name.is_empty()
    }

    pub(super) fn kind(&self) -> AreaKind {
        kind_of_code(&self.code).or(self.said).unwrap_or_else(|| match folded_area(&self.name).as_str() {
            "nederland" => AreaKind::Country,
            _ => AreaKind::Unknown,
        })
    }
}

/// What a table calls a kind of area.
pub(super) fn kind_of_word(word: &str) -> Option<AreaKind> {
    match word.to_lowercase().as_str() {
        "land" => Some(AreaKind::Country),
        "gemeente" => Some(AreaKind::Municipality),
        "wijk" => Some(AreaKind::District),
        "buurt" => Some(AreaKind::Neighbourhood),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_tell_what_an_area_is_and_where_it_lies() {
        for (code, kind, municipality) in [
            ("NL00", Some(AreaKind::Country), None),
            ("NL01", Some(AreaKind::Country), None),
            ("GM0228", Some(AreaKind::Municipality), Some("GM0228")),
            ("WK022803", Some(AreaKind::District), Some("GM0228")),
            ("WK0363MA", Some(AreaKind::District), Some("GM0363")),
            ("BU0363FA04", Some(AreaKind::Neighbourhood), Some("GM0363")),
            ("GG2514", None, None),
            ("WK02280", None, None),
            ("BUé228030", None, None),
            ("", None, None),
        ] {
            assert_eq!((kind_of_code(code), municipality_code(code).as_deref()), (kind, municipality), "{code}");
        }
        assert!(is_larger_region("GG2514") && is_larger_region("CG01") && !is_larger_region("GM0228"));
    }

    #[test]
    fn a_name_is_the_same_however_a_table_writes_it() {
        for (one, other) in [
            ("Utrecht (gemeente)", "utrecht"),
            ("’t Harde", "'t Harde"),
            ("Wijk 00 Annen", "Annen"),
            ("Wijk bij Duurstede", "wijk bij duurstede"),
        ] {
            assert_eq!(folded_area(one), folded_area(other));
        }
    }
}
