//! Behind the text: tags, and lists of other articles' headlines under a title.

use super::{is_sentence, is_title, last_prose, may_be_headline};
use crate::article::count_words;
use crate::parser::assemble::{Numbered, Reading};
use crate::parser::block::{Block, Form, Inside, Link};
use crate::parser::fields::{related, tags};
use crate::parser::label::Label;

/// One line in so many of a list of headlines may look as none, with so many words at least, and so many bytes at most.
const ODD: usize = 3;
const WORDS: usize = 4;
const LONGEST_ODD: usize = 110;
/// Most lines of a list, and of a list of tags.
const MOST: usize = 30;
const MOST_TAGS: usize = 15;
const FEW_TAGS: usize = 10;
/// Longest line of tags, and longest tag, in bytes.
const LONGEST_TAGS: usize = 200;
const LONGEST_TAG: usize = 40;
/// Blocks behind the text among which a line of tags without a label may stand, and one a line under a label.
const NEAR: usize = 4;
const CLOSE: usize = 12;

/// What stands behind the text, set right.
pub fn amend(reading: &mut Reading) {
    let Some(last) = last_prose(reading) else {
        return;
    };
    let mut around = false;
    for i in last + 1..reading.labels.len() {
        let Some((block, own)) = reading.at(i) else {
            break;
        };
        around |= matches!(own, Label::Tags | Label::Related);
        let text = block.text.as_str();
        let label = tags::is_label(text);
        let title = related::is_section_title(text) || related::is_lead(text);
        let body = own == Label::Body;
        if body && text.contains('©') {
            reading.relabel(i, Label::Chrome, "a copyright line behind the text");
            continue;
        }
        if body && around && !is_sentence(text) && !label && !title {
            reading.relabel(i, Label::Chrome, "no sentence, behind tags or headlines");
            continue;
        }
        if label {
            tags_below(reading, i, i <= last + CLOSE);
        } else if !title && is_labelled_tags(block) {
            overrule(reading, i, Label::Tags, "a label of tags, and tags");
        } else if i <= last + NEAR && !reading.document.html && is_glued_tags(text) {
            overrule(
                reading,
                i,
                Label::Tags,
                "words run together behind the text",
            );
        }
        if (title || label) && reading.label(i) != Some(Label::Tags) {
            headlines_below(reading, i);
        }
        related_or_not(reading, i);
    }
}

/// Sets right what is taken for another article's headline or for chrome, and is not.
fn related_or_not(reading: &mut Reading, i: usize) {
    let Some((block, own)) = reading.at(i) else {
        return;
    };
    let (label, why) = match own {
        Label::Related if is_row_of_links(block) => (Label::Chrome, "links in a row"),
        Label::Related if is_below_list(reading, i) => {
            (Label::Chrome, "stands below a list of headlines")
        }
        Label::Chrome if is_tag_among_tags(reading, i) => (Label::Tags, "a tag beside tags"),
        Label::Chrome if is_like_headlines_near(reading, i) => {
            (Label::Related, "looks as the headlines beside it")
        }
        _ => return,
    };
    reading.relabel(i, label, why);
}

/// Words of a link in a row of links.
const SHORT_LINK: usize = 3;

/// "Home | About us | Contact"
fn is_row_of_links(block: &Block) -> bool {
    let mut parts = block.text.split(" | ");
    parts.clone().nth(1).is_some()
        && parts.all(|part| part.split_whitespace().count() <= SHORT_LINK)
}

/// A plain line of plain text right below two headlines or more that are items of a list.
fn is_below_list(reading: &Reading, i: usize) -> bool {
    let item = |above: usize| {
        let above = i.checked_sub(above).and_then(|j| reading.at(j));
        above.is_some_and(|(b, label)| b.hints.form == Form::ListItem && label == Label::Related)
    };
    let plain = |b: &Block| b.hints.form == Form::Plain && b.hints.markup.is_none();
    reading.block(i).is_some_and(plain) && item(1) && item(2)
}

/// What its maker calls a tag, right behind another one of the same section.
fn is_tag_among_tags(reading: &Reading, i: usize) -> bool {
    let above = i.checked_sub(1).and_then(|j| reading.at(j));
    let (Some((above, Label::Tags)), Some(block)) = (above, reading.block(i)) else {
        return false;
    };
    let section = |b: &Block| b.hints.markup.as_ref().map(|markup| markup.section);
    let is_tag = |link: &Link| link.rel.split_whitespace().any(|word| word == "tag");
    section(block) == section(above) && block.hints.links.iter().any(is_tag)
}

/// A heading that is a link and looks as another article's headline close by.
fn is_like_headlines_near(reading: &Reading, i: usize) -> bool {
    let Some(hints) = reading.block(i).map(|block| &block.hints) else {
        return false;
    };
    let Some(own) = hints
        .markup
        .as_ref()
        .filter(|own| own.inside.has(Inside::LINK))
    else {
        return false;
    };
    let is_alike = |(block, label): (&Block, Label)| {
        let other = &block.hints;
        label == Label::Related
            && other.form == Form::Heading
            && other.level == hints.level
            && other
                .markup
                .as_ref()
                .is_some_and(|markup| markup.near == own.near)
    };
    let mut near = (i.saturating_sub(NEAR)..=i + NEAR).filter_map(|j| reading.at(j));
    hints.form == Form::Heading && near.any(is_alike)
}

/// Gives block `i` another label, unless its own says already what it is.
fn overrule(reading: &mut Reading, i: usize, label: Label, why: &'static str) {
    let vague = matches!(
        reading.label(i),
        Some(
            Label::Chrome
                | Label::Alt
                | Label::Body
                | Label::ListItem
                | Label::Subhead
                | Label::Repeat
                | Label::Related
        )
    );
    if vague {
        reading.relabel(i, label, why);
    }
}

/// Is `block` of the list whose first line is `head`: no wider apart, and a link where the page has links?
fn belongs(head: &Block, block: &Block) -> bool {
    match &block.hints.markup {
        Some(markup) => {
            !markup.inside.has(Inside::FOOTER)
                && !markup.inside.has(Inside::NAV)
                && block.hints.form != Form::Control
                && is_linked(block)
        }
        None => block.hints.gap <= head.hints.gap && block.hints.form == head.hints.form,
    }
}

fn is_linked(block: &Block) -> bool {
    let linked: usize = block.hints.links.iter().map(|l| l.range.len()).sum();
    linked * 10 >= block.text.len() * 7
}

/// One tag a line, under the label at block `i`, a few. Where menus have such labels too, far
/// from the text or on a page of markup, the sequence must have seen most of them.
fn tags_below(reading: &mut Reading, i: usize, close: bool) {
    let Some(head) = reading.block(i + 1) else {
        return;
    };
    let fits = |block: &Block| {
        let text = block.text.as_str();
        text.len() <= LONGEST_TAG
            && text.chars().nth(1).is_some()
            && !text.ends_with(['!', '?', '.', ':'])
            && text.split_whitespace().count() <= 4
            && !related::is_section_title(text)
            && !related::is_lead(text)
            && !related::is_button(text)
            && belongs(head, block)
    };
    let below = reading.blocks_from(i + 1).take(MOST_TAGS);
    let found: Vec<Numbered> = below.take_while(|b| fits(b.1)).collect();
    let count = found.len();
    let seen = found.iter().filter(|b| b.2 == Label::Tags).count();
    let called = || found.iter().all(|b| is_called_tag(b.1));
    let told = close && count <= FEW_TAGS && (!reading.document.html || called());
    if count > 0 && (told || 2 * seen >= count) {
        for j in i + 1..=i + count {
            overrule(reading, j, Label::Tags, "stands under a label of tags");
        }
        overrule(reading, i, Label::Tags, "a label of tags");
    }
}

/// Do the page's makers call `block` a tag?
fn is_called_tag(block: &Block) -> bool {
    const NAMES: [&str; 6] = ["tag", "tags", "topic", "topics", "keywords", "themen"];
    let markup = block.hints.markup.as_ref();
    markup.is_some_and(|m| m.near.iter().any(|word| NAMES.contains(&&**word)))
}

/// A short line of a label and tags; on a page of markup they are links.
fn is_labelled_tags(block: &Block) -> bool {
    block.text.len() <= LONGEST_TAGS
        && (block.hints.markup.is_none() || block.hints.links.len() > 1)
        && tags::opens_with_label(&block.text)
}

/// Two words or more run together, with a capital each and nothing between them.
fn is_glued_tags(text: &str) -> bool {
    if text.len() > LONGEST_TAGS || text.ends_with(['.', '?', '!', ':']) || !has_seams(text) {
        return false;
    }
    let found = tags::split(text);
    found.len() >= 3
        && found.windows(2).all(|pair| match pair {
            [a, b] => a.end == b.start,
            _ => false,
        })
        && found
            .iter()
            .filter_map(|tag| text.get(tag.clone()))
            .all(|tag| tag.len() <= LONGEST_TAG && tag.split(' ').count() <= 4)
}

/// Stand capitals right behind other letters or figures, as where words run together?
fn has_seams(text: &str) -> bool {
    let mut within = false;
    let seams = text.chars().filter(|c| {
        let seam = within && c.is_uppercase();
        within = c.is_alphanumeric();
        seam
    });
    seams.count() > 1
}

/// Headlines, one a line, under the title at block `i`.
fn headlines_below(reading: &mut Reading, i: usize) {
    let Some((first, head, _)) = reading.blocks_from(i + 1).find(|b| !is_number(b.1)) else {
        return;
    };
    let known = |b: &Numbered| b.2 == Label::Related;
    let title = |b: &Numbered| known(b) || is_title(b.1);
    let lines = reading.blocks_from(first).take(MOST);
    let lines = lines.filter(|b| !is_number(b.1));
    let lines = lines.take_while(|b| belongs(head, b.1));
    // Among headlines close together one may look as none; where such lines are many they are teasers, or names and dates.
    let close = reading.block(first + 1).is_some_and(|b| b.hints.gap == 0);
    let odd = |b: &Numbered| close && is_odd_title(b.1);
    let mut found: Vec<Numbered> = lines.take_while(|b| title(b) || odd(b)).collect();
    let odd = found.iter().filter(|b| !title(b)).count();
    if odd * ODD > found.len() {
        let titles = found.iter().take_while(|b| title(b)).count();
        found.truncate(titles);
    }
    if found.iter().any(known) || found.len() > 1 && is_set_apart(reading, &found) {
        let found: Vec<usize> = found.into_iter().map(|b| b.0).collect();
        for j in found {
            overrule(reading, j, Label::Related, "stands in a list of headlines");
        }
        overrule(
            reading,
            i,
            Label::Chrome,
            "the title of a list of headlines",
        );
    }
}

/// May `block` be a headline that is a sentence or has a date beside it: some words without that?
fn is_odd_title(block: &Block) -> bool {
    let headline = related::clean(&block.text);
    let headline = headline.and_then(|found| block.text.get(found.headline));
    let fits = |text: &str| text.len() <= LONGEST_ODD && count_words(text) >= WORDS;
    may_be_headline(block) && headline.is_some_and(fits)
}

/// Do the lines `found` stand for themselves: links on a page of markup, else long enough, and a blank line or nothing below them?
fn is_set_apart(reading: &Reading, found: &[Numbered]) -> bool {
    let gap = |i: usize| reading.block(i).map_or(u8::MAX, |b| b.hints.gap);
    let below = found.last().map_or(0, |last| gap(last.0 + 1));
    let inside = found.get(1).map_or(u8::MAX, |b| b.1.hints.gap);
    let long = |text: &str| text.split_whitespace().nth(3).is_some() || !text.contains(' ');
    reading.document.html || below > inside && found.iter().all(|b| long(&b.1.text))
}

/// A line that holds a place in a list and nothing else.
fn is_number(block: &Block) -> bool {
    let text = block.text.trim_end_matches('.');
    text.len() <= 2 && text.bytes().all(|b| b.is_ascii_digit())
}
