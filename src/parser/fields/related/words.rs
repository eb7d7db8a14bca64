//! The words around other articles' headlines: lead-ins, section titles, icons. Folded when first asked for.

use std::sync::LazyLock;

use crate::article::Media;
use crate::parser::fields::hint::{By, Entry, Hint};
use crate::parser::fields::table::{Meanings, Words};

/// Folded when first asked for.
type Table = LazyLock<Words>;

/// Lead-ins that go on with a headline, or stand on a line of their own.
pub(super) static LEADS: Table = LazyLock::new(|| Words::phrases(LEAD_PHRASES));

const LEAD_PHRASES: &str = "read more|read more on this|read also|also read|read next|read this next|read now|read the full story|read full story|read full article|\
        read the full article|read full review|read related|read|more|more on this|more on this story|more on this topic|related|related article|related articles|related story|related stories|\
        related reading|related posts|related post|related content|related news|related link|related links|related video|see also|see more|further reading|must read|must-read|don't miss|\
        dont miss|recommended|recommended reading|recommended for you|you might also like|you may also like|you might like|also on|also see|learn more|find out more|\
        continue reading|keep reading|in case you missed it|icymi|next|up next|more here|subscriber only|exclusive|opinion|analysis|explainer|background|\
        lesen sie auch|lesen sie mehr|lesen sie hier|lies auch|lies mehr|mehr dazu|mehr zum thema|mehr lesen|auch interessant|siehe auch|lesetipp|\
        lesetipps|weiterlesen|das könnte sie auch interessieren|passend dazu|passend zum thema|zum thema|hintergrund|mehr|\
        lire aussi|à lire aussi|à lire|lire également|à lire également|voir aussi|lire la suite|en savoir plus|pour aller plus loin|sur le même sujet|\
        lea también|lee también|leer también|leer más|lee más|lea más|te puede interesar|también te puede interesar|te puede interesar leer|más información|ver más|\
        te recomendamos|vea también|ver también|leggi anche|leggi di più|leggi tutto|potrebbe interessarti|vedi anche|approfondisci|approfondimento|\
        leia também|leia mais|veja também|saiba mais|veja mais|lees ook|lees meer|lees verder|zie ook|läs mer|läs också|läs även|les også|les mer|\
        læs også|læs mere|lue myös|lue lisää|czytaj także|czytaj też|czytaj więcej|czytaj również|czytaj dalej|zobacz także|zobacz też|zobacz również|\
        przeczytaj także|przeczytaj też|polecamy|čtěte také|přečtěte si také|přečtěte si|více čtěte|čítajte aj|olvassa el|olvasd el|olvassa el ezt is|kapcsolódó cikk|\
        kapcsolódó cikkek|citește și|citeşte şi|citiți și|vezi și|taip pat skaitykite|skaitykite daugiau|lesa meira|sjá einnig|\
        читайте также|читать далее|читать ещё|читайте еще|по теме|материалы по теме|подробнее|смотрите также|читайте також|читати далі|дивіться також|\
        прочетете още|вижте още|ayrıca okuyun|devamını oku|ilgili haberler|ilginizi çekebilir|bunlar da ilginizi çekebilir|διαβάστε επίσης|διαβάστε ακόμη|\
        διαβάστε ακόμα|διαβάστε περισσότερα|δείτε επίσης|اقرأ أيضا|اقرأ أيضًا|اقرأ ايضا|إقرأ أيضا|اقرأ المزيد|شاهد أيضا|قد يهمك|المزيد|קראו גם|קרא עוד|קרא גם|\
        עוד בנושא|بیشتر بخوانید|یہ بھی پڑھیں|baca juga|baca selengkapnya|lihat juga|simak juga|xem thêm|đọc thêm|यह भी पढ़ें|ये भी पढ़ें|और पढ़ें|\
        相关阅读|延伸阅读|相關閱讀|延伸閱讀|阅读更多|閱讀更多|推荐阅读|推薦閱讀|相关新闻|相關新聞|更多|あわせて読みたい|合わせて読みたい|関連記事|関連ニュース|続きを読む|\
        관련기사|관련 기사|더보기|더 보기|함께 읽기|อ่านเพิ่มเติม|อ่านต่อ|ข่าวที่เกี่ยวข้อง";

/// Kinds of articles. Before a colon they belong to the headline: `Opinion: The wall` may be saved beside `The wall`.
pub(super) const RUBRICS: [&str; 4] = ["opinion", "analysis", "exclusive", "explainer"];

/// First words of [`LEADS`], as far as their letters go: "don" of "don't miss".
pub(super) static LEADS_FIRST: Table = LazyLock::new(|| {
    let first = LEAD_PHRASES
        .split('|')
        .filter_map(|phrase| phrase.split(|c: char| !c.is_alphanumeric()).next());
    Words::new(first.map(|word| (word, ())), |a, ()| a)
});

/// Lead-ins of a verb, which may run on into a headline without a colon: "Leggi anche La casa…".
pub(super) static RUN_ON: Table = LazyLock::new(|| Words::phrases(RUN_ON_PHRASES));

const RUN_ON_PHRASES: &str = "read more|read also|also read|read next|see also|lesen sie auch|lies auch|siehe auch|lire aussi|à lire aussi|lire également|voir aussi|lea también|lee también|\
        leer también|te puede interesar|leggi anche|vedi anche|leia também|leia mais|veja também|lees ook|läs mer|läs också|läs även|les også|læs også|lue myös|\
        czytaj także|czytaj też|czytaj również|zobacz także|zobacz też|przeczytaj także|čtěte také|přečtěte si také|читайте также|читайте також|διαβάστε επίσης|\
        اقرأ أيضا|اقرأ أيضًا|baca juga|xem thêm|关联阅读|相关阅读|延伸阅读|延伸閱讀|関連記事|यह भी पढ़ें|ये भी पढ़ें";

/// Lead-ins to the rest of the same article.
pub(super) static GO_ON: Table =
    LazyLock::new(|| Words::phrases("continue reading|weiterlesen|keep reading"));

/// What is counted beside a headline: minutes, comments.
pub(super) static COUNTED: Table = LazyLock::new(|| Words::words(COUNTED_WORDS));

const COUNTED_WORDS: &str = "min mins minute minutes minuten m comments comment kommentare kommentar commentaires comentarios commenti \
    reacties views shares";

/// What takes those minutes.
pub(super) static TAKEN: Table = LazyLock::new(|| Words::words(TAKEN_WORDS));

const TAKEN_WORDS: &str = "read watch listen lesezeit lektüre lectura";

/// First words of [`RUN_ON`].
pub(super) static RUN_ON_FIRST: Table = LazyLock::new(|| {
    let first = RUN_ON_PHRASES
        .split('|')
        .filter_map(|phrase| phrase.split(' ').next());
    Words::new(first.map(|word| (word, ())), |a, ()| a)
});

/// Last words of [`RUN_ON`].
pub(super) static RUN_ON_LAST: Table = LazyLock::new(|| {
    let last = RUN_ON_PHRASES
        .split('|')
        .filter_map(|phrase| phrase.rsplit(' ').next());
    Words::new(last.map(|word| (word, ())), |a, ()| a)
});

/// Lines that are neither headline nor lead-in.
pub(super) static BUTTONS: Table = LazyLock::new(|| {
    Words::phrases(
        "load more|show more|see all|view all|view more|show all|all stories|all articles|more stories|more news|back to top|previous|next|previous article|next article|\
        share|share this|comments|comment|subscribe|sign up|log in|menu|home|video|videos|gallery|photos|live|watch|listen|advertisement|sponsored|see more|click here|\
        mehr laden|mehr anzeigen|alle anzeigen|alle artikel|zurück|weiter|teilen|kommentare|anzeige|voir plus|voir tout|afficher plus|ver todo|cargar más|mostrar más|\
        mostra altro|carica altri|vedi tutti|carregar mais|ver tudo|meer laden|toon meer|visa fler|vis flere|pokaż więcej|zobacz więcej|показать еще|загрузить еще|\
        daha fazla|加载更多|查看更多|もっと見る|一覧へ",
    )
});

/// Titles of lists around an article that no pattern of words covers.
pub(super) static TITLES: Table = LazyLock::new(|| Words::phrases(TITLE_PHRASES));

const TITLE_PHRASES: &str = "editor's picks|editors' picks|editors picks|editor's choice|editor's pick|our picks|top picks|picks for you|for you|just in|happening now|don't miss|must reads|must read|\
        around the web|from the web|from our partners|what to read next|read next|up next|you may also like|you might also like|you may like|you might like|\
        you may also be interested in|you might be interested in|people also read|readers also liked|in this section|elsewhere on the web|in other news|explore more|discover more|\
        keep reading|the latest|newsletters|newsletter|our newsletters|promoted stories|paid content|sponsored content|trending|trending now|popular|most read|most popular|recommended|\
        recommended for you|related|spotlight|highlights|\
        das könnte sie auch interessieren|das könnte dich auch interessieren|auch interessant|mehr zum thema|zum thema|meistgelesen|meist gelesen|meistkommentiert|meistgesehen|am meisten gelesen|unsere empfehlungen|\
        empfehlungen|empfohlen|empfehlungen der redaktion|neu auf der startseite|aus dem ressort|schlagzeilen|ticker|\
        à lire aussi|à lire également|sur le même sujet|sur le même thème|à la une|les plus lus|le plus lu|en continu|à découvrir|vous aimerez aussi|recommandé pour vous|dans la même rubrique|\
        lo más leído|lo más visto|lo más reciente|te puede interesar|también te puede interesar|le puede interesar|últimas noticias|te recomendamos|más leídas|lo último|\
        i più letti|le più lette|più letti|potrebbe interessarti|ti potrebbe interessare|ultime notizie|in evidenza|ultim'ora|da non perdere|\
        mais lidas|mais lidos|leia também|veja também|últimas notícias|você pode gostar|destaques|meest gelezen|lees ook|het laatste nieuws|net binnen|aanbevolen|\
        mest läst|mest lästa|mest lest|mest læste|mest læst|läs mer|les også|læs også|senaste nytt|siste nytt|seneste nyt|luetuimmat|uusimmat|lue myös|suosituimmat|\
        najczęściej czytane|najnowsze|polecane|polecamy|popularne|zobacz także|nejčtenější|nejnovější|mohlo by vás zajímat|legolvasottabb|legfrissebb|ajánló|ajánljuk|\
        читайте также|самое читаемое|популярное|главное|последние новости|по теме|материалы по теме|лента новостей|рекомендуем|новости|читайте також|найпопулярніше|останні новини|\
        çok okunanlar|en çok okunanlar|ilgili haberler|son dakika|ilginizi çekebilir|öne çıkanlar|δημοφιλή|τελευταία νέα|διαβάστε επίσης|σχετικά άρθρα|ροή ειδήσεων|\
        الأكثر قراءة|اقرأ أيضا|مواضيع ذات صلة|أخبار ذات صلة|آخر الأخبار|اخترنا لك|الأكثر مشاهدة|הנקראות ביותר|עוד בנושא|כתבות נוספות|\
        berita terkait|terpopuler|berita terbaru|baca juga|artikel terkait|terkini|tin liên quan|đọc nhiều|xem nhiều|ये भी पढ़ें|संबंधित ख़बरें|\
        相关新闻|相關新聞|相关阅读|相關閱讀|热门|熱門|热点|推荐|推薦|延伸阅读|延伸閱讀|最新|编辑推荐|编辑精选|猜你喜欢|相关文章|相關文章|热门新闻|関連記事|おすすめ|人気記事|ランキング|アクセスランキング|最新記事|\
        新着記事|注目|あわせて読みたい|おすすめ記事|関連ニュース|관련기사|관련 기사|많이 본 뉴스|인기 기사|추천 기사|최신 기사|주요뉴스|ข่าวที่เกี่ยวข้อง|ข่าวล่าสุด|ข่าวยอดนิยม";

/// Beginnings of such titles: "More from The Herald".
pub(super) const OPENINGS: [&str; 33] = [
    "most read in ",
    "most viewed in ",
    "more from ",
    "more in ",
    "more on ",
    "more by ",
    "more stories from ",
    "latest from ",
    "latest in ",
    "the latest from ",
    "top stories in ",
    "also in ",
    "also from ",
    "popular in ",
    "trending in ",
    "other stories ",
    "mehr aus ",
    "mehr von ",
    "mehr zu ",
    "weitere artikel ",
    "neues aus ",
    "aktuelles aus ",
    "plus de ",
    "plus d'",
    "mas de ",
    "mas sobre ",
    "mas en ",
    "altro da ",
    "mais de ",
    "meer uit ",
    "meer van ",
    "mer fra ",
    "mer fran ",
];

/// Words that single out articles: "most", "related", "latest".
const QUALIFIERS: &str = "most more latest top popular related recommended similar other further trending recent featured best breaking newest suggested \
        weitere ähnliche aktuelle neueste neuste verwandte beliebte beliebteste meistgelesene empfohlene mehr top \
        similaires liés associés récents populaires recommandés lus derniers dernières autres \
        relacionadas relacionados recomendadas recomendados leídas leídos vistas destacadas destacados últimas últimos más otras \
        correlati correlate letti lette simili recenti altri altre ultimi ultime \
        relacionadas recentes outras lidas recomendados gerelateerde andere meest populaire relaterade senaste relaterte siste seneste \
        powiązane najnowsze podobne inne похожие последние другие ilgili benzer son σχετικά";

/// What they single out.
const THINGS: &str = "read news stories story articles article posts post content videos video headlines topics viewed popular commented shared watched \
        searches reads coverage blogs reading links galleries podcasts resources guides reviews \
        artikel beiträge nachrichten themen meldungen news videos inhalte \
        articles actualités sujets contenus noticias artículos contenidos temas notas articoli notizie contenuti artigos notícias matérias \
        artikelen berichten nieuws artiklar nyheter artikler nyheder saker artykuły wiadomości teksty статьи новости материалы haberler \
        içerikler άρθρα νέα";

/// Small words between them.
const JOINTS: &str = "our the and & in les plus de";

/// What a word of such a title may be, one bit each.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Part(u8);

impl Part {
    /// It singles out articles.
    pub const QUALIFIER: Self = Self(1);
    /// It names articles.
    pub const THING: Self = Self(1 << 1);
    /// It stands between the others.
    pub const JOINT: Self = Self(1 << 2);
    /// One of [`OPENINGS`] starts with it.
    pub const OPENING: Self = Self(1 << 3);

    /// Is it one of `parts`?
    pub const fn is(self, parts: Self) -> bool {
        self.0 & parts.0 != 0
    }

    /// All of both.
    pub const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// What each word of a title may be.
pub(super) static PARTS: LazyLock<Meanings<Part>> = LazyLock::new(|| {
    let lists = [
        (Part::QUALIFIER, QUALIFIERS),
        (Part::THING, THINGS),
        (Part::JOINT, JOINTS),
    ];
    let words = lists
        .iter()
        .flat_map(|&(part, list)| list.split_whitespace().map(move |word| (word, part)));
    let openings = OPENINGS
        .iter()
        .filter_map(|opening| opening.split(' ').next());
    Meanings::new(
        words.chain(openings.map(|word| (word, Part::OPENING))),
        Part::or,
    )
});

/// Labels of alternative texts, before a colon.
pub(super) const ALTERNATIVE_TEXTS: [&str; 5] = [
    "image",
    "thumbnail",
    "article image",
    "featured image",
    "alt",
];

/// What an alternative text says that it is.
pub(super) const IMAGES: [&str; 6] = [
    "image",
    "picture",
    "photo",
    "photograph",
    "illustration",
    "thumbnail",
];

/// Icons at the end of a headline, as their alternative texts name them; longer ones first.
pub(super) const ICONS: [(&str, Option<Media>); 27] = [
    ("story video icon", Some(Media::Video)),
    ("story gallery icon", Some(Media::Gallery)),
    ("story audio icon", Some(Media::Audio)),
    ("story podcast icon", Some(Media::Audio)),
    ("story live icon", Some(Media::Live)),
    ("story icon", None),
    ("video play icon", Some(Media::Video)),
    ("play video icon", Some(Media::Video)),
    ("video icon", Some(Media::Video)),
    ("play icon", Some(Media::Video)),
    ("play video", Some(Media::Video)),
    ("watch video", Some(Media::Video)),
    ("watch now", Some(Media::Video)),
    ("gallery icon", Some(Media::Gallery)),
    ("picture icon", Some(Media::Gallery)),
    ("camera icon", Some(Media::Gallery)),
    ("photo icon", Some(Media::Gallery)),
    ("photo gallery", Some(Media::Gallery)),
    ("audio icon", Some(Media::Audio)),
    ("podcast icon", Some(Media::Audio)),
    ("headphones icon", Some(Media::Audio)),
    ("listen now", Some(Media::Audio)),
    ("live icon", Some(Media::Live)),
    ("external link icon", None),
    ("link icon", None),
    ("arrow icon", None),
    ("premium icon", None),
];

/// Labels of a medium: before a headline with a colon or bar, or after it in brackets or behind a bar.
const MEDIA: [(&str, Media); 24] = [
    ("video", Media::Video),
    ("watch", Media::Video),
    ("watch live", Media::Live),
    ("vidéo", Media::Video),
    ("vídeo", Media::Video),
    ("видео", Media::Video),
    ("відео", Media::Video),
    ("فيديو", Media::Video),
    ("视频", Media::Video),
    ("動画", Media::Video),
    ("영상", Media::Video),
    ("listen", Media::Audio),
    ("audio", Media::Audio),
    ("podcast", Media::Audio),
    ("gallery", Media::Gallery),
    ("photo gallery", Media::Gallery),
    ("photos", Media::Gallery),
    ("in pictures", Media::Gallery),
    ("pictures", Media::Gallery),
    ("bildergalerie", Media::Gallery),
    ("fotostrecke", Media::Gallery),
    ("fotogalerie", Media::Gallery),
    ("live", Media::Live),
    ("liveblog", Media::Live),
];

static MEDIA_WORDS: LazyLock<Meanings<Media>> =
    LazyLock::new(|| Meanings::new(MEDIA, |_, later| later));

/// The medium that `phrase` is a label of, marks around it aside.
pub(super) fn medium(phrase: &str) -> Option<Media> {
    MEDIA_WORDS.of_phrase(phrase)
}

/// The words that lines around a headline, and what is run into one, start or end with.
pub(in crate::parser::fields) fn hints() -> impl Iterator<Item = Entry> {
    fn all<T>(
        hint: Hint,
        by: By,
        words: impl Iterator<Item = T>,
    ) -> impl Iterator<Item = (T, By, Hint)> {
        words.map(move |word| (word, by, hint))
    }
    let media = || MEDIA.into_iter().map(|(name, _)| name);
    let leads = LEAD_PHRASES.split('|').chain(RUN_ON_PHRASES.split('|'));
    let leads = leads.chain(media()).chain(ALTERNATIVE_TEXTS);
    let icons = ICONS.into_iter().map(|(name, _)| name);
    let trails = icons.chain(media()).chain(RUN_ON_PHRASES.split('|'));
    let counts = COUNTED_WORDS.split(' ').chain(TAKEN_WORDS.split(' '));
    let titles = TITLE_PHRASES.split('|').chain(OPENINGS);
    let parts = [QUALIFIERS, THINGS, JOINTS].into_iter();
    let titles = titles.chain(parts.flat_map(str::split_whitespace));
    all(Hint::LEADS, By::First, leads)
        .chain(all(Hint::TRAILS, By::Last, trails.chain(counts)))
        .chain(all(Hint::TITLES, By::First, titles))
        .chain(all(Hint::IMAGE, By::First, IMAGES.into_iter()))
}
