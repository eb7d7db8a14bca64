//! What a text says again: its paragraphs beside those of earlier texts on the same event.
//!
//! A paragraph is known where one earlier paragraph, or two in a row, hold most of its words by weight, all of its numbers and all that it
//! quotes. Words weigh the more the fewer paragraphs have them, so no language needs a list of common ones. All of it is linear in the texts.

mod said;

use std::collections::{HashMap, HashSet};

use said::Said;

/// The share of a paragraph's words, by weight, that an earlier one must hold.
const SHARE: f32 = 0.75;
/// The same where it takes two paragraphs in a row, which hold more words of any kind.
const SHARE_OF_TWO: f32 = 0.85;
/// A paragraph of fewer different words is known only where it stands word by word.
const FEW: usize = 6;
/// Words that more earlier paragraphs have tell nothing.
const COMMON: usize = 64;

/// Which of `texts`, the paragraphs of one article in order, are known from earlier articles, each given as its paragraphs.
pub fn known(texts: &[&str], earlier: &[Vec<&str>]) -> Vec<bool> {
    let said: Vec<Said> = texts.iter().map(|text| Said::of(text)).collect();
    let memory = Memory::new(earlier, &said);
    said.iter().map(|said| memory.knows(said)).collect()
}

/// The earlier paragraphs.
struct Memory {
    paragraphs: Vec<Said>,
    /// For each, is the next one of the same article?
    goes_on: Vec<bool>,
    /// The paragraphs that have a word.
    with: HashMap<String, Vec<usize>>,
    /// How many paragraphs of all texts have a word.
    spread: HashMap<String, u16>,
    all: f32,
}

impl Memory {
    fn new(earlier: &[Vec<&str>], texts: &[Said]) -> Self {
        let mut memory = Self {
            paragraphs: Vec::new(),
            goes_on: Vec::new(),
            with: HashMap::new(),
            spread: HashMap::new(),
            all: 0.0,
        };
        for article in earlier {
            for (at, text) in article.iter().enumerate() {
                memory.paragraphs.push(Said::of(text));
                memory.goes_on.push(at + 1 < article.len());
            }
        }
        for (at, said) in memory.paragraphs.iter().enumerate() {
            for word in &said.words {
                memory.with.entry(word.clone()).or_default().push(at);
            }
        }
        for said in memory.paragraphs.iter().chain(texts) {
            memory.all += 1.0;
            for word in &said.words {
                let spread = memory.spread.entry(word.clone()).or_default();
                *spread = spread.saturating_add(1);
            }
        }
        memory
    }

    /// How much a word tells.
    fn weight(&self, word: &str) -> f32 {
        let spread = self.spread.get(word).copied().unwrap_or(1);
        (1.0 + self.all / f32::from(spread)).ln()
    }

    fn knows(&self, said: &Said) -> bool {
        if said.words.is_empty() {
            return false;
        }
        let Some(best) = self.nearest(said) else {
            return false;
        };
        let is_next = |at: usize| self.goes_on.get(at).copied().unwrap_or(false);
        let before = best.checked_sub(1).filter(|&at| is_next(at));
        let after = Some(best + 1).filter(|_| is_next(best));
        self.tells(said, &[best], SHARE)
            || before.is_some_and(|before| self.tells(said, &[before, best], SHARE_OF_TWO))
            || after.is_some_and(|after| self.tells(said, &[best, after], SHARE_OF_TWO))
    }

    /// The earlier paragraph that shares most.
    fn nearest(&self, said: &Said) -> Option<usize> {
        let mut shared: HashMap<usize, f32> = HashMap::new();
        for word in &said.words {
            let with = self.with.get(word).map_or(&[][..], Vec::as_slice);
            if with.len() <= COMMON {
                let weight = self.weight(word);
                for &at in with {
                    *shared.entry(at).or_default() += weight;
                }
            }
        }
        let shared = shared.into_iter();
        let best = shared.max_by(|(a, x), (b, y)| x.total_cmp(y).then(b.cmp(a)));
        best.map(|(at, _)| at)
    }

    /// Do these paragraphs, one after the other, say all of it?
    fn tells(&self, said: &Said, these: &[usize], share: f32) -> bool {
        let these = these.iter().filter_map(|&at| self.paragraphs.get(at));
        let these: Vec<&Said> = these.collect();
        let run: Vec<&str> = these.iter().map(|said| said.run.as_str()).collect();
        let run = run.concat();
        if said.words.len() < FEW {
            return run.contains(&said.run);
        }
        let has = |word: &str| these.iter().any(|said| said.words.contains(word));
        if !said.numbers.iter().all(|number| has(number)) {
            return false;
        }
        let (mut known, mut all) = (0.0, 0.0);
        for word in &said.words {
            let weight = self.weight(word);
            all += weight;
            if has(word) {
                known += weight;
            }
        }
        known >= share * all && said.quoted.iter().all(|quoted| run.contains(quoted))
    }
}

/// The words of a set.
type Words = HashSet<String>;

#[cfg(test)]
mod tests {
    use super::*;

    const EARLIER: &[&str] = &[
        "The harbour of Ostermouth was closed on Monday after a storm broke the boom across its mouth.",
        "Three boats were lost and 40 people had to spend the night in the school on the hill.",
        "“We have never seen waves like these,” said Ida Brandt, who keeps the light on the mole.",
        "The mayor has promised money for a new wall. It is to be built next summer from local stone.",
        "港の防潮堤は月曜日の嵐で二か所が壊れ、船三隻が沈んだと市長が述べた。",
    ];

    /// Is `text` known from the article above?
    fn check(text: &str, expected: bool) {
        assert_eq!(known(&[text], &[EARLIER.to_vec()]), [expected], "{text}");
    }

    #[test]
    fn what_was_said_is_known_whatever_its_dress() {
        for text in EARLIER {
            check(text, true);
        }
        check(
            "The harbour of Ostermouth was closed after a storm broke the boom across its mouth on Monday.",
            true,
        );
        check(
            "THREE boats were lost, and 40 people had to spend the night in the school on the hill",
            true,
        );
        check(
            "\"We have never seen waves like these\", said Ida Brandt, who keeps the light.",
            true,
        );
    }

    #[test]
    fn two_paragraphs_in_a_row_may_have_said_it() {
        check(&EARLIER[..2].join(" "), true);
        check(&[EARLIER[0], EARLIER[2]].join(" "), false);
    }

    #[test]
    fn a_new_number_a_new_quotation_and_new_words_are_news() {
        check(
            "Three boats were lost and 45 people had to spend the night in the school on the hill.",
            false,
        );
        check(
            "“We have never heard winds like these,” said Ida Brandt, who keeps the light on the mole.",
            false,
        );
        check(
            "The harbour of Ostermouth opened again on Friday, and the first ferry left for Skarn with mail.",
            false,
        );
        check(
            "The mayor has promised money for a new school. It is to open next spring beside the library.",
            false,
        );
        check(
            "港は金曜日に再び開き、最初の渡し船が郵便を積んで島へ出た。",
            false,
        );
    }

    #[test]
    fn a_short_paragraph_is_known_word_by_word_alone() {
        check("Three boats were lost.", true);
        check("Four boats were lost.", false);
        check("", false);
        check("—", false);
    }

    #[test]
    fn nothing_earlier_leaves_all_new() {
        assert_eq!(known(EARLIER, &[]), [false; 5]);
        assert_eq!(known(&[], &[EARLIER.to_vec()]), [false; 0]);
    }

    #[test]
    fn a_flood_of_words_takes_time_by_its_length() {
        let flood = "storm wall harbour ".repeat(50_000);
        let many: Vec<String> = (0..5_000)
            .map(|n| format!("storm number {n} hits the wall of harbour {n} at dawn"))
            .collect();
        let many: Vec<&str> = many.iter().map(String::as_str).collect();
        let known = known(
            &[&flood, "storm number 7 hits the wall of harbour 7 at dawn"],
            &[many],
        );
        assert_eq!(known, [false, true]);
    }
}
