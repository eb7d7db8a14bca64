//! What a block looks like: its size, its first and last characters, its case, what stands in it.

use crate::article::{count_words, is_unspaced};
use crate::parser::block::{Block, Form, Inside};
use crate::parser::fields::{credits, dates, names, notes, related};
use crate::parser::signals::Collector;

/// Lines longer than this hold no date, name or credit of their own.
const LONGEST_LABEL_LINE: usize = 160;

pub fn measure(block: &Block, to: &mut Collector) {
    let text = block.text.as_str();
    let words = count_words(text);
    to.step(
        "words",
        words,
        &[2, 3, 4, 6, 8, 11, 15, 20, 28, 40, 60, 100],
    );
    to.add("form", form(block.hints.form));
    if block.hints.level > 0 && block.hints.form == Form::Heading {
        to.step("level", usize::from(block.hints.level), &[1, 2, 3, 4, 5, 6]);
    }
    edges(text, to);
    case(text, to);
    punctuation(text, words, to);
    if text.len() <= LONGEST_LABEL_LINE {
        labels(text, to);
    }
    if text.len() <= 3 * LONGEST_LABEL_LINE && credits::split(text).credit.is_some() {
        to.add("credit-tail", "");
    }
    to.flag("note", notes::is_note(text));
    if let Some(markup) = &block.hints.markup {
        for (flag, name) in Inside::NAMES {
            if markup.inside.has(flag) {
                to.add("inside", name);
            }
        }
        to.flag("datetime", markup.datetime.is_some());
        to.flag("image", markup.image.is_some());
        for word in markup.near.iter().take(24) {
            to.add("near", word);
        }
    }
    let linked: usize = block.hints.links.iter().map(|l| l.range.len()).sum();
    if linked > 0 {
        to.step(
            "linked",
            linked * 100 / text.len().max(1),
            &[10, 30, 60, 90],
        );
        to.step("links", block.hints.links.len(), &[2, 3, 5, 10]);
        to.flag(
            "tag-link",
            block
                .hints
                .links
                .iter()
                .any(|l| is_tag_link(&l.href, &l.rel)),
        );
        to.flag(
            "author-link",
            block
                .hints
                .links
                .iter()
                .any(|l| is_author_link(&l.href, &l.rel)),
        );
    }
}

/// The size of a block in five steps: a label, a headline's length, a sentence's, a paragraph's, more.
pub fn size(text: &str) -> &'static str {
    match count_words(text) {
        0..=3 => "label",
        4..=7 => "line",
        8..=15 => "headline",
        16..=35 => "sentence",
        _ => "paragraph",
    }
}

pub const fn form(form: Form) -> &'static str {
    match form {
        Form::Plain => "plain",
        Form::Paragraph => "paragraph",
        Form::Heading => "heading",
        Form::ListItem => "item",
        Form::Quote => "quote",
        Form::Code => "code",
        Form::Table => "table",
        Form::Caption => "caption",
        Form::Alt => "alt",
        Form::Time => "time",
        Form::Address => "address",
        Form::Control => "control",
    }
}

fn is_tag_link(href: &str, rel: &str) -> bool {
    rel.split_whitespace().any(|r| r == "tag")
        || ["/tag/", "/tags/", "/topic/", "/topics/", "/thema/"]
            .iter()
            .any(|p| href.contains(p))
}

fn is_author_link(href: &str, rel: &str) -> bool {
    rel.split_whitespace().any(|r| r == "author")
        || [
            "/author/",
            "/authors/",
            "/autor/",
            "/profile/",
            "/people/",
            "/by/",
        ]
        .iter()
        .any(|p| href.contains(p))
}

/// The class of the first and of the last character.
fn edges(text: &str, to: &mut Collector) {
    to.add("first", class(text.chars().next()));
    let mut back = text.chars().rev();
    let last = back.next();
    to.add("last", class(last));
    to.pair("size-end", size(text), class(last));
    // A full stop inside the closing quotation mark ends a sentence all the same.
    if matches!(last, Some('"' | '”' | '’' | '\'' | '»' | ')' | '」')) {
        to.add("last-but-one", class(back.next()));
    }
}

/// The class of the last character.
pub fn last_class(text: &str) -> &'static str {
    class(text.chars().next_back())
}

fn class(c: Option<char>) -> &'static str {
    match c {
        Some('.' | '。' | '．' | '।' | '｡') => "stop",
        Some('…') => "ellipsis",
        Some('?' | '!' | '？' | '！' | '؟') => "ask",
        Some(':' | '：') => "colon",
        Some(',' | ';' | '，' | '、' | '；') => "comma",
        Some('"' | '\'' | '“' | '”' | '‘' | '’' | '«' | '»' | '„' | '「' | '」') => {
            "quote"
        }
        Some('(' | '[' | '（') => "open",
        Some(')' | ']' | '）') => "close",
        Some(
            '-' | '–' | '—' | '|' | '/' | '·' | '•' | '›' | '>' | '→' | '×' | '+' | '#' | '@' | '©',
        ) => "mark",
        Some(c) if c.is_numeric() => "digit",
        Some(c) if c.is_uppercase() => "upper",
        Some(c) if c.is_lowercase() => "lower",
        Some(c) if c.is_alphabetic() => "letter",
        Some(_) => "other",
        None => "none",
    }
}

/// How the words are capitalised.
fn case(text: &str, to: &mut Collector) {
    let (mut upper, mut capital, mut lower, mut glued, mut unspaced) =
        (0usize, 0usize, 0usize, 0usize, false);
    for word in text.split_whitespace().take(40) {
        let mut letters = word.chars().filter(|c| c.is_alphabetic()).peekable();
        let Some(&first) = letters.peek() else {
            continue;
        };
        unspaced |= is_unspaced(first);
        let (mut ups, mut downs, mut before) = (0, 0, ' ');
        for c in letters {
            if c.is_uppercase() {
                ups += 1;
                glued += usize::from(before.is_lowercase());
            } else {
                downs += 1;
            }
            before = c;
        }
        match (first.is_uppercase(), ups, downs) {
            (_, 2.., 0) => upper += 1,
            (true, ..) => capital += 1,
            _ => lower += 1,
        }
    }
    to.flag("unspaced", unspaced);
    let words = upper + capital + lower;
    let share = |count: usize| (count * 100).checked_div(words);
    if let (Some(upper), Some(capital)) = (share(upper), share(upper + capital)) {
        to.step("upper", upper, &[1, 30, 60, 95]);
        to.step("capital", capital, &[5, 20, 40, 60, 80, 100]);
    }
    to.step("glued", glued, &[1, 2, 3, 5]);
}

fn punctuation(text: &str, words: usize, to: &mut Collector) {
    let (mut commas, mut stops, mut digits, mut bars, mut chars) =
        (0usize, 0usize, 0usize, 0usize, 0usize);
    let mut quoted = false;
    let mut previous = ' ';
    for c in text.chars().take(2_000) {
        chars += 1;
        match c {
            ',' | '，' | '、' | '،' => commas += 1,
            '。' | '！' | '？' => stops += 1,
            ' ' if matches!(previous, '.' | '!' | '?' | '”' | '"') => stops += 1,
            '|' | '•' | '·' | '»' | '›' | '/' | '>' => bars += 1,
            '“' | '„' | '«' | '"' | '「' => quoted = true,
            '0'..='9' => digits += 1,
            _ => {}
        }
        previous = c;
    }
    to.step("commas", commas, &[1, 2, 4, 8]);
    to.step("sentences", stops, &[1, 2, 3, 5]);
    to.step("digits", digits * 100 / chars.max(1), &[1, 10, 25, 50]);
    to.step("bars", bars, &[1, 2, 4]);
    to.step(
        "comma-density",
        commas * 100 / words.max(1),
        &[3, 6, 12, 25],
    );
    to.flag("quoted", quoted);
    to.flag("address", text.contains("http") || text.contains("www."));
    to.flag("at", text.contains('@'));
    to.flag(
        "copyright",
        text.contains('©') || text.contains("Copyright"),
    );
}

/// What the field readers make of a short line.
fn labels(text: &str, to: &mut Collector) {
    let found = dates::find(text, &dates::Context::default());
    if let Some(date) = found.first() {
        let role = match date.role {
            dates::Role::Plain => "plain",
            dates::Role::Published => "published",
            dates::Role::Updated => "updated",
            dates::Role::Captured => "captured",
        };
        to.add("date", role);
        let covered: usize = found.iter().map(|f| f.range.len()).sum();
        to.step(
            "date-share",
            covered * 100 / text.len().max(1),
            &[25, 50, 75, 95],
        );
        to.flag("time", date.stamp.time.is_some());
    }
    let people = names::byline(text);
    to.step("names", people.len(), &[1, 2, 3]);
    to.flag("name", names::looks_like_name(text));
    to.flag("organisation", names::is_organisation(text));
    to.flag("credit", credits::is_credit(text));
    to.flag("lead", related::is_lead(text));
    if let Some(line) = related::clean(text) {
        to.flag("lead-in", line.headline.start > 0);
        to.flag("trailer", line.headline.end < text.trim_end().len());
    }
    to.flag("section-title", related::is_section_title(text));
}
