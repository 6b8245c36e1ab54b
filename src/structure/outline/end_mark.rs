//! Marks at the end of a text, which belong to the text and not to its last clause.

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
