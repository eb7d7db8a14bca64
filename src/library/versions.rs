//! Versions: articles that are one text, saved twice, changed since, or printed by several papers with cuts of their own. Pure: it knows
//! texts. What two texts share is counted in runs of words, so that edits cost as much as they change.

use crate::article::is_unspaced;

/// Words in a row that are one piece of a text (Broder 1997: long enough that chance does not repeat them).
const RUN: usize = 5;
/// Words that are looked at; what follows tells nothing new.
const LONGEST: usize = 1 << 14;
/// Words of the beginning, by which one that was cut from its end is found.
const OPENING: usize = 100;
/// Prints of the opening, and of the whole.
const PRINTS: [usize; 2] = [1, 2];
/// Multiplier of the rolling hash: odd, its bits mixed (Steele and Vigna 2021).
const BASE: u64 = 0xd134_2543_de82_ef95;
/// Bits of a print: they are many, and a false one costs a look.
const PRINT_BITS: u32 = 23;

/// What a character adds to a word.
enum Part {
    /// Itself, and whether it is a digit.
    Letter(u64, bool),
    /// A word of its own, in scripts that put no blanks between words.
    Word(u64),
    /// Nothing: it has no width.
    Nothing,
    /// The word has ended.
    End,
}

fn part(c: char) -> Part {
    match c {
        'a'..='z' => Part::Letter(u64::from(c), false),
        'A'..='Z' => Part::Letter(u64::from(c.to_ascii_lowercase()), false),
        '0'..='9' => Part::Letter(u64::from(c), true),
        c if c.is_ascii() => Part::End,
        '\u{AD}' | '\u{200B}'..='\u{200D}' | '\u{2060}' | '\u{FEFF}' => Part::Nothing,
        c if !c.is_alphanumeric() => Part::End,
        c if is_unspaced(c) => Part::Word(u64::from(c)),
        c => Part::Letter(c.to_lowercase().map(u64::from).sum(), c.is_numeric()),
    }
}

/// Takes the words of a text as numbers, with whether each holds a digit. Case, punctuation and blanks make no difference.
fn words(text: &str, mut take: impl FnMut(u64, bool)) {
    let (mut word, mut has_digit, mut left) = (0_u64, false, LONGEST);
    for c in text.chars().chain([' ']) {
        let part = part(c);
        if let Part::Letter(letter, is_digit) = part {
            // FNV-1a, a letter at a time.
            word = (word ^ letter).wrapping_mul(0x0100_0000_01b3);
            has_digit |= is_digit;
            continue;
        }
        if matches!(part, Part::Nothing) {
            continue;
        }
        let single = if let Part::Word(single) = part {
            single
        } else {
            0
        };
        for word in [word, single].into_iter().filter(|&word| word != 0) {
            if left == 0 {
                return;
            }
            left -= 1;
            take(mixed(word), has_digit);
        }
        (word, has_digit) = (0, false);
    }
}

/// Runs of words as numbers, from word to word.
#[derive(Default)]
struct Runs {
    last: [u64; RUN],
    seen: usize,
    hash: u64,
}

impl Runs {
    /// The run that ends with that word.
    fn add(&mut self, word: u64) -> Option<u64> {
        const LEAVING: u64 = BASE
            .wrapping_mul(BASE)
            .wrapping_mul(BASE)
            .wrapping_mul(BASE);
        let slot = self.last.get_mut(self.seen % RUN)?;
        let left = self.hash.wrapping_sub(slot.wrapping_mul(LEAVING));
        self.hash = left.wrapping_mul(BASE).wrapping_add(word);
        *slot = word;
        self.seen += 1;
        (self.seen >= RUN).then(|| mixed(self.hash))
    }
}

/// Spreads a number over all its bits (`MurmurHash3`'s finaliser).
const fn mixed(mut hash: u64) -> u64 {
    hash = (hash ^ (hash >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    hash = (hash ^ (hash >> 33)).wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    hash ^ (hash >> 33)
}

/// What a text is found by: its least pieces, of the opening and of all of it. Two texts that share half of their pieces nearly always share
/// a print. None where it is too short to tell.
pub fn prints(text: &str) -> Vec<u32> {
    let mut least = [[u64::MAX; 3]; 2];
    let mut runs = Runs::default();
    let mut seen = 0;
    words(text, |word, _| {
        seen += 1;
        let Some(run) = runs.add(word) else { return };
        let [opening, whole] = &mut least;
        if seen <= OPENING {
            keep_least(opening, run);
        }
        keep_least(whole, run);
    });
    let mut prints = Vec::new();
    if seen < LEAST {
        return prints;
    }
    for (least, most) in least.iter().zip(PRINTS) {
        let new = least.iter().filter(|&&run| run < u64::MAX);
        let new =
            new.map(|run| u32::try_from(mixed(*run) >> (64 - PRINT_BITS)).unwrap_or_default());
        let new: Vec<u32> = new
            .filter(|print| !prints.contains(print))
            .take(most)
            .collect();
        prints.extend(new);
    }
    prints
}

/// Keeps the least numbers, each once, in order.
fn keep_least<const N: usize>(least: &mut [u64; N], new: u64) {
    let mut new = new;
    for kept in least {
        if new == *kept {
            return;
        }
        if new < *kept {
            std::mem::swap(kept, &mut new);
        }
    }
}

/// Texts of fewer words are no versions of others: too little to tell.
const LEAST: usize = 30;
/// Where both have fewer words something else must speak for it: what a site shows to those who have not paid is the same below every headline.
const STUB: usize = 60;
/// Of texts with fewer words more has to be the same.
const SHORT: usize = 100;
/// Numbers from which on they tell a template that is filled in anew from a text that was changed.
const TELLING_NUMBERS: usize = 4;

/// What speaks for two articles being one before their texts are looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kin {
    /// Nothing.
    None,
    /// They have one headline; so have all columns of a series.
    Headline,
    /// They have one address.
    Address,
}

/// A text, to be compared.
#[derive(Debug, Clone, Default)]
pub struct Text {
    /// Its words.
    pub words: usize,
    /// Its pieces in their order.
    pieces: Vec<u32>,
    /// The same, sorted, each once.
    sorted: Vec<u32>,
    /// Its words that hold digits, sorted.
    numbers: Vec<u32>,
}

/// What two texts share.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Likeness {
    /// The pieces of the shorter one that the other holds too, of 1.
    pub contained: f32,
    /// Where one is much shorter, the pieces that the longer one begins with, as many as the shorter one has, that this holds too; of 1.
    pub opening: f32,
    /// The numbers of the one with fewer that the other has too, of 1.
    pub numbers: f32,
    /// How many those are at most.
    pub least_numbers: usize,
    /// Words of the shorter one and of the longer one.
    pub words: (usize, usize),
}

impl Likeness {
    /// Are the two versions of one text? Most of the shorter one has to stand in the other. One that is much shorter has to be its beginning,
    /// lest every item of a morning's round-up be taken for the round-up. Market reports, the weather, scores share most of their words, not
    /// their numbers.
    pub fn is_version(&self, kin: Kin) -> bool {
        let (short, long) = self.words;
        let is_filled_in = self.least_numbers >= TELLING_NUMBERS && self.numbers < 0.5;
        let is_stub = long < STUB && kin == Kin::None;
        if short < LEAST || is_stub || is_filled_in {
            return false;
        }
        if is_much_shorter(self.words) {
            let begins = kin > Kin::None || self.opening >= 0.5;
            return begins && self.contained >= 0.8;
        }
        let least = match kin {
            Kin::Address => 0.35,
            _ if short < SHORT => 0.8,
            Kin::None => 0.6,
            Kin::Headline => 0.55,
        };
        self.contained >= least
    }
}

impl Text {
    /// Of a text as it stands.
    pub fn new(text: &str) -> Self {
        let mut this = Self::default();
        let mut runs = Runs::default();
        words(text, |word, has_digit| {
            this.words += 1;
            if has_digit {
                this.numbers.push(half(word));
            }
            this.pieces.extend(runs.add(word).map(half));
        });
        this.sorted.clone_from(&this.pieces);
        this.sorted.sort_unstable();
        this.sorted.dedup();
        this.numbers.sort_unstable();
        this
    }

    /// How much of its beginning is of that shorter one.
    fn begins_with(&self, short: &Self) -> f32 {
        let opening = self
            .pieces
            .get(..short.pieces.len())
            .unwrap_or(&self.pieces);
        let there = opening
            .iter()
            .filter(|piece| short.sorted.binary_search(piece).is_ok());
        share(there.count(), opening.len())
    }

    /// What it shares with another one.
    pub fn likeness(&self, other: &Self) -> Likeness {
        let (short, long) = if self.sorted.len() <= other.sorted.len() {
            (self, other)
        } else {
            (other, self)
        };
        let least_numbers = self.numbers.len().min(other.numbers.len());
        Likeness {
            contained: share(common(&short.sorted, &long.sorted), short.sorted.len()),
            opening: if is_much_shorter((short.words, long.words)) {
                long.begins_with(short)
            } else {
                1.0
            },
            numbers: share(common(&self.numbers, &other.numbers), least_numbers),
            least_numbers,
            words: (short.words, long.words),
        }
    }
}

/// Is the first of two lengths less than two fifths of the second?
const fn is_much_shorter((short, long): (usize, usize)) -> bool {
    short * 5 < long * 2
}

/// The lower half of a number.
fn half(hash: u64) -> u32 {
    u32::try_from(hash & u64::from(u32::MAX)).unwrap_or_default()
}

#[allow(clippy::cast_precision_loss)] // a few thousand
fn share(part: usize, whole: usize) -> f32 {
    if whole == 0 {
        0.0
    } else {
        part as f32 / whole as f32
    }
}

/// How many numbers two sorted lists share.
fn common(one: &[u32], other: &[u32]) -> usize {
    let (mut ones, mut others) = (one.iter().peekable(), other.iter().peekable());
    let mut common = 0;
    while let (Some(a), Some(b)) = (ones.peek(), others.peek()) {
        let order = a.cmp(b);
        common += usize::from(order.is_eq());
        if order.is_le() {
            ones.next();
        }
        if order.is_ge() {
            others.next();
        }
    }
    common
}

#[cfg(test)]
mod tests;
