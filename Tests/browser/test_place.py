"""Nothing jumps, and the way back leads to where one was: in a feed, on a wall, in a talk, in what was found."""

from __future__ import annotations

import pytest
from community import painted
from place import say_many
from playwright.sync_api import expect
from test_people import newcomer
from tray import PHONE, post_of

SHIFT_MAX = 0.02  # of a screen, all shifts of a visit together
NEAR = 3  # pixels that a post may lie elsewhere than before
SHIFTS = """
  window.shifts = []
  new PerformanceObserver((list) => window.shifts.push(...list.getEntries().filter((one) => !one.hadRecentInput)
    .map(({ value, sources }) => [value, sources.map(({ node }) => (node?.parentElement ?? node)?.outerHTML?.slice(0, 90))])))
    .observe({ type: 'layout-shift', buffered: true })
"""
TOP = """(text) => [...document.querySelectorAll('post-card, .message')]
  .find((one) => one.querySelector('.text').textContent === text)?.getBoundingClientRect().top"""


@pytest.fixture
def pictured(place, browser):
    """Somebody with thirty posts, every third of which has pictures, and who they are."""
    author = newcomer(place, "Ann")
    page = browser.new_page()
    shots = [painted(page, seed, 600, 400 + 100 * (seed % 3)) for seed in range(4)]
    page.close()
    for number in range(30):
        text = f"Number {number} of {place.names[author]}"
        post_of(place, author, *shots[: number % 5 if number % 3 == 0 else 0], text=text)
    return author


def settled(tab, text: str, top: float) -> None:
    """Waits until what says this is where it was, and sees that it stays there."""
    tab.page.wait_for_function(f"([text, top]) => Math.abs(({TOP})(text) - top) < {NEAR}", arg=[text, top])
    tab.page.wait_for_timeout(400)
    assert abs(tab.page.evaluate(TOP, text) - top) < NEAR


def brought(tab, text: str, top: int = 200) -> float:
    """Scrolls until what says this is there, as far from the upper edge; returns where it is."""
    page = tab.page
    page.mouse.move(200, 400)
    for _ in range(60):
        if (now := page.evaluate(TOP, text)) is not None:
            page.evaluate("(by) => scrollBy(0, by)", now - top)
            break
        page.mouse.wheel(0, 900)
        page.wait_for_timeout(100)
    page.wait_for_function("() => history.state?.id !== undefined")
    page.wait_for_timeout(500)  # it is noted once nobody scrolls
    return page.evaluate(TOP, text)


@pytest.mark.parametrize("size", [PHONE, {"width": 1280, "height": 800}], ids=["phone", "wide"])
@pytest.mark.parametrize("path", ["/", "/u/{name}"], ids=["feed", "wall"])
def test_back_and_a_reload_lead_to_the_post_that_was_read(tab, place, pictured, path, size):
    reader = tab(pictured, path.format(name=place.names[pictured]), viewport=size).live()
    text = f"Number 4 of {place.names[pictured]}"
    top = brought(reader, text)
    reader.card(text).locator(".when a").click()
    expect(reader.page.get_by_role("heading", name="Post", exact=True)).to_be_visible()
    reader.page.go_back()
    settled(reader, text, top)
    reader.page.reload()
    settled(reader, text, top)


def test_back_and_a_reload_lead_to_the_message_that_was_read(tab, place):
    ann, bob = newcomer(place, "Ann"), newcomer(place, "Bob")
    talk = place.open_direct(ann, bob)
    with place.live(bob) as socket:
        say_many(socket, talk, [f"This is message {number}" for number in range(200)])
    reader = tab(ann, f"/messages/{talk}", viewport=PHONE).live()
    log = reader.page.locator("message-log .log")
    expect(reader.message("This is message 0").first).to_be_visible()
    reader.page.wait_for_timeout(500)
    log.evaluate("(one) => { one.scrollTop += 1500 }")
    reader.page.wait_for_function("() => history.state?.seq > 0")
    reader.page.wait_for_timeout(500)
    seq = reader.page.evaluate("history.state.seq")
    read = reader.page.locator(f"message-log [data-seq='{seq}']")
    reader.page.get_by_role("link", name="Friends").click()
    reader.at("/friends").page.go_back()
    expect(read).to_be_in_viewport()
    reader.page.reload()
    expect(read).to_be_in_viewport()
    reader.page.get_by_role("button", name="To the end").or_(reader.page.locator("message-log .pill")).first.click()
    expect(reader.message("This is message 199")).to_be_in_viewport()


def test_back_leads_to_what_was_found(tab, place):
    author = newcomer(place, "Ann")
    for number in range(3):
        place.post(author, text=f"A zeppelin over the bridge, number {number}")
    reader = tab(author, "/friends").live()
    reader.page.get_by_role("button", name="Search", exact=True).click()
    dialog = reader.page.get_by_role("dialog")
    dialog.get_by_role("searchbox").fill("zeppelin")
    dialog.get_by_role("tab", name="Posts").click()
    found = dialog.locator(".found").filter(has_text="number 1")
    found.click()
    expect(reader.page.get_by_role("heading", name="Post", exact=True)).to_be_visible()
    expect(dialog).to_have_count(0)
    reader.page.go_back()
    expect(dialog.get_by_role("searchbox")).to_have_value("zeppelin")
    expect(found).to_be_visible()
    expect(dialog.get_by_role("tab", name="Posts")).to_have_attribute("aria-selected", "true")


@pytest.mark.parametrize("size", [PHONE, {"width": 1280, "height": 800}], ids=["phone", "wide"])
def test_nothing_jumps_while_pictures_load_posts_arrive_and_one_comes_back(tab, place, pictured, size):
    reader = tab(newcomer(place, "Bob"), "/nowhere", viewport=size)
    reader.page.add_init_script(SHIFTS)
    reader.page.goto(reader.url + "/")
    reader.live()
    expect(reader.page.locator("post-card").first).to_be_visible()
    reader.page.mouse.move(200, 400)
    for turn in range(8):
        reader.page.mouse.wheel(0, 700)
        reader.page.wait_for_timeout(150)
        if turn in (2, 5):
            place.post(pictured)
            expect(reader.pill).to_be_visible()
    text = f"Number 12 of {place.names[pictured]}"
    top = brought(reader, text)
    reader.card(text).locator(".when a").click()
    expect(reader.page.get_by_role("heading", name="Post", exact=True)).to_be_visible()
    reader.page.go_back()
    settled(reader, text, top)
    shifts = reader.page.evaluate("window.shifts")
    total = sum(value for value, _ in shifts)
    print(f"layout shift at {size['width']}: {total:.4f} in {len(shifts)}")
    assert total < SHIFT_MAX, shifts


def test_who_is_at_the_end_of_a_talk_stays_there_while_the_message_grows(tab, place):
    room = place.open_room(0)
    with place.live(0) as socket:
        say_many(socket, room, [f"said {number}" for number in range(60)])
    ann = tab(0, f"/messages/{room}", viewport=PHONE).live()
    ann.page.get_by_role("textbox", name="Message", exact=True).fill("x")
    for lines in range(2, 9):
        ann.writing.fill("\n".join(["a line"] * lines))
        ann.page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    expect(ann.message("said 59")).to_be_in_viewport()
    expect(ann.page.locator("message-log .pill")).to_be_hidden()
