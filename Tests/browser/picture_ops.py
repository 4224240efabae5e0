"""Takes the README's picture of the ops page: `python Tests/browser/picture_ops.py PROGRAM docs/ops.png`.

A fresh server, some people who talk in a few rooms, and the five minutes that a line is long.
"""

from __future__ import annotations

import math
import sys
import tempfile
import threading
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path += [str(HERE), str(HERE.parent / "harness")]

from place import Place  # noqa: E402
from playwright.sync_api import expect, sync_playwright  # noqa: E402
from tab import Visitor  # noqa: E402
from websocket import Closed  # noqa: E402

PEOPLE = 60
MINUTES = 5
# What it is called, how much is said there, and every how many-th person is in it.
ROOMS = [("Town square", 1.0, 1), ("Allotments", 0.5, 2), ("Choir", 0.3, 4),
         ("Repair café", 0.15, 6), ("Lost and found", 0.05, 9)]


class Crowd:
    """People who sit in rooms and read; now and then they say something, and look at the feed."""

    def __init__(self, place: Place) -> None:
        self.place = place
        self.ended = threading.Event()
        self.rooms = [self._open(title, every) for title, _, every in ROOMS]
        self.threads = [threading.Thread(target=self._sit, args=(n,)) for n in range(1, PEOPLE)]

    def _open(self, title: str, every: int) -> str:
        body = {"kind": "room", "title": title}
        room = self.place.api(0).post("/api/conversations", body).json["conversation"]["id"]
        for person in range(every, PEOPLE, every):
            self.place.join(person, room)
        return room

    def _sit(self, person: int) -> None:
        """Reads all the time, and speaks more often while there is a wave of it."""
        began, said = time.monotonic(), 0.0
        with self.place.live(person) as socket:
            while not self.ended.is_set():
                try:
                    socket.listen(0.5)
                except Closed:
                    return
                wave = 1 + math.sin((time.monotonic() - began) / 20 + person / PEOPLE)
                for room, (_, share, every) in zip(self.rooms, ROOMS):
                    said += share * wave / 8
                    if person % every == 0 and said >= 1:
                        said -= 1
                        key = self.place.fresh("said-")
                        socket.ok("send", conversation=room, key=key, text="Well, well")
                        self.place.api(person).get("/api/feed")


def main(program: str, target: str) -> None:
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        place = Place(Path(program).resolve(), Path(folder), users=PEOPLE, admins=(0,)).start()
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium")
        crowd = Crowd(place)
        try:
            size = {"width": 1200, "height": 900}
            context = browser.new_context(viewport=size, locale="en-GB")
            ops = Visitor(context, place.server.url, place.tokens[0]).open("/ops").live()
            for thread in crowd.threads:
                thread.start()
                time.sleep(0.2)
            ops.page.wait_for_timeout(MINUTES * 60_000)
            expect(ops.page.locator("[data-age]")).to_have_text("Live")
            ops.page.screenshot(path=target)
        finally:
            crowd.ended.set()
            for thread in crowd.threads:
                if thread.is_alive():
                    thread.join(10)
            browser.close()
            place.server.kill()


if __name__ == "__main__":
    main(*sys.argv[1:])
