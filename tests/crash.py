#!/usr/bin/env python3
"""Kills `engross publish` at each of its system calls in turn, and looks at what is left.

usage: crash.py ENGROSS
After every kill `engross verify` must find all well, at the old state or the new one, and publishing again must end at
the new one. Needs strace. Exit status 1 where it is not so.
"""
import collections
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

engross = str(pathlib.Path(sys.argv[1]).resolve())
PUBLISH = ["publish", "sample-terms", "2026-06", "--published", "2026-06-01T00:00:00Z"]


def run(folder, *args):
    return subprocess.run([engross, "-q", "-C", folder, *args], capture_output=True, text=True)


with tempfile.TemporaryDirectory() as top:
    top = pathlib.Path(top)
    base = top / "base"
    run(top, "init", base)
    run(base, *PUBLISH[:2], "2026-01", *PUBLISH[3:4], "2026-01-01T00:00:00Z")
    terms = base / "agreements/sample-terms"
    # a clause goes in before the others, so that publishing writes carried ids into the draft too
    draft = (terms / "2026-01.yaml").read_text().replace(
        "body:\n- These", "body:\n- number: '0.'\n  body: Words that are new to everybody who reads these terms.\n- These", 1)
    for old, new in (("'3.'", "'4.'"), ("'2.", "'3."), ("'1.", "'2."), ("'0.'", "'1.'"), ("30 days", "14 days")):
        draft = draft.replace(old, new)
    (terms / "2026-06.yaml").write_text(draft)
    run(base, "fmt")
    def publish(*strace):
        """A fresh copy of the workspace, and what publishing in it under strace ended with."""
        folder = top / "work"
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(base, folder)
        command = ["strace", "-f", "-qq", *strace, engross, "-q", "-C", folder, *PUBLISH]
        return folder, subprocess.run(command, capture_output=True).returncode

    # strace counts each kind of call by itself
    log = top / "log"
    publish("-o", log)
    calls = collections.Counter(re.findall(r"^\d+ +(\w+)\(", log.read_text(), re.M))
    del calls["execve"], calls["exit_group"]
    old = new = 0
    for name, n in ((name, n) for name, count in calls.items() for n in range(1, count + 1)):
        folder, status = publish("-o", "/dev/null", "-e", f"inject={name}:signal=KILL:when={n}")
        where = f"killed at {name} number {n}"
        if status == 0:
            continue
        published = "2026-06" in (folder / "agreements/sample-terms/versions.yaml").read_text()
        old, new = old + (not published), new + published
        left = run(folder, "verify")
        if left.returncode != 0:
            sys.exit(f"{where}: {left.stdout}{left.stderr}")
        again = run(folder, *PUBLISH)
        if again.returncode != (2 if published else 0) or run(folder, "verify").returncode != 0:
            sys.exit(f"{where}, then published again: {again.stdout}{again.stderr}")
    print(f"{old + new} kills: {old} left the old state, {new} the new one, all of them whole")
    sys.exit(0 if old > 50 and new else 1)
