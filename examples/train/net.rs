//! The net in training: what it makes of a page, and the gradient of its weights, by hand. Its shape is the parser's
//! (`clippings::parser::model`); values and signals are left out at random, so that no one of them is leant on.

use clippings::parser::model::net::{D, G, H, K, O, ROW, sigmoid, tanh};
use clippings::parser::model::{Model, N, Row};

use crate::chain::{self, Chain};
use crate::dice::Dice;
use crate::matrix::{Part, Values, axpy};

const FIRST: Part = Part {
    at: 0,
    rows: D,
    columns: G,
};
const SECOND: Part = FIRST.then(D + O, G);
const HIDDEN: Part = SECOND.then(ROW, K);
const LABELS: Part = HIDDEN.then(K, N);
const DIRECT: Part = LABELS.then(D, N);
/// The matrices.
pub const PARTS: [Part; 5] = [FIRST, SECOND, HIDDEN, LABELS, DIRECT];
/// Where the chain begins, and behind it the embedding of a block without signals.
const CHAIN: usize = DIRECT.end();
const BIAS: usize = CHAIN + chain::ROWS * N;
/// Weights but for the signals'.
pub const SIZE: usize = BIAS + D;

/// How much is left out in training, as shares of all.
#[derive(Debug, Clone, Copy)]
pub struct Dropout {
    /// Of a block's signals.
    pub signals: f32,
    /// Of the values between layers.
    pub values: f32,
}

/// A page as the net takes it.
pub struct Example {
    /// Rows of all blocks' signals.
    pub signals: Vec<u32>,
    /// Where each block's end.
    pub ends: Vec<usize>,
    /// Column of each block's true label.
    pub gold: Vec<usize>,
    /// How much the page counts: very long pages are mostly lists, and must not outweigh the others.
    pub weight: f32,
}

/// All weights.
#[derive(Clone)]
pub struct Net {
    /// Matrices, chain, bias.
    pub flat: Vec<f32>,
    /// `D` a signal.
    pub rows: Vec<f32>,
}

/// The gradient of a few pages.
pub struct Gradient {
    /// As [`Net::flat`].
    pub flat: Vec<f32>,
    /// As [`Net::rows`].
    pub rows: Vec<f32>,
    /// The signals that have one.
    pub touched: Vec<u32>,
    is_touched: Vec<bool>,
    /// The pages' loss, in nats.
    pub loss: f64,
    /// Their blocks.
    pub blocks: usize,
}

impl Gradient {
    /// None yet, for so many signals.
    pub fn new(signals: usize) -> Self {
        Self {
            flat: vec![0.0; SIZE],
            rows: vec![0.0; signals * D],
            touched: Vec::new(),
            is_touched: vec![false; signals],
            loss: 0.0,
            blocks: 0,
        }
    }

    fn touch(&mut self, signal: u32, by: &[f32]) {
        let at = signal as usize;
        if !self.is_touched[at] {
            self.is_touched[at] = true;
            self.touched.push(signal);
        }
        axpy(&mut self.rows[at * D..(at + 1) * D], 1.0, by);
    }

    /// Adds what `other` holds, and leaves it empty.
    pub fn take(&mut self, other: &mut Self) {
        axpy(&mut self.flat, 1.0, &other.flat);
        for &signal in &other.touched {
            let at = signal as usize * D;
            self.touch(signal, &other.rows[at..at + D]);
        }
        self.loss += other.loss;
        self.blocks += other.blocks;
        other.clear();
    }

    /// Empties it.
    pub fn clear(&mut self) {
        self.flat.fill(0.0);
        for signal in self.touched.drain(..) {
            let at = signal as usize;
            self.is_touched[at] = false;
            self.rows[at * D..(at + 1) * D].fill(0.0);
        }
        (self.loss, self.blocks) = (0.0, 0);
    }
}

impl Net {
    /// Small numbers at random; gates that open little at first, so that states last.
    pub fn new(signals: usize, dice: &mut Dice) -> Self {
        let mut flat = vec![0.0; SIZE];
        for part in PARTS {
            let scale = (6.0 / (part.rows + part.columns) as f32).sqrt();
            for weight in &mut flat[part.at..part.bias()] {
                *weight = (dice.unit() * 2.0 - 1.0) * scale;
            }
        }
        for part in [FIRST, SECOND] {
            for direction in 0..2 {
                let at = part.bias() + direction * O;
                flat[at..at + H].fill(-1.0);
            }
        }
        let rows = (0..signals * D).map(|_| (dice.unit() * 2.0 - 1.0) * 0.1);
        Self {
            flat,
            rows: rows.collect(),
        }
    }

    /// Adds the gradient of one page, with what `dice` leaves out.
    #[allow(clippy::many_single_char_names)] // x, y, z: what goes from layer to layer
    pub fn learn(&self, page: &Example, out: Dropout, dice: &mut Dice, into: &mut Gradient) {
        let n = page.ends.len();
        let w = &self.flat;
        let (used, ends) = heard(page, out.signals, dice);
        let embedding = self.embed(&used, &ends);
        let mut x = Values {
            all: embedding.all.clone(),
            width: D,
        };
        x.rectify();
        let mask_x = leave_out(&mut x, out.values, dice);
        let (gates_1, states_1) = recur(FIRST.apply(w, &[&x]));
        let mut y = copy(&states_1);
        let mask_1 = leave_out(&mut y, out.values, dice);
        let (gates_2, states_2) = recur(SECOND.apply(w, &[&x, &y]));
        let mut z = copy(&states_2);
        let mask_2 = leave_out(&mut z, out.values, dice);
        let mut hidden = HIDDEN.apply(w, &[&x, &y, &z]);
        hidden.rectify();
        let mask_h = leave_out(&mut hidden, out.values, dice);
        let mut scores = LABELS.apply(w, &[&hidden]);
        axpy(&mut scores.all, 1.0, &DIRECT.apply(w, &[&embedding]).all);

        let rows: Vec<Row> = scores
            .rows()
            .map(|row| std::array::from_fn(|label| row[label]))
            .collect();
        let chain = Chain(&w[CHAIN..BIAS]);
        let (loss, by_score) =
            chain.loss(&rows, &page.gold, page.weight, &mut into.flat[CHAIN..BIAS]);
        into.loss += loss;
        into.blocks += n;

        let d_scores = Values {
            all: by_score.into_iter().flatten().collect(),
            width: N,
        };
        let g = &mut into.flat;
        let zero = |width| Values::zero(n, width);
        let (mut d_e, mut d_h) = (zero(D), zero(K));
        DIRECT.back((w, g), &[&embedding], &mut [&mut d_e], &d_scores);
        LABELS.back((w, g), &[&hidden], &mut [&mut d_h], &d_scores);
        gate_of_rectifier(&mut d_h, &hidden, &mask_h);
        let (mut d_x, mut d_y, mut d_z) = (zero(D), zero(O), zero(O));
        let into_all = &mut [&mut d_x, &mut d_y, &mut d_z];
        HIDDEN.back((w, g), &[&x, &y, &z], into_all, &d_h);
        d_z.times(&mask_2);
        let d_gates = recur_back(&gates_2, &states_2, &d_z);
        SECOND.back((w, g), &[&x, &y], &mut [&mut d_x, &mut d_y], &d_gates);
        d_y.times(&mask_1);
        let d_gates = recur_back(&gates_1, &states_1, &d_y);
        FIRST.back((w, g), &[&x], &mut [&mut d_x], &d_gates);
        gate_of_rectifier(&mut d_x, &x, &mask_x);
        axpy(&mut d_e.all, 1.0, &d_x.all);

        let mut from = 0;
        for (row, &end) in d_e.rows().zip(&ends) {
            axpy(&mut into.flat[BIAS..], 1.0, row);
            for &signal in &used[from..end] {
                into.touch(signal, row);
            }
            from = end;
        }
    }

    fn embed(&self, signals: &[u32], ends: &[usize]) -> Values {
        let mut out = Values::zero(ends.len(), D);
        let mut from = 0;
        for (row, &end) in out.all.chunks_exact_mut(D).zip(ends) {
            row.copy_from_slice(&self.flat[BIAS..]);
            for &signal in &signals[from..end] {
                let at = signal as usize * D;
                axpy(row, 1.0, &self.rows[at..at + D]);
            }
            from = end;
        }
        out
    }

    /// The weights as the parser has them, `names` being those of the signals in the order of their rows.
    pub fn model(&self, names: &[&str]) -> Model {
        let mut model = Model::default();
        for (name, row) in names.iter().zip(self.rows.chunks_exact(D)) {
            model.learn(name, std::array::from_fn(|k| row[k]));
        }
        let w = &self.flat;
        model.bias.copy_from_slice(&w[BIAS..]);
        FIRST.fill(w, &mut model.first);
        SECOND.fill(w, &mut model.second);
        HIDDEN.fill(w, &mut model.hidden);
        LABELS.fill(w, &mut model.labels);
        DIRECT.fill(w, &mut model.direct);
        let rows = model.follow.iter_mut();
        let chain = w[CHAIN..BIAS].chunks_exact(N);
        for (row, from) in rows.chain([&mut model.start, &mut model.end]).zip(chain) {
            row.copy_from_slice(from);
        }
        model
    }
}

/// The signals that are not left out.
fn heard(page: &Example, share: f32, dice: &mut Dice) -> (Vec<u32>, Vec<usize>) {
    let (mut used, mut ends) = (Vec::with_capacity(page.signals.len()), Vec::new());
    let mut from = 0;
    for &end in &page.ends {
        let block = &page.signals[from..end];
        used.extend(block.iter().copied().filter(|_| dice.unit() >= share));
        ends.push(used.len());
        from = end;
    }
    (used, ends)
}

fn copy(values: &Values) -> Values {
    Values {
        all: values.all.clone(),
        width: values.width,
    }
}

/// Leaves out a share of the values and makes up for it in the others; the factors.
fn leave_out(values: &mut Values, share: f32, dice: &mut Dice) -> Vec<f32> {
    let kept = 1.0 / (1.0 - share);
    let factor = |_| if dice.unit() < share { 0.0 } else { kept };
    let mask: Vec<f32> = (0..values.all.len()).map(factor).collect();
    values.times(&mask);
    mask
}

/// The gradient before a rectifier and what was left out behind it.
fn gate_of_rectifier(gradient: &mut Values, values: &Values, mask: &[f32]) {
    for ((d, value), factor) in gradient.all.iter_mut().zip(&values.all).zip(mask) {
        *d = if *value > 0.0 { *d * factor } else { 0.0 };
    }
}

/// Squashes the gates and lets the states run, as [`clippings::parser::model::net::recur`] does.
fn recur(mut gates: Values) -> (Values, Values) {
    for (k, gate) in gates.all.iter_mut().enumerate() {
        let share = k % O < H;
        *gate = if share { sigmoid(*gate) } else { tanh(*gate) };
    }
    let n = gates.rows().len();
    let mut states = Values::zero(n, O);
    for direction in 0..2 {
        let mut state = [0.0f32; H];
        for step in 0..n {
            let t = if direction == 0 { step } else { n - 1 - step };
            let gate = &gates.all[t * G + direction * O..];
            for k in 0..H {
                state[k] += gate[k] * (gate[H + k] - state[k]);
                states.all[t * O + direction * H + k] = state[k];
            }
        }
    }
    (gates, states)
}

/// The gradient of the gates before they are squashed.
fn recur_back(gates: &Values, states: &Values, by_state: &Values) -> Values {
    let n = gates.rows().len();
    let mut out = Values::zero(n, G);
    for direction in 0..2 {
        let mut carried = [0.0f32; H];
        for step in (0..n).rev() {
            let t = if direction == 0 { step } else { n - 1 - step };
            let before = if direction == 0 {
                t.checked_sub(1)
            } else {
                Some(t + 1).filter(|&t| t < n)
            };
            for (k, carried) in carried.iter_mut().enumerate() {
                let (at, gate) = (t * O + direction * H + k, t * G + direction * O + k);
                let d = *carried + by_state.all[at];
                let (share, content) = (gates.all[gate], gates.all[gate + H]);
                let state = before.map_or(0.0, |t| states.all[t * O + direction * H + k]);
                out.all[gate] = d * (content - state) * share * (1.0 - share);
                out.all[gate + H] = d * share * (1.0 - content * content);
                *carried = d * (1.0 - share);
            }
        }
    }
    out
}
