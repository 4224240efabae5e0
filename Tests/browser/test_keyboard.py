"""Everything by keyboard alone, and the keys that are shortcuts."""

from __future__ import annotations

import pytest
from place import PASSWORD
from playwright.sync_api import Locator, expect
from tab import Tab

SETTLED = 300  # ms after which a page that was wrongly gone to would be there
STEPS_MAX = 80  # presses of Tab that any place of a page may be away


def armed(tab: Tab) -> Tab:
    """Waits until the shortcuts are there."""
    tab.live().page.evaluate(
        "async () => { const app = document.querySelector('script[type=module]').src;"
        " await import(app.replace('main.js', 'shortcuts.js')) }"
    )
    return tab


def press(tab: Tab, *keys: str) -> None:
    for key in keys:
        tab.page.keyboard.press(key)


def has_focus(place: Locator) -> bool:
    return place.count() == 1 and place.evaluate("(element) => element === document.activeElement")


def tab_to(tab: Tab, place: Locator, back: bool = False) -> None:
    """Goes on with Tab until the focus is there, as who has no mouse must."""
    expect(place).to_be_visible()
    for _ in range(STEPS_MAX):
        if has_focus(place):
            return
        press(tab, "Shift+Tab" if back else "Tab")
    raise AssertionError(f"Tab does not lead to {place}")


@pytest.fixture
def feed(tab, make_place):
    """Three posts of u1's in the feed of u0, the newest first."""
    place = make_place(users=3, rooms=1)
    for text in ("first", "second", "third"):
        place.post(1, text=text)
    return place, armed(tab(0, at=place))


def test_j_and_k_go_through_the_posts_and_l_likes(feed):
    place, one = feed
    press(one, "j")
    expect(one.card("third")).to_be_focused()
    press(one, "j", "j", "j")  # past the end it stays
    expect(one.card("first")).to_be_focused()
    press(one, "k")
    expect(one.card("second")).to_be_focused()
    press(one, "l")
    expect(one.like("second")).to_have_attribute("aria-pressed", "true")
    expect(one.card("second")).to_be_focused()
    one.page.keyboard.down("l")  # held, it is pressed again and again, and counts once
    for _ in range(3):
        one.page.keyboard.down("l")
    one.page.keyboard.up("l")
    expect(one.like("second")).to_have_attribute("aria-pressed", "false")
    expect(one.spoken).to_be_empty()


def test_without_a_post_in_question_it_says_how_to_choose_one(feed):
    _, one = feed
    press(one, "l")
    expect(one.spoken).to_have_text("Choose a post first, with j or k.")
    one.page.wait_for_timeout(SETTLED)
    assert one.asked("like") == []


def test_while_a_menu_is_open_no_key_is_a_shortcut(tab, make_place):
    place = make_place(users=2, rooms=1)
    place.post(0, text="mine")
    one = armed(tab(0, at=place))
    one.menu("mine").click()
    press(one, "j", "n", "g", "m")
    one.page.wait_for_timeout(SETTLED)
    one.at("/")
    press(one, "Escape", "n")
    one.at("/new")


def test_keys_lead_to_every_place(feed):
    _, one = feed
    one.mark()
    for key, path in (("f", "/friends"), ("m", "/messages"), ("n", "/notifications"), ("s", "/settings"), ("h", "/")):
        press(one, "g", key)
        one.at(path)
    press(one, "n")
    one.at("/new")
    assert not one.was_reloaded()


def test_r_comments_on_the_post_in_question(feed):
    _, one = feed
    press(one, "j", "r")
    comment = one.page.get_by_label("Your comment")
    expect(comment).to_be_focused()
    one.page.keyboard.type("just jn/?l")
    expect(comment).to_have_value("just jn/?l")  # no key is a shortcut in a field
    press(one, "Control+Enter")
    expect(one.comment("just jn/?l")).to_be_visible()


def test_r_answers_the_message_in_question_else_begins_one(tab, make_place):
    place = make_place(users=3, rooms=1)
    talk = place.open_direct(0, 1)
    one = tab(0, f"/messages/{talk}", at=place).live()
    armed(one).say("a question")
    expect(one.said("a question")).to_be_visible()
    one.page.locator("h1, h2").first.evaluate("(title) => { title.tabIndex = -1; title.focus() }")
    press(one, "r")
    expect(one.writing).to_be_focused()
    one.page.locator("message-log .log").focus()
    press(one, "k")
    expect(one.said("a question")).to_be_focused()
    press(one, "r")
    expect(one.page.locator(".answering")).to_contain_text("a question")
    expect(one.writing).to_be_focused()


def test_the_legend_opens_once_and_gives_the_focus_back(feed):
    _, one = feed
    press(one, "j", "?")
    legend = one.page.get_by_role("dialog", name="Keyboard shortcuts")
    expect(legend).to_be_visible()
    press(one, "?", "j", "n")  # in a dialog none is one
    expect(one.page.locator("dialog")).to_have_count(1)
    one.at("/")
    press(one, "Escape")
    expect(legend).to_have_count(0)
    expect(one.card("third")).to_be_focused()
    press(one, "/")
    expect(one.page.get_by_role("dialog").get_by_role("searchbox")).to_be_focused()


def test_with_a_modifier_a_key_is_the_browsers(feed):
    _, one = feed
    press(one, "Alt+n", "Control+j", "Meta+l")
    one.page.wait_for_timeout(SETTLED)
    expect(one.page.locator("post-card:focus")).to_have_count(0)
    one.at("/")


def test_the_switch_holds_at_once_in_every_tab(visitor, make_place):
    place = make_place(users=3, rooms=1)
    place.post(1, text="only")
    person = visitor(0, at=place)
    feed, settings = armed(person.open("/")), armed(person.open("/settings"))
    second = armed(person.open("/settings"))
    switch = settings.page.get_by_role("switch", name="Keyboard shortcuts")
    tab_to(settings, switch)
    press(settings, "Space")
    expect(switch).not_to_be_checked()
    expect(settings.spoken).to_have_text("Shortcuts are off.")
    expect(second.page.get_by_role("switch", name="Keyboard shortcuts")).not_to_be_checked()
    press(feed, "j", "g", "m")
    feed.page.wait_for_timeout(SETTLED)
    expect(feed.page.locator("post-card:focus")).to_have_count(0)
    feed.at("/")
    press(settings, "Space")
    expect(switch).to_be_checked()
    press(feed, "j")
    expect(feed.card("only")).to_be_focused()


def test_where_a_post_was_deleted_the_focus_goes_to_the_next(tab, make_place):
    place = make_place(users=2, rooms=1)
    for text in ("stays", "goes"):
        place.post(0, text=text)
    one = armed(tab(0, f"/u/{place.names[0]}", at=place))
    press(one, "j")
    expect(one.card("goes")).to_be_focused()
    tab_to(one, one.menu("goes"))
    press(one, "Enter")
    tab_to(one, one.card("goes").get_by_role("button", name="Delete"))
    press(one, "Enter")
    tab_to(one, one.page.get_by_role("dialog").get_by_role("button", name="Delete"))
    press(one, "Enter")
    expect(one.card("goes")).to_have_count(0)
    expect(one.card("stays")).to_be_focused()


def test_a_whole_story_by_keyboard_alone(tab, make_place):
    place = make_place(users=3, rooms=1)
    place.post(1, text="hello from u1")
    name = place.sign_up().json["user"]["username"]
    friend = tab(1, "/friends", at=place).live()

    one = tab(None, "/login", at=place)
    tab_to(one, one.page.get_by_label("Username"))
    one.page.keyboard.type(name)
    tab_to(one, one.page.get_by_label("Password", exact=True))
    one.page.keyboard.type(PASSWORD)
    press(one, "Enter")
    armed(one.at("/"))

    press(one, "j", "l")
    expect(one.like("hello from u1")).to_have_attribute("aria-pressed", "true")
    press(one, "n")
    expect(one.at("/new").page.get_by_label("What is new?")).to_be_visible()
    tab_to(one, one.page.get_by_label("What is new?"))
    one.page.keyboard.type("no mouse")
    tab_to(one, one.page.get_by_role("button", name="Post", exact=True))
    press(one, "Enter")
    expect(one.at("/").card("no mouse")).to_be_visible()

    press(one, "/")
    expect(one.page.get_by_role("searchbox")).to_be_focused()
    one.page.keyboard.type("u1")
    tab_to(one, one.page.get_by_role("tab", name="Messages"))
    press(one, "ArrowRight", "ArrowRight")
    found = one.page.get_by_role("dialog").get_by_role("link", name="u1").first
    tab_to(one, found)
    press(one, "Enter")
    one.at("/u/u1")
    tab_to(one, one.page.get_by_role("button", name="Add friend"))
    press(one, "Enter")
    expect(friend.person(name)).to_be_visible()
    friend.person(name).get_by_role("button", name="Accept").click()

    tab_to(one, one.page.get_by_role("button", name="Message"))
    press(one, "Enter")
    expect(one.writing).to_be_visible()
    tab_to(one, one.writing)
    one.page.keyboard.type("hello by keys")
    press(one, "Enter")
    expect(one.said("hello by keys")).to_be_visible()
    tab_to(one, one.page.get_by_role("button", name="Log out"), back=True)
    press(one, "Enter")
    one.at("/login")
