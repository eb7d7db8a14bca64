//! Trains the parser's weights from labelled pages and writes them as assets.
//!
//! ```text
//! cargo run --release --example train -- [--held K] [--epochs N] text|html SHARED OUT.tsv
//! ```
//!
//! `SHARED` is the folder that holds `captures/` and `html/`. With `--held K` (0 to 9) the tenth K of the publishers is left out of training
//! and used to print figures by label, with `--held scripts` all pages in other scripts than Latin; without it all pages train. The same
//! input gives the same output.
#![allow(clippy::indexing_slicing, clippy::string_slice)] // run by hand, it fails by panicking
#![allow(clippy::cast_precision_loss)] // counts of pages and blocks: far below 2^23

mod align;
mod augment;
mod chain;
mod data;
mod dice;
mod foreign;
mod matrix;
mod net;
mod publishers;
mod report;
mod splice;
mod trainer;

use std::path::Path;

use anyhow::{Context as _, Result, bail};
use clippings::parser::model::asset::{self, Asset};

use crate::net::Example;
use crate::publishers::{Made, Page};
use crate::trainer::{Settings, Trainer};

const USAGE: &str = "usage: train [--held K] [--epochs N] [--rate R] [--decay D] [--publishers N] [--leave-signals SHARE] \
    [--foreign N] [--spliced N] [--leave-values SHARE] text|html SHARED OUT.tsv";

/// The pages that are left out of training.
#[derive(Clone, Copy)]
enum Held {
    /// A tenth of the publishers.
    Tenth(u64),
    /// Those in other scripts than Latin.
    Scripts,
}

impl Held {
    fn of(value: &str) -> Result<Self> {
        match value {
            "scripts" => Ok(Self::Scripts),
            tenth => Ok(Self::Tenth(tenth.parse()?)),
        }
    }

    fn holds(self, page: &Page) -> bool {
        match self {
            Self::Tenth(tenth) => page.tenth == tenth,
            Self::Scripts => page.other_script,
        }
    }
}

fn main() -> Result<()> {
    let mut settings = Settings::default();
    let mut held = None;
    let mut made = Made {
        foreign: 4,
        spliced: 3,
    };
    let mut rest = Vec::new();
    let mut args = std::env::args().skip(1);
    while let Some(arg) = args.next() {
        let mut value = || args.next().with_context(|| format!("{arg} needs a value"));
        match arg.as_str() {
            "--held" => held = Some(Held::of(&value()?)?),
            "--foreign" => made.foreign = value()?.parse()?,
            "--spliced" => made.spliced = value()?.parse()?,
            "--epochs" => settings.epochs = value()?.parse()?,
            "--rate" => settings.rate = value()?.parse()?,
            "--decay" => settings.decay = value()?.parse()?,
            "--publishers" => settings.publishers = value()?.parse()?,
            "--leave-signals" => settings.dropout.signals = value()?.parse()?,
            "--leave-values" => settings.dropout.values = value()?.parse()?,
            _ => rest.push(arg),
        }
    }
    let [kind, shared, out] = rest.as_slice() else {
        bail!(USAGE);
    };
    let data = match kind.as_str() {
        "text" => data::text(Path::new(shared), made)?,
        "html" => data::html(Path::new(shared), made)?,
        other => bail!("{other}: neither text nor html"),
    };
    let names = data.collector.into_names();
    let pages = data.pages.into_iter().filter(|page| !page.gold.is_empty());
    let (mut test, train): (Vec<Page>, Vec<Page>) =
        pages.partition(|page| held.is_some_and(|held| held.holds(page)));
    test.retain(|page| !page.made);
    let blocks: usize = train.iter().map(|page| page.gold.len()).sum();
    eprintln!("{} pages, {blocks} blocks to train on", train.len());
    let mut trainer = Trainer::new(&train, &settings);
    let examples: Vec<Example> = train.iter().map(|page| trainer.example(page)).collect();
    drop(train);
    for epoch in 1..=settings.epochs {
        let loss = trainer.epoch(&examples);
        eprintln!("epoch {epoch}: loss {loss:.4}");
        if !test.is_empty() {
            // As it will be read: with weights rounded.
            let model = Asset(&asset::write(&trainer.model(&names))).read();
            report::print(&model, &test, epoch == settings.epochs);
        }
    }
    let asset = asset::write(&trainer.model(&names));
    std::fs::write(out, asset).with_context(|| format!("cannot write {out}"))
}
