"""Says who reads a place, and asks before records are shown where guests read them."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace

from bot.chat import words
from bot.chat.sharing import ShareRequest
from bot.chat.transport import Who
from handlers.dialogue.desk import PlaceReaders
from handlers.dialogue.reply import Reply, Text
from handlers.reminders.channels import Place


def read_by(place: Place, members: Sequence[Who], *, everyone: bool = False) -> PlaceReaders:
    """Who reads the place, by its members as far as the chat told of them; ``everyone``: all of a team."""
    guests = tuple(words.guest_reader(one.name) for one in members if one.sure and one.outsider and one.reads)
    known = bool(members) and all(one.sure for one in members)
    return PlaceReaders(place.id, guests, everyone, known)


def asked_first(request: ShareRequest, readers: PlaceReaders) -> tuple[Reply, ShareRequest] | None:
    """The question whether these may read it too, and what its button asks for; None where nothing is to be asked.

    A button that answers for other readers than there are now is asked again.
    """
    if readers.known and not readers.guests:
        return None
    says = words.would_read(readers.guests, known=readers.known)
    told = hashlib.sha256(says.encode()).hexdigest()[:16]
    if request.told == told:
        return None
    return Reply(title=words.SHARE_ASKED, parts=(Text(says),), asks=True), replace(request, told=told)
