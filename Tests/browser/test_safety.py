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


# What each way to make code or markup of a text is called, and is given.
SINKS = {
    "markup": "document.createElement('p')['inner' + 'HTML'] = text",
    "markup with itself": "document.createElement('p')['outer' + 'HTML'] = text",
    "markup beside it": "document.body['insertAdjacent' + 'HTML']('beforeend', text)",
    "a document": "new DOMParser().parseFromString(text, 'text/html')",
    "a part of one": "document.createRange()['createContextual' + 'Fragment'](text)",
    "a frame": "document.createElement('iframe').srcdoc = text",
    "a script": "document.createElement('script').text = text",
    "a script from somewhere": "document.createElement('script').src = '/assets/x.js'",
    "a worker": "new Worker('/assets/x.js')",
    "another service worker": "navigator.serviceWorker.register('/assets/x.js')",
    "this service worker, by anybody": "navigator.serviceWorker.register('/service-worker.js')",
    "code": "setTimeout('window.broken = 1')",
    "a policy": "trustedTypes.createPolicy('mine', {})",
    "the policy for all": "trustedTypes.createPolicy('default', {})",
    "the pages' policy again": "trustedTypes.createPolicy('hubbub-pages', {})",
    "the worker's policy again": "trustedTypes.createPolicy('hubbub-worker', {})",
}


def test_what_makes_code_or_markup_of_a_text_is_refused_by_the_browser(visitor):
    person = visitor(0)
    someone = person.open("/").live()
    someone.page.wait_for_function("() => navigator.serviceWorker.controller !== null")  # both policies are made
    for name, code in SINKS.items():
        refused = someone.page.evaluate(
            "async (text) => { try { await (() => (%s))(); return null } catch (error) { return error.name } }" % code,
            "<b onclick='window.broken = 1'>x</b>",
        )
        assert refused in ("TypeError", "EvalError"), (name, refused)
        assert person.faults, f"the browser says that it refused {name}"
        person.faults.clear()
    assert someone.page.evaluate("window.broken") is None


def test_the_two_policies_pass_nothing_but_what_they_are_for(visitor):
    person = visitor(0)
    someone = person.open("/").live()
    passed = someone.page.evaluate(
        """async () => {
          const made = {}
          const real = trustedTypes.createPolicy
          trustedTypes.createPolicy = (name, rules) => {
            const policy = { createHTML: rules.createHTML, createScriptURL: rules.createScriptURL }
            made[name] = policy
            return policy
          }
          const app = document.querySelector('script[type=module]').src
          for (const name of ['trusted-pages.js', 'trusted-worker.js'])
            await import(app.replace('main.js', name) + '?again').catch(() => {})
          trustedTypes.createPolicy = real
          const tries = (run) => { try { run(); return 'passed' } catch (error) { return error.message } }
          return [
            Object.keys(made).sort(),
            tries(() => made['hubbub-pages'].createHTML('<p>mine</p>')),
            tries(() => made['hubbub-pages'].createHTML(null)),
            tries(() => made['hubbub-worker'].createScriptURL('/assets/x.js')),
            tries(() => made['hubbub-worker'].createScriptURL('https://evil.example/service-worker.js')),
            made['hubbub-pages'].createScriptURL === undefined && made['hubbub-worker'].createHTML === undefined,
          ]
        }"""
    )
    page, worker = "not a page of this server", "not the service worker of this server"
    assert passed == [["hubbub-pages", "hubbub-worker"], page, page, worker, worker, True]
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
    policy = page.headers["content-security-policy"].split("; ")
    assert "require-trusted-types-for 'script'" in policy
    assert "trusted-types hubbub-pages hubbub-worker" in policy
