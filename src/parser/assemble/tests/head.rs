//! What stands at the head of an article: headline, standfirst, byline, publisher, dates, language.

use super::{Page, TEXT, article, given, read, strings, with_claims};
use crate::article::Stamp;
use crate::parser::assemble::{Reading, assemble};
use crate::parser::formats::text;
use crate::parser::label::Label;
use crate::parser::metadata::Claims;
use crate::parser::model::{LABELS, N};

#[test]
fn the_headline_is_the_one_that_the_page_claims() {
    for (shown, claims, want) in [
        (
            &["Ferry sold", "Pier closed"][..],
            &[][..],
            Some("Ferry sold"),
        ),
        (
            &["Ferry sold", "Pier closed"],
            &["Pier closed | The Post"],
            Some("Pier closed"),
        ),
        (&["Ferry sold"], &["Pier closed"], Some("Ferry sold")),
        (
            &["Ferry sold", "Pier closed"],
            &["Pier closed", "Ferry sold"],
            Some("Pier closed"),
        ),
        (
            &["Ferry sold", "Pier closed"],
            &["Pier closed for good", "Ferry sold"],
            Some("Ferry sold"),
        ),
        (&["The Post", "Ferry sold"], &[], Some("Ferry sold")),
        (&[], &["Pier closed | The Post"], Some("Pier closed")),
        (&[], &[], None),
    ] {
        let page: Vec<_> = shown.iter().map(|line| (Label::Headline, *line)).collect();
        let claims = Claims {
            headlines: strings(claims),
            publishers: strings(&["The Post"]),
            ..Claims::default()
        };
        assert_eq!(
            with_claims(&page, claims).0.headline.as_deref(),
            want,
            "{shown:?}"
        );
    }
}

#[test]
fn without_a_headline_the_nearest_to_one_is_it() {
    for text in [TEXT, (Label::Chrome, "No text")] {
        let page = [
            (Label::Chrome, "Menu"),
            (Label::Chrome, "Ferry sold"),
            text,
            (Label::Chrome, "Share"),
        ];
        let lines: Vec<&str> = page.iter().map(|(_, line)| *line).collect();
        let labels: Vec<Label> = page.iter().map(|(label, _)| *label).collect();
        let mut shares = vec![[0.0; N]; page.len()];
        let headline = LABELS.iter().position(|&l| l == Label::Headline).unwrap();
        for (i, row) in shares.iter_mut().enumerate() {
            row[headline] = if i == 1 { 0.2 } else { 0.1 };
        }
        if text == TEXT {
            // Below the text there is none to be found.
            shares[3][headline] = 0.9;
        }
        let page = text::read(lines.join("\n"));
        let (article, labelled) = assemble(Reading::new(page, given(labels, shares)));
        assert_eq!(article.headline.as_deref(), Some("Ferry sold"), "{text:?}");
        assert_eq!(labelled.spans[1].label, Label::Headline);
        assert!(!labelled.spans[1].reason.to_string().is_empty());
    }
}

#[test]
fn a_headline_in_a_code_block_is_one_line() {
    let page = [(Label::Headline, "```\nFerry\n```"), TEXT];
    let (article, _) = with_claims(&page, Claims::default());
    assert_eq!(article.headline.as_deref(), Some("Ferry"));
    let page = [(Label::Chrome, "```\nFerry\nsold\n```"), TEXT];
    let (article, _) = with_claims(&page, Claims::default());
    assert_eq!(article.headline.as_deref(), Some("Ferry sold"));
    let page = [TEXT, (Label::Body, "```\nferry();\nsold();\n```"), TEXT];
    let (article, _) = with_claims(&page, Claims::default());
    assert_eq!(article.body[1].text, "ferry();\nsold();");
}

#[test]
fn the_standfirst_is_one_stretch() {
    let page = [
        (Label::Standfirst, "Boats go north."),
        (Label::Standfirst, "Boats go north."),
        (Label::Standfirst, "Nobody knew."),
        TEXT,
        (Label::Standfirst, "Other news."),
    ];
    assert_eq!(
        article(&page).standfirst.as_deref(),
        Some("Boats go north. Nobody knew.")
    );
}

#[test]
fn the_byline_is_what_the_page_shows_unless_a_claim_confirms_it() {
    for (shown, claims, want) in [
        (&["By Jo Field"][..], &[][..], &["Jo Field"][..]),
        (
            &["By Jo Field and Ana Reed"],
            &[],
            &["Jo Field", "Ana Reed"],
        ),
        (&["By Jo Field", "Jo Field"], &[], &["Jo Field"]),
        (
            &["By Jo Field"],
            &["Jo Field", "Ana Reed"],
            &["Jo Field", "Ana Reed"],
        ),
        (&["By Jo Field"], &["Web Master"], &["Jo Field"]),
        (&[], &["Jo Field"], &["Jo Field"]),
        (&[], &[], &[]),
    ] {
        let mut page: Vec<_> = shown.iter().map(|line| (Label::Byline, *line)).collect();
        page.push(TEXT);
        let claims = Claims {
            authors: strings(claims),
            ..Claims::default()
        };
        assert_eq!(read(&page, claims).0.byline, want, "{shown:?}");
    }
}

#[test]
fn a_second_group_of_bylines_is_of_something_else() {
    let mut page = vec![(Label::Byline, "By Jo Field")];
    page.extend([TEXT; 7]);
    page.push((Label::Byline, "By Ana Reed"));
    assert_eq!(article(&page).byline, ["Jo Field"]);
}

#[test]
fn the_publisher_is_claimed_shown_or_named_by_furniture() {
    for (page, claim, want) in [
        (
            &[(Label::Publisher, "The Post"), TEXT][..],
            Some("The Herald"),
            Some("The Herald"),
        ),
        (
            &[(Label::Publisher, "The Post"), TEXT],
            None,
            Some("The Post"),
        ),
        (
            &[
                TEXT,
                (Label::Chrome, "© 2024 The Post. All rights reserved."),
            ],
            None,
            Some("The Post"),
        ),
        (
            &[
                (Label::Byline, "Reuters"),
                TEXT,
                (Label::Chrome, "More from Reuters"),
            ],
            None,
            Some("Reuters"),
        ),
        (&[TEXT, (Label::Chrome, "More to see")], None, None),
    ] {
        let claims = Claims {
            publishers: claim.iter().map(|c| (*c).to_owned()).collect(),
            ..Claims::default()
        };
        assert_eq!(read(page, claims).0.publisher.as_deref(), want, "{page:?}");
    }
}

#[test]
fn the_language_is_the_text_s_own() {
    const GERMAN: &str = "Die Fähre hat am Montag nach langer Pause wieder abgelegt, und niemand am Hafen hatte noch damit gerechnet.";
    for (line, claim, want) in [
        (GERMAN, None, Some("de")),
        (GERMAN, Some("en"), Some("de")),
        ("Ok.", Some("EN-gb"), Some("en")),
        ("Ok.", Some("x"), None),
        ("Ok.", Some("日"), None),
        ("Ok.", Some("e1"), None),
        ("Ok.", None, None),
    ] {
        let claims = Claims {
            language: claim.map(str::to_owned),
            ..Claims::default()
        };
        let (article, _) = read(&[(Label::Body, line)], claims);
        assert_eq!(article.language.as_deref(), want, "{line} {claim:?}");
    }
}

fn stamp(text: &str) -> Stamp {
    text.parse().unwrap()
}

/// Published, updated and captured, `-` where there is none.
fn check_dates(page: Page, claims: Claims, want: [&str; 3]) {
    let (article, _) = read(page, claims);
    let got = [article.published, article.updated, article.captured];
    assert_eq!(
        got.map(|s| s.map_or("-".to_owned(), |s| s.to_string())),
        want,
        "{page:?}"
    );
}

#[test]
fn dates_are_read_by_their_label_and_their_words() {
    let none = Claims::default;
    check_dates(
        &[(Label::Date, "9 May 2024"), TEXT],
        none(),
        ["2024-05-09", "-", "-"],
    );
    check_dates(
        &[
            (Label::Date, "Published 9 May 2024, updated 10 May 2024"),
            TEXT,
        ],
        none(),
        ["2024-05-09", "2024-05-10", "-"],
    );
    check_dates(
        &[
            (Label::Date, "9 May 2024"),
            (Label::Updated, "10 May 2024"),
            TEXT,
        ],
        none(),
        ["2024-05-09", "2024-05-10", "-"],
    );
    check_dates(
        &[
            (Label::Date, "9 May 2024"),
            (Label::Updated, "9 May 2024"),
            TEXT,
        ],
        none(),
        ["2024-05-09", "-", "-"],
    );
    check_dates(
        &[
            (Label::Headline, "Ferry sold"),
            (Label::Chrome, "Elm Quay, 9 May 2024"),
            TEXT,
        ],
        none(),
        ["2024-05-09", "-", "-"],
    );
    check_dates(
        &[(Label::Chrome, "9 May 2024"), TEXT],
        none(),
        ["-", "-", "-"],
    );
}

#[test]
fn the_first_line_tells_which_line_is_the_headline() {
    for (title, want) in [
        (
            "Ferry sold to an island | The Harbour Post",
            "Ferry sold to an island",
        ),
        ("The Harbour Post and more", "Copy link"),
    ] {
        let page = [
            (Label::Chrome, title),
            (Label::Chrome, "News"),
            (Label::Chrome, "Sport"),
            (Label::Chrome, "Boats"),
            (Label::Chrome, "Ferry sold to an island"),
            (Label::Headline, "Copy link"),
            TEXT,
        ];
        let (article, _) = with_claims(&page, Claims::default());
        assert_eq!(article.headline.as_deref(), Some(want), "{title}");
    }
}

#[test]
fn the_only_date_of_a_page_stands_for_its_publication() {
    let none = Claims::default;
    check_dates(
        &[(Label::Updated, "Last updated 10 May 2024"), TEXT],
        none(),
        ["2024-05-10", "2024-05-10", "-"],
    );
    check_dates(
        &[
            (Label::Date, "date 2024-05-09"),
            (Label::Updated, "Updated 10 May 2024"),
            TEXT,
        ],
        none(),
        ["2024-05-09", "2024-05-10", "2024-05-09"],
    );
    check_dates(
        &[
            (Label::Date, "date 2024-05-12"),
            (Label::Updated, "Updated 10 May 2024"),
            TEXT,
        ],
        none(),
        ["2024-05-10", "2024-05-10", "2024-05-12"],
    );
}

#[test]
fn day_and_month_stand_as_in_the_pages_other_dates() {
    for (other, want) in [
        ("Tides of 23/5/2024", "2024-05-09"),
        ("Tides of 5/23/2024", "2024-09-05"),
    ] {
        check_dates(
            &[(Label::Date, "9/5/2024"), TEXT, (Label::Chrome, other)],
            Claims::default(),
            [want, "-", "-"],
        );
    }
}

#[test]
fn a_name_in_the_bylines_place_signs_the_article() {
    for (line, below, want) in [
        ("By Jo Field", "Share", &["Jo Field"][..]),
        ("Jo Field", "Political Editor", &["Jo Field"]),
        ("Jo Field", "Jo Field writes about boats.", &["Jo Field"]),
        (
            "Jo Field",
            "Portrait of Jo Field, ferrywoman",
            &["Jo Field"],
        ),
        ("Jo Field", "Share", &[]),
        ("Sign Up", "Sign Up", &[]),
        ("Home Decor", "9 May 2024", &[]),
    ] {
        let page = [
            (Label::Headline, "Ferry sold to an island"),
            (Label::Chrome, line),
            (Label::Chrome, below),
            TEXT,
        ];
        assert_eq!(article(&page).byline, strings(want), "{line}, {below}");
    }
}

#[test]
fn a_capture_stamp_dates_the_page_and_what_is_relative_to_it() {
    let page = [
        (Label::Chrome, "date 2024-05-10"),
        (Label::Headline, "Ferry sold"),
        (Label::Date, "Published yesterday"),
        TEXT,
    ];
    check_dates(&page, Claims::default(), ["2024-05-09", "-", "2024-05-10"]);
    let (_, labelled) = read(&page, Claims::default());
    assert_eq!(labelled.spans[0].label, Label::Date);
}

#[test]
fn a_claimed_date_is_exact_where_the_page_shows_a_day() {
    let claims = Claims {
        published: vec![stamp("2024-05-09T07:30:00Z")],
        updated: vec![stamp("2024-05-10T09:00:00Z")],
        captured: Some(stamp("2024-05-11")),
        ..Claims::default()
    };
    let want = ["2024-05-09T07:30:00Z", "2024-05-10T09:00:00Z", "2024-05-11"];
    check_dates(&[(Label::Date, "9 May 2024"), TEXT], claims.clone(), want);
    check_dates(&[TEXT], claims, want);
}
