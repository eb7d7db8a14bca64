//! What articles say first of what they tell.

use super::error::StoreError;
use super::opening::Store;
use crate::article::{Article, BlockKind};
use crate::library::Id;

/// Bytes of a standfirst that are given at most: more than a few rows show.
const LONGEST: usize = 600;

impl Store {
    /// The standfirsts of those articles; where a page has none, the beginning of its text. Articles that have gone, or say nothing, are
    /// left out.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn standfirsts(&self, ids: &[Id]) -> Result<Vec<(Id, String)>, StoreError> {
        self.together(|| {
            let mut found = Vec::with_capacity(ids.len());
            for &id in ids {
                let article = self.article(id)?;
                found.extend(article.and_then(|article| Some((id, standfirst(article)?))));
            }
            Ok(found)
        })
    }
}

fn standfirst(article: Article) -> Option<String> {
    let mut body = article.body.into_iter();
    let mut first = || body.find(|block| block.kind == BlockKind::Paragraph);
    let mut text = match article.standfirst {
        Some(standfirst) => standfirst,
        None => first()?.text,
    };
    text.truncate(text.floor_char_boundary(LONGEST));
    Some(text)
}
