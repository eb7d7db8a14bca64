//! Tags, and the line in which the reader edits them.

use super::fold;

/// A tag that articles have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tag {
    /// As the reader typed it; the pages' ones folded.
    pub name: String,
    /// How many articles have it.
    pub articles: usize,
    /// It is the reader's.
    pub own: bool,
}

/// The tags in a line, parted by commas, each once.
pub fn tags_in(line: &str) -> Vec<String> {
    let mut tags: Vec<(String, String)> = Vec::new();
    for tag in line.split(',') {
        let tag = tag.split_whitespace().collect::<Vec<_>>().join(" ");
        let folded = fold(&tag);
        if !folded.is_empty() && tags.iter().all(|(known, _)| *known != folded) {
            tags.push((folded, tag));
        }
    }
    tags.into_iter().map(|(_, tag)| tag).collect()
}

/// What leads from the tags `before` to those `after`: each tag that is put on or taken off, and whether it is put on.
pub fn retagged(before: &[String], after: &[String]) -> Vec<(String, bool)> {
    let has = |tags: &[String], tag: &str| {
        let tag = fold(tag);
        tags.iter().any(|known| fold(known) == tag)
    };
    let off = before.iter().filter(|tag| !has(after, tag));
    let on = after.iter().filter(|tag| !before.contains(tag));
    let off = off.map(|tag| (tag.clone(), false));
    off.chain(on.map(|tag| (tag.clone(), true))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_tags() {
        for (line, tags) in [
            ("", vec![]),
            (" , ,", vec![]),
            ("later,  High   Tide ", vec!["later", "High Tide"]),
            ("Sea, SEA, sea", vec!["Sea"]),
        ] {
            assert_eq!(tags_in(line), tags, "{line:?}");
        }
    }

    #[test]
    fn only_what_differs_is_changed() {
        let tags = |line: &str| tags_in(line);
        for (before, after, changes) in [
            ("a, b", "a, b", vec![]),
            ("a, b", "b, c", vec![("a", false), ("c", true)]),
            ("sea", "Sea", vec![("Sea", true)]),
            ("a", "", vec![("a", false)]),
        ] {
            let found = retagged(&tags(before), &tags(after));
            let found: Vec<(&str, bool)> = found.iter().map(|(t, on)| (t.as_str(), *on)).collect();
            assert_eq!(found, changes, "{before:?} {after:?}");
        }
    }
}
