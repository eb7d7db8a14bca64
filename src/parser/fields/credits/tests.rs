//! Caption lines and their credits.

use proptest::prelude::*;

use super::{is_credit, split, strip_label};

/// Lines with their caption and credit.
fn check(lines: &[(&str, &str, &str)]) {
    for &(text, caption, credit) in lines {
        let found = split(text);
        let credit_text = found.credit.map_or("", |range| &text[range]);
        assert_eq!(
            (&text[found.caption], credit_text),
            (caption, credit),
            "{text:?}"
        );
    }
}

#[test]
fn captions_and_credits() {
    check(&[
        ("夜の橋、写真・石川岳", "夜の橋", "石川岳"),
        ("الجسر ليلا. تصوير: ليلى فهد", "الجسر ليلا.", "ليلى فهد"),
        (
            "A bridge in Porto last month. AP",
            "A bridge in Porto last month.",
            "AP",
        ),
        (
            "A bridge in Porto. Reuters",
            "A bridge in Porto.",
            "Reuters",
        ),
        ("A bridge in Porto.", "A bridge in Porto.", ""),
        ("A bridge in Porto", "A bridge in Porto", ""),
        ("A bridge. Photo: Jo Field/AP", "A bridge.", "Jo Field/AP"),
        (
            "A bridge (AP Photo/Jo Field)",
            "A bridge",
            "AP Photo/Jo Field",
        ),
        (
            "A bridge in Porto. (Photo by Jo Field)",
            "A bridge in Porto.",
            "Jo Field",
        ),
        (
            "The bridge in Porto at night. Jo Field for Oak",
            "The bridge in Porto at night.",
            "Jo Field for Oak",
        ),
        (
            "The bridge in Porto at night. Oakville",
            "The bridge in Porto at night.",
            "Oakville",
        ),
        (
            "The old bridge near St. Petersburg",
            "The old bridge near St. Petersburg",
            "",
        ),
        (
            "The bridge at nightPhoto: Jo Field",
            "The bridge at night",
            "Jo Field",
        ),
        (
            "The bridge fell at night. (The Herald)",
            "The bridge fell at night.",
            "The Herald",
        ),
        (
            "The bridge in Porto. It fell.",
            "The bridge in Porto. It fell.",
            "",
        ),
        (
            "A bridge in Porto. (Jo Field/Lightbox)",
            "A bridge in Porto.",
            "Jo Field/Lightbox",
        ),
        (
            "A bridge in Porto (left) and Ann Ode (right)",
            "A bridge in Porto (left) and Ann Ode (right)",
            "",
        ),
        ("A bridge | Jo Field/Getty", "A bridge", "Jo Field/Getty"),
        ("A bridge — AFP", "A bridge", "AFP"),
        ("A bridge. Handout/Reuters", "A bridge.", "Handout/Reuters"),
    ]);
}

#[test]
fn captions_of_other_languages() {
    check(&[
        (
            "Eine Brücke. Foto: picture alliance / dpa",
            "Eine Brücke.",
            "picture alliance / dpa",
        ),
        (
            "Eine Brücke in Hof. © dpa | Jo Feld",
            "Eine Brücke in Hof.",
            "dpa | Jo Feld",
        ),
        (
            "Eine Brücke. Bild © Jo Feld (hr)",
            "Eine Brücke.",
            "Jo Feld (hr)",
        ),
        (
            "Eine Brücke. IMAGO/Jo Feld",
            "Eine Brücke.",
            "IMAGO/Jo Feld",
        ),
        (
            "A bridge. Image credit: Oak Studio",
            "A bridge.",
            "Oak Studio",
        ),
        (
            "A bridge at night, courtesy of Oak Studio.",
            "A bridge at night",
            "Oak Studio.",
        ),
        ("Photo: AP", "", "AP"),
        ("© 2022 Oak Studio", "", "Oak Studio"),
        (
            "See oak.example/2Sv at night",
            "See oak.example/2Sv at night",
            "",
        ),
        (
            "“He said it all.” – Jo Field",
            "“He said it all.” – Jo Field",
            "",
        ),
        ("Getty Images", "", "Getty Images"),
        ("Jo Field | Getty Images", "", "Jo Field | Getty Images"),
        (
            "He takes a photo: the bridge falls while a crowd of people looks on from afar",
            "He takes a photo: the bridge falls while a crowd of people looks on from afar",
            "",
        ),
        (
            "東京・霞ケ関で（山田太郎撮影）",
            "東京・霞ケ関で",
            "山田太郎",
        ),
        ("서울의 다리. 사진=연합뉴스", "서울의 다리.", "연합뉴스"),
        ("大桥。图片来源：新华社", "大桥。", "新华社"),
    ]);
}

#[test]
fn whole_lines() {
    for (text, credit, bare) in [
        ("Photo: AP", true, "AP"),
        ("Photo by Jo Field", true, "Jo Field"),
        ("Photograph by Jo Field", true, "Jo Field"),
        ("Photo Courtesy of Oak Studio", true, "Oak Studio"),
        ("(Bild: Jo Feld/Oak)", true, "Jo Feld/Oak"),
        ("© dpa", true, "dpa"),
        ("Jo Field/The Herald", true, "Jo Field/The Herald"),
        ("Foto AP", true, "AP"),
        ("Credit:", true, ""),
        ("Getty Images)", true, "Getty Images"),
        ("Fot. Jan Polny", true, "Jan Polny"),
        ("Ljósmynd/Jón Akur", true, "Jón Akur"),
        ("A walk by the sea", false, "A walk by the sea"),
        ("Read/Write heads", false, "Read/Write heads"),
        (
            "© 2022 Oak Ltd. All rights reserved.",
            false,
            "Oak Ltd. All rights reserved.",
        ),
        ("Copyright notice", false, "Copyright notice"),
        ("Video: 4K", false, "4K"),
        ("Photo via Pexels", true, "Pexels"),
        ("", false, ""),
    ] {
        assert_eq!(
            (is_credit(text), &text[strip_label(text)]),
            (credit, bare),
            "{text:?}"
        );
    }
}

proptest! {
    #[test]
    fn any_text_is_survived(text in "\\PC{0,60}(Photo:|©|\\(AP|. Reuters|写真=)?\\PC{0,40}") {
        let found = split(&text);
        prop_assert!(text.get(found.caption).is_some());
        prop_assert!(found.credit.is_none_or(|range| text.get(range).is_some()));
        prop_assert!(text.get(strip_label(&text)).is_some());
        is_credit(&text);
    }
}
