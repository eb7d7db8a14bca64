//! Why an article is related to another one, in few words.

use super::Neighbour;

/// What both speak of, and when the neighbour appeared, seen from the article whose neighbour it is: "Ostermouth, ferry, next day".
/// `is_earlier`: the neighbour is the older one.
pub fn reason(neighbour: &Neighbour, is_earlier: bool) -> String {
    let when = neighbour.days.map(|days| apart(days, is_earlier));
    let words = neighbour.shared.iter().cloned();
    let words: Vec<String> = words.chain(when).collect();
    words.join(", ")
}

/// The time between two days in words.
fn apart(days: u32, is_earlier: bool) -> String {
    let side = if is_earlier { "before" } else { "later" };
    let many = |count: u32, word: &str| {
        let s = if count == 1 { "" } else { "s" };
        format!("{count} {word}{s} {side}")
    };
    match days {
        0 => "same day".to_owned(),
        1 if is_earlier => "day before".to_owned(),
        1 => "next day".to_owned(),
        2..14 => many(days, "day"),
        14..60 => many(days / 7, "week"),
        60..730 => many(days / 30, "month"),
        _ => many(days / 365, "year"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::Id;

    #[test]
    fn reasons_in_few_words() {
        for (shared, days, is_earlier, expected) in [
            (
                &["Ostermouth", "ferry"][..],
                Some(0),
                false,
                "Ostermouth, ferry, same day",
            ),
            (&["ferry"], Some(1), false, "ferry, next day"),
            (&["ferry"], Some(1), true, "ferry, day before"),
            (&["ferry"], Some(3), true, "ferry, 3 days before"),
            (&["ferry"], Some(20), false, "ferry, 2 weeks later"),
            (&["ferry"], Some(65), true, "ferry, 2 months before"),
            (&["ferry"], Some(800), false, "ferry, 2 years later"),
            (&["ferry"], None, false, "ferry"),
            (&[], Some(2), false, "2 days later"),
            (&[], None, false, ""),
        ] {
            let neighbour = Neighbour {
                id: Id(1),
                score: 0.5,
                shared: shared.iter().map(|&word| word.to_owned()).collect(),
                days,
            };
            assert_eq!(reason(&neighbour, is_earlier), expected);
        }
    }
}
