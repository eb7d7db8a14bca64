//! One line of the journal of marks: `{"v":1,"key":"…","read":true,"starred":false,"place":{"block":3,"byte":0}}`.

use serde::Deserialize;

use super::journal::Record;
use crate::article::Place;

/// The only format that there ever was.
const VERSION: u32 = 1;

/// What the reader has done with one article.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct State {
    /// Has been read.
    pub read: bool,
    /// Has a star.
    pub starred: bool,
    /// Where reading stopped.
    pub place: Place,
}

/// A line as it was written.
#[derive(Deserialize)]
struct Line<'a> {
    v: u32,
    #[serde(borrow)]
    key: std::borrow::Cow<'a, str>,
    read: bool,
    starred: bool,
    #[serde(default)]
    place: Place,
}

impl Record for State {
    fn read(line: &[u8]) -> Option<(String, Self)> {
        let line: Line = serde_json::from_slice(line).ok()?;
        let state = Self {
            read: line.read,
            starred: line.starred,
            place: line.place,
        };
        (line.v == VERSION).then(|| (line.key.into_owned(), state))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_is_whole_and_refuses_the_rest() {
        let line =
            br#"{"v":1,"key":"00ff","read":true,"starred":false,"place":{"block":3,"byte":0}}"#;
        let state = State {
            read: true,
            starred: false,
            place: Place { block: 3, byte: 0 },
        };
        assert_eq!(State::read(line), Some(("00ff".into(), state)));
        for line in [
            &b""[..],
            b"{\"v\":1,\"key\":\"a\",\"read\":tr",
            b"{\"v\":2,\"key\":\"a\",\"read\":true,\"starred\":true}",
            b"{\"v\":1,\"read\":true,\"starred\":true}",
            b"\xff\xfe",
            b"null",
        ] {
            assert_eq!(State::read(line), None, "{line:?}");
        }
    }
}
