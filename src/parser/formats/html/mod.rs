//! HTML to a [`Document`]: a tree, then one walk over it. Only this folder names html5ever.

mod address;
mod blocks;
mod element;
mod embedded;
mod guard;
mod head;
mod joint;
mod number;
mod paragraph;
mod picture;
pub mod reference;
mod scan;
mod table;
mod tag;
mod tree;
mod walk;
mod words;

#[cfg(test)]
mod tests;

use crate::parser::block::Document;
use crate::parser::metadata;

/// The blocks and claims of a page. `source` is decoded, not yet filtered. Any text is a page: this cannot fail.
pub fn read(source: &str) -> Document {
    let tree = guard::parse(source);
    let declared = head::declared(&tree);
    let claims = metadata::claims(&declared);
    let base = address::Base::new(declared.base.as_deref(), claims.url.as_deref());
    let mut document = walk::walk(&tree, &base);
    document.claims = claims;
    if tree.is_full() {
        let most = guard::NODES;
        let note =
            format!("the page has over {most} elements and texts; further tags are left out");
        document.notes.push(note);
    }
    embedded::add(&mut document, &tree);
    document
}
