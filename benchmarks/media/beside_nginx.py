"""How many bytes of a kept file a second of CPU sends: Hubbub beside nginx.

    python3 benchmarks/media/beside_nginx.py [--hubbub PROGRAM] [--rounds N] [--seconds S]

Both serve the same bytes to one client over loopback, by turns, each pinned to core 0 and
the client to core 1: a sound whole, and pieces of it as somebody who seeks asks for them.
The client discards what comes without looking at it. CPU is user and system time of the
server's processes. It needs nginx (Debian's `nginx-light`) and a release build.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import random
import shutil
import signal
import socket
import statistics
import struct
import subprocess
import tempfile
import time
from pathlib import Path

SOUND_BYTES = 190 * 1024 * 1024
PIECE_BYTES = 256 * 1024
SCRAP = bytearray(4 * 1024 * 1024)


def main() -> None:
    options = read_options()
    with tempfile.TemporaryDirectory(prefix="hubbub-media-") as folder:
        sound = Path(folder) / "sound.wav"
        write_sound(sound)
        servers = [start_hubbub(options.hubbub, Path(folder), sound)]
        try:
            servers.append(start_nginx(Path(folder), sound))
            os.sched_setaffinity(0, {1})
            compare(servers, options)
        finally:
            for server in servers:
                server.stop()


def read_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--hubbub", default=".build/release/hubbub")
    parser.add_argument("--rounds", type=int, default=5, choices=range(1, 51))
    parser.add_argument("--seconds", type=int, default=3, choices=range(1, 61))
    return parser.parse_args()


def write_sound(path: Path) -> None:
    """A WAV of noise: two channels of 16 bits at 48 kHz."""
    count = SOUND_BYTES - 44
    head = struct.pack("<4sI4s4sIHHIIHH4sI", b"RIFF", count + 36, b"WAVE", b"fmt ", 16, 1, 2,
                       48_000, 192_000, 4, 16, b"data", count)
    noise = random.Random(1).randbytes(1024 * 1024)
    with path.open("wb") as file:
        file.write(head)
        for offset in range(0, count, len(noise)):
            file.write(noise[: count - offset])


class Served:
    """A server, and the file it serves."""

    def __init__(self, name: str, process: subprocess.Popen, port: int, path: str, headers: str):
        self.name, self.process, self.port = name, process, port
        self.path, self.headers = path, headers

    def stop(self) -> None:
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(timeout=30)

    def cpu_seconds(self) -> float:
        found = 0
        for pid in [self.process.pid, *children(self.process.pid)]:
            fields = Path(f"/proc/{pid}/stat").read_text().rsplit(") ", 1)[1].split()
            found += int(fields[11]) + int(fields[12])
        return found / os.sysconf("SC_CLK_TCK")


def children(pid: int) -> list[int]:
    return [int(word) for word in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def start_hubbub(program: str, folder: Path, sound: Path) -> Served:
    port = free_port()
    process = subprocess.Popen(
        ["taskset", "-c", "0", program, "serve", "--host", "127.0.0.1", "--port", str(port),
         "--data-dir", str(folder / "data")],
        stderr=subprocess.DEVNULL, env={**os.environ, "HUBBUB_RATE_LIMITS": "off"})
    wait_for(port)
    account = {"username": "listener", "password": "a long walk in the rain", "token": True}
    token = ask(port, "POST", "/api/signup", json.dumps(account).encode())["token"]
    with sound.open("rb") as file:
        media = ask(port, "POST", "/api/media", file, {
            "Authorization": f"Bearer {token}", "Content-Length": str(SOUND_BYTES)})["media"]
    return Served("hubbub", process, port, media["url"], f"Authorization: Bearer {token}\r\n")


def ask(port: int, method: str, path: str, body, headers: dict | None = None) -> dict:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    connection.request(method, path, body, headers or {"Content-Type": "application/json"})
    answer = connection.getresponse()
    text = answer.read()
    if answer.status != 201:
        raise SystemExit(f"{method} {path}: {answer.status} {text.decode()}")
    return json.loads(text)


def start_nginx(folder: Path, sound: Path) -> Served:
    port = free_port()
    settings = folder / "nginx.conf"
    settings.write_text(
        f"daemon off; worker_processes 1; pid {folder}/nginx.pid; error_log {folder}/error.log;\n"
        "events { worker_connections 256; }\n"
        "http { access_log off; sendfile on; tcp_nopush on; keepalive_requests 1000000;\n"
        f"  client_body_temp_path {folder}/body; types {{ audio/wav wav; }}\n"
        f"  server {{ listen 127.0.0.1:{port}; root {folder}; }} }}\n")
    folder.chmod(0o755)
    if shutil.which("nginx") is None:
        raise SystemExit("there is no nginx: install Debian's nginx-light")
    process = subprocess.Popen(
        ["taskset", "-c", "0", "nginx", "-c", str(settings), "-p", str(folder)],
        stderr=subprocess.DEVNULL)
    wait_for(port)
    return Served("nginx", process, port, f"/{sound.name}", "")


def wait_for(port: int) -> None:
    end = time.monotonic() + 30
    while time.monotonic() < end:
        try:
            return socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
    raise SystemExit("a server did not start")


def compare(servers: list[Served], options: argparse.Namespace) -> None:
    kinds = [("whole", whole), (f"pieces of {PIECE_BYTES // 1024} KiB", piece)]
    for kind, ask_for in kinds:
        rates: dict[str, list[float]] = {server.name: [] for server in servers}
        for _ in range(options.rounds):
            for server in servers:
                rates[server.name].append(rate(server, ask_for, options.seconds))
        ours, theirs = (statistics.median(rates[server.name]) for server in servers)
        ratios = [mine / other for mine, other in zip(rates["hubbub"], rates["nginx"])]
        print(f"{kind}: hubbub {ours / 1e9:.2f}, nginx {theirs / 1e9:.2f} GB per CPU-second; "
              f"ratio {ours / theirs:.2f} ({min(ratios):.2f} to {max(ratios):.2f})", flush=True)


def rate(server: Served, ask_for, seconds: int) -> float:
    """Bytes of bodies per CPU-second of the server."""
    with socket.create_connection(("127.0.0.1", server.port)) as connection:
        ask_for(connection, server)
        start, end, count = server.cpu_seconds(), time.monotonic() + seconds, 0
        while time.monotonic() < end:
            count += ask_for(connection, server)
        return count / (server.cpu_seconds() - start)


def whole(connection: socket.socket, server: Served) -> int:
    return take(connection, server, "")


def piece(connection: socket.socket, server: Served) -> int:
    start = random.randrange(SOUND_BYTES - PIECE_BYTES)
    return take(connection, server, f"Range: bytes={start}-{start + PIECE_BYTES - 1}\r\n")


def take(connection: socket.socket, server: Served, more: str) -> int:
    request = f"GET {server.path} HTTP/1.1\r\nHost: a\r\n{server.headers}{more}\r\n"
    connection.sendall(request.encode())
    head = b""
    while b"\r\n\r\n" not in head:
        head += connection.recv(1)
    length = int(head.lower().split(b"content-length: ")[1].split(b"\r\n")[0])
    rest = length
    while rest:
        # The kernel drops what is truncated: the client costs next to nothing.
        got = connection.recv_into(SCRAP, min(rest, len(SCRAP)), socket.MSG_TRUNC)
        if got == 0:
            raise SystemExit(f"{server.name} hung up")
        rest -= got
    return length


if __name__ == "__main__":
    main()
