//! What a page says of itself: JSON-LD, Open Graph, meta elements. Claims, weighed against what the page shows.
//!
//! Knows the names of declarations, not where in a container they stand.

mod json;
mod saved;
mod topics;
mod words;

#[cfg(test)]
mod tests;

use crate::article::Stamp;
use crate::parser::fields::dates;

pub use json::LARGEST;
pub use topics::is_for_machines;

use words::{add, line};

/// Entries kept of a list.
const LIST: usize = 64;

/// A page's claims about itself, each list in order of trust, most trusted first.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Claims {
    /// Headlines: JSON-LD, og:title, twitter:title, `<title>`.
    pub headlines: Vec<String>,
    /// Descriptions.
    pub descriptions: Vec<String>,
    /// Authors' names, cleaned.
    pub authors: Vec<String>,
    /// Publisher or site names.
    pub publishers: Vec<String>,
    /// Published.
    pub published: Vec<Stamp>,
    /// Modified.
    pub updated: Vec<Stamp>,
    /// Saved (`SingleFile`'s comment, a capture tool's meta element).
    pub captured: Option<Stamp>,
    /// `lang` of the page.
    pub language: Option<String>,
    /// Canonical address, og:url, the saved-from address.
    pub url: Option<String>,
    /// Keywords and section, of all declarations.
    pub tags: Vec<String>,
    /// Keywords, one list a declaration, without what is written for machines.
    pub topics: Vec<Vec<String>>,
    /// JSON-LD articleBody, when the page carries one.
    pub body: Option<String>,
    /// Caption and credit of pictures named in JSON-LD: (address, caption, credit).
    pub images: Vec<(String, Option<String>, Option<String>)>,
    /// Every schema.org type named at the top of the page's JSON-LD, and `og:type`, in lower case.
    pub types: Vec<String>,
    /// schema.org type or og:type says that this is an article.
    pub is_article: Option<bool>,
    /// The story is behind a wall: isAccessibleForFree false.
    pub teaser: bool,
}

/// What a page declares, as written; character references decoded once by the container's reader.
#[derive(Debug, Clone, Default)]
pub struct Declared {
    /// Meta elements: property, name, itemprop or http-equiv in lower case, and content.
    pub metas: Vec<(String, String)>,
    /// JSON-LD scripts.
    pub json: Vec<String>,
    /// `title` elements.
    pub titles: Vec<String>,
    /// `link rel=canonical`.
    pub canonical: Option<String>,
    /// `base href`.
    pub base: Option<String>,
    /// `lang` of the page.
    pub language: Option<String>,
    /// The first comments.
    pub comments: Vec<String>,
}

impl Declared {
    /// The contents of the meta elements with these keys, by key.
    fn metas(&self, keys: &[&str]) -> impl Iterator<Item = &str> {
        keys.iter().flat_map(|key| {
            self.metas
                .iter()
                .filter(move |(k, _)| k == key)
                .map(|(_, content)| content.as_str())
        })
    }
}

/// Meta keys by what they claim, most trusted first.
const TITLES: [&str; 7] = [
    "og:title",
    "twitter:title",
    "parsely-title",
    "sailthru.title",
    "dc.title",
    "dcterms.title",
    "headline",
];
const DESCRIPTIONS: [&str; 6] = [
    "og:description",
    "description",
    "twitter:description",
    "sailthru.description",
    "dc.description",
    "dcterms.description",
];
const AUTHORS: [&str; 9] = [
    "author",
    "article:author",
    "parsely-author",
    "sailthru.author",
    "dc.creator",
    "dcterms.creator",
    "byl",
    "cxenseparse:author",
    "og:article:author",
];
const PUBLISHERS: [&str; 6] = [
    "og:site_name",
    "application-name",
    "publisher",
    "dc.publisher",
    "dcterms.publisher",
    "apple-mobile-web-app-title",
];
const PUBLISHED: [&str; 19] = [
    "article:published_time",
    "og:article:published_time",
    "og:published_time",
    "article:published",
    "datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "cxenseparse:recs:publishtime",
    "dc.date.issued",
    "dcterms.issued",
    "dc.date",
    "dcterms.date",
    "dcterms.created",
    "dc.date.created",
    "publish-date",
    "publish_date",
    "pubdate",
    "date",
    "citation_publication_date",
];
const UPDATED: [&str; 9] = [
    "article:modified_time",
    "og:article:modified_time",
    "article:modified",
    "og:updated_time",
    "datemodified",
    "dcterms.modified",
    "dc.date.modified",
    "lastmod",
    "last-modified",
];
const TAGS: [&str; 8] = [
    "article:tag",
    "og:article:tag",
    "news_keywords",
    "keywords",
    "parsely-tags",
    "sailthru.tags",
    "dc.subject",
    "cxenseparse:taxonomy",
];
const SECTIONS: [&str; 3] = ["article:section", "og:article:section", "parsely-section"];

/// The claims in what a page declares: JSON-LD first, then meta elements, then the rest.
pub fn claims(declared: &Declared) -> Claims {
    let mut claims = Claims::default();
    saved::read(&declared.comments, &mut claims);
    let page = page_address(declared);
    json::read(&declared.json, page.as_deref(), &mut claims);
    claims.url = page.or(claims.url);
    let titles = declared.titles.iter().map(String::as_str);
    for title in declared.metas(&TITLES).chain(titles) {
        add(&mut claims.headlines, line(title));
    }
    for description in declared.metas(&DESCRIPTIONS) {
        add(&mut claims.descriptions, line(description));
    }
    for author in declared.metas(&AUTHORS) {
        words::add_names(&mut claims.authors, author);
    }
    for publisher in declared.metas(&PUBLISHERS) {
        add(&mut claims.publishers, line(publisher));
    }
    for date in declared.metas(&PUBLISHED) {
        add_stamp(&mut claims.published, date);
    }
    for date in declared.metas(&UPDATED) {
        add_stamp(&mut claims.updated, date);
    }
    for tags in declared.metas(&TAGS) {
        words::add_tags(&mut claims.tags, tags);
    }
    for section in declared.metas(&SECTIONS) {
        add(&mut claims.tags, line(section));
    }
    for og_type in declared.metas(&["og:type"]) {
        add(&mut claims.types, line(og_type).to_lowercase());
    }
    let og_type = declared.metas(&["og:type"]).next().map(str::trim);
    claims.is_article =
        claims.is_article.or(og_type
            .map(|t| t.eq_ignore_ascii_case("article") || t.eq_ignore_ascii_case("newsarticle")));
    claims.language = language(declared);
    topics::read(declared, &mut claims);
    claims
}

fn page_address(declared: &Declared) -> Option<String> {
    let canonical = declared.canonical.iter().map(String::as_str);
    canonical
        .chain(declared.metas(&["og:url", "twitter:url", "parsely-link"]))
        .map(line)
        .find(|url| words::is_address(url))
}

/// The page's language as declared: a primary tag, in lower case.
fn language(declared: &Declared) -> Option<String> {
    let html = declared.language.iter().map(String::as_str);
    html.chain(declared.metas(&["og:locale", "content-language", "dc.language", "language"]))
        .map(|tag| {
            let primary = tag.trim().split(['-', '_', ',']).next().unwrap_or_default();
            primary.to_ascii_lowercase()
        })
        .find(|tag| matches!(tag.len(), 2 | 3) && tag.bytes().all(|b| b.is_ascii_lowercase()))
}

/// Adds a machine date that is one.
fn add_stamp(list: &mut Vec<Stamp>, text: &str) {
    if let Some(stamp) = dates::machine(line(text).as_str())
        && list.len() < LIST
        && !list.contains(&stamp)
    {
        list.push(stamp);
    }
}
