"""The settings: what is chosen holds at once, on the next page, and where it must for everybody."""

from __future__ import annotations

from place import PASSWORD
from playwright.sync_api import expect
from test_people import newcomer


def test_another_password_ends_the_other_browser(tab, visitor, place):
    name = place.sign_up().json["user"]["username"]
    browsers = []
    for _ in range(2):
        someone = visitor(None).open("/login")
        someone.page.get_by_label("Username").fill(name)
        someone.page.get_by_label("Password", exact=True).fill(PASSWORD)
        someone.page.keyboard.press("Enter")
        browsers.append(someone.at("/").live())
    here, there = browsers
    here.page.get_by_role("link", name="Settings").click()
    page = here.at("/settings").page
    page.get_by_label("Present password").fill("not the one")
    page.get_by_label("New password").fill("eleven grey herons, all awake")
    page.get_by_role("button", name="Change password").click()
    expect(page.locator("#current-error")).not_to_be_empty()
    expect(page.get_by_label("Present password")).to_be_focused()
    page.get_by_label("Present password").fill(PASSWORD)
    page.get_by_role("button", name="Change password").click()
    expect(there.banner).to_contain_text("Signed out")
    expect(here.spoken).to_contain_text("Password changed")
    expect(page.locator("session-list li").filter(has_text="in use now")).to_have_count(1)


def test_a_session_can_be_ended_from_another(tab, visitor, place):
    name = place.sign_up().json["user"]["username"]
    browsers = []
    for _ in range(2):
        someone = visitor(None).open("/login")
        someone.page.get_by_label("Username").fill(name)
        someone.page.get_by_label("Password", exact=True).fill(PASSWORD)
        someone.page.keyboard.press("Enter")
        browsers.append(someone.at("/").live())
    here, there = browsers
    here.page.get_by_role("link", name="Settings").click()
    before = here.page.locator("session-list li")
    expect(before.filter(has_text="in use now")).to_have_count(1)
    for _ in range(before.count() - 1):
        here.page.get_by_role("button", name="End the session").first.click()
    expect(there.banner).to_contain_text("Signed out")


def test_colours_are_kept_and_there_before_the_first_paint(tab, place):
    someone = tab(newcomer(place, "Ann"), "/settings", color_scheme="light").live()
    page = someone.page
    ground = "getComputedStyle(document.documentElement).backgroundColor"
    light = page.evaluate(ground)
    page.get_by_label("Colours").select_option("dark")
    expect(someone.spoken).to_have_text("Saved.")
    dark = page.evaluate(ground)
    assert dark != light
    page.route("**/app/main.js", lambda route: route.abort())  # nothing but what runs first
    page.reload()
    assert page.evaluate(ground) == dark


def test_a_choice_that_is_refused_goes_back_and_says_so(tab, place):
    someone = tab(newcomer(place, "Ann"), "/settings").live()
    someone.page.route("**/api/me", lambda route: route.abort())
    someone.page.get_by_label("Be invisible").click()
    expect(someone.spoken).to_contain_text("That was not kept.")
    expect(someone.page.get_by_label("Be invisible")).not_to_be_checked()


def test_ones_name_changes_everywhere_on_the_page(tab, place):
    someone = tab(newcomer(place, "Ann"), "/settings").live()
    someone.page.get_by_label("Name", exact=True).fill("Annabel")
    someone.page.get_by_role("button", name="Save").click()
    expect(someone.page.locator(".me .name")).to_have_text("Annabel")


def test_who_deletes_their_account_is_gone_and_may_come_back(tab, place):
    person = newcomer(place, "Ann")
    someone = tab(person, "/settings").live()
    page = someone.page
    page.get_by_label("Your password").fill(PASSWORD)
    page.get_by_role("button", name="Delete my account").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("within 14 days")
    dialog.get_by_role("button", name="Delete my account").click()
    someone.at("/login")
    assert place.api(0).get(f"/api/users/{place.names[person]}").status == 404
    page.get_by_label("Username").fill(place.names[person])
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.keyboard.press("Enter")
    someone.at("/").live()
