//! What a memory learns, forgets and recalls.
