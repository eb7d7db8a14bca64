//! The grammar of times of day and zones, beside those of days in [`super::grammar`].

use chrono::{FixedOffset, NaiveTime};

use super::cursor::Cursor;
use super::tables::{self, Zone};
use super::token::Kind;

/// A time of day and its zone.
pub(super) type Time = (NaiveTime, Option<FixedOffset>);

/// Which half of the day.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Half {
    Morning,
    Afternoon,
}

impl Cursor<'_> {
    /// Reads a time: `15:55`, `3.55pm`, `15h55`, `15 Uhr`, `下午3:55`, `오후 3시 55분`, each perhaps with a zone. `led` says that a
    /// word such as "at" stands before it: then `16.03` is a time too.
    pub fn time(&mut self, led: bool) -> Option<Time> {
        self.attempt(|c| {
            let mut half = c.half_before();
            let (hour, _) = c.number(1..=2).filter(|(hour, _)| *hour <= 24)?;
            let separator = c.hour_mark();
            let minute = match separator {
                Some(_) => c.attempt(|c| c.minute(separator)),
                None => None,
            };
            let second = minute.and_then(|_| c.second());
            half = half.or_else(|| c.half_after());
            let said = c.says_clock();
            let zone = c.zone(second.is_some());
            let clear = match (separator, minute) {
                (Some('.'), Some(_)) => {
                    led || said || half.is_some() || zone.is_some() || c.at_end()
                }
                (_, Some(_)) => true,
                (Some('h'), None) => !c.is_ago(),
                (_, None) => said || half.is_some(),
            };
            let hour = match half {
                Some(Half::Afternoon) if hour < 12 => hour + 12,
                Some(Half::Morning) if hour == 12 => 0,
                _ => hour,
            };
            let time = NaiveTime::from_hms_opt(hour, minute.unwrap_or(0), second.unwrap_or(0))?;
            let zone = match zone {
                Some(Zone::East(seconds)) => FixedOffset::east_opt(seconds),
                Some(Zone::Vague) | None => None,
            };
            clear.then_some((time, zone))
        })
    }

    /// What parts hours from minutes; words count as `h`, East Asian signs as `時`.
    fn hour_mark(&mut self) -> Option<char> {
        let glued = self.peek(0).is_some_and(|token| !token.gap);
        if let Some(mark) = glued.then(|| self.mark(":.：")).flatten() {
            return Some(if mark == '.' { '.' } else { ':' });
        }
        let sign = ["時", "时", "点", "點", "시"]
            .iter()
            .find_map(|sign| self.text(sign));
        sign.map(|()| '時')
            .or_else(|| self.one_of(&["h", "u"]).map(|()| 'h'))
    }

    fn minute(&mut self, separator: Option<char>) -> Option<u32> {
        let glued = self.peek(0).is_some_and(|token| !token.gap);
        let digits = if separator == Some('時') {
            1..=2
        } else {
            2..=2
        };
        let (minute, _) = self.number(digits).filter(|(minute, _)| *minute < 60)?;
        match separator {
            Some('時') => {
                self.text("分").or_else(|| self.text("분"))?;
            }
            Some('h') => {}
            _ if !glued => return None,
            _ => {}
        }
        Some(minute)
    }

    /// `:07`, `:07.123`, `秒`
    fn second(&mut self) -> Option<u32> {
        let second = self.attempt(|c| {
            c.mark(":")
                .filter(|_| c.peek(0).is_some_and(|token| !token.gap))?;
            c.number(2..=2).filter(|(second, _)| *second < 60)
        });
        if second.is_some() {
            self.attempt(|c| {
                c.mark(".,")?;
                c.peek(0).filter(|token| !token.gap)?;
                c.number(1..=9)
            });
        }
        second.map(|(second, _)| second)
    }

    /// `上午`, `오후`: East Asian halves of the day stand before the hour.
    fn half_before(&mut self) -> Option<Half> {
        let mut either = |words: &[&str]| words.iter().find_map(|word| self.text(word));
        if either(&["上午", "午前", "凌晨", "早上", "오전"]).is_some() {
            return Some(Half::Morning);
        }
        either(&["下午", "午後", "晚上", "中午", "오후"]).map(|()| Half::Afternoon)
    }

    /// `pm`, `p.m.`, `μ.μ.`, Arabic `م`
    fn half_after(&mut self) -> Option<Half> {
        let whole = self.word(|word| match word {
            "am" | "πμ" | "ص" | "صباحا" => Some(Half::Morning),
            "pm" | "μμ" | "م" | "مساء" => Some(Half::Afternoon),
            _ => None,
        });
        whole.or_else(|| {
            self.attempt(|c| {
                let half = c.word(|word| match word {
                    "a" | "π" => Some(Half::Morning),
                    "p" | "μ" => Some(Half::Afternoon),
                    _ => None,
                })?;
                c.mark(".")?;
                c.one_of(&["m", "μ"])?;
                c.mark(".");
                Some(half)
            })
        })
    }

    /// `Uhr`, `hrs`, `น.`
    fn says_clock(&mut self) -> bool {
        let said = self
            .one_of(&["uhr", "h", "hrs", "hs", "น", "wita", "tsi"])
            .is_some();
        if said {
            self.mark(".");
        }
        said
    }

    /// Reads a zone: `GMT`, `(UTC+2)`, `+01:00`, `Z`. `exact`: seconds were given, so a minus sign parts no second time.
    fn zone(&mut self, exact: bool) -> Option<Zone> {
        self.attempt(|c| {
            let open = c.mark("([").is_some();
            let named = c.word(tables::zone);
            let offset = c.offset(exact || named.is_some());
            if open {
                c.mark(")]")?;
            }
            offset.map(Zone::East).or(named)
        })
    }

    /// `+0100`, `-05:00`, `+4`: seconds east of Greenwich.
    fn offset(&mut self, minus: bool) -> Option<i32> {
        self.attempt(|c| {
            let sign = match c.mark(if minus { "+-−" } else { "+" })? {
                '+' => 1,
                _ => -1,
            };
            c.peek(0).filter(|token| !token.gap)?;
            let (value, digits) = c.number(1..=4)?;
            let value = i32::try_from(value).ok()?;
            if digits > 2 {
                return Some(sign * tables::seconds(value));
            }
            let minutes = c.attempt(|c| c.mark(":").and_then(|_| c.number(2..=2)));
            let minutes = minutes.map_or(Some(0), |(minutes, _)| i32::try_from(minutes).ok())?;
            Some(sign * tables::seconds(value * 100 + minutes))
        })
    }

    /// Nothing more, or a mark: here a sentence or a part of the line ends.
    fn at_end(&self) -> bool {
        self.peek(0)
            .is_none_or(|token| matches!(token.kind, Kind::Mark(c) if !"%$€£/°".contains(c)))
    }

    /// `3h ago`: a span, no hour.
    fn is_ago(self) -> bool {
        let mut next = self;
        next.one_of(&["ago"]).is_some()
    }
}
