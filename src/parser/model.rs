//! The trained weights: how strongly each signal speaks for each label, and how likely labels follow one another.
//!
//! A linear-chain conditional random field (Lafferty, `McCallum` and Pereira, 2001) over the blocks of a page. The weights are assets,
//! one file for plain text and one for HTML, written by `examples/train`. Format, one row a line: a name, a tab, and for each of
//! [`LABELS`], then for text as such, four hexadecimal digits: the weight in 1/256 as a signed 16-bit number. Rows named `> Label` hold what may follow that
//! label, `> start` and `> end` the ends of the page; all others are signals.

use std::collections::HashMap;
use std::fmt::Write;
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::OnceLock;

use crate::parser::label::Label;
use crate::parser::signals::Signal;

/// The labels that the model tells apart, in the order of its columns. Kinds of body block (list item, quotation, code, table, note) are
/// told by their form afterwards.
pub const LABELS: [Label; 16] = [
    Label::Headline,
    Label::Standfirst,
    Label::Byline,
    Label::Publisher,
    Label::Date,
    Label::Updated,
    Label::Caption,
    Label::Credit,
    Label::Body,
    Label::Subhead,
    Label::InlineRelated,
    Label::Tags,
    Label::Related,
    Label::Repeat,
    Label::Alt,
    Label::Chrome,
];

/// Number of [`LABELS`].
pub const N: usize = LABELS.len();

/// One weight for each of [`LABELS`].
pub type Row = [f32; N];

/// What a signal says.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Weights {
    /// For each label.
    pub labels: Row,
    /// For text against all else, in the first opinion from which neighbourhoods are judged.
    pub text: f32,
}

/// A signal that a model knows.
#[derive(Debug)]
struct Known {
    weights: Weights,
    name: String,
}

/// What a model makes of the signals of one block.
#[derive(Debug, Default)]
pub struct Opinion<'m>(Vec<&'m Known>);

/// One unit of a stored weight.
const UNIT: f32 = 1.0 / 256.0;

/// Weights for one kind of document.
#[derive(Debug, Default)]
pub struct Model {
    /// Where in `rows` a signal is: apart from them, as most signals that are asked for have no row.
    index: HashMap<Signal, usize, BuildHasherDefault<Identity>>,
    rows: Vec<Known>,
    /// `follow[a][b]`: label `b` after label `a`.
    pub follow: [Row; N],
    /// First label of a page.
    pub start: Row,
    /// Last label of a page.
    pub end: Row,
}

/// Signals are hashes already.
#[derive(Debug, Default)]
struct Identity(u64);

impl Hasher for Identity {
    fn finish(&self) -> u64 {
        // The table takes its bucket from the low bits and its tag from the high ones.
        self.0.wrapping_mul(0x9E37_79B9_7F4A_7C15)
    }

    fn write(&mut self, bytes: &[u8]) {
        for &b in bytes {
            self.0 = (self.0 << 8) | u64::from(b);
        }
    }

    fn write_u32(&mut self, n: u32) {
        self.0 = u64::from(n);
    }
}

impl Model {
    /// The model for plain text, read from its asset on first use.
    pub fn text() -> &'static Self {
        static MODEL: OnceLock<Model> = OnceLock::new();
        MODEL.get_or_init(|| Model::read(include_str!("../../assets/model-text.tsv")))
    }

    /// The model for HTML, read from its asset on first use.
    pub fn html() -> &'static Self {
        static MODEL: OnceLock<Model> = OnceLock::new();
        MODEL.get_or_init(|| Model::read(include_str!("../../assets/model-html.tsv")))
    }

    /// Reads the asset format. Rows that are not of it are left out.
    pub fn read(asset: &str) -> Self {
        let mut model = Self::default();
        for line in asset.lines() {
            let Some((name, digits)) = line.rsplit_once('\t') else {
                continue;
            };
            let Some(row) = read_row(digits) else {
                continue;
            };
            model.set(name, row);
        }
        model
    }

    /// Sets the row called `name`.
    pub fn set(&mut self, name: &str, weights: Weights) {
        let row = weights.labels;
        match name.strip_prefix("> ") {
            Some("start") => self.start = row,
            Some("end") => self.end = row,
            Some(label) => {
                if let Some(i) = LABELS.iter().position(|l| l.name() == label) {
                    self.follow[i] = row;
                }
            }
            None => {
                let name = name.to_owned();
                let signal = Signal::named(&name);
                let known = Known { weights, name };
                let at = *self.index.entry(signal).or_insert(self.rows.len());
                match self.rows.get_mut(at) {
                    Some(row) => *row = known,
                    None => self.rows.push(known),
                }
            }
        }
    }

    /// Writes the asset format, rows in order of their names.
    pub fn write(&self) -> String {
        let chain = |name: &str, row: &Row| {
            line(
                &format!("> {name}"),
                &Weights {
                    labels: *row,
                    text: 0.0,
                },
            )
        };
        let mut lines = vec![chain("start", &self.start), chain("end", &self.end)];
        lines.extend(
            LABELS
                .iter()
                .zip(&self.follow)
                .map(|(l, row)| chain(l.name(), row)),
        );
        lines.extend(
            self.rows
                .iter()
                .map(|known| line(&known.name, &known.weights)),
        );
        lines.sort_unstable();
        lines.concat()
    }

    /// What `signals` say.
    pub fn opinion(&self, signals: &[Signal]) -> Opinion<'_> {
        let known = signals.iter().filter_map(|s| self.index.get(s));
        Opinion(known.filter_map(|&at| self.rows.get(at)).collect())
    }

    /// What `signals` say for each label, added up.
    pub fn score(&self, signals: &[Signal]) -> Row {
        self.opinion(signals).score()
    }
}

impl<'m> Opinion<'m> {
    /// Takes what further signals of the block say into account.
    pub fn add(&mut self, mut further: Self) {
        self.0.append(&mut further.0);
    }

    /// What the signals say for each label, added up.
    pub fn score(&self) -> Row {
        let mut score = [0.0; N];
        for known in &self.0 {
            for (s, w) in score.iter_mut().zip(&known.weights.labels) {
                *s += w;
            }
        }
        score
    }

    /// The probability, 0 to 1, that the block is text, judged alone.
    pub fn likeness(&self) -> f32 {
        let sum: f32 = self.0.iter().map(|known| known.weights.text).sum();
        1.0 / (1.0 + (-sum).exp())
    }

    /// The `most` signals that spoke most for `label` against the mean of all labels, strongest first, by name.
    pub fn reasons(&self, label: Label, most: usize) -> Vec<&'m str> {
        let Some(column) = LABELS.iter().position(|&l| l == label) else {
            return Vec::new();
        };
        let mut said: Vec<(f32, &str)> = Vec::with_capacity(most + 1);
        for known in &self.0 {
            // Rows are centred when they are written: a weight is already the difference from the mean.
            let weight = known.weights.labels[column];
            if weight > 0.0
                && (said.len() < most || said.last().is_some_and(|last| weight > last.0))
            {
                let at = said.partition_point(|s| s.0 >= weight);
                said.insert(at, (weight, &known.name));
                said.truncate(most);
            }
        }
        said.into_iter().map(|(_, name)| name).collect()
    }
}

fn line(name: &str, weights: &Weights) -> String {
    let mut out = format!("{name}\t");
    for weight in weights.labels.iter().chain([&weights.text]) {
        #[allow(clippy::cast_possible_truncation)] // `as` saturates, which is what is wanted
        let units = (weight / UNIT).round() as i16;
        let _ = write!(out, "{:04x}", units.cast_unsigned()); // a String takes everything
    }
    out.push('\n');
    out
}

fn read_row(digits: &str) -> Option<Weights> {
    if digits.len() != 4 * (N + 1) || !digits.is_ascii() {
        return None;
    }
    let weight = |i: usize| {
        let units = u16::from_str_radix(digits.get(4 * i..4 * i + 4)?, 16).ok()?;
        Some(f32::from(units.cast_signed()) * UNIT)
    };
    let mut weights = Weights {
        text: weight(N)?,
        ..Weights::default()
    };
    for (i, label) in weights.labels.iter_mut().enumerate() {
        *label = weight(i)?;
    }
    Some(weights)
}

#[cfg(test)]
mod tests;
