//! Tags out of one line of a page, whether parted by marks or run together (`RiverboatsHarbourOak Street`).

use std::ops::Range;
use std::sync::LazyLock;

use super::span::trim;
use super::table::Words;

/// What stands before the tags of a line.
static LABELS: LazyLock<Words> = LazyLock::new(|| {
    Words::phrases(
        "\
    tags|tag|topics|topic|related topics|topics mentioned|more on|\
    more on these topics|explore more on these topics|categories|category|keywords|\
    subjects|in this story|mehr zum thema|themen|thema|schlagworte|schlagwörter|stichworte|sujets|\
    thèmes|mots-clés|temas|etiquetas|archivado en|más sobre|argomenti|assuntos|tópicos|onderwerpen|ämnen|emner|\
    tagi|теги|темы|标签|キーワード|タグ|الكلمات المفتاحية|كلمات مفتاحية|الوسوم|وسوم",
    )
});

/// Labels that go on without a colon: "Filed under Rivers".
static LEADS: LazyLock<Words> = LazyLock::new(|| {
    Words::phrases(
        "topics|tagged|tagged with|tagged in|tagged as|filed under|filed in|posted in|more on|read more about",
    )
});

/// Names written with a capital inside.
const CAMEL: &str = "\
    AccuWeather AirPods BuzzFeed CapEx ChatGPT CrossFit DeepMind DeepSeek DreamWorks eBay FaceTime FedEx GameStop \
    GitHub GoFundMe HarperCollins iCloud iOS iPad iPhone iTunes JavaScript JPMorgan LinkedIn MacBook macOS \
    MasterCard McKinsey MeToo MicroStrategy OnlyFans OpenAI PayPal PhD PhDs PlayStation PowerPoint SharePoint \
    SoftBank SpaceX StarCraft ThyssenKrupp TikTok TripAdvisor UnitedHealth WhatsApp WikiLeaks YouTube";

/// Word beginnings after which a capital goes on with the word: `McDonald`, `DeSantis`, `O'Neil`.
const OPENINGS: [&str; 12] = [
    "Mc", "Mac", "De", "Di", "Le", "La", "Du", "Fitz", "Van", "i", "e", "x",
];

/// The tags in `text`, in order: byte ranges without white space at their ends.
///
/// A label in front ("Topics:") is left out. Where no mark parts the tags, a change from small to capital letters does, and the end
/// of an abbreviation: `OakvilleNATOHarbour` is three. Neighbouring abbreviations stay together, as nothing tells them apart.
pub fn split(text: &str) -> Vec<Range<usize>> {
    let start = after_label(text);
    let rest = text.get(start..).unwrap_or_default();
    let mut tags = Vec::new();
    let mut from = start;
    let mut blanks = 0;
    let mut blank_before = false;
    for (at, c) in rest.char_indices() {
        blanks = if c.is_whitespace() { blanks + 1 } else { 0 };
        let slash = rest.get(at..).is_some_and(|rest| rest.starts_with("/ ")) && blank_before;
        blank_before = c.is_whitespace();
        if is_separator(c) || slash || blanks == 2 {
            tags.push(from..start + at);
            from = start + at + c.len_utf8();
        }
    }
    tags.push(from..text.len());
    let marked = tags.len() > 1;
    let tags = tags
        .into_iter()
        .map(|tag| trim(text, tag, |c| c.is_whitespace() || ":.»›>+".contains(c)));
    let mut tags: Vec<Range<usize>> = tags
        .filter(|tag| has_letter(text.get(tag.clone()).unwrap_or_default()))
        .collect();
    if !marked {
        tags = tags.into_iter().flat_map(|tag| unglue(text, tag)).collect();
    }
    tags
}

fn has_letter(tag: &str) -> bool {
    tag.chars().any(char::is_alphanumeric)
}

const fn is_separator(c: char) -> bool {
    matches!(
        c,
        ',' | '|'
            | '·'
            | '•'
            | ';'
            | '#'
            | '\n'
            | '\t'
            | '、'
            | '，'
            | '،'
            | '؛'
            | '；'
            | '●'
            | '∙'
            | '⋅'
    )
}

/// Is the whole line a label of tags: "Topics", "Filed under:"?
pub fn is_label(text: &str) -> bool {
    let bare = text.trim().trim_end_matches([':', '：']);
    LABELS.contains(bare) || LEADS.contains(bare)
}

/// Does the line open with such a label and go on with tags: "Topics: Rivers"?
pub fn opens_with_label(text: &str) -> bool {
    let start = text.len() - text.trim_start().len();
    after_label(text) > start && !split(text).is_empty()
}

/// Where the tags start, after a label such as "Tags:", "Popular topics:", "Filed under".
fn after_label(text: &str) -> usize {
    let start = text.len() - text.trim_start().len();
    let head = text.get(start..).unwrap_or_default();
    let mut before = ' ';
    for (at, c) in head.char_indices().take(40) {
        let label = || head.get(..at).unwrap_or_default().trim();
        let colon = matches!(c, ':' | '：');
        let glued = c.is_uppercase() && before.is_lowercase();
        let ends = colon || glued || matches!(c, '\n' | '\t' | '#' | '|');
        let last_word = || {
            let last = label().rsplit(' ').next();
            last.is_some_and(|word| LABELS.contains(word))
        };
        if ends && (LABELS.contains(label()) || LEADS.contains(label()))
            || colon && last_word()
            || c == ' ' && LEADS.contains(label())
        {
            return start + at + if colon { c.len_utf8() } else { 0 };
        }
        before = c;
    }
    start
}

/// Tags run together at `range`, apart.
fn unglue(text: &str, range: Range<usize>) -> Vec<Range<usize>> {
    let chars: Vec<(usize, char)> = text
        .get(range.clone())
        .unwrap_or_default()
        .char_indices()
        .collect();
    let mut tags = Vec::new();
    let mut from = range.start;
    let mut word = range.start;
    let mut known_until = range.start;
    for (i, &(offset, c)) in chars.iter().enumerate() {
        let at = range.start + offset;
        let before = i.checked_sub(1).and_then(|i| chars.get(i)).map(|&(_, c)| c);
        let starts_word = before.is_none_or(|b| !b.is_alphanumeric());
        if at >= known_until {
            let cut = !starts_word
                && (known_until == at && c.is_uppercase() && at > range.start
                    || parts(&chars, i, text.get(word..at).unwrap_or_default()));
            if cut {
                tags.push(from..at);
                from = at;
            }
            if cut || starts_word {
                word = at;
                let rest = text.get(at..range.end).unwrap_or_default();
                let known = CAMEL
                    .split(' ')
                    .filter(|name| rest.starts_with(*name))
                    .map(str::len)
                    .max();
                known_until = known.map_or(known_until, |length| at + length);
            }
        }
    }
    tags.push(from..range.end);
    if is_one_name(text, &tags) {
        return vec![range];
    }
    let tags = tags
        .into_iter()
        .map(|tag| trim(text, tag, char::is_whitespace));
    tags.filter(|tag| !tag.is_empty()).collect()
}

/// A short word with one seam is likelier one tag than two: `NordPass`.
fn is_one_name(text: &str, tags: &[Range<usize>]) -> bool {
    let [first, second] = tags else {
        return false;
    };
    let capitalised = |tag: &Range<usize>| {
        let second = text.get(tag.clone()).and_then(|tag| tag.chars().nth(1));
        second.is_some_and(char::is_lowercase)
    };
    let word = text.get(first.start..second.end).unwrap_or_default();
    word.len() <= 8
        && word.chars().all(char::is_alphanumeric)
        && capitalised(first)
        && capitalised(second)
}

/// Does a new tag start at `chars[i]`? `word` is the word that stands right before it.
fn parts(chars: &[(usize, char)], i: usize, word: &str) -> bool {
    let char_at = |i: Option<usize>| i.and_then(|i| chars.get(i)).map(|&(_, c)| c);
    let (Some(c), Some(before)) = (char_at(Some(i)), char_at(i.checked_sub(1))) else {
        return false;
    };
    let next = char_at(i.checked_add(1));
    if !c.is_uppercase() || OPENINGS.contains(&word) {
        return false;
    }
    let small_next = next.is_some_and(char::is_lowercase);
    // "MPs" and "CEOs" are whole.
    let plural = next == Some('s') && !char_at(i.checked_add(2)).is_some_and(char::is_lowercase);
    match before {
        _ if before.is_lowercase() => true,
        // "COVID-19Health", but "5G" and "3D".
        _ if before.is_ascii_digit() => small_next || word.contains(|c: char| !c.is_ascii_digit()),
        _ if before.is_uppercase() => {
            small_next
                && !plural
                && word.chars().count() >= 2
                && word.chars().all(|c| c.is_uppercase() || c.is_ascii_digit())
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::split;

    #[test]
    fn tag_lines() {
        for (text, want) in [
            ("RussiaUSUkraineDiplomacy", "Russia; US; Ukraine; Diplomacy"),
            (
                "Jo FieldWhite HouseUS politics",
                "Jo Field; White House; US politics",
            ),
            ("NATOUkraine", "NATO; Ukraine"),
            ("UKUS", "UKUS"),
            ("HealthCOVID-19Vaccines", "Health; COVID-19; Vaccines"),
            (
                "iPhoneYouTubeOpenAIChatGPTLaw",
                "iPhone; YouTube; OpenAI; ChatGPT; Law",
            ),
            ("Ann McDonaldJo DeSantis", "Ann McDonald; Jo DeSantis"),
            ("MPsCEOsLaw", "MPs; CEOs; Law"),
            ("5GTelecoms", "5G; Telecoms"),
            (
                "Tags: rivers, boats | Oak Street",
                "rivers; boats; Oak Street",
            ),
            ("TopicsRiversBoats", "Rivers; Boats"),
            ("Filed under: Rivers", "Rivers"),
            ("#Rivers #OakStreet", "Rivers; OakStreet"),
            ("Themen: Flüsse • Boote", "Flüsse; Boote"),
            ("Rivers  Boats", "Rivers; Boats"),
            ("河流、船", "河流; 船"),
            ("РекиЛодки", "Реки; Лодки"),
            ("الوسوم: أنهار، قوارب", "أنهار; قوارب"),
            ("Machine learning", "Machine learning"),
            ("Popular tags: Rivers, Boats", "Rivers; Boats"),
            ("Posted in Oak Street", "Oak Street"),
            ("Topics Rivers", "Rivers"),
            ("HIV/AIDS", "HIV/AIDS"),
            ("Rivers / Boats", "Rivers; Boats"),
            ("NordPass", "NordPass"),
            ("Tags:", ""),
            (" | ", ""),
        ] {
            let tags: Vec<&str> = split(text).into_iter().map(|range| &text[range]).collect();
            assert_eq!(tags.join("; "), want, "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_survived(text in "(Tags:)?\\PC{0,80}") {
            let mut end = 0;
            for tag in split(&text) {
                prop_assert!(tag.start >= end && text.get(tag.clone()).is_some_and(|tag| !tag.is_empty()));
                end = tag.end;
            }
        }
    }
}
