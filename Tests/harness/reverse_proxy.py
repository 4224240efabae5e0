"""The proxies of `packaging/`, each as it is shipped: only its addresses and paths are those of a test."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
from pathlib import Path

import loopback
from server import ROOT, free_port
from waiting import until

NAME = "hubbub.localhost"  # which every browser looks for on this machine
UNPACKED = ROOT / ".build" / "proxies"  # where `make test-all` puts what is not installed

# Around the recipe, as careless as what it may find on a machine: all is compressed.
NGINX = """
daemon off;
{user}
pid {folder}/nginx.pid;
error_log {folder}/nginx.log;
worker_processes 1;
events {{ worker_connections 512; }}
http {{
  access_log off;
  client_body_temp_path {folder}/body;
  proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi;
  scgi_temp_path {folder}/scgi;
  uwsgi_temp_path {folder}/uwsgi;
  gzip on;
  gzip_proxied any;
  gzip_types *;
  include {folder}/hubbub.conf;
}}
"""

# Its own certificates, and nothing that reaches beyond this folder and this machine.
CADDY = """
{{
	admin off
	default_bind 127.0.0.1
	http_port {plain}
	https_port {secure}
	local_certs
	skip_install_trust
	storage file_system {folder}/certificates
}}
import {folder}/recipe
"""


def program(name: str) -> str | None:
    """Where a proxy is: installed, or unpacked by `make test-all`."""
    places = [os.environ.get("PATH", ""), "/usr/sbin", *(str(UNPACKED / "usr" / part) for part in ("sbin", "bin"))]
    return shutil.which(name, path=os.pathsep.join(places))


def filled(text: str, *changes: tuple[str, str]) -> str:
    """A recipe with other addresses; each of those to change must be there."""
    for old, new in changes:
        assert old in text, f"the recipe has no {old!r}"
        text = text.replace(old, new)
    return text


class Proxy:
    """One proxy before one port, as a process of its own."""

    def __init__(self, kind: str, folder: Path, target: int, secure: int | None = None) -> None:
        self.kind = kind
        self.folder = folder
        self.plain = free_port()
        self.secure = secure or free_port()
        self.url = f"https://{NAME}:{self.secure}"
        found = program(kind)
        assert found, f"there is no {kind}: `make test-all` fetches it"
        folder.mkdir(parents=True)
        arguments = {"nginx": self._nginx, "caddy": self._caddy}[kind](target)
        home = {"HOME": str(folder), "XDG_CONFIG_HOME": str(folder), "XDG_DATA_HOME": str(folder)}
        self.log = folder / f"{kind}.log"
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [found, *arguments], stdin=subprocess.DEVNULL, stdout=log, stderr=log, env={**os.environ, **home}
            )
        ready = until(lambda: self.process.poll() is not None or _listens(self.plain) and _greets(self.secure))
        if not ready or self.process.poll() is not None:
            self.close()
            raise AssertionError(f"{kind} did not start:\n{self.log.read_text()[-2000:]}")

    def _nginx(self, target: int) -> list[str]:
        certificate, key = self.folder / "certificate.pem", self.folder / "key.pem"
        named = ("-subj", f"/CN={NAME}", "-addext", f"subjectAltName=DNS:{NAME}")
        openssl("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", *named,
                "-out", str(certificate), "-keyout", str(key))
        recipe = filled(
            (ROOT / "packaging" / "nginx" / "hubbub.conf").read_text(),
            ("/etc/letsencrypt/live/hub.example/fullchain.pem", str(certificate)),
            ("/etc/letsencrypt/live/hub.example/privkey.pem", str(key)),
            ("server_name hub.example", f"server_name {NAME}"),
            ("listen 80;", f"listen 127.0.0.1:{self.plain};"),
            ("listen 443 ", f"listen 127.0.0.1:{self.secure} "),
            ("127.0.0.1:8080", f"127.0.0.1:{target}"),
        )
        (self.folder / "hubbub.conf").write_text(recipe)
        user = "user root;" if os.geteuid() == 0 else ""  # who may read the folder of a test
        (self.folder / "nginx.conf").write_text(NGINX.format(folder=self.folder, user=user))
        return ["-p", str(self.folder), "-c", str(self.folder / "nginx.conf"), "-e", str(self.folder / "nginx.log")]

    def _caddy(self, target: int) -> list[str]:
        recipe = filled(
            (ROOT / "packaging" / "caddy" / "Caddyfile").read_text(),
            ("\nhub.example {", f"\n{NAME} {{"),
            ("127.0.0.1:8080", f"127.0.0.1:{target}"),
        )
        (self.folder / "recipe").write_text(recipe)
        around = CADDY.format(folder=self.folder, plain=self.plain, secure=self.secure)
        (self.folder / "Caddyfile").write_text(around)
        return ["run", "--config", str(self.folder / "Caddyfile"), "--adapter", "caddyfile"]

    def close(self) -> None:
        self.process.terminate()
        try:
            self.process.wait(15)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait(5)


def openssl(*arguments: str, handed_in: bytes = b"") -> bytes:
    """What openssl makes of these arguments."""
    made = subprocess.run(["openssl", *arguments], input=handed_in, capture_output=True, timeout=60)
    assert made.returncode == 0, made.stderr
    return made.stdout


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _greets(port: int) -> bool:
    """Whether it has a certificate, too: Caddy makes its own once it listens."""
    try:
        with socket.create_connection(("127.0.0.1", port), 5) as plain:
            loopback.over_tls(plain, NAME).close()
    except OSError:
        return False
    return True
