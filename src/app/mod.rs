//! The application as a pure function of what happened: [`update()`] takes a [`Message`] and gives [`Effect`]s, and the screen is drawn
//! from the [`Model`] alone. Knows no file, thread, clock or terminal.

pub mod address;
pub mod around;
pub mod chord;
pub mod command;
pub mod compare;
pub mod errand;
pub mod filter;
pub mod geometry;
pub mod help;
pub mod hints;
pub mod history;
pub mod joining;
pub mod keymap;
pub mod links;
pub mod list;
pub mod marking;
pub mod message;
pub mod model;
pub mod news;
pub mod notes;
pub mod number;
pub mod opening;
pub mod overlay;
pub mod picker;
pub mod prompt;
pub mod reader;
pub mod related;
pub mod scan;
pub mod search;
pub mod selection;
pub mod shelf;
pub mod sidebar;
pub mod sorting;
pub mod story;
pub mod tags;
pub mod timeline;
pub mod update;
pub mod wrap;
pub mod xray;

#[cfg(test)]
pub mod desk;
#[cfg(test)]
mod tests;

pub use message::{Effect, Message};
pub use model::Model;
pub use update::update;
