//! A line cut into numbers, words and marks: all that the date grammar sees.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::ops::Range;

use crate::parser::fields::fold::fold;
use crate::parser::fields::letter::{Class, digit};

/// A piece of a line.
#[derive(Debug, Clone)]
pub(super) struct Token<'t> {
    /// Where it stands, in bytes.
    pub range: Range<usize>,
    /// Its letters.
    pub text: &'t str,
    /// What it is.
    pub kind: Kind,
    /// White space stands before it (or the line's start).
    pub gap: bool,
    folded: OnceCell<Cow<'t, str>>,
}

impl Token<'_> {
    /// Its letters, folded.
    pub fn folded(&self) -> &str {
        self.folded.get_or_init(|| fold(self.text))
    }
}

/// What a [`Token`] is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Digits of one script: their value (saturating) and how many.
    Number(u32, usize),
    /// Letters. A capital after a small letter starts a new word (pages glue `AnnaFeb 3`); Han, Kana and Hangul stand one by one.
    Word,
    /// Any other character.
    Mark(char),
}

impl Kind {
    /// Four digits that make a year of our time.
    fn is_full_year(self) -> bool {
        matches!(self, Self::Number(1900..=2099, 4))
    }
}

/// Does the last token stand where the year follows in "Feb 1, 2022"? Pages glue the time to it: "Feb 1, 20228:23 PM".
fn after_day(tokens: &[Token]) -> bool {
    matches!(tokens, [.., day, comma, _] if matches!(day.kind, Kind::Number(1..=31, 1..=2)) && comma.kind == Kind::Mark(','))
}

/// Cuts `text` into tokens, in order. White space and invisible characters are no tokens.
pub(super) fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut tokens: Vec<Token> = Vec::with_capacity(text.len() / 4 + 4);
    let mut gap = true;
    let mut before = None;
    for (at, c) in text.char_indices() {
        if c.is_whitespace() || is_invisible(c) {
            gap |= c.is_whitespace();
            before = None;
            continue;
        }
        let end = at + c.len_utf8();
        let kind = match digit(c) {
            Some(value) => Kind::Number(value, 1),
            None if is_letter(c) => Kind::Word,
            None => Kind::Mark(c),
        };
        let full_year = tokens.last().is_some_and(|last| last.kind.is_full_year());
        let whole = full_year && after_day(&tokens);
        let joined = match (before, tokens.last_mut()) {
            (Some(b), Some(last)) if !whole => join(last, kind, (b, c)),
            _ => false,
        };
        match tokens.last_mut() {
            Some(last) if joined => last.range.end = end,
            _ => tokens.push(Token {
                range: at..end,
                text: "",
                kind,
                gap,
                folded: OnceCell::new(),
            }),
        }
        gap = false;
        before = Some(c);
    }
    for token in &mut tokens {
        token.text = text.get(token.range.clone()).unwrap_or_default();
    }
    tokens
}

/// Grows `last` by a character of `kind` when the two belong together.
fn join(last: &mut Token, kind: Kind, (before, c): (char, char)) -> bool {
    match (last.kind, kind) {
        (Kind::Number(value, count), Kind::Number(next, _)) => {
            last.kind = Kind::Number(value.saturating_mul(10).saturating_add(next), count + 1);
            true
        }
        (Kind::Word, Kind::Word) => {
            let new_word = before.is_lowercase() && c.is_uppercase();
            !new_word && !is_single(before) && !is_single(c)
        }
        _ => false,
    }
}

/// A letter, or a mark that belongs to one (Thai and Devanagari vowels are no letters for Unicode).
pub(super) fn is_letter(c: char) -> bool {
    Class::of(c).is(Class::LETTER)
        || matches!(c, '\u{300}'..='\u{36F}' | '\u{93C}'..='\u{94D}' | '\u{E31}'..='\u{E4E}')
}

/// Han, Kana and Hangul syllables: words there are not parted by spaces.
pub(super) const fn is_single(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7AF}')
}

/// Zero-width characters and direction marks.
const fn is_invisible(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}')
}
