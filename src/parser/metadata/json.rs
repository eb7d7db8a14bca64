//! JSON-LD: what schema.org's types say of the article. Broken scripts are passed over.

use std::collections::HashMap;

use serde_json::{Map, Value};

use super::words::{add, add_names, add_tags, is_address, line, text};
use super::{Claims, LIST, add_stamp};

/// Nested values looked through for a name.
const DEPTH: usize = 4;

/// Bytes of data in a page's scripts beyond which they are passed over: as values they take up to forty times as much memory.
pub const LARGEST: usize = 8 << 20;

type Object = Map<String, Value>;

/// Reads all scripts. `page` is the page's own address: of several articles its own counts.
pub fn read(scripts: &[String], page: Option<&str>, claims: &mut Claims) {
    let mut left = LARGEST;
    let scripts = scripts.iter().filter(|script| {
        let after = left.checked_sub(script.len());
        left = after.unwrap_or(left);
        after.is_some()
    });
    let values: Vec<Value> = scripts.filter_map(|s| parse(s)).collect();
    let mut graph = Graph::default();
    for value in &values {
        graph.gather(value);
    }
    for object in &graph.objects {
        for name in types(object) {
            let name = name.rsplit(['/', ':']).next().unwrap_or_default();
            add(&mut claims.types, name.to_ascii_lowercase());
        }
    }
    if let Some(article) = graph.article(page) {
        graph.read_article(article, claims);
    }
    for site in graph.objects.iter().filter(|o| is_type(o, "website")) {
        add_string(&mut claims.publishers, site.get("name"));
    }
}

/// The value of a script; pages break strings with raw line breaks, wrap them in comments, or end them with a semicolon.
fn parse(script: &str) -> Option<Value> {
    let script = script.trim();
    if let Ok(value) = serde_json::from_str(script) {
        return Some(value);
    }
    let from = script.find(['{', '['])?;
    let to = script.rfind(['}', ']'])?;
    let body: String = script
        .get(from..=to)?
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    serde_json::from_str(&body).ok()
}

/// The objects at the top of all scripts, and those that others refer to.
#[derive(Default)]
struct Graph<'a> {
    objects: Vec<&'a Object>,
    by_id: HashMap<&'a str, &'a Object>,
}

impl<'a> Graph<'a> {
    fn gather(&mut self, value: &'a Value) {
        let mut open = vec![value];
        while let Some(value) = open.pop() {
            match value {
                Value::Array(items) => open.extend(items.iter().rev()),
                Value::Object(object) => {
                    self.objects.push(object);
                    if let Some(id) = object.get("@id").and_then(Value::as_str)
                        && object.len() > 1
                    {
                        self.by_id.entry(id).or_insert(object);
                    }
                    let inner = ["mainEntityOfPage", "mainEntity", "@graph"];
                    open.extend(inner.iter().filter_map(|key| object.get(*key)));
                }
                _ => {}
            }
        }
    }

    /// The page's article: the one whose address is the page's, else the first with a body, else the first.
    fn article(&self, page: Option<&str>) -> Option<&'a Object> {
        let articles = || self.objects.iter().copied().filter(|o| is_article(o));
        let is_page = |object: &&Object| {
            let same = |value: Option<&Value>| {
                let url = value.and_then(address);
                url.is_some() && url.map(strip_scheme) == page.map(strip_scheme)
            };
            same(object.get("url"))
                || same(object.get("mainEntityOfPage"))
                || same(object.get("@id"))
        };
        articles()
            .find(is_page)
            .or_else(|| articles().find(|o| o.contains_key("articleBody")))
            .or_else(|| articles().next())
    }

    fn read_article(&self, article: &Object, claims: &mut Claims) {
        claims.is_article = Some(true);
        for key in ["headline", "name", "alternativeHeadline"] {
            add_string(&mut claims.headlines, article.get(key));
        }
        for key in ["description", "abstract"] {
            add_string(&mut claims.descriptions, article.get(key));
        }
        for key in ["author", "creator"] {
            self.each_name(article.get(key), &mut |name| {
                add_names(&mut claims.authors, name);
            });
        }
        for key in ["publisher", "sourceOrganization", "provider"] {
            self.each_name(article.get(key), &mut |name| {
                add(&mut claims.publishers, line(name));
            });
        }
        for key in ["datePublished", "dateCreated", "uploadDate"] {
            each_string(article.get(key), &mut |date| {
                add_stamp(&mut claims.published, date);
            });
        }
        each_string(article.get("dateModified"), &mut |date| {
            add_stamp(&mut claims.updated, date);
        });
        let mut topics = Vec::new();
        self.each_name(article.get("keywords"), &mut |tags| {
            add_tags(&mut topics, tags);
        });
        claims.topics.push(topics);
        for key in ["keywords", "articleSection"] {
            each_string(article.get(key), &mut |tags| {
                add_tags(&mut claims.tags, tags);
            });
        }
        let body = article.get("articleBody").or_else(|| article.get("text"));
        claims.body = body
            .and_then(Value::as_str)
            .map(text)
            .filter(|body| !body.is_empty());
        claims.teaser = match article.get("isAccessibleForFree") {
            Some(Value::Bool(free)) => !free,
            Some(Value::String(free)) => free.eq_ignore_ascii_case("false"),
            _ => false,
        };
        for key in ["url", "mainEntityOfPage"] {
            let url = article.get(key).and_then(address).map(line);
            claims.url = claims.url.take().or(url.filter(|u| is_address(u)));
        }
        for key in ["image", "associatedMedia"] {
            self.read_images(article.get(key), claims);
        }
    }

    fn read_images(&self, value: Option<&Value>, claims: &mut Claims) {
        let images = match value {
            Some(Value::Array(items)) => items.as_slice(),
            Some(one) => std::slice::from_ref(one),
            None => &[],
        };
        for image in images.iter().filter_map(|i| self.follow(i)) {
            let first = |keys: &[&str]| {
                let mut found = Vec::new();
                for key in keys {
                    self.each_name(image.get(*key), &mut |s| add(&mut found, line(s)));
                }
                found.into_iter().next()
            };
            let caption = first(&["caption", "description"]);
            let credit = first(&["creditText", "author", "copyrightHolder"]);
            let url = first(&["url", "contentUrl", "@id"]).unwrap_or_default();
            if (caption.is_some() || credit.is_some()) && claims.images.len() < LIST {
                claims.images.push((url, caption, credit));
            }
        }
    }

    /// An object, or the one that it refers to.
    fn follow(&self, value: &'a Value) -> Option<&'a Object> {
        let object = value.as_object()?;
        let id = object.get("@id").and_then(Value::as_str);
        let known = id
            .filter(|_| object.len() <= 2)
            .and_then(|id| self.by_id.get(id));
        Some(known.copied().unwrap_or(object))
    }

    /// Every string in a value: itself, or the names of the objects in it.
    fn each_name(&self, value: Option<&Value>, take: &mut impl FnMut(&str)) {
        let mut open: Vec<(&Value, usize)> = value.map(|v| (v, 0)).into_iter().collect();
        while let Some((value, depth)) = open.pop() {
            match value {
                Value::String(string) => take(string),
                Value::Array(items) => open.extend(items.iter().rev().map(|v| (v, depth + 1))),
                Value::Object(object) if depth < DEPTH => {
                    let id = object.get("@id").and_then(Value::as_str);
                    let known = id
                        .and_then(|id| self.by_id.get(id))
                        .and_then(|o| o.get("name"));
                    open.extend(object.get("name").or(known).map(|v| (v, depth + 1)));
                }
                _ => {}
            }
        }
    }
}

/// Every string in a value or a list.
fn each_string(value: Option<&Value>, take: &mut impl FnMut(&str)) {
    match value {
        Some(Value::String(string)) => take(string),
        Some(Value::Array(items)) => items.iter().filter_map(Value::as_str).for_each(take),
        _ => {}
    }
}

fn add_string(list: &mut Vec<String>, value: Option<&Value>) {
    each_string(value, &mut |string| add(list, line(string)));
}

/// An address: a string, or an object's `@id` or `url`.
fn address(value: &Value) -> Option<&str> {
    match value {
        Value::String(url) => Some(url),
        Value::Object(object) => object.get("@id").or_else(|| object.get("url"))?.as_str(),
        _ => None,
    }
}

fn strip_scheme(url: &str) -> &str {
    let url = url.split_once("://").map_or(url, |(_, rest)| rest);
    url.split('#')
        .next()
        .unwrap_or_default()
        .trim_end_matches('/')
}

fn types(object: &Object) -> impl Iterator<Item = &str> {
    let (one, many) = match object.get("@type") {
        Some(Value::String(one)) => (Some(one.as_str()), [].as_slice()),
        Some(Value::Array(many)) => (None, many.as_slice()),
        _ => (None, [].as_slice()),
    };
    one.into_iter().chain(many.iter().filter_map(Value::as_str))
}

fn is_type(object: &Object, name: &str) -> bool {
    types(object).any(|t| t.eq_ignore_ascii_case(name))
}

/// schema.org's `Article` and its kinds: `NewsArticle`, `BlogPosting`, `Report` and so on.
fn is_article(object: &Object) -> bool {
    types(object).any(|t| {
        let t = t.rsplit(['/', ':']).next().unwrap_or_default();
        ["Article", "Posting", "Report", "Review"]
            .iter()
            .any(|end| t.ends_with(end))
            && t != "JobPosting"
    })
}
