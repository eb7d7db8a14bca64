//! Words that say nothing of what an article is about, and the days of the week, in the languages that are saved most.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::{each_word, hash};

/// What a word is that is not about anything.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// It stands in any text.
    Common,
    /// A day of the week, Monday 0.
    Weekday(u8),
}

/// The kind of the word with that hash.
pub(super) fn kind(hash: u32) -> Option<Kind> {
    KINDS.get(&hash).copied()
}

static KINDS: LazyLock<HashMap<u32, Kind>> = LazyLock::new(|| {
    let mut kinds = HashMap::new();
    for line in COMMON {
        each_word(line, |_, word| {
            kinds.insert(hash(word), Kind::Common);
        });
    }
    for line in WEEKDAYS {
        let mut day = 0;
        each_word(line, |_, word| {
            kinds.insert(hash(word), Kind::Weekday(day));
            day += 1;
        });
    }
    kinds
});

/// From Monday on: English, German, French, Spanish, Italian, Dutch, Swedish, Russian, Turkish, Indonesian.
const WEEKDAYS: &[&str] = &[
    "monday tuesday wednesday thursday friday saturday sunday",
    "montag dienstag mittwoch donnerstag freitag samstag sonntag",
    "lundi mardi mercredi jeudi vendredi samedi dimanche",
    "lunes martes miércoles jueves viernes sábado domingo",
    "lunedì martedì mercoledì giovedì venerdì sabato domenica",
    "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag",
    "måndag tisdag onsdag torsdag fredag lördag söndag",
    "понедельник вторник среда четверг пятница суббота воскресенье",
    "pazartesi salı çarşamba perşembe cuma cumartesi pazar",
    "senin selasa rabu kamis jumat sabtu minggu",
];

/// Titles before names, the commonest function words, and those by which news is told: English, German, French, Spanish, Italian, Portuguese, Dutch,
/// the Scandinavian languages, Russian.
const COMMON: &[&str] = &[
    "dr prof sen rep gov",
    "about above across after again against ago all almost along already also although always am among an and another any are around as \
     at away back be became because become been before began being below best better between both but by came can cannot come could \
     couldn day days did didn do does doesn doing don done down during each early either else end enough even ever every far few first \
     five following for former found four from full further gave get give given go goes going gone good got great had has hasn have \
     haven having he held her here hers herself high him himself his how however if in including inside into is isn it its itself just \
     keep kept know known last late later least left less like little ll long made make makes making many may me might month months \
     more most mr mrs ms much must my near need never new next no nor not nothing now of off often old on once one only or other others \
     our out over own part people per perhaps place put quite rather re really said same saw say saying says second see seen set several \
     shall she should show since six so some something soon still such take taken tell ten than that the their theirs them themselves \
     then there these they thing things think this those though three through thus time times to today together told tomorrow too took \
     toward towards tried try two under until up upon us use used ve very via want wants was wasn way we week weeks well went were weren \
     what when where whether which while who whom whose why will with within without won work would wouldn year years yes yesterday yet \
     you your yours according added asked called statement reported reports",
    "aber alle allem allen aller alles als also am an andere anderen anderer auch auf aus bei beim bereits bis bisher bin bist da dabei \
     dafür damit danach dann daran darauf das dass dazu dem den denn der deren des dessen die dies diese diesem diesen dieser dieses doch \
     dort du durch ein eine einem einen einer eines einmal er erst erste ersten es etwa etwas euch für gegen gegenüber gibt gilt haben hat \
     hatte hatten hier hinter ich ihm ihn ihnen ihr ihre ihrem ihren ihrer im immer in ins ist ja jahr jahre jahren jede jeden jeder jedoch \
     jetzt kann kein keine keinen können könnte konnte laut lassen machen man mehr mehrere mein mit muss müssen nach nicht nichts noch nun \
     nur ob oder ohne rund sagen sagt sagte schon sehr sei sein seine seinem seinen seiner seit selbst sich sie sind so soll sollen sollte \
     sondern sowie uhr um und uns unser unter viel viele vom von vor wann war waren was weil weiter weitere weiteren wenn wer werden wie \
     wieder will wir wird wo wollen worden wurde wurden würde würden zu zum zur zwar zwei zwischen über",
    "afin ainsi alors après au aucun aussi autre autres aux avant avec avoir avait avaient ans an bien car ce cela celle celui ces cet cette \
     ceux chaque chez comme comment contre dans de depuis des deux dit dont du elle elles en encore entre est et étaient était été être eu eux \
     fait faire fois font ici il ils jamais je jour jours la le les leur leurs lors lui ma mais me même mes moins mois mon ne ni non nos notre \
     nous on ont ou où par parce pas peu peut pendant plus plusieurs pour pourquoi premier première près puis qu quand que quel quelle quelques \
     qui quoi sa sans se selon sera ses si son sont sous sur ta tandis te tous tout toute toutes très trois tu un une vers vont votre vous",
    "además ahora al algo algunas algunos ante antes año años así aún aunque bajo bien cada casi como con contra cosa cual cuales cuando cuatro \
     de del desde después día días dice dijo donde dos durante el él ella ellas ellos embargo en entonces entre era eran es esa ese eso esta \
     está están estaba este esto estos fue fueron ha había hace hacer hacia han hasta hay hoy incluso la las le les lo los luego más mayor me \
     mejor menos mes meses mientras mismo momento mucho muchos muy nada ni no nos nosotros nueva nuevo nunca otra otras otro otros para parte \
     pero poco por porque primer primera pues que qué quien se sea según ser será si sí sido siempre sin sino sobre son su sus también tan tanto \
     tiene tienen tiempo toda todas todo todos tras tres tu un una uno unos usted ver vez ya yo",
    "abbiamo agli ai al alla alle allo altre altri altro anche ancora anni anno avere aveva ben che chi ci come con contro cosa così cui da dai dal \
     dalla dalle dei del della delle dello dentro di dopo dove due durante è era erano essere fa fino fra già gli ha hanno il in invece io la le \
     lei li lo loro lui ma mai meno mentre mi molto ne negli nei nel nella nelle non nostro nulla o ogni oggi oltre per perché però più poco poi \
     prima primo proprio qualche quando quanto quella quelle quelli quello questa queste questi questo qui quindi sarà se sempre senza si sia sono \
     sopra sotto sta stata stati stato su sua sue sugli sui sul sulla suo suoi tra tre tutta tutte tutti tutto un una uno",
    "ainda além alguns anos ao aos apenas após aquela aquele as assim até cada com como contra da das de dela dele depois desde deve dia dias disse \
     do dois dos durante ela elas ele eles em enquanto então entre era essa esse esta está estão este eu foi foram grande há isso isto já lhe maior \
     mais mas mesmo muito na nas não nem no nos nós num numa nunca outra outras outro outros para parte pela pelas pelo pelos pode por porque pouco \
     quais qual quando que quem são se segundo seja sem sempre ser será seu seus só sobre sua suas também tem têm tempo ter teve todas todos tudo \
     um uma umas uns vai você",
    "aan al alle alleen als ander andere ben bij daar dan dat de deze die dit doen door dus een en er eerste ging geen goed haar had hebben heeft hem \
     het hier hij hoe hun ik in is ja jaar jaren kan kon kunnen maar meer men met mijn moet na naar niet niets nog nu of om omdat ons ook op over \
     reeds te tegen toch toen tot twee uit uw van veel volgens voor waar want waren was wat weer werd werden wel wij wil worden wordt zal ze zei zeggen \
     zelf zich zij zijn zo zonder zou zouden",
    "att av blev bli blir de dem den denna det detta dig din då där efter ej eller en ett från för ha hade han hans har hon hur här i icke inte jag kan \
     kom man med men mer mot mycket ni nu när någon något några och om oss på samma sedan sig sin sina ska skulle som så till under upp ut vad var vara \
     vi vid vilket år är även över ikke og ble bli også etter fra hva jeg mot nå når seg som var være blev efter hvad mig nogle skal ved være",
    "без более больше был была были было быть в вам вас весь во вот все всего всех вы где год года году да даже для до его ее если есть еще же за здесь и \
     из или им их к как когда кто ли лет между меня мне может можно мы на над надо нас не него нее нет ни них но ну о об один он она они от очень по под \
     после при с сам свою себя со так также там то тогда того тоже только том ты у уже что чтобы чем через эта эти это этого этой этот я",
];
