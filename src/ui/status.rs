//! The status row: a prompt, a question, a notice or the keys that matter here; at its right end what goes on.

use crate::app::Model;
use crate::app::command::Command;
use crate::app::geometry::Pane;
use crate::app::hints::hints;
use crate::app::keymap::Key;
use crate::app::model::Kind;
use crate::app::overlay::Overlay;
use crate::app::prompt::{Prompt, Purpose};
use crate::app::reader::Reader;
use crate::app::xray::Piece;
use crate::library::ask::Fault;
use crate::ui::canvas::Canvas;
use crate::ui::fit::cells;
use crate::ui::title::{grouped, hits};

/// Draws the row. Gives where the cursor of a prompt stands.
pub fn draw(model: &Model, y: u16, canvas: &mut Canvas) -> Option<(u16, u16)> {
    let width = model.size.width;
    let end = right(model, y, canvas);
    let room = end.saturating_sub(2);
    match &model.overlay {
        Overlay::Prompt(prompt) => {
            let is_search = matches!(prompt.purpose, Purpose::List(_));
            let search = model.list.search.as_ref().filter(|_| is_search);
            let is_filter = prompt.purpose == Purpose::Filter;
            let filter = model.list.filter.as_ref().filter(|_| is_filter);
            let fault = search.and_then(|search| search.fault.as_ref());
            let fault = fault.or(filter.and_then(|filter| filter.fault.as_ref()));
            return Some(prompt_row((prompt, fault), (y, room), canvas));
        }
        Overlay::Confirm(address) => {
            let room = width.saturating_sub(1);
            let text = address.question(room, canvas.theme.glyphs.ellipsis);
            canvas.fitted((1, y), room, &text, canvas.theme.strong);
        }
        Overlay::MarkRead => mark_read(model, (y, room), canvas),
        Overlay::Filters(_) => match &model.notice {
            Some(notice) => {
                canvas.fitted((1, y), room, notice, canvas.theme.strong);
            }
            None => pairs(FILTERS, (y, room), canvas),
        },
        Overlay::Links(_) => match &model.notice {
            Some(notice) => {
                canvas.fitted((1, y), room, notice, canvas.theme.strong);
            }
            None => pairs(LINKS, (y, room), canvas),
        },
        Overlay::Joining(_) => pairs(JOINING, (y, room), canvas),
        Overlay::Timeline(_) => pairs(TIMELINE, (y, room), canvas),
        Overlay::Sort => pairs(SORT, (y, room), canvas),
        Overlay::Help(_) => pairs(HELP, (y, room), canvas),
        Overlay::Messages(_) => pairs(MESSAGES, (y, room), canvas),
        Overlay::None => match &model.notice {
            Some(notice) => {
                canvas.fitted((1, y), room, notice, canvas.theme.strong);
            }
            None => match model.reader.as_ref().and_then(Reader::chosen_piece) {
                Some(piece) if model.focus == Pane::Body => chosen(piece, (y, room), canvas),
                _ => match comment_here(model) {
                    Some(comment) => told(("", comment), COMMENT, (y, room), canvas),
                    None => keys(model, (y, room), canvas),
                },
            },
        },
    }
    None
}

const HELP: &[(&str, &str)] = &[("j/k", "scroll"), ("/", "search"), ("q", "close")];
const FILTERS: &[(&str, &str)] = &[
    ("j/k", "choose"),
    ("Enter", "apply"),
    ("s", "save the one that is set"),
    ("e", "edit"),
    ("d", "delete"),
    ("q", "close"),
];
const SORT: &[(&str, &str)] = &[("a letter", "sorts or groups"), ("any other key", "closes")];
const LINKS: &[(&str, &str)] = &[
    ("j/k", "move"),
    ("Enter", "go there"),
    ("o", "browser"),
    ("y", "copy address"),
    ("q", "close"),
];
const JOINING: &[(&str, &str)] = &[("j/k", "choose"), ("Enter", "join"), ("q", "close")];
const TIMELINE: &[(&str, &str)] = &[("j/k", "choose"), ("Enter", "read"), ("q", "close")];
const MESSAGES: &[(&str, &str)] = &[("j/k", "scroll"), ("q", "close")];

/// Which of the articles shown are to be marked read?
fn mark_read(model: &Model, (y, room): (u16, u16), canvas: &mut Canvas) {
    let question = "Mark read:";
    let shown = grouped(model.list.count() + model.list.hidden());
    let all = format!("all {shown} shown,");
    let x = 2 + canvas.text((1, y), room, question, canvas.theme.strong);
    let answers = [
        ("y", all.as_str()),
        ("k", "those above,"),
        ("j", "those below;"),
        ("any other key:", "none"),
    ];
    let mut x = x;
    for (key, word) in answers {
        let rest = |x: u16| (room + 1).saturating_sub(x);
        x += canvas.text((x, y), rest(x), key, canvas.theme.key) + 1;
        x += canvas.text((x, y), rest(x), word, canvas.theme.dim) + 1;
    }
}

/// The hints, as many as there is room for; help and back always stay.
fn keys(model: &Model, (y, room): (u16, u16), canvas: &mut Canvas) {
    let back = match model.focus {
        Pane::List if model.list.search.is_some() => "show all",
        Pane::List => "quit",
        Pane::Body if model.is_xray() || model.is_comparing() => "text",
        Pane::Body if model.is_selecting() => "leave",
        Pane::Body if model.setup.kind == Kind::File => "quit",
        Pane::Body => "list",
        Pane::Info => "text",
    };
    let always = [("?".to_owned(), "help"), ("q".to_owned(), back)];
    let long = |(keys, word): &(String, &str)| cells(keys) + 1 + cells(word) + 2;
    let mut left = room.saturating_sub(always.iter().map(long).sum());
    let mut shown: Vec<(String, &str)> = Vec::new();
    for hint in hints(&model.contexts()) {
        if shown.iter().any(|(keys, _)| *keys == hint.0) {
            continue;
        }
        if let Some(rest) = left.checked_sub(long(&hint)) {
            left = rest;
            shown.push(hint);
        }
    }
    shown.extend(always);
    let shown: Vec<(&str, &str)> = shown.iter().map(|(k, word)| (k.as_str(), *word)).collect();
    pairs(&shown, (y, room), canvas);
}

/// The chosen piece of the X-ray: what it was taken for, how surely and why; behind it the keys.
fn chosen(piece: &Piece, (y, room): (u16, u16), canvas: &mut Canvas) {
    let verb = if piece.kept { "drop" } else { "keep" };
    let all = [
        (Command::JudgePiece.key(), verb),
        ("?", "help"),
        ("q", "text"),
    ];
    let label = format!("{} {}%", piece.label, piece.percent);
    told((&label, &piece.reason), &all, (y, room), canvas);
}

/// What the reader said of the words under the cursor.
fn comment_here(model: &Model) -> Option<&str> {
    let here = model.highlight_here().filter(|_| model.is_selecting());
    here?.note.quotation.comment.as_deref()
}

const COMMENT: &[(&str, &str)] = &[("c", "comment"), ("?", "help"), ("q", "leave")];

/// Something that is told, its label before it, and the keys behind; the first key gives way where there is no room.
fn told(
    (label, text): (&str, &str),
    all: &[(&str, &str)],
    (y, room): (u16, u16),
    canvas: &mut Canvas,
) {
    let long = |(key, word): &(&str, &str)| cells(key) + 1 + cells(word) + 2;
    let width = |keys: &[(&str, &str)]| keys.iter().map(long).sum::<u16>();
    let mut keys = all;
    if width(keys) + cells(label) > room {
        keys = all.get(1..).unwrap_or_default();
    }
    let right = room.saturating_sub(width(keys));
    let theme = canvas.theme;
    let mut x = 1;
    if !label.is_empty() {
        x += canvas.fitted((x, y), right.saturating_sub(1), label, theme.strong) + 2;
    }
    canvas.fitted((x, y), right.saturating_sub(x + 1), text, theme.dim);
    pairs_from(keys, (right, y), room, canvas);
}

/// Keys and words one after the other.
fn pairs(pairs: &[(&str, &str)], (y, room): (u16, u16), canvas: &mut Canvas) {
    pairs_from(pairs, (1, y), room, canvas);
}

fn pairs_from(pairs: &[(&str, &str)], (x, y): (u16, u16), room: u16, canvas: &mut Canvas) {
    let rest = |x: u16| (room + 1).saturating_sub(x);
    let mut x = x.max(1);
    for (keys, word) in pairs {
        x += canvas.text((x, y), rest(x), keys, canvas.theme.key) + 1;
        x += canvas.text((x, y), rest(x), word, canvas.theme.dim) + 2;
    }
}

/// What goes on, at the right end. Gives the column that it begins at.
fn right(model: &Model, y: u16, canvas: &mut Canvas) -> u16 {
    let width = model.size.width;
    let theme = canvas.theme;
    let (text, style) = match going_on(model) {
        Some(text) => (text, theme.strong),
        None if model.is_xray() => return width,
        None => (lasting(model), theme.dim),
    };
    if text.is_empty() {
        return width;
    }
    canvas.right((width / 3, width.saturating_sub(1)), y, &text, style)
}

/// What changes by itself or with the keys: keys typed, matches, the scan.
fn going_on(model: &Model) -> Option<String> {
    let typed = &model.typed;
    if typed.count.is_some() || !typed.chord.is_empty() {
        let count = typed.count.map_or(String::new(), |n| n.to_string());
        let chord: String = typed.chord.iter().map(Key::to_string).collect();
        return Some(format!("{count}{chord}"));
    }
    let is_text = match &model.overlay {
        Overlay::Prompt(prompt) => matches!(prompt.purpose, Purpose::Text(_)),
        _ => model.focus == Pane::Body,
    };
    if let Some(find) = model.reader.as_ref().and_then(|r| r.find.as_ref())
        && is_text
    {
        let count = find.matches.len();
        let at = (find.current + 1).min(count);
        return Some(format!("{} {at}/{count}", find.typed.trim()));
    }
    if model.is_typing_search() || model.is_typing_filter() {
        return Some(hits(model));
    }
    if model.scan.is_shown() {
        let (read, total) = (model.scan.read, model.scan.total);
        return Some(format!("reading {} of {}", grouped(read), grouped(total)));
    }
    None
}

/// What stays so: samples, files that could not be read.
fn lasting(model: &Model) -> String {
    let failures = model.scan.failures.len();
    if failures > 0 {
        format!("{} not read: gm", grouped(failures))
    } else if model.setup.kind == Kind::Samples {
        let own = "clippings FOLDER";
        if model.size.width >= 100 {
            format!("samples; your own: {own}")
        } else {
            format!("own: {own}")
        }
    } else {
        String::new()
    }
}

fn prompt_row(
    (prompt, fault): (&Prompt, Option<&Fault>),
    (y, room): (u16, u16),
    canvas: &mut Canvas,
) -> (u16, u16) {
    let theme = canvas.theme;
    let sign = prompt.sign();
    let start = 1 + canvas.text((1, y), room, sign, theme.prompt);
    let width = room.saturating_sub(start + 1);
    let scroll = prompt.input.visual_scroll(usize::from(width));
    let mut skipped = 0;
    let visible: String = prompt
        .input
        .value()
        .chars()
        .skip_while(|c| {
            skipped += unicode_width::UnicodeWidthChar::width(*c).unwrap_or(0);
            skipped <= scroll
        })
        .collect();
    let mut end = start + canvas.text((start, y), width, &visible, theme.strong);
    if let Some(fault) = fault {
        // What is wrong is marked in its place, and said behind what is typed.
        let value = prompt.input.value();
        let wrong = value.get(fault.span.clone()).unwrap_or_default();
        let before = cells(value.get(..fault.span.start).unwrap_or_default());
        let scrolled = u16::try_from(scroll).unwrap_or(u16::MAX);
        if let Some(x) = before.checked_sub(scrolled) {
            canvas.text((start + x, y), width.saturating_sub(x), wrong, theme.found);
        }
        end += 2;
        let rest = (room + 1).saturating_sub(end);
        canvas.fitted((end, y), rest, &fault.what, theme.dim);
    }
    let at = prompt.input.visual_cursor().saturating_sub(scroll);
    let at = u16::try_from(at).unwrap_or(0).min(width);
    (start + at, y)
}
