//! Declarations of our own making and the claims that must come of them.

use super::*;

fn page(metas: &[(&str, &str)], json: &[&str]) -> Claims {
    claims(&Declared {
        metas: metas
            .iter()
            .map(|&(key, content)| (key.to_owned(), content.to_owned()))
            .collect(),
        json: json.iter().map(|&script| script.to_owned()).collect(),
        ..Declared::default()
    })
}

fn stamps(list: &[Stamp]) -> Vec<String> {
    list.iter().map(Stamp::to_string).collect()
}

#[test]
fn json_ld_comes_first() {
    let claims = page(
        &[
            ("og:title", "Ferry sold | The Quay"),
            ("twitter:title", "Ferry Sold"),
            ("og:site_name", "The Quay"),
            ("author", "Desk"),
            ("og:type", "article"),
        ],
        &[
            r#"{"@context":"https://schema.org","@type":"NewsArticle","headline":"Ferry sold","description":"Gone.",
            "author":[{"@type":"Person","name":"Ana Duarte"},"Jo Reed"],"publisher":{"name":"Quay Media"},
            "datePublished":"2031-05-09T08:00:00+02:00","dateModified":"2031-05-10","keywords":"Ferries, Harbour",
            "articleSection":["City"],"articleBody":"One.\n\nTwo.","isAccessibleForFree":"False"}"#,
        ],
    );
    assert_eq!(claims.headlines, ["Ferry sold", "Ferry sold | The Quay"]);
    assert_eq!(claims.authors, ["Ana Duarte", "Jo Reed", "Desk"]);
    assert_eq!(claims.publishers, ["Quay Media", "The Quay"]);
    assert_eq!(claims.descriptions, ["Gone."]);
    assert_eq!(stamps(&claims.published), ["2031-05-09T08:00:00+02:00"]);
    assert_eq!(stamps(&claims.updated), ["2031-05-10"]);
    assert_eq!(claims.tags, ["Ferries", "Harbour", "City"]);
    assert_eq!(claims.body.as_deref(), Some("One.\nTwo."));
    assert_eq!((claims.is_article, claims.teaser), (Some(true), true));
}

#[test]
fn a_graph_is_followed() {
    let claims = page(
        &[],
        &[r##"{"@graph":[{"@type":"WebSite","name":"The Quay"},
            {"@type":["Article","X"],"headline":"Tide","author":{"@id":"#ana"},"image":{"@id":"#pic"}},
            {"@type":"Person","@id":"#ana","name":"Ana Duarte"},
            {"@type":"ImageObject","@id":"#pic","url":"https://a.example/p.png","caption":"The quay","creditText":"Jo Reed"}]}"##],
    );
    assert_eq!(claims.headlines, ["Tide"]);
    assert_eq!(claims.authors, ["Ana Duarte"]);
    assert_eq!(claims.publishers, ["The Quay"]);
    let picture = (
        "https://a.example/p.png".to_owned(),
        Some("The quay".to_owned()),
        Some("Jo Reed".to_owned()),
    );
    assert_eq!(claims.images, [picture]);
}

#[test]
fn of_several_articles_the_page_s_own_counts() {
    let claims = page(
        &[("og:url", "https://a.example/own")],
        &[
            r#"[{"@type":"Article","headline":"Other","url":"https://a.example/other"},
            {"@type":"Article","headline":"Own","mainEntityOfPage":{"@id":"http://a.example/own/"}}]"#,
        ],
    );
    assert_eq!(claims.headlines, ["Own"]);
}

#[test]
fn broken_scripts_are_mended_or_passed_over() {
    for (script, want) in [
        ("<!-- {\"@type\":\"Article\",\"headline\":\"Tide\"}; -->", 1),
        ("{\"@type\":\"Article\",\"headline\":\"Ti\nde\"}", 1),
        ("{\"@type\":\"Article\",\"headline\":", 0),
        ("", 0),
        ("[[[[", 0),
        ("{\"@type\":\"Recipe\",\"headline\":\"Soup\"}", 0),
    ] {
        assert_eq!(page(&[], &[script]).headlines.len(), want, "{script}");
    }
    let deep = "{\"a\":[".repeat(50_000);
    assert_eq!(page(&[], &[&deep]), Claims::default());
}

#[test]
fn scripts_that_are_too_large_are_passed_over() {
    let script = |headline: &str, blanks: usize| {
        let blanks = " ".repeat(blanks);
        format!(r#"{{"@type":"NewsArticle",{blanks}"headline":"{headline}"}}"#)
    };
    let [large, whole, small] = [
        script("Ferry sold", super::LARGEST),
        script("Bell rings", super::LARGEST / 2),
        script("Goat elected", 0),
    ];
    let claims = page(&[], &[&large, &small]);
    assert_eq!(claims.headlines.first().unwrap(), "Goat elected");
    let claims = page(
        &[],
        &[&whole, &whole.replace("Bell rings", "Bell falls"), &small],
    );
    assert_eq!(claims.headlines.first().unwrap(), "Bell rings");
}

#[test]
fn strings_are_clean() {
    let claims = page(
        &[("og:title", "Q&amp;#039;s \u{1b}[31m<b>day</b>")],
        &[
            r#"{"@type":"Article","headline":"A \u001b]52;c;x\u0007 &amp;#8220;day&amp;#8221; \u202e"}"#,
        ],
    );
    assert_eq!(claims.headlines, ["A ]52;c;x “day”", "Q's [31mday"]);
}

#[test]
fn meta_elements_alone() {
    let claims = page(
        &[
            ("article:published_time", "2031-05-09T08:00:00Z"),
            ("article:modified_time", "never"),
            ("article:tag", "Ferries"),
            ("article:tag", "Harbour"),
            ("keywords", "harbour; storms"),
            ("article:section", "City"),
            ("article:author", "https://a.example/ana"),
            ("og:type", "website"),
            ("og:locale", "pt_BR"),
        ],
        &[],
    );
    assert_eq!(stamps(&claims.published), ["2031-05-09T08:00:00Z"]);
    assert!(claims.updated.is_empty() && claims.authors.is_empty());
    assert_eq!(claims.tags, ["Ferries", "Harbour", "storms", "City"]);
    assert_eq!(claims.is_article, Some(false));
    assert_eq!(claims.language.as_deref(), Some("pt"));
}

#[test]
fn topics_are_lists_apart() {
    let check = |metas: &[(&str, &str)], json: &[&str], want: &[&[&str]]| {
        assert_eq!(page(metas, json).topics, want, "{metas:?} {json:?}");
    };
    let ferries =
        r#"{"@type":"Article","keywords":["Ferries",{"name":"Elm"}],"articleSection":"City"}"#;
    check(
        &[
            ("article:tag", "Boats"),
            ("article:tag", "Quays"),
            ("keywords", "Ports; Tides"),
            ("article:section", "City"),
        ],
        &[ferries],
        &[
            &["Ports", "Tides"],
            &["Ferries", "Elm"],
            &["Boats", "Quays"],
        ],
    );
    check(
        &[
            ("og:url", "https://www.quay.example/ferry"),
            (
                "keywords",
                "quay.example, kind: story, 5d41402abc4b2a76, id=7, 2031, Facade",
            ),
            ("parsely-tags", "layout: wide"),
        ],
        &[],
        &[&["2031", "Facade"]],
    );
    check(
        &[("keywords", "河流 船 港口")],
        &[],
        &[&["河流", "船", "港口"]],
    );
    check(&[("keywords", "Elm Quay")], &[], &[&["Elm Quay"]]);
    check(&[("article:section", "City")], &[], &[]);
}

#[test]
fn lists_and_strings_are_bounded() {
    let many = (0..500).map(|i| format!("t{i}")).collect::<Vec<_>>();
    let claims = page(
        &[
            ("keywords", &many.join(",")),
            ("og:title", &"long ".repeat(9_000)),
        ],
        &[],
    );
    assert_eq!(claims.tags.len(), LIST);
    assert!(claims.headlines[0].len() <= 2048);
}

#[test]
fn savers_leave_marks() {
    let comments = |comment: &str| {
        claims(&Declared {
            comments: vec![comment.to_owned()],
            ..Declared::default()
        })
    };
    let claims = comments(
        "\n Page saved with SingleFile \n url: https://a.example/tide \n saved date: Mon Feb 05 2035 09:30:00 GMT+0100 (CET)\n",
    );
    assert_eq!(claims.url.as_deref(), Some("https://a.example/tide"));
    let captured = claims.captured.map(|s| s.to_string());
    assert_eq!(captured.as_deref(), Some("2035-02-05T09:30:00+01:00"));
    let claims = comments(" saved from url=(0022)https://a.example/tide ");
    assert_eq!(claims.url.as_deref(), Some("https://a.example/tide"));
    assert_eq!(comments(" saved from url=(0014)about:internet ").url, None);
}

#[test]
fn the_canonical_address_wins() {
    let declared = Declared {
        canonical: Some("https://a.example/canonical".to_owned()),
        comments: vec!["saved from url=(0019)https://a.example/x".to_owned()],
        language: Some("DE-at".to_owned()),
        titles: vec![" Tide \n rises ".to_owned()],
        ..Declared::default()
    };
    let claims = claims(&declared);
    assert_eq!(claims.url.as_deref(), Some("https://a.example/canonical"));
    assert_eq!(claims.language.as_deref(), Some("de"));
    assert_eq!(claims.headlines, ["Tide rises"]);
}
