//! A query to what the engine understands: one full-text expression, a range of ids, conditions. What the reader typed is bound or quoted,
//! never pasted.

use chrono::{Days, NaiveDate};
use rusqlite::types::Value as Sql;

use super::index::day_number;
use super::marks::{Mark, MarkSet};
use super::prepare::{IMAGE, VIDEO, first_id};
use super::text::{spaced, words};
use crate::library::ask::{Ask, Ending, Expr, Field, Mark as Asked, Part, Term, Text};

/// What the engine is asked.
#[derive(Debug, Default)]
pub(super) struct Plan {
    /// The full-text expression that holds of every hit.
    pub words: Option<String>,
    /// One that ranks hits by their uncommon words.
    pub ranked: Option<String>,
    /// Ids from the first to before the second.
    pub range: Option<(i64, i64)>,
    /// Conditions on the article `a`, with their values in order.
    pub clauses: Vec<String>,
    pub values: Vec<Sql>,
    /// The sets of marks that are asked for; `None` where any will do.
    pub marks: Option<Vec<MarkSet>>,
}

/// What has to be known to make a plan.
pub(super) struct Context<'a> {
    pub today: NaiveDate,
    /// The sets of marks that there are.
    pub sets: &'a [MarkSet],
    /// The common words that begin so.
    pub complete: &'a dyn Fn(&str) -> Vec<String>,
    /// Is the word common?
    pub is_common: &'a dyn Fn(&str) -> bool,
}

impl Plan {
    /// The plan of a query.
    pub fn new(ask: &Ask, context: &Context) -> Self {
        let mut plan = Self::default();
        let single = std::slice::from_ref(&ask.what);
        let parts = match &ask.what {
            Expr::And(parts) => parts,
            _ => single,
        };
        let mut sets: Vec<MarkSet> = context.sets.to_vec();
        let (mut held, mut denied) = (Vec::new(), Vec::new());
        for part in parts {
            if let Some(text) = context.text(part) {
                held.push(text);
            } else if let Some(text) = denied_text(part).and_then(|part| context.text(part)) {
                denied.push(text);
            } else if let Some((mark, wanted)) = mark_of(part) {
                sets.retain(|set| set.has(mark) == wanted);
            } else {
                plan.narrow(part, context.today);
                let clause = plan.clause(part, context);
                plan.clauses.push(clause);
            }
        }
        if !ask.names(Asked::Binned) {
            sets.retain(|set| !set.has(Mark::Binned));
        }
        if held.is_empty() && !ask.names(Asked::Archived) {
            sets.retain(|set| !set.has(Mark::Archived));
        }
        plan.marks = (sets.len() < context.sets.len()).then_some(sets);
        let denied = join(denied, " OR ");
        plan.words = join(held, " AND ");
        match (&mut plan.words, denied) {
            (Some(words), Some(denied)) => *words = format!("({words} NOT {denied})"),
            (None, Some(denied)) => {
                let clause = "a.id NOT IN (SELECT rowid FROM index_text WHERE index_text MATCH ?)";
                plan.clauses.push(clause.to_owned());
                plan.values.push(Sql::Text(denied));
            }
            _ => {}
        }
        plan.ranked = context.ranking(ask);
        plan
    }

    /// Narrows the range of ids where days are asked for.
    fn narrow(&mut self, part: &Expr, today: NaiveDate) {
        let Expr::Term(term, _) = part else { return };
        let Some((first, last)) = days_of(term, today) else {
            return;
        };
        // Ids go by the instant, days by what the page says: a zone may lie between them.
        let id = |day: Option<NaiveDate>| first_id(day.and_then(|day| day.and_hms_opt(0, 0, 0)));
        let from = first.and_then(|day| day.checked_sub_days(Days::new(1)));
        let to = last.and_then(|day| day.checked_add_days(Days::new(2)));
        let (low, high) = self.range.unwrap_or((0, i64::MAX));
        let high = to.map_or(high, |day| high.min(id(Some(day))));
        self.range = Some((low.max(id(from)), high));
    }

    /// A condition on the article `a`; its values are added.
    fn clause(&mut self, expr: &Expr, context: &Context) -> String {
        let several = |all: Vec<String>, between: &str| format!("({})", all.join(between));
        if let Some(words) = context.text(expr) {
            self.values.push(Sql::Text(words));
            return "a.id IN (SELECT rowid FROM index_text WHERE index_text MATCH ?)".to_owned();
        }
        match expr {
            Expr::And(all) if all.is_empty() => "1".to_owned(),
            Expr::And(all) => several(
                all.iter().map(|e| self.clause(e, context)).collect(),
                " AND ",
            ),
            Expr::Or(all) => several(
                all.iter().map(|e| self.clause(e, context)).collect(),
                " OR ",
            ),
            Expr::Not(expr) => format!("NOT {}", self.clause(expr, context)),
            Expr::Term(term, _) => self.term(term, context),
        }
    }

    fn term(&mut self, term: &Term, context: &Context) -> String {
        if let Some((first, last)) = days_of(term, context.today) {
            let number = |day: Option<NaiveDate>, none| day.map_or(none, day_number);
            self.values.push(Sql::Integer(number(first, i64::MIN + 1)));
            self.values.push(Sql::Integer(number(last, i64::MAX)));
            return format!("(ifnull(a.day, {}) BETWEEN ? AND ?)", i64::MIN);
        }
        match term {
            // Words without a letter ask nothing.
            Term::Text(_) | Term::Days(..) | Term::Newer(_) | Term::Older(_) => "1".to_owned(),
            Term::Tag(name, ending) => {
                let (is, ends) = match ending {
                    Ending::Whole => ("= ?", ""),
                    // One code point after all that a name may go on with.
                    _ => ("BETWEEN ? AND ? ", "\u{10ffff}"),
                };
                for field in ["", "tag:"] {
                    self.values.push(Sql::Text(format!("{field}{name}")));
                    if !ends.is_empty() {
                        self.values.push(Sql::Text(format!("{field}{name}{ends}")));
                    }
                }
                format!(
                    "a.id IN (SELECT article FROM index_tag WHERE tag {is} UNION SELECT x.id FROM state_register r CROSS JOIN index_article x \
                     ON x.key = r.key WHERE r.field {is} AND r.value <> 'null')"
                )
            }
            Term::Language(name) => {
                self.values.push(Sql::Text(name.clone()));
                "(a.language IS ?)".to_owned()
            }
            Term::Format(format) => {
                self.values.push(Sql::Text(format.name().to_owned()));
                "(a.format = ?)".to_owned()
            }
            Term::Minutes(least, most) => {
                self.values.push(Sql::Integer((*least).into()));
                self.values.push(Sql::Integer((*most).into()));
                "(a.minutes BETWEEN ? AND ?)".to_owned()
            }
            Term::Is(Asked::Video) => format!("(a.flags & {VIDEO} <> 0)"),
            Term::Is(Asked::Duplicate) => {
                "a.id IN (SELECT article FROM index_file WHERE article IS NOT NULL \
                 GROUP BY article HAVING count(*) > 1)"
                    .to_owned()
            }
            Term::Is(asked) => match mark(*asked) {
                Some((mark, wanted)) => {
                    let sets = context.sets.iter().filter(|set| set.has(mark) == wanted);
                    format!("(a.marks IN ({}))", numbers(sets))
                }
                None => "1".to_owned(),
            },
            Term::Has(Part::Image) => format!("(a.flags & {IMAGE} <> 0)"),
            Term::Has(part) => {
                let commented = match part {
                    Part::Note => " AND json_extract(value, '$.comment') IS NOT NULL",
                    _ => "",
                };
                format!(
                    "a.key IN (SELECT key FROM state_register WHERE field >= 'note:' AND field < 'note;' AND value <> 'null'{commented})"
                )
            }
        }
    }

    /// The condition of the marks, if any.
    pub fn marks_clause(&self) -> Option<String> {
        let sets = self.marks.as_ref()?;
        Some(format!("a.marks IN ({})", numbers(sets.iter())))
    }
}

fn numbers<'a>(sets: impl Iterator<Item = &'a MarkSet>) -> String {
    let sets: Vec<String> = sets.map(|set| set.bits().to_string()).collect();
    sets.join(", ")
}

fn denied_text(expr: &Expr) -> Option<&Expr> {
    match expr {
        Expr::Not(expr) => Some(expr),
        _ => None,
    }
}

/// The mark that is asked for, and whether it must be there.
fn mark(asked: Asked) -> Option<(Mark, bool)> {
    match asked {
        Asked::Unread => Some((Mark::Read, false)),
        Asked::Read => Some((Mark::Read, true)),
        Asked::Starred => Some((Mark::Starred, true)),
        Asked::Archived => Some((Mark::Archived, true)),
        Asked::Binned => Some((Mark::Binned, true)),
        Asked::Video | Asked::Duplicate => None,
    }
}

fn mark_of(expr: &Expr) -> Option<(Mark, bool)> {
    match expr {
        Expr::Term(Term::Is(asked), _) => mark(*asked),
        Expr::Not(expr) => mark_of(expr).map(|(mark, wanted)| (mark, !wanted)),
        _ => None,
    }
}

/// The first and the last day that are asked for.
fn days_of(term: &Term, today: NaiveDate) -> Option<(Option<NaiveDate>, Option<NaiveDate>)> {
    let ago = |days: u32| today.checked_sub_days(Days::new(days.into()));
    match term {
        Term::Days(first, last) => Some((*first, *last)),
        Term::Newer(days) => Some((ago(*days), None)),
        Term::Older(days) => Some((None, ago(days.saturating_add(1)))),
        _ => None,
    }
}

/// Several expressions as one, in parentheses.
fn join(mut all: Vec<String>, between: &str) -> Option<String> {
    match all.len() {
        0 | 1 => all.pop(),
        _ => Some(format!("({})", all.join(between))),
    }
}

/// Words in a row, as the full-text index has them, in quotes.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\"\""))
}

impl Context<'_> {
    /// The full-text expression of what is asked of words alone; `None` where more is asked, or only that words are missing.
    fn text(&self, expr: &Expr) -> Option<String> {
        match expr {
            Expr::Term(Term::Text(text), _) => self.phrase(text),
            Expr::Or(all) => {
                let all: Option<Vec<String>> = all.iter().map(|expr| self.text(expr)).collect();
                join(all?, " OR ")
            }
            Expr::And(all) => {
                let (mut held, mut denied) = (Vec::new(), Vec::new());
                for expr in all {
                    match expr {
                        Expr::Not(expr) => denied.push(self.text(expr)?),
                        expr => held.push(self.text(expr)?),
                    }
                }
                let held = join(held, " AND ")?;
                Some(match join(denied, " OR ") {
                    Some(denied) => format!("({held} NOT {denied})"),
                    None => held,
                })
            }
            Expr::Not(_) | Expr::Term(..) => None,
        }
    }

    fn phrase(&self, text: &Text) -> Option<String> {
        let run = spaced(&text.words);
        let mut all = words(&run);
        let first = all.next()?;
        let is_single = all.next().is_none();
        let columns = columns(text.field);
        Some(match text.ending {
            Ending::Whole => format!("{columns}{}", quoted(&run)),
            // What is typed may be the beginning of a common word. Those stand for all: merging the lists of all words that begin so
            // would take longer than the next key.
            Ending::Typing if is_single => {
                let common = (self.complete)(first);
                if common.is_empty() {
                    format!("{columns}{}*", quoted(first))
                } else {
                    let all = std::iter::once(first).chain(common.iter().map(String::as_str));
                    let all: Vec<String> = all.map(quoted).collect();
                    format!("{columns}({})", all.join(" OR "))
                }
            }
            Ending::Typing | Ending::Open => format!("{columns}{}*", quoted(&run)),
        })
    }

    /// The expression that ranks: the words asked for that are not common, any of them.
    fn ranking(&self, ask: &Ask) -> Option<String> {
        let texts: Vec<&Text> = ask.texts().collect();
        let telling = texts.iter().filter(|text| {
            let run = spaced(&text.words);
            let is_common = words(&run).all(|word| (self.is_common)(word));
            !is_common && (text.ending == Ending::Whole || texts.len() == 1)
        });
        join(
            telling.filter_map(|text| self.phrase(text)).collect(),
            " OR ",
        )
    }
}

/// The columns of a field, as the full-text index takes them.
const fn columns(field: Field) -> &'static str {
    match field {
        Field::Any => "",
        Field::Headline => "{headline} : ",
        Field::Body => "{standfirst body} : ",
        Field::Publisher => "{publisher} : ",
        Field::Byline => "{byline} : ",
    }
}
