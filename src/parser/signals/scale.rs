//! What is measured in steps: each scale with its steps, and how it is said.

use super::opening;

/// A scale: a value falls into the step that it reaches, of which there is one more than there are bounds.
#[derive(Debug)]
pub struct Scale {
    /// Its signals' group.
    pub group: &'static str,
    /// The least value of each step but the first.
    pub bounds: &'static [usize],
    /// What the names of its signals begin with, hashed: the same for every value.
    pub opening: u32,
    /// What is counted: `{}` stands for the number or numbers, `|s` for what one of it lacks.
    says: &'static str,
}

/// Gives each scale its constant and its place among [`ALL`].
macro_rules! scales {
    ($($name:ident = $group:literal $bounds:expr, $says:literal;)*) => {
        $(pub const $name: Scale = Scale {
            group: $group,
            bounds: &$bounds,
            opening: opening($group),
            says: $says,
        };)*
        /// All scales.
        const ALL: &[&Scale] = &[$(&$name),*];
    };
}

/// Words of prose around a block, and in the whole of what is above or below.
const NEAR: [usize; 8] = [1, 3, 7, 15, 25, 40, 60, 80];
const FAR: [usize; 5] = [1, 3, 7, 15, 30];
/// Blocks from the main stretch of text.
const FROM_CORE: [usize; 8] = [1, 2, 3, 4, 6, 9, 14, 25];

scales! {
    WORDS = "words" [2, 3, 4, 6, 8, 11, 15, 20, 28, 40, 60, 100], "{} word|s";
    LEVEL = "level" [1, 2, 3, 4, 5, 6], "heading of level {}";
    SEEN = "seen" [1, 2, 4], "in {} other article|s of this site";
    LINKED = "linked" [10, 30, 60, 90], "{} % of it linked";
    LINKS = "links" [2, 3, 5, 10], "{} link|s";
    UPPER = "upper" [1, 30, 60, 95], "{} % of words in capitals";
    CAPITAL = "capital" [5, 20, 40, 60, 80, 100], "{} % of words with a capital";
    GLUED = "glued" [1, 2, 3, 5], "{} word|s glued together";
    COMMAS = "commas" [1, 2, 4, 8], "{} comma|s";
    SENTENCES = "sentences" [1, 2, 3, 5], "{} sentence|s that end inside";
    DIGITS = "digits" [1, 10, 25, 50], "{} % digits";
    BARS = "bars" [1, 2, 4], "{} bars, bullets or slashes";
    COMMA_DENSITY = "comma-density" [3, 6, 12, 25], "{} comma|s to a hundred words";
    DATE_SHARE = "date-share" [25, 50, 75, 95], "{} % of it a date";
    NAMES = "names" [1, 2, 3], "{} name|s as in a byline";
    FROM_TOP = "from-top" [1, 2, 3, 5, 8, 13, 21, 34, 60, 100], "{} block|s above it";
    FROM_END = "from-end" [1, 3, 8, 20, 50], "{} block|s below it";
    PLACE = "place" [1, 2, 3, 4, 5, 6, 7, 8, 9], "in tenth {} of the page, from 0";
    GAP = "gap" [1, 2, 3], "{} blank line|s above it";
    GAP_BELOW = "gap-below" [1, 2, 3, 9], "{} blank line|s below it";
    TOPIC = "topic" [1, 15, 30, 45, 60, 75, 90], "{} % of its words are the text's";
    SECTION_SHARE = "section-share" [1, 10, 30, 60, 100], "its section has {} % as much prose as the richest";
    INDENT = "indent" [1, 3, 4, 5, 8], "indented by {}";
    BEFORE_CORE = "before-core" FROM_CORE, "{} block|s before the main stretch of text";
    AFTER_CORE = "after-core" FROM_CORE, "{} block|s after the main stretch of text";
    IN_CORE = "in-core" [1, 2, 4], "{} block|s into the main stretch of text";
    CORE_LEFT = "core-left" [1, 2, 4], "{} block|s to the end of the main stretch of text";
    CORE_SIZE = "core-size" [1, 3, 6, 12, 25], "a main stretch of {} block|s";
    PROSE = "prose" NEAR, "{} word|s of prose";
    PROSE_ABOVE_2 = "prose-above-2" NEAR, "{} word|s of prose a block right above";
    PROSE_BELOW_2 = "prose-below-2" NEAR, "{} word|s of prose a block right below";
    PROSE_ABOVE_6 = "prose-above-6" NEAR, "{} word|s of prose a block above";
    PROSE_BELOW_6 = "prose-below-6" NEAR, "{} word|s of prose a block below";
    PROSE_20 = "prose-20" NEAR, "{} word|s of prose a block around it";
    PROSE_BEFORE = "prose-before" FAR, "{} word|s of prose a block in all that is above";
    PROSE_AFTER = "prose-after" FAR, "{} word|s of prose a block in all that is below";
    STYLE = "style" [1, 5, 20, 50, 100], "{} % as much prose in blocks like it as in the main ones";
    DEEPER = "deeper" [1, 2, 3, 5, 8], "{} level|s deeper in the page than the text";
    HIGHER = "higher" [1, 2, 3, 5, 8], "{} level|s higher in the page than the text";
}

impl Scale {
    /// The step that `value` reaches, as two digits.
    #[inline]
    pub fn step(&self, value: usize) -> &'static str {
        const NAMES: [&str; 14] = [
            "00", "01", "02", "03", "04", "05", "06", "07", "08", "09", "10", "11", "12", "13",
        ];
        let reached = self.bounds.iter().take_while(|&&bound| value >= bound);
        NAMES.get(reached.count()).unwrap_or(&"99")
    }

    /// What reaching `step` means: "8 to 10 words".
    fn say(&self, step: usize) -> String {
        let from = step.checked_sub(1).and_then(|at| self.bounds.get(at));
        let value = match (from, self.bounds.get(step)) {
            (None, Some(1)) if !self.says.contains('%') => "no".to_owned(),
            (None, Some(&next)) if next > 1 => format!("under {next}"),
            (Some(&from), Some(&next)) if next > from + 1 => format!("{from} to {}", next - 1),
            (Some(&from), None) if from < 100 || !self.says.contains('%') => {
                format!("at least {from}")
            }
            (from, _) => from.copied().unwrap_or(0).to_string(),
        };
        let ending = if value == "1" { "" } else { "s" };
        self.says.replace("{}", &value).replace("|s", ending)
    }
}

/// What a signal of some scale says; `None` for one of none.
pub fn say(group: &str, step: &str) -> Option<String> {
    let scale = ALL.iter().find(|scale| scale.group == group)?;
    Some(scale.say(step.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_said_as_its_step() {
        for (scale, value, step, says) in [
            (WORDS, 0, "00", "under 2 words"),
            (WORDS, 2, "01", "2 words"),
            (WORDS, 9, "05", "8 to 10 words"),
            (WORDS, 500, "12", "at least 100 words"),
            (CAPITAL, 100, "06", "100 % of words with a capital"),
            (GAP, 0, "00", "no blank lines above it"),
            (GAP, 1, "01", "1 blank line above it"),
            (LINKED, 0, "00", "under 10 % of it linked"),
            (DIGITS, 0, "00", "0 % digits"),
        ] {
            assert_eq!(scale.step(value), step);
            assert_eq!(say(scale.group, step).as_deref(), Some(says));
        }
        assert_eq!(say("word", "subscribe"), None);
    }

    #[test]
    fn groups_are_told_apart() {
        for scale in ALL {
            assert!(scale.bounds.is_sorted() && scale.says.contains("{}"));
            let same = ALL.iter().filter(|other| other.group == scale.group);
            assert_eq!(same.count(), 1, "{}", scale.group);
        }
    }
}
