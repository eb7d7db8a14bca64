//! The head of a page and its end: headline, dateline, standfirst, tags.

use super::sheet::{Sheet, Style, ornament};
use super::wrap::{Fit, fitting};
use super::{Role, Run};

/// Rows that a headline may take.
const HEADLINE_ROWS: usize = 3;

/// Sets the headline, cut after its third row.
pub(super) fn headline(sheet: &mut Sheet, words: &str) {
    let above = sheet.rows.len();
    sheet.set(words, 0..words.len(), Style::new(Role::Headline, Fit::Even));
    if sheet.rows.len() > above + HEADLINE_ROWS {
        sheet.rows.truncate(above + HEADLINE_ROWS);
        cut(sheet);
    }
}

/// Ends the last row with an ellipsis, in place of words where there is no room.
fn cut(sheet: &mut Sheet) {
    let ellipsis = sheet.glyphs.ellipsis;
    let mark = ellipsis
        .get(..fitting(ellipsis, sheet.width))
        .unwrap_or_default();
    let room = sheet.width.saturating_sub(super::cells(mark));
    let Some((row, _)) = sheet.last() else {
        return;
    };
    let mut left = room;
    row.runs.retain_mut(|run| {
        let keep = fitting(&run.text, left);
        left -= super::cells(run.text.get(..keep).unwrap_or_default());
        if keep < run.text.len() {
            left = 0;
            shorten(run, keep);
        }
        !run.text.is_empty()
    });
    row.runs.push(ornament(mark, Role::Headline));
}

/// Cuts a run to its first `keep` bytes and drops the blanks before the cut.
fn shorten(run: &mut Run, keep: usize) {
    run.text.truncate(keep);
    run.text.truncate(run.text.trim_end().len());
    if let Some(source) = &mut run.source {
        source.end = source.end.min(source.start + run.text.len());
    }
}

/// Sets the dateline on one row, or more where that is too narrow.
pub(super) fn dateline(sheet: &mut Sheet, words: &str) {
    dotted(sheet, words, Role::Dateline);
}

/// Sets the tags as one wrapped row.
pub(super) fn tags(sheet: &mut Sheet, words: &str) {
    dotted(sheet, words, Role::Tag);
}

fn dotted(sheet: &mut Sheet, words: &str, role: Role) {
    let above = sheet.rows.len();
    sheet.set(words, 0..words.len(), Style::new(role, Fit::Parts));
    let dot = sheet.glyphs.dot;
    for row in sheet.rows.iter_mut().skip(above) {
        row.runs = row
            .runs
            .drain(..)
            .flat_map(|run| split_dots(run, dot))
            .collect();
    }
}

/// Splits a run at its dots, which become rules, in the form that the page draws.
fn split_dots(run: Run, dot: &str) -> Vec<Run> {
    // A stand-in has another length than what it stands for, and holds no dot.
    let Some(source) = run.source.clone().filter(|s| s.len() == run.text.len()) else {
        return vec![run];
    };
    let mut at = source.start;
    let parts = run.text.split_inclusive('·').flat_map(|part| {
        let (words, mark) = part
            .strip_suffix('·')
            .map_or((part, ""), |words| (words, "·"));
        [(words, words, run.role), (mark, dot, Role::Rule)]
    });
    parts
        .filter(|(words, ..)| !words.is_empty())
        .map(|(words, text, role)| {
            let source = at..at + words.len();
            at = source.end;
            super::sheet::run(text, role, source)
        })
        .collect()
}

/// Sets the standfirst, indented by two.
pub(super) fn standfirst(sheet: &mut Sheet, words: &str) {
    let style = Style::new(Role::Standfirst, Fit::Even).indented(2);
    sheet.set(words, 0..words.len(), style);
}
