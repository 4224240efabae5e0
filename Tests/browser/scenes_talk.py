"""Conversations: their list, and what is said."""

from __future__ import annotations

from playwright.sync_api import expect
from stage import NOBODY, Stage, scene
from tab import Tab
from tray import Tray



def talk(stage: Stage, conversation: str, text: str = "") -> Tab:
    tab = stage.here(f"/messages/{conversation}")
    if text:
        expect(tab.said(text).last).to_be_visible()
        expect(tab.page.locator("[data-people]")).not_to_be_empty()
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
    tray.choose(stage.shot(73, "kiln.jpg"))
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
