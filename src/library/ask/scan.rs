//! A query's text to tokens, each with its place.

use std::ops::Range;

use super::Fault;

/// A piece of a query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Token<'a> {
    /// `(`
    Open,
    /// `)`
    Close,
    /// `-` before a term.
    Not,
    /// `OR`
    Or,
    /// A word, or a phrase in quotes, perhaps after the name of a field.
    Term {
        /// The field's name and its place.
        field: Option<(&'a str, Range<usize>)>,
        /// What is asked for.
        value: Value<'a>,
    },
}

/// What stands after a field's name, or without one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Value<'a> {
    pub text: &'a str,
    pub span: Range<usize>,
    /// It stood in quotes.
    pub quoted: bool,
    /// A `*` stood after it.
    pub open: bool,
    /// Nothing closes it: it reaches to the end of what was typed.
    pub last: bool,
}

/// Quotes, as keyboards and word processors make them.
const QUOTES: &[char] = &['"', '“', '”', '„', '«', '»'];

/// A token and its place.
pub(super) type Placed<'a> = (Token<'a>, Range<usize>);

/// Cuts a query into tokens. Linear in its length.
pub(super) fn scan(typed: &str) -> Result<Vec<Placed<'_>>, Fault> {
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(c) = typed.get(at..).and_then(|rest| rest.chars().next()) {
        let rest = typed.get(at..).unwrap_or_default();
        let one = at..at + c.len_utf8();
        let next = rest.chars().nth(1);
        match c {
            _ if c.is_whitespace() => at = one.end,
            '(' | ')' => {
                let token = if c == '(' { Token::Open } else { Token::Close };
                tokens.push((token, one.clone()));
                at = one.end;
            }
            // A dash alone asks nothing: it may stand between words.
            '-' if next.is_none_or(char::is_whitespace) => at = one.end,
            '-' => {
                tokens.push((Token::Not, one.clone()));
                at = one.end;
            }
            _ => {
                let (token, end) = term(typed, at)?;
                tokens.push((token, at..end));
                at = end;
            }
        }
    }
    Ok(tokens)
}

/// The term that begins at `start`, and where it ends.
fn term(typed: &str, start: usize) -> Result<(Token<'_>, usize), Fault> {
    let rest = typed.get(start..).unwrap_or_default();
    let name = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
    let after = rest.get(name..).unwrap_or_default();
    let is_field = name > 0 && after.starts_with(':') && !after.starts_with("://");
    if !is_field {
        let value = value(typed, start);
        let end = value.span.end;
        let is_or = value.text == "OR" && !value.quoted && !value.open;
        let token = if is_or {
            Token::Or
        } else {
            Token::Term { field: None, value }
        };
        return Ok((token, end));
    }
    let field = rest.get(..name).unwrap_or_default();
    let value = value(typed, start + name + 1);
    if value.text.trim().is_empty() {
        return Err(Fault {
            span: start..value.span.end,
            what: format!("{field}: needs a value right after it"),
        });
    }
    let end = value.span.end;
    let field = Some((field, start..start + name));
    Ok((Token::Term { field, value }, end))
}

/// The word or phrase that begins at `start`. A phrase whose quote is still open reaches to the end.
fn value(typed: &str, start: usize) -> Value<'_> {
    let rest = typed.get(start..).unwrap_or_default();
    let opening = rest.chars().next().filter(|c| QUOTES.contains(c));
    if let Some(quote) = opening {
        let inner = rest.get(quote.len_utf8()..).unwrap_or_default();
        let closing = inner.char_indices().find(|(_, c)| QUOTES.contains(c));
        let (text, mut length) = match closing {
            Some((at, c)) => (
                inner.get(..at).unwrap_or_default(),
                quote.len_utf8() + at + c.len_utf8(),
            ),
            None => (inner, rest.len()),
        };
        let open = rest.get(length..).is_some_and(|r| r.starts_with('*'));
        length += usize::from(open);
        return Value {
            text,
            span: start..start + length,
            quoted: true,
            open,
            last: closing.is_none(),
        };
    }
    let length = rest
        .find(|c: char| c.is_whitespace() || matches!(c, '(' | ')') || QUOTES.contains(&c))
        .unwrap_or(rest.len());
    let text = rest.get(..length).unwrap_or_default();
    let bare = text.trim_end_matches('*');
    Value {
        text: bare,
        span: start..start + length,
        quoted: false,
        open: bare.len() < text.len() && !bare.is_empty(),
        last: length == rest.len(),
    }
}
