"""Profile pictures: made, sent, and where they lie."""

from __future__ import annotations

import struct
import zlib

from api import Answer, Api
from place import Place

SIZES = ("128", "512")


def png(width: int = 90, height: int = 40, says: tuple[int, int] | None = None) -> bytes:
    """A picture of coloured stripes; `says` puts another size into its head."""

    def chunk(name: bytes, body: bytes) -> bytes:
        checksum = struct.pack(">I", zlib.crc32(name + body))
        return struct.pack(">I", len(body)) + name + body + checksum

    row = b"\0" + bytes((x * 7 + c * 50) % 256 for x in range(width) for c in range(3))
    head = struct.pack(">IIBBBBB", *(says or (width, height)), 8, 2, 0, 0, 0)
    pixels = zlib.compress(row * height)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")
    )


def send(api: Api, picture: bytes, kind: str = "image/png") -> Answer:
    return api.ask("PUT", "/api/me/avatar", picture, headers={"Content-Type": kind})


def addresses(avatar: str) -> list[str]:
    return [avatar.replace("-128.webp", f"-{size}.webp") for size in SIZES]


def files(place: Place) -> list[str]:
    """What lies in the folder of pictures, uploads too."""
    return sorted(path.rsplit("/", 1)[-1] for path in place.media_files())
