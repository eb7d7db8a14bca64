//! Headlines that hold the letters of what was typed in their order, as the fuzzy finders of the command line have it: `hrbr strm` finds
//! 'Harbour opens after the storm'.

use std::ops::Range;

use memchr::{memchr, memchr_iter};
use nucleo_matcher::{Config, Matcher, Utf32Str, Utf32String};
use unicode_segmentation::UnicodeSegmentation as _;

/// Fewer letters than these say nothing.
const LEAST: usize = 3;
/// Longer words are no abbreviations.
const LONGEST: usize = 24;
/// What a word must score: so much for each letter, and so much besides. Letters that follow each other or begin words score more, gaps less.
const EACH: u32 = 16;
const BESIDES: u32 = 8;

/// What was typed, to be compared with headlines.
#[derive(Debug)]
pub struct Fuzzy {
    matcher: Matcher,
    words: Vec<Utf32String>,
    /// The same as bytes.
    typed: Vec<String>,
}

impl Fuzzy {
    /// For words that are folded; `None` where they are too short to say anything, or too long for abbreviations.
    pub fn new(words: &[&str]) -> Option<Self> {
        let letters = |word: &&str| word.chars().count();
        let is_telling = words.iter().map(letters).sum::<usize>() >= LEAST;
        let is_short = words.iter().map(letters).all(|n| n <= LONGEST);
        let mut config = Config::DEFAULT;
        config.normalize = false;
        (is_telling && is_short).then(|| Self {
            matcher: Matcher::new(config),
            words: words.iter().map(|&word| word.into()).collect(),
            typed: words.iter().map(|&word| word.to_owned()).collect(),
        })
    }

    /// Does each word begin with a word of the folded headline, and do its other letters follow somewhere? Cheap, and true of all that fit.
    pub fn may_fit(&self, headline: &str) -> bool {
        let mut typed = self.typed.iter();
        typed.all(|word| may_hold(headline.as_bytes(), word.as_bytes()))
    }

    /// How well a folded headline fits that may fit; `None` where it does not.
    pub fn score(&mut self, headline: &str) -> Option<u32> {
        let mut buffer = Vec::new();
        let headline = Utf32Str::new(headline, &mut buffer);
        let mut sum = 0;
        for word in &self.words {
            let score = self.matcher.fuzzy_match(headline, word.slice(..))?;
            let score = u32::from(score);
            let letters = u32::try_from(word.len()).unwrap_or(u32::MAX);
            if score < letters.saturating_mul(EACH) + BESIDES {
                return None;
            }
            sum += score;
        }
        Some(sum)
    }

    /// The bytes of a headline, as it is written, that hold the letters; in order, none overlapping.
    pub fn letters(&mut self, headline: &str) -> Vec<Range<usize>> {
        let clusters: Vec<(usize, &str)> = headline.grapheme_indices(true).collect();
        let mut buffer = Vec::new();
        let text = Utf32Str::new(headline, &mut buffer);
        let mut places = Vec::new();
        for word in &self.words {
            let _ = self
                .matcher
                .fuzzy_indices(text, word.slice(..), &mut places);
        }
        places.sort_unstable();
        places.dedup();
        let mut letters: Vec<Range<usize>> = Vec::new();
        for place in places {
            let cluster = usize::try_from(place)
                .ok()
                .and_then(|place| clusters.get(place));
            let Some((start, cluster)) = cluster else {
                continue;
            };
            let end = start + cluster.len();
            match letters.last_mut().filter(|last| last.end == *start) {
                Some(last) => last.end = end,
                None => letters.push(*start..end),
            }
        }
        letters
    }
}

/// Does a word of the headline begin with the first byte, and do the others follow somewhere?
fn may_hold(headline: &[u8], word: &[u8]) -> bool {
    let Some((&first, rest)) = word.split_first() else {
        return true;
    };
    let begins = |&at: &usize| {
        let before = at.checked_sub(1).and_then(|at| headline.get(at));
        before.is_none_or(|byte| !byte.is_ascii_alphanumeric())
    };
    let Some(start) = memchr_iter(first, headline).find(begins) else {
        return false;
    };
    let mut after = headline.get(start + 1..).unwrap_or_default();
    rest.iter().all(|&byte| {
        let found = memchr(byte, after);
        after = found.and_then(|at| after.get(at + 1..)).unwrap_or_default();
        found.is_some()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fold::fold;

    fn fuzzy(typed: &str) -> Option<Fuzzy> {
        let typed = fold(typed);
        Fuzzy::new(&typed.split(' ').collect::<Vec<_>>())
    }

    #[test]
    fn letters_in_order_fit() {
        for (typed, headline, want) in [
            ("hrbr strm", "Harbour opens after the storm", "H rb r st rm"),
            ("strm hrbr", "Harbour opens after the storm", "H rb r st rm"),
            ("harb", "Harbour opens after the storm", "Harb"),
            ("hoats", "Harbour opens after the storm", "H o a t s"),
            ("neferry", "Night ferry to Skarn", ""),
            ("nferry", "Night ferry to Skarn", "N ferry"),
            ("éco", "L’École d’économie", "éco"),
            ("港建", "新しい塔が港に建つ", ""),
            ("tr", "The storm", ""),
            ("xyz", "The storm", ""),
            ("rbour", "Harbour opens", ""),
        ] {
            let fits = fuzzy(typed).and_then(|mut fuzzy| {
                let folded = fold(headline);
                fuzzy.score(&folded).filter(|_| fuzzy.may_fit(&folded))?;
                Some(fuzzy.letters(headline))
            });
            let letters = fits.unwrap_or_default();
            let letters: Vec<&str> = letters.into_iter().map(|range| &headline[range]).collect();
            assert_eq!(letters.join(" "), want, "{typed} in {headline}");
        }
    }

    #[test]
    fn closer_letters_score_more() {
        let score = |headline: &str| fuzzy("strm").expect("letters").score(&fold(headline));
        assert!(score("Storm over Skarn") > score("Stars and a room"));
        assert!(score("Storm over Skarn").is_some());
    }

    proptest::proptest! {
        #[test]
        fn nothing_is_too_odd(typed in "\\PC{0,12}", headline in "\\PC{0,60}") {
            if let Some(mut fuzzy) = fuzzy(&typed) {
                let _ = fuzzy.score(&fold(&headline));
                for range in fuzzy.letters(&headline) {
                    proptest::prop_assert!(headline.get(range).is_some());
                }
            }
        }
    }
}
