//! What a page's address says of its kind.

use super::{flag, log};

/// Words of the path, or the host's first, by the kind of page that has them.
const WORDS: [(&str, &str); 4] = [
    (
        "at-shop",
        "product products shop store item dp p buy collections",
    ),
    (
        "at-list",
        "category categories tag tags topics collections search browse archive c list",
    ),
    (
        "at-forum",
        "forum forums thread threads t topic questions comments r community viewtopic.php",
    ),
    (
        "at-manual",
        "docs doc documentation reference guide manual api latest stable learn",
    ),
];

/// Adds what `url` says.
pub fn evidence(url: Option<&str>, to: &mut Vec<(&'static str, f32)>) {
    let rest = url.and_then(|url| url.split_once("://")).map(|u| u.1);
    let place = rest.unwrap_or_default().split(['?', '#']).next();
    let place = place.unwrap_or_default().to_lowercase();
    let (host, path) = place.split_once('/').unwrap_or((&place, ""));
    let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
    let words = |part: &&str| part.split(['-', '_']).filter(|w| w.len() > 1).count();
    to.push(("at-unknown", flag(rest.is_none())));
    to.push(("at-slug", log(parts.iter().map(words).max().unwrap_or(0))));
    to.push(("at-date", flag(parts.iter().any(|part| is_year(part)))));
    let first = host.split('.').next().unwrap_or_default();
    for (name, words) in WORDS {
        let is = |part: &str| words.split(' ').any(|word| word == part);
        to.push((name, flag(is(first) || parts.iter().any(|part| is(part)))));
    }
}

/// A year, perhaps with month and day, as papers file their stories.
fn is_year(part: &str) -> bool {
    let digits = part.bytes().take_while(u8::is_ascii_digit).count();
    let ends = part.len() == digits || part.as_bytes().get(4) == Some(&b'-');
    (4..=8).contains(&digits) && ends && (part.starts_with("20") || part.starts_with("19"))
}
