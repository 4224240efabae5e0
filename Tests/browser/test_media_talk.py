"""Messages with pictures, at both ends."""

from __future__ import annotations

import json
import re

import pytest
from pictures import wide
from playwright.sync_api import expect
from test_access import SMALL, violations
from test_people import newcomer
from tray import PHONE, SHIFTS, Tray, decoded, fits, picture, uploaded


@pytest.fixture
def talk(tab, place):
    """Two people in a conversation of their own."""
    ann, bob = newcomer(place, "Ann"), newcomer(place, "Bob")
    room = place.open_direct(ann, bob)
    path = f"/messages/{room}"
    return Tray(tab(ann, path).live()), tab(bob, path).live()


def test_a_message_with_a_picture_is_there_at_once_and_live_at_the_other(talk):
    ann, bob = talk
    ann.choose(picture("a.png"))
    ann.ready("a.png")
    ann.describe("a.png", "A heron")
    ann.tab.writing.press("Enter")
    expect(ann.rows).to_have_count(0)
    for one in (ann.tab, bob):
        shown = one.page.locator("message-log media-grid")
        expect(shown.get_by_role("button", name="Picture: A heron")).to_be_visible()
        assert decoded(shown.locator("img")) > 0
    expect(ann.tab.listed("Bob")).to_contain_text("You: Photo")
    expect(bob.listed("Ann")).to_contain_text("Photo")
    ann.choose(picture("b.png"), picture("c.png"))
    ann.ready("b.png", "c.png")
    ann.tab.say("With words")
    expect(bob.said("With words").locator("media-grid img")).to_have_count(2)
    expect(bob.listed("Ann")).to_contain_text("With words")
    log = bob.page.locator("message-log .log")
    expect(bob.said("With words").locator("media-grid")).to_be_in_viewport()
    assert log.evaluate("(one) => one.scrollHeight - one.clientHeight - one.scrollTop") < 48


def test_a_message_that_was_not_sent_is_sent_again_with_its_picture(talk, place):
    ann, bob = talk
    ann.choose(picture("a.png"))
    ann.ready("a.png")
    refused: list[dict] = []

    def refuse_once(socket) -> None:
        server = socket.connect_to_server()

        def pass_on(text) -> None:
            frame = json.loads(text)
            if frame.get("op") == "send" and not refused:
                refused.append(frame)
                error = {"code": "bad_request", "message": "Not now."}
                socket.send(json.dumps({"ref": frame["ref"], "error": error}))
            else:
                server.send(text)

        socket.on_message(pass_on)

    ann.page.route_web_socket(re.compile("/ws"), refuse_once)
    ann.page.reload()
    ann = Tray(ann.tab.live())
    ann.choose(picture("a.png"))
    ann.ready("a.png")
    ann.tab.writing.press("Enter")
    pending = ann.tab.pending()
    expect(pending).to_contain_text("Not sent. Not now.")
    expect(pending.locator("media-grid img")).to_be_visible()
    pending.get_by_role("button", name="Try again").click()
    expect(ann.tab.pending()).to_have_count(0)
    expect(bob.page.locator("message-log media-grid img")).to_have_count(1)
    assert len(refused[0]["media"]) == 1


def test_a_deleted_message_shows_nothing_and_its_words_are_changed_alone(talk):
    ann, bob = talk
    for text, name in (("Stays", "a.png"), ("Goes", "b.png")):
        ann.choose(picture(name))
        ann.ready(name)
        ann.tab.say(text)
        expect(bob.said(text).locator("media-grid img")).to_have_count(1)
    ann.tab.do("Stays", "Edit")
    ann.page.get_by_label("Your message").fill("Stays, in other words")
    ann.page.keyboard.press("Enter")
    expect(bob.said("Stays, in other words").locator("media-grid img")).to_have_count(1)
    ann.tab.do("Goes", "Delete")
    ann.page.get_by_role("dialog").get_by_role("button", name="Delete").click()
    for one in (ann.tab, bob):
        expect(one.page.locator("message-log media-grid")).to_have_count(1)
        expect(one.message("This message was deleted.")).to_be_visible()


def test_what_is_added_stays_with_its_own_conversation(talk, tab, place):
    ann, _ = talk
    ann.tab.say("Here I am")
    ann.choose(picture("a.png"))
    ann.ready("a.png")
    ann.page.get_by_role("link", name="Messages", exact=True).click()
    other = place.rooms[0]
    expect(ann.rows).to_have_count(0)
    ann.page.get_by_role("link", name="Bob").click()
    ann.ready("a.png")
    assert other not in ann.page.url


def test_an_earlier_page_of_messages_with_pictures_moves_nothing(tab, place):
    ann, bob = newcomer(place, "Ann"), newcomer(place, "Bob")
    room = place.open_direct(ann, bob)
    with place.live(ann) as socket:
        for number in range(60):
            media = [uploaded(place, ann, wide(30))["id"]] if number % 6 == 0 else []
            socket.ok("send", conversation=room, key=place.fresh(), text=f"number {number}", media=media)
    reader = tab(ann, "/nowhere", viewport=PHONE)
    reader.page.add_init_script(SHIFTS)
    reader.page.goto(f"{reader.url}/messages/{room}")
    reader.live()
    expect(reader.said("number 59")).to_be_in_viewport()
    grids = reader.page.locator("message-log media-grid")
    expect(grids).to_have_count(8)
    reader.page.wait_for_load_state("networkidle")
    assert sum(reader.page.evaluate("window.shifts")) < 0.02
    seen = reader.said("number 13")
    reader.page.locator("message-log .log").evaluate("(one) => { one.scrollTop = 150 }")
    before = seen.bounding_box()["y"]
    expect(grids).to_have_count(10)
    reader.page.wait_for_load_state("networkidle")
    assert abs(seen.bounding_box()["y"] - before) < 1


def test_a_conversation_with_media_fits_a_small_screen(tab, place):
    ann, bob = newcomer(place, "Ann"), newcomer(place, "Bob")
    room = place.open_direct(ann, bob)
    tray = Tray(tab(ann, f"/messages/{room}", viewport=SMALL).live())
    tray.choose(*(picture(f"{name}.png") for name in "abcd"))
    tray.ready("a.png", "b.png", "c.png", "d.png")
    fits(tray.page, "message-form")
    assert violations(tray.tab) == []
    tray.tab.writing.press("Enter")
    expect(tray.page.locator("message-log media-grid img")).to_have_count(4)
    expect(tray.tab.pending()).to_have_count(0)
    fits(tray.page, "message-log")
    assert violations(tray.tab) == []
