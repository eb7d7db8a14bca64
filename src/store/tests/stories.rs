//! Related articles, and stories: grouped as they come, and as the reader says.

use super::samples::{article, key, put, store};
use crate::article::Article;
use crate::library::{Correction, Id, StoryId};
use crate::store::{Change, FoundFiles, Store};

/// Two events of four days, told by several, and what has nothing to do with them.
fn articles() -> Vec<Article> {
    let told = [
        (
            "Harbour wall at Ostermouth gives way in the night",
            "2022-03-01",
            "The old harbour wall at Ostermouth gave way on Tuesday night and took eleven fishing boats with it. Harbour master Ilka Brandt \
             said the breach was forty metres wide. Nobody was hurt. Engineers from the Tidewater Board are to look at the wall today.",
        ),
        (
            "Eleven boats lost as Ostermouth wall breaks",
            "2022-03-02",
            "Eleven fishing boats sank when forty metres of the harbour wall at Ostermouth broke in the night. Ilka Brandt, the harbour \
             master, said nobody was hurt. The Tidewater Board sent engineers, who called the old wall past repair.",
        ),
        (
            "Tidewater Board knew of cracks in Ostermouth harbour wall",
            "2022-03-03",
            "Engineers of the Tidewater Board had warned of cracks in the harbour wall at Ostermouth a year before it gave way and eleven \
             fishing boats sank, a letter to harbour master Ilka Brandt shows. The breach is forty metres wide.",
        ),
        (
            "Sennet orchard festival draws record crowd",
            "2022-03-02",
            "The orchard festival in Sennet drew nine thousand visitors, more than ever. The cider prize went to Tomas Quill for a dry \
             pressing of russets. The brass band of Lower Sennet played until the lanterns went out.",
        ),
        (
            "Tomas Quill takes cider prize at Sennet",
            "2022-03-02",
            "Cider maker Tomas Quill won the prize of the orchard festival in Sennet with a dry pressing of russets. Nine thousand visitors \
             came, a record, and the brass band of Lower Sennet played among the lanterns.",
        ),
        (
            "Mountain railway to Hollin reopens",
            "2022-03-04",
            "Trains climb again to Hollin after the tunnel under the pass was lined anew. The first one carried schoolchildren, a goat and \
             the stationmaster's piano. Tickets cost four crowns.",
        ),
    ];
    told.map(|(headline, date, text)| article(headline, date, text))
        .into()
}

/// Puts articles in, in that order, each time as many together; gives the numbers of those in the story of each.
fn stories(store: &Store, all: &[Article]) -> String {
    let number = |id: Id| {
        let row = store.rows(&[id]).unwrap().pop().unwrap();
        all.iter().position(|one| key(one) == row.key).unwrap()
    };
    let mut lines = Vec::new();
    for one in all {
        let Some(id) = store.id_of(key(one)).unwrap() else {
            lines.push("gone".to_owned());
            continue;
        };
        let own = store.story_of(id).unwrap();
        let rows = own.iter().flat_map(|story| &story.rows);
        lines.push(rows.map(|row| number(row.id).to_string()).collect());
    }
    lines.join(" ")
}

fn filled(order: &[usize], together: usize) -> (tempfile::TempDir, Store, Vec<Article>) {
    let (folder, mut store) = store();
    let all = articles();
    for some in order.chunks(together) {
        let puts: Vec<_> = some
            .iter()
            .map(|&n| put(&format!("{n}.txt"), &all[n]))
            .collect();
        store.put(&puts).unwrap();
        assert_eq!(store.group(|_, _| ()).unwrap(), some.len());
        assert_eq!(store.group(|_, _| ()).unwrap(), 0);
    }
    (folder, store, all)
}

#[test]
fn articles_on_one_event_are_a_story_in_whatever_order_they_come() {
    for (order, together) in [
        ([0, 1, 2, 3, 4, 5], 6),
        ([5, 4, 3, 2, 1, 0], 1),
        ([2, 3, 0, 5, 4, 1], 2),
    ] {
        let (_folder, store, all) = filled(&order, together);
        assert_eq!(stories(&store, &all), "012 012 012 43 43 ", "{order:?}");
    }
}

#[test]
fn a_story_keeps_its_name_as_more_comes_and_goes() {
    let (_folder, mut store, all) = filled(&[1, 3, 0], 1);
    let of = |store: &Store, n: usize| {
        let id = store.id_of(key(&all[n])).unwrap().unwrap();
        store.story_of(id).unwrap().map(|story| story.id)
    };
    let name = of(&store, 0).unwrap();
    store.put(&[put("2.txt", &all[2])]).unwrap();
    store.group(|_, _| ()).unwrap();
    assert_eq!(of(&store, 2), Some(name));
    let known = store.known_files().unwrap();
    let mut left = FoundFiles::default();
    for n in [0, 2, 3] {
        left.add(&known, format!("{n}.txt").as_bytes());
    }
    store.take_out_all_but(&known, &left).unwrap();
    assert_eq!(stories(&store, &all), "02 gone 02  gone gone");
    assert_eq!(of(&store, 0), Some(name));
}

#[test]
fn the_reader_has_the_last_word() {
    let (_folder, mut store, all) = filled(&[0, 1, 2, 3, 4, 5], 6);
    let id = store.id_of(key(&all[1])).unwrap().unwrap();
    let wall = store.story_of(id).unwrap().unwrap().id;
    let say = |store: &mut Store, n: usize, correction| {
        store
            .change("story", &[Change::story(key(&all[n]), Some(correction))])
            .unwrap();
    };
    say(&mut store, 1, Correction::Part(wall));
    assert_eq!(stories(&store, &all), "02  02 43 43 ");
    say(&mut store, 5, Correction::Join(key(&all[3])));
    assert_eq!(stories(&store, &all), "02  02 435 435 435");
    // What it is not part of it cannot leave.
    say(&mut store, 3, Correction::Part(StoryId(7)));
    assert_eq!(stories(&store, &all), "02  02 435 435 435");
    // It holds also when all is made anew.
    store.reset_index().unwrap();
    let puts: Vec<_> = all
        .iter()
        .enumerate()
        .map(|(n, one)| put(&format!("{n}.txt"), one))
        .collect();
    store.put(&puts).unwrap();
    store.group(|_, _| ()).unwrap();
    assert_eq!(stories(&store, &all), "02  02 435 435 435");
}

#[test]
fn what_the_reader_said_can_be_taken_back() {
    let (_folder, mut store, all) = filled(&[0, 1, 2, 3, 4, 5], 6);
    let id = store.id_of(key(&all[1])).unwrap().unwrap();
    let wall = store.story_of(id).unwrap().unwrap().id;
    store
        .change(
            "part",
            &[Change::story(key(&all[1]), Some(Correction::Part(wall)))],
        )
        .unwrap();
    assert_eq!(stories(&store, &all), "02  02 43 43 ");
    store.undo().unwrap();
    assert_eq!(stories(&store, &all), "012 012 012 43 43 ");
    store.redo().unwrap();
    assert_eq!(stories(&store, &all), "02  02 43 43 ");
}

#[test]
fn related_articles_come_with_the_reason() {
    let (_folder, store, all) = filled(&[0, 1, 2, 3, 4, 5], 6);
    let of = |n: usize| store.id_of(key(&all[n])).unwrap().unwrap();
    let related = store.neighbours(of(0), 9).unwrap();
    let ids: Vec<Id> = related.iter().map(|one| one.id).collect();
    assert_eq!(ids.get(..2).map(<[Id]>::len), Some(2));
    assert!(
        ids.iter().take(2).all(|id| [of(1), of(2)].contains(id)),
        "{related:?}"
    );
    let next_day = related.iter().find(|one| one.id == of(1)).unwrap();
    assert_eq!((next_day.days, next_day.shared.len()), (Some(1), 3));
    let names = [
        "Ostermouth",
        "Ilka",
        "Brandt",
        "Tidewater",
        "Board",
        "Engineers",
    ];
    assert!(
        next_day
            .shared
            .iter()
            .any(|word| names.contains(&word.as_str())),
        "{next_day:?}"
    );
    assert_eq!(store.neighbours(of(0), 1).unwrap().len(), 1);
    assert_eq!(store.neighbours(Id(1), 9).unwrap(), []);
}
