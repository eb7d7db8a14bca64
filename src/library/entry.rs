//! An entry: what list, search and links need of a saved article, and its identity.

use std::path::PathBuf;

use crate::article::{Article, Stamp};
use crate::fold::fold;

/// A saved article in the library's list.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// The file.
    pub path: PathBuf,
    /// Identity by content, see [`key`]: the same text saved under another name has the same key. 16 hexadecimal digits.
    pub key: String,
    /// The headline; the file's name where the page has none.
    pub headline: String,
    /// The publisher.
    pub publisher: Option<String>,
    /// The date it is listed under.
    pub date: Option<Stamp>,
    /// Minutes to read.
    pub minutes: u16,
    /// Headline, standfirst, byline, publisher, tags and text, folded for search: one line each, so that no phrase spans two.
    pub folded: Box<str>,
    /// The page's own address.
    pub url: Option<String>,
}

impl Entry {
    /// The entry of `article`, saved at `path`.
    pub fn new(path: PathBuf, article: &Article) -> Self {
        let named = article.headline.as_deref().map(str::trim);
        let headline = named.filter(|headline| !headline.is_empty()).map_or_else(
            || {
                let name = path.file_name().unwrap_or(path.as_os_str());
                name.to_string_lossy().into_owned()
            },
            str::to_owned,
        );
        Self {
            key: key(article),
            folded: folded(&headline, article).into(),
            headline,
            publisher: article.publisher.clone(),
            date: article.date(),
            minutes: u16::try_from(article.minutes()).unwrap_or(u16::MAX),
            url: article.url.clone(),
            path,
        }
    }

    /// The headline, folded.
    pub fn folded_headline(&self) -> &str {
        self.folded.split('\n').next().unwrap_or_default()
    }
}

/// The reader's marks on an article.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Marks {
    /// Has been read.
    pub read: bool,
    /// Has a star.
    pub starred: bool,
}

/// The identity of an article by its content: FNV-1a, 64 bits, of its folded headline, a line break and its folded text; 16
/// hexadecimal digits. It is written to the reader's journal, so it must not change.
pub fn key(article: &Article) -> String {
    let headline = fold(article.headline.as_deref().unwrap_or_default());
    let text = fold(&article.text());
    format!("{:016x}", key_of_folded(&headline, &text))
}

/// The same as a number, from headline and text that are folded already.
pub fn key_of_folded(headline: &str, text: &str) -> u64 {
    fnv_1a(headline.bytes().chain([b'\n']).chain(text.bytes()))
}

/// FNV-1a with 64 bits (Fowler, Noll, Vo): offset basis and prime as in RFC 9923.
pub fn fnv_1a(bytes: impl Iterator<Item = u8>) -> u64 {
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

fn folded(headline: &str, article: &Article) -> String {
    let mut folded = fold(headline);
    let mut add = |text: &str| {
        if !text.is_empty() {
            folded.push('\n');
            folded.push_str(&fold(text));
        }
    };
    add(article.standfirst.as_deref().unwrap_or_default());
    article.byline.iter().for_each(|name| add(name));
    add(article.publisher.as_deref().unwrap_or_default());
    article.tags.iter().for_each(|tag| add(tag));
    add(&article.text());
    folded
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{Block, BlockKind};

    fn article(headline: Option<&str>, text: &str) -> Article {
        Article {
            headline: headline.map(str::to_owned),
            body: vec![Block::new(BlockKind::Paragraph, text)],
            ..Article::default()
        }
    }

    #[test]
    fn the_hash_is_the_published_one() {
        for (text, hash) in [
            ("", 0xcbf2_9ce4_8422_2325),
            ("a", 0xaf63_dc4c_8601_ec8c),
            ("foobar", 0x8594_4171_f739_67e8),
        ] {
            assert_eq!(fnv_1a(text.bytes()), hash, "{text:?}");
        }
    }

    #[test]
    fn a_key_is_of_the_content() {
        let one = article(Some("Storm — over"), "It’s calm.");
        let same = article(Some("STORM - over"), "It's  calm.");
        assert_eq!(key(&one), key(&same));
        assert_eq!(key(&one).len(), 16);
        for other in [
            article(Some("Storm - over"), "It's loud."),
            article(Some("Storm"), "- over It's calm."),
            article(None, "It's calm."),
        ] {
            assert_ne!(key(&one), key(&other));
        }
    }

    #[test]
    fn an_entry_without_headline_is_named_by_its_file() {
        let entry = Entry::new("saved/Page 3.txt".into(), &article(Some(" "), "x"));
        assert_eq!(entry.headline, "Page 3.txt");
        assert_eq!(entry.folded_headline(), "page 3.txt");
        assert_eq!(entry.key, key(&article(None, "x")));
    }

    #[test]
    fn what_is_searched() {
        let entry = Entry::new(
            "a".into(),
            &Article {
                standfirst: Some("Two".into()),
                byline: vec!["Ida".into(), "Bo".into()],
                publisher: Some("Post".into()),
                tags: vec!["Sea".into()],
                ..article(Some("One"), "Text")
            },
        );
        assert_eq!(&*entry.folded, "one\ntwo\nida\nbo\npost\nsea\ntext");
    }
}
