"""The breaches on the register: only those of which the families have been told, with what they were told."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from handlers.dialogue.desk import Desk
from handlers.documents.as_text import as_text
from handlers.documents.document import Document, Language
from handlers.notices.notice import notice_of
from handlers.notices.values import SENT
from handlers.register.checks import Checks, Lack
from knowledge.names import TELL_FAMILIES
from storage.records import Breach, Status, StoredFile

LANGUAGES: tuple[Language, ...] = ("en", "es")


@dataclass(frozen=True, slots=True)
class BreachEntry:
    """A breach with its notice; ``file`` is what the families were sent, where that was kept."""

    breach: Breach
    notices: Mapping[Language, Document]
    file: StoredFile | None
    checked: frozenset[str]
    told: date
    """The day on which the families were told."""


def breach_entries(
    checked: frozenset[str], looked_at: Collection[str], desk: Desk
) -> tuple[tuple[BreachEntry, ...], tuple[Lack, ...]]:
    """The breaches, the newest first, and what keeps others out: a notice with blanks is no notice."""
    done = [one for one in desk.store.deadlines(status=Status.DONE) if one.duty == TELL_FAMILIES and one.proof]
    told = {one.record: one.closed.astimezone(desk.zone).date() for one in done if one.closed}
    found, lacks = list[BreachEntry](), list[Lack]()
    for breach in desk.store.breaches()[::-1]:
        if breach.withdrawn or breach.id not in told:
            continue
        checks = Checks(breach.id, breach.vendor, checked, breach.id in looked_at)
        sent = _sent_file(breach, desk)
        file = checks.public_file(sent, desk)
        notices = {} if sent else _complete_notices(breach, checks, desk)
        if file or notices:
            found.append(BreachEntry(breach, notices, file, frozenset(checks.cleared), told[breach.id]))
        lacks += checks.lacks
    return tuple(found), tuple(lacks)


def _sent_file(breach: Breach, desk: Desk) -> str:
    """The file that the families were sent last; empty where none was kept."""
    sent = [one for one in desk.store.history(breach.id) if one.what == SENT]
    kept = [id for one in sent for id in one.after if desk.store.file(id)]
    return kept[-1] if kept else ""


def _complete_notices(breach: Breach, checks: Checks, desk: Desk) -> Mapping[Language, Document]:
    notices = {language: notice_of("breach", breach, language, desk) for language in LANGUAGES}
    if any(notice.blanks() for notice in notices.values()):
        checks.lack("notice")
        return {}
    return {} if checks.withheld(map(as_text, notices.values())) else notices
