//! The layers of a file (optional content, ISO 32000-2, 8.11) → which are not shown when it is opened.

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};

use hayro_syntax::Pdf;
use hayro_syntax::object::dict::keys;
use hayro_syntax::object::{Array, Dict, MaybeRef, Name, ObjRef};

/// How many layers are looked at.
const MOST: usize = 10_000;

/// The layers of a file as it says that they are shown at first.
#[derive(Debug, Default)]
pub(super) struct Layers {
    /// What is not named is off.
    all_off: bool,
    /// Those of which the contrary is said.
    named: HashSet<ObjRef>,
    /// What was asked before.
    hidden: RefCell<HashMap<ObjRef, bool>>,
}

impl Layers {
    pub(super) fn of(pdf: &Pdf) -> Layers {
        Self::read(pdf).unwrap_or_default()
    }

    fn read(pdf: &Pdf) -> Option<Layers> {
        let root: Dict<'_> = pdf.xref().get(pdf.xref().root_id())?;
        let first: Dict<'_> = root.get::<Dict<'_>>(b"OCProperties")?.get(keys::D)?;
        let all_off = first.get::<Name<'_>>(b"BaseState").is_some_and(|state| state.as_ref() == b"OFF");
        let contrary: &[u8] = if all_off { b"ON" } else { b"OFF" };
        let named = first.get::<Array<'_>>(contrary).map(|list| references(&list).collect()).unwrap_or_default();
        Some(Layers { all_off, named, hidden: RefCell::default() })
    }

    /// Whether what `holder` says under `key` is a layer that is off, or a set of layers that is not to be shown.
    pub(super) fn hide(&self, holder: &Dict<'_>, key: impl AsRef<[u8]>) -> bool {
        if !self.all_off && self.named.is_empty() {
            return false;
        }
        let key = key.as_ref();
        let Some(by) = holder.get_ref(key) else { return false };
        let known = self.hidden.borrow().get(&by).copied();
        known.unwrap_or_else(|| {
            let hidden = holder.get::<Dict<'_>>(key).is_some_and(|layer| self.is_hidden(&layer, by));
            self.hidden.borrow_mut().insert(by, hidden);
            hidden
        })
    }

    fn is_hidden(&self, layer: &Dict<'_>, by: ObjRef) -> bool {
        let set = match layer.get::<Array<'_>>(keys::OCGS) {
            Some(list) => references(&list).collect(),
            None => Vec::from_iter(layer.get_ref(keys::OCGS)),
        };
        if set.is_empty() {
            return layer.get::<Name<'_>>(keys::TYPE).is_some_and(|name| name.as_ref() == keys::OCG) && self.is_off(by);
        }
        let off = set.iter().filter(|layer| self.is_off(**layer)).count();
        match layer.get::<Name<'_>>(keys::P).as_deref() {
            Some(b"AllOn") => off > 0,
            Some(b"AllOff") => off < set.len(),
            Some(b"AnyOff") => off == 0,
            _ => off == set.len(),
        }
    }

    fn is_off(&self, layer: ObjRef) -> bool {
        self.all_off != self.named.contains(&layer)
    }
}

fn references(list: &Array<'_>) -> impl Iterator<Item = ObjRef> {
    list.raw_iter().take(MOST).filter_map(|one| match one {
        MaybeRef::Ref(one) => Some(one),
        MaybeRef::NotRef(_) => None,
    })
}
