//! What is asked of words, as the full-text index takes it. What the reader typed stands in quotes, never as it is.

use super::text::{spaced, words};
use crate::library::ask::{Ask, Ending, Expr, Field, Format, Mark, Part, Term, Text};

/// Begins every word by which the index knows a fact that is no word of the text; for private use (Unicode 23.5), so nobody types it.
const FACT: char = '\u{E000}';

/// A fact about an article that stands among its words, so that it is looked up like one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fact<'a> {
    /// Its language.
    Language(&'a str),
    /// The kind of file.
    Format(Format),
    /// It holds a picture with words.
    Image,
    /// It is a film.
    Video,
}

impl<'a> Fact<'a> {
    /// The fact that a term asks for.
    pub fn of(term: &'a Term) -> Option<Self> {
        match term {
            Term::Language(name) => Some(Self::Language(name)),
            Term::Format(format) => Some(Self::Format(*format)),
            Term::Has(Part::Image) => Some(Self::Image),
            Term::Is(Mark::Video) => Some(Self::Video),
            _ => None,
        }
    }

    /// The word by which it is known.
    pub fn word(self) -> String {
        match self {
            Self::Language(name) => format!("{FACT}l{name}"),
            Self::Format(format) => format!("{FACT}f{}", format.name()),
            Self::Image => format!("{FACT}i"),
            Self::Video => format!("{FACT}v"),
        }
    }
}

/// What is known of words.
pub(super) struct Vocabulary<'a> {
    /// The common words that begin so.
    pub complete: &'a dyn Fn(&str) -> Vec<String>,
    /// Is the word common?
    pub is_common: &'a dyn Fn(&str) -> bool,
}

/// Several expressions as one, in parentheses.
pub(super) fn join(mut all: Vec<String>, between: &str) -> Option<String> {
    match all.len() {
        0 | 1 => all.pop(),
        _ => Some(format!("({})", all.join(between))),
    }
}

/// Words in a row, in quotes.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\"\""))
}

impl Vocabulary<'_> {
    /// The expression of what is asked of words and facts alone; `None` where more is asked, or only that they are missing.
    pub fn expression(&self, expr: &Expr) -> Option<String> {
        match expr {
            Expr::Term(Term::Text(text), _) => self.phrase(text),
            Expr::Term(term, _) => {
                let word = Fact::of(term)?.word();
                Some(format!("{{facts}} : {}", quoted(&word)))
            }
            Expr::Or(all) => {
                let all: Option<Vec<String>> =
                    all.iter().map(|expr| self.expression(expr)).collect();
                join(all?, " OR ")
            }
            Expr::And(all) => {
                let (mut held, mut denied) = (Vec::new(), Vec::new());
                for expr in all {
                    match expr {
                        Expr::Not(expr) => denied.push(self.expression(expr)?),
                        expr => held.push(self.expression(expr)?),
                    }
                }
                Some(without(join(held, " AND ")?, denied))
            }
            Expr::Not(_) => None,
        }
    }

    fn phrase(&self, text: &Text) -> Option<String> {
        let run = spaced(&text.words).replace(FACT, " ");
        let mut all = words(&run);
        let first = all.next()?;
        let is_single = all.next().is_none();
        let columns = columns(text.field);
        Some(match text.ending {
            Ending::Whole => format!("{columns}{}", quoted(&run)),
            // What is typed may be the beginning of a common word. Those stand for all: merging the lists of all words that begin so
            // would take longer than the next key.
            Ending::Typing if is_single => {
                let common = (self.complete)(first);
                if common.is_empty() {
                    format!("{columns}{}*", quoted(first))
                } else {
                    let all = std::iter::once(first).chain(common.iter().map(String::as_str));
                    let all: Vec<String> = all.map(quoted).collect();
                    format!("{columns}({})", all.join(" OR "))
                }
            }
            Ending::Typing | Ending::Open => format!("{columns}{}*", quoted(&run)),
        })
    }

    /// The expression that ranks: the words asked for that are not common, any of them.
    pub fn ranking(&self, ask: &Ask) -> Option<String> {
        let texts: Vec<&Text> = ask.texts().collect();
        let telling = texts.iter().filter(|text| {
            let run = spaced(&text.words);
            let is_common = words(&run).all(|word| (self.is_common)(word));
            !is_common && (text.ending == Ending::Whole || texts.len() == 1)
        });
        join(
            telling.filter_map(|text| self.phrase(text)).collect(),
            " OR ",
        )
    }
}

/// What is held and not denied.
pub(super) fn without(held: String, denied: Vec<String>) -> String {
    match join(denied, " OR ") {
        Some(denied) => format!("({held} NOT {denied})"),
        None => held,
    }
}

/// The columns of a field.
const fn columns(field: Field) -> &'static str {
    match field {
        Field::Any => "",
        Field::Headline => "{headline} : ",
        Field::Body => "{standfirst body} : ",
        Field::Publisher => "{publisher} : ",
        Field::Byline => "{byline} : ",
    }
}
