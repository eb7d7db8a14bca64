//! Which words a block uses. Short lines of chrome use the same few words on every site ("subscribe", "teilen"); which words those are is
//! for the model to know.

use crate::article::is_unspaced;
use crate::parser::block::Block;
use crate::parser::fields::letter::Class;
use crate::parser::signals::Collector;

/// Words looked at, from the start of the block.
const FIRST_WORDS: usize = 10;
/// Longest word kept, in bytes.
const LONGEST_WORD: usize = 32;
/// Blocks beyond this many bytes are sentences, not labels.
const LONGEST_LABEL: usize = 70;
/// A line of at most this many words is a signal as a whole.
const LINE_WORDS: usize = 5;
/// Longest such line, in bytes.
const LONGEST_LINE: usize = 80;

/// The first words, and the whole line when it is a short one; of a longer block the very first word alone, as the others tell its
/// subject and not its part on the page.
pub fn measure(block: &Block, to: &mut Collector) {
    let long = block.text.len() > LONGEST_LABEL;
    let (mut line, mut count) = (String::with_capacity(LONGEST_LINE), 0);
    each(&block.text, |word| {
        if count == 0 {
            to.add("first-word", word);
        }
        if long {
            return false;
        }
        to.add("word", word);
        if count < LINE_WORDS {
            if count > 0 {
                line.push(' ');
            }
            line.push_str(word);
        }
        count += 1;
        count < FIRST_WORDS
    });
    if (1..=LINE_WORDS).contains(&count) {
        to.add("line", &line);
    }
}

/// Calls `visit` with each word, folded: lower case, digits as 0, a letter of a script without spaces as a word of its own. Stops when
/// `visit` says false.
fn each(text: &str, mut visit: impl FnMut(&str) -> bool) {
    let mut word = String::with_capacity(LONGEST_WORD);
    for c in text.chars().chain([' ']) {
        let letter = Class::is_alphanumeric(c) || matches!(c, '\'' | '’');
        let alone = !c.is_ascii() && is_unspaced(c);
        if (!letter || alone) && !word.is_empty() {
            if !visit(&word) {
                return;
            }
            word.clear();
        }
        if !letter {
            continue;
        }
        if word.len() < LONGEST_WORD {
            push_folded(&mut word, c);
        }
        if alone {
            if !visit(&word) {
                return;
            }
            word.clear();
        }
    }
}

fn push_folded(word: &mut String, c: char) {
    match c {
        '0'..='9' => word.push('0'),
        '’' => word.push('\''),
        c if c.is_ascii() => word.push(c.to_ascii_lowercase()),
        c => word.extend(c.to_lowercase()),
    }
}
