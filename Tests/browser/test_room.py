"""A room: talk both ways, what is on its way, and what was said before."""

from __future__ import annotations

from playwright.sync_api import expect
from tab import talk_in_turn


def test_two_people_talk(tab, place):
    room = f"/messages/{place.open_room(0)}"
    place.join(1, room.split("/")[-1])
    ann, bob = tab(0, room).live(), tab(1, room).live()
    expected = talk_in_turn(ann, bob)
    assert ann.heard() == bob.heard() == expected


def test_what_was_typed_fast_arrives_in_order(tab, place):
    room = f"/messages/{place.open_room(0)}"
    place.join(1, room.split("/")[-1])
    ann, bob = tab(0, room).live(), tab(1, room).live()
    said = [f"line {number}" for number in range(20)]
    for text in said:
        ann.say(text)
    expect(bob.message("line 19")).to_be_visible()
    expect(ann.pending()).to_have_count(0)
    assert ann.heard() == bob.heard() == said


def test_enter_sends_and_shift_enter_breaks_the_line(tab, place):
    ann = tab(0, f"/messages/{place.open_room(0)}").live()
    ann.writing.press_sequentially("one")
    ann.writing.press("Shift+Enter")
    ann.writing.press_sequentially("two")
    ann.writing.press("Enter")
    expect(ann.writing).to_have_value("")
    expect(ann.page.locator("message-log .text")).to_have_text("one\ntwo")


def test_a_room_is_opened_joined_and_left(tab, place):
    title = place.fresh("Choir ")
    ann, bob = tab(0, "/messages").live(), tab(1, "/messages").live()
    ann.page.get_by_role("button", name="Rooms").click()
    ann.page.get_by_label("Title").fill(title)
    ann.page.get_by_role("button", name="Open", exact=True).click()
    expect(ann.page.get_by_role("heading", name=title)).to_be_visible()
    ann.say("Welcome")
    bob.page.get_by_role("button", name="Rooms").click()
    bob.page.get_by_label("Find a room").fill(title)
    bob.page.get_by_role("button", name=f"Join {title}").click()
    expect(bob.message("Welcome")).to_be_visible()
    expect(ann.page.locator("conversation-view").get_by_text("2 people")).to_be_visible()
    bob.say("Glad to be here")
    expect(ann.message("Glad to be here")).to_be_visible()
    bob.page.get_by_role("button", name="Members").click()
    bob.page.get_by_role("button", name="Leave room").click()
    bob.page.get_by_role("button", name="Leave", exact=True).click()
    bob.at("/messages")
    expect(bob.page.get_by_role("link", name=title)).to_have_count(0)
    expect(ann.page.locator("conversation-view").get_by_text("1 person")).to_be_visible()


def test_a_room_that_is_not_mine_says_so(tab, place):
    stranger = tab(3, f"/messages/{place.open_room(0)}")
    expect(stranger.page.get_by_role("alert")).to_contain_text("There is no such conversation")
    expect(stranger.page.get_by_role("link", name="To your conversations")).to_be_visible()


def test_earlier_messages_come_above_without_moving_what_is_read(tab, place):
    room = place.open_room(0)
    with place.live(0) as socket:
        for number in range(120):
            text = f"message number {number:03}"
            socket.ok("send", conversation=room, key=text, text=text)
    ann = tab(0, f"/messages/{room}").live()
    expect(ann.message("message number 119")).to_be_in_viewport()
    assert len(ann.heard()) == 50
    read = ann.message("message number 075").element_handle()
    to_start = """(read) => {
      read.closest('.log').scrollTop = 0
      return read.getBoundingClientRect().top
    }"""
    for earliest in ("message number 020", "message number 000"):
        before = read.evaluate(to_start)
        expect(ann.message(earliest)).to_have_count(1)
        assert abs(read.evaluate("(read) => read.getBoundingClientRect().top") - before) < 1
    assert ann.heard() == [f"message number {number:03}" for number in range(120)]


def test_who_reads_earlier_messages_is_told_of_new_ones_and_not_moved(tab, place):
    room = place.open_room(0)
    place.join(1, room)
    with place.live(0) as socket:
        for number in range(40):
            socket.ok("send", conversation=room, key=f"k{number}", text=f"message number {number}")
    ann, bob = tab(0, f"/messages/{room}").live(), tab(1, f"/messages/{room}").live()
    expect(ann.message("message number 39")).to_be_in_viewport()
    log = ann.page.get_by_role("log")
    log.evaluate("(log) => { log.scrollTop = 300 }")
    ann.page.wait_for_timeout(100)
    before = log.evaluate("(log) => log.scrollTop")
    bob.say("something new")
    jump = ann.page.get_by_role("button", name="1 new")
    expect(jump).to_be_visible()
    assert log.evaluate("(log) => log.scrollTop") == before
    jump.click()
    expect(ann.message("something new")).to_be_in_viewport()
    expect(jump).to_be_hidden()


def test_a_message_that_is_begun_waits_in_its_own_room(tab, place):
    first, second = place.open_room(0), place.open_room(0)
    ann = tab(0, f"/messages/{first}").live()
    ann.writing.fill("half a sentence")
    ann.page.goto(f"{ann.url}/messages/{second}")
    expect(ann.writing).to_have_value("")
    ann.page.goto(f"{ann.url}/messages/{first}")
    expect(ann.writing).to_have_value("half a sentence")
