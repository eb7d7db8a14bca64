//! `clippings related`: one object a file, with the saved articles that its page names.

use std::fs;

use serde_json::{Value, json};

use super::{call, capture, err, out};

#[test]
fn pages_name_saved_articles() {
    let home = tempfile::tempdir().unwrap();
    let page =
        |name: &str, text: &str| fs::write(home.path().join("saved").join(name), text).unwrap();
    fs::create_dir(home.path().join("saved")).unwrap();
    page("wall.txt", &capture("behind a new wall"));
    page(
        "names.md",
        "---\ntitle: Nine days without a ferry\n---\n\n# Nine days without a ferry\n\n\
         The islanders waited on the quay, and nobody could tell them when the boats would sail again.\n\n\
         Read more: Harbour reopens behind a new wall\n\n\
         On Monday evening the first of them came round the point, with post and bread and a doctor on board.\n\n\
         Read more: Gulls learn to count in the old lighthouse\n\n\
         By Wednesday the shops were open again, and the school bell rang as if there had been no storm at all.\n",
    );
    let related = |args: &[&str]| call(home.path(), [&["related"], args].concat());
    let all = related(&["--format", "ndjson", "--links", "saved"]);
    assert_eq!(err(&all), "");
    let objects: Vec<Value> = out(&all)
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let want = json!([
        { "source": "saved/names.md", "related": [], "story": null, "links": [
            { "text": "Harbour reopens behind a new wall", "target": "saved/wall.txt" },
            { "text": "Gulls learn to count in the old lighthouse", "target": null },
        ]},
        { "source": "saved/wall.txt", "related": [], "story": null, "links": [] },
    ]);
    assert_eq!(json!(objects), want);

    let text = "Nine days without a ferry\nsaved/names.md\n  ● Harbour reopens behind a new wall\n    saved/wall.txt\n  \
        ○ Gulls learn to count in the old lighthouse\n";
    for file in ["saved/names.md", "names.md"] {
        let one = related(&["--links", "saved", "--for", file]);
        assert_eq!((out(&one), err(&one)), (text, ""));
    }
    for (file, complaint) in [
        ("gone.md", "clippings: cannot find gone.md"),
        ("/", "clippings: /: is not in saved"),
        ("saved", "clippings: saved: holds no article"),
    ] {
        let none = related(&["saved", "--for", file]);
        assert_eq!(none.status.code(), Some(1));
        assert!(err(&none).starts_with(complaint), "{}", err(&none));
    }
}
