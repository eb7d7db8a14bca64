//! Lines and the articles that they name, on a shelf of a few.

use std::convert::Infallible;

use super::*;

/// An article's signs and its address.
type Article = (Vec<(Sign, String)>, Option<String>);

/// Articles; ids are positions.
struct Shelf(Vec<Article>);

impl Saved for Shelf {
    type Error = Infallible;

    fn with(&self, sign: Sign, key: &str) -> Result<Vec<Id>, Infallible> {
        let held = self.keys(sign);
        let found = held.filter(|(known, _)| *known == key);
        Ok(found.map(|(_, id)| id).collect())
    }

    fn beginning(&self, sign: Sign, key: &str) -> Result<Option<Vec<(String, Id)>>, Infallible> {
        let held = self.keys(sign);
        let found = held.filter(|(known, _)| known.starts_with(key));
        Ok(Some(
            found.map(|(known, id)| (known.to_owned(), id)).collect(),
        ))
    }

    fn like(&self, _: &str) -> Result<Option<Vec<(String, Id)>>, Infallible> {
        let held = self.keys(Sign::Whole);
        Ok(Some(
            held.map(|(known, id)| (known.to_owned(), id)).collect(),
        ))
    }

    fn cut_up_to(&self, key: &str) -> Result<Option<String>, Infallible> {
        let held = self.keys(Sign::Cut).map(|(known, _)| known);
        Ok(held.filter(|known| *known <= key).max().map(str::to_owned))
    }

    fn are_copies(&self, one: Id, other: Id) -> Result<bool, Infallible> {
        let of = |id: Id| {
            let all = [Sign::Page, Sign::Day];
            let all = all.map(|sign| self.keys(sign).filter(|(_, of)| *of == id));
            all.into_iter()
                .flatten()
                .map(|(key, _)| key)
                .collect::<Vec<_>>()
        };
        let others = of(other);
        Ok(of(one).iter().any(|sign| others.contains(sign)))
    }

    fn url(&self, id: Id) -> Result<Option<String>, Infallible> {
        let at = usize::try_from(id.0).expect("a position");
        Ok(self.0.get(at).and_then(|(_, url)| url.clone()))
    }
}

impl Shelf {
    fn keys(&self, sign: Sign) -> impl Iterator<Item = (&str, Id)> {
        let all = (0..).map(Id).zip(&self.0);
        let all = all.flat_map(|(id, (signs, _))| signs.iter().map(move |s| (id, s)));
        all.filter(move |(_, (of, _))| *of == sign)
            .map(|(id, (_, key))| (key.as_str(), id))
    }
}

fn entry(headline: &str, date: &str, publisher: &str) -> Article {
    let publisher = Some(publisher).filter(|name| !name.is_empty());
    (signs(headline, None, publisher, date.parse().ok()), None)
}

fn library() -> Shelf {
    let at =
        |url: &str, headline: &str| (signs(headline, Some(url), None, None), Some(url.to_owned()));
    Shelf(vec![
        entry("Ferry to Aldern sails again after nine days", "", ""),
        at(
            "https://www.post.example/wall/",
            "Who pays for the harbour wall, and when?",
        ),
        entry(
            "Storm Ottilie leaves the islands without light | Sea Echo",
            "",
            "",
        ),
        entry("Storm Ottilie leaves the islands without boats", "", ""),
        entry("Minister’s visit to Aldern ‘a success’ - the mayor", "", ""),
        entry("Nine days without post on the island of…", "", ""),
        entry("Morning letter", "2022-01-01", "Post"),
        entry("Morning letter", "2022-01-02", "Post"),
        entry("Evening letter", "2022-01-02", "Post"),
        entry("Evening letter", "2022-01-02", "Post"),
        entry(
            "Everything you need to know about the lighthouses of the outer islands",
            "",
            "",
        ),
        entry(
            "The ten slowest ferries of all the islands (and how to board the right one)",
            "",
            "",
        ),
    ])
}

fn check(links: &Shelf, (headline, url): (&str, &str), id: Option<i64>) {
    let related = Related {
        headline: headline.to_owned(),
        url: Some(url.to_owned()).filter(|url| !url.is_empty()),
        ..Related::default()
    };
    assert_eq!(
        resolve(links, &related),
        Ok(id.map(Id)),
        "{headline:?} {url:?}"
    );
}

#[test]
fn resolves() {
    let links = library();
    for (headline, url, id) in [
        ("Ferry to Aldern sails again after nine days", "", Some(0)),
        ("FERRY TO ALDERN SAILS AGAIN – AFTER NINE DAYS", "", Some(0)),
        ("Ferry to Aldern sails again af…", "", Some(0)),
        ("Ferry to Aldern sails...", "", Some(0)),
        ("Ferry to Aldern sails again", "", Some(0)),
        ("Ferry to Aldern sails aga", "", None),
        ("Ferry to...", "", None),
        (
            "Read more: Ferry to Aldern sails again after nine days",
            "",
            Some(0),
        ),
        (
            "LIVE Ferry to Aldern sails again after nine days",
            "",
            Some(0),
        ),
        ("Photo of Ferry to Aldern sails again after...", "", Some(0)),
        (
            "An image that illustrates this article Ferry to Aldern sails again after nine daysStory video icon",
            "",
            Some(0),
        ),
        (
            "Ferry to Aldern sails again after nine days - The Harbour Post",
            "",
            Some(0),
        ),
        (
            "Ferry to Aldern sails again after nine days · 3 hours ago",
            "",
            Some(0),
        ),
        (
            "2. Ferry to Aldern sails again after nine days(opens in new window)",
            "",
            Some(0),
        ),
        ("The harbour: ferry to Aldern sails…", "", None),
        ("Why ferry to Aldern sails again after nine days", "", None),
        (
            "Minister's visit to Aldern \"a success\" — the mayor",
            "",
            Some(4),
        ),
        (
            "Storm Ottilie leaves the islands without light",
            "",
            Some(2),
        ),
        ("Storm Ottilie leaves the islands without…", "", None),
        ("Storm Ottilie leaves the islands", "", None),
        (
            "Nine days without post on the island of Aldern",
            "",
            Some(5),
        ),
        ("Nine days without post on the mainland", "", None),
        ("Morning letter", "", None),
        ("Evening letter", "", Some(8)),
        ("Letter", "", None),
        ("", "", None),
        ("…", "", None),
        (
            "Who pays?",
            "http://post.example/wall?utm_source=front#top",
            Some(1),
        ),
        (
            "Who pays for the harbour wall, and when?",
            "https://post.example/wall-2",
            None,
        ),
        (
            "Who pays for the harbour wall, and when?",
            "https://go.example/xyz",
            Some(1),
        ),
        (
            "Who pays for the harbour wall, and when?",
            "/wall-2",
            Some(1),
        ),
    ] {
        check(&links, (headline, url), id);
    }
}

#[test]
fn small_parts_of_headlines_name_nothing() {
    let links = library();
    for (headline, url, id) in [
        ("Everything you need to know", "", None),
        ("Harbour dues: Everything you need to know", "", None),
        (
            "Everything you need to know about the lighthouses",
            "",
            Some(10),
        ),
        ("How to board the right one", "", None),
        ("How to board the right…", "", None),
        ("The ten slowest ferries of all the islands", "", Some(11)),
    ] {
        check(&links, (headline, url), id);
    }
}

#[test]
fn a_cut_line_may_name_a_cut_headline_but_not_two() {
    let line = "Nine days without post on the island of…";
    check(&library(), (line, ""), Some(5));
    let Shelf(mut articles) = library();
    articles.push(entry(
        "Nine days without post on the island of Aldern",
        "",
        "",
    ));
    check(&Shelf(articles), (line, ""), None);
}

#[test]
fn nothing_is_found_in_nothing() {
    let related = Related {
        headline: "Ferry to Aldern sails again".into(),
        ..Related::default()
    };
    assert_eq!(resolve(&Shelf(Vec::new()), &related), Ok(None));
}
