//! Versions of one text: one row, a word by word comparison.

use std::path::PathBuf;

use crate::app::desk::{Desk, article};
use crate::article::{Block, BlockKind};
use crate::library::difference::Change;

/// Words of its own, for the other samples share most of theirs.
const TEXT: [&str; 12] = [
    "A crossing that nobody had missed began once more on Monday, said the mate.",
    "Two passengers, a bicycle and eleven hens were counted at the quay by noon.",
    "Hollin had built another landing stage meanwhile, out of driftwood and spite.",
    "Fares stay what they were under the old company: an egg, or whatever fits.",
    "Whoever comes late may shout; the mate hears well and turns back gladly.",
    "Children of the island have painted the rails in whatever was left over.",
    "Below deck stands a stove, and beside it a bench for those who are cold.",
    "Letters travel in a tin that once held biscuits and still smells of them.",
    "No one under twelve may steer, though several have asked in writing.",
    "Its bell came from the school, which has closed, and rings a little flat.",
    "Gulls follow as far as the sandbank, where they lose interest all at once.",
    "A winter timetable follows as soon as somebody has found the calendar.",
];

/// The library, and three versions of one text: in each a paragraph was changed. And the oldest article, which is there once.
fn desk() -> Desk {
    let mut desk = Desk::new(120, 40);
    let mut first = article("Ferry to Hollin runs again", "Quay Post", "2026-11-22", 0);
    let paragraphs = TEXT.map(|text| Block::new(BlockKind::Paragraph, text));
    first.body.extend(paragraphs);
    let mut second = first.clone();
    second.updated = "2026-11-22T10:00:00".parse().ok();
    second.body[1].text = second.body[1].text.replace("quay", "pier");
    let mut third = second.clone();
    third.updated = "2026-11-22T12:00:00".parse().ok();
    third.body[11].text = "The winter timetable hangs in the kiosk.".to_owned();
    let mut alone = article(
        "The clock of Ullen strikes thirteen",
        "Quay Post",
        "2020-01-01",
        0,
    );
    let text = "Nobody knows since when, for nobody had counted before the new teacher came.";
    alone.body.push(Block::new(BlockKind::Paragraph, text));
    let versions = [
        ("first", first),
        ("second", second),
        ("third", third),
        ("alone", alone),
    ];
    let paths = versions.map(|(name, article)| {
        let path = PathBuf::from(format!("ferry-{name}.txt"));
        desk.articles.insert(path.clone(), article);
        path
    });
    desk.bring(&paths);
    desk.finish_scan();
    desk
}

fn notice(desk: &Desk) -> &str {
    desk.model.notice.as_deref().unwrap_or_default()
}

/// What the comparison says has gone and come.
fn changes(desk: &Desk) -> (Vec<&str>, Vec<&str>) {
    let reader = desk.model.reader.as_ref().expect("an article");
    let comparison = reader.comparison.as_ref().expect("a comparison");
    let words = |which: Change| {
        let pieces = comparison.compared.pieces.iter();
        let words = pieces.flat_map(|piece| &piece.words);
        let words = words.filter(|(change, _)| *change == which);
        words.map(|(_, words)| words.trim()).collect()
    };
    (words(Change::Deleted), words(Change::Inserted))
}

#[test]
fn versions_are_one_row_or_each_has_its_own() {
    let mut desk = desk();
    let stands_for = |desk: &Desk| desk.model.list.stands_for(desk.model.list.cursor()).len();
    desk.press("gg");
    assert_eq!(stands_for(&desk), 1);
    desk.press("G : 'toggle-folding Enter");
    assert_eq!(notice(&desk), "Versions of one text are one row");
    desk.press("gg");
    // The newest speaks for the others.
    assert_eq!(desk.state(), "list ferry-third ferry-first@0");
    assert_eq!(stands_for(&desk), 3);
    desk.press(": 'toggle-folding Enter");
    assert_eq!(notice(&desk), "Each version has a row of its own");
    desk.press("gg");
    assert_eq!(stands_for(&desk), 1);
}

#[test]
fn two_versions_are_compared_word_by_word() {
    let mut desk = desk();
    desk.press("gg jj Enter gD");
    let (gone, come) = changes(&desk);
    assert!(
        gone.concat().contains("calendar") && come.concat().contains("kiosk"),
        "{gone:?} {come:?}"
    );
    // The pair before, and no further.
    desk.press("<");
    let dates = ["2026-11-22", "2026-11-22 · updated 2026-11-22 10:00:00"];
    let expected = (vec![dates[0], "quay"], vec![dates[1], "pier"]);
    assert_eq!(changes(&desk), expected);
    desk.press("<");
    assert_eq!(notice(&desk), "These are the oldest versions");
    desk.press("> >");
    assert_eq!(notice(&desk), "These are the newest versions");
    // Again: the article, where it stood.
    desk.press("gD");
    assert!(!desk.model.is_comparing());
    assert_eq!(desk.state(), "body ferry-third ferry-third@0");
    // What is there once has nothing to be compared with.
    desk.press("q G Enter gD");
    assert_eq!(notice(&desk), "Only one version of this article is saved");
    assert!(!desk.model.is_comparing());
}
