"""Who takes part: people with two logins each, and the conversations they are in."""

from __future__ import annotations

import asyncio
import random
from dataclasses import dataclass

import talk
from api import Api
from ledger import Ledger
from member import DEVICES, Member
from place import PASSWORD

QUIET = 2  # people who only listen, so that much stays unread
GROUPS = 3
GROUP_MEMBERS = 7  # besides the owner
PAIRS = 6


@dataclass
class Company:
    """The people, and what they are in."""

    members: list[Member]
    senders: list[Member]
    groups: dict[str, tuple[Member, list[Member]]]  # each with its owner and the others

    def conversations(self) -> set[str]:
        return {conversation for member in self.members for conversation in member.conversations}


async def gather_company(
    url: str, ports: tuple[int, int], senders: int, ledger: Ledger, seed: int
) -> Company:
    """Signs everybody up, twice logged in, and opens one room, groups, and conversations of two."""
    names = [f"p{number}" for number in range(senders + QUIET)]
    logins = await asyncio.gather(*(asyncio.to_thread(_sign_up, url, name) for name in names))
    members = [
        Member(name, identifier, tokens, ports, ledger, f"{seed}-{name}")
        for name, (identifier, tokens) in zip(names, logins)
    ]
    company = Company(members, members[:senders], {})
    await asyncio.to_thread(_open, url, company, random.Random(seed))
    for conversation in company.conversations():
        for member in members:
            if conversation not in member.conversations:
                ledger.standings[conversation, member.name].is_in = False
    return company


def _sign_up(url: str, name: str) -> tuple[str, list[str]]:
    """The person's id, and a token for each device."""
    body = {"username": name, "password": PASSWORD, "token": True}
    answer = Api(url).post("/api/signup", body)
    assert answer.status == 201, answer
    tokens = [answer.json["token"]]
    for _ in range(DEVICES - 1):
        login = Api(url).post("/api/login", body)
        assert login.status == 200, login
        tokens.append(login.json["token"])
    return answer.json["user"]["id"], tokens


def _open(url: str, company: Company, chance: random.Random) -> None:
    def api(member: Member) -> Api:
        return Api(url, member.errands.api.token)

    members, senders = company.members, company.senders
    body = {"kind": "room", "title": "Everybody"}
    room = talk.opened(api(members[0]).post("/api/conversations", body), 201)["id"]
    for member in members[1:]:
        talk.opened(api(member).ask("PUT", talk.member(room, member.name)))
    for member in members:
        member.conversations.append(room)
    for number in range(GROUPS):
        owner = senders[number]
        rest = [member for member in members if member is not owner]
        others = chance.sample(rest, GROUP_MEMBERS)
        group = talk.group(api(owner), f"Group {number}", [member.name for member in others])["id"]
        company.groups[group] = owner, others
        for member in [owner, *others]:
            member.conversations.append(group)
    pairs = [(senders[-1], members[-1])]  # the last one never answers
    while len(pairs) < PAIRS:
        one, other = chance.sample(senders, 2)
        if not any({one, other} == set(pair) for pair in pairs):
            pairs.append((one, other))
    for one, other in pairs:
        pair = talk.direct(api(one), other.name)["id"]
        for member in (one, other):
            member.conversations.append(pair)

