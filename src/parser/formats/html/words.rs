//! The words in class, id and the like: what the page's makers call its parts.

use std::collections::HashMap;

use html5ever::{LocalName, local_name};

use super::element::{Flow, flow};
use super::tree::{NONE, Node, NodeId, Tree};

/// Words kept of a group.
const WORDS: usize = 24;
/// Bytes kept of a word.
const BYTES: usize = 20;
/// Bytes looked at in an attribute.
const ATTRIBUTE: usize = 400;

/// Words by element, each made once, when first asked for.
pub struct Words<'a> {
    tree: &'a Tree,
    own: HashMap<NodeId, Vec<Box<str>>>,
    far: HashMap<NodeId, Vec<Box<str>>>,
}

impl<'a> Words<'a> {
    /// Of this page.
    pub fn new(tree: &'a Tree) -> Self {
        Self {
            tree,
            own: HashMap::new(),
            far: HashMap::new(),
        }
    }

    /// The words of `id` and its two nearest ancestors, and those of the farther ones. Inline elements that say nothing are passed over.
    pub fn of(&mut self, id: NodeId) -> (Vec<Box<str>>, Vec<Box<str>>) {
        let mut at = id;
        while let Some(node) = self.tree.node(at) {
            if flow(node, false) != Flow::Inline || !self.own(at).is_empty() {
                break;
            }
            at = node.parent;
        }
        let mut near = Vec::new();
        for _ in 0..3 {
            merge(&mut near, self.own(at));
            at = self.parent(at);
        }
        (near, self.far(at))
    }

    fn parent(&self, id: NodeId) -> NodeId {
        self.tree.node(id).map_or(NONE, |n| n.parent)
    }

    fn own(&mut self, id: NodeId) -> &[Box<str>] {
        let tree = self.tree;
        self.own
            .entry(id)
            .or_insert_with(|| tree.node(id).map(own).unwrap_or_default())
    }

    fn far(&mut self, id: NodeId) -> Vec<Box<str>> {
        if let Some(far) = self.far.get(&id) {
            return far.clone();
        }
        let mut far = Vec::new();
        let mut at = id;
        while at != NONE && far.len() < WORDS {
            merge(&mut far, self.own(at));
            at = self.parent(at);
        }
        self.far.insert(id, far.clone());
        far
    }
}

fn merge(into: &mut Vec<Box<str>>, words: &[Box<str>]) {
    for word in words {
        if into.len() < WORDS && !into.contains(word) {
            into.push(word.clone());
        }
    }
}

fn own(node: &Node) -> Vec<Box<str>> {
    let mut words = Vec::new();
    for attribute in node.attributes() {
        if names_a_part(&attribute.name.local) {
            let end = attribute.value.floor_char_boundary(ATTRIBUTE);
            split(attribute.value.get(..end).unwrap_or_default(), &mut words);
        }
    }
    words
}

fn names_a_part(name: &LocalName) -> bool {
    matches!(
        *name,
        local_name!("class") | local_name!("id") | local_name!("itemprop") | local_name!("role")
    ) || matches!(&**name, "data-testid" | "data-component")
}

/// Splits at everything but letters and at camel humps (`HTMLBody` is `html`, `body`). Single letters say nothing.
fn split(text: &str, words: &mut Vec<Box<str>>) {
    for run in text.split(|c: char| !c.is_alphabetic()) {
        let mut rest = run;
        while !rest.is_empty() {
            let (word, tail) = rest.split_at(hump(rest));
            rest = tail;
            let end = word.floor_char_boundary(BYTES);
            let word = word.get(..end).unwrap_or_default().to_lowercase();
            if word.len() > 1 && words.len() < WORDS && !words.iter().any(|w| **w == *word) {
                words.push(word.into_boxed_str());
            }
        }
    }
}

/// Bytes up to the first camel hump.
fn hump(letters: &str) -> usize {
    let mut before = None;
    let mut coming = letters.char_indices();
    while let Some((at, c)) = coming.next() {
        let next_is_low = || coming.clone().next().is_some_and(|(_, n)| n.is_lowercase());
        let is_hump = c.is_uppercase()
            && before.is_some_and(|b: char| b.is_lowercase() || b.is_uppercase() && next_is_low());
        if is_hump {
            return at;
        }
        before = Some(c);
    }
    letters.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_split() {
        for (text, want) in [
            ("articleBody__p--2x main-col", "article body main col"),
            ("HTMLBody h2 Größe", "html body größe"),
            ("a b c", ""),
            ("news news NEWS", "news"),
            ("averyveryverylongclassname", "averyveryverylongcla"),
        ] {
            let mut words = Vec::new();
            split(text, &mut words);
            assert_eq!(words.join(" "), want, "{text}");
        }
    }
}
