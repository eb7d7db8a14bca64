//! What stands around an article: the chapters of the sidebar, and the ways through them.

use crate::app::desk::Desk;
use crate::app::message::{Effect, Message};
use crate::app::reader::Reader;
use crate::app::sidebar::{InfoKind, Section};
use crate::library::Mark;

/// The rows of what stands around the article, each as it is drawn but for the signs.
fn rows(desk: &Desk) -> Vec<String> {
    let info = desk.model.info_rows(23);
    let rows = info
        .rows()
        .map(|row| (row, format!("{}{}", row.label, row.text)));
    let rows = rows
        .skip_while(|(_, text)| !text.starts_with("NAMED ON") && !text.starts_with("THIS STORY"));
    let rows = rows.filter(|(row, _)| row.kind != InfoKind::Blank);
    rows.map(|(_, text)| text).collect()
}

#[test]
fn every_article_around_stands_in_one_chapter() {
    let mut desk = Desk::with_story(120, 60);
    desk.press("Enter");
    assert_eq!(
        rows(&desk),
        [
            "NAMED ON  1",
            "Nettle soup for a",
            "cold evening",
            "1 Oct · Kitchen Letter",
            "THIS STORY  3 saved",
            "10 Nov  Lamp keepers",
            "vote on longer nights",
            "Inland Post",
            "18 Nov  Storm closes",
            "the northern lights",
            "Inland Post",
            "20 Nov ",
            "RELATED  1",
            "潮位表示の新しい塔が",
            "港に建つ",
            "Ostermouth, tide, 3 days before",
        ]
    );
}

#[test]
fn versions_stand_by_themselves_and_not_in_the_story() {
    let mut desk = Desk::with_story(120, 60);
    desk.invented.story = vec!["ferry", "gull", "storm"];
    desk.press("4j Enter");
    assert_eq!(
        rows(&desk),
        [
            "THIS STORY  2 saved",
            "2 Nov  ",
            "18 Nov  Storm closes",
            "the northern lights",
            "Inland Post",
            "VERSIONS  1",
            "30 Oct  A gull steals",
            "the town clerk's seal",
        ]
    );
    desk.invented.story.pop();
    desk.press("J K");
    assert_eq!(rows(&desk), Vec::<String>::new());
}

/// At 120x60: `keys` lead from the library just opened to `expected`, in the notation of [`Desk::state`].
fn check(keys: &str, expected: &str) {
    let mut desk = Desk::with_story(120, 60);
    desk.press(keys);
    assert_eq!(desk.state(), expected, "after {keys}");
}

#[test]
fn what_stands_around_is_chosen_and_opened() {
    check("Enter r", "info harbour harbour@0");
    check("Enter r Enter", "body storm storm@0");
    check("Enter r r Enter", "body soup soup@0");
    check("Enter r r r Enter", "body lamp lamp@0");
    check("Enter r r r j Enter", "body storm storm@0");
    check("Enter r r r r Enter", "body tide tide@0");
    check("Enter r r r r r Enter", "body storm storm@0");
    check("Enter r G Enter", "body tide tide@0");
    check("jj r Enter", "body harbour harbour@0");
    check("Enter r G Enter H", "body harbour harbour@0");
}

#[test]
fn the_story_is_walked_by_date_from_any_pane() {
    check("Enter [s", "body storm storm@0");
    check("Enter [s [s", "body lamp lamp@0");
    check("Enter 2[s", "body lamp lamp@0");
    check("Enter 9[s ]s", "body storm storm@0");
    check("Enter r [s", "body storm storm@0");
    check("[s", "body storm storm@0");
    check("3j [s", "body lamp lamp@0");
    check("3j ]s", "body storm storm@0");
    check("Enter [s H", "body harbour harbour@0");
    for (keys, notice) in [
        ("Enter ]s", "The latest of this story"),
        ("Enter 2[s [s", "The first of this story"),
        ("jj Enter ]s", "This article stands alone"),
        ("6j ]s", "This article stands alone"),
    ] {
        let mut desk = Desk::with_story(120, 40);
        desk.press(keys);
        assert_eq!(desk.model.notice.as_deref(), Some(notice), "after {keys}");
    }
}

#[test]
fn keys_wait_for_what_they_need_to_know() {
    let mut desk = Desk::with_story(120, 40);
    desk.late = Some(Vec::new());
    desk.press("j Enter ]s");
    assert_eq!(desk.state(), "body storm storm@0");
    desk.late = None;
    desk.answer_around(desk.row("harbour").id);
    assert_eq!(
        desk.state(),
        "body storm storm@0",
        "an answer for another article"
    );
    desk.answer_around(desk.row("storm").id);
    assert_eq!(desk.state(), "body harbour harbour@0");
    desk.late = Some(Vec::new());
    desk.press("q 3G Enter r");
    assert_eq!(desk.state(), "body tide tide@0");
    desk.answer_around(desk.row("tide").id);
    assert_eq!(desk.state(), "info tide tide@0");
}

#[test]
fn the_choice_stays_on_its_article_when_more_comes_to_stand_around() {
    let mut desk = Desk::with_story(120, 40);
    desk.press("Enter r r r j");
    let chosen = desk.model.chosen();
    desk.invented.named_on.push(("gull", "harbour"));
    desk.invented.story.push("ferry");
    desk.send(Message::Changed);
    assert_eq!(desk.model.chosen(), chosen);
    let choices = desk.model.reader.as_ref().map(Reader::choices);
    let choices = choices.unwrap_or_default();
    let in_story = choices
        .iter()
        .filter(|(section, _)| *section == Section::Story);
    assert_eq!(in_story.count(), 3);
}

#[test]
fn it_is_asked_once_an_article_and_again_when_the_library_has_changed() {
    let mut desk = Desk::with_story(120, 40);
    let asked = |desk: &Desk| {
        let around = desk.asked.iter();
        around
            .filter(|effect| matches!(effect, Effect::Around(_)))
            .count()
    };
    let before = asked(&desk);
    desk.press("j Enter j j k");
    assert_eq!(asked(&desk), before + 1);
    desk.press("q k j k j k");
    assert_eq!(asked(&desk), before + 1, "not while the selection moves");
    desk.press("U");
    desk.send(Message::Changed);
    assert_eq!(asked(&desk), before + 2);
}

#[test]
fn what_is_read_loses_its_sign_at_once() {
    let mut desk = Desk::with_story(120, 40);
    desk.press("Enter");
    let storm = desk.row("storm").id;
    let is_read = |desk: &Desk| {
        desk.model
            .marks_of(storm)
            .map(|marks| marks.has(Mark::Read))
    };
    assert_eq!(is_read(&desk), Some(false));
    desk.press("[s ]s");
    assert_eq!(is_read(&desk), Some(true));
}
