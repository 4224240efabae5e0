"""Doors, the feed, the search, pictures, and writing a post."""

from __future__ import annotations

import json

from community import AMINA
from playwright.sync_api import Route, expect
from stage import Stage, scene
from tab import Tab
from tray import Tray


# -- outside


@scene("login")
def _(stage: Stage) -> None:
    stage.guest("/login")


@scene("login-refused")
def _(stage: Stage) -> None:
    page = stage.guest("/login").page
    page.get_by_label("Username").fill("mara")
    page.get_by_label("Password", exact=True).fill("not the password")
    page.keyboard.press("Enter")
    expect(page.locator("#form-error")).not_to_be_empty()


@scene("signup")
def _(stage: Stage) -> None:
    stage.guest("/signup")


@scene("signup-refused")
def _(stage: Stage) -> None:
    page = stage.guest("/signup").page
    page.get_by_label("Username").fill("mara")
    page.get_by_label("Password", exact=True).fill("short")
    page.keyboard.press("Enter")
    expect(page.locator(".error:not(:empty)").first).to_be_visible()


@scene("not-found")
def _(stage: Stage) -> None:
    stage.person("/nowhere")


@scene("forbidden")
def _(stage: Stage) -> None:
    stage.person("/ops", AMINA)


# -- home


def feed(stage: Stage) -> Tab:
    tab = stage.here("/")
    expect(tab.page.locator("post-card").first).to_be_visible()
    return tab


@scene("home-full")
def _(stage: Stage) -> None:
    feed(stage)


@scene("home-pictures", whole=True)
def _(stage: Stage) -> None:
    page = feed(stage).page
    for one in page.locator("post-card img").all():
        one.scroll_into_view_if_needed()
    page.evaluate("scrollTo(0, 0)")


@scene("home-empty")
def _(stage: Stage) -> None:
    def emptied(route: Route) -> None:
        answer = route.fetch()
        body = {**answer.json(), "feed": {"items": [], "next": None}}
        route.fulfill(response=answer, body=json.dumps(body))

    stage.context.route("**/api/bootstrap", emptied)
    expect(stage.here("/").page.get_by_text("No posts yet")).to_be_visible()


@scene("home-loading")
def _(stage: Stage) -> None:
    stage.held("**/api/bootstrap")
    expect(stage.person("/").page.locator("feed-list").get_by_text("Loading")).to_be_attached()


@scene("home-away")
def _(stage: Stage) -> None:
    tab = feed(stage)
    stage.context.set_offline(True)
    expect(tab.banner).to_be_visible()


@scene("home-unsent")
def _(stage: Stage) -> None:
    tab = feed(stage).ready()
    stage.context.set_offline(True)
    tab.write_post("Written on the train, behind the long tunnel.")
    expect(tab.draft("Written")).to_contain_text("Not posted yet")


@scene("home-menu")
def _(stage: Stage) -> None:
    tab = feed(stage)
    tab.menu("First frost").click()
    expect(tab.card("First frost").get_by_role("button", name="Delete")).to_be_visible()


@scene("home-delete")
def _(stage: Stage) -> None:
    tab = feed(stage)
    tab.choose("First frost", "Delete")
    expect(tab.page.get_by_role("dialog")).to_be_visible()


@scene("home-edit")
def _(stage: Stage) -> None:
    tab = feed(stage)
    tab.choose("First frost", "Edit")
    expect(tab.page.locator("post-editor textarea").first).to_be_visible()


@scene("home-likers")
def _(stage: Stage) -> None:
    tab = feed(stage)
    tab.card("First frost").get_by_role("button", name="Who likes").click()
    expect(tab.page.get_by_role("dialog").get_by_text("Tomek").first).to_be_visible()


@scene("home-toast")
def _(stage: Stage) -> None:
    stage.broken("**/api/logout")
    tab = feed(stage)
    tab.page.get_by_role("button", name="Log out").click()
    expect(tab.spoken).to_contain_text("still logged in")


def search(stage: Stage, query: str) -> Tab:
    tab = feed(stage)
    tab.page.get_by_role("button", name="Search", exact=True).click()
    expect(tab.page.get_by_role("dialog")).to_be_visible()
    if query:
        tab.page.get_by_role("dialog").get_by_role("searchbox").fill(query)
    return tab


@scene("search-empty")
def _(stage: Stage) -> None:
    search(stage, "")


@scene("search-full")
def _(stage: Stage) -> None:
    expect(search(stage, "camera").page.locator(".found").first).to_be_visible()


@scene("search-none")
def _(stage: Stage) -> None:
    tab = search(stage, "zeppelin")
    expect(tab.page.get_by_role("dialog").get_by_text("Nothing")).to_be_visible()


@scene("viewer")
def _(stage: Stage) -> None:
    tab = feed(stage)
    tab.card("Three from the lake").locator(".shot").first.click()
    image = tab.page.locator(".media-dialog img")
    expect(image).to_be_visible()
    image.evaluate("(one) => one.decode()")


@scene("viewer-tall")
def _(stage: Stage) -> None:
    tab = feed(stage)
    tab.card("Three from the lake").locator(".shot").nth(1).click()
    image = tab.page.locator(".media-dialog img")
    expect(image).to_be_visible()
    image.evaluate("(one) => one.decode()")


# -- writing a post


def writing(stage: Stage) -> Tray:
    return Tray(stage.here("/new"))


@scene("new-empty")
def _(stage: Stage) -> None:
    writing(stage)


@scene("new-full", whole=True)
def _(stage: Stage) -> None:
    tray = writing(stage)
    tray.text.fill("Two of the hut, and how the light was.")
    tray.choose(stage.shot(71, "hut.jpg"), stage.shot(72, "light over the lake in the very early morning.jpg"))
    tray.ready("hut.jpg", "light")
    tray.describe("hut.jpg", "A hut at the lake, its door open")


@scene("new-failed", whole=True)
def _(stage: Stage) -> None:
    stage.broken("**/api/media?*")
    tray = writing(stage)
    tray.choose(stage.shot(71, "hut.jpg"))
    expect(tray.row("hut.jpg")).to_have_attribute("data-state", "failed", timeout=30_000)
