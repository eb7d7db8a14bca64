//! Trains what tells how likely two articles tell of one event: logistic regression on pairs of a library whose stories are known.
//!
//! ```text
//! python3 shared/measure/related/convert.py ONE shared/related/allsides-full.dev.ndjson.gz --format mixed
//! python3 shared/measure/related/convert.py TWO shared/related/allsides-full.dev.ndjson.gz --format mixed --drop-dates
//! python3 shared/captures/unpack.py shared/captures THREE lynx; mv THREE/lynx THREE/articles
//! cargo run --release --example related ONE TWO THREE
//! ```
//!
//! Prints the figures of a fivefold split by stories, and the weights of all pairs as `library/likeness.rs` has them.

#![allow(clippy::indexing_slicing)] // run by hand, it fails by panicking

use std::collections::HashMap;
use std::path::Path;

use anyhow::{Context as _, Result};
use clippings::library::likeness::{NAMES, SIGNALS, crowd};
use clippings::library::{Id, fnv_1a};
use clippings::run::files::Limit;
use clippings::run::index::index;
use clippings::store::{Purpose, Store};

/// The signals, the densities, and the rest.
const WEIGHTS: usize = SIGNALS + 2;
/// Parts of the split.
const FOLDS: u64 = 5;
/// Steps of Newton's method.
const STEPS: usize = 12;
/// Strength of the pull of all weights towards 0.
const RIDGE: f64 = 1.0;

/// The signal whose weight is set by hand, and that weight: the roundups of `AllSides` never hold two articles of one publisher, so that training would
/// tell us that no story does. What is left is that articles of one house resemble each other by its style.
const SET: (&str, f64) = ("publisher", -1.0);

/// Two articles: the one asked about, by number, with what is known of them, and whether they tell of one event.
struct Pair {
    asked: usize,
    fold: u64,
    signals: [f64; WEIGHTS],
    same: bool,
}

fn main() -> Result<()> {
    let mut libraries = Vec::new();
    for folder in std::env::args().skip(1) {
        let folder = Path::new(&folder);
        let data = tempfile::tempdir()?;
        let articles = folder.join("articles");
        let mut store = Store::open(data.path(), &articles, Purpose::Indexer)?.store;
        index(
            &mut store,
            (data.path(), &articles),
            Limit::default(),
            |_| (),
        )?;
        let stories = stories(folder, &store)?;
        libraries.push((folder.to_owned(), pairs(&store, &stories)?, stories));
    }
    let all = || libraries.iter().flat_map(|(_, pairs, _)| pairs);
    let train_without = |fold| train(|| all().filter(move |pair| pair.fold != fold));
    let folds: Vec<_> = (0..FOLDS).map(train_without).collect();
    for (folder, pairs, stories) in &libraries {
        let odds = |pair: &Pair| {
            Some(dot(
                folds.get(usize::try_from(pair.fold).ok()?)?,
                &pair.signals,
            ))
        };
        let odds: Option<Vec<f64>> = pairs.iter().map(odds).collect();
        let ndcg = ndcg(pairs, &odds.context("a fold")?, stories);
        println!(
            "{}: {} pairs; nDCG@10 of each fifth by the weights of the others: {ndcg:.4}",
            folder.display(),
            pairs.len()
        );
    }
    let weights = train(all);
    for (name, weight) in NAMES.iter().zip(&weights) {
        println!("    {weight:.3}, // {name}");
    }
    println!(
        "DENSITY {:.3}\nREST {:.3}",
        weights[SIGNALS],
        weights[SIGNALS + 1]
    );
    Ok(())
}

/// The story of each article that has one. In a library without `gold.ndjson` each article is a story of its own.
fn stories(folder: &Path, store: &Store) -> Result<HashMap<Id, String>> {
    let Ok(gold) = std::fs::read_to_string(folder.join("gold.ndjson")) else {
        let alone = |(_, id): (Vec<u8>, Id)| (id, id.0.to_string());
        return Ok(store.articles_by_file()?.into_iter().map(alone).collect());
    };
    let mut stories = HashMap::new();
    for line in gold.lines() {
        let gold: serde_json::Value = serde_json::from_str(line)?;
        let source = gold["source"].as_str().context("no source")?;
        if let (Some(story), Some(id)) =
            (gold["story"].as_str(), store.id_of_file(source.as_bytes())?)
        {
            stories.insert(id, story.to_owned());
        }
    }
    Ok(stories)
}

fn pairs(store: &Store, stories: &HashMap<Id, String>) -> Result<Vec<Pair>> {
    let mut pairs = Vec::new();
    let mut ids: Vec<&Id> = stories.keys().collect();
    ids.sort();
    for (asked, id) in ids.into_iter().enumerate() {
        let own = stories.get(id);
        for other in store.alike(*id)? {
            let mut signals = [1.0; WEIGHTS];
            signals
                .iter_mut()
                .zip(other.likeness.signals)
                .for_each(|(signal, value)| *signal = value.into());
            signals[SIGNALS] = crowd(other.densities.0, other.densities.1).into();
            pairs.push(Pair {
                asked,
                fold: own.map_or(0, |story| fnv_1a(story.bytes()) % FOLDS),
                signals,
                same: own.is_some() && own == stories.get(&other.id),
            });
        }
    }
    Ok(pairs)
}

fn dot(one: &[f64], two: &[f64]) -> f64 {
    one.iter().zip(two).map(|(a, b)| a * b).sum()
}

/// Logistic regression by Newton's method.
fn train<'a, I: Iterator<Item = &'a Pair>>(pairs: impl Fn() -> I) -> [f64; WEIGHTS] {
    let mut weights = [0.0; WEIGHTS];
    let set = NAMES
        .iter()
        .position(|name| *name == SET.0)
        .unwrap_or(WEIGHTS);
    weights[set] = SET.1;
    for _ in 0..STEPS {
        let mut slope = weights.map(|weight| -RIDGE * weight);
        let mut curve = [[0.0; WEIGHTS]; WEIGHTS];
        for (n, row) in curve.iter_mut().enumerate() {
            row[n] = RIDGE;
        }
        for pair in pairs() {
            let chance = 1.0 / (1.0 + (-dot(&weights, &pair.signals)).exp());
            let miss = f64::from(u8::from(pair.same)) - chance;
            for (n, row) in curve.iter_mut().enumerate() {
                slope[n] += miss * pair.signals[n];
                let scaled = chance * (1.0 - chance) * pair.signals[n];
                row.iter_mut()
                    .zip(pair.signals)
                    .for_each(|(cell, signal)| *cell += scaled * signal);
            }
        }
        slope[set] = 0.0;
        for row in &mut curve {
            row[set] = 0.0;
        }
        curve[set] = [0.0; WEIGHTS];
        curve[set][set] = 1.0;
        let step = solved(curve, slope);
        weights
            .iter_mut()
            .zip(step)
            .for_each(|(weight, step)| *weight += step);
    }
    weights
}

/// Solves a positive definite system by elimination.
fn solved(mut matrix: [[f64; WEIGHTS]; WEIGHTS], mut right: [f64; WEIGHTS]) -> [f64; WEIGHTS] {
    for pivot in 0..WEIGHTS {
        let row = matrix[pivot];
        for below in pivot + 1..WEIGHTS {
            let factor = matrix[below][pivot] / row[pivot];
            matrix[below]
                .iter_mut()
                .zip(row)
                .for_each(|(cell, above)| *cell -= factor * above);
            right[below] -= factor * right[pivot];
        }
    }
    let mut solution = [0.0; WEIGHTS];
    for at in (0..WEIGHTS).rev() {
        solution[at] = (right[at] - dot(&matrix[at], &solution)) / matrix[at][at];
    }
    solution
}

/// Mean nDCG@10 over the articles that have others of their story in the library, as `score.py` works it out.
fn ndcg(pairs: &[Pair], odds: &[f64], stories: &HashMap<Id, String>) -> f64 {
    let mut ids: Vec<&Id> = stories.keys().collect();
    ids.sort();
    let mut lists: Vec<Vec<(f64, bool)>> = vec![Vec::new(); ids.len()];
    for (pair, odds) in pairs.iter().zip(odds) {
        lists[pair.asked].push((*odds, pair.same));
    }
    let mut sizes: HashMap<&str, usize> = HashMap::new();
    for story in stories.values() {
        *sizes.entry(story).or_default() += 1;
    }
    let gain =
        |rank: usize| 1.0 / (f64::from(u32::try_from(rank).unwrap_or(u32::MAX)) + 2.0).log2();
    let (mut sum, mut asked) = (0.0, 0.0);
    for (list, id) in lists.iter_mut().zip(ids) {
        list.sort_by(|a, b| b.0.total_cmp(&a.0));
        let others = sizes[stories[id].as_str()] - 1;
        if others == 0 {
            continue;
        }
        let got: f64 = list
            .iter()
            .take(10)
            .enumerate()
            .filter(|(_, (_, same))| *same)
            .map(|(rank, _)| gain(rank))
            .sum();
        sum += got / (0..others.min(10)).map(gain).sum::<f64>();
        asked += 1.0;
    }
    sum / asked
}
