//! Addresses that may be handed to the system, read as a browser reads them (<https://url.spec.whatwg.org>): what is shown is what is opened.

use unicode_width::UnicodeWidthStr as _;
use url::{Host, Url};

/// An address of the web or of a mailbox.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address {
    /// All of it, as it is opened: printable ASCII.
    whole: String,
    /// Where it leads: the host with its port if that is not the usual one, names in punycode; or the recipients.
    host: String,
    /// The host in its own script, where it has another one and each part keeps to it.
    native: Option<String>,
    kind: Kind,
}

/// A host of which so many columns can be seen may be cut.
const ENOUGH: usize = 20;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// What stands before an @ is no host.
    Web { names_user: bool },
    /// Subject, text, attachments and further recipients are left out of what is opened.
    Mail { is_cut: bool },
}

impl Address {
    /// Reads an address; `None` for what is no address, has no host or recipient, or is of another kind than http, https and mailto.
    pub fn of(text: &str) -> Option<Self> {
        let url = Url::parse(text).ok()?;
        match url.scheme() {
            "http" | "https" => Self::web(url),
            "mailto" => Self::mail(&url),
            _ => None,
        }
    }

    fn web(url: Url) -> Option<Self> {
        let port = url
            .port()
            .map_or_else(String::new, |port| format!(":{port}"));
        let host = url.host()?;
        let native = match &host {
            Host::Domain(name) => native(name),
            Host::Ipv4(_) | Host::Ipv6(_) => None,
        };
        let names_user = !url.username().is_empty() || url.password().is_some();
        Some(Self {
            host: format!("{host}{port}"),
            native: native.map(|name| name + &port),
            kind: Kind::Web { names_user },
            whole: url.into(),
        })
    }

    fn mail(url: &Url) -> Option<Self> {
        // What stands here is not decoded by the standard, so it is what the letter is sent to.
        let host = url.path();
        let is_plain = host.bytes().all(|b| b.is_ascii_graphic());
        let is_cut = url.query().is_some() || url.fragment().is_some();
        (is_plain && !host.is_empty()).then(|| Self {
            whole: format!("mailto:{host}"),
            host: host.to_owned(),
            native: None,
            kind: Kind::Mail { is_cut },
        })
    }

    /// All of it, as it is opened.
    pub fn whole(&self) -> &str {
        &self.whole
    }

    /// Where it leads: a host, or recipients. ASCII.
    pub fn host(&self) -> &str {
        &self.host
    }

    /// Asks in at most `width` columns whether to open it. What has no room is cut at its beginning, `mark` says so: the end of a host says
    /// whose it is.
    pub fn question(&self, width: u16, mark: &str) -> String {
        let (before, after) = match self.kind {
            Kind::Web { names_user: false } => ("Open", " in the browser"),
            Kind::Web { names_user: true } => ("Open", ", with a user name, in the browser"),
            Kind::Mail { is_cut: false } => ("Write to", ""),
            Kind::Mail { is_cut: true } => ("Write to", ", without the text proposed"),
        };
        let width = usize::from(width);
        let mut before = format!("{before} ");
        let mut after = format!("{after}?  y/n");
        let room = width.saturating_sub(before.len() + after.len());
        if room < self.host.len().min(ENOUGH) {
            (before, after) = (String::new(), "? y/n".to_owned());
        }
        let room = width.saturating_sub(before.len() + after.len());
        let native = self.native.iter().map(|native| format!(" ({native})"));
        let native = native
            .filter(|native| self.host.len() + native.width() <= room)
            .collect::<String>();
        let cut = self.host.len() + native.width() > room;
        let host = if cut {
            let kept = room.saturating_sub(mark.width());
            let end = self.host.get(self.host.len() - kept..).unwrap_or_default();
            format!("{mark}{end}")
        } else {
            format!("{}{native}", self.host)
        };
        format!("{before}{host}{after}")
    }
}

/// A host's name in its own script; `None` where that is ASCII, or letters of one script may pass for those of another: each part between
/// dots has to keep to one.
fn native(name: &str) -> Option<String> {
    let (native, read) = idna::domain_to_unicode(name);
    let is_honest = read.is_ok() && native.split('.').all(keeps_to_one_script);
    (is_honest && native != name).then_some(native)
}

fn keeps_to_one_script(part: &str) -> bool {
    let mut scripts = part.chars().filter_map(script);
    let first = scripts.next();
    scripts.all(|script| Some(script) == first)
}

/// The script that a letter belongs to, by the blocks of Unicode: those of Europe, and each other one by its own block, but for those of East
/// Asia, which are written together. `None` for what belongs to all.
fn script(c: char) -> Option<u32> {
    match c {
        '-' | '0'..='9' | '\u{B7}' | '\u{300}'..='\u{36F}' => None,
        'a'..='z' | '\u{C0}'..='\u{2AF}' | '\u{1E00}'..='\u{1EFF}' | '\u{2C60}'..='\u{2C7F}' => {
            Some(0)
        }
        '\u{370}'..='\u{3FF}' | '\u{1F00}'..='\u{1FFF}' => Some(1),
        '\u{400}'..='\u{52F}' | '\u{1C80}'..='\u{1C8F}' => Some(2),
        '\u{1100}'..='\u{11FF}'
        | '\u{3000}'..='\u{9FFF}'
        | '\u{AC00}'..='\u{D7FF}'
        | '\u{20000}'..='\u{3FFFF}' => Some(3),
        // Blocks begin at multiples of 128, or keep to one between two.
        other => Some(u32::from(other) / 0x80 + 4),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_read_as_a_browser_reads_them() {
        #[rustfmt::skip]
        let cases = [
            ("https://example.org/a?b#c", "https://example.org/a?b#c", "example.org"),
            ("  HTTPS://Example.ORG:443 ", "https://example.org/", "example.org"),
            ("http://example.org:8080/", "http://example.org:8080/", "example.org:8080"),
            ("https:example.org/a", "https://example.org/a", "example.org"),
            ("https://ex\nam\tple.org/\u{1b}[31m", "https://example.org/%1B[31m", "example.org"),
            ("https://good.example@evil.example/", "https://good.example@evil.example/", "evil.example"),
            ("https://good.example\\@evil.example/", "https://good.example/@evil.example/", "good.example"),
            ("https://good.example:443@evil.example", "https://good.example:443@evil.example/", "evil.example"),
            ("https://%65vil.example/", "https://evil.example/", "evil.example"),
            ("https://example.org./", "https://example.org./", "example.org."),
            ("http://0x7f.1/", "http://127.0.0.1/", "127.0.0.1"),
            ("http://2130706433/", "http://127.0.0.1/", "127.0.0.1"),
            ("http://0177.0.0.01/", "http://127.0.0.1/", "127.0.0.1"),
            ("http://[::ffff:1.2.3.4]/", "http://[::ffff:102:304]/", "[::ffff:102:304]"),
            ("https://m\u{fc}nchen.example/", "https://xn--mnchen-3ya.example/", "xn--mnchen-3ya.example"),
            ("https://\u{440}\u{430}y.example/", "https://xn--y-7sb1c.example/", "xn--y-7sb1c.example"),
            ("https://ex\u{ad}ample\u{3002}org/", "https://example.org/", "example.org"),
            ("mailto:desk@example.org", "mailto:desk@example.org", "desk@example.org"),
            ("mailto:desk@example.org?attach=/etc/passwd&cc=x@evil.example", "mailto:desk@example.org", "desk@example.org"),
            ("mailto:a%0Ab@example.org", "mailto:a%0Ab@example.org", "a%0Ab@example.org"),
        ];
        for (text, whole, host) in cases {
            let address = Address::of(text).expect(text);
            assert_eq!((address.whole(), address.host()), (whole, host), "{text}");
            assert!(
                address.whole().bytes().all(|b| b.is_ascii_graphic()),
                "{text}"
            );
        }
    }

    #[test]
    fn what_is_no_such_address_is_refused() {
        for text in [
            "",
            "example.org",
            "//example.org/a",
            "https://",
            "https://@/",
            "https://a b.example/",
            "https://%00.example/",
            "http://1.2.3.4.5.6.7.8/",
            "http://256.0.0.1/",
            "https://example.org:99999/",
            "mailto:",
            "mailto:?to=desk@example.org",
            "mailto:two words@example.org",
            "file:///etc/passwd",
            "javascript:alert(1)",
            "data:text/html,x",
            "java\nscript:alert(1)",
            "view-source:https://example.org/",
            "ssh://-oProxyCommand=x/",
            "-https://example.org/",
        ] {
            assert_eq!(Address::of(text), None, "{text}");
        }
    }

    #[test]
    fn the_question_shows_the_end_of_the_host_and_cannot_be_forged() {
        let long = format!("https://bank.example.{}evil.example/", "a.".repeat(60));
        #[rustfmt::skip]
        let cases = [
            ("https://example.org/?y/n", 80, "Open example.org in the browser?  y/n"),
            ("https://u:p@example.org/", 80, "Open example.org, with a user name, in the browser?  y/n"),
            ("mailto:a@b.example", 80, "Write to a@b.example?  y/n"),
            ("mailto:a@b.example?body=x", 80, "Write to a@b.example, without the text proposed?  y/n"),
            ("https://m\u{fc}nchen.example/", 80, "Open xn--mnchen-3ya.example (m\u{fc}nchen.example) in the browser?  y/n"),
            ("https://m\u{fc}nchen.example:81/", 60, "Open xn--mnchen-3ya.example:81 in the browser?  y/n"),
            ("https://\u{440}\u{430}y.example/", 80, "Open xn--y-7sb1c.example in the browser?  y/n"),
            ("https://\u{65b0}\u{805e}\u{30cb}\u{30e5}.example/", 80, "Open xn--idk9bz56tukw.example (\u{65b0}\u{805e}\u{30cb}\u{30e5}.example) in the browser?  y/n"),
            (&long, 50, "Open \u{2026}.a.a.a.a.a.evil.example in the browser?  y/n"),
            (&long, 20, "\u{2026}a.evil.example? y/n"),
        ];
        for (text, width, question) in cases {
            let address = Address::of(text).expect(text);
            let asked = address.question(width, "\u{2026}");
            assert_eq!(asked, question, "{text}");
        }
        let address = Address::of(&long).expect("an address");
        for width in 0..300 {
            let asked = address.question(width, "~");
            assert!(
                asked.width() <= usize::from(width.max(6)),
                "{width}: {asked}"
            );
        }
    }
}
