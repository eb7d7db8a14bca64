//! Searches: the one that narrows the list, and the one that marks its matches in the text.

use std::collections::HashMap;
use std::ops::Range;

use crate::app::geometry::Pane;
use crate::app::list::Snippets;
use crate::app::model::Model;
use crate::article::Article;
use crate::library::ask::{Ask, Fault, parse};
use crate::library::{Id, fold};
use crate::page::{Match, Page};

/// The search that the list is narrowed to.
#[derive(Debug, Clone, Default)]
pub struct Search {
    /// As typed.
    pub typed: String,
    /// The last query that could be understood.
    pub ask: Ask,
    /// What is wrong with what is typed now.
    pub fault: Option<Fault>,
    /// Behind the hits, articles whose headlines nearly are what was typed: the bytes of the headline that hold its letters.
    pub near: HashMap<Id, Vec<Range<usize>>>,
    /// The words around what was found.
    pub snippets: Snippets,
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
    /// Looks for all words of `typed` in `article`; for all of it as it stands where it is no query.
    pub fn new(typed: &str, article: &Article) -> Self {
        let ask = parse(typed, true).unwrap_or_default();
        let mut words: Vec<&str> = ask.texts().map(|text| text.words.as_str()).collect();
        let whole = fold(typed.trim());
        if words.is_empty() {
            words.push(&whole);
        }
        let mut matches: Vec<Match> = words
            .iter()
            .flat_map(|words| Page::find(article, words))
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
    /// Narrows the list to what was typed; shows all when that is empty. What is no query yet leaves the list as it is.
    pub fn search_list(&mut self, typed: &str) {
        if typed.trim().is_empty() {
            if self.list.search.take().is_some() {
                self.relist();
                self.inherit_search();
            }
            return;
        }
        let is_typing = self.is_typing_search();
        let search = self.list.search.get_or_insert_default();
        typed.clone_into(&mut search.typed);
        match parse(typed, is_typing) {
            Ok(ask) => {
                search.fault = None;
                search.ask = ask;
                search.snippets = Snippets::default();
                self.relist();
            }
            Err(fault) => search.fault = Some(fault),
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
        let search = search.filter(|search| search.ask.texts().next().is_some());
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
            let place = found.place();
            let row = reader.page.row_of(place);
            let top = reader.top();
            if row < top || row >= top + height {
                reader.scroll_to(row.saturating_sub(height / 3), height);
            }
            reader.cursor_to(place);
        }
    }
}
