//! The settings that there are, in one table: the commented file that a reader begins with and the README's chapter are made of it, and
//! names are looked up in it.

use std::fmt::Write as _;
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};

use toml::de::{DeTable, DeValue};

use super::{Config, Glyphs, Wrong};
use crate::library::nearest;

/// Narrowest and widest measure that can be asked for, in columns.
const MEASURES: RangeInclusive<u16> = 20..=200;
/// Least and most of a file that can be asked for, in MiB.
const SIZES: RangeInclusive<u16> = 1..=1024;

/// A setting: its name, its value where nothing is said of it, as TOML, and what it does.
#[derive(Debug)]
struct Setting {
    name: &'static str,
    value: &'static str,
    about: &'static str,
}

const SETTINGS: [Setting; 8] = [
    Setting {
        name: "library",
        value: "\"~/.local/share/clippings/library\"",
        about: "the folder that opens without an argument",
    },
    Setting {
        name: "measure",
        value: "72",
        about: "the widest line of text, in columns",
    },
    Setting {
        name: "glyphs",
        value: "\"auto\"",
        about: "or \"unicode\", or \"ascii\"",
    },
    Setting {
        name: "largest",
        value: "64",
        about: "how much of a file is read, in MiB; a note says what was left out",
    },
    Setting {
        name: "watch",
        value: "true",
        about: "new, changed and removed files are seen by themselves; false: with R",
    },
    Setting {
        name: "fold",
        value: "true",
        about: "versions of one text are one row of the list",
    },
    Setting {
        name: "pipe",
        value: "[]",
        about: "what | gives the article's text to: [\"wc\", \"-w\"]; no shell reads it",
    },
    Setting {
        name: "edit",
        value: "[]",
        about: "what e opens its file in: [\"vi\"]; else $VISUAL or $EDITOR",
    },
];

/// A file that says of each setting what it does, and changes none.
pub fn default_file() -> String {
    let mut file = String::from(
        "# The configuration of clippings. A line without # before it holds; what is left out is as written here.\n\
         # `clippings config check` tells what is wrong in this file.\n",
    );
    for Setting { name, value, about } in SETTINGS {
        // Writing to a string cannot fail.
        let _ = write!(file, "\n# {about}\n# {name} = {value}\n");
    }
    file
}

/// The settings as the README shows them.
pub fn settings_table() -> String {
    let mut table = String::from("```toml\n");
    for Setting { name, value, about } in SETTINGS {
        let line = format!("{name} = {value}");
        let _ = writeln!(table, "{line:47} # {about}");
    }
    table + "```\n"
}

/// Reads the text of the file at `path`: what is right in it, and what is not, in its order.
pub fn read(text: &str, path: &Path, home: &Path) -> (Config, Vec<Wrong>) {
    let mut config = Config::default();
    let mut wrong = Vec::new();
    let fault = |at: usize, what: String| {
        let before = text.get(..at).unwrap_or(text);
        let line = before.rsplit('\n').next().unwrap_or_default();
        Wrong {
            path: path.to_owned(),
            place: Some((1 + before.matches('\n').count(), 1 + line.chars().count())),
            what,
        }
    };
    let (table, errors) = DeTable::parse_recoverable(text);
    for error in errors {
        let at = error.span().map_or(0, |span| span.start);
        wrong.push(fault(at, error.message().to_owned()));
    }
    for (key, value) in table.get_ref() {
        if let Err(what) = set(&mut config, key.get_ref(), value.get_ref(), home) {
            let is_known = SETTINGS.iter().any(|known| known.name == *key.get_ref());
            let span = if is_known { value.span() } else { key.span() };
            wrong.push(fault(span.start, what));
        }
    }
    wrong.sort_by_key(|wrong| wrong.place);
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
        "measure" => config.measure = Some(number(key, value, "columns", MEASURES)?),
        "largest" => config.largest = Some(number(key, value, "MiB", SIZES)?),
        "glyphs" => {
            let name = value.as_str().unwrap_or_default();
            let known = Glyphs::NAMES.iter().find(|(known, _)| *known == name);
            let (_, glyphs) = known.ok_or_else(|| {
                let names = Glyphs::NAMES.map(|(name, _)| name);
                format!("glyphs: {}", unknown(name, &names))
            })?;
            config.glyphs = *glyphs;
        }
        "watch" => {
            let watch = value.as_bool();
            config.watch = Some(watch.ok_or("watch: expected true or false")?);
        }
        "fold" => {
            let fold = value.as_bool();
            config.fold = Some(fold.ok_or("fold: expected true or false")?);
        }
        "pipe" => config.pipe = command(key, value)?,
        "edit" => config.edit = command(key, value)?,
        _ => {
            let names = SETTINGS.map(|known| known.name);
            return Err(format!("no such setting: {}", unknown(key, &names)));
        }
    }
    Ok(())
}

/// A command and its arguments, each a text of its own.
fn command(key: &str, value: &DeValue<'_>) -> Result<Vec<String>, String> {
    let words = value.as_array().and_then(|words| {
        let words = words.iter().map(|word| word.get_ref().as_str());
        words.map(|word| word.map(str::to_owned)).collect()
    });
    words
        .filter(|words: &Vec<String>| words.first().is_none_or(|name| !name.is_empty()))
        .ok_or_else(|| {
            format!("{key}: expected a command and its arguments, such as [\"wc\", \"-w\"]")
        })
}

/// The whole number that `key` is set to.
fn number(
    key: &str,
    value: &DeValue<'_>,
    unit: &str,
    within: RangeInclusive<u16>,
) -> Result<u16, String> {
    let number = value.as_integer();
    let number = number.and_then(|n| u16::from_str_radix(n.as_str(), n.radix()).ok());
    let (least, most) = (within.start(), within.end());
    let wanted = || format!("{key}: expected a number of {unit} from {least} to {most}");
    number
        .filter(|number| within.contains(number))
        .ok_or_else(wanted)
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

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::super::{Config, Glyphs};
    use super::{SETTINGS, default_file, read};

    type Place = (usize, usize);

    fn check(text: &str, want: &Config, complaints: &[(Place, &str)]) {
        let (config, wrong) = read(text, Path::new("/c.toml"), Path::new("/home/ida"));
        assert_eq!(&config, want, "{text}");
        let wrong: Vec<String> = wrong.iter().map(ToString::to_string).collect();
        let want =
            |((line, column), what): &(Place, &str)| format!("/c.toml:{line}:{column}: {what}");
        let complaints: Vec<String> = complaints.iter().map(want).collect();
        assert_eq!(wrong, complaints, "{text}");
    }

    #[test]
    fn what_is_right_is_followed() {
        let config = |library: Option<&str>, measure, glyphs| Config {
            library: library.map(Into::into),
            measure,
            glyphs,
            ..Config::default()
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
                "pipe = ['wc', '-w; rm']\nedit = []",
                Config {
                    pipe: vec!["wc".to_owned(), "-w; rm".to_owned()],
                    ..Config::default()
                },
            ),
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
        for (line, column, complaint) in [
            (
                "librray = \"x\"",
                1,
                "no such setting: \"librray\"; did you mean \"library\"?",
            ),
            (
                "theme = 1",
                1,
                "no such setting: \"theme\"; there are \"library\", \"measure\", \"glyphs\", \"largest\", \"watch\", \"fold\", \"pipe\", \"edit\"",
            ),
            (
                "library = 3",
                11,
                "library: expected a folder, such as \"~/saved\"",
            ),
            (
                "pipe = \"wc -w\"",
                8,
                "pipe: expected a command and its arguments, such as [\"wc\", \"-w\"]",
            ),
            (
                "edit = ['']",
                8,
                "edit: expected a command and its arguments, such as [\"wc\", \"-w\"]",
            ),
            (
                "largest = 0",
                11,
                "largest: expected a number of MiB from 1 to 1024",
            ),
            (
                "glyphs = \"asci\"",
                10,
                "glyphs: \"asci\"; did you mean \"ascii\"?",
            ),
        ] {
            let text = format!("measure = 60\n\n{line}\n");
            check(&text, &rest, &[((3, column), complaint)]);
        }
        for value in ["'72'", "7", "70000", "-1", "1.5", "[72]"] {
            let complaint = "measure: expected a number of columns from 20 to 200";
            check(
                &format!("measure = {value}"),
                &Config::default(),
                &[((1, 11), complaint)],
            );
        }
    }

    #[test]
    fn broken_syntax_costs_its_own_line_alone() {
        let (config, wrong) = read("glyphs = \nmeasure = 60\n", Path::new("/c"), Path::new("/"));
        assert_eq!(config.measure, Some(60));
        assert!(
            wrong
                .iter()
                .all(|w| w.place.is_some_and(|(line, _)| line == 1))
                && !wrong.is_empty(),
            "{wrong:?}"
        );
    }

    #[test]
    fn the_file_to_begin_with_changes_nothing_and_names_every_setting_rightly() {
        let home = Path::new("/home/ida");
        let file = default_file();
        let (config, wrong) = read(&file, Path::new("/c"), home);
        assert_eq!((config, wrong), (Config::default(), Vec::new()));
        let all: Vec<&str> = file
            .lines()
            .filter_map(|line| line.strip_prefix("# "))
            .collect();
        let all: Vec<&str> = all
            .into_iter()
            .filter(|line| line.contains(" = "))
            .collect();
        assert_eq!(all.len(), SETTINGS.len());
        let (config, wrong) = read(&all.join("\n"), Path::new("/c"), home);
        assert_eq!(wrong, []);
        let usual = Config::default();
        assert_eq!(
            (config.measure(), config.watch()),
            (usual.measure(), usual.watch())
        );
        assert_eq!(
            (config.glyphs, config.library.is_some()),
            (usual.glyphs, true)
        );
    }
}
