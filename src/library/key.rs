//! An article's identity.

use crate::article::Article;
use crate::fold::fold;

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
}
