//! Notes on a story: that it is still developing, that it was corrected or changed.

/// Longest note, in bytes: a longer block only talks about one.
const LONGEST: usize = 400;

/// Characters looked at: no opening is longer.
const START: usize = 60;

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
    // Most blocks are told from notes by their first two bytes already.
    if !words
        .as_bytes()
        .first_chunk()
        .is_some_and(|head| may_open(*head))
    {
        return false;
    }
    let mut start = String::with_capacity(2 * START);
    for c in words.chars().take(START) {
        match c {
            '’' => start.push('\''),
            c if c.is_ascii() => start.push(c.to_ascii_lowercase()),
            c => start.extend(c.to_lowercase()),
        }
    }
    OPENINGS.iter().any(|opening| start.starts_with(opening))
}

/// Does an opening start with these two bytes, whatever their case?
fn may_open(head: [u8; 2]) -> bool {
    const HEADS: [[u8; 2]; OPENINGS.len()] = {
        let mut heads = [[0; 2]; OPENINGS.len()];
        let mut i = 0;
        while i < heads.len() {
            let opening = OPENINGS[i].as_bytes();
            heads[i] = [opening[0], opening[1]];
            i += 1;
        }
        heads
    };
    HEADS.contains(&head.map(|byte| byte.to_ascii_lowercase()))
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
