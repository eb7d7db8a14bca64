//! Addresses of links and pictures, made absolute where the page's own is known. No request is ever made.

use std::borrow::Cow;

use crate::parser::filter::clean_line;

/// Bytes of an address; longer ones carry data, not a place.
const MAX: usize = 2048;

/// What relative addresses are relative to.
#[derive(Debug, Clone, Default)]
pub struct Base {
    /// `https:`; of an unknown page too.
    scheme: String,
    /// `https://host`, if known.
    origin: Option<String>,
    /// The path up to its last `/`.
    folder: String,
    /// The path itself.
    path: String,
}

impl Base {
    /// From the `base` element and the page's address; either may be missing or relative.
    pub fn new(base: Option<&str>, page: Option<&str>) -> Self {
        let page = page.map_or_else(Self::unknown, Self::at);
        match base.map(|href| page.resolve(href)) {
            Some(href) if scheme(&href).is_some() => Self::at(&href),
            _ => page,
        }
    }

    fn unknown() -> Self {
        Self {
            scheme: "https:".to_owned(),
            ..Self::default()
        }
    }

    fn at(address: &str) -> Self {
        let Some((scheme, rest)) = address
            .split_once("//")
            .filter(|(s, _)| matches!(*s, "http:" | "https:"))
        else {
            return Self::unknown();
        };
        let rest = rest.split(['?', '#']).next().unwrap_or_default();
        let (host, path) = rest.find('/').map_or((rest, "/"), |at| rest.split_at(at));
        let folder = path.rfind('/').map_or("/", |at| path.split_at(at + 1).0);
        Self {
            scheme: scheme.to_owned(),
            origin: Some(format!("{scheme}//{host}")),
            folder: folder.to_owned(),
            path: path.to_owned(),
        }
    }

    /// `href` absolute where it can be; empty for what is no `http`, `https` or `mailto` address.
    pub fn resolve(&self, href: &str) -> String {
        if href.len() > MAX {
            return String::new();
        }
        let href = if href.bytes().all(|b| b.is_ascii_graphic()) {
            Cow::Borrowed(href)
        } else {
            Cow::Owned(clean_line(href).replace(' ', "%20"))
        };
        if let Some(scheme) = scheme(&href) {
            let known = ["http", "https", "mailto"];
            let is_known = known.iter().any(|k| scheme.eq_ignore_ascii_case(k));
            return if is_known {
                href.into_owned()
            } else {
                String::new()
            };
        }
        if href.starts_with("//") {
            return format!("{}{href}", self.scheme);
        }
        let Some(origin) = &self.origin else {
            return href.into_owned();
        };
        match href.chars().next() {
            None => String::new(),
            Some('/') => format!("{origin}{}", straighten(&href)),
            Some('?' | '#') => format!("{origin}{}{href}", self.path),
            Some(_) => format!("{origin}{}", straighten(&format!("{}{href}", self.folder))),
        }
    }
}

/// What stands before the first `:`, if that is a scheme.
fn scheme(address: &str) -> Option<&str> {
    let (scheme, _) = address.split_once(':')?;
    let is_scheme = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b"+-.".contains(&b));
    is_scheme.then_some(scheme)
}

/// A path without `.` and `..`.
fn straighten(path: &str) -> Cow<'_, str> {
    if !path.contains("/.") {
        return Cow::Borrowed(path);
    }
    let end = path.find(['?', '#']).unwrap_or(path.len());
    let (path, tail) = path.split_at(end);
    let mut parts: Vec<&str> = Vec::new();
    let mut rest = path.split('/').skip(1).peekable();
    while let Some(part) = rest.next() {
        let is_last = rest.peek().is_none();
        match part {
            "." | ".." => {
                if part == ".." {
                    parts.pop();
                }
                if is_last {
                    parts.push("");
                }
            }
            _ => parts.push(part),
        }
    }
    Cow::Owned(format!("/{}{tail}", parts.join("/")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_made_absolute() {
        let base = Base::new(
            None,
            Some("https://paper.example/city/2031/fire.html?x=1#top"),
        );
        for (href, want) in [
            ("http://other.example/a b", "http://other.example/a%20b"),
            ("//cdn.example/i.png", "https://cdn.example/i.png"),
            ("/sport", "https://paper.example/sport"),
            ("next.html", "https://paper.example/city/2031/next.html"),
            ("../2030/./old", "https://paper.example/city/2030/old"),
            ("../../../../x", "https://paper.example/x"),
            ("..", "https://paper.example/city/"),
            (
                "?page=2",
                "https://paper.example/city/2031/fire.html?page=2",
            ),
            ("#c", "https://paper.example/city/2031/fire.html#c"),
            ("mailto:desk@paper.example", "mailto:desk@paper.example"),
            ("javascript:alert(1)", ""),
            (
                " jAva\tscript:alert(1)",
                "https://paper.example/city/2031/jAva%20script:alert(1)",
            ),
            ("data:text/html,x", ""),
            ("file:///etc/passwd", ""),
            ("", ""),
        ] {
            assert_eq!(base.resolve(href), want, "{href}");
        }
    }

    #[test]
    fn without_a_page_address_they_stay() {
        let base = Base::new(None, None);
        assert_eq!(base.resolve("/sport"), "/sport");
        assert_eq!(base.resolve("//a.example/x"), "https://a.example/x");
        let base = Base::new(Some("http://b.example/deep/"), None);
        assert_eq!(base.resolve("x"), "http://b.example/deep/x");
        let base = Base::new(Some("/root/"), Some("https://b.example/deep/"));
        assert_eq!(base.resolve("x"), "https://b.example/root/x");
    }
}
