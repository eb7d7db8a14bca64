//! The chain of labels: what follows what, and how sure each label of a block then is. Knows numbers alone.
//!
//! The forward-backward algorithm of a linear-chain conditional random field (Lafferty, `McCallum` and Pereira, 2001), linear in the
//! number of blocks; each place is scaled to sum 1, so that no page is too long.

// Compiled whole for a kind of processor, and counted along in the busiest loops: see `net`.
#![allow(clippy::inline_always)]

use pulp::{Arch, Simd, WithSimd};

use super::net::exp;
use super::{Model, N, Row};

/// Each label's share (0 to 1) of all that the scores and the chain say of a block, over all ways to label the page.
pub fn shares(model: &Model, scores: &[Row]) -> Vec<Row> {
    Arch::new().dispatch(Chain { model, scores })
}

struct Chain<'a> {
    model: &'a Model,
    scores: &'a [Row],
}

impl WithSimd for Chain<'_> {
    type Output = Vec<Row>;

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) -> Vec<Row> {
        let Self { model, scores } = self;
        let mut follow = model.follow;
        for row in &mut follow {
            *row = all_exp(row);
        }
        let leads = turned(&follow);
        let mut own = scores.to_vec();
        let mut shares = vec![[0.0; N]; own.len()];
        let mut ahead = all_exp(&model.start);
        for (own, share) in own.iter_mut().zip(&mut shares) {
            *own = all_exp(&below_top(own));
            *share = to_sum_one(&times(&ahead, own));
            ahead = through(share, &follow);
        }
        let mut behind = all_exp(&model.end);
        for (own, share) in own.iter().zip(&mut shares).rev() {
            *share = to_sum_one(&times(share, &behind));
            behind = to_sum_one(&through(&times(&behind, own), &leads));
        }
        shares
    }
}

/// The steps the other way round: to each label from each.
#[inline(always)]
fn turned(steps: &[Row; N]) -> [Row; N] {
    let mut out = [[0.0; N]; N];
    for (from, row) in steps.iter().enumerate() {
        for (to, &step) in out.iter_mut().zip(row) {
            if let Some(own) = to.get_mut(from) {
                *own = step;
            }
        }
    }
    out
}

/// What of `row` comes through the steps from each label to each.
#[inline(always)]
fn through(row: &Row, steps: &[Row; N]) -> Row {
    let mut out = [0.0; N];
    for (share, steps) in row.iter().zip(steps) {
        for (label, own) in out.iter_mut().enumerate() {
            if let Some(step) = steps.get(label) {
                *own += share * step;
            }
        }
    }
    out
}

#[inline(always)]
fn all_exp(row: &Row) -> Row {
    let mut out = *row;
    for value in &mut out {
        *value = exp(*value);
    }
    out
}

/// The row, its greatest value 0.
#[inline(always)]
fn below_top(row: &Row) -> Row {
    let mut top = f32::NEG_INFINITY;
    for value in row {
        top = top.max(*value);
    }
    let mut out = *row;
    for value in &mut out {
        *value -= top;
    }
    out
}

#[inline(always)]
fn times(a: &Row, b: &Row) -> Row {
    let mut out = *a;
    for (label, value) in out.iter_mut().enumerate() {
        if let Some(by) = b.get(label) {
            *value *= by;
        }
    }
    out
}

#[inline(always)]
fn to_sum_one(row: &Row) -> Row {
    let mut sum = 0.0;
    for value in row {
        sum += value;
    }
    let by = 1.0 / f32::max(sum, f32::MIN_POSITIVE);
    let mut out = *row;
    for value in &mut out {
        *value *= by;
    }
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        /// Against all 27 ways to give three blocks three labels.
        #[test]
        fn shares_are_those_of_all_sequences(weights in prop::collection::vec(-5i8..5, 24)) {
            const NEVER: f32 = -60.0;
            let at = |i: usize| f32::from(weights[i]) * 0.5;
            let of = |i: usize| -> Row {
                std::array::from_fn(|label| if label < 3 { at(3 * i + label) } else { NEVER })
            };
            let mut model = Model { start: of(0), end: of(1), ..Model::default() };
            for label in 0..3 {
                model.follow[label] = of(2 + label);
            }
            let scores = [of(5), of(6), of(7)];
            let mut want = [[0.0f32; 3]; 3];
            for n in 0..27 {
                let path = [n % 3, n / 3 % 3, n / 9];
                let own: f32 = (0..3).map(|b| scores[b][path[b]]).sum();
                let steps: f32 = (0..2).map(|b| model.follow[path[b]][path[b + 1]]).sum();
                let weight = (own + steps + model.start[path[0]] + model.end[path[2]]).exp();
                (0..3).for_each(|b| want[b][path[b]] += weight);
            }
            for (got, want) in shares(&model, &scores).iter().zip(&want) {
                let all: f32 = want.iter().sum();
                for label in 0..3 {
                    prop_assert!((got[label] - want[label] / all).abs() < 1e-3);
                }
            }
        }
    }

    #[test]
    fn shares_sum_to_one_however_long_the_page() {
        let mut model = Model::default();
        model.follow[1][2] = 9.0;
        model.follow[2][1] = -9.0;
        let scores: Vec<Row> = (0u8..200)
            .cycle()
            .take(20_000)
            .map(|i| {
                std::array::from_fn(|label| f32::from(i) * if label == 2 { 1.0 } else { -0.5 })
            })
            .collect();
        let all = shares(&model, &scores);
        assert_eq!(all.len(), scores.len());
        for row in all {
            assert!((row.iter().sum::<f32>() - 1.0).abs() < 1e-3, "{row:?}");
        }
        assert!(shares(&model, &[]).is_empty());
    }
}
