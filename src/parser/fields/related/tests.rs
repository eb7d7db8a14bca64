//! Related lines as pages set them.

use proptest::prelude::*;

use super::{clean, common_wrapper, is_lead, is_section_title};
use crate::article::Media::{self, Audio, Gallery, Live, Video};

/// Lines with their headline and medium.
fn check(lines: &[(&str, &str, Option<Media>)]) {
    for &(text, want, media) in lines {
        let line = clean(text).unwrap_or_else(|| panic!("{text:?}"));
        assert_eq!(
            (&text[line.headline], line.media),
            (want, media),
            "{text:?}"
        );
    }
}

#[test]
fn what_stands_in_front() {
    check(&[
        (
            "Bridge closed for repairs",
            "Bridge closed for repairs",
            None,
        ),
        (
            "An image that illustrates this article Mayor says closure 'is too long'Story video icon",
            "Mayor says closure 'is too long'",
            Some(Video),
        ),
        (
            "An image that illustrates this article Bridge closed for repairs",
            "Bridge closed for repairs",
            None,
        ),
        ("Bridge closed Video icon", "Bridge closed", Some(Video)),
        (
            "READ MORE | Bridge closed for repairs",
            "Bridge closed for repairs",
            None,
        ),
        (
            "Read more: Bridge closed for repairs",
            "Bridge closed for repairs",
            None,
        ),
        (
            "Read more about how the bridge was built",
            "Read more about how the bridge was built",
            None,
        ),
        ("ALSO READ: Bridge closed", "Bridge closed", None),
        (
            "Opinion: The bridge is not worth it",
            "Opinion: The bridge is not worth it",
            None,
        ),
        (
            "Opinion | The bridge is not worth it",
            "The bridge is not worth it",
            None,
        ),
        ("» Related: Bridge closed", "Bridge closed", None),
        ("Lesen Sie auch: Brücke gesperrt", "Brücke gesperrt", None),
        (
            "Leggi anche Ponte chiuso per lavori",
            "Ponte chiuso per lavori",
            None,
        ),
        ("À lire aussi : Le pont fermé", "Le pont fermé", None),
        ("Читайте также: Мост закрыт", "Мост закрыт", None),
        (
            "1. Bridge closed for repairs",
            "Bridge closed for repairs",
            None,
        ),
        ("• Bridge closed → ", "Bridge closed", None),
        ("WATCH: Bridge falls", "Bridge falls", Some(Video)),
        (
            "LIVE Bridge closure updates",
            "Bridge closure updates",
            Some(Live),
        ),
        (
            "Listen: How a bridge is built",
            "How a bridge is built",
            Some(Audio),
        ),
        (
            "In pictures: the bridge at night",
            "the bridge at night",
            Some(Gallery),
        ),
    ]);
}

#[test]
fn what_stands_behind() {
    check(&[
        ("Bridge falls (Video)", "Bridge falls", Some(Video)),
        ("Bridge falls | Video", "Bridge falls", Some(Video)),
        (
            "Bridge closed for repairs 3h ago",
            "Bridge closed for repairs",
            None,
        ),
        (
            "Bridge closed for repairs · 2 min read",
            "Bridge closed for repairs",
            None,
        ),
        (
            "Bridge closed for repairs - 23 February 2021",
            "Bridge closed for repairs",
            None,
        ),
        (
            "3h ago Bridge closed for repairs",
            "Bridge closed for repairs",
            None,
        ),
        (
            "1 Feb 2022 | Bridge closed for repairs",
            "Bridge closed for repairs",
            None,
        ),
        (
            "What happened on 6 January 2021",
            "What happened on 6 January 2021",
            None,
        ),
        (
            "Bridge closed for repairs Read more",
            "Bridge closed for repairs",
            None,
        ),
        ("大桥因维修关闭", "大桥因维修关闭", None),
    ]);
}

#[test]
fn no_headlines() {
    for text in [
        "",
        "Read more",
        "READ MORE:",
        "Load more",
        " | ",
        "Video",
        "Lesen Sie auch:",
        "3 min read",
        "Politics",
        "•",
    ] {
        assert_eq!(clean(text), None, "{text:?}");
    }
}

#[test]
fn leads_and_titles() {
    for (text, lead, title) in [
        ("Read More", true, false),
        ("READ MORE:", true, false),
        ("RELATED", true, true),
        ("Lesen Sie auch", true, false),
        ("» Related Reading:", true, true),
        ("Also read", true, false),
        ("EDITOR'S PICKS", false, true),
        ("Editor’s picks", false, true),
        ("MORE FROM THE HERALD", false, true),
        ("Most read", false, true),
        ("Recommended articles", false, true),
        ("Latest news", false, true),
        ("Das könnte Sie auch interessieren", true, true),
        ("Meistgelesen", false, true),
        ("Weitere Artikel", false, true),
        ("Lo más leído", false, true),
        ("Noticias relacionadas", false, true),
        ("Bridge closed for repairs", false, false),
        (
            "The latest from the bridge is that it will stay closed for a year",
            false,
            false,
        ),
        ("", false, false),
    ] {
        assert_eq!(
            (is_lead(text), is_section_title(text)),
            (lead, title),
            "{text:?}"
        );
    }
}

#[test]
fn wrappers() {
    for (lines, want) in [
        (
            vec![
                "Picture for this piece Bridge closed",
                "Picture for this piece Mayor speaks",
                "River rises",
            ],
            ("Picture for this piece", ""),
        ),
        (
            vec![
                "Bridge closedPlay film sign",
                "Mayor speaksPlay film sign",
                "River rises",
            ],
            ("", "Play film sign"),
        ),
        (vec!["Bridge closed", "Bridge closed"], ("", "")),
        (vec!["The bridge", "The mayor"], ("", "")),
        (vec![], ("", "")),
    ] {
        assert_eq!(common_wrapper(&lines), want, "{lines:?}");
    }
}

proptest! {
    #[test]
    fn any_text_is_survived(text in "(Read more|1\\.|LIVE )?\\PC{0,60}(Video icon|3h ago|4 min read)?", other in "\\PC{0,20}") {
        if let Some(line) = clean(&text) {
            prop_assert!(text.get(line.headline).is_some_and(|headline| !headline.is_empty()));
        }
        is_lead(&text);
        is_section_title(&text);
        common_wrapper(&[&text, &other, &format!("{other} {text}")]);
    }
}
