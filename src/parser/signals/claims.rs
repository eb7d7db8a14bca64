//! What the page's own claims, and its first line, say of a block.

use crate::parser::block::Document;
use crate::parser::fields::headline::letters;
use crate::parser::signals::Collector;
use crate::parser::signals::fold::Folded;

/// Bytes of letters from which on a part of a headline, a description or a caption tells something.
const PART: usize = 15;
const DESCRIPTION: usize = 20;
const CAPTION: usize = 10;
/// Bytes of letters at its start by which a description or a caption is known.
const HEAD: usize = 80;
/// Longest line of letters, in bytes, that is compared as a whole, that names an author, that is a page's title.
const LINE: usize = 300;
const BYLINE: usize = 160;

/// A page's claims, folded.
#[derive(Debug, Default)]
pub struct Claimed {
    headlines: Vec<String>,
    descriptions: Vec<String>,
    authors: Vec<String>,
    publishers: Vec<String>,
    captions: Vec<String>,
    tags: Vec<String>,
}

impl Claimed {
    /// Those of `document`.
    pub fn of(document: &Document) -> Self {
        let claims = &document.claims;
        let fold = |list: &[String]| -> Vec<String> {
            let folded = list.iter().map(|claim| letters(claim));
            folded.filter(|claim| !claim.is_empty()).collect()
        };
        let captions = claims.images.iter().filter_map(|image| image.1.as_deref());
        Self {
            headlines: fold(&claims.headlines),
            descriptions: fold(&claims.descriptions),
            authors: fold(&claims.authors),
            publishers: fold(&claims.publishers),
            captions: captions.map(letters).collect(),
            tags: fold(&claims.tags),
        }
    }

    /// Adds the signals of block `i`.
    pub fn measure(&self, page: &Folded, i: usize, to: &mut Collector) {
        let text = page.letters(i);
        if text.is_empty() {
            return;
        }
        if text.len() <= LINE {
            let exact = self.headlines.iter().any(|h| h == text);
            let part = |whole: &str| text.len() > PART && contains_mostly(whole, text);
            to.flag("claimed-headline", exact);
            let within = !exact && self.headlines.iter().any(|h| part(h));
            to.flag("claimed-headline-part", within);
            let title = page.letters(0);
            to.flag("in-first-line", i > 0 && title.len() < LINE && part(title));
            let named = |author: &String| text.contains(author.as_str());
            to.flag(
                "claimed-author",
                text.len() < BYLINE && self.authors.iter().any(named),
            );
            let is = |list: &[String]| list.iter().any(|claim| claim == text);
            to.flag("claimed-publisher", is(&self.publishers));
            to.flag("claimed-tag", is(&self.tags));
        }
        let head = text.get(..text.floor_char_boundary(HEAD)).unwrap_or(text);
        let described = |claim: &String| claim.starts_with(head);
        to.flag(
            "claimed-description",
            head.len() > DESCRIPTION && self.descriptions.iter().any(described),
        );
        to.flag(
            "claimed-caption",
            head.len() > CAPTION && self.captions.iter().any(|c| c.contains(head)),
        );
    }
}

/// Is `part` most of `whole`, at its start or end? (a headline in 'Headline | The Paper')
fn contains_mostly(whole: &str, part: &str) -> bool {
    part.len() * 10 > whole.len() * 4 && whole.contains(part)
}
