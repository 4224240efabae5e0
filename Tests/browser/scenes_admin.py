"""What admins look after, invitations, and telling the admins of something."""

from __future__ import annotations

from community import AMINA, TOMEK
from playwright.sync_api import expect
from stage import Stage, scene


def told(stage: Stage) -> None:
    """Somebody reported a post and a person; the same again is the same report."""
    api, place = stage.place.api(TOMEK), stage.place
    for what in ({"post": stage.community.frost}, {"user": place.names[AMINA]}):
        assert api.post("/api/reports", {**what, "reason": "Look at the third picture, please."}).status in (201, 422)


def part(stage: Stage, name: str):
    tab = stage.here(f"/admin?part={name}")
    expect(tab.page.get_by_role("heading", level=2)).to_be_visible()
    return tab


@scene("setup")
def _(stage: Stage) -> None:
    expect(stage.first("/setup#key=guessed").page.get_by_label("Username")).to_be_visible()


@scene("setup-refused", whole=True)
def _(stage: Stage) -> None:
    page = stage.first("/setup#key=guessed").page
    page.get_by_label("Username").fill("ada")
    page.get_by_label("Name (if you like)").fill("Ada")
    page.get_by_label("Password", exact=True).fill("correct horse battery")
    page.get_by_role("button", name="Begin").click()
    expect(page.get_by_role("alert").filter(has_text="not the key")).to_be_visible()


@scene("admin-reports", whole=True)
def _(stage: Stage) -> None:
    told(stage)
    expect(part(stage, "reports").page.get_by_text("Look at the third picture").first).to_be_visible()


@scene("admin-reports-empty")
def _(stage: Stage) -> None:
    tab = part(stage, "reports")
    tab.page.get_by_role("button", name="Decided").click()
    expect(tab.page.get_by_text("Nothing was decided yet.")).to_be_visible()


@scene("admin-reports-loading")
def _(stage: Stage) -> None:
    stage.held("**/api/admin/reports*")
    expect(part(stage, "reports").page.get_by_text("Loading…")).to_be_visible()


@scene("admin-reports-broken")
def _(stage: Stage) -> None:
    stage.broken("**/api/admin/reports*")
    expect(part(stage, "reports").page.get_by_text("The server cannot do that right now.")).to_be_visible()


@scene("admin-people", whole=True)
def _(stage: Stage) -> None:
    expect(part(stage, "people").page.get_by_text(f"@{stage.place.names[AMINA]}")).to_be_visible()


@scene("admin-people-empty")
def _(stage: Stage) -> None:
    tab = part(stage, "people")
    tab.page.get_by_label("The name begins with").fill("zzz")
    expect(tab.page.get_by_text("Nobody's name begins so.")).to_be_visible()


@scene("admin-suspend")
def _(stage: Stage) -> None:
    tab = part(stage, "people")
    tab.page.get_by_role("button", name="Suspend").first.click()
    expect(tab.page.get_by_role("dialog")).to_be_visible()


@scene("admin-invites")
def _(stage: Stage) -> None:
    stage.place.api(AMINA).post("/api/invites", {"uses": 12})
    expect(part(stage, "invites").page.get_by_text("0 of 12 came").first).to_be_visible()


@scene("admin-rooms")
def _(stage: Stage) -> None:
    expect(part(stage, "rooms").page.get_by_text("members").first).to_be_visible()


@scene("admin-storage")
def _(stage: Stage) -> None:
    expect(part(stage, "storage").page.get_by_text("Who keeps most")).to_be_visible()


@scene("admin-settings")
def _(stage: Stage) -> None:
    expect(part(stage, "settings").page.get_by_label("Who may sign up")).to_be_visible()


@scene("report")
def _(stage: Stage) -> None:
    tab = stage.here(f"/u/{stage.place.names[AMINA]}", TOMEK)
    tab.page.get_by_role("button", name="More about").click()
    tab.page.get_by_role("button", name="Report").click()
    dialog = tab.page.get_by_role("dialog")
    dialog.get_by_role("button", name="Report").click()
    expect(dialog.get_by_role("alert")).to_contain_text("1 to 1,000")


@scene("friends-invitation")
def _(stage: Stage) -> None:
    tab = stage.nobody("/friends")
    tab.page.get_by_role("button", name="A link for one person").click()
    expect(tab.page.get_by_label("The link", exact=True)).to_be_focused()


@scene("signup-invited")
def _(stage: Stage) -> None:
    code = stage.place.api(AMINA).post("/api/invites", {}).json["code"]
    expect(stage.guest(f"/signup#invite={code}").page.get_by_text("invites you")).to_be_visible()


@scene("signup-late")
def _(stage: Stage) -> None:
    tab = stage.guest("/signup#invite=aaaaa-aaaaa-aaaaa-aaaaa")
    expect(tab.page.get_by_text("not valid any more")).to_be_visible()


@scene("offline")
def _(stage: Stage) -> None:
    # Else the page leads on at once: there is an answer.
    stage.context.route("**/*", lambda route: route.abort() if route.request.method == "HEAD" else route.continue_())
    expect(stage.guest("/offline").page.get_by_role("heading", name="The server cannot be reached")).to_be_visible()
