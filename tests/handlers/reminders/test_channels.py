"""Does a post that its owner cannot get reach the privacy lead?"""

from dataclasses import dataclass, field
from datetime import timedelta

from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.reply import Reply
from handlers.dispatch import respond
from handlers.reminders.channels import Place, Unreachable
from handlers.reminders.remind import remind
from storage.records import Event, Person, Role, Setup

TESS = Place(id="chat:tess", surface="chat", address={"team": "T1"}, name="Tess", private=True)
LENA = Place(id="chat:lena", surface="chat", address={"team": "T1"}, name="Lena", private=True)


@dataclass
class Chat:
    """A chat in which Tess's account was switched off."""

    said: list[tuple[str, str]] = field(default_factory=list)
    gap: timedelta = timedelta()

    def send(self, place: Place, reply: Reply, post: str, *, again: bool) -> str:  # noqa: ARG002
        if place.id == TESS.id:
            raise Unreachable("account_inactive")
        self.said.append((place.id, str(reply.parts)))
        return f"{place.id} 1"


def test_what_an_owner_cannot_get_any_more_the_lead_gets_and_reads_why(desk: Desk) -> None:
    people = [
        Person(id="slack:U3", name="Tess", role=Role.STAFF, place=TESS.id),
        Person(id="slack:U1", name="Lena", role=Role.PRIVACY, place=LENA.id),
    ]
    event = Event(who="test", what="setup", when=desk.now, surface="test")
    desk.store.change(event, lambda _: [TESS, LENA, *people, Setup(lead="slack:U1")])
    said = Message("log-contract vendor: Acme; executed: 2026-11-23; owner: slack:U3", who="slack:U1", surface="slack")
    assert respond(said, desk).tone != "sorry"
    chat = Chat()
    remind(desk, {"chat": chat})
    owners = [words for place, words in chat.said if place == LENA.id and "could not reach Tess" in words]
    assert owners
