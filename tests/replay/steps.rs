//! Whatever the reader does can be taken back, and done again, with the same state as before.

use clippings::app::Effect;
use clippings::article::{Choice, Lesson};
use clippings::library::quotation::{Note, Quotation};
use clippings::library::{Correction, Mark, Order, StoryId};
use clippings::run::answers;
use clippings::store::Store;
use proptest::prelude::*;
use proptest::sample::select;

use crate::properties::shelf::{SHELF, library};
use crate::properties::state::{check_all_steps, values};

/// Something that the reader does: an article of the shelf, what, and how.
type Deed = (usize, u8, bool, &'static str);

/// The effect that a deed is.
fn effect(store: &Store, (n, what, set, word): Deed) -> Effect {
    let label = format!("{what} {word}");
    let [key, next] = [n, n + 1].map(|n| SHELF[n % SHELF.len()].key());
    let mark = Mark::ALL[n % Mark::ALL.len()];
    match what {
        0 => Effect::Mark(Some(label), key, mark, set),
        1 => {
            let rows = store.first_rows(Order::Newest, 1 + n).unwrap();
            Effect::MarkMany(label, rows.iter().map(|row| row.id).collect(), mark, set)
        }
        2 => Effect::Tag(
            label,
            key,
            vec![(word.to_owned(), set), ("Sea".to_owned(), !set)],
        ),
        3 => {
            let correction = if set {
                Correction::Join(next)
            } else {
                Correction::Part(StoryId(next))
            };
            Effect::Story(label, key, correction)
        }
        4 => Effect::SaveFilter(label, word.to_owned(), set.then(|| "is:unread".to_owned())),
        5 => Effect::Teach(
            label,
            Lesson {
                site: "courier.example".to_owned(),
                line: u64::try_from(n).unwrap_or_default(),
                choice: set.then_some(Choice::Drop),
                witnesses: vec![u64::MAX],
            },
        ),
        _ => {
            let quotation = Quotation {
                quote: word.to_owned(),
                comment: set.then(|| "look".to_owned()),
                ..Quotation::default()
            };
            let note = Note {
                id: quotation.id(),
                quotation,
                headline: None,
            };
            let gone = if n % 3 == 0 {
                vec![note.id.clone()]
            } else {
                Vec::new()
            };
            Effect::Note(label, key, gone, vec![note])
        }
    }
}

fn deeds() -> impl Strategy<Value = Vec<(Deed, usize)>> {
    let words = select(vec!["Tide", "tide", "ß", "漢字", "two words", "x\""]);
    let deed = (0..4_usize, 0..7_u8, any::<bool>(), words);
    prop::collection::vec((deed, 0..3_usize), 0..10)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn a_step_back_and_one_forth_change_nothing(deeds in deeds()) {
        let mut store = library(&SHELF);
        for (deed, back) in deeds {
            let before = values(&store);
            let effect = effect(&store, deed);
            answers::write(&mut store, &effect).unwrap();
            let after = values(&store);
            if before != after {
                let undone = store.undo().unwrap();
                prop_assert_eq!(undone.map(|step| step.label), Some(format!("{} {}", deed.1, deed.3)));
                prop_assert_eq!(&values(&store), &before, "{:?} taken back", effect);
                prop_assert!(store.redo().unwrap().is_some());
            }
            prop_assert_eq!(&values(&store), &after, "{:?} done again", effect);
            check_all_steps(&mut store, &[]);
            // What comes next begins somewhere in the history.
            for _ in 0..back {
                store.redo().unwrap();
            }
        }
    }
}
