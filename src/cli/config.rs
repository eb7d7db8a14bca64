//! The configuration: a small TOML file in the platform's folder. What is wrong in it is said in a line and passed over.

use std::env;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use etcetera::BaseStrategy;
use toml::de::{DeTable, DeValue};

use crate::cli::screen::{complain, shown};
use crate::library::nearest;
use crate::run::files::reason;

/// The keys that there are.
const KEYS: [&str; 3] = ["library", "measure", "glyphs"];

/// Widest text unless the configuration says otherwise, in columns.
const MEASURE: u16 = 72;

/// Narrowest and widest measure that can be asked for, in columns.
const MEASURES: std::ops::RangeInclusive<u16> = 20..=200;

/// What the reader of articles may choose.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Config {
    /// The library's folder.
    pub library: Option<PathBuf>,
    measure: Option<u16>,
    glyphs: Glyphs,
}

/// What ornaments are drawn with.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Glyphs {
    /// What the locale can show.
    #[default]
    Auto,
    Unicode,
    Ascii,
}

impl Glyphs {
    const NAMES: [(&'static str, Self); 3] = [
        ("auto", Self::Auto),
        ("unicode", Self::Unicode),
        ("ascii", Self::Ascii),
    ];
}

impl Config {
    /// Widest text, in columns.
    pub fn measure(&self) -> u16 {
        self.measure.unwrap_or(MEASURE)
    }

    /// Are ornaments to be drawn with ASCII alone?
    pub fn ascii(&self) -> bool {
        match self.glyphs {
            Glyphs::Auto => !locale_is_utf8(|name| env::var(name).ok()),
            Glyphs::Unicode => false,
            Glyphs::Ascii => true,
        }
    }
}

/// Where the program keeps its own, `$XDG_DATA_HOME/clippings`; `None` when nobody is at home.
pub fn data_folder() -> Option<PathBuf> {
    let folders = etcetera::choose_base_strategy().ok()?;
    Some(folders.data_dir().join("clippings"))
}

/// The configuration in `$XDG_CONFIG_HOME/clippings/config.toml`. What is wrong there is said on standard error.
pub fn load() -> Config {
    let Ok(folders) = etcetera::choose_base_strategy() else {
        return Config::default();
    };
    let path = folders.config_dir().join("clippings").join("config.toml");
    let text = match fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) => {
            let absent = [io::ErrorKind::NotFound, io::ErrorKind::NotADirectory];
            if !absent.contains(&error.kind()) {
                complain(format_args!("{}: {}", shown(&path), reason(&error)));
            }
            return Config::default();
        }
    };
    let (config, wrong) = read(&text, folders.home_dir());
    for Wrong { line, what } in wrong {
        complain(format_args!("{}, line {line}: {what}", shown(&path)));
    }
    config
}

/// Something in the configuration that cannot be followed.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Wrong {
    line: usize,
    what: String,
}

/// Reads the file's text: what is right in it, and what is not.
fn read(text: &str, home: &Path) -> (Config, Vec<Wrong>) {
    let mut config = Config::default();
    let mut wrong = Vec::new();
    let line = |at: usize| {
        let before = text.bytes().take(at);
        1 + before.filter(|&byte| byte == b'\n').count()
    };
    let (table, errors) = DeTable::parse_recoverable(text);
    for error in errors {
        let at = error.span().map_or(0, |span| span.start);
        let (line, what) = (line(at), error.message().to_owned());
        wrong.push(Wrong { line, what });
    }
    for (key, value) in table.get_ref() {
        if let Err(what) = set(&mut config, key.get_ref(), value.get_ref(), home) {
            let line = line(key.span().start);
            wrong.push(Wrong { line, what });
        }
    }
    wrong.sort_by_key(|wrong| wrong.line);
    (config, wrong)
}

/// Follows one line of the configuration, or says why not.
fn set(config: &mut Config, key: &str, value: &DeValue<'_>, home: &Path) -> Result<(), String> {
    match key {
        "library" => {
            let path = value.as_str().filter(|path| !path.is_empty());
            let path = path.ok_or("library: expected a folder, such as \"~/saved\"")?;
            config.library = Some(from_home(path, home));
        }
        "measure" => {
            let columns = value.as_integer();
            let columns = columns
                .and_then(|n| u16::from_str_radix(n.as_str(), n.radix()).ok())
                .filter(|columns| MEASURES.contains(columns));
            let (least, most) = (MEASURES.start(), MEASURES.end());
            config.measure = Some(columns.ok_or(format!(
                "measure: expected a number of columns from {least} to {most}"
            ))?);
        }
        "glyphs" => {
            let name = value.as_str().unwrap_or_default();
            let known = Glyphs::NAMES.iter().find(|(known, _)| *known == name);
            let (_, glyphs) = known.ok_or_else(|| {
                let names = Glyphs::NAMES.map(|(name, _)| name);
                format!("glyphs: {}", unknown(name, &names))
            })?;
            config.glyphs = *glyphs;
        }
        _ => return Err(format!("no such setting: {}", unknown(key, &KEYS))),
    }
    Ok(())
}

/// `~` and `~/...` are below `home`, everything else stands as it is.
fn from_home(path: &str, home: &Path) -> PathBuf {
    match path.strip_prefix('~') {
        Some("") => home.to_owned(),
        Some(rest) if rest.starts_with('/') => home.join(rest.trim_start_matches('/')),
        _ => path.into(),
    }
}

/// Says that `name` is not one of `known`, and which one may be meant.
fn unknown(name: &str, known: &[&str]) -> String {
    match nearest(name, known) {
        Some(near) => format!("\"{name}\"; did you mean \"{near}\"?"),
        None => format!("\"{name}\"; there are \"{}\"", known.join("\", \"")),
    }
}

/// Does the locale say UTF-8? The first of the three that is set decides (POSIX, 8.2); where none is, as in many containers, nothing
/// speaks against it.
fn locale_is_utf8(variable: impl Fn(&str) -> Option<String>) -> bool {
    let mut set = ["LC_ALL", "LC_CTYPE", "LANG"]
        .into_iter()
        .filter_map(variable)
        .filter(|value| !value.is_empty());
    set.next().is_none_or(|locale| {
        let locale = locale.to_ascii_lowercase();
        locale.contains("utf-8") || locale.contains("utf8")
    })
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{Config, Glyphs, locale_is_utf8, read};

    fn check(text: &str, want: &Config, complaints: &[(usize, &str)]) {
        let (config, wrong) = read(text, Path::new("/home/ida"));
        assert_eq!(&config, want, "{text}");
        let wrong: Vec<_> = wrong.iter().map(|w| (w.line, w.what.as_str())).collect();
        assert_eq!(wrong, complaints, "{text}");
    }

    #[test]
    fn what_is_right_is_followed() {
        let config = |library: Option<&str>, measure, glyphs| Config {
            library: library.map(Into::into),
            measure,
            glyphs,
        };
        for (text, want) in [
            ("", Config::default()),
            (
                "library = \"~/saved\"\nmeasure = 60\nglyphs = \"ascii\"",
                config(Some("/home/ida/saved"), Some(60), Glyphs::Ascii),
            ),
            (
                "library = '~'",
                config(Some("/home/ida"), None, Glyphs::Auto),
            ),
            ("library = '~x/y'", config(Some("~x/y"), None, Glyphs::Auto)),
            (
                "# a comment\nmeasure = 0x48",
                config(None, Some(72), Glyphs::Auto),
            ),
        ] {
            check(text, &want, &[]);
        }
    }

    #[test]
    fn what_is_wrong_is_said_with_its_line_and_passed_over() {
        let rest = Config {
            measure: Some(60),
            ..Config::default()
        };
        for (line, complaint) in [
            (
                "librray = \"x\"",
                "no such setting: \"librray\"; did you mean \"library\"?",
            ),
            (
                "theme = 1",
                "no such setting: \"theme\"; there are \"library\", \"measure\", \"glyphs\"",
            ),
            (
                "library = 3",
                "library: expected a folder, such as \"~/saved\"",
            ),
            (
                "glyphs = \"asci\"",
                "glyphs: \"asci\"; did you mean \"ascii\"?",
            ),
        ] {
            let text = format!("measure = 60\n\n{line}\n");
            check(&text, &rest, &[(3, complaint)]);
        }
        for value in ["'72'", "7", "70000", "-1", "1.5", "[72]"] {
            let complaint = "measure: expected a number of columns from 20 to 200";
            check(
                &format!("measure = {value}"),
                &Config::default(),
                &[(1, complaint)],
            );
        }
    }

    #[test]
    fn broken_syntax_costs_its_own_line_alone() {
        let (config, wrong) = read("glyphs = \nmeasure = 60\n", Path::new("/"));
        assert_eq!(config.measure, Some(60));
        assert!(
            wrong.iter().all(|w| w.line == 1) && !wrong.is_empty(),
            "{wrong:?}"
        );
    }

    #[test]
    fn the_first_locale_that_is_set_decides() {
        for (all, ctype, lang, want) in [
            ("", "", "", true),
            ("", "", "en_GB.UTF-8", true),
            ("", "de_DE.utf8", "C", true),
            ("C", "", "en_GB.UTF-8", false),
            ("", "", "POSIX", false),
            ("", "en_US.ISO-8859-1", "en_US.UTF-8", false),
        ] {
            let got = locale_is_utf8(|name| {
                let value = match name {
                    "LC_ALL" => all,
                    "LC_CTYPE" => ctype,
                    _ => lang,
                };
                Some(value.to_owned())
            });
            assert_eq!(got, want, "{all:?} {ctype:?} {lang:?}");
        }
    }
}
