//! A byline cut into parts, each a name, an organisation, a job or noise.

use std::borrow::Cow;

use chrono::NaiveDate;

use super::pieces::{Pieces, unglued};
use super::words::{AGENCIES, Kinds, LOUD_JOINTS};
use super::{LONGEST, han, is_agency, is_organised};
use crate::article::Stamp;
use crate::parser::fields::dates;
use crate::parser::fields::fold::fold;
use crate::parser::fields::hint::Hint;
use crate::parser::fields::line::{Line, Marks};

/// A part of a byline.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Part<'t> {
    /// Its words, without lead, job and place.
    pub name: Cow<'t, str>,
    /// What it is.
    pub kind: Kind,
    /// What stands before it.
    pub joint: Joint,
    /// A name of two words or more.
    pub full: bool,
}

/// What a part is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Seems to be a person (or something capitalised that nothing else is known of).
    Person,
    /// An organisation.
    Organisation,
    /// A job: "Political Editor".
    Role,
    /// Buttons, counts, letters after a name, the rest of the crew.
    Noise,
}

/// What parts a part from the one before, the strongest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Joint {
    /// A bar, a line's start, a wide gap.
    Break,
    /// "and", "&".
    And,
    /// A comma, a slash.
    Comma,
}

/// Who the words at hand are about.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Crew {
    Authors,
    Others,
}

/// A byline without dates and what stands in brackets.
pub(super) struct Plain<'t> {
    text: Cow<'t, str>,
    /// What its words let hope for.
    any: Hint,
}

impl Plain<'_> {
    /// Its parts, in order.
    pub fn parts(&self) -> Vec<Part<'_>> {
        parts(&self.text, self.any)
    }

    /// Does it open with what leads to an author's name, and not with what leads to the rest of the crew?
    pub fn is_led(&self) -> bool {
        let words: Vec<Word> = self
            .text
            .split_whitespace()
            .take(MOST_LEADS + 1)
            .flat_map(unglued)
            .map(Word::new)
            .collect();
        let is_lead = |word: &&Word| word.bare.is(Kinds::LEAD) && !word.is_initial();
        let leads = words.iter().take_while(is_lead).count();
        (1..=MOST_LEADS).contains(&leads) && leads < words.len() || han::is_led(&self.text)
    }
}

fn parts(text: &str, any: Hint) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    let mut crew = Crew::Authors;
    let mut led = false;
    let pieces = Pieces::of(text);
    for (joint, words) in pieces.iter() {
        if joint == Joint::Break {
            crew = Crew::Authors;
        }
        let (announced, rest) = lead(words);
        // "Text and photographs by Jo Field"
        let same = led && joint == Joint::And && announced == Some(Crew::Others);
        if let Some(found) = announced.filter(|_| !same) {
            crew = found;
        }
        led = announced == Some(Crew::Authors);
        if crew == Crew::Others || rest.is_empty() {
            continue;
        }
        let whole = join(text, rest);
        if han::is_written_in(&whole) {
            let names = han::names(&whole).into_iter();
            parts.extend(names.map(|name| Part {
                kind: Kind::Person,
                joint: Joint::And,
                full: true,
                name: name.into(),
            }));
        } else {
            let alone = led || text.trim() == whole;
            parts.push(part(text, rest, whole, (joint, alone), any));
        }
    }
    parts
}

/// `text` without what stands in round or square brackets, with its dates, relative ones too, and wide gaps made separators, and a
/// blank after each colon.
pub(super) fn plain<'t>(line: &Line<'t>) -> Plain<'t> {
    let text = line.text;
    // Any day will do: only the places of the dates matter.
    let reference = NaiveDate::from_ymd_opt(2020, 1, 1).map(Stamp::day);
    let context = dates::Context {
        reference,
        ..dates::Context::default()
    };
    let mut dates = dates::find_in(line, &context).into_iter().peekable();
    let marks = Marks::OPEN.or(Marks::CLOSE).or(Marks::COLON).or(Marks::GAP);
    if dates.peek().is_none() && !line.marks.is(marks) {
        return Plain {
            text: Cow::Borrowed(text),
            any: line.any,
        };
    }
    let mut plain = String::with_capacity(text.len());
    let mut depth = 0usize;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let c = if let Some(date) = dates.next_if(|date| date.range.start <= at) {
            while chars.next_if(|&(at, _)| at < date.range.end).is_some() {}
            '|'
        } else if c == ' ' && chars.next_if(|&(_, next)| next == ' ').is_some() {
            '|'
        } else {
            c
        };
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' if depth > 0 => depth -= 1,
            _ if depth > 0 => {}
            ':' => plain.push_str(": "),
            _ => plain.push(c),
        }
    }
    // What stood around a bracket may be one word now.
    Plain {
        text: Cow::Owned(plain),
        any: Hint::ALL,
    }
}

/// Words of the longest lead: "This report was written by" is none.
const MOST_LEADS: usize = 3;

/// Marks that may end a word.
const END: [char; 3] = [':', '.', '：'];

/// A word of a byline, and what it may be.
pub(super) struct Word<'t> {
    pub text: &'t str,
    kinds: Kinds,
    /// The same without a colon or full stop at its end.
    bare: Kinds,
}

impl<'t> Word<'t> {
    pub fn new(text: &'t str) -> Self {
        let kinds = Kinds::of(text);
        let short = text.trim_end_matches(END);
        let bare = if short.len() < text.len() {
            Kinds::of(short)
        } else {
            kinds
        };
        Self { text, kinds, bare }
    }

    /// One letter, perhaps with a full stop.
    fn is_initial(&self) -> bool {
        let mut letters = self.text.trim_end_matches(END).chars();
        letters.next().is_some_and(char::is_uppercase) && letters.next().is_none()
    }

    /// "and" between names; "AND" in a line of capitals, but not "E" or "DAN".
    pub fn is_joint(&self) -> bool {
        // Icelandic "í" is "in".
        let plain = || self.text.chars().all(char::is_lowercase) && fold(self.text) == self.text;
        self.kinds.is(Kinds::JOINT) && (LOUD_JOINTS.contains(&self.text) || plain())
    }

    /// A word of a job.
    pub fn is_role(&self) -> bool {
        self.kinds.is(Kinds::ROLE)
    }

    /// A word of a button or a count.
    pub fn is_noise(&self) -> bool {
        self.text.starts_with(char::is_numeric) || self.bare.is(Kinds::BUTTON)
    }

    /// Letters after a name.
    fn is_credential(&self) -> bool {
        self.kinds.is(Kinds::CREDENTIAL)
            && self
                .text
                .chars()
                .filter(|c| c.is_uppercase())
                .nth(1)
                .is_some()
    }

    /// A word of a job, or a small word that is no part of a name: "in", "is", "for".
    fn ends_name(&self) -> bool {
        let text = self.text;
        let small = text.starts_with(char::is_lowercase) && !text.contains(['\'', '’']);
        (small && !self.bare.is(Kinds::PARTICLE) && !is_agency(text))
            || self.bare.is(Kinds::ENDING.or(Kinds::ROLE))
    }
}

/// The words with single blanks between them: the part of `text` that they are, as a rule.
fn join<'t>(text: &'t str, words: &[Word<'t>]) -> Cow<'t, str> {
    let length: usize = words.iter().map(|word| word.text.len() + 1).sum();
    let whole = span(text, words);
    let as_they_stand = whole.filter(|whole| whole.len() + 1 == length && !whole.contains('\t'));
    as_they_stand.map_or_else(
        || Cow::Owned(words.iter().map(|w| w.text).collect::<Vec<_>>().join(" ")),
        Cow::Borrowed,
    )
}

/// What `text` has from the first of its words to the last.
fn span<'t>(text: &'t str, words: &[Word<'t>]) -> Option<&'t str> {
    let start = |word: &Word| word.text.as_ptr().addr() - text.as_ptr().addr();
    let last = words.last()?;
    text.get(start(words.first()?)..start(last) + last.text.len())
}

/// Takes a lead such as "Written by" off, and says whom it announces. A "by" further on is a lead too: "This post was written by".
fn lead<'w, 't>(words: &'w [Word<'t>]) -> (Option<Crew>, &'w [Word<'t>]) {
    let mut crew = None;
    let mut end = 0;
    for word in words {
        let job = word.text.ends_with(':') && word.bare.is(Kinds::ROLE);
        if word.bare.is(Kinds::CREW) {
            crew = Some(Crew::Others);
        } else if word.bare.is(Kinds::LEAD) && !word.is_initial() || job {
            // "text and photographs" is the author's own; "edited by" stays the other's.
            crew = crew.or(Some(Crew::Authors));
        } else {
            break;
        }
        end += 1;
    }
    let later = words
        .iter()
        .skip(end)
        .position(|word| matches!(word.text, "by" | "By" | "BY" | "by:" | "By:"));
    if let Some(by) = later {
        let before = words.get(end..end + by).unwrap_or_default();
        let others = before.iter().any(|word| word.kinds.is(Kinds::CREW));
        crew = Some(if others { Crew::Others } else { Crew::Authors });
        end += by + 1;
    }
    (crew, words.get(end..).unwrap_or_default())
}

/// What `words`, free of their lead, are. `alone`: nothing else speaks of an author, so a user's name in small letters will do.
fn part<'t>(
    text: &'t str,
    words: &[Word<'t>],
    whole: Cow<'t, str>,
    (joint, alone): (Joint, bool),
    any: Hint,
) -> Part<'t> {
    let make = |name: Cow<'t, str>, kind| Part {
        full: name.contains(' '),
        name,
        kind,
        joint,
    };
    if words.iter().all(Word::is_credential)
        || memchr::memchr3(b'?', b'!', b'"', whole.as_bytes()).is_some()
    {
        return make(whole, Kind::Noise);
    }
    if any.is(Hint::AGENCY) && AGENCIES.contains(&whole) {
        return make(whole, Kind::Organisation);
    }
    let quiet = words.split(Word::is_noise).next().unwrap_or_default();
    let name = quiet.split(Word::ends_name).next().unwrap_or_default();
    let kept = name.iter().rposition(|word| !word.is_credential());
    let name = tidy(
        text,
        name.get(..kept.map_or(0, |last| last + 1))
            .unwrap_or_default(),
    );
    if any.is(Hint::AGENCY) && name != whole && is_agency(&name) {
        return make(name, Kind::Organisation);
    }
    let job = words.iter().any(Word::is_role);
    let mut staff = words.iter().any(|word| word.kinds.is(Kinds::TEAM));
    staff |= words.len() > 1
        && words
            .iter()
            .take(1)
            .any(|w| w.text.eq_ignore_ascii_case("staff"));
    let organisation = is_organised(&name, any) || (name == "The" && quiet.len() > 1);
    if !name.is_empty() && (staff || organisation && (!job || name == "The")) {
        return make(tidy(text, quiet), Kind::Organisation);
    }
    let single = !name.contains(' ');
    let sentence = single && words.len() > 1 && !alone;
    match words.first() {
        Some(first) if first.is_role() || (job && (organisation || single)) => {
            make(whole, Kind::Role)
        }
        Some(first) if name.is_empty() && alone && words.len() == 1 && !first.is_noise() => {
            make(first.text.into(), Kind::Person)
        }
        _ if sentence || !name.contains(char::is_alphabetic) => make(whole, Kind::Noise),
        _ if name.len() > LONGEST.1 || name.split(' ').count() > LONGEST.0 => {
            make(whole, Kind::Noise)
        }
        _ => make(name, Kind::Person),
    }
}

/// Joins the words of a name without footnote figures, marks at the ends, and a repetition of the whole ("Jo Field Jo Field").
fn tidy<'t>(text: &'t str, words: &[Word<'t>]) -> Cow<'t, str> {
    let half = words.len() / 2;
    let same = |a: &[Word], b: &[Word]| a.iter().map(|w| w.text).eq(b.iter().map(|w| w.text));
    let words = match words.split_at_checked(half) {
        Some((first, second)) if half > 1 && same(first, second) => first,
        _ => words,
    };
    let is_figure = |c: char| c.is_ascii_digit() || matches!(c, '^' | ':');
    let as_they_stand = || {
        let name = span(text, words)?;
        let spaced = name.split(' ').eq(words.iter().map(|word| word.text));
        let bare = !words.iter().any(|word| word.text.ends_with(is_figure));
        (spaced && bare).then_some(name)
    };
    if let Some(name) = as_they_stand() {
        return Cow::Borrowed(without_marks(name));
    }
    let words = words.iter().map(|w| w.text.trim_end_matches(is_figure));
    let name = words.collect::<Vec<_>>().join(" ");
    Cow::Owned(without_marks(&name).to_owned())
}

/// `name` without marks at its ends; a full stop stays behind a short word.
fn without_marks(name: &str) -> &str {
    let last = name.rsplit(' ').next().unwrap_or_default();
    let name = if last.chars().nth(3).is_none() {
        name
    } else {
        name.trim_end_matches('.')
    };
    name.trim_matches(|c| matches!(c, '-' | '\'' | '’' | ' ' | ','))
}
