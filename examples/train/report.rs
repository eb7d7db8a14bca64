//! Figures on pages that were left out of training.

use std::collections::HashMap;

use clippings::parser::label::{Label, decide};
use clippings::parser::model::{LABELS, Model, chain};

use crate::publishers::Page;

/// Prints the body F1 over characters (mean over pages), the shares of pages at .9 or better and below .5; with `labels` also each label's
/// precision and recall over blocks.
pub fn print(model: &Model, pages: &[Page], labels: bool) {
    let mut counts: HashMap<Label, [usize; 3]> = HashMap::new();
    let mut figures = Vec::with_capacity(pages.len());
    for page in pages {
        let got = decide(&chain::shares(model, &model.scores(&page.signals)));
        let gold = page.gold.iter().map(|&column| LABELS[column]);
        let (mut both, mut all) = (0, 0);
        for ((got, gold), size) in got.into_iter().zip(gold).zip(&page.sizes) {
            counts.entry(gold).or_default()[0] += 1;
            counts.entry(got).or_default()[1] += 1;
            counts.entry(gold).or_default()[2] += usize::from(got == gold);
            let text = |label| matches!(label, Label::Body | Label::Subhead);
            all += size * (usize::from(text(gold)) + usize::from(text(got)));
            both += size * usize::from(text(gold) && text(got));
        }
        figures.push(if all == 0 {
            1.0
        } else {
            2.0 * both as f64 / all as f64
        });
    }
    let share = |is: fn(f64) -> bool| {
        let count = figures.iter().filter(|&&figure| is(figure)).count();
        count as f64 / figures.len() as f64
    };
    eprintln!(
        "held-out body F1 {:.4}, at .9 or better {:.3}, below .5 {:.3}",
        figures.iter().sum::<f64>() / figures.len() as f64,
        share(|figure| figure >= 0.9),
        share(|figure| figure < 0.5)
    );
    for label in LABELS.into_iter().filter(|_| labels) {
        let [gold, got, both] = counts.get(&label).copied().unwrap_or_default();
        let share = |n: usize| both as f64 / n.max(1) as f64;
        eprintln!(
            "{:>16} gold {gold:6} got {got:6} precision {:.3} recall {:.3}",
            label.name(),
            share(got),
            share(gold)
        );
    }
}
