"""Pictures to refuse: cut off, too large, lying, or with something behind them."""

from kit import HTML, big, box, chunk, full, little, phar, riff
from mp4 import boxes, ftyp
from pictures import (
    SIGNATURE,
    ZIP,
    animated_webp,
    apng,
    extended,
    frame_control,
    gif,
    gif_frame,
    gray,
    header,
    part,
    png,
    rows,
    with_segments,
)


def make(corpus):
    jpegs(corpus)
    pngs(corpus)
    gifs(corpus)
    webps(corpus)
    avifs(corpus)


def cut(corpus, name, content, head=40):
    """The same file, cut off in its head, its middle, and before its last byte."""
    stem, suffix = name.rsplit(".", 1)
    corpus.add(f"{stem}-cut-head.{suffix}", content[:head])
    corpus.add(f"{stem}-cut-middle.{suffix}", content[: len(content) // 2])
    corpus.add(f"{stem}-cut-last.{suffix}", content[:-1])


def followed(corpus, name, content):
    """The same file with a page, and with an archive, behind it."""
    stem, suffix = name.rsplit(".", 1)
    corpus.add(f"{stem}-html-appended.{suffix}", content + HTML)
    corpus.add(f"{stem}-zip-appended.{suffix}", content + ZIP)


# MARK: - JPEG


def jpeg_parts(content):
    """The segments of a JPEG up to its first scan, and the rest."""
    place, found = 2, []
    while content[place + 1] != 0xDA:
        length = 2 + int.from_bytes(content[place + 2 : place + 4], "big")
        found.append(content[place : place + length])
        place += length
    return found, content[place:]


def jpegs(corpus):
    plain = corpus.read("jpeg-vips.jpg")
    cut(corpus, "jpeg.jpg", plain)
    followed(corpus, "jpeg.jpg", plain)
    corpus.add("jpeg-phar-appended.jpg", plain + phar())
    corpus.add("jpeg-jpeg-appended.jpg", plain + plain)
    head, scan = jpeg_parts(plain)
    frame = next(part for part in head if part[1] == 0xC0)
    others = [part for part in head if part is not frame]
    resized = lambda height, width: frame[:5] + big(height, 2) + big(width, 2) + frame[9:]
    whole = lambda *parts: b"\xff\xd8" + b"".join(parts) + scan
    corpus.add("jpeg-60-megapixels.jpg", whole(*others, resized(6_000, 10_000)))
    corpus.add("jpeg-no-width.jpg", whole(*others, resized(48, 0)))
    corpus.add("jpeg-no-height.jpg", whole(*others, resized(0, 64)))
    corpus.add("jpeg-two-frames.jpg", whole(*others, frame, frame))
    corpus.add("jpeg-no-frame.jpg", whole(*others))
    corpus.add("jpeg-no-scan.jpg", b"\xff\xd8" + b"".join(head) + b"\xff\xd9")
    corpus.add("jpeg-lossless.jpg", whole(*others, b"\xff\xc3" + frame[2:]))
    corpus.add("jpeg-empty-segment.jpg", with_segments(plain, b"\xff\xe5\0\0"))
    corpus.add("jpeg-segment-past-end.jpg", with_segments(plain, b"\xff\xfe\xff\xff"))
    one = b"\xff\xda" + big(8, 2) + b"\x01\x01\0\0\x3f\0" + b"\x00"
    corpus.add("jpeg-thousand-scans.jpg", b"\xff\xd8" + b"".join(head) + one * 1_000 + b"\xff\xd9")
    corpus.add("jpeg-start-only.jpg", b"\xff\xd8\xff")
    corpus.add("jpeg-start-html.jpg", b"\xff\xd8\xff\xe0" + HTML)


# MARK: - PNG


def pngs(corpus):
    plain = corpus.read("png-vips.png")
    cut(corpus, "png.png", plain)
    followed(corpus, "png.png", plain)
    corpus.add("png-phar-appended.png", plain + phar())
    corpus.add("png-no-end.png", plain[:-12])
    at = plain.index(b"IDAT") + 10
    corpus.add("png-wrong-checksum.png", plain[:at] + bytes([plain[at] ^ 1]) + plain[at + 1 :])
    corpus.add("png-wrong-header-checksum.png", plain[:29] + bytes([plain[29] ^ 1]) + plain[30:])
    corpus.add("png-61-megapixels.png", gray(10_000, 6_100))
    pixels = part(b"IDAT", rows(8, 8))
    corpus.add("png-no-number-holds-it.png", png(header(2**31 - 1, 2**31 - 1), pixels))
    corpus.add("png-size-past-its-bound.png", png(header(2**32 - 1, 8), pixels))
    corpus.add("png-no-width.png", png(header(0, 8), pixels))
    corpus.add("png-no-pixels.png", png(header(8, 8)))
    corpus.add("png-header-second.png", png(part(b"tEXt", b"a\0b"), header(8, 8), pixels))
    corpus.add("png-two-headers.png", png(header(8, 8), header(8, 8), pixels))
    corpus.add("png-bad-colour.png", png(header(8, 8, 3, 7), pixels))
    corpus.add("png-no-palette.png", png(header(8, 8, 8, 3), part(b"IDAT", rows(8, 8, 8))))
    corpus.add(
        "png-pixels-in-two-places.png", png(header(8, 8), pixels, part(b"tEXt", b"a\0b"), pixels)
    )
    corpus.add("png-unknown-critical.png", png(header(8, 8), part(b"EVIL", HTML), pixels))
    corpus.add(
        "png-chunk-past-end.png", SIGNATURE + header(8, 8) + big(1_000_000) + b"IDAT" + rows(8, 8)
    )
    corpus.add(
        "png-chunk-of-4-gib.png", SIGNATURE + header(8, 8) + b"\xff" * 4 + b"IDAT" + rows(8, 8)
    )
    corpus.add("png-signature-html.png", SIGNATURE + HTML)
    corpus.add("png-animated-501.png", apng(501))
    corpus.add("png-animated-outside.png", apng(3, x=4))
    fewer = apng(3).replace(part(b"acTL", big(3) + big(0)), part(b"acTL", big(4) + big(0)))
    corpus.add("png-animated-fewer.png", fewer)
    corpus.add(
        "png-animated-order.png",
        png(header(8, 8), part(b"acTL", big(1) + big(0)), frame_control(5, 8, 8), pixels),
    )
    many = part(b"tEXt", b"a\0") * 250_000
    corpus.add("png-250000-chunks.png", png(header(8, 8), many, pixels))


# MARK: - GIF


def gifs(corpus):
    plain = corpus.read("gif-vips.gif")
    cut(corpus, "gif.gif", plain)
    followed(corpus, "gif.gif", plain)
    corpus.add("gif-phar-appended.gif", plain + phar())
    corpus.add("gif-501-frames.gif", gif(*[gif_frame()] * 501))
    corpus.add("gif-60-megapixels.gif", gif(gif_frame(), width=10_000, height=6_000))
    corpus.add("gif-frame-of-60-megapixels.gif", gif(gif_frame(10_000, 6_000)))
    corpus.add("gif-no-frame.gif", gif())
    corpus.add("gif-no-width.gif", gif(gif_frame(), width=0))
    corpus.add("gif-frame-no-height.gif", gif(gif_frame(height=0)))
    corpus.add("gif-bad-code-size.gif", gif(gif_frame(code_size=13)))
    corpus.add("gif-no-codes.gif", gif(gif_frame(sub_blocks=b"\0")))
    corpus.add("gif-unknown-block.gif", gif(gif_frame(), b"\x42\x01\0"))
    corpus.add("gif-pieces-past-end.gif", gif(gif_frame(sub_blocks=b"\xff\x84\x51")))
    corpus.add("gif-head-html.gif", b"GIF89a" + HTML)
    corpus.add("gif-head-php.gif", b"GIF89a<?php system($_GET['c']); ?>")
    corpus.add("gif-head-only.gif", b"GIF89a")


# MARK: - WebP


def webps(corpus):
    plain = corpus.read("webp-cwebp.webp")
    cut(corpus, "webp.webp", plain)
    followed(corpus, "webp.webp", plain)
    frame = plain[12:]
    counted = lambda change: plain[:4] + little(len(plain) - 8 + change) + plain[8:]
    corpus.add("webp-says-shorter.webp", counted(-2))
    corpus.add("webp-says-longer.webp", counted(2))
    corpus.add("webp-60-megapixels.webp", riff(b"WEBP", extended(10_000, 6_000), frame))
    lossless = corpus.read("webp-cwebp-lossless.webp")
    at = lossless.index(b"VP8L") + 9
    corpus.add(
        "webp-lossless-268-megapixels.webp",
        lossless[:at] + b"\xff\xff\xff\x0f" + lossless[at + 4 :],
    )
    corpus.add("webp-501-frames.webp", animated_webp(tiny_frame(), 501, 64, 48))
    corpus.add("webp-frame-outside.webp", animated_webp(frame, 2, x=2))
    corpus.add("webp-frame-lies.webp", riff(b"WEBP", extended(32, 32), frame))
    corpus.add("webp-no-picture.webp", riff(b"WEBP", extended(64, 48)))
    corpus.add(
        "webp-animation-without-frames.webp",
        riff(b"WEBP", extended(64, 48, 2), chunk(b"ANIM", bytes(6))),
    )
    corpus.add("webp-two-pictures.webp", riff(b"WEBP", extended(64, 48), frame, frame))
    corpus.add(
        "webp-chunk-past-end.webp", riff(b"WEBP", b"VP8 " + little(len(frame) + 8) + frame[8:])
    )
    corpus.add("webp-no-key-frame.webp", plain[:20] + bytes([plain[20] | 1]) + plain[21:])
    corpus.add("webp-html.webp", riff(b"WEBP", HTML))


def tiny_frame():
    """A VP8L of 64 by 48 with next to nothing behind its head."""
    size = 63 | 47 << 14
    return chunk(b"VP8L", b"\x2f" + little(size) + b"\x88\x88\x08\0\0\0")


# MARK: - AVIF


def avifs(corpus):
    plain = corpus.read("avif-avifenc.avif")
    cut(corpus, "avif.avif", plain)
    followed(corpus, "avif.avif", plain)
    at = plain.index(b"ispe") + 8
    corpus.add("avif-60-megapixels.avif", plain[:at] + big(10_000) + big(6_000) + plain[at + 8 :])
    corpus.add("avif-no-size.avif", plain.replace(b"ispe", b"free"))
    corpus.add("avif-no-primary.avif", plain.replace(b"pitm\0\0\0\0\0\x01", b"pitm\0\0\0\0\0\x09"))
    corpus.add("avif-no-place.avif", plain.replace(b"iloc", b"free"))
    corpus.add("avif-no-meta.avif", plain.replace(b"meta", b"free"))
    mdat = next((start, length) for kind, start, length in boxes(plain) if kind == b"mdat")
    corpus.add("avif-no-pixels.avif", plain[: mdat[0]] + plain[mdat[0] + mdat[1] :])
    corpus.add(
        "avif-extent-past-end.avif", plain[: mdat[0]] + big(mdat[1] - 40) + plain[mdat[0] + 4 : -40]
    )
    corpus.add(
        "avif-named-heic.avif",
        plain.replace(b"ftypavif", b"ftypheic").replace(b"avifmif1", b"heicmif1"),
    )
    corpus.add("avif-tiny-box.avif", plain + big(4) + b"free")
    corpus.add("avif-own-tile.avif", own_tile())
    deep = b""
    for _ in range(2_000):
        deep = box("ipco", deep)
    corpus.add("avif-deep.avif", ftyp(b"avif", b"avif", b"mif1") + full("meta", box("iprp", deep)))


def own_tile():
    """A grid that is one of its own tiles."""
    head = ftyp(b"avif", b"avif", b"mif1")
    grid = bytes([0, 0, 0, 0]) + big(64, 2) + big(48, 2)

    def meta(offset):
        return full(
            "meta",
            full("hdlr", bytes(4) + b"pict" + bytes(13)),
            full("pitm", big(1, 2)),
            full(
                "iloc",
                b"\x44\0" + big(1, 2) + big(1, 2) + big(0, 2) + big(1, 2) + big(offset) + big(8),
            ),
            full("iinf", big(1, 2) + full("infe", big(1, 2) + big(0, 2) + b"grid\0", version=2)),
            full("iref", box("dimg", big(1, 2) + big(1, 2) + big(1, 2))),
            box(
                "iprp",
                box("ipco", full("ispe", big(64) + big(48))),
                full("ipma", big(1) + big(1, 2) + b"\x01\x81"),
            ),
        )

    return head + meta(len(head) + len(meta(0)) + 8) + box("mdat", grid)
