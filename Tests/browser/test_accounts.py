"""Signing up, logging in and out, in a browser."""

from __future__ import annotations

import pytest
from place import PASSWORD
from playwright.sync_api import expect


def fill(tab, username: str, password: str = PASSWORD) -> None:
    tab.page.get_by_label("Username").fill(username)
    tab.page.get_by_label("Password", exact=True).fill(password)
    tab.page.keyboard.press("Enter")


def test_who_signs_up_is_at_home(tab, place):
    someone = tab(None, "/login")
    someone.page.get_by_role("link", name="Sign up").click()
    someone.page.get_by_label("Name (if you like)").fill("Grace Hopper")
    fill(someone, place.fresh("grace_"))
    someone.at("/").live()
    expect(someone.page.get_by_role("banner")).to_contain_text("Grace Hopper")
    expect(someone.page.get_by_role("heading", name="Home")).to_be_visible()


@pytest.mark.parametrize("path", ["/", "/new", "/messages", "/p/0?a=b", "/messages/0"])
def test_logged_out_every_page_leads_to_login_and_login_leads_there(tab, place, path):
    name = place.sign_up().json["user"]["username"]
    someone = tab(None, path)
    assert someone.path.startswith("/login?next=")
    fill(someone, name)
    someone.at(path)


FOREIGN = ["//evil.example/", "https://evil.example/", "/\\evil.example"]


@pytest.mark.parametrize("following", FOREIGN)
def test_a_login_never_leads_off_this_server(tab, place, following):
    name = place.sign_up().json["user"]["username"]
    someone = tab(None, f"/login?next={following}")
    fill(someone, name)
    someone.at("/")


def test_who_is_logged_in_is_not_asked_again(tab):
    tab(0, "/login").at("/")
    tab(0, "/signup?next=/new").at("/new")


def test_the_way_to_the_other_door_keeps_where_one_wanted_to_go(tab, place):
    someone = tab(None, "/messages")
    someone.page.get_by_role("link", name="Sign up").click()
    fill(someone, place.fresh("late_"))
    someone.at("/messages")


def test_an_error_stands_beside_its_field_and_keeps_what_was_typed(tab, place):
    someone = tab(None, "/signup")
    fill(someone, "u0")
    field = someone.page.get_by_label("Username")
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_be_focused()
    expect(someone.page.locator("#username-error")).not_to_be_empty()
    expect(someone.page.get_by_label("Password", exact=True)).to_have_value(PASSWORD)
    fill(someone, place.fresh("other_"))
    someone.at("/")


def test_a_wrong_password_is_told_and_the_password_can_be_seen(tab, place):
    name = place.sign_up().json["user"]["username"]
    someone = tab(None, "/login")
    fill(someone, name, "not the password")
    expect(someone.page.get_by_role("alert").filter(has_text="")).not_to_have_count(0)
    expect(someone.page.locator("#form-error")).not_to_be_empty()
    password = someone.page.get_by_label("Password", exact=True)
    someone.page.get_by_role("button", name="Show password").click()
    expect(password).to_have_attribute("type", "text")
    password.fill(PASSWORD)
    password.press("Enter")
    someone.at("/")


def test_logging_out_ends_every_tab_and_takes_drafts_along(visitor, place):
    name = place.sign_up().json["user"]["username"]
    person = visitor(None)
    first = person.open("/login")
    fill(first, name)
    first.at("/").live()
    second = person.open("/new")
    second.page.get_by_label("What is new?").fill("a secret draft")
    first.page.get_by_role("button", name="Log out").click()
    first.at("/login")
    expect(second.banner).to_contain_text("Signed out")
    expect(second.banner.get_by_role("link", name="Log in again")).to_be_visible()
    assert first.page.evaluate("Object.keys(localStorage).length") == 0
    first.page.goto(first.url + "/")
    assert first.path == "/login?next=/"
