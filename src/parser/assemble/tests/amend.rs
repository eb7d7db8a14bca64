//! Labels that are plainly wrong where they stand, and what the page says they are.

use super::{Page, TEXT, read};
use crate::parser::label::{Label, Reason};
use crate::parser::metadata::Claims;

const LONG: (Label, &str) = (
    Label::Body,
    "\nThe ferry left the quay at seven in the morning with forty people and a piano on board of it.",
);

/// Labels of the blocks of a page, as amended.
fn check(page: Page, want: &[Label]) {
    let (_, labelled) = read(page, Claims::default());
    let got: Vec<Label> = labelled.spans.iter().map(|s| s.label).collect();
    assert_eq!(got, want, "{page:?}");
    for (span, (label, line)) in labelled.spans.iter().zip(page) {
        let told = matches!(span.reason, Reason::Rule(_));
        assert!(span.label == *label || told, "{line}");
    }
}

#[test]
fn the_head_is_told_by_its_order() {
    use Label::{Alt, Body, Byline, Caption, Chrome, Credit, Headline, Standfirst};
    check(
        &[
            (Headline, "Ferry sold"),
            (Alt, "Nobody on the island knew what it was sold for"),
            (Chrome, "By Jo Field"),
            (
                Chrome,
                "The ferry at the quay on a wet day. Photo: Ana Duarte",
            ),
            LONG,
            LONG,
        ],
        &[Headline, Standfirst, Byline, Caption, Credit, Body, Body],
    );
}

#[test]
fn tags_and_headlines_stand_behind_the_text() {
    use Label::{Body, Chrome, Headline, Related, Tags};
    check(
        &[
            (Headline, "Ferry sold"),
            LONG,
            (Chrome, "\nHarbourIslandsPort Elm"),
            (Chrome, "Topics"),
            (Chrome, "Boats"),
            (Chrome, "Port Elm"),
            (Chrome, "\nMost viewed"),
            (Chrome, "1"),
            (Chrome, "Pier closed after a long dispute"),
            (Chrome, "2"),
            (Chrome, "Bakers of the valley win a cup"),
            (Chrome, "\nEnter your email for a letter"),
            (Chrome, "Tags: boats, islands"),
        ],
        &[
            Headline, Body, Tags, Tags, Tags, Tags, Chrome, Chrome, Related, Chrome, Related,
            Chrome, Tags,
        ],
    );
}

#[test]
fn lead_ins_and_subheads_stand_within_the_text() {
    use Label::{Body, Chrome, Headline, InlineRelated, Related, Subhead, Updated};
    check(
        &[
            (Headline, "Ferry sold"),
            LONG,
            (Body, "\nA piano on board"),
            LONG,
            (Chrome, "\nRead More"),
            (Related, "Pier closed after a long dispute"),
            LONG,
            (Updated, "\nUpdated: 9 May 2024"),
        ],
        &[
            Headline,
            Body,
            Subhead,
            Body,
            InlineRelated,
            InlineRelated,
            Body,
            Updated,
        ],
    );
}

#[test]
fn what_is_right_stays() {
    use Label::{Body, Caption, Chrome, Headline, Standfirst};
    check(
        &[
            (Headline, "Ferry sold"),
            (Standfirst, "Nobody knew"),
            (Caption, "The quay"),
            TEXT,
            (Body, "\n“Why?”"),
            TEXT,
            (Chrome, "\nShare"),
        ],
        &[Headline, Standfirst, Caption, Body, Body, Body, Chrome],
    );
}

#[test]
fn a_torn_credit_is_put_together() {
    use Label::{Alt, Body, Caption, Chrome, Credit};
    for (page, want, caption) in [
        (
            &[
                LONG,
                (Body, "The quay at dawn ("),
                (Alt, "Image:"),
                (Chrome, "Jo Field)"),
                LONG,
            ][..],
            &[Body, Caption, Credit, Credit, Body][..],
            Some("The quay at dawn"),
        ),
        (
            &[
                LONG,
                (Body, "The quay"),
                (Chrome, "("),
                (Alt, "Image:"),
                (Credit, "Tide)"),
                LONG,
            ],
            &[Body, Caption, Chrome, Credit, Credit, Body],
            Some("The quay"),
        ),
        (
            &[
                LONG,
                (Body, "The quay at dawn"),
                (Alt, "Image:"),
                (Chrome, "Jo Field"),
                LONG,
            ],
            &[Body, Body, Credit, Credit, Body],
            None,
        ),
        (
            &[LONG, (Body, "They said:"), (Body, "Jo Field"), LONG],
            &[Body, Body, Body, Body],
            None,
        ),
    ] {
        check(page, want);
        let (article, _) = read(page, Claims::default());
        let image = article.images.first();
        assert_eq!(
            image.and_then(|i| i.caption.as_deref()),
            caption,
            "{page:?}"
        );
        let credit = image.and_then(|i| i.credit.as_deref());
        assert!(credit.is_none_or(|credit| !credit.contains(')')));
    }
}

#[test]
fn what_a_page_is_built_of_decides_the_doubtful() {
    use Label::{
        Body, Caption, Chrome, Credit, Headline, InlineRelated, ListItem, Related, Subhead,
    };
    use Label::{Standfirst, Updated};
    // Two headings, the second one lesser.
    check(
        &[
            (Headline, "# Ferry sold"),
            (Headline, "### Nobody on the island knew"),
            LONG,
        ],
        &[Headline, Standfirst, Body],
    );
    // A lead-in behind the text, above the date of its last change.
    check(
        &[
            (Headline, "Ferry sold"),
            LONG,
            (Chrome, "\nRead more"),
            (Related, "Pier closed after a long dispute"),
            (Updated, "\nUpdated: 9 May 2024"),
        ],
        &[Headline, Body, InlineRelated, InlineRelated, Updated],
    );
    // A subhead below a lead-in that has its headline; a line that opens a list.
    check(
        &[
            (Headline, "Ferry sold"),
            LONG,
            (
                InlineRelated,
                "\nSee also: Pier closed after a long dispute",
            ),
            (InlineRelated, "\nOnly when the sea is calm"),
            LONG,
            (Chrome, "\nWhat was promised"),
            (Body, "\n* a lamp at each end of the quay;"),
            LONG,
        ],
        &[
            Headline,
            Body,
            InlineRelated,
            Subhead,
            Body,
            Subhead,
            ListItem,
            Body,
        ],
    );
    // The label of a credit at a caption's end, the name below.
    check(
        &[
            (Headline, "Ferry sold"),
            (Chrome, "The ferry at the quay on a wet day. Photo:"),
            (Chrome, "Ana Duarte"),
            LONG,
        ],
        &[Headline, Caption, Credit, Body],
    );
    // Links in a row, and what stands below a list of headlines.
    check(
        &[
            (Headline, "Ferry sold"),
            LONG,
            (Related, "\n* Pier closed after a long dispute"),
            (Related, "* Bakers of the valley win a cup"),
            (Related, "\nThe Post is printed at Elm by its readers"),
            (Related, "\nContact | Terms of use"),
        ],
        &[Headline, Body, Related, Related, Chrome, Chrome],
    );
}

#[test]
fn a_page_without_text_has_its_sentences() {
    use Label::{Body, Byline, Chrome, Headline};
    check(
        &[
            (Chrome, "Sport"),
            (Chrome, "Night bus is saved at last"),
            (Byline, "Jo Field"),
            (
                Headline,
                "The council voted on Monday to keep the bus through the winter.",
            ),
            (
                Chrome,
                "The baker on the hill said sales had doubled since the bridge opened.",
            ),
            (Chrome, "\nSubscribe now."),
        ],
        &[Chrome, Headline, Byline, Body, Body, Chrome],
    );
    check(
        &[
            (Chrome, "Night bus is saved at last"),
            (
                Headline,
                "The council voted on Monday. It keeps the bus (more",
            ),
            (
                Chrome,
                "The baker on the hill said sales had doubled since the bridge opened.",
            ),
        ],
        &[Headline, Body, Body],
    );
}
