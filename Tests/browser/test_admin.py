"""The admins' page: reports with what was reported, people, invitations, rooms, storage, settings."""

from __future__ import annotations

import pytest
from avatars import png, send
from community import painted
from place import PASSWORD
from playwright.sync_api import expect
from test_access import looked_at
from test_people import befriend
from tray import post_of

ADMIN, ADA, BOB = 0, 1, 2
PARTS = ["reports", "people", "invites", "rooms", "storage", "settings"]
EMPTY = {"invites": "Nobody was invited yet.", "storage": "Nobody keeps anything yet."}


@pytest.fixture
def place(make_place):
    return make_place(users=3, rooms=1, admins=(ADMIN,))


@pytest.fixture
def admin(tab, place):
    def opened(part: str = "reports", **options):
        return tab(ADMIN, f"/admin?part={part}", at=place, **options)

    return opened


def row(someone, words: str):
    return someone.page.get_by_role("listitem").filter(has_text=words)


def report(someone, words: str, title: str) -> None:
    dialog = someone.page.get_by_role("dialog", name=title)
    dialog.get_by_role("button", name="Report").click()
    expect(dialog.get_by_role("alert")).to_have_text("A reason has 1 to 1,000 characters.")
    dialog.get_by_label("What is wrong with it?").fill(words)
    dialog.get_by_role("button", name="Report").click()
    expect(dialog).to_have_count(0)
    expect(someone.spoken).to_contain_text("Reported.")


def test_a_reported_post_is_seen_as_it_was_and_removed(tab, place, admin):
    text = "You are all fools"
    post = place.post(ADA, text=text)
    bob = tab(BOB, "/", at=place).live()
    bob.card(text).get_by_role("button", name="Post by").click()
    bob.card(text).get_by_role("button", name="Report").click()
    report(bob, "This is rude", "Report this post by")
    assert place.api(ADA).ask("PATCH", f"/api/posts/{post['id']}", {"text": "Nice day"}).status == 200
    root = admin()
    entry = row(root, "This is rude")
    expect(entry).to_contain_text(text)
    expect(entry).to_contain_text("reported a post by")
    entry.get_by_role("button", name="Remove").click()
    root.page.get_by_role("dialog").get_by_role("button", name="Remove").click()
    expect(root.page.get_by_text("Nothing waits for you.")).to_be_visible()
    expect(bob.card("Nice day")).to_have_count(0)
    root.page.get_by_role("button", name="Decided").click()
    expect(row(root, text)).to_contain_text("Removed by")


def test_a_message_and_a_person_are_reported_where_they_are_met(tab, place, admin):
    room = place.rooms[0]
    with place.live(ADA) as ada:
        ada.ok("send", conversation=room, key="m", text="Go away, all of you")
    bob = tab(BOB, f"/messages/{room}", at=place).live()
    bob.do("Go away, all of you", "Report")
    report(bob, "Unkind", "Report this message by")
    bob.page.goto(f"{bob.url}/u/{place.names[ADA]}")
    bob.page.get_by_role("button", name="More about").click()
    bob.page.get_by_role("button", name="Report").click()
    report(bob, "Always like this", f"Report {place.names[ADA]}")
    root = admin()
    expect(row(root, "Unkind")).to_contain_text("Go away, all of you")
    entry = row(root, "Always like this")
    entry.get_by_role("button", name="Suspend").click()
    root.page.get_by_role("dialog").get_by_role("button", name="Suspend").click()
    expect(root.spoken).to_contain_text("is suspended")
    expect(entry).to_have_count(0)
    row(root, "Unkind").get_by_role("button", name="Dismiss").click()
    expect(root.page.get_by_text("Nothing waits for you.")).to_be_visible()
    root.page.get_by_role("button", name="Decided").click()
    expect(row(root, "Always like this")).to_contain_text("Settled by")
    assert place.api(ADA).ask("GET", "/api/me").status == 401


def test_who_is_blocked_is_reported_all_the_same(tab, place, admin):
    assert place.api(BOB).ask("PUT", f"/api/blocks/{place.names[ADA]}").status == 200
    bob = tab(BOB, f"/u/{place.names[ADA]}", at=place).live()
    bob.page.get_by_role("button", name="More about").click()
    expect(bob.page.locator("friend-button more-menu li")).to_have_text(["Report"])
    bob.page.get_by_role("button", name="Report").click()
    report(bob, "What came before", f"Report {place.names[ADA]}")
    expect(row(admin(), "What came before")).to_be_visible()


def test_admins_see_that_reports_wait_until_they_are_decided(tab, place):
    def badge(someone):
        return someone.page.get_by_role("link", name="Admin").locator(".badge")

    posts = [place.post(ADA, text=text) for text in ("Loud words", "Louder words")]
    root, other = tab(ADMIN, "/", at=place).live(), tab(ADMIN, "/friends", at=place).live()
    bob = tab(BOB, "/", at=place).live()
    expect(root.page.get_by_role("link", name="Admin")).to_be_visible()
    expect(badge(root)).to_be_hidden()
    assert place.api(BOB).post("/api/reports", {"post": posts[0]["id"], "reason": "Too loud"}).status == 201
    for someone in (root, other):
        expect(badge(someone)).to_have_text("1 report waits")
        expect(someone.spoken).to_contain_text("1 new report")
    expect(badge(bob)).to_have_count(0)
    assert place.api(BOB).post("/api/reports", {"post": posts[1]["id"], "reason": "Louder"}).status == 201
    expect(badge(root)).to_have_text("2 reports wait")
    root.page.get_by_role("link", name="Admin").click()
    row(root, "Too loud").get_by_role("button", name="Dismiss").click()
    for someone in (root, other):
        expect(badge(someone)).to_have_text("1 report waits")
    late = tab(ADMIN, "/", at=place).live()
    expect(badge(late)).to_have_text("1 report waits")
    row(root, "Louder").get_by_role("button", name="Dismiss").click()
    for someone in (root, other, late):
        expect(badge(someone)).to_be_hidden()
    expect(late.spoken).not_to_contain_text("report")


def test_a_report_that_comes_while_one_looks_is_shown_when_one_wants_it(tab, place, admin):
    posts = [place.post(ADA, text=text) for text in ("Loud words", "Louder words")]
    root = admin()
    expect(root.page.get_by_text("Nothing waits for you.")).to_be_visible()

    def tell(post, reason):
        assert place.api(BOB).post("/api/reports", {"post": post["id"], "reason": reason}).status == 201

    tell(posts[0], "Too loud")
    expect(row(root, "Too loud")).to_be_visible()
    tell(posts[1], "Far too loud")
    root.page.get_by_role("button", name="Show new reports").click()
    expect(row(root, "Far too loud").get_by_role("link", name=place.names[BOB])).to_be_focused()
    expect(root.page.get_by_role("button", name="Show new reports")).to_be_hidden()


def told(place, posts, person=BOB):
    """Reports each post for its own text."""
    for post in posts:
        about = {"post": post["id"], "reason": post["text"]}
        assert place.api(person).post("/api/reports", about).status == 201


def decide(place, state: str, which: int = 0) -> None:
    """Decides one that waits as the admin would from elsewhere."""
    api = place.api(ADMIN)
    report = api.ask("GET", "/api/admin/reports").json["items"][which]
    assert api.ask("PATCH", f"/api/admin/reports/{report['id']}", {"state": state}).status == 204


def test_what_waits_is_shown_once_nothing_else_is(place, admin):
    posts = [place.post(ADA, text=text) for text in ("Loud words", "Louder words")]
    told(place, posts[:1])
    root = admin()
    expect(row(root, "Loud words")).to_be_visible()
    told(place, posts[1:])
    expect(root.page.get_by_role("button", name="Show new reports")).to_be_visible()
    row(root, "Loud words").get_by_role("button", name="Dismiss").click()
    expect(row(root, "Louder words").get_by_role("link", name=place.names[BOB])).to_be_focused()
    expect(root.page.get_by_text("Nothing waits for you.")).to_have_count(0)
    expect(root.page.get_by_role("button", name="Show new reports")).to_be_hidden()


def test_what_another_admin_decides_is_said_in_its_place(place, admin):
    told(place, [place.post(ADA, text=text) for text in ("Loud words", "Louder words")])
    root = admin().live()
    dismiss = row(root, "Louder words").get_by_role("button", name=f"Dismiss {place.names[ADA]}")
    dismiss.focus()
    decide(place, "dismissed")
    expect(row(root, "Louder words")).to_contain_text("Decided meanwhile")
    expect(dismiss).to_be_disabled()
    expect(dismiss).to_be_focused()
    expect(row(root, "Loud words")).not_to_contain_text("Decided meanwhile")
    row(root, "Loud words").get_by_role("button", name=f"Remove {place.names[ADA]}").click()
    root.page.get_by_role("dialog").get_by_role("button", name="Remove").click()
    expect(row(root, "Loud words")).to_have_count(0)


@pytest.mark.parametrize(("field", "left"), [(None, 1), ("state", 0)])
def test_a_decision_that_is_refused_leaves_the_row_unless_it_came_late(place, admin, field, left):
    told(place, [place.post(ADA, text="Loud words")])
    root = admin()
    error = {"code": "forbidden", "message": "Not so.", **({"field": field} if field else {})}
    root.page.route("**/api/admin/reports/*", lambda route: route.fulfill(status=403, json={"error": error}))
    dismiss = row(root, "Loud words").get_by_role("button", name="Dismiss")
    dismiss.click()
    expect(root.page.get_by_text("Nothing was changed. Not so.")).to_be_visible()
    expect(row(root, "Loud words")).to_have_count(left)
    if left:
        expect(dismiss).to_be_enabled()
        expect(dismiss).to_be_focused()


def test_what_was_dismissed_is_removed_after_all(place, admin):
    post = place.post(ADA, text="Loud words")
    told(place, [post])
    decide(place, "dismissed")
    root = admin()
    root.page.get_by_role("button", name="Decided").click()
    entry = row(root, "Loud words")
    expect(entry).to_contain_text("Dismissed by")
    entry.get_by_role("button", name="Remove").click()
    root.page.get_by_role("dialog").get_by_role("button", name="Remove").click()
    expect(entry).to_contain_text(f"Removed by {place.names[ADMIN]}")
    expect(entry.get_by_role("button")).to_have_count(0)
    expect(entry.get_by_role("link", name=place.names[BOB])).to_be_focused()
    assert place.api(ADA).ask("GET", f"/api/posts/{post['id']}").status == 404


def test_several_that_come_at_once_are_said_in_one_number(tab, place):
    root = tab(ADMIN, "/", at=place).live()
    expect(root.page.get_by_role("link", name="Admin")).to_be_visible()
    root.page.evaluate(
        """async () => {
          const app = document.querySelector('script[type=module]').src
          const { store } = await import(app.replace('main.js', 'live.js'))
          store.dispatch({ event: "reports", data: { open: 3 } })
        }"""
    )
    expect(root.spoken).to_contain_text("3 new reports")


def test_what_was_shared_with_friends_is_seen_as_evidence_and_nowhere_else(tab, place, admin):
    befriend(place, ADA, BOB)
    post = place.post(ADA, text="Among friends", audience="friends")
    assert place.api(BOB).post("/api/reports", {"post": post["id"], "reason": "Unkind"}).status == 201
    assert place.api(ADMIN).ask("GET", f"/api/posts/{post['id']}").status == 404
    root = admin()
    entry = row(root, "Unkind")
    expect(entry).to_contain_text("Among friends")
    expect(entry).to_contain_text("as it was when it was reported")
    assert entry.get_by_role("link").evaluate_all("(links) => links.map((link) => link.pathname.split('/')[1])") == ["u", "u"]
    entry.get_by_role("button", name="Remove").click()
    root.page.get_by_role("dialog").get_by_role("button", name="Remove").click()
    expect(root.page.get_by_text("Nothing waits for you.")).to_be_visible()
    assert place.api(ADA).ask("GET", f"/api/posts/{post['id']}").status == 404


def test_the_picture_of_who_was_reported_is_shown_as_it_was(tab, place, admin):
    def choose(number):
        sent = send(place.api(ADA), png(number))
        assert sent.status == 200
        return sent.json["user"]["avatar"].replace("-128", "-512")

    old = choose(90)
    assert place.api(BOB).post("/api/reports", {"user": place.names[ADA], "reason": "Bad picture"}).status == 201
    assert choose(120) != old
    root = admin()
    picture = row(root, "Bad picture").get_by_role("img", name="The profile picture of")
    assert picture.evaluate("async (image) => (await image.decode(), image.naturalWidth)") > 0
    assert picture.get_attribute("src") == old
    assert picture.bounding_box()["width"] == 128


def test_a_reported_picture_has_its_shape_and_nothing_is_said_to_be_new(place, admin, browser):
    page = browser.new_page()
    hills = painted(page, 5, 800, 400)
    page.close()
    post = post_of(place, ADA, hills, alt="Hills", text="Look")
    assert place.api(BOB).post("/api/reports", {"post": post["id"], "reason": "Too green"}).status == 201
    root = admin("reports", viewport={"width": 320, "height": 640}).live()
    image = row(root, "Too green").locator("media-grid img")
    expect(image).to_be_visible()
    box = image.bounding_box()
    assert box["width"] > 150 and abs(box["width"] / box["height"] - 2) < 0.05, box
    expect(row(root, "Too green").get_by_role("button", name="ALT")).to_be_visible()
    expect(root.page.get_by_role("button", name="Show new reports")).to_be_hidden()


def test_who_is_made_an_admin_sees_the_way_and_what_waits_there_at_once(tab, place):
    assert place.api(BOB).post("/api/reports", {"user": place.names[ADA], "reason": "rude"}).status == 201
    bob = tab(BOB, "/", at=place).live()
    way = bob.page.get_by_role("link", name="Admin")
    expect(way).to_have_count(0)
    for role in ("admin", "member"):
        person = f"/api/admin/people/{place.names[BOB]}"
        assert place.api(ADMIN).ask("PATCH", person, {"role": role}).status == 200
        if role == "admin":
            expect(way.locator(".badge")).to_have_text("1 report waits")
            expect(bob.spoken).not_to_contain_text("new report")
        else:
            expect(way).to_have_count(0)


def test_what_is_decided_goes_for_all_who_reported_it(place, admin):
    post = place.post(ADA, text="Loud words")
    for person, reason in ((BOB, "Too loud"), (3, "Far too loud")):
        assert place.api(person).post("/api/reports", {"post": post["id"], "reason": reason}).status == 201
    root = admin()
    row(root, "Far too loud").get_by_role("button", name="Dismiss").click()
    expect(root.page.get_by_text("Nothing waits for you.")).to_be_visible()


def test_people_are_found_suspended_let_in_again_and_made_admins(place, admin):
    root = admin("people")
    expect(row(root, "@publisher")).to_be_visible()
    root.page.get_by_label("The name begins with").fill(place.names[BOB])
    expect(row(root, "@publisher")).to_have_count(0)
    bob = row(root, f"@{place.names[BOB]}")
    bob.get_by_role("button", name="Suspend").click()
    root.page.get_by_role("dialog").get_by_role("button", name="Suspend").click()
    expect(bob).to_contain_text("suspended")
    assert place.api(BOB).ask("GET", "/api/me").status == 401
    bob.get_by_role("button", name="Let in again").click()
    expect(bob).not_to_contain_text("suspended")
    bob.get_by_role("button", name="Make an admin").click()
    root.page.get_by_role("dialog").get_by_role("button", name="Make an admin").click()
    expect(bob).to_contain_text("admin,")
    assert place.api(BOB).ask("GET", "/api/admin/people").status == 200


def test_an_invitation_is_seen_and_withdrawn(place, admin):
    assert place.api(ADA).post("/api/invites", {"uses": 3}).status == 201
    root = admin("invites")
    entry = row(root, "0 of 3 came")
    entry.get_by_role("button", name="Withdraw").click()
    expect(entry).to_have_count(0)
    expect(root.page.get_by_text("Nobody was invited yet.")).to_be_visible()


def test_a_room_is_taken_over(place, admin):
    root = admin("rooms")
    root.page.get_by_role("button", name="Become owner").click()
    root.page.get_by_role("dialog").get_by_role("button", name="Become owner").click()
    root.at(f"/messages/{place.rooms[0]}")
    members = place.api(ADMIN).ask("GET", f"/api/conversations/{place.rooms[0]}/members").json["items"]
    assert [one["role"] for one in members if one["username"] == place.names[ADMIN]] == ["owner"]


def test_who_may_sign_up_is_decided_here_and_holds_at_once(place, admin):
    root = admin("settings")
    root.page.get_by_label("Who may sign up").select_option("Nobody")
    expect(root.spoken).to_contain_text("Saved.")
    assert place.guest.post("/api/signup", {"username": "eve", "password": PASSWORD}).status == 403
    root.page.reload()
    expect(root.page.get_by_label("Who may sign up")).to_have_value("closed")


@pytest.mark.parametrize("part", PARTS)
def test_axe_finds_nothing_on_any_part(place, admin, part):
    with place.live(ADA) as ada:
        ada.ok("send", conversation=place.rooms[0], key="m", text="Go away")
    assert place.api(BOB).post("/api/reports", {"user": place.names[ADA], "reason": "rude"}).status == 201
    root = admin(part)
    expect(root.page.get_by_role("heading", level=2)).to_be_visible()
    expect(root.page.get_by_text("Loading…")).to_have_count(0)
    assert looked_at(root.page, [320, 390, 1280]) == []
    root.page.set_viewport_size({"width": 320, "height": 640})
    assert root.page.evaluate("document.documentElement.scrollWidth") <= 320
    if part in EMPTY:
        expect(root.page.get_by_text(EMPTY[part])).to_be_visible()


def test_who_is_no_admin_sees_neither_the_way_nor_the_page(tab, place):
    bob = tab(BOB, "/", at=place).live()
    expect(bob.page.get_by_role("link", name="Admin")).to_have_count(0)
    bob.page.goto(f"{bob.url}/admin")
    expect(bob.page.get_by_role("heading", level=1)).to_have_text("Only for admins")
