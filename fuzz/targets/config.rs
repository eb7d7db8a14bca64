//! Any file of settings.
#![no_main]

clippings_fuzz::target!(clippings_fuzz::properties::config::read);
