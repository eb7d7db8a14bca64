//! The trained weights, and what they make of a page's signals: scores of each label for every block.
//!
//! A small neural sequence labeller. Each signal has a row of [`D`] numbers; a block's embedding is the sum of its signals' rows.
//! Two layers of a recurrence that runs over the page in both directions ([`net`]) let every block know of all others, a hidden layer
//! and the embedding itself give the labels' scores, and a chain of labels tells how sure each is on the page as a whole ([`chain`]). As
//! the embedding speaks for the labels directly too, each signal's own say is a plain sum: that is what reasons name.
//!
//! The weights are assets, one file for plain text and one for HTML, written by `examples/train`; [`asset`] says how.

// What is compiled for a kind of processor is compiled whole: see `net`.
#![allow(clippy::inline_always)]

pub mod asset;
pub mod chain;
pub mod net;

use std::sync::OnceLock;

use pulp::{Arch, Simd, WithSimd};

use crate::parser::label::Label;
use crate::parser::signals::{Signal, Signals};

use asset::Asset;
use net::{D, G, K, Matrix, O, ROW};

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

/// One score for each of [`LABELS`].
pub type Row = [f32; N];

/// One label's share of all.
const SHARE: f32 = 1.0 / 16.0;

/// Blocks that know of one another: beyond, a page is judged in stretches, so that memory stays bounded.
const STRETCH: usize = 4096;

/// Weights for one kind of document.
#[derive(Debug, Clone, PartialEq)]
pub struct Model {
    index: Index,
    rows: Vec<[f32; D]>,
    names: Vec<String>,
    /// The embedding of a block without signals.
    pub bias: [f32; D],
    /// Embedding to the gates of the first layer.
    pub first: Matrix<G>,
    /// Embedding and first layer to the gates of the second.
    pub second: Matrix<G>,
    /// All of these to the hidden layer.
    pub hidden: Matrix<K>,
    /// Hidden layer to labels.
    pub labels: Matrix<N>,
    /// Embedding to labels, by itself.
    pub direct: Matrix<N>,
    /// `follow[a][b]`: label `b` after label `a`.
    pub follow: [Row; N],
    /// First label of a page.
    pub start: Row,
    /// Last label of a page.
    pub end: Row,
}

impl Default for Model {
    fn default() -> Self {
        Self {
            index: Index::default(),
            rows: Vec::new(),
            names: Vec::new(),
            bias: [0.0; D],
            first: Matrix::zero(D),
            second: Matrix::zero(D + O),
            hidden: Matrix::zero(ROW),
            labels: Matrix::zero(K),
            direct: Matrix::zero(D),
            follow: [[0.0; N]; N],
            start: [0.0; N],
            end: [0.0; N],
        }
    }
}

impl Model {
    /// The model for plain text, read from its asset on first use.
    pub fn text() -> &'static Self {
        static MODEL: OnceLock<Model> = OnceLock::new();
        MODEL.get_or_init(|| Asset(include_str!("../../assets/model-text.tsv")).read())
    }

    /// The model for HTML, read from its asset on first use.
    pub fn html() -> &'static Self {
        static MODEL: OnceLock<Model> = OnceLock::new();
        MODEL.get_or_init(|| Asset(include_str!("../../assets/model-html.tsv")).read())
    }

    /// Gives the signal called `name` its row.
    pub fn learn(&mut self, name: &str, row: [f32; D]) {
        let number = u32::try_from(self.rows.len()).unwrap_or(u32::MAX);
        let at = self.index.insert(Signal::named(name), number);
        if let Some(known) = self.rows.get_mut(at as usize) {
            *known = row;
        } else {
            self.rows.push(row);
            self.names.push(name.to_owned());
        }
    }

    /// The signals that have a row, by name.
    pub fn signals(&self) -> impl Iterator<Item = (&str, &[f32; D])> {
        self.names.iter().map(String::as_str).zip(&self.rows)
    }

    /// What a page's signals say for each label, for each block in its place on the page.
    pub fn scores(&self, signals: &Signals) -> Vec<Row> {
        let mut out = Vec::with_capacity(signals.len());
        let mut blocks = signals.blocks();
        loop {
            let stretch: Vec<&[Signal]> = blocks.by_ref().take(STRETCH).collect();
            if stretch.is_empty() {
                return out;
            }
            // The same arithmetic in the widest registers that this processor has.
            Arch::new().dispatch(Judge {
                model: self,
                blocks: &stretch,
                out: &mut out,
            });
        }
    }

    /// Puts the block's embedding into its row, as the first numbers.
    #[inline(always)]
    fn embed(&self, block: &[Signal], row: &mut [f32; ROW]) {
        let mut sum = self.bias;
        for &signal in block {
            let known = self.index.get(signal);
            if let Some(values) = known.and_then(|at| self.rows.get(at as usize)) {
                for (sum, value) in sum.iter_mut().zip(values) {
                    *sum += value;
                }
            }
        }
        for (own, sum) in row.iter_mut().zip(sum) {
            *own = sum;
        }
    }

    /// From embeddings to scores.
    #[inline(always)]
    fn judge<S: Simd>(&self, simd: S, blocks: &[&[Signal]], out: &mut Vec<Row>) {
        let mut rows = vec![[0.0; ROW]; blocks.len()];
        for (row, block) in rows.iter_mut().zip(blocks) {
            self.embed(block, row);
        }
        let rows = rows.as_mut_slice();
        let direct = self.direct.apply(simd, rows);
        for row in rows.iter_mut() {
            for value in row.iter_mut().take(D) {
                *value = value.max(0.0);
            }
        }
        net::recur(&mut self.first.apply(simd, rows), rows, D);
        net::recur(&mut self.second.apply(simd, rows), rows, D + O);
        let hidden = self.hidden.apply(simd, rows);
        for (row, hidden) in rows.iter_mut().zip(&hidden) {
            for (own, value) in row.iter_mut().zip(hidden) {
                *own = value.max(0.0);
            }
        }
        let mut labels = self.labels.apply(simd, rows);
        for (scores, direct) in labels.iter_mut().zip(&direct) {
            for (score, direct) in scores.iter_mut().zip(direct) {
                *score += direct;
            }
        }
        out.append(&mut labels);
    }

    /// The `most` signals of `block` that spoke most for `label` against the mean of all labels, strongest first, by name.
    pub fn reasons(&self, block: &[Signal], label: Label, most: usize) -> Vec<&str> {
        let Some(column) = LABELS.iter().position(|&l| l == label) else {
            return Vec::new();
        };
        let mean = |row: &Row| row.iter().map(|value| value * SHARE).sum::<f32>();
        let voices = self.direct.rows.iter();
        let voice = voices.filter_map(|row| Some(row.get(column)? - mean(row)));
        let voice: Vec<f32> = voice.collect();
        let mut said: Vec<(f32, &str)> = Vec::with_capacity(most + 1);
        for at in block.iter().filter_map(|&signal| self.index.get(signal)) {
            let (Some(row), Some(name)) = (self.rows.get(at as usize), self.names.get(at as usize))
            else {
                continue;
            };
            let weight: f32 = row.iter().zip(&voice).map(|(a, b)| a * b).sum();
            if weight > 0.0 {
                let place = said.partition_point(|s| s.0 >= weight);
                said.insert(place, (weight, name));
                said.truncate(most);
            }
        }
        said.into_iter().map(|(_, name)| name).collect()
    }
}

/// The arithmetic of a stretch of blocks: a type of its own, so that it is compiled anew for each kind of processor.
struct Judge<'a> {
    model: &'a Model,
    blocks: &'a [&'a [Signal]],
    out: &'a mut Vec<Row>,
}

impl WithSimd for Judge<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        self.model.judge(simd, self.blocks, self.out);
    }
}

/// Where each signal's row is: an open-addressed table, mostly empty, as most signals that are asked for have no row.
#[derive(Debug, Clone, Default, PartialEq)]
struct Index {
    /// Signal and number of its row; `u32::MAX` where there is none. Their number is a power of two.
    slots: Vec<(Signal, u32)>,
    filled: usize,
}

impl Index {
    const EMPTY: u32 = u32::MAX;

    #[inline(always)]
    fn get(&self, signal: Signal) -> Option<u32> {
        let mut at = signal.0 as usize;
        loop {
            let (known, row) = *self.slots.get(at & self.slots.len().wrapping_sub(1))?;
            if row == Self::EMPTY {
                return None;
            }
            if known == signal {
                return Some(row);
            }
            at = at.wrapping_add(1);
        }
    }

    /// The row of `signal`: `row`, unless it has one.
    fn insert(&mut self, signal: Signal, row: u32) -> u32 {
        if let Some(known) = self.get(signal) {
            return known;
        }
        if self.filled * 4 >= self.slots.len() {
            let room = vec![(Signal(0), Self::EMPTY); (self.slots.len() * 2).max(64)];
            let old = std::mem::replace(&mut self.slots, room);
            self.filled = 0;
            for (signal, row) in old.into_iter().filter(|slot| slot.1 != Self::EMPTY) {
                self.insert(signal, row);
            }
        }
        self.filled += 1;
        let last = self.slots.len() - 1;
        let mut at = signal.0 as usize & last;
        while self.slots.get(at).is_some_and(|slot| slot.1 != Self::EMPTY) {
            at = (at + 1) & last;
        }
        if let Some(slot) = self.slots.get_mut(at) {
            *slot = (signal, row);
        }
        row
    }
}

#[cfg(test)]
mod tests;
