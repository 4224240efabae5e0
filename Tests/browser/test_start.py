"""A page starts with what it is for; what stands around it comes then, and nothing that is done meanwhile is lost."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect
from waiting import until

BACK = 10_000  # ms
SHELL = "**/app/shell.js"


def held(page, pattern: str) -> list:
    """Keeps what is asked for on its way, until somebody lets it go."""
    asked: list = []
    page.route(pattern, lambda route: asked.append(route))
    return asked


def begun(someone, path: str = "/"):
    """A page in which all is shown but what stands around it: that is on its way, and comes by `.pop().continue_()`."""
    page = someone.context.new_page()
    shell = held(page, SHELL)
    with page.expect_request(SHELL):
        page.goto(someone.url + path)
    return page, shell


def test_what_is_clicked_before_the_shell_is_there_is_done_then(visitor, place):
    post = place.post(1, text=place.fresh("There at once "))
    ann = visitor(0)
    page, shell = begun(ann)
    expect(page.locator(f'post-card[data-id="{post["id"]}"]')).to_be_visible()
    page.evaluate("window.marked = true")
    page.get_by_role("link", name="Settings").click()
    assert page.url == f"{ann.url}/" and len(shell) == 1
    shell.pop().continue_()
    expect(page.get_by_role("heading", name="Settings", level=1)).to_be_visible()
    assert page.evaluate("window.marked") is True  # by the same page


def test_who_waits_for_the_server_can_go_elsewhere_meanwhile(visitor):
    ann = visitor(0)
    page = ann.context.new_page()
    answers = held(page, "**/api/bootstrap")
    page.goto(ann.url)
    page.evaluate("window.marked = true")
    page.get_by_role("link", name="Settings").click()
    expect(page.get_by_role("heading", name="Settings", level=1)).to_be_visible()
    assert page.evaluate("window.marked") is True
    answers.pop().continue_()
    expect(page.get_by_label("Name", exact=False).first).not_to_have_value("")
    expect(page.locator("[data-me] .name")).to_be_visible()


def test_what_comes_between_the_page_and_its_socket_is_not_lost(visitor, place):
    first = place.post(1, text=place.fresh("Before "))
    page, shell = begun(visitor(0))
    expect(page.locator(f'post-card[data-id="{first["id"]}"]')).to_be_visible()
    text = place.fresh("Meanwhile ")
    place.post(1, text=text)
    shell.pop().continue_()
    page.get_by_role("button", name="new post").click()
    expect(page.locator("post-card", has_text=text)).to_have_count(1)


def test_what_is_asked_before_there_is_a_socket_is_asked_then(visitor, place):
    post = place.post(1, text=place.fresh("Liked early "))
    page, shell = begun(visitor(0))
    like = page.locator(f'post-card[data-id="{post["id"]}"]').locator("button.like")
    like.click()
    expect(like).to_have_attribute("aria-pressed", "true")
    shell.pop().continue_()
    expect(like).not_to_have_attribute("data-pending", "")
    assert until(lambda: place.api(1).get(f"/api/posts/{post['id']}").json["post"]["likes"]["count"] == 1)


def test_what_leads_within_the_page_waits_for_nothing(visitor):
    page, shell = begun(visitor(0), "/settings")
    page.get_by_role("link", name="Skip to the content").focus()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    shell.pop().continue_()


def test_a_shell_that_cannot_be_fetched_comes_later(visitor):
    ann = visitor(0)
    page = ann.context.new_page()
    page.route(SHELL, lambda route: route.abort(), times=3)
    page.goto(ann.url)
    expect(page.locator("connection-banner")).to_have_text("Reconnecting…")
    expect(page.locator("connection-banner")).to_be_hidden(timeout=BACK)
    page.get_by_role("link", name="Settings").click()
    expect(page.get_by_role("heading", name="Settings", level=1)).to_be_visible()


def test_who_clicks_while_the_shell_cannot_be_fetched_goes_there(visitor):
    ann = visitor(0)
    page = ann.context.new_page()
    page.route(SHELL, lambda route: route.abort())
    with page.expect_request(SHELL):
        page.goto(ann.url)
    page.get_by_role("link", name="Settings").click()
    expect(page).to_have_url(f"{ann.url}/settings")
    page.unroute(SHELL)
    expect(page.locator("[data-me] .name")).not_to_be_empty(timeout=BACK)


# Without a name that it imports; and with all, but made for another page.
OTHERS = [
    'import { of_another_build } from "../components/status-line.js"\nof_another_build()\n',
    "document.querySelector('[data-of-another-build]').focus()\n",
]


@pytest.mark.parametrize("other", OTHERS)
def test_a_shell_of_another_build_that_does_not_fit_is_told(visitor, place, other):
    post = place.post(1, text=place.fresh("Liked in vain "))
    page = visitor(0).context.new_page()
    page.route(SHELL, lambda route: route.fulfill(body=other, content_type="text/javascript"), times=1)
    page.goto(visitor(0).url)
    like = page.locator(f'post-card[data-id="{post["id"]}"] button.like')
    like.click()
    banner = page.locator("connection-banner")
    expect(banner).to_contain_text("This page is older than its server.")
    expect(like).to_have_attribute("aria-pressed", "false")  # nobody takes it
    banner.get_by_role("link", name="Load the new one").click()
    expect(page.locator("connection-banner")).to_be_hidden()
    expect(page.locator("[data-me] .name")).not_to_be_empty()


def test_the_menu_of_a_post_that_is_gone_meanwhile_is_missed_by_nobody(tab, place):
    text = place.fresh("Left at once ")
    place.post(1, text=text)
    page = tab(0, "/new").page
    actions = held(page, "**/app/post-actions.js")
    with page.expect_request("**/app/post-actions.js"):
        page.get_by_role("link", name="Home").click()
        expect(page.locator("post-card", has_text=text)).to_be_visible()
    page.get_by_role("link", name="New post").click()
    expect(page.locator("post-card")).to_have_count(0)
    with page.expect_response("**/app/post-actions.js"):
        actions.pop().continue_()
    page.get_by_role("link", name="Home").click()
    expect(page.locator("post-card", has_text=text).locator("more-menu button").first).to_be_visible()
