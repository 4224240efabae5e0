"""Servers for the tests of the program: one that most share, others made to order."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from place import Place


@pytest.fixture(scope="session")
def shared_place(hubbub: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    place = Place(hubbub, tmp_path_factory.mktemp("shared"), users=12, rooms=2).start()
    yield place
    place.server.kill()


@pytest.fixture
def place(shared_place: Place) -> Iterator[Place]:
    """The server that most tests share. Whatever a test does to it, it goes on."""
    if not shared_place.server.is_running():  # an earlier test, which has failed, ended it
        shared_place.start()
    yield shared_place
    assert shared_place.server.is_running(), shared_place.server.errors()[-2000:]


@pytest.fixture
def make_place(hubbub: Path, tmp_path: Path) -> Iterator[Callable[..., Place]]:
    """Makes places of a test's own, which end with it."""
    places: list[Place] = []

    def make(**options) -> Place:
        places.append(Place(hubbub, tmp_path / f"place{len(places)}", **options))
        return places[-1]

    yield make
    for made in places:
        made.server.kill()
