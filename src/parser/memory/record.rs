//! A memory as text, one line a fact, and back. What the reader said is not in it: the counts can be learned anew at any time, the
//! reader's word cannot.
//!
//! ```text
//! clippings sites 1
//! site courier.example 3
//! article 0 1f2e3d4c5b6a7988 0a1b2c3d4e5f6071 412
//! line 00ff00ff00ff00ff 2 0 0
//! end 3
//! ```
//! `site` name and the number of its next article; `article` its number, the page's and the headline's hash and the words of its text;
//! `line` its hash, in how many articles it stood, the number of the first and its words as text of that one. `end` counts the lines
//! of the record before it.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::str::SplitAsciiWhitespace;

use super::{Line, Memory, Seen, Site};

const HEAD: &str = "clippings sites 1";

impl Memory {
    /// What was learned, as text.
    pub fn record(&self) -> String {
        let mut lines: BTreeMap<u32, Vec<(u64, &Line)>> = BTreeMap::new();
        for ((line, site), known) in self.lines.iter().filter(|(_, known)| known.seen > 0) {
            lines.entry(*site).or_default().push((*line, known));
        }
        let mut text = format!("{HEAD}\n");
        let mut count = 0;
        // Writing to a string does not fail.
        for (number, site) in (0u32..).zip(&self.sites) {
            let lines = lines.remove(&number).unwrap_or_default();
            if site.articles.is_empty() {
                continue;
            }
            let _ = writeln!(text, "site {} {}", site.name, site.next);
            for seen in &site.articles {
                let Seen {
                    id,
                    page,
                    headline,
                    words,
                } = seen;
                let _ = writeln!(text, "article {id} {page:016x} {headline:016x} {words}");
            }
            for (line, known) in &lines {
                let Line { seen, first, words } = known;
                let _ = writeln!(text, "line {line:016x} {seen} {first} {words}");
            }
            count += 1 + site.articles.len() + lines.len();
        }
        let _ = writeln!(text, "end {count}");
        text
    }

    /// Reads what [`Memory::record`] has written; `None` when it is damaged, cut off or of another version.
    pub fn from_record(text: &str) -> Option<Self> {
        let mut rows = text.strip_suffix('\n')?.split('\n');
        if rows.next()? != HEAD {
            return None;
        }
        let mut memory = Self::default();
        let mut site = None;
        for (count, row) in rows.by_ref().enumerate() {
            let mut words = row.split_ascii_whitespace();
            match words.next()? {
                "site" => {
                    let number = memory.site_named(words.next()?);
                    memory.site_mut(number)?.next = number_in(&mut words)?;
                    site = Some(number);
                }
                "article" => memory.site_mut(site?)?.articles.push(Seen {
                    id: number_in(&mut words)?,
                    page: hash_in(&mut words)?,
                    headline: hash_in(&mut words)?,
                    words: number_in(&mut words)?,
                }),
                "line" => {
                    let line = hash_in(&mut words)?;
                    let known = Line {
                        seen: number_in(&mut words)?,
                        first: number_in(&mut words)?,
                        words: number_in(&mut words)?,
                    };
                    memory.lines.insert((line, site?), known);
                    memory.site_mut(site?)?.lines.push(line);
                }
                "end" => {
                    let whole = number_in::<usize>(&mut words)? == count;
                    return (whole && rows.next().is_none()).then_some(memory);
                }
                _ => return None,
            }
            if words.next().is_some() {
                return None;
            }
        }
        None
    }

    fn site_mut(&mut self, site: u32) -> Option<&mut Site> {
        self.sites.get_mut(site as usize)
    }
}

fn number_in<T: std::str::FromStr>(words: &mut SplitAsciiWhitespace<'_>) -> Option<T> {
    words.next()?.parse().ok()
}

fn hash_in(words: &mut SplitAsciiWhitespace<'_>) -> Option<u64> {
    u64::from_str_radix(words.next()?, 16).ok()
}
