"""Films to refuse: cut off, nested without end, lying, or of another kind."""

from broken_pictures import cut, followed
from films import AAC, OPUS, PICTURE, SOUND, X264
from kit import HTML, big, box, full
from mp4 import boxes, film, ftyp, movie, sound_entry, track, visual_entry
from webms import block, cluster, ebml, element, info, number, size, tracks, video_track, webm


def make(corpus):
    mp4s(corpus)
    tables(corpus)
    others(corpus)
    webms(corpus)


# MARK: - MP4


def mp4s(corpus):
    whole = corpus.read("mp4-x264-faststart.mp4")
    cut(corpus, "mp4.mp4", whole)
    followed(corpus, "mp4.mp4", whole)
    usual = corpus.read("mp4-x264-aac.mp4")
    moov = next(start for kind, start, _ in boxes(usual) if kind == b"moov")
    corpus.add("mp4-cut-before-moov.mp4", usual[:moov])
    corpus.add("mp4-cut-fragment.mp4", corpus.read("mp4-fragmented.mp4")[:-100])
    plain = film()
    corpus.add("mp4-no-samples.mp4", ftyp() + movie(track(1, "vide", visual_entry(), 0, [])))
    corpus.add("mp4-no-tracks.mp4", ftyp() + box("mdat", bytes(80)) + movie())
    corpus.add("mp4-no-movie-head.mp4", plain.replace(b"mvhd", b"free"))
    corpus.add("mp4-two-moov.mp4", plain + movie(track(1, "vide", visual_entry(), 40, [8])))
    corpus.add("mp4-no-ftyp.mp4", plain[len(ftyp()) :])
    corpus.add("mp4-ftyp-html.mp4", ftyp() + HTML)
    corpus.add("mp4-ftyp-only.mp4", ftyp())
    deep = b""
    for _ in range(10_000):
        deep = box("udta", deep)
    corpus.add("mp4-deep.mp4", film(deep))
    corpus.add("mp4-moov-in-moov.mp4", film(movie(track(2, "vide", visual_entry(), 40, [8]))))
    corpus.add("mp4-zero-box.mp4", film(big(0) + b"free"))
    corpus.add("mp4-tiny-box.mp4", film(big(7) + b"free" + bytes(8)))
    corpus.add("mp4-box-past-parent.mp4", film(big(1_000) + b"udta"))
    corpus.add("mp4-box-of-8-eib.mp4", plain + big(1) + b"free" + b"\xff" * 8)
    corpus.add("mp4-open-box-in-the-middle.mp4", ftyp() + big(0) + b"free" + plain[len(ftyp()) :])
    corpus.add("mp4-zeros-appended.mp4", plain + bytes(4_096))
    corpus.add("mp4-page-in-open-box.mp4", plain + big(0) + b"free<script>alert(1)</script>")
    corpus.add("mp4-250000-boxes.mp4", plain + box("free") * 250_000)
    corpus.add(
        "mp4-100-hours.mp4",
        ftyp()
        + box("mdat", bytes(80))
        + movie(
            track(1, "vide", visual_entry(), len(ftyp()) + 8, [8] * 10), duration=360_000, scale=1
        ),
    )
    corpus.add("mp4-400-megapixels.mp4", film(entry=visual_entry(width=20_000, height=20_000)))
    corpus.add("mp4-no-width.mp4", film(entry=visual_entry(width=0)))
    corpus.add("mp4-notes-over-moov.mp4", notes_elsewhere())
    corpus.add("mp4-prores.mp4", film(entry=visual_entry("apcn")))
    corpus.add("mp4-encrypted.mp4", film(entry=visual_entry("encv")))


def notes_elsewhere():
    """A track of notes whose samples, which are written over, lie in the film's head."""
    head = ftyp()
    start = len(head) + 8
    return (
        head
        + box("mdat", bytes(80))
        + movie(
            track(1, "vide", visual_entry(), start, [8] * 10),
            track(2, "meta", box("gpmd", bytes(6) + big(1, 2)), start + 80, [100]),
        )
    )


def tables(corpus):
    """Tables of samples that lead elsewhere, or nowhere."""
    corpus.add("mp4-offset-outside.mp4", film(stco=full("stco", big(1) + big(1_000_000))))
    corpus.add("mp4-wide-offset-outside.mp4", film(stco=full("co64", big(1) + b"\xff" * 8)))
    corpus.add("mp4-sample-past-end.mp4", film(stsz=full("stsz", big(1_000_000) + big(10))))
    corpus.add("mp4-four-billion-samples.mp4", film(stsz=full("stsz", big(1) + b"\xff" * 4)))
    corpus.add("mp4-four-billion-chunks.mp4", film(stco=full("stco", b"\xff" * 4 + big(48))))
    corpus.add("mp4-fewer-sizes.mp4", film(stsz=full("stsz", big(0) + big(10) + big(8))))


def others(corpus):
    corpus.ffmpeg("quicktime.mov", *PICTURE, *X264, "-f", "mov")
    corpus.add("quicktime-named.mp4", corpus.read("quicktime.mov"))
    corpus.ffmpeg("film.3gp", *PICTURE, "-c:v", "h263", "-s", "128x96", "-f", "3gp")
    corpus.ffmpeg("film.avi", *PICTURE, "-c:v", "mpeg4", "-f", "avi")
    corpus.ffmpeg("film.flv", *PICTURE, "-c:v", "flv", "-f", "flv")
    corpus.ffmpeg("film.ts", *PICTURE, *X264, "-f", "mpegts")
    corpus.ffmpeg("film.mpg", *PICTURE, "-c:v", "mpeg1video", "-r", "25", "-f", "mpeg")
    corpus.add("m4a-no-tracks.m4a", ftyp(b"M4A ", b"M4A ") + box("mdat", bytes(80)) + movie())
    corpus.add(
        "m4a-unknown-codec.m4a",
        film(head=ftyp(b"M4A ", b"M4A "), handler="soun", entry=sound_entry("drms")),
    )
    sound = corpus.read("m4a-ffmpeg-aac.m4a")
    cut(corpus, "m4a.m4a", sound)
    corpus.add("m4a-html-appended.m4a", sound + HTML)
    corpus.add(
        "m4a-no-sound.m4a",
        film(head=ftyp(b"M4A ", b"M4A "), handler="text", entry=box("tx3g", bytes(38))),
    )


# MARK: - WebM


def webms(corpus):
    plain = corpus.read("webm-vp9-opus.webm")
    cut(corpus, "webm.webm", plain)
    followed(corpus, "webm.webm", plain)
    live = corpus.read("webm-live.webm")
    corpus.add("webm-live-cut.webm", live[:-7])
    corpus.add("webm-live-html-appended.webm", live + HTML)
    corpus.ffmpeg("webm-sound-only.webm", *SOUND, *OPUS, "-f", "webm")
    corpus.ffmpeg("matroska.mkv", *PICTURE, *SOUND, *X264, *AAC, "-f", "matroska")
    corpus.add("matroska-named.webm", corpus.read("matroska.mkv"))
    corpus.add(
        "webm-says-matroska.webm", webm(info(200.0), tracks(), cluster(), head=ebml(b"matroska"))
    )
    corpus.add(
        "webm-h264.webm", webm(info(200.0), tracks(video_track(b"V_MPEG4/ISO/AVC")), cluster())
    )
    corpus.add("webm-no-info.webm", webm(tracks(), cluster()))
    corpus.add("webm-no-tracks.webm", webm(info(200.0), cluster()))
    corpus.add("webm-no-clusters.webm", webm(info(200.0), tracks()))
    corpus.add(
        "webm-no-blocks.webm", webm(info(200.0), tracks(), element("1F43B675", number("E7", 0)))
    )
    corpus.add("webm-no-segment.webm", ebml())
    corpus.add("webm-head-html.webm", ebml() + HTML)
    corpus.add("webm-unknown-track.webm", webm(info(200.0), tracks(), cluster(block(0, track=9))))
    corpus.add("webm-100-hours.webm", webm(info(360_000_000.0), tracks(), cluster()))
    corpus.add("webm-100-hours-of-blocks.webm", webm(info(), tracks(), cluster(time=360_000_000)))
    corpus.add("webm-not-a-number.webm", webm(info(float("nan")), tracks(), cluster()))
    corpus.add(
        "webm-400-megapixels.webm",
        webm(info(200.0), tracks(video_track(width=20_000, height=20_000)), cluster()),
    )
    corpus.add("webm-no-width.webm", webm(info(200.0), tracks(video_track(width=0)), cluster()))
    corpus.add(
        "webm-attachment.webm",
        webm(
            info(200.0),
            tracks(),
            cluster(),
            element(
                "1941A469",
                element(
                    "61A7",
                    element("466E", b"index.html"),
                    element("4660", b"text/html"),
                    element("465C", HTML),
                ),
            ),
        ),
    )
    deep = b""
    for _ in range(3_000):
        deep = element("67C8", element("45A3", b"A"), deep)
    corpus.add(
        "webm-deep-tags.webm",
        webm(info(200.0), tracks(), cluster(), element("1254C367", element("7373", deep))),
    )
    corpus.add(
        "webm-element-past-parent.webm",
        webm(info(200.0), tracks(), cluster(b"\xa3" + size(5_000) + b"\x81\0\0\x80")),
    )
    corpus.add("webm-bad-size.webm", webm(info(200.0), tracks(), b"\xec\0" + bytes(20), cluster()))
    corpus.add(
        "webm-unknown-size-inside.webm",
        webm(info(200.0), bytes.fromhex("1654AE6B") + b"\xff" + video_track(), cluster()),
    )
    corpus.add(
        "webm-250000-elements.webm", webm(info(200.0), tracks(), element("EC") * 250_000, cluster())
    )
