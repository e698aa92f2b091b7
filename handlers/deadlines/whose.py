"""Whose a deadline is, and what somebody has to watch."""

from __future__ import annotations

from collections.abc import Iterable

from handlers.deadlines.states import follows_breach
from handlers.dialogue.desk import Desk
from handlers.people import names
from storage.records import Deadline


def owner_of(deadline: Deadline, desk: Desk) -> str:
    """Whose it is: what nobody owns is the privacy lead's."""
    return deadline.owner or desk.store.setup().lead


def owned(found: Iterable[Deadline], who: str, desk: Desk) -> list[Deadline]:
    """Those that are somebody's, by their id or a name of theirs; of the privacy lead also what nobody owns."""
    me, lead = names.all_names(who, desk), desk.store.setup().lead
    return [one for one in found if (one.owner or lead).casefold() in me]


def watched(found: Iterable[Deadline], who: str, desk: Desk) -> list[Deadline]:
    """Those that are somebody's to watch: their own, and for the privacy lead what follows from any breach."""
    found = list(found)
    theirs = owned(found, who, desk)
    if not is_lead(who, desk):
        return theirs
    ids = {one.id for one in theirs}
    return [one for one in found if one.id in ids or follows_breach(one)]


def is_lead(who: str, desk: Desk) -> bool:
    """Whether somebody is the privacy lead, by their id or a name of theirs."""
    lead = desk.store.setup().lead
    return bool(lead) and lead.casefold() in names.all_names(who, desk)
