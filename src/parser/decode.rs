//! Bytes to text: which encoding, and how sure. Knows encodings and, of HTML, only where it names its own.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use crate::parser::capture::Kind;

/// Bytes at the head in which HTML must name its encoding (1024 by the standard; real pages need more).
const META_WINDOW: usize = 4096;
/// Bytes looked at to tell UTF-16 without a byte order mark.
const WIDE_WINDOW: usize = 4096;

/// Text from bytes. Not yet filtered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded<'a> {
    /// The text; never with a byte order mark in front. Borrowed where the bytes were UTF-8.
    pub text: Cow<'a, str>,
    /// The encoding used, by its WHATWG name.
    pub encoding: &'static str,
    /// What was repaired, for the reader.
    pub notes: Vec<String>,
}

/// Text of `bytes`: by byte order mark, else as UTF-16 when it looks so, else valid UTF-8, else what the HTML says of itself, else as
/// the bytes look. Never fails: what cannot be decoded becomes U+FFFD, with a note.
pub fn decode(bytes: &[u8], kind: Kind) -> Decoded<'_> {
    let (encoding, bytes) = match Encoding::for_bom(bytes) {
        Some((encoding, mark)) => (encoding, bytes.get(mark..).unwrap_or_default()),
        None => (choose(bytes, kind), bytes),
    };
    let (text, replaced) = encoding.decode_without_bom_handling(bytes);
    let mut notes = Vec::new();
    if replaced {
        notes.push(format!(
            "bytes that are no {} were replaced",
            encoding.name()
        ));
    }
    Decoded {
        text,
        encoding: encoding.name(),
        notes,
    }
}

/// The first bytes of a capture as text, for a look at what it is.
pub fn glimpse(bytes: &[u8], length: usize) -> String {
    let head = bytes.get(..length).unwrap_or(bytes);
    let encoding = Encoding::for_bom(head)
        .map(|(encoding, _)| encoding)
        .or_else(|| wide(head))
        .unwrap_or(UTF_8);
    encoding.decode(head).0.into_owned()
}

/// UTF-16 without a byte order mark, told by the zero half of its Latin letters, blanks and line ends.
pub fn wide(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..WIDE_WINDOW).unwrap_or(bytes);
    let (mut pairs, mut high, mut low) = (0_usize, 0_usize, 0_usize);
    for pair in head.chunks_exact(2) {
        pairs += 1;
        match *pair {
            [0, 0] => return None,
            [0, _] => high += 1,
            [_, 0] => low += 1,
            _ => {}
        }
    }
    if pairs < 2 {
        None
    } else if low * 5 > pairs && high * 50 < pairs {
        Some(UTF_16LE)
    } else if high * 5 > pairs && low * 50 < pairs {
        Some(UTF_16BE)
    } else {
        None
    }
}

fn choose(bytes: &[u8], kind: Kind) -> &'static Encoding {
    if let Some(encoding) = wide(bytes) {
        return encoding;
    }
    let named = (kind == Kind::Html).then(|| declared(bytes)).flatten();
    if bytes.is_ascii() {
        // ISO-2022-JP hides in seven bits: only its name tells it from ASCII.
        return named.filter(|e| !e.is_ascii_compatible()).unwrap_or(UTF_8);
    }
    if mostly_utf8(bytes) {
        return UTF_8;
    }
    if let Some(encoding) = named.filter(|&e| e != UTF_8) {
        return encoding;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(bytes, true);
    detector.guess(None, Utf8Detection::Deny)
}

/// Valid UTF-8, or UTF-8 with a few damaged places: at least two good letters beyond ASCII for each of them.
fn mostly_utf8(bytes: &[u8]) -> bool {
    if std::str::from_utf8(bytes).is_ok() {
        return true;
    }
    let (mut good, mut bad) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    good >= bad * 2
}

/// The encoding that an HTML page names in a `meta` element or an XML declaration.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..META_WINDOW).unwrap_or(bytes);
    let head = head.to_ascii_lowercase();
    let mut rest = head.as_slice();
    while let Some(at) = memchr::memmem::find(rest, b"charset") {
        rest = rest.get(at + 7..)?;
        if let Some(encoding) = label(rest) {
            return Some(encoding);
        }
    }
    let xml = head.strip_prefix(b"<?xml")?;
    let end = memchr::memchr(b'>', xml)?;
    let declaration = xml.get(..end)?;
    let at = memchr::memmem::find(declaration, b"encoding")?;
    label(declaration.get(at + 8..)?)
}

/// The label in `="utf-8"`, `=utf-8` and the like.
fn label(text: &[u8]) -> Option<&'static Encoding> {
    let value = text.trim_ascii_start().strip_prefix(b"=")?;
    let value = value.trim_ascii_start();
    let value = value
        .strip_prefix(b"\"")
        .or_else(|| value.strip_prefix(b"'"))
        .unwrap_or(value);
    let end = value
        .iter()
        .position(|b| !(b.is_ascii_alphanumeric() || b"-_:.+".contains(b)))
        .unwrap_or(value.len());
    let encoding = Encoding::for_label(value.get(..end)?)?;
    // Whoever could read the name in ASCII is not reading UTF-16.
    Some(encoding.output_encoding())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], kind: Kind, want: (&str, &str, usize)) {
        let got = decode(bytes, kind);
        assert_eq!((got.text.as_ref(), got.encoding, got.notes.len()), want);
    }

    fn utf16(text: &str, big: bool) -> Vec<u8> {
        let order = if big {
            u16::to_be_bytes
        } else {
            u16::to_le_bytes
        };
        text.encode_utf16().flat_map(order).collect()
    }

    #[test]
    fn plain_text() {
        check("Müller".as_bytes(), Kind::Text, ("Müller", "UTF-8", 0));
        check(b"\xef\xbb\xbfabc", Kind::Text, ("abc", "UTF-8", 0));
        check(b"", Kind::Text, ("", "UTF-8", 0));
        check(
            b"Die Br\xfccke in K\xf6ln \x84alt\x93",
            Kind::Text,
            ("Die Brücke in Köln „alt“", "windows-1252", 0),
        );
    }

    #[test]
    fn wide_text_with_and_without_mark() {
        for big in [false, true] {
            let name = if big { "UTF-16BE" } else { "UTF-16LE" };
            let bare = utf16("Der Hafen, ganz früh", big);
            check(&bare, Kind::Text, ("Der Hafen, ganz früh", name, 0));
            let marked = utf16("\u{feff}夜の港", big);
            check(&marked, Kind::Text, ("夜の港", name, 0));
        }
    }

    #[test]
    fn damage_is_replaced_and_noted() {
        check(
            b"M\xc3\xbcller, K\xc3\xb6nig \xff!",
            Kind::Text,
            ("Müller, König \u{fffd}!", "UTF-8", 1),
        );
    }

    #[test]
    fn a_page_names_its_encoding() {
        let page = b"<meta charset=windows-1251><p>\xcc\xee\xf1\xf2";
        let text = "<meta charset=windows-1251><p>Мост";
        check(page, Kind::Html, (text, "windows-1251", 0));
        let latin = b"<meta http-equiv=x content='text/html; charset=iso-8859-1'>\x80";
        let text = "<meta http-equiv=x content='text/html; charset=iso-8859-1'>€";
        check(latin, Kind::Html, (text, "windows-1252", 0));
        let lie = "<meta charset='iso-8859-1'>Größe";
        check(lie.as_bytes(), Kind::Html, (lie, "UTF-8", 0));
        let wide = "<meta charset=\"utf-16\">Größe";
        check(wide.as_bytes(), Kind::Html, (wide, "UTF-8", 0));
    }
}
