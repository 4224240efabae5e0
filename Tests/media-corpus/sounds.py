"""Sounds that are whole: MP3, Ogg, Opus and WAV; M4A is made with the films."""

import io
import math
import struct
import wave

from films import SOUND
from kit import big, chunk, little, riff
from pictures import exif_segment, with_segments

RATE = 44_100


def make(corpus):
    corpus.put("in.wav", sine(RATE, 1.0))
    mp3s(corpus)
    oggs(corpus)
    wavs(corpus)


def sine(rate, seconds, width=2):
    """A WAV of one tone, written by Python's own module."""
    out = io.BytesIO()
    with wave.open(out, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(width)
        sound.setframerate(rate)
        count = int(rate * seconds)
        if width == 1:
            sound.writeframes(bytes(128 + int(90 * math.sin(i / 9)) for i in range(count)))
        else:
            sound.writeframes(
                b"".join(struct.pack("<h", int(9000 * math.sin(i / 9))) for i in range(count))
            )
    return out.getvalue()


# MARK: - MP3


def syncsafe(value):
    return bytes(value >> 7 * shift & 0x7F for shift in (3, 2, 1, 0))


def id3_frame(kind, content):
    """A frame of ID3v2.3."""
    return kind + big(len(content)) + b"\0\0" + content


def id3(*frames, padding=0, size=None):
    body = b"".join(frames) + bytes(padding)
    return b"ID3\x03\0\0" + syncsafe(len(body) if size is None else size) + body


def title(text=b"Walk"):
    return id3_frame(b"TIT2", b"\0" + text)


def id3v1():
    return b"TAG" + b"Walk".ljust(30, b"\0") + bytes(94) + b"\xff"


def ape_tag():
    entry = little(4) + little(0) + b"Title\0Walk"
    head = little(2_000) + little(len(entry) + 32) + little(1)
    return (
        b"APETAGEX"
        + head
        + little(0xA0000000)
        + bytes(8)
        + entry
        + b"APETAGEX"
        + head
        + little(0x80000000)
        + bytes(8)
    )


def mp3s(corpus):
    lame = ["lame", "--quiet", "-h"]
    plain = corpus.made("mp3-lame-cbr.mp3", *lame, "-b", "64", "in.wav", "OUT")
    corpus.made(
        "mp3-lame-vbr-tags.mp3",
        *lame,
        "-V",
        "5",
        "--tt",
        "Walk",
        "--ta",
        "Hubbub",
        "--tc",
        "a tone",
        "--add-id3v2",
        "in.wav",
        "OUT",
    )
    corpus.made("mp3-lame-22-khz.mp3", *lame, "--resample", "22.05", "-b", "32", "in.wav", "OUT")
    corpus.made("mp3-lame-8-khz.mp3", *lame, "--resample", "8", "-b", "8", "in.wav", "OUT")
    corpus.made("mp3-lame-no-info.mp3", *lame, "-t", "-b", "64", "in.wav", "OUT")
    corpus.ffmpeg("mp3-ffmpeg-lame.mp3", *SOUND, "-c:a", "libmp3lame", "-b:a", "64k")
    corpus.ffmpeg("mp3-ffmpeg-shine.mp3", *SOUND, "-c:a", "libshine", "-b:a", "64k", "-ar", "44100")
    corpus.add("mp3-id3v1.mp3", plain + id3v1())
    corpus.add("mp3-ape-tag.mp3", plain + ape_tag() + id3v1())
    lyrics = b"LYRICSBEGININD00003110LYR00004la la"
    lyrics += str(len(lyrics)).zfill(6).encode() + b"LYRICS200"
    corpus.add("mp3-lyrics.mp3", plain + lyrics + id3v1())
    corpus.add("mp3-padded-tag.mp3", id3(title(), padding=2_000) + plain)
    corpus.add("mp3-two-tags.mp3", id3(title()) + id3(title(b"again")) + plain)
    corpus.add("mp3-joined.mp3", id3(title()) + plain + id3v1() + id3(title()) + plain)
    place = b"\0\0\0Location\0GPS 52.5200 13.4100"
    corpus.add("mp3-geob-gps.mp3", id3(title(), id3_frame(b"GEOB", place)) + plain)

    art = b"\0image/jpeg\0\x03\0" + with_segments(corpus.read("jpeg-vips.jpg"), exif_segment())
    corpus.add("mp3-cover-gps.mp3", id3(title(), id3_frame(b"APIC", art)) + plain)


# MARK: - Ogg


def crc_table():
    table = []
    for byte in range(256):
        value = byte << 24
        for _ in range(8):
            value = value << 1 ^ (0x04C11DB7 if value & 0x80000000 else 0)
        table.append(value & 0xFFFFFFFF)
    return table


TABLE = crc_table()


def ogg_crc(content):
    crc = 0
    for byte in content:
        crc = (crc << 8 & 0xFFFFFFFF) ^ TABLE[crc >> 24 ^ byte]
    return crc


def page(content, serial=1, number=0, flags=0, granule=0):
    """A page of Ogg that holds one packet, or a part of one that ends in it."""
    lacing = [255] * (len(content) // 255) + [len(content) % 255]
    head = b"OggS\0" + bytes([flags]) + struct.pack("<qII", granule, serial, number)
    head += bytes(4) + bytes([len(lacing)]) + bytes(lacing)
    crc = ogg_crc(head + content)
    return head[:22] + little(crc) + head[26:] + content


def pages(content):
    """The pages of an Ogg file, as they lie in it."""
    found, place = [], 0
    while place < len(content):
        count = content[place + 26]
        length = 27 + count + sum(content[place + 27 : place + 27 + count])
        found.append(content[place : place + length])
        place += length
    return found


def with_crc(page):
    page = page[:22] + bytes(4) + page[26:]
    return page[:22] + little(ogg_crc(page)) + page[26:]


def opus(granule=48_000, comments=b""):
    """An Opus file by hand, with packets of silence."""
    head = b"OpusHead\x01\x01" + little(312, 2) + little(48_000) + bytes(3)
    tags = b"OpusTags" + little(4) + b"hand" + comments_list(comments)
    return (
        page(head, flags=2)
        + page(tags, number=1)
        + page(b"\xf8\xff\xfe", number=2, flags=4, granule=granule)
    )


def long_comments():
    """An Opus file whose comments fill more than a page, the place across its end."""
    tags = b"OpusTags" + little(4) + b"hand"
    filling = b"A=" + b"x" * (255 * 255 - len(tags) - 4 - 4 - 2 - 20)
    tags += comments_list(filling, b"LOCATION=52.5200 13.4100", b"B=y")
    first = packet_start(tags[: 255 * 255])
    second = page(tags[255 * 255 :], number=2, flags=1)
    head, _, rest = pages(opus())
    return head + first + second + with_crc(rest[:18] + little(3) + rest[22:])


def packet_start(content):
    """A page full of a packet that goes on with the next."""
    head = b"OggS\0\0" + b"\xff" * 8 + struct.pack("<II", 1, 1) + bytes(4)
    return with_crc(head + b"\xff" + b"\xff" * 255 + content)


def comments_list(*comments):
    comments = [comment for comment in comments if comment]
    return little(len(comments)) + b"".join(little(len(c)) + c for c in comments)


def oggs(corpus):
    first = corpus.made(
        "ogg-oggenc.ogg", "oggenc", "--quiet", "--serial", "7", "-q", "1", "in.wav", "-o", "OUT"
    )
    corpus.ffmpeg("ogg-ffmpeg.ogg", *SOUND, "-c:a", "libvorbis", "-q:a", "1", "-serial_offset", "3")
    corpus.made(
        "ogg-oggenc-comments.ogg",
        "oggenc",
        "--quiet",
        "--serial",
        "9",
        "-q",
        "1",
        "-t",
        "Walk",
        "-c",
        "LOCATION=52.5200 13.4100",
        "in.wav",
        "-o",
        "OUT",
    )
    second = corpus.made(
        "ogg-oggenc-8-khz.ogg",
        "oggenc",
        "--quiet",
        "--serial",
        "8",
        "-q",
        "1",
        "--resample",
        "8000",
        "in.wav",
        "-o",
        "OUT",
    )
    corpus.add("ogg-chained.ogg", first + second)
    corpus.made(
        "opus-opusenc.opus",
        "opusenc",
        "--quiet",
        "--serial",
        "5",
        "--bitrate",
        "24",
        "in.wav",
        "OUT",
    )
    corpus.ffmpeg("opus-ffmpeg.opus", *SOUND, "-c:a", "libopus", "-b:a", "24k")
    corpus.add("opus-long-comments.opus", long_comments())
    corpus.add("opus-by-hand.opus", opus(comments=b"LOCATION=52.5200 13.4100"))


# MARK: - WAV


def fmt(tag=1, channels=1, rate=RATE, bits=16):
    align = channels * bits // 8
    return chunk(b"fmt ", struct.pack("<HHIIHH", tag, channels, rate, rate * align, align, bits))


def wavs(corpus):
    corpus.put("short.wav", sine(8_000, 0.3))
    corpus.add("wav-python.wav", sine(8_000, 0.5))
    corpus.add("wav-8-bit-odd.wav", sine(4_001, 1.0, width=1))
    corpus.ffmpeg("wav-ffmpeg.wav", "-i", "short.wav", "-c:a", "pcm_s16le")
    corpus.ffmpeg("wav-ffmpeg-float.wav", "-i", "short.wav", "-c:a", "pcm_f32le")
    corpus.made("wav-sox-24-bit.wav", "sox", "-R", "short.wav", "-b", "24", "-c", "2", "OUT")
    corpus.made("wav-sox-mu-law.wav", "sox", "-R", "short.wav", "-e", "mu-law", "OUT")
    content = chunk(b"data", bytes(1_000))
    notes = chunk(b"LIST", b"INFO" + chunk(b"INAM", b"Walk\0"))
    corpus.add("wav-notes.wav", riff(b"WAVE", fmt(), notes, content))
    corpus.add(
        "wav-ixml-gps.wav",
        riff(
            b"WAVE",
            fmt(),
            chunk(
                b"iXML",
                b"<BWFXML><LOCATION><LOCATION_GPS>52.52,13.41</LOCATION_GPS></LOCATION></BWFXML>",
            ),
            content,
        ),
    )
    corpus.add(
        "wav-12-hours.wav", riff(b"WAVE", fmt(rate=1, bits=8), chunk(b"data", bytes(43_200)))
    )
