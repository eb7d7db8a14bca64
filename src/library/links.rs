//! From a related headline to the saved article that it names. Precision first: two candidates are none.

use std::collections::HashMap;

use super::address::Address;
use super::reading::{Reading, is_label, is_telling};
use super::{Entry, fold};
use crate::article::Related;

/// Cells that a headline must have to be found inside a longer line, or by its beginning alone.
const TELLING: usize = 25;

/// Cells that are enough where an ellipsis says that the line is a beginning.
const TELLING_CUT: usize = 15;

/// Bytes of a key beyond which nobody has cut a headline. It bounds the beginnings that are looked up.
const LONGEST_CUT: usize = 300;

/// An id, or `None` where several articles share what was looked up.
type Target = Option<usize>;

/// Resolves related headlines to entries. Built once for a set of entries; each question costs a few look-ups, however many there are.
#[derive(Debug, Clone, Default)]
pub struct Links {
    /// By address.
    pages: HashMap<Address, Target>,
    /// The address of each entry.
    addresses: Vec<Option<Address>>,
    /// By the key of the whole headline.
    whole: HashMap<String, Target>,
    /// By the key of the headline without the labels or the site's name that the entry itself has around it.
    bare: HashMap<String, Target>,
    /// By the key of a headline that the entry itself has cut.
    cut: HashMap<String, Target>,
    /// Keys of whole headlines, sorted.
    sorted: Vec<(String, usize)>,
}

impl Links {
    /// Indexes `entries` by address and folded headline; ids are positions in `entries`. Of several copies of one article (the same
    /// content, address, or headline, publisher and day) the first stands for all.
    pub fn new<'a>(entries: impl IntoIterator<Item = &'a Entry>) -> Self {
        let mut links = Self::default();
        let mut copies: HashMap<String, usize> = HashMap::new();
        for (id, entry) in entries.into_iter().enumerate() {
            let address = entry.url.as_deref().and_then(Address::of);
            let signs = [
                Some(entry.key.clone()),
                address.as_ref().map(|address| format!("{address:?}")),
                same_day_sign(entry),
            ];
            let known = signs.iter().flatten().find_map(|sign| copies.get(sign));
            let original = known.copied().unwrap_or(id);
            for sign in signs.into_iter().flatten() {
                copies.entry(sign).or_insert(original);
            }
            if let Some(address) = &address {
                add(&mut links.pages, address.clone(), original);
            }
            links.addresses.push(address);
            links.add_headline(&entry.headline, original);
        }
        links.sorted.sort_unstable();
        links.sorted.dedup();
        links
    }

    fn add_headline(&mut self, headline: &str, id: usize) {
        let reading = Reading::of(headline);
        for span in reading
            .spans()
            .skip(1)
            .filter(|span| is_telling(span, TELLING))
        {
            add(&mut self.bare, span.to_owned(), id);
        }
        if reading.is_cut {
            if is_telling(&reading.key, TELLING_CUT) {
                add(&mut self.cut, reading.key, id);
            }
        } else if !reading.key.is_empty() {
            add(&mut self.whole, reading.key.clone(), id);
            self.sorted.push((reading.key, id));
        }
    }

    /// The saved article that `related` names: by address when both have one, else by headline, folded for case, quotes, dashes,
    /// truncation, labels, site names and alt-text noise. `None` where none is saved, or more than one could be meant.
    pub fn resolve(&self, related: &Related) -> Option<usize> {
        let address = related.url.as_deref().and_then(Address::of);
        if let Some(target) = address.as_ref().and_then(|address| self.pages.get(address)) {
            return *target;
        }
        let id = self.by_headline(&related.headline)?;
        // Two addresses of one site are two articles; another site's may be a mirror's or a redirector's.
        let saved = self.addresses.get(id)?.as_ref();
        let differs = saved
            .zip(address.as_ref())
            .is_some_and(|(saved, named)| saved.host() == named.host());
        (!differs).then_some(id)
    }

    fn by_headline(&self, headline: &str) -> Option<usize> {
        let reading = Reading::of(headline);
        if reading.is_cut {
            let mut halves = reading
                .fronts
                .iter()
                .filter_map(|&at| reading.key.split_at_checked(at));
            return halves.find_map(|(noise, beginning)| {
                let is_known = noise.is_empty() || is_label(noise.trim_end());
                self.by_beginning(
                    beginning,
                    if is_known { TELLING_CUT } else { TELLING },
                    true,
                )
            });
        }
        let inside = |map: &HashMap<String, Target>| {
            let mut spans = reading
                .spans()
                .filter(|span| span.len() == reading.key.len() || is_telling(span, TELLING));
            spans.find_map(|span| map.get(span).copied())
        };
        if let Some(target) = inside(&self.whole).or_else(|| inside(&self.bare)) {
            return target;
        }
        let mut spans = reading.spans();
        spans
            .find_map(|span| self.by_beginning(span, TELLING, false))
            .or_else(|| self.by_cut_headline(&reading.key))
    }

    /// The one article whose headline begins with `beginning`; `mid_word` where that may end inside a word.
    fn by_beginning(&self, beginning: &str, cells: usize, mid_word: bool) -> Option<usize> {
        if !is_telling(beginning, cells) {
            return None;
        }
        let start = self
            .sorted
            .partition_point(|(key, _)| key.as_str() < beginning);
        let mut found = None;
        for (key, id) in self.sorted.get(start..)? {
            let Some(rest) = key.strip_prefix(beginning) else {
                break;
            };
            if !mid_word && !rest.is_empty() && !rest.starts_with(' ') {
                continue;
            }
            if found.is_some_and(|found| found != *id) {
                return None;
            }
            found = Some(*id);
        }
        found
    }

    /// The one article saved under a headline that is cut, of which `key` is the whole.
    fn by_cut_headline(&self, key: &str) -> Option<usize> {
        if self.cut.is_empty() {
            return None;
        }
        let key = key
            .get(..key.floor_char_boundary(LONGEST_CUT))
            .unwrap_or_default();
        let ends = key.char_indices().map(|(at, _)| at).rev();
        let beginnings = ends.filter_map(|end| key.get(..end));
        beginnings
            .filter(|beginning| !beginning.ends_with(' '))
            .find_map(|beginning| self.cut.get(beginning).copied())
            .flatten()
    }
}

/// What two copies of one article share though their texts differ, as when it was saved before and after a correction.
fn same_day_sign(entry: &Entry) -> Option<String> {
    let publisher = fold(entry.publisher.as_deref()?);
    let key = Reading::of(&entry.headline).key;
    Some(format!("{key}\n{publisher}\n{}", entry.date?.date))
}

fn add<K: std::hash::Hash + Eq>(map: &mut HashMap<K, Target>, key: K, id: usize) {
    map.entry(key)
        .and_modify(|target| *target = target.filter(|known| *known == id))
        .or_insert(Some(id));
}

#[cfg(test)]
mod tests {
    use super::super::samples::entry;
    use super::*;

    fn library() -> Links {
        let at = |url: &str, entry: Entry| Entry {
            url: Some(url.to_owned()),
            ..entry
        };
        Links::new(&[
            entry("Ferry to Aldern sails again after nine days", "", "", 1),
            at(
                "https://www.post.example/wall/",
                entry("Who pays for the harbour wall, and when?", "", "", 1),
            ),
            entry(
                "Storm Ottilie leaves the islands without light | Sea Echo",
                "",
                "",
                1,
            ),
            entry("Storm Ottilie leaves the islands without boats", "", "", 1),
            entry(
                "Minister’s visit to Aldern ‘a success’ - the mayor",
                "",
                "",
                1,
            ),
            entry("Nine days without post on the island of…", "", "", 1),
            entry("Morning letter", "2022-01-01", "Post", 1),
            entry("Morning letter", "2022-01-02", "Post", 1),
            entry("Evening letter", "2022-01-02", "Post", 1),
            entry("Evening letter", "2022-01-02", "Post", 2),
        ])
    }

    #[test]
    fn resolves() {
        let links = library();
        for (headline, url, id) in [
            ("Ferry to Aldern sails again after nine days", "", Some(0)),
            ("FERRY TO ALDERN SAILS AGAIN – AFTER NINE DAYS", "", Some(0)),
            ("Ferry to Aldern sails again af…", "", Some(0)),
            ("Ferry to Aldern sails...", "", Some(0)),
            ("Ferry to Aldern sails again", "", Some(0)),
            ("Ferry to Aldern sails aga", "", None),
            ("Ferry to...", "", None),
            (
                "Read more: Ferry to Aldern sails again after nine days",
                "",
                Some(0),
            ),
            (
                "LIVE Ferry to Aldern sails again after nine days",
                "",
                Some(0),
            ),
            ("Photo of Ferry to Aldern sails again after...", "", Some(0)),
            (
                "An image that illustrates this article Ferry to Aldern sails again after nine daysStory video icon",
                "",
                Some(0),
            ),
            (
                "Ferry to Aldern sails again after nine days - The Harbour Post",
                "",
                Some(0),
            ),
            (
                "Ferry to Aldern sails again after nine days · 3 hours ago",
                "",
                Some(0),
            ),
            (
                "2. Ferry to Aldern sails again after nine days(opens in new window)",
                "",
                Some(0),
            ),
            ("The harbour: ferry to Aldern sails…", "", None),
            ("Why ferry to Aldern sails again after nine days", "", None),
            (
                "Minister's visit to Aldern \"a success\" — the mayor",
                "",
                Some(4),
            ),
            (
                "Storm Ottilie leaves the islands without light",
                "",
                Some(2),
            ),
            ("Storm Ottilie leaves the islands without…", "", None),
            ("Storm Ottilie leaves the islands", "", None),
            (
                "Nine days without post on the island of Aldern",
                "",
                Some(5),
            ),
            ("Nine days without post on the mainland", "", None),
            ("Morning letter", "", None),
            ("Evening letter", "", Some(8)),
            ("Letter", "", None),
            ("", "", None),
            ("…", "", None),
            (
                "Who pays?",
                "http://post.example/wall?utm_source=front#top",
                Some(1),
            ),
            (
                "Who pays for the harbour wall, and when?",
                "https://post.example/wall-2",
                None,
            ),
            (
                "Who pays for the harbour wall, and when?",
                "https://go.example/xyz",
                Some(1),
            ),
            (
                "Who pays for the harbour wall, and when?",
                "/wall-2",
                Some(1),
            ),
        ] {
            let related = Related {
                headline: headline.to_owned(),
                url: Some(url.to_owned()).filter(|url| !url.is_empty()),
                ..Related::default()
            };
            assert_eq!(links.resolve(&related), id, "{headline:?} {url:?}");
        }
    }

    #[test]
    fn nothing_is_found_in_nothing() {
        let related = Related {
            headline: "Ferry to Aldern sails again".into(),
            ..Related::default()
        };
        assert_eq!(Links::new(&[]).resolve(&related), None);
    }
}
