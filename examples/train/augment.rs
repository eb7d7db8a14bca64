//! Made-up endings for real captures: a layout that the labelled pages hold too few of. Copied pages often end in a line of glued tags and
//! lists of headlines into which alternative texts and icons run, and have "Read more" and a headline between their paragraphs. The
//! pieces here are our own wording; headlines and tags are other pages' of the same data. The same input gives the same output.

use std::collections::HashMap;

use crate::dice::Dice;

/// A line and the letter of its label.
pub type Line = (char, String);

/// Wordings of one language.
struct Words {
    leads: &'static [&'static str],
    sections: &'static [&'static str],
    wrappers: &'static [&'static str],
    icons: &'static [&'static str],
    updated: &'static [&'static str],
    topics: &'static [&'static str],
    papers: &'static [&'static str],
    days: &'static [&'static str],
}

const ENGLISH: Words = Words {
    leads: &[
        "Read more",
        "READ MORE:",
        "Also read",
        "Related",
        "See also",
        "Read next",
        "More on this",
    ],
    sections: &[
        "MOST READ",
        "TOP STORIES",
        "OUR NEWSLETTERS",
        "YOU MAY ALSO LIKE",
        "LATEST",
        "RECOMMENDED",
    ],
    wrappers: &[
        "Picture for the story",
        "Image of the article",
        "Article picture for",
        "A photo to go with this story",
        "Thumbnail of this piece",
        "",
    ],
    icons: &[
        "Film icon",
        "Play icon",
        "Gallery symbol",
        "Video symbol",
        "",
    ],
    updated: &[
        "Updated: March 2nd 2021, 4:05 PM",
        "Last updated: 12 May 2020",
        "Updated 03 Jun 2019 09:15 GMT",
        "Updated: Aug 21, 2018, 11:40 am",
    ],
    topics: &["Topics: ", "Tags: ", "Filed under: ", ""],
    papers: &[
        "The Harbour Post",
        "The Northern Ledger",
        "Valley Herald",
        "The Evening Gazette",
        "Daily Observer",
        "The Coast",
        "Sunday Tribune of Elm",
        "Weald News Service",
    ],
    days: &[
        "Mar 2, 2021",
        "12 May 2020",
        "Jun 3, 2019",
        "August 21st 2018",
        "9 Oct 2017",
    ],
};

const GERMAN: Words = Words {
    leads: &[
        "Lesen Sie auch",
        "Mehr zum Thema:",
        "Auch interessant",
        "Weiterlesen",
    ],
    sections: &[
        "MEISTGELESEN",
        "MEHR AUS DEM RESSORT",
        "NEWSLETTER",
        "Das könnte Sie auch interessieren",
    ],
    wrappers: &[
        "Bild zum Beitrag",
        "Vorschaubild für den Artikel",
        "Foto zu diesem Text",
        "",
    ],
    icons: &["Film-Symbol", "Symbol für Video", ""],
    updated: &[
        "Aktualisiert: 2. März 2021, 16:05 Uhr",
        "Zuletzt aktualisiert am 12.05.2020",
        "Stand: 03.06.2019, 09:15 Uhr",
    ],
    topics: &["Themen: ", "Schlagworte: ", ""],
    papers: &[
        "Hafenbote",
        "Die Küstenzeitung",
        "Nordblatt",
        "Der Anzeiger",
    ],
    days: &["2. März 2021", "12.05.2020", "3. Juni 2019"],
};

/// Headlines and tags to draw from, by language.
#[derive(Default)]
pub struct Pool {
    headlines: HashMap<String, Vec<String>>,
    tags: HashMap<String, Vec<String>>,
}

impl Pool {
    /// Takes in the headlines and tags of a page.
    pub fn add(&mut self, language: &str, lines: &[Line]) {
        for (letter, text) in lines {
            let text = text.trim();
            let list = match letter {
                'H' | 'L' if text.len() > 20 && text.len() < 140 && !text.starts_with("date ") => {
                    &mut self.headlines
                }
                'G' if text.len() < 30 && text.chars().next().is_some_and(char::is_uppercase) => {
                    &mut self.tags
                }
                _ => continue,
            };
            list.entry(language.to_owned())
                .or_default()
                .push(text.to_owned());
        }
    }
}

/// The page with inline related headlines put in and its end made anew; `None` in a language without wordings, or without text.
pub fn augment(page: &str, language: &str, lines: &[Line], pool: &Pool) -> Option<Vec<Line>> {
    let words = match language {
        "en" => &ENGLISH,
        "de" => &GERMAN,
        _ => return None,
    };
    let (headlines, tags) = (pool.headlines.get(language)?, pool.tags.get(language)?);
    let last = lines.iter().rposition(|(letter, _)| *letter == 'B')?;
    let own = lines
        .iter()
        .find(|(letter, _)| *letter == 'H')?
        .1
        .trim()
        .to_owned();
    let mut dice = Dice(
        page.bytes()
            .fold(7, |h, b| h * 31 % 1_000_003 + u64::from(b)),
    );
    let mut out: Vec<Line> = Vec::new();
    let mut put = 0;
    let first = lines.iter().position(|(letter, _)| *letter == 'B')?;
    let signs = dice.roll(2) == 0;
    for (i, line) in lines[..=last].iter().enumerate() {
        // A paper's own name in the byline's place, right under a caption as it may be.
        if signs && i < first && line.0 == 'Y' {
            continue;
        }
        if signs && i == first {
            while out.last().is_some_and(|line| line.0 == '.') {
                out.pop();
            }
            out.push(('Y', dice.pick(words.papers).to_owned()));
            out.push(('D', dice.pick(words.days).to_owned()));
            out.push(('.', String::new()));
        }
        out.push(line.clone());
        let between = line.0 == 'B'
            && lines[i + 1..=last]
                .iter()
                .find(|l| l.0 != '.')
                .is_some_and(|l| l.0 == 'B');
        if between && put < 3 && dice.roll(6) == 0 {
            put += 1;
            out.push(('.', String::new()));
            let (lead, headline) = (dice.pick(words.leads), dice.pick(headlines));
            if dice.roll(3) == 0 {
                out.push(('I', format!("{}: {headline}", lead.trim_end_matches(':'))));
            } else {
                out.push(('I', lead.to_owned()));
                out.push(('I', headline.to_owned()));
            }
            out.push(('.', String::new()));
        }
    }
    out.push(('.', String::new()));
    if dice.roll(3) > 0 {
        out.push(('U', dice.pick(words.updated).to_owned()));
    }
    if dice.roll(4) > 0 {
        let parting = ["", "", "", ", ", " | "][dice.roll(5)];
        let count = 2 + dice.roll(4);
        let some: Vec<&str> = (0..count).map(|_| dice.pick(tags)).collect();
        let label = if parting.is_empty() {
            ""
        } else {
            dice.pick(words.topics)
        };
        out.push(('G', format!("{label}{}", some.join(parting))));
    }
    for _ in 0..=dice.roll(3) {
        out.push(('X', dice.pick(words.sections).to_owned()));
    }
    let (wrapper, icon) = (dice.pick(words.wrappers), dice.pick(words.icons));
    let count = 3 + dice.roll(4);
    let self_at = dice.roll(2 * count);
    for k in 0..count {
        let headline = if k == self_at {
            own.as_str()
        } else {
            dice.pick(headlines)
        };
        let icon = if dice.roll(2) == 0 { icon } else { "" };
        out.push(('L', format!("{wrapper} {headline}{icon}").trim().to_owned()));
        if dice.roll(8) == 0 {
            out.push(('X', dice.pick(words.sections).to_owned()));
        }
    }
    Some(out)
}
