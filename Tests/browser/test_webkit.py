"""What people do most, in WebKitGTK: another engine than the one all other tests look into."""

from __future__ import annotations

import pytest
from place import PASSWORD, say
from playing import PACE, PLAY, SEEK, is_played, is_sought
from samples import picture, red_then_blue
from test_people import newcomer
from tray import uploaded
from waiting import until
from webkit import ENTER, WebKit

LIVE = """
  const app = document.querySelector('script[type=module]').src
  const { client } = await import(app.replace('main.js', 'live.js'))
  return client.status"""


def logged_in(place, browser: WebKit, name: str = "Bob") -> tuple[int, WebKit]:
    """Somebody new, and the browser in which they have logged in."""
    person = newcomer(place, name)
    return person, browser.log_in(place.names[person], PASSWORD)


def live(browser: WebKit) -> WebKit:
    """Waits until its socket is started."""
    assert until(lambda: browser.awaited(LIVE) == "live"), browser.awaited(LIVE)
    return browser


def test_who_logs_in_is_at_home_and_stays_so(webkit, place):
    person = newcomer(place, "Bob")
    bob = webkit().open("/messages").at("/login?next=/messages")
    bob.type("input", place.names[person], name="Username")
    bob.type("input", "not my password", name="Password")
    bob.click("button", "Log in")
    bob.find("[role=alert]", "password")
    bob.fill("input", PASSWORD, name="Password")
    bob.click("button", "Log in")
    live(bob.at("/messages")).reload()
    live(bob.at("/messages"))


def test_a_like_is_given_and_taken_back(webkit, place):
    ann = newcomer(place, "Ann")
    post = place.post(ann, text="WebKit likes this")
    _, bob = logged_in(place, webkit())
    live(bob)

    def likes() -> int:
        return place.api(ann).get(f"/api/posts/{post['id']}").json["post"]["likes"]["count"]

    for pressed, count in (("true", 1), ("false", 0)):
        bob.find("post-card", "WebKit likes this").find("button.like").click()
        assert until(lambda: likes() == count), likes()
        bob.find(f"post-card:has(.like[aria-pressed={pressed}]:not([data-pending]))", "WebKit likes this")
    with place.live(ann) as socket:
        socket.ok("like", post=post["id"])
    assert until(lambda: bob.find("post-card", "WebKit likes this").find(".count", "1").text == "1")


def test_messages_go_both_ways(webkit, place):
    person, bob = logged_in(place, webkit())
    room = place.rooms[0]
    place.join(person, room)
    live(bob.open(f"/messages/{room}"))
    with place.live(1) as ann:
        bob.type("textarea", "Hello from WebKit" + ENTER, name="Message")
        ann.event("message", lambda told: told["data"]["message"]["text"] == "Hello from WebKit")
        say(ann, room, "Hello to WebKit")
    bob.find("message-log .message", "Hello to WebKit")
    assert bob.all("message-log .message .state") == []


def test_what_was_missed_while_the_network_was_away_is_there_once_and_in_order(webkit, relay, place):
    wire = relay()
    person, bob = logged_in(place, webkit(wire.url))
    room = place.open_room(1)
    place.join(person, room)
    live(bob.open(f"/messages/{room}"))
    bob.script("window.marked = true")
    with place.live(1) as ann:
        for turn in range(2):
            say(ann, room, f"before {turn}")
            bob.find("message-log .message", f"before {turn}")
            wire.cut()
            bob.find("connection-banner", "Reconnecting")
            bob.type("textarea", f"from afar {turn}" + ENTER, name="Message")
            say(ann, room, f"missed {turn}")
            wire.mend()
            bob.find("message-log .message", f"missed {turn}")
            ann.event("message", lambda told: told["data"]["message"]["text"] == f"from afar {turn}", timeout=20)
    assert until(lambda: not bob.all("message-log .message .state"))
    wanted = [one["text"] for one in place.api(1).history(room)]
    assert sorted(wanted) == sorted(f"{what} {turn}" for what in ("before", "missed", "from afar") for turn in range(2))
    assert until(lambda: said(bob) == wanted), (said(bob), wanted)
    assert bob.script("return window.marked"), "the page was loaded again"


def said(browser: WebKit) -> list[str]:
    return [one.text for one in browser.all("message-log .message .text")]


def test_a_picture_is_shown(webkit, place):
    ann = newcomer(place, "Ann")
    media = uploaded(place, ann, picture("jpg"), "Stripes")
    post = place.post(ann, text="A picture in WebKit", media=[media["id"]])
    _, bob = logged_in(place, webkit())
    shown = bob.open(f"/p/{post['id']}").find("post-card img", name="Stripes")
    width = bob.awaited("const [image] = arguments; await image.decode(); return image.naturalWidth", shown)
    assert width >= 160


@pytest.mark.parametrize("suffix", ["mp4", "webm"])
def test_a_film_plays_and_seeks(webkit, relay, place, suffix):
    ann, wire = newcomer(place, "Ann"), relay(pace=PACE)
    media = uploaded(place, ann, red_then_blue(suffix))
    post = place.post(ann, text="WebKit plays", media=[media["id"]])
    _, bob = logged_in(place, webkit(wire.url))
    video = bob.open(f"/p/{post['id']}").find("post-card video")
    is_played(bob.awaited(f"const [video] = arguments; {PLAY}", video))
    before = len(wire.asked)
    sought = bob.awaited(f"const [video] = arguments; {SEEK}", video)
    is_sought(sought, wire, media["url"], before)
