//! Addresses made comparable.

/// An address without what does not tell pages apart: scheme, `www.`, port, fragment, tracking parameters, the slash at its end.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Address {
    whole: String,
    host: usize,
}

impl Address {
    /// Reads `url`; `None` for one without a host, or without a path: a home page is no article.
    pub fn of(url: &str) -> Option<Self> {
        let url = url.trim();
        let rest = match url.split_once("://") {
            Some((scheme, rest)) if scheme.chars().all(|c| c.is_ascii_alphabetic()) => rest,
            _ => url.strip_prefix("//").unwrap_or(url),
        };
        let rest = rest.split('#').next().unwrap_or_default();
        let (page, query) = rest.split_once('?').unwrap_or((rest, ""));
        let (host, path) = page.split_once('/').unwrap_or((page, ""));
        let host = host.to_ascii_lowercase();
        let name = host.split(':').next().unwrap_or_default();
        let name = name.strip_prefix("www.").unwrap_or(name);
        let path = path.trim_end_matches('/');
        let kept: Vec<&str> = query
            .split('&')
            .filter(|pair| !pair.is_empty() && !is_tracking(pair))
            .collect();
        if !name.contains('.') || (path.is_empty() && kept.is_empty()) {
            return None;
        }
        let mut whole = format!("{name}/{path}");
        if !kept.is_empty() {
            whole.push('?');
            whole.push_str(&kept.join("&"));
        }
        Some(Self {
            host: name.len(),
            whole,
        })
    }

    /// All of it.
    pub fn whole(&self) -> &str {
        &self.whole
    }

    /// Its host, lower case, without `www.`.
    pub fn host(&self) -> &str {
        self.whole.get(..self.host).unwrap_or_default()
    }
}

/// Does a parameter say where the reader came from, and not which page it is?
fn is_tracking(pair: &str) -> bool {
    const NAMES: &[&str] = &[
        "cid", "cmp", "cmpid", "fbclid", "gclid", "icid", "igshid", "mc_cid", "mc_eid", "msclkid",
        "ocid", "ref", "ref_src", "smid", "smtyp", "src", "taid", "xtor", "yclid",
    ];
    let name = pair
        .split('=')
        .next()
        .unwrap_or_default()
        .to_ascii_lowercase();
    ["utm_", "at_", "ns_"]
        .iter()
        .any(|start| name.starts_with(start))
        || NAMES.contains(&name.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses() {
        for (url, whole) in [
            ("https://www.Post.example/a/B/", Some("post.example/a/B")),
            (
                "http://post.example:80/a/B?utm_source=x&fbclid=y#top",
                Some("post.example/a/B"),
            ),
            (
                "//post.example/a?id=7&ref=home",
                Some("post.example/a?id=7"),
            ),
            ("post.example/?p=12", Some("post.example/?p=12")),
            ("https://post.example/", None),
            ("/a/b", None),
            ("javascript:void(0)", None),
            ("", None),
        ] {
            let address = Address::of(url);
            assert_eq!(address.as_ref().map(|a| a.whole.as_str()), whole, "{url:?}");
            assert!(address.is_none_or(|a| a.host() == "post.example"));
        }
    }
}
