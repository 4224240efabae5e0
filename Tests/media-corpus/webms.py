"""Films that are whole: WebM, by several encoders, muxers and by hand."""

import struct

from films import AV1, OPUS, PICTURE, PLACE, SOUND, VP8, VP9
from kit import big


def size(value, width=None):
    """A size of EBML; in `width` bytes, or as few as it needs."""
    width = width or next(w for w in range(1, 9) if value < (1 << 7 * w) - 1)
    return big(value | 1 << 7 * width, width)


def element(kind, *body, width=None):
    content = b"".join(body)
    return bytes.fromhex(kind) + size(len(content), width) + content


def number(kind, value):
    return element(kind, big(value, max(1, (value.bit_length() + 7) // 8)))


def ebml(doctype=b"webm"):
    return element(
        "1A45DFA3",
        number("4286", 1),
        number("42F7", 1),
        number("42F2", 4),
        number("42F3", 8),
        element("4282", doctype),
        number("4287", 2),
        number("4285", 2),
    )


def info(duration=None):
    return element(
        "1549A966",
        number("2AD7B1", 1_000_000),
        element("4D80", b"hand"),
        element("5741", b"hand"),
        b"" if duration is None else element("4489", struct.pack(">d", duration)),
    )


def video_track(codec=b"V_VP8", width=64, height=48):
    return element(
        "AE",
        number("D7", 1),
        number("73C5", 1),
        number("83", 1),
        element("86", codec),
        element("E0", number("B0", width), number("BA", height)),
    )


def tracks(*entries):
    return element("1654AE6B", *(entries or (video_track(),)))


def block(time=0, track=1, content=b"\x10\0\0\x9d\x01\x2a\x40\0\x30\0"):
    return element("A3", size(track), big(time, 2), b"\x80", content)


def cluster(*blocks, time=0):
    return element("1F43B675", number("E7", time), *(blocks or (block(0), block(100))))


def webm(*parts, head=None, width=None):
    return (head or ebml()) + element("18538067", *parts, width=width)


def location_tag():
    simple = element("67C8", element("45A3", b"LOCATION"), element("4487", PLACE.encode()))
    return element("1254C367", element("7373", element("63C0"), simple))


def make(corpus):
    out = ["-f", "webm"]
    corpus.ffmpeg("webm-vp8-vorbis.webm", *PICTURE, *SOUND, *VP8, "-c:a", "libvorbis", *out)
    corpus.ffmpeg("webm-vp9-opus.webm", *PICTURE, *SOUND, *VP9, *OPUS, *out)
    corpus.ffmpeg("webm-av1.webm", *PICTURE, *AV1, *out)
    corpus.ffmpeg("webm-live.webm", *PICTURE, *SOUND, *VP8, *OPUS, "-live", "1", *out)
    corpus.put("in.webm", corpus.read("webm-vp9-opus.webm"))
    corpus.made(
        "webm-mkvmerge.webm",
        "mkvmerge",
        "--quiet",
        "--webm",
        "--deterministic",
        "7",
        "--no-date",
        "-o",
        "OUT",
        "in.webm",
    )
    corpus.ffmpeg("webm-location.webm", *PICTURE, *VP8, "-metadata", f"LOCATION={PLACE}", *out)
    corpus.add("webm-location-by-hand.webm", webm(info(200.0), tracks(), cluster(), location_tag()))
    corpus.add("webm-by-hand.webm", webm(info(200.0), tracks(), cluster()))
    open_cluster = bytes.fromhex("1F43B675") + b"\x01" + b"\xff" * 7
    recorded = ebml() + bytes.fromhex("18538067") + b"\x01" + b"\xff" * 7 + info() + tracks()
    recorded += open_cluster + number("E7", 0) + block(0) + block(100)
    recorded += open_cluster + number("E7", 200) + block(0) + block(100)
    corpus.add("webm-recorded-in-browser.webm", recorded)
    corpus.add(
        "webm-void.webm",
        webm(
            element("EC", bytes(200)),
            info(200.0),
            tracks(),
            element("EC", bytes(9)),
            cluster(),
            width=8,
        ),
    )
