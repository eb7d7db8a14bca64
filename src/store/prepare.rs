//! An article made ready for the index: all that can be worked out without the store, so that many threads can do it at once.

use std::io;
use std::path::Path;

use chrono::{NaiveDate, NaiveDateTime};
use lz4_flex::block::{compress_prepend_size, decompress, uncompressed_size};
use serde::de::DeserializeOwned;

use super::expression::Fact;
use super::index::day_number;
use super::profile::Subject;
use super::text::{spaced, words};
use super::versions::changed_at;
use crate::article::{Article, Media, Stamp};
use crate::fold::fold;
use crate::library::ask::Format;
use crate::library::terms::Terms;
use crate::library::versions::prints;
use crate::library::{Sign, fnv_1a, key_of_folded, signs, signs_of_line};

/// It holds a picture with words.
pub(super) const IMAGE: i64 = 1;
/// It is a film.
pub(super) const VIDEO: i64 = 2;
/// Several files hold it.
pub(super) const COPIED: i64 = 4;

/// Most bytes of an unpacked article, and most that a byte can be unpacked to (LZ4's block format).
const LARGEST: usize = 512 << 20;
const EXPANSION: usize = 255;

/// One article in this many is a sample of which words are common.
pub(super) const SAMPLED: u64 = 16;

/// An article, ready to be put into the index.
#[derive(Debug, Clone)]
pub struct Prepared {
    /// Its identity, as [`crate::library::key`] has it.
    pub key: u64,
    pub(super) headline: String,
    pub(super) folded: String,
    pub(super) publisher: Option<String>,
    pub(super) publisher_folded: Option<String>,
    pub(super) byline: Option<String>,
    pub(super) stamp: Option<Stamp>,
    pub(super) minutes: u16,
    pub(super) language: Option<String>,
    pub(super) format: Format,
    pub(super) url: Option<String>,
    pub(super) flags: i64,
    pub(super) tags: Vec<String>,
    /// Headline, standfirst, byline, publisher, tags, text and facts, as the full-text index takes them.
    pub(super) texts: [String; 7],
    /// Its words, each once, if it is part of the sample.
    pub(super) sample: Vec<String>,
    pub(super) page: Vec<u8>,
    pub(super) notes: Option<String>,
    pub(super) signs: Vec<(Sign, String)>,
    /// What it is compared by.
    pub(super) subject: Subject,
    pub(super) named: Vec<i32>,
    /// What its text is found by.
    pub(super) prints: Vec<u32>,
    /// When it was last changed.
    pub(super) changed: Option<Stamp>,
    /// Its headline is its own, and no file's name.
    pub(super) is_named: bool,
}

impl Prepared {
    /// Makes `article`, saved at `path`, ready.
    pub fn new(path: &Path, article: &Article, format: Format) -> Self {
        let own = article.headline.as_deref().unwrap_or_default().trim();
        let named = path.file_name().unwrap_or(path.as_os_str());
        let headline = if own.is_empty() {
            named.to_string_lossy().into_owned()
        } else {
            own.to_owned()
        };
        let folded = fold(&headline);
        let own_text = article.text();
        let text = fold(&own_text);
        let key = key_of_folded(if own.is_empty() { "" } else { &folded }, &text);
        let joined = |all: &[String]| {
            all.iter()
                .map(|one| fold(one))
                .collect::<Vec<_>>()
                .join("\n")
        };
        let flags = flags(article);
        let publisher_folded = article.publisher.as_deref().map(fold);
        let standfirst = fold(article.standfirst.as_deref().unwrap_or_default());
        let cut = |text: &str| spaced(text).into_owned();
        let texts = [
            cut(&folded),
            cut(&standfirst),
            cut(&joined(&article.byline)),
            cut(publisher_folded.as_deref().unwrap_or_default()),
            cut(&joined(&article.tags)),
            cut(&text),
            facts(article, format, flags),
        ];
        let mut sample = Vec::new();
        if key.is_multiple_of(SAMPLED) {
            sample.extend(texts.iter().flat_map(|text| words(text)).map(str::to_owned));
            sample.sort_unstable();
            sample.dedup();
        }
        let signs = signs(
            &headline,
            article.url.as_deref(),
            article.publisher.as_deref(),
            article.date(),
        );
        let subject = Subject {
            terms: Terms::of(article),
            day: article
                .date()
                .and_then(|stamp| i32::try_from(day_number(stamp.date)).ok()),
            publisher: publisher_folded.as_deref().map_or(0, publisher_hash),
        };
        Self {
            key,
            headline,
            folded,
            publisher: article.publisher.clone(),
            publisher_folded,
            byline: Some(article.byline.join(", ")).filter(|names| !names.is_empty()),
            stamp: article.date(),
            minutes: u16::try_from(article.minutes()).unwrap_or(u16::MAX),
            language: article.language.clone(),
            format,
            url: article.url.clone(),
            flags,
            tags: article.tags.iter().map(|tag| fold(tag)).collect(),
            texts,
            sample,
            page: packed(article),
            notes: None,
            signs,
            subject,
            named: article.related.iter().flat_map(signs_of_line).collect(),
            prints: prints(&own_text),
            changed: changed_at(article),
            is_named: !own.is_empty(),
        }
    }

    /// With what the parser had to say of it.
    #[must_use]
    pub fn with_notes(self, notes: &[String]) -> Self {
        Self {
            notes: Some(notes.join("\n")).filter(|notes| !notes.is_empty()),
            ..self
        }
    }
}

/// A publisher in two bytes, never 0.
fn publisher_hash(folded: &str) -> u16 {
    let hash = fnv_1a(folded.bytes());
    u16::try_from(hash % u64::from(u16::MAX)).unwrap_or_default() + 1
}

fn flags(article: &Article) -> i64 {
    let own = article.related.iter().filter(|related| related.is_self);
    let is_film = own.into_iter().any(|own| own.media == Some(Media::Video));
    let path = article.url.as_deref().unwrap_or_default().split('?').next();
    let mut parts = path.unwrap_or_default().split('/').skip(3);
    let is_video = is_film || parts.any(|part| matches!(part, "video" | "videos"));
    i64::from(!article.images.is_empty()) * IMAGE + i64::from(is_video) * VIDEO
}

/// What is known of the article, as words.
fn facts(article: &Article, format: Format, flags: i64) -> String {
    let facts = [
        article.language.as_deref().map(Fact::Language),
        Some(Fact::Format(format)),
        (flags & IMAGE != 0).then_some(Fact::Image),
        (flags & VIDEO != 0).then_some(Fact::Video),
    ];
    let words = facts.into_iter().flatten().map(Fact::word);
    words.collect::<Vec<_>>().join(" ")
}

/// The article as JSON, its length before it, in LZ4's block format: it is packed once and unpacked at each opening, which others take
/// several times as long for.
fn packed(article: &Article) -> Vec<u8> {
    // It cannot fail: an article is plain data.
    compress_prepend_size(&serde_json::to_vec(article).unwrap_or_default())
}

/// The article that was packed, or what `T` has of it.
///
/// # Errors
/// The bytes are damaged.
pub(super) fn unpacked<T: DeserializeOwned>(page: &[u8]) -> io::Result<T> {
    let damaged = |cause| io::Error::new(io::ErrorKind::InvalidData, cause);
    let (size, packed) = uncompressed_size(page).map_err(damaged)?;
    if size > LARGEST.min(packed.len().saturating_mul(EXPANSION)) {
        return Err(io::ErrorKind::InvalidData.into());
    }
    let json = decompress(packed, size).map_err(damaged)?;
    Ok(serde_json::from_slice(&json)?)
}

/// Bits of an id below its minutes.
const TELLING_APART: u32 = 10;
/// Ids of one day.
const DAY: i64 = 1440 << TELLING_APART;

/// Minutes from the first that ids can tell to 1970: 370 years, 90 of them leap years. What is older counts as of 1600.
const BEFORE_1970: i64 = (370 * 365 + 90) * 1440;

/// The least id of an article of that minute. Undated articles are older than all others.
pub(super) fn first_id(moment: Option<NaiveDateTime>) -> i64 {
    let Some(moment) = moment else {
        return 0;
    };
    let since = moment.and_utc().timestamp().div_euclid(60) + BEFORE_1970;
    // A day is left for undated articles.
    (since.max(0) + 1440) << TELLING_APART
}

/// The day of an id, counted from the first that ids can tell, which is 1; 0 where it is undated.
pub(super) const fn day_number_of(id: i64) -> i64 {
    id.div_euclid(DAY)
}

/// The day of an id: that of the instant. `None` where it is undated.
pub(super) fn day_of(id: i64) -> Option<NaiveDate> {
    let days = day_number_of(id).checked_sub(1).filter(|days| *days >= 0)?;
    NaiveDate::from_epoch_days(i32::try_from(days - BEFORE_1970 / 1440).ok()?)
}

/// The ids that an article may have, best first: its minute's, in the order of its headline's first letters, then any of its day's, then any.
pub(super) fn candidates(
    stamp: Option<&Stamp>,
    headline: &str,
    key: u64,
) -> impl Iterator<Item = i64> {
    let first = first_id(stamp.map(Stamp::sort_key));
    let letters = headline.chars().filter(|c| c.is_alphanumeric()).take(2);
    let rank = letters.fold(0, |rank: i64, c| {
        let letter = match c {
            'a'..='z' => u32::from(c) - u32::from('a') + 1,
            '0'..='9' => 0,
            _ => 31,
        };
        rank * 32 + i64::from(letter)
    });
    // Newest comes first, and within a minute A before Z: the later letter has the lower id.
    let best = first + (1 << TELLING_APART) - 1 - rank.min((1 << TELLING_APART) - 1);
    let near = (0..64).map(move |step| (best - step).max(first));
    // Linear congruential steps from the key: as good as random, and the same each time.
    let mut state = key | 1;
    let far = std::iter::from_fn(move || {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        i64::try_from(state >> 33).ok()
    });
    let far = far.enumerate().map(move |(step, random)| {
        let (range, days) = if step < 64 { (DAY, 0) } else { (DAY * 4096, 1) };
        first - first.rem_euclid(DAY) + days * DAY + random % range
    });
    near.chain(far)
}

#[cfg(test)]
mod tests {
    use super::{packed, unpacked};
    use crate::article::Article;

    #[test]
    fn a_damaged_article_is_an_error() {
        let article = Article {
            headline: Some("Storm closes the quay of Ostermouth".to_owned()),
            ..Article::default()
        };
        let whole = packed(&article);
        assert_eq!(unpacked::<Article>(&whole).ok(), Some(article));
        for end in 0..whole.len() {
            assert!(
                whole
                    .get(..end)
                    .is_some_and(|cut| unpacked::<Article>(cut).is_err()),
                "{end}"
            );
        }
        // One that says that it is larger than it can be.
        let lying = [&[0xff; 4], whole.get(4..).unwrap_or_default()].concat();
        assert!(unpacked::<Article>(&lying).is_err());
    }
}
