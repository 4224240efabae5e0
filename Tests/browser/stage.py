"""What a page in one of its states is made with: see scenes.py.

A scene is a function that is given a `Stage` and leaves it as it is to be looked at. `@scene` says
its name (the page, then the state) and, where more is to be seen than one screen, `whole=True`.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass

from community import MARA, Community, painted
from playwright.sync_api import Browser, Route
from server import Server
from tab import Tab, Visitor

PHONE = {"width": 390, "height": 844}
NOBODY = "00000000-0000-7000-8000-000000000000"  # the id of nothing


@dataclass(frozen=True)
class Scene:
    name: str
    play: Callable[["Stage"], object]
    whole: bool


SCENES: dict[str, Scene] = {}


def scene(name: str, whole: bool = False):
    """Adds a scene to the list."""

    def add(play: Callable[["Stage"], object]):
        SCENES[name] = Scene(name, play, whole)
        return play

    return add


class Stage:
    """A community, and the browser in which a scene is played."""

    def __init__(self, browser: Browser, community: Community) -> None:
        self.community = community
        self.place = community.place
        self.context = browser.new_context(viewport=PHONE, locale="en-GB", reduced_motion="reduce")
        self.context.set_default_timeout(10_000)
        self.visitor: Visitor | None = None
        self.beginning: Server | None = None

    def first(self, path: str) -> Tab:
        """The tab of who comes first to a server that has nobody."""
        there = self.place.server
        folder = there.data.parent / f"beginning{len(list(there.data.parent.iterdir()))}"
        self.beginning = Server(there.binary, folder, arguments=there.arguments).start()
        self.visitor = Visitor(self.context, self.beginning.url)
        return self.visitor.open(path)

    def guest(self, path: str) -> Tab:
        self.visitor = Visitor(self.context, self.place.server.url)
        return self.visitor.open(path)

    def person(self, path: str, who: int = MARA) -> Tab:
        """Somebody's tab, before it is live."""
        self.visitor = Visitor(self.context, self.place.server.url, self.place.tokens[who])
        return self.visitor.open(path)

    def here(self, path: str, who: int = MARA) -> Tab:
        """Somebody's tab, with what it is for on it."""
        return self.person(path, who).live()

    def nobody(self, path: str) -> Tab:
        """Who has just come."""
        return self.here(path, self.community.empty)

    def held(self, pattern: str) -> None:
        """Requests that get no answer: what waits for them can be looked at."""
        self.context.route(pattern, lambda _: None)

    def broken(self, pattern: str) -> None:
        def refuse(route: Route) -> None:
            error = {"error": {"code": "unavailable", "message": "The server cannot do that right now."}}
            route.fulfill(status=503, body=json.dumps(error), content_type="application/json")

        self.context.route(pattern, refuse)

    def shot(self, seed: int, name: str) -> dict:
        """A picture as the browser's dialog gives it."""
        return {"name": name, "mimeType": "image/jpeg", "buffer": painted(self.community.page, seed)}

    def close(self) -> None:
        self.context.unroute_all(behavior="ignoreErrors")
        self.context.close()
        if self.beginning:
            self.beginning.kill()
