//! The text, its pictures, and what is set between its paragraphs.

use super::{Page, TEXT, article, read};
use crate::article::{BlockKind, Image, Related};
use crate::parser::label::Label;
use crate::parser::metadata::Claims;

/// The body, a block a line: kind, level, text.
fn check(page: Page, want: &[&str]) {
    let got: Vec<String> = article(page)
        .body
        .iter()
        .map(|b| format!("{:?}{}: {}", b.kind, b.level, b.text))
        .collect();
    assert_eq!(got, want, "{page:?}");
}

#[test]
fn items_keep_the_numbers_that_stand_before_them() {
    let page = [
        TEXT,
        (Label::Body, "\n1. Boats"),
        (Label::Body, "12) Quays"),
        (Label::Body, "* Elm"),
    ];
    let article = article(&page);
    let got: Vec<_> = article
        .body
        .iter()
        .map(|b| (b.number, b.text.as_str()))
        .collect();
    let want = [
        (None, &TEXT.1[1..]),
        (Some(1), "Boats"),
        (Some(12), "Quays"),
        (None, "Elm"),
    ];
    assert_eq!(got, want);
    assert!(article.text().ends_with("Boats\n\nQuays\n\nElm"));
}

#[test]
fn lines_torn_apart_are_joined() {
    let body = Label::Body;
    for (above, below, want) in [
        ("The ferry", "left.", &["Paragraph0: The ferry left."][..]),
        (
            "The ferry",
            ", they say, left.",
            &["Paragraph0: The ferry, they say, left."],
        ),
        (
            "The ferry",
            "– or what is left of it.",
            &["Paragraph0: The ferry – or what is left of it."],
        ),
        (
            "The ferry",
            "\nleft.",
            &["Paragraph0: The ferry", "Paragraph0: left."],
        ),
        (
            "The ferry",
            "Left.",
            &["Paragraph0: The ferry", "Paragraph0: Left."],
        ),
        (
            "The ferry left.",
            "left.",
            &["Paragraph0: The ferry left.", "Paragraph0: left."],
        ),
    ] {
        check(&[(body, above), (body, below)], want);
    }
    check(
        &[
            (body, "The ferry"),
            (Label::Chrome, "Advertisement"),
            (body, "left."),
        ],
        &["Paragraph0: The ferry", "Paragraph0: left."],
    );
}

#[test]
fn kinds_follow_from_the_form() {
    check(
        &[
            TEXT,
            (Label::Subhead, "\nWhat now"),
            (Label::Body, "## Timetable"),
            (Label::Body, "    * At noon"),
            (Label::Subhead, "> Said she"),
            (Label::Body, "This is a developing story."),
            (Label::Quote, "\nSaid he"),
            TEXT,
        ],
        &[
            "Paragraph0: The ferry left the quay.",
            "Heading2: What now",
            "Heading2: Timetable",
            "ListItem2: At noon",
            "Quote0: Said she",
            "Note0: This is a developing story.",
            "Quote0: Said he",
            "Paragraph0: The ferry left the quay.",
        ],
    );
}

#[test]
fn a_note_stands_by_the_text() {
    let note = (Label::Chrome, "Correction: the boat is white.");
    let (far, near) = ([TEXT, TEXT], BlockKind::Note);
    let mut page = far.to_vec();
    page.push(note);
    assert_eq!(article(&page).body[2].kind, near);
    page = far.to_vec();
    page.extend([(Label::Chrome, "Share"); 5]);
    page.push(note);
    assert_eq!(article(&page).body.len(), 2);
}

fn image(caption: &str, credit: &str, before: usize) -> Image {
    let some = |s: &str| (!s.is_empty()).then(|| s.to_owned());
    Image {
        caption: some(caption),
        credit: some(credit),
        url: None,
        before,
    }
}

#[test]
fn captions_and_credits_find_each_other() {
    const CAPTION: (Label, &str) = (Label::Caption, "The quay at noon.");
    const CREDIT: (Label, &str) = (Label::Credit, "Photo: Jo Field");
    for (page, want) in [
        (
            &[CAPTION, CREDIT, TEXT][..],
            &[image("The quay at noon.", "Jo Field", 0)][..],
        ),
        (
            &[
                TEXT,
                (Label::Caption, "\nThe quay at noon. Photo: Jo Field"),
            ],
            &[image("The quay at noon.", "Jo Field", 1)],
        ),
        (
            &[CAPTION, TEXT, TEXT, CREDIT],
            &[image("The quay at noon.", "", 0), image("", "Jo Field", 2)],
        ),
        (&[CREDIT, TEXT], &[image("", "Jo Field", 0)]),
        (
            &[CAPTION, CREDIT, TEXT, CAPTION],
            &[image("The quay at noon.", "Jo Field", 0)],
        ),
        (
            &[CAPTION, CREDIT, (Label::Credit, "Photo: Ana Reed")],
            &[
                image("The quay at noon.", "Jo Field", 0),
                image("", "Ana Reed", 0),
            ],
        ),
        (
            &[
                CAPTION,
                (Label::Credit, "Photo:"),
                (Label::Credit, "Jo Field"),
                TEXT,
            ],
            &[image("The quay at noon.", "Jo Field", 0)],
        ),
    ] {
        assert_eq!(article(page).images, want, "{page:?}");
    }
}

#[test]
fn a_credit_inside_a_caption_has_its_own_span() {
    let page = [
        TEXT,
        (Label::Caption, "The quay  at noon. Photo: Jo Field"),
        TEXT,
    ];
    let (_, labelled) = read(&page, Claims::default());
    let got: Vec<(Label, &str)> = labelled
        .spans
        .iter()
        .map(|s| (s.label, labelled.source[s.span.clone()].trim()))
        .collect();
    let want = [
        (Label::Body, "The ferry left the quay."),
        (Label::Caption, "The quay  at noon. Photo:"),
        (Label::Credit, "Jo Field"),
        (Label::Body, "The ferry left the quay."),
    ];
    assert_eq!(got, want);
}

#[test]
fn related_headlines_are_inline_between_the_text_alone() {
    let line = (Label::InlineRelated, "\nRead more: Pier closed for good");
    let got = article(&[
        TEXT,
        (Label::InlineRelated, "\nRead more:"),
        line,
        TEXT,
        line,
    ]);
    assert_eq!(got.body[1].kind, BlockKind::InlineRelated);
    assert_eq!(got.body[1].text, "Pier closed for good");
    let related = |inline| Related {
        headline: "Pier closed for good".to_owned(),
        inline,
        ..Related::default()
    };
    assert_eq!(got.body.len(), 3);
    assert_eq!(got.related, [related(true), related(false)]);
}
