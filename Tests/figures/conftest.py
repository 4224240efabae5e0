"""Figures are printed, and judged with room for a slow machine: at ten times what is wanted."""

from __future__ import annotations

from collections.abc import Callable

import pytest

LINES: list[str] = []
SLACK = 10


@pytest.fixture
def figure() -> Callable[[str, float, float], None]:
    """Notes that something took `seconds`, where at most `wanted` are wanted."""

    def note(name: str, seconds: float, wanted: float) -> None:
        LINES.append(f"{name}: {seconds:.2f} s (wanted: {wanted:g} s)")
        assert seconds < SLACK * wanted, LINES[-1]

    return note


def pytest_terminal_summary(terminalreporter) -> None:
    terminalreporter.section("figures")
    for line in LINES:
        terminalreporter.write_line(line)
