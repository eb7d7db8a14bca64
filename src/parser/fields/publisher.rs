//! The publisher: named by the page's claims, or by the furniture around the article ("More from The Paper", "© 2024 The Paper").

use crate::parser::block::{Block, Document};
use crate::parser::fields::headline;

/// Longest line of furniture, in bytes.
const LONGEST: usize = 120;
/// Longest name, in words.
const MOST_WORDS: usize = 6;
/// What comes before the publisher's name in furniture, lower case.
const OPENINGS: &[&str] = &[
    "more from ",
    "more stories from ",
    "mehr von ",
    "plus de ",
    "más de ",
    "altro da ",
    "meer van ",
    "mer från ",
    "mer fra ",
];

/// The publisher that the page names: by its claims, else by a block labelled so, else by its furniture.
pub fn named<'a>(
    document: &'a Document,
    mut shown: impl Iterator<Item = &'a str>,
) -> Option<String> {
    let claim = document.claims.publishers.first().map(String::as_str);
    claim
        .or_else(|| shown.next())
        .map(str::to_owned)
        .or_else(|| masthead(document).or_else(|| copyright_holder(document)))
}

/// Blocks at the top of a page among which its masthead is looked for, and at the foot where it is named again.
const TOP: usize = 16;
const FOOT: usize = 6;

/// The line at the top of the page that its foot names again: in the copyright line ("The Paper", "© 2024 The Paper Ltd"), or at the
/// head of what the page says of itself ("The Paper is printed at …"). Spelled as at the foot where the top has capitals alone.
pub fn masthead(document: &Document) -> Option<String> {
    let blocks = &document.blocks;
    let foot = blocks.len().saturating_sub(FOOT).max(TOP.min(blocks.len()));
    let foot = blocks.get(foot..).unwrap_or_default();
    let copyright = foot.iter().rev().find_map(copyright_name);
    let top = blocks.iter().take(TOP).filter(|b| is_name(&b.text));
    top.map(|b| b.text.trim()).find_map(|name| {
        let loud = !name.contains(char::is_lowercase) && name.contains(char::is_uppercase);
        let again = copyright
            .and_then(|holder| opens_with(holder, name))
            .or_else(|| {
                foot.iter()
                    .find_map(|b| opens_with(&b.text, name).filter(|n| says_of(&b.text, n)))
            })?;
        Some(if loud { again } else { name }.to_owned())
    })
}

/// May a line be a masthead: a few words, none of them small?
fn is_name(text: &str) -> bool {
    const JOINTS: [&str; 6] = ["of", "the", "and", "in", "de", "der"];
    let words = || text.split_whitespace();
    let small = |word: &str| word.starts_with(char::is_lowercase) && !JOINTS.contains(&word);
    text.len() <= LONGEST
        && words().count() <= MOST_WORDS
        && headline::letters(text).chars().count() > 3
        && !words().any(small)
}

/// The part of `text` at its start that spells `name`, whatever the case.
fn opens_with<'t>(text: &'t str, name: &str) -> Option<&'t str> {
    let mut end = 0;
    let mut rest = text.char_indices();
    for wanted in name.chars() {
        let (at, c) = rest.next()?;
        if !c.to_lowercase().eq(wanted.to_lowercase()) {
            return None;
        }
        end = at + c.len_utf8();
    }
    text.get(..end)
}

/// Does `line` go on after `name` as a statement about it: "…, 2 Well Lane", "… is printed at"?
fn says_of(line: &str, name: &str) -> bool {
    let rest = line.get(name.len()..).unwrap_or_default();
    let said = rest.strip_prefix(' ').is_some_and(|words| {
        words.starts_with(char::is_lowercase) && words.split_whitespace().nth(3).is_some()
    });
    name.contains(' ') && (said || rest.starts_with(", "))
}

/// Does the page's furniture name `name` as its publisher?
pub fn is_named_around(document: &Document, name: &str) -> bool {
    let name = headline::letters(name);
    !name.is_empty() && furniture(document).any(|owner| headline::letters(owner) == name)
}

/// The names that furniture gives, in page order.
fn furniture(document: &Document) -> impl Iterator<Item = &str> {
    let short = document.blocks.iter().filter(|b| b.text.len() <= LONGEST);
    short.filter_map(|b: &Block| {
        let opens = |opening: &&&str| {
            let start = b.text.get(..opening.len());
            start.is_some_and(|start| {
                let lower = start.chars().flat_map(char::to_lowercase);
                lower.eq(opening.chars())
            })
        };
        let at = OPENINGS.iter().find(opens)?.len();
        b.text.get(at..).map(str::trim)
    })
}

/// The name in the page's last copyright line.
fn copyright_holder(document: &Document) -> Option<String> {
    let name = document.blocks.iter().rev().find_map(copyright_name)?;
    Some(name.to_owned())
}

/// The name in a copyright line: '© 2024 The Paper. All rights reserved'.
fn copyright_name(block: &Block) -> Option<&str> {
    if block.text.len() > 2 * LONGEST {
        return None;
    }
    // Most lines hold neither the last byte of the sign nor a bracket.
    memchr::memchr2(0xA9, b'(', block.text.as_bytes())?;
    let mut signs = ["©", "(c) ", "(C) "].into_iter();
    let (_, rest) = signs.find_map(|sign| block.text.split_once(sign))?;
    let figure = |c: char| {
        c.is_whitespace() || c.is_ascii_digit() || matches!(c, '-' | '–' | ',' | '.' | ':')
    };
    let name = rest
        .trim_start_matches(figure)
        .split(['.', ',', '|', '•', '·', '(', '-', '–', '©'])
        .next()?;
    let name = name.split(" All ").next().unwrap_or(name);
    // The year may stand behind the name.
    let name = name.trim_end_matches(|c: char| c.is_ascii_digit()).trim();
    let words = name.split_whitespace().count();
    let capital = name
        .chars()
        .next()
        .is_some_and(|c| c.is_alphabetic() && !c.is_lowercase());
    ((1..=MOST_WORDS).contains(&words) && capital).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::{is_named_around, named};
    use crate::parser::block::{Block, Document};

    fn page(lines: &[&str]) -> Document {
        let blocks = lines
            .iter()
            .map(|l| Block {
                text: (*l).to_owned(),
                ..Block::default()
            })
            .collect();
        Document {
            blocks,
            ..Document::default()
        }
    }

    #[test]
    fn furniture_names_the_publisher() {
        assert!(is_named_around(
            &page(&["MORE FROM THE HARBOUR POST"]),
            "The Harbour Post"
        ));
        assert!(!is_named_around(
            &page(&["MORE FROM THE HARBOUR POST"]),
            "Jana Miller"
        ));
    }

    #[test]
    fn a_copyright_line_names_the_publisher() {
        for (line, want) in [
            (
                "© 2024 The Harbour Post. All rights reserved.",
                Some("The Harbour Post"),
            ),
            (
                "Copyright © 2019-2024 Post Media, Port Elm",
                Some("Post Media"),
            ),
            ("(C) 2024 The Harbour Post", Some("The Harbour Post")),
            ("© The Harbour Post 2024", Some("The Harbour Post")),
            ("© 2024 島新聞", Some("島新聞")),
            ("© all of us who were there that day when it rained", None),
            ("Nothing here", None),
        ] {
            assert_eq!(
                named(&page(&[line]), std::iter::empty()).as_deref(),
                want,
                "{line}"
            );
        }
    }
    #[test]
    fn a_masthead_named_again_at_the_foot_names_the_publisher() {
        let line = "Nothing is said in it.";
        let mut lines = vec![""; 0];
        lines.resize(20, line);
        for (top, foot, want) in [
            ("島の新聞", "© 2024 島の新聞社", Some("島の新聞")),
            (
                "HARBOUR POST",
                "Harbour Post, 2 Well Lane",
                Some("Harbour Post"),
            ),
            (
                "Harbour Post",
                "Harbour Post is printed at Port Elm",
                Some("Harbour Post"),
            ),
            ("Contact us", "Contact us by post or by boat", None),
            ("Sport", "Sport is fun for you and me", None),
        ] {
            lines[0] = top;
            lines[19] = foot;
            assert_eq!(
                named(&page(&lines), std::iter::empty()).as_deref(),
                want,
                "{top}"
            );
        }
    }
}
