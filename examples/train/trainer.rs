//! Training: pages in batches, Adam (Kingma and Ba, 2015) with decoupled decay and a rate that falls along a cosine, and the running mean
//! of the weights, which is what is kept. Two threads share each batch; their gradients are added in one order, so that the same input
//! gives the same weights.

use std::collections::{HashMap, HashSet};

use clippings::parser::model::Model;
use clippings::parser::model::net::D;
use clippings::parser::signals::Signal;

use crate::dice::Dice;
use crate::net::{Dropout, Example, Gradient, Net, SIZE};
use crate::publishers::Page;

/// Blocks beyond which a page counts no more for being longer.
const LONG: f32 = 200.0;
/// Batches until the rate is reached.
const WARM: f32 = 200.0;
/// Length of a gradient beyond which it is shortened.
const STEEP: f32 = 5.0;
/// Weight of the past in the mean of gradients, of their squares, and, at the end, of the weights.
const PAST: f32 = 0.9;
const PAST_SQUARES: f32 = 0.99;
const PAST_WEIGHTS: f32 = 0.998;

/// How to train.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Passes over the data.
    pub epochs: usize,
    /// Adam's rate.
    pub rate: f32,
    /// Pull of each touched weight towards 0, in rates.
    pub decay: f32,
    /// Publishers on which a signal must occur to get a row.
    pub publishers: usize,
    /// What is left out.
    pub dropout: Dropout,
    /// Pages a batch.
    pub batch: usize,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            epochs: 3,
            rate: 3e-3,
            decay: 1e-2,
            publishers: 12,
            dropout: Dropout {
                signals: 0.2,
                values: 0.1,
            },
            batch: 8,
        }
    }
}

/// Adam's memory of a list of weights.
struct Adam {
    mean: Vec<f32>,
    square: Vec<f32>,
}

/// One step of Adam.
#[derive(Clone, Copy)]
struct Step {
    rate: f32,
    decay: f32,
    /// What each gradient is multiplied by.
    scale: f32,
    /// What the means lack, as they began with nothing.
    lack: (f32, f32),
}

impl Adam {
    fn new(size: usize) -> Self {
        Self {
            mean: vec![0.0; size],
            square: vec![0.0; size],
        }
    }

    fn update(&mut self, weights: &mut [f32], gradient: &[f32], from: usize, step: Step) {
        for (i, &g) in (from..).zip(gradient) {
            let g = g * step.scale;
            let (mean, square) = (&mut self.mean[i], &mut self.square[i]);
            *mean = PAST * *mean + (1.0 - PAST) * g;
            *square = PAST_SQUARES * *square + (1.0 - PAST_SQUARES) * g * g;
            let way = *mean / step.lack.0 / ((*square / step.lack.1).sqrt() + 1e-6);
            weights[i] -= step.rate * (way + step.decay * weights[i]);
        }
    }
}

/// A training.
pub struct Trainer {
    settings: Settings,
    /// The row of each signal that has one.
    ids: HashMap<Signal, u32>,
    net: Net,
    /// The running mean of the net.
    mean: Net,
    flat: Adam,
    rows: Adam,
    gradients: [Gradient; 2],
    batches: usize,
    dice: Dice,
}

impl Trainer {
    /// Takes in the signals that enough publishers share.
    pub fn new(pages: &[Page], settings: &Settings) -> Self {
        let mut seen: HashMap<Signal, HashSet<u32>> = HashMap::new();
        for page in pages.iter().filter(|page| !page.made) {
            for &signal in page.signals.blocks().flatten() {
                let publishers = seen.entry(signal).or_default();
                if publishers.len() < settings.publishers {
                    publishers.insert(page.publisher);
                }
            }
        }
        seen.retain(|_, publishers| publishers.len() >= settings.publishers);
        let mut kept: Vec<Signal> = seen.into_keys().collect();
        kept.sort_unstable();
        eprintln!("{} signals, {SIZE} other weights", kept.len());
        let mut dice = Dice(1);
        let net = Net::new(kept.len(), &mut dice);
        Self {
            settings: settings.clone(),
            mean: net.clone(),
            flat: Adam::new(SIZE),
            rows: Adam::new(kept.len() * D),
            gradients: [(); 2].map(|()| Gradient::new(kept.len())),
            ids: kept.into_iter().zip(0u32..).collect(),
            net,
            batches: 0,
            dice,
        }
    }

    /// A page as the net takes it.
    pub fn example(&self, page: &Page) -> Example {
        let mut signals = Vec::new();
        let mut ends = Vec::new();
        for block in page.signals.blocks() {
            signals.extend(block.iter().filter_map(|s| self.ids.get(s).copied()));
            ends.push(signals.len());
        }
        Example {
            signals,
            ends,
            gold: page.gold.clone(),
            weight: (LONG / page.gold.len().max(1) as f32).min(1.0),
        }
    }

    /// One pass over `examples`, each with at least one block; the mean loss (nats a block).
    pub fn epoch(&mut self, examples: &[Example]) -> f64 {
        let mut order: Vec<usize> = (0..examples.len()).collect();
        self.dice.shuffle(&mut order);
        let batches = order.len().div_ceil(self.settings.batch) * self.settings.epochs;
        let (mut loss, mut blocks) = (0.0, 0);
        for batch in order.chunks(self.settings.batch) {
            let seed = self.dice.next();
            let (net, dropout) = (&self.net, self.settings.dropout);
            std::thread::scope(|scope| {
                let halves = batch.chunks(batch.len().div_ceil(2));
                for (half, gradient) in halves.zip(&mut self.gradients) {
                    scope.spawn(move || {
                        for &i in half {
                            let mut dice = Dice(seed ^ (i as u64).wrapping_mul(0x9E37_79B9));
                            net.learn(&examples[i], dropout, &mut dice, gradient);
                        }
                    });
                }
            });
            let [first, second] = &mut self.gradients;
            first.take(second);
            loss += first.loss;
            blocks += first.blocks;
            self.batches += 1;
            let done = self.batches as f32 / batches as f32;
            let cosine = 0.5 * (1.0 + (std::f32::consts::PI * done).cos());
            let warm = (self.batches as f32 / WARM).min(1.0);
            self.update(self.settings.rate * warm * cosine);
        }
        loss / blocks.max(1) as f64
    }

    fn update(&mut self, rate: f32) {
        let gradient = &mut self.gradients[0];
        let share = 1.0 / self.settings.batch as f32;
        let length = gradient.flat.iter().map(|g| g * g).sum::<f32>().sqrt() * share;
        let batches = i32::try_from(self.batches).unwrap_or(i32::MAX);
        let step = Step {
            rate,
            decay: self.settings.decay,
            scale: share * (STEEP / length.max(STEEP)),
            lack: (1.0 - PAST.powi(batches), 1.0 - PAST_SQUARES.powi(batches)),
        };
        self.flat
            .update(&mut self.net.flat, &gradient.flat, 0, step);
        for &signal in &gradient.touched {
            let at = signal as usize * D;
            let by = &gradient.rows[at..at + D];
            self.rows.update(&mut self.net.rows, by, at, step);
        }
        gradient.clear();
        // A mean over the last quarter of all batches, until that is longer than it need be.
        let past = (1.0 - 1.0 / (self.batches as f32 / 4.0 + 1.0)).min(PAST_WEIGHTS);
        for (mean, now) in [
            (&mut self.mean.flat, &self.net.flat),
            (&mut self.mean.rows, &self.net.rows),
        ] {
            for (mean, now) in mean.iter_mut().zip(now) {
                *mean += (1.0 - past) * (now - *mean);
            }
        }
    }

    /// The mean weights so far as a model; `names` knows the signals' names.
    pub fn model(&self, names: &HashMap<Signal, String>) -> Model {
        let mut rows = vec![""; self.ids.len()];
        for (signal, &id) in &self.ids {
            rows[id as usize] = names.get(signal).map_or("", String::as_str);
        }
        self.mean.model(&rows)
    }
}
