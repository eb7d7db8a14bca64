//! What holds whatever comes in: one function for each fuzz target, of bytes. The fuzzers in `fuzz/` and the replay of their seeds in
//! `replay.rs` call the same ones. They end in a panic where something does not hold.
#![allow(clippy::unwrap_used)]

pub mod captures;
pub mod characters;
pub mod config;
pub mod keys;
pub mod links;
pub mod page;
pub mod query;
pub mod shelf;
pub mod state;
mod world;

/// What bytes are held to.
pub type Property = fn(&[u8]);

/// The targets: names of folders in `fuzz/seeds`, and what each holds its bytes to.
pub const TARGETS: [(&str, Property); 11] = [
    ("text", captures::text),
    ("markdown", captures::markdown),
    ("html", captures::html),
    ("decode", captures::decoded),
    ("filter", characters::filtered),
    ("typeset", page::typeset_at_any_width),
    ("query", query::typed),
    ("state", state::merged),
    ("keys", keys::pressed),
    ("links", links::followed),
    ("config", config::read),
];
