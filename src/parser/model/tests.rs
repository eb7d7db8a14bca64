//! Small models of our own making, and the assets.

use proptest::prelude::*;

use super::{LABELS, Model, N, Row, UNIT, Weights};
use crate::parser::label::Label;
use crate::parser::signals::Signal;

fn weights(labels: &[(Label, f32)], text: f32) -> Weights {
    let mut row = [0.0; N];
    for (label, weight) in labels {
        row[LABELS.iter().position(|l| l == label).unwrap()] = *weight;
    }
    Weights { labels: row, text }
}

fn close(a: &Row, b: &Row) -> bool {
    a.iter().zip(b).all(|(a, b)| (a - b).abs() <= UNIT)
}

fn signals(names: &[&str]) -> Vec<Signal> {
    names.iter().map(|n| Signal::named(n)).collect()
}

#[test]
fn rows_that_are_not_of_the_format_are_left_out() {
    let good = "0100".repeat(N + 1);
    for (asset, want) in [
        (format!("a=1\t{good}\n"), 1.0),
        (format!("\n# a note\nb=1\t{good}\na=1\t{good}"), 1.0),
        (format!("a=1\t{good}\r\n"), 1.0),
        (format!("a=1 {good}"), 0.0),
        (format!("a=1\t{good}0"), 0.0),
        (format!("a=1\t{}", &good[4..]), 0.0),
        (format!("a=1\t{}", good.replacen("0100", "01x0", 1)), 0.0),
        (format!("a=1\t{}", good.replacen("0100", "éé", 1)), 0.0),
        (format!("> a=1\t{good}"), 0.0),
        (String::new(), 0.0),
    ] {
        let score = Model::read(&asset).score(&signals(&["a=1"]));
        assert!(close(&score, &[want; N]), "{asset}");
    }
}

#[test]
fn a_row_has_its_place_by_name() {
    let mut model = Model::default();
    for (name, weight) in [
        ("> start", 1.0),
        ("> end", 2.0),
        ("> body", 3.0),
        ("> no", 4.0),
    ] {
        model.set(name, weights(&[(Label::Date, weight)], 9.0));
    }
    let date = |weight| weights(&[(Label::Date, weight)], 0.0).labels;
    assert!(close(&model.start, &date(1.0)) && close(&model.end, &date(2.0)));
    for (label, row) in LABELS.iter().zip(&model.follow) {
        let want = if *label == Label::Body { 3.0 } else { 0.0 };
        assert!(close(row, &date(want)), "{label:?}");
    }
    assert!(close(
        &model.score(&signals(&["> start", "start"])),
        &[0.0; N]
    ));
}

#[test]
fn a_second_row_of_a_name_takes_the_first_one_s_place() {
    let mut model = Model::default();
    model.set("a=1", weights(&[(Label::Body, 2.0)], 0.0));
    model.set("a=1", weights(&[(Label::Date, 1.0)], 0.0));
    assert_eq!(model.rows.len(), 1);
    let want = weights(&[(Label::Date, 1.0)], 0.0).labels;
    assert!(close(&model.score(&signals(&["a=1"])), &want));
}

#[test]
fn what_is_said_later_is_added() {
    let mut model = Model::default();
    model.set("a=1", weights(&[(Label::Body, 1.0)], 0.0));
    model.set("b=1", weights(&[(Label::Body, 3.0)], 0.0));
    let mut opinion = model.opinion(&signals(&["a=1"]));
    opinion.add(model.opinion(&signals(&["b=1", "c=1"])));
    assert!(close(
        &opinion.score(),
        &model.score(&signals(&["a=1", "b=1"]))
    ));
    assert_eq!(opinion.reasons(Label::Body, 2), ["b=1", "a=1"]);
}

#[test]
fn signals_add_up() {
    let mut model = Model::default();
    model.set("a=1", weights(&[(Label::Body, 2.0)], 1.0));
    model.set(
        "b=1",
        weights(&[(Label::Body, 0.5), (Label::Alt, -1.0)], -3.0),
    );
    for (names, labels, text) in [
        (
            &["a=1", "b=1"][..],
            &[(Label::Body, 2.5), (Label::Alt, -1.0)][..],
            0.119,
        ),
        (&["a=1", "a=1"], &[(Label::Body, 4.0)], 0.881),
        (&["a=2"], &[], 0.5),
        (&[], &[], 0.5),
    ] {
        let signals = signals(names);
        assert!(
            close(&model.score(&signals), &weights(labels, 0.0).labels),
            "{names:?}"
        );
        assert!(
            (model.opinion(&signals).likeness() - text).abs() < 0.001,
            "{names:?}"
        );
    }
}

#[test]
fn reasons_are_the_strongest_for_the_label_first() {
    let mut model = Model::default();
    for (name, weight) in [
        ("a=1", 1.0),
        ("b=1", 3.0),
        ("c=1", -4.0),
        ("d=1", 2.0),
        ("e=1", 0.0),
    ] {
        model.set(name, weights(&[(Label::Body, weight)], 0.0));
    }
    let all = signals(&["a=1", "b=1", "c=1", "d=1", "e=1", "f=1"]);
    for (label, most, want) in [
        (Label::Body, 2, &["b=1", "d=1"][..]),
        (Label::Body, 9, &["b=1", "d=1", "a=1"]),
        (Label::Body, 0, &[]),
        (Label::Date, 3, &[]),
        // Told by its form, so the model has no column for it.
        (Label::Quote, 3, &[]),
    ] {
        assert_eq!(
            model.opinion(&all).reasons(label, most),
            want,
            "{label:?} {most}"
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
        assert_eq!(model.rows.len() + N + 2, asset.lines().count());
        assert!(model.follow.iter().all(|row| row.iter().any(|&w| w != 0.0)));
        assert!(model.write() == Model::read(&model.write()).write());
    }
}

proptest! {
    #[test]
    fn what_is_written_is_read_again(rows in prop::collection::vec(prop::array::uniform17(-127.0f32..127.0), 1..6)) {
        let names = ["> start", "> body", "prev:words=01", "line=by jo", "text-7=02"];
        let mut model = Model::default();
        let of = |row: &[f32; N + 1]| Weights {
            labels: std::array::from_fn(|i| row[i]),
            text: row[N],
        };
        for (name, row) in names.iter().zip(&rows) {
            model.set(name, of(row));
        }
        let again = Model::read(&model.write());
        prop_assert!(close(&again.start, &model.start) && close(&again.end, &model.end));
        prop_assert!(again.follow.iter().zip(&model.follow).all(|(a, b)| close(a, b)));
        prop_assert_eq!(again.rows.len(), model.rows.len());
        for known in &model.rows {
            let read = &again.rows[again.index[&Signal::named(&known.name)]];
            prop_assert_eq!(&read.name, &known.name);
            prop_assert!(close(&read.weights.labels, &known.weights.labels));
            prop_assert!((read.weights.text - known.weights.text).abs() <= UNIT);
        }
    }
}
