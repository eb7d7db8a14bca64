//! The one character filter: every string that leaves the parser has passed it, after all decoding.
//!
//! It knows characters only. What it removes could steer a terminal, reorder a line, hide text or break the width of a cell.

use std::borrow::Cow;

use unicode_normalization::char::is_combining_mark;

/// Combining marks that may follow one base (Unicode Standard Annex 15, stream-safe text).
const MARKS: u8 = 30;
/// Zero-width joiners in one chain: the longest sequence that Unicode recommends has three.
const JOINS: u8 = 8;

/// The filter's memory between characters. Feed one string through one filter.
#[derive(Debug, Clone, Copy, Default)]
pub struct Filter {
    marks: u8,
    joins: u8,
    since_join: u8,
}

impl Filter {
    /// What remains of `c`: itself, `\n` for any other line break, or nothing. `\r` goes too: see [`filter`] for `\r` alone.
    pub fn pass(&mut self, c: char) -> Option<char> {
        if c < '\u{7f}' {
            let kept = match c {
                ' '..='~' | '\n' | '\t' => c,
                '\u{b}' | '\u{c}' => '\n',
                // What goes parts nothing: marks before and after it stand on one base.
                _ => return None,
            };
            *self = Self::default();
            return Some(kept);
        }
        if is_unwanted(c) {
            return None;
        }
        match c {
            '\u{85}' | '\u{2028}' | '\u{2029}' => {
                *self = Self::default();
                Some('\n')
            }
            '\u{200c}' | '\u{200d}' => self.join(c),
            // They have no width either: what follows them still stands on the base before them.
            '\u{61c}' | '\u{200e}' | '\u{200f}' => Some(c),
            _ if c >= '\u{300}' && stands_on_a_base(c) => {
                self.marks = self.marks.saturating_add(1);
                (self.marks <= MARKS).then_some(c)
            }
            _ => {
                self.marks = 0;
                self.since_join = self.since_join.saturating_add(1);
                if self.since_join > 2 || c.is_whitespace() {
                    self.joins = 0;
                }
                Some(c)
            }
        }
    }

    /// A joiner or non-joiner: one at a time, and only so many in a chain.
    fn join(&mut self, c: char) -> Option<char> {
        let again = self.since_join == 0 && self.joins > 0;
        self.since_join = 0;
        self.joins = self.joins.saturating_add(1);
        (!again && self.joins <= JOINS).then_some(c)
    }
}

/// A combining mark, or a vowel or final consonant that joins the Hangul syllable before it.
fn stands_on_a_base(c: char) -> bool {
    is_combining_mark(c) || matches!(c, '\u{1161}'..='\u{11ff}' | '\u{d7b0}'..='\u{d7fb}')
}

/// Characters that never pass: controls, bidi controls, invisible characters, characters that are none.
const fn is_unwanted(c: char) -> bool {
    matches!(c,
        '\u{7f}'..='\u{84}' | '\u{86}'..='\u{9f}' // DEL and C1
        | '\u{ad}' // a soft hyphen is a hint to a typesetter, no letter
        | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{206f}' // bidi and deprecated formatting controls
        | '\u{200b}' | '\u{2060}'..='\u{2065}' | '\u{feff}' | '\u{180e}' // zero width
        | '\u{115f}' | '\u{1160}' | '\u{3164}' | '\u{ffa0}' // fillers
        | '\u{fff9}'..='\u{fffb}' | '\u{1d173}'..='\u{1d17a}' // annotation, musical formatting
        | '\u{e0000}'..='\u{e0fff}' // tags, supplementary variation selectors
        | '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{10ffff}' // private use: icon fonts
        | '\u{fdd0}'..='\u{fdef}')
        || (c as u32) & 0xfffe == 0xfffe
}

/// Is every byte plain ASCII that the filter lets pass?
pub fn is_plain(text: &str) -> bool {
    text.bytes().all(passes)
}

/// Does an ASCII character pass as it is, whatever came before it?
const fn passes(b: u8) -> bool {
    matches!(b, b' '..=b'~' | b'\n' | b'\t')
}

/// Bytes at the head of `text` that pass as they are.
fn clean(text: &str) -> usize {
    let mut state = Filter::default();
    let mut rest = text;
    loop {
        let plain = rest.bytes().take_while(|b| passes(*b)).count();
        if plain > 0 {
            state = Filter::default();
        }
        rest = rest.get(plain..).unwrap_or_default();
        match rest.chars().next() {
            Some(c) if state.pass(c) == Some(c) => {
                rest = rest.get(c.len_utf8()..).unwrap_or_default();
            }
            _ => return text.len() - rest.len(),
        }
    }
}

/// `text` without what could harm a terminal or a reader; all line breaks become `\n`. Borrowed when nothing had to change.
pub fn filter(text: &str) -> Cow<'_, str> {
    if is_plain(text) {
        return Cow::Borrowed(text);
    }
    let clean = clean(text);
    let (head, tail) = text.split_at(clean);
    if tail.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut state = Filter::default();
    let mut out = String::with_capacity(text.len());
    out.extend(head.chars().filter_map(|c| state.pass(c)));
    let mut rest = tail.chars().peekable();
    while let Some(c) = rest.next() {
        if c == '\r' {
            rest.next_if_eq(&'\n');
            out.extend(state.pass('\n'));
        } else {
            out.extend(state.pass(c));
        }
    }
    Cow::Owned(out)
}

/// The same of text at hand, without a copy when nothing had to change.
pub fn filtered(text: Cow<'_, str>) -> String {
    match filter(&text) {
        Cow::Owned(clean) => clean,
        Cow::Borrowed(_) => text.into_owned(),
    }
}

/// `text` filtered, as one line: white space folded to single blanks, none at the ends.
pub fn clean_line(text: &str) -> String {
    let clean = filter(text);
    let mut line = String::with_capacity(clean.len());
    for word in clean.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(rows: &[(&str, &str)]) {
        for (input, want) in rows {
            assert_eq!(filter(input), *want, "{input:?}");
        }
    }

    #[test]
    fn controls_and_tricks_go() {
        check(&[
            ("a\u{1b}[31mb\u{7}c\u{8}", "a[31mbc"),
            ("a\u{9b}31mb\u{9d}c\u{7f}", "a31mbc"),
            ("a\0b", "ab"),
            ("\u{1b}\u{1b}]52;c;x\u{7}", "]52;c;x"),
            ("pay\u{202e}gpj.exe\u{2069}", "paygpj.exe"),
            ("z\u{200b}e\u{2060}r\u{feff}o", "zero"),
            ("t\u{e0041}\u{e007f}ag", "tag"),
            ("\u{115f}\u{1160}\u{3164}\u{ffa0}f", "f"),
            ("Donau\u{ad}dampf", "Donaudampf"),
            ("\u{fdd0}n\u{1fffe}\u{e001}", "n"),
        ]);
    }

    #[test]
    fn line_breaks_become_one_kind() {
        check(&[
            ("a\r\nb\rc\r\r\nd", "a\nb\nc\n\nd"),
            ("a\u{b}b\u{c}c\u{85}d\u{2028}e\u{2029}f", "a\nb\nc\nd\ne\nf"),
            ("tab\tstays\n", "tab\tstays\n"),
        ]);
    }

    #[test]
    fn honest_text_stays_as_it_is() {
        for text in [
            "Grüße aus Málaga — “so” … 100 €",
            "می\u{200c}خواهم",
            "👩\u{200d}👩\u{200d}👧\u{200d}👦 ❤\u{fe0f}",
            "क\u{94d}\u{200d}ष",
            "שלום \u{200f}(1)",
            "e\u{301}",
            "日本語\u{3000}テキスト",
            "\u{1112}\u{1161}\u{11ab}\u{1100}\u{1173}\u{11af}",
        ] {
            assert!(
                matches!(filter(text), Cow::Borrowed(t) if t == text),
                "{text}"
            );
        }
    }

    #[test]
    fn clusters_are_bounded() {
        let piled = format!("a{}b", "\u{301}".repeat(900));
        assert_eq!(filter(&piled).chars().count(), 2 + usize::from(MARKS));
        let parted = ["\u{301}".repeat(20).as_str(); 9].join("\u{200e}");
        let marks = filter(&format!("a{parted}")).matches('\u{301}').count();
        assert_eq!(marks, usize::from(MARKS));
        let parted = ["\u{301}".repeat(20).as_str(); 9].join("\0");
        let marks = filter(&format!("a{parted}")).matches('\u{301}').count();
        assert_eq!(marks, usize::from(MARKS));
        let syllable = format!("\u{1112}{}", "\u{1161}".repeat(900));
        assert_eq!(filter(&syllable).chars().count(), 1 + usize::from(MARKS));
        let chain = "👩\u{200d}".repeat(500);
        let joins = filter(&chain).matches('\u{200d}').count();
        assert_eq!(joins, usize::from(JOINS));
        assert_eq!(filter("a\u{200d}\u{200d}\u{200d}b"), "a\u{200d}b");
    }

    #[test]
    fn a_line_is_folded() {
        assert_eq!(clean_line(" a\u{a0} \n b\u{200b}\tc "), "a b c");
        assert_eq!(clean_line("\u{200b} "), "");
    }
}
