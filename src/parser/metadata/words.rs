//! Declared strings made clean: character references that were encoded twice, tags inside, names, keyword lists.

use crate::parser::filter::{clean_line, filter};

use super::LIST;

/// Bytes kept of a string.
const STRING: usize = 2048;
/// Bytes kept of a text.
const TEXT: usize = 1 << 20;
/// Characters of a keyword.
const TAG: usize = 80;

/// Named character references that occur in metadata.
const NAMED: [(&str, char); 46] = [
    ("amp", '&'),
    ("lt", '<'),
    ("gt", '>'),
    ("quot", '"'),
    ("apos", '\''),
    ("nbsp", ' '),
    ("ndash", '–'),
    ("mdash", '—'),
    ("lsquo", '‘'),
    ("rsquo", '’'),
    ("sbquo", '‚'),
    ("ldquo", '“'),
    ("rdquo", '”'),
    ("bdquo", '„'),
    ("hellip", '…'),
    ("laquo", '«'),
    ("raquo", '»'),
    ("bull", '•'),
    ("middot", '·'),
    ("copy", '©'),
    ("reg", '®'),
    ("trade", '™'),
    ("euro", '€'),
    ("pound", '£'),
    ("deg", '°'),
    ("auml", 'ä'),
    ("ouml", 'ö'),
    ("uuml", 'ü'),
    ("Auml", 'Ä'),
    ("Ouml", 'Ö'),
    ("Uuml", 'Ü'),
    ("szlig", 'ß'),
    ("eacute", 'é'),
    ("egrave", 'è'),
    ("ecirc", 'ê'),
    ("agrave", 'à'),
    ("aacute", 'á'),
    ("acirc", 'â'),
    ("ccedil", 'ç'),
    ("iacute", 'í'),
    ("oacute", 'ó'),
    ("ocirc", 'ô'),
    ("uacute", 'ú'),
    ("ntilde", 'ñ'),
    ("oslash", 'ø'),
    ("aring", 'å'),
];

/// One clean line: no tags, no character references, cut to a length.
pub fn line(text: &str) -> String {
    clean_line(&plain(cut(text, STRING)))
}

/// A clean text that keeps its line breaks.
pub fn text(text: &str) -> String {
    let plain = plain(cut(text, TEXT));
    let clean = filter(&plain);
    let lines = clean.lines().map(clean_line);
    lines
        .filter(|l| !l.is_empty())
        .collect::<Vec<_>>()
        .join("\n")
}

fn cut(text: &str, length: usize) -> &str {
    text.get(..text.floor_char_boundary(length)).unwrap_or(text)
}

/// Without tags and character references, even those that were encoded twice.
fn plain(text: &str) -> String {
    let once = decode(&strip(text));
    strip(&decode(&once))
}

/// Without tags: those that end a block leave a line break.
fn strip(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('<') {
        out.push_str(before);
        let is_tag = after.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/' || c == '!');
        let end = after.find(['<', '>']).filter(|_| is_tag);
        let tag =
            end.and_then(|end| Some((after.get(..end)?, after.get(end..)?.strip_prefix('>')?)));
        rest = if let Some((tag, tail)) = tag {
            if ends_block(tag) {
                out.push('\n');
            }
            tail
        } else {
            out.push('<');
            after
        };
    }
    out.push_str(rest);
    out
}

/// Is `tag` one of those that part lines?
fn ends_block(tag: &str) -> bool {
    let name = tag
        .trim_start_matches('/')
        .split([' ', '/'])
        .next()
        .unwrap_or_default();
    ["p", "br", "div", "li", "ul", "h2", "h3"]
        .iter()
        .any(|b| name.eq_ignore_ascii_case(b))
}

/// With character references decoded, one level of them.
fn decode(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        out.push_str(before);
        let end = after.bytes().take(10).position(|b| b == b';');
        let reference =
            end.and_then(|end| Some((character(after.get(..end)?)?, after.get(end + 1..)?)));
        if let Some((c, tail)) = reference {
            out.push(c);
            rest = tail;
        } else {
            out.push('&');
            rest = after;
        }
    }
    out.push_str(rest);
    out
}

fn character(name: &str) -> Option<char> {
    let Some(number) = name.strip_prefix('#') else {
        return NAMED.iter().find(|(n, _)| *n == name).map(|(_, c)| *c);
    };
    let code = match number.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16),
        None => number.parse(),
    };
    char::from_u32(code.ok()?)
}

/// Adds what is not empty and not there yet, whatever its case.
pub fn add(list: &mut Vec<String>, item: String) {
    let is_new = |list: &[String]| {
        let folded = item.to_lowercase();
        list.iter().all(|known| known.to_lowercase() != folded)
    };
    if !item.is_empty() && list.len() < LIST && is_new(list) {
        list.push(item);
    }
}

/// Adds a person's or an organisation's name: no address, no account, no mailbox.
pub fn add_names(list: &mut Vec<String>, name: &str) {
    let name = line(name);
    if !is_address(&name) && !name.contains('@') && name.contains(char::is_alphabetic) {
        add(list, name);
    }
}

/// Adds the keywords of a list parted by commas or semicolons.
pub fn add_tags(list: &mut Vec<String>, tags: &str) {
    let tags = line(tags);
    let parts = if tags.contains(',') { ',' } else { ';' };
    for tag in tags.split(parts).map(str::trim) {
        if tag.chars().nth(TAG).is_none() && !is_address(tag) {
            add(list, tag.to_owned());
        }
    }
}

/// An absolute address of the web.
pub fn is_address(text: &str) -> bool {
    let head = text.get(..8).unwrap_or(text).to_ascii_lowercase();
    head.starts_with("https://") || head.starts_with("http://") || head.starts_with("www.")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_are_made_plain() {
        for (input, want) in [
            ("Fish &amp; chips", "Fish & chips"),
            ("The town&amp;#039;s quay", "The town's quay"),
            ("&lt;b&gt;Bold&lt;/b&gt; plan", "Bold plan"),
            ("<p>One</p><p>Two</p>", "One Two"),
            ("a < b & c > d", "a < b & c > d"),
            ("x&#x1b;]52;y&#0;z&#x202e;", "x]52;yz"),
            ("&#99999999999;&unknown;&", "&#99999999999;&unknown;&"),
            ("tab\u{9}bed\n line", "tab bed line"),
        ] {
            assert_eq!(line(input), want, "{input}");
        }
        assert_eq!(text("One<br>Two\n\n Three "), "One\nTwo\nThree");
    }

    #[test]
    fn names_and_tags() {
        let mut names = Vec::new();
        for name in [
            "Ana Duarte",
            "https://paper.example/ana",
            "@ana",
            "ana duarte",
            "—",
        ] {
            add_names(&mut names, name);
        }
        assert_eq!(names, ["Ana Duarte"]);
        let mut tags = Vec::new();
        add_tags(&mut tags, "Fishing, harbour ,, FISHING");
        add_tags(&mut tags, "Ferries; Storms");
        assert_eq!(tags, ["Fishing", "harbour", "Ferries", "Storms"]);
    }
}
