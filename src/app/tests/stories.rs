//! Stories corrected, shown by day, and read for what is new in them.

use crate::app::desk::Desk;
use crate::app::message::Effect;
use crate::app::overlay::Overlay;
use crate::app::reader::Reader;
use crate::article::{Block, BlockKind};

/// What was corrected, by the name of the file, and the notice.
fn corrected(desk: &Desk) -> (Option<String>, &str) {
    let corrected = desk.asked.iter().rev().find_map(|effect| match effect {
        Effect::Story(label, key, correction) => Some(format!("{key:x} {correction:?} {label}")),
        _ => None,
    });
    (corrected, desk.model.notice.as_deref().unwrap_or_default())
}

/// `keys` say of the article in `one` what is written of `other`: that it joins it, or without that that it leaves its story.
fn check(keys: &str, one: &str, other: Option<&str>, notice: &str) {
    let mut desk = Desk::with_story(120, 60);
    desk.press(keys);
    let (one, other) = (desk.row(one), other.map(|other| desk.row(other)));
    let expected = match other {
        Some(other) => format!(
            "{:x} Join({}) joined with a story, {}",
            one.key, other.key, one.headline
        ),
        None => format!(
            "{:x} Part(StoryId(1)) parted from its story, {}",
            one.key, one.headline
        ),
    };
    assert_eq!(corrected(&desk), (Some(expected), notice), "after {keys}");
    let around = |desk: &Desk| {
        let asked = desk.asked.iter();
        asked
            .filter(|effect| matches!(effect, Effect::Around(_)))
            .count()
    };
    let before = around(&desk);
    desk.press("U");
    let notice = desk.model.notice.as_deref().unwrap_or_default();
    assert!(notice.starts_with("Undone: "), "{notice}");
    assert!(
        around(&desk) > before,
        "what stands around is asked for anew"
    );
}

#[test]
fn articles_join_one_story() {
    let tide = "One story, U undoes: 潮位表示の新しい塔が港に建つ";
    let harbour =
        "One story, U undoes: Harbour of Ostermouth opens again after the great storm of March";
    // What is chosen in the sidebar joins the story of the article in the body.
    check("Enter r G &", "tide", Some("harbour"), tide);
    // What stands alone joins the story of what is picked.
    check("jj Enter & Enter", "tide", Some("harbour"), harbour);
    check("jj & Enter", "tide", Some("harbour"), harbour);
    check("Enter & Enter", "tide", Some("harbour"), tide);
    // What was opened before is offered too.
    let lamp = "One story, U undoes: Lamp keepers vote on longer nights";
    check("3j Enter q G Enter & Enter", "soup", Some("lamp"), lamp);
}

#[test]
fn an_article_leaves_its_story() {
    let harbour = "Not of this story, U undoes: Harbour of Ostermouth opens again after the great storm of March";
    check("Enter P", "harbour", None, harbour);
    check("P", "harbour", None, harbour);
    let lamp = "Not of this story, U undoes: Lamp keepers vote on longer nights";
    check("Enter r r r P", "lamp", None, lamp);
}

#[test]
fn what_cannot_be_corrected_says_why() {
    for (keys, notice) in [
        ("jj Enter P", "This article stands alone"),
        ("Enter r G P", "It is not of this story"),
        ("Enter r r r &", "It is of this story already"),
        (
            "G Enter &",
            "Nothing is related to this article; open the other one first, then join from here",
        ),
    ] {
        let mut desk = Desk::with_story(120, 60);
        desk.press(keys);
        assert_eq!(corrected(&desk), (None, notice), "after {keys}");
    }
    let mut desk = Desk::with_story(120, 60);
    desk.press("Enter & q");
    assert_eq!(corrected(&desk), (None, ""));
    assert!(matches!(desk.model.overlay, Overlay::None));
}

#[test]
fn the_timeline_leads_to_the_articles_of_a_story() {
    for (keys, expected) in [
        ("Enter gt q", "body harbour harbour@0"),
        ("Enter gt k Enter", "body storm storm@0"),
        ("Enter gt g l", "body lamp lamp@0"),
        ("Enter gt b Enter", "body lamp lamp@0"),
        ("Enter gt k Enter H", "body harbour harbour@0"),
        ("j gt j Enter", "body harbour harbour@0"),
        ("Enter r gt Enter", "body harbour harbour@0"),
    ] {
        for (width, height) in [(120, 40), (80, 24), (40, 15), (20, 5)] {
            let mut desk = Desk::with_story(width, height);
            desk.press(keys);
            let state = desk.state();
            assert_eq!(state, expected, "after {keys} at {width}x{height}");
        }
    }
    let mut desk = Desk::with_story(120, 40);
    desk.press("jj gt");
    assert_eq!(corrected(&desk), (None, "This article stands alone"));
}

/// A story of two articles; the later one says one thing again.
fn told_twice() -> Desk {
    let mut desk = Desk::new(80, 24);
    let told =
        "The mayor has promised money for a new wall, to be built next summer from local stone.";
    let new =
        "Divers found the old boom on Friday, and raised it with the crane of the ferry company.";
    for (file, texts) in [("lamp.txt", vec![told]), ("storm.txt", vec![new, told])] {
        let body = texts.into_iter();
        let body = body.map(|text| Block::new(BlockKind::Paragraph, text));
        let article = desk.articles.get_mut(std::path::Path::new(file));
        article.expect(file).body = body.collect();
    }
    let paths = desk.paths();
    desk.bring(&paths);
    desk.finish_scan();
    desk.invented.story = vec!["lamp", "storm"];
    desk
}

/// Which elements of the article in the body say what was said before.
fn said(desk: &Desk) -> Vec<usize> {
    let reader = desk.model.reader.as_ref();
    let said = |reader: &Reader| {
        let elements = 0..reader.article.flow().len();
        elements
            .filter(|&element| reader.is_said(element))
            .collect()
    };
    reader.map_or_else(Vec::new, said)
}

#[test]
fn what_an_earlier_article_said_is_marked_on_request() {
    let mut desk = told_twice();
    desk.press("j Enter gn");
    assert_eq!(said(&desk), [3]);
    let beside = "1 of 2 paragraphs are new, beside the earlier one, which you have not read";
    assert_eq!(desk.model.notice.as_deref(), Some(beside));
    desk.press("gn");
    assert_eq!(said(&desk), [0usize; 0]);
    desk.press("[s ]s gn");
    assert_eq!(said(&desk), [3]);
    let beside = "1 of 2 paragraphs are new, beside the earlier one that you have read";
    assert_eq!(desk.model.notice.as_deref(), Some(beside));
    // It stays so for what is opened from now on.
    desk.press("[s");
    assert_eq!(said(&desk), [0usize; 0]);
    desk.press("]s");
    assert_eq!(said(&desk), [3]);
    let count = desk.model.reader.as_ref().and_then(Reader::news_count);
    assert_eq!(count, Some((1, 2)));
}

#[test]
fn without_anything_earlier_all_is_new() {
    let mut desk = told_twice();
    desk.press("3j gn");
    let notice = "Nothing of this story is earlier: all of it is new";
    assert_eq!(desk.model.notice.as_deref(), Some(notice));
    desk.press("gn");
    let notice = "What was said before is not marked any more";
    assert_eq!(desk.model.notice.as_deref(), Some(notice));
}
