//! Tables: columns as wide as their cells, narrowed together to the page; rows of `cell · cell` where the page is too narrow for that.

use std::ops::Range;

use super::sheet::{Sheet, Style, ornament, run};
use super::words::DOT;
use super::wrap::{Fit, Line, wrap};
use super::{Role, Run, cells};

/// Columns left empty between two of the table's.
const GAP: usize = 2;

/// A column is never made narrower than this; under it words fall apart.
const NARROWEST: usize = 7;

/// A row of the table: the bytes of its cells.
type Cells = Vec<Range<usize>>;

/// Sets a table: rows that end with `\n`, cells parted by `\t`.
pub(super) fn table(sheet: &mut Sheet, words: &str) {
    let rows = parse(words);
    match measure(words, &rows, sheet.width) {
        Some(widths) => {
            for row in &rows {
                aligned(sheet, words, row, &widths);
            }
        }
        None => {
            for row in &rows {
                joined(sheet, words, row);
            }
        }
    }
}

/// The rows that hold anything, each with its trimmed cells.
fn parse(words: &str) -> Vec<Cells> {
    let mut at = 0;
    let mut rows = Vec::new();
    for line in words.split('\n') {
        let mut row = Cells::new();
        for cell in line.split('\t') {
            let start = at + (cell.len() - cell.trim_start().len());
            row.push(start..start + cell.trim().len());
            at += cell.len() + 1;
        }
        if row.iter().any(|cell| !cell.is_empty()) {
            rows.push(row);
        }
    }
    rows
}

/// Widths of the columns in cells, so that they fit into `width` with their gaps; `None` where that cannot be.
fn measure(words: &str, rows: &[Cells], width: usize) -> Option<Vec<usize>> {
    let count = rows.iter().map(Vec::len).max()?;
    let room = width.checked_sub(GAP * (count - 1))?;
    let mut widths = vec![0; count];
    for row in rows {
        for (widest, cell) in widths.iter_mut().zip(row) {
            *widest = cells(words.get(cell.clone()).unwrap_or_default()).max(*widest);
        }
    }
    let limit = limit(&widths, room)?;
    Some(widths.into_iter().map(|width| width.min(limit)).collect())
}

/// The greatest width such that columns cut down to it fit into `room`; `None` where it would be under [`NARROWEST`].
fn limit(widths: &[usize], room: usize) -> Option<usize> {
    let mut sorted = widths.to_vec();
    sorted.sort_unstable();
    let mut left = room;
    for (i, &width) in sorted.iter().enumerate() {
        let share = left / (sorted.len() - i);
        if width > share {
            return (share >= NARROWEST).then_some(share);
        }
        left -= width;
    }
    Some(usize::MAX)
}

/// Sets one row of the table in columns, cells wrapped.
fn aligned(sheet: &mut Sheet, words: &str, row: &Cells, widths: &[usize]) {
    let columns: Vec<(usize, Vec<Line>)> = row
        .iter()
        .zip(widths)
        .map(|(cell, &width)| {
            let text = words.get(cell.clone()).unwrap_or_default();
            (width, wrap(text, [width; 2], Fit::Full))
        })
        .collect();
    let height = columns.iter().map(|(_, lines)| lines.len()).max();
    for i in 0..height.unwrap_or_default() {
        let mut runs: Vec<Run> = Vec::new();
        let (mut column, mut drawn) = (0, 0);
        for ((width, lines), cell) in columns.iter().zip(row) {
            if let Some(line) = lines.get(i) {
                if column > drawn {
                    let blanks = " ".repeat(column - drawn);
                    runs.push(ornament(&blanks, Role::Rule));
                    drawn = column;
                }
                let shown = line
                    .clone()
                    .after(cell.start)
                    .runs(words, Role::Table, *width);
                drawn += shown.iter().map(|run| cells(&run.text)).sum::<usize>();
                runs.extend(shown);
            }
            column += width + GAP;
        }
        let byte = runs.iter().find_map(|run| run.source.as_ref());
        let mut set = sheet.row(byte.map_or(0, |source| source.start), 0);
        set.runs = runs;
        sheet.push(set);
    }
}

/// Sets one row of the table as running text, its cells parted by dots.
fn joined(sheet: &mut Sheet, words: &str, row: &Cells) {
    let dot = sheet.glyphs.dot;
    let mut text = String::new();
    let mut origins = Vec::new();
    for cell in row.iter().filter(|cell| !cell.is_empty()) {
        if !text.is_empty() {
            text.push_str(DOT);
        }
        origins.push((text.len(), cell.clone()));
        text.push_str(words.get(cell.clone()).unwrap_or_default());
    }
    let above = sheet.rows.len();
    sheet.set(&text, 0..text.len(), Style::new(Role::Table, Fit::Parts));
    // A row that holds a dot alone stands at the words before it.
    let mut last = row.first().map_or(0, |cell| cell.start);
    for set in sheet.rows.iter_mut().skip(above) {
        let runs = set.runs.drain(..).collect::<Vec<_>>();
        set.runs = runs
            .into_iter()
            .flat_map(|run| trace(run, &origins, dot))
            .collect();
        let byte = set.runs.iter().find_map(|run| run.source.as_ref());
        set.byte = byte.map_or(last, |source| source.start);
        last = set.byte;
    }
}

/// Leads a run of the joined text back to the cells: `origins` holds where each cell begins in that text, and its bytes. What is
/// between them becomes rules, drawn with `dot`.
fn trace(whole: Run, origins: &[(usize, Range<usize>)], dot: &str) -> Vec<Run> {
    let Some(shown) = whole.source.clone() else {
        return vec![whole];
    };
    let text = |from: usize, to: usize| {
        let part = whole.text.get(from - shown.start..to - shown.start);
        part.unwrap_or(&whole.text)
    };
    // A stand-in is for a whole cluster, which may hold the blank before a cell or after it: it is shown once.
    let stands_in = whole.text.len() != shown.len();
    let rule = |text: &str| ornament(&text.replace('·', dot), Role::Rule);
    let mut runs = Vec::new();
    let mut at = shown.start;
    let first = origins.partition_point(|(from, cell)| from + cell.len() <= shown.start);
    let cells = origins.iter().skip(first);
    for (from, cell) in cells.take_while(|(from, _)| *from < shown.end) {
        let start = shown.start.max(*from);
        let end = shown.end.min(from + cell.len());
        if at < start && !stands_in {
            runs.push(rule(text(at, start)));
        }
        let source = cell.start + start - from..cell.start + end - from;
        runs.push(run(text(start, end), whole.role, source));
        at = end;
    }
    if at < shown.end && (!stands_in || runs.is_empty()) {
        runs.push(rule(text(at, shown.end)));
    }
    runs
}
