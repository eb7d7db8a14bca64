//! The vocabulary: what a saved article *is*, in a newsroom's own words.
//!
//! Plain data with serde, no behaviour beyond reading it. Every room may import this file; it knows only chrono and serde.

use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// One saved article, freed of the page around it.
///
/// Every string is clean: no control characters, no markup, white space folded (line breaks survive in code, and as row ends in
/// tables). Empty fields are left out when serialised.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Article {
    /// `false` where the page is none: a front page, a list, a shop, a forum, a manual. `None` where that was not judged: plain text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub article: Option<bool>,
    /// The headline, without the site's name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub headline: Option<String>,
    /// The summary that stands between headline and text (deck, dek, lead-in).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub standfirst: Option<String>,
    /// Who wrote it: names of people, or of an organisation; no roles, no "By".
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub byline: Vec<String>,
    /// The paper, agency or site.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub publisher: Option<String>,
    /// When the page was saved, where the capture says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub captured: Option<Stamp>,
    /// When the article first appeared.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub published: Option<Stamp>,
    /// When it was last changed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub updated: Option<Stamp>,
    /// The language of the text, ISO 639-1 where there is such a code ("en"), else 639-3.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// The page's own address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Topics, as the page writes them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
    /// Pictures that carry a caption or a credit, in page order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub images: Vec<Image>,
    /// The text, block by block.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub body: Vec<Block>,
    /// Headlines of other articles that the page names, in page order. The n-th with `inline` belongs to the n-th body block of
    /// kind [`BlockKind::InlineRelated`].
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub related: Vec<Related>,
}

/// A block of the body.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Its words. In a table rows end with `\n` and cells are parted by `\t`; code keeps its line breaks; others have none.
    pub text: String,
    /// Headings: 2 to 6 as in HTML. List items: depth from 1. Else 0.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub level: u8,
    /// List items: the number before it in a numbered list; not part of the text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<u32>,
}

#[allow(clippy::trivially_copy_pass_by_ref)] // the signature serde asks for
fn is_zero(n: &u8) -> bool {
    *n == 0
}

impl Block {
    /// A block of level 0 without a number.
    pub fn new(kind: BlockKind, text: impl Into<String>) -> Self {
        Self {
            kind,
            text: text.into(),
            level: 0,
            number: None,
        }
    }
}

/// The kinds of body block.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BlockKind {
    /// Running text.
    Paragraph,
    /// A subhead.
    Heading,
    /// One item of a list.
    ListItem,
    /// A block or pull quotation.
    Quote,
    /// Preformatted text.
    Code,
    /// A table.
    Table,
    /// Another article's headline, set between the paragraphs ("Read more").
    InlineRelated,
    /// A note on the story: "This is a developing story", a correction.
    Note,
}

/// A picture's words, and where it stands.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Image {
    /// What it shows.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub caption: Option<String>,
    /// Who took it, or whose it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub credit: Option<String>,
    /// Its address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Index of the body block that it stands before; `body.len()` for one after the text.
    pub before: usize,
}

/// Another article that this page names.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Related {
    /// Its headline, without alternative text and labels.
    pub headline: String,
    /// Its address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// It stands between the paragraphs, not in a list around the article.
    #[serde(skip_serializing_if = "is_false")]
    pub inline: bool,
    /// What it is, when not mainly text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub media: Option<Media>,
    /// It is this very article, listed on its own page.
    #[serde(rename = "self", skip_serializing_if = "is_false")]
    pub is_self: bool,
}

#[allow(clippy::trivially_copy_pass_by_ref)] // the signature serde asks for
fn is_false(b: &bool) -> bool {
    !*b
}

/// What a related piece is, when not mainly text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Media {
    /// A film.
    Video,
    /// Something to listen to.
    Audio,
    /// A set of pictures.
    Gallery,
    /// A page that grows while something happens.
    Live,
}

/// A day, perhaps with a time, perhaps with that time's zone: just what the page says, nothing filled in.
///
/// Written `2022-02-01`, `2022-02-01T15:55:00` (no zone named) or RFC 3339 `2022-02-01T15:55:00+04:00`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Stamp {
    /// The day as written, in the zone of the page.
    pub date: NaiveDate,
    /// The time of day, when the page gives one.
    pub time: Option<NaiveTime>,
    /// The zone, when the page names one. Meaningless without a time.
    pub zone: Option<FixedOffset>,
}

/// How exactly a [`Stamp`] is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Precision {
    /// To the day.
    Day,
    /// To the second, in an unknown zone.
    Local,
    /// An instant.
    Instant,
}

impl Stamp {
    /// A day alone.
    pub const fn day(date: NaiveDate) -> Self {
        Self {
            date,
            time: None,
            zone: None,
        }
    }

    /// A day and a time in an unnamed zone.
    pub const fn local(date: NaiveDate, time: NaiveTime) -> Self {
        Self {
            date,
            time: Some(time),
            zone: None,
        }
    }

    /// How exactly it is known.
    pub const fn precision(&self) -> Precision {
        match (self.time, self.zone) {
            (None, _) => Precision::Day,
            (Some(_), None) => Precision::Local,
            (Some(_), Some(_)) => Precision::Instant,
        }
    }

    /// A key to sort by: the instant where the zone is known, else as if it were UTC; a day alone counts as its start.
    pub fn sort_key(&self) -> NaiveDateTime {
        let local = self.date.and_time(self.time.unwrap_or_default());
        match self.zone {
            Some(zone) if self.time.is_some() => local.checked_sub_offset(zone).unwrap_or(local),
            _ => local,
        }
    }
}

impl fmt::Display for Stamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.date.format("%Y-%m-%d"))?;
        if let Some(time) = self.time {
            write!(f, "T{}", time.format("%H:%M:%S"))?;
            match self.zone {
                Some(zone) if zone.local_minus_utc() == 0 => f.write_str("Z")?,
                Some(zone) => write!(f, "{zone}")?,
                None => {}
            }
        }
        Ok(())
    }
}

/// A string that is no [`Stamp`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StampError;

impl fmt::Display for StampError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("expected YYYY-MM-DD or an RFC 3339 date and time, the zone may be left out")
    }
}

impl std::error::Error for StampError {}

impl FromStr for Stamp {
    type Err = StampError;

    fn from_str(s: &str) -> Result<Self, StampError> {
        if let Ok(day) = NaiveDate::parse_from_str(s, "%Y-%m-%d") {
            return Ok(Self::day(day));
        }
        if let Ok(at) = DateTime::parse_from_rfc3339(s) {
            return Ok(Self {
                date: at.date_naive(),
                time: Some(at.time()),
                zone: Some(*at.offset()),
            });
        }
        let at = NaiveDateTime::parse_from_str(s, "%Y-%m-%dT%H:%M:%S").map_err(|_| StampError)?;
        Ok(Self::local(at.date(), at.time()))
    }
}

impl Serialize for Stamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Stamp {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?
            .parse()
            .map_err(serde::de::Error::custom)
    }
}

/// One element of an article in the order in which it is read. See [`Article::flow`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Element {
    /// [`Article::headline`].
    Headline,
    /// The line of publisher, date, byline and length.
    Dateline,
    /// [`Article::standfirst`].
    Standfirst,
    /// `Article::images[i]`.
    Image(usize),
    /// `Article::body[i]`.
    Body(usize),
    /// [`Article::tags`].
    Tags,
}

/// A point in an article: independent of width, so it survives a resize.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub struct Place {
    /// Index into [`Article::flow`].
    pub block: usize,
    /// Byte offset into that element's words.
    pub byte: usize,
}

impl Article {
    /// The elements in reading order. Pictures above the text follow its first paragraph, so that reading starts at once.
    pub fn flow(&self) -> Vec<Element> {
        let mut flow = vec![Element::Headline, Element::Dateline];
        if self.standfirst.is_some() {
            flow.push(Element::Standfirst);
        }
        let first = |b: &Block| b.kind == BlockKind::Paragraph;
        let lead = self.body.iter().position(first).map_or(0, |i| i + 1);
        let mut images = self.images.iter().enumerate().peekable();
        for i in 0..=self.body.len() {
            while let Some((k, _)) = images.next_if(|(_, image)| image.before.max(lead) <= i) {
                flow.push(Element::Image(k));
            }
            if i < self.body.len() {
                flow.push(Element::Body(i));
            }
        }
        flow.extend(images.map(|(k, _)| Element::Image(k)));
        if !self.tags.is_empty() {
            flow.push(Element::Tags);
        }
        flow
    }

    /// The text alone: the body without inline related headlines, blocks parted by a blank line.
    pub fn text(&self) -> String {
        let mut text = String::new();
        for block in self
            .body
            .iter()
            .filter(|b| b.kind != BlockKind::InlineRelated)
        {
            if !text.is_empty() {
                text.push_str("\n\n");
            }
            text.push_str(&block.text);
        }
        text
    }

    /// Number of words in [`Article::text`]. Scripts written without spaces count two characters a word.
    pub fn words(&self) -> usize {
        self.body
            .iter()
            .filter(|b| b.kind != BlockKind::InlineRelated)
            .map(|b| count_words(&b.text))
            .sum()
    }

    /// Minutes to read it at 230 words a minute, at least 1 (Brysbaert 2019: 238 for English non-fiction, silent reading).
    pub fn minutes(&self) -> usize {
        self.words().div_ceil(230).max(1)
    }

    /// The date it is listed under: published, else updated, else captured.
    pub fn date(&self) -> Option<Stamp> {
        self.published.or(self.updated).or(self.captured)
    }
}

/// Words of `text`: runs between white space, and two characters of a script written without spaces to a word.
pub fn count_words(text: &str) -> usize {
    if is_spaced_plainly(text.as_bytes()) {
        return count_runs(text.as_bytes());
    }
    // `dense`: characters of such a script in the run at hand; `inside`: a run is open.
    let (mut words, mut dense, mut inside) = (0, 0usize, false);
    for c in text.chars().chain([' ']) {
        if !c.is_whitespace() {
            inside = true;
            dense += usize::from(!c.is_ascii() && is_unspaced(c));
        } else if inside {
            words += dense.div_ceil(2).max(1);
            (dense, inside) = (0, false);
        }
    }
    words
}

/// Has this text no white space but that of ASCII, and surely no script without spaces? Without a branch for each byte.
#[allow(clippy::needless_bitwise_bool)] // so that many bytes are looked at in one step
fn is_spaced_plainly(text: &[u8]) -> bool {
    let odd = |a: u8, b: u8, c: u8| {
        // The first bytes that such scripts and U+3000 have, and others.
        let dense = (a >= 0xE0) & (a != 0xE2);
        let latin = (a == 0xC2) & ((b == 0x85) | (b == 0xA0));
        let general = (b == 0x80) & ((c <= 0x8A) | (c == 0xA8) | (c == 0xA9) | (c == 0xAF));
        let mathematical = (b == 0x81) & (c == 0x9F);
        dense | latin | ((a == 0xE2) & (general | mathematical))
    };
    let end = match text {
        [.., a, b] => odd(*a, *b, 0) | odd(*b, 0, 0),
        [b] => odd(*b, 0, 0),
        [] => false,
    };
    let next = text.get(1..).unwrap_or_default();
    let after = text.get(2..).unwrap_or_default();
    let all = text.iter().zip(next).zip(after);
    !all.fold(end, |found, ((&a, &b), &c)| found | odd(a, b, c))
}

/// Runs of bytes between blanks of ASCII.
fn count_runs(text: &[u8]) -> usize {
    let blank = |byte: u8| (byte == b' ') | (byte.wrapping_sub(b'\t') < 5);
    let begins = |a: u8, b: u8| u8::from(blank(a) & !blank(b));
    let Some((&first, rest)) = text.split_first() else {
        return 0;
    };
    // So many bytes at once that a byte can count them.
    let pairs = text.chunks(255).zip(rest.chunks(255));
    let counts = pairs.map(|(a, b)| a.iter().zip(b).map(|(&a, &b)| begins(a, b)).sum::<u8>());
    usize::from(begins(b' ', first)) + counts.map(usize::from).sum::<usize>()
}

/// The code of a language (see [`Article::language`]) that a tag such as `en-GB` names; `None` where that is none.
pub fn language_code(tag: &str) -> Option<String> {
    let code = tag.split(['-', '_']).next()?.to_lowercase();
    let is_code = matches!(code.len(), 2 | 3) && code.bytes().all(|b| b.is_ascii_lowercase());
    is_code.then_some(code)
}

/// Is `c` of a script that puts no spaces between words (Han, Kana, Thai, Lao, Khmer, Myanmar)?
pub const fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{0E00}'..='\u{0EFF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{17FF}' | '\u{3040}'..='\u{30FF}'
        | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{323AF}')
}

/// What the reader said of a line on a site.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Choice {
    /// It is part of the article.
    Keep,
    /// It is not.
    Drop,
}

/// What the reader taught about the pages of one site.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lesson {
    /// The site: a host, or the parser's own name for it.
    pub site: String,
    /// The line, as the parser's memory knows it.
    pub line: u64,
    /// What was said of it; `None` takes it back.
    pub choice: Option<Choice>,
    /// Other lines of the page, by which a site without an address is known again.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub witnesses: Vec<u64>,
}

#[cfg(test)]
mod tests;
