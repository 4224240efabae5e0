"""Puts a million messages into a seeded data folder, without a server's help.

    fill.py DATA_FOLDER [--messages 1000000]
"""

from __future__ import annotations

import argparse
import sqlite3
from contextlib import closing
from pathlib import Path

# A room's messages are numbered on from its head; each member writes in turn.
INSERT = """
WITH RECURSIVE
  count(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM count WHERE n < :each),
  writer(place, user) AS (
    SELECT row_number() OVER (ORDER BY user) - 1, user FROM member WHERE conversation = :room
  )
INSERT INTO message (conversation, seq, number, author, key, id, text, created_at)
SELECT :room, :head + n, :messages + n, user, 'fill ' || n, randomblob(16),
  'message ' || n || ' of many, as long as people write on a telephone, or a little longer',
  1763900000000 + n
FROM count JOIN writer ON place = n % (SELECT count(*) FROM writer)
ORDER BY n
"""
RAISE = """
UPDATE topic SET head = head + :each, messages = messages + :each WHERE kind = 4 AND id = :room
"""


def fill(folder: Path, messages: int) -> None:
    """Shares `messages` out over the rooms that are there."""
    with closing(sqlite3.connect(folder / "hubbub.db")) as db, db:
        rooms = db.execute("SELECT id, head, messages FROM topic WHERE kind = 4").fetchall()
        for room, head, already in rooms:
            each = messages // len(rooms)
            about = {"room": room, "head": head, "messages": already, "each": each}
            db.execute(INSERT, about)
            db.execute(RAISE, about)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--messages", type=int, default=1_000_000)
    options = parser.parse_args()
    fill(options.folder, options.messages)


if __name__ == "__main__":
    main()
