//! The grammar of days: reads one at a place in the tokens. Looks a fixed number of tokens ahead, never back further than the word
//! before, so a line costs time in proportion to its length.

use chrono::{Datelike, NaiveDate};

use super::cursor::Cursor;
use super::token::{Kind, Token};
use super::{Context, tables};
use crate::parser::fields::hint::{By, Entry, Hint};

/// "Month" in Vietnamese, before its number.
const VIETNAMESE_MONTH: &str = "thang";

/// The words that make a number a month.
pub(super) fn hints() -> impl Iterator<Item = Entry> {
    std::iter::once((VIETNAMESE_MONTH, By::Longest, Hint::MONTH))
}

/// A day of a month that may still want its year.
struct Reading {
    year: Option<i32>,
    month: u32,
    day: u32,
}

impl Cursor<'_> {
    /// Reads a whole date at this place. A weekday is tried first, but `mar` may be March after all.
    pub fn date(&mut self, context: &Context) -> Option<NaiveDate> {
        let after_weekday = self.attempt(|c| {
            c.weekday()?;
            c.bare_date(context)
        });
        after_weekday.or_else(|| self.attempt(|c| c.bare_date(context)))
    }

    fn bare_date(&mut self, context: &Context) -> Option<NaiveDate> {
        let start = self.at;
        let read = self
            .attempt(Self::year_first)
            .or_else(|| self.attempt(Self::day_then_name))
            .or_else(|| self.attempt(Self::name_then_day))
            .or_else(|| self.attempt(|c| c.numeric(context)))?;
        let year = match read.year {
            Some(year) => year,
            None if self.no_year_is_safe(start) => near(&read, context)?,
            None => return None,
        };
        NaiveDate::from_ymd_opt(year, read.month, read.day)
    }

    /// `Tuesday,` `mar.`
    fn weekday(&mut self) -> Option<()> {
        let short = self.peek(0)?.text.len() <= 2;
        self.word(|word| tables::is_weekday(word).then_some(()))?;
        let stop = self.mark(".");
        let comma = self.mark(",،、");
        // "so", "to", "di", "do" are also common words.
        if short && stop.or(comma).is_none() {
            return None;
        }
        self.one_of(&["the", "le", "el", "den", "der", "dem", "dne"]);
        Some(())
    }

    /// `2022-02-01`, `2022. 2. 1.`, `2022年2月1日`, `2022. február 1.`, `2024 m. kovo 31 d.`, `2022 Feb 1`
    fn year_first(&mut self) -> Option<Reading> {
        let year = self.era_year().or_else(|| self.attempt(Self::year))?;
        let separator = self
            .mark("-/.,‐‑–−")
            .or_else(|| self.text("年").or_else(|| self.text("년")).map(|()| '年'));
        self.attempt(|c| c.one_of(&["m"]).and_then(|()| c.mark(".")));
        let month = if let Some((month, _)) = self.number(1..=2) {
            let second = match separator? {
                '年' => self.text("月").or_else(|| self.text("월")).map(|()| '月'),
                mark => self
                    .mark(".")
                    .filter(|_| mark == '.')
                    .or_else(|| self.mark("-/•·‐‑–−")),
            };
            second?;
            month
        } else {
            let month = self.month_name()?;
            self.mark(".-/,");
            month
        };
        let (day, _) = self.number(1..=2)?;
        self.text("日").or_else(|| self.text("일"));
        self.attempt(|c| c.one_of(&["d"]).and_then(|()| c.mark(".")));
        Some(Reading {
            year: Some(year),
            month,
            day,
        })
    }

    /// `1 Feb 2022`, `1st of February, 2022`, `1. Februar 2022`, `1 de febrero de 2022`, `1-Feb-22`, `1 tháng 2 năm 2022`
    fn day_then_name(&mut self) -> Option<Reading> {
        let (day, _) = self
            .number(1..=2)
            .filter(|(day, _)| (1..=31).contains(day))?;
        self.ordinal();
        self.mark("-/‐‑–");
        self.one_of(&["of", "de", "di", "d", "δε"]);
        let month = self.vietnamese_month().or_else(|| self.month_name())?;
        let year = self.attempt(|c| {
            let mark = c.mark(".,-/،‐‑–");
            c.mark(",");
            c.one_of(&["de", "del", "of", "nam", "do", "พ"]);
            c.mark(".");
            c.one_of(&["ศ"]).and_then(|()| c.mark("."));
            c.attempt(Self::year).or_else(|| {
                c.short_year()
                    .filter(|_| matches!(mark, Some('-' | '/' | '.')))
            })
        });
        Some(Reading { year, month, day })
    }

    /// `Feb. 1, 2022`, `February the 1st 2022`, `Feb 1`
    fn name_then_day(&mut self) -> Option<Reading> {
        let month = self.month_name()?;
        self.mark(".");
        self.one_of(&["the"]);
        let (day, _) = self
            .number(1..=2)
            .filter(|(day, _)| (1..=31).contains(day))?;
        self.ordinal();
        let year = self.attempt(|c| {
            c.mark(".,،/-");
            c.one_of(&["of", "de", "del"]);
            c.year()
        });
        Some(Reading { year, month, day })
    }

    /// `01.02.2022`, `2/1/2022`, `1-2-2022`, `01.02.22`
    fn numeric(&mut self, context: &Context) -> Option<Reading> {
        let linked = |token: Option<&Token>| {
            matches!(
                token.map(|t| t.kind),
                Some(Kind::Mark('.' | '/' | '-' | ':' | '$' | '€'))
            )
        };
        let before = self.before(1);
        if self.glued() && linked(before) {
            return None;
        }
        let (first, first_digits) = self.number(1..=2)?;
        let mark = self
            .mark("./-‐‑–")
            .filter(|&mark| mark == '.' || self.glued())?;
        let (second, second_digits) = self.number(1..=2)?;
        self.mark(&mark.to_string())
            .filter(|&mark| mark == '.' || self.glued())?;
        let alone = self.at == 4 && self.line() <= 8;
        let full = first_digits == 2 && second_digits == 2 || alone && mark == '.';
        let year = self
            .attempt(Self::year)
            .or_else(|| self.short_year().filter(|_| full))?;
        if self.glued()
            && linked(self.peek(0))
            && self.peek(1).is_some_and(|t| !t.gap && t.kind != Kind::Word)
        {
            return None;
        }
        let day_first = match (first > 12, second > 12) {
            (true, _) => true,
            (_, true) => false,
            _ => {
                mark == '.'
                    || context
                        .day_first
                        .unwrap_or_else(|| day_first(context.language, mark))
            }
        };
        let (day, month) = if day_first {
            (first, second)
        } else {
            (second, first)
        };
        Some(Reading {
            year: Some(year),
            month,
            day,
        })
    }

    /// A year of four digits; Buddhist years (Thailand) are 543 ahead.
    fn year(&mut self) -> Option<i32> {
        let (year, _) = self.number(4..=4)?;
        let year = i32::try_from(year).ok()?;
        match year {
            1500..=2100 => Some(year),
            2400..=2643 => Some(year - 543),
            _ => None,
        }
    }

    /// A year of two digits, after which nothing hangs.
    fn short_year(&mut self) -> Option<i32> {
        self.attempt(|c| {
            let (year, _) = c.number(2..=2)?;
            let year = i32::try_from(year).ok()?;
            let time_follows = c.glued() && matches!(c.peek(0)?.kind, Kind::Mark(':'));
            (!time_follows).then_some(if year < 70 { 2000 + year } else { 1900 + year })
        })
    }

    /// `令和4年`: a year of a Japanese era, without its 年.
    fn era_year(&mut self) -> Option<i32> {
        self.attempt(|c| {
            let base = c
                .text("令和")
                .map(|()| 2018)
                .or_else(|| c.text("平成").map(|()| 1988))?;
            let year = c
                .text("元")
                .map(|()| 1)
                .or_else(|| c.number(1..=2).map(|(year, _)| year))?;
            Some(base + i32::try_from(year).ok()?)
        })
    }

    fn month_name(&mut self) -> Option<u32> {
        self.word(tables::month)
            .or_else(|| self.thai_abbreviation())
    }

    /// `ก.พ.`: a Thai month's first consonants, each with a full stop.
    fn thai_abbreviation(&mut self) -> Option<u32> {
        self.attempt(|c| {
            let mut letters = String::new();
            for _ in 0..2 {
                let token = c
                    .peek(0)
                    .filter(|t| t.kind == Kind::Word && t.text.starts_with(is_thai))?;
                letters.push_str(token.text);
                c.at += 1;
                c.mark(".")?;
            }
            tables::month(&letters)
        })
    }

    /// `tháng 2`
    fn vietnamese_month(&mut self) -> Option<u32> {
        self.attempt(|c| {
            c.one_of(&[VIETNAMESE_MONTH])?;
            c.number(1..=2).map(|(month, _)| month)
        })
    }

    /// `st`, `er`, `º`, `.`, `-jén`
    fn ordinal(&mut self) {
        if self.glued() {
            self.one_of(&[
                "st", "nd", "rd", "th", "er", "re", "o", "a", "º", "ª", "η", "ης", "eme", "d",
            ]);
            self.mark(".°");
        }
    }

    /// A day and month without a year is read only where it cannot be something else: "you may 5", "set 12", "April 3-5".
    fn no_year_is_safe(&self, start: usize) -> bool {
        let ambiguous = self.since(start).iter().any(|token| {
            matches!(
                token.text,
                "may" | "march" | "mar" | "mart" | "set" | "ago" | "out" | "dec" | "as" | "lis"
            )
        });
        let goes_on = self
            .peek(0)
            .is_some_and(|t| matches!(t.kind, Kind::Mark('-' | '–' | '/' | '%')))
            && self
                .peek(1)
                .is_some_and(|t| matches!(t.kind, Kind::Number(..)));
        !ambiguous && !goes_on
    }

    /// Takes what stands between a day and its time: marks, the weekday, words such as `um`. Yields whether such a word was there.
    pub fn skip_to_time(&mut self) -> bool {
        let mut said = false;
        for _ in 0..6 {
            let word = self.word(|word| tables::leads_to_time(word).then_some(()));
            said |= word.is_some();
            word.or_else(|| self.mark(",.|•·-–—@/()[]:;،、（）").map(|_| ()))
                .or_else(|| self.word(|word| tables::is_weekday(word).then_some(())));
        }
        said
    }
}

/// Whether the day stands first in `2/1/2022`, by the page's language: only English as Americans write it puts the month first.
fn day_first(language: Option<&str>, mark: char) -> bool {
    match language.map(str::to_ascii_lowercase).as_deref() {
        Some("en" | "en-us" | "en_us" | "en-ph") => false,
        Some(_) => true,
        None => mark != '/',
    }
}

/// The year that puts `day` nearest before the reference; a month of grace for events announced.
fn near(day: &Reading, context: &Context) -> Option<i32> {
    let reference = context.reference?.date;
    let this = NaiveDate::from_ymd_opt(reference.year(), day.month, day.day);
    let ahead = this.is_some_and(|this| (this - reference).num_days() > 31);
    Some(if ahead {
        reference.year() - 1
    } else {
        reference.year()
    })
}

const fn is_thai(c: char) -> bool {
    matches!(c, '\u{E00}'..='\u{E7F}')
}
