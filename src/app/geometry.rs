//! Where the panes stand: a pure function of the screen's size, the focus and two switches. Knows no terminal and no content.

/// The screen in cells.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Size {
    /// Columns.
    pub width: u16,
    /// Rows.
    pub height: u16,
}

/// A rectangle of cells.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Area {
    /// First column.
    pub x: u16,
    /// First row.
    pub y: u16,
    /// Columns.
    pub width: u16,
    /// Rows.
    pub height: u16,
}

impl Area {
    /// The area without `margin` columns at either side.
    #[must_use]
    pub const fn inset(self, margin: u16) -> Self {
        Self {
            x: self.x + margin,
            width: self.width.saturating_sub(2 * margin),
            ..self
        }
    }

    /// One past the last column.
    pub const fn right(self) -> u16 {
        self.x + self.width
    }

    /// One past the last row.
    pub const fn bottom(self) -> u16 {
        self.y + self.height
    }
}

/// The three panes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Pane {
    /// The library's list.
    #[default]
    List,
    /// The article.
    Body,
    /// The sidebar.
    Info,
}

/// What decides the layout beside the size.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wishes {
    /// The pane with the focus.
    pub focus: Pane,
    /// The text alone.
    pub zen: bool,
    /// The info pane is wanted where it is docked.
    pub info: bool,
}

/// Where everything stands. Areas are the panes' content, without their title row.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Layout {
    /// The list.
    pub list: Option<Area>,
    /// The article.
    pub body: Option<Area>,
    /// The sidebar.
    pub info: Option<Area>,
    /// The sidebar lies over the article instead of beside it.
    pub floating: bool,
    /// The sidebar stands under the list, below a rule.
    pub stacked: bool,
    /// Row 0 holds the panes' titles.
    pub titles: bool,
    /// Rows of one article in the list: 1 or 2.
    pub row_height: u16,
    /// The status row.
    pub status: u16,
}

/// The smallest screen that is drawn.
pub const SMALLEST: Size = Size {
    width: 20,
    height: 5,
};
const LEFT: u16 = 27;
const STACKED_INFO: u16 = 7;
const FLOATING_INFO: u16 = 40;

/// Lays the panes out. `None` when the screen is too small.
pub fn layout(size: Size, wishes: Wishes) -> Option<Layout> {
    let Size { width, height } = size;
    if width < SMALLEST.width || height < SMALLEST.height {
        return None;
    }
    let zen = wishes.zen && wishes.focus != Pane::List;
    let titles = height >= 12 && !zen;
    let y = u16::from(titles);
    let column = |x: u16, width: u16| Area {
        x,
        y,
        width,
        height: height - 1 - y,
    };
    let whole = column(0, width);
    let mut layout = Layout {
        titles,
        row_height: if width >= 160 { 2 } else { 1 },
        status: height - 1,
        ..Layout::default()
    };
    match (width, wishes.focus) {
        (0..60, Pane::List) => layout.list = Some(whole),
        (0..60, Pane::Body) => layout.body = Some(whole),
        (0..60, Pane::Info) => layout.info = Some(whole),
        (60..100, Pane::List) => {
            let left = column(0, LEFT);
            let stacked = height >= 20;
            let list_rows = if stacked {
                left.height - STACKED_INFO - 1
            } else {
                left.height
            };
            layout.list = Some(Area {
                height: list_rows,
                ..left
            });
            layout.body = Some(column(LEFT + 1, width - LEFT - 1));
            layout.stacked = stacked;
            layout.info = stacked.then_some(Area {
                y: left.y + list_rows + 1,
                height: STACKED_INFO,
                ..left
            });
        }
        (60..100, focus) => {
            layout.body = Some(whole);
            if focus == Pane::Info {
                float(&mut layout, whole);
            }
        }
        (_, focus) if zen => {
            layout.body = Some(whole);
            if focus == Pane::Info {
                float(&mut layout, whole);
            }
        }
        _ => {
            let (left, right) = if width < 160 { (34, 25) } else { (46, 40) };
            let docked = wishes.info || wishes.focus == Pane::Info;
            let right = if docked { right + 1 } else { 0 };
            let x = left + 1;
            layout.list = Some(column(0, left));
            layout.body = Some(column(x, width - x - right));
            layout.info = docked.then(|| column(width - right + 1, right - 1));
        }
    }
    Some(layout)
}

fn float(layout: &mut Layout, whole: Area) {
    let width = FLOATING_INFO.min(whole.width.saturating_sub(20));
    layout.floating = true;
    layout.info = Some(Area {
        x: whole.right() - width,
        width,
        ..whole
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    fn widths(width: u16, height: u16, focus: Pane) -> Option<[Option<(u16, u16)>; 3]> {
        let wishes = Wishes {
            focus,
            zen: false,
            info: true,
        };
        layout(Size { width, height }, wishes)
            .map(|l| [l.list, l.body, l.info].map(|area| area.map(|a| (a.x, a.width))))
    }

    #[test]
    fn panes_at_the_four_widths() {
        let cases = [
            (19, Pane::List, None),
            (40, Pane::List, Some([Some((0, 40)), None, None])),
            (59, Pane::Body, Some([None, Some((0, 59)), None])),
            (
                80,
                Pane::List,
                Some([Some((0, 27)), Some((28, 52)), Some((0, 27))]),
            ),
            (80, Pane::Body, Some([None, Some((0, 80)), None])),
            (80, Pane::Info, Some([None, Some((0, 80)), Some((40, 40))])),
            (
                120,
                Pane::Body,
                Some([Some((0, 34)), Some((35, 59)), Some((95, 25))]),
            ),
            (
                200,
                Pane::List,
                Some([Some((0, 46)), Some((47, 112)), Some((160, 40))]),
            ),
        ];
        for (width, focus, expected) in cases {
            assert_eq!(widths(width, 24, focus), expected, "{width} {focus:?}");
        }
    }

    #[test]
    fn low_screens_lose_info_then_title() {
        let at = |height| {
            let wishes = Wishes {
                focus: Pane::List,
                zen: false,
                info: true,
            };
            layout(Size { width: 80, height }, wishes).map(|l| (l.info.is_some(), l.titles))
        };
        assert_eq!(at(24), Some((true, true)));
        assert_eq!(at(19), Some((false, true)));
        assert_eq!(at(11), Some((false, false)));
        assert_eq!(at(4), None);
    }

    #[test]
    fn areas_lie_on_the_screen_at_any_size() {
        for width in 0..260 {
            for height in 0..60 {
                for focus in [Pane::List, Pane::Body, Pane::Info] {
                    for (zen, info) in [(false, false), (true, true), (false, true)] {
                        let size = Size { width, height };
                        let Some(l) = layout(size, Wishes { focus, zen, info }) else {
                            continue;
                        };
                        for area in [l.list, l.body, l.info].into_iter().flatten() {
                            assert!(area.right() <= width && area.bottom() < height, "{size:?}");
                            assert!(area.width > 0 && area.height > 0, "{size:?}");
                        }
                    }
                }
            }
        }
    }
}
