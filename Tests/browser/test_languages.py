"""Languages: a German browser reads German, whoever chooses English reads English, and nothing begun is lost."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing

import pytest
from place import PASSWORD
from playwright.sync_api import expect
from test_access import PAGES, SMALL, furnished, looked_at  # noqa: F401
from test_first_run import empty, guest, setup_path  # noqa: F401
from test_people import befriend, newcomer
from waiting import until

GERMAN = {"locale": "de-DE"}
ENGLISH_WORDS = re.compile(
    r"\b(?:the|you|your|and|nobody|yet|loading|search|settings|friends|messages|who|write|post|like|show|close)\b", re.I
)


def lang(tab) -> str:
    return tab.page.evaluate("document.documentElement.lang")


def choose(tab, language: str) -> None:
    """Chooses a language on the page of the settings."""
    tab.page.locator("#language").select_option(language)


@pytest.fixture
def hanna(place):
    """Somebody whose browser is German: their number."""
    return newcomer(place, "Hanna")


# -- who comes


def test_who_is_logged_out_reads_what_their_browser_says(tab):
    for path, title in (("/login", "Anmelden"), ("/signup", "Konto erstellen")):
        page = tab(None, path, **GERMAN).page
        expect(page.get_by_role("heading", level=1)).to_have_text(title)
        expect(page).to_have_title(f"{title} · Hubbub")
        assert page.evaluate("document.documentElement.lang") == "de"
    for locale in ("en-US", "fr-FR"):
        assert lang(tab(None, "/login", locale=locale)) == "en"


def test_a_german_browser_sees_german_from_the_first_page_on(tab, place):
    someone = tab(None, "/login", **GERMAN)
    page = someone.page
    page.get_by_role("link", name="Konto erstellen").click()
    page.get_by_label("Benutzername").fill("x")
    page.get_by_label("Passwort", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Konto erstellen").click()
    expect(page.locator("#username-error")).to_have_text(
        "Ein Benutzername hat 2 bis 30 Zeichen: a–z, Ziffern oder Unterstriche.")
    page.get_by_role("button", name="Passwort anzeigen").click()
    page.get_by_label("Benutzername").fill(place.fresh("hanna_"))
    page.get_by_role("button", name="Konto erstellen").click()
    someone.at("/").live()
    expect(page).to_have_title("Startseite · Hubbub")
    expect(page.locator("nav a:not([data-admin]) > span:first-of-type")).to_have_text(
        ["Startseite", "Freunde", "Nachrichten", "Mitteilungen", "Neuer Beitrag"])
    page.get_by_role("link", name="Was gibt es Neues?").click()
    page.get_by_role("button", name="Posten").click()
    expect(page.locator("#text-error")).to_have_text("Schreib erst etwas.")
    page.get_by_label("Was gibt es Neues?").fill("Guten Morgen")
    page.get_by_label("Wer kann ihn sehen?").select_option("friends")
    expect(page.locator("[data-readers]")).to_have_text("Dein Freundeskreis kann ihn lesen.")
    page.get_by_role("button", name="Posten").click()
    card = someone.at("/").card("Guten Morgen")
    expect(card.locator(".when")).to_contain_text("gerade eben")
    expect(card.locator(".audience")).to_have_text("Freundeskreis")
    expect(someone.spoken).to_have_text(re.compile(r"^(Gepostet\.|Startseite · Hubbub)$"))  # the later one within two seconds
    card.get_by_role("button", name="Gefällt mir").click()
    expect(card.get_by_role("button", name="Gefällt mir")).to_have_text("Gefällt mir 1")
    expect(card.locator("time").first).to_have_attribute("title", re.compile(r"^\w+, \d+\. \w+ 20\d\d"))


def test_the_first_one_sets_the_place_up_in_german_and_invites(empty, guest):  # noqa: F811
    ada = guest(viewport=SMALL, **GERMAN).open(setup_path(empty))
    page = ada.page
    expect(page.get_by_role("heading", level=1)).to_have_text("Willkommen")
    assert page.evaluate("document.documentElement.scrollWidth") <= SMALL["width"]
    page.get_by_label("Benutzername").fill("ada")
    page.get_by_label("Passwort", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Los geht’s").click()
    ada.at("/friends#invite").live()
    page.get_by_role("button", name="Link für eine Person").click()
    expect(page.locator("#invite-hint")).to_have_text(
        re.compile(r"^Für eine Person, bis \w+, \d+\. \w+\. Schick ihn jetzt: Er ist nur einmal zu sehen\.$"))
    expect(page.locator(".invites li")).to_contain_text("0 von 1 gekommen")
    bob = guest(**GERMAN).open(page.get_by_label("Der Link", exact=True).input_value().removeprefix(ada.url))
    expect(bob.page.locator("[data-inviter]")).to_have_text("ada (@ada) lädt dich ein. Ihr seid dann gleich befreundet.")
    assert page.evaluate("document.documentElement.scrollWidth") <= SMALL["width"]


def test_news_come_in_whole_german_sentences(tab, place, hanna):
    ann = newcomer(place, "Ann")
    befriend(place, ann, hanna)
    hannas = tab(hanna, "/", **GERMAN).live()
    page = hannas.page
    place.post(ann, text="One")
    expect(hannas.pill).to_have_text("1 neuer Beitrag")
    place.post(ann, text="Two")
    expect(hannas.pill).to_have_text("2 neue Beiträge")
    expect(page).to_have_title("(2) Startseite · Hubbub")
    mine = place.post(hanna, text="Von mir")["id"]
    with place.live(ann) as socket:
        socket.ok("like", post=mine)
    talk = place.open_direct(ann, hanna)
    with place.live(ann) as socket:
        socket.ok("send", conversation=talk, key=place.fresh(), text="Hello")
    expect(hannas.badge("messages")).to_have_text("1 ungelesene Nachricht")
    page.get_by_role("link", name="Mitteilungen").click()
    notices = page.locator("notice-list li a")
    expect(notices.filter(has_text="Ann gefällt dein Beitrag")).to_be_visible()
    expect(notices.filter(has_text="Ann hat dir geschrieben")).to_be_visible()
    expect(notices.filter(has_text="Ann hat deine Anfrage angenommen")).to_have_count(0)  # she was asked by Ann


def test_a_conversation_is_german_around_what_people_say(tab, place, hanna):
    ann = newcomer(place, "Ann")
    talk = place.open_direct(ann, hanna)
    hannas = tab(hanna, f"/messages/{talk}", **GERMAN).live()
    page = hannas.page
    expect(page.get_by_text("Noch nichts gesagt.")).to_be_visible()
    writing = page.get_by_role("textbox", name="Nachricht", exact=True)
    expect(writing).to_have_attribute("placeholder", "Nachricht an Ann")
    writing.fill("Bist du wach?")
    writing.press("Enter")
    expect(hannas.said("Bist du wach?")).to_be_visible()
    with place.live(ann) as socket:
        socket.ok("typing", conversation=talk)
        expect(page.locator(".typing")).to_have_text("Ann schreibt …")
    hannas.do("Bist du wach?", "Löschen")
    page.get_by_role("dialog").get_by_role("button", name="Löschen").click()
    expect(page.get_by_text("Diese Nachricht wurde gelöscht.")).to_be_visible()


def test_who_was_erased_has_a_german_name(tab, make_place):
    place = make_place(users=1, rooms=1)
    hanna, ann, room = 0, newcomer(place, "Ann"), place.rooms[0]
    place.join(hanna, room)
    place.join(ann, room)
    with place.live(ann) as socket:
        socket.ok("send", conversation=room, key="k", text="Macht es gut")
    assert place.api(ann).ask("DELETE", "/api/me", {"password": PASSWORD}).status == 204
    place.server.terminate()
    with closing(sqlite3.connect(place.data / "hubbub.db")) as db, db:
        db.execute("UPDATE user SET deleted_at = deleted_at - 15 * 86400000 WHERE deleted_at > 0")
    place.start()
    assert until(lambda: place.api(hanna).history(room)[0]["author"]["username"].startswith("gone-"))
    hannas = tab(hanna, f"/messages/{room}", at=place, **GERMAN).live()
    expect(hannas.said("Macht es gut").locator(".author")).to_have_text("Jemand, der nicht mehr hier ist")


def test_what_the_server_refuses_is_told_in_german(tab, place, hanna):
    ann = newcomer(place, "Ann")
    talk = place.open_direct(ann, hanna)
    hannas = tab(hanna, f"/messages/{talk}", **GERMAN).live()
    assert place.api(ann).ask("PUT", f"/api/blocks/{place.names[hanna]}").status == 200
    expect(hannas.page.get_by_role("alert").first).to_contain_text("Du bist nicht mehr in dieser Unterhaltung")
    page = tab(hanna, "/settings", **GERMAN).live().page
    page.get_by_label("Bisheriges Passwort").fill("not the one")
    page.get_by_label("Neues Passwort").fill("eleven grey herons, all awake")
    page.get_by_role("button", name="Passwort ändern").click()
    expect(page.locator("#current-error")).to_have_text("Das ist nicht dein Passwort.")


def test_a_refusal_over_the_socket_is_told_in_german(tab, place, hanna):
    room = place.open_room(hanna)
    hannas = tab(hanna, f"/messages/{room}", **GERMAN).live()
    page = hannas.page
    page.locator("#message").evaluate("(field) => { field.maxLength = 9000 }")
    page.locator("#message").fill("x" * 4_001)
    page.locator("#message").press("Enter")
    expect(hannas.pending()).to_contain_text("Nicht gesendet.")
    expect(hannas.pending()).to_contain_text(re.compile("höchstens|Zeichen"))


# -- who chooses


def test_another_language_is_that_of_every_open_tab_at_once_and_no_draft_is_lost(visitor, place, hanna):
    room = place.open_room(hanna)
    desk, phone = visitor(hanna, **GERMAN), visitor(hanna, **GERMAN)
    settings = desk.open("/settings").live()
    writing = desk.open(f"/messages/{room}").live()
    posting = phone.open("/new").live()
    writing.page.locator("#message").fill("halb fertig")
    posting.page.get_by_label("Was gibt es Neues?").fill("angefangen")
    expect(settings.page.get_by_label("Sprache")).to_have_value("system")
    for one in (settings, writing, posting):
        one.mark()
    choose(settings, "en")
    for one, heading in ((settings, "Settings"), (writing, None), (posting, "New post")):
        expect(one.page.locator("html")).to_have_attribute("lang", "en")
        assert one.was_reloaded()
        if heading:
            expect(one.page.get_by_role("heading", level=1)).to_have_text(heading)
    expect(settings.page.get_by_label("Language")).to_have_value("en")
    expect(writing.page.locator("#message")).to_have_value("halb fertig")
    expect(posting.page.get_by_label("What is new?")).to_have_value("angefangen")
    assert lang(visitor(hanna, **GERMAN).open("/friends")) == "en"
    choose(settings.live(), "system")
    expect(settings.page.locator("html")).to_have_attribute("lang", "de")


def test_a_tab_in_which_something_was_begun_waits_until_it_is_done(visitor, place, hanna):
    browser = visitor(hanna)
    place.post(hanna, text="as it was")
    editing, settings = browser.open("/").live(), browser.open("/settings").live()
    editing.choose("as it was", "Edit")
    editing.page.locator("post-editor textarea").first.fill("as it shall be")
    editing.mark()
    choose(settings, "de")
    expect(settings.page.locator("html")).to_have_attribute("lang", "de")
    expect(editing.spoken).to_have_text("The language changes as soon as you are done here.")
    assert not editing.was_reloaded()
    editing.page.get_by_role("button", name="Save").click()
    expect(editing.page.locator("html")).to_have_attribute("lang", "de")
    expect(editing.live().card("as it shall be").locator(".edited")).to_have_text("bearbeitet")


def test_what_else_is_chosen_loads_nothing_anew(visitor, hanna):
    browser = visitor(hanna)
    other, settings = browser.open("/").live(), browser.open("/settings").live()
    other.mark()
    settings.mark()
    settings.page.get_by_label("Colours").select_option("dark")
    expect(other.page.locator("html")).to_have_attribute("data-theme", "dark")
    choose(settings, "en")  # as it is
    expect(settings.spoken).to_have_text("Saved.")
    assert not other.was_reloaded() and not settings.was_reloaded()


def test_a_chosen_language_is_that_of_the_installed_app_too(tab, place, hanna):
    assert place.api(hanna).ask("PATCH", "/api/me", {"language": "de"}).status == 200
    page = tab(hanna, "/").live().page
    manifest = page.evaluate("fetch('/manifest.webmanifest').then((answer) => answer.json())")
    assert (manifest["lang"], manifest["shortcuts"][0]["name"]) == ("de", "Neuer Beitrag")


# -- every page


@pytest.mark.parametrize("path", PAGES)
def test_every_page_is_german_and_fits_a_small_screen(tab, furnished, path):  # noqa: F811
    page = opened_in_german(tab, path, furnished)
    assert page.evaluate("document.documentElement.scrollWidth") <= SMALL["width"]
    beyond = page.evaluate(
        """(width) => [...document.querySelectorAll('body *')]
          .filter((one) => one.checkVisibility() && !one.closest('.unseen'))
          .filter((one) => one.getBoundingClientRect().right > width + 1)
          .map((one) => one.outerHTML.slice(0, 80))""",
        SMALL["width"],
    )
    assert beyond == []
    words = page.evaluate(
        """() => [...document.querySelectorAll('body *')].filter((one) => one.childElementCount === 0)
          .filter((one) => !one.closest('[dir=auto], code, option[lang], script'))
          .map((one) => one.textContent.trim()).filter(Boolean)"""
    )
    assert [one for one in words if ENGLISH_WORDS.search(one)] == []


@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing_in_german(tab, furnished, path):  # noqa: F811
    assert looked_at(opened_in_german(tab, path, furnished), [320]) == []


def opened_in_german(tab, path: str, furnished: dict[str, str]):  # noqa: F811
    """The page with its content there, for a German browser."""
    guest = path in ("/login", "/signup")
    found = tab(None if guest else 0, path.format(**furnished), viewport=SMALL, **GERMAN)
    if not guest:
        found.live()
    if "post" in path or "name" in path or path == "/":
        expect(found.page.locator("post-card").first).to_be_visible()
    if path == "/settings":
        expect(found.page.get_by_text("gerade benutzt")).to_be_visible()
    if "room" in path:
        expect(found.message("theirs 2").last).to_be_visible()
    expect(found.page.locator("html")).to_have_attribute("lang", "de")
    return found.page
