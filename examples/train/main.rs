//! Trains the parser's weights from labelled pages and writes them as assets.
//!
//! ```text
//! cargo run --release --example train -- [--held K] [--epochs N] text|html SHARED OUT.tsv
//! ```
//!
//! `SHARED` is the folder that holds `captures/` and `html/`. With `--held K` (0 to 9) the tenth K of the publishers is left out of training
//! and used to print figures by label; without it all pages train. The same input gives the same output.
#![allow(clippy::cast_precision_loss)] // counts of pages and blocks: far below 2^23

mod align;
mod augment;
mod crf;
mod data;
mod opinion;

use std::collections::HashMap;
use std::path::Path;

use anyhow::{Context as _, Result, bail};
use clippings::parser::label::{Label, decide};
use clippings::parser::model::LABELS;

use crate::crf::{Settings, Trainer};
use crate::data::Page;

fn main() -> Result<()> {
    let mut settings = Settings::default();
    let mut held = None;
    let mut rest = Vec::new();
    let mut args = std::env::args().skip(1);
    while let Some(arg) = args.next() {
        let mut value = |name: &str| {
            args.next()
                .with_context(|| format!("{name} needs a number"))
        };
        match arg.as_str() {
            "--held" => held = Some(value("--held")?.parse::<u64>()?),
            "--epochs" => settings.epochs = value("--epochs")?.parse()?,
            "--rate" => settings.rate = value("--rate")?.parse()?,
            "--publishers" => settings.publishers = value("--publishers")?.parse()?,
            "--decay" => settings.decay = value("--decay")?.parse()?,
            _ => rest.push(arg),
        }
    }
    let [kind, shared, out] = rest.as_slice() else {
        bail!(
            "usage: train [--held K] [--epochs N] [--rate R] [--decay D] text|html SHARED OUT.tsv"
        );
    };
    let data = match kind.as_str() {
        "text" => data::text(Path::new(shared))?,
        "html" => data::html(Path::new(shared))?,
        other => bail!("{other}: neither text nor html"),
    };
    eprintln!(
        "{} pages, {} blocks",
        data.pages.len(),
        data.pages.iter().map(|p| p.signals.len()).sum::<usize>()
    );
    let mut collector = data.collector;
    let (mut test, mut train): (Vec<Page>, Vec<Page>) =
        data.pages.into_iter().partition(|p| held == Some(p.tenth));
    let opinion = opinion::form(&mut train, &mut test, &mut collector, settings.publishers);
    let names = collector.into_names();
    let mut trainer = Trainer::new(&train, &settings);
    for epoch in 0..settings.epochs {
        let loss = trainer.epoch(&train);
        eprint!("epoch {}: loss {loss:.4}", epoch + 1);
        if test.is_empty() || epoch == 0 {
            eprintln!();
        } else {
            eprintln!(
                ", held-out body F1 {:.4}",
                report(&trainer, &names, &test, epoch + 1 == settings.epochs)
            );
        }
    }
    let model = trainer.model(&names, &opinion);
    std::fs::write(out, model.write()).with_context(|| format!("cannot write {out}"))
}

/// Body F1 over characters, mean over pages; with `table` also each label's precision and recall over blocks.
fn report(
    trainer: &Trainer,
    names: &HashMap<clippings::parser::signals::Signal, String>,
    pages: &[Page],
    table: bool,
) -> f64 {
    let model = trainer.model(names, &HashMap::new());
    let mut counts: HashMap<Label, [usize; 3]> = HashMap::new();
    let mut sum = 0.0;
    for page in pages {
        let scores: Vec<_> = page.signals.iter().map(|s| model.score(s)).collect();
        let got = decide(&model, &scores);
        let (mut both, mut gold_size, mut got_size) = (0, 0, 0);
        for ((got, gold), size) in got.iter().zip(&page.gold).zip(&page.sizes) {
            let gold = LABELS[*gold];
            counts.entry(gold).or_default()[0] += 1;
            counts.entry(*got).or_default()[1] += 1;
            if *got == gold {
                counts.entry(gold).or_default()[2] += 1;
            }
            let text = |l: Label| matches!(l, Label::Body | Label::Subhead);
            gold_size += if text(gold) { *size } else { 0 };
            got_size += if text(*got) { *size } else { 0 };
            both += if text(gold) && text(*got) { *size } else { 0 };
        }
        sum += if gold_size + got_size == 0 {
            1.0
        } else {
            2.0 * both as f64 / (gold_size + got_size) as f64
        };
    }
    if table {
        for label in LABELS {
            let [gold, got, both] = counts.get(&label).copied().unwrap_or_default();
            let share = |n: usize| both as f64 / n.max(1) as f64;
            eprintln!(
                "\n{:>16} gold {gold:6} got {got:6} precision {:.3} recall {:.3}",
                label.name(),
                share(got),
                share(gold)
            );
        }
    }
    sum / pages.len().max(1) as f64
}
