"""What is no picture, film or sound at all, and files that are called what they are not."""

import gzip
import random

from films import XMP_UUID
from kit import HTML, SVG, big, little, stored_zip
from pictures import ZIP


def make(corpus):
    pages(corpus)
    drawings(corpus)
    programs(corpus)
    nothings(corpus)
    misnamed(corpus)


def pages(corpus):
    text = HTML.decode()
    corpus.add("html.jpg", HTML)
    corpus.add("html-byte-order-mark.png", b"\xef\xbb\xbf" + HTML)
    corpus.add("html-utf-16-le.gif", b"\xff\xfe" + text.encode("utf-16-le"))
    corpus.add("html-utf-16-be.gif", b"\xfe\xff" + text.encode("utf-16-be"))
    corpus.add("html-utf-16-no-mark.webp", text.encode("utf-16-le"))
    corpus.add("html-spaces-first.jpg", b" \t\r\n" * 300 + HTML)
    corpus.add("html-comment-first.mp4", b"<!--" + b"x" * 500 + b"-->" + HTML)
    corpus.add("html-nul-first.png", b"\0" * 32 + HTML)
    corpus.add("html-gzipped.jpg", gzip.compress(HTML, mtime=0))
    corpus.add("html-far-behind.webp", b"x" * 70_000 + HTML)
    corpus.add("html-no-tags-first.mp3", b"Dear reader,\n" + HTML)


def drawings(corpus):
    text = SVG.decode()
    declared = b'<?xml version="1.0" encoding="UTF-8"?>\n' + SVG
    corpus.add("svg.png", SVG)
    corpus.add("svg.svg", SVG)
    corpus.add("svg-declared.jpg", declared)
    corpus.add("svg-byte-order-mark.gif", b"\xef\xbb\xbf" + declared)
    corpus.add("svg-utf-16.png", b"\xff\xfe" + text.encode("utf-16-le"))
    corpus.add("svg-spaces-first.webp", b"\n" * 200 + SVG)
    corpus.add("svg-comment-first.avif", b"<!-- a picture -->\n" + SVG)
    corpus.add("svg-doctype.jpg", b'<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "x">\n' + SVG)
    corpus.add("svg-gzipped.png", gzip.compress(declared, mtime=0))
    corpus.add("xml.mp4", b'<?xml version="1.0"?><?xml-stylesheet href="x.xsl"?><a/>\n')
    corpus.add(
        "xhtml.webm",
        b'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><script>1</script></html>',
    )


def programs(corpus):
    corpus.add("script.gif", b"alert(document.cookie);\n")
    corpus.add("shell.mp3", b"#!/bin/sh\nrm -rf /\n")
    corpus.add("php.jpg", b"<?php system($_GET['c']); ?>\n")
    corpus.add(
        "pdf.jpg",
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/OpenAction<</S/JavaScript/JS(app.alert(1))>>>>endobj\n%%EOF\n",
    )
    corpus.add("zip.png", ZIP)
    corpus.add("word.avif", stored_zip(b"[Content_Types].xml", b"<Types/>"))
    corpus.add(
        "elf.mp4", b"\x7fELF\x02\x01\x01" + bytes(9) + little(2, 2) + little(62, 2) + bytes(60)
    )
    corpus.add("windows.webm", b"MZ" + bytes(58) + little(64) + b"PE\0\0" + bytes(64))
    corpus.add("flash.mp4", b"CWS\x09" + little(100) + bytes(80))
    corpus.add("java.jpg", b"\xca\xfe\xba\xbe\0\0\0\x34" + bytes(40))
    corpus.add("wasm.webp", b"\0asm\x01\0\0\0" + bytes(20))
    corpus.add("playlist.mp3", b"#EXTM3U\n#EXT-X-VERSION:3\nhttp://127.0.0.1/x.ts\n")
    corpus.add("midi.mp3", b"MThd" + big(6) + bytes(6) + b"MTrk" + big(4) + b"\0\xff\x2f\0")


def nothings(corpus):
    corpus.add("empty.jpg", b"")
    corpus.add("one-byte.png", b"\x89")
    corpus.add("one-zero.mp4", b"\0")
    corpus.add("zeros.png", bytes(4_096))
    corpus.add("noise.mp3", random.Random(6).randbytes(20_000))
    corpus.add(
        "noise-with-frame-heads.mp3",
        b"".join(
            b"\xff\xfb\x90\x00"
            + random.Random(seed).randbytes(random.Random(-seed - 1).randrange(50, 400))
            for seed in range(60)
        ),
    )
    corpus.add("sync-only.mp3", b"\xff\xfb")
    corpus.add(
        "bitmap.png",
        b"BM"
        + little(70)
        + bytes(4)
        + little(54)
        + little(40)
        + little(2)
        + little(2)
        + little(1, 2)
        + little(24, 2)
        + bytes(24)
        + bytes(16),
    )
    corpus.add(
        "icon.png",
        b"\0\0\x01\0\x01\0\x10\x10\0\0\x01\0\x20\0" + little(64) + little(22) + bytes(64),
    )
    corpus.run("vips", "tiffsave", "in.ppm", "in.tiff")
    corpus.add("tiff.jpg", (corpus.scratch / "in.tiff").read_bytes())
    corpus.add(
        "photoshop.png",
        b"8BPS\0\x01" + bytes(6) + b"\0\x03" + big(8) + big(8) + b"\0\x08\0\x03" + bytes(60),
    )
    corpus.add(
        "jpeg-xl.jpg", b"\0\0\0\x0cJXL \x0d\x0a\x87\x0a\0\0\0\x14ftypjxl \0\0\0\0jxl " + bytes(40)
    )
    corpus.add("postscript.gif", b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 1 1\nshowpage\n")
    corpus.add("uuid.mp4", big(24) + b"uuid" + XMP_UUID)


def misnamed(corpus):
    for name, of in [
        ("png-named.jpg", "png-vips.png"),
        ("jpeg-named.gif", "jpeg-vips.jpg"),
        ("webp-named.png", "webp-cwebp.webp"),
        ("avif-named.html", "avif-avifenc.avif"),
        ("mp4-named.webm", "mp4-x264-aac.mp4"),
        ("mp3-named.wav", "mp3-lame-cbr.mp3"),
        ("opus-named.mp3", "opus-opusenc.opus"),
        ("wav-named.m4a", "wav-python.wav"),
    ]:
        corpus.add(name, corpus.read(of))
