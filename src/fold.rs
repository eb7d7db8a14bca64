//! Folding: the one form in which two texts are compared, by search, links and headlines alike.
//!
//! A leaf beside [`crate::article`]: it knows Unicode, nothing of articles. All of it is linear in the text.

use std::ops::Range;

use memchr::memmem;
use unicode_normalization::UnicodeNormalization;
use unicode_segmentation::UnicodeSegmentation;

/// Folds text for comparison: NFKC, lower case, typographic quotes and dashes as in ASCII, white space and control characters made one
/// blank and trimmed, soft hyphens and characters without width dropped.
///
/// Normalised grapheme cluster by cluster, so a character that is dropped never joins its neighbours.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    each_folded(text, |c, _| folded.push(c));
    folded
}

/// Where `needle`, which is folded already, occurs in `text` when that is folded: byte ranges of `text` as it stands, from left to
/// right, none overlapping. An empty needle occurs nowhere.
pub fn find_folded(text: &str, needle: &str) -> Vec<Range<usize>> {
    if needle.is_empty() {
        return Vec::new();
    }
    let folded = fold(text);
    let mut hits = memmem::find_iter(folded.as_bytes(), needle).peekable();
    let mut found = Vec::new();
    if hits.peek().is_none() {
        return found;
    }
    // A second pass maps the hits back: cheaper than an offset for every byte of every text that holds no hit.
    let (mut at, mut start) = (0, 0);
    each_folded(text, |c, origin| {
        if let Some(&hit) = hits.peek() {
            if at == hit {
                start = origin.start;
            }
            if at + c.len_utf8() == hit + needle.len() {
                hits.next();
                // Two hits may share a character that folds to several, as in a ligature: the later one begins after it.
                let from = found
                    .last()
                    .map_or(start, |last: &Range<usize>| start.max(last.end));
                if from < origin.end {
                    found.push(from..origin.end);
                }
            }
        }
        at += c.len_utf8();
    });
    found
}

/// Calls `emit` with every folded character and the bytes of `text` that it comes from.
pub fn each_folded(text: &str, mut emit: impl FnMut(char, Range<usize>)) {
    let mut joiner = Joiner::default();
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let ascii = rest.bytes().take_while(u8::is_ascii).count();
        // The last ASCII character before others may carry a combining mark.
        let alone = if ascii == rest.len() {
            ascii
        } else {
            ascii.saturating_sub(1)
        };
        for (i, byte) in rest.bytes().take(alone).enumerate() {
            joiner.take(
                char::from(byte.to_ascii_lowercase()),
                at + i..at + i + 1,
                &mut emit,
            );
        }
        let others = rest
            .bytes()
            .skip(ascii)
            .take_while(|byte| !byte.is_ascii())
            .count();
        let end = ascii + others;
        for (i, cluster) in rest
            .get(alone..end)
            .unwrap_or_default()
            .grapheme_indices(true)
        {
            let origin = at + alone + i..at + alone + i + cluster.len();
            for c in cluster
                .chars()
                .filter(|&c| !is_invisible(c))
                .map(plain_mark)
                .nfkc()
            {
                for lower in plain_mark(c).to_lowercase() {
                    joiner.take(lower, origin.clone(), &mut emit);
                }
            }
        }
        at += end;
    }
}

/// Makes white space and control characters one blank between characters.
#[derive(Default)]
struct Joiner {
    /// White space since the last character.
    blank: Option<Range<usize>>,
    /// Has a character been emitted?
    begun: bool,
}

impl Joiner {
    fn take(&mut self, c: char, origin: Range<usize>, emit: &mut impl FnMut(char, Range<usize>)) {
        if c.is_whitespace() || c.is_control() {
            let start = self.blank.take().map_or(origin.start, |b| b.start);
            self.blank = self.begun.then_some(start..origin.end);
            return;
        }
        if let Some(blank) = self.blank.take() {
            emit(' ', blank);
        }
        self.begun = true;
        emit(c, origin);
    }
}

/// Soft hyphens, zero-width characters, direction marks, variation selectors: seen by nobody, typed by nobody.
const fn is_invisible(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}')
}

/// The ASCII form of a quote, apostrophe or dash.
const fn plain_mark(c: char) -> char {
    match c {
        '‘' | '’' | '‚' | '‛' | '‹' | '›' | '′' | '´' | 'ʼ' | 'ʹ' | '＇' => '\'',
        '“' | '”' | '„' | '‟' | '«' | '»' | '″' | '＂' => '"',
        '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' | '﹘' | '﹣' | '－' => '-',
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn folds() {
        for (text, folded) in [
            ("", ""),
            ("  Plain\t\n Words ", "plain words"),
            (
                "‘Don’t’ — “no” – ‑ «yes» ‹so›",
                "'don't' - \"no\" - - \"yes\" 'so'",
            ),
            ("Caf\u{65}\u{301} CAFÉ", "café café"),
            ("ﬁne Ｗｉｄｅ ½ … ｶﾞ", "fine wide 1\u{2044}2 ... \u{30AC}"),
            ("co\u{AD}operate zero\u{200B}width", "cooperate zerowidth"),
            ("a\u{A0}\u{2003} b", "a b"),
            ("a\0b\u{1b}\u{9b} c\u{7f}", "a b c"),
            ("ΣΊΣΥΦΟΣ İ", "σίσυφοσ i\u{307}"),
            ("東京  ニュース", "東京 ニュース"),
        ] {
            assert_eq!(fold(text), folded, "{text:?}");
        }
    }

    #[test]
    fn finds_what_the_reader_typed() {
        for (text, needle, found) in [
            ("Harbour, harbour", "harbour", vec!["Harbour", "harbour"]),
            ("It’s  “ours”, it's", "it's", vec!["It’s", "it's"]),
            ("one  \n two", "one two", vec!["one  \n two"]),
            ("co\u{AD}op", "coop", vec!["co\u{AD}op"]),
            ("ﬁne", "f", vec!["ﬁ"]),
            ("ﬀ", "f", vec!["ﬀ"]),
            ("Cafe\u{301}s", "é", vec!["e\u{301}"]),
            ("nothing", "else", vec![]),
            ("nothing", "", vec![]),
            ("aaa", "aa", vec!["aa"]),
        ] {
            let seen: Vec<_> = find_folded(text, needle)
                .into_iter()
                .map(|r| &text[r])
                .collect();
            assert_eq!(seen, found, "{needle:?} in {text:?}");
        }
    }

    proptest! {
        #[test]
        fn a_hit_folds_to_text_that_holds_the_needle(text in "\\PC{0,40}", from in 0usize..40, length in 1usize..6) {
            let needle = fold(&text).chars().skip(from).take(length).collect::<String>();
            let needle = needle.trim();
            let hits = find_folded(&text, needle);
            prop_assert!(needle.is_empty() || !hits.is_empty());
            for (hit, next) in hits.iter().zip(hits.iter().skip(1)) {
                prop_assert!(hit.end <= next.start);
            }
            for hit in hits.iter().take(1) {
                prop_assert!(fold(&text[hit.clone()]).contains(needle));
            }
        }
    }
}
