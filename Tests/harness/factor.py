"""Second factors: an authenticator, and somebody who has one."""

from __future__ import annotations

import base64
import hashlib
import hmac
import struct
import time

from api import Answer, Api
from place import PASSWORD, Place


class Authenticator:
    """Shows the codes of one secret (RFC 6238), and never one twice."""

    def __init__(self, secret: str) -> None:
        self._secret = base64.b32decode(secret)
        self._last = 0

    def code(self) -> str:
        """The next code that a server takes; waits where it has shown that of the next step."""
        now = int(time.time()) // 30
        step = max(now, self._last + 1)
        while step > int(time.time()) // 30 + 1:
            time.sleep(0.5)
        self._last = step
        return self.at(step)

    def wrong(self) -> str:
        now = int(time.time()) // 30
        right = {self.at(step) for step in range(now - 3, now + 4)}
        return next(code for code in map("{:06}".format, range(100)) if code not in right)

    def at(self, step: int) -> str:
        digest = hmac.new(self._secret, struct.pack(">Q", step), hashlib.sha1).digest()
        offset = digest[-1] & 0xF
        number = struct.unpack(">I", digest[offset : offset + 4])[0] & 0x7FFF_FFFF
        return f"{number % 1_000_000:06}"


class Owner:
    """Somebody who has turned a second factor on."""

    def __init__(self, place: Place) -> None:
        signup = place.sign_up().json
        self.place = place
        self.name = signup["user"]["username"]
        self.api = Api(place.server.url, signup["token"])
        self.setup = self.api.post("/api/me/factor", None).json
        self.authenticator = Authenticator(self.setup["secret"])
        answer = self.api.ask("PUT", "/api/me/factor", {"code": self.authenticator.code()})
        assert answer.status == 200, answer
        self.recovery = answer.json["recoveryCodes"]

    def log_in(self, code: str | None = None, password: str = PASSWORD) -> Answer:
        body = {"username": self.name, "password": password, "token": True}
        return self.place.guest.post("/api/login", body if code is None else {**body, "code": code})
