//! Rows that fold and unfold, and what becomes of them when articles go.

use super::*;
use crate::app::message::Listed;
use crate::library::{Head, MarkSet, Shared};

/// A list from `1 2[3 4(5[6`: `[` is a version, `(` a text of the story above; `!` is read.
fn list(text: &str) -> List {
    let mut listed = Listed::default();
    for (sign, word) in text.match_indices([' ', '[', '(']).map(|(at, sign)| {
        let rest = &text[at + 1..];
        (sign, rest.split([' ', '[', '(']).next().unwrap_or_default())
    }) {
        let id = Id(word.trim_end_matches('!').parse().unwrap());
        let marks = MarkSet::default().set(Mark::Read, word.ends_with('!'));
        listed.articles.push((id, marks));
        listed.levels.push(match sign {
            "[" => Level::Version,
            "(" => Level::Story,
            _ => Level::Top,
        });
    }
    let of = Shared::Day(None);
    listed.heads = vec![Head { at: 0, of }];
    let mut list = List::new(true);
    list.show(listed, None);
    list
}

/// The rows shown, the selected one in angles, what they stand for behind them.
fn shown(list: &List) -> String {
    let rows = (0..list.count()).map(|row| {
        let fold = list.fold_at(row);
        let (texts, versions) = fold.counts();
        let id = list.row(row).unwrap_or_default().0;
        let id = if row == list.cursor() {
            format!("<{id}>")
        } else {
            id.to_string()
        };
        let count =
            |sign: &str, n: Option<usize>| n.map_or(String::new(), |n| format!("{sign}{n}"));
        let unread = if fold.is_unread { "" } else { "!" };
        let before = ".".repeat(usize::from(list.indent(row) / STEP));
        format!(
            "{before}{id}{}{}{unread}",
            count("s", texts),
            count("x", versions)
        )
    });
    rows.collect::<Vec<_>>().join(" ")
}

/// Keys: digit selects a row, `x` unfolds or folds, `h` folds, `X` all, `n` `p` the next and previous unread row, `d` takes out what the
/// row stands for, `D` only its article, `>` reveals an article.
fn check(text: &str, keys: &str, want: &str) {
    let mut list = list(text);
    let mut keys = keys.chars();
    while let Some(key) = keys.next() {
        match key {
            'x' => {
                let _ = list.unfold_selected() || list.fold_selected();
            }
            'h' => {
                list.fold_selected();
            }
            'X' => list.fold_all(),
            'n' | 'p' => {
                if let Some(row) = list.unread_from(key == 'n') {
                    list.select(row);
                }
            }
            'd' => {
                let ids = list.rows[list.stands_for(list.cursor())].to_vec();
                list.remove(&ids);
            }
            'D' => {
                let id = list.selected().unwrap();
                list.remove(&[id]);
            }
            '>' => {
                let id = keys.next().and_then(|c| c.to_digit(10)).unwrap();
                list.select_id(Id(id.into()));
            }
            digit => list.select(digit.to_digit(10).unwrap() as usize),
        }
    }
    assert_eq!(shown(&list), want, "{text} {keys:?}");
}

#[test]
fn rows_fold_and_unfold_in_place() {
    for (text, keys, want) in [
        (" 1 2[3[4 5", "", "<1> 2x3 5"),
        (" 1 2[3[4 5", "1x", "1 <2>x3 .3 .4 5"),
        (" 1 2[3[4 5", "1xx", "1 <2>x3 5"),
        (" 1 2[3[4 5", "1x3h", "1 <2>x3 5"),
        (" 1 2[3[4 5", "2x", "1 2x3 <5>"),
        (
            " 1 2[3[4 5",
            ">4",
            "1 2x3 .3 <.4> 5".replace("<.4>", ".<4>").as_str(),
        ),
        (" 1[2(3[4(5 6", "", "<1>s3 6"),
        (" 1[2(3[4(5 6", "x", "<1>s3x2 .3x2 .5 6"),
        (" 1[2(3[4(5 6", "xx", "<1>s3x2 .2 .3x2 .5 6"),
        (" 1[2(3[4(5 6", "x1x", "1s3x2 .<3>x2 ..4 .5 6"),
        (" 1[2(3[4(5 6", "x1xh", "1s3x2 .<3>x2 .5 6"),
        (" 1[2(3[4(5 6", "x1hh", "<1>s3 6"),
        (" 1[2(3[4(5 6", "1X", "1s3x2 .2 .3x2 ..4 .5 <6>"),
        (" 1[2(3[4(5 6", "X4X", "<1>s3 6"),
        (" 1[2(3[4(5 6", ">4", "1s3x2 .3x2 ..<4> .5 6"),
    ] {
        check(text, keys, want);
    }
}

#[test]
fn versions_of_what_was_read_are_no_news() {
    for (text, keys, want) in [
        (" 1! 2![3 4", "n", "1! 2x2! <4>"),
        (" 1! 2![3 4", "1xn", "1! 2x2! .<3> 4"),
        (" 1! 2!(3 4", "", "<1>! 2s2 4"),
        (" 1! 2!(3 4", "n", "1! 2s2! .<3> 4"),
        (" 1 2!(3![4 5", "2p", "<1> 2s2! 5"),
    ] {
        check(text, keys, want);
    }
}

#[test]
fn what_goes_takes_along_what_it_stands_for() {
    for (text, keys, want) in [
        (" 1 2[3[4 5", "1d", "1 <5>"),
        (" 1 2[3[4 5", "1xD", "1 <3>x2 .4 5"),
        (" 1 2[3[4 5", "1x2D", "1 2x2 .<4> 5"),
        (" 1[2(3[4(5 6", "d", "<6>"),
        (" 1[2(3[4(5 6", "xd", "<3>s2x2 .5 6"),
        (" 1[2(3[4(5 6", "xxD", "<2>s3 .3x2 .5 6"),
        (" 1[2(3[4(5 6", "x1D", "1s3x2 .<4> .5 6"),
        (" 1 2[3", "1d", "<1>"),
    ] {
        check(text, keys, want);
    }
}
