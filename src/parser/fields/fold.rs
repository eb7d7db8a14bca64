//! Letters folded so that words compare: lower case, and no accents on Latin, Greek and Cyrillic letters.

use std::borrow::Cow;

use unicode_normalization::char::decompose_canonical;

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
pub fn fold_char(c: char, mut emit: impl FnMut(char)) {
    if c.is_ascii() {
        emit(c.to_ascii_lowercase());
        return;
    }
    if is_folded(c) {
        emit(c);
        return;
    }
    for lower in c.to_lowercase() {
        match lower {
            // Turkish: capital I folds to i whatever the language, so its dotless small letter must too.
            'ı' => emit('i'),
            '’' | 'ʼ' => emit('\''),
            '\u{0}'..='\u{52F}' | '\u{1E00}'..='\u{1FFF}' => decompose_canonical(lower, |d| {
                if !is_accent(d) {
                    emit(d);
                }
            }),
            _ => emit(lower),
        }
    }
}

/// Is `c` plainly a letter that folds to itself: small Cyrillic, or of a script that knows neither case nor accents to take off? They
/// make up whole pages, and need no table to be told.
const fn is_folded(c: char) -> bool {
    matches!(c, 'а'..='и' | 'к'..='я' | '\u{5D0}'..='\u{109F}' | '\u{3040}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7AF}')
}

const fn is_accent(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36F}')
}

#[cfg(test)]
mod tests {
    use super::{decompose_canonical, fold};

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

    #[test]
    fn what_needs_no_table_folds_to_itself() {
        for c in ('\0'..=char::MAX).filter(|&c| super::is_folded(c)) {
            assert!(c.to_lowercase().eq([c]), "{c}");
            if c < '\u{530}' {
                decompose_canonical(c, |d| assert_eq!(d, c));
            }
        }
    }
}
