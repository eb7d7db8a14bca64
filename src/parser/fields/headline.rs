//! Headlines: without the site's name, and compared across their small differences.

/// What parts a headline from the site's name in a page title.
const PARTINGS: &[&str] = &[
    " | ", " - ", " – ", " — ", " · ", " :: ", " » ", " • ", " ― ", " -- ",
];

/// `text` without the site's name at its end: any part that names `publisher`; without a publisher, a last part of up to three words
/// after a bar. At its front, a part that names `publisher`.
pub fn clean(text: &str, publisher: Option<&str>) -> String {
    let mut text = text.trim();
    while let Some(((head, tail), parting)) = PARTINGS
        .iter()
        .filter_map(|&p| text.rsplit_once(p).zip(Some(p)))
        .max_by_key(|((head, _), _)| head.len())
    {
        let words = tail.split_whitespace().count();
        let bar = parting == " | ";
        let site = match publisher {
            Some(name) => names_same(tail, name) || (bar && words <= 3),
            None => bar && words <= 3,
        };
        if !site {
            break;
        }
        text = head.trim_end();
    }
    let front = PARTINGS
        .iter()
        .filter_map(|p| text.split_once(p))
        .min_by_key(|(head, _)| head.len());
    match (front, publisher) {
        (Some((head, rest)), Some(name)) if names_same(head, name) => rest.trim().to_owned(),
        _ => text.to_owned(),
    }
}

/// Do two names of a site mean the same one ("The Harbour Post", "harbourpost.example")?
pub fn names_same(a: &str, b: &str) -> bool {
    let (a, b) = (letters(a), letters(b));
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    short.len() >= 3 && long.contains(&short) && short.len() * 2 >= long.len()
}

/// Is one of two headlines the other, whole or with a site's name added?
pub fn agree(a: &str, b: &str) -> bool {
    letters_agree(&letters(a), &letters(b))
}

/// The same of two headlines' [`letters`].
pub fn letters_agree(a: &str, b: &str) -> bool {
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    !short.is_empty() && short.len() * 10 >= long.len() * 4 && long.contains(short)
}

/// Most words of a kicker.
const KICKER: usize = 6;

/// `shown` as one of `claims` spells it, most trusted first: with the marks that the page only draws ("Kicker Headline" for
/// "Kicker: Headline"), or without the kicker, where no claim has it.
pub fn as_claimed<'t>(shown: &'t str, claims: impl Iterator<Item = &'t str> + Clone) -> &'t str {
    let own = bare(shown);
    // Runs of marks; a blank behind one counts too: "Kicker:Headline".
    let marks = |text: &str| {
        let mut before = ' ';
        let counted = text.chars().filter(|&c| {
            let counts = is_mark(c) && !is_mark(before) || is_mark(before) && c == ' ';
            before = c;
            counts
        });
        counted.count()
    };
    let ends = |text: &str| (text.chars().next(), text.chars().next_back());
    let mut whole = claims
        .clone()
        .map(|claim| claim.trim_end_matches([' ', '|', '-', '–', '—']))
        .filter(|claim| bare(claim) == own)
        .peekable();
    if whole.peek().is_some() {
        let marked = whole.find(|claim| marks(claim) > marks(shown) && ends(claim) == ends(shown));
        return marked.unwrap_or(shown);
    }
    let mut claims = claims;
    let without_kicker = claims.find(|claim| {
        let kicker = shown.trim_end().strip_suffix(claim.trim());
        claim.split_whitespace().nth(2).is_some() && kicker.is_some_and(is_kicker)
    });
    without_kicker.unwrap_or(shown)
}

/// A few words, and a blank behind them.
fn is_kicker(text: &str) -> bool {
    let words = text.split_whitespace();
    let words = words.filter(|word| word.contains(char::is_alphanumeric));
    text.ends_with(char::is_whitespace)
        && bare(text).chars().filter(|c| c.is_alphabetic()).count() > 2
        && words.count() <= KICKER
}

const fn is_mark(c: char) -> bool {
    matches!(
        c,
        ':' | '/' | '|' | '-' | '–' | '—' | '.' | ',' | '!' | '?' | ';' | '：'
    )
}

/// Letters and digits alone, as they are.
fn bare(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Letters and digits alone, lower case: what two spellings of a headline share.
pub fn letters(text: &str) -> String {
    if text.is_ascii() {
        let mut letters = text.as_bytes().to_ascii_lowercase();
        letters.retain(u8::is_ascii_alphanumeric);
        return String::from_utf8(letters).unwrap_or_default();
    }
    let mut out = String::with_capacity(text.len());
    for c in text.chars().filter(|c| c.is_alphanumeric()) {
        if c.is_ascii() {
            out.push(c.to_ascii_lowercase());
        } else {
            out.extend(c.to_lowercase());
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{agree, as_claimed, clean};

    #[test]
    fn the_site_is_taken_off() {
        for (text, publisher, want) in [
            (
                "Ferry back in service | The Harbour Post",
                None,
                "Ferry back in service",
            ),
            (
                "Ferry back in service - The Harbour Post",
                Some("The Harbour Post"),
                "Ferry back in service",
            ),
            (
                "Ferry back in service - at last",
                Some("The Harbour Post"),
                "Ferry back in service - at last",
            ),
            (
                "Ferry back in service | News | Harbour Post",
                Some("The Harbour Post"),
                "Ferry back in service",
            ),
            ("Ferry back in service", None, "Ferry back in service"),
            (
                "The Harbour Post -- Ferry back in service",
                Some("The Harbour Post"),
                "Ferry back in service",
            ),
        ] {
            assert_eq!(clean(text, publisher), want);
        }
    }

    #[test]
    fn claims_spell_what_is_shown() {
        for (shown, claims, want) in [
            (
                "Night ferry Last boat at ten",
                &["Night ferry: Last boat at ten"][..],
                "Night ferry: Last boat at ten",
            ),
            (
                "Night ferry:Last boat at ten",
                &["Night ferry: Last boat at ten"],
                "Night ferry: Last boat at ten",
            ),
            (
                "Night ferry Last boat at ten",
                &["Last boat at ten"],
                "Last boat at ten",
            ),
            (
                "Night ferry - Last boat at ten",
                &["Boats", "Last boat at ten"],
                "Last boat at ten",
            ),
            (
                "Last boat at ten",
                &["Last boat at ten", "Night ferry: Last boat at ten"],
                "Last boat at ten",
            ),
            (
                "Night ferry: Last boat at ten",
                &["Night ferry Last boat at ten", "Last boat at ten"],
                "Night ferry: Last boat at ten",
            ),
            (
                "Why the night ferry never sails on a Sunday",
                &["Sunday"],
                "Why the night ferry never sails on a Sunday",
            ),
            (
                "LAST BOAT AT TEN",
                &["Last boat: at ten"],
                "LAST BOAT AT TEN",
            ),
            ("Last boat at ten", &[], "Last boat at ten"),
        ] {
            assert_eq!(as_claimed(shown, claims.iter().copied()), want, "{shown}");
        }
    }

    #[test]
    fn spellings_of_one_headline_agree() {
        assert!(agree(
            "Ferry ‘back in service’",
            "FERRY 'BACK IN SERVICE' | The Harbour Post"
        ));
        assert!(!agree(
            "Ferry back in service",
            "Ferry company sold to investor after long dispute"
        ));
    }
}
