//! How fast the store is, in a library of articles made here: words as rare and as common as in a language (Zipf), some 400 a text.
//!
//! `cargo bench --bench store`; `CLIPPINGS_BENCH_ARTICLES=100000` sets the size (10,000). The library is made once for each size, in the
//! folder for temporary files, and stays there; making it tells what putting 1,000 articles in costs.

#![allow(clippy::indexing_slicing, clippy::unwrap_used)]

use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::time::Instant;

use chrono::{Days, NaiveDate, NaiveTime};
use clippings::article::{Article, Block, BlockKind, Place, Stamp};
use clippings::library::ask::{Ask, Format, Sort, parse};
use clippings::library::{Fuzzy, Grouping, Order};
use clippings::store::{
    Change, Content, Id, Mark, Prepared, Purpose, Put, Seen, Store, StoreError,
};
use divan::{Bencher, black_box};

/// Words of the language.
const WORDS: u64 = 60_000;
/// Rows of a screen.
const SCREEN: usize = 60;

fn main() {
    let _ = library();
    divan::main();
}

/// A row of numbers, the same for the same seed.
struct Numbers(u64);

impl Numbers {
    fn next(&mut self, below: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % below
    }

    /// A word: the n-th with a frequency of about 1/n.
    #[allow(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss
    )] // ranks are small
    fn word(&mut self) -> String {
        let share = self.next(1 << 30) as f64 / f64::from(1 << 30);
        word((WORDS as f64).powf(share) as u64)
    }

    fn sentence(&mut self, words: usize) -> String {
        (0..words)
            .map(|_| self.word())
            .collect::<Vec<_>>()
            .join(" ")
    }
}

/// The n-th word; the commonest are the shortest.
fn word(n: u64) -> String {
    if n < 8 {
        return ["the", "of", "and", "to", "in", "that", "their", "there"]
            [usize::try_from(n).unwrap_or_default()]
        .to_owned();
    }
    let syllables = [
        "ba", "re", "mi", "to", "lun", "sar", "ke", "dor", "ni", "va", "pel", "ho", "ric", "ast",
        "gu", "em",
    ];
    let mut n = n;
    let mut word = String::new();
    while n > 0 {
        word += syllables[usize::try_from(n % 16).unwrap_or_default()];
        n /= 16;
    }
    word
}

fn article(n: u64) -> Article {
    let mut numbers = Numbers(n * 7919 + 1);
    let day =
        NaiveDate::from_ymd_opt(2015, 1, 1).unwrap_or_default() + Days::new(numbers.next(4000));
    let time = NaiveTime::from_num_seconds_from_midnight_opt(
        u32::try_from(numbers.next(86_400)).unwrap_or(0),
        0,
    );
    let text = |numbers: &mut Numbers| Block::new(BlockKind::Paragraph, numbers.sentence(50) + ".");
    let mut body: Vec<Block> = (0..8).map(|_| text(&mut numbers)).collect();
    if n.is_multiple_of(1000) {
        body.push(Block::new(BlockKind::Paragraph, "Zanzibarine shipment."));
    }
    Article {
        headline: Some(numbers.sentence(9)),
        standfirst: Some(numbers.sentence(18)),
        byline: vec![numbers.sentence(2)],
        publisher: Some(format!("The {} Courier", word(100 + numbers.next(40)))),
        published: time.map(|time| Stamp::local(day, time)),
        tags: vec![word(200 + numbers.next(500)), word(200 + numbers.next(500))],
        language: Some("en".to_owned()),
        body,
        ..Article::default()
    }
}

fn put(n: u64) -> Put {
    let path = format!("{:04}/{n:06}.txt", n / 1000);
    let prepared = Prepared::new(Path::new(&path), &article(n), Format::Text);
    Put {
        path: path.into_bytes(),
        seen: Seen {
            size: 24_000,
            mtime: 1,
        },
        hash: n,
        fresh: false,
        content: Content::Article(Box::new(prepared)),
    }
}

/// The store's file and its size; made where it is missing.
fn library() -> &'static Path {
    static LIBRARY: OnceLock<PathBuf> = OnceLock::new();
    LIBRARY.get_or_init(|| {
        let articles = std::env::var("CLIPPINGS_BENCH_ARTICLES").ok().and_then(|n| n.parse().ok());
        let articles: u64 = articles.unwrap_or(10_000);
        let path = std::env::temp_dir().join(format!("clippings-bench-{articles}.sqlite"));
        let mut store = Store::open_file(&path, Purpose::Indexer).unwrap().store;
        if store.counts().unwrap().listed != articles {
            store.reset_index().unwrap();
            let (mut making, mut putting) = (0.0, 0.0);
            for first in (0..articles).step_by(1_000) {
                let began = Instant::now();
                let files: Vec<Put> = (first..articles.min(first + 1_000)).map(put).collect();
                making += began.elapsed().as_secs_f64();
                let began = Instant::now();
                store.put(&files).unwrap();
                putting += began.elapsed().as_secs_f64();
            }
            let began = Instant::now();
            store.tidy(true).unwrap();
            putting += began.elapsed().as_secs_f64();
            #[allow(clippy::cast_precision_loss)] // far below 2^52
            let thousands = articles as f64 / 1000.0;
            eprintln!(
                "{articles} articles: {:.0} ms for 1,000 to be written and prepared, {:.0} ms to be put in",
                making / thousands * 1000.0,
                putting / thousands * 1000.0
            );
        }
        path
    })
}

fn open() -> Store {
    Store::open_file(library(), Purpose::Reader).unwrap().store
}

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 1, 1).unwrap_or_default()
}

/// What a start asks: open, the newest rows, the counts.
#[divan::bench]
fn open_and_show() {
    let store = open();
    black_box((
        store.first_rows(Order::Newest, SCREEN).unwrap(),
        store.counts().unwrap(),
    ));
}

#[divan::bench(args = ["Newest", "Headline", "Publisher", "Minutes"])]
fn first_rows(bencher: Bencher, order: &str) {
    let store = open();
    let order = of_name(order);
    bencher.bench_local(|| store.first_rows(order, SCREEN).unwrap());
}

fn of_name(name: &str) -> Order {
    [
        Order::Newest,
        Order::Headline,
        Order::Publisher,
        Order::Minutes,
    ]
    .into_iter()
    .find(|order| format!("{order:?}") == name)
    .unwrap_or_default()
}

#[divan::bench(args = ["Newest", "Headline"])]
fn all_ids(bencher: Bencher, order: &str) {
    let store = open();
    bencher.bench_local(|| store.ids(of_name(order), usize::MAX).unwrap());
}

/// Ids from the middle of the library.
fn some(store: &Store) -> Vec<Id> {
    let ids = store.ids(Order::Headline, usize::MAX).unwrap();
    ids.into_iter().skip(3_000).take(SCREEN).collect()
}

#[divan::bench]
fn rows_by_id(bencher: Bencher) {
    let store = open();
    let ids = some(&store);
    bencher.bench_local(|| store.rows(&ids).unwrap());
}

#[divan::bench]
fn article_by_id(bencher: Bencher) {
    let store = open();
    let id = some(&store)[0];
    bencher.bench_local(|| store.article(id).unwrap());
}

/// What is related to an article, the reasons left out: sixty times in one go.
#[divan::bench]
fn alike(bencher: Bencher) {
    let store = open();
    let ids = some(&store);
    let all = || -> Result<usize, StoreError> {
        let alike = ids.iter().map(|id| Ok(store.alike(*id)?.len()));
        alike.sum()
    };
    bencher.bench_local(|| store.together(all).unwrap());
}

/// Queries as they are when they are typed to their end, and as they are at some key before.
#[divan::bench(args = [
    "zanzibarine", "the", "the that there", "\"of the\"", "the zanzibarine", "remilun", "the OR zanzibarine", "lunmi sort:headline", "the sort:headline",
    "the after:2024", "the is:unread", "the is:starred", "the -that", "publisher:bamire", "tag:barelun", "is:starred", "after:2024 minutes:<3", "x*", "lang:en", "lang:xx", "-lang:en", "the lang:xx", "the tag:barelun", "the minutes:<1", "is:duplicate", "has:note",
    "~t", "~th", "~thei", "~z", "~zan", "~zanzi", "~b", "~re", "~rem", "~remi", "~remilu", "~the b", "~the ba", "~the zan",
])]
fn search(bencher: Bencher, query: &str) {
    let store = open();
    let ask = match query.strip_prefix('~') {
        Some(typed) => parse(typed, true),
        None => parse(query, false),
    };
    let ask = ask.unwrap();
    bencher.bench_local(|| store.search(&ask, SCREEN, today()).unwrap());
}

/// The whole list, as it is and in groups.
#[divan::bench(args = [
    (Order::Newest, Grouping::None), (Order::Newest, Grouping::Day), (Order::Oldest, Grouping::Day), (Order::Publisher, Grouping::None),
    (Order::Publisher, Grouping::Publisher),
])]
fn listed(bencher: Bencher, (order, group): (Order, Grouping)) {
    let store = open();
    bencher.bench_local(|| store.listed((order, group), false, None).unwrap());
}

/// A list that is narrowed to a filter.
#[divan::bench(args = ["is:unread", "newer:10y", "minutes:<3", "the", "the sort:headline"])]
fn filtered(bencher: Bencher, query: &str) {
    let store = open();
    let filter = parse(query, false).unwrap();
    let newest = Ask {
        sort: filter.sort.or(Some(Sort::Newest)),
        ..Ask::default()
    };
    let ask = newest.within(&filter);
    bencher.bench_local(|| {
        let ids = store.all_hits(&ask, today()).unwrap();
        store.among(&ids, Grouping::Day, |_, _| true).unwrap()
    });
}

/// What the picker of filters asks.
#[divan::bench(args = ["is:unread", "newer:1w", "newer:10y", "is:duplicate", "minutes:<3", "the", "tag:barelun", "lang:en"])]
fn count(bencher: Bencher, query: &str) {
    let store = open();
    let ask = Ask::default().within(&parse(query, false).unwrap());
    bencher.bench_local(|| store.count(&ask, today()).unwrap());
}

/// Letters of headlines; all that are looked at have been read before.
#[divan::bench(args = ["zzz", "rmln", "bkr dr", "the sar"])]
fn near(bencher: Bencher, letters: &str) {
    let store = open();
    let letters: Vec<&str> = letters.split(' ').collect();
    let near = || {
        let mut fuzzy = Fuzzy::new(&letters).unwrap();
        store.near(&mut fuzzy, &[], SCREEN).unwrap()
    };
    (0..10).for_each(|_| drop(near()));
    bencher.bench_local(near);
}

/// The first question for letters, which reads some headlines.
#[divan::bench]
fn near_first(bencher: Bencher) {
    bencher.with_inputs(open).bench_local_values(|store| {
        let mut fuzzy = Fuzzy::new(&["rmln"]).unwrap();
        store.near(&mut fuzzy, &[], SCREEN).unwrap()
    });
}

#[divan::bench]
fn snippet(bencher: Bencher) {
    let store = open();
    let ask = parse("the zanzibarine", false).unwrap();
    let id = store.search(&ask, 1, today()).unwrap().ids[0];
    bencher.bench_local(|| store.snippet(id, &ask, 160).unwrap());
}

/// A mark, on the disk when it is done.
#[divan::bench(sample_count = 20)]
fn mark(bencher: Bencher) {
    let mut store = open();
    let key = store.rows(&some(&store)).unwrap()[0].key;
    let mut set = false;
    bencher.bench_local(|| {
        set = !set;
        store
            .change("star", &[Change::mark(key, Mark::Starred, set)])
            .unwrap();
        store
            .keep(&[Change::place(
                key,
                Place {
                    block: usize::from(set),
                    byte: 0,
                },
            )])
            .unwrap();
    });
}

/// All marked read, and that taken back.
#[divan::bench(sample_count = 3, sample_size = 1)]
fn mark_all(bencher: Bencher) {
    let mut store = open();
    let ids = store.ids(Order::Newest, usize::MAX).unwrap();
    bencher.bench_local(|| {
        let marked = store.mark_many("read", &ids, (Mark::Read, true)).unwrap();
        assert!(marked > 0);
        store.undo().unwrap();
    });
}

#[divan::bench]
fn all_tags(bencher: Bencher) {
    let store = open();
    bencher.bench_local(|| store.tags().unwrap());
}

#[divan::bench]
fn prepare(bencher: Bencher) {
    let article = article(12);
    bencher.bench_local(|| Prepared::new(Path::new("a.txt"), &article, Format::Text));
}

/// A mark, and the last good copy of a state of so many values.
#[divan::bench(args = [500, 5_000, 50_000])]
fn copy_of_the_state(bencher: Bencher, values: u64) {
    let folder = tempfile::tempdir().unwrap();
    let opened = Store::open_file(&folder.path().join("a.sqlite"), Purpose::Reader);
    let mut store = opened.unwrap().store;
    let read = |key: u64| Change::mark(key, Mark::Read, true);
    store
        .keep(&(0..values).map(read).collect::<Vec<_>>())
        .unwrap();
    let mut is_starred = false;
    bencher.bench_local(move || {
        is_starred = !is_starred;
        let star = [Change::mark(0, Mark::Starred, is_starred)];
        store.keep(&star).unwrap();
        store.keep_copy().unwrap();
    });
}
