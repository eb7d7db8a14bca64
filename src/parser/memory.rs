//! What is known of a site's pages from the captures at hand: which lines stand in several of its articles, and what the reader said of
//! a line. Pure; `record` turns it into text and back.
//!
//! Every page teaches its site; the next page of that site is read with what was learned. A page that does not name its address
//! belongs to the site with which it shares the most lines.

mod known;
mod page;
mod record;
mod site;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, HashMap};

use crate::article::{Choice, Lesson};
use crate::parser::Parsed;
use crate::parser::block::Document;
use crate::parser::fnv::Set;
use crate::parser::label::LabelledSpan;

use known::measure_stretches;
use page::{lines_of, page_of, telling, words_of_text};

pub use known::{Known, Recall};
pub use page::line;

/// Lines that are known of one site, at most; of all sites together.
const MOST_OF_SITE: usize = 4096;
const MOST: usize = 400_000;
/// Articles that are known one by one of each site, the latest.
const MOST_ARTICLES: usize = 8192;
/// A line that more sites know tells nothing of a site.
const MOST_SITES: u32 = 32;
/// Lines, each known to one site alone, that a page must share with a site to belong to it, and how many lines of the page call for one
/// more: the longer a page, the more it shares by chance.
const SHARED: u32 = 2;
const ONE_MORE: u32 = 40;
/// Lines kept with a lesson, to know a site without an address again.
const MOST_WITNESSES: usize = 24;
/// Words from which on the same headline is the same article; a shorter one may be a column's.
const TELLING_HEADLINE: usize = 4;

/// All that is known.
#[derive(Debug, Clone, Default)]
pub struct Memory {
    sites: Vec<Site>,
    names: HashMap<String, u32>,
    /// By line and number of the site, so that all sites that know a line stand together.
    lines: BTreeMap<(u64, u32), Line>,
    choices: BTreeMap<(u64, u32), Choice>,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Site {
    name: String,
    articles: Vec<Seen>,
    /// Number of its next article.
    next: u32,
    /// Its lines, in the order in which they were learned.
    lines: Vec<u64>,
}

/// An article that was learned from.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Seen {
    /// Its number within the site, shared by captures of the same article.
    id: u32,
    /// The lines of the page, in order, as one number.
    page: u64,
    /// The headline's line; 0 without one.
    headline: u64,
    /// Words of its text.
    words: u32,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Line {
    /// Different articles that showed it.
    seen: u8,
    /// Number of the first of them.
    first: u32,
    /// Its words where it was text of that article, else 0.
    words: u32,
}

/// A small number, exactly.
fn exact(number: u32) -> f32 {
    f32::from(u16::try_from(number).unwrap_or(u16::MAX))
}

/// `part` of `whole`, 0 to 1.
fn share(part: u32, whole: u32) -> f32 {
    (exact(part) / exact(whole).max(1.0)).min(1.0)
}

impl Memory {
    /// Says what is known of `document`: to which site it belongs, and of each block in how many other articles of that site it stood.
    pub fn recall(&self, document: &Document) -> Recall {
        let lines: Vec<u64> = document.blocks.iter().map(|b| line(&b.text)).collect();
        let named = document.claims.url.as_deref().and_then(site::host);
        let long = document.blocks.iter().zip(&lines);
        let long = long.filter(|(block, _)| site::is_telling(&block.text));
        let site = match &named {
            Some(host) => self.names.get(host).copied(),
            None => self.site_with(long.map(|(_, line)| *line)),
        };
        let own = site.map_or(0, |site| self.own_share(site, &lines));
        let blocks = lines.into_iter().map(|line| {
            let entry = site.map(|site| (line, site));
            let seen = entry
                .and_then(|at| self.lines.get(&at))
                .map_or(0, |l| l.seen);
            Known {
                line,
                seen: seen.saturating_sub(own),
                stretch: 0,
                choice: entry.and_then(|at| self.choices.get(&at)).copied(),
            }
        });
        let mut blocks: Vec<Known> = blocks.collect();
        measure_stretches(document, &mut blocks);
        Recall {
            blocks,
            site: named.or_else(|| self.name(site?).map(str::to_owned)),
        }
    }

    /// The name of the site that `page` belongs to; one for it alone where no page of that site is known.
    pub fn site_of(&self, page: &Parsed) -> String {
        let named = page.site.clone();
        let known = || {
            self.site_with(telling(page, page.labelled.spans.iter()))
                .and_then(|site| self.name(site))
        };
        let fresh = || format!("page-{:016x}", page_of(lines_of(page)));
        named
            .or_else(|| known().map(str::to_owned))
            .unwrap_or_else(fresh)
    }

    /// Lines of `page` by which its site, called `site`, is known again; none where it has an address.
    pub fn witnesses(&self, page: &Parsed, site: &str) -> Vec<u64> {
        if site::is_host(site) {
            return Vec::new();
        }
        let mut spans: Vec<&LabelledSpan> = page.labelled.spans.iter().collect();
        // What stands around an article is most like to stand around another.
        spans.sort_by_key(|span| span.label.is_kept());
        let mut lines: Vec<u64> = telling(page, spans.into_iter()).collect();
        lines.dedup();
        lines.truncate(MOST_WITNESSES);
        lines
    }

    /// What the reader has said of a line on a site.
    pub fn choice(&self, site: &str, line: u64) -> Option<Choice> {
        let site = *self.names.get(site)?;
        self.choices.get(&(line, site)).copied()
    }

    /// Takes in what the reader said.
    pub fn teach(&mut self, lesson: &Lesson) {
        let site = self.site_named(&lesson.site);
        match lesson.choice {
            Some(choice) => self.choices.insert((lesson.line, site), choice),
            None => self.choices.remove(&(lesson.line, site)),
        };
        for &witness in &lesson.witnesses {
            self.lines.entry((witness, site)).or_default();
        }
    }

    /// Learns which lines `page` shows, and says whether there was anything new. The same article read or saved again counts once.
    pub fn learn(&mut self, page: &Parsed) -> bool {
        let name = self.site_of(page);
        let site = self.site_named(&name);
        let seen = self.look_at(site, page);
        let (Some(seen), Some(own)) = (seen, self.sites.get_mut(site as usize)) else {
            return false;
        };
        let is_new = seen.id == own.next;
        own.next += u32::from(is_new);
        own.articles.push(seen);
        if own.articles.len() > MOST_ARTICLES {
            own.articles.remove(0);
        }
        let mut shown = Set::default();
        for span in &page.labelled.spans {
            if span.line == 0 || !shown.insert(span.line) {
                continue;
            }
            let words = words_of_text(page, span);
            let entry = self.lines.entry((span.line, site));
            entry
                .and_modify(|known| {
                    known.seen = known
                        .seen
                        .saturating_add(u8::from(is_new || known.seen == 0));
                })
                .or_insert_with(|| {
                    own.lines.push(span.line);
                    Line {
                        seen: 1,
                        first: seen.id,
                        words,
                    }
                });
        }
        if own.lines.len() > MOST_OF_SITE {
            self.forget(site);
        }
        if self.lines.len() > MOST {
            self.forget_rare();
        }
        true
    }
}

impl Memory {
    fn name(&self, site: u32) -> Option<&str> {
        self.sites.get(site as usize).map(|site| site.name.as_str())
    }

    /// The number of the site called `name`.
    fn site_named(&mut self, name: &str) -> u32 {
        if let Some(site) = self.names.get(name) {
            return *site;
        }
        let site = u32::try_from(self.sites.len()).unwrap_or(u32::MAX);
        self.names.insert(name.to_owned(), site);
        self.sites.push(Site {
            name: name.to_owned(),
            ..Site::default()
        });
        site
    }

    /// All sites that know `line`, with what they know.
    fn of_line(&self, line: u64) -> impl Iterator<Item = (u32, &Line)> {
        self.lines
            .range((line, 0)..=(line, u32::MAX))
            .map(|((_, site), known)| (*site, known))
    }

    /// The site that knows most of `lines`: a line counts the less the more sites know it and the fewer of the site's articles show it,
    /// and half where it was text there, which may be an agency's. `None` where too few are shared to tell.
    fn site_with(&self, lines: impl Iterator<Item = u64>) -> Option<u32> {
        let mut votes: BTreeMap<u32, f32> = BTreeMap::new();
        let mut lines: Vec<u64> = lines.filter(|&line| line != 0).collect();
        // Sums of votes depend on their order, if little.
        lines.sort_unstable();
        lines.dedup();
        let needed = SHARED + u32::try_from(lines.len()).unwrap_or(u32::MAX) / ONE_MORE;
        let most = MOST_SITES as usize;
        let mut sites = Vec::with_capacity(most + 1);
        for line in lines {
            sites.clear();
            sites.extend(self.of_line(line).take(most + 1));
            if sites.len() > most {
                continue;
            }
            let count = u32::try_from(sites.len()).unwrap_or(u32::MAX);
            for &(site, known) in &sites {
                let articles = self.sites.get(site as usize).map_or(1, |own| own.next);
                let text = if known.words > 0 { 2 } else { 1 };
                let shown = share(u32::from(known.seen.max(1)), articles.max(1));
                *votes.entry(site).or_default() += shown * share(1, count * text);
            }
        }
        let (site, votes) = votes.into_iter().max_by(|a, b| a.1.total_cmp(&b.1))?;
        (votes >= exact(needed)).then_some(site)
    }

    /// 1 where a page of these lines is an article that `site` has learned from, else 0: its lines were counted once for itself.
    fn own_share(&self, site: u32, lines: &[u64]) -> u8 {
        let Some(own) = self.sites.get(site as usize) else {
            return 0;
        };
        let page = page_of(lines.iter().copied());
        if own.articles.iter().any(|known| known.page == page) {
            return 1;
        }
        let Some((id, words)) = self.most_shared(site, lines.iter().copied()) else {
            return 0;
        };
        let again = own.articles.iter().filter(|known| known.id == id);
        let mut again = again.filter(|known| {
            words * 2 >= known.words || words * 5 >= known.words && lines.contains(&known.headline)
        });
        u8::from(again.next().is_some())
    }

    /// The article whose text shares most words with these lines, and how many.
    fn most_shared(&self, site: u32, lines: impl Iterator<Item = u64>) -> Option<(u32, u32)> {
        let mut shared: BTreeMap<u32, u32> = BTreeMap::new();
        for line in lines.collect::<Set<u64>>() {
            if let Some(known) = self
                .lines
                .get(&(line, site))
                .filter(|known| known.seen == 1)
            {
                *shared.entry(known.first).or_default() += known.words;
            }
        }
        let most = shared.into_iter().max_by_key(|(_, words)| *words)?;
        (most.1 > 0).then_some(most)
    }

    /// The page as one of its site's articles: with the number of one that was learned before where it is the same article; `None` where it
    /// is the same page.
    fn look_at(&self, site: u32, page: &Parsed) -> Option<Seen> {
        let spans = &page.labelled.spans;
        let words: u32 = spans.iter().map(|span| words_of_text(page, span)).sum();
        let headline = page.article.headline.as_deref().unwrap_or_default();
        let seen = Seen {
            id: 0,
            page: page_of(lines_of(page)),
            headline: line(headline),
            words,
        };
        let articles = self
            .sites
            .get(site as usize)
            .map_or(&[][..], |own| &own.articles);
        let shared = self.most_shared(site, lines_of(page));
        let named = headline.split_whitespace().count() >= TELLING_HEADLINE;
        let is_same = |known: &Seen| {
            let shared = shared
                .filter(|(id, _)| *id == known.id)
                .map_or(0, |(_, words)| words);
            let headline = seen.headline != 0 && known.headline == seen.headline;
            headline && (named || shared * 5 >= words)
                || shared > 0 && shared * 2 >= words.min(known.words)
        };
        // A site may have thousands: one look at each.
        let mut same = None;
        for known in articles {
            if known.page == seen.page {
                return None;
            }
            if same.is_none() && is_same(known) {
                same = Some(known.id);
            }
        }
        // An article may be known by its lines alone.
        let by_text = shared.filter(|(_, shared)| shared * 2 >= words);
        let next = self.sites.get(site as usize).map_or(0, |own| own.next);
        let id = same.or(by_text.map(|(id, _)| id));
        Some(Seen {
            id: id.unwrap_or(next),
            ..seen
        })
    }

    /// Forgets a site's lines, those of fewest articles and the oldest of these first, until half the room is free.
    fn forget(&mut self, site: u32) {
        let Some(own) = self.sites.get_mut(site as usize) else {
            return;
        };
        let known = own.lines.iter().filter_map(|&line| {
            let known = self.lines.get(&(line, site))?;
            Some((known.seen, known.first, line))
        });
        let mut ranked: Vec<(u8, u32, u64)> = known.collect();
        ranked.sort_unstable();
        let left = ranked.len().min(MOST_OF_SITE / 2);
        for (_, _, line) in ranked.drain(..ranked.len() - left) {
            self.lines.remove(&(line, site));
        }
        own.lines
            .retain(|&line| self.lines.contains_key(&(line, site)));
    }

    /// Forgets the lines of fewest articles of all sites, until there are no more than [`MOST`].
    fn forget_rare(&mut self) {
        for rare in 1..u8::MAX {
            if self.lines.len() <= MOST {
                break;
            }
            self.lines.retain(|_, known| known.seen != rare);
        }
        for (number, site) in (0..).zip(&mut self.sites) {
            site.lines
                .retain(|&line| self.lines.contains_key(&(line, number)));
        }
    }
}
