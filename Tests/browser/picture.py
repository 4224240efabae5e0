"""Takes the README's picture of the feed: `python Tests/browser/picture.py PROGRAM docs/home.png`.

A fresh server on a folder of its own, a handful of people, and what they did this morning.
"""

from __future__ import annotations

import json
import sys
import tempfile
from datetime import datetime, timedelta, timezone
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path += [str(HERE), str(HERE.parent / "harness")]

from place import Place  # noqa: E402
from playwright.sync_api import Route, expect, sync_playwright  # noqa: E402
from tab import Visitor  # noqa: E402

PEOPLE = ["Mara Lindqvist", "Tomek Zając", "Amina Diallo", "Ivo Král", "Priya Nair", "Jonas Weber"]
# Who, how long ago in minutes, what, and which of the people like it.
POSTS = [
    (3, 1450, "Found: one red mitten, left hand, at the tram stop by the bridge.", [0]),
    (4, 190, "The repair café had 41 visitors, and 33 things left it working again. The"
     " record player in the corner plays, too. Thank you all!", [0, 1, 2, 5]),
    (1, 74, "Does anybody have a ladder that reaches a second floor? There is a very determined"
     " ball in our gutter, and three children who have not looked away yet.", [2, 4]),
    (0, 31, "First frost on the allotments this morning. The kale does not mind.\n"
     "My fingers did.", [1, 2, 3, 4, 5]),
    (2, 6, "Choir tonight at seven, in the small hall. New voices welcome, wrong notes too.",
     [0, 3, 5]),
]


def aged(route: Route) -> None:
    """Gives the posts the ages that they would have on a server that is not new."""
    answer = route.fetch()
    body = answer.json()
    now = datetime.now(timezone.utc)
    for post, (_, minutes, *_) in zip(body["feed"]["items"], reversed(POSTS)):
        then = now - timedelta(minutes=minutes)
        post["createdAt"] = then.isoformat(timespec="milliseconds").replace("+00:00", "Z")
    route.fulfill(response=answer, body=json.dumps(body))


def furnish(place: Place) -> list[str]:
    """Signs the people up and lets them post and like; returns their tokens."""
    tokens = [
        place.sign_up(username=name.split()[0].lower(), displayName=name).json["token"]
        for name in PEOPLE
    ]
    place.tokens = (*tokens, *place.tokens)
    for author, _, text, fans in POSTS:
        post = place.post(author, text=text)["id"]
        for fan in fans:
            with place.live(fan) as socket:
                socket.ok("like", post=post)
    return tokens


def main(program: str, target: str) -> None:
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        place = Place(Path(program).resolve(), Path(folder), users=1).start()
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium")
        try:
            mara = furnish(place)[0]
            size = {"width": 1200, "height": 800}
            context = browser.new_context(viewport=size, device_scale_factor=2, locale="en-GB")
            visitor = Visitor(context, place.server.url, mara)
            context.route("**/api/bootstrap", aged)
            tab = visitor.open("/").live()
            for number in range(2):
                place.post(number + 4, text="A cup of tea in the yard?")
            expect(tab.pill).to_have_text("2 new posts")
            tab.page.screenshot(path=target)
        finally:
            browser.close()
            place.server.kill()


if __name__ == "__main__":
    main(*sys.argv[1:])
