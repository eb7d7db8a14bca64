//! Bytes as a Markdown clip.
#![no_main]

clippings_fuzz::target!(clippings_fuzz::properties::captures::markdown);
