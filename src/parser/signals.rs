//! Measured features of a block among its neighbours: what a careful reader would notice about a line without knowing the site.
//!
//! A [`Signal`] is the hash of a short name such as `words=03` or `near=promo`; the model holds weights for each name. Names are only
//! spelled out where somebody asks (training). Text and HTML share all signals; HTML adds what the tree says. What the neighbours of a
//! block show is not among its signals: the model lets each block know of all others.

mod claims;
mod context;
mod fold;
mod say;
mod scale;
mod shape;
mod words;

use std::collections::HashMap;

use crate::parser::block::Document;

use context::Context;
use fold::Folded;
use scale::Scale;

pub use say::say;

/// The hash of a signal's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Signal(pub u32);

const FNV_OFFSET: u32 = 0x811c_9dc5;
const FNV_PRIME: u32 = 0x0100_0193;

#[inline]
const fn fnv(mut hash: u32, mut bytes: &[u8]) -> u32 {
    while let [byte, rest @ ..] = bytes {
        hash = (hash ^ *byte as u32).wrapping_mul(FNV_PRIME);
        bytes = rest;
    }
    hash
}

/// The hash of what all names of a group begin with.
const fn opening(group: &str) -> u32 {
    fnv(fnv(FNV_OFFSET, group.as_bytes()), b"=")
}

impl Signal {
    /// The signal called `name`, as spelled by [`Collector::into_names`]: `group=value`. (FNV-1a, 32 bits:
    /// <http://www.isthe.com/chongo/tech/comp/fnv/>)
    pub const fn named(name: &str) -> Self {
        Self(fnv(FNV_OFFSET, name.as_bytes()))
    }
}

/// The signals of every block of a page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Signals {
    all: Vec<Signal>,
    /// Where each block's end.
    ends: Vec<usize>,
}

impl Signals {
    /// How many blocks there are.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Is there no block?
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// Each block's signals, in the order of the blocks.
    pub fn blocks(&self) -> impl Iterator<Item = &[Signal]> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        starts
            .zip(&self.ends)
            .map(|(start, &end)| self.all.get(start..end).unwrap_or_default())
    }

    fn push(&mut self, signal: Signal) {
        self.all.push(signal);
    }

    fn end_block(&mut self) {
        self.ends.push(self.all.len());
    }
}

/// Gathers signals; and, on request, their names.
#[derive(Debug, Default)]
pub struct Collector {
    signals: Signals,
    /// Name of every signal ever gathered, where wanted.
    names: Option<HashMap<Signal, String>>,
}

impl Collector {
    /// One that notes each signal's name.
    pub fn naming() -> Self {
        Self {
            names: Some(HashMap::new()),
            ..Self::default()
        }
    }

    /// The names noted, if [`naming`](Self::naming).
    pub fn into_names(self) -> HashMap<Signal, String> {
        self.names.unwrap_or_default()
    }

    #[inline]
    fn add(&mut self, group: &'static str, value: &str) {
        self.note(Signal(fnv(opening(group), value.as_bytes())), group, value);
    }

    fn note(&mut self, signal: Signal, group: &'static str, value: &str) {
        self.signals.push(signal);
        if let Some(names) = &mut self.names {
            names
                .entry(signal)
                .or_insert_with(|| format!("{group}={value}"));
        }
    }

    /// A yes-or-no signal: only "yes" is a signal.
    #[inline]
    fn flag(&mut self, group: &'static str, on: bool) {
        if on {
            self.add(group, "");
        }
    }

    /// Adds the step of a scale that `value` reaches.
    #[inline]
    fn step(&mut self, scale: &Scale, value: usize) {
        let step = scale.step(value);
        self.note(
            Signal(fnv(scale.opening, step.as_bytes())),
            scale.group,
            step,
        );
    }
}

/// The signals of every block of `document`.
pub fn measure(document: &Document, collector: &mut Collector) -> Signals {
    let folded = Folded::of(document);
    let context = Context::of(document, &folded);
    let claims = claims::Claimed::of(document);
    for (i, block) in document.blocks.iter().enumerate() {
        shape::measure(block, folded.count(i), collector);
        words::measure(block, collector);
        context.measure(document, i, collector);
        claims.measure(&folded, i, collector);
        collector.signals.end_block();
    }
    std::mem::take(&mut collector.signals)
}

#[cfg(test)]
mod tests;
