#!/usr/bin/env python3
"""Does to a ledger what happens to ledgers, and looks whether anything acknowledged is lost or doubled.

usage: faults.py ENGROSS BENCH [ROUNDS [URL]]
ENGROSS is the program, BENCH the benchmark `ledger` (`cargo bench --bench ledger --no-run` names it), whose writers say
what was acknowledged to them. Needs strace, and faketime for the clock; a full disk and a read-only one need the right
to mount a tmpfs. With the URL of an empty PostgreSQL database the first two are done there. Exit status 1 and a line for the first thing that is not as it should be.

- killed: ROUNDS (200) times eight writers are killed (SIGKILL) at a moment of chance; `ledger verify` passes at once,
  and the same acts again, under the same keys, end at the same indices: none missing, none twice.
- processes: sixteen of them, 500 acts each, on one file: every index from the first to the last, once.
- fsync that fails, a disk that is full: at each call in turn; a retry under the same key gives one entry.
- a full disk, a read-only one, a clock set back: clear errors, old data whole.
"""
import json
import os
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile
import time

engross, bench = (str(pathlib.Path(p).resolve()) for p in sys.argv[1:3])
rounds = int(sys.argv[3]) if len(sys.argv) > 3 else 200
server = sys.argv[4] if len(sys.argv) > 4 else None
WRITERS, ACTS = 8, 40


def check(holds, *words):
    if not holds:
        sys.exit("\n".join(str(w) for w in words))


def run(*command, **more):
    return subprocess.run([str(c) for c in command], capture_output=True, text=True, **more)


def acknowledged(lines):
    """The index that was acknowledged for each key."""
    pairs = [line.split(" ") for line in lines.splitlines(keepends=True) if line.endswith("\n")]
    return {key: int(index) for key, index in pairs}


def verified(ledger):
    done = run(engross, "ledger", "verify", "--ledger", server or f"sqlite:{ledger}")
    check(done.returncode == 0, f"{ledger} after the fault:", done.stdout, done.stderr)


def writers(ledger, tag, count=ACTS, threads=WRITERS):
    return [bench, "append", server or str(ledger), str(threads), str(count), tag]


def killed(top):
    chance = random.Random(1)
    survived = lost_nothing = 0
    for n in range(rounds):
        ledger, tag = top / f"killed-{n // 20}.db", f"round-{n}"
        out = top / "out"
        with out.open("w") as file:
            process = subprocess.Popen(writers(ledger, tag), stdout=file, stderr=subprocess.DEVNULL)
            time.sleep(chance.uniform(0.0, 0.25))
            process.kill()
            process.wait()
        before = acknowledged(out.read_text())
        if before:  # else it may have been killed before it had made the ledger
            verified(ledger)
        again = run(*writers(ledger, tag))
        check(again.returncode == 0, f"round {n}: the same acts again:", again.stderr)
        after = acknowledged(again.stdout)
        check(len(after) == len(set(after.values())) == WRITERS * ACTS, f"round {n}: two acts at one index")
        for key, index in before.items():
            check(after[key] == index, f"round {n}: {key} was acknowledged at {index}, and is at {after[key]}")
        verified(ledger)
        survived, lost_nothing = survived + 1, lost_nothing + len(before)
    print(f"killed {survived} times: {lost_nothing} acknowledged acts, all there, once")


def processes(top):
    ledger = top / "processes.db"
    before = acknowledged(run(*writers(ledger, "first", 1, 1)).stdout)["first-0-0"] + 1
    commands = [writers(ledger, f"process-{n}", 500, 1) for n in range(16)]
    running = [subprocess.Popen(c, stdout=subprocess.PIPE, text=True) for c in commands]
    indices = []
    for process in running:
        lines, _ = process.communicate()
        check(process.returncode == 0, "a writer failed")
        indices += acknowledged(lines).values()
    check(sorted(indices) == list(range(before, before + 8000)), "the indices have gaps or doubles")
    verified(ledger)
    print("16 processes of 500 acts: 8000 indices, dense")


class Workspace:
    """A workspace with one published agreement and one acceptance, to be copied for each fault."""

    def __init__(self, top):
        self.base, self.work = top / "base", top / "work"
        run(engross, "init", self.base)
        self.must(self.base, "publish", "sample-terms", "2026-01", "--published", "2026-01-01T00:00:00Z")
        self.must(self.base, *self.accept("before"))

    @staticmethod
    def accept(key):
        return ["accept", "sample-terms", "--party", key, "--method", "click", "--key", key]

    @staticmethod
    def must(folder, *command):
        done = run(engross, "-C", folder, *command)
        check(done.returncode == 0, f"engross {' '.join(command)}:", done.stdout, done.stderr)
        return done

    def copy(self):
        shutil.rmtree(self.work, ignore_errors=True)
        shutil.copytree(self.base, self.work)
        return self.work

    def whole(self, folder, *keys):
        """The entries of these keys are there, each once, and everything verifies."""
        self.must(folder, "ledger", "verify")
        self.must(folder, *self.accept("before"))
        indices = [json.loads(self.must(folder, *self.accept(key), "--format", "json").stdout)["index"] for key in keys]
        size = json.loads(self.must(folder, *self.accept("before"), "--format", "json").stdout)["size"]
        check(indices == list(range(3, 3 + len(keys))) and size == 3 + len(keys), f"entries {indices} of {size}")


def failing_calls(space):
    for what, calls, error in (("fsync", "fsync,fdatasync", "EIO"), ("write", "write,pwrite64,ftruncate,fallocate", "ENOSPC")):
        heard = {"written": 0, "refused": 0, "outcome unknown": 0}
        for n in range(1, 200):
            folder = space.copy()
            fault = ["strace", "-f", "-qq", "-o", "/dev/null", "-e", f"inject={calls}:error={error}:when={n}"]
            ledger_files = [p for p in folder.iterdir() if p.name.startswith("acceptances.db")]
            paths = [a for p in ledger_files for a in ("-P", p)]
            paths += ["-P", folder / "acceptances.db-wal", "-P", folder / "acceptances.db-shm", "-P", folder]
            done = run(*fault, *paths, engross, "-C", folder, *space.accept("new"))
            words = done.stdout + done.stderr
            injected = done.returncode != 0
            check("panicked" not in words, words)
            heard["outcome unknown" if "outcome is unknown" in words else "refused" if injected else "written"] += 1
            if injected:
                check("error:" in words, f"{error} at {what} {n}:", words)
            space.whole(folder, "new")
            if not injected and n > 40:
                break
        print(f"{error} at each {what} in turn: {heard}, one entry after a retry")


def mounted(top, name, options):
    folder = top / name
    folder.mkdir()
    return folder if run("mount", "-t", "tmpfs", "-o", options, "tmpfs", folder).returncode == 0 else None


def full_disk(top, space):
    folder = mounted(top, "full", "size=4m")
    if folder is None:
        return print("skipped: a full disk needs the right to mount")
    try:
        work = folder / "work"
        shutil.copytree(space.base, work)
        filler = work / "filler"
        # the write that does not fit any more ends it
        run("dd", "if=/dev/zero", f"of={filler}", "bs=4096")
        refused = run(engross, "-C", work, *space.accept("new"))
        check(refused.returncode == 2 and "error:" in refused.stderr, "a full disk:", refused.stderr)
        print("a full disk:", refused.stderr.splitlines()[0])
        filler.unlink()
        space.whole(work, "new")
        run("mount", "-o", "remount,ro", folder)
        refused = run(engross, "-C", work, *space.accept("other"))
        check(refused.returncode == 2 and "error:" in refused.stderr, "a read-only disk:", refused.stderr)
        print("a read-only disk:", refused.stderr.splitlines()[0])
        for question in (["status", "--party", "before"], ["ledger", "verify"], ["receipt", "2"]):
            read = run(engross, "-C", work, *question)
            check(read.returncode == 0, f"{' '.join(question)} on a read-only disk:", read.stdout, read.stderr)
        print("status, verification and receipts there: as ever")
    finally:
        run("umount", folder)


def clock_set_back(space):
    if shutil.which("faketime") is None:
        return print("skipped: a clock set back needs faketime")
    folder = space.copy()
    back = run("faketime", "2026-02-01 00:00:00", engross, "-C", folder, *space.accept("earlier"))
    check(back.returncode == 0, "a clock set back:", back.stderr)
    space.whole(folder, "earlier", "later")
    print("a clock set back: order is the index")


with tempfile.TemporaryDirectory() as name:
    folder = pathlib.Path(name)
    killed(folder)
    processes(folder)
    if server:
        sys.exit()
    workspace = Workspace(folder)
    failing_calls(workspace)
    full_disk(folder, workspace)
    clock_set_back(workspace)
