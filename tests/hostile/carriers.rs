//! Where hostile text stands in a page: every field of an article, every place that a format has for words.

use super::payloads::{OF_HTML, Way};

/// A page to be: `@` stands where the hostile text goes.
pub struct Carrier {
    /// Its name, with the extension that it is read by.
    pub name: &'static str,
    /// The ways in which the text may be written there.
    pub ways: &'static [Way],
    page: Page,
}

enum Page {
    /// A line of a copied page.
    Text(&'static str),
    /// A whole Markdown file.
    Markdown(&'static str),
    /// What stands in the head of an HTML page.
    Head(&'static str),
    /// What stands in its body.
    Body(&'static str),
}

const RAW: &[Way] = &[Way::Raw];
const JSON: &[Way] = &[Way::Raw, Way::Json, Way::Percent];

const fn carrier(name: &'static str, ways: &'static [Way], page: Page) -> Carrier {
    Carrier { name, ways, page }
}

/// All of them.
pub const CARRIERS: &[Carrier] = &[
    carrier(
        "headline.txt",
        RAW,
        Page::Text(" date 2024-05-16 Harbour @ reopens"),
    ),
    carrier(
        "capture-date.txt",
        RAW,
        Page::Text(" date 2024-05-16@ Harbour reopens"),
    ),
    carrier("byline.txt", RAW, Page::Text("By Mara @ Quint")),
    carrier("date.txt", RAW, Page::Text("May 3, 2024 @ 10:00")),
    carrier(
        "updated.txt",
        RAW,
        Page::Text("Updated: May 3rd @ 2024, 11:20 PM"),
    ),
    carrier(
        "caption.txt",
        RAW,
        Page::Text("Watchmen look up @ at the customs house on Friday. Photo: Mara @ Quint"),
    ),
    carrier(
        "body.txt",
        RAW,
        Page::Text(
            "The watchmen had been told @ to write down the hour, the wind and the tide, and did so.",
        ),
    ),
    carrier("tags.txt", RAW, Page::Text("Tags: Harbour @, Tarn@, Local")),
    carrier(
        "related.txt",
        RAW,
        Page::Text("READ MORE: Goat elected @ to harbour board after recounts"),
    ),
    carrier(
        "address.txt",
        RAW,
        Page::Text("https://tarn.example/@/bell?x=@"),
    ),
    carrier(
        "list.txt",
        RAW,
        Page::Text("* one @\n* two @\n\t1. three @"),
    ),
    carrier(
        "front-matter.md",
        RAW,
        Page::Markdown(
            "---\ntitle: \"Harbour @ reopens\"\nauthor: [\"Mara @ Quint\"]\ntags:\n  - har@bour\nurl: \"https://tarn.example/@\"\npublished: 2024-05-16@\nsite: Tarn@ Herald\n---\n",
        ),
    ),
    carrier(
        "markdown.md",
        RAW,
        Page::Markdown(
            "# Harbour @ reopens\n\n> quoted @ words\n\n- item @\n\n| a @ | b |\n|---|---|\n| c | d @ |\n\n```\ncode @\n```\n\n\
         [link @](https://tarn.example/@ \"title @\") ![alt @](pic@.png)\n\n<b title=\"@\">@</b> &#27;[31m &#x9b;31m\n\n",
        ),
    ),
    carrier(
        "reference.md",
        RAW,
        Page::Markdown("# Harbour reopens\n\n[one @][r@]\n\n[r@]: https://tarn.example/@ '@'\n\n"),
    ),
    carrier(
        "title.html",
        OF_HTML,
        Page::Head("<title>Harbour @ reopens | Tarn @ Herald</title>"),
    ),
    carrier(
        "meta.html",
        OF_HTML,
        Page::Head(
            "<meta property='og:title' content=\"Harbour @ reopens\"><meta name=author content=\"Mara @ Quint\"><meta name=description content=\"Ferries @ sail\">\
         <meta property='og:site_name' content=\"Tarn @ Herald\"><meta property='article:tag' content=\"har@bour\"><meta name=keywords content=\"a@,b@\">\
         <meta property='article:published_time' content=\"2024-05-16T10:00:00@\"><link rel=canonical href=\"https://tarn.example/@\">\
         <meta property='og:image' content=\"https://tarn.example/@.jpg\"><meta http-equiv=content-language content=\"en@\">",
        ),
    ),
    carrier(
        "json-ld.html",
        JSON,
        Page::Head(
            "<script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"headline\":\"Harbour @ reopens\",\"author\":[{\"name\":\"Mara @ Quint\"}],\"description\":\"Ferries @\",\
         \"keywords\":[\"har@bour\"],\"datePublished\":\"2024-05-16@\",\"url\":\"https://tarn.example/@\",\"publisher\":{\"name\":\"Tarn @\"},\
         \"image\":{\"url\":\"https://tarn.example/@.jpg\",\"caption\":\"A @ pic\"},\"articleSection\":\"se@ct\",\"articleBody\":\"The text @ of it.\"}</script>",
        ),
    ),
    carrier(
        "app-data.html",
        JSON,
        Page::Head(
            "<script id=__NEXT_DATA__ type='application/json'>{\"props\":{\"headline\":\"Harbour @\",\"body\":[{\"type\":\"paragraph\",\"text\":\"The watchmen @ wrote it down.\"}]}}</script>",
        ),
    ),
    carrier(
        "headline.html",
        OF_HTML,
        Page::Body(
            "<h1 class='head@'>Harbour @ <em>reopens @</em></h1><p class=standfirst>Ferries @ sail again</p>",
        ),
    ),
    carrier(
        "byline.html",
        OF_HTML,
        Page::Body(
            "<a rel=author class=byline href='/by/@' title=\"@\">By Mara @ Quint</a><time datetime=\"2024-05-16@\">May 16 @</time>",
        ),
    ),
    carrier(
        "figure.html",
        OF_HTML,
        Page::Body(
            "<figure><img src='https://tarn.example/@.jpg' alt=\"A @ ferry\" title=\"@\"><figcaption>A ferry waits @ at the quay. <span class=credit>Photo: Mara @ Quint</span></figcaption></figure>",
        ),
    ),
    carrier(
        "body.html",
        OF_HTML,
        Page::Body(
            "<blockquote>quoted @ words</blockquote><ul><li>item @<ol><li value='@'>inner @</ol></ul><pre>code @\n\tmore</pre><h2>Sub @ head</h2><table><tr><th>a @<td>b @</table>",
        ),
    ),
    carrier(
        "related.html",
        OF_HTML,
        Page::Body(
            "<aside class=related><h3>Most @ read</h3><a href='https://tarn.example/@?q=@'>Goat elected @ to harbour board after recounts</a></aside>",
        ),
    ),
    carrier(
        "tags.html",
        OF_HTML,
        Page::Body("<ul class=tags><li><a rel=tag href='/t/@'>har@bour</a></ul>"),
    ),
    carrier(
        "corners.html",
        OF_HTML,
        Page::Body(
            "<!-- @ --><textarea>@</textarea><noscript>@ <p>no script @</p></noscript><template><p>@</p></template><svg><title>@</title><text>@</text></svg>\
         <math><mi>@</mi></math><![CDATA[ @ ]]><iframe srcdoc=\"@\" title=\"@\"></iframe><input value=\"@\"><p lang=\"@\" dir=rtl id=\"@\" data-x=\"@\">p @</p><xmp>@</xmp><plaintext>@",
        ),
    ),
];

impl Carrier {
    /// The page with `hostile` in it, written in that way.
    pub fn page(&self, way: Way, hostile: &str) -> String {
        let filled = |part: &str| part.replace('@', &way.write(hostile));
        match self.page {
            Page::Text(line) => text(&filled(line)),
            Page::Markdown(page) => filled(page) + &paragraphs("", "\n\n"),
            Page::Head(head) => html(&filled(&json_type(head)).replace('\u{1}', "@"), ""),
            Page::Body(body) => html("", &filled(body)),
        }
    }
}

/// `@type` is JSON-LD's own.
fn json_type(head: &str) -> String {
    head.replace("\"@type\"", "\"\u{1}type\"")
}

/// The words that must come out, whatever stands beside them.
pub const CANARY: &str = "the harbour office asked for patience until Sunday";

fn paragraphs(open: &str, close: &str) -> String {
    [
        format!("The bell on the old customs house rang nine times on Friday, and {CANARY}."),
        "A carpenter who climbed up on Thursday found the beam dry, the clapper straight and a sandwich, which he took for his own.".into(),
        "Nothing moved until the small hours, when the weathercock turned to the north and the whole tower was heard to hum.".into(),
    ]
    .map(|paragraph| format!("{open}{paragraph}{close}"))
    .concat()
}

fn text(line: &str) -> String {
    let head = "Bell of Tarn Quay rings by itself for a third night\n\nThe Tarn Herald\n\n";
    format!("{head}{line}\n\n{}\n\n{line}\n", paragraphs("", "\n\n"))
}

fn html(head: &str, body: &str) -> String {
    let text = paragraphs("<p>", "</p>");
    format!(
        "<!doctype html><html><head>{head}</head><body><main><article><h1>Bell rings</h1>{text}{body}{text}</article></main></body></html>"
    )
}
