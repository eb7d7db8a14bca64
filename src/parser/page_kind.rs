//! Is the page an article, or a front page, a list, a shop, a forum, a manual? Judged from the page as a whole, once its article is
//! read: what it says of itself, its address, how its words are shared out, what its parts are called.
//!
//! One logistic model; its weights are a table in `page_kind/weights.rs`.

mod address;
mod weights;

use crate::article::{Article, BlockKind, count_words};
use crate::parser::block::{Block, Document, Form, Inside, Words};

use weights::WEIGHTS;

/// Words that a headline has at least.
const HEADLINE: usize = 4;
/// Headlines from which on a page that is no article holds several stories.
const STORIES: usize = 8;
/// A text of fewer words is a teaser where the page says that the rest is not free.
const TEASER: usize = 250;
/// Words of a text that is a label, a price or a button.
const LABEL: usize = 8;

/// Names of parts, by the kind of page that has them.
const NAMES: [(&str, &str); 4] = [
    (
        "named-shop",
        "product products cart price woocommerce sku shop checkout",
    ),
    (
        "named-forum",
        "forum thread topic replies reply posts message discussion votes",
    ),
    (
        "named-manual",
        "docs documentation sphinx toc rst api markdown docusaurus mkdocs",
    ),
    (
        "named-story",
        "article story single entry byline author blog news",
    ),
];

/// What a shop's button says, in lower case.
const CART: [&str; 16] = [
    "add to cart",
    "add to bag",
    "add to basket",
    "in den warenkorb",
    "ajouter au panier",
    "añadir al carrito",
    "aggiungi al carrello",
    "adicionar ao carrinho",
    "in winkelwagen",
    "lägg i varukorg",
    "læg i kurv",
    "do koszyka",
    "в корзину",
    "sepete ekle",
    "カートに",
    "加入购物车",
];

/// schema.org's types, in lower case, of what a shop sells and what a forum holds.
const PRODUCTS: [&str; 4] = ["product", "productgroup", "offer", "aggregateoffer"];
const FORUMS: [&str; 4] = [
    "discussionforumposting",
    "qapage",
    "question",
    "socialmediaposting",
];

/// What a page shows and says of itself, gathered before its article is read.
#[derive(Debug, Clone, Default)]
pub struct Seen {
    /// What its metadata say it is.
    says: [(&'static str, bool); 3],
    says_teaser: bool,
    /// Headlines that lead elsewhere.
    stories: usize,
    url: Option<String>,
    words: usize,
    prices: usize,
    cart: bool,
    code: usize,
    times: usize,
    /// Words in parts of each of [`NAMES`].
    named: [usize; NAMES.len()],
    /// Which of them the last words meant.
    last: (Words, [bool; NAMES.len()]),
}

impl Seen {
    /// What `document` shows.
    pub fn of(document: &Document) -> Self {
        let claims = &document.claims;
        let has = |types: &[&str]| claims.types.iter().any(|t| types.contains(&t.as_str()));
        let mut seen = Self {
            says: [
                ("says-article", claims.is_article == Some(true)),
                ("says-product", has(&PRODUCTS)),
                ("says-forum", has(&FORUMS)),
            ],
            says_teaser: claims.teaser,
            url: claims.url.clone(),
            ..Self::default()
        };
        let blocks = document.blocks.iter();
        for block in blocks.filter(|block| !block.is_inside(Inside::HIDDEN)) {
            seen.see(block);
        }
        seen
    }

    fn see(&mut self, block: &Block) {
        let words = count_words(&block.text);
        self.words += words;
        if block.hints.form == Form::Code {
            self.code += words;
        }
        if block.hints.form == Form::Heading && block.is_inside(Inside::LINK) && words >= HEADLINE {
            self.stories += 1;
        }
        if words <= LABEL {
            self.prices += usize::from(is_price(&block.text));
            self.cart = self.cart || is_cart(&block.text);
        }
        if let Some(markup) = &block.hints.markup {
            self.times += usize::from(markup.datetime.is_some());
            for (count, is) in self
                .named
                .iter_mut()
                .zip(kinds(&mut self.last, &markup.near))
            {
                *count += if is { words } else { 0 };
            }
        }
    }

    /// Is what was read as `article` one?
    pub fn is_article(&self, article: &Article) -> bool {
        let evidence = self.evidence(article);
        let weighed = evidence.iter().filter_map(|(name, value)| {
            let (_, weight) = WEIGHTS.iter().find(|(n, _)| n == name)?;
            Some(value * weight)
        });
        weighed.sum::<f32>() > 0.0
    }

    /// What the reader should know of a page that was read as `article`.
    pub fn note(&self, article: &Article) -> Option<&'static str> {
        if article.article == Some(false) {
            return (self.stories >= STORIES).then_some("this page holds several stories");
        }
        let is_teaser = self.says_teaser && article.words() < TEASER;
        is_teaser.then_some("only a teaser is saved")
    }

    /// All that speaks for or against, by name; each value between 0 and about 8.
    pub fn evidence(&self, article: &Article) -> Vec<(&'static str, f32)> {
        let share = |part: usize| ratio(part, self.words);
        let of = |kind: BlockKind| article.body.iter().filter(move |b| b.kind == kind);
        let paragraphs = of(BlockKind::Paragraph).count();
        let prose = of(BlockKind::Paragraph).map(|b| count_words(&b.text)).sum();
        let words = article.words();
        let headline = article.headline.as_deref().map_or(0, count_words);
        let blocks = article.body.len();
        let mut evidence = vec![
            ("bias", 1.0),
            ("published", flag(article.published.is_some())),
            ("byline", flag(!article.byline.is_empty())),
            ("headline", log(headline)),
            ("standfirst", flag(article.standfirst.is_some())),
            ("words", log(words)),
            ("prose", ratio(prose, words)),
            ("mean", log(prose / paragraphs.max(1))),
            ("listed", ratio(of(BlockKind::ListItem).count(), blocks)),
            ("headed", ratio(of(BlockKind::Heading).count(), blocks)),
            ("pictures", log(article.images.len())),
            ("prices", log(self.prices)),
            ("cart", flag(self.cart)),
            ("code", share(self.code)),
            ("times", log(self.times)),
        ];
        evidence.extend(self.says.map(|(name, is)| (name, flag(is))));
        let names = NAMES.iter().zip(&self.named);
        evidence.extend(names.map(|((name, _), &words)| (*name, share(words))));
        address::evidence(self.url.as_deref(), &mut evidence);
        evidence
    }
}

/// The kinds of page that have parts of these names. `last`: what was answered last, for neighbours share their names.
fn kinds(last: &mut (Words, [bool; NAMES.len()]), words: &Words) -> [bool; NAMES.len()] {
    if !Words::ptr_eq(&last.0, words) {
        let has = |names: &str| {
            names
                .split(' ')
                .any(|name| words.iter().any(|w| **w == *name))
        };
        *last = (words.clone(), NAMES.map(|(_, names)| has(names)));
    }
    last.1
}

fn flag(is: bool) -> f32 {
    f32::from(u8::from(is))
}

/// The natural logarithm of one more.
fn log(count: usize) -> f32 {
    f32::from(u16::try_from(count).unwrap_or(u16::MAX)).ln_1p()
}

/// The share of `part`, in hundredths.
fn ratio(part: usize, whole: usize) -> f32 {
    let hundredths = part.saturating_mul(100) / whole.max(1);
    f32::from(u8::try_from(hundredths.min(100)).unwrap_or(100)) / 100.0
}

/// A number beside a currency's sign or code?
fn is_price(text: &str) -> bool {
    let codes = [
        "USD", "EUR", "GBP", "CHF", "kr", "zł", "руб", "円", "元", "Rs",
    ];
    text.contains(|c: char| c.is_ascii_digit())
        && (text.contains(['$', '€', '£', '¥', '₹', '₽', '₩', '₺'])
            || codes.iter().any(|code| text.contains(code)))
}

fn is_cart(text: &str) -> bool {
    let low = text.to_lowercase();
    CART.iter().any(|cart| low.contains(cart))
}

#[cfg(test)]
mod tests {
    use crate::parser::{Capture, parse};

    fn check(url: &str, body: &str, want: bool) {
        let page = format!("<!doctype html><link rel=canonical href='{url}'><body>{body}");
        let capture = Capture {
            name: "page.html",
            bytes: page.as_bytes(),
        };
        let article = parse(&capture).article;
        assert_eq!(article.article != Some(false), want, "{url}");
    }

    #[test]
    fn kinds_of_page() {
        let text = "The ferry left the quay at dawn on Monday with forty passengers, two goats and a piano, and reached the far \
            side of the sound, to the surprise of everyone on board, nine minutes before its time.";
        let story = format!(
            "<article class=article><h1>The ferry to Skerrin is early for once</h1><p class=byline>By Mara Quint</p>\
             <time datetime=2031-04-16>16 April 2031</time>{}</article>",
            format!("<p>{text}</p>").repeat(6)
        );
        let address = "https://courier.example/2031/04/16/the-ferry-to-skerrin-is-early";
        check(address, &story, true);
        let item = "<div class=product><h2><a href=/products/oar>Oar</a></h2><span class=price>$ 40.00</span><button>Add to cart</button></div>";
        let shop = format!("<h1>Oars</h1>{}", item.repeat(12));
        check("https://shop.example/products/oars", &shop, false);
        let post = format!(
            "<div class='forum thread post'><time datetime=2031-04-16>1 h ago</time><div class='message'>{text}</div></div>"
        );
        let forum = format!("<h1>Oars?</h1>{}", post.repeat(6));
        check(
            "https://boats.example/forum/threads/oars.12/",
            &forum,
            false,
        );
    }
}
