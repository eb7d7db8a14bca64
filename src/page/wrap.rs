//! Breaking words into lines: break opportunities and line fitting by textwrap, cells by unicode-width, whole grapheme clusters always.

use std::borrow::Cow;
use std::ops::Range;

use textwrap::core::Fragment;
use textwrap::wrap_algorithms::{Penalties, wrap_first_fit, wrap_optimal_fit};
use textwrap::{WordSeparator, WordSplitter};
use unicode_segmentation::{GraphemeCursor, UnicodeSegmentation};
use unicode_width::UnicodeWidthStr;

/// Above this many bytes a text is wrapped line by line: optimal fit costs twice as much, and such a text is no paragraph.
const MOST_OPTIMAL: usize = 8 * 1024;

/// How lines are filled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fit {
    /// Lines of even length, for running text.
    Even,
    /// Each line as full as it gets.
    Full,
    /// As `Full`, and broken before a `·` where that will do.
    Parts,
}

/// One line of a wrapped text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line {
    /// Its bytes of the text, without the blanks at its end.
    pub range: Range<usize>,
    /// Holds a cluster wider than the narrower of the two rooms.
    pub oversize: bool,
}

/// A stretch of text that is not broken.
#[derive(Debug, Clone)]
struct Piece {
    start: usize,
    /// End of its words.
    end: usize,
    /// End of the blanks after them.
    next: usize,
    cells: usize,
    oversize: bool,
}

#[allow(clippy::cast_precision_loss)] // exact below 2^53 cells
impl Fragment for Piece {
    fn width(&self) -> f64 {
        self.cells as f64
    }

    fn whitespace_width(&self) -> f64 {
        (self.next - self.end) as f64
    }

    fn penalty_width(&self) -> f64 {
        0.0
    }
}

/// Cells that `text` takes on the screen, cluster by cluster as a terminal draws it.
pub fn cells(text: &str) -> usize {
    if text.is_ascii() {
        return text.len();
    }
    if text.chars().all(is_narrow_letter) {
        return text.chars().count();
    }
    text.graphemes(true).map(UnicodeWidthStr::width).sum()
}

/// Is `c` a cluster of its own and one cell wide, whatever stands beside it? True of Latin letters and typographic marks: it spares most
/// texts the search for clusters.
pub const fn is_narrow_letter(c: char) -> bool {
    matches!(c, ' '..='~' | '\u{A1}'..='\u{AC}' | '\u{AE}'..='\u{2FF}' | '\u{2010}'..='\u{2027}')
}

/// Bytes of the longest beginning of `text` that takes at most `most` cells, in whole clusters.
pub(super) fn fitting(text: &str, most: usize) -> usize {
    let mut taken = 0;
    for (at, cluster) in text.grapheme_indices(true) {
        taken += cluster.width();
        if taken > most {
            return at;
        }
    }
    text.len()
}

/// Wraps `text` into lines: `rooms` are the cells of the first line and of the others, 0 counts as 1. Blanks alone give no line.
pub(super) fn wrap(text: &str, rooms: [usize; 2], fit: Fit) -> Vec<Line> {
    let rooms = rooms.map(|room| room.max(1));
    let narrow = rooms[0].min(rooms[1]);
    let mut pieces = pieces(text, narrow);
    if fit == Fit::Parts {
        pieces = joined_parts(text, pieces, narrow);
    }
    #[allow(clippy::cast_precision_loss)] // exact below 2^53 cells
    let measures = rooms.map(|room| room as f64);
    let even = if fit == Fit::Even && text.len() <= MOST_OPTIMAL {
        wrap_optimal_fit(&pieces, &measures, &PENALTIES).ok()
    } else {
        None
    };
    even.filter(|lines| fits(lines, rooms)).map_or_else(
        || lines_of(&wrap_first_fit(&pieces, &measures)),
        |lines| lines_of(&lines),
    )
}

/// textwrap's own, but for the price of overflow: no line may be too wide, not by one cell.
const PENALTIES: Penalties = Penalties {
    overflow_penalty: 10_000_000,
    ..Penalties::new()
};

fn lines_of(lines: &[&[Piece]]) -> Vec<Line> {
    let line = |pieces: &&[Piece]| {
        let (first, last) = (pieces.first()?, pieces.last()?);
        // Blanks alone may end up as a line; it has nothing to show.
        let range = first.start..last.end.max(first.start);
        let oversize = pieces.iter().any(|piece| piece.oversize);
        (!range.is_empty()).then_some(Line { range, oversize })
    };
    lines.iter().filter_map(line).collect()
}

/// Guards against an optimal fit that overflows all the same.
fn fits(lines: &[&[Piece]], [first, rest]: [usize; 2]) -> bool {
    let rooms = std::iter::once(first).chain(std::iter::repeat(rest));
    lines.iter().zip(rooms).all(|(line, room)| {
        let taken: usize = line.iter().map(|piece| piece.cells + piece.blanks()).sum();
        taken - line.last().map_or(0, Piece::blanks) <= room
    })
}

/// Cuts `text` where it may be broken, and words wider than `measure` wherever two clusters meet.
fn pieces(text: &str, measure: usize) -> Vec<Piece> {
    let mut pieces = Vec::with_capacity(text.len() / 5 + 1);
    let is_simple = text.chars().all(is_narrow_letter);
    let mut boundaries = (!is_simple).then(|| text.grapheme_indices(true).peekable());
    let (mut start, mut end) = (0, 0);
    for word in WordSeparator::UnicodeBreakProperties.find_words(&masked(text)) {
        end += word.word.len() + word.whitespace.len();
        if let Some(clusters) = &mut boundaries {
            while clusters.next_if(|(at, _)| *at < end).is_some() {}
            let next = clusters.peek().map_or(text.len(), |(at, _)| *at);
            if next != end {
                continue;
            }
        }
        push_word(&mut pieces, text, start..end, measure);
        start = end;
    }
    pieces
}

/// `text` with the letters of Thai, Lao, Khmer and Myanmar made others of as many bytes. Words of these scripts are found only with a
/// dictionary; without one the segmenter finds none, and says so on standard error in a debug build, across the reader's screen.
fn masked(text: &str) -> Cow<'_, str> {
    const LETTER: char = 'Ⱡ';
    let needs_dictionary = |c| {
        matches!(c, '\u{E00}'..='\u{EFF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{17FF}'
        | '\u{19E0}'..='\u{19FF}' | '\u{A9E0}'..='\u{A9FF}' | '\u{AA60}'..='\u{AA7F}')
    };
    if text.is_ascii() || !text.contains(needs_dictionary) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.replace(needs_dictionary, LETTER.encode_utf8(&mut [0; 4])))
}

/// Pushes the word at `range` with the blanks after it, broken at its hyphens, and anywhere where it is still too wide.
fn push_word(pieces: &mut Vec<Piece>, text: &str, range: Range<usize>, measure: usize) {
    let word = text.get(range.clone()).unwrap_or_default();
    let end = range.start + word.trim_end_matches(' ').len();
    let word = text.get(range.start..end).unwrap_or_default();
    if word.is_empty() && pieces.is_empty() {
        return;
    }
    let mut start = range.start;
    // A hyphen may carry a mark.
    let is_whole =
        |at: &usize| GraphemeCursor::new(*at, word.len(), true).is_boundary(word, 0) == Ok(true);
    let splits = WordSplitter::HyphenSplitter.split_points(word);
    let splits = splits.into_iter().filter(is_whole);
    for stop in splits.map(|at| range.start + at).chain([end]) {
        let part = text.get(start..stop).unwrap_or_default();
        let next = if stop == end { range.end } else { stop };
        let whole = Piece {
            start,
            end: stop,
            next,
            cells: cells(part),
            oversize: false,
        };
        if whole.cells <= measure {
            pieces.push(whole);
        } else {
            push_broken(pieces, part, &whole, measure);
        }
        start = stop;
    }
}

/// Pushes `whole`, whose text is `part`, in stretches of at most `measure` cells. A cluster wider than that counts as one cell: the
/// sheet shows a stand-in.
fn push_broken(pieces: &mut Vec<Piece>, part: &str, whole: &Piece, measure: usize) {
    let fresh = |start| Piece {
        start,
        end: start,
        next: start,
        cells: 0,
        oversize: false,
    };
    let mut piece = fresh(whole.start);
    for cluster in part.graphemes(true) {
        let wide = cluster.width();
        let taken = if wide > measure { 1 } else { wide };
        if piece.cells + taken > measure {
            let next = fresh(piece.end);
            pieces.push(std::mem::replace(&mut piece, next));
        }
        piece.oversize |= wide > measure;
        piece.cells += taken;
        piece.end += cluster.len();
        piece.next = piece.end;
    }
    piece.next = whole.next;
    pieces.push(piece);
}

/// Joins the pieces between two dots, as far as they fit into `measure` together.
fn joined_parts(text: &str, pieces: Vec<Piece>, measure: usize) -> Vec<Piece> {
    let mut joined: Vec<Piece> = Vec::with_capacity(pieces.len());
    for piece in pieces {
        let is_dot = text.get(piece.start..).is_some_and(|t| t.starts_with('·'));
        match joined.last_mut() {
            Some(last) if !is_dot && last.cells + last.blanks() + piece.cells <= measure => {
                last.cells += last.blanks() + piece.cells;
                last.end = piece.end;
                last.next = piece.next;
                last.oversize |= piece.oversize;
            }
            _ => joined.push(piece),
        }
    }
    joined
}

impl Piece {
    /// Blanks after its words, a cell each.
    fn blanks(&self) -> usize {
        self.next - self.end
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(text: &str, measure: usize, fit: Fit, expected: &[&str]) {
        let lines = wrap(text, [measure; 2], fit);
        let seen: Vec<_> = lines.iter().map(|line| &text[line.range.clone()]).collect();
        assert_eq!(seen, expected, "{text:?} at {measure}");
    }

    #[test]
    fn wraps() {
        check("", 10, Fit::Even, &[]);
        check("   ", 10, Fit::Even, &[]);
        check("one two three", 7, Fit::Full, &["one two", "three"]);
        check(
            "de-escalation talks",
            14,
            Fit::Full,
            &["de-escalation", "talks"],
        );
        check(
            "the de-escalation",
            10,
            Fit::Full,
            &["the de-", "escalation"],
        );
        check("at 10–20, up –5", 9, Fit::Full, &["at 10–20,", "up –5"]);
        check("unbreakably", 4, Fit::Even, &["unbr", "eaka", "bly"]);
        check(
            "漢字かな交じり文",
            5,
            Fit::Full,
            &["漢字", "かな", "交じ", "り文"],
        );
        check("漢", 1, Fit::Full, &["漢"]);
        check(
            "e\u{301}e\u{301}e\u{301}",
            2,
            Fit::Full,
            &["e\u{301}e\u{301}", "e\u{301}"],
        );
        check("👩‍🚀👩‍🚀👩‍🚀", 4, Fit::Full, &["👩‍🚀👩‍🚀", "👩‍🚀"]);
        check("เรือ ออก แล้ว", 8, Fit::Full, &["เรือ ออก", "แล้ว"]);
        check("one-\u{301}two", 4, Fit::Full, &["one-\u{301}", "two"]);
        check("ab · cd ef · gh", 9, Fit::Full, &["ab · cd", "ef · gh"]);
        check("ab · cd ef · gh", 9, Fit::Parts, &["ab", "· cd ef", "· gh"]);
        check("a b c d e f", 3, Fit::Parts, &["a b", "c d", "e f"]);
    }

    #[test]
    fn even_lines_are_more_even() {
        let text = "This is a demo of the short last line penalty.";
        check(
            text,
            37,
            Fit::Full,
            &["This is a demo of the short last line", "penalty."],
        );
        check(
            text,
            37,
            Fit::Even,
            &["This is a demo of the short last", "line penalty."],
        );
    }

    #[test]
    fn a_first_line_may_be_shorter() {
        let lines = wrap("one two three four", [4, 10], Fit::Full);
        assert_eq!(lines.len(), 3);
        assert_eq!(lines[1].range, 4..13);
    }

    #[test]
    fn narrow_letters_are_one_cell() {
        let narrow = (' '..='\u{2FFF}').filter(|&c| is_narrow_letter(c));
        for c in narrow {
            let pair = format!("{c}{c}");
            let clusters: Vec<_> = pair.graphemes(true).map(UnicodeWidthStr::width).collect();
            assert_eq!(clusters, [1, 1], "{c:?}");
        }
    }

    proptest! {
        #[test]
        fn lines_are_clusters_that_fit_and_nothing_is_lost(text in "\\PC{0,60}", first in 1usize..20, rest in 1usize..20) {
            for fit in [Fit::Even, Fit::Full, Fit::Parts] {
                let lines = wrap(&text, [first, rest], fit);
                let mut at = 0;
                for (i, line) in lines.iter().enumerate() {
                    prop_assert!(text[at..line.range.start].bytes().all(|b| b == b' '));
                    let shown = &text[line.range.clone()];
                    let measure = if i == 0 { first } else { rest };
                    prop_assert!(line.oversize || cells(shown) <= measure, "{shown:?} in {measure}");
                    let edges: Vec<_> = text.grapheme_indices(true).map(|(at, _)| at).chain([text.len()]).collect();
                    prop_assert!(edges.contains(&line.range.start));
                    at = line.range.end;
                }
                prop_assert!(text[at..].bytes().all(|b| b == b' '));
            }
        }
    }
}
