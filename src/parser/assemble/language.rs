//! The language of the article: told by its text, else as the page claims.

use crate::article::{Article, language_code};
use crate::parser::assemble::Reading;
use crate::parser::label::Label;

/// Bytes of text by which the language is told, and those asked for where they leave it open.
const SAMPLES: [usize; 2] = [400, 1_000];
/// Blocks of text among which a sample is taken.
const BLOCKS: usize = 40;

/// Reads the language.
pub fn read(reading: &Reading, article: &mut Article) {
    // The text itself is the better witness; the page's claim is often left at a template's default.
    let mut text = reading.with(Label::Body).take(BLOCKS);
    let mut sample = String::new();
    let detected = SAMPLES.into_iter().find_map(|bytes| {
        while sample.len() < bytes
            && let Some((_, block)) = text.next()
        {
            sample.push_str(&block.text);
            sample.push(' ');
        }
        sample.truncate(sample.floor_char_boundary(bytes));
        by_words(&sample).map(str::to_owned).or_else(|| {
            let info = whatlang::detect(&sample).filter(whatlang::Info::is_reliable);
            info.map(|info| code(info.lang()))
        })
    });
    let claimed = reading.document.claims.language.as_deref();
    article.language = detected.or_else(|| claimed.and_then(language_code));
}

/// The commonest words of some languages, those left out that are common in another of them too.
const COMMONEST: &[(&str, &[&str])] = &[
    (
        "en",
        &[
            "the", "and", "to", "that", "with", "it", "his", "from", "are", "they", "this", "by",
        ],
    ),
    (
        "de",
        &[
            "der", "die", "und", "das", "den", "von", "zu", "mit", "ist", "nicht", "auf", "dem",
        ],
    ),
    (
        "fr",
        &[
            "les", "des", "est", "dans", "une", "pour", "du", "qui", "pas", "au", "sur", "par",
        ],
    ),
    (
        "es",
        &[
            "el", "los", "las", "del", "una", "y", "su", "más", "por", "al", "como", "pero",
        ],
    ),
    (
        "it",
        &[
            "il", "di", "che", "della", "sono", "gli", "nel", "alla", "è", "più", "dei", "anche",
        ],
    ),
    (
        "nl",
        &[
            "het", "een", "van", "zijn", "niet", "voor", "ook", "aan", "met", "dat", "op", "maar",
        ],
    ),
];
/// So many of them tell a language, where all others together have at most a quarter as many.
const TELLING: usize = 8;
const CLEARLY: usize = 4;

/// The language by its commonest words, where they leave no doubt: that spares most pages the comparison by letters, which takes longer.
fn by_words(sample: &str) -> Option<&'static str> {
    let mut counts = [0; COMMONEST.len()];
    for word in sample.split(|c: char| !c.is_alphabetic()) {
        let has = |(_, words): &(&str, &[&str])| words.contains(&word);
        if let Some(count) = COMMONEST
            .iter()
            .position(has)
            .and_then(|at| counts.get_mut(at))
        {
            *count += 1;
        }
    }
    let all: usize = counts.iter().sum();
    let languages = COMMONEST.iter().zip(counts);
    let (language, count) = languages.max_by_key(|(_, count)| *count)?;
    let is_told = count >= TELLING && (all - count) * CLEARLY <= count;
    is_told.then_some(language.0)
}

/// ISO 639-1 where there is such a code.
fn code(lang: whatlang::Lang) -> String {
    use whatlang::Lang as L;
    let short = match lang {
        L::Eng => "en",
        L::Deu => "de",
        L::Fra => "fr",
        L::Spa => "es",
        L::Ita => "it",
        L::Por => "pt",
        L::Nld => "nl",
        L::Swe => "sv",
        L::Dan => "da",
        L::Nob => "no",
        L::Fin => "fi",
        L::Pol => "pl",
        L::Ces => "cs",
        L::Slk => "sk",
        L::Slv => "sl",
        L::Hrv => "hr",
        L::Srp => "sr",
        L::Mkd => "mk",
        L::Bul => "bg",
        L::Rus => "ru",
        L::Ukr => "uk",
        L::Bel => "be",
        L::Ron => "ro",
        L::Hun => "hu",
        L::Ell => "el",
        L::Tur => "tr",
        L::Aze => "az",
        L::Uzb => "uz",
        L::Tuk => "tk",
        L::Ara => "ar",
        L::Heb => "he",
        L::Yid => "yi",
        L::Pes => "fa",
        L::Urd => "ur",
        L::Hin => "hi",
        L::Ben => "bn",
        L::Guj => "gu",
        L::Pan => "pa",
        L::Mar => "mr",
        L::Nep => "ne",
        L::Tam => "ta",
        L::Tel => "te",
        L::Kan => "kn",
        L::Mal => "ml",
        L::Ori => "or",
        L::Sin => "si",
        L::Mya => "my",
        L::Khm => "km",
        L::Tha => "th",
        L::Vie => "vi",
        L::Ind => "id",
        L::Jav => "jv",
        L::Tgl => "tl",
        L::Cmn => "zh",
        L::Jpn => "ja",
        L::Kor => "ko",
        L::Kat => "ka",
        L::Hye => "hy",
        L::Est => "et",
        L::Lav => "lv",
        L::Lit => "lt",
        L::Lat => "la",
        L::Epo => "eo",
        L::Cat => "ca",
        L::Afr => "af",
        L::Amh => "am",
        L::Zul => "zu",
        L::Sna => "sn",
        L::Aka => "ak",
        L::Cym => "cy",
    };
    short.to_owned()
}
