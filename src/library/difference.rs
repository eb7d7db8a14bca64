//! What has changed from one version of an article to another: paragraph by paragraph, and in those that were changed word by word. Pure, and
//! bounded: where two texts have little in common, words are not compared any more.

use similar::{Algorithm, DiffOp, capture_diff_slices};

use crate::article::{Article, Block, BlockKind, is_unspaced};

/// What has become of some words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// They stand in both.
    Same,
    /// They stand in the older version alone.
    Deleted,
    /// They stand in the newer version alone.
    Inserted,
}

/// What a piece is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The headline.
    Headline,
    /// Publisher, dates, byline.
    Dateline,
    /// The standfirst.
    Standfirst,
    /// A block of the text.
    Block(BlockKind),
}

/// A piece of the article with its changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// What it is of.
    pub part: Part,
    /// Its words, each stretch with what has become of it.
    pub words: Vec<(Change, String)>,
}

impl Piece {
    /// Has anything in it changed?
    pub fn is_changed(&self) -> bool {
        self.words.iter().any(|(change, _)| *change != Change::Same)
    }
}

/// Steps that comparing may take: some tens of milliseconds.
const STEPS: usize = 8_000_000;
/// Of words that two paragraphs share at least, in percent of the longer one's, for one to be the other's new form.
const ALIKE: usize = 40;

/// The pieces of both versions in the order of the newer one.
pub fn difference(older: &Article, newer: &Article) -> Vec<Piece> {
    let mut steps = STEPS;
    let mut pieces = Vec::new();
    for (part, old, new) in [
        (
            Part::Headline,
            older.headline.clone(),
            newer.headline.clone(),
        ),
        (Part::Dateline, Some(dateline(older)), Some(dateline(newer))),
        (
            Part::Standfirst,
            older.standfirst.clone(),
            newer.standfirst.clone(),
        ),
    ] {
        let (old, new) = (old.unwrap_or_default(), new.unwrap_or_default());
        if !(old.is_empty() && new.is_empty()) {
            pieces.push(piece(part, (&old, &new), &mut steps));
        }
    }
    let (old, new) = (blocks(older), blocks(newer));
    let texts = |blocks: &[&Block]| {
        blocks
            .iter()
            .map(|block| block.text.clone())
            .collect::<Vec<_>>()
    };
    let (olds, news) = (texts(&old), texts(&new));
    for op in operations(&olds, &news, &mut steps) {
        let (gone, come) = (op.old_range(), op.new_range());
        let (gone, come) = (
            old.get(gone).unwrap_or_default(),
            new.get(come).unwrap_or_default(),
        );
        if matches!(op, DiffOp::Equal { .. }) {
            pieces.extend(come.iter().map(|block| alone(block, Change::Same)));
        } else {
            changed((gone, come), &mut steps, &mut pieces);
        }
    }
    pieces
}

/// The blocks that are text of the article itself.
fn blocks(article: &Article) -> Vec<&Block> {
    let all = article.body.iter();
    all.filter(|block| block.kind != BlockKind::InlineRelated)
        .collect()
}

fn dateline(article: &Article) -> String {
    let stamp = |name: &str, stamp: Option<crate::article::Stamp>| {
        stamp.map(|stamp| format!("{name} {}", stamp.to_string().replace('T', " ")))
    };
    let by = Some(article.byline.join(", ")).filter(|by| !by.is_empty());
    let parts = [
        article.publisher.clone(),
        stamp("published", article.published),
        stamp("updated", article.updated),
        by,
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

fn alone(block: &Block, change: Change) -> Piece {
    Piece {
        part: Part::Block(block.kind),
        words: vec![(change, block.text.clone())],
    }
}

/// Blocks that were changed: those that have a new form are compared by words, the others have gone or come.
fn changed((old, new): (&[&Block], &[&Block]), steps: &mut usize, pieces: &mut Vec<Piece>) {
    let mut old = old;
    for block in new {
        let form = old.iter().position(|form| are_alike(form, block, steps));
        if let Some((gone, [form, rest @ ..])) = form.and_then(|at| old.split_at_checked(at)) {
            pieces.extend(gone.iter().map(|block| alone(block, Change::Deleted)));
            let part = Part::Block(block.kind);
            pieces.push(piece(part, (&form.text, &block.text), steps));
            old = rest;
        } else {
            pieces.push(alone(block, Change::Inserted));
        }
    }
    pieces.extend(old.iter().map(|block| alone(block, Change::Deleted)));
}

/// Do two blocks share so many words that one is the other's new form?
fn are_alike(one: &Block, other: &Block, steps: &mut usize) -> bool {
    let all = one.text.len() + other.text.len();
    if *steps < all {
        return false;
    }
    *steps -= all;
    let sorted = |block: &Block| {
        let mut words: Vec<String> = words(&block.text).into_iter().map(str::to_owned).collect();
        words.sort_unstable();
        words
    };
    let (ones, others) = (sorted(one), sorted(other));
    let longer = ones.len().max(others.len());
    let mut rest = others.iter().peekable();
    let shared = ones.iter().filter(|word| {
        while rest.next_if(|other| other < word).is_some() {}
        rest.next_if(|other| other == word).is_some()
    });
    shared.count() * 100 >= longer * ALIKE
}

/// The words of a text, each with the blanks behind it.
fn words(text: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let mut start = 0;
    let mut was_blank = false;
    for (at, c) in text.char_indices() {
        let is_blank = c.is_whitespace();
        if at > start && ((was_blank && !is_blank) || is_unspaced(c)) {
            words.extend(text.get(start..at));
            start = at;
        }
        was_blank = is_blank;
    }
    words.extend(text.get(start..).filter(|word| !word.is_empty()));
    words
}

/// One text as it has become another.
fn piece(part: Part, (old, new): (&str, &str), steps: &mut usize) -> Piece {
    let (olds, news) = (words(old), words(new));
    let mut all: Vec<(Change, String)> = Vec::new();
    let mut add = |change, words: Option<&[&str]>| {
        let text = words.unwrap_or_default().concat();
        match all.last_mut() {
            _ if text.is_empty() => {}
            Some((last, words)) if *last == change => words.push_str(&text),
            _ => all.push((change, text)),
        }
    };
    for op in operations(&olds, &news, steps) {
        if matches!(op, DiffOp::Equal { .. }) {
            add(Change::Same, news.get(op.new_range()));
        } else {
            add(Change::Deleted, olds.get(op.old_range()));
            add(Change::Inserted, news.get(op.new_range()));
        }
    }
    Piece { part, words: all }
}

/// How one sequence becomes another; all of it goes and comes where there are too few steps left to tell.
fn operations<T: std::hash::Hash + Ord>(old: &[T], new: &[T], steps: &mut usize) -> Vec<DiffOp> {
    // Myers' algorithm takes at most so many.
    let needed = (old.len() + new.len()).saturating_mul(old.len().min(new.len()).max(1));
    if *steps >= needed {
        *steps -= needed;
        return capture_diff_slices(Algorithm::Myers, old, new);
    }
    vec![DiffOp::Replace {
        old_index: 0,
        old_len: old.len(),
        new_index: 0,
        new_len: new.len(),
    }]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn article(headline: &str, paragraphs: &[&str]) -> Article {
        let block = |text: &&str| Block::new(BlockKind::Paragraph, *text);
        Article {
            headline: Some(headline.to_owned()),
            body: paragraphs.iter().map(block).collect(),
            ..Article::default()
        }
    }

    /// The pieces, a line each: `-gone-`, `+come+`.
    fn shown(pieces: &[Piece]) -> Vec<String> {
        let line = |piece: &Piece| {
            let words = piece.words.iter().map(|(change, text)| match change {
                Change::Same => text.clone(),
                Change::Deleted => format!("-{text}-"),
                Change::Inserted => format!("+{text}+"),
            });
            words.collect()
        };
        pieces.iter().map(line).collect()
    }

    #[test]
    fn changes_are_told_by_words() {
        let old = [
            "Two barges sank at the quay on Monday.",
            "The mole is whole.",
            "Nobody was hurt.",
        ];
        for (new, want) in [
            (
                vec![old[0], old[1], old[2]],
                vec!["Quay shut", old[0], old[1], old[2]],
            ),
            (
                vec!["Three barges sank at the quay on Monday.", old[1], old[2]],
                vec![
                    "Quay shut",
                    "-Two -+Three +barges sank at the quay on Monday.",
                    old[1],
                    old[2],
                ],
            ),
            (
                vec![old[0], old[2]],
                vec!["Quay shut", old[0], "-The mole is whole.-", old[2]],
            ),
            (
                vec![old[0], "Divers come at noon.", old[1], old[2]],
                vec![
                    "Quay shut",
                    old[0],
                    "+Divers come at noon.+",
                    old[1],
                    old[2],
                ],
            ),
        ] {
            let pieces = difference(&article("Quay shut", &old), &article("Quay shut", &new));
            assert_eq!(shown(&pieces), want);
        }
        let pieces = difference(&article("潮位の塔", &[]), &article("潮位新塔", &[]));
        assert_eq!(shown(&pieces), ["潮位-の-+新+塔"]);
    }

    #[test]
    fn texts_without_anything_in_common_cost_little() {
        let text = |word: &str| {
            (0..60_000)
                .map(|n| format!("{word}{n}"))
                .collect::<Vec<_>>()
                .join(" ")
        };
        let pieces = difference(&article("a", &[&text("a")]), &article("a", &[&text("b")]));
        assert_eq!(pieces.len(), 3);
    }
}
