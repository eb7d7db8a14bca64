//! From a related headline to the saved article that it names. Precision first: two candidates are none.

use super::address::Address;
use super::edited::{is_edit, tells_apart};
use super::reading::{Reading, Stretch, is_label, is_telling};
use super::{Id, fold};
use crate::article::{Related, Stamp};

/// Cells that a headline must have to be found inside a longer line, or by its beginning alone.
const TELLING: usize = 25;

/// Cells of a whole headline that has something around it.
const TELLING_WHOLE: usize = 20;

/// Cells of a beginning with something unknown before it: `Harbour walls: everything you need to know` names no article of which only the
/// rest is the beginning.
const TELLING_BEHIND: usize = 40;

/// Cells that are enough where an ellipsis says that the line is a beginning.
const TELLING_CUT: usize = 15;

/// Bytes of a key beyond which nobody has cut a headline. It bounds the beginnings that are looked up.
const LONGEST_CUT: usize = 300;

/// What an article can be looked up by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sign {
    /// Its address.
    Page,
    /// The key of its whole headline.
    Whole,
    /// The key of the headline without the labels or the site's name that the article itself has around it.
    Bare,
    /// The key of a headline that the article itself has cut.
    Cut,
    /// Headline, publisher and day: what two copies of one article share though their texts differ, as when it was saved before and
    /// after a correction.
    Day,
}

/// The signs of an article.
pub fn signs(
    headline: &str,
    url: Option<&str>,
    publisher: Option<&str>,
    date: Option<Stamp>,
) -> Vec<(Sign, String)> {
    let mut signs = Vec::new();
    let address = url.and_then(Address::of);
    signs.extend(address.map(|address| (Sign::Page, address.whole().to_owned())));
    let reading = Reading::of(headline);
    let bare = reading.spans().skip(1).map(|stretch| stretch.text);
    // The smaller part is what was added, as in `Ten ferries (and how to board them)`.
    let is_most = |span: &&str| 2 * span.len() >= reading.key.len();
    let bare = bare.filter(|span| is_telling(span, TELLING_WHOLE) && is_most(span));
    signs.extend(bare.map(|span| (Sign::Bare, span.to_owned())));
    if let Some((publisher, date)) = publisher.zip(date) {
        let day = format!("{}\n{}\n{}", reading.key, fold(publisher), date.date);
        signs.push((Sign::Day, day));
    }
    if !reading.is_cut && !reading.key.is_empty() {
        signs.push((Sign::Whole, reading.key));
    } else if reading.is_cut && is_telling(&reading.key, TELLING_CUT) {
        signs.push((Sign::Cut, reading.key));
    }
    signs
}

/// The saved articles, to be looked up.
pub trait Saved {
    /// What can go wrong.
    type Error;

    /// The articles with that sign, in the order of ids; of many, some.
    ///
    /// # Errors
    /// They cannot be looked up.
    fn with(&self, sign: Sign, key: &str) -> Result<Vec<Id>, Self::Error>;

    /// The keys of that sign that begin so, [`Sign::Whole`] or [`Sign::Bare`]; `None` where there are many.
    ///
    /// # Errors
    /// They cannot be looked up.
    fn beginning(&self, sign: Sign, key: &str) -> Result<Option<Vec<(String, Id)>>, Self::Error>;

    /// Headlines that share at least two of the rarest words of the line; `None` where there are many.
    ///
    /// # Errors
    /// They cannot be looked up.
    fn like(&self, line: &str) -> Result<Option<Vec<(String, Id)>>, Self::Error>;

    /// The last key of a cut headline that does not stand after this one.
    ///
    /// # Errors
    /// It cannot be looked up.
    fn cut_up_to(&self, key: &str) -> Result<Option<String>, Self::Error>;

    /// Have two articles the same address, or the same [`Sign::Day`]?
    ///
    /// # Errors
    /// They cannot be looked up.
    fn are_copies(&self, one: Id, other: Id) -> Result<bool, Self::Error>;

    /// The article's own address.
    ///
    /// # Errors
    /// It cannot be looked up.
    fn url(&self, id: Id) -> Result<Option<String>, Self::Error>;
}

/// An article, or `None` where several share what was looked up.
type Target = Option<Id>;

/// The saved article that `related` names: by address when both have one, else by headline, folded for case, quotes, dashes,
/// truncation, labels, site names and alt-text noise. `None` where none is saved, or more than one could be meant. Of several copies of
/// one article the one with the lowest id stands for all.
///
/// # Errors
/// The saved articles cannot be looked up.
pub fn resolve<S: Saved>(saved: &S, related: &Related) -> Result<Option<Id>, S::Error> {
    let address = related.url.as_deref().and_then(Address::of);
    if let Some(address) = &address
        && let Some(target) = one_with(saved, Sign::Page, address.whole())?
    {
        return Ok(target);
    }
    let Some(id) = by_headline(saved, &related.headline)? else {
        return Ok(None);
    };
    let Some(named) = address else {
        return Ok(Some(id));
    };
    // Two addresses of one site are two articles; another site's may be a mirror's or a redirector's.
    let own = saved.url(id)?.as_deref().and_then(Address::of);
    let differs = own.is_some_and(|own| own.host() == named.host());
    Ok((!differs).then_some(id))
}

/// The one article with that sign, where there is any.
fn one_with<S: Saved>(saved: &S, sign: Sign, key: &str) -> Result<Option<Target>, S::Error> {
    let found = saved.with(sign, key)?;
    if found.is_empty() {
        return Ok(None);
    }
    one_of(saved, found).map(Some)
}

fn by_headline<S: Saved>(saved: &S, headline: &str) -> Result<Target, S::Error> {
    let reading = Reading::of(headline);
    if reading.is_cut {
        for &at in &reading.fronts {
            let Some((noise, beginning)) = reading.key.split_at_checked(at) else {
                continue;
            };
            let is_known = noise.is_empty() || is_label(noise.trim_end());
            let beginning = Beginning {
                text: beginning,
                cells: if is_known { TELLING_CUT } else { TELLING },
                is_labelled: !is_known,
                mid_word: true,
            };
            // Where several begin so, less of the line tells them apart no better.
            if let Some(target) = by_beginning(saved, beginning)? {
                return Ok(target);
            }
        }
        return Ok(None);
    }
    for sign in [Sign::Whole, Sign::Bare] {
        // Where something was taken off both, it may be just what tells them apart.
        let spans = reading
            .spans()
            .filter(|span| sign == Sign::Whole || !span.is_labelled);
        for Stretch { text, .. } in spans {
            if (text.len() == reading.key.len() || is_telling(text, TELLING_WHOLE))
                && let Some(target) = one_with(saved, sign, text)?
            {
                return Ok(target);
            }
        }
    }
    for span in reading.spans().filter(|span| span.is_end) {
        let beginning = Beginning {
            text: span.text,
            cells: if span.is_labelled {
                TELLING_BEHIND
            } else {
                TELLING
            },
            is_labelled: span.is_labelled,
            mid_word: false,
        };
        if let Some(Some(id)) = by_beginning(saved, beginning)? {
            return Ok(Some(id));
        }
    }
    if let Some(id) = by_cut_headline(saved, &reading.key)? {
        return Ok(Some(id));
    }
    by_edited_headline(saved, headline, &reading)
}

/// The one article whose headline is the line but for a small edit.
fn by_edited_headline<S: Saved>(
    saved: &S,
    line: &str,
    reading: &Reading,
) -> Result<Target, S::Error> {
    if !is_telling(&reading.key, TELLING) {
        return Ok(None);
    }
    let mut candidates = Vec::new();
    for (headline, id) in saved.like(line)?.unwrap_or_default() {
        let own = Reading::of(&headline);
        let are_alike = |span: Stretch| {
            let mut own = own
                .endings()
                .filter(|own| !own.is_labelled || !span.is_labelled);
            own.any(|own| is_edit(own.text, span.text))
        };
        if !own.is_cut && reading.endings().any(are_alike) {
            candidates.push(id);
        }
    }
    one_of(saved, candidates)
}

/// What a headline may begin with.
#[derive(Clone, Copy)]
struct Beginning<'a> {
    text: &'a str,
    /// Cells that it must have.
    cells: usize,
    /// As in [`Stretch`].
    is_labelled: bool,
    /// It may end inside a word, and the line says that the headline goes on.
    mid_word: bool,
}

/// The one article whose headline begins so, where there is any.
fn by_beginning<S: Saved>(saved: &S, beginning: Beginning) -> Result<Option<Target>, S::Error> {
    if !is_telling(beginning.text, beginning.cells) {
        return Ok(None);
    }
    let mut candidates = Vec::new();
    for sign in [Sign::Whole, Sign::Bare] {
        if sign == Sign::Bare && beginning.is_labelled {
            break;
        }
        let Some(all) = saved.beginning(sign, beginning.text)? else {
            return Ok(None);
        };
        for (key, id) in all {
            let rest = key.strip_prefix(beginning.text).unwrap_or_default();
            let is_whole_word = rest.is_empty() || rest.starts_with(' ');
            let is_most = beginning.text.len() >= rest.len();
            if beginning.mid_word || is_whole_word && is_most && !tells_apart(rest) {
                candidates.push(id);
            }
        }
    }
    if beginning.mid_word {
        // Two pages may have cut one headline at one place.
        candidates.extend(saved.with(Sign::Cut, beginning.text)?);
    }
    if candidates.is_empty() {
        return Ok(None);
    }
    one_of(saved, candidates).map(Some)
}

/// The one article that all of them are, in one copy or another.
fn one_of<S: Saved>(saved: &S, candidates: Vec<Id>) -> Result<Target, S::Error> {
    let mut found: Target = None;
    for id in candidates {
        match found {
            None => found = Some(id),
            Some(known) if known == id || saved.are_copies(known, id)? => {
                found = Some(known.min(id));
            }
            Some(_) => return Ok(None),
        }
    }
    Ok(found)
}

/// The one article saved under a headline that is cut, of which `key` is the whole.
fn by_cut_headline<S: Saved>(saved: &S, key: &str) -> Result<Target, S::Error> {
    let mut rest = key
        .get(..key.floor_char_boundary(LONGEST_CUT))
        .unwrap_or_default();
    // Each step goes back to what the key shares with the last one before it, so there are few.
    while let Some(cut) = saved.cut_up_to(rest)? {
        if rest.starts_with(&cut) {
            return Ok(one_with(saved, Sign::Cut, &cut)?.flatten());
        }
        let shared = rest.chars().zip(cut.chars()).take_while(|(a, b)| a == b);
        let shared: usize = shared.map(|(c, _)| c.len_utf8()).sum();
        rest = rest.get(..shared).unwrap_or_default();
        if rest.is_empty() {
            break;
        }
    }
    Ok(None)
}

#[cfg(test)]
mod tests;
