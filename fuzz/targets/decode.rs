//! Bytes in any encoding.
#![no_main]

clippings_fuzz::target!(clippings_fuzz::properties::captures::decoded);
