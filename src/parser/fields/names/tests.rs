//! Bylines as pages set them, and the names in them.

use proptest::prelude::*;

use super::{byline, is_organisation, looks_like_name};

#[test]
fn bylines_are_told_by_their_lead_and_a_name() {
    for (text, want) in [
        ("By Jo Field", true),
        ("Von Jo Field und Ana Duarte", true),
        ("Par Jo Field (à Oak) et Ana Duarte", true),
        ("By Jo Field Sunday, 14 April 2024", true),
        ("文・石川みなと", true),
        ("Jo Field", false),
        ("By the river stood a mill.", false),
        ("Artikel zum Hören", false),
        ("Photo by Jo Field", false),
        ("", false),
    ] {
        assert_eq!(super::is_byline(text), want, "{text}");
    }
}

#[test]
fn bylines() {
    for (text, want) in [
        ("By Jo Field", "Jo Field"),
        ("BY JO FIELD AND ANN MCDONALD", "Jo Field; Ann McDonald"),
        ("ByJo Field Updated 3 May 2022", "Jo Field"),
        ("Jo Field, Ann Ode and Bo Ray", "Jo Field; Ann Ode; Bo Ray"),
        (
            "By Jo Field, Political Editor, and Ann Ode in London",
            "Jo Field; Ann Ode",
        ),
        ("Jo Field Senior Correspondent", "Jo Field"),
        (
            "By Jo Field, Managing Principal, Oak Architecture.",
            "Jo Field",
        ),
        (
            "This post was written by Jo Field, MD, gastroenterologist, Oak Health.",
            "Jo Field",
        ),
        ("Jo Field, MS, RD, FAND", "Jo Field"),
        ("Jo Field, AFP", "Jo Field"),
        ("AFP", "AFP"),
        ("dpa/Reuters", "dpa; Reuters"),
        ("The National", "The National"),
        ("By Staff reporter", "Staff reporter"),
        ("Political Editor", ""),
        ("The Oakville Team", "The Oakville Team"),
        ("Senior Staff Writer", ""),
        ("Written by:Jo Field", "Jo Field"),
        ("Text by Jo Field, photographs by Ann Ode", "Jo Field"),
        ("Edited by Ann Ode", ""),
        ("By Jo Field | Photographs by Ann Ode", "Jo Field"),
        ("Text and photographs by Jo Field", "Jo Field"),
        (
            "By Jo Field @jofield jo.field@example.org Follow",
            "Jo Field",
        ),
        ("Jo Field · 3 min read · 12 Comments", "Jo Field"),
        ("Posted by Jo Field on August 21, 2019", "Jo Field"),
        ("Jo Field is a freelance journalist in Porto.", "Jo Field"),
        ("Robert Oak Jr.", "Robert Oak Jr."),
        ("J. R. Oak", "J. R. Oak"),
        (
            "ANN O'NEIL-OAK AND JAN VAN DER VELD",
            "Ann O'Neil-Oak; Jan van der Veld",
        ),
        ("JO'S KITCHEN TEAM", "Jo's Kitchen Team"),
        ("by infuy", "infuy"),
        ("by", ""),
        ("3 min read", ""),
        (
            "Von Jo Feld und Anna von der Aue",
            "Jo Feld; Anna von der Aue",
        ),
        ("Ein Kommentar von Jo Feld, Berlin", "Jo Feld"),
        ("Kolumne von Jo Feld -", "Jo Feld"),
        ("Autor: Dr. Jo Feld", "Dr. Jo Feld"),
        (
            "Par Jean Duchêne et Anne-Marie de la Tour",
            "Jean Duchêne; Anne-Marie de la Tour",
        ),
        ("Por Juan Campo y Ana Prado", "Juan Campo; Ana Prado"),
        ("Di Marco Prato", "Marco Prato"),
        (
            "Door Jan van der Veld en Piet de Boer",
            "Jan van der Veld; Piet de Boer",
        ),
        ("Tekst: Kari Ås", "Kari Ås"),
        ("Автор: Иван Полев", "Иван Полев"),
        ("Иван Полев  Анна Лугова", "Иван Полев; Анна Лугова"),
        ("بقلم: سالم الحقل", "سالم الحقل"),
        ("文/张三", "张三"),
        ("本报记者 张三 李四 北京报道", "张三; 李四"),
        ("記者張三／台北報導", "張三"),
        ("홍길동 기자 hong@example.kr", "홍길동"),
        ("Jo Field0, Ann Ode^3", "Jo Field; Ann Ode"),
        ("Jo Field Jo Field", "Jo Field"),
    ] {
        assert_eq!(byline(text).join("; "), want, "{text:?}");
    }
}

#[test]
fn leads_and_jobs_stand_beside_names() {
    for (text, lead, job) in [
        ("By", true, false),
        ("Article by", true, false),
        ("Kolumne von", true, false),
        ("Written by Jo Field", false, false),
        ("Journalist", false, true),
        ("Marketing Operations Analyst", false, true),
        ("How to be a writer", false, false),
        ("Jo Field", false, false),
        ("", false, false),
    ] {
        assert_eq!(
            (super::is_lead(text), super::is_job(text)),
            (lead, job),
            "{text}"
        );
    }
}

#[test]
fn names_and_organisations() {
    for (text, name, organisation) in [
        ("Jo Field", true, false),
        ("Jan van der Veld", true, false),
        ("J. R. O’Oak", true, false),
        ("张三", true, false),
        ("Jo", false, false),
        ("Read more", false, false),
        ("Oak News", false, true),
        ("BBC", false, true),
        ("dpa", false, true),
        ("The National", false, true),
        ("a walk in the park", false, false),
        ("Top 10 Places", false, false),
    ] {
        assert_eq!(
            (looks_like_name(text), is_organisation(text)),
            (name, organisation),
            "{text:?}"
        );
    }
}

proptest! {
    #[test]
    fn any_text_is_survived(text in "\\PC{0,80}") {
        for name in byline(&text) {
            prop_assert!(!name.trim().is_empty());
        }
        looks_like_name(&text);
    }
}
