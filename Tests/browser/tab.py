"""A tab as a person uses it, which notices whatever no page of ours may do."""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, Locator, Page, WebSocket, expect

# What Chromium writes on its own about a server that is away or says no: the
# page deals with that, and the tests that provoke it look at how.
UNAVOIDABLE = ("Failed to load resource", "WebSocket connection to",
               "An unknown error occurred when fetching the script")  # the service worker's


class Visitor:
    """One person's browser: its tabs share a login and a storage."""

    def __init__(self, context: BrowserContext, url: str, token: str | None = None) -> None:
        self.context = context
        self.url = url
        self.faults: list[str] = []
        if token:
            context.add_cookies([{"name": "hubbub_session", "value": token, "url": url,
                                  "httpOnly": True, "sameSite": "Lax"}])
        context.on("page", self._watch)

    def open(self, path: str = "/") -> "Tab":
        tab = Tab(self.context.new_page(), self.url)
        tab.page.goto(self.url + path)
        return tab

    def close(self) -> list[str]:
        """Closes all tabs; returns what they noticed."""
        self.context.close()
        return self.faults

    def _watch(self, page: Page) -> None:
        page.on("pageerror", lambda error: self.faults.append(f"threw {error}"))
        page.on("console", lambda message: self._console(message.type, message.text))
        page.on("request", lambda request: self._request(request.url))
        page.on("websocket", lambda socket: self._request(socket.url.replace("ws", "http", 1)))
        page.on("dialog", lambda dialog: dialog.accept())  # leaving with something unsent

    def _console(self, kind: str, text: str) -> None:
        if kind in ("error", "warning") and not text.startswith(UNAVOIDABLE):
            self.faults.append(f"console: {text}")

    def _request(self, url: str) -> None:
        ours, theirs = urlsplit(self.url), urlsplit(url)
        if theirs.scheme not in ("data", "blob") and theirs.netloc != ours.netloc:
            self.faults.append(f"asked another server: {url}")


class Tab:
    """One page, in the words of who reads it."""

    def __init__(self, page: Page, url: str) -> None:
        self.page = page
        self.url = url
        self.sent: list[dict[str, Any]] = []  # the socket's commands, oldest first
        page.on("websocket", self._follow)

    def _follow(self, socket: WebSocket) -> None:
        socket.on("framesent", lambda text: self.sent.append(json.loads(text)))

    # -- where one is

    @property
    def path(self) -> str:
        parts = urlsplit(self.page.url)
        return parts.path + (f"?{parts.query}" if parts.query else "")

    def at(self, path: str) -> "Tab":
        """Waits until the tab is there."""
        expect(self.page).to_have_url(self.url + path)
        return self

    def mark(self) -> None:
        """Leaves a mark that a reload would wipe out."""
        self.page.evaluate("window.marked = true")

    def was_reloaded(self) -> bool:
        return not self.page.evaluate("window.marked === true")

    def live(self) -> "Tab":
        """Waits until the socket is started and nothing is wrong with it."""
        # Not `wait_for_function`: of an async function it takes the promise for the answer.
        self.page.evaluate(
            """async () => {
              const app = document.querySelector('script[type=module]').src
              const { client } = await import(app.replace('main.js', 'live.js'))
              const end = Date.now() + 20_000
              while (client.status !== 'live') {
                if (Date.now() > end) throw new Error(`the socket is ${client.status}`)
                await new Promise((resolve) => setTimeout(resolve, 20))
              }
              await new Promise(requestAnimationFrame)
            }"""
        )
        expect(self.banner).to_be_hidden()
        return self

    def ready(self) -> "Tab":
        """Waits until the pages one click away are loaded, so that they open without a server."""
        self.page.wait_for_function("() => customElements.get('post-form') !== undefined")
        return self

    # -- the feed

    @property
    def pill(self) -> Locator:
        return self.page.locator("feed-list .pill")

    @property
    def banner(self) -> Locator:
        return self.page.locator("connection-banner")

    @property
    def spoken(self) -> Locator:
        return self.page.get_by_role("status")

    def card(self, text: str) -> Locator:
        """The post that says this."""
        return self.page.locator("post-card").filter(has_text=text)

    def draft(self, text: str) -> Locator:
        """One's own post that is on its way."""
        return self.page.locator("draft-card").filter(has_text=text)

    def menu(self, text: str) -> Locator:
        """The button for what one may do with one's own post that says this."""
        return self.card(text).get_by_role("button", name="Your post")

    def choose(self, text: str, action: str) -> None:
        """Opens the menu of one's own post and takes one of its actions."""
        self.menu(text).click()
        self.card(text).get_by_role("button", name=action).click()

    def like(self, text: str) -> Locator:
        return self.card(text).get_by_role("button", name=re.compile("^Like"))

    def count(self, text: str) -> Locator:
        return self.card(text).locator(".count")

    def shown(self) -> list[str]:
        """What the posts say, from the top."""
        return self.page.locator("post-card .text").all_inner_texts()

    def write_post(self, text: str, audience: str | None = None) -> None:
        """From the feed to the feed, without letting go of the socket."""
        self.page.get_by_role("link", name="What is new?").click()
        self.page.get_by_label("What is new?").fill(text)
        if audience:
            self.page.get_by_label("Who can see it?").select_option(audience)
        self.page.get_by_role("button", name="Post", exact=True).click()
        self.at("/")

    def asked(self, *ops: str) -> list[dict[str, Any]]:
        """The commands of these kinds that went out on the socket."""
        return [command for command in self.sent if command["op"] in ops]

    # -- people

    def badge(self, name: str) -> Locator:
        """The number beside a page's name in the navigation: `requests` or `unread`."""
        return self.page.locator(f"[data-badge={name}]")

    def person(self, name: str, where: str = "friends-page") -> Locator:
        """Somebody's row in a list of people."""
        return self.page.locator(f"{where} person-row").filter(has_text=name)

    def comment(self, text: str) -> Locator:
        return self.page.locator("comment-list .comment").filter(has_text=text)

    # -- a conversation

    @property
    def writing(self) -> Locator:
        return self.page.get_by_role("textbox", name="Message", exact=True)

    def say(self, text: str) -> None:
        self.writing.fill(text)
        self.writing.press("Enter")

    def message(self, text: str) -> Locator:
        return self.page.locator("message-log .message").filter(has_text=text)

    def said(self, text: str) -> Locator:
        """The message that itself says this, whatever others answer to it."""
        words = self.page.locator(".text").filter(has_text=text)
        return self.page.locator("message-log .message").filter(has=words)

    def do(self, text: str, action: str) -> None:
        """Does something with the message that says this."""
        self.said(text).locator(".text").hover()
        self.said(text).get_by_role("button", name=action, exact=True).click()

    def reaction(self, text: str, emoji: str) -> Locator:
        return self.said(text).locator(".reaction").filter(has_text=emoji)

    @property
    def unread_line(self) -> Locator:
        return self.page.locator("message-log .unread-line")

    def listed(self, title: str) -> Locator:
        """A conversation in the list of mine."""
        return self.page.locator("conversation-list li").filter(has_text=title)

    def pending(self) -> Locator:
        return self.page.locator("message-log .message:has(.state)")

    def heard(self) -> list[str]:
        """What was said, from the first to the last that is shown."""
        return self.page.locator("message-log .message .text").all_inner_texts()


def talk_in_turn(one: Tab, other: Tab) -> list[str]:
    """Three questions and answers, each seen by the other; what was said, in order."""
    for number in range(3):
        one.say(f"question {number}")
        expect(other.said(f"question {number}")).to_be_visible()
        other.say(f"answer {number}")
        expect(one.said(f"answer {number}")).to_be_visible()
    expect(one.pending()).to_have_count(0)
    return [f"{kind} {number}" for number in range(3) for kind in ("question", "answer")]
