//! What comes in: bytes with a name, and what kind of container they are. Content decides, the name's extension helps.

use crate::parser::decode;

/// Bytes at the head that are looked at.
const WINDOW: usize = 4096;

/// A file's bytes and name. The parser never opens files.
#[derive(Debug, Clone, Copy)]
pub struct Capture<'a> {
    /// The file's name or path, for its extension and as a last-resort headline.
    pub name: &'a str,
    /// All of it.
    pub bytes: &'a [u8],
}

/// The container that a capture is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Plain text, Markdown included.
    Text,
    /// HTML as a browser saves it, `SingleFile`'s output included.
    Html,
    /// No saved page: what it seems to be ("a PNG image").
    Binary(&'static str),
}

/// First bytes, offset and name of files that hold no text (their formats' own specifications).
const MAGIC: [(usize, &[u8], &str); 30] = [
    (0, b"\x89PNG\r\n", "a PNG image"),
    (0, b"\xff\xd8\xff", "a JPEG image"),
    (0, b"GIF87a", "a GIF image"),
    (0, b"GIF89a", "a GIF image"),
    (8, b"WEBP", "a WebP image"),
    (0, b"II*\0", "a TIFF image"),
    (0, b"MM\0*", "a TIFF image"),
    (0, b"\0\0\x01\0", "an icon"),
    (0, b"%PDF-", "a PDF document"),
    (30, b"mimetypeapplication/epub", "an EPUB book"),
    (30, b"[Content_Types].xml", "an Office document"),
    (0, b"PK\x03\x04", "a zip archive"),
    (0, b"PK\x05\x06", "a zip archive"),
    (0, b"\x1f\x8b", "a gzip archive"),
    (0, b"BZh", "a bzip2 archive"),
    (0, b"\xfd7zXZ\0", "an xz archive"),
    (0, b"\x28\xb5\x2f\xfd", "a zstd archive"),
    (0, b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (257, b"ustar", "a tar archive"),
    (4, b"ftyp", "a video or image"),
    (0, b"\x1aE\xdf\xa3", "a video"),
    (0, b"OggS", "a sound or video"),
    (0, b"ID3", "a sound"),
    (0, b"\x7fELF", "a program"),
    (0, b"MZ\x90\0", "a program"),
    (0, b"SQLite format 3\0", "an SQLite database"),
    (0, b"bplist00", "a Safari web archive"),
    (0, b"WARC/", "a WARC archive"),
    (0, b"wOF", "a font"),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an Office document"),
];

/// What an HTML page, or a piece of one, begins with.
const OPENINGS: [&str; 27] = [
    "a",
    "article",
    "base",
    "blockquote",
    "body",
    "br",
    "center",
    "div",
    "font",
    "h1",
    "h2",
    "h3",
    "img",
    "link",
    "main",
    "meta",
    "ol",
    "p",
    "script",
    "section",
    "span",
    "strong",
    "style",
    "svg",
    "table",
    "title",
    "ul",
];

impl Capture<'_> {
    /// What container this is. An empty file is text.
    pub fn kind(&self) -> Kind {
        if let Some(what) = self.binary() {
            return Kind::Binary(what);
        }
        let head = decode::glimpse(self.bytes, WINDOW).to_ascii_lowercase();
        let head = head.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
        if is_mail(head) {
            return Kind::Binary("an MHTML archive or a mail");
        }
        if is_html(head, self.extension()) {
            Kind::Html
        } else {
            Kind::Text
        }
    }

    /// The name's extension; empty when there is none.
    fn extension(&self) -> &str {
        let file = self.name.rsplit(['/', '\\']).next().unwrap_or_default();
        file.rsplit_once('.').map_or("", |(_, extension)| extension)
    }

    /// What it is, if it holds no text: by its first bytes, or by its share of zeros, or of control characters between bytes that are
    /// no UTF-8: text with a terminal's tricks in it is text.
    fn binary(&self) -> Option<&'static str> {
        let known = MAGIC
            .iter()
            .find(|(at, magic, _)| self.bytes.get(*at..).is_some_and(|b| b.starts_with(magic)));
        if let Some((_, _, what)) = known {
            return Some(what);
        }
        let head = self.bytes.get(..WINDOW).unwrap_or(self.bytes);
        let is_wide = head.starts_with(b"\xff\xfe")
            || head.starts_with(b"\xfe\xff")
            || decode::wide(head).is_some();
        let share = |is: fn(u8) -> bool| head.iter().filter(|&&b| is(b)).count() * 10 > head.len();
        let no_text = share(|b| b == 0)
            || share(|b| matches!(b, 0..=8 | 14..=26 | 28..=31)) && !is_utf8(head);
        (no_text && !is_wide).then_some("binary data")
    }
}

/// UTF-8, perhaps cut off amid a letter.
fn is_utf8(head: &[u8]) -> bool {
    std::str::from_utf8(head).map_or_else(|e| e.error_len().is_none(), |_| true)
}

/// Mail headers at the very beginning, as in MHTML.
fn is_mail(head: &str) -> bool {
    let headers = ["from: ", "mime-version: ", "return-path: ", "message-id: "];
    headers.iter().any(|h| head.starts_with(h))
        && head.contains("\nmime-version: ")
        && head.contains("content-type: multipart/")
}

/// Does lower-case `head` begin a page? A known extension lowers or raises the bar.
fn is_html(head: &str, extension: &str) -> bool {
    let says = |names: &[&str]| names.iter().any(|n| extension.eq_ignore_ascii_case(n));
    let opens = |text: &str, names: &[&str]| {
        text.strip_prefix('<').is_some_and(|tag| {
            names.iter().any(|name| {
                tag.strip_prefix(name).is_some_and(|rest| {
                    !rest.starts_with(|c: char| c.is_alphanumeric() || c == '-')
                })
            })
        })
    };
    if opens(head, &["!doctype", "html", "head", "?xml", "rss", "feed"]) {
        return true;
    }
    if says(&["html", "htm", "xhtml", "shtml", "php", "asp", "aspx", "xml"]) {
        return head.contains('<') || head.is_empty();
    }
    if head.starts_with("<!--") {
        let comment = head.split_once("-->").map_or("", |(comment, _)| comment);
        return comment.contains("saved from url")
            || comment.contains("singlefile")
            || head.contains("<html")
            || head.contains("<!doctype html");
    }
    opens(head, &OPENINGS) && !says(&["txt", "md", "markdown", "text"])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(rows: &[(&str, &[u8], Kind)]) {
        for (name, bytes, want) in rows {
            let got = Capture { name, bytes }.kind();
            assert_eq!(got, *want, "{name} {:?}", String::from_utf8_lossy(bytes));
        }
    }

    #[test]
    fn text() {
        check(&[
            ("a.txt", b"", Kind::Text),
            ("a", b"Harbour reopens\n\nThe harbour", Kind::Text),
            ("notes.md", b"<div align=center>\n# Title", Kind::Text),
            (
                "a.txt",
                b"One stray \0 byte in a long line of text",
                Kind::Text,
            ),
            ("a.txt", b"\xff\xfeH\0i\0", Kind::Text),
            ("a.txt", b"se\x08\x08cr\x07\x0e\x0fet", Kind::Text),
            ("a.txt", b"H\0a\0r\0b\0o\0u\0r\0", Kind::Text),
            ("a.txt", b"<3 is a heart", Kind::Text),
            ("a.txt", b"From: Ana\nsaid hello", Kind::Text),
        ]);
    }

    #[test]
    fn html() {
        check(&[
            ("a.txt", b"\xef\xbb\xbf\n<!DOCTYPE html><p>x", Kind::Html),
            ("a", b"<HTML lang=en>", Kind::Html),
            ("a", b"<!--\n Page saved with SingleFile \n-->", Kind::Html),
            (
                "a",
                b"<!-- saved from url=(0014)about:internet -->",
                Kind::Html,
            ),
            ("a", b"<div class=x>text", Kind::Html),
            ("a.HTM", b"text with <b>tags</b>", Kind::Html),
            ("a.html", b"\xff\xfe<\0h\0t\0m\0l\0>\0", Kind::Html),
            ("feed", b"<?xml version='1.0'?><rss>", Kind::Html),
        ]);
    }

    #[test]
    fn binaries() {
        check(&[
            (
                "a.html",
                b"\x89PNG\r\n\x1a\n\0\0",
                Kind::Binary("a PNG image"),
            ),
            ("a.txt", b"PK\x03\x04rest", Kind::Binary("a zip archive")),
            ("a.gz", b"\x1f\x8b\x08", Kind::Binary("a gzip archive")),
            ("a", b"ab\0\0\0cd", Kind::Binary("binary data")),
            (
                "a",
                b"ab\x01\x02\x03\xff\x05cd",
                Kind::Binary("binary data"),
            ),
            (
                "a.mht",
                b"From: <Saved by B>\nMIME-Version: 1.0\nContent-Type: multipart/related;",
                Kind::Binary("an MHTML archive or a mail"),
            ),
        ]);
    }
}
