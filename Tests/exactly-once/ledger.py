"""What was sent, changed, acknowledged and heard: the books of one run."""

from __future__ import annotations

import collections
import math
import time
from dataclasses import dataclass, field
from typing import Any

Attempt = tuple[int, int]  # the connection's serial number, the ref on it
LATE_SECONDS = 2.0  # a request whose answer was lost may still be carried out for so long

# The claims, as the closing report words them.
HISTORY = "every acknowledged message is in history exactly once, where it was acknowledged"
CHANGED = "a message is as its last acknowledged edit, reaction or delete left it"
DENSE = "history ascends by seq, its numbers without a hole"
ONCE = "no key was stored twice, nothing is in history that nobody sent or that was refused"
SENT_ORDER = "messages of one connection are in history in the order sent"
CAUSED = "each edit, delete and removal has its number, and no number is without a cause"
STREAMS = "each device heard every number of every topic once, in order, over all its sockets"
REMOVED = "who was removed heard all up to the removal, `left` last, and nothing after it"
BARRED = "who is out reads and writes nothing, who is in is not refused"
TRUE = "all heard the same of each number, and nothing that is not in history"
VIEWS = "in the end every device shows what history has"
UNREAD = "unread is messages less readNumber for everybody, and no read mark is behind"
ANSWER_FIRST = "the answer comes before the event it caused"
SAME_ANSWER = "the same key again has the same answer"
KEY_REUSED = "another text under a used key is refused"
PROTOCOL = "the server kept to the protocol, and to its epoch"
DRAIN = "a server asked to end does so with status 0"
MEANT = "the run tested what it claims"
CLAIMS = [HISTORY, CHANGED, DENSE, ONCE, SENT_ORDER, CAUSED, STREAMS, REMOVED, BARRED, TRUE, VIEWS]
CLAIMS += [UNREAD, ANSWER_FIRST, SAME_ANSWER, KEY_REUSED, PROTOCOL, DRAIN, MEANT]


@dataclass
class Change:
    """Something asked for over HTTP, that sets a thing to `value`."""

    value: Any
    began: float = field(default_factory=time.monotonic)
    attempts: int = 0
    ended: float = math.inf  # when it was answered or given up
    is_acknowledged: bool = False
    never_happened: bool = False

    def end(self, *, acknowledged: bool = False, refused: bool = False) -> None:
        """A refusal says that nothing was done, but for attempts whose answer was lost."""
        self.ended = time.monotonic()
        self.is_acknowledged = acknowledged
        self.never_happened = refused and self.attempts == 1

    @property
    def latest(self) -> float:
        """After this it is not carried out any more."""
        return self.ended if self.attempts == 1 else self.ended + LATE_SECONDS


def possible(initial: Any, changes: list[Change]) -> set[Any]:
    """What a thing may be after these changes, some of which overlapped or were not answered."""
    settled = [change.began for change in changes if change.is_acknowledged]
    last = max(settled, default=-math.inf)
    found = {c.value for c in changes if not c.never_happened and c.latest >= last}
    return found if settled else found | {initial}


@dataclass
class Message:
    """One message that somebody wants in a conversation."""

    author: str
    conversation: str
    key: str
    text: str
    attempts: list[Attempt] = field(default_factory=list)
    answer: dict | None = None  # the first one: {seq, id, createdAt}
    is_refused: bool = False
    edits: list[Change] = field(default_factory=list)
    deletes: list[Change] = field(default_factory=list)
    reacted: set[tuple[str, str]] = field(default_factory=set)  # emoji and name, of who tried

    def texts(self) -> set[str]:
        return possible(self.text, self.edits)

    def may_be_gone(self) -> bool:
        return any(not change.never_happened for change in self.deletes)

    def must_be_gone(self) -> bool:
        return any(change.is_acknowledged for change in self.deletes)


@dataclass
class Spell:
    """What one device heard on one topic without a break in the count, over all its sockets."""

    start: int
    began: float = field(default_factory=time.monotonic)
    arrived: list[int] = field(default_factory=list)
    connections: list[int] = field(default_factory=list)  # on which each arrived
    events: dict[int, tuple] = field(default_factory=dict)  # what each number was
    last: int = 0
    end: str | None = None  # `left`, `gone` (not ours at a start) or `reset`; None while it goes on

    def __post_init__(self) -> None:
        self.last = self.start

    def take(self, seq: int, connection: int, event: tuple) -> None:
        self.arrived.append(seq)
        self.connections.append(connection)
        self.events[seq] = event
        self.last = max(self.last, seq)

    def doubled(self) -> list[int]:
        return [seq for seq, times in collections.Counter(self.arrived).items() if times > 1]

    def reordered(self) -> list[int]:
        return [later for former, later in zip(self.arrived, self.arrived[1:]) if later < former]

    def missing(self) -> list[int]:
        return sorted(set(range(self.start + 1, self.last + 1)) - set(self.arrived))


@dataclass
class Standing:
    """Whether somebody is in a conversation, as far as the answers tell."""

    is_in: bool | None = True  # None while that changes
    turn: int = 0

    def turn_to(self, is_in: bool | None) -> None:
        self.is_in = is_in
        self.turn += 1


@dataclass
class Stay:
    """A look at a standing, by which a later answer is judged."""

    standing: Standing
    was_in: bool | None
    turn: int

    def is_certainly(self, is_in: bool) -> bool:
        """Whether that held from the look until now."""
        return self.was_in is is_in and self.turn == self.standing.turn


class Ledger:
    """The books of one run."""

    def __init__(self) -> None:
        self.messages: dict[str, Message] = {}
        self.reactions: dict[tuple[str, str, str], list[Change]] = collections.defaultdict(list)
        self.standings: dict[tuple[str, str], Standing] = collections.defaultdict(Standing)
        # Of somebody in a conversation, each that was answered.
        self.removals: dict[tuple[str, str], list[Change]] = collections.defaultdict(list)
        self.admissions: dict[tuple[str, str], list[Change]] = collections.defaultdict(list)
        self.reads: dict[tuple[str, str], list[tuple[int, int]]] = collections.defaultdict(list)
        self.connections: dict[int, float] = {}  # when the start of each was answered
        self.faults: dict[str, list[str]] = collections.defaultdict(list)
        self.counts: collections.Counter[str] = collections.Counter()

    def fault(self, claim: str, what: str) -> None:
        self.faults[claim].append(what)

    def acknowledged(self) -> list[Message]:
        return [message for message in self.messages.values() if message.answer is not None]

    def answered(self, message: Message, answer: dict | None) -> None:
        """Keeps the first answer; any later one must equal it. None: it was given up or refused."""
        if answer is None:
            return
        if message.answer is None:
            message.answer = answer
            return
        self.counts["repeated answers"] += 1
        if message.answer != answer:
            self.fault(SAME_ANSWER, f"{message.key}: first {message.answer}, then {answer}")

    # -- who is in

    def look(self, conversation: str, name: str) -> Stay:
        standing = self.standings[conversation, name]
        return Stay(standing, standing.is_in, standing.turn)

    def is_in(self, conversation: str, name: str) -> bool:
        return self.standings[conversation, name].is_in is True

    def barred(self, stay: Stay, what: str) -> None:
        """Somebody was refused as a stranger."""
        self.counts["refused to strangers"] += 1
        if stay.is_certainly(True):
            self.fault(BARRED, f"a member was refused: {what}")

    def allowed(self, stay: Stay, what: str) -> None:
        """Something new was done for somebody."""
        if stay.is_certainly(False):
            self.fault(BARRED, f"done for who is out: {what}")


def event_of(frame: dict) -> tuple:
    """What a numbered frame tells, the same live and in a catch-up."""
    name, data = frame["event"], frame.get("data", {})
    match name:
        case "message":
            return name, data["message"]["seq"], data["message"]["id"]
        case "message_edited" | "message_deleted":
            return name, data["message"]["seq"]
        case "member":
            return name, data["member"]["id"], data["change"]
    return (name,)


def shown(message: dict) -> tuple:
    """A message as anybody sees it."""
    names = ("seq", "id", "number", "key", "text", "createdAt", "editedAt", "deleted", "replyTo")
    reactions = tuple(sorted(message["reactions"].items()))
    return *(message.get(name) for name in names), message["author"]["id"], reactions
