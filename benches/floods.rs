//! What hurts parsers, doubled up to a million elements: the CPU time must not grow faster than the input.
//!
//! `cargo bench --bench floods` reads and typesets every flood at a 64th, a 32nd ... half and the whole of a million elements, prints CPU
//! seconds and the worst ratio of a doubling, and fails when one is over 2.5. A name after it picks floods (`cargo bench --bench
//! floods nested`), `CLIPPINGS_FLOOD=N` sets another whole.

use std::hint::black_box;
use std::process::ExitCode;

use clippings::page::{Setting, typeset};
use clippings::parser::{Capture, parse};
use rustix::time::{ClockId, clock_gettime};

/// Most that a doubling may cost.
const WORST: f64 = 2.5;
/// CPU seconds under which a time says little of the growth.
const FAINT: f64 = 0.1;
/// The sizes of a flood: the whole by each of these.
const PARTS: [usize; 7] = [64, 32, 16, 8, 4, 2, 1];
/// How often a flood is measured again that seems to grow too fast.
const AGAIN: usize = 3;
/// Elements of the largest flood.
const WHOLE: usize = 1_000_000;

/// A flood: a name, by whose extension it is read; what stands before it, the piece, what stands behind. `#` in a piece is its number.
type Flood = (&'static str, &'static str, &'static str, &'static str);

const FLOODS: &[Flood] = &[
    ("nested-elements.html", "", "<div class=a><b>", ""),
    ("nested-formatting.html", "", "<b>", "text"),
    (
        "nested-formatting-of-kinds.html",
        "",
        "<i><b><em><font size=#>",
        "text",
    ),
    ("formatting-across-paragraphs.html", "", "<b><p>", "text"),
    (
        "formatting-closed-crosswise.html",
        "",
        "<b><i>x</b>y</i>",
        "",
    ),
    ("nested-links.html", "", "<a href=/#>", "text"),
    (
        "nested-links-and-blocks.html",
        "",
        "<a href=/#><div>",
        "text",
    ),
    ("nested-lists.html", "", "<ul><li>item", ""),
    ("nested-tables.html", "", "<table><tr><td>", "text"),
    ("tables-with-strays.html", "<table>", "<b>stray #<tr>", ""),
    ("nested-quotes.html", "", "<blockquote><p>words", ""),
    ("nested-templates.html", "", "<template><div>", "text"),
    ("nested-svg.html", "", "<svg><g><desc><p>", "text"),
    ("nested-math.html", "", "<math><mi><p>", "text"),
    (
        "nested-figures.html",
        "",
        "<figure><figcaption>caption # ",
        "",
    ),
    ("nested-details.html", "", "<details><summary>s", ""),
    (
        "nested-buttons-and-forms.html",
        "",
        "<form><button>b<p>",
        "",
    ),
    ("nested-selects.html", "", "<select><option>o<select>", ""),
    ("nested-ruby.html", "", "<ruby><rt>r<rp>", ""),
    ("nested-headings.html", "", "<h2>Head #", ""),
    ("open-paragraphs.html", "", "<p>Line # of it", ""),
    ("closed-never-opened.html", "<p>text", "</div></b></p>", ""),
    ("line-breaks.html", "<p>", "line # <br>", ""),
    ("attributes.html", "<p", " a#=v class=c#", ">text"),
    (
        "attributes-of-a-body.html",
        "",
        "<body a#=v><html b#=v>",
        "text",
    ),
    ("classes.html", "<p class='", "c# related-", "'>text"),
    ("one-long-attribute.html", "<p title='", "word # ", "'>text"),
    ("names.html", "", "<x#-y id=c#>x</x#-y>", ""),
    (
        "ids-and-classes.html",
        "",
        "<div class='a# b#' id=c#>x</div>",
        "",
    ),
    (
        "entities.html",
        "<p>",
        "&amp;&#65;&#x42;&NotEqualTilde;&am",
        "</p>",
    ),
    (
        "entities-without-end.html",
        "<p>",
        "&#1&#xFFFFFFFFFFF",
        "</p>",
    ),
    ("comments.html", "", "<!-- # -->", "<p>text"),
    (
        "comments-without-end.html",
        "",
        "<!-- <script> <!-- </scrip <a href='&am",
        "",
    ),
    ("comment-dashes.html", "<!--", "--!-", "text"),
    ("cdata.html", "<svg>", "<![CDATA[ # ]]>", "text"),
    (
        "scripts.html",
        "",
        "<script>var a# = '</p>';</script>",
        "<p>text",
    ),
    (
        "styles.html",
        "",
        "<style>.c#{display:none}</style>",
        "<p class=c1>text",
    ),
    (
        "one-script.html",
        "<script>",
        "<!--<script></script>",
        "</script><p>text",
    ),
    (
        "metas.html",
        "",
        "<meta property='article:tag' content='tag #'>",
        "<p>text",
    ),
    (
        "authors.html",
        "",
        "<meta name=author content='Ann Other#'>",
        "<p>text",
    ),
    (
        "json-ld-nested.html",
        "<script type=application/ld+json>",
        "{\"a\":[",
        "</script><p>text",
    ),
    (
        "json-ld-list.html",
        "<script type=application/ld+json>[",
        "{\"@type\":\"NewsArticle\",\"headline\":\"Head #\"},",
        "{}]</script><p>text",
    ),
    (
        "json-ld-keywords.html",
        "<script type=application/ld+json>{\"@type\":\"NewsArticle\",\"keywords\":[",
        "\"word #\",",
        "\"x\"]}</script><p>text",
    ),
    (
        "json-escapes.html",
        "<script type=application/ld+json>{\"@type\":\"NewsArticle\",\"headline\":\"",
        "\\ud83d\\u001b\\\\",
        "\"}</script><p>text",
    ),
    (
        "json-scripts.html",
        "",
        "<script type=application/ld+json>{\"@type\":\"NewsArticle\",\"headline\":\"Head #\"}</script>",
        "<p>text",
    ),
    (
        "links.html",
        "<nav><ul>",
        "<li><a href=/#>Section #</a>",
        "</ul></nav>",
    ),
    (
        "headlines.html",
        "",
        "<h3><a href=/#>Ferry number # is late once more</a></h3>",
        "",
    ),
    (
        "figures.html",
        "",
        "<figure><img src=/#.jpg alt='a #'><figcaption>Caption # of it. Photo: Ann Other</figcaption></figure>",
        "",
    ),
    (
        "times.html",
        "",
        "<time datetime=2024-05-16>May 16, 2024</time> ",
        "",
    ),
    ("bylines.html", "", "<p class=byline>By Ann Other#</p>", ""),
    (
        "tags.html",
        "<ul class=tags>",
        "<li><a rel=tag href=/t/#>tag #</a>",
        "</ul>",
    ),
    ("cells.html", "<table><tr>", "<td>cell #", "</table>"),
    ("rows.html", "<table>", "<tr><td>a #<td>b", "</table>"),
    (
        "spans-of-columns.html",
        "<table>",
        "<tr><td colspan=1000 rowspan=65534>#",
        "</table>",
    ),
    ("spans.html", "<p>", "<span>a</span>", ""),
    ("code.html", "<pre>", "line #\n", "</pre>"),
    ("text-without-end.html", "<p>", "word", "</p>"),
    ("blanks.html", "<p>", " \n\t&nbsp;", "x</p>"),
    ("plaintext.html", "<plaintext>", "line #\n", ""),
    ("frames.html", "<frameset>", "<frame src=/#>", ""),
    ("lines.txt", "", "Line # of the page\n", ""),
    ("paragraphs.txt", "", "Line # of the page\n\n", ""),
    ("same-line.txt", "", "Ferry is late once more\n\n", ""),
    (
        "same-sentence.txt",
        "",
        "The ferry was late once more, said its captain, who had been early.\n\n",
        "",
    ),
    ("one-line.txt", "", "word # ", ""),
    ("one-word.txt", "", "word", ""),
    ("empty-lines.txt", "Head\n", "\n", "tail"),
    ("blanks.txt", "Head\n", " \t", "tail"),
    ("carriage-returns.txt", "", "a#\r", ""),
    ("bullets.txt", "", "* Section #\n", ""),
    ("indents.txt", "", "\t* Section #\n\t\t* b\n", ""),
    ("dates.txt", "", "May 16, 2024 10:00 ", ""),
    (
        "date-lines.txt",
        "",
        "Updated: May 3rd 2024, 11:20 PM\n",
        "",
    ),
    ("names.txt", "By ", "Ann Other#, ", ""),
    ("name-lines.txt", "", "By Ann Other#\n", ""),
    (
        "captions.txt",
        "",
        "A ferry waits at quay # on Friday. Photo: Ann Other\n",
        "",
    ),
    ("tag-line.txt", "Tags: ", "Harbour#, ", ""),
    ("glued-tags.txt", "", "HarbourLocal#", "\n"),
    ("capitals.txt", "", "LATEST NEWS # ", "\n"),
    (
        "related.txt",
        "READ MORE\n",
        "READ MORE: Ferry number # is late once more\n",
        "",
    ),
    ("related-labels.txt", "", "Read more: ", "Ferry is late"),
    ("stops.txt", "", ". ", "\n"),
    ("marks.txt", "", "-–|:·", "\n"),
    ("quotes.txt", "", "“word’ ", "\n"),
    ("brackets.txt", "", "([{<", "\n"),
    ("addresses.txt", "", "https://tarn.example/#?a=# ", "\n"),
    ("numbers.txt", "", "# 1,000.00 ", "\n"),
    ("combining.txt", "a", "\u{301}", "\n"),
    ("joiners.txt", "a", "👩\u{200d}", "\n"),
    ("right-to-left.txt", "", "سلام # ", "\n"),
    ("no-spaces.txt", "", "島の船は九日", "\n"),
    ("thai.txt", "", "กำเรื่อง", "\n"),
    ("controls.txt", "a", "\u{1b}[31m", "\n"),
    ("front-matter.md", "---\n", "key#: value\n", "---\ntext"),
    (
        "front-matter-nested.md",
        "---\ntags: ",
        "[a, ",
        "\n---\ntext",
    ),
    (
        "front-matter-tags.md",
        "---\ntags:\n",
        "  - tag #\n",
        "---\ntext",
    ),
    ("quoted.md", "", "> ", "text"),
    ("quoted-lines.md", "", "> line #\n", ""),
    ("nested-list.md", "", "- ", "text"),
    ("emphasis.md", "", "*a **b _c ", ""),
    ("emphasis-closed.md", "", "**a #** _b_ ", ""),
    ("brackets.md", "", "[", "text"),
    ("links-open.md", "", "[a](", "text"),
    ("links.md", "", "[a #](/#) ", ""),
    ("images.md", "", "![a #](/#.jpg)\n", ""),
    ("ticks.md", "", "`a``b", ""),
    ("fences.md", "", "```\ncode #\n", ""),
    ("table.md", "|", " a |", "\n|---|\n"),
    ("table-rows.md", "| a | b |\n|---|---|\n", "| # | x |\n", ""),
    ("headings.md", "", "# Head\n", ""),
    ("underlines.md", "", "Head\n---\n", ""),
    ("references.md", "", "[r#]: /#\n", ""),
    ("footnotes.md", "", "[^1] ", ""),
    ("escapes.md", "", "\\*", ""),
    ("elements.md", "", "<b>", "text"),
];

/// The flood of that many pieces.
fn page(&(_, head, piece, tail): &Flood, pieces: usize) -> String {
    let mut page = String::from(head);
    for n in 0..pieces {
        let mut parts = piece.split('#');
        page.extend(parts.next());
        for part in parts {
            page.push_str(&n.to_string());
            page.push_str(part);
        }
    }
    page + tail
}

/// CPU seconds of this thread.
#[allow(clippy::cast_precision_loss)] // no thread runs for 2^52 seconds
fn cpu() -> f64 {
    let now = clock_gettime(ClockId::ThreadCPUTime);
    now.tv_sec as f64 + now.tv_nsec as f64 / 1e9
}

/// CPU seconds that the page takes, the lesser of two times.
fn seconds(name: &str, page: &str) -> f64 {
    let once = || {
        let start = cpu();
        let capture = Capture {
            name,
            bytes: page.as_bytes(),
        };
        let parsed = parse(black_box(&capture));
        let setting = Setting {
            width: 72,
            ..Setting::default()
        };
        black_box(typeset(&parsed.article, &setting));
        cpu() - start
    };
    once().min(once())
}

/// The most that a doubling cost.
fn growth(times: &[f64]) -> f64 {
    let doublings = times.iter().zip(times.iter().skip(1));
    doublings
        .filter(|(_, twice)| **twice > FAINT)
        .map(|(once, twice)| twice / once)
        .fold(0.0, f64::max)
}

fn main() -> ExitCode {
    let wanted: Vec<String> = std::env::args()
        .skip(1)
        .filter(|arg| !arg.starts_with('-'))
        .collect();
    let whole = std::env::var("CLIPPINGS_FLOOD").ok();
    let whole = whole.and_then(|n| n.parse().ok()).unwrap_or(WHOLE);
    let mut failed = false;
    for flood in FLOODS {
        let name = flood.0;
        if !wanted.is_empty() && !wanted.iter().any(|part| name.contains(part)) {
            continue;
        }
        let measured = || PARTS.map(|part| seconds(name, &page(flood, whole / part)));
        let mut times = measured();
        for _ in 0..AGAIN {
            if growth(&times) <= WORST {
                break;
            }
            // Others that run on the machine only ever add.
            for (time, again) in times.iter_mut().zip(measured()) {
                *time = time.min(again);
            }
        }
        let worst = growth(&times);
        let is_over = worst > WORST;
        failed |= is_over;
        let shown: Vec<String> = times.iter().map(|time| format!(" {time:7.3}")).collect();
        let shown = shown.concat();
        println!(
            "{name:34}{shown} s  x{worst:.2}{}",
            if is_over { "  OVER" } else { "" }
        );
    }
    if failed {
        ExitCode::FAILURE
    } else {
        ExitCode::SUCCESS
    }
}
