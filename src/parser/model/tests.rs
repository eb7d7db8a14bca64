//! Small models of our own making, and the assets.

use proptest::prelude::*;

use super::asset::{self, Asset};
use super::net::{D, H};
use super::{LABELS, Model, N, STRETCH};
use crate::parser::block::{Block, Document};
use crate::parser::label::Label;
use crate::parser::signals::{Collector, Signal, Signals, measure};

/// The signals of a page of these lines.
fn signals(lines: &[&str]) -> Signals {
    let block = |text: &&str| Block {
        text: (*text).to_owned(),
        ..Block::default()
    };
    let document = Document {
        blocks: lines.iter().map(block).collect(),
        ..Document::default()
    };
    measure(&document, &mut Collector::default())
}

fn column(label: Label) -> usize {
    LABELS.iter().position(|l| *l == label).unwrap()
}

/// A row whose number `at` is `value`.
fn row<const C: usize>(at: usize, value: f32) -> [f32; C] {
    let mut row = [0.0; C];
    row[at] = value;
    row
}

/// A model that knows "quay" for a byline and "pier" for a date, by the embedding alone.
fn simple() -> Model {
    let mut model = Model::default();
    model.learn("word=quay", row(0, 2.0));
    model.learn("word=pier", row(1, 3.0));
    model.direct.rows[0][column(Label::Byline)] = 1.0;
    model.direct.rows[1][column(Label::Date)] = 1.0;
    model
}

#[test]
fn signals_add_up() {
    let scores = simple().scores(&signals(&["quay", "pier", "quay pier", "mole"]));
    let of = |label| {
        scores
            .iter()
            .map(|row| row[column(label)])
            .collect::<Vec<_>>()
    };
    assert_eq!(of(Label::Byline), [2.0, 0.0, 2.0, 0.0]);
    assert_eq!(of(Label::Date), [0.0, 3.0, 3.0, 0.0]);
    assert!(simple().scores(&Signals::default()).is_empty());
}

#[test]
fn every_block_knows_of_the_others() {
    // A gate of the first layer opens at "quay" and stays shut elsewhere; the hidden layer hears of it.
    let mut model = Model::default();
    model.learn("word=quay", row(0, 1.0));
    for direction in 0..2 {
        model.first.bias[2 * H * direction] = -50.0;
        model.first.rows[0][2 * H * direction] = 100.0;
        model.first.bias[2 * H * direction + H] = 9.0;
        model.hidden.rows[D + direction * H][direction] = 1.0;
        model.labels.rows[direction][[column(Label::Body), column(Label::Chrome)][direction]] = 1.0;
    }
    let scores = model.scores(&signals(&["mole", "quay", "mole"]));
    for (i, (above, below)) in [(0.0, 1.0), (1.0, 1.0), (1.0, 0.0)].into_iter().enumerate() {
        let row = &scores[i];
        assert!(
            (row[column(Label::Body)] - above).abs() < 0.01,
            "{i}: {row:?}"
        );
        assert!(
            (row[column(Label::Chrome)] - below).abs() < 0.01,
            "{i}: {row:?}"
        );
    }
}

#[test]
fn a_page_of_any_length_has_a_score_for_each_block() {
    for n in [1, STRETCH - 1, STRETCH, STRETCH + 1, 2 * STRETCH + 3] {
        let lines = vec!["quay"; n];
        let scores = simple().scores(&signals(&lines));
        assert_eq!(scores.len(), n);
        assert!(scores.iter().all(|row| row[column(Label::Byline)] > 1.9));
    }
}

#[test]
fn reasons_are_the_strongest_for_the_label_first() {
    let mut model = simple();
    model.learn("word=mole", row(0, 5.0));
    model.learn("word=gull", row(0, -5.0));
    let page = signals(&["quay pier mole gull unheard"]);
    let block = page.blocks().next().unwrap();
    for (label, most, want) in [
        (Label::Byline, 2, &["word=mole", "word=quay"][..]),
        (Label::Byline, 1, &["word=mole"]),
        (Label::Byline, 0, &[]),
        (Label::Date, 1, &["word=pier"]),
        // Told by its form, so the model has no column for it.
        (Label::Quote, 3, &[]),
    ] {
        assert_eq!(model.reasons(block, label, most), want, "{label:?} {most}");
    }
}

#[test]
fn a_second_row_of_a_name_takes_the_first_one_s_place() {
    let mut model = simple();
    model.learn("word=quay", row(0, 7.0));
    assert_eq!(model.signals().count(), 2);
    let scores = model.scores(&signals(&["quay"]));
    assert!((scores[0][column(Label::Byline)] - 7.0).abs() < 1e-6);
}

#[test]
fn rows_that_are_not_of_the_format_are_left_out() {
    let good = format!("0400{}", "7f".repeat(D));
    for (text, known) in [
        (format!("a=1\t{good}\n"), 1),
        (format!("\n# a note\nb=1\t{good}\na=1\t{good}"), 2),
        (format!("a=1\t{good}\r\n"), 1),
        (format!("a=1 {good}"), 0),
        (format!("a=1\t{good}0"), 0),
        (format!("a=1\t{}", &good[2..]), 0),
        (format!("a=1\t{}", good.replacen("7f", "7x", 1)), 0),
        (format!("a=1\t{}", good.replacen("7f", "é", 1)), 0),
        (format!("> a=1\t{good}"), 0),
        (format!("> first 999\t{good}"), 0),
        (String::new(), 0),
    ] {
        let model = Asset(&text).read();
        assert_eq!(model.signals().count(), known, "{text}");
        assert!(
            model
                .signals()
                .all(|(_, row)| row.iter().all(|v| (v - 1.0).abs() < 1e-6))
        );
    }
}

#[test]
fn the_assets_are_of_the_format() {
    for (model, asset) in [
        (
            Model::text(),
            include_str!("../../../assets/model-text.tsv"),
        ),
        (
            Model::html(),
            include_str!("../../../assets/model-html.tsv"),
        ),
    ] {
        assert!(model.signals().count() > 1000);
        assert_eq!(asset::write(model).lines().count(), asset.lines().count());
        assert!(model.follow.iter().all(|row| row.iter().any(|&w| w != 0.0)));
        assert!(model.hidden.rows.iter().flatten().any(|&w| w != 0.0));
    }
}

proptest! {
    #[test]
    fn what_is_written_is_read_again(values in prop::collection::vec(-9.0f32..9.0, 3 * N), many in 0..200usize) {
        let mut model = Model::default();
        for i in 0..many {
            model.learn(&format!("word={i}"), row(i % D, values[i % values.len()]));
        }
        for i in 0..N {
            model.follow[i % N][i / 2] = values[i];
            model.labels.rows[i][N - 1 - i] = values[N + i];
            model.start[i] = values[2 * N + i];
        }
        let again = Asset(&asset::write(&model)).read();
        let close = |a: f32, b: f32| (a - b).abs() <= 0.02 * b.abs().max(1.0) * 2.0;
        prop_assert_eq!(again.signals().count(), many);
        for (name, row) in model.signals() {
            let read = again.signals().find(|(other, _)| *other == name);
            let read = read.map(|(_, row)| *row).unwrap_or_default();
            prop_assert!(read.iter().zip(row).all(|(a, b)| close(*a, *b)), "{}", name);
            prop_assert!(again.index.get(Signal::named(name)).is_some());
        }
        for i in 0..N {
            prop_assert!(close(again.follow[i][i / 2], model.follow[i][i / 2]));
            prop_assert!(close(again.labels.rows[i][N - 1 - i], model.labels.rows[i][N - 1 - i]));
            prop_assert!(close(again.start[i], model.start[i]));
        }
    }
}
