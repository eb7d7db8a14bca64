//! Pictures: where they are and what is said in their place.

use html5ever::local_name;

use crate::parser::filter::clean_line;

use super::address::Base;
use super::tree::{NONE, Node, NodeId, Tree};

/// Where pages keep a picture's address, the real one of those that load late first.
const ADDRESSES: [&str; 6] = [
    "data-src",
    "data-lazy-src",
    "data-original",
    "src",
    "data-srcset",
    "srcset",
];
/// Sources looked at in a `picture`.
const SOURCES: usize = 16;
/// Characters of a smiley's alternative text.
const SMILEY: usize = 8;

/// What stands in for a picture.
pub enum Stand {
    /// Nothing.
    Nothing,
    /// A smiley: part of the text.
    Smiley(String),
    /// Words.
    Words(String),
}

/// The alternative text of an `img`.
pub fn alternative(node: &Node) -> Stand {
    let alt = clean_line(node.attribute(&local_name!("alt")).unwrap_or_default());
    if alt.contains(char::is_alphanumeric) {
        Stand::Words(alt)
    } else if alt.is_empty() || alt.chars().nth(SMILEY).is_some() {
        Stand::Nothing
    } else {
        Stand::Smiley(alt)
    }
}

/// The address of an `img`, or of the first source of the `picture` around it.
pub fn address(tree: &Tree, id: NodeId, base: &Base) -> Option<Box<str>> {
    let node = tree.node(id)?;
    let own = ADDRESSES
        .iter()
        .filter_map(|name| node.attributes().iter().find(|a| &*a.name.local == *name))
        .map(|a| &*a.value);
    let is_picture = tree.node(node.parent).and_then(Node::name) == Some(&local_name!("picture"));
    let sources = tree
        .children(if is_picture { node.parent } else { NONE })
        .take(SOURCES)
        .take_while(|(sibling, _)| *sibling != id)
        .filter(|(_, n)| n.name() == Some(&local_name!("source")))
        .filter_map(|(_, n)| n.attribute(&local_name!("srcset")))
        .take(1);
    own.chain(sources)
        .filter_map(|value| value.split_whitespace().next())
        .map(|first| base.resolve(first.trim_end_matches(',')))
        .find(|address| !address.is_empty())
        .map(String::into_boxed_str)
}
