"""What does a drawer remember for a short while only?

Conversations, turns and passes: no part of the audit, of a backup or of a move.
"""

# ruff: noqa: D102 (the port says what each verb means)

from collections.abc import Sequence
from datetime import datetime, timedelta

from storage.access_tokens import Kind, Pass
from storage.conversation_buffer import Later
from storage.embedded.tiny import Drawer
from storage.rate_slots import SKEW, Turn
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

    def take_turn(self, place: str, now: datetime, gap: timedelta) -> datetime:
        with self._talks.change(now):
            last = self._talks.get(Turn, clean(place))
            if last and not last.over(now):
                return last.until
            ended = self._talks.search(Turn, lambda row: bool(row["until"] <= moment(now - SKEW)))
            self._talks.drop(Turn, [clean(turn.id) for turn in ended])
            self._talks.put([Turn(place, now, now + gap)])
            return now

    def hold_turns(self, place: str, now: datetime, until: datetime) -> None:
        with self._talks.change(now):
            self._talks.put([Turn(place, now, until)])

    def keep_pass(self, new: Pass, now: datetime) -> None:
        with self._talks.change(now):
            ended = self._talks.search(Pass, lambda row: bool(row["until"] <= moment(now)))
            self._talks.drop(Pass, [one.id for one in ended])
            self._talks.put([new])

    def take_pass(self, id: str, kind: Kind, now: datetime) -> Pass | None:
        with self._talks.change(now):
            found = self.look_at_pass(id, kind, now)
            if found:
                self._talks.drop(Pass, [found.id])
            return found

    def look_at_pass(self, id: str, kind: Kind, now: datetime) -> Pass | None:
        found = self._talks.get(Pass, clean(id))
        return found if found and found.kind == kind and now < found.until else None
