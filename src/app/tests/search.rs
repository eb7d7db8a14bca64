//! Searches: of the library, in the text, and what stays of them.

use crate::app::desk::Desk;
use crate::app::message::Effect;

#[test]
fn search_narrows_the_list_as_it_is_typed() {
    let mut desk = Desk::new(120, 40);
    desk.press("j / 'ferry");
    assert_eq!(desk.model.list.rows().len(), 7, "it stands in every text");
    desk.press("C-u 'ferry Space 'skarn");
    assert_eq!(desk.model.list.rows().len(), 2);
    desk.press("Enter");
    assert_eq!(desk.state(), "list ferry harbour@0");
    desk.press("n");
    assert_eq!(desk.state(), "list gull harbour@0", "n is the next match");
    desk.press("q");
    assert_eq!(desk.model.list.rows().len(), 7);
    assert_eq!(desk.state(), "list gull harbour@0");
}

#[test]
fn escape_restores_the_list() {
    let mut desk = Desk::new(120, 40);
    desk.press("jj / 'soup");
    assert_eq!(desk.model.list.rows().len(), 1);
    desk.press("Esc");
    assert_eq!(desk.state(), "list tide harbour@0");
    assert_eq!(desk.model.list.rows().len(), 7);
}

#[test]
fn search_in_the_text() {
    let mut desk = Desk::new(80, 24);
    desk.press("4j Enter / 'paragraph");
    let find = |desk: &Desk| {
        let find = desk.model.reader.as_ref().and_then(|r| r.find.as_ref());
        find.map(|find| (find.current, find.matches.len()))
    };
    assert_eq!(find(&desk), Some((0, 40)));
    desk.press("Enter 12n");
    assert_eq!(find(&desk), Some((12, 40)));
    assert_ne!(desk.state(), "body ferry ferry@0");
    desk.press("13N");
    assert_eq!(find(&desk), Some((39, 40)));
    desk.press("Esc");
    assert_eq!(find(&desk), None);
    desk.press("gg / 'nowhere Enter");
    assert_eq!(find(&desk), None);
    assert_eq!(
        desk.model.notice.as_deref(),
        Some("Not in this article: nowhere")
    );
}

#[test]
fn a_search_of_the_library_is_marked_in_the_text() {
    let mut desk = Desk::new(80, 24);
    desk.press("4j");
    desk.rest();
    desk.press("/ 'skarn Enter Enter");
    let find = |desk: &Desk| desk.model.reader.as_ref().and_then(|r| r.find.clone());
    assert!(find(&desk).is_some_and(|find| find.inherited));
    desk.press("q");
    assert_eq!(
        desk.state(),
        "list ferry ferry@0",
        "one step back is the list"
    );
    desk.press("q l");
    assert!(find(&desk).is_none(), "the search is over");
}

#[test]
fn snippets_come_when_nothing_is_typed_and_only_for_the_screen() {
    let asked = |desk: &Desk| {
        let asked = desk.asked.iter().filter_map(|effect| match effect {
            Effect::Snippets(_, ids, ..) => Some(ids.len()),
            _ => None,
        });
        asked.collect::<Vec<_>>()
    };
    let mut desk = Desk::new(120, 40);
    desk.press("/ 'tide");
    assert!(asked(&desk).is_empty(), "not while it is typed");
    desk.rest();
    assert_eq!(asked(&desk), [1], "of the selected one");
    desk.rest();
    desk.press("Enter j");
    desk.rest();
    assert_eq!(asked(&desk), [1, 1]);
    desk.press("k");
    desk.rest();
    assert_eq!(asked(&desk), [1, 1], "known already");
    let search = desk.model.list.search.as_ref().expect("a search");
    let snippet = search
        .snippets
        .of(desk.model.list.rows()[0])
        .expect("a snippet");
    assert_eq!(&snippet.text[snippet.marks[0].clone()], "tide");
    let mut desk = Desk::new(200, 12);
    desk.press("/ 'tide");
    desk.rest();
    assert_eq!(asked(&desk), [6], "all on the screen");
    desk.press("C-u 'is:unread");
    desk.rest();
    assert_eq!(asked(&desk), [6], "no words, no snippets");
}

#[test]
fn headlines_that_nearly_are_what_was_typed_come_after_the_hits() {
    let names = |typed: &str| {
        let mut desk = Desk::new(120, 40);
        desk.press(&format!("/ '{}", typed.replace(' ', " Space '")));
        let near = desk
            .model
            .list
            .search
            .as_ref()
            .map_or(0, |search| search.near.len());
        let rows = desk.model.list.rows();
        let rows = rows.iter();
        let names: Vec<String> = rows
            .map(|id| desk.model.shelf.row(*id).expect("a row").file_name())
            .collect();
        format!(
            "{} / {}",
            names[..names.len() - near].join(" "),
            names[names.len() - near..].join(" ")
        )
    };
    for (typed, want) in [
        ("ntl sp", " / soup.txt"),
        ("skarn", "ferry.txt gull.txt / "),
        ("ngt frr", " / ferry.txt"),
        ("gull", "gull.txt / "),
        ("clsl", " / gull.txt storm.txt"),
        ("is:unread ntl", " / "),
        (
            "-ntl",
            "harbour.html storm.txt tide.txt lamp.txt ferry.txt gull.txt soup.txt / ",
        ),
        ("nt", " / "),
    ] {
        assert_eq!(names(typed), want, "{typed}");
    }
}
