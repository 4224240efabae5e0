"""A film is played and sought in, in Chromium; `test_webkit.py` does the same in WebKitGTK."""

from __future__ import annotations

import pytest
from playing import PACE, PLAY, SEEK, is_played, is_sought
from playwright.sync_api import expect
from samples import red_then_blue
from test_people import newcomer
from tray import grid, uploaded


@pytest.mark.parametrize("suffix", ["mp4", "webm"])
def test_a_film_plays_and_seeks(visitor, relay, place, suffix):
    ann, wire = newcomer(place, "Ann"), relay(pace=PACE)
    media = uploaded(place, ann, red_then_blue(suffix))
    post = place.post(ann, text="Plays and seeks", media=[media["id"]])
    bob = visitor(newcomer(place, "Bob"), through=wire.url).open(f"/p/{post['id']}")
    video = grid(bob, "Plays and seeks").locator("video")
    video.scroll_into_view_if_needed()
    is_played(video.evaluate(f"async (video) => {{ {PLAY} }}"))
    before = len(wire.asked)
    sought = video.evaluate(f"async (video) => {{ {SEEK} }}")
    is_sought(sought, wire, media["url"], before)


def test_a_film_is_played_and_sought_in_by_keyboard(tab, place):
    ann = newcomer(place, "Ann")
    media = uploaded(place, ann, red_then_blue("mp4"))
    post = place.post(ann, text="By keyboard", media=[media["id"]])
    bob = tab(newcomer(place, "Bob"), f"/p/{post['id']}")
    video, keys = grid(bob, "By keyboard").locator("video"), bob.page.keyboard
    video.evaluate(
        """(video) => {
          video.muted = true
          window.sought = []
          video.addEventListener('seeked', () => window.sought.push(video.currentTime))
        }"""
    )
    video.focus()
    keys.press("Space")
    bob.page.wait_for_function("() => document.querySelector('post-card video').currentTime > 0.3")
    keys.press("Space")
    expect(video).to_have_js_property("paused", True)
    assert bob.page.evaluate("window.sought") == []
    stopped = video.evaluate("(video) => video.currentTime")
    for times in (1, 2, 3):
        keys.press("ArrowRight")
        bob.page.wait_for_function("(times) => window.sought.length === times", arg=times)
    assert bob.page.evaluate("window.sought")[-1] > stopped + 0.5
