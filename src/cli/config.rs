//! The configuration: a small TOML file in the platform's folder. What is wrong in it is said in a line and passed over.

mod settings;

use std::env;
use std::fmt;
use std::fs;
use std::io;
use std::path::PathBuf;

use etcetera::BaseStrategy;

use crate::cli::screen::{complain, shown};
use crate::run::Commands;
use crate::run::files::{Limit, reason};
pub use settings::{default_file, read as read_text, settings_table};

/// Widest text unless the configuration says otherwise, in columns.
const MEASURE: u16 = 72;

/// What the reader of articles may choose.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Config {
    /// The library's folder.
    pub library: Option<PathBuf>,
    measure: Option<u16>,
    largest: Option<u16>,
    glyphs: Glyphs,
    watch: Option<bool>,
    fold: Option<bool>,
    pipe: Vec<String>,
    edit: Vec<String>,
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

    /// How much of a file is read.
    pub fn limit(&self) -> Limit {
        self.largest.map(Limit::mebibytes).unwrap_or_default()
    }

    /// Are the versions of a text to be one row?
    pub fn fold(&self) -> bool {
        self.fold.unwrap_or(true)
    }

    /// Are the library's folders to be watched?
    pub fn watch(&self) -> bool {
        self.watch.unwrap_or(true)
    }

    /// What an article's text is given to, and what its file is edited with: where nothing is said, what the environment says, at its blanks
    /// taken apart, for no shell ever reads it.
    pub fn commands(&self) -> Commands {
        let edit = if self.edit.is_empty() {
            usual_editor(|name| env::var(name).ok())
        } else {
            self.edit.clone()
        };
        Commands {
            pipe: self.pipe.clone(),
            edit,
        }
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

/// Where the configuration is, `$XDG_CONFIG_HOME/clippings/config.toml`; `None` when nobody is at home.
pub fn file() -> Option<PathBuf> {
    let folders = etcetera::choose_base_strategy().ok()?;
    Some(folders.config_dir().join("clippings").join("config.toml"))
}

/// The configuration. What is wrong there is said on standard error.
pub fn load() -> Config {
    let (config, wrong) = read();
    for wrong in wrong {
        complain(wrong);
    }
    config
}

/// The configuration, and what is wrong there.
pub fn read() -> (Config, Vec<Wrong>) {
    let Ok(folders) = etcetera::choose_base_strategy() else {
        return <(Config, Vec<Wrong>)>::default();
    };
    let Some(path) = file() else {
        return <(Config, Vec<Wrong>)>::default();
    };
    match fs::read_to_string(&path) {
        Ok(text) => settings::read(&text, &path, folders.home_dir()),
        Err(error) => {
            let absent = [io::ErrorKind::NotFound, io::ErrorKind::NotADirectory];
            let wrong = (!absent.contains(&error.kind())).then(|| Wrong {
                path,
                place: None,
                what: reason(&error),
            });
            (Config::default(), wrong.into_iter().collect())
        }
    }
}

/// Something in the configuration that cannot be followed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wrong {
    path: PathBuf,
    /// Line and column, from 1; `None` where it is all of the file.
    place: Option<(usize, usize)>,
    what: String,
}

impl Wrong {
    /// The same with the file's name alone, for where there is little room.
    pub fn brief(&self) -> String {
        let path = self.path.file_name().map_or_else(PathBuf::new, Into::into);
        Self {
            path,
            ..self.clone()
        }
        .to_string()
    }
}

impl fmt::Display for Wrong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:", shown(&self.path))?;
        if let Some((line, column)) = self.place {
            write!(f, "{line}:{column}:")?;
        }
        write!(f, " {}", self.what)
    }
}

/// The words of the first of the two that says any.
fn usual_editor(variable: impl Fn(&str) -> Option<String>) -> Vec<String> {
    let words =
        |value: String| -> Vec<String> { value.split_whitespace().map(str::to_owned).collect() };
    let mut set = ["VISUAL", "EDITOR"].into_iter().filter_map(variable);
    set.find_map(|value| Some(words(value)).filter(|words| !words.is_empty()))
        .unwrap_or_default()
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
    use super::{locale_is_utf8, usual_editor};

    #[test]
    fn the_first_editor_that_is_named_is_taken_apart_at_its_blanks() {
        for (visual, editor, want) in [
            ("", "", &[] as &[&str]),
            ("vim", "ed", &["vim"]),
            (" ", "emacs -nw  -q", &["emacs", "-nw", "-q"]),
            ("x; $(y) 'z'", "", &["x;", "$(y)", "'z'"]),
        ] {
            let got = usual_editor(|name| {
                let value = if name == "VISUAL" { visual } else { editor };
                Some(value.to_owned())
            });
            assert_eq!(got, want, "{visual:?} {editor:?}");
        }
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
