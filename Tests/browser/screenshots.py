"""Pictures of every page and state: `make screenshots`, or `python Tests/browser/screenshots.py PROGRAM`.

Each scene of scenes.py at four widths, light and dark, as SCENE-WIDTH-THEME.png, and index.html, which shows
all of them. A scene that cannot be made is named at the end, and the command fails; so it does when one page
scrolls sideways. With --readme the pictures of the README are taken, nothing else.
"""

from __future__ import annotations

import argparse
import html
import json
import shutil
import subprocess
import sys
import tempfile
import time
from datetime import datetime, timedelta, timezone
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path += [str(HERE), str(HERE.parent / "harness")]

from community import Community  # noqa: E402
from playwright.sync_api import Browser, Error, Route, sync_playwright  # noqa: E402
from scenes import SCENES, Scene, Stage  # noqa: E402

SIZES = {320: 640, 390: 844, 820: 1180, 1280: 800}
THEMES = ("light", "dark")
HIGHEST = 3_000  # pixels of a picture of a whole page
PATIENCE = 900  # s for all of them


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program", type=Path)
    parser.add_argument("--out", type=Path, default=Path(".build/screenshots"))
    parser.add_argument("--only", default="", help="scenes whose names begin so, with commas between them")
    parser.add_argument("--widths", default="320,390,820,1280")
    parser.add_argument("--themes", default="light,dark")
    parser.add_argument("--web-dir", type=Path, help="pages from this folder")
    parser.add_argument("--readme", action="store_true", help="the pictures of the README, into --out")
    return parser.parse_args()


def settle(page) -> None:
    """Waits for fonts, pictures in view and two frames: what is drawn then stays."""
    page.evaluate(
        """async () => {
          const near = [...document.images].filter((one) => one.getBoundingClientRect().top < innerHeight)
          const decoded = Promise.all(near.map((one) => one.decode().catch(() => {})))
          await Promise.race([decoded, new Promise((resolve) => setTimeout(resolve, 1500))])
          for (let frame = 0; frame < 2; frame += 1) await new Promise(requestAnimationFrame)
        }"""
    )


def shoot(stage: Stage, scene: Scene, out: Path, widths: list[int], themes: list[str]) -> list[str]:
    """Takes one scene's pictures; returns what is wrong with it."""
    scene.play(stage)
    page, wrong = stage.context.pages[0], []
    for width in widths:
        page.set_viewport_size({"width": width, "height": SIZES[width]})
        if scene.whole:
            tall(page, width)
        for theme in themes:
            page.emulate_media(color_scheme=theme)
            settle(page)
            page.screenshot(path=out / f"{scene.name}-{width}-{theme}.png")
        if page.evaluate("document.documentElement.scrollWidth") > width:
            wrong.append(f"{scene.name} scrolls sideways at {width}")
    return wrong


def tall(page, width: int) -> None:
    """As high as the page is, so that what stands at the screen's edges does so at the picture's."""
    height = page.evaluate("document.documentElement.scrollHeight")
    page.set_viewport_size({"width": width, "height": min(max(height, SIZES[width]), HIGHEST)})


def take(browser: Browser, community: Community, chosen: list[Scene], asked: argparse.Namespace) -> list[str]:
    wrong, end = [], time.monotonic() + PATIENCE
    widths, themes = [int(width) for width in asked.widths.split(",")], asked.themes.split(",")
    for scene in chosen:
        if time.monotonic() > end:
            return [*wrong, f"{scene.name} and all after it: no time was left"]
        stage = Stage(browser, community)
        try:
            wrong += shoot(stage, scene, asked.out, widths, themes)
            print(scene.name, flush=True)
        except (Error, AssertionError) as error:
            wrong.append(f"{scene.name}: {str(error).strip().splitlines()[0]}")
            for page in stage.context.pages:
                page.screenshot(path=asked.out / f"{scene.name}-failed.png")
        finally:
            stage.close()
    return wrong


def index(out: Path) -> None:
    """A sheet of all pictures that lie there, a row for each scene."""
    rows = []
    for name in SCENES:
        shots = sorted(out.glob(f"{name}-[0-9]*-*.png"), key=lambda one: (one.stem[-4:] == "dark", one.stem))
        figures = "".join(
            f'<a href="{one.name}"><img loading="lazy" src="{one.name}" alt="{html.escape(one.stem)}"></a>' for one in shots
        )
        rows.append(f"<h2>{name}</h2><div>{figures}</div>" if shots else "")
    style = "body{font:1rem system-ui}div{display:flex;gap:8px;overflow-x:auto}img{height:320px;border:1px solid #888}"
    page = f'<!doctype html><html lang="en"><meta charset="utf-8"><title>Every page</title><style>{style}</style>{"".join(rows)}'
    (out / "index.html").write_text(page)


README = [  # a scene, how large, light or dark, and the file
    ("home-full", 1200, 800, "light", "home.png"),
    ("conversation-full", 1200, 800, "dark", "talk.png"),
    ("home-full", 390, 800, "dark", "home-phone.png"),
    ("conversation-full", 390, 800, "light", "talk-phone.png"),
    ("admin-reports", 1200, 800, "light", "admin.png"),
]
AGES = [1, 7, 33, 76, 118, 190, 260, 340, 430, 700]  # minutes, of the posts in the README's feed


def aged(route: Route) -> None:
    """Gives the posts the ages that they would have on a server that is not new."""
    answer = route.fetch()
    body, now = answer.json(), datetime.now(timezone.utc)
    for number, post in enumerate(body["feed"]["items"]):
        then = now - timedelta(minutes=AGES[number] if number < len(AGES) else 600 + 90 * number)
        post["createdAt"] = then.isoformat(timespec="milliseconds").replace("+00:00", "Z")
    route.fulfill(response=answer, body=json.dumps(body))


def readme(browser: Browser, community: Community, out: Path) -> None:
    """The few that the README shows, in a few colours so that they load fast."""
    for name, width, height, theme, file in README:
        stage = Stage(browser, community)
        stage.context.route("**/api/bootstrap", aged)
        SCENES[name].play(stage)
        page = stage.context.pages[0]
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(color_scheme=theme)
        settle(page)
        made = out / f"{file}.whole.png"
        page.screenshot(path=made)
        options = ["--palette", "--Q", "80", "--effort", "10", "--dither", "0.4"]
        subprocess.run(["vips", "pngsave", made, out / file, *options], check=True)
        made.unlink()
        stage.close()


def main() -> int:
    asked = arguments()
    chosen = [one for one in SCENES.values() if one.name.startswith(tuple(asked.only.split(",")))]
    if asked.out.name == "screenshots":
        shutil.rmtree(asked.out, ignore_errors=True)
    asked.out.mkdir(parents=True, exist_ok=True)
    wrong = []
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--disable-dev-shm-usage"])
        pages = () if asked.web_dir is None else ("--web-dir", str(asked.web_dir))
        community = Community(asked.program.resolve(), Path(folder), browser.new_page(), arguments=pages)
        try:
            if asked.readme:
                readme(browser, community, asked.out)
            else:
                wrong = take(browser, community, chosen, asked)
                index(asked.out)
                print(f"{len(chosen)} scenes: {asked.out / 'index.html'}")
        finally:
            browser.close()
            community.close()
    for fault in wrong:
        print(f"WRONG: {fault}", file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
