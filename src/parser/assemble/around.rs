//! What stands around the text and belongs to the article: its tags, and the headlines of other articles.

use crate::article::{Article, Related};
use crate::parser::assemble::Reading;
use crate::parser::block::Block;
use crate::parser::fields::{headline, related, tags};
use crate::parser::label::Label;
use crate::parser::metadata::is_for_machines;

/// Most tags, and most characters in one: beyond, it is a list of something else.
const MOST_TAGS: usize = 40;
const LONGEST_TAG: usize = 60;
/// Most headlines of other articles: each is compared with all before it, and no page around an article lists more.
const MOST_RELATED: usize = 500;
/// Blocks on either side among which a wrapper must repeat to be one.
const WRAPPER_WINDOW: usize = 8;

pub fn read(reading: &mut Reading, article: &mut Article) {
    read_tags(reading, article);
    relabel_self(reading, article);
    read_related(reading, article);
}

/// One list: of those that the page declares the first that goes with the tags it shows, else these; the section only where nothing
/// else is known.
fn read_tags(reading: &Reading, article: &mut Article) {
    let shown = shown_tags(reading);
    let claims = &reading.document.claims;
    let declared = claims.topics.iter().find(|list| goes_with(list, &shown));
    match declared {
        Some(list) => list.iter().for_each(|tag| add_tag(article, tag)),
        None if !shown.is_empty() => shown.iter().for_each(|tag| add_tag(article, tag)),
        None => {
            let words = claims.tags.iter().filter(|tag| !is_for_machines(tag));
            words.for_each(|tag| add_tag(article, tag));
        }
    }
}

/// Does the list hold some of the tags shown? All of one site's pages may show the same.
fn goes_with(list: &[String], shown: &[&str]) -> bool {
    let held = shown.iter().filter(|tag| {
        let tag = headline::letters(tag);
        list.iter().any(|known| headline::letters(known) == tag)
    });
    held.count() * 10 >= shown.len() * 3
}

fn shown_tags(reading: &Reading) -> Vec<&str> {
    let mut shown = Vec::new();
    for (_, block) in reading
        .with(Label::Tags)
        .filter(|(_, b)| !tags::is_label(&b.text))
    {
        let linked: usize = block.hints.links.iter().map(|l| l.range.len()).sum();
        let ranges = if linked * 10 >= block.text.len() * 7 && block.hints.links.len() > 1 {
            block.hints.links.iter().map(|l| l.range.clone()).collect()
        } else {
            tags::split(&block.text)
        };
        let texts = ranges.into_iter().filter_map(|r| block.text.get(r));
        shown.extend(texts.map(str::trim).filter(|tag| !tag.is_empty()));
        if shown.len() >= MOST_TAGS {
            break;
        }
    }
    shown
}

fn add_tag(article: &mut Article, tag: &str) {
    let fits =
        !tag.is_empty() && tag.chars().count() <= LONGEST_TAG && article.tags.len() < MOST_TAGS;
    if fits && !article.tags.iter().any(|t| t.eq_ignore_ascii_case(tag)) {
        article.tags.push(tag.to_owned());
    }
}

/// The letters of the article's own headline, if it has any: nothing is like a headline of marks alone.
fn own_letters(article: &Article) -> Option<String> {
    let own = article.headline.as_deref().map(headline::letters);
    own.filter(|own| !own.is_empty())
}

/// The article's own headline in a list of headlines is one of them, not a repetition.
fn relabel_self(reading: &mut Reading, article: &Article) {
    let Some(own) = own_letters(article) else {
        return;
    };
    let near = |reading: &Reading, i: usize| {
        let at = |k: usize| reading.label(k) == Some(Label::Related);
        i.checked_sub(1).is_some_and(at) || at(i + 1)
    };
    for i in 0..reading.labels.len() {
        let Some((block, label)) = reading.at(i) else {
            break;
        };
        if matches!(label, Label::Repeat | Label::Chrome | Label::Alt)
            && block.text.len() < 400
            && near(reading, i)
            && headline::letters(&block.text).contains(&own)
        {
            reading.relabel(
                i,
                Label::Related,
                "the article itself, in a list of headlines",
            );
        }
    }
}

fn read_related(reading: &Reading, article: &mut Article) {
    let own = own_letters(article);
    let blocks: Vec<&Block> = reading.with(Label::Related).map(|(_, b)| b).collect();
    // The letters of each headline taken, for those inline nothing.
    let mut taken: Vec<String> = vec![String::new(); article.related.len()];
    for (i, block) in blocks.iter().enumerate() {
        if article.related.len() >= MOST_RELATED {
            break;
        }
        let from = i.saturating_sub(WRAPPER_WINDOW);
        let window = blocks.iter().skip(from).take(i + WRAPPER_WINDOW - from);
        let lines: Vec<&str> = window.map(|b| b.text.as_str()).collect();
        let text = unwrapped(&block.text, &lines);
        if related::is_lead(text) || related::is_section_title(text) {
            continue;
        }
        let Some(mut line) = related::clean(text) else {
            continue;
        };
        // The wrapper may hold the icon that tells the medium.
        if line.media.is_none() && text.len() < block.text.trim().len() {
            line.media = related::clean(&block.text).and_then(|line| line.media);
        }
        let Some(found) = text.get(line.headline).map(related::unescaped) else {
            continue;
        };
        let found = found.trim();
        if found.is_empty() {
            continue;
        }
        let letters = headline::letters(found);
        let is_self = own.as_deref().is_some_and(|own| own == letters);
        let url = block.address().map(str::to_owned);
        let known = article.related.iter_mut().zip(&taken).find(|(r, taken)| {
            r.headline.len() >= found.len() && headline::letters_agree(taken, &letters)
        });
        if let Some((known, _)) = known {
            known.url = known.url.take().or(url);
            known.media = known.media.or(line.media);
        } else {
            taken.push(letters);
            article.related.push(Related {
                headline: found.to_owned(),
                url,
                inline: false,
                media: line.media,
                is_self,
            });
        }
    }
}

/// `text` without what its neighbours' lines have in common with it: an icon's or a picture's alternative text. Where such words are known
/// they end where they end, though the neighbours go on with the same word.
fn unwrapped<'t>(text: &'t str, lines: &[&str]) -> &'t str {
    // Two words are longer than this; most neighbours differ sooner.
    const SHARED: usize = 3;
    let text = text.trim();
    let bytes = text.as_bytes();
    let ends = |line: &str| {
        let line = line.trim().as_bytes();
        line != bytes
            && (line.iter().zip(bytes).take(SHARED).all(|(a, b)| a == b)
                || line
                    .iter()
                    .rev()
                    .zip(bytes.iter().rev())
                    .take(SHARED)
                    .all(|(a, b)| a == b))
    };
    if !lines.iter().any(|line| ends(line)) {
        return text;
    }
    let (before, behind) = related::framed(text);
    let (prefix, suffix) = related::common_wrapper(lines);
    let text = if before {
        text
    } else {
        text.strip_prefix(prefix).unwrap_or(text)
    };
    let text = if behind {
        text
    } else {
        text.strip_suffix(suffix).unwrap_or(text)
    };
    text.trim()
}
