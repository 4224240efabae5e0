"""Behind nginx and behind Caddy, by the recipes of `packaging/`: everything goes on as without them.

Each proxy is a process on this machine, with TLS and a certificate that nobody knows. A step of
its own, `./check proxies`, of `make test-all`, which fetches the two.
"""

from __future__ import annotations

import base64
import hashlib
import http.client
import re
import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from live import LiveSocket
from loopback import Caller
from pictures import wide
from place import PASSWORD, Place
from playing import PACE, PLAY, SEEK, is_played, is_sought
from playwright.sync_api import Browser, expect
from reverse_proxy import NAME, Proxy, openssl
from relay import Relay
from samples import red_then_blue
from server import free_port
from tab import Tab, Visitor
from test_return import RETURN
from tray import Tray, decoded, grid, uploaded
from waiting import until
from websocket import Refused

KINDS = ("nginx", "caddy")
PINGS = 4  # at 25 s each: longer than nginx lets a socket be silent
MIB, GIB = 1 << 20, 1 << 30
SENT_MIB = 200  # of what is refused: Hubbub reads 64 at most, and Caddy waits until it is let go of


class Site:
    """A server that a proxy stands before, with a relay between the two that listens."""

    def __init__(self, kind: str, hubbub: Path, folder: Path) -> None:
        port = free_port()
        environment = {
            "HUBBUB_PUBLIC_URL": f"https://{NAME}:{port}", "HUBBUB_TRUSTED_PROXIES": "127.0.0.1",
        }
        self.place = Place(
            hubbub, folder / "place", users=4, rooms=1, port=free_port(), environment=environment
        ).start()
        self.place.post(3)  # a feed that somebody reads has posts
        self.wire = Relay(self.place.server.port, pace=PACE)
        self.proxy = Proxy(kind, folder / kind, int(self.wire.url.rsplit(":", 1)[1]), port)
        self.url = self.proxy.url

    def caller(self, person: int | None = 0) -> Caller:
        return Caller(self.url, token=None if person is None else self.place.tokens[person])

    def live(self, person: int = 0) -> LiveSocket:
        return LiveSocket(self.url, self.place.tokens[person]).started()

    def close(self) -> None:
        self.proxy.close()
        self.wire.close()
        self.place.server.kill()


@pytest.fixture(scope="module")
def sites(hubbub: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Site]]:
    made = {kind: Site(kind, hubbub, tmp_path_factory.mktemp(kind)) for kind in KINDS}
    yield made
    for site in made.values():
        site.close()


@pytest.fixture(scope="module", params=KINDS)
def site(request: pytest.FixtureRequest, sites: dict[str, Site]) -> Site:
    return sites[request.param]


@pytest.fixture(scope="module")
def browser(browser: Browser, sites: dict[str, Site]) -> Iterator[Browser]:
    """One that knows the certificates of these sites; it would tell nobody else's from a forged one.

    To look away at a page's alone is not enough: sockets and workers have no such choice.
    """
    keys = ",".join(key_hash(site.proxy) for site in sites.values())
    knowing = browser.browser_type.launch(
        executable_path=shutil.which("chromium"),
        args=["--disable-dev-shm-usage", f"--ignore-certificate-errors-spki-list={keys}"],
    )
    yield knowing
    knowing.close()


def key_hash(proxy: Proxy) -> str:
    """The public key of a certificate, as Chromium names it."""
    with Caller(proxy.url) as caller:
        caller.connect()
        certificate = caller.sock.getpeercert(binary_form=True)
    public = openssl("x509", "-inform", "DER", "-noout", "-pubkey", handed_in=certificate)
    key = openssl("pkey", "-pubin", "-outform", "DER", handed_in=public)
    return base64.b64encode(hashlib.sha256(key).digest()).decode()


@pytest.fixture
def come(visitor, site):
    """Signs somebody up in a browser of their own, by the form: `come(name)`."""

    def come_in(name: str) -> Tab:
        someone: Visitor = visitor(None, at=site.place, through=site.url)
        tab = someone.open("/signup")
        tab.page.on("response", lambda answer: someone.faults.extend(wrong(answer)))
        tab.page.get_by_label("Name (if you like)").fill(name)
        fill(tab, site.place.fresh(f"{name.lower()}_"))
        return tab.at("/").live()

    return come_in


def fill(tab: Tab, username: str) -> None:
    tab.page.get_by_label("Username").fill(username)
    tab.page.get_by_label("Password", exact=True).fill(PASSWORD)
    tab.page.keyboard.press("Enter")


def wrong(answer) -> list[str]:
    """What a proxy says for a server that it does not reach is no fault; the tests look at that."""
    away = answer.status in (502, 503, 504)
    return [] if answer.ok or answer.status in (101, 302, 304) or away else [f"{answer.status} for {answer.url}"]


def test_people_sign_up_log_in_and_see_a_like_at_once(come, site):
    ann, bob = come("Ann"), come("Bob")
    kept = {one["name"]: one for one in ann.page.context.cookies()}
    assert kept["__Host-hubbub_session"]["secure"] and kept["__Host-hubbub_session"]["httpOnly"], kept
    assert ann.page.evaluate("performance.getEntriesByType('navigation')[0].nextHopProtocol") == "h2"
    name = ann.page.locator("[data-me]").get_attribute("href").removeprefix("/u/")
    ann.page.get_by_role("button", name="Log out").click()
    ann.at("/login")
    fill(ann, name)
    ann.at("/").live()
    text = site.place.fresh("Hello from behind ")
    ann.write_post(text)
    bob.pill.click()
    ann.mark()
    bob.like(text).click()
    expect(ann.count(text)).to_have_text("1")
    expect(ann.like(text)).to_have_attribute("aria-pressed", "false")
    assert not ann.was_reloaded()


def test_a_picture_and_a_film_go_in_and_a_film_is_sought_in(come, site, tmp_path):
    ann, bob = come("Ann"), come("Bob")
    files = {"A heron": ("heron.png", wide()), "A film": ("film.mp4", red_then_blue("mp4"))}
    for name, (file, made) in files.items():
        (tmp_path / file).write_bytes(made)
        ann.page.get_by_role("link", name="What is new?").click()
        tray = Tray(ann)
        tray.choose(tmp_path / file)
        expect(tray.row(file)).to_have_attribute("data-state", "ready", timeout=30_000)
        tray.text.fill(name)
        tray.post.click()
        ann.at("/")
    expect(grid(ann, "A film")).to_have_count(1)
    film = site.place.api(0).get("/api/feed?limit=1").json["items"][0]
    bob.page.goto(f"{site.url}/p/{film['id']}")
    video = grid(bob, "A film").locator("video")
    video.scroll_into_view_if_needed()
    statuses: list[int] = []
    bob.page.on("response", lambda one: "/media/" in one.url and statuses.append(one.status))
    is_played(video.evaluate(f"async (video) => {{ {PLAY} }}"))
    before = len(site.wire.asked)
    is_sought(video.evaluate(f"async (video) => {{ {SEEK} }}"), site.wire, film["media"][0]["url"], before)
    assert set(statuses) <= {206} and statuses, statuses
    bob.page.goto(f"{site.url}/")
    assert decoded(grid(bob, "A heron").locator("img")) > 0


def test_a_file_goes_on_as_it_comes(site):
    whole = red_then_blue("mp4")
    half = len(whole) // 2
    folder = site.place.data / "media"

    def taken() -> int:
        return sum((folder / name).stat().st_size for name in site.place.media_files())

    before = taken()
    with site.caller(1) as caller:
        caller.begin("POST", "/api/media?name=film.mp4", len(whole))
        caller.send(whole[:half])
        assert until(lambda: taken() - before > half - MIB), f"{taken() - before} of {half} bytes went on"
        caller.send(whole[half:])
        answer = caller.answer()
        assert answer.status == 201 and answer.json["media"]["kind"] == "video", answer


def test_hubbub_itself_says_what_is_too_large(site, tmp_path):
    # Without the relay, which ends a connection as soon as one side of it is closed.
    proxy = Proxy(site.proxy.kind, tmp_path / "direct", site.place.server.port)
    try:
        with Caller(proxy.url, token=site.place.tokens[0]) as caller:
            caller.begin("POST", "/api/media?name=film.mp4", 2 * GIB + 1)
            answer = caller.send_until_answered(bytes(MIB), SENT_MIB)
            assert answer.status == 413 and answer.code == "too_large", (answer.status, answer.body[:200])
        with Caller(proxy.url, token=site.place.tokens[0]) as caller:
            picture = {"Content-Type": "image/png"}
            answer = caller.ask("PUT", "/api/me/avatar", bytes(10 * MIB + 1), picture)
            assert answer.status == 413 and answer.code == "too_large", (answer.status, answer.body[:200])
    finally:
        proxy.close()


def test_parts_heads_and_tags_are_those_of_hubbub(site):
    place = site.place
    sent = red_then_blue("mp4")
    media, size = uploaded(place, 0, sent), len(sent)
    place.post(0, media=[media["id"]])
    with site.caller() as caller:
        part = caller.ask("GET", media["url"], headers={"Range": "bytes=1000-1999"})
        assert (part.status, part.headers["Content-Range"]) == (206, f"bytes 1000-1999/{size}"), part.headers
        assert part.body == sent[1000:2000] and part.headers["ETag"]
        head = caller.ask("HEAD", media["url"])
        assert (head.status, head.headers["Content-Length"], head.body) == (200, str(size), b""), head.headers
        assert head.headers["Accept-Ranges"] == "bytes"
        beyond = caller.ask("GET", media["url"], headers={"Range": f"bytes={size}-"})
        assert (beyond.status, beyond.headers["Content-Range"]) == (416, f"bytes */{size}"), beyond.headers
        same = caller.ask("GET", media["url"], headers={"If-None-Match": part.headers["ETag"]})
        assert (same.status, same.body) == (304, b""), same

        styles = re.search(rb'href="(/assets/[^"]+\.css)"', caller.ask("GET", "/").body)[1].decode()
        for takes in ("gzip, deflate, br", ""):
            asked = {"Accept-Encoding": takes} if takes else {}
            through, direct = caller.ask("GET", styles, headers=asked), place.api(0).get(styles, headers=asked)
            for name in ("Content-Encoding", "Content-Length", "ETag", "Cache-Control", "Vary"):
                assert through.headers[name] == direct.headers[name], (name, through.headers)
            assert through.body == direct.body
        api = caller.ask("GET", "/api/feed", headers={"Accept-Encoding": "gzip"})
        assert api.headers["Content-Encoding"] is None and api.json["items"]


def test_a_socket_opens_for_our_pages_alone(site):
    cookie = f"__Host-hubbub_session={site.place.tokens[2]}"
    with LiveSocket(site.url, headers={"Cookie": cookie, "Origin": site.url}) as socket:
        assert socket.hello["user"]["id"] == site.place.ids[2]
    with site.caller() as caller:
        for _ in range(3):  # after a request that leaves a connection to be used again
            assert caller.ask("GET", "/api/me").status == 200
            site.live().disconnect()
    for origin in ("https://evil.example", site.url.replace("https", "http"), f"https://{NAME}"):
        with pytest.raises(Refused) as refused:
            LiveSocket(site.url, headers={"Cookie": cookie, "Origin": origin})
        assert refused.value.status == 403


def test_plain_http_leads_to_https(site):
    plain = http.client.HTTPConnection("127.0.0.1", site.proxy.plain, timeout=10)
    plain.request("GET", "/messages?a=b", headers={"Host": NAME})
    answer = plain.getresponse()
    assert answer.status in (301, 308) and re.fullmatch(
        rf"https://{NAME}(:{site.proxy.secure})?/messages\?a=b", answer.headers["Location"]
    ), answer.headers
    plain.close()


def test_pages_come_back_when_the_server_does(come, site):
    ann, bob = come("Ann"), come("Bob")
    for one in (ann, bob):
        one.mark()
    site.place.server.kill()
    expect(ann.banner).to_have_text("Reconnecting…")
    expect(bob.banner).to_be_visible()
    site.place.start()
    for one in (ann, bob):
        expect(one.banner).to_be_hidden(timeout=RETURN)
        one.live()
    text = site.place.post(0)["text"]
    for one in (ann, bob):
        one.pill.click()
        expect(one.card(text)).to_have_count(1)
        assert not one.was_reloaded()
    ann.like(text).click()
    expect(bob.count(text)).to_have_text("1")


@pytest.mark.parametrize("kind", KINDS)
def test_each_client_is_counted_by_its_own_address(kind, make_place, tmp_path):
    trusting = {"HUBBUB_TRUSTED_PROXIES": "127.0.0.1", "HUBBUB_RATE_LIMITS": "on"}
    place = make_place(environment=trusting)
    proxy = Proxy(kind, tmp_path / kind, place.server.port)

    def sign_up(source: str, headers: dict[str, str] | None = None):
        body = {"username": place.fresh("one_of_many_"), "password": PASSWORD}
        with Caller(proxy.url, source) as caller:
            return caller.ask("POST", "/api/signup", body, {"Origin": proxy.url, **(headers or {})})

    try:
        first = sign_up("127.0.0.2")
        assert first.status == 201, first
        # No public URL is set here: the proxy says that this is https.
        assert re.match(r"__Host-hubbub_session=.*; Secure", first.headers["Set-Cookie"]), first.headers
        assert sign_up("127.0.0.2", {"Origin": proxy.url.replace("https", "http")}).code == "bad_origin"
        answers = [sign_up("127.0.0.2").status for _ in range(20)]
        assert answers[:18] == [201] * 18 and answers[-1] == 429, answers
        assert sign_up("127.0.0.3").status == 201
        for told in ("203.0.113.7", "203.0.113.7, 127.0.0.1", "127.0.0.1"):
            assert sign_up("127.0.0.2", {"X-Forwarded-For": told}).status == 429, told
    finally:
        proxy.close()


def test_a_socket_stays_open_while_nobody_says_anything(visitor, sites):
    all_sites = list(sites.values())
    tabs = [quiet(visitor, site) for site in all_sites]
    sockets = [site.live(1) for site in all_sites]
    with ThreadPoolExecutor() as threads:
        assert list(threads.map(pinged, sockets)) == [PINGS] * len(sockets)
    for site, tab, socket in zip(all_sites, tabs, sockets):
        assert len(tab.asked("start")) == 1, "it came back, so it had gone"
        text = site.place.post(0)["text"]
        expect(tab.pill).to_have_text("1 new post")
        assert socket.event("post")["data"]["post"]["text"] == text
        socket.disconnect()


def quiet(visitor, site: Site) -> Tab:
    """A page on which nobody does anything."""
    name = site.place.sign_up().json["user"]["username"]
    tab = visitor(None, at=site.place, through=site.url).open("/login")
    fill(tab, name)
    return tab.at("/").live()


def pinged(socket: LiveSocket) -> int:
    """Waits until the server has pinged it often enough; how often that was."""
    while socket.pings < PINGS:
        try:
            socket.receive(1)
        except TimeoutError:
            pass  # it looks at the pings again
    return socket.pings
