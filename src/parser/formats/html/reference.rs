//! Character references: `&amp;`, `&#8211;`, `&#x2013;`. The names are the standard's own table, as html5ever carries it.

use html5ever::data::{C1_REPLACEMENTS, NAMED_ENTITIES};

/// Bytes of the longest name, its semicolon included.
const NAME: usize = 33;

/// Where a reference stands: in an attribute's value fewer of them count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// In running text.
    Text,
    /// In the value of an attribute: `&copy=1` is part of an address.
    Attribute,
}

/// `text` with its references decoded, once. None if it has none.
pub fn decode(text: &str, place: Place) -> Option<String> {
    let mut from = memchr::memchr(b'&', text.as_bytes())?;
    let mut out = String::with_capacity(text.len());
    let (head, mut rest) = text.split_at(from);
    out.push_str(head);
    while let Some(after) = rest.get(1..) {
        let bytes = if let Some((first, second, bytes)) = one(after, place) {
            out.push(first);
            out.extend(second);
            bytes
        } else {
            out.push('&');
            0
        };
        rest = after.get(bytes..).unwrap_or_default();
        from = memchr::memchr(b'&', rest.as_bytes()).unwrap_or(rest.len());
        let (plain, tail) = rest.split_at(from);
        out.push_str(plain);
        rest = tail;
    }
    Some(out)
}

/// The characters that `text`, what follows a `&`, stands for, and how many of its bytes they take.
fn one(text: &str, place: Place) -> Option<(char, Option<char>, usize)> {
    if let Some(number) = text.strip_prefix('#') {
        let (c, bytes) = numeric(number)?;
        return Some((c, None, bytes + 1));
    }
    let name = text.bytes().take(NAME);
    let letters = name.take_while(u8::is_ascii_alphanumeric).count();
    let whole = text.get(..=letters).filter(|name| name.ends_with(';'));
    let lengths = whole.into_iter().map(str::len).chain((1..=letters).rev());
    for length in lengths {
        let name = text.get(..length)?;
        if let Some(&(first, second)) = NAMED_ENTITIES.get(name)
            && first != 0
        {
            let goes_on = |b: &u8| *b == b'=' || b.is_ascii_alphanumeric();
            let is_open = !name.ends_with(';') && place == Place::Attribute;
            if is_open && text.as_bytes().get(length).is_some_and(goes_on) {
                return None;
            }
            let second = char::from_u32(second).filter(|_| second != 0);
            return Some((char::from_u32(first)?, second, length));
        }
    }
    None
}

/// The character of a number behind `&#`, and the bytes of it.
fn numeric(text: &str) -> Option<(char, usize)> {
    let (digits, radix) = match text.strip_prefix(['x', 'X']) {
        Some(digits) => (digits, 16),
        None => (text, 10),
    };
    let count = digits.chars().take_while(|c| c.is_digit(radix)).count();
    let digits = digits.get(..count).filter(|d| !d.is_empty())?;
    let code = u32::from_str_radix(digits, radix).unwrap_or(u32::MAX);
    let replaced = code.checked_sub(0x80).map(|c1| c1 as usize);
    let replaced = replaced.and_then(|c1| C1_REPLACEMENTS.get(c1).copied().flatten());
    let c = replaced
        .or_else(|| char::from_u32(code).filter(|&c| c != '\0'))
        .unwrap_or(char::REPLACEMENT_CHARACTER);
    let bytes = usize::from(radix == 16) + count;
    let semicolon = text.as_bytes().get(bytes) == Some(&b';');
    Some((c, bytes + usize::from(semicolon)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(place: Place, rows: &[(&str, &str)]) {
        for &(text, want) in rows {
            assert_eq!(decode(text, place).as_deref().unwrap_or(text), want);
        }
    }

    #[test]
    fn references_are_decoded_once() {
        let both = [
            ("Fish &amp; chips", "Fish & chips"),
            ("&amp;amp; &lt;b&gt;", "&amp; <b>"),
            ("&#8211;&#x2013;&#X2013;–", "––––"),
            (
                "&#150;&#0;&#xd800;&#x110000;&#99999999999;",
                "–\u{fffd}\u{fffd}\u{fffd}\u{fffd}",
            ),
            (
                "a & b && c &; &# &#x; &unknown; &",
                "a & b && c &; &# &#x; &unknown; &",
            ),
            ("&nbsp", "\u{a0}"),
            ("&NotEqualTilde;", "\u{2242}\u{338}"),
            ("&Größe;", "&Größe;"),
        ];
        check(Place::Text, &both);
        check(Place::Attribute, &both);
        check(Place::Text, &[("&copy=1 &notit; &copyx", "©=1 ¬it; ©x")]);
        let address = [("?a=1&copy=2&copyx&amp;b&copy", "?a=1&copy=2&copyx&b©")];
        check(Place::Attribute, &address);
    }
}
