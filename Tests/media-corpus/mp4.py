"""MP4 by hand: boxes, tracks and films with next to nothing in them."""

from kit import big, box, full


def boxes(content):
    """The boxes that lie side by side: kind, start, length."""
    place, found = 0, []
    while place + 8 <= len(content):
        length = int.from_bytes(content[place : place + 4], "big") or len(content) - place
        found.append((content[place + 4 : place + 8], place, length))
        place += length
    return found


def in_moov(film, *more):
    """A film, its `moov` behind its `mdat`, with more in it."""
    start, length = next((s, n) for kind, s, n in boxes(film) if kind == b"moov")
    body = film[start + 8 : start + length] + b"".join(more)
    return film[:start] + box("moov", body) + film[start + length :]


def text_item(text):
    return big(len(text), 2) + big(0x15C7, 2) + text.encode()


def visual_entry(kind="avc1", width=64, height=48):
    head = bytes(6) + big(1, 2) + bytes(16) + big(width, 2) + big(height, 2)
    head += big(0x480000) * 2 + bytes(4) + big(1, 2) + bytes(32) + big(24, 2) + b"\xff\xff"
    return box(kind, head, box("avcC", bytes.fromhex("0142c00affe1000000")))


def sound_entry(kind="mp4a"):
    return box(
        kind,
        bytes(6) + big(1, 2) + bytes(8) + big(1, 2) + big(16, 2) + bytes(4) + big(48_000 << 16),
    )


def track(number, handler, entry, offset, sizes, duration=1_000, wide=False, stsz=None, stco=None):
    """A track whose samples lie one behind the other, in one chunk."""
    media = {"vide": full("vmhd", bytes(8)), "soun": full("smhd", bytes(4))}.get(
        handler, full("nmhd")
    )
    place = full("co64", big(1) + big(offset, 8)) if wide else full("stco", big(1) + big(offset))
    table = box(
        "stbl",
        full("stsd", big(1) + entry),
        full("stts", big(1) + big(len(sizes)) + big(100) if sizes else big(0)),
        full("stsc", big(1) + big(1) + big(len(sizes)) + big(1) if sizes else big(0)),
        stsz or full("stsz", big(0) + big(len(sizes)) + b"".join(map(big, sizes))),
        stco or place,
    )
    matrix = big(0x10000) + bytes(12) + big(0x10000) + bytes(12) + big(0x40000000)
    head = (
        bytes(8)
        + big(number)
        + bytes(4)
        + big(duration)
        + bytes(16)
        + matrix
        + big(64 << 16)
        + big(48 << 16)
    )
    return box(
        "trak",
        full("tkhd", head, flags=3),
        box(
            "mdia",
            full("mdhd", bytes(8) + big(1_000) + big(duration) + big(0x55C40000)),
            full("hdlr", bytes(4) + handler.encode() + bytes(12) + b"hand\0"),
            box("minf", media, box("dinf", full("dref", big(1) + full("url ", flags=1))), table),
        ),
    )


def movie(*parts, duration=1_000, scale=1_000):
    matrix = big(0x10000) + bytes(12) + big(0x10000) + bytes(12) + big(0x40000000)
    head = (
        bytes(8)
        + big(scale)
        + big(duration)
        + big(0x10000)
        + bytes(12)
        + matrix
        + bytes(24)
        + big(9)
    )
    return box("moov", full("mvhd", head), *parts)


def ftyp(brand=b"mp42", *more):
    return box("ftyp", brand, big(0), *(more or (b"mp42", b"isom")))


SAMPLES = [b"\0\0\0\x04\x65\x88\x84\0"] * 10


def film(*more, head=ftyp(), handler="vide", entry=None, samples=SAMPLES, **how):
    """A film of one track, written by hand: `ftyp`, `mdat`, `moov`."""
    content = b"".join(samples)
    trak = track(
        1, handler, entry or visual_entry(), len(head) + 8, [len(s) for s in samples], **how
    )
    return head + box("mdat", content) + movie(trak, *more)


def item(kind, value):
    return box(kind, box("data", big(1) + big(0) + value))


def fragment(*tracks):
    """The head of a fragment whose samples lie behind it, one track's behind the other's."""

    def head(offset):
        parts = [full("mfhd", big(1))]
        for number, samples in enumerate(tracks, 1):
            run = big(len(samples)) + big(offset) + b"".join(big(len(s)) for s in samples)
            parts.append(
                box(
                    "traf", full("tfhd", big(number), flags=0x20000), full("trun", run, flags=0x201)
                )
            )
            offset += sum(map(len, samples))
        return box("moof", *parts)

    return head(len(head(0)) + 8)
