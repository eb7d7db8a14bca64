//! Terms that are found, and likenesses that can be worked out by hand.

use super::*;

fn weighted(hash: u32, place: u8) -> Weighted {
    Weighted {
        hash,
        place,
        rarity: 2.0,
        weight: 3.0,
    }
}

#[test]
fn each_term_is_found_also_where_many_hashes_end_alike() {
    let step = u32::try_from(ENDINGS).unwrap_or_default();
    let hashes = [5, 5 + step, 5 + 3 * step, 6, step - 1];
    let terms = hashes.map(|hash| weighted(hash, 0)).to_vec();
    let asked = Asked::new(terms, Circumstances::default());
    for hash in hashes {
        assert_eq!(asked.term(hash).map(|term| term.hash), Some(hash));
    }
    for hash in [5 + 2 * step, 7, 0, u32::MAX] {
        assert_eq!(asked.term(hash), None, "{hash}");
    }
    let nothing = Asked::new(Vec::new(), Circumstances::default());
    assert_eq!(nothing.term(0), None);
}

#[test]
fn an_article_is_as_like_itself_as_can_be_and_less_like_others() {
    let terms: Vec<Weighted> = (0..40_u8)
        .map(|n| weighted(u32::from(n) * 31, n % 8))
        .collect();
    let asked = Asked::new(terms.clone(), Circumstances::default());
    let text = |terms: Vec<Weighted>| {
        asked
            .likeness(terms.into_iter(), &Circumstances::default())
            .text
    };
    assert!((text(terms.clone()) - 1.0).abs() < 1e-5);
    // The cosine of all terms is a half of 40 in common with 80 by root two, and so is that of each kind.
    let others = (40..80_u8).map(|n| weighted(u32::from(n) * 31, n % 8));
    let twice: Vec<Weighted> = terms.into_iter().chain(others).collect();
    assert!((text(twice.clone()) - 0.5_f32.sqrt()).abs() < 1e-5);
    assert!(text(twice.into_iter().skip(40).collect()) < 1e-5);
}
