//! The net's arithmetic: matrices, squashing functions, and the recurrence that lets each block know of all others. Knows numbers alone.

// What is compiled for a kind of processor is compiled whole: a call would leave its registers. So the busiest loops count along where
// others would zip, which is a call where crates are not optimized as one. All widths are the types' own: no number is ever left out.
#![allow(clippy::inline_always)]

use pulp::Simd;

/// Width of a block's embedding: the sum of its signals' rows.
pub const D: usize = 32;
/// Width of one direction of a recurrent layer.
pub const H: usize = 32;
/// Width of the hidden layer before the labels.
pub const K: usize = 32;
/// Both directions of a recurrent layer.
pub const O: usize = 2 * H;
/// Its gates: forward how much is new, and what; backward the same.
pub const G: usize = 4 * H;
/// All that is known of a block before it is labelled: its embedding, and what both layers make of it among the others.
pub const ROW: usize = D + 2 * O;

/// Blocks that are worked on at once: as many sums as the registers of today's processors hold, beside the weights.
const BATCH: usize = 8;

/// Weights from as many inputs as there are rows to `C` outputs.
#[derive(Debug, Clone, PartialEq)]
pub struct Matrix<const C: usize> {
    /// One row an input.
    pub rows: Vec<[f32; C]>,
    /// What is added.
    pub bias: [f32; C],
}

impl<const C: usize> Matrix<C> {
    /// All zero.
    pub fn zero(inputs: usize) -> Self {
        Self {
            rows: vec![[0.0; C]; inputs],
            bias: [0.0; C],
        }
    }

    /// The outputs for each of `inputs`, of which as many values count as there are rows.
    #[inline(always)]
    pub fn apply<S: Simd>(&self, simd: S, inputs: &[[f32; ROW]]) -> Vec<[f32; C]> {
        let mut out = vec![[0.0; C]; inputs.len()];
        let (batches, rest) = inputs.as_chunks::<BATCH>();
        let (out_batches, out_rest) = out.as_chunks_mut::<BATCH>();
        for (inputs, out) in batches.iter().zip(out_batches) {
            self.batch(simd, inputs, out);
        }
        for (input, out) in rest.as_chunks().0.iter().zip(out_rest.as_chunks_mut().0) {
            self.batch::<S, 1>(simd, input, out);
        }
        out
    }

    /// The outputs for a batch of blocks, which share the work of fetching the weights.
    #[inline(always)]
    fn batch<S: Simd, const B: usize>(
        &self,
        simd: S,
        inputs: &[[f32; ROW]; B],
        out: &mut [[f32; C]; B],
    ) {
        for (column, &bias) in S::as_simd_f32s(&self.bias).0.iter().enumerate() {
            let mut sums = [bias; B];
            for (at, row) in self.rows.iter().enumerate().take(ROW) {
                let Some(&weights) = S::as_simd_f32s(row).0.get(column) else {
                    break;
                };
                for (b, sum) in sums.iter_mut().enumerate() {
                    if let Some(value) = inputs.get(b).and_then(|input| input.get(at)) {
                        *sum = simd.mul_add_e_f32s(simd.splat_f32s(*value), weights, *sum);
                    }
                }
            }
            for (b, out) in out.iter_mut().enumerate() {
                let own = S::as_mut_simd_f32s(out).0.get_mut(column);
                if let (Some(own), Some(sum)) = (own, sums.get(b)) {
                    *own = *sum;
                }
            }
        }
    }
}

/// The hyperbolic tangent, to a ten-thousandth (Lambert's continued fraction, seven terms), the same on every machine.
#[inline(always)]
pub fn tanh(x: f32) -> f32 {
    let x = x.clamp(-4.97, 4.97);
    let s = x * x;
    let top = x * (135_135.0 + s * (17_325.0 + s * (378.0 + s)));
    let bottom = 135_135.0 + s * (62_370.0 + s * (3_150.0 + s * 28.0));
    top / bottom
}

/// The logistic function, from [`tanh`].
#[inline(always)]
pub fn sigmoid(x: f32) -> f32 {
    0.5 + 0.5 * tanh(0.5 * x)
}

/// The exponential function of a number from -80 to 80, to a ten-thousandth: two to the whole part by the number's own exponent, to the
/// rest by Taylor's series.
#[inline(always)]
pub fn exp(x: f32) -> f32 {
    // Added, this leaves the whole part in the lowest bits.
    const WHOLE: f32 = 12_582_912.0;
    let x = x.clamp(-80.0, 80.0) * std::f32::consts::LOG2_E;
    let whole = x + WHOLE;
    let rest = (x - (whole - WHOLE)) * std::f32::consts::LN_2;
    let power =
        1.0 + rest * (1.0 + rest * (0.5 + rest * (1.0 / 6.0 + rest * (1.0 / 24.0 + rest / 120.0))));
    f32::from_bits(power.to_bits().wrapping_add(whole.to_bits() << 23))
}

/// Squashes the gates, lets a state run over all blocks in either direction, and notes it in each block's row from column `at` on:
/// `h += z (c - h)` with the gate's share `z` and content `c` (a minimal gated recurrence: Feng et al., 2024, "Were RNNs all we needed?").
#[inline(always)]
pub fn recur(gates: &mut [[f32; G]], rows: &mut [[f32; ROW]], at: usize) {
    for gate in gates.iter_mut() {
        for [share, content] in gate.as_chunks_mut::<H>().0.as_chunks_mut().0 {
            for value in share {
                *value = sigmoid(*value);
            }
            for value in content {
                *value = tanh(*value);
            }
        }
    }
    let mut state = [0.0f32; H];
    for (gate, row) in gates.iter().zip(rows.iter_mut()) {
        let gate = gate.as_chunks().0;
        if let ([share, content, _, _], Some(out)) = (gate, row.get_mut(at..at + H)) {
            advance(&mut state, share, content, out);
        }
    }
    state = [0.0; H];
    for (gate, row) in gates.iter().zip(rows.iter_mut()).rev() {
        let gate = gate.as_chunks().0;
        if let ([_, _, share, content], Some(out)) = (gate, row.get_mut(at + H..at + O)) {
            advance(&mut state, share, content, out);
        }
    }
}

/// One step: the state takes its `share` of the `content`, and is noted in `out`.
#[inline(always)]
fn advance(state: &mut [f32; H], share: &[f32; H], content: &[f32; H], out: &mut [f32]) {
    let gates = share.iter().zip(content);
    for ((own, out), (share, content)) in state.iter_mut().zip(out).zip(gates) {
        *own += share * (content - *own);
        *out = *own;
    }
}

#[cfg(test)]
mod tests {
    use pulp::Scalar;

    use super::*;

    #[test]
    fn squashing_is_close_to_the_true_functions() {
        for i in -100..=100 {
            let x = f32::from(i16::try_from(i).unwrap()) * 0.1;
            assert!((tanh(x) - x.tanh()).abs() < 2e-4, "{x}");
            assert!((sigmoid(x) - 1.0 / (1.0 + (-x).exp())).abs() < 2e-4, "{x}");
            for x in [x, 7.9 * x] {
                assert!(
                    (exp(x) / x.exp() - 1.0).abs() < 1e-4,
                    "{x}: {} {}",
                    exp(x),
                    x.exp()
                );
            }
        }
    }

    #[test]
    fn a_matrix_is_applied_to_each_block() {
        let mut matrix = Matrix::<K>::zero(2);
        matrix.rows[0][0] = 2.0;
        matrix.rows[1][K - 1] = -1.0;
        matrix.bias[1] = 0.5;
        let block = |a: f32, b: f32| {
            let mut row = [9.0; ROW];
            (row[0], row[1]) = (a, b);
            row
        };
        for n in 0..=2 * BATCH + 1 {
            let blocks: Vec<_> = (0u8..)
                .map(f32::from)
                .take(n)
                .map(|a| block(a, a + 1.0))
                .collect();
            let out = matrix.apply(Scalar::new(), &blocks);
            assert_eq!(out.len(), n);
            for (got, row) in out.iter().zip(&blocks) {
                for (at, want) in [(0, 2.0 * row[0]), (1, 0.5), (2, 0.0), (K - 1, -row[1])] {
                    assert!((got[at] - want).abs() < 1e-6, "{at}: {got:?}");
                }
            }
        }
    }

    #[test]
    fn a_state_runs_both_ways() {
        // Gates all open at one block, closed elsewhere: its content goes on in both directions.
        let gate = |share: f32| std::array::from_fn(|k| if k % O < H { share } else { 1.0 });
        let mut gates = [gate(-99.0), gate(99.0), gate(-99.0)];
        let mut rows = [[0.0; ROW]; 3];
        recur(&mut gates, &mut rows, D);
        let close = |a: f32, b: f32| (a - b).abs() < 1e-3;
        let content = tanh(1.0);
        for (row, forward, backward) in [
            (&rows[0], 0.0, content),
            (&rows[1], content, content),
            (&rows[2], content, 0.0),
        ] {
            assert!(
                close(row[D], forward) && close(row[D + H], backward),
                "{row:?}"
            );
        }
    }
}
