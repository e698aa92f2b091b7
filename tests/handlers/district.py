"""What tests of a district's records share: put records, say something as a member, give and read a role."""

from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.text import plain
from handlers.dispatch import respond
from handlers.people.access import role_of
from storage.records import Event, Person, Record, Role

WHO = "slack:U7"


def put(desk: Desk, *records: Record) -> None:
    desk.store.change(Event(who="test", what="setup", when=desk.now, surface="test"), lambda draft: records)  # noqa: ARG005


def say(desk: Desk, text: str, who: str = WHO, **flags: object) -> str:
    return plain(respond(Message(text, who=who, surface="slack", place="slack:C1", **flags), desk))  # type: ignore[arg-type]


def given(desk: Desk, role: Role, who: str = WHO) -> Desk:
    put(desk, Person(id=who, role=role))
    return desk


def refuses(text: str, name: str) -> bool:
    return f"can use '{name}'." in text


def role(desk: Desk, who: str = WHO, **flags: bool) -> Role:
    return role_of(Message("", who=who, **flags), desk)  # type: ignore[arg-type]
