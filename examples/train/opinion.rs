//! The first opinion: how much each block alone looks like text (logistic regression). Its judgement of the neighbours is itself a signal.

use std::collections::{HashMap, HashSet};

use clippings::parser::label::Label;
use clippings::parser::model::LABELS;
use clippings::parser::signals::{Collector, Signal, add_neighbourhood};

use crate::data::Page;

/// Passes over the data.
const EPOCHS: usize = 3;
/// Parts for cross-fitting: each part is judged by an opinion formed on the others, or training would trust it too much.
const PARTS: u64 = 3;

/// Weight of each signal for "this is text".
pub type Opinion = HashMap<Signal, f32>;

/// Forms the opinion on `train`, adds what it says of each block's neighbourhood to the signals of both, and returns it.
pub fn form(
    train: &mut [Page],
    test: &mut [Page],
    collector: &mut Collector,
    publishers: usize,
) -> Opinion {
    let kept = kept(train, publishers);
    for part in 0..PARTS {
        let others: Vec<&Page> = train
            .iter()
            .filter(|p| u64::from(p.publisher) % PARTS != part)
            .collect();
        let opinion = fit(&others, &kept);
        for page in train
            .iter_mut()
            .filter(|p| u64::from(p.publisher) % PARTS == part)
        {
            judge(page, &opinion, collector);
        }
    }
    let opinion = fit(&train.iter().collect::<Vec<_>>(), &kept);
    for page in test {
        judge(page, &opinion, collector);
    }
    opinion
}

fn kept(pages: &[Page], publishers: usize) -> HashSet<Signal> {
    let mut seen: HashMap<Signal, HashSet<u32>> = HashMap::new();
    for page in pages {
        for &signal in page.signals.iter().flatten() {
            let by = seen.entry(signal).or_default();
            if by.len() < publishers {
                by.insert(page.publisher);
            }
        }
    }
    seen.into_iter()
        .filter(|(_, by)| by.len() >= publishers)
        .map(|(s, _)| s)
        .collect()
}

fn judge(page: &mut Page, opinion: &Opinion, collector: &mut Collector) {
    let likeness: Vec<f32> = page
        .signals
        .iter()
        .map(|s| sigmoid(sum(s, opinion)))
        .collect();
    add_neighbourhood(&page.document, &likeness, &mut page.signals, collector);
}

fn sum(signals: &[Signal], opinion: &Opinion) -> f32 {
    signals.iter().filter_map(|s| opinion.get(s)).sum()
}

fn sigmoid(x: f32) -> f32 {
    1.0 / (1.0 + (-x).exp())
}

fn fit(pages: &[&Page], kept: &HashSet<Signal>) -> Opinion {
    const RATE: f32 = 0.05;
    const DECAY: f32 = 5e-4;
    let mut weights: HashMap<Signal, (f32, f32)> = kept.iter().map(|&s| (s, (0.0, 1e-6))).collect();
    let mut sums: HashMap<Signal, f32> = kept.iter().map(|&s| (s, 0.0)).collect();
    let mut steps = 0.0_f32;
    for epoch in 0..EPOCHS {
        for page in pages {
            // The mean over the last epoch sways less than the last weights.
            if epoch + 1 == EPOCHS {
                steps += 1.0;
                for (signal, sum) in &mut sums {
                    *sum += weights.get(signal).map_or(0.0, |w| w.0);
                }
            }
            let weight = (200.0 / page.signals.len().max(1) as f32).min(1.0);
            for (signals, &gold) in page.signals.iter().zip(&page.gold) {
                let sum: f32 = signals
                    .iter()
                    .filter_map(|s| weights.get(s))
                    .map(|w| w.0)
                    .sum();
                let text = matches!(LABELS[gold], Label::Body | Label::Subhead);
                let error = sigmoid(sum) - if text { 1.0 } else { 0.0 };
                if error.abs() < 1e-3 {
                    continue;
                }
                for signal in signals {
                    if let Some((w, square)) = weights.get_mut(signal) {
                        let g = error * weight + DECAY * *w;
                        *square += g * g;
                        *w -= RATE * g / square.sqrt();
                    }
                }
            }
        }
    }
    sums.into_iter()
        .map(|(s, sum)| (s, sum / steps.max(1.0)))
        .collect()
}
