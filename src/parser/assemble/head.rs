//! The head of the article: headline, standfirst, byline, publisher, dates, language, address.

use crate::article::{Article, Stamp};
use crate::parser::assemble::{Reading, byline, language};
use crate::parser::block::Block;
use crate::parser::fields::{dates, headline, publisher};
use crate::parser::label::Label;

/// Longest line, in bytes, in which a date near the headline is believed to be the article's.
const LONGEST_DATE_LINE: usize = 120;
/// Longest headline, in bytes, that is looked for among blocks labelled otherwise.
const LONGEST_HEADLINE: usize = 220;

/// Blocks behind the text among which a date of change is looked for.
const NEAR: usize = 4;

/// Blocks from the top of a page among which no headline is told by the first line: a menu names its parts twice.
const BELOW_TITLE: usize = 4;
/// Repetitions of the headline that are asked how it is spelled.
const REPEATS: usize = 8;

/// Blocks above the text, or at the top of a page without text, among which a headline is looked for when none is labelled.
const HEAD: usize = 12;

pub fn read(reading: &mut Reading, article: &mut Article) {
    article.url.clone_from(&reading.document.claims.url);
    article.publisher = publisher::named(
        &reading.document,
        reading.with(Label::Publisher).map(|(_, b)| b.text.as_str()),
    );
    read_headline(reading, article);
    read_standfirst(reading, article);
    language::read(reading, article);
    read_dates(reading, article);
    byline::read(reading, article);
}

fn read_headline(reading: &mut Reading, article: &mut Article) {
    if let Some(i) = titled(reading) {
        for other in 0..reading.labels.len() {
            if reading.label(other) == Some(Label::Headline) {
                reading.relabel(other, Label::Chrome, "the page's first line names another");
            }
        }
        reading.relabel(i, Label::Headline, "the page's first line says so");
    }
    let publisher = article.publisher.as_deref();
    let claims = reading.document.claims.headlines.iter();
    let claims: Vec<String> = claims.map(|c| headline::clean(c, publisher)).collect();
    if let Some(shown) = shown_headline(reading, &claims, publisher) {
        let shown = headline::clean(shown, publisher);
        let repeated = reading.with(Label::Repeat).take(REPEATS);
        let repeated = repeated.map(|(_, b)| headline::clean(&b.text, publisher));
        let spellings: Vec<String> = claims.iter().cloned().chain(repeated).collect();
        let spelled = headline::as_claimed(&shown, spellings.iter().map(String::as_str));
        article.headline = Some(spelled.to_owned());
        return;
    }
    if let Some(claim) = claims.into_iter().next() {
        article.headline = Some(claim);
        return;
    }
    if let Some((i, block)) = likeliest_headline(reading) {
        article.headline = Some(headline::clean(&block.text, publisher));
        reading.relabel(
            i,
            Label::Headline,
            "no block was labelled so; this one came nearest",
        );
    }
}

/// Of several shown the one that a claim has whole, then one that agrees with a claim, then the first; the site's name is none.
fn shown_headline<'t>(
    reading: &'t Reading,
    claims: &[String],
    publisher: Option<&str>,
) -> Option<&'t str> {
    let shown: Vec<&str> = reading
        .with(Label::Headline)
        .map(|(_, b)| b.text.as_str())
        .collect();
    let [first, _, ..] = shown.as_slice() else {
        return shown.first().copied();
    };
    let site = publisher.map(headline::letters);
    let of = |text: &str| headline::letters(&headline::clean(text, publisher));
    let letters = shown.iter().map(|text| of(text));
    let own: Vec<(&str, String)> = shown
        .iter()
        .copied()
        .zip(letters)
        .filter(|(_, letters)| site.as_ref() != Some(letters))
        .collect();
    let claims: Vec<String> = claims.iter().map(|c| headline::letters(c)).collect();
    let whole = claims
        .iter()
        .find_map(|claim| own.iter().find(|(_, own)| own == claim));
    let partly = || {
        let agrees = |own: &str| claims.iter().any(|c| headline::letters_agree(c, own));
        own.iter().find(|(_, own)| agrees(own))
    };
    let found = whole.or_else(partly).or(own.first());
    Some(found.map_or(first, |(text, _)| text))
}

/// On a page without claims whose first line, as dumps write the page's title there, shares no long word with the headline seen: the
/// block above the text, and well below that line, that agrees with it.
fn titled(reading: &Reading) -> Option<usize> {
    if !reading.document.claims.headlines.is_empty() {
        return None;
    }
    let is_long = |text: &str| text.split_whitespace().nth(3).is_some();
    let title = reading.block(0)?.text.as_str();
    if !is_long(title) || title.len() > LONGEST_HEADLINE {
        return None;
    }
    let words = |text: &str| -> Vec<String> {
        let words = text.split(|c: char| !c.is_alphanumeric());
        words
            .filter(|word| word.chars().nth(3).is_some())
            .map(str::to_lowercase)
            .collect()
    };
    let known = words(title);
    let shares = |text: &str| words(text).iter().any(|word| known.contains(word));
    if reading.with(Label::Headline).any(|(_, b)| shares(&b.text)) {
        return None;
    }
    let (first, _) = reading.text_range()?;
    let agrees = |block: &Block| {
        let text = block.text.as_str();
        is_long(text) && text.len() <= LONGEST_HEADLINE && headline::agree(title, text)
    };
    (BELOW_TITLE..first)
        .rev()
        .find(|&i| reading.block(i).is_some_and(agrees))
}

/// The block above the text, or of a page without text at its top, that is likeliest to be the headline.
fn likeliest_headline(reading: &Reading) -> Option<(usize, &Block)> {
    let blocks = reading.document.blocks.len();
    let first = reading
        .text_range()
        .map_or(HEAD.min(blocks), |(first, _)| first);
    let share = |i: usize| reading.share(i, Label::Headline);
    reading
        .blocks_from(first.saturating_sub(HEAD))
        .take_while(|(i, ..)| *i < first)
        .filter(|(_, block, label)| {
            block.text.len() <= LONGEST_HEADLINE
                && !matches!(label, Label::Date | Label::Code | Label::Table)
        })
        .map(|(i, block, _)| (i, block))
        .max_by(|&(a, _), &(b, _)| share(a).total_cmp(&share(b)).then(b.cmp(&a)))
}

fn read_standfirst(reading: &Reading, article: &mut Article) {
    let mut parts: Vec<&str> = Vec::new();
    let mut last = None;
    for (i, block) in reading.with(Label::Standfirst) {
        if last.is_some_and(|last| i > last + 1) {
            break;
        }
        last = Some(i);
        if !parts.contains(&block.text.as_str()) {
            parts.push(&block.text);
        }
    }
    article.standfirst = (!parts.is_empty()).then(|| parts.join(" "));
}

fn read_dates(reading: &Reading, article: &mut Article) {
    let claims = &reading.document.claims;
    article.captured = claims.captured;
    let language = article.language.clone();
    let mut reference = claims.captured.or(claims.published.first().copied());
    let day_first = day_first(reading, language.as_deref());
    let mut stamped = None;
    let mut published: Vec<Stamp> = Vec::new();
    let mut updated: Vec<Stamp> = Vec::new();
    for (i, block, label) in reading.blocks() {
        if !matches!(label, Label::Date | Label::Updated | Label::Byline) {
            continue;
        }
        let context = dates::Context {
            language: language.as_deref(),
            reference,
            day_first,
        };
        for found in dates::find(&block.text, &context) {
            match found.role {
                dates::Role::Captured if i == 0 => {
                    article.captured = Some(found.stamp);
                    stamped = article.captured;
                    reference = Some(found.stamp);
                }
                dates::Role::Updated => updated.push(found.stamp),
                _ if label == Label::Updated => updated.push(found.stamp),
                _ => published.push(found.stamp),
            }
        }
    }
    if claims.published.is_empty() && published.is_empty() {
        let context = dates::Context {
            language: language.as_deref(),
            reference,
            day_first,
        };
        for found in dates_near_headline(reading, &context) {
            match found.role {
                dates::Role::Plain | dates::Role::Published => published.push(found.stamp),
                dates::Role::Updated => updated.push(found.stamp),
                dates::Role::Captured => {}
            }
        }
    }
    if claims.updated.is_empty() && updated.is_empty() {
        updated.extend(change_behind_text(reading, language.as_deref(), &published));
    }
    // A machine-readable claim is exact where the page shows a day alone.
    article.published = claims.published.first().or(published.first()).copied();
    article.updated = claims.updated.first().or(updated.first()).copied();
    if article.updated.is_some() && article.updated == article.published {
        article.updated = None;
    }
    if article.published.is_none() {
        // Nothing else is dated: the day that the capture is filed under, or the one on which the article last changed.
        let latest = article.updated.map(|updated| updated.date);
        let filed = stamped.filter(|stamp: &Stamp| latest.is_none_or(|l| stamp.date <= l));
        article.published = filed.or(article.updated);
    }
}

/// Whether the page puts the day before the month in all-numeric dates: as its other dates show, else as English is written where its
/// address belongs to. Unknown: as the language is written.
fn day_first(reading: &Reading, language: Option<&str>) -> Option<bool> {
    const DAY_FIRST: [&str; 12] = [
        "uk", "ie", "au", "nz", "za", "in", "ng", "ke", "sg", "my", "pk", "gh",
    ];
    let lines = reading.document.blocks.iter().map(|b| b.text.as_str());
    let shown = dates::day_first(lines.filter(|line| line.len() < LONGEST_DATE_LINE));
    shown.or_else(|| {
        let (_, address) = reading.document.claims.url.as_deref()?.split_once("://")?;
        let country = address.split(['/', ':']).next()?.rsplit('.').next()?;
        (language == Some("en") && DAY_FIRST.contains(&country)).then_some(true)
    })
}

/// The date of change in the first dated line behind the text: it says so, or it says of itself what it is the date of, and the page
/// names an earlier one above.
fn change_behind_text(
    reading: &Reading,
    language: Option<&str>,
    published: &[Stamp],
) -> Option<Stamp> {
    let (_, last) = reading.text_range()?;
    let context = dates::Context {
        language,
        ..dates::Context::default()
    };
    let behind = reading.blocks().filter(|(i, b, _)| {
        (last + 1..=last + NEAR).contains(i) && b.text.len() < LONGEST_DATE_LINE
    });
    let found = behind
        .flat_map(|(_, block, _)| dates::find(&block.text, &context))
        .next()?;
    let later = published
        .first()
        .is_some_and(|&first| first.date < found.stamp.date);
    let changed = match found.role {
        dates::Role::Updated => true,
        dates::Role::Published => later,
        dates::Role::Plain | dates::Role::Captured => false,
    };
    changed.then_some(found.stamp)
}

/// The dates in short lines around the headline, where none was labelled.
fn dates_near_headline(reading: &Reading, context: &dates::Context) -> Vec<dates::Found> {
    let Some((at, _)) = reading.with(Label::Headline).next() else {
        return Vec::new();
    };
    let first = reading.text_range().map_or(0, |(first, _)| first);
    let near = at.saturating_sub(6)..(at + 12).max(first + 1);
    reading
        .blocks()
        .filter(|(i, block, _)| near.contains(i) && block.text.len() < LONGEST_DATE_LINE)
        .flat_map(|(_, block, _)| dates::find(&block.text, context))
        .collect()
}
