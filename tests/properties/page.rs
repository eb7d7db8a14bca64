//! What holds of any article, typeset at any width.

use std::borrow::Cow;

use clippings::article::{Article, Block, BlockKind, Image, Related};
use clippings::page::{Page, Role, Run, Setting, cells, plain, typeset, words};
use unicode_segmentation::UnicodeSegmentation as _;

/// Widest page.
const WIDEST: u16 = 300;

/// Bytes as a sheet: the width, then `ascii` or nothing, in the first line; below a line for each part of an article, its first character
/// says which (see [`article`]).
pub fn typeset_at_any_width(bytes: &[u8]) {
    let sheet = String::from_utf8_lossy(bytes);
    let (head, parts) = sheet.split_once('\n').unwrap_or((&sheet, ""));
    let digits: String = head.chars().take_while(char::is_ascii_digit).collect();
    let article = article(parts);
    let setting = Setting {
        width: 1 + digits.parse().unwrap_or(71_u16).saturating_sub(1) % WIDEST,
        ascii: head.ends_with("ascii"),
        saved: vec![true],
    };
    check(&article, &setting);
}

/// An article of lines: `=` headline, `:` standfirst, `@` byline, `/` publisher, `+` tag, `*` caption, `^` credit, `~` a related headline
/// within the text, `#` subhead, `-` list item, `"` quotation, `|` code, `%` table, `!` note; anything else begins a paragraph. A line
/// that begins with a blank goes on with code or a table.
pub fn article(parts: &str) -> Article {
    let mut article = Article::default();
    for line in parts.split('\n') {
        let mut chars = line.chars();
        let first = chars.next();
        let rest = chars.as_str().to_owned();
        let kind = match first {
            Some('=') => {
                article.headline = Some(rest);
                continue;
            }
            Some(':') => {
                article.standfirst = Some(rest);
                continue;
            }
            Some('/') => {
                article.publisher = Some(rest);
                continue;
            }
            Some('@') => {
                article.byline.push(rest);
                continue;
            }
            Some('+') => {
                article.tags.push(rest);
                continue;
            }
            Some('*') => {
                article.images.push(Image {
                    caption: Some(rest),
                    before: article.body.len(),
                    ..Image::default()
                });
                continue;
            }
            Some('^') => {
                if let Some(image) = article.images.last_mut() {
                    image.credit = Some(rest);
                }
                continue;
            }
            Some(' ') => {
                let last = article.body.last_mut();
                let last = last.filter(|b| matches!(b.kind, BlockKind::Code | BlockKind::Table));
                if let Some(block) = last {
                    block.text.push('\n');
                    block.text.push_str(&rest);
                    continue;
                }
                BlockKind::Paragraph
            }
            Some('~') => {
                article.related.push(Related {
                    headline: rest.clone(),
                    inline: true,
                    ..Related::default()
                });
                BlockKind::InlineRelated
            }
            Some('#') => BlockKind::Heading,
            Some('-') => BlockKind::ListItem,
            Some('"') => BlockKind::Quote,
            Some('|') => BlockKind::Code,
            Some('%') => BlockKind::Table,
            Some('!') => BlockKind::Note,
            _ => BlockKind::Paragraph,
        };
        let text = if kind == BlockKind::Paragraph {
            line.to_owned()
        } else {
            rest
        };
        let level = u8::try_from(text.len() % 8).unwrap_or_default();
        article.body.push(Block {
            level,
            number: (level > 5).then(|| 10_u32.pow(u32::from(level))),
            ..Block::new(kind, text)
        });
    }
    article
}

/// No row is wider than the page, nothing of a run is a control character, places lead to rows and back, runs show their source.
pub fn check(article: &Article, setting: &Setting) {
    let page = typeset(article, setting);
    let flow = article.flow();
    let mut at = usize::MAX;
    let (mut said, mut edges) = (Cow::Borrowed(""), Vec::new());
    for (i, row) in page.rows.iter().enumerate() {
        let text: String = row.runs.iter().map(|run| run.text.as_str()).collect();
        let taken = usize::from(row.indent) + cells(&text);
        let width = usize::from(setting.width);
        assert!(taken <= width, "{text:?} takes {taken} of {width}");
        assert!(row.cells() <= width);
        assert!(!text.contains(char::is_control), "{text:?}");
        check_place(&page, i);
        if row.element != at {
            at = row.element;
            said = words(article, flow[at]);
            let starts = said.grapheme_indices(true).map(|(start, _)| start);
            edges = starts.chain([said.len()]).collect();
        }
        row.runs
            .iter()
            .for_each(|run| check_run(run, &said, &edges));
    }
    assert_eq!(plain(&page).lines().count(), page.rows.len());
}

/// What a run shows are whole characters of the words of its element; `edges` are where those begin and end.
fn check_run(run: &Run, words: &str, edges: &[usize]) {
    let Some(source) = &run.source else { return };
    assert!(source.start < source.end, "{run:?}");
    let shown = words.get(source.clone());
    let shown = shown.unwrap_or_else(|| panic!("{run:?} cuts through a character"));
    if run.text.len() == source.len() && run.text != "?" {
        assert_eq!(run.text, shown.replace('\t', " "));
    }
    if !matches!(
        run.role,
        Role::Table | Role::Dateline | Role::Tag | Role::Rule
    ) {
        let is_edge = |at: usize| edges.binary_search(&at).is_ok();
        // Blanks at the end of a row go, also one that belongs to a mark before it (U+0600 and its like).
        let is_trimmed = words[source.end..].starts_with(char::is_whitespace);
        assert!(
            is_edge(source.start) && (is_edge(source.end) || is_trimmed),
            "{run:?} in {words:?}"
        );
    }
}

fn check_place(page: &Page, row: usize) {
    let place = page.place_of(row);
    assert_eq!(page.place_of(page.row_of(place)), place);
    assert!(row == 0 || page.rows[row - 1].place() <= place);
}
