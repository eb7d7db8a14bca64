//! Pages that name an article, looked up from it.

use super::samples::{article, put, store};
use crate::article::{Article, Related};

/// An article whose page names others.
fn page(headline: &str, day: &str, named: &[(&str, &str)]) -> Article {
    let named = named.iter().map(|(headline, url)| Related {
        headline: (*headline).to_owned(),
        url: Some((*url).to_owned()).filter(|url| !url.is_empty()),
        ..Related::default()
    });
    Article {
        related: named.collect(),
        ..article(headline, day, headline)
    }
}

#[test]
fn an_article_knows_the_pages_that_name_it() {
    let (_folder, mut store) = store();
    let wall = "Who pays for the harbour wall, and when?";
    let ferry = "Ferry to Aldern sails again after nine days";
    let files = [
        (
            "ferry.txt",
            page(ferry, "2022-01-01", &[(ferry, ""), (wall, "")]),
        ),
        (
            "late.txt",
            page(
                "Nine days on the island",
                "2022-01-03",
                &[("Ferry to Aldern sails ag…", "")],
            ),
        ),
        (
            "quay.txt",
            page(
                "Storm closes the quay",
                "2022-01-02",
                &[("Read more: Ferry to Aldern sails again after nine days", "")],
            ),
        ),
        (
            "card.txt",
            page(
                "A quiet week",
                "2022-01-04",
                &[("Who pays?", "http://post.example/wall?utm_source=a")],
            ),
        ),
        (
            "other.txt",
            page(
                "Gulls",
                "2022-01-05",
                &[("Ferry to Ostermouth sails again after two days", "")],
            ),
        ),
    ];
    let puts: Vec<_> = files.iter().map(|(name, page)| put(name, page)).collect();
    store.put(&puts).unwrap();
    let check = |store: &crate::store::Store, file: &str, want: &[&str]| {
        let id = store.id_of_file(file.as_bytes()).unwrap().unwrap();
        let rows = store.named_on(id).unwrap();
        let names: Vec<String> = rows.iter().map(crate::library::Row::file_name).collect();
        assert_eq!(names, want, "{file}");
    };
    check(&store, "ferry.txt", &["late.txt", "quay.txt"]);
    check(&store, "quay.txt", &[]);

    // Saved later, it is known where it was named before.
    let saved = Article {
        url: Some("https://www.post.example/wall/".into()),
        ..article(wall, "2022-01-06", "x")
    };
    store.put(&[put("wall.txt", &saved)]).unwrap();
    check(&store, "wall.txt", &["card.txt", "ferry.txt"]);

    // A page that has gone, or names it no more, is forgotten.
    store
        .put(&[put(
            "late.txt",
            &page("Nine days on the island", "2022-01-03", &[]),
        )])
        .unwrap();
    store.forget_file(b"quay.txt").unwrap();
    check(&store, "ferry.txt", &[]);
    check(&store, "wall.txt", &["card.txt", "ferry.txt"]);
}
