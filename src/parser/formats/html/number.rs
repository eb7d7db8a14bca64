//! The numbers that a browser sets before the items of numbered lists.

use std::collections::HashMap;

use html5ever::{LocalName, local_name};

use super::tree::{Node, NodeId, Tree};

/// Elements between an item's text and the item.
const STEPS: usize = 8;
/// Digits of a number.
const DIGITS: usize = 4;

/// Of each list the item that was numbered last, and its number.
#[derive(Default)]
pub struct Numbers {
    lists: HashMap<NodeId, (NodeId, u32)>,
}

impl Numbers {
    /// The number of the item that `node` is in, asked in document order; `None` where it has none or was given before.
    pub fn next(&mut self, tree: &Tree, node: NodeId) -> Option<u32> {
        let item = item(tree, node)?;
        let list = tree.node(item)?.parent;
        let head = tree.node(list)?;
        let counts = head.name() == Some(&local_name!("ol"))
            && head.attribute(&local_name!("reversed")).is_none();
        if !counts {
            return None;
        }
        let (mut at, mut number) = match self.lists.get(&list) {
            Some(&(done, _)) if done == item => return None,
            Some(&(done, number)) => (tree.node(done)?.next, number),
            None => {
                let start = value(head, &local_name!("start")).unwrap_or(1);
                (head.first, start.saturating_sub(1))
            }
        };
        while let Some(sibling) = tree.node(at) {
            if sibling.name() == Some(&local_name!("li")) {
                let told = value(sibling, &local_name!("value"));
                number = told.unwrap_or_else(|| number.saturating_add(1));
            }
            if at == item {
                self.lists.insert(list, (item, number));
                return Some(number);
            }
            at = sibling.next;
        }
        None
    }
}

/// The nearest `li` around `node`, itself included, in no other list.
fn item(tree: &Tree, node: NodeId) -> Option<NodeId> {
    let mut at = node;
    for _ in 0..STEPS {
        let element = tree.node(at)?;
        match element.name() {
            Some(&local_name!("li")) => return Some(at),
            Some(&(local_name!("ul") | local_name!("ol"))) => return None,
            _ => at = element.parent,
        }
    }
    None
}

fn value(node: &Node, name: &LocalName) -> Option<u32> {
    let value = node.attribute(name)?.trim();
    let fits = value.len() <= DIGITS && value.bytes().all(|b| b.is_ascii_digit());
    value.parse().ok().filter(|_| fits)
}

#[cfg(test)]
mod tests {
    use crate::parser::formats::html::read;

    #[test]
    fn items_of_numbered_lists_have_their_numbers() {
        let told = |page: &str| -> Vec<Option<u32>> {
            let blocks = read(page).blocks;
            blocks.iter().map(|b| b.hints.number).collect()
        };
        for (page, want) in [
            (
                "<ol><li>a<li>b</ol><ol><li>c</ol>",
                &[Some(1), Some(2), Some(1)][..],
            ),
            (
                "<ol start=4><li>a<li value=9>b<li>c</ol>",
                &[Some(4), Some(9), Some(10)],
            ),
            (
                "<ol><li>a<ul><li>b</ul><li><p>c<p>d</ol>",
                &[Some(1), None, Some(2), None],
            ),
            ("<ol><li><li><b>a</b></ol>", &[Some(2)]),
            (
                "<ol><li>a<ol><li>b<li>c</ol>d<li>e</ol>",
                &[Some(1), Some(1), Some(2), None, Some(2)],
            ),
            (
                "<ol start=x><li value=-3>a<li value=99999>b</ol>",
                &[Some(1), Some(2)],
            ),
            (
                "<ol reversed><li>a</ol><ul><li>b</ul><li>c",
                &[None, None, None],
            ),
        ] {
            assert_eq!(told(page), want, "{page}");
        }
    }
}
