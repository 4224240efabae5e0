"""What a tab asked a server for, as the browser itself has noted it."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import Page

# `contentAt`, in ms since 1970, is the first task after the frame with something that matches: the same
# frame where it is put there as that is made, which is when our pages render.
CONTENT = """((selector) => {
  const next = window.requestAnimationFrame.bind(window)
  let isInFrame = false
  const afterwards = (run) => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = run
    port2.postMessage(null)
  }
  window.requestAnimationFrame = (run) => next((time) => {
    isInFrame = true
    afterwards(() => { isInFrame = false })
    run(time)
  })
  const mark = () => afterwards(() => { window.contentAt ??= performance.timeOrigin + performance.now() })
  const look = () => {
    if (!document.querySelector(selector)) return
    watch.disconnect()
    if (isInFrame) mark()
    else next(mark)
  }
  const watch = new MutationObserver(look)
  watch.observe(document, { childList: true, subtree: true, attributes: true })
})"""
LARGEST = """
  new PerformanceObserver((list) => { window.largest = list.getEntries().at(-1).startTime })
    .observe({ type: 'largest-contentful-paint', buffered: true })
"""
# What a page makes ready for later (`SETTLED_AFTER` in app/shell.js) does not begin on a slow machine
# while the page itself is still coming.
NO_LATER = """
  const later = window.setTimeout
  window.setTimeout = (run, ms, ...more) => (ms === 500 ? 0 : later(run, ms, ...more))
"""


@dataclass
class Asked:
    """One request; times are in ms since 1970."""

    url: str
    kind: str  # Document, Stylesheet, Script, Fetch …
    by: str  # "parser" where the page's own markup asks for it
    start: float
    first: float  # the browser's own clock, in s, when it began
    end: float = 0
    is_kept: bool = False  # it came from the browser's cache, and nothing was sent
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def path(self) -> str:
        return urlsplit(self.url).path

    @property
    def name(self) -> str:
        """The file's, without the hash of the build."""
        return self.path.split("/", 3)[3] if self.path.startswith("/assets/") else self.path

    @property
    def sent(self) -> int:
        """Bytes of the body as they came."""
        return int(self.headers.get("content-length", "0"))


class Network:
    """Everything that a page asks for from now on."""

    def __init__(self, page: Page, content: str) -> None:
        self.page = page
        self.protocol = page.context.new_cdp_session(page)
        self.found: dict[str, Asked] = {}
        self.protocol.on("Network.requestWillBeSent", self._asks)
        self.protocol.on("Network.requestServedFromCache", lambda event: self._kept(event["requestId"]))
        self.protocol.on("Network.responseReceived", self._answered)
        self.protocol.on("Network.loadingFinished", self._ends)
        self.protocol.send("Network.enable")
        page.add_init_script(f"{CONTENT}({json.dumps(content)})")
        page.add_init_script(LARGEST + NO_LATER)

    def slow(self) -> None:
        """A phone of some years ago in a train: a quarter of our speed, 150 ms and 1.6 Mbit/s."""
        pace = 1_600_000 / 8
        self.protocol.send("Network.emulateNetworkConditions", {
            "offline": False, "latency": 150, "downloadThroughput": pace, "uploadThroughput": pace,
        })
        self.protocol.send("Emulation.setCPUThrottlingRate", {"rate": 4})

    def wait(self) -> float:
        """Until there is content; when that was."""
        return self.page.wait_for_function("() => window.contentAt", timeout=30_000).json_value()

    def paints(self) -> tuple[float, float]:
        """When something was first painted, and the largest thing so far, in ms."""
        return tuple(self.page.evaluate(
            """() => {
              const [first] = performance.getEntriesByName('first-contentful-paint')
              return [first.startTime, window.largest]
            }"""
        ))

    @property
    def all(self) -> list[Asked]:
        return list(self.found.values())

    def _asks(self, event: dict) -> None:
        by = event["initiator"]["type"]
        asked = Asked(event["request"]["url"], event["type"], by, event["wallTime"] * 1_000, event["timestamp"])
        self.found[event["requestId"]] = asked

    def _kept(self, request: str) -> None:
        if request in self.found:
            self.found[request].is_kept = True

    def _answered(self, event: dict) -> None:
        asked, answer = self.found.get(event["requestId"]), event["response"]
        if asked is None:
            return
        asked.headers = {name.lower(): value for name, value in answer["headers"].items()}
        asked.is_kept |= answer["fromDiskCache"] or answer.get("fromServiceWorker", False)

    def _ends(self, event: dict) -> None:
        if asked := self.found.get(event["requestId"]):
            asked.end = asked.start + (event["timestamp"] - asked.first) * 1_000
