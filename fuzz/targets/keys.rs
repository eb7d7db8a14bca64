//! Any keys and anything that may happen meanwhile.
#![no_main]

clippings_fuzz::target!(clippings_fuzz::properties::keys::pressed);
