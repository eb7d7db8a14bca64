//! What stands around an article, on the screen.

use super::{screen, styles};
use crate::app::desk::Desk;
use crate::ui::Theme;

#[test]
fn screens_of_stories_as_text_and_looks() {
    for (name, size, keys) in [
        ("120x40 around", (120, 40), "Enter"),
        ("120x40 around chosen", (120, 40), "Enter r r r j"),
        ("80x24 around", (80, 24), "Enter r r r r"),
        ("120x40 timeline", (120, 40), "Enter gt k"),
        ("80x24 timeline", (80, 24), "Enter gt"),
        ("40x15 timeline", (40, 15), "Enter gt k"),
        ("80x24 joining", (80, 24), "Enter q 3j Enter q jj Enter &"),
        ("40x15 joining", (40, 15), "jj Enter &"),
        ("80x24 news", (80, 24), "j Enter gn j"),
    ] {
        let mut desk = Desk::with_story(size.0, size.1);
        desk.press(keys);
        let name = name.replace(' ', "_");
        insta::assert_snapshot!(name.clone(), screen(&desk));
        let theme = Theme::new(true, false);
        insta::assert_snapshot!(format!("{name}_looks"), styles(&desk, &theme));
    }
}

#[test]
fn no_size_is_too_odd_for_them() {
    let theme = Theme::new(false, true);
    for keys in ["Enter r r r j", "Enter gt k", "jj Enter &", "Enter gn G"] {
        let mut desk = Desk::with_story(120, 40);
        desk.press(keys);
        for width in [0, 1, 2, 7, 20, 27, 40, 60, 72, 80, 100, 160, 300] {
            for height in [0, 1, 4, 5, 6, 12, 20, 60] {
                desk.resize(width, height);
                let shown = super::draw(&desk, &theme).0;
                assert_eq!((shown.area.width, shown.area.height), (width, height));
            }
        }
    }
}
