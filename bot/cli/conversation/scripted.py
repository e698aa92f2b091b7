"""One conversation of ``dpa talk``: its district's records, its clock, who speaks, and the reply before."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from bot.cli.conversation import words
from bot.cli.conversation.reply_json import reply_json
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.errors import Sorry
from handlers.dialogue.reply import Reply
from handlers.dispatch import handle
from storage.port import Store
from storage.records import Event, Person, Role

SURFACE = "talk"
ACTS = ("say", "press", "fill")
YEARS = range(1900, 3000)
"""In which a talk may take place; near the ends of the calendar nothing can be counted."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a conversation; what is None stays as it was in the line before."""

    talk: str
    say: str | None
    press: str | None
    fill: Mapping[str, str] | None
    now: datetime | None
    who: str | None
    role: Role | None


def read_line(call: Mapping[str, Any]) -> Line:
    """The line, checked. Raises Sorry saying what is wrong with it."""
    given = {act: call[act] for act in ACTS if call.get(act) is not None}
    if not isinstance(call.get("talk"), str):
        raise Sorry(words.NO_TALK)
    if len(given) != 1:
        raise Sorry(words.ONE_ACT)
    if not all(isinstance(value, dict if act == "fill" else str) for act, value in given.items()):
        raise Sorry(words.NOT_TEXT)
    fill = {str(name): _text(value) for name, value in given["fill"].items()} if "fill" in given else None
    now, who, role = (str(call[key]) if call.get(key) is not None else None for key in ("now", "who", "role"))
    return Line(
        call["talk"], given.get("say"), given.get("press"), fill, _moment(now) if now else None, who, _role(role)
    )


def _moment(value: str) -> datetime:
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        raise Sorry(words.no_moment(value)) from None
    if moment.year not in YEARS:
        raise Sorry(words.no_moment(value))
    return moment


def _role(value: str | None) -> Role | None:
    if value is not None and value not in {role.value for role in Role}:
        raise Sorry(words.no_role(value, [role.value for role in Role]))
    return Role(value) if value is not None else None


def _text(value: object) -> str:
    """A field's value as a form sends it; several are joined by commas."""
    if isinstance(value, list):
        return ",".join(map(_text, value))
    return "" if value is None else str(value)


class ScriptedTalk:
    """Answers the lines of one talk, in order, on one store."""

    def __init__(self, talk: str, store: Store, desk_of: Callable[[Role], Desk], *, introduces: bool) -> None:
        self._place, self._store, self._desk_of, self._introduces = f"{SURFACE}:{talk}", store, desk_of, introduces
        self._now: datetime | None = None
        self._who, self._role = "", Role.PRIVACY
        self._before: Reply | None = None

    def answer(self, line: Line) -> dict[str, Any]:
        """The reply to a line and what it did. Raises Sorry where the reply before does not have what is pressed."""
        self._now = line.now or self._now
        known = self._who, self._role
        self._who = line.who if line.who is not None else self._who
        self._role = line.role or self._role
        desk = self._desk()
        if self._introduces and self._who and known != (self._who, self._role):
            self._introduce(desk)
        message = self._message(line)
        events = self._store.head().number
        reply, note = handle(message, desk)
        self._before = reply
        written = self._store.events()[events:] if self._store.head().number > events else []
        return reply_json(reply, note, written)

    def _desk(self) -> Desk:
        desk = self._desk_of(self._role)
        if self._now is None:
            return desk
        aware = self._now if self._now.tzinfo else self._now.replace(tzinfo=desk.zone)
        return replace(desk, now=aware.astimezone(desk.zone))

    def _introduce(self, desk: Desk) -> None:
        """Put who speaks on file with their role, as a chat does before the first answer."""
        event = Event(who=self._who, what="meet", when=desk.now, surface=SURFACE)
        self._store.change(event, lambda _: [Person(id=self._who, name=self._who, role=self._role)])

    def _message(self, line: Line) -> Message:
        said = Message("", who=self._who, surface=SURFACE, place=self._place)
        if line.say is not None:
            return replace(said, text=line.say)
        if self._before is None:
            raise Sorry(words.NOTHING_BEFORE)
        once = replace(said, request=secrets.token_hex(8))
        form = self._before.form
        if line.press is not None and not (form and form.submit == line.press):
            say = _pressed(line.press, self._before)
            return replace(once, text=say, proposal=self._before.proposal_of(say))
        return _filled(line.fill or {}, self._before, once)


def _pressed(label: str, reply: Reply) -> str:
    """What the choice with that label says, or the choice that says that."""
    for choice in reply.every_choice:
        if label in {choice.label, choice.say}:
            return choice.say
    raise Sorry(words.no_choice(label, [choice.label for choice in reply.every_choice]))


def _filled(typed: Mapping[str, str], reply: Reply, message: Message) -> Message:
    """The form of the reply, sent with its values and those typed."""
    if reply.form is None:
        raise Sorry(words.NO_FORM)
    kept = {field.id: field.value for field in reply.form.fields}
    if strange := [name for name in typed if name not in kept]:
        raise Sorry(words.no_field(strange, kept))
    return replace(message, text=reply.form.say, fields={**kept, **typed}, proposal=reply.proposal)
