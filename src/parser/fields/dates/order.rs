//! Which of day and month a page puts first, told by its dates that can be read one way only: `23/2/2022`, `2/23/2022`.

use super::token::{Kind, Token, tokens};

/// Does the day stand before the month in the all-numeric dates of `lines`? As most of those say that can be read one way only; `None`
/// when there are none, or as many of each. Dates with full stops are left out: with them the day is always first.
pub fn day_first<'t>(lines: impl Iterator<Item = &'t str>) -> Option<bool> {
    let (mut day, mut month) = (0, 0);
    for line in lines.filter(|line| has_parts(line)) {
        for window in tokens(line).windows(5) {
            match order(window) {
                Some(true) => day += 1,
                Some(false) => month += 1,
                None => {}
            }
        }
    }
    (day != month).then_some(day > month)
}

/// A cheap look: a slash or hyphen between digits.
fn has_parts(line: &str) -> bool {
    line.as_bytes()
        .windows(3)
        .any(|w| matches!(w, [a, b'/' | b'-', c] if a.is_ascii_digit() && c.is_ascii_digit()))
}

fn order(window: &[Token]) -> Option<bool> {
    let [first, mark, second, again, year] = window else {
        return None;
    };
    let (Kind::Number(first, 1..=2), Kind::Number(second, 1..=2), Kind::Number(_, 2 | 4)) =
        (first.kind, second.kind, year.kind)
    else {
        return None;
    };
    if mark.kind != again.kind || !matches!(mark.kind, Kind::Mark('/' | '-')) {
        return None;
    }
    match (first, second) {
        (13..=31, 1..=12) => Some(true),
        (1..=12, 13..=31) => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::day_first;

    #[test]
    fn clear_dates_tell_the_order() {
        for (lines, want) in [
            (&["2/1/2022", "23/2/2022"][..], Some(true)),
            (&["Feb. 2", "Posted 2/23/2022 by Jo Field"], Some(false)),
            (&["23-02-22", "2/23/2022"], None),
            (&["2/1/2022", "23.02.2022", "2022-02-23"], None),
            (&[], None),
        ] {
            assert_eq!(day_first(lines.iter().copied()), want, "{lines:?}");
        }
    }
}
