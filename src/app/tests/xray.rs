//! The X-ray by its keys.

use crate::app::desk::Desk;
use crate::app::message::Effect;
use crate::article::Choice;

/// At 80x24: `keys` lead to the X-ray's chosen piece, by its first words, or to none.
fn check(keys: &str, expected: Option<&str>) {
    let mut desk = Desk::new(80, 24);
    desk.press(keys);
    let chosen = chosen(&desk);
    let first = |words: &str| {
        words
            .split_whitespace()
            .take(2)
            .collect::<Vec<_>>()
            .join(" ")
    };
    assert_eq!(chosen.as_deref().map(first).as_deref(), expected, "{keys}");
}

fn chosen(desk: &Desk) -> Option<String> {
    let piece = desk.model.reader.as_ref()?.chosen_piece()?;
    Some(piece.text.clone())
}

fn taught(desk: &Desk) -> Vec<(u64, Option<Choice>)> {
    let lessons = desk.asked.iter().filter_map(|effect| match effect {
        Effect::Teach(_, lesson) => Some((lesson.line, lesson.choice)),
        _ => None,
    });
    lessons.collect()
}

#[test]
fn it_comes_and_goes_and_chooses_pieces() {
    check("Enter", None);
    check("Enter gx", Some("Harbour of"));
    check("gx", Some("Harbour of"));
    check("j gx", Some("Storm closes"));
    check("Enter gx gx", None);
    check("Enter gx q", None);
    check("Enter gx Esc", None);
    check("Enter gx /", None);
    check("Enter gx J", None);
    check("Enter gx j", Some("2026-11-20"));
    check("Enter gx 2j k", Some("2026-11-20"));
    check("Enter gx gg", Some("Home"));
    check("Enter gx k", Some("Sign in"));
    check("Enter gx G", Some("Printed by"));
    check("Enter gx 99j", Some("Printed by"));
    check("Enter gx 2gg", Some("Harbour news"));
    check("Enter gx {", Some("Home"));
    check("Enter gx }", Some("Get our"));
    check("Enter gx } {", Some("Harbour of"));
    check("Enter gx 50%", Some("Storm closes"));
}

#[test]
fn scrolling_takes_the_choice_along() {
    check("4j Enter gx 99 C-f", Some("Paragraph 36:"));
    let mut desk = Desk::new(80, 24);
    desk.press("4j Enter gx Space");
    let far = chosen(&desk).unwrap_or_default();
    assert!(far.starts_with("Paragraph"), "{far}");
    desk.press("9 b");
    let xray = desk
        .model
        .reader
        .as_ref()
        .and_then(|reader| reader.xray.as_ref());
    assert_eq!(xray.map(|xray| xray.top), Some(0));
}

#[test]
fn leaving_goes_to_the_chosen_piece() {
    let mut desk = Desk::new(80, 24);
    desk.press("4j Enter Space");
    let before = desk.state();
    desk.press("gx gx");
    assert_eq!(desk.state(), before);
    desk.press("gx 3k gx");
    assert_ne!(desk.state(), before);
    let reader = desk.model.reader.as_ref();
    let row = reader.and_then(|reader| reader.page.rows.get(reader.top()));
    let text: String = row
        .into_iter()
        .flat_map(|row| &row.runs)
        .map(|run| run.text.as_str())
        .collect();
    assert!(text.starts_with("Paragraph"), "{text}");
}

#[test]
fn a_piece_is_dropped_kept_and_given_back() {
    let mut desk = Desk::new(80, 24);
    desk.press("Enter gx 2j");
    let words = chosen(&desk).unwrap_or_default();
    assert!(words.starts_with("Paragraph 1:"), "{words}");
    let paragraphs = |desk: &Desk| {
        desk.model
            .reader
            .as_ref()
            .map_or(0, |r| r.article.body.len())
    };
    let all = paragraphs(&desk);
    desk.press("x");
    assert_eq!(taught(&desk), [(6, Some(Choice::Drop))]);
    assert_eq!(chosen(&desk).as_deref(), Some(words.as_str()));
    assert_eq!(paragraphs(&desk), all - 1);
    let notice = desk.model.notice.clone();
    assert_eq!(
        notice.as_deref(),
        Some("Dropped on all pages of courier.example; U undoes it")
    );
    desk.press("x");
    assert_eq!(paragraphs(&desk), all);
    let told = |desk: &Desk| desk.taught.get(&6).copied().flatten();
    assert_eq!(told(&desk), Some(Choice::Keep));
    desk.press("U");
    assert_eq!(told(&desk), Some(Choice::Drop));
    assert_eq!(paragraphs(&desk), all - 1);
    desk.press("U");
    assert_eq!(told(&desk), None);
    assert_eq!(paragraphs(&desk), all);
    assert!(desk.model.is_xray());
    desk.press("U");
    assert!(
        desk.model
            .notice
            .as_deref()
            .is_some_and(|said| said.starts_with("Undone") || said.starts_with("Nothing"))
    );
}

#[test]
fn outside_the_xray_the_key_means_nothing() {
    let mut desk = Desk::new(120, 40);
    desk.press("Enter x");
    assert!(taught(&desk).is_empty());
    desk.press("gx h x");
    assert!(taught(&desk).is_empty());
}

#[test]
fn an_answer_that_comes_late_is_dropped() {
    let mut desk = Desk::new(80, 24);
    desk.press("Enter gx");
    desk.slow = Some(Vec::new());
    desk.press("x j x");
    let questions = desk.slow.take().unwrap_or_default();
    assert_eq!(questions.len(), 2);
    let before = chosen(&desk);
    desk.answer(&questions[0]);
    let told = |desk: &Desk| {
        let reader = desk.model.reader.as_ref();
        reader.is_some_and(|r| r.source.pieces.iter().any(|piece| piece.told.is_some()))
    };
    assert!(!told(&desk), "the first answer is stale");
    desk.answer(&questions[1]);
    assert!(told(&desk));
    assert_eq!(chosen(&desk), before);
    // Another article has taken its place: nothing of the old one comes back.
    desk.press("x J");
    desk.slow = Some(Vec::new());
    let state = desk.state();
    desk.answer(&questions[1]);
    assert_eq!(desk.state(), state);
}

#[test]
fn the_question_for_another_article_is_not_lost() {
    let mut desk = Desk::new(80, 24);
    desk.press("Enter gx 2j");
    desk.slow = Some(Vec::new());
    desk.press("J x");
    let questions = desk.slow.take().unwrap_or_default();
    assert_eq!(questions.len(), 1);
    desk.answer(&questions[0]);
    assert_eq!(desk.state(), "body storm storm@0");
    desk.press("K");
    let kept = desk
        .model
        .reader
        .as_ref()
        .map(|reader| reader.article.body.len());
    assert_eq!(kept, Some(6), "one of seven was dropped");
}

#[test]
fn a_resize_keeps_the_choice_on_the_screen() {
    let mut desk = Desk::new(120, 40);
    desk.press("4j Enter gx 20j");
    let before = chosen(&desk);
    for (width, height) in [(80, 24), (40, 15), (20, 5), (0, 0), (200, 60), (61, 9)] {
        desk.resize(width, height);
        assert_eq!(chosen(&desk), before);
        let xray = desk
            .model
            .reader
            .as_ref()
            .and_then(|reader| reader.xray.as_ref());
        let shown = xray.is_some_and(|xray| {
            let rows = xray.rows.iter().skip(xray.top).take(usize::from(height));
            height == 0 || rows.into_iter().any(|row| row.piece == xray.chosen)
        });
        assert!(shown, "{width}x{height}");
    }
}
