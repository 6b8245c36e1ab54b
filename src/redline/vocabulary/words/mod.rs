//! What words of letters do, language by language, parted by blanks; a word that stands in two languages stands once.

mod counted;
mod numbers;

pub(super) use counted::{COUNTED, Counted, YEARS};
pub(super) use numbers::{FRACTIONS, JOINED, NUMBERS, Row};

/// A number behind them names a part of a text.
pub(super) const REFERENCES: &[&str] = &[
    // English
    "article articles section sections clause clauses paragraph paragraphs subsection subclause schedule",
    "schedules annex annexes appendix appendices exhibit exhibits attachment part chapter recital item sec",
    "subsections subclauses subparagraph subparagraphs rule rules condition conditions bylaw bylaws",
    // German
    "artikel artikeln abschnitt ziffer ziffern ziff absatz kapitel anhang anlage buchstabe abs nr art punkt nummer",
    "klausel klauseln abschnitte abschnitten absätze absätzen anlagen punkte punkten nummern buchstaben",
    // French, Italian
    "annexe chapitre alinéa alinéas titre paragraphe paragraphes points articolo articoli allegato allegati comma commi point",
    // Spanish
    "artículo artículos sección secciones apartado apartados cláusula cláusulas anexo anexos capítulo",
    // Portuguese
    "artigo artigos alínea alíneas parágrafo parágrafos seção seções",
    // Dutch
    "artikelen lid bijlage hoofdstuk",
    // Russian
    "статья статьи статье статьей статьёй статьями ст пункт пункта пункту пункте пунктом пункты пунктов пунктам",
    "пунктами п раздел раздела разделу разделе разделом",
    "приложение приложения приложении приложению приложением статью статьях статей глава главы главе главу главой",
    // Polish
    "artykuł artykułu artykule artykułem ustęp ustępu ustępie ust pkt paragraf paragrafu paragrafie",
    "rozdział rozdziału rozdziale załącznik załącznika załączniku załącznikiem",
    // Arabic
    "المادة للمادة بالمادة والمادة المادتين المواد البند البندين الملحق الفصل",
    // Vietnamese
    "điều chương",
];

/// Behind a reference they go on with it: `§ 5 Abs. 2 Satz 1`.
pub(super) const SUBDIVISIONS: &[&str] = &[
    // German
    "abs absatz satz nr nummer lit buchst buchstabe",
    // French
    "al alinéa",
    // Spanish, Portuguese
    "apartado inciso",
    // Italian, Dutch
    "comma lid",
    // Polish
    "ust pkt zd",
];

/// An amount can begin with them.
pub(super) const CURRENCIES: &[&str] = &[
    // codes, and what stands before a `$`
    "rmb cny us usd eur gbp jpy chf hkd aud cad hk nt twd sgd krw brl rub inr rs fr euro vnd a c s r",
];

/// What obliges, allows or forbids.
pub(super) const OBLIGATIONS: &[&str] = &[
    // English
    "must shall may should will can cannot ought obliged required entitled prohibited forbidden permitted",
    "allowed",
    // German
    "muss müssen darf dürfen soll sollen sollte kann können verpflichtet berechtigt untersagt verboten",
    "erlaubt gestattet zulässig",
    // French
    "doit doivent devra devront peut peuvent pourra pourront tenu tenue tenus interdit interdite interdits",
    "autorisé autorisée",
    // Dutch
    "moet moeten mag mogen kunnen verplicht gerechtigd",
    // Vietnamese
    "phải cấm",
];

/// The same in languages that may leave out who does it, where they oblige at the start of a sentence too: there an
/// English or a German one asks, or sets a condition.
pub(super) const OBLIGATIONS_ANYWHERE: &[&str] = &[
    // Spanish
    "debe deben deberá deberán puede pueden podrá podrán obligado obligada prohibido prohibida prohíbe",
    "autorizado permite permiten permitido permitida faculta facultado",
    // Italian
    "deve devono dovrà dovranno può possono potrà potranno obbligato obbligata vietato vietata tenuto",
    // Portuguese
    "devem pode podem poderá poderão deverá deverão proibido proibida vedado vedada obriga",
    // Polish
    "może mogą musi muszą powinien powinna powinno powinny zobowiązany zobowiązana uprawniony",
    // Russian
    "должен должна должно должны обязан обязана обязано обязаны обязуется вправе может могут запрещено",
    "запрещается",
    // Arabic
    "يجب يجوز يحق يلتزم يحظر ينبغي",
];

/// What denies or takes out.
pub(super) const NEGATIONS: &[&str] = &[
    // English
    "not no never neither nor none without unless except",
    // German
    "nicht kein keine keinen keinem keiner keines nie niemals keinesfalls weder ohne außer",
    // French
    "ne pas jamais aucun aucune ni sans sauf",
    // Spanish
    "nunca jamás sin ningún ninguna ninguno tampoco salvo",
    // Italian
    "non",
    // Dutch
    "niet geen nooit zonder",
    // Portuguese
    "não nem nenhum nenhuma sem",
    // Russian
    "не ни без кроме",
    // Polish
    "nie",
    // Arabic
    "لا لم لن ليس غير دون",
    // Vietnamese
    "không chưa",
];

/// What parties are called.
pub(super) const PARTIES: &[&str] = &[
    // English
    "we us our you your seller sellers buyer buyers purchaser vendor supplier customer customers client",
    "contractor provider licensor licensee lessor lessee landlord tenant borrower lender employer employee",
    "agent principal guarantor company user users discloser recipient distributor party parties publisher",
    "controller processor",
    // German
    "verkäufer käufer anbieter kunde kunden auftraggeber auftragnehmer vermieter mieter lizenzgeber",
    "lizenznehmer nutzer nutzern arbeitgeber arbeitnehmer gläubiger schuldner bürge besteller lieferant",
    // French
    "vendeur acheteur prestataire fournisseur bailleur locataire preneur employeur salarié concédant licencié",
    "prêteur emprunteur utilisateur société",
    // Spanish
    "vendedor comprador proveedor cliente arrendador arrendatario prestador contratista licenciante",
    "licenciatario usuario usuarios empresa inquilino",
    // Italian, Portuguese
    "venditore acquirente fornitore locatore conduttore committente appaltatore utente contratante contratada",
    "fornecedor locador locatário",
    // Dutch
    "opdrachtgever opdrachtnemer verkoper koper huurder verhuurder leverancier",
    // Russian
    "заказчик заказчика заказчику заказчиком исполнитель исполнителя исполнителю исполнителем покупатель",
    "продавец арендатор арендодатель поставщик подрядчик",
    // Polish
    "wynajmujący najemca sprzedawca sprzedający kupujący zamawiający wykonawca zleceniodawca zleceniobiorca",
    "usługodawca usługobiorca pożyczkodawca pożyczkobiorca wydzierżawiający dzierżawca użytkownik licencjodawca",
    "licencjobiorca",
    // Arabic
    "المؤجر المستأجر البائع المشتري المورد العميل المقاول المستخدم الشركة",
];
