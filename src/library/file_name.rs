//! A file name that tells which article is in it.

use crate::article::Article;

/// Most characters, and most bytes, of the words in a name: with a date, a number and an extension it stays below the 255 bytes of a name.
const LONGEST: (usize, usize) = (80, 200);

/// The name, without an extension: the day and the headline, `2024-05-16-harbour-reopens`; `otherwise` where there is no headline. Letters
/// and digits of any script stay, all else becomes a dash.
pub fn file_name(article: &Article, otherwise: &str) -> String {
    let headline = article.headline.as_deref().map(words);
    let headline = headline.filter(|words| !words.is_empty());
    let mut name = headline.unwrap_or_else(|| words(otherwise));
    if name.is_empty() {
        "untitled".clone_into(&mut name);
    }
    match article.published.or(article.updated) {
        Some(stamp) => format!("{}-{name}", stamp.date),
        None => name,
    }
}

/// Words with dashes between them, as many whole ones as there is room for.
fn words(text: &str) -> String {
    let mut name = String::new();
    let lower = text.to_lowercase();
    for word in lower
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
    {
        let fits = |name: &str| {
            let (chars, bytes) = (name.chars().count(), name.len());
            chars + 1 + word.chars().count() <= LONGEST.0 && bytes + 1 + word.len() <= LONGEST.1
        };
        if name.is_empty() {
            // A script without spaces may be one long word.
            let part = word.char_indices().take(LONGEST.0);
            let part = part.take_while(|(at, c)| at + c.len_utf8() <= LONGEST.1);
            name.extend(part.map(|(_, c)| c));
        } else if fits(&name) {
            name.push('-');
            name.push_str(word);
        } else {
            break;
        }
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(headline: &str, date: &str, want: &str) {
        let article = Article {
            headline: Some(headline.to_owned()),
            published: date.parse().ok(),
            ..Article::default()
        };
        assert_eq!(file_name(&article, "Saved page (2)"), want);
    }

    #[test]
    fn names_tell_day_and_headline() {
        for (headline, date, want) in [
            (
                "Harbour reopens",
                "2024-05-16",
                "2024-05-16-harbour-reopens",
            ),
            (
                "Harbour: ‘reopens’ / at 5.48am…",
                "",
                "harbour-reopens-at-5-48am",
            ),
            ("../../etc/passwd\0\n-rf", "", "etc-passwd-rf"),
            (
                "Nachtfähre für Skerrin",
                "2024-05-16",
                "2024-05-16-nachtfähre-für-skerrin",
            ),
            ("灯台、九日ぶりに", "", "灯台-九日ぶりに"),
            (" — ", "", "saved-page-2"),
        ] {
            check(headline, date, want);
        }
        let long = file_name(&Article::default(), &"harbour ".repeat(50));
        assert!(long.len() <= 80 && long.ends_with("-harbour"), "{long}");
        let long = file_name(&Article::default(), &"灯".repeat(500));
        assert_eq!(long.chars().count(), 66);
        assert_eq!(file_name(&Article::default(), "?"), "untitled");
    }
}
