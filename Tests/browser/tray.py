"""What goes along with a text that is being written, and how it is shown."""

from __future__ import annotations

import base64
from pathlib import Path

from pictures import wide
from playwright.sync_api import Locator, expect
from tab import Tab

UPLOADS = "**/api/media?*"
PHONE = {"width": 390, "height": 844}
SHIFTS = """
  window.shifts = []
  const elementOf = (node) => (node?.closest ? node : node?.parentElement)
  const isOurs = ({ node }) => elementOf(node)?.closest('feed-list, message-log')
  new PerformanceObserver((list) => window.shifts.push(...list.getEntries()
    .filter(({ sources }) => sources.some(isOurs)).map(({ value }) => value)))
    .observe({ type: 'layout-shift', buffered: true })
"""


class Tray:
    """What goes along with a text that is being written."""

    def __init__(self, tab: Tab) -> None:
        self.tab = tab
        self.page = tab.page
        self.add = self.page.get_by_role("button", name="Add pictures, a video or a sound")
        self.rows = self.page.locator("media-tray li")
        self.problem = self.page.locator("media-tray [role=alert]")
        self.words = self.page.locator("media-tray .waits .hint")
        self.text = self.page.get_by_label("What is new?")
        self.post = self.page.get_by_role("button", name="Post", exact=True)
        self.page.on("filechooser", lambda _: None)  # from now on no dialog is the browser's own
        expect(self.add).to_be_enabled()

    def row(self, name: str) -> Locator:
        return self.rows.filter(has_text=name)

    def choose(self, *files: dict | Path) -> None:
        """Takes files in the browser's dialog; large ones are better on the disk."""
        with self.page.expect_file_chooser() as dialog:
            self.add.click()
        dialog.value.set_files(list(files))

    def ready(self, *names: str) -> None:
        for name in names:
            expect(self.row(name)).to_have_attribute("data-state", "ready")

    def describe(self, name: str, words: str) -> None:
        self.row(name).get_by_label("Describe it").fill(words)

    def press(self, name: str, what: str) -> None:
        self.row(name).get_by_role("button", name=what).click()

    def names(self) -> list[str]:
        return self.rows.locator(".called").all_inner_texts()

    def hand(self, how: str, *files: dict) -> None:
        """Drops files on the page, or pastes them."""
        self.page.evaluate(
            """([how, files]) => {
              const data = new DataTransfer()
              for (const { name, mimeType, text } of files) {
                const bytes = Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0))
                data.items.add(new File([bytes], name, { type: mimeType }))
              }
              const target = document.querySelector('main form textarea')
              const event = how === 'paste'
                ? new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true })
                : new DragEvent(how, { dataTransfer: data, bubbles: true, cancelable: true })
              target.dispatchEvent(event)
              if (how === 'drop' && !event.defaultPrevented) throw new Error('the browser would open it')
            }""",
            [how, [_as_text(file) for file in files]],
        )


def _as_text(file: dict) -> dict:
    text = base64.b64encode(file["buffer"]).decode()
    return {"name": file["name"], "mimeType": file["mimeType"], "text": text}


def picture(name: str, made: bytes | None = None, kind: str = "image/png") -> dict:
    """A file as the browser's dialog gives it; each name has a picture of its own."""
    return {"name": name, "mimeType": kind, "buffer": made or wide(40 + sum(map(ord, name)) % 60)}


def uploaded(place, person: int, made: bytes, alt: str = "") -> dict:
    """Media of that person which nothing holds yet."""
    kind = {"Content-Type": "image/png"}
    answer = place.api(person).ask("POST", "/api/media?name=made.png", made, headers=kind)
    assert answer.status == 201, answer
    media = answer.json["media"]
    if alt:
        answer = place.api(person).ask("PATCH", f"/api/media/{media['id']}", {"alt": alt})
        assert answer.status == 200, answer
    return answer.json["media"]


def post_of(place, person: int, *made: bytes, alt: str = "", **fields) -> dict:
    """A new post that shows these."""
    media = [uploaded(place, person, one, alt)["id"] for one in made]
    return place.post(person, media=media, **fields)


def writing(tab, place, path: str = "/new", **options) -> Tray:
    """Somebody new who writes there."""
    from test_people import newcomer  # which looks at pages as test_access does, and that at these

    person = newcomer(place, "Ann")
    return Tray(tab(person, path, **options).live())


def grid(tab: Tab, text: str) -> Locator:
    return tab.card(text).locator("media-grid")


def decoded(image: Locator) -> int:
    """The width of a picture in pixels, once the browser has decoded it."""
    return image.evaluate("async (one) => { await one.decode(); return one.naturalWidth }")


def fits(page, part: str) -> None:
    """Nothing of it is beyond a small screen's edges, or too small to press."""
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]
    wrong = page.evaluate(
        """([part, width]) => [...document.querySelectorAll(`${part} *`)]
          .filter((one) => one.checkVisibility() && !one.closest('.unseen'))
          .filter((one) => {
            const box = one.getBoundingClientRect()
            const isSmall = one.matches('button, input, textarea') && (box.width < 24 || box.height < 24)
            return box.left < -1 || box.right > width + 1 || isSmall
          }).map((one) => one.outerHTML.slice(0, 90))""",
        [part, page.viewport_size["width"]],
    )
    assert wrong == []
