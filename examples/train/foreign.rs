//! Real pages as they would stand in another script. Most labelled pages are English or German, but what tells text from chrome (length,
//! place, marks, what its neighbours are) is much the same in every language: so some pages train once more with each word put into
//! made-up letters of another script, the same word always into the same letters of one page. Nothing can then be leant on but what
//! languages share. The same input gives the same output.

use std::ops::Range;

use clippings::parser::block::Document;
use clippings::parser::label::Label;
use clippings::parser::model::LABELS;

use crate::dice::Dice;

/// How a script writes.
struct Script {
    /// Its letters, the frequent ones more than once.
    letters: Letters,
    /// Letters of ours for one of its.
    dense: usize,
    /// Has spaces between words.
    spaced: bool,
    /// Has capitals.
    cased: bool,
    /// Writes no articles and few prepositions: short words mostly go.
    terse: bool,
    /// Its own marks in place of ours.
    marks: &'static [(char, &'static str)],
}

/// Where letters are drawn from.
enum Letters {
    /// A stretch of code points.
    Stretch(Range<u32>),
    /// These.
    These(&'static str),
}

const CHINESE: &[(char, &str)] = &[
    ('.', "。"),
    (',', "，"),
    ('?', "？"),
    ('!', "！"),
    (':', "："),
    (';', "；"),
    ('(', "（"),
    (')', "）"),
];
const JAPANESE: &[(char, &str)] = &[
    ('.', "。"),
    (',', "、"),
    ('?', "？"),
    ('!', "！"),
    ('“', "「"),
    ('”', "」"),
];
const ARABIC: &[(char, &str)] = &[(',', "،"), ('?', "؟"), (';', "؛")];

const SCRIPTS: [Script; 9] = [
    Script {
        letters: Letters::These("eeeeaaaaiiiooouunnnnrrrttttssslllddmmkkpgbvhfzjyäöüåéčşžłő"),
        dense: 1,
        spaced: true,
        cased: true,
        terse: false,
        marks: &[],
    },
    Script {
        letters: Letters::Stretch(0x430..0x450),
        dense: 1,
        spaced: true,
        cased: true,
        terse: false,
        marks: &[],
    },
    Script {
        letters: Letters::Stretch(0xAC00..0xD7A4),
        dense: 2,
        spaced: true,
        cased: false,
        terse: true,
        marks: &[],
    },
    Script {
        letters: Letters::Stretch(0x4E00..0x6E00),
        dense: 3,
        spaced: false,
        cased: false,
        terse: true,
        marks: CHINESE,
    },
    Script {
        letters: Letters::These(
            "のにはをたがでてとしれさいうあるものことかなくりまんスルトンクラア日本年大会人社者国学生事間的",
        ),
        dense: 2,
        spaced: false,
        cased: false,
        terse: true,
        marks: JAPANESE,
    },
    Script {
        letters: Letters::Stretch(0x627..0x64B),
        dense: 1,
        spaced: true,
        cased: false,
        terse: false,
        marks: ARABIC,
    },
    Script {
        letters: Letters::Stretch(0x5D0..0x5EB),
        dense: 1,
        spaced: true,
        cased: false,
        terse: true,
        marks: &[],
    },
    Script {
        letters: Letters::Stretch(0x915..0x93A),
        dense: 1,
        spaced: true,
        cased: false,
        terse: false,
        marks: &[('.', "।")],
    },
    Script {
        letters: Letters::Stretch(0xE01..0xE2F),
        dense: 1,
        spaced: false,
        cased: false,
        terse: false,
        marks: &[('.', " "), (',', " ")],
    },
];

/// The page in another script, which `seed` chooses. Lines of dates stay, for their words are known in many languages.
pub fn translate(document: &Document, gold: &[usize], seed: u64) -> Document {
    let writer = Writer {
        script: &SCRIPTS[Dice(seed).roll(SCRIPTS.len())],
        seed,
    };
    let mut page = document.clone();
    for (block, &label) in page.blocks.iter_mut().zip(gold) {
        if matches!(LABELS[label], Label::Date | Label::Updated) {
            continue;
        }
        let text = writer.write(&block.text);
        if text.trim().is_empty() {
            continue;
        }
        let (old, new) = (block.text.len(), text.len());
        let place = |at: usize| text.floor_char_boundary(at * new / old.max(1));
        for link in &mut block.hints.links {
            link.range = place(link.range.start)..place(link.range.end);
        }
        block.text = text;
    }
    let claims = &mut page.claims;
    let captions = claims
        .images
        .iter_mut()
        .filter_map(|image| image.1.as_mut());
    let lists = [
        &mut claims.headlines,
        &mut claims.descriptions,
        &mut claims.authors,
        &mut claims.publishers,
        &mut claims.tags,
    ];
    for claim in lists.into_iter().flatten().chain(captions) {
        *claim = writer.write(claim);
    }
    page
}

/// Puts words into letters of a script.
struct Writer {
    script: &'static Script,
    seed: u64,
}

impl Writer {
    fn write(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        for token in text.split_inclusive(char::is_whitespace) {
            let word = token.trim_end();
            if ["://", "www.", "@"].iter().any(|sign| word.contains(sign)) {
                out.push_str(token);
                continue;
            }
            let before = out.len();
            self.token(word, &mut out);
            match &token[word.len()..] {
                " " if !self.script.spaced || out.len() == before => {}
                space => out.push_str(space),
            }
        }
        out
    }

    fn token(&self, token: &str, out: &mut String) {
        let mut rest = token;
        while let Some(c) = rest.chars().next() {
            let end = rest.find(|c: char| !c.is_alphabetic());
            let (word, after) = rest.split_at(end.unwrap_or(rest.len()));
            if word.is_empty() {
                let mark = self.script.marks.iter().find(|mark| mark.0 == c);
                match mark {
                    Some((_, own)) => out.push_str(own),
                    None => out.push(c),
                }
                rest = &rest[c.len_utf8()..];
            } else {
                self.word(word, out);
                rest = after;
            }
        }
    }

    fn word(&self, word: &str, out: &mut String) {
        let lower = word.to_lowercase();
        let known = lower.bytes().fold(self.seed, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        });
        let mut dice = Dice(known);
        let length = word.chars().count();
        if self.script.terse && length <= 3 && dice.roll(5) < 3 {
            return;
        }
        let capital = self.script.cased && word.starts_with(char::is_uppercase);
        let capitals = capital && length > 1 && !word.contains(char::is_lowercase);
        for at in 0..length.div_ceil(self.script.dense) {
            let letter = self.script.letters.draw(&mut dice);
            if capitals || capital && at == 0 {
                out.extend(letter.to_uppercase());
            } else {
                out.push(letter);
            }
        }
    }
}

impl Letters {
    fn draw(&self, dice: &mut Dice) -> char {
        match self {
            Self::Stretch(points) => {
                let offset = dice.roll(points.len());
                let point = points.clone().nth(offset);
                point.and_then(char::from_u32).unwrap_or('x')
            }
            Self::These(letters) => {
                let at = dice.roll(letters.chars().count());
                letters.chars().nth(at).unwrap_or('x')
            }
        }
    }
}
