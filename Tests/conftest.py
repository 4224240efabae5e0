"""What all tests of the program in Python share: which program it is."""

from __future__ import annotations

from pathlib import Path

import pytest
from server import DEFAULT_BINARY


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--hubbub", default=str(DEFAULT_BINARY), help="the program to test")


@pytest.fixture(scope="session")
def hubbub(request: pytest.FixtureRequest) -> Path:
    """The program; that there is none is a failure, for nothing else would be tested."""
    path = Path(request.config.getoption("--hubbub")).resolve()
    if not path.is_file():
        pytest.fail(f"there is no program at {path}: `make build` makes it", pytrace=False)
    return path
