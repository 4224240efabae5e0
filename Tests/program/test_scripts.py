"""The modules as a browser gets them, joined and shortened: they do what they do as they are written."""

from __future__ import annotations

import random
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from api import Api
from server import ROOT

WEB = ROOT / "Web"
TESTS = WEB / "tests"
COMPARE = ROOT / "Tests" / "program" / "pages" / "compare.js"
NO_BROWSER = ROOT / "Tests" / "program" / "pages" / "no-browser.js"
# Read files as they are written, or load a module twice, or are sent with what starts a page.
ELSEWHERE = {"words", "conversations", "log-state", "media-state", "messages"}
UNITS = sorted(path.name for path in TESTS.glob("*.test.js")
               if path.name.removesuffix(".test.js") not in ELSEWHERE and "readFile" not in path.read_text()
               and "support/languages" not in path.read_text())


def modules() -> list[str]:
    written = (path.relative_to(WEB).as_posix() for path in WEB.rglob("*.js"))
    return sorted(path for path in written if path.count("/") == 1 and not path.startswith("tests/"))


def node(*arguments: str, folder: Path) -> None:
    said = subprocess.run(["node", *arguments], cwd=folder, capture_output=True, text=True, timeout=120)
    assert said.returncode == 0, (said.stdout + said.stderr)[-3_000:]


@pytest.fixture(scope="module")
def sent(shared_place, tmp_path_factory) -> Path:
    """A folder with every module as it is sent, beside the tests of the pages."""
    place = shared_place if shared_place.server.is_running() else shared_place.start()
    folder = tmp_path_factory.mktemp("sent")
    for path in modules():
        answer = Api(place.server.url).get(f"{assets(place)}/{path}")
        assert answer.status == 200, path
        (folder / path).parent.mkdir(exist_ok=True)
        (folder / path).write_bytes(answer.body)
    shutil.copy(WEB / "package.json", folder)
    shutil.copytree(TESTS, folder / "tests")
    return folder


def assets(place) -> str:
    """Where this build's files lie."""
    page = Api(place.server.url).get("/login").body.decode()
    return re.search(r"/assets/[0-9a-f]{16}", page)[0]


READ = """for (const path of process.argv.slice(1))
  new (require("vm").SourceTextModule)(require("fs").readFileSync(path, "utf8"), { identifier: path })"""


def test_every_module_that_is_sent_can_be_read(sent):
    assert len(modules()) > 100
    node("--experimental-vm-modules", "-e", READ, *modules(), folder=sent)
    (sent / "broken.js").write_text("const a = 1\nconst a = 2\n")
    with pytest.raises(AssertionError, match="already been declared"):
        node("--experimental-vm-modules", "-e", READ, "broken.js", folder=sent)


def compared(folder: Path) -> None:
    node("--expose-internals", str(COMPARE), str(WEB), str(folder), *modules(), folder=folder)


def test_what_is_sent_is_what_is_written_but_for_its_names(sent):
    compared(sent)


@pytest.mark.parametrize("seed", range(4))
def test_one_name_in_the_place_of_another_is_found(sent, seed, tmp_path):
    chance = random.Random(seed)
    folder = shutil.copytree(sent, tmp_path / "sent")
    path = folder / chance.choice([one for one in modules() if (sent / one).stat().st_size > 1_000])
    code = path.read_text()
    name = chance.choice(list(re.finditer(r"(?<![\w$.#'\"`-])[a-f](?![\w$'\"`-])", code)))
    other = chance.choice([letter for letter in "abcdef" if letter != name[0]])
    path.write_text(code[: name.start()] + other + code[name.end() :])
    with pytest.raises(AssertionError, match=r"[1-9]\d* differences"):
        compared(folder)


def test_what_is_sent_passes_the_tests_of_what_is_written(sent):
    assert len(UNITS) >= 18, UNITS
    node("--import", str(NO_BROWSER), "--test", *(f"tests/{name}" for name in UNITS), folder=sent)


def test_another_process_sends_the_same_under_the_same_address(make_place, shared_place, sent):
    place = make_place(users=1).start()
    assert assets(place) == assets(shared_place)
    for path in ("app/shell.js", "components/connection-banner.js"):
        assert Api(place.server.url).get(f"{assets(place)}/{path}").body == (sent / path).read_bytes()
