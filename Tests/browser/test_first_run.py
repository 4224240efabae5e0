"""From an empty folder to the first message: one command and two forms."""

from __future__ import annotations

import re
import time

import pytest
from place import PASSWORD
from playwright.sync_api import expect
from server import Server
from tab import Visitor
from test_access import looked_at

WIDE = {"width": 1280, "height": 800}
SETUP = re.compile(r"nobody is admin here yet: open (http://127\.0\.0\.1:\d+)(/setup#key=[\w-]+)")
TAKES = 60  # seconds for all of it, by the words of those who asked for it


@pytest.fixture
def empty(hubbub, tmp_path):
    """A server on an empty folder."""
    server = Server(hubbub, tmp_path / "data").start()
    yield server
    server.kill()


@pytest.fixture
def guest(browser, empty):
    """Makes visitors of it who are logged out; at the end, what they noticed fails the test."""
    visitors: list[Visitor] = []

    def make(**options) -> Visitor:
        context = browser.new_context(**{"viewport": WIDE, "locale": "en-GB", **options})
        context.set_default_timeout(10_000)
        visitors.append(Visitor(context, empty.url))
        return visitors[-1]

    yield make
    assert [fault for visitor in visitors for fault in visitor.close()] == []


def setup_path(server: Server) -> str:
    url, path = SETUP.search(server.errors()).groups()
    assert url == server.url
    return path


def sign_up(tab, name: str, button: str) -> None:
    tab.page.get_by_label("Username").fill(name.lower())
    tab.page.get_by_label("Name (if you like)").fill(name)
    tab.page.get_by_label("Password", exact=True).fill(PASSWORD)
    tab.page.get_by_role("button", name=button).click()


def invitation(tab, button: str = "A link for one person") -> str:
    """The path of a new link."""
    tab.page.get_by_role("button", name=button).click()
    link = tab.page.get_by_label("The link", exact=True)
    expect(link).to_have_value(re.compile("/signup"))
    expect(link).to_be_focused()
    return link.input_value().removeprefix(tab.url)


def test_one_command_and_two_forms_lead_to_the_first_message(empty, guest):
    began = time.monotonic()
    ada = guest().open(setup_path(empty))
    sign_up(ada, "Ada", "Begin")
    ada.at("/friends#invite").live()
    path = invitation(ada)
    bob = guest().open(path)
    expect(bob.page.get_by_text("Ada (@ada) invites you. You will be friends at once.")).to_be_visible()
    sign_up(bob, "Bob", "Sign up")
    bob.at("/").live()
    expect(ada.person("Bob")).to_contain_text("online")
    expect(ada.page.get_by_text("1 of 1 came: Bob")).to_be_visible()
    bob.page.get_by_role("main").get_by_role("link", name="Ada").click()
    bob.page.get_by_role("button", name="Message").click()
    bob.writing.fill("Hello from the second one")
    bob.page.keyboard.press("Enter")
    ada.page.get_by_role("link", name="Messages").click()
    expect(ada.listed("Bob")).to_contain_text("Hello from the second one")
    took = time.monotonic() - began
    print(f"\nfrom the setup address to the first message: {took:.1f} s")
    assert took < TAKES


def test_the_key_is_asked_for_and_works_once(empty, guest):
    wrong = guest().open("/setup#key=guessed")
    sign_up(wrong, "Eve", "Begin")
    expect(wrong.page.get_by_role("alert").filter(has_text="not the key")).to_be_visible()
    path = setup_path(empty)
    ada = guest().open(path)
    sign_up(ada, "Ada", "Begin")
    ada.at("/friends#invite").live()
    late = guest().open(path)
    expect(late.page.get_by_role("heading", name="Log in")).to_be_visible()
    empty.kill()
    empty.log.write_text("")
    empty.start()
    assert not SETUP.search(empty.errors()), "told again though there is an admin"


def test_a_link_that_is_withdrawn_says_so_and_one_may_sign_up_all_the_same(empty, guest):
    ada = guest().open(setup_path(empty))
    sign_up(ada, "Ada", "Begin")
    ada.at("/friends#invite").live()
    path = invitation(ada, "A link for 30 people")
    ada.page.get_by_role("button", name="Withdraw").click()
    expect(ada.page.get_by_role("listitem").filter(has_text="of 30 came")).to_have_count(0)
    eve = guest().open(path)
    expect(eve.page.get_by_text("not valid any more")).to_be_visible()
    sign_up(eve, "Eve", "Sign up")
    eve.at("/").live()


def test_axe_finds_nothing_on_the_way_in(empty, guest):
    ada = guest().open(setup_path(empty))
    assert looked_at(ada.page, [320, 390, 1280]) == []
    sign_up(ada, "Ada", "Begin")
    ada.at("/friends#invite").live()
    path = invitation(ada)
    assert looked_at(ada.page, [320, 390, 1280]) == []
    bob = guest().open(path)
    expect(bob.page.get_by_text("invites you")).to_be_visible()
    assert looked_at(bob.page, [320, 390, 1280]) == []
