//! Quotations made and found again.

use proptest::prelude::*;

use super::*;

/// Paragraphs, and captions where a line begins with `~`.
fn parts(lines: &[&str]) -> Vec<Part<'static>> {
    let parts = lines.iter().enumerate().map(|(element, line)| Part {
        element,
        text: Cow::Owned(line.trim_start_matches('~').to_owned()),
        aside: line.starts_with('~'),
    });
    parts.collect()
}

fn place(block: usize, byte: usize) -> Place {
    Place { block, byte }
}

/// The words from `first` to `last`, each found for the first time.
fn quoted(parts: &[Part], first: &str, last: &str) -> Quotation {
    let find = |words: &str| {
        let found = parts
            .iter()
            .find_map(|part| Some((part.element, part.text.find(words)?)));
        found.expect("words of the text")
    };
    let (start, end) = (find(first), find(last));
    let range = place(start.0, start.1)..place(end.0, end.1 + last.len());
    Quotation::of(parts, &range).expect("a quotation")
}

fn found(parts: &[Part], quotation: &Quotation) -> Option<String> {
    let stretches = Stream::new(parts).find(quotation)?;
    let texts = stretches.iter().map(|stretch| {
        let part = parts.iter().find(|part| part.element == stretch.element);
        &part.expect("an element").text[stretch.range.clone()]
    });
    Some(texts.collect::<Vec<_>>().join(" / "))
}

const TEXT: &[&str] = &[
    "Harbour opens again",
    "The boom was raised at dawn, and the ferry left for Skarn with a week of letters.",
    "~The quay at dawn",
    "“Nobody slept,” said the harbour master, who had counted the boats twice.",
    "The ferry left for Skarn again at noon, and nobody waved.",
];

#[test]
fn a_quotation_has_whole_words_around_it() {
    let parts = parts(TEXT);
    let one = quoted(&parts, "the ferry", "Skarn");
    assert_eq!(one.quote, "the ferry left for Skarn");
    assert_eq!(one.before, "again The boom was raised at dawn, and");
    assert_eq!(one.after, "with a week of letters. “Nobody slept,”");
    let over = quoted(&parts, "with a week", "said the");
    assert_eq!(
        over.quote,
        "with a week of letters.\n\n“Nobody slept,” said the"
    );
    assert_eq!(over.before, "at dawn, and the ferry left for Skarn");
    let caption = Quotation::of(&parts, &(place(2, 4)..place(2, 8))).expect("a caption");
    assert_eq!(
        (
            caption.quote.as_str(),
            caption.before.as_str(),
            caption.after.as_str()
        ),
        ("quay", "The", "at dawn")
    );
    assert_eq!(
        Quotation::of(&parts, &(place(1, 3)..place(1, 4))),
        None,
        "a blank"
    );
    assert_eq!(Quotation::of(&parts, &(place(9, 0)..place(9, 4))), None);
}

#[test]
fn words_in_another_dress_are_found() {
    let quotation = quoted(&parts(TEXT), "with a week", "harbour master");
    for (lines, want) in [
        (
            TEXT,
            "with a week of letters. / “Nobody slept,” said the harbour master",
        ),
        (
            // One block, other marks, other blanks.
            &[
                "... Skarn with  a week\u{a0}of letters. \"Nobody slept,\" said the HARBOUR master, who ...",
            ],
            "with  a week\u{a0}of letters. \"Nobody slept,\" said the HARBOUR master",
        ),
        (
            // Split, with a line of chrome between.
            &[
                "for Skarn with a week",
                "of letters.",
                "“Nobody",
                "slept,” said the harbour master, who",
            ],
            "with a week / of letters. / “Nobody / slept,” said the harbour master",
        ),
        (
            &[
                "for Skarn with a week of letters.",
                "Read more",
                "“Nobody slept”, said the harbour master, who",
            ],
            "with a week of letters. / Read more / “Nobody slept”, said the harbour master",
        ),
        (
            // Edited.
            &[
                "for Skarn with two weeks of letters.",
                "“Nobody slept,” said the harbourmaster, who",
            ],
            "with two weeks of letters. / “Nobody slept,” said the harbourmaster",
        ),
    ] {
        assert_eq!(found(&parts(lines), &quotation).as_deref(), Some(want));
    }
    for lines in [
        &[][..],
        &["A text of other things, with letters, boats and weeks in it, and a master."],
    ] {
        assert_eq!(found(&parts(lines), &quotation), None, "{lines:?}");
    }
}

#[test]
fn the_context_tells_which_of_several() {
    let all = parts(TEXT);
    let start = TEXT[4].find("ferry").expect("a ferry");
    let second = Quotation::of(&all, &(place(4, start)..place(4, start + 20))).expect("words");
    assert_eq!(second.quote, "ferry left for Skarn");
    let stretches = Stream::new(&all).find(&second).expect("found");
    assert_eq!((stretches[0].element, stretches[0].range.start), (4, start));
    let first = quoted(&all, "ferry", "Skarn");
    let stretches = Stream::new(&all).find(&first).expect("found");
    assert_eq!(stretches[0].element, 1);
    // The context has changed on one side.
    let changed = parts(&[
        "Then the ferry left for Skarn.",
        "At dawn, and the ferry left for Skarn with post.",
    ]);
    let stretches = Stream::new(&changed).find(&first).expect("found");
    assert_eq!(stretches[0].element, 1);
}

#[test]
fn a_short_word_is_not_found_among_strangers() {
    let quotation = quoted(&parts(TEXT), "noon", "noon");
    assert!(found(&parts(TEXT), &quotation).is_some());
    assert_eq!(found(&parts(&["High noon was hot."]), &quotation), None);
    let part = parts(&[
        "left for Skarn again at noon, or so",
        "afternoon in Skarn again at tea",
    ]);
    assert_eq!(found(&part, &quotation).as_deref(), Some("noon"));
}

#[test]
fn what_was_rewritten_is_found_between_its_contexts() {
    let quotation = quoted(&parts(TEXT), "who had counted", "boats twice.");
    let rewritten = parts(&[
        "“Nobody slept,” said the harbour master, who thrice had counted all small boats. The ferry left for Skarn again at noon, and",
    ]);
    assert_eq!(
        found(&rewritten, &quotation).as_deref(),
        Some("who thrice had counted all small boats.")
    );
}

#[test]
fn a_long_quotation_bears_a_line_of_chrome() {
    let text: Vec<String> = (0..40)
        .map(|n| format!("Boat number {n} came in with {} crates of herring.", n * n))
        .collect();
    let lines: Vec<&str> = text.iter().map(String::as_str).collect();
    let whole = parts(&lines);
    let quotation = quoted(&whole, "Boat number 3 ", "1156 crates");
    let mut more = lines.clone();
    more.insert(20, "Sign up for our letter");
    let seen = found(&parts(&more), &quotation).expect("found");
    assert!(
        seen.starts_with("Boat number 3 came") && seen.ends_with("1156 crates"),
        "{seen}"
    );
}

proptest! {
    #[test]
    fn what_was_quoted_is_found(lines in proptest::collection::vec("[a-dA-D“”é漢 .-]{0,30}", 1..6), from in 0usize..80, length in 1usize..80) {
        let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
        let parts = parts(&lines);
        let at = |mut byte: usize| {
            for part in &parts {
                if byte <= part.text.len() {
                    return place(part.element, byte);
                }
                byte -= part.text.len();
            }
            place(parts.len(), 0)
        };
        if let Some(quotation) = Quotation::of(&parts, &(at(from)..at(from + length))) {
            let seen = found(&parts, &quotation).expect("found");
            prop_assert_eq!(squeeze(&seen.replace(" / ", " ")), squeeze(&quotation.quote));
            prop_assert!(quotation.before.chars().count() <= CONTEXT && quotation.after.chars().count() <= CONTEXT);
            let spread: Vec<String> = lines.iter().map(|line| line.replace(' ', "\u{a0} ")).collect();
            let spread: Vec<&str> = spread.iter().map(String::as_str).collect();
            prop_assert!(Stream::new(&self::parts(&spread)).find(&quotation).is_some());
        }
    }

    #[test]
    fn nothing_is_too_odd(text in "\\PC{0,80}", quote in "\\PC{0,60}", before in "\\PC{0,20}", after in "\\PC{0,20}") {
        let parts = parts(&[&text, "~ab", &text]);
        let quotation = Quotation { quote, before, after, comment: None };
        for stretch in Stream::new(&parts).find(&quotation).into_iter().flatten() {
            prop_assert!(parts[stretch.element].text.get(stretch.range).is_some());
        }
    }

    #[test]
    fn small_edits_are_borne(at in 3usize..60, put in "[a-z]{1,3}") {
        let quotation = quoted(&parts(TEXT), "The boom", "of letters.");
        let mut edited = TEXT[1].to_owned();
        edited.insert_str(at, &put);
        let lines = [TEXT[0], edited.as_str(), TEXT[3]];
        let seen = found(&parts(&lines), &quotation).expect("found");
        prop_assert!(seen.ends_with("of letters."), "{}", seen);
    }
}
