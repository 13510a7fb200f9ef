//! E-mail addresses and Dutch phone numbers in what people type: they are left out of what is for everybody.

use crate::i18n::outgoing::OutgoingWords;

/// The digits of a Dutch phone number, with the nought that it begins with.
const DIGITS: usize = 10;
/// What stands in the middle of an address, also where it is spelt so that no machine finds it.
const SIGNS: [&str; 3] = ["@", "(at)", "[at]"];
/// How a point is spelt there.
const POINTS: [&str; 6] = [" punt ", " dot ", "(punt)", "[punt]", "(dot)", "[dot]"];

/// A text with a word for each e-mail address and phone number; `None` where there are none.
pub(super) fn without_contacts(text: &str, words: &OutgoingWords) -> Option<String> {
    let mut told = String::new();
    let mut copied = 0;
    for (at, letter) in text.char_indices().filter(|(_, letter)| matches!(letter, '@' | '(' | '[' | '+' | '0' | '3')) {
        let found = match letter {
            _ if at < copied => None,
            '@' | '(' | '[' => address(text, copied, at).map(|span| (span, &words.email_address)),
            _ => phone(text, copied, at).map(|to| ((at, to), &words.phone_number)),
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

/// Where the address around this sign begins and ends; `(at)` is one too, and with it `punt` is a point.
fn address(text: &str, begin: usize, at: usize) -> Option<(usize, usize)> {
    let is_part = |letter: char| letter.is_alphanumeric() || ".-_".contains(letter);
    let sign =
        SIGNS.iter().find(|sign| text[at..].get(..sign.len()).is_some_and(|it| it.eq_ignore_ascii_case(sign)))?;
    let is_spoken = sign.len() > 1;
    let before = &text[begin..at];
    let before = if is_spoken { before.trim_end_matches(' ') } else { before };
    let own = before.trim_end_matches(|letter| is_part(letter) || "+%".contains(letter)).len();
    let behind = &text[at + sign.len()..];
    let mut rest = if is_spoken { behind.trim_start_matches(' ') } else { behind };
    let mut has_point = false;
    loop {
        let behind = rest.trim_start_matches(is_part);
        let house = rest[..rest.len() - behind.len()].trim_end_matches(['.', '-']);
        has_point |= house.trim_start_matches('.').contains('.');
        rest = &rest[house.len()..];
        let point = POINTS.iter().find_map(|point| rest.strip_prefix(point)).filter(|_| is_spoken && !house.is_empty());
        match point.filter(|next| next.starts_with(char::is_alphanumeric)) {
            Some(next) => (rest, has_point) = (next, true),
            None => return (own < before.len() && has_point).then_some((begin + own, text.len() - rest.len())),
        }
    }
}

/// Where the phone number that begins here ends.
fn phone(text: &str, begin: usize, at: usize) -> Option<usize> {
    let number = &text[at..];
    // A link to a mobile phone ends in its number: `wa.me/31612345678`.
    let rest = ["+316", "00316", "316", "06"].iter().find_map(|code| number.strip_prefix(code));
    let is_mobile = rest.is_some_and(|rest| rest.bytes().take_while(u8::is_ascii_digit).count() == DIGITS - 2);
    // A sign is inside a number only behind a digit of it: what stands before `begin` is told already.
    let mut before = text[begin..at].chars().rev();
    let is_inside = match before.next() {
        Some('+' | '-' | '.' | ',') => before.next().is_some_and(|digit| digit.is_ascii_digit()),
        Some('/') => !is_mobile && before.next().is_some(),
        letter => letter.is_some_and(char::is_alphanumeric),
    };
    if is_inside || number.starts_with('3') && !is_mobile {
        return None;
    }
    let abroad = ["+31", "0031", "31"].into_iter().find_map(|code| number.strip_prefix(code));
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
