//! The text that is being gathered: one block in the making.

use crate::parser::block::Link;
use crate::parser::filter::{Filter, is_plain};

use super::element::Context;
use super::tree::{NONE, NodeId};

/// A block in the making. White space is folded as it comes; a blank is put only once more text follows.
#[derive(Debug)]
pub struct Paragraph {
    /// Its text so far.
    pub text: String,
    /// Links that are complete.
    pub links: Vec<Link>,
    /// White space came last.
    pub blank: bool,
    /// Line breaks that came last.
    pub breaks: u8,
    /// The innermost element around all of the text.
    pub node: NodeId,
    /// That element's context.
    pub context: Context,
    /// That element's depth.
    pub depth: usize,
    /// `datetime` of a time inside.
    pub moment: Option<Box<str>>,
    /// Address of the picture that it speaks for.
    pub image: Option<Box<str>>,
    /// Where the text of the open link begins.
    pub link_from: Option<usize>,
    /// Where the piece begins that stands side by side with the next one.
    pub piece_from: usize,
    filter: Filter,
}

impl Default for Paragraph {
    fn default() -> Self {
        Self {
            text: String::new(),
            links: Vec::new(),
            blank: false,
            breaks: 0,
            node: NONE,
            context: Context::default(),
            depth: 0,
            moment: None,
            image: None,
            link_from: None,
            piece_from: 0,
            filter: Filter::default(),
        }
    }
}

impl Paragraph {
    /// The words that stand for a picture.
    pub fn in_place_of(image: Option<Box<str>>, text: String) -> Self {
        Self {
            text,
            image,
            ..Self::default()
        }
    }

    /// A link over all of it.
    pub fn whole_link(&self, href: &str, rel: &str) -> Link {
        Link {
            range: 0..self.text.len(),
            href: href.to_owned(),
            rel: rel.to_owned(),
        }
    }

    /// Has nothing been put yet?
    pub fn is_empty(&self) -> bool {
        self.node == NONE
    }

    /// Says which element the text belongs to.
    pub fn belong(&mut self, node: NodeId, context: Context, depth: usize) {
        (self.node, self.context, self.depth) = (node, context, depth);
    }

    /// Adds text, its white space folded. Where its first letter landed, if there was any.
    pub fn add(&mut self, text: &str) -> Option<usize> {
        // What ASCII and Unicode disagree on: the vertical tab.
        if text.bytes().all(|b| b.is_ascii() && b != b'\x0b') {
            return self.add_words(text, text.split_ascii_whitespace());
        }
        self.add_words(text, text.split_whitespace())
    }

    fn add_words<'a>(&mut self, text: &str, words: impl Iterator<Item = &'a str>) -> Option<usize> {
        let mut from = None;
        self.blank |= text.starts_with(char::is_whitespace);
        for (i, word) in words.enumerate() {
            self.blank |= i > 0;
            let at = self.add_word(word);
            from = from.or(at);
        }
        self.blank |= text.ends_with(char::is_whitespace);
        from
    }

    fn add_word(&mut self, word: &str) -> Option<usize> {
        let parted = self.blank && !self.text.is_empty() && !self.text.ends_with(['\t', '\n']);
        if is_plain(word) {
            self.put_blank(parted);
            let at = self.text.len();
            self.filter = Filter::default();
            self.text.push_str(word);
            return Some(at);
        }
        let mut at = None;
        for c in word.chars() {
            if let Some(c) = self.filter.pass(c) {
                if at.is_none() {
                    self.put_blank(parted);
                    at = Some(self.text.len());
                }
                self.text.push(c);
            }
        }
        at
    }

    fn put_blank(&mut self, parted: bool) {
        if parted {
            self.text.push(' ');
        }
        self.blank = false;
    }

    /// Adds text with its white space, as in `pre`, without blank lines at the top.
    pub fn add_as_is(&mut self, text: &str) -> Option<usize> {
        let mut from = None;
        for c in text.chars() {
            if let Some(c) = self.filter.pass(c)
                && !(c == '\n' && self.text.is_empty())
            {
                from = from.or(Some(self.text.len()));
                self.text.push(c);
            }
        }
        from
    }

    /// Begins a row of a table.
    pub fn row(&mut self) {
        if !self.text.is_empty() {
            self.text.truncate(self.text.trim_end().len());
            self.text.push('\n');
        }
        self.blank = false;
    }

    /// Parts two cells of a row.
    pub fn cell(&mut self) {
        self.text.push('\t');
        self.blank = false;
    }

    /// The open link ends here, or the block does.
    pub fn end_link(&mut self, href: &str, rel: &str) {
        if let Some(from) = self.link_from.take()
            && from < self.text.len()
        {
            self.links.push(Link {
                range: from..self.text.len(),
                href: href.to_owned(),
                rel: rel.to_owned(),
            });
        }
    }

    /// Cuts white space off the end, from links too.
    pub fn trim(&mut self) {
        let end = self.text.trim_end().len();
        self.text.truncate(end);
        for link in &mut self.links {
            link.range.end = link.range.end.min(end);
        }
        self.links.retain(|link| link.range.start < link.range.end);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(pieces: &[&str], want: &str) {
        let mut paragraph = Paragraph::default();
        for piece in pieces {
            paragraph.add(piece);
        }
        assert_eq!(paragraph.text, want, "{pieces:?}");
    }

    #[test]
    fn white_space_is_folded_across_pieces() {
        check(&["  The ", " old\n\n", "har", "bour "], "The old harbour");
        check(&["a", "\u{a0}", "b", "\u{200b}", "c"], "a bc");
        check(&["a ", "\u{202e}", "b"], "a b");
        check(&["a \u{200b}", "b"], "a b");
        check(&["\u{200b} ", " "], "");
    }
}
