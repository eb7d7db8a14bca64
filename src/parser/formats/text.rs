//! Plain text: copied pages, browser and `lynx`/`w3m` dumps, clipped Markdown. Lines become blocks; lines that a dumper broke at its
//! width are joined again; Markdown's own marks (headings, lists, quotes, links, fences) are read as form.

use std::collections::BTreeMap;

use unicode_width::UnicodeWidthStr;

use crate::parser::block::{Block, Document, Form, Hints, Link, Span};
use crate::parser::formats::{front_matter, markdown};

/// Widest column at which a dumper is believed to break lines. Terminals and mail are broken at 72 to 100; prose lines beyond are whole
/// paragraphs.
const WIDEST_WRAP: usize = 132;

/// Lines beyond which text is no longer parted: more than the longest books have.
const LINES: usize = 200_000;

/// By how many columns a dumper breaks lines earlier at one depth of indentation than at another.
const NARROWER: usize = 4;

/// A line of the source that holds more than white space.
#[derive(Debug, Clone)]
struct Line {
    /// From its first to its last visible character.
    span: Span,
    /// Columns before it.
    indent: usize,
    /// Column after its last character.
    end: usize,
    /// Blank lines above it.
    gap: usize,
}

impl Line {
    /// Its words in `source`. There always are some, as its span begins and ends where characters do.
    fn text<'s>(&self, source: &'s str) -> &'s str {
        source.get(self.span.clone()).unwrap_or_default()
    }
}

/// Reads decoded, filtered text.
pub fn read(source: String) -> Document {
    let (claims, from) = front_matter::read(&source).unwrap_or_default();
    let mut notes = Vec::new();
    let lines = lines(&source, from);
    if lines.len() > LINES {
        notes.push(format!(
            "the page has over {LINES} lines; the rest is one block"
        ));
    }
    let wrap = wrap_columns(&source, &lines);
    let marks = markdown::is_markdown(&source);
    let mut blocks = Vec::with_capacity(lines.len());
    let mut lines = lines.into_iter().peekable();
    // Inside a code fence: the number of blocks above it.
    let mut fence = None;
    while let Some(mut line) = lines.next() {
        let raw = line.text(&source);
        // What is left of too many lines is none of the marks that it may begin with.
        if raw.starts_with("```") && !raw.contains('\n') {
            fence = fence.is_none().then_some(blocks.len());
            continue;
        }
        if blocks.is_empty()
            && let Some((cut, rest)) = capture_stamp(raw)
        {
            let stamp = line.span.start..line.span.start + cut;
            push(
                &mut blocks,
                &source,
                Line {
                    span: stamp,
                    ..line.clone()
                },
                Reading::Plain,
            );
            line.span.start = line.span.end - rest.trim_start().len();
            line.gap = 0;
            if line.span.is_empty() {
                continue;
            }
        }
        if fence.is_none() && !wrap.is_empty() {
            let text_column = text_column(&source, &line);
            let column = wrap.get(&text_column).copied().unwrap_or_default();
            while let Some(next) =
                lines.next_if(|next| continues(&source, &line, next, column, text_column))
            {
                line.span.end = next.span.end;
                line.end = next.end;
            }
        }
        let reading = match (fence, marks) {
            (Some(above), _) => Reading::Code {
                goes_on: blocks.len() > above,
            },
            (None, true) => Reading::Marked,
            (None, false) => Reading::Plain,
        };
        push(&mut blocks, &source, line, reading);
    }
    Document {
        source,
        blocks,
        claims,
        notes,
        ..Document::default()
    }
}

/// How a line is read.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reading {
    /// Inside a code fence, perhaps with lines of the same code above.
    Code { goes_on: bool },
    /// As Markdown, links and emphasis included.
    Marked,
    /// As it stands; list bullets are still read.
    Plain,
}

fn push(blocks: &mut Vec<Block>, source: &str, line: Line, reading: Reading) {
    let raw = line.text(source);
    let gap = u8::try_from(line.gap).unwrap_or(u8::MAX);
    let indent = u8::try_from(line.indent).unwrap_or(u8::MAX);
    let mut hints = Hints {
        gap,
        indent,
        ..Hints::default()
    };
    if let Reading::Code { goes_on } = reading {
        hints.form = Form::Code;
        let text = format!("{}{}", " ".repeat(line.indent.min(40)), raw);
        match blocks.last_mut().filter(|_| goes_on) {
            Some(open) => {
                open.text.push_str(&"\n".repeat(line.gap + 1));
                open.text.push_str(&text);
                open.span.end = line.span.end;
            }
            None => blocks.push(Block {
                span: line.span,
                text,
                hints,
            }),
        }
        return;
    }
    let mut words = raw;
    if let Some(marker) = markdown::marker(raw)
        && let Some(behind) = raw.get(marker.bytes..)
    {
        hints.form = marker.form;
        hints.level = match marker.form {
            Form::ListItem => u8::try_from(1 + line.indent / 4).unwrap_or(u8::MAX).min(6),
            _ => marker.level,
        };
        hints.number = marker.number;
        // html2text writes a heading inside a list item with both marks.
        let inner = markdown::marker(behind).filter(|inner| inner.form == Form::Heading);
        let inside = inner.and_then(|inner| behind.get(inner.bytes..));
        words = inside.unwrap_or(behind);
    }
    let (text, links) = if reading == Reading::Marked {
        markdown::inline(words)
    } else {
        (fold(words), Vec::<Link>::new())
    };
    if text.is_empty() {
        return;
    }
    hints.links = links;
    blocks.push(Block {
        span: line.span,
        text,
        hints,
    });
}

fn fold(text: &str) -> String {
    if is_folded(text) {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

/// Are single blanks all the white space in trimmed `text`?
fn is_folded(text: &str) -> bool {
    if text.is_ascii() {
        let mut before = b'.';
        return text.bytes().all(|b| {
            let again = b == b' ' && before == b' ';
            before = b;
            !again && b >= b' '
        });
    }
    let mut before = '.';
    text.chars().all(|c| {
        let again = c == ' ' && before == ' ';
        before = c;
        !again && (c == ' ' || !c.is_whitespace())
    })
}

/// Columns of filtered text; where it is far longer than any dumper's lines, a number as large.
fn width(text: &str) -> usize {
    if text.is_ascii() || text.len() > WIDEST_WRAP * 8 {
        text.len()
    } else {
        text.width()
    }
}

/// Has a line five words or more?
fn is_prose(text: &str) -> bool {
    let mut words = 0;
    let mut before = true;
    text.chars().any(|c| {
        let blank = c.is_whitespace();
        words += u8::from(before && !blank);
        before = blank;
        words > 4
    })
}

/// The lines from that byte on. The last one holds all that is left where there are too many.
fn lines(source: &str, from: usize) -> Vec<Line> {
    let mut out = Vec::new();
    let (mut at, mut gap) = (0, 0);
    let source = source.trim_end();
    for raw in source.split_inclusive('\n') {
        let start = at;
        at += raw.len();
        let mut body = raw.trim_end();
        if body.is_empty() {
            gap += 1;
            continue;
        }
        let is_left = out.len() == LINES;
        if is_left {
            body = source.get(start..).unwrap_or_default();
        }
        let text = body.trim_start();
        let lead = body.len() - text.len();
        let span = start + lead..start + body.len();
        if span.start >= from {
            let indent = body
                .chars()
                .take_while(|c| c.is_whitespace())
                .map(|c| if c == '\t' { 8 } else { 1 })
                .sum();
            out.push(Line {
                span,
                indent,
                end: indent + width(text),
                gap,
            });
        }
        gap = 0;
        if is_left {
            break;
        }
    }
    out
}

/// The column at which the words of a line begin, behind its bullet.
fn text_column(source: &str, line: &Line) -> usize {
    line.indent + markdown::marker(line.text(source)).map_or(0, |m| m.width)
}

/// The columns at which a dumper broke the lines, by the column where their words begin; empty if it did not: hardly any prose line is
/// longer than the widest, and a good share of the lines that hold prose end close to it.
fn wrap_columns(source: &str, lines: &[Line]) -> BTreeMap<usize, usize> {
    let mut columns = BTreeMap::new();
    let prose: Vec<&Line> = lines.iter().filter(|l| is_prose(l.text(source))).collect();
    let long = prose.iter().filter(|l| l.end > WIDEST_WRAP).count();
    let ends = || {
        prose
            .iter()
            .map(|l| l.end)
            .filter(|&end| end <= WIDEST_WRAP)
    };
    let Some(widest) = ends().max().filter(|&widest| widest >= 40) else {
        return columns;
    };
    let full = prose.iter().filter(|l| l.end + 14 > widest).count();
    if prose.len() < 4 || long * 50 > prose.len() || full * 4 < prose.len() {
        return columns;
    }
    for line in lines {
        let column = columns
            .entry(text_column(source, line))
            .or_insert(widest.saturating_sub(NARROWER));
        *column = line.end.clamp(*column, widest);
    }
    columns
}

/// Was `next` broken off `line` at `column`? Only where its first word would not have fitted.
fn continues(source: &str, line: &Line, next: &Line, column: usize, text_column: usize) -> bool {
    let words = next.text(source);
    let first = words.split_whitespace().next().unwrap_or(words);
    next.gap == 0
        && (next.indent == line.indent || next.indent == text_column)
        && line.end + 1 + width(first) >= column
        && markdown::marker(words).is_none()
}

/// Length of the stamp that some capture tools write before the headline on the first line, `date 2022-02-01 `, and what stands behind it.
fn capture_stamp(line: &str) -> Option<(usize, &str)> {
    let (day, rest) = line.strip_prefix("date ")?.split_at_checked(10)?;
    let shaped = day.bytes().enumerate().all(|(at, byte)| match at {
        4 | 7 => byte == b'-',
        _ => byte.is_ascii_digit(),
    });
    let parted = rest.chars().next().is_none_or(char::is_whitespace);
    (shaped && parted).then_some((line.len() - rest.len(), rest))
}

#[cfg(test)]
mod tests;
