//! Any text through the character filter.
#![no_main]

clippings_fuzz::target!(clippings_fuzz::properties::characters::filtered);
