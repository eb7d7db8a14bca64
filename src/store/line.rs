//! One line of the journal: `{"v":1,"key":"…","read":true,"starred":false,"place":{"block":3,"byte":0}}`.

use serde::{Deserialize, Serialize};

use super::State;
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

/// Writes a line, its line break included.
pub(super) fn write(key: &str, state: &State) -> serde_json::Result<Vec<u8>> {
    let line = Line {
        v: VERSION,
        key: key.into(),
        read: state.read,
        starred: state.starred,
        place: state.place,
    };
    let mut bytes = serde_json::to_vec(&line)?;
    bytes.push(b'\n');
    Ok(bytes)
}

/// Reads a line without its break; `None` for a damaged one and for one of another version.
pub(super) fn read(bytes: &[u8]) -> Option<(String, State)> {
    let line: Line = serde_json::from_slice(bytes).ok()?;
    let state = State {
        read: line.read,
        starred: line.starred,
        place: line.place,
    };
    (line.v == VERSION).then(|| (line.key.into_owned(), state))
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
        let line = write("00ff", &state).unwrap();
        let text = "{\"v\":1,\"key\":\"00ff\",\"read\":true,\"starred\":false,\"place\":{\"block\":3,\"byte\":0}}\n";
        assert_eq!(line, text.as_bytes());
        assert_eq!(read(&line), Some(("00ff".into(), state)));
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
            assert_eq!(read(bytes), None, "{bytes:?}");
        }
    }
}
