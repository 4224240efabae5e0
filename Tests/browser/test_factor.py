"""The second factor in a browser: the step of the login, and the part of the settings."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from factor import Authenticator, Owner
from place import PASSWORD
from playwright.sync_api import expect

STANDARDS = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


def violations(tab) -> list[str]:
    found = Axe().run(tab.page, options=STANDARDS).response["violations"]
    return [f"{one['id']}: {node['html']}" for one in found for node in one["nodes"]]


def asked(tab, owner: Owner):
    """The login page, where the password was right and the code is asked for."""
    someone = tab(None, "/login?next=/new")
    someone.page.get_by_label("Username").fill(owner.name)
    someone.page.get_by_label("Password", exact=True).fill(PASSWORD)
    expect(someone.page.get_by_label("Code")).to_be_hidden()
    someone.page.keyboard.press("Enter")
    expect(someone.page.get_by_label("Code")).to_be_focused()
    return someone


def test_the_code_is_asked_for_after_the_password_and_leads_where_one_wanted_to_go(tab, place):
    owner = Owner(place)
    someone = asked(tab, owner)
    field = someone.page.get_by_label("Code")
    expect(field).to_have_attribute("autocomplete", "one-time-code")
    expect(field).to_have_attribute("inputmode", "numeric")
    expect(field).not_to_have_attribute("aria-invalid", "true")
    expect(field).to_have_accessible_description("The six digits that your authenticator shows, or a recovery code.")
    expect(someone.page.get_by_label("Password", exact=True)).to_have_value(PASSWORD)
    someone.page.keyboard.type(owner.authenticator.code())
    someone.page.keyboard.press("Enter")
    someone.at("/new")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_wrong_code_is_told_beside_its_field(tab, place, scheme):
    owner = Owner(place)
    someone = asked(lambda *page: tab(*page, color_scheme=scheme), owner)
    assert violations(someone) == []
    for code in ["", owner.authenticator.wrong()]:
        field = someone.page.get_by_label("Code")
        field.fill(code)
        field.press("Enter")
        expect(someone.page.locator("#code-error")).not_to_be_empty()
        expect(field).to_be_focused()
        expect(field).to_have_attribute("aria-invalid", "true")
    assert "used before" in someone.page.locator("#code-error").inner_text()
    assert violations(someone) == []
    field.fill(owner.authenticator.code())
    field.press("Enter")
    someone.at("/new")


def test_a_recovery_code_opens_too(tab, place):
    owner = Owner(place)
    someone = asked(tab, owner)
    someone.page.get_by_role("button", name="Type a recovery code").press("Enter")
    field = someone.page.get_by_label("Code")
    expect(field).to_be_focused()
    expect(field).to_have_attribute("inputmode", "text")
    someone.page.keyboard.type(owner.recovery[0].upper())
    someone.page.keyboard.press("Enter")
    someone.at("/new")


def test_a_small_screen_has_room_for_the_code(tab, place):
    someone = asked(lambda *page: tab(*page, viewport={"width": 320, "height": 640}), Owner(place))
    assert someone.page.evaluate("document.documentElement.scrollWidth") <= 320


def settings(visitor, token: str):
    """A page with the element of the settings in it."""
    person = visitor(None)
    person.context.grant_permissions(["clipboard-read", "clipboard-write"])
    person.context.add_cookies([{"name": "hubbub_session", "value": token, "url": person.url,
                                 "httpOnly": True, "sameSite": "Lax"}])
    someone = person.open("/").live()
    someone.page.evaluate(
        """async () => {
          const app = document.querySelector('script[type=module]').src
          await import(app.replace('app/main.js', 'components/second-factor.js'))
          const title = document.createElement('h1')
          title.append('Second factor')
          document.querySelector('main').replaceChildren(title, document.createElement('second-factor'))
        }"""
    )
    return someone


def test_a_factor_is_turned_on_and_off_again(visitor, place):
    signup = place.sign_up().json
    someone = settings(visitor, signup["token"])
    page = someone.page
    page.get_by_role("button", name="Turn on").press("Enter")
    page.get_by_role("button", name="Cancel").press("Enter")
    expect(page.get_by_role("button", name="Turn on")).to_be_focused()
    page.keyboard.press("Enter")
    field = page.get_by_label("Code")
    expect(field).to_be_focused()
    assert violations(someone) == []
    secret = page.locator("[data-secret]").inner_text().replace(" ", "")
    link = page.get_by_role("link", name="Open an authenticator here")
    assert f"secret={secret}&" in link.get_attribute("href")
    page.get_by_role("button", name="Copy the key").click()
    page.wait_for_function("async (text) => await navigator.clipboard.readText() === text", arg=secret)
    authenticator = Authenticator(secret)
    field.fill(authenticator.wrong())
    field.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("This code is wrong")
    expect(field).to_be_focused()
    field.fill(authenticator.code())
    field.press("Enter")
    expect(page.locator("second-factor li")).to_have_count(10)
    codes = page.locator("second-factor li").all_inner_texts()
    assert violations(someone) == []
    page.get_by_role("button", name="Copy the codes").click()
    page.wait_for_function(
        "async (text) => await navigator.clipboard.readText() === text", arg="\n".join(codes)
    )
    page.get_by_role("button", name="I have kept them").press("Enter")
    expect(page.get_by_text("The second factor is on: a login wants")).to_be_focused()
    expect(page.locator("second-factor li")).to_have_count(0)
    login = {"username": signup["user"]["username"], "password": PASSWORD}
    assert place.guest.post("/api/login", {**login, "code": codes[0]}).status == 200
    password = page.get_by_label("Password")
    password.fill("not this one")
    password.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("password is wrong")
    assert violations(someone) == []
    password.fill(PASSWORD)
    password.press("Enter")
    expect(page.get_by_role("button", name="Turn on")).to_be_focused()
    assert place.guest.post("/api/login", login).status == 200
