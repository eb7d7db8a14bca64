//! One query inside another: what is searched for in a list that a filter narrows.

use super::{Ask, Expr, Mark, Sort, Term};

impl Ask {
    /// This query in a list that is narrowed to `filter`: both must hold, and what the list does not show, being archived, does not unless
    /// one of them asks for that or for the bin. This one's order comes before the filter's.
    #[must_use]
    pub fn within(&self, filter: &Self) -> Self {
        let mut all = Vec::new();
        for expr in [&filter.what, &self.what] {
            match expr {
                Expr::And(parts) => all.extend(parts.iter().cloned()),
                one => all.push(one.clone()),
            }
        }
        let names = |mark| self.names(mark) || filter.names(mark);
        if !names(Mark::Archived) && !names(Mark::Binned) {
            let archived = Expr::Term(Term::Is(Mark::Archived), 0..0);
            all.push(Expr::Not(Box::new(archived)));
        }
        Self {
            what: Expr::And(all),
            sort: self.sort.or(filter.sort),
        }
    }

    /// What hits are sorted by where the query does not say it: those of words by relevance, others by date.
    pub fn order(&self) -> Sort {
        let is_of_words = self.texts().next().is_some();
        self.sort.unwrap_or(if is_of_words {
            Sort::Relevance
        } else {
            Sort::Newest
        })
    }
}
