//! A page explained: its whole source in order, each piece with its label, how sure that is, and why; at the end what became of all its
//! words. Knows no terminal: it is told how wide and whether styled.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::app::wrap::wrap;
use crate::article::count_words;
use crate::cli::input::Reading;
use crate::cli::screen::line;
use crate::parser::label::{Label, LabelledSpan, Reason};

/// How to print.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Look {
    /// Columns at hand.
    pub width: u16,
    /// With a terminal's styles.
    pub styled: bool,
    /// With ASCII ornaments alone.
    pub ascii: bool,
}

/// A piece of a page, as JSON has it.
#[derive(Debug, Serialize)]
pub struct Piece<'a> {
    from: usize,
    to: usize,
    text: &'a str,
    label: &'static str,
    score: f32,
    reasons: Vec<String>,
    kept: bool,
}

/// Columns before the text: a mark, the label, the score, the rule.
const LABEL: usize = 16;
const LEFT: usize = 2 + LABEL + 5 + 3;
/// The text is never set narrower.
const NARROWEST: usize = 24;
/// Pieces that are named at the end as the least sure, and columns of their text.
const UNSURE: usize = 3;
const GLIMPSE: u16 = 48;

/// The pieces of a page.
pub fn pieces(reading: &Reading) -> Vec<Piece<'_>> {
    let labelled = &reading.parsed.labelled;
    let piece = |span: &LabelledSpan| Piece {
        from: span.span.start,
        to: span.span.end,
        text: text_of(reading, span),
        label: span.label.name(),
        score: rounded(span.score),
        reasons: match &span.reason {
            Reason::Signals(voices) => voices.strongest(),
            other => vec![other.to_string()],
        },
        kept: span.label.is_kept(),
    };
    labelled.spans.iter().map(piece).collect()
}

/// The whole page, explained.
pub fn explain(reading: &Reading, look: Look) -> String {
    let mut sheet = Sheet {
        text: String::new(),
        look,
    };
    sheet.put(Weight::Strong, &reading.source);
    sheet.text.push('\n');
    let spans = &reading.parsed.labelled.spans;
    for (i, span) in spans.iter().enumerate() {
        let above = i.checked_sub(1).and_then(|i| spans.get(i));
        if above.is_none_or(|above| above.label.is_kept() != span.label.is_kept()) {
            sheet.text.push('\n');
        }
        sheet.span(span, text_of(reading, span).trim());
    }
    sheet.text.push('\n');
    sheet.summary(reading);
    sheet.text
}

fn text_of<'a>(reading: &'a Reading, span: &LabelledSpan) -> &'a str {
    let source = &reading.parsed.labelled.source;
    source.get(span.span.clone()).unwrap_or_default()
}

/// Two places behind the point: more would claim too much.
fn rounded(score: f32) -> f32 {
    (score * 100.0).round() / 100.0
}

fn percent(score: f32) -> String {
    format!("{:.0}%", score * 100.0)
}

#[derive(Clone, Copy)]
enum Weight {
    Plain,
    Strong,
    Dim,
}

struct Sheet {
    text: String,
    look: Look,
}

impl Sheet {
    /// Adds words, as heavy as that.
    fn put(&mut self, weight: Weight, words: &str) {
        let (on, off) = match weight {
            Weight::Plain => ("", ""),
            Weight::Strong => ("\x1b[1m", "\x1b[0m"),
            Weight::Dim => ("\x1b[2m", "\x1b[0m"),
        };
        let (on, off) = if self.look.styled {
            (on, off)
        } else {
            ("", "")
        };
        self.text.extend([on, words, off]);
    }

    fn span(&mut self, span: &LabelledSpan, text: &str) {
        let kept = span.label.is_kept();
        let (cut, bar, why) = if self.look.ascii {
            ('-', if kept { '|' } else { ':' }, "` ")
        } else {
            ('╌', if kept { '│' } else { '┊' }, "└ ")
        };
        let mark = if kept { ' ' } else { cut };
        let name = span.label.name();
        let score = percent(span.score);
        let mut left = format!("{mark} {name:<LABEL$}{score:>5} ");
        let weight = if kept { Weight::Plain } else { Weight::Dim };
        let width = usize::from(self.look.width).saturating_sub(LEFT);
        let width = u16::try_from(width.max(NARROWEST)).unwrap_or(u16::MAX);
        for row in text.lines().flat_map(|row| rows(row, width)) {
            let label = if kept { Weight::Strong } else { Weight::Dim };
            self.put(label, &left);
            self.put(Weight::Dim, &format!("{bar} "));
            self.put(weight, &row);
            self.text.push('\n');
            left = " ".repeat(LEFT - 2);
        }
        for (i, row) in rows(&span.reason.to_string(), width - 2).iter().enumerate() {
            let lead = if i == 0 { why } else { "  " };
            self.put(Weight::Dim, &format!("{left}{bar} {lead}{row}"));
            self.text.push('\n');
        }
    }

    /// What became of the words, the pieces least sure of, the notes, and how to read the page above.
    fn summary(&mut self, reading: &Reading) {
        let spans = &reading.parsed.labelled.spans;
        self.put(Weight::Dim, &"-".repeat(usize::from(self.look.width)));
        self.text.push('\n');
        for kept in [true, false] {
            let of = spans.iter().filter(|span| span.label.is_kept() == kept);
            let mut labels: BTreeMap<Label, (usize, usize)> = BTreeMap::new();
            for span in of {
                let (pieces, words) = labels.entry(span.label).or_default();
                *pieces += 1;
                *words += count_words(text_of(reading, span));
            }
            let pieces: usize = labels.values().map(|(pieces, _)| pieces).sum();
            let words: usize = labels.values().map(|(_, words)| words).sum();
            let each: Vec<String> = labels
                .iter()
                .map(|(label, (_, words))| format!("{} {words}", label.name()))
                .collect();
            let title = if kept { "kept" } else { "cut" };
            let all = format!("{words} words in {pieces} pieces");
            let all = if each.is_empty() {
                all
            } else {
                format!("{all}: {}", each.join(", "))
            };
            self.row(title, &all);
        }
        if let Some(site) = &reading.parsed.site {
            self.row("site", site);
        }
        for note in &reading.parsed.notes {
            self.row("note", note);
        }
        let mut unsure: Vec<&LabelledSpan> = spans.iter().collect();
        unsure.sort_by(|a, b| a.score.total_cmp(&b.score));
        for span in unsure.into_iter().take(UNSURE) {
            let text = text_of(reading, span).lines().next().unwrap_or_default();
            let glimpse = wrap(&line(text.trim()), GLIMPSE, 1).concat();
            let sure = percent(span.score);
            self.row(
                "unsure",
                &format!("{sure} {}: {glimpse}", span.label.name()),
            );
        }
        let sign = if self.look.ascii { '-' } else { '╌' };
        let legend = format!(
            "{sign} before a label: cut. Percent: how sure the label is beside its neighbours. Below the text: the signals \
             that spoke most for it, or the rule that overruled them."
        );
        self.row("legend", &legend);
    }

    /// A titled row of the summary, wrapped.
    fn row(&mut self, title: &str, text: &str) {
        let width = self.look.width.saturating_sub(8).max(16);
        for (i, row) in rows(text, width).iter().enumerate() {
            let title = if i == 0 { title } else { "" };
            self.put(Weight::Strong, &format!("{title:<8}"));
            self.put(Weight::Plain, row);
            self.text.push('\n');
        }
    }
}

/// `text` in rows of at most `width` columns; none where it is blank.
fn rows(text: &str, width: u16) -> Vec<String> {
    if text.trim().is_empty() {
        return Vec::new();
    }
    wrap(&line(text.trim_end()), width, text.len())
}

#[cfg(test)]
mod tests {
    use super::{Look, explain, pieces};
    use crate::article::Choice;
    use crate::cli::input::Reading;
    use crate::parser::Parsed;
    use crate::parser::label::{Label, Labelled, LabelledSpan, Reason};

    fn reading() -> Reading {
        let source =
            "Share\nThe quay is open again\nBoats may land from six in the morning.".to_owned();
        let span = |span, label, score, reason| LabelledSpan {
            span,
            label,
            score,
            reason,
            line: 1,
        };
        let signals = Reason::Rule("8 to 10 words; ends with stop");
        let spans = vec![
            span(0..5, Label::Chrome, 0.994, Reason::Seen(3)),
            span(6..28, Label::Headline, 0.5, Reason::Told(Choice::Keep)),
            span(29..68, Label::Body, 0.871, signals),
        ];
        Reading {
            source: "quay.txt".to_owned(),
            parsed: Parsed {
                labelled: Labelled { source, spans },
                notes: vec!["cut off".to_owned()],
                ..Parsed::default()
            },
        }
    }

    #[test]
    fn every_piece_has_its_label_its_score_and_its_reason() {
        let look = Look {
            width: 52,
            styled: false,
            ascii: true,
        };
        let want = "quay.txt\n\n\
            - chrome            99% : Share\n\
            \x20                       : ` stood in 3 other\n\
            \x20                       :   articles of this site\n\n\
            \x20 headline          50% | The quay is open again\n\
            \x20                       | ` you kept this line on\n\
            \x20                       |   this site\n\
            \x20 body              87% | Boats may land from six in\n\
            \x20                       | the morning.\n\
            \x20                       | ` 8 to 10 words; ends with\n\
            \x20                       |   stop\n";
        let text = explain(&reading(), look);
        assert!(text.starts_with(want), "{text}");
        for part in [
            "kept    13 words in 2 pieces: headline 5, body 8\n",
            "cut     1 words in 1 pieces: chrome 1\n",
            "note    cut off\n",
            "unsure  50% headline: The quay is open again\n",
        ] {
            assert!(text.contains(part), "{part} in {text}");
        }
        assert!(
            text.lines().all(|line| line.chars().count() <= 52),
            "{text}"
        );
    }

    #[test]
    fn styles_are_for_terminals() {
        let look = |styled| Look {
            width: 80,
            styled,
            ascii: false,
        };
        assert!(!explain(&reading(), look(false)).contains('\x1b'));
        let styled = explain(&reading(), look(true));
        assert!(styled.contains("\x1b[2m╌ chrome"), "{styled}");
        assert!(styled.contains("\x1b[1m  headline"), "{styled}");
    }

    #[test]
    fn pieces_say_the_same() {
        let reading = reading();
        let pieces = pieces(&reading);
        let got: Vec<_> = pieces
            .iter()
            .map(|p| (p.from, p.to, p.label, p.kept))
            .collect();
        assert_eq!(
            got,
            [
                (0, 5, "chrome", false),
                (6, 28, "headline", true),
                (29, 68, "body", true)
            ]
        );
        assert_eq!(pieces[2].reasons, ["8 to 10 words; ends with stop"]);
        assert_eq!(
            pieces[0].reasons,
            ["stood in 3 other articles of this site"]
        );
    }
}
