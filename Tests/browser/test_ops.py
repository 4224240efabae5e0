"""The ops page: how the server is doing, for admins, live."""

from __future__ import annotations

import re
import threading
from contextlib import suppress

import pytest
from place import PASSWORD, Place
from playwright.sync_api import Locator, expect
from server import run
from test_access import violations
from test_return import RETURN
from websocket import Closed

SOON = 10_000  # ms for figures that come once a second
SHIFTS = """() => new Promise((resolve) => {
  new PerformanceObserver((list) => resolve(list.getEntries()
    .filter((one) => !one.hadRecentInput).reduce((sum, { value }) => sum + value, 0)))
    .observe({ type: 'layout-shift', buffered: true })
  setTimeout(() => resolve(0), 500)
})"""


@pytest.fixture
def server(make_place) -> Place:
    """A server of which person 0 is an admin, and everybody is in one room."""
    return make_place(users=3, rooms=1, admins=(0,))


@pytest.fixture
def ops(tab, server):
    """Opens the page of the admin and waits for the first figures."""

    def open_ops(path: str = "/ops", **options):
        found = tab(0, path, at=server, **options).live()
        if path == "/ops":
            expect(age(found)).to_have_text("Live", timeout=SOON)
        return found

    return open_ops


@pytest.fixture
def talk(server):
    """Lets person 1 talk in the room, ten times a second, until the test or the server ends.

    A server that drains refuses what still comes, before it says goodbye.
    """
    ended = threading.Event()
    socket = server.live(1)

    def go_on() -> None:
        with socket, suppress(Closed, OSError):
            while not ended.wait(0.1):
                said = {"conversation": server.rooms[0], "key": server.fresh(), "text": "on and on"}
                answer = socket.ask("send", **said)
                assert "ok" in answer or answer["error"]["code"] == "unavailable", answer

    talking = threading.Thread(target=go_on)
    talking.start()
    yield
    ended.set()
    talking.join(10)


def age(tab) -> Locator:
    return tab.page.locator("[data-age]")


def tile(tab, name: str) -> Locator:
    return tab.page.locator(f"stat-tile[data-figure={name}]")


def value(tab, name: str) -> Locator:
    return tile(tab, name).locator(".value")


def rows(tab, name: str) -> Locator:
    return tab.page.locator(f"figure-table[data-figure={name}] tbody tr")


# -- what it shows


def test_an_admin_sees_the_numbers_move_when_somebody_talks(ops, server, talk):
    ann = ops()
    expect(value(ann, "sockets")).to_have_text("2", timeout=SOON)
    expect(value(ann, "deliveries")).to_have_text(re.compile(r"^[1-9]"), timeout=SOON)
    expect(value(ann, "changes")).to_have_text(re.compile(r"^[1-9]"))
    expect(value(ann, "commit")).to_have_text(re.compile(r" m?s$"))
    expect(value(ann, "memory")).to_have_text(re.compile(r"^\d+ MiB$"))
    expect(value(ann, "files")).to_have_text(re.compile(r"^\d+$"))
    busiest = rows(ann, "rooms").filter(has_text="room0")
    expect(busiest).to_be_visible()
    expect(busiest.locator("td").last).to_have_text("2")
    line = tile(ann, "deliveries").locator("path").last
    before = line.get_attribute("d")
    expect(line).not_to_have_attribute("d", before)
    with server.live(2):
        expect(value(ann, "sockets")).to_have_text("3", timeout=SOON)
    expect(value(ann, "sockets")).to_have_text("2", timeout=SOON)


def test_what_was_refused_and_why_sockets_ended_is_told_in_words(ops, server):
    with server.live(1) as socket:
        socket.code("send", conversation=server.rooms[0][:-4] + "ffff", key="k", text="to nobody")
        socket.close(1000)
    server.guest.get("/api/me")
    ann = ops()
    expect(rows(ann, "closes").filter(has_text="Said goodbye")).to_contain_text("1000")
    expect(rows(ann, "refusals").filter(has_text="Not logged in")).to_contain_text("unauthorized")
    expect(rows(ann, "routes").filter(has_text="GET /api/me")).to_contain_text("401: 1")
    expect(rows(ann, "actors").filter(has_text="Awake").locator("td").first).not_to_have_text("0")
    expect(rows(ann, "reads").first).to_be_visible()
    expect(rows(ann, "loops").first).to_contain_text("Loop 1")


def test_the_table_behind_a_line_opens_and_closes_by_keyboard(ops):
    ann = ops()
    keys, table = ann.page.keyboard, tile(ann, "sockets").locator("table")
    expect(table).to_be_hidden()
    ann.page.get_by_role("main").focus()
    keys.press("Tab")
    expect(tile(ann, "sockets").locator("summary")).to_be_focused()
    keys.press("Enter")
    expect(table).to_be_visible()
    expect(ann.page.get_by_role("table", name="Sockets, the last 5 minutes")).to_be_visible()
    expect(table.locator("tbody tr").first.locator("td").last).to_have_text("1")
    keys.press("Enter")
    expect(table).to_be_hidden()


def test_a_number_that_changes_moves_nothing_and_is_not_read_out(ops, server, talk):
    ann = ops()
    expect(rows(ann, "rooms").filter(has_text="room0")).to_be_visible(timeout=SOON)
    before = ann.page.evaluate(SHIFTS)
    tops = "[...document.querySelectorAll('stat-tile, .panels > section')].map((one) => one.offsetTop)"
    places = ann.page.evaluate(tops)
    expect(ann.spoken).to_be_empty(timeout=SOON)
    for _ in range(3):
        told = tile(ann, "deliveries").locator(".hint").inner_text()
        expect(tile(ann, "deliveries").locator(".hint")).not_to_have_text(told)
        expect(ann.spoken).to_be_empty()
    assert ann.page.evaluate(SHIFTS) == before < 0.02
    assert ann.page.evaluate(tops) == places
    assert ann.page.locator("ops-page").locator("[aria-live], [role=alert], [role=status]").count() == 0


# -- the server away


def test_while_the_server_is_away_the_page_says_how_old_it_is_and_goes_on_afterwards(ops, server):
    ann = ops()
    ann.mark()
    server.server.kill()
    expect(age(ann)).to_have_text(re.compile(r"^Last update \d+ s ago$"), timeout=SOON)
    expect(ann.banner).to_be_visible()
    first = age(ann).inner_text()
    expect(age(ann)).not_to_have_text(first)
    expect(ann.spoken).to_have_text("The server is away. The figures stand still.", timeout=SOON)
    assert int(re.search(r"\d+", age(ann).inner_text())[0]) > int(re.search(r"\d+", first)[0])
    server.start()
    expect(age(ann)).to_have_text("Live", timeout=RETURN)
    expect(ann.banner).to_be_hidden(timeout=RETURN)
    expect(value(ann, "deliveries")).not_to_have_text("–", timeout=SOON)
    assert not ann.was_reloaded()


# -- who may see it


def test_who_is_no_admin_is_told_so(tab, server):
    bob = tab(1, "/", at=server).live()
    expect(bob.page.get_by_role("link", name="Ops")).to_have_count(0)
    answer = bob.page.goto(f"{bob.url}/ops")
    assert answer.status == 403
    expect(bob.page.get_by_role("heading", level=1)).to_have_text("Only for admins")
    assert bob.asked("subscribe") == []


def test_who_is_logged_out_comes_back_after_the_login(tab, hubbub, make_place, tmp_path):
    data = tmp_path / "place0" / "data"
    data.parent.mkdir()
    made = run(hubbub, "user", "add", "mara", "--role", "admin", "--data-dir", str(data), handed_in=PASSWORD)
    assert made.returncode == 0, made
    place = make_place(users=1)
    mara = tab(None, "/ops", at=place).at("/login?next=/ops")
    mara.page.get_by_label("Username").fill("mara")
    mara.page.get_by_label("Password", exact=True).fill(PASSWORD)
    mara.page.keyboard.press("Enter")
    mara.at("/ops").live()
    expect(age(mara)).to_have_text("Live", timeout=SOON)


def test_the_page_is_gone_to_and_left_without_a_reload(ops):
    ann = ops("/")
    ann.mark()
    ann.ready()
    modules = "performance.getEntriesByType('resource').some(({ name }) => name.includes('ops-page.js'))"
    assert not ann.page.evaluate(modules), "only who goes there loads it"
    ann.page.get_by_role("link", name="Ops").click()
    ann.at("/ops")
    expect(ann.page.get_by_role("link", name="Ops")).to_have_attribute("aria-current", "page")
    expect(ann.page.get_by_role("main")).to_be_focused()
    expect(age(ann)).to_have_text("Live", timeout=SOON)
    ann.page.get_by_role("link", name="Home").click()
    ann.at("/")
    expect(ann.page.get_by_role("heading", level=1)).to_have_text("Home")
    assert [one["topics"] for one in ann.asked("unsubscribe")][-1] == ["stats"]
    ann.page.go_back()
    expect(age(ann)).to_have_text("Live", timeout=SOON)
    assert not ann.was_reloaded()


# -- for everybody


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_with_figures_a_table_and_without_a_server(
    ops, server, talk, width, scheme
):
    ann = ops(viewport={"width": width, "height": 844}, color_scheme=scheme)
    expect(rows(ann, "rooms").filter(has_text="room0")).to_be_visible(timeout=SOON)
    tile(ann, "people").locator("summary").click()
    assert violations(ann) == []
    server.server.terminate()
    expect(ann.page.locator("ops-page[data-stale]")).to_be_visible(timeout=SOON)
    assert violations(ann) == []


@pytest.mark.parametrize("width", [320, 390, 820, 1280])
def test_no_width_needs_scrolling_sideways(ops, talk, width):
    ann = ops(viewport={"width": width, "height": 700})
    expect(rows(ann, "rooms").filter(has_text="room0")).to_be_visible(timeout=SOON)
    assert ann.page.evaluate("document.documentElement.scrollWidth") <= width
    cut = ann.page.evaluate(
        """() => [...document.querySelectorAll('stat-tile, stat-tile *, figure-table')]
          .filter((one) => one.checkVisibility() && !one.closest('.unseen'))
          .filter((one) => one.scrollWidth > one.clientWidth + 1 && one.clientWidth > 0)
          .map((one) => one.outerHTML.slice(0, 80))"""
    )
    assert cut == []
