"""The figures that a running server tells."""

from __future__ import annotations

import shutil
import subprocess

import pytest
from api import Api
from place import METRICS_TOKEN, say


def test_promtool_accepts_the_metrics(shared_place):
    place = shared_place if shared_place.server.is_running() else shared_place.start()
    with place.live(0) as socket:
        say(socket, place.rooms[0], place.fresh("Something to measure "))
    answer = Api(place.server.url, METRICS_TOKEN).get("/metrics")
    assert answer.status == 200
    program = shutil.which("promtool")
    if program is None:
        pytest.fail("there is no promtool: `make test` installs it", pytrace=False)
    said = subprocess.run(
        [program, "check", "metrics"], input=answer.body, capture_output=True, timeout=60
    )
    assert said.returncode == 0, said.stdout + said.stderr


def test_what_happens_is_counted(shared_place):
    place = shared_place if shared_place.server.is_running() else shared_place.start()
    before = place.stats()
    with place.live(0) as socket:
        say(socket, place.rooms[0], place.fresh("One more "))
    after = place.stats()
    # Whoever left in an earlier test may be touched once more meanwhile.
    assert after["writer"]["changes"] > before["writer"]["changes"]
    assert after["writer"]["commit"]["count"] > before["writer"]["commit"]["count"]
    assert after["hub"]["deliveries"] > before["hub"]["deliveries"]
    assert after["hub"]["deliveries"] == sum(after["hub"]["lanes"].values())
