"""One's own picture: chosen, dropped or pasted, cut to a square, sent, changed and taken away."""

from __future__ import annotations

import base64
import os
import re
import time

import pytest
from pictures import as_jpeg, png, seen, tall, told_upright, wide
from playwright.sync_api import expect
from tab import Tab
from test_access import SMALL, violations
from test_people import befriend, newcomer


class Chooser:
    """The settings of somebody new, where their picture is."""

    def __init__(self, tab: Tab) -> None:
        self.tab = tab
        self.page = tab.page
        self.own = self.page.get_by_role("img", name="Your picture")
        self.file = self.page.get_by_label("Choose a picture")
        self.view = self.page.get_by_role("img", name="The square to be shown")
        self.use = self.page.get_by_role("button", name="Use this picture")
        self.cancel = self.page.locator("picture-chooser").get_by_role("button", name="Cancel")
        self.remove = self.page.get_by_role("button", name="Remove picture")
        self.progress = self.page.get_by_role("progressbar", name="Sending the picture")
        self.alert = self.page.locator("#picture-error")
        self.told = self.page.locator("picture-chooser .hint").last
        self.page.on("filechooser", lambda _: None)  # from now on no dialog is the browser's own
        expect(self.own).to_be_visible()
        self.page.evaluate(
            """() => {
              const { send } = XMLHttpRequest.prototype
              XMLHttpRequest.prototype.send = function (body) {
                window.sent = body
                send.call(this, body)
              }
            }"""
        )

    def choose(self, picture: bytes, name: str = "holiday.png", kind: str = "image/png") -> None:
        """Takes a file in the browser's dialog."""
        with self.page.expect_file_chooser() as dialog:
            self.file.click()
        dialog.value.set_files({"name": name, "mimeType": kind, "buffer": picture})

    def send(self) -> None:
        self.use.click()
        expect(self.told).to_have_text("Your picture was changed.")

    @property
    def address(self) -> str:
        """That of the picture that the page shows as one's own."""
        expect(self.own).to_be_visible()
        return self.own.get_attribute("src")

    def sent_size(self) -> list[int]:
        """Width and height of what was sent last."""
        return self.page.evaluate(
            """async () => {
              const { width, height } = await createImageBitmap(window.sent)
              return [width, height]
            }"""
        )

    def seen(self) -> tuple[tuple[int, int], set[str]]:
        return seen(self.page, self.address)


@pytest.fixture
def chooser(tab, place):
    def open_chooser(**options) -> Chooser:
        return Chooser(tab(newcomer(place, "Ann"), "/settings", **options).live())

    return open_chooser


def test_a_picture_is_chosen_shown_changed_and_taken_away(chooser):
    ann = chooser()
    drawn = ann.address
    expect(ann.remove).to_be_hidden()
    ann.choose(wide())
    expect(ann.view).to_be_focused()
    ann.cancel.click()
    assert ann.address == drawn
    ann.choose(wide())
    ann.send()
    assert ann.sent_size() == [60, 60]
    first = ann.address
    assert ann.seen() == ((512, 512), {"green"}), "the middle of what is wide"
    expect(ann.page.locator(".me img")).to_have_attribute("src", first.replace("512", "128"))
    ann.choose(tall())
    for _ in range(20):
        ann.view.press("ArrowUp")
    ann.send()
    assert ann.sent_size() == [60, 60]
    assert ann.address != first
    assert ann.seen() == ((512, 512), {"red"}), "the top of what is high"
    ann.remove.click()
    expect(ann.told).to_have_text("Your picture was removed.")
    assert ann.address == drawn
    expect(ann.remove).to_be_hidden()


def test_a_picture_is_cut_by_mouse_and_sliders(chooser):
    ann = chooser()
    ann.choose(wide())
    box = ann.view.bounding_box()
    middle = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    ann.page.mouse.move(*middle)
    ann.page.mouse.down()
    ann.page.mouse.move(middle[0] - box["width"] * 1.5, middle[1], steps=4)
    ann.page.mouse.up()
    expect(ann.page.get_by_label("Left and right")).to_have_value("100")
    ann.send()
    assert ann.seen() == ((512, 512), {"blue"}), "drawn to the left shows what is right"
    ann.choose(wide())
    ann.page.get_by_label("Zoom").fill("2")
    ann.page.get_by_label("Left and right").fill("0")
    ann.send()
    assert ann.sent_size() == [30, 30], "no larger than what was chosen"
    assert ann.seen() == ((512, 512), {"red"})


def test_a_picture_that_is_dropped_is_taken(chooser, tmp_path):
    ann = chooser()
    file = tmp_path / "dropped.png"
    file.write_bytes(wide())
    ann.own.scroll_into_view_if_needed()
    box = ann.own.bounding_box()
    hand = ann.page.context.new_cdp_session(ann.page)
    for step in ("dragEnter", "dragOver", "drop"):
        hand.send("Input.dispatchDragEvent", {
            "type": step, "x": box["x"] + 20, "y": box["y"] + 20,
            "data": {"items": [], "files": [str(file)], "dragOperationsMask": 1},
        })
    expect(ann.view).to_be_focused()
    ann.send()
    assert ann.seen() == ((512, 512), {"green"})


def test_a_picture_that_is_pasted_is_taken(chooser):
    ann = chooser(permissions=["clipboard-read", "clipboard-write"])
    ann.page.evaluate(
        """async (picture) => {
          const bytes = Uint8Array.from(atob(picture), (sign) => sign.charCodeAt(0))
          const blob = new Blob([bytes], { type: 'image/png' })
          await navigator.clipboard.write([new ClipboardItem({ 'image/png': blob })])
        }""",
        base64.b64encode(wide()).decode(),
    )
    ann.page.keyboard.press("Control+V")
    expect(ann.view).to_be_focused()
    ann.send()
    assert ann.seen() == ((512, 512), {"green"})


def test_a_picture_that_lies_on_its_side_is_upright_and_says_nothing_of_where_it_was_made(chooser):
    ann = chooser()
    where = "Under the third oak from the left"
    ann.choose(told_upright(as_jpeg(ann.page, wide()), where), "oak.jpg", "image/jpeg")
    expect(ann.view).to_be_focused()
    ann.page.get_by_label("Up and down").fill("0")
    ann.send()
    assert ann.seen() == ((512, 512), {"red"}), "what lay on the left is on top"
    bytes_of = "async (blob) => String.fromCharCode(...new Uint8Array(await blob.arrayBuffer()))"
    sent = ann.page.evaluate(f"({bytes_of})(window.sent)")
    kept = ann.page.evaluate(
        f"async (path) => ({bytes_of})(await (await fetch(path)).blob())", ann.address)
    assert [picture[8:12] for picture in (sent, kept)] == ["WEBP", "WEBP"]
    assert [part for part in (where, "Exif", "EXIF") if part in sent] == []
    assert kept.find(where) == -1  # an EXIF of the program's own, with nothing but its size, may be


def test_how_much_of_a_picture_was_sent_is_shown(chooser):
    ann = chooser()
    noise = [os.urandom(3 * 600) for _ in range(600)]
    ann.choose(png(noise, 600))
    expect(ann.view).to_be_focused()
    ann.page.evaluate(
        """() => {
          window.parts = []
          const bar = document.querySelector('picture-chooser progress')
          new MutationObserver(() => { if (bar.checkVisibility()) window.parts.push(bar.value) })
            .observe(bar, { attributes: true, attributeFilter: ['value'] })
        }"""
    )
    network = ann.page.context.new_cdp_session(ann.page)
    network.send("Network.emulateNetworkConditions", {
        "offline": False, "latency": 0, "downloadThroughput": -1, "uploadThroughput": 300_000,
    })
    ann.use.click()
    expect(ann.progress).to_be_visible()
    expect(ann.told).to_have_text("Your picture was changed.")
    expect(ann.progress).to_be_hidden()
    parts = ann.page.evaluate("window.parts")
    assert parts == sorted(parts) and parts[-1] == 1
    assert len([part for part in parts if 0 < part < 1]) >= 2, parts


def test_a_picture_on_its_way_can_be_called_back_and_is_sent_once(chooser):
    ann = chooser()
    drawn, held = ann.address, []
    ann.page.route("**/api/me/avatar", lambda route: held.append(route))
    ann.choose(wide())
    ann.use.focus()
    with ann.page.expect_request("**/api/me/avatar"):
        ann.page.keyboard.press("Enter")
    expect(ann.progress).to_be_visible()
    expect(ann.use).to_be_focused()
    ann.page.keyboard.press("Enter")
    ann.cancel.click()
    expect(ann.alert).to_have_text("Nothing was changed.")
    expect(ann.progress).to_be_hidden()
    expect(ann.view).to_be_visible()
    assert len(held) == 1
    ann.page.unroute("**/api/me/avatar")
    ann.send()
    assert ann.address != drawn


def test_what_is_no_picture_is_refused_in_words_and_never_sent(chooser):
    ann = chooser()
    drawn, sent = ann.address, []
    ann.page.on("request", lambda one: one.method == "PUT" and sent.append(one.url))
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'
    for name, file, words in (
        ("words.png", b"I am a picture, believe me.", "cannot be read"),
        ("nothing.png", b"", "cannot be read"),
        ("huge.png", png([bytes(30)] * 10, 10, says=(10_000, 6_000)), "more than 40 megapixels"),
        ("drawn.svg", svg, "cannot be read"),
    ):
        ann.choose(file, name, "image/svg+xml" if name == "drawn.svg" else "image/png")
        expect(ann.alert).to_contain_text(words)
        expect(ann.alert).to_contain_text("choose another one", ignore_case=True)
        expect(ann.file).to_have_attribute("aria-invalid", "true")
        expect(ann.use).to_be_hidden()
        ann.choose(wide())  # words go when there is no more reason for them
        expect(ann.alert).to_be_empty()
        ann.cancel.click()
        expect(ann.use).to_be_hidden()
    assert sent == [] and ann.address == drawn


def test_a_bad_file_leaves_the_picture_that_is_being_cut(chooser):
    ann = chooser()
    ann.choose(wide())
    expect(ann.view).to_be_focused()
    ann.choose(b"no picture")
    expect(ann.alert).to_contain_text("cannot be read")
    ann.page.get_by_label("Left and right").fill("100")
    ann.send()
    assert ann.seen() == ((512, 512), {"blue"})
    expect(ann.alert).to_be_empty()


def test_of_two_pictures_the_one_that_was_chosen_last_is_taken(chooser):
    ann = chooser()
    ann.page.evaluate(
        """() => {
          const make = window.createImageBitmap
          let first = true
          window.createImageBitmap = async (...how) => {
            if (!first) return make(...how)
            first = false
            await new Promise((resolve) => { window.release = resolve })
            const picture = await make(...how)
            setTimeout(() => { window.wasLate = true })
            return picture
          }
        }"""
    )
    ann.choose(tall())
    ann.page.wait_for_function("() => window.release !== undefined")
    ann.choose(wide())
    expect(ann.view).to_be_focused()
    ann.page.evaluate("window.release()")
    ann.page.wait_for_function("() => window.wasLate")
    ann.page.get_by_label("Left and right").fill("100")
    ann.send()
    assert ann.seen() == ((512, 512), {"blue"})


def test_what_the_server_says_of_a_picture_is_shown(chooser):
    ann = chooser()
    refusal = {"error": {"code": "unavailable", "message": "Not at the moment."}}
    ann.page.route("**/api/me/avatar", lambda route: route.fulfill(status=503, json=refusal))
    ann.choose(wide())
    ann.use.click()
    expect(ann.alert).to_have_text("Not at the moment.")
    expect(ann.view).to_be_visible()
    ann.page.unroute("**/api/me/avatar")
    ann.send()


def test_a_picture_is_changed_and_taken_away_by_keyboard_alone(chooser):
    ann = chooser()
    keys = ann.page.keyboard
    ann.file.focus()
    with ann.page.expect_file_chooser() as dialog:
        keys.press("Enter")
    dialog.value.set_files({"name": "a.png", "mimeType": "image/png", "buffer": wide()})
    expect(ann.view).to_be_focused()
    assert ann.view.evaluate("one => getComputedStyle(one).outlineStyle") != "none"
    for _ in range(20):
        keys.press("ArrowRight")
    keys.press("+")
    keys.press("Tab")
    expect(ann.page.get_by_label("Zoom")).to_be_focused()
    assert float(ann.page.get_by_label("Zoom").input_value()) == pytest.approx(1.1)
    for _ in range(4):  # left and right, up and down, cancel, use
        keys.press("Tab")
    expect(ann.use).to_be_focused()
    keys.press("Enter")
    expect(ann.told).to_have_text("Your picture was changed.")
    expect(ann.tab.spoken).to_have_text("Your picture was changed.")
    expect(ann.file).to_be_focused()
    assert ann.seen() == ((512, 512), {"blue"})
    keys.press("Tab")
    expect(ann.remove).to_be_focused()
    keys.press("Enter")
    expect(ann.told).to_have_text("Your picture was removed.")
    expect(ann.file).to_be_focused()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_picture_is_cut_on_a_small_screen_and_axe_finds_nothing(chooser, scheme):
    ann = chooser(viewport=SMALL, color_scheme=scheme)
    ann.choose(b"no picture")
    expect(ann.alert).not_to_be_empty()
    assert violations(ann.tab) == []
    ann.choose(tall())
    expect(ann.view).to_be_focused()
    assert violations(ann.tab) == []
    beyond = ann.page.evaluate(
        """(width) => [...document.querySelectorAll('picture-chooser *')]
          .filter((one) => one.checkVisibility())
          .filter((one) => { const { left, right } = one.getBoundingClientRect()
            return left < 0 || right > width })
          .map((one) => one.outerHTML.slice(0, 80))""",
        SMALL["width"],
    )
    assert beyond == []
    assert ann.page.evaluate("document.documentElement.scrollWidth") <= SMALL["width"]
    small = ann.page.evaluate(
        """() => [...document.querySelectorAll('picture-chooser :is(button, input)')]
          .filter((one) => one.checkVisibility())
          .filter((one) => { const { width, height } = one.getBoundingClientRect()
            return width < 24 || height < 24 })
          .map((one) => one.outerHTML.slice(0, 80))"""
    )
    assert small == [], "24 by 24 pixels: WCAG 2.2, 2.5.8"
    ann.page.get_by_label("Up and down").fill("100")
    ann.send()
    assert ann.seen() == ((512, 512), {"blue"})


def test_what_others_have_open_shows_another_picture_within_a_second(chooser, visitor, place):
    ann = chooser()
    one = len(place.names) - 1  # Ann
    bob = newcomer(place, "Bob")
    befriend(place, one, bob)
    post, room = place.post(one), place.open_room(one)
    place.join(bob, room)
    with place.live(one) as socket:
        socket.ok("send", conversation=room, key=place.fresh(), text="Here I am")
    said = {"text": "Well said", "key": place.fresh("comment-")}
    assert place.api(one).post(f"/api/posts/{post['id']}/comments", said).status == 201
    with place.live(one) as socket:
        socket.ok("like", post=place.post(bob)["id"])
    friend, stranger = visitor(bob), visitor(newcomer(place, "Eve"))
    pictures = []
    for somebody, path, where in (
        (stranger, "/", f"post-card[data-id='{post['id']}'] header"),
        (friend, "/", "online-now li"),
        (friend, f"/p/{post['id']}", ".comment"),
        (friend, f"/messages/{room}", "message-log .message"),
        (friend, "/notifications", ".notice"),
        (friend, "/friends", "[data-people=here] person-row"),
        (friend, f"/u/{place.names[one]}", ".about .picture"),
    ):
        page = somebody.open(path).live().page
        pictures.append(page.locator(f"{where} .avatar").first)
        expect(pictures[-1]).to_have_attribute("src", f"/avatars/{place.ids[one]}.svg")
    for press in (lambda: (ann.choose(wide()), ann.send()), ann.remove.click):
        before = ann.address
        press()
        expect(ann.own).not_to_have_attribute("src", before)
        end = time.monotonic() + 1
        now = ann.address.replace("-512.webp", "")
        for picture in pictures:
            left = max(1, 1_000 * (end - time.monotonic()))
            expect(picture).to_have_attribute("src", re.compile(f"^{now}"), timeout=left)
