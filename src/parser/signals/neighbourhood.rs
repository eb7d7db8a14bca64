//! How text-like the blocks around a block are, by the model's own first opinion of each: a short line between paragraphs is read otherwise
//! than the same line in a menu.

use crate::parser::block::Document;
use crate::parser::signals::{Collector, Signal, shape};

/// Steps of a mean likeness, in percent.
const STEPS: [usize; 12] = [2, 5, 10, 18, 28, 40, 52, 64, 76, 86, 94, 98];

/// Adds to each block's signals what the neighbourhood's likeness says. `likeness[i]`: probability, 0 to 1, that block `i` is text.
pub fn add_neighbourhood(
    document: &Document,
    likeness: &[f32],
    signals: &mut [Vec<Signal>],
    collector: &mut Collector,
) {
    let plain = Sums::new(likeness.iter().map(|&p| (p, 1.0)));
    // Weighted by size: one long paragraph says more than five short lines.
    let sized = Sums::new(likeness.iter().zip(&document.blocks).map(|(&p, b)| {
        #[allow(clippy::cast_precision_loss)] // sizes are capped far below where it matters
        let size = b.text.len().min(600) as f32;
        (p, size)
    }));
    let n = likeness.len();
    for (i, signals) in signals.iter_mut().enumerate() {
        collector.signals.clear();
        let mut say = |group, mean| collector.step(group, percent(mean), &STEPS);
        say("text", plain.mean(i, i + 1));
        say("text-above", plain.mean(i.saturating_sub(1), i));
        say("text-below", plain.mean(i + 1, i + 2));
        say("text-above-3", plain.mean(i.saturating_sub(3), i));
        say("text-below-3", plain.mean(i + 1, i + 4));
        say("text-7", plain.mean(i.saturating_sub(3), i + 4));
        say("text-above-10", sized.mean(i.saturating_sub(10), i));
        say("text-below-10", sized.mean(i + 1, i + 11));
        say("text-21", plain.mean(i.saturating_sub(10), i + 11));
        say("text-before", sized.mean(0, i));
        say("text-after", sized.mean(i + 1, n));
        let best = |from: usize, to: usize| {
            likeness[from.min(n)..to.min(n)]
                .iter()
                .copied()
                .fold(0.0, f32::max)
        };
        say("text-best-above", best(i.saturating_sub(5), i));
        say("text-best-below", best(i + 1, i + 6));
        if let Some(block) = document.blocks.get(i) {
            let around = match percent(plain.mean(i.saturating_sub(3), i + 4)) {
                0..=9 => "none",
                10..=29 => "little",
                30..=69 => "some",
                _ => "much",
            };
            collector.pair("around-size", around, shape::size(&block.text));
            collector.pair("around-end", around, shape::last_class(&block.text));
        }
        signals.extend_from_slice(&collector.signals);
    }
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // a probability
fn percent(p: f32) -> usize {
    (p * 100.0) as usize
}

/// Running sums for means over stretches.
struct Sums(Vec<(f32, f32)>);

impl Sums {
    fn new(values: impl Iterator<Item = (f32, f32)>) -> Self {
        let mut sums = vec![(0.0, 0.0)];
        let (mut top, mut bottom) = (0.0, 0.0);
        for (value, weight) in values {
            top += value * weight;
            bottom += weight;
            sums.push((top, bottom));
        }
        Self(sums)
    }

    fn mean(&self, from: usize, to: usize) -> f32 {
        let last = self.0.len() - 1;
        let (a, b) = (self.0[from.min(last)], self.0[to.min(last)]);
        if b.1 > a.1 {
            (b.0 - a.0) / (b.1 - a.1)
        } else {
            0.0
        }
    }
}
