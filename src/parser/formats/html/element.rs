//! What elements mean: how they flow, and what they say about the text inside.

use html5ever::{LocalName, local_name, ns};

use crate::parser::block::{Form, Inside};

use super::tree::{Data, Node};

/// How an element takes part in the flow of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flow {
    /// Not text that a reader sees.
    Skip,
    /// Part of the running text.
    Inline,
    /// Its text stands apart.
    Block,
    /// A line break.
    Break,
    /// A rule: parts what is above from what is below.
    Rule,
    /// A picture.
    Image,
    /// A table.
    Table,
}

/// What the elements around a text say about it.
#[derive(Debug, Clone, Copy, Default)]
pub struct Context {
    /// Elements of note.
    pub inside: Inside,
    /// The form.
    pub form: Form,
    /// Heading level, or depth of lists.
    pub level: u8,
    /// Depth of lists.
    pub lists: u8,
    /// White space counts.
    pub pre: bool,
    /// In a `p` or a heading: pieces side by side are one line.
    pub phrase: bool,
}

/// How `node` flows. `phrase`: among running text.
pub fn flow(node: &Node, phrase: bool) -> Flow {
    let Some(name) = node.name() else {
        // Of foreign elements formulas are read; drawings are not.
        let is_math = matches!(&node.data, Data::Element(name, _) if name.ns == ns!(mathml));
        return if is_math { Flow::Inline } else { Flow::Skip };
    };
    match *name {
        local_name!("head")
        | local_name!("title")
        | local_name!("script")
        | local_name!("style")
        | local_name!("meta")
        | local_name!("link")
        | local_name!("base")
        | local_name!("iframe")
        | local_name!("noembed")
        | local_name!("noframes")
        | local_name!("datalist")
        | local_name!("input")
        | local_name!("embed")
        | local_name!("param")
        | local_name!("source")
        | local_name!("track")
        | local_name!("area")
        | local_name!("col") => Flow::Skip,
        // A shadow root is the visible content of its host, as SingleFile saves it.
        local_name!("template") => {
            if node.attribute(&local_name!("shadowrootmode")).is_some() {
                Flow::Block
            } else {
                Flow::Skip
            }
        }
        local_name!("br") => Flow::Break,
        local_name!("hr") => Flow::Rule,
        local_name!("img") => Flow::Image,
        local_name!("table") => Flow::Table,
        local_name!("a")
        | local_name!("abbr")
        | local_name!("acronym")
        | local_name!("bdi")
        | local_name!("bdo")
        | local_name!("cite")
        | local_name!("data")
        | local_name!("del")
        | local_name!("dfn")
        | local_name!("ins")
        | local_name!("kbd")
        | local_name!("map")
        | local_name!("mark")
        | local_name!("output")
        | local_name!("picture")
        | local_name!("q")
        | local_name!("rb")
        | local_name!("rp")
        | local_name!("rt")
        | local_name!("rtc")
        | local_name!("ruby")
        | local_name!("samp")
        | local_name!("slot")
        | local_name!("span")
        | local_name!("sub")
        | local_name!("sup")
        | local_name!("time")
        | local_name!("var")
        | local_name!("wbr") => Flow::Inline,
        _ if phrase && name.contains('-') => Flow::Inline,
        _ => Flow::Block,
    }
}

impl Context {
    /// The context inside of `node`.
    #[must_use]
    pub fn within(self, node: &Node, name: &LocalName, flow: Flow) -> Self {
        let mut inner = self;
        inner.see_name(name, flow);
        inner.see_attributes(node, name, flow);
        inner
    }

    /// The same, in another form.
    #[must_use]
    pub fn with_form(mut self, form: Form) -> Self {
        self.become_form(form);
        self
    }

    fn mark(&mut self, flag: Inside) {
        self.inside = self.inside.with(flag);
    }

    fn see_name(&mut self, name: &LocalName, flow: Flow) {
        if flow == Flow::Block {
            self.phrase = false;
        }
        match *name {
            local_name!("article") => {
                if self.inside.has(Inside::ARTICLE) {
                    self.mark(Inside::NESTED_ARTICLE);
                }
                self.anew(Inside::ARTICLE);
            }
            local_name!("main") => self.anew(Inside::MAIN),
            local_name!("nav") => self.anew(Inside::NAV),
            local_name!("header") => self.anew(Inside::HEADER),
            local_name!("footer") => self.anew(Inside::FOOTER),
            local_name!("aside") => self.anew(Inside::ASIDE),
            local_name!("section") => self.anew(Inside::default()),
            local_name!("figure") => self.anew(Inside::FIGURE),
            local_name!("form") => self.anew(Inside::FORM),
            local_name!("dialog") => self.anew(Inside::DIALOG),
            local_name!("table") => self.anew(Inside::TABLE),
            local_name!("noscript")
            | local_name!("template")
            | local_name!("object")
            | local_name!("video")
            | local_name!("audio")
            | local_name!("canvas") => self.hide(name),
            local_name!("ul") | local_name!("ol") | local_name!("menu") | local_name!("dl") => {
                self.anew(Inside::LIST);
                self.lists = self.lists.saturating_add(1);
            }
            local_name!("li") | local_name!("dt") | local_name!("dd") => {
                (self.form, self.level) = (Form::ListItem, self.lists.max(1));
            }
            local_name!("blockquote") => {
                self.anew(Inside::QUOTE);
                self.form = Form::Quote;
            }
            local_name!("figcaption") | local_name!("caption") => self.become_form(Form::Caption),
            local_name!("address") => self.become_form(Form::Address),
            local_name!("button")
            | local_name!("label")
            | local_name!("option")
            | local_name!("optgroup")
            | local_name!("select")
            | local_name!("textarea")
            | local_name!("legend") => self.become_form(Form::Control),
            local_name!("pre") => {
                self.become_form(Form::Code);
                self.pre = true;
            }
            local_name!("p") => {
                if self.form == Form::Plain {
                    self.form = Form::Paragraph;
                }
                self.phrase = true;
            }
            local_name!("h1") => self.head(1),
            local_name!("h2") => self.head(2),
            local_name!("h3") => self.head(3),
            local_name!("h4") => self.head(4),
            local_name!("h5") => self.head(5),
            local_name!("h6") => self.head(6),
            local_name!("time") => {
                if matches!(self.form, Form::Plain | Form::Paragraph | Form::ListItem) {
                    self.become_form(Form::Time);
                }
            }
            _ => {}
        }
    }

    /// A new part of the page: what encloses it says nothing of the form inside.
    fn anew(&mut self, flag: Inside) {
        self.mark(flag);
        self.become_form(Form::Plain);
    }

    fn become_form(&mut self, form: Form) {
        (self.form, self.level) = (form, 0);
    }

    fn head(&mut self, level: u8) {
        (self.form, self.level, self.phrase) = (Form::Heading, level, true);
    }

    /// Content for those who cannot see the real one; a shadow root is the real one.
    fn hide(&mut self, name: &LocalName) {
        if *name != local_name!("template") {
            self.mark(Inside::HIDDEN);
        }
    }

    fn see_attributes(&mut self, node: &Node, name: &LocalName, flow: Flow) {
        // Scripts hide whole pages until they have run.
        let may_hide = !matches!(
            *name,
            local_name!("html")
                | local_name!("body")
                | local_name!("main")
                | local_name!("article")
        );
        let mut is_open = false;
        for attribute in node.attributes() {
            let value = &*attribute.value;
            match attribute.name.local {
                local_name!("hidden") if may_hide => self.mark(Inside::HIDDEN),
                local_name!("style") if may_hide && is_hiding(value) => self.mark(Inside::HIDDEN),
                // On a piece of a line it hides decoration from screen readers, nothing from the eye.
                local_name!("aria-hidden")
                    if may_hide && flow == Flow::Block && value == "true" =>
                {
                    self.mark(Inside::HIDDEN);
                }
                local_name!("aria-modal") if value == "true" => self.mark(Inside::DIALOG),
                local_name!("open") => is_open = true,
                local_name!("role") => self.see_role(value),
                local_name!("itemprop") | local_name!("property")
                    if value.split_whitespace().any(|v| v.ends_with("articleBody")) =>
                {
                    self.mark(Inside::ARTICLE_BODY);
                }
                _ => {}
            }
        }
        if *name == local_name!("dialog") && !is_open {
            self.mark(Inside::HIDDEN);
        }
    }

    fn see_role(&mut self, role: &str) {
        match role {
            "main" => self.mark(Inside::MAIN),
            "navigation" => self.mark(Inside::NAV),
            "banner" => self.mark(Inside::HEADER),
            "contentinfo" => self.mark(Inside::FOOTER),
            "complementary" => self.mark(Inside::ASIDE),
            "dialog" | "alertdialog" => self.mark(Inside::DIALOG),
            "article" if !self.inside.has(Inside::ARTICLE) => self.mark(Inside::ARTICLE),
            _ => {}
        }
    }
}

/// Does an inline style hide its element?
fn is_hiding(style: &str) -> bool {
    style.split(';').any(|declaration| {
        declaration.split_once(':').is_some_and(|(name, value)| {
            let value = value.trim();
            let value = value.split(['!', ' ']).next().unwrap_or_default();
            let is = |property: &str, hidden: &str| {
                name.trim().eq_ignore_ascii_case(property) && value.eq_ignore_ascii_case(hidden)
            };
            is("display", "none") || is("visibility", "hidden")
        })
    })
}

/// Does `name` part a page into pieces that belong together?
pub fn is_sectioning(name: &LocalName) -> bool {
    matches!(
        *name,
        local_name!("article")
            | local_name!("main")
            | local_name!("section")
            | local_name!("aside")
            | local_name!("nav")
            | local_name!("header")
            | local_name!("footer")
            | local_name!("div")
            | local_name!("body")
    )
}
