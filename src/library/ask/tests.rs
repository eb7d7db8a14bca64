//! Queries and what they mean, written out again in brackets; faults and their places.

use super::{Ending, Expr, Field, Term, parse};

/// An expression in a form that shows its build.
fn shown(expr: &Expr) -> String {
    let all = |all: &[Expr], between: &str| {
        let all: Vec<_> = all.iter().map(shown).collect();
        format!("({})", all.join(between))
    };
    match expr {
        Expr::And(parts) => all(parts, " "),
        Expr::Or(parts) => all(parts, " | "),
        Expr::Not(part) => format!("-{}", shown(part)),
        Expr::Term(term, _) => match term {
            Term::Text(text) => {
                let field = match text.field {
                    Field::Any => String::new(),
                    field => format!("{field:?}:").to_lowercase(),
                };
                format!("{field}{}{}", text.words, end(text.ending))
            }
            Term::Tag(name, ending) => format!("#{name}{}", end(*ending)),
            Term::Language(name) => format!("lang={name}"),
            Term::Format(format) => format!("format={}", format.name()),
            Term::Days(from, to) => {
                let day =
                    |day: &Option<chrono::NaiveDate>| day.map_or(String::new(), |d| d.to_string());
                format!("[{}..{}]", day(from), day(to))
            }
            Term::Newer(days) => format!("<{days}d"),
            Term::Older(days) => format!(">{days}d"),
            Term::Is(mark) => mark.name().to_uppercase(),
            Term::Has(part) => format!("+{}", part.name()),
            Term::Minutes(least, most) => format!("{least}-{most}min"),
        },
    }
}

fn end(ending: Ending) -> &'static str {
    match ending {
        Ending::Whole => "",
        Ending::Open => "*",
        Ending::Typing => "~",
    }
}

#[test]
fn queries() {
    for (typed, meant) in [
        ("", "()"),
        ("  - ", "()"),
        ("Storm", "storm"),
        ("storm wall", "(storm wall)"),
        ("“Storm  wall” old", "(storm wall old)"),
        ("\"open quote", "open quote"),
        ("har* \"old wal\"*", "(har* old wal*)"),
        ("storm OR wall quay", "(storm | (wall quay))"),
        ("(storm OR wall) quay", "((storm | wall) quay)"),
        ("storm or wall", "(storm or wall)"),
        ("-storm -\"a wall\" - quay", "(-storm -a wall quay)"),
        ("--storm -(a OR b)", "(storm -(a | b))"),
        (
            "de-escalate 11:05 https://a.example/b",
            "(de-escalate 11:05 https://a.example/b)",
        ),
        ("... — !", "()"),
        (
            "headline:Storm body:\"the wall\" publisher:Echo byline:ida",
            "(headline:storm body:the wall publisher:echo byline:ida)",
        ),
        (
            "tag:Sea tag:\"High tide\" tag:har*",
            "(#sea #high tide #har*)",
        ),
        ("lang:DE format:HTML", "(lang=de format=html)"),
        (
            "lang:en-GB lang:pt_BR lang:haw",
            "(lang=en lang=pt lang=haw)",
        ),
        (
            "after:2022 before:2022-03",
            "([2023-01-01..] [..2022-02-28])",
        ),
        ("on:2024-02", "[2024-02-01..2024-02-29]"),
        ("on:2022-01-31", "[2022-01-31..2022-01-31]"),
        ("newer:2w older:1y", "(<14d >365d)"),
        (
            "is:unread is:STARRED -is:binned",
            "(UNREAD STARRED -BINNED)",
        ),
        ("has:image has:note", "(+image +note)"),
        (
            "minutes:<5 minutes:3-5 minutes:>=10 minutes:4",
            "(0-4min 3-5min 10-65535min 4-4min)",
        ),
        ("storm sort:newest", "storm"),
        ("東京 ニュース", "(東京 ニュース)"),
        ("x\"y z\"", "(x y z)"),
        ("a(b)c", "(a b c)"),
    ] {
        let ask = parse(typed, false);
        let got = ask.as_ref().map(|ask| shown(&ask.what));
        assert_eq!(got.as_deref(), Ok(meant), "{typed:?}");
    }
}

#[test]
fn the_last_word_may_go_on_while_it_is_typed() {
    for (typed, meant) in [
        ("storm wal", "(storm wal~)"),
        ("storm wal ", "(storm wal)"),
        ("storm \"old wal", "(storm old wal)"),
        ("headline:wal", "headline:wal~"),
        ("tag:se", "#se~"),
        ("storm OR", "storm"),
        ("(storm wal", "(storm wal~)"),
        ("storm -", "storm"),
    ] {
        let got = parse(typed, true).map(|ask| shown(&ask.what));
        assert_eq!(got.as_deref(), Ok(meant), "{typed:?}");
    }
}

#[test]
fn faults_stand_at_their_place() {
    for (typed, wrong, what) in [
        (
            "storm publsher:echo",
            "publsher",
            "did you mean \"publisher\"?; put it in quotes",
        ),
        ("note:x", "note", "put it in quotes"),
        ("is:strred x", "strred", "did you mean \"starred\"?"),
        ("is:new", "new", "but unread, read"),
        ("has:picture", "picture", "but image, note, highlight"),
        ("sort:date", "date", "but newest"),
        ("after:yesterday", "yesterday", "2022-01-31"),
        (
            "on:2022-02-30",
            "2022-02-30",
            "there is no 2022-02-30 in the calendar",
        ),
        ("on:2022-02-03-04", "2022-02-03-04", "is no day"),
        ("lang:english", "english", "write en, de or fr"),
        ("lang:日", "日", "is no code of a language"),
        ("newer:2", "2", "is no age"),
        ("newer:é", "é", "is no age"),
        ("older:99999999y", "99999999y", "longer ago"),
        ("minutes:9-3", "9-3", "from more to less"),
        ("minutes:<0", "<0", "shorter than 0"),
        ("minutes:few", "few", "is no number"),
        ("publisher: echo", "publisher:", "needs a value"),
        ("is:", "is:", "needs a value"),
        ("(storm", "(", "is not closed"),
        ("storm)", ")", "closes nothing"),
        ("storm OR", "OR", "both sides"),
        ("OR storm", "OR", "both sides"),
        ("(-)", ")", ""),
        ("-sort:newest", "sort:newest", "cannot be denied"),
    ] {
        let fault = match parse(typed, false) {
            Err(fault) => fault,
            Ok(ask) => panic!("{typed:?} was understood as {}", shown(&ask.what)),
        };
        assert_eq!(&typed[fault.span.clone()], wrong, "{typed:?}: {fault}");
        assert!(fault.what.contains(what), "{typed:?}: {fault}");
    }
}

#[test]
fn what_no_one_types_is_refused() {
    for typed in [
        "(".repeat(10_000),
        "a ".repeat(10_000),
        "-".repeat(10_000) + "(",
    ] {
        assert!(parse(&typed, false).is_err());
    }
}
