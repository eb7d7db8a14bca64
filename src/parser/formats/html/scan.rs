//! The source to tokens, by the standard's rules, but for what nobody reads: parse errors, most attributes, most comments. Linear in
//! the source; what it hands on shares the source's bytes.

use std::borrow::Cow;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{Doctype, TagKind, Token, TokenSink, TokenSinkResult};
use memchr::memmem;

use super::reference::Place;
use super::tag::Tags;

/// Bytes read of a page: a tendril counts them in 32 bits.
const MOST: usize = 1 << 30;
/// Comments handed on: a saver's mark stands among the first.
const COMMENTS: usize = 8;

/// Hands the tokens of `source` to `sink`.
pub fn scan<S: TokenSink>(source: &str, sink: &S) {
    let source = source.get(..source.floor_char_boundary(MOST));
    let source = plain_ends(source.unwrap_or_default());
    let mut scanner = Scanner {
        bytes: source.as_bytes(),
        tags: Tags::new(StrTendril::from_slice(&source)),
        sink,
        comments: 0,
    };
    let mut at = 0;
    while at < source.len() {
        at = scanner.step(at);
    }
    scanner.give(Token::EOFToken);
    sink.end();
}

/// `source` without zeros and with `\n` for lone carriage returns.
fn plain_ends(source: &str) -> Cow<'_, str> {
    let bytes = source.as_bytes();
    let is_odd = |at| bytes.get(at) == Some(&0) || bytes.get(at + 1) != Some(&b'\n');
    if !memchr::memchr2_iter(b'\0', b'\r', bytes).any(is_odd) {
        return Cow::Borrowed(source);
    }
    let plain = source.replace('\0', "").replace("\r\n", "\n");
    Cow::Owned(plain.replace('\r', "\n"))
}

struct Scanner<'a, S> {
    bytes: &'a [u8],
    tags: Tags,
    sink: &'a S,
    comments: usize,
}

impl<S: TokenSink> Scanner<'_, S> {
    fn give(&self, token: Token) -> Option<Raw> {
        match self.sink.process_token(token, 1) {
            TokenSinkResult::RawData(RawKind::Rcdata) => Some(Raw::References),
            TokenSinkResult::RawData(RawKind::ScriptData | RawKind::ScriptDataEscaped(_)) => {
                Some(Raw::Script)
            }
            TokenSinkResult::RawData(RawKind::Rawtext) => Some(Raw::Text),
            TokenSinkResult::Plaintext => Some(Raw::Rest),
            _ => None,
        }
    }

    fn rest(&self, at: usize) -> &[u8] {
        self.bytes.get(at..).unwrap_or_default()
    }

    fn text(&self, from: usize, to: usize) {
        if from < to {
            let text = self.tags.decoded(from, to, Place::Text);
            self.give(Token::CharacterTokens(text));
        }
    }

    /// Reads text from `from` up to the next markup, and that. Where it ends.
    fn step(&mut self, from: usize) -> usize {
        let mut at = from;
        while let Some(found) = memchr::memchr(b'<', self.rest(at)) {
            let open = at + found;
            let tag = open + 1;
            at = tag;
            let end = match self.rest(tag) {
                [b'a'..=b'z' | b'A'..=b'Z', ..] => {
                    self.text(from, open);
                    self.tag(tag, TagKind::StartTag)
                }
                [b'/', b'a'..=b'z' | b'A'..=b'Z', ..] => {
                    self.text(from, open);
                    self.tag(tag + 1, TagKind::EndTag)
                }
                [b'!', ..] => {
                    self.text(from, open);
                    self.declaration(tag + 1)
                }
                [b'?', ..] | [b'/', _, ..] => {
                    self.text(from, open);
                    self.after(tag, b">")
                }
                _ => continue,
            };
            return end;
        }
        self.text(from, self.bytes.len());
        self.bytes.len()
    }

    /// The tag whose name begins at `from`, and the raw text that may follow it.
    fn tag(&self, from: usize, kind: TagKind) -> usize {
        let Some((tag, end)) = self.tags.read(from, kind) else {
            return self.bytes.len();
        };
        let name = tag.name.clone();
        match self.give(Token::TagToken(tag)) {
            Some(raw) => self.raw(end, raw, &name),
            None => end,
        }
    }

    /// Text from `from` in which tags are none, up to the end tag of `name`.
    fn raw(&self, from: usize, raw: Raw, name: &str) -> usize {
        let rest = self.rest(from);
        let length = match raw {
            Raw::Rest => rest.len(),
            Raw::Script => script_length(rest),
            Raw::Text | Raw::References => raw_length(rest, name),
        };
        let end = from + length;
        if raw == Raw::References {
            self.text(from, end);
        } else if length > 0 {
            self.give(Token::CharacterTokens(self.tags.slice(from, end)));
        }
        end
    }

    /// What begins with `<!`: a comment, a doctype, in foreign content text as it is.
    fn declaration(&mut self, from: usize) -> usize {
        let rest = self.rest(from);
        if rest.starts_with(b"--") {
            let length = comment_length(rest);
            let end = from + length.unwrap_or(rest.len());
            self.comments += 1;
            if self.comments <= COMMENTS {
                let text = self.tags.slice(from + 2, end.max(from + 2));
                self.give(Token::CommentToken(text));
            }
            return end;
        }
        let is_foreign = || {
            self.sink
                .adjusted_current_node_present_but_not_in_html_namespace()
        };
        if rest.starts_with(b"[CDATA[") && is_foreign() {
            let text = rest.get(7..).unwrap_or_default();
            let length = memmem::find(text, b"]]>").unwrap_or(text.len());
            let end = self.after(from, b"]]>");
            let text = self.tags.slice(from + 7, from + 7 + length);
            self.give(Token::CharacterTokens(text));
            return end;
        }
        let end = self.after(from, b">");
        let word = rest.get(..7).unwrap_or_default();
        if word.eq_ignore_ascii_case(b"doctype") {
            let text = self
                .tags
                .slice(from + 7, end.saturating_sub(1).max(from + 7));
            self.give(Token::DoctypeToken(doctype(&text)));
        }
        end
    }

    /// Where the first `what` from `from` on ends, or the source.
    fn after(&self, from: usize, what: &[u8]) -> usize {
        let found = memmem::find(self.rest(from), what);
        found.map_or(self.bytes.len(), |at| from + at + what.len())
    }
}

/// Text in which tags are none.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Raw {
    /// All the rest of the page.
    Rest,
    /// A script.
    Script,
    /// Text as it is.
    Text,
    /// Text with character references.
    References,
}

/// Bytes of a comment, from its first two hyphens on, which may be its last ones too, to its `>`.
fn comment_length(bytes: &[u8]) -> Option<usize> {
    memchr::memchr_iter(b'>', bytes)
        .find(|&at| {
            let text = bytes.get(..at).unwrap_or_default();
            text.ends_with(b"--") || text.len() > 4 && text.ends_with(b"--!")
        })
        .map(|at| at + 1)
}

/// Bytes before the end tag of a raw text element; all of them if there is none.
fn raw_length(bytes: &[u8], name: &str) -> usize {
    memmem::find_iter(bytes, b"</")
        .find(|at| is_named(bytes.get(at + 2..).unwrap_or_default(), name))
        .unwrap_or(bytes.len())
}

/// Bytes before a script's end tag. An end tag counts for nothing in a comment that a script was opened in before.
fn script_length(bytes: &[u8]) -> usize {
    let (mut in_comment, mut in_script) = (false, false);
    for at in memchr::memchr2_iter(b'<', b'>', bytes) {
        let rest = bytes.get(at..).unwrap_or_default();
        if rest.starts_with(b">") {
            if bytes.get(..at).is_some_and(|b| b.ends_with(b"--")) {
                (in_comment, in_script) = (false, false);
            }
        } else if rest.starts_with(b"<!--") {
            in_comment = true;
        } else if let Some(name) = rest.strip_prefix(b"</") {
            if is_named(name, "script") {
                if !in_script {
                    return at;
                }
                in_script = false;
            }
        } else if in_comment && is_named(rest.get(1..).unwrap_or_default(), "script") {
            in_script = true;
        }
    }
    bytes.len()
}

/// Does a tag of this name begin here?
fn is_named(bytes: &[u8], name: &str) -> bool {
    let ends = |b: &u8| b.is_ascii_whitespace() || matches!(b, b'/' | b'>');
    bytes
        .get(..name.len())
        .is_some_and(|n| n.eq_ignore_ascii_case(name.as_bytes()))
        && bytes.get(name.len()).is_some_and(ends)
}

/// What a doctype says; it decides whether a table may stand in a paragraph.
fn doctype(text: &str) -> Doctype {
    let mut words = text.split_ascii_whitespace();
    let name = words.next().map(str::to_ascii_lowercase);
    let kind = words.next().unwrap_or_default();
    let mut quoted = text.split(['"', '\'']).skip(1).step_by(2);
    let mut next = || quoted.next().map(StrTendril::from_slice);
    let is_public = kind
        .get(..6)
        .is_some_and(|k| k.eq_ignore_ascii_case("public"));
    Doctype {
        force_quirks: name.is_none(),
        name: name.map(StrTendril::from),
        public_id: if is_public { next() } else { None },
        system_id: next(),
    }
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use html5ever::buffer_queue::BufferQueue;
    use html5ever::interface::TokenizerResult;
    use html5ever::tokenizer::{Tokenizer, TokenizerOpts};
    use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts};
    use proptest::prelude::*;

    use super::super::tree::{Data, Sink, Tree};
    use super::*;

    fn builder(bytes: usize) -> TreeBuilder<u32, Sink> {
        TreeBuilder::new(Sink::new(bytes, usize::MAX), TreeBuilderOpts::default())
    }

    fn ours(source: &str) -> Tree {
        let builder = builder(source.len());
        scan(source, &builder);
        html5ever::interface::TreeSink::finish(builder.sink)
    }

    fn theirs(source: &str) -> Tree {
        let tokenizer = Tokenizer::new(builder(source.len()), TokenizerOpts::default());
        let queue = BufferQueue::default();
        queue.push_back(StrTendril::from_slice(source));
        while tokenizer.feed(&queue) != TokenizerResult::Done {}
        tokenizer.end();
        html5ever::interface::TreeSink::finish(tokenizer.sink.sink)
    }

    /// The tree in document order: tags with those attributes that are read, and text whose pieces are joined, white space aside: the builder
    /// moves text out of a table piece by piece, and white space alone stays, so where it lands follows from how text is cut.
    fn outline(tree: &Tree) -> Vec<String> {
        let mut rows: Vec<String> = Vec::new();
        let (mut at, mut in_text) = (0, false);
        while let Some(next) = tree.following(at, 0, false) {
            at = next;
            match tree.node(at).map(|node| (&node.data, node.parent)) {
                Some((Data::Text(text), parent)) => {
                    let row = format!("{parent} {text}");
                    match rows.last_mut().filter(|_| in_text) {
                        Some(last) => last.push_str(text),
                        None => rows.push(row),
                    }
                    in_text = true;
                }
                Some((Data::Element(name, attributes), _)) => {
                    let mut row = format!("<{}", name.local);
                    let read = |name: &str| ["class", "href", "id"].contains(&name);
                    for attribute in attributes.iter().filter(|a| read(&a.name.local)) {
                        let _ = write!(row, " {}={}", attribute.name.local, attribute.value);
                    }
                    rows.push(row);
                    in_text = false;
                }
                _ => {}
            }
        }
        // Pieces are numbered in the order in which they came, so only whose child a text is counts where nothing parts it.
        rows.iter()
            .map(|row| {
                let row = row.trim_start_matches(|c: char| c.is_ascii_digit());
                row.split_whitespace().collect::<String>()
            })
            .filter(|row| !row.is_empty())
            .collect()
    }

    fn check(source: &str) {
        assert_eq!(outline(&ours(source)), outline(&theirs(source)), "{source}");
    }

    #[test]
    fn the_standard_is_kept() {
        for source in [
            "<!DOCTYPE html><p>a<table><tr><td>b</table>c",
            "<!doctype HTML PUBLIC \"-//W3C//DTD HTML 3.2//EN\"><p>a<table><tr><td>b</table>",
            "<p class=\"a > b\" id='it is'>x</p><A HREF=x/y>z</A ><br/>",
            "<p class = a class=b id>x<p id=>y<p =id id=c>z",
            "a < b <3 </ c> d </> <> <",
            "<table> <![CDATA[><",
            "<!-- a > b --><!--><!---> x <!-- y --!> z <!- w > v <!-- never",
            "<?xml version='1'?>x<![CDATA[ y ]]>z<svg><![CDATA[ <b> ]]></svg>",
            "<script>if (a<b && c='>') {}</script>x<script><!-- <script> </script> --> </script>y",
            "<style>a</styl></STYLE >x<textarea>\n&lt;<b></textarea><title>&amp;<p></title>",
            "<xmp><p>&amp;</xmp><noscript><p>x</noscript><iframe><p></iframe><plaintext></plaintext>",
            "<p>&amp;&lt&notin;&copy<a href='?a&copy=1&amp;b'>",
            "<p title='never closed",
            "<script>never closed <a",
            "<svg><title>a</title><p>b</svg><math><mi>x</mi></math>",
            "one\rtwo<pre>\nthree</pre>",
        ] {
            check(source);
        }
    }

    fn piece() -> impl Strategy<Value = String> {
        let pieces = [
            "<",
            ">",
            "/",
            "!",
            "-",
            "--",
            "=",
            "'",
            "\"",
            " ",
            "\n",
            "&",
            ";",
            "a",
            "B",
            "p",
            "id",
            "class",
            "<p ",
            "<a href=",
            "</p>",
            "<div id=x>",
            "</div>",
            "<script>",
            "</script>",
            "<!--",
            "-->",
            "<b>",
            "</b>",
            "<title>",
            "</title>",
            "<table>",
            "<td>",
            "&amp;",
            "&#65;",
            "&lt",
            "<svg>",
            "</svg>",
            "<![CDATA[",
            "]]>",
            "<textarea>",
            "<!doctype html>",
            "é",
        ];
        prop::sample::select(pieces.to_vec()).prop_map(str::to_owned)
    }

    proptest! {
        #[test]
        fn any_source_makes_the_same_tree(pieces in prop::collection::vec(piece(), 0..24)) {
            check(&pieces.concat());
        }
    }
}
