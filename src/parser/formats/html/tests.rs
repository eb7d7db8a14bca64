//! Pages of our own making and the blocks that must come of them.

use std::fmt::Write as _;

use super::read;
use crate::parser::block::{Block, Document, Inside, Markup};

/// One line a block: its form and level, its text.
fn outline(document: &Document) -> String {
    let mut out = String::new();
    for block in &document.blocks {
        let level = match block.hints.level {
            0 => String::new(),
            level => level.to_string(),
        };
        let text = block.text.replace('\n', "/").replace('\t', "|");
        let _ = writeln!(out, "{:?}{level}: {text}", block.hints.form);
    }
    out
}

fn check(page: &str, want: &[&str]) {
    let document = read(page);
    let got = outline(&document);
    assert_eq!(got.lines().collect::<Vec<_>>(), want, "{page}");
    let mut end = 0;
    for block in &document.blocks {
        assert!(document.source[end..block.span.start].trim().is_empty());
        assert_eq!(document.source[block.span.clone()], block.text);
        end = block.span.end;
    }
}

fn markup(block: &Block) -> &Markup {
    let Some(markup) = block.hints.markup.as_deref() else {
        panic!("a block of a page without markup");
    };
    markup
}

#[test]
fn forms() {
    check(
        "<h1>Ferry sold</h1><div>A <b>plain</b> line</div><p>One.<p>Two.</p><blockquote><p>Said she.</p></blockquote>\
         <ul><li>First<ul><li>Inner</ul><li>Second</ul><address>Quay 3</address><button>Share</button><time>9 May</time>",
        &[
            "Heading1: Ferry sold",
            "Plain: A plain line",
            "Paragraph: One.",
            "Paragraph: Two.",
            "Quote: Said she.",
            "ListItem1: First",
            "ListItem2: Inner",
            "ListItem1: Second",
            "Address: Quay 3",
            "Control: Share",
            "Time: 9 May",
        ],
    );
}

#[test]
fn an_article_in_a_list_item_is_no_list_item() {
    check(
        "<ul><li><article><h3>Tide</h3><p>High.</p></article><li><p>Low.</p></ul>",
        &["Heading3: Tide", "Paragraph: High.", "ListItem1: Low."],
    );
}

#[test]
fn what_is_no_text_is_left_out() {
    check(
        "<head><title>T</title><style>p{}</style></head><p>Seen</p><script>var a</script><svg><text>x</text></svg>\
         <template><p>later</p></template><iframe>old</iframe><math><mi>a</mi></math>",
        &["Paragraph: Seen", "Plain: a"],
    );
}

#[test]
fn an_open_script_keeps_what_stands_before() {
    check(
        "<p>Before</p><script>var a = '<p>no</p>'",
        &["Paragraph: Before"],
    );
}

#[test]
fn a_shadow_root_is_read() {
    check(
        "<x-story><template shadowrootmode=open><p>Told.</p></template></x-story>",
        &["Paragraph: Told."],
    );
}

#[test]
fn breaks() {
    check(
        "<div>Ana Duarte<br>Harbour desk<br><br>The ferry<br> – boats<br>• nets</div>",
        &[
            "Plain: Ana Duarte Harbour desk",
            "Plain: The ferry",
            "Plain: – boats",
            "Plain: • nets",
        ],
    );
}

#[test]
fn white_space_and_inline_elements() {
    check(
        "<p>  The <i>old</i>\n\n har<b>bour</b>&nbsp;is<span> </span>gone<wbr>.</p>",
        &["Paragraph: The old harbour is gone."],
    );
}

#[test]
fn white_space_in_code_is_kept() {
    check(
        "<pre>\n\nfn a() {\n\t<b>b</b>\r\n}\n\n</pre>",
        &["Code: fn a() {/|b/}"],
    );
}

#[test]
fn links_in_a_row_are_not_glued() {
    check(
        "<div><a href=/a>Harbour</a><a href=/b>Ferries</a> <a href=/c>Storms</a></div>\
         <p><a href=/d>One</a> <a href=/e>two</a></p>\
         <div>Read <a href=/f>this</a><a href=/g>that</a></div>\
         <div><a href=/h>Har</a><a href=/h>bour</a></div>",
        &[
            "Plain: Harbour",
            "Plain: Ferries",
            "Plain: Storms",
            "Paragraph: One two",
            "Plain: Read this that",
            "Plain: Harbour",
        ],
    );
}

#[test]
fn pieces_side_by_side() {
    check(
        "<div><span class=author>Ana Duarte</span><span class=date>9 May</span></div>\
         <div><span class=label>Written by</span> <a href=/ana class=name>Ana Duarte</a></div>\
         <div><span>One sentence.</span> <span>And one more.</span></div>\
         <p><span>Ends here.</span><span>Goes on</span></p>",
        &[
            "Plain: Ana Duarte",
            "Plain: 9 May",
            "Plain: Written by Ana Duarte",
            "Plain: One sentence. And one more.",
            "Paragraph: Ends here. Goes on",
        ],
    );
}

#[test]
fn blocks_beside_are_marked() {
    let document = read("<div><a href=/a>Harbour</a><a href=/b>Ferries</a></div><p>x");
    let gaps: Vec<u8> = document.blocks.iter().map(|b| b.hints.gap).collect();
    assert_eq!(gaps, [0, 0, 1]);
}

#[test]
fn data_tables_are_one_block() {
    check(
        "<table><caption>Boats</caption><tr><th>Year<th>Boats</tr><tr><td>2031<td><a href=/x>40</a></tr>\
         <tr><td><td><p>12</p></tr></table>",
        &["Caption: Boats", "Table: Year|Boats/2031|40/|12"],
    );
}

#[test]
fn layout_tables_are_walked() {
    let long = "The ferry left at dawn and nobody saw it again. ".repeat(20);
    check(
        &format!("<table><tr><td>Menu<td>{long}<tr><td>a<td>b</table>"),
        &[
            "Plain: Menu",
            &format!("Plain: {}", long.trim()),
            "Plain: a",
            "Plain: b",
        ],
    );
    check(
        "<table role=presentation><tr><td>a<td>b<tr><td>c<td>d</table>",
        &["Plain: a", "Plain: b", "Plain: c", "Plain: d"],
    );
}

#[test]
fn pictures() {
    let document = read(
        "<base href=https://paper.example/><figure><figcaption>The quay</figcaption><picture><source srcset='/q.webp 2x'>\
         <img src='data:image/gif;base64,R0' alt='Boats at a quay'></picture></figure>\
         <p>Text <img src=/s.png alt='A smile'> goes on <img alt='🙂'> here</p>",
    );
    let got: Vec<_> = document
        .blocks
        .iter()
        .map(|b| (b.text.as_str(), markup(b).image.as_deref()))
        .collect();
    let quay = Some("https://paper.example/q.webp");
    assert_eq!(
        got,
        [
            ("The quay", quay),
            ("Boats at a quay", quay),
            ("Text goes on 🙂 here", None),
            ("A smile", Some("https://paper.example/s.png")),
        ]
    );
}

#[test]
fn links_have_ranges_and_addresses() {
    let document = read(
        "<link rel=canonical href=https://paper.example/a/b><p>See <a href='../c' rel='nofollow tag'>the <b>plan</b> </a>and \
         <a href='javascript:x()'>share</a><a name=x>.</a></p>",
    );
    let block = &document.blocks[0];
    let links: Vec<_> = block
        .hints
        .links
        .iter()
        .map(|l| {
            (
                &block.text[l.range.clone()],
                l.href.as_str(),
                l.rel.as_str(),
            )
        })
        .collect();
    assert_eq!(
        links,
        [
            ("the plan", "https://paper.example/c", "nofollow tag"),
            ("share", "", "")
        ]
    );
}

#[test]
fn a_link_over_blocks_is_a_link_in_each() {
    let document = read("<a href=https://a.example/x><h3>Tide</h3><p>High tomorrow</p></a>");
    for block in &document.blocks {
        assert!(markup(block).inside.has(Inside::LINK));
        assert_eq!(block.hints.links[0].href, "https://a.example/x");
    }
    assert_eq!(document.blocks.len(), 2);
}

#[test]
fn enclosing_elements() {
    for (page, want) in [
        ("<main><article>x", Inside::MAIN.with(Inside::ARTICLE)),
        ("<div role=navigation>x", Inside::NAV),
        (
            "<article><article>x",
            Inside::ARTICLE.with(Inside::NESTED_ARTICLE),
        ),
        ("<div itemprop=articleBody>x", Inside::ARTICLE_BODY),
        ("<footer><ul><li>x", Inside::FOOTER.with(Inside::LIST)),
        ("<dialog open>x", Inside::DIALOG),
        ("<dialog>x", Inside::DIALOG.with(Inside::HIDDEN)),
        (
            "<div style='color:red; Display: none !important'>x",
            Inside::HIDDEN,
        ),
        ("<body style='visibility:hidden'>x", Inside::default()),
        ("<body><noscript>x", Inside::HIDDEN),
        ("<p aria-hidden=true>x", Inside::HIDDEN),
        ("<p><span aria-hidden=true>x", Inside::default()),
    ] {
        let document = read(page);
        assert_eq!(markup(&document.blocks[0]).inside, want, "{page}");
    }
}

#[test]
fn hidden_pieces_do_not_part_a_line() {
    check(
        "<p>The <span hidden>secret</span>ferry sank.</p>",
        &["Paragraph: The ferry sank.", "Paragraph: secret"],
    );
}

#[test]
fn words_of_the_nearest_elements() {
    let document = read(
        "<body class=siteBody><div id=page-wrap><div class='story story'><p class=c-byline__text><a href=/x>Ana</a></p>",
    );
    let markup = markup(&document.blocks[0]);
    assert_eq!(
        markup.near.to_vec().join(" "),
        "byline text story page wrap"
    );
    assert_eq!(markup.far.to_vec().join(" "), "site body");
}

#[test]
fn times() {
    let document = read(
        "<div><a href=/ana>Ana Duarte</a><time datetime=2031-05-09>Friday</time></div><p>On <time datetime=2030>one</time> day",
    );
    let got: Vec<_> = document
        .blocks
        .iter()
        .map(|b| (b.text.as_str(), markup(b).datetime.as_deref()))
        .collect();
    assert_eq!(
        got,
        [
            ("Ana Duarte", None),
            ("Friday", Some("2031-05-09")),
            ("On one day", Some("2030"))
        ]
    );
}

#[test]
fn sections() {
    let document = read(
        "<main><div><h1>Tide</h1><div><p>High.</p></div></div><aside><p>More</p><p>News</p></aside></main>",
    );
    let numbers: Vec<u32> = document.blocks.iter().map(|b| markup(b).section).collect();
    assert_eq!(numbers[0], numbers[1]);
    assert_eq!(numbers[2], numbers[3]);
    assert_ne!(numbers[1], numbers[2]);
}

#[test]
fn no_control_character_leaves() {
    let document = read(
        "<title>a&#27;b</title><p title=x>a&#x1b;[31mb&#155;c&#0;d&#x202e;e<a href='http://a.example/&#27;'>f</a>\
         <img alt='g&#7;h' src='http://a.example/&#x9b;'><time datetime='2031&#27;'>i</time>",
    );
    let everything = format!("{document:?}");
    for escaped in ["\\u{1b}", "\\u{9b}", "\\u{7}", "\\0", "\\u{202e}"] {
        assert!(!everything.contains(escaped), "{escaped} {everything}");
    }
}

#[test]
fn too_many_parts_become_one() {
    let document = read(&"<p>x".repeat(100_100));
    assert_eq!(document.blocks.len(), 100_001);
    assert_eq!(document.notes.len(), 1);
    assert_eq!(document.source.matches('x').count(), 100_100);
}

#[test]
fn anything_is_a_page() {
    for page in [
        "",
        "<",
        "&#xfffffff;",
        "</p></p>",
        "<table><p>x<td>",
        "<p",
        "<!--",
    ] {
        let document = read(page);
        assert!(document.html && document.blocks.len() <= 2, "{page}");
    }
}
