"""Makes of what somebody said in a chat the message that the handlers hear."""

from __future__ import annotations

from bot.chat.received.incoming import Incoming
from bot.chat.transport import Audience, Readers, Who
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.reply import File
from handlers.people.access import unclaimed

SETUP = "setup"


def message(incoming: Incoming, who: Who, audience: Audience, desk: Desk, files: tuple[File, ...] = ()) -> Message:
    """What the handlers hear. Reads from the records; raises StoreError."""
    return Message(
        incoming.text,
        parsed=incoming.parsed,
        fields=incoming.fields,
        files=files,
        who=incoming.who,
        surface=incoming.surface,
        place=incoming.place,
        request=incoming.request,
        proposal=incoming.proposal,
        outsider=who.outsider,
        owner=_is_owner(incoming, who, desk),
        public=_is_public(incoming, audience, desk),
    )


def _is_owner(incoming: Incoming, who: Who, desk: Desk) -> bool:
    """Where a chat has no owners, each member is one until somebody administers the bot."""
    if who.owner is not None:
        return who.owner
    return not (who.outsider or incoming.is_question) and unclaimed(desk)


def _is_public(incoming: Incoming, audience: Audience, desk: Desk) -> bool:
    """Whole teams are the public too, but in the district's own place, or where it is being made that."""
    match audience.readers:
        case Readers.OTHERS:
            return True
        case Readers.TEAM if incoming.parsed.name != SETUP:
            own = desk.store.setup().place if desk.records is not None else ""
            return audience.place is None or audience.place.id != own
        case _:
            return False
