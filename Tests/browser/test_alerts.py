"""What rings the bell, and who hears of it: choices per kind, and alerts of the browser while no page is seen."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import expect
from test_access import violations
from test_people import newcomer

# Chromium without a window never hides a page, and asks nobody for permission: both are ours here.
STUB = """(() => {
  if (location.protocol === 'about:') return
  let hidden = sessionStorage.hidden === 'true'
  Object.defineProperty(Document.prototype, 'hidden', { get: () => hidden, configurable: true })
  window.hide = (is) => {
    hidden = is
    sessionStorage.hidden = String(is)
    document.dispatchEvent(new Event('visibilitychange'))
  }
  window.alerts = []
  window.asked = 0
  window.Notification = class {
    static get permission() { return localStorage.permission ?? 'default' }
    static async requestPermission() {
      window.asked += 1
      localStorage.permission = localStorage.answer ?? 'granted'
      return localStorage.permission
    }
    constructor(title, { tag, body }) { Object.assign(this, { title, tag, body, isOpen: true }); window.alerts.push(this) }
    close() { this.isOpen = false; this.onclose?.() }
  }
})()"""
SHOWN = "() => alerts.filter((one) => one.isOpen).map(({ title, tag }) => ({ title, tag }))"
SIZES = [{"width": 390, "height": 844}, {"width": 1280, "height": 800}]


@pytest.fixture
def pair(place):
    return newcomer(place, "Ann"), newcomer(place, "Bob")


@pytest.fixture
def ann(visitor, pair):
    """Ann's browser, in which pages can be hidden and alerts are written down."""
    browser = visitor(pair[0])
    browser.context.add_init_script(STUB)
    return browser


def wanted(ann, *paths: str):
    """Alerts are switched on in one tab; the tabs at `paths`, all hidden."""
    first = ann.open("/settings").live()
    first.page.get_by_role("switch", name="Show alerts of this browser").click()
    expect(first.spoken).to_have_text("Alerts are on.")
    tabs = [ann.open(path).live() for path in paths]
    first.page.close()
    for tab in tabs:
        settle(tab)
        tab.page.evaluate("hide(true)")
    return tabs


def settle(tab) -> None:
    """Waits until a tab follows the alerts: it leads, or stands in line."""
    tab.page.wait_for_function(
        """async () => {
          const { held, pending } = await navigator.locks.query()
          return [...held, ...pending].some(({ name }) => name === 'hubbub.alerts')
        }"""
    )


def say_as(place, person: int, talk: str, text: str) -> int:
    with place.live(person) as socket:
        return socket.ok("send", conversation=talk, key=place.fresh("k"), text=text)["seq"]


def shown(*tabs) -> list[dict]:
    return [alert for tab in tabs for alert in tab.page.evaluate(SHOWN)]


def until_shown(count: int, *tabs) -> list[dict]:
    """The alerts, as soon as there are that many, and a moment later still."""
    for _ in range(100):
        if len(shown(*tabs)) == count:
            break
        tabs[0].page.wait_for_timeout(50)
    tabs[0].page.wait_for_timeout(600)
    assert len(shown(*tabs)) == count, shown(*tabs)
    return shown(*tabs)


# -- choices


def test_each_kind_is_switched_off_by_itself_and_kept(tab, place, pair):
    someone = tab(pair[0], "/settings").live()
    page = someone.page
    likes = page.get_by_role("switch", name="Likes")
    expect(page.get_by_role("switch")).to_have_count(10)
    expect(likes).to_be_checked()
    likes.click()
    page.get_by_role("switch", name="Mentions").click()
    page.get_by_role("switch", name="Others see what I have read").click()
    expect(page.locator("[aria-busy]")).to_have_count(0)
    expect(someone.spoken).to_have_text("Saved.")
    me = place.api(pair[0]).get("/api/me").json["user"]
    off = {kind for kind, is_on in me["notify"].items() if not is_on}
    assert (off, me["tellsReads"]) == ({"like", "mention"}, False)
    page.reload()
    someone.live()
    expect(likes).not_to_be_checked()
    expect(page.get_by_role("switch", name="Comments")).to_be_checked()


def test_a_choice_is_not_final_before_it_is_kept_and_undone_where_it_is_refused(tab, place, pair):
    someone = tab(pair[0], "/settings").live()
    page, held = someone.page, []
    page.route("**/api/me", lambda route: held.append(route) if route.request.method == "PATCH" else route.fallback())
    likes, comments = (page.get_by_role("switch", name=name) for name in ("Likes", "Comments"))
    likes.click()
    comments.click()
    for switch in (likes, comments):
        expect(switch).not_to_be_checked()
        expect(switch).to_have_attribute("aria-busy", "true")
    assert len(held) == 1, "one after the other"
    refusal = {"error": {"code": "unavailable", "message": "The disk is full."}}
    held.pop().fulfill(status=503, content_type="application/json", body=json.dumps(refusal))
    expect(likes).to_be_checked()
    expect(comments).not_to_be_checked()
    expect(someone.spoken).to_have_text("That was not kept. The disk is full.")
    page.wait_for_timeout(200)
    held.pop().continue_()
    expect(page.locator("[aria-busy]")).to_have_count(0)
    expect(comments).not_to_be_checked()
    expect(likes).to_be_checked()


def test_the_browser_is_asked_only_on_the_press(ann):
    tab = ann.open("/settings").live()
    switch = tab.page.get_by_role("switch", name="Show alerts of this browser")
    expect(switch).not_to_be_checked()
    assert tab.page.evaluate("asked") == 0
    tab.page.evaluate("localStorage.answer = 'denied'")
    switch.click()
    expect(switch).not_to_be_checked()
    expect(switch).to_be_disabled()
    expect(tab.page.locator("alert-choice")).to_contain_text("The browser blocks alerts")
    expect(tab.spoken).to_have_text("The browser blocks alerts.")
    assert tab.page.evaluate("asked") == 1
    tab.page.evaluate("localStorage.permission = localStorage.answer = 'granted'; hide(false)")  # back from its settings
    switch.click()
    expect(switch).to_be_checked()
    tab.page.reload()
    expect(tab.live().page.get_by_role("switch", name="Show alerts of this browser")).to_be_checked()
    assert tab.page.evaluate("asked") == 0
    switch.click()
    expect(tab.spoken).to_have_text("Alerts are off.")


def test_a_browser_without_alerts_says_so(visitor, pair):
    browser = visitor(pair[0])
    browser.context.add_init_script("if (location.protocol !== 'about:') { delete window.Notification; localStorage['hubbub.alerts'] = 'whoever' }")
    tab = browser.open("/settings").live()
    expect(tab.page.get_by_role("switch", name="Show alerts of this browser")).to_be_disabled()
    expect(tab.page.locator("alert-choice")).to_contain_text("cannot show alerts")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES, ids=["small", "wide"])
def test_axe_finds_nothing_in_the_choices(tab, pair, scheme, size):
    someone = tab(pair[0], "/settings", color_scheme=scheme, viewport=size).live()
    expect(someone.page.get_by_role("switch", name="Show alerts of this browser")).to_be_visible()
    someone.page.route("**/api/me", lambda route: None)  # stays on its way
    someone.page.get_by_role("switch", name="Likes").click()
    expect(someone.page.locator("[aria-busy]")).to_have_count(1)
    assert violations(someone) == []


# -- alerts


def test_two_hidden_tabs_show_one_alert_and_a_second_takes_its_place(ann, place, pair):
    tabs = wanted(ann, "/", "/friends")
    talk = place.open_direct(*pair)
    say_as(place, pair[1], talk, "hello?")
    assert until_shown(1, *tabs) == [{"title": "Bob wrote to you", "tag": talk}]
    group = place.open_group(pair[1], pair[0], title="Climbing")
    until_shown(2, *tabs)
    for _ in range(2):
        say_as(place, pair[1], group, f"@{place.names[pair[0]]} come along")
    tabs[0].page.wait_for_timeout(600)
    rung = sum((tab.page.evaluate("alerts.map(({ tag }) => tag)") for tab in tabs), [])
    assert set(rung) == {talk, group} and rung.count(talk) == 1, rung
    assert [] in [tab.page.evaluate("alerts.map(({ tag }) => tag)") for tab in tabs], "one tab for all"


def test_no_alert_while_somebody_looks(ann, place, pair):
    talk = place.open_direct(*pair)
    hidden, seen = wanted(ann, "/", f"/messages/{talk}")
    seen.page.evaluate("hide(false)")
    say_as(place, pair[1], talk, "you see me")
    expect(seen.said("you see me")).to_be_visible()
    until_shown(0, hidden, seen)
    assert hidden.page.evaluate("alerts.length") == seen.page.evaluate("alerts.length") == 0
    seen.page.evaluate("hide(true)")
    say_as(place, pair[1], talk, "and now?")
    until_shown(1, hidden, seen)
    seen.page.evaluate("hide(false)")  # and what is read closes its alert
    until_shown(0, hidden, seen)


def test_what_is_read_on_another_device_is_no_alert_any_more(ann, place, pair):
    tabs = wanted(ann, "/", "/")
    talk = place.open_direct(*pair)
    seq = say_as(place, pair[1], talk, "read me elsewhere")
    place.api(pair[1]).ask("PUT", f"/api/friends/{place.names[pair[0]]}")
    until_shown(2, *tabs)
    with place.live(pair[0]) as elsewhere:
        elsewhere.ok("read", conversation=talk, seq=seq)
    assert until_shown(1, *tabs) == [{"title": "Bob would like to be friends", "tag": "friend_request"}]
    newest = place.api(pair[0]).get("/api/notifications").json["items"][0]["id"]
    place.api(pair[0]).post("/api/notifications/read", {"upTo": newest})
    until_shown(0, *tabs)


def test_the_next_tab_takes_over_and_a_click_leads_there(ann, place, pair):
    first, second = wanted(ann, "/", "/friends")
    first.page.close()
    talk = place.open_direct(*pair)
    say_as(place, pair[1], talk, "anybody?")
    until_shown(1, second)
    second.page.evaluate("window.focus = () => { window.isFocused = true }; alerts[0].onclick()")
    second.at(f"/messages/{talk}")
    assert second.page.evaluate("isFocused")
    until_shown(0, second)


def test_no_alerts_where_nobody_wants_them_or_somebody_else_does(ann, place, pair):
    tab = ann.open("/").live()
    tab.page.evaluate("localStorage.permission = 'granted'; hide(true)")
    talk = place.open_direct(*pair)
    say_as(place, pair[1], talk, "one")
    until_shown(0, tab)
    assert tab.page.evaluate("navigator.locks.query().then(({ held }) => held.length)") == 0
    tab.page.evaluate("localStorage['hubbub.alerts'] = 'somebody else'")
    tab.page.reload()
    settle(tab.live())
    place.open_group(pair[1], pair[0])
    until_shown(0, tab)
