#!/usr/bin/env python3
"""A second reader: recomputes every digest from the YAML and the table in src/digest.rs alone. Shares no code with the crate.

usage: recompute.py AGREEMENTS-DIR           every published version of a workspace
       recompute.py --vectors VECTORS.json   the frozen vectors (--freeze fills in missing digests)
       recompute.py --against ENGROSS FILE…  what `engross parse` makes of files, beside `engross digest`
Exit status 1 where a digest differs. Needs PyYAML, but for the vectors.
"""
import hashlib
import json
import pathlib
import re
import subprocess
import sys
import tempfile

# Unicode White_Space: what `utf8` folds
WHITE = "\t\n\v\f\r \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000"


def fold(s):
    for c in WHITE:
        s = s.replace(c, " ")
    return " ".join(w for w in s.split(" ") if w).encode("utf-8")


def utf8(s):
    lines = (s or "").strip(WHITE).split("\n")
    return b"\n".join(fold(line) for line in lines)


def field(s):
    b = fold(s or "")
    return len(b).to_bytes(8, "big") + b


def sha(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def raw(d):
    return bytes.fromhex(d.removeprefix("sha256:")) if d else bytes(32)


def items(body, printed):
    body = [body] if isinstance(body, str) else body or []
    return [paragraph(x) if isinstance(x, str) else clause(x, printed) for x in body]


def paragraph(p):
    return sha(b"\x00", utf8(p))


def clause(c, printed=True):
    heads = [field(c.get(k) if printed else None) for k in ("number", "heading")]
    return sha(b"\x01", *heads, *items(c.get("body"), printed))


def text(t):
    heads = [field("engross/1")] + [field(t.get(k)) for k in ("language", "title", "label")]
    return sha(b"\x02", *heads, *items(t.get("body"), True))


def version(slug, v):
    texts = sorted(v["texts"].items(), key=lambda kv: kv[0].encode())
    return sha(
        b"\x03", field("engross/1"), field(slug), field(v["version"]), field(v.get("label")),
        len(texts).to_bytes(8, "big"), *[field(l) + raw(d) for l, d in texts],
        *[field(v.get(k)) for k in ("prevailing", "published", "effective", "level", "summary")],
        raw(v.get("parent")))


def written(d):
    return "sha256:" + d.hex()


def load(source):
    import yaml

    class Plain(yaml.SafeLoader):
        """Every scalar is a string: a time is what was written."""
    Plain.yaml_implicit_resolvers = {}
    return yaml.load(source, Plain)


def against(engross, files):
    count = bad = refused = 0
    for file in files:
        parsed = subprocess.run([engross, "-q", "parse", "--format", "yaml", file], capture_output=True)
        if parsed.returncode != 0:
            refused += 1
            continue
        for source in re.split(r"^---\n", parsed.stdout.decode("utf-8"), flags=re.M):
            with tempfile.NamedTemporaryFile("w", suffix=".yaml", encoding="utf-8") as t:
                t.write(source)
                t.flush()
                want = subprocess.run([engross, "digest", t.name], capture_output=True, text=True).stdout.strip()
            got = written(text(load(source)))
            count += 1
            if want != got:
                bad += 1
                print(f"{file}: engross says {want}, {got} was computed")
    print(f"{count - bad} texts of {len(files) - refused} files have the same digest, {bad} differ; {refused} files are not read")
    return bad or not count


def workspace(folder):
    load_file = lambda p: load(p.read_text(encoding="utf-8"))
    count = bad = 0

    def check(what, want, got):
        nonlocal count, bad
        count += 1
        if want != got:
            bad += 1
            print(f"{what}: {want} is written, {got} was computed")
    for path in sorted(pathlib.Path(folder).glob("*/versions.yaml")):
        slug, parent = path.parent.name, None
        for v in load_file(path)["versions"]:
            for language, digest in v["texts"].items():
                suffix = "" if language == v["prevailing"] else "." + language
                check(f"{slug}@{v['version']} {language}", digest,
                      written(text(load_file(path.parent / f"{v['version']}{suffix}.yaml"))))
            check(f"{slug}@{v['version']} parent", parent, v.get("parent"))
            check(f"{slug}@{v['version']}", v["digest"], written(version(slug, v)))
            parent = v["digest"]
    print(f"{count - bad} digests recomputed, {bad} differ")
    return bad


def vectors(path, freeze):
    compute = {"paragraph": paragraph, "clause": clause, "wording": lambda c: clause(c, False), "text": text,
               "version": lambda v: version(v["slug"], v)}
    cases = json.loads(pathlib.Path(path).read_text(encoding="utf-8"))
    bad = 0
    for case in cases:
        got = written(compute[case["kind"]](case["input"]))
        if freeze and case.get("digest") is None:
            case["digest"] = got
        if case["digest"] != got:
            bad += 1
            print(f"{case['name']}: {case['digest']} is frozen, {got} was computed")
    if freeze:
        pathlib.Path(path).write_text(json.dumps(cases, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print(f"{len(cases) - bad} vectors reproduced, {bad} differ")
    return bad


if __name__ == "__main__":
    args = [a for a in sys.argv[1:] if not a.startswith("--")]
    if "--against" in sys.argv and len(args) > 1:
        sys.exit(1 if against(args[0], args[1:]) else 0)
    if len(args) != 1:
        sys.exit(__doc__)
    failed = vectors(args[0], "--freeze" in sys.argv) if "--vectors" in sys.argv else workspace(args[0])
    sys.exit(1 if failed else 0)
