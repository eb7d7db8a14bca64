//! Front matter: the lines between `---` at the head of a clipped Markdown file, as claims. Of YAML only what clippers write: `key: value`,
//! `key: [a, b]` and lists of `- item`; anything else is left unread.

use crate::parser::fields::dates;
use crate::parser::metadata::Claims;

/// Longest front matter, in bytes.
const LONGEST: usize = 16_384;

/// The claims of `source`'s front matter and the bytes that it takes; `None` where there is none.
pub fn read(source: &str) -> Option<(Claims, usize)> {
    let inner = source.strip_prefix("---\n")?;
    let head = inner.get(..inner.floor_char_boundary(LONGEST))?;
    let (head, _) = head.split_once("\n---\n")?;
    let mut claims = Claims::default();
    let mut key = "";
    for line in head.lines() {
        if let Some(item) = line.trim_start().strip_prefix("- ") {
            take(&mut claims, key, item);
        } else if let Some((name, value)) = line.split_once(':') {
            key = name.trim();
            let value = value.trim();
            match value.strip_prefix('[').and_then(|v| v.strip_suffix(']')) {
                Some(list) => list
                    .split(',')
                    .for_each(|item| take(&mut claims, key, item)),
                None => take(&mut claims, key, value),
            }
        }
    }
    Some((claims, "---\n".len() + head.len() + "\n---\n".len()))
}

fn take(claims: &mut Claims, key: &str, value: &str) {
    let value = value.trim().trim_matches(['"', '\'']).trim();
    // Obsidian writes names and tags as links to notes.
    let value = value.trim_start_matches("[[").trim_end_matches("]]");
    if value.is_empty() {
        return;
    }
    let text = || value.to_owned();
    let date = || dates::machine(value);
    match key.to_lowercase().as_str() {
        "title" | "headline" => claims.headlines.push(text()),
        "description" | "excerpt" | "summary" | "standfirst" => claims.descriptions.push(text()),
        "author" | "authors" | "byline" => claims.authors.push(text()),
        "publisher" | "site" | "site_name" | "publication" => claims.publishers.push(text()),
        "published" | "date" | "date_published" => claims.published.extend(date()),
        "updated" | "modified" | "date_modified" => claims.updated.extend(date()),
        "created" | "clipped" | "saved" | "captured" | "date_saved" => {
            claims.captured = claims.captured.or_else(date);
        }
        "lang" | "language" => claims.language = Some(text()),
        "url" | "source" | "link" => claims.url = Some(text()),
        "tags" | "keywords" | "topics" => claims.tags.push(text()),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn claims_are_read_and_the_rest_left() {
        let source = "---\ntitle: \"Ferry: back at last\"\nauthor:\n  - \"[[Jana Miller]]\"\n  - Tom Reed\ndate: 2024-05-02\n\
                      tags: [ferries, \"Elm Quay\"]\nsource: https://post.example/ferry\ndraft\n---\n# Ferry: back at last\n";
        let (claims, length) = read(source).unwrap();
        assert_eq!(&source[length..], "# Ferry: back at last\n");
        assert_eq!(claims.headlines, ["Ferry: back at last"]);
        assert_eq!(claims.authors, ["Jana Miller", "Tom Reed"]);
        assert_eq!(claims.tags, ["ferries", "Elm Quay"]);
        assert_eq!(claims.url.as_deref(), Some("https://post.example/ferry"));
        assert_eq!(claims.published.first().unwrap().to_string(), "2024-05-02");
    }

    #[test]
    fn a_rule_is_no_front_matter() {
        for source in ["---\nA line, and no end", "Text\n---\na: b\n---\n", ""] {
            assert!(read(source).is_none(), "{source}");
        }
    }
}
