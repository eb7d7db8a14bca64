//! Small edits of a headline: a word put in or left out, two words that changed places. What else differs makes another headline, and so
//! does any number or negation.

/// Words that both must have, in the same order.
const FEWEST: usize = 4;
/// Words that may have been put in or left out, and over which another may have moved.
const MOST: usize = 2;
/// Words of a headline that may have been gone on with, and with how many.
const LONG: usize = 6;
const TAIL: usize = 5;

/// Is one of two keys the other after a small edit, four fifths of the words left alone? Equal keys are none.
pub(super) fn is_edit(one: &str, other: &str) -> bool {
    let (one, other): (Vec<&str>, Vec<&str>) =
        (one.split(' ').collect(), other.split(' ').collect());
    let longest = one.len().max(other.len());
    let before = shared(one.iter(), other.iter());
    let (Some(one), Some(other)) = (one.get(before..), other.get(before..)) else {
        return false;
    };
    let behind = shared(one.iter().rev(), other.iter().rev());
    let (Some(one), Some(other)) = (
        one.get(..one.len() - behind),
        other.get(..other.len() - behind),
    ) else {
        return false;
    };
    let alike = before + behind;
    let is_small = match (one, other) {
        ([], []) => false,
        // What is put before it makes another of it: "Why ...".
        ([], _) | (_, []) if before == 0 => false,
        ([], extra) | (extra, []) if behind == 0 && alike >= LONG => extra.len() <= alike.min(TAIL),
        ([], extra) | (extra, []) => extra.len() <= MOST && alike * 5 >= longest * 4,
        _ => has_moved(one, other) || has_moved(other, one),
    };
    let tells = |words: &[&str]| words.iter().any(|word| tells(word));
    is_small && alike >= FEWEST && !tells(one) && !tells(other)
}

/// Do words that a headline has and a line has not make another headline of it: a number, a negation?
pub(super) fn tells_apart(words: &str) -> bool {
    words.split(' ').any(tells)
}

fn tells(word: &str) -> bool {
    word.contains(char::is_numeric) || NEGATIONS.contains(&word)
}

/// Is one of two sequences the other with its first word moved to the end?
fn has_moved(one: &[&str], other: &[&str]) -> bool {
    let (Some((first, rest)), Some((last, others))) = (one.split_first(), other.split_last())
    else {
        return false;
    };
    first == last && rest == others && rest.len() <= MOST
}

/// Words that two sequences share at their beginnings.
fn shared<'a>(
    one: impl Iterator<Item = &'a &'a str>,
    other: impl Iterator<Item = &'a &'a str>,
) -> usize {
    one.zip(other).take_while(|(a, b)| a == b).count()
}

/// Words that turn a headline into its contrary, as keys have them: without apostrophes.
const NEGATIONS: &[&str] = &[
    "no",
    "not",
    "never",
    "none",
    "nor",
    "neither",
    "nobody",
    "nothing",
    "without",
    "cannot",
    "arent",
    "cant",
    "couldnt",
    "didnt",
    "doesnt",
    "dont",
    "hasnt",
    "havent",
    "isnt",
    "mustnt",
    "shouldnt",
    "wasnt",
    "werent",
    "wont",
    "wouldnt", // English
    "nicht",
    "nichts",
    "nie",
    "niemals",
    "niemand",
    "kein",
    "keine",
    "keinen",
    "keinem",
    "keiner",
    "keines",
    "ohne",
    "weder",
    "nein", // German
    "ne",
    "pas",
    "plus",
    "jamais",
    "rien",
    "sans",
    "aucun",
    "aucune",
    "ni",
    "non", // French
    "nunca",
    "jamás",
    "nada",
    "nadie",
    "sin",
    "tampoco",
    "ningún",
    "ninguna", // Spanish
    "mai",
    "senza",
    "né",
    "nessun",
    "nessuno",
    "nessuna", // Italian
    "não",
    "nem",
    "sem",
    "nenhum",
    "nenhuma", // Portuguese
    "niet",
    "geen",
    "nooit",
    "zonder",
    "inte",
    "ikke",
    "aldrig",
    "aldri",
    "utan",
    "uten",
    "uden",
    "ingen",
    "inga",
    "ei",
    "eivät", // Dutch, Nordic
    "bez",
    "nigdy",
    "nikdy",
    "nem",
    "nincs",
    "nu",
    "fără", // Polish, Czech, Hungarian, Romanian
    "не",
    "ни",
    "без",
    "нет",
    "нельзя",
    "никогда",
    "ні",
    "немає", // Russian, Ukrainian
    "δεν",
    "μη",
    "μην",
    "χωρίς",
    "değil",
    "yok",
    "لا",
    "لم",
    "لن",
    "ليس",
    "دون",
    "לא",
    "בלי",
    "אין",
    "नहीं",
    "tidak",
    "bukan",
    "tanpa",
    "không",
];

#[cfg(test)]
mod tests {
    use super::is_edit;

    #[test]
    fn edits_are_small() {
        let headline = "ferry to aldern sails again after nine days";
        for (line, is) in [
            ("ferry to aldern sails after nine days", true),
            ("the ferry to aldern sails again after nine days", false),
            ("ferry sails to aldern again after nine days", true),
            ("ferry to aldern again after sails nine days", true),
            (
                "ferry to aldern sails again after nine days in blow to the mainland",
                true,
            ),
            ("ferry to aldern sails again after nine long days", true),
            (
                "ferry to aldern sails again after nine days amid protests",
                true,
            ),
            ("ferry to aldern again sails after nine days", true),
            (headline, false),
            ("ferry to aldern sails again after ten days", false),
            ("ferry to aldern sails again after 9 days", false),
            ("ferry to ostermouth sails again after nine days", false),
            ("ferry to aldern never sails again after nine days", false),
            ("ferry to aldern sails again after nine days in 2022", false),
            ("ferry to aldern sails", false),
            ("nine days after ferry to aldern sails again", false),
            ("", false),
        ] {
            for (one, other) in [(headline, line), (line, headline)] {
                assert_eq!(is_edit(one, other), is, "{line:?}");
            }
        }
        assert!(!is_edit("man bites dog", "dog bites man"));
        assert!(!is_edit("", ""));
    }
}
