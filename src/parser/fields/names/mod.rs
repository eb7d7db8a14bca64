//! Names of people and organisations: out of bylines ([`byline`]), and as a signal ([`looks_like_name`], [`is_organisation`]).
//!
//! A byline is cut into parts at commas, bars and "and"; a part loses its lead ("Written by"), its job and place, and is then a
//! name, an organisation, a job or noise. Which of them the byline is made of is decided for the whole line. Knows only the dates
//! beside it, which it cuts away.

mod case;
mod han;
mod parts;
mod pieces;
mod words;

#[cfg(test)]
mod tests;

use parts::{Joint, Kind, Part};
use words::{AGENCIES, Kinds};

use crate::parser::fields::fold::fold;
use crate::parser::fields::hint::Hint;
use crate::parser::fields::line::{Line, Marks};
pub(super) use words::hints;

/// No byline names more people; the limit keeps a hostile one cheap.
const MOST: usize = 100;

/// Longest name in words, and in bytes.
const LONGEST: (usize, usize) = (6, 80);

/// Most words of a byline without a lead, and of one with it.
const FEW_WORDS: usize = 12;
const MOST_WORDS: usize = 24;

/// The people (or the organisation) that a byline names, in order, each once: no "By", no jobs, places, dates, addresses or buttons;
/// names in capitals in the usual case. Nothing when no name remains.
pub fn byline(text: &str) -> Vec<String> {
    let plain = parts::plain(&Line::of(text));
    let parts = plain.parts();
    let names = distinct(&told(&parts));
    if names.is_empty() {
        return staff(&parts).map(str::to_owned).into_iter().collect();
    }
    names
}

/// How many names [`byline`] finds in a line.
pub(super) fn count(line: &Line) -> usize {
    let plain = parts::plain(line);
    let parts = plain.parts();
    match told(&parts).as_slice() {
        [] => usize::from(staff(&parts).is_some()),
        [_] => 1,
        several => distinct(several).len(),
    }
}

/// The names among the parts, as they stand.
fn told<'p>(parts: &'p [Part]) -> Vec<&'p str> {
    let mut names = Vec::new();
    let mut person = false;
    let mut after_role = false;
    for (i, part) in parts.iter().enumerate() {
        if part.joint == Joint::And {
            after_role = false;
        }
        match part.kind {
            // "Jo Field, London": what follows a full name after a comma and is one word is a place or an agency.
            Kind::Person if person && part.joint == Joint::Comma && !part.name.contains(' ') => {}
            // "Jo Field, Managing Principal, Oak Architecture"
            Kind::Person if after_role && !is_role(parts.get(i + 1)) => {}
            Kind::Person => {
                names.push(&*part.name);
                person |= part.full;
                after_role = false;
            }
            Kind::Organisation if !person => names.push(&*part.name),
            Kind::Role => after_role = person,
            _ => {}
        }
    }
    names
}

/// The names in the usual case, each once.
fn distinct(told: &[&str]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for name in told.iter().map(|name| case::title(name)) {
        if names.len() < MOST && !names.iter().any(|known| fold(known) == fold(&name)) {
            names.push(name);
        }
    }
    names
}

/// The job that stands for the author.
fn staff<'p>(parts: &'p [Part]) -> Option<&'p str> {
    let mut jobs = parts.iter().filter(|part| part.kind == Kind::Role);
    jobs.find(|part| is_staff(&part.name))
        .map(|part| &*part.name)
}

/// Does `text` open with what leads to an author's name ("By", "Written by") and go on with the name of a person or an organisation, and
/// nothing that is neither name nor job nor place?
pub fn is_byline(text: &str) -> bool {
    let plain = parts::plain(&Line::of(text));
    if !plain.is_led() {
        return false;
    }
    let parts = plain.parts();
    let named = parts.first().is_some_and(|part| {
        part.full && !part.name.starts_with(char::is_lowercase) && looks_like_name(&part.name)
    });
    named && parts.iter().all(|part| part.name.len() <= LONGEST.1)
}

/// May the line be a byline? A cheap look: few words and no sentence, more of them only behind a lead.
pub(super) fn may_be_byline(line: &Line) -> bool {
    let text = line.text.trim();
    let small = text.starts_with(char::is_lowercase);
    let led = || {
        let first = text.split_whitespace().next().unwrap_or_default();
        Kinds::of(first.trim_end_matches(':')).is(Kinds::LEAD.or(Kinds::CREW))
    };
    let sentence = line.words > FEW_WORDS / 2 && text.ends_with(['.', '!', '?', '…']);
    let few = line.words <= FEW_WORDS && !small;
    !sentence && (1..=MOST_WORDS).contains(&line.words) && (few || led())
}

/// Does `text` announce an author, and name none: "By", "Article by", "Kolumne von"?
pub fn is_lead(text: &str) -> bool {
    let mut words = text
        .split_whitespace()
        .map(|word| word.trim_end_matches(':'));
    let last = words.clone().next_back().unwrap_or_default();
    text.len() <= LONGEST.1
        && PREPOSITIONS
            .iter()
            .any(|known| last.eq_ignore_ascii_case(known))
        && words.all(|word| Kinds::of(word).is(Kinds::LEAD))
}

/// Small words that stand right before an author's name.
const PREPOSITIONS: [&str; 8] = ["by", "von", "par", "por", "di", "door", "af", "av"];

/// Is `text` a job: "Political Editor", "Journalist"?
pub fn is_job(text: &str) -> bool {
    let mut words = text.split_whitespace();
    let last = words.next_back().unwrap_or_default();
    text.len() <= LONGEST.1
        && Kinds::of(last).is(Kinds::ROLE)
        && words.clone().count() < LONGEST.0
        && words.all(|word| !word.starts_with(char::is_lowercase))
}

fn is_role(part: Option<&Part>) -> bool {
    part.is_some_and(|part| part.kind == Kind::Role)
}

/// "Staff reporter", "Editorial Team": a job that stands for the author.
fn is_staff(role: &str) -> bool {
    let staff = role
        .get(.."staff ".len())
        .is_some_and(|start| start.eq_ignore_ascii_case("staff "));
    staff || role.split(' ').any(|word| Kinds::of(word).is(Kinds::TEAM))
}

/// Does the whole of `text` look like one person's name? Two to six words, all with a capital but the small ones, none of a job or an
/// organisation; or two to four Chinese, Japanese or Korean characters.
pub fn looks_like_name(text: &str) -> bool {
    is_name(&Line::of(text))
}

/// The same of a line passed over.
pub(super) fn is_name(line: &Line) -> bool {
    let text = line.text.trim();
    if line.marks.is(Marks::ALONE) && han::is_name(text) {
        return true;
    }
    let words = text.split_whitespace();
    text.len() <= LONGEST.1
        && (2..=LONGEST.0).contains(&line.words)
        && words.clone().all(is_name_word)
        && !is_organised(text, line.any)
}

/// Is `text` the name of an organisation: a news or picture agency, or anything with "News", "Team", "University" in it, a name that
/// starts with "The", a few capitals?
pub fn is_organisation(text: &str) -> bool {
    is_organised(text, Hint::ALL)
}

/// The same of a part of a line whose words let hope for `any`.
pub(super) fn is_organised(text: &str, any: Hint) -> bool {
    let text = text.trim();
    if text.len() > LONGEST.1 {
        return false;
    }
    let mut words = text
        .split(|c: char| matches!(c, ' ' | '/' | ',' | '|') || c.is_whitespace())
        .filter(|word| !word.is_empty());
    let few = || (2..=5).contains(&text.chars().count());
    text.chars().all(char::is_uppercase) && few()
        || opens_with_the(text) && words.clone().count() > 1
        || any.is(Hint::ORGANISATION) && words.any(|word| Kinds::of(word).is(Kinds::ORGANISATION))
        || any.is(Hint::AGENCY) && AGENCIES.contains(text)
}

fn opens_with_the(text: &str) -> bool {
    let start = text.get(.."the ".len());
    start.is_some_and(|start| start.eq_ignore_ascii_case("the "))
}

/// Is the whole of `text` a news or picture agency, or a broadcaster that signs pictures? Short ones only in capitals, but for those
/// that write themselves small ("dpa").
pub fn is_agency(text: &str) -> bool {
    const SMALL: [&str; 8] = [
        "dpa",
        "apa",
        "sda",
        "epd",
        "imago",
        "picture alliance",
        "picture-alliance",
        "unsplash",
    ];
    let text = text.trim();
    // Most texts are none, and that is soon told.
    if text.len() > LONGEST.1 || !AGENCIES.contains(text) {
        return false;
    }
    let mut letters = text.chars().filter(|c| c.is_alphabetic());
    let written = if text.len() <= 4 {
        letters.all(|c| !c.is_lowercase())
    } else {
        letters.any(|c| !c.is_lowercase())
    };
    written || SMALL.contains(&text)
}

/// May `word` stand in a person's name?
fn is_name_word(word: &str) -> bool {
    let kinds = Kinds::of(word);
    if kinds.is(Kinds::PARTICLE) {
        return true;
    }
    let mark = |c: char| matches!(c, '\'' | '’' | 'ʼ' | '-' | '‐' | '.' | '·');
    let letters = |c: char| c.is_alphabetic() || mark(c) || unicode_mark(c);
    let capital = word
        .chars()
        .next()
        .is_some_and(|c| c.is_alphabetic() && !c.is_lowercase());
    let other = Kinds::LEAD
        .or(Kinds::CREW)
        .or(Kinds::ROLE)
        .or(Kinds::BUTTON);
    let bare = || match word.strip_suffix('.') {
        Some(bare) => Kinds::of(bare.trim_end_matches('.')),
        None => kinds,
    };
    capital && word.chars().all(letters) && !bare().is(other)
}

/// Vowel signs and accents that are no letters for Unicode.
const fn unicode_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36F}' | '\u{64B}'..='\u{65F}' | '\u{93C}'..='\u{94D}' | '\u{E31}'..='\u{E4E}' | '\u{200C}' | '\u{200D}')
}
