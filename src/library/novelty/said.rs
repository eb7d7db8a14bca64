//! What one paragraph says: its words, its numbers, what it quotes.

use super::Words;
use crate::article::is_unspaced;
use crate::fold::fold;

/// What a paragraph says.
pub(super) struct Said {
    /// Its words, each once; of scripts without spaces pairs of characters.
    pub words: Words,
    /// Those with digits.
    pub numbers: Vec<String>,
    /// Its words in their order, each with a blank before and after it.
    pub run: String,
    /// The words of its quotations, in the same way.
    pub quoted: Vec<String>,
}

/// A quotation of fewer words is a name or a term.
const SHORT: usize = 4;

impl Said {
    pub fn of(text: &str) -> Self {
        let all = words(text);
        let numbers = all.iter().filter(|word| word.contains(char::is_numeric));
        let quoted = quotations(text).into_iter().map(words);
        let quoted = quoted.filter(|words| words.len() >= SHORT);
        Self {
            numbers: numbers.cloned().collect(),
            quoted: quoted.map(|words| run(&words)).collect(),
            run: run(&all),
            words: all.into_iter().collect(),
        }
    }
}

fn run(words: &[String]) -> String {
    let mut run = String::from(" ");
    for word in words {
        run.push_str(word);
        run.push(' ');
    }
    run
}

/// The words of a text in order, folded; runs of a script without spaces in pairs of characters.
fn words(text: &str) -> Vec<String> {
    let folded = fold(text);
    let mut words = Vec::new();
    for word in folded.split(|c: char| !c.is_alphanumeric()) {
        if word.is_empty() {
            continue;
        }
        if word.is_ascii() || !word.contains(is_unspaced) {
            words.push(word.to_owned());
            continue;
        }
        let after = word.chars().skip(1).map(Some).chain([None]);
        for (c, after) in word.chars().zip(after) {
            match after {
                Some(after) => words.push([c, after].iter().collect()),
                None if words.is_empty() => words.push(c.to_string()),
                None => {}
            }
        }
    }
    words
}

/// What stands between quotation marks; what is opened and not closed goes to the end. A mark that is an apostrophe as well opens after no
/// letter and closes before none.
fn quotations(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut open: Option<(char, usize)> = None;
    let mut before = ' ';
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let after = chars.peek().map_or(' ', |(_, c)| *c);
        match open {
            Some((mark, start)) if closes(mark, c) && !(c == '’' && after.is_alphanumeric()) => {
                found.push(text.get(start..at).unwrap_or_default());
                open = None;
            }
            None if opens(c) && (!before.is_alphanumeric() || is_unspaced(before)) => {
                open = Some((c, at + c.len_utf8()));
            }
            _ => {}
        }
        before = c;
    }
    let rest = open.and_then(|(_, start)| text.get(start..));
    found.extend(rest);
    found
}

const fn opens(c: char) -> bool {
    matches!(c, '"' | '“' | '„' | '‘' | '«' | '»' | '‹' | '「' | '『')
}

const fn closes(open: char, c: char) -> bool {
    match open {
        '“' => matches!(c, '”'),
        '„' => matches!(c, '“' | '”'),
        '‘' => matches!(c, '’'),
        '«' => matches!(c, '»'),
        '»' => matches!(c, '«'),
        '‹' => matches!(c, '›'),
        '「' => matches!(c, '」'),
        '『' => matches!(c, '』'),
        _ => c == open,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotations_by_many_marks() {
        for (text, expected) in [
            (
                "He said “come in” and \"sit down\".",
                &["come in", "sit down"][..],
            ),
            ("‘It’s the boats’ turn,’ she said", &["It’s the boats"]),
            ("„Das ist gut“, sagte sie. «Oui.»", &["Das ist gut", "Oui."]),
            ("市長は「壁を直す」と述べた", &["壁を直す"]),
            ("“A quotation that goes on", &["A quotation that goes on"]),
            ("The boats' crews don't know", &[]),
        ] {
            assert_eq!(quotations(text), expected, "{text}");
        }
    }

    #[test]
    fn words_and_pairs() {
        for (text, expected) in [
            (
                "Five-mile walk, 5.48am",
                &["five", "mile", "walk", "5", "48am"][..],
            ),
            ("港が開く", &["港が", "が開", "開く"]),
            ("島", &["島"]),
            ("…", &[]),
        ] {
            assert_eq!(words(text), expected, "{text}");
        }
    }
}
