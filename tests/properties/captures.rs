//! What [`parse`] promises of any capture, and [`decode`] of any bytes.

use std::borrow::Cow;

use clippings::parser::decode::{decode, glimpse};
use clippings::parser::filter::filter;
use clippings::parser::{Capture, Kind, Parsed, parse};
use serde_json::Value;

use super::characters;

/// Bytes as plain text.
pub fn text(bytes: &[u8]) {
    check("a.txt", bytes);
}

/// Bytes as a Markdown clip.
pub fn markdown(bytes: &[u8]) {
    check("a.md", bytes);
}

/// Bytes as a saved page.
pub fn html(bytes: &[u8]) {
    check("a.html", bytes);
}

/// Bytes in whatever encoding they may be.
pub fn decoded(bytes: &[u8]) {
    for kind in [Kind::Text, Kind::Html] {
        let decoded = decode(bytes, kind);
        let is_marked = bytes.starts_with(b"\xef\xbb\xbf");
        if let (Ok(text), "UTF-8") = (std::str::from_utf8(bytes), decoded.encoding) {
            let text = text.strip_prefix('\u{feff}').unwrap_or(text);
            assert_eq!(decoded.text, text);
            assert!(matches!(decoded.text, Cow::Borrowed(_)));
            assert!(decoded.notes.is_empty());
        }
        assert!(!is_marked || decoded.encoding == "UTF-8");
        assert!(decoded.notes.len() <= 1);
        let replaced = decoded.text.contains('\u{fffd}');
        assert!(decoded.notes.is_empty() || replaced, "{:?}", decoded.notes);
        // No encoding makes more than a character of a byte, nor one longer than three bytes of it.
        assert!(decoded.text.len() <= 3 * bytes.len() + 3);
        characters::check("decoded", &filter(&decoded.text));
    }
    glimpse(bytes, 64);
    let kind = Capture { name: "", bytes }.kind();
    assert!(kind != Kind::Html || bytes.contains(&b'<'));
}

/// Reads `bytes` and holds what comes of them to what [`parse`] promises.
pub fn check(name: &str, bytes: &[u8]) -> Parsed {
    let capture = Capture { name, bytes };
    let parsed = parse(&capture);
    check_spans(&parsed);
    if capture.kind() != Kind::Html {
        let decoded = decode(bytes, capture.kind()).text;
        assert_eq!(parsed.labelled.source, filter(&decoded), "the source");
    }
    let article = serde_json::to_value(&parsed.article).unwrap();
    check_strings("article", &article);
    let inline = parsed.article.related.iter().filter(|r| r.inline);
    let blocks = article["body"].as_array().into_iter().flatten();
    let inline_blocks = blocks.filter(|b| b["kind"] == "inline_related");
    assert_eq!(inline.count(), inline_blocks.count());
    for image in &parsed.article.images {
        assert!(image.before <= parsed.article.body.len());
    }
    assert_eq!(filter(&parsed.labelled.source), parsed.labelled.source);
    characters::check("source", &parsed.labelled.source);
    parsed
}

/// Kept and cut text together are the source: spans ascend, do not overlap, hold something, and between them is white space alone.
fn check_spans(parsed: &Parsed) {
    let source = &parsed.labelled.source;
    let mut end = 0;
    for labelled in &parsed.labelled.spans {
        let span = labelled.span.clone();
        assert!(end <= span.start, "{span:?} begins before {end}");
        assert_eq!(source[end..span.start].trim(), "", "before {span:?}");
        assert_ne!(source[span.clone()].trim(), "", "{span:?}");
        assert_ne!(labelled.reason.to_string(), "");
        assert!((0.0..=1.0).contains(&labelled.score), "{labelled:?}");
        end = span.end;
    }
    assert_eq!(source[end..].trim(), "");
}

/// Every string is clean and not empty; line breaks and tabs stand in code and tables alone.
fn check_strings(place: &str, value: &Value) {
    match value {
        Value::String(text) => {
            assert_eq!(filter(text), text.as_str(), "{place}");
            characters::check(place, text);
            assert!(
                place == "code" || place == "table" || !text.contains(['\n', '\t']),
                "{place}: {text:?}"
            );
            assert_ne!(text.trim(), "", "{place}");
        }
        Value::Array(list) => list.iter().for_each(|v| check_strings(place, v)),
        Value::Object(map) => {
            let kind = map.get("kind").and_then(Value::as_str);
            for (key, value) in map {
                check_strings(
                    if key == "text" {
                        kind.unwrap_or(key)
                    } else {
                        key
                    },
                    value,
                );
            }
        }
        _ => {}
    }
}
