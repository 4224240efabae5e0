"""Everybody can use it: keyboard, screen reader, small screens, light and dark."""

from __future__ import annotations

import os

import pytest
from axe_playwright_python.sync_playwright import Axe
from community import Community
from place import PASSWORD
from playwright.sync_api import expect
from scenes import SCENES, Stage

STANDARDS = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
PAGES = ["/login", "/signup", "/", "/new", "/messages", "/messages/{room}", "/p/{post}", "/nowhere"]
PAGES += ["/friends", "/u/{name}", "/u/{me}", "/notifications", "/settings"]
PAGES += ["/ops"]  # by who is no admin; test_ops.py sees it with figures
IS_LONG = "HUBBUB_TEST_LONG" in os.environ
HEIGHTS = {320: 640, 390: 844, 820: 1180, 1280: 800}
OFTEN = ["home-menu", "home-pictures", "viewer", "conversation-full"]  # of the scenes, those looked at in every run
SMALL = {"width": 320, "height": 640}
LONG = "averylongwordwithoutaspace" * 8


def violations(tab) -> list[str]:
    return violations_on(tab.page)


def violations_on(page) -> list[str]:
    found = Axe().run(page, options=STANDARDS).response["violations"]
    return [f"{one['id']}: {node['html']}" for one in found for node in one["nodes"]]


@pytest.fixture(scope="module")
def furnished(shared_place):
    """Something on every page: a post and a room with long words in them."""
    place = shared_place if shared_place.server.is_running() else shared_place.start()
    post = place.post(1, text=f"Words {LONG}")["id"]
    room = place.rooms[0]
    with place.live(0) as ann, place.live(1) as bob:
        ann.ok("like", post=post)
        for number in range(3):
            ann.ok("send", conversation=room, key=place.fresh(), text=f"mine {number} {LONG}")
            bob.ok("send", conversation=room, key=place.fresh(), text=f"theirs {number} {LONG}")
    return {"post": post, "room": room, "name": place.names[1], "me": place.names[0]}


def opened(tab, path: str, furnished: dict[str, str], **options):
    """The page with its content there."""
    guest = path in ("/login", "/signup")
    found = tab(None if guest else 0, path.format(**furnished), **options)
    if not guest:
        found.live()
    if "room" in path:
        expect(found.message("theirs 2").last).to_be_visible()
    if path == "/settings":
        expect(found.page.get_by_text("in use now")).to_be_visible()
    if "post" in path or "name" in path or path == "/":
        expect(found.page.locator("post-card").first).to_be_visible()
    return found


def looked_at(page, widths: list[int]) -> list[str]:
    """What axe finds at these widths, light and dark, without loading the page anew."""
    found = []
    for width in widths:
        page.set_viewport_size({"width": width, "height": HEIGHTS[width]})
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
            found += [f"{width} {scheme}: {one}" for one in violations_on(page)]
    return found


@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing(tab, furnished, path):
    assert looked_at(opened(tab, path, furnished).page, [390, 1280]) == []


@pytest.fixture(scope="module")
def community(hubbub, browser, tmp_path_factory):
    """A server full of people, for every state that a page can be in."""
    page = browser.new_page()
    made = Community(hubbub, tmp_path_factory.mktemp("community"), page)
    yield made
    made.close()
    page.close()


@pytest.mark.parametrize("name", SCENES if IS_LONG else OFTEN)
def test_axe_finds_nothing_in_any_state_of_a_page(browser, community, name):
    stage = Stage(browser, community)
    try:
        SCENES[name].play(stage)
        assert looked_at(stage.context.pages[0], list(HEIGHTS) if IS_LONG else [320, 390]) == []
    finally:
        stage.close()


@pytest.mark.parametrize("path", PAGES)
def test_a_small_screen_needs_no_scrolling_sideways(tab, furnished, path):
    page = opened(tab, path, furnished, viewport=SMALL).page
    assert page.evaluate("document.documentElement.scrollWidth") <= SMALL["width"]
    beyond = page.evaluate(
        """(width) => [...document.querySelectorAll('body *')]
          .filter((one) => one.checkVisibility() && !one.closest('.unseen'))
          .filter((one) => one.getBoundingClientRect().right > width + 1)
          .map((one) => one.outerHTML.slice(0, 80))""",
        SMALL["width"],
    )
    assert beyond == []


@pytest.mark.parametrize("path", PAGES)
def test_everything_to_press_is_large_enough(tab, furnished, path):
    page = opened(tab, path, furnished, viewport=SMALL).page
    small = page.evaluate(
        """() => [...document.querySelectorAll('button, input, select, textarea, nav a, a.button, a.stub')]
          .filter((one) => one.checkVisibility() && !one.matches('.unseen'))
          .filter((one) => { const box = one.getBoundingClientRect()
            return box.width < 24 || box.height < 24 })
          .map((one) => one.outerHTML.slice(0, 80))"""
    )
    assert small == [], "24 by 24 pixels: WCAG 2.2, 2.5.8"


@pytest.mark.parametrize("path", PAGES)
def test_each_page_has_one_heading_one_main_and_one_polite_voice(tab, furnished, path):
    page = opened(tab, path, furnished).page
    expect(page.get_by_role("main")).to_have_count(1)
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
    guest = path in ("/login", "/signup")
    expect(page.get_by_role("status")).to_have_count(0 if guest else 1)
    polite = page.locator("[aria-live=polite], [role=status], output")
    expect(polite).to_have_count(0 if guest else 1)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_while_things_are_on_their_way(tab, make_place, scheme):
    place = make_place(users=2)
    ann = tab(0, at=place, color_scheme=scheme).live()
    expect(ann.page.get_by_text("No posts yet.")).to_be_visible()
    assert violations(ann) == []
    for _ in range(2):
        place.post(1)
    expect(ann.pill).to_be_visible()
    assert violations(ann) == []
    ann.write_post("mine")
    ann.menu("mine").click()
    assert violations(ann) == []
    ann.card("mine").get_by_role("button", name="Delete").click()
    expect(ann.page.get_by_role("dialog")).to_be_visible()
    assert violations(ann) == []
    ann.page.keyboard.press("Escape")
    ann.ready()
    place.server.kill()
    expect(ann.banner).to_be_visible()
    ann.write_post("never sent")
    expect(ann.draft("never sent")).to_contain_text("Not posted yet")
    assert violations(ann) == []


def test_axe_finds_nothing_where_something_went_wrong(tab, place, furnished):
    wrong = tab(None, "/login")
    wrong.page.get_by_label("Username").fill("u0")
    wrong.page.get_by_label("Password", exact=True).fill("not the password")
    wrong.page.keyboard.press("Enter")
    expect(wrong.page.locator("#form-error")).not_to_be_empty()
    assert violations(wrong) == []
    gone = tab(0, "/p/00000000-0000-7000-8000-000000000000").live()
    expect(gone.page.get_by_role("alert")).to_contain_text("This post is gone")
    assert violations(gone) == []


def test_everything_can_be_done_by_keyboard_alone(tab, place):
    name = place.sign_up().json["user"]["username"]
    someone = tab(None, "/login")
    keys, page = someone.page.keyboard, someone.page
    keys.type(name)  # the first field has the focus
    keys.press("Tab")
    keys.type(PASSWORD)
    keys.press("Enter")
    someone.at("/").live()

    keys.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    keys.press("Enter")
    expect(page.get_by_role("main")).to_be_focused()
    keys.press("Tab")
    expect(page.get_by_role("link", name="What is new?")).to_be_focused()
    keys.press("Enter")
    expect(page.get_by_label("What is new?")).to_be_focused()
    text = place.fresh("By keyboard ")
    keys.type(text)
    keys.press("Control+Enter")
    someone.at("/")
    expect(someone.card(text)).to_be_visible()
    expect(page.get_by_role("main")).to_be_focused()

    keys.press("Tab")
    keys.press("Tab")
    expect(someone.card(text)).to_be_focused()
    older = page.locator("post-card").nth(1)
    keys.press("PageDown")
    expect(older).to_be_focused()
    keys.press("PageUp")
    expect(someone.menu(text)).to_be_visible()
    for _ in range(4):  # who, when, the menu, and the like
        keys.press("Tab")
    expect(someone.like(text)).to_be_focused()
    keys.press("Space")
    expect(someone.like(text)).to_have_attribute("aria-pressed", "true")
    keys.press("Shift+Tab")
    expect(someone.menu(text)).to_be_focused()
    keys.press("Enter")
    keys.press("ArrowUp")
    keys.press("Enter")
    expect(page.get_by_role("dialog").get_by_role("button", name="Cancel")).to_be_focused()
    keys.press("Tab")
    keys.press("Enter")
    expect(someone.card(text)).to_have_count(0)
    assert page.evaluate("document.activeElement !== document.body"), "the focus was lost"


def test_the_focus_can_be_seen_on_everything_that_takes_it(tab, furnished):
    for path in ("/", "/messages/{room}"):
        someone = opened(tab, path, furnished)
        seen = set()
        for _ in range(25):
            someone.page.keyboard.press("Tab")
            found = someone.page.evaluate(
                """() => {
                  const one = document.activeElement
                  if (one === document.body) return null
                  const style = getComputedStyle(one)
                  const { outlineWidth, outlineStyle } = style
                  return [one.outerHTML.slice(0, 80), parseFloat(outlineWidth), outlineStyle]
                }"""
            )
            if found is None:
                break
            seen.add(found[0])
            assert found[1] >= 2 and found[2] != "none", found
        assert len(seen) >= 8, seen


def test_a_soft_page_change_moves_focus_and_is_announced(tab, place):
    someone = tab(0).live()
    someone.page.get_by_role("link", name="Messages").click()
    someone.at("/messages")
    expect(someone.page.get_by_role("main")).to_be_focused()
    expect(someone.spoken).to_have_text("Messages · Hubbub")
    link = someone.page.get_by_role("link", name="Messages")
    expect(link).to_have_attribute("aria-current", "page")


def test_without_script_a_page_says_what_is_missing(tab):
    for person, path in ((None, "/login"), (0, "/"), (0, "/messages")):
        page = tab(person, path, java_script_enabled=False).page
        expect(page.locator("noscript p")).to_be_visible()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_who_wants_more_contrast_gets_no_grey(tab, furnished, theme):
    page = opened(tab, "/settings", furnished, contrast="more", color_scheme=theme).page
    ink, hint = (page.locator(part).first.evaluate("(one) => getComputedStyle(one).color") for part in ("h1", ".hint"))
    assert ink == hint
    assert violations_on(page) == []
