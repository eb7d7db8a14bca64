//! The asset format: one row a line, a name, a tab, and hexadecimal digits: four for the row's scale, the greatest absolute value in
//! 1/1024, then two for each value, a signed share of that scale in 1/127.
//!
//! Rows named `> ...` are the net's: `> bias`, the embedding of a block without signals; `> first 7`, the weights from input 7 of a matrix
//! and `> first bias` what it adds (so for `second`, `hidden`, `labels`, `direct`); `> follow body`, what may follow that label; `> start`
//! and `> end`, the ends of the page. All others are signals.

use std::fmt::Write;

use crate::parser::model::net::{D, Matrix};
use crate::parser::model::{LABELS, Model};

/// Steps of a scale in 1.
const SCALE: f32 = 1024.0;
/// Steps of a value in its scale.
const STEPS: f32 = 127.0;

/// A model as it is kept.
#[derive(Debug, Clone, Copy)]
pub struct Asset<'a>(pub &'a str);

impl Asset<'_> {
    /// Reads it. Rows that are not of the format are left out.
    pub fn read(&self) -> Model {
        let mut model = Model::default();
        for line in self.0.lines() {
            let Some((name, digits)) = line.rsplit_once('\t') else {
                continue;
            };
            let mut row = [0.0; D];
            if let Some(part) = name.strip_prefix("> ") {
                if let Some(row) = place(&mut model, part) {
                    read_row(digits, row);
                }
            } else if read_row(digits, &mut row) {
                model.learn(name, row);
            }
        }
        model
    }
}

/// Where the row of this name lies in the net.
fn place<'m>(model: &'m mut Model, name: &str) -> Option<&'m mut [f32]> {
    let (part, row) = name.split_once(' ').unwrap_or((name, ""));
    match part {
        "bias" => Some(&mut model.bias),
        "start" => Some(&mut model.start),
        "end" => Some(&mut model.end),
        "follow" => {
            let at = LABELS.iter().position(|label| label.name() == row)?;
            Some(model.follow.get_mut(at)?.as_mut_slice())
        }
        "first" => row_of(&mut model.first, row),
        "second" => row_of(&mut model.second, row),
        "hidden" => row_of(&mut model.hidden, row),
        "labels" => row_of(&mut model.labels, row),
        "direct" => row_of(&mut model.direct, row),
        _ => None,
    }
}

fn row_of<'m, const C: usize>(matrix: &'m mut Matrix<C>, row: &str) -> Option<&'m mut [f32]> {
    if row == "bias" {
        return Some(&mut matrix.bias);
    }
    let at: usize = row.parse().ok()?;
    Some(matrix.rows.get_mut(at)?.as_mut_slice())
}

/// Writes a model, the net's rows first, then the signals' in order of their names.
pub fn write(model: &Model) -> String {
    let mut out = String::new();
    line(&mut out, "> bias", &model.bias);
    matrix(&mut out, "first", &model.first);
    matrix(&mut out, "second", &model.second);
    matrix(&mut out, "hidden", &model.hidden);
    matrix(&mut out, "labels", &model.labels);
    matrix(&mut out, "direct", &model.direct);
    for (label, row) in LABELS.iter().zip(&model.follow) {
        line(&mut out, &format!("> follow {}", label.name()), row);
    }
    line(&mut out, "> start", &model.start);
    line(&mut out, "> end", &model.end);
    let mut signals: Vec<_> = model.signals().collect();
    signals.sort_unstable_by_key(|(name, _)| *name);
    for (name, row) in signals {
        line(&mut out, name, row);
    }
    out
}

fn matrix<const C: usize>(out: &mut String, name: &str, matrix: &Matrix<C>) {
    for (i, row) in matrix.rows.iter().enumerate() {
        line(out, &format!("> {name} {i}"), row);
    }
    line(out, &format!("> {name} bias"), &matrix.bias);
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // `as` saturates, which is what is wanted
fn line(out: &mut String, name: &str, row: &[f32]) {
    let most = row.iter().fold(0.0f32, |most, value| most.max(value.abs()));
    let scale = (most * SCALE).ceil() as u16;
    let unit = f32::from(scale) / SCALE / STEPS;
    let _ = write!(out, "{name}\t{scale:04x}"); // a String takes everything
    for value in row {
        let steps = if unit > 0.0 {
            (value / unit).round()
        } else {
            0.0
        } as i8;
        let _ = write!(out, "{:02x}", steps.cast_unsigned());
    }
    out.push('\n');
}

/// Reads digits into `row`, if they are as many as it needs.
fn read_row(digits: &str, row: &mut [f32]) -> bool {
    let bytes = digits.as_bytes();
    let (Some(scale), Some(values)) = (bytes.get(..4), bytes.get(4..)) else {
        return false;
    };
    if values.len() != 2 * row.len() || !bytes.iter().all(u8::is_ascii_hexdigit) {
        return false;
    }
    let number = |digits: &[u8]| digits.iter().fold(0, |sum, &d| 16 * sum + digit(d));
    let unit = f32::from(number(scale)) / SCALE / STEPS;
    for (value, digits) in row.iter_mut().zip(values.chunks_exact(2)) {
        let steps = u8::try_from(number(digits)).unwrap_or_default();
        *value = f32::from(steps.cast_signed()) * unit;
    }
    true
}

/// The value of a hexadecimal digit.
fn digit(d: u8) -> u16 {
    u16::from(match d {
        b'0'..=b'9' => d - b'0',
        _ => (d | 0x20).saturating_sub(b'a') + 10,
    })
}
