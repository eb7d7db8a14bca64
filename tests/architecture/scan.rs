//! Reads Rust source just well enough to say which paths it names: tokens, without comments, strings and tests.

use std::ops::Range;

/// A token of source code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Token {
    /// A word: identifier, keyword or number.
    Word(String),
    /// `::`.
    Colons,
    /// Any other character.
    Mark(char),
}

/// A token and the line it stands on, from 1.
pub type Placed = (usize, Token);

/// A path such as `crate::page::Role` and the line it stands on. A glob ends in `*`.
pub type Named = (usize, Vec<String>);

/// The tokens of `source`; comments and the contents of strings are left out.
pub fn tokens(source: &str) -> Vec<Placed> {
    let chars: Vec<char> = source.chars().collect();
    let at = |i: usize| chars.get(i).copied().unwrap_or('\0');
    let (mut tokens, mut line, mut i) = (Vec::new(), 1, 0);
    while i < chars.len() {
        let begin = i;
        match at(i) {
            '/' if at(i + 1) == '/' => i = skip_line(&chars, i),
            '/' if at(i + 1) == '*' => i = skip_comment(&chars, i),
            '"' => i = skip_string(&chars, i),
            '\'' if at(i + 1) == '\\' => i = skip_until(&chars, i + 3, '\''),
            '\'' if at(i + 2) == '\'' => i += 3,
            c if c.is_alphanumeric() || c == '_' => {
                while at(i).is_alphanumeric() || at(i) == '_' {
                    i += 1;
                }
                let word: String = chars[begin..i].iter().collect();
                if let Some(end) = skip_raw_string(&chars, &word, i) {
                    i = end;
                } else {
                    tokens.push((line, Token::Word(word)));
                }
            }
            ':' if at(i + 1) == ':' => {
                tokens.push((line, Token::Colons));
                i += 2;
            }
            c => {
                if !c.is_whitespace() {
                    tokens.push((line, Token::Mark(c)));
                }
                i += 1;
            }
        }
        line += chars[begin..i.min(chars.len())]
            .iter()
            .filter(|&&c| c == '\n')
            .count();
    }
    tokens
}

fn skip_line(chars: &[char], from: usize) -> usize {
    (from..chars.len())
        .find(|&i| chars[i] == '\n')
        .unwrap_or(chars.len())
}

fn skip_until(chars: &[char], from: usize, end: char) -> usize {
    (from..chars.len())
        .find(|&i| chars[i] == end)
        .map_or(chars.len(), |i| i + 1)
}

fn skip_comment(chars: &[char], from: usize) -> usize {
    let (mut depth, mut i) = (0, from);
    while i + 1 < chars.len() {
        match (chars[i], chars[i + 1]) {
            ('/', '*') => depth += 1,
            ('*', '/') => depth -= 1,
            _ => {
                i += 1;
                continue;
            }
        }
        i += 2;
        if depth == 0 {
            return i;
        }
    }
    chars.len()
}

fn skip_string(chars: &[char], from: usize) -> usize {
    let mut i = from + 1;
    while i < chars.len() && chars[i] != '"' {
        i += if chars[i] == '\\' { 2 } else { 1 };
    }
    i + 1
}

/// The end of the raw string that begins with `word` before `from`, if one does.
fn skip_raw_string(chars: &[char], word: &str, from: usize) -> Option<usize> {
    if !matches!(word, "r" | "br" | "cr") {
        return None;
    }
    let hashes = chars[from..].iter().take_while(|&&c| c == '#').count();
    if chars.get(from + hashes) != Some(&'"') {
        return None;
    }
    let mut i = from + hashes + 1;
    loop {
        i = skip_until(chars, i, '"');
        if i >= chars.len() || chars[i..].iter().take_while(|&&c| c == '#').count() >= hashes {
            return Some(i + hashes);
        }
    }
}

/// The items that are built for tests alone, each without its `#[cfg(test)]`, as ranges of `tokens`.
pub fn test_items(tokens: &[Placed]) -> impl Iterator<Item = Range<usize>> {
    let marker = [
        Token::Mark('#'),
        Token::Mark('['),
        Token::Word("cfg".into()),
        Token::Mark('('),
        Token::Word("test".into()),
        Token::Mark(')'),
        Token::Mark(']'),
    ];
    let windows = tokens.windows(marker.len()).enumerate();
    windows
        .filter(move |(_, window)| window.iter().map(|(_, token)| token).eq(&marker))
        .map(|(i, window)| i + window.len())
        .map(|start| start..end_of_item(tokens, start))
}

/// The tokens that are built without `cfg(test)`; the attribute itself stays.
pub fn without_tests(tokens: &[Placed]) -> Vec<Placed> {
    let mut kept = Vec::new();
    let mut from = 0;
    for item in test_items(tokens) {
        kept.extend_from_slice(tokens.get(from..item.start).unwrap_or_default());
        from = from.max(item.end);
    }
    kept.extend_from_slice(&tokens[from..]);
    kept
}

/// Past the `;` or the closing brace of the item at `from`.
fn end_of_item(tokens: &[Placed], from: usize) -> usize {
    let mut depth = 0;
    for (i, (_, token)) in tokens.iter().enumerate().skip(from) {
        match token {
            Token::Mark('{' | '[' | '(') => depth += 1,
            Token::Mark('}') if depth == 1 => return i + 1,
            Token::Mark('}' | ']' | ')') => depth -= 1,
            Token::Mark(';') if depth == 0 => return i + 1,
            _ => {}
        }
    }
    tokens.len()
}

/// Every path in `tokens`, those of `use` trees written out. A single word is a path only in a `use`.
pub fn paths(tokens: &[Placed]) -> Vec<Named> {
    let mut found = Vec::new();
    let mut i = 0;
    while i < tokens.len() {
        let after = i.checked_sub(1).map(|before| &tokens[before].1);
        let starts = !matches!(after, Some(Token::Colons | Token::Mark('.')));
        let used = after == Some(&Token::Word("use".into()));
        if starts && matches!(tokens[i].1, Token::Word(_)) {
            let from = found.len();
            i = tree(tokens, i, &[], &mut found);
            if !used && found.len() == from + 1 && found[from].1.len() == 1 {
                found.pop();
            }
        } else {
            i += 1;
        }
    }
    found
}

/// Writes out the `use` tree or plain path at `i`, below `stem`; returns where it ends.
fn tree(tokens: &[Placed], mut i: usize, stem: &[String], found: &mut Vec<Named>) -> usize {
    let mut path = stem.to_vec();
    let line = tokens[i].0;
    loop {
        match tokens.get(i).map(|(_, token)| token) {
            Some(Token::Word(word)) => path.push(word.clone()),
            Some(Token::Mark('*')) => path.push("*".to_owned()),
            Some(Token::Mark('{')) => {
                i += 1;
                while let Some((_, token)) = tokens.get(i) {
                    match token {
                        Token::Mark('}') => return i + 1,
                        Token::Word(word) if word == "as" => i += 2,
                        Token::Word(_) | Token::Mark('*' | '{') => {
                            i = tree(tokens, i, &path, found);
                        }
                        _ => i += 1,
                    }
                }
                return i;
            }
            _ => break,
        }
        i += 1;
        if !matches!(tokens.get(i), Some((_, Token::Colons))) {
            break;
        }
        i += 1;
    }
    if path.last().is_some_and(|last| last == "self") && path.len() > 1 {
        path.pop();
    }
    found.push((line, path));
    i
}
