//! What a page declares, gathered from anywhere in the tree for [`metadata`](crate::parser::metadata).

use html5ever::local_name;

use crate::parser::metadata::Declared;

use super::tree::{Data, Node, Tree};

/// Declarations kept of a kind.
const MAX: usize = 400;

/// Meta elements, titles, JSON-LD and comments of a page, as written.
pub fn declared(tree: &Tree) -> Declared {
    let mut declared = Declared {
        comments: tree.comments.clone(),
        ..Declared::default()
    };
    for node in tree.nodes() {
        match node.name() {
            Some(&local_name!("meta")) => meta(node, &mut declared),
            Some(&local_name!("title")) if declared.titles.len() < 2 => {
                declared.titles.push(text(tree, node));
            }
            Some(&local_name!("script")) if is_json_ld(node) && declared.json.len() < MAX => {
                declared.json.push(text(tree, node));
            }
            Some(&local_name!("link")) if is_canonical(node) => {
                keep(
                    &mut declared.canonical,
                    node.attribute(&local_name!("href")),
                );
            }
            Some(&local_name!("base")) => {
                keep(&mut declared.base, node.attribute(&local_name!("href")));
            }
            Some(&local_name!("html")) => {
                keep(&mut declared.language, node.attribute(&local_name!("lang")));
            }
            Some(&local_name!("time")) => dated(node, &mut declared),
            _ => {}
        }
    }
    declared
}

/// The first one counts.
fn keep(slot: &mut Option<String>, value: Option<&str>) {
    if slot.is_none() {
        *slot = value.filter(|v| !v.trim().is_empty()).map(str::to_owned);
    }
}

fn meta(node: &Node, declared: &mut Declared) {
    let Some(content) = node.attribute(&local_name!("content")) else {
        return;
    };
    for attribute in node.attributes() {
        let is_key = matches!(
            attribute.name.local,
            local_name!("property")
                | local_name!("name")
                | local_name!("itemprop")
                | local_name!("http-equiv")
        );
        if is_key && declared.metas.len() < MAX && !content.is_empty() {
            let key = attribute.value.trim().to_ascii_lowercase();
            declared.metas.push((key, content.to_owned()));
        }
    }
}

/// A `time` with an `itemprop` is a meta element that can be seen.
fn dated(node: &Node, declared: &mut Declared) {
    if let (Some(key), Some(value)) = (
        node.attribute(&local_name!("itemprop")),
        node.attribute(&local_name!("datetime")),
    ) && declared.metas.len() < MAX
    {
        declared
            .metas
            .push((key.trim().to_ascii_lowercase(), value.to_owned()));
    }
}

fn is_json_ld(node: &Node) -> bool {
    node.attribute(&local_name!("type")).is_some_and(|t| {
        t.trim()
            .to_ascii_lowercase()
            .starts_with("application/ld+json")
    })
}

fn is_canonical(node: &Node) -> bool {
    node.attribute(&local_name!("rel")).is_some_and(|rel| {
        rel.split_whitespace()
            .any(|r| r.eq_ignore_ascii_case("canonical"))
    })
}

fn text(tree: &Tree, node: &Node) -> String {
    let mut text = String::new();
    let mut next = node.first;
    while let Some(child) = tree.node(next) {
        if let Data::Text(piece) = &child.data {
            text.push_str(piece);
        }
        next = child.next;
    }
    text
}
