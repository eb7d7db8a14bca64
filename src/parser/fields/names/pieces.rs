//! A byline cut at its separators, and where a page has glued its words.

use super::parts::{Joint, Word};

/// The words of a byline between separators.
pub(super) struct Pieces<'t> {
    words: Vec<Word<'t>>,
    /// Where each run of words starts, and what stands before it.
    starts: Vec<(Joint, usize)>,
    /// The "and" just read: it joins two names if a word follows.
    held: Option<Word<'t>>,
}

impl<'t> Pieces<'t> {
    /// Addresses, handles and what is in brackets are left out.
    pub fn of(text: &'t str) -> Self {
        let mut pieces = Self {
            words: Vec::with_capacity(text.len() / 6 + 2),
            starts: vec![(Joint::Break, 0)],
            held: None,
        };
        // Where the word at hand starts, and whether a page may have glued it.
        let mut word = None;
        let (mut before, mut seam) = (' ', false);
        for (at, c) in text.char_indices() {
            if c.is_ascii_lowercase() {
                word.get_or_insert(at);
                before = c;
                continue;
            }
            let joint = separator(c);
            if joint.is_none() && !c.is_whitespace() {
                word.get_or_insert(at);
                seam |= c.is_uppercase() && before.is_lowercase() || c == ':';
                before = c;
                continue;
            }
            if let Some(word) = word.take().and_then(|from| text.get(from..at)) {
                pieces.add_glued(word, seam);
            }
            if let Some(joint) = joint {
                pieces.end(joint);
            }
            (before, seam) = (' ', false);
        }
        if let Some(word) = word.and_then(|from| text.get(from..)) {
            pieces.add_glued(word, seam);
        }
        pieces.add_held();
        pieces
    }

    /// Adds what stands between blanks; `seam`: it may be more than one word.
    fn add_glued(&mut self, text: &'t str, seam: bool) {
        if seam {
            unglued(text).for_each(|word| self.add(word));
        } else {
            self.add(text);
        }
    }

    fn add(&mut self, text: &'t str) {
        if self.held.take().is_some() {
            self.cut(Joint::And);
        }
        if matches!(text, "-" | "--") {
            self.cut(Joint::Break);
            return;
        }
        let word = Word::new(text);
        if !self.words.is_empty() && word.is_joint() {
            self.held = Some(word);
        } else {
            self.push(word);
        }
    }

    fn push(&mut self, word: Word<'t>) {
        if !is_address(word.text) {
            self.words.push(word);
        }
    }

    /// An "and" that nothing follows joins nothing: it is a word like others.
    fn add_held(&mut self) {
        if let Some(word) = self.held.take() {
            self.push(word);
        }
    }

    /// A separator ends the piece.
    fn end(&mut self, joint: Joint) {
        self.add_held();
        self.cut(joint);
    }

    /// Starts a new piece. Of several separators in a row the strongest counts.
    fn cut(&mut self, joint: Joint) {
        match self.starts.last_mut() {
            Some((before, start)) if *start == self.words.len() => *before = joint.min(*before),
            _ => self.starts.push((joint, self.words.len())),
        }
    }

    /// The pieces that hold words, each with what stands before it.
    pub fn iter(&self) -> impl Iterator<Item = (Joint, &[Word<'t>])> {
        let ends = self.starts.iter().skip(1).map(|(_, start)| *start);
        let ends = ends.chain([self.words.len()]);
        self.starts
            .iter()
            .zip(ends)
            .filter_map(|(&(joint, start), end)| {
                let words = self.words.get(start..end)?;
                (!words.is_empty()).then_some((joint, words))
            })
    }
}

const fn separator(c: char) -> Option<Joint> {
    match c {
        '|' | '·' | '•' | ';' | '⋅' | '●' | '\n' | '—' | '–' | '›' | '»' | '*' => {
            Some(Joint::Break)
        }
        ',' | '/' | '、' | '，' | '،' => Some(Joint::Comma),
        '&' | '+' => Some(Joint::And),
        _ => None,
    }
}

/// An e-mail or web address, or a handle.
fn is_address(word: &str) -> bool {
    let marked = word.bytes().any(|byte| matches!(byte, b'@' | b':'));
    marked && (word.contains('@') || word.contains("://"))
        || word.starts_with('w') && word.starts_with("www.")
}

/// Words that a page has glued: a lead to a name (`ByJo`), a name to a job or button (`FieldFollow`).
pub(super) fn unglued(word: &str) -> impl Iterator<Item = &str> {
    let mut before = ' ';
    let seams = word.char_indices().filter(move |&(_, c)| {
        let seam = c.is_uppercase() && before.is_lowercase();
        before = c;
        seam
    });
    let seam = seams.map(|(at, _)| at).find(|&at| {
        let (first, second) = word.split_at_checked(at).unwrap_or_default();
        // No job or button is longer; the limit keeps a hostile word cheap.
        let known = second.len() <= 30 && {
            let second = Word::new(second);
            second.is_noise() || second.is_role()
        };
        known || matches!(first, "By" | "by")
    });
    let colon = word.len() > 3 && (word.starts_with("BY:") || word.starts_with("By:"));
    let seam = seam.or(colon.then_some(3)).unwrap_or(0);
    let (first, second) = word.split_at_checked(seam).unwrap_or(("", word));
    [first, second].into_iter().filter(|part| !part.is_empty())
}
