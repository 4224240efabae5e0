"""What was sent, acknowledged and heard, and what must be true of it."""

from __future__ import annotations

import collections
from dataclasses import dataclass, field

Attempt = tuple[int, int]  # the connection's serial number, the ref on it


@dataclass
class Message:
    """One message that somebody wants in a room."""

    author: str
    room: str
    key: str
    text: str
    attempts: list[Attempt] = field(default_factory=list)
    answer: dict | None = None  # the first one: {seq, id, createdAt}


@dataclass
class Stream:
    """What one member heard on one topic, in the order heard, over all connections."""

    start: int
    arrived: list[int] = field(default_factory=list)
    ids: dict[int, str] = field(default_factory=dict)  # of those that were messages
    last: int = 0

    def __post_init__(self) -> None:
        self.last = self.start

    def take(self, seq: int, identifier: str | None) -> None:
        self.arrived.append(seq)
        self.last = max(self.last, seq)
        if identifier is not None:
            self.ids[seq] = identifier

    def doubled(self) -> int:
        return len(self.arrived) - len(set(self.arrived))

    def reordered(self) -> int:
        return sum(later < former for former, later in zip(self.arrived, self.arrived[1:]))

    def missing(self) -> set[int]:
        return set(range(self.start + 1, self.last + 1)) - set(self.arrived)


class Ledger:
    """The books of one run."""

    def __init__(self) -> None:
        self.messages: dict[str, Message] = {}
        self.faults: dict[str, list[str]] = collections.defaultdict(list)
        self.counts: collections.Counter[str] = collections.Counter()

    def fault(self, claim: str, what: str) -> None:
        self.faults[claim].append(what)

    def acknowledged(self) -> list[Message]:
        return [message for message in self.messages.values() if message.answer is not None]

    def answered(self, message: Message, answer: dict) -> None:
        """Keeps the first answer; any later one must equal it."""
        if message.answer is None:
            message.answer = answer
            return
        self.counts["repeated answers"] += 1
        if message.answer != answer:
            self.fault(SAME_ANSWER, f"{message.key}: first {message.answer}, then {answer}")


# The claims, as the closing report words them.
HISTORY = "every acknowledged message is in history exactly once, where it was acknowledged"
DENSE = "history ascends by seq, its numbers without a hole"
ONCE = "no key was stored twice, nothing is in history that nobody sent"
SENT_ORDER = "messages of one connection are in history in the order sent"
STREAMS = "each member heard every number of every topic once, in order"
TRUE = "nothing was heard that is not in history"
ANSWER_FIRST = "the answer comes before the event it caused"
SAME_ANSWER = "the same key again has the same answer"
KEY_REUSED = "another text under a used key is refused"
PROTOCOL = "the server kept to the protocol, and to its epoch"
MEANT = "the run tested what it claims"
CLAIMS = [HISTORY, DENSE, ONCE, SENT_ORDER, STREAMS, TRUE, ANSWER_FIRST]
CLAIMS += [SAME_ANSWER, KEY_REUSED, PROTOCOL, MEANT]


def judge_history(ledger: Ledger, room: str, history: list[dict]) -> None:
    """Compares one room's whole history with what was acknowledged and sent."""
    by_key: dict[str, list[dict]] = collections.defaultdict(list)
    for item in history:
        by_key[item["key"]].append(item)
    for message in ledger.acknowledged():
        if message.room != room:
            continue
        found = by_key.get(message.key, [])
        if not found:
            ledger.counts["lost"] += 1
            ledger.fault(HISTORY, f"{message.key} acknowledged as {message.answer} is gone")
        for item in found:
            same = all(item[name] == message.answer[name] for name in ("seq", "id"))
            if not same or item["text"] != message.text:
                ledger.fault(HISTORY, f"{message.key} acknowledged as {message.answer}: {item}")
    for key, items in by_key.items():
        if len(items) > 1:
            ledger.counts["doubled"] += len(items) - 1
            ledger.fault(ONCE, f"{key} is stored {len(items)} times")
        message = ledger.messages.get(key)
        if message is None or message.author != items[0]["author"]["username"]:
            ledger.fault(ONCE, f"{key} is in history: {items[0]}")
    for place, (former, later) in enumerate(zip([None, *history], history), start=1):
        if later["number"] != place or (former and later["seq"] <= former["seq"]):
            ledger.counts["reordered"] += 1
            ledger.fault(DENSE, f"place {place} has number {later['number']}, seq {later['seq']}")


def judge_sent_order(ledger: Ledger) -> None:
    """Messages that needed one attempt only are in the order of their refs."""
    sent = collections.defaultdict(list)
    for message in ledger.acknowledged():
        if len(message.attempts) == 1:
            connection, ref = message.attempts[0]
            sent[connection, message.room].append((ref, message.answer["seq"]))
    for (connection, room), pairs in sent.items():
        seqs = [seq for _, seq in sorted(pairs)]
        wrong = sum(later < former for former, later in zip(seqs, seqs[1:]))
        if wrong:
            ledger.counts["reordered"] += wrong
            ledger.fault(SENT_ORDER, f"connection {connection} in {room}: {wrong} out of order")


def judge_stream(ledger: Ledger, member: str, topic: str, stream: Stream, history: list[dict]) -> None:
    """Compares what one member heard with the room's history."""
    lost, doubled, reordered = len(stream.missing()), stream.doubled(), stream.reordered()
    stored = {item["seq"]: item["id"] for item in history}
    unheard = [seq for seq in stored if seq > stream.start and seq not in stream.ids]
    lost = max(lost, len(unheard))
    ledger.counts.update(lost=lost, doubled=doubled, reordered=reordered)
    if lost or doubled or reordered:
        found = f"{lost} lost, {doubled} doubled, {reordered} reordered"
        ledger.fault(STREAMS, f"{member} on {topic}: {found}; {sorted(unheard)[:5]}")
    untrue = [seq for seq, identifier in stream.ids.items() if stored.get(seq) != identifier]
    if untrue:
        ledger.counts["untrue"] += len(untrue)
        ledger.fault(TRUE, f"{member} on {topic}: seqs {untrue[:5]}")
