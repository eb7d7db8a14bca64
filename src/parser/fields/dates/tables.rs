//! The words of dates in the languages of the news. Written as printed; folded once, when first looked up.

use std::sync::LazyLock;

use super::glance::Part;
use crate::parser::fields::table::{Meanings, Words};

/// Lebanon's October to January are left out: two and two differ only in a second word.
/// Language, then twelve months, January first; `-` where another row has the word.
const MONTHS: &[&str] = &[
    "ar: يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
    "ar: - - آذار ابريل ماي يونيه يوليه اغسطس أيلول اكتوبر نونبر دجنبر",
    "ar-LB: - شباط اذار نيسان أيار حزيران تموز آب ايلول - - -",
    "ar-TN: جانفي فيفري - أفريل - جوان جويلية أوت - - - -",
    "bg: януари февруари март април май юни юли август септември октомври ноември декември",
    "ca: gener febrer març abril maig juny juliol agost setembre octubre novembre desembre",
    "cs: leden únor březen duben květen červen červenec srpen září říjen listopad prosinec",
    "cs: ledna února března dubna května června července srpna září října listopadu prosince",
    "da: januar februar marts april maj juni juli august september oktober november december",
    "de: januar februar märz april mai juni juli august september oktober november dezember",
    "de: jän feber mrz apr - jun jul aug sept okt nov dez",
    "de: jänner febr mär - - - - - sep - - dezemb",
    "el: ιανουαρίου φεβρουαρίου μαρτίου απριλίου μαΐου ιουνίου ιουλίου αυγούστου σεπτεμβρίου οκτωβρίου νοεμβρίου δεκεμβρίου",
    "el: ιανουάριος φεβρουάριος μάρτιος απρίλιος μάιος ιούνιος ιούλιος αύγουστος σεπτέμβριος οκτώβριος νοέμβριος δεκέμβριος",
    "el: ιαν φεβ μαρ απρ μαϊ ιουν ιουλ αυγ σεπ οκτ νοε δεκ",
    "en: january february march april may june july august september october november december",
    "en: jan feb mar apr - jun jul aug sep oct nov dec",
    "en: - - - - - - - - sept - - -",
    "es: enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "es: ene - - abr - - - ago setiembre - - dic",
    "fa: ژانویه فوریه مارس آوریل مه ژوئن ژوئیه اوت سپتامبر اکتبر نوامبر دسامبر",
    "fi: tammikuu helmikuu maaliskuu huhtikuu toukokuu kesäkuu heinäkuu elokuu syyskuu lokakuu marraskuu joulukuu",
    "fi: tammikuuta helmikuuta maaliskuuta huhtikuuta toukokuuta kesäkuuta heinäkuuta elokuuta syyskuuta lokakuuta marraskuuta joulukuuta",
    "fr: janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "fr: janv févr - avr - - juil - - - - déc",
    "fr: - fév - - - - juill - - - - -",
    "he: ינואר פברואר מרץ אפריל מאי יוני יולי אוגוסט ספטמבר אוקטובר נובמבר דצמבר",
    "he: בינואר בפברואר במרץ באפריל במאי ביוני ביולי באוגוסט בספטמבר באוקטובר בנובמבר בדצמבר",
    "hi: जनवरी फरवरी मार्च अप्रैल मई जून जुलाई अगस्त सितंबर अक्टूबर नवंबर दिसंबर",
    "hi: जन फ़रवरी - - - - - - सितम्बर अक्तूबर नवम्बर दिसम्बर",
    "hr: siječnja veljače ožujka travnja svibnja lipnja srpnja kolovoza rujna - studenoga prosinca",
    "hu: január február március április május június július augusztus szeptember október november december",
    "hu: - - márc ápr máj - - - szept - - -",
    "id: januari februari maret - mei juni juli agustus - oktober - desember",
    "id: - - - - - - - agu - - nop des",
    "id: - pebruari - - - - - agt - - - -",
    "is: janúar febrúar mars apríl maí júní júlí ágúst september október nóvember desember",
    "it: gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "it: genn febbr - - mag giu lug - sett ott - -",
    "it: gen - - - magg - - - set - - -",
    "lt: sausio vasario kovo balandžio gegužės birželio liepos rugpjūčio rugsėjo spalio lapkričio gruodžio",
    "ms: - - mac - - jun julai ogos - - - disember",
    "nl: januari februari maart april mei juni juli augustus september oktober november december",
    "nl: - - mrt - - - - - - - - -",
    "no: januar februar mars april mai juni juli august september oktober november desember",
    "pl: stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia",
    "pl: styczeń luty marzec kwiecień - czerwiec lipiec sierpień wrzesień październik listopad grudzień",
    "pl: sty lut - kwi - cze lip sie wrz paź lis gru",
    "pt: janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
    "pt: - fev - - mai - - - - out - dez",
    "ro: ianuarie februarie martie aprilie mai iunie iulie august septembrie octombrie noiembrie decembrie",
    "ro: ian - - - - iun iul - - - noi -",
    "ru: января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "ru: январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь",
    "ru: янв фев мар апр - июн июл авг сен окт ноя дек",
    "ru: - февр - - - - - - сент - нояб -",
    "sk: januára februára marca apríla mája júna júla augusta septembra októbra novembra decembra",
    "sr: јануар фебруар март април мај јун јул август септембар октобар новембар децембар",
    "sr: januar februar mart april maj jun jul avgust septembar oktobar novembar decembar",
    "sv: januari februari mars april maj juni juli augusti september oktober november december",
    "th: มกราคม กุมภาพันธ์ มีนาคม เมษายน พฤษภาคม มิถุนายน กรกฎาคม สิงหาคม กันยายน ตุลาคม พฤศจิกายน ธันวาคม",
    "tr: ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık",
    "tr: oca şub - nis - haz tem ağu eyl eki kas ara",
    "uk: січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня",
    "uk: січ лют бер кві тра чер лип сер вер жов лис гру",
    "ur: جنوری فروری مارچ اپریل مئی جون جولائی اگست ستمبر اکتوبر نومبر دسمبر",
];

/// The abbreviations of Thai months, which are letters with full stops ("ก.พ."), January first, stops left out.
const THAI_MONTHS: &str = "มค กพ มีค เมย พค มิย กค สค กย ตค พย ธค";

/// Language, then days of the week, in any order: they only belong to a date, they decide nothing.
const WEEKDAYS: &[&str] = &[
    "ar: الاثنين الإثنين الثلاثاء الأربعاء الاربعاء الخميس الجمعة السبت الأحد الاحد",
    "cs: pondělí úterý středa čtvrtek pátek sobota neděle",
    "da no sv: mandag tirsdag onsdag torsdag fredag lørdag søndag måndag tisdag lördag söndag",
    "de: montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag mo di mi do fr sa so",
    "el: δευτέρα τρίτη τετάρτη πέμπτη παρασκευή σάββατο κυριακή",
    "en: monday tuesday wednesday thursday friday saturday sunday",
    "en: mon tue tues wed weds thu thur thurs fri sat sun",
    "es: lunes martes miércoles jueves viernes sábado domingo lun mar mié jue vie sáb dom",
    "fi: maanantai tiistai keskiviikko torstai perjantai lauantai sunnuntai ma ti ke to pe la su",
    "fr: lundi mardi mercredi jeudi vendredi samedi dimanche mer jeu ven sam dim",
    "he: ראשון שני שלישי רביעי חמישי שישי שבת",
    "hi: सोमवार मंगलवार बुधवार गुरुवार शुक्रवार शनिवार रविवार",
    "hu: hétfő kedd szerda csütörtök péntek szombat vasárnap",
    "id: senin selasa rabu kamis jumat jum'at sabtu minggu ahad isnin khamis",
    "is: mánudagur þriðjudagur miðvikudagur fimmtudagur föstudagur laugardagur sunnudagur",
    "ja ko zh: 月 火 水 木 金 土 日 월 화 수 목 금 토 일 曜",
    "it: lunedì martedì mercoledì giovedì venerdì sabato domenica",
    "nl: maandag dinsdag woensdag donderdag vrijdag zaterdag zondag ma di wo do vr za zo",
    "pl: poniedziałek wtorek środa czwartek piątek sobota niedziela",
    "pt: segunda terça quarta quinta sexta feira",
    "ru: понедельник вторник среда четверг пятница суббота воскресенье пн вт ср чт пт сб вс",
    "th: วันจันทร์ที่ วันอังคารที่ วันพุธที่ วันพฤหัสบดีที่ วันศุกร์ที่ วันเสาร์ที่ วันอาทิตย์ที่",
    "tr: pazartesi salı çarşamba perşembe cuma cumartesi pazar",
    "uk: понеділок вівторок середа четвер п'ятниця субота неділя",
];

/// Words that may stand between a day and its time.
const TO_TIME: &str = "at um à a las alle ore às as om kl klo ob ab o godz godzina v ve в о у saat στις الساعة في בשעה pukul jam lúc t on \
    hodin heure ora the ás";

/// Zones by name, each with hours and minutes east of Greenwich. Names with several meanings are in [`VAGUE_ZONES`].
const ZONES: &str = "acdt 1030 acst 930 aedt 1100 aest 1000 akdt -800 akst -900 art -300 awst 800 brt -300 bst 100 cat 200 \
    cdt -500 cest 200 cet 100 clt -400 eat 300 edt -400 eest 300 eet 200 est -500 gmt 0 hkt 800 hst -1000 ict 700 jst 900 \
    kst 900 mdt -600 mesz 200 mez 100 msk 300 nzdt 1300 nzst 1200 pdt -700 pkt 500 pst -800 sast 200 sgt 800 trt 300 utc 0 \
    wat 100 west 100 wet 0 wib 700 wit 900 wita 800 z 0 мск 300";

/// Zone names with several meanings: they belong to the date, but name no zone.
const VAGUE_ZONES: &str = "ist cst mst et ct mt pt ast adt";

/// Month, 1 to 12, and its name.
fn months() -> impl Iterator<Item = (u32, &'static str)> {
    let rows = MONTHS
        .iter()
        .flat_map(|row| (1..).zip(row.split(' ').skip(1)));
    let thai = (1..).zip(THAI_MONTHS.split(' '));
    rows.chain(thai).filter(|(_, name)| *name != "-")
}

fn weekdays() -> impl Iterator<Item = &'static str> {
    WEEKDAYS.iter().flat_map(|row| row.split(' ').skip(1))
}

/// What the words of these tables may be in a date.
pub(super) fn parts() -> impl Iterator<Item = (&'static str, Part)> {
    let month = Part::MONTH.or(Part::STARTS).or(Part::ENDS);
    let zones = ZONES.split(' ').step_by(2).chain(VAGUE_ZONES.split(' '));
    let ends = ENDS.split(' ').chain(zones);
    months()
        .map(move |(_, name)| (name, month))
        .chain(weekdays().map(|day| (day, Part::STARTS)))
        .chain(ends.map(|word| (word, Part::ENDS)))
}

static MONTH_WORDS: LazyLock<Meanings<u32>> = LazyLock::new(|| {
    Meanings::new(months().map(|(month, name)| (name, month)), |_, later| {
        later
    })
});

static WEEKDAY_WORDS: LazyLock<Words> =
    LazyLock::new(|| Words::new(weekdays().map(|day| (day, ())), |a, ()| a));

/// What may stand last, behind the hour or the day: half of the day, "o'clock", the ends of ordinals.
const ENDS: &str =
    "am pm m πμ μμ μ ص صباحا م مساء uhr h u hrs hs น wita tsi st nd rd th er re o a º ª η ης eme d";

static TO_TIME_WORDS: LazyLock<Words> = LazyLock::new(|| Words::words(TO_TIME));

/// What a zone's name says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Zone {
    /// Seconds east of Greenwich.
    East(i32),
    /// The name has several meanings.
    Vague,
}

static ZONE_WORDS: LazyLock<Meanings<Zone>> = LazyLock::new(|| {
    let vague = VAGUE_ZONES.split(' ').map(|name| (name, Zone::Vague));
    let mut words = ZONES.split(' ');
    let pairs = std::iter::from_fn(|| words.next().zip(words.next()));
    let named =
        pairs.filter_map(|(name, hhmm)| Some((name, Zone::East(seconds(hhmm.parse().ok()?)))));
    Meanings::new(vague.chain(named), |_, later| later)
});

/// Seconds in hours and minutes written as one number: -930 is nine and a half hours west.
pub(super) const fn seconds(hhmm: i32) -> i32 {
    hhmm / 100 * 3600 + hhmm % 100 * 60
}

/// The month, 1 to 12, that `folded` names in any language, in full or abbreviated.
pub(super) fn month(folded: &str) -> Option<u32> {
    MONTH_WORDS.of(folded)
}

/// Is `folded` a day of the week?
pub(super) fn is_weekday(folded: &str) -> bool {
    WEEKDAY_WORDS.contains(folded)
}

/// May a date or time start with the word `folded`? Scripts without spaces or with abbreviations of their own always may.
pub(super) fn may_start(folded: &str) -> bool {
    let other = |c: char| matches!(c, '\u{E00}'..='\u{E7F}' | '\u{3040}'..='\u{D7AF}');
    is_weekday(folded) || month(folded).is_some() || folded.starts_with(other)
}

/// May `folded` stand between a day and its time?
pub(super) fn leads_to_time(folded: &str) -> bool {
    TO_TIME_WORDS.contains(folded)
}

/// The zone that `folded` names.
pub(super) fn zone(folded: &str) -> Option<Zone> {
    ZONE_WORDS.of(folded)
}

#[cfg(test)]
mod tests {
    use super::{MONTHS, ZONES, month};

    #[test]
    fn rows_are_whole() {
        for row in MONTHS {
            assert_eq!(row.split(' ').count(), 13, "{row}");
        }
        assert_eq!(ZONES.split(' ').count() % 2, 0);
        assert_eq!(
            (month("mai"), month("ağustos"), month("agustos")),
            (Some(5), Some(8), Some(8))
        );
    }
}
