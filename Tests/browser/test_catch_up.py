"""What was missed: a network that stalls, a server that returns, a page that comes back."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect
from test_conversations import COUNT_INSERTIONS, say_as
from test_return import RETURN, well

ONCE = "(text) => inserted.filter((one) => one === text).length"


@pytest.fixture
def talk(tab, make_place):
    """A server of their own, on which u0 and u1 have their conversation open."""
    place = make_place(users=4, rooms=1)
    talk = place.open_direct(0, 1)
    tabs = [tab(person, f"/messages/{talk}", at=place).live() for person in (0, 1)]
    for one in tabs:
        one.mark()
    return place, talk, *tabs


def test_what_came_while_the_connection_was_stalled_is_shown_once(talk):
    place, id, ann, bob = talk
    ann.say("before")
    expect(bob.said("before")).to_be_visible()
    bob.page.evaluate(COUNT_INSERTIONS)
    bob.page.context.set_offline(True)
    ann.say("into the tunnel")
    seq = say_as(place, 0, id, "deep in the tunnel")[0]
    path = f"/api/conversations/{id}/messages/{seq}"
    assert place.api(0).ask("PATCH", path, {"text": "out of the tunnel"}).status == 200
    bob.page.wait_for_timeout(1_000)
    expect(bob.said("tunnel")).to_have_count(0)
    bob.page.context.set_offline(False)
    expect(bob.said("out of the tunnel")).to_be_visible(timeout=RETURN)
    well(bob)
    assert bob.heard() == ["before", "into the tunnel", "out of the tunnel"]
    for text in ("into the tunnel", "deep in the tunnel"):
        assert bob.page.evaluate(ONCE, text) <= 1
    assert not bob.was_reloaded()


def test_a_talk_of_two_goes_on_over_a_restart(talk):
    place, id, ann, bob = talk
    ann.say("before")
    expect(bob.said("before")).to_be_visible()
    bob.do("before", "React")
    bob.page.get_by_role("button", name="👍").click()
    expect(ann.reaction("before", "👍")).to_be_visible()
    place.server.kill()
    expect(ann.banner).to_be_visible()
    ann.do("before", "Reply")
    ann.say("while it was away")
    expect(ann.pending()).to_contain_text("Sending…")
    bob.writing.fill("half a sentence")
    place.start()
    well(ann, bob)
    expect(bob.said("while it was away").locator(".quote")).to_have_text("u0: before")
    expect(ann.pending()).to_have_count(0)
    expect(bob.writing).to_have_value("half a sentence")
    expect(ann.said("while it was away").locator(".seen")).to_have_text("Seen", timeout=RETURN)
    for one in (ann, bob):
        expect(one.reaction("before", "👍")).to_have_text("👍 1")
        assert one.heard() == ["before", "while it was away"]
        assert not one.was_reloaded()


def test_more_than_can_be_continued_is_read_again(talk):
    place, id, ann, bob = talk
    first = say_as(place, 0, id, "first")[0]
    expect(bob.said("first")).to_be_visible()
    bob.page.context.set_offline(True)
    with place.live(0) as socket:
        refs = [
            socket.tell("send", conversation=id, key=f"many {number}", text=f"many {number}")
            for number in range(200)
        ]
        socket.answers(refs)
        for start in range(0, 1_000, 200):
            refs = [
                socket.tell("send", conversation=id, key=f"more {number}", text=f"more {number}")
                for number in range(start, start + 200)
            ]
            socket.answers(refs)
    assert place.api(0).ask("DELETE", f"/api/conversations/{id}/messages/{first}").status == 204
    place.server.kill()
    place.start()
    bob.page.context.set_offline(False)
    well(bob)
    expect(bob.said("more 999")).to_be_visible(timeout=RETURN)
    expect(bob.said("first")).to_have_count(0)
    texts = bob.heard()
    assert len(set(texts)) == len(texts)
    assert texts[-3:] == ["more 997", "more 998", "more 999"]


def test_a_refused_message_can_be_sent_again(talk):
    place, id, ann, bob = talk
    blocks = f"/api/blocks/{place.names[0]}"
    place.api(1).ask("PUT", blocks)
    expect(ann.page.get_by_role("alert")).to_contain_text("no longer in this conversation")
    place.api(1).ask("DELETE", blocks)
    expect(ann.writing).to_be_visible()
    ann.say("here again")
    expect(bob.said("here again")).to_be_visible()


def test_who_sits_in_the_past_is_not_moved_and_reads_on_without_a_hole(tab, make_place):
    place = make_place(users=3, rooms=1)
    talk = place.open_direct(0, 1)
    seqs = say_as(place, 0, talk, *(f"message {number:03}" for number in range(200)))
    bob = tab(1, f"/messages/{talk}?at={seqs[60]}", at=place).live()
    expect(bob.said("message 060")).to_be_in_viewport()
    top = bob.said("message 060").evaluate("(item) => item.getBoundingClientRect().top")
    say_as(place, 0, talk, "live 1")
    bob.page.wait_for_timeout(300)
    assert bob.said("live 1").count() == 0
    assert abs(bob.said("message 060").evaluate("(item) => item.getBoundingClientRect().top") - top) < 1
    log = bob.page.get_by_role("log")
    for _ in range(40):
        log.evaluate("(log) => { log.scrollTop = log.scrollHeight }")
        bob.page.wait_for_timeout(100)
        if bob.said("live 1").count():
            break
    texts = bob.heard()
    assert texts[-1] == "live 1"
    start = int(texts[0].split()[1])
    assert texts[:-1] == [f"message {number:03}" for number in range(start, 200)]
    log.evaluate("(log) => { log.scrollTop = log.scrollHeight }")
    expect(bob.page.get_by_role("button", name="To the end")).to_be_hidden()
    say_as(place, 0, talk, "live 2")
    expect(bob.said("live 2")).to_be_in_viewport()
