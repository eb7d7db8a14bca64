//! Letters folded so that words compare: lower case, and no accents on Latin, Greek and Cyrillic letters.

use std::borrow::Cow;

use super::letter;

/// `text` in lower case without accents; other scripts keep their marks. "Février" and "FEVRIER" become "fevrier".
pub fn fold(text: &str) -> Cow<'_, str> {
    if text
        .bytes()
        .all(|b| b.is_ascii() && !b.is_ascii_uppercase())
    {
        return Cow::Borrowed(text);
    }
    let mut folded = String::with_capacity(text.len());
    for c in text.chars() {
        fold_char(c, |d| folded.push(d));
    }
    Cow::Owned(folded)
}

/// Calls `emit` with what `c` folds to: nothing for a combining accent, one letter as a rule.
#[inline]
pub fn fold_char(c: char, mut emit: impl FnMut(char)) {
    if c.is_ascii() {
        emit(c.to_ascii_lowercase());
    } else {
        letter::fold(c, emit);
    }
}

#[cfg(test)]
mod tests {
    use super::fold;

    #[test]
    fn accents_and_case_go() {
        for (text, want) in [
            ("Février", "fevrier"),
            ("ΙΑΝΟΥΑΡΊΟΥ", "ιανουαριου"),
            ("Май", "маи"),
            ("KASIM kasım İzmir", "kasim kasim izmir"),
            ("2월 公開 غدًا", "2월 公開 غدًا"),
            ("мой Ёж, ещё", "мои еж, еще"),
            ("e\u{301}t", "et"),
        ] {
            assert_eq!(fold(text), want, "{text}");
        }
    }
}
