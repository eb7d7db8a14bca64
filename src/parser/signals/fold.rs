//! One look at every block's letters: folded for comparison, counted as words, and each longer word as a number.

use std::hash::Hasher;
use std::ops::Range;

use crate::article::is_unspaced;
use crate::parser::block::Document;
use crate::parser::fields::letter::Class;
use crate::parser::fnv::Fnv;

/// Letters from which on a word tells a subject: shorter ones are mostly grammar.
const TELLING: usize = 4;
/// Bytes of a block beyond which its letters are not kept: no line that long is compared with another.
const LONGEST: usize = 400;

/// What is known of the letters of all blocks.
#[derive(Debug, Default)]
pub struct Folded {
    letters: String,
    words: Vec<u64>,
    blocks: Vec<Of>,
}

/// What is known of one block's letters.
#[derive(Debug, Clone, Default)]
struct Of {
    letters: Range<usize>,
    words: Range<usize>,
    /// A number for all of its letters and digits.
    whole: u64,
    /// As [`count_words`](crate::article::count_words) has it.
    count: usize,
}

impl Folded {
    /// Looks at `document`.
    pub fn of(document: &Document) -> Self {
        let mut folded = Self::default();
        let letters = document.blocks.iter().map(|b| b.text.len().min(LONGEST));
        folded.letters.reserve(letters.sum());
        folded.blocks.reserve(document.blocks.len());
        for block in &document.blocks {
            folded.add(&block.text);
        }
        folded
    }

    /// Words of block `i`.
    pub fn count(&self, i: usize) -> usize {
        self.blocks.get(i).map_or(0, |of| of.count)
    }

    /// The letters and digits of block `i`, lower case; of the longest only the first.
    pub fn letters(&self, i: usize) -> &str {
        let of = self.blocks.get(i).map(|of| of.letters.clone());
        self.letters.get(of.unwrap_or_default()).unwrap_or_default()
    }

    /// A number for all letters and digits of each block: equal for blocks that differ in case, marks and white space alone.
    pub fn wholes(&self) -> impl Iterator<Item = u64> {
        self.blocks.iter().map(|of| of.whole)
    }

    /// The longer words of block `i`, as numbers; each character of a script without spaces.
    pub fn words(&self, i: usize) -> &[u64] {
        let of = self.blocks.get(i).map(|of| of.words.clone());
        self.words.get(of.unwrap_or_default()).unwrap_or_default()
    }

    fn add(&mut self, text: &str) {
        let (from, first) = (self.letters.len(), self.words.len());
        // Where the word at hand begins among the letters, and how long it is.
        let (mut word, mut length) = (from, 0);
        // Of the run of characters at hand, up to white space: is it open, and how many are of a script without spaces?
        let (mut count, mut inside, mut dense) = (0, false, 0usize);
        for c in text.chars() {
            // Most of a text, with the least of work.
            if c.is_ascii_alphanumeric() {
                self.letters.push(c.to_ascii_lowercase());
                length += 1;
                inside = true;
                continue;
            }
            let dense_one = !c.is_ascii() && is_unspaced(c);
            let letter = !c.is_ascii() && Class::is_alphanumeric(c);
            if letter {
                self.letters.extend(c.to_lowercase());
                length += if dense_one { TELLING } else { 1 };
            }
            if dense_one || !letter {
                self.end_word(word, length);
                (word, length) = (self.letters.len(), 0);
            }
            if c == ' ' || c.is_whitespace() {
                count += usize::from(inside) * dense.div_ceil(2).max(1);
                (inside, dense) = (false, 0);
            } else {
                inside = true;
                dense += usize::from(dense_one);
            }
        }
        self.end_word(word, length);
        count += usize::from(inside) * dense.div_ceil(2).max(1);
        let whole = number(self.letters.get(from..).unwrap_or_default());
        let kept = self.letters.floor_char_boundary(from + LONGEST);
        self.letters.truncate(kept);
        self.blocks.push(Of {
            letters: from..self.letters.len(),
            words: first..self.words.len(),
            whole,
            count,
        });
    }

    /// Notes the word whose letters begin at `word`, if it is long enough.
    fn end_word(&mut self, word: usize, length: usize) {
        if length >= TELLING {
            let letters = self.letters.get(word..).unwrap_or_default();
            self.words.push(number(letters));
        }
    }
}

/// The same for the same letters.
fn number(letters: &str) -> u64 {
    let mut hash = Fnv::default();
    let (eights, rest) = letters.as_bytes().as_chunks::<8>();
    for &eight in eights {
        hash.write_u64(u64::from_le_bytes(eight));
    }
    let mut last = [0; 8];
    last.iter_mut()
        .zip(rest)
        .for_each(|(own, byte)| *own = *byte);
    hash.write_u64(u64::from_le_bytes(last));
    hash.finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::count_words;
    use crate::parser::block::Block;

    #[test]
    fn letters_words_and_their_number() {
        for (text, letters, words) in [
            ("The Ferry, again!", "theferryagain", 2),
            ("Fähre Ölfrei ÉTÉ", "fähreölfreiété", 2),
            ("東京 dawn", "東京dawn", 3),
            ("it is so", "itisso", 0),
            ("— !", "", 0),
        ] {
            let block = Block {
                text: text.to_owned(),
                ..Block::default()
            };
            let document = Document {
                blocks: vec![block],
                ..Document::default()
            };
            let folded = Folded::of(&document);
            assert_eq!(folded.letters(0), letters);
            assert_eq!(folded.words(0).len(), words, "{text}");
            assert_eq!(folded.count(0), count_words(text), "{text}");
        }
    }
}
