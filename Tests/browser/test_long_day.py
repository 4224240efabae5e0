"""A page that lies open all day: it hears of thousands of things, and is no larger in the evening."""

from __future__ import annotations

import http.client
import json
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

from place import Place
from playwright.sync_api import Page, expect
from tab import Tab

FIRST, LAST = 1_000, 5_000  # heard by the page, by which it is measured
HEAP_GROWS = 256 * 1024  # bytes; each post that were kept would take half a KiB, 1,300 come
NODES_GROW = 20  # a number that has one more digit is a text of its own
WRITERS = 4
COUNT = """async () => {
  const app = document.querySelector('script[type=module]').src
  const { client } = await import(app.replace('main.js', 'live.js'))
  window.heard = 0
  client.on('event', ({ event }) => { if (['post', 'likes', 'comment'].includes(event)) window.heard += 1 })
}"""


class Writer:
    """Somebody who writes without a break, on one connection."""

    def __init__(self, place: Place, person: int) -> None:
        self.place, self.person = place, person
        self.wire = http.client.HTTPConnection(urlsplit(place.server.url).netloc, timeout=20)
        self.socket = place.live(person)

    def write(self, path: str, **fields) -> None:
        body = json.dumps({**fields, "key": self.place.fresh("w-")})
        who = {"Authorization": f"Bearer {self.place.tokens[self.person]}", "Content-Type": "application/json"}
        self.wire.request("POST", path, body, who)
        answer = self.wire.getresponse()
        answer.read()
        assert answer.status == 201, answer.status

    def some(self, posts: list[str]) -> None:
        """Ten posts, ten comments and ten likes."""
        for number in range(10):
            post = posts[number % len(posts)]
            self.write("/api/posts", text=f"Something new {number}", audience="public")
            self.write(f"/api/posts/{post}/comments", text="Something said")
            for op in ("like", "unlike"):
                self.socket.ok(op, post=post)

    def close(self) -> None:
        self.wire.close()
        self.socket.disconnect()


class Memory:
    """What a page holds, once all that nobody needs is gone."""

    def __init__(self, page: Page) -> None:
        self.protocol = page.context.new_cdp_session(page)
        for domain in ("Performance", "HeapProfiler"):
            self.protocol.send(f"{domain}.enable")

    def measure(self) -> dict[str, int]:
        for _ in range(3):
            self.protocol.send("HeapProfiler.collectGarbage")
        metrics = self.protocol.send("Performance.getMetrics")["metrics"]
        heap = next(one["value"] for one in metrics if one["name"] == "JSHeapUsedSize")
        return {"heap": int(heap), **self.protocol.send("Memory.getDOMCounters")}


def busy(tab: Tab, writers: list[Writer], posts: list[str], until: int) -> None:
    """Until the page has heard of so many things."""
    with ThreadPoolExecutor() as threads:
        while tab.page.evaluate("window.heard") < until:
            list(threads.map(lambda writer: writer.some(posts), writers))


def test_a_page_is_no_larger_after_thousands_of_events(tab, make_place, capsys):
    place = make_place(users=WRITERS + 1)
    posts = [place.post(0)["id"] for _ in range(6)]
    ann = tab(0, at=place).live()
    ann.page.evaluate(COUNT)
    writers = [Writer(place, person) for person in range(1, WRITERS + 1)]
    memory, seen = Memory(ann.page), []
    for count in (FIRST, LAST):
        busy(ann, writers, posts, count)
        seen.append(memory.measure())
    for writer in writers:
        writer.close()
    with capsys.disabled():
        print(f"\nafter {FIRST} events: {seen[0]}\nafter {LAST} events: {seen[1]}")
    before, after = seen
    assert after["heap"] - before["heap"] < HEAP_GROWS, seen
    assert after["nodes"] - before["nodes"] <= NODES_GROW, seen
    assert after["jsEventListeners"] <= before["jsEventListeners"], seen
    assert after["documents"] == before["documents"], seen
    expect(ann.pill).to_have_text("200+ new posts")
    newest = place.post(1)["text"]
    ann.pill.click()
    expect(ann.card(newest)).to_have_count(1)
    assert ann.shown() == [post["text"] for post in place.api(0).get("/api/feed?limit=50").json["items"]]
    expect(ann.pill).to_be_hidden()
