"""Every file of the corpus through the door: each gets the verdict that is listed, in time and in little memory.

The walks through media are judged file by file by the tests of the module; here what
is judged is the whole way: the sniffing while the body comes, the walk, the programs.
`make test` sends a part of the files, `make test-all` all of them.
"""

from __future__ import annotations

import csv
import os
import random
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from samples import files, send
from server import ROOT
from waiting import until

CORPUS = ROOT / "Tests" / "media-corpus"
TYPES = {
    "jpeg": "image/jpeg", "png": "image/png", "gif": "image/gif", "webp": "image/webp", "avif": "image/avif",
    "mp4": "video/mp4", "webm": "video/webm", "mp3": "audio/mpeg", "m4a": "audio/mp4",
    "ogg": "audio/ogg", "opus": "audio/ogg", "wav": "audio/wav",
}
STATUSES = {"unsupported_type": 415, "corrupt_media": 422, "too_large": 413}
SECONDS = 5
SLOWNESS = 10  # a debug build, on a machine that does other things too
MEBIBYTE = 1024 * 1024
IS_LONG = "HUBBUB_TEST_LONG" in os.environ
PARTS = 8 if IS_LONG else 1  # so that none takes longer than what hangs is given


def verdicts() -> dict[str, tuple[str, str]]:
    """Each file's verdict, and the type as which it is taken in or the code with which it is refused."""
    with (CORPUS / "verdicts.tsv").open(newline="") as table:
        rows = [row for row in csv.reader(table, delimiter="\t") if not row[0].startswith("#")]
    return {name: (verdict, what) for name, verdict, what, _ in rows}


@pytest.fixture(scope="module")
def corpus(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("corpus") / "files"
    subprocess.run([sys.executable, CORPUS / "make.py", folder], check=True, timeout=300, stdout=subprocess.DEVNULL)
    return folder


def chosen(part: int) -> dict[str, tuple[str, str]]:
    """All of them in the long run, part by part, else some in which each kind of verdict has its share."""
    every = verdicts()
    if IS_LONG:
        return {name: every[name] for name in list(every)[part::PARTS]}
    dice = random.Random(4)
    taken = [name for name, (verdict, _) in every.items() if verdict == "accept"]
    refused = [name for name in every if name not in taken]
    return {name: every[name] for name in dice.sample(taken, 15) + dice.sample(refused, 25)}


def wanted(verdict: str, what: str) -> tuple[int, str]:
    return (201, TYPES[what]) if verdict == "accept" else (STATUSES[what], what)


@pytest.mark.parametrize("part", range(PARTS))
def test_every_file_gets_its_verdict_in_time(make_place, corpus, capsys, part):
    place = make_place(users=1, rooms=0).start()
    wrong, took = [], {}
    for name, (verdict, what) in chosen(part).items():
        body = (corpus / name).read_bytes()
        began = time.monotonic()
        answer = send(place.api(), body, name)
        took[name] = time.monotonic() - began
        found = (answer.status, answer.json["media"]["type"] if answer.status == 201 else answer.code)
        if found != wanted(verdict, what):
            wrong.append(f"{name}: {found}, not {wanted(verdict, what)}")
    slowest = sorted(took, key=took.get)[-3:]
    with capsys.disabled():
        times = ", ".join(f"{name} {took[name]:.2f} s" for name in reversed(slowest))
        print(f"\n{len(took)} files; slowest: {times}; server {peak(place) / MEBIBYTE:.0f} MiB")
    assert wrong == []
    assert took[slowest[-1]] < SLOWNESS * SECONDS
    assert until(lambda: not any(path.startswith("arriving/") for path in files(place))), files(place)


def peak(place) -> int:
    """The most memory that the server has had, in bytes."""
    status = Path(f"/proc/{place.server.process.pid}/status").read_text()
    return int(re.search(r"VmHWM:\s+(\d+) kB", status)[1]) * 1024


# -- memory

HEAVY = [
    "png-40-megapixels.png", "png-animated-500.png", "gif-500-frames.gif", "avif-avifenc.avif", "webp-two-frames.webp",
    "jpeg-vips-progressive.jpg", "mp4-x264-aac.mp4", "mp3-lame-cbr.mp3", "opus-opusenc.opus",
]
# Runs a program and notes the most memory that it had.
MEASURED = """#!{python} -IS
import os, resource, sys
process = os.fork()
if process == 0:
    os.execv({program!r}, [{program!r}, *sys.argv[1:]])
status = os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
with open({log!r}, "a") as log:
    log.write(f"{{resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss}} {name}\\n")
sys.exit(status if status >= 0 else 128 - status)
"""


def measuring(folder: Path, log: Path) -> str:
    """A folder in which the programs are found, and tell how much memory they took."""
    folder.mkdir()
    for name in ("vips", "ffmpeg", "ffprobe"):
        path = folder / name
        path.write_text(MEASURED.format(python="/usr/bin/python3", program=shutil.which(name), log=str(log), name=name))
        path.chmod(0o755)
    return f"{folder}:{os.environ['PATH']}"


def test_the_heaviest_files_take_little_memory(make_place, corpus, tmp_path, capsys):
    log = tmp_path / "memory"
    place = make_place(users=1, rooms=0, environment={"PATH": measuring(tmp_path / "programs", log)}).start()
    before = peak(place)
    taken = [name for name in HEAVY if send(place.api(), (corpus / name).read_bytes(), name).status == 201]
    runs = [(int(line.split()[0]) * 1024, line.split()[1]) for line in log.read_text().splitlines()]
    grown = peak(place) - before
    with capsys.disabled():
        most = ", ".join(f"{name} {max(size for size, one in runs if one == name) / MEBIBYTE:.0f} MiB" for name in ("vips", "ffmpeg", "ffprobe"))
        print(f"\n{len(runs)} runs; most memory: {most}; the server grew by {grown / MEBIBYTE:.0f} MiB")
    assert taken == HEAVY
    assert len(runs) > len(HEAVY)
    assert grown < 100 * MEBIBYTE and max(runs)[0] < 100 * MEBIBYTE
