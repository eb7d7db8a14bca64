//! The net's matrices in training: rows of flat weights, their outputs, and the way back of gradients.

use clippings::parser::model::net::Matrix;

/// `y += a x`.
pub fn axpy(y: &mut [f32], a: f32, x: &[f32]) {
    for (y, x) in y.iter_mut().zip(x) {
        *y += a * x;
    }
}

/// The sum of products, in eight lanes: the same order each time, and as fast as the processor can.
pub fn dot(a: &[f32], b: &[f32]) -> f32 {
    let mut lanes = [0.0f32; 8];
    let (a, b) = (a.chunks_exact(8), b.chunks_exact(8));
    let rest: f32 = (a.remainder().iter())
        .zip(b.remainder())
        .map(|(x, y)| x * y)
        .sum();
    for (x, y) in a.zip(b) {
        for k in 0..8 {
            lanes[k] += x[k] * y[k];
        }
    }
    lanes.iter().sum::<f32>() + rest
}

/// Values of all blocks, one row a block.
pub struct Values {
    /// The rows, one after the other.
    pub all: Vec<f32>,
    /// Values a row.
    pub width: usize,
}

impl Values {
    /// `n` rows of zeros.
    pub fn zero(n: usize, width: usize) -> Self {
        Self {
            all: vec![0.0; n * width],
            width,
        }
    }

    /// The rows.
    pub fn rows(&self) -> impl DoubleEndedIterator<Item = &[f32]> + ExactSizeIterator {
        self.all.chunks_exact(self.width)
    }

    /// What is below zero becomes zero.
    pub fn rectify(&mut self) {
        self.all.iter_mut().for_each(|v| *v = v.max(0.0));
    }

    /// Times `mask`, value by value.
    pub fn times(&mut self, mask: &[f32]) {
        self.all.iter_mut().zip(mask).for_each(|(v, m)| *v *= m);
    }
}

/// Where a matrix lies in flat weights: its rows, then what it adds.
#[derive(Clone, Copy)]
pub struct Part {
    /// Its first weight.
    pub at: usize,
    /// Inputs.
    pub rows: usize,
    /// Outputs.
    pub columns: usize,
}

impl Part {
    /// One right behind this one.
    pub const fn then(self, rows: usize, columns: usize) -> Self {
        Self {
            at: self.end(),
            rows,
            columns,
        }
    }

    /// Behind its last weight.
    pub const fn end(self) -> usize {
        self.at + (self.rows + 1) * self.columns
    }

    /// Where what it adds begins.
    pub const fn bias(self) -> usize {
        self.at + self.rows * self.columns
    }

    /// Its outputs for inputs that stand side by side.
    pub fn apply(self, weights: &[f32], inputs: &[&Values]) -> Values {
        let (matrix, bias) = weights[self.at..self.end()].split_at(self.rows * self.columns);
        let n = inputs[0].rows().len();
        let mut out = Values::zero(n, self.columns);
        for (t, out) in out.all.chunks_exact_mut(self.columns).enumerate() {
            out.copy_from_slice(bias);
            let values = inputs
                .iter()
                .flat_map(|x| &x.all[t * x.width..(t + 1) * x.width]);
            for (&value, row) in values.zip(matrix.chunks_exact(self.columns)) {
                if value != 0.0 {
                    axpy(out, value, row);
                }
            }
        }
        out
    }

    /// The way back: from the gradient of its outputs to that of its weights, added to `gradient`, and of its inputs, added to `into`.
    pub fn back(
        self,
        (weights, gradient): (&[f32], &mut [f32]),
        inputs: &[&Values],
        into: &mut [&mut Values],
        out: &Values,
    ) {
        let matrix = &weights[self.at..self.bias()];
        let (rows, bias) = gradient[self.at..self.end()].split_at_mut(self.rows * self.columns);
        for (t, out) in out.rows().enumerate() {
            axpy(bias, 1.0, out);
            let mut from = 0;
            for (x, into) in inputs.iter().zip(into.iter_mut()) {
                for k in 0..x.width {
                    let at = from..from + self.columns;
                    let value = x.all[t * x.width + k];
                    if value != 0.0 {
                        axpy(&mut rows[at.clone()], value, out);
                    }
                    into.all[t * x.width + k] += dot(&matrix[at.clone()], out);
                    from = at.end;
                }
            }
        }
    }

    /// The trained weights as the parser has them.
    pub fn fill<const C: usize>(self, weights: &[f32], matrix: &mut Matrix<C>) {
        let rows = weights[self.at..self.bias()].chunks_exact(C);
        for (row, from) in matrix.rows.iter_mut().zip(rows) {
            row.copy_from_slice(from);
        }
        matrix
            .bias
            .copy_from_slice(&weights[self.bias()..self.end()]);
    }
}
