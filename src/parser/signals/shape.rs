//! What a block looks like: its size, its first and last characters, its case, what stands in it.

use crate::article::is_unspaced;
use crate::parser::block::{Block, Form, Inside, Link};
use crate::parser::fields::dates::Role;
use crate::parser::fields::letter::Class;
use crate::parser::fields::{Look, Traits, look};
use crate::parser::signals::{Collector, scale};

/// Characters looked at.
const LOOKED_AT: usize = 2_000;
/// Words of which the case is looked at.
const CASED: usize = 40;

/// Adds the signals of `block`, which has `words` words.
pub fn measure(block: &Block, words: usize, to: &mut Collector) {
    let text = block.text.as_str();
    to.step(&scale::WORDS, words);
    to.add("form", form(block.hints.form));
    if block.hints.level > 0 && block.hints.form == Form::Heading {
        to.step(&scale::LEVEL, usize::from(block.hints.level));
    }
    edges(text, to);
    characters(text, words, to);
    seen(&look(text), text, to);
    to.step(&scale::SEEN, usize::from(block.hints.seen));
    if let Some(markup) = &block.hints.markup {
        for (flag, name) in Inside::NAMES {
            if markup.inside.has(flag) {
                to.add("inside", name);
            }
        }
        to.flag("datetime", markup.datetime.is_some());
        to.flag("image", markup.image.is_some());
        markup.near.iter().for_each(|word| to.add("near", word));
        markup.far.iter().for_each(|word| to.add("far", word));
    }
    links(block, to);
}

fn links(block: &Block, to: &mut Collector) {
    let links = &block.hints.links;
    let linked: usize = links.iter().map(|l| l.range.len()).sum();
    if linked == 0 {
        return;
    }
    let share = linked * 100 / block.text.len().max(1);
    to.step(&scale::LINKED, share);
    to.step(&scale::LINKS, links.len());
    to.flag("tag-link", links.iter().any(is_tag_link));
    to.flag("author-link", links.iter().any(is_author_link));
}

fn is_tag_link(link: &Link) -> bool {
    const PLACES: [&str; 5] = ["/tag/", "/tags/", "/topic/", "/topics/", "/thema/"];
    link.rel.split_whitespace().any(|r| r == "tag") || PLACES.iter().any(|p| link.href.contains(p))
}

fn is_author_link(link: &Link) -> bool {
    const PLACES: [&str; 6] = [
        "/author/",
        "/authors/",
        "/autor/",
        "/profile/",
        "/people/",
        "/by/",
    ];
    link.rel.split_whitespace().any(|r| r == "author")
        || PLACES.iter().any(|p| link.href.contains(p))
}

const fn form(form: Form) -> &'static str {
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

/// The class of the first and of the last character.
fn edges(text: &str, to: &mut Collector) {
    to.add("first", class(text.chars().next()));
    let mut back = text.chars().rev();
    let last = back.next();
    to.add("last", class(last));
    // A full stop inside the closing quotation mark ends a sentence all the same.
    if matches!(last, Some('"' | '”' | '’' | '\'' | '»' | ')' | '」')) {
        to.add("last-but-one", class(back.next()));
    }
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

/// What is counted in one pass over a block's characters.
#[derive(Default)]
struct Counts {
    commas: usize,
    stops: usize,
    digits: usize,
    bars: usize,
    characters: usize,
    quotes: usize,
    ats: usize,
    copyrights: usize,
    unspaced: bool,
    /// Words in capitals, with a capital, without; humps as in `TimesOpens`.
    upper: usize,
    capital: usize,
    lower: usize,
    glued: usize,
}

/// The case of the word at hand.
#[derive(Default)]
struct Word {
    starts_upper: bool,
    ups: usize,
    downs: usize,
}

impl Counts {
    fn of(text: &str) -> Self {
        let mut counts = Self::default();
        let mut word = Word::default();
        let mut before = ' ';
        for c in text.chars().take(LOOKED_AT) {
            counts.see(c, before);
            let class = Class::of(c);
            if class.is(Class::LETTER) {
                let up = class.is(Class::UPPER);
                if word.ups + word.downs == 0 {
                    word.starts_upper = up;
                    counts.unspaced |= !c.is_ascii() && is_unspaced(c);
                }
                counts.glued += usize::from(up && before.is_lowercase());
                word.ups += usize::from(up);
                word.downs += usize::from(!up);
            } else if class.is(Class::BLANK) {
                counts.end(&std::mem::take(&mut word));
            }
            before = c;
        }
        counts.end(&word);
        counts
    }

    fn see(&mut self, c: char, before: char) {
        self.characters += 1;
        match c {
            ',' | '，' | '、' | '،' => self.commas += 1,
            '。' | '！' | '？' => self.stops += 1,
            ' ' if matches!(before, '.' | '!' | '?' | '”' | '"') => self.stops += 1,
            '|' | '•' | '·' | '»' | '›' | '/' | '>' => self.bars += 1,
            '“' | '„' | '«' | '"' | '「' => self.quotes += 1,
            '0'..='9' => self.digits += 1,
            '@' => self.ats += 1,
            '©' => self.copyrights += 1,
            _ => {}
        }
    }

    fn end(&mut self, word: &Word) {
        let words = self.upper + self.capital + self.lower;
        if word.ups + word.downs == 0 || words >= CASED {
            return;
        }
        match (word.starts_upper, word.ups, word.downs) {
            (_, 2.., 0) => self.upper += 1,
            (true, ..) => self.capital += 1,
            _ => self.lower += 1,
        }
    }
}

fn characters(text: &str, words: usize, to: &mut Collector) {
    let counts = Counts::of(text);
    let cased = counts.upper + counts.capital + counts.lower;
    let share = |count: usize| (count * 100).checked_div(cased);
    if let (Some(upper), Some(capital)) =
        (share(counts.upper), share(counts.upper + counts.capital))
    {
        to.step(&scale::UPPER, upper);
        to.step(&scale::CAPITAL, capital);
    }
    to.flag("unspaced", counts.unspaced);
    to.step(&scale::GLUED, counts.glued);
    to.step(&scale::COMMAS, counts.commas);
    to.step(&scale::SENTENCES, counts.stops);
    let digits = counts.digits * 100 / counts.characters.max(1);
    to.step(&scale::DIGITS, digits);
    to.step(&scale::BARS, counts.bars);
    let density = counts.commas * 100 / words.max(1);
    to.step(&scale::COMMA_DENSITY, density);
    to.flag("quoted", counts.quotes > 0);
    to.flag("at", counts.ats > 0);
    let says = |word: &str| text.len() <= LOOKED_AT && says(text, word);
    to.flag("address", says("http") || says("www."));
    to.flag("copyright", counts.copyrights > 0 || says("Copyright"));
}

/// Does `word` stand in `text`? For short texts, where a search that prepares itself takes longer to do so than to search.
fn says(text: &str, word: &str) -> bool {
    let (bytes, word) = (text.as_bytes(), word.as_bytes());
    let first = word.first().copied().unwrap_or_default();
    memchr::memchr_iter(first, bytes).any(|at| bytes.get(at..).is_some_and(|b| b.starts_with(word)))
}

/// What the field readers see in it.
fn seen(look: &Look, text: &str, to: &mut Collector) {
    if let Some(role) = look.date {
        let role = match role {
            Role::Plain => "plain",
            Role::Published => "published",
            Role::Updated => "updated",
            Role::Captured => "captured",
        };
        to.add("date", role);
        let share = look.dated * 100 / text.len().max(1);
        to.step(&scale::DATE_SHARE, share);
    }
    to.step(&scale::NAMES, look.names);
    for (flag, name) in Traits::NAMES {
        if look.traits.has(flag) {
            to.add("trait", name);
        }
    }
}
