//! `clippings`: a terminal reader for saved news articles.
//!
//! A saved page goes in as bytes and comes out as an [`article::Article`] in a newsroom's own terms. Everything else is a way to
//! find, show and connect Articles.
//!
//! ```text
//! bytes -> decode -> format -> blocks -> signals -> labels -> assemble -> Article -> page(width) -> rows -> screen
//! ```
//!
//! The rooms, each with what it may know (`tests/architecture.rs` holds the table and enforces it):
//!
//! | room | what lives there | may import |
//! |---|---|---|
//! | [`article`] | the vocabulary: plain data | chrono, serde |
//! | [`fold`] | the one form in which texts are compared | memchr, unicode crates |
//! | [`parser`] | bytes to Article; knows no file, clock, width or colour | `article` |
//! | [`library`] | what is saved and how it is asked for: rows, queries, headline links | `article`, `fold` |
//! | [`store`] | one SQLite file a library: index, full text, the reader's own state | `article`, `fold`, `library` |
//! | [`page`] | article + width to typeset rows | `article`, `fold` |
//! | [`app`] | the application as a pure function of what happened | `article`, `library`, `page` |
//! | [`ui`] | the application's state to cells | `app` and what it imports, ratatui |
//! | [`run`] | the only door outside: terminal, threads, files, clock | all above |
//! | [`cli`] | one file a subcommand | all above |

// Tests may: for all the other lints of this kind .clippy.toml says so.
#![cfg_attr(test, allow(clippy::string_slice))]

pub mod app;
pub mod article;
pub mod cli;
pub mod fold;
pub mod library;
pub mod page;
pub mod parser;
pub mod run;
pub mod store;
pub mod ui;
