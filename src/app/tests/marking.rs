//! Marks on one article and on many: archive, bin, all read.

use crate::app::desk::Desk;
use crate::app::overlay::Overlay;
use crate::library::Mark;

/// The rows shown, by the first word of their file names.
fn shown(desk: &Desk) -> String {
    let rows = desk.model.list.rows();
    let rows = rows.iter();
    let rows = rows.filter_map(|&id| desk.model.shelf.row(id));
    let names: Vec<String> = rows
        .map(|row| {
            row.file_name()
                .split('.')
                .next()
                .unwrap_or_default()
                .to_owned()
        })
        .collect();
    names.join(" ")
}

fn notice(desk: &Desk) -> String {
    desk.model.notice.clone().unwrap_or_default()
}

#[test]
fn what_is_put_away_leaves_the_list_and_comes_back() {
    let all = "harbour storm tide lamp ferry gull soup";
    for (keys, rows, state, said) in [
        (
            "a",
            "storm tide lamp ferry gull soup",
            "list storm",
            "Archived, U undoes: Harbour",
        ),
        (
            "2j D",
            "harbour storm lamp ferry gull soup",
            "list lamp",
            "Binned, U undoes: ",
        ),
        (
            "G a",
            "harbour storm tide lamp ferry gull",
            "list gull",
            "Archived",
        ),
        (
            "j 3a",
            "harbour ferry gull soup",
            "list ferry",
            "Archived, U undoes: 3 articles",
        ),
        (
            "5j 99D",
            "harbour storm tide lamp ferry",
            "list ferry",
            "Binned, U undoes: 2 articles",
        ),
        ("j a U", all, "list storm", "Undone: archived, Storm"),
        ("j 3a U", all, "list storm", "Undone: archived, 3 articles"),
        (
            "j 3a U C-r",
            "harbour ferry gull soup",
            "list ferry",
            "Done again",
        ),
        (
            "j Enter a",
            "harbour tide lamp ferry gull soup",
            "list tide storm",
            "Archived",
        ),
        (
            "/ 'is:archived Enter Esc a / 'is:archived Enter",
            "harbour",
            "list harbour",
            "",
        ),
        (
            "a / 'is:archived Enter a",
            "",
            "list -",
            "Out of the archive, U undoes: Harbour",
        ),
        ("D / 'is:binned Enter D Esc", all, "list harbour", ""),
        (
            "a / 'harbour Space 'ostermouth Enter",
            "harbour",
            "list harbour",
            "",
        ),
        (
            "a / 'is:archived Enter D Esc / 'is:binned Enter",
            "harbour",
            "list harbour",
            "",
        ),
        (
            "D / 'is:binned Enter a",
            "harbour",
            "list harbour",
            "Archived",
        ),
    ] {
        let mut desk = Desk::new(120, 40);
        desk.press(keys);
        assert_eq!(shown(&desk), rows, "{keys}");
        assert!(desk.state().starts_with(state), "{keys}: {}", desk.state());
        assert!(notice(&desk).starts_with(said), "{keys}: {}", notice(&desk));
        let (count, rows) = (desk.model.shelf.total, desk.store.counts().unwrap());
        assert_eq!(u64::try_from(count), Ok(rows.listed), "{keys}");
        assert_eq!(
            u64::try_from(desk.model.shelf.unread),
            Ok(rows.unread),
            "{keys}"
        );
    }
}

#[test]
fn all_shown_are_marked_read_in_one_step() {
    for (keys, unread, said) in [
        ("A y", 0, "Read, U undoes: 7 articles"),
        ("2j A k", 5, "Read, U undoes: 2 articles"),
        ("2j A j", 3, "Read, U undoes: 4 articles"),
        ("A k", 7, "Nothing to change: read already"),
        ("A n", 7, "Nothing marked"),
        ("A Esc", 7, "Nothing marked"),
        ("2j A k A y", 0, "Read, U undoes: 5 articles"),
        ("A y U", 7, "Undone: read, 7 articles"),
        ("2j A k A y U", 5, "Undone: read, 5 articles"),
        ("A y U C-r", 0, "Done again: read, 7 articles"),
        ("3N", 4, "Read, U undoes: 3 articles"),
        (". A y", 0, "Read, U undoes: 7 articles"),
    ] {
        let mut desk = Desk::new(120, 40);
        desk.press(keys);
        assert_eq!(desk.model.shelf.unread, unread, "{keys}");
        assert_eq!(desk.store.counts().unwrap().unread, unread as u64, "{keys}");
        assert_eq!(notice(&desk), said, "{keys}");
        let is_read = |id: &_| {
            let row = desk.model.shelf.row(*id);
            row.is_some_and(|row| row.marks.has(Mark::Read))
        };
        let rows = desk.model.list.rows();
        let rows = rows.iter();
        let left = rows.filter(|id| !is_read(id)).count();
        assert_eq!(left, unread, "the rows say it: {keys}");
    }
    let mut desk = Desk::new(120, 40);
    desk.press("/ 'nothing Enter A");
    assert!(matches!(desk.model.overlay, Overlay::None));
    assert_eq!(notice(&desk), "No article is shown");
}

/// The list's question and the article's, asked by `asks` and answered as the library is then, come when `keys` have been written.
fn late_answers(asks: &str, keys: &str) -> Desk {
    let mut desk = Desk::new(120, 40);
    desk.slow = Some(Vec::new());
    desk.press(asks);
    let questions = desk.slow.take().unwrap_or_default();
    assert!(!questions.is_empty(), "{asks} asks something");
    let answers = questions.iter().filter_map(|one| desk.answered(one));
    let answers: Vec<_> = answers.collect();
    desk.press(keys);
    for answer in answers {
        desk.send(answer);
    }
    desk
}

#[test]
fn an_answer_older_than_a_mark_does_not_take_it_back() {
    for (asks, keys, starred, unread) in [
        (". .", "*", 1, 7),
        (". .", "3*", 3, 7),
        (". .", "j N", 0, 6),
        ("j Enter", "*", 1, 6),
        ("j Enter h", "*", 1, 6),
    ] {
        let desk = late_answers(asks, keys);
        let has = |mark| {
            let listed = desk.model.list.rows().into_iter();
            let rows = listed.filter_map(|id| desk.model.shelf.row(id));
            rows.filter(|row| row.marks.has(mark)).count()
        };
        assert_eq!(has(Mark::Starred), starred, "{asks}, {keys}");
        assert_eq!(desk.model.shelf.unread, unread, "{asks}, {keys}");
        let read = has(Mark::Read);
        assert_eq!(read, 7 - unread, "{asks}, {keys}");
    }
}
