"""What does a drawer in PostgreSQL remember for a short while only?

Conversations, turns and passes: no part of the audit, of a backup or of a move.
"""

# ruff: noqa: D102 (the port says what each verb means)

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Executable, Row, delete, select
from sqlalchemy.dialects.postgresql import insert

from storage.access_tokens import AccessToken, TokenKind
from storage.postgres import tables as t
from storage.postgres.database import Database
from storage.rate_slots import SKEW
from storage.records import CONVERSATION_LASTS, Conversation
from storage.serialize import clean, moment, plain, record


class PostgresPassing:
    """These verbs of `Store`."""

    _database: Database
    _district: str

    def conversation(self, place: str, person: str, now: datetime) -> Conversation | None:
        c = t.talk.c
        question = select(c.plain).where(c.district == self._district, c.id == clean(f"{place} {person}"))
        for row in self._run(question):
            found = record(Conversation, row.plain)
            return found if now - found.spoken < CONVERSATION_LASTS else None
        return None

    def remember(self, conversation: Conversation) -> None:
        c, over = t.talk.c, moment(conversation.spoken - CONVERSATION_LASTS)
        new = insert(t.talk).values(district=self._district, id=clean(conversation.id), plain=plain(conversation))
        self._run(
            delete(t.talk).where(c.district == self._district, c.spoken <= over),
            new.on_conflict_do_update(index_elements=[c.district, c.id], set_={"plain": new.excluded.plain}),
        )

    def take_slot(self, place: str, now: datetime, gap: timedelta) -> datetime:
        c = t.turn.c
        # Apart from the taking, so that nobody who asks holds what another one waits for.
        self._run(delete(t.turn).where(c.district == self._district, c.until <= now - SKEW))
        new = insert(t.turn).values(district=self._district, place=clean(place), since=now, until=now + gap)
        taken = new.on_conflict_do_update(
            index_elements=[c.district, c.place],
            set_={"since": new.excluded.since, "until": new.excluded.until},
            where=(c.until <= now) | (c.since > now + SKEW),
        )
        if self._run(taken.returning(c.until)):
            return now
        until: datetime = self._run(select(c.until).where(c.district == self._district, c.place == clean(place)))[
            0
        ].until
        return until.astimezone(UTC)

    def hold_slots(self, place: str, now: datetime, until: datetime) -> None:
        c = t.turn.c
        new = insert(t.turn).values(district=self._district, place=clean(place), since=now, until=until)
        changed = {"since": new.excluded.since, "until": new.excluded.until}
        self._run(new.on_conflict_do_update(index_elements=[c.district, c.place], set_=changed))

    def add_token(self, new: AccessToken, now: datetime) -> None:
        c = t.leave.c
        named = {"person": clean(new.person), "kind": new.kind, "until": new.until}
        self._run(
            delete(t.leave).where(c.district == self._district, c.until <= now),
            insert(t.leave).values(district=self._district, id=clean(new.id), **named),
        )

    def spend_token(self, id: str, kind: TokenKind, now: datetime) -> AccessToken | None:
        return self._pass(delete(t.leave).where(*self._good(id, kind, now)).returning(*t.leave.c))

    def find_token(self, id: str, kind: TokenKind, now: datetime) -> AccessToken | None:
        return self._pass(select(t.leave).where(*self._good(id, kind, now)))

    def _good(self, id: str, kind: TokenKind, now: datetime) -> Sequence[ColumnElement[bool]]:
        c = t.leave.c
        return c.district == self._district, c.id == clean(id), c.kind == kind, c.until > now

    def _pass(self, question: Executable) -> AccessToken | None:
        for row in self._run(question):
            return AccessToken(id=row.id, person=row.person, until=row.until.astimezone(UTC), kind=row.kind)
        return None

    def _run(self, *statements: Executable) -> Sequence[Row[Any]]:
        with self._database.statements() as connection:
            for statement in statements:
                result = connection.execute(statement)
            return result.all() if result.returns_rows else []
