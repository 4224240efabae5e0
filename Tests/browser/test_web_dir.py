"""`--web-dir`: who works on the pages sees a change at the next load."""

from __future__ import annotations

import shutil

from place import Place
from playwright.sync_api import expect
from server import ROOT


def test_a_change_on_disk_shows_at_the_next_load(tab, hubbub, tmp_path):
    pages = shutil.copytree(ROOT / "Web", tmp_path / "Web", ignore=shutil.ignore_patterns("tests"))
    place = Place(hubbub, tmp_path / "place", users=1, arguments=("--web-dir", str(pages))).start()
    try:
        ann = tab(0, at=place).live()
        for name, old, new in (
            ("home.html", "<h1>Home</h1>", "<h1>Hearth</h1>"),
            ("styles/tokens.css", "--paper: light-dark(#f6f5f2", "--paper: light-dark(#fafafa"),
            ("components/feed-list.js", "No posts yet.", "Nothing yet."),
        ):
            file = pages / name
            assert old in file.read_text()
            file.write_text(file.read_text().replace(old, new))
        ann.page.reload()
        ann.live()
        expect(ann.page.get_by_role("heading", name="Hearth")).to_be_visible()
        expect(ann.page.get_by_text("Nothing yet.")).to_be_visible()
        paper = ann.page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
        assert paper == "rgb(250, 250, 250)"
    finally:
        place.server.kill()
