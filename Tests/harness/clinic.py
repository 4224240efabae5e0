"""A data folder in which people keep something, and what may go wrong there."""

from __future__ import annotations

from pathlib import Path

from avatars import png
from avatars import send as send_avatar
from samples import film, picture, sound, taken_in
from server import run


class Clinic:
    """A data folder in which two people keep something, and its doctor."""

    def __init__(self, hubbub: Path, place) -> None:
        self.hubbub, self.place = hubbub, place.start()
        ada, bob = place.api(0), place.api(1)
        self.sent = {"picture": picture(), "film": film(), "sound": sound()}
        self.media = {name: taken_in(ada, body) for name, body in self.sent.items()}
        taken_in(bob, self.sent["sound"])
        self.avatar = send_avatar(ada, png()).json["user"]["avatar"].split("/")[-1].removesuffix("-128.webp")
        for one in self.media.values():
            body = {"text": "", "audience": "public", "key": one["id"], "media": [one["id"]]}
            assert ada.post("/api/posts", body).status == 201
        place.server.terminate()
        self.root = place.data / "media"

    def examine(self, *arguments: str, **options):
        return run(self.hubbub, "doctor", "--data-dir", str(self.place.data), *arguments, **options)

    def folder(self, name: str) -> Path:
        """Where all forms of the picture, the film or the sound lie."""
        wanted = {"picture": {"large.webp"}, "film": {"original", "poster.webp"}, "sound": {"original"}}[name]
        folders = [path for path in self.root.glob("files/??/*") if path.is_dir()]
        (found,) = (path for path in folders if wanted <= {form.name for form in path.iterdir()}
                    and (name != "sound" or len(list(path.iterdir())) == 1))
        return found

    def picture_file(self, pixels: int = 512) -> Path:
        (found,) = self.root.glob(f"avatars/??/*/{self.avatar}-{pixels}.webp")
        return found

    def shown(self, path: Path) -> str:
        return str(path.relative_to(self.place.data))

    def listing(self) -> list[tuple[str, int]]:
        """All that lies in the data folder, with its size."""
        return sorted((str(path), path.stat().st_size) for path in self.place.data.rglob("*") if path.is_file())


def lose_a_form(clinic: Clinic) -> Path:
    path = clinic.folder("picture") / "medium.webp"
    path.unlink()
    return path


def lose_a_film(clinic: Clinic) -> Path:
    path = clinic.folder("film") / "original"
    path.unlink()
    return path


def lose_a_poster(clinic: Clinic) -> Path:
    path = clinic.folder("film") / "poster.webp"
    path.unlink()
    return path


def cut_a_form(clinic: Clinic) -> Path:
    path = clinic.folder("picture") / "large.webp"
    path.write_bytes(path.read_bytes()[:-10])
    return path.parent


def put_a_folder_in_a_files_place(clinic: Clinic) -> Path:
    path = clinic.folder("sound") / "original"
    path.unlink()
    path.mkdir()
    return path


def lose_a_profile_picture(clinic: Clinic) -> Path:
    path = clinic.picture_file()
    path.unlink()
    return path


def plant(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"12345")
    return path


def leave_a_file(clinic: Clinic) -> Path:
    name = "ab" + "0" * 62
    return plant(clinic.root / "files" / "ab" / name / "large.webp").parent


def leave_a_form(clinic: Clinic) -> Path:
    return plant(clinic.folder("sound") / "frame.png")


def leave_a_profile_picture(clinic: Clinic) -> Path:
    path = clinic.picture_file()
    return plant(path.with_name("01980000-0000-7000-8000-000000000001-128.webp"))


def leave_the_profile_picture_of_nobody(clinic: Clinic) -> Path:
    user = "01980000-0000-7000-8000-0000000000aa"
    return plant(clinic.root / "avatars" / "aa" / user / "01980000-0000-7000-8000-000000000001-128.webp")


def leave_an_upload(clinic: Clinic) -> Path:
    return plant(clinic.root / "arriving" / "01980000-0000-7000-8000-000000000001" / "upload" / "original").parent


def leave_an_upload_of_a_profile_picture(clinic: Clinic) -> Path:
    return plant(clinic.root / "incoming" / "01980000-0000-7000-8000-000000000001" / "upload")


def leave_notes(clinic: Clinic) -> Path:
    return plant(clinic.root / "notes.txt")


def leave_notes_among_files(clinic: Clinic) -> Path:
    return plant(clinic.root / "files" / "ab" / "notes.txt")


def leave_an_export(clinic: Clinic) -> Path:
    return plant(clinic.root / "exports" / "half.zip")
