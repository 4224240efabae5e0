"""Autobahn's cases 1–7 and 10 against the echo path.

The suite is written for Python 2.7. Where there is none the run says why it
skips; the RFC's cases stand in the Swift tests too.
"""

from __future__ import annotations

import argparse
import collections
import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "harness"))
from server import DEFAULT_BINARY, ROOT, Server  # noqa: E402

CASES = ["1.*", "2.*", "3.*", "4.*", "5.*", "6.*", "7.*", "10.*"]
EXPECTED_CASES = 247
# What the suite itself shows in green: a pass, a pass the RFC allows, a remark.
PASSING = {"OK", "NON-STRICT", "INFORMATIONAL"}
SUITE = ROOT / ".venv-autobahn"
LAUNCH = """
import site, sys
site.addsitedir(sys.argv.pop(1))
from autobahntestsuite.wstest import run
run()
"""


def find_python27() -> str | None:
    """A Python 2.7: on the path, or one that pyenv keeps."""
    candidates = [shutil.which("python2.7")]
    if shutil.which("pyenv"):
        listed = subprocess.run(["pyenv", "versions", "--bare"], capture_output=True, text=True)
        for version in listed.stdout.split():
            if version.startswith("2.7"):
                prefix = subprocess.run(["pyenv", "prefix", version], capture_output=True, text=True)
                candidates.append(f"{prefix.stdout.strip()}/bin/python")
    for candidate in filter(None, candidates):
        asked = subprocess.run([candidate, "--version"], capture_output=True, text=True)
        if "Python 2.7" in asked.stdout + asked.stderr:  # pyenv's shims exist without one
            return candidate
    return None


def install(python: str) -> None:
    """Puts the suite into a folder of its own, once for each list of requirements."""
    requirements = Path(__file__).parent / "requirements.txt"
    stamp = SUITE / "installed"
    if stamp.exists() and stamp.read_text() == requirements.read_text():
        return
    shutil.rmtree(SUITE, ignore_errors=True)
    command = [python, "-m", "pip", "install", "--quiet", "--target", str(SUITE)]
    subprocess.run([*command, "-r", str(requirements)], check=True, timeout=600)
    stamp.write_text(requirements.read_text())


def fuzz(python: str, url: str, reports: Path) -> dict[str, dict]:
    """Runs the cases against `url`; returns each case's outcome."""
    specification = {
        "outdir": str(reports),
        "servers": [{"url": url}],
        "cases": CASES,
        "exclude-cases": [],
        "exclude-agent-cases": {},
    }
    with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
        json.dump(specification, file)
        file.flush()
        command = [python, "-c", LAUNCH, str(SUITE), "-m", "fuzzingclient", "-s", file.name]
        log = reports.parent / "autobahn.log"
        with log.open("w") as output:
            subprocess.run(command, stdout=output, stderr=output, check=True, timeout=900)
    agents = json.loads((reports / "index.json").read_text())
    return next(iter(agents.values())) if agents else {}


def report(outcomes: dict[str, dict]) -> int:
    """Prints the suite's own summary; returns how many cases did not pass."""
    tally = collections.Counter(outcome["behavior"] for outcome in outcomes.values())
    print("Autobahn: " + ", ".join(f"{count} {name}" for name, count in tally.most_common()))
    failed = [
        (case, outcome["behavior"], outcome["behaviorClose"])
        for case, outcome in outcomes.items()
        if not {outcome["behavior"], outcome["behaviorClose"]} <= PASSING
    ]
    for case, behavior, close in failed:
        print(f"  case {case}: {behavior}, close {close}")
    missing = EXPECTED_CASES - len(outcomes)
    if missing:
        print(f"  {missing} of {EXPECTED_CASES} cases were not run")
    passed = len(outcomes) - len(failed)
    print(f"{passed} passed, {len(failed) + abs(missing)} failed, 0 skipped")
    return len(failed) + abs(missing)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--hubbub", default=str(DEFAULT_BINARY), help="the program to start")
    parser.add_argument("--url", help="a server that runs already, instead of starting one")
    parser.add_argument("--reports", default=str(ROOT / ".build" / "autobahn"))
    options = parser.parse_args()

    python = find_python27()
    if python is None:
        print("Autobahn's suite needs Python 2.7, and neither the path nor pyenv has one")
        print(f"0 passed, 0 failed, {EXPECTED_CASES} skipped")
        return 0
    install(python)
    reports = Path(options.reports).resolve()
    shutil.rmtree(reports, ignore_errors=True)
    reports.mkdir(parents=True)
    if options.url:
        return 1 if report(fuzz(python, options.url, reports)) else 0
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "data"
        environment = {"HUBBUB_DEV_ECHO": "1", "HUBBUB_RATE_LIMITS": "off"}
        with Server(options.hubbub, data, environment=environment) as server:
            outcomes = fuzz(python, server.url.replace("http", "ws", 1) + "/ws/echo", reports)
            assert server.is_running(), "the server ended during the cases"
        return 1 if report(outcomes) else 0


if __name__ == "__main__":
    sys.exit(main())
