"""A place in which people live: for pictures of every page, and for tests that look at full ones."""

from __future__ import annotations

import base64
from pathlib import Path

from avatars import send as send_avatar
from pictures import film, tone
from place import Place
from playwright.sync_api import Page
from server import run
from talk import react

PEOPLE = ["Mara Lindqvist", "Tomek Zając", "Amina Diallo", "Ivo Král", "Priya Nair", "Jonas Weber", "Noa ברק",
          "Lena Okafor", "Sam Ortega", "Bartholomäus Freiherr von Hohenschwangau-Wolkenstein", "Yuki 山田", "Zed"]
MARA, TOMEK, AMINA, IVO, PRIYA, JONAS, NOA, LENA, SAM, BARTHOLOMEW, YUKI, ZED = range(len(PEOPLE))
FRIENDS = [TOMEK, AMINA, IVO, PRIYA, NOA, BARTHOLOMEW]
ASKERS = [LENA, SAM, YUKI]
LONG_WORD = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft" * 2
# By whom, what it says, how many pictures of which shapes, who likes it.
POSTS = [
    (BARTHOLOMEW, f"Is this a word? {LONG_WORD}", [], [MARA]),
    (NOA, "שלום לכולם! מישהו בא מחר לשוק האיכרים? נפגשים ליד הגשר ב־9 בבוקר. 🍅🥒", [], [MARA, TOMEK, AMINA]),
    (JONAS, "Four corners of the garden, one after the rain.", [(3, 2), (1, 1), (2, 3), (3, 2)], [TOMEK]),
    (AMINA, "Before and after.", [(3, 2), (3, 2)], [MARA, IVO, PRIYA]),
    (IVO, "Found: one red mitten, left hand, at the tram stop by the bridge.", [], [MARA]),
    (PRIYA, "🎉🎉🎉", [], [MARA, TOMEK, AMINA, IVO, JONAS, NOA]),
    (TOMEK, "Three from the lake: the hut, the path, and the heron that did not look away.",
     [(3, 2), (2, 3), (1, 1)], [MARA, AMINA]),
    (PRIYA, "The repair café had 41 visitors, and 33 things left it working again. The record player in the"
     " corner plays, too. Thank you all!", [], [MARA, TOMEK, AMINA, JONAS]),
    (TOMEK, "Does anybody have a ladder that reaches a second floor? There is a very determined ball in our"
     " gutter, and three children who have not looked away yet.", [], [AMINA, PRIYA]),
    (MARA, "First frost on the allotments this morning. The kale does not mind.\nMy fingers did.",
     [(3, 2)], [TOMEK, AMINA, IVO, PRIYA, JONAS]),
    (AMINA, "Choir tonight at seven, in the small hall. New voices welcome, wrong notes too.", [],
     [MARA, IVO, JONAS]),
]
TALK = ["Are you awake?", "Now I am.", "The kiln is done. Come and look before the others do!", "Ten minutes.",
        "Bring the good camera 📷", "The good one is with Ivo. I bring the other one.", "It will do.",
        "By the way, did you see what Tomek wrote about the ladder?", "I did. I have one, but it is in the"
        " allotment shed behind everything else that has not been used since spring.", "So: no ladder.",
        "So: no ladder 😄"]

PAINTED = """
  async ([width, height, seed]) => {
    let state = seed * 7919 + 17
    const chance = () => (state = (state * 16807) % 2147483647) / 2147483647
    const canvas = new OffscreenCanvas(width, height)
    const brush = canvas.getContext('2d')
    const hue = Math.floor(chance() * 360)
    const sky = brush.createLinearGradient(0, 0, 0, height)
    sky.addColorStop(0, `hsl(${hue} 45% 62%)`)
    sky.addColorStop(0.7, `hsl(${(hue + 40) % 360} 70% 86%)`)
    brush.fillStyle = sky
    brush.fillRect(0, 0, width, height)
    brush.fillStyle = `hsl(${(hue + 50) % 360} 90% 92%)`
    brush.beginPath()
    brush.arc(width * (0.2 + 0.6 * chance()), height * 0.3, Math.min(width, height) * 0.09, 0, 7)
    brush.fill()
    for (let hill = 0; hill < 5; hill += 1) {
      const base = height * (0.45 + 0.11 * hill), swing = height * 0.09
      const [one, two, turn] = [1 + chance() * 2, 3 + chance() * 4, chance() * 7]
      brush.fillStyle = `hsl(${(hue + 150 + 8 * hill) % 360} ${22 + 5 * hill}% ${52 - 9 * hill}%)`
      brush.beginPath()
      brush.moveTo(0, height)
      for (let x = 0; x <= width; x += 4) {
        const at = x / width
        brush.lineTo(x, base - swing * (Math.sin(one * 3 * at + turn) + 0.35 * Math.sin(two * 4 * at + 2 * turn)))
      }
      brush.lineTo(width, height)
      brush.fill()
    }
    const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.85 })
    const bytes = new Uint8Array(await blob.arrayBuffer())
    return btoa(bytes.reduce((text, byte) => text + String.fromCharCode(byte), ''))
  }
"""


def painted(page: Page, seed: int, width: int = 1200, height: int = 800) -> bytes:
    """A JPEG of hills that no other seed gives."""
    return base64.b64decode(page.evaluate(PAINTED, [width, height, seed]))


class Community:
    """Twelve people, what they posted, and what they said to each other; `names` are those they log in with.

    Numbers of people are those of `PEOPLE`; `empty` is the number of who has just come.
    """

    def __init__(self, program: Path, folder: Path, page: Page, **options) -> None:
        self.place = Place(program, folder, users=1, **options).start()
        self.page = page
        self.place.tokens = self.place.names = self.place.ids = ()
        self.posts: list[str] = []
        for name in [*PEOPLE, "Nobody Yet"]:
            self._arrive(name)
        self.empty = len(PEOPLE)
        made = run(program, "user", "role", self.place.names[MARA], "admin", "--data-dir", str(self.place.data))
        assert made.returncode == 0, made
        for person in (MARA, TOMEK, AMINA, PRIYA, LENA):
            picture = painted(page, 40 + person, 400, 400)
            assert send_avatar(self.place.api(person), picture, "image/jpeg").status == 200
        self._meet()
        self._write()
        self._talk()

    def _arrive(self, name: str) -> None:
        username = "".join(sign for sign in name.lower().split()[0] if sign.isascii() and sign.isalpha()) or "guest"
        made = self.place.sign_up(username=username, displayName=name[:50]).json
        self.place.names += (made["user"]["username"],)
        self.place.ids += (made["user"]["id"],)
        self.place.tokens += (made["token"],)

    def _meet(self) -> None:
        place = self.place
        place.api(MARA).ask("PATCH", "/api/me", {"bio": "Potter, early riser, keeper of one cat and a lot of"
                                                 " kale.\nAsk me about glazes."})
        for other in FRIENDS:
            place.api(other).ask("PUT", f"/api/friends/{place.names[MARA]}")
            place.api(MARA).ask("PUT", f"/api/friends/{place.names[other]}")
        for asker in ASKERS:
            place.api(asker).ask("PUT", f"/api/friends/{place.names[MARA]}")
        place.api(MARA).ask("PUT", f"/api/friends/{place.names[JONAS]}")

    def uploaded(self, person: int, made: bytes, kind: str = "image/jpeg", alt: str = "") -> str:
        """The id of media of that person."""
        answer = self.place.api(person).ask("POST", "/api/media?name=made", made, headers={"Content-Type": kind})
        assert answer.status == 201, answer.body
        media = answer.json["media"]["id"]
        if alt:
            self.place.api(person).ask("PATCH", f"/api/media/{media}", {"alt": alt})
        return media

    def _write(self) -> None:
        seed = 0
        for number in range(14):  # so that the feed has a second page
            self.place.post(number % 6, text=f"Note {number + 1} of the week: the bridge is open again.")
        moving = self.uploaded(IVO, film(self.page), "video/webm", "A blue light that becomes brighter")
        self.place.post(IVO, text="The new projector works.", media=[moving])
        sound = self.uploaded(AMINA, tone(), "audio/wav", "One long note")
        self.place.post(AMINA, text="This is the note that the kettle sings.", media=[sound])
        for author, text, shapes, fans in POSTS:
            media = []
            for across, down in shapes:
                seed += 1
                made = painted(self.page, seed, 400 * across, 400 * down)
                media.append(self.uploaded(author, made, alt="" if seed % 4 == 0 else f"Hills, seen from the path ({seed})"))
            post = self.place.post(author, text=text, media=media)
            self.posts.append(post["id"])
            for fan in fans:
                with self.place.live(fan) as socket:
                    socket.ok("like", post=post["id"])
        words = ["Mine neither!", f"@{self.place.names[MARA]} kale soup at ours on Sunday?",
                 "Gloves. They are called gloves. " * 6, LONG_WORD, "🥶"]
        for person, text in zip((TOMEK, AMINA, IVO, BARTHOLOMEW, PRIYA), words):
            self.place.api(person).post(f"/api/posts/{self.frost}/comments", {"text": text, "key": text[:40]})

    @property
    def frost(self) -> str:
        """The post of Mara's that has a picture, likes and comments."""
        return self.posts[-2]

    def _talk(self) -> None:
        place = self.place
        self.direct = place.open_direct(MARA, AMINA)
        self.group = place.open_group(MARA, TOMEK, IVO, PRIYA, title="Allotment 14")
        self.silent = place.open_direct(MARA, PRIYA)
        room = place.api(TOMEK).post("/api/conversations", {"kind": "room", "title": "Town square"})
        self.room = room.json["conversation"]["id"]
        for person in (MARA, AMINA, JONAS, BARTHOLOMEW):
            place.join(person, self.room)
        with place.live(MARA) as mara, place.live(AMINA) as amina:
            for number in range(400):
                text = f"{TALK[number % len(TALK)]}" + (f" ({number})" if number % 50 == 0 else "")
                (mara if number % 2 else amina).ok("send", conversation=self.direct, key=place.fresh(), text=text)
            for text in (f"This one is long: {LONG_WORD}", "هل أنت قادم غدًا؟ أحضر معك الكاميرا.", "😄"):
                amina.ok("send", conversation=self.direct, key=place.fresh(), text=text)
            shots = [self.uploaded(AMINA, painted(self.page, 30 + n, 900, 600), alt="Hills") for n in range(3)]
            said = amina.ok("send", conversation=self.direct, key=place.fresh(), text="From the kiln", media=shots)
            react(place.api(MARA), self.direct, said["seq"], "❤️")
            mara.ok("send", conversation=self.direct, key=place.fresh(), text="Lovely!", replyTo=said["seq"])
            head = mara.ok("send", conversation=self.direct, key=place.fresh(), text="On my way.")["seq"]
            amina.ok("read", conversation=self.direct, seq=head)
            mara.ok("read", conversation=self.direct, seq=head)
        with place.live(TOMEK) as tomek, place.live(IVO) as ivo:
            for number in range(6):
                socket = (tomek, ivo)[number % 2]
                socket.ok("send", conversation=self.group, key=place.fresh(), text=f"Who waters on day {number + 1}?")
            tomek.ok("send", conversation=self.room, key=place.fresh(), text=f"@{place.names[MARA]} is it open?")

    def close(self) -> None:
        self.place.server.kill()
