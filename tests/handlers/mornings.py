"""A district with a lead, a superintendent, two owners and many deadlines, and the chats in which they read."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from handlers.desk import Desk, Message
from handlers.promises.digest import begin
from handlers.promises.ladder import ladder
from handlers.promises.look import Beat
from handlers.promises.remind import remind
from handlers.promises.ways import Place
from handlers.reply import Reply
from handlers.respond import respond
from storage.port import Draft
from storage.records import Contract, Deadline, Event, Person, Record, Role, Setup

CHANNEL, LEAD, CHIEF, TESS, OMAR = "slack:C1", "slack:D1", "slack:D2", "slack:D3", "slack:D4"
PLACES = [
    Place(id=id, surface="slack", name=name, private=True)
    for id, name in ((CHANNEL, "Privacy"), (LEAD, "Lena"), (CHIEF, "Sol"), (TESS, "Tess"), (OMAR, "Omar"))
]
PEOPLE = [
    Person(id="slack:U1", name="Lena", place=LEAD, role=Role.ADMIN),
    Person(id="slack:U2", name="Sol", place=CHIEF),
    Person(id="slack:U3", name="Tess", place=TESS),
    Person(id="slack:U4", name="Omar", place=OMAR),
]
SETUP = Setup(place=CHANNEL, lead="slack:U1", superintendent="slack:U2")


@dataclass
class Chats:
    """A way that keeps what arrives by place; at the places of ``broken`` it raises."""

    said: list[tuple[str, str, Reply]] = field(default_factory=list)
    broken: dict[str, Exception] = field(default_factory=dict)
    tried: Counter[str] = field(default_factory=Counter)
    again: list[bool] = field(default_factory=list)
    gap: timedelta = timedelta()

    def send(self, place: Place, reply: Reply, post: str, *, again: bool) -> str:
        self.tried[place.id] += 1
        if place.id in self.broken:
            raise self.broken[place.id]
        self.said.append((place.id, post, reply))
        self.again.append(again)
        return f"{place.id} {len(self.said)}"

    def find(self, place: Place, post: str) -> str:  # noqa: ARG002 - the shape of a way
        return ""

    def at(self, place: str) -> list[Reply]:
        return [reply for there, _, reply in self.said if there == place]

    def counts(self) -> Counter[str]:
        return Counter(place for place, _, _ in self.said)


def fill(desk: Desk, last: list[date], owners: tuple[str, ...] = ("slack:U3", "slack:U4")) -> None:
    """A deadline with each of these last dates, the owners in turn; opened at the desk's moment."""

    def write(draft: Draft) -> Iterator[Record]:
        yield from (*PLACES, *PEOPLE, SETUP)
        for k, day in enumerate(last):
            contract = Contract(id=draft.new_id(Contract), vendor=f"Vendor {k}", executed=day - timedelta(days=9))
            about = {"record": contract.id, "duty": "post-contract", "cite": "10-234bb(g)", "who": "board"}
            deadline = Deadline(
                id=draft.new_id(Deadline),
                owner=owners[k % len(owners)] if owners else "",
                safe=day,
                last=day,
                opened=desk.now,
                **about,  # type: ignore[arg-type]
            )
            yield from (contract, deadline, *ladder(deadline, SETUP, desk.now))

    desk.store.change(Event(who="test", what="fill", when=desk.now, surface="test"), write)


def at(desk: Desk, text: str) -> Desk:
    return replace(desk, now=datetime.fromisoformat(text).replace(tzinfo=desk.zone))


def morning(desk: Desk, chats: Chats) -> Beat:
    """The clock's beat."""
    begin(desk)
    return remind(desk, {"slack": chats})


def say(desk: Desk, text: str) -> Reply:
    return respond(Message(text, who="slack:U1", surface="slack", place=LEAD), desk)


def pressed(reply: Reply) -> list[str]:
    return [choice.say for choice in reply.choices]
