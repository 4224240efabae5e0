"""Likes: absolute numbers with versions, few frames, and the last one always."""

from __future__ import annotations

from live import LiveSocket


def subscribed(socket: LiveSocket, post: str) -> dict:
    """Follows a post; returns what it is like now."""
    return socket.ok("subscribe", topics=[f"post:{post}"])["topics"][f"post:{post}"]


def test_a_like_changes_the_number_at_who_looks(place):
    post = place.post(0)["id"]
    with place.live(0) as author, place.live(1) as liker:
        now = subscribed(author, post)
        assert now["likes"] == {"count": 0, "version": 0, "mine": False}
        assert now["seq"] == 0 and now["comments"] == 0
        answer = liker.ok("like", post=post)
        assert answer == {"likes": {"count": 1, "version": 1, "mine": True}}
        event = author.event("likes")
        assert event["topic"] == f"post:{post}" and "seq" not in event
        assert event["data"] == {"post": post, "count": 1, "version": 1}
        seen = place.api(1).get(f"/api/posts/{post}").json["post"]["likes"]
        assert seen == {"count": 1, "version": 1, "mine": True}


def test_a_second_like_by_the_same_person_changes_nothing(place):
    post = place.post(0)["id"]
    with place.live(1) as liker:
        first, second = liker.ok("like", post=post), liker.ok("like", post=post)
        assert first == second
        gone = {"likes": {"count": 0, "version": 2, "mine": False}}
        assert liker.ok("unlike", post=post) == gone
        assert liker.ok("unlike", post=post) == gone


def test_ones_other_devices_hear_of_ones_own_like(place):
    post = place.post(0)["id"]
    with place.live(1) as phone, place.live(1) as laptop, place.live(2) as stranger:
        phone.ok("like", post=post)
        event = laptop.event("liked")
        assert event["topic"] == f"user:{place.ids[1]}" and "seq" not in event
        assert event["data"] == {"post": post, "mine": True, "version": 1}
        assert not stranger.hear_all().events("liked")


def test_who_does_not_follow_a_post_hears_nothing_of_its_likes(place):
    post = place.post(0)["id"]
    with place.live(0) as follower, place.live(2) as other, place.live(1) as liker:
        subscribed(follower, post)
        subscribed(other, post)
        other.ok("unsubscribe", topics=[f"post:{post}"])
        liker.ok("like", post=post)
        follower.event("likes")
        assert not other.hear_all().events("likes")


def test_a_storm_of_likes_is_few_frames_and_ends_with_the_truth(place):
    """Ten people like and unlike, 400 changes in all; then everything is quiet."""
    post = place.post(0)["id"]
    likers = [place.live(person) for person in range(1, 11)]
    with place.live(0) as follower:
        subscribed(follower, post)
        for turn in range(40):
            for number, liker in enumerate(likers):
                liker.tell("unlike" if turn % 2 and number else "like", post=post)
            follower.listen(0.05)
        for liker in likers:
            liker.ok("ping")
            liker.disconnect()
        truth = place.api(0).get(f"/api/posts/{post}").json["post"]["likes"]
        assert truth["count"] == 1, "the first liker alone never took it back"
        follower.event("likes", lambda e: e["data"]["version"] == truth["version"])
        assert follower.is_silent(0.5), "nothing comes after the last number"

        heard = [e["data"] for e in follower.events("likes")]
        assert heard[-1] == {"post": post, "count": 1, "version": truth["version"]}
        versions = [likes["version"] for likes in heard]
        assert versions == sorted(set(versions)), "a version came twice or went down"
        times = [
            arrived
            for frame, arrived in zip(follower.frames, follower.arrivals)
            if frame.get("event") == "likes"
        ]
        most = max(sum(start <= t < start + 1 for t in times) for start in times)
        assert most <= 11, f"{most} frames in one second: ten, and one for the network's jitter"
        assert len(times) >= 5, "who looks sees it move"
