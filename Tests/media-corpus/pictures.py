"""Pictures that are whole: by other people's encoders, and by hand where those have no words."""

import zlib

from kit import HTML, big, chunk, crc32, little, ppm, riff, stored_zip, tiff, without_day, xmp

WIDTH, HEIGHT = 64, 48
ZIP = stored_zip(b"index.html", HTML)
SIGNATURE = b"\x89PNG\r\n\x1a\n"


def make(corpus):
    corpus.put("in.ppm", ppm(WIDTH, HEIGHT))
    for index in range(4):
        corpus.put(f"f{index}.ppm", ppm(WIDTH - index * 8, HEIGHT))
    corpus.run("vips", "copy", "in.ppm", "in.png")
    jpegs(corpus)
    pngs(corpus)
    gifs(corpus)
    webps(corpus)
    avifs(corpus)


# MARK: - JPEG


def segment(marker, content):
    return bytes([0xFF, marker]) + big(len(content) + 2, 2) + content


def with_segments(jpeg, *segments):
    """A JPEG with more segments right behind its start."""
    return jpeg[:2] + b"".join(segments) + jpeg[2:]


def exif_segment(**what):
    return segment(0xE1, b"Exif\0\0" + tiff(**what))


def xmp_segment(*attributes):
    return segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + xmp(*attributes))


def mpf_segment():
    """The index of a Multi-Picture file, with nothing in it that a decoder would read."""
    return segment(
        0xE2,
        b"MPF\0MM\0*" + big(8) + big(1, 2) + big(0xB001, 2) + big(4, 2) + big(1) + big(2) + big(0),
    )


def jpegs(corpus):
    plain = corpus.made("jpeg-vips.jpg", "vips", "jpegsave", "in.ppm", "OUT", "--strip")
    corpus.made("jpeg-vips-progressive.jpg", "vips", "jpegsave", "in.ppm", "OUT", "--interlace")
    corpus.run("vips", "colourspace", "in.ppm", "cmyk.v", "cmyk")
    corpus.made("jpeg-vips-cmyk.jpg", "vips", "jpegsave", "cmyk.v", "OUT", "--strip")
    corpus.ffmpeg("jpeg-ffmpeg.jpg", "-i", "in.ppm", "-frames:v", "1")
    corpus.made("jpeg-cjpeg-restart.jpg", "cjpeg", "-restart", "1", "-outfile", "OUT", "in.ppm")
    corpus.made(
        "jpeg-cjpeg-gray.jpg", "cjpeg", "-grayscale", "-optimize", "-outfile", "OUT", "in.ppm"
    )
    corpus.add("jpeg-gps.jpg", with_segments(plain, exif_segment(orientation=6)))
    corpus.add("jpeg-camera-no-gps.jpg", with_segments(plain, exif_segment(gps=False)))
    corpus.add("jpeg-xmp-gps.jpg", with_segments(plain, xmp_segment('exif:GPSLatitude="52,31.2N"')))
    corpus.add("jpeg-comment-html.jpg", with_segments(plain, segment(0xFE, HTML)))
    corpus.add("jpeg-comment-zip.jpg", with_segments(plain, segment(0xFE, ZIP)))
    corpus.add("jpeg-fill-bytes.jpg", plain[:2] + b"\xff" * 9 + plain[2:])
    corpus.add("jpeg-zero-padded.jpg", plain + b"\0" * 512)
    corpus.add("jpeg-mpf.jpg", with_segments(plain, mpf_segment()) + plain)
    film = b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom" + b"\0" * 64
    corpus.add(
        "jpeg-motion-photo.jpg", with_segments(plain, xmp_segment('GCamera:MotionPhoto="1"')) + film
    )
    corpus.add(
        "jpeg-samsung-trailer.jpg",
        plain
        + b"\0\0\x01\x0a"
        + b"Image_UTC_Data1700000000000SEFH"
        + little(107)
        + b"\0" * 16
        + little(24)
        + b"SEFT",
    )


# MARK: - PNG


def part(kind, content):
    return big(len(content)) + kind + content + big(crc32(kind + content))


def header(width, height, depth=8, colour=2, interlace=0):
    return part(b"IHDR", big(width) + big(height) + bytes([depth, colour, 0, 0, interlace]))


def rows(width, height, bits=24):
    return zlib.compress(bytes(1 + (width * bits + 7) // 8) * height, 9)


def png(*parts):
    return SIGNATURE + b"".join(parts) + part(b"IEND", b"")


def gray(width, height):
    """A PNG of one bit for each pixel, all black."""
    return png(header(width, height, 1, 0), part(b"IDAT", rows(width, height, 1)))


def frame_control(sequence, width, height, x=0, y=0):
    return part(
        b"fcTL",
        b"".join(map(big, (sequence, width, height, x, y))) + big(1, 2) + big(10, 2) + b"\0\0",
    )


def apng(count, width=8, height=8, x=0):
    """An animation; every frame but the first lies at `x`."""
    pixels = rows(width, height)
    parts = [
        header(width, height),
        part(b"acTL", big(count) + big(0)),
        frame_control(0, width, height),
    ]
    parts.append(part(b"IDAT", pixels))
    for index in range(1, count):
        parts.append(frame_control(2 * index - 1, width, height, x))
        parts.append(part(b"fdAT", big(2 * index) + pixels))
    return png(*parts)


def pngs(corpus):
    plain = corpus.made("png-vips.png", "vips", "pngsave", "in.ppm", "OUT", "--strip")
    corpus.made("png-vips-interlaced.png", "vips", "pngsave", "in.ppm", "OUT", "--interlace")
    corpus.made("png-vips-palette.png", "vips", "pngsave", "in.ppm", "OUT", "--palette")
    corpus.run("vips", "cast", "in.ppm", "deep.v", "ushort", "--shift")
    corpus.made(
        "png-vips-16-bit.png", "vips", "pngsave", "deep.v", "OUT", "--strip", "--bitdepth", "16"
    )
    corpus.ffmpeg("png-ffmpeg.png", "-i", "in.ppm", "-frames:v", "1")
    corpus.ffmpeg(
        "png-ffmpeg-animated.png", "-i", "in.ppm", "-vf", "loop=4:1", "-frames:v", "5", "-f", "apng"
    )
    body, end = plain[:33], plain[33:]
    corpus.add("png-gps.png", body + part(b"eXIf", tiff()) + end)
    corpus.add("png-text-html.png", body + part(b"tEXt", b"Comment\0" + HTML) + end)
    corpus.add(
        "png-xmp-gps.png",
        body
        + part(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + xmp('exif:GPSLatitude="52,31.2N"'))
        + end,
    )
    corpus.add("png-time.png", body + part(b"tIME", bytes([7, 0xEA, 3, 1, 12, 34, 56])) + end)
    corpus.add("png-one-pixel.png", png(header(1, 1), part(b"IDAT", rows(1, 1))))
    corpus.add("png-40-megapixels.png", gray(8_000, 5_000))
    corpus.add("png-animated-500.png", apng(500))


# MARK: - GIF


def gif(*blocks, width=8, height=8, version=b"89a"):
    """A GIF of two colours."""
    head = (
        b"GIF"
        + version
        + little(width, 2)
        + little(height, 2)
        + b"\x80\0\0"
        + b"\0\0\0\xff\xff\xff"
    )
    return head + b"".join(blocks) + b";"


def gif_frame(width=8, height=8, left=0, top=0, code_size=2, sub_blocks=b"\x02\x84\x51\0"):
    """A frame; the pixels are fewer than it says, which a walk does not look at."""
    place = b"".join(little(number, 2) for number in (left, top, width, height))
    return b"," + place + b"\0" + bytes([code_size]) + sub_blocks


def gif_comment(content):
    pieces = [content[at : at + 255] for at in range(0, len(content), 255)]
    return b"!\xfe" + b"".join(bytes([len(piece)]) + piece for piece in pieces) + b"\0"


def gifs(corpus):
    corpus.made("gif-vips.gif", "vips", "gifsave", "in.ppm", "OUT", "--strip")
    corpus.ffmpeg(
        "gif-ffmpeg-animated.gif", "-f", "lavfi", "-i", "testsrc=size=64x48:rate=10:duration=1"
    )
    corpus.run("cp", corpus.folder.resolve() / "gif-ffmpeg-animated.gif", "in.gif")
    corpus.made("gif-gifsicle.gif", "gifsicle", "-O3", "--interlace", "in.gif", "-o", "OUT")
    corpus.made(
        "gif-gifsicle-comment.gif",
        "gifsicle",
        "--comment",
        "made for a walk",
        "in.gif",
        "-o",
        "OUT",
    )
    corpus.add("gif-87a.gif", gif(gif_frame(), version=b"87a"))
    corpus.add("gif-comment-html.gif", gif(gif_comment(HTML), gif_frame()))
    # Read as a script, it is a comment, then an assignment: pixels are all that is served of it.
    corpus.add(
        "gif-javascript.gif",
        gif(gif_comment(b"*/=1;alert(1);/*"), gif_frame(), width=0x2A2F, height=0x0100),
    )
    corpus.add(
        "gif-xmp.gif",
        gif(
            b"!\xff\x0bXMP DataXMP" + xmp() + b"\x01" + bytes(range(255, -1, -1)) + b"\0",
            gif_frame(),
        ),
    )
    corpus.add("gif-500-frames.gif", gif(*[gif_frame()] * 500))
    corpus.add("gif-frame-beyond-screen.gif", gif(gif_frame(16, 16), width=4, height=4))


# MARK: - WebP


def animated_webp(frame, count, width=64, height=48, x=0, flags=0x02):
    """An animation of frames that are alike; `frame` is a chunk VP8 or VP8L of 64 by 48."""
    place = (
        little(x // 2, 3) + little(0, 3) + little(63, 3) + little(47, 3) + little(100, 3) + b"\0"
    )
    frames = [chunk(b"ANMF", place + frame)] * count
    return riff(b"WEBP", extended(width, height, flags), chunk(b"ANIM", b"\0" * 6), *frames)


def extended(width, height, flags=0):
    return chunk(b"VP8X", bytes([flags, 0, 0, 0]) + little(width - 1, 3) + little(height - 1, 3))


def webps(corpus):
    lossy = corpus.made(
        "webp-cwebp.webp", "cwebp", "-quiet", "-metadata", "none", "in.png", "-o", "OUT"
    )
    corpus.made("webp-cwebp-lossless.webp", "cwebp", "-quiet", "-lossless", "in.png", "-o", "OUT")
    corpus.run("vips", "bandjoin_const", "in.ppm", "alpha.png", "128")
    corpus.made("webp-cwebp-alpha.webp", "cwebp", "-quiet", "alpha.png", "-o", "OUT")
    corpus.made("webp-vips.webp", "vips", "webpsave", "in.ppm", "OUT", "--strip")
    corpus.ffmpeg("webp-ffmpeg.webp", "-i", "in.ppm", "-frames:v", "1", "-c:v", "libwebp")
    corpus.ffmpeg("webp-ffmpeg-animated.webp", "-i", "in.gif", "-c:v", "libwebp_anim", "-loop", "0")
    corpus.made("webp-gif2webp.webp", "gif2webp", "-quiet", "in.gif", "-o", "OUT")
    corpus.put("in.webp", lossy)
    corpus.put("exif", tiff())
    corpus.put("xmp", xmp('exif:GPSLatitude="52,31.2N"'))
    corpus.made("webp-webpmux-gps.webp", "webpmux", "-set", "exif", "exif", "in.webp", "-o", "OUT")
    corpus.made(
        "webp-webpmux-xmp-gps.webp", "webpmux", "-set", "xmp", "xmp", "in.webp", "-o", "OUT"
    )
    frame = lossy[12:]
    corpus.add(
        "webp-unknown-chunk-html.webp", riff(b"WEBP", extended(64, 48), frame, chunk(b"HTML", HTML))
    )
    small = frame if len(frame) < 1_000 else frame
    corpus.add("webp-two-frames.webp", animated_webp(small, 2))


# MARK: - AVIF


def avifs(corpus):
    encode = ["avifenc", "--speed", "10", "--jobs", "1"]
    corpus.made("avif-avifenc.avif", *encode, "in.png", "OUT")
    corpus.made("avif-avifenc-alpha.avif", *encode, "alpha.png", "OUT")
    corpus.made("avif-avifenc-gps.avif", *encode, "--exif", "exif", "--xmp", "xmp", "in.png", "OUT")
    corpus.run("vips", "resize", "in.png", "large.png", "4")
    corpus.made("avif-avifenc-grid.avif", *encode, "--grid", "2x2", *["large.png"] * 4, "OUT")
    frames = [f"f{index}.png" for index in range(4)]
    for index, frame in enumerate(frames):
        corpus.run("vips", "embed", f"f{index}.ppm", frame, "0", "0", "64", "48")
    corpus.run(*encode, "--fps", "10", *frames, "sequence.avif")
    sequence = (corpus.scratch / "sequence.avif").read_bytes()
    corpus.add("avif-avifenc-sequence.avif", without_day(sequence))
    corpus.made(
        "avif-vips.avif",
        "vips",
        "heifsave",
        "in.ppm",
        "OUT",
        "--compression",
        "av1",
        "--effort",
        "0",
        "--strip",
    )
    corpus.ffmpeg(
        "avif-ffmpeg.avif",
        "-i",
        "in.ppm",
        "-frames:v",
        "1",
        "-c:v",
        "libaom-av1",
        "-cpu-used",
        "8",
        "-still-picture",
        "1",
    )
