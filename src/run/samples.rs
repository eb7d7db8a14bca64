//! The built-in library: saved pages of an invented coast, shown while the reader has none of their own.

/// File name and content of each sample, ordered by name.
pub const SAMPLES: &[(&str, &[u8])] = &[
    (
        "North mole breached in two places - Wendside Gazette.html",
        include_bytes!(
            "../../assets/samples/North mole breached in two places - Wendside Gazette.html"
        ),
    ),
    (
        "edda-farrow-obituary.txt",
        include_bytes!("../../assets/samples/edda-farrow-obituary.txt"),
    ),
    (
        "library-boat.txt",
        include_bytes!("../../assets/samples/library-boat.txt"),
    ),
    (
        "lunds-bakery-interview.txt",
        include_bytes!("../../assets/samples/lunds-bakery-interview.txt"),
    ),
    (
        "marrowick-harbour-reopens.txt",
        include_bytes!("../../assets/samples/marrowick-harbour-reopens.txt"),
    ),
    (
        "nachtfaehre-nach-skerrin.txt",
        include_bytes!("../../assets/samples/nachtfaehre-nach-skerrin.txt"),
    ),
    (
        "nettle-soup.md",
        include_bytes!("../../assets/samples/nettle-soup.md"),
    ),
    (
        "night-train-returns.txt",
        include_bytes!("../../assets/samples/night-train-returns.txt"),
    ),
    (
        "north-mole-inquiry.txt",
        include_bytes!("../../assets/samples/north-mole-inquiry.txt"),
    ),
    (
        "ostrel-observatory-opens-its-dome.html",
        include_bytes!("../../assets/samples/ostrel-observatory-opens-its-dome.html"),
    ),
    (
        "quillby-mayor.txt",
        include_bytes!("../../assets/samples/quillby-mayor.txt"),
    ),
    (
        "skerrin-todai.txt",
        include_bytes!("../../assets/samples/skerrin-todai.txt"),
    ),
    (
        "storm-isolde-shuts-harbour.txt",
        include_bytes!("../../assets/samples/storm-isolde-shuts-harbour.txt"),
    ),
    (
        "tide-clock-theft.txt",
        include_bytes!("../../assets/samples/tide-clock-theft.txt"),
    ),
    (
        "wanderers-go-up.htm",
        include_bytes!("../../assets/samples/wanderers-go-up.htm"),
    ),
];

#[cfg(test)]
mod tests {
    use super::SAMPLES;

    #[test]
    fn ordered_by_name_and_none_empty() {
        assert!(SAMPLES.len() >= 14);
        assert!(SAMPLES.is_sorted_by(|(a, _), (b, _)| a < b));
        for (name, bytes) in SAMPLES {
            assert!(bytes.len() > 500, "{name}");
        }
    }
}
