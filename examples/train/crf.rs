//! A linear-chain conditional random field, trained by stochastic gradient descent with per-weight rates (`AdaGrad`, Duchi et al., 2011).

use std::collections::{HashMap, HashSet};

use clippings::parser::model::{LABELS, Model, N, Row, Weights};
use clippings::parser::signals::Signal;

use crate::data::Page;
use crate::opinion::Opinion;

/// How to train.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Passes over the data.
    pub epochs: usize,
    /// `AdaGrad`'s rate.
    pub rate: f32,
    /// Pull of each touched weight towards 0.
    pub decay: f32,
    /// Publishers on which a signal must occur to get a weight.
    pub publishers: usize,
    /// Weights below this are not written.
    pub least: f32,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            epochs: 3,
            rate: 0.08,
            decay: 1e-3,
            publishers: 20,
            least: 0.05,
        }
    }
}

/// Weights in training.
pub struct Trainer {
    settings: Settings,
    ids: HashMap<Signal, u32>,
    weights: Vec<Row>,
    squares: Vec<Row>,
    chain: [Row; N + 2],
    chain_squares: [Row; N + 2],
    epochs: usize,
    steps: f32,
    weight_sums: Vec<Row>,
    chain_sums: [Row; N + 2],
}

const START: usize = N;
const END: usize = N + 1;

impl Trainer {
    /// Takes in the signals that enough publishers share.
    pub fn new(pages: &[Page], settings: &Settings) -> Self {
        let mut seen: HashMap<Signal, HashSet<u32>> = HashMap::new();
        for page in pages {
            for &signal in page.signals.iter().flatten() {
                let publishers = seen.entry(signal).or_default();
                if publishers.len() < settings.publishers {
                    publishers.insert(page.publisher);
                }
            }
        }
        let mut kept: Vec<Signal> = seen
            .into_iter()
            .filter(|(_, p)| p.len() >= settings.publishers)
            .map(|(s, _)| s)
            .collect();
        kept.sort_unstable();
        let ids: HashMap<Signal, u32> = kept.iter().zip(0u32..).map(|(&s, i)| (s, i)).collect();
        let rows = ids.len();
        eprintln!("{rows} signals");
        Self {
            settings: settings.clone(),
            ids,
            weights: vec![[0.0; N]; rows],
            squares: vec![[1e-6; N]; rows],
            chain: [[0.0; N]; N + 2],
            chain_squares: [[1e-6; N]; N + 2],
            epochs: 0,
            steps: 0.0,
            weight_sums: vec![[0.0; N]; rows],
            chain_sums: [[0.0; N]; N + 2],
        }
    }

    /// One pass over `pages`; the mean loss (nats a block).
    pub fn epoch(&mut self, pages: &[Page]) -> f64 {
        // A fixed stride prime to the number of pages mixes publishers and dumpers, the same way each time.
        let stride = [7919, 7927, 7933]
            .into_iter()
            .find(|&s| !pages.len().is_multiple_of(s))
            .unwrap_or(1);
        let (mut loss, mut blocks) = (0.0, 0);
        for k in 0..pages.len() {
            let page = &pages[k * stride % pages.len()];
            if page.signals.is_empty() {
                continue;
            }
            loss += self.step(page);
            if self.epochs > 0 {
                self.steps += 1.0;
                add(&mut self.weight_sums, &self.weights);
                add(&mut self.chain_sums, &self.chain);
            }
            blocks += page.signals.len();
        }
        self.epochs += 1;
        loss / blocks.max(1) as f64
    }

    fn step(&mut self, page: &Page) -> f64 {
        let n = page.signals.len();
        // Very long pages are mostly lists; they must not outweigh the others.
        let weight = (200.0 / n as f32).min(1.0);
        let ids: Vec<Vec<u32>> = page
            .signals
            .iter()
            .map(|s| s.iter().filter_map(|s| self.ids.get(s).copied()).collect())
            .collect();
        let mut scores: Vec<Row> = ids.iter().map(|ids| self.score(ids)).collect();
        let gold_score = self.gold_score(page, &scores);
        let mut shift = 0.0f64;
        for row in &mut scores {
            let top = row.iter().copied().fold(f32::NEG_INFINITY, f32::max);
            shift += f64::from(top);
            *row = row.map(|s| (s - top).exp());
        }
        let exp: Vec<Row> = self.chain.iter().map(|row| row.map(f32::exp)).collect();
        // Forward and backward, each position scaled to sum 1.
        let mut forward = vec![[0.0f32; N]; n];
        let mut scales = vec![1.0f32; n];
        for i in 0..n {
            for to in 0..N {
                let from = if i == 0 {
                    exp[START][to]
                } else {
                    (0..N).map(|a| forward[i - 1][a] * exp[a][to]).sum()
                };
                forward[i][to] = from * scores[i][to];
            }
            scales[i] = forward[i].iter().sum::<f32>().max(1e-30);
            forward[i].iter_mut().for_each(|f| *f /= scales[i]);
        }
        let last: f32 = (0..N)
            .map(|a| forward[n - 1][a] * exp[END][a])
            .sum::<f32>()
            .max(1e-30);
        let mut backward = vec![[0.0f32; N]; n];
        for a in 0..N {
            backward[n - 1][a] = exp[END][a] / last;
        }
        for i in (0..n - 1).rev() {
            for a in 0..N {
                backward[i][a] = (0..N)
                    .map(|b| exp[a][b] * scores[i + 1][b] * backward[i + 1][b])
                    .sum::<f32>()
                    / scales[i + 1];
            }
        }
        let log_z =
            shift + scales.iter().map(|&s| f64::from(s.ln())).sum::<f64>() + f64::from(last.ln());
        // Gradients: expected counts less the counts of the truth.
        let mut chain = [[0.0f32; N]; N + 2];
        for i in 0..n {
            let mut gradient = [0.0f32; N];
            for y in 0..N {
                gradient[y] = forward[i][y] * backward[i][y];
            }
            if i == 0 {
                chain[START] = gradient;
                chain[START][page.gold[0]] -= 1.0;
            }
            if i == n - 1 {
                chain[END] = gradient;
                chain[END][page.gold[i]] -= 1.0;
            } else {
                for a in 0..N {
                    for b in 0..N {
                        chain[a][b] +=
                            forward[i][a] * exp[a][b] * scores[i + 1][b] * backward[i + 1][b]
                                / scales[i + 1];
                    }
                }
                chain[page.gold[i]][page.gold[i + 1]] -= 1.0;
            }
            gradient[page.gold[i]] -= 1.0;
            for &id in &ids[i] {
                update(
                    &mut self.weights[id as usize],
                    &mut self.squares[id as usize],
                    &gradient,
                    weight,
                    &self.settings,
                );
            }
        }
        for (k, gradient) in chain.iter().enumerate() {
            update(
                &mut self.chain[k],
                &mut self.chain_squares[k],
                gradient,
                weight,
                &self.settings,
            );
        }
        log_z - gold_score
    }

    fn score(&self, ids: &[u32]) -> Row {
        let mut score = [0.0; N];
        for &id in ids {
            for (s, w) in score.iter_mut().zip(&self.weights[id as usize]) {
                *s += w;
            }
        }
        score
    }

    fn gold_score(&self, page: &Page, scores: &[Row]) -> f64 {
        let gold = &page.gold;
        let own: f64 = scores.iter().zip(gold).map(|(s, &g)| f64::from(s[g])).sum();
        let chain: f64 = gold
            .windows(2)
            .map(|w| f64::from(self.chain[w[0]][w[1]]))
            .sum();
        own + chain
            + f64::from(self.chain[START][gold[0]])
            + f64::from(self.chain[END][gold[gold.len() - 1]])
    }

    /// The weights so far, with the first opinion's, as a model.
    pub fn model(&self, names: &HashMap<Signal, String>, opinion: &Opinion) -> Model {
        let mean = |sums: &Row| sums.map(|sum| sum / self.steps.max(1.0));
        let mut model = Model::default();
        let chain = |row: &Row| Weights {
            labels: *row,
            text: 0.0,
        };
        for (signal, &id) in &self.ids {
            let mut row = mean(&self.weight_sums[id as usize]);
            // Only differences between labels matter: centre the row, then drop what is next to nothing.
            let middle = row.iter().sum::<f32>() / N as f32;
            row = row.map(|w| w - middle);
            let text = opinion.get(signal).copied().unwrap_or(0.0);
            if let Some(name) = names.get(signal)
                && row
                    .iter()
                    .chain([&text])
                    .any(|w| w.abs() >= self.settings.least)
            {
                model.set(name, Weights { labels: row, text });
            }
        }
        for (label, row) in LABELS.iter().zip(&self.chain_sums) {
            model.set(&format!("> {}", label.name()), chain(&mean(row)));
        }
        model.set("> start", chain(&mean(&self.chain_sums[START])));
        model.set("> end", chain(&mean(&self.chain_sums[END])));
        model
    }
}

fn add(sums: &mut [Row], rows: &[Row]) {
    for (sum, row) in sums.iter_mut().flatten().zip(rows.iter().flatten()) {
        *sum += row;
    }
}

fn update(row: &mut Row, squares: &mut Row, gradient: &Row, weight: f32, settings: &Settings) {
    for y in 0..N {
        let g = gradient[y] * weight + settings.decay * row[y];
        if g.abs() > 1e-6 {
            squares[y] += g * g;
            row[y] -= settings.rate * g / squares[y].sqrt();
        }
    }
}
