"""A server that ends with -9 at a call of one's choice, and what it has then."""

from __future__ import annotations

import http.client
import json
import os
import sqlite3
import subprocess
from dataclasses import dataclass
from pathlib import Path

from api import Answer
from place import Place
from samples import send

SOURCE = Path(__file__).with_name("crash_at.c")


def built(folder: Path) -> Path:
    """The library that ends a program."""
    path = folder / "crash_at.so"
    subprocess.run(["clang", "-shared", "-fPIC", "-O1", "-Wall", "-o", path, SOURCE, "-ldl"], check=True, timeout=60)
    return path


@dataclass(frozen=True)
class Call:
    """One call of the server while it takes in a file."""

    name: str
    path: str


@dataclass(frozen=True)
class Moment:
    """Before or after a call: its name and a part of its path, and which of those that match.

    The first is 0 and the last -1, of an upload that comes to its end; `*` is any.
    """

    when: str
    name: str
    part: str
    which: int

    def order(self, calls: list[Call]) -> str:
        """What the library is told, where an upload makes these calls."""
        matching = sum(self.name in ("*", call.name) and (self.part == "*" or self.part in call.path) for call in calls)
        assert matching > max(self.which, 0), f"there is no {self}"
        return f"{self.which % matching + 1} {self.when} {self.name} {self.part}"


class Crashing:
    """A place whose server can be ended at any call that it makes for an upload."""

    def __init__(self, make_place, folder: Path, **options) -> None:
        self.arm, self.log = folder / "arm", folder / "calls"
        self.data = folder / "place0" / "data"
        environment = {"LD_PRELOAD": str(built(folder)), "CRASH_ARM": str(self.arm), "CRASH_LOG": str(self.log),
                       "CRASH_FOLDER": str(self.data)}
        self.place: Place = make_place(users=2, rooms=0, environment=environment, **options)
        assert self.place.data == self.data
        self.media = self.data / "media"

    def upload(self, body: bytes, order: str) -> Answer | None:
        """Sends a file, armed with an order; None where nobody answered."""
        self.log.unlink(missing_ok=True)
        self.arm.write_text(order)
        try:
            return send(self.place.api(0), body)
        except (OSError, http.client.HTTPException):
            return None
        finally:
            self.arm.unlink()

    def calls(self) -> list[Call]:
        """Those of the last upload, up to where it ended."""
        return [Call(*line.split(" ", 1)) for line in self.log.read_text().splitlines()]

    # -- what there is

    def rows(self) -> dict[str, tuple[set[str], int]]:
        """Each file that a row names: which forms it has, and how many bytes they take."""
        database = sqlite3.connect(f"file:{self.data / 'hubbub.db'}?mode=ro", uri=True, timeout=10)
        try:
            assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            found = database.execute("SELECT lower(hex(hash)), facts, bytes FROM media_file").fetchall()
        finally:
            database.close()
        return {hash: (forms(json.loads(facts)), bytes) for hash, facts, bytes in found}

    def kept(self) -> dict[str, tuple[set[str], int]]:
        """Each folder of a file: what is in it, and how many bytes that takes."""
        found = {}
        for path in (self.media / "files").glob("*/*"):
            names = set(os.listdir(path))
            found[path.name] = (names, sum((path / name).stat().st_size for name in names))
        return found

    def arriving(self) -> list[str]:
        """All that lies where files come in: folders of runs and of uploads, and what is in them."""
        root = self.media / "arriving"
        found = [Path(folder) / name for folder, folders, names in os.walk(root) for name in folders + names]
        return sorted(str(path.relative_to(root)) for path in found)

    def is_clean(self) -> bool:
        """Whether there is a file for each row, a row for each file, and nothing on its way."""
        try:
            is_whole = self.kept() == self.rows()
        except FileNotFoundError:  # the server is removing it
            return False
        # The folder of this run itself may be there.
        return is_whole and all("/" not in path for path in self.arriving())

    def differences(self) -> str:
        rows, kept = self.rows(), self.kept()
        return f"rows without their file: {differing(rows, kept)}; files without a row: {differing(kept, rows)}; " \
               f"arriving: {self.arriving()}"


def differing(these: dict, those: dict) -> dict:
    return {hash: what for hash, what in these.items() if those.get(hash) != what}


def forms(facts: dict) -> set[str]:
    """The names under which the forms of a file lie on the disk."""
    made = {"fallback.jpg" if form == "fallback" else f"{form}.webp" for form in facts["variants"]}
    is_picture = facts["type"] in ("jpeg", "png", "gif", "webp", "avif")
    return made if is_picture else made | {"original"}
