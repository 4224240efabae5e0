"""Pictures, videos and sounds are added to a text: chosen, sent, described, put in order, given up."""

from __future__ import annotations

import re

import pytest
from pictures import as_jpeg, noise, png, tall, told_upright, wide
from playwright.sync_api import expect
from test_people import newcomer
from tray import UPLOADS, decoded, grid, picture, writing


def test_a_picture_is_chosen_described_posted_and_seen_by_others(tab, place):
    ann, bob = writing(tab, place), tab(newcomer(place, "Bob")).live()
    ann.choose(picture("heron.png"))
    ann.ready("heron.png")
    expect(ann.row("heron.png").locator(".preview img")).to_be_visible()
    expect(ann.words).to_contain_text("no description yet")
    ann.describe("heron.png", "A heron on one leg")
    expect(ann.words).to_be_empty()
    ann.text.fill("Look who is here")
    ann.post.click()
    ann.tab.at("/")
    expect(grid(ann.tab, "Look who").locator("img")).to_have_attribute("alt", "A heron on one leg")
    bob.pill.click()
    seen = grid(bob, "Look who")
    expect(seen.get_by_role("button", name="Picture: A heron on one leg")).to_be_visible()
    assert decoded(seen.locator("img")) > 0
    told = seen.locator(".told")
    expect(told).to_be_hidden()
    seen.get_by_role("button", name="ALT").click()
    expect(told).to_have_text("A heron on one leg")


def test_several_are_chosen_dropped_and_pasted_put_in_order_and_taken_out(tab, place):
    ann = writing(tab, place)
    ann.choose(picture("a.png"), picture("b.png"))
    ann.hand("dragover", picture("c.png"))
    expect(ann.page.locator("form[data-over]")).to_be_visible()
    ann.hand("drop", picture("c.png"))
    expect(ann.page.locator("form[data-over]")).to_have_count(0)
    ann.hand("paste", picture("d.png"))
    ann.ready("a.png", "b.png", "c.png", "d.png")
    assert ann.names() == ["a.png", "b.png", "c.png", "d.png"]
    ann.hand("paste", picture("e.png"), picture("f.png"))
    expect(ann.problem).to_have_text("Up to 4 pictures go together: 2 were left out.")
    ann.hand("drop", picture("film.webm", b"film", "video/webm"))
    expect(ann.problem).to_contain_text("goes alone")
    ann.hand("drop", picture("notes.pdf", b"%PDF-1.7", "application/pdf"))
    expect(ann.problem).to_have_text("“notes.pdf” is no picture, video or sound.")
    assert ann.names() == ["a.png", "b.png", "c.png", "d.png"], "nothing is lost"
    ann.press("d.png", "Move up")
    expect(ann.row("d.png").get_by_role("button", name="Move up")).to_be_focused()
    ann.page.keyboard.press("Enter")
    assert ann.names() == ["a.png", "d.png", "b.png", "c.png"]
    with ann.page.expect_request(lambda one: one.method == "DELETE") as gone:
        ann.press("b.png", "Remove")
    assert gone.value.response().status == 204
    expect(ann.row("c.png")).to_be_focused()
    order = [ann.row(name).locator("textarea").get_attribute("id") for name in ("a.png", "d.png", "c.png")]
    assert len(set(order)) == 3
    for name in ("a.png", "d.png", "c.png"):
        ann.describe(name, f"This is {name}")
    ann.post.click()
    ann.tab.at("/")
    shown = ann.page.locator("post-card media-grid").first.locator("img")
    expect(shown).to_have_count(3)
    alts = [one.get_attribute("alt") for one in shown.all()]
    assert alts == ["This is a.png", "This is d.png", "This is c.png"]


def test_text_that_is_pasted_with_a_picture_of_it_stays_text(tab, place):
    ann = writing(tab, place)
    ann.page.evaluate(
        """() => {
          const data = new DataTransfer()
          data.setData('text/plain', 'words')
          data.setData('text/html', '<b>words</b>')
          data.items.add(new File(['x'], 'words.png', { type: 'image/png' }))
          document.querySelector('main form textarea')
            .dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true }))
        }"""
    )
    ann.choose(picture("a.png"))
    ann.ready("a.png")
    assert ann.names() == ["a.png"]


def test_progress_is_told_and_the_post_waits_for_it_while_its_text_is_written(tab, place):
    ann = writing(tab, place)
    ann.page.evaluate(
        """() => {
          window.parts = []
          const watched = { attributes: true, subtree: true, attributeFilter: ['value'] }
          new MutationObserver(() => {
            const bar = document.querySelector('media-tray progress[value]')
            if (bar) window.parts.push(bar.value)
          }).observe(document.querySelector('main'), watched)
        }"""
    )
    network = ann.page.context.new_cdp_session(ann.page)
    network.send("Network.emulateNetworkConditions", {
        "offline": False, "latency": 0, "downloadThroughput": -1, "uploadThroughput": 300_000,
    })
    ann.choose(picture("large.png", noise(600)))
    bar = ann.page.get_by_role("progressbar", name="Sending large.png")
    expect(bar).to_be_visible()
    expect(ann.row("large.png").locator(".now")).to_have_text(re.compile(r"^Sending, \d+ %$"))
    ann.text.fill("Written while")
    ann.post.click()
    expect(ann.words).to_have_text("Goes out as soon as everything is ready: 0 of 1.")
    ann.page.get_by_role("button", name="Do not send yet").click()
    expect(ann.words).to_contain_text("no description yet")
    ann.post.click()
    ann.text.fill("Written while it was sent")
    ann.tab.at("/")
    expect(grid(ann.tab, "Written while it was sent").locator("img")).to_have_count(1)
    parts = ann.page.evaluate("window.parts")
    assert parts == sorted(parts) and len([part for part in parts if 0 < part < 100]) >= 2, parts


def test_what_was_just_chosen_goes_along(tab, place):
    ann = writing(tab, place)
    ann.text.fill("In a hurry")
    ann.page.evaluate(
        """(noise) => {
          const data = new DataTransfer()
          data.items.add(new File([Uint8Array.from(noise)], 'a.png', { type: 'image/png' }))
          const form = document.querySelector('main form')
          form.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }))
          form.requestSubmit()
        }""",
        list(wide()),
    )
    ann.tab.at("/")
    expect(grid(ann.tab, "In a hurry").locator("img")).to_have_count(1)


def test_three_are_sent_at_a_time_and_one_on_its_way_is_called_back(tab, place):
    ann = writing(tab, place)
    held: list = []
    is_open: list[bool] = []
    ann.page.route(UPLOADS, lambda route: route.continue_() if is_open else held.append(route))
    ann.choose(*(picture(f"{name}.png") for name in "abcd"))
    expect(ann.row("d.png").locator(".now")).to_have_text("Waiting for its turn")
    on_their_way = ann.page.locator("media-tray li:is([data-state=sending], [data-state=making])")
    expect(on_their_way).to_have_count(3)
    with ann.page.expect_event("requestfailed"):
        ann.press("b.png", "Remove")
    expect(ann.row("d.png")).to_have_attribute("data-state", re.compile("sending|making"))
    assert ann.names() == ["a.png", "c.png", "d.png"]
    is_open.append(True)
    for route in held:
        if "b.png" not in route.request.url:
            route.continue_()
    ann.ready("a.png", "c.png", "d.png")


@pytest.mark.parametrize("how", ["lost", "busy"])
def test_what_was_lost_is_sent_again_and_is_there_once(tab, place, how):
    ann = writing(tab, place)
    busy = {"error": {"code": "busy", "message": "Too many pictures at once."}}

    def once(route) -> None:
        if how == "lost":
            route.fetch()  # the server has it, and nobody hears of that
            route.abort("connectionreset")
        else:
            route.fulfill(status=503, json=busy)

    ann.page.route(UPLOADS, once, times=1)
    ann.choose(picture("a.png"))
    words = "The server does not answer." if how == "lost" else "Too many pictures at once."
    expect(ann.row("a.png").locator(".now")).to_have_text(words)
    expect(ann.tab.spoken).to_contain_text(f"a.png: {words}")
    ann.text.fill(f"Once {how}")
    ann.post.click()
    expect(ann.row("a.png")).to_be_focused()
    ann.press("a.png", "Retry")
    ann.ready("a.png")
    expect(ann.tab.spoken).to_contain_text("a.png is ready.")
    ann.post.click()
    ann.tab.at("/")
    expect(grid(ann.tab, f"Once {how}").locator("img")).to_have_count(1)


def test_the_server_says_why_it_does_not_take_a_file(tab, place):
    ann = writing(tab, place)
    whole = wide()
    half = picture("half.png", whole[: len(whole) // 2])
    ann.choose(picture("words.png", b"I am a picture, believe me."), half)
    for name in ("words.png", "half.png"):
        expect(ann.row(name)).to_have_attribute("data-state", "failed")
        expect(ann.row(name).locator(".now")).to_have_text(re.compile(r"\w+ .*\.$"))
        expect(ann.row(name).get_by_role("button", name="Retry")).to_be_hidden()
        ann.press(name, "Remove")
    expect(ann.add).to_be_focused()
    ann.hand("drop", picture("huge.png", png([bytes(30)] * 10, 10, says=(20_000, 20_000))))
    expect(ann.page.locator("media-tray")).to_contain_text(re.compile("pixel", re.I))


def test_what_was_taken_out_is_told_and_nobody_must_describe(tab, place):
    ann = writing(tab, place)
    photo = told_upright(as_jpeg(ann.page, tall()), "Taken at home")
    ann.choose(picture("photo.jpg", photo, "image/jpeg"))
    ann.ready("photo.jpg")
    expect(ann.row("photo.jpg").locator(".now")).to_contain_text("Removed: ")
    expect(ann.words).to_contain_text("It can go without")
    ann.post.click()
    ann.tab.at("/")
    shown = ann.page.locator("post-card media-grid").first
    expect(shown.get_by_role("button", name="Picture, not described")).to_be_visible()


def test_what_was_added_is_there_after_one_was_elsewhere_and_a_tab_asks_before_it_goes(tab, place):
    ann = writing(tab, place)
    asked: list[str] = []
    ann.page.on("dialog", lambda dialog: asked.append(dialog.type))
    ann.choose(picture("a.png"))
    ann.ready("a.png")
    ann.describe("a.png", "Begun")
    ann.page.get_by_role("link", name="Home", exact=True).click()
    ann.tab.at("/")
    ann.page.get_by_role("link", name="What is new?").click()
    ann.ready("a.png")
    expect(ann.row("a.png").locator("textarea")).to_have_value("Begun")
    ann.page.reload()
    assert asked == ["beforeunload"]
    ann.page.reload()
    assert asked == ["beforeunload"], "nothing is left to lose"


def test_a_post_that_is_refused_comes_back_with_its_pictures(tab, place):
    ann = writing(tab, place)
    refusal = {"error": {"code": "invalid", "message": "Not like that.", "field": "media"}}
    ann.page.route("**/api/posts", lambda route: route.fulfill(status=422, json=refusal), times=1)
    ann.choose(picture("a.png"))
    ann.ready("a.png")
    ann.describe("a.png", "A heron")
    ann.text.fill("Once more")
    ann.post.click()
    draft = ann.tab.at("/").draft("Once more")
    expect(draft).to_contain_text("Not like that.")
    expect(draft.locator("media-grid img")).to_have_count(1)
    draft.get_by_role("button", name="Edit").click()
    expect(ann.rows.locator("textarea")).to_have_value("A heron")
    ann.post.click()
    ann.tab.at("/")
    expect(grid(ann.tab, "Once more").get_by_role("button", name="Picture: A heron")).to_be_visible()


def test_everything_is_done_by_keyboard(tab, place):
    ann = writing(tab, place)
    keys = ann.page.keyboard
    expect(ann.text).to_be_focused()
    ann.add.focus()
    with ann.page.expect_file_chooser() as dialog:
        keys.press("Enter")
    dialog.value.set_files([picture("a.png"), picture("b.png")])
    ann.ready("a.png", "b.png")
    ann.row("a.png").focus()
    for _ in range(2):
        keys.press("Tab")
    keys.press("Enter")  # down
    assert ann.names() == ["b.png", "a.png"]
    for _ in range(2):
        keys.press("Tab")
    expect(ann.row("a.png").locator("textarea")).to_be_focused()
    keys.type("By hand")
    ann.text.focus()
    keys.type("With keys")
    keys.press("Control+Enter")
    ann.tab.at("/")
    expect(grid(ann.tab, "With keys").locator("img")).to_have_count(2)
