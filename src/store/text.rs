//! Text as the full-text index takes it: folded, and scripts without spaces cut into single characters, so that any part of such a
//! text is a run of words.

use std::borrow::Cow;

use crate::article::is_unspaced;

/// Folded text with a blank around every character of a script that puts none between words.
pub(super) fn spaced(folded: &str) -> Cow<'_, str> {
    let is_single = |c: char| !c.is_ascii() && is_unspaced(c);
    if folded.is_ascii() || !folded.contains(is_single) {
        return Cow::Borrowed(folded);
    }
    let mut text = String::with_capacity(folded.len() + folded.len() / 8);
    let mut was_alone = false;
    for c in folded.chars() {
        let is_alone = is_single(c);
        let is_parted = c == ' ' || text.is_empty() || text.ends_with(' ');
        if (is_alone || was_alone) && !is_parted {
            text.push(' ');
        }
        text.push(c);
        was_alone = is_alone;
    }
    Cow::Owned(text)
}

/// The words that the index makes of [`spaced`] text: runs of letters, digits and the marks that belong to them.
pub(super) fn words(spaced: &str) -> impl Iterator<Item = &str> {
    spaced
        .split(|c: char| !is_of_word(c))
        .filter(|word| !word.is_empty())
}

/// Does the character belong to a word, as the index's tokenizer sees it?
pub(super) fn is_of_word(c: char) -> bool {
    c.is_alphanumeric() || (!c.is_ascii() && unicode_normalization::char::is_combining_mark(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spaces_and_words() {
        for (text, want, cut) in [
            ("", "", ""),
            (
                "de-escalate it's 5.48am",
                "de-escalate it's 5.48am",
                "de|escalate|it|s|5|48am",
            ),
            (
                "東京 ニュース2b",
                "東 京 ニ ュ ー ス 2b",
                "東|京|ニ|ュ|ー|ス|2b",
            ),
            ("ab島cd", "ab 島 cd", "ab|島|cd"),
            ("हिन्दी", "हिन्दी", "हिन्दी"),
        ] {
            let text = spaced(text);
            assert_eq!(text, want);
            assert_eq!(words(&text).collect::<Vec<_>>().join("|"), cut);
        }
    }
}
