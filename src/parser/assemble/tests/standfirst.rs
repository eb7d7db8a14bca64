//! Standfirsts that no block was labelled as.

use super::{Page, labelled};
use crate::article::Article;
use crate::parser::block::Document;
use crate::parser::formats::html;
use crate::parser::label::Label;
use crate::parser::metadata::Claims;

const HEADLINE: (Label, &str) = (Label::Headline, "Ferry sold to an island");
const TEXT: (Label, &str) = (Label::Body, "The ferry left the quay at seven.");
const SUM: &str = "Nobody knew what the boat was sold for, or why it left so soon.";

/// A page of markup, one paragraph a line, that describes itself with `description`.
fn article(page: Page, description: &str, kind: &str) -> Article {
    let lines: Vec<String> = page.iter().map(|(_, l)| format!("<p>{l}</p>")).collect();
    let document = html::read(&lines.concat());
    let claims = Claims {
        descriptions: vec![description.to_owned()],
        types: vec![kind.to_owned()],
        ..Claims::default()
    };
    labelled(page, Document { claims, ..document }).0
}

#[test]
fn it_is_told_by_its_place_or_by_what_the_page_says_of_itself() {
    use Label::{Alt, Body, Chrome};
    const NEWS: &str = "newsarticle";
    let alike = "Share this with others who may want to know";
    for (label, line, above, description, kind, want) in [
        (Chrome, SUM, false, "", "", true),
        (Chrome, "Get our letter", false, "", "", false),
        (
            Chrome,
            "By Jo Field | Boats, quays and the islands behind",
            false,
            "",
            "",
            false,
        ),
        (Body, SUM, false, "", NEWS, false),
        (Body, SUM, false, SUM, NEWS, true),
        (Body, SUM, false, SUM, "blogposting", false),
        (Chrome, SUM, true, "", "", false),
        (Chrome, SUM, true, SUM, "", true),
        (Alt, SUM, true, SUM, "", false),
        (
            Body,
            "ELM QUAY (Tide) — The ferry was sold to an island.",
            true,
            "ELM QUAY (Tide) — The ferry was sold to an island.",
            NEWS,
            false,
        ),
        (
            Body,
            SUM,
            true,
            "Nobody knew what the boat was sold for",
            NEWS,
            false,
        ),
    ] {
        let mut page = vec![HEADLINE, (label, line), TEXT, TEXT];
        if above {
            page.insert(1, (Label::Related, alike));
        }
        let got = article(&page, description, kind).standfirst;
        assert_eq!(got.as_deref() == Some(line), want, "{label:?} {line}");
    }
}
