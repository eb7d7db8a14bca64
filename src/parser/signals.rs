//! Measured features of a block among its neighbours: what a careful reader would notice about a line without knowing the site.
//!
//! A [`Signal`] is the hash of a short name such as `words=3-4` or `prev:lead`; the model holds a weight for each name and label. Names
//! are only spelled out where somebody asks (training, explanations). Text and HTML share all signals; HTML adds what the tree says.

mod context;
mod neighbourhood;
mod shape;
mod words;

use std::collections::HashMap;

use crate::parser::block::Document;

pub use context::Context;
pub use neighbourhood::add_neighbourhood;

/// The hash of a signal's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Signal(pub u32);

const FNV_OFFSET: u32 = 0x811c_9dc5;
const FNV_PRIME: u32 = 0x0100_0193;

fn fnv(hash: u32, bytes: &[u8]) -> u32 {
    bytes
        .iter()
        .fold(hash, |h, &b| (h ^ u32::from(b)).wrapping_mul(FNV_PRIME))
}

impl Signal {
    /// The signal called `name`, as spelled by [`Collector::into_names`]: `group=value`, with `prev:` or `next:` before it for a
    /// neighbour's. (FNV-1a, 32 bits: <http://www.isthe.com/chongo/tech/comp/fnv/>)
    pub fn named(name: &str) -> Self {
        for side in Side::ALL {
            if let Some(rest) = name.strip_prefix(side.prefix()) {
                return Self::named(rest).of(side);
            }
        }
        Self(fnv(FNV_OFFSET, name.as_bytes()))
    }

    fn of(self, side: Side) -> Self {
        Self(fnv(self.0, side.prefix().as_bytes()))
    }
}

/// Which neighbour a signal was taken from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Before,
    After,
}

impl Side {
    const ALL: [Self; 2] = [Self::Before, Self::After];

    const fn prefix(self) -> &'static str {
        match self {
            Self::Before => "prev:",
            Self::After => "next:",
        }
    }
}

/// Gathers one block's signals; and, on request, their names.
#[derive(Debug, Default)]
pub struct Collector {
    signals: Vec<Signal>,
    /// How many of them (the first) tell a neighbour something.
    shared: usize,
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

    fn add(&mut self, group: &'static str, value: &str) {
        let hash = fnv(
            fnv(fnv(FNV_OFFSET, group.as_bytes()), b"="),
            value.as_bytes(),
        );
        self.signals.push(Signal(hash));
        if let Some(names) = &mut self.names {
            names
                .entry(Signal(hash))
                .or_insert_with(|| format!("{group}={value}"));
        }
    }

    /// Two values that mean more together than each alone.
    fn pair(&mut self, group: &'static str, a: &str, b: &str) {
        let hash = fnv(fnv(fnv(FNV_OFFSET, group.as_bytes()), b"="), a.as_bytes());
        let hash = Signal(fnv(fnv(hash, b" "), b.as_bytes()));
        self.signals.push(hash);
        if let Some(names) = &mut self.names {
            names
                .entry(hash)
                .or_insert_with(|| format!("{group}={a} {b}"));
        }
    }

    /// A yes-or-no signal: only "yes" is a signal.
    fn flag(&mut self, group: &'static str, on: bool) {
        if on {
            self.add(group, "");
        }
    }

    /// A number, by the step of `steps` that it reaches.
    fn step(&mut self, group: &'static str, value: usize, steps: &[usize]) {
        let reached = steps.iter().take_while(|&&s| value >= s).count();
        let mut digits = [0u8; 2];
        digits[0] = b'0' + u8::try_from(reached / 10).unwrap_or(9);
        digits[1] = b'0' + u8::try_from(reached % 10).unwrap_or(9);
        self.add(group, std::str::from_utf8(&digits).unwrap_or("99"));
    }

    fn neighbour(&mut self, side: Side, signal: Signal) {
        let of = signal.of(side);
        self.signals.push(of);
        if let Some(names) = &mut self.names
            && let Some(name) = names.get(&signal).map(|n| format!("{}{n}", side.prefix()))
        {
            names.entry(of).or_insert(name);
        }
    }

    fn page_ends(&mut self, side: Side) {
        let nothing = Signal::named(NO_NEIGHBOUR);
        if let Some(names) = &mut self.names {
            names
                .entry(nothing)
                .or_insert_with(|| NO_NEIGHBOUR.to_owned());
        }
        self.neighbour(side, nothing);
    }
}

/// What stands for a neighbour where the page ends.
const NO_NEIGHBOUR: &str = "=none";

/// The signals of every block of `document`.
pub fn measure(document: &Document, collector: &mut Collector) -> Vec<Vec<Signal>> {
    let context = Context::of(document);
    let mut own: Vec<(Vec<Signal>, usize)> = Vec::with_capacity(document.blocks.len());
    for i in 0..document.blocks.len() {
        collector.signals.clear();
        shape::measure(&document.blocks[i], collector);
        words::line(&document.blocks[i], collector);
        // Single words of a neighbour say little of this block, and there are too many of them to learn.
        collector.shared = collector.signals.len();
        words::measure(&document.blocks[i], collector);
        context.measure(document, i, collector);
        own.push((collector.signals.clone(), collector.shared));
    }
    let mut all = Vec::with_capacity(own.len());
    for i in 0..own.len() {
        collector.signals.clear();
        collector.signals.extend_from_slice(&own[i].0);
        for (side, at) in [(Side::Before, i.checked_sub(1)), (Side::After, Some(i + 1))] {
            match at.and_then(|at| own.get(at)) {
                Some((signals, shared)) => signals[..*shared]
                    .iter()
                    .for_each(|&s| collector.neighbour(side, s)),
                None => collector.page_ends(side),
            }
        }
        all.push(collector.signals.clone());
    }
    all
}

#[cfg(test)]
mod tests;
