"""Two people talk: what they say and change, how far they have read, and who writes."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect
from tab import talk_in_turn
from test_access import violations
from test_people import newcomer
from waiting import until

SOON = 10_000  # ms

COUNT_INSERTIONS = """() => {
  window.inserted = []
  const seen = (node) => node.matches?.('.message') && inserted.push(node.querySelector('.text').textContent)
  const see = (changes) => {
    const isLive = document.querySelector('[role=log]').getAttribute('aria-live') !== 'off'
    for (const { addedNodes } of isLive ? changes : []) addedNodes.forEach(seen)
  }
  new MutationObserver(see).observe(document.querySelector('[role=log] ol'), { childList: true })
}"""


@pytest.fixture
def pair(place):
    """Two people whom nobody knows yet: their numbers and names."""
    return newcomer(place, "Ann"), newcomer(place, "Bob")


@pytest.fixture
def talk(tab, place, pair):
    """Both have their conversation open: its id and their tabs."""
    talk = place.open_direct(*pair)
    path = f"/messages/{talk}"
    return talk, tab(pair[0], path).live(), tab(pair[1], path).live()


def say_as(place, person: int, talk: str, *texts: str, **more) -> list[int]:
    with place.live(person) as socket:
        return [
            socket.ok("send", conversation=talk, key=place.fresh("k"), text=text, **more)["seq"]
            for text in texts
        ]


def test_two_people_talk_and_each_message_is_put_in_once(talk):
    _, ann, bob = talk
    for one in (ann, bob):
        expect(one.page.get_by_role("heading", level=1)).to_have_text("Bob" if one is ann else "Ann")
        one.page.evaluate(COUNT_INSERTIONS)
    expected = talk_in_turn(ann, bob)
    for one in (ann, bob):
        assert one.heard() == expected
        assert one.page.evaluate("inserted") == expected, "read out once each"


def test_a_message_is_changed_and_deleted_for_both(talk):
    _, ann, bob = talk
    ann.say("Did you see the forst?")
    expect(bob.said("forst")).to_be_visible()
    ann.do("forst", "Edit")
    editor = ann.page.get_by_role("textbox", name="Your message")
    expect(editor).to_be_focused()
    editor.fill("Did you see the frost?")
    editor.press("Enter")
    for one in (ann, bob):
        expect(one.said("the frost")).to_contain_text("edited")
        expect(one.said("forst")).to_have_count(0)
    bob.said("the frost").locator(".text").hover()
    expect(bob.said("the frost").get_by_role("button", name="Reply")).to_be_visible()
    expect(bob.page.get_by_role("button", name="Edit", exact=True)).to_have_count(0)
    ann.do("the frost", "Delete")
    ann.page.get_by_role("dialog").get_by_role("button", name="Delete").click()
    for one in (ann, bob):
        expect(one.said("This message was deleted.")).to_be_visible()
        expect(one.said("the frost")).to_have_count(0)
    ann.page.reload()
    expect(ann.said("This message was deleted.")).to_be_visible()


def test_what_can_be_done_with_a_message_comes_and_goes_under_a_pointer_at_rest(tab, place, pair):
    talk = place.open_direct(*pair)
    ann = tab(pair[0], f"/messages/{talk}").live()
    bar = ann.page.locator("message-bar")
    ann.page.context.set_offline(True)
    ann.say("Is it snowing?")
    ann.said("snowing").locator(".text").hover()
    expect(ann.pending()).to_have_count(1)
    expect(bar).to_have_count(0)
    ann.page.context.set_offline(False)
    expect(bar.get_by_role("button", name="Reply")).to_be_visible(timeout=SOON)
    seq = place.api(pair[0]).history(talk)[-1]["seq"]
    assert place.api(pair[0]).ask("DELETE", f"/api/conversations/{talk}/messages/{seq}").status == 204
    expect(ann.said("This message was deleted.")).to_be_visible()
    expect(bar).to_have_count(0)


def test_an_answer_shows_what_it_answers_and_leads_there(tab, place, pair):
    talk = place.open_direct(*pair)
    first = say_as(place, pair[0], talk, "the very first thing")[0]
    say_as(place, pair[0], talk, *(f"message number {number}" for number in range(120)))
    say_as(place, pair[1], talk, "about that", replyTo=first)
    ann = tab(pair[0], f"/messages/{talk}").live()
    quote = ann.said("about that").locator(".quote")
    expect(quote).to_have_text("Ann: the very first thing")
    assert ann.said("the very first thing").count() == 0
    quote.click()
    expect(ann.said("the very first thing")).to_be_in_viewport()
    expect(ann.said("the very first thing")).to_be_focused()
    ann.page.get_by_role("button", name="To the end").click()
    expect(ann.said("about that")).to_be_in_viewport()
    ann.do("about that", "Reply")
    expect(ann.page.get_by_text("Answering Bob: about that")).to_be_visible()
    expect(ann.writing).to_be_focused()
    ann.say("and about this")
    expect(ann.said("and about this").locator(".quote")).to_have_text("Bob: about that")
    expect(ann.page.get_by_text("Answering")).to_have_count(0)
    ann.say("nothing else")
    expect(ann.said("nothing else").locator(".quote")).to_have_count(0)


def test_reactions_are_counted_for_both_and_taken_back(talk):
    _, ann, bob = talk
    ann.say("Snow!")
    expect(bob.said("Snow!")).to_be_visible()
    bob.do("Snow!", "React")
    bob.page.get_by_role("button", name="🎉").click()
    for one, is_mine in ((ann, "false"), (bob, "true")):
        expect(one.reaction("Snow!", "🎉")).to_have_text("🎉 1")
        expect(one.reaction("Snow!", "🎉")).to_have_attribute("aria-pressed", is_mine)
    ann.reaction("Snow!", "🎉").click()
    for one in (ann, bob):
        expect(one.reaction("Snow!", "🎉")).to_have_text("🎉 2")
    bob.reaction("Snow!", "🎉").click()
    for one, is_mine in ((ann, "true"), (bob, "false")):
        expect(one.reaction("Snow!", "🎉")).to_have_text("🎉 1")
        expect(one.reaction("Snow!", "🎉")).to_have_attribute("aria-pressed", is_mine)
    ann.reaction("Snow!", "🎉").click()
    for one in (ann, bob):
        expect(one.reaction("Snow!", "🎉")).to_have_count(0)


def test_who_writes_is_seen_to_until_it_is_said_or_a_while_has_passed(talk):
    _, ann, bob = talk
    typing = bob.page.locator(".typing")
    ann.writing.press_sequentially("I am")
    expect(typing).to_have_text("Ann is typing…")
    ann.writing.press("Enter")
    expect(bob.said("I am")).to_be_visible()
    expect(typing).to_have_text("")
    bob.page.wait_for_timeout(4_000)  # the server lets one sign through in as long
    ann.writing.press_sequentially("here")
    expect(typing).to_have_text("Ann is typing…")
    expect(typing).to_have_text("", timeout=8_000)
    assert 1 <= len(ann.asked("typing")) <= 3, "not one for each key"


def test_seen_stands_under_the_last_message_that_was_seen(tab, place, pair):
    talk = place.open_direct(*pair)
    ann = tab(pair[0], f"/messages/{talk}").live()
    ann.say("one")
    ann.say("two")
    expect(ann.pending()).to_have_count(0)
    expect(ann.page.locator(".seen")).to_have_count(0)
    bob = tab(pair[1], f"/messages/{talk}").live()
    expect(ann.said("two").locator(".seen")).to_have_text("Seen")
    bob.page.goto(f"{bob.url}/")
    ann.say("three")
    expect(ann.pending()).to_have_count(0)
    expect(ann.page.locator(".seen")).to_have_count(1)
    expect(ann.said("two").locator(".seen")).to_be_visible()


def test_what_is_read_here_is_read_in_every_tab_and_on_every_device(visitor, place, pair):
    talk = place.open_direct(*pair)
    say_as(place, pair[0], talk, "one", "two")
    laptop, phone = visitor(pair[1]), visitor(pair[1])
    reader, other = laptop.open("/messages").live(), laptop.open("/").live()
    far = phone.open("/friends").live()
    for one in (reader, other, far):
        expect(one.badge("messages")).to_have_text("2 unread messages")
        expect(one.badge("unread")).to_have_text("1 new")
    expect(other.page).to_have_title(re.compile(r"^\(\d+\) Home"))
    expect(reader.listed("Ann").locator(".badge")).to_have_text("2 unread")
    say_as(place, pair[0], talk, "three")
    for one in (reader, other, far):
        expect(one.badge("messages")).to_have_text("3 unread messages")
    reader.listed("Ann").click()
    expect(reader.said("three")).to_be_visible()
    for one in (reader, other, far):
        expect(one.badge("messages")).to_be_hidden()
        expect(one.badge("unread")).to_be_hidden()
    expect(reader.listed("Ann").locator(".badge")).to_be_hidden()


def test_a_toast_tells_of_a_message_and_goes_when_it_is_read_elsewhere(visitor, place, pair):
    talk = place.open_direct(*pair)
    phone, laptop = visitor(pair[1]).open("/").live(), visitor(pair[1]).open("/").live()
    say_as(place, pair[0], talk, "hello")
    expect(phone.spoken).to_have_text("Ann wrote to you")
    with place.live(pair[1]) as socket:
        socket.ok("read", conversation=talk, seq=place.api(pair[1]).history(talk)[-1]["seq"])
    expect(phone.spoken).to_have_text("", timeout=2_000)
    expect(laptop.badge("messages")).to_be_hidden()


def test_what_nobody_sees_is_not_read(tab, place, pair):
    talk = place.open_direct(*pair)
    bob = tab(pair[1], f"/messages/{talk}").live()
    bob.page.evaluate(
        """() => {
          Object.defineProperty(document, 'hidden', { get: () => window.isAway, configurable: true })
          window.isAway = true
        }"""
    )
    say_as(place, pair[0], talk, "are you there?")
    expect(bob.said("are you there?")).to_be_visible()
    expect(bob.badge("messages")).to_have_text("1 unread message")
    bob.page.evaluate("window.isAway = false; document.dispatchEvent(new Event('visibilitychange'))")
    expect(bob.badge("messages")).to_be_hidden()


@pytest.mark.parametrize("count", [3, 90])
def test_the_line_stands_where_the_unread_begin(tab, place, pair, count):
    talk = place.open_direct(*pair)
    say_as(place, pair[0], talk, *(f"old {number:02}" for number in range(30)))
    with place.live(pair[1]) as socket:
        socket.ok("read", conversation=talk, seq=place.api(pair[1]).history(talk)[-1]["seq"])
    say_as(place, pair[0], talk, *(f"new {number:02}" for number in range(count)))
    bob = tab(pair[1], f"/messages/{talk}").live()
    expect(bob.unread_line).to_be_in_viewport()
    following = "(line) => line.nextElementSibling.querySelector('.text').textContent"
    assert bob.unread_line.evaluate(following) == "new 00"
    say_as(place, pair[0], talk, "just now")
    bob.page.get_by_role("log").press("End")
    if count > 3:
        bob.page.get_by_role("button", name=re.compile("To the end|new$")).click()
    expect(bob.said("just now")).to_be_visible()
    if count == 3:
        assert bob.unread_line.evaluate(following) == "new 00"
    expect(bob.badge("messages")).to_be_hidden()
    conversation = f"/api/conversations/{talk}"
    assert until(lambda: place.api(pair[1]).get(conversation).json["conversation"]["unread"] == 0)
    bob.page.reload()
    expect(bob.said("just now")).to_be_visible()
    expect(bob.unread_line).to_have_count(0)


def test_a_mention_is_a_link_and_the_bell_leads_to_it(tab, place, pair):
    eve = newcomer(place, "Eve")
    talk = place.open_group(pair[0], pair[1], eve)
    say_as(place, pair[0], talk, *(f"before {number}" for number in range(60)))
    say_as(place, pair[0], talk, f"@{place.names[pair[1]]} look at this")
    say_as(place, pair[0], talk, *(f"after {number}" for number in range(60)))
    bob = tab(pair[1], "/notifications").live()
    bob.page.get_by_role("link", name="Ann mentioned you").click()
    expect(bob.said("look at this")).to_be_in_viewport()
    expect(bob.said("look at this")).to_be_focused()
    mention = bob.said("look at this").get_by_role("link", name=f"@{place.names[pair[1]]}")
    expect(mention).to_have_attribute("href", f"/u/{place.names[pair[1]]}")


def test_a_name_is_completed_while_one_writes_it(tab, place, pair):
    talk = place.open_group(pair[0], pair[1])
    ann = tab(pair[0], f"/messages/{talk}").live()
    ann.writing.press_sequentially("Hello @bo")
    expect(ann.page.get_by_role("option", name="Bob")).to_be_visible()
    ann.writing.press("Enter")
    expect(ann.writing).to_have_value(f"Hello @{place.names[pair[1]]} ")
    ann.writing.press("Enter")
    expect(ann.said(f"Hello @{place.names[pair[1]]}")).to_be_visible()


def test_a_conversation_begins_with_a_search_and_with_a_button(tab, place, pair):
    ann = tab(pair[0], "/messages").live()
    ann.page.get_by_role("button", name="Write").click()
    ann.page.get_by_label("To somebody whose name begins with").fill(place.names[pair[1]])
    ann.page.get_by_role("button", name="Write to Bob").click()
    expect(ann.page.get_by_role("heading", level=1)).to_have_text("Bob")
    ann.say("found you")
    bob = tab(pair[1], "/").live()
    expect(bob.badge("messages")).to_have_text("1 unread message")
    bob.page.goto(f"{bob.url}/u/{place.names[pair[0]]}")
    bob.page.get_by_role("button", name="Message").click()
    expect(bob.said("found you")).to_be_visible()


def test_who_is_blocked_meanwhile_is_told_and_keeps_the_draft(tab, place, pair, talk):
    _, ann, bob = talk
    bob.say("hello")
    expect(ann.said("hello")).to_be_visible()
    ann.writing.fill("half a sentence")
    blocked = f"/api/blocks/{place.names[pair[0]]}"
    assert place.api(pair[1]).ask("PUT", blocked).status in (200, 204)
    expect(ann.page.get_by_role("alert")).to_contain_text("What you had begun to write is kept")
    assert place.api(pair[1]).ask("DELETE", blocked).status in (200, 204)
    expect(ann.writing).to_have_value("half a sentence")


def test_a_conversation_is_had_by_keyboard_alone(tab, place, pair, talk):
    _, ann, bob = talk
    keys = ann.page.keyboard
    ann.writing.focus()
    keys.type("first")
    keys.press("Enter")
    bob.say("second")
    expect(ann.said("second")).to_be_visible()
    expect(ann.pending()).to_have_count(0)
    ann.page.get_by_role("log").focus()
    keys.press("ArrowUp")
    expect(ann.said("second")).to_be_focused()
    keys.press("ArrowUp")
    expect(ann.said("first")).to_be_focused()
    keys.press("ArrowDown")
    for _ in range(3):  # the name; React; Reply
        keys.press("Tab")
    expect(ann.page.get_by_role("button", name="Reply")).to_be_focused()
    keys.press("ArrowLeft")
    keys.press("Enter")
    expect(ann.page.get_by_role("button", name="👍")).to_be_focused()
    keys.press("Enter")
    expect(ann.said("second")).to_be_focused()
    expect(bob.reaction("second", "👍")).to_have_text("👍 1")
    keys.press("Escape")
    expect(ann.writing).to_be_focused()


def test_while_a_message_is_edited_its_conversation_may_change(tab, place, pair):
    talk = place.open_group(*pair)
    ann = tab(pair[0], f"/messages/{talk}").live()
    ann.say("one")
    ann.do("one", "Edit")
    assert place.api(pair[0]).ask("PATCH", f"/api/conversations/{talk}", {"title": "Renamed"}).status == 200
    expect(ann.page.get_by_role("heading", name="Renamed")).to_be_visible()
    expect(ann.writing).to_have_attribute("placeholder", "Message Renamed")


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_a_conversation_with_everything(tab, place, pair, scheme, width):
    talk = place.open_group(*pair)
    seq = say_as(place, pair[1], talk, "one", "two")[0]
    ann = tab(
        pair[0], f"/messages/{talk}", color_scheme=scheme, viewport={"width": width, "height": 844}
    ).live()
    expect(ann.unread_line).to_be_visible()
    ann.do("one", "React")
    assert violations(ann) == []
    ann.page.get_by_role("button", name="🔥").click()
    ann.do("one", "Reply")
    ann.say("three")
    say_as(place, pair[1], talk, "four", replyTo=seq)
    with place.live(pair[1]) as socket:
        socket.ok("read", conversation=talk, seq=place.api(pair[1]).history(talk)[-1]["seq"])
    expect(ann.page.locator(".seen")).to_have_text("Seen by 1")
    ann.page.locator(".seen").click()
    expect(ann.page.locator(".seen")).to_have_text("Seen by Bob")
    assert violations(ann) == []
    ann.do("three", "Edit")
    assert violations(ann) == []
    ann.page.keyboard.press("Escape")
    ann.writing.press_sequentially("@")
    expect(ann.page.get_by_role("option").first).to_be_visible()
    assert violations(ann) == []
    assert ann.page.evaluate("document.documentElement.scrollWidth") <= width


def test_axe_finds_nothing_in_forced_colours_and_nothing_overflows(tab, place, pair):
    talk = place.open_direct(*pair)
    say_as(place, pair[1], talk, "averylongwordwithoutaspace" * 8)
    ann = tab(pair[0], f"/messages/{talk}", forced_colors="active",
              viewport={"width": 320, "height": 640}).live()
    ann.do("averylong", "React")
    assert violations(ann) == []
    assert ann.page.evaluate("document.documentElement.scrollWidth") <= 320
