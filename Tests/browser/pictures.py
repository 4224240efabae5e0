"""Pictures that are made for a test, and what a browser sees in one."""

from __future__ import annotations

import base64
import io
import math
import os
import struct
import wave
import zlib

from playwright.sync_api import Page

RED, GREEN, BLUE = (220, 20, 20), (20, 200, 20), (20, 20, 220)
STRIPES = (RED, GREEN, BLUE)


def png(rows: list[bytes], width: int, says: tuple[int, int] | None = None) -> bytes:
    """A PNG of rows of RGB; `says` puts another size into its head."""

    def chunk(name: bytes, body: bytes) -> bytes:
        checksum = struct.pack(">I", zlib.crc32(name + body))
        return struct.pack(">I", len(body)) + name + body + checksum

    head = struct.pack(">IIBBBBB", *(says or (width, len(rows))), 8, 2, 0, 0, 0)
    pixels = zlib.compress(b"".join(b"\0" + row for row in rows))
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")
    )


def wide(side: int = 60) -> bytes:
    """Red, green and blue squares, from the left to the right."""
    row = b"".join(bytes(colour) * side for colour in STRIPES)
    return png([row] * side, 3 * side)


def tall(side: int = 60) -> bytes:
    """Red, green and blue squares, from the top down."""
    return png([bytes(colour) * side for colour in STRIPES for _ in range(side)], side)


def told_upright(jpeg: bytes, words: str) -> bytes:
    """A JPEG that lies on its left side and says so in its EXIF, where `words` are too."""
    text = words.encode() + b"\0"
    tags = struct.pack(">HHII", 0x010E, 2, len(text), 38)  # the description, after the tags
    tags += struct.pack(">HHIHH", 0x0112, 3, 1, 6, 0)  # to be turned by a quarter, clockwise
    exif = b"Exif\0\0MM\0*" + struct.pack(">IH", 8, 2) + tags + bytes(4) + text
    return jpeg[:2] + b"\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif + jpeg[2:]


def as_jpeg(page: Page, picture: bytes) -> bytes:
    """The same picture as a JPEG, made by the browser."""
    made = page.evaluate(
        """async (picture) => {
          const bytes = Uint8Array.from(atob(picture), (sign) => sign.charCodeAt(0))
          const bitmap = await createImageBitmap(new Blob([bytes]))
          const canvas = new OffscreenCanvas(bitmap.width, bitmap.height)
          canvas.getContext('2d').drawImage(bitmap, 0, 0)
          const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.95 })
          return btoa(String.fromCharCode(...new Uint8Array(await blob.arrayBuffer())))
        }""",
        base64.b64encode(picture).decode(),
    )
    return base64.b64decode(made)


def seen(page: Page, path: str) -> tuple[tuple[int, int], set[str]]:
    """The size of a picture of the server, and the colours of its corners and its middle."""
    width, height, *points = page.evaluate(
        """async (path) => {
          const bitmap = await createImageBitmap(await (await fetch(path)).blob())
          const { width, height } = bitmap
          const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true })
          context.drawImage(bitmap, 0, 0)
          const near = Math.round(width / 16)
          const at = (x, y) => [...context.getImageData(x, y, 1, 1).data].slice(0, 3)
          return [width, height, at(near, near), at(width - near, near), at(near, height - near),
            at(width - near, height - near), at(width / 2, height / 2)]
        }""",
        path,
    )
    return (width, height), {named(point) for point in points}


def named(point: list[int]) -> str:
    """The stripe of which a point is, up to what a JPEG or WebP makes of it."""
    for name, colour in zip(("red", "green", "blue"), STRIPES):
        if all(abs(one - other) < 40 for one, other in zip(point, colour)):
            return name
    return f"rgb{tuple(point)}"


def noise(side: int) -> bytes:
    """A picture that no compression makes small: three bytes for each pixel."""
    return png([os.urandom(3 * side) for _ in range(side)], side)


def moving_gif(side: int = 64) -> bytes:
    """A GIF of two frames, which go on for ever."""

    def frame(colour: int) -> bytes:
        codes = [4] + [colour, 4] * (side * side)  # each pixel by itself, so that codes stay short
        bits = "".join(f"{code:03b}"[::-1] for code in [*codes, 5])
        bits += "0" * (-len(bits) % 8)
        data = bytes(int(bits[at : at + 8][::-1], 2) for at in range(0, len(bits), 8))
        blocks = [data[at : at + 255] for at in range(0, len(data), 255)]
        control = b"\x21\xf9\x04\x04" + struct.pack("<H", 20) + b"\0\0"
        image = b"\x2c" + struct.pack("<HHHHB", 0, 0, side, side, 0) + b"\x02"
        return control + image + b"".join(bytes([len(block)]) + block for block in blocks) + b"\0"

    head = b"GIF89a" + struct.pack("<HHBBB", side, side, 0x91, 0, 0)
    colours = b"".join(bytes(colour) for colour in (*STRIPES, (255, 255, 255)))
    return head + colours + b"\x21\xff\x0bNETSCAPE2.0\x03\x01\0\0\0" + frame(0) + frame(2) + b"\x3b"


def tone(seconds: float = 1.0) -> bytes:
    """A WAV of one tone."""
    made = io.BytesIO()
    with wave.open(made, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(8_000)
        samples = (int(9_000 * math.sin(at * 0.35)) for at in range(int(8_000 * seconds)))
        file.writeframes(b"".join(struct.pack("<h", sample) for sample in samples))
    return made.getvalue()


def film(page: Page) -> bytes:
    """A WebM of a second, made by the browser."""
    made = page.evaluate(
        """async () => {
          const canvas = Object.assign(document.createElement('canvas'), { width: 320, height: 180 })
          const context = canvas.getContext('2d')
          const recorder = new MediaRecorder(canvas.captureStream(10), { mimeType: 'video/webm;codecs=vp8' })
          const parts = []
          recorder.ondataavailable = ({ data }) => parts.push(data)
          const ended = new Promise((resolve) => { recorder.onstop = resolve })
          recorder.start()
          for (let step = 0; step < 10; step += 1) {
            context.fillStyle = `rgb(${20 * step} 100 200)`
            context.fillRect(0, 0, 320, 180)
            await new Promise((resolve) => setTimeout(resolve, 100))
          }
          recorder.stop()
          await ended
          const bytes = new Uint8Array(await new Blob(parts).arrayBuffer())
          return btoa(bytes.reduce((text, byte) => text + String.fromCharCode(byte), ''))
        }"""
    )
    return base64.b64decode(made)
