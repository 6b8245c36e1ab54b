#!/usr/bin/env python3
"""Times `engross diff` against `git diff --no-index --word-diff` on a made-up pair with every paragraph edited.

usage: redline.py ENGROSS [BYTES [ROUNDS]]
Makes two Markdown texts of BYTES (1,000,000) with numbered clauses below headings and two words replaced in each clause,
the same at every run. Runs both programs in turn, ROUNDS (9) times, and prints the median CPU seconds (user and system)
of each and their ratio. Needs git.
"""
import pathlib
import random
import resource
import statistics
import subprocess
import sys
import tempfile

WORDS = """party agreement service notice within days written shall may terminate payment invoice confidential
information provide data customer supplier obligation liability the of and to any such by in for with reasonable law
under this""".split()
OTHER = ["thirty", "fee", "notwithstanding"]


def pair(size):
    """Two texts, the second with two words of sixty replaced in each clause."""
    chance = random.Random(7)
    old, new, written, chapter = ["# Sample Terms\n"], ["# Sample Terms\n"], 0, 0
    while written < size:
        chapter += 1
        heading = f"## {chapter}. {chance.choice(WORDS).title()} {chance.choice(WORDS)}\n"
        old.append(heading)
        new.append(heading)
        for clause in range(1, 7):
            words = [chance.choice(WORDS) + ("." if k % 12 == 9 else "") for k in range(60)]
            edited = list(words)
            for _ in range(2):
                edited[chance.randrange(60)] = chance.choice(OTHER)
            for side, sentence in ((old, words), (new, edited)):
                side.append(f"{chapter}.{clause} {' '.join(sentence).capitalize()}.\n")
            written += len(old[-1])
    return "\n".join(old), "\n".join(new)


def cpu(command):
    """CPU seconds of a command; it may say by its status that there is a difference."""
    before = used()
    done = subprocess.run(command, stdout=subprocess.DEVNULL)
    if done.returncode not in (0, 1):
        sys.exit(f"{command[0]}: status {done.returncode}")
    return used() - before


def used():
    """CPU seconds of all commands so far."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def main():
    engross = str(pathlib.Path(sys.argv[1]).resolve())
    size, rounds = (int(n) for n in sys.argv[2:] + ["1000000", "9"][len(sys.argv) - 2 :])
    with tempfile.TemporaryDirectory() as folder:
        files = [str(pathlib.Path(folder) / name) for name in ("old.md", "new.md")]
        for file, text in zip(files, pair(size)):
            pathlib.Path(file).write_text(text)
        commands = {
            "engross": [engross, "diff", *files, "--format", "html"],
            "git": ["git", "diff", "--no-index", "--word-diff", *files],
        }
        times = {name: [] for name in commands}
        for _ in range(rounds):
            for name, command in commands.items():
                times[name].append(cpu(command))
    medians = {name: statistics.median(seconds) for name, seconds in times.items()}
    for name, median in medians.items():
        print(f"{name} {median:.3f} s CPU, median of {rounds} on a pair of {size} bytes")
    print(f"ratio {medians['engross'] / medians['git']:.2f}")


if __name__ == "__main__":
    main()
