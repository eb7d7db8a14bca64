//! What hostile text is made of, and how it may be written in a page.

/// Sequences that must not come out as they went in, none with a letter `V`: what stays of them is no canary.
pub const PAYLOADS: &[&str] = &[
    "\u{1b}[31mred\u{1b}[0m",
    "\u{1b}]0;title\u{7}",
    "\u{1b}]52;c;Zm9v\u{1b}\\",
    "\u{1b}]8;;http://evil.example/\u{1b}\\text\u{1b}]8;;\u{1b}\\",
    "\u{1b}P$q\"p\u{1b}\\\u{1b}_Ga=T;AAAA\u{1b}\\\u{1b}^pm\u{1b}\\\u{1b}Xsos\u{1b}\\",
    "\u{1b}c\u{1b}[?1049l\u{1b}[6n\u{1b}[c\u{1b}#8\u{1b}(0",
    "\u{1b}\u{1b}[[31m\u{1b}\u{18}]0;x\u{7}",
    "\u{9b}31m\u{9d}0;x\u{9c}\u{90}q\u{9c}\u{84}\u{8d}",
    "over\rwrite\u{8}\u{8}\u{7f}\u{e}\u{f}\u{5}\u{7}\u{b}\u{c}\u{85}\u{2028}\u{2029}x",
    "nul\0\u{1}\u{2}\u{1c}\u{1f}x",
    "gpj.\u{202e}exe\u{202c}\u{202d}\u{202a}\u{202b}",
    "\u{2066}a\u{2067}b\u{2068}c\u{2069}\u{206a}\u{206f}",
    "i\u{200b}n\u{2060}v\u{feff}i\u{ad}s\u{180e}i\u{2064}b\u{3164}l\u{115f}e\u{ffa0}",
    "\u{e0001}\u{e0041}\u{e007f}\u{e0100}t",
    "\u{fff9}a\u{fffa}b\u{fffb}\u{fdd0}\u{fffe}\u{1ffff}\u{e000}\u{f0000}\u{10fffd}",
    "\u{600}\u{6dd}\u{d4e}\u{110bd}n",
];

/// Floods of one character after a letter: what would make one cell of a screen of thousands of characters.
pub fn floods() -> impl Iterator<Item = String> {
    [
        "\u{301}",
        "\u{20dd}",
        "\u{34f}",
        "\u{fe0f}",
        "\u{1f3fb}",
        "\u{200d}",
        "👩\u{200d}",
        "क\u{94d}",
        "\u{1100}",
        "\u{1161}",
        "\u{e31}",
        "\u{d4e}",
        "\u{600}",
        "\u{1f1e9}",
        "\u{ff9f}",
        "𒐫",
    ]
    .into_iter()
    .map(|piece| format!("a{}z", piece.repeat(400)))
}

/// A way to write a character so that some reader turns it back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    Raw,
    Decimal,
    Hexadecimal,
    /// A character reference without its semicolon.
    Open,
    /// A character reference whose `&` is one, too.
    Twice,
    Percent,
    Json,
}

/// Those that a text of HTML may be written in.
pub const OF_HTML: &[Way] = &[
    Way::Raw,
    Way::Decimal,
    Way::Hexadecimal,
    Way::Open,
    Way::Twice,
    Way::Percent,
];

impl Way {
    /// `text` with every character that is no letter, digit or blank written so.
    pub fn write(self, text: &str) -> String {
        text.chars()
            .map(|c| match self {
                _ if c.is_ascii_alphanumeric() || c == ' ' => c.to_string(),
                Self::Raw => c.to_string(),
                Self::Decimal => format!("&#{};", u32::from(c)),
                Self::Hexadecimal => format!("&#x{:X};", u32::from(c)),
                Self::Open => format!("&#{} ", u32::from(c)),
                Self::Twice => format!("&amp;#{};", u32::from(c)),
                Self::Percent => {
                    let mut bytes = [0; 4];
                    let bytes = c.encode_utf8(&mut bytes).bytes();
                    let each: Vec<String> = bytes.map(|b| format!("%{b:02x}")).collect();
                    each.concat()
                }
                Self::Json => {
                    let mut units = [0; 2];
                    let units = c.encode_utf16(&mut units).iter();
                    let each: Vec<String> = units.map(|unit| format!("\\u{unit:04x}")).collect();
                    each.concat()
                }
            })
            .collect()
    }
}
