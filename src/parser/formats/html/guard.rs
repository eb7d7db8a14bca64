//! What stands between a hostile page and html5ever: its tree builder is quadratic in nesting and in misnested formatting, its tokenizer
//! in the attributes of a tag. Text always passes.

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::HashMap;

use html5ever::buffer_queue::BufferQueue;
use html5ever::interface::{TokenizerResult, TreeSink};
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{
    Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts};
use html5ever::{LocalName, local_name};
use memchr::memmem;

use super::tree::{NodeId, Sink, Tree};

/// Nesting beyond which elements are left out, as in browsers (Blink and `WebKit`: 512).
const DEPTH: u16 = 512;
/// Attributes of a tag beyond which the rest is left out.
const ATTRIBUTES: usize = 512;
/// Bytes given to the tokenizer at once: what it slices shares these buffers.
const CHUNK: usize = 1 << 20;

/// The tree of a page.
pub fn parse(source: &str) -> Tree {
    let source = tame(source);
    let options = TreeBuilderOpts {
        scripting_enabled: false,
        ..TreeBuilderOpts::default()
    };
    let guard = Guard {
        builder: TreeBuilder::new(Sink::new(), options),
        left_out: RefCell::default(),
    };
    let tokenizer = Tokenizer::new(guard, TokenizerOpts::default());
    let queue = BufferQueue::default();
    let mut rest = &*source;
    while !rest.is_empty() {
        let (chunk, tail) = rest.split_at(rest.ceil_char_boundary(CHUNK));
        queue.push_back(StrTendril::from_slice(chunk));
        while tokenizer.feed(&queue) != TokenizerResult::Done {}
        rest = tail;
    }
    tokenizer.end();
    tokenizer.sink.builder.sink.finish()
}

/// Passes tokens to the tree builder, but for tags that nest too deep, and with formatting elements as plain ones: so the builder
/// never rebuilds them in every paragraph.
struct Guard {
    builder: TreeBuilder<NodeId, Sink>,
    left_out: RefCell<HashMap<LocalName, usize>>,
}

impl Guard {
    /// Shall this tag be left out?
    fn leaves_out(&self, tag: &Tag) -> bool {
        match tag.kind {
            TagKind::StartTag => {
                let out = self.builder.sink.depth() >= DEPTH && !is_leaf(&tag.name);
                if out {
                    *self
                        .left_out
                        .borrow_mut()
                        .entry(tag.name.clone())
                        .or_default() += 1;
                }
                out
            }
            TagKind::EndTag => {
                let mut left_out = self.left_out.borrow_mut();
                if left_out.is_empty() {
                    return false;
                }
                let open = left_out.get_mut(&tag.name).filter(|open| **open > 0);
                open.is_some_and(|open| {
                    *open -= 1;
                    true
                })
            }
        }
    }
}

impl TokenSink for Guard {
    type Handle = NodeId;

    fn process_token(&self, mut token: Token, line: u64) -> TokenSinkResult<NodeId> {
        if let Token::TagToken(tag) = &mut token {
            if is_formatting(&tag.name) {
                tag.name = local_name!("bdi");
            }
            if self.leaves_out(tag) {
                return TokenSinkResult::Continue;
            }
        }
        self.builder.process_token(token, line)
    }

    fn end(&self) {
        self.builder.end();
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.builder
            .adjusted_current_node_present_but_not_in_html_namespace()
    }
}

/// Elements that cannot hold others: they close themselves, or the tokenizer must know of them.
fn is_leaf(name: &LocalName) -> bool {
    matches!(
        *name,
        local_name!("area")
            | local_name!("base")
            | local_name!("br")
            | local_name!("col")
            | local_name!("embed")
            | local_name!("hr")
            | local_name!("iframe")
            | local_name!("img")
            | local_name!("input")
            | local_name!("link")
            | local_name!("meta")
            | local_name!("noembed")
            | local_name!("noframes")
            | local_name!("param")
            | local_name!("plaintext")
            | local_name!("script")
            | local_name!("source")
            | local_name!("style")
            | local_name!("textarea")
            | local_name!("title")
            | local_name!("track")
            | local_name!("wbr")
            | local_name!("xmp")
    )
}

/// The standard's formatting elements, but for `a`, of which one at most is open.
fn is_formatting(name: &LocalName) -> bool {
    matches!(
        *name,
        local_name!("b")
            | local_name!("big")
            | local_name!("code")
            | local_name!("em")
            | local_name!("font")
            | local_name!("i")
            | local_name!("nobr")
            | local_name!("s")
            | local_name!("small")
            | local_name!("strike")
            | local_name!("strong")
            | local_name!("tt")
            | local_name!("u")
    )
}

/// The source with every tag cut to a bounded number of attributes.
fn tame(source: &str) -> Cow<'_, str> {
    let bytes = source.as_bytes();
    let mut out = String::new();
    let (mut copied, mut at) = (0, 0);
    while let Some(found) = memchr::memchr(b'<', bytes.get(at..).unwrap_or_default()) {
        let tag = at + found + 1;
        let rest = bytes.get(tag..).unwrap_or_default();
        at = match rest.first() {
            Some(b'a'..=b'z' | b'A'..=b'Z') => {
                let scan = scan_tag(rest);
                let end = tag + scan.length;
                if let Some(cut) = scan.cut {
                    out.push_str(source.get(copied..tag + cut).unwrap_or_default());
                    copied = end;
                }
                ["script", "style"]
                    .into_iter()
                    .find(|name| {
                        rest.get(..name.len())
                            .is_some_and(|n| n.eq_ignore_ascii_case(name.as_bytes()))
                    })
                    .map_or(end, |name| {
                        end + raw_length(bytes.get(end..).unwrap_or_default(), name)
                    })
            }
            Some(b'!') if rest.starts_with(b"!--") => {
                tag + memmem::find(rest, b"-->").unwrap_or(rest.len())
            }
            _ => tag,
        };
    }
    if copied == 0 {
        return Cow::Borrowed(source);
    }
    out.push_str(source.get(copied..).unwrap_or_default());
    Cow::Owned(out)
}

/// A look at one tag.
struct Scan {
    /// Bytes up to its `>`, or all there are.
    length: usize,
    /// Where the attributes beyond the bound begin.
    cut: Option<usize>,
}

/// Finds the end of the tag whose name begins `bytes`, minding quotes, and counts its attributes as the tokenizer will.
fn scan_tag(bytes: &[u8]) -> Scan {
    let (mut attributes, mut cut) = (0, None);
    let mut at = 0;
    let mut before = b' ';
    while let Some(&b) = bytes.get(at) {
        match b {
            b'>' => break,
            b'"' | b'\'' if before == b'=' => {
                let rest = bytes.get(at + 1..).unwrap_or_default();
                at += 1 + memchr::memchr(b, rest).unwrap_or(rest.len());
                // A name may follow a closing quote at once.
                before = b' ';
                attributes += 1;
            }
            b' ' | b'\t' | b'\n' | b'\r' | b'\x0c' | b'/' => {
                if before != b' ' && before != b'=' {
                    attributes += 1;
                    before = b' ';
                }
            }
            _ => before = b,
        }
        if attributes > ATTRIBUTES && cut.is_none() {
            cut = Some(at);
        }
        at += 1;
    }
    let length = at.min(bytes.len());
    Scan {
        length,
        cut: cut.filter(|&c| c < length),
    }
}

/// Bytes before the end tag of a raw text element; all of them if there is none.
fn raw_length(bytes: &[u8], name: &str) -> usize {
    let closes = |at: &usize| {
        bytes
            .get(at + 2..at + 2 + name.len())
            .is_some_and(|n| n.eq_ignore_ascii_case(name.as_bytes()))
    };
    memmem::find_iter(bytes, b"</")
        .find(closes)
        .unwrap_or(bytes.len())
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use super::super::tree::Data;
    use super::*;

    #[test]
    fn ordinary_tags_stay() {
        for source in [
            "<p class=\"a > b\" title='it is'>x</p>",
            "<script>if (a<b && c='>') {}</script><a href=x>",
            "<!-- <a \" --><p>",
            "a < b > c",
            "<script>never closed <a",
        ] {
            assert!(matches!(tame(source), Cow::Borrowed(_)), "{source}");
        }
    }

    #[test]
    fn floods_of_attributes_are_cut() {
        let mut flood = String::from("<p title=\">\"");
        for i in 0..ATTRIBUTES * 3 {
            let _ = write!(flood, " a{i}='v>'");
        }
        flood.push_str(">text</p>");
        let tamed = tame(&flood);
        assert!(tamed.len() < flood.len() / 2);
        assert!(tamed.ends_with(">text</p>"), "{}", tamed.len());
    }

    #[test]
    fn nesting_is_capped_and_text_kept() {
        for tag in ["div", "ul><li", "b", "span", "x-y", "table><tr><td", "a><p"] {
            let tree = parse(&format!("{}deep", format!("<{tag}>").repeat(3000)));
            let (mut id, mut deepest, mut found) = (0, 0, false);
            while let Some(next) = tree.following(id, 0, false) {
                let mut depth = 0;
                let mut up = next;
                while let Some(node) = tree.node(up) {
                    up = node.parent;
                    depth += 1;
                }
                deepest = deepest.max(depth);
                let text = tree.node(next).map(|n| &n.data);
                found |= matches!(text, Some(Data::Text(text)) if &**text == "deep");
                id = next;
            }
            assert!(found && deepest < 530, "{tag}: {deepest}");
        }
    }
}
