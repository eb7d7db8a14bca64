//! The menu of what the list is sorted and grouped by.

use crate::app::keymap::{Code, Key};
use crate::app::model::Model;
use crate::app::overlay::Overlay;
use crate::library::ask::Sort;
use crate::library::{Grouping, Order};

/// What may be chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Pick {
    Order(Order),
    Relevance,
    Group(Grouping),
}

/// A line of the menu.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Choice {
    /// Its key.
    pub key: char,
    /// What it does.
    pub about: &'static str,
    /// It is so now.
    pub is_so: bool,
}

const MENU: &[(char, Pick, &str)] = &[
    ('n', Pick::Order(Order::Newest), "newest first"),
    ('o', Pick::Order(Order::Oldest), "oldest first"),
    ('h', Pick::Order(Order::Headline), "by headline"),
    ('p', Pick::Order(Order::Publisher), "by publisher"),
    (
        'm',
        Pick::Order(Order::Minutes),
        "by minutes, shortest first",
    ),
    ('r', Pick::Relevance, "by relevance, best first"),
    ('d', Pick::Group(Grouping::Day), "in groups, by day"),
    (
        'b',
        Pick::Group(Grouping::Publisher),
        "in groups, by publisher",
    ),
    ('s', Pick::Group(Grouping::Story), "in groups, by story"),
    ('x', Pick::Group(Grouping::None), "in no groups"),
];

impl Model {
    /// The lines of the menu; relevance is among them while words are searched for.
    pub fn sort_menu(&self) -> Vec<Choice> {
        let lines = MENU.iter().filter(|(_, pick, _)| self.can_pick(*pick));
        lines
            .map(|&(key, pick, about)| Choice {
                key,
                about,
                is_so: self.is_picked(pick),
            })
            .collect()
    }

    fn can_pick(&self, pick: Pick) -> bool {
        let search = self.list.search.as_ref();
        let of_words = search.is_some_and(|search| search.ask.texts().next().is_some());
        pick != Pick::Relevance || of_words
    }

    /// What the list is sorted by now.
    fn sort(&self) -> Sort {
        let ask = self.list_ask();
        ask.map_or(self.list.order.into(), |ask| ask.order())
    }

    fn is_picked(&self, pick: Pick) -> bool {
        match pick {
            Pick::Order(order) => self.sort() == order.into(),
            Pick::Relevance => self.sort() == Sort::Relevance,
            Pick::Group(group) => self.list.group == group,
        }
    }

    /// Takes a key for the menu; one that is none of its own closes it.
    pub fn sort_key(&mut self, key: Key) {
        let Code::Char(typed) = key.code else {
            return;
        };
        let found = MENU.iter().find(|(key, ..)| *key == typed);
        let Some(&(_, pick, about)) = found.filter(|(_, pick, _)| self.can_pick(*pick)) else {
            return;
        };
        match pick {
            Pick::Order(order) => self.sort_by(order),
            Pick::Relevance => self.set_sort(None),
            Pick::Group(group) => {
                self.list.group = group;
                if !group.suits(self.sort()) {
                    self.sort_by(match group {
                        Grouping::Publisher => Order::Publisher,
                        Grouping::Day | Grouping::Story | Grouping::None => Order::Newest,
                    });
                }
            }
        }
        self.say(done(about));
        self.keep_arrangement();
        self.relist();
    }

    /// Sorts the list; groups that do not stand together in that order go.
    fn sort_by(&mut self, order: Order) {
        self.list.order = order;
        if !self.list.group.suits(order.into()) {
            self.list.group = Grouping::None;
        }
        self.set_sort(Some(order.into()));
    }

    /// What is chosen here comes before what search and filter say themselves.
    fn set_sort(&mut self, sort: Option<Sort>) {
        if let Some(search) = &mut self.list.search {
            search.ask.sort = sort;
        }
        if let Some(filter) = &mut self.list.filter {
            filter.ask.sort = None;
        }
    }

    /// Opens the menu.
    pub fn begin_sort(&mut self) {
        self.overlay = Overlay::Sort;
    }
}

/// A line of the menu as what was done.
fn done(about: &str) -> String {
    match about.strip_prefix("in groups, ") {
        Some(by) => format!("Grouped {by}"),
        None if about.starts_with("in no") => "Not grouped".to_owned(),
        None => format!("Sorted {about}"),
    }
}
