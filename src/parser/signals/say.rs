//! Signals in words, for those who ask why a line was cut.

use super::scale;

/// What the signal called `name` says of a block: `words=05` is "8 to 10 words", `word=menu` is "says “menu”".
pub fn say(name: &str) -> String {
    let Some((group, value)) = name.split_once('=') else {
        return name.to_owned();
    };
    if let Some(said) = scale::say(group, value) {
        return said;
    }
    let quoted = match group {
        "word" => "says",
        "first-word" => "begins with the word",
        "line" => "says just",
        "near" => "its element is called",
        "far" => "inside an element called",
        _ => return plain(group, value),
    };
    format!("{quoted} “{value}”")
}

fn plain(group: &str, value: &str) -> String {
    let whole = match group {
        "repeats" => "the same line stands above",
        "repeated" => "the same line stands below",
        "wrapped" => "a line beside it begins with the same words",
        "like-above" => "looks like the block above",
        "like-below" => "looks like the block below",
        "own-indent" => "indented as the text is",
        "unspaced" => "in a script without spaces",
        "quoted" => "has a quotation",
        "at" => "has an @",
        "address" => "has a web address",
        "copyright" => "has a copyright sign",
        "datetime" => "marked up as a time",
        "image" => "belongs to a picture",
        "tag-link" => "links to a tag",
        "author-link" => "links to an author",
        "in-first-line" => "most of the page's first line",
        "claimed-headline" => "the page calls this its headline",
        "claimed-headline-part" => "part of what the page calls its headline",
        "claimed-author" => "names whom the page calls its author",
        "claimed-publisher" => "the page calls this its publisher",
        "claimed-tag" => "the page calls this a topic",
        "claimed-description" => "as the page describes itself",
        "claimed-caption" => "the page calls this a caption",
        "topic" => "no word that could be the text's",
        _ => "",
    };
    if !whole.is_empty() {
        return whole.to_owned();
    }
    let with_value = match group {
        "form" => "as",
        "inside" => "inside",
        "first" => "begins with",
        "last" => "ends with",
        "last-but-one" => "before its closing mark",
        "date" => "date",
        "trait" => "has, or is, a",
        _ => group,
    };
    format!("{with_value} {}", value.replace('-', " "))
}

#[cfg(test)]
mod tests {
    use super::say;

    #[test]
    fn a_signal_is_said_in_words() {
        for (name, said) in [
            ("words=05", "8 to 10 words"),
            ("word=menu", "says “menu”"),
            ("line=read more", "says just “read more”"),
            ("repeated=", "the same line stands below"),
            ("inside=nav", "inside nav"),
            ("form=item", "as item"),
            ("trait=section-title", "has, or is, a section title"),
            ("last=stop", "ends with stop"),
            ("topic=none", "no word that could be the text's"),
        ] {
            assert_eq!(say(name), said);
        }
    }
}
