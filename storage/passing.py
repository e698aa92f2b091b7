"""What does a drawer remember for a short while only?

Conversations and turns: no part of the audit, of a backup or of a move.
"""

# ruff: noqa: D102 (the port says what each verb means)

from datetime import datetime, timedelta

from storage.plain import clean, moment
from storage.records import CONVERSATION_LASTS, Conversation
from storage.tiny import Drawer
from storage.turns import Turn


class Passing:
    """These verbs of `Store`, in a drawer of their own."""

    _talks: Drawer

    def conversation(self, place: str, person: str, now: datetime) -> Conversation | None:
        found = self._talks.get(Conversation, clean(f"{place} {person}"))
        return found if found and now - found.spoken < CONVERSATION_LASTS else None

    def remember(self, conversation: Conversation) -> None:
        over = moment(conversation.spoken - CONVERSATION_LASTS)
        with self._talks.change(conversation.spoken):
            old = self._talks.search(Conversation, lambda row: bool(row["spoken"] <= over))
            self._talks.drop(Conversation, [talk.id for talk in old])
            self._talks.put([conversation])

    def take_turn(self, place: str, now: datetime, gap: timedelta) -> datetime:
        with self._talks.change(now):
            last = self._talks.get(Turn, clean(place))
            if last and not last.over(now):
                return last.until
            self._talks.put([Turn(place, now, now + gap)])
            return now

    def hold_turns(self, place: str, now: datetime, until: datetime) -> None:
        with self._talks.change(now):
            self._talks.put([Turn(place, now, until)])
