//! Which articles tell one story: groups grow together for as long as the articles of both are, on average, likely to tell of one event
//! (average linkage). Groups that exist stay together.

use std::cmp::Ordering;
use std::collections::{BinaryHeap, HashMap};

/// The mean chance from which two groups are one story. Found on `shared/related`, where .25 does about as well; a wrong one in a story is worse than one that is not.
pub const TOGETHER: f32 = 0.3;

/// A group to begin with: an article alone, or a story.
pub type Group = u32;

/// Two groups that may become one.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Pair {
    mean: f32,
    one: Group,
    two: Group,
}

impl Eq for Pair {}

impl Ord for Pair {
    fn cmp(&self, other: &Self) -> Ordering {
        let means = self.mean.total_cmp(&other.mean);
        means
            .then(other.one.cmp(&self.one))
            .then(other.two.cmp(&self.two))
    }
}

impl PartialOrd for Pair {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// Brings groups together. `sizes` are their articles; `links` say of two articles in different groups how likely they tell of one event, each
/// pair once; pairs that are not there are unlikely. Gives for each group the one that it is part of in the end: the first of them.
pub fn grouped(sizes: &[u32], links: &[(Group, Group, f32)]) -> Vec<Group> {
    let mut sizes = sizes.to_vec();
    let mut home: Vec<Group> = (0..).take(sizes.len()).collect();
    let mut sums: Vec<HashMap<Group, f32>> = vec![HashMap::new(); sizes.len()];
    let mut add = |one: Group, two: Group, chance: f32| {
        if let Some(sums) = sums.get_mut(one as usize) {
            *sums.entry(two).or_default() += chance;
        }
    };
    for &(one, two, chance) in links.iter().filter(|(one, two, _)| one != two) {
        add(one, two, chance);
        add(two, one, chance);
    }
    let size = |sizes: &[u32], group: Group| sizes.get(group as usize).copied().unwrap_or(1);
    #[allow(clippy::cast_precision_loss)] // of groups of thousands of articles
    let mean = |sizes: &[u32], one: Group, two: Group, sum: f32| {
        sum / (size(sizes, one) as f32 * size(sizes, two) as f32)
    };
    let mut pairs = BinaryHeap::new();
    for (one, others) in (0..).zip(&sums) {
        for (&two, &sum) in others.iter().filter(|(two, _)| one < **two) {
            let mean = mean(&sizes, one, two, sum);
            if mean >= TOGETHER {
                pairs.push(Pair { mean, one, two });
            }
        }
    }
    while let Some(Pair {
        mean: was,
        one,
        two,
    }) = pairs.pop()
    {
        let held = sums
            .get(one as usize)
            .and_then(|sums| sums.get(&two))
            .copied();
        let is = held.map(|sum| mean(&sizes, one, two, sum));
        // One of them has grown since: what holds now stands in the heap as well.
        if is.is_none_or(|is| is.total_cmp(&was).is_ne()) {
            continue;
        }
        let others = sums
            .get_mut(two as usize)
            .map(std::mem::take)
            .unwrap_or_default();
        if let Some(home) = home.get_mut(two as usize) {
            *home = one;
        }
        let grown = size(&sizes, two);
        if let Some(size) = sizes.get_mut(one as usize) {
            *size += grown;
        }
        for (third, sum) in others.into_iter().filter(|(third, _)| *third != one) {
            if let Some(sums) = sums.get_mut(third as usize) {
                sums.remove(&two);
                *sums.entry(one).or_default() += sum;
            }
            if let Some(sums) = sums.get_mut(one as usize) {
                *sums.entry(third).or_default() += sum;
            }
        }
        let around = sums.get_mut(one as usize).map(|sums| {
            sums.remove(&two);
            sums.clone()
        });
        for (third, sum) in around.unwrap_or_default() {
            let mean = mean(&sizes, one, third, sum);
            if mean >= TOGETHER {
                pairs.push(Pair {
                    mean,
                    one: one.min(third),
                    two: one.max(third),
                });
            }
        }
    }
    // A home may have found another one since.
    let end_of = |mut at: Group| {
        while let Some(&next) = home.get(at as usize).filter(|next| **next != at) {
            at = next;
        }
        at
    };
    home.iter().map(|group| end_of(*group)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Groups of these sizes with these links become those.
    fn check(sizes: &[u32], links: &[(Group, Group, f32)], expected: &[Group]) {
        assert_eq!(grouped(sizes, links), expected, "{links:?}");
    }

    #[test]
    fn likely_ones_come_together() {
        check(&[], &[], &[]);
        check(&[1, 1, 1], &[(0, 1, 0.9)], &[0, 0, 2]);
        check(&[1, 1, 1], &[(0, 1, 0.2)], &[0, 1, 2]);
        check(
            &[1, 1, 1],
            &[(2, 1, 0.9), (1, 0, 0.8), (0, 2, 0.7)],
            &[0, 0, 0],
        );
    }

    #[test]
    fn one_link_does_not_chain_groups() {
        // The middle one is near both ends, which are far from each other.
        check(&[1, 1, 1], &[(0, 1, 0.9), (1, 2, 0.45)], &[0, 0, 2]);
        check(
            &[4, 1, 4],
            &[(0, 1, 3.0), (1, 2, 1.2), (0, 2, 0.5)],
            &[0, 0, 2],
        );
    }

    #[test]
    fn homes_lead_to_the_end() {
        let links = [
            (3, 2, 0.9),
            (2, 1, 0.8),
            (1, 0, 0.8),
            (3, 1, 0.8),
            (3, 0, 0.8),
            (2, 0, 0.8),
        ];
        check(&[1, 1, 1, 1], &links, &[0, 0, 0, 0]);
    }
}
