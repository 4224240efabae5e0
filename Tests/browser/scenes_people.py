"""Friends, profiles, one post, the bell, settings, and figures."""

from __future__ import annotations

from community import AMINA, MARA
from playwright.sync_api import expect
from stage import NOBODY, Stage, scene


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


# -- settings, ops


@scene("settings", whole=True)
def _(stage: Stage) -> None:
    expect(stage.here("/settings").page.get_by_text("in use now")).to_be_visible()


@scene("shortcuts")
def _(stage: Stage) -> None:
    page = stage.here("/settings").page
    page.get_by_role("button", name="Show all shortcuts").click()
    expect(page.get_by_role("dialog", name="Keyboard shortcuts")).to_be_visible()


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
