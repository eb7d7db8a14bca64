//! The valid name that a mistyped one may be meant to be.

/// The one of `known` that is nearest to `name`, if it is near at all.
pub fn nearest<'a>(name: &str, known: &[&'a str]) -> Option<&'a str> {
    let near = known.iter().min_by_key(|known| distance(name, known))?;
    (distance(name, near) <= near.len() / 2).then_some(near)
}

/// Number of characters to put in, take out or change to make one word of the other (Levenshtein).
pub fn distance(one: &str, other: &str) -> usize {
    let mut row: Vec<usize> = (1..=other.chars().count()).collect();
    for (i, a) in one.chars().enumerate() {
        let mut corner = i;
        let mut left = i + 1;
        for (b, above) in other.chars().zip(&mut row) {
            let changed = corner + usize::from(a != b);
            corner = *above;
            left = changed.min(left + 1).min(*above + 1);
            *above = left;
        }
    }
    row.last().copied().unwrap_or(one.chars().count())
}

#[cfg(test)]
mod tests {
    use super::{distance, nearest};

    #[test]
    fn distances() {
        for (one, other, want) in [
            ("", "", 0),
            ("", "abc", 3),
            ("abc", "", 3),
            ("glyph", "glyphs", 1),
            ("kitten", "sitting", 3),
        ] {
            assert_eq!(distance(one, other), want, "{one} {other}");
        }
    }

    #[test]
    fn only_what_is_near_is_meant() {
        for (name, want) in [
            ("librray", Some("library")),
            ("asci", Some("ascii")),
            ("theme", None),
            ("", None),
        ] {
            assert_eq!(nearest(name, &["library", "ascii"]), want, "{name}");
        }
    }
}
