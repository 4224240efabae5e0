"""Installed as an app: what the browser wants for that, and what is shown while the server is away."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from place import Place
from playwright.sync_api import Error, expect
from server import ROOT, free_port
from tab import Tab
from waiting import until

BACK = 20_000  # ms until a page comes by itself: 10 s between two questions, a slow start
KEPT = """async () => {
  const kept = {}
  for (const name of await caches.keys()) {
    const cache = await caches.open(name)
    kept[name] = []
    for (const { url } of await cache.keys()) {
      const answer = await cache.match(url)
      kept[name].push([new URL(url).pathname, await answer.text(), [...answer.headers.keys()].join(' ')])
    }
  }
  return kept
}"""


def kept(tab: Tab) -> dict[str, list[tuple[str, str, str]]]:
    """What lies in each cache: paths, texts and names of headers."""
    return tab.page.evaluate(KEPT)


def served(tab: Tab) -> Tab:
    """Waits until the service worker sees to this page."""
    tab.page.wait_for_function("() => navigator.serviceWorker.controller !== null")
    return tab


def is_away(tab: Tab) -> None:
    expect(tab.page.get_by_role("heading", level=1)).to_have_text("The server cannot be reached")


@pytest.fixture
def alone(tab, make_place) -> Callable[..., tuple[Place, Tab]]:
    """A server of one's own, and a tab there that the worker sees to."""

    def open_alone(path: str = "/", **options) -> tuple[Place, Tab]:
        place = make_place(users=2, rooms=1, **options)
        return place, served(tab(0, path, at=place).live())

    return open_alone


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    """The pages in a folder of their own."""
    return shutil.copytree(ROOT / "Web", tmp_path / "Web", ignore=shutil.ignore_patterns("tests"))


# -- Installing


@pytest.fixture
def profile(browser, place, tmp_path) -> Iterator:
    """A browser that remembers; others would install nothing."""
    options = {"executable_path": shutil.which("chromium"), "args": ["--disable-dev-shm-usage"]}
    context = browser.browser_type.launch_persistent_context(tmp_path / "profile", **options)
    cookie = {"name": "hubbub_session", "value": place.tokens[0], "url": place.server.url}
    context.add_cookies([cookie])
    yield context
    context.close()


def test_a_browser_misses_nothing_to_install_it(profile, place):
    page = profile.new_page()
    page.goto(place.server.url)
    page.wait_for_function("() => navigator.serviceWorker.controller !== null")
    browser = profile.new_cdp_session(page)
    manifest = browser.send("Page.getAppManifest")
    assert manifest["errors"] == []
    assert manifest["url"] == f"{place.server.url}/manifest.webmanifest"
    assert json.loads(manifest["data"])["name"] == "Hubbub"
    assert browser.send("Page.getInstallabilityErrors") == {"installabilityErrors": []}
    assert browser.send("Page.getAppId")["appId"] == f"{place.server.url}/"


def test_what_an_installed_app_asks_for_is_there_for_who_is_logged_out(tab, place):
    guest = tab(None, "/login")
    manifest = guest.page.evaluate("fetch('/manifest.webmanifest').then((answer) => answer.json())")
    shown = [*manifest["icons"], *(icon for one in manifest["shortcuts"] for icon in one["icons"])]
    sizes = guest.page.evaluate(
        """(sources) => Promise.all(sources.map(async (src) => {
          const image = new Image()
          image.src = src
          await image.decode()
          return `${image.naturalWidth}x${image.naturalHeight}`
        }))""",
        [icon["src"] for icon in shown],
    )
    assert sizes == [icon["sizes"] for icon in shown]
    for shortcut in manifest["shortcuts"]:
        guest.page.goto(guest.url + shortcut["url"])
        guest.at(f"/login?next={shortcut['url']}")


# -- While the server is away


def test_who_comes_while_the_server_is_away_is_told_so_and_the_page_comes_by_itself(alone):
    place, ann = alone()
    place.server.kill()
    for path in ("/messages", "/", "/p/none?a=1"):
        ann.page.goto(ann.url + path)
        is_away(ann)
    ann.page.goto(f"{ann.url}/friends")
    is_away(ann)
    ann.mark()
    place.start()
    expect(ann.page.get_by_role("heading", level=1)).to_have_text("Friends", timeout=BACK)
    ann.at("/friends").live()
    assert ann.was_reloaded()


def test_the_button_tries_at_once_and_says_what_came_of_it(alone):
    place, ann = alone()
    place.server.kill()
    ann.page.goto(ann.url + "/")
    is_away(ann)
    again = ann.page.get_by_role("button", name="Try again now")
    again.click()
    expect(ann.page.locator("[aria-live]")).to_have_text("There is still no answer. It is tried again by itself.")
    ann.page.clock.install(time=0)
    ann.page.clock.pause_at(1_000)  # from now on nothing is tried by itself
    ann.page.reload()
    is_away(ann)
    place.start()
    again.click()
    expect(ann.page.get_by_role("heading", level=1)).to_have_text("Home")


def test_a_network_that_comes_back_is_noticed_at_once(alone):
    _, ann = alone()
    ann.page.context.set_offline(True)
    ann.page.reload()
    is_away(ann)
    ann.page.context.set_offline(False)
    expect(ann.page.get_by_role("heading", level=1)).to_have_text("Home", timeout=BACK)
    ann.live()


def test_what_was_begun_is_still_there_afterwards(alone):
    place, ann = alone("/messages")
    ann.page.goto(f"{ann.url}/messages/{place.rooms[0]}")
    ann.live().writing.fill("Begun, and not sent")
    ann.page.wait_for_function("() => Object.values(localStorage).join().includes('Begun')")
    place.server.kill()
    ann.page.reload()
    is_away(ann)
    place.start()
    expect(ann.writing).to_have_value("Begun, and not sent", timeout=BACK)


def test_the_offline_page_is_no_place_to_stay_at(tab):
    tab(0, "/offline").at("/").live()


# -- What the worker keeps, and what it leaves alone


def test_a_new_build_is_shown_at_once_and_what_was_kept_of_the_old_one_goes(tab, hubbub, pages, tmp_path):
    place = Place(
        hubbub, tmp_path / "place", users=1, port=free_port(), arguments=("--web-dir", str(pages))
    ).start()
    try:
        ann = served(tab(0, at=place).live())
        (before,) = kept(ann)
        change(pages / "home.html", "<h1>Home</h1>", "<h1>Hearth</h1>")
        change(pages / "offline.html", "cannot be reached</h1>", "is asleep</h1>")
        ann.page.reload()
        expect(ann.page.get_by_role("heading", level=1)).to_have_text("Hearth")
        assert until(lambda: before not in kept(ann), seconds=60), "the old cache is still there"
        assert len(kept(ann)) == 1
        place.server.kill()
        ann.page.reload()
        expect(ann.page.get_by_role("heading", level=1)).to_have_text("The server is asleep")
    finally:
        place.server.kill()


def change(file: Path, old: str, new: str) -> None:
    assert old in file.read_text()
    file.write_text(file.read_text().replace(old, new))


def test_nothing_of_anybody_is_kept_in_a_cache(alone):
    place, ann = alone()
    place.post(0, text="For my eyes only", audience="me")
    for path in ("/messages", "/settings", f"/u/{place.names[0]}", "/"):
        ann.page.goto(ann.url + path)
        ann.live()
    before = kept(ann)
    ann.page.get_by_role("button", name="Log out").click()
    ann.at("/login")
    after = kept(ann)
    assert list(after) == list(before) and len(after) == 1
    ((name, files),) = after.items()
    assert len(files) > 10
    for path, text, headers in files:
        assert path == "/offline" or path.startswith(name.removeprefix("hubbub ")), path
        assert "For my eyes only" not in text and place.names[0] not in text.split('"'), path
        assert "set-cookie" not in headers


def test_the_worker_answers_for_pages_and_the_shell_alone(alone):
    place, ann = alone()
    answered: dict[str, bool] = {}
    ann.page.on("response", lambda one: answered.update({one.url.removeprefix(ann.url): one.from_service_worker}))
    ann.page.reload()
    ann.live().ready()
    ann.page.goto(f"{ann.url}/api/me")
    ann.page.goto(f"{ann.url}/livez")
    ours = {path for path, is_workers in answered.items() if is_workers}
    assert len(ours) > 5 and all(path == "/" or path.startswith("/assets/") for path in ours), ours
    assert any(path.startswith("/api/bootstrap") for path in answered)
    assert any(path.startswith("/avatars/") for path in answered)
    place.server.kill()
    for path in ("/api/me", "/livez", "/media/1/large.webp"):  # no pages: they fail as they always did
        with pytest.raises(Error, match="ERR_CONNECTION_REFUSED"):
            ann.page.goto(ann.url + path)


def test_the_worker_asks_no_other_server_and_is_asked_for_anew_each_time(visitor, make_place):
    place = make_place(users=1)
    person = visitor(0, at=place)
    asked: list[tuple[str, bool]] = []
    person.context.on("request", lambda one: asked.append((one.url, one.service_worker is not None)))
    served(person.open("/").live())
    workers = [url for url, is_workers in asked if is_workers]
    assert workers and all(url.startswith(f"{place.server.url}/") for url, _ in asked)
    answer = person.context.request.get(f"{place.server.url}/service-worker.js")
    assert answer.headers["cache-control"] == "no-cache"
    assert "connect-src 'self'" in answer.headers["content-security-policy"]
