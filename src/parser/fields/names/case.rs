//! Names set in capitals, brought to the usual case.

use super::words::Kinds;

/// `name` in title case when the page set all of it in capitals; else as it is. `JANE MCDONALD` becomes `Jane McDonald`, "BBC" and
/// other single words stay.
pub(super) fn title(name: &str) -> String {
    // Most names hold small letters, and single blanks.
    if name.bytes().any(|byte| byte.is_ascii_lowercase()) {
        return single_blanks(name);
    }
    let shouted = |word: &&str| !word.chars().any(char::is_lowercase) && letters(word) > 0;
    let words: Vec<&str> = name.split_whitespace().collect();
    let loud =
        words.len() > 1 && words.iter().all(shouted) && words.iter().any(|word| letters(word) > 3);
    if !loud {
        return single_blanks(name);
    }
    let cased = words.iter().enumerate().map(|(i, word)| {
        if i > 0 && i + 1 < words.len() && Kinds::of(word).is(Kinds::PARTICLE) {
            word.to_lowercase()
        } else {
            capitalised(word)
        }
    });
    cased.collect::<Vec<_>>().join(" ")
}

/// `name` with single blanks between its words.
fn single_blanks(name: &str) -> String {
    let mut joined = String::with_capacity(name.len());
    for word in name.split_whitespace() {
        if !joined.is_empty() {
            joined.push(' ');
        }
        joined.push_str(word);
    }
    joined
}

/// One word: its first letter stays large, as do those after a hyphen, an apostrophe, a full stop, or "Mc".
fn capitalised(word: &str) -> String {
    if matches!(
        word,
        "II" | "III" | "IV" | "JD" | "TJ" | "AJ" | "CJ" | "DJ" | "PJ" | "RJ" | "BJ"
    ) {
        return word.to_owned();
    }
    let mut cased = String::with_capacity(word.len());
    let mut large = true;
    for (at, c) in word.char_indices() {
        if large {
            cased.push(c);
        } else {
            cased.extend(c.to_lowercase());
        }
        // "O'Neil", but "Editor's".
        let possessive = word.get(at + c.len_utf8()..) == Some("S");
        large = !c.is_alphanumeric() && !possessive || (cased == "Mc" && word.len() > 4);
    }
    cased
}

fn letters(word: &str) -> usize {
    word.chars().filter(|c| c.is_alphabetic()).count()
}
