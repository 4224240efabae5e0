"""What a screen reader is told while somebody reads: all of it, each thing once."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect
from test_conversations import say_as

LISTEN = """() => {
  window.spoken = []
  new MutationObserver(() => {
    const { textContent } = document.querySelector("status-line")
    if (textContent && textContent !== window.spoken.at(-1)) window.spoken.push(textContent)
  }).observe(document.querySelector("status-line"), { childList: true, characterData: true, subtree: true })
}"""
ALL_SAID = 8_000  # ms in which everything is said: sentences come two seconds apart


@pytest.fixture
def listening(tab, make_place):
    """u0 reads the feed, and what is said to them is kept."""
    place = make_place(users=5, rooms=1)
    place.post(1, text="before")
    talks = [place.open_direct(0, other) for other in (1, 2)]
    one = tab(0, at=place).live()
    expect(one.card("before")).to_be_visible()
    one.page.wait_for_timeout(600)  # what stands around the page comes after it
    one.page.evaluate(LISTEN)
    return place, talks, one


def heard(one) -> str:
    return " | ".join(one.page.evaluate("window.spoken"))


def test_what_comes_together_is_summed_up_and_nothing_is_lost(listening):
    place, talks, one = listening
    for text in ("one", "two", "three"):
        place.post(1, text=text)
    for person, talk in ((1, talks[0]), (2, talks[1])):
        say_as(place, person, talk, "hello")
    assert place.api(3).ask("PUT", f"/api/friends/{place.names[0]}").status == 200
    one.page.wait_for_function(
        "() => /u1.*/.test(spoken.join()) && /u2/.test(spoken.join()) && /3 new posts/.test(spoken.join())"
        " && /1 friend request/.test(spoken.join())", timeout=ALL_SAID)
    said = heard(one)
    for once in ("u1 wrote to you", "u2 wrote to you", "3 new posts", "1 friend request"):
        assert said.count(once) == 1, said
    assert len(one.page.evaluate("window.spoken")) <= 4, said


def test_what_the_bell_tells_is_said(listening):
    place, _, one = listening
    mine = place.post(0, text="mine")["id"]
    with place.live(1) as other:
        other.ok("like", post=mine)
        expect(one.spoken).to_have_text(re.compile("u1 likes your post"), timeout=ALL_SAID)


def test_what_is_said_while_a_dialog_is_open_is_said_inside_it(listening):
    place, talks, one = listening
    one.page.keyboard.press("?")
    dialog = one.page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    say_as(place, 1, talks[0], "are you there?")
    expect(dialog.get_by_role("status")).to_have_text(re.compile("u1 wrote to you"), timeout=ALL_SAID)
    one.page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    place.post(2, text="afterwards")
    expect(one.page.locator("body > status-line")).to_have_text(re.compile("1 new post"), timeout=ALL_SAID)
