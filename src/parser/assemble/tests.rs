//! Small pages with given labels and the articles that must come of them.

mod amend;
mod around;
mod body;
mod head;
mod standfirst;

use super::{Reading, assemble};
use crate::article::Article;
use crate::parser::block::Document;
use crate::parser::formats::text;
use crate::parser::label::{Label, Labelled};
use crate::parser::metadata::Claims;
use crate::parser::model::{Model, N, Row};
use crate::parser::signals::Signals;
use crate::parser::verdict::Verdict;

/// Lines with their labels. A line that begins with `\n` has a blank line above.
type Page<'a> = &'a [(Label, &'a str)];

const TEXT: (Label, &str) = (Label::Body, "\nThe ferry left the quay.");

fn with_claims(page: Page, claims: Claims) -> (Article, Labelled) {
    let lines: Vec<&str> = page.iter().map(|(_, line)| *line).collect();
    let document = text::read(lines.join("\n"));
    labelled(page, Document { claims, ..document })
}

/// A document whose blocks are the lines of `page`.
fn labelled(page: Page, document: Document) -> (Article, Labelled) {
    let lines: Vec<&str> = page.iter().map(|(_, line)| *line).collect();
    let labels: Vec<Label> = page.iter().map(|(label, _)| *label).collect();
    assert_eq!(document.blocks.len(), labels.len(), "{lines:?}");
    let shares = vec![[0.0; N]; labels.len()];
    assemble(Reading::new(document, given(labels, shares)))
}

/// Labels that no model has judged.
fn given(labels: Vec<Label>, shares: Vec<Row>) -> Verdict {
    Verdict {
        labels,
        shares,
        signals: Signals::default(),
        model: Model::text(),
    }
}

/// With a headline claimed, so that no line has to serve as one.
fn read(page: Page, claims: Claims) -> (Article, Labelled) {
    let headlines = strings(&["Ferry sold to an island"]);
    with_claims(
        page,
        Claims {
            headlines,
            ..claims
        },
    )
}

fn article(page: Page) -> Article {
    read(page, Claims::default()).0
}

fn strings(words: &[&str]) -> Vec<String> {
    words.iter().map(|w| (*w).to_owned()).collect()
}
