"""Store what is needed for a short while only: conversations, rate slots, access tokens and counters.

None of it is part of the audit, of a backup or of a move.
"""

# ruff: noqa: D102 (the port says what each verb means)

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta

from storage.beside.access_tokens import AccessToken, TokenKind
from storage.beside.day_counts import KEPT, DayCount
from storage.beside.rate_slots import CLOCK_SKEW, RateSlot
from storage.embedded.conversation_buffer import ConversationBuffer
from storage.embedded.tiny import RecordFile
from storage.records import DRAFT, Conversation
from storage.serialize import clean, moment


class EphemeralVerbs:
    """These verbs of `Store`, in a file of their own."""

    _ephemeral: RecordFile
    _buffer: ConversationBuffer

    def conversation(self, place: str, person: str, now: datetime, *, draft: bool = False) -> Conversation | None:
        id = Conversation(place=place, person=person, spoken=now, topic=DRAFT if draft else "").id
        found = self._buffer.get(id) or self._ephemeral.get(Conversation, clean(id))
        return found if found and not found.over(now) else None

    def remember(self, conversation: Conversation) -> None:
        self._buffer.put(conversation)

    def _write_talks(self, talks: Sequence[Conversation]) -> None:
        latest = max(talk.spoken for talk in talks)
        with self._ephemeral.change(latest):
            known = self._ephemeral.search(Conversation, lambda _: True)
            self._ephemeral.drop(Conversation, [clean(talk.id) for talk in known if talk.over(latest)])
            self._ephemeral.put(talks)

    def take_slot(self, place: str, now: datetime, gap: timedelta) -> datetime:
        with self._ephemeral.change(now):
            last = self._ephemeral.get(RateSlot, clean(place))
            if last and not last.over(now):
                return last.until
            ended = self._ephemeral.search(RateSlot, lambda row: bool(row["until"] <= moment(now - CLOCK_SKEW)))
            self._ephemeral.drop(RateSlot, [clean(slot.id) for slot in ended])
            self._ephemeral.put([RateSlot(place, now, now + gap)])
            return now

    def hold_slots(self, place: str, now: datetime, until: datetime) -> None:
        with self._ephemeral.change(now):
            self._ephemeral.put([RateSlot(place, now, until)])

    def add_token(self, new: AccessToken, now: datetime) -> None:
        with self._ephemeral.change(now):
            ended = self._ephemeral.search(AccessToken, lambda row: bool(row["until"] <= moment(now)))
            self._ephemeral.drop(AccessToken, [one.id for one in ended])
            self._ephemeral.put([new])

    def spend_token(self, id: str, kind: TokenKind, now: datetime) -> AccessToken | None:
        with self._ephemeral.change(now):
            found = self.find_token(id, kind, now)
            if found:
                self._ephemeral.drop(AccessToken, [found.id])
            return found

    def end_tokens(self, person: str, *kinds: TokenKind) -> None:
        with self._ephemeral.change(None):
            ended = self._ephemeral.search(
                AccessToken, lambda row: row["person"] == clean(person) and row["kind"] in kinds
            )
            self._ephemeral.drop(AccessToken, [one.id for one in ended])

    def tokens(self, kind: TokenKind, now: datetime) -> list[AccessToken]:
        found = self._ephemeral.search(AccessToken, lambda row: row["kind"] == kind and row["until"] > moment(now))
        return sorted(found, key=lambda one: (one.person, one.until))

    def find_token(self, id: str, kind: TokenKind, now: datetime) -> AccessToken | None:
        found = self._ephemeral.get(AccessToken, clean(id))
        return found if found and found.kind == kind and now < found.until else None

    def count(self, what: str, day: date) -> None:
        with self._ephemeral.change(datetime.combine(day, time(), UTC)):
            last = self._ephemeral.get(DayCount, clean(f"{what} {day}"))
            old = self._ephemeral.search(DayCount, lambda row: bool(row["day"] < (day - KEPT).isoformat()))
            self._ephemeral.drop(DayCount, [clean(one.id) for one in old])
            self._ephemeral.put([DayCount(what=what, day=day, number=last.number + 1 if last else 1)])

    def counted(self, what: str, since: date, until: date) -> int:
        days = since.isoformat(), until.isoformat()
        found = self._ephemeral.search(DayCount, lambda row: row["what"] == what and days[0] <= row["day"] < days[1])
        return sum(one.number for one in found)
