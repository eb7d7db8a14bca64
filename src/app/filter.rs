//! The filter: a query that the list is narrowed to until it is taken off, whatever is searched for in it.

use tui_input::Input;

use crate::app::message::Effect;
use crate::app::model::Model;
use crate::app::overlay::Overlay;
use crate::app::prompt::{Prompt, Purpose};
use crate::library::ask::{Ask, Fault, parse};
use crate::library::{Arrangement, Id};

/// The filter that the list is narrowed to.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// Its name, where it is a saved one.
    pub name: Option<String>,
    /// As typed.
    pub typed: String,
    /// The last query that could be understood.
    pub ask: Ask,
    /// What is wrong with what is typed now.
    pub fault: Option<Fault>,
}

/// A filter that is being edited.
#[derive(Debug, Clone, Default)]
pub struct Editing {
    /// The one that was set before.
    before: Option<Filter>,
    /// The article that was selected then.
    selected: Option<Id>,
    /// The name that it is saved under when it is done.
    name: Option<String>,
}

impl Filter {
    /// The filter that was typed, under a name if it has one; `None` where nothing was typed.
    ///
    /// # Errors
    /// It is no query.
    fn new(name: Option<String>, typed: &str) -> Result<Option<Self>, Fault> {
        let typed = typed.trim();
        let ask = parse(typed, false)?;
        Ok((!typed.is_empty()).then(|| Self {
            name,
            typed: typed.to_owned(),
            ask,
            fault: None,
        }))
    }
}

impl Model {
    /// Begins to edit the filter.
    pub fn begin_filter(&mut self) {
        let filter = self.list.filter.as_ref();
        let typed = filter.map_or(String::new(), |filter| filter.typed.clone());
        self.edit_filter(None, &typed);
    }

    /// Edits a filter, to be saved under a name if it has one.
    pub fn edit_filter(&mut self, name: Option<String>, typed: &str) {
        self.editing = Editing {
            before: self.list.filter.clone(),
            selected: self.list.selected(),
            name,
        };
        self.overlay = Overlay::Prompt(Prompt {
            purpose: Purpose::Filter,
            input: Input::new(typed.to_owned()),
        });
        if self.editing.name.is_some() {
            self.filter_typed(typed);
        }
    }

    /// Is a filter being typed?
    pub fn is_typing_filter(&self) -> bool {
        let Overlay::Prompt(prompt) = &self.overlay else {
            return false;
        };
        prompt.purpose == Purpose::Filter
    }

    /// Narrows the list to what was typed; what is no query yet leaves it as it is.
    pub fn filter_typed(&mut self, typed: &str) {
        if typed.trim().is_empty() {
            if self.list.filter.take().is_some() {
                if let Some(id) = self.editing.selected {
                    self.list.select_then(id);
                }
                self.relist();
            }
            return;
        }
        let filter = self.list.filter.get_or_insert_default();
        filter.name = None;
        typed.clone_into(&mut filter.typed);
        match parse(typed, true) {
            Ok(ask) => {
                filter.fault = None;
                filter.ask = ask;
                self.relist();
            }
            Err(fault) => filter.fault = Some(fault),
        }
    }

    /// The filter is as it is to be; one that is no query goes on being edited.
    pub fn keep_filter(&mut self, prompt: Prompt) {
        let typed = prompt.input.value().trim().to_owned();
        let before = std::mem::take(&mut self.editing);
        let same = before
            .before
            .as_ref()
            .filter(|filter| filter.typed == typed);
        let name = before.name.clone();
        let shown = name.clone().or(same.and_then(|filter| filter.name.clone()));
        match Filter::new(shown, &typed) {
            Ok(filter) => {
                if let Some(name) = name.filter(|_| filter.is_some()) {
                    self.save_filter(&name, Some(&typed));
                }
                self.set_filter(filter);
            }
            Err(fault) => {
                if let Some(filter) = &mut self.list.filter {
                    filter.fault = Some(fault);
                }
                self.editing = before;
                self.overlay = Overlay::Prompt(prompt);
            }
        }
    }

    /// The filter is again what it was before it was edited.
    pub fn cancel_filter(&mut self) {
        let editing = std::mem::take(&mut self.editing);
        self.list.filter = editing.before;
        if let Some(id) = editing.selected {
            self.list.select_then(id);
        }
        self.relist();
    }

    /// Narrows the list to a saved filter; an empty query takes the filter off.
    pub fn apply_filter(&mut self, name: &str, query: &str) {
        match Filter::new(Some(name.to_owned()), query) {
            Ok(filter) => self.set_filter(filter),
            Err(fault) => self.say(format!("{name}: {fault}")),
        }
    }

    fn set_filter(&mut self, filter: Option<Filter>) {
        self.list.filter = filter;
        // The selected article where it is still shown, else the first.
        if let Some(id) = self.list.selected() {
            self.list.select_then(id);
        }
        self.list.select_first();
        self.relist();
        self.keep_arrangement();
    }

    /// Keeps how the list is arranged for the next time.
    pub fn keep_arrangement(&mut self) {
        let filter = self.list.filter.as_ref();
        self.ask(Effect::Arrange(Box::new(Arrangement {
            name: filter.and_then(|filter| filter.name.clone()),
            filter: filter.map_or(String::new(), |filter| filter.typed.clone()),
            order: self.list.order,
            group: self.list.group,
        })));
    }

    /// Arranges the list as it was when it was last looked at.
    pub fn arrange(&mut self, arrangement: Arrangement) {
        self.list.order = arrangement.order;
        self.list.group = arrangement.group;
        // A filter that an older program cannot read is none.
        let filter = Filter::new(arrangement.name, &arrangement.filter);
        self.list.filter = filter.unwrap_or_default();
    }

    /// What the list is to show: what is searched for within the filter, in the list's order unless they name another.
    pub fn list_ask(&self) -> Option<Ask> {
        let search = self.list.search.as_ref().map(|search| &search.ask);
        let Some(filter) = &self.list.filter else {
            return search.cloned();
        };
        let nothing = Ask {
            sort: filter.ask.sort.or(Some(self.list.order.into())),
            ..Ask::default()
        };
        Some(search.unwrap_or(&nothing).within(&filter.ask))
    }
}
