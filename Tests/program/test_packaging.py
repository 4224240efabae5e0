"""What watches a Hubbub from outside: the Grafana dashboard and the Prometheus rules."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from api import Api
from place import METRICS_TOKEN, say
from server import ROOT

PROMETHEUS = ROOT / "packaging" / "prometheus"
DASHBOARD = json.loads((ROOT / "packaging" / "grafana" / "hubbub.json").read_text())
PANELS = [panel for panel in DASHBOARD["panels"] if panel["type"] != "row"]
NAME = re.compile(r"\b(?:hubbub|process)_[a-z_]+\b")
EXPRESSIONS = [target["expr"] for panel in PANELS for target in panel["targets"]]


def promtool(*arguments: str, folder: Path = PROMETHEUS) -> str:
    """Runs Prometheus' own checker; that there is none is a failure, for nothing else would check."""
    program = shutil.which("promtool")
    if program is None:
        pytest.fail("there is no promtool: `make test` installs it", pytrace=False)
    said = subprocess.run(
        [program, *arguments], cwd=folder, capture_output=True, text=True, timeout=60
    )
    assert said.returncode == 0, said.stdout + said.stderr
    return said.stdout


@pytest.fixture(scope="module")
def served(shared_place) -> dict[str, str]:
    """Every name that `/metrics` serves, with its type; a histogram's parts too."""
    place = shared_place if shared_place.server.is_running() else shared_place.start()
    with place.live(0) as socket:
        say(socket, place.rooms[0], place.fresh("Something to count "))
    answer = Api(place.server.url, METRICS_TOKEN).get("/metrics")
    assert answer.status == 200, answer
    names = dict(re.findall(r"^# TYPE (\S+) (\S+)$", answer.body.decode(), re.MULTILINE))
    for name in [name for name, kind in names.items() if kind == "histogram"]:
        names |= {f"{name}_{part}": "counter" for part in ("bucket", "sum", "count")}
    return names


def named(text: str) -> set[str]:
    return set(NAME.findall(text))


# -- Prometheus


def test_prometheus_takes_the_rules_and_they_fire_on_what_they_say():
    assert "SUCCESS" in promtool("check", "rules", "rules.yml")
    assert "SUCCESS" in promtool("test", "rules", "rules_test.yml")


def test_prometheus_takes_the_example_of_a_configuration(tmp_path):
    shutil.copytree(PROMETHEUS, tmp_path, dirs_exist_ok=True)
    (tmp_path / "hubbub-token").write_text(METRICS_TOKEN)
    assert "SUCCESS" in promtool("check", "config", "prometheus.yml", folder=tmp_path)


def test_each_alert_says_what_it_means_and_whom_it_is_for():
    rules = (PROMETHEUS / "rules.yml").read_text()
    alerts = rules.split("- alert: ")[1:]
    assert len(alerts) >= 10
    for alert in alerts:
        assert re.search(r"severity: (page|ticket)\n", alert), alert
        assert "summary: " in alert and "description: >-" in alert, alert


def test_each_alert_is_tested():
    alerts = re.findall(r"- alert: (\w+)", (PROMETHEUS / "rules.yml").read_text())
    tests = (PROMETHEUS / "rules_test.yml").read_text()
    assert [alert for alert in alerts if alert not in tests] == []


def test_each_metric_in_the_rules_is_served(served):
    for file in ("rules.yml", "rules_test.yml"):
        text = (PROMETHEUS / file).read_text()
        assert named(text) and named(text) - served.keys() == set(), file


# -- Grafana


def test_each_metric_in_the_dashboard_is_served_and_each_of_ours_is_in_it(served):
    shown = named(" ".join(EXPRESSIONS))
    assert shown - served.keys() == set()
    ours = {name for name in served if name.startswith("hubbub_")}
    parts = {name for name in ours if re.sub(r"_(bucket|sum|count)$", "", name) in ours - {name}}
    bases = {re.sub(r"_(bucket|sum|count)$", "", name) for name in shown}
    assert ours - parts - bases == set()


def test_a_counter_is_shown_as_what_it_grows_by(served):
    for expression in EXPRESSIONS:
        for name in named(expression):
            grows = served[name] == "counter"
            assert grows == bool(re.search(rf"rate\({name}\b", expression)), expression


def test_prometheus_could_run_each_query_of_the_dashboard(tmp_path):
    groups = ["groups:", "  - name: dashboard", "    rules:"]
    for number, expression in enumerate(EXPRESSIONS):
        query = expression.replace("$__rate_interval", "1m").replace("$instance", ".*")
        groups += [f"      - record: query_{number}", f"        expr: {json.dumps(query)}"]
    (tmp_path / "rules.yml").write_text("\n".join(groups))
    assert f"{len(EXPRESSIONS)} rules" in promtool("check", "rules", "rules.yml", folder=tmp_path)


def test_each_panel_has_a_title_a_sentence_and_a_place_of_its_own():
    taken: set[tuple[int, int]] = set()
    for panel in DASHBOARD["panels"]:
        at = panel["gridPos"]
        cells = {(at["x"] + x, at["y"] + y) for x in range(at["w"]) for y in range(at["h"])}
        assert at["x"] + at["w"] <= 24 and not cells & taken, panel["title"]
        taken |= cells
    assert len({panel["id"] for panel in DASHBOARD["panels"]}) == len(DASHBOARD["panels"])
    for panel in PANELS:
        assert panel["title"] and panel["description"].endswith("."), panel["title"]
        assert panel["fieldConfig"]["defaults"]["unit"], panel["title"]


def test_the_data_source_is_whichever_one_chooses():
    variables = {one["name"]: one["type"] for one in DASHBOARD["templating"]["list"]}
    assert variables["datasource"] == "datasource"
    sources = re.findall(r'"uid": "([^"]+)"\s*}', json.dumps(DASHBOARD["panels"]))
    assert set(sources) == {"${datasource}"}
    assert "__inputs" not in DASHBOARD
