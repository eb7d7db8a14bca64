//! Markdown's marks in a line of text: the marker before it, links and emphasis inside it. Only line by line, because a clipped page is
//! rarely a whole Markdown document.

use memchr::memmem;

use crate::parser::block::{Form, Link};

/// A mark at the start of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Marker {
    /// What it makes of the line.
    pub form: Form,
    /// Heading level; 0 for others.
    pub level: u8,
    /// The number of a numbered list's item.
    pub number: Option<u32>,
    /// Bytes that it takes, the blank after it included.
    pub bytes: usize,
    /// Columns that it takes.
    pub width: usize,
}

/// The marker that `line` (trimmed) starts with, if any: `# `, `* `, `- `, `• `, `1. `, `> `.
pub fn marker(line: &str) -> Option<Marker> {
    if line.starts_with(char::is_alphabetic) {
        return None;
    }
    let (head, rest) = line.split_once([' ', '\t'])?;
    let bytes = line.len() - rest.trim_start().len();
    let width = head.chars().count() + 1;
    if rest.trim().is_empty() {
        return None;
    }
    let of = |form, level| {
        Some(Marker {
            form,
            level,
            number: None,
            bytes,
            width,
        })
    };
    match head {
        "*" | "-" | "+" | "•" | "‣" | "◦" | "●" | "▪" | "·" => of(Form::ListItem, 0),
        ">" => of(Form::Quote, 0),
        _ if head.len() <= 6 && head.bytes().all(|b| b == b'#') => {
            of(Form::Heading, u8::try_from(head.len()).unwrap_or(6))
        }
        _ => {
            let number = head.strip_suffix(['.', ')'])?;
            if number.len() > 2 || !number.bytes().all(|b| b.is_ascii_digit()) {
                return None;
            }
            let number = Some(number.parse().ok()?);
            of(Form::ListItem, 0).map(|marker| Marker { number, ..marker })
        }
    }
}

/// Does the text carry Markdown's inline marks? One heading or link is enough: pages do not write them.
pub fn is_markdown(source: &str) -> bool {
    let has = |what: &str| memmem::find(source.as_bytes(), what.as_bytes()).is_some();
    let heads = source.starts_with("# ") || source.starts_with("## ");
    heads || ["](http", "](/", "\n# ", "\n## "].into_iter().any(has)
}

/// Reads links, pictures and emphasis inside `line`: the words alone, and where the links stand in them.
///
/// A bracket without its partner is an ordinary character. Time is linear in `line`, brackets without partner included.
pub fn inline(line: &str) -> (String, Vec<Link>) {
    let (mut out, mut links) = (String::with_capacity(line.len()), Vec::new());
    let mut chars = line.chars();
    loop {
        let rest = chars.as_str();
        let Some(mut c) = chars.next() else { break };
        if c.is_ascii_alphanumeric() {
            let ends = |c: char| !c.is_ascii_alphanumeric();
            let (word, tail) = rest.split_at(rest.find(ends).unwrap_or(rest.len()));
            out.push_str(word);
            chars = tail.chars();
            continue;
        }
        if (c == '[' || rest.starts_with("!["))
            && let Some((text, href, used)) = link(rest)
            && let Some(behind) = rest.get(used..)
        {
            if c == '[' {
                links.extend(push_link(&mut out, text, href));
            }
            chars = behind.chars();
            continue;
        }
        let mut behind = chars.clone();
        if c == '\\'
            && let Some(mark) = behind.next().filter(char::is_ascii_punctuation)
        {
            (c, chars) = (mark, behind);
        } else if matches!(c, '*' | '`') || (c == '_' && at_word_edge(&out, chars.as_str())) {
            continue;
        }
        if c.is_whitespace() {
            push_blank(&mut out);
        } else {
            out.push(c);
        }
    }
    out.truncate(out.trim_end().len());
    (out, links)
}

/// Adds a link's words; a link without words, as around a picture, leaves nothing.
fn push_link(out: &mut String, text: &str, href: &str) -> Option<Link> {
    let (words, _) = inline(text);
    if text.starts_with(char::is_whitespace) {
        push_blank(out);
    }
    let range = out.len()..out.len() + words.len();
    out.push_str(&words);
    if text.ends_with(char::is_whitespace) {
        push_blank(out);
    }
    (!words.is_empty()).then(|| Link {
        range,
        href: href.to_owned(),
        rel: String::new(),
    })
}

fn push_blank(out: &mut String) {
    if !out.is_empty() && !out.ends_with(' ') {
        out.push(' ');
    }
}

fn at_word_edge(before: &str, behind: &str) -> bool {
    let left = before
        .chars()
        .next_back()
        .is_none_or(|c| !c.is_alphanumeric());
    let right = behind.chars().next().is_none_or(|c| !c.is_alphanumeric());
    left || right
}

/// Longest link, in bytes, that is looked for: far more than a headline and an address need.
const LONGEST_LINK: usize = 2_000;

/// `[text](href "title")`, `[![alt](src) text](href)` or `![alt](src)` at the start of `rest`: text, address, bytes used.
fn link(rest: &str) -> Option<(&str, &str, usize)> {
    let rest = rest.get(..rest.floor_char_boundary(LONGEST_LINK))?;
    let open = match rest.strip_prefix('[') {
        Some(inner) if inner.starts_with("![") => 1 + link(inner)?.2,
        Some(_) => 1,
        None => 2,
    };
    let middle = open + closing(rest.get(open..)?, b']')?;
    let after = rest.get(middle + 1..)?.strip_prefix('(')?;
    let close = closing(after, b')')?;
    let href = after.get(..close)?.split_whitespace().next().unwrap_or("");
    Some((
        rest.get(open..middle)?,
        href.trim_matches(['<', '>']),
        middle + 2 + close + 1,
    ))
}

/// Where `mark` closes what `text` is the inside of. A bracket that opens ends the search: links do not stand in links, and a flood of
/// brackets is passed over in linear time.
fn closing(text: &str, mark: u8) -> Option<usize> {
    let (mut depth, mut escaped) = (0_usize, false);
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'[' => return None,
            b'(' if mark == b')' => depth += 1,
            _ if byte == mark && depth == 0 => return Some(at),
            b')' if mark == b')' => depth -= 1,
            b'\n' if mark == b')' => return None,
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{inline, is_markdown, marker};
    use crate::parser::block::Form;
    use proptest::prelude::*;

    #[test]
    fn markers() {
        for (line, want) in [
            ("# Harbour", Some((Form::Heading, 1, 2, 2))),
            ("###### Harbour", Some((Form::Heading, 6, 7, 7))),
            ("####### Harbour", None),
            ("#Harbour", None),
            ("* ferry", Some((Form::ListItem, 0, 2, 2))),
            ("-   ferry", Some((Form::ListItem, 0, 4, 2))),
            ("•\tferry", Some((Form::ListItem, 0, 4, 2))),
            ("12. ferry", Some((Form::ListItem, 0, 4, 4))),
            ("3) ferry", Some((Form::ListItem, 0, 3, 3))),
            ("2024. A year", None),
            ("1.5 metres", None),
            ("> said she", Some((Form::Quote, 0, 2, 2))),
            ("-- dash", None),
            ("* ", None),
            ("*", None),
            ("", None),
            ("Ferry sold", None),
        ] {
            let got = marker(line).map(|m| (m.form, m.level, m.bytes, m.width));
            assert_eq!(got, want, "{line:?}");
            let digits: String = line.chars().take_while(char::is_ascii_digit).collect();
            let number = digits.parse().ok().filter(|_| want.is_some());
            assert_eq!(marker(line).and_then(|m| m.number), number, "{line:?}");
        }
    }

    #[test]
    fn documents_with_marks() {
        for (source, want) in [
            ("Ferry sold\n# Harbour", true),
            ("See [the quay](http://a.example)", true),
            ("See [the quay](/quay)", true),
            ("#1 in the list\n* an item", false),
            ("An aside [sic] (here)", false),
        ] {
            assert_eq!(is_markdown(source), want, "{source:?}");
        }
    }

    /// The words, then every link as `words>address`.
    fn check(line: &str, want: &[&str]) {
        let (text, links) = inline(line);
        let mut got = vec![text.clone()];
        got.extend(
            links
                .iter()
                .map(|l| format!("{}>{}", &text[l.range.clone()], l.href)),
        );
        assert_eq!(got, want, "{line:?}");
    }

    #[test]
    fn links() {
        check(
            "See [the quay](/q), then [the *old* pier](<http://p.example> \"Pier\").",
            &[
                "See the quay, then the old pier.",
                "the quay>/q",
                "the old pier>http://p.example",
            ],
        );
        check("read[ more ](/m)here", &["read more here", "more>/m"]);
        check(
            "[Elm (river)](/wiki/Elm_(river)) rose",
            &["Elm (river) rose", "Elm (river)>/wiki/Elm_(river)"],
        );
        check("[notes \\[2\\]](/n)", &["notes [2]", "notes [2]>/n"]);
        check("at last [ ](/x)", &["at last"]);
    }

    #[test]
    fn pictures_leave_no_words() {
        check("![A quay](q.png) Low tide", &["Low tide"]);
        check("[![A quay](q.png)](/quay)", &[""]);
        check(
            "[![A quay](q.png) Low tide](/quay)",
            &["Low tide", "Low tide>/quay"],
        );
    }

    #[test]
    fn emphasis_and_escapes() {
        check("**Low** _tide_ at `noon`", &["Low tide at noon"]);
        check("tide_table_2024", &["tide_table_2024"]);
        check("5 \\* 3 \\[x\\] \\_y", &["5 * 3 [x] _y"]);
        check("C:\\quay and \\", &["C:\\quay and \\"]);
    }

    #[test]
    fn brackets_without_partner_are_characters() {
        check("[sic] (so)", &["[sic] (so)"]);
        check("[a [b](/b)", &["[a b", "b>/b"]);
        check("[a](/b\nc)", &["[a](/b c)"]);
        for flood in ["[", "![", "[![", "[](", "![](", "[a](b", "\\["] {
            let line = flood.repeat(100_000);
            let (text, links) = inline(&line);
            assert!(text.len() <= line.len(), "{flood}");
            assert!(links.is_empty(), "{flood}");
        }
    }

    proptest! {
        #[test]
        fn links_lie_in_the_text(line in "([a-c (]|\\[|\\]\\(/|\\)|!|\\\\|\\*|_|é| ){0,40}") {
            let (text, links) = inline(&line);
            prop_assert_eq!(text.trim(), &text);
            let mut end = 0;
            for link in links {
                prop_assert!(link.range.start >= end);
                prop_assert!(text.get(link.range.clone()).is_some_and(|t| !t.is_empty()));
                end = link.range.end;
            }
        }
    }
}
