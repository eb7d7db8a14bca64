//! What a memory learns, forgets and recalls.

use proptest::prelude::*;

use super::{MOST_OF_SITE, Memory, line, site};
use crate::article::{Choice, Lesson};
use crate::parser::label::{Label, Labelled, LabelledSpan, Reason};
use crate::parser::{Capture, Parsed, parse_with};

const LETTER: &str =
    "Sign up here for the harbour letter and you will have the tide tables each Friday.";
const NOTICE: &str =
    "The Courier is printed at Well Lane and may not be copied without its leave in writing.";

/// An invented page: address, headline, words of its own, and what the site puts around all its pages.
fn page(address: &str, headline: &str, own: &str) -> String {
    format!(
        "<html><head><link rel='canonical' href='{address}'></head><body><nav><a href='/a'>Harbour news</a> <a href='/b'>Tides</a></nav>\
         <article><h1>{headline}</h1><p>{own} went down to the quay on Monday to see whether the ferry had come in with the tide.</p>\
         <p>{LETTER}</p><p>It had not, said {own}, and nobody at the harbour office could say when it would, or whether it had left.</p>\
         <h2>Pros</h2><p>By evening the lamps were lit, and {own} walked home along the mole with the empty cart.</p></article>\
         <footer><p>{NOTICE}</p></footer></body></html>"
    )
}

fn text(own: &str, headline: &str) -> String {
    format!(
        "Harbour news of the day\nThe tide tables of the week\nLetters to the Courier\nNotices of births and weddings\n\n{headline}\n\n\
         {own} went down to the quay on Monday to see whether the ferry had come in with the tide.\n\n{LETTER}\n\n\
         It had not, said {own}, and nobody at the harbour office could say when it would, or whether it had left.\n\n\
         By evening the lamps were lit, and {own} walked home along the mole with the empty cart and both of the dogs.\n\n\
         The ferry had been seen off the north light at noon, {own} was told by a boy with a spyglass, going the wrong way.\n\n\
         It carries forty passengers, the mail and, on Mondays, whatever {own} has sold at the market on the other side.\n\n{NOTICE}\n\
         Write to the Courier at Well Lane\nAdvertise your boat with the Courier\n"
    )
}

fn read(name: &str, bytes: &str, memory: &Memory) -> Parsed {
    let bytes = bytes.as_bytes();
    parse_with(&Capture { name, bytes }, memory)
}

fn learned(pages: &[&str]) -> Memory {
    let mut memory = Memory::default();
    for bytes in pages {
        memory.learn(&read("page", bytes, &Memory::default()));
    }
    memory
}

/// Label and reason of the span that holds `words`.
fn of(parsed: &Parsed, words: &str) -> Option<(Label, String)> {
    let holds = |span: &&LabelledSpan| parsed.labelled.source[span.span.clone()].contains(words);
    let span = parsed.labelled.spans.iter().find(holds)?;
    Some((span.label, span.reason.to_string()))
}

#[test]
fn what_another_article_of_the_site_shows_is_cut() {
    let at = |n: usize| format!("https://www.courier.example/{n}");
    let first = page(&at(1), "Ferry is late on a Monday", "Old Tam");
    let second = page(&at(2), "Nobody knows where the boat is", "Ida Brandt");
    let other = page(
        "https://post.example/3",
        "A third boat is missing too",
        "Per Holm",
    );
    let memory = learned(&[&first]);
    let seen = Some((
        Label::Chrome,
        "stood in another article of this site".to_owned(),
    ));
    let parsed = read("page", &second, &memory);
    assert_eq!(parsed.site.as_deref(), Some("courier.example"));
    assert_eq!(of(&parsed, "Sign up here"), seen);
    assert!(!parsed.article.text().contains("Sign up here"));
    assert!(parsed.article.text().contains("Ida Brandt walked home"));
    // Two words that repeat may be the article's own.
    assert_ne!(
        of(&parsed, "Pros").map(|pros| pros.1),
        seen.clone().map(|seen| seen.1)
    );
    // Its own lines are no others', nor those of another site.
    for bytes in [&first, &other] {
        assert_ne!(of(&read("page", bytes, &memory), "Sign up here"), seen);
    }
    let three = learned(&[
        &first,
        &second,
        &page(&at(3), "A third boat is missing too", "Per Holm"),
    ]);
    let told = of(&read("page", &first, &three), "Sign up here");
    assert_eq!(
        told.map(|told| told.1).as_deref(),
        Some("stood in 2 other articles of this site")
    );
}

#[test]
fn an_article_saved_twice_counts_once() {
    let address = "https://courier.example/1";
    let first = page(address, "Ferry is late on a Monday", "Old Tam");
    for again in [
        first.clone(),
        first.replace("empty cart", "full cart"),
        first.replace("Ferry is late on a Monday", "Where is the ferry now?"),
        text("Old Tam", "Ferry is late on a Monday"),
    ] {
        let memory = learned(&[&first, &again]);
        for bytes in [&first, &again] {
            let parsed = read("page", bytes, &memory);
            assert!(
                parsed
                    .article
                    .text()
                    .contains("nobody at the harbour office"),
                "{bytes}"
            );
        }
    }
}

#[test]
fn a_text_without_address_finds_its_site() {
    let first = text("Old Tam", "Ferry is late on a Monday");
    let second = text("Ida Brandt", "Nobody knows where the boat is");
    let stranger = "Nettle soup\n\nPick the young leaves before noon and wash them twice.\n\nBoil them with an onion.\n";
    let memory = learned(&[&first, stranger]);
    let site = |bytes: &str| read("page.txt", bytes, &memory).site;
    assert!(site(&first).is_some());
    assert_eq!(site(&first), site(&second));
    assert_ne!(site(&first), site(stranger));
    let parsed = read("page.txt", &second, &memory);
    assert_eq!(
        of(&parsed, "Sign up here").map(|found| found.0),
        Some(Label::Chrome)
    );
    // Text joins the site of the pages in HTML whose lines it shows.
    let html = page(
        "https://courier.example/1",
        "Ferry is late on a Monday",
        "Old Tam",
    );
    let mut memory = learned(&[&html]);
    let frame = text("Ida Brandt", "Nobody knows where the boat is");
    assert_eq!(read("page.txt", &frame, &memory).site, None);
    memory.teach(&Lesson {
        site: "courier.example".to_owned(),
        line: 1,
        choice: None,
        witnesses: frame.lines().map(line).collect(),
    });
    assert_eq!(
        read("page.txt", &frame, &memory).site.as_deref(),
        Some("courier.example")
    );
}

#[test]
fn the_reader_has_the_last_word() {
    let address = "https://courier.example/1";
    let first = page(address, "Ferry is late on a Monday", "Old Tam");
    let second = page(
        "https://courier.example/2",
        "Nobody knows where the boat is",
        "Ida Brandt",
    );
    let mut memory = learned(&[&first]);
    let lesson = |words: &str, choice| Lesson {
        site: "courier.example".to_owned(),
        line: line(words),
        choice,
        witnesses: Vec::new(),
    };
    memory.teach(&lesson(LETTER, Some(Choice::Keep)));
    memory.teach(&lesson(
        "Nobody knows where the boat is",
        Some(Choice::Drop),
    ));
    memory.teach(&lesson("Harbour news", Some(Choice::Keep)));
    let parsed = read("page", &second, &memory);
    assert_eq!(
        of(&parsed, "Sign up here"),
        Some((Label::Body, "you kept this line on this site".to_owned()))
    );
    assert_eq!(
        of(&parsed, "Nobody knows"),
        Some((
            Label::Chrome,
            "you dropped this line on this site".to_owned()
        ))
    );
    assert_eq!(
        of(&parsed, "Harbour news").map(|found| found.1).as_deref(),
        Some("you kept this line on this site")
    );
    assert_eq!(
        memory.choice("courier.example", line(LETTER)),
        Some(Choice::Keep)
    );
    memory.teach(&lesson(LETTER, None));
    assert_eq!(
        of(&read("page", &second, &memory), "Sign up here").map(|found| found.0),
        Some(Label::Chrome)
    );
    assert_eq!(memory.choice("courier.example", line(LETTER)), None);
}

#[test]
fn a_lesson_is_enough_to_know_a_text_again() {
    let first = text("Old Tam", "Ferry is late on a Monday");
    let memory = Memory::default();
    let parsed = read("page.txt", &first, &memory);
    let site = memory.site_of(&parsed);
    let lesson = Lesson {
        line: line(LETTER),
        choice: Some(Choice::Drop),
        witnesses: memory.witnesses(&parsed, &site),
        site,
    };
    assert!(lesson.witnesses.len() >= 3, "{lesson:?}");
    // A new session, with nothing learned yet, and another page of the site.
    let mut memory = Memory::default();
    memory.teach(&lesson);
    for bytes in [
        &first,
        &text("Ida Brandt", "Nobody knows where the boat is"),
    ] {
        let parsed = read("page.txt", bytes, &memory);
        assert_eq!(parsed.site, Some(lesson.site.clone()));
        assert_eq!(
            of(&parsed, "Sign up here").map(|found| found.0),
            Some(Label::Chrome)
        );
    }
}

#[test]
fn hosts() {
    for (address, want) in [
        ("https://www.Courier.example/a/b?c", Some("courier.example")),
        ("http://m.courier.example:8080", Some("courier.example")),
        ("https://news.courier.example", Some("news.courier.example")),
        ("www.example", Some("www.example")),
        ("https://me@courier.example/", Some("courier.example")),
        ("https://zeitung.ü.example", Some("zeitung.ü.example")),
        ("https://", None),
        ("https://localhost/", None),
        ("https://a b.example/", None),
        ("", None),
    ] {
        assert_eq!(site::host(address).as_deref(), want, "{address}");
    }
}

#[test]
fn lines_are_known_by_letters_and_digits() {
    for same in ["Read more", "READ MORE", " read\tmore… ", "Read-more!"] {
        assert_eq!(line(same), line("read more"));
    }
    assert_ne!(line("Été"), line("Ete"));
    assert_eq!(line("ÉTÉ"), line("été"));
    assert_eq!([line(""), line(" · | —")], [0, 0]);
}

/// A page of these lines, all running text.
fn made(site: &str, lines: &[String]) -> Parsed {
    let mut labelled = Labelled::default();
    for text in lines {
        let start = labelled.source.len();
        labelled.source += text;
        labelled.spans.push(LabelledSpan {
            span: start..labelled.source.len(),
            label: Label::Body,
            score: 1.0,
            reason: Reason::Rule("made"),
            line: line(text),
        });
        labelled.source.push('\n');
    }
    let mut parsed = Parsed {
        labelled,
        site: Some(site.to_owned()),
        ..Parsed::default()
    };
    parsed.article.headline = lines.first().cloned();
    parsed
}

#[test]
fn a_memory_is_bounded_and_forgets_the_rarest() {
    let mut memory = Memory::default();
    for article in 0..60 {
        let own = (0..200).map(|n| format!("Line {n} of article {article} alone"));
        let lines: Vec<String> = own
            .chain(["Shown in every single one".to_owned()])
            .collect();
        assert!(memory.learn(&made("courier.example", &lines)));
        assert!(memory.lines.len() <= MOST_OF_SITE);
    }
    let common = memory.lines.get(&(line("Shown in every single one"), 0));
    assert_eq!(common.map(|known| known.seen), Some(60));
    let last = memory.lines.get(&(line("Line 7 of article 59 alone"), 0));
    assert!(last.is_some());
}

#[test]
fn a_record_that_is_damaged_is_none() {
    let memory = learned(&[&page(
        "https://courier.example/1",
        "Ferry is late on a Monday",
        "Old Tam",
    )]);
    let record = memory.record();
    assert_eq!(
        Memory::from_record(&record).map(|m| m.record()),
        Some(record.clone())
    );
    let cut = record.len() / 2;
    for damaged in [
        String::new(),
        "clippings sites 2\nend 0\n".to_owned(),
        "line 0 0 0 0\nend 1\n".to_owned(),
        record[..cut].to_owned(),
        format!("{record}x\n"),
        record.replace("article", "artikel"),
        record.replacen("line ", "line x", 1),
        record.replacen("end ", "end 1", 1),
    ] {
        assert!(Memory::from_record(&damaged).is_none(), "{damaged}");
    }
}

proptest! {
    /// Articles of lines out of a few: whatever they share, learning them again changes nothing.
    #[test]
    fn learning_twice_is_learning_once(articles in prop::collection::vec(prop::collection::vec(0u8..40, 1..20), 1..8)) {
        let words = |n: &u8| format!("A line of a few words with the number {n}");
        let pages: Vec<Parsed> = articles
            .iter()
            .map(|lines| made("courier.example", &lines.iter().map(words).collect::<Vec<_>>()))
            .collect();
        let mut memory = Memory::default();
        for page in &pages {
            memory.learn(page);
        }
        let once = memory.record();
        for page in &pages {
            prop_assert!(!memory.learn(page));
        }
        prop_assert_eq!(memory.record(), once.clone());
        let again = Memory::from_record(&once).map(|memory| memory.record());
        prop_assert_eq!(again, Some(once));
    }

    #[test]
    fn a_record_of_any_bytes_is_no_panic(text in "(clippings sites 1\n)?([a-z0-9 ]{0,20}\n){0,6}") {
        let _ = Memory::from_record(&text);
    }
}
