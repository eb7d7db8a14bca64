//! A place in the tokens of a line, and how the grammar moves on from it.

use super::token::{Kind, Token};

/// A place in the tokens of a line. Methods that take something move on only when they succeed.
#[derive(Clone, Copy)]
pub(super) struct Cursor<'t> {
    tokens: &'t [Token<'t>],
    /// Index of the next token.
    pub at: usize,
}

impl<'t> Cursor<'t> {
    /// The place before token `at`.
    pub fn new(tokens: &'t [Token<'t>], at: usize) -> Self {
        Self { tokens, at }
    }

    /// The token `ahead` places on.
    pub fn peek(&self, ahead: usize) -> Option<&'t Token<'t>> {
        self.tokens.get(self.at + ahead)
    }

    /// Number of tokens in the whole line.
    pub fn line(&self) -> usize {
        self.tokens.len()
    }

    /// The tokens from `start` up to here.
    pub fn since(&self, start: usize) -> &'t [Token<'t>] {
        self.tokens.get(start..self.at).unwrap_or_default()
    }

    /// The token `back` places before this one.
    pub fn before(&self, back: usize) -> Option<&'t Token<'t>> {
        self.tokens.get(self.at.checked_sub(back)?)
    }

    /// Runs `read`, and stays here when it yields nothing.
    pub fn attempt<T>(&mut self, read: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
        let start = self.at;
        let result = read(self);
        if result.is_none() {
            self.at = start;
        }
        result
    }

    /// Takes a number of `digits` digits: its value and its number of digits.
    pub fn number(&mut self, digits: std::ops::RangeInclusive<usize>) -> Option<(u32, usize)> {
        match self.peek(0)?.kind {
            Kind::Number(value, count) if digits.contains(&count) => {
                self.at += 1;
                Some((value, count))
            }
            _ => None,
        }
    }

    /// Takes a mark out of `marks`.
    pub fn mark(&mut self, marks: &str) -> Option<char> {
        match self.peek(0)?.kind {
            Kind::Mark(c) if marks.contains(c) => {
                self.at += 1;
                Some(c)
            }
            _ => None,
        }
    }

    /// Takes a word that `meaning` knows, folded.
    pub fn word<T>(&mut self, meaning: impl FnOnce(&str) -> Option<T>) -> Option<T> {
        let token = self.peek(0).filter(|token| token.kind == Kind::Word)?;
        // No word of a date is longer; the limit keeps a hostile line cheap.
        let known = (token.text.len() <= 60).then(|| meaning(token.folded()))??;
        self.at += 1;
        Some(known)
    }

    /// Takes one of `words`, given folded.
    pub fn one_of(&mut self, words: &[&str]) -> Option<()> {
        self.word(|word| words.contains(&word).then_some(()))
    }

    /// Takes the characters of `text`, each a token (Han, Kana, Hangul).
    pub fn text(&mut self, text: &str) -> Option<()> {
        self.attempt(|c| {
            for wanted in text.chars() {
                c.peek(0).filter(|token| token.text.chars().eq([wanted]))?;
                c.at += 1;
            }
            Some(())
        })
    }

    /// Is the next token set right against the one before?
    pub fn glued(&self) -> bool {
        self.peek(0).is_some_and(|token| !token.gap)
    }
}
