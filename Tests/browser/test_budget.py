"""What each page costs before something is to be seen, as the browser's own log has it.

`Web/tests/budgets.test.js` adds up what the files say; here is what is really asked for, and when.
Sizes and numbers hold exactly; times are printed (`pytest -s`), and asserted ten times as long.
"""

from __future__ import annotations

import gzip
from collections import Counter

import pytest
from api import Api
from network import Asked, Network
from test_first_run import empty  # noqa: F401, a server without anybody
from test_people import befriend

KIB = 1024
SCRIPT = 20 * KIB  # of all scripts that are asked for before the content is there, as they come, each gzipped by itself
STYLE = 6 * KIB  # gzipped as one
SHEETS = 1  # the server joins everybody's, pictures' and the page's own
MODULES = 25  # asked for early by the home page
SLACK = 10
PAINT = 400  # ms
PAINT_SLOW = 2_500  # ms, with a slow processor and network

GUEST = ("/login", "/signup")
ADMINS = ("/admin", "/ops")
SETUP = "/setup"  # there is one until somebody is admin
# A page: what its content is, and what is asked of the API for that.
PAGES = {
    "/": ("post-card", ["bootstrap"]),
    "/messages": ("conversation-list li", ["bootstrap"]),
    "/messages/{talk}": ("message-log .message", ["bootstrap", "conversations/*", "conversations/*/messages", "blocks"]),
    "/friends": ("friends-page person-row", ["bootstrap", "invites"]),
    "/u/{name}": ("wall-list post-card", ["bootstrap", "users/*", "users/*/posts"]),
    "/p/{post}": ("post-card", ["bootstrap", "posts/*", "posts/*/comments"]),
    "/notifications": ("notice-list li", ["bootstrap", "notifications", "notifications/*"]),
    "/settings": ("settings-profile input", ["bootstrap"]),
    "/new": ("textarea", ["bootstrap"]),
    "/login": ("input", []),
    "/signup": ("input", []),
    "/admin": ("admin-page h2", ["bootstrap"]),
    "/ops": ("stat-tile", ["bootstrap"]),
    "/setup": ("input", []),
}


@pytest.fixture(scope="module")
def furnished(shared_place) -> dict[str, str]:
    """Something to be seen on every page."""
    place = shared_place if shared_place.server.is_running() else shared_place.start()
    befriend(place, 0, 1)
    posts = [place.post(number % 3)["id"] for number in range(30)]
    talk = place.open_direct(0, 1)
    with place.live(1) as bob:
        bob.ok("send", conversation=talk, key=place.fresh(), text="Something said")
        bob.ok("like", post=posts[0])
    return {"talk": talk, "post": posts[1], "name": place.names[1]}


@pytest.fixture
def visit(visitor, furnished, make_place, request):
    """Opens a page in a browser that was never here: `visit(path)`; `again` in the same browser."""

    def somebody(path: str):
        if path == SETUP:
            return visitor(through=request.getfixturevalue("empty").url)
        if path in ADMINS:
            return visitor(0, at=make_place(users=3, rooms=1, admins=(0,)))
        return visitor(None if path in GUEST else 0)

    def open_page(path: str, again=None, is_slow: bool = False):
        someone = again or somebody(path)
        page = someone.context.new_page()
        network = Network(page, PAGES[path][0])
        if is_slow:
            network.slow()
        page.goto(someone.url + path.format(**furnished))
        return someone, network, network.wait()

    return open_page


def settled(network: Network) -> Network:
    """Waits until everything has come that a page asks for without being told to."""
    network.page.wait_for_load_state("networkidle")
    return network


def gzipped(url: str, asked: list[Asked]) -> int:
    """Bytes of these files, gzipped together."""
    bodies = [Api(url).get(one.path).body for one in asked]
    return len(gzip.compress(b"".join(bodies), 9, mtime=0))


def api_calls(asked: list[Asked]) -> list[str]:
    """What was asked of the API, ids and names left out."""
    found = []
    for one in asked:
        if one.path.startswith("/api/"):
            parts = one.path.split("/")[2:]
            found.append("/".join("*" if index == 1 else part for index, part in enumerate(parts)))
    return found


def told(path: str, network: Network, goal: int) -> str:
    first, largest = network.paints()
    assert first < goal * SLACK and largest < goal * SLACK, (first, largest)
    return f"\n{path}: first paint {first:.0f} ms, largest {largest:.0f} ms (goal {goal} ms)"


@pytest.mark.parametrize("path", PAGES)
def test_what_a_page_needs_fits_its_budget(visit, path, capsys):
    someone, network, content = visit(path)
    before = [one for one in settled(network).all if one.start < content]
    own = [one for one in network.all if one.by == "parser" and one.path.endswith(".js")]
    others = [one for one in before if one.path.endswith(".js") and one not in own]
    styles = [one for one in before if one.path.endswith(".css")]
    script, rest, style = (sum(one.sent for one in some) for some in (own, others, styles))
    as_one = gzipped(someone.url, styles)
    with capsys.disabled():
        print(told(path, network, PAINT), f"{len(own)} modules, {script} bytes; {len(others)} others, {rest} bytes;"
              f" {len(styles)} sheets, {style} bytes, {as_one} as one", sep="; ", end="")
    assert [one.kind for one in before].count("Document") == 1
    assert [one.path for one in own + others + styles if one.headers.get("content-encoding") != "gzip"] == []
    assert len(own) >= 4
    assert script + rest <= SCRIPT, [one.name for one in others]
    assert 1 <= len(styles) <= SHEETS and as_one <= STYLE, as_one
    assert Counter(api_calls(before)) <= Counter(PAGES[path][1]), api_calls(before)


def test_the_feed_is_there_after_one_document_and_one_call(visit):
    _, network, content = visit("/")
    before = [one for one in settled(network).all if one.start < content]
    first = ("app/theme.js", "app/main.js")  # the page's own scripts; what they need is asked for early
    modules = [one.name for one in before if one.by == "parser" and one.path.endswith(".js") and one.name not in first]
    assert [one.path for one in before if one.kind == "Document"] == ["/"]
    assert api_calls(before) == ["bootstrap"]
    assert 5 < len(modules) <= MODULES, modules
    assets = [one for one in before if one.path.startswith("/assets/")]
    assert len(assets) > len(modules)
    for one in assets:
        assert one.headers["cache-control"] == "public, max-age=31536000, immutable", one


@pytest.mark.parametrize("path", ["/", "/messages/{talk}", "/settings", "/admin", "/login"])
def test_who_comes_again_asks_for_no_module(visit, path):
    someone, network, _ = visit(path)
    settled(network).page.close()
    _, network, content = visit(path, again=someone)
    assets = [one for one in settled(network).all if one.path.startswith("/assets/")]
    assert len([one for one in assets if one.start < content]) > 4
    assert [one.name for one in assets if not one.is_kept] == []


@pytest.mark.parametrize("path", ["/", "/messages/{talk}", "/login"])
def test_a_page_is_there_soon_on_a_slow_phone_in_a_train(visit, path, capsys):
    _, network, _ = visit(path, is_slow=True)
    with capsys.disabled():
        print(told(f"slow {path}", network, PAINT_SLOW), end="")
