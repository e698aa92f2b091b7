"""What does a drawer remember for a short while only?

Conversations, turns and passes: no part of the audit, of a backup or of a move.
"""

# ruff: noqa: D102 (the port says what each verb means)

from collections.abc import Sequence
from datetime import datetime, timedelta

from storage.access_tokens import AccessToken, TokenKind
from storage.conversation_buffer import Later
from storage.embedded.tiny import Drawer
from storage.rate_slots import SKEW, RateSlot
from storage.records import CONVERSATION_LASTS, Conversation
from storage.serialize import clean, moment


class Passing:
    """These verbs of `Store`, in a drawer of their own."""

    _talks: Drawer
    _later: Later

    def conversation(self, place: str, person: str, now: datetime) -> Conversation | None:
        id = f"{place} {person}"
        found = self._later.get(id) or self._talks.get(Conversation, clean(id))
        return found if found and now - found.spoken < CONVERSATION_LASTS else None

    def remember(self, conversation: Conversation) -> None:
        self._later.put(conversation)

    def _write_talks(self, talks: Sequence[Conversation]) -> None:
        latest = max(talk.spoken for talk in talks)
        over = moment(latest - CONVERSATION_LASTS)
        with self._talks.change(latest):
            old = self._talks.search(Conversation, lambda row: bool(row["spoken"] <= over))
            self._talks.drop(Conversation, [clean(talk.id) for talk in old])
            self._talks.put(talks)

    def take_slot(self, place: str, now: datetime, gap: timedelta) -> datetime:
        with self._talks.change(now):
            last = self._talks.get(RateSlot, clean(place))
            if last and not last.over(now):
                return last.until
            ended = self._talks.search(RateSlot, lambda row: bool(row["until"] <= moment(now - SKEW)))
            self._talks.drop(RateSlot, [clean(turn.id) for turn in ended])
            self._talks.put([RateSlot(place, now, now + gap)])
            return now

    def hold_slots(self, place: str, now: datetime, until: datetime) -> None:
        with self._talks.change(now):
            self._talks.put([RateSlot(place, now, until)])

    def add_token(self, new: AccessToken, now: datetime) -> None:
        with self._talks.change(now):
            ended = self._talks.search(AccessToken, lambda row: bool(row["until"] <= moment(now)))
            self._talks.drop(AccessToken, [one.id for one in ended])
            self._talks.put([new])

    def spend_token(self, id: str, kind: TokenKind, now: datetime) -> AccessToken | None:
        with self._talks.change(now):
            found = self.find_token(id, kind, now)
            if found:
                self._talks.drop(AccessToken, [found.id])
            return found

    def find_token(self, id: str, kind: TokenKind, now: datetime) -> AccessToken | None:
        found = self._talks.get(AccessToken, clean(id))
        return found if found and found.kind == kind and now < found.until else None
