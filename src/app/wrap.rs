//! Short texts in narrow columns: headlines, captions, fields. The article's own text is typeset by `page`.

use std::borrow::Cow;

use textwrap::{Options, WrapAlgorithm};

use crate::page::cells;

/// Bytes looked at for each column of each row: no character that fills one is longer, marks on it included.
const BYTES_A_CELL: usize = 32;

/// `text` in rows of at most `width` columns, `most` rows at most; an ellipsis says that it goes on.
pub fn wrap(text: &str, width: u16, most: usize) -> Vec<String> {
    let width = usize::from(width.max(1));
    let needed = BYTES_A_CELL * width * (most + 1);
    let text = text.get(..text.floor_char_boundary(needed)).unwrap_or(text);
    let options = Options::new(width).wrap_algorithm(WrapAlgorithm::FirstFit);
    let mut rows: Vec<String> = textwrap::wrap(text, options)
        .into_iter()
        .take(most + 1)
        .map(Cow::into_owned)
        .collect();
    if rows.len() > most {
        rows.truncate(most);
        if let Some(last) = rows.last_mut() {
            while cells(last) >= width && last.pop().is_some() {}
            last.truncate(last.trim_end().len());
            last.push('…');
        }
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wraps_and_says_where_it_cuts() {
        let cases = [
            ("the quay is open", 8, 3, vec!["the quay", "is open"]),
            ("the quay is open again", 8, 2, vec!["the quay", "is open…"]),
            ("the quay is shut again", 8, 2, vec!["the quay", "is shut…"]),
            ("the quay is all shut", 8, 2, vec!["the quay", "is all…"]),
            ("潮位表示の塔", 5, 2, vec!["潮位", "表示…"]),
            ("", 8, 2, vec![""]),
            ("ab", 0, 1, vec!["…"]),
        ];
        for (text, width, most, expected) in cases {
            assert_eq!(wrap(text, width, most), expected, "{text}");
        }
    }

    #[test]
    fn a_text_without_end_is_cut_early() {
        let long = "word ".repeat(1_000_000);
        assert_eq!(wrap(&long, 20, 2).len(), 2);
    }
}
