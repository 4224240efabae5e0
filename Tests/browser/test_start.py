"""A page starts with what it is for; what stands around it comes then, and nothing that is done meanwhile is lost."""

from __future__ import annotations

from playwright.sync_api import expect

SHELL = "**/app/shell.js"


def held(page, pattern: str) -> list:
    """Keeps what is asked for on its way, until somebody lets it go."""
    asked: list = []
    page.route(pattern, lambda route: asked.append(route))
    return asked


def test_what_is_clicked_before_the_shell_is_there_is_done_then(visitor, place):
    post = place.post(1, text=place.fresh("There at once "))
    ann = visitor(0)
    page = ann.context.new_page()
    shell = held(page, SHELL)
    with page.expect_request(SHELL):
        page.goto(ann.url)
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
    ann = visitor(0)
    page = ann.context.new_page()
    shell = held(page, SHELL)
    first = place.post(1, text=place.fresh("Before "))
    with page.expect_request(SHELL):
        page.goto(ann.url)
    expect(page.locator(f'post-card[data-id="{first["id"]}"]')).to_be_visible()
    text = place.fresh("Meanwhile ")
    place.post(1, text=text)
    shell.pop().continue_()
    page.get_by_role("button", name="new post").click()
    expect(page.locator("post-card", has_text=text)).to_have_count(1)
