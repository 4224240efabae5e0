"""Pictures, films and sounds to send, made here by the programs that the server wants too."""

from __future__ import annotations

import functools
import subprocess
import tempfile
from pathlib import Path

from api import Answer, Api
from place import Place


@functools.cache
def made(suffix: str, *arguments: str) -> bytes:
    """What ffmpeg makes of these arguments, as a file with that suffix."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"made.{suffix}"
        command = ["ffmpeg", "-v", "error", "-nostdin", *arguments, str(path)]
        subprocess.run(command, check=True, timeout=60)
        return path.read_bytes()


def picture(suffix: str = "jpg", size: str = "900x600") -> bytes:
    return made(suffix, "-f", "lavfi", "-i", f"testsrc2=s={size}", "-frames:v", "1")


def moving() -> bytes:
    return made("gif", "-f", "lavfi", "-i", "testsrc2=s=320x200:d=1:r=10")


def film(suffix: str = "mp4", seconds: int = 2, *more: str) -> bytes:
    picture, sound = f"testsrc2=s=320x180:d={seconds}:r=10", f"sine=d={seconds}"
    return made(suffix, "-f", "lavfi", "-i", picture, "-f", "lavfi", "-i", sound, "-pix_fmt", "yuv420p", *more)


def red_then_blue(suffix: str, half: int = 15) -> bytes:
    """A film of some megabytes with sound, red for `half` seconds and blue for as long.

    Grain makes it too large to come whole before somebody seeks in it.
    """
    grain = f"s=640x360:r=12:d={half},noise=alls=70:allf=t"
    pictures = f"color=c=red:{grain}[a];color=c=blue:{grain}[b];[a][b]concat"
    sound = ("-f", "lavfi", "-i", f"sine=d={2 * half}")
    fast = {
        "mp4": ("-preset", "ultrafast", "-b:v", "5M", "-maxrate", "6M", "-bufsize", "6M", "-movflags", "+faststart"),
        "webm": ("-c:v", "libvpx-vp9", "-deadline", "realtime", "-cpu-used", "8", "-b:v", "5M", "-row-mt", "1"),
    }
    more = ("-g", "12", "-pix_fmt", "yuv420p", "-shortest")
    return made(suffix, "-f", "lavfi", "-i", pictures, *sound, *fast[suffix], *more)


def sound(suffix: str = "mp3") -> bytes:
    return made(suffix, "-f", "lavfi", "-i", "sine=d=2")


def with_exif(jpeg: bytes) -> bytes:
    """The same with the place, the camera and the time at which it was taken."""

    def entry(tag: int, kind: int, count: int, value: bytes) -> bytes:
        return tag.to_bytes(2, "little") + kind.to_bytes(2, "little") + count.to_bytes(4, "little") + value.ljust(4, b"\0")

    camera, time = b"SecretCam 7\0", b"2026:01:02 03:04:05\0"
    pairs = b"".join(n.to_bytes(4, "little") + (1).to_bytes(4, "little") for n in (52, 31, 7))
    first, place = 8, 8 + 2 + 3 * 12 + 4
    data = place + 2 + 2 * 12 + 4
    at = [data, data + len(camera), data + len(camera) + len(time)]
    ifd = (3).to_bytes(2, "little") + entry(0x0110, 2, len(camera), at[0].to_bytes(4, "little"))
    ifd += entry(0x0132, 2, len(time), at[1].to_bytes(4, "little"))
    ifd += entry(0x8825, 4, 1, place.to_bytes(4, "little")) + bytes(4)
    gps = (2).to_bytes(2, "little") + entry(1, 2, 2, b"N\0") + entry(2, 5, 3, at[2].to_bytes(4, "little")) + bytes(4)
    tiff = b"II*\0" + first.to_bytes(4, "little") + ifd + gps + camera + time + pairs
    body = b"Exif\0\0" + tiff
    return jpeg[:2] + b"\xff\xe1" + (len(body) + 2).to_bytes(2, "big") + body + jpeg[2:]


def send(api: Api, body: bytes, name: str = "some file") -> Answer:
    return api.ask("POST", f"/api/media?name={name.replace(' ', '%20')}", body, headers={"Content-Type": "image/png"})


def taken_in(api: Api, body: bytes) -> dict:
    answer = send(api, body)
    assert answer.status == 201, answer
    return answer.json["media"]


def files(place: Place) -> list[str]:
    """What lies in the folder of media, uploads too, without profile pictures."""
    return [path for path in place.media_files() if not path.startswith("avatars/")]
