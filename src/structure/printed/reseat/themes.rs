//! What agreements are about: the words of a theme stand in the text below its caption though the caption has none of them.
//!
//! `Refunds` captions what is paid back, and `Wer haftet?` what speaks of damage: only who knows what agreements treat can
//! tell. A theme is a list of names, which captions have, and of words, in the languages in which agreements are read.

use std::sync::LazyLock;

use super::words::{Run, runs};

/// The runs of the themes that a caption names, without its own; of those that a text has.
pub(super) fn beside(caption: &[Run], has: impl Fn(Run) -> bool) -> Vec<Run> {
    let themes = &*THEMES;
    let mut out: Vec<Run> = Vec::new();
    for (_, words) in themes.iter().filter(|(names, _)| caption.iter().any(|run| names.binary_search(run).is_ok())) {
        out.extend(words.iter().filter(|run| has(**run) && caption.binary_search(run).is_err()));
    }
    out.sort_unstable();
    out.dedup();
    out
}

/// The names and the words of each theme as runs, in the order of their numbers.
static THEMES: LazyLock<Vec<(Vec<Run>, Vec<Run>)>> =
    LazyLock::new(|| WORDS.iter().map(|[names, words]| (runs(names), runs(&format!("{names} {words}")))).collect());

const WORDS: [[&str; 2]; 17] = [
    // accounts
    [
        "account registration 账号 账户 注册 帳號 帳戶 註冊 アカウント 会員登録 계정 회원가입 Konto Benutzerkonto Registrierung compte \
         inscription cuenta registro account registrazione conta cadastro registo rejestracja учётная учетная аккаунт регистрация",
        "password login username identity 密码 登录 昵称 实名 密碼 登入 暱稱 パスワード ログイン 登録 비밀번호 로그인 가입 Passwort \
         Kennwort Anmeldung identifiant contraseña usuario credenziali password senha palavra-passe wachtwoord aanmelden hasło \
         loginu пароль логин lösenord",
    ],
    // fees
    [
        "fees payment price prices billing charges cost rent 费用 支付 付款 价格 收费 计费 租金 費用 價格 收費 計費 料金 支払 代金 요금 \
         결제 회비 대금 Preise Zahlung Vergütung Gebühren Entgelt Miete paiement tarifs redevance loyer pago precios tarifas \
         cuota pagamento prezzi canone corrispettivo pagamentos preços prijzen betaling vergoeding opłaty płatności cena \
         wynagrodzenie плата оплата цены стоимость avgifter betalning priser ücret ödeme",
        "invoice credit card tax overdue interest month currency refundable 发票 税费 银行 逾期 每月 元 發票 稅費 銀行 請求書 消費税 \
         クレジット 振込 毎月 세금 신용카드 매월 청구 Rechnung Umsatzsteuer fällig Überweisung monatlich facture carte virement \
         mensuel factura impuestos tarjeta mensual fattura carta bonifico mensile fatura imposto cartão transferência factuur \
         maandelijks btw faktura przelew podatek miesięcznie счёт налог карта ежемесячно faktura moms fatura vergi kart",
    ],
    // refunds and withdrawal
    [
        "refund return withdrawal cancellation 退款 退货 撤销 退貨 返金 返品 解約 환불 반품 청약철회 취소 Erstattung Widerruf Rückgabe \
         Stornierung remboursement rétractation retour reembolso devolución desistimiento rimborso recesso reso reembolsos \
         devoluções restituição terugbetaling herroeping annulering zwrot zwroty odstąpienie возврат отказ återbetalning iade",
        "refunded returned faulty defective opened working days 退还 原路 质量 退還 品質 購入 交換 구매 하자 Kaufpreis zurück mangelhaft \
         geöffnet rembourser défectueux achat devolver compra defectuoso acquisto difettoso restituzione comprado defeito \
         aankoop gebrek ontbreken zakup wadliwy zwracamy покупка товар книга köp felaktig",
    ],
    // personal data
    [
        "personal data privacy records cookies 个人信息 隐私 记录 个人资料 個人資料 個人資訊 隱私 紀錄 個人情報 プライバシー 개인정보 \
         personenbezogene Daten Datenschutz données personnelles confidentialité datos personales privacidad dati personali \
         riservatezza dados pessoais privacidade persoonsgegevens gegevens privacy dane osobowe prywatność персональные данные \
         конфиденциальность personuppgifter uppgifter kişisel veri veriler",
        "collect collects process device share third consent erase correct inspect location 收集 设备 共享 第三方 同意 删除 更正 位置 \
         蒐集 裝置 分享 刪除 取得 利用目的 端末 第三者 개인 수집 기기 제공 동의 열람 정정 verarbeiten erheben Gerät löschen Einwilligung \
         Auskunft collectons traitons appareil effacer rectifier consentement recogemos tratamos dispositivo suprimir rectificar \
         raccogliamo trattiamo cancellare rettificare consenso recolhemos tratamos aparelho apagar verwerken toestel \
         toestemming wissen verstrekken przetwarzamy zbieramy urządzenie zgoda usunięcie собираем обрабатываем устройство \
         согласие удалить lagras raderas saklanır silinir",
    ],
    // intellectual property
    [
        "intellectual property copyright trademark works content licence license 知识产权 版权 著作权 商标 作品 授权 智慧財產 版權 \
         著作權 商標 授權 知的財産 著作権 지식재산 지적재산 저작권 저작물 geistiges Eigentum Urheberrecht Urheberrechte Werke Lizenz \
         propriété intellectuelle œuvres droits auteur propiedad intelectual obras derechos proprietà intellettuale opere diritti \
         propriedade intelectual direitos intellectuele eigendom werken własność intelektualna utwory prawa autorskie \
         интеллектуальная собственность произведения авторские immateriella upphovsrätt fikri mülkiyet telif",
        "texts pictures images recordings trade marks authors copy adapt distribute reproduce logo 文字 图片 音频 复制 改编 传播 享有 \
         圖片 音訊 複製 改編 傳播 文章 画像 録音 複製 翻訳 権利者 문장 이미지 상표 복제 Texte Bilder Aufnahmen Marken kopieren \
         vervielfältigen verbreiten textes images marques copier reproduire textos imágenes marcas copiar reproducir testi \
         immagini marchi copiare riprodurre imagens teksten afbeeldingen merken kopiëren verspreiden teksty obrazy nagrania znaki \
         kopiować rozpowszechniać тексты изображения записи знаки копировать распространять",
    ],
    // liability
    [
        "liability damage damages warranty indemnity responsible disclaimer compensation 责任 免责 赔偿 损害 损坏 担保 違約 責任 免責 賠償 \
         損害 担保 保証 책임 손해 면책 배상 보증 Haftung haftet Schäden Gewährleistung Garantie responsabilité dommages garantie \
         responsabilidad daños garantía responsabilità danni garanzia responsabilidade danos aansprakelijkheid aansprakelijk schade \
         garantie odpowiedzialność szkody gwarancja ответственность ущерб гарантия убытки ansvar skador skada hasar sorumluluk",
        "liable loss losses profits indirect negligence intent consequential limited exceed 损失 间接 过失 故意 承担 限于 損失 間接 過失 \
         負擔 故意 重大 逸失利益 손실 과실 고의 한도 haften Vorsatz Fahrlässigkeit Verlust entgangen pertes indirects faute préjudice \
         pérdidas indirectos negligencia dolo perdite indiretti colpa perdas indiretos negligência verlies indirecte opzet schuld \
         szkoda pośrednie utracone winy косвенные упущенную потери вина vårdslöshet förlust tazmin ihmal",
    ],
    // confidentiality
    [
        "confidentiality confidential secret secrecy 保密 机密 機密 秘密 비밀 Geheimhaltung Vertraulichkeit vertraulich confidentiel \
         secret confidencialidad confidencial riservate confidencialidade geheimhouding vertrouwelijk poufność poufne тайна \
         конфиденциальной sekretess gizlilik",
        "disclose disclosed disclosure receives technical customers 披露 泄露 客户 技术 揭露 洩漏 客戶 技術 開示 漏えい 누설 공개 offenlegen \
         Kenntnis divulguer révéler divulgar revelar divulgare rivelare bekendmaken onthullen ujawniać ujawnić раскрывать röja",
    ],
    // term and termination
    [
        "termination term duration suspension expiry renewal suspended terminate 终止 期限 解除 暂停 中止 续期 終止 暫停 解除 期間 更新 \
         停止 해지 기간 정지 해제 Kündigung Laufzeit Dauer Beendigung Sperrung résiliation durée suspension terminación duración \
         vigencia suspensión rescisión durata cessazione risoluzione sospensione término duração vigência cessação suspensão \
         beëindiging duur looptijd opzegging opschorting wypowiedzenie rozwiązanie okres zawieszenie расторжение срок прекращение \
         приостановление uppsägning giltighetstid avstängning fesih süre",
        "notice terminate ends renewed breach effect months closes 通知 违约 届满 生效 封禁 違約 屆滿 封鎖 終了 満了 통지 종료 만료 위반 \
         kündigen endet Verstoß Frist verlängert préavis manquement résilier preaviso incumplimiento resolver preavviso \
         inadempimento disdetta aviso incumprimento rescindir opzeggen eindigt wypowiedzieć naruszenie расторгнуть нарушение",
    ],
    // law and disputes
    [
        "governing law jurisdiction dispute disputes arbitration applies 争议 管辖 法律适用 适用法律 仲裁 爭議 管轄 準據法 準拠法 紛争 裁判 \
         준거법 관할 분쟁 anwendbares Recht Gerichtsstand Streitigkeiten Schlussbestimmungen droit applicable litiges juridiction loi \
         legislación aplicable jurisdicción controversias ley disposiciones finales legge applicabile foro controversie disposizioni \
         finali lei aplicável foro litígios disposições toepasselijk recht geschillen slotbepalingen prawo właściwe spory końcowe \
         применимое право споры заключительные tillämplig tvister slutbestämmelser hukuk uyuşmazlık son hükümler",
        "laws governed court courts competent invalid provision provisions remain construed 法院 诉讼 法律 起诉 无效 訴訟 起訴 無效 裁判所 \
         法律 準拠 無効 합의 법원 법률 해석 무효 Recht Gericht unwirksam zuständig Wirksamkeit tribunal tribunaux régi nulle tribunales \
         rigen juzgados nula tribunale regolato nulla tribunais regem nula rechter rechtbank nietig sąd sądy stosuje nieważne суд \
         законодательство недействительно domstol tingsrätt lag ogiltig mahkeme hukuku geçersiz",
    ],
    // changes
    [
        "changes amendments modification updates amend 变更 修改 修订 更新 變更 修訂 改定 変更 변경 개정 Änderungen Anpassung \
         modifications évolution modificaciones cambios modifiche modificazioni alterações modificações wijzigingen wijziging zmiany \
         zmiana изменения изменение ändringar değişiklik",
        "announce announced publish published posted notify weeks ahead 公告 公布 公示 发布 提前 發布 公佈 告知 周知 掲載 공지 게시 시행일 \
         bekannt mitgeteilt Inkrafttreten publier publié annoncé avis publicar anunciar comunicar pubblicare comunicare annunciare \
         divulgadas anunciadas aangekondigd bekendgemaakt ogłoszenie publikujemy опубликовать уведомить anslås meddelas ilan duyuru",
    ],
    // notices and contact
    [
        "notices notice contact communications 通知 送达 联系 送達 聯繫 聯絡 連絡 問合せ 通知方法 통지 연락 문의 Mitteilungen Kontakt \
         notifications contact notificaciones contacto comunicazioni contatti notificações contactos kennisgevingen zawiadomienia \
         kontakt уведомления контакты meddelanden bildirim iletişim",
        "email e-mail address delivered deemed received mail telephone 邮件 邮箱 地址 视为 电话 郵件 地址 視為 電話 メール 住所 電話 到達 \
         전자우편 주소 전화 도달 Anschrift zugegangen Post adresse reçue courrier dirección correo indirizzo ricevuta posta \
         endereço correio adres ontvangen poczta doręczone адрес почта получено adress mottaget teslim adres",
    ],
    // force majeure
    [
        "force majeure 不可抗力 不可抗 불가항력 höhere Gewalt fuerza mayor forza maggiore força maior overmacht siła wyższa \
         непреодолимая сила непреодолимой mücbir",
        "earthquake flood strike war storm government epidemic control 地震 洪水 罢工 战争 疫情 罷工 戰爭 天災 戦争 지진 전쟁 천재지변 \
         Erdbeben Streik Krieg Unwetter grève guerre séisme inondation huelga guerra terremoto sciopero alluvione greve sismo \
         staking oorlog overstroming strajk wojna powódź война забастовка стихийные",
    ],
    // conduct
    [
        "conduct rules prohibited acceptable obligations restrictions use safety 行为 规范 守则 禁止 使用规则 義務 行為 規範 守則 禁止事項 \
         遵守 금지 의무 이용수칙 Verhalten Pflichten verboten Nutzungsregeln comportement obligations interdictions conducta \
         obligaciones prohibiciones comportamento obblighi divieti conduta obrigações proibições gedrag verplichtingen verboden \
         zachowanie obowiązki zakazane поведение обязанности запрещено säkerhet regler kurallar güvenlik",
        "forbidden unlawful offensive must may obscene abuse 不得 违法 侮辱 违反 違法 侮辱 違反 法令 公序良俗 してはなり 해서는 위반 \
         untersagt rechtswidrig beleidigend interdit illicite insultant prohibido ilícito vietato illecito offensivo proibido \
         verboden onrechtmatig zabronione bezprawne запрещается незаконный förbjudet yasak",
    ],
    // delivery
    [
        "delivery shipping dispatch 配送 交付 运输 发货 運送 發貨 出荷 引渡 배송 인도 Lieferung Versand livraison expédition entrega envío \
         consegna spedizione envio levering verzending dostawa wysyłka доставка отправка leverans teslimat",
        "courier carrier parcel arrives risk 快递 签收 收货 送货 快遞 簽收 收貨 配達 受領 택배 수령 Paket Spediteur Gefahr colis \
         transporteur réception paquete transportista riesgo pacco corriere rischio encomenda transportadora pakket bezorgd paczka \
         kurier посылка курьер",
    ],
    // definitions
    [
        "definitions interpretation terms defined 定义 释义 术语 定義 用語 정의 용어 Begriffe Begriffsbestimmungen Definitionen définitions \
         definiciones definizioni definições begrippen definities definicje pojęcia определения термины definitioner tanımlar",
        "means meaning refers 是指 系指 含义 係指 含義 をいい とは 말합니다 bezeichnet bedeutet désigne signifie significa entiende \
         indica designa betekent verstaan oznacza означает avser ifade eder",
    ],
    // quality of a service
    [
        "availability service levels support maintenance interruption 可用性 服务等级 中断 维护 服務等級 維護 中斷 稼働 保守 サポート 가용성 \
         유지보수 중단 Verfügbarkeit Wartung Unterbrechung Störung disponibilité maintenance interruption disponibilidad mantenimiento \
         disponibilità manutenzione disponibilidade manutenção beschikbaarheid onderhoud dostępność konserwacja доступность \
         обслуживание tillgänglighet bakım",
        "uptime percent outage downtime incident repair 故障 恢复 月度 停机 恢復 停機 復旧 停止 障害 장애 복구 Prozent Ausfall behoben \
         panne rétablir fallo avería guasto ripristino falha storing hersteld awaria przerwa сбой перерыв",
    ],
    // children
    [
        "minors children age 未成年 儿童 兒童 未成年者 子ども 미성년 아동 Minderjährige Kinder mineurs enfants menores niños minori \
         bambini crianças minderjarigen kinderen małoletni dzieci несовершеннолетние дети minderåriga barn çocuk",
        "parent parents guardian years consent 监护 家长 周岁 父母 監護 家長 保護者 親権者 法定代理人 부모 법정대리인 Eltern \
         Erziehungsberechtigte Jahre parents tuteur padres tutor genitori tutore pais ouders voogd rodzice opiekun родители опекун",
    ],
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_of_a_theme_stand_beside_its_name() {
        let said = |caption: &str, text: &str| {
            let words = beside(&runs(caption), |_| true);
            runs(text).iter().any(|run| words.binary_search(run).is_ok())
        };
        assert!(said("Refunds", "A faulty lamp goes back to the shop."));
        assert!(said("Wer haftet?", "Für den Verlust der Lampe zahlt der Gast."));
        assert!(said("不可抗力", "遇有地震，码头关闭。"));
        assert!(!said("Moorings", "A faulty lamp goes back to the shop."));
    }
}
