"""Waiting for what another process does, and tells nobody of."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable

BETWEEN_LOOKS = 0.05  # seconds


def until(claim: Callable[[], bool], seconds: float = 20) -> bool:
    """Whether a claim becomes true in time; looked at again and again, since no event says so."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if claim():
            return True
        time.sleep(BETWEEN_LOOKS)
    return claim()


async def becomes(claim: Callable[[], bool], seconds: float) -> bool:
    """The same for who has other things going on meanwhile."""
    end = time.monotonic() + seconds
    while not (is_so := claim()) and time.monotonic() < end:
        await asyncio.sleep(BETWEEN_LOOKS)
    return is_so
