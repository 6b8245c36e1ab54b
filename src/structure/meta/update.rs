//! The words that announce a time of update, in lower case.

use crate::marks::is_east_asian;

/// With these the words begin.
pub(super) const FIRST: [char; 28] = [
    '最', '上', '更', '修', '改', '变', '變', 'a', 'c', 'd', 'f', 'l', 'm', 'n', 'o', 'p', 'r', 's', 't', 'u', 'v',
    'z', 'ú', 'д', 'о', 'п', '최', '개',
];

/// What stands behind such words at the start of a line, or behind what was updated and a colon: `本政策更新日期：`,
/// `Privacy Policy last updated:`.
pub(super) fn behind(line: &str) -> Option<&str> {
    at_start(line).or_else(|| {
        let (said, rest) = line.split_once([':', '：'])?;
        names_text(said.trim_end()).then_some(rest)
    })
}

/// More characters than what was updated has, with these words.
const LONG: usize = 48;

/// Whether a text ends with such words, and begins with what was updated.
fn names_text(said: &str) -> bool {
    if said.contains(['，', '。', '、', ',', '.', ';', '；']) || said.chars().count() > LONG {
        return false;
    }
    let parted = |at: &usize| said[..*at].ends_with(' ') || said[*at..].starts_with(is_east_asian);
    let mut starts = said.char_indices().map(|(at, _)| at).filter(parted);
    starts.any(|at| at_start(&said[at..]).is_some_and(str::is_empty))
}

fn at_start(line: &str) -> Option<&str> {
    let words = WORDS.iter().filter_map(|word| line.strip_prefix(word)).min_by_key(|rest| rest.len());
    words.or_else(|| behind_han(line))
}

/// What stands behind the first of some words that begins a line.
fn past<'l>(line: &'l str, words: &[&str]) -> Option<&'l str> {
    words.iter().find_map(|word| line.strip_prefix(word))
}

/// Behind `最后更新`, `更新日期`, `最近一次修订时间`: when, what was done, and of what it is the time; one of the first and
/// the last may be missing.
fn behind_han(line: &str) -> Option<&str> {
    let recent = past(line, &["最近", "最后", "最後", "最新", "最終", "上次"]);
    let recent = recent.map(|rest| past(rest, &["一次"]).unwrap_or(rest));
    let done = past(
        recent.unwrap_or(line),
        &["更新", "修订", "修訂", "修改", "修正", "改定", "改訂", "改正", "变更", "變更"],
    )?;
    let of = past(done, &["时间", "時間", "日期", "日", "於", "于"]);
    of.or(recent.map(|_| done))
}

const WORDS: [&str; 72] = [
    "last updated on",
    "last updated",
    "last modified",
    "last revised",
    "last update",
    "date of last revision",
    "최종 수정일",
    "최종 개정일",
    "최종 수정",
    "최종 개정",
    "dernière mise à jour",
    "mise à jour",
    "mis à jour le",
    "última actualización",
    "zuletzt aktualisiert",
    "letzte aktualisierung",
    "stand",
    "ultimo aggiornamento",
    "última atualização",
    "data da última atualização",
    "laatst bijgewerkt",
    "laatste wijziging",
    "senast uppdaterad",
    "последнее обновление",
    "дата последнего обновления",
    "updated on",
    "updated",
    "revised on",
    "revised",
    "date of last update",
    "date updated",
    "최종 업데이트",
    "dernière modification",
    "mis à jour",
    "última modificación",
    "fecha de última actualización",
    "fecha de actualización",
    "actualizado el",
    "letzte änderung",
    "letzte aktualisierung am",
    "aktualisiert am",
    "ultima modifica",
    "data ultimo aggiornamento",
    "aggiornato il",
    "aggiornato al",
    "última modificação",
    "atualizado em",
    "дата обновления",
    "обновлено",
    "ostatnia aktualizacja",
    "data ostatniej aktualizacji",
    "ostatnia zmiana",
    "data aktualizacji",
    "cập nhật lần cuối",
    "cập nhật gần nhất",
    "ngày cập nhật",
    "son güncelleme tarihi",
    "son güncelleme",
    "terakhir diperbarui",
    "pembaruan terakhir",
    "sidst opdateret",
    "senest opdateret",
    "sist oppdatert",
    "viimeksi päivitetty",
    "poslední aktualizace",
    "останнє оновлення",
    "laatste update",
    "laatst gewijzigd",
    "ultima revisione",
    "data de atualização",
    "개정일자",
    "개정일",
];
