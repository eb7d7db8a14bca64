//! The labels of credits: "Photo:", "Image credit:", "Foto von", "© 2022", "courtesy of".

use std::sync::LazyLock;

use crate::parser::fields::hint::{By, Entry, Hint};
use crate::parser::fields::table::Words;

/// What a picture, or what is said of it, is called.
static NOUNS: LazyLock<Words> = LazyLock::new(|| Words::words(NOUN_WORDS));

const NOUN_WORDS: &str = "photo photos photograph photographs photography picture pictures image images illustration illustrations graphic screenshot \
    collage montage composite artwork video credit credits credited source sources copyright courtesy \
    foto fotos fotografie fotografia fotografía bild bilder symbolbild archivbild symbolfoto archivfoto quelle bildquelle fotoquelle \
    grafik illu crédit crédits photographie cliché dessin crédito créditos imagen imágenes imagem imagens fuente fonte immagine beeld \
    illustratie kilde kuva valokuva lähde zdjęcie fot źródło fotó forrás фото фотография источник φωτογραφία πηγή fotoğraf kaynak صورة \
    المصدر تصوير عدسة תצלום צילום ảnh nguồn gambar sumber ljósmynd mynd nuotr nuotrauka";

/// Words that make a noun before them a label.
static LINKS: LazyLock<Words> = LazyLock::new(|| {
    Words::words(
        "by credit credits courtesy source von par por av af fra door via copyright quelle",
    )
});

/// Labels in scripts without spaces.
const EAST_ASIAN: [&str; 14] = [
    "图片来源",
    "圖片來源",
    "图源",
    "图片",
    "圖片",
    "摄影",
    "攝影",
    "写真",
    "提供",
    "사진 출처",
    "사진출처",
    "사진",
    "图",
    "圖",
];

/// The words that a label starts with. "(c)" is one.
pub(super) fn hints() -> impl Iterator<Item = Entry> {
    let words = NOUN_WORDS.split_whitespace().chain(EAST_ASIAN).chain(["c"]);
    words.map(|word| (word, By::First, Hint::CREDIT))
}

/// Bytes of the label at the start of `text`, brackets and blanks before the credit included; `None` when there is none. Looks at a
/// few words only.
pub(super) fn label(text: &str) -> Option<usize> {
    // Most texts start with a word that is no label's.
    if text.starts_with(|c: char| c.is_ascii_alphanumeric()) && !starts_label(first_word(text)) {
        return None;
    }
    let mut at = 0;
    let mut noun = false;
    let mut sure = false;
    let mut colon = false;
    let mut courtesy = false;
    for _ in 0..12 {
        let rest = text.get(at..)?;
        let open = rest.len()
            - rest
                .trim_start_matches(|c: char| c.is_whitespace() || "([|（【/•·".contains(c))
                .len();
        // A slash is a label's end only right after it: "Ljósmynd/Jo Field".
        if noun && !sure && rest.starts_with('/') {
            sure = true;
        }
        at += open;
        let rest = text.get(at..)?;
        if let Some(sign) = ["©", "(c)", "(C)", "Ⓒ"]
            .iter()
            .find(|sign| rest.starts_with(**sign))
        {
            (sure, at) = (true, at + sign.len());
            continue;
        }
        if let Some(mark) = rest.chars().next().filter(|c| ":：=＝…・".contains(*c)) {
            if !noun || colon {
                break;
            }
            (sure, colon, at) = (true, true, at + mark.len_utf8());
            continue;
        }
        if noun && rest.starts_with("...") {
            (sure, at) = (true, at + 3);
            continue;
        }
        if let Some(word) = EAST_ASIAN
            .iter()
            .find(|word| !noun && rest.starts_with(**word))
        {
            (noun, at) = (true, at + word.len());
            continue;
        }
        let word = first_word(rest);
        if word.is_empty() || word.len() > 40 {
            break;
        }
        let year = sure && word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit());
        let is = |known: &str| word.eq_ignore_ascii_case(known);
        if courtesy && is("of") || (noun && !colon && LINKS.contains(word)) {
            sure |= !is("source");
            courtesy |= is("courtesy");
        } else if is("courtesy") {
            (noun, courtesy) = (true, true);
        } else if !colon && !sure && NOUNS.contains(word) {
            noun = true;
        } else if !year {
            break;
        }
        at += word.len();
        // "Fot." and "Nuotr."
        let short = || ["fot", "nuotr", "illu"].iter().any(|known| is(known));
        if noun && text.get(at..)?.starts_with('.') && short() {
            (sure, at) = (true, at + 1);
        }
    }
    let rest = text.get(at..)?;
    let blanks = rest.len() - rest.trim_start().len();
    sure.then_some(at + blanks)
}

/// The letters and digits that `text` starts with.
pub(super) fn first_word(text: &str) -> &str {
    let end = text.find(|c: char| !c.is_alphanumeric());
    text.get(..end.unwrap_or(text.len())).unwrap_or_default()
}

/// Is `word` one that a label may start with?
pub(super) fn starts_label(word: &str) -> bool {
    word.len() <= 40 && NOUNS.contains(word)
}

/// Bytes of a bare noun at the start of `text`: "Foto AP". Only the agency after it makes it a label.
pub(super) fn bare_noun(text: &str) -> Option<usize> {
    let (word, rest) = text.split_once(' ')?;
    starts_label(word).then(|| text.len() - rest.trim_start().len())
}
