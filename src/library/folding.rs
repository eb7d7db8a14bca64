//! How a list is folded: the versions of a text stand below the one that speaks for them, the texts of a story below the newest. Pure, and
//! linear in the list.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::hash::Hash;

use super::{Head, Id, MarkSet};

/// Where an article stands in a folded list.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// A row of its own, for all that stand below it.
    #[default]
    Top,
    /// Another text of the story above.
    Story,
    /// Another version of the text above.
    Version,
}

/// What articles belong to; those that stand alone are not here.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Kinship {
    /// The name of the text that an article is a version of, and when it was last changed.
    pub versions: HashMap<Id, (i64, i64)>,
    /// The name of its story.
    pub stories: HashMap<Id, i64>,
}

/// The articles of a list with their marks, and where its groups begin.
pub type Listed = (Vec<(Id, MarkSet)>, Vec<Head>);

/// A row with what stands below it, as places in the list before it was folded.
#[derive(Default)]
struct Below {
    texts: HashMap<usize, Vec<usize>>,
    versions: HashMap<usize, Vec<usize>>,
}

/// Folds a list: it stays in its order but for articles that go below another one. Of versions the one speaks that was changed last, of
/// stories the newest text, or of either the one that is `first` in the list. Gives a level for each article, or none where all are at the top.
pub fn fold((articles, heads): Listed, kinship: &Kinship, first: bool) -> (Listed, Vec<Level>) {
    let mut is_below = vec![false; articles.len()];
    let mut below = Below::default();
    let at = |n: &usize| articles.get(*n).map(|(id, _)| *id);
    let versions = sets(
        articles
            .iter()
            .enumerate()
            .filter_map(|(n, (id, _))| kinship.versions.get(id).map(|(name, _)| (*name, n))),
    );
    for mut set in versions {
        let changed = |n: &usize| at(n).and_then(|id| Some((kinship.versions.get(&id)?.1, id)));
        set.sort_by_key(|n| Reverse(changed(n)));
        put_below(set, first, &mut is_below, &mut below.versions);
    }
    let tops = articles.iter().enumerate().zip(&is_below);
    let texts = tops.filter(|(_, is_below)| !**is_below);
    let stories = sets(texts.filter_map(|((n, (id, _)), _)| Some((*kinship.stories.get(id)?, n))));
    for mut set in stories {
        set.sort_by_key(|n| Reverse(at(n)));
        put_below(set, first, &mut is_below, &mut below.texts);
    }
    if below.texts.is_empty() && below.versions.is_empty() {
        return ((articles, heads), Vec::new());
    }
    laid_out((&articles, heads), &is_below, &below)
}

/// The places of each name that stands in the list more than once, in order.
fn sets<K: Hash + Eq>(places: impl Iterator<Item = (K, usize)>) -> Vec<Vec<usize>> {
    let mut sets: HashMap<K, Vec<usize>> = HashMap::new();
    for (name, place) in places {
        sets.entry(name).or_default().push(place);
    }
    let mut sets: Vec<_> = sets.into_values().filter(|set| set.len() > 1).collect();
    sets.sort_unstable();
    sets
}

/// Puts all of a set but one below that one: below the first of the set as it is sorted, or of the list.
fn put_below(
    mut set: Vec<usize>,
    first: bool,
    is_below: &mut [bool],
    below: &mut HashMap<usize, Vec<usize>>,
) {
    let lead = if first { set.iter().min() } else { set.first() };
    let Some(&lead) = lead else { return };
    set.retain(|&n| n != lead);
    for &n in &set {
        if let Some(flag) = is_below.get_mut(n) {
            *flag = true;
        }
    }
    below.insert(lead, set);
}

/// The list as it is folded.
fn laid_out(
    (articles, heads): (&[(Id, MarkSet)], Vec<Head>),
    is_below: &[bool],
    below: &Below,
) -> (Listed, Vec<Level>) {
    let mut folded = Vec::with_capacity(articles.len());
    let mut levels = Vec::with_capacity(articles.len());
    let mut kept = Vec::with_capacity(heads.len());
    let mut heads = heads.into_iter().peekable();
    let mut waiting = None;
    let none = Vec::new();
    let mut put = |n: usize, level: Level| {
        folded.extend(articles.get(n));
        levels.push(level);
        let versions = below.versions.get(&n).unwrap_or(&none);
        folded.extend(versions.iter().filter_map(|&n| articles.get(n)));
        levels.extend(versions.iter().map(|_| Level::Version));
        folded.len()
    };
    let mut end = 0;
    for n in 0..articles.len() {
        while let Some(head) = heads.next_if(|head| head.at <= n) {
            waiting = Some(head);
        }
        if is_below.get(n) == Some(&true) {
            continue;
        }
        kept.extend(waiting.take().map(|head| Head { at: end, ..head }));
        end = put(n, Level::Top);
        for &text in below.texts.get(&n).unwrap_or(&none) {
            end = put(text, Level::Story);
        }
    }
    ((folded, kept), levels)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::Shared;

    /// Articles by number in their order, versions as `name:articles`, stories alike, and the folded list: `(` for texts, `[` for versions.
    fn check(order: &[i64], versions: &[&[i64]], stories: &[&[i64]], first: bool, want: &str) {
        let mut kinship = Kinship::default();
        for (name, set) in (1_i64..).zip(versions) {
            // The greatest number was changed last.
            kinship
                .versions
                .extend(set.iter().map(|&n| (Id(n), (name, n))));
        }
        for (name, set) in (1_i64..).zip(stories) {
            kinship.stories.extend(set.iter().map(|&n| (Id(n), name)));
        }
        let articles = order.iter().map(|&n| (Id(n), MarkSet::default())).collect();
        let day = |at: usize| Head {
            at,
            of: Shared::Day(None),
        };
        let heads = vec![day(0), day(3)];
        let ((articles, heads), levels) = fold((articles, heads), &kinship, first);
        let mut shown = String::new();
        for (n, (id, _)) in articles.iter().enumerate() {
            if heads.iter().any(|head| head.at == n) {
                shown.push('|');
            }
            let sign = match levels.get(n).copied().unwrap_or_default() {
                Level::Top => " ",
                Level::Story => "(",
                Level::Version => "[",
            };
            shown.push_str(sign);
            shown.push_str(&id.0.to_string());
        }
        assert_eq!(shown, want, "{order:?} {versions:?} {stories:?}");
    }

    #[test]
    fn what_belongs_together_stands_together() {
        let newest = [9, 8, 7, 6, 5, 4];
        check(&newest, &[], &[], false, "| 9 8 7| 6 5 4");
        check(&newest, &[&[8, 5, 4]], &[], false, "| 9 8[5[4 7| 6");
        check(&newest, &[&[1, 5]], &[], false, "| 9 8 7| 6 5 4");
        check(&newest, &[], &[&[9, 6, 5]], false, "| 9(6(5 8 7| 4");
        check(
            &newest,
            &[&[6, 4]],
            &[&[9, 6], &[8, 7]],
            false,
            "| 9(6[4 8(7| 5",
        );
        check(&newest, &[&[9, 7]], &[&[9, 6]], false, "| 9[7(6 8| 5 4");
        // Oldest first: what speaks stays where it stands; a group of which nothing is left has no head.
        check(
            &[4, 5, 6, 7, 8, 9],
            &[&[4, 5, 6, 9]],
            &[],
            false,
            "| 7 8 9[6[5[4",
        );
        check(
            &[4, 5, 6, 7, 8, 9],
            &[&[4, 5, 9]],
            &[],
            false,
            "| 6| 7 8 9[5[4",
        );
        // Of hits the best one speaks.
        check(&[5, 9, 4, 8], &[&[5, 9, 8]], &[], true, "| 5[9[8 4");
    }
}
