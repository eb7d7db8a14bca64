//! Dates as pages and machines write them, one a line.

use chrono::NaiveDate;
use proptest::prelude::*;

use super::{Context, Found, Role, find, leading, machine, trailing};
use crate::article::Stamp;

#[test]
fn of_an_endless_line_beginning_and_end_are_looked_at() {
    let context = Context::default();
    let words = "die Fähre – ".repeat(20_000);
    let line = format!("3 May 2024 {words}4 May 2024 {words}5 May 2024");
    let found = find(&line, &context);
    assert_eq!((found.len(), found[0].range.clone()), (1, 0..10));
    assert_eq!(leading(&line, &context).map(|f| f.range), Some(0..10));
    let last = trailing(&line, &context).map(|f| f.range);
    assert_eq!(last, Some(line.len() - 10..line.len()));
    assert_eq!(trailing(&words, &context), None);
}

#[test]
fn machine_dates() {
    for (text, want) in [
        ("2022-02-01", "2022-02-01"),
        ("2022-02-01T15:55", "2022-02-01T15:55:00"),
        ("2022-02-01T15:55:07Z", "2022-02-01T15:55:07Z"),
        (
            "2022-02-01T15:55:07.123456789+01:00",
            "2022-02-01T15:55:07+01:00",
        ),
        ("2022-02-01 15:55:07 +0100", "2022-02-01T15:55:07+01:00"),
        ("2022-02-01T15:55:07-0530", "2022-02-01T15:55:07-05:30"),
        ("2022-02-01 15:55 UTC", "2022-02-01T15:55:00Z"),
        (
            "2022-02-01T15:55+01:00[Europe/Berlin]",
            "2022-02-01T15:55:00+01:00",
        ),
        ("Tue, 01 Feb 2022 15:55:07 GMT", "2022-02-01T15:55:07Z"),
        (
            "Tue, 1 Feb 2022 15:55:07 -0500",
            "2022-02-01T15:55:07-05:00",
        ),
        ("1643730907", "2022-02-01T15:55:07Z"),
        ("1643730907000", "2022-02-01T15:55:07Z"),
        ("20220201", "2022-02-01"),
        ("20220201T155507Z", "2022-02-01T15:55:07Z"),
        ("20220201155507", "2022-02-01T15:55:07"),
        ("2022/02/01", "2022-02-01"),
        ("  Feb 1, 2022 ", "2022-02-01"),
        ("2/1/2022", ""),
        ("13/1/2022", "2022-01-13"),
        ("2022-02-30", ""),
        ("20220230", ""),
        ("2022-13-01", ""),
        ("0000000001", ""),
        ("9999999999999", ""),
        ("yesterday", ""),
        ("2022", ""),
        ("", ""),
    ] {
        let got = machine(text).map(|stamp| stamp.to_string());
        assert_eq!(got.unwrap_or_default(), want, "{text:?}");
    }
}

/// Finds the dates of `text` without knowing more than its language.
fn check(language: &str, lines: &[(&str, &str)]) {
    let context = Context {
        language: Some(language).filter(|l| !l.is_empty()),
        ..Context::default()
    };
    for (text, want) in lines {
        let got: Vec<String> = find(text, &context)
            .iter()
            .map(|f| f.stamp.to_string())
            .collect();
        assert_eq!(got.join(" "), *want, "{text:?}");
    }
}

#[test]
fn english() {
    check(
        "en",
        &[
            ("February 1st 2022, 3:55 PM", "2022-02-01T15:55:00"),
            ("1 Feb 2022", "2022-02-01"),
            (
                "Feb. 1, 2022 at 12:05 a.m. EST",
                "2022-02-01T00:05:00-05:00",
            ),
            ("Tue 1 Feb 2022 15.55 GMT", "2022-02-01T15:55:00Z"),
            ("Sept 30th, 2021 · 4 min read", "2021-09-30"),
            ("FEBRUARY 12, 2024", "2024-02-12"),
            ("the 1st of February, 2022", "2022-02-01"),
            ("2022/02/01", "2022-02-01"),
            ("2/3/2022", "2022-02-03"),
            ("23/2/2022", "2022-02-23"),
            ("15:55, 1 February 2022", "2022-02-01T15:55:00"),
            ("at 3.55pm on 1 February 2022", "2022-02-01T15:55:00"),
            ("By Ann OdeMar 5, 2025 | 6 comments", "2025-03-05"),
            ("HealthDECEMBER 22, 2022", "2022-12-22"),
            ("1-Feb-22", "2022-02-01"),
            ("Feb 1, 20228:23 PM", "2022-02-01T20:23:00"),
            ("Feb 1, 20223 years", "2022-02-01"),
            ("1.2.22", "2022-02-01"),
            (
                "Jan 3, 2022 (updated Feb 1, 2022 10:00 BST)",
                "2022-01-03 2022-02-01T10:00:00+01:00",
            ),
            ("Feb 1, 2022, 3:55 p.m. ET", "2022-02-01T15:55:00"),
            ("2022-02-01T15:55:07+04:00", "2022-02-01T15:55:07+04:00"),
            ("February 1, 2022 - 10.30 million people", "2022-02-01"),
        ],
    );
}

#[test]
fn no_dates() {
    check(
        "en",
        &[
            ("30 February 2022", ""),
            ("May 2022", ""),
            ("in 2022", ""),
            ("4 May", ""),
            ("version 1.2.2022.4", ""),
            ("10.0.12.22", ""),
            ("1,200 people and 50 dogs", ""),
            ("between 3-5-7 and 12/13/4", ""),
            ("Sunday 10:30", ""),
            ("Yesterday", ""),
            ("13/13/2022", ""),
            ("call 555-12-2022", ""),
        ],
    );
}

#[test]
fn other_languages() {
    for (language, text, want) in [
        (
            "de",
            "Dienstag, 1. März 2022, 08:52 Uhr",
            "2022-03-01T08:52:00",
        ),
        ("de", "01.02.2022 um 08.52 Uhr", "2022-02-01T08:52:00"),
        ("de", "Stand: 1. 2. 2022", "2022-02-01"),
        (
            "fr",
            "mardi 1er février 2022 à 15h55",
            "2022-02-01T15:55:00",
        ),
        ("fr", "mar. 1 févr. 2022 - 15 h 55", "2022-02-01T15:55:00"),
        (
            "es",
            "1 de febrero de 2022 a las 15:55",
            "2022-02-01T15:55:00",
        ),
        (
            "it",
            "martedì 1 febbraio 2022 alle ore 15.55",
            "2022-02-01T15:55:00",
        ),
        (
            "pt",
            "1 de fevereiro de 2022 às 15h55",
            "2022-02-01T15:55:00",
        ),
        (
            "nl",
            "dinsdag 1 februari 2022 om 15:55",
            "2022-02-01T15:55:00",
        ),
        (
            "sv",
            "tisdag 1 februari 2022 kl. 15.55",
            "2022-02-01T15:55:00",
        ),
        ("no", "torsdag 09. mai 2024 - 20:24", "2024-05-09T20:24:00"),
        ("da", "1. feb. 2022 kl. 15:55", "2022-02-01T15:55:00"),
        ("fi", "1.2.2022 klo 15.55", "2022-02-01T15:55:00"),
        ("fi", "1. helmikuuta 2022", "2022-02-01"),
        ("pl", "1 lutego 2022, godz. 15:55", "2022-02-01T15:55:00"),
        ("cs", "1. února 2022 v 15:55", "2022-02-01T15:55:00"),
        ("hu", "2022. február 1., 15:55", "2022-02-01T15:55:00"),
        ("ru", "1 мая 2022, 15:55 МСК", "2022-05-01T15:55:00+03:00"),
        ("uk", "1 лютого 2022 о 15:55", "2022-02-01T15:55:00"),
        ("tr", "1 Şubat 2022 Salı, 15:55", "2022-02-01T15:55:00"),
        ("tr", "1 ŞUBAT 2022 15:55", "2022-02-01T15:55:00"),
        ("el", "1 Φεβρουαρίου 2022, 3:55 μ.μ.", "2022-02-01T15:55:00"),
        ("ar", "الثلاثاء 1 فبراير 2022", "2022-02-01"),
        ("ar", "١ فبراير ٢٠٢٢ 15:55", "2022-02-01T15:55:00"),
        ("he", "1 בפברואר 2022, 15:55", "2022-02-01T15:55:00"),
        (
            "id",
            "Selasa, 1 Februari 2022 15:55 WIB",
            "2022-02-01T15:55:00+07:00",
        ),
        ("vi", "1 tháng 2 năm 2022", "2022-02-01"),
        ("hi", "1 फ़रवरी 2022", "2022-02-01"),
        ("zh", "2022年2月1日 15:55", "2022-02-01T15:55:00"),
        ("zh", "2022年2月1日 下午3时55分", "2022-02-01T15:55:00"),
        ("ja", "令和4年2月1日(火) 15時55分", "2022-02-01T15:55:00"),
        ("ko", "2022년 2월 1일 오후 3:55", "2022-02-01T15:55:00"),
        ("ko", "2022.02.01. 오후 3:55", "2022-02-01T15:55:00"),
        ("th", "1 กุมภาพันธ์ 2565", "2022-02-01"),
        ("th", "1 ก.พ. 2565 15:55 น.", "2022-02-01T15:55:00"),
        ("lt", "2024 m. kovo 31 d. 19:59", "2024-03-31T19:59:00"),
        ("lt", "Nuomonės2024.03.31 19:59", "2024-03-31T19:59:00"),
        ("is", "1. febrúar 2022 kl. 15:55", "2022-02-01T15:55:00"),
        ("ro", "1 februarie 2022", "2022-02-01"),
        ("", "2/1/2022", "2022-02-01"),
        ("fr", "2/1/2022", "2022-01-02"),
        ("en-GB", "2/1/2022", "2022-01-02"),
    ] {
        check(language, &[(text, want)]);
    }
}

#[test]
fn against_a_reference() {
    let context = Context {
        reference: "2022-02-01T10:00:00".parse::<Stamp>().ok(),
        ..Context::default()
    };
    for (text, want) in [
        ("3 hours ago", "2022-02-01"),
        ("11 hours ago", "2022-01-31"),
        ("Yesterday at 15:55", "2022-01-31T15:55:00"),
        ("Published yesterday", "2022-01-31"),
        ("USA Today", ""),
        ("Source: TODAY", ""),
        ("vor 2 Tagen", "2022-01-30"),
        ("il y a une heure", "2022-02-01"),
        ("hace 2 días", "2022-01-30"),
        ("2 giorni fa", "2022-01-30"),
        ("3小时前", "2022-02-01"),
        ("2일 전", "2022-01-30"),
        ("昨天 15:55", "2022-01-31T15:55:00"),
        ("8 января, 16:00", "2022-01-08T16:00:00"),
        ("Dec 24", "2021-12-24"),
        ("Feb 3", "2022-02-03"),
        ("you may 5", ""),
        ("April 3-5, 2021", ""),
        ("3 hours of work", ""),
    ] {
        let got: Vec<String> = find(text, &context)
            .iter()
            .map(|f| f.stamp.to_string())
            .collect();
        assert_eq!(got.join(" "), want, "{text:?}");
    }
}

#[test]
fn roles() {
    use Role::{Captured, Plain, Published, Updated};
    for (text, want) in [
        ("1 Feb 2022", vec![Plain]),
        (" date 2022-02-01 Bridge closed for repairs", vec![Captured]),
        ("Updated: February 1st 2022, 3:55 PM", vec![Updated]),
        (
            "Published Jan 3, 2022 · Updated Feb 1, 2022",
            vec![Published, Updated],
        ),
        (
            "Mar 8, 2024 · Modified: May 19, 2025 by Jo Field",
            vec![Plain, Updated],
        ),
        ("Stand: 01.02.2022", vec![Published]),
        ("Aktualisiert am 28. April 2023, 20:22 Uhr", vec![Updated]),
        (
            "Publié le 1 février 2022, mis à jour le 2 février 2022",
            vec![Published, Updated],
        ),
        (
            "입력 2022.02.01. 오후 3:55 수정 2022.02.02. 오전 9:00",
            vec![Published, Updated],
        ),
        ("2022年2月1日 更新", vec![Updated]),
        ("2022年1月1日 更新：2022年2月1日", vec![Plain, Updated]),
        ("ОБНОВЛЕНО 1 мая 2022", vec![Updated]),
        ("تحديث: 1 فبراير 2022", vec![Updated]),
        ("Retrieved on 1 February 2022", vec![Captured]),
    ] {
        let got: Vec<Role> = find(text, &Context::default())
            .iter()
            .map(|f| f.role)
            .collect();
        assert_eq!(got, want, "{text:?}");
    }
}

#[test]
fn ranges_hold_the_date_alone() {
    for (text, want) in [
        (
            "Updated: Tuesday, February 1st 2022, 3:55 PM GMT. By Jo",
            "Tuesday, February 1st 2022, 3:55 PM GMT",
        ),
        (
            "am 01.02.2022 um 08:52 Uhr in Hof",
            "01.02.2022 um 08:52 Uhr",
        ),
        ("2022年2月1日 15:55 本报", "2022年2月1日 15:55"),
        ("15:55, 1 Feb 2022.", "15:55, 1 Feb 2022"),
    ] {
        let found = find(text, &Context::default());
        assert_eq!(
            found.first().map(|f| &text[f.range.clone()]),
            Some(want),
            "{text:?}"
        );
    }
}

proptest! {
    #[test]
    fn any_text_is_survived(text in "\\PC{0,80}") {
        machine(&text);
        let reference = NaiveDate::from_ymd_opt(2022, 2, 1).map(Stamp::day);
        let found: Vec<Found> = find(&text, &Context { reference, ..Context::default() });
        let mut end = 0;
        for f in found {
            prop_assert!(f.range.start >= end && f.range.start < f.range.end);
            prop_assert!(text.get(f.range.clone()).is_some());
            end = f.range.end;
        }
    }

    #[test]
    fn date_like_text_is_survived(parts in prop::collection::vec("[0-9]{1,5}|[./:, -]|Feb|a|m|年|월|st|ago|vor|\\+|GMT|Uhr", 0..20)) {
        let text = parts.concat();
        machine(&text);
        for f in find(&text, &Context::default()) {
            prop_assert!(text.get(f.range).is_some());
        }
    }
}
