//! The words in class, id and the like: what the page's makers call its parts.

use std::collections::HashMap;
use std::sync::Arc;

use html5ever::{LocalName, local_name};

use crate::parser::block::Words;

use super::element::{Flow, flow};
use super::tree::{NONE, Node, NodeId, Tree};

/// Words kept of a group.
const WORDS: usize = 24;
/// Bytes kept of a word.
const BYTES: usize = 20;
/// Bytes looked at in an attribute.
const ATTRIBUTE: usize = 400;

/// A word's number.
type Word = u32;
/// A group's number: of the same words in the same order there is one.
type Group = u32;

/// The words of a page's elements. What its parts have in common is split and gathered once.
pub struct Naming<'a> {
    tree: &'a Tree,
    words: HashMap<Arc<str>, Word>,
    named: Vec<Arc<str>>,
    groups: HashMap<Arc<[Word]>, Group>,
    members: Vec<Arc<[Word]>>,
    /// The group of an attribute's value.
    values: HashMap<&'a str, Group>,
    /// Two groups as one.
    merged: HashMap<(Group, Group), Group>,
    /// Groups by element: its own words, and those from it upwards.
    own: Vec<Option<Group>>,
    chain: Vec<Option<Group>>,
    /// What is handed out, by group.
    shared: Vec<Option<Words>>,
    /// What was handed out last, and for which groups: an element's own, its two ancestors', the chain's. Neighbours are mostly alike.
    last: ([Group; 4], (Words, Words)),
}

/// The group of no words.
const NOTHING: Group = 0;

impl<'a> Naming<'a> {
    /// Of this page.
    pub fn new(tree: &'a Tree) -> Self {
        let nodes = tree.nodes().len();
        let mut naming = Self {
            tree,
            words: HashMap::new(),
            named: Vec::new(),
            groups: HashMap::new(),
            members: Vec::new(),
            values: HashMap::new(),
            merged: HashMap::new(),
            own: vec![None; nodes],
            chain: vec![None; nodes],
            shared: Vec::new(),
            last: Default::default(),
        };
        naming.group(Arc::default());
        naming
    }

    /// The words of `id` and its two nearest ancestors, and those of the farther ones. Inline elements that say nothing are passed over.
    pub fn of(&mut self, id: NodeId) -> (Words, Words) {
        let mut at = id;
        while let Some(node) = self.tree.node(at) {
            if flow(node, false) != Flow::Inline || self.own(at) != NOTHING {
                break;
            }
            at = node.parent;
        }
        let parent = self.parent(at);
        let above = self.parent(parent);
        let far = self.chain(self.parent(above));
        let groups = [self.own(at), self.own(parent), self.own(above), far];
        if groups != self.last.0 {
            let [own, parent, above, far] = groups;
            let near = self.merge(own, parent);
            let near = self.merge(near, above);
            self.last = (groups, (self.share(near), self.share(far)));
        }
        self.last.1.clone()
    }

    fn parent(&self, id: NodeId) -> NodeId {
        self.tree.node(id).map_or(NONE, |n| n.parent)
    }

    fn own(&mut self, id: NodeId) -> Group {
        if let Some(Some(known)) = self.own.get(id as usize) {
            return *known;
        }
        let attributes = self.tree.node(id).map_or(&[][..], Node::attributes);
        let mut own = NOTHING;
        for attribute in attributes.iter().filter(|a| names_a_part(&a.name.local)) {
            let value = self.value(&attribute.value);
            own = self.merge(own, value);
        }
        if let Some(slot) = self.own.get_mut(id as usize) {
            *slot = Some(own);
        }
        own
    }

    /// The words of `id` and all above it.
    fn chain(&mut self, id: NodeId) -> Group {
        let (mut at, mut open) = (id, Vec::new());
        let mut chain = loop {
            match self.chain.get(at as usize) {
                Some(Some(known)) => break *known,
                Some(None) if at != NONE => open.push(at),
                _ => break NOTHING,
            }
            at = self.parent(at);
        };
        while let Some(at) = open.pop() {
            let own = self.own(at);
            chain = self.merge(own, chain);
            if let Some(slot) = self.chain.get_mut(at as usize) {
                *slot = Some(chain);
            }
        }
        chain
    }

    fn value(&mut self, value: &'a str) -> Group {
        let value = value.get(..value.floor_char_boundary(ATTRIBUTE));
        let value = value.unwrap_or_default();
        if let Some(&known) = self.values.get(value) {
            return known;
        }
        let mut words = Vec::new();
        split(value, |word| {
            if words.len() < WORDS {
                let word = self.word(word);
                if !words.contains(&word) {
                    words.push(word);
                }
            }
        });
        let group = self.group(words.into());
        self.values.insert(value, group);
        group
    }

    fn word(&mut self, word: &str) -> Word {
        if let Some(&known) = self.words.get(word) {
            return known;
        }
        let number = Word::try_from(self.named.len()).unwrap_or(Word::MAX);
        let word: Arc<str> = word.into();
        self.named.push(word.clone());
        self.words.insert(word, number);
        number
    }

    fn group(&mut self, words: Arc<[Word]>) -> Group {
        if let Some(&known) = self.groups.get(&words) {
            return known;
        }
        let number = Group::try_from(self.members.len()).unwrap_or(NOTHING);
        self.members.push(words.clone());
        self.shared.push(None);
        self.groups.insert(words, number);
        number
    }

    fn members(&self, group: Group) -> &[Word] {
        self.members
            .get(group as usize)
            .map_or(&[], |words| &**words)
    }

    /// The first words of both, each once.
    fn merge(&mut self, first: Group, second: Group) -> Group {
        if second == NOTHING || first == second {
            return first;
        }
        if first == NOTHING {
            return second;
        }
        if let Some(&known) = self.merged.get(&(first, second)) {
            return known;
        }
        let mut words = self.members(first).to_vec();
        for &word in self.members(second) {
            if words.len() < WORDS && !words.contains(&word) {
                words.push(word);
            }
        }
        let group = self.group(words.into());
        self.merged.insert((first, second), group);
        group
    }

    fn share(&mut self, group: Group) -> Words {
        let members = self.members.get(group as usize);
        let slot = self.shared.get_mut(group as usize);
        let (Some(members), Some(slot)) = (members, slot) else {
            return Words::default();
        };
        let named = |word: &Word| self.named.get(*word as usize).cloned();
        slot.get_or_insert_with(|| members.iter().filter_map(named).collect())
            .clone()
    }
}

fn names_a_part(name: &LocalName) -> bool {
    matches!(
        *name,
        local_name!("class") | local_name!("id") | local_name!("itemprop") | local_name!("role")
    ) || matches!(&**name, "data-testid" | "data-component")
}

/// Splits at everything but letters and at camel humps (`HTMLBody` is `html`, `body`). Single letters say nothing.
fn split(text: &str, mut take: impl FnMut(&str)) {
    for run in text.split(|c: char| !c.is_alphabetic()) {
        if run.len() <= BYTES && run.bytes().all(|b| b.is_ascii_lowercase()) {
            if run.len() > 1 {
                take(run);
            }
            continue;
        }
        let mut rest = run;
        while !rest.is_empty() {
            let (word, tail) = rest.split_at(hump(rest));
            rest = tail;
            let word = word.get(..word.floor_char_boundary(BYTES));
            let word = word.unwrap_or_default().to_lowercase();
            if word.len() > 1 {
                take(&word);
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
            ("news NEWS", "news news"),
            ("averyveryverylongclassname", "averyveryverylongcla"),
        ] {
            let mut words = Vec::new();
            split(text, |word| words.push(word.to_owned()));
            assert_eq!(words.join(" "), want, "{text}");
        }
    }
}
