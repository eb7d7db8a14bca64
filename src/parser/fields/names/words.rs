//! The words around names: leads, crew, roles, organisations, particles. Folded when first asked for.

use std::sync::LazyLock;

use crate::parser::fields::hint::{By, Entry, Hint};
use crate::parser::fields::table::{Meanings, Words};

/// What a word may be, one bit each.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Kinds(u16);

impl Kinds {
    pub const LEAD: Self = Self(1);
    pub const CREW: Self = Self(1 << 1);
    pub const ROLE: Self = Self(1 << 2);
    pub const CREDENTIAL: Self = Self(1 << 3);
    pub const ORGANISATION: Self = Self(1 << 4);
    pub const PARTICLE: Self = Self(1 << 5);
    pub const ENDING: Self = Self(1 << 6);
    pub const JOINT: Self = Self(1 << 7);
    pub const BUTTON: Self = Self(1 << 8);
    pub const TEAM: Self = Self(1 << 9);

    /// What `word` may be.
    pub fn of(word: &str) -> Self {
        KINDS.of(word).unwrap_or_default()
    }

    /// Is it one of `kinds`?
    pub const fn is(self, kinds: Self) -> bool {
        self.0 & kinds.0 != 0
    }

    /// All kinds of both.
    pub const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

static KINDS: LazyLock<Meanings<Kinds>> = LazyLock::new(|| {
    let lists = [
        (Kinds::LEAD, LEADS),
        (Kinds::CREW, CREW),
        (Kinds::ROLE, ROLES),
        (Kinds::CREDENTIAL, CREDENTIALS),
        (Kinds::ORGANISATION, ORGANISATIONS),
        (Kinds::PARTICLE, PARTICLES),
        (Kinds::ENDING, ENDINGS),
        (Kinds::JOINT, JOINTS),
        (Kinds::BUTTON, BUTTONS),
        (Kinds::TEAM, TEAMS),
    ];
    let words = lists
        .iter()
        .flat_map(|&(kind, list)| list.split_whitespace().map(move |word| (word, kind)));
    Meanings::new(words, Kinds::or)
});

/// What leads to an author's name, with the small words and kinds of text that go along with it.
const LEADS: &str = "by written reported authored author authors author's authors' posted published contributed contributor contributors words see quelle source story text \
    report reporting from about more recently recipe post article column analysis opinion comment guest interview \
    exclusive update bio profile meet \
    von vom text texte autor autorin autoren ein eine einem einer aus kommentar kolumne gastbeitrag gastkommentar artikel bericht \
    reportage protokoll essay analyse verfasst geschrieben redaktion: interview: unserem unserer korrespondent korrespondentin \
    par de auteur auteure texte propos recueillis écrit rédigé publié por escrito redactado autora autor: texto reportaje \
    di scritto autore autrice articolo cura testo da escrito reportagem door geschreven auteur: af skrevet skrev tekst av skriven \
    skrivet författare reporter: text: journalist: journalister kirjoittaja teksti autorzy tekst: przez napsal napsala szerző írta \
    от автор авторы автора текст автори yazan yazar haber oleh penulis pewarta ditulis reporter tác giả συντάκτης του της γράφει \
    بقلم كتب كتبت الكاتب المصدر إعداد מאת द्वारा लेखक";

/// What names the rest of the crew: whoever follows did not write the text.
const CREW: &str = "photo photos photograph photographs photography photographed picture pictures image images illustration illustrations \
    illustrated illustrator artwork video videos edited editing reviewed reviewer fact checked fact-checked factchecked verified \
    medically translated translation translator graphics graphic design designed produced sponsored foto fotos fotograf fotografie \
    fotografía fotografías fotografia fotoğraf bild bilder übersetzung übersetzt adaptierung illustrationen illustratie dessin photographie \
    traduction traduit traducción ilustración ilustraciones zdjęcia kuva kuvat foto: bild: фото עריכה";

/// Words of jobs and titles: a name ends before the first of them.
const ROLES: &str = "editor editor-in-chief editors correspondent reporter reporters writer writers journalist journalists columnist columnists contributor contributing \
    senior sr junior chief lead head deputy assistant associate executive managing staff political parliamentary diplomatic economics business \
    science health technology tech sports sport culture travel environment education foreign national international special \
    investigative investigations freelance producer director manager president vice founder co-founder cofounder ceo cto coo cfo cmo \
    vp svp evp professor prof lecturer expert specialist analyst consultant strategist advisor adviser attorney lawyer partner \
    engineer developer architect scientist researcher fellow author blogger contributor owner principal dietitian nutritionist \
    therapist coach veterinarian physician nurse gardener horticulturist horticulturalist educator instructor candidate \
    representative content digital data video audio news features fashion beauty food wine home garden real money finance financial \
    certified licensed registered former guest award-winning host anchor presenter bureau desk \
    redakteur redakteurin ressortleiter ressortleiterin reporterin korrespondent korrespondentin chefredakteur chefredakteurin leitender \
    leitende stellvertretender stellvertretende volontär volontärin autorin autor wirtschaftsredakteur politikredakteur journalistin \
    freier freie politischer politische leiter leiterin chefreporter chefreporterin mitarbeiter mitarbeiterin \
    journaliste correspondant correspondante rédacteur rédactrice envoyé envoyée spécial grand \
    periodista corresponsal redactor redactora enviado enviada editora jornalista repórter giornalista inviato corrispondente \
    redacteur verslaggever correspondente journalisten redaktør redaktör journalist korrespondent dziennikarz dziennikarka redaktor \
    корреспондент обозреватель редактор журналист muhabir muhabiri wartawan";

/// Letters after a name.
const CREDENTIALS: &str = "md m.d m.d. phd ph.d ph.d. ms m.s. msc bsc ma ba mba rd rdn ldn rn bsn dvm dmd dds do np cfp cfp® cfa cpa cepf cepf® ea \
    jd j.d. esq esq. lcsw lmft pharmd mph fand faclm cpt pe pmp e-ryt dr-ing mp";

/// Words inside the names of organisations.
const ORGANISATIONS: &str = "news newsroom newsdesk team staff desk press agency times post herald tribune gazette journal chronicle guardian telegraph \
    mirror observer university college institute school inc inc. llc ltd ltd. gmbh ag corp corporation foundation association society \
    media magazine network group company co. center centre editorial editors board council committee ministry government department \
    police office service services bureau blog studio studios productions entertainment radio television tv online digital solutions \
    security marketing academy library museum club admissions union wire newswire archives archive images pictures photo photos \
    redaktion redaktionsnetzwerk agentur verlag zeitung nachrichten rédaction agence journal redacción agencia redazione agenzia \
    redação redactie redaktionen redakcja toimitus ntb tt ritzau редакция агентство redaksi haber ajansı وكالة المحرر هيئة";

/// Words of a job or an organisation that stand for the author.
const TEAMS: &str = "team desk newsroom newsdesk editors";

/// News agencies and picture agencies, and broadcasters who sign as such.
pub(super) static AGENCIES: LazyLock<Words> = LazyLock::new(|| Words::phrases(AGENCY_NAMES));

const AGENCY_NAMES: &str = "afp|ap|dpa|apa|sda|ats|reuters|bloomberg|upi|pti|ani|ians|efe|ansa|agi|adnkronos|lusa|belga|anp|ntb|tt|ritzau|stt|pap|čtk|ctk|mti|tass|\
    ria novosti|interfax|ukrinform|xinhua|kyodo|jiji|yonhap|antara|bernama|aap|cp|pa|pa media|press association|the canadian press|\
    canadian press|associated press|the associated press|agence france-presse|agencia efe|europa press|anadolu|aa|dha|iha|wam|spa|mena|\
    irna|sana|epd|kna|sid|keystone|keystone-sda|bbc|bbc news|cnn|npr|dpa/tmn|rnd|bfm|getty images|getty|epa|epa-efe|imago|alamy|\
    shutterstock|istock|istockphoto|unsplash|pexels|pixabay|picture alliance|picture-alliance|ap photo|zuma|zuma press|sipa|abaca|ddp|\
    action images|usa today sports|imagn|imagn images|rex features|wenn|magnum|magnum photos|redux|nurphoto|\
    anadolu agency|anadolu images|scanpix|lehtikuva|ap images|sputnik|ullstein bild|akg-images|bridgeman images|ullstein|freepik|adobe stock|\
    depositphotos|dreamstime|corbis|wireimage|filmmagic|afp photo|photonews|belga image|anp foto|cordon press|gtres|lapresse|fotogramma|\
    newscom|stock.adobe.com|swns|pa images|pa wire|pa archive|bloomberg via getty images|afp via getty images|agenzia ansa|наука|риа новости|\
    тасс|укринформ|رويترز|أ ف ب|أ.ف.ب|فرانس برس|الأناضول|وام|新华社|中新社|中央社|共同|時事|共同社|朝日新聞|法新社|路透社|美联社|연합뉴스|뉴시스|뉴스1|로이터";

/// The words of agencies and other organisations.
pub(in crate::parser::fields) fn hints() -> impl Iterator<Item = Entry> {
    let agencies = AGENCY_NAMES.split('|');
    let agencies = agencies.map(|name| (name, By::Longest, Hint::AGENCY));
    let others = ORGANISATIONS.split_whitespace();
    agencies.chain(others.map(|word| (word, By::First, Hint::ORGANISATION)))
}

/// Small words inside a name.
const PARTICLES: &str = "de la las los le du des del della dello dei di da das do dos van der den het ter ten te von zu zum zur vom af av bin ibn binti bint al \
    el ben abu ul ud y e mac o' d' dit st";

/// Small words that end a name, even in a line of capitals.
const ENDINGS: &str = "for of at from about in with is on via";

/// Small words between two names.
const JOINTS: &str =
    "and und et y e i og och en ja ve dan и і та й και és și with mit avec con sowie plus";

/// Joints that stay joints in capitals; others would be initials or names ("E", "DAN").
pub(super) const LOUD_JOINTS: &[&str] = &["AND", "UND", "ET", "OG", "OCH", "WITH", "MIT", "И"];

/// Parts of a line that are never names.
const BUTTONS: &str = "follow following share subscribe comment comments reply save print email e-mail view views profile read read: bio website twitter facebook \
    instagram linkedin pinterest youtube tiktok telegram whatsapp bluesky mastodon threads copy link listen watch download sign log menu \
    search pubmed google scholar min mins minute minutes lesezeit lesedauer teilen kommentare ergänzungen partager suivre seguir compartir \
    published updated posted publication posts articles all home contact disclosure sponsored advertisement affiliate links today yesterday \
    read time shares likes https http on at last update one categories category uncategorized advertiser co-authors photo: stand uhr publicado actualizado";
