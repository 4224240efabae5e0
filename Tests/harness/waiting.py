"""Waiting for what another process does, and tells nobody of."""

from __future__ import annotations

import time
from collections.abc import Callable


def until(claim: Callable[[], bool], seconds: float = 20) -> bool:
    """Whether a claim becomes true in time; looked at again and again, since no event says so."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if claim():
            return True
        time.sleep(0.05)
    return claim()
