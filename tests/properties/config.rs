//! What holds of any text as the file of settings: what is wrong is said at its place, and what is right is followed.

use std::path::Path;

use clippings::cli::config::{Config, read_text};

/// Bytes as the file of settings.
pub fn read(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let (config, wrong) = of(&text);
    assert!((20..=200).contains(&config.measure()));
    let last = 1 + text.matches('\n').count();
    for wrong in &wrong {
        let (brief, whole) = (wrong.brief(), wrong.to_string());
        assert!(whole.ends_with(&brief), "{whole:?} {brief:?}");
        let mut parts = brief.splitn(4, ':');
        assert_eq!(parts.next(), Some("c.toml"));
        let mut number = || parts.next().and_then(|n| n.parse::<usize>().ok()).unwrap();
        let (line, column) = (number(), number());
        assert!((1..=last).contains(&line), "{brief:?}");
        let columns = text.split('\n').nth(line - 1).unwrap().chars().count();
        assert!((1..=columns + 1).contains(&column), "{brief:?}");
        assert!(parts.next().is_some_and(|what| what.trim().len() > 3));
    }
    // A comment before it changes nothing but where things stand.
    if !text.starts_with('\u{feff}') {
        let (moved, still) = of(&format!("# settings\n{text}"));
        assert_eq!((moved, still.len()), (config, wrong.len()));
    }
}

fn of(text: &str) -> (Config, Vec<clippings::cli::config::Wrong>) {
    read_text(text, Path::new("/etc/c.toml"), Path::new("/home/ida"))
}
