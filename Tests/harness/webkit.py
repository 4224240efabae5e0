"""WebKitGTK, driven over W3C WebDriver: a browser whose engine is not Chromium's.

Debian's `webkit2gtk-driver` brings the driver and the browser, `xvfb` the screen.
"""

from __future__ import annotations

import base64
import http.client
import json
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from server import free_port
from waiting import until

BROWSER = Path("/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser")
ELEMENT = "element-6066-11e4-a52e-4f735466cecf"  # W3C WebDriver §12: what an element is called in JSON
ENTER, SPACE, ESCAPE, TAB = "\ue007", "\ue00d", "\ue00c", "\ue004"
# The page has just changed: what was found is gone, covered or not yet there.
PASSING = {"stale element reference", "element not interactable", "element click intercepted", "no such element"}


class Failure(Exception):
    """What the driver said no to, with its word for it."""

    def __init__(self, error: str, message: str) -> None:
        super().__init__(f"{error}: {message}")
        self.error = error


class Screen:
    """A screen that nobody sees."""

    def __init__(self, size: str = "1280x1024x24") -> None:
        read, write = os.pipe()
        command = ["Xvfb", "-displayfd", str(write), "-screen", "0", size, "-nolisten", "tcp"]
        self.process = subprocess.Popen(command, pass_fds=(write,), stderr=subprocess.DEVNULL)
        os.close(write)
        with os.fdopen(read) as told:
            self.name = f":{told.readline().strip()}"
        assert self.name != ":", "Xvfb did not start"

    def close(self) -> None:
        self.process.terminate()
        self.process.wait(10)


class WebKit:
    """One person's browser with one tab; it has no cookies and keeps none.

    Whatever is looked for is waited for.
    """

    def __init__(self, url: str, screen: Screen, log: Path) -> None:
        for needed in (shutil.which("WebKitWebDriver"), BROWSER.exists()):
            assert needed, "there is no WebKitGTK: `make test` installs it"
        self.url = url
        port = free_port()
        environment = {**os.environ, "DISPLAY": screen.name, "GDK_BACKEND": "x11", "LIBGL_ALWAYS_SOFTWARE": "1"}
        command = ["WebKitWebDriver", "--host=127.0.0.1", f"--port={port}"]
        with log.open("ab") as file:
            self.driver = subprocess.Popen(command, env=environment, stdout=file, stderr=file)
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=90)
        self._session = ""
        assert until(self._answers), f"the driver does not answer: {log.read_text(errors='replace')}"
        options = {"binary": str(BROWSER), "args": ["--automation"]}
        wanted = {"alwaysMatch": {"browserName": "MiniBrowser", "webkitgtk:browserOptions": options}}
        self._session = f"/session/{self._ask('POST', '/session', capabilities=wanted)['sessionId']}"
        self._ask("POST", "/timeouts", script=60_000, pageLoad=60_000)

    def close(self) -> None:
        try:
            self._ask("DELETE", "")  # ends the browser
        finally:
            self._connection.close()
            self.driver.terminate()
            self.driver.wait(10)

    # -- where one is

    def open(self, path: str = "/") -> "WebKit":
        self._ask("POST", "/url", url=self.url + path)
        return self

    @property
    def path(self) -> str:
        parts = urlsplit(self._ask("GET", "/url"))
        return parts.path + (f"?{parts.query}" if parts.query else "")

    def at(self, path: str) -> "WebKit":
        """Waits until the browser is there."""
        assert until(lambda: self.path == path), f"at {self.path}, not {path}"
        return self

    def reload(self) -> None:
        self._ask("POST", "/refresh")

    # -- what is there

    def find(self, css: str, text: str = "", name: str = "") -> "Element":
        """The first that can be seen and has this text, and this name for who cannot see it."""
        return self._first(lambda: self.all(css, text, name), f"{css} {text or name!r}")

    def all(self, css: str, text: str = "", name: str = "") -> list["Element"]:
        """All that are there now and can be seen."""
        return self._fitting("/elements", css, text, name)

    def _first(self, look: Callable[[], list["Element"]], what: str) -> "Element":
        found: list[Element] = []

        def is_there() -> bool:
            found[:] = look()
            return bool(found)

        assert until(is_there), f"there is no {what} at {self.path}"
        return found[0]

    def _fitting(self, where: str, css: str, text: str, name: str) -> list["Element"]:
        found = self._ask("POST", where, using="css selector", value=css)
        return [one for one in (Element(self, each[ELEMENT]) for each in found) if one.fits(text, name)]

    def script(self, body: str, *arguments: Any) -> Any:
        """What the body of a function gives, whose arguments are `arguments`."""
        return self._ask("POST", "/execute/sync", script=body, args=[_plain(one) for one in arguments])

    def awaited(self, body: str, *arguments: Any) -> Any:
        """The same for the body of an async function; what it throws is thrown."""
        script = f"""
          const done = arguments[arguments.length - 1]
          const run = async function () {{ {body} }}
          run.apply(null, [...arguments].slice(0, -1))
            .then((value) => done({{ value }}), (error) => done({{ error: String(error) }}))"""
        answer = self._ask("POST", "/execute/async", script=script, args=[_plain(one) for one in arguments])
        assert "error" not in answer, answer["error"]
        return answer.get("value")

    def screenshot(self, path: Path) -> None:
        path.write_bytes(base64.b64decode(self._ask("GET", "/screenshot")))

    # -- what one does

    def click(self, css: str, text: str = "", name: str = "") -> None:
        self._patiently(lambda: self.find(css, text, name).click())

    def type(self, css: str, text: str, name: str = "") -> None:
        """Types where the cursor is put; `ENTER` and the like are keys."""
        self._patiently(lambda: self.find(css, name=name).type(text))

    def fill(self, css: str, text: str, name: str = "") -> None:
        """Types in place of what was there."""
        self._patiently(lambda: self.find(css, name=name).clear())
        self.type(css, text, name)

    def log_in(self, username: str, password: str) -> "WebKit":
        """Through the page, as a person does."""
        self.open("/login")
        self.type("input", username, name="Username")
        self.type("input", password, name="Password")
        self.click("button", "Log in")
        return self.at("/")

    # -- the driver

    def _patiently(self, act) -> None:
        """Does it again while the page is changing beneath."""

        def done() -> bool:
            try:
                act()
            except Failure as failure:
                if failure.error not in PASSING:
                    raise
                return False
            return True

        assert until(done), "it never stood still"

    def _answers(self) -> bool:
        assert self.driver.poll() is None, "the driver has ended"
        try:
            return self._ask("GET", "/status")["ready"]
        except OSError:
            self._connection.close()
            return False

    def _ask(self, method: str, path: str, **body: Any) -> Any:
        content = json.dumps(body) if method == "POST" else None
        path = path if path in ("/status", "/session") else self._session + path
        self._connection.request(method, path, content, {"Content-Type": "application/json"})
        with self._connection.getresponse() as response:
            value = json.loads(response.read())["value"]
        if response.status != 200:
            raise Failure(value["error"], value["message"])
        return value


class Element:
    """Something on the page, as it was when it was found."""

    def __init__(self, browser: WebKit, id: str) -> None:
        self.browser = browser
        self.id = id

    def ask(self, method: str, what: str, **body: Any) -> Any:
        return self.browser._ask(method, f"/element/{self.id}/{what}", **body)

    def fits(self, text: str, name: str) -> bool:
        try:
            return (
                self.ask("GET", "displayed")
                and text in self.text
                and (not name or self.ask("GET", "computedlabel") == name)
            )
        except Failure as failure:
            if failure.error not in PASSING:
                raise
            return False

    def find(self, css: str, text: str = "", name: str = "") -> "Element":
        """The first within it."""
        where = f"/element/{self.id}/elements"
        return self.browser._first(lambda: self.browser._fitting(where, css, text, name), css)

    @property
    def text(self) -> str:
        return self.ask("GET", "text")

    def attribute(self, name: str) -> str | None:
        return self.ask("GET", f"attribute/{name}")

    def click(self) -> None:
        self.ask("POST", "click")

    def clear(self) -> None:
        self.ask("POST", "clear")

    def type(self, text: str) -> None:
        self.ask("POST", "value", text=text)


def _plain(argument: Any) -> Any:
    return {ELEMENT: argument.id} if isinstance(argument, Element) else argument
