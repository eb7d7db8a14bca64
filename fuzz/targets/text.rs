//! Bytes as plain text.
#![no_main]

clippings_fuzz::target!(clippings_fuzz::properties::captures::text);
