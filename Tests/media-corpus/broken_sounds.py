"""Sounds to refuse: cut off, too long, lying, or of another kind."""

from broken_pictures import cut, followed
from films import PICTURE, SOUND
from kit import HTML, chunk, little, riff
from sounds import fmt, id3, opus, page, pages, title, with_crc


def make(corpus):
    mp3s(corpus)
    oggs(corpus)
    wavs(corpus)


# MARK: - MP3


def mp3s(corpus):
    plain = corpus.read("mp3-lame-no-info.mp3")
    corpus.add("mp3-cut-middle.mp3", plain[: len(plain) // 2 + 11])
    corpus.add("mp3-cut-last.mp3", plain[:-1])
    followed(corpus, "mp3.mp3", plain)
    corpus.add("mp3-info-says-more.mp3", whole_frames(corpus.read("mp3-lame-cbr.mp3"), 20))
    corpus.add("mp3-three-frames.mp3", id3(title()) + whole_frames(plain, 3))
    corpus.add("mp3-tag-only.mp3", id3(title(), padding=500))
    corpus.add("mp3-tag-html.mp3", id3(title(HTML)))
    corpus.add("mp3-tag-then-html.mp3", id3(title()) + HTML * 20)
    corpus.add("mp3-tag-past-end.mp3", id3(title(), size=50_000_000) + plain)
    corpus.add("mp3-bad-tag-size.mp3", b"ID3\x03\0\0\xff\xff\xff\xff" + plain)
    corpus.add(
        "mp3-tenth-is-junk.mp3",
        plain[: len(plain) // 2] + b"<script>" * (len(plain) // 60) + plain[len(plain) // 2 :],
    )
    corpus.add("mp3-junk-first.mp3", id3(title()) + HTML + plain)
    corpus.add("mp3-html-first.mp3", HTML + plain)
    corpus.add("mp3-frames-of-nothing.mp3", id3(title()) + b"\xff\xfb\x00\x00" * 500)
    corpus.ffmpeg("layer-2.mp3", *SOUND, "-c:a", "mp2", "-f", "mp2")
    corpus.ffmpeg("sound.aac", *SOUND, "-c:a", "aac", "-f", "adts")
    corpus.ffmpeg("sound.flac", *SOUND, "-c:a", "flac")
    corpus.ffmpeg("sound.aiff", *SOUND, "-c:a", "pcm_s16be", "-f", "aiff", "-t", "0.1")
    corpus.ffmpeg("sound.wma", *SOUND, "-c:a", "wmav2", "-f", "asf")


def whole_frames(content, count):
    """The first frames of a file of MPEG-1 at 64 kbit/s and 44.1 kHz."""
    place = 0
    for _ in range(count):
        place += 144 * 64_000 // 44_100 + (content[place + 2] >> 1 & 1)
    return content[:place]


# MARK: - Ogg


def oggs(corpus):
    plain = corpus.read("ogg-oggenc.ogg")
    cut(corpus, "ogg.ogg", plain)
    followed(corpus, "ogg.ogg", plain)
    each = pages(plain)
    corpus.add("ogg-no-last-page.ogg", b"".join(each[:-1]))
    corpus.add("ogg-missing-page.ogg", b"".join(each[:2] + each[3:]))
    corpus.add("ogg-first-page-twice.ogg", each[0] + plain)
    corpus.add("ogg-no-first-page.ogg", b"".join(each[1:]))
    corpus.add("ogg-first-page-only.ogg", each[0])
    broken = bytearray(plain)
    broken[len(each[0]) + len(each[1]) + 200] ^= 1
    corpus.add("ogg-wrong-checksum.ogg", bytes(broken))
    corpus.add(
        "ogg-unknown-version.ogg",
        with_crc(each[0][:4] + b"\x01" + each[0][5:]) + b"".join(each[1:]),
    )
    corpus.add("ogg-page-html.ogg", page(HTML, flags=2) + page(HTML, number=1, flags=4))
    corpus.add("ogg-head-html.ogg", b"OggS" + HTML)
    corpus.ffmpeg("ogg-flac.ogg", *SOUND, "-c:a", "flac", "-f", "ogg")
    corpus.ffmpeg("ogg-theora.ogg", *PICTURE, "-c:v", "libtheora", "-f", "ogg")
    corpus.ffmpeg("ogg-speex.ogg", *SOUND, "-c:a", "libspeex", "-ar", "16000", "-f", "ogg")
    sound = corpus.read("opus-opusenc.opus")
    cut(corpus, "opus.opus", sound)
    corpus.add("opus-html-appended.opus", sound + HTML)
    corpus.add("opus-100-hours.opus", opus(granule=360_000 * 48_000))
    corpus.add("opus-time-below-zero.opus", opus(granule=-2))
    head, tags, rest = pages(opus())
    corpus.add("opus-no-comments.opus", head + with_crc(rest[:18] + little(1) + rest[22:]))
    corpus.add(
        "opus-no-channels.opus", with_crc(head[: 28 + 9] + b"\0" + head[28 + 10 :]) + tags + rest
    )


# MARK: - WAV


def wavs(corpus):
    plain = corpus.read("wav-python.wav")
    cut(corpus, "wav.wav", plain, head=30)
    followed(corpus, "wav.wav", plain)
    content = chunk(b"data", bytes(1_000))
    corpus.add("wav-html.wav", riff(b"WAVE", HTML))
    corpus.add("wav-no-format.wav", riff(b"WAVE", content))
    corpus.add("wav-no-data.wav", riff(b"WAVE", fmt()))
    corpus.add("wav-empty-data.wav", riff(b"WAVE", fmt(), chunk(b"data", b"")))
    corpus.add("wav-two-data.wav", riff(b"WAVE", fmt(), content, content))
    corpus.add("wav-data-first.wav", riff(b"WAVE", content, fmt()))
    corpus.add(
        "wav-data-past-end.wav", riff(b"WAVE", fmt(), b"data" + little(100_000) + bytes(1_000))
    )
    corpus.add(
        "wav-streamed.wav",
        b"RIFF" + b"\xff" * 4 + b"WAVE" + fmt() + b"data" + b"\xff" * 4 + bytes(1_000),
    )
    corpus.add("wav-no-rate.wav", riff(b"WAVE", fmt(rate=0), content))
    corpus.add("wav-no-channels.wav", riff(b"WAVE", fmt(channels=0), content))
    corpus.add("wav-short-format.wav", riff(b"WAVE", chunk(b"fmt ", b"\x01\0\x01\0"), content))
    corpus.add(
        "wav-more-than-12-hours.wav",
        riff(b"WAVE", fmt(rate=1, bits=8), chunk(b"data", bytes(43_202))),
    )
    corpus.add(
        "wav-rf64.wav",
        b"RF64" + b"\xff" * 4 + b"WAVE" + chunk(b"ds64", bytes(28)) + fmt() + content,
    )
    corpus.add(
        "wav-inside-out.wav",
        riff(b"WAVE", fmt(), chunk(b"LIST", b"INFO" + little(2**32 - 1)), content)[:-900],
    )
    corpus.ffmpeg("wav-adpcm.wav", *SOUND, "-c:a", "adpcm_ms", "-t", "0.2")
    corpus.ffmpeg("wav-mp3.wav", *SOUND, "-c:a", "libmp3lame", "-f", "wav")
