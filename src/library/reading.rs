//! How a line that names an article may be read: its words without punctuation, and where the headline in it may begin and end.

use super::fold;
use crate::article::{count_words, is_unspaced};

/// Words of noise that a line may hold before or after its headline.
const MOST_NOISE: usize = 8;

/// Beginnings of a line that are compared word by word.
const MOST_FRONTS: usize = 3;

/// What stands before a headline without a mark between: labels and alternative text.
const LEADS: &[&str] = &[
    "a picture showing",
    "also read",
    "an image that illustrates this article",
    "analysis",
    "audio",
    "breaking",
    "exclusive",
    "gallery",
    "image of",
    "in pictures",
    "listen",
    "live",
    "more",
    "opinion",
    "photo of",
    "picture of",
    "podcast",
    "read also",
    "read more",
    "related",
    "see also",
    "thumbnail for",
    "video",
    "watch",
];

/// What stands after a headline without a mark between.
const TAILS: &[&str] = &[
    "audio",
    "gallery",
    "live",
    "play video",
    "story video icon",
    "video",
    "video icon",
];

/// A line read as a headline, perhaps with noise around it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Reading {
    /// Its words: folded, apostrophes and full stops dropped, other punctuation and white space one blank.
    pub key: String,
    /// It ends with an ellipsis, so the headline goes on.
    pub is_cut: bool,
    /// Bytes of `key` where the headline may begin, 0 first.
    pub fronts: Vec<usize>,
    /// Bytes of `key` where it may end, `key.len()` first.
    pub backs: Vec<usize>,
}

/// A part of a line that may be the headline.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stretch<'a> {
    /// Its words, as in the key.
    pub text: &'a str,
    /// Words stand before it that are no known label: they may belong to the headline all the same.
    pub is_labelled: bool,
    /// Nothing stands behind it.
    pub is_end: bool,
}

/// A token's place in the key, and whether a mark parts it from the one before; a colon, perhaps.
struct Token {
    start: usize,
    end: usize,
    seam: bool,
    colon: bool,
}

impl Reading {
    /// Reads `line`.
    pub fn of(line: &str) -> Self {
        let mut key = String::with_capacity(line.len());
        let mut tokens: Vec<Token> = Vec::new();
        let (mut parted, mut colon) = (false, false);
        for word in line.split_whitespace() {
            for (i, part) in split_glued(word).enumerate() {
                let folded = fold(part);
                if i == 0 {
                    push(&mut key, ' ');
                }
                let start = key.len();
                folded.chars().for_each(|c| push(&mut key, c));
                let seam =
                    parted || i > 0 || folded.starts_with(['|', '-', '(', '[', '·', '•', '>']);
                parted = folded.ends_with(['|', '-', ':', '·', '•', '>', ']', ')']);
                let ends_in_colon = folded.ends_with(':');
                let start =
                    start + usize::from(key.get(start..).is_some_and(|word| word.starts_with(' ')));
                let end = key.trim_end().len();
                if start < end {
                    tokens.push(Token {
                        start,
                        end,
                        seam,
                        colon,
                    });
                    colon = ends_in_colon;
                } else {
                    parted |= seam;
                    colon |= ends_in_colon;
                }
            }
        }
        key.truncate(key.trim_end().len());
        let is_cut = fold(line).trim_end_matches([')', ']']).ends_with("...");
        Self {
            is_cut,
            fronts: fronts(&key, &tokens),
            backs: backs(&key, &tokens),
            key,
        }
    }

    /// The key without what may stand before a headline, the longest first.
    pub fn endings(&self) -> impl Iterator<Item = Stretch<'_>> {
        let fronts = self.fronts.iter().take(MOST_FRONTS);
        fronts.filter_map(|&front| {
            Some(Stretch {
                text: self.key.get(front..)?,
                is_labelled: self.is_labelled(front),
                is_end: true,
            })
        })
    }

    /// The stretches of the key that may be the headline, the longest first.
    pub fn spans(&self) -> impl Iterator<Item = Stretch<'_>> {
        let ends = self.fronts.iter();
        let ends = ends.flat_map(|&front| self.backs.iter().map(move |&back| (front, back)));
        let stretches = ends.filter_map(|(front, back)| {
            Some(Stretch {
                text: self.key.get(front..back).filter(|text| !text.is_empty())?,
                is_labelled: self.is_labelled(front),
                is_end: back == self.key.len(),
            })
        });
        let mut stretches: Vec<Stretch> = stretches.collect();
        stretches.sort_by_key(|stretch| std::cmp::Reverse(stretch.text.len()));
        stretches.dedup_by_key(|stretch| stretch.text);
        stretches.into_iter()
    }

    /// Stands something before that byte of the key that may say what the headline is about: no mere label?
    fn is_labelled(&self, front: usize) -> bool {
        let noise = self.key.get(..front).unwrap_or_default().trim_end();
        !noise.is_empty() && !is_label(noise)
    }
}

/// Does a stretch of a key say enough to stand for its article: at least `cells` wide, and four words?
pub(super) fn is_telling(key: &str, cells: usize) -> bool {
    let wide = key.chars().filter(|&c| is_unspaced(c)).count();
    key.chars().count() + wide >= cells && count_words(key) >= 4
}

/// Adds a folded character to a key.
fn push(key: &mut String, c: char) {
    match c {
        '\'' | '.' => {}
        _ if c.is_alphanumeric() => key.push(c),
        // Marks belong to their letters in many scripts.
        _ if !c.is_ascii()
            && !c.is_whitespace()
            && unicode_normalization::char::is_combining_mark(c) =>
        {
            key.push(c);
        }
        _ if key.is_empty() || key.ends_with(' ') => {}
        _ => key.push(' '),
    }
}

/// Splits a word where a small letter or a sentence's end runs into a capital, as in `mainlandStory`, and before brackets.
fn split_glued(word: &str) -> impl Iterator<Item = &str> {
    let mut rest = word;
    std::iter::from_fn(move || {
        let pairs = rest.char_indices().zip(rest.char_indices().skip(1));
        let is_seam = |a: char, b: char| match b {
            '(' | '[' => true,
            _ if b.is_uppercase() => {
                a.is_lowercase() || matches!(a, '.' | '?' | '!' | '\'' | '’' | '"' | '”' | '…')
            }
            _ => false,
        };
        let seam = pairs
            .filter(|((_, a), (_, b))| is_seam(*a, *b))
            .map(|(_, (at, _))| at)
            .next();
        let (part, after) = rest.split_at_checked(seam.unwrap_or(rest.len()))?;
        rest = after;
        (!part.is_empty()).then_some(part)
    })
}

fn fronts(key: &str, tokens: &[Token]) -> Vec<usize> {
    let mut fronts = vec![0];
    for token in tokens.iter().skip(1).take(MOST_NOISE) {
        let noise = key.get(..token.start).unwrap_or_default().trim_end();
        if token.seam || is_label(noise) {
            fronts.push(token.start);
        }
    }
    fronts
}

fn backs(key: &str, tokens: &[Token]) -> Vec<usize> {
    let mut backs = vec![key.len()];
    let pairs = tokens.iter().zip(tokens.iter().skip(1)).rev();
    for (last, noise) in pairs.take(MOST_NOISE) {
        let tail = key.get(noise.start..).unwrap_or_default();
        // What stands behind a colon is no site's name.
        if noise.seam && !noise.colon || is_count(tail) {
            backs.push(last.end);
        }
    }
    // Alternative text at the end may be glued to any headline: `FBIStory video icon`.
    let rests = TAILS.iter().filter_map(|tail| key.strip_suffix(tail));
    backs.extend(rests.map(|rest| rest.trim_end().len()));
    backs
}

/// Is it what stands before headlines: a known label, a number, a date in figures?
pub(super) fn is_label(noise: &str) -> bool {
    LEADS.contains(&noise)
        || (noise.chars().all(|c| c.is_ascii_digit() || c == ' ') && !noise.is_empty())
}

/// `3 hours ago`, `5 min read`, `439 shares`.
fn is_count(tail: &str) -> bool {
    const COUNTED: [&str; 5] = [" ago", " read", " shares", " comments", " views"];
    let counted = tail.starts_with(|c: char| c.is_ascii_digit());
    counted && COUNTED.iter().any(|last| tail.ends_with(last)) && count_words(tail) <= 4
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys() {
        for (line, key, is_cut) in [
            ("", "", false),
            (
                "‘It’s U.S. oil’ – de-escalate!",
                "its us oil de escalate",
                false,
            ),
            ("Storm leaves thou…", "storm leaves thou", true),
            ("Storm leaves [...]", "storm leaves", true),
            ("Wall — by McAllan", "wall by mcallan", false),
            ("หมู่เกาะ สงบ", "หมู่เกาะ สงบ", false),
        ] {
            let reading = Reading::of(line);
            assert_eq!(
                (reading.key.as_str(), reading.is_cut),
                (key, is_cut),
                "{line:?}"
            );
        }
    }

    #[test]
    fn spans() {
        for (line, expected) in [
            ("Ferry sails again", vec!["ferry sails again"]),
            (
                "Read more: Ferry sails",
                vec!["read more ferry sails", "ferry sails"],
            ),
            ("LIVE Ferry sails", vec!["live ferry sails", "ferry sails"]),
            (
                "Ferry sails | The Post",
                vec!["ferry sails the post", "ferry sails", "the post"],
            ),
            (
                "Ferry sailsStory video icon",
                vec![
                    "ferry sailsstory video icon",
                    "ferry sailsstory",
                    "story video icon",
                    "ferry sails",
                    "story",
                ],
            ),
            (
                "Ferry sails 3 hours ago",
                vec!["ferry sails 3 hours ago", "ferry sails"],
            ),
            (
                "2. Ferry SAILSVideo icon",
                vec![
                    "2 ferry sailsvideo icon",
                    "ferry sailsvideo icon",
                    "2 ferry sails",
                    "ferry sails",
                ],
            ),
            (
                "Ferry sails(opens here)",
                vec!["ferry sails opens here", "ferry sails", "opens here"],
            ),
            ("Why ferry sails", vec!["why ferry sails"]),
        ] {
            let reading = Reading::of(line);
            let spans: Vec<_> = reading.spans().map(|stretch| stretch.text).collect();
            assert_eq!(spans, expected, "{line:?}");
        }
    }

    #[test]
    fn telling() {
        for (key, cells, expected) in [
            ("ferry to aldern sails again", 25, true),
            ("ferry sails again tomorrow", 25, true),
            ("ferry sails again", 15, false),
            ("a b c d", 15, false),
            ("島の船は九日ぶりに出港した", 25, true),
        ] {
            assert_eq!(is_telling(key, cells), expected, "{key:?}");
        }
    }
}
