"""What others write stays text, and a page does nothing that it does not need."""

from __future__ import annotations

from place import PASSWORD
from playwright.sync_api import expect
from test_people import newcomer

EVIL = '<img src=x onerror="window.broken=1"><script>window.broken=1</script>"\'&amp; {{7*7}}'


def test_what_others_write_is_text_everywhere(tab, place):
    room = place.open_room(0)
    title = f"<b>{place.fresh('Room ')}</b>"
    body = {"kind": "room", "title": title}
    evil = place.api(0).post("/api/conversations", body).json["conversation"]
    place.post(1, text=EVIL)
    with place.live(0) as socket:
        socket.ok("send", conversation=room, key="evil", text=EVIL)
    someone = tab(0).live()
    expect(someone.card("onerror").first.locator(".text")).to_have_text(EVIL)
    someone.page.get_by_role("link", name="Messages").click()
    expect(someone.page.get_by_text(title).first).to_be_visible()
    someone.page.goto(f"{someone.url}/messages/{room}")
    expect(someone.page.locator("message-log .text")).to_have_text(EVIL)
    someone.page.goto(f"{someone.url}/messages/{evil['id']}")
    expect(someone.page.get_by_role("heading", level=1)).to_have_text(title)
    assert someone.page.evaluate("window.broken") is None


def test_what_others_call_themselves_is_text_on_every_page(tab, place):
    name = '<img src=x onerror="window.broken=1">'
    ann = newcomer(place, "Ann")
    eve = newcomer(place, name, username=place.fresh("eve_"))
    place.api(eve).ask("PATCH", "/api/me", {"bio": EVIL})
    place.api(eve).ask("PUT", f"/api/friends/{place.names[ann]}")
    post = place.post(ann)
    body = {"text": EVIL, "key": place.fresh("comment-")}
    assert place.api(eve).post(f"/api/posts/{post['id']}/comments", body).status == 201
    someone = tab(ann, "/friends").live()
    for path in ("/friends", f"/u/{place.names[eve]}", "/notifications", f"/p/{post['id']}"):
        someone.page.goto(someone.url + path)
        expect(someone.live().page.get_by_text(name, exact=True).first).to_be_visible()
        assert someone.page.evaluate("window.broken") is None, path
    expect(someone.comment("onerror").locator(".text")).to_have_text(EVIL)


def test_markup_from_a_script_is_refused_by_the_browser(visitor):
    person = visitor(0)
    someone = person.open("/").live()
    refused = someone.page.evaluate(
        """() => {
          const name = 'inner' + 'HTML'
          try { document.createElement('p')[name] = '<b>x</b>'; return false } catch { return true }
        }"""
    )
    assert refused
    other = someone.page.evaluate(
        """() => {
          try { trustedTypes.createPolicy('mine', {}); return false } catch { return true }
        }"""
    )
    assert other
    assert person.faults, "the browser says that it refused it"
    person.faults.clear()


def test_an_inline_script_does_not_run(visitor):
    person = visitor(0)
    someone = person.open("/").live()
    someone.page.evaluate(
        """() => {
          const script = document.createElement('script')
          script.append('window.broken = 1')
          document.body.append(script)
        }"""
    )
    assert someone.page.evaluate("window.broken") is None
    assert person.faults, "the browser says that it refused it"
    person.faults.clear()


def test_the_cookie_is_out_of_a_scripts_reach(visitor, place):
    person = visitor(None)
    someone = person.open("/login")
    someone.page.get_by_label("Username").fill(place.sign_up().json["user"]["username"])
    someone.page.get_by_label("Password", exact=True).fill(PASSWORD)
    someone.page.keyboard.press("Enter")
    someone.at("/").live()
    assert someone.page.evaluate("document.cookie") == ""
    (cookie,) = person.context.cookies()
    assert cookie["name"] == "hubbub_session"
    assert cookie["httpOnly"] and cookie["sameSite"] == "Lax"


def test_a_page_is_kept_for_ever_but_asked_about(tab, place):
    someone = tab(0).live()
    answers = {}
    someone.page.on("response", lambda response: answers.setdefault(response.url, response))
    someone.page.reload()
    someone.live()
    modules = [one for url, one in answers.items() if "/assets/" in url]
    assert modules and all("immutable" in one.headers["cache-control"] for one in modules)
    page = answers[f"{someone.url}/"]
    assert "no-cache" in page.headers["cache-control"]
    assert "require-trusted-types-for 'script'" in page.headers["content-security-policy"]
