"""Films that are whole: MP4 by several encoders, muxers and by hand; M4A beside them."""

from kit import big, box, full, without_day, xmp
from mp4 import (
    SAMPLES,
    film,
    fragment,
    ftyp,
    in_moov,
    item,
    movie,
    text_item,
    track,
    visual_entry,
)
from pictures import exif_segment, with_segments

PICTURE = ["-f", "lavfi", "-i", "testsrc=size=64x48:rate=10:duration=1"]
SOUND = ["-f", "lavfi", "-i", "sine=frequency=440:sample_rate=48000:duration=1"]
X264 = ["-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-g", "5"]
VP8 = ["-c:v", "libvpx", "-deadline", "realtime", "-cpu-used", "8", "-b:v", "60k"]
VP9 = ["-c:v", "libvpx-vp9", "-deadline", "realtime", "-cpu-used", "8", "-b:v", "60k"]
AV1 = ["-c:v", "libaom-av1", "-cpu-used", "8", "-usage", "realtime", "-b:v", "60k"]
AAC = ["-c:a", "aac", "-b:a", "48k"]
OPUS = ["-c:a", "libopus", "-b:a", "32k"]
PLACE = "+52.5200+013.4100/"
XMP_UUID = bytes.fromhex("BE7ACFCB97A942E89C71999491E3AFAC")


def make(corpus):
    mp4s(corpus)
    places(corpus)


# MARK: - MP4 by programs


def mp4s(corpus):
    film = ["-f", "mp4"]
    corpus.ffmpeg("mp4-x264-aac.mp4", *PICTURE, *SOUND, *X264, *AAC, *film)
    corpus.ffmpeg(
        "mp4-x264-faststart.mp4", *PICTURE, *SOUND, *X264, *AAC, "-movflags", "+faststart", *film
    )
    corpus.ffmpeg("mp4-x264-silent.mp4", *PICTURE, *X264, *film)
    corpus.ffmpeg(
        "mp4-x265.mp4",
        *PICTURE,
        "-c:v",
        "libx265",
        "-preset",
        "ultrafast",
        "-x265-params",
        "log-level=none:pools=1",
        *film,
    )
    corpus.ffmpeg(
        "mp4-x265-hvc1.mp4",
        *PICTURE,
        "-c:v",
        "libx265",
        "-preset",
        "ultrafast",
        "-x265-params",
        "log-level=none:pools=1",
        "-tag:v",
        "hvc1",
        *film,
    )
    corpus.ffmpeg(
        "mp4-mpeg4-mp3.mp4", *PICTURE, *SOUND, "-c:v", "mpeg4", "-c:a", "libmp3lame", *film
    )
    corpus.ffmpeg("mp4-vp9-opus.mp4", *PICTURE, *SOUND, *VP9, *OPUS, *film)
    corpus.ffmpeg(
        "mp4-av1-flac.mp4", *PICTURE, *SOUND, *AV1, "-c:a", "flac", "-strict", "-2", *film
    )
    corpus.ffmpeg(
        "mp4-fragmented.mp4",
        *PICTURE,
        *SOUND,
        *X264,
        *AAC,
        "-movflags",
        "+frag_keyframe+empty_moov+default_base_moof",
        *film,
    )
    corpus.ffmpeg(
        "mp4-dash.mp4", *PICTURE, *X264, "-movflags", "+dash+frag_keyframe+global_sidx", *film
    )
    corpus.ffmpeg(
        "mp4-loci.mp4",
        *PICTURE,
        *X264,
        "-metadata",
        f"location={PLACE}",
        "-metadata",
        "title=Walk",
        *film,
    )
    corpus.ffmpeg(
        "mp4-mdta-location.mp4",
        *PICTURE,
        *X264,
        "-movflags",
        "use_metadata_tags",
        "-metadata",
        f"com.apple.quicktime.location.ISO6709={PLACE}",
        "-metadata",
        "com.apple.quicktime.make=Hubbub Cameras",
        *film,
    )
    corpus.ffmpeg("mp4-m4v-brand.mp4", *PICTURE, *X264, "-brand", "M4V ", *film)
    gstreamer(
        corpus,
        "mp4-gstreamer.mp4",
        "videotestsrc",
        "num-buffers=10",
        "!",
        "video/x-raw,width=64,height=48,framerate=10/1",
        "!",
        "x264enc",
        "threads=1",
        "speed-preset=ultrafast",
        "!",
        "mp4mux",
    )
    gstreamer(
        corpus,
        "m4a-gstreamer.m4a",
        "audiotestsrc",
        "num-buffers=20",
        "!",
        "avenc_aac",
        "!",
        "mp4mux",
    )
    corpus.ffmpeg("m4a-ffmpeg-aac.m4a", *SOUND, *AAC, "-f", "ipod", "-metadata", "title=Walk")
    corpus.ffmpeg("m4a-ffmpeg-alac.m4a", *SOUND, "-c:a", "alac", "-f", "ipod")
    corpus.ffmpeg("m4a-mp42-sound-only.m4a", *SOUND, *AAC, *film)
    corpus.ffmpeg(
        "m4a-fragmented.m4a", *SOUND, *AAC, "-movflags", "+frag_keyframe+empty_moov", *film
    )


def gstreamer(corpus, name, *pipeline):
    """Keeps what GStreamer makes, with the day on which it did taken out."""
    out = "out-" + name
    corpus.run("gst-launch-1.0", "-q", *pipeline, "!", "filesink", f"location={out}")
    corpus.add(name, without_day((corpus.scratch / out).read_bytes()))


# MARK: - MP4 with places, by hand


def places(corpus):
    plain = corpus.read("mp4-x264-silent.mp4")
    corpus.add(
        "mp4-xyz.mp4",
        in_moov(
            plain,
            box("udta", box("\xa9xyz", text_item(PLACE)), box("\xa9mak", text_item("Hubbub"))),
        ),
    )
    corpus.add("mp4-xyz-in-track.mp4", film(box("udta", box("\xa9xyz", text_item(PLACE)), big(0))))
    keys = full("keys", big(1) + box("mdta", b"com.apple.quicktime.location.ISO6709"))
    meta = box(
        "meta",
        full("hdlr", bytes(4) + b"mdta" + bytes(13)),
        keys,
        box("ilst", item(big(1), PLACE.encode())),
    )
    corpus.add("mp4-mdta-quicktime-style.mp4", in_moov(plain, meta))
    packet = xmp('exif:GPSLatitude="52,31.2N"')
    corpus.add("mp4-xmp-uuid-gps.mp4", plain + box("uuid", XMP_UUID, packet))
    corpus.add("mp4-dashcam-gps.mp4", dashcam())
    corpus.add("mp4-gps-track.mp4", with_gps_track())
    corpus.add("mp4-gps-track-fragmented.mp4", fragmented())
    corpus.add("mp4-fragments-alike.mp4", fragments_alike())
    upright, turned = [big(number) for number in (0x10000, 0, 0, 0, 0x10000)], [
        big(0),
        big(0x10000),
    ]
    turned += [big(0), b"\xff\xff\0\0", big(0)]
    corpus.add("mp4-turned.mp4", film().replace(b"".join(upright), b"".join(turned)))
    corpus.add("mp4-packed-sizes.mp4", film(stsz=full("stz2", big(4) + big(10) + b"\x88" * 5)))
    corpus.add("mp4-camera-brand.mp4", film(head=ftyp(b"XAVC", b"XAVC", b"mp42")))
    corpus.add("mp4-uuid-gps.mp4", film(box("uuid", bytes(range(16)), b"gps=52.5200 13.4100")))
    corpus.add("mp4-by-hand.mp4", film())
    corpus.add("mp4-wide-offsets.mp4", film(wide=True))
    corpus.add("mp4-free-boxes.mp4", film(head=ftyp() + box("free", bytes(100)), samples=SAMPLES))
    head = ftyp()
    moov = movie(track(1, "vide", visual_entry(), 0, [8] * 10))
    moov = movie(track(1, "vide", visual_entry(), len(head) + len(moov) + 8, [8] * 10))
    corpus.add("mp4-open-mdat.mp4", head + moov + big(0) + b"mdat" + b"".join(SAMPLES))
    corpus.add(
        "mp4-large-box-size.mp4",
        head
        + movie(track(1, "vide", visual_entry(), len(head) + 16, [8] * 10))[:0]
        + big(1)
        + b"mdat"
        + big(16 + 80, 8)
        + b"".join(SAMPLES)
        + movie(track(1, "vide", visual_entry(), len(head) + 16, [8] * 10)),
    )
    sound = corpus.read("m4a-ffmpeg-aac.m4a")
    cover = with_segments(corpus.read("jpeg-vips.jpg"), exif_segment())
    notes = full("hdlr", bytes(4) + b"mdir" + bytes(13)), box("ilst", item("covr", cover))
    corpus.add("m4a-cover-gps.m4a", in_moov(sound, box("udta", full("meta", *notes))))
    corpus.add("m4a-xyz.m4a", in_moov(sound, box("udta", box("\xa9xyz", text_item(PLACE)))))


def dashcam():
    """What cameras in cars write: `gps ` in `moov` says where each second's place is."""
    head = ftyp()
    note = box("free", b"GPS ", b"52.5200 13.4100 ", bytes(36))
    content = b"".join(SAMPLES)
    at = len(head) + len(note) + 8
    gps = box("gps ", big(0x101) + big(1) + big(len(head)) + big(len(note)))
    return (
        head
        + note
        + box("mdat", content)
        + movie(track(1, "vide", visual_entry(), at, [8] * 10), gps)
    )


def with_gps_track():
    """What cameras for sports write: a track with the places beside the film's own."""
    head, notes = ftyp(), [b"GPS5 52.5200 13.4100"] * 3
    content = b"".join(SAMPLES) + b"".join(notes)
    start = len(head) + 8
    return (
        head
        + box("mdat", content)
        + movie(
            track(1, "vide", visual_entry(), start, [8] * 10),
            track(2, "meta", box("gpmd", bytes(6) + big(1, 2)), start + 80, [20] * 3),
        )
    )


def fragmented():
    """The same, written while it was recorded: a fragment with both tracks."""
    head, notes = ftyp(), [b"GPS5 52.5200 13.4100"] * 3
    extends = [full("trex", big(n) + big(1) + big(100) + big(0) + big(0)) for n in (1, 2)]
    moov = movie(
        track(1, "vide", visual_entry(), 0, [], duration=0, stco=full("stco", big(0))),
        track(
            2,
            "meta",
            box("gpmd", bytes(6) + big(1, 2)),
            0,
            [],
            duration=0,
            stco=full("stco", big(0)),
        ),
        box("mvex", *extends),
        duration=0,
    )
    return head + moov + fragment(SAMPLES, notes) + box("mdat", *SAMPLES, *notes)


def fragments_alike():
    """A fragment whose samples are alike, which the film's head says once."""
    moov = movie(
        track(1, "vide", visual_entry(), 0, [], duration=0, stco=full("stco", big(0))),
        box(
            "mvex",
            full("mehd", big(1_000)),
            full("trex", big(1) + big(1) + big(100) + big(8) + big(0)),
        ),
        duration=0,
    )

    def head(offset):
        run = full("trun", big(len(SAMPLES)) + big(offset), flags=1)
        return box(
            "moof", full("mfhd", big(1)), box("traf", full("tfhd", big(1), flags=0x20000), run)
        )

    return ftyp() + moov + head(len(head(0)) + 8) + box("mdat", *SAMPLES)
