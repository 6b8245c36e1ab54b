#!/usr/bin/env python3
"""Times redlines beside `git diff --word-diff` and Python's difflib on the same pairs, in turn, in one run.

usage: redline.py ENGROSS [--pairs FOLDER] [--rounds N] [--quick]

- FOLDER (../shared/corpora/revisions beside the project) holds pairs, NAME/old.md and NAME/new.md: all of them in one
  process and with a process each; how much is marked.
- Made-up pairs, the same at every run: 1 MB and 10 MB with two words replaced in each clause; and hostile ones: two
  unrelated texts, one line, three words, clauses that are all alike. `--quick` leaves out 10 MB and difflib.

Prints medians of N (5) rounds: CPU seconds (user and system), wall-clock seconds, peak memory, and the ratio of CPU to
git's. difflib runs once, by words. Needs cargo, git.
"""
import argparse
import json
import os
import pathlib
import random
import re
import statistics
import subprocess
import sys
import tempfile
import time

PROJECT = pathlib.Path(__file__).resolve().parents[2]
WORDS = """party agreement service notice within days written shall may terminate payment invoice confidential
information provide data customer supplier obligation liability the of and to any such by in for with reasonable law
under this""".split()
SHOWN = 4_000_000
OTHER = ["thirty", "fee", "notwithstanding"]
DIFFLIB = """
import difflib, re, sys
words = [re.findall(r"\\w+|\\s+|[^\\w\\s]", open(f, encoding="utf-8").read()) for f in sys.argv[1:]]
for old, new in zip(words[::2], words[1::2]):
    difflib.SequenceMatcher(None, old, new).get_opcodes()
"""


def edited(size):
    """Numbered clauses below headings, the new ones with two words of sixty replaced."""
    chance = random.Random(7)
    old, new, written, chapter = ["# Sample Terms\n"], ["# Sample Terms\n"], 0, 0
    while written < size:
        chapter += 1
        heading = f"## {chapter}. {chance.choice(WORDS).title()} {chance.choice(WORDS)}\n"
        old.append(heading)
        new.append(heading)
        for clause in range(1, 7):
            words = [chance.choice(WORDS) + ("." if k % 12 == 9 else "") for k in range(60)]
            other = list(words)
            for _ in range(2):
                other[chance.randrange(60)] = chance.choice(OTHER)
            for side, sentence in ((old, words), (new, other)):
                side.append(f"{chapter}.{clause} {' '.join(sentence).capitalize()}.\n")
            written += len(old[-1])
    return "\n".join(old), "\n".join(new)


def unrelated(size):
    """Paragraphs of words that the other text does not have."""

    def text(side):
        chance = random.Random(side)
        lines, written = ["# Sample Terms\n"], 0
        while written < size:
            words = [f"{side}{chance.randrange(20_000)}" for _ in range(60)]
            lines.append(" ".join(words) + ".\n")
            written += len(lines[-1])
        return "\n".join(lines)

    return text("alpha"), text("beta")


def one_line(size):
    """One paragraph, a word in thirty replaced."""
    chance = random.Random(11)
    words = [chance.choice(WORDS) for _ in range(size // 7)]
    other = [chance.choice(OTHER) if chance.random() < 1 / 30 else word for word in words]
    return " ".join(words) + "\n", " ".join(other) + "\n"


def three_words(size):
    """Three words in two orders."""

    def text(seed):
        chance = random.Random(seed)
        lines = [" ".join(chance.choice(["shall", "may", "not"]) for _ in range(40)) for _ in range(size // 180)]
        return "\n\n".join(lines) + "\n"

    return text(1), text(2)


def alike(size):
    """The same clause again and again, three more in the new text."""
    clause = "The parties shall keep this confidential.\n"
    number = size // (len(clause) + 1)
    return "\n".join([clause] * number), "\n".join([clause] * (number + 3))


def measured(command):
    """CPU seconds, wall-clock seconds, peak bytes and the output of a command; its status may say: a difference."""
    with tempfile.TemporaryFile() as out:
        began = time.monotonic()
        child = subprocess.Popen(command, stdout=out)
        _, status, usage = os.wait4(child.pid, 0)
        took = time.monotonic() - began
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode not in (0, 1):
            sys.exit(f"{command[0]}: status {child.returncode}")
        out.seek(0)
        # a page of many megabytes would make this process the larger one, and a child begins with its parent's peak
        shown = out.read(SHOWN)
    return usage.ru_utime + usage.ru_stime, took, usage.ru_maxrss * 1024, shown


def write(make, size, files):
    """Makes a pair in a process of its own, for the same reason."""
    child = os.fork()
    if child == 0:
        for file, text in zip(files, make(size)):
            pathlib.Path(file).write_text(text, encoding="utf-8")
        os._exit(0)
    if os.waitpid(child, 0)[1] != 0:
        sys.exit("the texts could not be written")


def all_of(commands):
    """The same of several commands, one after the other."""
    each = [measured(command) for command in commands]
    return sum(m[0] for m in each), sum(m[1] for m in each), max(m[2] for m in each), b"".join(m[3] for m in each)


def compare(title, ways, rounds):
    """Runs each way in turn and prints a row for each; the last way is what the others are held against."""
    found = {name: [] for name in ways}
    for _ in range(rounds):
        for name, commands in ways.items():
            found[name].append(all_of(commands))
    print(f"\n{title}")
    *_, last = found
    base = statistics.median(m[0] for m in found[last])
    for name, each in found.items():
        cpu, wall, peak = (statistics.median(m[i] for m in each) for i in range(3))
        print(f"  {name:34} {cpu:8.3f} s CPU {wall:8.3f} s wall {peak / 1e6:7.0f} MB  {cpu / base:6.2f} × {last}")
    return {name: each[-1][3] for name, each in found.items()}


def program():
    """The program that compares many pairs in one process."""
    command = ["cargo", "bench", "--quiet", "--bench", "redline", "--no-run", "--message-format=json"]
    built = subprocess.run(command, cwd=PROJECT, stdout=subprocess.PIPE, check=True, text=True).stdout
    messages = [json.loads(line) for line in built.splitlines() if line.startswith("{")]
    return next(m["executable"] for m in messages if m.get("executable") and m["target"]["name"] == "redline")


def runs(word_diff):
    """Bytes and runs that git marks."""
    found = re.findall(rb"\[-(.*?)-\]|\{\+(.*?)\+\}", word_diff, re.S)
    return sum(len(a) + len(b) for a, b in found), len(found)


def git(*files):
    return ["git", "diff", "--no-index", "--word-diff", *files]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("engross")
    parser.add_argument("--pairs", default=PROJECT.parent / "shared/corpora/revisions", type=pathlib.Path)
    parser.add_argument("--rounds", default=5, type=int)
    parser.add_argument("--quick", action="store_true")
    options = parser.parse_args()
    engross = str(pathlib.Path(options.engross).resolve())
    one_process = program()

    def diff(*files):
        return [engross, "diff", *files, "--format", "html"]

    def difflib(*files):
        return {} if options.quick else {"difflib, once": [[sys.executable, "-c", DIFFLIB, *files]]}

    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        pairs = [p.parent for p in sorted(options.pairs.glob("*/old.md"))]
        if pairs:
            files = [[str(p / "old.md"), str(p / "new.md")] for p in pairs]
            flat = [f for pair in files for f in pair]
            for side in ("old", "new"):
                (folder / side).mkdir()
                for pair in pairs:
                    (folder / side / f"{pair.name}.md").write_bytes((pair / f"{side}.md").read_bytes())
            ways = {
                "engross, one process": [[one_process, *flat]],
                "engross, a process each": [diff(*pair) for pair in files],
                "a process alone (--version)": [[engross, "--version"] for _ in files],
                "git, one process": [git(str(folder / "old"), str(folder / "new"))],
                "git, a process each": [git(*pair) for pair in files],
            }
            out = compare(f"{len(pairs)} Markdown pairs", ways, options.rounds)
            marked, number = out["engross, one process"].split()
            by_git = runs(out["git, a process each"])
            print(f"  marked: engross {int(marked)} bytes in {int(number)} runs, git {by_git[0]} bytes in {by_git[1]}")
            if not options.quick:
                compare("the same", difflib(*flat) | {"git, a process each": ways["git, a process each"]}, 1)
        else:
            print(f"skipped: no pairs in {options.pairs}")
        made_up = [
            ("1 MB, every paragraph edited", edited, 1_000_000),
            ("unrelated texts of 1 MB", unrelated, 1_000_000),
            ("one line of 1 MB", one_line, 1_000_000),
            ("230 kB over three words", three_words, 230_000),
            ("1 MB of one clause", alike, 1_000_000),
            ("10 MB, every paragraph edited", edited, 10_000_000),
        ]
        for title, make, size in made_up[: -1 if options.quick else None]:
            files = [str(folder / f"{side}.md") for side in ("old", "new")]
            write(make, size, files)
            ways = {"engross": [diff(*files)], "git": [git(*files)]}
            compare(title, ways, options.rounds)


if __name__ == "__main__":
    main()
