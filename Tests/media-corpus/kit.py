"""What the corpus is made with: other people's encoders, and hands that write bytes."""

import os
import pathlib
import struct
import subprocess
import zlib

BITEXACT = [
    "-threads",
    "1",
    "-fflags",
    "+bitexact",
    "-flags:v",
    "+bitexact",
    "-flags:a",
    "+bitexact",
]
HTML = b"<!DOCTYPE html><html><body><script>alert(document.domain)</script></body></html>\n"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script></svg>\n'


class Corpus:
    """The folder that the files go into, and a folder for what lies between."""

    def __init__(self, folder, scratch):
        self.folder, self.scratch = pathlib.Path(folder), pathlib.Path(scratch)
        self.names = []

    def add(self, name, content):
        """Keeps a file.

        Returns: its bytes.
        """
        if name in self.names:
            raise ValueError(f"there are two files called {name}")
        self.names.append(name)
        (self.folder / name).write_bytes(content)
        return content

    def read(self, name):
        return (self.folder / name).read_bytes()

    def put(self, name, content):
        """Writes a file that is no part of the corpus, for a program to read."""
        (self.scratch / name).write_bytes(content)

    def run(self, *command):
        """Runs a program among the files that lie between."""
        done = subprocess.run(
            [str(word) for word in command],
            cwd=self.scratch,
            capture_output=True,
            stdin=subprocess.DEVNULL,
            env=os.environ | {"LC_ALL": "C.UTF-8", "VIPS_CONCURRENCY": "1"},
        )
        if done.returncode != 0:
            raise RuntimeError(f"{command}: {done.stderr.decode(errors='replace')[-2000:]}")

    def made(self, name, *command):
        """Keeps what a program writes to the name that stands in its command as OUT."""
        out = "out-" + name
        self.run(*[str(word).replace("OUT", out) for word in command])
        return self.add(name, (self.scratch / out).read_bytes())

    def ffmpeg(self, name, *arguments):
        """Keeps what ffmpeg makes, the same on every day and machine."""
        command = ["ffmpeg", "-v", "error", "-nostdin", "-y", *arguments]
        return self.made(name, *command, *BITEXACT, "OUT")


def crc32(content):
    return zlib.crc32(content) & 0xFFFFFFFF


def big(value, width=4):
    return value.to_bytes(width, "big")


def little(value, width=4):
    return value.to_bytes(width, "little")


def ppm(width, height):
    """A picture with colours that run, so that an encoder has something to do."""
    rows = bytearray()
    for y in range(height):
        for x in range(width):
            rows += bytes(
                [x * 255 // max(1, width - 1), y * 255 // max(1, height - 1), (x * y) & 255]
            )
    return b"P6\n%d %d\n255\n" % (width, height) + bytes(rows)


# MARK: - TIFF, as EXIF has it


def tiff(gps=True, camera=True, time=True, orientation=1):
    """An EXIF block, largest byte first: what a phone writes of itself, the day and the place."""
    ascii_of = lambda text: text.encode() + b"\0"
    first = [(0x0112, 3, 1, big(orientation, 2) + b"\0\0")]
    if camera:
        first += [
            (0x010F, 2, None, ascii_of("Hubbub Cameras")),
            (0x0110, 2, None, ascii_of("Secret 7")),
        ]
    if time:
        first += [(0x0132, 2, None, ascii_of("2026:03:01 12:34:56"))]
    place = [
        (0x0001, 2, None, b"N\0"),
        (0x0002, 5, 3, degrees(52, 31, 12)),
        (0x0003, 2, None, b"E\0"),
        (0x0004, 5, 3, degrees(13, 24, 36)),
    ]
    if not gps:
        return b"MM\0*" + big(8) + directory(sorted(first), 8)
    # The directory's length does not depend on where the other one lies.
    guess = directory(sorted(first + [(0x8825, 4, 1, big(0))]), 8)
    head = directory(sorted(first + [(0x8825, 4, 1, big(8 + len(guess)))]), 8)
    return b"MM\0*" + big(8) + head + directory(place, 8 + len(head))


def degrees(*parts):
    return b"".join(big(part) + big(1) for part in parts)


def directory(entries, start):
    """A directory of TIFF, with what does not fit into an entry behind it."""
    out, rest = big(len(entries), 2), b""
    behind = start + 2 + 12 * len(entries) + 4
    for tag, kind, count, value in entries:
        out += big(tag, 2) + big(kind, 2) + big(len(value) if count is None else count)
        if len(value) <= 4:
            out += value.ljust(4, b"\0")
        else:
            out += big(behind + len(rest))
            rest += value + b"\0" * (len(value) % 2)
    return out + big(0) + rest


def xmp(*attributes):
    """An XMP packet with these attributes."""
    return (
        '<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description '
        'xmlns:exif="http://ns.adobe.com/exif/1.0/" '
        'xmlns:GCamera="http://ns.google.com/photos/1.0/camera/" '
        + " ".join(attributes)
        + '/></rdf:RDF></x:xmpmeta><?xpacket end="w"?>'
    ).encode()


# MARK: - Boxes and chunks


def box(kind, *body):
    """A box of ISO/IEC 14496-12."""
    kind = kind.encode("latin-1") if isinstance(kind, str) else kind
    content = b"".join(body)
    return big(8 + len(content)) + kind + content


def full(kind, *body, version=0, flags=0):
    """A box with a version and flags."""
    return box(kind, bytes([version]) + big(flags, 3), *body)


def riff(kind, *chunks):
    content = kind + b"".join(chunks)
    return b"RIFF" + little(len(content)) + content


def chunk(kind, content):
    """A chunk of RIFF, made even."""
    return kind + little(len(content)) + content + b"\0" * (len(content) % 2)


def without_day(content):
    """Boxes with no time at which they were made."""
    content = bytearray(content)
    for kind in (b"mvhd", b"tkhd", b"mdhd"):
        at = content.find(kind)
        while at >= 0:
            width = 8 if content[at + 4] == 1 else 4
            content[at + 8 : at + 8 + 2 * width] = bytes(2 * width)
            at = content.find(kind, at + 1)
    return bytes(content)


def stored_zip(name, content):
    """A ZIP with one file that is not compressed, made by hand."""
    fixed = struct.pack(
        "<HHHHHIIIHH", 20, 0, 0, 0, 33, crc32(content), len(content), len(content), len(name), 0
    )
    local = b"PK\x03\x04" + fixed + name + content
    central = b"PK\x01\x02" + little(20, 2) + fixed + struct.pack("<HHHII", 0, 0, 0, 0, 0) + name
    end = b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 1, 1, len(central), len(local), 0)
    return local + central + end


def phar():
    return b"<?php __HALT_COMPILER(); ?>\r\n" + big(64) + b"\0" * 64 + b"\x02\0\0\0GBMB"
