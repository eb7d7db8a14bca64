//! Notes on a story: that it is still developing, that it was corrected or changed.

/// Longest note, in bytes: a longer block only talks about one.
const LONGEST: usize = 400;

/// Words that open a note, lower case.
const OPENINGS: &[&str] = &[
    "this is a developing story",
    "this is a breaking news story",
    "this story is developing",
    "this story is being updated",
    "this story has been updated",
    "this story was updated",
    "this article was amended",
    "this article has been amended",
    "this article was updated",
    "this article has been updated",
    "this article has been corrected",
    "this story has been corrected",
    "this is a corrected version",
    "correction:",
    "corrections:",
    "clarification:",
    "editor's note:",
    "editors' note:",
    "developing story",
    "more to follow",
    "more to come",
    "more details to follow",
    "more details will follow",
    "an earlier version of this",
    // German
    "dieser artikel wird laufend aktualisiert",
    "dieser artikel wird aktualisiert",
    "dieser artikel wurde aktualisiert",
    "anmerkung der redaktion",
    "anm. d. red",
    "korrektur:",
    "korrekturhinweis",
    "in einer früheren version",
    // French
    "cet article sera mis à jour",
    "cet article a été mis à jour",
    "plus d'informations à suivre",
    "note de la rédaction",
    // Spanish, Portuguese, Italian
    "noticia en desarrollo",
    "habrá ampliación",
    "nota de la redacción",
    "fe de errores",
    "notícia em atualização",
    "nota da redação",
    "notizia in aggiornamento",
    "articolo in aggiornamento",
    // Dutch, Nordic
    "dit artikel wordt aangevuld",
    "dit bericht wordt aangevuld",
    "correctie:",
    "artikeln uppdateras",
    "rättelse:",
    "saken oppdateres",
    "artiklen opdateres",
];

/// Is the whole block a note on the story?
pub fn is_note(text: &str) -> bool {
    if text.len() > LONGEST {
        return false;
    }
    let words = text.trim_start_matches(|c: char| !c.is_alphanumeric());
    // Most blocks are told from notes by their first two letters already.
    let Some(&head) = words.as_bytes().first_chunk() else {
        return false;
    };
    let likely = |opening: &&&str| {
        let start = opening.as_bytes().first_chunk::<2>();
        start.is_some_and(|start| start.eq_ignore_ascii_case(&head))
    };
    let mut likely = OPENINGS.iter().filter(likely);
    may_open(head) && likely.any(|opening| opens_with(words, opening))
}

/// Does `text` open with `opening`, whatever its case?
fn opens_with(text: &str, opening: &str) -> bool {
    let straight = |c| if c == '’' { '\'' } else { c };
    let mut lower = text.chars().map(straight).flat_map(char::to_lowercase);
    opening.chars().all(|c| lower.next() == Some(c))
}

/// May an opening start with these two bytes, whatever their case?
fn may_open([first, second]: [u8; 2]) -> bool {
    /// By the first letter: the second ones, a bit each.
    const HEADS: [u32; 32] = {
        let mut heads = [0; 32];
        let mut openings = OPENINGS;
        while let [opening, others @ ..] = openings {
            if let [first, second, ..] = *opening.as_bytes()
                && let Some((_, [head, ..])) = heads.split_at_mut_checked(first as usize % 32)
            {
                *head |= 1 << (second % 32);
            }
            openings = others;
        }
        heads
    };
    // In ASCII the case of a letter is not among its last five bits.
    let seconds = HEADS.get(usize::from(first % 32));
    seconds.is_some_and(|seconds| seconds >> (second % 32) & 1 == 1)
}

#[cfg(test)]
mod tests {
    use super::is_note;

    #[test]
    fn notes_are_told_from_text() {
        for (text, want) in [
            ("This is a developing story...", true),
            ("(This is a developing story; more soon)", true),
            ("More details will follow.", true),
            ("Correction: an earlier heading gave the wrong ferry.", true),
            ("Editor’s note: names were changed.", true),
            ("Dieser Artikel wird laufend aktualisiert.", true),
            ("The correction: nobody expected it.", false),
            ("Developing countries met on Monday.", false),
            ("", false),
        ] {
            assert_eq!(is_note(text), want, "{text}");
        }
    }
}
