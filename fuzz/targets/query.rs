//! Any query, asked of a small library.
#![no_main]

clippings_fuzz::target!(clippings_fuzz::properties::query::typed);
