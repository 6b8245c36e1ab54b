#!/usr/bin/env python3
"""Times `engross build` against Hugo on the same words: 2,000 agreements with one version each.

usage: site.py ENGROSS [PAGES [BYTES [ROUNDS]]]
Makes PAGES (2,000) texts of BYTES (4,000) from the words below, the same at every run: as a workspace for engross, and as
Markdown with a plain layout (title, table of contents, content) for Hugo. Each program builds from nothing, builds again with
nothing changed, and builds again with one text changed, in turn, ROUNDS (3) times. Prints medians of CPU seconds
(user and system) and of seconds passed, the peak of memory, and Hugo's cost over that of engross: over one text, and, from
nothing, over one page that was written, as the two do unlike work. Of each text Hugo writes one page; engross writes three (the
agreement, its version, its history) and ten files beside them.

What a round has built is moved away and removed at the end: a file system that has just removed many files is slow to make new
ones, and the more so the more files a program makes. TMPDIR says where all of it lies. Needs hugo.
"""
import importlib.util
import json
import os
import pathlib
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
WORDS = """party agreement service notice within days written shall may terminate payment invoice confidential
information provide data customer supplier obligation liability the of and to any such by in for with reasonable law
under this""".split()


def recompute():
    """The second reader of the tests, which computes digests."""
    spec = importlib.util.spec_from_file_location("recompute", HERE.parent / "recompute.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def sections(seed, size):
    """Headings with their numbered clauses, of about `size` bytes."""
    chance = random.Random(seed)
    out, written = [], 0
    while written < size:
        clauses = []
        for _ in range(6):
            words = [chance.choice(WORDS) + ("." if k % 12 == 9 else "") for k in range(60)]
            clauses.append(" ".join(words).capitalize() + ".")
            written += len(clauses[-1])
        out.append((f"{chance.choice(WORDS)} {chance.choice(WORDS)}".title(), clauses))
    return out


class Engross:
    """A workspace."""

    def __init__(self, program, folder):
        self.folder, self.digests = folder, recompute()
        self.command = [program, "-C", str(folder), "build", "--at", "2026-03-01"]
        self.out = folder / "site"
        self.put("agreements/engross.yaml", "format: engross/1\npublisher:\n  en: Bench\nlanguages:\n- en\ntime-zone: UTC\n")

    def put(self, name, content):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content)

    def text(self, n, parts):
        slug, title = f"terms-{n:04}", f"Terms {n}"
        lines, body = [], []
        for s, (heading, clauses) in enumerate(parts, 1):
            lines += [f"- number: {s}.", f"  heading: {heading}", "  body:"]
            inner = [{"number": f"{s}.{c}", "body": clause} for c, clause in enumerate(clauses, 1)]
            for clause in inner:
                lines += [f"  - number: '{clause['number']}'", f"    body: {clause['body']}"]
            body.append({"number": f"{s}.", "heading": heading, "body": inner})
        self.put(f"agreements/{slug}/agreement.yaml", f"format: engross/1\ntitle: {title}\nprevailing: en\n")
        self.put(f"agreements/{slug}/2026-01.yaml",
                 f"format: engross/1\ntitle: {title}\nlanguage: en\nbody:\n" + "\n".join(lines) + "\n")
        d = self.digests
        digest = d.written(d.text({"title": title, "language": "en", "body": body}))
        record = {"version": "2026-01", "texts": {"en": digest}, "prevailing": "en", "published": "2026-01-01T00:00:00Z",
                  "effective": "2026-01-01T00:00:00Z", "level": "material"}
        self.put(f"agreements/{slug}/versions.yaml", f"""format: engross/1
versions:
- version: 2026-01
  texts:
    en: {digest}
  prevailing: en
  published: 2026-01-01T00:00:00Z
  effective: 2026-01-01T00:00:00Z
  level: material
  digest: {d.written(d.version(slug, record))}
""")


class Hugo:
    """A site with the same words as Markdown."""

    def __init__(self, folder):
        self.folder, self.out = folder, folder / "public"
        self.command = ["hugo", "--quiet", "-s", str(folder)]
        self.put("hugo.toml", 'baseURL = "https://example.org/"\ntitle = "Bench"\ndisableKinds = ["taxonomy", "term"]\n')
        shutil.move(folder / "hugo.toml", folder / "config.toml")
        page = ("<!doctype html>\n<html><head><title>{{ .Title }}</title></head>\n<body><h1>{{ .Title }}</h1>\n"
                "{{ .TableOfContents }}\n{{ .Content }}</body></html>\n")
        self.put("layouts/_default/single.html", page)
        self.put("layouts/_default/list.html", "<!doctype html>\n<html><head><title>{{ .Title }}</title></head><body><ul>"
                 "{{ range .Pages }}<li><a href=\"{{ .RelPermalink }}\">{{ .Title }}</a></li>\n{{ end }}</ul></body></html>\n")

    put = Engross.put

    def text(self, n, parts):
        lines = [f"---\ntitle: Terms {n}\n---\n"]
        for s, (heading, clauses) in enumerate(parts, 1):
            lines.append(f"## {s}. {heading}\n")
            lines += [f"{s}.{c} {clause}\n" for c, clause in enumerate(clauses, 1)]
        self.put(f"content/terms-{n:04}.md", "\n".join(lines))


def run(command):
    """CPU seconds, seconds passed, and the peak of memory in bytes."""
    begun = time.monotonic()
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    if status:
        sys.exit(f"{command}: status {status}")
    return usage.ru_utime + usage.ru_stime, time.monotonic() - begun, usage.ru_maxrss * 1024


def main():
    program = str(pathlib.Path(sys.argv[1]).resolve())
    pages, size, rounds = (int(n) for n in sys.argv[2:] + ["2000", "4000", "3"][len(sys.argv) - 2:])
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder)
        sides = {"engross": Engross(program, root / "engross"), "hugo": Hugo(root / "hugo")}
        for n in range(pages):
            parts = sections(n, size)
            for side in sides.values():
                side.text(n, parts)
        taken = {(name, step): [] for name in sides for step in ("new", "same", "one")}
        for round_ in range(rounds):
            parts = sections(pages + round_, size)
            for name, side in sides.items():
                if side.out.exists():
                    side.out.rename(root / f"{name}-{round_}")
                taken[name, "new"].append(run(side.command))
                taken[name, "same"].append(run(side.command))
                side.text(pages // 2, parts)
                taken[name, "one"].append(run(side.command))
        written = {name: sum(1 for _ in side.out.rglob("index.html")) for name, side in sides.items()}
    def median(name, step):
        return [statistics.median(column) for column in zip(*taken[name, step])]
    for step, words in (("new", "from nothing"), ("same", "nothing changed"), ("one", "one text changed")):
        both = {name: median(name, step) for name in sides}
        for name, (cpu, wall, memory) in both.items():
            print(f"{words:17} {name:8} {cpu:7.3f} s CPU {wall:7.3f} s passed {pages / wall:8.0f} pages/s {memory / 1e6:7.1f} MB")
        cpu, wall, memory = (h / e for e, h in zip(both["engross"], both["hugo"]))
        print(f"{words:17} hugo / engross: {cpu:.1f} of CPU, {wall:.1f} of time, {memory:.1f} of memory")
        if step == "new":
            pages_each = written["engross"] / written["hugo"]
            print(f"{words:17} hugo / engross: {cpu * pages_each:.1f} of CPU, {wall * pages_each:.1f} of time a page written")


if __name__ == "__main__":
    main()
