//! Numbers and parts of a whole in words.

/// Numbers in words: the first is the number, each one more is so much more (0: another form of the same).
pub(in crate::redline::vocabulary) type Row = (u64, u64, &'static str);

/// Each language with its numbers; a word that stands in two languages stands once.
pub(in crate::redline::vocabulary) const NUMBERS: &[&[Row]] =
    &[ENGLISH, GERMAN, FRENCH, SPANISH, ITALIAN, DUTCH, PORTUGUESE, RUSSIAN, POLISH, ARABIC, VIETNAMESE];

/// The languages that write a number as one word of several: what the parts are, and what may join them.
pub(in crate::redline::vocabulary) const JOINED: &[(&[&[Row]], &[&str])] = &[
    (&[GERMAN], &["", "und"]),
    (&[ITALIAN, ITALIAN_PARTS], &[""]),
    (&[DUTCH], &["", "en", "ën"]),
    (&[RUSSIAN], &[""]),
];

const ENGLISH: &[Row] = &[
    (
        1,
        1,
        "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen",
    ),
    (20, 10, "twenty thirty forty fifty sixty seventy eighty ninety"),
    (100, 0, "hundred"),
    (1000, 0, "thousand"),
];

pub(super) const GERMAN: &[Row] = &[
    (
        1,
        1,
        "ein zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn",
    ),
    (30, 0, "dreissig"),
    (20, 10, "zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig"),
    (100, 0, "hundert"),
    (1000, 0, "tausend"),
    (1, 0, "eins eine einem einen einer eines"),
    (1_000_000, 0, "millionen"),
];

const FRENCH: &[Row] = &[
    (1, 1, "un deux trois quatre cinq"),
    (7, 1, "sept huit neuf dix onze douze treize quatorze quinze seize"),
    (20, 10, "vingt trente quarante cinquante soixante septante"),
    (90, 0, "nonante"),
    (100, 0, "cent"),
    (1000, 0, "mille"),
    (1, 0, "une"),
    (20, 0, "vingts"),
    (100, 0, "cents"),
    (1_000_000, 0, "million millions"),
];

const SPANISH: &[Row] = &[
    (
        1,
        1,
        "uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis diecisiete dieciocho diecinueve",
    ),
    (20, 10, "veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa"),
    (21, 1, "veintiuno veintidós veintitrés veinticuatro veinticinco veintiséis veintisiete veintiocho veintinueve"),
    (21, 0, "veintiún veintiuna"),
    (100, 100, "cien doscientos trescientos cuatrocientos quinientos seiscientos setecientos ochocientos novecientos"),
    (1000, 0, "mil"),
    (1, 0, "una"),
    (100, 0, "ciento"),
    (200, 100, "doscientas trescientas cuatrocientas quinientas seiscientas setecientas ochocientas novecientas"),
    (1_000_000, 0, "millón millones"),
];

const ITALIAN: &[Row] = &[
    (
        2,
        1,
        "due tre quattro cinque sei sette otto nove dieci undici dodici tredici quattordici quindici sedici diciassette diciotto diciannove",
    ),
    (100, 0, "cento"),
    (20, 10, "venti trenta quaranta cinquanta sessanta settanta ottanta novanta"),
    (21, 0, "ventuno ventun"),
    (31, 0, "trentun"),
    (101, 0, "centuno"),
    (2000, 1000, "duemila tremila"),
    (6000, 0, "seimila"),
    (1_000_000, 0, "milione milioni"),
];

/// What stands only within a longer word.
const ITALIAN_PARTS: &[Row] = &[
    (1, 0, "uno un"),
    (3, 0, "tré"),
    (20, 10, "vent trent quarant cinquant sessant settant ottant novant"),
    (100, 0, "cent"),
    (1000, 0, "mille mila"),
];

pub(super) const DUTCH: &[Row] = &[
    (1, 1, "een twee drie vier vijf zes zeven acht negen tien elf"),
    (12, 1, "twaalf dertien veertien vijftien zestien zeventien achttien negentien"),
    (100, 0, "honderd"),
    (20, 10, "twintig dertig veertig vijftig zestig zeventig tachtig negentig"),
    (1000, 0, "duizend"),
    (1, 0, "één"),
    (1_000_000, 0, "miljoen"),
];

const PORTUGUESE: &[Row] = &[
    (1, 1, "um dois três quatro"),
    (7, 1, "sete oito"),
    (10, 0, "dez"),
    (12, 1, "doze treze quatorze"),
    (16, 1, "dezesseis dezessete dezoito dezenove"),
    (20, 10, "vinte trinta quarenta cinquenta sessenta"),
    (80, 0, "oitenta"),
    (100, 100, "cem duzentos trezentos quatrocentos quinhentos seiscentos setecentos oitocentos novecentos"),
    (1, 0, "uma"),
    (2, 0, "duas"),
    (14, 0, "catorze"),
    (16, 0, "dezasseis"),
    (17, 0, "dezassete"),
    (19, 0, "dezanove"),
    (1_000_000, 0, "milhão milhões"),
];

/// As they stand with what they count.
pub(super) const RUSSIAN: &[Row] = &[
    (1, 1, "один два три четыре пять шесть семь восемь девять десять"),
    (
        11,
        1,
        "одиннадцать двенадцать тринадцать четырнадцать пятнадцать шестнадцать семнадцать восемнадцать девятнадцать",
    ),
    (20, 10, "двадцать тридцать сорок пятьдесят шестьдесят семьдесят восемьдесят девяносто"),
    (100, 100, "сто двести триста четыреста пятьсот шестьсот семьсот восемьсот девятьсот"),
    (1000, 0, "тысяча тысячи тысяч"),
    (1, 0, "одна одного одной одну"),
    (2, 0, "две двух"),
    (3, 0, "трех трёх"),
    (4, 0, "четырех четырёх"),
    (5, 1, "пяти шести семи восьми девяти десяти"),
    (
        11,
        1,
        "одиннадцати двенадцати тринадцати четырнадцати пятнадцати шестнадцати семнадцати восемнадцати девятнадцати",
    ),
    (20, 10, "двадцати тридцати сорока пятидесяти шестидесяти семидесяти восьмидесяти девяноста"),
    (100, 100, "ста двухсот трехсот четырехсот пятисот шестисот семисот восьмисот девятисот"),
    (300, 100, "трёхсот четырёхсот"),
    (1_000_000, 0, "миллион миллиона миллионов миллионами миллионам"),
    (2, 0, "двумя"),
    (3, 0, "тремя"),
    (4, 0, "четырьмя"),
    (5, 1, "пятью шестью семью"),
    (10, 0, "десятью"),
];

const POLISH: &[Row] = &[
    (
        1,
        1,
        "jeden dwa trzy cztery pięć sześć siedem osiem dziewięć dziesięć jedenaście dwanaście trzynaście czternaście",
    ),
    (15, 1, "piętnaście szesnaście siedemnaście osiemnaście dziewiętnaście dwadzieścia"),
    (30, 10, "trzydzieści czterdzieści pięćdziesiąt sześćdziesiąt siedemdziesiąt osiemdziesiąt dziewięćdziesiąt sto"),
    (1, 0, "jedna jedno jednego jednej"),
    (2, 1, "dwóch trzech czterech pięciu sześciu siedmiu ośmiu dziewięciu dziesięciu"),
    (2, 0, "dwie"),
    (1000, 0, "tysiąc tysiące tysięcy"),
];

const ARABIC: &[Row] = &[
    (3, 1, "ثلاث أربع خمس ست سبع ثماني تسع عشر"),
    (20, 10, "عشرين ثلاثين أربعين خمسين ستين"),
    (70, 10, "سبعين ثمانين تسعين"),
    (40, 10, "أربعون خمسون"),
    (70, 10, "سبعون ثمانون"),
    (200, 0, "مائتين مائتي مئتين"),
    (100, 0, "مائة"),
    (3, 0, "ثلاثة"),
    (4, 0, "أربعة"),
    (5, 0, "خمسة"),
    (6, 0, "ستة"),
    (7, 0, "سبعة"),
    (8, 0, "ثمانية"),
    (9, 0, "تسعة"),
    (10, 0, "عشرة"),
    (20, 0, "عشرون"),
    (30, 0, "ثلاثون"),
    (60, 0, "ستون"),
    (90, 0, "تسعون"),
    (100, 0, "مئة"),
    (2, 0, "يومين"),
    (2, 0, "أسبوعين"),
    (2, 0, "شهرين"),
    (2, 0, "سنتين"),
    (2, 0, "عامين"),
    (2, 0, "ساعتين"),
    (2, 0, "يومان"),
    (2, 0, "أسبوعان"),
    (2, 0, "شهران"),
    (2, 0, "سنتان"),
    (2, 0, "عامان"),
    (2, 0, "ساعتان"),
];

const VIETNAMESE: &[Row] = &[(1, 1, "một hai ba bốn năm sáu bảy tám chín mười"), (1, 0, "mốt"), (5, 0, "lăm")];

/// Parts of a whole, behind a number.
pub(in crate::redline::vocabulary) const FRACTIONS: &[(&str, u64)] = &[
    // English
    ("half", 2),
    ("halves", 2),
    ("hälfte", 2),
    ("moitié", 2),
    ("mitad", 2),
    ("metà", 2),
    ("metade", 2),
    ("helft", 2),
    ("половина", 2),
    ("половины", 2),
    ("половину", 2),
    ("third", 3),
    ("thirds", 3),
    ("quarter", 4),
    ("quarters", 4),
    ("fourth", 4),
    ("fourths", 4),
    ("fifth", 5),
    ("fifths", 5),
    // German
    ("drittel", 3),
    ("dritteln", 3),
    ("viertel", 4),
    ("vierteln", 4),
    ("fünftel", 5),
    // French
    ("tiers", 3),
    ("quart", 4),
    ("quarts", 4),
    // Spanish
    ("tercio", 3),
    ("tercios", 3),
    ("cuarto", 4),
    ("cuartos", 4),
    // Italian, Portuguese, Dutch
    ("terzo", 3),
    ("terzi", 3),
    ("quarti", 4),
    ("terço", 3),
    ("terços", 3),
    ("quartos", 4),
    // Russian
    ("треть", 3),
    ("трети", 3),
    ("четверть", 4),
    ("четверти", 4),
    // Polish
    ("trzecia", 3),
    ("trzecie", 3),
    ("trzecich", 3),
    ("czwarta", 4),
    ("czwarte", 4),
    ("czwartych", 4),
    ("derde", 3),
];
