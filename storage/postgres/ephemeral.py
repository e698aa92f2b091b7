"""Store in PostgreSQL what is needed for a short while only: conversations, rate slots, access tokens and counters.

None of it is part of the audit, of a backup or of a move.
"""

# ruff: noqa: D102 (the port says what each verb means)

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Executable, Row, delete, func, or_, select
from sqlalchemy.dialects.postgresql import insert

from storage.beside.access_tokens import AccessToken, TokenKind
from storage.beside.day_counts import KEPT
from storage.beside.rate_slots import CLOCK_SKEW, RateSlot
from storage.postgres import tables as t
from storage.postgres.database import Database
from storage.records import CONVERSATION_LASTS, DRAFT, DRAFT_LASTS, Conversation
from storage.serialize import Tables, clean, moment, plain, record, table_of


class PostgresEphemeralVerbs:
    """These verbs of `Store`."""

    _database: Database
    _district: str

    def conversation(self, place: str, person: str, now: datetime, *, draft: bool = False) -> Conversation | None:
        c = t.talk.c
        id = Conversation(place=place, person=person, spoken=now, topic=DRAFT if draft else "").id
        for row in self._run(select(c.plain).where(c.district == self._district, c.id == clean(id))):
            found = record(Conversation, row.plain)
            return None if found.over(now) else found
        return None

    def remember(self, conversation: Conversation) -> None:
        c, draft = t.talk.c, t.talk.c.plain["topic"].astext == DRAFT
        kept = ((draft, DRAFT_LASTS), (~draft, CONVERSATION_LASTS))
        over = or_(*(which & (c.spoken <= moment(conversation.spoken - lasts)) for which, lasts in kept))
        new = insert(t.talk).values(district=self._district, id=clean(conversation.id), plain=plain(conversation))
        self._run(
            delete(t.talk).where(c.district == self._district, over),
            new.on_conflict_do_update(index_elements=[c.district, c.id], set_={"plain": new.excluded.plain}),
        )

    def take_slot(self, place: str, now: datetime, gap: timedelta) -> datetime:
        c = t.rate_slot.c
        # In a statement of its own, so that no caller locks a row that another one waits for.
        self._run(delete(t.rate_slot).where(c.district == self._district, c.until <= now - CLOCK_SKEW))
        new = insert(t.rate_slot).values(district=self._district, place=clean(place), since=now, until=now + gap)
        taken = new.on_conflict_do_update(
            index_elements=[c.district, c.place],
            set_={"since": new.excluded.since, "until": new.excluded.until},
            where=(c.until <= now) | (c.since > now + CLOCK_SKEW),
        )
        if self._run(taken.returning(c.until)):
            return now
        until: datetime = self._run(select(c.until).where(c.district == self._district, c.place == clean(place)))[
            0
        ].until
        return until.astimezone(UTC)

    def hold_slots(self, place: str, now: datetime, until: datetime) -> None:
        c = t.rate_slot.c
        new = insert(t.rate_slot).values(district=self._district, place=clean(place), since=now, until=until)
        changed = {"since": new.excluded.since, "until": new.excluded.until}
        self._run(new.on_conflict_do_update(index_elements=[c.district, c.place], set_=changed))

    def add_token(self, new: AccessToken, now: datetime) -> None:
        c = t.access_token.c
        named = {"person": clean(new.person), "kind": new.kind, "until": new.until}
        self._run(
            delete(t.access_token).where(c.district == self._district, c.until <= now),
            insert(t.access_token).values(district=self._district, id=clean(new.id), **named),
        )

    def spend_token(self, id: str, kind: TokenKind, now: datetime) -> AccessToken | None:
        return self._token(delete(t.access_token).where(*self._valid(id, kind, now)).returning(*t.access_token.c))

    def end_tokens(self, person: str, *kinds: TokenKind) -> None:
        c = t.access_token.c
        self._run(
            delete(t.access_token).where(c.district == self._district, c.person == clean(person), c.kind.in_(kinds))
        )

    def tokens(self, kind: TokenKind, now: datetime) -> list[AccessToken]:
        c = t.access_token.c
        question = select(t.access_token).where(c.district == self._district, c.kind == kind, c.until > now)
        return sorted(map(_read, self._run(question)), key=lambda one: (one.person, one.until))

    def find_token(self, id: str, kind: TokenKind, now: datetime) -> AccessToken | None:
        return self._token(select(t.access_token).where(*self._valid(id, kind, now)))

    def count(self, what: str, day: date) -> None:
        c = t.day_count.c
        new = insert(t.day_count).values(district=self._district, what=clean(what), day=day, number=1)
        self._run(
            delete(t.day_count).where(c.district == self._district, c.day < day - KEPT),
            new.on_conflict_do_update(index_elements=[c.district, c.what, c.day], set_={"number": c.number + 1}),
        )

    def counted(self, what: str, since: date, until: date) -> int:
        c = t.day_count.c
        ours = c.district == self._district, c.what == clean(what), c.day >= since, c.day < until
        ((found,),) = self._run(select(func.coalesce(func.sum(c.number), 0)).where(*ours))
        return int(found)

    def _short_lived(self) -> Tables:
        """The rows of tokens and slots."""
        c = t.rate_slot.c
        tokens = map(_read, self._run(select(t.access_token).where(t.access_token.c.district == self._district)))
        slots = (
            RateSlot(row.place, row.since, row.until)
            for row in self._run(select(t.rate_slot).where(c.district == self._district))
        )
        return {
            table_of(AccessToken): {one.id: plain(one) for one in tokens},
            table_of(RateSlot): {one.id: plain(one) for one in slots},
        }

    def _valid(self, id: str, kind: TokenKind, now: datetime) -> Sequence[ColumnElement[bool]]:
        c = t.access_token.c
        return c.district == self._district, c.id == clean(id), c.kind == kind, c.until > now

    def _token(self, question: Executable) -> AccessToken | None:
        return next(map(_read, self._run(question)), None)

    def _run(self, *statements: Executable) -> Sequence[Row[Any]]:
        with self._database.statements() as connection:
            for statement in statements:
                result = connection.execute(statement)
            return result.all() if result.returns_rows else []


def _read(row: Row[Any]) -> AccessToken:
    return AccessToken(id=row.id, person=row.person, until=row.until.astimezone(UTC), kind=row.kind)
