//! Related headlines, and the saved articles that they lead to.

use super::samples::{article, put, store};
use crate::article::{Article, Related};

#[test]
fn headlines_lead_to_articles_and_copies_are_one() {
    let (_folder, mut store) = store();
    let wall = Article {
        url: Some("https://www.post.example/wall/".into()),
        ..article(
            "Who pays for the harbour wall, and when?",
            "2022-01-01",
            "x",
        )
    };
    let mirror = Article {
        url: wall.url.clone(),
        ..article(
            "Who pays for the harbour wall, and when?",
            "2022-01-02",
            "y",
        )
    };
    let cut = article(
        "Nine days without post on the island of…",
        "2022-01-03",
        "z",
    );
    let letters = ["2022-01-04", "2022-01-05"]
        .map(|day| article("A letter from the islands to the mainland", day, day));
    let all: Vec<Article> = [wall, mirror, cut].into_iter().chain(letters).collect();
    let puts: Vec<_> = all
        .iter()
        .enumerate()
        .map(|(n, one)| put(&format!("{n}.txt"), one))
        .collect();
    store.put(&puts).unwrap();
    for (headline, url, file) in [
        (
            "Who pays for the harbour wall, and when?",
            "",
            Some("0.txt"),
        ),
        ("WHO PAYS for the harbour wall…", "", Some("0.txt")),
        (
            "Who pays?",
            "http://post.example/wall?utm_source=a",
            Some("0.txt"),
        ),
        (
            "Who pays for the harbour wall, and when?",
            "https://post.example/2",
            None,
        ),
        (
            "Nine days without post on the island of Aldern",
            "",
            Some("2.txt"),
        ),
        ("Nine days without post on the mainland", "", None),
        ("A letter from the islands to the mainland", "", None),
        ("", "", None),
    ] {
        let related = Related {
            headline: headline.into(),
            url: Some(url.into()).filter(|url: &String| !url.is_empty()),
            ..Related::default()
        };
        let found = store.links(&[related]).unwrap();
        let file = file.map(|file| store.id_of_file(file.as_bytes()).unwrap().unwrap());
        assert_eq!(found, [file], "{headline:?} {url:?}");
    }
    // An article takes what leads to it along.
    store
        .put(&[put("2.txt", &article("Nothing", "", "else"))])
        .unwrap();
    let related = Related {
        headline: "Nine days without post on the island of Aldern".into(),
        ..Related::default()
    };
    assert_eq!(store.links(&[related]).unwrap(), [None]);
}
