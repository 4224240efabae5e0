"""A script, a page and a drawing in every disguise: refused, or served so that no browser runs them.

Each file is sent to the server. What is taken in is opened at every address that it
then has: as a page, and as whatever a page can make of an address, on a page of the
same origin without any policy and on one of another. A script that runs makes itself
known in three ways. That it would be noticed is seen each time: the same file from
a careless server does run.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Page
from polyglots import DISGUISES, Disguise
from samples import files
from waiting import until

IS_LONG = "HUBBUB_TEST_LONG" in os.environ  # else a third of them, of each kind some
OURS = {
    "image/webp", "image/jpeg", "video/mp4", "video/webm",
    "audio/mpeg", "audio/mp4", "audio/ogg", "audio/wav",
}

# Everything on a page that takes an address; each has told how it went before this returns.
EMBEDDED = """
  async (urls) => {
    const made = (tag, fields) => Object.assign(document.createElement(tag), fields)
    const ways = (url) => [
      made('iframe', { src: url }), made('object', { data: url }), made('embed', { src: url }),
      made('object', { data: url, type: 'text/html' }), made('embed', { src: url, type: 'image/svg+xml' }),
      made('script', { src: url }), made('script', { src: url, charset: 'iso-8859-1' }), made('script', { src: url, type: 'module' }),
      made('link', { href: url, rel: 'stylesheet' }), made('img', { src: url }),
      made('video', { src: url, autoplay: true }), made('audio', { src: url }),
    ]
    const all = urls.flatMap(ways)
    const isTold = (one, kinds) => Promise.race([
      new Promise((resolve) => kinds.forEach((kind) => one.addEventListener(kind, resolve))),
      new Promise((resolve) => setTimeout(resolve, 700)), // not every way tells how it went
    ])
    const told = all.map((one) => isTold(one, ['load', 'error', 'loadedmetadata']))
    document.body.append(...all)
    for (const url of urls) {
      told.push(import(url).catch(() => {}), navigator.serviceWorker?.register(url).catch(() => {}))
      try { told.push(isTold(new Worker(url), ['error', 'message'])) } catch {}
    }
    await Promise.all(told)
  }
"""


class Careless(ThreadingHTTPServer):
    """Serves bytes as whatever it is told, and hears of every script that runs."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Careless)
        self.url = f"http://127.0.0.1:{self.server_port}"
        self.script = f"globalThis.ran=1;fetch('{self.url}/ran',{{mode:'no-cors'}});document.title='ran'"
        self.served = (b"", "text/html", False)
        self.heard: list[str] = []
        threading.Thread(target=self.serve_forever, daemon=True).start()


class _Careless(BaseHTTPRequestHandler):
    server: Careless

    def do_GET(self) -> None:
        body, kind, is_packed = self.server.served if self.path == "/file" else (b"<body></body>", "text/html", False)
        if self.path.startswith("/ran"):
            self.server.heard.append(self.headers.get("Referer", ""))
        self.send_response(200)
        self.send_header("Content-Type", kind)
        if is_packed:
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def careless() -> Iterator[Careless]:
    server = Careless()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def victim(browser: Browser, place) -> Iterator[BrowserContext]:
    """The browser of who sent it, logged in: they may see what nobody else may."""
    context = browser.new_context()
    cookie = {"name": "hubbub_session", "value": place.tokens[0], "httpOnly": True, "sameSite": "Lax"}
    context.add_cookies([{**cookie, "url": place.server.url}])
    bare = {"content_type": "text/html", "body": "<body></body>"}
    context.route("**/a-page-without-any-policy", lambda route: route.fulfill(status=200, **bare))
    yield context
    context.close()


def has_run(page: Page, careless: Careless) -> bool:
    """Whether a script of a file has run, in any frame, as far as it can be known by now."""
    marks = [frame.evaluate("() => Boolean(globalThis.ran) || document.title === 'ran'") for frame in page.frames]
    return any(marks) or bool(careless.heard)


def runs_as_a_page(context: BrowserContext, careless: Careless, url: str) -> bool:
    careless.heard.clear()
    page = context.new_page()
    try:
        page.goto(url, wait_until="load")
    except Error as error:  # nothing is opened, it is offered as a file
        assert "Download is starting" in str(error) or "ERR_ABORTED" in str(error), error
    found = has_run(page, careless)
    page.close()
    return found


def runs_within(context: BrowserContext, careless: Careless, host: str, *urls: str) -> bool:
    """Whether one runs on a page of that address, whatever that page makes of them."""
    careless.heard.clear()
    page = context.new_page()
    page.goto(host)
    page.evaluate(EMBEDDED, list(urls))
    found = has_run(page, careless)
    page.close()
    return found


def sent(place, disguise: Disguise, body: bytes):
    path = f"/api/media?name={disguise.name}"
    more = {"Content-Type": disguise.claim, "Content-Disposition": f'attachment; filename="{disguise.name}"'}
    return place.api().ask("POST", path, body, headers=more)


def addresses(media: dict) -> list[str]:
    return sorted({media["url"], *media["variants"].values()})


@pytest.mark.parametrize("name", DISGUISES if IS_LONG else list(DISGUISES)[::3])
def test_no_disguise_makes_a_script_run(victim, careless, place, name):
    disguise = DISGUISES[name]
    body = disguise.make(careless.script)
    assert disguise.packed or careless.url.encode() in body.replace(b"\0", b""), "there is no script in it"
    if disguise.runs_as:  # what is looked for would be seen
        careless.served = (body, disguise.runs_as, disguise.packed)
        url, host = f"{careless.url}/file", f"{careless.url}/page"
        ran = runs_as_a_page(victim, careless, url) or runs_within(victim, careless, host, url)
        assert ran, f"{name} never runs: nothing is shown by it"

    before = files(place)
    answer = sent(place, disguise, body)
    assert (answer.status, answer.code) == disguise.answer, answer
    if answer.status != 201:
        assert until(lambda: files(place) == before), "it is kept"
        return
    paths = addresses(answer.json["media"])
    for path in paths:
        is_harmless(place, path)
    # One JPEG and one WebP, or the film and its poster: the others are made and served alike.
    urls = [place.server.url + path for path in paths[:2]]
    for url in urls:
        assert not runs_as_a_page(victim, careless, url), f"{url} runs as a page"
    for host in (f"{place.server.url}/a-page-without-any-policy", f"{careless.url}/page"):
        assert not runs_within(victim, careless, host, *urls), f"a form of it runs on {host}"


def is_harmless(place, path: str) -> None:
    """Its headers let no browser take it for a page, under whatever address it is asked for."""
    answer = place.api().get(path)
    assert answer.status == 200 and answer.headers["content-type"] in OURS, answer.headers.items()
    for header, value in (
        ("x-content-type-options", "nosniff"),
        ("content-security-policy", "default-src 'none'; sandbox"),
        ("cross-origin-resource-policy", "same-origin"),
        ("content-disposition", "inline"),
    ):
        assert answer.headers[header] == value, header
    folder, _, name = path.rpartition("/")
    stem = name.partition(".")[0]
    for other in (f"{stem}.html", f"{stem}.svg", f"{name}.html", f"{name}/x.html", f"{name}%2Fx.html", f"{name};x.html", f"{name}%00.html", stem, ""):
        assert place.api().get(f"{folder}/{other}").status == 404, other
    for asked in ("?type=text/html", "?download=x.html", "?response-content-type=text/html"):
        assert place.api().get(path + asked).headers["content-type"] in OURS
    kind = answer.headers["content-type"]
    for accepted in ("text/html", "text/javascript", "image/svg+xml"):
        assert place.api().get(path, headers={"Accept": accepted}).headers["content-type"] == kind


def test_a_picture_keeps_nothing_of_what_was_hidden_in_it(careless, place):
    for name, disguise in DISGUISES.items():
        if disguise.answer[0] == 201 and name.split()[1] in ("GIF", "JPEG", "PNG", "WebP"):
            media = sent(place, disguise, disguise.make(careless.script)).json["media"]
            for path in addresses(media):
                assert careless.url.encode() not in place.api().get(path).body, (name, path)
