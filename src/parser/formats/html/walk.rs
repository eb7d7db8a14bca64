//! One walk over the tree, without recursion: gathers text into blocks and notes what stands around each.

mod text;

use html5ever::{LocalName, local_name};

use crate::parser::block::{Block, Document, Form, Inside};
use crate::parser::filter::clean_line;

use super::address::Base;
use super::blocks::Blocks;
use super::element::{self, Context, Flow};
use super::joint::{self, Gather, Joint};
use super::paragraph::Paragraph;
use super::picture::{self, Stand};
use super::table;
use super::tree::{DOCUMENT, Data, NONE, Node, NodeId, Tree};

use text::Parked;

/// Bytes kept of a machine date.
const MOMENT: usize = 64;

/// An element that is open.
struct Frame {
    node: NodeId,
    context: Context,
    /// Its text stands apart.
    apart: bool,
    opens_link: bool,
    gather: Gather,
    /// The inline child that came last.
    last: NodeId,
    /// Number of blocks when it was opened.
    first: usize,
}

/// A picture's element: what it has been found to show.
struct Figure {
    depth: usize,
    image: Option<Box<str>>,
}

/// The walk's state: the open elements, the open paragraph, and what is finished.
struct Walk<'a> {
    tree: &'a Tree,
    base: &'a Base,
    blocks: Blocks<'a>,
    stack: Vec<Frame>,
    open: Paragraph,
    /// What was open when a hidden piece of it began, and at which depths.
    parked: Option<Parked>,
    /// Smallest depth since text was last added.
    low: usize,
    link: Option<(String, String)>,
    joint: Option<Joint>,
    /// An element began or ended since text was last added.
    edge: bool,
    moment: Option<Box<str>>,
    /// Depth of the data table that is open.
    table: Option<usize>,
    cells: usize,
    figures: Vec<Figure>,
    /// Blocks that follow once the open paragraph is complete.
    aside: Vec<Block>,
}

/// The blocks of a tree, its text, and the notes.
pub fn walk(tree: &Tree, base: &Base) -> Document {
    let mut walk = Walk {
        tree,
        base,
        blocks: Blocks::new(tree),
        stack: Vec::new(),
        open: Paragraph::default(),
        parked: None,
        low: 0,
        link: None,
        joint: None,
        edge: false,
        moment: None,
        table: None,
        cells: 0,
        figures: Vec::new(),
        aside: Vec::new(),
    };
    walk.run();
    walk.blocks.finish()
}

impl Walk<'_> {
    fn run(&mut self) {
        let tree = self.tree;
        let mut at = DOCUMENT;
        while let Some(node) = tree.node(at) {
            if self.enter(at, node) && node.first != NONE {
                at = node.first;
                continue;
            }
            loop {
                if self.stack.last().is_some_and(|frame| frame.node == at) {
                    self.leave();
                }
                let Some(node) = tree.node(at) else { break };
                if node.next != NONE {
                    at = node.next;
                    break;
                }
                at = node.parent;
            }
        }
        self.close();
    }

    fn context(&self) -> Context {
        self.stack.last().map(|f| f.context).unwrap_or_default()
    }

    /// Takes a node in. Shall its children follow?
    fn enter(&mut self, id: NodeId, node: &Node) -> bool {
        if let Data::Text(text) = &node.data {
            self.text(text);
            return false;
        }
        if id == DOCUMENT {
            self.push(id, Context::default(), true);
            return true;
        }
        match element::flow(node, self.context().phrase) {
            Flow::Skip => return false,
            Flow::Break => self.line_break(),
            Flow::Rule => self.flush(),
            Flow::Image => self.image(id, node),
            flow => {
                self.open_element(id, node, flow);
                return true;
            }
        }
        false
    }

    fn push(&mut self, node: NodeId, context: Context, apart: bool) {
        self.stack.push(Frame {
            node,
            context,
            apart,
            opens_link: false,
            gather: if context.pre || context.phrase {
                Gather::Text
            } else {
                joint::gather(self.tree, node)
            },
            last: NONE,
            first: self.blocks.count(),
        });
    }

    fn open_element(&mut self, id: NodeId, node: &Node, flow: Flow) {
        let Some(name) = node.name() else {
            self.push(id, self.context(), false);
            return;
        };
        let above = self.context();
        let context = above.within(node, name, flow);
        self.edge = true;
        let apart = flow != Flow::Inline;
        let hides = context.inside.has(Inside::HIDDEN) && !above.inside.has(Inside::HIDDEN);
        if self.table.is_some() {
            self.open_cell(name);
        } else if apart {
            self.flush();
            if let Some(parent) = self.stack.last_mut() {
                parent.last = NONE;
            }
        } else if hides {
            self.park();
        } else {
            self.meet(id, node);
        }
        let depth = self.stack.len();
        if *name == local_name!("figure") {
            self.figures.push(Figure { depth, image: None });
        }
        self.push(id, context, apart);
        if flow == Flow::Table && self.table.is_none() && table::is_data(self.tree, id) {
            self.table = Some(depth);
            self.begin_table(depth);
        }
        if *name == local_name!("a")
            && self.link.is_none()
            && let Some(href) = node.attribute(&local_name!("href"))
        {
            let rel = node.attribute(&local_name!("rel")).unwrap_or_default();
            let href = self.base.resolve(href);
            self.meet_link(&href);
            self.link = Some((href, clean_line(rel)));
            if let Some(frame) = self.stack.last_mut() {
                frame.opens_link = true;
            }
        }
        self.note_moment(node, *name == local_name!("time"));
    }

    /// An inline element begins: does another one stand right before it?
    fn meet(&mut self, id: NodeId, node: &Node) {
        let Some(parent) = self.stack.last_mut() else {
            return;
        };
        let last = std::mem::replace(&mut parent.last, id);
        // Pages older than style sheets set headline, byline and caption apart by a line break and another size.
        if self.open.breaks > 0 {
            let size = local_name!("size");
            let above = self.tree.node(last).and_then(|n| n.attribute(&size));
            let here = node.attribute(&size);
            if above.is_some() && here.is_some() && above != here {
                self.flush();
                return;
            }
        }
        if parent.gather == Gather::Text || last == NONE {
            return;
        }
        let class = local_name!("class");
        let before = self.tree.node(last).and_then(|n| n.attribute(&class));
        self.joint = Some(Joint {
            gather: parent.gather,
            differ: before.is_some() && node.attribute(&class).is_some_and(|c| before != Some(c)),
            linked: self.link.is_some(),
        });
    }

    /// A link begins: if another one ends right here, the two are one when they lead to one place, else apart.
    fn meet_link(&mut self, href: &str) {
        if let Some(last) = self.open.links.last()
            && last.range.end == self.open.text.len()
            && !self.open.blank
        {
            if last.href == href {
                self.joint = None;
            } else {
                self.open.blank = true;
            }
        }
    }

    fn note_moment(&mut self, node: &Node, is_time: bool) {
        let moment = if is_time {
            node.attribute(&local_name!("datetime"))
        } else {
            node.attribute(&local_name!("itemprop"))
                .filter(|p| p.starts_with("date"))
                .and_then(|_| node.attribute(&local_name!("content")))
        };
        if let Some(moment) = moment.map(clean_line)
            && !moment.is_empty()
            && moment.len() <= MOMENT
        {
            self.moment = Some(moment.into());
        }
    }

    /// The paragraph becomes the text of the table at this depth.
    fn begin_table(&mut self, depth: usize) {
        if let Some(frame) = self.stack.get(depth) {
            let context = frame.context.with_form(Form::Table);
            self.open.belong(frame.node, context, depth);
        }
        self.cells = 0;
    }

    fn open_cell(&mut self, name: &LocalName) {
        match *name {
            local_name!("tr") => {
                self.end_link();
                self.open.row();
                self.cells = 0;
            }
            local_name!("td") | local_name!("th") => {
                self.end_link();
                if self.cells > 0 {
                    self.open.cell();
                }
                self.cells += 1;
            }
            _ => self.open.blank = true,
        }
    }

    fn leave(&mut self) {
        let Some(frame) = self.stack.pop() else {
            return;
        };
        let depth = self.stack.len();
        self.low = self.low.min(depth);
        self.edge = true;
        if frame.opens_link {
            self.end_link();
            self.link = None;
        }
        if let Some(parked) = self.parked.take_if(|p| p.depth == depth) {
            self.resume(parked);
        } else if self.table == Some(depth) {
            self.table = None;
            self.flush();
        } else if let Some(table) = self.table {
            self.open.blank |= frame.apart;
            if frame.context.form == Form::Caption {
                self.open.context = frame.context;
                self.close();
                self.begin_table(table);
            }
        } else if frame.apart {
            self.flush();
        }
        if let Some(figure) = self.figures.pop_if(|f| f.depth == depth) {
            self.blocks.end_figure(frame.first, figure.image.as_deref());
        }
        let name = self.tree.node(frame.node).and_then(Node::name);
        if name.is_some_and(element::is_sectioning) {
            self.blocks.end_section(frame.first);
        }
    }

    fn image(&mut self, id: NodeId, node: &Node) {
        let address = || picture::address(self.tree, id, self.base);
        if let Some(figure) = self.figures.last_mut()
            && figure.image.is_none()
        {
            figure.image = address();
        }
        let text = match picture::alternative(node) {
            Stand::Words(text) if self.table.is_none() => text,
            Stand::Smiley(text) => return self.text(&text),
            _ => return,
        };
        let image = address();
        let mut words = Paragraph::in_place_of(image, text);
        words.links = self
            .link
            .iter()
            .map(|(href, rel)| words.whole_link(href, rel))
            .collect();
        words.belong(id, self.context().with_form(Form::Alt), self.stack.len());
        let block = self.blocks.make(&mut words);
        if self.open.is_empty() {
            self.blocks.put(block);
        } else {
            self.aside.push(block);
        }
    }
}
