//! Searches: the one that narrows the list, and the one that marks its matches in the text.

use std::collections::HashMap;

use crate::app::geometry::Pane;
use crate::app::message::{Effect, Hit, Ticket};
use crate::app::model::Model;
use crate::app::shelf::Id;
use crate::article::Article;
use crate::library::Query;
use crate::page::{Match, Page};

/// Articles found, each with: does its headline alone match?
pub type Hits = HashMap<Id, bool>;

/// The search that the list is narrowed to.
#[derive(Debug, Clone, Default)]
pub struct Search {
    /// As typed.
    pub typed: String,
    query: Query,
    ticket: Ticket,
    hits: Option<Hits>,
    /// Hits among what came onto the shelf after the question was sent.
    late: Vec<Hit>,
}

impl Search {
    /// The articles found, once they are known: each with whether its headline alone matches.
    pub fn hits(&self) -> Option<&Hits> {
        self.hits.as_ref()
    }
}

/// The search in the text.
#[derive(Debug, Clone, Default)]
pub struct Find {
    /// As typed.
    pub typed: String,
    /// Where it was found, in reading order.
    pub matches: Vec<Match>,
    /// The match that was gone to last.
    pub current: usize,
    /// It came with the article, from the list's search.
    pub inherited: bool,
}

impl Find {
    /// Looks for all words of `typed` in `article`.
    pub fn new(typed: &str, article: &Article) -> Self {
        let mut matches: Vec<Match> = Query::parse(typed)
            .needles
            .iter()
            .flat_map(|needle| Page::find(article, needle.text()))
            .collect();
        matches.sort_by_key(|found| (found.element, found.range.start, found.range.end));
        matches.dedup();
        Self {
            typed: typed.to_owned(),
            matches,
            current: 0,
            inherited: false,
        }
    }
}

impl Model {
    /// Narrows the list to what was typed; shows all when that is empty.
    pub fn search_list(&mut self, typed: &str) {
        if typed.trim().is_empty() {
            self.list.search = None;
            self.list.refill(&self.shelf);
            self.inherit_search();
            return;
        }
        let query = Query::parse(typed);
        let ticket = self.ticket();
        let before = self.list.search.take().and_then(|search| search.hits);
        self.list.search = Some(Search {
            typed: typed.to_owned(),
            query: query.clone(),
            ticket,
            hits: before,
            late: Vec::new(),
        });
        self.ask(Effect::Search(ticket, query, self.shelf.shared()));
    }

    /// The hits have come.
    pub fn hits_came(&mut self, ticket: Ticket, hits: Vec<Hit>) {
        let Some(search) = self.list.search.as_mut().filter(|s| s.ticket == ticket) else {
            return;
        };
        let all = hits.into_iter().chain(search.late.drain(..));
        search.hits = Some(all.map(|hit| (hit.id, hit.in_headline)).collect());
        self.list.refill(&self.shelf);
        if self.is_typing_search() {
            self.list.select_first();
        }
    }

    /// Looks at articles that have just come onto the shelf.
    pub fn search_new(&mut self, ids: &[Id]) {
        let articles = &self.shelf;
        if let Some(search) = &mut self.list.search {
            let query = &search.query;
            let matching = ids
                .iter()
                .filter_map(|&id| Hit::of(query, id, articles.entry(id)?));
            search.late.extend(matching);
            if let Some(hits) = &mut search.hits {
                hits.extend(search.late.iter().map(|hit| (hit.id, hit.in_headline)));
            }
        }
    }

    /// Looks for `typed` in the text, and goes to the first match from the top of the screen on.
    pub fn find_in_text(&mut self, typed: &str) {
        let Some(reader) = &mut self.reader else {
            return;
        };
        reader.find = (!typed.trim().is_empty()).then(|| Find::new(typed, &reader.article));
        let top = reader.page.place_of(reader.top());
        if let Some(find) = &mut reader.find {
            find.current = find
                .matches
                .iter()
                .position(|found| found.place() >= top)
                .unwrap_or(0);
        }
        self.show_match();
    }

    /// Marks in the text what the list is narrowed to, unless something else is being looked for there.
    pub fn inherit_search(&mut self) {
        let Some(reader) = &mut self.reader else {
            return;
        };
        if reader.find.as_ref().is_some_and(|find| !find.inherited) {
            return;
        }
        let search = self.list.search.as_ref();
        let find = search.map(|search| Find::new(&search.typed, &reader.article));
        reader.find = find
            .filter(|find| !find.matches.is_empty())
            .map(|find| Find {
                inherited: true,
                ..find
            });
    }

    /// Goes `delta` matches on: in the text from match to match, in the list from row to row.
    pub fn step_match(&mut self, delta: isize) {
        let find = self.reader.as_mut().and_then(|r| r.find.as_mut());
        match find {
            Some(find) if self.focus == Pane::Body => {
                let count = isize::try_from(find.matches.len()).unwrap_or(isize::MAX);
                if count > 0 {
                    let at = isize::try_from(find.current).unwrap_or(0) + delta;
                    find.current = at.rem_euclid(count).unsigned_abs();
                }
                self.show_match();
            }
            _ => self.move_selection(delta),
        }
    }

    /// Scrolls so that the current match is on the screen.
    fn show_match(&mut self) {
        let height = self.body_height();
        if let Some(reader) = &mut self.reader
            && let Some(find) = &reader.find
            && let Some(found) = find.matches.get(find.current)
        {
            let row = reader.page.row_of(found.place());
            let top = reader.top();
            if row < top || row >= top + height {
                reader.scroll_to(row.saturating_sub(height / 3), height);
            }
        }
    }
}
