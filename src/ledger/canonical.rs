//! Canonical JSON: RFC 8785 restricted to objects of ASCII keys, strings, booleans, integers below 2^53 and arrays.
//!
//! Within these bounds the canonical form needs no rule for floats, and the order of keys in UTF-16 is that of their
//! bytes. [`read()`] takes canonical bytes only: what it takes, [`write()`] gives back to the byte.

use std::borrow::Cow;
use std::collections::BTreeMap;

/// A value that canonical JSON can hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// `true`, `false`
    Bool(bool),
    /// An integer from 0, below 2^53.
    Integer(u64),
    /// A string.
    String(String),
    /// An array.
    Array(Vec<Value>),
    /// An object; its keys are ASCII.
    Object(Object),
}

/// An object's members in canonical order.
pub type Object = BTreeMap<Cow<'static, str>, Value>;

/// Why bytes are no canonical JSON.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CanonicalError {
    /// No JSON at all.
    #[error("no JSON: {0}")]
    Json(String),
    /// JSON, but a value that is not allowed (a float, `null`, a negative number, a key that is not ASCII).
    #[error("{0} is not allowed in canonical JSON here")]
    Value(&'static str),
    /// The same value has other canonical bytes.
    #[error("JSON, but not in canonical form (order of keys, blanks, escapes or a key twice)")]
    Form,
}

const LIMIT: u64 = 1 << 53;

/// The canonical bytes of an object.
pub fn write(object: &Object) -> Vec<u8> {
    let mut out = String::with_capacity(256);
    write_object(&mut out, object);
    out.into_bytes()
}

/// Reads an object from its canonical bytes.
pub fn read(bytes: &[u8]) -> Result<Object, CanonicalError> {
    let object = parse(bytes)?;
    if write(&object) == bytes { Ok(object) } else { Err(CanonicalError::Form) }
}

/// Reads an object; whether its bytes are the canonical ones is for the caller to ask.
pub(super) fn parse(bytes: &[u8]) -> Result<Object, CanonicalError> {
    let value: serde_json::Value = serde_json::from_slice(bytes).map_err(|e| CanonicalError::Json(e.to_string()))?;
    match convert(value)? {
        Value::Object(object) => Ok(object),
        _ => Err(CanonicalError::Value("anything but an object at the top")),
    }
}

/// An object that is written member by member, by a writer who knows their order.
pub(super) struct Members {
    out: String,
    last: &'static str,
}

impl Members {
    /// An object without members.
    pub(super) fn new() -> Self {
        let mut out = String::with_capacity(1024); // most entries fit
        out.push('{');
        Members { out, last: "" }
    }

    /// A string.
    pub(super) fn text(&mut self, key: &'static str, value: &str) {
        self.key(key);
        write_string(&mut self.out, value);
    }

    /// A value whose written form has nothing to escape: a digest, a time, a name.
    pub(super) fn plain(&mut self, key: &'static str, value: impl std::fmt::Display) {
        use std::fmt::Write as _;
        self.key(key);
        let _ = write!(self.out, "\"{value}\"");
    }

    /// Any value.
    pub(super) fn value(&mut self, key: &'static str, value: &Value) {
        self.key(key);
        write_value(&mut self.out, value);
    }

    /// The canonical bytes.
    pub(super) fn finish(mut self) -> Vec<u8> {
        self.out.push('}');
        self.out.into_bytes()
    }

    fn key(&mut self, key: &'static str) {
        debug_assert!(self.last < key, "`{key}` stands before `{}`", self.last);
        if !self.last.is_empty() {
            self.out.push(',');
        }
        write_string(&mut self.out, key);
        self.out.push(':');
        self.last = key;
    }
}

fn convert(value: serde_json::Value) -> Result<Value, CanonicalError> {
    Ok(match value {
        serde_json::Value::Null => return Err(CanonicalError::Value("`null`")),
        serde_json::Value::Bool(b) => Value::Bool(b),
        serde_json::Value::Number(n) => match n.as_u64() {
            Some(n) if n < LIMIT => Value::Integer(n),
            _ => return Err(CanonicalError::Value("a number that is no integer from 0 below 2^53")),
        },
        serde_json::Value::String(s) => Value::String(s),
        serde_json::Value::Array(items) => Value::Array(items.into_iter().map(convert).collect::<Result<_, _>>()?),
        serde_json::Value::Object(members) => {
            if members.keys().any(|key| !key.is_ascii()) {
                return Err(CanonicalError::Value("a key that is not ASCII"));
            }
            Value::Object(members.into_iter().map(|(k, v)| Ok((Cow::Owned(k), convert(v)?))).collect::<Result<_, _>>()?)
        }
    })
}

fn write_value(out: &mut String, value: &Value) {
    use std::fmt::Write as _;
    match value {
        Value::Bool(b) => out.push_str(if *b { "true" } else { "false" }),
        Value::Integer(n) => {
            let _ = write!(out, "{n}");
        }
        Value::String(s) => write_string(out, s),
        Value::Array(items) => {
            out.push('[');
            for (i, item) in items.iter().enumerate() {
                if i > 0 {
                    out.push(',');
                }
                write_value(out, item);
            }
            out.push(']');
        }
        Value::Object(object) => write_object(out, object),
    }
}

fn write_object(out: &mut String, object: &Object) {
    out.push('{');
    for (i, (key, value)) in object.iter().enumerate() {
        if i > 0 {
            out.push(',');
        }
        write_string(out, key);
        out.push(':');
        write_value(out, value);
    }
    out.push('}');
}

/// RFC 8785 3.2.2.2: the two-character escapes where JSON has them, `\u00xx` for other controls, all else as it is.
fn write_string(out: &mut String, s: &str) {
    use std::fmt::Write as _;
    out.push('"');
    let mut rest = s;
    // what is to be escaped is one byte long
    while let Some(at) = rest.bytes().position(|b| b < b' ' || b == b'"' || b == b'\\') {
        out.push_str(&rest[..at]);
        match rest.as_bytes()[at] {
            b'"' => out.push_str("\\\""),
            b'\\' => out.push_str("\\\\"),
            0x8 => out.push_str("\\b"),
            0x9 => out.push_str("\\t"),
            0xa => out.push_str("\\n"),
            0xc => out.push_str("\\f"),
            0xd => out.push_str("\\r"),
            control => {
                let _ = write!(out, "\\u{control:04x}");
            }
        }
        rest = &rest[at + 1..];
    }
    out.push_str(rest);
    out.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;

    fn object(members: &[(&str, Value)]) -> Object {
        members.iter().map(|(k, v)| (Cow::Owned((*k).to_owned()), v.clone())).collect()
    }

    #[test]
    fn keys_are_sorted_and_only_needed_escapes_written() {
        let value = object(&[
            ("b", Value::Array(vec![Value::Integer(1), Value::Bool(false)])),
            ("a_c", Value::String("é\u{7f}\u{1}\n\"\\/云".into())),
            ("a", Value::Object(object(&[("z", Value::Integer(LIMIT - 1))]))),
        ]);
        let bytes = write(&value);
        let expected = "{\"a\":{\"z\":9007199254740991},\"a_c\":\"é\u{7f}\\u0001\\n\\\"\\\\/云\",\"b\":[1,false]}";
        assert_eq!(String::from_utf8(bytes.clone()).expect("utf-8"), expected);
        assert_eq!(read(&bytes).expect("canonical"), value);
    }

    #[test]
    fn other_forms_are_refused() {
        for bytes in [
            &b"{\"a\":1 }"[..],
            b"{\"b\":1,\"a\":1}",
            b"{\"a\":1,\"a\":1}",
            b"{\"a\":\"\\u0041\"}",
            b"{\"a\":1.0}",
            b"{\"a\":-1}",
            b"{\"a\":9007199254740992}",
            b"{\"a\":null}",
            b"{\"\xc3\xa9\":1}",
            b"[]",
            b"{",
            b"\xff",
        ] {
            assert!(read(bytes).is_err(), "{}", String::from_utf8_lossy(bytes));
        }
    }
}
