//! Bytes as a saved page.
#![no_main]

clippings_fuzz::target!(clippings_fuzz::properties::captures::html);
