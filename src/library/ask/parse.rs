//! Tokens to an [`Ask`]: a parser that descends, as deep as [`DEEPEST`].

use std::ops::Range;

use super::scan::{Placed, Token, Value, scan};
use super::{Ask, Ending, Expr, Fault, Field, Format, Mark, Part, Sort, Term, Text, value};
use crate::fold::fold;

/// Parentheses that may stand in each other.
const DEEPEST: usize = 16;
/// Terms that a query may have.
const MOST_TERMS: usize = 64;

const FIELDS: &[&str] = &[
    "headline",
    "body",
    "publisher",
    "byline",
    "tag",
    "lang",
    "format",
    "after",
    "before",
    "on",
    "newer",
    "older",
    "is",
    "has",
    "minutes",
    "sort",
];

/// Understands what was typed. With `live` it is still being typed: its last word may go on.
///
/// # Errors
/// A name or a value that does not exist, a parenthesis without its other half, more terms or deeper nesting than anyone types.
pub fn parse(typed: &str, live: bool) -> Result<Ask, Fault> {
    let mut parser = Parser {
        tokens: scan(typed)?.into_iter().peekable(),
        end: typed.len(),
        live,
        sort: None,
        terms: 0,
    };
    let what = parser.alternatives(0)?;
    if let Some((_, span)) = parser.tokens.next() {
        return Err(fault(span, "this parenthesis closes nothing"));
    }
    Ok(Ask {
        what,
        sort: parser.sort,
    })
}

fn fault(span: Range<usize>, what: impl Into<String>) -> Fault {
    let what = what.into();
    Fault { span, what }
}

struct Parser<'a> {
    tokens: std::iter::Peekable<std::vec::IntoIter<Placed<'a>>>,
    end: usize,
    live: bool,
    sort: Option<Sort>,
    terms: usize,
}

impl Parser<'_> {
    fn alternatives(&mut self, depth: usize) -> Result<Expr, Fault> {
        let mut all = vec![self.together(depth)?];
        while let Some((_, span)) = self.tokens.next_if(|(token, _)| *token == Token::Or) {
            let is_empty = all.last().is_some_and(Expr::is_nothing);
            let next = self.together(depth)?;
            if is_empty || (next.is_nothing() && !self.live) {
                return Err(fault(span, "OR needs something on both sides"));
            }
            if !next.is_nothing() {
                all.push(next);
            }
        }
        Ok(one_or(all, Expr::Or))
    }

    fn together(&mut self, depth: usize) -> Result<Expr, Fault> {
        let mut all = Vec::new();
        loop {
            let ends = |(token, _): &Placed| matches!(token, Token::Or | Token::Close);
            if self.tokens.peek().is_none_or(ends) {
                return Ok(one_or(all, Expr::And));
            }
            all.extend(self.single(depth)?);
        }
    }

    /// One term or parenthesis, perhaps denied; `None` for what asks nothing.
    fn single(&mut self, depth: usize) -> Result<Option<Expr>, Fault> {
        let mut denied = false;
        while self
            .tokens
            .next_if(|(token, _)| *token == Token::Not)
            .is_some()
        {
            denied = !denied;
        }
        let expr = match self.tokens.next() {
            Some((Token::Open, span)) => {
                if depth == DEEPEST {
                    return Err(fault(span, "parentheses stand too deep in each other"));
                }
                let inner = self.alternatives(depth + 1)?;
                let closed = self.tokens.next_if(|(token, _)| *token == Token::Close);
                if closed.is_none() && !self.live {
                    return Err(fault(span, "this parenthesis is not closed"));
                }
                (!inner.is_nothing()).then_some(inner)
            }
            Some((Token::Term { field, value }, span)) => {
                self.terms += 1;
                if self.terms > MOST_TERMS {
                    return Err(fault(
                        span.start..self.end,
                        format!("a query has {MOST_TERMS} terms at most"),
                    ));
                }
                let term = match field {
                    Some((name, _)) if denied && name.eq_ignore_ascii_case("sort") => {
                        return Err(fault(span, "an order cannot be denied"));
                    }
                    Some((name, at)) => self.filter(name, at, &value)?,
                    None => self.text(Field::Any, &value),
                };
                term.map(|term| Expr::Term(term, span))
            }
            // A dash before OR, a closing parenthesis or the end denies nothing.
            Some((_, span)) => return Err(fault(span, "- needs something after it")),
            None => None,
        };
        Ok(match (expr, denied) {
            (Some(expr), true) => Some(Expr::Not(Box::new(expr))),
            (expr, _) => expr,
        })
    }

    fn ending(&self, value: &Value) -> Ending {
        match value {
            Value { open: true, .. } => Ending::Open,
            Value {
                last: true,
                quoted: false,
                ..
            } if self.live => Ending::Typing,
            _ => Ending::Whole,
        }
    }

    /// Words to be found; `None` where there are none but marks.
    fn text(&self, field: Field, value: &Value) -> Option<Term> {
        let words = fold(value.text);
        words.contains(char::is_alphanumeric).then(|| {
            Term::Text(Text {
                field,
                words,
                ending: self.ending(value),
            })
        })
    }

    fn filter(
        &mut self,
        name: &str,
        at: Range<usize>,
        value: &Value,
    ) -> Result<Option<Term>, Fault> {
        let text = value.text.trim();
        let wrong = |what: String| fault(value.span.clone(), what);
        let lower = name.to_ascii_lowercase();
        let term = match lower.as_str() {
            "headline" => return Ok(self.text(Field::Headline, value)),
            "body" => return Ok(self.text(Field::Body, value)),
            "publisher" => return Ok(self.text(Field::Publisher, value)),
            "byline" => return Ok(self.text(Field::Byline, value)),
            "tag" => Term::Tag(fold(text), self.ending(value)),
            "lang" => Term::Language(value::language(text).map_err(wrong)?),
            "format" => Term::Format(value::name(text, Format::NAMES).map_err(wrong)?),
            "is" => Term::Is(value::name(text, Mark::NAMES).map_err(wrong)?),
            "has" => Term::Has(value::name(text, Part::NAMES).map_err(wrong)?),
            "sort" => {
                self.sort = Some(value::name(text, Sort::NAMES).map_err(wrong)?);
                return Ok(None);
            }
            "newer" => Term::Newer(value::age(text).map_err(wrong)?),
            "older" => Term::Older(value::age(text).map_err(wrong)?),
            "minutes" => {
                let (least, most) = value::minutes(text).map_err(wrong)?;
                Term::Minutes(least, most)
            }
            "after" | "before" | "on" => {
                let (first, last) = value::days(text).map_err(wrong)?;
                match lower.as_str() {
                    "after" => Term::Days(last.succ_opt(), None),
                    "before" => Term::Days(None, first.pred_opt()),
                    _ => Term::Days(Some(first), Some(last)),
                }
            }
            _ => {
                let what = value::unknown(&lower, FIELDS);
                let what = format!("{what}; put it in quotes to look for the words");
                return Err(fault(at, what));
            }
        };
        Ok(Some(term))
    }
}

/// A single one stands for itself.
fn one_or(mut all: Vec<Expr>, many: fn(Vec<Expr>) -> Expr) -> Expr {
    match all.pop() {
        Some(single) if all.is_empty() => single,
        last => {
            all.extend(last);
            many(all)
        }
    }
}
