"""Posts and likes: live at others, at once at oneself, and never in the reader's way."""

from __future__ import annotations

import json

from playwright.sync_api import expect


def test_a_post_by_one_shows_at_the_other_as_a_pill(tab, place):
    ann, bob = tab(0).live(), tab(1).live()
    before, text = bob.shown(), place.fresh("Hello from Ann ")
    ann.write_post(text)
    expect(ann.card(text)).to_be_visible()
    expect(bob.pill).to_have_text("1 new post")
    expect(bob.spoken).to_have_text("1 new post")
    expect(bob.page).to_have_title("(1) Home · Hubbub")
    assert bob.shown() == before
    bob.pill.click()
    expect(bob.card(text)).to_be_focused()
    expect(bob.pill).to_be_hidden()
    assert bob.shown() == [text, *before][: len(bob.shown())]
    assert bob.shown().count(text) == 1


def test_several_posts_wait_together_newest_first(tab, place):
    bob = tab(1).live()
    texts = [place.post(0)["text"] for _ in range(3)]
    expect(bob.pill).to_have_text("3 new posts")
    bob.pill.click()
    assert bob.shown()[:3] == texts[::-1]


def test_new_posts_never_move_what_is_read(tab, place):
    for _ in range(20):  # there is enough below: at its end a page moves by itself
        place.post(2)
    bob = tab(1).live()
    bob.page.mouse.move(600, 400)
    bob.page.mouse.wheel(0, 900)
    bob.page.wait_for_function("() => scrollY > 500")
    bob.page.wait_for_timeout(300)  # the wheel's own way
    read = bob.page.evaluate(
        """() => {
          const card = [...document.querySelectorAll('post-card')]
            .find((one) => one.getBoundingClientRect().top > 100)
          window.read = card
          return card.getBoundingClientRect().top
        }"""
    )
    for _ in range(3):
        place.post(0)
    expect(bob.pill).to_have_text("3 new posts")
    expect(bob.pill).to_be_in_viewport()
    above = place.api(2).get("/api/feed?limit=4").json["items"][3]["id"]
    first = bob.page.locator("post-card .text").first.inner_text()
    assert place.api(2).ask("DELETE", f"/api/posts/{above}").status == 204
    expect(bob.card(first)).to_have_count(0)
    bob.page.wait_for_timeout(300)  # that nothing happens takes time to see
    assert abs(bob.page.evaluate("window.read.getBoundingClientRect().top") - read) < 1


def test_a_like_in_one_changes_the_number_in_the_other(tab, place):
    text = place.post(2)["text"]
    ann, bob = tab(0).live(), tab(1).live()
    ann.like(text).click()
    expect(ann.like(text)).to_have_attribute("aria-pressed", "true")
    expect(ann.count(text)).to_have_text("1")
    expect(bob.count(text)).to_have_text("1")
    expect(bob.like(text)).to_have_attribute("aria-pressed", "false")
    bob.like(text).click()
    expect(ann.count(text)).to_have_text("2")
    ann.like(text).click()
    expect(bob.count(text)).to_have_text("1")
    expect(ann.like(text)).to_have_attribute("aria-pressed", "false")


def test_a_like_shows_on_ones_other_device(tab, place):
    text = place.post(2)["text"]
    desk, phone = tab(0).live(), tab(0, viewport={"width": 390, "height": 844}).live()
    desk.like(text).click()
    expect(phone.like(text)).to_have_attribute("aria-pressed", "true")


def test_seven_fast_clicks_end_liked_and_cost_two_requests_at_most(tab, place):
    text = place.post(2)["text"]
    ann, bob = tab(0).live(), tab(1).live()
    ann.like(text).evaluate("(button) => { for (let i = 0; i < 7; i += 1) button.click() }")
    expect(ann.like(text)).to_have_attribute("aria-pressed", "true")
    expect(ann.like(text)).not_to_have_attribute("data-pending", "")
    expect(bob.count(text)).to_have_text("1")
    ann.page.wait_for_timeout(500)  # a third request would come within the quiet time
    assert len(ann.asked("like", "unlike")) <= 2, ann.asked("like", "unlike")
    assert place.api(0).get("/api/feed?limit=1").json["items"][0]["likes"]["mine"] is True


def test_a_refused_like_rolls_back_and_says_so(visitor, place):
    text = place.post(2)["text"]
    ann = visitor(0)
    answer = {"error": {"code": "busy", "message": "Too much at once."}}
    ann.context.route_web_socket("**/ws", lambda socket: refusing(socket, "like", answer))
    tab = ann.open("/").live()
    tab.like(text).click()
    expect(tab.spoken).to_have_text("Your like was not kept. Too much at once.")
    expect(tab.like(text)).to_have_attribute("aria-pressed", "false")
    expect(tab.like(text)).not_to_have_attribute("data-pending", "")
    expect(tab.count(text)).to_have_text("")
    assert place.api(0).get("/api/feed?limit=1").json["items"][0]["likes"]["mine"] is False


def test_a_like_whose_answer_is_lost_is_there_once(visitor, tab, place):
    text = place.post(2)["text"]
    ann, bob, lost = visitor(0), tab(1).live(), []
    ann.context.route_web_socket("**/ws", lambda socket: losing(socket, "like", lost))
    mine = ann.open("/").live()
    mine.mark()
    mine.like(text).click()
    expect(bob.count(text)).to_have_text("1")
    expect(mine.like(text)).not_to_have_attribute("data-pending", "", timeout=20_000)
    mine.live()
    assert lost, "no answer was lost"
    expect(mine.like(text)).to_have_attribute("aria-pressed", "true")
    expect(mine.count(text)).to_have_text("1")
    expect(bob.count(text)).to_have_text("1")
    assert not mine.was_reloaded()


def refusing(socket, op: str, answer: dict) -> None:
    """Passes everything on but commands of this kind, which are answered so."""
    server = socket.connect_to_server()

    def hear(text: str) -> None:
        command = json.loads(text)
        if command["op"] == op:
            socket.send(json.dumps({"ref": command["ref"], **answer}))
        else:
            server.send(text)

    socket.on_message(hear)


def losing(socket, op: str, lost: list[str]) -> None:
    """Passes everything on until the first answer to a command of this kind: there the line breaks."""
    server = socket.connect_to_server()
    refs: list[int] = []

    def hear(text: str) -> None:
        command = json.loads(text)
        if command["op"] == op:
            refs.append(command["ref"])
        server.send(text)

    def tell(text: str) -> None:
        if not lost and json.loads(text).get("ref") in refs:
            lost.append(text)
            socket.close(code=4009)
            server.close()
        else:
            socket.send(text)

    socket.on_message(hear)
    server.on_message(tell)


def test_the_page_of_a_post_that_is_gone_says_so(tab, place):
    post = place.post(2)
    ann = tab(0, f"/p/{post['id']}").live()
    expect(ann.page.get_by_role("button", name="Like")).to_be_visible()
    place.api(2).ask("DELETE", f"/api/posts/{post['id']}")
    expect(ann.page.get_by_text("This post is gone")).to_be_visible()
    expect(ann.page.get_by_role("link", name="To the feed")).to_be_visible()


def test_a_deleted_post_disappears_everywhere(tab, place):
    ann, bob = tab(0).live(), tab(1).live()
    text = place.fresh("Soon gone ")
    ann.write_post(text)
    bob.pill.click()
    expect(bob.card(text)).to_be_visible()
    ann.choose(text, "Delete")
    dialog = ann.page.get_by_role("dialog", name="Delete this post?")
    expect(dialog.get_by_role("button", name="Cancel")).to_be_focused()
    ann.page.keyboard.press("Escape")
    expect(ann.menu(text)).to_be_focused()
    ann.choose(text, "Delete")
    dialog.get_by_role("button", name="Delete").click()
    expect(ann.card(text)).to_have_count(0)
    expect(bob.card(text)).to_have_count(0)


def test_only_ones_own_posts_can_be_deleted(tab, place):
    text = place.post(2)["text"]
    ann = tab(0).live()
    expect(ann.menu(text)).to_have_count(0)


def test_a_menu_that_loads_late_does_no_harm_to_a_post_that_is_gone(visitor, place):
    ann, held = visitor(0), []
    post = place.post(0)
    ann.context.route("**/post-actions.js", lambda route: held.append(route))
    tab = ann.open("/").live()
    expect(tab.card(post["text"])).to_be_visible()
    assert place.api(0).ask("DELETE", f"/api/posts/{post['id']}").status == 204
    expect(tab.card(post["text"])).to_have_count(0)
    text = place.post(0)["text"]
    expect(tab.card(text)).to_be_visible()
    for route in held:
        route.continue_()
    expect(tab.menu(text)).to_be_visible()


def test_older_posts_come_as_one_reads_on(tab, place):
    texts = [place.post(3)["text"] for _ in range(45)]
    ann = tab(0).live()
    for _ in range(6):
        ann.page.keyboard.press("End")
        ann.page.wait_for_timeout(150)
    expect(ann.card(texts[0])).to_have_count(1)
    shown = [text for text in ann.shown() if text in texts]
    assert shown == texts[::-1]


def test_a_draft_is_kept_over_leaving_reloading_and_returning(tab, place):
    text = place.fresh("Half a thought ")
    ann = tab(0, "/new").live()
    ann.page.get_by_label("What is new?").fill(text)
    ann.page.get_by_role("link", name="Messages").click()
    ann.at("/messages")
    ann.page.go_back()
    expect(ann.page.get_by_label("What is new?")).to_have_value(text)
    ann.page.reload()
    expect(ann.page.get_by_label("What is new?")).to_have_value(text)
    ann.page.get_by_role("button", name="Post", exact=True).click()
    expect(ann.card(text)).to_be_visible()
    ann.page.get_by_role("link", name="New post").click()
    expect(ann.page.get_by_label("What is new?")).to_have_value("")


def test_an_empty_post_is_not_sent_and_a_long_one_says_by_how_much(tab, place):
    ann = tab(0, "/new").live()
    field = ann.page.get_by_label("What is new?")
    ann.page.get_by_role("button", name="Post", exact=True).click()
    expect(ann.page.get_by_role("alert")).to_have_text("Write something first.")
    expect(field).to_be_focused()
    field.fill("x" * 1_990)
    expect(ann.page.get_by_text("10 left")).to_be_visible()
    field.fill("x" * 2_003)
    ann.page.get_by_role("button", name="Post", exact=True).click()
    expect(ann.page.get_by_role("alert")).to_have_text("That is 3 characters too long.")
    assert ann.path == "/new"


def test_going_back_returns_to_where_one_read_on_the_same_socket(tab, place):
    for _ in range(12):
        place.post(2)
    ann = tab(0).live()
    ann.mark()
    ann.page.evaluate("scrollTo(0, 700)")
    ann.page.locator("post-card").nth(6).locator(".when a").click()
    expect(ann.page.get_by_role("heading", name="Post", exact=True)).to_be_visible()
    ann.page.go_back()
    expect(ann.page.get_by_role("heading", name="Home")).to_be_visible()
    ann.page.wait_for_function("() => Math.abs(scrollY - 700) < 2")
    assert not ann.was_reloaded()
    assert len(ann.asked("start")) == 1
