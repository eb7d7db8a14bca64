//! Tags and the headlines of other articles.

use super::{Page, TEXT, article, read, strings};
use crate::article::{Media, Related};
use crate::parser::label::Label;
use crate::parser::metadata::Claims;

#[test]
fn tags_are_split_and_each_is_kept_once() {
    let long = "a".repeat(61);
    for (lines, claims, want) in [
        (
            &["Tags: Ferries, Elm, FERRIES"][..],
            &[][..],
            &["Ferries", "Elm"][..],
        ),
        (&["Ferries", "Ports"], &["Boats"], &["Ferries", "Ports"]),
        (
            &["# [Sea air](/t/sea) [Ports](/t/ports)"],
            &[],
            &["Sea air", "Ports"],
        ),
        (&[], &["Boats", "boats", "", &long], &["Boats"]),
        (&[], &[], &[]),
    ] {
        let page: Vec<_> = lines.iter().map(|line| (Label::Tags, *line)).collect();
        let claims = Claims {
            tags: strings(claims),
            ..Claims::default()
        };
        assert_eq!(read(&page, claims).0.tags, want, "{lines:?}");
    }
    let many: Vec<String> = (0..99).map(|i| format!("Tag {i}")).collect();
    assert_eq!(article(&[(Label::Tags, &many.join(", "))]).tags.len(), 40);
}

#[test]
fn of_declared_and_shown_tags_one_list_is_taken() {
    for (shown, declared, want) in [
        ("", &["Ports, Ferries", "Boats"][..], "Ports, Ferries"),
        ("", &[], "City"),
        ("Elm, Ferries", &[], "Elm, Ferries"),
        ("Elm, Ferries", &["Ports, Ferries"], "Ports, Ferries"),
        ("Elm, Ferries", &["Ports", "Boats, elm"], "Boats, elm"),
        ("Elm, Ferries", &["Ports"], "Elm, Ferries"),
        (
            "Elm, Quays, Ferries, Tides",
            &["Elm"],
            "Elm, Quays, Ferries, Tides",
        ),
    ] {
        let list = |tags: &str| -> Vec<String> { tags.split(", ").map(str::to_owned).collect() };
        let claims = Claims {
            topics: declared.iter().map(|tags| list(tags)).collect(),
            tags: strings(&["1f0c-22d4-90ab-7e31", "kind: story", "City"]),
            ..Claims::default()
        };
        let line = (Label::Tags, shown);
        let page = if shown.is_empty() {
            vec![TEXT]
        } else {
            vec![line, TEXT]
        };
        assert_eq!(
            read(&page, claims).0.tags,
            list(want),
            "{shown} {declared:?}"
        );
    }
}

/// Related headlines, `*` behind the article's own.
fn check(page: Page, want: &[&str]) {
    let got: Vec<String> = article(page)
        .related
        .iter()
        .map(|r| format!("{}{}", r.headline, if r.is_self { "*" } else { "" }))
        .collect();
    assert_eq!(got, want, "{page:?}");
}

const R: Label = Label::Related;

#[test]
fn headlines_are_listed_once_and_without_titles_of_lists() {
    check(
        &[
            TEXT,
            (R, "Most read"),
            (R, "Read more"),
            (R, "Pier closed for good"),
            (R, "• PIER closed for good"),
            (R, "Tides rise at Elm"),
        ],
        &["Pier closed for good", "Tides rise at Elm"],
    );
}

#[test]
fn the_article_itself_among_others_is_marked() {
    let own = [
        (Label::Headline, "Ferry sold to an island"),
        TEXT,
        (R, "Pier closed for good"),
    ];
    for label in [R, Label::Repeat, Label::Chrome, Label::Alt] {
        let page = [own[0], own[1], own[2], (label, "Ferry sold to an island")];
        check(&page, &["Pier closed for good", "Ferry sold to an island*"]);
    }
    let apart = [
        own[0],
        own[1],
        (Label::Repeat, "Ferry sold to an island"),
        TEXT,
        own[2],
    ];
    check(&apart, &["Pier closed for good"]);
}

#[test]
fn a_headline_without_letters_is_like_no_other() {
    check(
        &[
            (Label::Headline, "…"),
            TEXT,
            (R, "Pier closed for good"),
            (Label::Chrome, "Sign up for more"),
        ],
        &["Pier closed for good"],
    );
}

#[test]
fn what_wraps_every_headline_of_a_list_is_taken_off() {
    check(
        &[
            TEXT,
            (R, "A white ferry Pier closed for good"),
            (R, "A white ferry Tides rise at Elm"),
            (R, "A white ferry Boats go north"),
        ],
        &[
            "Pier closed for good",
            "Tides rise at Elm",
            "Boats go north",
        ],
    );
}

#[test]
fn media_and_addresses_come_along() {
    let got = article(&[
        (Label::Headline, "# Ferry sold"),
        TEXT,
        (R, "Video: [Pier closed for good](http://a.example/pier)"),
    ]);
    let want = Related {
        headline: "Pier closed for good".to_owned(),
        url: Some("http://a.example/pier".to_owned()),
        media: Some(Media::Video),
        ..Related::default()
    };
    assert_eq!(got.related, [want]);
}

#[test]
fn a_flood_of_headlines_is_cut_off() {
    let lines: Vec<String> = (0..1_000)
        .map(|i| format!("{} boats {i} go north", i * 7919 % 10_007))
        .collect();
    let page: Vec<_> = lines.iter().map(|l| (R, l.as_str())).collect();
    assert_eq!(article(&page).related.len(), 500);
}
