//! Texts that are versions of one, and texts that only look so; all invented.

use super::*;

const STORM: [&str; 4] = [
    "The boom across the mouth of Ostermouth harbour was lifted at dawn on Tuesday, a week after the storm had driven two barges onto it.",
    "Harbour master Ida Brandt said that pilots would take in one ship at a time until divers had looked at the foot of the north mole.",
    "Bakers on the quay sold out before eight, and the ferry to Skarn left with letters, eggs and a wedding party that had slept in the chapel.",
    "Repairs are to cost four million crowns, of which the county will pay half if the council agrees to raise the wall by a metre before winter.",
];
const ORCHARD: [&str; 3] = [
    "Growers around Lindal count on the best apple harvest in a decade, as the frost that ruined the plums came three nights too early for them.",
    "The cooperative has hired sixty pickers from the coast and borrowed crates from breweries, whose own season begins only when this one ends.",
    "Whether prices hold depends on the cider houses, said its chairwoman, who has planted two hundred trees of a kind that her grandmother liked.",
];

fn filled(template: &str, numbers: [&str; 6]) -> String {
    let mut parts = template.split('#');
    let mut text = parts.next().unwrap_or_default().to_owned();
    for (part, number) in parts.zip(numbers) {
        text.push_str(number);
        text.push_str(part);
    }
    text
}

/// Are two texts versions of one, whichever comes first? Those that are must be found by a print, unless they are kin.
fn check(name: &str, (one, other): (&str, &str), kin: Kin, want: bool) {
    let (a, b) = (Text::new(one), Text::new(other));
    for likeness in [a.likeness(&b), b.likeness(&a)] {
        assert_eq!(likeness.is_version(kin), want, "{name}: {likeness:?}");
    }
    let (a, b) = (prints(one), prints(other));
    let found = kin > Kin::None || a.iter().any(|print| b.contains(print));
    assert!(found || !want, "{name} is not found");
}

#[test]
fn the_same_text_is_told_from_another() {
    let whole = STORM.join("\n\n");
    let orchard = ORCHARD.join("\n\n");
    let market = "Shares in Ostermouth closed # percent higher at # points on Monday. Brent crude rose to # dollars a barrel, \
         the crown traded at # to the euro. The yield on ten-year bonds stood at # percent, gold fetched # dollars an ounce.";
    let intro = "Good morning. Here is what you need to know today, in five minutes or less, from the desk of the Courier. \
         Write to us at any time, and tell a friend who would like to read this letter as well. ";
    let edited = whole
        .replace("two barges", "three barges")
        .replace("four million", "five million");
    let corrected = format!("{whole}\n\nAn earlier version of this article misstated the cost.");
    let grown = format!("{whole}\n\n{}", ORCHARD[0]);
    let round_up = format!("{orchard}\n\n{orchard}\n\n{}\n\n{}", STORM[0], STORM[1]);
    for (name, other, kin, want) in [
        ("the same", whole.clone(), Kin::None, true),
        (
            "other marks",
            whole.to_uppercase().replace(", ", " \u{2013} "),
            Kin::None,
            true,
        ),
        ("edits", edited, Kin::None, true),
        ("a correction", corrected, Kin::None, true),
        ("an update", grown, Kin::None, true),
        ("cut from the end", STORM[..3].join("\n"), Kin::None, true),
        (
            "its beginning",
            STORM[..1].join(" ") + " " + &STORM[1][..60],
            Kin::Headline,
            true,
        ),
        ("another text", orchard.clone(), Kin::None, false),
        (
            "another text of that headline",
            orchard.clone(),
            Kin::Headline,
            false,
        ),
        ("an item of a round-up", round_up, Kin::None, false),
        (
            "a rewrite at the same address",
            format!("{}\n{}\n{}", STORM[0], STORM[1], ORCHARD[1]),
            Kin::Address,
            true,
        ),
        (
            "the same rewrite elsewhere",
            format!("{}\n{}\n{}", ORCHARD[0], STORM[1], ORCHARD[1]),
            Kin::None,
            false,
        ),
    ] {
        check(name, (&whole, &other), kin, want);
    }
    let monday = filled(market, ["0.4", "1,204", "81.2", "11.32", "2.7", "2,310"]);
    let tuesday = filled(market, ["0.9", "1,215", "80.7", "11.29", "2.8", "2,298"]);
    check("markets", (&monday, &tuesday), Kin::Headline, false);
    check("the same markets", (&monday, &monday), Kin::Headline, true);
    let letter = |text: &str| format!("{intro}{text}");
    check(
        "a daily letter",
        (&letter(STORM[0]), &letter(ORCHARD[0])),
        Kin::Headline,
        false,
    );
    check(
        "very short",
        ("The quay is closed today.", "The quay is closed today."),
        Kin::Address,
        false,
    );
    let stub = "Reading on is for those who have a subscription. It costs less than a cup of coffee a week, and you may end it at any time. \
         If you have one already, sign in below; if the paper is brought to your house, ask the desk for your number.";
    check("stubs", (stub, stub), Kin::None, false);
    check("a stub saved twice", (stub, stub), Kin::Headline, true);
    check("nothing", ("", ""), Kin::Address, false);
    let tower = "港に潮位を示す新しい塔が建ち、朝の光の中で人々が見上げた。町長は来月から灯を入れると述べた。漁師たちは夜でも遠くから読めると喜んだ。";
    let taller = tower.replace("来月", "来春");
    check("without blanks", (tower, &taller), Kin::None, true);
}

#[test]
fn prints_are_few_and_the_same_each_time() {
    let text = STORM.join(" ");
    assert_eq!(prints(&text), prints(&text.replace(' ', "\n")));
    assert!((1..=3).contains(&prints(&text).len()));
    assert!(prints("Too short to tell anything.").is_empty());
    // All bytes of what is very long cost the same; only its beginning counts.
    let long = "word and another ".repeat(LONGEST);
    assert!(Text::new(&long).words <= LONGEST);
}
