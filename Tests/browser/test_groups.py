"""Groups and rooms: how they begin, who is in them, and what they are told of it."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect
from test_access import violations
from test_conversations import say_as
from test_people import befriend, newcomer


@pytest.fixture
def trio(place):
    """Ann, Bob and Eve, who know nobody else: their numbers."""
    return newcomer(place, "Ann"), newcomer(place, "Bob"), newcomer(place, "Eve")


def members(tab):
    """Opens the dialog of a conversation's members."""
    tab.page.get_by_role("button", name="Members").click()
    return tab.page.get_by_role("dialog")


def member(dialog, name: str):
    return dialog.locator(".members li").filter(has_text=name)


def test_a_group_is_made_of_friends_and_of_people_who_are_found(tab, place, trio):
    ann, bob, eve = trio
    befriend(place, ann, bob)
    title = place.fresh("Frost watchers ")
    maker, friend = tab(ann, "/messages").live(), tab(bob, "/").live()
    maker.page.get_by_role("button", name="New group").click()
    dialog = maker.page.get_by_role("dialog")
    dialog.get_by_label("Title of the group").fill(title)
    dialog.get_by_role("button", name="Add Bob").click()
    dialog.get_by_label("Add people whose name begins with").fill(place.names[eve])
    dialog.get_by_role("button", name="Add Eve").click()
    expect(dialog.get_by_role("list", name="In the group").get_by_role("listitem")).to_have_count(2)
    assert violations(maker) == []
    dialog.get_by_role("button", name="Create the group").click()
    expect(maker.page.get_by_role("heading", level=1)).to_have_text(title)
    expect(maker.page.locator("[data-people]")).to_have_text("3 people")
    maker.say("welcome")
    expect(friend.badge("messages")).to_have_text("1 unread message")
    friend.page.get_by_role("link", name="Messages").click()
    friend.listed(title).click()
    expect(friend.said("welcome")).to_be_visible()
    with place.live(eve) as socket:
        seq = place.api(eve).history(maker.path.split("/")[-1])[-1]["seq"]
        socket.ok("read", conversation=maker.path.split("/")[-1], seq=seq)
    seen = maker.said("welcome").locator(".seen")
    expect(seen).to_have_text("Seen by 2")
    seen.click()
    expect(seen).to_contain_text("Bob")
    expect(seen).to_contain_text("Eve")


def test_a_group_without_a_title_or_with_nobody_says_what_is_wrong(tab, place, trio):
    ann, bob, _ = trio
    place.api(bob).ask("PUT", f"/api/blocks/{place.names[ann]}")
    maker = tab(ann, "/messages").live()
    button = maker.page.get_by_role("button", name="New group")
    button.click()
    dialog = maker.page.get_by_role("dialog")
    dialog.get_by_label("Title of the group").fill("   ")
    dialog.get_by_role("button", name="Create the group").click()
    expect(dialog.get_by_role("alert")).not_to_be_empty()
    maker.page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(button).to_be_focused()


def test_members_are_added_given_roles_and_removed_live(tab, place, trio):
    ann, bob, eve = trio
    talk = place.open_group(ann, bob)
    path = f"/messages/{talk}"
    owner, other = tab(ann, path).live(), tab(bob, path).live()
    dialog = members(owner)
    dialog.get_by_label("Add people whose name begins with").fill(place.names[eve])
    dialog.get_by_role("button", name="Add Eve").click()
    expect(member(dialog, "Eve")).to_be_visible()
    expect(other.page.locator("[data-people]")).to_have_text("3 people")
    newcomer_tab = tab(eve, path).live()
    expect(newcomer_tab.writing).to_be_visible()

    member(dialog, "Bob").get_by_role("button", name="Make admin").click()
    expect(member(dialog, "Bob")).to_contain_text("admin")
    assert violations(owner) == []
    theirs = members(other)
    expect(member(theirs, "Bob")).to_contain_text("admin")
    theirs.get_by_label("Title").fill("Renamed")
    theirs.get_by_role("button", name="Rename").click()
    expect(owner.page.get_by_role("heading", level=1)).to_have_text("Renamed")

    newcomer_tab.writing.fill("half a sentence")
    member(theirs, "Eve").get_by_role("button", name="Remove").click()
    theirs_question = other.page.get_by_role("dialog", name="Remove Eve?")
    theirs_question.get_by_role("button", name="Remove", exact=True).click()
    expect(newcomer_tab.page.get_by_role("alert")).to_contain_text("no longer in this conversation")
    expect(newcomer_tab.page.get_by_role("alert")).to_contain_text("is kept")
    expect(member(dialog, "Eve")).to_have_count(0)
    expect(owner.page.locator("[data-people]")).to_have_text("2 people")


def test_a_group_is_handed_over_and_left(tab, place, trio):
    ann, bob, _ = trio
    talk = place.open_group(ann, bob)
    owner, other = tab(ann, f"/messages/{talk}").live(), tab(bob, f"/messages/{talk}").live()
    dialog = members(owner)
    member(dialog, "Bob").get_by_role("button", name="Hand over to").click()
    question = owner.page.get_by_role("dialog", name="Make Bob the owner?")
    question.get_by_role("button", name="Hand over", exact=True).click()
    expect(member(dialog, "Bob")).to_contain_text("owner")
    expect(member(dialog, "Ann")).to_contain_text("admin")
    expect(member(dialog, "Bob").get_by_role("button")).to_have_count(0)
    dialog.get_by_role("button", name="Leave group").click()
    question = owner.page.get_by_role("dialog", name="Leave this group?")
    question.get_by_role("button", name="Leave", exact=True).click()
    owner.at("/messages")
    expect(owner.page.locator("conversation-list li")).to_have_count(0)
    expect(other.page.locator("[data-people]")).to_have_text("1 person")


def test_a_room_is_found_by_its_title_and_joined(tab, place, trio):
    ann, bob, _ = trio
    title = place.fresh("Zither lovers ")
    room = place.api(ann).post("/api/conversations", {"kind": "room", "title": title})
    say_as(place, ann, room.json["conversation"]["id"], "come in")
    visitor = tab(bob, "/messages").live()
    visitor.page.get_by_role("button", name="Rooms").click()
    dialog = visitor.page.get_by_role("dialog")
    dialog.get_by_label("Find a room").fill("no such room anywhere")
    expect(dialog.get_by_role("status")).to_contain_text("No room is called")
    dialog.get_by_label("Find a room").fill(title)
    expect(dialog.get_by_text("1 person")).to_be_visible()
    assert violations(visitor) == []
    dialog.get_by_role("button", name=f"Join {title}").click()
    expect(visitor.said("come in")).to_be_visible()
    visitor.say("here I am")
    expect(visitor.listed(title)).to_contain_text("You: here I am")


def test_somebody_added_is_told_on_the_bell(tab, place, trio):
    ann, bob, _ = trio
    invited = tab(bob, "/").live()
    talk = place.open_group(ann, bob)
    expect(invited.badge("unread")).to_have_text("1 new")
    invited.page.get_by_role("link", name="Notifications").click()
    invited.page.get_by_role("link", name="Ann added you").click()
    invited.at(f"/messages/{talk}")
    expect(invited.writing).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_dialogs_fit_a_small_screen(tab, place, trio, scheme):
    ann, bob, eve = trio
    talk = place.open_group(ann, bob, eve, title="averylongwordwithoutaspace" * 3)
    phone = {"width": 320, "height": 640}
    owner = tab(ann, f"/messages/{talk}", viewport=phone, color_scheme=scheme).live()
    dialog = members(owner)
    expect(member(dialog, "Eve")).to_be_visible()
    assert violations(owner) == []
    inside = "(dialog) => [dialog.scrollWidth - dialog.clientWidth, document.documentElement.scrollWidth]"
    assert dialog.evaluate(inside) == [0, 320]
    owner.page.keyboard.press("Escape")
    expect(owner.page.get_by_role("button", name="Members")).to_be_focused()
