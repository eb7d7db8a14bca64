//! The tree: an arena of nodes that html5ever fills. Nodes are numbers; nothing here recurses.

use std::borrow::Cow;
use std::cell::{Ref, RefCell};

use html5ever::interface::{ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::StrTendril;
use html5ever::{Attribute, LocalName, QualName, local_name, ns};

/// A node's number in its [`Tree`].
pub type NodeId = u32;

/// The document itself.
pub const DOCUMENT: NodeId = 0;
/// Stands for nodes that are not kept (comments), and for "no node".
pub const NONE: NodeId = 1;

/// Bytes of source to a node, scripts and all: pages have fewer nodes than that.
const NODE: usize = 64;
/// Comments kept: a saver's mark stands among the first.
const COMMENTS: usize = 8;
/// Bytes kept of a comment.
const COMMENT_BYTES: usize = 4096;

/// Attributes of `html` and `body` beyond which further tags of theirs add none.
const ADDED: usize = 64;

/// What a node is.
#[derive(Debug)]
pub enum Data {
    /// The document, or a node that is not kept.
    Other,
    /// Text; neighbours are not merged.
    Text(StrTendril),
    /// An element.
    Element(QualName, Vec<Attribute>),
}

/// A node and its relations; [`NONE`] where there is none.
#[derive(Debug)]
pub struct Node {
    /// What it is.
    pub data: Data,
    /// Its parent.
    pub parent: NodeId,
    /// Its first child.
    pub first: NodeId,
    /// Its next sibling.
    pub next: NodeId,
    last: NodeId,
    previous: NodeId,
    depth: u16,
}

impl Node {
    fn new(data: Data) -> Self {
        Self {
            data,
            parent: NONE,
            first: NONE,
            next: NONE,
            last: NONE,
            previous: NONE,
            depth: 0,
        }
    }

    /// Its name, if it is an HTML element.
    pub fn name(&self) -> Option<&LocalName> {
        match &self.data {
            Data::Element(name, _) if name.ns == ns!(html) => Some(&name.local),
            _ => None,
        }
    }

    /// Its attributes; none if it is no element.
    pub fn attributes(&self) -> &[Attribute] {
        match &self.data {
            Data::Element(_, attributes) => attributes,
            _ => &[],
        }
    }

    /// The value of an attribute.
    pub fn attribute(&self, name: &LocalName) -> Option<&str> {
        self.attributes()
            .iter()
            .find(|a| a.name.local == *name)
            .map(|a| &*a.value)
    }
}

/// A parsed page.
#[derive(Debug)]
pub struct Tree {
    nodes: Vec<Node>,
    /// The first comments, cut to a length.
    pub comments: Vec<String>,
    nameless: QualName,
    /// Nodes beyond which tags make no more.
    most: usize,
    /// Depth at which the builder last put something.
    depth: u16,
}

impl Tree {
    fn new(bytes: usize, most: usize) -> Self {
        let mut nodes = Vec::with_capacity(bytes / NODE + 2);
        nodes.extend([Node::new(Data::Other), Node::new(Data::Other)]);
        Self {
            nodes,
            comments: Vec::new(),
            nameless: QualName::new(None, ns!(), local_name!("")),
            most,
            depth: 0,
        }
    }

    /// A node, if there is one of that number.
    pub fn node(&self, id: NodeId) -> Option<&Node> {
        if id == NONE {
            return None;
        }
        self.nodes.get(id as usize)
    }

    /// Are there too many for more?
    pub fn is_full(&self) -> bool {
        self.nodes.len() >= self.most
    }

    /// All nodes in the order in which they were made, detached ones too.
    pub fn nodes(&self) -> impl ExactSizeIterator<Item = &Node> {
        self.nodes.iter()
    }

    /// A node's children.
    pub fn children(&self, id: NodeId) -> impl Iterator<Item = (NodeId, &Node)> {
        let mut next = self.node(id).map_or(NONE, |n| n.first);
        std::iter::from_fn(move || {
            let node = self.node(next)?;
            let id = next;
            next = node.next;
            Some((id, node))
        })
    }

    /// The next node in document order within `root`, after all of `id` where `skip` says so.
    pub fn following(&self, id: NodeId, root: NodeId, skip: bool) -> Option<NodeId> {
        let node = self.node(id)?;
        if !skip && node.first != NONE {
            return Some(node.first);
        }
        let mut at = id;
        while at != root {
            let node = self.node(at)?;
            if node.next != NONE {
                return Some(node.next);
            }
            at = node.parent;
        }
        None
    }

    fn edit(&mut self, id: NodeId) -> Option<&mut Node> {
        if id == NONE {
            return None;
        }
        self.nodes.get_mut(id as usize)
    }

    fn add(&mut self, data: Data) -> NodeId {
        let Ok(id) = NodeId::try_from(self.nodes.len()) else {
            return NONE;
        };
        self.nodes.push(Node::new(data));
        id
    }

    fn detach(&mut self, id: NodeId) {
        let Some(node) = self.edit(id) else { return };
        let (parent, previous, next) = (node.parent, node.previous, node.next);
        (node.parent, node.previous, node.next) = (NONE, NONE, NONE);
        match self.edit(previous) {
            Some(previous) => previous.next = next,
            None => {
                if let Some(parent) = self.edit(parent) {
                    parent.first = next;
                }
            }
        }
        match self.edit(next) {
            Some(next) => next.previous = previous,
            None => {
                if let Some(parent) = self.edit(parent) {
                    parent.last = previous;
                }
            }
        }
    }

    /// Puts `child` under `parent`, before `next`; at the end if that is [`NONE`].
    fn insert(&mut self, parent: NodeId, next: NodeId, child: NodeId) {
        if child == NONE || parent == NONE {
            return;
        }
        self.detach(child);
        let above = self.node(parent).map_or(0, |p| p.depth);
        let previous = match self.node(next) {
            Some(next) => next.previous,
            None => self.node(parent).map_or(NONE, |p| p.last),
        };
        self.depth = above.saturating_add(1);
        let depth = self.depth;
        if let Some(child) = self.edit(child) {
            (child.parent, child.previous, child.next) = (parent, previous, next);
            child.depth = depth;
        }
        match self.edit(previous) {
            Some(previous) => previous.next = child,
            None => {
                if let Some(parent) = self.edit(parent) {
                    parent.first = child;
                }
            }
        }
        match self.edit(next) {
            Some(next) => next.previous = child,
            None => {
                if let Some(parent) = self.edit(parent) {
                    parent.last = child;
                }
            }
        }
    }

    fn insert_any(&mut self, parent: NodeId, next: NodeId, child: NodeOrText<NodeId>) {
        let child = match child {
            NodeOrText::AppendNode(id) => id,
            NodeOrText::AppendText(text) => {
                if self.is_full()
                    && let Some(Data::Text(before)) = self.before(parent, next)
                {
                    before.push_tendril(&text);
                    return;
                }
                self.add(Data::Text(text))
            }
        };
        self.insert(parent, next, child);
    }

    /// What stands under `parent` before `next`; last if that is [`NONE`].
    fn before(&mut self, parent: NodeId, next: NodeId) -> Option<&mut Data> {
        let before = match self.node(next) {
            Some(next) => next.previous,
            None => self.node(parent)?.last,
        };
        self.edit(before).map(|node| &mut node.data)
    }
}

/// What html5ever writes to.
#[derive(Debug)]
pub struct Sink(RefCell<Tree>);

impl Sink {
    /// An empty document, with room for a source of so many bytes, and for so many nodes.
    pub fn new(bytes: usize, most: usize) -> Self {
        Self(RefCell::new(Tree::new(bytes, most)))
    }

    /// How deep the last insertion was.
    pub fn depth(&self) -> u16 {
        self.0.borrow().depth
    }

    /// Are there too many nodes for more?
    pub fn is_full(&self) -> bool {
        self.0.borrow().is_full()
    }
}

impl TreeSink for Sink {
    type Handle = NodeId;
    type Output = Tree;
    type ElemName<'a> = Ref<'a, QualName>;

    fn finish(self) -> Tree {
        self.0.into_inner()
    }

    fn parse_error(&self, _: Cow<'static, str>) {}

    fn get_document(&self) -> NodeId {
        DOCUMENT
    }

    fn elem_name<'a>(&'a self, target: &'a NodeId) -> Ref<'a, QualName> {
        Ref::map(self.0.borrow(), |tree| match tree.node(*target) {
            Some(Node {
                data: Data::Element(name, _),
                ..
            }) => name,
            _ => &tree.nameless,
        })
    }

    fn create_element(&self, name: QualName, attrs: Vec<Attribute>, _: ElementFlags) -> NodeId {
        self.0.borrow_mut().add(Data::Element(name, attrs))
    }

    fn create_comment(&self, text: StrTendril) -> NodeId {
        let mut tree = self.0.borrow_mut();
        if tree.comments.len() < COMMENTS {
            let end = text.floor_char_boundary(COMMENT_BYTES);
            let kept = text.get(..end).unwrap_or_default().to_owned();
            tree.comments.push(kept);
        }
        NONE
    }

    fn create_pi(&self, _: StrTendril, _: StrTendril) -> NodeId {
        NONE
    }

    fn append(&self, parent: &NodeId, child: NodeOrText<NodeId>) {
        self.0.borrow_mut().insert_any(*parent, NONE, child);
    }

    fn append_based_on_parent_node(
        &self,
        element: &NodeId,
        prev_element: &NodeId,
        child: NodeOrText<NodeId>,
    ) {
        let has_parent = self
            .0
            .borrow()
            .node(*element)
            .is_some_and(|n| n.parent != NONE);
        if has_parent {
            self.append_before_sibling(element, child);
        } else {
            self.append(prev_element, child);
        }
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}

    /// A template's contents are its children; the walk passes over them.
    fn get_template_contents(&self, target: &NodeId) -> NodeId {
        *target
    }

    fn same_node(&self, x: &NodeId, y: &NodeId) -> bool {
        x == y
    }

    fn set_quirks_mode(&self, _: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &NodeId, new_node: NodeOrText<NodeId>) {
        let mut tree = self.0.borrow_mut();
        let parent = tree.node(*sibling).map_or(NONE, |n| n.parent);
        tree.insert_any(parent, *sibling, new_node);
    }

    fn add_attrs_if_missing(&self, target: &NodeId, attrs: Vec<Attribute>) {
        let mut tree = self.0.borrow_mut();
        if let Some(Node {
            data: Data::Element(_, own),
            ..
        }) = tree.edit(*target)
        {
            for attribute in attrs {
                if own.len() < ADDED && !own.iter().any(|a| a.name == attribute.name) {
                    own.push(attribute);
                }
            }
        }
    }

    fn remove_from_parent(&self, target: &NodeId) {
        self.0.borrow_mut().detach(*target);
    }

    fn reparent_children(&self, node: &NodeId, new_parent: &NodeId) {
        let mut tree = self.0.borrow_mut();
        while let Some(first) = tree.node(*node).map(|n| n.first).filter(|&n| n != NONE) {
            tree.insert(*new_parent, NONE, first);
        }
    }
}
