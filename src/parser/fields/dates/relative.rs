//! Days told from the day of writing: "Yesterday", "3 hours ago", "il y a 2 jours". Only in short lines: in running text they date
//! what is told, not the article.

use std::sync::LazyLock;

use chrono::Duration;

use super::cursor::Cursor;
use super::glance::Part;
use super::token::Kind;
use super::{Context, roles};
use crate::article::Stamp;
use crate::parser::fields::hint::{By, Entry, Hint};
use crate::parser::fields::table::Meanings;

/// A line with more tokens is running text.
pub(super) const SHORT_LINE: usize = 24;

const TODAY: &str = "today heute aujourd'hui hoy oggi hoje vandaag idag dzisiaj dzis dnes сегодня сьогодні bugün اليوم σήμερα היום";

const YESTERDAY: &str = "yesterday gestern hier ayer ieri ontem gisteren igår wczoraj včera вчера вчора dün أمس χθες אתמול kemarin eilen tegnap";

/// Seconds in a unit, then its names.
const UNITS: &[(i64, &str)] = &[
    (
        60,
        "m min mins minute minutes minuten minuti minutos minuto minuut minuter minutt minutter minuuttia minuta minuty minut минут минуты минуту хвилин dakika دقيقة دقائق λεπτά דקות menit phút मिनट",
    ),
    (
        3600,
        "h hr hrs hour hours stunde stunden heure heures hora horas ora ore uur uren timme timmar tim time timer tuntia godzina godziny godzin godzinę hodin hodinami час часа часов годин години saat ساعة ساعات ώρες שעות jam giờ घंटे",
    ),
    (
        86400,
        "d day days tag tage tagen jour jours día días giorno giorni dia dias dag dagen dagar dage dager päivää dzień dni dny день дня дней дні днів gün يوم أيام ημέρες μέρες ימים hari ngày दिन",
    ),
    (
        604_800,
        "w week weeks woche wochen semaine semaines semana semanas settimana settimane weken vecka veckor uke uker uge uger viikkoa tydzień tygodnie tygodni неделю недели недель hafta أسابيع أسبوع εβδομάδες שבועות minggu tuần",
    ),
];

/// Words before a span that make it one of the past.
const BEFORE: &str = "vor hace há ha för for před pred πριν قبل منذ לפני prieš acum il";

/// Words after a span that make it one of the past.
const AFTER: &str =
    "ago fa atrás geleden sedan siden sitten temu назад тому önce yang lalu trước पहले zpět";

/// One, in words.
const ONE: &str = "a an one einer einem eine un une una um uma een en ett et";

/// What a word means in such an expression.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Meaning {
    Days(i64),
    Unit(i64),
    Before,
    After,
    One,
}

/// What each word means in each [`Slot`].
static WORDS: LazyLock<Meanings<[Option<Meaning>; 4]>> = LazyLock::new(|| {
    let words = words()
        .map(|(word, slot, meaning)| (word, Slot::ALL.map(|own| (own == slot).then_some(meaning))));
    Meanings::new(words, |mut slots, later| {
        for (slot, later) in slots.iter_mut().zip(later) {
            *slot = later.or(*slot);
        }
        slots
    })
});

/// The words, each with what it means where.
fn words() -> impl Iterator<Item = (&'static str, Slot, Meaning)> {
    let units = UNITS
        .iter()
        .map(|&(seconds, words)| (Slot::Unit, words, Meaning::Unit(seconds)));
    let others = [
        (Slot::Start, TODAY, Meaning::Days(0)),
        (Slot::Start, YESTERDAY, Meaning::Days(1)),
        (Slot::Start, BEFORE, Meaning::Before),
        (Slot::Count, ONE, Meaning::One),
        (Slot::End, AFTER, Meaning::After),
    ];
    let all = others.into_iter().chain(units);
    all.flat_map(|(slot, words, meaning)| words.split(' ').map(move |word| (word, slot, meaning)))
}

/// What the words of these tables may be in a date.
pub(super) fn parts() -> impl Iterator<Item = (&'static str, Part)> {
    words().map(|(word, _, meaning)| {
        let part = match meaning {
            Meaning::Days(_) => Part::TELLS_DAY.or(Part::STARTS).or(Part::ENDS),
            Meaning::Unit(_) => Part::TELLS_DAY.or(Part::ENDS),
            Meaning::Before | Meaning::One => Part::STARTS,
            Meaning::After => Part::ENDS,
        };
        (word, part)
    })
}

/// What a line with one of the words may hold.
pub(super) fn hints() -> impl Iterator<Item = Entry> {
    let east_asian = EAST_ASIAN_DAYS.iter().map(|&(_, days)| (Hint::DAY, days));
    let units = EAST_ASIAN_UNITS
        .iter()
        .map(|&(_, units)| (Hint::UNIT, units));
    let east_asian = east_asian
        .chain(units)
        .chain([(Hint::PAST, EAST_ASIAN_PAST)]);
    let east_asian = east_asian.flat_map(|(hint, words)| {
        let words = words.split(' ');
        words.map(move |word| (word, By::First, hint))
    });
    let spaced = words().filter_map(|(word, _, meaning)| {
        let hint = match meaning {
            Meaning::Days(_) => Hint::DAY,
            Meaning::Unit(_) => Hint::UNIT,
            Meaning::Before | Meaning::After => Hint::PAST,
            Meaning::One => return None,
        };
        Some((word, By::Longest, hint))
    });
    spaced.chain(east_asian)
}

/// Where in the expression a word stands: some words mean different things in different places ("ha", "h", "m").
#[derive(Clone, Copy, PartialEq, Eq)]
enum Slot {
    Start,
    Count,
    Unit,
    End,
}

impl Slot {
    /// All of them, in the order of their numbers.
    const ALL: [Self; 4] = [Self::Start, Self::Count, Self::Unit, Self::End];
}

/// What `word` means in this place.
fn meaning(word: &str, slot: Slot) -> Option<Meaning> {
    *WORDS.of(word)?.get(slot as usize)?
}

/// The same in the scripts without spaces: hours, days and the word for "ago".
const EAST_ASIAN_UNITS: &[(i64, &str)] = &[
    (60, "分钟 分鐘 分 분"),
    (3600, "小时 小時 個小時 个小时 時間 시간"),
    (86400, "天 日 일"),
    (604_800, "周 週間 주"),
];

/// Words behind a span that make it one of the past.
const EAST_ASIAN_PAST: &str = "前 전";

/// Words for whole days in those scripts.
const EAST_ASIAN_DAYS: &[(i64, &str)] = &[(0, "今天 今日 오늘"), (1, "昨天 昨日 어제")];

/// May a day told from the reference start with `word`?
fn may_begin(word: &str) -> bool {
    meaning(word, Slot::Start)
        .or_else(|| meaning(word, Slot::Count))
        .is_some()
}

/// Could a relative day start here, at a word?
pub(super) fn may_start(cursor: &Cursor, context: &Context) -> bool {
    let east_asian = |word: &str| {
        let mut days = EAST_ASIAN_DAYS.iter().flat_map(|(_, days)| days.split(' '));
        !word.is_ascii() && days.any(|day| day.starts_with(word))
    };
    let starts = |word: &str| may_begin(word) || east_asian(word);
    let short = context.reference.is_some() && cursor.line() <= SHORT_LINE;
    short && cursor.peek(0).is_some_and(|token| starts(token.text))
}

/// Reads a relative day here.
pub(super) fn read(cursor: &mut Cursor, context: &Context) -> Option<Stamp> {
    let reference = context.reference?;
    if cursor.line() > SHORT_LINE {
        return None;
    }
    cursor
        .attempt(|c| whole_day(c, &reference))
        .or_else(|| cursor.attempt(|c| ago(c, &reference)))
}

/// `Yesterday, 15:55`, where a part of the line starts: "USA Today" is no day.
fn whole_day(c: &mut Cursor, reference: &Stamp) -> Option<Stamp> {
    let word_before = match c.before(1).map(|token| token.kind) {
        Some(Kind::Mark(':' | ',')) => c.before(2),
        Some(Kind::Mark(_)) => None,
        _ => c.before(1),
    };
    let east_asian = || {
        let days = EAST_ASIAN_DAYS.iter();
        days.flat_map(|&(days, words)| words.split(' ').map(move |word| (days, word)))
    };
    let back = match take(c, Slot::Start) {
        Some(Meaning::Days(days)) => days,
        Some(_) => return None,
        None => east_asian().find_map(|(days, word)| c.text(word).map(|()| days))?,
    };
    if word_before.is_some_and(|token| !roles::is_cue(token.folded())) {
        return None;
    }
    let date = reference.date.checked_sub_signed(Duration::days(back))?;
    let time = c.attempt(|c| {
        let led = c.skip_to_time();
        c.time(led)
    });
    Some(Stamp {
        date,
        time: time.map(|(time, _)| time),
        zone: time.and_then(|(_, zone)| zone),
    })
}

/// `3 hours ago`, `vor 2 Tagen`, `il y a une heure`, `3小时前`. A span of hours against a
/// day without a time stays on that day.
fn ago(c: &mut Cursor, reference: &Stamp) -> Option<Stamp> {
    let mut past = take(c, Slot::Start).is_some_and(|meaning| meaning == Meaning::Before);
    if past {
        c.attempt(|c| {
            c.one_of(&["y"])?;
            c.one_of(&["a"])
        });
    }
    let count = match c.number(1..=3) {
        Some((count, _)) => i64::from(count),
        None => take(c, Slot::Count).map(|_| 1)?,
    };
    let seconds = if let Some(Meaning::Unit(seconds)) = take(c, Slot::Unit) {
        while take(c, Slot::End).is_some() {
            past = true;
        }
        seconds
    } else {
        let mut units = EAST_ASIAN_UNITS.iter();
        let seconds = units.find_map(|(seconds, words)| {
            let unit = words.split(' ').find_map(|word| c.text(word));
            unit.map(|()| *seconds)
        })?;
        past = EAST_ASIAN_PAST
            .split(' ')
            .any(|word| c.text(word).is_some());
        seconds
    };
    let noon = chrono::NaiveTime::from_hms_opt(12, 0, 0)?;
    let moment = reference.date.and_time(reference.time.unwrap_or(noon));
    let span = Duration::seconds(seconds.checked_mul(count)?);
    let day = match reference.time {
        None if seconds < 86400 && count < 24 => reference.date,
        _ => moment.checked_sub_signed(span)?.date(),
    };
    past.then_some(Stamp::day(day))
}

fn take(c: &mut Cursor, slot: Slot) -> Option<Meaning> {
    c.word(|word| meaning(word, slot))
}
