//! An article as Markdown (CommonMark with GFM's tables) under front matter (YAML). Text is escaped: it looks as it did on the page.

use crate::article::{Article, Block, BlockKind, Element, Image, Related};
use crate::cli::input::Reading;

/// Front matter, then the article in reading order, then the related headlines. Ends with a line break.
pub fn document(reading: &Reading) -> String {
    let article = &reading.parsed.article;
    let mut parts = vec![front_matter(reading)];
    let mut inline = article.related.iter().filter(|r| r.inline);
    // Columns of the markers of the list items that are open, outermost first.
    let mut open = Vec::new();
    for element in article.flow() {
        let part = match element {
            Element::Headline => headline(article),
            Element::Standfirst => article.standfirst.as_deref().map(emphasis),
            Element::Image(i) => article.images.get(i).and_then(caption),
            Element::Body(i) => article.body.get(i).map(|block| match block.kind {
                BlockKind::ListItem => item(block, &mut open),
                BlockKind::InlineRelated => inline
                    .next()
                    .map_or_else(|| escaped(&block.text), |r| format!("→ {}", link(r))),
                _ => other(block),
            }),
            // in the front matter
            Element::Dateline | Element::Tags => None,
        };
        let is_item = matches!(element, Element::Body(i) if is_item(article.body.get(i)));
        if !is_item {
            open.clear();
        }
        parts.extend(part);
    }
    parts.extend(related(article));
    let mut document = parts.join("\n\n");
    document.push('\n');
    document
}

/// YAML, its strings quoted as JSON quotes them: every JSON string is a YAML string (YAML 1.2, 1.3).
fn front_matter(reading: &Reading) -> String {
    let article = &reading.parsed.article;
    let quoted = |text: &str| serde_json::Value::from(text).to_string();
    let list = |items: &[String]| {
        let items: Vec<_> = items.iter().map(|item| quoted(item)).collect();
        (!items.is_empty()).then(|| format!("[{}]", items.join(", ")))
    };
    let stamp = |stamp: crate::article::Stamp| stamp.to_string();
    let text = |text: &Option<String>| text.as_deref().map(quoted);
    let fields = [
        ("headline", text(&article.headline)),
        ("standfirst", text(&article.standfirst)),
        ("byline", list(&article.byline)),
        ("publisher", text(&article.publisher)),
        ("captured", article.captured.map(stamp)),
        ("published", article.published.map(stamp)),
        ("updated", article.updated.map(stamp)),
        ("language", text(&article.language)),
        ("url", text(&article.url)),
        ("tags", list(&article.tags)),
        ("source", Some(quoted(&reading.source))),
        ("notes", list(&reading.parsed.notes)),
    ];
    let mut yaml = String::from("---\n");
    for (key, value) in fields {
        if let Some(value) = value {
            yaml.extend([key, ": ", &value, "\n"]);
        }
    }
    yaml + "---"
}

fn headline(article: &Article) -> Option<String> {
    Some(format!("# {}", escaped(article.headline.as_deref()?)))
}

fn caption(image: &Image) -> Option<String> {
    let credit = image.credit.as_ref().map(|who| format!("Photo: {who}"));
    let words: Vec<_> = image.caption.clone().into_iter().chain(credit).collect();
    (!words.is_empty()).then(|| emphasis(&words.join(" · ")))
}

/// A list item below those whose markers are `open`: it may be nested one step deeper than the one before it, not more.
fn item(block: &Block, open: &mut Vec<usize>) -> String {
    open.truncate(usize::from(block.level).saturating_sub(1));
    let indent: usize = open.iter().sum();
    let number = block.number.map(|number| format!("{number}. "));
    let marker = number.as_deref().unwrap_or("- ");
    open.push(marker.len());
    format!("{:indent$}{marker}{}", "", escaped(&block.text))
}

fn is_item(block: Option<&Block>) -> bool {
    block.is_some_and(|block| block.kind == BlockKind::ListItem)
}

fn other(block: &Block) -> String {
    match block.kind {
        BlockKind::Heading => {
            let level = usize::from(block.level).clamp(2, 6);
            format!("{} {}", "#".repeat(level), escaped(&block.text))
        }
        BlockKind::Quote => format!("> {}", escaped(&block.text)),
        BlockKind::Code => code(&block.text),
        BlockKind::Table => table(&block.text),
        BlockKind::Note => emphasis(&block.text),
        BlockKind::Paragraph | BlockKind::ListItem | BlockKind::InlineRelated => {
            escaped(&block.text)
        }
    }
}

/// A fenced block; the fence is longer than any run of backticks inside.
fn code(text: &str) -> String {
    let (mut run, mut longest) = (0, 2);
    for c in text.chars() {
        run = if c == '`' { run + 1 } else { 0 };
        longest = longest.max(run);
    }
    let fence = "`".repeat(longest + 1);
    format!("{fence}\n{}\n{fence}", text.trim_end_matches('\n'))
}

/// A table of GFM; the first row is its head.
fn table(text: &str) -> String {
    let rows: Vec<Vec<_>> = text
        .lines()
        .map(|row| row.split('\t').map(escaped).collect())
        .collect();
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let mut lines = rows.into_iter().map(|mut cells: Vec<String>| {
        cells.resize(columns, String::new());
        format!("| {} |", cells.join(" | "))
    });
    let head = lines.next().unwrap_or_default();
    let mut table = format!("{head}\n|{}", "---|".repeat(columns));
    for line in lines {
        table.push('\n');
        table += &line;
    }
    table
}

/// What the page names besides, other than itself and what stands between the paragraphs.
fn related(article: &Article) -> Option<String> {
    let around = article.related.iter().filter(|r| !r.inline && !r.is_self);
    let items: Vec<_> = around.map(|r| format!("- {}", link(r))).collect();
    (!items.is_empty()).then(|| format!("## Related\n\n{}", items.join("\n")))
}

/// A related headline, linked when its address is one to follow on the web, with what it is when that is not text.
fn link(related: &Related) -> String {
    let headline = escaped(&related.headline);
    let linked = match related.url.as_deref().and_then(address) {
        Some(address) => format!("[{headline}]({address})"),
        None => headline,
    };
    match related.media {
        Some(media) => format!("{linked} ({})", format!("{media:?}").to_lowercase()),
        None => linked,
    }
}

/// An address in angle brackets, if it is one to follow on the web.
pub(super) fn address(url: &str) -> Option<String> {
    let is_web = url.starts_with("https://") || url.starts_with("http://");
    is_web.then(|| format!("<{}>", destination(url)))
}

/// An address that cannot leave its angle brackets.
fn destination(url: &str) -> String {
    let mut safe = String::with_capacity(url.len());
    for c in url.chars() {
        match c {
            '<' => safe += "%3C",
            '>' => safe += "%3E",
            '\\' => safe += "%5C",
            '\n' | '\t' => {}
            c => safe.push(c),
        }
    }
    safe
}

fn emphasis(text: &str) -> String {
    format!("*{}*", escaped(text))
}

/// `text` with everything escaped that Markdown would take for markup, at the start of a line or inside it.
pub(super) fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len() + 8);
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    for (at, c) in text.char_indices() {
        let markup = match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '~' | '|' => true,
            '#' | '+' | '-' | '>' | '=' => at == 0,
            '.' | ')' => at == digits && (1..10).contains(&digits),
            '&' => starts_reference(text.get(at + 1..).unwrap_or_default()),
            _ => false,
        };
        if markup {
            safe.push('\\');
        }
        safe.push(if c == '\n' { ' ' } else { c });
    }
    safe
}

/// Could an ampersand before `text` begin a character reference?
fn starts_reference(text: &str) -> bool {
    text.starts_with(|c: char| c == '#' || c.is_ascii_alphabetic())
}

#[cfg(test)]
mod tests {
    use super::{code, destination, document, escaped, item};
    use crate::article::{Block, BlockKind};
    use crate::cli::emit::tests::reading;

    #[test]
    fn a_whole_document() {
        let want = r#"---
headline: "Ferry \"Alma\" sails again: a * in C#"
standfirst: "After <two> weeks"
byline: ["Ida Moss", "Per Holm"]
publisher: "The Lantern"
published: 2023-05-16
updated: 2023-05-16T08:30:00
tags: ["Sea & shore"]
source: "a.txt"
notes: ["cut off"]
---

# Ferry "Alma" sails again: a \* in C#

*After \<two> weeks*

\# not a heading, \`code\` or \[link\]

*The quay · Photo: Ana Reis*

→ [Read more](<https://lantern.example/a%3Eb>)

### Why it stopped

- one

  - two

> 1\. We wait

````
a ``` b
  c
````

| day | boats |
|---|---|
| Monday | 2\|3 |
| Tuesday |  |

*Corrected since*

## Related

- [Harbour \*rebuilt\*](<https://lantern.example/a%3Eb>) (video)
"#;
        assert_eq!(document(&reading()), want);
    }

    #[test]
    fn items_are_nested_under_what_their_marker_takes() {
        let mut open = Vec::new();
        for (level, number, want) in [
            (1, Some(9), "9. Elm"),
            (2, None, "   - Elm"),
            (3, Some(10), "     10. Elm"),
            (4, None, "         - Elm"),
            (2, Some(1), "   1. Elm"),
            (1, None, "- Elm"),
            (3, None, "  - Elm"),
        ] {
            let block = Block {
                level,
                number,
                ..Block::new(BlockKind::ListItem, "Elm")
            };
            assert_eq!(item(&block, &mut open), want);
        }
    }

    #[test]
    fn text_is_escaped_where_it_would_be_markup() {
        for (text, want) in [
            ("plain text, and (more)!", "plain text, and (more)!"),
            ("2021. A year", "2021\\. A year"),
            ("in 2021. A year", "in 2021. A year"),
            ("1234567890. no list", "1234567890. no list"),
            ("3) third", "3\\) third"),
            ("- dash", "\\- dash"),
            ("a - dash", "a - dash"),
            ("=====", "\\====="),
            ("snake_case", "snake\\_case"),
            ("AT&T &amp; &#39;", "AT\\&T \\&amp; \\&#39;"),
            ("R & D", "R & D"),
            ("a\\*b", "a\\\\\\*b"),
            ("", ""),
        ] {
            assert_eq!(escaped(text), want);
        }
    }

    #[test]
    fn a_fence_is_longer_than_what_it_holds() {
        for (text, fence) in [("x", "```"), ("````", "`````"), ("` ``", "```")] {
            let block = code(text);
            assert_eq!(block, format!("{fence}\n{text}\n{fence}"));
        }
    }

    #[test]
    fn an_address_stays_within_its_brackets() {
        assert_eq!(
            destination("https://a.example/<x>\\\n"),
            "https://a.example/%3Cx%3E%5C"
        );
    }
}
