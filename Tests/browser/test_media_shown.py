"""Pictures, videos and sounds as they are shown, looked at and edited."""

from __future__ import annotations

import re

import pytest
from pictures import film, moving_gif, tall, tone, wide
from playwright.sync_api import expect
from test_access import SMALL, violations
from test_people import newcomer
from tray import PHONE, SHIFTS, UPLOADS, decoded, fits, grid, picture, post_of, uploaded, writing


def test_a_grid_keeps_its_place_so_that_nothing_jumps(tab, place):
    ann = newcomer(place, "Ann")
    for count in range(1, 5):
        made = [wide(50 + 7 * index + count) for index in range(count)]
        post_of(place, ann, *made, text=f"Shows {count} now")
    post_of(place, ann, tall(150), text="A high one")
    for size in (PHONE, {"width": 1280, "height": 800}):
        reader = tab(newcomer(place, "Bob"), "/nowhere", viewport=size)
        held: list = []
        is_open: list[bool] = []
        reader.page.add_init_script(SHIFTS)
        reader.page.route("**/media/**", lambda route: route.continue_() if is_open else held.append(route))
        reader.page.goto(reader.url + "/")
        expect(grid(reader, "Shows 1 now")).to_be_attached()
        grids = reader.page.locator("post-card media-grid")
        before = [one.bounding_box() for one in grids.all()]
        assert all(box["height"] > 50 for box in before), "their place is kept"
        is_open.append(True)
        for route in held:
            route.continue_()
        for shown in grids.all():
            shown.scroll_into_view_if_needed()
            for one in shown.locator("img").all():
                assert decoded(one) > 0
        reader.page.evaluate("scrollTo(0, 0)")
        assert [one.bounding_box() for one in grids.all()[: len(before)]] == before
        assert sum(reader.page.evaluate("window.shifts")) < 0.02
        assert grid(reader, "A high one").bounding_box()["height"] <= 500
        shapes = [_shape(grid(reader, f"Shows {count} now")) for count in (2, 3, 4)]
        assert shapes == [[(0, 0), (1, 0)], [(0, 0), (1, 0), (1, 1)], [(0, 0), (1, 0), (0, 1), (1, 1)]]
        lazy = grid(reader, "Shows 4 now").locator("img").first
        expect(lazy).to_have_attribute("loading", "lazy")
        expect(lazy).to_have_attribute("srcset", re.compile(r"/media/.* \d+w"))


def _shape(shown) -> list[tuple[int, int]]:
    """Column and row of each picture."""
    boxes = [one.bounding_box() for one in shown.locator("figure").all()]
    columns, rows = (sorted({round(box[side]) for box in boxes}) for side in ("x", "y"))
    return [(columns.index(round(box["x"])), rows.index(round(box["y"]))) for box in boxes]


def test_pictures_are_looked_at_large_by_keyboard(tab, place):
    ann = newcomer(place, "Ann")
    media = [uploaded(place, ann, wide(60 + index), f"Number {index + 1}") for index in range(3)]
    place.post(ann, text="Three of them", media=[one["id"] for one in media])
    bob = tab(newcomer(place, "Bob")).live()
    second = grid(bob, "Three of them").get_by_role("button", name="Picture 2 of 3: Number 2")
    second.focus()
    bob.page.keyboard.press("Enter")
    dialog = bob.page.get_by_role("dialog", name="Pictures")
    expect(dialog).to_contain_text("2 of 3")
    expect(dialog).to_contain_text("Number 2")
    assert decoded(dialog.locator("img")) > 0
    keys = ("ArrowRight", "ArrowRight", "Home", "ArrowLeft", "End", "ArrowLeft")
    for key, place_now in zip(keys, (3, 3, 1, 1, 3, 2)):
        bob.page.keyboard.press(key)
        expect(dialog).to_contain_text(f"{place_now} of 3")
        expect(dialog.locator("img")).to_have_attribute("alt", f"Number {place_now}")
    dialog.get_by_role("button", name="Zoom").click()
    expect(dialog.get_by_role("button", name="Zoom")).to_have_attribute("aria-pressed", "true")
    assert violations(bob) == []
    bob.page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(second).to_be_focused()


def test_pictures_are_turned_by_a_finger(tab, place):
    ann = newcomer(place, "Ann")
    post_of(place, ann, wide(61), wide(62), text="Two to turn")
    bob = tab(newcomer(place, "Bob"), viewport=PHONE, has_touch=True).live()
    grid(bob, "Two to turn").get_by_role("button", name="Picture 1 of 2").tap()
    dialog = bob.page.get_by_role("dialog", name="Pictures")
    expect(dialog).to_contain_text("1 of 2")
    finger = bob.page.context.new_cdp_session(bob.page)
    for kind, x in (("touchStart", 300), ("touchMove", 200), ("touchMove", 100), ("touchEnd", None)):
        points = [] if x is None else [{"x": x, "y": 300}]
        finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    expect(dialog).to_contain_text("2 of 2")


def test_a_video_and_a_sound_have_the_browsers_own_controls(tab, place):
    ann = writing(tab, place)
    files = (("sea.webm", film(ann.page), "video"), ("gull.wav", tone(), "audio"))
    for name, made, tag in files:
        kind = f"{tag}/{name.partition('.')[2]}"
        ann.choose(picture(name, made, kind))
        ann.ready(name)
        ann.describe(name, f"About {name}")
        ann.text.fill(f"Plays {name}")
        ann.post.click()
        ann.tab.at("/")
        player = grid(ann.tab, f"Plays {name}").locator(tag)
        expect(player).to_be_visible()
        expect(player).to_have_attribute("preload", "metadata")
        expect(player).to_have_attribute("aria-label", re.compile(f"About {name}"))
        assert player.evaluate("(one) => one.controls && one.paused && !one.autoplay")
        assert player.evaluate("async (one) => { one.muted = true; await one.play(); return !one.paused }")
        ann.page.get_by_role("link", name="What is new?").click()


def test_what_moves_stands_still_for_who_wants_that_and_can_be_stopped_by_all(tab, place):
    ann = newcomer(place, "Ann")
    post_of(place, ann, moving_gif(), text="It moves")
    for motion, first, second in (("reduce", "Play", "Stop"), ("no-preference", "Stop", "Play")):
        reader = tab(newcomer(place, "Bob"), reduced_motion=motion).live()
        shown = grid(reader, "It moves")
        assert decoded(shown.locator("img")) > 0
        still = shown.locator("img").get_attribute("srcset") is None
        assert still == (motion == "reduce")
        shown.get_by_role("button", name=first).click()
        expect(shown.get_by_role("button", name=second)).to_be_visible()
        assert (shown.locator("img").get_attribute("srcset") is None) != still


def test_what_is_missing_is_a_quiet_box(tab, place):
    ann = newcomer(place, "Ann")
    post_of(place, ann, wide(77), text="It was here")
    bob = tab(newcomer(place, "Bob"), "/nowhere")
    bob.page.route("**/media/**", lambda route: route.fulfill(status=404, json={}))
    bob.page.goto(bob.url + "/")
    shown = grid(bob, "It was here")
    expect(shown).to_have_text("This picture cannot be shown.")
    expect(shown.locator("img")).to_have_count(0)
    assert shown.bounding_box()["height"] > 50, "its place is kept"


def test_a_post_loses_a_picture_and_gets_another_description(tab, place):
    ann = newcomer(place, "Ann")
    media = [uploaded(place, ann, wide(80 + index), f"Number {index + 1}")["id"] for index in range(2)]
    place.post(ann, text="Two at first", media=media)
    own, bob = tab(ann).live(), tab(newcomer(place, "Bob")).live()
    own.choose("Two at first", "Edit")
    editor = own.page.locator("post-editor")
    editor.get_by_label("Keep number 1").uncheck()
    editor.get_by_label("Describe it").nth(1).fill("The one that stays")
    editor.get_by_label("Your post").fill("")
    editor.get_by_role("button", name="Save").click()
    for one in (own, bob):
        shown = one.page.locator("post-card media-grid").first
        expect(shown.get_by_role("button", name="Picture: The one that stays")).to_be_visible()
        expect(shown.locator("img")).to_have_count(1)
    own.page.locator("post-card").first.get_by_role("button", name="Your post").click()
    own.page.get_by_role("button", name="Edit").click()
    editor.get_by_label("Keep it").uncheck()
    editor.get_by_role("button", name="Save").click()
    expect(editor.get_by_role("alert")).to_have_text("Write something first.")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_where_media_are_added_and_shown(tab, place, scheme):
    ann = writing(tab, place, viewport=SMALL, color_scheme=scheme)
    held: list = []
    ann.choose(picture("a.png"), picture("b.png"))
    ann.ready("a.png", "b.png")
    ann.choose(picture("words.png", b"no picture"))
    expect(ann.row("words.png")).to_have_attribute("data-state", "failed")
    ann.page.route(UPLOADS, lambda route: held.append(route))
    ann.choose(picture("held.png"))
    expect(ann.row("held.png").get_by_role("progressbar")).to_be_visible()
    ann.choose(picture("more.png"))
    expect(ann.problem).not_to_be_empty()
    assert violations(ann.tab) == []
    fits(ann.page, "media-tray")
    for name in ("words.png", "held.png"):
        ann.press(name, "Remove")
    ann.describe("a.png", "A description")
    ann.text.fill(f"For everybody, {scheme}")
    ann.post.click()
    ann.tab.at("/")
    shown = grid(ann.tab, f"For everybody, {scheme}")
    expect(shown.locator("img")).to_have_count(2)
    shown.get_by_role("button", name="ALT").click()
    assert violations(ann.tab) == []
    fits(ann.page, "media-grid")
    ann.tab.choose(f"For everybody, {scheme}", "Edit")
    assert violations(ann.tab) == []
    fits(ann.page, "post-editor")
