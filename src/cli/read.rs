//! `clippings read`: articles typeset for people, on a terminal with styles, into a pipe without.

use std::io::{self, IsTerminal, Write};
use std::path::PathBuf;

use crossterm::queue;
use crossterm::style::{Attribute, SetAttribute};

use crate::cli::config::{self, Config};
use crate::cli::input;
use crate::cli::screen::{self, complain};
use crate::cli::{Outcome, printed};
use crate::page::{self, Page, Role, Setting};
use crate::parser::memory::Recall;

const EXAMPLES: &str = "\
Examples:
  clippings read page.html                 the article, without the page around it
  clippings read page.html | less          without styles
  clippings read ~/saved                   every saved page in a folder
  curl -s https://news.example/story | clippings read -

Lines are as wide as the terminal, but no wider than the measure of your configuration, 72 columns unless it says otherwise. \
NO_COLOR switches all styles off.";

/// Arguments of `clippings read`.
#[derive(Debug, clap::Args)]
#[command(after_long_help = EXAMPLES)]
pub struct Args {
    /// Files and folders; - is standard input
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
}

/// Prints the articles, one after the other.
///
/// # Errors
/// Standard output cannot be written, for another reason than that its reader is gone.
pub fn run(args: Args) -> anyhow::Result<Outcome> {
    printed(print(args, &config::load()))
}

fn print(args: Args, config: &Config) -> io::Result<Outcome> {
    let styled = io::stdout().is_terminal() && screen::styles_are_welcome();
    let setting = Setting {
        width: config.measure().min(screen::columns().unwrap_or(u16::MAX)),
        ascii: config.ascii(),
        saved: Vec::new(),
    };
    let mut out = io::BufWriter::new(io::stdout().lock());
    let mut outcome = Outcome::Well;
    let mut first = true;
    for input in args.files.into_iter().flat_map(input::of_argument) {
        match input.and_then(|input| input::read(input, config.limit(), |_| Recall::default())) {
            Ok(Some(reading)) => {
                if !first {
                    writeln!(out, "\n{}\n", "-".repeat(usize::from(setting.width)))?;
                }
                first = false;
                let page = page::typeset(&reading.parsed.article, &setting);
                write(&mut out, &page, styled)?;
                out.flush()?;
            }
            Ok(None) => {}
            Err(failure) => {
                outcome = Outcome::Failed;
                complain(failure);
            }
        }
    }
    Ok(outcome)
}

fn write(out: &mut impl Write, page: &Page, styled: bool) -> io::Result<()> {
    for row in &page.rows {
        if !row.runs.is_empty() {
            write!(out, "{:1$}", "", usize::from(row.indent))?;
        }
        for run in &row.runs {
            match attribute(run.role).filter(|_| styled) {
                Some(attribute) => {
                    queue!(out, SetAttribute(attribute))?;
                    out.write_all(run.text.as_bytes())?;
                    queue!(out, SetAttribute(Attribute::Reset))?;
                }
                None => out.write_all(run.text.as_bytes())?,
            }
        }
        out.write_all(b"\n")?;
    }
    Ok(())
}

/// How a role stands out: with attributes, not colours, so on any background.
const fn attribute(role: Role) -> Option<Attribute> {
    match role {
        Role::Headline | Role::Subhead => Some(Attribute::Bold),
        Role::Standfirst | Role::Quote | Role::Caption => Some(Attribute::Italic),
        Role::Dateline | Role::Credit | Role::Rule | Role::Tag => Some(Attribute::Dim),
        Role::Related => Some(Attribute::Underlined),
        Role::Text | Role::Bullet | Role::Code | Role::Table | Role::Note => None,
    }
}

#[cfg(test)]
mod tests {
    use super::write;
    use crate::page::{Page, Role, Row, Run};

    #[test]
    fn styles_are_for_terminals() {
        let run = |text: &str, role| Run {
            text: text.to_owned(),
            role,
            source: None,
        };
        let rows = [
            (0, vec![run("Ferry sails", Role::Headline)]),
            (0, vec![]),
            (2, vec![run("at ", Role::Text), run("last", Role::Related)]),
        ];
        let rows = rows.map(|(indent, runs)| Row {
            indent,
            runs,
            ..Row::default()
        });
        let page = Page { rows: rows.into() };
        for (styled, want) in [
            (false, "Ferry sails\n\n  at last\n"),
            (
                true,
                "\x1b[1mFerry sails\x1b[0m\n\n  at \x1b[4mlast\x1b[0m\n",
            ),
        ] {
            let mut out = Vec::new();
            write(&mut out, &page, styled).unwrap();
            assert_eq!(String::from_utf8(out).unwrap(), want);
        }
    }
}
