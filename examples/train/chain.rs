//! The chain of labels: loss and gradient of a linear-chain conditional random field (Lafferty, `McCallum` and Pereira, 2001), by the
//! forward-backward algorithm, each place scaled to sum 1.

use clippings::parser::model::{N, Row};

use crate::matrix::{axpy, dot};

/// Rows of a chain's weights: what follows each label, what begins and what ends a page.
pub const ROWS: usize = N + 2;
const START: usize = N;
const END: usize = N + 1;

/// Weights of a chain, or their gradient: `ROWS` rows of `N`.
#[derive(Clone, Copy)]
pub struct Chain<'a>(pub &'a [f32]);

impl Chain<'_> {
    fn row(&self, from: usize) -> &[f32] {
        &self.0[from * N..(from + 1) * N]
    }

    /// What the true labels score.
    fn gold(&self, scores: &[Row], gold: &[usize]) -> f64 {
        let own = scores.iter().zip(gold).map(|(row, &label)| row[label]);
        let steps = gold.windows(2).map(|pair| self.row(pair[0])[pair[1]]);
        let ends = [
            self.row(START)[gold[0]],
            self.row(END)[gold[gold.len() - 1]],
        ];
        own.chain(steps).chain(ends).map(f64::from).sum()
    }

    /// The loss (nats) of a page with these scores and true labels, and the gradient of the scores. The chain's own gradient, times
    /// `weight`, is added to `into`. A page has at least one block.
    pub fn loss(
        &self,
        scores: &[Row],
        gold: &[usize],
        weight: f32,
        into: &mut [f32],
    ) -> (f64, Vec<Row>) {
        let n = gold.len();
        let mut shift = 0.0;
        let own: Vec<Row> = scores
            .iter()
            .map(|row| {
                let top = row.iter().copied().fold(f32::NEG_INFINITY, f32::max);
                shift += f64::from(top);
                row.map(|score| (score - top).exp())
            })
            .collect();
        let exp: Vec<f32> = self.0.iter().map(|weight| weight.exp()).collect();
        let exp = Chain(&exp);
        let (forward, scales) = exp.forward(&own);
        let last = dot(&forward[n - 1], exp.row(END)).max(1e-30);
        let backward = exp.backward(&own, &scales, last);
        let logs: f64 = scales.iter().map(|scale| f64::from(scale.ln())).sum();
        let log_z = shift + logs + f64::from(last.ln());
        let mut gradient: Vec<Row> = forward
            .iter()
            .zip(&backward)
            .map(|(f, b)| std::array::from_fn(|label| f[label] * b[label]))
            .collect();
        axpy(&mut into[START * N..], weight, &gradient[0]);
        axpy(&mut into[END * N..], weight, &gradient[n - 1]);
        into[START * N + gold[0]] -= weight;
        into[END * N + gold[n - 1]] -= weight;
        for i in 1..n {
            let ahead: Row = std::array::from_fn(|b| own[i][b] * backward[i][b] / scales[i]);
            for a in 0..N {
                let share = weight * forward[i - 1][a];
                let row = &mut into[a * N..(a + 1) * N];
                for ((sum, exp), ahead) in row.iter_mut().zip(exp.row(a)).zip(&ahead) {
                    *sum += share * exp * ahead;
                }
            }
            into[gold[i - 1] * N + gold[i]] -= weight;
        }
        for (row, &label) in gradient.iter_mut().zip(gold) {
            row[label] -= 1.0;
            *row = row.map(|value| value * weight);
        }
        (log_z - self.gold(scores, gold), gradient)
    }

    fn forward(&self, own: &[Row]) -> (Vec<Row>, Vec<f32>) {
        let (mut forward, mut scales) = (Vec::<Row>::new(), Vec::new());
        for own in own {
            let mut row: Row = [0.0; N];
            match forward.last() {
                None => row.copy_from_slice(self.row(START)),
                Some(before) => {
                    for (a, &share) in before.iter().enumerate() {
                        axpy(&mut row, share, self.row(a));
                    }
                }
            }
            row.iter_mut()
                .zip(own)
                .for_each(|(value, own)| *value *= own);
            let scale = row.iter().sum::<f32>().max(1e-30);
            scales.push(scale);
            forward.push(row.map(|value| value / scale));
        }
        (forward, scales)
    }

    fn backward(&self, own: &[Row], scales: &[f32], last: f32) -> Vec<Row> {
        let n = own.len();
        let mut backward = vec![[0.0; N]; n];
        backward[n - 1] = std::array::from_fn(|a| self.row(END)[a] / last);
        for i in (0..n - 1).rev() {
            let next = &backward[i + 1];
            let ahead: Row = std::array::from_fn(|b| own[i + 1][b] * next[b] / scales[i + 1]);
            backward[i] = std::array::from_fn(|a| dot(self.row(a), &ahead));
        }
        backward
    }
}
