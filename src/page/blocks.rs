//! The blocks of the body and the pictures between them.

use unicode_segmentation::UnicodeSegmentation;

use super::sheet::{STAND_IN, Sheet, Style, ornament, run};
use super::wrap::Fit;
use super::{Role, cells, table};
use crate::article::{Block, BlockKind, Image};

/// Columns between the stops of a tab in preformatted text.
const TAB: usize = 4;

/// Sets a block of the body. Inline related headlines go through [`related`], which knows what is saved.
pub(super) fn body(sheet: &mut Sheet, block: &Block, words: &str) {
    let all = 0..words.len();
    let style = |role| Style::new(role, Fit::Even);
    match block.kind {
        BlockKind::Paragraph => sheet.set(words, all, style(Role::Text)),
        BlockKind::Heading => sheet.set(words, all, style(Role::Subhead)),
        BlockKind::ListItem => list_item(sheet, block, words),
        BlockKind::Quote => {
            let bar = sheet.glyphs.bar;
            sheet.set(words, all, style(Role::Quote).led_by(Role::Rule, bar, bar));
        }
        BlockKind::Code => code(sheet, words),
        BlockKind::Table => table::table(sheet, words),
        BlockKind::InlineRelated => related(sheet, words, false),
        BlockKind::Note => sheet.set(words, all, style(Role::Note)),
    }
}

/// Sets a list item: a bullet, its number in the list, or the number that its words begin with, and the words hanging beside it, two
/// columns deeper a level.
fn list_item(sheet: &mut Sheet, block: &Block, words: &str) {
    let indent = 2 * usize::from(block.level.saturating_sub(1));
    let style = Style::new(Role::Text, Fit::Even);
    let told = block.number.map(|number| format!("{number}. "));
    let told = told.filter(|told| indent + told.len() <= sheet.deepest());
    let (skipped, hanging) = match &told {
        Some(told) => (0, told.len()),
        None => (number(words), number(words)),
    };
    if hanging == 0 || sheet.is_narrow() {
        let bullet = sheet.glyphs.bullet;
        let style = style.indented(indent).led_by(Role::Bullet, bullet, "  ");
        sheet.set(words, 0..words.len(), style);
        return;
    }
    let above = sheet.rows.len();
    let style = style.indented(indent + hanging);
    sheet.set(words, skipped..words.len(), style);
    // The number hangs in the indent of the first row, below the blank row that may part the item.
    let mut set = sheet.rows.iter_mut().skip(above);
    if let Some(row) = set.find(|row| !row.runs.is_empty()) {
        let hang = usize::from(row.indent).min(hanging);
        row.indent -= u16::try_from(hang).unwrap_or_default();
        let number = if let Some(told) = &told {
            ornament(told, Role::Bullet)
        } else {
            row.byte = 0;
            run(words.get(..hang).unwrap_or_default(), Role::Bullet, 0..hang)
        };
        row.runs.insert(0, number);
    }
}

/// Bytes of the number that `words` begin with, as in `12. Then`, its blank included; 0 where they begin with none.
fn number(words: &str) -> usize {
    let digits = words.bytes().take_while(u8::is_ascii_digit).count();
    // A mark may belong to the blank.
    let mut after = words.get(digits..).unwrap_or_default().graphemes(true);
    match (after.next(), after.next(), after.next()) {
        (Some("." | ")"), Some(" "), Some(_)) if (1..=3).contains(&digits) => digits + 2,
        _ => 0,
    }
}

/// Sets preformatted text as it stands, rows that are too long cut in two.
fn code(sheet: &mut Sheet, words: &str) {
    let mut start = 0;
    for line in words.trim_end_matches('\n').split('\n') {
        // Blank lines at the top would pass for the blank row above.
        if start > 0 || !line.trim().is_empty() {
            code_line(sheet, line, start);
        }
        start += line.len() + 1;
    }
}

/// Sets one line of preformatted text, whose first byte is `start` of the words.
fn code_line(sheet: &mut Sheet, line: &str, start: usize) {
    let mut row = sheet.row(start, 0);
    let (mut column, mut at) = (0, start);
    for cluster in line.graphemes(true) {
        let stop;
        let shown = match cluster {
            "\t" => {
                stop = " ".repeat((TAB - column % TAB).min(sheet.width));
                stop.as_str()
            }
            wide if cells(wide) > sheet.width => STAND_IN,
            other => other,
        };
        let wide = cells(shown);
        if column + wide > sheet.width {
            let next = sheet.row(at, 0);
            sheet.push(std::mem::replace(&mut row, next));
            column = 0;
        }
        let source = at..at + cluster.len();
        match row
            .runs
            .last_mut()
            .map(|run| (&mut run.text, &mut run.source))
        {
            Some((text, Some(last))) if text.len() == last.len() && shown == cluster => {
                text.push_str(shown);
                last.end = source.end;
            }
            _ => row.runs.push(run(shown, Role::Code, source)),
        }
        column += wide;
        at += cluster.len();
    }
    sheet.push(row);
}

/// Sets a picture's words as a quiet block: the caption, then the credit.
pub(super) fn image(sheet: &mut Sheet, image: &Image, words: &str) {
    let glyphs = sheet.glyphs;
    let (caption, credit) = match (&image.caption, &image.credit) {
        (Some(caption), Some(_)) => (caption.len(), caption.len() + 1),
        (None, _) => (0, 0),
        (Some(_), None) => (words.len(), words.len()),
    };
    let style = Style::new(Role::Caption, Fit::Even);
    let led = style.led_by(Role::Rule, glyphs.picture, glyphs.edge);
    sheet.set(words, 0..caption, led);
    let style = Style::new(Role::Credit, Fit::Even);
    let led = style.led_by(Role::Rule, glyphs.credit, glyphs.edge);
    sheet.set(words, credit..words.len(), led);
}

/// Sets an inline related headline, with a mark whether it is saved.
pub(super) fn related(sheet: &mut Sheet, words: &str, saved: bool) {
    let style = Style::new(Role::Related, Fit::Even);
    let led = style.led_by(Role::Related, sheet.glyphs.arrow, "  ");
    sheet.set(words, 0..words.len(), led);
    let mark = if saved { "[saved]" } else { "[not saved]" };
    let room = cells(mark) + 2;
    let has_room = sheet.width >= room;
    match sheet.last() {
        Some((row, free)) if free >= room => {
            row.runs.push(ornament(&format!("  {mark}"), Role::Related));
        }
        Some(_) if has_room => {
            let mut row = sheet.row(words.len(), 2);
            row.runs.push(ornament(mark, Role::Related));
            sheet.push(row);
        }
        _ => {}
    }
}
