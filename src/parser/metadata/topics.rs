//! Topics: keyword lists apart, one a declaration, as each of several is another editor's choice.

use crate::article::is_unspaced;

use super::words::{add, add_tags};
use super::{Claims, Declared};

/// Meta keys of keywords before and behind those of JSON-LD, most trusted first.
const BEFORE: [&str; 2] = ["news_keywords", "keywords"];
const BEHIND: [&str; 6] = [
    "article:tag",
    "og:article:tag",
    "parsely-tags",
    "sailthru.tags",
    "dc.subject",
    "cxenseparse:taxonomy",
];
/// Letters and digits of an identifier.
const IDENTIFIER: usize = 12;

/// Adds the lists of the meta elements to those of JSON-LD, and leaves out of all of them what names no topic.
pub fn read(declared: &Declared, claims: &mut Claims) {
    let lists = |keys: &[&'static str]| -> Vec<Vec<String>> {
        let lists = keys.iter().map(|key| {
            let mut list = Vec::new();
            declared
                .metas(&[key])
                .for_each(|tags| add_tags(&mut list, tags));
            list
        });
        lists.collect()
    };
    let mut all = lists(&BEFORE);
    all.append(&mut claims.topics);
    all.extend(lists(&BEHIND));
    let host = host(claims.url.as_deref().unwrap_or_default());
    let topical = |list: Vec<String>| -> Vec<String> {
        let list = apart(list).into_iter();
        list.filter(|tag| !is_for_machines(tag) && host != *tag)
            .collect()
    };
    let topics = all.into_iter().map(topical);
    claims.topics = topics.filter(|list| !list.is_empty()).collect();
}

/// Is `tag` no word for readers: an identifier, a key and its value?
pub fn is_for_machines(tag: &str) -> bool {
    let identifies = |c: char| c.is_ascii_hexdigit() || c == '-';
    tag.contains([':', '=', '_'])
        || tag.len() >= IDENTIFIER
            && tag.chars().all(identifies)
            && tag.contains(|c: char| c.is_ascii_digit())
}

/// A list whose only entry is words of a script without spaces, and blanks between them, is a list of these words.
fn apart(list: Vec<String>) -> Vec<String> {
    let [only] = list.as_slice() else {
        return list;
    };
    if !only.contains(' ') || !only.chars().all(|c| c == ' ' || is_unspaced(c)) {
        return list;
    }
    let mut words = Vec::new();
    only.split(' ')
        .for_each(|word| add(&mut words, word.to_owned()));
    words
}

fn host(url: &str) -> &str {
    let address = url.split_once("://").map_or("", |(_, address)| address);
    let host = address.split(['/', ':']).next().unwrap_or_default();
    host.strip_prefix("www.").unwrap_or(host)
}
