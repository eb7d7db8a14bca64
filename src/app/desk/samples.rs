//! The library of the tests, and the pages around its articles.

use std::collections::HashMap;

use crate::app::xray::{Piece, Source};
use crate::article::{Article, Block, BlockKind, Choice, Image, Related, Stamp};

fn day(text: &str) -> Stamp {
    text.parse().expect("a date")
}

fn related(headline: &str, inline: bool) -> Related {
    Related {
        headline: headline.to_owned(),
        inline,
        ..Related::default()
    }
}

/// An article of `paragraphs` numbered paragraphs.
pub fn article(headline: &str, paper: &str, published: &str, paragraphs: usize) -> Article {
    let words = "the ferry waits at the quay until the tide has turned and the lamps are lit";
    Article {
        headline: Some(headline.to_owned()),
        publisher: Some(paper.to_owned()),
        published: Some(day(published)),
        body: (1..=paragraphs)
            .map(|n| {
                let text = format!("Paragraph {n}: {words}, {words}.");
                Block::new(BlockKind::Paragraph, text)
            })
            .collect(),
        ..Article::default()
    }
}

/// The library: seven articles, newest first in the order given.
pub fn library() -> Vec<(&'static str, Article)> {
    let mut harbour = article(
        "Harbour of Ostermouth opens again after the great storm of March",
        "Ostermouth Courier",
        "2026-11-20",
        6,
    );
    harbour.standfirst = Some("The first boats came in with the morning tide".to_owned());
    harbour.byline = vec!["Ida Brandt".to_owned()];
    harbour.updated = Some(day("2026-11-21T15:55:00"));
    harbour.url = Some("https://courier.example/harbour".to_owned());
    harbour.tags = vec!["Harbour".to_owned(), "Storm".to_owned()];
    harbour.images = vec![Image {
        caption: Some("The quay on the morning after".to_owned()),
        credit: Some("Lene Voss".to_owned()),
        before: 1,
        ..Image::default()
    }];
    harbour.body.insert(
        2,
        Block::new(BlockKind::InlineRelated, "Storm closes the northern lights"),
    );
    harbour.related = vec![
        related("Storm closes the northern lights", true),
        related("Mayor promises a new mole", false),
    ];
    vec![
        ("harbour.html", harbour),
        (
            "storm.txt",
            article(
                "Storm closes the northern lights",
                "Inland Post",
                "2026-11-18",
                12,
            ),
        ),
        (
            "tide.txt",
            article("潮位表示の新しい塔が港に建つ", "潮新聞", "2026-11-17", 3),
        ),
        (
            "lamp.txt",
            article(
                "Lamp keepers vote on longer nights",
                "Inland Post",
                "2026-11-10",
                2,
            ),
        ),
        (
            "ferry.txt",
            article(
                "Night ferry to Skarn to run all winter",
                "Skarn Daily",
                "2026-11-02",
                40,
            ),
        ),
        (
            "gull.txt",
            article(
                "A gull steals the town clerk's seal",
                "Skarn Daily",
                "2026-10-30",
                1,
            ),
        ),
        (
            "soup.txt",
            article(
                "Nettle soup for a cold evening",
                "Kitchen Letter",
                "2026-10-01",
                3,
            ),
        ),
    ]
}

/// The page around an article: what of it was kept and cut, as was taught. The lines are numbered from 1.
pub fn page(article: &Article, taught: &HashMap<u64, Option<Choice>>) -> Source {
    let chrome = |text: &str| (text.to_owned(), "chrome");
    let mut texts = vec![
        chrome("Home"),
        chrome("Harbour news"),
        chrome("Sign in to save this story for later, on any of your devices"),
        (article.headline.clone().unwrap_or_default(), "headline"),
        (
            article.published.map(|d| d.to_string()).unwrap_or_default(),
            "date",
        ),
    ];
    texts.extend(article.body.iter().map(|block| {
        let label = match block.kind {
            BlockKind::InlineRelated => "inline related",
            _ => "body",
        };
        (block.text.clone(), label)
    }));
    texts.push(chrome("Get our letter each Friday"));
    texts.push(chrome("Printed by the Courier"));
    let pieces = (1u64..).zip(texts).map(|(line, (text, label))| {
        let told = taught.get(&line).copied().flatten();
        let label = match told {
            Some(Choice::Drop) => "chrome",
            Some(Choice::Keep) if label == "chrome" => "body",
            _ => label,
        };
        Piece {
            text,
            label,
            kept: label != "chrome",
            percent: 94,
            reason: match told {
                Some(_) => "you said so of this line on this site".to_owned(),
                None => "words=02, end=letter".to_owned(),
            },
            line,
            told,
        }
    });
    Source {
        pieces: pieces.collect(),
        site: "courier.example".to_owned(),
        witnesses: Vec::new(),
    }
}
