#!/usr/bin/env python3
"""Verifies a receipt without engross: `receipt.py RECEIPT PUBLIC-KEY-FILE`.

Written from https://c2sp.org/tlog-proof, https://c2sp.org/tlog-checkpoint, https://c2sp.org/signed-note and
RFC 6962 alone, with the standard library and the package `cryptography`. Prints the entry; status 1: proves nothing.
"""

import base64
import hashlib
import json
import sys

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey


def sha256(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def unbase64(s):
    return base64.b64decode(s, validate=True)


def public_key(line):
    """NAME+HASH+BASE64 of the algorithm (1: Ed25519) and the key."""
    name, key_hash, key = line.strip().split("+", 2)
    key = unbase64(key)
    key_id = sha256(name.encode(), b"\n", key)[:4]
    assert key[0] == 1 and len(key) == 33, "no Ed25519 key"
    assert key_id.hex() == key_hash, "the hash of the key does not fit"
    return name, key_id, Ed25519PublicKey.from_public_bytes(key[1:])


def open_note(note, name, key_id, key):
    """The text of a signed note: all up to the last blank line."""
    text, _, signatures = note.rpartition("\n\n")
    text += "\n"
    for line in signatures.splitlines():
        dash, signer, signature = line.split(" ")
        signature = unbase64(signature)
        if dash == "—" and signer == name and signature[:4] == key_id:
            key.verify(signature[4:], text.encode())
            return text
    raise AssertionError("not signed by the key")


def root_of(index, size, leaf, proof):
    """The root to which an audit path leads (RFC 6962 2.1.1): walks down from the top, which tells left from right."""
    sides = []
    first, end = 0, size
    while end - first > 1:
        half = 1
        while half * 2 < end - first:
            half *= 2
        right = index >= first + half
        sides.append(right)
        first, end = (first + half, end) if right else (first, first + half)
    assert len(sides) == len(proof), "a proof of the wrong length"
    for right, sibling in zip(reversed(sides), proof):
        leaf = sha256(b"\1", sibling, leaf) if right else sha256(b"\1", leaf, sibling)
    return leaf


def verify(receipt, key_line):
    name, key_id, key = public_key(key_line)
    head, checkpoint = receipt.split("\n\n", 1)
    magic, extra, index, *proof = head.split("\n")
    assert magic == "c2sp.org/tlog-proof@v1", "no proof"
    assert extra.startswith("extra ") and index.startswith("index "), "no entry or no index"
    entry, index = unbase64(extra[6:]), int(index[6:])
    proof = [unbase64(line) for line in proof]
    origin, size, root = open_note(checkpoint, name, key_id, key).split("\n")[:3]
    assert origin == name, "a checkpoint of another log"
    assert 0 <= index < int(size), "an index outside of the tree"
    assert root_of(index, int(size), sha256(b"\0", entry), proof) == unbase64(root), "another root"
    return json.loads(entry)


if __name__ == "__main__":
    with open(sys.argv[1], encoding="utf-8", newline="") as r, open(sys.argv[2], encoding="utf-8") as k:
        try:
            print(json.dumps(verify(r.read(), k.read()), ensure_ascii=False, indent=2))
        except (AssertionError, ValueError, InvalidSignature) as error:
            sys.exit(f"proves nothing: {error!r}")
