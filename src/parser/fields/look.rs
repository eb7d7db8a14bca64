//! One look at a block for all that the field readers see in it: what signals are made of.

use super::line::Line;
use super::{credits, dates, names, notes, related};

/// A block longer than this, in bytes, holds no date, name or credit of its own.
const LONGEST_LINE: usize = 160;
/// A block longer than this, in bytes, is no caption with a credit at its end.
const LONGEST_CAPTION: usize = 480;

/// What the field readers see in a block. Of a block of more than 160 bytes only [`Traits::NOTE`] and, up to 480 bytes,
/// [`Traits::CREDIT_TAIL`] are told.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Look {
    /// What the first date is the date of; none without a date.
    pub date: Option<dates::Role>,
    /// How many dates.
    pub dates: usize,
    /// Bytes of the block that are dates.
    pub dated: usize,
    /// How many names when it is read as a byline; 0 for what can be none.
    pub names: usize,
    /// What else it is or has.
    pub traits: Traits,
}

/// What a block is or has, one bit each.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Traits(pub u16);

impl Traits {
    /// A time of day beside the first date.
    pub const TIME: Self = Self(1);
    /// The whole of it looks like a person's name.
    pub const NAME: Self = Self(1 << 1);
    /// It is the name of an organisation.
    pub const ORGANISATION: Self = Self(1 << 2);
    /// The whole of it is a credit.
    pub const CREDIT: Self = Self(1 << 3);
    /// A credit stands at its end.
    pub const CREDIT_TAIL: Self = Self(1 << 4);
    /// The whole of it is a lead-in: "Read more".
    pub const LEAD: Self = Self(1 << 5);
    /// Something stands before the headline in it: a lead-in, a bullet, a time.
    pub const LEAD_IN: Self = Self(1 << 6);
    /// Something stands behind the headline in it: an icon, a reading time.
    pub const TRAILER: Self = Self(1 << 7);
    /// The title of a list around an article.
    pub const SECTION_TITLE: Self = Self(1 << 8);
    /// A note on the story.
    pub const NOTE: Self = Self(1 << 9);

    /// All of them, with the names that signals and reasons use.
    pub const NAMES: [(Self, &'static str); 10] = [
        (Self::TIME, "time"),
        (Self::NAME, "name"),
        (Self::ORGANISATION, "organisation"),
        (Self::CREDIT, "credit"),
        (Self::CREDIT_TAIL, "credit-tail"),
        (Self::LEAD, "lead"),
        (Self::LEAD_IN, "lead-in"),
        (Self::TRAILER, "trailer"),
        (Self::SECTION_TITLE, "section-title"),
        (Self::NOTE, "note"),
    ];

    /// Are all of `other`'s bits set?
    pub const fn has(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// Sets the bits of `other` if `set`.
    const fn set(&mut self, other: Self, set: bool) {
        if set {
            self.0 |= other.0;
        }
    }
}

/// Looks at a block's text. Time in proportion to it, up to the limits named at [`Look`].
pub fn look(text: &str) -> Look {
    look_over(text, Line::of)
}

/// The same with a line as `pass` sees it.
fn look_over<'t>(text: &'t str, pass: impl Fn(&'t str) -> Line<'t>) -> Look {
    let mut look = Look::default();
    let traits = &mut look.traits;
    traits.set(Traits::NOTE, notes::is_note(text));
    if text.len() > LONGEST_CAPTION {
        return look;
    }
    let short = text.len() <= LONGEST_LINE;
    let line = &pass(if short { text } else { credits::end(text) });
    traits.set(Traits::CREDIT_TAIL, credits::is_at_end(line, text));
    if !short {
        return look;
    }
    let found = dates::find_in(line, &dates::Context::default());
    let first = found.first();
    look.date = first.map(|date| date.role);
    look.dates = found.len();
    look.dated = found.iter().map(|date| date.range.len()).sum();
    traits.set(Traits::TIME, first.is_some_and(|d| d.stamp.time.is_some()));
    if names::may_be_byline(line) {
        look.names = names::count(line);
    }
    traits.set(Traits::NAME, names::is_name(line));
    let organisation = names::is_organised(text, line.any);
    traits.set(Traits::ORGANISATION, organisation);
    let credit = credits::may_be_credit(line) && credits::is_credit(text);
    traits.set(Traits::CREDIT, credit);
    let lead = related::may_lead(line) && related::is_lead(text);
    traits.set(Traits::LEAD, lead);
    let (before, behind) = related::frame(line);
    traits.set(Traits::LEAD_IN, before);
    traits.set(Traits::TRAILER, behind);
    let title = related::may_be_section_title(line) && related::is_section_title(text);
    traits.set(Traits::SECTION_TITLE, title);
    look
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Line, Traits, look, look_over};

    #[test]
    fn a_look_tells_what_a_line_is() {
        for (text, want) in [
            ("1 Feb 2022, 15:55", "1 date, time"),
            ("Jo Field", "1 name, name"),
            ("BBC", "1 name, organisation, credit, credit-tail"),
            ("Photo: Jo Field", "credit, credit-tail"),
            ("Read more", "lead"),
            ("Read more: Ferry back at last", "lead-in"),
            ("Ferry back at last Story video icon", "trailer"),
            ("This is a developing story.", "1 name, note"),
            ("", ""),
        ] {
            let look = look(text);
            let counts = [("date", look.dates), ("name", look.names)];
            let counts = counts.iter().filter(|(_, count)| *count > 0);
            let mut told: Vec<String> = counts.map(|(what, n)| format!("{n} {what}")).collect();
            let traits = Traits::NAMES.iter().filter(|(t, _)| look.traits.has(*t));
            told.extend(traits.map(|(_, name)| (*name).to_owned()));
            assert_eq!(told.join(", "), want, "{text:?}");
        }
    }

    /// Words that readers look for, marks, and what is none of both.
    const PIECES: &str = "Photo|Foto|foto|Source|courtesy|of|(c)|©|写真|图|AP|Getty|Images|dpa|Reuters|BBC|News|The|Times|Team|supplied|\
        file photo|Jo|Field|Ann|FIELD|McDonald|iPhone|by|By|von|Written|edited|editor|and|AND|de|in|for|via|ago|vor|há|before|\
        3|12|2022|1|٣|１|2022-02-01|15:55|23|Feb|February|février|Mai|may|März|मार्च|फ़रवरी|ก|มค|令和|年|月|日|오늘|昨天|前|天|Monday|mon|\
        today|Yesterday|gestern|a|one|hours|h|min|minutes|comments|read|Read|more|Read more|weiterlesen|WEITERLESEN|reading|Related|\
        Most|Latest|news|Editor's picks|Video|video|LIVE|Live|Gallery|icon|Story video icon|An image|this|article|thumbnail|Share|\
        à|lire|aussi|Leggi|anche|Читайте|также|Новости|ПОПУЛЯРНОЕ|tháng|e\u{301}|ß|ʼ|’|'|author's|Ferry|back|at|last|ferries|are|\
        .|,|:|：|;|!|?|…|\"|”|»|(|)|[|]|（|）|/|–|—|- |•|·|→|#|@|www.oak.example|&|+|%|\u{200b}|\t|\u{a0}|ش|שלום|다|の|ナ|ニ";

    fn line() -> impl Strategy<Value = String> {
        let pieces: Vec<&str> = PIECES.split('|').chain(["|"]).collect();
        let piece = (
            prop::sample::select(pieces),
            prop::sample::select(vec!["", " ", " ", " "]),
        );
        prop::collection::vec(piece, 0..14).prop_map(|pieces| {
            let pieces = pieces
                .into_iter()
                .map(|(piece, behind)| format!("{piece}{behind}"));
            pieces.collect()
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4_000))]

        #[test]
        fn hints_hide_nothing(text in prop_oneof![9 => line(), 1 => "\\PC{0,60}"]) {
            prop_assert_eq!(look(&text), look_over(&text, |text| Line::of(text).open()));
            let words = Line::of(&text).words;
            prop_assert_eq!(words, text.split_whitespace().count());
        }
    }
}
