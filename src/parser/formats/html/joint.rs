//! Pieces side by side: links and spans that follow each other with no text of their own between them. A page sets them apart by its
//! style sheet, which nobody kept: tags, a byline and a date, counters.

use html5ever::local_name;

use super::element::{Flow, flow};
use super::tree::{Data, Node, NodeId, Tree};

/// Wrappers looked through for a link.
const WRAPPERS: usize = 3;

/// What the inline children of an element are to each other.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Gather {
    /// Running text, or less than two of them.
    #[default]
    Text,
    /// Links and nothing else.
    Links,
    /// Elements and nothing else.
    Pieces,
}

/// Two pieces that meet.
#[derive(Debug, Clone, Copy)]
pub struct Joint {
    /// What they are.
    pub gather: Gather,
    /// They carry classes, and not the same.
    pub differ: bool,
    /// They are parts of one link.
    pub linked: bool,
}

/// What to do where two pieces meet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Seam {
    /// Nothing.
    None,
    /// Put a blank.
    Blank,
    /// Begin another block.
    Part,
}

/// How the inline children of `id` stand to each other.
pub fn gather(tree: &Tree, id: NodeId) -> Gather {
    let (mut pieces, mut links) = (0, 0);
    for (child, node) in tree.children(id) {
        match &node.data {
            Data::Text(text) if is_blank(text) => {}
            Data::Text(_) => return Gather::Text,
            _ if flow(node, false) == Flow::Inline => {
                pieces += 1;
                links += usize::from(is_link(tree, child));
            }
            _ => {}
        }
    }
    match (pieces, links) {
        (0 | 1, _) => Gather::Text,
        _ if pieces == links => Gather::Links,
        _ => Gather::Pieces,
    }
}

fn is_blank(text: &str) -> bool {
    text.chars().all(char::is_whitespace)
}

/// Is all there is in `id` a link?
fn is_link(tree: &Tree, id: NodeId) -> bool {
    let mut at = id;
    for _ in 0..WRAPPERS {
        if tree.node(at).and_then(Node::name) == Some(&local_name!("a")) {
            return true;
        }
        let mut inner = tree
            .children(at)
            .filter(|(_, node)| !matches!(&node.data, Data::Text(text) if is_blank(text)));
        match (inner.next(), inner.next()) {
            (Some((only, _)), None) => at = only,
            _ => return false,
        }
    }
    false
}

impl Joint {
    /// What to do between `piece`, the text of the piece before, and `next`, the first letter of the one after. `blank`: there is
    /// white space between them.
    pub fn seam(self, piece: &str, blank: bool, next: char) -> Seam {
        let Some(last) = piece.chars().next_back() else {
            return Seam::None;
        };
        if ",.;:!?)]}»”’%…".contains(next) || "([{„«“‘#@/-–".contains(last) {
            return Seam::None;
        }
        if self.gather == Gather::Links {
            return Seam::Part;
        }
        if blank {
            // A link's two words are more likely one name than two things.
            let name = self.linked && !piece.contains(' ');
            let part = self.differ && !name && !next.is_lowercase() && !leads_on(piece);
            return if part { Seam::Part } else { Seam::None };
        }
        if piece.chars().nth(1).is_none() || (last.is_lowercase() && next.is_lowercase()) {
            Seam::None
        } else if leads_on(piece) && piece.split_whitespace().nth(2).is_none() {
            Seam::Blank
        } else {
            Seam::Part
        }
    }
}

/// Does text that follows `before` across the edge of an element look glued to it: a hump as in `TimesOpens`, or no blank after a
/// sentence? The style sheet that parted them is not at hand.
pub fn is_glued(before: &str, next: char) -> bool {
    let ends = |c: char| c.is_lowercase() || ".?!:)".contains(c);
    next.is_uppercase() && before.chars().next_back().is_some_and(ends)
}

/// Does a line begin like an item of a list that was set by hand: a dash or a bullet, and a blank?
pub fn begins_item(line: &str) -> bool {
    let line = line.trim_start();
    let rest = line.trim_start_matches(['-', '–', '—', '•', '*', '·', '‣', '▪', '●', '■', '◦']);
    rest.len() < line.len() && rest.starts_with(char::is_whitespace)
}

/// Does `piece` only introduce the next one: "Published:", "By", "Written by"?
fn leads_on(piece: &str) -> bool {
    let word = piece.split_whitespace().next_back().unwrap_or_default();
    word.ends_with(':')
        || word.starts_with(char::is_lowercase)
        || (piece.len() <= 3 && piece.starts_with(char::is_alphabetic))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(joint: Joint, rows: &[(&str, bool, char, Seam)]) {
        for &(piece, blank, next, want) in rows {
            assert_eq!(joint.seam(piece, blank, next), want, "{piece} {next}");
        }
    }

    #[test]
    fn seams() {
        let pieces = Joint {
            gather: Gather::Pieces,
            differ: true,
            linked: false,
        };
        check(
            pieces,
            &[
                ("Ana Duarte", false, '3', Seam::Part),
                ("Ana Duarte", true, '3', Seam::Part),
                ("By", true, 'A', Seam::None),
                ("By", false, 'A', Seam::Blank),
                ("Written by", true, 'A', Seam::None),
                ("Published:", false, '3', Seam::Blank),
                ("Ana Duarte", false, ',', Seam::None),
                ("T", false, 'h', Seam::None),
                ("high", false, 'l', Seam::None),
            ],
        );
        let alike = Joint {
            differ: false,
            ..pieces
        };
        check(alike, &[("One sentence.", true, 'A', Seam::None)]);
        let links = Joint {
            gather: Gather::Links,
            ..alike
        };
        check(links, &[("Fishing", true, 'b', Seam::Part)]);
        let linked = Joint {
            linked: true,
            ..pieces
        };
        check(linked, &[("Ana", true, 'D', Seam::None)]);
    }

    #[test]
    fn glue_and_items() {
        assert!(is_glued("Sunday Harbour", 'O'));
        assert!(is_glued("It ended.", 'P'));
        assert!(!is_glued("A", 'B') && !is_glued("", 'B') && !is_glued("har", 'b'));
        assert!(begins_item(" – boats") && begins_item("• nets"));
        assert!(!begins_item("-5 degrees") && !begins_item("boats"));
    }
}
