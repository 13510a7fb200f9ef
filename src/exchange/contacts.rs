//! E-mail addresses and Dutch phone numbers in what people type: they are left out of what is for everybody.

use crate::i18n::outgoing::OutgoingWords;

/// The digits of a Dutch phone number, with the nought that it begins with.
const DIGITS: usize = 10;

/// A text with a word for each e-mail address and phone number; `None` where there are none.
pub(super) fn without_contacts(text: &str, words: &OutgoingWords) -> Option<String> {
    let mut told = String::new();
    let mut copied = 0;
    for (at, letter) in text.char_indices().filter(|(_, letter)| matches!(letter, '@' | '+' | '0')) {
        let found = match letter {
            _ if at < copied => None,
            '@' => address(text, copied, at).map(|span| (span, &words.email_address)),
            _ => phone(text, at).map(|to| ((at, to), &words.phone_number)),
        };
        if let Some(((from, to), word)) = found {
            told.push_str(&text[copied..from]);
            told.push_str(word);
            copied = to;
        }
    }
    if copied == 0 {
        return None;
    }
    told.push_str(&text[copied..]);
    Some(told)
}

/// Where the address around this sign begins and ends.
fn address(text: &str, begin: usize, at: usize) -> Option<(usize, usize)> {
    let is_part = |letter: char| letter.is_alphanumeric() || ".-_".contains(letter);
    let before = &text[begin..at];
    let own = before.trim_end_matches(|letter| is_part(letter) || "+%".contains(letter)).len();
    let behind = &text[at + 1..];
    let house = behind.len() - behind.trim_start_matches(is_part).len();
    let house = behind[..house].trim_end_matches(['.', '-']);
    let is_address = own < before.len() && house.trim_start_matches('.').contains('.');
    is_address.then(|| (begin + own, at + 1 + house.len()))
}

/// Where the phone number that begins here ends.
fn phone(text: &str, at: usize) -> Option<usize> {
    if text[..at].ends_with(|before: char| before.is_alphanumeric() || "+-.,/".contains(before)) {
        return None;
    }
    let number = &text[at..];
    let abroad = ["+31", "0031"].into_iter().find_map(|code| number.strip_prefix(code));
    let rest = abroad.unwrap_or(number);
    // `+31 (0)6`: the nought is not dialled.
    let rest = abroad.map_or(rest, |rest| {
        let begun = rest.trim_start();
        begun.strip_prefix("(0)").unwrap_or(begun)
    });
    let wanted = if abroad.is_some() && !rest.starts_with('0') { DIGITS - 1 } else { DIGITS };
    let begins =
        if wanted == DIGITS { rest.starts_with('0') } else { rest.starts_with(|it: char| "123456789 -".contains(it)) };
    let mut groups = vec![0];
    let mut digits = 0;
    for (place, letter) in rest.char_indices() {
        if letter.is_ascii_digit() {
            digits += 1;
            *groups.last_mut()? += 1;
        } else if digits < wanted && " -./()\u{a0}".contains(letter) {
            if groups.last() != Some(&0) {
                groups.push(0);
            }
        } else {
            break;
        }
        if digits == wanted {
            let behind = &rest[place + 1..];
            let goes_on = behind.starts_with(|next: char| next.is_alphanumeric() || next == ':');
            // A day such as 01-02-2026 with a number behind it.
            let is_day = groups.starts_with(&[2, 2, 4]);
            return (begins && !goes_on && !is_day).then(|| text.len() - behind.len());
        }
    }
    None
}
