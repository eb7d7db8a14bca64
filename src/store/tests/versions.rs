//! Versions of one text, as they come and go.

use super::samples::{article, key, put, store};
use crate::article::Article;
use crate::library::{Grouping, Id, Order};
use crate::store::{Folding, FoundFiles, Store};

const TEXT: &str = "The boom across the mouth of Ostermouth harbour was lifted at dawn on Tuesday, a week after the storm had driven two \
     barges onto it. Harbour master Ida Brandt said that pilots would take in one ship at a time until divers had looked at the foot of the mole. \
     Bakers on the quay sold out before eight, and the school let its pupils go to see the first ship.";

fn updated(headline: &str, text: &str, at: &str) -> Article {
    Article {
        updated: at.parse().ok(),
        ..article(headline, "2022-01-01", text)
    }
}

/// Four articles, three of them of one text; the third was changed last.
fn articles() -> Vec<Article> {
    let more = format!(
        "{TEXT} The ferry left at nine with eggs and letters, and with a wedding party that had slept in the chapel."
    );
    vec![
        updated("Harbour opens", TEXT, "2022-01-01T08:00:00Z"),
        updated(
            "Apples do well",
            "A text of its own. ".repeat(30).as_str(),
            "2022-01-02",
        ),
        updated("Harbour opens again", &more, "2022-01-01T15:00:00Z"),
        updated(
            "Boom is lifted, say pilots",
            &TEXT.replace("two barges", "three barges"),
            "2022-01-01T09:00:00Z",
        ),
    ]
}

/// The versions of the first article that is there, by the numbers of their files.
fn versions(store: &Store, all: &[Article], of: usize) -> String {
    let Some(id) = store.id_of(key(&all[of])).unwrap() else {
        return "gone".to_owned();
    };
    let rows = store.versions_of(id).unwrap();
    let names: Vec<String> = rows
        .iter()
        .map(|row| row.file_name().replace(".txt", ""))
        .collect();
    names.join(" ")
}

#[test]
fn versions_are_found_in_any_order_and_go_with_their_files() {
    let all = articles();
    for order in [[0, 1, 2, 3], [3, 2, 1, 0], [2, 0, 3, 1]] {
        let (_folder, mut store) = store();
        for n in order {
            store.put(&[put(&format!("{n}.txt"), &all[n])]).unwrap();
        }
        for of in [0, 2, 3] {
            assert_eq!(versions(&store, &all, of), "2 3 0", "{order:?}");
        }
        assert_eq!(versions(&store, &all, 1), "");
        for (left, want) in [(&[0, 1, 3][..], "3 0"), (&[0, 1], ""), (&[1], "gone")] {
            let known = store.known_files().unwrap();
            let mut found = FoundFiles::default();
            for n in left {
                found.add(&known, format!("{n}.txt").as_bytes());
            }
            store.take_out_all_but(&known, &found).unwrap();
            assert_eq!(versions(&store, &all, 0), want, "{order:?} {left:?}");
        }
        let left = "SELECT (SELECT count(*) FROM index_version), (SELECT count(DISTINCT article) FROM index_print)";
        let left: (i64, i64) = store
            .db
            .query_row(left, [], |row| Ok((row.get(0)?, row.get(1)?)))
            .unwrap();
        assert_eq!(left, (0, 1), "nothing is left of what went");
    }
}

#[test]
fn a_list_folds_by_versions_and_by_stories() {
    let (_folder, mut store) = store();
    let all = articles();
    let puts: Vec<_> = (0..)
        .zip(&all)
        .map(|(n, one)| put(&format!("{n}.txt"), one))
        .collect();
    store.put(&puts).unwrap();
    let id = |n: usize| store.id_of(key(&all[n])).unwrap().unwrap();
    for n in [1, 2] {
        let insert = "INSERT INTO index_story VALUES (?1, 7)";
        store.db.execute(insert, [id(n).0]).unwrap();
    }
    let rows = |versions, stories| {
        let listing = store
            .listed((Order::Headline, Grouping::None), false, None)
            .unwrap();
        let by = Folding {
            versions,
            stories,
            first: false,
        };
        let folded = store.folded(listing, by).unwrap();
        let name = |of: Id| (0..4).find(|&n| id(n) == of).unwrap_or(9);
        let level = |n: usize| folded.levels.get(n).map_or(0, |level| *level as u8);
        let rows = folded.articles.iter().enumerate();
        rows.map(|(n, (id, _))| format!("{}{}", ".".repeat(level(n).into()), name(*id)))
            .collect::<Vec<_>>()
            .join(" ")
    };
    assert_eq!(rows(false, false), "1 3 0 2");
    assert_eq!(rows(true, false), "1 2 ..3 ..0");
    let both = rows(true, true);
    assert!(both == "1 .2 ..3 ..0" || both == "2 ..3 ..0 .1", "{both}");
}
