"""Every page in every state that a person can come to, each made anew in a browser of its own.

A scene is a function that is given a `Stage` and leaves it as it is to be looked at. `@scene` says
its name (the page, then the state) and, where more is to be seen than one screen, `whole=True`.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass

from community import AMINA, MARA, Community, painted
from playwright.sync_api import Browser, Route, expect
from tab import Tab, Visitor
from tray import Tray

PHONE = {"width": 390, "height": 844}
NOBODY = "00000000-0000-7000-8000-000000000000"


@dataclass(frozen=True)
class Scene:
    name: str
    play: Callable[["Stage"], object]
    whole: bool


SCENES: dict[str, Scene] = {}


def scene(name: str, whole: bool = False):
    """Adds a scene to the list."""

    def add(play: Callable[["Stage"], object]):
        SCENES[name] = Scene(name, play, whole)
        return play

    return add


class Stage:
    """A community, and the browser in which a scene is played."""

    def __init__(self, browser: Browser, community: Community) -> None:
        self.community = community
        self.place = community.place
        self.context = browser.new_context(viewport=PHONE, locale="en-GB", reduced_motion="reduce")
        self.context.set_default_timeout(10_000)
        self.visitor: Visitor | None = None

    def guest(self, path: str) -> Tab:
        self.visitor = Visitor(self.context, self.place.server.url)
        return self.visitor.open(path)

    def person(self, path: str, who: int = MARA) -> Tab:
        """Somebody's tab, before it is live."""
        self.visitor = Visitor(self.context, self.place.server.url, self.place.tokens[who])
        return self.visitor.open(path)

    def here(self, path: str, who: int = MARA) -> Tab:
        """Somebody's tab, with what it is for on it."""
        return self.person(path, who).live()

    def nobody(self, path: str) -> Tab:
        """Who has just come."""
        return self.here(path, self.community.empty)

    def held(self, pattern: str) -> None:
        """Requests that get no answer: what waits for them can be looked at."""
        self.context.route(pattern, lambda _: None)

    def broken(self, pattern: str) -> None:
        def refuse(route: Route) -> None:
            error = {"error": {"code": "unavailable", "message": "The server cannot do that right now."}}
            route.fulfill(status=503, body=json.dumps(error), content_type="application/json")

        self.context.route(pattern, refuse)

    def close(self) -> None:
        self.context.unroute_all(behavior="ignoreErrors")
        self.context.close()


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


def shot(stage: Stage, seed: int, name: str) -> dict:
    return {"name": name, "mimeType": "image/jpeg", "buffer": painted(stage.community.page, seed)}


@scene("new-empty")
def _(stage: Stage) -> None:
    writing(stage)


@scene("new-full", whole=True)
def _(stage: Stage) -> None:
    tray = writing(stage)
    tray.text.fill("Two of the hut, and how the light was.")
    tray.choose(shot(stage, 71, "hut.jpg"), shot(stage, 72, "light over the lake in the very early morning.jpg"))
    tray.ready("hut.jpg", "light")
    tray.describe("hut.jpg", "A hut at the lake, its door open")


@scene("new-failed", whole=True)
def _(stage: Stage) -> None:
    stage.broken("**/api/media?*")
    tray = writing(stage)
    tray.choose(shot(stage, 71, "hut.jpg"))
    expect(tray.row("hut.jpg")).to_have_attribute("data-state", "failed", timeout=30_000)


# -- friends, profiles, posts


@scene("friends-full", whole=True)
def _(stage: Stage) -> None:
    expect(stage.here("/friends").person("Lena")).to_be_visible()


@scene("friends-empty")
def _(stage: Stage) -> None:
    expect(stage.nobody("/friends").page.get_by_text("You have no friends here yet")).to_be_visible()


@scene("friends-found")
def _(stage: Stage) -> None:
    tab = stage.nobody("/friends")
    tab.page.get_by_label("The name begins with").fill("m")
    expect(tab.person("Mara", "people-search")).to_be_visible()


@scene("friends-loading")
def _(stage: Stage) -> None:
    stage.held("**/api/bootstrap")
    stage.person("/friends")


@scene("profile-own", whole=True)
def _(stage: Stage) -> None:
    expect(stage.here(f"/u/{stage.place.names[MARA]}").page.locator("post-card").first).to_be_visible()


@scene("profile-friend")
def _(stage: Stage) -> None:
    tab = stage.here(f"/u/{stage.place.names[AMINA]}")
    expect(tab.page.locator("post-card").first).to_be_visible()


@scene("profile-empty")
def _(stage: Stage) -> None:
    tab = stage.here(f"/u/{stage.place.names[stage.community.empty]}")
    expect(tab.page.get_by_text("No posts")).to_be_visible()


@scene("profile-loading")
def _(stage: Stage) -> None:
    stage.held("**/api/users/*")
    expect(stage.here(f"/u/{stage.place.names[AMINA]}").page.get_by_text("Loading").first).to_be_attached()


@scene("profile-gone")
def _(stage: Stage) -> None:
    expect(stage.here("/u/nobody_of_that_name").page.get_by_role("alert")).to_be_visible()


@scene("post-full", whole=True)
def _(stage: Stage) -> None:
    tab = stage.here(f"/p/{stage.community.frost}")
    expect(tab.comment("Mine neither")).to_be_visible()


@scene("post-loading")
def _(stage: Stage) -> None:
    stage.held("**/api/bootstrap")
    stage.held("**/api/posts/*")
    expect(stage.person(f"/p/{stage.community.frost}").page.get_by_text("Loading").first).to_be_attached()


@scene("post-gone")
def _(stage: Stage) -> None:
    expect(stage.here(f"/p/{NOBODY}").page.get_by_role("alert")).to_be_visible()


@scene("notifications-full")
def _(stage: Stage) -> None:
    expect(stage.here("/notifications").page.locator(".notice").first).to_be_visible()


@scene("notifications-empty")
def _(stage: Stage) -> None:
    page = stage.nobody("/notifications").page
    expect(page.locator("notice-list [data-words]")).not_to_have_text("Loading…")


# -- messages


def talk(stage: Stage, conversation: str, text: str = "") -> Tab:
    tab = stage.here(f"/messages/{conversation}")
    if text:
        expect(tab.said(text).last).to_be_visible()
    return tab


@scene("messages-list")
def _(stage: Stage) -> None:
    expect(stage.here("/messages").listed("Allotment 14")).to_be_visible()


@scene("messages-empty")
def _(stage: Stage) -> None:
    expect(stage.nobody("/messages").page.get_by_text("None yet")).to_be_visible()


@scene("messages-found")
def _(stage: Stage) -> None:
    tab = stage.here("/messages")
    tab.page.get_by_label("Search messages").fill("camera")
    expect(tab.page.locator(".found").first).to_be_visible()


@scene("conversation-full")
def _(stage: Stage) -> None:
    tab = talk(stage, stage.community.direct, "On my way.")
    for one in tab.page.locator("message-log img[srcset]").all():
        one.evaluate("(one) => one.decode()")


@scene("conversation-middle")
def _(stage: Stage) -> None:
    tab = talk(stage, stage.community.direct, "On my way.")
    tab.page.locator("message-log .log").evaluate("(log) => { log.scrollTop -= 900 }")
    expect(tab.page.get_by_text("To the end")).to_be_visible()


@scene("conversation-group")
def _(stage: Stage) -> None:
    talk(stage, stage.community.group, "Who waters on day 6?")


@scene("conversation-empty")
def _(stage: Stage) -> None:
    expect(talk(stage, stage.community.silent).writing).to_be_visible()


@scene("conversation-writing")
def _(stage: Stage) -> None:
    tab = talk(stage, stage.community.direct, "On my way.")
    tray = Tray(tab)
    tray.choose(shot(stage, 73, "kiln.jpg"))
    tray.ready("kiln.jpg")
    tab.writing.fill("It was at least this hot.\nI have taken off my gloves, and put them on again.")


@scene("conversation-unsent")
def _(stage: Stage) -> None:
    tab = talk(stage, stage.community.direct, "On my way.")
    tab.page.wait_for_function("() => customElements.get('message-bar') !== undefined")
    stage.context.set_offline(True)
    expect(tab.banner).to_be_visible()
    tab.say("From the tunnel")
    expect(tab.pending().last).to_contain_text("Sending…")


@scene("conversation-about")
def _(stage: Stage) -> None:
    tab = talk(stage, stage.community.group, "Who waters on day 6?")
    tab.page.get_by_role("button", name="Members").click()
    expect(tab.page.get_by_role("dialog").get_by_text("Tomek").first).to_be_visible()


@scene("conversation-tools")
def _(stage: Stage) -> None:
    tab = talk(stage, stage.community.group, "Who waters on day 6?")
    tab.page.wait_for_function("() => customElements.get('message-bar') !== undefined")
    tab.said("Who waters on day 6?").locator(".text").hover()
    expect(tab.page.locator("message-bar")).to_be_visible()


@scene("conversation-gone")
def _(stage: Stage) -> None:
    expect(stage.here(f"/messages/{NOBODY}").page.get_by_role("alert")).to_be_visible()


@scene("conversation-loading")
def _(stage: Stage) -> None:
    stage.held("**/api/conversations/*/messages*")
    expect(stage.here(f"/messages/{stage.community.direct}").listed("Allotment 14")).to_be_attached()


@scene("messages-begin")
def _(stage: Stage) -> None:
    tab = stage.here("/messages")
    tab.page.get_by_role("button", name="New group").click()
    expect(tab.page.get_by_role("dialog")).to_be_visible()


@scene("messages-rooms")
def _(stage: Stage) -> None:
    tab = stage.nobody("/messages")
    tab.page.get_by_role("button", name="Rooms").click()
    expect(tab.page.get_by_role("dialog").get_by_text("Town square").first).to_be_visible()


# -- settings, ops


@scene("settings", whole=True)
def _(stage: Stage) -> None:
    expect(stage.here("/settings").page.get_by_text("in use now")).to_be_visible()


@scene("settings-refused", whole=True)
def _(stage: Stage) -> None:
    page = stage.here("/settings").page
    page.get_by_label("Present password").fill("not the password")
    page.get_by_label("New password").fill("short")
    page.get_by_role("button", name="Change password").click()
    expect(page.locator("settings-password .error:not(:empty)").first).to_be_visible()


@scene("ops", whole=True)
def _(stage: Stage) -> None:
    expect(stage.here("/ops").page.locator("[data-age]")).to_have_text("Live", timeout=15_000)
