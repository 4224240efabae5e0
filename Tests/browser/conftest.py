"""A browser, servers, and tabs that notice what must not happen in any of them."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from place import Place
from playwright.sync_api import Browser, sync_playwright
from relay import Relay
from server import free_port
from tab import Tab, Visitor
from webkit import Screen, WebKit

WIDE = {"width": 1280, "height": 800}


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium without its windows, which starts and paints at less cost; there must be one.

    What only the whole one does has that: `test_install.py`.
    """
    path = shutil.which("chromium-headless-shell")
    if path is None:
        pytest.fail("there is no chromium-headless-shell: `make test` installs it", pytrace=False)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=path, args=["--disable-dev-shm-usage"]
        )
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def shared_place(hubbub: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    place = Place(hubbub, tmp_path_factory.mktemp("browser"), users=8, rooms=2).start()
    place.post(7)  # a feed that somebody reads has posts
    yield place
    place.server.kill()


@pytest.fixture
def place(shared_place: Place) -> Iterator[Place]:
    """The server that most tests share."""
    if not shared_place.server.is_running():  # an earlier test, which has failed, ended it
        shared_place.start()
    yield shared_place
    assert shared_place.server.is_running(), shared_place.server.errors()[-2000:]


@pytest.fixture
def make_place(hubbub: Path, tmp_path: Path) -> Iterator[Callable[..., Place]]:
    """Makes started places of a test's own, which keep their port over restarts."""
    places: list[Place] = []

    def make(**options) -> Place:
        folder = tmp_path / f"place{len(places)}"
        places.append(Place(hubbub, folder, port=free_port(), **options))
        return places[-1].start()

    yield make
    for made in places:
        made.server.kill()


@pytest.fixture
def visitor(browser: Browser, place: Place) -> Iterator[Callable[..., Visitor]]:
    """Makes visitors of the shared server; `person` None is logged out.

    `at` is another place, `through` the address of a relay to it; the other
    options are the browser context's.
    At the end their tabs are closed, and whatever they noticed fails the test.
    """
    visitors: list[Visitor] = []

    def make(person: int | None = None, *, at: Place = place, through: str = "", **options) -> Visitor:
        context = browser.new_context(**{"viewport": WIDE, "locale": "en-GB", **options})
        context.set_default_timeout(10_000)
        token = None if person is None else at.tokens[person]
        visitors.append(Visitor(context, through or at.server.url, token))
        return visitors[-1]

    yield make
    noticed = [fault for visitor in visitors for fault in visitor.close()]
    assert not noticed, noticed


@pytest.fixture
def tab(visitor: Callable[..., Visitor]) -> Callable[..., Tab]:
    """Opens a page in a browser of its own: `tab(person, path)`."""

    def open_tab(person: int | None = None, path: str = "/", **options) -> Tab:
        return visitor(person, **options).open(path)

    return open_tab


# -- WebKitGTK, which is told more slowly and tells less


@pytest.fixture(scope="session")
def screen() -> Iterator[Screen]:
    screen = Screen()
    yield screen
    screen.close()


@pytest.fixture
def relay(place: Place) -> Iterator[Callable[..., Relay]]:
    """Makes what goes between a browser and the shared server: heard, slow, and cut at will."""
    relays: list[Relay] = []

    def make(**options) -> Relay:
        relays.append(Relay(place.server.port, **options))
        return relays[-1]

    yield make
    for made in relays:
        made.close()


@pytest.fixture
def webkit(screen: Screen, place: Place, tmp_path: Path) -> Iterator[Callable[..., WebKit]]:
    """Starts browsers of WebKitGTK: `webkit()`, or `webkit(url)` for who goes through a relay.

    When a test is over, a picture of what each showed lies in its folder.
    """
    browsers: list[WebKit] = []

    def start(url: str = "") -> WebKit:
        browsers.append(WebKit(url or place.server.url, screen, tmp_path / "webkit.log"))
        return browsers[-1]

    yield start
    for number, browser in enumerate(browsers):
        browser.screenshot(tmp_path / f"webkit{number}.png")
        browser.close()
