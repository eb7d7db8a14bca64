//! The article of a page that shows none: scripts would have put it there from data that the page carries. Knows JSON, and no site's own
//! way to arrange it.

use html5ever::local_name;
use serde_json::{Deserializer, Value};

use crate::article::count_words;
use crate::parser::block::{Block, Document, Form, Hints, Inside, Markup};
use crate::parser::filter::clean_line;
use crate::parser::metadata::LARGEST;

use super::address::Base;
use super::tree::{Data, Node, Tree};
use super::{guard, walk};

/// Words of a text that is a paragraph and no label.
const PARAGRAPH: usize = 20;
/// A page that shows fewer words in paragraphs shows no article.
const SHOWN: usize = 50;
/// Words that an article has at least.
const ARTICLE: usize = 100;
/// Texts kept of an article.
const TEXTS: usize = 2_000;

/// Adds the text of `tree`'s article, where the page's data hold it and `document` does not.
pub fn add(document: &mut Document, tree: &Tree) {
    if shown(document) >= SHOWN {
        return;
    }
    let declared = document.claims.body.clone();
    let declared = declared.filter(|body| count_words(body) >= ARTICLE);
    // A shop's page holds lists of texts as well.
    let says_article = document.claims.is_article == Some(true);
    let is_whole = |texts: &Vec<String>| texts.len() == 1 || says_article;
    let texts = match declared {
        Some(body) => vec![body],
        None => Some(hydrated(tree)).filter(is_whole).unwrap_or_default(),
    };
    if texts.iter().map(|text| count_words(text)).sum::<usize>() < ARTICLE {
        return;
    }
    for text in texts {
        put(document, &text);
    }
    let note = "the text was found in the page's embedded data".to_owned();
    document.notes.push(note);
}

/// Words that the page holds in paragraphs, hidden or not.
fn shown(document: &Document) -> usize {
    let blocks = document.blocks.iter();
    blocks
        .filter(|b| !b.is_inside(Inside::LINK))
        .map(|b| count_words(&b.text))
        .filter(|words| *words >= PARAGRAPH)
        .sum()
}

/// The longest article in the page's data, text by text.
fn hydrated(tree: &Tree) -> Vec<String> {
    let scripts = tree
        .nodes()
        .filter(|n| n.name() == Some(&local_name!("script")));
    let articles = scripts.filter_map(|script| {
        let Data::Text(text) = &tree.node(script.first)?.data else {
            return None;
        };
        Some(longest(&value(script, text)?))
    });
    let best = articles.max_by_key(|(words, _)| *words);
    best.map(|(_, texts)| texts).unwrap_or_default()
}

/// The value in a script: the whole of it, or what is assigned or handed over in its first statement.
fn value(script: &Node, text: &str) -> Option<Value> {
    let kind = script.attribute(&local_name!("type")).unwrap_or_default();
    if !(ARTICLE..=LARGEST).contains(&text.len()) || kind.contains("ld+json") {
        return None;
    }
    let from = if kind.contains("json") {
        0
    } else {
        let from = text.find(['{', '['])?;
        let before = text.get(..from)?.trim_end();
        let hands_over = before.ends_with(['=', '(']) && !before.contains(['{', ';']);
        hands_over.then_some(from)?
    };
    let mut values = Deserializer::from_str(text.get(from..)?).into_iter();
    values.next()?.ok()
}

/// The texts of the list that holds most words, or the one text that holds more; and how many.
fn longest(value: &Value) -> (usize, Vec<String>) {
    // Each list: its words and texts. A text counts for its own list and the one around it, for lines are often lists of pieces.
    let mut lists: Vec<(usize, Vec<&str>)> = vec![(0, Vec::new())];
    let mut best: (usize, Vec<&str>) = (0, Vec::new());
    let mut open = vec![(value, 0, 0)];
    while let Some((value, list, around)) = open.pop() {
        match value {
            Value::Array(items) => {
                lists.push((0, Vec::new()));
                let inner = lists.len() - 1;
                open.extend(items.iter().rev().map(|item| (item, inner, list)));
            }
            Value::Object(object) => open.extend(object.values().map(|v| (v, list, around))),
            Value::String(text) => {
                let words = prose(text);
                if words > best.0 {
                    best = (words, vec![text]);
                }
                let both = [Some(list), Some(around).filter(|around| *around != list)];
                for list in both
                    .into_iter()
                    .flatten()
                    .filter(|list| *list > 0 && words > 0)
                {
                    if let Some(list) = lists.get_mut(list)
                        && list.1.len() < TEXTS
                    {
                        list.0 += words;
                        list.1.push(text);
                    }
                }
            }
            _ => {}
        }
    }
    for list in lists {
        if list.0 > best.0 {
            best = list;
        }
    }
    (best.0, best.1.into_iter().map(str::to_owned).collect())
}

/// Words of a text that is written for readers; else 0.
fn prose(text: &str) -> usize {
    let ends = |c: char| ".!?。！？؟।".contains(c);
    if text.len() < PARAGRAPH * 3 || text.contains(['{', '}']) || !text.contains(ends) {
        return 0;
    }
    let words = count_words(text);
    if words >= PARAGRAPH { words } else { 0 }
}

/// Adds a text's paragraphs: HTML's blocks, or lines.
fn put(document: &mut Document, text: &str) {
    if text.contains("</") {
        let tree = guard::parse(text);
        for block in walk::walk(&tree, &Base::default()).blocks {
            if !block.is_inside(Inside::HIDDEN) {
                append(document, block.text, block.hints);
            }
        }
        return;
    }
    for line in text.lines().map(clean_line).filter(|line| !line.is_empty()) {
        append(document, line, Hints::default());
    }
}

fn append(document: &mut Document, text: String, mut hints: Hints) {
    if hints.form == Form::Plain {
        hints.form = Form::Paragraph;
    }
    hints.gap = 1;
    let markup = hints.markup.get_or_insert_with(Box::<Markup>::default);
    markup.inside = markup.inside.with(Inside::ARTICLE_BODY);
    if !document.source.is_empty() {
        document.source.push('\n');
    }
    let from = document.source.len();
    document.source.push_str(&text);
    document.blocks.push(Block {
        span: from..document.source.len(),
        text,
        hints,
    });
}

#[cfg(test)]
mod tests {
    use super::super::read;

    const LINE: &str = "The ferry left the quay at dawn on Monday with forty passengers, two goats and a piano, and reached the far side.";

    fn check(page: &str, want: usize) {
        let document = read(page);
        let found = document.blocks.iter().filter(|b| b.text == LINE).count();
        assert_eq!(found, want, "{page}");
        assert_eq!(document.notes.len(), usize::from(want > 0), "{page}");
    }

    #[test]
    fn data_speak_where_the_page_is_silent() {
        let lines = |by: &str| [LINE; 6].join(by);
        let html = format!("<p>{}</p>", lines("</p><p>"));
        let list = format!("[{{\"text\":\"{}\"}}]", lines("\"},{\"text\":\""));
        for script in [
            format!(
                "<script type='application/ld+json'>{{\"@type\":\"NewsArticle\",\"articleBody\":\"{}\"}}</script>",
                lines("\\n")
            ),
            format!(
                "<script id=__NEXT_DATA__ type=application/json>{{\"a\":[1,{{\"b\":\"{html}\"}}]}}</script>"
            ),
            format!(
                "<meta property=og:type content=article><script>window.__STATE__ = {{\"page\":{{\"content\":{list}}}}};</script>"
            ),
        ] {
            check(&format!("<h1>Ferry</h1>{script}"), 6);
            let shown = "<p>Some other text that the page shows, long enough to be what it is about, in a line of twenty words or more.".repeat(3);
            check(&format!("{shown}{script}"), 0);
        }
    }

    #[test]
    fn code_and_labels_are_no_text() {
        let code = format!("<script>var a = function() {{ return \"{LINE}\" }}</script>");
        check(&code.repeat(9), 0);
        check(
            "<script>x = [[[[[[</script><script type=application/json>",
            0,
        );
    }
}
