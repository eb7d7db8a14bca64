//! What stands between a hostile page and html5ever's tree builder, which is quadratic in nesting and in misnested formatting. Text
//! always passes.

use std::cell::RefCell;
use std::collections::HashMap;

use html5ever::interface::TreeSink;
use html5ever::tokenizer::{Tag, TagKind, Token, TokenSink, TokenSinkResult};
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts};
use html5ever::{LocalName, local_name};

use super::scan;
use super::tree::{NodeId, Sink, Tree};

/// Nesting beyond which elements are left out, as in browsers (Blink and `WebKit`: 512).
const DEPTH: u16 = 512;

/// Nodes beyond which tags make no more: far more than pages have, some 350 MB.
pub const NODES: usize = 4_000_000;

/// The tree of a page.
pub fn parse(source: &str) -> Tree {
    parse_to(source, NODES)
}

fn parse_to(source: &str, most: usize) -> Tree {
    let options = TreeBuilderOpts {
        scripting_enabled: false,
        ..TreeBuilderOpts::default()
    };
    let guard = Guard {
        builder: TreeBuilder::new(Sink::new(source.len(), most), options),
        left_out: RefCell::default(),
    };
    scan::scan(source, &guard);
    guard.builder.sink.finish()
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
        if self.builder.sink.is_full() && !holds_raw_text(&tag.name) {
            return true;
        }
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
    holds_raw_text(name)
        || matches!(
            *name,
            local_name!("area")
                | local_name!("base")
                | local_name!("br")
                | local_name!("col")
                | local_name!("embed")
                | local_name!("hr")
                | local_name!("img")
                | local_name!("input")
                | local_name!("link")
                | local_name!("meta")
                | local_name!("param")
                | local_name!("source")
                | local_name!("track")
                | local_name!("wbr")
        )
}

/// Elements in which tags are text: the tokenizer must know of them.
fn holds_raw_text(name: &LocalName) -> bool {
    matches!(
        *name,
        local_name!("iframe")
            | local_name!("noembed")
            | local_name!("noframes")
            | local_name!("plaintext")
            | local_name!("script")
            | local_name!("style")
            | local_name!("textarea")
            | local_name!("title")
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

#[cfg(test)]
mod tests {
    use super::super::tree::Data;
    use super::*;

    #[test]
    fn nodes_are_capped_and_text_kept() {
        let words = |tree: &Tree, id| {
            let mut words = String::new();
            let mut at = tree.following(id, id, false);
            while let Some(here) = at {
                if let Some(Data::Text(text)) = tree.node(here).map(|node| &node.data) {
                    words.push_str(text);
                }
                at = tree.following(here, id, false);
            }
            words
        };
        for piece in [
            "<p>a",
            "<b>a</b>",
            "<table><td>a",
            "a<br>",
            "<ul><li>a</ul>",
            "<a href=x>a",
        ] {
            let page = piece.repeat(1_000) + "<script>x</script>a";
            let tree = parse_to(&page, 500);
            assert!(tree.is_full() && tree.nodes().len() < 520, "{piece}");
            let words = words(&tree, super::super::tree::DOCUMENT);
            assert_eq!(words.matches('a').count(), 1_001, "{piece}");
            assert!(!parse_to(&page, NODES).is_full());
            // What a script holds is never taken for text.
            let scripts = tree
                .nodes()
                .filter(|node| node.name() == Some(&local_name!("script")));
            assert_eq!(scripts.count(), 1, "{piece}");
        }
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
