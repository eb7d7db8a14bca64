//! How many articles a query holds of.

use chrono::NaiveDate;

use super::error::StoreError;
use super::opening::Store;
use crate::library::ask::{Ask, Expr, Mark as Asked, Sort, Term};
use crate::library::{Mark, MarkSet};

impl Store {
    /// The number of hits; without a look at any article where only marks are asked for.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn count(&self, ask: &Ask, today: NaiveDate) -> Result<usize, StoreError> {
        let sets = self
            .mark_sets()
            .map_err(|cause| StoreError::of(&self.path, cause))?;
        let finds_binned = ask.names(Asked::Binned);
        let finds_archived = finds_binned || ask.names(Asked::Archived);
        let mut sum = Some(0_u64);
        for (set, articles) in sets {
            let is_left_out = (set.has(Mark::Binned) && !finds_binned)
                || (set.has(Mark::Archived) && !finds_archived);
            let counts = holds(&ask.what, set).map(|holds| holds && !is_left_out);
            sum = sum
                .zip(counts)
                .map(|(sum, counts)| sum + if counts { articles } else { 0 });
        }
        if let Some(sum) = sum {
            return Ok(usize::try_from(sum).unwrap_or(usize::MAX));
        }
        let unsorted = Ask {
            sort: Some(Sort::Newest),
            ..ask.clone()
        };
        Ok(self.all_hits(&unsorted, today)?.len())
    }
}

/// Does the query hold of articles with these marks? `None` where that takes more than marks.
fn holds(expr: &Expr, set: MarkSet) -> Option<bool> {
    match expr {
        Expr::And(all) => all
            .iter()
            .map(|expr| holds(expr, set))
            .try_fold(true, |all, one| Some(all && one?)),
        Expr::Or(all) => all
            .iter()
            .map(|expr| holds(expr, set))
            .try_fold(false, |any, one| Some(any || one?)),
        Expr::Not(expr) => Some(!holds(expr, set)?),
        Expr::Term(Term::Is(asked), _) => match asked {
            Asked::Unread => Some(!set.has(Mark::Read)),
            Asked::Read => Some(set.has(Mark::Read)),
            Asked::Starred => Some(set.has(Mark::Starred)),
            Asked::Archived => Some(set.has(Mark::Archived)),
            Asked::Binned => Some(set.has(Mark::Binned)),
            Asked::Video | Asked::Duplicate => None,
        },
        Expr::Term(..) => None,
    }
}
