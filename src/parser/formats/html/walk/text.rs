//! The walk's text: what happens to the open paragraph as text, breaks and hidden pieces come.

use super::super::joint::{self, Joint, Seam};
use super::super::paragraph::Paragraph;
use super::super::tree::{NONE, NodeId};
use super::Walk;

/// A paragraph that waits while a hidden piece in its midst is read.
pub(super) struct Parked {
    open: Paragraph,
    pub(super) depth: usize,
    low: usize,
}

impl Walk<'_> {
    pub(super) fn text(&mut self, text: &str) {
        let context = self.context();
        let Some(next) = text.chars().find(|c| !c.is_whitespace()) else {
            if context.pre && !self.open.is_empty() {
                self.open.add_as_is(text);
            }
            self.open.blank |= !text.is_empty();
            return;
        };
        if let Some(joint) = self.joint.take() {
            self.join(joint, text.starts_with(char::is_whitespace), next);
        }
        if self.open.breaks > 0 && joint::begins_item(text) {
            self.flush();
            self.blocks.go_beside();
        }
        if self.edge && !context.pre && joint::is_glued(&self.open.text, next) {
            self.open.blank = true;
        }
        self.edge = false;
        let depth = self.stack.len();
        if self.open.is_empty() {
            self.open.belong(self.node(), context, depth);
        } else if self.low < self.open.depth && self.table.is_none() {
            // The text before stands in an element that is closed by now.
            if let Some(frame) = self.stack.get(self.low.saturating_sub(1)) {
                self.open.belong(frame.node, frame.context, self.low);
            }
        }
        self.low = depth;
        let from = if context.pre && self.table.is_none() {
            self.open.add_as_is(text)
        } else {
            self.open.add(text)
        };
        if from.is_some() {
            self.open.breaks = 0;
            self.open.moment = self.open.moment.take().or(self.moment.take());
            if self.link.is_some() {
                self.open.link_from = self.open.link_from.or(from);
            }
        }
    }

    fn node(&self) -> NodeId {
        self.stack.last().map_or(NONE, |f| f.node)
    }

    pub(super) fn join(&mut self, joint: Joint, blank: bool, next: char) {
        let piece = self
            .open
            .text
            .get(self.open.piece_from..)
            .unwrap_or_default();
        let seam = joint.seam(piece, blank || self.open.blank, next);
        match seam {
            Seam::None => return,
            Seam::Blank => self.open.blank = true,
            Seam::Part => {
                let moment = self.moment.take();
                self.flush();
                self.moment = moment;
                self.blocks.go_beside();
            }
        }
        self.open.piece_from = self.open.text.len();
    }

    pub(super) fn line_break(&mut self) {
        self.open.blank = true;
        if self.open.is_empty() || self.table.is_some() {
            return;
        }
        if self.context().pre {
            self.open.text.push('\n');
            return;
        }
        self.open.breaks += 1;
        if self.open.breaks >= 2 {
            self.flush();
        }
    }

    /// A hidden piece begins amid a line.
    pub(super) fn park(&mut self) {
        if self.parked.is_none() {
            self.end_link();
            self.parked = Some(Parked {
                open: std::mem::take(&mut self.open),
                depth: self.stack.len(),
                low: self.low,
            });
        }
    }

    /// The hidden piece ends: it follows as a block of its own once the line is complete.
    pub(super) fn resume(&mut self, parked: Parked) {
        self.end_link();
        let mut hidden = std::mem::replace(&mut self.open, parked.open);
        self.low = self.low.min(parked.low);
        hidden.trim();
        if !hidden.text.is_empty() {
            let block = self.blocks.make(&mut hidden);
            self.aside.push(block);
        }
    }

    pub(super) fn end_link(&mut self) {
        if let Some((href, rel)) = &self.link {
            self.open.end_link(href, rel);
        }
    }

    /// The block ends here, unless there are too many.
    pub(super) fn flush(&mut self) {
        if self.blocks.is_full() {
            self.open.blank = true;
        } else {
            self.close();
        }
    }

    pub(super) fn close(&mut self) {
        self.end_link();
        self.joint = None;
        self.moment = None;
        let mut open = std::mem::take(&mut self.open);
        open.trim();
        if !open.text.is_empty() {
            let block = self.blocks.make(&mut open);
            self.blocks.put(block);
        }
        self.open.text = open.text;
        self.open.text.clear();
        for alt in std::mem::take(&mut self.aside) {
            self.blocks.put(alt);
        }
    }
}
