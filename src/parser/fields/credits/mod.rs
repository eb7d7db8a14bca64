//! Credits: told from captions ([`split`]), recognised alone ([`is_credit`]), freed of their label ([`strip_label`]).
//!
//! A credit is what is labelled as one, or what stands short and last, in brackets or after a sentence's end, and names an agency or
//! "name/agency". A caption that ends in a sentence has none.

mod label;
mod shape;

#[cfg(test)]
mod tests;

use std::ops::Range;

use super::fold::fold;
use super::hint::{Entry, Hint};
use super::line::{Line, Marks};
use super::span::trim;

/// The words by which credits are told.
pub(super) fn hints() -> impl Iterator<Item = Entry> {
    label::hints().chain(shape::hints())
}

/// Longest credit in bytes: longer text after a label is no credit.
const LONGEST: usize = 160;

/// Longest label of a credit, in bytes.
const LONGEST_LABEL: usize = 40;

/// A caption line taken apart: byte ranges of the line, without white space at the ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Split {
    /// The caption; empty when the line is all credit.
    pub caption: Range<usize>,
    /// The credit without label and brackets.
    pub credit: Option<Range<usize>>,
}

/// Parts the caption from the credit at its end.
pub fn split(text: &str) -> Split {
    let whole = trim(text, 0..text.len(), char::is_whitespace);
    let Some((start, credit)) = at_end(&Line::of(end(text)), text, &whole) else {
        return Split {
            caption: before_label(text, whole),
            credit: None,
        };
    };
    let between = |c: char| c.is_whitespace() || "|/–—-([（【•·,;、，،".contains(c);
    let caption = trim(text, whole.start..start, char::is_whitespace);
    let before = text
        .get(caption.clone())
        .unwrap_or_default()
        .trim_end_matches(between)
        .len();
    Split {
        caption: caption.start..caption.start + before,
        credit: Some(credit),
    }
}

/// Stands a credit at the end of `text`, whose [`end`] is `line`?
pub(super) fn is_at_end(line: &Line, text: &str) -> bool {
    let whole = trim(text, 0..text.len(), char::is_whitespace);
    at_end(line, text, &whole).is_some()
}

/// Where in `whole`, part of `text`, the end that is a credit starts, and the credit. `line`: the [`end`] of it.
fn at_end(line: &Line, text: &str, whole: &Range<usize>) -> Option<(usize, Range<usize>)> {
    let labelled = || may_be_labelled(line).then(|| labelled(text, whole));
    let bare = || may_be_bare(line).then(|| bare_tail(text, whole));
    in_brackets(text, whole)
        .or_else(|| labelled().flatten())
        .or_else(|| bare().flatten())
}

/// May a label stand in the line?
fn may_be_labelled(line: &Line) -> bool {
    line.any.is(Hint::CREDIT) || line.marks.is(Marks::COPYRIGHT)
}

/// May a credit without a label stand at the line's end: an agency, names parted by slashes, or what signs a sentence and ends none itself?
fn may_be_bare(line: &Line) -> bool {
    let last = || line.text.trim_end_matches(is_tidied).chars().next_back();
    let signs = || last().is_some_and(|c| !".!?…:,\"”»".contains(c));
    line.any.is(Hint::AGENCY)
        || line.marks.is(Marks::SLASH)
        || line.marks.is(Marks::SENTENCE) && signs()
}

/// May the line be a credit?
pub(super) fn may_be_credit(line: &Line) -> bool {
    may_be_labelled(line) || line.any.is(Hint::AGENCY) || line.marks.is(Marks::SLASH)
}

/// The end of `text` that a credit without brackets is looked for in.
pub(super) fn end(text: &str) -> &str {
    let whole = trim(text, 0..text.len(), char::is_whitespace);
    let from = end_of(text, &whole, LONGEST);
    text.get(from..whole.end).unwrap_or_default()
}

/// `whole` without a label at its end that labels nothing there: "… last month. Photo:".
fn before_label(text: &str, whole: Range<usize>) -> Range<usize> {
    let words = text.get(whole.clone()).unwrap_or_default();
    let head = words
        .strip_suffix([':', '©'])
        .and_then(|_| words.rfind(['.', '!', '?', '”', '"', '(', '|']))
        .filter(|&at| {
            words
                .get(at + 1..)
                .is_some_and(|tail| is_credit(tail) && tail.len() < LONGEST_LABEL)
        });
    match head {
        Some(at) => {
            let caption = whole.start..whole.start + at + 1;
            trim(text, caption, |c| {
                c.is_whitespace() || is_open(c) || c == '|'
            })
        }
        None => whole,
    }
}

/// Is the whole line a credit: "Photo: AP", "Getty Images", "Jo Field/The Herald", "© dpa"? A label alone ("Photo:") is one too, the
/// page's own copyright ("© 2022 Oak Ltd, all rights reserved") is not.
pub fn is_credit(text: &str) -> bool {
    let text = text.trim();
    if text.is_empty() || text.len() > LONGEST {
        return false;
    }
    let rest = text.get(strip_label(text)).unwrap_or_default();
    match label::label(text.trim_start_matches(is_open)) {
        Some(_) if is_page_copyright(text) => false,
        Some(_) => is_likely(rest) || rest.is_empty() && !text.starts_with("Source"),
        None => shape::is_bare(rest),
    }
}

/// May `rest` be what a label labels? Not running text, nor a figure.
fn is_likely(rest: &str) -> bool {
    shape::is_short(rest) && rest.starts_with(|c: char| !c.is_numeric())
}

/// A copyright line of the whole page: a year, or the reservation of rights.
fn is_page_copyright(text: &str) -> bool {
    let folded = fold(text);
    let sign = folded.contains('©') || folded.contains("copyright") || folded.contains("(c)");
    let year = folded
        .split(|c: char| !c.is_ascii_digit())
        .any(|run| run.len() == 4);
    let reserved = [
        "rights reserved",
        "rechte vorbehalten",
        "droits reserves",
        "privacy",
        "derechos reservados",
    ];
    sign && (year || reserved.iter().any(|words| folded.contains(words)))
}

/// The credit in `text` without its label ("Photo:", "©", "courtesy of") and brackets: a byte range, empty when nothing else is there.
pub fn strip_label(text: &str) -> Range<usize> {
    let range = trim(text, 0..text.len(), |c| c.is_whitespace() || is_open(c));
    let inner = text.get(range.clone()).unwrap_or_default();
    let length = label::label(inner).or_else(|| {
        label::bare_noun(inner)
            .filter(|&length| shape::is_bare(inner.get(length..).unwrap_or_default()))
    });
    tidy(text, range.start + length.unwrap_or(0)..text.len())
}

/// The credit at `range` without white space, bars and brackets around it; a bracket stays when its other half is inside.
fn tidy(text: &str, range: Range<usize>) -> Range<usize> {
    let mut range = trim(text, range, is_tidied);
    let inner = text.get(range.clone()).unwrap_or_default();
    if inner.ends_with(is_close) && inner.matches(is_close).count() > inner.matches(is_open).count()
    {
        range = trim(text, range, |c| is_close(c) || c.is_whitespace());
    }
    let inner = text.get(range.clone()).unwrap_or_default();
    // "撮影" after a name: "taken by"
    let taken = inner
        .strip_suffix("撮影")
        .or_else(|| inner.strip_suffix("摄"));
    let inner = taken.unwrap_or(inner);
    range.start..range.start + inner.len()
}

/// Blanks and marks around a credit.
fn is_tidied(c: char) -> bool {
    c.is_whitespace() || "|/•·–—+,\u{200b}".contains(c)
}

/// `… last month. (AP Photo/Jo Field)`: where the bracket opens, and the credit in it.
fn in_brackets(text: &str, whole: &Range<usize>) -> Option<(usize, Range<usize>)> {
    let inner = text.get(whole.clone())?.trim_end_matches(['.', ' ']);
    if !inner.ends_with(is_close) {
        return None;
    }
    let open = inner.rfind(is_open).map(|at| whole.start + at)?;
    let content = trim(text, open..whole.start + inner.len(), |c| {
        is_open(c) || is_close(c) || c.is_whitespace()
    });
    let credit = text.get(content.clone())?;
    let before = text.get(whole.start..open)?.trim_end();
    let signed = (before.is_empty() || before.ends_with('.'))
        && credit.len() > 2
        && shape::is_signed(credit);
    (credit.ends_with("撮影") || is_credit(credit) || signed).then(|| {
        let inside = strip_label(credit);
        (
            open,
            content.start + inside.start..content.start + inside.end,
        )
    })
}

/// `… last month. Photo: AP`: where the label starts, and the credit after it. The first label that a short end follows counts.
fn labelled(text: &str, whole: &Range<usize>) -> Option<(usize, Range<usize>)> {
    let from = end_of(text, whole, LONGEST);
    let tail = text.get(from..whole.end)?;
    // Without these a label is one only where it is set off.
    let set_off = !may_hold_colon(tail);
    // Is the last character, blanks aside, a letter or a figure?
    let mut running = false;
    let starts = tail.char_indices().filter(|&(_, c)| {
        if c == ' ' {
            return false;
        }
        // Most of a text: small letters behind others, and no label among them.
        let within = running && (set_off || c.is_lowercase());
        running = c.is_alphanumeric();
        // A label starts with a word, a sign or "(c)".
        !within && (running || matches!(c, '©' | '('))
    });
    starts.map(|(at, _)| at).find_map(|at| {
        let label = label_at(text.get(whole.start..from + at)?, tail.get(at..)?)?;
        let credit = tidy(text, from + at + label..whole.end);
        let words = text.get(credit.clone())?;
        (!words.is_empty() && is_likely(words)).then_some((from + at, credit))
    })
}

/// Bytes of the label that `rest` starts with, where one may stand after `before`: set off by a mark, or written with a capital and a
/// colon.
fn label_at(before: &str, rest: &str) -> Option<usize> {
    let first = rest.chars().next()?;
    let sign = first == '©' || rest.starts_with("(c)") || is_east_asian(first);
    let glued = before.ends_with(char::is_alphanumeric);
    if glued && !before.ends_with(char::is_lowercase) {
        return None;
    }
    let running = glued || before.trim_end().ends_with(char::is_alphanumeric);
    if !sign && running && !first.is_uppercase() {
        return None;
    }
    if !sign && !label::starts_label(label::first_word(rest)) {
        return None;
    }
    let label = label::label(rest)?;
    let colon = rest.get(..label)?.contains(COLONS);
    (colon || !running).then_some(label)
}

/// What makes a label of words in a running text.
const COLONS: [char; 6] = [':', '：', '©', '/', '(', '='];

/// May one of [`COLONS`] be in `text`?
fn may_hold_colon(text: &str) -> bool {
    let bytes = text.as_bytes();
    memchr::memchr3(b':', b'/', b'=', bytes).is_some()
        || memchr::memchr(b'(', bytes).is_some()
        || !text.is_ascii() && text.contains(['：', '©'])
}

/// `… last month. AP`, `… | Jo Field/Getty`: where the end that is a credit starts.
fn bare_tail(text: &str, whole: &Range<usize>) -> Option<(usize, Range<usize>)> {
    // What has no parts is short, or none.
    let longest = if shape::has_parts(text.get(end_of(text, whole, LONGEST)..whole.end)?) {
        LONGEST
    } else {
        shape::LONGEST_AGENCY + 4
    };
    let from = end_of(text, whole, longest);
    let tail = text.get(from..whole.end)?;
    let start = Some((0, '|')).filter(|_| from == whole.start);
    let marks = tail.char_indices().filter(|&(_, c)| ends_caption(c));
    let starts = marks.map(|(at, c)| (at + c.len_utf8(), c));
    start.into_iter().chain(starts).find_map(|(at, mark)| {
        let credit = tidy(text, from + at..whole.end);
        let rest = tail.get(at..)?;
        // No sentence ends inside an address; a dash after its end makes the name that of a speaker.
        let inside = ".!?".contains(mark)
            && rest.starts_with(|c: char| !c.is_whitespace() && !c.is_uppercase());
        let spoken = || rest.trim_start().starts_with(['–', '—', '-']);
        let words = text.get(credit.clone()).filter(|_| !inside)?;
        let before = text.get(whole.start..from + at)?;
        let signed = || !spoken() && ends_sentence(before, mark) && shape::is_signed(words);
        (shape::is_bare(words) || signed()).then_some((from + at, credit))
    })
}

/// May a caption end in `c`, and its credit begin behind?
const fn ends_caption(c: char) -> bool {
    if c.is_ascii() {
        return matches!(c, '.' | '!' | '?' | '|' | '"' | ')');
    }
    matches!(c, '…' | '–' | '—' | '。' | '”' | '’' | '»')
}

/// Does `before`, which ends in `mark`, end a sentence? Not after a short word or a title: "St.", "Prof.".
fn ends_sentence(before: &str, mark: char) -> bool {
    const TITLES: [&str; 6] = ["Prof", "Capt", "Dept", "approx", "Sept", "Univ"];
    let inner = before.trim_end_matches(|c: char| !c.is_alphanumeric());
    let word = inner
        .rsplit(|c: char| !c.is_alphanumeric())
        .next()
        .unwrap_or_default();
    ".!?”\"".contains(mark)
        && before.split_whitespace().nth(3).is_some()
        && word.chars().count() > 3
        && !TITLES.contains(&word)
}

/// Where the last `longest` bytes of `whole` start.
fn end_of(text: &str, whole: &Range<usize>, longest: usize) -> usize {
    let at = whole.end.saturating_sub(longest).max(whole.start);
    (whole.start..=at)
        .rev()
        .find(|&at| text.is_char_boundary(at))
        .unwrap_or(whole.start)
}

const fn is_open(c: char) -> bool {
    matches!(c, '(' | '[' | '（' | '【')
}

const fn is_close(c: char) -> bool {
    matches!(c, ')' | ']' | '）' | '】')
}

const fn is_east_asian(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30FF}' | '\u{4E00}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7AF}')
}
