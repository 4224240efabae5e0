"""What must be true of the books."""

from __future__ import annotations

import collections
import math
from dataclasses import dataclass, field

import ledger as books
from ledger import Ledger, Message, Spell, possible, shown


@dataclass
class Conversation:
    """One conversation as the server has it in the end."""

    id: str
    history: list[dict]
    head: int
    log: dict[int, tuple] = field(default_factory=dict)  # what each number was, as all heard it

    @property
    def topic(self) -> str:
        return f"conversation:{self.id}"


@dataclass
class Heard:
    """What one device heard and shows."""

    device: str
    member: str
    user: str  # the member's id
    spells: dict[str, list[Spell]]
    views: dict[str, dict[int, dict]]


def judge(ledger: Ledger, conversations: list[Conversation], devices: list[Heard], inside: set) -> None:
    """All that can be told from history and from what was heard.

    - Parameter inside: who is where in the end, as pairs of conversation and name.
    """
    for conversation in conversations:
        judge_history(ledger, conversation)
        gather_log(ledger, conversation, devices)
        judge_causes(ledger, conversation)
        users = {heard.member: heard.user for heard in devices}
        for name, user in users.items():
            judge_turns(ledger, conversation, name, user)
        for heard in devices:
            judge_absences(ledger, conversation, heard)
            judge_view(ledger, conversation, heard, (conversation.id, heard.member) in inside)
    for heard in devices:
        judge_spells(ledger, heard)
    judge_sent_order(ledger)


# -- history


def judge_history(ledger: Ledger, conversation: Conversation) -> None:
    """Compares a whole history with what was acknowledged and sent."""
    by_key: dict[str, list[dict]] = collections.defaultdict(list)
    for item in conversation.history:
        by_key[item["key"]].append(item)
    for message in ledger.acknowledged():
        if message.conversation == conversation.id and message.key not in by_key:
            ledger.counts["lost"] += 1
            ledger.fault(books.HISTORY, f"{message.key} acknowledged as {message.answer} is gone")
    for key, items in by_key.items():
        if len(items) > 1:
            ledger.counts["doubled"] += len(items) - 1
            ledger.fault(books.ONCE, f"{key} is stored {len(items)} times")
        message = ledger.messages.get(key)
        author = items[0]["author"]["username"]
        if message is None or (message.author, message.conversation) != (author, conversation.id):
            ledger.fault(books.ONCE, f"{key} is in history: {items[0]}")
            continue
        if message.is_refused and message.answer is None:
            ledger.fault(books.ONCE, f"{key} was refused, and is in history: {items[0]}")
        for item in items:
            answer = message.answer
            if answer and any(item[name] != answer[name] for name in ("seq", "id", "createdAt")):
                ledger.fault(books.HISTORY, f"{key} acknowledged as {answer}: {item}")
            judge_message(ledger, message, item)
    history = conversation.history
    for place, (former, later) in enumerate(zip([None, *history], history), start=1):
        if later["number"] != place or (former and later["seq"] <= former["seq"]):
            ledger.counts["reordered"] += 1
            ledger.fault(
                books.DENSE, f"place {place} has number {later['number']}, seq {later['seq']}"
            )


def judge_message(ledger: Ledger, message: Message, item: dict) -> None:
    """Compares a message with the changes that were asked for."""
    if item.get("deleted"):
        if not message.may_be_gone():
            ledger.fault(books.CHANGED, f"{message.key} is deleted, which nobody asked for")
        if item["text"] or item["reactions"] or item.get("editedAt"):
            ledger.fault(books.CHANGED, f"{message.key} is deleted, and is not empty: {item}")
        return
    if message.must_be_gone():
        ledger.fault(books.CHANGED, f"{message.key}, whose delete was acknowledged, is there")
    if item["text"] not in message.texts():
        wanted = [text[-40:] for text in message.texts()]
        ledger.fault(books.CHANGED, f"{message.key} reads {item['text'][-40:]!r}, not {wanted}")
    if (item["text"] != message.text) != ("editedAt" in item):
        ledger.fault(books.CHANGED, f"{message.key} says of its edit {item.get('editedAt')}")
    judge_reactions(ledger, message, item)


def judge_reactions(ledger: Ledger, message: Message, item: dict) -> None:
    least: collections.Counter[str] = collections.Counter()
    most: collections.Counter[str] = collections.Counter()
    for emoji, name in message.reacted:
        values = possible(False, ledger.reactions[message.key, emoji, name])
        least[emoji] += values == {True}
        most[emoji] += True in values
    for emoji in {*item["reactions"], *most}:
        count = item["reactions"].get(emoji, 0)
        if not least[emoji] <= count <= most[emoji]:
            bounds = f"{least[emoji]} to {most[emoji]}"
            ledger.fault(books.CHANGED, f"{message.key} has {count} {emoji}, not {bounds}")


def judge_sent_order(ledger: Ledger) -> None:
    """Messages that needed one attempt only are in the order of their refs."""
    sent = collections.defaultdict(list)
    for message in ledger.acknowledged():
        if len(message.attempts) == 1:
            connection, ref = message.attempts[0]
            sent[connection, message.conversation].append((ref, message.answer["seq"]))
    for (connection, conversation), pairs in sent.items():
        seqs = [seq for _, seq in sorted(pairs)]
        wrong = [later for former, later in zip(seqs, seqs[1:]) if later < former]
        if wrong:
            ledger.counts["reordered"] += len(wrong)
            where = f"connection {connection} in {conversation}"
            ledger.fault(books.SENT_ORDER, f"{where}: {wrong[:5]} after higher ones")


# -- what the numbers were


def gather_log(ledger: Ledger, conversation: Conversation, devices: list[Heard]) -> None:
    """Puts together what each number was; all must have heard the same."""
    for heard in devices:
        for spell in heard.spells.get(conversation.topic, []):
            for seq, event in spell.events.items():
                first = conversation.log.setdefault(seq, event)
                if first != event or event == ("skip",):
                    ledger.counts["untrue"] += 1
                    what = f"{seq} is {event} for {heard.device}, elsewhere {first}"
                    ledger.fault(books.TRUE, f"{conversation.topic}: {what}")
    stored = {item["seq"]: item["id"] for item in conversation.history}
    told = {seq: event[2] for seq, event in conversation.log.items() if event[0] == "message"}
    for seq in stored.keys() | told.keys():
        if stored.get(seq) != told.get(seq):
            ledger.counts["untrue"] += 1
            what = f"{seq} is {stored.get(seq)} in history, heard as {told.get(seq)}"
            ledger.fault(books.TRUE, f"{conversation.topic}: {what}")


def judge_causes(ledger: Ledger, conversation: Conversation) -> None:
    """Each change that was acknowledged has a number; there are no more than were asked for."""
    times = collections.Counter(event[:2] for event in conversation.log.values())
    for item in conversation.history:
        if (message := ledger.messages.get(item["key"])) is None:
            continue
        edits = times["message_edited", item["seq"]]
        given = [c for emoji, name in message.reacted for c in ledger.reactions[message.key, emoji, name]]
        least = sum(change.is_acknowledged for change in message.edits)
        most = sum(change.attempts for change in [*message.edits, *given])
        if not least <= edits <= most:
            what = f"{message.key} was edited {edits} times, not {least} to {most}"
            ledger.fault(books.CAUSED, f"{conversation.topic}: {what}")
        deletes = times["message_deleted", item["seq"]]
        if deletes != bool(item.get("deleted")):
            what = f"{message.key} was deleted {deletes} times"
            ledger.fault(books.CAUSED, f"{conversation.topic}: {what}")


def judge_turns(ledger: Ledger, conversation: Conversation, name: str, user: str) -> None:
    """Each removal and admission has one number."""
    turns = [event[2] for _, event in sorted(conversation.log.items()) if event[:2] == ("member", user)]
    asked = []
    place = conversation.id, name
    for number, _ in enumerate(ledger.removals.get(place, [])):
        asked.append("removed")
        if number < len(ledger.admissions.get(place, [])):
            asked.append("joined")
    if turns != asked:
        what = f"{name} was {turns}, asked for was {asked}"
        ledger.fault(books.CAUSED, f"{conversation.topic}: {what}")


# -- what each device heard


def judge_spells(ledger: Ledger, heard: Heard) -> None:
    """Each number once and in order, and none left out where the count went on."""
    for topic, spells in heard.spells.items():
        for spell in spells:
            found = {
                "lost": spell.missing(), "doubled": spell.doubled(), "reordered": spell.reordered()
            }
            for kind, seqs in found.items():
                if seqs:
                    ledger.counts[kind] += len(seqs)
                    ledger.fault(books.STREAMS, f"{heard.device} on {topic}: {kind} {seqs[:10]}")
            if spell.end in ("left", "gone") and not topic.startswith("conversation:"):
                ledger.fault(books.STREAMS, f"{heard.device} on {topic}: it ended ({spell.end})")
        for former, later in zip(spells, spells[1:]):
            if later.start < former.last:
                what = f"begins anew at {later.start} after {former.last}"
                ledger.fault(books.STREAMS, f"{heard.device} on {topic}: {what}")


def absences(log: dict[int, tuple], user: str) -> list[tuple[int, float]]:
    """From which number to which somebody was out, as far as was told."""
    found: list[tuple[int, float]] = []
    for seq, event in sorted(log.items()):
        if event[:2] != ("member", user):
            continue
        if event[2] in ("removed", "left"):
            found.append((seq, math.inf))
        elif event[2] == "joined" and found:
            found[-1] = found[-1][0], seq
    return found


def judge_absences(ledger: Ledger, conversation: Conversation, heard: Heard) -> None:
    """Nothing after a removal, all that was before it to who was there, and then its end."""
    where = f"{heard.device} on {conversation.topic}"
    out = absences(conversation.log, heard.user)
    admitted = [c.began for c in ledger.admissions.get((conversation.id, heard.member), [])]
    spells = heard.spells.get(conversation.topic, [])
    for spell in spells:
        for number, (removal, return_) in enumerate(out):
            # Who was let in again may read it all: a start since then may go on where they
            # were, or at a head that had not come to the admission's number yet.
            since = admitted[number] if number < len(admitted) else math.inf
            between = [
                (seq, max(spell.began, ledger.connections[connection]) >= since)
                for seq, connection in zip(spell.arrived, spell.connections)
                if removal < seq < return_
            ]
            ledger.counts["heard before an admission"] += len(between)
            if after := [seq for seq, is_in_again in between if not is_in_again]:
                ledger.counts["heard after a removal"] += len(after)
                ledger.fault(books.REMOVED, f"{where}: {after[:10]} after the removal {removal}")
        if spell.end == "left" and spell.last not in [removal for removal, _ in out]:
            ledger.fault(books.REMOVED, f"{where}: left after {spell.last}, removed at {out}")
        if spell.end == "gone" and not any(removal >= spell.last for removal, _ in out):
            ledger.fault(books.REMOVED, f"{where}: gone after {spell.last}, removed at {out}")
    is_out = bool(out) and out[-1][1] == math.inf
    goes_on = bool(spells) and spells[-1].end is None
    if is_out and goes_on:
        ledger.fault(books.REMOVED, f"{where}: goes on after {spells[-1].last}, out since {out[-1]}")
    for former, later in zip(spells, spells[1:]):
        if former.end != "reset" and not any(
            former.last <= removal and (return_ - 1 <= later.start or later.began >= admission)
            for (removal, return_), admission in zip(out, [*admitted, math.inf])
        ):
            what = f"begins anew at {later.start} after {former.last}"
            ledger.fault(books.REMOVED, f"{where}: {what}, was out {out}")


def judge_view(ledger: Ledger, conversation: Conversation, heard: Heard, is_in: bool) -> None:
    """Compares what a device shows, and how far it heard, with what there is."""
    where = f"{heard.device} on {conversation.topic}"
    view = heard.views.get(conversation.id)
    if not is_in:
        if view is not None:
            ledger.fault(books.VIEWS, f"{where}: shows it, and is out")
        return
    spells = heard.spells.get(conversation.topic, [])
    last = spells[-1].last if spells and spells[-1].end is None else None
    if last != conversation.head:
        ledger.counts["lost"] += 1
        ledger.fault(books.STREAMS, f"{where}: heard up to {last} of {conversation.head}")
    have = {seq: shown(message) for seq, message in (view or {}).items()}
    want = {item["seq"]: shown(item) for item in conversation.history}
    wrong = sorted(seq for seq in have.keys() | want.keys() if have.get(seq) != want.get(seq))
    if wrong:
        first = f"{have.get(wrong[0])} instead of {want.get(wrong[0])}"
        ledger.fault(books.VIEWS, f"{where}: {len(wrong)} differ, {wrong[:5]}: {first}")


# -- what is unread


def judge_unread(
    ledger: Ledger, name: str, conversations: dict[str, Conversation], listed: list[dict], pushed: list[dict]
) -> None:
    """Compares the counts of one person's bootstrap, and those pushed to their devices."""
    for found in listed:
        if (conversation := conversations.get(found["id"])) is None:
            continue
        history, where = conversation.history, f"{name} in {found['id']}"
        read = [item["number"] for item in history if item["seq"] <= found["readSeq"]]
        wants = {
            "messages": len(history),
            "lastSeq": conversation.head,
            "readNumber": read[-1] if read else 0,
            "unread": len(history) - (read[-1] if read else 0),
        }
        for field_, value in wants.items():
            if found[field_] != value:
                ledger.fault(books.UNREAD, f"{where}: {field_} is {found[field_]}, not {value}")
        least = read_at_least(ledger, name, found["id"])
        if found["readSeq"] < least:
            ledger.fault(books.UNREAD, f"{where}: read up to {found['readSeq']}, not {least}")
        for unread in pushed:
            told = unread.get(found["id"], {})
            if any(told.get(n) != found[n] for n in ("unread", "readSeq", "readNumber")):
                ledger.fault(books.UNREAD, f"{where}: a device was told {told}, not {found}")


def read_at_least(ledger: Ledger, name: str, conversation: str) -> int:
    """How far somebody has read by what was answered: one's own message counts as read."""
    turn = ledger.standings[conversation, name].turn
    told = [seq for when, seq in ledger.reads.get((conversation, name), []) if when == turn]
    own = [
        message.answer["seq"]
        for message in ledger.acknowledged()
        if (message.author, message.conversation) == (name, conversation)
    ]
    return max([0, *told, *own])
