//! What stands at the end of a text and belongs to the whole of it: marks, captions of what comes last.

/// `（正文完）`, `(End of text)`: belongs to the text, not to its last clause.
pub(in crate::structure) fn is_end_mark(text: &str) -> bool {
    let inner = text.trim().trim_start_matches(['（', '(', '[', '【', '-', '—', '*']);
    let inner = inner.trim_end_matches(['）', ')', ']', '】', '-', '—', '*', '.']).trim();
    const MARKS: [&str; 10] = [
        "正文完",
        "完",
        "以下无正文",
        "以下無正文",
        "全文完",
        "本页以下无正文",
        "以上",
        "end",
        "end of text",
        "end of document",
    ];
    // as Japanese texts end, without a bracket
    if text.trim() == "以上" {
        return true;
    }
    inner.len() < text.trim().len() && MARKS.contains(&inner.to_lowercase().as_str())
}

/// Whether a caption stands above what comes into force how and when: it belongs to no chapter.
pub(in crate::structure) fn ends_all(caption: &str) -> bool {
    const FINAL: [&str; 4] = ["附则", "附則", "付則", "부칙"];
    const BEGIN: [&str; 9] = [
        "disposición",
        "disposiciones",
        "dispositions finales",
        "dispositions transitoires",
        "disposizioni finali",
        "disposizioni transitorie",
        "disposições finais",
        "schlussbestimmung",
        "final provisions",
    ];
    let bare: String = caption.chars().filter(|c| !c.is_whitespace()).collect();
    let lower = caption.to_lowercase();
    FINAL.contains(&bare.as_str()) || BEGIN.iter().any(|word| lower.starts_with(word))
}
