"""Scripts, pages and drawings in every disguise: files that are, or pretend to be, something else.

Each is made around a script, which is short and has no quotes of one kind.
"""

from __future__ import annotations

import gzip
import struct
import zlib
from collections.abc import Callable
from dataclasses import dataclass

from pictures import png, tone
from samples import film, made, moving, picture

TAKEN = (201, None)
NOT_OURS = (415, "unsupported_type")
BROKEN = (422, "corrupt_media")
PAGE, DRAWING, SCRIPT = "text/html", "image/svg+xml", "text/javascript; charset=iso-8859-1"


@dataclass(frozen=True)
class Disguise:
    """One file, what is answered to it, and as what a careless server would make it run.

    `runs_as` is None where no browser of today runs it, whatever it is called.
    """

    make: Callable[[str], bytes]
    answer: tuple[int, str | None]
    runs_as: str | None
    claim: str = "image/png"
    name: str = "cat.png"
    packed: bool = False  # a careless server says that it is gzip


def page(script: str) -> bytes:
    return f"<!DOCTYPE html><html><body><script>{script}</script></body></html>\n".encode()


def drawing(script: str) -> bytes:
    return f'<svg xmlns="http://www.w3.org/2000/svg"><script>{script}</script></svg>\n'.encode()


def xml(script: str) -> bytes:
    style = '<?xml version="1.0"?><?xml-stylesheet type="text/css" href="x.css"?>'
    return f'{style}<a><b:script xmlns:b="http://www.w3.org/1999/xhtml">{script}</b:script></a>'.encode()


def archive(script: str) -> bytes:
    """A page as mail clients keep it."""
    head = "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x\r\nContent-Type: text/html\r\n\r\n"
    return head.encode() + page(script) + b"\r\n--x--\r\n"


def form(script: str) -> bytes:
    """What a browser's form makes of a file; here the body itself is the file."""
    head = '--x\r\nContent-Disposition: form-data; name="f"; filename="../cat.html"\r\nContent-Type: text/html\r\n\r\n'
    return head.encode() + page(script) + b"\r\n--x--\r\n"


def pdf(script: str) -> bytes:
    return f"%PDF-1.4\n1 0 obj<</Type/Catalog/OpenAction<</S/JavaScript/JS({script})>>>>endobj\n%%EOF\n".encode()


def utf_7(script: str) -> bytes:
    return f"+ADwAIQ-DOCTYPE html+AD4 +ADw-script+AD4-{script}+ADw-/script+AD4-".encode()


# -- pictures


def jpeg_with(*segments: bytes, last: bytes = b"") -> bytes:
    whole = picture("jpg", "64x48")
    return whole[:2] + b"".join(segments) + whole[2:-2] + last + whole[-2:]


def segment(marker: int, body: bytes) -> bytes:
    return bytes([0xFF, marker]) + struct.pack(">H", len(body) + 2) + body


def jpeg_script(script: str) -> bytes:
    """A JPEG that is a script from its first byte to its last: `ÿØÿà/*…*/=1;…//`."""
    head = segment(0xE0, b"JFIF\0\1\1\0\0\1\0\1\0\0".ljust(0x2F2A - 2, b"\0"))
    assert head[2:4] == b"/*"
    whole = picture("jpg", "64x48")
    after_head = whole[4 + int.from_bytes(whole[4:6], "big") :]
    body = segment(0xFE, f"*/=1;{script}/*".encode()) + after_head[:-2]
    return whole[:2] + head + body + segment(0xFE, b"*///") + whole[-2:]


def png_with(*chunks: bytes, after: bytes = b"") -> bytes:
    whole = png([bytes(range(48))] * 16, 16)
    return whole[:-12] + b"".join(chunks) + whole[-12:] + after


def chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def gif_with(words: bytes, width: int = 0) -> bytes:
    """A GIF with a comment right after its head, and, if told so, another width of its screen."""
    whole = moving()
    head = 13 + 3 * 2 ** ((whole[10] & 7) + 1) if whole[10] & 0x80 else 13
    blocks = b"".join(bytes([len(part)]) + part for part in (words[at : at + 255] for at in range(0, len(words), 255)))
    start = whole[:6] + struct.pack("<H", width) + whole[8:head] if width else whole[:head]
    return start + b"\x21\xfe" + blocks + b"\0" + whole[head:]


def gif_script(script: str) -> bytes:
    """A GIF whose screen is `/*` pixels wide, with scripts as its comments: `GIF89a/*…*/=1;…/*…*///`."""
    whole = gif_with(f"*/=1;{script}/*".encode(), width=0x2A2F)
    return whole[:-1] + b"\x21\xfe\x04*///\0" + whole[-1:]


def webp_with(script: str, after: bytes = b"") -> bytes:
    whole, words = picture("webp", "64x48"), page(script)
    extended = b"VP8X" + struct.pack("<I", 10) + bytes(4) + b"\x3f\0\0\x2f\0\0"  # 64 by 48
    more = b"junk" + struct.pack("<I", len(words)) + words + b"\0" * (len(words) % 2)
    body = whole[8:12] + extended + whole[12:] + more
    return b"RIFF" + struct.pack("<I", len(body)) + body + after


# -- films and sounds: these are kept as they came


def box(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", 8 + len(body)) + kind + body


def film_with(kind: bytes, script: str) -> bytes:
    """A film with a box behind its first one that holds a page."""
    whole = film("mp4", 1, "-movflags", "+faststart")
    first = int.from_bytes(whole[:4], "big")
    more = box(kind, (bytes(16) if kind == b"uuid" else b"") + page(script))
    return moved(whole[:first] + more + whole[first:], len(more))


def film_of_brands(script: str) -> bytes:
    """A film whose list of brands is a page."""
    whole = film("mp4", 1)
    first, words = int.from_bytes(whole[:4], "big"), page(script)
    words += b" " * (-len(words) % 4)
    return moved(box(b"ftyp", whole[8:first] + words) + whole[first:], len(words))


def moved(whole: bytes, by: int) -> bytes:
    """The same film, whose samples lie that much further behind."""
    found = bytearray(whole)
    at = whole.find(b"stco")
    while at >= 0:
        for entry in range(int.from_bytes(whole[at + 8 : at + 12], "big")):
            place = at + 12 + 4 * entry
            found[place : place + 4] = struct.pack(">I", int.from_bytes(whole[place : place + 4], "big") + by)
        at = whole.find(b"stco", at + 4)
    return bytes(found)


def titled(suffix: str, script: str, *more: str) -> bytes:
    words = page(script).decode().strip()
    return made(suffix, "-f", "lavfi", "-i", "sine=d=1", *more, "-metadata", f"title={words}", "-metadata", f"comment={words}")


def wav_with(kind: bytes, words: bytes, behind: Callable[[int], bytes] = lambda _: b"") -> bytes:
    """A WAV with a chunk before its sound, and with what `behind` gives, told how much there is."""
    whole = tone(0.25)
    more = kind + struct.pack("<I", len(words)) + words + b"\0" * (len(words) % 2)
    body = whole[8:12] + more + whole[12:]
    body += behind(len(body))
    return b"RIFF" + struct.pack("<I", len(body)) + body


def wav_script(script: str) -> bytes:
    """A WAV of `/*` bytes, which makes a script of it: `RIFF/*…*/=1;…/*…*///`."""

    def behind(count: int) -> bytes:
        rest = 0x2A2F - count - 8
        return b"junk" + struct.pack("<I", rest) + b"*///".rjust(rest, b"\0")

    return wav_with(b"junk", f"*/=1;{script};/*".encode(), behind)


def id3(script: str) -> bytes:
    """A tag before an MP3, with a page as its title."""
    words = b"\0" + page(script)
    frame = b"TIT2" + struct.pack(">I", len(words)) + b"\0\0" + words
    size = bytes((len(frame) >> shift) & 0x7F for shift in (21, 14, 7, 0))
    return b"ID3\3\0\0" + size + frame


DISGUISES: dict[str, Disguise] = {
    "a page": Disguise(page, NOT_OURS, PAGE),
    "a page that says what it is": Disguise(page, NOT_OURS, PAGE, "text/html", "cat.html"),
    "a page called a film": Disguise(page, NOT_OURS, PAGE, "video/mp4", "cat.mp4"),
    "a page with a byte order mark": Disguise(lambda s: b"\xef\xbb\xbf" + page(s), NOT_OURS, PAGE),
    "a page in UTF-16": Disguise(lambda s: b"\xff\xfe" + page(s).decode().encode("utf-16-le"), NOT_OURS, PAGE),
    "a page in UTF-7": Disguise(utf_7, NOT_OURS, None),
    "a page behind spaces": Disguise(lambda s: b" \t\r\n" * 400 + page(s), NOT_OURS, PAGE),
    "a page behind zeros": Disguise(lambda s: bytes(64) + page(s), NOT_OURS, PAGE),
    "a page behind a comment": Disguise(lambda s: b"<!--" + b"x" * 9_000 + b"-->" + page(s), NOT_OURS, PAGE),
    "a packed page": Disguise(lambda s: gzip.compress(page(s)), NOT_OURS, PAGE, packed=True),
    "a page in a form": Disguise(form, NOT_OURS, PAGE, "multipart/form-data; boundary=x"),
    "a page in a mail": Disguise(archive, NOT_OURS, PAGE),
    "a page behind a PNG's first bytes": Disguise(lambda s: b"\x89PNG\r\n\x1a\n" + page(s), BROKEN, PAGE),
    "a page behind a JPEG's first bytes": Disguise(lambda s: b"\xff\xd8\xff\xe0" + page(s), BROKEN, PAGE, "image/jpeg", "cat.jpg"),
    "a page behind a film's first box": Disguise(lambda s: box(b"ftyp", b"isom\0\0\2\0isom") + page(s), BROKEN, PAGE, "video/mp4"),
    "a drawing": Disguise(drawing, NOT_OURS, DRAWING),
    "a drawing that says what it is": Disguise(drawing, NOT_OURS, DRAWING, "image/svg+xml", "cat.svg"),
    "a declared drawing": Disguise(lambda s: b'<?xml version="1.0"?>\n<!-- cat -->' + drawing(s), NOT_OURS, DRAWING),
    "a packed drawing": Disguise(lambda s: gzip.compress(drawing(s)), NOT_OURS, DRAWING, "image/svg+xml", "cat.svgz", packed=True),
    "XML with a style sheet": Disguise(xml, NOT_OURS, "text/xml"),
    "XHTML": Disguise(
        lambda s: f'<html xmlns="http://www.w3.org/1999/xhtml"><script>{s}</script></html>'.encode(),
        NOT_OURS, "application/xhtml+xml"),
    "a script": Disguise(str.encode, NOT_OURS, SCRIPT, "video/mp4", "cat.mp4"),
    "a script behind a GIF's first bytes": Disguise(lambda s: f"GIF89a/**/=1;{s}".encode(), BROKEN, SCRIPT, "image/gif"),
    "a PDF": Disguise(pdf, NOT_OURS, None, "application/pdf", "cat.pdf"),
    "a Flash film": Disguise(lambda s: b"FWS\x09" + struct.pack("<I", 100) + s.encode(), NOT_OURS, None, "video/mp4"),
    # Whole files of our kinds, with something in them or behind them.
    "a GIF that is a script": Disguise(gif_script, TAKEN, SCRIPT, "image/gif", "cat.gif"),
    "a GIF with a page in its comment": Disguise(lambda s: gif_with(page(s)), TAKEN, PAGE, "image/gif", "cat.html"),
    "a GIF before a page": Disguise(lambda s: moving() + page(s), BROKEN, PAGE, "image/gif", "cat.gif"),
    "a JPEG that is a script": Disguise(jpeg_script, TAKEN, SCRIPT, "image/jpeg", "cat.jpg"),
    "a JPEG with a page in its comment": Disguise(lambda s: jpeg_with(segment(0xFE, page(s))), TAKEN, PAGE, "text/html"),
    "a JPEG with a page as its EXIF": Disguise(lambda s: jpeg_with(segment(0xE1, b"Exif\0\0" + page(s))), TAKEN, PAGE, "image/jpeg"),
    "a PNG with a page in its text": Disguise(lambda s: png_with(chunk(b"tEXt", b"Comment\0" + page(s))), TAKEN, PAGE),
    "a PNG with a page in UTF-8 text": Disguise(lambda s: png_with(chunk(b"iTXt", b"c\0\0\0\0\0" + page(s))), TAKEN, PAGE),
    "a PNG with a page in a chunk of its own": Disguise(lambda s: png_with(chunk(b"haCk", page(s))), TAKEN, PAGE),
    "a PNG before a page": Disguise(lambda s: png_with(after=page(s)), BROKEN, PAGE),
    "a WebP with a page in a chunk of its own": Disguise(webp_with, TAKEN, PAGE, "image/webp"),
    "a WebP before a page": Disguise(lambda s: webp_with(s, after=page(s)), BROKEN, PAGE, "image/webp"),
    "a film with a page in a free box": Disguise(lambda s: film_with(b"free", s), TAKEN, PAGE, "video/mp4"),
    "a film with a page in a skipped box": Disguise(lambda s: film_with(b"skip", s), TAKEN, PAGE, "text/html", "cat.html"),
    "a film with a page in a maker's box": Disguise(lambda s: film_with(b"uuid", s), TAKEN, PAGE, "video/mp4"),
    "a film with a page as its brands": Disguise(film_of_brands, TAKEN, PAGE, "video/mp4"),
    "a film with a page as its title": Disguise(
        lambda s: film("mp4", 1, "-metadata", f"title={page(s).decode().strip()}"), TAKEN, PAGE, "video/mp4"),
    "a WebM with a page as its title": Disguise(
        lambda s: film("webm", 1, "-metadata", f"title={page(s).decode().strip()}"), TAKEN, PAGE, "video/webm"),
    "an MP3 with a page as its title": Disguise(lambda s: id3(s) + made("mp3", "-f", "lavfi", "-i", "sine=d=1", "-id3v2_version", "0"), TAKEN, PAGE, "text/html"),
    "an M4A with a page as its title": Disguise(lambda s: titled("m4a", s), TAKEN, PAGE, "audio/mp4"),
    "an Ogg with a page as its title": Disguise(lambda s: titled("ogg", s), TAKEN, PAGE, "audio/ogg"),
    "an Opus with a page as its title": Disguise(lambda s: titled("opus", s), TAKEN, PAGE, "audio/ogg"),
    "a WAV with a page among its notes": Disguise(lambda s: wav_with(b"LIST", b"INFOINAM" + struct.pack("<I", len(page(s))) + page(s)), TAKEN, PAGE, "audio/wav"),
    "a WAV that is a script": Disguise(wav_script, TAKEN, SCRIPT, "audio/wav", "cat.js"),
}
