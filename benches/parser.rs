//! How fast pages are read: by size, with input that doubles (the time must not more than double). What is known to hurt is in
//! `floods.rs`.
//!
//! `cargo bench --bench parser`; a name after it picks benches (`cargo bench --bench parser html`). All input is made here.

#![allow(clippy::indexing_slicing)] // run by hand, it fails by panicking

use std::fmt::Write as _;

use clippings::parser::{Capture, formats, parse};
use divan::counter::BytesCount;
use divan::{Bencher, black_box};

/// Paragraphs of a page: from a short notice to a book.
const SIZES: [usize; 6] = [8, 16, 32, 64, 128, 1024];

fn main() {
    divan::main();
}

/// A sentence for each number, none like another.
fn sentence(n: usize) -> String {
    let days = ["Monday", "Tuesday", "Thursday", "Friday", "Sunday"];
    let day = days[n % days.len()];
    format!(
        "On {day} the ferry carried {n} passengers across the sound, said its captain, and “no more than {} goats” — a record. ",
        n % 7
    )
}

/// A page with `paragraphs` paragraphs of text, and as much around it as papers have: styles, scripts, menus, cards.
fn html(paragraphs: usize) -> String {
    let mut page = String::from(
        "<!doctype html><html lang=en class='no-js theme-light'><head><title>Ferry is early | The Courier</title>\
         <meta property=og:type content=article><link rel=canonical href=https://courier.example/2031/04/ferry-is-early>",
    );
    for n in 0..paragraphs * 4 {
        let _ = write!(
            page,
            "<style>.c{n}>a:hover{{color:#{n:06x};margin:0 {n}px}}</style>"
        );
        let _ = write!(
            page,
            "<script>window.q{n}=function(a){{return a<{n}&&'</p>'}};</script>"
        );
    }
    page.push_str("</head><body class='page single-post'><nav class=menu-main><ul>");
    for n in 0..paragraphs {
        let _ = write!(
            page,
            "<li class='menu-item menu-item-{n}'><a class=nav-link href='/section/{n}'>Section {n}</a></li>"
        );
    }
    page.push_str("</ul></nav><main><article class=story><h1>Ferry is early</h1>");
    for n in 0..paragraphs {
        let _ = write!(page, "<p class='story__text story__text--{}'>", n % 3);
        for k in 0..4 {
            page.push_str(&sentence(n * 4 + k));
        }
        let _ = write!(
            page,
            "<a href='https://courier.example/{n}?a=1&amp;b=2'>More &ldquo;here&rdquo;</a></p>"
        );
    }
    page.push_str("</article><aside class=related-cards>");
    for n in 0..paragraphs {
        let _ = write!(
            page,
            "<div class='card card--small' data-id='{n}' data-track='{{\"n\":{n}}}'><svg viewBox='0 0 9 9'><path d='M0 0L{n} 9'/></svg>\
             <a href='/2031/04/story-{n}'><h3 class=card__title>Ferry number {n} is late once more</h3></a></div>"
        );
    }
    page.push_str("</aside></main></body></html>");
    page
}

/// The same as text, as a dumper would leave it: a menu, long lines, headlines.
fn text(paragraphs: usize) -> String {
    let mut page = String::new();
    for n in 0..paragraphs {
        let _ = writeln!(page, "* Section {n}");
    }
    page.push_str("\nFerry is early\nBy Mara Quint\n16 April 2031\n\n");
    for n in 0..paragraphs {
        for k in 0..4 {
            page.push_str(&sentence(n * 4 + k));
        }
        page.push_str("\n\n");
    }
    for n in 0..paragraphs {
        let _ = writeln!(page, "Ferry number {n} is late once more");
    }
    page
}

fn read_html(bencher: Bencher, page: &str) {
    bencher
        .counter(BytesCount::of_str(page))
        .bench(|| formats::html::read(black_box(page)));
}

/// HTML to blocks.
#[divan::bench(args = SIZES)]
fn html_to_blocks(bencher: Bencher, paragraphs: usize) {
    read_html(bencher, &html(paragraphs));
}

/// Text to blocks.
#[divan::bench(args = SIZES)]
fn text_to_blocks(bencher: Bencher, paragraphs: usize) {
    let page = text(paragraphs);
    bencher
        .counter(BytesCount::of_str(&page))
        .with_inputs(|| page.clone())
        .bench_values(|page| formats::text::read(black_box(page)));
}

fn read_all(bencher: Bencher, name: &str, page: &str) {
    let bytes = page.as_bytes();
    bencher
        .counter(BytesCount::of_str(page))
        .bench(|| parse(black_box(&Capture { name, bytes })));
}

/// HTML to an article.
#[divan::bench(args = SIZES)]
fn html_to_article(bencher: Bencher, paragraphs: usize) {
    read_all(bencher, "page.html", &html(paragraphs));
}

/// Text to an article.
#[divan::bench(args = SIZES)]
fn text_to_article(bencher: Bencher, paragraphs: usize) {
    read_all(bencher, "page.txt", &text(paragraphs));
}
