"""A hubbub server as a child process: started, killed, started again."""

from __future__ import annotations

import os
import random
import re
import signal
import socket
import subprocess
import threading
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DEFAULT_BINARY = ROOT / ".build" / "debug" / "hubbub"
LISTENING = re.compile(r"^listening on (http://([^:/]+):(\d+))$")


def clean_environment(**variables: str) -> dict[str, str]:
    """This process's environment without any HUBBUB_ variable, and `variables`."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("HUBBUB_")}
    return {**kept, **variables}


def free_port() -> int:
    """A free port below the range that outgoing connections are given.

    A client that dials a dead server's port from that range may end up
    connected to itself, or sit on the port when the server returns.
    """
    for _ in range(200):
        port = random.SystemRandom().randrange(20_000, 32_000)
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise RuntimeError("no free port between 20000 and 32000")


class StartFailed(Exception):
    """The server ended, or said nothing, before it was listening."""


class Server:
    """One `hubbub serve` on one data folder, which may live several times.

    - Parameters: `port` 0 takes any free one at each start; `log` is the
      file that its standard error is appended to.
    """

    def __init__(
        self,
        binary: Path | str,
        data: Path,
        *,
        port: int = 0,
        arguments: tuple[str, ...] = (),
        environment: dict[str, str] | None = None,
        prefix: tuple[str, ...] = (),
    ) -> None:
        self.binary = str(binary)
        self.data = Path(data)
        self.requested_port = port
        self.arguments = arguments
        self.environment = environment or {}
        self.prefix = prefix
        self.log = self.data.parent / f"{self.data.name}.log"
        self.process: subprocess.Popen[str] | None = None
        self.lines: list[str] = []
        self.url = ""
        self.host = ""
        self.port = 0

    # -- living

    def start(self, timeout: float = 20) -> "Server":
        """Starts it and returns once it listens; the time it took is `start_seconds`."""
        assert self.process is None or self.process.poll() is not None, "still running"
        began = time.monotonic()
        self.lines = []
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [*self.prefix, *self.command(), *self.arguments],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
                env=clean_environment(**self.environment),
            )
        listening = threading.Event()
        threading.Thread(target=self._read, args=(self.process, listening), daemon=True).start()
        if not listening.wait(timeout) or not self.url:
            self.kill()
            raise StartFailed(f"not listening after {timeout} s:\n{self.errors()[-2000:]}")
        self.start_seconds = time.monotonic() - began
        return self

    def command(self) -> list[str]:
        where = ["--host", "127.0.0.1", "--port", str(self.requested_port)]
        return [self.binary, "serve", *where, "--data-dir", str(self.data)]

    def _read(self, process: subprocess.Popen[str], listening: threading.Event) -> None:
        """Follows standard output to its end, so that a full pipe never stops the server."""
        self.url = ""
        assert process.stdout is not None
        with process.stdout:
            for line in process.stdout:
                self.lines.append(line.rstrip("\n"))
                if found := LISTENING.match(self.lines[-1]):
                    self.url, self.host, self.port = found[1], found[2], int(found[3])
                    listening.set()
        listening.set()

    def kill(self) -> None:
        """Kills it with −9, as a power cut would, and waits until it is gone."""
        self._end(signal.SIGKILL, 10)

    def terminate(self, timeout: float = 15) -> int:
        """Asks it to drain; returns its exit status."""
        return self._end(signal.SIGTERM, timeout)

    def _end(self, number: signal.Signals, timeout: float) -> int:
        if self.process is None:
            return 0
        if self.process.poll() is None:
            self.process.send_signal(number)
        return self.process.wait(timeout)

    def is_running(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def errors(self) -> str:
        """What it wrote to standard error, in all its lives."""
        return self.log.read_text(errors="replace") if self.log.exists() else ""

    def __enter__(self) -> "Server":
        return self if self.is_running() else self.start()

    def __exit__(self, *_: object) -> None:
        self.kill()


# -- the other commands


def run(
    binary: Path | str, *arguments: str, handed_in: str = "", **options
) -> subprocess.CompletedProcess[str]:
    """Runs a command of the program to its end, with `handed_in` on its standard input."""
    return subprocess.run(
        [str(binary), *arguments],
        input=handed_in,
        capture_output=True,
        text=True,
        timeout=options.pop("timeout", 60),
        env=clean_environment(**options.pop("environment", {})),
        **options,
    )


class Seeded:
    """The users and rooms that `hubbub seed` made in a data folder."""

    def __init__(self, binary: Path | str, data: Path, *, users: int, rooms: int = 1, **options):
        tokens, room_ids = data.parent / f"{data.name}.tokens", data.parent / f"{data.name}.rooms"
        arguments = ["seed", "--users", str(users), "--rooms", str(rooms)]
        arguments += ["--tokens", str(tokens), "--room-ids", str(room_ids)]
        result = run(binary, *arguments, "--data-dir", str(data), timeout=120, **options)
        if result.returncode != 0:
            raise StartFailed(f"seed ended with {result.returncode}: {result.stderr}")
        lines = tokens.read_text().splitlines()
        self.names, self.ids, self.tokens = zip(*(line.split("\t") for line in lines))
        self.rooms = room_ids.read_text().split()
