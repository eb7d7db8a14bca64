//! A query to what the engine is asked: one full-text expression, a range of ids, conditions. What the reader typed is bound, never pasted.

use chrono::{Days, NaiveDate};
use rusqlite::types::Value as Sql;

use super::expression::{Fact, Vocabulary, join, without};
use super::index::day_number;
use super::prepare::{COPIED, IMAGE, VIDEO, first_id};
use crate::library::ask::{Ask, Ending, Expr, Mark as Asked, Part, Term};
use crate::library::{Mark, MarkSet};

/// What the engine is asked.
#[derive(Debug, Default)]
pub(super) struct Plan {
    /// The full-text expression that holds of every hit.
    pub words: Option<String>,
    /// One that ranks hits by their uncommon words.
    pub ranked: Option<String>,
    /// Ids from the first to before the second.
    pub range: Option<(i64, i64)>,
    /// Conditions on the article `a`.
    pub clauses: Vec<String>,
    /// The values of the conditions, in order.
    pub values: Vec<Sql>,
    /// A condition asks for more than the article's id.
    pub asks_more: bool,
    /// Statements that give the ids of what must hold, each with its values: there may be few.
    pub lookups: Vec<(String, Vec<Sql>)>,
    /// The sets of marks that are asked for; `None` where any will do.
    pub marks: Option<Vec<MarkSet>>,
}

/// What has to be known to make a plan.
pub(super) struct Context<'a> {
    pub today: NaiveDate,
    /// The sets of marks that there are.
    pub sets: &'a [MarkSet],
    pub vocabulary: Vocabulary<'a>,
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
        let vocabulary = &context.vocabulary;
        let held = parts.iter().filter_map(|part| vocabulary.expression(part));
        let held = join(held.collect(), " AND ");
        let mut sets: Vec<MarkSet> = context.sets.to_vec();
        let mut denied = Vec::new();
        for part in parts {
            let refused = match part {
                Expr::Not(part) if held.is_some() => vocabulary.expression(part),
                _ => None,
            };
            if let Some(text) = refused {
                denied.push(text);
            } else if let Some((mark, wanted)) = mark_of(part) {
                sets.retain(|set| set.has(mark) == wanted);
            } else if vocabulary.expression(part).is_none() {
                plan.narrow(part, context.today);
                let clause = plan.clause(part, context);
                plan.clauses.push(clause);
            }
        }
        if !ask.names(Asked::Binned) {
            sets.retain(|set| !set.has(Mark::Binned));
        }
        let is_of_words = ask.texts().next().is_some();
        if !is_of_words && !ask.names(Asked::Archived) && !ask.names(Asked::Binned) {
            sets.retain(|set| !set.has(Mark::Archived));
        }
        plan.marks = (sets.len() < context.sets.len()).then_some(sets);
        plan.words = held.map(|held| without(held, denied));
        plan.ranked = vocabulary.ranking(ask);
        plan
    }

    /// Narrows the range of ids where days are asked for, and notes what can be looked up.
    fn narrow(&mut self, part: &Expr, today: NaiveDate) {
        let Expr::Term(term, _) = part else { return };
        self.lookups.extend(lookup(term).or_else(|| range(term)));
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
        let is_fact = matches!(expr, Expr::Term(term, _) if Fact::of(term).is_some());
        if let Some(words) = context.vocabulary.expression(expr).filter(|_| !is_fact) {
            self.values.push(Sql::Text(words));
            return "a.id IN (SELECT rowid FROM index_text WHERE index_text MATCH ?)".to_owned();
        }
        match expr {
            Expr::And(all) | Expr::Or(all) => {
                let all: Vec<String> = all.iter().map(|expr| self.clause(expr, context)).collect();
                let between = if matches!(expr, Expr::And(_)) {
                    " AND "
                } else {
                    " OR "
                };
                if all.is_empty() {
                    "1".to_owned()
                } else {
                    format!("({})", all.join(between))
                }
            }
            Expr::Not(expr) => format!("NOT {}", self.clause(expr, context)),
            Expr::Term(term, _) => {
                if let Some((ids, values)) = lookup(term) {
                    self.values.extend(values);
                    format!("a.id IN ({ids})")
                } else {
                    self.asks_more = true;
                    self.term(term, context)
                }
            }
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
            Term::Has(Part::Image) => format!("(a.flags & {IMAGE} <> 0)"),
            Term::Is(Asked::Video) => format!("(a.flags & {VIDEO} <> 0)"),
            Term::Is(asked) => match mark(*asked) {
                Some((mark, wanted)) => {
                    let sets = context.sets.iter().filter(|set| set.has(mark) == wanted);
                    format!("(a.marks IN ({}))", numbers(sets))
                }
                None => "1".to_owned(),
            },
            // Words without a letter ask nothing; the others are looked up or are days.
            _ => "1".to_owned(),
        }
    }

    /// The condition of the marks, if any.
    pub fn marks_clause(&self) -> Option<String> {
        let sets = self.marks.as_ref()?;
        Some(format!("a.marks IN ({})", numbers(sets.iter())))
    }
}

/// The statement that counts the articles in a stretch of an order that a term asks for: a condition like others where they are many.
fn range(term: &Term) -> Option<(String, Vec<Sql>)> {
    match term {
        Term::Minutes(least, most) => {
            let ids = "SELECT id FROM index_article WHERE minutes BETWEEN ? AND ?";
            let values = [*least, *most].map(|minutes| Sql::Integer(minutes.into()));
            Some((ids.to_owned(), values.to_vec()))
        }
        _ => None,
    }
}

/// The statement that gives the ids of the articles of which a term holds, where there is one, and its values.
fn lookup(term: &Term) -> Option<(String, Vec<Sql>)> {
    match term {
        Term::Tag(name, ending) => {
            let (is, ends) = match ending {
                Ending::Whole => ("= ?", None),
                // One code point after all that a name may go on with.
                _ => ("BETWEEN ? AND ?", Some('\u{10ffff}')),
            };
            let values = ["", "tag:"].into_iter().flat_map(|field| {
                let first = format!("{field}{name}");
                let last = ends.map(|end| format!("{first}{end}"));
                std::iter::once(first).chain(last).map(Sql::Text)
            });
            let ids = format!(
                "SELECT article FROM index_tag WHERE tag {is} UNION SELECT x.id FROM state_register r CROSS JOIN index_article x \
                 ON x.key = r.key WHERE r.field {is} AND r.value <> 'null'"
            );
            Some((ids, values.collect()))
        }
        Term::Is(Asked::Duplicate) => {
            let ids = format!("SELECT id FROM index_article WHERE flags & {COPIED}");
            Some((ids, Vec::new()))
        }
        Term::Has(part @ (Part::Note | Part::Highlight)) => {
            let commented = match part {
                Part::Note => " AND json_extract(r.value, '$.comment') IS NOT NULL",
                _ => "",
            };
            let ids = format!(
                "SELECT x.id FROM state_register r CROSS JOIN index_article x ON x.key = r.key \
                 WHERE r.field >= 'note:' AND r.field < 'note;' AND r.value <> 'null'{commented}"
            );
            Some((ids, Vec::new()))
        }
        _ => None,
    }
}

pub(super) fn numbers<'a>(sets: impl Iterator<Item = &'a MarkSet>) -> String {
    let sets: Vec<String> = sets.map(|set| set.bits().to_string()).collect();
    sets.join(", ")
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
