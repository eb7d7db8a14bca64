//! Any article at any width.
#![no_main]

clippings_fuzz::target!(clippings_fuzz::properties::page::typeset_at_any_width);
