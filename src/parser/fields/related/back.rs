//! What stands behind a headline: icons, media, reading times, dates, "Read more".

use super::{when, words};
use crate::article::Media;
use crate::parser::fields::hint::Hint;
use crate::parser::fields::line::Line;

/// What may be taken off the end of `text`: the length that remains, and the medium that it names.
pub(super) fn cut(text: &str) -> Option<(usize, Option<Media>)> {
    icon(text)
        .or_else(|| medium_behind(text))
        .or_else(|| reading_time(text).map(|length| (length, None)))
        .or_else(|| when::behind(text).map(|length| (length, None)))
        .or_else(|| lead_behind(text).map(|length| (length, None)))
}

/// May something be taken off the end of the line, which ends with `inner`?
pub(super) fn may_cut(line: &Line, inner: &str) -> bool {
    let dated = || line.last.is(Hint::ENDS_DATE) || line.ends_in_number;
    line.last.is(Hint::TRAILS)
        || is_glued_lead(last_word(inner))
        || when::may_be_in(line) && dated()
}

/// `…Story video icon`, glued or after a blank.
fn icon(text: &str) -> Option<(usize, Option<Media>)> {
    let last = text.bytes().next_back()?.to_ascii_lowercase();
    let likely = |(name, _): &&(&str, _)| name.bytes().next_back() == Some(last);
    words::ICONS
        .iter()
        .filter(likely)
        .find_map(|(name, media)| {
            let at = text.len().checked_sub(name.len())?;
            let tail = text
                .get(at..)
                .filter(|tail| tail.eq_ignore_ascii_case(name))?;
            let set_off = tail.starts_with(char::is_uppercase)
                || text.get(..at)?.ends_with(|c: char| !c.is_alphanumeric());
            set_off.then_some((at, *media))
        })
}

/// Longest name of a medium, blanks around it included, in bytes.
const LONGEST_MEDIUM: usize = 60;

/// `… (Video)`, `… | Video`, `…enoughVideo`
fn medium_behind(text: &str) -> Option<(usize, Option<Media>)> {
    let inner = text.trim_end_matches([')', ']']);
    let from = inner.floor_char_boundary(inner.len().saturating_sub(LONGEST_MEDIUM));
    let at = inner
        .get(from..)?
        .rfind(sets_off)
        .map(|at| from + at)
        .and_then(|at| Some(at + inner.get(at..)?.chars().next()?.len_utf8()));
    let behind_mark = at.and_then(|at| {
        let opens = inner
            .get(..at)?
            .trim_end_matches(|c: char| "([|-–—•· ".contains(c));
        let spaced = inner
            .get(opens.len()..at)?
            .contains([' ', '(', '[', '|', '•', '·']);
        let tail = inner.get(at..).filter(|_| spaced)?;
        let media = words::medium(tail)?;
        Some((opens.len(), Some(media)))
    });
    behind_mark.or_else(|| {
        [
            ("Video", Media::Video),
            ("Gallery", Media::Gallery),
            ("Audio", Media::Audio),
            ("Podcast", Media::Audio),
        ]
        .into_iter()
        .find_map(|(name, media)| {
            let before = text.strip_suffix(name)?;
            let glued = before.ends_with(|c: char| {
                !c.is_whitespace() && !c.is_uppercase() && !"-/'’&".contains(c)
            });
            glued.then_some((before.len(), Some(media)))
        })
    })
}

/// May the name of a medium stand behind `c`?
const fn sets_off(c: char) -> bool {
    if c.is_ascii() {
        return matches!(c, '(' | '[' | '|' | '-');
    }
    matches!(c, '–' | '—' | '•' | '·')
}

/// `3 min read`, `4 Min.`, `12 comments`
fn reading_time(text: &str) -> Option<usize> {
    let body = text.trim_end_matches(['.', ')', ' ']);
    let mut words = body.rsplit(' ').take(3);
    let mut unit = words.next()?;
    let mut rest = body.len() - unit.len();
    if words::TAKEN.contains(unit) {
        unit = words.next()?;
        rest = rest.checked_sub(unit.len() + 1)?;
    }
    let (figure, name) = unit.split_at(
        unit.find(|c: char| !c.is_ascii_digit())
            .unwrap_or(unit.len()),
    );
    if !words::COUNTED.contains(name.trim_start_matches('-')) {
        return None;
    }
    if figure.is_empty() {
        let count = words
            .next()
            .filter(|count| !count.is_empty() && count.bytes().all(|b| b.is_ascii_digit()))?;
        rest = rest.checked_sub(count.len() + 1)?;
    }
    text.get(..rest).map(|before| {
        before
            .trim_end_matches(|c: char| c.is_whitespace() || "(|·•-–—,".contains(c))
            .len()
    })
}

/// `… Read more`, `… Continue reading →`
fn lead_behind(text: &str) -> Option<usize> {
    let last = last_word(text);
    // Of a glued "…endRead more" only the first word is glued.
    if !is_glued_lead(last) && !words::RUN_ON_LAST.has_phrase(last) {
        return None;
    }
    let starts = text
        .char_indices()
        .rev()
        .take(30)
        .filter(|(_, c)| c.is_uppercase() || *c == '…')
        .map(|(at, _)| at);
    let mut kept = None;
    for at in starts {
        let phrase = text.get(at..)?;
        let several = phrase.trim_end().contains(char::is_whitespace);
        let runs_on = several && words::RUN_ON.has_phrase(phrase);
        if runs_on || words::GO_ON.has_phrase(phrase) {
            kept = Some(at);
        }
    }
    kept
}

/// The last word of `text`, marks behind it aside.
fn last_word(text: &str) -> &str {
    let words = text.trim_end_matches(|c: char| !c.is_alphanumeric());
    words.rsplit(char::is_whitespace).next().unwrap_or_default()
}

/// Does the word end in one that a lead-in to the rest of an article ends in?
fn is_glued_lead(last: &str) -> bool {
    ["reading", "weiterlesen"].iter().any(|end| {
        let at = last.len().checked_sub(end.len());
        at.and_then(|at| last.get(at..))
            .is_some_and(|tail| tail.eq_ignore_ascii_case(end))
    })
}
