//! Sites by their addresses, and which lines of a page can tell its site.

/// Longest name of a host (RFC 1035).
const LONGEST: usize = 253;
/// Names before a host that mean no other site.
const SAME: [&str; 4] = ["www.", "m.", "amp.", "mobile."];
/// Bytes from which on a line says more than a button does.
const TELLING: usize = 12;

/// The host of a web address, lower case, without `www.` and the like.
pub fn host(address: &str) -> Option<String> {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    let authority = rest.split(['/', '?', '#', '\\']).next()?;
    let host = authority.rsplit('@').next()?.split(':').next()?;
    let host = host.trim_end_matches('.').to_lowercase();
    let own = SAME.iter().find_map(|name| host.strip_prefix(name));
    let own = own.filter(|own| own.contains('.')).unwrap_or(&host);
    is_host(own).then(|| own.to_owned())
}

/// May this be a host's name, with a dot in it?
pub fn is_host(name: &str) -> bool {
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '.' | '_');
    name.len() <= LONGEST && name.contains('.') && name.chars().all(plain)
}

/// Does a line say enough to tell one site from another: two words or more, and not only a few letters?
pub fn is_telling(text: &str) -> bool {
    text.len() >= TELLING && (text.contains(' ') || !text.is_ascii())
}
