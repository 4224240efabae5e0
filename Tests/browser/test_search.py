"""Finding what was written, and who: from every page, and in the list of conversations."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import expect
from test_access import violations
from test_people import newcomer
from waiting import until

SIZES = [{"width": 390, "height": 844}, {"width": 1280, "height": 800}]


@pytest.fixture
def found(place):
    """Ann and Bob, who have said and posted something with a word that nobody else uses."""
    ann, bob = newcomer(place, "Ann"), newcomer(place, "Bob")
    word = place.fresh("zephyr")
    talk = place.open_direct(ann, bob)
    with place.live(bob) as socket:
        seqs = [
            socket.ok("send", conversation=talk, key=place.fresh(), text=f"{n} <b>the {word}</b> came")["seq"]
            for n in range(35)
        ]
    post = place.post(bob, text=f"A post on the {word}, which is a wind")
    for kind, count in (("messages", 35), ("posts", 1)):
        path = f"/api/search?query={word}&in={kind}&limit=100"
        assert until(lambda: len(place.api(ann).get(path).json["items"]) == count)
    return {"ann": ann, "bob": bob, "word": word, "talk": talk, "seqs": seqs, "post": post["id"]}


def opened(someone):
    """The dialog, with the focus where one types."""
    someone.page.get_by_role("button", name="Search", exact=True).click()
    dialog = someone.page.get_by_role("dialog", name="Search")
    expect(dialog.get_by_role("searchbox")).to_be_focused()
    return dialog


def rows(place):
    return place.locator("found-list li")


def test_messages_posts_and_people_are_found_from_every_page(tab, found, place):
    ann = tab(found["ann"], "/notifications").live()
    dialog = opened(ann)
    ann.page.keyboard.type(found["word"][:-1])
    expect(dialog.get_by_role("status")).to_contain_text("found")
    ann.page.keyboard.type(found["word"][-1])
    expect(dialog.get_by_role("status")).to_have_text("30 found so far")
    first = rows(dialog).first
    expect(first).to_contain_text("Bob")
    expect(first.locator("mark")).to_have_text(found["word"])
    expect(first.locator(".snippet")).to_contain_text(f"<b>the {found['word']}</b>")
    dialog.get_by_role("button", name="More").click()
    expect(dialog.get_by_role("status")).to_have_text("35 found")
    expect(rows(dialog)).to_have_count(35)
    expect(dialog.get_by_role("button", name="More")).to_be_hidden()

    dialog.get_by_role("tab", name="Messages").focus()
    ann.page.keyboard.press("ArrowRight")
    expect(dialog.get_by_role("tab", name="Posts")).to_be_focused()
    expect(dialog.get_by_role("status")).to_have_text("1 found")
    expect(rows(dialog)).to_contain_text("which is a wind")
    dialog.get_by_role("searchbox").fill(place.names[found["bob"]])
    ann.page.keyboard.press("Enter")
    expect(dialog.get_by_role("status")).to_contain_text("Nothing was found")
    dialog.get_by_role("tab", name="People").click()
    expect(dialog.get_by_role("status")).to_have_text("1 found")
    rows(dialog).get_by_role("link").click()
    ann.at(f"/u/{place.names[found['bob']]}")
    expect(ann.page.get_by_role("dialog")).to_have_count(0)
    expect(ann.page.get_by_role("main")).to_be_focused()


def test_what_is_found_opens_where_it_was_said(tab, found):
    ann = tab(found["ann"]).live()
    dialog = opened(ann)
    ann.page.keyboard.type(found["word"])
    dialog.get_by_role("button", name="More").click()
    expect(rows(dialog)).to_have_count(35)
    rows(dialog).last.get_by_role("link").click()
    ann.at(f"/messages/{found['talk']}?at={found['seqs'][0]}")
    expect(ann.page.locator(f"message-log .message[data-seq='{found['seqs'][0]}']")).to_be_in_viewport()


def test_the_dialog_is_used_by_keyboard_and_gives_the_focus_back(tab, found):
    ann = tab(found["ann"]).live()
    button = ann.page.get_by_role("button", name="Search", exact=True)
    button.focus()
    ann.page.keyboard.press("Enter")
    dialog = ann.page.get_by_role("dialog")
    expect(dialog.get_by_role("searchbox")).to_be_focused()
    ann.page.keyboard.type(found["word"])
    expect(rows(dialog)).to_have_count(30)
    ann.page.keyboard.press("ArrowDown")
    ann.page.keyboard.press("ArrowDown")
    expect(rows(dialog).nth(1).get_by_role("link")).to_be_focused()
    for _ in range(2):
        ann.page.keyboard.press("ArrowUp")
    expect(dialog.get_by_role("searchbox")).to_be_focused()
    ann.page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(button).to_be_focused()


def test_messages_are_found_in_place_of_the_list(tab, found):
    ann = tab(found["ann"], "/messages").live()
    page = ann.page
    expect(ann.listed("Bob")).to_be_visible()
    page.get_by_role("searchbox", name="Search messages").fill(found["word"])
    expect(ann.spoken).to_have_text("30 found so far")
    expect(page.get_by_role("heading", name="Your conversations")).to_be_hidden()
    expect(page.locator("conversation-list > ul")).to_be_hidden()
    rows(page).first.get_by_role("link").click()
    ann.at(f"/messages/{found['talk']}?at={found['seqs'][-1]}")
    expect(ann.said("34 <b>the")).to_be_in_viewport()
    expect(rows(page)).to_have_count(30)  # for the next one
    page.get_by_role("searchbox", name="Search messages").fill("")
    expect(page.get_by_role("heading", name="Your conversations")).to_be_visible()
    page.get_by_role("searchbox", name="Search messages").fill(found["word"])
    rows(page).first.get_by_role("link").click()
    page.get_by_role("link", name="Home").click()
    ann.at("/")
    page.get_by_role("link", name="Messages").click()
    expect(page.get_by_role("heading", name="Your conversations")).to_be_visible()


def test_an_older_answer_does_not_overwrite_a_newer_one(tab, found):
    ann = tab(found["ann"]).live()
    held = []
    ann.page.route("**/api/search?query=no*", lambda route: held.append(route))
    dialog = opened(ann)
    ann.page.keyboard.type("no")
    assert until_page(ann, lambda: held)
    dialog.get_by_role("searchbox").fill(found["word"])
    expect(dialog.get_by_role("status")).to_have_text("30 found so far")
    held[0].fulfill(status=200, content_type="application/json", body=json.dumps({"items": [], "next": None}))
    ann.page.wait_for_timeout(300)
    expect(dialog.get_by_role("status")).to_have_text("30 found so far")


def test_a_search_that_fails_says_so_and_can_be_repeated(tab, found):
    ann = tab(found["ann"]).live()
    ann.page.route("**/api/search?*", lambda route: route.abort())
    dialog = opened(ann)
    ann.page.keyboard.type(found["word"])
    expect(dialog.get_by_role("status")).to_contain_text("did not work. The server does not answer.")
    assert violations(ann) == []
    ann.page.unroute("**/api/search?*")
    dialog.get_by_role("button", name="Try again").click()
    expect(dialog.get_by_role("status")).to_have_text("30 found so far")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES, ids=["small", "wide"])
def test_axe_finds_nothing_in_what_is_found(tab, found, scheme, size):
    ann = tab(found["ann"], color_scheme=scheme, viewport=size).live()
    dialog = opened(ann)
    assert violations(ann) == []
    ann.page.keyboard.type(found["word"])
    expect(rows(dialog)).to_have_count(30)
    assert violations(ann) == []
    dialog.get_by_role("button", name="Close").click()
    ann.page.goto(ann.url + "/messages")
    ann.live()
    ann.page.get_by_role("searchbox", name="Search messages").fill(found["word"])
    expect(rows(ann.page)).to_have_count(30)
    assert violations(ann) == []


def test_a_small_screen_shows_the_search_whole(tab, found):
    small = {"width": 320, "height": 640}
    ann = tab(found["ann"], viewport=small).live()
    dialog = opened(ann)
    ann.page.keyboard.type(found["word"])
    expect(rows(dialog)).to_have_count(30)
    beyond = ann.page.evaluate(
        """() => [...document.querySelectorAll('dialog, dialog *')]
          .filter((one) => one.checkVisibility() && !one.closest('.unseen'))
          .filter((one) => { const box = one.getBoundingClientRect(); return box.left < -1 || box.right > 321 })
          .map((one) => one.outerHTML.slice(0, 80))"""
    )
    assert beyond == []
    expect(dialog.get_by_role("button", name="Close")).to_be_in_viewport()


def until_page(someone, claim) -> bool:
    """Whether a claim becomes true while the page goes on."""
    for _ in range(100):
        if claim():
            return True
        someone.page.wait_for_timeout(50)
    return False
