//! One line of the journal of marks: `{"v":1,"key":"…","read":true,"starred":false,"place":{"block":3,"byte":0}}`.

use std::io;

use serde::{Deserialize, Serialize};

use super::State;
use super::journal::Record;
use crate::article::Place;

/// The format that this program writes, and the only one that it reads.
const VERSION: u32 = 1;

/// A line as it is written.
#[derive(Serialize, Deserialize)]
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
    fn write(&self, key: &str) -> io::Result<Vec<u8>> {
        let line = Line {
            v: VERSION,
            key: key.into(),
            read: self.read,
            starred: self.starred,
            place: self.place,
        };
        let mut bytes = serde_json::to_vec(&line)?;
        bytes.push(b'\n');
        Ok(bytes)
    }

    fn read(bytes: &[u8]) -> Option<(String, Self)> {
        let line: Line = serde_json::from_slice(bytes).ok()?;
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
    #[allow(clippy::unwrap_used)]
    fn writes_what_it_reads() {
        let state = State {
            read: true,
            starred: false,
            place: Place { block: 3, byte: 0 },
        };
        let line = state.write("00ff").unwrap();
        let text = "{\"v\":1,\"key\":\"00ff\",\"read\":true,\"starred\":false,\"place\":{\"block\":3,\"byte\":0}}\n";
        assert_eq!(line, text.as_bytes());
        assert_eq!(State::read(&line), Some(("00ff".into(), state)));
    }

    #[test]
    fn refuses_damage() {
        for bytes in [
            &b""[..],
            b"{\"v\":1,\"key\":\"a\",\"read\":tr",
            b"{\"v\":2,\"key\":\"a\",\"read\":true,\"starred\":true}",
            b"{\"v\":1,\"read\":true,\"starred\":true}",
            b"\xff\xfe",
            b"null",
        ] {
            assert_eq!(State::read(bytes), None, "{bytes:?}");
        }
    }
}
