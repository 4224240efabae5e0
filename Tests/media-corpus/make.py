#!/usr/bin/env python3
"""Makes the files by which the walks through media are judged.

    make.py FOLDER      makes them all; the same bytes on every day

`verdicts.tsv` says of each whether it is to be taken in and as what, or why it
is to be refused. `packages.txt` names the Debian packages whose programs make
the files that are whole.
"""

import csv
import pathlib
import shutil
import sys
import tempfile

import broken_films
import broken_pictures
import broken_sounds
import disguises
import films
import pictures
import sounds
import webms
from kit import Corpus

# In this order: what is whole is cut and joined by those behind it.
PARTS = (pictures, films, webms, sounds, broken_pictures, broken_films, broken_sounds, disguises)
VERDICTS = pathlib.Path(__file__).with_name("verdicts.tsv")


def main():
    if len(sys.argv) != 2:
        sys.exit("usage: make.py FOLDER")
    folder = pathlib.Path(sys.argv[1]).resolve()
    new = folder.with_name(folder.name + ".new")
    shutil.rmtree(new, ignore_errors=True)
    new.mkdir(parents=True)
    with tempfile.TemporaryDirectory() as scratch:
        corpus = Corpus(new, scratch)
        for part in PARTS:
            part.make(corpus)
    check(corpus.names)
    shutil.rmtree(folder, ignore_errors=True)
    new.rename(folder)
    size = sum(path.stat().st_size for path in folder.iterdir())
    print(f"{len(corpus.names)} files, {size / 1024 / 1024:.1f} MiB, in {folder}")


def check(names):
    """Every file has a verdict, and every verdict a file."""
    with VERDICTS.open(newline="") as verdicts:
        told = {
            row[0] for row in csv.reader(verdicts, delimiter="\t") if not row[0].startswith("#")
        }
    if told != set(names):
        sys.exit(f"no verdict: {sorted(set(names) - told)}; no file: {sorted(told - set(names))}")


if __name__ == "__main__":
    main()
