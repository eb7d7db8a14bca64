//! Any line that may name a saved article.
#![no_main]

clippings_fuzz::target!(clippings_fuzz::properties::links::followed);
