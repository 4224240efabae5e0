"""The books can show a fault: each that is planted is found, and told by its claim."""

from __future__ import annotations

import copy
from collections.abc import Callable

import judge
import ledger as books
import pytest
from device import Connection, Device
from judge import Conversation, Heard
from ledger import Change, Ledger, Message, possible

GROUP = "g"
TOPIC = f"conversation:{GROUP}"
PEOPLE = ["ada", "bob", "cleo"]
HEAD = 4  # what the group begins with

Deliveries = list[dict]


def change(value=None, began: float = 1, ended: float = 2, attempts: int = 1, **outcome) -> Change:
    return Change(value, began, attempts, ended, **{"is_acknowledged": True, **outcome})


def message(seq: int, number: int, author: str, **fields) -> dict:
    found = {"id": f"id-{number}", "conversation": GROUP, "seq": seq, "number": number}
    found |= {"author": {"id": author, "username": author}, "text": f"text {number}"}
    return found | {"createdAt": "then", "key": f"key-{number}", "reactions": {}, **fields}


def event(seq: int, name: str, **data) -> dict:
    return {"event": name, "topic": TOPIC, "seq": seq, "data": data}


def turn(seq: int, who: str, what: str) -> dict:
    return event(seq, "member", member={"id": who, "username": who}, change=what)


EDITED = {"text": "text 1, edited", "editedAt": "later"}
GONE = {"text": "", "deleted": True}
START = {"heads": {TOPIC: HEAD}}  # a socket that begins, and what it was answered
LEFT = {"event": "left", "topic": TOPIC}
READ = {"history": 12}  # the device reads the whole history, up to that number

# What happens in the group, in which cleo is taken out and let in again.
EVENTS = [
    event(5, "message", message=message(5, 1, "ada")),
    event(6, "message", message=message(6, 2, "bob")),
    event(7, "message_edited", message=message(5, 1, "ada", **EDITED)),
    event(8, "message", message=message(8, 3, "cleo")),
    event(9, "message_edited", message=message(6, 2, "bob", reactions={"👍": 1})),
    event(10, "message_deleted", message=message(8, 3, "cleo", **GONE)),
    turn(11, "cleo", "removed"),
    event(12, "message", message=message(12, 4, "ada")),
    turn(13, "cleo", "joined"),
    event(14, "message", message=message(14, 5, "bob")),
]
HISTORY = [
    message(5, 1, "ada", **EDITED),
    message(6, 2, "bob", reactions={"👍": 1}),
    message(8, 3, "cleo", **GONE),
    message(12, 4, "ada"),
    message(14, 5, "bob"),
]


def at(seq: int) -> dict:
    return EVENTS[seq - HEAD - 1]


class Group:
    """Three people with two devices each, on whom faults are planted; then it is judged."""

    def __init__(self) -> None:
        self.ledger = Ledger()
        self.history = copy.deepcopy(HISTORY)
        self.listed = {name: self._listed(name) for name in PEOPLE}
        whole = [START, *EVENTS]
        joined = {"event": "joined", "topic": TOPIC, "seq": 13}
        self.heard: dict[str, Deliveries] = {
            "ada/0": list(whole),
            "ada/1": [*whole[:5], START, *whole[5:]],  # a cut, after which it goes on
            "bob/0": list(whole),
            "bob/1": list(whole),
            # One is there when cleo is taken out and let in, one is away.
            "cleo/0": [*whole[:8], LEFT, joined, READ, at(14)],
            "cleo/1": [*whole[:5], {"heads": {}}, {"heads": {TOPIC: 13}}, READ, at(14)],
        }
        self._keep_books()

    def _keep_books(self) -> None:
        for item in HISTORY:
            sent = Message(item["author"]["username"], GROUP, item["key"], f"text {item['number']}")
            sent.answer = {name: item[name] for name in ("seq", "id", "createdAt")}
            sent.attempts = [(1_000 + item["number"], 1)]
            self.ledger.messages[sent.key] = sent
        self.ledger.messages["key-1"].edits = [change(EDITED["text"])]
        self.ledger.messages["key-3"].deletes = [change()]
        self.ledger.messages["key-2"].reacted = {("👍", "ada")}
        self.ledger.reactions["key-2", "👍", "ada"] = [change(True)]
        self.ledger.removals[GROUP, "cleo"] = [change(began=4)]
        self.ledger.admissions[GROUP, "cleo"] = [change(began=5)]
        self.ledger.reads[GROUP, "ada"] = [(0, 12)]

    def _listed(self, name: str) -> dict:
        read = {"ada": (12, 4), "bob": (14, 5), "cleo": (13, 4)}[name]
        counts = {"readSeq": read[0], "readNumber": read[1], "unread": 5 - read[1]}
        return {"id": GROUP, "messages": 5, "lastSeq": 14, **counts}

    def broken(self) -> set[str]:
        """The claims that do not hold."""
        devices = [self._listen(name, deliveries) for name, deliveries in self.heard.items()]
        conversation = Conversation(GROUP, self.history, 14)
        judge.judge(self.ledger, [conversation], devices, {(GROUP, name) for name in PEOPLE})
        for name, listed in self.listed.items():
            pushed = [{GROUP: self._listed(name)}]
            judge.judge_unread(self.ledger, name, {GROUP: conversation}, [listed], pushed)
        return set(self.ledger.faults)

    def _listen(self, name: str, deliveries: Deliveries) -> Heard:
        device = Device(name, "", 0, None, self.ledger, name)
        for number, found in enumerate(deliveries):
            now = found.get("now", 6 if number else 3)  # cleo is let in again at 5
            if "heads" in found:
                connection = Connection()
                device.started(found["heads"], [], connection)
                self.ledger.connections[connection.serial] = now
            elif "history" in found:
                items = [item for item in HISTORY if item["seq"] <= found["history"]]
                device.views[GROUP] = {item["seq"]: item for item in items}
            else:
                device.take(found, connection)
            spell = device.spell(TOPIC)
            if spell and not spell.arrived and "history" not in found:
                spell.began = now
        member = name.split("/")[0]
        return Heard(name, member, member, device.spells, device.views)


def test_books_in_which_all_went_well_show_no_fault():
    assert Group().broken() == set()


def dropped(seq: int) -> Callable[[Deliveries], Deliveries]:
    return lambda heard: [found for found in heard if found is not at(seq)]


def inserted(frame: dict, after: dict) -> Callable[[Deliveries], Deliveries]:
    def plant(heard: Deliveries) -> Deliveries:
        place = heard.index(after) + 1
        return [*heard[:place], frame, *heard[place:]]

    return plant


def swapped(one: int, other: int) -> Callable[[Deliveries], Deliveries]:
    places = {id(at(one)): at(other), id(at(other)): at(one)}
    return lambda heard: [places.get(id(found), found) for found in heard]


def instead(seq: int, frame: dict) -> Callable[[Deliveries], Deliveries]:
    return lambda heard: [frame if found is at(seq) else found for found in heard]


@pytest.mark.parametrize(
    ("what", "device", "plant", "claims"),
    [
        ("a message is dropped", "bob/0", dropped(12), {books.STREAMS, books.VIEWS}),
        ("one whose edit is told later is dropped", "bob/0", dropped(6), {books.STREAMS}),
        ("an edit is dropped", "bob/0", dropped(7), {books.STREAMS, books.VIEWS}),
        ("a removal is dropped", "bob/0", dropped(11), {books.STREAMS}),
        ("the last is dropped", "bob/1", dropped(14), {books.STREAMS, books.VIEWS}),
        ("one is dropped at a cut", "ada/1", dropped(9), {books.STREAMS, books.VIEWS}),
        ("a message comes twice", "bob/0", inserted(at(6), at(6)), {books.STREAMS}),
        ("one comes again later", "bob/0", inserted(at(6), at(13)), {books.STREAMS, books.VIEWS}),
        ("one comes again after a cut", "ada/1", inserted(at(8), START), {books.STREAMS}),
        ("two come in another order", "bob/0", swapped(12, 13), {books.STREAMS}),
        ("one comes after `left`", "cleo/0", inserted(at(12), LEFT), {books.REMOVED}),
        ("one comes between the removal and `left`", "cleo/0", inserted(at(12), at(11)), {books.REMOVED}),
        ("one comes to who was away", "cleo/1", inserted(at(12), {"heads": {}}), {books.REMOVED}),
        ("`left` comes before the removal", "cleo/0", dropped(11), {books.REMOVED}),
        ("one before the removal is dropped", "cleo/0", dropped(10), {books.STREAMS}),
        (
            "another message under a number",
            "bob/0",
            instead(12, event(12, "message", message=message(12, 4, "ada", id="other"))),
            {books.TRUE, books.VIEWS},
        ),
        ("a number is skipped", "bob/0", instead(13, event(13, "skip")), {books.TRUE}),
        (
            "a message is told with another text",
            "bob/0",
            instead(12, event(12, "message", message=message(12, 4, "ada", text="other"))),
            {books.VIEWS},
        ),
    ],
    ids=lambda found: found if isinstance(found, str) else "",
)
def test_a_fault_in_what_a_device_heard_is_found(what, device, plant, claims):
    group = Group()
    before = group.heard[device]
    group.heard[device] = plant(before)
    assert group.heard[device] != before, "nothing was planted"
    assert group.broken() == claims


def test_who_is_not_told_of_the_end_of_a_topic_is_found():
    group = Group()
    # cleo/0 goes on as if nothing had been, and hears all.
    group.heard["cleo/0"] = [START, *EVENTS]
    assert group.broken() == {books.REMOVED}


def test_who_comes_back_when_they_are_in_again_may_go_on_where_they_were():
    group = Group()
    group.heard["cleo/1"] = [START, *EVENTS[:4], START, *EVENTS[4:]]
    assert group.broken() == set()


@pytest.mark.parametrize(("now", "broken"), [(6, set()), (4, {books.REMOVED})])
def test_who_is_in_again_may_begin_before_their_number_but_nobody_else(now, broken):
    group = Group()
    start = {"heads": {TOPIC: 11}, "now": now}
    group.heard["cleo/1"] = [START, *EVENTS[:4], {"heads": {}}, start, READ, *EVENTS[7:]]
    assert group.broken() == broken


def test_a_device_that_begins_anew_without_a_reason_is_found():
    group = Group()
    group.heard["bob/0"] = [START, *EVENTS[:8], {"heads": {}}, {"heads": {TOPIC: 12}}, READ, *EVENTS[8:]]
    assert group.broken() == {books.REMOVED}


def lose(group: Group) -> None:
    del group.history[-1]


def store_twice(group: Group) -> None:
    group.history.append(message(15, 6, "bob", key="key-5"))


def move(group: Group) -> None:
    group.history[3]["seq"] = 13


def swap(group: Group) -> None:
    group.history[3:] = group.history[:2:-1]


def count_wrong(group: Group) -> None:
    group.history[4]["number"] = 6


def lose_edit(group: Group) -> None:
    group.history[0] |= {"text": "text 1"}


def bring_back(group: Group) -> None:
    group.history[2] |= {"text": "text 3", "deleted": False}


def delete_unasked(group: Group) -> None:
    group.ledger.messages["key-3"].deletes.clear()


def lose_reaction(group: Group) -> None:
    group.history[1]["reactions"] = {}


def refuse(group: Group) -> None:
    sent = group.ledger.messages["key-5"]
    sent.answer, sent.is_refused = None, True


def edit_without_number(group: Group) -> None:
    edits = [change(EDITED["text"]), change(EDITED["text"])]
    group.ledger.messages["key-1"].edits = edits


def number_without_edit(group: Group) -> None:
    group.ledger.reactions.clear()


def remove_unasked(group: Group) -> None:
    group.ledger.removals.clear()


def reorder(group: Group) -> None:
    group.ledger.messages["key-1"].attempts = [(7, 2)]
    group.ledger.messages["key-4"].attempts = [(7, 1)]


@pytest.mark.parametrize(
    ("plant", "claim"),
    [
        (lose, books.HISTORY),
        (store_twice, books.ONCE),
        (move, books.HISTORY),
        (swap, books.DENSE),
        (count_wrong, books.DENSE),
        (lose_edit, books.CHANGED),
        (bring_back, books.CHANGED),
        (delete_unasked, books.CHANGED),
        (lose_reaction, books.CHANGED),
        (refuse, books.ONCE),
        (edit_without_number, books.CAUSED),
        (number_without_edit, books.CAUSED),
        (remove_unasked, books.CAUSED),
        (reorder, books.SENT_ORDER),
    ],
    ids=lambda found: found.__name__ if callable(found) else "",
)
def test_a_fault_in_what_the_server_keeps_is_found(plant, claim):
    group = Group()
    plant(group)
    assert claim in group.broken()


@pytest.mark.parametrize(
    ("who", "counts"),
    [
        ("ada", {"unread": 2}),
        ("ada", {"messages": 4}),
        ("ada", {"lastSeq": 13}),
        ("ada", {"readNumber": 3}),
        ("ada", {"readSeq": 8, "readNumber": 3, "unread": 2}),  # behind what she was answered
        ("bob", {"readSeq": 12, "readNumber": 4, "unread": 1}),  # behind his own message
    ],
)
def test_a_wrong_count_of_what_is_unread_is_found(who, counts):
    group = Group()
    group.listed[who] |= counts
    assert group.broken() == {books.UNREAD}


def test_another_answer_to_the_same_key_is_found():
    ledger = Ledger()
    sent = Message("ada", GROUP, "key", "text")
    for seq in (5, 6):
        ledger.answered(sent, {"seq": seq})
    assert set(ledger.faults) == {books.SAME_ANSWER}


def test_a_member_who_is_refused_and_a_stranger_who_is_not_are_found():
    ledger = Ledger()
    standing = ledger.standings[GROUP, "ada"]
    stay = ledger.look(GROUP, "ada")
    standing.turn_to(None)
    ledger.barred(stay, "she is about to be taken out")
    standing.turn_to(False)
    ledger.allowed(stay, "she was in when it began")
    assert set(ledger.faults) == set()
    ledger.allowed(ledger.look(GROUP, "ada"), "she is out")
    standing.turn_to(True)
    ledger.barred(ledger.look(GROUP, "ada"), "she is in")
    assert len(ledger.faults[books.BARRED]) == 2


def test_an_event_that_comes_before_its_answer_is_found():
    ledger = Ledger()
    device = Device("ada/0", "", 0, None, ledger, "seed")
    connection = Connection()
    device.started({TOPIC: HEAD}, [], connection)
    connection.first_attempts["key-1"] = 1
    connection.waiting[1] = None
    device.take(at(5), connection)
    assert set(ledger.faults) == {books.ANSWER_FIRST}


@pytest.mark.parametrize(
    ("changes", "values"),
    [
        ([], {"first"}),
        ([change("a", 1, 2)], {"a"}),
        ([change("a", 1, 2), change("b", 3, 4)], {"b"}),
        ([change("a", 1, 4), change("b", 2, 3)], {"a", "b"}),  # at the same time
        ([change("a", 1, 2, is_acknowledged=False)], {"first", "a"}),  # given up
        ([change("a", 1, 2, never_happened=True, is_acknowledged=False)], {"first"}),
        # The one whose answer was lost may come late, but not for ever.
        ([change("a", 1, 2, attempts=2), change("b", 3, 4)], {"a", "b"}),
        ([change("a", 1, 2, attempts=2), change("b", 9, 10)], {"b"}),
    ],
)
def test_what_a_message_may_be_after_its_changes(changes, values):
    assert possible("first", changes) == values
