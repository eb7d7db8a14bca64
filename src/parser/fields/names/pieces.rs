//! A byline cut at its separators, and where a page has glued its words.

use super::parts::{Joint, Word};

/// The words of a byline between separators.
pub(super) struct Pieces<'t> {
    words: Vec<Word<'t>>,
    /// Where each run of words starts, and what stands before it.
    starts: Vec<(Joint, usize)>,
}

impl<'t> Pieces<'t> {
    /// Addresses, handles and what is in brackets are left out.
    pub fn of(text: &'t str) -> Self {
        let mut pieces = Self {
            words: Vec::with_capacity(text.len() / 6 + 2),
            starts: vec![(Joint::Break, 0)],
        };
        for chunk in text.split_inclusive(|c| separator(c).is_some()) {
            let last = chunk.chars().next_back();
            let joint = last.and_then(separator);
            let words = match last {
                Some(c) if joint.is_some() => chunk.trim_end_matches(c),
                _ => chunk,
            };
            let mut words = words.split_whitespace().flat_map(unglued).peekable();
            while let Some(text) = words.next() {
                if matches!(text, "-" | "--") {
                    pieces.cut(Joint::Break);
                    continue;
                }
                let word = Word::new(text);
                if !pieces.words.is_empty() && words.peek().is_some() && word.is_joint() {
                    pieces.cut(Joint::And);
                } else if !is_address(text) {
                    pieces.words.push(word);
                }
            }
            if let Some(joint) = joint {
                pieces.cut(joint);
            }
        }
        pieces
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
    word.contains('@') || word.contains(':') && word.contains("://") || word.starts_with("www.")
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
