//! From what a text is to how it looks: the terminal's own colours, one accent, and weight. Everything can be told apart without
//! colour as well.

use ratatui::style::{Color, Modifier, Style};

use crate::page::Role;

/// The signs of the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)] // each is named for what it stands for
pub struct Glyphs {
    pub bar: &'static str,
    pub quiet_bar: &'static str,
    pub unread: &'static str,
    pub star: &'static str,
    pub archived: &'static str,
    pub binned: &'static str,
    pub saved: &'static str,
    pub not_saved: &'static str,
    pub vertical: &'static str,
    pub horizontal: &'static str,
    pub ellipsis: &'static str,
    pub dot: &'static str,
    pub down: &'static str,
    pub closed: &'static str,
    pub times: &'static str,
    pub picture: &'static str,
    pub cut: &'static str,
    pub because: &'static str,
    pub highlight: &'static str,
    pub here: &'static str,
}

const UNICODE: Glyphs = Glyphs {
    bar: "▌",
    quiet_bar: "▏",
    unread: "●",
    star: "★",
    archived: "▪",
    binned: "×",
    saved: "●",
    not_saved: "○",
    vertical: "│",
    horizontal: "─",
    ellipsis: "…",
    dot: "·",
    down: "▾",
    closed: "▸",
    times: "×",
    picture: "┆",
    cut: "╌",
    because: "└",
    highlight: "▎",
    here: "◀",
};

const ASCII: Glyphs = Glyphs {
    bar: ">",
    quiet_bar: "|",
    unread: "o",
    star: "*",
    archived: "=",
    binned: "x",
    saved: "+",
    not_saved: "-",
    vertical: "|",
    horizontal: "-",
    ellipsis: "~",
    dot: "-",
    down: "v",
    closed: ">",
    times: "x",
    picture: ":",
    cut: "-",
    because: "`",
    highlight: "|",
    here: "<",
};

/// How everything looks.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs)] // each is named for what it styles
pub struct Theme {
    pub glyphs: Glyphs,
    pub plain: Style,
    pub strong: Style,
    pub dim: Style,
    pub slant: Style,
    pub rule: Style,
    pub accent: Style,
    pub key: Style,
    pub prompt: Style,
    pub found: Style,
    pub found_current: Style,
    pub highlight: Style,
    pub letter: Style,
    pub selected: Style,
    ascii: bool,
}

impl Theme {
    /// The theme; without `colour` only weight, slant and reversal are used, with `ascii` only ASCII signs.
    pub const fn new(colour: bool, ascii: bool) -> Self {
        let plain = Style::new();
        let strong = Style::new().add_modifier(Modifier::BOLD);
        let dim = Style::new().add_modifier(Modifier::DIM);
        let reversed = Style::new().add_modifier(Modifier::REVERSED);
        // Magenta is the one of the sixteen that stands well off both black and white in the terminals' usual palettes.
        let accent = if colour {
            Style::new().fg(Color::Magenta)
        } else {
            strong
        };
        let found = if colour {
            Style::new().fg(Color::Black).bg(Color::Yellow)
        } else {
            Style::new().add_modifier(Modifier::UNDERLINED.union(Modifier::BOLD))
        };
        let highlight = if colour {
            Style::new().fg(Color::Black).bg(Color::Cyan)
        } else {
            Style::new().add_modifier(Modifier::UNDERLINED)
        };
        Self {
            glyphs: if ascii { ASCII } else { UNICODE },
            plain,
            strong,
            dim,
            slant: Style::new().add_modifier(Modifier::ITALIC),
            rule: dim,
            accent,
            key: strong,
            prompt: accent.add_modifier(Modifier::BOLD),
            found,
            found_current: reversed.add_modifier(Modifier::BOLD),
            highlight,
            letter: accent.add_modifier(Modifier::UNDERLINED),
            selected: reversed,
            ascii,
        }
    }

    /// How a run of the page looks.
    pub const fn role(&self, role: Role) -> Style {
        match role {
            Role::Headline | Role::Subhead => self.strong,
            Role::Standfirst | Role::Quote | Role::Note => {
                self.plain.add_modifier(Modifier::ITALIC)
            }
            Role::Text | Role::Code | Role::Table => self.plain,
            Role::Bullet | Role::Related => self.accent,
            Role::Dateline | Role::Rule | Role::Caption | Role::Tag => self.dim,
            Role::Credit => self.dim.add_modifier(Modifier::ITALIC),
        }
    }

    /// Does it draw with ASCII alone?
    pub const fn is_ascii(&self) -> bool {
        self.ascii
    }
}
