//! The way back: what the line of a page and the article that it names have in common, so that the pages that name an article can be
//! looked up from it. It only leads to candidates; [`super::resolve`] decides.

use super::address::Address;
use super::key::fnv_1a;
use super::reading::Reading;
use crate::article::{Related, is_unspaced};

/// Characters of a piece of a script that puts no spaces between words.
const RUN: usize = 4;

/// The signs under which a line is kept: its address, and the longest two words that stand side by side in it. Of the pieces of one
/// headline the longest is seldom noise, and few headlines share it.
pub fn signs_of_line(line: &Related) -> Vec<i32> {
    let mut signs: Vec<i32> = line
        .url
        .as_deref()
        .and_then(sign_of_address)
        .into_iter()
        .collect();
    let reading = Reading::of(&line.headline);
    let shown = match reading.key.rsplit_once(' ') {
        // The last word may end anywhere.
        Some((whole, _)) if reading.is_cut => whole,
        _ => &reading.key,
    };
    let longest = pieces(shown).max_by_key(|piece| (piece.chars().count(), sign(piece)));
    signs.extend(longest.map(sign));
    signs
}

/// The signs under which lines that name the article may be kept.
pub fn signs_of_article(headline: &str, url: Option<&str>) -> Vec<i32> {
    let mut signs: Vec<i32> = pieces(&Reading::of(headline).key).map(sign).collect();
    signs.extend(url.and_then(sign_of_address));
    signs.sort_unstable();
    signs.dedup();
    signs
}

fn sign_of_address(url: &str) -> Option<i32> {
    Address::of(url).map(|address| sign(address.whole()))
}

/// 32 bits of a hash: four bytes in the store.
fn sign(text: &str) -> i32 {
    let bytes = fnv_1a(text.bytes()).to_le_bytes();
    let [a, b, c, d, ..] = bytes;
    i32::from_le_bytes([a, b, c, d])
}

/// Two words side by side; of words without spaces between them some characters.
fn pieces(key: &str) -> impl Iterator<Item = &str> {
    let ends = key.match_indices(' ').map(|(at, _)| at).chain([key.len()]);
    let starts = [0]
        .into_iter()
        .chain(key.match_indices(' ').map(|(at, _)| at + 1));
    let pairs = starts.clone().zip(ends.skip(1));
    let pairs = pairs.filter_map(|(from, to)| key.get(from..to));
    let pairs = pairs.filter(|pair| !pair.contains(is_unspaced));
    let chars = || key.char_indices().map(|(at, c)| (at, at + c.len_utf8()));
    let runs = chars().zip(chars().skip(RUN - 1));
    let runs = runs.filter_map(|((from, _), (_, to))| key.get(from..to));
    pairs.chain(runs.filter(|run| run.chars().all(is_unspaced)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_share_a_sign_with_the_article_that_they_name() {
        for (line, headline, shares) in [
            (
                "Ferry to Aldern sails again",
                "Ferry to Aldern sails again",
                true,
            ),
            (
                "FERRY TO ALDERN SAILS AG…",
                "Ferry to Aldern sails again after nine days",
                true,
            ),
            (
                "Opinion: Who pays for the harbour wall?",
                "Who pays for the harbour wall?",
                true,
            ),
            (
                "Fähre nach Aldern fährt wieder",
                "Fähre nach Aldern fährt wieder",
                true,
            ),
            ("島の船は九日ぶりに…", "島の船は九日ぶりに出港した", true),
            (
                "Ferry to Aldern sails again",
                "Storm closes the quay of Ostermouth",
                false,
            ),
            ("Ferry", "Ferry", false),
            ("", "", false),
        ] {
            let named = Related {
                headline: line.to_owned(),
                ..Related::default()
            };
            let article = signs_of_article(headline, None);
            let found = signs_of_line(&named)
                .iter()
                .any(|sign| article.contains(sign));
            assert_eq!(found, shares, "{line:?} {headline:?}");
        }
    }

    #[test]
    fn an_address_is_enough() {
        let line = Related {
            headline: "Who pays?".to_owned(),
            url: Some("http://post.example/wall?utm_source=front".to_owned()),
            ..Related::default()
        };
        let article = signs_of_article("The wall", Some("https://www.post.example/wall/"));
        assert!(
            signs_of_line(&line)
                .iter()
                .any(|sign| article.contains(sign))
        );
    }
}
