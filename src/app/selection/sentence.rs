//! Where sentences begin and end, and which marks belong to them.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation as _;

/// Short forms that a name follows: the full stop after them ends no sentence.
const TITLES: &[&str] = &[
    "Mr", "Mrs", "Ms", "Dr", "Prof", "St", "Gen", "Sen", "Rep", "Gov", "Lt", "Col", "Capt", "Sgt",
    "Rev", "Hon", "Messrs", "vs", "No", "Hr", "Fr",
];

/// The sentences of a text (Unicode's, but for titles and initials), the blanks after them included.
pub(super) fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut sentences: Vec<Range<usize>> = Vec::new();
    let mut goes_on = false;
    for (start, sentence) in text.split_sentence_bound_indices() {
        let end = start + sentence.len();
        // A small letter begins none, as in “So?” she said.
        let first = sentence.chars().find(|c| c.is_alphanumeric());
        let is_bare = first.is_none_or(char::is_lowercase);
        match sentences.last_mut() {
            Some(last) if goes_on || is_bare => last.end = end,
            _ => sentences.push(start..end),
        }
        goes_on = ends_with_title(sentence.trim_end());
    }
    sentences
}

fn ends_with_title(sentence: &str) -> bool {
    let Some(rest) = sentence.strip_suffix('.') else {
        return false;
    };
    let word = rest.rsplit(|c: char| !c.is_alphanumeric()).next();
    let word = word.unwrap_or_default();
    let mut letters = word.chars();
    let is_initial = letters.next().is_some_and(char::is_uppercase) && letters.next().is_none();
    is_initial || TITLES.contains(&word)
}

/// Where words that end a sentence end with its marks, and where they then begin with the marks before them. The words begin and end at
/// those bytes of their texts.
pub(super) fn attached(
    (first, start): (&str, usize),
    (last, end): (&str, usize),
) -> (usize, usize) {
    let after = last.get(end..).unwrap_or_default();
    let marks = after.find(|c: char| c.is_whitespace() || c.is_alphanumeric());
    let marks = after
        .get(..marks.unwrap_or(after.len()))
        .unwrap_or_default();
    let stop = marks.rfind(['.', '!', '?', '…', '。', '！', '？', '।', '؟']);
    let Some(stop) = stop else {
        return (start, end);
    };
    // What closes after the stop belongs to it; what opens does not.
    let rest = marks.get(stop..).unwrap_or_default();
    let closing = rest.find(['(', '[', '“', '«', '「', '—', '–']);
    let end = end + stop + closing.unwrap_or(rest.len());
    let before = first.get(..start).unwrap_or_default();
    let opening = before.trim_end_matches([
        '"', '\'', '“', '‘', '„', '‚', '«', '‹', '(', '[', '¿', '¡', '「', '『', '（',
    ]);
    (opening.len(), end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_end_where_a_reader_stops() {
        for (text, want) in [
            ("", vec![]),
            ("One. Two! Three", vec!["One. ", "Two! ", "Three"]),
            (
                "Mr. Lund saw Dr. Voss. He left.",
                vec!["Mr. Lund saw Dr. Voss. ", "He left."],
            ),
            (
                "J. B. Quint wrote it. Nobody read it.",
                vec!["J. B. Quint wrote it. ", "Nobody read it."],
            ),
            (
                "It cost 5.50 at 5.48 p.m. that day.",
                vec!["It cost 5.50 at 5.48 p.m. that day."],
            ),
            ("“So?” she said. “No.”", vec!["“So?” she said. ", "“No.”"]),
            ("塔が建つ。港は静か。", vec!["塔が建つ。", "港は静か。"]),
        ] {
            let seen: Vec<&str> = sentences(text)
                .into_iter()
                .map(|range| &text[range])
                .collect();
            assert_eq!(seen, want, "{text}");
        }
    }

    #[test]
    fn marks_stay_with_the_sentence_that_they_end() {
        for (text, words, want) in [
            ("“No boats,” he said.", "No boats", "No boats"),
            ("“No boats.” He left", "No boats", "“No boats.”"),
            ("He left (at noon).", "at noon", "(at noon)."),
            ("He left. “So”", "He left", "He left."),
            ("Gone", "Gone", "Gone"),
        ] {
            let start = text.find(words).unwrap();
            let (start, end) = attached((text, start), (text, start + words.len()));
            assert_eq!(&text[start..end], want);
        }
    }
}
